"""Delimited text (CSV): which delimiter a table has, and its records cell by cell.

Cells are read exactly as they were written. A spreadsheet takes a cell that begins with
``=`` and the like for a formula; the guard against it is put before a cell, and taken
away again, by two functions of this module. An error names the line of the fault. The
reader of the standard library reads what it reads alike, since it is fast. It has a
limit on the length of a cell, which can only be changed for the whole process, and a
passage can be longer than that limit. From such a cell on, or from a fault, another
reader goes on, which is part of this module.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources

from discourse.errors import ReadError

__all__ = [
    "DELIMITERS",
    "GUARD",
    "UnclosedQuoteError",
    "bundled_rows",
    "count_line_ends",
    "detect_delimiter",
    "guard_cell",
    "named_delimiter",
    "other_delimiter_of",
    "parse_records",
    "unguard_cell",
]

# As spreadsheets write them; where several fit equally well, the first is taken.
DELIMITERS = (",", ";", "\t")
# Signs that divide the columns of some tables, besides those that are tried.
_OTHER_DELIMITERS = (*DELIMITERS, "|", "^", "~", ":")
_MIN_COLUMNS = 2
_COLUMN_NAME = re.compile(r"[^\W\d][\w .-]*")
# With an apostrophe before it, every spreadsheet takes a cell for text.
GUARD = "'"
# What a spreadsheet may pass over at the beginning of a cell: blanks, line ends, control
# characters and invisible marks.
_PASSED_OVER = (
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff]*"
)
# What begins a formula there: these signs, also in full width; or a tab or line end,
# because some programs divide the cell there.
_FORMULA_START = rf"(?:[\t\r\n]|{_PASSED_OVER}[=+\-@＝＋－＠])"
_FORMULA = re.compile(f"{GUARD}*{_FORMULA_START}")
_GUARDED_FORMULA = re.compile(f"{GUARD}+{_FORMULA_START}")
EXCERPT_LENGTH = 20  # characters shown of the text after a misplaced quotation mark

_NO_LINE_END = re.compile(r"[^\r\n]")

# Excel reads a first line "sep=;" as the delimiter of the table, and does not show it.
_DELIMITER_LINE = re.compile(
    r'("?)sep=([^\w\s"]|\t)\1\2*(?:\r\n|\r|\n|\Z)', re.IGNORECASE
)


@functools.cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    """Return the regular expression that matches one cell of a record.

    Its three groups are the content of a cell in quotation marks, the content of a cell
    without them, and what ends the cell. Of the first two, one is always None.
    """
    delimiter = re.escape(delimiter)
    # The quantifiers are possessive (``++``): if a quotation mark is not closed, the
    # match fails after one pass, and no shorter content is tried.
    quoted_content = r'"((?:[^"]++|"")*+)"'
    unquoted_content = rf'((?!")[^{delimiter}\r\n]*+)'
    cell_end = rf"({delimiter}|\r\n|\r|\n|\Z)"
    return re.compile(f"(?:{quoted_content}|{unquoted_content}){cell_end}")


class UnclosedQuoteError(ReadError):
    """A quotation mark is not closed, or is closed too early.

    Attributes
    ----------
    opening_line : int
        Line on which the quotation mark opens.
    closing_line : int
        Line on which it is closed too early; 0 = it is never closed.
    text_after : str
        The beginning of the text that follows the closing mark, up to the end of its
        line; ``""`` if the mark is never closed.
    """

    def __init__(self, opening_line: int, closing_line: int, text_after: str) -> None:
        super().__init__(opening_line, closing_line, text_after)
        self.opening_line = opening_line
        self.closing_line = closing_line
        self.text_after = text_after


def parse_records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    r"""Yield each record of a table: the line on which it begins, and its cells.

    Lines are counted from 1. An empty line is no record and is skipped, and so is a
    first line that names the delimiter (:func:`named_delimiter`).

    Parameters
    ----------
    text : str
        The decoded file.
    delimiter : str
        One of :data:`DELIMITERS`, or the one that the first line names.

    Raises
    ------
    UnclosedQuoteError
        A quotation mark is not closed, or is closed too early.

    Examples
    --------
    >>> list(parse_records('doc,title\n007,"One ""belt"", one road"\n', ","))
    [(1, ['doc', 'title']), (2, ['007', 'One "belt", one road'])]
    """
    position = 0
    current_line = 1
    delimiter_line = _DELIMITER_LINE.match(text)
    if delimiter_line:
        position = delimiter_line.end()
        current_line = 2
    if text.count("\r") == text.count("\r\n"):
        lines = _Lines(text, position)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        first_line = current_line
        try:
            for cells in reader:
                if cells:
                    yield current_line, cells
                current_line = first_line + reader.line_num
                lines.position_of_record = lines.position
        # A fault, or a long cell. What was read before holds.
        except csv.Error:
            position = lines.position_of_record
        else:
            return
    yield from _parse_cell_by_cell(text, delimiter, position, current_line)


class _Lines:
    """The lines of a text, each with its end, from a position on.

    Attributes
    ----------
    position : int
        Where the next line begins.
    position_of_record : int
        Where the record begins to which the last lines belong. The reader sets it.
    """

    def __init__(self, text: str, position: int) -> None:
        self.text = text
        self.position = position
        self.position_of_record = position

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        start = self.position
        if start >= len(self.text):
            raise StopIteration
        line_end = self.text.find("\n", start)
        self.position = line_end + 1 if line_end >= 0 else len(self.text)
        return self.text[start : self.position]


def _parse_cell_by_cell(
    text: str, delimiter: str, position: int, current_line: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield the records from a position on, which is on a line with this number.

    Cells may have any length, and lines any end.
    """
    match_cell = _cell_pattern(delimiter).match
    record_line = current_line
    cells: list[str] = []
    # At the end of the text a record may still be open: its last cell is empty.
    while position < len(text) or cells:
        if not cells and text[position] in "\r\n":
            # Empty lines are passed over together: a file may have a million of them.
            next_record = _NO_LINE_END.search(text, position)
            record_start = next_record.start() if next_record else len(text)
            current_line += count_line_ends(text[position:record_start])
            record_line = current_line
            position = record_start
            continue
        match = match_cell(text, position)
        if match is None:
            raise _unclosed_quote_error(text, position, current_line)
        quoted_content, unquoted_content, cell_end = match.groups()
        if quoted_content is None:
            cells.append(unquoted_content)
        else:
            # A quotation mark inside a quoted cell is written twice.
            cells.append(quoted_content.replace('""', '"'))
            current_line += count_line_ends(quoted_content)
        position = match.end()
        if cell_end == delimiter:
            continue
        current_line += 1
        is_empty_line = cells == [""] and quoted_content is None
        if not is_empty_line:
            yield record_line, cells
        record_line = current_line
        cells = []


