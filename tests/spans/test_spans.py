"""Spans as arrays, against sets of characters."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from discourse.spans import closed, cover, merged, overlapping, ranges

spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 10)).map(
        lambda pair: (pair[0], pair[0] + pair[1])
    ),
    max_size=8,
)


def arrays(some: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    low, high = zip(*some, strict=True) if some else ((), ())
    return np.array(low, dtype=np.int64), np.array(high, dtype=np.int64)


def characters(some: list[tuple[int, int]]) -> set[int]:
    return {place for low, high in some for place in range(low, high)}


@given(spans)
def test_merged_spans_hold_the_same_characters_and_do_not_touch(
    some: list[tuple[int, int]],
) -> None:
    low, high = merged(*arrays(some))
    assert characters(
        list(zip(low.tolist(), high.tolist(), strict=True))
    ) == characters(some)
    assert (low[1:] > high[:-1]).all()
    assert (low < high).all()


@given(spans, spans)
def test_overlapping_spans_share_a_character(
    some: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    found = overlapping(*arrays(some), *merged(*arrays(others)))
    assert found.tolist() == [
        bool(characters([span]) & characters(others)) for span in some
    ]


@given(spans)
def test_ranges_are_ranges_end_to_end(some: list[tuple[int, int]]) -> None:
    assert ranges(*arrays(some)).tolist() == [
        place for low, high in some for place in range(low, high)
    ]


def test_ranges_may_be_empty() -> None:
    assert ranges(np.array([3, 5, 5]), np.array([3, 7, 5])).tolist() == [5, 6]


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(1, 10), st.sampled_from("ab")),
        max_size=6,
    ),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_cover_divides_a_stretch_without_a_hole(
    some: list[tuple[int, int, str]], start: int, size: int
) -> None:
    stretches = [(low, low + length, label) for low, length, label in some]
    parts = cover(stretches, start, start + size)
    places = [place for low, high, _ in parts for place in range(low, high)]
    assert places == list(range(start, start + size))
    labels = {place: label for low, high, label in parts for place in range(low, high)}
    order = sorted(stretches, key=lambda stretch: stretch[0])
    for place, label in labels.items():
        over = [other for low, high, other in order if low <= place < high]
        assert label in over or (label == "" and not over)
        if len(set(over)) == 1:
            assert label == over[0]


def test_the_stretch_that_begins_first_wins() -> None:
    assert cover([(3, 9, "b"), (2, 5, "a"), (2, 4, "c")], 0, 10) == [
        (0, 2, ""),
        (2, 5, "a"),
        (5, 9, "b"),
        (9, 10, ""),
    ]
    assert cover([], 0, 0) == []


def test_closing_punctuation_goes_with_the_last_word() -> None:
    texts = ["He said so.” Then", "so", "so…\nThen", "共。同"]
    assert closed(
        texts, np.array([0, 1, 2, 3, 0]), np.array([10, 2, 2, 1, 17])
    ).tolist() == [12, 2, 3, 2, 17]
    assert closed(texts, np.empty(0, np.int64), np.empty(0, np.int64)).tolist() == []
