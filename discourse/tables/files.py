"""Tables as files: CSV that reads back exactly."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.delimited import UnclosedError, records
from discourse.errors import TableError, suggest
from discourse.tables.declared import COLUMNS, KINDS
from discourse.tables.making import check

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
        csv.writer(file, lineterminator="\n").writerow([str(name) for name in table.columns])
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
        return [_Bare("" if value != value else repr(value)) for value in column.tolist()]
    if column.dtype.kind in "iu":
        return column.tolist()
    return ["" if value is None or value != value else str(value) for value in column.tolist()]


def load(path: str | Path, *, kind: str | None = None) -> pd.DataFrame:
    """Read a table that :func:`save` wrote, with the dtypes its columns are declared to have.

    The words ``null``, ``NA`` and ``nan`` stay words in a text column.

    Parameters
    ----------
    path : str or Path
        A CSV file in UTF-8.
    kind : str, optional
        The kind it must be; not checked when not given. A column no kind declares is read as text.

    Raises
    ------
    TableError
        The file is no such table, or a cell is not of its column's dtype: file, line and column are named.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [cells for _, cells in records(file.read(), ",")]
    except OSError as fault:
        raise TableError(
            f"{path.name} could not be opened ({fault.strerror}); give the path of a saved table."
        ) from fault
    except (UnicodeDecodeError, UnclosedError) as fault:
        raise TableError(
            f"{path.name} is no table in UTF-8 CSV ({fault}); save one with discourse.save(table, 'name'), or from a spreadsheet as CSV UTF-8."
        ) from fault
    if not rows:
        raise TableError(f"{path.name} is empty; a saved table has at least its header.")
    header, body = rows[0], rows[1:]
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise TableError(f"{path.name} has the column {twice!r} twice; a saved table has each once.")
    for number, row in enumerate(body, 2):
        if len(row) != len(header):
            parted = (
                " The cells are parted by ';', as spreadsheets do; save as CSV with commas." if ";" in header[0] else ""
            )
            raise TableError(f"{path.name}, row {number}: {len(row)} cells came, {len(header)} were expected.{parted}")
    cells = list(zip(*body, strict=True)) if body else [()] * len(header)
    table = pd.DataFrame({name: _parsed(path, name, column) for name, column in zip(header, cells, strict=True)})
    if kind is not None:
        if kind not in KINDS:
            raise TableError(f"kind={kind!r} is no kind of table.{suggest(kind, KINDS)}")
        check(table, kind)
    return table


def _parsed(path: Path, name: str, cells: Sequence[str]) -> pd.Series:
    dtype = COLUMNS[name].dtype if name in COLUMNS else "str"
    if dtype == "str":
        return pd.Series(list(cells), dtype="str")
    values = []
    for number, cell in enumerate(cells, 2):
        try:
            values.append(_READ[dtype](cell))
        except (ValueError, KeyError):
            raise TableError(
                f"{path.name}, row {number}, column {name!r}: {cell!r} is no {_WORDS[dtype]}; mend the cell, or save the "
                "table anew."
            ) from None
    return pd.Series(values, dtype={"float": "float64", "int": "int64", "bool": "bool"}[dtype])


_READ: dict[str, Callable[[str], object]] = {
    "float": lambda cell: float(cell) if cell else np.nan,
    "int": int,
    "bool": lambda cell: {"true": True, "false": False}[cell.lower()],
}
_WORDS = {"float": "number", "int": "whole number", "bool": "true or false"}
