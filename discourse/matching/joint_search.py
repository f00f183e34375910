"""A search for many phrases at once, where there are compiled kernels.

It finds what :func:`discourse.matching.occurrences.find_occurrences` finds for each
phrase, at the same cost in words compared.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from discourse.accelerators import (
    PhraseMatches,
    SoughtSequence,
    find_phrases,
    has_kernels,
)
from discourse.corpus import Corpus
from discourse.counting.inverted_index import inverted_index_of
from discourse.matching.letter_case import have_case
from discourse.matching.occurrences import (
    NO_ROWS,
    Choice,
    distinct_rows,
    find_occurrences,
    have_literal,
    rows_of_gap_words,
)
from discourse.matching.search_costs import SearchCost
from discourse.matching.starred_words import fitting_ids
from discourse.phrases import Phrase, WordSequence

__all__ = ["FindPlaces", "JointSearch", "prepare_search"]

# Words that are compared in one call, about: a call takes less than a second.
_COMPARISONS_IN_CALL = 50_000_000
_ANY_WORD = -1  # the number of the set of all words


class FindPlaces(Protocol):
    """A function that returns where a phrase fits."""

    def __call__(
        self, phrase: Phrase, *, choice: Choice, cost: SearchCost
    ) -> np.ndarray:
        """Return its places, as :func:`find_occurrences` does."""


def prepare_search(corpus: Corpus, phrases: Sequence[Phrase]) -> FindPlaces:
    """Return a function that finds each of some phrases, and any other, in a corpus.

    With compiled kernels it has looked for all of `phrases` at once.
    """
    if not has_kernels():
        return functools.partial(find_occurrences, corpus)
    search = JointSearch(corpus)
    search.look_for(phrases)
    return search.find_places


@dataclass(frozen=True, eq=False)
class _MatchesOfSequence:
    """Where one sequence of a phrase occurs, and how many words were compared."""

    sequence: WordSequence
    first: np.ndarray
    gap_words: np.ndarray
    comparisons: int


@dataclass(frozen=True)
class _WordSet:
    """The words that fit at a place.

    Attributes
    ----------
    number : int
        Its number in the search; :data:`_ANY_WORD` = any word fits.
    count : int
        How often its words occur in the corpus.
    """

    number: int
    count: int


class JointSearch:
    """A search for the phrases of a lexicon in a corpus.

    Parameters
    ----------
    corpus : Corpus
        Each Han character is a token.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.stream = corpus.stream
        self.token_count = len(corpus.stream)
        self.index = inverted_index_of(corpus)
        self._ids_by_number: list[np.ndarray] = []
        # Phrases of one lexicon share many of their words.
        self._sets_by_words: dict[frozenset[str], _WordSet] = {}
        self._positions_by_number: dict[int, np.ndarray] = {}
        # By the identity of a phrase. The phrases are kept, so that no other one gets it.
        self._matches_by_phrase: dict[int, list[_MatchesOfSequence]] = {}
        self._phrases: list[Phrase] = []

    def look_for(self, phrases: Sequence[Phrase]) -> None:
        """Look for phrases whose places :meth:`find_places` is asked for later."""
        sequences: list[WordSequence] = []
        phrase_ids: list[int] = []
        sought: list[SoughtSequence] = []
        most_comparisons = SearchCost(self.token_count).most_comparisons
        for phrase in phrases:
            if id(phrase) in self._matches_by_phrase or _is_sought_alone(phrase):
                continue
            found = [self._sought_sequence(sequence) for sequence in phrase.sequences]
            costs = [_bound_comparisons(each) for each in found if each is not None]
            if sum(costs) > most_comparisons:
                # It may have to be refused, and the other search stops in time.
                continue
            self._matches_by_phrase[id(phrase)] = []
            self._phrases.append(phrase)
            for sequence, sought_sequence in zip(phrase.sequences, found, strict=True):
                if sought_sequence is not None:
                    phrase_ids.append(id(phrase))
                    sequences.append(sequence)
                    sought.append(sought_sequence)
        for begin, end in _divide_into_calls(sought):
            matches = find_phrases(
                self.stream.ids,
                self.stream.gap,
                self._ids_by_number,
                sought[begin:end],
            )
            divided = _divide_matches(matches, sequences[begin:end])
            for number, each in zip(phrase_ids[begin:end], divided, strict=True):
                self._matches_by_phrase[number].append(each)

    def find_places(
        self, phrase: Phrase, *, choice: Choice, cost: SearchCost
    ) -> np.ndarray:
        """Return the places of a phrase that was looked for.

        They are those of :func:`~discourse.matching.occurrences.find_occurrences`.
        """
        if id(phrase) not in self._matches_by_phrase:
            return find_occurrences(self.corpus, phrase, choice=choice, cost=cost)
        cost.begin(phrase)
        if phrase.case != "any":
            # The hit with the fewest words may be the one whose case is wrong.
            choice = "all"
        matches = self._matches_by_phrase[id(phrase)]
        rows_by_sequence = [self._rows_of(each, choice, cost) for each in matches]
        rows = NO_ROWS
        if len(matches) == 1 and not matches[0].sequence.has_gaps:
            # They are in order, and distinct.
            rows = rows_by_sequence[0]
        elif matches:
            rows = distinct_rows(np.concatenate(rows_by_sequence))
        if phrase.case == "any" or not len(rows):
            return rows
        return rows[have_case(self.corpus, rows[:, 0], rows[:, 1], phrase.case)]

    def _rows_of(
        self, matches: _MatchesOfSequence, choice: Choice, cost: SearchCost
    ) -> np.ndarray:
        """Return the places of one sequence."""
        sequence = matches.sequence
        cost.add_comparisons(matches.comparisons)
        first_token = matches.first
        place_count = len(sequence.words)
        if sequence.has_gaps:
            rows = rows_of_gap_words(
                first_token,
                matches.gap_words,
                place_count,
                sequence.max_gap_words,
                choice,
            )
        else:
            for offset, link in enumerate(sequence.links, 1):
                if link.literal:
                    tokens = first_token + offset
                    fits = have_literal(self.corpus, tokens, link.literal, cost)
                    first_token = first_token[fits]
            rows = np.zeros((len(first_token), 3), dtype=np.int64)
            rows[:, 0] = first_token
            rows[:, 1] = first_token + place_count
        cost.add_places(len(rows))
        return rows

    def _sought_sequence(self, sequence: WordSequence) -> SoughtSequence | None:
        """Return a sequence as numbers; None if a word is missing in the corpus."""
        if len(sequence.words) > self.token_count:
            return None
        counts = []
        numbers = []
        for words in sequence.words:
            word_set = self._sets_by_words.get(words)
            if word_set is None:
                word_set = self._make_set(words)
                self._sets_by_words[words] = word_set
            if not word_set.count:
                return None
            counts.append(word_set.count)
            numbers.append(word_set.number)
        # Rarest first; of equally rare ones, the one further left.
        order = sorted(range(len(counts)), key=counts.__getitem__)
        links = [link.numbers for link in sequence.links]
        return SoughtSequence(
            sets=numbers,
            order=order,
            links=links,
            anchors=self._positions_of(numbers[order[0]]),
        )

    def _make_set(self, words: frozenset[str]) -> _WordSet:
        """Return what the corpus has of `words`."""
        if "*" in words:
            return _WordSet(_ANY_WORD, self.token_count)
        ids = fitting_ids(self.corpus, words)
        if not len(ids):
            return _WordSet(_ANY_WORD, 0)
        self._ids_by_number.append(ids)
        number = len(self._ids_by_number) - 1
        return _WordSet(number, self.index.count_occurrences(ids))

    def _positions_of(self, number: int) -> np.ndarray:
        """Return the tokens with a word of a set, ascending (int64)."""
        positions = self._positions_by_number.get(number)
        if positions is None:
            if number == _ANY_WORD:
                positions = np.arange(self.token_count, dtype=np.int64)
            else:
                ids = self._ids_by_number[number]
                positions = self.index.positions_of(ids)
            self._positions_by_number[number] = positions
        return positions


