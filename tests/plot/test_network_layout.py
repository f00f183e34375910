"""Lines between points on a circle."""

from __future__ import annotations

import math

import pytest

from discourse.plot import network_layout


def test_lines_round_the_middle_keep_away_from_it() -> None:
    places = network_layout.place_on_circle(["a", "b", "c", "d"], (0.0, 0.0), 10.0)
    line = network_layout._curve(
        network_layout.Link("a", "c", 1, bent=True), places
    )  # opposite each other
    assert min(math.hypot(*point) for point in line) > 4.0
    assert (line[0], line[-1]) == (
        pytest.approx(places["a"]),
        pytest.approx(places["c"]),
    )
