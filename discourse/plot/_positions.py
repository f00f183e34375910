"""Where in its texts a formula stands: one strip for each document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import style
from discourse.plot import axes_layout, chart_decorator, row_order, text_fitting
from discourse.plot import marks as marks_
from discourse.tables import written_names
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["positions"]

BACKGROUND = ("document", "masked", "voice")  # kinds of rows that are no mentions
ROW = 9.5  # millimetres
MOST = 60  # documents in one figure
STRIP = 0.74  # share of a row that the strip fills


@dataclass(frozen=True)
class _Strip:
    y: int
    start: int  # of the document in its raw text
    end: int
    unit: float  # what one character is on the axis
    spans: pd.DataFrame

    def at(self, place: float) -> float:
        """Return where a place in the raw text is on the axis."""
        return (place - self.start) * self.unit


@chart_decorator.chart
def positions(
    table: pd.DataFrame,
    *,
    top: int = 6,
    scale: Literal["equal", "true"] = "equal",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw every mention as a stroke where it stands in its document, from the first character to the last.

    Grey bands are stretches left out of the counts; the number at the end of a strip is that of the mentions in it.
    With two to five mentions a document, look at the strokes and ask for no index of dispersion.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``positions``. Of more than 60 documents the first 60 are drawn.
    top : int
        How many formulas have a hue and a marker, the most frequent first, at most 8; the others are grey.
    scale : {'equal', 'true'}
        All strips of one length, to compare beginnings and ends; or as long as the documents are.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.
    """
    top = min(check_whole_number("top", top, 0), len(style.MARKERS))
    check_option("scale", scale, ("equal", "true"))
    every = row_order.order_of_appearance(table["doc"].tolist())
    docs = every[:MOST]
    table = table[table["doc"].isin(docs)]
    marks = table[~table["kind"].isin(BACKGROUND)]
    families = row_order.rank_by_sum(marks.assign(one=1), "label", "one")
    named = {family: index for index, family in enumerate(families[:top])}
    reach = _reach(table)
    longest = max([end - start for start, end in reach.values()] + [1])
    with style.context():
        if not docs:
            return axes_layout.draw_empty_chart(ax, "no documents", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm
        tall = ROW * len(docs)
        sheet = sheet.with_height(tall)
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax)
        ax.set_ylim(len(docs) - 0.4, -0.55)
        ax.set_xlim(0, 1)
        brief = written_names.short(every)
        texts = [text_fitting.fit_text(brief[doc], 26, max_lines=2) for doc in docs]
        text_fitting.write_tick_labels(ax, "y", range(len(docs)), texts)
        for y, doc in enumerate(docs):
            start, end = reach[doc]
            unit = 1 / (max(end - start, 1) if scale == "equal" else longest)
            strip = _Strip(y, start, end, unit, table[table["doc"] == doc])
            _ground(ax, strip)
            _strokes(ax, strip, named)
        rest = (
            f"the first {len(docs)} of {len(every):,} documents"
            if len(every) > len(docs)
            else ""
        )
        _scale(ax, scale, longest, rest)
        _legend(
            ax,
            table,
            families,
            named,
            page - 10 - max(map(text_fitting.text_width, texts)),
        )
        return sheet.finish_figure(ax)


