"""Effect sizes: how large a difference between two groups is.

`a` of `c` words in the target, `b` of `d` words in the reference; arrays broadcast. A
group without words gives NaN.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from discourse.measures.argument_checks import check_amount, two_group_counts
from discourse.measures.exact_arithmetic import (
    LOG_2,
    Floats,
    as_floats,
    both_positive,
    determinant,
    log2_quotient,
    nan_unless,
    quotient,
    scalar_or_array,
    scalars_or_arrays,
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
    """Return the log ratio: log2 of the target's rate divided by the reference's.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.
    zeros : {"half", "half_always", "infinite"}
        "half" puts 0.5 in the place of a count that is 0, and of no other (Hardie).
        "half_always" adds 0.5 to both counts and to both totals, everywhere (Walter
        1975). "infinite" lets the ratio be infinite.

    Returns
    -------
    ndarray of float
        In doublings (bits): 1 is twice as frequent, -1 half; NaN where the word is in
        neither group.

    Notes
    -----
    Use it to say how many times as frequent a word is. *Not* on its own: a word that
    occurs once in one group and never in the other has a large ratio and no evidence.
    Order words by :func:`conservative_log_ratio`, or filter them by evidence first.

    Formula: ``log2((a/c) / (b/d))``; with "half_always"
    ``log2(((a + .5)/(c + .5)) / ((b + .5)/(d + .5)))``.

    References
    ----------
    Hardie (2014), "Log Ratio: an informal introduction", ESRC Centre for Corpus
    Approaches to Social Science; Walter (1975), Biometrika 62(2), 371-374.

    See Also
    --------
    log_ratio_interval, conservative_log_ratio

    Examples
    --------
    >>> print(log_ratio([10, 20, 0], 10, 1000, 1000))
    [ 0.          1.         -4.32192809]
    """
    rule = check_option("zeros", zeros, ("half", "half_always", "infinite"))
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    occurs = target_count + reference_count > 0
    is_known = occurs & both_positive(target_words, reference_words)
    if rule == "half":
        target_count = np.where(target_count == 0, 0.5, target_count)
        reference_count = np.where(reference_count == 0, 0.5, reference_count)
    elif rule == "half_always":
        target_count = target_count + 0.5
        reference_count = reference_count + 0.5
        target_words = target_words + 0.5
        reference_words = reference_words + 0.5
    value = log2_quotient(target_count, reference_words, reference_count, target_words)
    value = nan_unless(is_known, value)
    return scalar_or_array(value)


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
    """Return an interval of the log ratio, ``(low, high)``, for `tests` words at once.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.
    confidence_level : float
        Share of such intervals that contain the true value, between 0 and 1.
    tests : int
        Number of words that are looked at; the error is divided among them
        (Bonferroni).
    method : {"exact", "normal"}
        "exact" conditions on ``a + b`` and is Clopper and Pearson's; "normal"
        approximates on the log scale.

    Returns
    -------
    tuple of ndarray
        In doublings. Infinite below where `a` is 0, above where `b` is 0; NaN where a
        group has no words.

    Notes
    -----
    Use it for two texts. Both methods take words as independent, so they are too narrow
    where texts repeat themselves: *not* for counts from several documents as they are.
    Divide `a` and `c`, and `b` and `d`, by how many occurrences are worth one (the
    design effect of :mod:`discourse.measures.design_effects`), as
    :func:`document_interval` does for a rate.

    Formula: exact, ``log2(d/c * q/(1-q))`` with the Beta quantiles q of a among a + b.
    Normal, ``log2 RR -+ z se`` with ``se^2 = 1/a - 1/c + 1/b - 1/d``.

    References
    ----------
    Evert (2022), "Measuring keyness", DH 2022. Clopper & Pearson (1934), Biometrika
    26(4), 404-413.

    See Also
    --------
    log_ratio, conservative_log_ratio

    Examples
    --------
    >>> low, high = log_ratio_interval(20, 5, 1000, 1000)
    >>> print(np.round(low, 3), np.round(high, 3))
    0.543 3.77
    """
    chosen_method = check_option("method", method, ("exact", "normal"))
    test_count = check_amount(
        "tests", tests, "the number of words looked at", minimum=1.0
    )
    tail = tail_share(confidence_level) / test_count
    counts = two_group_counts(a, b, c, d)
    with np.errstate(all="ignore"):
        if chosen_method == "exact":
            low, high = _exact_ends(*counts, tail)
        else:
            low, high = _normal_ends(*counts, tail)
    _, _, target_words, reference_words = counts
    has_words = both_positive(target_words, reference_words)
    low = nan_unless(has_words, low)
    high = nan_unless(has_words, high)
    return scalars_or_arrays(low, high)


def _exact_ends(
    target_count: Floats,
    reference_count: Floats,
    target_words: Floats,
    reference_words: Floats,
    tail: float,
) -> tuple[Floats, Floats]:
    """Return the ends of Clopper and Pearson's interval, as log ratios."""
    log_target_words = np.log2(target_words)
    log_reference_words = np.log2(reference_words)
    log_words_ratio = log_reference_words - log_target_words
    target_odds = _log2_odds(target_count, reference_count + 1.0, tail)
    reference_odds = _log2_odds(reference_count, target_count + 1.0, tail)
    low = log_words_ratio + target_odds
    high = log_words_ratio - reference_odds
    in_target = target_count > 0
    in_reference = reference_count > 0
    low = np.where(in_target, low, -np.inf)
    high = np.where(in_reference, high, np.inf)
    return low, high


