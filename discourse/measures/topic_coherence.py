"""Whether the words of a topic belong together, from the documents (or windows) that have them.

`both` documents have both words, `first` and `second` have each, `n` are all. With a handful of documents use
paragraphs or sentences, or every value is one of a few.
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
from discourse.measures.exact_arithmetic import Floats, quotient, scalar_or_array

__all__ = ["confirmation", "indirect_coherence", "umass"]


def umass(both: ArrayLike, second: ArrayLike, *, smoothing: float = 1.0) -> Floats:
    """Return UMass coherence of a pair: the log chance of the first word where the second is.

    Parameters
    ----------
    both, second : array_like
        Documents with both words, and with the second (the commoner of the two).
    smoothing : float
        Added to `both`, 0 or more; 1 in the source, near 0 in some programs.

    Returns
    -------
    ndarray of float
        Natural log units; near 0 is coherent. NaN where the second word is nowhere.

    Notes
    -----
    ``ln((both + smoothing) / second)``. Made for the corpus the topics come from. *Not* comparable between values of
    `smoothing`.

    References
    ----------
    Mimno et al. (2011), EMNLP, 262-272.

    Examples
    --------
    >>> print(umass(1, 2, smoothing=0).round(6))
    -0.693147
    """
    more = check_amount("smoothing", smoothing, "a number")
    joint, base = broadcast_named(
        both=check_counts("both", both), second=check_counts("second", second)
    )
    if np.any(joint > base):
        raise OptionError(
            "more documents have both words than have the second; `second` counts all that have it."
        )
    with np.errstate(all="ignore"):
        return scalar_or_array(
            np.where(base > 0, np.log(quotient(joint + more, base)), np.nan)
        )


def confirmation(
    both: ArrayLike,
    first: ArrayLike,
    second: ArrayLike,
    n: ArrayLike,
    *,
    normalised: bool = True,
    smoothing: float = 1e-12,
) -> Floats:
    """Return UCI coherence of a pair (mutual information), or its normalised form, NPMI.

    Parameters
    ----------
    both, first, second, n : array_like
        Documents or windows with both words, with each, and all.
    normalised : bool
        Divide by ``-ln P(both)``.
    smoothing : float
        Added to P(both), 0 or more, so that pairs never met have a value.

    Returns
    -------
    ndarray of float
        Natural log units, or -1 to 1; NaN where a word is nowhere.

    Notes
    -----
    ``ln((P(both) + smoothing) / (P(first) P(second)))``. *Not* stable for rare words.

    References
    ----------
    Newman et al. (2010), NAACL, 100-108; Aletras & Stevenson (2013), IWCS, 13-22.

    Examples
    --------
    >>> print(confirmation(1, 3, 2, 5).round(6), confirmation(1, 3, 2, 5, normalised=False).round(6))
    -0.113283 -0.182322
    """
    named = zip(("both", "first", "second", "n"), (both, first, second, n), strict=True)
    joint, x, y, total = broadcast_named(
        **{name: check_counts(name, values) for name, values in named}
    )
    more = check_amount("smoothing", smoothing, "a number")
    if np.any(joint > np.minimum(x, y)) or np.any(x - joint > total - y):
        raise OptionError(
            "these cannot be documents of one corpus: both may not exceed first or second, nor first + second - both n."
        )
    with np.errstate(all="ignore"):
        chance = quotient(joint, total) + more
        value = np.log(chance * total / x * total / y)
        if normalised:
            value = np.clip(
                value / np.where(chance < 1.0, -np.log(chance), np.nan), -1.0, 1.0
            )
    return scalar_or_array(np.where((x > 0) & (y > 0), value, np.nan))


def indirect_coherence(matrix: ArrayLike) -> float:
    """Return the coherence of a set of words from how alike their company is (as in C_v).

    Parameters
    ----------
    matrix : array_like
        Square: :func:`confirmation` of every word with every word of the set, itself included (1).

    Returns
    -------
    float
        The mean cosine of each row with the sum of all rows, -1 to 1; NaN where a row is nothing but 0.

    Notes
    -----
    ``mean cos(row, sum of rows)``. C_v takes `matrix` from windows of 110 words. *Not* stable, and close to meaningless
    on five documents.

    References
    ----------
    Röder, Both & Hinneburg (2015), WSDM, 399-408.

    Examples
    --------
    >>> round(indirect_coherence([[1, -0.113283], [-0.113283, 1]]), 4)
    0.623
    """
    rows = check_numbers("matrix", matrix)
    if rows.ndim != 2 or rows.shape[0] != rows.shape[1] or rows.size == 0:
        raise OptionError(
            f"a matrix of shape {rows.shape} came; a square one was expected, a row and a column a word."
        )
    whole = rows.sum(axis=0)
    lengths = np.sqrt((rows * rows).sum(axis=1)) * np.sqrt((whole * whole).sum())
    return float(quotient((rows * whole).sum(axis=1), lengths).mean())