def _reach(frame: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Return first and last character of each document: of the raw text, unless a row says that it is a part of one."""
    reach = {
        doc: (0, size)
        for doc, size in zip(
            frame["doc"].tolist(), frame["length"].tolist(), strict=True
        )
    }
    part = frame[frame["kind"] == "document"]
    return reach | {
        row[0]: row[1:]
        for row in zip(
            *(part[c].tolist() for c in ("doc", "start", "end")), strict=True
        )
    }


def _ground(ax: Axes, strip: _Strip) -> None:
    """Draw the strip, the voices as tints in it, and over them what is masked."""
    from matplotlib.patches import Rectangle

    low, end = strip.y - STRIP / 2, strip.at(strip.end)
    ax.add_patch(
        Rectangle(
            (0, low), end, STRIP, facecolor=style.FAINT, edgecolor="none", zorder=0
        )
    )
    spans = strip.spans
    for kind, hue, order in (("voice", "#e3edf3", 0.5), ("masked", "#c9c9c6", 1.0)):
        part = spans[spans["kind"] == kind]
        for start, stop in zip(
            part["start"].tolist(), part["end"].tolist(), strict=True
        ):
            box = (strip.at(start), low), strip.at(stop) - strip.at(start)
            ax.add_patch(
                Rectangle(*box, STRIP, facecolor=hue, edgecolor="none", zorder=order)
            )
    marks_.draw_line(
        ax, [0, end], [low + STRIP, low + STRIP], style.RULE, width=0.5, zorder=1.5
    )


def _strokes(ax: Axes, strip: _Strip, named: Mapping[str, int]) -> None:
    marks = strip.spans[~strip.spans["kind"].isin(BACKGROUND)]
    lanes = max(len(named), 1)
    for family in sorted(
        set(marks["label"].tolist()),
        key=lambda name: (name in named, named.get(name, 0), name),
    ):
        part = marks[marks["label"] == family]
        middles = [
            strip.at((a + b) / 2)
            for a, b in zip(part["start"].tolist(), part["end"].tolist(), strict=True)
        ]
        index = named.get(family)
        hue = "#9a9a96" if index is None else marks_.group_colour(index)
        low, high = strip.y - STRIP / 2, strip.y + STRIP / 2
        ax.vlines(
            middles,
            low,
            high,
            color=hue,
            linewidth=0.5 if index is None else 0.8,
            zorder=2,
        )
        if index is not None:
            # Each formula keeps a height of its own, so that markers of neighbours do not hide each other.
            y = low + STRIP * (index + 0.7) / (lanes + 0.4)
            marks_.draw_markers(
                ax,
                middles,
                [y] * len(middles),
                marker=style.MARKERS[index],
                colour=hue,
                size=3.6,
            )
    text = text_fitting.format_number(len(marks))
    text_fitting.write_text(
        ax,
        strip.at(strip.end) + 0.008,
        strip.y,
        text,
        va="center_baseline",
        color=style.MUTED,
        size=6,
    )


def _scale(ax: Axes, scale: str, longest: int, rest: str) -> None:
    if scale == "equal":
        text_fitting.write_tick_labels(
            ax, "x", [0, 0.5, 1], ["beginning", "middle", "end of the document"], size=6
        )
        ends = ax.get_xticklabels()
        ends[0].set_horizontalalignment("left")
        ends[-1].set_horizontalalignment("right")
        text_fitting.write_footnote(ax, rest)
        return
    from matplotlib.ticker import MaxNLocator

    steps = [
        step
        for step in MaxNLocator(5, integer=True).tick_values(0, longest)
        if 0 <= step <= longest
    ]
    texts = [text_fitting.format_number(float(step)) for step in steps]
    text_fitting.write_tick_labels(
        ax, "x", [float(step) / longest for step in steps], texts, size=6
    )
    text_fitting.write_footnote(
        ax, f"characters from the beginning{'; ' * bool(rest)}{rest}"
    )


def _legend(
    ax: Axes,
    frame: pd.DataFrame,
    families: Sequence[str],
    named: Mapping[str, int],
    width: float,
) -> None:
    from matplotlib.artist import Artist
    from matplotlib.patches import Patch

    handles: list[Artist] = []
    texts = []
    for family, index in named.items():
        handles.append(
            marks_.legend_marker(
                style.MARKERS[index], marks_.group_colour(index), size=3.6
            )
        )
        texts.append(
            text_fitting.fit_text(
                written_names.words(family), min(45.0, width - 8), max_lines=2
            )
        )
    if len(families) > len(named):
        handles.append(marks_.legend_marker("|", "#9a9a96", size=6))
        rest = len(families) - len(named)
        texts.append(
            f"{rest} other formula{'s' * (rest > 1)}"
            if named
            else "mention of a formula"
        )
    for kind, hue, text in (
        ("masked", "#c9c9c6", "left out of the counts"),
        ("voice", "#e3edf3", "a speaker’s words"),
    ):
        if (frame["kind"] == kind).any():
            handles.append(Patch(facecolor=hue, edgecolor="none"))
            texts.append(text)
    marks_.draw_legend(ax, handles, texts, width_mm=width)
