"""From the variants of a pattern to its shapes, with words at fixed places.

The parser gives *variants*: words with separators between them. A separator may be read
in several ways: a hyphen joins two words or divides them, and a gap holds 0 to n words.
So a variant has one or more *wordings*, each a sequence of words. Wordings that differ
at one place only are merged into one *shape*, which has a set of words at each place.
"""

from __future__ import annotations

import functools
import re
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
    are_in_words,
    character_class,
    word_identity,
)

__all__ = ["CompiledPattern", "compile_pattern"]

# Sets of gap classes that are allowed between two words, each as a number in binary: if
# class 3 is in the set, bit 3 is set.
_FOLLOWED = 1 << ADJACENT | 1 << BLANK | 1 << QUOTE
_HYPHENED = _FOLLOWED | 1 << HYPHEN | 1 << SPACED_HYPHEN
_STRAY_STOP = 1 << STOP_LOWER
_WITHIN_PARAGRAPH = (1 << PARAGRAPH) - 1  # all classes below PARAGRAPH
_WITHIN_SENTENCE = (1 << STOP_LOWER) - 1  # all classes below STOP_LOWER

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
    words : tuple of (frozenset of str or None)
        For each place the words that fit (``*`` = any characters). None = any word; it
        is a word in a gap.
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
        """One wording as it is written: the shortest word of each place.

        A word in a gap is left out.
        """
        text = _shortest_word(self.words[0])
        later_places = zip(self.words[1:], self.allowed, self.literals, strict=True)
        for words, allowed_classes, literal in later_places:
            word = _shortest_word(words)
            if literal in _MARKS_BEFORE_BLANK:
                between = f"{literal} "
            elif literal:
                between = literal
            elif allowed_classes == _STRAY_STOP:
                between = ". "
            elif _is_written_close(text, word):
                between = ""
            else:
                between = " "
            text += between + word
        return text


def _shortest_word(words: frozenset[str] | None) -> str:
    """Return the shortest of the words; of equally short ones, the first by code point.

    ``""`` if any word fits.
    """
    if words is None:
        return ""
    return min(words, key=lambda word: (len(word), word))


def _is_written_close(text: str, word: str) -> bool:
    """Return whether no blank is written between `text` and the `word` after it.

    That is so where a Han character or a kana stands on both sides.
    """
    if not word:
        return False
    character_before = text[-1:] or word[0]
    class_before = character_class(character_before)
    class_after = character_class(word[0])
    return class_before == "single" and class_after == "single"


class _Wording(NamedTuple):
    """A sequence of words; None stands for any word.

    `allowed` and `literals` are those of :class:`CompiledPattern`.
    """

    words: _Words
    allowed: tuple[int, ...] = ()
    literals: tuple[str, ...] = ()


class _Layout(NamedTuple):
    """What the wordings of one shape have in common.

    `allowed` and `literals` are those of :class:`CompiledPattern`. `is_gap` tells for
    each place whether any word fits there.
    """

    allowed: tuple[int, ...]
    literals: tuple[str, ...]
    is_gap: tuple[bool, ...]


def compile_pattern(
    pattern: str, variants: Iterable[Variant]
) -> tuple[CompiledPattern, ...]:
    """Return the shapes that the `variants` of a pattern mean, sorted.

    Raises
    ------
    PatternError
        A variant does not begin and end with a word, or there are more wordings than
        :data:`LIMIT`.
    """
    wording_count = 0
    words_by_layout: dict[_Layout, set[_Words]] = {}
    for variant in variants:
        wordings = _wordings_of(pattern, variant)
        wording_count += len(wordings)
        if wording_count > LIMIT:
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
    """Return the wordings that one variant means; there is at least one."""
    sequence = _divide_words(pattern, variant)
    first_word, *later_words = sequence.words
    wordings = [_Wording((first_word,))]
    for word, separators in zip(later_words, sequence.separators, strict=True):
        links = _links_of(pattern, separators)
        longer_wordings = []
        for wording in wordings:
            for link in links:
                longer_wordings.append(link.append_word(wording, word))
        wordings = longer_wordings
        # Checked at each word: they multiply fast.
        if len(wordings) > LIMIT:
            raise too_many_wordings(pattern)
    return wordings


# --------------------------------------------------------------------------------------
# Words and what divides them


@dataclass(frozen=True)
class _WordSequence:
    """The words of a variant, and what comes between each two of them.

    Attributes
    ----------
    words : list of str
    separators : list of list of Separator
        For each word but the first, the separators before it, in order.
    """

    words: list[str]
    separators: list[list[Separator]]


