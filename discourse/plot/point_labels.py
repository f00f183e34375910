"""Names beside points, placed so that none overlaps another or leaves the panel.

Each name covers as few other points as possible.
"""

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
Size = tuple[float, float]  # width and height in millimetres
# Directions a name may lie in, seen from its point: first the right, diagonal ones
# last.
DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
# How far from its point a name may lie. The nearest needs no leader; each next step is
# about half as far again, and from the last one a leader is hard to follow.
DISTANCES_MM = (1.6, 3.0, 4.8, 7.0, 9.5, 12.5, 16.0, 20.0)
NEAREST_MM = DISTANCES_MM[0]
EDGE_MM = 0.3  # between a name and the edge of the panel
# Between a point that has a name and the names of others: a marker is 1.2 mm across.
MARKER_GAP_MM = 0.9
# Between two names: side by side they must not read as one, one over the other they may
# almost touch, since the box of a name is higher than most of its letters.
NAME_GAP_MM, LINE_GAP_MM = 0.4, 0.2
# Between a leader and another named point: nearer, it would seem to belong to that
# point.
LEADER_GAP_MM = 1.1
LEADER_PARTS = 8  # a leader is tested at the ends of so many equal parts
LEADER_POINTS = 0.35  # width of the hairline
# A candidate costs 1 for each point that it covers, a little for its distance, and next
# to nothing for its direction, which only decides between equals.
MOST_COVERED = 12
DISTANCE_COST, DIRECTION_COST = 0.8, 0.01
# A name is measured by the widths of its letters. On a screen these are set a little
# wider, and a line of type is higher than its size.
WIDTH_ON_SCREEN, NAME_MARGIN_MM, LINE_HEIGHT = 1.05, 0.4, 1.15


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres, measured from the lower left corner of a panel."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, middle: Point, size: Size) -> Box:
        """Return the box of this width and height round `middle`."""
        x, y = middle
        width, height = size
        half_width = width / 2
        half_height = height / 2
        return cls(
            left=x - half_width,
            bottom=y - half_height,
            right=x + half_width,
            top=y + half_height,
        )

    @property
    def middle(self) -> Point:
        """The point in its middle."""
        twice_x = self.left + self.right
        twice_y = self.bottom + self.top
        return twice_x / 2, twice_y / 2

    def overlaps(
        self, other_box: Box, *, gap: float = 0.0, line_gap: float = 0.0
    ) -> bool:
        """Return whether boxes are nearer than `gap` across and `line_gap` upward.

        With gaps of 0, return whether they overlap.

        >>> Box(0, 0, 4, 2).overlaps(Box(5, 0, 9, 2)), Box(0, 0, 4, 2).overlaps(
        ...     Box(5, 0, 9, 2), gap=1.5
        ... )
        (False, True)
        """
        if self.left >= other_box.right + gap:
            return False
        if other_box.left >= self.right + gap:
            return False
        if self.bottom >= other_box.top + line_gap:
            return False
        return other_box.bottom < self.top + line_gap

    def contains(self, point: Point, *, gap: float = 0.0) -> bool:
        """Return whether `point` lies in the box, or nearer to it than `gap`."""
        x, y = point
        if not self.left - gap < x < self.right + gap:
            return False
        return self.bottom - gap < y < self.top + gap

    def lies_inside(self, panel_size: Size, *, gap: float) -> bool:
        """Return whether the box keeps `gap` from the edges of a panel of this size."""
        width, height = panel_size
        if min(self.left, self.bottom) < gap:
            return False
        if self.right > width - gap:
            return False
        return self.top <= height - gap

    def nearest(self, point: Point) -> Point:
        """Return the point of the box that is nearest to `point`."""
        x, y = point
        nearest_x = max(x, self.left)
        nearest_x = min(nearest_x, self.right)
        nearest_y = max(y, self.bottom)
        nearest_y = min(nearest_y, self.top)
        return nearest_x, nearest_y

    def count_points(self, points: np.ndarray) -> int:
        """Return how many of the points, an array of shape (n, 2), lie in the box."""
        xs, ys = points.T
        after_left = xs > self.left
        before_right = xs < self.right
        above_bottom = ys > self.bottom
        below_top = ys < self.top
        is_inside = after_left & before_right & above_bottom & below_top
        return int(is_inside.sum())


