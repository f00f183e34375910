"""How many rows each of several groups gets, if not all can be shown."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["share_out"]


def share_out(places: int, sizes: Sequence[int]) -> list[int]:
    """Return how many places each group gets: one in turn, as long as it needs more.

    >>> share_out(5, [1, 9, 9])
    [1, 2, 2]
    """
    quotas = [0] * len(sizes)
    places_left = min(places, sum(sizes))
    while places_left:
        for index, size in enumerate(sizes):
            if places_left and quotas[index] < size:
                quotas[index] += 1
                places_left -= 1
    return quotas
