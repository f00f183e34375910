"""p-values of a table of counts.

:func:`chi2_tail` is the tail of the chi-squared distribution, also far below the
smallest float. :func:`fisher_exact` is Fisher's exact test.
"""

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
    two_group_counts,
)
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    scalar_or_array,
)
from discourse.measures.keyness import g2
from discourse.validation import check_option

__all__ = ["SMALLEST_REPORTED_P", "chi2_tail", "fisher_exact"]

# The smallest p that is reported as it is. A smaller p is reported as this number,
# which is too large and never too small: a p of 0 would say "impossible". The logarithm
# of p is exact.
SMALLEST_REPORTED_P = 1e-300

# Two tables count as equally probable if their probabilities differ by less than this
# share.
_TIE = 1e-11
_CELLS = 1 << 20  # numbers in memory at the same time while a tail is summed
_FIRST_TERMS = 32  # terms of a tail that are computed in the first step
_NEGLIGIBLE = 1e-17  # a remainder below this share of a sum does not change it

# From this p down the logarithm comes from the continued fraction.
_SMALLEST_EXACT_P = 1e-280
_FRACTION_TERMS = 200

# From this n up Stirling's series is exact to the last digit.
_STIRLING_FROM = 16.0


def chi2_tail(
    statistic: ArrayLike, df: ArrayLike = 1.0, *, log: bool = False
) -> Floats:
    """Return the p-value of a G2 or chi-squared statistic.

    It is the share of the chi-squared distribution above the statistic.

    Parameters
    ----------
    statistic : array_like
        G2 or chi-squared; a sign is ignored.
    df : array_like
        Degrees of freedom, above 0; 1 for two groups, or for two words.
    log : bool
        Return the natural logarithm of p, exact also far below
        :data:`SMALLEST_REPORTED_P`.

    Returns
    -------
    ndarray of float
        Above 0 to 1, or its logarithm. A p below 1e-300 is given as 1e-300
        (:data:`SMALLEST_REPORTED_P`): read it as "1e-300 or less".

    Notes
    -----
    Use it to express evidence on a common scale. *Not* a p-value for word counts in the
    strict sense, because words within texts depend on one another. It belongs to the G2
    of all four cells; for the G2 of two cells it is customary, but not derived.

    Formula: ``Q(df/2, x/2)``, the regularised upper incomplete gamma function. Where it
    underflows, its continued fraction (Legendre).

    References
    ----------
    NIST Digital Library of Mathematical Functions, 8.2.4 and 8.9.2.

    See Also
    --------
    discourse.measures.g2, discourse.measures.permutation_test

    Examples
    --------
    >>> print(np.round(chi2_tail([3.84, 6.63, 10.83, 15.13]), 4))
    [0.05   0.01   0.001  0.0001]
    >>> print(np.round(chi2_tail(5000, log=True), 3))
    -2504.485
    """
    degrees_of_freedom = check_numbers("df", df)
    if np.any(degrees_of_freedom <= 0):
        raise OptionError(
            f"df of {np.nanmin(degrees_of_freedom):g} came; degrees of freedom above 0 "
            "were expected, 1 for two groups."
        )
    given = check_numbers("statistic", statistic, infinite=True)
    x, degrees_of_freedom = broadcast_named(
        statistic=np.abs(given), df=degrees_of_freedom
    )
    p = as_floats(special.chdtrc(degrees_of_freedom, x))
    if not log:
        value = np.maximum(p, SMALLEST_REPORTED_P)
        return scalar_or_array(value)
    with np.errstate(divide="ignore"):
        log_p = np.log(p)
    is_tiny = (p < _SMALLEST_EXACT_P) & np.isfinite(x)
    # Harmless arguments where p is not tiny.
    tiny_shape = np.where(is_tiny, degrees_of_freedom / 2, 1.0)
    tiny_x = np.where(is_tiny, x / 2, 700.0)
    tiny_log_p = _log_upper_gamma(tiny_shape, tiny_x)
    value = np.where(is_tiny, tiny_log_p, log_p)
    return scalar_or_array(value)


