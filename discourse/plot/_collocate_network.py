"""A phrase among its collocates, as a network for print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    network_layout,
    panels,
    row_order,
    text_fitting,
)
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["collocate_network"]

HUE = "#2f5f8a"
EDGE_MM = 2.0  # of the page that is kept free


@chart_decorator.chart
def collocate_network(
    table: pd.DataFrame,
    *,
    top: int = 12,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw a phrase in the middle, its collocates round it, and lines as broad as the mentions that they rest on.

    The number on a line is that of the mentions: with the term near them on a line from the middle, with both terms on
    a dashed line between two. The collocates stand clockwise from the top, the closest (by the measure of the table)
    first; where they stand means nothing else. An open mark is a collocate in one document only.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``collocate_network``; of several phrases the first is drawn.
    top : int
        How many collocates, and how many of the lines between them, the strongest first.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.
    """
    check_whole_number("top", top)
    families = row_order.order_of_appearance(table["family"].tolist())
    table = table[table["family"].isin(families[:1])]
    names = ("kind", "term", "other_term", "count", "documents", "score", "count_term")
    rows = sorted(
        zip(*(table[name].tolist() for name in names), strict=True),
        key=lambda row: (-row[5], -row[3], row[1], row[2]),
    )
    near = [row for row in rows if row[0] == "node"]
    with style.context():
        if not near:
            return axes_layout.draw_empty_chart(ax, "no collocates", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        wide = sheet.width_mm - EDGE_MM
        texts = {
            row[2]: text_fitting.fit_text(row[2], 0.2 * wide, max_lines=2)
            for row in near[:top]
        }
        beside = max(map(text_fitting.text_width, texts.values())) + 4.0
        high = min(wide - 2 * beside, 100.0) + 6.0
        shown = list(texts)[
            : network_layout.count_names_that_fit(
                high, 2 if any("\n" in text for text in texts.values()) else 1
            )
        ]
        between = [
            row
            for row in rows
            if row[0] == "between" and row[1] in shown and row[2] in shown
        ]
        near = [row for row in near if row[2] in shown] + [
            row for row in near if row[2] not in shown
        ]
        sheet = sheet.with_height(high)
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax)
        ax.set_xlim(0, wide)
        ax.set_ylim(high, 0)
        middle = wide / 2, high / 2
        places = network_layout.place_on_circle(shown, middle, high / 2 - 3.0)
        links = [network_layout.Link("", row[2], row[3]) for row in near[: len(shown)]]
        most = min(top, int(high // 11))  # more lines than that cannot be told apart
        links += [
            network_layout.Link(row[1], row[2], row[3], bent=True)
            for row in between[:most]
        ]
        kept = _middle(ax, families[0], middle, height_mm=high, mentions=near[0][6])
        network_layout.draw_links(
            ax, {**places, "": middle}, links, clearance_mm=4.5, keep_free=kept
        )
        for row in near[: len(shown)]:
            x, y = places[row[2]]
            marks.draw_markers(
                ax,
                [x],
                [y],
                marker="o",
                colour=HUE,
                size=5.2,
                filled=row[4] > 1,
                zorder=3,
            )
        network_layout.draw_names(
            ax,
            places,
            {name: texts[name] for name in shown},
            distance_mm=2.2,
            height_mm=high,
        )
        panels.write_caption(
            ax,
            _said(
                table,
                near[: len(shown)],
                (len(families), len(near), len(between), most),
            ),
            wide - 2.0,
        )
        return sheet.finish_figure(ax)


def _middle(
    ax: Axes,
    family: str,
    at: tuple[float, float],
    *,
    height_mm: float,
    mentions: int,
) -> list[tuple[float, float]]:
    """Write the phrase in the middle; return places all over its box, for numbers to keep away from."""
    name = text_fitting.fit_text(
        written_names.words(family), min(24.0, height_mm * 0.3), max_lines=3
    )
    text = text_fitting.write_text(
        ax, *at, f"{name}\n{mentions:,}", ha="center", va="center", size=6.5, zorder=6
    )
    text.set_bbox(
        {
            "boxstyle": "round,pad=0.35",
            "facecolor": "white",
            "edgecolor": style.INK,
            "linewidth": 0.6,
        }
    )
    wide, tall = (
        text_fitting.text_width(name) / 2 + 1.5,
        1.4 * (name.count("\n") + 2) + 0.8,
    )
    return [
        (at[0] + wide * x / 4, at[1] + tall * y / 4)
        for x in range(-4, 5)
        for y in range(-4, 5)
    ]


def _said(
    table: pd.DataFrame,
    shown: Sequence[tuple[object, ...]],
    sizes: tuple[int, int, int, int],
) -> list[str]:
    families, near, between, most = sizes
    measure = " or ".join(row_order.order_of_appearance(table["measure"].tolist()))
    said = [
        f"on a line: mentions of the phrase; order by {written_names.plain(measure)}"
    ]
    if between:
        said.append("dashed: both terms near the same mention")
    if any(row[4] == 1 for row in shown):
        said.append("open: in one document only")
    said += (
        [f"the first {len(shown)} of {near:,} collocates"] if near > len(shown) else []
    )
    said += (
        [f"the strongest {most} of {between:,} dashed lines"] if between > most else []
    )
    said += [f"one of {families:,} phrases: the first"] if families > 1 else []
    return said
