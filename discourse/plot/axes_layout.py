"""What all charts share: axes made, divided and given their height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from discourse import style
from discourse.plot import text_fitting
from discourse.validation import check_option

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.gridspec import GridSpecBase


__all__ = [
    "MM_PER_INCH",
    "Sheet",
    "divide_axes",
    "draw_empty_chart",
    "remove_frame",
    "root_figure",
]


MM_PER_INCH = 25.4
# A new figure gets this much more, in millimetres, for what is written round a row of
# panels, and again for what is written round all of them. It must be more than enough:
# `Sheet.finish_figure` takes away what is left over.
SPARE_MM = 40.0
SMALL_PRINT = 5.5  # points: type of a remark on what could not be drawn
PAGE_EDGE_MM = 4.0  # millimetres of a page that no line under a chart may touch
LAYOUT_ROUNDS = 2  # the height changes what has room, and that the height, once


@dataclass(frozen=True)
class Sheet:
    """The place of a chart on its page, and how it is divided into panels.

    A chart measures its page (:meth:`for_chart`), decides how its panels are divided
    (:meth:`divide`) and how high they are (:meth:`with_height`), makes its axes, draws, and finishes the figure.

    Attributes
    ----------
    width : {'single', 'onehalf', 'double'}
        Of the figure, where a new one is made.
    width_mm : float
        How wide the chart is, with all its labels.
    height_mm : float
        How high each row of panels is, without what is written round it.
    columns, rows : int
        How many panels stand side by side, and how many rows of them there are.
    labels_mm : float
        What the labels take that stand on the left of all panels; 0 where each panel
        has labels of its own.
    caller_axes : Axes or None
        The axes of the caller, whose figure keeps its size; None for a new figure.
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
        """Measure the place that the chart will have."""
        return cls(width, _place_width(ax, width), caller_axes=ax)

    @property
    def panel_width_mm(self) -> float:
        """How wide each panel is, with the labels of its own and the gap after it."""
        return (self.width_mm - self.labels_mm) / self.columns

    @property
    def lower_left(self) -> int:
        """Which panel is the first of the last row: what is said of all stands there."""
        return (self.rows - 1) * self.columns

    def divide(
        self,
        number: int,
        *,
        min_width_mm: float,
        labels_mm: float = 0.0,
        side_by_side: int = 1,
    ) -> Sheet:
        """Return the sheet with room for `number` panels, as many side by side as can.

        Parameters
        ----------
        number : int
            How many panels there are.
        min_width_mm : float
            A panel is no narrower than this, except where one alone is.
        labels_mm : float
            What the labels on the left of all panels take.
        side_by_side : int
            How many panels must stand side by side, since they are compared.
        """
        room = self.width_mm - labels_mm
        fitting = int(room // (min_width_mm * side_by_side)) * side_by_side
        columns = max(1, min(fitting, number))
        columns = max(columns, min(side_by_side, number))
        rows = -(-number // columns) or 1
        return replace(self, columns=columns, rows=rows, labels_mm=labels_mm)

    def with_height(self, height_mm: float) -> Sheet:
        """Return the sheet with panels of this height."""
        return replace(self, height_mm=height_mm)

    def make_axes(self) -> Axes:
        """Return the axes given, or those of a new figure with more room than needed."""
        if self.caller_axes is not None:
            return self.caller_axes
        height = (self.height_mm + SPARE_MM) * self.rows + SPARE_MM
        return style.axes(width=self.width, height=height)

    def make_panels(
        self,
        ax: Axes,
        number: int,
        *,
        share: Literal["x", "y", "none"] = "none",
        column_gap: float,
        row_gap: float,
    ) -> list[Axes]:
        """Divide the place of `ax` into `number` panels, row by row; it is the first.

        The gaps are parts of a panel, and what is written between panels comes on top.
        """
        divided = divide_axes(
            ax,
            rows=self.rows,
            columns=self.columns,
            share=share,
            column_gap=column_gap,
            row_gap=row_gap,
        )
        every = [panel for row in divided for panel in row]
        for surplus in every[number:]:
            surplus.remove()
        return every[:number]

    def finish_figure(self, ax: Axes) -> Axes:
        """Give a new figure the height at which its panels are as high as they should be.

        A figure of someone else's keeps its size. Under either it is said which
        characters no font has.
        """
        root, unknown = root_figure(ax), text_fitting.missing_characters_note()
        if self.caller_axes is not None:
            if unknown:
                _beneath(ax, unknown)
            return ax
        if unknown:
            _say_under_figure(root, unknown)
        engine = root.get_layout_engine()
        assert engine is not None  # noqa: S101  every figure of ours has one
        for _ in range(LAYOUT_ROUNDS):
            engine.execute(root)
            height_mm = ax.get_position().height * root.get_figheight() * MM_PER_INCH
            missing_mm = (self.height_mm - height_mm) * self.rows
            height = root.get_figheight() + missing_mm / MM_PER_INCH
            root.set_figheight(round(height, 4))
        return ax


def root_figure(ax: Axes) -> Figure:
    """Return the figure that `ax` stands in, not a part of it."""
    root = ax.get_figure(root=True)
    assert root is not None  # noqa: S101  axes without a figure cannot be drawn on
    return root


def _say_under_figure(root: Figure, remark: str) -> None:
    room = root.get_figwidth() * MM_PER_INCH - PAGE_EDGE_MM
    text = text_fitting.fit_text(remark, room, size=SMALL_PRINT, max_lines=2)
    root.supxlabel(
        text,
        x=0.01,
        ha="left",
        size=SMALL_PRINT,
        color=style.MUTED,
        family=list(style.FAMILY),
        parse_math=False,
    )


def _beneath(ax: Axes, remark: str) -> None:
    """Write a remark under what is written under `ax` already."""
    room = max(_place_width(ax, "single") - 10.0, 20.0)
    text = text_fitting.fit_text(remark, room, size=SMALL_PRINT, max_lines=4)
    written = ax.get_xlabel()
    if written:
        ax.xaxis.label.set_text(f"{written}\n{text}")
    else:
        text_fitting.write_footnote(ax, text)


def _place_width(ax: Axes | None, width: style.Width) -> float:
    """Return how wide the chart will be, in millimetres: with its labels, where the figure is laid out by itself."""
    if ax is None:
        return style.WIDTHS[check_option("width", width, style.WIDTHS)]
    spec = ax.get_subplotspec()
    share = ax.get_position().width
    if spec is not None:
        place = spec.get_topmost_subplotspec()
        share = len(place.colspan) / place.get_gridspec().ncols
    return float(root_figure(ax).get_figwidth()) * MM_PER_INCH * share


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
    """Divide the place of `ax` into rows and columns; `ax` itself becomes the first of them.

    Parameters
    ----------
    ax : Axes
        What is divided.
    rows, columns : int
        Into how many.
    widths, heights : sequence of float, optional
        How wide the columns are, and how high the rows, each in parts of the others.
    share : {'x', 'y', 'none'}
        Whether the panels of a row ('y') or of a column ('x') have one axis.
    column_gap, row_gap : float, optional
        The least gap between columns and between rows, as a part of a panel.
    """
    spec = _division(ax, rows, columns, widths, heights, column_gap, row_gap)
    figure = ax.get_figure()
    assert figure is not None  # noqa: S101  axes without a figure cannot be drawn on
    ax.set_subplotspec(spec[0, 0])
    made: list[list[Axes]] = []
    for row in range(rows):
        made.append([])
        for column in range(columns):
            if row == column == 0:
                made[0].append(ax)
                continue
            y = made[row][0] if share == "y" and column else None
            x = made[0][column] if share == "x" and row else None
            panel = figure.add_subplot(spec[row, column], sharex=x, sharey=y)
            panel.tick_params(labelleft=y is None)
            made[row].append(panel)
    return made


def _division(
    ax: Axes,
    rows: int,
    columns: int,
    widths: Sequence[float] | None,
    heights: Sequence[float] | None,
    column_gap: float | None,
    row_gap: float | None,
) -> GridSpecBase:
    """Return the rows and columns into which the place of `ax` is cut."""
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
    # Axes that somebody placed by hand: nothing is laid out, so the gaps are matplotlib's.
    left, bottom, right, top = ax.get_position().extents
    return GridSpec(
        rows,
        columns,
        ax.get_figure(),  # type: ignore[arg-type]  # a part of a figure will do
        left=left,
        bottom=bottom,
        right=right,
        top=top,
        width_ratios=widths,
        height_ratios=heights,
    )


def remove_frame(ax: Axes, *, keep: Sequence[str] = ()) -> None:
    """Take away the frame of `ax`, but the sides in `keep`, and all marks of its scales."""
    for side, line in ax.spines.items():
        line.set_visible(side in keep)
        line.set_color(style.RULE)
        line.set_linewidth(0.5)
    ax.tick_params(length=0, labelleft=False, labelbottom=False)
    ax.patch.set_visible(False)


def draw_empty_chart(ax: Axes | None, sentence: str, *, width: style.Width) -> Axes:
    """Draw an empty chart that says why it is empty."""
    ax = style.axes(width=width, height=24.0) if ax is None else ax
    remove_frame(ax)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    text_fitting.write_text(
        ax, 0.5, 0.5, sentence, ha="center", va="center", color=style.MUTED, size=8
    )
    return ax
