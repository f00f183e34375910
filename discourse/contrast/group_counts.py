"""The counts of two groups, term by term, and the variance between documents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.contrast.group_pairs import GroupPair
from discourse.counting.rate_denominators import TermCounts
from discourse.measures.design_effects import squared_residuals, sum_by_cluster

__all__ = ["Floats", "GroupCounts", "PairCounts", "SideCounts", "pool_groups"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SideCounts:
    """The counts of one of the two groups.

    Attributes
    ----------
    count, words : float64 arrays, shape (terms,)
        Occurrences of each term, and the words that its rate refers to.
    documents_with_term : int64 array, shape (terms,)
        Documents that have the term.
    document_count : int
        Documents of the group.
    number_of_units : int
        Units of the group. A unit is a document or a cluster of documents.
    """

    count: Floats
    words: Floats
    documents_with_term: np.ndarray
    document_count: int
    number_of_units: int


@dataclass(frozen=True, eq=False)
class PairCounts:
    """The counts of two groups, of which more need not be known than their sums.

    Attributes
    ----------
    terms : int64 array, shape (terms,)
        The number of each term among all terms.
    target, reference : SideCounts
    """

    terms: np.ndarray
    target: SideCounts
    reference: SideCounts

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def number_of_units(self) -> int:
        """Return how many units both groups have together."""
        return self.target.number_of_units + self.reference.number_of_units

    @property
    def contingency_table(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Return a, b, c, d as measures of keyness take them.

        The term occurs `a` times among `c` words of the target, and `b` times among `d`
        words of the reference.
        """
        target = self.target
        reference = self.reference
        return target.count, reference.count, target.words, reference.words


@dataclass(frozen=True, eq=False)
class GroupCounts(PairCounts):
    """The counts of two groups by terms, unit by unit.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array, shape (units, terms)
        Counts in each unit: a document, or a cluster of documents.
    words : float64 array, shape (units, kinds)
        Words of each unit that rates refer to, for each kind of term. A kind is what
        the words of a rate depend on, such as the script of the term.
    kind : int64 array, shape (terms,)
        The kind of each term (a column of `words`).
    units_in_target : bool array, shape (units,)
        Which units are the target's. The others are the reference's.
    """

    matrix: csr_array
    words: Floats
    kind: np.ndarray
    units_in_target: np.ndarray

    def units_with_term(self, units: np.ndarray) -> np.ndarray:
        """Return how many of the `units` (given as bools) have each term (int64)."""
        return _count_rows_with_term(self.matrix, units)

    def squared_residuals(self, rates: Floats, units: np.ndarray) -> Floats:
        """Return the sum over the `units` of ``(count - rate * words)^2``.

        The units are given as bools. The result is one number for each term, 0 or more.
        """
        counts = self.matrix[units.nonzero()[0]].tocsc()
        words_by_kind = self.words[units]
        residuals = np.zeros(len(self))
        for kind_number in range(words_by_kind.shape[1]):
            terms_of_kind = (self.kind == kind_number).nonzero()[0]
            counts_of_kind = counts[:, terms_of_kind]
            words_of_kind = words_by_kind[:, kind_number]
            residuals[terms_of_kind] = squared_residuals(
                counts_of_kind, words_of_kind, rates[terms_of_kind]
            )
        return residuals


def pool_groups(counts: TermCounts, pair: GroupPair, min_count: int) -> GroupCounts:
    """Return the counts of the two groups of a pair.

    Terms that occur fewer than `min_count` times in both groups together are left out.
    """
    documents = pair.documents
    counts_by_document = counts.matrix[documents]
    count_of_term = np.asarray(counts_by_document.sum(axis=0)).ravel()
    terms = (count_of_term >= min_count).nonzero()[0]
    counts_by_document = counts_by_document[:, terms].tocsr()
    kind_of_term = counts.kind[terms]
    words_by_kind = counts.words[documents].astype(np.float64)
    in_target = pair.in_target
    target_units = pair.units_in_target
    target = _count_group(
        counts_by_document, words_by_kind, kind_of_term, in_target, target_units
    )
    reference = _count_group(
        counts_by_document, words_by_kind, kind_of_term, ~in_target, ~target_units
    )
    has_clusters = len(target_units) < len(documents)
    if has_clusters:
        unit_of_document = pair.unit_of_document
        counts_by_document = sum_by_cluster(
            counts_by_document, unit_of_document
        ).tocsr()
        words_by_kind = np.asarray(sum_by_cluster(words_by_kind, unit_of_document))
    return GroupCounts(
        matrix=counts_by_document.astype(np.float64),
        words=words_by_kind,
        kind=kind_of_term,
        units_in_target=target_units,
        terms=terms,
        target=target,
        reference=reference,
    )


def _count_group(
    matrix: csr_array,
    words_by_kind: Floats,
    kind_of_term: np.ndarray,
    is_in_group: np.ndarray,
    is_unit_of_group: np.ndarray,
) -> SideCounts:
    """Return the counts of one group, whose documents and units are given as bools."""
    count_of_term = matrix[is_in_group.nonzero()[0]].sum(axis=0)
    words_of_group = words_by_kind[is_in_group].sum(axis=0)
    return SideCounts(
        count=np.asarray(count_of_term, dtype=np.float64).ravel(),
        words=words_of_group[kind_of_term],
        documents_with_term=_count_rows_with_term(matrix, is_in_group),
        document_count=int(is_in_group.sum()),
        number_of_units=int(is_unit_of_group.sum()),
    )


def _count_rows_with_term(matrix: csr_array, is_counted: np.ndarray) -> np.ndarray:
    """Return in how many of the counted rows each term occurs (int64)."""
    row_numbers = np.flatnonzero(is_counted)
    chosen_rows = matrix[row_numbers]
    term_count = matrix.shape[1]
    rows_with_term = np.bincount(chosen_rows.indices, minlength=term_count)
    return rows_with_term.astype(np.int64)
