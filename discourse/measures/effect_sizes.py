"""How large a difference between two groups is: the sizes of effects.

`a` of `c` words in the target, `b` of `d` in the reference; arrays broadcast. A group without words gives NaN.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from discourse.measures.argument_checks import check_amount, two_group_counts
from discourse.measures.exact_arithmetic import (
    Floats,
    determinant,
    log2_quotient,
    quotient,
    scalar_or_array,
)
from discourse.measures.exact_intervals import beta_quantile
from discourse.settings import CONFIDENCE_LEVEL
from discourse.validation import check_option, tail_share

__all__ = [
    "conservative_log_ratio",
    "difference_coefficient",
    "log_ratio",
    "log_ratio_interval",
    "odds_ratio",
    "percent_difference",
    "relative_risk",
    "simple_maths",
]


def log_ratio(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    zeros: Literal["half", "half_always", "infinite"] = "half",
) -> Floats:
    """Return the log ratio: how many doublings the target's rate is above the reference's.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.
    zeros : {"half", "half_always", "infinite"}
        "half" puts 0.5 in the place of a count that is 0, and of no other (Hardie). "half_always" adds 0.5 to both
        counts and to both totals, everywhere (Walter 1975). "infinite" lets the ratio be infinite.

    Returns
    -------
    ndarray of float
        In doublings (bits): 1 is twice as frequent, -1 half; NaN where the word is in neither group.

    Notes
    -----
    ``log2((a/c) / (b/d))``; with "half_always" ``log2(((a + .5)/(c + .5)) / ((b + .5)/(d + .5)))``. *Not* on its own: a word seen once against never has a large ratio and no evidence;
    rank by :func:`conservative_log_ratio`, or filter by evidence first.

    References
    ----------
    Hardie (2014), "Log Ratio: an informal introduction", ESRC Centre for Corpus Approaches to Social Science; Walter
    (1975), Biometrika 62(2), 371-374.

    Examples
    --------
    >>> print(log_ratio([10, 20, 0], 10, 1000, 1000))
    [ 0.          1.         -4.32192809]
    """
    rule = check_option("zeros", zeros, ("half", "half_always", "infinite"))
    a, b, c, d = two_group_counts(a, b, c, d)
    if rule == "half":
        x, y = np.where(a == 0, 0.5, a), np.where(b == 0, 0.5, b)
    else:
        more = 0.5 if rule == "half_always" else 0.0
        x, y = a + more, b + more
    known = (a + b > 0) & (c > 0) & (d > 0)
    c, d = (c + 0.5, d + 0.5) if rule == "half_always" else (c, d)
    return scalar_or_array(np.where(known, log2_quotient(x, d, y, c), np.nan))


def log_ratio_interval(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    confidence_level: float = CONFIDENCE_LEVEL,
    tests: int = 1,
    method: Literal["exact", "normal"] = "exact",
) -> tuple[Floats, Floats]:
    """Return an interval of the log ratio, ``(low, high)``, that holds for `tests` words at once.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.
    confidence_level : float
        Share of such intervals that hold the truth, between 0 and 1.
    tests : int
        How many words are looked at; the level is divided among them (Bonferroni).
    method : {"exact", "normal"}
        "exact" conditions on ``a + b`` and is Clopper and Pearson's; "normal" approximates on the log scale.

    Returns
    -------
    tuple of ndarray
        In doublings. Infinite below where `a` is 0, above where `b` is 0; NaN where a group has no words.

    Notes
    -----
    Exact: ``log2(d/c * q/(1-q))`` with q the Beta quantiles of a among a + b. Normal: ``log2 RR -+ z se``, ``se^2 =
    1/a - 1/c + 1/b - 1/d``. Both take words as independent, so they are too narrow where texts repeat themselves: *not*
    for counts from several documents as they are. Divide `a` and `c`, and `b` and `d`, by how many occurrences are
    worth one (the design effect of :mod:`discourse.measures.design_effects`), as :func:`document_interval` does for a rate.

    References
    ----------
    Evert (2022), "Measuring keyness", DH 2022. Clopper & Pearson (1934), Biometrika 26(4), 404-413.

    Examples
    --------
    >>> low, high = log_ratio_interval(20, 5, 1000, 1000)
    >>> print(np.round(low, 3), np.round(high, 3))
    0.543 3.77
    """
    kind = check_option("method", method, ("exact", "normal"))
    tail = tail_share(confidence_level) / check_amount(
        "tests", tests, "the number of words looked at", least=1.0
    )
    a, b, c, d = two_group_counts(a, b, c, d)
    with np.errstate(all="ignore"):
        if kind == "exact":
            shift = np.log2(d) - np.log2(c)
            low = np.where(a > 0, shift + _log2_odds(a, b + 1.0, tail), -np.inf)
            high = np.where(b > 0, shift - _log2_odds(b, a + 1.0, tail), np.inf)
        else:
            centre = np.log(a / c) - np.log(b / d)
            spread = -special.ndtri(tail) * np.sqrt(
                1.0 / a - 1.0 / c + 1.0 / b - 1.0 / d
            )
            low = np.where((a > 0) & (b > 0), (centre - spread) / np.log(2.0), -np.inf)
            high = np.where((a > 0) & (b > 0), (centre + spread) / np.log(2.0), np.inf)
    known = (c > 0) & (d > 0)
    return scalar_or_array(np.where(known, low, np.nan)), scalar_or_array(
        np.where(known, high, np.nan)
    )


def _log2_odds(successes: Floats, others: Floats, tail: float) -> Floats:
    """Return log2 of q/(1-q), q the `tail` quantile of Beta(successes, others), with neither q nor 1-q cancelled."""
    low, rest = beta_quantile(np.where(successes > 0, successes, np.nan), others, tail)
    return np.asarray(np.log2(low / rest), dtype=np.float64)


def conservative_log_ratio(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    confidence_level: float = CONFIDENCE_LEVEL,
    tests: int = 1,
    method: Literal["exact", "normal"] = "exact",
) -> Floats:
    """Return the log ratio that the evidence supports at least (LRC): the end of its interval nearer to 0.

    Parameters
    ----------
    a, b, c, d, confidence_level, tests, method
        As for :func:`log_ratio_interval`.

    Returns
    -------
    ndarray of float
        In doublings; 0 where the interval spans 0, so also for words seen in neither group; NaN where a group has
        no words.

    Notes
    -----
    ``max(low, 0)`` or ``min(high, 0)``. The one effect size with its uncertainty built in, and a good order for a key
    word list. It is smaller than the best estimate by design: *not* to be reported as "x times as frequent".

    References
    ----------
    Evert (2022), "Measuring keyness", DH 2022.

    Examples
    --------
    >>> print(np.round(conservative_log_ratio([20, 2, 5], [5, 2, 20], 1000, 1000), 3))
    [ 0.543  0.    -0.543]
    """
    low, high = log_ratio_interval(
        a, b, c, d, confidence_level=confidence_level, tests=tests, method=method
    )
    nearer = np.where(low > 0, low, np.where(high < 0, high, 0.0))
    return scalar_or_array(np.where(np.isnan(low) | np.isnan(high), np.nan, nearer))


def percent_difference(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike
) -> Floats:
    """Return %DIFF: by how many per cent the target's rate is above the reference's.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.

    Returns
    -------
    ndarray of float
        Per cent, -100 and up; infinite where only `b` is 0, NaN where both are.

    Notes
    -----
    ``100 (a/c - b/d) / (b/d)``. *Not* for averages or charts: unbounded above, bounded below.

    References
    ----------
    Gabrielatos & Marchi (2011), "Keyness: matching metrics to definitions", Portsmouth.

    Examples
    --------
    >>> print(np.round(percent_difference(206523, 178174, 959641, 1562358), 1))
    88.7
    """
    a, b, c, d = two_group_counts(a, b, c, d)
    return scalar_or_array(quotient(100.0 * determinant(a, b, c, d), b * c))


def relative_risk(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Return the ratio of the two rates.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.

    Returns
    -------
    ndarray of float
        1 where the rates agree; infinite where only `b` is 0, NaN where both are.

    Notes
    -----
    ``(a/c) / (b/d)``. *Not* for charts, where it is lopsided: use :func:`log_ratio`.

    References
    ----------
    Kilgarriff (2009), "Simple maths for keywords", Corpus Linguistics 2009, which starts from this ratio.

    Examples
    --------
    >>> print(relative_risk(20, 10, 1000, 1000))
    2.0
    """
    a, b, c, d = two_group_counts(a, b, c, d)
    return scalar_or_array(quotient(a * d, b * c))


