"""From words and separators to words at fixed places.

A hyphen joins two words or divides them, and a gap holds 0 to n words. So a variant of
a pattern has several wordings. Wordings that differ in one word are put together again.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from discourse.phrases.pattern_parser import (
    BLANK_SEPARATOR,
    LIMIT,
    Separator,
    Symbol,
    Variant,
    pattern_error,
    too_many_wordings,
)
from discourse.text import (
    ADJACENT,
    BLANK,
    HYPHEN,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP_LOWER,
    character_class,
    word_identity,
)

__all__ = ["CompiledPattern", "compile_pattern"]

# Gap classes that a phrase may go on over, as bits.
_FOLLOWED = 1 << ADJACENT | 1 << BLANK | 1 << QUOTE
_HYPHENED = _FOLLOWED | 1 << HYPHEN | 1 << SPACED_HYPHEN
_STRAY_STOP = 1 << STOP_LOWER
_WITHIN_PARAGRAPH = (1 << PARAGRAPH) - 1
_WITHIN_SENTENCE = (1 << STOP_LOWER) - 1

_MARKS_BEFORE_BLANK = (",", ";", ":")  # punctuation after which a blank is written

# One word at each place; None = any word.
_Words = tuple[str | None, ...]
# The words that fit at each place; None = any word.
_WordSets = tuple[frozenset[str] | None, ...]


@dataclass(frozen=True)
class CompiledPattern:
    """One shape of a phrase: words at fixed places.

    Attributes
    ----------
    words : tuple of frozenset of str, or None
        For each place the words that fit (``*`` = any characters). None = any word;
        such a word counts as a word in a gap.
    allowed : tuple of int
        For each place but the first, the gap classes that are allowed before it, as
        bits.
    literals : tuple of str
        For each place but the first, the punctuation that must come before it; ``""`` =
        any.
    """

    words: tuple[frozenset[str] | None, ...]
    allowed: tuple[int, ...]
    literals: tuple[str, ...]

    @property
    def gaps(self) -> int:
        """Number of words in gaps."""
        return self.words.count(None)

    @property
    def plain(self) -> str:
        """The shortest word of each place, as they are written one after the other."""
        text = _shortest_word(self.words[0])
        following = zip(self.words[1:], self.allowed, self.literals, strict=True)
        for words, allowed, literal in following:
            word = _shortest_word(words)
            if literal in _MARKS_BEFORE_BLANK:
                between = f"{literal} "
            elif literal:
                between = literal
            elif allowed == _STRAY_STOP:
                between = ". "
            elif _is_written_close(text, word):
                between = ""
            else:
                between = " "
            text += between + word
        return text


def _shortest_word(words: frozenset[str] | None) -> str:
    """Return the shortest of the words, and the first of those in order of letters."""
    return min(words or {""}, key=lambda word: (len(word), word))


def _is_written_close(text: str, word: str) -> bool:
    """Whether no blank is written between the two: both are Han characters or kana."""
    last = text[-1:] or word[:1] or " "
    first = word[:1] or " "
    return character_class(last) == character_class(first) == "single"


class _Wording(NamedTuple):
    """A sequence of words; see :class:`CompiledPattern` for the fields."""

    words: _Words
    allowed: tuple[int, ...] = ()
    literals: tuple[str, ...] = ()


class _Layout(NamedTuple):
    """What the wordings of one shape have in common.

    `is_gap` says of each place whether any word fits there.
    """

    allowed: tuple[int, ...]
    literals: tuple[str, ...]
    is_gap: tuple[bool, ...]


def compile_pattern(
    pattern: str, variants: Iterable[Variant]
) -> tuple[CompiledPattern, ...]:
    """Return the shapes of the `variants` of a pattern, sorted.

    Raises
    ------
    PatternError
        A variant does not begin and end with a word, or there are more wordings than
        :data:`LIMIT`.
    """
    count = 0
    words_by_layout: dict[_Layout, set[_Words]] = {}
    for variant in variants:
        wordings = _wordings_of(pattern, variant)
        count += len(wordings)
        if count > LIMIT:
            raise too_many_wordings(pattern)
        for wording in wordings:
            is_gap = tuple([word is None for word in wording.words])
            layout = _Layout(wording.allowed, wording.literals, is_gap)
            words_by_layout.setdefault(layout, set()).add(wording.words)
    shapes = []
    for layout in sorted(words_by_layout):
        for words in _merge_wordings(words_by_layout[layout]):
            shape = CompiledPattern(words, layout.allowed, layout.literals)
            shapes.append(shape)
    return tuple(shapes)


def _wordings_of(pattern: str, variant: Variant) -> list[_Wording]:
    """Return the sequences of words that one variant means."""
    sequence = _divide_words(pattern, variant)
    words = iter(sequence.words)
    wordings = [_Wording((next(words),))]
    for word, separators in zip(words, sequence.separators, strict=True):
        links = _links_of(pattern, separators)
        longer = []
        for wording in wordings:
            for link in links:
                longer.append(link.append_word(wording, word))
        wordings = longer
        if len(wordings) > LIMIT:
            raise too_many_wordings(pattern)
    return wordings


# --------------------------------------------------------------------------------------
# Words and what divides them


@dataclass(frozen=True)
class _WordSequence:
    """The words of a variant, and the separators between each two of them."""

    words: list[str]
    separators: list[list[Separator]]


def _divide_words(pattern: str, variant: Variant) -> _WordSequence:
    words: list[str] = []
    separators: list[list[Separator]] = [[]]
    for symbol in _group_characters(variant):
        if isinstance(symbol, Separator):
            separators[-1].append(symbol)
        elif symbol.strip("'"):  # an apostrophe by itself is a quotation mark
            words.append(_identity(symbol))
            separators.append([])
    before, *between, after = separators if words else ([], separators[0])
    at_edges = [sign for sign in before + after if sign.kind != "blank"]
    if words and not at_edges and "" not in words:
        return _WordSequence(words, between)
    column = at_edges[0].column if at_edges else 0
    if any(map(str.isalnum, pattern)):
        raise pattern_error(pattern, column, _NO_WORD_AT_EDGE)
    raise pattern_error(pattern, column, _NO_WORDS)


_NO_WORD_AT_EDGE = (
    "a pattern begins and ends with a word, in every wording it stands for; take the "
    "sign at its edge away, or make it optional together with a word."
)
_NO_WORDS = (
    "signs and emoji are no words, and only words are looked for; write letters, digits "
    "or Han characters."
)


@functools.lru_cache(maxsize=4096)
def _identity(word: str) -> str:
    without_quotes = word.strip("'")
    return word_identity(without_quotes)


def _group_characters(variant: Variant) -> list[Symbol]:
    """Put the characters of each word together.

    A Han character, with the marks on it, is a word by itself.
    """
    groups: list[Symbol] = []
    for symbol in variant:
        last = groups[-1] if groups else BLANK_SEPARATOR
        if isinstance(symbol, Separator) or isinstance(last, Separator):
            groups.append(symbol)
        elif _belongs_to_word(symbol, last):
            groups[-1] = last + symbol
        else:
            groups.append(symbol)
    return groups


def _belongs_to_word(char: str, word: str) -> bool:
    """Whether a character continues the word before it."""
    if char == "*" or unicodedata.category(char).startswith("M"):
        return True
    return "single" not in (character_class(char), character_class(word[0]))


# --------------------------------------------------------------------------------------
# How a word follows another


class _Link(NamedTuple):
    """One way in which a word may follow another.

    Attributes
    ----------
    allowed : tuple of int
        The gap classes that are allowed before each word in between, and before the
        word that follows, as bits. Empty: the hyphen joins both into one word.
    literal : str
        The punctuation that must come before the word; ``""`` = any.
    """

    allowed: tuple[int, ...]
    literal: str = ""

    def append_word(self, wording: _Wording, word: str) -> _Wording:
        """Return the wording with one word more."""
        words, allowed, literals = wording
        places = len(self.allowed)
        if not places:
            joined = f"{words[-1]}-{word}"
            return _Wording((*words[:-1], joined), allowed, literals)
        between = (None,) * (places - 1)
        return _Wording(
            (*words, *between, word),
            allowed + self.allowed,
            literals + (self.literal,) * places,
        )


def _links_of(pattern: str, separators: list[Separator]) -> list[_Link]:
    """Return every way in which a word may follow over the `separators`."""
    kinds = [sign.kind for sign in separators]
    _check_separators(pattern, separators)
    if "gap" in kinds:
        return _links_over_gap(separators)
    if "literal" in kinds:
        return [_Link((_WITHIN_PARAGRAPH,), _literal_of(separators))]
    if "stray" in kinds:
        return [_Link((_STRAY_STOP,))]
    if "hyphen" in kinds:
        divided = _Link((_HYPHENED,))
        joined = _Link(())
        return [divided, joined]
    return [_Link((_FOLLOWED,))]


def _check_separators(pattern: str, separators: list[Separator]) -> None:
    """Raise an error if a gap or a stray stop stands beside another sign."""
    gaps = [sign for sign in separators if sign.kind == "gap"]
    stray_stops = [sign for sign in separators if sign.kind == "stray"]
    special = gaps or stray_stops
    if not special:
        return
    is_repeated = len(gaps) > 1 or len(stray_stops) > 1
    kinds = [sign.kind for sign in separators]
    if is_repeated or "literal" in kinds or "hyphen" in kinds:
        message = (
            "a gap or a '~' stands between blanks, or beside one another; put a word "
            "between it and the next sign."
        )
        raise pattern_error(pattern, special[0].column, message)


def _literal_of(separators: list[Separator]) -> str:
    """Return the punctuation that must stand between two words."""
    literal = ""
    for sign in separators:
        if sign.kind == "literal":
            literal += sign.text
        elif sign.kind == "hyphen":
            literal += "-"
    return literal


def _links_over_gap(separators: list[Separator]) -> list[_Link]:
    """Return a link for each number of words in a gap.

    A stray stop belongs to the side of the gap on which it is written.
    """
    kinds = [sign.kind for sign in separators]
    gap = separators[kinds.index("gap")]
    within = _WITHIN_SENTENCE if gap.text else _WITHIN_PARAGRAPH
    links = []
    for count in range(gap.words + 1):
        allowed = [within] * (count + 1)
        if "stray" in kinds:
            is_after = kinds.index("stray") > kinds.index("gap")
            allowed[-1 if is_after else 0] = _STRAY_STOP
        links.append(_Link(tuple(allowed)))
    return links


# --------------------------------------------------------------------------------------
# Several wordings in one shape


def _merge_wordings(wordings: set[_Words]) -> list[_WordSets]:
    """Put wordings that differ in one place only into one shape, as long as possible."""
    shapes: set[_WordSets] = set()
    for words in wordings:
        word_sets = [None if word is None else frozenset([word]) for word in words]
        shapes.add(tuple(word_sets))
    size = 0
    while size != len(shapes):
        size = len(shapes)
        places = len(next(iter(shapes)))
        for place in range(places):
            shapes = _merge_at(shapes, place)
    return sorted(shapes, key=_sorted_words)


def _merge_at(shapes: set[_WordSets], place: int) -> set[_WordSets]:
    """Put the shapes that differ only at `place` together."""
    words_by_rest: dict[_WordSets, set[str]] = {}
    for shape in shapes:
        rest = shape[:place] + shape[place + 1 :]
        words = words_by_rest.setdefault(rest, set())
        words.update(shape[place] or ())
    merged: set[_WordSets] = set()
    for rest, words in words_by_rest.items():
        word_set = frozenset(words) if words else None
        merged.add((*rest[:place], word_set, *rest[place:]))
    return merged


def _sorted_words(shape: _WordSets) -> list[list[str]]:
    return [sorted(words or ()) for words in shape]
