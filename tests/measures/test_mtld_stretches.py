"""The stretches of MTLD: counted together, and word by word as the definition says."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from discourse.measures import mtld

shares = st.floats(0, 1, exclude_min=True, exclude_max=True)
TEXTS = st.lists(st.integers(0, 6), max_size=80)


def mean_stretch(words: list[int], threshold: float, shortest: int) -> float:
    """Return the mean words of a stretch, read word by word."""
    stretch_count = 0.0
    types: set[int] = set()
    length = 0
    for word in words:
        types.add(word)
        length += 1
        if length >= shortest and len(types) < threshold * length:
            stretch_count += 1.0
            types = set()
            length = 0
    if length:
        rest = (1.0 - len(types) / length) / (1.0 - threshold)
        stretch_count += min(rest, 1.0)
    return len(words) / stretch_count if stretch_count > 0 else math.nan


@given(TEXTS, st.one_of(shares, st.just(0.72)), st.integers(1, 12))
@example([0, 0, 0, 1], 0.5, 1)
@example([], 0.72, 10)
def test_stretches_of_any_words(
    words: list[int], threshold: float, shortest: int
) -> None:
    forward = mean_stretch(words, threshold, shortest)
    backward = mean_stretch(words[::-1], threshold, shortest)
    value = mtld(words, threshold=threshold, shortest=shortest)
    expected = (forward + backward) / 2.0
    assert value == expected or (math.isnan(value) and math.isnan(expected))


@pytest.mark.parametrize("count", [127, 128, 129, 256, 1000, 1500, 2000])
def test_long_stretches(count: int) -> None:
    # No word is repeated in 1,000 words, then all are.
    words = [*range(1000), *range(1000)][:count]
    expected = mean_stretch(words, 0.72, 10) + mean_stretch(words[::-1], 0.72, 10)
    assert mtld(words) == expected / 2.0 or math.isnan(expected)


def test_a_least_length_beyond_any_text() -> None:
    assert mtld([0] * 50, shortest=1_000_000_000) == 50.0
