"""Whether the lines of a download of articles are wrapped.

In a file of short articles, most lines are those of the database. They are masked, and
say nothing about how the lines of the articles end.
"""

from __future__ import annotations

import itertools
import re

from discourse.newspaper_databases import Download
from discourse.text import LINE_ENDS

__all__ = ["has_wrapped_articles"]

_MAX_WIDTH = 120  # characters; wider lines are not wrapped
_LINE = re.compile(f"([^{LINE_ENDS}]*)(?:\r\n|[{LINE_ENDS}]|\\Z)")
_SENTENCE_END = re.compile(r"[.!?…。！？:][\"'”’»)\]]*\s*$")
# Of the lines that are followed by another: so many go on with the same sentence.
_LEAST_SHARE = 0.5
# Of the width of the text: a line as long as this has no room for another word, and
# the next line goes on with it.
_FULL_SHARE = 0.7


def has_wrapped_articles(text: str, download: Download) -> bool:
    r"""Return whether lines of the articles end inside sentences, as wrapped lines do.

    Parameters
    ----------
    text : str
        The text of the file.
    download : Download

    Examples
    --------
    >>> from discourse.newspaper_databases import Article
    >>> text = "We build a community with a\nshared future for mankind.\n\nYes.\n"
    >>> has_wrapped_articles(text, Download("", (Article(0, len(text), {}),)))
    True
    """
    lines = _lines_of_bodies(text, download)
    width = max(map(len, lines), default=0)
    if width > _MAX_WIDTH:
        return False
    line_pairs = 0
    lines_that_go_on = 0
    for line, next_line in itertools.pairwise(lines):
        if not line or not next_line:
            continue
        line_pairs += 1
        is_full = len(line) >= _FULL_SHARE * width or next_line[0].islower()
        if is_full and _SENTENCE_END.search(line) is None:
            lines_that_go_on += 1
    return lines_that_go_on > _LEAST_SHARE * line_pairs


def _lines_of_bodies(text: str, download: Download) -> list[str]:
    """Return the lines of the articles that are not masked, without outer blanks.

    An empty line stands between two parts of a text with a mask between them.
    """
    lines: list[str] = []
    for article in download.articles:
        position = article.start
        masks = sorted((mask.start, mask.end) for mask in article.masks)
        for mask_start, mask_end in [*masks, (article.end, article.end)]:
            end = max(position, mask_start)
            for match in _LINE.finditer(text, position, end):
                lines.append(match.group(1).strip())
            lines.append("")
            position = max(position, mask_end)
    return lines
