"""Lines of coherence, exclusivity and stability over the number of topics."""

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
PANEL_GAP = 0.06  # between panels, as a part of one
TITLE_SIZE = 6.5  # points
TITLE_MARGIN_MM = 4.0  # by which a title may be wider than the lines below it
LINE_POINTS, CHANCE_POINTS = 0.9, 0.7  # width of a line, and of the dotted line of 1/k
SECOND_DASHES, CHANCE_DASHES = (3, 1.6), (1, 1.5)
CHOICE_POINTS = 1.8  # width of the upright line at the chosen number, below the others
MARKER_SIZE = 3.8  # points across
X_MARGIN = 0.4  # topics, before the smallest and after the largest number
Y_MARGIN = (
    0.04  # of the height of a panel, below the lowest and above the highest value
)
LEAST_COHERENCE = 0.1  # the axis of coherence goes up to this value at least
Y_NUMBERS = 4  # intervals of the upright axis, at most
ROUND_STEPS = [1, 2, 2.5, 5, 10]  # between the numbers of an axis


@dataclass(frozen=True)
class _Line:
    """A line of a panel: its column, its look, and its name in the legend."""

    column: str
    marker: str
    hue: str
    name: str
    is_filled: bool = True


@dataclass(frozen=True)
class _Quality:
    """A panel: its title and its lines."""

    title: str
    lines: tuple[_Line, ...]

    @property
    def column(self) -> str:
        """The column of the first line."""
        return self.lines[0].column


COHERENCE = _Quality(
    "coherence: do the terms of a topic occur together? (mean NPMI, −1 to 1)",
    (_Line("coherence", "o", "#0072B2", "coherence"),),
)
EXCLUSIVITY = _Quality(
    "exclusivity: are they terms of this topic only? (share of weight; dotted: 1/k)",
    (_Line("exclusivity", "D", "#0072B2", "exclusivity"),),
)
STABILITY = _Quality(
    "stability: do other fits find the same terms? (mean Jaccard index; dotted: "
    "threshold)",
    (
        _Line("stability", "s", "#0072B2", "over random starts"),
        _Line(
            "stability_documents",
            "^",
            "#D55E00",
            "with documents left out",
            is_filled=False,
        ),
    ),
)
QUALITIES = (COHERENCE, EXCLUSIVITY, STABILITY)


