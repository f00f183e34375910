"""Labels beside one another are moved apart."""

from __future__ import annotations

from discourse.plot import panels


def test_labels_are_moved_apart_and_keep_their_order() -> None:
    assert panels.spread_labels([5.0, 5.0, 5.0], [2.0, 2.0, 2.0], 0.0, 10.0) == [
        5.0,
        7.0,
        9.0,
    ]
    assert panels.spread_labels([9.5, 9.5], [2.0, 2.0], 0.0, 10.0) == [7.0, 9.0]
    assert panels.spread_labels([], [], 0.0, 10.0) == []
