"""The order of rows in a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

__all__ = ["order_of_appearance", "rank_by_sum"]


def order_of_appearance(
    values: Iterable[str], *, known: Sequence[str] = ()
) -> list[str]:
    """Return each value once: first those of `known` in its order, then the others as they come.

    >>> order_of_appearance(["c", "b", "a", "b"], known=["a", "x"])
    ['a', 'c', 'b']
    """
    present = dict.fromkeys(values)
    ordered = []
    for value in known:
        if value in present:
            ordered.append(value)
    for value in present:
        if value not in known:
            ordered.append(value)
    return ordered


def rank_by_sum(table: pd.DataFrame, column: str, amount: str) -> list[str]:
    """Return the values of `column` by the sum of `amount`, the largest first, ties by name."""
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
