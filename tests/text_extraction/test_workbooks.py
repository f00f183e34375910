"""The sheets of workbooks as plain values."""

from __future__ import annotations

import contextlib
import datetime
import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from discourse import file_reading
from discourse.text_extraction import office_packages
from discourse.text_extraction.extracted_text import ExtractionError
from discourse.text_extraction.workbooks import Sheet, read_workbook

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def excel_file(fill: Callable) -> bytes:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(workbook)
    workbook.close()
    return stream.getvalue()


def open_document_file(rows: str, *, manifest: str = "") -> bytes:
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" '
        f'xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="Texts">'
        f"{rows}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return stream.getvalue()


def text_cell(text: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_values_keep_their_types_and_rows_their_numbers():
    day = datetime.date(2020, 1, 2)
    moment = datetime.datetime(2020, 1, 2, 10, 30)

    def fill(workbook):
        sheet = workbook.add_worksheet("Texts")
        dates = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moments = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(2, 1, ["id", "year", "", "share", "day", "human"])
        sheet.write_row(3, 1, ["a.txt", 2019.0, "", 0.5])
        sheet.write_datetime(3, 5, day, dates)
        sheet.write_boolean(3, 6, True)
        sheet.write_string(5, 1, "007")
        sheet.write_datetime(5, 5, moment, moments)

    (sheet,) = read_workbook(excel_file(fill))
    assert sheet == Sheet(
        name="Texts",
        header=("id", "year", "share", "day", "human"),
        rows=(
            ("a.txt", 2019, 0.5, day, True),
            ("007", None, None, moment, None),
        ),
        row_numbers=(4, 6),
    )
    assert [type(value) for value in sheet.rows[0]] == [
        str,
        int,
        float,
        datetime.date,
        bool,
    ]


def test_sheets_are_in_order_and_hidden_ones_are_marked():
    def fill(workbook):
        workbook.add_worksheet("One").write(0, 0, "id")
        workbook.add_chartsheet("A chart")
        workbook.add_worksheet("Two").hide()

    sheets = read_workbook(excel_file(fill))
    assert [sheet.name for sheet in sheets] == ["One", "Two"]
    assert [sheet.is_hidden for sheet in sheets] == [False, True]
    assert sheets[0].header == ("id",)
    assert sheets[1].rows == ()


def test_what_is_lost_of_cells_is_said():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        padded = workbook.add_format({"num_format": "000"})
        sheet.write_row(0, 0, ["id", "country"])
        sheet.write_number(1, 0, 7, padded)
        sheet.write_number(2, 0, 8, padded)
        sheet.merge_range(1, 1, 2, 1, "China")
        sheet.write_formula(3, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(4, 1, "=1+1", None, "")

    (sheet,) = read_workbook(excel_file(fill))
    assert sheet.rows == ((7, "China"), (8, None))
    counts = {oddity.kind: oddity.count for oddity in sheet.oddities}
    assert counts == {"merged": 1, "zeros lost": 2, "errors": 1, "formulas": 1}


def test_a_title_above_the_table_is_no_header():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "Speeches of the General Debate")
        sheet.write_row(2, 0, ["id", "year"])
        sheet.write_row(3, 0, ["a", 1970])

    (sheet,) = read_workbook(excel_file(fill))
    assert sheet.header == ("id", "year")
    assert sheet.rows == (("a", 1970),)
    (oddity,) = sheet.oddities
    assert oddity.kind == "heading"
    assert "Row 3 was taken for the header" in oddity.reason


def test_an_opendocument_file():
    date = (
        '<table:table-cell office:value-type="date" office:date-value="2020-01-02">'
        "<text:p>2 January</text:p></table:table-cell>"
    )
    number = (
        '<table:table-cell office:value-type="float" office:value="2019">'
        "<text:p>2019</text:p></table:table-cell>"
    )
    rows = (
        f"<table:table-row>{text_cell('id')}{text_cell('year')}{text_cell('day')}"
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
        f"<table:table-row>{text_cell('a')}{number}{date}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    (sheet,) = read_workbook(open_document_file(rows))
    assert sheet.name == "Texts"
    assert sheet.header == ("id", "year", "day")
    (row,) = sheet.rows
    assert row == ("a", 2019, datetime.date(2020, 1, 2))
    assert type(row[2]) is datetime.date
    assert sheet.row_numbers == (4,)


# --------------------------------------------------------------------------------------
# Files that cannot be read


def refusal(data: bytes) -> ExtractionError:
    with pytest.raises(ExtractionError) as caught:
        read_workbook(data)
    return caught.value


def one_cell(workbook):
    workbook.add_worksheet().write(0, 0, "id")


def test_what_is_no_workbook_is_refused_by_name():
    assert "empty" in refusal(b"").reason
    assert "web page" in refusal(b"\xef\xbb\xbf <html><table></table></html>").reason
    assert refusal(b"id,year\n1,2\n").kind == "damaged"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).kind == "damaged"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert "no workbook" in refusal(stream.getvalue()).reason


def test_a_damaged_workbook_is_refused():
    data = excel_file(one_cell)
    assert refusal(data[: len(data) // 2]).kind == "damaged"


def test_a_password_is_named():
    stream_name = "EncryptedPackage".encode("utf-16-le")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream_name
    assert refusal(data).kind == "password"
    manifest = "<manifest><encryption-data/></manifest>"
    assert refusal(open_document_file("", manifest=manifest)).kind == "password"


def test_a_workbook_that_grows_without_measure_is_refused(monkeypatch):
    data = excel_file(lambda book: book.add_worksheet().write(0, 0, "a" * 30_000))
    assert read_workbook(data)[0].header == ("a" * 30_000,)
    monkeypatch.setattr(office_packages, "LARGEST_UNPACKED", 1 << 10)
    monkeypatch.setattr(file_reading, "_LARGEST_GROWTH", 1)
    assert refusal(data).kind == "large"


def test_one_cell_far_away_does_not_fill_the_memory():
    def fill(workbook):
        sheet = workbook.add_worksheet("Far")
        sheet.write(0, 0, "id")
        sheet.write(1_048_575, 16_383, "x")

    fault = refusal(excel_file(fill))
    assert fault.kind == "large"
    assert "'Far'" in fault.reason
    cell = text_cell("x", 'table:number-columns-repeated="16384"')
    repeated = f'<table:table-row table:number-rows-repeated="1048576">{cell}'
    data = open_document_file(f"{repeated}</table:table-row>")
    assert refusal(data).kind == "large"


def test_entities_are_refused():
    data = excel_file(one_cell)
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/sharedStrings.xml":
                content = b'<!DOCTYPE a [<!ENTITY b "c">]>' + content
            new.writestr(name, content)
    assert refusal(stream.getvalue()).kind == "markup"


DATA = excel_file(one_cell)


@given(st.integers(0, len(DATA) - 1), st.binary(min_size=1, max_size=8))
def test_a_spoilt_workbook_is_read_or_refused(place, content):
    spoilt = DATA[:place] + content + DATA[place + len(content) :]
    with contextlib.suppress(ExtractionError):
        assert len(read_workbook(spoilt)) <= 1
