"""Check that a table is of the kind needed: its columns, their cells, no row twice."""

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

__all__ = ["check", "check_columns"]

LARGEST = 10**12  # no corpus counts more
# Whole numbers in which -1 says that there is none, or that it is not known.
MINUS_ONE_IS_NONE = frozenset(
    {"byte", "cue_start", "cue_end", "paragraphs", "other_paragraphs"}
)
OPEN = frozenset({"low", "high"})  # ends of an interval, which may be infinite
PROBABILITIES = frozenset({"adjusted", "floor", "p"})
ENDS_OF_SPANS = (("start", "end"), ("other_start", "other_end"))
LARGEST_INT64 = 2**62  # a whole number beyond this does not fit safely
LONGEST_VALUE = 60  # characters of a cell in a message


@dataclass(frozen=True)
class _Bounds:
    """The least and the largest value of a column, and the words for a message."""

    least: float
    largest: float
    expected: str


def check(table: object, kind: str, verb: str | None = None) -> pd.DataFrame:
    """Return `table` when it is one of `kind`.

    It has every column of the kind, each cell is what its column is declared to hold,
    and no row stands twice. Small differences are mended in a copy: missing text becomes
    ``""``, whole numbers kept as floats become whole numbers, a column under its old name
    gets the new name, and an optional column that is missing gets its default.

    Parameters
    ----------
    table : object
        What was given. Columns may have any order, and others may stand beside them.
    kind : str
        The kind that is needed.
    verb : str, optional
        The call that makes such a table, for the message; ``discourse.<kind>(...)`` if
        not given.

    Raises
    ------
    TableError
        The table is of another kind, or a cell cannot be used. The message says which
        verb makes such a table.
    """
    frame = check_columns(table, kind, verb)
    mended: dict[str, pd.Series] = {}
    for name in KINDS[kind]:
        column = _mended_column(frame[name], kind)
        if column is not None:
            mended[name] = column
    if mended:
        frame = frame.assign(**mended)
    _check_spans(frame, kind)
    _check_rows_are_unique(frame, kind)
    return frame


def check_columns(table: object, kind: str, verb: str | None = None) -> pd.DataFrame:
    """Return `table` when it has every column of `kind`, each once, and is of no other kind.

    Columns under an old name, and optional ones that are missing, are mended in a copy.
    """
    advice = f"Make one with {verb or f'discourse.{kind}(...)'}."
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"a {kind} table was expected, a pandas DataFrame; what came is {describe_type(table)}. {advice}"
        )
    kind_given = kind_of(table)
    table = complete(table, kind)
    required = KINDS[kind].required
    missing = [name for name in required if name not in table.columns]
    if missing:
        raise _error_of_missing_columns(table, kind, kind_given, missing, advice)
    if kind_given != kind and set(KINDS[kind_given].required) > set(required):
        raise TableError(
            f"a {kind} table was expected, but the table given is a {kind_given} table. {advice}"
        )
    for name in KINDS[kind]:
        if not isinstance(table[name], pd.Series):
            raise TableError(
                f"a {kind} table has each column once, but {name!r} came twice; drop one. {advice}"
            )
    return table


def _error_of_missing_columns(
    table: pd.DataFrame, kind: str, kind_given: str, missing: list[str], advice: str
) -> TableError:
    """Return the error for a table that lacks columns, with what it looks like instead."""
    few_are_missing = len(missing) * 3 <= len(KINDS[kind])
    if kind_given:
        looks = f"it looks like a {kind_given} table"
    elif few_are_missing:
        looks = "the others are there"
        wish = advice[:1].lower() + advice[1:]
        advice = f"It was saved by an older version, or edited: {wish}"
    else:
        looks = f"it has {', '.join(map(str, table.columns))}"
    return TableError(
        f"a {kind} table was expected, but the table given lacks {', '.join(missing)}; {looks}. {advice}"
    )


def _check_spans(frame: pd.DataFrame, kind: str) -> None:
    """Raise a TableError where a span ends before it starts."""
    for start, end in ENDS_OF_SPANS:
        if start not in KINDS[kind]:
            continue
        is_reversed = (frame[start] > frame[end]).to_numpy()
        if is_reversed.any():
            row = int(is_reversed.argmax())
            expected = f"a whole number from {frame[start].iloc[row]} up, since {start} is that"
            raise _cell_error(kind, frame[end], row, expected)


