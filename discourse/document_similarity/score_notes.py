"""Notes on scores of similarity: short texts, unequal lengths, few documents.

The lengths below which a note is given are Burrows's for Delta, and house practice for
the other measures. We took two samples of the same length from each of 60 speeches of
the UN General Debate, and looked for the sample nearest to each. For how many samples
was it the other sample of the same speech? With 500 words it was so for half
of the samples by cosine, and for 6 in 10 by Jaccard, containment or Jensen-Shannon (2
in 10 with 200 words; 7 to 9 in 10 with 1,000 words). By Delta it was so for 1 in 4 with
500 words, and for 8 in 10 with 1,500 words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse import notes
from discourse.counting.background import TermRarity
from discourse.counting.document_term_matrix import TermLength, parse_term_length
from discourse.counting.stop_word_choice import NO_STOP_WORDS, ChosenStopWords
from discourse.counting.tfidf import notes_of_idf
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

_UNITS_OF_ONE_WORD = ("word", "lemma")


@dataclass(frozen=True, eq=False)
class ScoreNotes:
    """The scores of one measure, and the notes on them.

    Attributes
    ----------
    scored_documents : ScoredDocuments
        The measure and the documents.
    words_by_document : int64 array, shape (documents,)
        Number of words of each document.
    counts : scipy.sparse.csr_array or None
        Documents by what is compared; None for a measure of the user's own.
    n : int, pair of int, or str
        Words in a term.
    rarity : TermRarity or None
        How rare a background says the terms are; None = there is no background, or the
        measure uses none.
    chosen : ChosenStopWords
        The stop words that were left out.
    """

    scored_documents: ScoredDocuments
    words_by_document: np.ndarray
    counts: csr_array | None
    n: TermLength
    rarity: TermRarity | None = None
    chosen: ChosenStopWords = NO_STOP_WORDS

    def of_pairs(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """Return the note on each pair of documents (object array); ``""`` = none.

        `row` and `column` are the positions of the two documents of each pair.
        """
        has_terms = self.scored_documents.has_terms
        first_has_terms = has_terms[row]
        second_has_terms = has_terms[column]
        is_comparable = first_has_terms & second_has_terms
        # The score of a document with itself is 1 by definition and needs no remark.
        is_other_document = row != column
        may_have_remarks = is_comparable & is_other_document
        combined_remarks = _CombinedRemarks.of_none(len(row))
        if self.counts is not None:
            for remarks in self._list_remarks(row, column, self.counts):
                combined_remarks = combined_remarks.add(remarks, may_have_remarks)
        notes_on_all_pairs = self._notes_on_all_pairs
        cells = []
        for combination in combined_remarks.combinations:
            cell = notes.join([*combination, *notes_on_all_pairs])
            cells.append(cell)
        # One more cell, for the pairs in which a text has nothing to compare.
        empty_pair_position = len(cells)
        nothing_to_compare = notes.make("nothing_to_compare")
        cells.append(notes.join([nothing_to_compare]))
        cell_of_pair = np.where(
            is_comparable,
            combined_remarks.combination_of_pair,
            empty_pair_position,
        )
        texts = np.array(cells, dtype=object)
        return np.asarray(texts[cell_of_pair])

    def _list_remarks(
        self, row: np.ndarray, column: np.ndarray, counts: csr_array
    ) -> list[_Remarks]:
        """Return the sorts of remarks, in the order in which a note has them."""
        return [
            self._short_text_remarks(row, column, counts),
            self._low_maximum_remarks(row, column, counts),
            self._few_term_remarks(row, counts),
        ]

    @property
    def _notes_on_all_pairs(self) -> list[Note | None]:
        """The notes that every pair has."""
        measure = self.scored_documents.measure
        document_count = int(self.scored_documents.has_terms.sum())
        if self.counts is None:
            return []
        if measure == "delta" and document_count < FEW_DOCUMENTS_OF_DELTA:
            few = notes.make("few_standard_deviations", documents=document_count)
            return [few]
        if measure == "cosine":
            idf_notes = notes_of_idf(
                self.scored_documents.scheme, document_count, rarity=self.rarity
            )
            return [*idf_notes, *self.chosen.notes]
        return []

    def _short_text_remarks(
        self, row: np.ndarray, column: np.ndarray, counts: csr_array
    ) -> _Remarks:
        """Remark on pairs whose shorter text is too short for the measure."""
        if self.scored_documents.measure != "profile":
            word_count = _smaller_size(self.words_by_document, row, column)
            return _remarks_below(
                self._min_words, word_count, make_note=self._short_text_note
            )
        mentions_by_document = _row_sums(counts)
        mention_count = _smaller_size(mentions_by_document, row, column)
        return _remarks_below(
            FEW_MENTIONS_IN_PROFILE, mention_count, make_note=_few_mentions_note
        )

    def _short_text_note(self, word_count: int) -> Note:
        return notes.make(
            "shorter_text",
            words=word_count,
            measure=self.scored_documents.measure,
            least=self._min_words,
        )

    @property
    def _min_words(self) -> int:
        """Number of words below which a text is too short for the measure."""
        if self.scored_documents.measure == "delta":
            return FEW_WORDS_OF_DELTA
        size = parse_term_length(self.n)
        if size.longest == 1 and size.unit in _UNITS_OF_ONE_WORD:
            return FEW_WORDS_OF_SIMILARITY
        return FEW_WORDS_OF_SIMILARITY_BY_NGRAMS

    def _low_maximum_remarks(
        self, row: np.ndarray, column: np.ndarray, counts: csr_array
    ) -> _Remarks:
        """Remark on pairs whose unequal lengths allow only a low score."""
        measure = SIMILARITY_MEASURES.get(self.scored_documents.measure)
        if measure is None or not measure.limited_by_lengths:
            return _no_remarks(len(row))
        if measure.compared == "occurrences":
            sizes = _row_sums(counts)
        else:
            sizes = np.diff(counts.indptr)
        smaller_size = _smaller_size(sizes, row, column)
        first_size = sizes[row]
        second_size = sizes[column]
        larger_size = np.maximum(first_size, second_size)
        # The score is highest if the larger text has all that the smaller text has.
        score = FUNCTIONS[measure.name]
        highest_score = score(smaller_size, smaller_size, larger_size)
        percent = 100 * np.nan_to_num(highest_score)
        # Rounding first: 29.000000000000004 is 29 %, not 30 %.
        percent = np.round(percent, 9)
        whole_percent = np.ceil(percent).astype(np.int64)
        threshold = int(100 * LOW_LARGEST_SIMILARITY)
        return _remarks_below(threshold, whole_percent, _highest_score_note)

    def _few_term_remarks(self, row: np.ndarray, counts: csr_array) -> _Remarks:
        """Remark on containments of texts of few terms, in which each weighs much."""
        if self.scored_documents.measure != "containment":
            return _no_remarks(len(row))
        terms_by_document = np.diff(counts.indptr)
        # A containment is a share of the terms of the first document only.
        term_count = terms_by_document[row]
        return _remarks_below(
            FEW_TERMS_OF_CONTAINMENT, term_count, make_note=_few_terms_note
        )


def _row_sums(counts: csr_array) -> np.ndarray:
    """Return the occurrences of all terms in each document (int64)."""
    sums = counts.sum(axis=1)
    sums_array = np.asarray(sums)
    return sums_array.ravel()


def _smaller_size(sizes: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return the size of the smaller document of each pair."""
    first_size = sizes[row]
    second_size = sizes[column]
    return np.minimum(first_size, second_size)


