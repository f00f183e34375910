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
    signed_statistic = check_numbers("statistic", statistic, infinite=True)
    absolute_statistic, degrees_of_freedom = broadcast_named(
        statistic=np.abs(signed_statistic), df=degrees_of_freedom
    )
    p_value = as_floats(special.chdtrc(degrees_of_freedom, absolute_statistic))
    if not log:
        value = np.maximum(p_value, SMALLEST_REPORTED_P)
        return scalar_or_array(value)
    with np.errstate(divide="ignore"):
        log_p = np.log(p_value)
    is_tiny = (p_value < _SMALLEST_EXACT_P) & np.isfinite(absolute_statistic)
    # Where p is not tiny the result is not used; any x far above s is safe there.
    half_degrees = np.where(is_tiny, degrees_of_freedom / 2, 1.0)
    tiny_half_statistic = np.where(is_tiny, absolute_statistic / 2, 700.0)
    tiny_log_p = _log_upper_gamma(half_degrees, tiny_half_statistic)
    value = np.where(is_tiny, tiny_log_p, log_p)
    return scalar_or_array(value)


def _log_upper_gamma(s: Floats, x: Floats) -> Floats:
    """Return ln Q(s, x), the log of the upper gamma tail, for x well above s.

    The continued fraction is evaluated from its last term to its first.
    """
    fraction = np.zeros_like(x)
    for j in range(_FRACTION_TERMS, 0, -1):
        denominator = x + 2 * j + 1 - s - fraction
        fraction = j * (j - s) / denominator
    log_denominator = np.log(x + 1.0 - s - fraction)
    log_power = s * np.log(x)
    value = -x + log_power - special.gammaln(s)
    return as_floats(value - log_denominator)


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
    is_known = ~is_unknown.ravel()
    tables = _Tables(*(values.ravel()[is_known] for values in counts))
    if side == "less":
        log_p = _log_upper_tail(tables.exchange_groups())
    elif side == "greater":
        log_p = _log_upper_tail(tables)
    else:
        log_p = _log_two_sided(tables)
    result = np.full(is_known.shape, np.nan)
    result[is_known] = np.minimum(log_p, 0.0) + 0.0
    if not log:
        result = np.maximum(np.exp(result), SMALLEST_REPORTED_P)
    value = result.reshape(shape)
    return scalar_or_array(value)


@dataclass(frozen=True, eq=False)
class _Tables:
    """Many tables: `a` among `c` words of the target, `b` among `d` of the reference."""

    a: Floats
    b: Floats
    c: Floats
    d: Floats

    def word_count(self) -> Floats:
        """Return the occurrences of the word in both groups."""
        return self.a + self.b

    def smallest_target_count(self) -> Floats:
        """Return the smallest `a` that is possible with these margins."""
        surplus = self.word_count() - self.d
        return np.maximum(surplus, 0.0)

    def is_above_mean(self) -> NDArray[np.bool_]:
        """Return where `a` is at or above its expectation."""
        total = self.c + self.d
        return self.a * total >= self.c * self.word_count()

    def select(self, rows: NDArray[Any]) -> _Tables:
        """Return the tables of some rows, given by a mask or by their numbers."""
        return _Tables(
            a=self.a[rows],
            b=self.b[rows],
            c=self.c[rows],
            d=self.d[rows],
        )

    def exchange_groups(self, where: NDArray[np.bool_] | bool = True) -> _Tables:
        """Return the tables, with target and reference exchanged `where` it is true."""
        return _Tables(
            a=np.where(where, self.b, self.a),
            b=np.where(where, self.a, self.b),
            c=np.where(where, self.d, self.c),
            d=np.where(where, self.c, self.d),
        )

    def with_target_count(self, a: Floats) -> _Tables:
        """Return tables with the same totals of words and groups, and another `a`."""
        b = self.word_count() - a
        return _Tables(a=a, b=b, c=self.c, d=self.d)


def _stirling_remainder(n: Floats) -> Floats:
    """Return ``ln n! - (n ln n - n)``, which stays small however large n is."""
    small_n = np.minimum(n, _STIRLING_FROM)
    log_factorial = special.gammaln(small_n + 1.0)
    exact = log_factorial - special.xlogy(small_n, small_n)
    exact = exact + small_n
    large_n = np.maximum(n, _STIRLING_FROM)
    # 1/(12 m) - 1/(360 m^3) + 1/(1260 m^5) - 1/(1680 m^7) + 1/(1188 m^9)
    inverse_square = 1.0 / (large_n * large_n)
    series = 1 / 1680 - inverse_square / 1188
    series = 1 / 1260 - inverse_square * series
    series = 1 / 360 - inverse_square * series
    series = 1 / 12 - inverse_square * series
    half_log = 0.5 * np.log(2.0 * np.pi * large_n)
    approximate = half_log + series / large_n
    return np.where(n < _STIRLING_FROM, exact, approximate)


