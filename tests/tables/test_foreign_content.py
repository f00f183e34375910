"""Files that are no table, under the name of one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import discourse
from discourse import tables
from discourse.corpus import Corpus
from discourse.csv_records import parse_records
from discourse.errors import TableError
from discourse.tables import KINDS, load

CORPUS = Corpus.from_texts({"a": "Peace and trade.", "b": "Peace and trade, now."})


@pytest.mark.parametrize(
    ("text", "looks_like"),
    [
        ("<!DOCTYPE html>\n<html><body>404</body></html>", "a web page"),
        ("\n  <HTML>\n<head><title>Error, 500</title></head>", "a web page"),
        ('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "a web page"),
        ('{"family": "bri", "count": 3}', "JSON"),
        ('[{"family": "bri"},\n {"family": "gdi"}]', "JSON"),
        ('{"family": "bri"}\n{"family": "gdi"}\n', "JSON"),
        ('{\n  "error": {"code": 404}\n}', "JSON"),
    ],
)
def test_a_web_page_or_json_is_no_table(
    text: str, looks_like: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=f"is no table in CSV, but {looks_like}"):
        load(path)


@pytest.mark.parametrize("header", ["<html>", "{a}", "[1]", "{", "[", "<b>x</b>", "<"])
def test_a_column_may_have_any_name(header: str, tmp_path: Path) -> None:
    table = pd.DataFrame({header: pd.Series(["1", "x"], dtype=tables.TEXT_DTYPE)})
    path = tables.save(table, tmp_path / "table.csv")
    assert load(path).equals(table)


@pytest.mark.parametrize(
    "table",
    [
        discourse.ngrams(CORPUS, n=1),
        discourse.mentions(CORPUS, "peace"),
        discourse.frequencies(CORPUS, "peace"),
        discourse.similarity(CORPUS),
    ],
    ids=["ngrams", "mentions", "frequencies", "similarity"],
)
def test_a_table_without_its_header_is_named(
    table: pd.DataFrame, tmp_path: Path
) -> None:
    path = tables.save(table, tmp_path / "table.csv")
    _, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(rows), encoding="utf-8")
    with pytest.raises(TableError, match="has no header") as caught:
        load(path)
    # The line that is proposed makes it the table that was saved.
    proposed_header = str(caught.value).rpartition(": ")[2]
    path.write_text("".join([f"{proposed_header}\n", *rows]), encoding="utf-8")
    pd.testing.assert_frame_equal(load(path), table, check_frame_type=False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_numbered_columns_keeps_its_header(
    kind: str, tmp_path: Path
) -> None:
    width = len(KINDS[kind])
    cells = [[str(column) for column in range(width)]]
    path = tmp_path / "table.csv"
    pd.DataFrame(cells, dtype=tables.TEXT_DTYPE).to_csv(path, index=False)
    assert load(path).shape == (1, width)


def test_a_name_that_comes_twice_may_be_a_row(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("belt,belt,road\n1,2,3\n", encoding="utf-8")
    with pytest.raises(
        TableError, match=r"'belt' twice.*If the first row is no header"
    ):
        load(path)


def test_empty_lines_are_passed_over_together() -> None:
    lines = "\n\r\n" * 400_000
    text = f"{lines}a,b\n{lines}1,\n{lines}"
    line_count = 800_000
    assert list(parse_records(text, ",")) == [
        (line_count + 1, ["a", "b"]),
        (2 * line_count + 2, ["1", ""]),
    ]
