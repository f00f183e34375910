"""Delimited text (CSV): which delimiter a table has, and its records cell by cell.

Cells are read exactly as they were written. An error names the line of the fault. The
reader of the standard library is not used: its limit on the length of a cell can only
be changed for the whole process, and a passage can be longer than that limit.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from discourse.errors import ReadError

__all__ = [
    "DELIMITERS",
    "UnclosedQuoteError",
    "count_line_ends",
    "detect_delimiter",
    "parse_records",
]

# As spreadsheets write them; where several fit equally well, the first is taken.
DELIMITERS = (",", ";", "\t")
EXCERPT_LENGTH = 20  # characters shown of the text after a misplaced quotation mark


@functools.cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    """Return the pattern of a cell: quoted content, plain content, what ends it."""
    # Possessive (++), so that an unclosed quotation mark costs one pass and no more.
    quoted = r'"((?:[^"]++|"")*+)"'
    plain = rf'((?!")[^{delimiter}\r\n]*+)'
    end = rf"({delimiter}|\r\n|\r|\n|\Z)"
    return re.compile(f"(?:{quoted}|{plain}){end}")


class UnclosedQuoteError(ReadError):
    """A quotation mark is not closed, or is closed too early.

    Attributes
    ----------
    opened : int
        Line on which the quotation mark opens.
    stopped : int
        Line on which it is closed too early; 0 = it is never closed.
    after : str
        The text that follows the closing mark.
    """

    def __init__(self, opened: int, stopped: int, after: str) -> None:
        super().__init__(opened, stopped, after)
        self.opened = opened
        self.stopped = stopped
        self.after = after


def parse_records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    r"""Yield the line number and the cells of each record.

    A record without any character is skipped.

    Raises
    ------
    UnclosedQuoteError
        A quotation mark is not closed, or is closed too early.

    Examples
    --------
    >>> list(parse_records('doc,title\n007,"One ""belt"", one road"\n', ","))
    [(1, ['doc', 'title']), (2, ['007', 'One "belt", one road'])]
    """
    match_cell = _cell_pattern(delimiter).match
    position = 0
    line = 1
    first_line = 1
    cells: list[str] = []
    while position < len(text) or cells:
        match = match_cell(text, position)
        if match is None:
            raise _unclosed_quote(text, position, line)
        quoted, plain, end = match.groups()
        if quoted is None:
            cells.append(plain)
        else:
            cells.append(quoted.replace('""', '"'))
            line += count_line_ends(quoted)
        position = match.end()
        if end == delimiter:
            continue
        line += 1
        is_empty = cells == [""] and quoted is None
        if not is_empty:
            yield first_line, cells
        first_line = line
        cells = []


def detect_delimiter(text: str, known: Iterable[str], *, min_known: int = 0) -> str:
    r"""Return the delimiter of a table: a comma, a semicolon or a tab.

    Parameters
    ----------
    text : str
        The decoded file. Only its header is read.
    known : iterable of str
        Names of expected columns, in lower or upper case.
    min_known : int
        Known columns that a semicolon or a tab must give. With fewer, the delimiter is
        a comma.

    Returns
    -------
    str
        The delimiter that gives most known columns. If several give as many, the one
        of them that gives most columns. If these are equal too, the comma.

    Examples
    --------
    >>> detect_delimiter("doc;title, in full;date\n", ["doc", "text"])
    ';'
    >>> detect_delimiter("a;b\n", ["doc"]), detect_delimiter("a;b\n", ["doc"], min_known=2)
    (';', ',')
    """
    wanted = {name.casefold() for name in known}
    best_delimiter = ","
    best_counts = (-1, -1)
    for delimiter in DELIMITERS:
        records = parse_records(text, delimiter)
        try:
            _, cells = next(records, (1, []))
        except UnclosedQuoteError:
            continue
        names = [cell.strip().casefold() for cell in cells]
        known_columns = sum(name in wanted for name in names)
        if delimiter != "," and known_columns < min_known:
            continue
        counts = (known_columns, len(cells))
        if counts > best_counts:
            best_delimiter = delimiter
            best_counts = counts
    return best_delimiter


def count_line_ends(text: str) -> int:
    r"""Return how many lines end in `text`: at ``\n``, ``\r\n`` or ``\r`` only."""
    line_feeds = text.count("\n")
    if "\r" in text:
        # CR LF is one line end.
        return line_feeds + text.count("\r") - text.count("\r\n")
    return line_feeds


def _unclosed_quote(text: str, position: int, line: int) -> UnclosedQuoteError:
    """Return the error for the quotation mark at `position`, which is on `line`."""
    up_to_closing_mark = re.compile(r'(?:[^"]++|"")*+"')
    match = up_to_closing_mark.match(text, position + 1)
    if match is None:
        return UnclosedQuoteError(line, 0, "")
    close = match.end()
    closing_line = line + count_line_ends(text[position:close])
    excerpt = text[close : close + EXCERPT_LENGTH]
    return UnclosedQuoteError(line, closing_line, excerpt.splitlines()[0])
