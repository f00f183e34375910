"""Bootstrap and permutation of documents: what they promise, counted out by hand or by scipy."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import numpy as np
import pytest

from discourse import measures as m

COUNT = np.array([2.0, 0, 1, 4, 3])
WORDS = np.array([120.0, 80, 100, 150, 90])


def gap(values: np.ndarray) -> m.Statistic:
    """Mean of the target's documents less the mean of the others."""

    def statistic(side: np.ndarray) -> np.ndarray:
        inside = side.sum(axis=1)
        shape = (-1,) + (1,) * (values.ndim - 1)
        return side @ values / inside.reshape(shape) - (1 - side) @ values / (
            len(values) - inside
        ).reshape(shape)

    return statistic


# Bootstrap ------------------------------------------------------------------------------------------------------------


def test_few_documents_are_counted_out() -> None:
    every = Counter(
        round(sum(COUNT[list(draw)]) / sum(WORDS[list(draw)]), 12)
        for draw in itertools.product(range(5), repeat=5)
    )
    assert len(every) <= 126
    ranked, cumulated = sorted(every), 0
    shares = []
    for value in ranked:
        cumulated += every[value]
        shares.append(cumulated / 5**5)
    low, high = (
        ranked[next(i for i, s in enumerate(shares) if s >= q)] for q in (0.025, 0.975)
    )
    interval = m.bootstrap_interval(m.pooled_rate(COUNT, WORDS), 5, method="percentile")
    assert interval == pytest.approx((low, high), rel=1e-9)
    # No chance is in it, whatever the generator.
    assert interval == m.bootstrap_interval(
        m.pooled_rate(COUNT, WORDS), 5, method="percentile", rng=99
    )


def test_bca_against_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    values = np.random.default_rng(1).lognormal(size=30)
    scipys = stats.bootstrap(
        (values,),
        np.mean,
        n_resamples=20000,
        method="BCa",
        rng=np.random.default_rng(2),
    )
    low, high = m.bootstrap_interval(lambda w: w @ values / 30, 30, resamples=20000)
    spread = values.std(ddof=1) / math.sqrt(30)
    # Two runs of 20,000 draws: ends within a few hundredths of a standard error.
    assert (low, high) == pytest.approx(
        tuple(scipys.confidence_interval), abs=0.06 * spread
    )
    plain = m.bootstrap_interval(
        lambda w: w @ values / 30, 30, resamples=20000, method="percentile"
    )
    assert plain[0] < low
    assert plain[1] < high  # skewed to the right, and BCa knows


def test_a_statistic_that_resamples_never_reach_is_corrected_by_half_a_resample() -> (
    None
):
    def different(weights: np.ndarray) -> np.ndarray:
        return (weights > 0).sum(axis=-1).astype(float)

    # All 20 documents are different, and 20 drawn with replacement never are.
    options = {"resamples": 99, "confidence_level": 0.9999}
    low, high = m.bootstrap_interval(different, 20, **options)
    assert (low, high) == (14, 15)
    interval = m.bootstrap_interval(lambda w: -different(w), 20, **options)
    assert interval == (-high, -low)


def test_the_bootstrap_covers() -> None:
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(200):
        values = rng.normal(size=20)
        low, high = m.bootstrap_interval(
            lambda w, v=values: w @ v / 20, 20, resamples=399
        )
        hits += low <= 0 <= high
    assert 0.86 <= hits / 200 <= 0.99


def test_clusters_are_drawn_together() -> None:
    # Three events, each of several documents that say the same: three facts, not nine.
    event = np.repeat([0, 1, 2], 3)
    value = np.repeat([1.0, 2.0, 6.0], 3)
    rate = m.pooled_rate(value, np.ones(9))
    wide = m.bootstrap_interval(rate, 9, clusters=event, method="percentile")
    narrow = m.bootstrap_interval(rate, 9, method="percentile")
    assert wide[0] < narrow[0]
    assert wide[1] > narrow[1]
    three = m.bootstrap_interval(
        m.pooled_rate([1, 2, 6], np.ones(3)), 3, method="percentile"
    )
    assert wide == three
    named = m.bootstrap_interval(
        rate, 9, clusters=np.array(list("aaabbbccc")), method="percentile"
    )
    assert named == wide


