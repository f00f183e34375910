"""All terms of a comparison as points, by p (volcano) or by both rates (scatter); the key terms have names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import axes_layout, marks, panels, point_labels, text_fitting
from discourse.plot.table_rows import read_rows
from discourse.settings import PER_WORDS
from discourse.tables import written_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "OPEN_REMARK",
    "REFERENCE_STYLE",
    "TARGET_STYLE",
    "Contrast",
    "MarkerStyle",
    "Term",
    "draw_scatter",
    "draw_volcano",
    "format_p_value",
    "group_name",
    "read_contrasts",
]

Point = tuple[float, float]

OPEN_REMARK = "open: the interval holds 0"
PALE = "#b4b8bb"  # terms without a name
PALE_SIZE, KEY_SIZE = 1.7, 3.4  # points: markers of terms without a name, and with one
NAME_MM = 40.0  # width of the name of a term at most
TEXT_SIZE = 6  # points: names of terms and numbers of the axes
AXIS_MM = 14.0  # what the upright axis and its numbers take of the page
HEADING_OUTDENT_MM = 6.0  # the name of the upright axis begins over its numbers

# The volcano.
VOLCANO_SHARE, VOLCANO_MAX_MM = 0.62, 100.0  # height: of the page's width, and at most
NUMBERS_MM = 12.0  # of the page that the numbers of the upright axis take
SIDE_MARGIN = 1.06  # the axis across goes so far beyond the largest log ratio
BELOW_SHARE, BELOW = 0.03, 0.02  # under p = 1: of the height, and at least
ABOVE_SHARE, ABOVE = 1.12, 0.05  # over the smallest p: room for names
P_LABELS = 6  # powers of ten that are written at most
HALF_LABEL_BELOW = 0.7  # an axis that ends before p = 0.2 has a label at p = 0.5 too
EXPONENT_FROM = 5  # 0.00001 is easier to read as 1e−5
P_DIGITS = 12  # of a power of ten: removes the error of the power

# The scatter.
SCATTER_MAX_MM = 112.0  # of its height; it is as high as it is wide
ZERO_GAP = 0.35  # powers of ten between the smallest rate and the place of 0
EDGE = 0.12  # powers of ten between the outermost points and the frame
HEADING_SHARE = 0.6  # of the page that the name of the upright axis may take

# p-values.
ONE_FROM = 0.9995  # a p that would be written as 1.000
SMALLEST_WRITTEN = 0.0001
FOUR_DIGITS_BELOW = 0.001


@dataclass(frozen=True)
class MarkerStyle:
    """The shape and the colour of a marker."""

    marker: str
    colour: str


TARGET_STYLE = MarkerStyle("o", "#0072B2")
REFERENCE_STYLE = MarkerStyle("s", "#D55E00")


@dataclass(frozen=True)
class Term:
    """One row of a table of keyness: a term in a target and in a reference."""

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
    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of 0."""
        return self.low > 0 or self.high < 0

    @property
    def distance_from_zero(self) -> float:
        """Distance from 0 to the interval; 0 where it holds 0, or there is none."""
        if self.low > 0:
            return self.low
        if self.high < 0:
            return -self.high
        return 0.0

    @property
    def rates(self) -> Point:
        """Rate in the reference and rate in the target."""
        reference = _rate(self.count_reference, self.words_reference)
        return reference, _rate(self.count_target, self.words_target)

    @property
    def rank(self) -> tuple[float, float, str]:
        """The most key first; ties by name."""
        return -self.distance_from_zero, -abs(self.score), self.term


@dataclass(frozen=True)
class Contrast:
    """One comparison: its two groups, and all terms.

    Attributes
    ----------
    target, reference : str
        The groups.
    interval : str
        The name of the interval.
    floor : float
        The smallest p attainable; NaN or 0 where there is none.
    terms : tuple of Term
        All terms, in the order of the table.
    """

    target: str
    reference: str
    interval: str
    floor: float
    terms: tuple[Term, ...]

    def key_terms(self, top: int, *, side: int) -> list[Term]:
        """Return the most key terms of the target (``side=1``) or the reference (-1)."""
        own = [term for term in self.terms if term.ratio * side > 0]
        own.sort(key=lambda term: term.rank)
        return own[:top]


@dataclass(frozen=True)
class _ContrastColumns:
    target: str
    reference: str
    interval: str
    floor: float


def read_contrasts(table: pd.DataFrame) -> list[Contrast]:
    """Return the comparisons of a table, in its order."""
    terms = read_rows(table, Term, columns={"ratio": "log_ratio"})
    rows = read_rows(table, _ContrastColumns)
    terms_of: dict[tuple[str, str], list[Term]] = {}
    columns_of: dict[tuple[str, str], _ContrastColumns] = {}
    for term, row in zip(terms, rows, strict=True):
        groups = (row.target, row.reference)
        terms_of.setdefault(groups, []).append(term)
        columns_of.setdefault(groups, row)
    contrasts: list[Contrast] = []
    for groups, columns in columns_of.items():
        contrast = Contrast(
            target=columns.target,
            reference=columns.reference,
            interval=columns.interval,
            floor=columns.floor,
            terms=tuple(terms_of[groups]),
        )
        contrasts.append(contrast)
    return contrasts


