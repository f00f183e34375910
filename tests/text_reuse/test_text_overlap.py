"""What two texts have in common, and the places in which they differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.text_reuse.shingles import hash_shingles, index_shingles
from discourse.text_reuse.text_overlap import Gap, compare_texts


def numbers(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int32)


def test_words_in_runs_of_both_texts_are_found() -> None:
    overlap = compare_texts(numbers(1, 2, 3, 50, 51), numbers(9, 1, 2, 3, 8, 7), 3)
    assert overlap.is_found.tolist() == [True, True, True, False, False]
    assert overlap.share == 0.6


def test_a_word_between_two_anchors_is_found_at_its_place_only() -> None:
    longer = numbers(*range(1, 11))
    kept = numbers(1, 2, 3, 99, 5, 98, 7, 8, 9, 10)
    assert compare_texts(kept, longer, 3).share == pytest.approx(0.8)
    # One word more in between: the word 5 is at another place.
    moved = numbers(1, 2, 3, 99, 97, 5, 98, 7, 8, 9, 10)
    assert not compare_texts(longer, moved, 3).is_found[4]


def test_gaps_lie_between_anchors() -> None:
    overlap = compare_texts(numbers(1, 2, 3, 7, 4, 5, 6), numbers(1, 2, 3, 4, 5, 6), 3)
    assert overlap.list_gaps() == [Gap(3, 4, 3, 3)]
    moved = compare_texts(numbers(4, 5, 6, 1, 2, 3), numbers(1, 2, 3, 7, 4, 5, 6), 3)
    assert moved.list_gaps() == []
    assert moved.share == 1


@given(
    st.lists(st.integers(0, 4), max_size=30), st.lists(st.integers(0, 4), max_size=30)
)
def test_what_is_found_in_runs_is_in_the_other_text(
    first: list[int], second: list[int]
) -> None:
    overlap = compare_texts(numbers(*first), numbers(*second), 3)
    runs = {tuple(second[i : i + 3]) for i in range(len(second) - 2)}
    for start in range(len(first) - 2):
        if tuple(first[start : start + 3]) in runs:
            assert overlap.is_found[start : start + 3].all()
    assert not (set(np.array(first)[overlap.is_found].tolist()) - set(second))
    assert 0 <= overlap.share <= 1


def test_a_text_has_all_of_itself() -> None:
    text = numbers(*range(40))
    assert compare_texts(text, text, 3).share == 1
    assert compare_texts(text, text, 3).list_gaps() == []


def test_hashes_are_the_same_on_every_machine() -> None:
    assert hash_shingles(numbers(0, 1, 2), 3).tolist() == [7690998629981283818]
    assert hash_shingles(numbers(0, 1), 3).tolist() == []


def test_candidates_are_open_texts_of_like_length() -> None:
    texts = [numbers(*range(30)), numbers(*range(30)), numbers(*range(25))]
    texts += [numbers(*range(100)), numbers(*range(200, 230))]
    index = index_shingles(texts, [5] * 5)
    is_open = np.array([False, False, True, True, True])
    assert index.find_candidates(0, is_open, min_length=0.5).tolist() == [2]
    assert index.find_candidates(0, is_open, min_length=0.1).tolist() == [3, 2]