def test_the_same_number_gives_the_same_interval_and_columns_do_not_meddle() -> None:
    rng = np.random.default_rng(4)
    count, words = rng.poisson(3, (40, 6)), rng.integers(50, 500, 40)
    one = m.bootstrap_interval(m.pooled_rate(count, words), 40, resamples=500, rng=7)
    two = m.bootstrap_interval(m.pooled_rate(count, words), 40, resamples=500, rng=7)
    other = m.bootstrap_interval(m.pooled_rate(count, words), 40, resamples=500, rng=8)
    np.testing.assert_array_equal(one, two)
    assert (np.array(one) != np.array(other)).any()
    alone = m.bootstrap_interval(
        m.pooled_rate(count[:, 2], words), 40, resamples=500, rng=7
    )
    assert (one[0][2], one[1][2]) == alone
    assert one[0].shape == (6,)


def test_what_is_undefined_stays_out() -> None:
    # Three of five documents have no words of the script: some draws hold none.
    interval = m.bootstrap_interval(
        m.pooled_rate([3, 1, 0, 0, 0], [10, 10, 0, 0, 0]), 5, method="percentile"
    )
    assert interval == (0.1, 0.3)
    assert np.isnan(m.bootstrap_interval(m.pooled_rate([0, 0], [0, 0]), 2)).all()
    assert np.isnan(m.bootstrap_interval(m.pooled_rate([1], [10]), 1)).all()
    flat = m.bootstrap_interval(m.pooled_rate([2, 2, 2], [10, 10, 10]), 3)
    assert flat == (0.2, 0.2)
    # A statistic of the scholar's own, unguarded: no warning, and what is infinite or unknown stays so.
    assert m.bootstrap_interval(lambda w: (w @ COUNT[2:]) / (w @ np.zeros(3)), 3) == (
        math.inf,
        math.inf,
    )
    assert np.isnan(
        m.bootstrap_interval(lambda w: (w @ np.zeros(3)) / (w @ np.zeros(3)), 3)
    ).all()


# Permutation ----------------------------------------------------------------------------------------------------------


def test_few_documents_are_dealt_out_in_every_way() -> None:
    values, target = (
        np.array([5.0, 6, 1, 2, 1.5]),
        np.array([True, True, False, False, False]),
    )
    seen = values[:2].mean() - values[2:].mean()
    every = []
    for chosen in itertools.combinations(range(5), 2):
        inside = np.isin(np.arange(5), chosen)
        every.append(values[inside].mean() - values[~inside].mean())
    result = m.permutation_test(gap(values), target)
    assert (result.arrangements, result.exact) == (10, True)
    assert result.statistic == pytest.approx(seen)
    assert result.p == sum(abs(t) >= abs(seen) for t in every) / 10
    assert m.permutation_test(gap(values), target, alternative="less").p == 1.0
    assert result.floor == m.smallest_p(5, 2) == 0.1


