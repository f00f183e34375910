"""What a score of likeness can and cannot show: texts too short for the measure, lengths that keep it low, few documents.

The lengths below which a note is given are Burrows's for Delta, and house practice for the others: of 60 speeches of the
UN General Debate, of each of which two samples of 500 words were taken, half found their own other half to be the nearest by cosine and
6 in 10 by Jaccard, containment or Jensen-Shannon (of 200 words 2 in 10; of 1,000 words 7 to 9). By Delta it was 1 in 4
of 500 words, 8 in 10 of 1,500.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.counting.cautions import told_of_idf
from discourse.counting.terms import Length
from discourse.likeness.scores import Likeness
from discourse.measures.resemblance import FUNCTIONS
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
    n: Length

    def notes(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """What is to be said of each pair of documents (object array); ``""`` = nothing."""
        full, apart = self.likeness.full, row != column
        both = full[row] & full[column]
        told = [
            self._short(row, column),
            self._at_most(row, column),
            self._few_terms(row),
        ]
        code, texts = np.zeros(len(row), dtype=np.int64), [""]
        for own, said in told:
            own = np.where(apart & both, own, 0)
            # Pairs are many and remarks few: they are put together as numbers.
            used, code = np.unique(code * len(said) + own, return_inverse=True)
            texts = [
                _joined(texts[at // len(said)], said[at % len(said)])
                for at in used.tolist()
            ]
        texts = [_joined(text, self._always) for text in texts]
        found = np.array(
            [*texts, "nothing to compare in one of them, so 0"], dtype=object
        )
        return np.asarray(found[np.where(both, code.reshape(-1), len(texts))])

    @property
    def _always(self) -> str:
        """What is to be said of every pair."""
        measure, documents = self.likeness.measure, int(self.likeness.full.sum())
        if self.counts is None:
            return ""
        if measure == "delta" and documents < FEW_DOCUMENTS_OF_DELTA:
            return f"standard deviations of {documents} documents"
        return (
            told_of_idf(self.likeness.scheme, documents) if measure == "cosine" else ""
        )

    def _short(
        self, row: np.ndarray, column: np.ndarray
    ) -> tuple[np.ndarray, Sequence[str]]:
        measure = self.likeness.measure
        if self.counts is None:
            return np.zeros(len(row), dtype=np.int64), [""]
        if measure == "profile":
            size, least = (
                np.asarray(self.counts.sum(axis=1)).ravel(),
                FEW_MENTIONS_IN_PROFILE,
            )
            said = [
                f"one has only {_plural(number, 'mention')}" for number in range(least)
            ]
        else:
            size, least = self.words, self._few_words
            meant = f"{measure} is meant for {least:,} words or more"
            said = [
                f"the shorter has {_plural(number, 'word')}: {meant}"
                for number in range(least)
            ]
        shorter = np.minimum(size[row], size[column])
        return np.where(shorter < least, shorter + 1, 0), ["", *said]

    @property
    def _few_words(self) -> int:
        """Words of a text below which the score of this measure is said to rest on few."""
        if self.likeness.measure == "delta":
            return FEW_WORDS_OF_DELTA
        if self.n in (1, (1, 1), "1 lemma"):
            return FEW_WORDS_OF_SIMILARITY
        return FEW_WORDS_OF_SIMILARITY_BY_NGRAMS

    def _at_most(
        self, row: np.ndarray, column: np.ndarray
    ) -> tuple[np.ndarray, Sequence[str]]:
        """What texts of unlike length can score at most, where that is low."""
        measure = SIMILARITY_MEASURES.get(self.likeness.measure)
        if self.counts is None or measure is None or not measure.limited_by_lengths:
            return np.zeros(len(row), dtype=np.int64), [""]
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
        said = [
            f"{number / 100:.2f} at most: unlike lengths bound the score"
            for number in range(int(100 * LOW_LARGEST_SIMILARITY))
        ]
        return np.where(hundredths < 100 * LOW_LARGEST_SIMILARITY, hundredths + 1, 0), [
            "",
            *said,
        ]

    def _few_terms(self, row: np.ndarray) -> tuple[np.ndarray, Sequence[str]]:
        if self.counts is None or self.likeness.measure != "containment":
            return np.zeros(len(row), dtype=np.int64), [""]
        terms = np.diff(self.counts.indptr)[row]
        said = [
            f"the first has {_plural(n, 'term')}: each is {1 / max(n, 1):.2g} of the score"
            for n in range(FEW_TERMS_OF_CONTAINMENT)
        ]
        return np.where(terms < FEW_TERMS_OF_CONTAINMENT, terms + 1, 0), ["", *said]


def _plural(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _joined(*texts: str) -> str:
    return "; ".join(filter(None, texts))
