"""Read the cells of a table from a CSV file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.csv_records import (
    GUARD,
    UnclosedQuoteError,
    detect_delimiter,
    parse_records,
    unguard_cell,
)
from discourse.errors import TableError
from discourse.file_reading import UnreadableFileError, read_file
from discourse.tables.columns import COLUMNS
from discourse.tables.construction import DTYPES
from discourse.tables.text_dtype import TEXT_DTYPE
from discourse.validation import show_name, show_value

__all__ = ["parse_column", "rows_of_text", "text_of_file"]

HOW_TO_SAVE = (
    "save one with discourse.save(table, 'name'), or from a spreadsheet as 'CSV UTF-8'."
)
# A workbook (.xlsx) is a zip archive too.
ZIP_SIGNATURE = b"PK\x03\x04"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
LARGEST_TABLE = (1 << 31) - 1  # bytes; hardly a computer can hold the cells of more
# In UTF-16 every second byte of Latin text is zero; in UTF-8 hardly any is.
LARGEST_SHARE_OF_ZEROS = 1 / 5

# The whole numbers of a table have 64 bits. Python refuses to read thousands of digits.
SMALLEST_WHOLE_NUMBER = -(2**63)
LARGEST_WHOLE_NUMBER = 2**63 - 1
DIGIT = re.compile(r"\d")
WHOLE_NUMBER = re.compile(r"\s*[+-]?[0-9]+\s*")
MOST_DIGITS = 1_000
DIGIT_DIVIDER = "_"  # of numbers in Python code, where it means nothing; no file has it


def text_of_file(path: Path) -> str:
    """Return the text of a file in UTF-8.

    Raises
    ------
    TableError
        The file cannot be opened or is not UTF-8. The message says what it looks like.
    """
    try:
        data = read_file(path, largest=LARGEST_TABLE)
    except UnreadableFileError as fault:
        raise TableError(
            f"{show_name(path.name)} could not be opened: {fault.reason}; give the path "
            "of a saved table."
        ) from fault
    if data.startswith(ZIP_SIGNATURE):
        raise TableError(
            f"{path.name} is a workbook or a zip archive, and no CSV; {HOW_TO_SAVE}"
        )
    if _looks_like_utf16(data):
        looks = "The file looks like UTF-16, which spreadsheets call 'Unicode text'."
        raise _encoding_error(path, data, first_bad_byte=0, looks=looks)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        first_bad_byte = fault.start
    looks = "The file looks like Windows-1252 or another encoding of one byte a letter."
    raise _encoding_error(path, data, first_bad_byte=first_bad_byte, looks=looks)


def _looks_like_utf16(data: bytes) -> bool:
    """Return whether the bytes have a mark of UTF-16, or very many zeros."""
    if data.startswith(UTF16_MARKS):
        return True
    return data.count(0) > LARGEST_SHARE_OF_ZEROS * len(data)


def _encoding_error(
    path: Path, data: bytes, *, first_bad_byte: int, looks: str
) -> TableError:
    """Return the error for a file that is not UTF-8.

    Parameters
    ----------
    path : Path
    data : bytes
        The content of the file.
    first_bad_byte : int
        The position of the first byte that is not UTF-8, from 0.
    looks : str
        A sentence that says which encoding the file seems to have.
    """
    line = data.count(b"\n", 0, first_bad_byte) + 1
    value = data[first_bad_byte]
    return TableError(
        f"{path.name} is no table in UTF-8 CSV: byte {first_bad_byte} (0x{value:02X}, "
        f"line {line}) is not valid UTF-8. {looks} Open it there and save it anew; "
        f"{HOW_TO_SAVE}"
    )


def rows_of_text(path: Path, text: str) -> list[list[str]]:
    """Return the cells of each row of a CSV file.

    Cells are divided by commas. If only semicolons or tabs give a header with names of
    :data:`COLUMNS`, they divide the cells.

    Raises
    ------
    TableError
        A quotation mark is never closed, or the file is empty.
    """
    try:
        # One name alone may be chance; every kind has at least two columns.
        delimiter = detect_delimiter(text, COLUMNS, min_expected=2)
        rows = [cells for _, cells in parse_records(text, delimiter)]
    except UnclosedQuoteError as fault:
        if fault.closing_line:
            where = f", and closed on line {fault.closing_line} in the middle of it"
        else:
            where = " and never closed"
        raise TableError(
            f"{path.name} is no table in UTF-8 CSV: a quotation mark is opened on line "
            f"{fault.opening_line}{where}; {HOW_TO_SAVE}"
        ) from fault
    if not rows:
        raise TableError(
            f"{path.name} is empty; a saved table has at least its header."
        )
    return rows


def parse_column(
    path: Path, name: str, cells: Sequence[str], *, is_guarded: bool
) -> pd.Series:
    """Return the cells of one column as values of its declared dtype.

    A column that no kind declares is text. If `is_guarded`, the guard against formulas
    is taken off the cells of text.

    Raises
    ------
    TableError
        A cell is not of the dtype: file, row and column are named.
    """
    dtype = COLUMNS[name].dtype if name in COLUMNS else "str"
    if dtype == "str":
        texts = list(cells)
        if is_guarded:
            # Nearly no cell begins with an apostrophe.
            texts = [
                unguard_cell(cell) if cell[:1] == GUARD else cell for cell in cells
            ]
        return pd.Series(texts, dtype=TEXT_DTYPE)
    parse = PARSE_CELL[dtype]
    try:
        # Most columns have few different cells.
        value_of_cell = {cell: parse(cell) for cell in set(cells)}
    except (ValueError, KeyError, OverflowError):
        raise _cell_error(path, name, cells) from None
    values = [value_of_cell[cell] for cell in cells]
    return pd.Series(values, dtype=DTYPES[dtype])


def _cell_error(path: Path, name: str, cells: Sequence[str]) -> TableError:
    """Return the error for the first cell that is not of the dtype of its column."""
    dtype = COLUMNS[name].dtype
    parse = PARSE_CELL[dtype]
    for row_number, cell in enumerate(cells, 2):  # row 1 is the header
        try:
            parse(cell)
        except OverflowError:
            return TableError(
                f"{path.name}, row {row_number}, column {name!r}: {show_value(cell)} is "
                "larger than a table can hold; mend the cell, or save the table anew."
            )
        except (ValueError, KeyError):  # KeyError: a word other than true and false
            expected_value = WORDS_FOR_DTYPE[dtype]
            advice = _advice_on_number(dtype, cell)
            return TableError(
                f"{path.name}, row {row_number}, column {name!r}: {show_value(cell)} is "
                f"no {expected_value}{advice}; mend the cell, or save the table anew."
            )
    raise AssertionError("one of the cells has a fault")


def _advice_on_number(dtype: str, cell: str) -> str:
    """Return what to write if a cell has a decimal comma, else ``""``."""
    has_decimal_comma = re.fullmatch(r"-?\d+,\d+", cell)
    if dtype == "float" and has_decimal_comma:
        return " (a decimal comma; write a point)"
    return ""


def _parse_float(cell: str) -> float:
    """Return a cell as a float; an empty cell is a missing number.

    Digits that are too large for a float are an OverflowError: Python takes them for
    infinity.
    """
    if not cell:
        return np.nan
    if DIGIT_DIVIDER in cell:
        raise ValueError(cell)
    number = float(cell)
    if math.isinf(number) and DIGIT.search(cell):
        raise OverflowError(cell)
    return number


def _parse_whole_number(cell: str) -> int:
    """Return a cell as a whole number; an OverflowError if 64 bits do not hold it."""
    if DIGIT_DIVIDER in cell:
        raise ValueError(cell)
    if len(cell) > MOST_DIGITS and WHOLE_NUMBER.fullmatch(cell):
        raise OverflowError(cell)
    number = int(cell)
    if not SMALLEST_WHOLE_NUMBER <= number <= LARGEST_WHOLE_NUMBER:
        raise OverflowError(cell)
    return number


def _parse_truth_value(cell: str) -> bool:
    """Return a cell as True or False; a KeyError for any other word."""
    return {"true": True, "false": False}[cell.lower()]


PARSE_CELL: dict[str, Callable[[str], object]] = {
    "float": _parse_float,
    "int": _parse_whole_number,
    "bool": _parse_truth_value,
}
WORDS_FOR_DTYPE = {"float": "number", "int": "whole number", "bool": "true or false"}
