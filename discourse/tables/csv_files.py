"""Tables as files: CSV that reads back exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.csv_records import UnclosedQuoteError, detect_delimiter, parse_records
from discourse.errors import TableError
from discourse.tables.schema import COLUMNS

__all__ = ["parse_column", "rows_of_text", "text_of_file"]


_SAVE = (
    "save one with discourse.save(table, 'name'), or from a spreadsheet as 'CSV UTF-8'."
)


def text_of_file(path: Path) -> str:
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


def rows_of_text(path: Path, text: str) -> list[list[str]]:
    """Return the cells of each row, parted by commas; or by semicolons or tabs, where only so the header has names."""
    try:
        delimiter = detect_delimiter(text, COLUMNS, min_known=2)
        rows = [cells for _, cells in parse_records(text, delimiter)]
    except UnclosedQuoteError as fault:
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


def parse_column(path: Path, name: str, cells: Sequence[str]) -> pd.Series:
    """Read the cells of one column as values of its declared dtype."""
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