def group_name(group: str) -> str:
    """Return the name of a group as it is printed; documents without a value have one too."""
    return written_names.printable_line(group) or "(no value)"


def format_p_value(p: float) -> str:
    """Return a p-value as it is printed.

    >>> format_p_value(0.0312), format_p_value(0.00004), format_p_value(1.0)
    ('.031', '<.0001', '1')
    """
    if p != p:
        return "–"
    if p >= ONE_FROM:
        return "1"
    if p < SMALLEST_WRITTEN:
        return "<.0001"
    text = f"{p:.4f}" if p < FOUR_DIGITS_BELOW else f"{p:.3f}"
    return text.lstrip("0")


def draw_volcano(
    ax: Axes | None, contrasts: Sequence[Contrast], top: int, width: style.Width
) -> Axes:
    """Draw the terms of the first comparison by log ratio and p."""
    contrast = contrasts[0]
    tested = [
        term
        for term in contrast.terms
        if term.p == term.p and math.isfinite(term.ratio)
    ]
    if not tested:
        return axes_layout.draw_empty_chart(
            ax, "no test in this table, so no p", width=width
        )
    floor = contrast.floor if contrast.floor > 0 else 0.0
    positive = [term.p for term in tested if term.p > 0]
    smallest = min([*positive, floor or 1.0])
    height = -math.log10(smallest)
    points: list[Point] = []
    for term in tested:
        # A p of 0 is one that is too small for a number, so it is drawn at the top.
        y = -math.log10(term.p) if term.p > 0 else height
        points.append((term.ratio, y))
    sheet = axes_layout.Sheet.for_chart(ax, width)
    height_mm = min(sheet.width_mm * VOLCANO_SHARE, VOLCANO_MAX_MM)
    sheet = sheet.with_height(height_mm)
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax, keep=("left", "bottom"))
    end = max(abs(x) for x, _ in points) * SIDE_MARGIN
    ax.set_xlim(-end, end)
    ax.set_ylim(-height * BELOW_SHARE - BELOW, height * ABOVE_SHARE + ABOVE)
    marks.draw_number_axis(ax, -end, end, width_mm=sheet.width_mm - NUMBERS_MM)
    _write_p_axis(ax, height)
    ax.axvline(0, color=style.RULE, linewidth=0.6, zorder=1)
    caption = [
        _sides(contrast),
        "log ratio: doublings of the rate (2 = four times as often)",
    ]
    if floor:
        _draw_floor(ax, floor, end)
        smallest_p = format_p_value(floor)
        caption.append(f"dashed: {smallest_p}, the smallest p attainable")
    panels.write_heading(ax, "p", outdent_mm=HEADING_OUTDENT_MM, size=TEXT_SIZE)
    cloud = _Cloud(points, tested, caption)
    return _name_terms(sheet, ax, contrasts, cloud, top)


def _draw_floor(ax: Axes, floor: float, end: float) -> None:
    """Draw a line at the smallest p attainable."""
    y = -math.log10(floor)
    marks.draw_line(
        ax,
        [-end, end],
        [y, y],
        style.INK,
        width=0.7,
        dashes=(3, 2),
        zorder=1.2,
    )


def _write_p_axis(ax: Axes, height: float) -> None:
    """Write powers of ten on the axis of p, so that it is read as p and not as a logarithm."""
    step = max(1, math.ceil(height / P_LABELS))
    places = [0.0]
    if height < HALF_LABEL_BELOW:
        places.append(math.log10(2))
    places += map(float, range(step, int(height) + 1, step))
    texts: list[str] = []
    for place in places:
        if place < EXPONENT_FROM:
            text = text_fitting.format_number(round(10.0**-place, P_DIGITS))
        else:
            text = f"1e−{place:.0f}"
        texts.append(text)
    text_fitting.write_tick_labels(ax, "y", places, texts, size=TEXT_SIZE)
    ax.grid(
        visible=True,
        axis="y",
        color=marks.GRID_COLOUR,
        linewidth=marks.GRID_WIDTH,
        zorder=0,
    )


