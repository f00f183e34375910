"""Downloads of Europresse as web pages.

Today each article is an element ``article`` with a header, the text, notes and a
footer; before, it was a cell of a table. Both name their parts by classes:
``DocPublicationName``, ``DocHeader``, ``titreArticle``, ``docOcurrContainer``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from discourse.newspaper_databases.article_records import (
    ArticleRecord,
    begin_record,
    make_download,
    mark_cut_off,
)
from discourse.newspaper_databases.articles import Download
from discourse.newspaper_databases.database_labels import label_field
from discourse.newspaper_databases.dates import DatedLine, read_dated_line
from discourse.newspaper_databases.element_lookup import (
    TextLine,
    classes_of,
    descendants_with_class,
    line_of,
    lines_of,
)
from discourse.newspaper_databases.stated_numbers import SPACED_NUMBER
from discourse.newspaper_databases.word_counts import WORD_UNITS
from discourse.text_extraction.tree_text import TreeExtent, TreeText, local_name

__all__ = ["find_europresse_page"]

_DATABASE = "Europresse"
_PAGE = "Europresse (HTML)"
_SOURCE = "docpublicationname"
_HEADER = "docheader"
_TITLES = ("titrearticlevisu", "rdp__articletitle")
_TITLE_PART = "titrearticle"
_TEXTS = ("doctext", "dococurrcontainer", "dococcurcontainer")
_AUTHORS = "docauthors"
_IDENTIFIERS = ("public-lblnodoc", "public_lblnodoc")
_OTHER_SOURCES = "apd-wrapper"
_LONGEST_BYLINE = 25  # words
_LONGEST_NAME = 10  # words of an author, where only his place tells him
# "La Croix, no. 43018": the number of the issue behind the name of the source.
_ISSUE = re.compile(r", ?((?:no|n°|nº|nr|num|núm|vol)\.? ?\d.{0,60})$", re.IGNORECASE)
_WORDS = re.compile(rf"({SPACED_NUMBER}) ?(?:{WORD_UNITS})\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\b(?:pp?|S|págs?|Seiten?)(?:\. ?| )(\w.{0,40})$",
)
_IDENTIFIER = re.compile(r"(?:news|report|web|[a-z]{2,10})[·•.]\d{8}[·•.]\S{1,60}")
_DATE_IN_IDENTIFIER = re.compile(r"[·•.](\d{8})[·•.]")
_COPYRIGHT = re.compile(r"(?:©|copyright)[ ©,]{0,4}\d{4}", re.IGNORECASE)
_LONGEST_COPYRIGHT = 60  # words
_LINES_OF_FOOT = 5  # of an article in a table


def find_europresse_page(tree: TreeText) -> Download | None:
    """Return the download if a web page is one of Europresse; else ``None``.

    Parameters
    ----------
    tree : TreeText
        The text of the page, with its elements.
    """
    articles = list(_articles_of(tree))
    if not articles:
        return None
    records = [_record_of_article(tree, article) for article in articles]
    mark_cut_off(records, "copyright", "identifier")
    return make_download(_PAGE, records)


def _articles_of(tree: TreeText) -> Iterator[Any]:
    """Yield the elements of the articles, if the page is one of Europresse.

    An article of any web page is an element ``article``; only those of Europresse have
    a name of a source and a second part by the names of its classes.
    """
    with_source = _containers_with_class(tree, _SOURCE)
    parts = (_HEADER, *_TITLES, _TITLE_PART, *_TEXTS)
    with_parts = _containers_with_class(tree, *parts)
    if not with_source & with_parts:
        return
    # Reports and the like have no name of a source, and are articles all the same.
    containers = list(with_source)
    for container in with_parts - with_source:
        if local_name(container) == "article":
            containers.append(container)
    containers.sort(key=lambda container: tree.extents[container].start)
    previous_end = 0
    for container in containers:
        extent = tree.extents[container]
        if previous_end <= extent.start < extent.end:
            yield container
            previous_end = extent.end


def _containers_with_class(tree: TreeText, *names: str) -> set[Any]:
    """Return the elements of articles that hold an element with one of the classes."""
    containers = set()
    for element in descendants_with_class(tree.root, *names):
        container = _container_of(element)
        if container is not None:
            containers.add(container)
    return containers


def _container_of(element: Any) -> Any:
    """Return the element of the article that an element is in; ``None`` if none is."""
    for name in ("article", "td"):
        container = next(element.iterancestors(name), None)
        if container is not None:
            return container
    return None


# --------------------------------------------------------------------------------------
# One article


def _record_of_article(tree: TreeText, article: Any) -> ArticleRecord:
    """Return what the elements of an article say."""
    record = begin_record(_DATABASE, tree, article)
    _add_source(record, article)
    _add_header(record, article)
    title = _add_title(record, article)
    header = next(article.iterdescendants("header"), None)
    if header is not None:
        _add_rest_of_header(record, header, title)
    elif title is not None:
        _add_author_in_table(record, article, title)
    for aside in article.iterdescendants("aside"):
        _add_notes(record, aside)
    for element in descendants_with_class(article, _OTHER_SOURCES):
        record.add_element(element, "other_sources")
    _add_foot(record, article)
    if not record.has_value("date"):
        identifier = record.value("identifier")
        match = _DATE_IN_IDENTIFIER.search(identifier)
        if match is not None:
            record.add_value("date", match[1])
    return record


def _add_source(record: ArticleRecord, article: Any) -> None:
    """Add the name of the source, and the number of its issue apart."""
    for element in descendants_with_class(article, _SOURCE):
        extent = record.tree.extents[element]
        record.add_mask(extent, "source")
        for line in lines_of(record.tree, extent):
            issue = _ISSUE.search(line.text)
            name = line.text
            if issue is not None:
                name = line.text[: issue.start()]
                record.add_value("issue", issue[1])
            # Below the name of the source stands the issue, in words of any kind.
            column = "issue" if record.has_value("source") else "source"
            record.add_value(column, name)


def _add_header(record: ArticleRecord, article: Any) -> None:
    """Add the section, date, number of words and page of an article."""
    texts = []
    for element in descendants_with_class(article, _HEADER):
        text = line_of(record.tree, element).strip(" ,")
        if text:
            texts.append(text)
        record.mask_element(element, "date")
    header = ", ".join(texts)
    _read_header(record, header)


def _read_header(record: ArticleRecord, text: str) -> bool:
    """Add what a line such as "World, 12 June 2023, p. 4" says; say if it has a date."""
    place = _place_of_date(text)
    if place is None:
        return False
    section = text[: place.start].strip(" ,")
    record.add_value("section", section)
    record.add_value("date", place.dated_line.date)
    rest = place.dated_line.rest
    words = _WORDS.search(rest)
    if words is not None:
        record.add_value("words_stated", words[1])
    page = _PAGE_NUMBER.search(rest)
    if page is not None:
        record.add_value("pages", page[1])
    return True


@dataclass(frozen=True)
class _PlaceOfDate:
    """Where a date begins in a line."""

    start: int
    dated_line: DatedLine


def _place_of_date(text: str) -> _PlaceOfDate | None:
    """Return the date of a line of parts between commas; ``None`` without a date.

    A section may hold a date, too: of two dates, the second counts.

    >>> place = _place_of_date("World; Pg. 7A, Monday 12 June 2023, p. 16")
    >>> place.start, place.dated_line.date
    (15, '2023-06-12')
    """
    starts = [0]
    for match in re.finditer(r", ", text):
        starts.append(match.end())
    found = None
    known_rest = ""
    for start in starts:
        part = text[start:]
        dated_line = read_dated_line(part)
        if dated_line is None:
            continue
        is_new = found is None or len(part) <= len(known_rest)
        if is_new:
            found = _PlaceOfDate(start, dated_line)
            known_rest = dated_line.rest
    return found


def _add_title(record: ArticleRecord, article: Any) -> TreeExtent | None:
    """Add the headline, and return where it is; ``None`` without one.

    Lines above and below it are kept as a subtitle.
    """
    whole = next(descendants_with_class(article, _TITLE_PART), None)
    titles = list(descendants_with_class(article, *_TITLES))
    if whole is not None and not titles:
        titles.append(whole)
    if not titles:
        return None
    for title in titles:
        if not record.has_value("title"):
            record.add_value("title", record.tree.text_of(title))
        record.mask_element(title, "title")
    first = record.tree.extents[titles[0]]
    if whole is not None:
        _add_author_under_title(record, whole, first)
        for line in _unmasked_lines(record, record.tree.extents[whole]):
            record.add_value("subtitle", line.text)
            record.add_mask(line, "subtitle")
    return first


def _add_author_under_title(
    record: ArticleRecord, whole: Any, title: TreeExtent
) -> None:
    """Add the author in the first element ``div`` without a class under a headline."""
    for division in whole.iterdescendants("div"):
        extent = record.tree.extents[division]
        length = len(line_of(record.tree, division).split())
        is_short = 0 < length <= _LONGEST_BYLINE
        has_no_class = not classes_of(division)
        if is_short and has_no_class and extent.start >= title.end:
            record.add_element(division, "byline")
            return


def _unmasked_lines(record: ArticleRecord, extent: TreeExtent) -> list[TextLine]:
    """Return the lines of a stretch of the text that hold no mask."""
    masks = sorted(record.masks, key=lambda mask: mask.start)
    lines = []
    number = 0
    for line in lines_of(record.tree, extent):
        while number < len(masks) and masks[number].end <= line.start:
            number += 1
        if number == len(masks) or masks[number].start >= line.end:
            lines.append(line)
    return lines


def _add_rest_of_header(
    record: ArticleRecord, header: Any, title: TreeExtent | None
) -> None:
    """Add the byline, and the source and date of articles that have no class for them.

    What is neither stays a part of the text.
    """
    for element in descendants_with_class(header, _AUTHORS):
        record.add_element(element, "byline")
    title_end = title.end if title is not None else 0
    for line in _unmasked_lines(record, record.tree.extents[header]):
        column = _column_of_line(record, line, is_behind_title=line.start >= title_end)
        if column:
            record.add_mask(line, column)


def _column_of_line(
    record: ArticleRecord, line: TextLine, *, is_behind_title: bool
) -> str:
    """Add a line of a header to the column it is for; return that, or ``""``."""
    is_short = len(line.text.split()) <= _LONGEST_BYLINE
    if not is_short:
        return ""
    if not record.has_value("date") and _read_header(record, line.text):
        return "date"
    if not record.has_value("source") and not is_behind_title:
        record.add_value("source", line.text)
        return "source"
    if is_behind_title and not record.has_value("byline"):
        record.add_value("byline", line.text)
        return "byline"
    return ""


def _add_author_in_table(
    record: ArticleRecord, article: Any, title: TreeExtent
) -> None:
    """Add the author of an article in a table: a short line behind the headline."""
    article_end = record.tree.extents[article].end
    behind_title = TreeExtent(title.end, article_end)
    lines = _unmasked_lines(record, behind_title)
    if not lines:
        return
    text = lines[0].text
    is_short = len(text.split()) <= _LONGEST_NAME
    is_sentence = text[-1] in ".!?:;…"
    is_copyright = _COPYRIGHT.match(text) is not None
    if is_short and not is_sentence and not is_copyright:
        record.add_value("byline", text)
        record.add_mask(lines[0], "byline")


def _add_notes(record: ArticleRecord, aside: Any) -> None:
    """Add notes beside an article, by their labels: "Note(s) : ..."."""
    extent = record.tree.extents[aside]
    record.add_mask(extent, "notes")
    for line in lines_of(record.tree, extent):
        label, _, value = line.text.partition(":")
        column = label_field(label, _DATABASE)
        if column is None:
            record.add_value("notes", line.text)
        else:
            record.add_value(column, value)


# --------------------------------------------------------------------------------------
# The foot of an article


def _add_foot(record: ArticleRecord, article: Any) -> None:
    """Add the copyright and the number of the document."""
    for element in descendants_with_class(article, *_IDENTIFIERS):
        for line in lines_of(record.tree, record.tree.extents[element]):
            _add_line_of_foot(record, line)
    footers = list(article.iterdescendants("footer"))
    for footer in footers:
        for line in _unmasked_lines(record, record.tree.extents[footer]):
            _add_line_of_foot(record, line)
    if footers:
        return
    lines = _unmasked_lines(record, record.tree.extents[article])
    for line in lines[-_LINES_OF_FOOT:]:
        is_short = len(line.text.split()) <= _LONGEST_COPYRIGHT
        is_copyright = _COPYRIGHT.match(line.text) is not None
        is_identifier = _IDENTIFIER.search(line.text) is not None
        if is_short and (is_copyright or is_identifier):
            _add_line_of_foot(record, line)


def _add_line_of_foot(record: ArticleRecord, line: TextLine) -> None:
    """Add a line of the foot of an article."""
    identifier = _IDENTIFIER.search(line.text)
    column = "copyright"
    value = line.text
    if identifier is not None:
        column = "identifier"
        value = identifier.group()
    record.add_value(column, value)
    record.add_mask(line, column)
