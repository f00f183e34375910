"""How evenly a word is spread over the parts of a corpus: DP and its kin, which compare two sets of shares.

`v` and `sizes` as in :mod:`discourse.measures.dispersion`: the share of the word in each part against the share of all
words in it. For very many words in very many parts `v` may be a sparse array of scipy (words, parts): :func:`dp_egbert`
and :func:`kld` then look at the parts that have the word and at no others.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special
from scipy.sparse import csr_array, issparse

from discourse.errors import OptionError, one_of
from discourse.measures.arithmetic import Floats, bare, counts, quotient
from discourse.measures.dispersion import shares, unit

__all__ = ["dp", "dp_bounds", "dp_egbert", "dp_norm", "kld", "most_even"]


def dp(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return Gries's DP, the deviation of proportions: the share of occurrences out of place. Small is even.

    Parameters
    ----------
    v : array_like
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        0 (even) to 1 less the size share of the smallest part; NaN for a word that never occurs.

    Notes
    -----
    ``1/2 sum |t_i - s_i|``. A rare word cannot be even: *not* without :func:`dp_bounds` where f is not much above k.

    References
    ----------
    Gries (2008), International Journal of Corpus Linguistics 13(4), 403-437.

    Examples
    --------
    >>> print(np.round(dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.18
    """
    word, size = shares(v, sizes)
    return unit(0.5 * np.abs(word - size).sum(axis=-1))


