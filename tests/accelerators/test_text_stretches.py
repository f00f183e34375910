"""Stretches of texts counted by the compiled kernel, against numpy alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import count_stretches, has_kernels
from discourse.measures import mtld
from discourse.measures.diversity_windows import count_stretches_in_numpy

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)

shares = st.floats(0, 1, exclude_min=True, exclude_max=True)
lengths = st.one_of(st.integers(1, 12), st.just(10**30))
TEXTS = st.lists(st.integers(0, 6), max_size=80)


def previous_occurrences(words: list[int]) -> np.ndarray:
    last_position: dict[int, int] = {}
    previous = []
    for position, word in enumerate(words):
        previous.append(last_position.get(word, -1))
        last_position[word] = position
    return np.array(previous, dtype=np.int64)


@given(TEXTS, st.one_of(shares, st.just(0.72)), lengths)
def test_stretches_are_those_of_numpy(
    words: list[int], threshold: float, min_length: int
) -> None:
    previous = previous_occurrences(words)
    stretches = count_stretches(previous, threshold, min_length)
    expected = count_stretches_in_numpy(previous, threshold, min_length)
    assert stretches == expected


@given(TEXTS, shares, st.integers(1, 12))
def test_mtld_has_the_same_bits_with_and_without_kernels(
    words: list[int], threshold: float, shortest: int
) -> None:
    values = []
    for kernels in ("on", "off"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DISCOURSE_ACCELERATORS", kernels)
            value = mtld(words, threshold=threshold, shortest=shortest)
        values.append(np.float64(value).tobytes())
    assert values[0] == values[1]


def test_a_long_stretch_is_the_same_in_both() -> None:
    # No word is repeated in 1,000 words, then all are.
    words = [*range(1000), *range(1000)]
    for count in (127, 128, 129, 256, 1000, 1500, 2000):
        previous = previous_occurrences(words[:count])
        stretches = count_stretches(previous, 0.72, 10)
        assert stretches == count_stretches_in_numpy(previous, 0.72, 10)
        assert stretches.count == (count == 1500 or count == 2000)


def test_a_stretch_at_the_very_threshold_goes_on() -> None:
    # Two words of one type have a ratio of 0.5, which is not below it.
    previous = previous_occurrences([0, 0, 0, 1])
    stretches = count_stretches(previous, 0.5, 1)
    assert (stretches.count, stretches.rest_words, stretches.rest_types) == (1, 1, 1)
