"""Delimited text (CSV): by which delimiter, and cell by cell; exact in what it keeps, with the line of what is wrong.

The standard library's reader has a limit on the length of a cell that can only be moved for the whole process; a
passage can be longer than that.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from discourse.errors import ReadError

__all__ = ["DELIMITERS", "UnclosedQuoteError", "detect_delimiter", "parse_records"]

DELIMITERS = (
    ",",
    ";",
    "\t",
)  # as spreadsheets write them; of equals the first is taken


@functools.cache
def _cell(delimiter: str) -> re.Pattern[str]:
    # Possessive, so that an unclosed quotation mark costs one pass and no more.
    return re.compile(
        rf'(?:"((?:[^"]++|"")*+)"|((?!")[^{delimiter}\r\n]*+))({delimiter}|\r\n|\r|\n|\Z)'
    )


class UnclosedQuoteError(ReadError):
    """A quotation mark that is not closed, or closed too early: the line it opens on, and the line of the trouble."""

    def __init__(self, opened: int, stopped: int, after: str) -> None:
        super().__init__(opened, stopped, after)
        self.opened, self.stopped, self.after = opened, stopped, after


def parse_records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    r"""Yield the line and the cells of each record; a record without any character is passed over.

    >>> list(parse_records('doc,title\n007,"One ""belt"", one road"\n', ","))
    [(1, ['doc', 'title']), (2, ['007', 'One "belt", one road'])]
    """
    match = _cell(delimiter).match
    at, line, size = 0, 1, len(text)
    begun, cells = 1, []  # type: int, list[str]
    while at < size or cells:
        found = match(text, at)
        if found is None:
            raise _unclosed(text, at, line)
        quoted, plain, stop = found.groups()
        if quoted is None:
            cells.append(plain)
        else:
            cells.append(quoted.replace('""', '"') if '""' in quoted else quoted)
            line += _ends(quoted)
        at = found.end()
        if stop == delimiter:
            continue
        line += 1
        if cells != [""] or quoted is not None:
            yield begun, cells
        begun, cells = line, []


def detect_delimiter(text: str, known: Iterable[str], *, min_known: int = 0) -> str:
    r"""Return the delimiter of a table, told by its header: a comma, a semicolon or a tab.

    Parameters
    ----------
    text : str
        The decoded file.
    known : iterable of str
        Names of columns that are looked for, in capitals or not.
    min_known : int
        Known columns that a semicolon or a tab must bring out; else it is a comma.

    Returns
    -------
    str
        The one that brings out most known columns; of equals the one that gives most
        columns; of equals the comma.

    Examples
    --------
    >>> detect_delimiter("doc;title, in full;date\n", ["doc", "text"])
    ';'
    >>> detect_delimiter("a;b\n", ["doc"]), detect_delimiter("a;b\n", ["doc"], min_known=2)
    (';', ',')
    """
    wanted = {name.casefold() for name in known}
    best, most_known, most_cells = ",", -1, -1
    for delimiter in DELIMITERS:
        try:
            _, cells = next(parse_records(text, delimiter), (1, []))
        except UnclosedQuoteError:
            continue
        found = sum(cell.strip().casefold() in wanted for cell in cells)
        if delimiter != "," and found < min_known:
            continue
        if (found, len(cells)) > (most_known, most_cells):
            best, most_known, most_cells = delimiter, found, len(cells)
    return best


def _ends(text: str) -> int:
    if "\r" in text:
        return text.count("\n") + text.count("\r") - text.count("\r\n")
    return text.count("\n")


def _unclosed(text: str, at: int, line: int) -> UnclosedQuoteError:
    close = re.compile(r'(?:[^"]++|"")*+"').match(text, at + 1)
    if close is None:
        return UnclosedQuoteError(line, 0, "")
    return UnclosedQuoteError(
        line,
        line + _ends(text[at : close.end()]),
        text[close.end() : close.end() + 20].splitlines()[0],
    )
