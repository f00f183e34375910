"""Names beside points: each clear of the others and of the edge, over as few points as may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from discourse import style
from discourse.plot import drawing, lettering

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["beside", "name_points"]

Point = tuple[float, float]
Box = tuple[float, float, float, float]
# Directions a name may lie in, seen from its point, and how far away, in millimetres.
WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
FAR = (1.6, 3.0, 4.8, 7.0, 9.5, 12.5, 16.0, 20.0)


def beside(
    points: Sequence[Point], sizes: Sequence[Point], room: Point, others: np.ndarray
) -> list[Box | None]:
    """Return a box for each name, in the order given; `None` for one that finds no place.

    Parameters
    ----------
    points, sizes : sequence of pairs
        Where the points are, and how wide and high their names, in millimetres from the lower left corner.
    room : pair
        Width and height of the panel.
    others : array of shape (n, 2)
        Points that had better not be covered.
    """
    placed: list[Box | None] = []
    for at, size in zip(points, sizes, strict=True):
        best: tuple[float, Box] | None = None
        for far in FAR:
            for nth, way in enumerate(WAYS):
                box = _box(at, size, way, far)
                if not _free(
                    box, (at, far), room, (points, [other for other in placed if other])
                ):
                    continue
                x, y = others[:, 0], others[:, 1]
                under = int(
                    ((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum()
                )
                worth = min(under, 12) + far * 0.8 + nth * 0.01
                if best is None or worth < best[0]:
                    best = worth, box
        placed.append(best[1] if best else None)
    return placed


def _box(at: Point, size: Point, way: tuple[int, int], far: float) -> Box:
    # A slanting way is as far along as a straight one.
    step = far / math.hypot(*way)
    x = at[0] + way[0] * (step + size[0] / 2)
    y = at[1] + way[1] * (step + size[1] / 2)
    return x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2


def _free(
    box: Box,
    anchor: tuple[Point, float],
    room: Point,
    there: tuple[Sequence[Point], Sequence[Box]],
) -> bool:
    """Whether a name may stand here: inside, on no named point, on no other name, its leader across none."""
    at, far = anchor
    points, boxes = there
    if box[0] < 0.3 or box[1] < 0.3 or box[2] > room[0] - 0.3 or box[3] > room[1] - 0.3:
        return False
    if any(
        box[0] - 0.9 < x < box[2] + 0.9 and box[1] - 0.9 < y < box[3] + 0.9
        for x, y in points
    ):
        return False
    if any(
        min(box[2], o[2]) > max(box[0], o[0]) - 0.4
        and min(box[3], o[3]) > max(box[1], o[1]) - 0.2
        for o in boxes
    ):
        return False
    if far <= FAR[0]:
        return True
    # No leader may pass a named point, whose own it would seem to be.
    end = _nearest(box, at)
    steps = [
        (at[0] + (end[0] - at[0]) * part / 8, at[1] + (end[1] - at[1]) * part / 8)
        for part in range(1, 8)
    ]
    if any(
        math.dist(step, point) < 1.1
        for step in steps
        for point in points
        if point != at
    ):
        return False
    return not any(o[0] < x < o[2] and o[1] < y < o[3] for x, y in steps for o in boxes)


def _nearest(box: Box, at: Point) -> Point:
    return min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3])


def name_points(
    ax: Axes,
    points: Sequence[Point],
    texts: Sequence[str],
    others: Sequence[Point],
    *,
    size: float = 6.0,
) -> list[bool]:
    """Write `texts` beside `points` of a finished panel, with a hairline where they stand off; return which had room.

    Points are in the units of the panel, whose axes must be linear; `others` are points that had better stay bare.
    """
    root = ax.get_figure(root=True)
    assert root is not None  # noqa: S101  axes without a figure cannot be drawn on
    place = ax.get_position()
    room = (
        place.width * root.get_figwidth() * 25.4,
        place.height * root.get_figheight() * 25.4,
    )
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    unit = room[0] / (right - left), room[1] / (high - low)

    def millimetres(point: Point) -> Point:
        return (point[0] - left) * unit[0], (point[1] - low) * unit[1]

    sizes = [
        (lettering.measure(text, size=size) * 1.05 + 0.4, size * lettering.MM * 1.15)
        for text in texts
    ]
    bare = np.array([millimetres(point) for point in others], dtype=float).reshape(
        -1, 2
    )
    own = [millimetres(point) for point in points]
    boxes = beside(own, sizes, room, bare)
    for at, text, box in zip(own, texts, boxes, strict=True):
        if box is None:
            continue
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        end = _nearest(box, at)
        if math.dist(at, end) > FAR[0] + 0.3:
            xs, ys = zip(
                *((left + px / unit[0], low + py / unit[1]) for px, py in (at, end)),
                strict=True,
            )
            drawing.stroke(ax, xs, ys, style.MUTED, width=0.35, order=4)
        drawn = lettering.write(
            ax,
            left + x / unit[0],
            low + y / unit[1],
            text,
            size=size,
            ha="center",
            va="center",
            zorder=5,
        )
        drawn.set_in_layout(False)
        lettering.over(drawn, "white")
    return [box is not None for box in boxes]
