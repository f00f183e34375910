"""Formulas against groups: how often, how densely, how sure."""

from __future__ import annotations

import math
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

__all__ = ["frequencies"]

NAMED = 8  # groups that can have a hue and a marker of their own
MOST = 200  # groups in one figure
WHISKERED = 16  # groups whose whiskers still fit into a row
SPREAD = 8.0  # millimetres that the share of documents takes
KEY_MM = 4.0  # that a row of markers takes, over the first row


@dataclass(frozen=True)
class _Cell:
    count: int
    words: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class _Matrix:
    """What is drawn: names, numbers, and the room each has, in millimetres."""

    families: tuple[str, ...]
    groups: tuple[str, ...]
    cells: Mapping[tuple[str, str], _Cell]
    row: float
    column: float

    @property
    def disc(self) -> float:
        """Width of a disc, in points."""
        return min(self.row * 0.8, self.column * 0.86, 8.0) * 72 / 25.4

    @property
    def key(self) -> bool:
        """Whether each group has a marker."""
        return 1 < len(self.groups) <= NAMED

    @property
    def beside(self) -> bool:
        """Whether there is a panel of whiskers."""
        return len(self.groups) <= WHISKERED


@chart_decorator.chart
def frequencies(
    table: pd.DataFrame,
    *,
    top: int = 20,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw which group uses which formula how often: a number in each cell, its shade the rate, whiskers beside it.

    The number is the count; the darker the disc, the higher the rate. A cell without a mention shows 0 and, after ≤,
    the highest rate that the interval still allows: a short text can be silent on a formula by chance; a dash says
    that the group has no words in the script of the formula. Beside them, in how many documents it occurs. The panel
    on the right repeats the rates with their intervals, on one scale; with more than 16 groups it is left out. Counts
    and rates are strict where the table says so.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``frequencies``. Of more than 200 groups the first 200 are drawn.
    top : int
        How many formulas, the most frequent first, ties by name.
    width : {'single', 'onehalf', 'double'}
        Of the new figure; the height follows the number of rows. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw; its place is divided into the two panels. A new figure if not given.

    Returns
    -------
    Axes
        The panel of discs.
    """
    check_whole_number("top", top)
    counting = row_order.order_of_appearance(table["counting"].tolist())[:1]
    table = table[table["counting"].isin(counting)]
    number = "count_strict" if counting == ["strict"] else "count"
    every = row_order.rank_by_sum(table, "family", number)
    groups = row_order.order_of_appearance(table["group"].tolist())
    with style.context():
        if not every:
            return axes_layout.draw_empty_chart(
                ax, "no formulas, so no mentions", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm
        texts = [
            text_fitting.fit_text(
                written_names.words(name), min(0.27 * page, 44.0), max_lines=3
            )
            for name in every[:top]
        ]
        room = page - max(map(text_fitting.text_width, texts)) - 4
        lines = zip(
            *(
                table[c].tolist()
                for c in ("family", "group", number, "words", "rate", "low", "high")
            ),
            strict=True,
        )
        cells = {(family, group): _Cell(*numbers) for family, group, *numbers in lines}
        shown = _matrix(every[:top], groups[:MOST], cells, texts, room)
        key_mm = KEY_MM if shown.key else 0.0
        sheet = sheet.with_height(shown.row * len(texts) + key_mm)
        ax = sheet.make_axes()
        right = None
        if shown.beside:
            ((ax, right),) = axes_layout.divide_axes(
                ax, columns=2, widths=(0.56, 0.44), share="y", column_gap=0.03
            )
        per = _per(table)
        rest = (
            f"{len(texts)} of {len(every)} formulas" if len(every) > len(texts) else ""
        )
        rest += (
            f"\nthe first {MOST} of {len(groups):,} groups"
            if len(groups) > MOST
            else ""
        )
        _discs(ax, shown, [per, rest])
        _spread(ax, shown, table)
        text_fitting.write_tick_labels(ax, "y", range(len(texts)), texts)
        if right is not None:
            interval = " or ".join(
                row_order.order_of_appearance(filter(None, table["interval"].tolist()))
            )
            said = f"{per}, with {interval} interval" if interval else per
            _whiskers(right, shown, said, room * 0.38)
        return sheet.finish_figure(ax)


def _per(frame: pd.DataFrame) -> str:
    sizes = " or ".join(f"{value:,}" for value in sorted(set(frame["per"].tolist())))
    return f"mentions per {sizes} words" + (
        ", strict" if set(frame["counting"].tolist()) == {"strict"} else ""
    )


def _matrix(
    families: Sequence[str],
    groups: Sequence[str],
    cells: Mapping[tuple[str, str], _Cell],
    texts: Sequence[str],
    room: float,
) -> _Matrix:
    """Return what is drawn in `room` millimetres, the rows being as high as the labels or the whiskers need."""
    shown = _Matrix(tuple(families), tuple(groups), cells, 6.0, 1.0)
    row = (
        min(max(6.0, (1.9 if shown.key else 0.9) * len(groups)), 15.0)
        if shown.beside
        else 6.0
    )
    column = (room * (0.54 if shown.beside else 0.98) - SPREAD) / len(groups)
    return replace(shown, row=text_fitting.row_height_mm(texts, row), column=column)


def _discs(ax: Axes, shown: _Matrix, said: Sequence[str]) -> None:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    axes_layout.remove_frame(ax)
    marks.shade_alternate_rows(ax, len(shown.families))
    ax.set_ylim(
        len(shown.families) - 0.5, -0.5 - (KEY_MM / shown.row if shown.key else 0.0)
    )
    ax.set_xlim(-0.5, len(shown.groups) - 0.5 + SPREAD / shown.column)
    rates = [cell.rate for cell in shown.cells.values() if math.isfinite(cell.rate)]
    highest = max([*rates, 0.0]) or 1.0
    scale = ScalarMappable(Normalize(0, highest), style.shades())
    size = min(6.5, shown.disc * 0.5)
    discs = []
    for y, family in enumerate(shown.families):
        for x, group in enumerate(shown.groups):
            cell = shown.cells.get((family, group), _Cell(0, 0, 0.0, 0.0, float("nan")))
            if cell.count:
                shade = style.shades()(
                    cell.rate / highest if math.isfinite(cell.rate) else 0.0
                )
                discs.append((x, y, shade))
                text = f"{cell.count:,}"
                fits = min(
                    size,
                    0.84
                    * shown.disc
                    * text_fitting.MM_PER_POINT
                    / text_fitting.text_width(text, size=1),
                )
                if fits >= 3.2:
                    look = {
                        "ha": "center",
                        "va": "center_baseline",
                        "size": fits,
                        "color": marks.text_colour_on(shade),
                    }
                    text_fitting.write_text(ax, x, y, text, **look)
            elif size >= 3.2:
                _silence(ax, (x, y), cell, shown)
    if discs:
        xs, ys, hues = zip(*discs, strict=True)
        ax.scatter(xs, ys, s=shown.disc**2, color=hues, linewidths=0, zorder=2)
    _headers(ax, shown)
    marks.draw_colour_bar(ax, scale, said, width_mm=shown.column * len(shown.groups))


def _spread(ax: Axes, shown: _Matrix, frame: pd.DataFrame) -> None:
    """Write in how many documents of all each formula is: ten mentions in one text are another thing than one in ten."""
    x = len(shown.groups) - 0.5 + (SPREAD - 0.5) / shown.column
    whole: dict[str, list[int]] = {}
    for family, found, among in zip(
        *(frame[c].tolist() for c in ("family", "documents", "of_documents")),
        strict=True,
    ):
        sums = whole.setdefault(family, [0, 0])
        whole[family] = [sums[0] + found, sums[1] + among]
    texts = [f"{whole[family][0]}/{whole[family][1]}" for family in shown.families]
    size = min(
        6.0,
        6.0
        * (SPREAD - 0.5)
        / max(text_fitting.text_width(text, size=6) for text in texts),
    )
    look = {"ha": "right", "color": style.MUTED, "size": size}
    for y, text in enumerate(texts):
        text_fitting.write_text(ax, x, y, text, va="center_baseline", **look)
    text_fitting.write_text(ax, x, -0.5 - 1.0 / shown.row, "docs", va="bottom", **look)


def _silence(ax: Axes, at: tuple[int, int], cell: _Cell, shown: _Matrix) -> None:
    """Write a 0 and the rate that a text of this length could still hide."""
    x, y = at
    bound = f"≤{_brief(cell.high)}" if math.isfinite(cell.high) and cell.words else ""
    look = {"ha": "center", "color": style.MUTED}
    size = min(6.0, shown.disc * 0.45)
    small = (
        min(size * 0.85, shown.column * 0.94 / text_fitting.text_width(bound, size=1))
        if bound
        else 0.0
    )
    if small >= 3.4:
        text_fitting.write_text(ax, x, y, "0", va="bottom", size=size, **look)
        text_fitting.write_text(ax, x, y + 0.03, bound, va="top", size=small, **look)
    else:
        text_fitting.write_text(
            ax,
            x,
            y,
            "0" if cell.words else "–",
            va="center_baseline",
            size=size,
            **look,
        )


def _brief(value: float) -> str:
    return text_fitting.format_number(
        value, digits=0 if value >= 100 else 1 if value >= 1 else 2
    )


def _headers(ax: Axes, shown: _Matrix) -> None:
    brief = written_names.short(shown.groups)
    names = [brief[group] or "all documents" for group in shown.groups]
    text_fitting.write_column_names(ax, names, column=shown.column)
    if shown.key:
        at = -0.5 - 2.0 / shown.row
        for index, _ in enumerate(shown.groups):
            marks.draw_markers(
                ax,
                [index],
                [at],
                marker=style.MARKERS[index],
                colour=marks.group_colour(index),
                size=3.8,
            )


def _whiskers(ax: Axes, shown: _Matrix, said: str, room: float) -> None:
    axes_layout.remove_frame(ax, keep=("bottom",))
    marks.shade_alternate_rows(ax, len(shown.families))
    step = 0.84 / len(shown.groups)
    for index, group in enumerate(shown.groups):
        hue = marks.group_colour(index) if shown.key else style.INK
        marker = style.MARKERS[index] if shown.key else "o"
        for row, family in enumerate(shown.families):
            cell = shown.cells.get((family, group))
            if cell is None or not cell.words or not math.isfinite(cell.rate):
                continue
            y = row + (index - (len(shown.groups) - 1) / 2) * step
            if math.isfinite(cell.low) and math.isfinite(cell.high):
                marks.draw_line(ax, [cell.low, cell.high], [y, y], hue, width=0.8)
            marks.draw_markers(
                ax,
                [cell.rate],
                [y],
                marker=marker,
                colour=hue,
                size=3.2,
                filled=cell.count > 0,
            )
    ends = [
        v
        for cell in shown.cells.values()
        for v in (cell.rate, cell.high)
        if math.isfinite(v)
    ]
    most = max([*ends, 0.0]) * 1.03 or 1.0
    marks.draw_number_axis(ax, 0, most, width_mm=room)
    ax.set_xlim(0, most)
    text = text_fitting.fit_text(said, room, size=6, max_lines=5)
    ax.set_xlabel(text, size=6, loc="left", color=style.INK, parse_math=False)
