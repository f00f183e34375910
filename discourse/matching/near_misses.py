"""Near misses: places that nearly fit a pattern, and are no mention of its family."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.stop_words import BUNDLED, stop_words
from discourse.errors import PatternError
from discourse.lexicons import Family
from discourse.matching.letter_case import have_case
from discourse.matching.occurrences import NO_ROWS, KnownWords, find_sequences
from discourse.matching.overlaps import are_covered, keep_without_overlap, overlap_any
from discourse.matching.relaxed_sequences import (
    RelaxedSequence,
    relaxed_sequences,
    shortest_sequences,
)
from discourse.matching.search_costs import SearchCost
from discourse.phrases import Phrase, WordSequence
from discourse.registries import NEAR_MISS_CHANGES, STOP_LISTS
from discourse.settings import (
    FEW_PLACES_OF_KEPT_WORDS,
    LEAST_SHARE_OF_KEPT_WORDS,
    MOST_RELAXED_SEQUENCES,
)

__all__ = ["NearMisses", "find_near_misses"]

_CHANGES = tuple(NEAR_MISS_CHANGES)
_FUNCTION_WORDS: Key[np.ndarray] = Key("function_words")

MOST_REFUSED_SEARCHES = 3  # of one phrase, before the rest is left out

# First token, end token, change, places kept.
NO_PLACES = np.empty((0, 4), np.int64)
NO_PLACES.flags.writeable = False

# Why not all near misses of a phrase were looked for.
Reason = Literal["many_wordings", "costly"]


@dataclass(frozen=True, eq=False)
class NearMisses:
    """The near misses of one family, sorted by position; no two overlap.

    Attributes
    ----------
    phrase : int64 array
        Number in the family of the phrase that nearly fits.
    change : int64 array
        Number in :data:`NEAR_MISS_CHANGES` of what differs.
    first, last : int64 arrays
        Half-open range of tokens.
    unsearched : mapping of int to {'many_wordings', 'costly'}
        The phrases of which not all near misses were looked for, and why: the phrase
        has too many wordings, or its stars and gaps make a search cost too much.
    """

    phrase: np.ndarray
    change: np.ndarray
    first: np.ndarray
    last: np.ndarray
    unsearched: Mapping[int, Reason]

    def places_of(self, phrase_number: int, change: str) -> np.ndarray:
        """Return the places of one phrase that differ in one thing, sorted.

        `change` is a key of :data:`NEAR_MISS_CHANGES`. The columns are first token and
        end token.
        """
        is_chosen = self.phrase == phrase_number
        is_chosen &= self.change == _CHANGES.index(change)
        spans = np.column_stack([self.first, self.last])
        places: np.ndarray = spans[is_chosen]
        return places


def find_near_misses(
    corpus: Corpus,
    family: Family,
    *,
    taken: np.ndarray,
    claimed: np.ndarray,
) -> NearMisses:
    """Return the places that nearly fit a phrase of `family`.

    Each place belongs to the phrase and the change with which it differs least.

    Parameters
    ----------
    corpus : Corpus
        Each Han character is a token.
    family : Family
    taken : int64 array, shape (places, 3)
        Places that no near miss overlaps: where phrases of the family fit, and its
        exclusions. The first two columns are first token and end token.
    claimed : int64 array, shape (places, 3)
        Places inside which no near miss lies: the mentions of other families.
    """
    places = [np.empty((0, 5), np.int64)]
    unsearched: dict[int, Reason] = {}
    known_words: KnownWords = {}
    for phrase_number, phrase in enumerate(family.phrases):
        search = _NearSearch(corpus, phrase, taken, known_words)
        rows = search.find()
        if search.reason_left_out is not None:
            unsearched[phrase_number] = search.reason_left_out
        phrase_numbers = np.full(len(rows), phrase_number)
        places.append(np.column_stack([rows, phrase_numbers]))
    # All phrases at once, because the mentions of a lexicon may be many to sort.
    all_places = np.concatenate(places)
    is_taken = overlap_any(all_places[:, :3], taken)
    all_places = all_places[~is_taken]
    is_claimed = _are_claimed(all_places, claimed)
    chosen_places = _choose_places(all_places[~is_claimed])
    first, last, change, _, phrase_of_place = chosen_places.T
    return NearMisses(
        phrase=phrase_of_place,
        change=change,
        first=first,
        last=last,
        unsearched=unsearched,
    )


def _choose_places(places: np.ndarray) -> np.ndarray:
    """Return the places without those that overlap a better one, sorted.

    The one that keeps the most words of its pattern is the best. Then it is the one
    with the smaller change, the shorter one, the one further left, and the one of the
    pattern that is listed first.
    """
    first, last, change, kept, phrase_number = places.T
    length = last - first
    # `lexsort` sorts by its last key first.
    by_rank = np.lexsort((phrase_number, first, length, change, -kept))
    ranked = places[by_rank]
    numbers = np.arange(len(ranked))
    spans = np.column_stack([ranked[:, :2], numbers])
    chosen = keep_without_overlap(spans)[:, 2]
    return ranked[chosen]


def _are_claimed(rows: np.ndarray, claimed: np.ndarray) -> np.ndarray:
    """Return whether a mention of another family holds a place, or all but an edge word.

    Such a place is counted already: "Asian community with a shared future".
    """
    if not len(rows):
        return np.zeros(0, dtype=bool)
    spans = rows[:, :3]
    without_first = spans.copy()
    without_first[:, 0] += 1
    without_last = spans.copy()
    without_last[:, 1] -= 1
    all_spans = np.concatenate([spans, without_first, without_last])
    is_covered = are_covered(all_spans, claimed).reshape(3, len(rows))
    return np.asarray(is_covered.any(axis=0))


@functools.lru_cache(maxsize=64)
def _function_words_of(language: str) -> frozenset[str]:
    """Return the function words of a language, and those of the first lists.

    The words of another list may be words of content here, as German "war" is.
    """
    words = stop_words(BUNDLED)
    if language in STOP_LISTS:
        words |= stop_words(language)
    return words


def _are_function_words(corpus: Corpus, language: str) -> np.ndarray:
    """Return whether each word of the vocabulary is a function word (bool)."""

    def make() -> np.ndarray:
        lookup = corpus.stream.lookup
        vocabulary_size = len(corpus.stream.vocabulary)
        is_function = np.zeros(vocabulary_size, dtype=bool)
        for word in _function_words_of(language):
            if word in lookup:
                word_id = lookup[word]
                is_function[word_id] = True
        return is_function

    return cached(corpus, _FUNCTION_WORDS, make, options=language)


class _NearSearch:
    """A search for the near misses of one phrase.

    Attributes
    ----------
    reason_left_out : {'many_wordings', 'costly'} or None
        Why some relaxed sequences were left out; None if none were.
    """

    def __init__(
        self,
        corpus: Corpus,
        phrase: Phrase,
        taken: np.ndarray,
        known_words: KnownWords,
    ) -> None:
        self.corpus = corpus
        self.phrase = phrase
        self.taken = taken
        # The phrases of a family, and what is near to them, share most of their words.
        self.known_words = known_words
        self.function_words = _function_words_of(phrase.language)
        self.is_function = _are_function_words(corpus, phrase.language)
        self.cost = SearchCost(len(corpus.stream))
        self.cost.begin(phrase)
        self.reason_left_out: Reason | None = None
        self.refused_searches = 0

    def find(self) -> np.ndarray:
        """Return the places (first token, end token, change, places kept).

        What costs too much is left out.
        """
        places = [NO_PLACES]
        places_by_side: dict[str, list[np.ndarray]] = {}
        if self.phrase.case != "any":
            places.append(self.find_other_case())
        for relaxed in self.relaxed_sequences():
            if self.refused_searches == MOST_REFUSED_SEARCHES:
                break
            places_of_side = places_by_side.setdefault(relaxed.side, [])
            places_of_side.append(self.find_relaxed(relaxed))
        for side, places_of_side in places_by_side.items():
            joined_places = np.concatenate(places_of_side)
            if not side or not self.are_common(joined_places):
                places.append(joined_places)
        return np.concatenate(places)

    def relaxed_sequences(self) -> Iterator[RelaxedSequence]:
        """Return the relaxed sequences of the phrase, as many as are searched for."""
        number = 0
        for sequence in shortest_sequences(self.phrase.sequences):
            relaxed = relaxed_sequences(sequence, self.corpus, self.function_words)
            for relaxed_sequence in relaxed:
                number += 1
                if number > MOST_RELAXED_SEQUENCES:
                    self.reason_left_out = "many_wordings"
                    return
                yield relaxed_sequence

    def find_other_case(self) -> np.ndarray:
        """Return the places where the phrase fits but for its capital letters."""
        sequences = self.phrase.sequences
        rows = self.find_rows(sequences)
        place_counts = [len(sequence.words) for sequence in sequences]
        longest = max(place_counts)
        return _as_places(rows, "case", longest)

    def find_rows(self, sequences: Sequence[WordSequence]) -> np.ndarray:
        """Return the places where sequences fit, as :func:`find_sequences` does.

        There are none if the search costs too much; cheaper ones may still follow.
        """
        comparisons_before = self.cost.comparisons
        places_before = self.cost.places
        try:
            return find_sequences(
                self.corpus,
                sequences,
                choice="shortest",
                cost=self.cost,
                known_words=self.known_words,
            )
        except PatternError:
            # What was refused was not done, and is not counted.
            self.cost.comparisons = comparisons_before
            self.cost.places = places_before
            self.refused_searches += 1
            self.reason_left_out = "costly"
            return NO_ROWS

    def find_relaxed(self, relaxed: RelaxedSequence) -> np.ndarray:
        """Return the places where a relaxed sequence fits."""
        rows = self.find_rows([relaxed.sequence])
        if not len(rows):
            return NO_PLACES
        if relaxed.replaced >= 0:
            has_word = self.have_fitting_word(rows, relaxed)
            rows = rows[has_word]
        if self.phrase.case != "any" and len(rows):
            first_token, end_token, _ = rows.T
            has_case = have_case(
                self.corpus,
                first_token,
                end_token,
                self.phrase.case,
            )
            rows = rows[has_case]
        return _as_places(rows, relaxed.change, relaxed.kept)

    def are_common(self, places: np.ndarray) -> bool:
        """Return whether the words that are kept stand in many places without the family.

        They are then a phrase of their own, and the word beside them says nothing:
        "reform the United Nations" is not near "urge the United Nations".
        """
        is_taken = overlap_any(places[:, :3], self.taken)
        least_taken = LEAST_SHARE_OF_KEPT_WORDS * len(places)
        has_few_taken = bool(is_taken.sum() < least_taken)
        return has_few_taken and len(places) > FEW_PLACES_OF_KEPT_WORDS

    def have_fitting_word(
        self, rows: np.ndarray, relaxed: RelaxedSequence
    ) -> np.ndarray:
        """Return whether the word at the free place may stand there (bool).

        A function word stands for no content word, and only a Han character for another
        one. Where gaps lie on both sides of the place, any word may.
        """
        fits = np.ones(len(rows), dtype=bool)
        tokens = _tokens_at_place(rows, relaxed)
        if tokens is None:
            return fits
        stream = self.corpus.stream
        word_ids = stream.ids[tokens]
        if relaxed.is_content:
            fits &= ~self.is_function[word_ids]
        if "han" in self.phrase.scripts:
            scripts = stream.scripts[word_ids]
            fits &= scripts == "han"
        return fits


def _tokens_at_place(rows: np.ndarray, relaxed: RelaxedSequence) -> np.ndarray | None:
    """Return the tokens at the free place; None where gaps lie on both its sides."""
    links = relaxed.sequence.links
    place = relaxed.replaced
    first_token, end_token, _ = rows.T
    gap_words = [link.max_words for link in links]
    gap_words_before = sum(gap_words[:place])
    gap_words_after = sum(gap_words[place:])
    if gap_words_before and gap_words_after:
        return None
    tokens: np.ndarray = first_token + place
    if gap_words_before:
        places_behind = len(relaxed.sequence.words) - place
        tokens = end_token - places_behind
    return tokens


def _as_places(rows: np.ndarray, change: str, kept: int) -> np.ndarray:
    """Return rows of occurrences as places: first and end token, change, kept."""
    first_token, end_token, _ = rows.T
    change_number = _CHANGES.index(change)
    columns = [
        first_token,
        end_token,
        np.full(len(rows), change_number),
        np.full(len(rows), kept),
    ]
    return np.column_stack(columns)
