"""Arrangements counted in blocks give the p-values of arrangements counted at once."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy.sparse import csr_array

from discourse.contrast import permutation_blocks
from discourse.contrast.group_counts import GroupCounts, SideCounts
from discourse.contrast.keyness_p_values import (
    occurrence_statistic,
    permute_documents,
    rate_statistic,
)
from discourse.contrast.permutation_blocks import (
    LinearStatistic,
    count_exceedances_in_blocks,
)
from discourse.measures import permutation_test
from discourse.measures.permutation_tests import draw_arrangements


def random_counts(seed: int, *, units: int, terms: int) -> GroupCounts:
    """Counts of rare and common terms of two kinds; some terms are at one rate."""
    chance = np.random.default_rng(seed)
    rates = chance.choice([0.02, 0.1, 0.5, 4.0], size=terms)
    matrix = chance.poisson(rates, size=(units, terms))
    matrix[0] += matrix.sum(axis=0) == 0
    matrix[:, 0] = 3
    words = np.column_stack([matrix.sum(axis=1) + 20, chance.integers(40, 60, units)])
    words[:, 0] = 50
    in_target = np.arange(units) % 3 == 1
    kind = (np.arange(terms) % 4 == 3).astype(np.int64)

    def side(chosen: np.ndarray) -> SideCounts:
        return SideCounts(
            count=matrix[chosen].sum(axis=0).astype(np.float64),
            words=words[chosen].sum(axis=0).astype(np.float64)[kind],
            documents_with_term=(matrix[chosen] > 0).sum(axis=0),
            document_count=int(chosen.sum()),
            number_of_units=int(chosen.sum()),
        )

    return GroupCounts(
        terms=np.arange(terms),
        target=side(in_target),
        reference=side(~in_target),
        matrix=csr_array(matrix.astype(np.float64)),
        words=words.astype(np.float64),
        kind=kind,
        units_in_target=in_target,
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("make", [occurrence_statistic, rate_statistic])
def test_the_statistic_is_the_formula_term_by_term(make, seed: int) -> None:
    counts = random_counts(seed, units=24, terms=60)
    statistic = make(counts)
    chance = np.random.default_rng(seed)
    labels = chance.permuted(np.tile(counts.units_in_target, (7, 1)), axis=1) * 1.0
    dense = counts.matrix.toarray()
    words = counts.words[:, counts.kind]
    if make is rate_statistic:
        values = dense / words - (dense / words).mean(axis=0)
    else:
        values = dense - dense.sum(axis=0) / words.sum(axis=0) * words
    expected = labels @ values
    found = statistic(labels)
    varies = np.isfinite(statistic.scales)
    assert found[:, varies] == pytest.approx(
        (expected / statistic.scales)[:, varies], abs=1e-9
    )
    assert (found[:, ~varies] == 0).all()
    assert not varies[0], "a term at one rate everywhere"


@pytest.mark.parametrize("seed", range(8))
def test_blocks_count_what_the_permutation_test_counts(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old way is the oracle: each arrangement with all terms at once."""
    monkeypatch.setattr(permutation_blocks, "_TERMS_OF_BLOCK", 1 + 7 * seed)
    monkeypatch.setattr(permutation_blocks, "_ARRANGEMENTS_OF_BLOCK", 30 + seed)
    counts = random_counts(seed, units=21 + seed, terms=90)
    labels = counts.units_in_target
    statistics = [occurrence_statistic(counts), rate_statistic(counts)]
    found = count_exceedances_in_blocks(statistics, labels, draws=199, rng=seed)
    for statistic, exceedances in zip(statistics, found, strict=True):
        oracle = permutation_test(statistic, labels, permutations=199, rng=seed)
        assert exceedances.arrangements == oracle.arrangements == 200
        assert (exceedances.count_at_least / 200 == oracle.p).all()
        assert (exceedances.observed == np.abs(oracle.statistic)).all()
        joint = np.maximum.accumulate(exceedances.joint_count / 200)
        adjusted = np.empty_like(joint)
        adjusted[exceedances.order] = joint
        assert (np.maximum(adjusted, oracle.p) == oracle.adjusted).all()


