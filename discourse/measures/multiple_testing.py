"""Adjusting many p-values at once, and how small a p-value can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from discourse.errors import OptionError
from discourse.measures.argument_checks import (
    broadcast_named,
    check_counts,
    check_numbers,
)
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    nan_unless,
    scalar_or_array,
)
from discourse.validation import check_option, check_whole_number

__all__ = [
    "benjamini_hochberg",
    "count_exceedances",
    "extremity",
    "holm",
    "rank_sum",
    "smallest_p",
    "step_down",
    "westfall_young",
]

# Relative difference that sums of the same numbers in another order may have.
_ROUNDING = 1e-12
# Arrangements beyond this number are no float; their share would be 0.
_MOST_ARRANGEMENTS = 1e300


def _check_p_values(p: ArrayLike) -> Floats:
    """Return the p-values as an array, or refuse numbers outside 0 to 1."""
    values = check_numbers("p", p)
    is_outside = (values < 0) | (values > 1)
    if np.any(is_outside):
        raise OptionError(
            "p holds a number outside 0 to 1; give p-values, not statistics or "
            "logarithms."
        )
    return values


def _adjust(p: ArrayLike, adjust_ordered: Callable[[Floats], Floats]) -> Floats:
    """Return adjusted p-values in the shape of `p`, with NaN where it is NaN.

    `adjust_ordered` receives the p-values that are not NaN, the smallest first, and
    returns the adjusted ones in the same order. Those above 1 become 1.
    """
    values = _check_p_values(p)
    is_known = ~np.isnan(values)
    known_values = values[is_known]
    order = np.argsort(known_values, kind="stable")
    adjusted_in_order = adjust_ordered(known_values[order])
    adjusted_values = np.empty_like(known_values)
    adjusted_values[order] = np.minimum(adjusted_in_order, 1.0)
    result = np.full(values.shape, np.nan)
    result[is_known] = adjusted_values
    return scalar_or_array(result)


def _benjamini_hochberg_of_ordered(sorted_p: Floats) -> Floats:
    """Return adjusted p-values, which may exceed 1; `sorted_p` rises."""
    test_count = sorted_p.size
    rank = np.arange(1.0, test_count + 1.0)
    scaled_p = sorted_p * (test_count / rank)
    # The smallest value from each rank up.
    reversed_p = scaled_p[::-1]
    smallest_from_rank = np.minimum.accumulate(reversed_p)
    return smallest_from_rank[::-1]


def _holm_of_ordered(sorted_p: Floats) -> Floats:
    """Return adjusted p-values, which may exceed 1; `sorted_p` rises."""
    tests_left = np.arange(sorted_p.size, 0.0, -1.0)
    scaled_p = sorted_p * tests_left
    # The largest value up to each rank.
    return np.maximum.accumulate(scaled_p)


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Return p-values adjusted by Benjamini and Hochberg for the false discovery rate.

    Parameters
    ----------
    p : array_like
        p-values, all adjusted together (as one family). NaN stays NaN and counts as no
        test.

    Returns
    -------
    ndarray of float
        Same shape and order, 0 to 1, never below p.

    Notes
    -----
    Use it for many words at once. If you report all words at or below q, the expected
    share of false discoveries among them is at most q. Choose the words by frequency or
    dispersion *before* the test, *not* by p.

    Formula: the smallest of ``p_(j) m / j`` over all j from the rank up.

    References
    ----------
    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57(1),
    289-300.

    See Also
    --------
    holm, westfall_young

    Examples
    --------
    >>> print(benjamini_hochberg([0.01, float("nan"), 0.04, 0.03]))
    [0.03  nan 0.04 0.04]
    """
    return _adjust(p, _benjamini_hochberg_of_ordered)


