"""Stacked bars of shares: wordings of a formula, levels of its community, languages."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style, tables
from discourse.plot import axes_layout, chart_decorator, marks, row_order, text_fitting
from discourse.plot.table_rows import read_rows
from discourse.registries import language_label
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["variants"]


@dataclass(frozen=True)
class _Look:
    """The colour and the hatch of a part of a bar."""

    hue: str
    hatch: str = ""

    @property
    def edge(self) -> str:
        """The colour of the edge; a white part needs a grey one."""
        if self.hue == WHITE:
            return style.MUTED
        return "white"


WHITE = "#ffffff"
# From the prescribed wording to the lost one. The colours are fixed, so that two charts
# can be compared.
STATUS_LOOKS = {
    "standard": _Look("#0072B2"),
    "variant": _Look("#8CC3E6", "////"),
    "garbled": _Look("#E69F00", "xxxx"),
    "clipped": _Look("#4DAF93", "...."),
    "collective": _Look("#CC79A7", "\\\\\\\\"),
    "allusive": _Look("#D9D2C0", "----"),
}
STATUSES = tuple(STATUS_LOOKS)
LEVEL_HATCHES = ("", "////", "....", "xxxx", "----", "\\\\\\\\")
# Levels are shaded evenly between these two, the first darkest.
DARKEST_SHADE, SHADE_RANGE = 0.92, 0.78
NO_LEVEL = ("unspecified", "")  # no cue to the level; the family has no levels
# What the legend says of mentions without a value.
EMPTY_VALUES = {"level": "no level", "language": "not said"}
FACET_HEADINGS = {
    "status": "wording",
    "level": "level of the community",
    "language": "language",
}
ROW_MM = 4.6
HEAD_ROWS = 1.1  # what the name of a formula takes above its bars, in rows
HEAD_Y, TOP_Y = -0.85, -1.6  # where the name of a formula is, and the top of its panel
HEADING_SIZE = 7.0  # points
HEADING_GAP_MM = 6.0
MOST_GROUPS = 60  # in one figure
# The names of groups take this share of the page, and no more than the second width; if
# there is one group without a name, its label takes the third.
NAME_SHARE, MOST_NAME_MM, ALL_MM = 0.28, 50.0, 20.0
COLUMN_GAP, ROW_GAP = 0.04, 0.02  # between panels, as a part of one
BAR_HEIGHT = 0.74  # of a row
SUM_X, AXIS_END = 1.015, 1.13  # where sums are written, and the end of the axis
# A count is written in its part of a bar if it fits with this much air; bars take this
# share of a panel, and sums the rest.
NUMBER_AIR_MM, BARS_SHARE = 1.4, 0.85
PATCH_EDGE_POINTS = 0.4  # width of the edge of a patch in the legend
# A text of the legend may take so much; a handle takes the second width.
LEGEND_TEXT_MM, HANDLE_MM = 34.0, 8.0


@dataclass(frozen=True)
class _Count:
    group: str
    value: str
    count: int
    share: float


@dataclass(frozen=True)
class _Panel:
    """The mentions of one formula, divided by one facet."""

    family: str
    counts: Mapping[tuple[str, str], int]  # (group, value) -> mentions
    shares: Mapping[tuple[str, str], float]  # (group, value) -> share of the group

    def total(self, group: str) -> int:
        """Return the number of mentions in a group."""
        total = 0
        for (counted_group, _), count in self.counts.items():
            if counted_group == group:
                total += count
        return total


@chart_decorator.chart
def variants(
    table: pd.DataFrame,
    *,
    top: int = 5,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the mentions of each formula as bars, by wording, level and language.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``variants``: one panel for each formula and facet in it. Of
        more than 60 groups the first 60 are drawn.
    top : int
        How many formulas, the most frequent first, ties by name. Formulas without a
        mention are left out.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The first panel.

    See Also
    --------
    frequencies : Draw counts and rates of formulas.

    Notes
    -----
    *When to use it*: to compare which wordings of a formula the groups use.

    *How to read it*: each bar is all mentions in one group. The numbers in it are
    counts, and their sum is at its end. Bars of the same length may have very different
    numbers of mentions, so read the sums first.
    """
    check_whole_number("top", top)
    rows_with_mentions = table[table["count"] > 0]
    facets = row_order.order_of_appearance(
        rows_with_mentions["facet"].tolist(), known=tuple(FACET_HEADINGS)
    )
    all_families = row_order.rank_by_sum(rows_with_mentions, "family", "count")
    families = all_families[:top]
    all_groups = row_order.order_of_appearance(table["group"].tolist())
    groups = all_groups[:MOST_GROUPS]
    with style.context():
        if not families:
            return axes_layout.draw_empty_chart(
                ax, "no mentions, so no wordings", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        # One group without a name is labelled "all".
        names_mm = ALL_MM
        if groups != [""]:
            names_mm = min(NAME_SHARE * sheet.width_mm, MOST_NAME_MM)
        group_labels = tables.labels_of(table, "group")
        names = text_fitting.fit_names(
            [group_labels[group] or "all" for group in groups], names_mm, max_lines=2
        )
        row_mm = text_fitting.row_height_mm(names, ROW_MM)
        sheet = sheet.with_height(row_mm * (len(groups) + HEAD_ROWS))
        sheet = replace(sheet, rows=len(families), columns=len(facets))
        ax = sheet.make_axes()
        panels = axes_layout.divide_axes(
            ax,
            rows=len(families),
            columns=len(facets),
            share="y",
            column_gap=COLUMN_GAP,
            row_gap=ROW_GAP,
        )
        bars_mm = sheet.width_mm - names_mm
        facet_mm = bars_mm / len(facets)
        family_labels = tables.labels_of(table, "family")
        table = table[table["family"].isin(families)]
        for column, facet in enumerate(facets):
            column_panels = [row[column] for row in panels]
            facet_table = table[table["facet"] == facet]
            look_of = _choose_looks(facet, facet_table)
            for panel, family in zip(column_panels, families, strict=True):
                panel_counts = _read_panel(facet_table, family)
                if column == 0:
                    heading = family_labels[family]
                    _write_heading(panel, heading, bars_mm - HEADING_GAP_MM)
                _draw_bars(panel, panel_counts, groups, look_of, facet_mm)
            _draw_legend(column_panels[0], facet, look_of, facet_mm)
        for row in panels:
            text_fitting.write_tick_labels(row[0], "y", range(len(groups)), names)
        remarks = _explain_left_out(len(families), len(all_families), len(all_groups))
        note = text_fitting.fit_text(
            "; ".join(remarks), bars_mm, size=text_fitting.FOOTNOTE_SIZE, max_lines=2
        )
        text_fitting.write_footnote(panels[-1][0], note)
        return sheet.finish_figure(ax)


def _explain_left_out(
    drawn_formula_count: int, formula_count: int, group_count: int
) -> list[str]:
    """Return remarks on formulas and groups that are not drawn; the list may be empty."""
    remarks = []
    if formula_count > drawn_formula_count:
        drawn_of_all = f"{drawn_formula_count} of {formula_count}"
        remarks.append(f"the most frequent {drawn_of_all} formulas")
    if group_count > MOST_GROUPS:
        remarks.append(f"the first {MOST_GROUPS} of {group_count:,} groups")
    return remarks


def _read_panel(facet_table: pd.DataFrame, family: str) -> _Panel:
    """Return the counts and shares of one formula."""
    is_of_family = facet_table["family"] == family
    counts = {}
    shares = {}
    for row in read_rows(facet_table[is_of_family], _Count):
        group_and_value = (row.group, row.value)
        counts[group_and_value] = row.count
        shares[group_and_value] = row.share
    return _Panel(family, counts, shares)


def _choose_looks(facet: str, facet_table: pd.DataFrame) -> dict[str, _Look]:
    """Return the colour and the hatch of each value of a facet that occurs.

    A facet is what the bars are divided by: the status of a wording, the level of the
    community, or the language. Each status has a fixed look. Levels and languages
    become lighter in the order in which they come. "No level" and "not said" are white.
    """
    from matplotlib.colors import to_hex

    known_values = STATUSES if facet == "status" else ()
    rows_with_mentions = facet_table[facet_table["count"] > 0]
    values = row_order.order_of_appearance(
        rows_with_mentions["value"].tolist(), known=known_values
    )
    # A table with a status of its own is shaded like levels.
    if known_values and set(values) <= set(known_values):
        return {value: STATUS_LOOKS[value] for value in values}
    look_of = {value: _Look(WHITE) for value in values}
    levels = [value for value in values if value not in NO_LEVEL]
    step_count = max(len(levels) - 1, 1)
    colour_map = style.sequential_colour_map()
    hatches = itertools.cycle(LEVEL_HATCHES)
    for index, level in enumerate(levels):
        shade = DARKEST_SHADE - SHADE_RANGE * index / step_count
        hue = to_hex(colour_map(shade))
        look_of[level] = _Look(hue, next(hatches))
    return look_of


def _write_heading(ax: Axes, name: str, width_mm: float) -> None:
    """Write the name of a formula above its bars."""
    heading = text_fitting.fit_text(name, width_mm, size=HEADING_SIZE)
    text = text_fitting.write_text(
        ax, 0.0, HEAD_Y, heading, size=HEADING_SIZE, va="center"
    )
    # It may extend over the panel beside it, so it must not push that panel away.
    text.set_in_layout(False)


def _draw_bars(
    ax: Axes,
    panel: _Panel,
    groups: Sequence[str],
    look_of: Mapping[str, _Look],
    width_mm: float,
) -> None:
    """Draw a bar for each group, with the sum of its mentions."""
    axes_layout.remove_frame(ax)
    ax.set_xlim(0, AXIS_END)
    ax.set_ylim(len(groups) - 0.5, TOP_Y)
    for row, group in enumerate(groups):
        total = panel.total(group)
        if not total:
            _write_remark(ax, 0.0, row, "no mentions")
            continue
        _draw_bar(ax, row, group, panel, look_of, width_mm)
        _write_remark(ax, SUM_X, row, f"{total:,}")


def _write_remark(ax: Axes, text_x: float, row: int, text: str) -> None:
    """Write a small grey text in a row, level with its bar."""
    text_fitting.write_text(
        ax, text_x, row, text, size=6, va="center_baseline", color=style.MUTED
    )


def _draw_bar(
    ax: Axes,
    row: int,
    group: str,
    panel: _Panel,
    look_of: Mapping[str, _Look],
    width_mm: float,
) -> None:
    """Draw the parts of one bar, with their counts where they have room."""
    part_start = 0.0
    for value, look in look_of.items():
        count = panel.counts.get((group, value), 0)
        if not count:
            continue
        share = panel.shares.get((group, value), 0.0)
        ax.barh(
            row,
            share,
            BAR_HEIGHT,
            left=part_start,
            facecolor=look.hue,
            edgecolor=look.edge,
            linewidth=0.5,
            hatch=look.hatch or None,
        )
        number = f"{count:,}"
        part_mm = share * width_mm * BARS_SHARE
        if part_mm > text_fitting.text_width(number, size=6) + NUMBER_AIR_MM:
            _write_count(ax, part_start + share / 2, row, number, look)
        part_start += share


def _write_count(ax: Axes, text_x: float, row: int, number: str, look: _Look) -> None:
    """Write a count in its part of a bar, readable on its colour and hatch."""
    text = text_fitting.write_text(
        ax,
        text_x,
        row,
        number,
        ha="center",
        va="center_baseline",
        size=6,
        color=marks.text_colour_on(look.hue),
    )
    if look.hatch:
        text_fitting.add_halo(text, look.hue)


def _draw_legend(
    ax: Axes, facet: str, look_of: Mapping[str, _Look], width_mm: float
) -> None:
    """Draw the legend of a facet above its first panel."""
    from matplotlib.patches import Patch

    text_mm = min(LEGEND_TEXT_MM, width_mm - HANDLE_MM)
    handles = []
    texts = []
    for value, look in look_of.items():
        patch = Patch(
            facecolor=look.hue,
            edgecolor=look.edge,
            hatch=look.hatch or None,
            linewidth=PATCH_EDGE_POINTS,
        )
        handles.append(patch)
        name = language_label(value) if facet == "language" else value
        text = text_fitting.fit_text(name, text_mm)
        if not value:
            text = EMPTY_VALUES.get(facet, "none")
        texts.append(text)
    facet_name = written_names.name_in_words(facet)
    heading = FACET_HEADINGS.get(facet, facet_name)
    marks.draw_legend(ax, handles, texts, width_mm=width_mm, heading=heading)