def _log_upper_gamma(s: Floats, x: Floats) -> Floats:
    """Return ln Q(s, x) for x well above s.

    The continued fraction is evaluated from its last term to its first.
    """
    fraction = np.zeros_like(x)
    for j in range(_FRACTION_TERMS, 0, -1):
        below = x + 2 * j + 1 - s - fraction
        fraction = j * (j - s) / below
    log_below = np.log(x + 1.0 - s - fraction)
    value = -x + s * np.log(x) - special.gammaln(s) - log_below
    return as_floats(value)


def fisher_exact(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
    log: bool = False,
) -> Floats:
    """Return the p-value of Fisher's exact test.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words (or documents), `b` among `d`; whole numbers.
    alternative : {"two-sided", "greater", "less"}
        "greater": the target has more. "two-sided" sums the probabilities of all tables
        that are at most as probable as the observed one.
    log : bool
        Return the natural logarithm of p.

    Returns
    -------
    ndarray of float
        Above 0 to 1; 1 where a margin is 0, NaN where an input is NaN. A p below 1e-300
        is given as 1e-300 (:data:`SMALLEST_REPORTED_P`); its logarithm is exact.

    Notes
    -----
    Use it on counts of documents. It needs no approximation, so counts may be small. At
    counts beyond 2**40 a tail near its middle takes a second. *Not* for word counts as
    if they were independent draws.

    Formula: probabilities are hypergeometric. They are computed as ``ln p = -G2/2``
    plus Stirling remainders, so that counts beyond 2**40 lose no digit. Tails are
    summed from the ratios of neighbouring terms.

    References
    ----------
    Fisher (1935), JRSS 98(1), 39-82; Loader (2000), "Fast and accurate computation of
    binomial probabilities".

    See Also
    --------
    chi2_tail, discourse.measures.g2

    Examples
    --------
    >>> print(np.round(fisher_exact(3, 1, 4, 4), 3))
    0.486
    >>> print(np.round(fisher_exact(3, 1, 4, 4, alternative="greater"), 3))
    0.243
    """
    side = check_option("alternative", alternative, ("two-sided", "greater", "less"))
    counts = two_group_counts(a, b, c, d)
    for name, values in zip("abcd", (a, b, c, d), strict=True):
        check_counts(name, values, integral=True)
    shape = counts[0].shape
    is_unknown = np.isnan(counts[0] + counts[1] + counts[2] + counts[3])
    known = ~is_unknown.ravel()
    a, b, c, d = (values.ravel()[known] for values in counts)
    if side == "less":
        log_p = _log_upper_tail(b, a, d, c)
    elif side == "greater":
        log_p = _log_upper_tail(a, b, c, d)
    else:
        log_p = _log_two_sided(a, b, c, d)
    result = np.full(known.shape, np.nan)
    result[known] = np.minimum(log_p, 0.0) + 0.0
    if not log:
        result = np.maximum(np.exp(result), SMALLEST_REPORTED_P)
    value = result.reshape(shape)
    return scalar_or_array(value)


def _stirling_remainder(n: Floats) -> Floats:
    """Return ``ln n! - (n ln n - n)``, which stays small however large n is."""
    small = np.minimum(n, _STIRLING_FROM)
    log_factorial = special.gammaln(small + 1.0)
    exact = log_factorial - special.xlogy(small, small) + small
    large = np.maximum(n, _STIRLING_FROM)
    # 1/(12 m) - 1/(360 m^3) + 1/(1260 m^5) - 1/(1680 m^7) + 1/(1188 m^9)
    inverse_square = 1.0 / (large * large)
    series = 1 / 1680 - inverse_square / 1188
    series = 1 / 1260 - inverse_square * series
    series = 1 / 360 - inverse_square * series
    series = 1 / 12 - inverse_square * series
    approximate = 0.5 * np.log(2.0 * np.pi * large) + series / large
    return np.where(n < _STIRLING_FROM, exact, approximate)


