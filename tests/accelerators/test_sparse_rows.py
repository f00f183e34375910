"""The compiled products of rows, against numpy alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from discourse.accelerators import has_kernels, multiply_row_pairs
from discourse.document_similarity.similarity_measures import multiply_pairs_in_numpy

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)

weights = st.one_of(
    st.just(0.0), st.floats(-1e3, 1e3), st.sampled_from([0.1, 1 / 3, 1e-200])
)


@st.composite
def matrices_and_pairs(
    draw: st.DrawFn,
) -> tuple[csr_array, np.ndarray, np.ndarray]:
    """A matrix, and pairs of its rows in any order."""
    row_count = draw(st.integers(1, 6))
    column_count = draw(st.integers(1, 8))
    cell_count = row_count * column_count
    cells = draw(st.lists(weights, min_size=cell_count, max_size=cell_count))
    matrix = csr_array(np.reshape(cells, (row_count, column_count)))
    row = st.integers(0, row_count - 1)
    pairs = draw(st.lists(st.tuples(row, row), max_size=20))
    first = np.array([pair[0] for pair in pairs], dtype=np.int64)
    second = np.array([pair[1] for pair in pairs], dtype=np.int64)
    return matrix, first, second


@given(matrices_and_pairs())
def test_any_pairs_have_the_same_products(
    given_pairs: tuple[csr_array, np.ndarray, np.ndarray],
) -> None:
    matrix, first, second = given_pairs
    products = multiply_row_pairs(matrix, first, second)
    expected = multiply_pairs_in_numpy(matrix, first, second)
    assert products.tobytes() == expected.tobytes()


def test_a_pair_outside_the_matrix_is_refused() -> None:
    matrix = csr_array(np.eye(2))
    for row in (-1, 2):
        inside = np.array([0])
        outside = np.array([row])
        with pytest.raises(ValueError, match="pairs of its rows"):
            multiply_row_pairs(matrix, inside, outside)
        with pytest.raises(ValueError, match="pairs of its rows"):
            multiply_row_pairs(matrix, outside, inside)


def test_a_broken_matrix_is_refused() -> None:
    matrix = csr_array(np.eye(2))
    matrix.indices[:] = 7
    row = np.array([0])
    with pytest.raises(ValueError, match="cells of a matrix"):
        multiply_row_pairs(matrix, row, row)
