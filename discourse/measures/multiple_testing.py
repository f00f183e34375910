"""Many p-values at once, and how small a p-value can be."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from discourse.errors import OptionError
from discourse.measures.argument_checks import (
    broadcast_named,
    check_counts,
    check_numbers,
)
from discourse.measures.exact_arithmetic import Floats, scalar_or_array
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


def _p_values(p: ArrayLike) -> tuple[Floats, Floats]:
    """Return the p-values as they came, and flat without NaN: a test that could not be made is no test."""
    values = check_numbers("p", p)
    if np.any((values < 0) | (values > 1)):
        raise OptionError(
            "p holds a number outside 0 to 1; give p-values, not statistics or logarithms."
        )
    return values, values[~np.isnan(values)]


def _restored(values: Floats, adjusted: Floats) -> Floats:
    result = np.full(values.shape, np.nan)
    result[~np.isnan(values)] = adjusted
    return scalar_or_array(result)


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Return p-values adjusted for many tests by Benjamini and Hochberg: the share of false finds to put up with.

    Parameters
    ----------
    p : array_like
        p-values; all together are one family. NaN stays NaN and counts as no test.

    Returns
    -------
    ndarray of float
        Same shape and order, 0 to 1, never below p. Rejecting all at or below q keeps false finds to a share q.

    Notes
    -----
    The smallest of ``p_(j) m / j`` over j from the rank up. Choose the words by frequency or dispersion *before*
    testing, *not* by p.

    References
    ----------
    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57(1), 289-300.

    Examples
    --------
    >>> print(benjamini_hochberg([0.01, float("nan"), 0.04, 0.03]))
    [0.03  nan 0.04 0.04]
    """
    values, known = _p_values(p)
    order = np.argsort(known, kind="stable")
    scaled = known[order] * (known.size / np.arange(1.0, known.size + 1.0))
    adjusted = np.empty_like(known)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return _restored(values, adjusted)


def holm(p: ArrayLike) -> Floats:
    """Return p-values adjusted by Holm: rejecting all at or below alpha errs at all with probability alpha at most.

    Parameters
    ----------
    p : array_like
        p-values; all together are one family. NaN stays NaN and counts as no test.

    Returns
    -------
    ndarray of float
        Same shape and order, 0 to 1, never below p.

    Notes
    -----
    The largest of ``p_(j) (m - j + 1)`` over j up to the rank. Uniformly better than Bonferroni; *not* for thousands
    of words, where :func:`benjamini_hochberg` finds more.

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6(2), 65-70.

    Examples
    --------
    >>> print(holm([0.01, float("nan"), 0.04, 0.03]))
    [0.03  nan 0.06 0.06]
    """
    values, known = _p_values(p)
    order = np.argsort(known, kind="stable")
    scaled = known[order] * np.arange(known.size, 0.0, -1.0)
    adjusted = np.empty_like(known)
    adjusted[order] = np.minimum(np.maximum.accumulate(scaled), 1.0)
    return _restored(values, adjusted)


def westfall_young(
    observed: ArrayLike,
    null: ArrayLike,
    *,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
) -> Floats:
    """Return p-values adjusted by Westfall and Young's step-down max-T, which knows how the tests hang together.

    Parameters
    ----------
    observed : array_like
        The statistic of each word, on one scale (studentised, or all of one kind).
    null : array_like
        The statistics under each arrangement of the documents, arrangements in rows, the one observed among them.
    alternative : {"two-sided", "greater", "less"}
        Which values are extreme: far from 0, large or small.

    Returns
    -------
    ndarray of float
        One a word, never below 1 over the rows; NaN where the observed is.

    Notes
    -----
    ``p_j = #{max over i >= j of |T*_i| >= |T_j|} / arrangements``, words ordered from the most extreme down; then made
    monotone. A word that no row reaches has 1 over the rows, as if the arrangement observed had been one of them. *Not* for statistics of different scales: the widest rules.

    References
    ----------
    Westfall & Young (1993), Resampling-Based Multiple Testing, algorithm 4.1.

    Examples
    --------
    >>> print(westfall_young([3, 1], [[3, 1], [1, 2], [0, 0], [2, -1]]))
    [0.25 0.75]
    """
    values = np.atleast_1d(check_numbers("observed", observed, infinite=True))
    table = check_numbers("null", null, infinite=True)
    if (
        values.ndim != 1
        or table.ndim != 2
        or table.shape[1] != values.size
        or table.shape[0] == 0
    ):
        raise OptionError(
            f"observed of shape {values.shape}, null of {table.shape}: words, and rows of words, are needed."
        )
    seen, drawn = extremity(values, alternative), extremity(table, alternative)
    order = np.argsort(-np.nan_to_num(seen, nan=-np.inf), kind="stable")
    slack = 1e-12 * np.where(np.isfinite(seen), np.abs(seen), 0.0)
    return step_down(
        seen,
        np.maximum(count_exceedances(drawn, seen - slack, order), 1.0) / table.shape[0],
        order,
    )


