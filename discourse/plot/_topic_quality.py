"""Numbers of topics beside each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from discourse import notes, style
from discourse.plot import axes_layout, chart_decorator, marks, row_order, text_fitting
from discourse.plot import panels as panels_
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["topic_quality"]

PANEL_MM = 34.0  # height of a panel: five numbers upright, and air between them
SIDE_BY_SIDE_MM = 120.0  # page from which on three panels stand side by side
AXIS_MM = 12.0  # what the numbers of the upright axis take, and the gap after a panel


@dataclass(frozen=True)
class _Line:
    """A line of a panel: the column that it draws, how it looks, and its name in the key."""

    column: str
    marker: str
    hue: str
    name: str
    filled: bool = True


LINES = (
    (_Line("coherence", "o", "#0072B2", "coherence"),),
    (_Line("exclusivity", "D", "#0072B2", "exclusivity"),),
    (
        _Line("stability", "s", "#0072B2", "over random starts"),
        _Line(
            "stability_documents",
            "^",
            "#D55E00",
            "with documents left out",
            filled=False,
        ),
    ),
)
SAID = (
    "coherence: do the terms of a topic keep company? (mean NPMI, −1 to 1)",
    "exclusivity: are they this topic’s own? (share of weight; dotted: 1/k)",
    "stability: do other fits find them? (mean Jaccard index)",
)


@chart_decorator.chart
def topic_quality(
    table: pd.DataFrame,
    *,
    top: int = 30,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw how coherent, how exclusive and how stable the topics are, for each number of topics.

    No panel is to be maximised alone, and none says that a topic means something. Look for a number of topics beyond
    which stability falls, and read the paragraphs before choosing it. Where leaving a document out breaks the topics
    (the open triangles), some topic is that document.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``topic_quality``; the first model in it is drawn.
    top : int
        How many numbers of topics, from the smallest.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw; its place is divided into three panels. A new figure if not given.

    Returns
    -------
    Axes
        The first panel.
    """
    check_whole_number("top", top)
    models = row_order.order_of_appearance(table["model"].tolist())
    table = (
        table[table["model"].isin(models[:1])].sort_values("k", kind="stable").head(top)
    )
    with style.context():
        if not len(table):
            return axes_layout.draw_empty_chart(
                ax, "no numbers of topics to compare", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width).with_height(PANEL_MM)
        across = 3 if sheet.width_mm >= SIDE_BY_SIDE_MM else 1
        sheet = replace(sheet, columns=across, rows=3 // across)
        panels = sheet.make_panels(sheet.make_axes(), 3, column_gap=0.06, row_gap=0.06)
        wide = sheet.panel_width_mm - AXIS_MM
        for panel, lines, said in zip(panels, LINES, SAID, strict=True):
            _panel(panel, table, lines, wide)
            text = text_fitting.fit_text(said, wide + 4, size=6.5, max_lines=3)
            if len(lines) > 1:
                _key(panel, lines, text, wide)
            else:
                panels_.write_heading(panel, text, size=6.5)
        runs = row_order.order_of_appearance(
            f"{runs:,}" for runs in table["runs"].tolist()
        )
        foot = [
            "number of topics",
            f"{models[0]}, {' or '.join(runs)} fits of each kind",
            notes.to_text(notes.list_notes(table["note"].tolist())),
        ]
        panels_.write_caption(panels[-across], foot, wide)
        for panel in panels[1:] if across == 3 else panels[:2]:
            panels_.write_caption(panel, ["number of topics"], wide)
        return sheet.finish_figure(panels[0])


def _panel(
    ax: Axes,
    table: pd.DataFrame,
    lines: Sequence[_Line],
    wide: float,
) -> None:
    axes_layout.remove_frame(ax, keep=("left", "bottom"))
    sizes = table["k"].tolist()
    every: list[float] = []
    for index, line in enumerate(lines):
        values = table[line.column].tolist()
        every += [value for value in values if math.isfinite(value)]
        # A missing value leaves a gap in the line: nothing is drawn across it.
        marks.draw_line(
            ax, sizes, values, line.hue, width=0.9, dashes=(3, 1.6) if index else ()
        )
        here = [
            (k, value)
            for k, value in zip(sizes, values, strict=True)
            if math.isfinite(value)
        ]
        if here:
            marks.draw_markers(
                ax,
                [k for k, _ in here],
                [value for _, value in here],
                marker=line.marker,
                colour=line.hue,
                size=3.8,
                filled=line.filled,
            )
    low = min([*every, 0.0])
    high = max([*every, 0.1]) if lines[0].column == "coherence" else 1.0
    if lines[0].column == "exclusivity":
        marks.draw_line(
            ax, sizes, [1 / k for k in sizes], style.MUTED, width=0.7, dashes=(1, 1.5)
        )
    ax.set_ylim(low - (high - low) * 0.04, high * 1.04)
    ax.set_xlim(min(sizes) - 0.4, max(sizes) + 0.4)
    marks.draw_number_axis(ax, min(sizes), max(sizes), width_mm=wide, integers=True)
    _upright(ax, low, high)


def _key(
    ax: Axes,
    lines: Sequence[_Line],
    heading: str,
    wide: float,
) -> None:
    handles = [
        marks.legend_marker(line.marker, line.hue, size=3.8, filled=line.filled)
        for line in lines
    ]
    marks.draw_legend(
        ax, handles, [line.name for line in lines], width_mm=wide, heading=heading
    )
    key = ax.get_legend()
    assert key is not None  # noqa: S101  it was made the line before
    key.get_title().set_color(style.INK)


def _upright(ax: Axes, low: float, high: float) -> None:
    from matplotlib.ticker import MaxNLocator

    places = [
        float(at)
        for at in MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        if low <= at <= high
    ]
    text_fitting.write_tick_labels(
        ax, "y", places, [text_fitting.format_number(at) for at in places], size=6
    )
    ax.grid(
        visible=True,
        axis="y",
        color=marks.GRID_COLOUR,
        linewidth=marks.GRID_WIDTH,
        zorder=0,
    )
