"""A document as blocks: its lines or, where lines are wrapped, its paragraphs.

A rule proposes a block, or a span inside it, by the properties that are computed here:
how many words the block has, how it ends, and whether it is a sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from discourse.cleaning.text_lines import (
    BLANKS,
    ZERO_WIDTH,
    Lines,
    Span,
    divide_into_lines,
)
from discourse.registries import DEBRIS_RULES
from discourse.text import fold

__all__ = [
    "Block",
    "Page",
    "PageOutline",
    "Proposal",
    "divide_into_blocks",
    "ends_in_function_word",
    "has_letter_or_digit",
    "make_block",
    "propose_match",
    "trim_span",
    "word_set",
]

_TAGS = re.compile(r"(?:\s*</?\w[^<>]{0,200}>\s*)+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OPENING_BRACKETS = tuple("([【（")
_CLOSING_BRACKETS = tuple(")]】）")
_CLOSING_MARKS = "”’\"')]}»›*_」』）】》 "
_STOPS = tuple(".!?…。！？｡؟।,;:，；：、—–-")
_DOTS = ("...", "…", ". .")
_FUNCTION_WORD_AT_END = re.compile(
    r"(?:^|\s)(?:the|a|an|of|to|and|or|for|in|on|at|by|with|from|as|that|which|is|are|was|were)$",
    re.IGNORECASE,
)
_FUNCTION_WORD_LENGTH = 8  # characters that hold any of these words
_SENTENCE = re.compile(r"[.!?;,。！？；，][\"'”’)]*\s|[。！？；，]")

MIN_RUNNING_TEXT = 200  # characters; a shorter block may be a caption
CHARACTERS_PER_WORD = 6  # of running text, with the blank
MAX_TAGGED_LENGTH = 2000  # characters; in longer blocks tags are not looked for
MAX_WRAPPED_WIDTH = 120  # characters; wider lines are not wrapped
NO_WIDTH = 1 << 30  # characters; no line is as long
MIN_LINES = 8  # fewer do not show how wide a text is
WIDE_SHARE = 0.8  # of the length of a long line: a line as wide as the text
FULL_SHARE = 0.7  # of the length of a long line: a line with room for no word more
MIN_SENTENCE_WORDS = 8  # a shorter line with a stop may be a caption
MIN_FLOWING_WORDS = 24  # a sentence without a stop at its end is longer than a caption
MIN_LOWER_CASE = 0.4  # of the words of a sentence; the items of a menu have capitals


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span of one document that may be debris, and the reason.

    Attributes
    ----------
    start, end : int
        Half-open span of characters in the raw text.
    rule : str
        Name of the rule in :data:`discourse.registries.DEBRIS_RULES`.
    reason : str
        A sentence for the column `reason`.
    own_kind : str
        The kind, if it is not the first kind of the rule; else ``""``.
    """

    start: int
    end: int
    rule: str
    reason: str
    own_kind: str = ""

    @property
    def kind(self) -> str:
        """Return what the span is, as in the column `kind`."""
        if self.own_kind:
            return self.own_kind
        rule = DEBRIS_RULES[self.rule]
        return rule.kinds[0]

    @property
    def action(self) -> str:
        """Return what to do with the span, as in the column `action`."""
        rule = DEBRIS_RULES[self.rule]
        return rule.action


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph, without the blanks around it.

    Attributes
    ----------
    start, end : int
        Half-open span of characters in the raw text.
    text : str
    key : str
        What blocks are compared by: the folded text, with one blank for each run of
        blanks. The key of running text is the text itself.
    word_count : int
        Two characters of Chinese, Japanese or Korean count as one word.
    ends_like_caption : bool
        Whether the block has no stop, comma or colon at its end, does not end in a
        function word such as "of", and is not in brackets.
    ends_in_dots : bool
        Whether the block ends in an ellipsis.
    is_prose : bool
        Whether the block is running text or a full sentence.
    """

    start: int
    end: int
    text: str
    key: str
    word_count: int
    ends_like_caption: bool
    ends_in_dots: bool
    is_prose: bool

    def propose(self, rule: str, reason: str, *, kind: str = "") -> Proposal:
        """Return a proposal of the whole block."""
        return Proposal(
            start=self.start,
            end=self.end,
            rule=rule,
            reason=reason,
            own_kind=kind,
        )


@dataclass(frozen=True, eq=False)
class Page:
    """The blocks of one raw text.

    Attributes
    ----------
    raw : str
        The raw text.
    blocks : tuple of Block
        In the order of the text; a block without a letter or digit is left out.
    lines : Lines
        Every line of the file that is not blank.
    is_wrapped : bool
        Whether the blocks are paragraphs made of wrapped lines.
    title : str
        The folded title that the metadata give; ``""`` = none.
    """

    raw: str
    blocks: tuple[Block, ...]
    lines: Lines
    is_wrapped: bool
    title: str

    @functools.cached_property
    def blocks_by_key(self) -> Mapping[str, list[int]]:
        """Return the numbers of the blocks that have each key, in order."""
        numbers: dict[str, list[int]] = {}
        for number, block in enumerate(self.blocks):
            numbers_of_key = numbers.setdefault(block.key, [])
            numbers_of_key.append(number)
        return numbers

    @functools.cached_property
    def text_width(self) -> int:
        """Return the length from which a line is as wide as the text.

        If the page has few lines, or lines too long to be wrapped, it is `NO_WIDTH`. No
        line is as long.
        """
        if len(self.lines) < MIN_LINES:
            return NO_WIDTH
        long_line = self.lines.length_of_long_line
        if long_line > MAX_WRAPPED_WIDTH:
            return NO_WIDTH
        return int(WIDE_SHARE * long_line)

    @functools.cached_property
    def longest_prose(self) -> str:
        """Return the longest running text. Copies of one document have the same."""
        longest_key = ""
        for block in self.blocks:
            if block.is_prose and len(block.key) > len(longest_key):
                longest_key = block.key
        return longest_key


@dataclass(frozen=True)
class PageOutline:
    """Where the title and the article of a page are.

    Attributes
    ----------
    title_block : int
        The number of the block that is the title; -1 = none.
    first_block, last_block : int
        The numbers of the first and last block of the running text of the article. If
        there is none, both are the number of blocks of the page.
    """

    title_block: int
    first_block: int
    last_block: int

    @property
    def has_title(self) -> bool:
        """Return whether the page has a title."""
        return self.title_block >= 0

    def is_inside_article(self, number: int) -> bool:
        """Return whether a block is between the first and last block of the article."""
        return self.first_block <= number <= self.last_block


def divide_into_blocks(raw: str, *, is_wrapped: bool, title: str = "") -> Page:
    """Return the page of a raw text: its blocks and its lines.

    Parameters
    ----------
    raw : str
    is_wrapped : bool
        False: each line is a block. True: the lines are wrapped, and each paragraph is
        a block.
    title : str
        The title that the metadata give.
    """
    lines = divide_into_lines(raw)
    spans = _join_wrapped_lines(lines) if is_wrapped else lines.spans()
    blocks = []
    for start, end in spans:
        block = make_block(raw, start, end)
        if block is not None:
            blocks.append(block)
    return Page(
        raw=raw,
        blocks=tuple(blocks),
        lines=lines,
        is_wrapped=is_wrapped,
        title=_fold_key(title),
    )


def propose_match(match: re.Match[str], rule: str, reason: str) -> Proposal:
    """Return a proposal of the text that a pattern matched."""
    start, end = match.span()
    return Proposal(start, end, rule, reason)


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(words.split())


def has_letter_or_digit(text: str) -> bool:
    """Return whether a text has a letter or a digit."""
    alphanumeric = map(str.isalnum, text)
    return any(alphanumeric)


def trim_span(raw: str, start: int, end: int) -> Span | None:
    """Return a span without the blanks around it, or None if nothing is left."""
    text = raw[start:end]
    content = text.strip()
    if not content:
        return None
    if content[0] in ZERO_WIDTH or content[-1] in ZERO_WIDTH:
        content = text.strip(BLANKS)
        if not content:
            return None
    # Only blanks are before the content, so its first character occurs here first.
    content_start = start + text.index(content[0])
    return Span(content_start, content_start + len(content))


def make_block(raw: str, start: int, end: int) -> Block | None:
    """Return the block of a span of text, or None if it has no letter or digit.

    A long text with punctuation inside it is running text. It is not looked at further,
    which saves most of the time.
    """
    text = raw[start:end]
    if len(text) >= MIN_RUNNING_TEXT and _SENTENCE.search(text):
        return Block(
            start=start,
            end=end,
            text=text,
            key=text,
            word_count=len(text) // CHARACTERS_PER_WORD,
            ends_like_caption=False,
            ends_in_dots=False,
            is_prose=True,
        )
    if not has_letter_or_digit(text):
        return None
    word_count = _count_words(text)
    content = _without_tags(text).rstrip(_CLOSING_MARKS)
    ends_in_dots = content.endswith(_DOTS)
    ends_in_stop = content.endswith(_STOPS)
    # A caption is complete without a stop: nothing must follow its last word.
    ends_like_caption = not ends_in_stop and not ends_in_function_word(content)
    is_sentence = ends_in_stop and not ends_in_dots and word_count >= MIN_SENTENCE_WORDS
    is_long_sentence = word_count >= MIN_FLOWING_WORDS and _has_lower_case_words(text)
    return Block(
        start=start,
        end=end,
        text=text,
        key=_fold_key(text),
        word_count=word_count,
        ends_like_caption=ends_like_caption and not _is_bracketed(text),
        ends_in_dots=ends_in_dots,
        is_prose=is_sentence or is_long_sentence,
    )


def _join_wrapped_lines(lines: Lines) -> list[Span]:
    """Return the paragraphs that wrapped lines make up."""
    if not len(lines):
        return []
    is_last = _are_last_of_paragraph(lines)
    last_lines = np.append(np.flatnonzero(is_last), len(lines) - 1)
    first_lines = np.append(0, last_lines[:-1] + 1)
    starts = lines.start[first_lines].tolist()
    ends = lines.end[last_lines].tolist()
    return list(map(Span, starts, ends))


def _are_last_of_paragraph(lines: Lines) -> np.ndarray:
    """Return whether a paragraph ends after each line but the last (bool).

    A blank line ends it. So does a line that still has room for the first word of the
    next line.
    """
    full_width = FULL_SHARE * lines.length_of_long_line
    is_last = lines.has_blank_line_after.copy()
    length_before_last = lines.length[:-1]
    is_short = length_before_last <= full_width
    is_open = is_short & ~is_last
    open_lines = np.flatnonzero(is_open)
    for number in open_lines.tolist():
        line = lines.texts[number]
        next_line = lines.texts[number + 1]
        # The word may be the whole line.
        first_word, _, _ = next_line.partition(" ")
        length_with_word = len(line) + 1 + len(first_word)
        is_last[number] = length_with_word <= full_width
    return is_last


def _without_tags(text: str) -> str:
    """Return a text with a blank for each run of HTML tags."""
    if "<" not in text or len(text) > MAX_TAGGED_LENGTH:
        return text
    return _TAGS.sub(" ", text)


def _is_bracketed(text: str) -> bool:
    """Return whether a text is in brackets, such as "(Applause)"."""
    if not text.startswith(_OPENING_BRACKETS):
        return False
    return text.endswith(_CLOSING_BRACKETS)


def ends_in_function_word(text: str) -> bool:
    """Return whether a text ends in a word that another word must follow."""
    end_of_text = text[-_FUNCTION_WORD_LENGTH:]
    function_word = _FUNCTION_WORD_AT_END.search(end_of_text)
    return function_word is not None


def _count_words(text: str) -> int:
    """Return how many words a text has; two characters of CJK count as one."""
    if text.isascii():
        return len(text.split())
    cjk_characters = _CJK.findall(text)
    other_words = _CJK.sub(" ", text).split()
    cjk_word_count = (len(cjk_characters) + 1) // 2  # an odd one out is a word too
    return len(other_words) + cjk_word_count


def _has_lower_case_words(text: str) -> bool:
    """Return whether many words are in lower case, as in a sentence, not in a menu."""
    words = text.split()
    lower_case_count = 0
    for word in words:
        lower_case_count += word[0].islower()
    min_lower_case_count = MIN_LOWER_CASE * len(words)
    return lower_case_count >= min_lower_case_count


def _fold_key(text: str) -> str:
    """Return the folded text with one blank for each run of blanks."""
    folded_text = text.lower() if text.isascii() else fold(text)
    words = folded_text.split()
    return " ".join(words)
