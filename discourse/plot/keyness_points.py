"""All terms of a comparison as points, by p (volcano) or by both rates (scatter); the key terms have names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style, tables
from discourse.plot import axes_layout, marks, panels, point_labels, text_fitting
from discourse.plot.table_rows import read_rows
from discourse.settings import NO_VALUE, PER_WORDS
from discourse.tables import written_names
from discourse.validation import count_of

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
    """One row of a table of keyness: a term in a target and in a reference.

    `label` is what a reader sees in place of `term`.
    """

    term: str
    label: str
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
    def is_formula(self) -> bool:
        """Whether the term is a family of a lexicon, with a label of its own."""
        return self.label != self.term

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of 0."""
        is_positive = self.low > 0
        is_negative = self.high < 0
        return is_positive or is_negative

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
        reference_rate = _rate(self.count_reference, self.words_reference)
        target_rate = _rate(self.count_target, self.words_target)
        return reference_rate, target_rate

    @property
    def rank(self) -> tuple[float, float, str]:
        """Sort key: the interval farthest from 0 first; ties by score, then by name."""
        score = abs(self.score)
        return -self.distance_from_zero, -score, self.term


@dataclass(frozen=True)
class Contrast:
    """One comparison: its two groups, and all terms.

    Attributes
    ----------
    target, reference : str
        The groups.
    floor : float
        The smallest p attainable; NaN or 0 where there is none.
    terms : tuple of Term
        All terms, in the order of the table.
    background : str
        The background that the target is compared with, and its size; ``""`` = none.
    background_unknown : int
        How many of the terms it lacks.
    """

    target: str
    reference: str
    floor: float
    terms: tuple[Term, ...]
    background: str
    background_unknown: int

    @property
    def has_floor(self) -> bool:
        """Whether all terms have a smallest p. A missing floor and one of 0 mean no.

        Against a background each term has a floor of its own.
        """
        return self.floor > 0 and not self.background

    @property
    def meaning_of_ratio(self) -> str:
        """What the axis of log ratios shows."""
        if self.background:
            return "log ratio: doublings of the share of documents (2 = four times as many)"
        return "log ratio: doublings of the rate (2 = four times as often)"

    @property
    def meaning_of_background(self) -> str:
        """The background in words; ``""`` = none."""
        if not self.background:
            return ""
        unknown = count_of(self.background_unknown, "term")
        return f"background: {self.background}, lacking {unknown}"

    @property
    def target_name(self) -> str:
        """The target as it is printed."""
        return group_name(self.target)

    @property
    def reference_name(self) -> str:
        """The reference as it is printed."""
        return group_name(self.reference)

    def key_terms(self, top: int, *, side: int) -> list[Term]:
        """Return the `top` strongest key terms: of the target (1) or the reference (-1)."""
        terms_of_side = [term for term in self.terms if term.ratio * side > 0]
        terms_of_side.sort(key=_rank)
        return terms_of_side[:top]


def _rank(term: Term) -> tuple[float, float, str]:
    """Return the sort key of a term."""
    return term.rank


@dataclass(frozen=True)
class _ContrastColumns:
    """What the rows of one comparison have in common."""

    target: str
    reference: str
    floor: float
    background: str
    background_unknown: int


def read_contrasts(table: pd.DataFrame) -> list[Contrast]:
    """Return the comparisons of a table, in its order."""
    labels = tables.labels_of(table, "term")
    table_with_labels = table.assign(label=table["term"].map(labels))
    terms = read_rows(table_with_labels, Term, columns={"ratio": "log_ratio"})
    table_in_words = table.assign(background=tables.describe_backgrounds(table))
    contrast_rows = read_rows(table_in_words, _ContrastColumns)
    terms_of: dict[tuple[str, str], list[Term]] = {}
    columns_of: dict[tuple[str, str], _ContrastColumns] = {}
    for term, contrast_row in zip(terms, contrast_rows, strict=True):
        groups = (contrast_row.target, contrast_row.reference)
        columns_of.setdefault(groups, contrast_row)
        terms_of.setdefault(groups, []).append(term)
    contrasts: list[Contrast] = []
    for groups, columns in columns_of.items():
        contrast = Contrast(
            target=columns.target,
            reference=columns.reference,
            floor=columns.floor,
            terms=tuple(terms_of[groups]),
            background=columns.background,
            background_unknown=columns.background_unknown,
        )
        contrasts.append(contrast)
    return contrasts


