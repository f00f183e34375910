"""Which delimiter a table has is told in one place, from its header."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import csv_records
from discourse.csv_records import DELIMITERS, detect_delimiter, parse_records

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
