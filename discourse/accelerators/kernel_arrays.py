"""Arrays as the compiled kernels take them: contiguous, and of one dtype."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["as_float32", "as_float64", "as_int32", "as_int64"]


def as_int32(values: ArrayLike) -> np.ndarray:
    """Return values as a contiguous array (int32), which may be the one that came."""
    return np.ascontiguousarray(values, dtype=np.int32)


def as_int64(values: ArrayLike) -> np.ndarray:
    """Return values as a contiguous array (int64), which may be the one that came."""
    return np.ascontiguousarray(values, dtype=np.int64)


def as_float32(values: ArrayLike) -> np.ndarray:
    """Return values as a contiguous array (float32), which may be the one that came."""
    return np.ascontiguousarray(values, dtype=np.float32)


def as_float64(values: ArrayLike) -> np.ndarray:
    """Return values as a contiguous array (float64), which may be the one that came."""
    return np.ascontiguousarray(values, dtype=np.float64)
