"""Downloads of Factiva with tags of two letters, as plain text (TXT) or from RTF.

Each field begins with its tag, such as HD for the headline. The text stands after LP and
TD, and the tags after it end with AN and the number of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from discourse.newspaper_databases.accession_numbers import accession_number
from discourse.newspaper_databases.article_parts import ArticleParts, FoundArticles
from discourse.newspaper_databases.database_labels import label_field
from discourse.newspaper_databases.download_lines import DownloadLine, is_page_head
from discourse.newspaper_databases.line_kinds import LabelledLine

__all__ = ["read_tagged_factiva_lines"]

_DATABASE = "Factiva"
_TAG = re.compile(r"(?P<tag>[A-Z]{2,3})(?:\Z|[ |]+(?P<value>.*))")
_TAGS_OF_BODY = frozenset(["lead_paragraph", "body"])
_TAGS_OF_HEAD = frozenset(["title", "date", "source", "words_stated"])
_MIN_TAGS_OF_HEAD = 3
# After the text, these have a value on the line of the tag; others begin with a code.
_TAGS_WITH_ANY_VALUE = frozenset(
    ["contact", "correction", "graphic", "identifier", "publisher", "references"]
)
_BETWEEN_CODE_AND_NAME = " : "
_MOST_LINES_OF_FIELD = 8  # after the text


def read_tagged_factiva_lines(lines: Sequence[DownloadLine]) -> FoundArticles | None:
    """Return the articles of a download of Factiva; ``None`` for another file."""
    articles = []
    first = 0
    for number, line in enumerate(lines):
        code = _code_of(line)
        if not code:
            continue
        article = ArticleParts(_DATABASE, lines[first : number + 1])
        if _read_article(article, code):
            articles.append(article)
            first = number + 1
        elif not articles:
            return None
    if not articles:
        return None
    rest = ArticleParts(_DATABASE, lines[first:])
    if rest.lines and _read_article(rest, ""):
        rest.is_cut = True
        articles.append(rest)
    elif rest.lines:
        articles[-1].append_lines(rest.lines, "cover")
    return FoundArticles(articles, None)


def _code_of(line: DownloadLine) -> str:
    """Return the number of an article, whether or not its tag is before it."""
    text = line.text.removeprefix("AN").strip(" |")
    return accession_number(text) or ""


def _tag_of(line: DownloadLine) -> LabelledLine | None:
    """Return the tag of a line and its value; ``None`` for a line without one."""
    match = _TAG.match(line.text)
    if match is None:
        return None
    value = (match["value"] or "").strip(" |")
    field = label_field(match["tag"], "Factiva")
    if field is None and value:
        return None  # a word in capitals at the beginning of a line
    return LabelledLine(match["tag"], field, value)


def _read_article(article: ArticleParts, code: str) -> bool:
    """Say what each line of an article is; return whether it is one."""
    body = _read_head(article)
    known = _TAGS_OF_HEAD & article.facts.keys()
    if len(known) < _MIN_TAGS_OF_HEAD:
        return False
    end = len(article.lines)
    if code:
        article.add("identifier", code)
        end -= 1
        article.mark_line(end, "identifier")
    tail = _first_line_of_tail(article.lines, body, end)
    _mark_tags_of_body(article, range(body, tail))
    _read_fields(article, range(tail, end))
    return True


def _read_head(article: ArticleParts) -> int:
    """Read the tags above the text; return the first line of the text."""
    first = 0
    for number, line in enumerate(article.lines):
        tag = _tag_of(line)
        field = None if tag is None else tag.field
        if field is None and first == 0:
            article.mark_line(number, "cover")
            continue
        first = first or number + 1
        if field in _TAGS_OF_BODY:
            _read_fields(article, range(first - 1, number))
            return number
    return len(article.lines)


def _read_fields(article: ArticleParts, numbers: range) -> None:
    """Read tags with their values; a line without one goes on with the value."""
    label: LabelledLine | None = None
    values: list[str] = []
    for number in numbers:
        article.mark_line(number, "label")
        line = article.lines[number]
        tag = _tag_of(line)
        if tag is None:
            values.append(line.text.strip(" |"))
            continue
        if label is not None:
            article.add_label(label, " ".join(values))
        label = tag
        values = [tag.value]
    if label is not None:
        article.add_label(label, " ".join(values))


def _mark_tags_of_body(article: ArticleParts, numbers: range) -> None:
    """Mask the tags of the text, and heads of pages inside it."""
    for number in numbers:
        line = article.lines[number]
        tag = _tag_of(line)
        if is_page_head(line):
            article.mark_line(number, "page")
        if tag is None or tag.field not in _TAGS_OF_BODY:
            continue
        if tag.value:
            length = tag.length_before_value(line)
            article.mark_prefix(number, length, "label")
        else:
            article.mark_line(number, "label")


def _first_line_of_tail(lines: Sequence[DownloadLine], first: int, last: int) -> int:
    """Return where the tags after the text begin, found from the end backwards."""
    tail = last
    lines_without_tag = 0
    for number in range(last - 1, first, -1):
        line = lines[number]
        tag = _tag_of(line)
        if tag is not None and _may_stand_after_text(tag):
            tail = number
            lines_without_tag = 0
        elif not line.is_blank:
            lines_without_tag += 1
        is_body = tag is not None and tag.field in _TAGS_OF_BODY
        if is_body or lines_without_tag > _MOST_LINES_OF_FIELD:
            break
    return tail


def _may_stand_after_text(tag: LabelledLine) -> bool:
    """Return whether a tag is one of those after the text, and no word of the text."""
    if tag.field in _TAGS_OF_BODY:
        return False
    if not tag.value or _BETWEEN_CODE_AND_NAME in tag.value:
        return True
    return tag.field in _TAGS_WITH_ANY_VALUE
