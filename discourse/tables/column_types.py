"""What is declared about a column, and about a kind of table."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["Column", "Dtype", "Kind", "Role"]

Dtype = Literal["str", "int", "float", "bool"]
Role = Literal["key", "value", "label", "note"]

# The cell of a column that is missing, by dtype.
_EMPTY_CELL: dict[Dtype, str | int | float | bool] = {
    "str": "",
    "int": 0,
    "float": float("nan"),
    "bool": False,
}


@dataclass(frozen=True)
class Column:
    """What a column holds.

    Attributes
    ----------
    dtype : {'str', 'int', 'float', 'bool'}
    unit : str
        ``""`` = none.
    meaning : str
        In words, for the docstrings.
    role : {'key', 'value', 'label', 'note'}
        A key identifies the row, a value is a number measured, a label is words or a
        mark for the reader, a note is a remark or a setting.
    optional : bool
        Whether a table may lack it. A table that was saved before the column was added
        does.
    default : str, int, float, bool or None
        The value of every cell if a table lacks the column. None stands for ``""``, 0,
        a missing number or False, as the dtype is.
    old_names : tuple of str
        What the column was called by earlier versions.
    """

    dtype: Dtype
    unit: str
    meaning: str
    role: Role
    optional: bool = False
    default: str | int | float | bool | None = None
    old_names: tuple[str, ...] = ()

    @property
    def filling(self) -> str | int | float | bool:
        """The value that fills the column in a table that lacks it."""
        return _EMPTY_CELL[self.dtype] if self.default is None else self.default


@dataclass(frozen=True, eq=False)
class Kind(Mapping[str, Column]):
    """A kind of table: a mapping of the names of its columns, in order, to the columns.

    The role of a column is the one that it has in this kind.

    Attributes
    ----------
    columns : mapping of str to Column
    unique : tuple of str
        Columns that together identify a row: no two rows have the same cells in them.
        If two rows do, two tables were put into one.
    unique_among : str
        The rows for which this holds: those with this value in their column `kind`;
        ``""`` = all rows.
    old_names : tuple of str
        What the kind was called by earlier versions.
    """

    columns: Mapping[str, Column]
    unique: tuple[str, ...]
    unique_among: str = ""
    old_names: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    @functools.cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that every table of the kind has, in order."""
        return tuple(name for name, column in self.items() if not column.optional)

    def with_role(self, role: Role) -> tuple[str, ...]:
        """Return the names of the columns with this role, in order.

        >>> doc = Column("str", unit="", meaning="id", role="key")
        >>> count = Column("int", unit="", meaning="how often", role="value")
        >>> kind = Kind({"doc": doc, "count": count}, unique=("doc",))
        >>> kind.with_role("value")
        ('count',)
        """
        return tuple(name for name, column in self.items() if column.role == role)