def holm(p: ArrayLike) -> Floats:
    """Return p-values adjusted by Holm for the family-wise error rate.

    Parameters
    ----------
    p : array_like
        p-values, all adjusted together (as one family). NaN stays NaN and counts as no
        test.

    Returns
    -------
    ndarray of float
        Same shape and order, 0 to 1, never below p.

    Notes
    -----
    Use it for a few planned tests. If you report all tests at or below alpha, the
    probability of one false discovery or more is at most alpha. It is uniformly better
    than Bonferroni. *Not* for thousands of words, where :func:`benjamini_hochberg`
    finds more.

    Formula: the largest of ``p_(j) (m - j + 1)`` over all j up to the rank.

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6(2), 65-70.

    See Also
    --------
    benjamini_hochberg, westfall_young

    Examples
    --------
    >>> print(holm([0.01, float("nan"), 0.04, 0.03]))
    [0.03  nan 0.06 0.06]
    """
    return _adjust(p, _holm_of_ordered)


def westfall_young(
    observed: ArrayLike,
    null: ArrayLike,
    *,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
) -> Floats:
    """Return p-values adjusted by Westfall and Young's step-down max-T procedure.

    Parameters
    ----------
    observed : array_like
        The statistic of each word, on one scale (studentised, or all of one kind).
    null : array_like
        The statistics under each arrangement of the documents, arrangements in rows,
        the observed one among them.
    alternative : {"two-sided", "greater", "less"}
        Which values are extreme: far from 0, large or small.

    Returns
    -------
    ndarray of float
        One for each word, never below 1 divided by the number of rows; NaN where the
        observed value is NaN.

    Notes
    -----
    Use it when the tests depend on one another, as those of words in the same documents
    do. If you report all words at or below alpha, the probability of one false
    discovery or more is at most alpha. *Not* for statistics on different scales: the
    widest one would decide.

    Formula: ``p_j = #{max over i >= j of |T*_i| >= |T_j|} / arrangements``, with the
    words in order from the most extreme down; the values are then made monotone. A word
    that no row exceeds has 1 divided by the rows, as if the observed arrangement were
    among them.

    References
    ----------
    Westfall & Young (1993), Resampling-Based Multiple Testing, algorithm 4.1.

    See Also
    --------
    discourse.measures.permutation_test

    Examples
    --------
    >>> print(westfall_young([3, 1], [[3, 1], [1, 2], [0, 0], [2, -1]]))
    [0.25 0.75]
    """
    values = np.atleast_1d(check_numbers("observed", observed, infinite=True))
    null_values = check_numbers("null", null, infinite=True)
    is_table = values.ndim == 1 and null_values.ndim == 2
    if not is_table or null_values.shape[1] != values.size or null_values.shape[0] == 0:
        raise OptionError(
            f"observed of shape {values.shape}, null of {null_values.shape}: words, and rows "
            "of words, are needed."
        )
    observed_extremity = extremity(values, alternative)
    null_extremity = extremity(null_values, alternative)
    extremity_to_sort = np.nan_to_num(observed_extremity, nan=-np.inf)
    order = np.argsort(-extremity_to_sort, kind="stable")
    is_finite = np.isfinite(observed_extremity)
    scale = np.where(is_finite, np.abs(observed_extremity), 0.0)
    lower_bound = observed_extremity - _ROUNDING * scale
    exceedances = count_exceedances(null_extremity, lower_bound, order)
    # The observed arrangement always counts, even if rounding hides it.
    share = np.maximum(exceedances, 1.0) / null_values.shape[0]
    return step_down(observed_extremity, share, order)


def extremity(values: Floats, alternative: str) -> Floats:
    """Return how extreme each value is: a larger number is more extreme."""
    side = check_option("alternative", alternative, ("two-sided", "greater", "less"))
    if side == "two-sided":
        return np.abs(values)
    if side == "greater":
        return values
    return -values


def count_exceedances(
    null: Floats, observed: Floats, order: NDArray[np.integer]
) -> Floats:
    """Return in how many rows each word's observed value is reached.

    The result is in the order of `order`, which lists the words from the most extreme
    one down. A row reaches the observed value of a word if its largest value is at
    least as large, among the values of this word and of all words after it.
    """
    null_in_order = null[:, order]
    # NaN is below every number.
    values_without_nan = np.where(np.isnan(null_in_order), -np.inf, null_in_order)
    # The largest value from each word to the last one.
    reversed_values = values_without_nan[:, ::-1]
    largest_from_word = np.maximum.accumulate(reversed_values, axis=1)
    largest_from_word = largest_from_word[:, ::-1]
    is_reached = largest_from_word >= observed[order]
    exceedances = is_reached.sum(axis=0)
    return as_floats(exceedances)


