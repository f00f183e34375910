"""What charts draw: markers, lines, matrices, number axes, colour bars, legends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from discourse import style
from discourse.plot import text_fitting

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.cm import ScalarMappable
    from matplotlib.lines import Line2D
    from matplotlib.transforms import Transform


__all__ = [
    "AXIS_TEXT_SIZE",
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
    "shade_rows",
    "text_colour_on",
]
GRID_COLOUR = "#e3e3e3"  # of lines that lie under the marks
GRID_WIDTH = 0.4  # points

# The horizontal axis.
AXIS_TEXT_SIZE = 6  # points: type of its numbers
TICK_GAP_MM = 2.0  # between two numbers
TICK_COUNTS = (5, 4, 3, 2, 1)  # tried in this order until the numbers have room
ROUND_STEPS = [1, 2, 2.5, 5, 10]  # steps between numbers that a reader can add up
ROUNDING_SLACK = 1e-9  # of the axis: a tick beyond an end by less is a rounding error

# Legends.
LEGEND_TEXT_SIZE = 6.5  # points
LEGEND_ENTRY_MM = 7.5  # what an entry takes besides its text: its mark and two gaps
LEGEND_LIFT = 1.01  # of the height of the axes, so that the legend stands clear of them

# Matrices.
MAX_SHAPED_TILES = 60  # rows or columns; of more, an image is smaller than shapes
WIDE_TILE_MM = 3.0  # from here on, a tile can afford a broad white edge
EDGE_POINTS, THIN_EDGE_POINTS = 0.6, 0.2  # white edges of broad and of small tiles
TEXT_SHARE = 0.86  # of the width of a tile that its number may take
TILE_TEXT_SIZES = (6.0, 5.5, 5.0, 4.5)  # points: tried from the largest
LINE_SHARE = 1.25  # of its type that a tile must be high
MAX_WRITTEN_TILES = 900  # more numbers cannot be read one by one

# Markers and lines.
OPEN_EDGE_POINTS = 0.8  # the edge of an open marker
STROKE_EDGE_POINTS = 1.3  # the width of an upright stroke in a legend

# Colour bars.
BAR_MAX_MM = 45.0  # a longer bar tells no more
BAR_HEIGHT_MM = 1.8
BAR_DROP_MM = 4.8  # from the lower edge of the axes to that of the bar: 3 mm are free
BAR_TEXT_MIN_MM, BAR_TEXT_MAX_MM = 25.0, 60.0  # width of the lines under a bar

# WCAG 2: relative luminance, from the linear parts of red, green and blue.
LUMINANCE_WEIGHTS = (0.2126, 0.7152, 0.0722)
# White text reads better on a darker background. WCAG puts the limit at 0.18; our ink
# is not quite black.
DARK_TEXT_LUMINANCE = 0.22


def shade_alternate_rows(ax: Axes, row_count: int) -> None:
    """Shade every other row, so that the eye stays on its line from panel to panel."""
    shade_rows(ax, range(0, row_count, 2))


def shade_rows(ax: Axes, rows: Iterable[int]) -> None:
    """Shade these rows."""
    for row in rows:
        ax.axhspan(
            row - 0.5, row + 0.5, facecolor=style.FAINT, edgecolor="none", zorder=0
        )


def draw_number_axis(
    ax: Axes, low: float, high: float, *, width_mm: float, integers: bool = False
) -> None:
    """Write round numbers on the horizontal axis, and draw thin lines up from them.

    Parameters
    ----------
    ax : Axes
        The panel.
    low, high : float
        The range in which numbers are written.
    width_mm : float
        The width of the axis. It decides how many numbers are written.
    integers : bool
        Whether only whole numbers are written.
    """
    ticks: list[float] = []
    texts: list[str] = []
    for count in TICK_COUNTS:
        ticks = _round_ticks(low, high, count, integers=integers)
        texts = [text_fitting.format_number(tick) for tick in ticks]
        text_widths = [
            text_fitting.text_width(text, size=AXIS_TEXT_SIZE) for text in texts
        ]
        tick_mm = max(text_widths, default=0.0) + TICK_GAP_MM
        if tick_mm * len(texts) <= width_mm:
            break
    ax.xaxis.set_ticks(ticks, labels=texts)
    ax.tick_params(
        axis="x",
        length=2,
        width=0.5,
        color=style.RULE,
        labelsize=AXIS_TEXT_SIZE,
        labelcolor=style.INK,
        labelbottom=True,
    )
    ax.grid(visible=True, axis="x", color=GRID_COLOUR, linewidth=GRID_WIDTH, zorder=0)


def _round_ticks(
    low: float, high: float, tick_count: int, *, integers: bool
) -> list[float]:
    """Return about `count` round numbers from `low` to `high`."""
    from matplotlib.ticker import MaxNLocator

    locator = MaxNLocator(nbins=tick_count, integer=integers, steps=ROUND_STEPS)
    slack = (high - low) * ROUNDING_SLACK
    lowest_tick = low - slack
    highest_tick = high + slack
    ticks = []
    for tick in locator.tick_values(low, high):
        if lowest_tick <= tick <= highest_tick:
            ticks.append(float(tick))
    return ticks


def draw_legend(
    ax: Axes,
    handles: Sequence[Artist],
    texts: Sequence[str],
    *,
    width_mm: float,
    outdent_mm: float = 0.0,
    heading: str = "",
) -> None:
    """Draw a legend above `ax` that is read row by row, like a text.

    It takes at most `width_mm`, and begins `outdent_mm` to the left of the axes.
    """
    if not texts:
        return
    column_count = _legend_columns(texts, width_mm)
    # Matplotlib fills a legend column by column, and its first columns are the longer
    # ones. So that it reads row by row, the entries are put in the order of columns.
    entry_order: list[int] = []
    for column in range(column_count):
        entry_order += range(column, len(texts), column_count)
    legend = ax.legend(
        [handles[index] for index in entry_order],
        [texts[index] for index in entry_order],
        ncols=column_count,
        loc="lower left",
        bbox_to_anchor=(0.0, LEGEND_LIFT),
        bbox_transform=_shifted_axes(ax, -outdent_mm),
        prop={"family": list(style.FAMILY), "size": LEGEND_TEXT_SIZE},
        title=heading or None,
        title_fontsize=LEGEND_TEXT_SIZE,
        alignment="left",
    )
    legend.get_title().set_color(style.MUTED)
    for text in legend.get_texts():
        text.set_parse_math(False)


def _shifted_axes(ax: Axes, shift_mm: float) -> Transform:
    """Return the coordinates of `ax`, shifted to the right by some millimetres."""
    from matplotlib.transforms import ScaledTranslation

    root = ax.get_figure(root=True)
    assert root is not None  # noqa: S101  axes without a figure cannot be drawn on
    shift = shift_mm / text_fitting.MM_PER_INCH
    return ax.transAxes + ScaledTranslation(shift, 0, root.dpi_scale_trans)


def _legend_columns(texts: Sequence[str], width_mm: float) -> int:
    """Return how many columns of a legend fit side by side, at least one."""
    for column_count in range(len(texts), 1, -1):
        needed_mm = 0.0
        for column in range(column_count):
            widths = map(text_fitting.text_width, texts[column::column_count])
            needed_mm += max(widths) + LEGEND_ENTRY_MM
        if needed_mm <= width_mm:
            return column_count
    return 1


def draw_matrix(
    ax: Axes,
    values: Sequence[Sequence[float]],
    highest: float,
    *,
    tile: tuple[float, float],
) -> bool:
    """Draw a matrix as shaded tiles and return whether there was room for its values.

    Parameters
    ----------
    ax : Axes
        The panel.
    values : sequence of sequence of float
        The rows, from the top. Missing values are NaN.
    highest : float
        The value of the darkest shade; 0 has the lightest.
    tile : tuple of float
        The width and the height of a tile, in millimetres.
    """
    import numpy as np

    matrix = np.array(values, dtype=float)
    row_count, column_count = matrix.shape
    _shade_tiles(ax, matrix, highest, tile=tile)
    ax.set_xlim(-0.5, column_count - 0.5)
    ax.set_ylim(row_count - 0.5, -0.5)
    width_mm, height_mm = tile
    text_mm = width_mm * TEXT_SHARE
    text_points = _tile_text_size(text_mm)
    is_too_narrow = text_fitting.text_width(".00", size=text_points) > text_mm
    is_too_low = height_mm < text_points * text_fitting.MM_PER_POINT * LINE_SHARE
    if is_too_narrow or is_too_low or matrix.size > MAX_WRITTEN_TILES:
        return False
    _write_tile_values(ax, matrix, highest, text_mm, text_points=text_points)
    return True


def _shade_tiles(
    ax: Axes, matrix: np.ndarray, highest: float, *, tile: tuple[float, float]
) -> None:
    """Draw the tiles of a matrix: as shapes with white edges, or many as one image."""
    import numpy as np

    row_count, column_count = matrix.shape
    colours = style.sequential_colour_map()
    if max(row_count, column_count) > MAX_SHAPED_TILES:
        ax.imshow(
            matrix,
            cmap=colours,
            vmin=0,
            vmax=highest,
            aspect="auto",
            interpolation="nearest",
        )
        return
    ax.pcolormesh(
        np.arange(column_count + 1) - 0.5,
        np.arange(row_count + 1) - 0.5,
        matrix,
        cmap=colours,
        vmin=0,
        vmax=highest,
        edgecolors="white",
        linewidth=EDGE_POINTS if min(tile) > WIDE_TILE_MM else THIN_EDGE_POINTS,
    )


def _write_tile_values(
    ax: Axes,
    matrix: np.ndarray,
    highest: float,
    text_mm: float,
    *,
    text_points: float,
) -> None:
    """Write the value of each tile, at most `text_mm` wide; missing values have none."""
    import numpy as np

    colours = style.sequential_colour_map()
    for row, column in np.argwhere(~np.isnan(matrix)).tolist():
        value = matrix[row, column]
        text = f"{value:.2f}"
        if text_fitting.text_width(text, size=text_points) > text_mm:
            # ".25" instead of "0.25"
            text = text.removeprefix("0")
        background = colours(min(value / highest, 1.0))
        text_fitting.write_text(
            ax,
            column,
            row,
            text,
            ha="center",
            va="center_baseline",
            size=text_points,
            color=text_colour_on(background),
        )


def _tile_text_size(text_mm: float) -> float:
    """Return the largest type size, in points, in which a value has room.

    If it has room in none, return the smallest.
    """
    for size in TILE_TEXT_SIZES:
        if text_fitting.text_width("0.00", size=size) <= text_mm:
            return size
    return TILE_TEXT_SIZES[-1]


def draw_line(
    ax: Axes,
    xs: Sequence[float],
    ys: Sequence[float],
    colour: str,
    *,
    width: float,
    dashes: Sequence[float] = (),
    zorder: float = 2,
) -> None:
    """Draw a line of `width` points that ends exactly at its last point.

    `dashes` are the lengths of ink and gap in turn, in widths of the line.
    """
    (line,) = ax.plot(
        xs,
        ys,
        color=colour,
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
    """Draw markers `size` points across; an open one is white inside.

    A marker may lie over the edge of the panel.
    """
    ax.scatter(
        xs,
        ys,
        s=size**2,
        marker=marker,
        facecolor=colour if filled else "white",
        edgecolor=colour,
        linewidths=0.0 if filled else OPEN_EDGE_POINTS,
        zorder=zorder,
        clip_on=False,
    )


def legend_marker(
    marker: str, colour: str, *, size: float, filled: bool = True
) -> Line2D:
    """Return the entry of a legend for markers drawn with :func:`draw_markers`.

    The marker ``'|'`` is an upright stroke.
    """
    from matplotlib.lines import Line2D

    edge_points = 0.0 if filled else OPEN_EDGE_POINTS
    if marker == "|":
        edge_points = STROKE_EDGE_POINTS
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=marker,
        color=colour,
        markersize=size,
        markerfacecolor=colour if filled else "white",
        markeredgewidth=edge_points,
    )


def draw_colour_bar(
    ax: Axes, scale: ScalarMappable, texts: Sequence[str], *, width_mm: float
) -> None:
    """Draw the scale of shades under `ax`, and `texts` under the scale.

    `width_mm` is the width of `ax`. Empty texts are left out.
    """
    figure = ax.get_figure()
    assert figure is not None  # noqa: S101  axes without a figure cannot be drawn on
    bar_mm = min(width_mm, BAR_MAX_MM)
    bar_ax = ax.inset_axes(
        (0.0, -BAR_DROP_MM, bar_mm, BAR_HEIGHT_MM), transform=_mm_below(ax)
    )
    figure.colorbar(scale, cax=bar_ax, orientation="horizontal")
    for line in bar_ax.spines.values():
        line.set_visible(False)
    low, high = scale.get_clim()
    # The limits may be missing (None), and a bar from 0 to 0 would have no length.
    draw_number_axis(bar_ax, low or 0.0, high or 1.0, width_mm=bar_mm)
    bar_ax.grid(visible=False)
    bar_ax.tick_params(axis="x", length=0, pad=1.5)
    text_mm = min(max(width_mm, BAR_TEXT_MIN_MM), BAR_TEXT_MAX_MM)
    lines = [
        text_fitting.fit_text(text, text_mm, size=AXIS_TEXT_SIZE, max_lines=3)
        for text in texts
        if text
    ]
    bar_ax.set_xlabel(
        "\n".join(lines),
        size=AXIS_TEXT_SIZE,
        loc="left",
        color=style.INK,
        parse_math=False,
    )


def _mm_below(ax: Axes) -> Transform:
    """Return coordinates in millimetres from the lower left corner of `ax`."""
    from matplotlib.transforms import Affine2D, ScaledTranslation

    root = ax.get_figure(root=True)
    assert root is not None  # noqa: S101  axes without a figure cannot be drawn on
    inches = Affine2D().scale(1 / text_fitting.MM_PER_INCH)
    corner = ScaledTranslation(0, 0, ax.transAxes)  # type: ignore[arg-type]
    return inches + root.dpi_scale_trans + corner


def group_colour(index: int) -> str:
    """Return the colour of the group with this number.

    Beyond the eighth group colours repeat, with another marker or hatch.
    """
    number_of_colours = len(style.PALETTE)
    return style.PALETTE[index % number_of_colours]


def text_colour_on(background: object) -> str:
    """Return the colour of text, dark or white, that reads better on `background`."""
    from matplotlib.colors import to_rgb

    luminance = 0.0
    channels = to_rgb(background)  # type: ignore[arg-type]
    for weight, channel in zip(LUMINANCE_WEIGHTS, channels, strict=True):
        luminance += weight * _linear_light(channel)
    return style.INK if luminance > DARK_TEXT_LUMINANCE else "#ffffff"


def _linear_light(channel: float) -> float:
    """Return the linear intensity of a channel (red, green or blue) of an sRGB colour.

    The formula and its numbers are those of IEC 61966-2-1.
    """
    if channel <= 0.04045:
        return float(channel / 12.92)
    return float(((channel + 0.055) / 1.055) ** 2.4)
