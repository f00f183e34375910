"""The rows of a table as records with named fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, fields
from typing import Any, ClassVar, Protocol, TypeVar

import pandas as pd

__all__ = ["Record", "read_rows"]


class Record(Protocol):
    """An instance of any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Row = TypeVar("Row", bound=Record)


def read_rows(
    table: pd.DataFrame,
    record: type[Row],
    *,
    columns: Mapping[str, str] | None = None,
) -> list[Row]:
    """Return the rows of `table` as records, whose fields have the names of columns.

    Parameters
    ----------
    table : DataFrame
        It has a column for each field.
    record : type
        A dataclass.
    columns : mapping of str to str, optional
        The column of each field whose name differs from its column's.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Term:
    ...     term: str
    ...     score: float
    >>> table = pd.DataFrame({"mi": [2.5], "term": ["peace"]})
    >>> read_rows(table, Term, columns={"score": "mi"})
    [Term(term='peace', score=2.5)]
    """
    names = [field.name for field in fields(record)]
    column_of = columns or {}
    column_values = []
    for name in names:
        column = column_of.get(name, name)
        column_values.append(table[column].tolist())
    records = []
    for row in zip(*column_values, strict=True):
        values = dict(zip(names, row, strict=True))
        records.append(record(**values))
    return records
