"""Tables as Excel workbooks (.xlsx), each cell of its type."""

from __future__ import annotations

import datetime
import io
import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from discourse.errors import TableError
from discourse.optional_packages import check_extra
from discourse.tables.missing_cells import is_missing
from discourse.tables.office_files import FIXED_MOMENT, fix_dates
from discourse.tables.table_checks import names_to_save
from discourse.validation import name_surrogate, show_name

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["excel_table"]

# What a sheet and a cell of Excel can hold:
# https://support.microsoft.com/office/excel-specifications-and-limits
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_LONGEST_TEXT = 32_767  # code units of UTF-16
_LARGEST_EXACT = 10**15  # Excel keeps 15 digits of a number
_FIRST_YEAR = 1900
_FINER_UNITS = ("ns", "ps", "fs", "as")  # of numpy, than Python and Excel have
_NO_CHARACTER = re.compile("[\ufffe\uffff]")  # which no XML can hold
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def excel_table(table: pd.DataFrame) -> bytes:
    """Return a workbook of one sheet: the names of the columns, then the rows.

    Whole numbers, numbers with a decimal point, truth values and dates keep their
    types. Text is text, also where it looks like a formula, a number or an address.
    What Excel cannot hold as a number or date is written as text: a whole number of
    more than 15 digits, an infinite number, a date before 1900 or with a time zone.

    Raises
    ------
    MissingExtraError
        XlsxWriter is not installed.
    TableError
        The table has no columns, or one of them twice, or an index with a name, or more
        rows or columns than a sheet, or a cell with more text than a cell of Excel
        holds, or with a character that no workbook can hold. The message names the
        column and the row, from 0.

    Examples
    --------
    >>> table = pd.DataFrame({"term": ["win-win"], "count": [7]})
    >>> excel_table(table) == excel_table(table)
    True
    """
    check_extra("Workbooks", "xlsxwriter")
    import xlsxwriter

    names = names_to_save(table)
    _check_size(table)
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _OPTIONS)
    workbook.set_properties({"created": FIXED_MOMENT})
    sheet = workbook.add_worksheet("table")
    sheet.freeze_panes(1, 0)
    dates = workbook.add_format({"num_format": "yyyy-mm-dd"})
    moments = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for position, name in enumerate(names):
        _check_text(name, name, row=-1)
        sheet.write_string(0, position, name)
        cells = _plain_cells(table.iloc[:, position])
        for row, value in enumerate(cells):
            if isinstance(value, str):
                _check_text(value, name, row=row)
            _write_cell(sheet, row + 1, position, value, dates=dates, moments=moments)
    workbook.close()
    return fix_dates(stream.getvalue())


def _check_size(table: pd.DataFrame) -> None:
    """Raise a TableError if a table has more rows or columns than a sheet."""
    if len(table) >= _MOST_ROWS or len(table.columns) > _MOST_COLUMNS:
        raise TableError(
            f"this table has {len(table):,} rows and {len(table.columns):,} columns; a "
            f"workbook holds {_MOST_ROWS - 1:,} rows below the header and "
            f"{_MOST_COLUMNS:,} columns. Save it as CSV."
        )


def _check_text(text: str, name: str, *, row: int) -> None:
    """Raise a TableError if a text cannot be a cell of a workbook.

    The row is counted from 0; -1 is the header.
    """
    place = f"column {show_name(name)!r}, row {row}"
    if row < 0:
        place = f"the name of column {show_name(name)!r}"
    surrogate = name_surrogate(text)
    if surrogate:
        raise TableError(
            f"this table cannot be saved: {place} has {surrogate}, half of a "
            "character, which no file can hold. Replace it there, or read the text "
            "again."
        )
    no_character = _NO_CHARACTER.search(text)
    if no_character:
        raise TableError(
            f"this table cannot be saved as a workbook: {place} has "
            f"U+{ord(no_character[0]):04X}, which no workbook can hold. Replace it "
            "there, or save it as CSV."
        )
    length = len(text)
    if not text.isascii():
        length = len(text.encode("utf-16-le")) // 2
    if length > _LONGEST_TEXT:
        raise TableError(
            f"this table cannot be saved as a workbook: {place} has {length:,} "
            f"characters, and a cell of Excel holds {_LONGEST_TEXT:,}. Save it as CSV."
        )


def _plain_cells(column: pd.Series) -> list[Any]:
    """Return the cells of a column as plain Python: None, text, numbers, dates."""
    return [_plain_cell(value) for value in column.tolist()]


def _plain_cell(value: Any) -> Any:
    """Return a cell as plain Python, and as text what Excel would change.

    >>> _plain_cell(10**15), _plain_cell(math.inf), _plain_cell([1])
    ('1000000000000000', 'inf', '[1]')
    >>> _plain_cell(datetime.date(1895, 4, 17)), _plain_cell(np.timedelta64(5, "D"))
    ('1895-04-17', '5 days')
    """
    if is_missing(value):
        return None
    if isinstance(value, np.datetime64):
        value = _plain_moment(value)
    elif isinstance(value, np.timedelta64):
        value = str(value)  # without its unit, it would be a number
    elif isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) < _LARGEST_EXACT else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, pd.Timestamp):
        if not datetime.MINYEAR <= value.year <= datetime.MAXYEAR:
            return value.isoformat(" ")
        value = value.to_pydatetime(warn=False)
    if isinstance(value, datetime.datetime):
        is_of_excel = value.year >= _FIRST_YEAR and value.tzinfo is None
        return value if is_of_excel else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value if value.year >= _FIRST_YEAR else value.isoformat()
    return str(value)


def _plain_moment(value: np.datetime64) -> datetime.date | str:
    """Return a date or moment of numpy as one of Python; as text if it has no such year.

    >>> _plain_moment(np.datetime64("2020-01-02T10:30", "ns"))
    datetime.datetime(2020, 1, 2, 10, 30)
    >>> _plain_moment(np.datetime64("2020-01-02")), _plain_moment(np.datetime64("20000"))
    (datetime.date(2020, 1, 2), '20000')
    """
    unit, _ = np.datetime_data(value.dtype)
    if unit in _FINER_UNITS:
        value = value.astype("datetime64[us]")
    moment = value.item()
    return moment if isinstance(moment, datetime.date) else str(value)


def _write_cell(
    sheet: Worksheet,
    row: int,
    column: int,
    value: Any,
    *,
    dates: Format,
    moments: Format,
) -> None:
    """Write a plain value as a cell of its type; nothing for a missing value."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, datetime.datetime):
        is_midnight = value.time() == datetime.time()
        sheet.write_datetime(row, column, value, dates if is_midnight else moments)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, dates)
    else:
        sheet.write_number(row, column, value)
