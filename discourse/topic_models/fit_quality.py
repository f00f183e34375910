"""How good fitted topics are: coherence, exclusivity, and agreement of two fits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.measures.topic_coherence import confirmation
from discourse.settings import TOPIC_TOP_TERMS
from discourse.topic_models.factorization import (
    MIN_TERM_WEIGHT,
    count_filled_rows,
    round_to_nine_digits,
    sum_in_order,
)

__all__ = ["agreement", "coherence", "exclusivity"]

Floats = NDArray[np.float64]
Terms = NDArray[np.int64]
_SPARE_CANDIDATES = 50  # terms sorted beyond the top ones, for ties after rounding


def _top_terms(terms: Floats) -> list[Terms]:
    """Return the numbers of the ten heaviest terms of each topic, the heaviest first.

    A topic has fewer if fewer terms have :data:`MIN_TERM_WEIGHT` of the weight of its
    heaviest term. Equal weights are in the order of terms.
    """
    return [_top_terms_of_topic(weights) for weights in terms]


def _top_terms_of_topic(weights: Floats) -> Terms:
    """Return the heaviest terms of one topic (see :func:`_top_terms`)."""
    order = np.argsort(-weights, kind="stable")
    candidates = order[: TOPIC_TOP_TERMS + _SPARE_CANDIDATES]
    rounded_weights = round_to_nine_digits(weights[candidates])
    # The last key of numpy.lexsort is the first to sort by: equal weights are in the
    # order of terms.
    order = np.lexsort((candidates, -rounded_weights))
    order = order[:TOPIC_TOP_TERMS]
    min_weight = MIN_TERM_WEIGHT * rounded_weights.max(initial=0.0)
    has_weight = rounded_weights > 0
    has_weight &= rounded_weights >= min_weight
    order = order[has_weight[order]]
    return np.asarray(candidates[order], dtype=np.int64)


def coherence(counts: csr_array, term_weights: Floats) -> float:
    """Return the mean over topics of the mean NPMI of their ten heaviest terms, in pairs.

    `term_weights` has a row for each topic and a column for each term. NPMI is the normalised pointwise mutual information, -1 to 1: how much more often
    two terms occur together than by chance. Terms occur together if they are in one
    segment (row of `counts`). A topic of one term has the mean 0.
    """
    ones = np.ones(len(counts.indices))
    presence = csr_array(
        (ones, counts.indices, counts.indptr),
        shape=counts.shape,
    )
    segment_count = count_filled_rows(counts)
    coherences = []
    for top_terms in _top_terms(term_weights):
        presence_of_top_terms = presence[:, top_terms]
        products = presence_of_top_terms.T @ presence_of_top_terms
        # Segments with both terms; on the diagonal, segments with the one term.
        segments_with_both = products.toarray()
        segments_with_term = segments_with_both.diagonal()
        row, column = np.triu_indices(len(top_terms), 1)
        npmi = confirmation(
            segments_with_both[row, column],
            segments_with_term[row],
            segments_with_term[column],
            segment_count,
        )
        # It is not defined for two terms of every segment. They tell nothing.
        npmi = np.where(np.isnan(npmi), 0.0, npmi)
        coherences.append(_mean_or_zero(npmi))
    return sum(coherences) / len(coherences)


def _mean_or_zero(values: Floats) -> float:
    """Return the mean of `values`; 0 if there are none."""
    if not len(values):
        return 0.0
    return float(np.mean(values))


def exclusivity(terms: Floats) -> float:
    """Return the mean share of the heaviest terms' weight that falls on their topic.

    >>> exclusivity(np.array([[0.5, 0.5, 0.0], [0.0, 0.5, 0.5]]))
    0.75
    """
    weight_in_all_topics = sum_in_order(terms, axis=0)
    means = []
    for topic, top_terms in enumerate(_top_terms(terms)):
        if not len(top_terms):
            continue
        weight = terms[topic, top_terms]
        shares = weight / weight_in_all_topics[top_terms]
        means.append(float(np.mean(shares)))
    return sum(means) / len(means)


def agreement(terms: Floats, other_terms: Floats) -> float:
    """Return the mean Jaccard index of the heaviest terms of matched topics.

    `terms` and `other_terms` are the weights of the terms (columns) in the topics (rows)
    of two fits. Each topic of one fit is matched with one topic of the other, so that
    the sum of the indices is as high as possible.

    >>> agreement(np.eye(12)[:2], np.eye(12)[:2])
    1.0
    """
    from scipy.optimize import linear_sum_assignment

    top_term_sets = _top_term_sets(terms)
    other_top_term_sets = _top_term_sets(other_terms)
    jaccard = np.empty((len(top_term_sets), len(other_top_term_sets)))
    for row, top_terms in enumerate(top_term_sets):
        for column, other_top_terms in enumerate(other_top_term_sets):
            jaccard[row, column] = _jaccard_index(top_terms, other_top_terms)
    # The function looks for the lowest sum, so the indices are made negative.
    rows, columns = linear_sum_assignment(-jaccard)
    indices_of_matches = jaccard[rows, columns]
    return float(np.mean(indices_of_matches))


def _top_term_sets(terms: Floats) -> list[set[int]]:
    return [set(top_terms.tolist()) for top_terms in _top_terms(terms)]


def _jaccard_index(terms: set[int], other_terms: set[int]) -> float:
    """Return the number of shared terms over the number of all terms of two sets."""
    shared_count = len(terms & other_terms)
    total_count = len(terms | other_terms)
    return shared_count / max(total_count, 1)
