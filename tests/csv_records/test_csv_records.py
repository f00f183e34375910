"""Which delimiter a table has is told in one place, from its header."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import csv_records
from discourse.csv_records import (
    DELIMITERS,
    UnclosedQuoteError,
    detect_delimiter,
    parse_records,
)

KNOWN = ("doc", "text", "date")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("doc,title\n", ","),
        ("doc;title\n", ";"),
        ("doc\ttitle\n", "\t"),
        ("a;b;c\n", ";"),
        ("a,b;c\n", ","),  # as many of both: the comma
        ("a,b;c;d\n", ";"),
        ("doc;title, in full, with its year\n", ";"),  # a known column outweighs
        (" DOC ;title,place,year\n", ";"),
        ("doc;date;title,place,year,x,y\n", ";"),
        ('"doc";"a, b, c, d"\n', ";"),
        ("\n\ndoc;title\n", ";"),
        ('"never closed;doc\n', ","),
        ("title\n", ","),
        ("", ","),
    ],
)
def test_the_header_tells_the_delimiter(text: str, delimiter: str) -> None:
    assert detect_delimiter(text, KNOWN) == delimiter


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("doc;date\n", ";"),
        ("doc;title\n", ","),
        ("a;b;c\n", ","),
        ("doc\tdate\tx\n", "\t"),
        ("doc,date;x\n", ","),
    ],
)
def test_what_is_no_comma_needs_so_many_known_columns(
    text: str, delimiter: str
) -> None:
    assert detect_delimiter(text, KNOWN, min_expected=2) == delimiter


names = st.lists(st.sampled_from(["doc", "date", "a b", "título", "x"]), min_size=2)


@given(names, st.sampled_from(DELIMITERS))
def test_a_header_written_with_a_delimiter_is_read_with_it(
    header: list[str], delimiter: str
) -> None:
    text = delimiter.join(header) + "\n"
    found = detect_delimiter(text, KNOWN)
    assert found == delimiter
    assert next(parse_records(text, found)) == (1, header)


def test_no_other_module_guesses_a_delimiter() -> None:
    house = Path(csv_records.__file__).parent
    guesses = [
        path.relative_to(house).as_posix()
        for path in sorted(house.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and "delimiter" in node.name
    ]
    assert set(guesses) == {"csv_records.py"}


def read_all(records: Iterator[tuple[int, list[str]]]) -> list[object]:
    """Return the records, and at the end what went wrong."""
    found: list[object] = []
    try:
        found.extend(records)
    except UnclosedQuoteError as fault:
        found.append(fault.args)
    return found


@given(
    text=st.text(alphabet='ab,;"\r\n\t \ufeff\x00\u2028é', max_size=60),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
@settings(max_examples=500)
def test_both_readers_read_alike(text: str, delimiter: str) -> None:
    by_cell = read_all(csv_records._parse_cell_by_cell(text, delimiter, 0, 1))
    assert read_all(parse_records(text, delimiter)) == by_cell


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_cell_longer_than_the_limit_of_the_fast_reader(line_end: str) -> None:
    long_cell = "x" * 200_000 + line_end + "y"
    rows = [["a", "b"], ["1\n2", "3"], [long_cell, "4"], ["5", "6"]]
    lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
    text = line_end.join([lines[0], "", *lines[1:]])
    assert list(parse_records(text, ",")) == [
        (1, rows[0]),
        (3, rows[1]),
        (5, rows[2]),
        (7, rows[3]),
    ]


def test_a_fault_after_many_rows_is_on_its_line() -> None:
    text = "a,b\n" + '"1\n2",3\n' * 1000 + '4,"5"6\n'
    with pytest.raises(UnclosedQuoteError) as fault:
        list(parse_records(text, ","))
    assert fault.value.opening_line == fault.value.closing_line == 2002
    assert fault.value.text_after == "6"
