"""Marks drawn on axes: dots, lines, tiles, scales and legends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from discourse import style
from discourse.plot import text_fitting

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.cm import ScalarMappable
    from matplotlib.lines import Line2D


__all__ = [
    "GRID_COLOUR",
    "GRID_WIDTH",
    "draw_colour_bar",
    "draw_legend",
    "draw_line",
    "draw_markers",
    "draw_matrix",
    "draw_number_axis",
    "group_colour",
    "legend_marker",
    "shade_alternate_rows",
    "text_colour_on",
]
GRID_COLOUR = "#e3e3e3"  # colour of lines that lie under the marks
GRID_WIDTH = 0.4  # width of its lines


def shade_alternate_rows(ax: Axes, rows: int) -> None:
    """Shade every other row, so that the eye stays on its line from panel to panel."""
    for row in range(0, rows, 2):
        ax.axhspan(
            row - 0.5, row + 0.5, facecolor=style.FAINT, edgecolor="none", zorder=0
        )


def draw_number_axis(
    ax: Axes, low: float, high: float, *, width_mm: float, integers: bool = False
) -> None:
    """Give the axis across round numbers from `low` to `high`, as many as `width_mm` millimetres hold, and a hairline grid."""
    from matplotlib.ticker import MaxNLocator

    slack = (high - low) * 1e-9
    for bins in (5, 4, 3, 2, 1):
        chosen = MaxNLocator(
            nbins=bins, integer=integers, steps=[1, 2, 2.5, 5, 10]
        ).tick_values(low, high)
        places = [
            float(place) for place in chosen if low - slack <= place <= high + slack
        ]
        texts = [text_fitting.format_number(place) for place in places]
        if (
            max(text_fitting.text_width(text, size=6) + 2.0 for text in texts or [""])
            * len(texts)
            <= width_mm
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
    ax.grid(visible=True, axis="x", color=GRID_COLOUR, linewidth=GRID_WIDTH, zorder=0)


def draw_legend(
    ax: Axes,
    handles: Sequence[Artist],
    texts: Sequence[str],
    *,
    width_mm: float,
    heading: str = "",
) -> None:
    """Put a key above `ax`, in `width_mm` millimetres, to be read row by row like a text."""
    if not texts:
        return
    across = next(
        (
            n
            for n in range(len(texts), 1, -1)
            if sum(
                max(map(text_fitting.text_width, texts[at::n])) + 7.5 for at in range(n)
            )
            <= width_mm
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


def draw_matrix(
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
            if text_fitting.text_width("0.00", size=size) <= room
        ),
        4.5,
    )
    if (
        text_fitting.text_width(".00", size=size) > room
        or tile[1] < size * text_fitting.MM_PER_POINT * 1.25
        or body.size > 900
    ):
        return False
    for row, column in np.argwhere(body == body).tolist():
        text = f"{body[row, column]:.2f}"
        text = (
            text
            if text_fitting.text_width(text, size=size) <= room
            else text.removeprefix("0")
        )
        ink = text_colour_on(style.shades()(min(body[row, column] / highest, 1.0)))
        text_fitting.write_text(
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


def draw_line(
    ax: Axes,
    xs: Sequence[float],
    ys: Sequence[float],
    hue: str,
    *,
    width: float,
    dashes: Sequence[float] = (),
    zorder: float = 2,
) -> None:
    """Draw a line of `width` points that ends where it ends; `dashes` are the lengths of ink and gap, in widths."""
    (line,) = ax.plot(
        xs,
        ys,
        color=hue,
        linewidth=width,
        solid_capstyle="butt",
        dash_capstyle="butt",
        zorder=zorder,
    )
    if dashes:
        line.set_dashes(list(dashes))


def draw_markers(
    ax: Axes,
    xs: Sequence[float],
    ys: Sequence[float],
    *,
    marker: str,
    colour: str,
    size: float,
    filled: bool = True,
    zorder: float = 3,
) -> None:
    """Draw markers, of this form and hue, `size` points across; hollow ones are white inside. They may lie over the edge of the panel."""
    face, edge = (colour if filled else "white"), 0.0 if filled else 0.8
    ax.scatter(
        xs,
        ys,
        s=size**2,
        marker=marker,
        facecolor=face,
        edgecolor=colour,
        linewidths=edge,
        zorder=zorder,
        clip_on=False,
    )


def legend_marker(marker: str, hue: str, *, size: float, filled: bool = True) -> Line2D:
    """Return what stands in a key for :func:`draw_markers`; ``'|'`` for a stroke."""
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


def draw_colour_bar(
    ax: Axes, scale: ScalarMappable, texts: Sequence[str], *, width_mm: float
) -> None:
    """Draw a slip of the scale of shades 3 mm under `ax`, which is `width_mm` millimetres."""
    from matplotlib.transforms import Affine2D, ScaledTranslation

    root, figure = ax.get_figure(root=True), ax.get_figure()
    assert root is not None  # noqa: S101  as above
    assert figure is not None  # noqa: S101  as above
    below = (
        Affine2D().scale(1 / 25.4)
        + root.dpi_scale_trans
        + ScaledTranslation(0, 0, ax.transAxes)  # type: ignore[arg-type]
    )
    place = ax.inset_axes((0.0, -4.8, min(width_mm, 45.0), 1.8), transform=below)
    figure.colorbar(scale, cax=place, orientation="horizontal")
    for line in place.spines.values():
        line.set_visible(False)
    low, high = scale.get_clim()
    draw_number_axis(place, low or 0.0, high or 1.0, width_mm=min(width_mm, 45.0))
    place.grid(visible=False)
    place.tick_params(axis="x", length=0, pad=1.5)
    said = "\n".join(
        text_fitting.fit_text(text, min(max(width_mm, 25.0), 60.0), size=6, max_lines=3)
        for text in texts
        if text
    )
    place.set_xlabel(said, size=6, loc="left", color=style.INK, parse_math=False)


def group_colour(index: int) -> str:
    """Return the hue of the group with this number; beyond the eighth they repeat, with another marker or hatch."""
    return style.PALETTE[index % len(style.PALETTE)]


def text_colour_on(background: object) -> str:
    """Return the ink, dark or white, that reads better on `background`."""
    from matplotlib.colors import to_rgb

    red, green, blue = (_linear(part) for part in to_rgb(background))  # type: ignore[arg-type]
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return style.INK if light > 0.22 else "#ffffff"


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