def group_name(group: str) -> str:
    """Return the name of a group as it is printed; documents without a value have one too."""
    return written_names.printable_line(group) or NO_VALUE


def format_p_value(p: float) -> str:
    """Return a p-value as it is printed.

    >>> format_p_value(0.0312), format_p_value(0.00004), format_p_value(1.0)
    ('.031', '<.0001', '1')
    """
    if math.isnan(p):
        return "–"
    if p >= ONE_FROM:
        return "1"
    if p < SMALLEST_WRITTEN:
        return "<.0001"
    digits = 4 if p < FOUR_DIGITS_BELOW else 3
    text = f"{p:.{digits}f}"
    return text.lstrip("0")


def draw_volcano(
    ax: Axes | None, contrasts: Sequence[Contrast], top: int, width: style.Width
) -> Axes:
    """Draw the terms of the first comparison by log ratio and p."""
    contrast = contrasts[0]
    tested_terms = [term for term in contrast.terms if _has_place_in_volcano(term)]
    if not tested_terms:
        return axes_layout.draw_empty_chart(
            ax, "no test in this table, so no p", width=width
        )
    height = _volcano_height(contrast, tested_terms)
    points: list[Point] = []
    for term in tested_terms:
        # A p of 0 is smaller than a computer can write; it is drawn at the top.
        log_p = -math.log10(term.p) if term.p > 0 else height
        points.append((term.ratio, log_p))
    sheet = axes_layout.Sheet.for_chart(ax, width)
    height_mm = min(sheet.width_mm * VOLCANO_SHARE, VOLCANO_MAX_MM)
    sheet = sheet.with_height(height_mm)
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax, keep=("left", "bottom"))
    largest_ratio = max(abs(term.ratio) for term in tested_terms)
    axis_end = largest_ratio * SIDE_MARGIN
    bottom = -height * BELOW_SHARE - BELOW
    top_edge = height * ABOVE_SHARE + ABOVE
    ax.set_xlim(-axis_end, axis_end)
    ax.set_ylim(bottom, top_edge)
    marks.draw_number_axis(
        ax, -axis_end, axis_end, width_mm=sheet.width_mm - NUMBERS_MM
    )
    _write_p_axis(ax, height)
    ax.axvline(0, color=style.RULE, linewidth=0.6, zorder=1)
    axis_meaning = contrast.meaning_of_ratio
    remarks = [_meaning_of_markers(contrast)]
    if contrast.has_floor:
        _draw_floor(ax, contrast.floor, axis_end)
        smallest_p = format_p_value(contrast.floor)
        remarks.append(f"dashed: {smallest_p}, the smallest p attainable")
    panels.write_heading(ax, "p", outdent_mm=HEADING_OUTDENT_MM, size=TEXT_SIZE)
    cloud = _Cloud(points, tested_terms, axis_meaning, remarks)
    return _name_terms(sheet, ax, contrasts, cloud, top)


def _has_place_in_volcano(term: Term) -> bool:
    """Whether the term has a p and a log ratio."""
    has_p = not math.isnan(term.p)
    has_ratio = math.isfinite(term.ratio)
    return has_p and has_ratio


def _volcano_height(contrast: Contrast, terms: Sequence[Term]) -> float:
    """Return where the smallest p is on the upright axis: minus its log to base 10."""
    p_values = [term.p for term in terms if term.p > 0]
    if contrast.has_floor:
        p_values.append(contrast.floor)
    min_p = min(p_values, default=1.0)
    return -math.log10(min_p)


