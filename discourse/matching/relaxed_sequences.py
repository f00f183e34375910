"""Relaxed sequences: what a sequence of a pattern becomes if one condition is dropped.

A near miss is a place where a relaxed sequence fits and the pattern does not. Which
conditions are dropped depends on the words of the sequence: what keeps no two *content
words* (words that are no function words) is not searched for, because it says too
little about the formula.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from discourse.corpus import Corpus
from discourse.matching.accents import other_accents
from discourse.matching.word_forms import divided_forms, ending_forms, joined_forms
from discourse.phrases import Link, WordSequence
from discourse.text import (
    ADJACENT,
    BLANK,
    COMMA,
    HYPHEN,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP,
    STOP_LOWER,
    script_of,
)

__all__ = ["RelaxedSequence", "relaxed_sequences", "shortest_sequences"]

MIN_PLACES = 3  # of a sequence of which a word may be another
MIN_HAN_PLACES = 4  # the same for Han characters, which are words one by one
MIN_CONTENT_WORDS = 2  # that are kept
MIN_HAN_CONTENT_WORDS = 3
MIN_LENGTH_OF_FORM = 3  # letters of a word that may have another ending
MAX_JOINED_PAIRS = 100  # pairs of words that are looked up as one word

ANY_WORD = frozenset({"*"})
_HYPHENS = 1 << HYPHEN | 1 << SPACED_HYPHEN
_FOLLOWED = 1 << ADJACENT | 1 << BLANK | 1 << QUOTE
_PUNCTUATION = 1 << COMMA | 1 << STOP_LOWER | 1 << STOP | 1 << PARAGRAPH

_Words = frozenset[str]


@dataclass(frozen=True)
class RelaxedSequence:
    """A sequence with one condition dropped.

    Attributes
    ----------
    change : str
        What differs where it fits; a key of :data:`NEAR_MISS_CHANGES`.
    sequence : WordSequence
    replaced : int
        The place at which any word fits instead of the words of the pattern; -1 = none.
    is_content : bool
        Whether the words of the pattern at that place are content words.
    kept : int
        How many places have words of the pattern.
    """

    change: str
    sequence: WordSequence
    replaced: int = -1
    is_content: bool = False
    kept: int = 0

    @property
    def side(self) -> str:
        """Where a content word is another: 'first', 'inner' or 'last'; ``""`` = nowhere."""
        if self.change != "word_replaced" or not self.is_content:
            return ""
        last_place = len(self.sequence.words) - 1
        names = {0: "first", last_place: "last"}
        return names.get(self.replaced, "inner")


def shortest_sequences(
    sequences: Iterable[WordSequence],
) -> Iterator[WordSequence]:
    """Return the sequences of a pattern that hold no other one of them, by length.

    "(great )?national rejuvenation" has two, and the longer one holds the shorter. What
    nearly fits the longer one nearly fits the shorter one too, or is glue.
    """
    shortest = _SequencesByWord()
    for sequence in sorted(sequences, key=lambda sequence: len(sequence.words)):
        if not shortest.have_part_of(sequence):
            shortest.add(sequence)
            yield sequence


class _SequencesByWord:
    """Sequences, found by the words that they begin with.

    A pattern may have thousands, and to compare each with each would take long.
    """

    def __init__(self) -> None:
        # Sequences with one word a place, and those with several by each first word.
        self.plain: set[WordSequence] = set()
        self.sizes: set[int] = set()
        self.by_first_word: dict[str, list[WordSequence]] = {}

    def add(self, sequence: WordSequence) -> None:
        """Add a sequence."""
        if all(len(words) == 1 for words in sequence.words):
            self.plain.add(sequence)
            self.sizes.add(len(sequence.words))
            return
        for word in sequence.words[0]:
            self.by_first_word.setdefault(word, []).append(sequence)

    def have_part_of(self, sequence: WordSequence) -> bool:
        """Return whether part of `sequence` is one of them, wherever the words fit."""
        place_count = len(sequence.words)
        for first in range(place_count):
            for size in self.sizes:
                end = first + size
                if end <= place_count and _part_of(sequence, first, end) in self.plain:
                    return True
            # What fits at a place has all its words, so one of them finds it.
            word = next(iter(sequence.words[first]))
            for other in self.by_first_word.get(word, []):
                end = first + len(other.words)
                if end > place_count:
                    continue
                part = _part_of(sequence, first, end)
                if part.links == other.links and _have_fitting_words(part, other):
                    return True
        return False


def _part_of(sequence: WordSequence, first: int, end: int) -> WordSequence:
    """Return the places of a sequence from `first` to the one before `end`."""
    words = sequence.words[first:end]
    links = sequence.links[first : end - 1]
    return WordSequence(words, links)


def _have_fitting_words(sequence: WordSequence, other: WordSequence) -> bool:
    """Return whether the words of each place fit at the same place of `other`."""
    pairs = zip(sequence.words, other.words, strict=True)
    return all(words <= other_words for words, other_words in pairs)


def relaxed_sequences(
    sequence: WordSequence, corpus: Corpus, function_words: frozenset[str]
) -> Iterator[RelaxedSequence]:
    """Return the sequences that nearly are `sequence`, from the least change on.

    Parameters
    ----------
    sequence : WordSequence
    corpus : Corpus
        Forms of words that it does not have are left out.
    function_words : frozenset of str
    """
    content = [_is_content(words, function_words) for words in sequence.words]
    # What is near to function words or to any word is everywhere.
    if not any(content):
        return
    yield from _with_other_endings(sequence, corpus, function_words)
    yield from _with_other_hyphens(sequence, corpus)
    yield from _with_other_words(sequence, content)


def _is_content(words: _Words, function_words: frozenset[str]) -> bool:
    """Return whether content words fit at a place."""
    if words == ANY_WORD:
        return False
    return not words <= function_words


def _is_han(words: _Words) -> bool:
    """Return whether the words of a place are Han characters."""
    scripts = set(map(script_of, words))
    return scripts == {"han"}


def _spelt_words(words: _Words) -> list[str]:
    """Return the words of a place that have letters and no star, sorted."""
    spelt_words = []
    for word in sorted(words):
        if "*" not in word and script_of(word) != "han":
            spelt_words.append(word)
    return spelt_words


# --------------------------------------------------------------------------------------
# Other words, one less or one more, other punctuation


def _with_other_words(
    sequence: WordSequence, content: Sequence[bool]
) -> Iterator[RelaxedSequence]:
    """Return the sequences with other punctuation, or with one word changed.

    There is none for a sequence of one or two words, or with a single content word.
    `content` tells for each place whether content words fit there.
    """
    place_count = len(sequence.words)
    is_han = all(map(_is_han, sequence.words))
    min_places = MIN_PLACES
    min_content = MIN_CONTENT_WORDS
    if is_han:
        min_places = MIN_HAN_PLACES
        min_content = MIN_HAN_CONTENT_WORDS
    # The words of a gap say nothing, so that the others must say more.
    if sequence.has_gaps:
        min_content += 1
    different_words = set(itertools.compress(sequence.words, content))
    if place_count < min_places or len(different_words) < MIN_CONTENT_WORDS:
        return
    punctuated = _with_punctuation(sequence)
    yield RelaxedSequence(
        "punctuation",
        punctuated,
        kept=place_count,
    )
    if sum(content) < min_content:
        return
    yield from _with_one_less(sequence, content)
    for place in range(1, place_count):
        link_before = sequence.links[place - 1]
        if not link_before.max_words:
            longer = _with_place(sequence, place)
            yield RelaxedSequence(
                "word_more",
                longer,
                replaced=place,
                is_content=is_han,
                kept=place_count,
            )
    for place, is_content in enumerate(content):
        if sum(content) - is_content >= min_content:
            yield from _with_other_word(sequence, place, is_content=is_content)


def _with_one_less(
    sequence: WordSequence, content: Sequence[bool]
) -> Iterator[RelaxedSequence]:
    """Return the sequences without one function word between two other words.

    `content` tells for each place whether content words fit there.
    """
    kept = len(content) - 1
    # Two words alone are another phrase: "community development".
    if kept < MIN_PLACES:
        return
    for place in range(1, kept):
        link_before = sequence.links[place - 1]
        link_after = sequence.links[place]
        is_beside_gap = link_before.max_words or link_after.max_words
        if not content[place] and not is_beside_gap:
            shorter = _without_place(sequence, place)
            yield RelaxedSequence(
                "word_less",
                shorter,
                kept=kept,
            )


def _with_other_word(
    sequence: WordSequence, place: int, *, is_content: bool
) -> Iterator[RelaxedSequence]:
    """Return the sequence with any word at one place, if what is left says enough.

    Two words and any content word say little: "global (...) initiative". Two words that
    a function word holds together say more.
    """
    kept = len(sequence.words) - 1
    if sequence.words[place] == ANY_WORD:
        return
    if is_content and kept < MIN_PLACES:
        return
    # Without a function word at its edge, the pattern is shorter, and no other wording.
    if not is_content and place in (0, kept):
        return
    freed = _with_words(sequence, place, ANY_WORD)
    yield RelaxedSequence(
        "word_replaced",
        freed,
        replaced=place,
        is_content=is_content,
        kept=kept,
    )


# --------------------------------------------------------------------------------------
# Other forms of words


def _with_other_endings(
    sequence: WordSequence, corpus: Corpus, function_words: frozenset[str]
) -> Iterator[RelaxedSequence]:
    """Return the sequences with other endings or accents of one word.

    Only forms that the corpus has are taken.
    """
    place_count = len(sequence.words)
    for place, words in enumerate(sequence.words):
        forms: set[str] = set()
        for word in _spelt_words(words - function_words):
            if len(word) >= MIN_LENGTH_OF_FORM:
                forms |= ending_forms(word)
                forms |= other_accents(corpus, word)
        known_forms = _known_words(corpus, forms - words)
        if known_forms:
            changed = _with_words(sequence, place, known_forms)
            yield RelaxedSequence(
                "ending",
                changed,
                kept=place_count,
            )


def _with_other_hyphens(
    sequence: WordSequence, corpus: Corpus
) -> Iterator[RelaxedSequence]:
    """Return the sequences with words joined, divided, or hyphens between them."""
    place_count = len(sequence.words)
    changed_sequences = [_with_hyphens(sequence)]
    for place, words in enumerate(sequence.words):
        forms: set[str] = set()
        for word in _spelt_words(words):
            forms |= joined_forms(word)
            changed_sequences += _with_divided_word(sequence, place, word, corpus)
        known_forms = _known_words(corpus, forms - words)
        if known_forms:
            changed = _with_words(sequence, place, known_forms)
            changed_sequences.append(changed)
    for place in range(1, place_count):
        changed_sequences += _with_joined_places(sequence, place, corpus)
    for changed in changed_sequences:
        yield RelaxedSequence(
            "hyphen",
            changed,
            kept=place_count,
        )


def _known_words(corpus: Corpus, words: Iterable[str]) -> _Words:
    """Return those of the words that the corpus has."""
    lookup = corpus.stream.lookup
    known_words = set()
    for word in words:
        if word in lookup:
            known_words.add(word)
    return frozenset(known_words)


def _with_hyphens(sequence: WordSequence) -> WordSequence:
    """Return the sequence with hyphens allowed between any two words."""
    links = []
    for link in sequence.links:
        allowed = link.allowed
        if not link.literal and not link.max_words:
            allowed |= _HYPHENS
        hyphened = link._replace(allowed=allowed)
        links.append(hyphened)
    return WordSequence(sequence.words, tuple(links))


def _with_divided_word(
    sequence: WordSequence, place: int, word: str, corpus: Corpus
) -> Iterator[WordSequence]:
    """Return the sequences in which a word of one place is two: "cyber space"."""
    lookup = corpus.stream.lookup
    link = Link(_FOLLOWED | _HYPHENS)
    links = list(sequence.links)
    links.insert(place, link)
    for first_part, last_part in divided_forms(word):
        if first_part not in lookup or last_part not in lookup:
            continue
        words = list(sequence.words)
        words[place] = frozenset({first_part})
        words.insert(place + 1, frozenset({last_part}))
        yield WordSequence(tuple(words), tuple(links))


def _with_joined_places(
    sequence: WordSequence, place: int, corpus: Corpus
) -> Iterator[WordSequence]:
    """Return the sequence in which a word is joined to the one before it.

    There is none if the corpus has no such word.
    """
    words_before = sequence.words[place - 1]
    words = sequence.words[place]
    link = sequence.links[place - 1]
    pair_count = len(words_before) * len(words)
    if link.literal or link.max_words or pair_count > MAX_JOINED_PAIRS:
        return
    forms = []
    for one in _spelt_words(words_before):
        for other in _spelt_words(words):
            forms.append(one + other)
            forms.append(f"{one}-{other}")
    known_forms = _known_words(corpus, forms)
    if known_forms:
        shorter = _without_place(sequence, place)
        yield _with_words(shorter, place - 1, known_forms)


# --------------------------------------------------------------------------------------
# Places and links


def _with_words(sequence: WordSequence, place: int, words: _Words) -> WordSequence:
    """Return the sequence with other words at one place."""
    changed = list(sequence.words)
    changed[place] = words
    return WordSequence(tuple(changed), sequence.links)


def _with_place(sequence: WordSequence, place: int) -> WordSequence:
    """Return the sequence with any word before a place that is not the first."""
    words = list(sequence.words)
    words.insert(place, ANY_WORD)
    links = list(sequence.links)
    place_before = place - 1
    link_before = links[place_before]
    # What may come before the place may come before the new one too.
    links.insert(place, link_before)
    return WordSequence(tuple(words), tuple(links))


def _without_place(sequence: WordSequence, place: int) -> WordSequence:
    """Return the sequence without a place that is not the first."""
    words = list(sequence.words)
    del words[place]
    links = list(sequence.links)
    place_before = place - 1
    del links[place_before]
    return WordSequence(tuple(words), tuple(links))


def _with_punctuation(sequence: WordSequence) -> WordSequence:
    """Return the sequence with punctuation allowed between any two words."""
    links = []
    for link in sequence.links:
        if not link.max_words:
            allowed = link.allowed | _PUNCTUATION
            link = link._replace(allowed=allowed, literal="")
        links.append(link)
    return WordSequence(sequence.words, tuple(links))