def _divide_words(pattern: str, variant: Variant) -> _WordSequence:
    """Return the words of a variant, and the separators between them.

    Raises
    ------
    PatternError
        The variant has no word, or a sign other than a blank at one of its edges.
    """
    words: list[str] = []
    # The separators before the first word, between each two words, after the last word.
    separators: list[list[Separator]] = [[]]
    for symbol in _group_characters(_with_inner_punctuation(variant)):
        if isinstance(symbol, Separator):
            separators[-1].append(symbol)
        elif symbol.strip("'"):  # an apostrophe by itself is a quotation mark
            words.append(_identity(symbol))
            separators.append([])
    edge_separators = list(separators[0])
    if words:
        edge_separators += separators[-1]
    signs_at_edges = [sign for sign in edge_separators if sign.kind != "blank"]
    if words and not signs_at_edges and "" not in words:
        return _WordSequence(words, separators[1:-1])
    column = signs_at_edges[0].column if signs_at_edges else 0
    if any(map(str.isalnum, pattern)):
        raise pattern_error(pattern, column, _NO_WORD_AT_EDGE)
    raise pattern_error(pattern, column, _NO_WORDS)


_NO_WORD_AT_EDGE = (
    "a pattern begins and ends with a word, in every wording it stands for; take the "
    "sign at its edge away, or make it optional together with a word."
)
_NO_WORDS = (
    "signs and emoji are no words, and only words are looked for; write letters, "
    "digits or Han characters."
)


_STARS = re.compile(r"\*\*+")


@functools.lru_cache(maxsize=4096)
def _identity(word: str) -> str:
    """Return the identity of a word without the quotation marks around it.

    Stars that follow each other mean the same as one.
    """
    without_quotes = word.strip("'")
    with_single_stars = _STARS.sub("*", without_quotes)
    return word_identity(with_single_stars)


def _with_inner_punctuation(variant: Variant) -> Variant:
    """Return a variant in which the punctuation inside words belongs to these words.

    The comma of "5,000" and the dots of "u.s." are then characters of a word, as they
    are in a text.
    """
    # Most patterns have no punctuation, and need no look at their characters.
    if not any(_is_literal(symbol) for symbol in variant):
        return variant
    texts = [_text_of_symbol(symbol) for symbol in variant]
    is_in_word = are_in_words("".join(texts))
    symbols: list[Symbol] = []
    position = 0
    for symbol, text in zip(variant, texts, strict=True):
        end = position + len(text)
        is_character = bool(is_in_word[position:end].all())
        symbols.append(text if is_character else symbol)
        position = end
    return tuple(symbols)


def _is_literal(symbol: Symbol) -> bool:
    """Return whether a symbol is punctuation that stands for itself."""
    return isinstance(symbol, Separator) and symbol.kind == "literal"


def _text_of_symbol(symbol: Symbol) -> str:
    """Return what a symbol stands for, in as far as it decides which words there are.

    A gap and a stray stop divide words, as a blank does.
    """
    if isinstance(symbol, str):
        return symbol
    if symbol.kind == "literal":
        return symbol.text
    return "-" if symbol.kind == "hyphen" else " "


def _group_characters(variant: Variant) -> list[Symbol]:
    """Return the symbols of a variant, with the characters of each word put together.

    A Han character, with the marks on it, is a word by itself.
    """
    symbols: list[Symbol] = []
    for symbol in variant:
        # A variant begins as if a blank came before it.
        previous_symbol = symbols[-1] if symbols else BLANK_SEPARATOR
        if isinstance(symbol, Separator) or isinstance(previous_symbol, Separator):
            symbols.append(symbol)
        elif _belongs_to_word(symbol, previous_symbol):
            symbols[-1] = previous_symbol + symbol
        else:
            symbols.append(symbol)
    return symbols


def _belongs_to_word(char: str, word: str) -> bool:
    """Return whether a character continues the word before it."""
    is_mark = unicodedata.category(char).startswith("M")
    if char == "*" or is_mark:
        return True
    # A Han character or a kana neither continues a word nor is continued.
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
        """Return the wording with `word` after its last word."""
        *earlier_words, last_word = wording.words
        place_count = len(self.allowed)
        if place_count == 0:
            joined_word = f"{last_word}-{word}"
            words = (*earlier_words, joined_word)
            return _Wording(words, wording.allowed, wording.literals)
        words_between = (None,) * (place_count - 1)
        literals_of_link = (self.literal,) * place_count
        return _Wording(
            words=(*wording.words, *words_between, word),
            allowed=wording.allowed + self.allowed,
            literals=wording.literals + literals_of_link,
        )


