"""Whether the lines of a download of articles are wrapped.

In a file of short articles, most lines are those of the database. They are masked, and
say nothing about how the lines of the articles end.
"""

from __future__ import annotations

import re

from discourse.newspaper_databases import Download
from discourse.text import LINE_ENDS

__all__ = ["has_wrapped_articles"]

_MAX_WIDTH = 120  # characters; wider lines are not wrapped
_LINE = re.compile(f"([^{LINE_ENDS}]*)(?:\r\n|[{LINE_ENDS}]|\\Z)")
_SENTENCE_END = re.compile(r"[.!?…。！？:][\"'”’»)\]]*\s*$")
# Of the lines that are followed by another: so many go on with the same sentence.
_LEAST_SHARE = 0.5


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
    line_pairs = 0
    lines_that_go_on = 0
    for article in download.articles:
        position = article.start
        masks = sorted((mask.start, mask.end) for mask in article.masks)
        for mask_start, mask_end in [*masks, (article.end, article.end)]:
            previous = ""
            for match in _LINE.finditer(text, position, max(position, mask_start)):
                line = match.group(1)
                if len(line) > _MAX_WIDTH:
                    return False
                if line.strip() and previous:
                    line_pairs += 1
                    lines_that_go_on += _SENTENCE_END.search(previous) is None
                previous = line.strip()
            position = max(position, mask_end)
    return lines_that_go_on > _LEAST_SHARE * line_pairs
