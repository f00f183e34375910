"""Every measure of association, keyness and effect on ten thousand tables and the extreme ones, by exact sums.

The other way is by fractions, and by decimals of 50 digits where there is a logarithm or a root. The bound: 1e-9
relative where a statistic exceeds 1e-6 (of the words, for a statistic that grows with them), elsewhere 1e-12 of the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array
from test_measures_oracles import RANDOM

from discourse import measures as m

Number = Decimal | Fraction | float
LN2 = Decimal(2).ln()
NAN = math.nan
TABLES = [tuple(map(int, row)) for row in RANDOM]
COLUMNS = tuple(RANDOM.T)
PAIRS = (
    RANDOM[:, 0],
    RANDOM[:, 2],
    RANDOM[:, 0] + RANDOM[:, 1],
    RANDOM[:, 2] + RANDOM[:, 3],
)
WORDS = RANDOM[:, 2] + RANDOM[:, 3]


@pytest.fixture(autouse=True)
def digits() -> Iterator[None]:
    with localcontext(prec=50):
        yield


def within(
    actual: Any, expected: list[Number], size: np.ndarray | float = 1.0, name: str = ""
) -> None:
    """Agreement to the bound, infinite and unknown values included."""
    seen, exact = (
        np.asarray(actual, dtype=float).ravel(),
        np.array([float(value) for value in expected]),
    )
    assert seen.shape == exact.shape
    assert len(seen) >= 10_000
    np.testing.assert_array_equal(np.isnan(seen), np.isnan(exact), err_msg=name)
    np.testing.assert_array_equal(
        np.isinf(seen) * np.sign(seen), np.isinf(exact) * np.sign(exact), err_msg=name
    )
    known = np.isfinite(exact)
    assert known.sum() > 5000, "enough that says something"
    size = np.broadcast_to(size, seen.shape)[known]
    gap, large = np.abs(seen[known] - exact[known]), np.abs(exact[known])
    bad = gap > np.where(large > 1e-6 * size, 1e-9 * large, 1e-12 * size)
    assert not bad.any(), (
        name,
        np.flatnonzero(known)[bad][:5],
        seen[known][bad][:5],
        exact[known][bad][:5],
    )


def over(above: int, below: int) -> Number:
    """A share, as the measures divide: infinite where only the lower is 0."""
    if below:
        return Fraction(above, below)
    return math.inf if above > 0 else -math.inf if above < 0 else NAN


def decimal(value: Fraction | int) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def log2(value: Number) -> Number:
    if isinstance(value, float):
        return value  # infinite or unknown
    return -math.inf if value == 0 else decimal(Fraction(value)).ln() / LN2


# Association ----------------------------------------------------------------------------------------------------------

PAIRED: dict[str, tuple[Callable[..., Any], Callable[[int, int, int, int], Number]]] = {
    "t": (m.t_score, lambda f, x, y, n: _surplus(f, x, y, n, f)),
    "z": (m.z_score, lambda f, x, y, n: _surplus(f, x, y, n, Fraction(x * y, n))),
    "MI": (m.mi, lambda f, x, y, n: log2(Fraction(f * n, x * y)) if x and y else NAN),
    "MI2": (lambda *p: m.mi(*p, power=2), lambda f, x, y, n: log2(Fraction(f * f * n, x * y)) if x and y else NAN),
    "MI3": (lambda *p: m.mi(*p, power=3), lambda f, x, y, n: log2(Fraction(f**3 * n, x * y)) if x and y else NAN),
    "NPMI": (m.npmi, lambda f, x, y, n: _npmi(f, x, y, n)),
    "Dice": (lambda f, x, y, n: m.dice(f, x, y), lambda f, x, y, n: over(2 * f, x + y)),
    "logDice": (lambda f, x, y, n: m.log_dice(f, x, y), lambda f, x, y, n: 14 + log2(over(2 * f, x + y))),  # type: ignore[operator]
    "forward": (lambda *p: m.delta_p(*p)[0], lambda f, x, y, n: over(f * n - x * y, x * (n - x))),
    "backward": (lambda *p: m.delta_p(*p)[1], lambda f, x, y, n: over(f * n - x * y, y * (n - y))),
    "Liddell": (m.liddell, lambda f, x, y, n: over(f * n - x * y, y * (n - y))),
    "phi2": (m.phi_squared, lambda f, x, y, n: over((f * n - x * y) ** 2, x * y * (n - x) * (n - y))),
    "sensitivity": (lambda f, x, y, n: m.minimum_sensitivity(f, x, y), lambda f, x, y, n: over(f, max(x, y)) if x and y else NAN),
}  # fmt: skip


def _surplus(f: int, x: int, y: int, n: int, variance: Fraction | int) -> Number:
    gap = Fraction(f * n - x * y, n)
    if variance:
        return decimal(gap) / decimal(Fraction(variance)).sqrt()
    return NAN if gap == 0 else math.copysign(math.inf, gap)


def _npmi(f: int, x: int, y: int, n: int) -> Number:
    if not (x and y) or f == n:
        return NAN
    return (
        -1
        if not f
        else decimal(Fraction(f * n, x * y)).ln() / decimal(Fraction(n, f)).ln()
    )


@pytest.mark.parametrize("name", PAIRED)
def test_pairs(name: str) -> None:
    measure, exact = PAIRED[name]
    size = WORDS if name in ("t", "z") else 1.0
    expected = [exact(a, c, a + b, c + d) for a, b, c, d in TABLES]
    within(
        measure(*PAIRS), expected, np.minimum(size, 1e6), name
    )  # far below the words where these are many


# Keyness and effects --------------------------------------------------------------------------------------------------


def _maths(a: int, b: int, c: int, d: int, k: int) -> Number:
    if not (c and d):
        return NAN
    return over(*_crossed(Fraction(10**6 * a, c) + k, Fraction(10**6 * b, d) + k))


def _crossed(p: Fraction, q: Fraction) -> tuple[int, int]:
    return p.numerator * q.denominator, q.numerator * p.denominator


def _ratio(a: int, b: int, c: int, d: int, zeros: str) -> Number:
    if not (a + b and c and d):
        return NAN
    if zeros == "half_always":
        return log2(Fraction((2 * a + 1) * (2 * d + 1), (2 * c + 1) * (2 * b + 1)))
    x, y = (
        Fraction(1, 2) if value == 0 and zeros == "half" else Fraction(value)
        for value in (a, b)
    )
    return log2(x * d / (y * c)) if y else math.inf


def _divergence(a: int, b: int, c: int, d: int) -> Number:
    if not (a + b and c and d):
        return NAN
    n, f = c + d, a + b
    parts = (
        Decimal(x) / f * (Decimal(x) * n / (Decimal(f) * y)).ln()
        for x, y in ((a, c), (b, d))
        if x
    )
    return sum(parts, Decimal(0)) / LN2


def _two_terms(a: int, b: int, c: int, d: int) -> Decimal:
    n, f = c + d, a + b
    return 2 * sum(
        (
            x * (Decimal(x) * n / (Decimal(f) * y)).ln()
            for x, y in ((a, c), (b, d))
            if x
        ),
        Decimal(0),
    )


def _ell(a: int, b: int, c: int, d: int) -> Number:
    smaller_expected = Fraction(min(c, d) * (a + b), c + d)
    # Where the smaller expected count is 1 but for rounding, its logarithm is nothing to divide by.
    if smaller_expected <= 1:
        return NAN
    return _two_terms(a, b, c, d) / ((c + d) * decimal(smaller_expected).ln())


CONTRASTS: dict[str, tuple[Callable[..., Any], Callable[[int, int, int, int], Number]]] = {
    "RR": (m.relative_risk, lambda a, b, c, d: over(a * d, b * c)),
    "OR": (m.odds_ratio, lambda a, b, c, d: over(a * (d - b), b * (c - a))),
    "%DIFF": (m.percent_difference, lambda a, b, c, d: over(100 * (a * d - b * c), b * c)),
    "coefficient": (m.difference_coefficient, lambda a, b, c, d: over(a * d - b * c, a * d + b * c) if c and d else NAN),
    "maths 1": (m.simple_maths, lambda a, b, c, d: _maths(a, b, c, d, 1)),
    "maths 100": (lambda *t: m.simple_maths(*t, k=100), lambda a, b, c, d: _maths(a, b, c, d, 100)),
    "half": (m.log_ratio, lambda *t: _ratio(*t, "half")),
    "half always": (lambda *t: m.log_ratio(*t, zeros="half_always"), lambda *t: _ratio(*t, "half_always")),
    "infinite": (lambda *t: m.log_ratio(*t, zeros="infinite"), lambda *t: _ratio(*t, "infinite")),
    "KLD": (m.kld_keyness, _divergence),
    "ELL": (m.ell, _ell),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRASTS)
def test_contrasts(name: str) -> None:
    measure, exact = CONTRASTS[name]
    within(measure(*COLUMNS), [exact(*row) for row in TABLES], 1.0, name)


def test_bayes_factor() -> None:
    statistic = np.abs(np.random.default_rng(20).normal(size=len(TABLES))) * 1e3
    expected = [
        Decimal(float(g)) - Decimal(int(n)).ln()
        for g, n in zip(statistic, WORDS, strict=True)
    ]
    within(m.bic(statistic, WORDS), expected)  # type: ignore[arg-type]


@pytest.mark.parametrize("prior", [0.5, 0.0625, 3.0])
def test_weighted_log_odds(prior: float) -> None:
    total, p = 2.0**20, Decimal(prior)
    delta, zeta = m.weighted_log_odds(
        *COLUMNS, prior=np.full((len(TABLES), 1), prior)[:, 0], prior_total=4 * total
    )
    first, second = [], []
    for a, b, c, d in TABLES:
        others = Decimal(4 * total) - p
        value = ((a + p) / (c - a + others)).ln() - ((b + p) / (d - b + others)).ln()
        first.append(value)
        second.append(value / (1 / (a + p) + 1 / (b + p)).sqrt())
    within(delta, first)  # type: ignore[arg-type]
    within(zeta, second, np.minimum(WORDS, 1e6))  # type: ignore[arg-type]


def test_class_tf_idf() -> None:
    table = np.random.default_rng(21).poisson(0.3, (40, 300)) * np.random.default_rng(
        22
    ).integers(1, 2**30, (40, 300))
    mean, seen = Fraction(int(table.sum()), 40), table.sum(axis=0)
    logs = [decimal(1 + mean / int(f)).ln() if f else Decimal(0) for f in seen]
    expected: list[Number] = [
        int(x) * logs[j] for row in table for j, x in enumerate(row)
    ]
    within(m.class_tf_idf(table), expected, float(table.max()))
    rows = [Fraction(int(x)) for x in table.sum(axis=1)]
    shares: list[Number] = [
        int(x) * logs[j] / decimal(rows[i])
        for i, row in enumerate(table)
        for j, x in enumerate(row)
    ]
    within(m.class_tf_idf(table, share=True), shares)


def test_text_dispersion_is_the_measure_of_documents() -> None:
    rng = np.random.default_rng(23)
    target, reference = rng.poisson(0.4, (10_000, 9)), rng.poisson(0.2, (10_000, 14))
    a, b = (target > 0).sum(axis=1), (reference > 0).sum(axis=1)
    for measure in (m.g2, m.log_ratio, m.fisher_exact):
        actual = m.text_dispersion_keyness(target, reference, measure=measure)
        np.testing.assert_array_equal(actual, measure(a, b, 9, 14))
        sparse = m.text_dispersion_keyness(
            csr_array(target), csr_array(reference), measure=measure
        )
        np.testing.assert_array_equal(sparse, actual)
    np.testing.assert_array_equal(
        m.text_dispersion_keyness(target > 0, reference > 0), m.g2(a, b, 9, 14)
    )


def test_the_interval_of_the_log_ratio_leaves_out_what_it_says() -> None:
    stats = pytest.importorskip("scipy.stats")
    a, b, c, d = RANDOM[(RANDOM[:, 2] > 0) & (RANDOM[:, 3] > 0)].T
    assert len(a) >= 10_000
    low, high = m.log_ratio_interval(a, b, c, d)
    for end, count, odds in (
        (low, a, low - np.log2(d / c)),
        (high, b, np.log2(d / c) - high),
    ):
        there = (count > 0) & (
            a + b < 2**30
        )  # beyond, a logarithm has not digits enough to carry the share back
        assert there.sum() > 3000
        share = np.exp2(odds[there]) / (1.0 + np.exp2(odds[there]))
        np.testing.assert_allclose(
            stats.binom.sf(count[there] - 1, (a + b)[there], share), 0.025, rtol=1e-7
        )
        assert np.isinf(end[count == 0]).all()
    conservative = m.conservative_log_ratio(a, b, c, d)
    np.testing.assert_array_equal(
        conservative, np.where(low > 0, low, np.where(high < 0, high, 0.0))
    )


def test_intervals_of_a_rate_and_a_share_leave_out_what_they_say() -> None:
    stats, special = (
        pytest.importorskip("scipy.stats"),
        pytest.importorskip("scipy.special"),
    )
    k, n = RANDOM[:, 0], RANDOM[:, 2]
    there = (n > 0) & (n < 2**30)
    k, n = np.tile(k[there], 2), np.tile(n[there], 2)
    assert len(k) >= 10_000
    # The first has a quantile that an inverse in use gets wrong by a factor of two.
    k, n = np.append(1000.0, k), np.append(135512508.0, n)
    low, high = m.clopper_pearson(k, n)
    assert (low <= k / n).all()
    assert (k / n <= high).all()
    np.testing.assert_allclose(stats.binom.sf(k - 1, n, low)[k > 0], 0.025, rtol=1e-7)
    np.testing.assert_allclose(stats.binom.cdf(k, n, high)[k < n], 0.025, rtol=1e-6)
    low, high = m.garwood(k)
    np.testing.assert_allclose(special.gammainc(k[k > 0], low[k > 0]), 0.025, rtol=1e-7)
    np.testing.assert_allclose(special.gammaincc(k + 1, high), 0.025, rtol=1e-7)
    z = Decimal(-float(special.ndtri(0.025)))
    ends: tuple[list[Number], list[Number]] = ([], [])
    for count, of in zip(map(int, k), map(int, n), strict=True):
        reach = z * (Decimal(count) * (of - count) / of + z * z / 4).sqrt()
        for end, way in zip(ends, (-1, 1), strict=True):
            end.append((count + z * z / 2 + way * reach) / (of + z * z))
    for actual, expected in zip(m.wilson(k, n), ends, strict=True):
        within(actual, expected)


# Three words and more -------------------------------------------------------------------------------------------------


def test_ngrams() -> None:
    rng = np.random.default_rng(24)
    n = np.floor(np.exp2(rng.uniform(2, 40, 12_000)))
    parts = np.floor(np.exp2(rng.uniform(0, np.log2(n)[:, None], (12_000, 3))))
    f = np.floor(parts.min(axis=1) * rng.random(12_000) ** 3)
    heads, tails = (
        np.maximum(np.floor(parts[:, :2] * rng.random((12_000, 2))), f[:, None])
        for _ in range(2)
    )
    pmi, t, glue = [], [], []
    for x, (p, q, r), size, h, e in zip(f, parts, n, heads, tails, strict=True):
        x, p, q, r, size = map(int, (x, p, q, r, size))
        pmi.append(log2(Fraction(x * size * size, p * q * r)))
        chance = Fraction(p * q * r, size * size)
        t.append(decimal(x - chance) / Decimal(x).sqrt() if x else -math.inf)
        glue.append(over(2 * x * x, int(h[0]) * int(e[0]) + int(h[1]) * int(e[1])))
    within(m.ngram_pmi(f, parts, n), pmi)
    within(m.ngram_t(f, parts, n), t, np.minimum(n, 1e6))
    within(m.scp(f, heads, tails), glue)


def test_cells_of_three_words() -> None:
    rng = np.random.default_rng(25)
    cells = np.floor(
        np.exp2(rng.uniform(-2, 30, (10_000, 8))) * (rng.random((10_000, 8)) < 0.9)
    )
    cells[:2000] = np.floor(
        1e6 * np.array([27, 9, 9, 3, 9, 3, 3, 1]) + rng.integers(0, 3, (2000, 8))
    )  # near independence
    g2, values, z = [], [], []
    half = Decimal("0.5")
    getcontext().prec = 28
    for row in cells.astype(int).tolist():
        n = sum(row)
        sides = [
            [
                sum(x for i, x in enumerate(row) if i >> (2 - w) & 1 == bit)
                for bit in (0, 1)
            ]
            for w in range(3)
        ]
        total = Decimal(0)
        for i, x in enumerate(row):
            if x:
                chance = math.prod(sides[w][i >> (2 - w) & 1] for w in range(3))
                total += x * (Decimal(x) * n * n / chance).ln()
        g2.append(2 * total)
        value = sum(
            (-1) ** (3 - i.bit_count()) * (x + half).ln() for i, x in enumerate(row)
        )
        values.append(value)
        z.append(value / sum(1 / (x + half) for x in row).sqrt())  # type: ignore[union-attr]
    within(m.independence_g2(cells), g2, cells.sum(axis=1))  # type: ignore[arg-type]
    actual = m.interaction(cells)
    within(actual[0], values, 1e3)  # type: ignore[arg-type]
    within(actual[1], z, np.minimum(cells.sum(axis=1), 1e6))  # type: ignore[arg-type]


def test_branching_entropy_of_decimals() -> None:
    following = np.floor(
        np.exp2(np.random.default_rng(26).uniform(-3, 40, (10_000, 5)))
    )
    expected = []
    for row in following.astype(int).tolist():
        n = sum(row)
        expected.append(
            -sum((Decimal(x) / n * (Decimal(x) / n).ln() for x in row if x), Decimal(0))
            / LN2
            if n
            else NAN
        )
    within(m.branching_entropy(following), expected)
