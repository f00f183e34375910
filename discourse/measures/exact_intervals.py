"""Exact and nearly exact intervals of one rate or one share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from discourse.errors import OptionError
from discourse.measures.argument_checks import broadcast_named, check_counts
from discourse.measures.exact_arithmetic import (
    Floats,
    nan_unless,
    quotient,
    scalars_or_arrays,
)
from discourse.settings import CONFIDENCE_LEVEL
from discourse.validation import tail_share

__all__ = ["beta_quantile", "clopper_pearson", "garwood", "wilson"]

# A quantile whose probability misses the tail by more than this share is computed anew.
_TOLERANCE = 1e-4
# Log odds between which a quantile lies: beyond them the odds are no float.
_LARGEST_LOG_ODDS = 700.0
# Each step halves the bracket; 80 steps exhaust the digits of a float.
_BISECTIONS = 80


def beta_quantile(a: Floats, b: Floats, tail: float) -> tuple[Floats, Floats]:
    """Return a quantile of the beta distribution, and 1 less the quantile.

    `a` and `b` are the shapes of the distribution, and `tail` is the probability below
    the quantile. Neither result is computed by a subtraction.

    The inverse function of scipy can be far off: in scipy 1.17 that of
    Beta(1000, 135511509) at 0.025 is twice the mean. So we compute the probability
    below each quantile. Where it is not `tail` we find the quantile by bisection.
    """
    a, b = np.broadcast_arrays(a, b)
    result_shape = a.shape
    a = np.ravel(a)
    b = np.ravel(b)
    with np.errstate(all="ignore"):
        quantile = special.betaincinv(a, b, tail)
        complement = special.betainccinv(b, a, tail)
        quantile_error = np.abs(special.betainc(a, b, quantile) / tail - 1.0)
        complement_error = np.abs(special.betaincc(b, a, complement) / tail - 1.0)
        is_wrong = np.maximum(quantile_error, complement_error) > _TOLERANCE
        is_undefined = np.isnan(quantile_error + complement_error)
        is_wrong |= is_undefined & ~np.isnan(a + b)
        wrong_index = np.flatnonzero(is_wrong)
        if wrong_index.size:
            quantile[wrong_index], complement[wrong_index] = _bisect_log_odds(
                a[wrong_index], b[wrong_index], tail
            )
    return quantile.reshape(result_shape), complement.reshape(result_shape)


def _bisect_log_odds(a: Floats, b: Floats, tail: float) -> tuple[Floats, Floats]:
    """Return a quantile of Beta(a, b) and 1 less the quantile, by bisection.

    What is bisected are the log odds: neither of their ends is near a limit of floats.
    """
    low = np.full(a.shape, -_LARGEST_LOG_ODDS)
    high = np.full(a.shape, _LARGEST_LOG_ODDS)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2.0
        share = special.expit(middle)
        other_share = special.expit(-middle)
        # Below even odds the share is the smaller number, above them the other share.
        # The smaller one is used, since it has more exact digits.
        from_below = special.betainc(a, b, share)
        from_above = special.betaincc(b, a, other_share)
        probability = np.where(middle < 0, from_below, from_above)
        is_too_low = probability < tail
        low = np.where(is_too_low, middle, low)
        high = np.where(is_too_low, high, middle)
    quantile = special.expit(low)
    complement = special.expit(-low)
    return quantile, complement


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
        Occurrences, 0 or more. For 0 the interval begins at 0; its upper end says how
        often an absent phrase may still be used.
    exposure : array_like
        What the occurrences were counted in: words, or thousands of words. With 1 the
        interval is that of the count itself.
    confidence_level : float
        Least share of such intervals that contain the true rate, between 0 and 1.

    Returns
    -------
    tuple of ndarray
        Occurrences per unit of `exposure`; NaN where the exposure is 0.

    Notes
    -----
    Use it for a rate in one text. It takes occurrences as independent: *not* for the
    rate in several documents when some of them repeat the phrase. For that use
    :func:`document_interval`; :func:`bootstrap_interval` is no substitute, since it is
    empty at 0 where the phrase does not occur.

    Formula: quantiles of the gamma distributions of shape k and k + 1, which are half
    the chi-squared quantiles of 2k and 2k + 2 degrees of freedom.

    Calibration: for words of more than 1,250 per million, in 5 to 500 speeches, such
    "95 %" intervals contained the rate 77 to 80 times in 100.

    References
    ----------
    Garwood (1936), Biometrika 28(3/4), 437-442.

    See Also
    --------
    discourse.measures.document_interval

    Examples
    --------
    >>> low, high = garwood([0, 5])
    >>> print(np.round(low, 4), np.round(high, 4))
    [0.     1.6235] [ 3.6889 11.6683]
    """
    tail = tail_share(confidence_level)
    occurrences, exposure_size = broadcast_named(
        count=check_counts("count", count), exposure=check_counts("exposure", exposure)
    )
    # A quantile takes long, and of many phrases few differ in their counts.
    distinct, place = np.unique(occurrences, return_inverse=True)
    # Where nothing occurs, the lower end is 0 and the shape 1 is only a stand-in. Where
    # the count is unknown (NaN), so are both ends.
    occurs = distinct > 0
    low_shape = np.where(occurs, distinct, 1.0)
    low_quantile = special.gammaincinv(low_shape, tail)
    lowest = np.where(occurs, low_quantile, distinct)
    highest = special.gammainccinv(distinct + 1.0, tail)
    lowest_count = lowest[place].reshape(occurrences.shape)
    highest_count = highest[place].reshape(occurrences.shape)
    low = quotient(lowest_count, exposure_size)
    high = quotient(highest_count, exposure_size)
    has_exposure = exposure_size > 0
    low = nan_unless(has_exposure, low)
    high = nan_unless(has_exposure, high)
    return scalars_or_arrays(low, high)


