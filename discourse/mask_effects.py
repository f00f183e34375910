"""Verbs made of verbs."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.errors import OptionError, TableError
from discourse.tables import COLUMNS, KINDS, Role

__all__ = ["mask_changes"]


def mask_changes(
    corpus: Corpus, verb: Callable[..., pd.DataFrame], /, *args: Any, **options: Any
) -> pd.DataFrame:
    """Return the cells of a table that the masks of a corpus change.

    The verb runs twice: ``verb(corpus.unmask(), ...)`` gives the values before,
    ``verb(corpus, ...)`` those after.

    Parameters
    ----------
    corpus : Corpus
        With masks. Without masks nothing changes.
    verb : callable
        Any verb that gives a table, as in
        ``dc.mask_changes(corpus, dc.frequencies, formulas, by="doc")``.
    *args, **options
        What the verb takes after the corpus.

    Returns
    -------
    pandas.DataFrame
        Kind "mask_changes", one row a cell that differs: row (its key columns, joined),
        column, before, after, change. The schema of a kind says which columns are keys and
        which are values to compare.

    Raises
    ------
    TableError
        The verb gives no table.
    OptionError
        What came is no verb, or does not go with what it was given.
    """
    corpus = as_corpus(corpus)
    _check_call(corpus, verb, args, options)
    unmasked = corpus.unmask()
    before = verb(unmasked, *args, **options)
    after = verb(corpus, *args, **options)
    _check_is_table(verb, before)
    _check_is_table(verb, after)
    return _compare(before, after)


def _check_call(
    corpus: Corpus, verb: object, args: Sequence[object], options: Mapping[str, object]
) -> None:
    """Refuse what is no verb, and a call that leaves out what the verb needs."""
    if not callable(verb):
        raise OptionError(
            f"mask_changes() takes a verb, such as dc.mask_changes(corpus, dc.ngrams); what came is {verb!r}."
        )
    try:
        inspect.signature(verb).bind(corpus, *args, **options)
    except TypeError as fault:
        name = getattr(verb, "__name__", "this verb")
        raise OptionError(
            f"{name}() does not take what came with it ({fault}); give mask_changes() after the verb all that the verb takes "
            "after the corpus, as in dc.mask_changes(corpus, dc.frequencies, formulas)."
        ) from None
    except ValueError:  # a verb of compiled code does not say what it takes
        pass


def _check_is_table(verb: object, given: object) -> None:
    """Raise a TableError where a verb gave no table."""
    if isinstance(given, pd.DataFrame):
        return
    name = getattr(verb, "__name__", "this one")
    raise TableError(
        f"mask_changes() needs a verb that gives a table; {name}() gives "
        f"something else ({type(given).__name__})."
    )


def _compare(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the cells in which two tables of a verb differ (kind "mask_changes")."""
    dropped = _optional_of_one(before, after)
    old = _cells(before, dropped)
    new = _cells(after, dropped)
    rows: list[dict[str, object]] = []
    for cell in dict.fromkeys([*old, *new]):
        was = old.get(cell, np.nan)
        now = new.get(cell, np.nan)
        if was == now or (np.isnan(was) and np.isnan(now)):
            continue
        rows.append(
            {
                "row": cell.row,
                "column": cell.column,
                "before": was,
                "after": now,
                "change": _or_zero(now) - _or_zero(was),
            }
        )
    return tables.from_rows("mask_changes", rows)


def _or_zero(value: float) -> float:
    return 0.0 if np.isnan(value) else value


class _Cell(NamedTuple):
    """Where a number stands: the name of its row and of its column."""

    row: str
    column: str


def _optional_of_one(before: pd.DataFrame, after: pd.DataFrame) -> set[str]:
    """Return the optional columns that only one of two tables has: nothing to compare."""
    names = set(before.columns) ^ set(after.columns)
    optional: set[str] = set()
    for name in names:
        if name in COLUMNS and COLUMNS[name].optional:
            optional.add(name)
    return optional


def _cells(table: pd.DataFrame, dropped: set[str]) -> dict[_Cell, float]:
    """Return every number measured of a table, by the key columns of its row."""
    roles = _roles(table)
    keys = [name for name, role in roles.items() if role == "key"]
    values = []
    for name, role in roles.items():
        if role == "value" and name not in dropped:
            values.append(name)
    cells: dict[_Cell, float] = {}
    rows_of_name: Counter[str] = Counter()
    for row in table.to_dict("records"):
        parts = [str(row[column]) for column in keys]
        name = " · ".join(filter(None, parts))
        rows_of_name[name] += 1
        number = rows_of_name[name]
        if number > 1:
            name = f"{name} ({number})"
        for column in values:
            cell = _Cell(name, column)
            cells[cell] = float(row[column])
    return cells


def _roles(table: pd.DataFrame) -> dict[str, Role]:
    """Return the role of each column: as declared for the kind, else by its dtype.

    A table of no kind, such as one that a scholar's own verb makes, has nothing but its
    text to tell its rows apart; so there a label names the row too.
    """
    kind = tables.kind_of(table)
    declared = KINDS.get(kind, COLUMNS)
    roles: dict[str, Role] = {}
    for name in table.columns:
        sort = table[name].dtype.kind
        is_number = sort in "iuf"
        is_text = sort not in "iufb"
        role = declared[name].role if name in declared else None
        if role is None:
            role = "value" if is_number else "label"
        if role == "value" and not is_number:
            role = "label"
        if role == "label" and is_text and not kind:
            role = "key"
        roles[name] = role
    return roles
