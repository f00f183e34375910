"""What is declared of a column and of a kind of table: roles, keys, defaults, old names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["Column", "Dtype", "Kind", "Role"]

Dtype = Literal["str", "int", "float", "bool"]
Role = Literal["key", "value", "label", "note"]

# The value of a cell that holds nothing.
_NOTHING: dict[Dtype, str | int | float | bool] = {
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
        Whether a table may lack it, as one does that was saved before it was added.
    default : str, int, float, bool or None
        What a table without it stands for; None = nothing (``""``, 0, missing, False).
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
        """The cell of a table that lacks the column."""
        return _NOTHING[self.dtype] if self.default is None else self.default


@dataclass(frozen=True, eq=False)
class Kind(Mapping[str, Column]):
    """A kind of table: a mapping of the names of its columns, in order, to the columns.

    The role of a column is the one that it has in this kind.

    Attributes
    ----------
    columns : mapping of str to Column
    unique : tuple of str
        Columns whose cells together no two rows share, also not two tables stacked.
    unique_among : str
        The sort of rows (column `kind`) for which this holds; ``""`` = all rows.
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

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that no table of the kind may lack."""
        return tuple(name for name, column in self.items() if not column.optional)

    def with_role(self, role: Role) -> tuple[str, ...]:
        """Names of the columns with this role, in order.

        >>> doc = Column("str", unit="", meaning="id", role="key")
        >>> count = Column("int", unit="", meaning="how often", role="value")
        >>> kind = Kind({"doc": doc, "count": count}, unique=("doc",))
        >>> kind.with_role("value")
        ('count',)
        """
        return tuple(name for name, column in self.items() if column.role == role)
