"""The order of rows in a chart."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import pandas as pd

from discourse import tables
from discourse.settings import NO_VALUE

__all__ = ["merge_orders", "order_of_appearance", "rank_by_sum"]


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


def merge_orders(lists: Sequence[Sequence[str]]) -> list[str]:
    """Return the values of several lists in one order that keeps the order of each.

    Where the lists do not say which of two values is first, natural order does, and
    documents without a value come first. If they contradict each other, it also
    decides.

    >>> merge_orders([["pre", "post"], ["pre", "war", "post"], ["Session 10"]])
    ['pre', 'Session 10', 'war', 'post']
    """
    values_before: dict[str, set[str]] = {}
    for values in lists:
        for value in values:
            values_before.setdefault(value, set())
        # What comes before the value before a value also comes before the value.
        for earlier_value, value in itertools.pairwise(values):
            values_before[value].add(earlier_value)
    remaining = tables.order_naturally(values_before)
    # The sort is stable. "" is the name of such a group in tables of older versions.
    remaining.sort(key=lambda value: value not in ("", NO_VALUE))
    merged: dict[str, None] = {}
    while remaining:
        next_value = remaining[0]
        for value in remaining:
            if values_before[value] <= merged.keys():
                next_value = value
                break
        merged[next_value] = None
        remaining.remove(next_value)
    return list(merged)


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
