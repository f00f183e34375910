"""What runs of ranks hold: the compiled kernel against the numpy code."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import has_kernels, read_runs
from discourse.counting.suffix_array import build_suffix_array

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)


@given(
    seed=st.integers(0, 2**32 - 1),
    size=st.integers(1, 200),
    document_count=st.sampled_from([1, 2, 7, 200]),
    length=st.integers(1, 4),
)
def test_random_streams(seed: int, size: int, document_count: int, length: int) -> None:
    chance = np.random.default_rng(seed)
    ids = chance.integers(0, 4, size).astype(np.int32)
    follows_break = chance.random(size) < 0.1
    document = np.sort(chance.integers(0, document_count, size)).astype(np.int32)
    index = build_suffix_array(ids, follows_break, document)
    low, high = index.ngram_runs(length)
    compiled = read_runs(index.order, document, low, high)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISCOURSE_ACCELERATORS", "off")
        numpy_alone = index.read_runs(low, high)
    for name in ("documents", "first_token"):
        one, other = getattr(compiled, name), getattr(numpy_alone, name)
        assert one.dtype == other.dtype == np.int64
        np.testing.assert_array_equal(one, other)


def test_runs_may_lie_in_each_other_and_come_in_any_order() -> None:
    order = np.array([4, 1, 0, 3, 2], dtype=np.int32)
    document = np.array([0, 0, 1, 1, 3], dtype=np.int32)
    low = np.array([3, 0, 1, 0])
    high = np.array([5, 5, 3, 5])
    found = read_runs(order, document, low, high)
    assert found.documents.tolist() == [1, 3, 1, 3]
    assert found.first_token.tolist() == [2, 0, 0, 0]


def test_no_runs() -> None:
    none = np.empty(0, dtype=np.int64)
    order = np.empty(0, dtype=np.int32)
    assert not len(read_runs(order, order, none, none).documents)


@pytest.mark.parametrize(
    ("order", "document", "low", "high"),
    [
        ([0, 1], [0, 0], [1], [1]),
        ([0, 1], [0, 0], [-1], [1]),
        ([0, 1], [0, 0], [0], [3]),
        ([0, 2], [0, 0], [0], [2]),
        ([0, -1], [0, 0], [0], [2]),
        ([0, 1], [0, -1], [0], [2]),
        ([0, 1], [0], [0], [2]),
        ([0, 1], [0, 0], [0], [1, 2]),
    ],
)
def test_what_is_no_run_is_refused(
    order: list[int], document: list[int], low: list[int], high: list[int]
) -> None:
    with pytest.raises(ValueError, match="expected runs of one rank or more"):
        read_runs(
            np.array(order, dtype=np.int32),
            np.array(document, dtype=np.int32),
            np.array(low),
            np.array(high),
        )