def _is_sought_alone(phrase: Phrase) -> bool:
    """Return whether a phrase has a gap beside punctuation that it names."""
    for sequence in phrase.sequences:
        if sequence.has_gaps and any(link.literal for link in sequence.links):
            return True
    return False


def _bound_comparisons(sequence: SoughtSequence) -> int:
    """Return how many words are compared for a sequence, at most."""
    before, behind = sequence.reach
    tokens_near_anchors = len(sequence.anchors) * (before + behind + 1)
    if before + behind + 1 == len(sequence.sets):
        # Without gaps each word of a place is compared once, and the gap before it.
        tokens_near_anchors = 2 * len(sequence.anchors)
    return tokens_near_anchors * len(sequence.sets)


def _divide_into_calls(
    sequences: Sequence[SoughtSequence],
) -> Iterator[tuple[int, int]]:
    """Yield ranges of sequences, none of which takes long."""
    begin = 0
    comparisons = 0
    for number, sequence in enumerate(sequences):
        comparisons += _bound_comparisons(sequence)
        if comparisons > _COMPARISONS_IN_CALL:
            yield begin, number + 1
            begin = number + 1
            comparisons = 0
    if begin < len(sequences):
        yield begin, len(sequences)


def _divide_matches(
    matches: PhraseMatches, sequences: Sequence[WordSequence]
) -> list[_MatchesOfSequence]:
    """Return the matches of each sequence."""
    divided = []
    begin = 0
    counts = matches.counts.tolist()
    comparisons = matches.comparisons.tolist()
    for sequence, count, compared in zip(sequences, counts, comparisons, strict=True):
        end = begin + count
        first = matches.first[begin:end]
        gap_words = matches.gap_words[begin:end]
        divided.append(_MatchesOfSequence(sequence, first, gap_words, compared))
        begin = end
    return divided
