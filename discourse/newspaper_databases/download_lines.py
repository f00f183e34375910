"""The lines of a download, with their places in the text of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["DownloadLine", "is_page_head", "lines_of"]

_LINE = re.compile(r"([^\r\n\f\v\u2028\u2029]*)(?:\r\n|[\r\n\f\v\u2028\u2029]|\Z)")
# What stands around the words of a line: blanks of all widths, byte order marks.
_AROUND = " \t\u00a0\u2002\u2003\u2009\u202f\u3000\ufeff\u200b\x1a"
_PAGE_HEAD = re.compile(
    r"(?:page|seite|página|pagina|p\.) ?\d{1,4} (?:of|von|sur|de|di|/) ?\d{1,4}"
    # The foot of the pages of Nexis Uni.
    r"|(?:\| ?)?about lexisnexis \|.{0,160}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DownloadLine:
    """A line of a download.

    Attributes
    ----------
    start, end : int
        Half-open span in the text of the file, with the end of the line.
    text : str
        Its words, with one blank between two of them.
    indent : int
        How many blanks stand before them.
    content : str
        The line as it is written, without its end.
    """

    start: int
    end: int
    text: str
    indent: int
    content: str

    @property
    def is_blank(self) -> bool:
        """Whether the line has no words."""
        return not self.text

    def place_of(self, position: int) -> int:
        r"""Return where a character of `text` is in the text of the file.

        Examples
        --------
        >>> line = lines_of("\n  a \u00a0 b")[1]
        >>> line.text[2], line.place_of(2)
        ('b', 7)
        """
        place = self.indent
        for character in self.text[:position]:
            place += 1
            # One blank stands in `text` for all that follow each other in the line.
            while character == " " and self.content[place].isspace():
                place += 1
        return self.start + place


def lines_of(text: str) -> Sequence[DownloadLine]:
    r"""Return the lines of a text, which cover all of it.

    Examples
    --------
    >>> [(line.text, line.indent) for line in lines_of("  a\u00a0b\r\n\nc")]
    [('a b', 2), ('', 0), ('c', 0)]
    """
    lines = []
    for match in _LINE.finditer(text):
        start = match.start()
        end = match.end()
        if start == end:
            continue
        content = match[1]
        words = " ".join(content.strip(_AROUND).split())
        without_blanks = content.lstrip(_AROUND)
        indent = len(content) - len(without_blanks)
        indent = indent if words else 0
        lines.append(DownloadLine(start, end, words, indent, content))
    return lines


def is_page_head(line: DownloadLine) -> bool:
    """Return whether a line says which page of a printed download begins.

    Examples
    --------
    >>> is_page_head(lines_of("Page 2 of 14")[0])
    True
    >>> is_page_head(lines_of("Page 2 of 14 is missing.")[0])
    False
    """
    return _PAGE_HEAD.fullmatch(line.text) is not None
