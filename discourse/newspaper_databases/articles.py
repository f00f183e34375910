"""The articles of a download of a newspaper database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from discourse.corpus.reading_notes import Oddity

__all__ = ["ARTICLE_COLUMNS", "ARTICLE_LAYER", "Article", "Download", "MaskedLines"]

# The layer of spans over a file of many texts; the label: the id of the document.
ARTICLE_LAYER = "article"
# The metadata of every article, in this order. Labels that are in no table become
# columns of their own after them.
ARTICLE_COLUMNS = (
    "title",
    "source",
    "date",
    "byline",
    "section",
    "language",
    "identifier",
    "words_stated",
)


@dataclass(frozen=True)
class MaskedLines:
    """Lines of the database inside a file, which are no text of the article.

    Attributes
    ----------
    start, end : int
        Half-open span of the text of the file.
    reason : str
        What they are, as a sentence: "Nexis Uni: the line of the source."
    """

    start: int
    end: int
    reason: str


def _place_of_mask(mask: MaskedLines) -> tuple[int, int]:
    return mask.start, mask.end


@dataclass(frozen=True)
class Article:
    """One article of a download.

    Attributes
    ----------
    start, end : int
        Half-open span of the text of the file. The articles of a download cover all of
        it: what stands before the first is a part of the first, and so on.
    metadata : mapping of str to object
        Every one of `ARTICLE_COLUMNS`, and labels of the database that no table has.
        Text is ``""`` where the file says nothing; ``date`` is ISO 8601; ``language``
        is an English name; ``words_stated`` is a whole number or None.
    masks : tuple of MaskedLines
        Everything between `start` and `end` that is no body of the article.
    """

    start: int
    end: int
    metadata: Mapping[str, object]
    masks: tuple[MaskedLines, ...] = ()

    def body_parts(self, text: str) -> list[str]:
        """Return the parts of the text of the file that are the body of the article."""
        parts = []
        position = self.start
        for mask in sorted(self.masks, key=_place_of_mask):
            parts.append(text[position : mask.start])
            position = max(position, mask.end)
        parts.append(text[position : self.end])
        return parts


@dataclass(frozen=True)
class Download:
    """A file that a newspaper database gave out.

    Attributes
    ----------
    database : str
        Name of the database and the format: "Factiva (HTML)".
    articles : tuple of Article
        In the order of the file; at least one.
    oddities : tuple of Oddity
        What looks odd, for ``corpus.suspected``: an article that is cut off, a label
        that is in no table, fewer articles than the file says, words that were stated
        and are not there.
    """

    database: str
    articles: tuple[Article, ...]
    oddities: tuple[Oddity, ...] = field(default=())
