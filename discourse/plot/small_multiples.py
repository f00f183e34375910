"""Small multiples: panels of one kind in a grid, each a list of rows with a heading over it.

Two layouts serve all charts of this kind. In :func:`lay_out_lists` each panel has rows
of its own, such as the collocates of one phrase, and their labels stand beside it. In
:func:`lay_out_rows` all panels have the same rows, such as groups of documents, which
are named once, on the left. Either returns a :class:`SmallMultiples`: the chart draws
into its panels one after the other, has it write labels, headings and the foot, and
lets it finish the figure.
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

LIST_COLOUR = "#3d6f99"  # of what a list is ranked by
VALUE_COLOUR = "#2f5f8a"  # of a value with its interval
LABEL_SIZE = 6.0  # points: type of the rows of a list
NUMBER_SIZE = 5.5  # points: type of numbers beside a dot, a step below the labels
LABEL_GAP_MM = 1.0  # between a label and its panel
NAMES_GAP_MM = 2.0  # between the names of rows and the first panel
DOT_SIZE = 3.8  # points across
NUMBER_GAP_MM = 1.6  # from the middle of a dot to the number beside it
ROW_MARGIN = 0.6  # rows that a list keeps free above its first and below its last


@dataclass(frozen=True)
class Spacing:
    """How closely the panels and rows of one chart stand, in millimetres.

    Attributes
    ----------
    min_panel_mm : float
        A panel is no narrower: less has no room for a label, a mark and its number.
    row_mm : float
        How high a row is.
    label_share : float
        The part of a panel (of the page, where all panels have the same rows) that
        labels may take.
    max_label_mm : float
        What a label may take at most, however broad the panel is.
    column_gap, row_gap : float
        The least gap between panels, as a part of one.
    """

    min_panel_mm: float
    row_mm: float
    label_share: float
    max_label_mm: float
    column_gap: float = 0.03
    row_gap: float = 0.03

    def label_mm(self, width_mm: float) -> float:
        """Return what a label may take of so much."""
        return min(width_mm * self.label_share, self.max_label_mm)


@dataclass(frozen=True)
class Value:
    """A number with its interval, where there is one, and whether it can be relied on."""

    value: float
    low: float
    high: float
    reliable: bool


@dataclass(frozen=True)
class SmallMultiples:
    """Panels that are laid out: what to draw into, and how much room there is.

    Attributes
    ----------
    sheet : Sheet
        The page, and how many panels stand side by side.
    panels : tuple of Axes
        Row by row.
    labels : tuple of tuple of str
        The rows of each panel, fitted to their room.
    label_size : float
        Their type, in points.
    labels_mm : float
        What the labels beside each panel take; 0 where all panels share them.
    """

    sheet: axes_layout.Sheet
    panels: tuple[Axes, ...]
    labels: tuple[tuple[str, ...], ...]
    label_size: float
    labels_mm: float

    @property
    def panel_width_mm(self) -> float:
        """How wide a panel is with its labels."""
        return self.sheet.panel_width_mm

    @property
    def plot_width_mm(self) -> float:
        """How wide a panel is without its labels."""
        return self.panel_width_mm - self.labels_mm

    @property
    def lower_left(self) -> Axes:
        """The panel under which stands what is said of all."""
        return self.panels[self.sheet.lower_left]

    def write_labels(self, index: int) -> None:
        """Write the labels of a panel; of panels that share them, only the first column has any."""
        if self.sheet.labels_mm and index % self.sheet.columns:
            return
        texts = self.labels[index]
        places = range(len(texts))
        text_fitting.write_tick_labels(
            self.panels[index], "y", places, texts, size=self.label_size
        )

    def write_heading(
        self,
        index: int,
        text: str,
        *,
        size: float = 7.0,
        line_spacing: float | None = panels_.HEADING_SPACING,
    ) -> None:
        """Write a heading over a panel; it begins over the labels of the panel."""
        panels_.write_heading(
            self.panels[index],
            text,
            outdent_mm=self.labels_mm,
            size=size,
            line_spacing=line_spacing,
        )

    def finish_figure(self) -> Axes:
        """Give the figure its height; return the first panel."""
        return self.sheet.finish_figure(self.panels[0])


def lay_out_lists(
    page: axes_layout.Sheet,
    lists: Sequence[Sequence[str]],
    *,
    spacing: Spacing,
    side_by_side: int = 1,
    extra_rows: int = 0,
) -> SmallMultiples:
    """Make a panel for each list of labels, all as high as the longest list needs.

    Parameters
    ----------
    page : Sheet
        The place of the chart, not yet divided.
    lists : sequence of sequence of str
        The labels of each panel, from the top.
    spacing : Spacing
        How closely panels and rows stand.
    side_by_side : int
        How many panels must stand side by side.
    extra_rows : int
        Rows that are kept free over the first, for heads of columns.
    """
    sheet = page.divide(
        len(lists), min_width_mm=spacing.min_panel_mm, side_by_side=side_by_side
    )
    rows = max(max(map(len, lists)), 1) + extra_rows
    sheet = sheet.with_height(rows * spacing.row_mm)
    room = spacing.label_mm(sheet.panel_width_mm)
    labels = tuple(_fit_labels(texts, room) for texts in lists)
    widest = max(_label_width(texts) for texts in labels)
    panels = sheet.make_panels(
        sheet.make_axes(),
        len(lists),
        column_gap=spacing.column_gap,
        row_gap=spacing.row_gap,
    )
    return SmallMultiples(
        sheet, tuple(panels), labels, LABEL_SIZE, widest + LABEL_GAP_MM
    )


def _fit_labels(texts: Sequence[str], room: float) -> tuple[str, ...]:
    return tuple(text_fitting.fit_text(text, room, size=LABEL_SIZE) for text in texts)


def _label_width(texts: Sequence[str]) -> float:
    widths = [text_fitting.text_width(text, size=LABEL_SIZE) for text in texts]
    return max(widths, default=0.0)


def lay_out_rows(
    page: axes_layout.Sheet,
    names: Sequence[str],
    number: int,
    *,
    spacing: Spacing,
) -> SmallMultiples:
    """Make `number` panels that have the same rows, named on the left of each line of panels.

    Parameters
    ----------
    page : Sheet
        The place of the chart, not yet divided.
    names : sequence of str
        The names of the rows, fitted to their room (:func:`name_with_count`).
    number : int
        How many panels there are.
    spacing : Spacing
        How closely panels and rows stand.
    """
    names_mm = max(map(text_fitting.text_width, names)) + NAMES_GAP_MM
    sheet = page.divide(number, min_width_mm=spacing.min_panel_mm, labels_mm=names_mm)
    row_mm = text_fitting.row_height_mm(names, spacing.row_mm)
    sheet = sheet.with_height(row_mm * len(names))
    panels = sheet.make_panels(
        sheet.make_axes(),
        number,
        share="y",
        column_gap=spacing.column_gap,
        row_gap=spacing.row_gap,
    )
    labels = (tuple(names),) * number
    return SmallMultiples(sheet, tuple(panels), labels, 6.5, 0.0)


def name_with_count(name: str, number: int, room: float) -> str:
    """Return the name of a group, fitted to its room, and after it how much the group holds.

    >>> name_with_count("Chinese media", 12, 40.0)
    'Chinese media (12)'
    """
    end = f" ({number:,})"
    return (
        text_fitting.fit_text(name, room - text_fitting.text_width(end), max_lines=2)
        + end
    )


def open_list_panel(ax: Axes, rows: int, *, keep: Sequence[str]) -> None:
    """Make `ax` a panel of so many rows from the top, without a frame but for the sides to `keep`."""
    axes_layout.remove_frame(ax, keep=keep)
    ax.set_ylim(rows - (1 - ROW_MARGIN), -ROW_MARGIN)


def draw_lollipop(
    ax: Axes,
    row: int,
    value: float,
    number: str,
    *,
    start: float,
    number_at: float,
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
        Where the dot stands.
    number : str
        What is written beside it.
    start : float
        Where the stem begins.
    number_at : float
        Where the number begins.
    filled : bool
        Whether the dot is filled.
    stem_width : float
        In points.
    dashes : sequence of float
        Of the stem: lengths of ink and gap.
    """
    marks.draw_line(
        ax, [start, value], [row, row], style.RULE, width=stem_width, dashes=dashes
    )
    marks.draw_markers(
        ax, [value], [row], marker="o", colour=LIST_COLOUR, size=DOT_SIZE, filled=filled
    )
    text_fitting.write_text(
        ax,
        number_at,
        row,
        number,
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
    """Draw one value a row with its interval; what is missing is a dash, what is unsure an open mark."""
    panels_.open_row_panel(ax, len(values))
    for row, value in enumerate(values):
        if value is None or not math.isfinite(value.value):
            text_fitting.write_text(
                ax,
                dash_at,
                row,
                dash,
                size=6,
                va="center_baseline",
                color=style.MUTED,
            )
        else:
            panels_.draw_interval(
                ax,
                row,
                (value.value, value.low, value.high),
                ("o", VALUE_COLOUR),
                filled=value.reliable,
            )


def finite_values(values: Sequence[Value | None]) -> list[float]:
    """Return every value and every end of an interval that is a number."""
    ends: list[float] = []
    for value in values:
        if value is not None:
            ends += [value.value, value.low, value.high]
    return [end for end in ends if math.isfinite(end)]
