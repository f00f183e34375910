"""What careful counting changes: the plain string against the pattern, with and without debris."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import axes_layout, chart_decorator, marks, row_order, text_fitting
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["search_comparison"]

PANELS = 6  # groups that can stand side by side
ROW = 5.2  # millimetres
# The rings grow outwards, so that equal counts are seen as rings around one centre.
LOOKS = (
    ("#6e6e6e", "o", 6.8, False),
    ("#0072B2", "D", 4.4, False),
    ("#D55E00", "o", 2.8, True),
    ("#009E73", "s", 2.0, True),
)


@chart_decorator.chart
def search_comparison(
    table: pd.DataFrame,
    *,
    top: int = 20,
    width: style.Width = "onehalf",
    ax: Axes | None = None,
) -> Axes:
    """Draw, formula by formula, how many mentions each way of counting finds.

    A line joins the lowest and the highest count; the numbers at its ends are the plain string's and the last way's.
    Up to six groups have a panel each; more are added up.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``search_comparison``.
    top : int
        How many formulas, those with the most mentions by the last way of counting first, ties by name.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.
    """
    check_whole_number("top", top)
    searches = row_order.order_of_appearance(table["search"].tolist())
    last = table[table["search"].isin(searches[-1:])]
    every = row_order.rank_by_sum(last, "family", "count")
    every += [
        name
        for name in row_order.rank_by_sum(table, "family", "count")
        if name not in every
    ]
    families = every[:top]
    groups = row_order.order_of_appearance(table["group"].tolist())
    apart = groups if 1 < len(groups) <= PANELS else [""]
    with style.context():
        if not families:
            return axes_layout.draw_empty_chart(
                ax, "no formulas, so no counts", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm
        names = min(0.32 * page, 46.0)
        texts = [
            text_fitting.fit_text(written_names.words(name), names, max_lines=2)
            for name in families
        ]
        heads = 1 if len(apart) > 1 else 0
        tall = text_fitting.row_height_mm(texts, ROW) * (len(families) + heads)
        sheet = sheet.with_height(tall)
        ax = sheet.make_axes()
        panels = axes_layout.divide_axes(
            ax, columns=len(apart), share="y", column_gap=0.06
        )[0]
        brief = written_names.short(groups)
        room = (page - names) / len(apart)
        sums = [
            _sums(table[table["group"] == group] if len(apart) > 1 else table)
            for group in apart
        ]
        most = max(
            [
                sums_of.get((name, by), 0)
                for sums_of in sums
                for name in families
                for by in searches
            ]
            + [1]
        )
        for panel, group, counts in zip(panels, apart, sums, strict=True):
            _panel(panel, families, searches, counts, room_mm=room, most=most)
            if len(apart) > 1:
                text = text_fitting.fit_text(brief[group], room - 2, size=7)
                text_fitting.write_text(
                    panel, panel.get_xlim()[0], -1.0, text, size=7, va="center"
                )
                panel.set_ylim(len(families) - 0.5, -1.5)
        text_fitting.write_tick_labels(ax, "y", range(len(families)), texts)
        rest = (
            f"; {len(families)} of {len(every)} formulas"
            if len(every) > len(families)
            else ""
        )
        ax.set_xlabel(f"mentions found{rest}", size=6, loc="left", color=style.INK)
        _legend(ax, searches, room)
        return sheet.finish_figure(ax)


def _sums(part: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Return the count of each family by each search, groups added up."""
    counts: dict[tuple[str, str], int] = {}
    for *key, count in zip(
        part["family"].tolist(),
        part["search"].tolist(),
        part["count"].tolist(),
        strict=True,
    ):
        counts[key[0], key[1]] = counts.get((key[0], key[1]), 0) + count
    return counts


def _panel(
    ax: Axes,
    families: Sequence[str],
    searches: Sequence[str],
    counts: Mapping[tuple[str, str], int],
    *,
    room_mm: float,
    most: int,
) -> None:
    axes_layout.remove_frame(ax, keep=("bottom",))
    marks.shade_alternate_rows(ax, len(families))
    ax.set_ylim(len(families) - 0.5, -0.5)
    beside = (
        text_fitting.text_width(f"{most:,}", size=6) + 4.0
    )  # millimetres for a number at either end
    pad = most * beside / max(room_mm - 2 * beside - 4.0, 4.0)
    ax.set_xlim(-pad, most + pad)
    for y, family in enumerate(families):
        found = [
            counts[family, search] for search in searches if (family, search) in counts
        ]
        if not found:
            continue
        marks.draw_line(
            ax, [min(found), max(found)], [y, y], style.RULE, width=1.6, zorder=1.5
        )
        for index, search in enumerate(searches):
            if (family, search) in counts:
                hue, marker, size, filled = LOOKS[index % len(LOOKS)]
                marks.draw_markers(
                    ax,
                    [counts[family, search]],
                    [y],
                    marker=marker,
                    colour=hue,
                    size=size,
                    filled=filled,
                    zorder=2 + index / 10,
                )
        _ends(ax, y, found[0], found[-1], found)
    marks.draw_number_axis(
        ax, 0, most, width_mm=room_mm - 2 * beside - 2, integers=True
    )


def _ends(ax: Axes, y: int, first: int, last: int, found: Sequence[int]) -> None:
    """Write the first and the last count at the outer ends, or one number where all agree."""
    gap = {
        "textcoords": "offset points",
        "va": "center",
        "size": 6,
        "color": style.INK,
        "parse_math": False,
    }
    for value, side in (
        (first, -1 if first < last else 1),
        (last, 1 if first < last else -1),
    ):
        if first == last and (side < 0):
            continue
        at = min(found) if side < 0 else max(found)
        ax.annotate(
            f"{value:,}",
            (at, y),
            xytext=(6.5 * side, 0),
            ha="left" if side > 0 else "right",
            **gap,  # type: ignore[arg-type]
        )


def _legend(ax: Axes, searches: Sequence[str], room: float) -> None:
    looks = [LOOKS[index % len(LOOKS)] for index in range(len(searches))]
    handles = [
        marks.legend_marker(marker, hue, size=size, filled=filled)
        for hue, marker, size, filled in looks
    ]
    marks.draw_legend(
        ax,
        handles,
        [
            text_fitting.fit_text(written_names.words(search), min(50.0, room - 8))
            for search in searches
        ],
        width_mm=room,
    )
