"""Exact and near-exact intervals of one rate or one share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from discourse.errors import OptionError
from discourse.measures.argument_checks import broadcast_named, check_counts
from discourse.measures.exact_arithmetic import Floats, quotient, scalar_or_array
from discourse.settings import CONFIDENCE_LEVEL
from discourse.validation import tail_share

__all__ = ["beta_quantile", "clopper_pearson", "garwood", "wilson"]


def beta_quantile(a: Floats, b: Floats, tail: float) -> tuple[Floats, Floats]:
    """Return the quantile at `tail` of Beta(a, b), and 1 less it, neither of them by subtraction.

    scipy's inverse can be far off (in 1.17 that of Beta(1000, 135511509) at 0.025 is twice the mean), so each value is
    put back into the distribution, and looked for by halving where that does not give `tail`.
    """
    shapes = np.broadcast_arrays(a, b)
    a, b = (np.ravel(shape) for shape in shapes)
    with np.errstate(all="ignore"):
        low, rest = special.betaincinv(a, b, tail), special.betainccinv(b, a, tail)
        misses = [
            np.abs(back / tail - 1.0)
            for back in (special.betainc(a, b, low), special.betaincc(b, a, rest))
        ]
        off = np.flatnonzero(
            (np.maximum(*misses) > 1e-4)
            | (np.isnan(misses[0] + misses[1]) & ~np.isnan(a + b))
        )
        if off.size:
            low[off], rest[off] = _halved(a[off], b[off], tail)
    return low.reshape(shapes[0].shape), rest.reshape(shapes[0].shape)


def _halved(a: Floats, b: Floats, tail: float) -> tuple[Floats, Floats]:
    """The same by halving the logarithm of the odds, in which neither end is near a bound of floats."""
    under, above = np.full(a.shape, -700.0), np.full(a.shape, 700.0)
    for _ in range(80):
        middle = (under + above) / 2.0
        chance = np.where(
            middle < 0,
            special.betainc(a, b, special.expit(middle)),
            special.betaincc(b, a, special.expit(-middle)),
        )
        under, above = (
            np.where(chance < tail, middle, under),
            np.where(chance < tail, above, middle),
        )
    return special.expit(under), special.expit(-under)


def garwood(
    count: ArrayLike,
    exposure: ArrayLike = 1.0,
    *,
    confidence_level: float = CONFIDENCE_LEVEL,
) -> tuple[Floats, Floats]:
    """Return Garwood's exact Poisson interval of a rate: ``(low, high)``.

    Parameters
    ----------
    count : array_like
        Occurrences, 0 or more. For 0 the interval is from 0 to a bound: how often an absent phrase may yet be used.
    exposure : array_like
        What they were counted in: words, or thousands of words. With 1 the interval is of the count itself.
    confidence_level : float
        Share of such intervals that hold the true rate, between 0 and 1; at least so many do.

    Returns
    -------
    tuple of ndarray
        Occurrences per unit of `exposure`; NaN where the exposure is 0.

    Notes
    -----
    Quantiles of the gamma distributions of shape k and k + 1, equally half the chi-squared quantiles of 2k and 2k + 2
    degrees of freedom. It takes occurrences as independent: *not* for the rate of several documents, of which some
    repeat the phrase. Of words of more than 1,250 per million, in 5 to 500 speeches, such "95 %" intervals held the rate
    77 to 80 times in 100. There :func:`document_interval` is for; :func:`bootstrap_interval` is not, since it is empty
    at 0 where the phrase was not met.

    References
    ----------
    Garwood (1936), Biometrika 28(3/4), 437-442.

    Examples
    --------
    >>> low, high = garwood([0, 5])
    >>> print(np.round(low, 4), np.round(high, 4))
    [0.     1.6235] [ 3.6889 11.6683]
    """
    tail = tail_share(confidence_level)
    k, size = broadcast_named(
        count=check_counts("count", count), exposure=check_counts("exposure", exposure)
    )
    low = np.where(k > 0, special.gammaincinv(np.where(k > 0, k, 1.0), tail), k)
    high = special.gammainccinv(k + 1.0, tail)
    known = size > 0
    return scalar_or_array(
        np.where(known, quotient(low, size), np.nan)
    ), scalar_or_array(np.where(known, quotient(high, size), np.nan))


def _share(count: ArrayLike, of: ArrayLike) -> tuple[Floats, Floats]:
    k, n = broadcast_named(
        count=check_counts("count", count), of=check_counts("of", of)
    )
    if np.any(k > n):
        raise OptionError(
            "a count above its whole came; `of` is how many there are in all."
        )
    return k, np.where(n > 0, n, np.nan)


def wilson(
    count: ArrayLike, of: ArrayLike, *, confidence_level: float = CONFIDENCE_LEVEL
) -> tuple[Floats, Floats]:
    """Return Wilson's interval of a share: ``(low, high)``.

    Parameters
    ----------
    count : array_like
        How many have the property.
    of : array_like
        Out of how many.
    confidence_level : float
        Share of such intervals that hold the true share, on average.

    Returns
    -------
    tuple of ndarray
        0 to 1; NaN out of none.

    Notes
    -----
    The shares that a score test does not reject; without correction for continuity. *Not* for shares of the words
    of a text, which are not independent draws: it is too narrow there.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> low, high = wilson(10, 100)
    >>> print(np.round(low, 4), np.round(high, 4))
    0.0552 0.1744
    """
    z = -special.ndtri(tail_share(confidence_level))
    k, n = _share(count, of)
    square = z * z
    middle = k + square / 2.0
    reach = z * np.sqrt(k * (n - k) / n + square / 4.0)
    # Each end from the form that adds, the other by their product k^2/(n(n + z^2)): nothing cancels near 0 or 1.
    low = quotient(k * k, n * (middle + reach))
    high = 1.0 - quotient((n - k) * (n - k), n * (n - k + square / 2.0 + reach))
    return scalar_or_array(np.clip(low, 0.0, 1.0)), scalar_or_array(
        np.clip(high, 0.0, 1.0)
    )


def clopper_pearson(
    count: ArrayLike, of: ArrayLike, *, confidence_level: float = CONFIDENCE_LEVEL
) -> tuple[Floats, Floats]:
    """Return Clopper and Pearson's exact interval of a share: ``(low, high)``.

    Parameters
    ----------
    count : array_like
        How many have the property.
    of : array_like
        Out of how many.
    confidence_level : float
        Share of such intervals that hold the true share; at least so many do.

    Returns
    -------
    tuple of ndarray
        0 to 1, 0 and 1 included where `count` is none or all; NaN out of none.

    Notes
    -----
    Quantiles of Beta(k, n - k + 1) and Beta(k + 1, n - k). Wider than :func:`wilson`, often by more than is needed.
    *Not* for the words of a text as independent draws; for documents it is at home.

    References
    ----------
    Clopper & Pearson (1934), Biometrika 26(4), 404-413.

    Examples
    --------
    >>> low, high = clopper_pearson([0, 2], 5)
    >>> print(np.round(low, 4), np.round(high, 4))
    [0.     0.0527] [0.5218 0.8534]
    """
    tail = tail_share(confidence_level)
    k, n = _share(count, of)
    low = np.where(
        k > 0, beta_quantile(np.where(k > 0, k, 1.0), n - k + 1.0, tail)[0], 0.0
    )
    high = np.where(
        k < n, beta_quantile(np.where(k < n, n - k, 1.0), k + 1.0, tail)[1], 1.0
    )
    unknown = np.isnan(k + n)
    return scalar_or_array(np.where(unknown, np.nan, low)), scalar_or_array(
        np.where(unknown, np.nan, high)
    )
