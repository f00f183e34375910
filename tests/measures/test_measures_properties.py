"""What must hold whatever the counts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from discourse import measures as m

BIG = 2**40
SIZES = st.one_of(st.integers(0, 30), st.integers(0, BIG))


@st.composite
def contrasts(draw: st.DrawFn, minimum: int = 0) -> tuple[int, int, int, int]:
    c, d = (
        draw(SIZES.filter(lambda x: x >= minimum)),
        draw(SIZES.filter(lambda x: x >= minimum)),
    )
    return draw(st.integers(0, c)), draw(st.integers(0, d)), c, d


@st.composite
def pairs(draw: st.DrawFn) -> tuple[int, int, int, int]:
    a, b, c, d = draw(contrasts(minimum=1))
    assume(a + b > 0)
    return a, c, a + b, c + d


@st.composite
def spreads(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    k = draw(st.integers(2, 12))
    sizes = draw(st.lists(st.integers(1, 10_000), min_size=k, max_size=k))
    v = [draw(st.integers(0, size)) for size in sizes]
    assume(sum(v) > 0)
    return v, sizes


P_VALUES = hnp.arrays(
    float, st.integers(0, 30), elements=st.one_of(st.floats(0, 1), st.just(math.nan))
)
TEXTS = st.lists(st.integers(0, 12), min_size=1, max_size=120)
SPREAD = [m.juilland_d, m.carroll_d2, m.rosengren_s, m.dp, m.dp_norm, m.dp_egbert, m.da]


# Keyness --------------------------------------------------------------------------------------------------------------


@given(contrasts())
def test_g2_is_never_negative_and_two_terms_never_exceed_four(
    table: tuple[int, int, int, int],
) -> None:
    two, four = m.g2(*table, terms=2), m.g2(*table, terms=4)
    if sum(table[2:]) == 0:
        assert np.isnan([two, four]).all()
    else:
        assert 0 <= two <= four * (1 + 1e-12)
        assert m.chi_squared(*table, yates=True) <= m.chi_squared(*table)


@given(contrasts())
def test_keyness_turns_round_with_the_groups(table: tuple[int, int, int, int]) -> None:
    a, b, c, d = table
    there = (a, b, c, d)
    back = (b, a, d, c)
    for terms in (2, 4):
        np.testing.assert_allclose(
            m.g2(*there, terms=terms, signed=True),
            -m.g2(*back, terms=terms, signed=True),
            1e-12,
        )
    np.testing.assert_allclose(
        m.chi_squared(*there, signed=True), -m.chi_squared(*back, signed=True), 1e-12
    )
    np.testing.assert_allclose(
        m.log_ratio(*there), -m.log_ratio(*back), rtol=1e-9, atol=1e-12
    )
    np.testing.assert_allclose(
        m.difference_coefficient(*there), -m.difference_coefficient(*back), rtol=1e-12
    )
    np.testing.assert_allclose(
        m.conservative_log_ratio(*there),
        -m.conservative_log_ratio(*back),
        rtol=1e-7,
        atol=1e-7,
    )
    ours, theirs = (
        m.weighted_log_odds(*t, prior=0.01, prior_total=10) for t in (there, back)
    )
    np.testing.assert_allclose(ours, -np.array(theirs), rtol=1e-9, atol=1e-12)


@given(contrasts(minimum=1))
def test_signs_agree(table: tuple[int, int, int, int]) -> None:
    a, b, c, d = table
    sign = (a * d > b * c) - (a * d < b * c)
    assert np.sign(m.g2(*table, signed=True)) == sign
    assert np.sign(m.chi_squared(*table, signed=True)) == sign
    if a + b:
        assert np.sign(m.difference_coefficient(*table)) == sign


@given(contrasts(minimum=1))
def test_the_conservative_ratio_is_nearer_to_nothing(
    table: tuple[int, int, int, int],
) -> None:
    ratio = m.log_ratio(*table, zeros="infinite")
    low, high = m.log_ratio_interval(*table)
    conservative = m.conservative_log_ratio(*table)
    stricter = m.conservative_log_ratio(*table, tests=1000)
    if not math.isnan(ratio):
        assert low <= ratio + 1e-9
        assert ratio - 1e-9 <= high
        assert abs(conservative) <= abs(ratio) + 1e-9
    assert abs(stricter) <= abs(conservative) + 1e-9
    assert conservative == 0 or np.sign(conservative) == np.sign(ratio)


@given(contrasts())
def test_nothing_but_numbers_and_nan_comes_out(
    table: tuple[int, int, int, int],
) -> None:
    with np.errstate(all="raise"):  # no warning escapes, however odd the margins
        for measure in (
            m.percent_difference,
            m.relative_risk,
            m.odds_ratio,
            m.simple_maths,
            m.ell,
            m.log_ratio,
        ):
            assert isinstance(float(measure(*table)), float)
        m.log_ratio_interval(*table, method="normal")
        assert (
            m.bic(m.g2(*table), max(sum(table[2:]), 1)) <= m.g2(*table)
            or sum(table[2:]) == 0
        )


@given(contrasts().filter(lambda t: max(t) < 3000))
def test_fisher_is_a_probability_and_its_sides_meet(
    table: tuple[int, int, int, int],
) -> None:
    both, more, less = (
        m.fisher_exact(*table, alternative=s) for s in ("two-sided", "greater", "less")
    )  # type: ignore[arg-type]
    assert 0 <= both <= 1
    assert more + less >= 1 - 1e-9
    assert min(more, less) <= both * (1 + 1e-9)
    a, b, c, d = table
    assert m.fisher_exact(b, a, d, c) == pytest.approx(both, rel=1e-9, abs=1e-300)
    logarithm = m.fisher_exact(*table, log=True)
    assert -math.inf < logarithm <= 0  # p itself may be below the smallest float
    assert np.exp(logarithm) == pytest.approx(both, rel=1e-12)


@given(st.lists(contrasts(), min_size=1, max_size=6))
def test_arrays_give_what_single_numbers_give(
    tables: list[tuple[int, int, int, int]],
) -> None:
    columns = [np.array(column) for column in zip(*tables, strict=True)]
    before = [column.copy() for column in columns]
    for measure in (
        m.g2,
        m.chi_squared,
        m.log_ratio,
        m.conservative_log_ratio,
        m.relative_risk,
        m.simple_maths,
    ):
        np.testing.assert_array_equal(
            measure(*columns), [measure(*table) for table in tables]
        )
    for now, then in zip(columns, before, strict=True):
        np.testing.assert_array_equal(now, then)


def test_broadcasting() -> None:
    assert m.g2([[1], [2]], [3, 4, 5], 100, 200).shape == (2, 3)
    assert m.garwood([[1], [2]], [10, 20, 30])[0].shape == (2, 3)
    assert m.mi([1, 2], [[5], [6]], 7, 100).shape == (2, 2)
    assert m.dp(np.ones((4, 3, 5)), [1, 2, 3, 4, 5]).shape == (4, 3)


# Association ----------------------------------------------------------------------------------------------------------


@given(pairs())
def test_association_in_its_range(pair: tuple[int, int, int, int]) -> None:
    f, f1, f2, _ = pair
    assert m.log_dice(f, f1, f2) <= 14
    assert 0 <= m.dice(f, f1, f2) <= 1
    assert 0 <= m.minimum_sensitivity(f, f1, f2) <= 1
    assert m.t_score(*pair) <= math.sqrt(f) or f == 0
    for value in (*m.delta_p(*pair), m.npmi(*pair)):
        assert math.isnan(value) or -1 <= value <= 1
    assert m.simple_ll(*pair) <= m.g2(*m.contingency(*pair)) * (1 + 1e-12)


@given(pairs())
def test_association_is_the_same_both_ways(pair: tuple[int, int, int, int]) -> None:
    f, f1, f2, n = pair
    other = (f, f2, f1, n)
    for measure in (m.mi, m.npmi, m.t_score, m.z_score, m.simple_ll, m.phi_squared):
        np.testing.assert_allclose(measure(*pair), measure(*other), rtol=1e-12)
    assert np.array_equal(m.delta_p(*pair), m.delta_p(*other)[::-1], equal_nan=True)
    np.testing.assert_allclose(
        m.g2(*m.contingency(*pair)), m.g2(*m.contingency(*other)), rtol=1e-12
    )


# Dispersion -----------------------------------------------------------------------------------------------------------


@given(spreads(), st.randoms(use_true_random=False))
def test_dispersion_in_its_range_and_blind_to_order(
    spread: tuple[list[int], list[int]], chance
) -> None:  # type: ignore[no-untyped-def]
    v, sizes = spread
    order = list(range(len(v)))
    chance.shuffle(order)
    mixed = [v[i] for i in order], [sizes[i] for i in order]
    for measure in SPREAD:
        value = measure(v, sizes)
        assert 0 <= value <= 1, measure.__name__
        assert value == pytest.approx(measure(*mixed), abs=1e-12), measure.__name__
    assert m.kld(v, sizes) >= 0
    assert m.kld(v, sizes) == pytest.approx(m.kld(*mixed), abs=1e-9)
    for scale in ("exp", "two", "ratio"):
        assert 0 <= m.kld(v, sizes, scale=scale) <= 1  # type: ignore[arg-type]
    assert m.lyne_d3(v) <= 1
    assert m.juilland_u(v, sizes) <= sum(v)
    assert 1 <= m.dispersion_range(v) <= len(v)


@given(spreads())
def test_an_empty_part_changes_nothing(spread: tuple[list[int], list[int]]) -> None:
    v, sizes = spread
    for measure in [*SPREAD, m.kld]:
        assert measure([*v, 0], [*sizes, 0]) == pytest.approx(
            measure(v, sizes), abs=1e-12
        ), measure.__name__


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=10), st.integers(1, 50))
def test_the_even_and_the_bunched_word(sizes: list[int], times: int) -> None:
    even, sizes = sizes, [size * times for size in sizes]
    for measure, best in {
        **dict.fromkeys(SPREAD, 1.0),
        m.dp: 0.0,
        m.dp_norm: 0.0,
        m.kld: 0.0,
    }.items():
        assert measure(even, sizes) == pytest.approx(best, abs=1e-7), measure.__name__
    bunched = [0] * len(sizes)
    bunched[int(np.argmin(sizes))] = 1 + min(sizes) // 3
    for measure, worst in {
        m.juilland_d: 0,
        m.carroll_d2: 0,
        m.da: 0,
        m.dp_norm: 1,
        m.dp_egbert: 0,
    }.items():
        assert measure(bunched, sizes) == pytest.approx(worst, abs=1e-12), (
            measure.__name__
        )
    # Not nearly so: exactly.
    assert (m.dp(even, sizes), m.dp_norm(even, sizes), m.kld(even, sizes)) == (
        0.0,
        0.0,
        0.0,
    )
    assert (
        m.dp_egbert(even, sizes),
        m.dp_egbert(bunched, sizes),
        m.dp_norm(bunched, sizes),
    ) == (1.0, 0.0, 1.0)


def test_a_word_that_never_occurs_has_no_dispersion() -> None:
    for measure in [*SPREAD, m.kld]:
        assert np.isnan(measure([0, 0, 0], [5, 6, 7])), measure.__name__
    for measure in (m.juilland_d, m.carroll_d2, m.da, m.dp_norm, m.dp_egbert):
        assert np.isnan(measure([3], [10])), measure.__name__


@given(spreads())
def test_dp_lies_between_its_bounds(spread: tuple[list[int], list[int]]) -> None:
    low, high = m.dp_bounds(sum(spread[0]), spread[1])
    assert low - 1e-12 <= m.dp(*spread) <= high + 1e-12


@given(TEXTS)
def test_arf_is_between_one_clump_and_the_count(ids: list[int]) -> None:
    f = np.bincount(ids)
    arf = m.arf(ids)
    assert (np.isnan(arf) == (f == 0)).all()
    there = f > 0
    assert (arf[there] <= f[there] + 1e-9).all()
    assert (arf[there] >= 1 - 1e-9).all()
    turned = m.arf(ids[3:] + ids[:3], types=f.size)
    np.testing.assert_allclose(
        turned, arf, rtol=1e-9
    )  # a text read round and round has no beginning


# Diversity ------------------------------------------------------------------------------------------------------------


@given(TEXTS)
def test_diversity_in_its_range_and_blind_to_names(ids: list[int]) -> None:
    renamed = [97 - word for word in ids]
    for window in (1, 5):
        for measure in (m.mattr, m.msttr):
            value = measure(ids, window=window)
            assert math.isnan(value) or 0 < value <= 1
            assert value == measure(renamed, window=window) or math.isnan(value)
    for method in ("both", "moving", "wrapped"):
        value = m.mtld(ids, method=method)  # type: ignore[arg-type]
        assert math.isnan(value) or value >= 1
        assert value == m.mtld(renamed, method=method) or math.isnan(value)  # type: ignore[arg-type]
    assert m.mtld(ids) == pytest.approx(m.mtld(ids[::-1]), nan_ok=True)
    counts = np.bincount(ids)
    for measure, largest in ((m.yule_k, 1e4), (m.simpson_d, 1), (m.herdan_vm, 1)):
        value = measure(counts)
        assert math.isnan(value) or 0 <= value <= largest
    assert m.hdd(counts, sample=1) == pytest.approx(1.0)
    assert m.hdd(counts, sample=len(ids)) == pytest.approx(
        m.ttr((counts > 0).sum(), len(ids))
    )


def test_every_measure_of_diversity_says_how_long_a_text_it_needs() -> None:
    named = {
        "mattr",
        "msttr",
        "mtld",
        "hdd",
        "yule_k",
        "simpson_d",
        "herdan_vm",
        "ttr",
        "root_ttr",
        "corrected_ttr",
    }
    assert set(m.DIVERSITY_MIN_WORDS) == named | {
        "herdan_c",
        "maas",
        "summer_s",
        "dugast_u",
    }
    assert all(callable(getattr(m, name)) for name in m.DIVERSITY_MIN_WORDS)
    with pytest.raises(TypeError):
        m.DIVERSITY_MIN_WORDS["ttr"] = 2  # type: ignore[index]
    # An empty text and one too short are unknown, never 0.
    assert np.isnan(
        [
            m.ttr(0, 0),
            m.yule_k([0]),
            m.hdd([3, 1]),
            m.mattr([0, 1]),
            m.msttr([]),
            m.mtld([]),
        ]
    ).all()


# Intervals and corrections --------------------------------------------------------------------------------------------


@given(SIZES, st.floats(0.01, 0.999))
def test_garwood_holds_the_count_and_grows_with_the_level(k: int, level: float) -> None:
    low, high = m.garwood(k, confidence_level=level)
    assert 0 <= low <= k <= high
    wider = m.garwood(k, confidence_level=(1 + level) / 2)
    assert wider[0] <= low
    assert high <= wider[1]
    assert m.garwood(k, 1000.0, confidence_level=level) == pytest.approx(
        (low / 1000, high / 1000)
    )


@given(contrasts(minimum=1), st.floats(0.01, 0.999))
def test_intervals_of_a_share_hold_it(
    table: tuple[int, int, int, int], level: float
) -> None:
    k, _, n, _ = table
    share, slack = k / n, 1e-9
    for interval in (m.wilson, m.clopper_pearson):
        low, high = interval(k, n, confidence_level=level)
        assert 0 <= low <= share * (1 + slack)
        assert share <= high * (1 + slack)
        assert high <= 1
        mirrored = interval(n - k, n, confidence_level=level)
        assert (low, high) == pytest.approx(
            (1 - mirrored[1], 1 - mirrored[0]), abs=1e-9
        )
    assert np.isnan(m.wilson(0, 0)).all()
    assert np.isnan(m.clopper_pearson(0, 0)).all()


@given(P_VALUES)
def test_corrections_keep_the_order(p: np.ndarray) -> None:
    known = ~np.isnan(p)
    for adjust in (m.benjamini_hochberg, m.holm):
        q = adjust(p)
        assert (np.isnan(q) == ~known).all()
        assert (q[known] >= p[known]).all()
        assert (q[known] <= 1).all()
        order = np.argsort(p[known], kind="stable")
        assert (np.diff(q[known][order]) >= 0).all()
        np.testing.assert_array_equal(adjust(p[::-1]), q[::-1])
    assert (m.benjamini_hochberg(p)[known] <= m.holm(p)[known] + 1e-15).all()


@given(
    hnp.arrays(
        float,
        st.tuples(st.integers(2, 9), st.integers(1, 4)),
        elements=st.integers(0, 4).map(float),
    ),
    st.data(),
)
def test_a_permutation_p_is_never_below_its_floor(
    values: np.ndarray, data: st.DataObject
) -> None:
    n = len(values)
    target = np.arange(n) < data.draw(st.integers(1, n - 1))
    side = data.draw(st.sampled_from(["two-sided", "greater", "less"]))
    permutations = data.draw(st.sampled_from([20, 9999]))

    def gap(labels: np.ndarray) -> np.ndarray:
        inside = labels.sum(axis=1, keepdims=True)
        return labels @ values / inside - (1 - labels) @ values / (n - inside)

    result = m.permutation_test(
        gap, target, alternative=side, permutations=permutations
    )
    design = m.smallest_p(
        n, target.sum(), permutations=None if result.exact else permutations
    )
    assert (result.p >= result.floor).all()
    assert (result.floor >= design * (1 - 1e-12)).all()
    assert (result.adjusted >= result.p).all()
    assert (result.adjusted <= 1).all()
    assert ((result.randomised >= 0) & (result.randomised <= result.p)).all()
    assert result.exact == (math.comb(n, int(target.sum())) <= permutations)


@given(
    hnp.arrays(
        float,
        st.tuples(st.integers(1, 9), st.integers(1, 4)),
        elements=st.integers(-4, 4).map(float),
    ),
    hnp.arrays(
        float,
        4,
        elements=st.one_of(st.floats(-6, 6), st.just(math.nan), st.just(math.inf)),
    ),
    st.sampled_from(["two-sided", "greater", "less"]),
)
def test_a_stepped_down_p_is_never_below_one_arrangement(
    null: np.ndarray, seen: np.ndarray, side: str
) -> None:
    rows, words = null.shape
    # Also where the arrangement observed was left out of the rows.
    for observed in (seen[:words], null[0]):
        p = m.westfall_young(observed, null, alternative=side)  # type: ignore[arg-type]
        assert (np.isnan(p) == np.isnan(observed)).all()
        known = p[~np.isnan(p)]
        assert ((known >= 1 / rows) & (known <= 1)).all()
    assert m.westfall_young([5.0], [[0.0], [1.0]]) == 0.5


@given(hnp.arrays(float, st.integers(1, 12), elements=st.integers(0, 50).map(float)))
def test_a_bootstrap_interval_lies_within_what_can_be_drawn(count: np.ndarray) -> None:
    rate = m.pooled_rate(count, np.full(count.size, 10.0))
    for method in ("percentile", "bca"):
        low, high = m.bootstrap_interval(rate, count.size, method=method, resamples=200)  # type: ignore[arg-type]
        if count.size == 1:
            assert np.isnan([low, high]).all()
        else:
            assert count.min() / 10 <= low <= high <= count.max() / 10


@given(
    hnp.arrays(
        float,
        st.tuples(st.integers(1, 5), st.integers(1, 6)),
        elements=st.integers(0, 5).map(float),
    )
)
def test_cosines_of_anything(rows: np.ndarray) -> None:
    value = m.cosine(rows)
    empty = ~rows.any(axis=1)
    assert (np.isnan(np.diag(value)) == empty).all()
    assert (np.diag(value)[~empty] == 1.0).all()
    np.testing.assert_array_equal(value, value.T)
    np.testing.assert_array_equal(value, m.cosine(rows * 2.0))


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4), st.integers(1, 3))
def test_lambda_of_two_words_is_the_log_odds_and_turns_with_a_word(
    cells: list[int], axis: int
) -> None:
    value, z = m.interaction(cells)
    none, second, first, both = (x + 0.5 for x in cells)
    assert value == pytest.approx(math.log(both * none / (first * second)), abs=1e-9)
    assert m.interaction([cells[1], cells[0], cells[3], cells[2]])[0] == pytest.approx(
        -value, abs=1e-9
    )
    assert np.sign(z) == np.sign(value)


# The claims of each docstring

FUNCTIONS = [name for name in m.__all__ if name.islower()]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_docstring_has_a_source_an_example_and_a_limit(
    name: str,
) -> None:
    doc = getattr(m, name).__doc__
    for section in ("Parameters\n", "Returns\n", "References\n", "Examples\n"):
        assert section in doc, section
    assert "*not*" in doc.lower(), "when not to use it"
    assert ">>> " in doc
    assert "``" in doc, "a formula or a name"
