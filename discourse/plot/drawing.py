"""What all charts share: axes made, divided and settled; markers, tiles and keys; an order of things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import style
from discourse.plot import lettering
from discourse.validation import one_of

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.cm import ScalarMappable
    from matplotlib.figure import Figure
    from matplotlib.gridspec import GridSpecBase
    from matplotlib.lines import Line2D

__all__ = [
    "GRID",
    "GRID_POINTS",
    "MM_PER_INCH",
    "Sheet",
    "bare",
    "blank",
    "colour",
    "dots",
    "first_seen",
    "grid",
    "ink_on",
    "legend",
    "ranked",
    "root_figure",
    "ruler",
    "shade_key",
    "sign",
    "stroke",
    "tiles",
    "zebra",
]


MM_PER_INCH = 25.4
GRID = "#e3e3e3"  # colour of lines that lie under the marks
GRID_POINTS = 0.4  # width of its lines
# A new figure gets this much more, in millimetres, for what is written round a row of
# panels, and again for what is written round all of them. It must be more than enough:
# `Sheet.settle` takes away what is left over.
SPARE_MM = 40.0
SMALL_PRINT = 5.5  # points: type of a remark on what could not be drawn
PAGE_EDGE_MM = 4.0  # millimetres of a page that no line under a chart may touch
LAYOUT_ROUNDS = 2  # the height changes what has room, and that the height, once


@dataclass(frozen=True)
class Sheet:
    """The place of a chart on its page, and how it is divided into panels.

    A chart measures its page (:meth:`on`), decides how its panels are divided
    (:meth:`divided`) and how high they are (:meth:`with_height`), begins, draws, and settles.

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
    given : Axes or None
        The axes of the caller, whose figure keeps its size; None for a new figure.
    """

    width: style.Width
    width_mm: float
    height_mm: float = 0.0
    columns: int = 1
    rows: int = 1
    labels_mm: float = 0.0
    given: Axes | None = None

    @classmethod
    def on(cls, given: Axes | None, width: style.Width) -> Sheet:
        """Measure the place that the chart will have."""
        return cls(width, _place_width(given, width), given=given)

    @property
    def panel_width_mm(self) -> float:
        """How wide each panel is, with the labels of its own and the gap after it."""
        return (self.width_mm - self.labels_mm) / self.columns

    @property
    def lower_left(self) -> int:
        """Which panel is the first of the last row: what is said of all stands there."""
        return (self.rows - 1) * self.columns

    def divided(
        self,
        number: int,
        *,
        least_width_mm: float,
        labels_mm: float = 0.0,
        together: int = 1,
    ) -> Sheet:
        """Return the sheet with room for `number` panels, as many side by side as can.

        Parameters
        ----------
        number : int
            How many panels there are.
        least_width_mm : float
            A panel is no narrower than this, except where one alone is.
        labels_mm : float
            What the labels on the left of all panels take.
        together : int
            How many panels must stand side by side, since they are compared.
        """
        room = self.width_mm - labels_mm
        fitting = int(room // (least_width_mm * together)) * together
        columns = max(1, min(fitting, number))
        columns = max(columns, min(together, number))
        rows = -(-number // columns) or 1
        return replace(self, columns=columns, rows=rows, labels_mm=labels_mm)

    def with_height(self, height_mm: float) -> Sheet:
        """Return the sheet with panels of this height."""
        return replace(self, height_mm=height_mm)

    def begin(self) -> Axes:
        """Return the axes given, or those of a new figure with more room than needed."""
        if self.given is not None:
            return self.given
        height = (self.height_mm + SPARE_MM) * self.rows + SPARE_MM
        return style.axes(width=self.width, height=height)

    def panels(
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
        divided = grid(
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

    def settle(self, ax: Axes) -> Axes:
        """Give a new figure the height at which its panels are as high as they should be.

        A figure of someone else's keeps its size. Under either it is said which
        characters no font has.
        """
        root, unknown = root_figure(ax), lettering.undrawn()
        if self.given is not None:
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
    text = lettering.fit(remark, room, size=SMALL_PRINT, lines=2)
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
    text = lettering.fit(remark, room, size=SMALL_PRINT, lines=4)
    written = ax.get_xlabel()
    if written:
        ax.xaxis.label.set_text(f"{written}\n{text}")
    else:
        lettering.note(ax, text)


def _place_width(ax: Axes | None, width: style.Width) -> float:
    """Return how wide the chart will be, in millimetres: with its labels, where the figure is laid out by itself."""
    if ax is None:
        return style.WIDTHS[one_of("width", width, style.WIDTHS)]
    spec = ax.get_subplotspec()
    share = ax.get_position().width
    if spec is not None:
        place = spec.get_topmost_subplotspec()
        share = len(place.colspan) / place.get_gridspec().ncols
    return float(root_figure(ax).get_figwidth()) * MM_PER_INCH * share


def grid(
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


def bare(ax: Axes, *, keep: Sequence[str] = ()) -> None:
    """Take away the frame of `ax`, but the sides in `keep`, and all marks of its scales."""
    for side, line in ax.spines.items():
        line.set_visible(side in keep)
        line.set_color(style.RULE)
        line.set_linewidth(0.5)
    ax.tick_params(length=0, labelleft=False, labelbottom=False)
    ax.patch.set_visible(False)


def blank(ax: Axes | None, sentence: str, *, width: style.Width) -> Axes:
    """Draw an empty chart that says why it is empty."""
    ax = style.axes(width=width, height=24.0) if ax is None else ax
    bare(ax)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    lettering.write(
        ax, 0.5, 0.5, sentence, ha="center", va="center", color=style.MUTED, size=8
    )
    return ax


def zebra(ax: Axes, rows: int) -> None:
    """Shade every other row, so that the eye stays on its line from panel to panel."""
    for row in range(0, rows, 2):
        ax.axhspan(
            row - 0.5, row + 0.5, facecolor=style.FAINT, edgecolor="none", zorder=0
        )


def ruler(
    ax: Axes, low: float, high: float, *, room: float, whole: bool = False
) -> None:
    """Give the axis across round numbers from `low` to `high`, as many as `room` millimetres hold, and a hairline grid."""
    from matplotlib.ticker import MaxNLocator

    slack = (high - low) * 1e-9
    for bins in (5, 4, 3, 2, 1):
        chosen = MaxNLocator(
            nbins=bins, integer=whole, steps=[1, 2, 2.5, 5, 10]
        ).tick_values(low, high)
        places = [
            float(place) for place in chosen if low - slack <= place <= high + slack
        ]
        texts = [lettering.number(place) for place in places]
        if (
            max(lettering.measure(text, size=6) + 2.0 for text in texts or [""])
            * len(texts)
            <= room
        ):
            break
    ax.xaxis.set_ticks(places, labels=texts)
    ax.tick_params(
        axis="x",
        length=2,
        width=0.5,
        color=style.RULE,
        labelsize=6,
        labelcolor=style.INK,
        labelbottom=True,
    )
    ax.grid(visible=True, axis="x", color=GRID, linewidth=GRID_POINTS, zorder=0)


def legend(
    ax: Axes,
    handles: Sequence[Artist],
    texts: Sequence[str],
    *,
    width: float,
    heading: str = "",
) -> None:
    """Put a key above `ax`, in `width` millimetres, to be read row by row like a text."""
    if not texts:
        return
    across = next(
        (
            n
            for n in range(len(texts), 1, -1)
            if sum(max(map(lettering.measure, texts[at::n])) + 7.5 for at in range(n))
            <= width
        ),
        1,
    )
    # Matplotlib fills a key column by column, the first columns being the longer ones; so the entries are dealt out.
    order = [at for column in range(across) for at in range(column, len(texts), across)]
    drawn = ax.legend(
        [handles[at] for at in order], [texts[at] for at in order], ncols=across,
        loc="lower left", bbox_to_anchor=(0.0, 1.01),
        prop={"family": list(style.FAMILY), "size": 6.5}, title=heading or None, title_fontsize=6.5, alignment="left",
    )  # fmt: skip
    drawn.get_title().set_color(style.MUTED)
    for text in drawn.get_texts():
        text.set_parse_math(False)


def tiles(
    ax: Axes,
    values: Sequence[Sequence[float]],
    highest: float,
    *,
    tile: tuple[float, float],
) -> bool:
    """Draw a matrix, shaded from 0 to `highest`, rows from the top; return whether `tile` (mm) had room for the values."""
    import numpy as np

    body = np.array(values, dtype=float)
    rows, columns = body.shape
    if max(rows, columns) <= 60:
        edges = (np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5)
        line = 0.6 if min(tile) > 3 else 0.2
        ax.pcolormesh(
            *edges,
            body,
            cmap=style.shades(),
            vmin=0,
            vmax=highest,
            edgecolors="white",
            linewidth=line,
        )
    else:
        ax.imshow(
            body,
            cmap=style.shades(),
            vmin=0,
            vmax=highest,
            aspect="auto",
            interpolation="nearest",
        )
    ax.set_xlim(-0.5, columns - 0.5)
    ax.set_ylim(rows - 0.5, -0.5)
    room = tile[0] * 0.86
    size = next(
        (
            size
            for size in (6.0, 5.5, 5.0, 4.5)
            if lettering.measure("0.00", size=size) <= room
        ),
        4.5,
    )
    if (
        lettering.measure(".00", size=size) > room
        or tile[1] < size * lettering.MM * 1.25
        or body.size > 900
    ):
        return False
    for row, column in np.argwhere(body == body).tolist():
        text = f"{body[row, column]:.2f}"
        text = (
            text
            if lettering.measure(text, size=size) <= room
            else text.removeprefix("0")
        )
        ink = ink_on(style.shades()(min(body[row, column] / highest, 1.0)))
        lettering.write(
            ax,
            column,
            row,
            text,
            ha="center",
            va="center_baseline",
            size=size,
            color=ink,
        )
    return True


def stroke(
    ax: Axes,
    xs: Sequence[float],
    ys: Sequence[float],
    hue: str,
    *,
    width: float,
    dashes: Sequence[float] = (),
    order: float = 2,
) -> None:
    """Draw a line of `width` points that ends where it ends; `dashes` are the lengths of ink and gap, in widths."""
    (line,) = ax.plot(
        xs,
        ys,
        color=hue,
        linewidth=width,
        solid_capstyle="butt",
        dash_capstyle="butt",
        zorder=order,
    )
    if dashes:
        line.set_dashes(list(dashes))


def dots(
    ax: Axes,
    xs: Sequence[float],
    ys: Sequence[float],
    look: tuple[str, str],
    *,
    size: float,
    filled: bool = True,
    order: float = 3,
) -> None:
    """Draw markers, of this form and hue, `size` points across; hollow ones are white inside. They may lie over the edge of the panel."""
    marker, hue = look
    face, edge = (hue if filled else "white"), 0.0 if filled else 0.8
    ax.scatter(
        xs,
        ys,
        s=size**2,
        marker=marker,
        facecolor=face,
        edgecolor=hue,
        linewidths=edge,
        zorder=order,
        clip_on=False,
    )


def sign(marker: str, hue: str, *, size: float, filled: bool = True) -> Line2D:
    """Return what stands in a key for :func:`dots`; ``'|'`` for a stroke."""
    from matplotlib.lines import Line2D

    edge = 1.3 if marker == "|" else 0.0 if filled else 0.8
    face = hue if filled else "white"
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=marker,
        color=hue,
        markersize=size,
        markerfacecolor=face,
        markeredgewidth=edge,
    )


def shade_key(
    ax: Axes, scale: ScalarMappable, texts: Sequence[str], *, wide: float
) -> None:
    """Draw a slip of the scale of shades 3 mm under `ax`, which is `wide` millimetres."""
    from matplotlib.transforms import Affine2D, ScaledTranslation

    root, figure = ax.get_figure(root=True), ax.get_figure()
    assert root is not None  # noqa: S101  as above
    assert figure is not None  # noqa: S101  as above
    below = (
        Affine2D().scale(1 / 25.4)
        + root.dpi_scale_trans
        + ScaledTranslation(0, 0, ax.transAxes)  # type: ignore[arg-type]
    )
    place = ax.inset_axes((0.0, -4.8, min(wide, 45.0), 1.8), transform=below)
    figure.colorbar(scale, cax=place, orientation="horizontal")
    for line in place.spines.values():
        line.set_visible(False)
    low, high = scale.get_clim()
    ruler(place, low or 0.0, high or 1.0, room=min(wide, 45.0))
    place.grid(visible=False)
    place.tick_params(axis="x", length=0, pad=1.5)
    said = "\n".join(
        lettering.fit(text, min(max(wide, 25.0), 60.0), size=6, lines=3)
        for text in texts
        if text
    )
    place.set_xlabel(said, size=6, loc="left", color=style.INK, parse_math=False)


def colour(index: int) -> str:
    """Return the hue of the group with this number; beyond the eighth they repeat, with another marker or hatch."""
    return style.PALETTE[index % len(style.PALETTE)]


def ink_on(background: object) -> str:
    """Return the ink, dark or white, that reads better on `background`."""
    from matplotlib.colors import to_rgb

    red, green, blue = (_linear(part) for part in to_rgb(background))  # type: ignore[arg-type]
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return style.INK if light > 0.22 else "#ffffff"


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def first_seen(values: Iterable[str], *, known: Sequence[str] = ()) -> list[str]:
    """Return the values once each: those of `known` first, in its order, the others as they come."""
    seen = dict.fromkeys(values)
    return [value for value in known if value in seen] + [
        value for value in seen if value not in known
    ]


def ranked(table: pd.DataFrame, column: str, amount: str) -> list[str]:
    """Return the values of `column`, those with the largest sum of `amount` first, ties by name."""
    size: dict[str, float] = {}
    for name, value in zip(table[column].tolist(), table[amount].tolist(), strict=True):
        size[name] = size.get(name, 0.0) + value
    return sorted(size, key=lambda name: (-size[name], name))
