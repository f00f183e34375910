"""Files of many texts, divided at lines of one form, and the preview of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from discourse import kwic, preview_split, read
from discourse.errors import MetadataError, OptionError
from discourse.reading.text_division import (
    check_field_form,
    check_line_pattern,
    divide_text,
)

SPEECHES = """\
SPEECH 1 OF 3
Country: Kazakhstan
Date: 2023-06-12

One belt and one road.
SPEECH 2 OF 3
Country: Uzbekistan

A speech 2 of 3 in the middle of a line is no line of its own.
SPEECH 3 OF 3
A community with a shared future.
"""


@pytest.fixture
def speeches(tmp_path: Path) -> Path:
    path = tmp_path / "speeches.txt"
    path.write_text(SPEECHES, encoding="utf-8")
    return path


def test_a_file_is_divided_where_a_line_has_the_form(speeches: Path) -> None:
    corpus = read(speeches, split="Speech * of *")
    assert corpus.names == ("speeches#1", "speeches#2", "speeches#3")
    assert [document.unmasked_text for document in corpus] == [
        "One belt and one road.",
        "A speech 2 of 3 in the middle of a line is no line of its own.",
        "A community with a shared future.",
    ]
    assert corpus.documents["country"].tolist() == ["Kazakhstan", "Uzbekistan", ""]
    assert corpus.documents["date"].tolist() == ["2023-06-12", "", ""]
    assert corpus.documents["file"].tolist() == ["speeches.txt"] * 3
    assert corpus.files["documents"].tolist() == [3]


def test_offsets_are_those_of_the_file(speeches: Path) -> None:
    corpus = read(speeches, split="SPEECH *")
    row = kwic(corpus, "shared future").iloc[0]
    assert row.doc == "speeches#3"
    assert SPEECHES[row.start : row.end] == "shared future"


def test_every_character_is_in_one_document_and_each_mask_has_a_reason(
    speeches: Path,
) -> None:
    corpus = read(speeches, split="SPEECH *")
    assert "".join(corpus.texts) == SPEECHES
    assert set(corpus.log["reason"]) == {
        "the line at which a text of the file begins (split=)",
        "lines of the form 'Key: value', read as metadata",
    }


def test_the_text_before_the_first_line_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A preface.\n# One\nBelt.\n# Two\n\n# Three\nRoad.\n", "utf-8")
    corpus = read(path, split="# *")
    assert [document.unmasked_text for document in corpus] == [
        "A preface.",
        "Belt.",
        "Road.",
    ]


def test_a_form_that_no_line_has_is_an_error(speeches: Path) -> None:
    with pytest.raises(OptionError, match=r"speeches\.txt begins with 'SPEECH 1 OF 3'"):
        read(speeches, split="ARTICLE *")


def test_a_form_without_its_star_is_completed(speeches: Path) -> None:
    with pytest.raises(OptionError, match=r"Did you mean split='Speech\*'\?"):
        read(speeches, split="Speech")


def test_a_file_without_such_a_line_stays_whole_and_is_named(speeches: Path) -> None:
    other = speeches.parent / "other.txt"
    other.write_text("One road.", encoding="utf-8")
    corpus = read(speeches.parent, split="SPEECH *")
    assert corpus.names[0] == "other"
    row = corpus.suspected.query("kind == 'not divided'").iloc[0]
    assert row["source"] == "other.txt"


def test_text_before_the_first_line_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A preface.\n# One\nBelt.\n", encoding="utf-8")
    assert read(path, split="# *").suspected["kind"].tolist() == ["before the first"]


def test_the_line_that_divides_may_be_the_first_field(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "Title: A visit\nDate: 2023-06-12\n\nOne belt.\nTitle: A talk\n\nOne road.\n"
    path.write_text(text, encoding="utf-8")
    documents = read(path, split="Title: *").documents
    assert documents["title"].tolist() == ["A visit", "A talk"]
    documents = read(path, split="Title: *", fields="Key: value").documents
    assert documents["title"].tolist() == ["A visit", "A talk"]
    assert documents["date"].tolist() == ["2023-06-12", ""]


def test_fields_that_no_text_has_are_said(speeches: Path) -> None:
    corpus = read(speeches, split="SPEECH *", fields="Key = value")
    assert "no fields" in corpus.suspected["kind"].tolist()


def test_texts_in_memory_and_tables_are_not_divided(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="split= and fields= go with files"):
        read({"a": SPEECHES}, split="SPEECH *")
    table = pd.DataFrame({"text": [SPEECHES]})
    with pytest.raises(OptionError, match="split= and fields= go with files"):
        read(table, fields="Key: value")


def test_lines_of_short_texts_may_be_wrapped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = (
        "TEXT 1\nThe ministers said that they build a community with a\n"
        "shared future.\n\nYes.\nTEXT 2\nNo.\n"
    )
    path.write_text(text, encoding="utf-8")
    corpus = read(path, split="TEXT *")
    assert corpus.paragraphs == {"a#1": "blank", "a#2": "blank"}
    assert len(kwic(corpus, "community with a shared future")) == 1


def test_paragraphs_are_given_by_the_id_of_a_text(speeches: Path) -> None:
    corpus = read(speeches, split="SPEECH *", paragraphs={"speeches#2": "blank"})
    assert set(corpus.paragraphs.values()) == {"blank"}
    with pytest.raises(OptionError, match="two values for texts of the file"):
        read(
            speeches,
            split="SPEECH *",
            paragraphs={"speeches#1": "blank", "speeches#2": "line"},
        )
    with pytest.raises(OptionError, match="speeches#7"):
        read(speeches, split="SPEECH *", paragraphs={"speeches#7": "blank"})


def test_split_false_divides_nothing(speeches: Path) -> None:
    assert read(speeches, split=False).names == ("speeches",)


def test_fields_need_no_known_key(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "TEXT\nSitting = 12\nChamber = Senate\nOne = belt is said here.\n"
    path.write_text(f"{text}TEXT\nSitting = 13\n\nOne road.\n", encoding="utf-8")
    corpus = read(path, split="TEXT", fields="Key = value")
    assert corpus.documents["sitting"].tolist() == ["12", "13"]
    assert corpus.documents["chamber"].tolist() == ["Senate", ""]


@pytest.mark.parametrize("split", ["*", " ** ", "", "a\nb", 3, None])
def test_a_pattern_that_divides_everywhere_is_refused(
    speeches: Path, split: object
) -> None:
    with pytest.raises(OptionError, match="split="):
        read(speeches, split=split)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["", "Key", "Key value", 3, "a: b: c"])
def test_what_is_no_form_of_fields_is_refused(speeches: Path, form: object) -> None:
    with pytest.raises(OptionError, match="fields="):
        read(speeches, split="SPEECH *", fields=form)  # type: ignore[arg-type]


def test_the_preview_shows_what_would_be_cut(speeches: Path) -> None:
    table = preview_split(speeches, split="SPEECH *")
    assert table["line"].tolist() == [1, 6, 10]
    assert table["fields"].tolist() == [
        "country: Kazakhstan; date: 2023-06-12",
        "country: Uzbekistan",
        "",
    ]
    assert table["words"].tolist() == [5, 17, 6]
    assert table["beginning"].iloc[0] == "One belt and one road."
    for row in table.itertuples():
        assert SPEECHES[row.start : row.end].startswith("SPEECH")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_preview_counts_lines_as_editors_do(line_end: str, tmp_path: Path) -> None:
    path = tmp_path / "speeches.txt"
    path.write_bytes(SPEECHES.replace("\n", line_end).encode())
    assert preview_split(path, split="SPEECH *")["line"].tolist() == [1, 6, 10]


def test_a_pattern_of_stars_takes_linear_time() -> None:
    pattern = check_line_pattern("a*" * 50 + "b")
    assert not pattern.matches("a" * 100_000)


def test_the_parts_cover_the_text() -> None:
    download = divide_text(SPEECHES, check_line_pattern("SPEECH *"))
    ends = [article.end for article in download.articles]
    starts = [article.start for article in download.articles]
    assert starts == [0, *ends[:-1]]
    assert ends[-1] == len(SPEECHES)
    assert check_field_form("Key\tvalue").separator == "\t"


# Metadata of articles --------------------------------------------------------------------


def write_metadata(folder: Path, *rows: str) -> None:
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def test_a_table_may_have_rows_for_the_texts_of_a_file(speeches: Path) -> None:
    folder = speeches.parent
    write_metadata(folder, "doc,country,chair", "speeches#1,KAZ,A", "speeches#3,TKM,C")
    documents = read(folder, split="SPEECH *").documents
    assert documents["country"].tolist() == ["KAZ", "Uzbekistan", "TKM"]
    assert documents["chair"].tolist() == ["A", "", "C"]


def test_a_text_has_precedence_over_the_row_of_its_file(speeches: Path) -> None:
    folder = speeches.parent
    write_metadata(folder, "doc,country,chair", "speeches,none,A", "speeches#3,TKM,C")
    corpus = read(folder, split="SPEECH *")
    documents = corpus.documents
    assert documents["country"].tolist() == ["Kazakhstan", "Uzbekistan", "TKM"]
    assert documents["chair"].tolist() == ["A", "A", "C"]
    said = corpus.suspected["reason"].str.cat(sep=" ")
    assert "speeches#1, speeches#2" in said


def test_a_row_for_a_text_that_is_not_in_the_file_is_a_fault(speeches: Path) -> None:
    folder = speeches.parent
    write_metadata(folder, "doc,chair", "speeches#1,A", "speeches#9,C")
    with pytest.raises(MetadataError, match="speeches#9"):
        read(folder, split="SPEECH *")


def test_a_file_with_the_id_of_a_text_of_another_is_named(speeches: Path) -> None:
    folder = speeches.parent
    (folder / "speeches#2.txt").write_text("One road.", encoding="utf-8")
    with pytest.raises(MetadataError, match=r"speeches#2\.txt: its id"):
        read(folder, split="SPEECH *")
    corpus = read(folder, split="SPEECH *", on_error="report")
    assert corpus.names == ("speeches#1", "speeches#2", "speeches#3")
    assert corpus.refused["source"].tolist() == ["speeches#2.txt"]


def test_the_encoding_of_a_row_is_used_for_a_file_of_many_texts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("TEXT\nCafé\nTEXT\nThé\n".encode("cp1252"))
    write_metadata(tmp_path, "doc,encoding", "a,cp1252")
    assert read(tmp_path, split="TEXT")["a#1"].unmasked_text == "Café"
