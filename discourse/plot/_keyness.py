"""Which terms one group uses more than another: how much more, and how sure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import style
from discourse.plot import (
    axes_layout,
    chart_decorator,
    keyness_points,
    marks,
    panels,
    row_order,
    small_multiples,
    text_fitting,
)
from discourse.plot.keyness_points import Contrast, Term
from discourse.plot.small_multiples import NUMBER_SIZE, SmallMultiples
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["keyness"]

SPACING = small_multiples.Spacing(
    min_panel_mm=84.0,  # a term, its lollipop, counts and documents
    row_mm=4.0,  # type of 6 points, and nearly as much again
    label_share=0.3,
    max_label_mm=44.0,
    column_gap=0.04,
)
GAP_MM = 4.0  # between what is written of a panel and the next panel
ON_PAPER = 0.96  # of a width: on a screen letters are set a little wider than they are
WIDE_MM = 110.0  # of a panel, from which on p has room beside counts and documents
LEAST_AXIS_MM = 20.0  # what the axis is thought to have at least, for its numbers
MOST = 8  # comparisons in one figure
LOOKS = keyness_points.LOOKS


@chart_decorator.chart
def keyness(
    table: pd.DataFrame,
    *,
    top: int = 12,
    form: Literal["lollipop", "volcano", "scatter"] = "lollipop",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the key terms of two groups.

    As lollipops: the log ratio of the most key terms of either side with its interval, counts and documents beside
    them. An open mark is a term whose interval holds 0; an interval that ends in an arrow has no end, since the term is
    absent from one side. As a volcano: every term by its log ratio and p; a line marks the smallest p that so few
    documents allow, and no term can stand above it. As a scatter: every term by its rate in both groups, on log axes
    with a place for 0; the diagonal is "as often in both".

    Key terms of one side are those whose interval stays farthest from 0, then those with the largest score.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``keyness``. Of several comparisons the first 8 have a panel each as lollipops; the other forms
        draw the first. Filter the table for another.
    top : int
        How many terms of either side are shown (lollipop) or named (volcano, scatter).
    form : {'lollipop', 'volcano', 'scatter'}
        Which of the three.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The first panel.
    """
    check_whole_number("top", top)
    check_option("form", form, ("lollipop", "scatter", "volcano"))
    every = keyness_points.contrasts(table)
    with style.context():
        if not every:
            return axes_layout.draw_empty_chart(ax, "no terms to compare", width=width)
        if form == "volcano":
            return keyness_points.volcano(ax, every, top, width)
        if form == "scatter":
            return keyness_points.scatter(ax, every, top, width)
        return _lollipops(axes_layout.Sheet.for_chart(ax, width), every, top)


@dataclass(frozen=True)
class _Scale:
    """The axis across, the same in all panels."""

    low: float
    high: float


def _lollipops(sheet: axes_layout.Sheet, every: Sequence[Contrast], top: int) -> Axes:
    shown = every[:MOST]
    lists = [
        [*contrast.key(top, 1), *reversed(contrast.key(top, -1))] for contrast in shown
    ]
    labels = [[term.term for term in terms] for terms in lists]
    multiples = small_multiples.lay_out_lists(
        sheet, labels, spacing=SPACING, extra_rows=1
    )
    scale = _scale(lists)
    heading_mm = (multiples.panel_width_mm - GAP_MM) * ON_PAPER
    for index, (contrast, terms) in enumerate(zip(shown, lists, strict=True)):
        _draw_panel(multiples, index, terms, scale)
        multiples.write_labels(index)
        if not terms:
            _say_none(multiples, index)
        target, reference = contrast.target, contrast.reference
        heading = f"{keyness_points.named(target)} : {keyness_points.named(reference)}"
        heading = text_fitting.fit_text(heading, heading_mm, size=7, max_lines=2)
        multiples.write_heading(index, heading)
    foot = _foot(every, shown, lists)
    panels.write_caption(multiples.lower_left, foot, multiples.plot_width_mm - GAP_MM)
    return multiples.finish_figure()