def draw_scatter(
    ax: Axes | None, contrasts: Sequence[Contrast], top: int, width: style.Width
) -> Axes:
    """Draw the terms of the first comparison by their rates in its two groups."""
    contrast = contrasts[0]
    positive: list[float] = []
    for term in contrast.terms:
        positive += [rate for rate in term.rates if rate > 0]
    smallest = math.log10(min([*positive, 1.0]))
    low = math.floor(smallest * 2) / 2  # the axes begin at a half power of ten
    high = math.log10(max([*positive, 1.0])) + EDGE
    zero = low - ZERO_GAP
    points: list[Point] = []
    for term in contrast.terms:
        x, y = term.rates
        points.append((_on_log_axis(x, zero), _on_log_axis(y, zero)))
    sheet = axes_layout.Sheet.for_chart(ax, width)
    sheet = sheet.with_height(min(sheet.width_mm - AXIS_MM, SCATTER_MAX_MM))
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax, keep=("left", "bottom"))
    ax.set_xlim(zero - EDGE, high)
    ax.set_ylim(zero - EDGE, high)
    _write_rate_axes(ax, low, high, zero)
    marks.draw_line(ax, [zero, high], [zero, high], style.RULE, width=0.7, zorder=1)
    heading = text_fitting.fit_text(
        f"in {group_name(contrast.target)}",
        sheet.width_mm * HEADING_SHARE,
        size=TEXT_SIZE,
    )
    panels.write_heading(ax, heading, outdent_mm=HEADING_OUTDENT_MM, size=TEXT_SIZE)
    caption = [
        f"in {group_name(contrast.reference)}: occurrences per {PER_WORDS:,} words, both axes in steps of ten times",
        _sides(contrast),
    ]
    cloud = _Cloud(points, contrast.terms, caption)
    return _name_terms(sheet, ax, contrasts, cloud, top)


def _write_rate_axes(ax: Axes, low: float, high: float, zero: float) -> None:
    """Write 0 and powers of ten on both axes, and draw a grid."""
    powers = [float(power) for power in range(math.ceil(low), int(high) + 1)]
    texts = ["0"]
    texts += [text_fitting.format_number(10.0**power) for power in powers]
    for axis in ("x", "y"):
        text_fitting.write_tick_labels(ax, axis, [zero, *powers], texts, size=TEXT_SIZE)
    ax.grid(visible=True, color=marks.GRID_COLOUR, linewidth=marks.GRID_WIDTH, zorder=0)


def _on_log_axis(rate: float, zero: float) -> float:
    """Return the place of a rate; a rate of 0 has the place `zero`."""
    return math.log10(rate) if rate > 0 else zero


def _rate(count: int, words: int) -> float:
    return PER_WORDS * count / words if words else 0.0


def _sides(contrast: Contrast) -> str:
    target, reference = group_name(contrast.target), group_name(contrast.reference)
    return f"circles: more in {target}; squares: more in {reference}; pale: not named"


@dataclass(frozen=True)
class _Cloud:
    """The terms that are drawn, the place of each, and the caption."""

    points: Sequence[Point]
    terms: Sequence[Term]
    caption: Sequence[str]


def _name_terms(
    sheet: axes_layout.Sheet,
    ax: Axes,
    contrasts: Sequence[Contrast],
    cloud: _Cloud,
    top: int,
) -> Axes:
    """Draw all terms, write the caption, and name the key terms.

    The names come last: their places depend on the size of the finished panel.
    """
    xs = [x for x, _ in cloud.points]
    ys = [y for _, y in cloud.points]
    marks.draw_markers(ax, xs, ys, marker="o", colour=PALE, size=PALE_SIZE, zorder=2)
    names = [term.term for term in cloud.terms]
    places = dict(zip(names, cloud.points, strict=True))
    key_terms = _alternate_key_terms(contrasts[0], places, top)
    caption = list(cloud.caption)
    if not all(term.excludes_zero for term in key_terms):
        caption.append(OPEN_REMARK)
    if len(contrasts) > 1:
        caption.append(f"one of {len(contrasts):,} comparisons: the first")
    panels.write_caption(ax, caption, sheet.width_mm - AXIS_MM)
    ax = sheet.finish_figure(ax)
    key_places = [places[term.term] for term in key_terms]
    texts = [
        text_fitting.fit_text(term.term, NAME_MM, size=TEXT_SIZE) for term in key_terms
    ]
    had_room = point_labels.name_points(ax, key_places, texts, cloud.points)
    for term, named in zip(key_terms, had_room, strict=True):
        if named:
            _mark_key_term(ax, term, places[term.term])
    return ax


def _mark_key_term(ax: Axes, term: Term, place: Point) -> None:
    look = TARGET_STYLE if term.ratio > 0 else REFERENCE_STYLE
    x, y = place
    marks.draw_markers(
        ax,
        [x],
        [y],
        marker=look.marker,
        colour=look.colour,
        size=KEY_SIZE,
        filled=term.excludes_zero,
    )


def _alternate_key_terms(
    contrast: Contrast, places: Mapping[str, Point], top: int
) -> list[Term]:
    """Return the key terms that are drawn, alternately from both sides.

    So both sides have names where there is little room.
    """
    target = contrast.key_terms(top, side=1)
    reference = contrast.key_terms(top, side=-1)
    target = [term for term in target if term.term in places]
    reference = [term for term in reference if term.term in places]
    ordered: list[Term] = []
    for pair in zip_longest(target, reference):
        ordered += [term for term in pair if term is not None]
    return ordered
