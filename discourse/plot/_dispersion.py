"""How evenly terms are spread over documents: a stroke for the rate in each, and a measure of dispersion."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from discourse import notes, style, tables
from discourse.errors import TableError
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    row_order,
    text_fitting,
)
from discourse.plot.dispersion_rows import Cell, Line, Rows, Stroke, lay_out_rows
from discourse.registries import DISPERSION_MEASURES
from discourse.settings import FEW_DOCUMENTS_WITH_TERM
from discourse.tables import written_names
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

__all__ = ["dispersion"]

# Rows and panels.
HEADING_LIFT = 6.5  # points: from the heads of columns to the heading of a panel
NARROW_MM = 110.0  # width of a page below which words are saved
NAME_SHARE, MAX_NAME_MM = 0.25, 44.0  # of the page for the name of a term; at most
NAME_LINES = 3  # a label has up to 40 letters
MARGINS_MM = 5.0  # of the page between names, panels and columns
CAPTION_MARGIN_MM = 6.0  # of the page that the caption leaves free
CAPTION_SHARE = 0.2  # height of its place, to that of the panels: it grows when needed
RATE_PANEL, SCORE_PANEL = 0.58, 0.42  # widths of the panels, in proportion
RATE_SHARE, SCORE_SHARE = 0.56, 0.4  # of the room, for their axes
PANEL_GAP = 0.04  # of a panel
COLUMN_GAP_MM = 2.6  # between the scores and the first column
TEXT_SIZE, SMALL_SIZE = 6, 5.5  # points: numbers of an axis; numbers beside the marks
MAX_GROUPS = 4  # groups in one figure
MAX_NOTES = 4  # in the lines below the panels
MAX_INTERVALS = 2  # names of intervals in the caption

# Strokes.
COUNTABLE = 30  # strokes in a line that can be counted, so none may be hidden
MAX_SINGLE = 120  # strokes in a line that are drawn one by one
CELL_MM = 0.4  # of the axis that strokes share where there are more
STROKE_POINTS = 0.9  # width of a single stroke
STROKE_BOTTOM = 0.4  # of a line: from its middle to the lower end of the strokes
HIDDEN = 0.3  # of the ground that is seen through each single stroke
PALEST = 0.15  # darkness of a cell with few strokes
# Heights of strokes, in parts of the line, by the least number of occurrences.
HEIGHTS = ((10, 0.76), (4, 0.58), (2, 0.42), (1, 0.27))

# Rates.
RATE_MARGIN = 0.04  # beyond the outermost rates, of their range
MIN_RANGE = 0.8  # powers of ten that the axis has at least
ZERO_PADDING_MM = 2.0  # beside the numbers of documents without the term
MIN_AXIS_MM = 8.0  # width of the axis at least
POOLED_REACH = 0.46  # of a line: half the height of the line for all documents
POOLED_POINTS, POOLED_HALO_POINTS = 1.2, 2.4  # width of that line, and with its halo
TICK_GAP_MM = 1.6  # between two numbers of the axis

# Scores.
SCORE_MARGIN = 0.03  # beyond the ends of the scale, of its range
BAND_HEIGHT = 0.62  # of a line
MARKER_SIZE, LEGEND_MARKER_SIZE = 3.4, 3.8  # points
MAX_LEGEND_MM, LEGEND_MARK_MM = 40.0, 8.0  # a name in the legend; the mark beside it
UNEQUAL_SIZES = 1.5  # a group with so many times the documents of another
BAND_COLOUR = "#d3dee6"


@dataclass(frozen=True)
class _TickRule:
    """Which round numbers are written on an axis of equal factors.

    They begin with one of `digits`. With ``powers=2``, only every second power of ten
    has numbers, with 3 every third.
    """

    digits: tuple[int, ...]
    powers: int = 1


# From many numbers to few.
TICK_RULES = (
    _TickRule((1, 2, 5)),
    _TickRule((1, 3)),
    _TickRule((1,)),
    _TickRule((1,), powers=2),
    _TickRule((1,), powers=3),
)


@chart_decorator.chart
def dispersion(
    table: pd.DataFrame,
    *,
    measure: str = "dp_egbert",
    top: int = 20,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw how evenly terms are spread over documents: the rate in each document, and a measure of dispersion.

    On the left, each document that contains the term is a stroke at its rate. The more
    occurrences the document has, the taller is its stroke. The number at 0 counts the
    documents without the term. The black line is the rate in all documents together.
    The axis has equal factors, so that frequent and rare terms can be compared.

    On the right are the score and its interval. The pale band shows the lowest and the
    highest score that a term with this count could have. Compare the score with its
    band, because a rare term can never be even. The marker is open if there is no
    interval, or if fewer than five documents contain the term.

    Compare scores only between groups with about as many documents. Every measure of
    dispersion changes when the same corpus is cut into another number of parts.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``dispersion``. Of more than four groups, the first four are
        drawn; choose others by filtering it.
    measure : str
        Which measure of the table is drawn, such as "dp_egbert", "dp_norm", "dp",
        "juilland_d", "carroll_d2", "rosengren_s", "da", "kld" or "range"; 1 is even,
        but 0 for dp_norm, dp and kld. All are listed in
        :data:`discourse.registries.DISPERSION_MEASURES`.
    top : int
        How many terms: those that are most frequent in the groups drawn, ties by name.
    width : {'single', 'onehalf', 'double'}
        Width of the new figure; the height follows the number of rows. Not used when
        `ax` is given.
    ax : Axes, optional
        Where to draw; its place is divided into the two panels. A new figure if not
        given.

    Returns
    -------
    Axes
        The panel of rates.
    """
    check_whole_number("top", top)
    measure_rows = _rows_of_measure(table, measure)
    groups = row_order.order_of_appearance(measure_rows["group"].tolist())
    measure_rows = measure_rows[measure_rows["group"].isin(groups[:MAX_GROUPS])]
    terms = row_order.rank_by_sum(measure_rows, "term", "count")
    with style.context():
        if not terms:
            return axes_layout.draw_empty_chart(
                ax, "no terms, so nothing to spread", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        name_mm = min(NAME_SHARE * sheet.width_mm, MAX_NAME_MM)
        names = _fit_names(table, terms[:top], name_mm)
        rows = lay_out_rows(
            table, measure_rows, terms[:top], groups[:MAX_GROUPS], names
        )
        sheet = sheet.with_height(rows.height_mm)
        # The caption runs under both panels, so it has a place of its own.
        (upper_panel,), (caption_panel,) = axes_layout.divide_axes(
            sheet.make_axes(),
            rows=2,
            heights=(sheet.height_mm, CAPTION_SHARE),
            row_gap=0.0,
        )
        ((rate_panel, score_panel),) = axes_layout.divide_axes(
            upper_panel,
            columns=2,
            widths=(RATE_PANEL, SCORE_PANEL),
            share="y",
            column_gap=PANEL_GAP,
        )
        columns_mm = _write_columns(score_panel, rows, sheet.width_mm)
        names_mm = max(map(text_fitting.text_width, names))
        available_mm = sheet.width_mm - names_mm - columns_mm - MARGINS_MM
        rate_mm = available_mm * RATE_SHARE
        rate_bases = set(measure_rows["per"].tolist())
        per = " or ".join(f"{size:,}" for size in sorted(rate_bases))
        _draw_rates(rate_panel, rows, rate_mm, per=per)
        _draw_scores(score_panel, rows, available_mm * SCORE_SHARE, measure=measure)
        middles = [rows.middle(row) for row in range(len(names))]
        text_fitting.write_tick_labels(rate_panel, "y", middles, names)
        _draw_legend(rate_panel, rows, tables.labels_of(measure_rows, "group"), rate_mm)
        axes_layout.remove_frame(caption_panel)
        drawn_rows = measure_rows[measure_rows["term"].isin(rows.terms)]
        remarks = [
            *_caution_about_sizes(rows),
            *_omissions(rows, len(terms), len(groups)),
            *_notes_on_terms(drawn_rows),
        ]
        caption = [
            _caption_of_rates(rows),
            _caption_of_scores(
                rows.all_cells, measure, panels.name_intervals(drawn_rows)
            ),
            "; ".join(remarks),
        ]
        caption_mm = sheet.width_mm - CAPTION_MARGIN_MM
        panels.write_caption(caption_panel, caption, caption_mm)
        return sheet.finish_figure(rate_panel)


def _fit_names(table: pd.DataFrame, terms: Sequence[str], width_mm: float) -> list[str]:
    """Return the labels of the terms, fitted to their room."""
    labels = tables.labels_of(table, "term")
    names = []
    for term in terms:
        label = labels[term]
        if label == term:  # a family without a label, or a term
            label = written_names.name_in_words(term)
        names.append(text_fitting.fit_text(label, width_mm, max_lines=NAME_LINES))
    return names


def _rows_of_measure(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the rows of `measure`; raise TableError if the table has only others."""
    measure_rows = table[table["kind"] == "measure"]
    measures_in_table = row_order.order_of_appearance(
        measure_rows["measure"].tolist(), known=tuple(DISPERSION_MEASURES)
    )
    check_option("measure", measure, {*DISPERSION_MEASURES, *measures_in_table})
    if measures_in_table and measure not in measures_in_table:
        names = ", ".join(map(repr, measures_in_table))
        raise TableError(
            f"measure={measure!r} came, but the table has {names}; draw one of these."
        )
    return measure_rows[measure_rows["measure"] == measure]


def _open_panel(ax: Axes, rows: Rows, heading: str) -> None:
    """Make `ax` a panel with an axis below and a heading above; shade every other term."""
    axes_layout.remove_frame(ax, keep=("bottom",))
    line_count = len(rows.groups)
    for row in range(0, len(rows.terms), 2):
        upper_edge = row * line_count - 0.5
        ax.axhspan(
            upper_edge,
            upper_edge + line_count,
            facecolor=style.FAINT,
            edgecolor="none",
            zorder=0,
        )
    head_lines = rows.heads_mm / rows.line_mm
    ax.set_ylim(rows.bottom, -0.5 - head_lines)
    ax.annotate(
        heading,
        (0, rows.head),
        xytext=(0, HEADING_LIFT),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        annotation_clip=False,
        va="baseline",
        size=text_fitting.TEXT_SIZE,
        color=style.INK,
        family=list(style.FAMILY),
        parse_math=False,
        linespacing=1.05,
    )


def _write_columns(ax: Axes, rows: Rows, page_mm: float) -> float:
    """Write the columns of occurrences and documents to the right of the scores.

    Return how many millimetres they take.
    """
    counts: list[str] = []
    documents: list[str] = []
    for key in rows.keys:
        cell = rows.cells.get(key)
        counts.append(f"{cell.count:,}" if cell else "")
        documents.append(_documents_text(cell, page_mm) if cell else "")
    lift = -1.0 - rows.head
    next_mm = panels.write_column(
        ax, "count", counts, COLUMN_GAP_MM, size=SMALL_SIZE, head_lift_rows=lift
    )
    return panels.write_column(
        ax, "docs", documents, next_mm, size=SMALL_SIZE, head_lift_rows=lift
    )


def _documents_text(cell: Cell, page_mm: float) -> str:
    """Return the number of documents with the term and, where there is room, of all."""
    if page_mm < NARROW_MM:
        return f"{cell.documents:,}"
    return f"{cell.documents:,}/{cell.of_documents:,}"


@dataclass(frozen=True)
class _RateAxis:
    """The axis of rates, by their logarithms; `zero` is the place of documents without the term."""

    left: float
    low: float
    high: float
    zero: float
    width_mm: float
    unit: float  # what a millimetre is on the axis


def _draw_rates(ax: Axes, rows: Rows, panel_mm: float, *, per: str) -> None:
    """Draw the rate in each document, and the rate in all documents together."""
    heading = f"rate per {per} words"
    if text_fitting.text_width(heading) > panel_mm:
        heading = heading.removeprefix("rate ")
    _open_panel(ax, rows, text_fitting.fit_text(heading, panel_mm))
    counts_without = [cell.count_without for cell in rows.all_cells]
    widths = [
        text_fitting.text_width(text, size=SMALL_SIZE)
        for text in ["without", *counts_without]
    ]
    zero_mm = max(widths) + ZERO_PADDING_MM
    axis = _rate_axis(rows, panel_mm, zero_mm=zero_mm)
    ax.set_xlim(axis.left, axis.high)
    for line, count_without in zip(rows.lines, counts_without, strict=True):
        _write_small(ax, axis.zero, line.number, count_without, align="center")
    _write_small(ax, axis.zero, rows.head, "without", align="center")
    marks.draw_line(
        ax,
        [axis.low, axis.low],
        [-0.5, rows.bottom],
        style.RULE,
        width=0.5,
        zorder=1,
    )
    _write_rate_axis(ax, rows, axis)
    keys = rows.keys
    for line in rows.lines:
        strokes = rows.strokes.get(keys[line.number], ())
        _draw_strokes(
            ax, line.number, strokes, rows.colour(line.group_index), axis.unit
        )
        if line.cell.has_pooled_rate:
            _draw_pooled_rate(ax, line)


def _rate_axis(rows: Rows, panel_mm: float, *, zero_mm: float) -> _RateAxis:
    """Return an axis that holds all rates.

    On its left, `zero_mm` are for the numbers of documents without the term.
    """
    rates: list[float] = []
    for strokes in rows.strokes.values():
        rates += [stroke.log_rate for stroke in strokes]
    for cell in rows.all_cells:
        if cell.has_pooled_rate:
            rates.append(math.log10(cell.rate))
    lowest = min(rates, default=0.0)
    highest = max(rates, default=0.0)
    length = highest - lowest
    # Negative, and so without effect, if the rates are far enough apart.
    missing_length = MIN_RANGE - length
    margin = max(length * RATE_MARGIN, missing_length / 2)
    low = lowest - margin
    high = highest + margin
    axis_mm = panel_mm - zero_mm
    unit = (high - low) / max(axis_mm, MIN_AXIS_MM)
    zero_length = zero_mm * unit
    return _RateAxis(
        left=low - zero_length,
        low=low,
        high=high,
        zero=low - zero_length / 2,
        width_mm=axis_mm,
        unit=unit,
    )


def _draw_pooled_rate(ax: Axes, line: Line) -> None:
    """Draw the rate in all documents together, with a white halo."""
    log_rate = math.log10(line.cell.rate)
    xs = [log_rate, log_rate]  # an upright line
    ys = [line.number - POOLED_REACH, line.number + POOLED_REACH]
    marks.draw_line(
        ax,
        xs,
        ys,
        "white",
        width=POOLED_HALO_POINTS,
        zorder=2.8,
    )
    marks.draw_line(
        ax,
        xs,
        ys,
        style.INK,
        width=POOLED_POINTS,
        zorder=2.9,
    )


def _write_small(ax: Axes, x: float, y: float, text: str, *, align: str) -> None:
    """Write a pale number or word in small type."""
    text_fitting.write_text(
        ax,
        x,
        y,
        text,
        size=SMALL_SIZE,
        ha=align,
        va="center_baseline",
        color=style.MUTED,
    )


def _stroke_height(count: int) -> float:
    """Return the height of a stroke for `count` occurrences, in parts of a line."""
    for min_count, height in HEIGHTS:
        if count >= min_count:
            return height
    return HEIGHTS[-1][1]


def _draw_strokes(
    ax: Axes, line_number: int, strokes: Sequence[Stroke], colour: str, unit: float
) -> None:
    """Draw a stroke for each document.

    Where there are many documents, the axis is divided into small cells. Strokes of
    one height in one cell are drawn as one; the more there are, the darker it is.
    """
    from matplotlib.collections import LineCollection
    from matplotlib.colors import to_rgba

    has_shared_cells = len(strokes) > MAX_SINGLE
    cell_width = CELL_MM * unit
    # How many strokes have the same height and the same place on the axis.
    stroke_counts: dict[tuple[float, float], int] = {}
    for stroke in strokes:
        x = stroke.log_rate
        if has_shared_cells:
            cell = round(x / cell_width)
            x = cell * CELL_MM * unit
        height_and_place = (_stroke_height(stroke.count), x)
        stroke_counts[height_and_place] = stroke_counts.get(height_and_place, 0) + 1
    max_count = max(stroke_counts.values(), default=1)
    bottom = line_number + STROKE_BOTTOM
    segments = []
    for height, x in stroke_counts:
        lower_end = (x, bottom)
        upper_end = (x, bottom - height)
        segments.append([lower_end, upper_end])
    colours: list[tuple[float, float, float, float]] = []
    for stroke_count in stroke_counts.values():
        if has_shared_cells:
            share = math.sqrt(stroke_count / max_count)
            darkness = PALEST + (1 - PALEST) * share
        else:
            darkness = 1.0 - HIDDEN**stroke_count
        colours.append(to_rgba(colour, darkness))
    cell_points = CELL_MM / text_fitting.MM_PER_POINT
    collection = LineCollection(
        segments,
        colors=colours,
        linewidths=cell_points if has_shared_cells else STROKE_POINTS,
        capstyle="butt",
        # Few strokes lie over the line for all documents, so that they can be counted.
        zorder=3 if len(strokes) <= COUNTABLE else 2,
    )
    ax.add_collection(collection, autolim=False)


def _write_rate_axis(ax: Axes, rows: Rows, axis: _RateAxis) -> None:
    """Write round rates below the panel, as many as have room, and the 0 beside them."""
    texts: dict[float, str] = {}
    length = axis.high - axis.low
    # The rules go from many numbers to few; the first whose numbers have room is used.
    for rule in TICK_RULES:
        texts = _round_rates(axis, rule)
        gaps = [next_place - place for place, next_place in pairwise(texts)]
        gap = min(gaps, default=length)
        gap_mm = gap / length * axis.width_mm
        widths = [
            text_fitting.text_width(text, size=TEXT_SIZE) for text in texts.values()
        ]
        if max(widths, default=0.0) + TICK_GAP_MM <= gap_mm:
            break
    text_fitting.write_tick_labels(
        ax, "x", [axis.zero, *texts], ["0", *texts.values()], size=TEXT_SIZE
    )
    ax.tick_params(axis="x", length=2, width=0.5, color=style.RULE)
    _draw_grid(ax, rows, texts)


def _round_rates(axis: _RateAxis, rule: _TickRule) -> dict[float, str]:
    """Return the text of each round rate on the axis, by the logarithm of the rate."""
    texts: dict[float, str] = {}
    for power in range(math.floor(axis.low), math.ceil(axis.high) + 1):
        if power % rule.powers:
            continue
        for digit in rule.digits:
            rate = float(f"{digit}e{power}")  # from text, so that 3e-1 is exactly 0.3
            place = math.log10(rate)
            if axis.low <= place <= axis.high:
                texts[place] = text_fitting.format_number(rate)
    return texts


def _draw_grid(ax: Axes, rows: Rows, places: Iterable[float]) -> None:
    """Draw a pale vertical line through all rows at each of `places`."""
    for place in places:
        marks.draw_line(
            ax,
            [place, place],
            [-0.5, rows.bottom],
            marks.GRID_COLOUR,
            width=marks.GRID_WIDTH,
            zorder=0.5,
        )


def _draw_scores(ax: Axes, rows: Rows, panel_mm: float, *, measure: str) -> None:
    """Draw the scores with their intervals and bands."""
    name = DISPERSION_MEASURES.label(measure, written_names.name_in_words(measure))
    heading = text_fitting.fit_text(name, panel_mm)
    _open_panel(ax, rows, heading)
    low, high = _score_range(rows, measure)
    for line in rows.lines:
        cell = line.cell
        if cell.has_band:
            _draw_band(ax, line.number, cell)
        if math.isfinite(cell.score):
            panels.draw_interval(
                ax,
                line.number,
                (cell.score, cell.low, cell.high),
                marker=rows.marker(line.group_index),
                colour=rows.colour(line.group_index),
                filled=cell.is_reliable,
                size=MARKER_SIZE,
            )
        else:
            text_fitting.write_text(
                ax,
                low,
                line.number,
                " –",
                size=TEXT_SIZE,
                va="center_baseline",
                color=style.MUTED,
            )
    margin = (high - low) * SCORE_MARGIN
    ax.set_xlim(low - margin, high + margin)
    marks.draw_number_axis(
        ax, low, high, width_mm=panel_mm, integers=measure == "range"
    )
    ax.grid(visible=False)
    _draw_grid(ax, rows, ax.get_xticks())
    _write_scale_ends(ax, rows, low, high, measure)


def _score_range(rows: Rows, measure: str) -> tuple[float, float]:
    """Return the ends of the scale.

    It holds 0, the highest score that the measure can have, and everything drawn.
    """
    numbers: list[float] = []
    for cell in rows.all_cells:
        numbers += [cell.score, cell.low, cell.high, cell.least, cell.most]
    finite_numbers = [end for end in numbers if math.isfinite(end)]
    highest_possible = 1.0
    if measure == "range":
        # The range is a number of documents.
        highest_possible = max(cell.of_documents for cell in rows.all_cells)
    elif measure == "kld":
        highest_possible = 0.0  # it has no upper limit
    low = min([*finite_numbers, 0.0])
    high = max([*finite_numbers, highest_possible])
    if high == 0:  # a scale must have a length
        high = 1.0
    return low, high


def _draw_band(ax: Axes, line_number: int, cell: Cell) -> None:
    """Draw the band from the lowest to the highest score that is possible with this count."""
    band_start, band_end = sorted((cell.least, cell.most))
    ax.barh(
        line_number,
        band_end - band_start,
        BAND_HEIGHT,
        left=band_start,
        facecolor=BAND_COLOUR,
        edgecolor=BAND_COLOUR,
        linewidth=0.7,
        zorder=1,
    )


def _write_scale_ends(
    ax: Axes, rows: Rows, low: float, high: float, measure: str
) -> None:
    """Write "even" and "uneven" over the ends of the scale.

    For a measure that the user has added, it is not known which end is even.
    """
    entry = DISPERSION_MEASURES.get(measure)
    even_score = entry.even_shown if entry else ""
    left_text = ""
    right_text = ""
    if even_score == "0":
        left_text = "even"
        right_text = "uneven"
    elif even_score:
        left_text = "uneven"
        right_text = "even"
    _write_small(ax, low, rows.head, left_text, align="left")
    _write_small(ax, high, rows.head, right_text, align="right")


def _draw_legend(
    ax: Axes, rows: Rows, labels: Mapping[str, str], width_mm: float
) -> None:
    """Draw a legend of the groups, if there are any."""
    if not rows.is_divided:  # one line for each term, so there is nothing to tell apart
        return
    handles: list[Line2D] = []
    texts: list[str] = []
    name_mm = min(MAX_LEGEND_MM, width_mm - LEGEND_MARK_MM)
    for index, group in enumerate(rows.groups):
        handle = marks.legend_marker(
            rows.marker(index),
            rows.colour(index),
            size=LEGEND_MARKER_SIZE,
        )
        label = labels[group] or "all documents"
        handles.append(handle)
        texts.append(text_fitting.fit_text(label, name_mm, max_lines=2))
    marks.draw_legend(ax, handles, texts, width_mm=width_mm)


def _caution_about_sizes(rows: Rows) -> list[str]:
    """Return a caution if groups have very different numbers of documents, else nothing.

    The list has one text or none.
    """
    sizes = [cell.of_documents for cell in rows.all_cells]
    min_size = min(sizes)
    max_size = max(sizes)
    if max_size <= UNEQUAL_SIZES * min_size:
        return []
    return [
        f"groups of {min_size:,} to {max_size:,} documents: do not compare their scores "
        "as they stand"
    ]


def _caption_of_rates(rows: Rows) -> str:
    """Return the caption of the panel of rates: what strokes and black line mean."""
    heights = "taller: from 2, 4 and 10 occurrences"
    if any(len(strokes) > MAX_SINGLE for strokes in rows.strokes.values()):
        heights += "; darker: more of them"
    caption = f"strokes: documents with the term ({heights})"
    if any(cell.has_pooled_rate for cell in rows.all_cells):
        caption += "; black line: all documents together"
    return caption


def _caption_of_scores(
    cells: Sequence[Cell], measure: str, intervals: Sequence[str]
) -> str:
    """Return the caption of the panel of scores: what score, band and markers mean."""
    parts: list[str] = []
    entry = DISPERSION_MEASURES.get(measure)
    if entry:
        parts.append(f"{entry.label} ({entry.credit}): {entry.even_shown} = even")
    if any(cell.has_band for cell in cells):
        parts.append("pale: what is possible with as many occurrences")
    names = intervals[:MAX_INTERVALS]
    parts.append(panels.caption_of_intervals(names))
    if any(cell.is_unsure for cell in cells):
        parts.append(
            f"open: no interval, or fewer than {FEW_DOCUMENTS_WITH_TERM} documents "
            "with the term"
        )
    return "; ".join(parts)


def _omissions(rows: Rows, term_count: int, group_count: int) -> list[str]:
    """Return texts on how many terms and groups are drawn; empty if all are."""
    parts: list[str] = []
    drawn_term_count = len(rows.terms)
    drawn_group_count = len(rows.groups)
    if term_count > drawn_term_count:
        parts.append(f"the first {drawn_term_count} of {term_count:,} terms")
    if group_count > drawn_group_count:
        parts.append(f"the first {drawn_group_count} of {group_count:,} groups")
    return parts


def _notes_on_terms(drawn_rows: pd.DataFrame) -> list[str]:
    """Return the notes of the table on the drawn terms; of many, the first and "…"."""
    texts = [str(note) for note in notes.list_notes(drawn_rows["note"].tolist())]
    if len(texts) > MAX_NOTES:
        return [*texts[:MAX_NOTES], "…"]
    return texts