@chart_decorator.chart
def topic_quality(
    table: pd.DataFrame,
    *,
    top: int = 30,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw how coherent, exclusive and stable topics are, for each number of topics.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``topic_quality``; the first model in it is drawn.
    top : int
        How many numbers of topics, from the smallest.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw; its place is divided into three panels. A new figure if not
        given.

    Returns
    -------
    Axes
        The first panel.

    See Also
    --------
    topics : Draw the terms of each topic.

    Notes
    -----
    *When to use it*: to choose a number of topics.

    *How to read it*: do not maximise a single panel, because none shows that a topic
    means something. Look for the number of topics above which stability falls. Read the
    paragraphs before you choose it. The grey line stands at the number that ``topics``
    takes if it is given none; both stabilities should reach the dotted line there. If the topics change when a document is left out
    (the open triangles are low), one of the topics is that document.
    """
    check_whole_number("top", top)
    models = row_order.order_of_appearance(table["model"].tolist())
    table = table[table["model"].isin(models[:1])]
    table = table.sort_values("k", kind="stable").head(top)
    with style.context():
        if not len(table):
            return axes_layout.draw_empty_chart(
                ax, "no numbers of topics to compare", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width).with_height(PANEL_MM)
        panel_count = len(QUALITIES)
        columns = panel_count if sheet.width_mm >= SIDE_BY_SIDE_MM else 1
        sheet = replace(sheet, columns=columns, rows=panel_count // columns)
        panels = sheet.make_panels(
            sheet.make_axes(), panel_count, column_gap=PANEL_GAP, row_gap=PANEL_GAP
        )
        plot_mm = sheet.panel_width_mm - AXIS_MM
        for panel, quality in zip(panels, QUALITIES, strict=True):
            _draw_panel(panel, table, quality, plot_mm)
        _write_captions(
            panels, table, models[0], caption_panel=sheet.lower_left, width_mm=plot_mm
        )
        return sheet.finish_figure(panels[0])


def _write_captions(
    panels: Sequence[Axes],
    table: pd.DataFrame,
    model: str,
    *,
    caption_panel: int,
    width_mm: float,
) -> None:
    """Name the axis below each panel; remarks on the table are added below one.

    `caption_panel` is the number of the panel with the remarks.
    """
    run_counts = [f"{count:,}" for count in table["runs"].tolist()]
    counts_text = " or ".join(row_order.order_of_appearance(run_counts))
    table_notes = notes.list_notes(table["note"].tolist())
    remarks = [
        f"{model}, {counts_text} fits of each kind",
        notes.to_text(table_notes),
    ]
    chosen_numbers = table.loc[table["chosen"], "k"].tolist()
    if chosen_numbers:
        remarks.insert(0, f"grey line: k = {chosen_numbers[0]}, the number chosen")
    for index, panel in enumerate(panels):
        lines = ["number of topics"]
        if index == caption_panel:
            lines += remarks
        panels_.write_caption(panel, lines, width_mm)


def _draw_panel(
    ax: Axes, table: pd.DataFrame, quality: _Quality, width_mm: float
) -> None:
    """Draw one quality, with its title and, for several lines, a legend."""
    axes_layout.remove_frame(ax, keep=("left", "bottom"))
    topic_numbers = table["k"].tolist()
    for chosen_number in table.loc[table["chosen"], "k"].tolist():
        ax.axvline(chosen_number, color=style.RULE, linewidth=CHOICE_POINTS, zorder=1)
    known_values: list[float] = []
    for index, line in enumerate(quality.lines):
        values = table[line.column].tolist()
        known_values += [value for value in values if math.isfinite(value)]
        dashes = SECOND_DASHES if index else ()
        _draw_line(ax, line, topic_numbers, values, dashes=dashes)
    for reference_values in _reference_lines(table, quality):
        marks.draw_line(
            ax,
            topic_numbers,
            reference_values,
            style.MUTED,
            width=CHANCE_POINTS,
            dashes=CHANCE_DASHES,
        )
    # Exclusivity and stability are shares: their axes go up to 1. Coherence is seldom
    # high, so its axis ends at the largest value.
    low = min([*known_values, 0.0])
    high = max([*known_values, LEAST_COHERENCE]) if quality is COHERENCE else 1.0
    ax.set_ylim(low - (high - low) * Y_MARGIN, high * (1 + Y_MARGIN))
    min_topics = min(topic_numbers)
    max_topics = max(topic_numbers)
    ax.set_xlim(min_topics - X_MARGIN, max_topics + X_MARGIN)
    marks.draw_number_axis(ax, min_topics, max_topics, width_mm=width_mm, integers=True)
    _draw_upright_scale(ax, low, high)
    title_mm = width_mm + TITLE_MARGIN_MM
    title = text_fitting.fit_text(quality.title, title_mm, size=TITLE_SIZE, max_lines=3)
    if len(quality.lines) > 1:
        _draw_legend(ax, quality.lines, title, width_mm)
    else:
        panels_.write_heading(ax, title, size=TITLE_SIZE)


def _reference_lines(table: pd.DataFrame, quality: _Quality) -> list[list[float]]:
    """Return the values of the dotted lines of a panel: none, or one line."""
    if quality is EXCLUSIVITY:
        # With k topics that share all words evenly, each has 1/k of the weight.
        return [[1 / k for k in table["k"].tolist()]]
    if quality is STABILITY:
        thresholds = table["stability_least"].tolist()
        # Tables saved before have no threshold.
        if all(math.isfinite(threshold) for threshold in thresholds):
            return [thresholds]
    return []


def _draw_line(
    ax: Axes,
    line: _Line,
    topic_numbers: Sequence[int],
    values: Sequence[float],
    *,
    dashes: Sequence[float],
) -> None:
    """Draw a line and its markers; a missing value leaves a gap in the line."""
    marks.draw_line(
        ax, topic_numbers, values, line.hue, width=LINE_POINTS, dashes=dashes
    )
    known_numbers = []
    known_values = []
    for k, value in zip(topic_numbers, values, strict=True):
        if math.isfinite(value):
            known_numbers.append(k)
            known_values.append(value)
    if known_values:
        marks.draw_markers(
            ax,
            known_numbers,
            known_values,
            marker=line.marker,
            colour=line.hue,
            size=MARKER_SIZE,
            filled=line.is_filled,
        )


def _draw_legend(ax: Axes, lines: Sequence[_Line], title: str, width_mm: float) -> None:
    """Draw the legend of a panel of several lines, with its title as heading."""
    names = [line.name for line in lines]
    handles = []
    for line in lines:
        handle = marks.legend_marker(
            line.marker, line.hue, size=MARKER_SIZE, filled=line.is_filled
        )
        handles.append(handle)
    marks.draw_legend(ax, handles, names, width_mm=width_mm, heading=title)
    legend = ax.get_legend()
    assert legend is not None  # noqa: S101  it was made the line before
    heading = legend.get_title()
    heading.set_color(style.INK)


def _draw_upright_scale(ax: Axes, low: float, high: float) -> None:
    """Give the upright axis round numbers from `low` to `high`, and a grid."""
    from matplotlib.ticker import MaxNLocator

    locator = MaxNLocator(Y_NUMBERS, steps=ROUND_STEPS)
    ticks = []
    for value in locator.tick_values(low, high):
        if low <= value <= high:
            ticks.append(float(value))
    numbers = [text_fitting.format_number(tick) for tick in ticks]
    text_fitting.write_tick_labels(ax, "y", ticks, numbers, size=6)
    ax.grid(
        visible=True,
        axis="y",
        color=marks.GRID_COLOUR,
        linewidth=marks.GRID_WIDTH,
        zorder=0,
    )
