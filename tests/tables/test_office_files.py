"""Tables as Word files and workbooks."""

from __future__ import annotations

import datetime
import importlib.util
import io
import time
import zipfile
from pathlib import Path

import docx
import numpy as np
import pandas as pd
import pytest

import discourse
from discourse import tables
from discourse.errors import MissingExtraError, OptionError, TableError
from discourse.text_extraction.word_text import read_word
from discourse.text_extraction.workbooks import read_workbook

TABLE = pd.DataFrame(
    {
        "term": ["win-win & peace", "<future>", "命运共同体"],
        "count": [1200, 7, 0],
        "rate": [0.125, 1 / 3, np.nan],
    }
)


def word_bytes(table: pd.DataFrame, **options) -> bytes:
    return tables.office_content(table, ".docx", **options)


def sheet_of(table: pd.DataFrame):
    (sheet,) = read_workbook(tables.office_content(table, ".xlsx"))
    return sheet


# --------------------------------------------------------------------------------------
# Word


def test_a_word_file_has_the_cells_that_show_writes():
    data = word_bytes(TABLE, caption="Table 1. Rates.")
    shown = discourse.show(TABLE, top=None)
    lines = [shown.headers, *shown.cells]
    expected = "".join("\t".join(line) + "\n" for line in lines)
    read = read_word(data)
    assert read.text == f"Table 1. Rates.\n{expected}\n"
    (span,) = read.layers["table"]
    assert read.text[span.start : span.end] == expected
    assert read.metadata == {"title": "Table 1. Rates."}


def test_a_word_file_can_have_some_of_the_rows():
    read = read_word(word_bytes(TABLE, top=1))
    assert "1,200" in read.text
    assert "future" not in read.text
    assert "1 of 3 rows" in read.text


def test_numbers_are_on_the_right_and_three_rules_are_drawn():
    document = docx.Document(io.BytesIO(word_bytes(TABLE)))
    (table,) = document.tables
    sides = [str(cell.paragraphs[0].alignment) for cell in table.rows[1].cells]
    assert [side.split(" ")[0] for side in sides] == ["LEFT", "RIGHT", "RIGHT"]
    markup = table._tbl.xml
    assert markup.count("<w:tblBorders>") == 1
    borders_of_header = table.rows[0].cells[0]._tc.xml
    assert "<w:tcBorders>" in borders_of_header
    assert "<w:tcBorders>" not in table.rows[1].cells[0]._tc.xml
    assert "<w:tblHeader/>" in table.rows[0]._tr.xml


# --------------------------------------------------------------------------------------
# Workbooks


def test_a_workbook_keeps_the_types():
    table = pd.DataFrame(
        {
            "id": ["007", "=1+1", "http://example.org"],
            "count": [1, 2, 3],
            "rate": [0.5, np.nan, 12.25],
            "human": [True, False, True],
            "date": [datetime.date(2020, 1, 2), None, datetime.date(1895, 4, 17)],
            "moment": pd.to_datetime(["2020-01-02 10:30", None, "2021-05-06 07:08"]),
        }
    )
    sheet = sheet_of(table)
    assert sheet.header == ("id", "count", "rate", "human", "date", "moment")
    moments = [
        datetime.datetime(2020, 1, 2, 10, 30),
        datetime.datetime(2021, 5, 6, 7, 8),
    ]
    assert sheet.rows == (
        ("007", 1, 0.5, True, datetime.date(2020, 1, 2), moments[0]),
        ("=1+1", 2, None, False, None, None),
        ("http://example.org", 3, 12.25, True, "1895-04-17", moments[1]),
    )
    with zipfile.ZipFile(io.BytesIO(tables.office_content(table, ".xlsx"))) as archive:
        markup = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in markup
    assert b"hyperlink" not in markup
    assert b'state="frozen"' in markup


def test_what_excel_would_change_is_text():
    large = 2**63 - 1
    table = pd.DataFrame({"n": [large, 5], "x": [np.inf, 0.1 + 0.2]})
    (first, second) = sheet_of(table).rows
    assert first == (str(large), "inf")
    assert second[0] == 5
    assert second[1] == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (
            np.datetime64("2020-01-02T10:30", "ns"),
            datetime.datetime(2020, 1, 2, 10, 30),
        ),
        (
            np.datetime64("1970-02-03T10:30", "ps"),
            datetime.datetime(1970, 2, 3, 10, 30),
        ),
        (np.datetime64("2020-01-02T10:30", "s"), datetime.datetime(2020, 1, 2, 10, 30)),
        (np.datetime64("2020-01-02", "D"), datetime.date(2020, 1, 2)),
        (np.datetime64("1895-04-17", "ns"), "1895-04-17 00:00:00"),
        (np.datetime64("12020-01-02", "D"), "12020-01-02"),
        (np.datetime64("12020-01-02T10", "ms"), "12020-01-02T10:00:00.000"),
        (np.datetime64("NaT"), None),
        (np.timedelta64(5, "ns"), "5 nanoseconds"),
        (np.timedelta64(5, "D"), "5 days"),
    ],
)
def test_dates_of_numpy_keep_their_type(value, cell):
    table = pd.DataFrame({"n": [1], "when": pd.Series([value], dtype=object)})
    (row,) = sheet_of(table).rows
    assert row == (1, cell)


