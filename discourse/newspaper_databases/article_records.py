"""Make the articles of a download from what was found in the markup of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from discourse.newspaper_databases.articles import (
    ARTICLE_COLUMNS,
    Article,
    Download,
    MaskedLines,
)
from discourse.newspaper_databases.database_labels import byline_of, column_of_label
from discourse.newspaper_databases.dates import iso_date_of
from discourse.newspaper_databases.download_oddities import find_oddities
from discourse.newspaper_databases.language_names import english_name_of_language
from discourse.newspaper_databases.stated_numbers import stated_number
from discourse.text_extraction.tree_text import TreeExtent, TreeText

__all__ = [
    "ArticleRecord",
    "Stretch",
    "begin_record",
    "make_download",
    "mark_cut_off",
]

_BETWEEN_VALUES = "; "  # of one column
# What stands in a column, in the words of the reason of a mask; of the columns that are
# not here, their names say it.
_REASONS = {
    "byline": "the byline",
    "copyright": "the copyright",
    "credit": "the credit",
    "date": "the date of publication",
    "edition": "the edition",
    "geographic": "regions",
    "identifier": "the number of the article in the database",
    "information_provider": "codes of the provider",
    "language": "the language",
    "load_date": "the date of storage",
    "notes": "a note on the article",
    "pages": "the page",
    "publication_time": "the time of publication",
    "publisher": "the publisher",
    "section": "the section",
    "source": "the source",
    "source_code": "the code of the source",
    "subject": "subjects",
    "subtitle": "a line above or below the headline",
    "title": "the headline",
    "words_stated": "the number of words",
}
_OUTSIDE = "the page around the articles"


class Stretch(Protocol):
    """A stretch of the text of a file."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass
class ArticleRecord:
    """What was found of one article.

    Attributes
    ----------
    database : str
        Its name in the reasons of masks.
    tree : TreeText
        The text of the file, with its elements.
    start, end : int
        Where the elements of the article begin and end in the text of the file.
    values : dict of str to list of str
        What the database says, by column, as it is written.
    masks : list of MaskedLines
        What is no text of the article, in any order.
    unknown_labels : list of str
        Labels of the database that are in no table.
    is_cut_off : bool
        Whether the article has no end.
    """

    database: str
    tree: TreeText
    start: int
    end: int
    values: dict[str, list[str]] = field(default_factory=dict)
    masks: list[MaskedLines] = field(default_factory=list)
    unknown_labels: list[str] = field(default_factory=list)
    is_cut_off: bool = False

    def add_value(self, column: str, value: str) -> None:
        """Add a value to a column, unless it is empty or there already."""
        value = " ".join(value.split())
        values = self.values.setdefault(column, [])
        if value and value not in values:
            values.append(value)

    def add_unknown(self, label: str, value: str) -> str:
        """Add what an unknown label says to a column of its own; return its name."""
        column = column_of_label(label)
        self.unknown_labels.append(label)
        self.add_value(column, value)
        return column

    def add_mask(self, stretch: Stretch, column: str) -> None:
        """Mask a stretch of the text, which says what stands in a column."""
        words = _REASONS.get(column)
        if words is None:
            words = column.replace("_", " ")
        self.add_mask_with_reason(stretch, words)

    def add_mask_with_reason(self, stretch: Stretch, words: str) -> None:
        """Mask a stretch of the text, unless it is empty."""
        if stretch.end > stretch.start:
            reason = f"{self.database}: {words}."
            mask = MaskedLines(stretch.start, stretch.end, reason)
            self.masks.append(mask)

    def add_element(self, element: Any, column: str) -> None:
        """Add the text of an element to a column, and mask it."""
        text = self.tree.text_of(element)
        self.add_value(column, text)
        self.mask_element(element, column)

    def mask_element(self, element: Any, column: str) -> None:
        """Mask an element, which says what stands in a column."""
        extent = self.tree.extents[element]
        self.add_mask(extent, column)

    def has_value(self, column: str) -> bool:
        """Return whether the database says something in a column."""
        return bool(self.values.get(column))

    def value(self, column: str) -> str:
        """Return what the database says in a column, as one text."""
        values = self.values.get(column, [])
        return _BETWEEN_VALUES.join(values)