def step_down(observed: Floats, share: Floats, order: NDArray[np.integer]) -> Floats:
    """Return the shares, raised so that none is below that of a more extreme word.

    `share` is in the order of `order`, the most extreme word first. The result is in
    the order of the words, and NaN where the observed value is NaN.
    """
    not_decreasing = np.maximum.accumulate(share)
    result = np.empty_like(observed)
    result[order] = not_decreasing
    is_known = ~np.isnan(observed)
    return nan_unless(is_known, result)


def smallest_p(
    documents: ArrayLike, target: ArrayLike, *, permutations: int | None = None
) -> Floats:
    """Return the smallest one-sided p that a permutation of documents can give.

    Parameters
    ----------
    documents, target : array_like
        Number of documents (or clusters), and how many of them are in the target.
    permutations : int, optional
        How many arrangements are drawn, if they are not all listed.

    Returns
    -------
    ndarray of float
        0 to 1: 0.1 for 2 of 5 documents, 0.0143 for 4 of 8.

    Notes
    -----
    Use it before a study: no evidence, however strong, can give a smaller p. Report it
    beside every p. *Not* the floor of one word, which ties may raise:
    :func:`permutation_test` gives that.

    Formula: ``1 / C(n, m)``, or ``1 / (permutations + 1)`` if that is larger.

    References
    ----------
    Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology
    9(1), 39.

    See Also
    --------
    discourse.measures.permutation_test

    Examples
    --------
    >>> print(smallest_p([5, 8, 10], [2, 4, 5]).round(5))
    [0.1     0.01429 0.00397]
    """
    document_count, target_count = broadcast_named(
        documents=check_counts("documents", documents, integral=True),
        target=check_counts("target", target, integral=True),
    )
    if np.any(target_count > document_count):
        raise OptionError(
            "target documents: from 0 to the number of documents was expected."
        )
    arrangements = special.binom(document_count, target_count)
    floor = 1.0 / np.minimum(arrangements, _MOST_ARRANGEMENTS)
    if permutations is None:
        return scalar_or_array(floor)
    drawn_count = check_whole_number("permutations", permutations)
    value = np.maximum(floor, 1.0 / (drawn_count + 1.0))
    return scalar_or_array(value)


def rank_sum(x: ArrayLike, y: ArrayLike) -> float:
    """Return the sum of the ranks of `x` among `x` and `y` together (Wilcoxon's W).

    Parameters
    ----------
    x, y : array_like
        The values of the two groups, such as the rates of documents.

    Returns
    -------
    float
        Ranks from 1; ties share their mean rank.

    Notes
    -----
    Use it as a statistic of :func:`permutation_test` that one extreme document cannot
    dominate. A large sum says that `x` tends to be larger. *Not* a p-value.

    Formula: ``W = sum of ranks of x``.

    References
    ----------
    Wilcoxon (1945), Biometrics Bulletin 1(6), 80-83; Kilgarriff (2001), International
    Journal of Corpus Linguistics 6(1), 97-133, for key words.

    See Also
    --------
    discourse.measures.permutation_test

    Examples
    --------
    >>> rank_sum([12, 15, 18, 24, 88], [3, 3, 13, 27, 33])
    31.0
    """
    x_values = check_numbers("x", x, infinite=True).ravel()
    y_values = check_numbers("y", y, infinite=True).ravel()
    all_values = np.concatenate([x_values, y_values])
    if np.isnan(all_values).any():
        raise OptionError(
            "x or y holds NaN, which has no rank; leave those documents out first."
        )
    sorted_values = np.sort(all_values)
    smaller_count = np.searchsorted(sorted_values, x_values, "left")
    not_larger_count = np.searchsorted(sorted_values, x_values, "right")
    # Tied values have the ranks from smaller + 1 to not_larger; this is their mean.
    rank_sums = smaller_count + not_larger_count + 1
    ranks = rank_sums / 2.0
    total = ranks.sum()
    return float(total)