@pytest.mark.parametrize("seed", range(4))
def test_p_values_are_the_larger_ones_of_two_permutation_tests(seed: int) -> None:
    counts = random_counts(seed, units=30, terms=300)
    result = permute_documents(counts, draws=299, rng=seed)
    labels = counts.units_in_target
    occurrences, rates = (
        permutation_test(statistic(counts), labels, permutations=299, rng=seed)
        for statistic in (occurrence_statistic, rate_statistic)
    )
    p_values = np.maximum(occurrences.p, rates.p)
    assert (result.p == np.maximum(p_values, result.floor)).all()
    adjusted = np.maximum(occurrences.adjusted, rates.adjusted)
    assert (result.adjusted == np.maximum(adjusted, result.p)).all()
    assert (result.arrangements, result.exact) == (300, False)
    assert (result.p < 1).any(), "this test would show nothing"


def test_whole_numbers_are_summed_in_single_precision_only_where_that_is_exact() -> (
    None
):
    def statistic_of(values: list[float]) -> LinearStatistic:
        one = np.ones(1)
        column = csr_array(np.array(values)[:, None]).tocsc()
        return LinearStatistic(
            values=column,
            slopes=one,
            scales=one,
            kinds=np.zeros(1, dtype=np.int64),
            amounts=lambda labels: np.zeros((len(labels), 1)),
        )

    both = np.ones((1, 2))
    assert statistic_of([3.0, 2.0]).exact_type is np.float32
    assert statistic_of([0.5, 2.0]).exact_type is np.float64
    large = statistic_of([2.0**24, 1.0])
    assert large.exact_type is np.float64
    assert large(both)[0, 0] == 2.0**24 + 1


@pytest.mark.parametrize("kernels", ["on", "off"])
@pytest.mark.parametrize("target", [4, 120], ids=["few labels", "many labels"])
def test_threads_count_the_same(
    monkeypatch: pytest.MonkeyPatch, kernels: str, target: int
) -> None:
    monkeypatch.setenv("DISCOURSE_ACCELERATORS", "off")
    monkeypatch.setenv("DISCOURSE_THREADS", "1")
    counts = random_counts(5, units=250, terms=300)
    statistics = [occurrence_statistic(counts), rate_statistic(counts)]
    labels = np.arange(250) < target
    one = count_exceedances_in_blocks(statistics, labels, draws=2999, rng=1)
    monkeypatch.setenv("DISCOURSE_ACCELERATORS", kernels)
    for threads in ("1", "2", "4"):
        monkeypatch.setenv("DISCOURSE_THREADS", threads)
        other = count_exceedances_in_blocks(statistics, labels, draws=2999, rng=1)
        for first, second in zip(one, other, strict=True):
            assert (first.count_at_least == second.count_at_least).all()
            assert (first.joint_count == second.joint_count).all()
            assert (first.observed == second.observed).all()


@pytest.mark.parametrize("kernels", ["on", "off"])
def test_ties_near_zero_are_no_matter_of_rounding(
    monkeypatch: pytest.MonkeyPatch, kernels: str
) -> None:
    """A document that alone has the word in the target, as in the observed groups.

    Its rate is almost what was expected, so rounding is large beside the difference.
    """
    monkeypatch.setenv("DISCOURSE_ACCELERATORS", kernels)
    chance = np.random.default_rng(7)
    units, target = 133, 3
    values = np.zeros(units)
    values[40:78] = chance.uniform(0.2, 3.0, 38) / 1000
    values[1] = values.sum() / (units / target - 1) * (1 + 1e-5)
    statistic = LinearStatistic(
        values=csr_array(values[:, None]).tocsc(),
        slopes=np.array([values.sum()]),
        scales=np.array([1e-3]),
        kinds=np.zeros(1, dtype=np.int64),
        amounts=lambda labels: labels.sum(axis=1, keepdims=True) / units,
    )
    in_target = np.arange(units) < target
    exact_values = np.array([Fraction(value) for value in values])
    expected = Fraction(values.sum()) * target / units

    def extremity(chosen: np.ndarray) -> Fraction:
        return abs(sum(exact_values[chosen], Fraction(0)) - expected)

    for labels in (in_target, ~in_target):
        drawn = np.vstack(
            list(draw_arrangements(labels, 999, np.random.default_rng(0), 100))
        )
        # The three units in the target, on whichever side of the labels it is.
        chosen = drawn == labels[0]
        at_least = [extremity(row) >= extremity(in_target) for row in chosen]
        counts = count_exceedances_in_blocks([statistic], labels, draws=999, rng=0)
        assert counts[0].count_at_least.tolist() == [1 + sum(at_least)]
        ties = [extremity(row) == extremity(in_target) for row in chosen]
        assert sum(ties) > 5, "this test would show nothing"