def _normal_ends(
    target_count: Floats,
    reference_count: Floats,
    target_words: Floats,
    reference_words: Floats,
    tail: float,
) -> tuple[Floats, Floats]:
    """Return the ends of the normal approximation on the log scale, as log ratios."""
    target_rate = target_count / target_words
    reference_rate = reference_count / reference_words
    middle = np.log(target_rate) - np.log(reference_rate)
    variance = 1.0 / target_count - 1.0 / target_words
    variance = variance + 1.0 / reference_count
    variance = variance - 1.0 / reference_words
    normal_quantile = -special.ndtri(tail)
    half_width = normal_quantile * np.sqrt(variance)
    low = (middle - half_width) / LOG_2
    high = (middle + half_width) / LOG_2
    both_occur = both_positive(target_count, reference_count)
    low = np.where(both_occur, low, -np.inf)
    high = np.where(both_occur, high, np.inf)
    return low, high


def _log2_odds(successes: Floats, others: Floats, tail: float) -> Floats:
    """Return log2 of q/(1-q), with q the `tail` quantile of Beta(successes, others).

    Neither q nor 1-q comes from a subtraction.
    """
    occurs = successes > 0
    known_successes = nan_unless(occurs, successes)
    quantile, complement = beta_quantile(known_successes, others, tail)
    odds = quantile / complement
    log_odds = np.log2(odds)
    return as_floats(log_odds)


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
    """Return the conservative log ratio (LRC): the end of its interval nearer to 0.

    Parameters
    ----------
    a, b, c, d, confidence_level, tests, method
        As for :func:`log_ratio_interval`.

    Returns
    -------
    ndarray of float
        In doublings. 0 where the interval contains 0, so also for words that occur in
        neither group; NaN where a group has no words.

    Notes
    -----
    Use it to order a list of key words: it is an effect size that takes its uncertainty
    into account. Read it as the log ratio that the evidence supports at least. It is
    smaller than the best estimate by design: *not* to be reported as "x times as
    frequent".

    Formula: ``max(low, 0)`` or ``min(high, 0)``.

    References
    ----------
    Evert (2022), "Measuring keyness", DH 2022.

    See Also
    --------
    log_ratio_interval, log_ratio

    Examples
    --------
    >>> print(np.round(conservative_log_ratio([20, 2, 5], [5, 2, 20], 1000, 1000), 3))
    [ 0.543  0.    -0.543]
    """
    low, high = log_ratio_interval(
        a, b, c, d, confidence_level=confidence_level, tests=tests, method=method
    )
    is_negative = high < 0
    nearer_end_if_negative = np.where(is_negative, high, 0.0)
    is_positive = low > 0
    nearer_end = np.where(is_positive, low, nearer_end_if_negative)
    is_low_known = ~np.isnan(low)
    is_high_known = ~np.isnan(high)
    is_known = is_low_known & is_high_known
    value = nan_unless(is_known, nearer_end)
    return scalar_or_array(value)


