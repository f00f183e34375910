"""Ranges that overlap, by the compiled kernels."""

from __future__ import annotations

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use

__all__ = ["link_ranges"]


def link_ranges(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return the first range of the group of each range (int64).

    Two ranges that overlap by half of the shorter one or more are in one group.

    Parameters
    ----------
    start, end : int64 arrays, shape (ranges,)
        Half-open ranges, in order of their starts.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    first = np.empty(len(start), dtype=np.int64)
    kernels.link_ranges(start, end, first)
    return first