def _binomial_counts(count: ArrayLike, of: ArrayLike) -> tuple[Floats, Floats]:
    """Return the counts and their totals of one shape; a total of 0 becomes NaN."""
    k, n = broadcast_named(
        count=check_counts("count", count), of=check_counts("of", of)
    )
    if np.any(k > n):
        raise OptionError(
            "a count above its whole came; `of` is how many there are in all."
        )
    return k, nan_unless(n > 0, n)


def wilson(
    count: ArrayLike, of: ArrayLike, *, confidence_level: float = CONFIDENCE_LEVEL
) -> tuple[Floats, Floats]:
    """Return Wilson's interval of a share: ``(low, high)``.

    Parameters
    ----------
    count : array_like
        How many have the property.
    of : array_like
        How many there are in all.
    confidence_level : float
        Share of such intervals that contain the true share, on average.

    Returns
    -------
    tuple of ndarray
        0 to 1; NaN for a total of 0.

    Notes
    -----
    Use it for a share of independent cases. Its level holds on average; for one that
    always holds use :func:`clopper_pearson`. *Not* for shares of the words of a text,
    which are not independent: it is too narrow there.

    Formula: the shares that a score test does not reject, without correction for
    continuity.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    See Also
    --------
    clopper_pearson

    Examples
    --------
    >>> low, high = wilson(10, 100)
    >>> print(np.round(low, 4), np.round(high, 4))
    0.0552 0.1744
    """
    z = -special.ndtri(tail_share(confidence_level))
    k, n = _binomial_counts(count, of)
    others = n - k
    z_squared = z * z
    variance = k * others / n
    half_width = z * np.sqrt(variance + z_squared / 4.0)
    # The lower end comes from the product of both ends, k^2/(n(n + z^2)), and the upper
    # end from that of the complements: nothing cancels near 0 or 1.
    middle = k + z_squared / 2.0
    low_divisor = n * (middle + half_width)
    low = quotient(k * k, low_divisor)
    others_middle = others + z_squared / 2.0
    high_divisor = n * (others_middle + half_width)
    high = 1.0 - quotient(others * others, high_divisor)
    low = np.clip(low, 0.0, 1.0)
    high = np.clip(high, 0.0, 1.0)
    return scalars_or_arrays(low, high)


def clopper_pearson(
    count: ArrayLike, of: ArrayLike, *, confidence_level: float = CONFIDENCE_LEVEL
) -> tuple[Floats, Floats]:
    """Return Clopper and Pearson's exact interval of a share: ``(low, high)``.

    Parameters
    ----------
    count : array_like
        How many have the property.
    of : array_like
        How many there are in all.
    confidence_level : float
        Share of such intervals that contain the true share; at least so many do.

    Returns
    -------
    tuple of ndarray
        0 to 1, with 0 or 1 itself where `count` is none or all; NaN for a total of 0.

    Notes
    -----
    Use it for a share of documents. It is wider than :func:`wilson`, often by more than
    necessary. *Not* for the words of a text as independent cases.

    Formula: quantiles of Beta(k, n - k + 1) and Beta(k + 1, n - k).

    References
    ----------
    Clopper & Pearson (1934), Biometrika 26(4), 404-413.

    See Also
    --------
    wilson, discourse.measures.document_share

    Examples
    --------
    >>> low, high = clopper_pearson([0, 2], 5)
    >>> print(np.round(low, 4), np.round(high, 4))
    [0.     0.0527] [0.5218 0.8534]
    """
    tail = tail_share(confidence_level)
    k, n = _binomial_counts(count, of)
    others = n - k
    has_some = k > 0
    shape = np.where(has_some, k, 1.0)
    low, _ = beta_quantile(shape, others + 1.0, tail)
    low = np.where(has_some, low, 0.0)
    has_others = k < n
    shape = np.where(has_others, others, 1.0)
    _, high = beta_quantile(shape, k + 1.0, tail)
    high = np.where(has_others, high, 1.0)
    is_known = ~np.isnan(k + n)
    low = nan_unless(is_known, low)
    high = nan_unless(is_known, high)
    return scalars_or_arrays(low, high)
