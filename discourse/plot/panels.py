"""What is written and drawn around a panel.

This module holds columns of numbers beside a panel, headings above it, captions below
it, and the rows inside it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import style, tables
from discourse.plot import axes_layout, marks, row_order, text_fitting

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.text import Annotation
    from matplotlib.transforms import Bbox

__all__ = [
    "CAPTION_SHARE",
    "HEADING_SPACING",
    "caption_of_intervals",
    "draw_interval",
    "fit_caption",
    "name_intervals",
    "open_row_panel",
    "spread_labels",
    "write_caption",
    "write_column",
    "write_heading",
    "write_row_heading",
    "write_under_labels",
]

COLUMN_GAP_MM = 2.2  # between two columns of numbers
COLUMN_SPACING = 1.05  # of lines in a cell: two lines must fit into one row
# Of lines in a heading: closer than in running text, because a heading is one unit.
HEADING_SPACING = 1.1
HEADING_LIFT_POINTS = 3  # between the upper edge of a panel and its heading
# Between the lower edge of a panel and a remark: the tick labels lie in between.
REMARK_DROP_POINTS = -4
# Screen renderers set type a little wider than the font's metrics, so a caption is
# broken a little before the measured width is full.
CAPTION_SHARE = 0.96
CAPTION_LINES = 4  # to which one line of a caption may be broken
ROW_HEADING_OUTDENT_MM = 2.0  # more than the gap between a label and its panel
ROW_RULE_POINTS = 0.6  # width of the line above the heading of a row
INTERVAL_POINTS = 0.9  # width of the line of an interval


def write_column(
    ax: Axes,
    head: str,
    texts: Sequence[str],
    start_mm: float,
    *,
    align_left: bool = False,
    size: float = 6.0,
    head_lift_rows: float = 0.0,
    rows: Sequence[int] | None = None,
) -> float:
    """Write a column of texts to the right of `ax` and return where the next may begin.

    Numbers are aligned to the right, words (``align_left=True``) to the left. The axis
    must leave one free row above the first row, because the head is written there.

    Parameters
    ----------
    ax : Axes
        The panel, whose rows are numbered from 0 at the top.
    head : str
        The name of the column.
    texts : sequence of str
        One text for each row.
    start_mm : float
        Where the column begins, in millimetres to the right of the panel.
    align_left : bool
        Whether the texts begin at one line instead of ending at one.
    size : float
        Size of the type, in points.
    head_lift_rows : float
        How many more rows the head is moved up.
    rows : sequence of int, optional
        The row of each text. One row after the other if not given.
    """
    if rows is None:
        rows = range(len(texts))
    widths = [text_fitting.text_width(text, size=size) for text in [head, *texts]]
    column_mm = max(widths)
    anchor_mm = start_mm if align_left else start_mm + column_mm
    style_options = {
        "xycoords": ("axes fraction", "data"),
        "textcoords": "offset points",
        "annotation_clip": False,
        "ha": "left" if align_left else "right",
        "va": "center_baseline",
        "parse_math": False,
        "family": list(style.FAMILY),
        "size": size,
        "linespacing": COLUMN_SPACING,
    }
    offset = (anchor_mm / text_fitting.MM_PER_POINT, 0)
    if head:
        head_row = -1.0 - head_lift_rows
        ax.annotate(
            head,
            (1.0, head_row),
            xytext=offset,
            color=style.MUTED,
            **style_options,  # type: ignore[arg-type]
        )
    for row, text in zip(rows, texts, strict=True):
        if text:
            ax.annotate(
                text,
                (1.0, row),
                xytext=offset,
                color=style.INK,
                **style_options,  # type: ignore[arg-type]
            )
    return start_mm + column_mm + COLUMN_GAP_MM


def write_heading(
    ax: Axes,
    text: str,
    *,
    outdent_mm: float = 0.0,
    size: float = 7.0,
    line_spacing: float | None = HEADING_SPACING,
) -> None:
    """Write a heading above `ax`, which begins `outdent_mm` to the left of it.

    With ``line_spacing=None``, the font decides how far apart the lines are.
    """
    _write_at_corner(
        ax,
        text,
        height=1,
        lift_points=HEADING_LIFT_POINTS,
        outdent_mm=outdent_mm,
        size=size,
        vertical_alignment="bottom",
        line_spacing=line_spacing,
    )


def write_row_heading(ax: Axes, row: int, text: str, *, labels_mm: float) -> None:
    """Write a heading in a row of `ax` that has nothing else, and a thin line above it.

    It begins a little to the left of the labels, the widest of which has `labels_mm`.
    """
    outdent_mm = labels_mm + ROW_HEADING_OUTDENT_MM
    ax.axhline(row - 0.5, color=style.RULE, linewidth=ROW_RULE_POINTS, zorder=0.5)
    ax.annotate(
        text,
        (0, row),
        xytext=(-outdent_mm / text_fitting.MM_PER_POINT, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        annotation_clip=False,
        ha="left",
        va="center_baseline",
        size=text_fitting.TEXT_SIZE,
        color=style.INK,
        family=list(style.FAMILY),
        parse_math=False,
    )


def write_under_labels(
    ax: Axes, text: str, *, outdent_mm: float, size: float = 6.0, wide: bool = False
) -> None:
    """Write a remark below the tick labels of `ax`, `outdent_mm` to the left of it.

    With ``wide=True`` it may be wider than the panel, and run on below those beside it.
    """
    remark = _write_at_corner(
        ax,
        text,
        height=0,
        lift_points=REMARK_DROP_POINTS,
        outdent_mm=outdent_mm,
        size=size,
        vertical_alignment="top",
        line_spacing=None,
    )
    if wide:
        # Else the layout would make the column of the panel as wide as the text.
        bounds_for_layout = functools.partial(_height_below_panel, remark)
        remark.get_tightbbox = bounds_for_layout  # type: ignore[method-assign]


def _height_below_panel(
    remark: Annotation, renderer: RendererBase | None = None
) -> Bbox:
    """Return the room that the layout keeps free for a remark: all of its height, no width."""
    from matplotlib.transforms import Bbox

    extent = remark.get_window_extent(renderer)
    assert remark.axes is not None  # noqa: S101  it was written on a panel
    left_edge = remark.axes.bbox.x0
    return Bbox.from_extents(left_edge, extent.y0, left_edge + 1, extent.y1)


def _write_at_corner(
    ax: Axes,
    text: str,
    *,
    height: float,
    lift_points: float,
    outdent_mm: float,
    size: float,
    vertical_alignment: Literal["bottom", "top"],
    line_spacing: float | None,
) -> Annotation:
    """Write above the upper left corner of `ax` or below the lower left one.

    `height` is 1 for the upper corner and 0 for the lower one; the text is
    `lift_points` above it.
    """
    return ax.annotate(
        text,
        (0, height),
        xytext=(-outdent_mm / text_fitting.MM_PER_POINT, lift_points),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="left",
        va=vertical_alignment,
        size=size,
        color=style.INK,
        family=list(style.FAMILY),
        parse_math=False,
        linespacing=line_spacing,
    )


def write_caption(
    ax: Axes, lines: Sequence[str], width_mm: float, *, size: float = 6.0
) -> None:
    """Write the meaning of the horizontal axis, and remarks, below `ax`.

    The first line names the axis. Empty lines are left out.
    """
    caption = fit_caption(lines, width_mm * CAPTION_SHARE, size=size)
    ax.set_xlabel(
        caption,
        size=size,
        loc="left",
        color=style.INK,
        parse_math=False,
        family=list(style.FAMILY),
    )


def fit_caption(
    lines: Sequence[str],
    width_mm: float,
    *,
    size: float = 6.0,
    max_lines: int = CAPTION_LINES,
) -> str:
    """Return the lines of a caption, each broken to `width_mm`; empty ones are left out."""
    fitted_lines = []
    for line in lines:
        if line:
            text = text_fitting.fit_text(line, width_mm, size=size, max_lines=max_lines)
            fitted_lines.append(text)
    return "\n".join(fitted_lines)


def name_intervals(table: pd.DataFrame) -> list[str]:
    """Return the names of the intervals of a table, in words, each once.

    A row without an interval has a reason in the place of the name. It is left out.
    """
    has_interval = table["low"].notna() & table["high"].notna()
    names = tables.describe_intervals(table[has_interval])
    names_without_blanks = [name for name in names if name]
    return row_order.order_of_appearance(names_without_blanks)


def caption_of_intervals(names: Sequence[str], *, line: str = "line") -> str:
    """Return the caption of the line through a marker: an interval, and how it was made.

    >>> caption_of_intervals(["jackknife 95%"])
    'line: interval (jackknife 95%)'
    """
    if not names:
        return "no interval"
    return f"{line}: interval ({' or '.join(names)})"


def open_row_panel(ax: Axes, row_count: int, *, head: float = 0.0) -> None:
    """Make `ax` a panel of `row_count` rows, every other one shaded, with an axis below.

    `head` is the number of rows that stay free above the first row.
    """
    axes_layout.remove_frame(ax, keep=("bottom",))
    marks.shade_alternate_rows(ax, row_count)
    ax.set_ylim(row_count - 0.5, -0.5 - head)


def draw_interval(
    ax: Axes,
    row: float,
    values: tuple[float, float, float],
    *,
    marker: str,
    colour: str,
    filled: bool = True,
    size: float = 3.6,
) -> None:
    """Draw a value, with the line of its interval, in a row of `ax`.

    Parameters
    ----------
    ax : Axes
        The panel.
    row : float
        The row, counted from the top.
    values : tuple of float
        The value and the two ends of its interval. Without finite ends no line is
        drawn, without a finite value no marker.
    marker : str
        The form of the marker.
    colour : str
        Of the marker and the line.
    filled : bool
        Whether the marker is filled.
    size : float
        Of the marker, in points.
    """
    value, low, high = values
    has_interval = math.isfinite(low) and math.isfinite(high)
    if has_interval:
        marks.draw_line(ax, [low, high], [row, row], colour, width=INTERVAL_POINTS)
    if math.isfinite(value):
        marks.draw_markers(
            ax,
            [value],
            [row],
            marker=marker,
            colour=colour,
            size=size,
            filled=filled,
        )


def spread_labels(
    positions: Sequence[float], sizes: Sequence[float], low: float, high: float
) -> list[float]:
    """Return new positions, near the old ones, at which no label overlaps another.

    The labels keep their order.

    Parameters
    ----------
    positions, sizes : sequence of float
        The preferred middle of each label, and its length.
    low, high : float
        The limits between which the labels stay if there is room for all.

    Examples
    --------
    >>> spread_labels([1.0, 1.0, 9.0], [2.0, 2.0, 2.0], 0.0, 10.0)
    [1.0, 3.0, 9.0]
    """
    # Labels at one position keep the order in which they came.
    order = sorted(range(len(positions)), key=lambda index: (positions[index], index))
    new_positions = [0.0] * len(positions)
    # Upward: each label begins after the one before it.
    edge = low
    for index in order:
        half_size = sizes[index] / 2
        new_positions[index] = max(positions[index], edge + half_size)
        edge = new_positions[index] + half_size
    # Back: the last labels are moved inside the upper limit, and push the others down.
    edge = high
    for index in reversed(order):
        half_size = sizes[index] / 2
        new_positions[index] = min(new_positions[index], edge - half_size)
        edge = new_positions[index] - half_size
    return new_positions
