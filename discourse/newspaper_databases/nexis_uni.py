"""Downloads of Nexis Uni as Word files, of which the lines are the paragraphs.

A list of contents comes first. An article has its title, source and date, a line on
copyright, labels, the mark "Body", its text, the mark "Classification" with more
labels, and the mark "End of Document".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from discourse.newspaper_databases.article_parts import ArticleParts, FoundArticles
from discourse.newspaper_databases.database_labels import label_field
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
)
from discourse.newspaper_databases.stated_numbers import whole_number
from discourse.newspaper_databases.word_counts import stated_word_count

__all__ = ["read_nexis_uni_lines"]

_DATABASE = "Nexis Uni"
# Labels above the mark of the body that are certain to be no title.
_CERTAIN_LABELS = frozenset(["byline", "dateline", "section", "words_stated"])
_LABELS_OF_HEAD = _CERTAIN_LABELS | {
    "abstract",
    "correction",
    "document_type",
    "edition",
    "highlight",
    "series",
    "url",
}
_MOST_LINES_WITHOUT_LABEL = 4  # between labels above the mark of the body
_MOST_LINES_BELOW_TITLE = 4  # in which the date stands
_MIN_LABELS_OF_COVER = 2
_ENTRY = re.compile(r"(\d{1,5})\. ?(?=\S)")  # of the list of contents
_CERTAIN_SIGNS = frozenset(
    ["body", "copyright", "cover", "end", "load_date", "words_stated"]
)
_MIN_SIGNS = 3


@dataclass(frozen=True)
class _Head:
    """Where the parts of the head of an article are, by the numbers of the lines.

    Attributes
    ----------
    labels : int
        The first line on copyright or with a label.
    body : int
        The first line of the body.
    """

    labels: int
    body: int


def read_nexis_uni_lines(lines: Sequence[DownloadLine]) -> FoundArticles | None:
    """Return the articles of a download of Nexis Uni; ``None`` for another file."""
    borders = _borders_of_articles(lines)
    if borders is None:
        return None
    articles = []
    stated = 0
    for first, last in pairwise(borders):
        article = ArticleParts(_DATABASE, lines[first:last])
        kinds = kinds_of_lines(article.lines, "Nexis")
        head = _find_head(article.lines, kinds)
        if head is None:
            return None
        _read_article(article, kinds, head)
        stated += _stated_articles(article)
        articles.append(article)
    return FoundArticles(articles, stated or None)


def _borders_of_articles(lines: Sequence[DownloadLine]) -> Sequence[int] | None:
    """Return where articles begin, and the end; ``None`` for another file.

    An article ends with its mark. One that is cut off ends with the file, or where the
    list of contents of another download begins.
    """
    borders = [0]
    kinds = kinds_of_lines(lines, "Nexis")
    signs = set()
    has_body = False
    has_length = False
    for number, line in enumerate(lines):
        label = kinds.labels.get(number)
        if label is not None and label.field is not None:
            signs.add(label.field)
            has_count = stated_word_count(label.value) is not None
            has_length = has_length or (label.field == "words_stated" and has_count)
            if label.field == "cover" and has_body:
                borders.append(number)
                has_body = False
        elif _is_mark(line, "body"):
            has_body = has_length
            signs.add("body")
        elif kinds.kinds[number] == "end" and _is_mark(line, "end"):
            signs.add("end")
            borders.append(number + 1)
            has_body = has_length = False
    # Minutes of a meeting may have the other signs, too.
    if "copyright" in kinds.kinds:
        signs.add("copyright")
    has_origin = bool(signs & {"copyright", "cover", "load_date"})
    if not has_origin:
        return None
    certain_signs = signs & _CERTAIN_SIGNS
    if "words_stated" not in signs or len(certain_signs) < _MIN_SIGNS:
        return None
    return _without_last_remainder(lines, borders)


def _is_mark(line: DownloadLine, mark: str) -> bool:
    """Return whether a line is a mark of the database, and nothing else."""
    return label_field(line.text, "Nexis") == mark and not line.text.endswith(".")


def _without_last_remainder(
    lines: Sequence[DownloadLine], borders: list[int]
) -> Sequence[int]:
    """Return the borders, with what is after the last mark as part of an article.

    It is an article of its own only if it has a head.
    """
    rest = lines[borders[-1] :]
    head = _find_head(rest, kinds_of_lines(rest, "Nexis"))
    if head is None and len(borders) > 1:
        borders.pop()
    if borders[-1] != len(lines):
        borders.append(len(lines))
    return borders


def _find_head(lines: Sequence[DownloadLine], kinds: KindsOfLines) -> _Head | None:
    """Return where the parts of the head are; ``None`` where no article is."""
    first = _first_line_of_labels(lines, kinds)
    if first is None:
        return None
    mark = _line_after_labels(kinds, first, _MOST_LINES_WITHOUT_LABEL)
    if mark in kinds.marks_of_body:
        return _Head(labels=first, body=mark + 1)
    # Without the mark of the body, the first line without a label is its beginning.
    body = _line_after_labels(kinds, first, 0)
    return _Head(labels=first, body=body)


def _first_line_of_labels(
    lines: Sequence[DownloadLine], kinds: KindsOfLines
) -> int | None:
    """Return the first line that is certain to be below title and date."""
    copyright_line = None
    for number, kind in enumerate(kinds.kinds):
        label = kinds.labels.get(number)
        if kind == "copyright" and copyright_line is None:
            copyright_line = number
        is_certain = label is not None and label.field in _CERTAIN_LABELS
        is_mark = number in kinds.marks_of_body
        if copyright_line is not None and (is_certain or is_mark):
            return copyright_line
        # "Section: what is left" may be a title; then source and date come after it.
        if is_certain and not _date_follows(lines, number):
            return number
    return None


def _date_follows(lines: Sequence[DownloadLine], number: int) -> bool:
    """Return whether a date fills one of the next lines."""
    following = lines[number + 1 : number + 1 + _MOST_LINES_BELOW_TITLE]
    return any(read_dated_line(line.text) is not None for line in following)


def _line_after_labels(kinds: KindsOfLines, first: int, most_without_label: int) -> int:
    """Return the line after the labels that stand together from `first` on.

    It is the mark of the body where that comes. An unknown label counts if one that is
    known, or the mark, follows.
    """
    after_labels = first
    lines_without_label = 0
    seen = set()
    for number in range(first, len(kinds.kinds)):
        kind = kinds.kinds[number]
        label = kinds.labels.get(number)
        field = None if label is None else label.field
        if number in kinds.marks_of_body:
            return number
        is_of_head = field in _LABELS_OF_HEAD and field not in seen
        if kind == "copyright" or is_of_head:
            after_labels = number + 1
            lines_without_label = 0
        elif kind in {"end", "label"}:
            break
        elif kind == "text":
            lines_without_label += 1
        if lines_without_label > most_without_label:
            break
        seen.add(field)
    return after_labels


def _read_article(article: ArticleParts, kinds: KindsOfLines, head: _Head) -> None:
    """Say what each line of an article is."""
    first = _line_after_cover(article.lines, kinds, head.labels)
    article.mark(0, first, "cover")
    _read_title_and_date(article, kinds, range(first, head.labels))
    _read_labels(article, kinds, range(head.labels, head.body))
    end = len(article.lines)
    tail = find_tail(article, kinds, head.body, end)
    last_lines = range(tail, end)
    read_tail(article, kinds, last_lines)
    article.is_cut = not any(_is_mark(article.lines[n], "end") for n in last_lines)
    _mark_page_heads(article, kinds, range(head.body, tail))


def _mark_page_heads(article: ArticleParts, kinds: KindsOfLines, body: range) -> None:
    """Mark heads of pages inside the body, with the title if they repeat it."""
    title = article.facts.get("title")
    for number in body:
        if kinds.kinds[number] != "page":
            continue
        article.mark_line(number, "page")
        following = number + 1
        if following in body and article.lines[following].text == title:
            article.mark_line(following, "page")


def _line_after_cover(
    lines: Sequence[DownloadLine], kinds: KindsOfLines, end: int
) -> int:
    """Return the first line after the list of contents, which may be missing."""
    labels_of_cover = []
    for number in range(end):
        label = kinds.labels.get(number)
        if label is not None and label.field == "cover":
            labels_of_cover.append(number)
    if len(labels_of_cover) < _MIN_LABELS_OF_COVER:
        return 0
    # A table without blank lines stands below the last label.
    number = labels_of_cover[-1] + 1
    while number < end and kinds.kinds[number] != "blank":
        number += 1
    has_words_after = any(kind != "blank" for kind in kinds.kinds[number:end])
    if not has_words_after:
        number = labels_of_cover[-1] + 1
    return _line_after_list(lines, number, end)


def _line_after_list(lines: Sequence[DownloadLine], first: int, end: int) -> int:
    """Return the line after the entries of a list of contents that goes on.

    "2. A title" is one if an entry with the number before it stands above.
    """
    next_number = 1
    for line in lines[:first]:
        if _number_of_entry(line) == next_number:
            next_number += 1
    after_list = first
    has_list = next_number > 1
    if not has_list:
        return after_list
    for number in range(first, end):
        line = lines[number]
        if _number_of_entry(line) == next_number:
            next_number += 1
            after_list = number + 1
        elif not line.is_blank:
            break
    return after_list


def _number_of_entry(line: DownloadLine) -> int:
    """Return the number of an entry of the list of contents; 0 for another line."""
    match = _ENTRY.match(line.text)
    if match is None:
        return 0
    return int(match[1])


def _read_title_and_date(
    article: ArticleParts, kinds: KindsOfLines, numbers: range
) -> None:
    """Read title, source, date and edition, which have no labels."""
    words = []
    for number in numbers:
        kind = kinds.kinds[number]
        article.mark_line(number, "page" if kind == "page" else "title")
        if kind not in {"blank", "page"}:
            words.append(number)
    date = _place_of_date(article, words)
    titles = words[: max(date - 1, 1)]
    sources = words[len(titles) : date]
    article.add("title", article.text_of(titles))
    article.add("source", article.text_of(sources))
    dates = words[date:]
    if sources:
        article.mark(sources[0], (dates or [numbers.stop])[0], "source")
    if dates:
        article.mark(dates[0], numbers.stop, "date")
        _read_date(article, dates)


def _place_of_date(article: ArticleParts, numbers: Sequence[int]) -> int:
    """Return which of the lines is the date; the last but one place if none is.

    A title may be a date, too: it is the last that counts, and a line that is nothing
    but a date counts before one that goes on with an edition.
    """
    whole = 0
    beginning = 0
    for place, number in enumerate(numbers):
        if place == 0:
            continue
        text = article.lines[number].text
        if iso_date_of(text):
            whole = place
        elif read_dated_line(text) is not None:
            beginning = place
    if whole or beginning:
        return whole or beginning
    # Without a date that can be read, the third line holds one that cannot.
    return 2 if len(numbers) > 2 else len(numbers)


def _read_date(article: ArticleParts, numbers: Sequence[int]) -> None:
    """Read the date, and the edition after it."""
    line = article.lines[numbers[0]]
    dated_line = read_dated_line(line.text)
    editions = [article.text_of(numbers[1:])]
    if dated_line is not None:
        article.add("date", dated_line.date)
        editions.insert(0, dated_line.rest)
    else:
        article.add("date_stated", line.text)
    article.add("edition", " ".join(filter(None, editions)))


def _read_labels(article: ArticleParts, kinds: KindsOfLines, numbers: range) -> None:
    """Read the labels above the body; a line without one goes on with the value."""
    label: LabelledLine | None = None
    values: list[str] = []
    for number in numbers:
        kind = kinds.kinds[number]
        part = kind if kind in {"copyright", "page"} else "label"
        next_label = kinds.labels.get(number)
        is_over = next_label is not None or kind == "copyright"
        if is_over and label is not None:
            article.add_label(label, " ".join(values))
        if is_over:
            label = next_label
            values = [] if next_label is None else [next_label.value]
        elif kind == "text" and number not in kinds.marks_of_body:
            values.append(article.lines[number].text)
            part = "label" if label is not None else "copyright"
        article.mark_line(number, part)
    if label is not None:
        article.add_label(label, " ".join(values))


def _stated_articles(article: ArticleParts) -> int:
    """Return how many articles the list of contents says there are; 0 for none."""
    for line, part in zip(article.lines, article.parts, strict=True):
        if part != "cover":
            break
        name, _, number = line.text.partition("(")
        count = whole_number(number.removesuffix(")"))
        if count is not None and label_field(name, "Nexis") == "count":
            return count
    return 0
