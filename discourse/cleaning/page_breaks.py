"""Page breaks of print in a text: page numbers, and the running heads beside them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from discourse.cleaning.text_blocks import (
    Page,
    Proposal,
    ends_in_function_word,
)
from discourse.cleaning.text_lines import Lines

__all__ = ["propose_running_heads"]

_DIGITS = re.compile(r"\d+")
_PAGE_WORDS = (
    r"(?:(?:page|pag\.|p\.|seite|página|стр\.|第)\s*)?"
    r"(\d{1,3}|(?-i:[ivxl]{1,7}))\s*(?:(?:/|of|out of|von|sur|de|из)\s*\d{1,3}|页|頁)?"
)
_PAGE_LABEL = re.compile(
    rf"{_PAGE_WORDS}|[-–—~·|]+\s*{_PAGE_WORDS}\s*[-–—~·|]+", re.IGNORECASE
)
_ROMAN = re.compile("(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUE_OF_LETTER = {"i": 1, "v": 5, "x": 10, "l": 50}
_FORM_FEED = "\x0c"
_SENTENCE_ENDS = (".", "!", "?", ":", "。", "！", "？", "：")
_LINE_PUNCTUATION = (",", ";", "，", "、", "；")
_CLOSING_MARKS = "”’\"') "
_NO_NUMBER = -1

LINES_BESIDE_BREAK = 2  # on each side; one of them may be a running head or foot
MAX_HEAD_LENGTH = 80  # characters
MAX_LABEL_LENGTH = 24  # characters of a page number with the words around it
MAX_PAGE_NUMBER_LENGTH = 3  # digits
MAX_STEP = 2  # from one page number to the next; one may be missing
MIN_PAGE_NUMBERS = 2
MIN_HEADS = 2
MIN_WORDS_WITH_NUMBER = 2  # of a head that holds the page number
MAX_LINES_OF_BREAK = 6  # from the text of one page to that of the next
MIN_HEADS_ALONE = 3  # of a head with neither a number nor a form feed beside it
MAX_NUMBERS_PER_CUT = 3  # page numbers for each one that cuts a sentence
MAX_HEADS_PER_CUT = 2  # heads without numbers for each one that cuts a sentence


@dataclass(frozen=True)
class _PageBreak:
    """The last line before a page break and the first line after it, by number.

    If the break is a page number, both are the line of the number.
    """

    line_before: int
    line_after: int


def propose_running_heads(page: Page) -> list[Proposal]:
    """Return proposals of the page numbers inside the text, and of running heads.

    A running head is a line that occurs again beside page numbers or form feeds, or one
    that counts the pages itself. Page numbers count up, and at least a third of them
    cut a sentence. Numbers between sentences may number sections. A line with neither
    number nor form feed beside it is a running head if it stands three times or more in
    the text, apart from it or in capitals, and cuts a sentence in half of these places.
    """
    page_numbers = _find_page_numbers(page)
    reason = "the line is a page number in the middle of the text"
    reasons = dict.fromkeys(page_numbers, reason)
    repeated_lines = _find_repeated_lines(page)
    for numbers in repeated_lines.groups:
        if _count_pages(page, numbers, repeated_lines.numbers):
            reason = f"a running head: such a line counts {len(numbers)} pages"
            reasons.update(dict.fromkeys(numbers, reason))
    breaks = [_PageBreak(line, line) for line in reasons]
    breaks += _find_form_feeds(page)
    lines_by_words = _group_lines_beside_breaks(page, breaks, list(reasons))
    for words, numbers_beside in lines_by_words.items():
        count = len(numbers_beside)
        if words and count >= MIN_HEADS:
            reason = (
                f"a running head: such a line stands {count} times beside page breaks"
            )
            reasons.update(dict.fromkeys(numbers_beside, reason))
    for numbers in repeated_lines.groups:
        if _are_heads_alone(page, numbers, repeated_lines.numbers):
            reason = (
                f"a running head: such a line stands {len(numbers)} times in the "
                "middle of sentences"
            )
            for number in numbers:
                reasons.setdefault(number, reason)
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
    for number, gap in enumerate(page.lines.gaps):
        if _FORM_FEED in gap:
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
            text = page.lines.texts[number]
            if len(text) > MAX_HEAD_LENGTH:
                continue
            if _is_part_of_sentence(text):
                continue
            words = _words_of_head(text)
            numbers = lines_by_words.setdefault(words, set())
            numbers.add(number)
    return lines_by_words


def _is_part_of_sentence(line: str) -> bool:
    """Return whether a line ends a sentence, or shows that one goes on in it.

    It does if it begins with a lower-case letter, or ends in a comma or in a word such
    as "of".
    """
    goes_on = line[0].islower() or ends_in_function_word(line)
    return goes_on or line.endswith(_LINE_PUNCTUATION) or _ends_sentence(line)


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
    """Return the lines that are page numbers; none if most are between sentences.

    Such a line is a number, or a number with the words of a page: "- 12 -", "Page 3 of
    9".
    """
    numbers = []
    values = []
    for number in page.lines.not_longer_than(MAX_LABEL_LENGTH):
        value = _page_number_of(page.lines.texts[number])
        if value != _NO_NUMBER:
            numbers.append(number)
            values.append(value)
    page_numbers = [numbers[position] for position in _find_sequence(values)]
    inside_sentences = 0
    for number in page_numbers:
        inside_sentences += _is_inside_sentence(page, number)
    if len(page_numbers) < MIN_PAGE_NUMBERS:
        return []
    if MAX_NUMBERS_PER_CUT * inside_sentences < len(page_numbers):
        return []
    return page_numbers


def _page_number_of(line: str) -> int:
    """Return the page number that a short line holds and little else, or -1."""
    label = _PAGE_LABEL.fullmatch(line)
    if label is None:
        return _NO_NUMBER
    number = label.group(1) or label.group(2)
    return int(number) if number.isdecimal() else _value_of_roman(number)


def _value_of_roman(numeral: str) -> int:
    """Return the value of a Roman numeral in small letters, or -1 if it is none.

    >>> [_value_of_roman(numeral) for numeral in ("iv", "xii", "ill")]
    [4, 12, -1]
    """
    if _ROMAN.fullmatch(numeral) is None:
        return _NO_NUMBER
    values = [_VALUE_OF_LETTER[letter] for letter in numeral]
    total = 0
    for value, next_value in zip(values, [*values[1:], 0], strict=True):
        # A smaller value before a larger one is taken off: "iv".
        total += value if value >= next_value else -value
    return total


def _is_inside_sentence(page: Page, number: int) -> bool:
    """Return whether the line before a line does not end a sentence."""
    if number == 0:
        return False
    line_before = page.lines.texts[number - 1]
    return not _ends_sentence(line_before)


@dataclass(frozen=True)
class _RepeatedLines:
    """Short lines that may be running heads, because they occur again.

    Attributes
    ----------
    groups : tuple of list of int
        The numbers of the lines that have the same words.
    numbers : frozenset of int
        The numbers of all these lines.
    """

    groups: tuple[list[int], ...]
    numbers: frozenset[int]


def _find_repeated_lines(page: Page) -> _RepeatedLines:
    """Return the lines that occur again and look unlike the lines of a paragraph."""
    lines_by_words: dict[tuple[str, ...], list[int]] = {}
    for number in _unlike_paragraphs(page.lines):
        words = _words_of_head(page.lines.texts[number])
        lines_by_words.setdefault(words, []).append(number)
    groups = []
    all_numbers: set[int] = set()
    for numbers in lines_by_words.values():
        if len(numbers) >= MIN_HEADS:
            groups.append(numbers)
            all_numbers.update(numbers)
    return _RepeatedLines(tuple(groups), frozenset(all_numbers))


def _unlike_paragraphs(lines: Lines) -> list[int]:
    """Return the short lines that look unlike the lines of a paragraph.

    They begin or end with a digit, have no letter in lower case, or stand apart.
    """
    is_short = lines.length <= MAX_HEAD_LENGTH
    is_unlike = lines.stands_apart.copy()
    is_unlike |= _say_of_each(str.isupper, lines.texts)
    for place in (0, -1):
        characters = map(operator.itemgetter(place), lines.texts)
        is_unlike |= _say_of_each(str.isdecimal, characters)
    is_chosen = is_short & is_unlike
    numbers: list[int] = np.flatnonzero(is_chosen).tolist()
    return numbers


def _say_of_each(is_so: Callable[[str], bool], texts: Iterable[str]) -> np.ndarray:
    """Return what a function says of each text (bool)."""
    answers = map(is_so, texts)
    return np.fromiter(answers, dtype=bool)


def _count_pages(
    page: Page, numbers: Sequence[int], repeated_numbers: frozenset[int]
) -> bool:
    """Return whether lines with the same words count the pages, as "12 WHITE PAPER".

    Each begins or ends with a number, the numbers count up, and at least a third of the
    lines cut a sentence.
    """
    values = []
    for number in numbers:
        text = page.lines.texts[number]
        value = _number_at_edge(text)
        if value == _NO_NUMBER:
            return False
        values.append(value)
    if len(_find_sequence(values)) < len(values):
        return False
    cuts = _count_cuts(page, numbers, repeated_numbers)
    return MAX_NUMBERS_PER_CUT * cuts >= len(numbers)


def _number_at_edge(text: str) -> int:
    """Return the number that a line begins or ends with, or -1.

    A line that has nothing else is no running head.
    """
    words = text.split()
    if len(words) < MIN_WORDS_WITH_NUMBER:
        return _NO_NUMBER
    for word in (words[-1], words[0]):
        if word.isdecimal() and len(word) <= MAX_PAGE_NUMBER_LENGTH:
            return int(word)
    return _NO_NUMBER


def _are_heads_alone(
    page: Page, numbers: Sequence[int], repeated_numbers: frozenset[int]
) -> bool:
    """Return whether lines are running heads that nothing else shows.

    They have the same words, stand apart from the text or have no lower-case letter,
    and at least half of them cut a sentence.
    """
    if len(numbers) < MIN_HEADS_ALONE:
        return False
    for number in numbers:
        text = page.lines.texts[number]
        if not text.isupper() and not page.lines.stands_apart[number]:
            return False
    cuts = _count_cuts(page, numbers, repeated_numbers)
    return MAX_HEADS_PER_CUT * cuts >= len(numbers)


def _count_cuts(
    page: Page, numbers: Sequence[int], repeated_numbers: frozenset[int]
) -> int:
    """Return how many of some lines stand in the middle of a sentence.

    The text before the line ends no sentence, and the text after it begins with no
    capital. Lines that occur again are no text here.
    """
    cuts = 0
    for number in numbers:
        text_before = _nearest_text(page, range(number - 1, -1, -1), repeated_numbers)
        lines_after = range(number + 1, len(page.lines))
        text_after = _nearest_text(page, lines_after, repeated_numbers)
        next_letter = text_after[:1]
        goes_on = next_letter.isalpha() and not next_letter.isupper()
        if text_before and goes_on and not _ends_sentence(text_before):
            cuts += 1
    return cuts


def _nearest_text(page: Page, numbers: Sequence[int], skipped: frozenset[int]) -> str:
    """Return the first of some lines that is not skipped, or ``""``."""
    for number in numbers[:MAX_LINES_OF_BREAK]:
        if number not in skipped:
            return page.lines.texts[number]
    return ""


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
