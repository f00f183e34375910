"""Write the rows of a table as CSV."""

from __future__ import annotations

import numbers
import re
from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
import pandas as pd

from discourse.csv_records import guard_cell
from discourse.errors import TableError
from discourse.tables.column_types import Dtype
from discourse.tables.columns import COLUMNS
from discourse.tables.csv_files import PARSE_CELL, WORDS_FOR_DTYPE
from discourse.tables.kind_lookup import kind_of
from discourse.tables.kinds import KINDS
from discourse.tables.missing_cells import is_missing
from discourse.tables.table_checks import names_to_save
from discourse.validation import name_surrogate, show_value

__all__ = ["write_csv"]

ROWS_AT_ONCE = 10_000  # so a large table needs little memory besides its own
# A name of a column with one of these stands in quotation marks. The last is the byte
# order mark, which a reader would take away at the beginning of a file.
_NEEDS_QUOTES = re.compile(r'[,;\t"\r\n\ufeff]')
_EMPTY_TEXT = '""'
# By declared dtype: the kinds of dtypes in numpy whose cells are always read again.
_WRITTEN_AS_IT_IS: dict[Dtype, str] = {"int": "i", "float": "iuf", "bool": "b"}


def write_csv(
    table: pd.DataFrame, file: BinaryIO, *, spreadsheet_safe: bool = True
) -> None:
    """Write `table` to an open file, as :func:`discourse.tables.save` describes it.

    Raises
    ------
    TableError
        The table has no columns, or has one twice, or an index with a name, or a
        character that no file can hold, or a cell that could not be loaded again.
    """
    names = names_to_save(table)
    _check_keys(table)
    header = [guard_cell(name) if spreadsheet_safe else name for name in names]
    file.write(_encode([_write_names(header)], names, first_row=-1))
    for first_row in range(0, len(table), ROWS_AT_ONCE):
        rows = table.iloc[first_row : first_row + ROWS_AT_ONCE]
        columns = []
        for position, name in enumerate(names):
            column = rows.iloc[:, position]
            cells = _write_cells(
                column, name, first_row=first_row, is_guarded=spreadsheet_safe
            )
            columns.append(cells)
        if len(columns) == 1:
            # An empty line would be no row.
            columns[0] = [cell or _EMPTY_TEXT for cell in columns[0]]
        records = list(zip(*columns, strict=True))
        file.write(_encode(records, names, first_row=first_row))


def _encode(
    records: Sequence[Sequence[str]], names: Sequence[str], *, first_row: int
) -> bytes:
    """Return records as the bytes of lines of CSV.

    Parameters
    ----------
    records : sequence of sequence of str
        The cells of each row, as they are written.
    names : sequence of str
        The columns, for messages.
    first_row : int
        The position of the first record in the table, from 0; -1 = it is the header.

    Raises
    ------
    TableError
        A cell has a lone surrogate, which no file can hold.
    """
    lines = [",".join(cells) for cells in records]
    text = "\n".join([*lines, ""])
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise _surrogate_error(records, names, first_row) from None


def _surrogate_error(
    records: Sequence[Sequence[str]], names: Sequence[str], first_row: int
) -> TableError:
    """Return the error for the first cell that has a lone surrogate."""
    place = ""
    character = ""
    for row, cells in enumerate(records, first_row):
        for name, cell in zip(names, cells, strict=True):
            character = name_surrogate(cell)
            place = f"column {name!r}, row {row}" if row >= 0 else f"column {name!r}"
            if character:
                break
        if character:
            break
    return TableError(
        f"this table cannot be saved: {place} has {character}, half of a character, "
        "which no file can hold. Replace it there, or read the text again."
    )


def _write_text(text: str) -> str:
    """Return text in quotation marks; one inside it is written twice.

    The marks keep a line end inside its cell, and tell an empty text from a missing
    number.
    """
    content = text.replace('"', '""')
    return f'"{content}"'


def _write_names(names: Sequence[str]) -> list[str]:
    """Return the names of columns, in quotation marks only where they need them."""
    cells = []
    for name in names:
        needs_quotes = not name or _NEEDS_QUOTES.search(name)
        cells.append(_write_text(name) if needs_quotes else name)
    return cells