def test_a_moment_of_a_year_that_python_has_not_is_text():
    moments = np.array(["12020-01-02T10:30"], dtype="datetime64[s]")
    table = pd.DataFrame({"n": [1], "when": pd.Series(moments)})
    assert sheet_of(table).rows == ((1, "12020-01-02 10:30:00"),)


def test_signs_of_control_and_codes_come_back():
    cells = ["a\x01b", "_x0041_", "line\nend", " blank ", "𝔘"]
    sheet = sheet_of(pd.DataFrame({"text": cells, "n": range(5)}))
    assert [row[0] for row in sheet.rows] == cells


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("a" * 32_768, "32,768 characters"),
        ("😀" * 16_384, "32,768 characters"),
        ("a\ud800", "half of a character"),
        ("\uffff", r"U\+FFFF"),
    ],
)
def test_a_cell_that_no_workbook_holds_is_named(cell, words):
    table = pd.DataFrame({"term": ["a", cell]}, dtype=object)
    with pytest.raises(TableError, match=words) as caught:
        tables.office_content(table, ".xlsx")
    assert "column 'term', row 1" in str(caught.value)


def test_the_longest_text_of_a_cell_is_written():
    assert sheet_of(pd.DataFrame({"a": ["x" * 32_767]})).rows == (("x" * 32_767,),)


# --------------------------------------------------------------------------------------
# Both


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_the_same_table_gives_the_same_bytes(ending, monkeypatch):
    first = tables.office_content(TABLE, ending)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert tables.office_content(TABLE, ending) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert "20" not in core.replace("2006", "").replace("2001", "")


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_files_are_saved_by_their_ending(ending, tmp_path):
    path = tables.save(TABLE, tmp_path / f"rates{ending}")
    assert path.read_bytes() == tables.office_content(TABLE, ending)
    saved = discourse.save(TABLE, f"rates{ending}", folder=tmp_path / "figures")
    assert dict(saved) == {ending[1:]: tmp_path / "figures" / f"rates{ending}"}
    assert saved[ending[1:]].read_bytes() == path.read_bytes()
    with pytest.raises(TableError, match="CSV"):
        tables.load(path)


def test_a_caption_and_rows_reach_the_word_file(tmp_path):
    saved = discourse.save(TABLE, "a.docx", folder=tmp_path, caption="Rates.", top=2)
    text = read_word(saved["docx"].read_bytes()).text
    assert text.startswith("Rates.\n")
    assert "2 of 3 rows" in text


def test_other_endings_are_refused_with_those_that_are_written(tmp_path):
    for name in ("t.ods", "t.tex"):
        with pytest.raises(OptionError, match=r"\.csv, \.docx or \.xlsx"):
            tables.save(TABLE, tmp_path / name)
        with pytest.raises(OptionError, match=r"\.docx or \.xlsx"):
            discourse.save(TABLE, name, folder=tmp_path)
    with pytest.raises(OptionError, match="only a Word file"):
        tables.save(TABLE, tmp_path / "t.csv", top=2)
    assert list(tmp_path.iterdir()) == []


def test_a_chart_is_no_office_file(tmp_path):
    from matplotlib.figure import Figure

    chart = Figure().subplots()
    with pytest.raises(OptionError, match="a chart cannot be saved"):
        discourse.save(chart, "t.docx", table=TABLE, folder=tmp_path)


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_columns_that_cannot_be_told_apart_are_refused(ending):
    twice = pd.DataFrame([[1, 2]], columns=["a", "a"])
    with pytest.raises(TableError, match="twice"):
        tables.office_content(twice, ending)
    with pytest.raises(TableError, match="no columns"):
        tables.office_content(pd.DataFrame(), ending)


@pytest.mark.parametrize("name", ["t.docx", "t.xlsx", "t"])
def test_a_column_that_was_made_the_index_is_not_left_out_in_silence(name, tmp_path):
    table = TABLE.set_index("term")
    with pytest.raises(TableError, match=r"'term' as its index.*reset_index"):
        discourse.save(table, name, folder=tmp_path)
    with pytest.raises(TableError, match=r"'term' as its index.*reset_index"):
        tables.save(table, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    discourse.save(table.reset_index(), name, folder=tmp_path)


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_failure_leaves_what_stood_there(ending, tmp_path: Path):
    path = tmp_path / f"t{ending}"
    path.write_bytes(b"old")
    with pytest.raises(TableError):
        tables.save(pd.DataFrame([[1, 2]], columns=["a", "a"]), path)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_package_that_is_not_there_is_named(ending, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    package = {".docx": "python-docx", ".xlsx": "XlsxWriter"}[ending]
    with pytest.raises(
        MissingExtraError, match=r"discourse-analysis\[read\]"
    ) as caught:
        tables.office_content(TABLE, ending)
    assert f"need the package {package}, which is not installed" in str(caught.value)
