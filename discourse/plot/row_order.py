"""The order of rows in a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

__all__ = ["order_of_appearance", "rank_by_sum", "share_out"]


def order_of_appearance(
    values: Iterable[str], *, known: Sequence[str] = ()
) -> list[str]:
    """Return each value once: first the `known` ones, then the others.

    The known values are in the order of `known`, the others as they come. A value of
    `known` that does not occur is left out.

    >>> order_of_appearance(["c", "b", "a", "b"], known=["a", "x"])
    ['a', 'c', 'b']
    """
    unique_values = dict.fromkeys(values)
    ordered_values = []
    for value in known:
        if value in unique_values:
            ordered_values.append(value)
    for value in unique_values:
        if value not in known:
            ordered_values.append(value)
    return ordered_values


def rank_by_sum(table: pd.DataFrame, column: str, amount: str) -> list[str]:
    """Return the values of `column`, ordered by the sum of their `amount`.

    The largest sum comes first. Values with equal sums are in the order of their names.
    """
    sums: dict[str, float] = {}
    names = table[column].tolist()
    amounts = table[amount].tolist()
    for name, value in zip(names, amounts, strict=True):
        sum_before = sums.get(name, 0.0)
        sums[name] = sum_before + value

    def rank(name: str) -> tuple[float, str]:
        total = sums[name]
        return -total, name

    return sorted(sums, key=rank)


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