def _sum_of_remainders(first_numbers: Floats, *further_numbers: Floats) -> Floats:
    """Return the sum of the Stirling remainders of several arrays of numbers."""
    total = _stirling_remainder(first_numbers)
    for numbers in further_numbers:
        total = total + _stirling_remainder(numbers)
    return total


def _log_probability(tables: _Tables) -> Floats:
    """Return ln of the hypergeometric probability of each table, its margins given."""
    a = tables.a
    b = tables.b
    c = tables.c
    d = tables.d
    word_count = tables.word_count()
    total = c + d
    other_words = total - word_count
    cells = _sum_of_remainders(a, b, c - a, d - b)
    margins = _sum_of_remainders(c, d, word_count, other_words)
    margins = margins - _stirling_remainder(total)
    statistic = np.where(total > 0, g2(a, b, c, d), 0.0)
    return margins - cells - statistic / 2.0


def _log_tail_above_mean(tables: _Tables) -> Floats:
    """Return ln P(A >= a) for `a` at or above its expectation.

    There each further term is smaller than the last, so the sum is of ratios to the
    first term.
    """
    first_counts = tables.a.copy()  # the counts with which the next step begins
    total = np.ones_like(first_counts)
    term = np.ones_like(first_counts)
    open_tables = np.arange(first_counts.size)  # tables whose sum still changes
    step_terms = _FIRST_TERMS
    while open_tables.size:
        step_terms = max(1, min(step_terms, _CELLS // open_tables.size))
        next_counts = first_counts[open_tables, None] + np.arange(step_terms)
        ratio = _ratios_of_terms(tables.select(open_tables), next_counts)
        terms = term[open_tables, None] * np.cumprod(ratio, axis=1)
        last_term = terms[:, -1]
        total[open_tables] += terms.sum(axis=1)
        term[open_tables] = last_term
        first_counts[open_tables] += step_terms
        # What is left is at most a geometric series with the last ratio.
        last_ratio = np.minimum(ratio[:, -1], 1.0)
        remainder = last_term * last_ratio
        negligible = _NEGLIGIBLE * total[open_tables] * (1.0 - last_ratio)
        open_tables = open_tables[remainder > negligible]
        # The longer a tail is, the more terms are summed in one step.
        step_terms *= 2
    return _log_probability(tables) + np.log(total)


def _ratios_of_terms(tables: _Tables, counts: Floats) -> Floats:
    """Return P(A = count + 1) / P(A = count) for `counts`, one row for each table.

    A count beyond what the margins allow has the ratio 0.
    """
    spare = tables.d - tables.a - tables.b
    free_of_target = tables.c[:, None] - counts
    free_of_target = np.maximum(free_of_target, 0.0)
    free_of_word = tables.word_count()[:, None] - counts
    free_of_word = np.maximum(free_of_word, 0.0)
    free_elsewhere = spare[:, None] + counts + 1.0
    free_elsewhere = np.maximum(free_elsewhere, 1.0)
    numerator = free_of_target * free_of_word
    denominator = (counts + 1.0) * free_elsewhere
    return numerator / denominator


def _log_upper_tail(tables: _Tables) -> Floats:
    """Return ln P(A >= a): that the target has `a` occurrences or more by chance."""
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
    tables_below = _Tables(a=next_b, b=next_a, c=tables.d, d=tables.c)
    log_other_tail = _log_tail_above_mean(tables_below)
    log_other_tail = np.minimum(log_other_tail, _LARGEST_LOG_TAIL)
    # Any number below 0 serves there: the result is not used.
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
    has_opposite = opposite >= tables.smallest_target_count()
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
    word_count = tables.word_count()
    log_limit = _log_probability(tables) + _TIE
    smallest_count = tables.smallest_target_count()
    # The most probable count of a hypergeometric distribution.
    mode_numerator = (word_count + 1.0) * (tables.c + 1.0)
    mode = np.floor(mode_numerator / (tables.c + tables.d + 2.0))
    # Below `low` all tables fit, and from `high` up none does.
    low = smallest_count - 1.0
    high = np.minimum(mode, tables.a) + 1.0
    while np.any(high - low > 1):
        is_open = high - low > 1
        middle = np.floor((low + high) / 2.0)
        settled_counts = np.maximum(low, smallest_count)
        middle = np.where(is_open, middle, settled_counts)
        middle_tables = tables.with_target_count(middle)
        fits = _log_probability(middle_tables) <= log_limit
        low = np.where(is_open & fits, middle, low)
        high = np.where(is_open & ~fits, middle, high)
    return low
