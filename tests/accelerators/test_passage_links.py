"""Ranges linked by the compiled kernels, against numpy and scipy alone."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import has_kernels, join_links, link_ranges
from discourse.text_reuse import family_links
from discourse.text_reuse.alignment import PartRanges

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)

RANGES = st.sets(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=60)
LINKS = st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40)


@given(RANGES)
def test_links_of_ranges_are_those_of_numpy(ranges: set[tuple[int, int]]) -> None:
    start, words = np.array(sorted(ranges), dtype=np.int64).reshape(-1, 2).T
    end = start + words
    found = link_ranges(start.copy(), end)
    with mock.patch.object(family_links, "has_kernels", return_value=False):
        expected = family_links._link_overlapping(PartRanges(start, end))
    np.testing.assert_array_equal(found, expected)


@given(LINKS)
def test_joined_nodes_are_those_of_scipy(links: list[tuple[int, int]]) -> None:
    one, other = np.array(links, dtype=np.int64).reshape(-1, 2).T
    one, other = one.copy(), other.copy()
    found = join_links(one, other, 30)
    with mock.patch.object(family_links, "has_kernels", return_value=False):
        expected = family_links._join(one, other, 30)
    np.testing.assert_array_equal(found, expected)


def test_a_link_to_no_node_is_refused() -> None:
    for node in (-1, 2):
        with pytest.raises(ValueError, match="links between nodes"):
            join_links(np.array([0]), np.array([node]), 2)
    with pytest.raises(ValueError, match="arrays of one size"):
        link_ranges(np.array([0]), np.array([1, 2]))
