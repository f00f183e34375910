"""Load a table from a CSV file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from discourse.errors import TableError
from discourse.tables.construction import complete, kind_of_header, new_names
from discourse.tables.csv_files import parse_column, rows_of_text, text_of_file
from discourse.tables.schema import KINDS
from discourse.tables.table_checks import came, check_columns
from discourse.validation import suggest

__all__ = ["load"]


def load(path: str | Path, *, kind: str | None = None) -> pd.DataFrame:
    """Read a table that :func:`save` wrote, with the dtypes its columns are declared to have.

    The words ``null``, ``NA`` and ``nan`` stay words in a text column.

    Parameters
    ----------
    path : str or Path
        A CSV file in UTF-8; one that a spreadsheet saved with semicolons or tabs is read too.
    kind : str, optional
        The kind it must be, by its name of today or an old one; not checked when not given. A column no kind declares
        is read as text. A column that an earlier version called otherwise gets its name of today, and an optional
        column that the file lacks is filled with its default.

    Raises
    ------
    TableError
        The file is no such table, or a cell is not of its column's dtype: file, line and column are named.
    """
    if not isinstance(path, str | Path):
        raise TableError(
            f"load takes the path of a saved table; what came is {came(path)}."
        )
    path = Path(path)
    rows = rows_of_text(path, text_of_file(path))
    header, body = rows[0], rows[1:]
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise TableError(
            f"{path.name} has the column {twice!r} twice; a saved table has each once."
        )
    for number, row in enumerate(body, 2):
        if len(row) != len(header):
            raise TableError(
                f"{path.name}, row {number}: {len(row)} cells came, {len(header)} were expected; a cell that holds a "
                "comma, a semicolon or a line end stands in quotation marks."
            )
    if kind is not None:
        kind = _kind_named(kind)
    written_as = kind or kind_of_header(header)
    if written_as:
        renamed = new_names(header, written_as)
        header = [renamed.get(name, name) for name in header]
    cells = list(zip(*body, strict=True)) if body else [()] * len(header)
    table = pd.DataFrame(
        {
            name: parse_column(path, name, column)
            for name, column in zip(header, cells, strict=True)
        }
    )
    if kind is not None:
        return check_columns(table, kind)
    return complete(table, written_as) if written_as else table


def _kind_named(name: str) -> str:
    """Return the kind that has this name, today or in an earlier version."""
    if name in KINDS:
        return name
    for kind, declared in KINDS.items():
        if name in declared.old_names:
            return kind
    raise TableError(f"kind={name!r} is no kind of table.{suggest(str(name), KINDS)}")
