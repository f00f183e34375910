"""Tables as files: CSV that reads back exactly."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.delimited import UnclosedError, detect_delimiter, records
from discourse.errors import TableError
from discourse.tables.checking import came, check_columns
from discourse.tables.declared import COLUMNS, KINDS
from discourse.tables.making import complete, kind_of_header, new_names
from discourse.validation import suggest

__all__ = ["load", "save"]


def save(table: pd.DataFrame, path: str | Path) -> Path:
    """Write `table` as CSV: UTF-8, LF, text in quotation marks, shortest floats that read back exactly.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table; the index is not written.
    path : str or Path
        Where to; its folder must exist. A file that is there is replaced.

    Returns
    -------
    Path
        The file written.
    """
    path = Path(path)
    columns = [_cells(table[name]) for name in table.columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        # Quoting all text keeps a carriage return inside a cell inside it, and tells "" from nothing.
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        csv.writer(file, lineterminator="\n").writerow(
            [str(name) for name in table.columns]
        )
        writer.writerows(zip(*columns, strict=True))
    return path


class _Bare(float):
    """A number or a blank that the csv writer leaves without quotation marks."""

    def __new__(cls, text: str) -> _Bare:
        self = super().__new__(cls, 0.0)
        self.text = text
        return self

    text: str

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


def _cells(column: pd.Series) -> Sequence[object]:
    if column.dtype.kind == "b":
        return [_Bare("true" if value else "false") for value in column.tolist()]
    if column.dtype.kind == "f":
        return [
            _Bare("" if value != value else repr(value)) for value in column.tolist()
        ]
    if column.dtype.kind in "iu":
        return column.tolist()
    return [
        "" if value is None or value != value else str(value)
        for value in column.tolist()
    ]


def load(path: str | Path, *, kind: str | None = None) -> pd.DataFrame:
    """Read a table that :func:`save` wrote, with the dtypes its columns are declared to have.

    The words ``null``, ``NA`` and ``nan`` stay words in a text column.

    Parameters
    ----------
    path : str or Path
        A CSV file in UTF-8; one that a spreadsheet saved with semicolons or tabs is read too.
    kind : str, optional
        The kind it must be, by its name of today or an old one; not checked when not given. A column no kind declares
        is read as text. A column that an earlier version called otherwise gets its name of today, and an optional
        column that the file lacks is filled with its default.

    Raises
    ------
    TableError
        The file is no such table, or a cell is not of its column's dtype: file, line and column are named.
    """
    if not isinstance(path, str | Path):
        raise TableError(
            f"load takes the path of a saved table; what came is {came(path)}."
        )
    path = Path(path)
    rows = _rows(path, _text(path))
    header, body = rows[0], rows[1:]
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise TableError(
            f"{path.name} has the column {twice!r} twice; a saved table has each once."
        )
    for number, row in enumerate(body, 2):
        if len(row) != len(header):
            raise TableError(
                f"{path.name}, row {number}: {len(row)} cells came, {len(header)} were expected; a cell that holds a "
                "comma, a semicolon or a line end stands in quotation marks."
            )
    if kind is not None:
        kind = _kind_named(kind)
    written_as = kind or kind_of_header(header)
    if written_as:
        renamed = new_names(header, written_as)
        header = [renamed.get(name, name) for name in header]
    cells = list(zip(*body, strict=True)) if body else [()] * len(header)
    table = pd.DataFrame(
        {
            name: _parsed(path, name, column)
            for name, column in zip(header, cells, strict=True)
        }
    )
    if kind is not None:
        return check_columns(table, kind)
    return complete(table, written_as) if written_as else table


def _kind_named(name: str) -> str:
    """Return the kind that has this name, today or in an earlier version."""
    if name in KINDS:
        return name
    for kind, declared in KINDS.items():
        if name in declared.old_names:
            return kind
    raise TableError(f"kind={name!r} is no kind of table.{suggest(str(name), KINDS)}")


_SAVE = (
    "save one with discourse.save(table, 'name'), or from a spreadsheet as 'CSV UTF-8'."
)


def _text(path: Path) -> str:
    """Return what the file says, or say what it is instead of UTF-8."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as fault:  # a path with a NUL is a ValueError
        why = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise TableError(
            f"{path.name} could not be opened ({why}); give the path of a saved table."
        ) from fault
    if data.startswith(b"PK\x03\x04"):
        raise TableError(
            f"{path.name} is a workbook or a zip archive, and no CSV; {_SAVE}"
        )
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) * 5 > len(data)
    try:
        if not wide:
            return data.decode("utf-8-sig")
        at, looks = (
            0,
            "The file looks like UTF-16, which spreadsheets call 'Unicode text'.",
        )
    except UnicodeDecodeError as fault:
        at, looks = (
            fault.start,
            "The file looks like Windows-1252 or another encoding of one byte a letter.",
        )
    line = data.count(b"\n", 0, at) + 1
    raise TableError(
        f"{path.name} is no table in UTF-8 CSV: byte {at} (0x{data[at]:02X}, line {line}) is not valid UTF-8. {looks} "
        f"Open it there and save it anew; {_SAVE}"
    )


def _rows(path: Path, text: str) -> list[list[str]]:
    """Return the cells of each row, parted by commas; or by semicolons or tabs, where only so the header has names."""
    try:
        delimiter = detect_delimiter(text, COLUMNS, min_known=2)
        rows = [cells for _, cells in records(text, delimiter)]
    except UnclosedError as fault:
        closed = (
            f", and closed on line {fault.stopped} in the middle of it"
            if fault.stopped
            else " and never closed"
        )
        raise TableError(
            f"{path.name} is no table in UTF-8 CSV: a quotation mark is opened on line {fault.opened}{closed}; {_SAVE}"
        ) from fault
    if not rows:
        raise TableError(
            f"{path.name} is empty; a saved table has at least its header."
        )
    return rows


def _parsed(path: Path, name: str, cells: Sequence[str]) -> pd.Series:
    dtype = COLUMNS[name].dtype if name in COLUMNS else "str"
    if dtype == "str":
        return pd.Series(list(cells), dtype="str")
    values = []
    for number, cell in enumerate(cells, 2):
        try:
            values.append(_READ[dtype](cell))
        except (ValueError, KeyError):
            point = (
                " (a decimal comma; write a point)"
                if dtype == "float" and re.fullmatch(r"-?\d+,\d+", cell)
                else ""
            )
            raise TableError(
                f"{path.name}, row {number}, column {name!r}: {cell!r} is no {_WORDS[dtype]}{point}; mend the cell, or "
                "save the table anew."
            ) from None
    return pd.Series(
        values, dtype={"float": "float64", "int": "int64", "bool": "bool"}[dtype]
    )


_READ: dict[str, Callable[[str], object]] = {
    "float": lambda cell: float(cell) if cell else np.nan,
    "int": int,
    "bool": lambda cell: {"true": True, "false": False}[cell.lower()],
}
_WORDS = {"float": "number", "int": "whole number", "bool": "true or false"}