def _few_mentions_note(mention_count: int) -> Note:
    return notes.make("few_mentions_in_profile", mentions=mention_count)


def _highest_score_note(percent: int) -> Note:
    score = percent / 100
    return notes.make("largest_score", score=score)


def _few_terms_note(term_count: int) -> Note:
    # A text without terms gets another note, and this one is not shown.
    share_of_term = 1 / max(term_count, 1)
    return notes.make("few_terms", terms=term_count, share=share_of_term)


@dataclass(frozen=True, eq=False)
class _Remarks:
    """One sort of remark on pairs of documents.

    Attributes
    ----------
    choice_of_pair : int64 array, shape (pairs,)
        The position in `choices` of the remark on each pair.
    choices : tuple of Note or None
        The first is None: there is no remark.
    """

    choice_of_pair: np.ndarray
    choices: tuple[Note | None, ...]


def _no_remarks(pair_count: int) -> _Remarks:
    no_remark = np.zeros(pair_count, dtype=np.int64)
    return _Remarks(no_remark, (None,))


def _remarks_below(
    threshold: int, numbers: np.ndarray, make_note: Callable[[int], Note]
) -> _Remarks:
    """Return a remark on each pair whose number is below the threshold.

    Parameters
    ----------
    threshold : int
    numbers : int64 array, shape (pairs,)
        The number of each pair that is compared with the threshold.
    make_note : callable
        Makes the remark from that number.
    """
    is_below = numbers < threshold
    numbers_below = np.unique(numbers[is_below])
    choices: list[Note | None] = [None]
    for number in numbers_below.tolist():
        remark = make_note(number)
        choices.append(remark)
    # The remark on a number comes one later than the number, since None is first.
    position = np.searchsorted(numbers_below, numbers)
    choice_of_pair = np.where(is_below, position + 1, 0)
    return _Remarks(choice_of_pair, tuple(choices))


@dataclass(frozen=True, eq=False)
class _CombinedRemarks:
    """Several sorts of remarks on pairs of documents.

    There are many pairs and few different remarks, so combinations are numbered.

    Attributes
    ----------
    combination_of_pair : int64 array, shape (pairs,)
        The position in `combinations` of the remarks on each pair.
    combinations : list of lists of Note or None
    """

    combination_of_pair: np.ndarray
    combinations: list[list[Note | None]]

    @classmethod
    def of_none(cls, pair_count: int) -> _CombinedRemarks:
        """Return no remark on any of `pair_count` pairs."""
        no_remark = np.zeros(pair_count, dtype=np.int64)
        return cls(no_remark, [[]])

    def add(self, remarks: _Remarks, may_have_remarks: np.ndarray) -> _CombinedRemarks:
        """Return the combinations with one more sort of remark.

        It is added only to pairs that may have remarks.
        """
        choice_of_pair = np.where(may_have_remarks, remarks.choice_of_pair, 0)
        choice_count = len(remarks.choices)
        # One number for the earlier combination and the new remark of a pair.
        code_of_pair = self.combination_of_pair * choice_count + choice_of_pair
        codes, combination_of_pair = np.unique(code_of_pair, return_inverse=True)
        combinations = []
        for code in codes.tolist():
            earlier_combination, choice = divmod(code, choice_count)
            earlier_remarks = self.combinations[earlier_combination]
            new_remark = remarks.choices[choice]
            combinations.append([*earlier_remarks, new_remark])
        return _CombinedRemarks(combination_of_pair.reshape(-1), combinations)
