"""Delimited tables (CSV, TSV): every cell as text, every fault with its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from discourse.csv_records import (
    DELIMITERS,
    UnclosedQuoteError,
    detect_delimiter,
    named_delimiter,
    other_delimiter_of,
    parse_records,
)
from discourse.errors import MetadataError
from discourse.reading.read_errors import Fault, list_names
from discourse.validation import count_of, show_value

__all__ = ["DelimitedTable", "RaggedRow", "parse_delimited"]


@dataclass(frozen=True)
class RaggedRow:
    """A row that is longer or shorter than the header.

    Attributes
    ----------
    cells : list of str
        What it holds.
    fault : Fault
        Why it was not read, with its line.
    """

    cells: list[str]
    fault: Fault


@dataclass(frozen=True)
class DelimitedTable:
    """A table as it is written in its file.

    Attributes
    ----------
    header : tuple of str
        The names of the columns.
    rows : list of list of str
        The rows that are as long as the header.
    lines : list of int
        The line on which each row begins, from 1.
    ragged : list of RaggedRow
        The rows that are not.
    """

    header: tuple[str, ...]
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    ragged: list[RaggedRow] = field(default_factory=list)


def parse_delimited(
    text: str, source: str, known_columns: Sequence[str]
) -> DelimitedTable:
    """Return a table whose delimiter is a comma, a semicolon or a tab.

    Parameters
    ----------
    text : str
        The decoded file.
    source : str
        Its name, for messages.
    known_columns : sequence of str
        Column names that are looked for. The delimiter that separates them in the
        header is that of the table (:func:`detect_delimiter`).

    Returns
    -------
    DelimitedTable
        Rows without any content are left out. Ragged rows are set apart.

    Raises
    ------
    MetadataError
        There is no header, a column has no name or the name of another, or a quotation
        mark is never closed.
    """
    try:
        delimiter = detect_delimiter(text, known_columns)
        records = list(parse_records(text, delimiter))
    except UnclosedQuoteError as error:
        raise _quotation_fault(source, error).to_error() from None
    if not records:
        remedy = "Its first line names the columns; each further line is one document."
        fault = Fault(source, "it is empty.", remedy, "empty", error=MetadataError)
        raise fault.to_error()
    header_line, header_cells = records[0]
    body = records[1:]
    names = [name.strip() for name in header_cells]
    width = _width_without_empty_columns(names, [cells for _, cells in body])
    header = names[:width]
    _check_header(header, source, header_line)
    if len(header) == 1:
        first_row = body[0][1] if body else []
        other_delimiter = other_delimiter_of(header[0], first_row, known_columns)
        if other_delimiter:
            fault = _undivided_fault(source, header_line, header[0], other_delimiter)
            if named_delimiter(text):
                fault = _misnamed_fault(fault, delimiter, other_delimiter)
            raise fault.to_error()
    table = DelimitedTable(tuple(header))
    for line, record in body:
        # Cells beyond the header stay, so that the row counts as ragged.
        cells = record[:width] + record[len(names) :]
        if not any(cells):
            continue
        if len(cells) == width:
            table.rows.append(cells)
            table.lines.append(line)
        else:
            fault = _ragged_row_fault(source, line, cells, header)
            table.ragged.append(RaggedRow(cells, fault))
    return table


def _width_without_empty_columns(
    names: Sequence[str], rows: Sequence[Sequence[str]]
) -> int:
    """Return how many columns are left without empty ones at the right.

    Spreadsheets leave such columns. A column is empty if it has no name, and every row
    has an empty cell there.
    """
    width = len(names)
    while width and not names[width - 1]:
        # A slice: a short row has no cell there, and the column stays.
        if any(cells[width - 1 : width] != [""] for cells in rows):
            break
        width -= 1
    return width


def _check_header(header: Sequence[str], source: str, line: int) -> None:
    """Raise an error for a column without a name, or with the name of another one."""
    for number, name in enumerate(header, 1):
        if not name:
            reason = f"column {number} has no name in the header."
            remedy = "Name it in the first line, or delete it."
        elif name in header[: number - 1]:
            first_number = header.index(name) + 1
            reason = f"columns {first_number} and {number} are both called {name!r}."
            remedy = "Rename or delete one of them."
        else:
            continue
        error = MetadataError
        raise Fault(source, reason, remedy, "header", line, error=error).to_error()


def _undivided_fault(source: str, line: int, header: str, delimiter: str) -> Fault:
    """Return the fault of a table whose columns are divided by another sign."""
    reason = (
        f"its header {show_value(header)} is one column; the columns seem to be divided "
        f"by {delimiter!r}."
    )
    remedy = (
        f"Write sep={delimiter} as the first line of the file, or save it with commas, "
        "semicolons or tabs."
    )
    return Fault(source, reason, remedy, "header", line, error=MetadataError)


def _misnamed_fault(fault: Fault, named: str, delimiter: str) -> Fault:
    """Return the same fault for a table whose first line names a delimiter."""
    reason = f"its first line says sep={named}, but {fault.reason}"
    if delimiter in DELIMITERS:
        remedy = "Delete its first line."
    else:
        remedy = f"Write sep={delimiter} as its first line."
    return replace(fault, reason=reason, remedy=remedy)


def _ragged_row_fault(
    source: str, line: int, cells: Sequence[str], header: Sequence[str]
) -> Fault:
    """Return the fault of a row that is longer or shorter than the header."""
    count = count_of(len(cells), "cell")
    names = list_names(header)
    reason = f"{count} came, {len(header)} were expected ({names})."
    remedy = "A cell that holds a delimiter or a line end must be in quotation marks."
    return Fault(source, reason, remedy, "ragged", line, error=MetadataError)


def _quotation_fault(source: str, error: UnclosedQuoteError) -> Fault:
    """Return the fault of a quotation mark that is not closed, or is misplaced."""
    if error.text_after or error.closing_line:
        reason = (
            f"a quotation mark that opens a cell on line {error.opening_line} is closed on "
            f"line {error.closing_line} in the middle of it, before {error.text_after!r}; most "
            f"likely the one on line {error.opening_line} should not be there or was never "
            "closed."
        )
    else:
        reason = "a quotation mark opens a cell on this line and is never closed."
    remedy = (
        'Close it, or write a quotation mark inside a cell twice: "He said ""yes""".'
    )
    line = error.opening_line
    return Fault(source, reason, remedy, "quotation", line, error=MetadataError)
