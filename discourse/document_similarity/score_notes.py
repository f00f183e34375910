"""What a score of likeness can and cannot show: texts too short for the measure, lengths that keep it low, few documents.

The lengths below which a note is given are Burrows's for Delta, and house practice for the others: of 60 speeches of the
UN General Debate, of each of which two samples of 500 words were taken, half found their own other half to be the nearest by cosine and
6 in 10 by Jaccard, containment or Jensen-Shannon (of 200 words 2 in 10; of 1,000 words 7 to 9). By Delta it was 1 in 4
of 500 words, 8 in 10 of 1,500.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse import notes
from discourse.counting.document_term_matrix import TermLength
from discourse.counting.tfidf import note_of_idf
from discourse.document_similarity.similarity_measures import Likeness
from discourse.measures.similarity import FUNCTIONS
from discourse.notes import Note
from discourse.registries import SIMILARITY_MEASURES
from discourse.settings import (
    FEW_DOCUMENTS_OF_DELTA,
    FEW_MENTIONS_IN_PROFILE,
    FEW_TERMS_OF_CONTAINMENT,
    FEW_WORDS_OF_DELTA,
    FEW_WORDS_OF_SIMILARITY,
    FEW_WORDS_OF_SIMILARITY_BY_NGRAMS,
    LOW_LARGEST_SIMILARITY,
)

__all__ = ["Caution"]


@dataclass(frozen=True, eq=False)
class Caution:
    """What there is to say of the scores of one measure.

    Attributes
    ----------
    likeness : Likeness
    words : int64 array, shape (documents,)
        Words of each document.
    counts : scipy.sparse.csr_array or None
        Documents by what is compared; None where a callable knows.
    n : int, pair of int, or str
        Words in a term.
    """

    likeness: Likeness
    words: np.ndarray
    counts: csr_array | None
    n: TermLength

    def notes(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """What is to be said of each pair of documents (object array); ``""`` = nothing."""
        full, apart = self.likeness.full, row != column
        both = full[row] & full[column]
        code = np.zeros(len(row), dtype=np.int64)
        combinations: list[list[Note | None]] = [[]]
        for remarks in (
            self._short(row, column),
            self._at_most(row, column),
            self._few_terms(row),
        ):
            own = np.where(apart & both, remarks.which, 0)
            # Pairs are many and remarks few: they are put together as numbers.
            size = len(remarks.choices)
            used, code = np.unique(code * size + own, return_inverse=True)
            combinations = [
                [*combinations[number // size], remarks.choices[number % size]]
                for number in used.tolist()
            ]
        always = self._always
        cells = [notes.join([*own, always]) for own in combinations]
        cells.append(notes.join([notes.make("nothing_to_compare")]))
        last = len(cells) - 1
        number_of_cell = np.where(both, code.reshape(-1), last)
        return np.asarray(np.array(cells, dtype=object)[number_of_cell])

    @property
    def _always(self) -> Note | None:
        """What is to be said of every pair."""
        measure, documents = self.likeness.measure, int(self.likeness.full.sum())
        if self.counts is None:
            return None
        if measure == "delta" and documents < FEW_DOCUMENTS_OF_DELTA:
            return notes.make("few_standard_deviations", documents=documents)
        if measure == "cosine":
            return note_of_idf(self.likeness.scheme, documents)
        return None

    def _short(self, row: np.ndarray, column: np.ndarray) -> _Remarks:
        """How short the shorter text is, where it is too short for the measure."""
        measure = self.likeness.measure
        if self.counts is None:
            return _no_remarks(len(row))
        if measure == "profile":
            size = np.asarray(self.counts.sum(axis=1)).ravel()
            least = FEW_MENTIONS_IN_PROFILE
            choices = [
                notes.make("few_mentions_in_profile", mentions=mentions)
                for mentions in range(least)
            ]
        else:
            size = self.words
            least = self._few_words
            choices = [
                notes.make("shorter_text", words=words, measure=measure, least=least)
                for words in range(least)
            ]
        shorter = np.minimum(size[row], size[column])
        return _Remarks(np.where(shorter < least, shorter + 1, 0), (None, *choices))

    @property
    def _few_words(self) -> int:
        """Words of a text below which the score of this measure is said to rest on few."""
        if self.likeness.measure == "delta":
            return FEW_WORDS_OF_DELTA
        if self.n in (1, (1, 1), "1 lemma"):
            return FEW_WORDS_OF_SIMILARITY
        return FEW_WORDS_OF_SIMILARITY_BY_NGRAMS

    def _at_most(self, row: np.ndarray, column: np.ndarray) -> _Remarks:
        """What texts of unlike length can score at most, where that is low."""
        measure = SIMILARITY_MEASURES.get(self.likeness.measure)
        if self.counts is None or measure is None or not measure.limited_by_lengths:
            return _no_remarks(len(row))
        bags = measure.compared == "occurrences"
        size = (
            np.asarray(self.counts.sum(axis=1)).ravel()
            if bags
            else np.diff(self.counts.indptr)
        )
        small, large = (
            np.minimum(size[row], size[column]),
            np.maximum(size[row], size[column]),
        )
        # The highest score there can be: all that the smaller text has is shared.
        most = np.nan_to_num(FUNCTIONS[measure.name](small, small, large))
        hundredths = np.ceil(np.round(100 * most, 9)).astype(np.int64)
        choices = [
            notes.make("largest_score", score=number / 100)
            for number in range(int(100 * LOW_LARGEST_SIMILARITY))
        ]
        low = hundredths < 100 * LOW_LARGEST_SIMILARITY
        return _Remarks(np.where(low, hundredths + 1, 0), (None, *choices))

    def _few_terms(self, row: np.ndarray) -> _Remarks:
        """How much one term of the first text weighs in a containment."""
        if self.counts is None or self.likeness.measure != "containment":
            return _no_remarks(len(row))
        terms = np.diff(self.counts.indptr)[row]
        choices = [
            notes.make("few_terms", terms=number, share=1 / max(number, 1))
            for number in range(FEW_TERMS_OF_CONTAINMENT)
        ]
        few = terms < FEW_TERMS_OF_CONTAINMENT
        return _Remarks(np.where(few, terms + 1, 0), (None, *choices))


@dataclass(frozen=True, eq=False)
class _Remarks:
    """One sort of remark on pairs of documents.

    Attributes
    ----------
    which : int64 array, shape (pairs,)
        The place in `choices` of what is said of each pair.
    choices : tuple of Note or None
        The first is None: nothing is said.
    """

    which: np.ndarray
    choices: tuple[Note | None, ...]


def _no_remarks(pairs: int) -> _Remarks:
    return _Remarks(np.zeros(pairs, dtype=np.int64), (None,))
