"""How a chart is laid out: its place on the page, its panels, and its height."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from discourse import style
from discourse.plot import text_fitting
from discourse.plot.text_fitting import MM_PER_INCH
from discourse.validation import check_option

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.gridspec import GridSpecBase


__all__ = [
    "Sheet",
    "divide_axes",
    "draw_empty_chart",
    "remove_frame",
    "root_figure",
]


# A new figure is this much higher than its panels, in millimetres, for the text round
# each row of panels, and again for the text round all of them. It must be more than
# enough: `Sheet.finish_figure` removes what is left over.
SPARE_MM = 40.0
SMALL_PRINT = text_fitting.FOOTNOTE_SIZE  # of a remark on what could not be drawn
PAGE_EDGE_MM = 4.0  # of the page that no line under a chart may touch
# The height decides which labels have room, and these change the height, but only once.
LAYOUT_ROUNDS = 2
HEIGHT_DIGITS = 4  # of a height in inches: far below a pixel, and the same everywhere
REMARK_GAP_MM = 10.0  # free beside a remark under the caller's axes
REMARK_MIN_MM = 20.0  # width of that remark at least
EMPTY_CHART_MM = 24.0  # height of a chart that only says why it is empty
FRAME_POINTS = 0.5  # width of the sides of a frame


@dataclass(frozen=True)
class Sheet:
    """The place of a chart on its page, and how it is divided into panels.

    A chart first measures its page (:meth:`for_chart`). It decides how many panels
    stand side by side (:meth:`divide`) and how high they are (:meth:`with_height`).
    Then it makes its axes (:meth:`make_axes`), draws, and gives the figure its height
    (:meth:`finish_figure`).

    Attributes
    ----------
    width : {'single', 'onehalf', 'double'}
        Of the figure, where a new one is made.
    width_mm : float
        Width of the chart with all its labels.
    height_mm : float
        Height of each row of panels, without the text round it.
    columns, rows : int
        How many panels are side by side, and how many rows of panels there are.
    labels_mm : float
        Width of the labels on the left of all panels; 0 where each panel has labels
        of its own.
    caller_axes : Axes or None
        The axes that the caller gave. Their figure keeps its size. None for a new
        figure.
    """

    width: style.Width
    width_mm: float
    height_mm: float = 0.0
    columns: int = 1
    rows: int = 1
    labels_mm: float = 0.0
    caller_axes: Axes | None = None

    @classmethod
    def for_chart(cls, ax: Axes | None, width: style.Width) -> Sheet:
        """Return the sheet of a chart on the caller's axes, or of a new figure."""
        width_mm = _chart_width_mm(ax, width)
        return cls(width, width_mm, caller_axes=ax)

    @property
    def panel_width_mm(self) -> float:
        """Width of each panel with its own labels and the gap after it."""
        panels_mm = self.width_mm - self.labels_mm
        return panels_mm / self.columns

    @property
    def lower_left(self) -> int:
        """Number of the first panel of the last row: the caption is under it."""
        last_row = self.rows - 1
        return last_row * self.columns

    def divide(
        self,
        number: int,
        *,
        min_width_mm: float,
        labels_mm: float = 0.0,
        side_by_side: int = 1,
    ) -> Sheet:
        """Return the sheet with room for `number` panels, as many side by side as fit.

        Parameters
        ----------
        number : int
            How many panels there are.
        min_width_mm : float
            A panel is at least this wide, unless a single one is wider than the page.
        labels_mm : float
            Width of the labels on the left of all panels.
        side_by_side : int
            How many panels must be side by side because they are compared.
        """
        available_mm = self.width_mm - labels_mm
        # A set is the panels that are compared with each other.
        set_mm = min_width_mm * side_by_side
        sets_that_fit = int(available_mm // set_mm)
        columns_that_fit = sets_that_fit * side_by_side
        # The panels of a set stay side by side even where the page is too narrow.
        preferred_columns = max(columns_that_fit, side_by_side, 1)
        column_count = max(1, min(preferred_columns, number))
        row_count = max(1, math.ceil(number / column_count))
        return replace(self, columns=column_count, rows=row_count, labels_mm=labels_mm)

    def with_height(self, height_mm: float) -> Sheet:
        """Return the sheet with panels of this height."""
        return replace(self, height_mm=height_mm)

    def make_axes(self) -> Axes:
        """Return the caller's axes, or those of a new figure.

        The new figure is higher than needed: `finish_figure` gives it its height.
        """
        if self.caller_axes is not None:
            return self.caller_axes
        row_mm = self.height_mm + SPARE_MM
        figure_mm = row_mm * self.rows + SPARE_MM
        return style.axes(width=self.width, height=figure_mm)

    def make_panels(
        self,
        ax: Axes,
        number: int,
        *,
        share: Literal["x", "y", "none"] = "none",
        column_gap: float,
        row_gap: float,
    ) -> list[Axes]:
        """Divide the place of `ax` into `number` panels, row by row; `ax` is the first.

        The gaps are parts of a panel. Text between panels takes its room besides.
        """
        panel_rows = divide_axes(
            ax,
            rows=self.rows,
            columns=self.columns,
            share=share,
            column_gap=column_gap,
            row_gap=row_gap,
        )
        panels = [panel for row in panel_rows for panel in row]
        for surplus in panels[number:]:
            surplus.remove()
        return panels[:number]

    def finish_figure(self, ax: Axes) -> Axes:
        """Give a new figure the height that its panels need, and return `ax`.

        A caller's figure keeps its size. A remark under the chart lists the characters
        that no font has.
        """
        remark = text_fitting.missing_characters_note()
        if self.caller_axes is not None:
            if remark:
                _write_under_axes(ax, remark)
            return ax
        root = root_figure(ax)
        if remark:
            _write_under_figure(root, remark)
        engine = root.get_layout_engine()
        assert engine is not None  # noqa: S101  every figure of ours has one
        for _ in range(LAYOUT_ROUNDS):
            engine.execute(root)
            figure_height = root.get_figheight()
            panel_share = ax.get_position().height
            panel_mm = panel_share * figure_height * MM_PER_INCH
            # Negative where the panels are too high, as in a new figure.
            missing_mm = (self.height_mm - panel_mm) * self.rows
            new_height = figure_height + missing_mm / MM_PER_INCH
            root.set_figheight(round(new_height, HEIGHT_DIGITS))
        return ax


def root_figure(ax: Axes) -> Figure:
    """Return the whole figure of `ax`, not a subfigure."""
    root = ax.get_figure(root=True)
    assert root is not None  # noqa: S101  axes without a figure cannot be drawn on
    return root


def _write_under_figure(root: Figure, remark: str) -> None:
    """Write a remark at the lower edge of a new figure."""
    width_mm = root.get_figwidth() * MM_PER_INCH - PAGE_EDGE_MM
    text = text_fitting.fit_text(remark, width_mm, size=SMALL_PRINT, max_lines=2)
    root.supxlabel(
        text,
        x=0.01,
        ha="left",
        size=SMALL_PRINT,
        color=style.MUTED,
        family=list(style.FAMILY),
        parse_math=False,
    )


def _write_under_axes(ax: Axes, remark: str) -> None:
    """Write a remark under the caption that `ax` has already."""
    free_mm = _chart_width_mm(ax, "single") - REMARK_GAP_MM
    width_mm = max(free_mm, REMARK_MIN_MM)
    text = text_fitting.fit_text(remark, width_mm, size=SMALL_PRINT, max_lines=4)
    caption = ax.get_xlabel()
    if caption:
        ax.xaxis.label.set_text(f"{caption}\n{text}")
    else:
        text_fitting.write_footnote(ax, text)


def _chart_width_mm(ax: Axes | None, width: style.Width) -> float:
    """Return how wide the chart will be, in millimetres.

    Labels are included where matplotlib lays the figure out by itself.
    """
    if ax is None:
        return style.WIDTHS[check_option("width", width, style.WIDTHS)]
    spec = ax.get_subplotspec()
    width_share = ax.get_position().width
    if spec is not None:
        outermost = spec.get_topmost_subplotspec()
        grid = outermost.get_gridspec()
        width_share = len(outermost.colspan) / grid.ncols
    figure_mm = float(root_figure(ax).get_figwidth()) * MM_PER_INCH
    return figure_mm * width_share


def divide_axes(
    ax: Axes,
    *,
    rows: int = 1,
    columns: int = 1,
    widths: Sequence[float] | None = None,
    heights: Sequence[float] | None = None,
    share: Literal["x", "y", "none"] = "none",
    column_gap: float | None = None,
    row_gap: float | None = None,
) -> list[list[Axes]]:
    """Divide the place of `ax` into rows and columns; return the panels of each row.

    `ax` itself becomes the first panel of the first row.

    Parameters
    ----------
    ax : Axes
        The axes that are divided.
    rows, columns : int
        How many rows and columns there are afterwards.
    widths, heights : sequence of float, optional
        Widths of the columns and heights of the rows, in proportion to each other.
    share : {'x', 'y', 'none'}
        Whether the panels of a row ('y') or of a column ('x') share one axis.
    column_gap, row_gap : float, optional
        The least gap between columns and between rows, as a part of a panel.
    """
    grid = _grid_of(ax, rows, columns, widths, heights, column_gap, row_gap)
    figure = ax.get_figure()
    assert figure is not None  # noqa: S101  axes without a figure cannot be drawn on
    ax.set_subplotspec(grid[0, 0])
    panels: list[list[Axes]] = []
    for row in range(rows):
        panels_of_row: list[Axes] = []
        panels.append(panels_of_row)
        for column in range(columns):
            # The first panel is there already.
            if row == column == 0:
                panels_of_row.append(ax)
                continue
            panel_with_same_x = panels[0][column] if share == "x" and row else None
            panel_with_same_y = panels_of_row[0] if share == "y" and column else None
            panel = figure.add_subplot(
                grid[row, column], sharex=panel_with_same_x, sharey=panel_with_same_y
            )
            panel.tick_params(labelleft=panel_with_same_y is None)
            panels_of_row.append(panel)
    return panels


def _grid_of(
    ax: Axes,
    rows: int,
    columns: int,
    widths: Sequence[float] | None,
    heights: Sequence[float] | None,
    column_gap: float | None,
    row_gap: float | None,
) -> GridSpecBase:
    """Return the grid of rows and columns that divides the place of `ax`."""
    from matplotlib.gridspec import GridSpec

    spec = ax.get_subplotspec()
    if spec is not None:
        return spec.subgridspec(
            rows,
            columns,
            wspace=column_gap,
            hspace=row_gap,
            width_ratios=widths,
            height_ratios=heights,
        )
    # The caller placed these axes by hand, so nothing is laid out and the gaps are
    # those of matplotlib.
    left_edge, lower_edge, right_edge, upper_edge = ax.get_position().extents
    return GridSpec(
        rows,
        columns,
        ax.get_figure(),  # type: ignore[arg-type]  # a part of a figure will do
        left=left_edge,
        bottom=lower_edge,
        right=right_edge,
        top=upper_edge,
        width_ratios=widths,
        height_ratios=heights,
    )


def remove_frame(ax: Axes, *, keep: Sequence[str] = ()) -> None:
    """Remove the frame of `ax`, except the sides in `keep`, and all its ticks."""
    for side, line in ax.spines.items():
        line.set_visible(side in keep)
        line.set_color(style.RULE)
        line.set_linewidth(FRAME_POINTS)
    ax.tick_params(length=0, labelleft=False, labelbottom=False)
    ax.patch.set_visible(False)


def draw_empty_chart(ax: Axes | None, sentence: str, *, width: style.Width) -> Axes:
    """Draw an empty chart that says why it is empty."""
    if ax is None:
        ax = style.axes(width=width, height=EMPTY_CHART_MM)
    remove_frame(ax)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    text_fitting.write_text(
        ax, 0.5, 0.5, sentence, ha="center", va="center", color=style.MUTED, size=8
    )
    return ax
