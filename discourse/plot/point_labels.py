"""Names beside points: each clear of the others and of the edge, over as few points as may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from discourse import style
from discourse.plot import axes_layout, marks, text_fitting

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Box", "name_points", "place_names"]

Point = tuple[float, float]  # across and upward, in millimetres or in units of a panel
# Directions a name may lie in, seen from its point: first the right, slanting ones last.
WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
# How far from its point a name may lie. The nearest needs no leader; each next step is
# about half as far again, and from the last one a leader is hard to follow.
DISTANCES_MM = (1.6, 3.0, 4.8, 7.0, 9.5, 12.5, 16.0, 20.0)
EDGE_MM = 0.3  # between a name and the edge of the panel
# Between a point that has a name and the names of others: a marker is 1.2 mm across.
MARKER_GAP_MM = 0.9
# Between two names: side by side they must not read as one, one over the other they may
# almost touch, since the box of a name is higher than most of its letters.
NAME_GAP_MM, LINE_GAP_MM = 0.4, 0.2
LEADER_GAP_MM = 1.1  # between a leader and a named point, whose own it would seem to be
LEADER_PARTS = 8  # a leader is tried at the ends of so many parts of it
# A candidate costs 1 for each point that it covers, a little for its distance, and next
# to nothing for its direction, which only decides between equals.
MOST_COVERED = 12
DISTANCE_COST, DIRECTION_COST = 0.8, 0.01
# A name is measured by the widths of its letters. On a screen these are set a little
# wider, and a line of type is higher than its size.
WIDTH_ON_SCREEN, NAME_MARGIN_MM, LINE_HEIGHT = 1.05, 0.4, 1.15


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres, from the lower left corner of a panel."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, middle: Point, size: Point) -> Box:
        """Return the box of this width and height round `middle`."""
        (x, y), (width, height) = middle, size
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def middle(self) -> Point:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def overlaps(self, other: Box, *, gap: float = 0.0, line_gap: float = 0.0) -> bool:
        """Whether the boxes come nearer than `gap` across and `line_gap` upward.

        >>> Box(0, 0, 4, 2).overlaps(Box(5, 0, 9, 2)), Box(0, 0, 4, 2).overlaps(
        ...     Box(5, 0, 9, 2), gap=1.5
        ... )
        (False, True)
        """
        across = min(self.right, other.right) > max(self.left, other.left) - gap
        upward = min(self.top, other.top) > max(self.bottom, other.bottom) - line_gap
        return across and upward

    def contains(self, point: Point, *, gap: float = 0.0) -> bool:
        """Whether `point` lies in the box, or nearer to it than `gap`."""
        x, y = point
        across = self.left - gap < x < self.right + gap
        return across and self.bottom - gap < y < self.top + gap

    def lies_inside(self, room: Point, *, gap: float) -> bool:
        """Whether the box keeps away from the edges of a panel of this width and height."""
        if self.left < gap or self.bottom < gap:
            return False
        return self.right <= room[0] - gap and self.top <= room[1] - gap

    def nearest(self, point: Point) -> Point:
        """Return the point of the box that is nearest to `point`."""
        x = min(max(point[0], self.left), self.right)
        y = min(max(point[1], self.bottom), self.top)
        return x, y

    def count_points(self, points: np.ndarray) -> int:
        """Return how many of the points, an array of shape (n, 2), lie in the box."""
        x, y = points[:, 0], points[:, 1]
        across = (x > self.left) & (x < self.right)
        return int((across & (y > self.bottom) & (y < self.top)).sum())


def place_names(
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
    for point, size in zip(points, sizes, strict=True):
        names = [box for box in placed if box]
        best: Box | None = None
        least_cost = math.inf
        for distance in DISTANCES_MM:
            for nth, way in enumerate(WAYS):
                box = _candidate(point, size, way, distance)
                if not box.lies_inside(room, gap=EDGE_MM):
                    continue
                if not _is_free(box, points, names):
                    continue
                if distance > DISTANCES_MM[0] and not _leader_is_free(
                    box, point, points, names
                ):
                    continue
                covered = min(box.count_points(others), MOST_COVERED)
                cost = covered + distance * DISTANCE_COST + nth * DIRECTION_COST
                if cost < least_cost:
                    best, least_cost = box, cost
        placed.append(best)
    return placed


def _candidate(point: Point, size: Point, way: tuple[int, int], distance: float) -> Box:
    """Return the box of a name that lies this way from its point, at this distance."""
    # A slanting way is as far along as a straight one.
    step = distance / math.hypot(*way)
    x = point[0] + way[0] * (step + size[0] / 2)
    y = point[1] + way[1] * (step + size[1] / 2)
    return Box.around((x, y), size)


def _is_free(box: Box, points: Sequence[Point], names: Sequence[Box]) -> bool:
    """Whether a name may stand here: on no named point, and on no other name."""
    if any(box.contains(point, gap=MARKER_GAP_MM) for point in points):
        return False
    return not any(
        box.overlaps(name, gap=NAME_GAP_MM, line_gap=LINE_GAP_MM) for name in names
    )


def _leader_is_free(
    box: Box, point: Point, points: Sequence[Point], names: Sequence[Box]
) -> bool:
    """Whether the line from a point to its name passes no named point, and no name."""
    end = box.nearest(point)
    others = [other for other in points if other != point]
    for part in range(1, LEADER_PARTS):
        x = point[0] + (end[0] - point[0]) * part / LEADER_PARTS
        y = point[1] + (end[1] - point[1]) * part / LEADER_PARTS
        if any(math.dist((x, y), other) < LEADER_GAP_MM for other in others):
            return False
        if any(name.contains((x, y)) for name in names):
            return False
    return True


@dataclass(frozen=True)
class _Panel:
    """A finished panel: its size, and what a millimetre of it is in units of its axes."""

    size_mm: Point
    corner: Point  # of the lower left, in units
    units: Point  # millimetres a unit is, across and upward

    @classmethod
    def of(cls, ax: Axes) -> _Panel:
        """Measure a panel, whose axes must be linear."""
        root, place = axes_layout.root_figure(ax), ax.get_position()
        width = place.width * root.get_figwidth() * text_fitting.MM_PER_INCH
        height = place.height * root.get_figheight() * text_fitting.MM_PER_INCH
        (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
        units = width / (right - left), height / (high - low)
        return cls((width, height), (left, low), units)

    def millimetres(self, point: Point) -> Point:
        """Return how far `point` is from the lower left corner."""
        x = (point[0] - self.corner[0]) * self.units[0]
        y = (point[1] - self.corner[1]) * self.units[1]
        return x, y

    def place(self, point: Point) -> Point:
        """Return in units of the axes what is so many millimetres from the corner."""
        x = self.corner[0] + point[0] / self.units[0]
        y = self.corner[1] + point[1] / self.units[1]
        return x, y


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
    panel = _Panel.of(ax)
    sizes = [_size(text, size) for text in texts]
    bare = np.array([panel.millimetres(point) for point in others], dtype=float)
    own = [panel.millimetres(point) for point in points]
    boxes = place_names(own, sizes, panel.size_mm, bare.reshape(-1, 2))
    for point, text, box in zip(own, texts, boxes, strict=True):
        if box is not None:
            _write_name(ax, panel, point, box, text, size=size)
    return [box is not None for box in boxes]


def _size(text: str, size: float) -> Point:
    """Return how wide and high a name is, in millimetres."""
    width = text_fitting.text_width(text, size=size) * WIDTH_ON_SCREEN + NAME_MARGIN_MM
    return width, size * text_fitting.MM_PER_POINT * LINE_HEIGHT


def _write_name(
    ax: Axes, panel: _Panel, point: Point, box: Box, text: str, *, size: float
) -> None:
    """Write a name in its box, with a hairline to its point where it stands off."""
    end = box.nearest(point)
    if math.dist(point, end) > DISTANCES_MM[0] + EDGE_MM:
        start, stop = panel.place(point), panel.place(end)
        xs, ys = (start[0], stop[0]), (start[1], stop[1])
        marks.draw_line(ax, xs, ys, style.MUTED, width=0.35, zorder=4)
    x, y = panel.place(box.middle)
    drawn = text_fitting.write_text(
        ax, x, y, text, size=size, ha="center", va="center", zorder=5
    )
    drawn.set_in_layout(False)
    text_fitting.add_halo(drawn, "white")