def _links_of(pattern: str, separators: list[Separator]) -> list[_Link]:
    """Return every way in which a word may follow, given the separators before it."""
    kinds = [sign.kind for sign in separators]
    _check_separators(pattern, separators)
    # The strongest separator decides; a blank beside it does not matter.
    if "gap" in kinds:
        return _links_over_gap(separators)
    if "literal" in kinds:
        # The punctuation is compared, so the class of the gap need not be known.
        return [_Link((_WITHIN_PARAGRAPH,), _required_punctuation(separators))]
    if "stray" in kinds:
        return [_Link((_STRAY_STOP,))]
    if "hyphen" in kinds:
        two_words = _Link((_HYPHENED,))
        one_word = _Link(())
        return [two_words, one_word]
    return [_Link((_FOLLOWED,))]


def _check_separators(pattern: str, separators: list[Separator]) -> None:
    """Raise an error if a gap or a stray stop is beside a sign it cannot be beside.

    One gap and one stray stop may be beside each other, and blanks beside both.
    """
    gaps = [sign for sign in separators if sign.kind == "gap"]
    stray_stops = [sign for sign in separators if sign.kind == "stray"]
    if not gaps and not stray_stops:
        return
    is_repeated = len(gaps) > 1 or len(stray_stops) > 1
    kinds = [sign.kind for sign in separators]
    if is_repeated or "literal" in kinds or "hyphen" in kinds:
        message = (
            "a gap or a '~' stands between blanks, or beside one another; put a word "
            "between it and the next sign."
        )
        first_sign = gaps[0] if gaps else stray_stops[0]
        raise pattern_error(pattern, first_sign.column, message)


def _required_punctuation(separators: list[Separator]) -> str:
    """Return the punctuation that must come between two words, without blanks."""
    punctuation = ""
    for sign in separators:
        if sign.kind == "literal":
            punctuation += sign.text
        elif sign.kind == "hyphen":
            punctuation += "-"
    return punctuation


def _links_over_gap(separators: list[Separator]) -> list[_Link]:
    """Return a link for each number of words that the gap may hold, from 0 on.

    A link says which gap classes are allowed before each word from one word of the
    pattern to the next. A stray stop belongs to the side of the gap on which it is written.
    """
    kinds = [separator.kind for separator in separators]
    gap = separators[kinds.index("gap")]
    stays_in_sentence = gap.text == "!"
    allowed_in_gap = _WITHIN_SENTENCE if stays_in_sentence else _WITHIN_PARAGRAPH
    links = []
    for word_count in range(gap.max_words + 1):
        # One place before each word of the gap, and one before the word after it.
        allowed_at_places = [allowed_in_gap] * (word_count + 1)
        if "stray" in kinds:
            is_after_gap = kinds.index("stray") > kinds.index("gap")
            place_of_stop = -1 if is_after_gap else 0
            allowed_at_places[place_of_stop] = _STRAY_STOP
        links.append(_Link(tuple(allowed_at_places)))
    return links


# --------------------------------------------------------------------------------------
# Several wordings in one shape


def _merge_wordings(wordings: set[_Words]) -> list[_WordSets]:
    """Return shapes that together have these wordings and no others, sorted.

    Wordings that differ at one place only are merged, as often as this is possible. All
    wordings have the same number of words, and any word (None) at the same places.
    """
    shapes: set[_WordSets] = set()
    for words in wordings:
        word_sets = [None if word is None else frozenset([word]) for word in words]
        shapes.add(tuple(word_sets))
    place_count = len(next(iter(shapes)))
    count_before = 0
    # Merging at one place may make shapes equal at others, so all are tried again.
    while len(shapes) != count_before:
        count_before = len(shapes)
        for place in range(place_count):
            shapes = _merge_at(shapes, place)
    return sorted(shapes, key=_sorted_words)


def _merge_at(shapes: set[_WordSets], place: int) -> set[_WordSets]:
    """Return the shapes, with those merged that differ at `place` only."""
    words_by_other_places: dict[_WordSets, set[str]] = {}
    for shape in shapes:
        other_places = shape[:place] + shape[place + 1 :]
        words = words_by_other_places.setdefault(other_places, set())
        words.update(shape[place] or ())
    merged_shapes: set[_WordSets] = set()
    for other_places, words in words_by_other_places.items():
        # No word means that any word fits here, in all of the shapes.
        word_set = frozenset(words) if words else None
        merged_shape = (*other_places[:place], word_set, *other_places[place:])
        merged_shapes.add(merged_shape)
    return merged_shapes


def _sorted_words(shape: _WordSets) -> list[list[str]]:
    """Return the words of each place in order, to sort shapes by; [] = any word."""
    return [sorted(words or ()) for words in shape]
