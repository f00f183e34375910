"""Downloads of Factiva with markup: web pages with and without codes, and XML.

A page with codes has a table for each article, with a code of two or three letters in
the first cell of each row: HD is the headline, LP the first paragraphs. A page without
codes has the same values in the same order, each in an element ``div``, and the
paragraphs behind them. In XML each value has an element of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discourse.newspaper_databases.accession_numbers import accession_number
from discourse.newspaper_databases.article_records import (
    ArticleRecord,
    begin_record,
    make_download,
    mark_cut_off,
)
from discourse.newspaper_databases.articles import Download
from discourse.newspaper_databases.database_labels import label_field
from discourse.newspaper_databases.dates import iso_date_of
from discourse.newspaper_databases.element_lookup import (
    ancestor_with_class,
    classes_of,
    descendants_with_class,
    has_class,
    line_of,
    name_of,
)
from discourse.newspaper_databases.language_names import is_language
from discourse.newspaper_databases.line_kinds import ALL_RIGHTS
from discourse.newspaper_databases.stated_numbers import stated_number
from discourse.text_extraction.tree_text import TreeExtent, TreeText, local_name

__all__ = ["find_factiva_page", "find_factiva_xml"]

_DATABASE = "Factiva"
_PAGE = "Factiva (HTML)"
_XML = "Factiva (XML)"
_CODE = re.compile(r"[A-Z]{2,4}")
_PARAGRAPH = "articleparagraph"
# With the code of the language of the article: "enArticle", "zhcnHeadline".
_ARTICLE_CLASS = re.compile("[a-z]{2,6}article")
_HEADLINE_CLASS = re.compile("[a-z]{2,6}headline")
# Columns of the table of labels whose values are text of the article.
_BODY_COLUMNS = frozenset(["body", "lead_paragraph"])
# An article has at least this many codes beside that of its headline. Without them, a
# table is one that speaks of Factiva.
_LEAST_CODES = 3
_NUMBER_BEFORE_TITLE = re.compile(r"\d{1,4}\) ")  # in a list of articles
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?")
# The unit may be in any language, for only its place tells what the number counts.
_WORD_COUNT = re.compile(r"[\d.,'’ \u00a0\u202f]{1,12} ?[^\W\d_]{1,15}")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,12}")
_COPYRIGHT = re.compile(rf"©|\(c\)|copyright|{ALL_RIGHTS}", re.IGNORECASE)
_LONGEST_PUBLISHER = 15  # words


def _accession_number(text: str) -> str | None:
    """Return the number of an article that fills an element; ``None`` without one."""
    return accession_number(text, may_be_alone=True)


def _add_value(record: ArticleRecord, column: str, value: str) -> None:
    """Add a value to a column; of an accession number, only the number."""
    if column == "identifier":
        value = _accession_number(value) or value.rpartition(" ")[2]
    record.add_value(column, value)


def _add_element(record: ArticleRecord, element: Any, column: str) -> None:
    """Add the text of an element to a column, and mask it."""
    value = line_of(record.tree, element)
    _add_value(record, column, value)
    record.mask_element(element, column)


# --------------------------------------------------------------------------------------
# Pages with codes


@dataclass(frozen=True)
class _Row:
    """A code and the cells that hold its value."""

    code: str
    code_cell: Any
    value_cells: Sequence[Any]


def find_factiva_page(tree: TreeText) -> Download | None:
    """Return the download if a web page is one of Factiva; else ``None``.

    Parameters
    ----------
    tree : TreeText
        The text of the page, with its elements.
    """
    rows_by_article = _rows_by_article(tree)
    is_download = any(_is_article(tree, rows) for rows in rows_by_article.values())
    records = []
    for article, rows in rows_by_article.items():
        # An article that is cut off may have few rows.
        has_headline = any(row.code == "HD" for row in rows)
        if is_download and has_headline:
            records.append(_record_of_rows(tree, article, rows))
    records += [
        _record_without_codes(tree, element)
        for element in _articles_without_codes(tree)
    ]
    if not records:
        return None
    records.sort(key=lambda record: record.start)
    mark_cut_off(records, "identifier")
    return make_download(_PAGE, records)


def _rows_by_article(tree: TreeText) -> dict[Any, list[_Row]]:
    """Return the rows with codes, by the element of their article."""
    rows_by_article: dict[Any, list[_Row]] = {}
    for cell in tree.root.iter("td"):
        if "index" not in classes_of(cell):
            continue
        code = line_of(tree, cell)
        if _CODE.fullmatch(code) is None:
            continue
        value_cells = [
            sibling for sibling in cell.itersiblings() if name_of(sibling) == "td"
        ]
        row = _Row(code, cell, value_cells)
        article = _article_around(cell)
        rows_by_article.setdefault(article, []).append(row)
    return rows_by_article


def _article_around(cell: Any) -> Any:
    """Return the element of the article that a cell is in, or its table."""
    article = ancestor_with_class(cell, "article")
    if article is None:
        article = next(cell.iterancestors("table"), cell)
    return article


def _is_article(tree: TreeText, rows: Sequence[_Row]) -> bool:
    """Return whether rows are those of an article, and not of a list of codes."""
    columns = {}
    for row in rows:
        column = label_field(row.code, _DATABASE)
        if column is not None:
            columns[column] = _value_of(tree, row)
    if "title" not in columns or len(columns) <= _LEAST_CODES:
        return False
    is_dated = bool(iso_date_of(columns.get("date", "")))
    is_counted = stated_number(columns.get("words_stated", "")) is not None
    identifier = columns.get("identifier", "")
    is_numbered = _accession_number(identifier) is not None
    return is_dated or is_counted or is_numbered


def _value_of(tree: TreeText, row: _Row) -> str:
    """Return the value of a code on one line."""
    lines = [line_of(tree, cell) for cell in row.value_cells]
    return " ".join(lines)


def _record_of_rows(
    tree: TreeText, article: Any, rows: Sequence[_Row]
) -> ArticleRecord:
    """Return what the rows of an article say."""
    record = begin_record(_DATABASE, tree, article)
    for row in rows:
        column = label_field(row.code, _DATABASE)
        code_cell = tree.extents[row.code_cell]
        record.add_mask_with_reason(code_cell, f"the code {row.code}")
        if column in _BODY_COLUMNS:
            continue
        value = _value_of(tree, row)
        if column is not None:
            _add_value(record, column, value)
        elif _has_paragraphs(row):
            record.unknown_labels.append(row.code)
            continue
        else:
            column = record.add_unknown(row.code, value)
        for cell in row.value_cells:
            record.mask_element(cell, column)
    return record


def _has_paragraphs(row: _Row) -> bool:
    """Return whether the value of a code is made of paragraphs of an article."""
    for cell in row.value_cells:
        first = next(descendants_with_class(cell, _PARAGRAPH), None)
        if first is not None:
            return True
    return False


# --------------------------------------------------------------------------------------
# Pages without codes


def _articles_without_codes(tree: TreeText) -> list[Any]:
    """Return the innermost elements of articles that have a headline and no codes.

    One of them must have paragraphs, or the page is none of Factiva.
    """
    articles = []
    is_download = False
    for element in _innermost_articles(tree):
        has_headline = False
        has_codes = False
        has_paragraphs = False
        for descendant in element.iterdescendants():
            classes = classes_of(descendant)
            has_headline = has_headline or _names_headline(classes)
            has_codes = has_codes or "index" in classes
            has_paragraphs = has_paragraphs or _PARAGRAPH in classes
        if has_headline and not has_codes:
            articles.append(element)
            is_download = is_download or has_paragraphs
    return articles if is_download else []


def _innermost_articles(tree: TreeText) -> list[Any]:
    """Return the elements of articles that hold no other such element."""
    elements = list(filter(_is_article_element, tree.root.iter("div")))
    outer_elements = set()
    for element in elements:
        for ancestor in element.iterancestors("div"):
            if _is_article_element(ancestor):
                outer_elements.add(ancestor)
                break
    return [element for element in elements if element not in outer_elements]


def _is_article_element(element: Any) -> bool:
    """Return whether an element has the class of an article and of its language.

    The classes are "article" and, for an English article, "enArticle".
    """
    if name_of(element) != "div":
        return False
    classes = classes_of(element)
    has_language = any(map(_ARTICLE_CLASS.fullmatch, classes))
    return "article" in classes and has_language


def _headline_of(element: Any) -> Any:
    """Return the element that holds the headline, such as ``span.enHeadline``."""
    for descendant in element.iterdescendants():
        if _names_headline(classes_of(descendant)):
            return descendant
    return None


def _names_headline(classes: Sequence[str]) -> bool:
    """Return whether one of the classes is that of a headline."""
    return any(map(_HEADLINE_CLASS.fullmatch, classes))


def _record_without_codes(tree: TreeText, element: Any) -> ArticleRecord:
    """Return what the elements of an article without codes say, by their order."""
    record = begin_record(_DATABASE, tree, element)
    headline = _headline_of(element)
    _add_headline(tree, record, headline)
    text = _extent_of_paragraphs(tree, element)
    title_start = tree.extents[headline].start
    head = []
    for division in element.iterdescendants("div"):
        line = tree.extents[division]
        holds_others = next(division.iterdescendants("div"), None) is not None
        is_empty = line.start == line.end
        if holds_others or is_empty or line.start >= text.start:
            continue
        if line.start < title_start:
            _add_element(record, division, "section")
        elif line.start > title_start:
            head.append(division)
    _add_lines_of_head(tree, record, head)
    foot = []
    for line_element in element.iterdescendants("p", "div"):
        line = tree.extents[line_element]
        is_empty = line.start == line.end
        is_behind_text = line.start >= text.end
        if is_behind_text and not is_empty:
            foot.append(line_element)
    _add_lines_of_foot(tree, record, foot)
    return record


def _extent_of_paragraphs(tree: TreeText, element: Any) -> TreeExtent:
    """Return where the paragraphs of an article are; at its end if it has none."""
    paragraphs = list(descendants_with_class(element, _PARAGRAPH))
    if not paragraphs:
        end = tree.extents[element].end
        return TreeExtent(end, end)
    first = tree.extents[paragraphs[0]]
    last = tree.extents[paragraphs[-1]]
    return TreeExtent(first.start, last.end)


def _add_headline(tree: TreeText, record: ArticleRecord, headline: Any) -> None:
    """Add the headline of an article without the number it may have in a list."""
    title = line_of(tree, headline)
    if has_class(headline, ("counted",)):
        title = _NUMBER_BEFORE_TITLE.sub("", title, count=1)
    record.add_value("title", title)
    record.mask_element(headline, "title")


def _add_lines_of_head(
    tree: TreeText, record: ArticleRecord, lines: Sequence[Any]
) -> None:
    """Add what stands between the headline and the text.

    After the byline and the number of words come the date, the time, the source and
    its code. The copyright is the last, and the language the one before it.
    """
    rest = []
    for line in lines:
        if has_class(line, ("author",)):
            _add_element(record, line, "byline")
        else:
            rest.append(line)
    if rest and _COPYRIGHT.search(line_of(tree, rest[-1])):
        copyright_line = rest.pop()
        _add_element(record, copyright_line, "copyright")
    dates = _numbers_of_dates(tree, rest)
    if not dates:
        for line in rest:
            _add_element(record, line, "notes")
        return
    date = dates[0]
    for line in rest[:date]:
        text = line_of(tree, line)
        is_count = _WORD_COUNT.fullmatch(text) is not None
        column = "words_stated" if is_count else "byline"
        _add_element(record, line, column)
    _add_element(record, rest[date], "date")
    _add_lines_after_date(tree, record, rest[date + 1 :])


def _numbers_of_dates(tree: TreeText, lines: Sequence[Any]) -> list[int]:
    """Return the numbers of the lines that are dates."""
    numbers = []
    for number, line in enumerate(lines):
        text = line_of(tree, line)
        if iso_date_of(text):
            numbers.append(number)
    return numbers


def _add_lines_after_date(
    tree: TreeText, record: ArticleRecord, lines: Sequence[Any]
) -> None:
    """Add the time, the source, its code, the page and the language."""
    columns = ["publication_time", "source", "source_code"]
    patterns = {"publication_time": _TIME, "source_code": _SOURCE_CODE}
    rest = list(lines)
    for column in columns:
        pattern = patterns.get(column)
        if not rest:
            return
        text = line_of(tree, rest[0])
        if pattern is None or pattern.fullmatch(text):
            line = rest.pop(0)
            _add_element(record, line, column)
    languages = []
    for line in rest:
        text = line_of(tree, line)
        if is_language(text):
            languages.append(line)
    # A language that is in no table is still the last of these lines.
    language = (languages or rest or [None])[-1]
    for line in rest:
        column = "language" if line is language else "pages"
        _add_element(record, line, column)


def _add_lines_of_foot(
    tree: TreeText, record: ArticleRecord, lines: Sequence[Any]
) -> None:
    """Add what stands behind the text: notes, the publisher, the accession number.

    Without an accession number, the article is cut off, and this is its text.
    """
    texts = [line_of(tree, line) for line in lines]
    numbers = []
    for number, text in enumerate(texts):
        if _accession_number(text) is not None:
            numbers.append(number)
    if not numbers:
        return
    last = numbers[-1]
    for number, line in enumerate(lines):
        is_short = len(texts[number].split()) <= _LONGEST_PUBLISHER
        column = "notes"
        if number == last:
            column = "identifier"
        elif number == last - 1 and is_short:
            column = "publisher"
        _add_element(record, line, column)


# --------------------------------------------------------------------------------------
# XML

_COLUMNS_OF_ELEMENTS = {
    "accessionno": "identifier",
    "artwork": "graphic",
    "baselanguage": "language",
    "byline": "byline",
    "columnname": "column",
    "company": "company",
    "contact": "contact",
    "copyright": "copyright",
    "corrections": "correction",
    "credit": "credit",
    "descfield": "information_provider",
    "edition": "edition",
    "headline": "title",
    "industry": "industry",
    "logo": "logo",
    "newssubject": "subject",
    "notes": "notes",
    "pages": "pages",
    "person": "person",
    "publicationdate": "date",
    "publicationtime": "publication_time",
    "publishername": "publisher",
    "reference": "reference",
    "region": "geographic",
    "sectionname": "section",
    "sourcecode": "source_code",
    "sourcename": "source",
    "volume": "volume",
    "wordcount": "words_stated",
}
_BODY_ELEMENTS = frozenset(["leadparagraph", "tailparagraphs"])


def find_factiva_xml(tree: TreeText) -> Download | None:
    """Return the download if an XML file is one of Factiva; else ``None``.

    Parameters
    ----------
    tree : TreeText
        The text of the file, with its elements.
    """
    records = []
    stated_articles = None
    for element in tree.root.iter():
        name = name_of(element)
        if name == "ppsarticleresultset":
            count = stated_number(element.get("count") or "")
            if count is not None:
                stated_articles = count + (stated_articles or 0)
        elif name == "article" and _is_xml_article(element):
            records.append(_record_of_xml(tree, element))
    if not records:
        return None
    # The elements are in alphabetical order: the number of words is the last.
    mark_cut_off(records, "words_stated")
    return make_download(_XML, records, stated_articles=stated_articles)


def _is_xml_article(element: Any) -> bool:
    """Return whether an element ``article`` is one of Factiva."""
    names = [name_of(child) for child in element]
    if "headline" not in names:
        return False
    if "accessionno" in names:
        return True
    parent = element.getparent()
    return parent is not None and name_of(parent) == "ppsarticle"


def _record_of_xml(tree: TreeText, article: Any) -> ArticleRecord:
    """Return what the elements of an article say."""
    record = begin_record(_DATABASE, tree, article)
    for child in article:
        name = name_of(child)
        if not name or name in _BODY_ELEMENTS:
            continue
        column = _COLUMNS_OF_ELEMENTS.get(name)
        if column is not None:
            _add_element(record, child, column)
            continue
        label = local_name(child)
        has_paragraphs = any(name_of(part) == "paragraph" for part in child)
        if has_paragraphs:
            record.unknown_labels.append(label)
            continue
        column = record.add_unknown(label, line_of(tree, child))
        record.mask_element(child, column)
    return record
