"""p-values of a table: the chi-squared tail, also far below the smallest float, and Fisher's exact test."""

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
from discourse.measures.exact_arithmetic import Floats, scalar_or_array
from discourse.measures.keyness import g2
from discourse.validation import check_option

__all__ = ["SMALLEST_REPORTED_P", "chi2_tail", "fisher_exact"]

# The smallest p that is given as it is. What is smaller is given as this number, which is too large and never too small:
# a p of 0 would say "impossible". Its logarithm is exact.
SMALLEST_REPORTED_P = 1e-300

_TIE = 1e-11  # two arrangements count as equally likely when their probabilities differ by less than this share
_CELLS = 1 << 20  # numbers held at once while a tail is summed


def chi2_tail(
    statistic: ArrayLike, df: ArrayLike = 1.0, *, log: bool = False
) -> Floats:
    """Return the p-value of a G2 or chi-squared: the share of the chi-squared distribution above it.

    Parameters
    ----------
    statistic : array_like
        G2 or chi-squared; a sign is ignored.
    df : array_like
        Degrees of freedom, above 0; 1 for two groups, or for two words.
    log : bool
        Return the natural logarithm of p, exact also far below :data:`SMALLEST_REPORTED_P`.

    Returns
    -------
    ndarray of float
        Above 0 to 1, or its logarithm. A p below 1e-300 is given as 1e-300 (:data:`SMALLEST_REPORTED_P`): read "1e-300 or less".

    Notes
    -----
    ``Q(df/2, x/2)``, the regularised upper incomplete gamma function; where it underflows, its continued fraction
    (Legendre). *Not* a p-value for word counts in the strict sense: words within texts depend on one another. It
    belongs to the four-term G2; for two terms it is the custom, not the theory.

    References
    ----------
    NIST Digital Library of Mathematical Functions, 8.2.4 and 8.9.2.

    Examples
    --------
    >>> print(np.round(chi2_tail([3.84, 6.63, 10.83, 15.13]), 4), np.round(chi2_tail(5000, log=True), 3))
    [0.05   0.01   0.001  0.0001] -2504.485
    """
    freedom = check_numbers("df", df)
    if np.any(freedom <= 0):
        raise OptionError(
            f"df of {np.nanmin(freedom):g} came; degrees of freedom above 0 were expected, 1 for two groups."
        )
    x, freedom = broadcast_named(
        statistic=np.abs(check_numbers("statistic", statistic, infinite=True)),
        df=freedom,
    )
    p = np.asarray(special.chdtrc(freedom, x), dtype=np.float64)
    if not log:
        return scalar_or_array(np.maximum(p, SMALLEST_REPORTED_P))
    with np.errstate(divide="ignore"):
        value = np.log(p)
    tiny = (p < 1e-280) & np.isfinite(x)
    value = np.where(
        tiny,
        _log_upper_gamma(
            np.where(tiny, freedom / 2, 1.0), np.where(tiny, x / 2, 700.0)
        ),
        value,
    )
    return scalar_or_array(value)


def _log_upper_gamma(s: Floats, x: Floats) -> Floats:
    """Return ln Q(s, x) for x well above s, from the continued fraction evaluated backwards."""
    fraction = np.zeros_like(x)
    for j in range(200, 0, -1):
        fraction = j * (j - s) / (x + 2 * j + 1 - s - fraction)
    return np.asarray(
        -x + s * np.log(x) - special.gammaln(s) - np.log(x + 1.0 - s - fraction),
        dtype=np.float64,
    )


def fisher_exact(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
    log: bool = False,
) -> Floats:
    """Return the p-value of Fisher's exact test: no approximation, however small the counts.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words (or documents), `b` among `d`; whole numbers.
    alternative : {"two-sided", "greater", "less"}
        "greater": the target has more. "two-sided" sums every table no likelier than the one seen.
    log : bool
        Return the natural logarithm of p.

    Returns
    -------
    ndarray of float
        Above 0 to 1; 1 where a margin is 0, NaN where an input is. A p below 1e-300 is given as 1e-300
        (:data:`SMALLEST_REPORTED_P`), but for its logarithm.

    Notes
    -----
    Probabilities are hypergeometric: ``ln p = -G2/2`` plus Stirling remainders, so that counts beyond 2**40 lose
    nothing; tails are summed by ratios of neighbours. At such counts a tail near its middle takes a second.
    *Not* for word counts as if they were independent draws; on counts of documents it is at home.

    References
    ----------
    Fisher (1935), JRSS 98(1), 39-82; Loader (2000), "Fast and accurate computation of binomial probabilities".

    Examples
    --------
    >>> print(np.round(fisher_exact(3, 1, 4, 4), 3), np.round(fisher_exact(3, 1, 4, 4, alternative="greater"), 3))
    0.486 0.243
    """
    side = check_option("alternative", alternative, ("two-sided", "greater", "less"))
    cells = two_group_counts(a, b, c, d)
    for name, values in zip("abcd", (a, b, c, d), strict=True):
        check_counts(name, values, integral=True)
    shape = cells[0].shape
    known = ~np.isnan(cells[0] + cells[1] + cells[2] + cells[3]).ravel()
    w, x, y, z = (values.ravel()[known] for values in cells)
    if side == "less":
        value = _log_upper(x, w, z, y)
    elif side == "greater":
        value = _log_upper(w, x, y, z)
    else:
        value = _log_two_sided(w, x, y, z)
    result = np.full(known.shape, np.nan)
    result[known] = np.minimum(value, 0.0) + 0.0
    return scalar_or_array(
        (result if log else np.maximum(np.exp(result), SMALLEST_REPORTED_P)).reshape(
            shape
        )
    )


