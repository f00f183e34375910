"""Occurrences: every place where a phrase fits, before any choice between hits.

A phrase has one or more sequences of places, each with the words that fit there. For a
sequence, the positions of its rarest word are taken from the inverted index, and what
cannot belong to a hit is removed place by place. The time is in proportion to the
places of the sequence and the positions of the rarest word.

A sequence with gaps is read from its last place to its first. For each token at which a
place fits, a number in binary says how many words the gaps behind it may hold: if three
words are possible, bit 3 is set. So all ways to fill the gaps are followed at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from discourse.corpus import Corpus
from discourse.counting.inverted_index import inverted_index_of
from discourse.matching.letter_case import have_case
from discourse.matching.overlaps import merge_ranges
from discourse.matching.punctuation import have_punctuation
from discourse.matching.search_costs import SearchCost
from discourse.matching.starred_words import fitting_ids
from discourse.phrases import Link, Phrase, WordSequence
from discourse.spans import expand_ranges

__all__ = [
    "NO_ROWS",
    "Choice",
    "KnownWords",
    "distinct_rows",
    "find_occurrences",
    "find_sequences",
    "have_literal",
    "rows_of_gap_words",
]

# Hits and cues are rows of three columns. The first two are the half-open range of
# tokens: first token, end token. The third is named by each function.
NO_ROWS = np.empty((0, 3), np.int64)
NO_ROWS.flags.writeable = False

# Which of the hits that begin at one word and differ only in their gaps are wanted.
Choice = Literal["all", "shortest", "longest"]


def find_occurrences(
    corpus: Corpus,
    phrase: Phrase,
    *,
    choice: Choice = "all",
    cost: SearchCost | None = None,
) -> np.ndarray:
    """Return the places where `phrase` fits (int64, shape (hits, 3)).

    The columns are first token, end token (the one after the last) and number of words
    in gaps. The rows are sorted, and each occurs once. They may overlap: no choice
    between hits has been made yet.

    Parameters
    ----------
    corpus : Corpus
    phrase : Phrase
    choice : {'all', 'shortest', 'longest'}
        Of the hits of one sequence that begin at one word: all, or the one with the
        fewest, or the most, words in its gaps.
    cost : SearchCost, optional
        Where the cost is counted; None = by itself.

    Raises
    ------
    PatternError
        The search would cost more than the bounds in :mod:`discourse.settings`.
    """
    if cost is None:
        cost = SearchCost(len(corpus.stream))
    cost.begin(phrase)
    if phrase.case != "any":
        # The hit with the fewest words may be the one whose case is wrong.
        choice = "all"
    rows = find_sequences(corpus, phrase.sequences, choice=choice, cost=cost)
    if phrase.case == "any":
        return rows
    return rows[have_case(corpus, rows[:, 0], rows[:, 1], phrase.case)]


def find_sequences(
    corpus: Corpus,
    sequences: Iterable[WordSequence],
    *,
    choice: Choice,
    cost: SearchCost,
    known_words: KnownWords | None = None,
) -> np.ndarray:
    """Return the places where any of `sequences` fits, as :func:`find_occurrences` does.

    The case of the words is not looked at. Calls that share `known_words`, which begin
    as ``{}``, look words up once.
    """
    search = _Search(corpus, cost, known_words)
    rows_by_sequence = [NO_ROWS]
    for sequence in sequences:
        rows = search.find_sequence(sequence, choice)
        cost.add_places(len(rows))
        rows_by_sequence.append(rows)
    return distinct_rows(np.concatenate(rows_by_sequence))


def distinct_rows(rows: np.ndarray) -> np.ndarray:
    """Return each row once, sorted; several sequences may fit at one place."""
    if not len(rows):
        return rows
    first_token, end_token, gap_words = rows.T
    lengths = end_token - first_token
    length_count = int(lengths.max()) + 1
    gap_count = int(gap_words.max()) + 1
    # A row as one number, which is many times as fast to sort.
    keys = (first_token * length_count + lengths) * gap_count + gap_words
    _, indices = np.unique(keys, return_index=True)
    distinct_rows: np.ndarray = rows[indices]
    return distinct_rows


@dataclass(frozen=True, eq=False)
class _Place:
    """A place of a sequence, with what is known of it in the corpus.

    Attributes
    ----------
    ids : int64 array or None
        The ids of the words that fit; None = any word.
    count : int
        How often they occur in the corpus.
    """

    ids: np.ndarray | None
    count: int

    def fits(self, word_ids: np.ndarray) -> np.ndarray:
        """Return whether each word fits (bool)."""
        if self.ids is None:
            word_count = len(word_ids)
            return np.ones(word_count, dtype=bool)
        if len(self.ids) > 1:
            return np.isin(word_ids, self.ids)
        # The usual case, and many times as fast as `isin`.
        only_id = self.ids[0]
        is_equal: np.ndarray = word_ids == only_id
        return is_equal


# What the corpus has of words that were looked up before.
KnownWords = dict[frozenset[str], _Place]


class _Search:
    """A search for the sequences of one phrase."""

    def __init__(
        self, corpus: Corpus, cost: SearchCost, known_words: KnownWords | None
    ) -> None:
        self.corpus = corpus
        self.stream = corpus.stream
        self.cost = cost
        # Sequences of one phrase share most of their words.
        self.known_words = {} if known_words is None else known_words

    def find_sequence(self, sequence: WordSequence, choice: Choice) -> np.ndarray:
        """Return the places where a sequence fits, as :func:`find_occurrences` does."""
        if len(sequence.words) > len(self.stream):
            return NO_ROWS
        places = []
        for words in sequence.words:
            place = self.look_up(words)
            # No word of the corpus fits here, so the sequence fits nowhere.
            if not place.count:
                return NO_ROWS
            places.append(place)
        if sequence.has_gaps:
            return self.find_with_gaps(places, sequence.links, choice)
        first_token = self.find_without_gaps(places, sequence.links)
        end_token = first_token + len(places)
        gap_words = np.zeros(len(first_token), dtype=np.int64)
        return np.column_stack([first_token, end_token, gap_words])

    def look_up(self, words: frozenset[str]) -> _Place:
        """Return the place at which `words` fit."""
        place = self.known_words.get(words)
        if place is None:
            place = self.make_place(words)
            self.known_words[words] = place
        return place

    def make_place(self, words: frozenset[str]) -> _Place:
        """Return what the corpus has of `words`."""
        if "*" in words:
            return _Place(None, len(self.stream))
        ids = fitting_ids(self.corpus, words)
        if not len(ids):
            return _Place(ids, 0)
        index = inverted_index_of(self.corpus)
        return _Place(ids, index.count_occurrences(ids))

    def positions_of(self, place: _Place) -> np.ndarray:
        """Return the tokens at which a place fits, ascending (int64)."""
        ids = place.ids
        if ids is None:
            token_count = len(self.stream)
            return np.arange(token_count, dtype=np.int64)
        index = inverted_index_of(self.corpus)
        return index.positions_of(ids)

    def find_without_gaps(
        self, places: Sequence[_Place], links: Sequence[Link]
    ) -> np.ndarray:
        """Return the first token of each place where a sequence fits (int64).

        The candidates are the positions of the rarest word. Each further condition
        (another word, a gap class, punctuation) removes those that do not meet it.
        """
        # Rarest first; of equally rare ones, the one further left.
        by_count = sorted(range(len(places)), key=lambda offset: places[offset].count)
        rarest = by_count[0]
        tokens = self.positions_of(places[rarest])
        candidates = tokens - rarest
        end_token = candidates + len(places)
        is_in_stream = (candidates >= 0) & (end_token <= len(self.stream))
        candidates = candidates[is_in_stream]
        for offset in by_count[1:]:
            if not len(candidates):
                return candidates
            place = places[offset]
            if place.ids is None:
                continue
            self.cost.add_comparisons(len(candidates))
            tokens = candidates + offset
            fits = place.fits(self.stream.ids[tokens])
            candidates = candidates[fits]
        for offset, link in enumerate(links, 1):
            if not len(candidates):
                return candidates
            self.cost.add_comparisons(len(candidates))
            tokens = candidates + offset
            is_allowed = _are_allowed(self.stream.gap[tokens], link.allowed)
            candidates = candidates[is_allowed]
        for offset, link in enumerate(links, 1):
            if link.literal:
                tokens = candidates + offset
                fits = have_literal(self.corpus, tokens, link.literal, self.cost)
                candidates = candidates[fits]
        return candidates

    def find_with_gaps(
        self, places: Sequence[_Place], links: Sequence[Link], choice: Choice
    ) -> np.ndarray:
        """Return the places where a sequence with gaps fits, as its rows."""
        text = self.text_near_rarest(places, links)
        last_place = places[-1]
        gap_words = np.zeros(text.padded_size, dtype=np.uint64)
        fitting = text.indices_of(last_place)
        gap_words[fitting] = 1
        steps_back = zip(reversed(places[:-1]), reversed(links), strict=True)
        for place, link in steps_back:
            fitting = text.indices_of(place)
            self.cost.add_comparisons(len(text.tokens) + len(fitting))
            reached = self.link_back(text, fitting, link, gap_words)
            is_reached = reached != 0
            if not is_reached.any():
                return NO_ROWS
            fitting = fitting[is_reached]
            gap_words = np.zeros(text.padded_size, dtype=np.uint64)
            gap_words[fitting] = reached[is_reached]
        max_gap_words = sum(link.max_words for link in links)
        first_token = text.tokens[fitting]
        return rows_of_gap_words(
            first_token, gap_words[fitting], len(places), max_gap_words, choice
        )

    def text_near_rarest(
        self, places: Sequence[_Place], links: Sequence[Link]
    ) -> _TextPart:
        """Return the part of the text in which a hit with the rarest word may lie."""
        counts = [place.count for place in places]
        rarest = counts.index(min(counts))
        words_before = _most_words_between(links[:rarest])
        words_after = _most_words_between(links[rarest:])
        positions = self.positions_of(places[rarest])
        low = np.maximum(positions - words_before, 0)
        high = positions + words_after + 1
        high = np.minimum(high, len(self.stream))
        low, high = merge_ranges(low, high)
        tokens = expand_ranges(low, high)
        gap_classes = self.stream.gap[tokens].astype(np.int64)
        padded_size = len(tokens) + _PADDING
        class_bits = np.zeros(padded_size, dtype=np.int64)
        class_bits[: len(tokens)] = 1 << gap_classes
        # What comes before a range is not known here, so no hit may go over it.
        sizes = high - low
        first_indices = np.cumsum(sizes) - sizes
        class_bits[first_indices] = 0
        word_ids = self.stream.ids[tokens]
        return _TextPart(tokens, word_ids, class_bits)

    def link_back(
        self, text: _TextPart, fitting: np.ndarray, link: Link, gap_words: np.ndarray
    ) -> np.ndarray:
        """Return the numbers of words in gaps from one place on (uint64, in binary).

        Parameters
        ----------
        text : _TextPart
        fitting : int64 array
            The indices in `text` at which the place fits.
        link : Link
            What may come between this place and the next.
        gap_words : uint64 array
            The same for the next place, for each index in `text`.
        """
        next_index = fitting + 1
        next_bits = text.class_bits[next_index]
        allowed_bits = next_bits & link.allowed
        is_allowed = allowed_bits != 0
        if link.literal:
            allowed_index = next_index[is_allowed]
            tokens = text.tokens[allowed_index]
            has_literal = have_literal(self.corpus, tokens, link.literal, self.cost)
            is_allowed[is_allowed] = has_literal
        gap_words_behind = gap_words[next_index]
        reached = np.where(is_allowed, gap_words_behind, _ZERO)
        # Whether all words of a gap of the next length may lie there.
        allowed_bits = next_bits & link.first
        is_open = allowed_bits != 0
        for word_count in range(1, link.max_words + 1):
            if not is_open.any():
                break
            self.cost.add_comparisons(len(fitting))
            next_index = fitting + 1 + word_count
            next_bits = text.class_bits[next_index]
            allowed_bits = next_bits & link.last
            is_allowed = is_open & (allowed_bits != 0)
            gap_words_behind = gap_words[next_index]
            longer = gap_words_behind << np.uint64(word_count)
            reached |= np.where(is_allowed, longer, _ZERO)
            allowed_bits = next_bits & link.inner
            is_open &= allowed_bits != 0
        return reached


# Punctuation is read from the text, which takes so many times as long as a comparison.
_COMPARISONS_FOR_PUNCTUATION = 50


def have_literal(
    corpus: Corpus, tokens: np.ndarray, literal: str, cost: SearchCost
) -> np.ndarray:
    """Return whether the punctuation before each token is `literal` (bool)."""
    cost.add_comparisons(_COMPARISONS_FOR_PUNCTUATION * len(tokens))
    return have_punctuation(corpus, tokens, literal)


# Behind the end of a text part there is nothing, for as many words as a gap may hold.
_PADDING = 32
_ZERO = np.uint64(0)


@dataclass(frozen=True, eq=False)
class _TextPart:
    """Some ranges of the token stream, one behind the other.

    Attributes
    ----------
    tokens : int64 array
    word_ids : int32 array
    class_bits : int64 array, longer than `tokens` by :data:`_PADDING`
        The gap class before each token, as a bit; 0 at the beginning of a range.
    """

    tokens: np.ndarray
    word_ids: np.ndarray
    class_bits: np.ndarray

    @property
    def padded_size(self) -> int:
        """The number of tokens and the padding behind them."""
        return len(self.class_bits)

    def indices_of(self, place: _Place) -> np.ndarray:
        """Return the indices at which a place fits, ascending (int64)."""
        fits = place.fits(self.word_ids)
        return np.flatnonzero(fits)


def _most_words_between(links: Sequence[Link]) -> int:
    """Return how many words a place may lie before the last one, at most."""
    gap_words = sum(link.max_words for link in links)
    return len(links) + gap_words


def _are_allowed(gap_classes: np.ndarray, allowed_classes: int) -> np.ndarray:
    """Return whether each gap class is allowed (bool).

    `allowed_classes` is a number in binary: if class 3 is allowed, its bit 3 is set.
    """
    bit_numbers = gap_classes.astype(np.int64)
    bits = (allowed_classes >> bit_numbers) & 1
    is_allowed: np.ndarray = bits == 1
    return is_allowed


def rows_of_gap_words(
    first_token: np.ndarray,
    gap_words: np.ndarray,
    place_count: int,
    max_gap_words: int,
    choice: Choice,
) -> np.ndarray:
    """Return the rows of hits, by the numbers of words that their gaps may hold.

    Parameters
    ----------
    first_token : int64 array, shape (beginnings,)
    gap_words : uint64 array, shape (beginnings,)
        The numbers of words, in binary: bit 3 is set if it may be three. None is 0.
    place_count : int
        Words outside gaps.
    max_gap_words : int
        The largest number of words in all gaps together.
    choice : {'all', 'shortest', 'longest'}
        Of the hits that begin at one word, which are wanted.
    """
    if choice == "shortest":
        # What is equal in a number and its negative is its lowest bit.
        lowest_bits = gap_words & (~gap_words + np.uint64(1))
        number_of_words = _numbers_of_bits(lowest_bits)
    else:
        rows, bits = np.nonzero(_has_bits(gap_words, max_gap_words))
        first_token = first_token[rows]
        number_of_words = bits
    if choice == "longest":
        # The bits of one row follow each other.
        is_last = np.ones(len(first_token), dtype=bool)
        is_last[:-1] = rows[1:] != rows[:-1]
        first_token = first_token[is_last]
        number_of_words = number_of_words[is_last]
    end_token = first_token + place_count + number_of_words
    return np.column_stack([first_token, end_token, number_of_words])


def _numbers_of_bits(bits: np.ndarray) -> np.ndarray:
    """Return which bit is set in each number, of which one is (int64)."""
    _, exponents = np.frexp(bits.astype(np.float64))
    return exponents.astype(np.int64) - 1


def _has_bits(numbers: np.ndarray, highest_bit: int) -> np.ndarray:
    """Return which bits are set in each number (bool, shape (numbers, bits))."""
    bits = np.arange(highest_bit + 1, dtype=np.uint64)
    shifted = numbers[:, np.newaxis] >> bits
    is_set: np.ndarray = shifted & np.uint64(1) != 0
    return is_set
