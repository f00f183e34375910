"""Ranges linked by the compiled kernels, against numpy alone."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import has_kernels, link_ranges
from discourse.text_reuse import family_links
from discourse.text_reuse.alignment import PartRanges

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)

RANGES = st.sets(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=60)


@given(RANGES)
def test_links_of_ranges_are_those_of_numpy(ranges: set[tuple[int, int]]) -> None:
    start, words = np.array(sorted(ranges), dtype=np.int64).reshape(-1, 2).T
    end = start + words
    found = link_ranges(start.copy(), end)
    with mock.patch.object(family_links, "has_kernels", return_value=False):
        expected = family_links._group_overlapping(PartRanges(start, end))
    np.testing.assert_array_equal(found, expected)


def test_ranges_of_two_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="arrays of one size"):
        link_ranges(np.array([0]), np.array([1, 2]))
