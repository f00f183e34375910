"""Intervals and corrections another way: by scipy.stats, and by what they promise."""

from __future__ import annotations

import math

import numpy as np
import pytest

from discourse import measures as m
from discourse.errors import OptionError


def test_intervals_against_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    for k, n in ((0, 1), (1, 1), (0, 40), (3, 40), (40, 40), (17, 1000)):
        for level in (0.5, 0.95, 0.999):
            exact = stats.binomtest(k, n).proportion_ci(level, method="exact")
            score = stats.binomtest(k, n).proportion_ci(level, method="wilson")
            assert m.clopper_pearson(k, n, confidence_level=level) == pytest.approx(
                tuple(exact), rel=1e-7, abs=1e-14
            )
            assert m.wilson(k, n, confidence_level=level) == pytest.approx(
                tuple(score), rel=1e-9, abs=1e-14
            )
    # Of huge counts, by what defines them: the count is just not too many at the low end, not too few at the high.
    low, high = m.clopper_pearson(2**20, 2**40)
    assert stats.binom.sf(2**20 - 1, 2**40, low) == pytest.approx(0.025, rel=1e-6)
    assert stats.binom.cdf(2**20, 2**40, high) == pytest.approx(0.025, rel=1e-6)
    for k in (0, 1, 5, 10_000, 2**40):
        tail = 0.025
        low = stats.chi2.ppf(tail, 2 * k) / 2 if k else 0.0
        assert m.garwood(k) == pytest.approx(
            (low, stats.chi2.isf(tail, 2 * k + 2) / 2), rel=1e-10
        )


def test_garwood_of_counts_that_recur_is_that_of_each_count() -> None:
    counts = np.array([[0.0, 3.5, 3.5], [np.nan, 0.0, 7.0]])
    low, high = m.garwood(counts, [10.0, 20.0, 0.0])
    assert low.shape == high.shape == counts.shape
    for place in np.ndindex(counts.shape):
        alone = m.garwood(counts[place], [10.0, 20.0, 0.0][place[1]])
        np.testing.assert_array_equal((low[place], high[place]), alone)


def test_garwood_keeps_its_promise() -> None:
    stats = pytest.importorskip("scipy.stats")
    k = np.arange(200)
    low, high = m.garwood(k)
    for mean in np.linspace(0.01, 40, 300):
        covered = stats.poisson.pmf(k, mean)[(low <= mean) & (mean <= high)].sum()
        assert covered >= 0.95 - 1e-9


@pytest.mark.parametrize("confidence_level", [0.8, 0.95])
def test_a_normal_log_ratio_interval_is_its_formula(confidence_level: float) -> None:
    stats = pytest.importorskip("scipy.stats")
    low, high = m.log_ratio_interval(
        20, 5, 1000, 4000, method="normal", confidence_level=confidence_level
    )
    error = math.sqrt(1 / 20 - 1 / 1000 + 1 / 5 - 1 / 4000) / math.log(2)
    reach = stats.norm.ppf((1 + confidence_level) / 2) * error
    assert (low, high) == pytest.approx((4 - reach, 4 + reach), rel=1e-12)


def test_log_ratio_interval_against_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    for a, b in ((1, 1), (20, 5), (5, 20), (1000, 3), (0, 7), (7, 0)):
        low, high = m.log_ratio_interval(a, b, 1000, 4000)
        exact = stats.binomtest(a, a + b).proportion_ci(0.95, method="exact")
        with np.errstate(divide="ignore"):
            odds = np.array([exact.low, exact.high])
            expected = np.log2(4.0 * odds / (1 - odds))
        assert (low, high) == pytest.approx(tuple(expected), rel=1e-9)


def test_corrections_against_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(13)
    for size in (1, 2, 17, 300):
        p = rng.random(size).round(2)
        np.testing.assert_allclose(
            m.benjamini_hochberg(p), stats.false_discovery_control(p), rtol=1e-13
        )
        order = sorted(range(size), key=lambda i: p[i])
        worst, expected = 0.0, np.empty(size)
        for rank, i in enumerate(order):
            worst = max(worst, min(1.0, p[i] * (size - rank)))
            expected[i] = worst
        np.testing.assert_allclose(m.holm(p), expected, rtol=1e-13)


def test_rank_sum_against_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(14)
    for _ in range(50):
        x, y = rng.integers(0, 6, 7), rng.integers(0, 6, 4)
        assert m.rank_sum(x, y) == stats.rankdata(np.concatenate([x, y]))[:7].sum()


def test_the_interval_of_a_rate_with_documents_as_units() -> None:
    stats = pytest.importorskip("scipy.stats")
    counts, words = (
        np.array([3.0, 0.0, 1.0, 6.0]),
        np.array([100.0, 80.0, 120.0, 100.0]),
    )
    low, high = m.document_interval(counts, words)
    rate = 10 / 400
    effect = 4 / 3 * ((counts - rate * words) ** 2).sum() / 10
    worth = 10 / effect / (stats.t.ppf(0.975, 3) / stats.norm.ppf(0.975)) ** 2
    assert low[0] == pytest.approx(stats.gamma.ppf(0.025, worth) / worth * rate)
    assert high[0] == pytest.approx(stats.gamma.ppf(0.975, worth + 1) / worth * rate)
    none = m.document_interval(np.zeros(4), words)
    assert none[0][0] == 0
    assert none[1][0] > -np.log(0.025) / 400, (
        "never tighter than the exact interval of an absent phrase"
    )
    assert np.isnan(m.document_interval(counts[:1], words[:1])).all()
    assert m.document_interval([*counts, 0], [*words, 0]) == (low, high), (
        "an empty document is no unit"
    )
    clustered = m.document_interval(counts, words, clusters=["x", "x", "y", "z"])
    assert clustered == m.document_interval([3, 1, 6], [180, 120, 100])
    for fault in ({"clusters": ["x"]}, {"confidence_level": 1.0}):
        with pytest.raises(OptionError, match=r"came|between"):
            m.document_interval(counts, words, **fault)
    with pytest.raises(OptionError, match="one row for each document"):
        m.document_interval(counts, words[:2])
