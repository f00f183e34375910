"""Dots joined by lines: how many mentions each way of counting finds."""

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
    panels,
    row_order,
    text_fitting,
)
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["search_comparison"]

Counts = Mapping[tuple[str, str], int]  # (formula, search) -> mentions

MOST_PANELS = 6  # groups that have room side by side
LEAST_PANEL_MM = 13.0  # width of a panel: a line with a number at either end
PANEL_GAP = 0.06  # between panels, as a part of one
ROW_MM = 5.2
# The names of formulas may take this share of the page, and no more than this width.
NAME_SHARE, MOST_NAME_MM = 0.32, 46.0
NAME_GAP_MM = 2.0  # between the names of formulas and the first panel
HEADING_SIZE = 6.5  # points
HEADING_SPACING = 1.05  # of its lines
HEADING_GAP_MM = 2.0  # between the names of two groups
MOST_HEADING_LINES = 4  # a label has up to 40 characters, and panels are narrow
NUMBER_MARGIN_MM = 4.0  # round a number at either end of a line
LEAST_AXIS_MM = 4.0  # of the axis between the numbers, however narrow a panel
AXIS_GAP_MM = 2.0  # that a panel leaves to the next when its numbers are chosen
NUMBER_OFFSET_POINTS = 6.5  # between the middle of a mark and its number
LINE_POINTS = 1.6
# A text of the legend may take so much; a handle takes the second width.
LEGEND_TEXT_MM, HANDLE_MM = 50.0, 8.0


@dataclass(frozen=True)
class _Look:
    """The mark of a search."""

    hue: str
    marker: str
    size: float  # points across
    is_filled: bool


# The rings become smaller, so that equal counts are seen as rings round one centre.
LOOKS = (
    _Look("#6e6e6e", "o", 6.8, is_filled=False),
    _Look("#0072B2", "D", 4.4, is_filled=False),
    _Look("#D55E00", "o", 2.8, is_filled=True),
    _Look("#009E73", "s", 2.0, is_filled=True),
)


@dataclass(frozen=True)
class _Panel:
    """What all panels share: their rows, their searches, and their scale."""

    families: Sequence[str]
    searches: Sequence[str]
    largest_count: int
    width_mm: float
    heading_rows: float  # what the names of groups take above the first row

    @property
    def number_mm(self) -> float:
        """What a number at either end of a line takes."""
        number = f"{self.largest_count:,}"
        widest_mm = text_fitting.text_width(number, size=6)
        return widest_mm + NUMBER_MARGIN_MM

    @property
    def margin(self) -> float:
        """The width of such a number in units of the axis."""
        axis_mm = self.width_mm - 2 * self.number_mm - NUMBER_MARGIN_MM
        share = self.number_mm / max(axis_mm, LEAST_AXIS_MM)
        return self.largest_count * share


