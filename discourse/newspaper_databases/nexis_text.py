"""Downloads of LexisNexis as plain text (TXT), with lines of at most 80 characters.

An article begins with a line such as "1 of 3 DOCUMENTS". Source, date and edition stand
in the middle of the page, labels and text at its edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from discourse.newspaper_databases.article_parts import ArticleParts, FoundArticles
from discourse.newspaper_databases.dates import iso_date_of, read_dated_line
from discourse.newspaper_databases.download_lines import DownloadLine
from discourse.newspaper_databases.label_blocks import (
    blocks_of_lines,
    find_tail,
    read_label_block,
    read_tail,
)
from discourse.newspaper_databases.line_kinds import (
    KindsOfLines,
    is_copyright,
    kinds_of_lines,
    labelled_line,
)
from discourse.newspaper_databases.stated_numbers import read_article_number
from discourse.newspaper_databases.word_counts import stated_word_count

__all__ = ["read_lexisnexis_lines"]

_DATABASE = "LexisNexis"
_LABELS_OF_HEAD = frozenset(
    [
        "abstract",
        "body",
        "byline",
        "correction",
        "dateline",
        "document_type",
        "edition",
        "highlight",
        "section",
        "series",
        "title",
        "url",
        "words_stated",
    ]
)
# Of these, those with which no title begins: "UPDATE: TALKS FAIL" is one.
_LABELS_AFTER_TITLE = frozenset(
    ["body", "byline", "dateline", "section", "title", "words_stated"]
)
# What is known of an article of this database; an article has several of them.
_SIGNS = frozenset(
    ["date", "language", "load_date", "publication_type", "words_stated"]
)
_MIN_SIGNS = 2
_MOST_LINES_BEFORE_DATE = 24
_MOST_LINES_OF_TITLE = 12
_MOST_LINES_BELOW_COPYRIGHT = 12
_MOST_WORDS_OF_BYLINE = 8  # where no label says that it is one
# Above the date, a line that begins so is no source, with or without a year.
_BEGINS_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))(?!\w)", re.IGNORECASE)
# With these, the name of an owner goes on in the next line.
_ENDS_OF_UNFINISHED_LINES = (",", "&", "/", " and", " of", "d/b/a")
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
# A line of an odd number of characters has no middle.
_MOST_CHARACTERS_OFF_MIDDLE = 2


@dataclass(frozen=True)
class _Start:
    """The line at which an article begins.

    Attributes
    ----------
    line : int
    number, of : int
        The number of the article, and of how many it is one.
    is_indented : bool
    """

    line: int
    number: int
    of: int
    is_indented: bool


def read_lexisnexis_lines(lines: Sequence[DownloadLine]) -> FoundArticles | None:
    """Return the articles of a download of LexisNexis; ``None`` for another file."""
    starts = _starts_of_articles(lines)
    if not starts:
        return None
    borders = [0, *(start.line for start in starts[1:]), len(lines)]
    in_capitals = _are_labels_in_capitals(lines)
    articles = []
    for start, (first, last) in zip(starts, pairwise(borders), strict=True):
        article = ArticleParts(_DATABASE, lines[first:last])
        kinds = kinds_of_lines(article.lines, "Nexis", in_capitals=in_capitals)
        _read_article(article, kinds, start.line - first)
        articles.append(article)
    # A line at the edge of the page may be one of any text.
    min_signs = _MIN_SIGNS if starts[0].is_indented else _MIN_SIGNS + 1
    if max(map(_count_signs, articles)) < min_signs:
        return None
    stated = starts[-1].of
    for start, following in pairwise(starts):
        # Where the numbers begin again, or are of other articles, another download
        # begins.
        if following.number <= start.number or following.of != start.of:
            stated += start.of
    return FoundArticles(articles, stated)


def _count_signs(article: ArticleParts) -> int:
    """Return how many signs of the database an article has."""
    signs = _SIGNS & article.facts.keys()
    count = len(signs)
    return count + 1 if "copyright" in article.parts else count


def _starts_of_articles(lines: Sequence[DownloadLine]) -> list[_Start]:
    """Return where articles begin.

    In a text, "1 of 3 documents" may fill a line. The line that begins an article is
    as far from the edge as the first one, and its number follows on the one before it.
    """
    starts: list[_Start] = []
    for number, line in enumerate(lines):
        article_number = read_article_number(line.text)
        if article_number is None or not _stands_alone(lines, number):
            continue
        start = _Start(
            line=number,
            number=article_number.number,
            of=article_number.of,
            is_indented=line.indent > 0,
        )
        if not 1 <= start.number <= start.of:
            continue
        is_next = not starts or _may_follow(starts[-1], start)
        if is_next or _begins_other_download(lines, starts[-1], start):
            starts.append(start)
    return starts


def _may_follow(before: _Start, start: _Start) -> bool:
    """Return whether a line that looks like the beginning of an article is one."""
    if start.is_indented != before.is_indented:
        return False
    if start.number > before.number:
        return start.of == before.of
    # Several downloads may be joined in one file: the numbers begin again.
    is_complete = before.number == before.of
    return start.number == 1 and is_complete


def _begins_other_download(
    lines: Sequence[DownloadLine], before: _Start, start: _Start
) -> bool:
    """Return whether an article of another download begins, of which a part was joined.

    Its number says nothing then: the line has the middle of the page where the others
    have it, and below it are lines that only the head of an article has.
    """
    middle_before = _middle_of(lines[before.line])
    middle = _middle_of(lines[start.line])
    distance = abs(middle - middle_before)
    is_in_middle = distance <= _MOST_CHARACTERS_OFF_MIDDLE
    if not start.is_indented or not is_in_middle:
        return False
    number = start.line + 1
    last = min(len(lines), start.line + _MOST_LINES_BEFORE_DATE)
    while number < last and lines[number].is_blank:
        number += 1
    if number == last:
        return False
    first_line = lines[number]
    if not first_line.indent and not is_copyright(first_line):
        return False
    return any(map(_is_of_head, _lines_before_next_number(lines[number:last])))


def _lines_before_next_number(lines: Sequence[DownloadLine]) -> Iterator[DownloadLine]:
    """Yield lines up to one with the number of an article."""
    for line in lines:
        if read_article_number(line.text) is not None:
            return
        yield line


def _is_of_head(line: DownloadLine) -> bool:
    """Return whether a line is one that only the head of an article has."""
    label = labelled_line(line, "Nexis")
    if label is not None:
        return label.field == "words_stated"
    if line.indent == 0:
        return False
    if is_copyright(line):
        return True
    date = iso_date_of(line.text)
    return bool(date)


def _middle_of(line: DownloadLine) -> float:
    """Return at which character of the page the middle of a line is."""
    return line.indent + len(line.text) / 2


def _stands_alone(lines: Sequence[DownloadLine], number: int) -> bool:
    """Return whether blank lines, or the end of the file, are around a line."""
    is_first = number == 0
    is_last = number + 1 == len(lines)
    if not is_first and not lines[number - 1].is_blank:
        return False
    return is_last or lines[number + 1].is_blank


def _are_labels_in_capitals(lines: Sequence[DownloadLine]) -> bool:
    """Return whether the length of articles is stated after a label in capitals."""
    for line in lines:
        name, colon, value = line.text.partition(":")
        if colon and stated_word_count(value.strip()) is not None:
            return name == name.upper()
    return True


def _read_article(article: ArticleParts, kinds: KindsOfLines, start: int) -> None:
    """Say what each line of an article is; `start` is the line with its number."""
    article.mark(0, start, "cover")
    article.mark_line(start, "number")
    after_head = _read_lines_above_title(article, kinds, start + 1)
    after_title = _read_title(article, kinds, after_head)
    body = _read_labels_of_head(article, kinds, after_title)
    end = _first_line_of_request(article.lines, body)
    article.mark(end, len(article.lines), "cover")
    tail_lines = _lines_of_tail(article, kinds, range(body, end))
    tail = tail_lines.start
    article.is_cut = not tail_lines
    read_tail(article, kinds, tail_lines)
    for number in range(body, tail):
        if kinds.kinds[number] == "page":
            article.mark_line(number, "page")


def _lines_of_tail(article: ArticleParts, kinds: KindsOfLines, numbers: range) -> range:
    """Return the lines after the body.

    What stands below the copyright, and is no line of the database, is kept as text.
    """
    last = numbers.stop
    tail = find_tail(article, kinds, numbers.start, last)
    earliest = max(numbers.start, last - _MOST_LINES_BELOW_COPYRIGHT)
    while tail == last > earliest:
        last -= 1
        while last > earliest and kinds.kinds[last - 1] != "copyright":
            last -= 1
        tail = find_tail(article, kinds, numbers.start, last)
    if tail == last:
        return range(numbers.stop, numbers.stop)
    return range(tail, last)


def _first_line_of_request(lines: Sequence[DownloadLine], first: int) -> int:
    """Return where the cover of another download begins, which was joined to this one.

    It has two labels at least, one below the other.
    """
    was_request = False
    for number in range(first, len(lines)):
        label = labelled_line(lines[number], "Nexis")
        is_request = label is not None and label.field == "request"
        if is_request and was_request:
            return number - 1
        was_request = is_request
    return len(lines)


def _read_lines_above_title(
    article: ArticleParts, kinds: KindsOfLines, first: int
) -> int:
    """Read copyright, source, date and edition; return the line after them."""
    sources: list[int] = []
    number = first
    limit = min(len(article.lines), first + _MOST_LINES_BEFORE_DATE)
    while number < limit:
        kind = kinds.kinds[number]
        if _is_copyright_of_head(article, kinds, number):
            after_copyright = _read_copyright(article, kinds, number)
            if not sources:
                block = range(number, after_copyright)
                sources += _lines_of_source_in_copyright(article, kinds, block)
            number = after_copyright
            continue
        label = kinds.labels.get(number)
        if label is not None and label.field in _LABELS_AFTER_TITLE:
            break
        if kind in {"label", "text", "unknown"}:
            length = _length_of_date(article, number)
            # Without a source, the date stands as the number of the article does.
            line_above = sources[0] if sources else first - 1
            if length and _is_in_line(article, line_above, number):
                return _read_date(article, kinds, sources, number, length)
            sources.append(number)
        number += 1
    return _read_source_without_date(article, sources, first)


def _read_copyright(article: ArticleParts, kinds: KindsOfLines, number: int) -> int:
    """Read the lines of a block on copyright; return the line after it."""
    last = number
    for line in article.lines[number:]:
        is_label = kinds.kinds[last] == "label"
        if line.is_blank or is_label or _length_of_date(article, last):
            break
        last += 1
    article.mark(number, last, "copyright")
    return last


def _is_copyright_of_head(
    article: ArticleParts, kinds: KindsOfLines, number: int
) -> bool:
    """Return whether a line above the date is on copyright."""
    if kinds.kinds[number] == "copyright":
        return True
    line = article.lines[number]
    return line.indent > 0 and _BEGINS_COPYRIGHT.match(line.text) is not None


def _lines_of_source_in_copyright(
    article: ArticleParts, kinds: KindsOfLines, block: range
) -> Sequence[int]:
    """Return the lines of the source, if it stands right below those on copyright.

    In files of years ago, no blank line is between them. The date comes next then; in
    other files, the source does.
    """
    last_copyright = block.start
    for number in block:
        if _is_copyright_of_head(article, kinds, number):
            last_copyright = number
    sources = range(last_copyright + 1, block.stop)
    owner = article.lines[last_copyright].text
    if owner.endswith(_ENDS_OF_UNFINISHED_LINES):
        sources = sources[1:]
    if not sources:
        return []
    next_block = next(blocks_of_lines(article.lines, block.stop), [])
    if not next_block:
        return []
    number = next_block[0]
    if _length_of_date(article, number):
        return sources
    # "Spring 2021" is no date that can be read.
    line = article.lines[number]
    is_alone = len(next_block) == 1
    is_date = line.indent > 0 and is_alone and _YEAR.search(line.text) is not None
    is_copyright_too = _is_copyright_of_head(article, kinds, number)
    return sources if is_date and not is_copyright_too else []


def _length_of_date(article: ArticleParts, number: int) -> int:
    """Return how many lines, one or two, have a date at their beginning; 0 for none."""
    line = article.lines[number]
    dated_line = read_dated_line(line.text)
    if dated_line is not None:
        is_whole = not dated_line.rest
        return 1 if is_whole or line.indent else 0
    if number + 1 == len(article.lines) or article.lines[number + 1].is_blank:
        return 0
    both = f"{line.text} {article.lines[number + 1].text}"
    return 2 if iso_date_of(both) else 0


def _is_in_line(article: ArticleParts, source: int, date: int) -> bool:
    """Return whether a date is in the middle of the page if the source is."""
    source_line = article.lines[source]
    date_line = article.lines[date]
    return source_line.indent == 0 or date_line.indent > 0


def _read_date(
    article: ArticleParts,
    kinds: KindsOfLines,
    sources: Sequence[int],
    number: int,
    length: int,
) -> int:
    """Read the source, the date, and a title between them; return the line after.

    There may be no source.
    """
    if sources:
        source_lines = _first_block(sources)
        article.add("source", article.text_of(source_lines))
        article.mark(sources[0], number, "source")
        if article.lines[sources[0]].indent:
            _read_title_above_date(article, sources[len(source_lines) :])
    text = article.text_of(range(number, number + length))
    dated_line = read_dated_line(text)
    editions = []
    if dated_line is not None:
        article.add("date", dated_line.date)
        editions.append(dated_line.rest)
    last = number + length
    for line in article.lines[last:]:
        if line.is_blank:
            break
        # The time of day may have a line of its own.
        if not iso_date_of(f"{text} {line.text}"):
            editions.append(line.text)
        last += 1
    article.mark(number, last, "date")
    if article.lines[number].indent > 0:
        last = _read_centred_blocks(article, kinds, last, editions)
    edition = " ".join(filter(None, editions))
    article.add("edition", edition)
    return last


def _read_centred_blocks(
    article: ArticleParts, kinds: KindsOfLines, first: int, editions: list[str]
) -> int:
    """Read what is in the middle of the page below the date; return the line after.

    It is the edition, the date once more in another language, or a label.
    """
    last = first
    for block in blocks_of_lines(article.lines, first):
        if not article.lines[block[0]].indent:
            break
        first_of_block = article.lines[block[0]]
        label = kinds.labels.get(block[0])
        text = article.text_of(block)
        is_date = bool(iso_date_of(text))
        if label is not None and label.field is not None:
            read_label_block(article, kinds, block)
        elif _looks_like_label(first_of_block):
            break
        else:
            article.mark_lines(block, "date")
            edition = "" if is_date else text
            editions.append(edition)
        last = block[-1] + 1
    return last


def _read_title_above_date(article: ArticleParts, numbers: Sequence[int]) -> None:
    """Read a title that stands between the source and the date, at the edge.

    A notice of the source there has lines in the middle of the page.
    """
    titles: list[int] = []
    while numbers:
        block = _first_block(numbers)
        lines = [article.lines[number] for number in block]
        is_centred = any(line.indent for line in lines)
        if not is_centred:
            titles += block
        numbers = numbers[len(block) :]
    article.add("title", article.text_of(titles))
    for number in titles:
        article.mark_line(number, "title")


def _looks_like_label(line: DownloadLine) -> bool:
    """Return whether a colon stands in a line after capital letters."""
    name, colon, _ = line.text.partition(":")
    return bool(colon) and name == name.upper()


def _first_block(numbers: Sequence[int]) -> Sequence[int]:
    """Return those of the numbers that follow each other without a blank line."""
    block = [numbers[0]]
    for number in numbers[1:]:
        if number != block[-1] + 1:
            break
        block.append(number)
    return block


def _read_source_without_date(
    article: ArticleParts, sources: Sequence[int], first: int
) -> int:
    """Read what stands above the title where no line is a date."""
    centred = [number for number in sources if article.lines[number].indent > 0]
    if not centred:
        return first
    source_lines = _first_block(centred)
    article.add("source", article.text_of(source_lines))
    article.mark(centred[0], source_lines[-1] + 1, "source")
    others = [number for number in centred if number > source_lines[-1]]
    if others:
        article.mark_lines(others, "date")
    return centred[-1] + 1


def _read_title(article: ArticleParts, kinds: KindsOfLines, first: int) -> int:
    """Read the title; return the line after it.

    Where the title stands above the date, a byline may be here.
    """
    if "title" in article.facts:
        return _read_byline_below_date(article, kinds, first)
    titles: list[int] = []
    after_title = first
    for block in blocks_of_lines(article.lines, first):
        kind = kinds.kinds[block[0]]
        if kind == "copyright":
            article.mark_lines(block, "copyright")
            after_title = max(after_title, block[-1] + 1) if not titles else after_title
            continue
        label = kinds.labels.get(block[0])
        field = None if label is None else label.field
        if field is not None and (titles or field in _LABELS_AFTER_TITLE):
            break
        if len(titles) + len(block) > _MOST_LINES_OF_TITLE:
            break
        is_head_over = bool(titles) and not _labels_follow(kinds, block[-1] + 1)
        if is_head_over:
            break
        titles.extend(block)
        after_title = block[-1] + 1
    article.add("title", article.text_of(titles))
    for number in titles:
        article.mark_line(number, "title")
    return after_title


def _read_byline_below_date(
    article: ArticleParts, kinds: KindsOfLines, first: int
) -> int:
    """Read a short line without a label before other labels; return the line after."""
    block = next(blocks_of_lines(article.lines, first), [])
    if len(block) != 1 or kinds.kinds[block[0]] != "text":
        return first
    number = block[0]
    text = article.lines[number].text
    words = text.split()
    is_short = len(words) <= _MOST_WORDS_OF_BYLINE
    is_sentence = text[-1] in ".!?:;…"
    if not is_short or is_sentence:
        return first
    if not _labels_follow(kinds, number + 1):
        return first
    article.add("byline", text)
    article.mark_line(number, "label")
    return number + 1


def _labels_follow(kinds: KindsOfLines, number: int) -> bool:
    """Return whether the next words are a label of the head of an article."""
    while number < len(kinds.kinds) and kinds.kinds[number] == "blank":
        number += 1
    label = kinds.labels.get(number)
    return label is not None and label.field in _LABELS_OF_HEAD


def _read_labels_of_head(article: ArticleParts, kinds: KindsOfLines, first: int) -> int:
    """Read the labels between title and body; return the first line of the body."""
    after_labels = first
    seen: set[str] = set()
    pending: list[Sequence[int]] = []
    for block in blocks_of_lines(article.lines, first):
        label = kinds.labels.get(block[0])
        if label is None:
            break
        # "RIVERTOWN: The council met." is a text that begins with a place.
        last_line = article.lines[block[-1]]
        is_sentence = last_line.text.endswith((".", "!", "?"))
        if label.field is None and is_sentence:
            break
        pending.append(block)
        field = label.field
        if field not in _LABELS_OF_HEAD or field in seen:
            continue
        seen.add(field)
        for labelled_block in pending:
            read_label_block(article, kinds, labelled_block)
        pending = []
        after_labels = block[-1] + 1
        if field == "body":
            return _first_line_of_body(article, kinds, block)
    return after_labels


def _first_line_of_body(
    article: ArticleParts, kinds: KindsOfLines, block: Sequence[int]
) -> int:
    """Return where the body begins after a label such as "BODY:"."""
    number = block[0]
    label = kinds.labels[number]
    article.facts.pop("body", None)
    article.mark(number, block[-1] + 1, "")
    if not label.value:
        article.mark_line(number, "label")
        return number + 1
    length = label.length_before_value(article.lines[number])
    article.mark_prefix(number, length, "label")
    return number
