"""Faults of reading from the field: each is one error of the library, by name."""

from __future__ import annotations

import json
import os
import pathlib
import re
from pathlib import Path

import pandas as pd
import pytest

from discourse import file_reading
from discourse.errors import DiscourseError, ReadError
from discourse.reading import read


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write_file(name: str, content: str | bytes = "One belt, one road.") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def error_message(path: object, **options: object) -> str:
    """The message of the error of reading, in characters that can be printed."""
    with pytest.raises(DiscourseError) as caught:
        read(path, **options)  # type: ignore[arg-type]
    message = str(caught.value)
    message.encode()
    return message


# JSON Lines ---------------------------------------------------------------------------

BAD_LINES = (
    '[[[[[{"text": null}',
    "[" * 5_000,
    '{"a": ' * 5_000,
    "[1]",
    "3",
    "null",
    "true",
    '"a text"',
    "{}",
    '{"text": null}',
    '{"text": {"a": 1}}',
    '{"text": ["a"]}',
    '{"text": 5}',
    '{"text": "x", "n": NaN}',
    '{"text": "x", "n": [Infinity]}',
    '{"text": "x", "n": -Infinity}',
    '{"text": "x", "n": 1e999}',
    '{"text": "x", "n": ' + "9" * 5_000 + "}",
    '{"text": "x", "text": "y"}',
    '{"text": "x", "n": {"k": 1, "k": 2}}',
    '{"text": "\\udc80"}',
    '{"text": "x", "n": {"\\ud800": 1}}',
    '{"text": "x"',
    "{'text': 'x'}",
)


@pytest.mark.parametrize("line", BAD_LINES, ids=lambda line: line[:30])
def test_a_bad_line_alone_is_a_read_error(line: str) -> None:
    path = write_file("x.jsonl", line)
    for on_error in ("raise", "report"):
        message = error_message(path, on_error=on_error)
        assert message.startswith("x.jsonl, line 1: ")


@pytest.mark.parametrize("line", BAD_LINES, ids=lambda line: line[:30])
@pytest.mark.parametrize("other", ["{}", "[1]", '{"text": null}'])
def test_two_bad_lines_are_a_read_error(line: str, other: str) -> None:
    path = write_file("x.jsonl", f"{other}\n{line}")
    assert "No line is left to read." in error_message(path, on_error="report")


@pytest.mark.parametrize("line", BAD_LINES, ids=lambda line: line[:30])
def test_a_bad_line_beside_a_good_one_is_refused_alone(line: str) -> None:
    path = write_file("x.jsonl", f'{line}\n{{"text": "win-win"}}')
    corpus = read(path, on_error="report")
    assert corpus.refused["line"].tolist() == [1]
    assert len(corpus) == 1
    assert "x.jsonl, line 1: " in error_message(path)


def test_an_object_that_ends_too_early_ends_at_its_end() -> None:
    path = write_file("x.jsonl", '{"text": "a"')
    assert "at its end, after 12 characters." in error_message(path)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_list_is_read_by_the_call_that_is_proposed(indent: int | None) -> None:
    rows = [
        {"id": "007", "date": "2020-05", "text": "One belt"},
        {"id": "1e5", "date": "2021", "text": "one road"},
    ]
    path = write_file("x.jsonl", json.dumps(rows, indent=indent))
    names = {"read": read, "json": json, "pandas": pd, "pathlib": pathlib}
    call = error_message(path).partition("Write discourse.")[2].removesuffix(".")
    corpus = eval(call, names)
    assert corpus.names == ("007", "1e5")
    assert corpus.documents["date"].tolist() == ["2020-05", "2021"]


# Other tables -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"", b"PAR1", b"PAR1PAR1", b"PAR1" + b"\0" * 90 + b"PAR1", b"text\nx\n"]
)
def test_a_broken_parquet_file_is_named(content: bytes) -> None:
    message = error_message(write_file("x.parquet", content))
    assert message.startswith("x.parquet: it is not a valid Parquet file")


def test_a_parquet_file_that_was_cut_is_named() -> None:
    pd.DataFrame({"text": ["a" * 1000, "b"]}).to_parquet("x.parquet")
    content = Path("x.parquet").read_bytes()
    for size in range(4, len(content), 97):
        message = error_message(write_file("x.parquet", content[:size]))
        assert message.startswith("x.parquet: it is not a valid Parquet file")


