"""Save a table as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

__all__ = ["save"]


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
