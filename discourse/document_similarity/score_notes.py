"""Notes on scores of similarity: short texts, unequal lengths, few documents.

The lengths below which a note is given are Burrows's for Delta, and house practice for
the other measures. We took two samples of 500 words from each of 60 speeches of the UN
General Debate. Half of the samples had their own other half as the nearest by cosine;
6 in 10 had it by Jaccard, containment or Jensen-Shannon (of 200 words 2 in 10; of 1,000
words 7 to 9). By Delta it was 1 in 4 of 500 words, 8 in 10 of 1,500.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse import notes
from discourse.counting.document_term_matrix import TermLength
from discourse.counting.tfidf import note_of_idf
from discourse.document_similarity.similarity_measures import ScoredDocuments
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

__all__ = ["ScoreNotes"]

_SINGLE_WORDS = (1, (1, 1), "1 lemma")  # values of `n` that stand for single words


@dataclass(frozen=True, eq=False)
class ScoreNotes:
    """The notes on the scores of one measure.

    Attributes
    ----------
    scored : ScoredDocuments
        The measure and the documents.
    words : int64 array, shape (documents,)
        Words of each document.
    counts : scipy.sparse.csr_array or None
        Documents by what is compared; None for a measure of the user's own.
    n : int, pair of int, or str
        Words in a term.
    """

    scored: ScoredDocuments
    words: np.ndarray
    counts: csr_array | None
    n: TermLength

    def of_pairs(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """Return the note on each pair of documents (object array); ``""`` = none."""
        has_terms = self.scored.has_terms
        comparable = has_terms[row] & has_terms[column]
        applies = comparable & (row != column)
        combined = _CombinedRemarks.of_none(len(row))
        if self.counts is not None:
            for remarks in self._list_remarks(row, column, self.counts):
                combined = combined.add(remarks, applies)
        always = self._note_on_all_pairs
        cells = []
        for combination in combined.combinations:
            cells.append(notes.join([*combination, always]))
        nothing_to_compare = len(cells)
        cells.append(notes.join([notes.make("nothing_to_compare")]))
        cell_of_pair = np.where(comparable, combined.which, nothing_to_compare)
        texts = np.array(cells, dtype=object)
        return np.asarray(texts[cell_of_pair])

    def _list_remarks(
        self, row: np.ndarray, column: np.ndarray, counts: csr_array
    ) -> list[_Remarks]:
        return [
            self._short_texts(row, column, counts),
            self._low_maximum(row, column, counts),
            self._few_terms(row, counts),
        ]

    @property
    def _note_on_all_pairs(self) -> Note | None:
        """The note that every pair has, or None."""
        measure = self.scored.measure
        documents = int(self.scored.has_terms.sum())
        if self.counts is None:
            return None
        if measure == "delta" and documents < FEW_DOCUMENTS_OF_DELTA:
            return notes.make("few_standard_deviations", documents=documents)
        if measure == "cosine":
            return note_of_idf(self.scored.scheme, documents)
        return None

    def _short_texts(
        self, row: np.ndarray, column: np.ndarray, counts: csr_array
    ) -> _Remarks:
        """Remark on pairs whose shorter text is too short for the measure."""
        if self.scored.measure != "profile":
            words = _smaller_of_pair(self.words, row, column)
            return _remarks_below(
                self._few_words, words, make_note=self._few_words_note
            )
        mentions_of_document = _row_sums(counts)
        mentions = _smaller_of_pair(mentions_of_document, row, column)
        return _remarks_below(
            FEW_MENTIONS_IN_PROFILE, mentions, make_note=_few_mentions
        )

    def _few_words_note(self, words: int) -> Note:
        return notes.make(
            "shorter_text",
            words=words,
            measure=self.scored.measure,
            least=self._few_words,
        )

    @property
    def _few_words(self) -> int:
        """Number of words below which a text is short for the measure."""
        if self.scored.measure == "delta":
            return FEW_WORDS_OF_DELTA
        if self.n in _SINGLE_WORDS:
            return FEW_WORDS_OF_SIMILARITY
        return FEW_WORDS_OF_SIMILARITY_BY_NGRAMS

    def _low_maximum(
        self, row: np.ndarray, column: np.ndarray, counts: csr_array
    ) -> _Remarks:
        """Remark on pairs whose unequal lengths allow only a low score."""
        measure = SIMILARITY_MEASURES.get(self.scored.measure)
        if measure is None or not measure.limited_by_lengths:
            return _no_remarks(len(row))
        if measure.compared == "occurrences":
            sizes = _row_sums(counts)
        else:
            sizes = np.diff(counts.indptr)
        smaller = _smaller_of_pair(sizes, row, column)
        larger = np.maximum(sizes[row], sizes[column])
        # The score is highest if the larger text has all that the smaller text has.
        score = FUNCTIONS[measure.name]
        highest = score(smaller, smaller, larger)
        percent = 100 * np.nan_to_num(highest)
        # Rounding first: 29.000000000000004 is 29 %, not 30 %.
        percent = np.round(percent, 9)
        whole_percent = np.ceil(percent).astype(np.int64)
        threshold = int(100 * LOW_LARGEST_SIMILARITY)
        return _remarks_below(threshold, whole_percent, _largest_score)

    def _few_terms(self, row: np.ndarray, counts: csr_array) -> _Remarks:
        """Remark on containments of texts of few terms, in which each weighs much."""
        terms = np.diff(counts.indptr)
        terms_of_first = terms[row]
        if self.scored.measure != "containment":
            return _no_remarks(len(row))
        return _remarks_below(
            FEW_TERMS_OF_CONTAINMENT, terms_of_first, make_note=_few_terms_note
        )


def _row_sums(counts: csr_array) -> np.ndarray:
    """Return the occurrences of all terms in each document (int64)."""
    sums = counts.sum(axis=1)
    array = np.asarray(sums)
    return array.ravel()


def _smaller_of_pair(
    sizes: np.ndarray, row: np.ndarray, column: np.ndarray
) -> np.ndarray:
    """Return the size of the smaller document of each pair."""
    first_size = sizes[row]
    second_size = sizes[column]
    return np.minimum(first_size, second_size)


def _few_mentions(mentions: int) -> Note:
    return notes.make("few_mentions_in_profile", mentions=mentions)


def _largest_score(percent: int) -> Note:
    score = percent / 100
    return notes.make("largest_score", score=score)


def _few_terms_note(terms: int) -> Note:
    share_of_term = 1 / max(terms, 1)
    return notes.make("few_terms", terms=terms, share=share_of_term)


@dataclass(frozen=True, eq=False)
class _Remarks:
    """One sort of remark on pairs of documents.

    Attributes
    ----------
    which : int64 array, shape (pairs,)
        The position in `choices` of the remark on each pair.
    choices : tuple of Note or None
        The first is None: there is no remark.
    """

    which: np.ndarray
    choices: tuple[Note | None, ...]


def _no_remarks(pairs: int) -> _Remarks:
    no_remark = np.zeros(pairs, dtype=np.int64)
    return _Remarks(no_remark, (None,))


def _remarks_below(
    threshold: int, numbers: np.ndarray, make_note: Callable[[int], Note]
) -> _Remarks:
    """Return a remark for each number below the threshold."""
    remarks: list[Note | None] = [None]
    for number in range(threshold):
        remarks.append(make_note(number))
    which = np.where(numbers < threshold, numbers + 1, 0)
    return _Remarks(which, tuple(remarks))


@dataclass(frozen=True, eq=False)
class _CombinedRemarks:
    """Several sorts of remarks on pairs of documents.

    There are many pairs and few different remarks, so combinations are numbered.

    Attributes
    ----------
    which : int64 array, shape (pairs,)
        The position in `combinations` of the remarks on each pair.
    combinations : list of lists of Note or None
    """

    which: np.ndarray
    combinations: list[list[Note | None]]

    @classmethod
    def of_none(cls, pairs: int) -> _CombinedRemarks:
        """Return no remark on any of so many pairs."""
        no_remark = np.zeros(pairs, dtype=np.int64)
        return cls(no_remark, [[]])

    def add(self, remarks: _Remarks, applies: np.ndarray) -> _CombinedRemarks:
        """Return the combinations with one sort of remark more, where it applies."""
        choice_of_pair = np.where(applies, remarks.which, 0)
        size = len(remarks.choices)
        code = self.which * size + choice_of_pair
        codes, number = np.unique(code, return_inverse=True)
        combinations = []
        for used_code in codes.tolist():
            combination, choice = divmod(used_code, size)
            earlier = self.combinations[combination]
            added = remarks.choices[choice]
            combinations.append([*earlier, added])
        return _CombinedRemarks(number.reshape(-1), combinations)
