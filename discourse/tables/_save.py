"""Save a table as a CSV file, a Word file or a workbook."""

from __future__ import annotations

from pathlib import Path, PurePath

import pandas as pd

from discourse.errors import OptionError
from discourse.file_writing import new_files
from discourse.tables.csv_writing import write_csv
from discourse.tables.excel_tables import excel_table
from discourse.tables.word_tables import word_table
from discourse.validation import check_flag, show_value

__all__ = ["OFFICE_ENDINGS", "office_content", "save"]

OFFICE_ENDINGS = (".docx", ".xlsx")
# Formats for which a file of CSV would be taken by mistake.
_ENDINGS_NOT_WRITTEN = frozenset(
    [
        ".doc",
        ".docm",
        ".htm",
        ".html",
        ".json",
        ".jsonl",
        ".md",
        ".odt",
        ".ods",
        ".parquet",
        ".pdf",
        ".rtf",
        ".tex",
        ".tsv",
        ".xls",
        ".xlsb",
        ".xlsm",
    ]
)


def save(
    table: pd.DataFrame,
    path: str | Path,
    *,
    spreadsheet_safe: bool = True,
    top: int | None = None,
    caption: str = "",
) -> Path:
    """Write `table` as CSV and return the path.

    The file is UTF-8 with LF line ends. Text stands in quotation marks, and floats are
    the shortest that read back exactly.

    A path that ends in ``.docx`` gives a Word file with the table as
    :func:`discourse.show` prepares it, under three rules. One that ends in ``.xlsx``
    gives a workbook, each cell of its type. Neither can be loaded again.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table whose index has no name. The index is not written.
    path : str or Path
        The file to write; its folder must exist. A file that is there is replaced when
        the new one is complete.
    spreadsheet_safe : bool
        Whether a cell of text gets an apostrophe before it if a spreadsheet would take
        it for a formula (see Notes). With False all cells are written as they are, for
        R or pandas; then :func:`load` is told so by the same option. In a workbook,
        text is text in any case.
    top : int or None
        How many rows a Word file has, from the first; None = all.
    caption : str
        A line above the table in a Word file.

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
        index has a name, such as a column that was made the index. Or a workbook could
        not hold it.
    OptionError
        The ending is that of another format, or `top` came for a file that is no
        Word file.
    MissingExtraError
        The package that writes Word files or workbooks is not installed.

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
    ending = _ending_of_table(path)
    content = office_content(table, ending, top=top, caption=caption)
    with new_files() as files, files.open(path) as file:
        if content:
            file.write(content)
        else:
            write_csv(table, file, spreadsheet_safe=spreadsheet_safe)
    return Path(path)


def _ending_of_table(path: str | Path) -> str:
    """Return the ending of an Office format that a path has, else ``".csv"``.

    Raises
    ------
    OptionError
        The ending is that of a format which is not written.

    Examples
    --------
    >>> [_ending_of_table(path) for path in ("rates.DOCX", "rates", "a.b")]
    ['.docx', '.csv', '.csv']
    """
    ending = PurePath(path).suffix.lower()
    if ending in _ENDINGS_NOT_WRITTEN:
        raise OptionError(
            f"path={show_value(str(path))} came; a table is saved as .csv, .docx or "
            f".xlsx, and not as {ending}. For LaTeX and HTML, see discourse.show."
        )
    return ending if ending in OFFICE_ENDINGS else ".csv"


def office_content(
    table: pd.DataFrame, ending: str, *, top: int | None = None, caption: str = ""
) -> bytes:
    """Return a table as the bytes of an Office file; ``b""`` for another ending.

    Parameters
    ----------
    table : pandas.DataFrame
    ending : {'.csv', '.docx', '.xlsx'}
    top : int or None
        How many rows a Word file has; None = all.
    caption : str
        A line above the table in a Word file.

    Raises
    ------
    OptionError
        `top` came for a file that is no Word file.
    TableError
        The table cannot be saved so; see :func:`save`.
    """
    if ending == ".docx":
        return word_table(table, top=top, caption=caption)
    if top is not None:
        raise OptionError(
            f"top={show_value(top)} came; only a Word file (.docx) has some of the rows. "
            "Leave it out, or save table.head(...)."
        )
    if ending == ".xlsx":
        return excel_table(table)
    return b""
