"""Dispersion of words that are counted among the words of their own scripts."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from discourse import measures as m
from discourse.errors import OptionError
from discourse.measures.dispersion_proportions import dispersion_by_kind

MEASURES = [m.dp_egbert, m.dp, m.dp_norm, m.kld, partial(m.kld, scale="exp")]


@given(st.data())
@pytest.mark.parametrize("measure", MEASURES)
def test_each_word_is_measured_against_the_parts_of_its_own_kind(
    measure: Any, data: st.DataObject
) -> None:
    parts, kinds, words = (data.draw(st.integers(1, 5)) for _ in range(3))
    size = st.lists(st.integers(0, 9), min_size=kinds, max_size=kinds)
    sizes = np.array(data.draw(st.lists(size, min_size=parts, max_size=parts)))
    kind = np.array(
        data.draw(st.lists(st.integers(0, kinds - 1), min_size=words, max_size=words))
    )
    room = sizes[:, kind].T
    draw = st.integers(0, 9)
    share = st.lists(draw, min_size=parts, max_size=parts)
    v = np.minimum(room, data.draw(st.lists(share, min_size=words, max_size=words)))
    expected = [
        float(measure(v[row], room[row])) if (room[row] > 0).sum() > 1 else np.nan
        for row in range(words)
    ]
    for counts in (v, csr_array(v)):
        actual = dispersion_by_kind(counts, sizes, kind, measure=measure)
        np.testing.assert_array_equal(actual, expected)


def test_one_column_of_sizes_serves_all_words() -> None:
    v, sizes = np.array([[1, 2, 0], [0, 0, 3]]), np.array([5, 10, 20])
    expected = m.dp_egbert(v, sizes)
    np.testing.assert_array_equal(dispersion_by_kind(v, sizes), expected)
    np.testing.assert_array_equal(dispersion_by_kind(v, sizes[:, None]), expected)


def test_one_part_or_none_is_neither_even_nor_uneven() -> None:
    assert np.isnan(dispersion_by_kind(np.array([[3]]), np.array([5]))).all()
    assert np.isnan(dispersion_by_kind(np.array([[3, 0]]), np.array([5, 0]))).all()
    assert np.isnan(dispersion_by_kind(csr_array((2, 0)), np.zeros(0))).all()
    assert dispersion_by_kind(csr_array((0, 2)), np.array([5, 5])).shape == (0,)


def test_an_occurrence_where_there_are_no_words_is_refused() -> None:
    with pytest.raises(OptionError, match="part of size 0 holds the word"):
        dispersion_by_kind(csr_array([[1, 1, 1]]), np.array([5, 5, 0]))