def percent_difference(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike
) -> Floats:
    """Return %DIFF: the difference of the rates in per cent of the reference's rate.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.

    Returns
    -------
    ndarray of float
        Per cent, -100 or more; infinite where only `b` is 0, NaN where both are.

    Notes
    -----
    Use it in prose: 100 says that the target uses the word twice as often. *Not* for
    averages or charts, because it has a limit below and none above.

    Formula: ``100 (a/c - b/d) / (b/d)``.

    References
    ----------
    Gabrielatos & Marchi (2011), "Keyness: matching metrics to definitions", Portsmouth.

    See Also
    --------
    log_ratio, relative_risk

    Examples
    --------
    >>> print(np.round(percent_difference(206523, 178174, 959641, 1562358), 1))
    88.7
    """
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    difference = 100.0 * determinant(
        target_count, reference_count, target_words, reference_words
    )
    value = quotient(difference, reference_count * target_words)
    return scalar_or_array(value)


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
    Use it in prose: 2 says that the target uses the word twice as often. *Not* for
    charts, where 2 and 1/2 are unequally far from 1; use :func:`log_ratio` there.

    Formula: ``(a/c) / (b/d)``.

    References
    ----------
    Kilgarriff (2009), "Simple maths for keywords", Corpus Linguistics 2009, which
    starts from this ratio.

    See Also
    --------
    log_ratio, odds_ratio

    Examples
    --------
    >>> print(relative_risk(20, 10, 1000, 1000))
    2.0
    """
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    numerator = target_count * reference_words
    denominator = reference_count * target_words
    value = quotient(numerator, denominator)
    return scalar_or_array(value)


def odds_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Return the ratio of the two odds.

    It is not the logarithm of the ratio, which some programs report under this name.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.

    Returns
    -------
    ndarray of float
        1 where the odds agree; infinite where a cell of the denominator is 0; NaN where
        cells of the numerator and of the denominator are 0.

    Notes
    -----
    Use it to compare with studies that report it. For words it hardly differs from
    :func:`relative_risk`. *Not* with cells of 0.

    Formula: ``a (d - b) / (b (c - a))``.

    References
    ----------
    Pojanapunya & Watson Todd (2018), Corpus Linguistics and Linguistic Theory 14(1),
    133-167.

    See Also
    --------
    relative_risk

    Examples
    --------
    >>> print(np.round(odds_ratio(16217, 735, 2796938, 2087946), 1))
    16.6
    """
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    target_others = target_words - target_count
    reference_others = reference_words - reference_count
    numerator = target_count * reference_others
    denominator = reference_count * target_others
    value = quotient(numerator, denominator)
    return scalar_or_array(value)


def simple_maths(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    k: float = 1.0,
    per: float = 1_000_000.0,
) -> Floats:
    """Return Kilgarriff's "simple maths": the ratio of rates, `k` added to each.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.
    k : float
        Added to each rate. It sets the focus and does not serve as smoothing: a small k
        favours rare words, 100 or more favours frequent ones.
    per : float
        Words that a rate refers to. With another `per`, `k` has another meaning.

    Returns
    -------
    ndarray of float
        1 where the rates agree.

    Notes
    -----
    Use it to choose whether rare or frequent key words come first. *Not* comparable
    between values of `k`. In a few thousand words one occurrence is hundreds per
    million, so k = 1 has no effect there.

    Formula: ``(per a/c + k) / (per b/d + k)``.

    References
    ----------
    Kilgarriff (2009), "Simple maths for keywords", Corpus Linguistics 2009.

    See Also
    --------
    relative_risk

    Examples
    --------
    >>> print(np.round(simple_maths(35, 263, 112289776, 1559716979), 4))
    1.1224
    """
    added_rate = check_amount("k", k, "a rate")
    rate_words = check_amount("per", per, "the words a rate refers to,", exclusive=True)
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    target_rate = rate_words * quotient(target_count, target_words)
    reference_rate = rate_words * quotient(reference_count, reference_words)
    raised_target_rate = target_rate + added_rate
    raised_reference_rate = reference_rate + added_rate
    value = quotient(raised_target_rate, raised_reference_rate)
    return scalar_or_array(value)


def difference_coefficient(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike
) -> Floats:
    """Return the difference of the rates as a share of their sum.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words, `b` among `d`.

    Returns
    -------
    ndarray of float
        -1 (reference only) to 1 (target only); NaN where the word is in neither group.

    Notes
    -----
    Use it where values must have fixed limits. Any word of one group alone is at the
    end of the scale: *not* an order of rare words.

    Formula: ``(p - q) / (p + q)`` with the rates p and q.

    References
    ----------
    Hofland & Johansson (1982), Word Frequencies in British and American English, 14.

    See Also
    --------
    log_ratio

    Examples
    --------
    >>> print(np.round(difference_coefficient(18, 35, 1e6, 1e6), 2))
    -0.32
    """
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    difference = determinant(
        target_count, reference_count, target_words, reference_words
    )
    total = target_count * reference_words + reference_count * target_words
    value = quotient(difference, total)
    has_words = both_positive(target_words, reference_words)
    value = nan_unless(has_words, value)
    return scalar_or_array(value)
