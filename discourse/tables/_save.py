"""Save a table as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

__all__ = ["save"]


def save(table: pd.DataFrame, path: str | Path) -> Path:
    """Write `table` as CSV and return the path.

    The file is UTF-8 with LF line ends. Text stands in quotation marks, and floats are
    the shortest that read back exactly.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table. The index is not written.
    path : str or Path
        The file to write; its folder must exist. A file that is there is replaced.

    Returns
    -------
    Path
        The file written.
    """
    path = Path(path)
    header = [str(name) for name in table.columns]
    columns = [_csv_cells(table[name]) for name in table.columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(header)
        # Quotation marks around all text keep a carriage return inside its cell, and
        # tell an empty text from a missing number.
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerows(zip(*columns, strict=True))
    return path


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


def _csv_cells(column: pd.Series) -> Sequence[object]:
    """Return the cells of a column in the form in which the csv writer takes them.

    Text gets quotation marks. Numbers, truth values and missing numbers do not.
    """
    values = column.tolist()
    dtype_kind = column.dtype.kind
    if dtype_kind == "b":
        return [_WithoutQuotes("true" if value else "false") for value in values]
    if dtype_kind == "f":
        return [
            # repr is the shortest text that reads back as the same float.
            _WithoutQuotes("" if _is_nan(value) else repr(value))
            for value in values
        ]
    if dtype_kind in "iu":
        return values
    return ["" if value is None or _is_nan(value) else str(value) for value in values]


def _is_nan(value: object) -> bool:
    """Return whether a value is missing: only NaN and the like differ from itself."""
    return value != value
