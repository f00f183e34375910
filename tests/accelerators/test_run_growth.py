"""Runs grown by the compiled kernels, and those that are kept, against numpy alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_shared_runs import streams

from discourse.accelerators import grow_runs, has_kernels, keep_best_alignments
from discourse.text_reuse import alignment
from discourse.text_reuse.alignment import Alignments
from discourse.text_reuse.word_parts import WordParts

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)


@given(
    parts=streams(), seed=st.integers(0, 2**32 - 1), direction=st.sampled_from([1, -1])
)
def test_runs_grow_as_far_as_by_numpy(
    parts: WordParts, seed: int, direction: int
) -> None:
    size = len(parts.codes)
    if not size:
        return
    # Forward from each word and behind the last; backward from each and before the first.
    lowest = min(direction, 0)
    chance = np.random.default_rng(seed)
    first, second = chance.integers(lowest, lowest + size + 1, (2, 20))
    expected = alignment._grow(parts, first, second, direction)
    found = grow_runs(
        parts.codes,
        parts.wall,
        first,
        second,
        direction=direction,
        band=alignment.BAND,
        drop=alignment.DROP,
    )
    for name in ("words", "other_words", "matches"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))


def some_alignments(seed: int, count: int) -> Alignments:
    """Return alignments that overlap much, and some that are equal."""
    chance = np.random.default_rng(seed)
    start, other_start = chance.integers(0, 30, (2, count))
    words, other_words = chance.integers(1, 12, (2, count))
    matches, run = chance.integers(1, 5, (2, count))
    return Alignments(
        start,
        start + words,
        other_start,
        other_start + other_words,
        matches,
        run,
        start,
    )


@given(seed=st.integers(0, 2**32 - 1), count=st.integers(0, 60))
def test_those_kept_are_those_of_numpy(seed: int, count: int) -> None:
    alignments = some_alignments(seed, count)
    pair = np.random.default_rng(seed).integers(0, 4, count)
    expected_run = alignments.run.copy()
    rows = alignment._keep_best(alignments, pair, expected_run)
    run = alignments.run.copy()
    is_kept = keep_best_alignments(
        pair,
        start=alignments.start,
        end=alignments.end,
        other_start=alignments.other_start,
        other_end=alignments.other_end,
        matches=alignments.matches,
        run=run,
    )
    assert is_kept.nonzero()[0].tolist() == sorted(rows.tolist())
    np.testing.assert_array_equal(run, expected_run)


def test_what_cannot_grow_is_refused() -> None:
    codes = np.array([0, 1], dtype=np.int32)
    wall = np.array([1, 0, 1], dtype=bool)
    start = np.array([0])
    for second, direction, band, drop in (
        (3, 1, 3, 5),
        (2, -1, 3, 5),
        (-1, 1, 3, 5),
        (0, 0, 3, 5),
        (0, 1, 9, 5),
        (0, 1, 3, 0),
    ):
        with pytest.raises(ValueError, match="a band of 0 to 8"):
            grow_runs(
                codes,
                wall,
                start,
                np.array([second]),
                direction=direction,
                band=band,
                drop=drop,
            )