def _check_rows_are_unique(table: pd.DataFrame, kind: str) -> None:
    """Raise a TableError where a row stands twice, as in two tables stacked.

    Such a row would be drawn twice, or added up twice.
    """
    declared = KINDS[kind]
    key = list(declared.unique)
    rows = table
    if declared.unique_among:
        rows = table[table["kind"] == declared.unique_among]
    is_repeated = rows.duplicated(subset=key).to_numpy()
    if not is_repeated.any():
        return
    cells = rows[key].iloc[int(is_repeated.argmax())].tolist()
    row = ", ".join(f"{name} {value!r}" for name, value in zip(key, cells, strict=True))
    raise TableError(
        f"this {kind} table has {row} twice, as when two tables are stacked. Filter it to one of them; to compare "
        "two corpora, put them side by side with discourse.join and count with by=."
    )


# Cells ------------------------------------------------------------------------------


def _mended_column(column: pd.Series, kind: str) -> pd.Series | None:
    """Return `column` with its declared dtype, or None when it has that already."""
    name = str(column.name)
    dtype = COLUMNS[name].dtype
    mended = None
    if not _has_dtype(column, dtype):
        cells = []
        for row, value in enumerate(column.tolist()):
            cell = READ_CELL[dtype](value)
            if cell is None:
                raise _cell_error(kind, column, row, WORDS_FOR_DTYPE[dtype])
            cells.append(cell)
        mended = pd.Series(cells, index=column.index, name=name, dtype=DTYPES[dtype])
    if dtype in ("int", "float"):
        numbers = column if mended is None else mended
        _check_bounds(numbers.to_numpy(), column, kind)
    return mended


def _has_dtype(column: pd.Series, wanted: str) -> bool:
    """Return whether a column has a declared dtype; text without missing values."""
    dtype = column.dtype
    if wanted != "str":
        return str(dtype) == DTYPES[wanted]
    if not isinstance(dtype, pd.StringDtype):
        return False
    return dtype.na_value is np.nan and not column.hasnans


def _is_missing(value: object) -> bool:
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return isinstance(value, float) and value != value


def _read_text(value: object) -> str | None:
    """Return a cell as text, a missing one as ``""``; None for what is no text."""
    if isinstance(value, str):
        return str(value)
    return "" if _is_missing(value) else None


def _read_number(value: object) -> float | None:
    """Return a cell as a float, a missing one as NaN; None for what is no number."""
    if _is_missing(value):
        return float("nan")
    if isinstance(value, bool | np.bool_):
        return None
    if not isinstance(value, int | float | np.integer | np.floating):
        return None
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def _read_whole_number(value: object) -> int | None:
    """Return a cell as a whole number; None for what is none."""
    number = _read_number(value)
    if number is None or not abs(number) < LARGEST_INT64:
        return None
    return int(number) if number.is_integer() else None


def _read_truth_value(value: object) -> bool | None:
    return bool(value) if isinstance(value, bool | np.bool_) else None


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


def _check_bounds(values: np.ndarray, given: pd.Series, kind: str) -> None:
    """Raise a TableError for a number that nothing measured can be.

    That is a number that is infinite or beyond all counts, a count below 0, or a
    probability above 1.
    """
    if not len(values):
        return
    name = str(given.name)
    with np.errstate(invalid="ignore"):
        is_beyond = (values > LARGEST) | (values < -LARGEST)
        if name in OPEN:
            is_beyond &= ~np.isinf(values)
        if is_beyond.any():
            expected = "a finite number of at most twelve digits"
            raise _cell_error(kind, given, int(is_beyond.argmax()), expected)
        bounds = _bounds_of(name)
        is_outside = (values < bounds.least) | (values > bounds.largest)
    if is_outside.any():
        raise _cell_error(kind, given, int(is_outside.argmax()), bounds.expected)


def _bounds_of(name: str) -> _Bounds:
    """Return between which values the numbers of a column lie."""
    if name in PROBABILITIES:
        return _Bounds(0.0, 1.0, "a number from 0 to 1")
    if COLUMNS[name].dtype == "int":
        least = -1.0 if name in MINUS_ONE_IS_NONE else 0.0
        return _Bounds(least, np.inf, f"a whole number from {least:.0f} up")
    return _Bounds(-np.inf, np.inf, "")


def _cell_error(kind: str, column: pd.Series, row: int, expected: str) -> TableError:
    """Return the error for a cell that cannot be used, with its column and row."""
    value = column.iloc[row]
    if isinstance(value, np.generic):
        value = value.item()
    text = repr(value)
    if len(text) > LONGEST_VALUE:
        text = f"{text[: LONGEST_VALUE - 1]}…"
    return TableError(
        f"this {kind} table cannot be used: in column {column.name!r}, row {column.index[row]!r}, stands {text}; "
        f"{expected} was expected. Mend the cell; and read a saved table with discourse.load, which keeps text text and "
        "numbers numbers."
    )