@pytest.mark.parametrize(
    "content",
    [
        'sep=;\ndoc;text;year\na;"One belt;\none road",2019;2020\nb;win-win;2021\n',
        'sep=,\r\ndoc,text,year\r\na,"One belt;\none road,2019",2020\r\nb,win-win,2021',
        'sep=\t\ndoc\ttext\tyear\na\t"One belt;\none road"\t2020\nb\twin-win\t2021\n',
        'SEP=|\ndoc|text|year\na|"One belt;\none road"|2020\nb|win-win|2021\n',
        '"sep=;"\ndoc;text;year\na;"One belt;\none road";2020\nb;win-win;2021\n',
        '\ufeffsep=;\ndoc;text;year\na;"One belt;\none road";2020\nb;win-win;2021\n',
    ],
)
def test_a_first_line_that_names_the_delimiter_is_no_row(content: str) -> None:
    if content.startswith("sep=;"):
        content = content.replace('",2019', '"')
    corpus = read(write_file("x.csv", content))
    assert corpus.names == ("a", "b")
    assert corpus.documents["year"].tolist() == ["2020", "2021"]
    assert corpus.raw["a"].startswith("One belt;\none road")


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        ("doc|text|year\na|One belt|2020\n", "|"),
        ("doc:text\na:One belt\n", ":"),
        ("doc^text\na^One belt\n", "^"),
        ("DOC ~ Text\na~One belt\n", "~"),
        ("name|body\na|One belt\n", "|"),
    ],
)
def test_a_sign_that_divides_the_columns_is_named(content: str, delimiter: str) -> None:
    message = error_message(write_file("x.csv", content))
    assert f"divided by '{delimiter}'" in message
    assert "text=" not in message
    (first_line,) = re.findall(r"Write (sep=.) as the first line", message)
    text_column = next(name for name in ("text", "Text", "body") if name in content)
    path = write_file("x.csv", f"{first_line}\n{content}")
    corpus = read(path, text=text_column)
    assert corpus.raw[corpus.names[0]] == "One belt"


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        ("sep=;\ndoc,text\na,One belt\n", "Delete its first line."),
        ("sep=,\ndoc\ttext\na\tOne belt\n", "Delete its first line."),
        ("sep=;\ndoc|text\na|One belt\n", "Write sep=| as its first line."),
    ],
)
def test_a_wrong_line_about_the_delimiter_is_named(content: str, remedy: str) -> None:
    message = error_message(write_file("x.csv", content))
    assert f"its first line says {content[:5]}, but its header" in message
    assert message.endswith(remedy)
    rest = content.partition("\n")[2]
    mended = rest if remedy.startswith("Delete") else f"sep=|\n{rest}"
    assert read(write_file("x.csv", mended)).raw["a"] == "One belt"


@pytest.mark.parametrize("content", ["text\nOne: two\n", "text\na|b\nc|d\n"])
def test_a_table_of_texts_only_is_read(content: str) -> None:
    assert len(read(write_file("x.csv", content))) == content.count("\n") - 1


def test_a_column_that_is_named_with_its_signs_is_read() -> None:
    path = write_file("x.csv", "title|text\na|b\n")
    assert read(path, text="title|text").raw["1"] == "a|b"


def test_metadata_that_another_sign_divides_are_answered() -> None:
    write_file("texts/a.txt")
    write_file("texts/metadata.csv", "doc|title\na|One\n")
    assert "metadata.csv, line 1: its header 'doc|title'" in error_message("texts")


@pytest.mark.parametrize("name", ["huge.csv", "huge.parquet", "huge.jsonl", "huge.tsv"])
def test_a_table_too_large_for_the_memory_is_refused(name: str) -> None:
    with Path(name).open("wb") as file:
        file.truncate(40 << 30)  # no disk is used for it
    assert f"{name}: it has 42,949,672,960 bytes, more than 4 GiB." in error_message(
        name
    )
    write_file("texts/a.txt")
    assert f"{name}: it has 42,949,672,960 bytes" in error_message(
        "texts", metadata=name
    )


