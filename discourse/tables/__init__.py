"""The columns of every table, declared once; ``make``, ``check``, ``load`` and ``save`` a table.

A table is a plain tidy :class:`pandas.DataFrame`: one observation a row, a default index, text columns without
missing values (``""`` = none), floats rounded to 11 significant digits. A column name means one thing in every
table, so a table saved as CSV can be read back from its header alone, and a header is unique to its kind.

A kind is declared by an entry in :data:`KINDS`; a column by an entry in :data:`COLUMNS`, with its role: a key
identifies the row, a value is a number measured, a label is for the reader, a note is a remark or a setting. A table that
was saved before a column was added, or under an old name, still loads and draws.
"""

from discourse.tables._load import load
from discourse.tables._save import save
from discourse.tables._show import show
from discourse.tables.column_types import Column, Kind, Role
from discourse.tables.construction import describe, from_rows, kind_of, make, rounded
from discourse.tables.rendering import Shown
from discourse.tables.schema import COLUMNS, KINDS
from discourse.tables.table_checks import came, check
from discourse.tables.written_names import plain, short, span, words

__all__ = [
    "COLUMNS",
    "KINDS",
    "Column",
    "Kind",
    "Role",
    "Shown",
    "came",
    "check",
    "describe",
    "from_rows",
    "kind_of",
    "load",
    "make",
    "plain",
    "rounded",
    "save",
    "short",
    "show",
    "span",
    "words",
]
