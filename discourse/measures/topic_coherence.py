"""Whether the words of a topic occur in the same documents (or windows).

`both` documents have both words, `first` and `second` have each, `n` are all documents.
With a handful of documents use paragraphs or sentences, otherwise only a few values are
possible.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from discourse.errors import OptionError
from discourse.measures.argument_checks import (
    broadcast_named,
    check_amount,
    check_counts,
    check_numbers,
)
from discourse.measures.exact_arithmetic import (
    Floats,
    both_positive,
    nan_unless,
    quotient,
    scalar_or_array,
)

__all__ = ["confirmation", "indirect_coherence", "umass"]


def _documents_of_pair(both: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    """Return both counts of documents, checked and of one shape."""
    with_both, with_second = broadcast_named(
        both=check_counts("both", both), second=check_counts("second", second)
    )
    if np.any(with_both > with_second):
        raise OptionError(
            "more documents have both words than have the second; `second` counts all "
            "that have it."
        )
    return with_both, with_second


def umass(both: ArrayLike, second: ArrayLike, *, smoothing: float = 1.0) -> Floats:
    """Return UMass coherence of a pair: the log of a conditional probability.

    It is the probability of the first word in documents that have the second.

    Parameters
    ----------
    both, second : array_like
        Documents with both words, and with the second (the more frequent of the two).
    smoothing : float
        Added to `both`, 0 or more; 1 in the source, near 0 in some programs.

    Returns
    -------
    ndarray of float
        Natural log units. NaN where no document has the second word.

    Notes
    -----
    Use it on the corpus that the topics come from. A value near 0 is coherent. *Not*
    comparable between values of `smoothing`.

    Formula: ``ln((both + smoothing) / second)``.

    References
    ----------
    Mimno et al. (2011), EMNLP, 262-272.

    See Also
    --------
    confirmation

    Examples
    --------
    >>> print(umass(1, 2, smoothing=0).round(6))
    -0.693147
    """
    pseudo_count = check_amount("smoothing", smoothing, "a number")
    with_both, with_second = _documents_of_pair(both, second)
    probability = quotient(with_both + pseudo_count, with_second)
    with np.errstate(all="ignore"):
        value = np.log(probability)
    value = nan_unless(with_second > 0, value)
    return scalar_or_array(value)


def confirmation(
    both: ArrayLike,
    first: ArrayLike,
    second: ArrayLike,
    n: ArrayLike,
    *,
    normalised: bool = True,
    smoothing: float = 1e-12,
) -> Floats:
    """Return UCI coherence of a pair (mutual information), or NPMI.

    NPMI is the normalised form.

    Parameters
    ----------
    both, first, second, n : array_like
        Documents or windows with both words, with each word, and all.
    normalised : bool
        Divide by ``-ln P(both)``.
    smoothing : float
        Added to P(both), 0 or more, so that pairs that never occur together have a
        value.

    Returns
    -------
    ndarray of float
        Natural log units, or -1 to 1 if normalised; NaN where no document has one of
        the words.

    Notes
    -----
    Use the mean over the pairs of a topic's words to compare topics. 0 is chance; a
    high value is coherent. *Not* stable for rare words.

    Formula: ``ln((P(both) + smoothing) / (P(first) P(second)))``.

    References
    ----------
    Newman et al. (2010), NAACL, 100-108; Aletras & Stevenson (2013), IWCS, 13-22.

    See Also
    --------
    umass, indirect_coherence, discourse.measures.npmi

    Examples
    --------
    >>> print(confirmation(1, 3, 2, 5).round(6))
    -0.113283
    >>> print(confirmation(1, 3, 2, 5, normalised=False).round(6))
    -0.182322
    """
    with_both, with_first, with_second, document_count = broadcast_named(
        both=check_counts("both", both),
        first=check_counts("first", first),
        second=check_counts("second", second),
        n=check_counts("n", n),
    )
    added_probability = check_amount("smoothing", smoothing, "a number")
    smaller_count = np.minimum(with_first, with_second)
    is_impossible = with_both > smaller_count
    is_impossible |= with_first - with_both > document_count - with_second
    if np.any(is_impossible):
        raise OptionError(
            "these cannot be documents of one corpus: both may not exceed first or "
            "second, nor first + second - both n."
        )
    with np.errstate(all="ignore"):
        joint_probability = quotient(with_both, document_count) + added_probability
        ratio = (
            joint_probability
            * document_count
            / with_first
            * document_count
            / with_second
        )
        value = np.log(ratio)
        if normalised:
            information = -np.log(joint_probability)
            has_information = joint_probability < 1.0
            information = nan_unless(has_information, information)
            value = value / information
            value = np.clip(value, -1.0, 1.0)
    both_occur = both_positive(with_first, with_second)
    value = nan_unless(both_occur, value)
    return scalar_or_array(value)


def indirect_coherence(matrix: ArrayLike) -> float:
    """Return the coherence of a set of words from how similar their contexts are.

    Parameters
    ----------
    matrix : array_like
        Square: :func:`confirmation` of every word with every word of the set, and 1 for
        each word with itself.

    Returns
    -------
    float
        The mean cosine of each row with the sum of all rows, -1 to 1; NaN where a row
        is nothing but 0.

    Notes
    -----
    Use it for C_v, which takes `matrix` from windows of 110 words. A high value says
    that the words occur with the same words. *Not* stable, and close to meaningless on
    five documents.

    Formula: ``mean cos(row, sum of rows)``.

    References
    ----------
    Röder, Both & Hinneburg (2015), WSDM, 399-408.

    See Also
    --------
    confirmation

    Examples
    --------
    >>> round(indirect_coherence([[1, -0.113283], [-0.113283, 1]]), 4)
    0.623
    """
    rows = check_numbers("matrix", matrix)
    if rows.ndim != 2 or rows.shape[0] != rows.shape[1] or rows.size == 0:
        raise OptionError(
            f"a matrix of shape {rows.shape} came; a square one was expected, one row "
            "and one column for each word."
        )
    row_sum = rows.sum(axis=0)
    squared_rows = rows * rows
    row_lengths = np.sqrt(squared_rows.sum(axis=1))
    squared_row_sum = row_sum * row_sum
    sum_length = np.sqrt(squared_row_sum.sum())
    weighted_rows = rows * row_sum
    products = weighted_rows.sum(axis=1)
    lengths = row_lengths * sum_length
    cosines = quotient(products, lengths)
    return float(cosines.mean())