def _write_cells(
    column: pd.Series, name: str, *, first_row: int, is_guarded: bool
) -> list[str]:
    """Return the cells of a column as they are written.

    Text gets quotation marks, and the guard against formulas if `is_guarded`. Numbers,
    truth values and missing numbers get neither.

    Parameters
    ----------
    column : pandas.Series
    name : str
    first_row : int
        The position of the first cell in the table, from 0.
    is_guarded : bool

    Raises
    ------
    TableError
        A cell could not be loaded again.
    """
    dtype = COLUMNS[name].dtype if name in COLUMNS else "str"
    if dtype != "str" and not _is_read_again(column, dtype):
        return _cells_of_declared_numbers(column, name, first_row)
    dtype_kind = column.dtype.kind
    if dtype_kind in "iu" and isinstance(column.dtype, np.dtype):
        return list(map(str, column.tolist()))
    if column.dtype in (np.float64, np.float32):
        return _write_floats(column.to_numpy())
    if dtype_kind in "biuf":
        return [_number_as_text(value) for value in column.tolist()]
    if isinstance(column.dtype, pd.StringDtype):
        return _write_texts(column.fillna("").tolist(), is_guarded=is_guarded)
    cells = []
    for row, value in enumerate(column.tolist(), first_row):
        cell = _cell_as_text(value, name, row)
        is_number = isinstance(value, numbers.Number)
        cell = guard_cell(cell) if is_guarded and not is_number else cell
        cells.append(_write_text(cell))
    return cells


def _write_floats(values: np.ndarray) -> list[str]:
    """Return numbers as text. Most columns have few different ones."""
    # By their bits: 0.0 and -0.0 are equal, and written differently.
    bits = values.astype(np.float64).view(np.int64)
    number_of_row, distinct_bits = pd.factorize(bits)
    distinct_values = np.asarray(distinct_bits, dtype=np.int64).view(np.float64)
    texts = [_number_as_text(value) for value in distinct_values.tolist()]
    return [texts[number] for number in number_of_row.tolist()]


def _write_texts(texts: list[str], *, is_guarded: bool) -> list[str]:
    """Return text in quotation marks, guarded against formulas if `is_guarded`."""
    written = {}
    for text in set(texts):
        written[text] = _write_text(guard_cell(text) if is_guarded else text)
    return [written[text] for text in texts]


def _is_read_again(column: pd.Series, declared_dtype: Dtype) -> bool:
    """Return whether the dtype of a column says that every cell can be loaded."""
    # Other dtypes than those of numpy have missing whole numbers and truth values.
    is_of_numpy = isinstance(column.dtype, np.dtype)
    return is_of_numpy and column.dtype.kind in _WRITTEN_AS_IT_IS[declared_dtype]


def _cells_of_declared_numbers(
    column: pd.Series, name: str, first_row: int
) -> list[str]:
    """Return the cells of a column that is read as numbers or truth values again.

    The dtype of the column is not the declared one, so that a cell may be anything. One
    that is read again gets no guard: no formula is a number.
    """
    dtype = COLUMNS[name].dtype
    cells: list[str] = []
    for row, value in enumerate(column.tolist(), first_row):
        is_whole_float = isinstance(value, float) and value.is_integer()
        if dtype == "int" and is_whole_float:  # as pandas keeps a column with a gap
            value = int(value)
        cell = _cell_as_text(value, name, row)
        try:
            PARSE_CELL[dtype](cell)
        except (ValueError, KeyError, OverflowError):
            raise _unloadable_cell_error(
                name, row, value, f"a {WORDS_FOR_DTYPE[dtype]} was expected"
            ) from None
        is_text = isinstance(value, str)
        cells.append(_write_text(cell) if is_text else cell.lower())
    return cells


def _cell_as_text(value: object, name: str, row: int) -> str:
    """Return a cell as text, or raise an error if Python does not write it."""
    if is_missing(value):
        return ""
    try:
        return str(value)
    except ValueError:
        raise _unloadable_cell_error(
            name, row, value, "a number of fewer digits was expected"
        ) from None


def _unloadable_cell_error(
    name: str, row: int, value: object, expectation: str
) -> TableError:
    """Return the error for a cell that could not be loaded again."""
    cell = "no value" if is_missing(value) else show_value(value)
    return TableError(
        f"this table cannot be saved, as it could not be loaded again: in column "
        f"{name!r}, row {row}, stands {cell}; {expectation}. Mend the cell, leave the "
        "row out, or give the column another name."
    )


def _check_keys(table: pd.DataFrame) -> None:
    """Raise an error if a cell is missing in what identifies a row of a kind of table.

    Loaded again it would be an empty text, which means something else: without a group
    a row is about all documents.
    """
    kind = kind_of(table)
    if not kind:
        return
    for name in KINDS[kind].with_role("key"):
        if name not in table.columns or COLUMNS[name].dtype != "str":
            continue  # numbers are checked when they are written
        is_empty = table[name].isna().to_numpy()
        if is_empty.any():
            row = int(is_empty.argmax())  # the first that is true
            raise _unloadable_cell_error(
                name, row, None, "text was expected, and '' where there is none"
            )


def _number_as_text(value: object) -> str:
    """Return a number or truth value as text; ``""`` for a missing one."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    # repr is the shortest text that reads back as the same float.
    return "" if is_missing(value) else repr(value)