def _scale(lists: Sequence[Sequence[Term]]) -> _Scale:
    """Return the axis across: all log ratios and ends of intervals, and 0."""
    ends = [0.0]
    for terms in lists:
        for term in terms:
            ends += [term.ratio, term.low, term.high]
    finite = [end for end in ends if math.isfinite(end)]
    low, high = min(finite), max(finite)
    pad = max((high - low) * 0.06, 0.2)
    return _Scale(low - pad, high + pad)


def _say_none(multiples: SmallMultiples, index: int) -> None:
    rows = max(max(map(len, multiples.labels)), 1)
    text_fitting.write_text(
        multiples.panels[index],
        0.0,
        (rows - 1) / 2,
        " no term has a log ratio",
        color=style.MUTED,
        va="center",
    )


def _draw_panel(
    multiples: SmallMultiples, index: int, terms: Sequence[Term], scale: _Scale
) -> None:
    ax = multiples.panels[index]
    rows = max(max(map(len, multiples.labels)), 1)
    panels.open_row_panel(ax, rows, head=1.0)
    ax.axvline(0, color=style.MUTED, linewidth=0.6, zorder=1)
    for row, term in enumerate(terms):
        _draw_term(ax, row, term, scale)
    columns_mm = _write_columns(ax, terms, wide=multiples.panel_width_mm > WIDE_MM)
    ax.set_xlim(scale.low, scale.high)
    room = multiples.plot_width_mm - GAP_MM
    axis_mm = max(room - columns_mm, LEAST_AXIS_MM)
    marks.draw_number_axis(ax, scale.low, scale.high, width_mm=axis_mm)


def _draw_term(ax: Axes, row: int, term: Term, scale: _Scale) -> None:
    """Draw the log ratio of a term; its interval has an arrow where it has no end."""
    marker, hue = LOOKS[0 if term.ratio >= 0 else 1]
    low, high = max(term.low, scale.low), min(term.high, scale.high)
    if low == low and high == high:
        marks.draw_line(ax, [low, high], [row, row], hue, width=0.7)
        if term.low < scale.low:
            marks.draw_markers(ax, [scale.low], [row], marker="<", colour=hue, size=2.6)
        if term.high > scale.high:
            marks.draw_markers(
                ax, [scale.high], [row], marker=">", colour=hue, size=2.6
            )
    marks.draw_line(ax, [0, term.ratio], [row, row], hue, width=1.6, zorder=1.5)
    marks.draw_markers(
        ax, [term.ratio], [row], marker=marker, colour=hue, size=4.0, filled=term.sure
    )


def _write_columns(ax: Axes, terms: Sequence[Term], *, wide: bool) -> float:
    """Write the numbers beside the lollipops; return how many millimetres they take."""
    counts = [f"{t.count_target:,} : {t.count_reference:,}" for t in terms]
    at = panels.write_column(ax, "counts", counts, 2.5, size=NUMBER_SIZE)
    documents = [f"{t.documents_target:,} : {t.documents_reference:,}" for t in terms]
    at = panels.write_column(ax, "docs", documents, at, size=NUMBER_SIZE)
    if not wide or all(term.p != term.p for term in terms):
        return at
    chances = [keyness_points.chance(term.p) for term in terms]
    at = panels.write_column(ax, "p", chances, at, size=NUMBER_SIZE)
    if all(term.adjusted != term.adjusted for term in terms):
        return at
    adjusted = [keyness_points.chance(term.adjusted) for term in terms]
    return panels.write_column(ax, "p for all terms", adjusted, at, size=NUMBER_SIZE)


def _foot(
    every: Sequence[Contrast],
    shown: Sequence[Contrast],
    lists: Sequence[Sequence[Term]],
) -> list[str]:
    foot = [
        "log ratio: doublings of the rate (2 = four times as often); to the right: more in the first group"
    ]
    foot += row_order.order_of_appearance(
        contrast.interval for contrast in shown if contrast.interval
    )
    if any(not term.sure for terms in lists for term in terms):
        foot.append("open: the interval holds 0")
    # A floor that is missing, or 0, is none.
    floors = sorted({contrast.floor for contrast in shown if contrast.floor > 0})
    if floors:
        least = " or ".join(keyness_points.chance(floor) for floor in floors)
        foot.append(f"smallest p attainable: {least}")
    if len(every) > len(shown):
        foot.append(f"the first {MOST} of {len(every):,} comparisons")
    return foot