def _draw_floor(ax: Axes, floor: float, axis_end: float) -> None:
    """Draw a line at the smallest p attainable."""
    floor_place = -math.log10(floor)
    marks.draw_line(
        ax,
        [-axis_end, axis_end],
        [floor_place, floor_place],
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
    texts = [_text_of_power(place) for place in places]
    text_fitting.write_tick_labels(ax, "y", places, texts, size=TEXT_SIZE)
    ax.grid(
        visible=True,
        axis="y",
        color=marks.GRID_COLOUR,
        linewidth=marks.GRID_WIDTH,
        zorder=0,
    )


def _text_of_power(place: float) -> str:
    """Return the p at a place of the upright axis, as it is printed.

    A place is the logarithm of p to base 10, negated.
    """
    if place >= EXPONENT_FROM:
        return f"1e−{place:.0f}"
    p_value = round(10.0**-place, P_DIGITS)
    return text_fitting.format_number(p_value)


@dataclass(frozen=True)
class _RateAxes:
    """Both axes of the scatter: powers of ten, and a place for rates of 0."""

    low: float
    high: float
    zero: float

    @classmethod
    def of_rates(cls, rates: Sequence[float]) -> _RateAxes:
        """Return axes that hold all rates."""
        positive_rates = [rate for rate in rates if rate > 0]
        min_log_rate = math.log10(min([*positive_rates, 1.0]))
        max_log_rate = math.log10(max([*positive_rates, 1.0]))
        low = math.floor(min_log_rate * 2) / 2  # the axes begin at a half power of ten
        return cls(
            low=low,
            high=max_log_rate + EDGE,
            zero=low - ZERO_GAP,
        )

    def place(self, rate: float) -> float:
        """Return the place of a rate on its axis."""
        if rate > 0:
            return math.log10(rate)
        return self.zero


def draw_scatter(
    ax: Axes | None, contrasts: Sequence[Contrast], top: int, width: style.Width
) -> Axes:
    """Draw the terms of the first comparison by their rates in its two groups."""
    contrast = contrasts[0]
    rates: list[float] = []
    for term in contrast.terms:
        rates += term.rates
    axes = _RateAxes.of_rates(rates)
    points: list[Point] = []
    for term in contrast.terms:
        reference_rate, target_rate = term.rates
        reference_place = axes.place(reference_rate)
        target_place = axes.place(target_rate)
        points.append((reference_place, target_place))
    sheet = axes_layout.Sheet.for_chart(ax, width)
    height_mm = min(sheet.width_mm - AXIS_MM, SCATTER_MAX_MM)
    sheet = sheet.with_height(height_mm)
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax, keep=("left", "bottom"))
    ax.set_xlim(axes.zero - EDGE, axes.high)
    ax.set_ylim(axes.zero - EDGE, axes.high)
    _write_rate_axes(ax, axes)
    diagonal = [axes.zero, axes.high]
    marks.draw_line(ax, diagonal, diagonal, style.RULE, width=0.7, zorder=1)
    heading = text_fitting.fit_text(
        f"in {contrast.target_name}",
        sheet.width_mm * HEADING_SHARE,
        size=TEXT_SIZE,
    )
    panels.write_heading(ax, heading, outdent_mm=HEADING_OUTDENT_MM, size=TEXT_SIZE)
    rate = f"occurrences per {PER_WORDS:,} words"
    if contrast.background:
        rate = f"documents with the term per {PER_WORDS:,}"
    axis_meaning = (
        f"in {contrast.reference_name}: {rate}, both axes in steps of ten times"
    )
    cloud = _Cloud(
        points, contrast.terms, axis_meaning, [_meaning_of_markers(contrast)]
    )
    return _name_terms(sheet, ax, contrasts, cloud, top)


