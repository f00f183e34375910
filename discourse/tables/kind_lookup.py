"""Which kind of table a header belongs to, and what a message calls anything else."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass

import pandas as pd

from discourse.errors import TableError
from discourse.tables.kinds import KINDS
from discourse.validation import show_value, suggest

__all__ = ["describe_type", "kind_by_name", "kind_of", "kind_of_header", "new_names"]


def kind_of(table: pd.DataFrame) -> str:
    """Return the kind whose columns `table` has, or ``""`` for none.

    The columns may have any order, and other columns may stand beside them.
    """
    return kind_of_header(table.columns)


def kind_of_header(header: Iterable[str]) -> str:
    """Return the kind that has these columns, or ``""`` for none.

    A column may have its present name or an old name. If several kinds fit, the result
    is the one with the most required columns.

    >>> kind_of_header(["label", "doc", "start", "end", "mine"])
    'spans'
    """
    names = set(header)
    best_kind = ""
    best_column_count = 0
    for kind, columns_of_kind in KINDS.items():
        column_count = len(columns_of_kind.required)
        if column_count > best_column_count and _has_required_columns(names, kind):
            best_kind = kind
            best_column_count = column_count
    return best_kind


def _has_required_columns(names: AbstractSet[str], kind: str) -> bool:
    """Return whether a header with these names has all columns that `kind` requires."""
    columns_of_kind = KINDS[kind]
    for name in columns_of_kind.required:
        has_old_name = not names.isdisjoint(columns_of_kind[name].old_names)
        if name not in names and not has_old_name:
            return False
    return True


def kind_by_name(name: str) -> str:
    """Return the present name of the kind that has, or once had, this name.

    Raises
    ------
    TableError
        No kind has the name.
    """
    if isinstance(name, str):
        if name in KINDS:
            return name
        for kind, columns_of_kind in KINDS.items():
            if name in columns_of_kind.old_names:
                return kind
    raise TableError(
        f"kind={show_value(name)} is no kind of table.{suggest(name, KINDS)}"
    )


def new_names(header: Iterable[str], kind: str) -> dict[str, str]:
    """Return the new name of each column that has an old name in `header`.

    The result maps old names to the present names of the columns of `kind`. A column
    that has its present name already is not renamed.
    """
    names = list(header)
    new_name_by_old_name: dict[str, str] = {}
    for name, column in KINDS[kind].items():
        if name in names:
            continue
        for old_name in column.old_names:
            if old_name in names:
                new_name_by_old_name[old_name] = name
                break  # only one column can have the new name
    return new_name_by_old_name


def describe_type(thing: object) -> str:
    """Return an argument in words for a message: its class, and the tables it holds.

    The caller may have meant one of these tables.

    >>> describe_type([1, 2])
    'a list'
    """
    if thing is None:
        return "None"
    class_name = type(thing).__name__
    article = "an" if class_name[:1].lower() in "aeiou" else "a"
    description = f"{article} {class_name}"
    table_names = " and ".join(_names_of_tables(thing))
    if table_names:
        description += f", whose tables are {table_names}: give one of them"
    return description


def _names_of_tables(thing: object) -> list[str]:
    """Return the names of the attributes that are tables, such as ``.terms``.

    The list is empty for what is no dataclass object.
    """
    if not is_dataclass(thing) or isinstance(thing, type):
        return []
    names = []
    for field in fields(thing):
        is_public = not field.name.startswith("_")
        if is_public and isinstance(getattr(thing, field.name), pd.DataFrame):
            names.append(f".{field.name}")
    return names