def extremity(values: Floats, alternative: str) -> Floats:
    """Return how extreme each value is, so that larger is always more so."""
    side = check_option("alternative", alternative, ("two-sided", "greater", "less"))
    return (
        np.abs(values)
        if side == "two-sided"
        else values
        if side == "greater"
        else -values
    )


def count_exceedances(drawn: Floats, bar: Floats, order: np.ndarray) -> Floats:
    """Return, in `order`, in how many rows the largest of a word and all after it reaches the word's bar."""
    ranked = np.nan_to_num(drawn[:, order], nan=-np.inf, posinf=np.inf, neginf=-np.inf)
    largest = np.maximum.accumulate(ranked[:, ::-1], axis=1)[:, ::-1]
    return np.asarray((largest >= bar[order]).sum(axis=0), dtype=np.float64)


def step_down(seen: Floats, share: Floats, order: np.ndarray) -> Floats:
    """Return the shares made monotone from the most extreme word down, in the order of the words."""
    result = np.empty_like(seen)
    result[order] = np.maximum.accumulate(share)
    return np.asarray(np.where(np.isnan(seen), np.nan, result), dtype=np.float64)


def smallest_p(
    documents: ArrayLike, target: ArrayLike, *, permutations: int | None = None
) -> Floats:
    """Return the smallest one-sided p that permuting documents can give, to be printed beside every p.

    Parameters
    ----------
    documents, target : array_like
        How many documents (or clusters) there are, and how many of them in the target.
    permutations : int, optional
        When arrangements are drawn and not listed: how many.

    Returns
    -------
    ndarray of float
        0 to 1: 0.1 for 2 of 5, 0.0143 for 4 of 8. No evidence, however strong, can be below it. *Not* the floor of
        one word, which ties may raise: :func:`permutation_test` gives that.

    Notes
    -----
    ``1 / C(n, m)``, or ``1 / (permutations + 1)`` if that is larger.

    References
    ----------
    Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1), 39.

    Examples
    --------
    >>> print(smallest_p([5, 8, 10], [2, 4, 5]).round(5))
    [0.1     0.01429 0.00397]
    """
    n, m = broadcast_named(
        documents=check_counts("documents", documents, integral=True),
        target=check_counts("target", target, integral=True),
    )
    if np.any(m > n):
        raise OptionError(
            "target documents: from 0 to the number of documents was expected."
        )
    # Too many arrangements for a float are no floor of 0.
    floor = 1.0 / np.minimum(special.binom(n, m), 1e300)
    return scalar_or_array(
        floor
        if permutations is None
        else np.maximum(
            floor, 1.0 / (check_whole_number("permutations", permutations) + 1.0)
        )
    )


def rank_sum(x: ArrayLike, y: ArrayLike) -> float:
    """Return the sum of the ranks of `x` among `x` and `y` together (Wilcoxon's W).

    Parameters
    ----------
    x, y : array_like
        The values of the two groups, such as rates of documents.

    Returns
    -------
    float
        Ranks from 1; ties share the mean of theirs.

    Notes
    -----
    ``W = sum of ranks of x``. A statistic to permute, *not* a p-value.

    References
    ----------
    Wilcoxon (1945), Biometrics Bulletin 1(6), 80-83; Kilgarriff (2001), International Journal of Corpus
    Linguistics 6(1), 97-133, for key words.

    Examples
    --------
    >>> rank_sum([12, 15, 18, 24, 88], [3, 3, 13, 27, 33])
    31.0
    """
    first, second = (
        np.ravel(check_numbers("x", x, infinite=True)),
        np.ravel(check_numbers("y", y, infinite=True)),
    )
    both = np.concatenate([first, second])
    if np.isnan(both).any():
        raise OptionError(
            "x or y holds NaN, which has no rank; leave those documents out first."
        )
    ordered = np.sort(both)
    ranks = (
        np.searchsorted(ordered, first, "left")
        + np.searchsorted(ordered, first, "right")
        + 1
    ) / 2.0
    return float(ranks.sum())
