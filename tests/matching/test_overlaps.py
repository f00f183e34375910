"""Spans of which no two kept ones overlap."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from discourse.matching.overlaps import are_kept


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(1, 6)),
        max_size=25,
    )
)
def test_the_spans_kept_are_those_that_overlap_no_better_one(
    spans: list[tuple[int, int]],
) -> None:
    first = np.array([start for start, _ in spans], dtype=np.int64)
    end = np.array([start + length for start, length in spans], dtype=np.int64)
    taken: set[int] = set()
    expected = []
    for start, length in spans:
        cells = set(range(start, start + length))
        expected.append(not cells & taken)
        if expected[-1]:
            taken |= cells
    assert are_kept(first, end).tolist() == expected
