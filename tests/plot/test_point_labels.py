"""Names beside points do not meet."""

from __future__ import annotations

import itertools

import numpy as np

from discourse.plot import point_labels


def test_names_beside_points_never_meet() -> None:
    points = [(10.0 + at % 3, 10.0 + at // 3) for at in range(12)]
    boxes = point_labels.place_names(
        points, [(9.0, 2.4)] * 12, (60.0, 40.0), np.array(points)
    )
    placed = [box for box in boxes if box]
    assert len(placed) >= 8
    for one, two in itertools.combinations(placed, 2):
        assert not one.overlaps(two)
    assert point_labels.place_names(
        [(1.0, 1.0)], [(90.0, 2.4)], (60.0, 40.0), np.zeros((0, 2))
    ) == [None]


def test_boxes_tell_how_near_they_are() -> None:
    box = point_labels.Box(left=0.0, bottom=0.0, right=4.0, top=2.0)
    beside = point_labels.Box(left=5.0, bottom=1.0, right=9.0, top=3.0)
    above = point_labels.Box(left=1.0, bottom=2.5, right=3.0, top=4.5)
    assert not box.overlaps(beside)
    assert box.overlaps(beside, gap=1.1)
    assert not box.overlaps(above, gap=1.1)
    assert box.overlaps(above, line_gap=0.6)
    assert box.overlaps(point_labels.Box(1.0, 0.5, 2.0, 1.0))
    assert box.middle == (2.0, 1.0)
    assert box.nearest((9.0, 1.5)) == (4.0, 1.5)
    assert not box.contains((4.5, 1.0))
    assert box.contains((4.5, 1.0), gap=0.6)
    assert box.lies_inside((5.0, 3.0), gap=0.0)
    assert not box.lies_inside((5.0, 3.0), gap=0.3)
    points = np.array([(1.0, 1.0), (3.0, 0.5), (4.5, 1.0)])
    assert box.count_points(points) == 2
