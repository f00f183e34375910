"""A phrase among its collocates, as a network for print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style, tables
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    network_layout,
    panels,
    row_order,
    text_fitting,
)
from discourse.plot.stop_captions import caption_of_stop_words
from discourse.plot.table_rows import read_rows
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["collocate_network"]

MARKER_COLOUR = "#2f5f8a"
MARKER_SIZE = 5.2  # points
EDGE_MM = 2.0  # of the page that is kept free
CAPTION_EDGE_MM = 2.0  # of the network's width that the caption leaves free
NAME_SHARE = 0.2  # of the network's width that the name of a collocate may take
NAME_GAP_MM = 2.2  # between the middle of a marker and its name
BESIDE_GAP_MM = 4.0  # between the circle and the edge, besides a name
ABOVE_MM = 6.0  # above and below the circle, together: for names and markers
MAX_CIRCLE_MM = 100.0  # diameter of the circle, with a name above and one below
RADIUS_MARGIN_MM = 3.0  # between the circle and the upper edge
LINE_SPACE_MM = 11.0  # of height for each dashed line: closer ones look like one
CLEARANCE_MM = 4.5  # between the number on a line and a marker

# The phrase in the middle.
PHRASE_MM, PHRASE_SHARE = 24.0, 0.3  # its width: at most, and of the network's height
PHRASE_LINES = 4  # a label of 40 letters
BOX_PADDING_MM = 1.5  # left and right of the phrase
BOX_LINE_MM, BOX_EDGE_MM = 1.4, 0.8  # half of the box's height: a line, and the edge
BOX_STEPS = 4  # points from its middle to its edge that numbers keep away from


@dataclass(frozen=True)
class _Row:
    """A row of the table: a collocate (kind "node"), or two of them (kind "between")."""

    kind: str
    term: str
    other_term: str
    count: int
    documents: int
    score: float
    count_term: int

    @property
    def rank(self) -> tuple[float, int, str, str]:
        """Sort key: the closest first; ties by mentions, then by the names."""
        return -self.score, -self.count, self.term, self.other_term


@dataclass(frozen=True)
class _Network:
    """The collocates of one phrase that are drawn, and the lines between them."""

    collocates: Sequence[_Row]
    dashed_lines: Sequence[_Row]
    collocate_count: int  # with those that are not drawn
    dashed_line_count: int  # likewise
    max_dashed_lines: int


@chart_decorator.chart
def collocate_network(
    table: pd.DataFrame,
    *,
    top: int = 12,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw a phrase in the middle, its collocates round it, and a line for each pair that occurs together.

    A line is the broader, the more mentions it rests on; the number on it counts them.
    On a line from the middle, these are the mentions with the collocate near them. On a
    dashed line between two collocates, they are the mentions with both near them. The
    collocates are ordered clockwise from the top, the closest (by the measure of the
    table) first. Their places have no other meaning. An open marker is a collocate in
    one document only.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``collocate_network``. Of several phrases, the first is drawn.
    top : int
        How many collocates, and how many of the lines between them, the strongest
        first.
    width : {'single', 'onehalf', 'double'}
        Width of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The panel.
    """
    check_whole_number("top", top)
    families = row_order.order_of_appearance(table["family"].tolist())
    table = table[table["family"].isin(families[:1])]
    rows = sorted(read_rows(table, _Row), key=lambda row: row.rank)
    collocates = [row for row in rows if row.kind == "node"]
    with style.context():
        if not collocates:
            return axes_layout.draw_empty_chart(ax, "no collocates", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        width_mm = sheet.width_mm - EDGE_MM
        all_names = _fit_names(collocates[:top], NAME_SHARE * width_mm)
        height_mm = _network_height(all_names, width_mm)
        names = _names_that_fit(all_names, height_mm)
        # More lines could not be told apart.
        max_lines = min(top, int(height_mm // LINE_SPACE_MM))
        network = _select_network(rows, names, max_lines)
        sheet = sheet.with_height(height_mm)
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax)
        ax.set_xlim(0, width_mm)
        ax.set_ylim(height_mm, 0)
        middle = (width_mm / 2, height_mm / 2)
        labels = tables.labels_of(table, "family")
        box_points = _draw_phrase(
            ax,
            labels[families[0]],
            middle,
            height_mm=height_mm,
            mentions=network.collocates[0].count_term,
        )
        radius_mm = height_mm / 2 - RADIUS_MARGIN_MM
        places = network_layout.place_on_circle(list(names), middle, radius_mm)
        network_layout.draw_links(
            ax,
            {**places, "": middle},  # the phrase itself has the empty name
            _links(network),
            clearance_mm=CLEARANCE_MM,
            keep_free=box_points,
        )
        _draw_nodes(ax, network, places)
        network_layout.draw_names(
            ax, places, names, distance_mm=NAME_GAP_MM, height_mm=height_mm
        )
        caption = [
            _caption_of_lines(table, network),
            _caption_of_omissions(network, phrase_count=len(families)),
            caption_of_stop_words(table),
        ]
        panels.write_caption(ax, caption, width_mm - CAPTION_EDGE_MM)
        return sheet.finish_figure(ax)


def _draw_nodes(
    ax: Axes, network: _Network, places: Mapping[str, tuple[float, float]]
) -> None:
    """Draw a marker for each collocate; it is open if it is in one document only."""
    for row in network.collocates:
        x, y = places[row.other_term]
        marks.draw_markers(
            ax,
            [x],
            [y],
            marker="o",
            colour=MARKER_COLOUR,
            size=MARKER_SIZE,
            filled=row.documents > 1,
        )


def _fit_names(collocates: Sequence[_Row], name_mm: float) -> dict[str, str]:
    """Return the name of each collocate, broken into two lines where it is long."""
    names: dict[str, str] = {}
    for row in collocates:
        term = row.other_term
        names[term] = text_fitting.fit_text(term, name_mm, max_lines=2)
    return names


def _network_height(names: dict[str, str], width_mm: float) -> float:
    """Return the height of the network: the longest name has room beside its circle."""
    beside_mm = max(map(text_fitting.text_width, names.values())) + BESIDE_GAP_MM
    return min(width_mm - 2 * beside_mm, MAX_CIRCLE_MM) + ABOVE_MM


def _names_that_fit(names: dict[str, str], height_mm: float) -> dict[str, str]:
    """Return the first names, as many as fit round a circle of this height."""
    line_count = 2 if any("\n" in name for name in names.values()) else 1
    name_count = network_layout.count_names_that_fit(height_mm, line_count)
    return dict(list(names.items())[:name_count])


def _select_network(
    rows: Sequence[_Row], names: dict[str, str], max_lines: int
) -> _Network:
    """Return the rows of the collocates that are drawn, and of the lines between them."""
    collocates = [row for row in rows if row.kind == "node"]
    dashed_lines = [
        row
        for row in rows
        if row.kind == "between" and row.term in names and row.other_term in names
    ]
    drawn_collocates = [row for row in collocates if row.other_term in names]
    return _Network(
        collocates=drawn_collocates[: len(names)],
        dashed_lines=dashed_lines[:max_lines],
        collocate_count=len(collocates),
        dashed_line_count=len(dashed_lines),
        max_dashed_lines=max_lines,
    )


def _links(network: _Network) -> list[network_layout.Link]:
    """Return the lines from the phrase to its collocates, and those between collocates.

    The empty name is that of the phrase.
    """
    links = [
        network_layout.Link("", row.other_term, row.count) for row in network.collocates
    ]
    for row in network.dashed_lines:
        link = network_layout.Link(row.term, row.other_term, row.count, bent=True)
        links.append(link)
    return links


def _draw_phrase(
    ax: Axes,
    label: str,
    middle: tuple[float, float],
    *,
    height_mm: float,
    mentions: int,
) -> list[tuple[float, float]]:
    """Write the phrase in the middle, and return points all over its box.

    The numbers of the lines are not written near these points.
    """
    name_mm = min(PHRASE_MM, height_mm * PHRASE_SHARE)
    name = text_fitting.fit_text(label, name_mm, max_lines=PHRASE_LINES)
    x, y = middle
    text = text_fitting.write_text(
        ax,
        x,
        y,
        f"{name}\n{mentions:,}",
        ha="center",
        va="center",
        size=text_fitting.TEXT_SIZE,
        zorder=6,
    )
    text.set_bbox(
        {
            "boxstyle": "round,pad=0.35",
            "facecolor": "white",
            "edgecolor": style.INK,
            "linewidth": 0.6,
        }
    )
    line_count = name.count("\n") + 2  # of the name, and the number of mentions
    half_width_mm = text_fitting.text_width(name) / 2 + BOX_PADDING_MM
    half_height_mm = BOX_LINE_MM * line_count + BOX_EDGE_MM
    box_points: list[tuple[float, float]] = []
    steps = range(-BOX_STEPS, BOX_STEPS + 1)
    for column in steps:
        point_x = x + half_width_mm * column / BOX_STEPS
        for row in steps:
            point_y = y + half_height_mm * row / BOX_STEPS
            box_points.append((point_x, point_y))
    return box_points


def _caption_of_lines(table: pd.DataFrame, network: _Network) -> str:
    """Return the caption that explains the numbers, the order and the dashed lines."""
    codes = row_order.order_of_appearance(table["measure"].tolist())
    measures = [tables.write_code("measure", code) for code in codes]
    measure = written_names.printable_line(" or ".join(measures))
    parts = [f"on a line: mentions of the phrase; order by {measure}"]
    if network.dashed_line_count:
        parts.append("dashed: both terms near the same mention")
    return "; ".join(parts)


def _caption_of_omissions(network: _Network, *, phrase_count: int) -> str:
    """Return what an open marker means and what is not drawn; empty if there is neither."""
    parts = []
    if any(row.documents == 1 for row in network.collocates):
        parts.append("open: in one document only")
    drawn_count = len(network.collocates)
    if network.collocate_count > drawn_count:
        parts.append(
            f"the first {drawn_count} of {network.collocate_count:,} collocates"
        )
    if network.dashed_line_count > network.max_dashed_lines:
        parts.append(
            f"the strongest {network.max_dashed_lines} of {network.dashed_line_count:,} dashed lines"
        )
    if phrase_count > 1:
        parts.append(f"the first of {phrase_count:,} phrases")
    return "; ".join(parts)
