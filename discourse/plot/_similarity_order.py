"""How far the order of pairs can be trusted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    row_order,
    text_fitting,
)
from discourse.registries import SIMILARITY_MEASURES
from discourse.settings import FEW_PARAGRAPHS_RESAMPLED
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["similarity_order"]

ROW = 4.6  # millimetres
CLOSE_ROWS = 40  # pairs beyond which rows stand closer, so that a page holds them
CLOSE_ROW_MM = 3.6
HUE = "#2f5f8a"
NOT_KNOWN = -1  # in a table that was saved before the column was added


@dataclass(frozen=True)
class _Pair:
    doc: str
    other: str
    score: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int
    first: float
    paragraphs: int
    other_paragraphs: int

    @property
    def few(self) -> list[str]:
        """The documents with few paragraphs, or whose number of paragraphs is not known."""
        return [
            name
            for name, paragraphs in (
                (self.doc, self.paragraphs),
                (self.other, self.other_paragraphs),
            )
            if paragraphs < FEW_PARAGRAPHS_RESAMPLED
        ]


@chart_decorator.chart
def similarity_order(
    table: pd.DataFrame,
    *,
    top: int = 30,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the pairs from the most alike down: score and rank, each with its interval over resampled paragraphs.

    Where the bars of two ranks overlap, other paragraphs of the same documents could have turned the order round. A
    resampled text repeats paragraphs and lacks others, so a score may lie above its own interval: read the ranks. An
    open mark is a pair in which a document has few paragraphs. Beside them, the share of resamples in which the pair is
    the most alike of all.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``similarity_order``; the first measure and scheme in it are drawn.
    top : int
        How many pairs, the most alike first.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw; its place is divided into two panels. A new figure if not given.

    Returns
    -------
    Axes
        The panel of scores.
    """
    check_whole_number("top", top)
    settings = [
        (*row,)
        for row in zip(
            *(table[c].tolist() for c in ("measure", "scheme", "interval")), strict=True
        )
    ]
    table = table.loc[[setting[:2] == settings[0][:2] for setting in settings]]
    names = (
        "doc",
        "other",
        "score",
        "low",
        "high",
        "rank",
        "rank_low",
        "rank_high",
        "first",
        "paragraphs",
        "other_paragraphs",
    )
    every = [
        _Pair(*row)
        for row in zip(*(table[name].tolist() for name in names), strict=True)
    ]
    every.sort(key=lambda pair: (pair.rank, pair.doc, pair.other))
    pairs = every[:top]
    with style.context():
        if not pairs:
            return axes_layout.draw_empty_chart(
                ax, "no pairs of documents to compare", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm
        brief = written_names.short(
            [name for pair in every for name in (pair.doc, pair.other)]
        )
        room = 0.26 * page
        texts = [
            text_fitting.fit_text(
                f"{brief[pair.doc]} – {brief[pair.other]}", room, max_lines=2
            )
            for pair in pairs
        ]
        least_mm = ROW if len(pairs) <= CLOSE_ROWS else CLOSE_ROW_MM
        row_mm = text_fitting.row_height_mm(texts, least_mm)
        sheet = sheet.with_height(row_mm * (len(pairs) + 1))
        left, right = axes_layout.divide_axes(
            sheet.make_axes(), columns=2, widths=(0.5, 0.5), share="y", column_gap=0.08
        )[0]
        wide = (page - max(map(text_fitting.text_width, texts)) - 12) / 2
        measure, scheme, interval = settings[0]
        name = SIMILARITY_MEASURES.label(measure, written_names.words(measure))
        said = f"score: {name}" + (f", {written_names.words(scheme)}" if scheme else "")
        rest = (
            f"{len(pairs)} of {len(every):,} pairs" if len(every) > len(pairs) else ""
        )
        _scores(left, pairs, wide)
        panels.write_caption(left, [said, interval, rest], wide - 6)
        _ranks(right, pairs, wide, number=len(every))
        text_fitting.write_tick_labels(left, "y", range(len(texts)), texts)
        said = _open(pairs, brief)
        panels.write_caption(right, ["rank, 1 = the most alike", said], wide - 6)
        return sheet.finish_figure(left)


def _open(pairs: Sequence[_Pair], brief: Mapping[str, str]) -> str:
    """Return what an open mark means; ``""`` where there is none."""
    # Tables of version 0.1.0 do not say it.
    if any(NOT_KNOWN in (pair.paragraphs, pair.other_paragraphs) for pair in pairs):
        return "open: the number of paragraphs is not known"
    few = row_order.order_of_appearance(
        brief[name] for pair in pairs for name in pair.few
    )
    return f"few paragraphs (open): {', '.join(few)}" if few else ""


def _scores(ax: Axes, pairs: Sequence[_Pair], wide: float) -> None:
    panels.open_row_panel(ax, len(pairs), head=1.0)
    for y, pair in enumerate(pairs):
        panels.draw_interval(
            ax, y, (pair.score, pair.low, pair.high), ("o", HUE), filled=not pair.few
        )
    ends = [
        end
        for pair in pairs
        for end in (pair.score, pair.low, pair.high)
        if math.isfinite(end)
    ]
    low, high = min([*ends, 1.0]), max([*ends, 0.0])
    pad = max((high - low) * 0.06, 0.01)
    panels.write_column(ax, "score", [f"{pair.score:.2f}" for pair in pairs], 1.5)
    ax.set_xlim(low - pad, high + pad)
    marks.draw_number_axis(ax, low - pad, high + pad, width_mm=wide - 10)


def _ranks(ax: Axes, pairs: Sequence[_Pair], wide: float, *, number: int) -> None:
    panels.open_row_panel(ax, len(pairs), head=1.0)
    for y, pair in enumerate(pairs):
        panels.draw_interval(
            ax,
            y,
            (pair.rank, pair.rank_low, pair.rank_high),
            ("s", HUE),
            filled=not pair.few,
        )
    last = max([number, *(pair.rank_high for pair in pairs)])
    at = panels.write_column(
        ax,
        "rank",
        [f"{pair.rank} ({pair.rank_low}–{pair.rank_high})" for pair in pairs],
        3.5,
    )
    first = [
        f"{pair.first:.2f}"
        if pair.first >= 0.005
        else "0"
        if not pair.first
        else "<.01"
        for pair in pairs
    ]
    panels.write_column(ax, "first", first, at)
    ax.set_xlim(1 - last * 0.04, last * 1.04)
    step = max(1, -(-(last - 1) // 4))
    places = list(range(1, last + 1, step))
    marks.draw_number_axis(ax, 1, last, width_mm=wide - 24, integers=True)
    ax.xaxis.set_ticks(places, labels=[f"{place:,}" for place in places])
