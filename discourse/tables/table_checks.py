"""Check that a table is of the kind needed: its columns, their cells, no row twice.

Or that it has names of columns with which it can be saved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.errors import TableError
from discourse.tables.columns import COLUMNS
from discourse.tables.construction import DTYPES, complete
from discourse.tables.kind_lookup import describe_type, kind_of
from discourse.tables.kinds import KINDS
from discourse.tables.missing_cells import is_missing
from discourse.validation import check_characters, show_name

__all__ = ["check", "check_columns", "names_to_save"]

LARGEST_NUMBER = 10**12  # no corpus has as many words
# Columns of whole numbers in which -1 means "there is none" or "not known".
MINUS_ONE_IS_NONE = frozenset(
    {"byte", "cue_start", "cue_end", "paragraphs", "other_paragraphs"}
)
ENDS_OF_INTERVALS = frozenset({"low", "high"})  # these may be infinite
# Other columns that may be infinite, by kind: Dugast's U of a text that has no word twice.
INFINITE_COLUMNS = {"diversity": "score"}
PROBABILITIES = frozenset({"adjusted", "floor", "p"})
STARTS_AND_ENDS = (("start", "end"), ("other_start", "other_end"))
# An int64 ends at 2**63. A float of this size is not exact, so we stay well below.
LARGEST_WHOLE_NUMBER = 2**62
LONGEST_VALUE = 60  # characters of a cell in a message
# A table that lacks at most this share of the columns of a kind was meant to be one.
LARGEST_MISSING_SHARE = 1 / 3


@dataclass(frozen=True)
class _Bounds:
    """The smallest and the largest value of a column, and the words for a message."""

    minimum: float
    maximum: float
    expected_value: str


def check(table: object, kind: str, verb: str | None = None) -> pd.DataFrame:
    """Return `table` if it is one of `kind`, else raise an error.

    It has every column of the kind, each cell is what its column is declared to hold,
    and no row occurs twice. Small differences are mended in a copy: missing text
    becomes ``""``, whole numbers kept as floats become whole numbers, a column under
    its old name gets the new name, and an optional column that is missing gets its
    default.

    Parameters
    ----------
    table : object
        What the caller gave. The columns may have any order, and there may be others.
    kind : str
        The kind that is needed.
    verb : str, optional
        The call that makes such a table, for the message; ``discourse.<kind>(...)`` if
        not given.

    Returns
    -------
    pandas.DataFrame
        `table` itself, or the mended copy.

    Raises
    ------
    TableError
        The table is of another kind, or a cell cannot be used. The message says which
        verb makes such a table.
    """
    frame = check_columns(table, kind, verb)
    mended_columns: dict[str, pd.Series] = {}
    for name in KINDS[kind]:
        mended_column = _mend_column(frame[name], kind)
        if mended_column is not None:
            mended_columns[name] = mended_column
    if mended_columns:
        frame = frame.assign(**mended_columns)
    _check_spans(frame, kind)
    _check_rows_are_unique(frame, kind)
    return frame


def check_columns(table: object, kind: str, verb: str | None = None) -> pd.DataFrame:
    """Return `table` if it has every column of `kind` once, and is of no other kind.

    In a copy, columns under an old name get the new name, and optional columns that
    are missing are added. The cells are not checked. The parameters and the errors are
    those of :func:`check`.
    """
    advice = f"Make one with {verb or f'discourse.{kind}(...)'}."
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"a {kind} table was expected, a pandas DataFrame; what came is "
            f"{describe_type(table)}. {advice}"
        )
    if isinstance(table.columns, pd.MultiIndex):
        raise TableError(
            f"a {kind} table was expected, but the table given has several levels of "
            "names of columns, as groupby and pivot make them; its columns need one "
            f"name each. {advice}"
        )
    kind_given = kind_of(table)
    table = complete(table, kind)
    required_names = KINDS[kind].required
    missing_names = [name for name in required_names if name not in table.columns]
    if missing_names:
        raise _error_of_missing_columns(
            table, kind, kind_given, missing_names=missing_names, advice=advice
        )
    # The columns of one kind may be among those of a larger kind.
    if kind_given != kind and set(KINDS[kind_given].required) > set(required_names):
        raise TableError(
            f"a {kind} table was expected, but the table given is a {kind_given} "
            f"table. {advice}"
        )
    if table.columns.is_unique:
        return table
    for name in KINDS[kind]:
        if not isinstance(table[name], pd.Series):  # pandas gives both columns
            raise TableError(
                f"a {kind} table has each column once, but {name!r} came twice; drop "
                f"one. {advice}"
            )
    return table


def _error_of_missing_columns(
    table: pd.DataFrame,
    kind: str,
    kind_given: str,
    *,
    missing_names: list[str],
    advice: str,
) -> TableError:
    """Return the error for a table that lacks columns.

    Parameters
    ----------
    table : pandas.DataFrame
    kind : str
        The kind that was expected.
    kind_given : str
        The kind that the table seems to be; ``""`` = none.
    missing_names : list of str
        The columns that it lacks.
    advice : str
        A sentence that says how to make a table of `kind`.
    """
    missing_share = len(missing_names) / len(KINDS[kind])
    if kind_given:
        looks = f"it looks like a {kind_given} table"
    elif missing_share <= LARGEST_MISSING_SHARE:
        looks = "the others are there"
        advice_in_sentence = advice[:1].lower() + advice[1:]
        advice = f"It was saved by an older version, or edited: {advice_in_sentence}"
    else:
        looks = f"it has {', '.join(map(str, table.columns))}"
    return TableError(
        f"a {kind} table was expected, but the table given lacks "
        f"{', '.join(missing_names)}; {looks}. {advice}"
    )


def _check_spans(frame: pd.DataFrame, kind: str) -> None:
    """Raise a TableError if a span ends before it starts."""
    for start, end in STARTS_AND_ENDS:
        if start not in KINDS[kind]:
            continue
        is_reversed = (frame[start] > frame[end]).to_numpy()
        if is_reversed.any():
            row = int(is_reversed.argmax())  # the first that is true
            start_value = frame[start].iloc[row]
            expected_value = (
                f"a whole number from {start_value} up, since {start} is that"
            )
            raise _cell_error(kind, frame[end], row, expected_value)


def _check_rows_are_unique(table: pd.DataFrame, kind: str) -> None:
    """Raise a TableError if a row occurs twice, as when two tables are stacked.

    Such a row would be drawn twice, or added up twice.
    """
    kind_declaration = KINDS[kind]
    key = list(kind_declaration.unique)
    rows = table
    if kind_declaration.unique_among:
        rows = table[table["kind"] == kind_declaration.unique_among]
    is_repeated = rows.duplicated(subset=key).to_numpy()
    if not is_repeated.any():
        return
    first_repeated_row = int(is_repeated.argmax())
    key_cells = rows[key].iloc[first_repeated_row].tolist()
    pairs = zip(key, key_cells, strict=True)
    key_in_words = ", ".join(f"{name} {cell!r}" for name, cell in pairs)
    raise TableError(
        f"this {kind} table has {key_in_words} twice, as when two tables are stacked. "
        "Filter it to one of them; to compare two corpora, put them side by side with "
        "discourse.join and count with by=."
    )


# Cells ------------------------------------------------------------------------------


def _mend_column(column: pd.Series, kind: str) -> pd.Series | None:
    """Return `column` with its declared dtype, or None if it has that already.

    Raises
    ------
    TableError
        A cell cannot be used.
    """
    name = str(column.name)
    dtype = COLUMNS[name].dtype
    mended_column = None
    if not _has_dtype(column, dtype):
        cells = []
        for row, value in enumerate(column.tolist()):
            cell = READ_CELL[dtype](value)
            if cell is None:
                raise _cell_error(kind, column, row, WORDS_FOR_DTYPE[dtype])
            cells.append(cell)
        check_characters(f"this {kind} table, column {name!r}", cells, TableError)
        mended_column = pd.Series(
            cells, index=column.index, name=name, dtype=DTYPES[dtype]
        )
    if dtype in ("int", "float"):
        numbers = column if mended_column is None else mended_column
        _check_bounds(numbers.to_numpy(), column, kind)
    return mended_column


def _has_dtype(column: pd.Series, declared_dtype: str) -> bool:
    """Return whether a column has the dtype, and as text also no missing cell."""
    dtype = column.dtype
    if declared_dtype != "str":
        return bool(dtype == DTYPES[declared_dtype])
    if not isinstance(dtype, pd.StringDtype):
        return False
    # pandas has two dtypes of text; the one whose missing value is NaN is its default.
    return dtype.na_value is np.nan and not column.hasnans


def _read_text(value: object) -> str | None:
    """Return a cell as text, a missing one as ``""``; None for what is no text."""
    if isinstance(value, str):
        return str(value)  # numpy's text becomes Python's
    return "" if is_missing(value) else None


def _read_number(value: object) -> float | None:
    """Return a cell as a float, a missing one as NaN; None for what is no number."""
    if is_missing(value):
        return float("nan")
    if isinstance(value, bool | np.bool_):
        return None
    if not isinstance(value, int | float | np.integer | np.floating):
        return None
    try:
        return float(value)
    except OverflowError:  # a whole number of hundreds of digits
        return float("inf")


def _read_whole_number(value: object) -> int | None:
    """Return a cell as a whole number; None for what is none."""
    number = _read_number(value)
    if number is None or not abs(number) < LARGEST_WHOLE_NUMBER:
        return None
    return int(number) if number.is_integer() else None


def _read_truth_value(value: object) -> bool | None:
    """Return a cell as True or False; None for what is neither."""
    return bool(value) if isinstance(value, bool | np.bool_) else None


# By declared dtype: what reads a cell of another dtype. None means that the cell cannot
# be used.
READ_CELL: dict[str, Callable[[object], object]] = {
    "str": _read_text,
    "int": _read_whole_number,
    "float": _read_number,
    "bool": _read_truth_value,
}
WORDS_FOR_DTYPE = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "True or False",
}


def _check_bounds(values: np.ndarray, column: pd.Series, kind: str) -> None:
    """Raise a TableError for a number that cannot be the result of a measurement.

    Such a number is infinite or larger than any count, a count below 0, or a
    probability above 1.

    Parameters
    ----------
    values : ndarray
        The numbers, in the declared dtype.
    column : pandas.Series
        The column as the caller gave it, for the message.
    kind : str
    """
    if not len(values):
        return
    name = str(column.name)
    with np.errstate(invalid="ignore"):  # NaN, a missing number, passes every check
        is_too_large = (values > LARGEST_NUMBER) | (values < -LARGEST_NUMBER)
        if name in ENDS_OF_INTERVALS or name == INFINITE_COLUMNS.get(kind):
            is_too_large &= ~np.isinf(values)
        if is_too_large.any():
            row = int(is_too_large.argmax())  # the first that is true
            raise _cell_error(
                kind, column, row, "a finite number of at most twelve digits"
            )
        bounds = _bounds_of(name)
        is_outside = (values < bounds.minimum) | (values > bounds.maximum)
    if is_outside.any():
        row = int(is_outside.argmax())
        raise _cell_error(kind, column, row, bounds.expected_value)


def _bounds_of(name: str) -> _Bounds:
    """Return the smallest and the largest value that a column can have."""
    if name in PROBABILITIES:
        return _Bounds(0.0, 1.0, "a number from 0 to 1")
    if COLUMNS[name].dtype == "int":
        minimum = -1.0 if name in MINUS_ONE_IS_NONE else 0.0
        return _Bounds(minimum, np.inf, f"a whole number from {minimum:.0f} up")
    return _Bounds(-np.inf, np.inf, "")


def _cell_error(
    kind: str, column: pd.Series, row: int, expected_value: str
) -> TableError:
    """Return the error for a cell that cannot be used.

    Parameters
    ----------
    kind : str
    column : pandas.Series
    row : int
        The position of the cell, from 0. The message gives its label in the index.
    expected_value : str
        What the cell should hold, in words.
    """
    value = column.iloc[row]
    if isinstance(value, np.generic):
        value = value.item()  # a reader knows 3, and not np.int64(3)
    text = repr(value)
    if len(text) > LONGEST_VALUE:
        text = f"{text[: LONGEST_VALUE - 1]}…"
    return TableError(
        f"this {kind} table cannot be used: in column {column.name!r}, row "
        f"{column.index[row]!r}, stands {text}; {expected_value} was expected. Mend the "
        "cell; and read a saved table with discourse.load, which keeps text text and "
        "numbers numbers."
    )


def names_to_save(table: pd.DataFrame) -> list[str]:
    """Return the names of the columns of a table as text, if it can be saved with them.

    Raises
    ------
    TableError
        There are no columns, or one of them twice, or the index has a name, such as a
        column that was made the index: no file would hold it.
    """
    index_names = [str(name) for name in table.index.names if name is not None]
    if index_names:
        shown_names = " and ".join(repr(show_name(name)) for name in index_names)
        raise TableError(
            f"the table has {shown_names} as its index, which a saved table has not; "
            "make it a column: table.reset_index()."
        )
    names = [str(name) for name in table.columns]
    if not names:
        raise TableError(
            "this table has no columns, so there is nothing to save; give a table with "
            "at least one."
        )
    names_so_far: set[str] = set()
    for name in names:
        if name in names_so_far:
            raise TableError(
                f"this table has the column {show_name(name)!r} twice, and could not be "
                "read again; drop or rename one of them, and save it then."
            )
        names_so_far.add(name)
    return names
