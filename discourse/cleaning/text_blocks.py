"""A document as blocks: its lines or, where lines are wrapped, its paragraphs.

A rule proposes a block, or a span inside it, by the properties that are computed here:
how many words the block has, how it ends, and whether it is a sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from discourse.registries import DEBRIS_RULES
from discourse.text import LINE_ENDS, fold

__all__ = [
    "Block",
    "Page",
    "PageOutline",
    "Proposal",
    "Span",
    "divide_into_blocks",
    "ends_in_function_word",
    "has_letter_or_digit",
    "make_block",
    "propose_match",
    "trim_span",
    "word_set",
]

_LINE = re.compile(f"[^{LINE_ENDS}]+")
_LINE_END = re.compile(f"\r\n|[{LINE_ENDS}]")
_ZERO_WIDTH = "\ufeff\u200b"  # a byte order mark, and a blank without width
_LAST_BLANK = 0x3000  # the blank with the highest code point
_SPACES = "".join(filter(str.isspace, map(chr, range(_LAST_BLANK + 1))))
_BLANKS = _SPACES + _ZERO_WIDTH
_BLANK_CHARACTERS = frozenset(_BLANKS)
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
LONG_LINE_RANK = 0.9  # of all lines: a few may be longer than the text is wide
WIDE_SHARE = 0.8  # of the length of a long line: a line as wide as the text
FULL_SHARE = 0.7  # of the length of a long line: a line with room for no word more
MIN_SENTENCE_WORDS = 8  # a shorter line with a stop may be a caption
MIN_FLOWING_WORDS = 24  # a sentence without a stop at its end is longer than a caption
MIN_LOWER_CASE = 0.4  # of the words of a sentence; the items of a menu have capitals


class Span(NamedTuple):
    """A half-open span of characters of a raw text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Return how many characters the span has."""
        return self.end - self.start

    def cut(self, raw: str) -> str:
        """Return the text of the span."""
        return raw[self.start : self.end]

    def moved_by(self, distance: int) -> Span:
        """Return the span that many characters further on."""
        return Span(self.start + distance, self.end + distance)


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
    lines : tuple of Span
        Every line of the file that is not blank.
    is_wrapped : bool
        Whether the blocks are paragraphs made of wrapped lines.
    title : str
        The folded title that the metadata give; ``""`` = none.
    """

    raw: str
    blocks: tuple[Block, ...]
    lines: tuple[Span, ...]
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
        long_line = _length_of_long_line(self.lines)
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
    lines = _divide_into_lines(raw)
    spans = _join_wrapped_lines(raw, lines) if is_wrapped else lines
    blocks = []
    for start, end in spans:
        block = make_block(raw, start, end)
        if block is not None:
            blocks.append(block)
    return Page(
        raw=raw,
        blocks=tuple(blocks),
        lines=tuple(lines),
        is_wrapped=is_wrapped,
        title=_fold_key(title),
    )


def _divide_into_lines(raw: str) -> list[Span]:
    """Return the lines of a text that are not blank, without the blanks around them."""
    lines = []
    for match in _LINE.finditer(raw):
        start, end = match.span()
        has_blanks = (
            raw[start] in _BLANK_CHARACTERS or raw[end - 1] in _BLANK_CHARACTERS
        )
        line = trim_span(raw, start, end) if has_blanks else Span(start, end)
        if line is not None:
            lines.append(line)
    return lines


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
    if content[0] in _ZERO_WIDTH or content[-1] in _ZERO_WIDTH:
        content = text.strip(_BLANKS)
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


def _length_of_long_line(lines: Sequence[Span]) -> int:
    """Return the length that nine lines of ten do not exceed."""
    lengths = [end - start for start, end in lines]
    lengths.sort()
    last_rank = len(lengths) - 1
    rank = int(LONG_LINE_RANK * last_rank)
    return lengths[rank]


def _join_wrapped_lines(raw: str, lines: Sequence[Span]) -> list[Span]:
    """Return the paragraphs that wrapped lines make up."""
    if not lines:
        return []
    full_width = FULL_SHARE * _length_of_long_line(lines)
    paragraphs = []
    line = lines[0]
    start = line.start
    for next_line in lines[1:]:
        if _is_paragraph_end(raw, line, next_line, full_width):
            paragraphs.append(Span(start, line.end))
            start = next_line.start
        line = next_line
    paragraphs.append(Span(start, line.end))
    return paragraphs


def _is_paragraph_end(raw: str, line: Span, next_line: Span, full_width: float) -> bool:
    """Return whether a paragraph ends between two lines.

    A blank line ends it. So does a line that still has room for the first word of the
    next line.
    """
    # Most lines are one character apart: their line end.
    if next_line.start - line.end > 1:
        line_ends = _LINE_END.findall(raw, line.end, next_line.start)
        if len(line_ends) > 1:
            return True
    line_length = line.end - line.start
    if line_length > full_width:
        return False
    end_of_word = raw.find(" ", next_line.start, next_line.end)
    if end_of_word <= 0:  # the word is the whole line
        end_of_word = next_line.end
    word_length = end_of_word - next_line.start
    length_with_word = line_length + 1 + word_length
    return length_with_word <= full_width


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
