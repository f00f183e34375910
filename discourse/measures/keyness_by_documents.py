"""Further measures of keyness: by documents, and as a divergence.

:func:`text_dispersion_keyness` counts documents in the place of words.
:func:`kld_keyness` compares the shares of a word with the sizes of the groups.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, issparse

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts, two_group_counts
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    both_positive,
    last_axis_sum,
    nan_unless,
    quotient,
    scalar_or_array,
)
from discourse.measures.keyness import g2

__all__ = ["kld_keyness", "text_dispersion_keyness"]

# A measure of keyness: a function of a, b, c and d.
Contrast = Callable[[ArrayLike, ArrayLike, ArrayLike, ArrayLike], Any]


def text_dispersion_keyness(
    target: ArrayLike | csr_array,
    reference: ArrayLike | csr_array,
    *,
    measure: Contrast = g2,
) -> Any:
    """Return keyness by the number of documents that have a word.

    Parameters
    ----------
    target, reference : array_like or scipy.sparse array
        Counts of each word in the documents of the group (last axis; leading axes are
        words, the same in both). True and False are also accepted. Leave documents
        without words out.
    measure : callable
        Any measure of ``a, b, c, d``: :func:`g2` by default, :func:`log_ratio`,
        :func:`fisher_exact` ...; for the direction
        ``lambda *table: g2(*table, signed=True)``.

    Returns
    -------
    ndarray of float, or what `measure` returns
        In the unit of the measure, one value for each word; NaN where a count is NaN.

    Notes
    -----
    Use it against key words that come from one text: how often a document repeats a
    word has no effect. Documents are more nearly independent than words, so a p-value
    of it means more. *Not* with a handful of documents, where few scores are possible
    (5 against 5: G2 is 13.9 at most). *Not* where documents differ much in length,
    since a long one has more words of every kind. *Not* for common words, which all
    documents have.

    Formula: the measure of ``a`` of ``c`` documents of the target that have the word,
    and ``b`` of ``d`` of the reference.

    References
    ----------
    Egbert & Biber (2019), "Incorporating text dispersion into keyword analyses",
    Corpora 14(1), 77-104.

    See Also
    --------
    discourse.measures.g2, kld_keyness

    Examples
    --------
    Two words, each five times in the target: one in all its documents, one in a single
    document.

    >>> target = [[1, 2, 1, 1], [0, 5, 0, 0]]
    >>> reference = [[0, 0, 1, 0], [0, 0, 0, 0]]
    >>> print(np.round(text_dispersion_keyness(target, reference), 2))
    [6.09 1.53]
    """
    target_group = _document_frequency("target", target)
    reference_group = _document_frequency("reference", reference)
    return measure(
        target_group.documents_with_word,
        reference_group.documents_with_word,
        target_group.document_count,
        reference_group.document_count,
    )


@dataclass(frozen=True, eq=False)
class _DocumentFrequency:
    """In how many documents each word occurs, and how many documents there are."""

    documents_with_word: Floats
    document_count: Floats


def _document_frequency(name: str, values: ArrayLike | csr_array) -> _DocumentFrequency:
    """Return in how many documents each word occurs; `name` is used in messages."""
    if issparse(values):
        return _sparse_document_frequency(name, values)
    counts = check_counts(name, values)
    if counts.ndim == 0:
        raise OptionError(
            f"{name} came as one number; the counts in all documents were expected "
            "(last axis)."
        )
    documents_with_word = last_axis_sum(_mark_occurrences(counts))
    return _DocumentFrequency(
        documents_with_word=as_floats(documents_with_word),
        document_count=np.asarray(float(counts.shape[-1])),
    )


def _sparse_document_frequency(name: str, values: Any) -> _DocumentFrequency:
    """Return in how many documents each word of a sparse array occurs."""
    # A copy, since the array of the caller must stay as it is.
    table = csr_array(values, copy=True)
    table.sum_duplicates()
    word_count, document_count = table.shape
    counts = check_counts(name, table.data)
    occurs = _mark_occurrences(counts)
    documents_of_word = np.diff(table.indptr)
    word_number = np.arange(word_count)
    word_of_cell = np.repeat(word_number, documents_of_word)
    documents_with_word = np.bincount(word_of_cell, occurs, minlength=word_count)
    return _DocumentFrequency(
        documents_with_word=as_floats(documents_with_word),
        document_count=np.asarray(float(document_count)),
    )


def _mark_occurrences(counts: Floats) -> Floats:
    """Return 1 where the word occurs, 0 where not, NaN where the count is NaN."""
    occurs = counts > 0
    is_known = ~np.isnan(counts)
    return nan_unless(is_known, occurs)


def kld_keyness(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, signed: bool = False
) -> Floats:
    """Return KLD keyness: the divergence of a word's shares from the groups' sizes.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words of the target, `b` among `d` of the reference.
    signed : bool
        Negative where the reference uses the word more.

    Returns
    -------
    ndarray of float
        Bits, 0 (the same rate in both) or more: at most ``log2((c + d)/c)`` for a word
        of the target alone, and ``log2((c + d)/d)`` for one of the reference alone. NaN
        where a word is in neither group, or a group has no words.

    Notes
    -----
    Use it as an effect size that does not depend on the count: it is evidence for each
    occurrence. *Not* on its own: any word that occurs once, in the smaller group, has
    the largest possible value. Its author reports it beside frequency and dispersion,
    as three numbers and not one.

    Formula: ``t log2(t/s) + u log2(u/(1 - s))`` with the shares of the word
    ``t = a/(a + b)`` and ``u = b/(a + b)``, and ``s = c/(c + d)`` the target's share of
    all words. It is the two-term :func:`g2` divided by ``2 ln 2 (a + b)``.

    References
    ----------
    Gries (2021), Research in Corpus Linguistics 9(2), 1-33; Gries (2024), Frequency,
    Dispersion, Association, and Keyness.

    See Also
    --------
    discourse.measures.g2, discourse.measures.kld

    Examples
    --------
    >>> value = kld_keyness([10, 10, 0], [10, 0, 10], 1000, 3000, signed=True)
    >>> print(np.round(value, 4))
    [ 0.2075  2.     -0.415 ]
    """
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    statistic = g2(
        target_count,
        reference_count,
        target_words,
        reference_words,
        terms=2,
        signed=signed,
    )
    word_count = target_count + reference_count
    value = quotient(statistic, 2.0 * np.log(2.0) * word_count)
    has_words = both_positive(target_words, reference_words)
    value = nan_unless(has_words, value)
    return scalar_or_array(value)
