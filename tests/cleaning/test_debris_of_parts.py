"""Debris in files of many texts: each text is a page of its own."""

from __future__ import annotations

from pathlib import Path

from discourse import debris, read

BODY = "The ministers agreed on a river plan on Monday, after nine years of talks."


def test_each_text_of_a_file_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    parts = []
    for number in range(1, 4):
        parts.append(
            f"TEXT {number}\nHome > World > Asia\nA river plan number {number}\n{BODY}\n"
            "Share this article\n"
        )
    path.write_text("".join(parts), encoding="utf-8")
    corpus = read(path, split="TEXT *")
    proposals = debris(corpus)
    raw = corpus.raw["file#1"]
    for row in proposals.itertuples():
        assert raw[row.start : row.end] == row.surface
    found = proposals[["doc", "surface"]].to_numpy().tolist()
    for number in range(1, 4):
        assert [f"file#{number}", "Home > World > Asia"] in found
        assert [f"file#{number}", "Share this article"] in found
    cleaned = corpus.mask(proposals)
    assert [document.unmasked_text.count(BODY) for document in cleaned] == [1, 1, 1]


def test_a_sentence_of_every_text_is_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    text = f"{BODY}\n{BODY} Again.\n{BODY} A third time.\n"
    path.write_text(f"TEXT 1\n{text}TEXT 2\n{text}", encoding="utf-8")
    proposals = debris(read(path, split="TEXT *"))
    assert not (proposals["kind"] == "copy").any()
