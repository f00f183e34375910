"""Page breaks of print in a text: page numbers, and the running heads beside them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from discourse.cleaning.text_blocks import Page, Proposal, Span

__all__ = ["propose_running_heads"]

_DIGITS = re.compile(r"\d+")
_FORM_FEED = "\x0c"
_SENTENCE_ENDS = (".", "!", "?", ":", "。")
_CLOSING_MARKS = "”’\"') "

LINES_BESIDE_BREAK = 2  # on each side; one of them may be a running head or foot
MAX_HEAD_LENGTH = 80  # characters
MAX_PAGE_NUMBER_LENGTH = 3  # digits
MAX_STEP = 2  # from one page number to the next; one may be missing
MIN_PAGE_NUMBERS = 2
MIN_HEADS = 2
MAX_NUMBERS_PER_CUT = 3  # page numbers for each one that cuts a sentence


@dataclass(frozen=True)
class _PageBreak:
    """The last line before a page break and the first line after it, by number.

    If the break is a page number, both are the line of the number.
    """

    line_before: int
    line_after: int


def propose_running_heads(page: Page) -> list[Proposal]:
    """Return proposals of the page numbers inside the text, and of running heads.

    A running head is a line that occurs again beside page numbers or form feeds. Page
    numbers count up, and at least a third of them cut a sentence. Numbers between
    sentences may number sections.
    """
    page_numbers = _find_page_numbers(page)
    reason = "the line is a page number in the middle of the text"
    reasons = dict.fromkeys(page_numbers, reason)
    breaks = [_PageBreak(line, line) for line in page_numbers]
    breaks += _find_form_feeds(page)
    lines_by_words = _group_lines_beside_breaks(page, breaks, page_numbers)
    for words, numbers in lines_by_words.items():
        count = len(numbers)
        if words and count >= MIN_HEADS:
            reason = (
                f"a running head: such a line stands {count} times beside page breaks"
            )
            reasons.update(dict.fromkeys(numbers, reason))
    proposals = []
    for number in sorted(reasons):
        line = page.lines[number]
        proposal = Proposal(line.start, line.end, "page-break", reasons[number])
        proposals.append(proposal)
    return proposals


def _find_form_feeds(page: Page) -> list[_PageBreak]:
    """Return the page breaks that are form feeds between two lines."""
    if _FORM_FEED not in page.raw:
        return []
    breaks = []
    for number, (line, next_line) in enumerate(itertools.pairwise(page.lines)):
        between = Span(line.end, next_line.start)
        if _FORM_FEED in between.cut(page.raw):
            page_break = _PageBreak(line_before=number, line_after=number + 1)
            breaks.append(page_break)
    return breaks


def _group_lines_beside_breaks(
    page: Page, breaks: Sequence[_PageBreak], page_numbers: Sequence[int]
) -> dict[tuple[str, ...], set[int]]:
    """Return the short lines near page breaks, grouped by their words."""
    lines_by_words: dict[tuple[str, ...], set[int]] = {}
    for page_break in breaks:
        beside = set(_lines_beside(page, page_break))
        for number in beside.difference(page_numbers):
            line = page.lines[number]
            if line.length > MAX_HEAD_LENGTH:
                continue
            words = _words_of_head(line.cut(page.raw))
            numbers = lines_by_words.setdefault(words, set())
            numbers.add(number)
    return lines_by_words


def _lines_beside(page: Page, page_break: _PageBreak) -> range:
    """Return the numbers of the lines near a page break, on both sides."""
    first_line = page_break.line_before - LINES_BESIDE_BREAK
    last_line = page_break.line_after + LINES_BESIDE_BREAK
    numbers = range(len(page.lines))
    return numbers[max(first_line, 0) : last_line + 1]


def _words_of_head(text: str) -> tuple[str, ...]:
    """Return the words of a running head in alphabetical order, with 0 for each number.

    The heads of left and right pages have their words in a different order.
    """
    lower_text = text.lower()
    words = _DIGITS.sub("0", lower_text).split()
    words.sort()
    return tuple(words)


def _find_page_numbers(page: Page) -> list[int]:
    """Return the lines that are page numbers; none if most are between sentences."""
    numbers = []
    values = []
    for number, line in enumerate(page.lines):
        if line.length > MAX_PAGE_NUMBER_LENGTH:
            continue
        text = line.cut(page.raw)
        if text.isdecimal():
            numbers.append(number)
            values.append(int(text))
    page_numbers = [numbers[position] for position in _find_sequence(values)]
    inside_sentences = 0
    for number in page_numbers:
        inside_sentences += _is_inside_sentence(page, number)
    if len(page_numbers) < MIN_PAGE_NUMBERS:
        return []
    if MAX_NUMBERS_PER_CUT * inside_sentences < len(page_numbers):
        return []
    return page_numbers


def _is_inside_sentence(page: Page, number: int) -> bool:
    """Return whether the line before a line does not end a sentence."""
    if number == 0:
        return False
    line_before = page.lines[number - 1]
    text = line_before.cut(page.raw)
    return not _ends_sentence(text)


def _find_sequence(values: Sequence[int]) -> list[int]:
    """Return the positions of values that count up, each by one or two."""
    positions: list[int] = []
    for position, value in enumerate(values):
        step = value - values[positions[-1]] if positions else 1
        if 0 < step <= MAX_STEP:
            positions.append(position)
        elif len(positions) == 1:
            # A single number may be none of a page: begin again with this one.
            positions = [position]
    return positions


def _ends_sentence(line: str) -> bool:
    """Return whether a line ends in a stop, with or without closing marks after it."""
    content = line.rstrip(_CLOSING_MARKS)
    return content.endswith(_SENTENCE_ENDS)
