"""All terms of a contrast as points, the most key ones named: by p, or by the rates in the two groups."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import axes_layout, marks, panels, point_labels, text_fitting
from discourse.settings import PER_WORDS
from discourse.tables import written_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "LOOKS",
    "Contrast",
    "Term",
    "chance",
    "contrasts",
    "named",
    "scatter",
    "volcano",
]

LOOKS = (
    ("o", "#0072B2"),
    ("s", "#D55E00"),
)  # terms of the target, and of the reference
PALE = "#b4b8bb"
VOLCANO_SHAPE, VOLCANO_MM = 0.62, 100.0  # height: of the page's width, and at most
SCATTER_MM = 112.0  # height of a scatter at most; it is as high as it is wide
NAME_MM = 40.0  # what the name of a term may take
AXIS_MM = 14.0  # what the upright axis and its numbers take of the page

Point = tuple[float, float]


@dataclass(frozen=True)
class Term:
    """One row of the table."""

    term: str
    ratio: float
    low: float
    high: float
    p: float
    adjusted: float
    score: float
    count_target: int
    words_target: int
    count_reference: int
    words_reference: int
    documents_target: int
    documents_reference: int

    @property
    def sure(self) -> bool:
        """Whether the interval stays on one side of 0."""
        return self.low > 0 or self.high < 0

    @property
    def nearest(self) -> float:
        """The end of the interval nearest to 0, as far as it is from it; 0 where the interval holds 0, or is none."""
        return self.low if self.low > 0 else -self.high if self.high < 0 else 0.0


@dataclass(frozen=True)
class Contrast:
    """One comparison: who, and every term."""

    target: str
    reference: str
    interval: str
    floor: float
    terms: tuple[Term, ...]

    def key(self, top: int, side: int) -> list[Term]:
        """Return the most key terms of the target (``side=1``) or the reference (-1), the most key first."""
        own = [term for term in self.terms if term.ratio * side > 0]
        return sorted(
            own, key=lambda term: (-term.nearest, -abs(term.score), term.term)
        )[:top]


def contrasts(table: pd.DataFrame) -> list[Contrast]:
    """Return the comparisons of a table, in its order."""
    names = [
        "term",
        "log_ratio",
        "low",
        "high",
        "p",
        "adjusted",
        "score",
        "count_target",
        "words_target",
    ]
    names += [
        "count_reference",
        "words_reference",
        "documents_target",
        "documents_reference",
    ]
    rows = zip(
        *(
            table[name].tolist()
            for name in [*names, "target", "reference", "interval", "floor"]
        ),
        strict=True,
    )
    found: dict[tuple[str, str], list[Term]] = {}
    told: dict[tuple[str, str], tuple[str, float]] = {}
    for *cells, target, reference, interval, floor in rows:
        found.setdefault((target, reference), []).append(Term(*cells))
        told.setdefault((target, reference), (interval, floor))
    return [Contrast(*key, *told[key], tuple(terms)) for key, terms in found.items()]


def named(group: str) -> str:
    """Return the name of a group as it is printed; of those for which the column says nothing, that it does not."""
    return written_names.plain(group) or "(no value)"


def chance(p: float) -> str:
    """Return a p as it is printed.

    >>> chance(0.0312), chance(0.00004), chance(1.0)
    ('.031', '<.0001', '1')
    """
    if p != p:
        return "–"
    if p >= 0.9995:
        return "1"
    if p < 0.0001:
        return "<.0001"
    return f"{p:.3f}".lstrip("0") if p >= 0.001 else f"{p:.4f}".lstrip("0")


def volcano(
    ax: Axes | None, every: Sequence[Contrast], top: int, width: style.Width
) -> Axes:
    """Draw the first comparison by log ratio and p."""
    contrast = every[0]
    tested = [
        term
        for term in contrast.terms
        if term.p == term.p and math.isfinite(term.ratio)
    ]
    if not tested:
        return axes_layout.draw_empty_chart(
            ax, "no test in this table, so no p", width=width
        )
    floor = (
        contrast.floor
        if contrast.floor == contrast.floor and contrast.floor > 0
        else 0.0
    )
    least = min([term.p for term in tested if term.p > 0] + [floor or 1.0])
    # A p of 0 is one too small for a number: it stands at the top.
    high = -math.log10(least)
    points = [
        (term.ratio, -math.log10(term.p) if term.p > 0 else high) for term in tested
    ]
    sheet = axes_layout.Sheet.for_chart(ax, width)
    page = sheet.width_mm
    sheet = sheet.with_height(min(page * VOLCANO_SHAPE, VOLCANO_MM))
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax, keep=("left", "bottom"))
    reach = max(abs(x) for x, _ in points) * 1.06
    ax.set_xlim(-reach, reach)
    ax.set_ylim(-high * 0.03 - 0.02, high * 1.12 + 0.05)
    marks.draw_number_axis(ax, -reach, reach, width_mm=page - 12)
    _chances(ax, high)
    ax.axvline(0, color=style.RULE, linewidth=0.6, zorder=1)
    if floor:
        line = -math.log10(floor)
        marks.draw_line(
            ax,
            [-reach, reach],
            [line, line],
            style.INK,
            width=0.7,
            dashes=(3, 2),
            zorder=1.2,
        )
    panels.write_heading(ax, "p", outdent_mm=6.0, size=6)
    said = [
        _sides(contrast),
        "log ratio: doublings of the rate (2 = four times as often)",
    ]
    said += [f"dashed: {chance(floor)}, the smallest p attainable"] if floor else []
    cloud = _Cloud(points, tested, said)
    return _name_terms(sheet, ax, every, cloud, top)


def _chances(ax: Axes, high: float) -> None:
    """Name powers of ten on the axis of p, so that it is read as p and not as a logarithm."""
    step = max(1, math.ceil(high / 6))
    places = [
        0.0,
        *([math.log10(2)] if high < 0.7 else []),
        *(float(at) for at in range(step, int(high) + 1, step)),
    ]
    texts = [
        text_fitting.format_number(round(10.0**-at, 12)) if at < 5 else f"1e−{at:.0f}"
        for at in places
    ]
    text_fitting.write_tick_labels(ax, "y", places, texts, size=6)
    ax.grid(
        visible=True,
        axis="y",
        color=marks.GRID_COLOUR,
        linewidth=marks.GRID_WIDTH,
        zorder=0,
    )


def scatter(
    ax: Axes | None, every: Sequence[Contrast], top: int, width: style.Width
) -> Axes:
    """Draw the first comparison by the rates in its two groups."""
    contrast = every[0]
    pairs = [
        (
            _rate(t.count_reference, t.words_reference),
            _rate(t.count_target, t.words_target),
        )
        for t in contrast.terms
    ]
    above = [rate for pair in pairs for rate in pair if rate > 0]
    low = math.floor(math.log10(min([*above, 1.0])) * 2) / 2
    high = math.log10(max([*above, 1.0])) + 0.12
    zero = low - 0.35
    points = [(_on_log_axis(x, zero), _on_log_axis(y, zero)) for x, y in pairs]
    sheet = axes_layout.Sheet.for_chart(ax, width)
    page = sheet.width_mm
    sheet = sheet.with_height(min(page - AXIS_MM, SCATTER_MM))
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax, keep=("left", "bottom"))
    ax.set_xlim(zero - 0.12, high)
    ax.set_ylim(zero - 0.12, high)
    places = [zero, *(float(at) for at in range(math.ceil(low), int(high) + 1))]
    texts = ["0", *(text_fitting.format_number(10.0**at) for at in places[1:])]
    for axis in ("x", "y"):
        text_fitting.write_tick_labels(ax, axis, places, texts, size=6)
    ax.grid(visible=True, color=marks.GRID_COLOUR, linewidth=marks.GRID_WIDTH, zorder=0)
    marks.draw_line(ax, [zero, high], [zero, high], style.RULE, width=0.7, zorder=1)
    panels.write_heading(
        ax,
        text_fitting.fit_text(f"in {named(contrast.target)}", page * 0.6, size=6),
        outdent_mm=6.0,
        size=6,
    )
    said = [
        f"in {named(contrast.reference)}: occurrences per {PER_WORDS:,} words, both axes in steps of ten times"
    ]
    said += [_sides(contrast)]
    cloud = _Cloud(points, contrast.terms, said)
    return _name_terms(sheet, ax, every, cloud, top)


def _on_log_axis(rate: float, zero: float) -> float:
    """Return the place of a rate; 0 has one of its own."""
    return math.log10(rate) if rate > 0 else zero


def _rate(count: int, words: int) -> float:
    return PER_WORDS * count / words if words else 0.0


def _sides(contrast: Contrast) -> str:
    return f"circles: more in {named(contrast.target)}; squares: more in {named(contrast.reference)}; pale: not named"


@dataclass(frozen=True)
class _Cloud:
    """The terms that are drawn, where each stands, and what is said under them."""

    points: Sequence[Point]
    terms: Sequence[Term]
    foot: Sequence[str]


def _name_terms(
    sheet: axes_layout.Sheet,
    ax: Axes,
    every: Sequence[Contrast],
    cloud: _Cloud,
    top: int,
) -> Axes:
    """Draw all terms, mark the key ones, write what the axes are; and when all that has its place, name the key ones."""
    names = [term.term for term in cloud.terms]
    places = dict(zip(names, cloud.points, strict=True))
    marks.draw_markers(
        ax, *_axes(cloud.points), marker="o", colour=PALE, size=1.7, zorder=2
    )
    key_terms = _key_terms(every[0], places, top)
    foot = list(cloud.foot)
    if any(not term.sure for term in key_terms):
        foot.append("open: the interval holds 0")
    if len(every) > 1:
        foot.append(f"one of {len(every):,} comparisons: the first")
    panels.write_caption(ax, foot, sheet.width_mm - AXIS_MM)
    ax = sheet.finish_figure(ax)
    key_places = [places[term.term] for term in key_terms]
    texts = [text_fitting.fit_text(term.term, NAME_MM, size=6) for term in key_terms]
    had_room = point_labels.name_points(ax, key_places, texts, cloud.points)
    for term, place, named in zip(key_terms, key_places, had_room, strict=True):
        if named:
            look = LOOKS[0 if term.ratio > 0 else 1]
            marks.draw_markers(
                ax,
                *_axes([place]),
                marker=look[0],
                colour=look[1],
                size=3.4,
                filled=term.sure,
                zorder=3,
            )
    return ax


def _key_terms(contrast: Contrast, places: Mapping[str, Point], top: int) -> list[Term]:
    """Return the key terms that are drawn, in turn from either side, so that both are named where room is short."""
    target = [term for term in contrast.key(top, 1) if term.term in places]
    reference = [term for term in contrast.key(top, -1) if term.term in places]
    ordered: list[Term] = []
    for pair in zip_longest(target, reference):
        ordered += [term for term in pair if term is not None]
    return ordered


def _axes(points: Sequence[Point]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]
