"""The columns of every table. To make, check, show, save and load a table.

A table is a plain pandas DataFrame: one row for each observation, a default index, text
columns without missing values (``""`` = none), floats rounded to 11 significant digits.
Its class, :class:`NotebookTable`, changes only how a notebook shows it. A column name
has one meaning in all tables, and a header belongs to one kind only. So a table saved
as CSV can be read back from its header alone.

A kind is declared by an entry in :data:`KINDS`, a column by an entry in
:data:`COLUMNS`. The role of a column is key, value, label or note: a key identifies the
row, a value is a number measured, a label is for the reader, a note is a remark or a
setting. A table that was saved before a column was added or renamed still loads and
draws.

Modules: ``columns`` and ``kinds`` (the columns of every table), ``column_types`` (what
is declared of a column), ``kind_lookup`` (which kind a header has), ``construction``
(make a table), ``text_dtype`` (the dtype of text columns), ``table_checks`` (check a
table), ``_save``, ``_load``, ``csv_writing``, ``csv_files``, ``word_tables``,
``excel_tables`` and ``office_files`` (tables as files),
``foreign_content`` (files that are no tables), ``_show``, ``rendering``,
``row_shares``, ``written_names``, ``labels``, ``written_codes`` and ``notebook_table``
(tables for readers).
"""

from discourse.tables._load import load
from discourse.tables._save import OFFICE_ENDINGS, office_content, save
from discourse.tables._show import show
from discourse.tables.column_types import Column, Kind, Role
from discourse.tables.columns import COLUMNS
from discourse.tables.construction import describe, from_rows, make, round_to_digits
from discourse.tables.csv_writing import write_csv
from discourse.tables.kind_lookup import describe_type, kind_of
from discourse.tables.kinds import KINDS
from discourse.tables.labels import labels_of
from discourse.tables.natural_order import number_of, order_naturally
from discourse.tables.notebook_table import NotebookTable
from discourse.tables.rendering import Shown
from discourse.tables.row_shares import share_out
from discourse.tables.table_checks import check
from discourse.tables.text_dtype import (
    TEXT_DTYPE,
    TextColumn,
    cut_text_column,
    take_columns,
    take_texts,
)
from discourse.tables.written_codes import (
    describe_backgrounds,
    describe_interval,
    describe_intervals,
    write_code,
)
from discourse.tables.written_names import (
    display_width,
    distinct_labels,
    name_in_words,
    printable_line,
    shorten_ids,
)

__all__ = [
    "COLUMNS",
    "KINDS",
    "OFFICE_ENDINGS",
    "TEXT_DTYPE",
    "Column",
    "Kind",
    "NotebookTable",
    "Role",
    "Shown",
    "TextColumn",
    "check",
    "cut_text_column",
    "describe",
    "describe_backgrounds",
    "describe_interval",
    "describe_intervals",
    "describe_type",
    "display_width",
    "distinct_labels",
    "from_rows",
    "kind_of",
    "labels_of",
    "load",
    "make",
    "name_in_words",
    "number_of",
    "office_content",
    "order_naturally",
    "printable_line",
    "round_to_digits",
    "save",
    "share_out",
    "shorten_ids",
    "show",
    "take_columns",
    "take_texts",
    "write_code",
    "write_csv",
]
