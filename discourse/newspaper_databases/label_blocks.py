"""Blocks of lines between blank lines, and the labels in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from discourse.newspaper_databases.article_parts import ArticleParts
from discourse.newspaper_databases.download_lines import DownloadLine
from discourse.newspaper_databases.line_kinds import (
    KindsOfLines,
    LabelledLine,
    first_line_of_tail,
)
from discourse.newspaper_databases.word_counts import count_words, stated_word_count
from discourse.settings import (
    LEAST_SHARE_OF_STATED_WORDS,
    MOST_SHARE_OF_STATED_WORDS,
)

__all__ = [
    "blocks_of_lines",
    "find_tail",
    "read_label_block",
    "read_tail",
]


def blocks_of_lines(
    lines: Sequence[DownloadLine], first: int
) -> Iterator[Sequence[int]]:
    """Yield the numbers of the lines between two blank lines, block by block."""
    block: list[int] = []
    for number in range(first, len(lines)):
        if not lines[number].is_blank:
            block.append(number)
        elif block:
            yield block
            block = []
    if block:
        yield block


def read_label_block(
    article: ArticleParts, kinds: KindsOfLines, block: Sequence[int]
) -> None:
    """Read the labels of a block; a line without one goes on with the value."""
    article.mark_lines(block, "label")
    label = kinds.labels.get(block[0])
    values: list[str] = []
    for number in block:
        next_label = kinds.labels.get(number)
        if next_label is None:
            values.append(article.lines[number].text)
            continue
        if label is not None and values:
            article.add_label(label, " ".join(values))
        label = next_label
        values = [label.value]
    if label is not None:
        article.add_label(label, " ".join(values))


def find_tail(
    article: ArticleParts,
    kinds: KindsOfLines,
    first: int,
    last: int,
    *,
    said_twice: Collection[str] = (),
) -> int:
    """Return where the lines of the database after the body of an article begin.

    A heading such as "Graphic" may be one of the article. If without what stands below
    it the article has far fewer words than the database states, and with it as many,
    it is.

    Parameters
    ----------
    article : ArticleParts
        With what the labels above the body say.
    kinds : KindsOfLines
    first, last : int
        Half-open range of the lines that may be body or tail.
    said_twice : collection of str
        What labels may say below the body, although they said it above.
    """
    fields_above = article.facts.keys() - set(said_twice)
    tail = first_line_of_tail(kinds, first, last, fields_above=fields_above)
    stated = stated_word_count(article.facts.get("words_stated", ""), is_labelled=True)
    if stated is None:
        return tail
    later_tail = first_line_of_tail(
        kinds, first, last, fields_above=fields_above, with_paragraphs=False
    )
    text = article.text_of(range(first, tail))
    longer_text = article.text_of(range(first, later_tail))
    words = count_words(text)
    more_words = count_words(longer_text)
    least = stated * LEAST_SHARE_OF_STATED_WORDS
    most = stated * MOST_SHARE_OF_STATED_WORDS
    return later_tail if words < least <= more_words <= most else tail


def read_tail(article: ArticleParts, kinds: KindsOfLines, numbers: range) -> None:
    """Read the labels and the other lines after the body."""
    lines = article.lines[: numbers.stop]
    heading: LabelledLine | None = None
    values: list[str] = []
    for block in blocks_of_lines(lines, numbers.start):
        first = block[0]
        kind = kinds.kinds[first]
        label = kinds.labels.get(first)
        if heading is not None and kind in {"text", "unknown"}:
            # "PHOTO: A bridge." below the heading "Graphic" is no label.
            article.mark_lines(block, "label")
            values.append(article.text_of(block))
        elif label is not None:
            _add_heading(article, heading, values)
            is_heading = kind == "label" and not label.value and len(block) == 1
            heading = label if is_heading else None
            values = []
            read_label_block(article, kinds, block)
        else:
            part = kind if kind in {"copyright", "end", "page"} else "label"
            article.mark_lines(block, part)
    _add_heading(article, heading, values)


def _add_heading(
    article: ArticleParts, heading: LabelledLine | None, values: Sequence[str]
) -> None:
    """Keep what stands below a label that fills its line."""
    if heading is not None:
        value = " ".join(values)
        article.add_label(heading, value)
