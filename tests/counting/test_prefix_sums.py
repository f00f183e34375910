"""Sums over ranges of an array."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from discourse.counting.prefix_sums import prefix_sums, range_starts, sum_ranges

WHOLE_NUMBERS = st.lists(st.integers(0, 1000), max_size=30)


@given(WHOLE_NUMBERS)
def test_prefix_sums_are_sums_of_what_comes_before(numbers: list[int]) -> None:
    values = np.array(numbers, dtype=np.int64)
    sums = prefix_sums(values)
    expected = [sum(numbers[:position]) for position in range(len(numbers) + 1)]
    assert sums.tolist() == expected
    assert range_starts(values).tolist() == expected[:-1]


@given(WHOLE_NUMBERS, st.data())
def test_a_range_is_summed_from_its_beginning_to_its_end(
    numbers: list[int], data: st.DataObject
) -> None:
    values = np.array(numbers, dtype=np.int64)
    low = data.draw(st.integers(0, len(numbers)))
    high = data.draw(st.integers(low, len(numbers)))
    sums = sum_ranges(values, np.array([low]), np.array([high]))
    assert sums.tolist() == [sum(numbers[low:high])]


def test_truth_values_are_counted() -> None:
    values = np.array([True, False, True])
    assert prefix_sums(values).tolist() == [0, 1, 1, 2]


def test_an_empty_array_has_the_sum_zero() -> None:
    none = np.array([], dtype=np.int64)
    assert prefix_sums(none).tolist() == [0]
    assert range_starts(none).tolist() == []
