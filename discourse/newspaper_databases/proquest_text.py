"""Downloads of ProQuest as plain text (TXT): a label before everything but the title.

A line of underscores and one such as "Document 1 of 3" begin an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from discourse.newspaper_databases.article_parts import ArticleParts, FoundArticles
from discourse.newspaper_databases.dates import iso_date_of, read_dated_line
from discourse.newspaper_databases.download_lines import DownloadLine
from discourse.newspaper_databases.label_blocks import (
    find_tail,
    read_tail,
)
from discourse.newspaper_databases.line_kinds import (
    KindsOfLines,
    LabelledLine,
    kinds_of_lines,
    labelled_line,
)
from discourse.newspaper_databases.stated_numbers import read_article_number

__all__ = ["read_proquest_lines"]

_DATABASE = "ProQuest"
_RULE = re.compile(r"(?<!_)_{20,}\Z")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_FIELDS_OF_PICTURES = frozenset(["graphic", "correction"])
# Fields of which an article must have several.
_CERTAIN_FIELDS = frozenset(
    [
        "body",
        "copyright",
        "database",
        "date",
        "document_type",
        "identifier",
        "issn",
        "language",
        "last_updated",
        "links",
        "publication_info",
        "publisher",
        "source",
        "source_type",
        "subject",
        "url",
    ]
)
_FIELDS_AFTER_TITLE = _CERTAIN_FIELDS | {"byline"}
_MIN_CERTAIN_FIELDS = 3
_SAID_TWICE = ("byline", "title", "url")  # above the text and below it
# With what the parts after the last article begin: a bibliography, and whom to ask.
_BEGINS_END_OF_FILE = re.compile(
    r"(?:contact|contacter|contactar|póngase en contacto con|contacte con|kontaktieren|"
    r"kontakt(?: zu)?|nous contacter)\b.{0,40}\Z"
    r"|(?:bibliography|bibliographie|bibliografía|literaturverzeichnis)\Z"
    r"|(?:citation style|style de citation|estilo de citas?|zitationsstil|zitierstil)\b"
    r"|(?:database copyright|copyright (?:©|Ⓒ|\(c\)))",
    re.IGNORECASE,
)
# One of these stands in them.
_SIGN_OF_END_OF_FILE = re.compile(
    r"\bproquest\b|citation style|style de citation|estilo de cita|zitationsstil"
    r"|zitierstil",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(
    r"(?:not|none) (?:given|available).*|nicht verfügbar.*|non disponible.*|no disponible.*",
    re.IGNORECASE,
)
# What ends the name of the source in a line on the publication, and what stands before
# its date: "The Harbour Times (Westport) ; Westport [Westport] 12 June 2023: 7A."
_AFTER_SOURCE = re.compile(r";|, (?=suppl|edition)|\[")
_BEFORE_DATE = re.compile(r"[\[\];]")


@dataclass(frozen=True)
class _NumberOfArticle:
    """Of how many articles this is the first, else 0; and the line after the number."""

    stated: int
    next_line: int


def read_proquest_lines(lines: Sequence[DownloadLine]) -> FoundArticles | None:
    """Return the articles of a download of ProQuest; ``None`` for another file."""
    starts = _starts_of_articles(lines)
    if not starts:
        return None
    borders = [0, *starts[1:], len(lines)]
    articles = []
    stated = 0
    for start, (first, last) in zip(starts, pairwise(borders), strict=True):
        article = ArticleParts(_DATABASE, lines[first:last])
        stated += _read_article(article, start - first)
        articles.append(article)
    return FoundArticles(articles, stated or None)


def _starts_of_articles(lines: Sequence[DownloadLine]) -> Sequence[int]:
    """Return the lines of underscores after which an article comes."""
    rules = []
    for number, line in enumerate(lines):
        # Files that were joined may have no line end between them.
        if _RULE.search(line.text):
            rules.append(number)
    numbered_starts: list[int] = []
    starts: list[int] = []
    has_certain_article = False
    for first, last in pairwise([*rules, len(lines)]):
        fields = _fields_between(lines, first + 1, last)
        certain_fields = fields & _CERTAIN_FIELDS
        is_certain = len(certain_fields) >= _MIN_CERTAIN_FIELDS
        has_certain_article = has_certain_article or is_certain
        if is_certain:
            starts.append(first)
        if _is_numbered(lines, first + 1, last):
            numbered_starts.append(first)
    if not has_certain_article:
        return []
    # Where articles are numbered, a rule before no number stands inside an article.
    return numbered_starts or starts


def _is_numbered(lines: Sequence[DownloadLine], first: int, last: int) -> bool:
    """Return whether the first line with words is such as "Document 1 of 3"."""
    for number in range(first, last):
        if not lines[number].is_blank:
            return read_article_number(lines[number].text) is not None
    return False


def _fields_between(lines: Sequence[DownloadLine], first: int, last: int) -> set[str]:
    """Return what the labels between two lines say."""
    fields = set()
    for number in range(first, last):
        label = labelled_line(lines[number], _DATABASE)
        if label is not None and label.field is not None:
            fields.add(label.field)
    return fields


def _read_article(article: ArticleParts, start: int) -> int:
    """Say what each line is; return of how many articles this is the first, else 0."""
    kinds = _with_captions_as_text(kinds_of_lines(article.lines, _DATABASE))
    article.mark(0, start, "cover")
    number = _read_number(article, start)
    after_title = _read_title(article, kinds, number.next_line)
    end = _first_line_of_end_of_file(article.lines, number.next_line)
    body = _read_labels_above(article, kinds, range(after_title, end))
    article.mark(end, len(article.lines), "end_of_file")
    tail = find_tail(article, kinds, body, end, said_twice=_SAID_TWICE)
    article.is_cut = tail == end
    read_tail(article, kinds, range(tail, end))
    if article.facts.get("publication_info"):
        _read_publication_info(article)
    _settle_values(article)
    return number.stated


def _first_line_of_end_of_file(lines: Sequence[DownloadLine], first: int) -> int:
    """Return where the parts after the last article begin; all lines if none is there.

    They are a bibliography, and whom to ask; rules stand before them in most files. A
    rule inside a text has something else below it.
    """
    end = len(lines)
    for number in range(len(lines) - 1, first, -1):
        line = lines[number]
        begins_part = _BEGINS_END_OF_FILE.match(line.text) is not None
        is_first_of_block = lines[number - 1].is_blank
        if _RULE.search(line.text):
            if not _is_end_of_file(lines, number + 1, end):
                break
            end = number
        elif begins_part and is_first_of_block:
            if not _is_end_of_file(lines, number, end):
                break
            end = number
    return end


def _is_end_of_file(lines: Sequence[DownloadLine], first: int, last: int) -> bool:
    """Return whether lines are a part after the last article, or have no words."""
    worded_lines = [line for line in lines[first:last] if not line.is_blank]
    if not worded_lines:
        return True
    first_line = worded_lines[0]
    if _BEGINS_END_OF_FILE.match(first_line.text) is None:
        return False
    # The sign may stand in a part below this one.
    if not any(_SIGN_OF_END_OF_FILE.search(line.text) for line in lines[first:]):
        return False
    certain_fields = _fields_between(lines, first, last) & _CERTAIN_FIELDS
    return len(certain_fields) < _MIN_CERTAIN_FIELDS


def _with_captions_as_text(kinds: KindsOfLines) -> KindsOfLines:
    """Return what each line is, with captions inside paragraphs as text.

    The labels of the database stand in blocks of their own; "CAPTION: A bridge." right
    below a line of the text came from the newspaper.
    """
    settled = list(kinds.kinds)
    labels = dict(kinds.labels)
    for number, label in kinds.labels.items():
        kind_before = kinds.kinds[number - 1] if number else "blank"
        goes_on = kind_before != "blank"
        is_caption = label.field in _FIELDS_OF_PICTURES
        if is_caption and goes_on:
            settled[number] = "text"
            del labels[number]
    return replace(kinds, kinds=settled, labels=labels)


def _settle_values(article: ArticleParts) -> None:
    """Take the place from behind the name of the source, and empty abstracts away."""
    facts = article.facts
    name_and_place = facts.get("source", "")
    name, semicolon, place = name_and_place.partition(";")
    source = name.strip()
    if semicolon and source:
        facts["source"] = source
        article.add("place_of_publication", place)
    abstract = facts.get("abstract", "")
    if _NO_TEXT.fullmatch(abstract):
        del facts["abstract"]


def _read_number(article: ArticleParts, start: int) -> _NumberOfArticle:
    """Read the rule and the number of an article."""
    number = start + 1
    while number < len(article.lines) and article.lines[number].is_blank:
        number += 1
    article.mark(start, number, "number")
    if number == len(article.lines):
        return _NumberOfArticle(stated=0, next_line=number)
    article_number = read_article_number(article.lines[number].text)
    if article_number is None:
        return _NumberOfArticle(stated=0, next_line=number)
    article.mark_line(number, "number")
    stated = article_number.of if article_number.number == 1 else 0
    return _NumberOfArticle(stated, number + 1)


def _read_title(article: ArticleParts, kinds: KindsOfLines, first: int) -> int:
    """Read the lines up to the first label: the title, and the address of the article."""
    number = first
    titles: list[int] = []
    urls: list[int] = []
    while number < len(article.lines):
        label = kinds.labels.get(number)
        field = None if label is None else label.field
        # A title may begin as a label does: the first line is the title.
        if field is not None and (titles or field in _FIELDS_AFTER_TITLE):
            break
        text = article.lines[number].text
        if titles and _URL.fullmatch(text):
            urls.append(number)
        elif text:
            titles.append(number)
        number += 1
    article.add("title", article.text_of(titles))
    article.add("url", article.text_of(urls[:1]))
    article.mark(first, number, "title")
    for url in urls:
        article.mark_line(url, "label")
    return number


def _read_labels_above(
    article: ArticleParts, kinds: KindsOfLines, numbers: range
) -> int:
    """Read the labels up to the one of the body; return the first line of the body.

    Where there is no body, all lines are labels, and their end is returned.
    """
    label: LabelledLine | None = None
    values: list[str] = []
    for number in numbers:
        next_label = kinds.labels.get(number)
        is_known = next_label is not None and next_label.field is not None
        is_abstract = label is not None and label.field == "abstract"
        if next_label is not None and (is_known or not is_abstract):
            if label is not None:
                article.add_label(label, " ".join(values))
            if next_label.field == "body":
                return _first_line_of_body(article, number, next_label)
            label = next_label
            values = [label.value]
        elif kinds.kinds[number] == "text" or next_label is not None:
            values.append(article.lines[number].text)
        is_abstract = label is not None and label.field == "abstract"
        article.mark_line(number, "abstract" if is_abstract else "label")
    if label is not None:
        article.add_label(label, " ".join(values))
    return numbers.stop


def _first_line_of_body(article: ArticleParts, number: int, label: LabelledLine) -> int:
    """Mask the label before the body; return the first line of the body."""
    if not label.value or _NO_TEXT.fullmatch(label.value):
        article.mark_line(number, "label")
        return number + 1
    length = label.length_before_value(article.lines[number])
    article.mark_prefix(number, length, "label")
    return number


def _read_publication_info(article: ArticleParts) -> None:
    """Take source and date from the line on the publication, if nothing else has them."""
    info = article.facts["publication_info"]
    end_of_source = _AFTER_SOURCE.search(info, 1)
    if end_of_source is None:
        return
    article.add("source", info[: end_of_source.start()])
    rest = info[end_of_source.end() :].removesuffix(".")
    # The page stands behind the last colon.
    before_page, colon, _ = rest.rpartition(":")
    dated_text = before_page if colon else rest
    date = _BEFORE_DATE.split(dated_text)[-1].strip()
    if iso_date_of(date) or read_dated_line(date) is not None:
        article.add("date", date)
