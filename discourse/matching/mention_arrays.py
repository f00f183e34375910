"""Mentions as arrays of families, phrases and tokens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Hits"]


@dataclass(frozen=True, eq=False)
class Hits:
    """Mentions as arrays, sorted by family and position.

    Attributes
    ----------
    family, phrase : int64 arrays
        Index of the family in the lexicon, and of the phrase in its family.
    first, last : int64 arrays
        Half-open range of tokens in ``corpus.stream``: the first token of the mention,
        and the token after its last one.
    is_anchored : bool array
        Whether it counts. A short wording does not count without a full wording beside
        it (:mod:`discourse.matching.anchors`).
    """

    family: np.ndarray
    phrase: np.ndarray
    first: np.ndarray
    last: np.ndarray
    is_anchored: np.ndarray

    @classmethod
    def all_anchored(
        cls, family: np.ndarray, phrase: np.ndarray, first: np.ndarray, last: np.ndarray
    ) -> Hits:
        """Return hits that all count."""
        return cls(family, phrase, first, last, np.ones(len(first), dtype=bool))

    def select(self, is_selected: np.ndarray) -> Hits:
        """Return the hits for which a bool array of shape (hits,) is true."""
        return Hits(
            self.family[is_selected],
            self.phrase[is_selected],
            self.first[is_selected],
            self.last[is_selected],
            self.is_anchored[is_selected],
        )

    def take(self, numbers: np.ndarray) -> Hits:
        """Return the hits with these numbers, in this order."""
        return Hits(
            self.family.take(numbers),
            self.phrase.take(numbers),
            self.first.take(numbers),
            self.last.take(numbers),
            self.is_anchored.take(numbers),
        )

    def order_of_places(self) -> np.ndarray:
        """Return the numbers of the hits in order of place (int64).

        Hits at one place, of which no family has two, stay in the order of families.
        """
        lengths = self.last - self.first
        # One number for the first token and the length is sorted faster than two.
        places = self.first * (1 + lengths.max(initial=0)) + lengths
        return np.argsort(places, kind="stable")

    def __len__(self) -> int:
        return len(self.first)

    @property
    def rows(self) -> np.ndarray:
        """First token, end token and number of the phrase of each mention (int64)."""
        columns = [self.first, self.last, self.phrase]
        return np.column_stack(columns)
