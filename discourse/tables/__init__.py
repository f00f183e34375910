"""The columns of every table, declared once; ``make``, ``check``, ``load`` and ``save`` a table.

A table is a plain tidy :class:`pandas.DataFrame`: one observation a row, a default index, text columns without
missing values (``""`` = none), floats rounded to 11 significant digits. A column name means one thing in every
table, so a table saved as CSV can be read back from its header alone, and a header is unique to its kind.

A kind is declared by an entry in :data:`KINDS`; a column by an entry in :data:`COLUMNS`, with its role: a key
identifies the row, a value is a number measured, a label is for the reader, a note is a remark or a setting. A table that
was saved before a column was added, or under an old name, still loads and draws.
"""

from discourse.tables.checking import came, check
from discourse.tables.declared import COLUMNS, KINDS
from discourse.tables.files import load, save
from discourse.tables.making import describe, from_rows, kind_of, make, rounded
from discourse.tables.schema import Column, Kind, Role

__all__ = [
    "COLUMNS",
    "KINDS",
    "Column",
    "Kind",
    "Role",
    "came",
    "check",
    "describe",
    "from_rows",
    "kind_of",
    "load",
    "make",
    "rounded",
    "save",
]