@chart_decorator.chart
def search_comparison(
    table: pd.DataFrame,
    *,
    top: int = 20,
    width: style.Width = "onehalf",
    ax: Axes | None = None,
) -> Axes:
    """Draw how many mentions of each formula each way of counting finds.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``search_comparison``. Two to six groups have a panel each. The
        counts of more groups, or of groups whose panels would be too narrow, are added
        up.
    top : int
        How many formulas, those with the most mentions by the last way of counting
        first, ties by name.
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
    variants : Draw the wordings of each formula.

    Notes
    -----
    *When to use it*: to see what a simple search for a string misses, and what it
    counts wrongly.

    *How to read it*: a line connects the lowest and the highest count. The numbers at
    its ends are those of the first way of counting (the plain string) and of the last.
    One number means that the two agree.
    """
    check_whole_number("top", top)
    searches = row_order.order_of_appearance(table["search"].tolist())
    all_families = _rank_families(table, searches)
    families = all_families[:top]
    groups = row_order.order_of_appearance(table["group"].tolist())
    with style.context():
        if not families:
            return axes_layout.draw_empty_chart(
                ax, "no formulas, so no counts", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        family_labels = tables.labels_of(table, "family")
        names = text_fitting.fit_names(
            [family_labels[family] for family in families],
            min(NAME_SHARE * sheet.width_mm, MOST_NAME_MM),
            max_lines=2,
        )
        names_mm = max(map(text_fitting.text_width, names)) + NAME_GAP_MM
        panels_that_fit = int((sheet.width_mm - names_mm) / LEAST_PANEL_MM)
        has_panels = 1 < len(groups) <= min(MOST_PANELS, panels_that_fit)
        panel_tables = [table]
        headings = [""]
        if has_panels:
            panel_tables = [table[table["group"] == group] for group in groups]
            group_labels = tables.labels_of(table, "group")
            headings = [group_labels[group] for group in groups]
        panel_mm = (sheet.width_mm - names_mm) / len(panel_tables)
        headings = text_fitting.fit_names(
            headings,
            panel_mm - HEADING_GAP_MM,
            size=HEADING_SIZE,
            max_lines=MOST_HEADING_LINES,
        )
        row_mm = text_fitting.row_height_mm(names, ROW_MM)
        heading_mm = text_fitting.row_height_mm(headings, 0.0) if has_panels else 0.0
        heading_rows = heading_mm / row_mm
        sheet = sheet.with_height(row_mm * (len(families) + heading_rows))
        ax = sheet.make_axes()
        columns, *_ = axes_layout.divide_axes(
            ax, columns=len(panel_tables), share="y", column_gap=PANEL_GAP
        )
        all_counts = [_add_counts(part) for part in panel_tables]
        largest_count = _largest_count(all_counts, families)
        layout = _Panel(families, searches, largest_count, panel_mm, heading_rows)
        for index, panel in enumerate(columns):
            _draw_panel(panel, layout, all_counts[index])
            if has_panels:
                _write_heading(panel, headings[index], layout)
        text_fitting.write_tick_labels(ax, "y", range(len(families)), names)
        caption = ["mentions found"]
        if len(groups) > len(panel_tables):
            caption = [f"mentions found in all {len(groups):,} groups together"]
        if len(all_families) > len(families):
            caption.append(f"{len(families)} of {len(all_families)} formulas")
        panels.write_caption(ax, caption, panel_mm * len(panel_tables))
        _draw_legend(ax, searches, panel_mm, outdent_mm=names_mm)
        return sheet.finish_figure(ax)


def _rank_families(table: pd.DataFrame, searches: Sequence[str]) -> list[str]:
    """Return the formulas by their count in the last search, then by all counts."""
    last_searches = searches[-1:]
    is_last_search = table["search"].isin(last_searches)
    last_search = table[is_last_search]
    by_last_search = row_order.rank_by_sum(last_search, "family", "count")
    by_all_searches = row_order.rank_by_sum(table, "family", "count")
    return row_order.order_of_appearance([*by_last_search, *by_all_searches])


def _add_counts(panel_table: pd.DataFrame) -> Counts:
    """Return the count of each formula by each search, groups added up."""
    counts: dict[tuple[str, str], int] = {}
    rows = zip(
        panel_table["family"].tolist(),
        panel_table["search"].tolist(),
        panel_table["count"].tolist(),
        strict=True,
    )
    for family, search, count in rows:
        family_and_search = (family, search)
        counts[family_and_search] = counts.get(family_and_search, 0) + count
    return counts


def _largest_count(all_counts: Sequence[Counts], families: Sequence[str]) -> int:
    """Return the largest count of a formula that is drawn, at least 1."""
    drawn_families = set(families)
    largest_count = 1
    for counts in all_counts:
        for (family, _), count in counts.items():
            if family in drawn_families:
                largest_count = max(largest_count, count)
    return largest_count


def _draw_panel(ax: Axes, layout: _Panel, counts: Counts) -> None:
    """Draw the counts of one group."""
    axes_layout.remove_frame(ax, keep=("bottom",))
    marks.shade_alternate_rows(ax, len(layout.families))
    lowest_y = len(layout.families) - 0.5
    highest_y = -0.5 - layout.heading_rows
    ax.set_ylim(lowest_y, highest_y)
    margin = layout.margin
    ax.set_xlim(-margin, layout.largest_count + margin)
    for row, family in enumerate(layout.families):
        _draw_row(ax, row, family, layout.searches, counts)
    numbers_mm = 2 * layout.number_mm
    axis_mm = layout.width_mm - numbers_mm - AXIS_GAP_MM
    marks.draw_number_axis(ax, 0, layout.largest_count, width_mm=axis_mm, integers=True)


def _draw_row(
    ax: Axes, row: int, family: str, searches: Sequence[str], counts: Counts
) -> None:
    """Draw the counts of one formula, joined by a line, with numbers at its ends."""
    values = []
    for index, search in enumerate(searches):
        value = counts.get((family, search))
        if value is None:
            # The table has no row of this search.
            continue
        values.append(value)
        look = LOOKS[index % len(LOOKS)]
        # Later searches are drawn above earlier ones, and all above the line.
        marks.draw_markers(
            ax,
            [value],
            [row],
            marker=look.marker,
            colour=look.hue,
            size=look.size,
            filled=look.is_filled,
            zorder=2 + index / 10,
        )
    if values:
        line_ends = [min(values), max(values)]
        marks.draw_line(
            ax, line_ends, [row, row], style.RULE, width=LINE_POINTS, zorder=1.5
        )
        _write_ends(ax, row, values)


def _write_ends(ax: Axes, row: int, values: Sequence[int]) -> None:
    """Write the counts of the first and of the last search at the ends of the line.

    The smaller of the two is on the left. If they agree, one number is written. A
    search between them may have a lower or higher count, which has no number.
    """
    first_count = values[0]
    last_count = values[-1]
    lowest = min(values)
    highest = max(values)
    if first_count == last_count:
        _write_number(ax, row, first_count, position=highest, side=1)
    elif first_count < last_count:
        _write_number(ax, row, first_count, position=lowest, side=-1)
        _write_number(ax, row, last_count, position=highest, side=1)
    else:
        _write_number(ax, row, first_count, position=highest, side=1)
        _write_number(ax, row, last_count, position=lowest, side=-1)


def _write_number(ax: Axes, row: int, value: int, *, position: int, side: int) -> None:
    """Write a count to the left (``side=-1``) or to the right of a mark."""
    ax.annotate(
        f"{value:,}",
        (position, row),
        xytext=(NUMBER_OFFSET_POINTS * side, 0),
        textcoords="offset points",
        ha="left" if side > 0 else "right",
        va="center",
        size=6,
        color=style.INK,
        parse_math=False,
    )


def _write_heading(ax: Axes, heading: str, layout: _Panel) -> None:
    """Write the name of a group above the rows of its panel."""
    axis_start, _ = ax.get_xlim()
    middle = -0.5 - layout.heading_rows / 2
    text_fitting.write_text(
        ax,
        axis_start,
        middle,
        heading,
        size=HEADING_SIZE,
        va="center",
        linespacing=HEADING_SPACING,
    )


def _draw_legend(
    ax: Axes, searches: Sequence[str], panel_mm: float, *, outdent_mm: float
) -> None:
    """Draw the legend of the searches above the first panel.

    It begins `outdent_mm` to the left of the panel, above the names of formulas.
    """
    width_mm = outdent_mm + panel_mm
    text_mm = min(LEGEND_TEXT_MM, width_mm - HANDLE_MM)
    handles = []
    texts = []
    for index, search in enumerate(searches):
        look = LOOKS[index % len(LOOKS)]
        handle = marks.legend_marker(
            look.marker, look.hue, size=look.size, filled=look.is_filled
        )
        handles.append(handle)
        name = written_names.name_in_words(search)
        text = text_fitting.fit_text(name, text_mm)
        texts.append(text)
    marks.draw_legend(ax, handles, texts, width_mm=width_mm, outdent_mm=outdent_mm)