def _write_rate_axes(ax: Axes, axes: _RateAxes) -> None:
    """Write 0 and powers of ten on both axes, and draw a grid."""
    places = [axes.zero]
    texts = ["0"]
    for power in range(math.ceil(axes.low), int(axes.high) + 1):
        places.append(float(power))
        texts.append(text_fitting.format_number(10.0**power))
    text_fitting.write_tick_labels(ax, "x", places, texts, size=TEXT_SIZE)
    text_fitting.write_tick_labels(ax, "y", places, texts, size=TEXT_SIZE)
    ax.grid(
        visible=True,
        color=marks.GRID_COLOUR,
        linewidth=marks.GRID_WIDTH,
        zorder=0,
    )


def _rate(count: int, words: int) -> float:
    """Return occurrences per 1,000 words; 0 for a group without words."""
    if words == 0:
        return 0.0
    return PER_WORDS * count / words


def _meaning_of_markers(contrast: Contrast) -> str:
    """Return the remark that explains the markers."""
    circles = f"circles: more in {contrast.target_name}"
    squares = f"squares: more in {contrast.reference_name}"
    return f"{circles}; {squares}; pale: not named"


@dataclass(frozen=True)
class _Cloud:
    """The terms that are drawn, the place of each, and what is written below them."""

    points: Sequence[Point]
    terms: Sequence[Term]
    axis_meaning: str
    remarks: Sequence[str]


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
    xs, ys = zip(*cloud.points, strict=True)
    marks.draw_markers(ax, xs, ys, marker="o", colour=PALE, size=PALE_SIZE, zorder=2)
    names = [term.term for term in cloud.terms]
    places = dict(zip(names, cloud.points, strict=True))
    key_terms = _alternate_key_terms(contrasts[0], places, top)
    remarks = list(cloud.remarks)
    if contrasts[0].background:
        remarks.append(contrasts[0].meaning_of_background)
    if not all(term.excludes_zero for term in key_terms):
        remarks.append(OPEN_REMARK)
    if len(contrasts) > 1:
        remarks.append(f"one of {len(contrasts):,} comparisons: the first")
    caption = [cloud.axis_meaning, "; ".join(remarks)]
    panels.write_caption(ax, caption, sheet.width_mm - AXIS_MM)
    ax = sheet.finish_figure(ax)
    key_places = []
    texts = []
    for term in key_terms:
        text = text_fitting.fit_text(term.label, NAME_MM, size=TEXT_SIZE)
        key_places.append(places[term.term])
        texts.append(text)
    has_name = point_labels.name_points(ax, key_places, texts, cloud.points)
    for term, is_named in zip(key_terms, has_name, strict=True):
        if is_named:
            _mark_key_term(ax, term, places[term.term])
    return ax


def _mark_key_term(ax: Axes, term: Term, place: Point) -> None:
    """Draw the marker of a key term, in the style of the group that has more of it."""
    marker_style = TARGET_STYLE if term.ratio > 0 else REFERENCE_STYLE
    x, y = place
    marks.draw_markers(
        ax,
        [x],
        [y],
        marker=marker_style.marker,
        colour=marker_style.colour,
        size=KEY_SIZE,
        filled=term.excludes_zero,
    )


def _alternate_key_terms(
    contrast: Contrast, places: Mapping[str, Point], top: int
) -> list[Term]:
    """Return the key terms that are drawn, in turn one of each group.

    In this order, both groups have names even where there is little room.
    """
    target_terms = contrast.key_terms(top, side=1)
    reference_terms = contrast.key_terms(top, side=-1)
    alternating_terms: list[Term] = []
    # The longer list goes on alone: its partners are None.
    for both_terms in zip_longest(
        _terms_with_place(target_terms, places),
        _terms_with_place(reference_terms, places),
    ):
        alternating_terms += [term for term in both_terms if term is not None]
    return alternating_terms


def _terms_with_place(terms: Sequence[Term], places: Mapping[str, Point]) -> list[Term]:
    """Return the terms that are drawn: only some have a p, and so a place."""
    return [term for term in terms if term.term in places]
