"""Networks for print: nodes on a circle, links between them, and a number on each link.

The width of a link shows what it counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from discourse import style
from discourse.plot import marks, panels, text_fitting

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "Link",
    "count_names_that_fit",
    "draw_links",
    "draw_names",
    "place_on_circle",
]

Point = tuple[float, float]  # in millimetres; y grows downward

# Links: three shades are told apart in print, and the widest link is as wide as a
# letter of 6 points is high.
WEAK, MEDIUM, STRONG = "#c7d3dc", "#9fb8ca", "#7397b3"
MEDIUM_FROM, STRONG_FROM = 0.34, 0.67  # shares of the largest count
# Width of a link: the least, and what its share of the largest count adds.
THINNEST_POINTS, ADDED_POINTS = 0.7, 3.3
BENT_DASHES = (3, 1.5)
CURVE_STEPS = 20  # short straight steps that a link is drawn in
# A bent link stays at least so far from the centre, as a share of the radius.
CENTRE_CLEARANCE = 0.42
SAME_POINT_MM = 1e-6  # below this distance a direction is only rounding error

# Numbers on links: candidates are the steps from 3 to 17. At the ends, a number would
# touch a node.
FIRST_STEP, LAST_STEP, MIDDLE_STEP = 3, 17, 10
ENOUGH_SPACE_MM = 3.0  # more free space than this does not make a number clearer
NUMBER_ASPECT = 1.9  # a number of two or three digits is so many times as wide as high
NUMBER_HEIGHT_MM = 1.8
STEP_COST_MM = 0.08  # of free space, that a step away from the middle must be worth
WORTH_DIGITS = 6  # so that rounding errors do not decide between equal steps

# Names of nodes
LINE_MM = 2.5  # height of a line of a name
NAME_GAP_MM = 0.4  # between two names on a full circle
NAME_PADDING_MM = 0.3  # added to the height of a name that is moved
LEADER_FROM_MM = 2.5  # a name moved farther from its node gets a hairline
LEADER_GAP_MM = 0.4  # between a hairline and its name
LEADER_POINTS = 0.4
NAME_SPACING = 1.05  # of lines
# A node this near to the vertical through the centre counts as being on the right.
ON_AXIS_MM = 1e-9


@dataclass(frozen=True)
class Link:
    """A link between two nodes, with the number that it shows.

    A link that is `bent` is dashed and goes round the centre of the nodes.
    """

    first_node: str
    second_node: str
    count: int
    bent: bool = False


def place_on_circle(
    names: Sequence[str], centre: Point, radius: float
) -> dict[str, Point]:
    """Return a point on a circle for each name, clockwise from the top.

    The first point is half a step past the top. So no point lies on the vertical
    through the centre unless their number is odd.
    """
    centre_x, centre_y = centre
    full_turn = 2 * math.pi
    point_count = max(len(names), 1)
    points = {}
    for index, name in enumerate(names):
        step = index + 0.5
        angle = full_turn * step / point_count
        x = centre_x + radius * math.sin(angle)
        y = centre_y - radius * math.cos(angle)
        points[name] = (x, y)
    return points


def draw_links(
    ax: Axes,
    points: Mapping[str, Point],
    links: Sequence[Link],
    *,
    clearance_mm: float,
    keep_free: Sequence[Point] = (),
) -> None:
    """Draw the links, the strongest last, and write the number of each.

    A number is written where it is farthest from other links and numbers.

    Parameters
    ----------
    ax : Axes
        Its units are millimetres.
    points : mapping of str to pair
        Where the nodes are.
    links : sequence of Link
        What is drawn.
    clearance_mm : float
        A number keeps this distance from nodes if it can.
    keep_free : sequence of pairs
        Other points that numbers avoid if they can.
    """
    max_count = max((link.count for link in links), default=1)
    max_count = max(max_count, 1)
    curves = {link: _curve(link, points) for link in links}
    for link in sorted(links, key=_weakest_first):
        share = link.count / max_count
        _draw_curve(ax, curves[link], share=share, bent=link.bent)
    occupied_points = list(keep_free)
    nodes = list(points.values())
    for link in sorted(links, key=_strongest_first):
        other_curves = [
            curve for other_link, curve in curves.items() if other_link != link
        ]
        point = _clearest_point(
            curves[link],
            other_curves,
            occupied_points,
            nodes,
            clearance_mm=clearance_mm,
        )
        occupied_points.append(point)
        _write_number(ax, point, link.count)


def _weakest_first(link: Link) -> tuple[int, str, str]:
    """Return the sort key of a link: the smallest count first, ties by its nodes."""
    return (
        link.count,
        link.first_node,
        link.second_node,
    )


def _strongest_first(link: Link) -> tuple[int, str, str]:
    """Return the sort key of a link: the largest count first, ties by its nodes."""
    return (
        -link.count,
        link.first_node,
        link.second_node,
    )


def _draw_curve(ax: Axes, curve: Sequence[Point], *, share: float, bent: bool) -> None:
    """Draw a link: the larger its share of the largest count, the darker and the wider."""
    colour = WEAK
    if share >= STRONG_FROM:
        colour = STRONG
    elif share >= MEDIUM_FROM:
        colour = MEDIUM
    xs, ys = zip(*curve, strict=True)
    dashes = BENT_DASHES if bent else ()
    width = THINNEST_POINTS + ADDED_POINTS * share
    marks.draw_line(ax, xs, ys, colour, width=width, dashes=dashes, zorder=1 + share)


def _write_number(ax: Axes, point: Point, count: int) -> None:
    """Write the number of a link at a point of it, with a white halo."""
    x, y = point
    text = text_fitting.write_text(
        ax, x, y, f"{count:,}", size=6, ha="center", va="center_baseline", zorder=5
    )
    text_fitting.add_halo(text, "white")


def _curve(link: Link, points: Mapping[str, Point]) -> list[Point]:
    """Return the points of a link, which is straight or bent round the centre of the nodes."""
    first_point = points[link.first_node]
    second_point = points[link.second_node]
    if not link.bent:
        return _straight_line(first_point, second_point)
    centre_x, centre_y = _centre_of(points)
    middle_x, middle_y = _middle_of(first_point, second_point)
    offset_x, offset_y = _bend_offset(first_point, second_point, (centre_x, centre_y))
    # A quadratic Bezier curve with this control point has the offset at half its way.
    halfway_x = centre_x + offset_x
    halfway_y = centre_y + offset_y
    control_x = 2 * halfway_x - middle_x
    control_y = 2 * halfway_y - middle_y
    return _bezier_curve(first_point, (control_x, control_y), second_point)


def _bend_offset(first_point: Point, second_point: Point, centre: Point) -> Point:
    """Return how far a bent link passes the centre at half its way, in each direction.

    A link that is far enough from the centre keeps its middle, so it stays straight.
    """
    middle_x, middle_y = _middle_of(first_point, second_point)
    centre_x, centre_y = centre
    offset_x = middle_x - centre_x
    offset_y = middle_y - centre_y
    distance = math.hypot(offset_x, offset_y)
    min_distance = CENTRE_CLEARANCE * math.dist(first_point, centre)
    if distance >= min_distance:
        return offset_x, offset_y
    if distance <= SAME_POINT_MM:
        # Opposite nodes have no nearer side. The link goes to the right of the way from
        # the first node to the second.
        first_x, first_y = first_point
        second_x, second_y = second_point
        offset_x = second_y - first_y
        offset_y = first_x - second_x
    length = math.hypot(offset_x, offset_y)
    return offset_x * min_distance / length, offset_y * min_distance / length


def _middle_of(first_point: Point, second_point: Point) -> Point:
    """Return the point half-way between two points."""
    first_x, first_y = first_point
    second_x, second_y = second_point
    sum_x = first_x + second_x
    sum_y = first_y + second_y
    return sum_x / 2, sum_y / 2


def _straight_line(first_point: Point, second_point: Point) -> list[Point]:
    """Return points at equal distances from the first point to the second."""
    first_x, first_y = first_point
    second_x, second_y = second_point
    across = second_x - first_x
    downward = second_y - first_y
    line = []
    for step in range(CURVE_STEPS + 1):
        x = first_x + across * step / CURVE_STEPS
        y = first_y + downward * step / CURVE_STEPS
        line.append((x, y))
    return line


def _bezier_curve(
    first_point: Point, control_point: Point, second_point: Point
) -> list[Point]:
    """Return the points of a quadratic Bezier curve; `way_share` grows from 0 to 1."""
    first_x, first_y = first_point
    control_x, control_y = control_point
    second_x, second_y = second_point
    curve = []
    for step in range(CURVE_STEPS + 1):
        way_share = step / CURVE_STEPS
        x = _bezier_coordinate(way_share, first_x, control_x, second_x)
        y = _bezier_coordinate(way_share, first_y, control_y, second_y)
        curve.append((x, y))
    return curve


def _bezier_coordinate(
    way_share: float, first_value: float, control_value: float, second_value: float
) -> float:
    first_weight = (1 - way_share) ** 2
    control_weight = 2 * way_share * (1 - way_share)
    second_weight = way_share**2
    first_part = first_weight * first_value
    control_part = control_weight * control_value
    second_part = second_weight * second_value
    return first_part + control_part + second_part


def _centre_of(points: Mapping[str, Point]) -> Point:
    """Return the mean of the points."""
    point_count = len(points)
    sum_x = 0.0
    sum_y = 0.0
    for x, y in points.values():
        sum_x += x
        sum_y += y
    return sum_x / point_count, sum_y / point_count


def _clearest_point(
    curve: Sequence[Point],
    other_curves: Sequence[Sequence[Point]],
    occupied_points: Sequence[Point],
    nodes: Sequence[Point],
    *,
    clearance_mm: float,
) -> Point:
    """Return the point of a link where its number has most free space around it.

    A point near the middle of the link is preferred.
    """
    best_point = curve[0]
    best_worth = -math.inf
    for step in range(FIRST_STEP, LAST_STEP + 1):
        point = curve[step]
        distances = [ENOUGH_SPACE_MM]
        for other_curve in other_curves:
            distances.append(_distance_to_curve(point, other_curve))
        for occupied_point in occupied_points:
            distances.append(_distance_to_number(point, occupied_point))
        for node in nodes:
            distances.append(math.dist(point, node) - clearance_mm)
        cost = STEP_COST_MM * abs(step - MIDDLE_STEP)
        worth = round(min(distances) - cost, WORTH_DIGITS)
        if worth > best_worth:
            best_point = point
            best_worth = worth
    return best_point


def _distance_to_number(point: Point, other_point: Point) -> float:
    """Return the free space between two numbers, which are wider than high."""
    x, y = point
    other_x, other_y = other_point
    across = (x - other_x) / NUMBER_ASPECT
    upward = y - other_y
    distance = math.hypot(across, upward)
    return distance - NUMBER_HEIGHT_MM


def _distance_to_curve(point: Point, curve: Sequence[Point]) -> float:
    """Return about how far a point is from a curve of short straight steps."""
    distances = [math.dist(point, curve_point) for curve_point in curve]
    distance_to_nearest = min(distances)
    nearest_index = distances.index(distance_to_nearest)
    point_before = curve[max(nearest_index - 1, 0)]
    point_after = curve[min(nearest_index + 1, len(curve) - 1)]
    line_length = math.dist(point_before, point_after)
    if line_length == 0:  # it is a divisor
        line_length = 1.0
    # Distance to the straight line through the two neighbours of the nearest point. At
    # the ends of the curve, this line may go past the curve; hence the second bound.
    x, y = point
    x1, y1 = point_before
    x2, y2 = point_after
    first_product = (x2 - x1) * (y1 - y)
    second_product = (x1 - x) * (y2 - y1)
    doubled_area = abs(first_product - second_product)
    distance_to_line = doubled_area / line_length
    return max(distance_to_line, distance_to_nearest - line_length)


def count_names_that_fit(height_mm: float, line_count: int) -> int:
    """Return how many nodes of a circle can have names in this height.

    `lines` is the number of lines of a name. Half of the names are on each side.
    """
    name_mm = LINE_MM * line_count + NAME_GAP_MM
    names_on_one_side = int(height_mm / name_mm)
    names_on_one_side = max(names_on_one_side, 1)
    return 2 * names_on_one_side


def draw_names(
    ax: Axes,
    points: Mapping[str, Point],
    texts: Mapping[str, str],
    *,
    distance_mm: float,
    height_mm: float,
) -> None:
    """Write the names of nodes outside their circle, on its left and on its right.

    No name overlaps another, and none is nearer to the circle than `distance_mm`. A
    hairline joins a name to its node if the name had to be moved away.
    """
    centre = _centre_of(points)
    radius = max(math.dist(centre, point) for point in points.values())
    ring = _Ring(centre, radius + distance_mm, distance_mm)
    for side in (-1, 1):
        names = [name for name, point in points.items() if ring.side(point) == side]
        heights = [_name_height(texts[name]) for name in names]
        node_ys = [points[name][1] for name in names]
        ys = panels.spread_labels(node_ys, heights, 0.0, height_mm)
        for name, y, name_height_mm in zip(names, ys, heights, strict=True):
            node = points[name]
            x = ring.x_of_name(node, side, y=y, height_mm=name_height_mm)
            _draw_name(
                ax,
                node,
                (x, y),
                texts[name],
                side=side,
                distance_mm=distance_mm,
            )


def _name_height(text: str) -> float:
    """Return how high a name is with its padding, in millimetres."""
    line_count = text.count("\n") + 1
    lines_mm = LINE_MM * line_count
    return lines_mm + NAME_PADDING_MM


@dataclass(frozen=True)
class _Ring:
    """The circle round the nodes outside which names are written."""

    centre: Point
    radius: float
    distance_mm: float  # between a node and its name

    def side(self, point: Point) -> int:
        """Return -1 for a point in the left half, 1 for one in the right half."""
        x, _ = point
        centre_x, _ = self.centre
        axis_x = centre_x - ON_AXIS_MM
        if x < axis_x:
            return -1
        return 1

    def x_of_name(self, node: Point, side: int, *, y: float, height_mm: float) -> float:
        """Return where a name at the height `y` begins: at the end nearer to the circle."""
        centre_x, centre_y = self.centre
        node_x, node_y = node
        node_distance = abs(node_x - centre_x)
        # The edge of the name that is nearer to the centre must be outside the circle.
        to_middle = abs(y - centre_y)
        to_edge = max(to_middle - height_mm / 2, 0.0)
        squared_chord = self.radius**2 - to_edge**2
        chord = max(squared_chord, 0.0) ** 0.5
        distance = max(chord, node_distance)
        if abs(y - node_y) < self.distance_mm + height_mm / 2:
            distance = max(distance, node_distance + self.distance_mm)
        return centre_x + side * distance


def _draw_name(
    ax: Axes,
    node: Point,
    place: Point,
    text: str,
    *,
    side: int,
    distance_mm: float,
) -> None:
    """Write a name at its place, with a hairline to its node if they are far apart."""
    x, y = place
    node_x, node_y = node
    if math.dist(node, place) > distance_mm + LEADER_FROM_MM:
        xs = [node_x, x - side * LEADER_GAP_MM]
        marks.draw_line(ax, xs, [node_y, y], style.RULE, width=LEADER_POINTS, zorder=1)
    alignment = "left" if side > 0 else "right"
    text_fitting.write_text(
        ax, x, y, text, ha=alignment, va="center", linespacing=NAME_SPACING
    )
