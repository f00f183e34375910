"""Ranges that overlap, and what is linked, by the compiled kernels."""

from __future__ import annotations

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use

__all__ = ["join_links", "link_ranges"]


def link_ranges(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return the earlier range that each range overlaps by half of the shorter one.

    Of several it is the first that has not ended. The result is -1 where there is none
    (int64).

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
    linked = np.empty(len(start), dtype=np.int64)
    kernels.link_ranges(start, end, linked)
    return linked


def join_links(one: np.ndarray, other: np.ndarray, node_count: int) -> np.ndarray:
    """Return the first of all nodes to which each node is linked (int64).

    Parameters
    ----------
    one, other : int64 arrays, shape (links,)
        The two nodes of each link.
    node_count : int

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.

    References
    ----------
    Tarjan & van Leeuwen (1984), Worst-case analysis of set union algorithms, Journal of
    the ACM 31(2), 245-281.
    """
    kernels = kernels_in_use()
    first = np.empty(node_count, dtype=np.int64)
    kernels.join_links(one, other, first)
    return first
