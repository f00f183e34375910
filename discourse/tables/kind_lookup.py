"""Which kind of table a header belongs to, and how a message describes what came instead."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass

import pandas as pd

from discourse.errors import TableError
from discourse.tables.kinds import KINDS
from discourse.validation import suggest

__all__ = ["describe_type", "kind_by_name", "kind_of", "kind_of_header", "new_names"]


def kind_of(table: pd.DataFrame) -> str:
    """Return the kind whose columns `table` has, or ``""`` for none.

    The columns may have any order, and other columns may stand beside them.
    """
    return kind_of_header(table.columns)


def kind_of_header(header: Iterable[str]) -> str:
    """Return the kind that has these columns, or ``""`` for none.

    A column is found by its name of today or by an old name.

    >>> kind_of_header(["label", "doc", "start", "end", "mine"])
    'spans'
    """
    names = set(header)
    best = ""
    most_columns = 0
    for kind, declared in KINDS.items():
        columns = len(declared.required)
        if columns > most_columns and _has_required_columns(names, kind):
            best = kind
            most_columns = columns
    return best


def _has_required_columns(names: AbstractSet[str], kind: str) -> bool:
    """Return whether a header with these names has every column that `kind` requires."""
    declared = KINDS[kind]
    for name in declared.required:
        if name not in names and names.isdisjoint(declared[name].old_names):
            return False
    return True


def kind_by_name(name: str) -> str:
    """Return the kind that has this name, today or in an earlier version.

    Raises
    ------
    TableError
        No kind has the name.
    """
    if name in KINDS:
        return name
    for kind, declared in KINDS.items():
        if name in declared.old_names:
            return kind
    raise TableError(f"kind={name!r} is no kind of table.{suggest(str(name), KINDS)}")


def new_names(header: Iterable[str], kind: str) -> dict[str, str]:
    """Return the names of today of the columns of `kind` that have an old name in `header`.

    The result maps old names to new names. A column that has its new name already is
    not renamed.
    """
    present = list(header)
    renamed: dict[str, str] = {}
    for name, column in KINDS[kind].items():
        if name in present:
            continue
        for old_name in column.old_names:
            if old_name in present:
                renamed[old_name] = name
                break
    return renamed


def describe_type(thing: object) -> str:
    """Describe an argument for a message: its class, and which of its tables could be meant.

    >>> describe_type([1, 2])
    'a list'
    """
    if thing is None:
        return "None"
    name = type(thing).__name__
    article = "an" if name[:1].lower() in "aeiou" else "a"
    description = f"{article} {name}"
    names = _names_of_tables(thing)
    if names:
        description += f", whose tables are {' and '.join(names)}: give one of them"
    return description


def _names_of_tables(thing: object) -> list[str]:
    """Return the attributes of a dataclass object that are tables, such as ``.terms``."""
    if not is_dataclass(thing) or isinstance(thing, type):
        return []
    names = []
    for field in fields(thing):
        if isinstance(getattr(thing, field.name), pd.DataFrame):
            names.append(f".{field.name}")
    return names
