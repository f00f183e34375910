"""The wordings of a formula, and the levels at which it is pitched, as shares of its mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import axes_layout, chart_decorator, marks, row_order, text_fitting
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["variants"]

STATUSES = ("standard", "variant", "garbled", "clipped", "collective", "allusive")
# From the wording prescribed to the wording lost: the hue is fixed, so that two charts can be laid side by side.
STATUS_LOOK = {
    "standard": ("#0072B2", ""), "variant": ("#8CC3E6", "////"), "garbled": ("#E69F00", "xxxx"), "clipped": ("#4DAF93", "...."),
    "collective": ("#CC79A7", "\\\\\\\\"), "allusive": ("#D9D2C0", "----"),
}  # fmt: skip
UNSAID = ("unspecified", "")  # no cue to the level; the family has no levels
ROW = 4.6  # millimetres
HEAD_ROWS = 1.1  # what the name of a formula takes over its bars, in rows
MOST = 60  # groups in one figure


@dataclass(frozen=True)
class _Panel:
    family: str
    counts: Mapping[tuple[str, str], int]  # by group and value
    shares: Mapping[tuple[str, str], float]


@chart_decorator.chart
def variants(
    table: pd.DataFrame,
    *,
    top: int = 5,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw how the mentions of a formula divide, group by group: by status of the wording, by level, or both.

    Each bar is all mentions of one group; the numbers in it are counts, and their sum stands at its end. Bars of the
    same length can rest on very different numbers of mentions, so read the sums first.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``variants``: one panel for each formula and facet in it. Of more
        than 60 groups the first 60 are drawn.
    top : int
        How many formulas, the most frequent first, ties by name; those without a mention are left out.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The first panel.
    """
    check_whole_number("top", top)
    facets = row_order.order_of_appearance(
        table.loc[table["count"] > 0, "facet"].tolist(), known=("status", "level")
    )
    every = row_order.rank_by_sum(table[table["count"] > 0], "family", "count")
    families = every[:top]
    groups = row_order.order_of_appearance(table["group"].tolist())
    every_group, groups = groups, groups[:MOST]
    with style.context():
        if not families:
            return axes_layout.draw_empty_chart(
                ax, "no mentions, so no wordings", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm
        names = min(0.24 * page, 38.0) if groups != [""] else 20.0
        room = (page - names) / len(facets)
        brief = written_names.short(every_group)
        texts = [
            text_fitting.fit_text(brief[group] or "all", names, max_lines=2)
            for group in groups
        ]
        rows = len(groups) + HEAD_ROWS
        sheet = sheet.with_height(text_fitting.row_height_mm(texts, ROW) * rows)
        sheet = replace(sheet, rows=len(families), columns=len(facets))
        ax = sheet.make_axes()
        panels = axes_layout.divide_axes(
            ax,
            rows=len(families),
            columns=len(facets),
            share="y",
            column_gap=0.04,
            row_gap=0.02,
        )
        for column, facet in enumerate(facets):
            part = table[table["facet"] == facet]
            part = part[part["family"].isin(families)]
            values = row_order.order_of_appearance(
                part.loc[part["count"] > 0, "value"].tolist(),
                known=STATUSES if facet == "status" else (),
            )
            looks = _looks(facet, values)
            for row, family in enumerate(families):
                panel = _panel(part[part["family"] == family], family)
                _bars(
                    panels[row][column],
                    panel,
                    groups,
                    looks,
                    (room, page - names - 6 if column == 0 else 0.0),
                )
            _legend(panels[0][column], facet, looks, room)
        for row in range(len(families)):
            text_fitting.write_tick_labels(
                panels[row][0], "y", range(len(groups)), texts
            )
        rest = (
            [f"{len(families)} of {len(every)} formulas"]
            if len(every) > len(families)
            else []
        )
        rest += (
            [f"the first {MOST} of {len(every_group):,} groups"]
            if len(every_group) > MOST
            else []
        )
        text_fitting.write_footnote(panels[-1][0], "; ".join(rest))
        return sheet.finish_figure(ax)


def _panel(part: pd.DataFrame, family: str) -> _Panel:
    keys = list(zip(part["group"].tolist(), part["value"].tolist(), strict=True))
    counts = dict(zip(keys, part["count"].tolist(), strict=True))
    return _Panel(family, counts, dict(zip(keys, part["share"].tolist(), strict=True)))


def _looks(facet: str, values: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return hue and hatch of each value: statuses have theirs, levels go down a ramp in the order they come."""
    from matplotlib.colors import to_hex

    if facet == "status" and set(values) <= set(STATUS_LOOK):
        return {value: STATUS_LOOK[value] for value in values}
    said = [value for value in values if value not in UNSAID]
    looks = {}
    for index, value in enumerate(said):
        depth = 0.92 - 0.78 * index / max(len(said) - 1, 1)
        looks[value] = (
            to_hex(style.shades()(depth)),
            ("", "////", "....", "xxxx", "----", "\\\\\\\\")[index % 6],
        )
    return {value: looks.get(value, ("#ffffff", "")) for value in values}


def _bars(
    ax: Axes,
    panel: _Panel,
    groups: Sequence[str],
    looks: Mapping[str, tuple[str, str]],
    place: tuple[float, float],
) -> None:
    room, heading = place
    axes_layout.remove_frame(ax)
    ax.set_xlim(0, 1.13)
    ax.set_ylim(len(groups) - 0.5, -1.6)
    if heading:
        text = text_fitting.fit_text(written_names.words(panel.family), heading, size=7)
        # It may run on over the panel beside it, so it must not push that panel away.
        text_fitting.write_text(
            ax, 0.0, -0.85, text, size=7, va="center"
        ).set_in_layout(False)
    for y, group in enumerate(groups):
        total = sum(count for (at, _), count in panel.counts.items() if at == group)
        if not total:
            text_fitting.write_text(
                ax,
                0.0,
                y,
                "no mentions",
                size=6,
                va="center_baseline",
                color=style.MUTED,
            )
            continue
        left = 0.0
        for value, (hue, hatch) in looks.items():
            count = panel.counts.get((group, value), 0)
            share = panel.shares.get((group, value), 0.0)
            if not count:
                continue
            edge = style.MUTED if hue == "#ffffff" else "white"
            ax.barh(
                y,
                share,
                0.74,
                left=left,
                facecolor=hue,
                edgecolor=edge,
                linewidth=0.5,
                hatch=hatch or None,
            )
            if (
                share * room * 0.85
                > text_fitting.text_width(f"{count:,}", size=6) + 1.4
            ):
                look = {
                    "ha": "center",
                    "va": "center_baseline",
                    "size": 6,
                    "color": marks.text_colour_on(hue),
                }
                written = text_fitting.write_text(
                    ax, left + share / 2, y, f"{count:,}", **look
                )
                if hatch:
                    text_fitting.add_halo(written, hue)
            left += share
        text_fitting.write_text(
            ax, 1.015, y, f"{total:,}", size=6, va="center_baseline", color=style.MUTED
        )


def _legend(
    ax: Axes, facet: str, looks: Mapping[str, tuple[str, str]], room: float
) -> None:
    from matplotlib.patches import Patch

    handles = []
    for hue, hatch in looks.values():
        edge = style.MUTED if hue == "#ffffff" else "white"
        handles.append(
            Patch(facecolor=hue, edgecolor=edge, hatch=hatch or None, linewidth=0.4)
        )
    plain = {"": "no level"} if facet == "level" else {"": "none"}
    texts = [
        plain.get(value) or text_fitting.fit_text(value, min(34.0, room - 8))
        for value in looks
    ]
    heading = {"status": "wording", "level": "level of the community"}.get(
        facet, written_names.words(facet)
    )
    marks.draw_legend(ax, handles, texts, width_mm=room, heading=heading)
