"""Tables made with their declared columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from discourse.errors import TableError
from discourse.tables.schema import COLUMNS, KINDS

__all__ = [
    "complete",
    "describe",
    "from_rows",
    "kind_of",
    "kind_of_header",
    "make",
    "new_names",
    "rounded",
]

DIGITS = 11  # significant digits kept of a float: enough for any chart, and stable across BLAS builds

_TENS = np.array(
    [float(f"1e{power}") for power in range(23)]
)  # all that a double holds exactly
_DTYPES = {"str": "str", "int": "int64", "float": "float64", "bool": "bool"}


def describe(kind: str) -> str:
    """Return the columns of `kind` as lines of text: name (dtype, unit, role): meaning.

    >>> print(describe("search_comparison"))
    family (str, key): family of the lexicon
    group (str, key): value of the column named by `by`; '' when the corpus was not divided
    search (str, key): how it was counted: plain string, careful unmasked, careful masked
    count (int, occurrences, value): how often
    """
    lines = []
    for name, column in KINDS[kind].items():
        parts = [column.dtype, column.unit, column.role]
        if column.optional:
            parts.append("optional")
        facts = ", ".join(part for part in parts if part)
        lines.append(f"{name} ({facts}): {column.meaning}")
    return "\n".join(lines)


def make(kind: str, columns: Mapping[str, object]) -> pd.DataFrame:
    """Return `columns` as a table of `kind`: in the declared order, with the declared dtypes, floats rounded.

    Parameters
    ----------
    kind : str
        A key of :data:`KINDS`.
    columns : mapping of str to array-like or scalar
        One entry for each column of the kind; a scalar fills the column. With no rows, ``{}`` will do. An optional
        column may be left out: it is filled with its default.

    Returns
    -------
    pandas.DataFrame
        With a default index; an empty one has all its columns.
    """
    names = KINDS[kind]
    if not columns:
        columns = {name: [] for name in names}
    columns = {**_defaults(kind, columns), **columns}
    if set(columns) != set(names):
        odd = sorted(set(columns) ^ set(names))
        raise TableError(
            f"a table of kind {kind!r} has the columns {', '.join(names)}; at odds: {', '.join(odd)}."
        )
    scalars = (str, int, float, bool, np.generic)
    sizes = [len(v) for v in columns.values() if not isinstance(v, scalars)]  # type: ignore[arg-type]
    if len(set(sizes)) > 1:
        raise TableError(
            f"the columns of a table of kind {kind!r} have different lengths: {sorted(set(sizes))}."
        )
    size = sizes[0] if sizes else 1
    data: dict[str, pd.Series] = {}
    for name in names:
        value = columns[name]
        if isinstance(value, scalars):
            value = [value] * size
        data[name] = _typed(name, value)
    return pd.DataFrame(data)


def from_rows(kind: str, rows: Iterable[object]) -> pd.DataFrame:
    """Return `rows`, whose cells have the names of the columns, as a table of `kind`.

    Parameters
    ----------
    kind : str
        A key of :data:`KINDS`.
    rows : iterable of mapping, dataclass or named tuple
        Each with a cell for every column of the kind; an optional one may be left out.

    Examples
    --------
    >>> row = {"family": "new_era", "group": "", "search": "plain string", "count": 9}
    >>> from_rows("search_comparison", [row])
        family group        search  count
    0  new_era        plain string      9
    """
    columns: dict[str, list[object]] = {}
    for number, row in enumerate(rows):
        cells = _cells_by_name(kind, row)
        if number == 0:
            columns = {name: [] for name in cells}
        if cells.keys() != columns.keys():
            odd = ", ".join(sorted(cells.keys() ^ columns.keys()))
            raise TableError(
                f"row {number} of a table of kind {kind!r} has other columns than the "
                f"rows before it; at odds: {odd}."
            )
        for name, cell in cells.items():
            columns[name].append(cell)
    return make(kind, columns)


def _cells_by_name(kind: str, row: object) -> Mapping[str, object]:
    """Return the cells of a row by the names of their columns."""
    if isinstance(row, Mapping):
        return row
    if hasattr(row, "_asdict"):
        return dict(row._asdict())
    if is_dataclass(row) and not isinstance(row, type):
        return {field.name: getattr(row, field.name) for field in fields(row)}
    raise TableError(
        f"a row of a table of kind {kind!r} has its cells by name, such as a dict; "
        f"what came is {row!r}."
    )


def _typed(name: str, value: object) -> pd.Series:
    dtype = COLUMNS[name].dtype
    if isinstance(value, pd.Series):
        value = value.to_numpy()
    if dtype == "float":
        return pd.Series(rounded(np.asarray(value)))
    typed = pd.Series(value, dtype=_DTYPES[dtype])
    return typed.fillna("") if dtype == "str" else typed


def rounded(values: ArrayLike) -> np.ndarray:
    """Return `values` as float64 rounded to 11 significant digits, as every table has them; -0.0 becomes 0.0.

    What is left of a sum's last digits differs between machines, and would decide over ties.

    >>> rounded([0.1 + 0.2, 2 / 3, 1e-300]).tolist()
    [0.3, 0.66666666667, 1e-300]
    """
    given = np.asarray(values, dtype=np.float64)
    size = np.abs(given)
    with np.errstate(all="ignore"):
        power = np.nan_to_num(DIGITS - 1 - np.floor(np.log10(size)), nan=99.0).astype(
            np.int64
        )
        up, down = (_TENS[np.clip(k, 0, len(_TENS) - 1)] for k in (power, -power))
        scaled = size * up / down
        whole = np.rint(scaled)
        # Exact: whole numbers of 11 digits and powers of ten to the 22nd are, and so one division rounds once. A value
        # near a tie, or near a power of ten, where the scaling itself could have turned it, goes the slow way.
        safe = (
            (np.abs(power) < len(_TENS))
            & (whole >= _TENS[DIGITS - 1])
            & (whole < _TENS[DIGITS])
        )
        safe &= np.abs(np.abs(scaled - whole) - 0.5) > 1e-3
        found = np.copysign(whole * down / up, given)
    rest = (~safe & (size > 0)).nonzero()
    found[given == 0] = 0.0
    found[rest] = [float(f"{value:.{DIGITS}g}") for value in given[rest].tolist()]
    return found


def kind_of(table: pd.DataFrame) -> str:
    """Return the kind whose header `table` has (in any order, with columns added), or ``""`` for none."""
    return kind_of_header(table.columns)


def kind_of_header(header: Iterable[str]) -> str:
    """Return the kind that has these columns, under their names of today or an old one; ``""`` for none.

    >>> kind_of_header(["label", "doc", "start", "end", "mine"])
    'spans'
    """
    names = set(header)
    fitting = [kind for kind in KINDS if _fits(kind, names)]
    return max(fitting, key=lambda kind: len(KINDS[kind].required), default="")


def _fits(kind: str, names: AbstractSet[str]) -> bool:
    """Whether a header with these names has every column that `kind` requires."""
    for name in KINDS[kind].required:
        if name not in names and names.isdisjoint(KINDS[kind][name].old_names):
            return False
    return True


def new_names(header: Iterable[str], kind: str) -> dict[str, str]:
    """Return what columns of this header are called in `kind` today, by the old names that stand in it."""
    present = list(header)
    renamed: dict[str, str] = {}
    for name, column in KINDS[kind].items():
        old = [other for other in column.old_names if other in present]
        if old and name not in present:
            renamed[old[0]] = name
    return renamed


def complete(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return `table` with the columns of `kind` under their names of today, and the optional ones it lacks filled in.

    A column that is filled in stands behind the one that is declared before it. A table that lacks nothing comes back
    itself.
    """
    renamed = new_names(table.columns, kind)
    if renamed:
        table = table.rename(columns=renamed)
    missing = _defaults(kind, table.columns)
    if not missing:
        return table
    table = table.copy()
    place = 0
    for name in KINDS[kind]:
        if name in missing:
            cells = [missing[name]] * len(table)
            filled = _typed(name, cells).set_axis(table.index)
            table.insert(place, name, filled)
        if name in table.columns:
            place = list(table.columns).index(name) + 1
    return table


def _defaults(kind: str, header: Iterable[str]) -> dict[str, object]:
    """Return the default of each optional column of `kind` that is not in this header."""
    present = set(header)
    optional = {name: column for name, column in KINDS[kind].items() if column.optional}
    return {
        name: column.filling for name, column in optional.items() if name not in present
    }