def _log_probability(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return ln of the hypergeometric probability of the table, its margins given."""
    word = a + b
    total = c + d
    cells = _stirling_remainder(a) + _stirling_remainder(b)
    cells = cells + _stirling_remainder(c - a)
    cells = cells + _stirling_remainder(d - b)
    margins = _stirling_remainder(c) + _stirling_remainder(d)
    margins = margins + _stirling_remainder(word)
    margins = margins + _stirling_remainder(total - word)
    margins = margins - _stirling_remainder(total)
    statistic = np.where(total > 0, g2(a, b, c, d), 0.0)
    return margins - cells - statistic / 2.0


def _log_tail_above_mean(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return ln P(A >= a) for `a` at or above its expectation.

    There each further term is smaller than the last, so the sum is of ratios to the
    first term.
    """
    word = a + b
    spare = d - a - b
    total = np.ones_like(a)
    term = np.ones_like(a)
    k = a.copy()
    live = np.arange(a.size)  # tables whose sum still changes
    width = _FIRST_TERMS
    while live.size:
        width = max(1, min(width, _CELLS // live.size))
        value = k[live, None] + np.arange(width)
        free_of_target = np.maximum(c[live, None] - value, 0.0)
        free_of_word = np.maximum(word[live, None] - value, 0.0)
        free_elsewhere = np.maximum(spare[live, None] + value + 1.0, 1.0)
        ratio = free_of_target * free_of_word
        ratio = ratio / ((value + 1.0) * free_elsewhere)
        terms = term[live, None] * np.cumprod(ratio, axis=1)
        total[live] += terms.sum(axis=1)
        term[live] = terms[:, -1]
        k[live] += width
        last_ratio = np.minimum(ratio[:, -1], 1.0)
        # What is left is at most a geometric series with the last ratio.
        remainder = terms[:, -1] * last_ratio
        live = live[remainder > _NEGLIGIBLE * total[live] * (1.0 - last_ratio)]
        width *= 2
    return _log_probability(a, b, c, d) + np.log(total)


def _log_upper_tail(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return ln P(A >= a).

    Where `a` is below its expectation it is ln of 1 less the other tail.
    """
    is_high = a * (c + d) >= c * (a + b)
    value = np.empty_like(a)
    value[is_high] = _log_tail_above_mean(
        a[is_high], b[is_high], c[is_high], d[is_high]
    )
    a, b, c, d = a[~is_high], b[~is_high], c[~is_high], d[~is_high]
    # `a` may be the smallest possible value; then no table is below it.
    is_smallest = (a < 1) | (b + 1 > d)
    next_a = np.where(is_smallest, 0.0, a - 1)
    next_b = np.where(is_smallest, 0.0, b + 1)
    log_other_tail = _log_tail_above_mean(next_b, next_a, d, c)
    log_other_tail = np.minimum(log_other_tail, -1e-300)  # below 1 despite rounding
    log_other_tail = np.where(is_smallest, -1.0, log_other_tail)
    log_tail = np.log1p(-np.exp(log_other_tail))
    value[~is_high] = np.where(is_smallest, 0.0, log_tail)
    return value


def _log_two_sided(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return ln of the probability of all tables at most as probable as this one."""
    # Exchange the groups where needed, so that `a` is at or above its expectation.
    is_low = a * (c + d) < c * (a + b)
    a, b = np.where(is_low, b, a), np.where(is_low, a, b)
    c, d = np.where(is_low, d, c), np.where(is_low, c, d)
    opposite = _largest_opposite(a, b, c, d)
    word = a + b
    has_opposite = opposite >= np.maximum(word - d, 0.0)
    k = opposite[has_opposite]
    log_other_tail = np.full_like(a, -np.inf)
    log_other_tail[has_opposite] = _log_tail_above_mean(
        word[has_opposite] - k, k, d[has_opposite], c[has_opposite]
    )
    log_own_tail = _log_tail_above_mean(a, b, c, d)
    return np.logaddexp(log_own_tail, log_other_tail)


def _largest_opposite(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return the largest value in the lower tail that is at most as probable as `a`.

    It is found by bisection. The smallest possible value less 1 says that there is
    none.
    """
    word = a + b
    bound = _log_probability(a, b, c, d) + _TIE
    smallest = np.maximum(word - d, 0.0)
    mode = np.floor((word + 1.0) * (c + 1.0) / (c + d + 2.0))
    low = smallest - 1.0
    high = np.minimum(mode, a) + 1.0
    while np.any(high - low > 1):
        is_open = high - low > 1
        middle = np.floor((low + high) / 2.0)
        middle = np.where(is_open, middle, np.maximum(low, smallest))
        fits = _log_probability(middle, word - middle, c, d) <= bound
        low = np.where(is_open & fits, middle, low)
        high = np.where(is_open & ~fits, middle, high)
    return low
