"""Verbs made of verbs."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.errors import OptionError, TableError

__all__ = ["changed"]

_KEYS = (
    "start",
    "end",
    "topic",
)  # whole numbers that name a row rather than measure it
_TOLD = ("note", "state", "interval")  # text that says how, not what


def changed(
    corpus: Corpus, verb: Callable[..., pd.DataFrame], /, *args: Any, **options: Any
) -> pd.DataFrame:
    """What masking changed in a table: ``verb(corpus.unmask(), ...)`` beside ``verb(corpus, ...)``.

    Parameters
    ----------
    corpus : Corpus
        With masks; without any, nothing has changed.
    verb : callable
        Any verb that gives a table: ``dc.changed(corpus, dc.frequencies, formulas, by="doc")``.
    *args, **options
        What the verb takes after the corpus.

    Returns
    -------
    pandas.DataFrame
        Kind "changed", one row a cell that differs: row (its text columns, joined), column, before, after, change.

    Raises
    ------
    TableError
        The verb gives no table.
    OptionError
        What came is no verb, or does not go with what it was given.
    """
    corpus = as_corpus(corpus)
    if not callable(verb):
        raise OptionError(
            f"changed() takes a verb, such as dc.changed(corpus, dc.ngrams); what came is {verb!r}."
        )
    try:
        inspect.signature(verb).bind(corpus, *args, **options)
    except TypeError as fault:
        name = getattr(verb, "__name__", "this verb")
        raise OptionError(
            f"{name}() does not take what came with it ({fault}); give changed() after the verb all that the verb takes "
            "after the corpus, as in dc.changed(corpus, dc.frequencies, formulas)."
        ) from None
    except ValueError:  # a verb of compiled code does not say what it takes
        pass
    before, after = (
        verb(corpus.unmask(), *args, **options),
        verb(corpus, *args, **options),
    )
    if not isinstance(before, pd.DataFrame):
        raise TableError(
            f"changed() needs a verb that gives a table; {getattr(verb, '__name__', 'this one')}() gives "
            f"something else ({type(before).__name__})."
        )
    old, new = _cells(before), _cells(after)
    rows = []
    for cell in dict.fromkeys([*old, *new]):
        was, now = old.get(cell, np.nan), new.get(cell, np.nan)
        if was != now and not (np.isnan(was) and np.isnan(now)):
            rows.append(
                (
                    *cell,
                    was,
                    now,
                    (0.0 if np.isnan(now) else now) - (0.0 if np.isnan(was) else was),
                )
            )
    return tables.from_rows("changed", rows)


def _cells(table: pd.DataFrame) -> dict[tuple[str, str], float]:
    text = [
        name
        for name in table.columns
        if table[name].dtype.kind not in "iufb" or name in _KEYS
    ]
    text = [name for name in text if name not in _TOLD]
    numbers = [
        name
        for name in table.columns
        if table[name].dtype.kind in "iuf" and name not in _KEYS
    ]
    cells: dict[tuple[str, str], float] = {}
    seen: dict[str, int] = {}
    for row in table.to_dict("records"):
        name = " · ".join(str(row[column]) for column in text if row[column] != "")
        seen[name] = seen.get(name, 0) + 1
        name = name if seen[name] == 1 else f"{name} ({seen[name]})"
        cells.update({(name, column): float(row[column]) for column in numbers})
    return cells