def detect_delimiter(
    text: str, expected_columns: Iterable[str], *, min_expected: int = 0
) -> str:
    r"""Return the delimiter of a table: a comma, a semicolon or a tab.

    A delimiter is tried on the header. A delimiter with which the header cannot be read
    is left out.

    Parameters
    ----------
    text : str
        The decoded file. Only its header is read.
    expected_columns : iterable of str
        Names of columns that the table may have; case does not matter.
    min_expected : int
        How many expected columns a semicolon or a tab must give. With fewer, it is not
        taken.

    Returns
    -------
    str
        The delimiter that the first line names (:func:`named_delimiter`). Else the one
        that gives the most expected columns. If several give as many, the
        one of them that gives the most columns. If these are equal too, the first in
        :data:`DELIMITERS`. If no delimiter is left, the comma.

    Examples
    --------
    >>> detect_delimiter("doc;title, in full;date\n", ["doc", "text"])
    ';'
    >>> detect_delimiter("a;b\n", ["doc"])
    ';'
    >>> detect_delimiter("a;b\n", ["doc"], min_expected=2)
    ','
    """
    delimiter_named = named_delimiter(text)
    if delimiter_named:
        return delimiter_named
    expected_names = {name.casefold() for name in expected_columns}
    best_delimiter = ","
    best_rank = (-1, -1)  # lower than the rank of any header
    for delimiter in DELIMITERS:
        records = parse_records(text, delimiter)
        try:
            # A file without a record has a header without cells.
            _, header = next(records, (1, []))
        except UnclosedQuoteError:
            continue
        names = [cell.strip().casefold() for cell in header]
        expected_count = sum(name in expected_names for name in names)
        if delimiter != "," and expected_count < min_expected:
            continue
        rank = (expected_count, len(header))
        if rank > best_rank:
            best_delimiter = delimiter
            best_rank = rank
    return best_delimiter


