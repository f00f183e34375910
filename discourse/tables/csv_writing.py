"""Write the rows of a table as CSV."""

from __future__ import annotations

import csv
import io
import numbers
import re
from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
import pandas as pd

from discourse.csv_records import guard_cell
from discourse.errors import TableError
from discourse.tables.columns import COLUMNS
from discourse.tables.missing_cells import is_missing
from discourse.validation import name_surrogate

__all__ = ["write_csv"]

ROWS_AT_ONCE = 10_000  # so a large table needs little memory besides its own
# A name of a column with one of these stands in quotation marks. The last is the byte
# order mark, which a reader would take away at the beginning of a file.
_NEEDS_QUOTES = re.compile(r'[,;\t"\r\n\ufeff]')
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?|-inf", re.I)


def write_csv(
    table: pd.DataFrame, file: BinaryIO, *, spreadsheet_safe: bool = True
) -> None:
    """Write `table` to an open file, as :func:`discourse.tables.save` describes it.

    Raises
    ------
    TableError
        The table has no columns, or has one twice, or has a character that no file can
        hold.
    """
    names = _column_names(table)
    header = [guard_cell(name) if spreadsheet_safe else name for name in names]
    file.write(_encode([_header_cells(header)], names, first_row=-1))
    for first_row in range(0, len(table), ROWS_AT_ONCE):
        rows = table.iloc[first_row : first_row + ROWS_AT_ONCE]
        columns = []
        for position, name in enumerate(names):
            column = rows.iloc[:, position]
            columns.append(_csv_cells(column, name, is_guarded=spreadsheet_safe))
        records = list(zip(*columns, strict=True))
        file.write(_encode(records, names, first_row=first_row))


def _column_names(table: pd.DataFrame) -> list[str]:
    """Return the names of the columns as text, or raise an error that none can load."""
    names = [str(name) for name in table.columns]
    if not names:
        raise TableError(
            "this table has no columns, so there is nothing to save; give a table with "
            "at least one."
        )
    repeated_names = [name for name in names if names.count(name) > 1]
    if repeated_names:
        raise TableError(
            f"this table has the column {repeated_names[0]!r} twice, and could not be "
            "loaded again; drop or rename one of them, and save it then."
        )
    return names


def _encode(
    records: Sequence[Sequence[object]], names: Sequence[str], *, first_row: int
) -> bytes:
    """Return records as the bytes of lines of CSV.

    Parameters
    ----------
    records : sequence of sequence of object
        The cells of each row.
    names : sequence of str
        The columns, for messages.
    first_row : int
        The position of the first record in the table, from 0; -1 = it is the header.

    Raises
    ------
    TableError
        A cell has a lone surrogate, which no file can hold.
    """
    text = io.StringIO(newline="")
    # Quotation marks around all text keep a carriage return inside its cell, and tell
    # an empty text from a missing number.
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows(records)
    try:
        return text.getvalue().encode()
    except UnicodeEncodeError:
        raise _surrogate_error(records, names, first_row) from None


def _surrogate_error(
    records: Sequence[Sequence[object]], names: Sequence[str], first_row: int
) -> TableError:
    """Return the error for the first cell that has a lone surrogate."""
    place = ""
    character = ""
    for row, cells in enumerate(records, first_row):
        for name, cell in zip(names, cells, strict=True):
            character = name_surrogate(str(cell))
            place = f"column {name!r}, row {row}" if row >= 0 else f"column {name!r}"
            if character:
                break
        if character:
            break
    return TableError(
        f"this table cannot be saved: {place} has {character}, half of a character, "
        "which no file can hold. Replace it there, or read the text again."
    )


class _WithoutQuotes(float):
    """Text that the csv writer writes as it writes a number: without quotation marks."""

    text: str

    def __new__(cls, text: str) -> _WithoutQuotes:
        self = super().__new__(cls, 0.0)  # the value of the number is never used
        self.text = text
        return self

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


def _header_cells(names: Sequence[str]) -> list[object]:
    """Return the names of columns, in quotation marks only where they need them."""
    cells: list[object] = []
    for name in names:
        needs_quotes = not name or _NEEDS_QUOTES.search(name)
        cells.append(name if needs_quotes else _WithoutQuotes(name))
    return cells


def _csv_cells(column: pd.Series, name: str, *, is_guarded: bool) -> Sequence[object]:
    """Return the cells of a column in the form in which the csv writer takes them.

    Text gets quotation marks, and the guard against formulas if `is_guarded`. Numbers,
    truth values and missing numbers get neither.
    """
    values = column.tolist()
    dtype_kind = column.dtype.kind
    if dtype_kind in "iu" and isinstance(column.dtype, np.dtype):
        return values
    if dtype_kind in "biuf":
        return [_WithoutQuotes(_number_as_text(value)) for value in values]
    is_declared_number = name in COLUMNS and COLUMNS[name].dtype != "str"
    if isinstance(column.dtype, pd.StringDtype) and not is_declared_number:
        texts = column.fillna("").tolist()
        return [guard_cell(text) for text in texts] if is_guarded else texts
    cells = []
    for value in values:
        cell = "" if is_missing(value) else str(value)
        is_number = isinstance(value, numbers.Number)
        if is_declared_number:  # read as numbers again, also from a column of text
            is_number = is_number or _NUMBER.fullmatch(cell) is not None
        cells.append(guard_cell(cell) if is_guarded and not is_number else cell)
    return cells


def _number_as_text(value: object) -> str:
    """Return a number or truth value as text; ``""`` for a missing one."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    # repr is the shortest text that reads back as the same float.
    return "" if is_missing(value) else repr(value)
