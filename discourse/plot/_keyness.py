"""Which terms one group uses more than another: how much more, and how sure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
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
    label_share=0.34,
    max_label_mm=44.0,
    column_gap=0.04,
)
FORMULA_LINES = 2  # of the label of a formula, which has up to 40 letters
GAP_MM = 4.0  # between the columns of a panel and the next panel
COLUMN_GAP_MM = 2.5  # between a panel and its first column
ON_PAPER = 0.96  # of a width: on a screen letters are a little wider than on paper
P_COLUMNS_MM = 110.0  # width of a panel that has room for p beside counts and documents
MIN_AXIS_MM = 20.0  # width of the axis at least, when its numbers are chosen
MARGIN_SHARE, MIN_MARGIN = 0.06, 0.2  # beyond the ends: of the range, and at least
MARKER_SIZE, ARROW_SIZE = 4.0, 2.6  # points
MAX_PANELS = 8  # comparisons in one figure


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

    Key terms of a group are those whose interval is farthest from 0; ties by score.

    As lollipops: the log ratio of the key terms of both groups with its interval. The
    columns beside them have counts and documents. The marker of a term is open if its
    interval holds 0. An interval ends in an arrow if it has no end, because the term
    is absent from one group.

    As a volcano: all terms by log ratio and p. A dashed line marks the smallest p that
    so few documents allow; no term can be above it.

    As a scatter: all terms by their rates in both groups, on logarithmic axes with a
    place for 0. On the diagonal, a term is equally frequent in both.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``keyness``. Of several comparisons, the first 8 have a panel
        each as lollipops; the other forms draw the first. Filter the table for another.
    top : int
        How many terms of each group are shown (lollipop) or named (volcano, scatter).
    form : {'lollipop', 'volcano', 'scatter'}
        Which of the three.
    width : {'single', 'onehalf', 'double'}
        Width of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The first panel.
    """
    check_whole_number("top", top)
    check_option("form", form, ("lollipop", "scatter", "volcano"))
    contrasts = keyness_points.read_contrasts(table)
    with style.context():
        if not contrasts:
            return axes_layout.draw_empty_chart(ax, "no terms to compare", width=width)
        if form == "volcano":
            return keyness_points.draw_volcano(ax, contrasts, top, width)
        if form == "scatter":
            return keyness_points.draw_scatter(ax, contrasts, top, width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        intervals = panels.name_intervals(table)
        return _draw_lollipops(sheet, contrasts, top, intervals)


@dataclass(frozen=True)
class _Scale:
    """The range of the axis across, the same in all panels."""

    low: float
    high: float


def _draw_lollipops(
    sheet: axes_layout.Sheet,
    contrasts: Sequence[Contrast],
    top: int,
    intervals: Sequence[str],
) -> Axes:
    """Draw a panel for each comparison, with the target's terms above the reference's.

    `intervals` are the names of the intervals.
    """
    drawn_contrasts = contrasts[:MAX_PANELS]
    lists = [_terms_from_top(contrast, top) for contrast in drawn_contrasts]
    labels = []
    label_lines = 1
    for terms in lists:
        labels.append([term.label for term in terms])
        if any(term.is_formula for term in terms):
            label_lines = FORMULA_LINES
    multiples = small_multiples.lay_out_lists(
        sheet,
        labels,
        spacing=SPACING,
        extra_rows=1,
        label_lines=label_lines,
    )
    scale = _scale(lists)
    for index, (contrast, terms) in enumerate(zip(drawn_contrasts, lists, strict=True)):
        _draw_panel(multiples, index, contrast, terms, scale)
        multiples.write_labels(index)
        if not terms:
            _write_empty_panel(multiples, index)
        _write_heading(multiples, index, contrast)
    first_contrast = contrasts[0]
    caption = [
        f"{first_contrast.meaning_of_ratio}; to the right: more in the first group",
        _caption_of_intervals(
            drawn_contrasts, lists, intervals, contrast_count=len(contrasts)
        ),
    ]
    caption_mm = multiples.plot_width_mm - GAP_MM
    panels.write_caption(multiples.lower_left, caption, caption_mm)
    return multiples.finish_figure()


def _write_heading(multiples: SmallMultiples, index: int, contrast: Contrast) -> None:
    """Write the two groups over a panel."""
    panel_mm = multiples.panel_width_mm - GAP_MM
    heading = text_fitting.fit_text(
        f"{contrast.target_name} : {contrast.reference_name}",
        panel_mm * ON_PAPER,
        size=small_multiples.HEADING_SIZE,
        max_lines=2,
    )
    multiples.write_heading(index, heading)


def _terms_from_top(contrast: Contrast, top: int) -> list[Term]:
    """Return the terms of a panel from the top: those of the target, then the reference.

    The strongest key terms are outermost: the first of the target is at the top, the
    first of the reference at the bottom.
    """
    terms = contrast.key_terms(top, side=1)
    reference_terms = contrast.key_terms(top, side=-1)
    terms += reversed(reference_terms)
    return terms


def _scale(lists: Sequence[Sequence[Term]]) -> _Scale:
    """Return the range that holds 0, all log ratios and the finite ends of intervals."""
    numbers = [0.0]
    for terms in lists:
        for term in terms:
            numbers += [term.ratio, term.low, term.high]
    finite_numbers = [end for end in numbers if math.isfinite(end)]
    low = min(finite_numbers)
    high = max(finite_numbers)
    margin = (high - low) * MARGIN_SHARE
    margin = max(margin, MIN_MARGIN)
    return _Scale(low=low - margin, high=high + margin)


def _row_count(multiples: SmallMultiples) -> int:
    """Return the number of rows of a panel; a panel without terms has one."""
    return max(multiples.longest_list, 1)


def _write_empty_panel(multiples: SmallMultiples, index: int) -> None:
    """Write in the middle of a panel that it has no terms."""
    last_row = _row_count(multiples) - 1
    text_fitting.write_text(
        multiples.panels[index],
        0.0,
        last_row / 2,
        " no term has a log ratio",
        color=style.MUTED,
        va="center",
    )


def _draw_panel(
    multiples: SmallMultiples,
    index: int,
    contrast: Contrast,
    terms: Sequence[Term],
    scale: _Scale,
) -> None:
    """Draw the terms of a comparison, the columns beside them, and the axis."""
    ax = multiples.panels[index]
    panels.open_row_panel(ax, _row_count(multiples), head=1.0)
    ax.axvline(0, color=style.MUTED, linewidth=0.6, zorder=1)
    for row, term in enumerate(terms):
        _draw_term(ax, row, term, scale)
    has_p_columns = multiples.panel_width_mm > P_COLUMNS_MM
    columns_mm = _write_columns(
        ax,
        terms,
        has_counts=not contrast.background,
        has_p_columns=has_p_columns,
    )
    ax.set_xlim(scale.low, scale.high)
    panel_mm = multiples.plot_width_mm - GAP_MM
    axis_mm = max(panel_mm - columns_mm, MIN_AXIS_MM)
    marks.draw_number_axis(ax, scale.low, scale.high, width_mm=axis_mm)


def _draw_term(ax: Axes, row: int, term: Term, scale: _Scale) -> None:
    """Draw the log ratio of a term and its interval; an arrow is an end beyond the scale."""
    marker_style = keyness_points.REFERENCE_STYLE
    if term.ratio >= 0:
        marker_style = keyness_points.TARGET_STYLE
    colour = marker_style.colour
    has_interval = not math.isnan(term.low) and not math.isnan(term.high)
    if has_interval:
        low = max(term.low, scale.low)
        high = min(term.high, scale.high)
        marks.draw_line(ax, [low, high], [row, row], colour, width=0.7)
        if term.low < scale.low:
            _draw_arrow(ax, scale.low, row, "<", colour)
        if term.high > scale.high:
            _draw_arrow(ax, scale.high, row, ">", colour)
    marks.draw_line(ax, [0, term.ratio], [row, row], colour, width=1.6, zorder=1.5)
    marks.draw_markers(
        ax,
        [term.ratio],
        [row],
        marker=marker_style.marker,
        colour=colour,
        size=MARKER_SIZE,
        filled=term.excludes_zero,
    )


def _draw_arrow(ax: Axes, x: float, row: int, marker: str, colour: str) -> None:
    """Draw the head of an arrow at the edge, for an interval without an end."""
    marks.draw_markers(
        ax,
        [x],
        [row],
        marker=marker,
        colour=colour,
        size=ARROW_SIZE,
    )


def _write_columns(
    ax: Axes, terms: Sequence[Term], *, has_counts: bool, has_p_columns: bool
) -> float:
    """Write the numbers beside the lollipops; return how many millimetres they take.

    Against a background there are no counts but those of documents.
    """
    counts = []
    documents = []
    for term in terms:
        counts.append(f"{term.count_target:,} : {term.count_reference:,}")
        documents.append(f"{term.documents_target:,} : {term.documents_reference:,}")
    documents_start_mm = COLUMN_GAP_MM
    if has_counts:
        documents_start_mm = panels.write_column(
            ax, "counts", counts, COLUMN_GAP_MM, size=NUMBER_SIZE
        )
    next_start_mm = panels.write_column(
        ax, "docs", documents, documents_start_mm, size=NUMBER_SIZE
    )
    p_values = [term.p for term in terms]
    if not has_p_columns or all(map(math.isnan, p_values)):
        return next_start_mm
    adjusted_start_mm = _write_p_column(ax, "p", p_values, next_start_mm)
    adjusted_p_values = [term.adjusted for term in terms]
    return _write_p_column(ax, "p for all terms", adjusted_p_values, adjusted_start_mm)


def _write_p_column(
    ax: Axes, head: str, p_values: Sequence[float], start_mm: float
) -> float:
    """Write a column of p-values unless all are missing; return where the next column begins."""
    if all(map(math.isnan, p_values)):
        return start_mm
    texts = [keyness_points.format_p_value(p_value) for p_value in p_values]
    return panels.write_column(
        ax,
        head,
        texts,
        start_mm,
        size=NUMBER_SIZE,
    )


def _caption_of_intervals(
    drawn_contrasts: Sequence[Contrast],
    lists: Sequence[Sequence[Term]],
    intervals: Sequence[str],
    *,
    contrast_count: int,
) -> str:
    """Return the caption on intervals and p; it says if some comparisons are not drawn."""
    parts = []
    if intervals:
        parts.append(panels.caption_of_intervals(intervals, line="thin line"))
    drawn_terms = chain.from_iterable(lists)
    if not all(term.excludes_zero for term in drawn_terms):
        parts.append(keyness_points.OPEN_REMARK)
    floors = {contrast.floor for contrast in drawn_contrasts if contrast.has_floor}
    if floors:
        texts = map(keyness_points.format_p_value, sorted(floors))
        parts.append(f"smallest p attainable: {' or '.join(texts)}")
    if contrast_count > len(drawn_contrasts):
        parts.append(f"the first {MAX_PANELS} of {contrast_count:,} comparisons")
    backgrounds = [contrast.meaning_of_background for contrast in drawn_contrasts]
    parts += row_order.order_of_appearance(filter(None, backgrounds))
    return "; ".join(parts)
