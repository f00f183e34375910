"""A document as blocks: its lines, or in wrapped text its paragraphs, each with the look that rules ask for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from discourse.registries import DEBRIS_RULES
from discourse.text import fold

__all__ = ["Block", "Page", "Proposal", "block_of", "divide", "trimmed", "vocabulary"]

_LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_WIDTHLESS = "\ufeff\u200b"  # a byte order mark, and a blank without width
_BLANKS = (
    "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + _WIDTHLESS
)
_TAGS = re.compile(r"(?:\s*</?\w[^<>]{0,200}>\s*)+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CLOSERS = "”’\"')]}»›*_」』）】》 "
_STOPS = ".!?…。！？｡؟।,;:，；：、—–-"
_RUNS_ON = re.compile(
    r"(?:^|\s)(?:the|a|an|of|to|and|or|for|in|on|at|by|with|from|as|that|which|is|are|was|were)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?;,。！？；，][\"'”’)]*\s|[。！？；，]")

_LONG = 200  # characters from which a block is running text
_TAGGED = 2000  # characters; in longer blocks tags are not looked for
_NARROW = 120  # characters: wider lines are not wrapped
_LINES = 8  # fewer say nothing of how wide a text is
_PROSE_WORDS = 8  # words from which a closed line is a sentence rather than a caption


class Proposal(NamedTuple):
    """A span of one document, and why.

    `own_kind` is "" but where the rule has several kinds in the registry of debris rules.
    """

    start: int
    end: int
    rule: str
    reason: str
    own_kind: str = ""

    @property
    def kind(self) -> str:
        """What the span is."""
        return self.own_kind or DEBRIS_RULES[self.rule].kinds[0]

    @property
    def action(self) -> str:
        """Whether to leave the span out of counts ("mask"), or only to show it ("mark")."""
        return DEBRIS_RULES[self.rule].action


class Block(NamedTuple):
    """A line or paragraph, without the blanks around it."""

    start: int
    end: int
    text: str
    key: str  # folded, each run of blanks one blank; of running text the text itself
    words: int
    bare: bool  # ends without a stop, a comma, a colon or a word that leads on, and is not in brackets
    dotted: bool  # ends in an ellipsis
    prose: bool  # running text, or a full sentence

    def propose(self, rule: str, reason: str, *, kind: str = "") -> Proposal:
        """Propose the whole block."""
        return Proposal(self.start, self.end, rule, reason, kind)


@dataclass(frozen=True, eq=False)
class Page:
    """The blocks of one raw text.

    Attributes
    ----------
    raw : str
        The raw text.
    blocks : tuple of Block
        In order; those without a letter or digit are left out.
    lines : tuple of (int, int)
        Start and end of every line that holds one, as it stands in the file.
    wrapped : bool
        Whether blocks are paragraphs made of wrapped lines.
    title : str
        Folded title the metadata give; ``""`` = none.
    """

    raw: str
    blocks: tuple[Block, ...]
    lines: tuple[tuple[int, int], ...]
    wrapped: bool
    title: str

    @functools.cached_property
    def places(self) -> Mapping[str, list[int]]:
        """Where each key stands (numbers of blocks)."""
        found: dict[str, list[int]] = {}
        for number, block in enumerate(self.blocks):
            found.setdefault(block.key, []).append(number)
        return found

    @functools.cached_property
    def width(self) -> int:
        """Length from which a line is as wide as the text, where lines are narrow; else out of reach."""
        widths = sorted(end - start for start, end in self.lines)
        wide = (
            widths[int(0.9 * (len(widths) - 1))]
            if len(widths) >= _LINES
            else _NARROW + 1
        )
        return int(0.8 * wide) if wide <= _NARROW else 1 << 30

    @functools.cached_property
    def identity(self) -> str:
        """The longest running text: copies of one document share it."""
        return max(
            (block.key for block in self.blocks if block.prose), key=len, default=""
        )


def divide(raw: str, *, wrapped: bool, title: str = "") -> Page:
    """Divide `raw` into blocks: lines, or where lines are wrapped the paragraphs they make up."""
    lines = [
        line
        for match in _LINE.finditer(raw)
        if (line := _trimmed(match.group(), match.start()))
    ]
    spans = _joined(raw, lines) if wrapped else lines
    blocks = tuple(
        block for start, end in spans if (block := block_of(raw, start, end))
    )
    return Page(raw, blocks, tuple(lines), wrapped, _key(title))


def vocabulary(words: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(words.split())


def trimmed(raw: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without the blanks around it, or None when nothing is left."""
    return _trimmed(raw[start:end], start)


def _trimmed(text: str, start: int) -> tuple[int, int] | None:
    kept = text.strip()
    if not kept or kept[0] in _WIDTHLESS or kept[-1] in _WIDTHLESS:
        kept = text.strip(_BLANKS)
    if not kept:
        return None
    begin = start + text.index(
        kept[0]
    )  # what stands before it is blank, so it is the first of its kind
    return begin, begin + len(kept)


def _joined(raw: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join wrapped lines: a blank line divides, and so does a line end where the next word would still have fitted."""
    if not lines:
        return
    widths = sorted(end - start for start, end in lines)
    fits = 0.7 * widths[int(0.9 * (len(widths) - 1))]
    begin, last = lines[0]
    opened = begin
    for start, end in lines[1:]:
        if _divided(raw, (opened, last), (start, end), fits):
            yield begin, last
            begin = start
        opened, last = start, end
    yield begin, last


def _divided(
    raw: str, line: tuple[int, int], after: tuple[int, int], fits: float
) -> bool:
    if after[0] - line[1] > 1 and len(_LINE_END.findall(raw, line[1], after[0])) > 1:
        return True
    width = line[1] - line[0]
    if width > fits:
        return False
    word = raw.find(" ", *after)
    return width + 1 + ((word if word > 0 else after[1]) - after[0]) <= fits


def block_of(raw: str, start: int, end: int) -> Block | None:
    """Return the look of a stretch of text, or None when it holds no letter or digit."""
    text = raw[start:end]
    if end - start >= _LONG and _SENTENCE.search(text):
        return Block(start, end, text, text, len(text) // 6, False, False, True)
    if not any(map(str.isalnum, text)):
        return None
    words = _words(text)
    core = (
        _TAGS.sub(" ", text) if "<" in text and len(text) <= _TAGGED else text
    ).rstrip(_CLOSERS)
    dotted = core.endswith(("...", "…", ". ."))
    closed = core[-1:] in _STOPS and core != ""
    open_ended = (
        closed
        or (text[0] in "([【（" and text[-1] in ")]】）")
        or _RUNS_ON.search(core[-8:]) is not None
    )
    prose = (closed and not dotted and words >= _PROSE_WORDS) or (
        words >= 3 * _PROSE_WORDS and _flowing(text)
    )
    return Block(start, end, text, _key(text), words, not open_ended, dotted, prose)


def _words(text: str) -> int:
    if text.isascii():
        return len(text.split())
    singles = len(_CJK.findall(text))
    return len(_CJK.sub(" ", text).split()) + (singles + 1) // 2


def _flowing(text: str) -> bool:
    """Whether the words run on like a sentence, rather than stand beside each other like the items of a menu."""
    words = text.split()
    return sum(word[:1].islower() for word in words) >= 0.4 * len(words)


def _key(text: str) -> str:
    return " ".join((text.lower() if text.isascii() else fold(text)).split())