def named_delimiter(text: str) -> str:
    r"""Return the delimiter that a first line such as ``sep=;`` names, or ``""``.

    Such a line is meant for Excel, and is no part of the table.

    >>> named_delimiter("sep=;\ndoc;text\n"), named_delimiter("doc;text\n")
    (';', '')
    """
    match = _DELIMITER_LINE.match(text)
    if match is None:
        return ""
    return match.group(2)


def other_delimiter_of(
    header: str, first_row: Sequence[str], known_columns: Iterable[str]
) -> str:
    """Return the sign that seems to divide a header of one column; ``""`` = none.

    The header must give a column that is looked for, or else as many columns as the
    first row has cells. No table is read with this sign: it is for a message.

    >>> other_delimiter_of("doc|text", [], ["doc"]), other_delimiter_of("a|b", [], [])
    ('|', '')
    """
    known_names = {name.casefold() for name in known_columns}
    if header.casefold() in known_names:
        return ""
    for delimiter in _OTHER_DELIMITERS:
        names = [name.strip() for name in header.split(delimiter)]
        if len(names) < _MIN_COLUMNS or not all(map(_COLUMN_NAME.fullmatch, names)):
            continue
        folded_names = {name.casefold() for name in names}
        is_known = bool(folded_names & known_names)
        is_of_one_width = len(first_row) == 1 and (
            first_row[0].count(delimiter) == header.count(delimiter)
        )
        if is_known or is_of_one_width:
            return delimiter
    return ""


def count_line_ends(text: str) -> int:
    r"""Return how many lines end in `text`: at ``\n``, ``\r\n`` or ``\r`` only."""
    line_feed_count = text.count("\n")
    carriage_return_count = text.count("\r")
    # CR LF is one line end, and both counts include it.
    return line_feed_count + carriage_return_count - text.count("\r\n")


def _unclosed_quote_error(
    text: str, position: int, opening_line: int
) -> UnclosedQuoteError:
    """Return the error for the quotation mark that opens at `position`."""
    up_to_closing_mark = re.compile(r'(?:[^"]++|"")*+"')
    match = up_to_closing_mark.match(text, position + 1)
    if match is None:
        return UnclosedQuoteError(opening_line, 0, "")
    cell_end = match.end()
    closing_line = opening_line + count_line_ends(text[position:cell_end])
    excerpt = text[cell_end : cell_end + EXCERPT_LENGTH]
    first_line = excerpt.splitlines()[0]
    return UnclosedQuoteError(opening_line, closing_line, first_line)


def guard_cell(text: str) -> str:
    r"""Return a cell of text that no spreadsheet takes for a formula.

    A cell that begins with ``= + - @`` (also in full width), with a tab or with a line
    end gets an apostrophe before it. Blanks and invisible characters before such a sign
    are passed over, as spreadsheets do. A cell that has an apostrophe there already gets
    another, so that :func:`unguard_cell` gives back every cell exactly.

    >>> [guard_cell(cell) for cell in ("=1+1", " -5", "'@x", "win-win", "'tis")]
    ["'=1+1", "' -5", "''@x", 'win-win', "'tis"]
    """
    # Nearly every cell begins with a letter or a digit.
    if text[:1].isalnum() or _FORMULA.match(text) is None:
        return text
    return GUARD + text


def unguard_cell(text: str) -> str:
    """Return a cell without the guard that :func:`guard_cell` put before it.

    >>> [unguard_cell(cell) for cell in ("'=1+1", "''@x", "=1+1", "'tis")]
    ['=1+1', "'@x", '=1+1', "'tis"]
    """
    if _GUARDED_FORMULA.match(text) is None:
        return text
    return text.removeprefix(GUARD)


def bundled_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of ``discourse/data``, by the names of its columns.

    Examples
    --------
    >>> bundled_rows("country_names.csv")[0]["iso3"]
    'AFG'
    """
    file = resources.files("discourse") / "data" / name
    text = file.read_text(encoding="utf-8")
    records = parse_records(text, ",")
    _, header = next(records)
    rows = []
    for _, cells in records:
        row = dict(zip(header, cells, strict=True))
        rows.append(row)
    return rows
