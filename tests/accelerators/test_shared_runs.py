"""The compiled search for runs that documents share, against numpy alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import (
    HashedRuns,
    find_repeated_runs,
    has_kernels,
    pair_runs,
)
from discourse.text_reuse import exact_matches
from discourse.text_reuse.exact_matches import WordParts

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)


@st.composite
def streams(draw: st.DrawFn) -> WordParts:
    """Words of a few documents that repeat much; some walls lie in a document."""
    sizes = draw(st.lists(st.integers(0, 40), min_size=1, max_size=6))
    seed = draw(st.integers(0, 2**32 - 1))
    words = draw(st.sampled_from([1, 2, 3, 9, 2**30]))
    chance = np.random.default_rng(seed)
    size = sum(sizes)
    codes = chance.integers(0, words, size).astype(np.int32)
    document = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    wall = np.ones(size + 1, dtype=bool)
    wall[1:-1] = np.diff(document) > 0
    wall |= chance.random(size + 1) < 0.05
    return WordParts(codes, np.arange(size, dtype=np.int32), document, wall)


def groups_of(repeats: exact_matches._Repeats) -> list[list[int]]:
    """Return the positions of each wording."""
    groups: dict[int, list[int]] = {}
    for wording, position in zip(
        repeats.wording.tolist(), repeats.position.tolist(), strict=True
    ):
        groups.setdefault(wording, []).append(position)
    return sorted(groups.values())


@given(parts=streams(), length=st.integers(2, 12))
def test_repeated_runs_are_those_that_doubling_names(
    parts: WordParts, length: int
) -> None:
    by_doubling = exact_matches._name_by_doubling(parts, length)
    runs = find_repeated_runs(parts.codes, parts.wall, length)
    by_hash = exact_matches._name_by_hash(parts, runs, length)
    assert by_hash is not None
    assert groups_of(by_hash) == groups_of(by_doubling)
    assert groups_of(exact_matches._find_repeats(parts, length)) == groups_of(by_hash)


@given(parts=streams(), length=st.integers(2, 5))
def test_pairs_are_those_of_numpy(parts: WordParts, length: int) -> None:
    repeats = exact_matches._name_by_doubling(parts, length)
    found = exact_matches._pair_by_kernel(parts, repeats, length)
    pairs = exact_matches._pair_matches(parts, repeats)
    run_length = exact_matches._match_lengths(parts, pairs, length)
    np.testing.assert_array_equal(found.first, pairs.first)
    np.testing.assert_array_equal(found.second, pairs.second)
    np.testing.assert_array_equal(found.length, run_length)


def test_two_wordings_with_one_hash_are_not_taken_for_one() -> None:
    codes = np.array([1, 2, 3, 4, 1, 2], dtype=np.int32)
    document = np.array([0, 0, 0, 0, 1, 1], dtype=np.int32)
    wall = np.array([1, 0, 1, 0, 1, 0, 1], dtype=bool)
    parts = WordParts(codes, np.arange(6), document, wall)
    one_hash = np.zeros(3, dtype=np.uint64)
    runs = HashedRuns(np.array([0, 2, 4], dtype=np.int32), one_hash)
    assert exact_matches._name_by_hash(parts, runs, 2) is None


def test_what_are_no_words_or_runs_is_refused() -> None:
    codes = np.array([0, 1, 0, 1], dtype=np.int32)
    document = np.zeros(4, dtype=np.int32)
    wall = np.array([1, 0, 0, 0, 1], dtype=bool)
    for wrong_codes, wrong_wall, length in (
        (codes - 1, wall, 2),
        (codes, wall[:-1], 2),
        (codes, ~wall, 2),
        (codes, wall, 0),
    ):
        with pytest.raises(ValueError, match="expected words from 0 between walls"):
            find_repeated_runs(wrong_codes, wrong_wall, length)
    for position, next_run in (([0, 3], [1, -1]), ([0, 2], [0, -1]), ([0, 2], [2, -1])):
        with pytest.raises(ValueError, match="chains of runs"):
            pair_runs(
                codes,
                wall,
                document,
                position=np.array(position),
                next_run=np.array(next_run),
                length=2,
            )
