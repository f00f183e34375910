"""Words and panels round a chart: columns of numbers beside it, a heading over it, a remark under it, rows in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from discourse import style
from discourse.plot import axes_layout, marks, text_fitting

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "HEADING_SPACING",
    "draw_interval",
    "open_row_panel",
    "spread_labels",
    "write_caption",
    "write_column",
    "write_heading",
    "write_under_labels",
]

GAP = 2.2  # millimetres between columns
HEADING_SPACING = 1.1  # of lines: closer than in a text, since a heading is one thing


def write_column(
    ax: Axes,
    head: str,
    texts: Sequence[str],
    at: float,
    *,
    align_left: bool = False,
    size: float = 6.0,
    head_lift_rows: float = 0.0,
) -> float:
    """Write a column of `texts` beside `ax`, one a row, its head over the first, from `at` mm to the right of it.

    Numbers end at one line, words (``align_left=True``) begin at one. Returns where the next column may begin. The axis has
    room for the head a row above the first; `head_lift_rows` is where the head stands, in rows above it.
    """
    wide = max(text_fitting.text_width(text, size=size) for text in [head, *texts])
    place = at if align_left else at + wide
    look = {
        "xycoords": ("axes fraction", "data"),
        "textcoords": "offset points",
        "annotation_clip": False,
    }
    look |= {
        "ha": "left" if align_left else "right",
        "va": "center_baseline",
        "parse_math": False,
    }
    look |= {"family": list(style.FAMILY), "size": size, "linespacing": 1.05}
    for y, text, hue in [
        (-1.0 - head_lift_rows, head, style.MUTED),
        *((y, text, style.INK) for y, text in enumerate(texts)),
    ]:
        if text:
            ax.annotate(
                text,
                (1.0, y),
                xytext=(place / text_fitting.MM_PER_POINT, 0),
                color=hue,
                **look,  # type: ignore[arg-type]
            )
    return at + wide + GAP


def write_heading(
    ax: Axes,
    text: str,
    *,
    outdent_mm: float = 0.0,
    size: float = 7.0,
    line_spacing: float | None = HEADING_SPACING,
) -> None:
    """Write a heading over `ax`, beginning `outdent_mm` millimetres to the left of it.

    With ``line_spacing=None`` its lines stand as far apart as the font wants.
    """
    _write_at_corner(
        ax,
        text,
        height=1,
        lift=3,
        outdent_mm=outdent_mm,
        size=size,
        to="bottom",
        line_spacing=line_spacing,
    )


def write_under_labels(
    ax: Axes, text: str, *, outdent_mm: float, size: float = 6.0
) -> None:
    """Write a remark under `ax`, beginning `outdent_mm` millimetres to the left of it, under its labels."""
    _write_at_corner(
        ax,
        text,
        height=0,
        lift=-4,
        outdent_mm=outdent_mm,
        size=size,
        to="top",
        line_spacing=None,
    )


def _write_at_corner(
    ax: Axes,
    text: str,
    *,
    height: float,
    lift: float,
    outdent_mm: float,
    size: float,
    to: Literal["bottom", "top"],
    line_spacing: float | None,
) -> None:
    """Write over the upper left corner of `ax` (``height=1``), or under the lower; `lift` is in points."""
    ax.annotate(
        text,
        (0, height),
        xytext=(-outdent_mm / text_fitting.MM_PER_POINT, lift),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="left",
        va=to,
        size=size,
        color=style.INK,
        family=list(style.FAMILY),
        parse_math=False,
        linespacing=line_spacing,
    )


def write_caption(
    ax: Axes, said: Sequence[str], room: float, *, size: float = 6.0
) -> None:
    """Write what the axis across means, and remarks, under `ax` in `room` millimetres; the first line is the axis."""
    # On a screen letters are set a little wider than they are.
    text = "\n".join(
        text_fitting.fit_text(line, room * 0.96, size=size, max_lines=4)
        for line in said
        if line
    )
    ax.set_xlabel(
        text,
        size=size,
        loc="left",
        color=style.INK,
        parse_math=False,
        family=list(style.FAMILY),
    )


def open_row_panel(ax: Axes, rows: int, *, head: float = 0.0) -> None:
    """Make `ax` a panel of rows with an axis below: every other row shaded, `head` rows kept free over the first."""
    axes_layout.remove_frame(ax, keep=("bottom",))
    marks.shade_alternate_rows(ax, rows)
    ax.set_ylim(rows - 0.5, -0.5 - head)


def draw_interval(
    ax: Axes,
    y: float,
    values: tuple[float, float, float],
    look: tuple[str, str],
    *,
    filled: bool = True,
    size: float = 3.6,
) -> None:
    """Draw a value in row `y` with its interval, where there is one; a dot alone where there is none."""
    value, low, high = values
    if math.isfinite(low) and math.isfinite(high):
        marks.draw_line(ax, [low, high], [y, y], look[1], width=0.9)
    if math.isfinite(value):
        marks.draw_markers(
            ax, [value], [y], marker=look[0], colour=look[1], size=size, filled=filled
        )


def spread_labels(
    places: Sequence[float], sizes: Sequence[float], low: float, high: float
) -> list[float]:
    """Move labels as little as need be so that none of them meets another; they keep their order.

    Parameters
    ----------
    places, sizes : sequence of float
        Where the middle of each wants to be, and how long it is.
    low, high : float
        Between which they have to stay, where they fit.

    Examples
    --------
    >>> spread_labels([1.0, 1.0, 9.0], [2.0, 2.0, 2.0], 0.0, 10.0)
    [1.0, 3.0, 9.0]
    """
    order = sorted(range(len(places)), key=lambda at: (places[at], at))
    found = [0.0] * len(places)
    edge = low
    for at in order:
        found[at] = max(places[at], edge + sizes[at] / 2)
        edge = found[at] + sizes[at] / 2
    edge = high
    for at in reversed(order):
        found[at] = min(found[at], edge - sizes[at] / 2)
        edge = found[at] - sizes[at] / 2
    return found
