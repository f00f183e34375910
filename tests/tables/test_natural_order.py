"""The order in which a reader looks for names."""

from decimal import Decimal

import pytest

from discourse.plot.row_order import merge_orders
from discourse.tables import number_of, order_naturally


@pytest.mark.parametrize(
    "ordered",
    [
        ["Session 9", "Session 10", "Session 100"],
        ["1.5", "9", "10"],
        ["-10", "\u22129", "0", "+1"],
        ["2019-9", "2019-10"],
        ["a", "A 1", "a 2", "B"],
        ["007", "7", "8"],  # zeros make no difference, so the code points decide
        ["A/RES/76/6", "A/RES/76/10", "A/RES/77/1"],
        ["٩", "١٠"],
        ["9" * 4999, "9" * 5000],
    ],
)
def test_names_are_in_natural_order(ordered: list[str]) -> None:
    assert order_naturally(reversed(ordered)) == ordered


def test_only_a_plain_number_is_a_number() -> None:
    assert number_of("1.50") == Decimal("1.5")
    assert number_of("\u22123") == -3
    for text in ("", "1e5", "1,000", "1.", ".5", "٣", "1 2", "--1", "1\n"):
        assert number_of(text) is None


def test_the_orders_of_several_lists_are_merged() -> None:
    assert merge_orders([["b", "c"], ["a", "b"]]) == ["a", "b", "c"]
    assert merge_orders([["post"], ["pre"]]) == ["post", "pre"]
    assert merge_orders([["x", "(no value)"], ["a"]]) == ["a", "x", "(no value)"]
    assert merge_orders([["a"], ["(no value)"]]) == ["(no value)", "a"]
    assert sorted(merge_orders([["a", "b"], ["b", "a"]])) == ["a", "b"]
    assert merge_orders([]) == []
