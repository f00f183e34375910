"""Delimited tables as metadata: every cell as text, every fault with its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from discourse.csv_records import UnclosedQuoteError, detect_delimiter, parse_records
from discourse.errors import MetadataError
from discourse.reading.read_errors import Fault, listed

__all__ = ["Sheet", "sheet"]


@dataclass(frozen=True)
class Sheet:
    """A table of text as it stands in its file: header, rows, and the line each row begins on."""

    header: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    ragged: list[tuple[list[str], Fault]]


def sheet(text: str, source: str, known: Sequence[str]) -> Sheet:
    """Read a table whose delimiter is a comma, a semicolon or a tab, told by the header.

    Parameters
    ----------
    text : str
        The decoded file.
    source : str
        Its name, for messages.
    known : sequence of str
        Column names that are looked for: they tell the delimiter (:func:`detect_delimiter`).

    Returns
    -------
    Sheet
        Rows without any content are left out; ragged rows are set apart, each with its fault.

    Raises
    ------
    MetadataError
        No header, a column without a name or with the name of another, or a quotation mark that is never closed.
    """
    try:
        delimiter = detect_delimiter(text, known)
        table = list(parse_records(text, delimiter))
    except UnclosedQuoteError as fault:
        raise _misquoted(source, fault).thrown() from None
    if not table:
        mend = "Its first line names the columns; each further line is one document."
        raise Fault(source, "it is empty.", mend, "empty", error=MetadataError).thrown()
    (line, first), *body = table
    header = [name.strip() for name in first]
    while (
        header
        and not header[-1]
        and not any(cells[len(header) - 1 : len(header)] != [""] for _, cells in body)
    ):
        header.pop()  # spreadsheets leave empty columns at the right
        body = [
            (number, cells[: len(header)] + cells[len(header) + 1 :])
            for number, cells in body
        ]
    _check_header(header, source, line)
    body = [(number, cells) for number, cells in body if any(cells)]
    fit = [(number, cells) for number, cells in body if len(cells) == len(header)]
    ragged = [
        (cells, _ragged(source, number, cells, header))
        for number, cells in body
        if len(cells) != len(header)
    ]
    return Sheet(
        tuple(header),
        [cells for _, cells in fit],
        [number for number, _ in fit],
        ragged,
    )


def _check_header(header: Sequence[str], source: str, line: int) -> None:
    for number, name in enumerate(header, 1):
        if not name:
            reason, mend = (
                f"column {number} has no name in the header.",
                "Name it in the first line, or delete it.",
            )
        elif name in header[: number - 1]:
            reason = f"columns {header.index(name) + 1} and {number} are both called {name!r}."
            mend = "Rename or delete one of them."
        else:
            continue
        raise Fault(source, reason, mend, "header", line, error=MetadataError).thrown()


def _ragged(
    source: str, line: int, cells: Sequence[str], header: Sequence[str]
) -> Fault:
    count = f"{len(cells)} cell{'' if len(cells) == 1 else 's'} came, {len(header)} were expected"
    reason = f"{count} ({listed(header)})."
    mend = "A cell that holds a delimiter or a line end must stand in quotation marks."
    return Fault(source, reason, mend, "ragged", line, error=MetadataError)


def _misquoted(source: str, fault: UnclosedQuoteError) -> Fault:
    mend = 'Close it, or write a quotation mark inside a cell twice: "He said ""yes""".'
    if fault.after or fault.stopped:
        reason = (
            f"a quotation mark that opens a cell on line {fault.opened} is closed on line {fault.stopped} in the middle "
            f"of it, before {fault.after!r}; most likely the one on line {fault.opened} should not be there or was never closed."
        )
    else:
        reason = "a quotation mark opens a cell on this line and is never closed."
    return Fault(source, reason, mend, "quotation", fault.opened, error=MetadataError)
