"""Arrays of every shape: each measure gives of many what it gives of each by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from discourse import measures as m
from discourse.measures import association, similarity
from discourse.registries import ASSOCIATION_MEASURES

RANDOM = np.random.default_rng(7)
# Counts of a word in five parts (last axis), two by three words.
SPREAD = RANDOM.integers(0, 9, (2, 3, 5))
SIZES = np.array([10.0, 20.0, 15.0, 30.0, 12.0])
OTHER = RANDOM.integers(0, 9, (2, 3, 5))
CELLS = RANDOM.integers(1, 30, (2, 3, 8))

# Of counts along the last axis: one value, or one pair of values, for each row.
OF_ROWS: dict[str, Callable[[Any, Any], Any]] = {
    "branching_entropy": lambda x, _: m.branching_entropy(x),
    "burrows_delta": lambda x, y: m.burrows_delta(x, y),
    "carroll_d2": lambda x, _: m.carroll_d2(x, SIZES),
    "containment": lambda x, y: m.containment(np.minimum(x, y), x, y),
    "bag_overlap": lambda x, y: m.bag_overlap(x, y),
    "da": lambda x, _: m.da(x, SIZES),
    "dispersion_interval": lambda x, _: m.dispersion_interval("dp", x, SIZES),
    "dp": lambda x, _: m.dp(x, SIZES),
    "dp_egbert": lambda x, _: m.dp_egbert(x, SIZES),
    "dp_norm": lambda x, _: m.dp_norm(x, SIZES),
    "hdd": lambda x, _: m.hdd(x, sample=4),
    "herdan_vm": lambda x, _: m.herdan_vm(x),
    "informative_prior": lambda x, _: m.informative_prior(x, total=7),
    "jensen_shannon": lambda x, y: m.jensen_shannon(x, y),
    "juilland_d": lambda x, _: m.juilland_d(x, SIZES),
    "juilland_u": lambda x, _: m.juilland_u(x, SIZES),
    "kld": lambda x, _: m.kld(x, SIZES),
    "kld exp": lambda x, _: m.kld(x, SIZES, scale="exp"),
    "kld ratio": lambda x, _: m.kld(x, SIZES, scale="ratio"),
    "kld two": lambda x, _: m.kld(x, SIZES, scale="two"),
    "lyne_d3": lambda x, _: m.lyne_d3(x),
    "ngram_pmi": lambda x, _: m.ngram_pmi(x.min(axis=-1), x, 200),
    "ngram_t": lambda x, _: m.ngram_t(x.min(axis=-1), x, 200),
    "dispersion_range": lambda x, _: m.dispersion_range(x),
    "rosengren_s": lambda x, _: m.rosengren_s(x, SIZES),
    "scp": lambda x, y: m.scp(np.minimum(x, y).min(axis=-1), x, y),
    "simpson_d": lambda x, _: m.simpson_d(x),
    "text_dispersion_keyness": lambda x, y: m.text_dispersion_keyness(x, y),
    "weighted_log_odds": lambda x, y: m.weighted_log_odds(x, y, 80, 90, prior=0.5),
    "yule_k": lambda x, _: m.yule_k(x),
}  # fmt: skip


def parts_of(actual: Any) -> tuple[Any, ...]:
    """The arrays that a measure gives: one, or several."""
    return actual if isinstance(actual, tuple) else (actual,)


@pytest.mark.parametrize("name", OF_ROWS)
def test_rows_of_rows_are_measured_one_by_one(name: str) -> None:
    measure = OF_ROWS[name]
    together = parts_of(measure(SPREAD, OTHER))
    for index in np.ndindex(2, 3):
        alone = parts_of(measure(SPREAD[index], OTHER[index]))
        for part, value in zip(together, alone, strict=True):
            np.testing.assert_allclose(part[index], value, rtol=1e-12, equal_nan=True)
    assert len(np.unique(together[0])) > 1


@pytest.mark.parametrize("measure", [m.independence_g2, m.interaction])
def test_cells_of_many_words_are_measured_one_by_one(
    measure: Callable[[Any], Any],
) -> None:
    together = parts_of(measure(CELLS))
    for index in np.ndindex(2, 3):
        alone = parts_of(measure(CELLS[index]))
        for part, value in zip(together, alone, strict=True):
            np.testing.assert_allclose(part[index], value, rtol=1e-12)


def test_many_texts_side_by_side_are_compared_two_by_two() -> None:
    rows = SPREAD.reshape(6, 5) + 1
    cosines = m.cosine(rows)
    shares = m.class_tf_idf(rows, share=True)
    weights = m.class_tf_idf(rows)
    for one in range(6):
        for other in range(6):
            lengths = np.sqrt((rows[one] ** 2).sum() * (rows[other] ** 2).sum())
            expected = (rows[one] * rows[other]).sum() / lengths
            assert cosines[one, other] == pytest.approx(expected)
        inverse = np.log(1 + rows.sum() / 6 / rows.sum(axis=0))
        assert weights[one] == pytest.approx(rows[one] * inverse)
        assert shares[one] == pytest.approx(rows[one] / rows[one].sum() * inverse)


# Of single numbers that broadcast.
TABLE = (3, [1, 0, 5], 40, 60)
PAIR = ([2, 0, 3], 7, [5, 9, 3], 90)
OF_NUMBERS: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
    "bic": (m.bic, ([5, -9], [[10], [90]])),
    "chi2_tail": (m.chi2_tail, ([0.5, 7], [[1], [4]])),
    "chi_squared": (m.chi_squared, TABLE),
    "clopper_pearson": (m.clopper_pearson, ([0, 2, 5], [[5], [9]])),
    "confirmation": (m.confirmation, ([1, 2], 4, [[3], [5]], 20)),
    "conservative_log_ratio": (m.conservative_log_ratio, TABLE),
    "contingency": (m.contingency, PAIR),
    "corrected_ttr": (m.corrected_ttr, ([2, 7], [[9], [30]])),
    "delta_p": (m.delta_p, PAIR),
    "dice": (m.dice, PAIR[:3]),
    "difference_coefficient": (m.difference_coefficient, TABLE),
    "dp_bounds": (lambda f: m.dp_bounds(f, SIZES), ([1, 7, 30],)),
    "dugast_u": (m.dugast_u, ([2, 7], [[9], [30]])),
    "ell": (m.ell, TABLE),
    "fisher_exact": (m.fisher_exact, TABLE),
    "g2": (m.g2, TABLE),
    "garwood": (m.garwood, ([0, 4], [[10], [90]])),
    "herdan_c": (m.herdan_c, ([2, 7], [[9], [30]])),
    "jaccard": (m.jaccard, ([1, 2], 3, [[4], [7]])),
    "kld_keyness": (m.kld_keyness, TABLE),
    "liddell": (m.liddell, PAIR),
    "log_dice": (m.log_dice, PAIR[:3]),
    "log_ratio": (m.log_ratio, TABLE),
    "log_ratio_interval": (m.log_ratio_interval, TABLE),
    "maas": (m.maas, ([2, 7], [[9], [30]])),
    "mi": (m.mi, PAIR),
    "minimum_sensitivity": (m.minimum_sensitivity, PAIR[:3]),
    "npmi": (m.npmi, PAIR),
    "odds_ratio": (m.odds_ratio, TABLE),
    "percent_difference": (m.percent_difference, TABLE),
    "phi_squared": (m.phi_squared, PAIR),
    "relative_risk": (m.relative_risk, TABLE),
    "root_ttr": (m.root_ttr, ([2, 7], [[9], [30]])),
    "set_cosine": (m.set_cosine, ([1, 2], 3, [[4], [7]])),
    "set_dice": (m.set_dice, ([1, 2], 3, [[4], [7]])),
    "simple_ll": (m.simple_ll, PAIR),
    "share_ratio_interval": (m.share_ratio_interval, TABLE),
    "simple_maths": (m.simple_maths, TABLE),
    "smallest_p": (m.smallest_p, ([5, 8], [[2], [4]])),
    "summer_s": (m.summer_s, ([3, 7], [[9], [30]])),
    "t_score": (m.t_score, PAIR),
    "ttr": (m.ttr, ([2, 7], [[9], [30]])),
    "umass": (m.umass, ([1, 2], [[4], [6]])),
    "wilson": (m.wilson, ([0, 2, 5], [[5], [9]])),
    "z_score": (m.z_score, PAIR),
}


@pytest.mark.parametrize("name", OF_NUMBERS)
def test_arrays_give_what_each_of_their_numbers_gives(name: str) -> None:
    measure, given = OF_NUMBERS[name]
    parts = parts_of(measure(*given))
    arrays = np.broadcast_arrays(*given)
    for part in parts:
        assert part.shape == arrays[0].shape
    for index in np.ndindex(arrays[0].shape):
        single = parts_of(measure(*(array[index] for array in arrays)))
        for part, value in zip(parts, single, strict=True):
            assert np.ndim(value) == 0
            assert isinstance(value, float), "a number and no array"
            np.testing.assert_allclose(part[index], value, rtol=1e-12, equal_nan=True)


def test_sparse_counts_of_documents_are_those_of_full_ones() -> None:
    target, reference = SPREAD[0], OTHER[0]
    actual = m.text_dispersion_keyness(csr_array(target), csr_array(reference))
    np.testing.assert_allclose(actual, m.text_dispersion_keyness(target, reference))
    assert actual.shape == (3,)


# What tables and registries call by name.


@pytest.mark.parametrize("name", ASSOCIATION_MEASURES)
def test_a_registered_measure_of_association_is_the_one_of_its_name(name: str) -> None:
    f, f1, f2, n = np.array([0, 1, 5]), 40, np.array([9, 9, 6]), 200
    forward, backward = m.delta_p(f, f1, f2, n)
    # A pair that is rarer than by chance has a negative value where the measure allows it.
    expected = {
        "delta_p": forward,
        "delta_p_back": backward,
        "g2": m.g2(*m.contingency(f, f1, f2, n), signed=True),
        "simple_ll": m.simple_ll(f, f1, f2, n, signed=True),
    }
    functions = association.FUNCTIONS
    of_mentions = ASSOCIATION_MEASURES[name].counted_in == "mentions"
    given = (f, f1, f2) if of_mentions else (f, f1, f2, n)
    values = functions[name](*given)
    wanted = expected[name] if name in expected else getattr(m, name)(*given)
    np.testing.assert_array_equal(values, wanted)
    if name in expected:
        assert np.sign(values[1:]).tolist() == [-1, 1]


def test_a_registered_containment_is_of_the_first_text() -> None:
    actual = similarity.FUNCTIONS["containment"]([1, 2], 3, [4, 7])
    np.testing.assert_array_equal(actual, m.containment([1, 2], 3, [4, 7])[0])
    assert actual.tolist() == pytest.approx([1 / 3, 2 / 3])
