"""The counts of two groups, term by term, and how much documents differ among themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.contrast.group_pairs import GroupPair
from discourse.counting.rate_denominators import TermCounts
from discourse.measures.design_effects import squared_residuals, sum_by_cluster

__all__ = ["Floats", "GroupCounts", "pool_groups"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class GroupCounts:
    """Two groups by terms.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array, shape (units, terms)
        Counts in each unit: a document, or a cluster of documents.
    words : float64 array, shape (units, kinds)
        Words of each unit for each kind of term.
    kind, which : int64 arrays, shape (terms,)
        The kind of each term, and its number among all terms.
    side : bool array, shape (units,)
        Which units are the target's.
    a, b, c, d : float64 arrays, shape (terms,)
        Occurrences `a` among `c` words of the target, `b` among `d` of the reference.
    documents : int64 array, shape (2, terms)
        Documents of the target and of the reference that have the term.
    of_documents : tuple of int
        Documents of the target and of the reference.
    """

    matrix: csr_array
    words: Floats
    kind: np.ndarray
    which: np.ndarray
    side: np.ndarray
    a: Floats
    b: Floats
    c: Floats
    d: Floats
    documents: np.ndarray
    of_documents: tuple[int, int]

    def has(self, units: np.ndarray) -> np.ndarray:
        """How many of `units` (bool) have each term (int64)."""
        return np.bincount(
            self.matrix[units.nonzero()[0]].indices, minlength=self.matrix.shape[1]
        ).astype(np.int64)

    def scatter(self, rates: Floats, units: np.ndarray) -> Floats:
        """Sum over `units` (bool) of ``(count - rate * words)^2``, term by term; never below 0."""
        x, w = self.matrix[units.nonzero()[0]].tocsc(), self.words[units]
        found = np.zeros(len(self.kind))
        for column in range(w.shape[1]):
            these = (self.kind == column).nonzero()[0]
            found[these] = squared_residuals(x[:, these], w[:, column], rates[these])
        return found


def pool_groups(items: TermCounts, pair: GroupPair, least: int) -> GroupCounts:
    """Add up the documents of a pair, keeping the terms that occur `least` times in both groups together."""
    matrix = items.matrix[pair.documents]
    which = (np.asarray(matrix.sum(axis=0)).ravel() >= least).nonzero()[0]
    matrix = matrix[:, which].tocsr()
    kind = items.kind[which]
    words = items.words[pair.documents].astype(np.float64)
    sides = (pair.inside, ~pair.inside)
    a, b = (
        np.asarray(matrix[side.nonzero()[0]].sum(axis=0), dtype=np.float64).ravel()
        for side in sides
    )
    c, d = (words[side].sum(axis=0)[kind] for side in sides)
    has = [
        np.bincount(matrix[side.nonzero()[0]].indices, minlength=len(which))
        for side in sides
    ]
    units, documents = len(pair.side), len(pair.documents)
    if units < documents:
        matrix, words = (
            sum_by_cluster(matrix, pair.unit).tocsr(),
            np.asarray(sum_by_cluster(words, pair.unit)),
        )
    return GroupCounts(
        matrix=matrix.astype(np.float64),
        words=words,
        kind=kind,
        which=which,
        side=pair.side,
        a=a,
        b=b,
        c=c,
        d=d,
        documents=np.array(has, dtype=np.int64).reshape(2, len(which)),
        of_documents=(int(pair.inside.sum()), int((~pair.inside).sum())),
    )