def begin_record(database: str, tree: TreeText, element: Any) -> ArticleRecord:
    """Return the record of the article that an element holds."""
    extent = tree.extents[element]
    return ArticleRecord(database, tree, extent.start, extent.end)


def mark_cut_off(records: Sequence[ArticleRecord], *columns: str) -> None:
    """Mark the last article as cut off if it has not the end that all others have.

    Parameters
    ----------
    records : sequence of ArticleRecord
    *columns : str
        What stands at the end of an article. One that is alone has at least one of
        these.
    """
    last = records[-1]
    others = records[:-1]
    missing = [column for column in columns if not last.has_value(column)]
    if not others:
        last.is_cut_off = len(missing) == len(columns)
        return
    for column in missing:
        if all(record.has_value(column) for record in others):
            last.is_cut_off = True


# --------------------------------------------------------------------------------------
# Articles


def make_download(
    database: str,
    records: Sequence[ArticleRecord],
    *,
    stated_articles: int | None = None,
) -> Download:
    """Return the download of which `records` are the articles.

    Parameters
    ----------
    database : str
        Name of the database and the format: "Factiva (HTML)".
    records : sequence of ArticleRecord
        In the order of the file; at least one. Their extents do not overlap.
    stated_articles : int, optional
        How many articles the file says it has.
    """
    text = records[0].tree.text
    starts = [0]
    for record in records[1:]:
        starts.append(record.start)
    ends = [*starts[1:], len(text)]
    articles = []
    for record, start, end in zip(records, starts, ends, strict=True):
        before = TreeExtent(start, record.start)
        behind = TreeExtent(record.end, end)
        record.add_mask_with_reason(before, _OUTSIDE)
        record.add_mask_with_reason(behind, _OUTSIDE)
        masks = _settle_masks(record.masks, text, start=start, end=end)
        article = Article(start, end, _metadata_of(record), tuple(masks))
        articles.append(article)
    unknown_labels: list[str] = []
    for record in records:
        unknown_labels += record.unknown_labels
    oddities = find_oddities(
        text,
        articles,
        are_cut=[record.is_cut_off for record in records],
        stated_articles=stated_articles,
        unknown_labels=unknown_labels,
    )
    return Download(database, tuple(articles), tuple(oddities))


def _metadata_of(record: ArticleRecord) -> dict[str, object]:
    """Return what is known of an article, in the order of the columns."""
    metadata: dict[str, object] = {}
    for column in ARTICLE_COLUMNS:
        metadata[column] = record.value(column)
    metadata["date"] = iso_date_of(record.value("date"))
    metadata["byline"] = byline_of(record.value("byline"))
    metadata["language"] = english_name_of_language(record.value("language"))
    metadata["words_stated"] = stated_number(record.value("words_stated"))
    for column, values in record.values.items():
        if column not in metadata and values:
            metadata[column] = record.value(column)
    return metadata


def _settle_masks(
    masks: Sequence[MaskedLines], text: str, *, start: int, end: int
) -> Iterator[MaskedLines]:
    """Yield masks in order, inside the article, none over another.

    Each goes on over the blanks behind it. Where two overlap, the first keeps its span.
    """
    position = start
    for mask in sorted(masks, key=lambda mask: (mask.start, mask.end)):
        mask_start = max(mask.start, position)
        mask_end = min(mask.end, end)
        if mask_end <= mask_start or text[mask_start:mask_end].isspace():
            continue
        while mask_end < end and text[mask_end].isspace():
            mask_end += 1
        yield MaskedLines(mask_start, mask_end, mask.reason)
        position = mask_end
