"""Make a table with its declared columns, dtypes and rounding."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import ArrayLike

from discourse.errors import TableError
from discourse.tables.columns import COLUMNS
from discourse.tables.kind_lookup import new_names
from discourse.tables.kinds import KINDS
from discourse.tables.labels import LABEL_COLUMNS
from discourse.tables.notebook_table import NotebookTable
from discourse.tables.text_dtype import TEXT_DTYPE
from discourse.validation import check_characters

__all__ = ["complete", "describe", "from_rows", "make", "round_to_digits"]

# Significant digits kept of a float: enough for any chart, and equal on all machines.
DIGITS = 11
# The powers of ten that a float (a "double") holds exactly: 1 to 1e22.
POWERS_OF_TEN = np.array([float(f"1e{power}") for power in range(23)])
# Scaling may move a value that lies near a tie, such as 2.5, to its other side. A value
# nearer to a tie than this is rounded as decimal text. The error of scaling is smaller:
# below 1e-4.
TIE_MARGIN = 1e-3
# A power that POWERS_OF_TEN does not have: for NaN, which has no logarithm.
NO_POWER = 99.0

# The dtype in pandas of each declared dtype.
DTYPES: dict[str, Any] = {
    "str": TEXT_DTYPE,
    "int": "int64",
    "float": "float64",
    "bool": "bool",
}
# What :func:`make` takes for a single cell, and repeats in every row.
SCALARS = (str, int, float, bool, np.generic)


def describe(kind: str) -> str:
    """Return the columns of `kind` as lines of text: name (dtype, unit, role): meaning.

    >>> first_line, second_line, *others = describe("spans").splitlines()
    >>> print(first_line)
    doc (str, key): id of the document
    >>> print(second_line)
    start (int, characters, key): first character in the raw text, from 0
    """
    lines = []
    for name, column in KINDS[kind].items():
        parts = [column.dtype, column.unit, column.role]
        if column.optional:
            parts.append("optional")
        facts = ", ".join(filter(None, parts))
        lines.append(f"{name} ({facts}): {column.meaning}")
    return "\n".join(lines)


def make(
    kind: str,
    columns: Mapping[str, object],
    *,
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> pd.DataFrame:
    """Return `columns` as a table of `kind`.

    The columns have the declared order and dtypes, and floats are rounded.

    Parameters
    ----------
    kind : str
        A key of :data:`KINDS`.
    columns : mapping of str to array-like or scalar
        One entry for each column of the kind. A scalar fills the column. For a table
        without rows, ``{}`` is enough. An optional column that is left out is filled
        with its default.
    labels : mapping of str to mapping of str to str, optional
        For each column of ids ("doc", "family", "group", or "term" where families are
        compared), the label of each id. They
        fill the columns `doc_label` and so on; the labels of documents also fill
        `other_label`.

    Returns
    -------
    pandas.DataFrame
        With a default index. An empty table has all columns of its kind.

    Raises
    ------
    TableError
        A column is missing, is not declared, or has another length than the others.
    """
    names = tuple(KINDS[kind])
    if not columns:
        return _empty_table(names).copy()
    # A column that was given is never replaced by labels or by a default.
    if labels:
        columns = {**_label_columns(kind, columns, labels), **columns}
    columns = {**_defaults(kind, columns), **columns}
    if set(columns) != set(names):
        undeclared_or_missing = sorted(set(columns) ^ set(names))
        raise TableError(
            f"a table of kind {kind!r} has the columns {', '.join(names)}; at odds: "
            f"{', '.join(undeclared_or_missing)}."
        )
    length = _common_length(kind, columns)
    if not length:
        return _empty_table(names).copy()
    # Columns without an index of their own need not be brought to a common one.
    data = {}
    for name in names:
        cells = columns[name]
        if isinstance(cells, SCALARS):
            cells = _repeat(name, cells, length)
        data[name] = _typed_column(name, cells).array
    return NotebookTable(data)


@functools.cache
def _empty_table(names: tuple[str, ...]) -> pd.DataFrame:
    """Return a table without rows, of which each caller takes a copy."""
    data = {name: _typed_column(name, []) for name in names}
    return NotebookTable(data)


def _label_columns(
    kind: str,
    columns: Mapping[str, object],
    labels: Mapping[str, Mapping[str, str]],
) -> dict[str, object]:
    """Return the columns of labels that belong to the columns of ids, by name.

    A column of labels that the kind does not have is left out. An id without a label
    gets ``""``.
    """
    labels_by_column = dict(labels)
    if "doc" in labels:
        # The second document of a pair is one of the same documents.
        labels_by_column["other"] = labels["doc"]
    label_columns: dict[str, object] = {}
    for id_column, label_by_id in labels_by_column.items():
        label_column = LABEL_COLUMNS[id_column]
        if id_column not in columns or label_column not in KINDS[kind]:
            continue
        ids = columns[id_column]
        if isinstance(ids, str):
            label_columns[label_column] = label_by_id.get(ids, "")
        elif not label_by_id:
            label_columns[label_column] = ""
        else:
            label_columns[label_column] = _labels_of_ids(ids, label_by_id)
    return label_columns


def _labels_of_ids(ids: object, label_by_id: Mapping[str, str]) -> np.ndarray:
    """Return the label of each id; ``""`` for an id without one."""
    # There are many rows and few different ids.
    numbers, different_ids = pd.factorize(np.asarray(ids, dtype=object))
    labels = [label_by_id.get(each, "") for each in different_ids.tolist()]
    # A missing id has the number -1, which takes the last label.
    labels.append("")
    return np.array(labels, dtype=object)[numbers]


def _common_length(kind: str, columns: Mapping[str, object]) -> int:
    """Return how many cells each column has; a table of scalars has one row."""
    lengths: set[int] = set()
    for cells in columns.values():
        if not isinstance(cells, SCALARS):
            lengths.add(len(cells))  # type: ignore[arg-type]
    if len(lengths) > 1:
        raise TableError(
            f"the columns of a table of kind {kind!r} have different lengths: "
            f"{sorted(lengths)}."
        )
    return lengths.pop() if lengths else 1


def from_rows(
    kind: str,
    rows: Iterable[object],
    *,
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> pd.DataFrame:
    """Return `rows` as a table of `kind`. The cells of a row have the names of columns.

    Parameters
    ----------
    kind : str
        A key of :data:`KINDS`.
    rows : iterable of mapping, dataclass or named tuple
        Each with a cell for every column of the kind. An optional column may be left
        out of all rows.
    labels : mapping of str to mapping of str to str, optional
        As :func:`make` takes them.

    Returns
    -------
    pandas.DataFrame
        As :func:`make` returns it, with the rows in their order.

    Raises
    ------
    TableError
        A row has its cells by position, or other columns than the rows before it.

    Examples
    --------
    >>> row = {"family": "new_era", "group": "", "search": "plain string", "count": 9}
    >>> from_rows("search_comparison", [row])[["family", "search", "count"]]
        family        search  count
    0  new_era  plain string      9
    """
    columns: dict[str, list[object]] = {}
    for number, row in enumerate(rows):
        cells = _cells_by_name(kind, row)
        if number == 0:
            columns = {name: [] for name in cells}
        if cells.keys() != columns.keys():
            unmatched_names = ", ".join(sorted(cells.keys() ^ columns.keys()))
            raise TableError(
                f"row {number} of a table of kind {kind!r} has other columns than the "
                f"rows before it; at odds: {unmatched_names}."
            )
        for name, cell in cells.items():
            columns[name].append(cell)
    return make(kind, columns, labels=labels)


def _cells_by_name(kind: str, row: object) -> Mapping[str, object]:
    """Return the cells of a row by the names of their columns."""
    if isinstance(row, Mapping):
        return row
    if hasattr(row, "_asdict"):  # only a named tuple has this method
        return dict(row._asdict())
    if is_dataclass(row) and not isinstance(row, type):
        return {field.name: getattr(row, field.name) for field in fields(row)}
    raise TableError(
        f"a row of a table of kind {kind!r} has its cells by name, such as a dict; "
        f"what came is {row!r}."
    )


def _repeat(name: str, cell: object, length: int) -> object:
    """Return a column that has `cell` in each of `length` rows."""
    is_text_column = COLUMNS[name].dtype == "str"
    if isinstance(cell, bool | int | float) and not is_text_column:
        return np.full(length, cell)
    if not isinstance(cell, str) or not is_text_column:
        return [cell] * length
    check_characters(f"column {name!r}", [cell], TableError)
    text = pa.scalar(cell, type=pa.large_string())
    return pa.repeat(text, length)


def _typed_column(name: str, cells: object) -> pd.Series:
    """Return `cells` with the dtype that the column is declared to have."""
    dtype = COLUMNS[name].dtype
    if isinstance(cells, pd.Series):
        cells = cells.to_numpy()  # its index has no meaning in the new table
    if dtype == "str" and isinstance(cells, list):
        cells = _texts_in_arrow(cells)
    if isinstance(cells, pa.Array | pa.ChunkedArray):
        # A text column that was made by Arrow, which pandas takes as it is.
        column = pd.Series(pd.array(cells, dtype=DTYPES[dtype]))
        return column.fillna("") if cells.null_count else column
    if dtype == "float":
        return pd.Series(round_to_digits(np.asarray(cells)))
    try:
        column = pd.Series(cells, dtype=DTYPES[dtype])
    except UnicodeEncodeError:
        texts = np.asarray(cells, dtype=object).tolist()
        check_characters(f"column {name!r}", texts, TableError)
        raise
    if dtype == "str":
        # Text columns hold no missing value, because a CSV file cannot express it.
        return column.fillna("")
    return column


def _texts_in_arrow(cells: list[object]) -> object:
    """Return texts as Arrow holds them, which pandas would make of them more slowly.

    What is no list of texts is returned as it is.
    """
    try:
        return pa.array(cells, type=pa.large_string())
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        return cells


def round_to_digits(values: ArrayLike) -> np.ndarray:
    """Return `values` rounded to 11 significant digits, as every table has them.

    The last digits of a sum differ between machines. Without rounding they would decide
    the order of values that are equal.

    Parameters
    ----------
    values : array-like of float

    Returns
    -------
    numpy.ndarray
        float64, of the shape of `values`. -0.0 becomes 0.0; NaN and infinity stay.

    Examples
    --------
    >>> round_to_digits([0.1 + 0.2, 2 / 3, 1e-300]).tolist()
    [0.3, 0.66666666667, 1e-300]
    """
    numbers = np.asarray(values, dtype=np.float64)
    magnitude = np.abs(numbers)
    # Values without a logarithm warn here; they are rounded as decimal text below.
    with np.errstate(all="ignore"):
        exponent = np.floor(np.log10(magnitude))
        power = np.nan_to_num(DIGITS - 1 - exponent, nan=NO_POWER).astype(np.int64)
        # One of the two is 1: a value is scaled up or down, never both.
        multiplier = _power_of_ten(power)
        divisor = _power_of_ten(-power)
        scaled_value = magnitude * multiplier / divisor
        nearest_integer = np.rint(scaled_value)
        result = np.copysign(nearest_integer * divisor / multiplier, numbers)
        is_exact = _rounds_exactly(power, scaled_value, nearest_integer)
    result[numbers == 0] = 0.0
    # Decimal text is always right, but slower.
    inexact_positions = (~is_exact & (magnitude > 0)).nonzero()
    result[inexact_positions] = [
        float(f"{value:.{DIGITS}g}") for value in numbers[inexact_positions].tolist()
    ]
    return result


def _power_of_ten(power: np.ndarray) -> np.ndarray:
    """Return ten to `power`; 1 for a negative power, 1e22 for one above 22."""
    return POWERS_OF_TEN[np.clip(power, 0, len(POWERS_OF_TEN) - 1)]


def _rounds_exactly(
    power: np.ndarray, scaled_value: np.ndarray, nearest_integer: np.ndarray
) -> np.ndarray:
    """Return for which values the rounding by a power of ten gives the right float.

    A float holds whole numbers of 11 digits and powers of ten up to the 22nd exactly,
    so one division rounds once. This does not hold near a tie or near a power of ten,
    where the scaling itself may have changed the value.

    Parameters
    ----------
    power : ndarray of int
        The power of ten by which a value was multiplied.
    scaled_value : ndarray of float
        The value after this, which should have 11 digits before the point.
    nearest_integer : ndarray of float
        The scaled value, rounded.
    """
    has_exact_power = np.abs(power) < len(POWERS_OF_TEN)
    first_with_11_digits = POWERS_OF_TEN[DIGITS - 1]
    first_with_12_digits = POWERS_OF_TEN[DIGITS]
    has_11_digits = (nearest_integer >= first_with_11_digits) & (
        nearest_integer < first_with_12_digits
    )
    rounding_error = np.abs(scaled_value - nearest_integer)
    distance_to_tie = np.abs(rounding_error - 0.5)
    return has_exact_power & has_11_digits & (distance_to_tie > TIE_MARGIN)


def complete(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return `table` with the columns of `kind` under their present names.

    An optional column that is missing is filled with its default, after the column that
    is declared before it. A required column that is missing is not added. A table that
    lacks no optional column and has no old name is returned itself.
    """
    new_name_by_old_name = new_names(table.columns, kind)
    if new_name_by_old_name:
        table = table.rename(columns=new_name_by_old_name)
    default_by_name = _defaults(kind, table.columns)
    if not default_by_name:
        return table
    table = table.copy()
    next_position = 0
    for name in KINDS[kind]:
        if name in default_by_name:
            cells = [default_by_name[name]] * len(table)
            column = _typed_column(name, cells).set_axis(table.index)
            table.insert(next_position, name, column)
        if name in table.columns:
            next_position = list(table.columns).index(name) + 1
    return table


def _defaults(kind: str, header: Iterable[str]) -> dict[str, object]:
    """Return the default of each optional column of `kind` that is not in `header`."""
    present = set(header)
    defaults: dict[str, object] = {}
    for name, column in KINDS[kind].items():
        if column.optional and name not in present:
            defaults[name] = column.filling
    return defaults
