"""Networks for print: nodes on a circle, lines as broad as what they stand for, and the number on each line."""

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

Place = tuple[float, float]
LINE = 2.5  # millimetres that a line of a name takes
AROUND = (
    0.42  # how near to the middle a line round it may come, as a share of the radius
)


@dataclass(frozen=True)
class Link:
    """A line between two nodes: what it counts, and whether it is dashed and goes round the middle."""

    first: str
    second: str
    count: int
    bent: bool = False


def place_on_circle(
    names: Sequence[str], middle: Place, radius: float
) -> dict[str, Place]:
    """Return places on a circle, clockwise from the top; half a step on, so that no two lie over each other."""
    found = {}
    for at, name in enumerate(names):
        turn = 2 * math.pi * (at + 0.5) / max(len(names), 1)
        found[name] = (
            middle[0] + radius * math.sin(turn),
            middle[1] - radius * math.cos(turn),
        )
    return found


def draw_links(
    ax: Axes,
    places: Mapping[str, Place],
    links: Sequence[Link],
    *,
    clearance_mm: float,
    keep_free: Sequence[Place] = (),
) -> None:
    """Draw the lines, the strongest last, and on each its number, as far from other lines and numbers as may be.

    `ax` counts in millimetres; no number comes nearer to a node than `clearance_mm`, or to the places in `keep_free`, if it can be
    helped.
    """
    largest = max([link.count for link in links] + [1])
    lines = {link: _line(link, places) for link in links}
    for link in sorted(links, key=lambda link: (link.count, link.first, link.second)):
        share = link.count / largest
        hue = "#c7d3dc" if share < 0.34 else "#9fb8ca" if share < 0.67 else "#7397b3"
        xs, ys = zip(*lines[link], strict=True)
        marks.draw_line(
            ax,
            xs,
            ys,
            hue,
            width=0.7 + 3.3 * share,
            dashes=(3, 1.5) if link.bent else (),
            zorder=1 + share,
        )
    taken: list[Place] = list(keep_free)
    for link in sorted(links, key=lambda link: (-link.count, link.first, link.second)):
        others = [line for other, line in lines.items() if other != link]
        at = _number(lines[link], others, (taken, list(places.values())), clearance_mm)
        taken.append(at)
        text = text_fitting.write_text(
            ax,
            *at,
            f"{link.count:,}",
            size=6,
            ha="center",
            va="center_baseline",
            zorder=5,
        )
        text_fitting.add_halo(text, "white")


def _line(link: Link, places: Mapping[str, Place]) -> list[Place]:
    """Return the line, straight, or bent so far that it does not pass the middle of the nodes."""
    one, two = places[link.first], places[link.second]
    if not link.bent:
        return [
            (one[0] + (two[0] - one[0]) * at / 20, one[1] + (two[1] - one[1]) * at / 20)
            for at in range(21)
        ]
    size = len(places)
    middle = (
        sum(x for x, _ in places.values()) / size,
        sum(y for _, y in places.values()) / size,
    )
    half = (one[0] + two[0]) / 2 - middle[0], (one[1] + two[1]) / 2 - middle[1]
    away, least = math.hypot(*half), AROUND * math.dist(one, middle)
    if away < least:
        # Opposite nodes have no side to bend to: it is that to the right of the way from one to the other.
        way = half if away > 1e-6 else (two[1] - one[1], one[0] - two[0])
        half = way[0] * least / math.hypot(*way), way[1] * least / math.hypot(*way)
    bend = [2 * (middle[n] + half[n]) - (one[n] + two[n]) / 2 for n in (0, 1)]
    found = []
    for step in range(21):
        t = step / 20
        x, y = (
            (1 - t) ** 2 * one[n] + 2 * t * (1 - t) * bend[n] + t**2 * two[n]
            for n in (0, 1)
        )
        found.append((x, y))
    return found


def _number(
    line: Sequence[Place],
    others: Sequence[Sequence[Place]],
    there: tuple[Sequence[Place], Sequence[Place]],
    clear: float,
) -> Place:
    """Return where on the line its number is clearest; the nearer to the middle the better."""
    taken, nodes = there
    best, found = -math.inf, line[0]
    for step in range(3, 18):
        at = line[step]
        free = min([3.0, *(_apart(at, other) for other in others)])
        # Numbers are broader than high.
        free = min(
            [free, *(math.hypot((at[0] - x) / 1.9, at[1] - y) - 1.8 for x, y in taken)]
        )
        free = min([free, *(math.dist(at, node) - clear for node in nodes)])
        worth = round(free - 0.08 * abs(step - 10), 6)
        if worth > best:
            best, found = worth, at
    return found


def _apart(at: Place, line: Sequence[Place]) -> float:
    """Return how far a point is from a line of short steps."""
    nearest = min(range(len(line)), key=lambda step: math.dist(at, line[step]))
    ends = line[max(nearest - 1, 0)], line[min(nearest + 1, len(line) - 1)]
    long = math.dist(*ends) or 1.0
    # The distance from the straight through the neighbours, which a step may overshoot at the ends of the line.
    (x, y), (u, v) = ends
    across = abs((u - x) * (y - at[1]) - (x - at[0]) * (v - y)) / long
    return max(across, math.dist(at, line[nearest]) - long)


def count_names_that_fit(high: float, lines: int) -> int:
    """Return how many nodes a circle has room to name, in so many millimetres from top to bottom."""
    return max(2 * int(high / (LINE * lines + 0.4)), 2)


def draw_names(
    ax: Axes,
    places: Mapping[str, Place],
    texts: Mapping[str, str],
    *,
    distance_mm: float,
    height_mm: float,
) -> None:
    """Write the names of nodes outside their circle, to the left and to the right of it, each clear of the next.

    No name comes nearer to the circle than `distance_mm`; a hairline joins it to its node where it had to move away.
    """
    size = len(places)
    middle = (
        sum(x for x, _ in places.values()) / size,
        sum(y for _, y in places.values()) / size,
    )
    ring = max(math.dist(middle, place) for place in places.values()) + distance_mm
    for side in (-1, 1):
        own = [
            name
            for name, (x, _) in places.items()
            if (1 if x >= middle[0] - 1e-9 else -1) == side
        ]
        sizes = [LINE * (texts[name].count("\n") + 1) + 0.3 for name in own]
        moved = panels.spread_labels(
            [places[name][1] for name in own], sizes, 0.0, height_mm
        )
        for name, y, tall in zip(own, moved, sizes, strict=True):
            node = places[name]
            away = max(abs(y - middle[1]) - tall / 2, 0.0)
            reach = max((max(ring**2 - away**2, 0.0)) ** 0.5, abs(node[0] - middle[0]))
            x = middle[0] + side * max(
                reach,
                abs(node[0] - middle[0])
                + distance_mm * (abs(y - node[1]) < distance_mm + tall / 2),
            )
            if math.dist(node, (x, y)) > distance_mm + 2.5:
                marks.draw_line(
                    ax,
                    [node[0], x - side * 0.4],
                    [node[1], y],
                    style.RULE,
                    width=0.4,
                    zorder=1,
                )
            to = "left" if side > 0 else "right"
            text_fitting.write_text(
                ax, x, y, texts[name], ha=to, va="center", linespacing=1.05
            )