def odds_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Return the ratio of the two odds (not their logarithm, which some programs store in its place).

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.

    Returns
    -------
    ndarray of float
        1 where the odds agree; infinite where a cell below is 0, NaN where cells above and below are.

    Notes
    -----
    ``a (d - b) / (b (c - a))``. For words it hardly differs from :func:`relative_risk`; *not* with zero cells.

    References
    ----------
    Pojanapunya & Watson Todd (2018), Corpus Linguistics and Linguistic Theory 14(1), 133-167.

    Examples
    --------
    >>> print(np.round(odds_ratio(16217, 735, 2796938, 2087946), 1))
    16.6
    """
    a, b, c, d = two_group_counts(a, b, c, d)
    return scalar_or_array(quotient(a * (d - b), b * (c - a)))


def simple_maths(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    k: float = 1.0,
    per: float = 1_000_000.0,
) -> Floats:
    """Return Kilgarriff's "simple maths": the ratio of rates after `k` is added to each.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.
    k : float
        Added to each rate. It sets the focus, and is no smoothing: small for rare words, 100 or more for common.
    per : float
        Words a rate refers to. Another `per` makes `k` mean another thing.

    Returns
    -------
    ndarray of float
        1 where the rates agree.

    Notes
    -----
    ``(per a/c + k) / (per b/d + k)``. *Not* comparable between values of `k`; on a few thousand words one
    occurrence is hundreds per million, so k = 1 does nothing there.

    References
    ----------
    Kilgarriff (2009), "Simple maths for keywords", Corpus Linguistics 2009.

    Examples
    --------
    >>> print(np.round(simple_maths(35, 263, 112289776, 1559716979), 4))
    1.1224
    """
    more, size = (
        check_amount("k", k, "a rate"),
        check_amount("per", per, "the words a rate refers to,", above=True),
    )
    a, b, c, d = two_group_counts(a, b, c, d)
    return scalar_or_array(
        quotient(size * quotient(a, c) + more, size * quotient(b, d) + more)
    )


def difference_coefficient(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike
) -> Floats:
    """Return the difference of the rates as a share of their sum: -1 (reference only) to 1 (target only).

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.

    Returns
    -------
    ndarray of float
        -1 to 1; NaN where the word is in neither group.

    Notes
    -----
    ``(p - q) / (p + q)``. Any word of one group alone is at the end of the scale: *not* a ranking of rare words.

    References
    ----------
    Hofland & Johansson (1982), Word Frequencies in British and American English, 14.

    Examples
    --------
    >>> print(np.round(difference_coefficient(18, 35, 1e6, 1e6), 2))
    -0.32
    """
    a, b, c, d = two_group_counts(a, b, c, d)
    value = quotient(determinant(a, b, c, d), a * d + b * c)
    return scalar_or_array(np.where((c > 0) & (d > 0), value, np.nan))