def dp_norm(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return DPnorm: DP as a share of its largest value. Small is even.

    Parameters
    ----------
    v, sizes
        As for :func:`dp`.

    Returns
    -------
    ndarray of float
        0 (even) to 1 (all in the smallest part); NaN with one part, or for a word that never occurs.

    Notes
    -----
    ``DP / (1 - min s)``. *Not* to be mixed with :func:`dp_egbert`, which runs the other way.

    References
    ----------
    Lijffijt & Gries (2012), International Journal of Corpus Linguistics 17(1), 147-149.

    Examples
    --------
    >>> print(np.round(dp_norm([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.219512
    """
    _, size = shares(v, sizes)
    room = 1.0 - np.where(size > 0, size, np.inf).min(axis=-1)
    return unit(np.where(room > 0, quotient(dp(v, sizes), room), np.nan))


def dp_egbert(v: ArrayLike | csr_array, sizes: ArrayLike | None = None) -> Floats:
    """Return D_P: DP turned round, 1 is even, measured against the smallest part *that has the word*.

    Parameters
    ----------
    v, sizes
        As for :func:`dp`.

    Returns
    -------
    ndarray of float
        0 to 1 (even); NaN with one part, or for a word that never occurs.

    Notes
    -----
    ``1 - DP / (1 - min{s_i : v_i > 0})``. Some programs print 1 - DP under this name. *Not* a scale of its own for
    a word in one part only: that part sets its own yardstick, and the value is 0 whichever part it is.

    References
    ----------
    Egbert, Burch & Biber (2020), International Journal of Corpus Linguistics 25(1), 89-115.

    Examples
    --------
    >>> print(np.round(dp_egbert([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.780488
    """
    if issparse(v):
        row, word, size, words = _entries(v, sizes)
        # The parts without the word deviate by their whole share, and all shares together are 1.
        apart = 0.5 * (1.0 + np.bincount(row, np.abs(word - size) - size, minlength=words))
        smallest = np.ones(words)
        np.minimum.at(smallest, row, size)
        apart[np.bincount(row, minlength=words) == 0] = np.nan
    else:
        word, size = shares(v, sizes)
        apart, smallest = dp(v, sizes), np.where(word > 0, size, np.inf).min(axis=-1)
    room = 1.0 - smallest
    return unit(np.where(room > 0, 1.0 - quotient(apart, room), np.nan))


def _entries(v: csr_array, sizes: ArrayLike | None) -> tuple[NDArray[np.intp], Floats, Floats, int]:
    """Return, for each pair of word and part that has it, the word's number and the two shares; and how many words."""
    total = np.ones(v.shape[1]) if sizes is None else counts("sizes", sizes)
    if total.shape != v.shape[1:]:
        raise OptionError(f"v has {v.shape[1]} parts and sizes has shape {total.shape}; one size a part is needed.")
    table = csr_array(v)
    seen, part = counts("v", table.data), table.indices
    row = np.repeat(np.arange(v.shape[0]), np.diff(table.indptr))
    row, part, seen = row[seen > 0], part[seen > 0], seen[seen > 0]
    if np.any(total[part] == 0):
        raise OptionError("a part of size 0 holds the word; give the words of each part, in the order of v.")
    f = np.bincount(row, seen, minlength=v.shape[0])
    return row, seen / f[row], total[part] / total.sum(), v.shape[0]


def dp_bounds(f: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    """Return the least and the greatest DP that a word of count `f` can have in parts of these sizes.

    Parameters
    ----------
    f : array_like
        Count of the word, whole and above 0.
    sizes : array_like
        Words of the parts, one axis.

    Returns
    -------
    tuple of ndarray
        ``(low, high)`` of the shape of `f`; NaN where `f` is 0. *Not* an interval: no chance is in it.

    Notes
    -----
    Least: shares of `f` rounded down, the rest to the largest remainders. Greatest: all in the smallest part. A part
    is taken to have room for the word. Gries (2022) rescales a value between such bounds.

    References
    ----------
    Gries (2022), Journal of Second Language Studies 5(2), 171-205.

    Examples
    --------
    >>> low, high = dp_bounds([1, 2, 5], [10, 10, 10, 10, 10])
    >>> print(np.round(low, 2), np.round(high, 2))
    [0.8 0.6 0. ] [0.8 0.8 0.8]
    """
    best, size = most_even(f, sizes)
    f = counts("f", f)
    low = np.where(f > 0, 0.5 * np.abs(quotient(best, f[..., None]) - size).sum(axis=-1), np.nan)
    high = np.where(f > 0, 1.0 - size[size > 0].min(), np.nan)
    return unit(low), unit(high)


def most_even(f: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    """Return the most even arrangement of `f` occurrences in parts of these sizes, and the shares of the sizes.

    Shares of `f` are rounded down, and the rest goes to the largest remainders; of equal remainders the larger part's
    comes first, so that the order of the parts does not matter. No arrangement has a lower DP.

    >>> print(most_even(7, [10, 10, 20])[0])
    [2. 2. 3.]
    """
    total = counts("sizes", sizes)
    if total.ndim != 1 or not total.sum() > 0:
        raise OptionError("sizes came without words or with several axes; one size a part was expected.")
    size = total / total.sum()
    f = counts("f", f)
    ideal = f[..., None] * size
    # A share that is whole but for rounding must not be rounded down.
    floor = np.floor(ideal + 1e-9)
    left = np.rint(f - floor.sum(axis=-1))
    order = np.lexsort((np.broadcast_to(-size, ideal.shape), floor - ideal), axis=-1)
    rank = np.argsort(order, axis=-1, kind="stable")
    return floor + (rank < left[..., None]), size


def kld(
    v: ArrayLike | csr_array, sizes: ArrayLike | None = None, *, scale: Literal["bits", "exp", "two", "ratio"] = "bits"
) -> Floats:
    """Return the Kullback-Leibler divergence of the word's shares from the size shares. Small is even.

    Parameters
    ----------
    v : array_like
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.
    scale : {"bits", "exp", "two", "ratio"}
        "bits" is the divergence K; "exp" is ``1 - e^-K`` (Gries 2021), "two" ``1 - 2^-K``, "ratio" ``K/(1 + K)``
        (Gries 2024). The three normalisations give different numbers: name the one used.

    Returns
    -------
    ndarray of float
        Bits, 0 and up, or 0 to 1 when scaled; NaN for a word that never occurs.

    Notes
    -----
    ``sum t_i log2(t_i / s_i)``. *Not* comparable between words of very different counts: rare words score high.

    References
    ----------
    Gries (2020), in Paquot & Gries (eds.), A Practical Handbook of Corpus Linguistics, 99-118; Gries (2024),
    Frequency, Dispersion, Association, and Keyness.

    Examples
    --------
    >>> print(np.round(kld([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.136972
    """
    kind = one_of("scale", scale, ("bits", "exp", "two", "ratio"))
    if issparse(v):
        row, word, size, words = _entries(v, sizes)
        nats = np.bincount(row, special.rel_entr(word, size), minlength=words)
        nats[np.bincount(row, minlength=words) == 0] = np.nan
    else:
        word, size = shares(v, sizes)
        nats = special.rel_entr(word, size).sum(axis=-1)
    bits = np.maximum(nats / np.log(2.0), 0.0)
    if kind == "exp":
        return bare(-np.expm1(-bits))
    if kind == "two":
        return bare(-np.expm1(-bits * np.log(2.0)))
    return bare(bits / (1.0 + bits) if kind == "ratio" else bits)