def _stirling(n: Floats) -> Floats:
    """Return ``ln n! - (n ln n - n)``, which stays small however large n is."""
    small = np.minimum(n, 16.0)
    exactly = special.gammaln(small + 1.0) - special.xlogy(small, small) + small
    m = np.maximum(n, 16.0)
    inverse = 1.0 / (m * m)
    series = (
        1 / 12
        - inverse
        * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))
    ) / m
    return np.where(n < 16.0, exactly, 0.5 * np.log(2.0 * np.pi * m) + series)


def _log_pmf(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    word, n = a + b, c + d
    inside = _stirling(a) + _stirling(b) + _stirling(c - a) + _stirling(d - b)
    margins = (
        _stirling(c)
        + _stirling(d)
        + _stirling(word)
        + _stirling(n - word)
        - _stirling(n)
    )
    return margins - inside - np.where(n > 0, g2(a, b, c, d), 0.0) / 2.0


def _log_tail(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return ln P(A >= a) for a at or above its expectation, where each further term is smaller than the last."""
    word, spare = a + b, d - a - b
    total, term, k = np.ones_like(a), np.ones_like(a), a.copy()
    live, width = np.arange(a.size), 32
    while live.size:
        width = max(1, min(width, _CELLS // live.size))
        at = k[live, None] + np.arange(width)
        ratio = np.maximum(c[live, None] - at, 0.0) * np.maximum(
            word[live, None] - at, 0.0
        )
        ratio = ratio / ((at + 1.0) * np.maximum(spare[live, None] + at + 1.0, 1.0))
        terms = term[live, None] * np.cumprod(ratio, axis=1)
        total[live] += terms.sum(axis=1)
        term[live] = terms[:, -1]
        k[live] += width
        last = np.minimum(ratio[:, -1], 1.0)
        # What is left is at most a geometric series with the last ratio.
        live = live[terms[:, -1] * last > 1e-17 * total[live] * (1.0 - last)]
        width *= 2
    return _log_pmf(a, b, c, d) + np.log(total)


def _log_upper(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return ln P(A >= a): the tail itself, or one less the other tail where `a` is below its expectation."""
    high = a * (c + d) >= c * (a + b)
    value = np.empty_like(a)
    value[high] = _log_tail(a[high], b[high], c[high], d[high])
    w, x, y, z = a[~high], b[~high], c[~high], d[~high]
    # Below its expectation `a` may be the least possible, and then nothing lies under it.
    least = (w < 1) | (x + 1 > z)
    other = _log_tail(np.where(least, 0.0, x + 1), np.where(least, 0.0, w - 1), z, y)
    value[~high] = np.where(
        least, 0.0, np.log1p(-np.exp(np.where(least, -1.0, np.minimum(other, -1e-300))))
    )
    return value


def _log_two_sided(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return ln of the sum of all tables no likelier than the one seen."""
    swap = a * (c + d) < c * (a + b)
    a, b, c, d = (
        np.where(swap, b, a),
        np.where(swap, a, b),
        np.where(swap, d, c),
        np.where(swap, c, d),
    )
    word = a + b
    seen = _log_pmf(a, b, c, d) + _TIE
    least = np.maximum(word - d, 0.0)
    low = (
        least - 1.0
    )  # the largest value known to be no likelier; least - 1 stands for none
    high = np.minimum(np.floor((word + 1.0) * (c + 1.0) / (c + d + 2.0)), a) + 1.0
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2.0)
        middle = np.where(high - low > 1, middle, np.maximum(low, least))
        fits = _log_pmf(middle, word - middle, c, d) <= seen
        open_ = high - low > 1
        low, high = (
            np.where(open_ & fits, middle, low),
            np.where(open_ & ~fits, middle, high),
        )
    other = np.full_like(a, -np.inf)
    there = low >= least
    k = low[there]
    other[there] = _log_tail(word[there] - k, k, d[there], c[there])
    return np.logaddexp(_log_tail(a, b, c, d), other)
