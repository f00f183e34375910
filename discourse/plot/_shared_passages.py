"""Two documents side by side, with ribbons between the passages that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from discourse import notes, style
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    row_order,
    text_fitting,
)
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["shared_passages"]

# Hue, dashes of a thin ribbon, hatch of a broad one.
LOOKS: dict[str, tuple[str, tuple[float, ...], str]] = {
    "verbatim": ("#0072B2", (), ""),
    "paraphrase": ("#D55E00", (3.5, 1.5), "////"),
    "formula": ("#009E73", (1.0, 1.2), "...."),
    "name": ("#6e6e6e", (4.0, 1.2, 1.0, 1.2), "xxxx"),
}
MOST = 300  # ribbons
BAR, NUMBER = (
    3.4,
    5.0,
)  # millimetres: of a column, and of the room for numbers beside it
LINE = 2.65  # millimetres that a line of text takes
HEAD, FOOT = 8.0, 4.5  # millimetres over and under the columns
EDGE_MM = 2.0  # of the page that is kept free


@dataclass(frozen=True)
class _Passage:
    words: int
    start: int
    end: int
    other_start: int
    other_end: int
    surface: str
    kind: str
    differences: str
    documents: int
    note: str
    text: tuple[
        str, ...
    ] = ()  # what is printed of it, line by line; the first is its heading


@dataclass(frozen=True)
class _Body:
    """The two documents, what they share, and the room, all of it in millimetres."""

    names: tuple[str, str]
    lengths: tuple[int, int]
    passages: tuple[_Passage, ...]
    room_mm: float  # how wide the columns are with their ribbons
    height_mm: float  # how high they are

    @property
    def columns(self) -> tuple[float, float]:
        """Where the two columns begin."""
        return NUMBER, self.room_mm - NUMBER - BAR

    def down(self, side: int, at: float) -> float:
        """Return how far down a character of one of the documents stands."""
        return HEAD + (self.height_mm - HEAD - FOOT) * at / max(self.lengths[side], 1)


@chart_decorator.chart
def shared_passages(
    table: pd.DataFrame,
    *,
    top: int = 8,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw two documents as columns, with a ribbon between the two places of each passage that they share.

    The two columns have one height, however long the documents are; where a ribbon is thin it is a line. What kind a
    passage is shows in the hue and in the line or hatch. The longest passages are numbered, and their text is printed,
    with the words that differ. A shared passage shows common wording, not who took it from whom.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``shared_passages``. Of several pairs of documents that which shares most words is drawn (ties
        by name); filter the table for another.
    top : int
        How many passages are numbered and printed, the longest first.
    width : {'single', 'onehalf', 'double'}
        Of the new figure; in a single column the text stands under the ribbons. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw; as much text is printed as it has room for. A new figure if not given.
    """
    check_whole_number("top", top, 0)
    with style.context():
        if not len(table):
            return axes_layout.draw_empty_chart(ax, "no passage is shared", width=width)
        part, pairs = _pair(table)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm - EDGE_MM
        passages = _passages(part)
        beside = page >= 115
        room = page * 0.42 if beside else page
        left = room + 5.0 if beside else 0.0
        printed = [
            replace(p, text=_printed(p, (page - left - 5.0) * 0.96))
            for p in passages[:top]
        ]
        high, printed = _height(ax, printed, beside)
        names = written_names.short([*table["doc"].tolist(), *table["other"].tolist()])
        lengths = part["length"].tolist()[0], part["other_length"].tolist()[0]
        pair = names[part["doc"].tolist()[0]], names[part["other"].tolist()[0]]
        shown = (*printed, *passages[len(printed) :])
        columns = high if beside else min(high, 70.0)
        body = _Body(pair, lengths, shown, room, columns)
        sheet = sheet.with_height(high)
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax)
        ax.set_xlim(0, page)
        ax.set_ylim(high, 0)
        _columns(ax, body)
        for passage in reversed(shown):
            _ribbon(ax, body, passage)
        for side in (0, 1):
            _numbers(ax, body, side)
        _texts(ax, body, (left, 1.5 if beside else columns + 5.0))
        _legend(ax, shown, page)
        said = (
            f"one of {pairs} pairs: that which shares most words; " if pairs > 1 else ""
        )
        said += (
            f"the longest {MOST} of {len(part):,} passages; "
            if len(part) > MOST
            else ""
        )
        text_fitting.write_footnote(
            ax, text_fitting.fit_text(said[:-2], page, size=5.5, max_lines=2)
        )
        return sheet.finish_figure(ax)