def place_names(
    points: Sequence[Point],
    sizes: Sequence[Size],
    panel_size: Size,
    other_points: np.ndarray,
) -> list[Box | None]:
    """Return a box for each name; ``None`` for a name that has no free place.

    The names are placed in the order given, so the first have the best places.

    Parameters
    ----------
    points : sequence of pairs
        Where the points are, in millimetres from the lower left corner.
    sizes : sequence of pairs
        Width and height of their names, in millimetres.
    panel_size : pair
        Width and height of the panel, in millimetres.
    other_points : array of shape (n, 2)
        Points that are covered only if there is no other place.
    """
    boxes: list[Box | None] = []
    placed_boxes: list[Box] = []
    for point, size in zip(points, sizes, strict=True):
        surroundings = _Surroundings(panel_size, points, placed_boxes, other_points)
        box = surroundings.best_box(point, size)
        boxes.append(box)
        if box is not None:
            placed_boxes.append(box)
    return boxes


@dataclass(frozen=True)
class _Surroundings:
    """What a name has to keep clear of."""

    panel_size: Size
    named_points: Sequence[Point]
    placed_boxes: Sequence[Box]  # of the names placed before
    other_points: np.ndarray  # points without names

    def best_box(self, point: Point, size: Size) -> Box | None:
        """Return the free box of lowest cost for this size; None if no box is free."""
        best: Box | None = None
        least_cost = math.inf
        for distance in DISTANCES_MM:
            for rank, direction in enumerate(DIRECTIONS):
                box = _candidate(point, size, direction, distance)
                if not self._is_free(box):
                    continue
                has_leader = distance > NEAREST_MM
                if has_leader and not self._leader_is_free(box, point):
                    continue
                cost = self._cost(box, distance, rank)
                if cost < least_cost:
                    best = box
                    least_cost = cost
        return best

    def _cost(self, box: Box, distance: float, direction_rank: int) -> float:
        """Return how bad a place is: points covered, distance, then direction."""
        covered_count = box.count_points(self.other_points)
        covered_cost = min(covered_count, MOST_COVERED)
        distance_cost = distance * DISTANCE_COST
        direction_cost = direction_rank * DIRECTION_COST
        return covered_cost + distance_cost + direction_cost

    def _is_free(self, box: Box) -> bool:
        """Return whether a name here covers no named point and no other name."""
        if not box.lies_inside(self.panel_size, gap=EDGE_MM):
            return False
        for point in self.named_points:
            if box.contains(point, gap=MARKER_GAP_MM):
                return False
        for name in self.placed_boxes:
            if box.overlaps(name, gap=NAME_GAP_MM, line_gap=LINE_GAP_MM):
                return False
        return True

    def _leader_is_free(self, box: Box, point: Point) -> bool:
        """Return whether the line to a name comes near no other named point and no name."""
        x, y = point
        end_x, end_y = box.nearest(point)
        across = end_x - x
        upward = end_y - y
        other_named_points = [
            other_point for other_point in self.named_points if other_point != point
        ]
        for part in range(1, LEADER_PARTS):
            step_x = x + across * part / LEADER_PARTS
            step_y = y + upward * part / LEADER_PARTS
            step = (step_x, step_y)
            if any(
                math.dist(step, other_point) < LEADER_GAP_MM
                for other_point in other_named_points
            ):
                return False
            if any(name.contains(step) for name in self.placed_boxes):
                return False
        return True


def _candidate(
    point: Point, size: Size, direction: tuple[int, int], distance: float
) -> Box:
    """Return the box of a name in this direction from its point, at this distance."""
    x, y = point
    width, height = size
    across, upward = direction
    # A diagonal way is as long as a straight one.
    step = distance / math.hypot(across, upward)
    step_x = step + width / 2
    step_y = step + height / 2
    middle_x = x + across * step_x
    middle_y = y + upward * step_y
    return Box.around((middle_x, middle_y), size)


