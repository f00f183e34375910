"""Notes on pictures inside a sentence."""

from __future__ import annotations

import pytest

from discourse import debris, mentions
from discourse.corpus import Corpus

NOTES = [
    "[photo: Xinhua]",
    "[Photo/Xinhua]",
    "(Xinhua/Li Xin)",
    "(Li Xin/Xinhua)",
    "(Photo by Li Xin)",
    "(AP Photo/Jane Doe)",
    "(Photo: Jane Doe/Reuters)",
    "[File photo: VCG]",
    "[photo]",
    "(image courtesy of the ministry)",
]


def debris_of(raw: str) -> list[tuple[str, str]]:
    table = debris(Corpus.from_texts({"a": raw}))
    return list(zip(table["surface"], table["action"], strict=True))


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(
    "text",
    [
        "The ministers spoke of a {} shared future for all the states of the region.",
        "The ministers spoke of a{} shared future for all the states of the region.",
        "The ministers spoke of a\n{}\nshared future for all the states of the region.",
    ],
)
def test_a_note_inside_a_sentence_is_bridged(note: str, text: str) -> None:
    corpus = Corpus.from_texts({"a": text.format(note)})
    table = debris(corpus)
    assert table["surface"].tolist() == [note]
    assert table["action"].tolist() == ["bridge"]
    assert table["kind"].tolist() == ["picture note"]
    found = mentions(corpus.mask(table), {"f": ["a shared future"]})
    assert len(found) == 1
    (surface,) = found["surface"]
    assert note in surface


def test_a_note_in_chinese_is_bridged() -> None:
    raw = "推动构建人类【图片】命运共同体，共建一带一路。"
    corpus = Corpus.from_texts({"a": raw})
    masked = corpus.mask(debris(corpus))
    assert len(mentions(masked, {"f": ["人类命运共同体"]})) == 1


@pytest.mark.parametrize(
    "raw",
    [
        "The news agency (Xinhua) said that the ministers would meet in May.",
        "The ministers spoke (see the photo: it is old) of a shared future.",
        "The album (photos of the past) is a part of a shared future.",
        "The two (and/or more) ministers spoke of a shared future.",
        "The ministers spoke. (Xinhua/Li Xin) They spoke of a shared future.",
        "(Xinhua/Li Xin) They spoke of a shared future for all of them.",
    ],
)
def test_what_belongs_to_the_text_or_ends_it_is_not_bridged(raw: str) -> None:
    assert "bridge" not in [action for _, action in debris_of(raw)]


def test_a_note_at_the_end_of_a_paragraph_is_only_marked() -> None:
    raw = "The ministers spoke of a shared future for the region. (Photo: Li Xin)"
    assert debris_of(raw) == [("(Photo: Li Xin)", "mark")]


def test_the_dateline_of_a_report_is_only_marked() -> None:
    raw = "BEIJING, May 3 (Xinhua) -- The ministers spoke of a shared future on Monday."
    assert [action for _, action in debris_of(raw)] == ["mark"]
