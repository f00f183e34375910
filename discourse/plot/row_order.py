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
    first = [value for value in known if value in present]
    others = [value for value in present if value not in known]
    return first + others


def rank_by_sum(table: pd.DataFrame, column: str, amount: str) -> list[str]:
    """Return the values of `column` by the sum of `amount`, the largest first, ties by name."""
    sums: dict[str, float] = {}
    rows = zip(table[column].tolist(), table[amount].tolist(), strict=True)
    for name, value in rows:
        sums[name] = sums.get(name, 0.0) + value
    return sorted(sums, key=lambda name: (-sums[name], name))
