"""Whether a table is of the kind that is needed: its columns, what stands in them, and no row twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass

import numpy as np
import pandas as pd

from discourse.errors import TableError
from discourse.tables.construction import complete, kind_of
from discourse.tables.schema import COLUMNS, KINDS

__all__ = ["came", "check", "check_columns"]

LARGEST = 10**12  # no corpus counts more
# Whole numbers in which -1 says that there is none, or that it is not known.
MINUS_ONE_IS_NONE = frozenset(
    {"byte", "cue_start", "cue_end", "paragraphs", "other_paragraphs"}
)
OPEN = frozenset({"low", "high"})  # ends of an interval, which may have none
CHANCES = frozenset({"adjusted", "floor", "p"})


def check(table: object, kind: str, verb: str | None = None) -> pd.DataFrame:
    """Return `table` when it is one of `kind`, else raise a :class:`TableError` that says what to call.

    It has every column of the kind, in each column what it is declared to hold, and no row twice. Text that is missing
    becomes ``""``, and whole numbers kept as floats become whole numbers again: in a copy, where there are any. So does
    a column under its old name get the new one, and an optional column that is not there its default.

    Parameters
    ----------
    table : object
        What was given; columns may stand in any order and others may stand beside them.
    kind : str
        The kind that is needed.
    verb : str, optional
        The call that makes such a table, for the message; ``discourse.<kind>(...)`` if not given.
    """
    frame = check_columns(table, kind, verb)
    made = {name: _cells(frame[name], kind) for name in KINDS[kind]}
    changed = {name: column for name, column in made.items() if column is not None}
    frame = frame.assign(**changed) if changed else frame
    for start, end in (("start", "end"), ("other_start", "other_end")):
        if start in KINDS[kind] and (frame[start] > frame[end]).any():
            at = int((frame[start] > frame[end]).to_numpy().argmax())
            raise _fault(
                kind,
                frame[end],
                at,
                f"a whole number from {frame[start].iloc[at]} up, since {start} is that",
            )
    _once(frame, kind)
    return frame


def check_columns(table: object, kind: str, verb: str | None = None) -> pd.DataFrame:
    """Return `table` when it has every column of `kind`, each once, and is of no other kind.

    Columns under an old name, and optional ones that are not there, are mended in a copy.
    """
    make_one = f"Make one with {verb or f'discourse.{kind}(...)'}."
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"a {kind} table was expected, a pandas DataFrame; what came is {came(table)}. {make_one}"
        )
    was = kind_of(table)
    table = complete(table, kind)
    missing = [name for name in KINDS[kind].required if name not in table.columns]
    if missing:
        looks = (
            f"it looks like a {was} table"
            if was
            else f"it has {', '.join(map(str, table.columns))}"
        )
        if not was and len(missing) * 3 <= len(KINDS[kind]):
            looks, make_one = (
                "the others are there",
                f"It was saved by an older version, or edited: {_lower(make_one)}",
            )
        raise TableError(
            f"a {kind} table was expected, but the table given lacks {', '.join(missing)}; {looks}. {make_one}"
        )
    if was != kind and set(KINDS[was].required) > set(KINDS[kind].required):
        raise TableError(
            f"a {kind} table was expected, but the table given is a {was} table. {make_one}"
        )
    twice = [name for name in KINDS[kind] if not isinstance(table[name], pd.Series)]
    if twice:
        raise TableError(
            f"a {kind} table has each column once, but {twice[0]!r} came twice; drop one. {make_one}"
        )
    return table


def came(thing: object) -> str:
    """Say what came: its class, and which of its tables could be meant.

    >>> came([1, 2])
    'a list'
    """
    if thing is None:
        return "None"
    name = type(thing).__name__
    said = f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
    if is_dataclass(thing) and not isinstance(thing, type):
        inner = [
            f".{part.name}"
            for part in fields(thing)
            if isinstance(getattr(thing, part.name), pd.DataFrame)
        ]
        said += (
            f", whose tables are {' and '.join(inner)}: give one of them"
            if inner
            else ""
        )
    return said


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


# ------------------------------------------------------------------ what stands in the cells
def _cells(column: pd.Series, kind: str) -> pd.Series | None:
    """Return `column` as it is declared to be, `None` when it is so already."""
    name = str(column.name)
    wanted = COLUMNS[name].dtype
    new = None
    if not _is(column, wanted):
        read, values = _READ[wanted], column.tolist()
        cells = [read(value) for value in values]
        bad = next((at for at, cell in enumerate(cells) if cell is None), None)
        if bad is not None:
            raise _fault(kind, column, bad, _WORDS[wanted])
        new = pd.Series(cells, index=column.index, name=name, dtype=_DTYPES[wanted])
    if wanted in ("int", "float"):
        _within(column if new is None else new, column, kind)
    return new


def _is(column: pd.Series, wanted: str) -> bool:
    dtype = column.dtype
    if wanted == "str":
        return (
            isinstance(dtype, pd.StringDtype)
            and dtype.na_value is np.nan
            and not column.hasnans
        )
    return str(dtype) == _DTYPES[wanted]


def _missing(value: object) -> bool:
    return (
        value is None
        or value is pd.NA
        or value is pd.NaT
        or (isinstance(value, float) and value != value)
    )


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str) else "" if _missing(value) else None


def _number(value: object) -> float | None:
    if _missing(value):
        return float("nan")
    if isinstance(value, bool | np.bool_) or not isinstance(
        value, int | float | np.integer | np.floating
    ):
        return None
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def _whole(value: object) -> int | None:
    number = _number(value)
    return (
        int(number)
        if number is not None and abs(number) < 2**62 and number.is_integer()
        else None
    )


def _truth(value: object) -> bool | None:
    return bool(value) if isinstance(value, bool | np.bool_) else None


_READ: dict[str, Callable[[object], object]] = {
    "str": _text,
    "int": _whole,
    "float": _number,
    "bool": _truth,
}
_DTYPES = {"str": "str", "int": "int64", "float": "float64", "bool": "bool"}
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "True or False",
}


def _within(numbers_: pd.Series, given: pd.Series, kind: str) -> None:
    """Refuse numbers that nothing measured can be: infinite, beyond all counting, a count below 0, a p above 1."""
    name, values = str(given.name), numbers_.to_numpy()
    if not len(values):
        return
    with np.errstate(invalid="ignore"):
        beyond = (values > LARGEST) | (values < -LARGEST)
        beyond &= ~np.isinf(values) if name in OPEN else True
        if beyond.any():
            raise _fault(
                kind,
                given,
                int(beyond.argmax()),
                "a finite number of at most twelve digits",
            )
        least, most, wanted = -np.inf, np.inf, ""
        if COLUMNS[name].dtype == "int":
            least = -1.0 if name in MINUS_ONE_IS_NONE else 0.0
            wanted = f"a whole number from {least:.0f} up"
        if name in CHANCES:
            least, most, wanted = 0.0, 1.0, "a number from 0 to 1"
        outside = (values < least) | (values > most)
        if outside.any():
            raise _fault(kind, given, int(outside.argmax()), wanted)


def _fault(kind: str, column: pd.Series, at: int, wanted: str) -> TableError:
    value = column.iloc[at]
    said = repr(value.item() if isinstance(value, np.generic) else value)
    said = said if len(said) <= 60 else f"{said[:59]}…"
    return TableError(
        f"this {kind} table cannot be used: in column {column.name!r}, row {column.index[at]!r}, stands {said}; "
        f"{wanted} was expected. Mend the cell; and read a saved table with discourse.load, which keeps text text and "
        "numbers numbers."
    )


def _once(table: pd.DataFrame, kind: str) -> None:
    """Refuse a row that stands twice, as in two tables stacked: it would be drawn, or added up, twice."""
    key = list(KINDS[kind].unique)
    among = KINDS[kind].unique_among
    part = table[table["kind"] == among] if among else table
    again = part.duplicated(subset=key).to_numpy()
    if again.any():
        row = part[key].iloc[int(again.argmax())]
        said = ", ".join(
            f"{name} {value!r}" for name, value in zip(key, row.tolist(), strict=True)
        )
        raise TableError(
            f"this {kind} table has {said} twice, as when two tables are stacked. Filter it to one of them; to compare "
            "two corpora, put them side by side with discourse.join and count with by=."
        )