def test_permutation_against_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(5)
    for _ in range(20):
        values = rng.integers(0, 5, 8).astype(float)
        target = np.arange(8) < 3

        def difference(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
            return np.asarray(np.mean(x, axis=axis) - np.mean(y, axis=axis))

        expected = stats.permutation_test(
            (values[target], values[~target]), difference, vectorized=True
        )
        for side in ("greater", "less"):
            expected = stats.permutation_test(
                (values[target], values[~target]),
                difference,
                vectorized=True,
                alternative=side,
            )
            result = m.permutation_test(gap(values), target, alternative=side)  # type: ignore[arg-type]
            assert result.p == pytest.approx(expected.pvalue, rel=1e-12)


def test_equal_halves_have_a_floor_twice_as_high() -> None:
    values = np.arange(8.0)
    result = m.permutation_test(gap(values), values >= 4)
    assert result.p == result.floor == pytest.approx(2 / 70)


def test_ties_raise_the_floor() -> None:
    # A word in one document only: the arrangements with that document in the target are all alike.
    values = np.array([1.0, 0, 0, 0, 0])
    result = m.permutation_test(
        gap(values), np.array([True, True, False, False, False]), alternative="greater"
    )
    assert result.p == result.floor == pytest.approx(4 / 10)
    nothing = m.permutation_test(
        gap(np.zeros(5)), np.array([True, True, False, False, False])
    )
    assert nothing.p == nothing.floor == 1.0


def test_each_word_has_its_own_floor() -> None:
    words = np.array([[9.0, 8, 1, 2, 0], [1.0, 0, 0, 0, 0], [3.0, 1, 4, 1, 5]]).T
    target = np.array([True, True, False, False, False])
    together = m.permutation_test(gap(words), target, alternative="greater")
    for number in range(words.shape[1]):
        apart = m.permutation_test(gap(words[:, number]), target, alternative="greater")
        assert together.floor[number] == apart.floor
        assert together.p[number] == apart.p
    assert together.floor.tolist() == [0.1, 0.4, 0.1]
    assert together.p[2] > 0.5


def test_many_documents_are_drawn() -> None:
    rng = np.random.default_rng(6)
    values = (
        rng.normal(size=(60, 3)) + np.array([0, 0, 3.0]) * (np.arange(60) < 30)[:, None]
    )
    target = np.arange(60) < 30
    one = m.permutation_test(gap(values), target, permutations=999, rng=1)
    assert (one.arrangements, one.exact) == (1000, False)
    assert one.floor.tolist() == [0.001] * 3
    assert one.p[2] == 0.001
    assert (one.p[:2] > 0.01).all()
    assert (one.adjusted >= one.p).all()
    two = m.permutation_test(gap(values), target, permutations=999, rng=1)
    np.testing.assert_array_equal(one.p, two.p)
    np.testing.assert_array_equal(one.randomised, two.randomised)


def test_p_is_uniform_when_nothing_differs() -> None:
    rng = np.random.default_rng(7)
    p, lot = [], []
    for k in range(300):
        result = m.permutation_test(
            gap(rng.integers(0, 3, 7).astype(float)), np.arange(7) < 3, rng=k
        )
        p.append(result.p)
        lot.append(result.randomised)
    for alpha in (0.1, 0.3, 0.5):
        assert np.mean(np.array(p) <= alpha) <= alpha + 0.06  # never too often
        assert np.mean(np.array(lot) <= alpha) == pytest.approx(
            alpha, abs=0.08
        )  # just as often


def test_clusters_change_sides_together() -> None:
    values = np.repeat([5.0, 4, 1, 2], 5)
    target = values > 3
    result = m.permutation_test(
        gap(values), target, clusters=np.repeat(list("abcd"), 5)
    )
    assert result.arrangements == math.comb(4, 2)
    assert result.p == pytest.approx(2 / 6)
    alone = m.permutation_test(gap(values), target)
    assert alone.p < 0.01  # twenty documents as if they were twenty facts


def test_an_undefined_arrangement_counts_against_the_finding() -> None:
    values = np.array([3.0, 1, 0])

    def odd(side: np.ndarray) -> np.ndarray:
        return np.where(side[:, 2] == 1, np.nan, side @ values)

    result = m.permutation_test(odd, np.array([True, False, False]))
    assert result.p == pytest.approx(2 / 3)
    assert result.p >= result.floor
    unknown = m.permutation_test(odd, np.array([False, False, True]))
    assert np.isnan(
        [unknown.p, unknown.floor, unknown.adjusted, unknown.randomised]
    ).all()


def test_westfall_young_by_its_algorithm() -> None:
    rng = np.random.default_rng(8)
    for _ in range(30):
        null = rng.normal(size=(40, 5)).round(1)
        seen = null[0]
        order = sorted(range(5), key=lambda j: -abs(seen[j]))
        expected, worst = np.empty(5), 0.0
        for rank, j in enumerate(order):
            rest = order[rank:]
            share = (
                sum(max(abs(row[i]) for i in rest) >= abs(seen[j]) for row in null) / 40
            )
            worst = max(worst, share)
            expected[j] = worst
        np.testing.assert_allclose(m.westfall_young(seen, null), expected, rtol=1e-12)


def test_the_adjusted_p_of_a_permutation_is_westfall_and_youngs() -> None:
    rng = np.random.default_rng(9)
    values = rng.normal(size=(7, 4))
    values[:, 1] = values[
        :, 0
    ]  # two words that always come together cost one test, not two
    target = np.arange(7) < 3
    null = np.array(
        [
            gap(values)(np.isin(np.arange(7), c)[None].astype(float))[0]
            for c in itertools.combinations(range(7), 3)
        ]
    )
    result = m.permutation_test(gap(values), target)
    np.testing.assert_allclose(
        result.adjusted, m.westfall_young(result.statistic, null), rtol=1e-12
    )
    assert result.adjusted[0] == result.adjusted[1]


def test_a_missing_statistic_takes_no_part_in_the_family() -> None:
    null = np.array([[3.0, np.nan], [1, 5], [2, np.nan]])
    result = m.westfall_young([3.0, np.nan], null)
    assert np.isnan(result[1])
    assert result[0] == pytest.approx(
        2 / 3
    )  # the second word's 5 in one arrangement still counts
    with np.errstate(all="raise"):
        assert m.westfall_young(
            [np.inf, 1.0], [[np.inf, 1.0], [0.0, 0.0]]
        ).tolist() == [0.5, 0.5]