@dataclass(frozen=True)
class _Panel:
    """A finished panel: its size, and how long one unit of its axes is."""

    width_mm: float
    height_mm: float
    left: float  # lower limits of the axes, in their units
    bottom: float
    x_unit_mm: float
    y_unit_mm: float

    @classmethod
    def measure(cls, ax: Axes) -> _Panel:
        """Measure a panel, whose axes must be linear."""
        figure = axes_layout.root_figure(ax)
        box = ax.get_position()
        width_mm = box.width * figure.get_figwidth() * text_fitting.MM_PER_INCH
        height_mm = box.height * figure.get_figheight() * text_fitting.MM_PER_INCH
        min_x, max_x = ax.get_xlim()
        min_y, max_y = ax.get_ylim()
        return cls(
            width_mm,
            height_mm,
            min_x,
            min_y,
            x_unit_mm=width_mm / (max_x - min_x),
            y_unit_mm=height_mm / (max_y - min_y),
        )

    def to_millimetres(self, point: Point) -> Point:
        """Return how far a point of the axes is from the lower left corner."""
        x, y = point
        across = x - self.left
        upward = y - self.bottom
        across_mm = across * self.x_unit_mm
        upward_mm = upward * self.y_unit_mm
        return across_mm, upward_mm

    def to_units(self, point_mm: Point) -> Point:
        """Return a point given in millimetres in the units of the axes."""
        x_mm, y_mm = point_mm
        across = x_mm / self.x_unit_mm
        upward = y_mm / self.y_unit_mm
        return self.left + across, self.bottom + upward


def name_points(
    ax: Axes,
    points: Sequence[Point],
    texts: Sequence[str],
    other_points: Sequence[Point],
    *,
    size: float = 6.0,
) -> list[bool]:
    """Write names beside points of a finished panel; return for each whether it had room.

    A hairline joins a name to its point if the name is not right beside it.

    Parameters
    ----------
    ax : Axes
        The panel, whose axes must be linear.
    points : sequence of pairs
        The points that get a name, in units of the axes.
    texts : sequence of str
        Their names.
    other_points : sequence of pairs
        Points that are covered only if there is no other place.
    size : float
        Of the type, in points.
    """
    panel = _Panel.measure(ax)
    panel_size = (panel.width_mm, panel.height_mm)
    sizes = [_name_size(text, size) for text in texts]
    points_mm = list(map(panel.to_millimetres, points))
    other_points_mm = list(map(panel.to_millimetres, other_points))
    other_array = np.array(other_points_mm, dtype=float)
    boxes = place_names(
        points_mm,
        sizes,
        panel_size,
        other_array.reshape(-1, 2),
    )
    has_room = []
    for point, text, box in zip(points_mm, texts, boxes, strict=True):
        has_room.append(box is not None)
        if box is not None:
            _write_name(ax, panel, point, box, text, size=size)
    return has_room


def _name_size(text: str, size: float) -> Size:
    """Return how wide and high a name is, in millimetres."""
    width_mm = text_fitting.text_width(text, size=size)
    on_screen = width_mm * WIDTH_ON_SCREEN
    size_mm = size * text_fitting.MM_PER_POINT
    return on_screen + NAME_MARGIN_MM, size_mm * LINE_HEIGHT


def _write_name(
    ax: Axes, panel: _Panel, point: Point, box: Box, text: str, *, size: float
) -> None:
    """Write a name in its box, with a hairline to its point if it is not beside it."""
    nearest = box.nearest(point)
    if math.dist(point, nearest) > NEAREST_MM + EDGE_MM:
        start_x, start_y = panel.to_units(point)
        end_x, end_y = panel.to_units(nearest)
        xs = (start_x, end_x)
        ys = (start_y, end_y)
        marks.draw_line(ax, xs, ys, style.MUTED, width=LEADER_POINTS, zorder=4)
    x, y = panel.to_units(box.middle)
    name_text = text_fitting.write_text(
        ax, x, y, text, size=size, ha="center", va="center", zorder=5
    )
    # A name may not change the layout of the figure.
    name_text.set_in_layout(False)
    text_fitting.add_halo(name_text, "white")
