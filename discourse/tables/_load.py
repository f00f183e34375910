"""Load a table from a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from discourse.csv_records import unguard_cell
from discourse.errors import TableError
from discourse.tables.construction import complete
from discourse.tables.csv_files import parse_column, rows_of_text, text_of_file
from discourse.tables.foreign_content import describe_foreign_content, kind_of_first_row
from discourse.tables.kind_lookup import (
    describe_type,
    kind_by_name,
    kind_of_header,
    new_names,
)
from discourse.tables.kinds import KINDS
from discourse.tables.notebook_table import NotebookTable
from discourse.tables.table_checks import check_columns
from discourse.validation import check_flag, options_by_name, show_name, show_value

__all__ = ["load"]


@options_by_name
def load(
    path: str | Path, *, kind: str | None = None, spreadsheet_safe: bool = True
) -> pd.DataFrame:
    """Return a table that :func:`save` wrote, with the declared dtypes of its columns.

    The words ``null``, ``NA`` and ``nan`` stay words in a text column.

    Parameters
    ----------
    path : str or Path
        A CSV file in UTF-8. A file that a spreadsheet saved with semicolons or tabs is
        read too.
    kind : str, optional
        The kind that the table must be, by its present name or an old name. If it is
        not given, the header decides.
    spreadsheet_safe : bool
        Whether the apostrophes are taken away that :func:`save` put before cells of
        text which a spreadsheet would take for formulas. Give False for a table that
        was saved with False. It changes only a cell that begins with an apostrophe
        before ``=``, ``+``, ``-``, ``@``, a tab or a line end.

    Returns
    -------
    pandas.DataFrame
        A column that no kind declares is text. A column that had another name in an
        earlier version gets its present name. An optional column that the file lacks
        is filled with its default.

    Raises
    ------
    TableError
        The file is no such table, or a cell is not of the dtype of its column: file,
        line and column are named.
    """
    if not isinstance(path, str | Path):
        raise TableError(
            f"load takes the path of a saved table; what came is {describe_type(path)}."
        )
    path = Path(path)
    check_flag("spreadsheet_safe", spreadsheet_safe)
    text = text_of_file(path)
    _refuse_foreign_content(path, text)
    written_header, *body = rows_of_text(path, text)
    header = written_header
    if spreadsheet_safe:
        header = [unguard_cell(name) for name in written_header]
    _refuse_missing_header(path, header)
    _check_shape(path, header, body)
    if kind is not None:
        kind = kind_by_name(kind)
    kind_to_use = kind_of_header(header) if kind is None else kind
    if kind_to_use:
        _refuse_second_header(path, written_header, body)
        # Renamed before the cells are read: the dtype is declared for the new name.
        new_name_by_old_name = new_names(header, kind_to_use)
        header = [new_name_by_old_name.get(name, name) for name in header]
    table = _table_of_cells(path, header, body, is_guarded=spreadsheet_safe)
    if kind is not None:
        return check_columns(table, kind)
    if kind_to_use:
        return complete(table, kind_to_use)
    return table


def _refuse_foreign_content(path: Path, text: str) -> None:
    """Raise a TableError if a file is a web page or JSON under the name of a table."""
    description = describe_foreign_content(text)
    if description:
        raise TableError(
            f"{show_name(path.name)} is no table in CSV, but {description}; give a "
            "table that discourse.save wrote, or get the file again."
        )


def _refuse_missing_header(path: Path, header: Sequence[str]) -> None:
    """Raise a TableError if the first row is a row of a kind, and no header."""
    kind = "" if kind_of_header(header) else kind_of_first_row(header)
    if kind:
        names = ",".join(KINDS[kind])
        raise TableError(
            f"{show_name(path.name)} has no header: its first row looks like a row of "
            f"a table of kind {kind!r}. Put this line before it: {names}"
        )


def _check_shape(
    path: Path, header: Sequence[str], body: Sequence[Sequence[str]]
) -> None:
    """Raise a TableError if a column is repeated or a row has too many or few cells."""
    if len(set(header)) < len(header):
        repeated_name = next(name for name in header if header.count(name) > 1)
        raise TableError(
            f"{show_name(path.name)} has the column {show_value(repeated_name)} twice; "
            "a saved table has each once. If the first row is no header, put the names "
            "of the columns before it."
        )
    for row_number, row in enumerate(body, 2):  # row 1 is the header
        if len(row) != len(header):
            raise TableError(
                f"{path.name}, row {row_number}: {len(row)} cells came, {len(header)} "
                "were expected; a cell that holds a comma, a semicolon or a line end "
                "stands in quotation marks."
            )


def _refuse_second_header(
    path: Path, header: Sequence[str], body: Sequence[Sequence[str]]
) -> None:
    """Raise a TableError if the header stands among the rows again.

    No row of a table that a verb made has the names of its columns for cells.
    """
    header = list(header)
    for row_number, row in enumerate(body, 2):  # row 1 is the header
        if row == header:
            raise TableError(
                f"{path.name}, row {row_number}: the header stands there again, as when "
                "two files are put into one; leave the row out, or load each file by "
                "itself."
            )


def _table_of_cells(
    path: Path,
    header: Sequence[str],
    body: Sequence[Sequence[str]],
    *,
    is_guarded: bool,
) -> pd.DataFrame:
    """Return the cells of a file as a table, each column with its declared dtype.

    If `is_guarded`, the guard against formulas is taken off the cells of text.
    """
    columns: dict[str, pd.Series] = {}
    cells_of_columns = zip(*body, strict=True) if body else [()] * len(header)
    for name, cells in zip(header, cells_of_columns, strict=True):
        columns[name] = parse_column(path, name, cells, is_guarded=is_guarded)
    return NotebookTable(columns)
