"""The order of rows in a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    pass


__all__ = ["order_of_appearance", "rank_by_sum"]


def order_of_appearance(
    values: Iterable[str], *, known: Sequence[str] = ()
) -> list[str]:
    """Return the values once each: those of `known` first, in its order, the others as they come."""
    seen = dict.fromkeys(values)
    return [value for value in known if value in seen] + [
        value for value in seen if value not in known
    ]


def rank_by_sum(table: pd.DataFrame, column: str, amount: str) -> list[str]:
    """Return the values of `column`, those with the largest sum of `amount` first, ties by name."""
    size: dict[str, float] = {}
    for name, value in zip(table[column].tolist(), table[amount].tolist(), strict=True):
        size[name] = size.get(name, 0.0) + value
    return sorted(size, key=lambda name: (-size[name], name))