def _pair(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the rows of the pair that shares most words, and how many pairs there are."""
    keys = list(zip(table["doc"].tolist(), table["other"].tolist(), strict=True))
    shared: dict[tuple[str, str], int] = {}
    for key, words in zip(keys, table["words"].tolist(), strict=True):
        shared[key] = shared.get(key, 0) + words
    best = min(shared, key=lambda key: (-shared[key], key))
    return table[[key == best for key in keys]], len(shared)


def _passages(part: pd.DataFrame) -> list[_Passage]:
    names = (
        "words",
        "start",
        "end",
        "other_start",
        "other_end",
        "surface",
        "kind",
        "differences",
        "documents",
        "note",
    )
    found = [
        _Passage(*row)
        for row in zip(*(part[name].tolist() for name in names), strict=True)
    ]
    return sorted(
        found, key=lambda p: (-p.words, p.start, p.other_start, p.end, p.other_end)
    )[:MOST]


def _printed(passage: _Passage, room: float) -> tuple[str, ...]:
    """Return the lines that tell a passage, broken to `room` millimetres: what it is, its text, what differs."""
    head = f"{passage.words} words, {passage.kind}"
    head += f"; in {passage.documents:,} documents" if passage.documents > 2 else ""
    head = "; ".join([head, *(note.head for note in notes.split(passage.note))])
    lines = [
        text_fitting.fit_text(head, room, size=5.5),
        *text_fitting.fit_text(passage.surface, room, size=6, max_lines=3).split("\n"),
    ]
    if passage.differences:
        # A leading mark tells the line of differences from the text.
        lines += [
            "≠ "
            + text_fitting.fit_text(
                passage.differences, room - 3, size=5.5, max_lines=1
            )
        ]
    return tuple(lines)


def _height(
    ax: Axes | None, printed: Sequence[_Passage], beside: bool
) -> tuple[float, list[_Passage]]:
    """Return the height of the chart, and the passages whose text has room in it."""
    needs = [LINE * len(passage.text) + 2.2 for passage in printed]
    fixed = 0.0 if beside else 75.0
    if ax is None:
        return (max(72.0, sum(needs) + 2.0) if beside else fixed + sum(needs)), list(
            printed
        )
    root = ax.get_figure(root=True)
    assert root is not None  # noqa: S101  axes without a figure cannot be drawn on
    high = ax.get_position().height * root.get_figheight() * 25.4
    fit = [
        passage
        for at, passage in enumerate(printed)
        if fixed + sum(needs[: at + 1]) + 2.0 <= high
    ]
    return high, fit


def _columns(ax: Axes, body: _Body) -> None:
    from matplotlib.patches import Rectangle

    bottom = body.height_mm - FOOT
    half = (body.room_mm / 2 - NUMBER - 1.0) * 0.96
    for side, x in enumerate(body.columns):
        ax.add_patch(
            Rectangle(
                (x, HEAD),
                BAR,
                bottom - HEAD,
                facecolor=style.FAINT,
                edgecolor=style.RULE,
                linewidth=0.5,
                zorder=1,
            )
        )
        at, to = (x, "left") if side == 0 else (x + BAR, "right")
        name = text_fitting.fit_text(body.names[side], half, max_lines=2)
        text_fitting.write_text(
            ax, at, HEAD - 1.2, name, ha=to, va="bottom", linespacing=1.05
        )
        long = f"{body.lengths[side]:,} characters"
        text_fitting.write_text(
            ax, at, bottom + 1.0, long, ha=to, va="top", size=5.5, color=style.MUTED
        )


def _ribbon(ax: Axes, body: _Body, passage: _Passage) -> None:
    from matplotlib.patches import PathPatch, Rectangle
    from matplotlib.path import Path

    hue, dashes, hatch = LOOKS.get(passage.kind, (style.INK, (), ""))
    ends = [(body.down(0, passage.start), body.down(0, passage.end))]
    ends.append((body.down(1, passage.other_start), body.down(1, passage.other_end)))
    for x, (low, high) in zip(body.columns, ends, strict=True):
        box = Rectangle(
            (x, low),
            BAR,
            max(high - low, 0.25),
            facecolor=hue,
            edgecolor="white",
            linewidth=0,
            zorder=2,
        )
        box.set_hatch(hatch)
        ax.add_patch(box)
    left, right = body.columns[0] + BAR, body.columns[1]
    bend = (right - left) * 0.45
    (a, b), (c, d) = ends
    thin = min(b - a, d - c)
    if thin < 1.6:
        a, c = (a + b) / 2, (c + d) / 2
        curve = Path(
            [(left, a), (left + bend, a), (right - bend, c), (right, c)], [1, 4, 4, 4]
        )
        style_ = (0, dashes) if dashes else "-"
        wide = (
            min(max(thin / text_fitting.MM_PER_POINT, 1.3), 3.0)
            if passage.text
            else 0.6
        )  # what is printed stands out
        ax.add_patch(
            PathPatch(
                curve,
                fill=False,
                edgecolor=hue,
                linewidth=wide,
                linestyle=style_,
                capstyle="butt",
                zorder=3,
            )
        )
        return
    corners = [(left, a), (left + bend, a), (right - bend, c), (right, c)]
    corners += [(right, d), (right - bend, d), (left + bend, b), (left, b), (left, a)]
    outline = Path(corners, [1, 4, 4, 4, 2, 4, 4, 4, 79])
    ax.add_patch(
        PathPatch(
            outline,
            facecolor=(*_light(hue), 0.75),
            edgecolor=hue,
            hatch=hatch or None,
            linewidth=0.6,
            zorder=3,
        )
    )


def _light(hue: str) -> tuple[float, float, float]:
    """Return the hue, mixed with white, so that the hatch and what lies below can be seen."""
    from matplotlib.colors import to_rgb

    red, green, blue = (0.45 * part + 0.55 for part in to_rgb(hue))
    return red, green, blue


def _numbers(ax: Axes, body: _Body, side: int) -> None:
    """Number the places of the passages that are printed, beside the column, each number clear of the next."""
    told = [passage for passage in body.passages if passage.text]
    spans = [
        (p.start, p.end) if side == 0 else (p.other_start, p.other_end) for p in told
    ]
    places = [(body.down(side, low) + body.down(side, high)) / 2 for low, high in spans]
    moved = panels.spread_labels(
        places, [2.5] * len(places), HEAD - 1.0, body.height_mm - FOOT + 1.0
    )
    edge = body.columns[side] + (0.0 if side == 0 else BAR)
    step = -1.0 if side == 0 else 1.0
    for number, (place, y) in enumerate(zip(places, moved, strict=True), 1):
        marks.draw_line(
            ax, [edge, edge + 1.6 * step], [place, y], style.MUTED, width=0.4
        )
        text_fitting.write_text(
            ax,
            edge + 2.0 * step,
            y,
            str(number),
            size=6,
            ha="right" if side == 0 else "left",
            va="center_baseline",
        )


def _texts(ax: Axes, body: _Body, at: tuple[float, float]) -> None:
    x, y = at
    for number, passage in enumerate((p for p in body.passages if p.text), 1):
        text_fitting.write_text(ax, x, y, str(number), size=6, va="top")
        for nth, line in enumerate(passage.text):
            small = nth == 0 or (
                nth == len(passage.text) - 1 and bool(passage.differences)
            )
            look = {"size": 5.5, "color": style.MUTED} if small else {"size": 6}
            text_fitting.write_text(ax, x + 4.5, y + LINE * nth, line, va="top", **look)
        y += LINE * len(passage.text) + 2.2


def _legend(ax: Axes, passages: Sequence[_Passage], page: float) -> None:
    from matplotlib.lines import Line2D

    handles: list[Artist] = []
    texts = []
    for kind in row_order.order_of_appearance(
        (passage.kind for passage in passages), known=tuple(LOOKS)
    ):
        hue, dashes, _ = LOOKS.get(kind, (style.INK, (), ""))
        line = Line2D(
            [],
            [],
            color=hue,
            linewidth=1.6,
            dash_capstyle="butt",
            solid_capstyle="butt",
        )
        if dashes:
            line.set_dashes(dashes)
        handles.append(line)
        texts.append(text_fitting.fit_text(written_names.words(kind), 40.0))
    marks.draw_legend(ax, handles, texts, width_mm=page)