def test_where_there_is_no_memory_the_file_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fill_memory(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(file_reading, "_read_at_most", fill_memory)
    message = error_message(write_file("x.csv", "doc,text\na,x\n"))
    assert message == (
        "x.csv: there is not enough memory to read it as a whole. Divide it."
    )


@pytest.mark.parametrize("item", ["a.txt\0", "a\0.txt", "texts/a\0"])
def test_a_zero_character_in_a_list_is_named(item: str) -> None:
    assert "U+0000" in error_message([item])


def test_a_packed_text_is_answered() -> None:
    message = error_message(write_file("b.txt.gz", b"\x1f\x8b"))
    assert "tables, but no texts, may be packed" in message


def test_whole_floats_are_ids() -> None:
    rows = pd.DataFrame({"doc": [1.0, 2.0], "text": ["a", "b"]})
    assert read(rows).names == ("1", "2")


def test_lines_are_counted_with_the_one_that_names_the_delimiter() -> None:
    path = write_file("x.csv", "sep=;\ndoc;text\na;x\nb\n")
    assert error_message(path).startswith("x.csv, line 4: 1 cell came")


def test_metadata_may_name_their_delimiter() -> None:
    write_file("texts/a.txt")
    write_file("texts/metadata.csv", "sep=;\ndoc;title\na;One, two\n")
    assert read("texts").documents["title"].tolist() == ["One, two"]


def test_a_cell_at_the_limit_of_a_spreadsheet_is_suspected_in_every_table() -> None:
    cut = "ab " * 10_922 + "a"
    assert len(cut) == 32_767
    rows = pd.DataFrame({"doc": ["a", "b"], "text": [cut, cut[:-1]]})
    rows.to_csv("x.csv", index=False)
    rows.to_csv("x.tsv", index=False, sep="\t")
    rows.to_parquet("x.parquet")
    rows.to_json("x.jsonl", orient="records", lines=True)
    for table in ("x.csv", "x.tsv", "x.parquet", "x.jsonl", rows):
        suspected = read(table).suspected
        cut_rows = suspected[suspected["kind"] == "cut"]
        assert len(cut_rows) == 1
        assert cut_rows["source"].iloc[0].endswith(": a")


# Many faults at once ------------------------------------------------------------------


def test_an_error_names_ten_bad_files_by_kind_and_counts_the_rest() -> None:
    for number in range(42):
        write_file(f"texts/good{number:02}.txt", f"One belt, one road {number}.")
    for number in range(18):
        write_file(f"texts/latin{number:02}.txt", b"caf\xe9 " * (number + 1))
    for number in range(8):
        write_file(f"texts/picture{number}.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 9)
    for number in range(4):
        Path(f"texts/link{number}.txt").symlink_to("nowhere.txt")
    message = error_message("texts")
    assert "29 more among 72 files" in message
    assert message.count(".txt") >= 10
    words_of_message = [word.strip("(),;:") for word in message.split()]
    assert len({word for word in words_of_message if word.endswith(".txt")}) == 10
    for words in ("18 not in UTF-8", "8 of another kind than text", "3 that are links"):
        assert words in message
    assert "keep the 42 good files with on_error='report'" in message
    corpus = read("texts", on_error="report")
    assert (len(corpus), len(corpus.refused)) == (42, 30)


def test_an_error_names_the_lines_of_a_table() -> None:
    lines = ['{"id": "a", "text": "x"}', *["[1]"] * 14, *['{"id": "b"}'] * 3]
    path = write_file("x.jsonl", "\n".join(lines))
    message = error_message(path)
    assert message.startswith("x.jsonl, line 2: this is JSON, but not an object.")
    assert "13 that are no JSON object (x.jsonl, lines 3, 4, 5" in message
    assert "3 with an id that occurs twice (x.jsonl, lines 16" in message
    assert "Or keep the 1 good line with on_error='report'" in message


# Files that are no texts --------------------------------------------------------------

LOCK_FILES = (
    "~$notes.txt",
    ".~lock.notes.txt#",
    "~WRL0001.tmp",
    "Thumbs.db",
    "._notes.txt",
    "~$report.docx",
    "desktop.ini",
)


@pytest.mark.parametrize("name", LOCK_FILES)
def test_what_a_program_keeps_for_itself_is_not_read(name: str) -> None:
    write_file("texts/notes.txt")
    write_file(f"texts/{name}", b"\x05owner\0\0")
    corpus = read("texts")
    assert corpus.names == ("notes",)
    assert corpus.suspected["kind"].tolist() == ["not read"]
    assert name in corpus.suspected["reason"].iloc[0]
    message = error_message(f"texts/{name}")
    assert name in message


def test_a_lock_file_by_itself_is_no_text() -> None:
    write_file("texts/~$notes.txt")
    assert "~$notes.txt" in error_message("texts")
    assert "~$notes.txt" in error_message("~$notes.txt")


def test_a_name_that_begins_with_a_tilde_is_a_name() -> None:
    write_file("~draft.txt")
    assert read("~draft.txt").names == ("~draft",)


def test_files_of_other_kinds_are_named_up_to_ten() -> None:
    write_file("texts/a.txt")
    for number in range(12):
        write_file(f"texts/{number:02}.odt")
    write_file("texts/inside/page.epub")
    suspected = read("texts").suspected
    epub, odt = suspected["reason"].tolist()
    names = ", ".join(f"{number:02}.odt" for number in range(10))
    assert odt == f"Not read: 12 files with .odt: {names} and 2 more."
    assert epub == "Not read: 1 file with .epub: inside/page.epub."


def test_a_broken_link_is_called_one() -> None:
    Path("texts").mkdir()
    write_file("texts/a.txt")
    Path("link.txt").symlink_to("away.txt")
    Path("loop.txt").symlink_to("loop.txt")
    Path("folder").symlink_to("away")
    for name in ("link.txt", "loop.txt", "folder", "folder/a.txt", "link.csv"):
        if name == "link.csv":
            Path(name).symlink_to("away.csv")
        message = error_message(name)
        assert "leads nowhere" in message
        assert "mean" not in message
    assert "leads nowhere" in error_message("texts", metadata="link.csv")


# Characters that are none -------------------------------------------------------------


@pytest.mark.parametrize("name", ["a\0.txt", "\0", "texts\0/a.txt", "x\0.csv"])
def test_a_zero_character_in_a_path_is_named(name: str) -> None:
    assert "\\x00" in error_message(name)
    write_file("texts/a.txt")
    assert "\\x00" in error_message("texts", metadata=name)


@pytest.mark.parametrize("half", ["\ud800", "x\udcff", "\ude00.txt"])
def test_half_of_a_character_in_an_option_is_named(half: str) -> None:
    write_file("texts/a.txt")
    write_file("x.csv", "text\nOne belt\n")
    shown = half.encode("unicode_escape").decode()[-6:].removesuffix(".txt")
    calls: tuple[tuple[str, dict[str, object]], ...] = (
        ("x.csv", {"text": half}),
        ("texts", {"encoding": half}),
        ("texts", {"encodings": {half: "cp1252"}}),
        ("texts", {"encodings": {"a": half}}),
        ("texts", {"metadata": half}),
        ("texts", {"paragraphs": {half: "line"}}),
        ("texts", {"paragraphs": half}),
        ("texts", {"on_error": half}),
        (half, {}),
    )
    for path, options in calls:
        message = error_message(path, **options)
        # A half that stands for a byte of a name is shown as this byte.
        assert shown[-4:] in message or "\\xff" in message


def test_half_of_a_character_in_a_table_in_memory_is_named() -> None:
    for rows in (
        {"doc": ["\ud800"], "text": ["x"]},
        {"doc": ["a"], "text": ["x\udfff"]},
        {"doc": ["a"], "text": ["x"], "place": ["\udc00"]},
    ):
        message = error_message(pd.DataFrame(rows, dtype="object"))
        assert "half of a surrogate pair" in message
    names = pd.Index(["doc", "text", "pl\udc00ce"], dtype="object")
    frame = pd.DataFrame([["a", "x", "y"]], columns=names)
    assert "half of a surrogate pair" in error_message(frame)


@pytest.mark.parametrize("other", ["fine", "état", None])
@pytest.mark.parametrize(
    "columns", [["doc", "text", "place"], ["place", "text", "doc"]]
)
def test_rows_with_half_of_a_character_are_left_out(
    columns: list[str], other: str | None
) -> None:
    rows = {
        "doc": ["a", "b", "c", "d\ud800", "é"],
        "text": ["One.", "x\udfff", other, "Four.", "Five."],
        "place": ["x", "y\ud800", "z", "z", "\udc00"],
    }
    frame = pd.DataFrame(rows, dtype="object")[columns]
    corpus = read(frame, on_error="report")
    good_ids = ["a"] if other is None else ["a", "c"]
    assert list(corpus.names) == good_ids
    refused = corpus.refused
    lines = [2, 3, 4, 5] if other is None else [2, 4, 5]
    assert refused["line"].tolist() == lines
    reason = refused.loc[refused["line"] == 2, "reason"].iloc[0]
    first_column = "text" if columns[0] == "doc" else "place"
    assert reason.startswith(f"column {first_column!r} holds half")


@pytest.mark.skipif(os.name != "posix", reason="names of files are Unicode here")
def test_a_name_that_is_no_utf8_is_escaped_where_it_is_said(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.odt")
    try:
        Path(path).write_bytes(b"x")
    except OSError:
        pytest.skip("this system takes no such name")
    write_file("a.txt")
    reason = read(tmp_path).suspected["reason"].iloc[0]
    assert "caf\\xe9.odt" in reason
    assert "caf\\xe9.odt" in error_message(path)


def test_a_read_error_is_what_a_fault_of_a_file_is() -> None:
    with pytest.raises(ReadError):
        read(write_file("x.jsonl", '{"text": null}'))
