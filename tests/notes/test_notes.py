"""Notes: made from their wordings, joined into a cell, read from it, and summarised."""

from __future__ import annotations

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from discourse import notes
from discourse.notes import Note

# What divides a cell, and what keeps it from being divided, more often than by chance.
PIECES = st.sampled_from(["; ", ": ", ";", ":", " ", "\\", "a", "id_7", "é", "命"])
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map("".join)
WITH_SUBJECT = st.builds(Note, st.just(""), TEXTS, TEXTS)
WITHOUT_SUBJECT = st.builds(Note, st.just(""), st.just(""), TEXTS)
NOTES = st.lists(WITH_SUBJECT | WITHOUT_SUBJECT, max_size=5)


# ---------------------------------------------------------------------------------------
# A cell


@given(NOTES)
@example([Note("", "UN: 70; a", "has 3"), Note("", "", "x: y"), Note("", "a\\", "\\")])
def test_a_cell_gives_back_the_notes_that_were_joined(made: list[Note]) -> None:
    assert list(notes.split(notes.join(made))) == made


@given(st.lists(st.text(min_size=1), max_size=4))
def test_any_text_can_be_a_note(texts: list[str]) -> None:
    made = [Note("", "", text) for text in texts]
    assert list(notes.split(notes.join(made))) == made


def test_words_without_dividers_stand_in_the_cell_as_they_are() -> None:
    made = [Note("", r"C:\speeches", "short"), Note("", "", r"a\b, c;d"), None]
    assert notes.join(made) == r"C:\speeches: short; a\b, c;d"


def test_a_divider_in_the_name_of_a_document_is_marked() -> None:
    made = Note("", "", "a; b has 3")
    assert notes.join([made]) == r"a\; b has 3"
    assert str(made) == "a; b has 3"


def test_nothing_to_note_is_an_empty_cell() -> None:
    assert notes.join([]) == notes.join([None]) == ""
    assert notes.join([Note("", "", "")]) == ""
    assert notes.split("") == ()


# ---------------------------------------------------------------------------------------
# Several cells


@given(st.lists(NOTES, min_size=1, max_size=4))
def test_what_is_common_stands_in_each_cell_and_can_be_left_out(
    rows: list[list[Note]],
) -> None:
    cells = [notes.join(row) for row in rows]
    told = notes.find_common(cells)
    for row, cell in zip(rows, cells, strict=True):
        assert set(told) <= set(row)
        rest = notes.split(notes.leave_out(cell, told))
        assert rest == tuple(note for note in row if note not in told)
    others = [note for note in rows[0] if note not in told]
    assert all(any(note not in row for row in rows) for note in others)


@given(st.lists(NOTES, max_size=4))
def test_a_merged_cell_has_each_note_once(rows: list[list[Note]]) -> None:
    merged = notes.split(notes.merge([notes.join(row) for row in rows]))
    assert merged == tuple(dict.fromkeys(note for row in rows for note in row))


def test_the_notes_of_no_cell_are_none() -> None:
    assert notes.find_common([]) == ()
    assert notes.merge([]) == ""
    assert notes.summarise([], "terms") == []


def test_what_all_rows_say_is_summarised_apart_from_what_some_say() -> None:
    cells = ["one document: its own; no test", "no test", "two: its own; no test"]
    assert notes.summarise(cells, "terms") == ["no test", "2 of 3 terms: its own"]


def test_a_note_on_some_rows_is_told_by_its_subject() -> None:
    cells = ["one document: its own", "", ""]
    assert notes.summarise(cells, "terms") == ["1 of 3 terms: one document"]


def test_a_summary_tells_three_notes_on_some_rows() -> None:
    cells = ["a", "b", "c", "d"]
    assert notes.summarise(cells, "rows") == ["1 of 4 rows: a; 1: b; 1: c"]


def test_a_row_counts_once_for_a_text_of_several_subjects() -> None:
    cells = ["5 words: short; 6 words: short", "7 words: short", ""]
    assert notes.summarise(cells, "pairs") == ["2 of 3 pairs: short"]


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (["", ""], []),
        (["a; b", "a; b"], ["a; b"]),
        (["a: why; b", "b"], ["b", "1 of 2 pairs: a"]),
        (["a: why", "b: why", "c"], ["2 of 3 pairs: why; 1: c"]),
    ],
)
def test_what_rows_note_is_told_in_two_lines_at_most(
    cells: list[str], lines: list[str]
) -> None:
    assert notes.summarise(cells, "pairs") == lines


def test_cells_are_merged_in_the_order_of_their_notes() -> None:
    assert notes.merge(["a; b", "", "b; c"]) == "a; b; c"


def test_notes_are_written_for_a_reader_without_marks() -> None:
    cell = notes.join([Note("", "UN: 70", "short"), Note("", "", "a; b")])
    assert notes.to_text(notes.split(cell)) == "UN: 70: short; a; b"


# ---------------------------------------------------------------------------------------
# The wordings


def fields_of(wording: notes.Wording) -> set[str]:
    parts = string.Formatter().parse(wording.subject + wording.text)
    return {field for _, field, _, _ in parts if field}


@pytest.mark.parametrize("key", notes.WORDINGS)
def test_every_wording_can_be_filled_in(key: str) -> None:
    wording = notes.WORDINGS[key]
    made = notes.make(key, **dict.fromkeys(fields_of(wording), 3))
    assert made.key == key
    assert made.text
    assert "{" not in str(made)
    assert notes.split(notes.join([made])) == (Note("", made.subject, made.text),)


@pytest.mark.parametrize("key", notes.WORDINGS)
def test_the_words_of_a_wording_need_no_mark_in_a_cell(key: str) -> None:
    wording = notes.WORDINGS[key]
    made = notes.make(key, **dict.fromkeys(fields_of(wording), 3))
    assert notes.join([made]) == str(made)


def test_no_two_keys_have_the_same_words() -> None:
    assert len(set(notes.WORDINGS.values())) == len(notes.WORDINGS)


@pytest.mark.parametrize(
    ("mentions", "written"),
    [(0, "0 mentions"), (1, "1 mention"), (1200, "1,200 mentions")],
)
def test_a_number_is_written_with_its_noun(mentions: int, written: str) -> None:
    assert notes.make("few_mentions_in_profile", mentions=mentions).text.endswith(
        written
    )


def test_an_unknown_key_or_a_missing_field_is_refused() -> None:
    with pytest.raises(KeyError):
        notes.make("no_such_note")
    with pytest.raises(KeyError):
        notes.make("few_beside")
