"""Small multiples: panels of one kind in a grid, each a list of rows with a heading over it.

Two layouts serve all charts of this kind. In :func:`lay_out_lists` each panel has rows
of its own, such as the collocates of one phrase, and has their labels beside it. In
:func:`lay_out_rows` all panels have the same rows, such as groups of documents, and the
rows are named once, on the left. Both return a :class:`SmallMultiples`. The chart draws
into its panels one after the other and calls its methods for labels, headings and the
height of the figure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from discourse import style
from discourse.plot import axes_layout, marks, text_fitting
from discourse.plot import panels as panels_

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "HEADING_SIZE",
    "LABEL_SIZE",
    "LIST_COLOUR",
    "NUMBER_GAP_MM",
    "NUMBER_SIZE",
    "SmallMultiples",
    "Spacing",
    "Value",
    "draw_lollipop",
    "draw_values",
    "finite_values",
    "lay_out_lists",
    "lay_out_rows",
    "name_with_count",
    "open_list_panel",
]

LIST_COLOUR = "#3d6f99"  # of the value by which a list is ranked
VALUE_COLOUR = "#2f5f8a"  # of a value with its interval
LABEL_SIZE = 6.0  # points: type of the rows of a list
NUMBER_SIZE = 5.5  # points: type of numbers beside a dot, a step below the labels
LABEL_GAP_MM = 1.0  # between a label and its panel
NAME_SIZE = 6.5  # points: type of rows that all panels share
HEADING_SIZE = 7.0  # points
DASH_SIZE = 6.0  # points: type of the dash in place of a missing value
NAME_LINES = 3  # a label has up to 40 letters
NAMES_GAP_MM = 2.0  # between the names of rows and the first panel
DOT_SIZE = 3.8  # points
NUMBER_GAP_MM = 1.6  # from the middle of a dot to the number beside it
ROW_MARGIN = 0.6  # of a row: from the middle of the first or last row to the edge


@dataclass(frozen=True)
class Spacing:
    """The sizes and gaps of panels, rows and labels of one chart.

    Attributes
    ----------
    min_panel_mm : float
        Least width of a panel: it has room for a label, a mark and its number.
    row_mm : float
        Height of a row.
    label_share : float
        Share of a panel that labels may take; where all panels have the same rows,
        share of the page.
    max_label_mm : float
        Greatest width of a label, however wide the panel is.
    column_gap, row_gap : float
        Least gap between panels, as a share of a panel.
    """

    min_panel_mm: float
    row_mm: float
    label_share: float
    max_label_mm: float
    column_gap: float = 0.03
    row_gap: float = 0.03

    def label_mm(self, width_mm: float) -> float:
        """Return the greatest width of a label on a panel or page of `width_mm`."""
        share_mm = width_mm * self.label_share
        return min(share_mm, self.max_label_mm)


@dataclass(frozen=True)
class Value:
    """A number with its interval (NaN where there is none), and whether it is reliable."""

    value: float
    low: float
    high: float
    reliable: bool

    @property
    def finite_ends(self) -> list[float]:
        """The value and the ends of its interval, as far as they are finite."""
        ends = (self.value, self.low, self.high)
        return [end for end in ends if math.isfinite(end)]


@dataclass(frozen=True)
class SmallMultiples:
    """Panels in a grid, with their fitted labels.

    Attributes
    ----------
    sheet : Sheet
        The page and its division.
    panels : tuple of Axes
        The panels, row by row.
    labels : tuple of tuple of str
        The labels of the rows of each panel, fitted to their room.
    label_size : float
        Type of the labels, in points.
    labels_mm : float
        Width of the labels beside each panel; 0 where all panels share them.
    """

    sheet: axes_layout.Sheet
    panels: tuple[Axes, ...]
    labels: tuple[tuple[str, ...], ...]
    label_size: float
    labels_mm: float

    @property
    def panel_width_mm(self) -> float:
        """Width of a panel with its labels."""
        return self.sheet.panel_width_mm

    @property
    def plot_width_mm(self) -> float:
        """Width of a panel without its labels."""
        return self.panel_width_mm - self.labels_mm

    @property
    def lower_left(self) -> Axes:
        """The panel under which the caption of all panels is written."""
        index = self.sheet.lower_left
        return self.panels[index]

    @property
    def longest_list(self) -> int:
        """The greatest number of rows of a panel."""
        return max(map(len, self.labels))

    def write_labels(self, index: int) -> None:
        """Write the labels of a panel.

        Where panels share their labels, only the panels of the first column have them.
        """
        has_shared_labels = self.sheet.labels_mm > 0
        column = index % self.sheet.columns
        if has_shared_labels and column > 0:
            return
        texts = self.labels[index]
        rows = range(len(texts))
        text_fitting.write_tick_labels(
            self.panels[index], "y", rows, texts, size=self.label_size
        )

    def write_heading(
        self,
        index: int,
        text: str,
        *,
        size: float = HEADING_SIZE,
        line_spacing: float | None = panels_.HEADING_SPACING,
    ) -> None:
        """Write a heading over a panel. It begins above the labels of the panel."""
        panels_.write_heading(
            self.panels[index],
            text,
            outdent_mm=self.labels_mm,
            size=size,
            line_spacing=line_spacing,
        )

    def write_wide_caption(
        self, lines: Sequence[str], *, gap_mm: float, max_lines: int
    ) -> None:
        """Write a caption below the last row, as wide as all panels side by side.

        Parameters
        ----------
        lines : sequence of str
            Empty ones are left out.
        gap_mm : float
            What stays free at the right.
        max_lines : int
            To how many lines one of them may be broken.
        """
        has_neighbours = self.sheet.columns > 1
        width_mm = self.sheet.columns * self.panel_width_mm - gap_mm
        if has_neighbours:
            # What a renderer sets wider than measured adds up over a whole page.
            width_mm *= panels_.CAPTION_SHARE
        caption = panels_.fit_caption(
            lines, width_mm, size=LABEL_SIZE, max_lines=max_lines
        )
        panels_.write_under_labels(
            self.lower_left,
            caption,
            outdent_mm=self.labels_mm,
            size=LABEL_SIZE,
            wide=has_neighbours,
        )

    def finish_figure(self) -> Axes:
        """Give the figure its height; return the first panel."""
        first_panel = self.panels[0]
        return self.sheet.finish_figure(first_panel)


def lay_out_lists(
    page: axes_layout.Sheet,
    lists: Sequence[Sequence[str]],
    *,
    spacing: Spacing,
    side_by_side: int = 1,
    extra_rows: int = 0,
    label_lines: int = 1,
) -> SmallMultiples:
    """Make a panel for each list of labels, all as high as the longest list needs.

    Parameters
    ----------
    page : Sheet
        The page, not yet divided.
    lists : sequence of sequence of str
        The labels of each panel, from the top.
    spacing : Spacing
        Sizes and gaps of panels and rows.
    side_by_side : int
        How many panels must be side by side.
    extra_rows : int
        Empty rows above the first, for the heads of columns.
    label_lines : int
        How many lines a label may have. Rows are higher where one has several.
    """
    sheet = page.divide(
        len(lists),
        min_width_mm=spacing.min_panel_mm,
        side_by_side=side_by_side,
    )
    label_mm = spacing.label_mm(sheet.panel_width_mm)
    labels: list[tuple[str, ...]] = []
    all_labels: list[str] = []
    for texts in lists:
        fitted_labels = _fit_labels(texts, label_mm, max_lines=label_lines)
        labels.append(fitted_labels)
        all_labels += fitted_labels
    row_mm = spacing.row_mm
    if any("\n" in label for label in all_labels):
        row_mm = text_fitting.row_height_mm(all_labels, row_mm)
    longest_list = max(map(len, lists))
    row_count = max(longest_list, 1) + extra_rows
    sheet = sheet.with_height(row_count * row_mm)
    panels = sheet.make_panels(
        sheet.make_axes(),
        len(lists),
        column_gap=spacing.column_gap,
        row_gap=spacing.row_gap,
    )
    return SmallMultiples(
        sheet=sheet,
        panels=tuple(panels),
        labels=tuple(labels),
        label_size=LABEL_SIZE,
        labels_mm=_widest_mm(all_labels) + LABEL_GAP_MM,
    )


def _fit_labels(
    texts: Sequence[str], width_mm: float, *, max_lines: int
) -> tuple[str, ...]:
    """Return the labels of one list, fitted to `width_mm`."""
    labels = []
    for text in texts:
        label = text_fitting.fit_text(
            text,
            width_mm,
            size=LABEL_SIZE,
            max_lines=max_lines,
        )
        labels.append(label)
    return tuple(labels)


def _widest_mm(texts: Sequence[str]) -> float:
    """Return the width of the widest label; 0 if there is none."""
    widest_mm = 0.0
    for text in texts:
        width_mm = text_fitting.text_width(text, size=LABEL_SIZE)
        widest_mm = max(widest_mm, width_mm)
    return widest_mm


def lay_out_rows(
    page: axes_layout.Sheet,
    names: Sequence[str],
    panel_count: int,
    *,
    spacing: Spacing,
) -> SmallMultiples:
    """Make `panel_count` panels with the same rows, which are named once, on the left.

    If the panels need several lines, each line has the names of the rows.

    Parameters
    ----------
    page : Sheet
        The page, not yet divided.
    names : sequence of str
        The names of the rows, fitted to their room (:func:`name_with_count`).
    panel_count : int
        How many panels there are.
    spacing : Spacing
        Sizes and gaps of panels and rows.
    """
    names_mm = max(map(text_fitting.text_width, names))
    sheet = page.divide(
        panel_count,
        min_width_mm=spacing.min_panel_mm,
        labels_mm=names_mm + NAMES_GAP_MM,
    )
    row_mm = text_fitting.row_height_mm(names, spacing.row_mm)
    sheet = sheet.with_height(row_mm * len(names))
    panels = sheet.make_panels(
        sheet.make_axes(),
        panel_count,
        share="y",
        column_gap=spacing.column_gap,
        row_gap=spacing.row_gap,
    )
    labels = (tuple(names),) * panel_count
    return SmallMultiples(
        sheet=sheet,
        panels=tuple(panels),
        labels=labels,
        label_size=NAME_SIZE,
        labels_mm=0.0,
    )


def name_with_count(name: str, count: int, width_mm: float) -> str:
    """Return the name of a group, fitted to its room, and after it the size of the group.

    >>> name_with_count("Chinese media", 12, 40.0)
    'Chinese media (12)'
    """
    size = f"({count:,})"
    fitted_text = text_fitting.fit_text(
        f"{name} {size}", width_mm, max_lines=NAME_LINES
    )
    if fitted_text.endswith(size):
        return fitted_text
    # The text was cut, and the size with it. The name is cut instead.
    ending = f" {size}"
    name_mm = width_mm - text_fitting.text_width(ending)
    fitted_name = text_fitting.fit_text(name, name_mm, max_lines=NAME_LINES)
    return fitted_name + ending


def open_list_panel(ax: Axes, row_count: int, *, keep: Sequence[str]) -> None:
    """Make `ax` a panel of `row_count` rows; of its frame, only the sides in `keep` stay.

    Row 0 is at the top.
    """
    axes_layout.remove_frame(ax, keep=keep)
    last_row = row_count - 1
    ax.set_ylim(last_row + ROW_MARGIN, -ROW_MARGIN)


def draw_lollipop(
    ax: Axes,
    row: int,
    value: float,
    number_text: str,
    *,
    start: float,
    number_start: float,
    filled: bool,
    stem_width: float,
    dashes: Sequence[float] = (),
) -> None:
    """Draw a value as a dot at the end of a stem, with a number beside it.

    Parameters
    ----------
    ax : Axes
        The panel.
    row : int
        Counted from the top.
    value : float
        The place of the dot on the axis across.
    number_text : str
        The text beside the dot.
    start : float
        The place where the stem begins.
    number_start : float
        The place where the number begins.
    filled : bool
        Whether the dot is filled.
    stem_width : float
        Width of the stem, in points.
    dashes : sequence of float
        Lengths of dash and gap, in widths of the stem. If empty, the stem is solid.
    """
    marks.draw_line(
        ax, [start, value], [row, row], style.RULE, width=stem_width, dashes=dashes
    )
    marks.draw_markers(
        ax, [value], [row], marker="o", colour=LIST_COLOUR, size=DOT_SIZE, filled=filled
    )
    text_fitting.write_text(
        ax,
        number_start,
        row,
        number_text,
        size=NUMBER_SIZE,
        va="center_baseline",
        color=style.MUTED,
    )


def draw_values(
    ax: Axes,
    values: Sequence[Value | None],
    *,
    dash: str,
    dash_at: float,
) -> None:
    """Draw one value with its interval in each row.

    A missing value is written as `dash` at the place `dash_at`; a value that is not
    reliable has an open mark.
    """
    panels_.open_row_panel(ax, len(values))
    for row, value in enumerate(values):
        if value is None or not math.isfinite(value.value):
            text_fitting.write_text(
                ax,
                dash_at,
                row,
                dash,
                size=DASH_SIZE,
                va="center_baseline",
                color=style.MUTED,
            )
        else:
            panels_.draw_interval(
                ax,
                row,
                (value.value, value.low, value.high),
                marker="o",
                colour=VALUE_COLOUR,
                filled=value.reliable,
            )


def finite_values(values: Sequence[Value | None]) -> list[float]:
    """Return all values and ends of intervals that are finite."""
    numbers: list[float] = []
    for value in values:
        if value is not None:
            numbers += value.finite_ends
    return numbers
