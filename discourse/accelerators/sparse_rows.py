"""Products of the rows of a sparse matrix, by the compiled kernel.

Each product is added up in the order of the columns, so it does not depend on which
other pairs there are, nor on the direction of a pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use
from discourse.accelerators.kernel_arrays import as_float64, as_int32, as_int64

# Reading texts needs no sparse matrices, which take a while to import.
if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["multiply_row_pairs"]


def multiply_row_pairs(
    matrix: csr_array, first: np.ndarray, second: np.ndarray
) -> np.ndarray:
    """Return the scalar product of two rows of a matrix, for each pair of rows.

    Parameters
    ----------
    matrix : csr_array of float64
        The columns of a row are in order, and none is stored twice.
    first, second : int64 arrays, shape (pairs,)
        Numbers of the rows. Pairs with the same first row should be neighbours.

    Returns
    -------
    float64 array, shape (pairs,)

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    products = np.empty(len(first), dtype=np.float64)
    row_bounds = as_int64(matrix.indptr)
    columns = as_int32(matrix.indices)
    kernels.multiply_row_pairs(
        row_bounds,
        columns,
        as_float64(matrix.data),
        as_int64(first),
        as_int64(second),
        products,
        matrix.shape[1],
    )
    return products
