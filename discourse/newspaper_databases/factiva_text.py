"""Downloads of Factiva without tags, as plain text (TXT) or from RTF.

An article has a head of lines without labels: section, title, byline, the number of
words, date, source, its code, language, copyright. It ends in "Document" and a code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from discourse.newspaper_databases.accession_numbers import accession_number
from discourse.newspaper_databases.article_parts import ArticleParts, FoundArticles
from discourse.newspaper_databases.dates import iso_date_of
from discourse.newspaper_databases.download_lines import DownloadLine, is_page_head
from discourse.newspaper_databases.language_names import is_language
from discourse.newspaper_databases.line_kinds import is_copyright
from discourse.newspaper_databases.word_counts import stated_word_count

__all__ = ["read_factiva_lines"]

_DATABASE = "Factiva"
_SUMMARY = re.compile(
    r"\bfactiva\b|\bsearch summary\b|\bdow jones\b|\bresults found\b"
    r"|\bzusammenfassung der suche\b|\bgefundene ergebnisse\b",
    re.IGNORECASE,
)
_MIN_BLANKS_OF_SENTENCE = 2
_COMPANY = re.compile(
    r"\b(?:Inc|Ltd|Limited|LLC|plc|PLC|GmbH|AG|KG|SE|S\.?A|S\.?L|SARL|SAS|Corp|Co|"
    r"Company|Corporation|B\.?V|N\.?V|Pty)\.?\Z"
)
_MOST_WORDS_OF_PUBLISHER = 10
_WORDS_IN_COMPANIES = frozenset(
    ["&", "and", "of", "the", "und", "der", "die", "für", "et", "de", "la", "le", "y"]
)
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?: [A-Z]{2,4})?")
_MOST_LINES_OF_HEAD = 14  # after the number of words
_MOST_LINES_ABOVE = 8  # above the number of words
_MOST_LINES_ABOVE_IF_SPACED = 3  # if blank lines are between them
_MOST_WORDS_OF_LINE_IN_HEAD = 40
_MOST_LINES_OF_COPYRIGHT = 2  # where no sign of copyright is in them
_PAGE_IN_SECTION = re.compile(
    r"\b(?:Pg|Page|Seite|S|p|pág)\.? ?[A-Z]?\d", re.IGNORECASE
)
_MOST_WORDS_OF_SECTION = 4
_MOST_WORDS_OF_BYLINE = 12
# Sections that newspapers have, in the languages of the labels.
_SECTIONS = (
    "a-section | affaires | analysis | arts | ausland | aus aller welt | business | "
    "city | comment | comments | companies | cultura | culture | debates | deportes | "
    "economía | economy | economics | editorial | entreprises | features | feuilleton | "
    "finance | finances | finanzen | foreign | front page | idées | inland | "
    "international | internacional | kultur | lifestyle | local | main | markets | "
    "media | meinung | metro | monde | mundo | nación | nacional | nation | national | "
    "news | opinion | opinión | opinions | panorama | people | politics | politik | "
    "politique | política | portada | première page | science | seite eins | "
    "société | sociedad | sport | sports | technology | titelseite | top stories | "
    "travel | unternehmen | us news | wirtschaft | wissen | world | world news"
)
_BEGINS_BYLINE = re.compile(r"(?:by|von|par|por|de|da|di) (?=[^\W\d_])", re.IGNORECASE)
_WORDS_BETWEEN_NAMES = frozenset(
    [
        "and",
        "in",
        "of",
        "for",
        "at",
        "und",
        "von",
        "aus",
        "im",
        "et",
        "à",
        "de",
        "du",
        "des",
        "la",
        "le",
        "el",
        "y",
        "e",
        "en",
        "van",
        "der",
        "den",
        "del",
        "with",
        "mit",
        "avec",
        "con",
        "to",
        "the",
    ]
)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True)
class _Head:
    """The head of an article, by the numbers of its lines.

    Attributes
    ----------
    first : int
        The first line of section, title and byline.
    words : int
        The line with the number of words.
    date : int
        The line with the date.
    body : int
        The line after the head.
    language : int
        The line with the language; -1 for none.
    """

    first: int
    words: int
    date: int
    body: int
    language: int


def read_factiva_lines(lines: Sequence[DownloadLine]) -> FoundArticles | None:
    """Return the articles of a download of Factiva; ``None`` for another file."""
    articles = []
    first = 0
    identifiers = 0
    searched = 0  # no head is between `first` and this line
    for number, line in enumerate(lines):
        if accession_number(line.text) is None:
            continue
        identifiers += 1
        head = _find_head(lines, first, range(searched, number))
        searched = number + 1
        if head is None:
            continue
        article = _read_article(lines, first, number, head)
        articles.append(article)
        first = number + 1
    rest = _find_head(lines, first, range(searched, len(lines)))
    if rest is not None and rest.language >= 0:
        articles.append(_read_article(lines, first, len(lines), rest))
        first = len(lines)
    if not articles:
        return None
    summary = _first_line_of_summary(lines, first)
    rest_of_file = lines[first:summary]
    if _has_words_of_article(rest_of_file):
        # What fits no pattern is kept whole, and named.
        remainder = ArticleParts(_DATABASE, rest_of_file, is_cut=True)
        articles.append(remainder)
    elif rest_of_file:
        articles[-1].append_lines(rest_of_file, "cover")
    if summary < len(lines):
        articles[-1].append_lines(lines[summary:], "cover")
    return FoundArticles(articles, None, identifiers)


def _first_line_of_summary(lines: Sequence[DownloadLine], first: int) -> int:
    """Return where the summary of the search begins after the last article.

    Sentences before it are of an article. Without them, all lines are of the summary.
    """
    has_sentences = False
    for number in range(first, len(lines)):
        text = lines[number].text
        if _SUMMARY.search(text):
            return number if has_sentences else first
        is_long = text.count(" ") >= _MIN_BLANKS_OF_SENTENCE
        is_sentence = is_long and text.endswith((".", "!", "?", '"', "”"))
        has_sentences = has_sentences or is_sentence
    return len(lines)


def _has_words_of_article(lines: Sequence[DownloadLine]) -> bool:
    """Return whether lines after the last article are the beginning of another one.

    Else they are blank, or a summary of the search, which names the database.
    """
    words = [line.text for line in lines if not is_copyright(line)]
    text = " ".join(filter(None, words))
    return bool(text) and _SUMMARY.search(text) is None


def _find_head(
    lines: Sequence[DownloadLine], first: int, numbers_of_lines: range
) -> _Head | None:
    """Return the first head: a number of words, a date, and more.

    `numbers_of_lines` may have the number of words; the article begins at `first`.
    """
    last = numbers_of_lines.stop
    for number in numbers_of_lines:
        if stated_word_count(lines[number].text) is None:
            continue
        numbers = _next_lines(lines, number + 1, last)
        if not numbers or not iso_date_of(lines[numbers[0]].text):
            continue
        head = _complete_head(lines, first, number, numbers)
        if head is not None:
            return head
    return None


def _next_lines(lines: Sequence[DownloadLine], first: int, last: int) -> Sequence[int]:
    """Return the numbers of the next lines with words, as many as a head may have."""
    numbers: list[int] = []
    for number in range(first, last):
        if len(numbers) == _MOST_LINES_OF_HEAD:
            break
        if not lines[number].is_blank and not is_page_head(lines[number]):
            numbers.append(number)
    return numbers


def _complete_head(
    lines: Sequence[DownloadLine], first: int, words: int, numbers: Sequence[int]
) -> _Head | None:
    """Return the head around a number of words; ``None`` if it is none.

    `numbers` are the lines below it: the first has the date.
    """
    titles = _lines_above(lines, first, words)
    if not titles:
        return None
    last = numbers[-1] + 1
    language = -1
    body = numbers[0] + 1
    is_head = False
    for number in numbers[1:]:
        line = lines[number]
        if line.text.count(" ") >= _MOST_WORDS_OF_LINE_IN_HEAD:
            break
        if is_copyright(line):
            body = _line_after_block(lines, number)
            is_head = True
            break
        if language >= 0:
            body = _line_after_copyright(lines, body, last)
            break
        if is_language(line.text) and number > numbers[1]:
            language = number
            body = number + 1
            is_head = True
    if not is_head:
        return None
    return _Head(titles[0], words, numbers[0], body, language)


def _line_after_copyright(lines: Sequence[DownloadLine], first: int, last: int) -> int:
    """Return the line after the copyright, which not every source signs as such.

    It goes on with the block of the language; in files with blank lines between all
    lines of a head, it cannot be told from the text.
    """
    for number in range(first, last):
        if lines[number].is_blank:
            is_short = number - first <= _MOST_LINES_OF_COPYRIGHT
            return number if is_short else first
    return first


def _line_after_block(lines: Sequence[DownloadLine], number: int) -> int:
    """Return the line after a line on copyright.

    Lines that go on with it are short, and end the block in which it stands.
    """
    following = number + 1
    while following < len(lines) and is_copyright(lines[following]):
        following += 1
    return following


def _lines_above(
    lines: Sequence[DownloadLine], first: int, words: int
) -> Sequence[int]:
    """Return the lines of section, title and byline above the number of words.

    In some files, blank lines stand between all lines of a head.
    """
    is_spaced = words + 1 < len(lines) and lines[words + 1].is_blank
    most = _MOST_LINES_ABOVE_IF_SPACED if is_spaced else _MOST_LINES_ABOVE
    numbers: list[int] = []
    for number in range(words - 1, first - 1, -1):
        line = lines[number]
        if line.is_blank and is_spaced:
            continue
        if line.is_blank or is_page_head(line) or len(numbers) == most:
            break
        numbers.insert(0, number)
    return numbers


def _read_article(
    lines: Sequence[DownloadLine], first: int, end: int, head: _Head
) -> ArticleParts:
    """Return an article; `end` is the line with its code, or the end of the file."""
    is_cut = end == len(lines)
    article = ArticleParts(_DATABASE, lines[first : end if is_cut else end + 1])
    article.is_cut = is_cut
    article.mark(0, head.first - first, "cover")
    titles = []
    for number in range(head.first, head.words):
        if not lines[number].is_blank:
            titles.append(number - first)
    _read_title(article, titles)
    words = head.words - first
    date = head.date - first
    article.mark(words, date, "label")
    article.add("words_stated", article.lines[words].text)
    article.mark_line(date, "date")
    article.add("date", article.lines[date].text)
    _read_lines_below_date(article, range(date + 1, head.body - first))
    if not is_cut:
        article.mark(end - first, end - first + 1, "identifier")
        article.add("identifier", accession_number(lines[end].text) or "")
        _read_publisher(article, head.body - first, end - first)
    for number in range(head.body - first, end - first):
        if is_page_head(article.lines[number]):
            article.mark_line(number, "page")
    return article


def _read_publisher(article: ArticleParts, first: int, last: int) -> None:
    """Read the name of a company, in a block of its own above the code."""
    number = last - 1
    while number > first and article.lines[number].is_blank:
        number -= 1
    if number <= first or not article.lines[number - 1].is_blank:
        return
    text = article.lines[number].text
    words = text.split()
    if len(words) > _MOST_WORDS_OF_PUBLISHER or not _COMPANY.search(text):
        return
    names = [word for word in words if word.casefold() not in _WORDS_IN_COMPANIES]
    if all(name[0].isupper() for name in names):
        article.add("publisher", text)
        article.mark_line(number, "label")


def _read_title(article: ArticleParts, numbers: Sequence[int]) -> None:
    """Read section, title and byline, of which only the title is sure to be there."""
    texts = [article.lines[number].text for number in numbers]
    first = 1 if _has_section(texts) else 0
    last = len(texts) - 1 if _has_byline(texts[first:]) else len(texts)
    if first:
        article.add("section", texts[0])
    article.add("title", " ".join(texts[first:last]))
    article.add("byline", " ".join(texts[last:]))
    article.mark_lines(numbers, "title")
    if first:
        article.mark(numbers[0], numbers[1], "label")
    if last < len(texts):
        article.mark(numbers[last], numbers[-1] + 1, "label")


def _has_section(texts: Sequence[str]) -> bool:
    """Return whether the first of the lines of a title is a section."""
    if len(texts) < 2:
        return False
    first = texts[0]
    if _PAGE_IN_SECTION.search(first) or first.casefold() in _SECTIONS.split(" | "):
        return True
    words = len(first.split())
    if words > _MOST_WORDS_OF_SECTION:
        return False
    is_shortest = words * 2 <= len(texts[1].split())
    if first == first.upper() != first.lower():
        return is_shortest
    return is_shortest and len(texts) > 2 and _has_byline(texts[1:])


def _has_byline(texts: Sequence[str]) -> bool:
    """Return whether the last of some lines is a byline, and no part of the title."""
    if len(texts) < 2:
        return False
    last = texts[-1]
    words = _WORD.findall(last)
    if not words or len(words) > _MOST_WORDS_OF_BYLINE or last[-1] in "?!:…":
        return False
    if _BEGINS_BYLINE.match(last):
        return True
    names = [word for word in words if word.casefold() not in _WORDS_BETWEEN_NAMES]
    are_capitals = all(word[0].isupper() for word in names)
    has_figures = any(character.isdecimal() for character in last)
    return bool(names) and are_capitals and not has_figures


def _read_lines_below_date(article: ArticleParts, numbers: range) -> None:
    """Read time, source, its code, pages, edition, language and copyright."""
    others = []
    for number in numbers:
        line = article.lines[number]
        article.mark_line(number, "source")
        if line.is_blank:
            continue
        if is_copyright(line) or article.facts.get("language"):
            article.mark_line(number, "copyright")
        elif is_page_head(line):
            article.mark_line(number, "page")
        elif _CLOCK.fullmatch(line.text) and "source" not in article.facts:
            article.mark_line(number, "date")
        elif "source" not in article.facts:
            article.add("source", line.text)
        elif is_language(line.text):
            article.add("language", line.text)
            article.mark_line(number, "label")
        elif _SOURCE_CODE.fullmatch(line.text) and "source_code" not in article.facts:
            article.add("source_code", line.text)
            article.mark_line(number, "label")
        else:
            others.append(line.text)
            article.mark_line(number, "label")
    article.add("pages", "; ".join(others))
