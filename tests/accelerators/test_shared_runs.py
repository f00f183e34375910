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
    pair_nearest_runs,
    pair_runs,
)
from discourse.text_reuse import exact_matches, shared_wordings
from discourse.text_reuse.exact_matches import ExactMatches
from discourse.text_reuse.nearest_runs import WORDS_BEHIND, list_nearest_pairs
from discourse.text_reuse.position_pairs import PositionPairs
from discourse.text_reuse.shared_wordings import SharedWordings, find_shared_wordings
from discourse.text_reuse.word_parts import WordParts

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


def groups_of(repeats: shared_wordings._Repeats) -> list[list[int]]:
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
    by_doubling = shared_wordings._name_by_doubling(parts, length)
    runs = find_repeated_runs(parts.codes, parts.wall, length)
    by_hash = shared_wordings._name_by_hash(parts, runs, length)
    assert by_hash is not None
    assert groups_of(by_hash) == groups_of(by_doubling)
    assert groups_of(shared_wordings._find_repeats(parts, length)) == groups_of(by_hash)


def wordings_of(parts: WordParts, length: int) -> SharedWordings:
    """Return the wordings that two documents or more have."""
    return find_shared_wordings(parts, min_words=length, max_documents=100)


def check_matches(
    found: ExactMatches, parts: WordParts, pairs: PositionPairs, length: int
) -> None:
    """Check that the runs found are those that begin at some pairs of positions."""
    expected = exact_matches._measure(parts, pairs.in_text_order(), length)
    for name in ("first", "second", "length"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))


@given(
    parts=streams(),
    length=st.integers(2, 5),
    asked=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_pairs_are_those_of_numpy(
    parts: WordParts, length: int, asked: list[bool]
) -> None:
    is_asked = np.array(asked)
    wordings = wordings_of(parts, length)
    found = exact_matches._pair_by_kernel(parts, wordings, is_asked)
    pairs = exact_matches._pair_all(parts, wordings, is_asked)
    check_matches(found, parts, pairs, length)


@given(parts=streams(), length=st.integers(1, 5))
def test_nearest_pairs_are_those_of_numpy(parts: WordParts, length: int) -> None:
    wordings = wordings_of(parts, length)
    found = exact_matches.pair_nearest(parts, wordings)
    check_matches(found, parts, list_nearest_pairs(parts, wordings), length)


@pytest.mark.parametrize("words_alike", [WORDS_BEHIND - 1, WORDS_BEHIND])
def test_both_look_at_equally_many_words_behind_a_run(words_alike: int) -> None:
    alike = [9] * words_alike
    texts = [[1, 7, *alike, 4], [2, 7, *alike, 6], [3, 7, *alike, 5]]
    codes = np.concatenate(texts).astype(np.int32)
    size = words_alike + 3
    document = np.repeat(np.arange(3, dtype=np.int32), size)
    wall = np.ones(len(codes) + 1, dtype=bool)
    wall[1:-1] = np.diff(document) > 0
    parts = WordParts(codes, np.arange(len(codes)), document, wall)
    starts = np.arange(3) * size + 1
    wordings = SharedWordings(starts, np.array([0, 3]), 1)
    found = exact_matches.pair_nearest(parts, wordings)
    check_matches(found, parts, list_nearest_pairs(parts, wordings), 1)
    # The last words put the third text between the others, if they are looked at.
    order = [0, 2, 1] if words_alike < WORDS_BEHIND else [0, 1, 2]
    expected = [sorted(order[:2]), sorted(order[1:])]
    texts_of_pairs = np.column_stack([found.first, found.second]) // size
    assert sorted(texts_of_pairs.tolist()) == sorted(expected)


def test_two_wordings_with_one_hash_are_not_taken_for_one() -> None:
    codes = np.array([1, 2, 3, 4, 1, 2], dtype=np.int32)
    document = np.array([0, 0, 0, 0, 1, 1], dtype=np.int32)
    wall = np.array([1, 0, 1, 0, 1, 0, 1], dtype=bool)
    parts = WordParts(codes, np.arange(6), document, wall)
    one_hash = np.zeros(3, dtype=np.uint64)
    runs = HashedRuns(np.array([0, 2, 4], dtype=np.int32), one_hash)
    assert shared_wordings._name_by_hash(parts, runs, 2) is None


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
                is_asked=np.ones(2, dtype=bool),
                length=2,
            )
    for position, bounds in (([0, 3], [0, 2]), ([0, 2], [0, 1]), ([0, 2], [0, 3, 2])):
        with pytest.raises(ValueError, match="runs among them by wording"):
            pair_nearest_runs(
                codes,
                wall,
                document,
                position=np.array(position),
                bounds=np.array(bounds),
                length=2,
            )
