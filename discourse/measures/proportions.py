"""How evenly a word is spread over the parts of a corpus: DP and its kin, which compare two sets of shares.

`v` and `sizes` as in :mod:`discourse.measures.dispersion`: the share of the word in each part against the share of all
words in it.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from discourse.errors import OptionError, one_of
from discourse.measures.arithmetic import Floats, bare, counts, quotient
from discourse.measures.dispersion import shares, unit

__all__ = ["dp", "dp_bounds", "dp_egbert", "dp_norm", "kld"]


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


def dp_egbert(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
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
    word, size = shares(v, sizes)
    room = 1.0 - np.where(word > 0, size, np.inf).min(axis=-1)
    return unit(np.where(room > 0, 1.0 - quotient(dp(v, sizes), room), np.nan))


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
    total = counts("sizes", sizes)
    if total.ndim != 1 or not total.sum() > 0:
        raise OptionError("sizes came without words or with several axes; one size a part was expected.")
    size = total / total.sum()
    f = counts("f", f)
    ideal = f[..., None] * size
    # A share that is whole but for rounding must not be rounded down.
    floor = np.floor(ideal + 1e-9)
    left = np.rint(f - floor.sum(axis=-1))
    rank = np.argsort(np.argsort(-(ideal - floor), axis=-1, kind="stable"), axis=-1, kind="stable")
    best = floor + (rank < left[..., None])
    low = np.where(f > 0, 0.5 * np.abs(quotient(best, f[..., None]) - size).sum(axis=-1), np.nan)
    high = np.where(f > 0, 1.0 - size[size > 0].min(), np.nan)
    return unit(low), unit(high)


def kld(
    v: ArrayLike, sizes: ArrayLike | None = None, *, scale: Literal["bits", "exp", "two", "ratio"] = "bits"
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
    word, size = shares(v, sizes)
    bits = np.maximum(special.rel_entr(word, size).sum(axis=-1) / np.log(2.0), 0.0)
    if kind == "exp":
        return bare(-np.expm1(-bits))
    if kind == "two":
        return bare(-np.expm1(-bits * np.log(2.0)))
    return bare(bits / (1.0 + bits) if kind == "ratio" else bits)
