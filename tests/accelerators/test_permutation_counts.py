"""The compiled sums and counts of permutations, against numpy and by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from discourse.accelerators import (
    add_labelled_values,
    count_exceedances,
    divide_into_strips,
    has_kernels,
    sum_over_targets,
)
from discourse.accelerators.compiled_kernels import kernels_in_use
from discourse.contrast.permutation_blocks import count_by_numpy

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)


@given(
    seed=st.integers(0, 2**32 - 1),
    terms=st.integers(0, 40),
    units=st.integers(1, 30),
    arrangements=st.integers(0, 50),
    share=st.sampled_from([0.0, 0.05, 0.5, 1.0]),
)
def test_sums_are_the_product(
    seed: int, terms: int, units: int, arrangements: int, share: float
) -> None:
    chance = np.random.default_rng(seed)
    is_there = chance.random((terms, units)) < 0.4
    values = csr_array(np.where(is_there, chance.normal(size=(terms, units)), 0.0))
    labels = (chance.random((units, arrangements)) < share).astype(np.float64)
    sums = add_labelled_values(values, csr_array(labels))
    assert sums.dtype == np.float64
    # In the same order, so to the last bit.
    np.testing.assert_array_equal(sums, values @ labels)
    sums_of_strips = np.full_like(sums, np.nan)
    strips = divide_into_strips(labels.T, np.float64)
    sum_over_targets(values, strips, sums_of_strips)
    np.testing.assert_array_equal(sums_of_strips, values @ labels)
    counts = csr_array(np.where(is_there, chance.integers(0, 1000, (terms, units)), 0))
    short_strips = divide_into_strips(labels.T, np.float32)
    sum_over_targets(counts, short_strips, sums_of_strips)
    np.testing.assert_array_equal(sums_of_strips, counts @ labels)


def test_strips_hold_arrangements_side_by_side() -> None:
    labels = np.arange(18 * 2.0).reshape(18, 2)
    strips = divide_into_strips(labels, np.float64)
    assert strips.shape == (2, 2, 16)
    assert strips.dtype == np.float64
    assert strips[0, 1].tolist() == labels[:16, 1].tolist()
    assert strips[1, 0].tolist() == [32.0, 34.0, *[0.0] * 14]
    short_strips = divide_into_strips(labels, np.float32)
    assert short_strips.shape == (1, 2, 32)
    assert short_strips.dtype == np.float32
    assert short_strips[0, 1].tolist() == [*labels[:, 1].tolist(), *[0.0] * 14]


def random_block(seed: int, *, terms: int, arrangements: int) -> dict[str, Any]:
    """Return the arguments of both ways to count; many numbers are the same."""
    chance = np.random.default_rng(seed)
    scales = chance.choice([0.5, 1.0, 3.0, np.inf], terms)
    bounds = -np.sort(-chance.choice([0.0, 1.0, 1.5, 2.0], terms))
    amounts = chance.integers(0, 3, (2, arrangements)) * 1.0
    return {
        "sums": chance.integers(-4, 5, (terms, arrangements)) / 2,
        "rows": chance.permutation(terms),
        "kinds": chance.integers(0, 2, terms) * int(chance.integers(0, 2)),
        "slopes": chance.choice([0.0, 0.5, 1.0], terms),
        "scales": scales,
        "bounds": bounds,
        "amounts": amounts if seed % 2 else np.ones((2, arrangements)),
        "largest": chance.choice([-np.inf, 0.0, 1.0, 2.5], arrangements),
    }


@given(
    seed=st.integers(0, 2**32 - 1),
    terms=st.integers(1, 40),
    arrangements=st.integers(1, 70),
)
def test_counts_are_those_of_numpy(seed: int, terms: int, arrangements: int) -> None:
    block = random_block(seed, terms=terms, arrangements=arrangements)
    largest_by_numpy = block["largest"].copy()
    compiled = count_exceedances(**block)
    by_numpy = count_by_numpy(**block | {"largest": largest_by_numpy})
    np.testing.assert_array_equal(compiled.at_least, by_numpy.at_least)
    np.testing.assert_array_equal(compiled.joint, by_numpy.joint)
    np.testing.assert_array_equal(block["largest"], largest_by_numpy)


def test_by_hand() -> None:
    # The first term is in the second row. Three arrangements.
    largest = np.array([-np.inf, 0.5, 5.0])
    counts = count_exceedances(
        np.array([[1.0, -1.0, 0.0], [8.0, 2.0, 3.0]]),
        rows=np.array([1, 0]),
        kinds=np.array([0, 0]),
        slopes=np.array([1.0, 0.0]),
        scales=np.array([2.0, 1.0]),
        bounds=np.array([2.0, 1.0]),
        amounts=np.array([[2.0, 2.0, 1.0]]),
        largest=largest,
    )
    # abs(8 - 2) / 2, abs(2 - 2) / 2, abs(3 - 1) / 2; and 1, 1, 0.
    assert counts.at_least.tolist() == [1, 2]
    assert counts.joint.tolist() == [2, 3]
    assert largest.tolist() == [3.0, 1.0, 5.0]


def test_what_does_not_fit_is_refused() -> None:
    block = random_block(0, terms=3, arrangements=4)
    for name, wrong in (
        ("rows", np.array([0, 1, 3])),
        ("rows", np.array([0, -1, 2])),
        ("kinds", np.array([0, 0, 2])),
        ("kinds", np.array([0, 0])),
        ("slopes", np.zeros(4)),
        ("sums", np.zeros((2, 4))),
        ("amounts", np.zeros(7)),
    ):
        with pytest.raises(ValueError, match="one number of each kind for each term"):
            count_exceedances(**block | {name: wrong})


@pytest.mark.parametrize(
    ("term_starts", "units"),
    [([0, 2], [0, 2]), ([0, 2], [0, -1]), ([0, 3], [0, 1]), ([1, 2], [0, 1]), ([], [])],
)
def test_rows_that_are_none_are_refused(
    term_starts: list[int], units: list[int]
) -> None:
    with pytest.raises(ValueError, match="sparse rows of terms and of units"):
        kernels_in_use().add_labelled_values(
            np.array(term_starts, dtype=np.int64),
            np.array(units, dtype=np.int32),
            np.ones(len(units)),
            np.array([0, 1, 2]),
            np.array([0, 0], dtype=np.int32),
            np.empty(1),
            1,
        )
