"""Save a table as a CSV file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from discourse.errors import TableError
from discourse.file_writing import new_files
from discourse.tables.csv_writing import write_csv
from discourse.validation import check_flag

__all__ = ["save"]


def save(
    table: pd.DataFrame, path: str | Path, *, spreadsheet_safe: bool = True
) -> Path:
    """Write `table` as CSV and return the path.

    The file is UTF-8 with LF line ends. Text stands in quotation marks, and floats are
    the shortest that read back exactly.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table. The index is not written.
    path : str or Path
        The file to write; its folder must exist. A file that is there is replaced when
        the new one is complete.
    spreadsheet_safe : bool
        Whether a cell of text gets an apostrophe before it if a spreadsheet would take
        it for a formula (see Notes). With False all cells are written as they are, for
        R or pandas; then :func:`load` is told so by the same option.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    WriteError
        The file cannot be written. What stood there before is unchanged.
    TableError
        The table could not be loaded again: it has no columns, or one of them twice, or
        half of a character (a lone surrogate), or a cell that is not of the declared
        dtype of its column. The message names the column and the row, from 0. Or its
        index has a name, such as a column that was made the index.

    Notes
    -----
    A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a
    formula, also in full width or after blanks; a tab or a line end at the beginning
    may divide the cell. The names of columns are guarded too. Numbers are not text and
    stay as they are. A cell that begins with apostrophes before such a sign gets one
    more, so that :func:`load` gives back the same table.

    A missing value is written as an empty cell, where the column is one of text or of
    numbers with a decimal point. It is refused in a column of whole numbers or truth
    values, and in text that identifies a row, such as the term of a table of n-grams.
    Whole numbers that pandas keeps as floats are written as whole numbers.
    """
    check_flag("spreadsheet_safe", spreadsheet_safe)
    _refuse_named_index(table)
    with new_files() as files, files.open(path) as file:
        write_csv(table, file, spreadsheet_safe=spreadsheet_safe)
    return Path(path)


def _refuse_named_index(table: pd.DataFrame) -> None:
    """Raise a TableError if the index of a table has a name: it would not be written."""
    names = [str(name) for name in table.index.names if name is not None]
    if names:
        raise TableError(
            f"the table has {' and '.join(map(repr, names))} as its index, which a saved "
            "table has not; make it a column: table.reset_index()."
        )
