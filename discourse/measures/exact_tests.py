"""p-values of a table of counts.

:func:`chi2_tail` is the tail of the chi-squared distribution, also far below the
smallest float. :func:`fisher_exact` is Fisher's exact test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
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

# The largest logarithm of a tail that is not the whole: rounding may give 0.
_LARGEST_LOG_TAIL = -1e-300

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
    underflows, its continued fraction (Legendre) takes its place.

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
    log_power = s * np.log(x)
    value = -x + log_power - special.gammaln(s)
    return as_floats(value - log_below)


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
    tables = _Tables(*(values.ravel()[known] for values in counts))
    if side == "less":
        log_p = _log_upper_tail(tables.exchange_groups())
    elif side == "greater":
        log_p = _log_upper_tail(tables)
    else:
        log_p = _log_two_sided(tables)
    result = np.full(known.shape, np.nan)
    result[known] = np.minimum(log_p, 0.0) + 0.0
    if not log:
        result = np.maximum(np.exp(result), SMALLEST_REPORTED_P)
    value = result.reshape(shape)
    return scalar_or_array(value)


@dataclass(frozen=True, eq=False)
class _Tables:
    """Many tables of counts: `a` among `c` words of the target, `b` among `d` others."""

    a: Floats
    b: Floats
    c: Floats
    d: Floats

    def word(self) -> Floats:
        """Return the occurrences of the word in both groups."""
        return self.a + self.b

    def smallest(self) -> Floats:
        """Return the smallest `a` that is possible with these margins."""
        surplus = self.word() - self.d
        return np.maximum(surplus, 0.0)

    def is_above_mean(self) -> NDArray[np.bool_]:
        """Return where `a` is at or above its expectation."""
        total = self.c + self.d
        return self.a * total >= self.c * self.word()

    def select(self, rows: NDArray[Any]) -> _Tables:
        """Return some tables, by a mask or by their numbers."""
        return _Tables(
            a=self.a[rows],
            b=self.b[rows],
            c=self.c[rows],
            d=self.d[rows],
        )

    def exchange_groups(self, where: NDArray[np.bool_] | bool = True) -> _Tables:
        """Return the tables with target and reference exchanged in some of them."""
        return _Tables(
            a=np.where(where, self.b, self.a),
            b=np.where(where, self.a, self.b),
            c=np.where(where, self.d, self.c),
            d=np.where(where, self.c, self.d),
        )

    def with_target_count(self, a: Floats) -> _Tables:
        """Return tables with the same margins and another `a`."""
        b = self.word() - a
        return _Tables(a=a, b=b, c=self.c, d=self.d)


def _stirling_remainder(n: Floats) -> Floats:
    """Return ``ln n! - (n ln n - n)``, which stays small however large n is."""
    small = np.minimum(n, _STIRLING_FROM)
    log_factorial = special.gammaln(small + 1.0)
    exact = log_factorial - special.xlogy(small, small)
    exact = exact + small
    large = np.maximum(n, _STIRLING_FROM)
    # 1/(12 m) - 1/(360 m^3) + 1/(1260 m^5) - 1/(1680 m^7) + 1/(1188 m^9)
    inverse_square = 1.0 / (large * large)
    series = 1 / 1680 - inverse_square / 1188
    series = 1 / 1260 - inverse_square * series
    series = 1 / 360 - inverse_square * series
    series = 1 / 12 - inverse_square * series
    half_log = 0.5 * np.log(2.0 * np.pi * large)
    approximate = half_log + series / large
    return np.where(n < _STIRLING_FROM, exact, approximate)


def _sum_of_remainders(first: Floats, *further: Floats) -> Floats:
    total = _stirling_remainder(first)
    for numbers in further:
        total = total + _stirling_remainder(numbers)
    return total


def _log_probability(tables: _Tables) -> Floats:
    """Return ln of the hypergeometric probability of the table, its margins given."""
    a = tables.a
    b = tables.b
    c = tables.c
    d = tables.d
    word = tables.word()
    total = c + d
    others = total - word
    cells = _sum_of_remainders(a, b, c - a, d - b)
    margins = _sum_of_remainders(c, d, word, others)
    margins = margins - _stirling_remainder(total)
    statistic = np.where(total > 0, g2(a, b, c, d), 0.0)
    return margins - cells - statistic / 2.0


def _log_tail_above_mean(tables: _Tables) -> Floats:
    """Return ln P(A >= a) for `a` at or above its expectation.

    There each further term is smaller than the last, so the sum is of ratios to the
    first term.
    """
    k = tables.a.copy()
    total = np.ones_like(k)
    term = np.ones_like(k)
    live = np.arange(k.size)  # tables whose sum still changes
    width = _FIRST_TERMS
    while live.size:
        width = max(1, min(width, _CELLS // live.size))
        value = k[live, None] + np.arange(width)
        ratio = _ratios_of_terms(tables.select(live), value)
        terms = term[live, None] * np.cumprod(ratio, axis=1)
        last_term = terms[:, -1]
        total[live] += terms.sum(axis=1)
        term[live] = last_term
        k[live] += width
        # What is left is at most a geometric series with the last ratio.
        last_ratio = np.minimum(ratio[:, -1], 1.0)
        remainder = last_term * last_ratio
        negligible = _NEGLIGIBLE * total[live] * (1.0 - last_ratio)
        live = live[remainder > negligible]
        width *= 2
    return _log_probability(tables) + np.log(total)


def _ratios_of_terms(tables: _Tables, value: Floats) -> Floats:
    """Return P(A = value + 1) divided by P(A = value), one row a table."""
    spare = tables.d - tables.a - tables.b
    free_of_target = tables.c[:, None] - value
    free_of_target = np.maximum(free_of_target, 0.0)
    free_of_word = tables.word()[:, None] - value
    free_of_word = np.maximum(free_of_word, 0.0)
    free_elsewhere = spare[:, None] + value + 1.0
    free_elsewhere = np.maximum(free_elsewhere, 1.0)
    numerator = free_of_target * free_of_word
    denominator = (value + 1.0) * free_elsewhere
    return numerator / denominator


def _log_upper_tail(tables: _Tables) -> Floats:
    """Return ln P(A >= a)."""
    is_above = tables.is_above_mean()
    is_below = ~is_above
    value = np.empty_like(tables.a)
    value[is_above] = _log_tail_above_mean(tables.select(is_above))
    value[is_below] = _log_tail_below_mean(tables.select(is_below))
    return value


def _log_tail_below_mean(tables: _Tables) -> Floats:
    """Return ln P(A >= a) for `a` below its expectation.

    It is the logarithm of 1 less the other tail.
    """
    # `a` may be the smallest possible value; then no table is below it.
    is_smallest = (tables.a < 1) | (tables.b + 1 > tables.d)
    next_a = np.where(is_smallest, 0.0, tables.a - 1)
    next_b = np.where(is_smallest, 0.0, tables.b + 1)
    below = _Tables(a=next_b, b=next_a, c=tables.d, d=tables.c)
    log_other_tail = _log_tail_above_mean(below)
    log_other_tail = np.minimum(log_other_tail, _LARGEST_LOG_TAIL)
    log_other_tail = np.where(is_smallest, -1.0, log_other_tail)
    other_tail = np.exp(log_other_tail)
    log_tail = np.log1p(-other_tail)
    return np.where(is_smallest, 0.0, log_tail)


def _log_two_sided(tables: _Tables) -> Floats:
    """Return ln of the probability of all tables at most as probable as this one."""
    # Exchange the groups where needed, so that `a` is at or above its expectation.
    is_below = ~tables.is_above_mean()
    tables = tables.exchange_groups(is_below)
    opposite = _largest_opposite(tables)
    has_opposite = opposite >= tables.smallest()
    opposite_tables = tables.with_target_count(opposite)
    opposite_tables = opposite_tables.exchange_groups()
    log_other_tail = np.full_like(opposite, -np.inf)
    log_other_tail[has_opposite] = _log_tail_above_mean(
        opposite_tables.select(has_opposite)
    )
    log_own_tail = _log_tail_above_mean(tables)
    return np.logaddexp(log_own_tail, log_other_tail)


def _largest_opposite(tables: _Tables) -> Floats:
    """Return the largest value in the lower tail that is at most as probable as `a`.

    It is found by bisection. The smallest possible value less 1 says that there is
    none.
    """
    word = tables.word()
    bound = _log_probability(tables) + _TIE
    smallest = tables.smallest()
    mode = (word + 1.0) * (tables.c + 1.0)
    mode = np.floor(mode / (tables.c + tables.d + 2.0))
    low = smallest - 1.0
    high = np.minimum(mode, tables.a) + 1.0
    while np.any(high - low > 1):
        is_open = high - low > 1
        middle = np.floor((low + high) / 2.0)
        found = np.maximum(low, smallest)
        middle = np.where(is_open, middle, found)
        middle_tables = tables.with_target_count(middle)
        fits = _log_probability(middle_tables) <= bound
        low = np.where(is_open & fits, middle, low)
        high = np.where(is_open & ~fits, middle, high)
    return low
