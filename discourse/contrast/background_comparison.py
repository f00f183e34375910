"""A group compared with a background, of which only document frequencies are known.

A background says how many of its documents have a term, and not how often the term
occurs in each. So what is compared is documents with the term: ``a`` of the ``c``
documents of the target, ``b`` of the ``d`` documents of the background. To permute
documents that have the term or lack it is Fisher's exact test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from discourse.contrast.group_counts import Floats, PairCounts, SideCounts
from discourse.contrast.group_pairs import GroupPair, choose_groups
from discourse.contrast.term_counts import Terms
from discourse.corpus import Corpus
from discourse.counting.background import (
    Background,
    BackgroundSource,
    TermRarity,
    look_up,
    read_background,
)
from discourse.counting.document_term_matrix import DocumentTermMatrix
from discourse.counting.rate_denominators import TermCounts
from discourse.errors import OptionError
from discourse.measures import fisher_exact, holm, share_ratio_interval
from discourse.validation import show_value

__all__ = [
    "PresenceCounts",
    "check_options_of_background",
    "compare_presence",
    "count_presence",
    "pair_with_background",
    "read_reference",
]

# The name of the target when it is the whole corpus.
WHOLE_CORPUS = "all documents"


def check_options_of_background(
    *, reference: str | None, cluster: str | None, profile: str
) -> None:
    """Raise an OptionError for an option that does not go with a background."""
    if reference is not None:
        raise OptionError(
            f"reference={show_value(reference)} and background= came; the background "
            "is the "
            "reference. Leave one of them out."
        )
    if cluster is not None:
        raise OptionError(
            f"cluster={show_value(cluster)} and background= came; nothing is known of "
            "clusters in "
            "a background. Leave one of them out, or join both corpora."
        )
    if profile != "discourse":
        raise OptionError(
            f"profile={profile!r} and background= came; this convention counts "
            "occurrences, and a background has documents only. Leave one of them out."
        )


def read_reference(
    background: BackgroundSource, counts: TermCounts, of: Terms
) -> Background:
    """Return the background, or refuse what it cannot know: formulas."""
    if not isinstance(counts.source, DocumentTermMatrix):
        raise OptionError(
            "background= knows words and n-grams, and of= names formulas; expected "
            "words in a term, such as of=1, or no background."
        )
    # Whatever is counted in words has its length in `of`.
    length: Any = of
    return read_background(background, n=length)


def pair_with_background(
    corpus: Corpus, by: str | None, target: str | None, background: str
) -> Iterator[GroupPair]:
    """Yield each target with the background as its reference, in order of the targets.

    Parameters
    ----------
    corpus : Corpus
    by : str or None
        Metadata column of the targets; None = the whole corpus is the target.
    target : str or None
        The only target; None = every group.
    background : str
        Its name.
    """
    for group in choose_groups(corpus, by, target):
        yield GroupPair(
            target=WHOLE_CORPUS if by is None else group.name,
            reference=background,
            documents=group.documents,
            in_target=np.ones(len(group.documents), dtype=bool),
            unit_of_document=np.arange(len(group.documents)),
        )


@dataclass(frozen=True, eq=False)
class PresenceCounts(PairCounts):
    """In how many documents of the target and of a background each term is.

    What are counts elsewhere are documents with the term here, and what are words are
    all documents.

    Attributes
    ----------
    rarity : TermRarity
        What the background knows of these terms, and of those that it cannot weigh.
    terms_in_all : int
        Terms of the target and of the background together, also those that are not
        compared because the target lacks them.
    """

    rarity: TermRarity
    terms_in_all: int


def count_presence(
    counts: TermCounts,
    documents: np.ndarray,
    background: Background,
    *,
    min_count: int,
) -> PresenceCounts:
    """Return in how many documents of the target and of the background a term is.

    Parameters
    ----------
    counts : TermCounts
        Of words or n-grams.
    documents : int64 array
        The documents of the target.
    background : Background
    min_count : int
        Terms that occur less often in the target are left out.
    """
    matrix = counts.matrix[documents]
    occurrences = np.asarray(matrix.sum(axis=0)).ravel()
    own_terms = np.flatnonzero(occurrences)
    source = counts.source
    if not isinstance(source, DocumentTermMatrix):
        raise TypeError("only words and n-grams can be looked up")
    own_rarity = look_up(source.select_terms(occurrences > 0), background)
    terms_in_all = len(background.documents_by_term) + own_rarity.unknown
    is_frequent = occurrences[own_terms] >= min_count
    rarity = own_rarity.select(is_frequent)
    # The background says nothing of terms in a script that it lacks.
    is_compared = is_frequent.copy()
    is_compared[own_rarity.unweighed] = False
    terms = own_terms[is_compared]
    documents_in_background = own_rarity.documents[is_compared]
    documents_with_term = _count_documents(matrix)[terms]
    document_count = len(documents)
    target = _count_side(documents_with_term, document_count)
    reference = _count_side(documents_in_background, background.of_documents)
    return PresenceCounts(
        terms=terms,
        target=target,
        reference=reference,
        rarity=rarity,
        terms_in_all=terms_in_all,
    )


def _count_documents(matrix: csr_array) -> np.ndarray:
    """Return how many rows have each term (int64)."""
    term_count = matrix.shape[1]
    rows_with_term = np.bincount(matrix.indices, minlength=term_count)
    return rows_with_term.astype(np.int64)


def _count_side(documents_with_term: np.ndarray, document_count: int) -> SideCounts:
    """Return one side of the comparison, in which documents stand for occurrences."""
    all_documents = np.full(len(documents_with_term), float(document_count))
    return SideCounts(
        count=documents_with_term.astype(np.float64),
        words=all_documents,
        documents_with_term=documents_with_term,
        document_count=document_count,
        number_of_units=document_count,
    )


def compare_presence(
    counts: PresenceCounts, *, confidence_level: float
) -> dict[str, Any]:
    """Return the columns of interval and test, with documents as independent."""
    table = counts.contingency_table
    low, high = share_ratio_interval(*table, confidence_level=confidence_level)
    p_values = np.atleast_1d(fisher_exact(*table))
    floor = _smallest_p(counts)
    return {
        "low": low,
        "high": high,
        "interval": "mover_r",
        "interval_unit": "documents",
        "confidence_level": confidence_level,
        "p": p_values,
        "floor": floor,
        "test": "fisher_exact",
        "adjusted": _adjust(p_values, counts.terms_in_all),
        "correction": "holm",
        "terms_compared": counts.terms_in_all,
    }


def _adjust(p_values: Floats, terms_in_all: int) -> Floats:
    """Return p adjusted by Holm for all terms that could have been listed.

    A rare term is listed only because the target happens to have it. So the terms that
    it lacks count too. Their p is not needed: 1 in its place makes no adjusted p
    smaller.
    """
    unlisted = np.ones(terms_in_all - len(p_values))
    all_p_values = np.concatenate([p_values, unlisted])
    adjusted = np.atleast_1d(holm(all_p_values))
    return np.asarray(adjusted[: len(p_values)])


def _smallest_p(counts: PairCounts) -> Floats:
    """Return the smallest p that a term in so many documents could have.

    It is that of one of the two extremes: as many as possible of its documents are in
    the target, or as few as possible.
    """
    in_target, in_reference, target_size, reference_size = counts.contingency_table
    documents_with_term = in_target + in_reference
    most = np.minimum(documents_with_term, target_size)
    fewest = np.maximum(documents_with_term - reference_size, 0.0)
    smallest = np.ones(len(counts))
    for in_target_at_extreme in (most, fewest):
        in_reference_at_extreme = documents_with_term - in_target_at_extreme
        p_at_extreme = fisher_exact(
            in_target_at_extreme, in_reference_at_extreme, target_size, reference_size
        )
        smallest = np.minimum(smallest, p_at_extreme)
    return np.asarray(smallest)
