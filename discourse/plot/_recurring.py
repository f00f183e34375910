"""Phrases that recur though nobody listed them: how often, how often on their own, in how many documents."""

from __future__ import annotations

import math
from collections.abc import Sequence
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
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["recurring"]

ROW = 4.6  # millimetres
DARK, PALE = "#3d6f99", "#ffffff"


@dataclass(frozen=True)
class _Phrase:
    term: str
    count: int
    alone: int
    documents: int
    dispersion: float
    cut: bool
    name: bool
    covered: float
    family: str

    @property
    def told(self) -> bool:
        """Whether a lexicon was given to compare with."""
        return self.covered == self.covered


@chart_decorator.chart
def recurring(
    table: pd.DataFrame,
    *,
    top: int = 20,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the phrases of highest C-value: how often each occurs, and how often on its own.

    The dark part of a bar are the occurrences that lie in no longer phrase of the list, the open part those inside a
    longer one. Beside them: documents, and how evenly the phrase is spread over them. The mark at its end is a circle, or a diamond for a name or title; it is open where no formula of the
    lexicon covers any occurrence, and the darker the more are covered. A phrase that is frequent but seldom on its own
    is a piece of something longer; one that only a single document repeats is that document's habit.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``recurring``.
    top : int
        How many phrases: the highest C-value first, then the most frequent, then by name.
    width : {'single', 'onehalf', 'double'}
        Of the new figure; the height follows the number of rows. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.
    """
    check_whole_number("top", top)
    names = (
        "c_value",
        "term",
        "count",
        "alone",
        "documents",
        "dispersion",
        "cut",
        "name",
        "covered",
        "family",
    )
    rows = sorted(
        zip(*(table[name].tolist() for name in names), strict=True),
        key=lambda row: (-row[0], -row[2], row[1]),
    )
    phrases = [_Phrase(*row[1:]) for row in rows[:top]]
    with style.context():
        if not phrases:
            return axes_layout.draw_empty_chart(ax, "no phrase recurs", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm
        room = min(0.32 * page, 56.0)
        texts = [
            text_fitting.fit_text(phrase.term + " …" * phrase.cut, room, max_lines=2)
            for phrase in phrases
        ]
        row = text_fitting.row_height_mm(texts, ROW)
        sheet = sheet.with_height(row * (len(phrases) + 1))
        ax = sheet.make_axes()
        panels.open_row_panel(ax, len(phrases), head=1.0)
        _bars(ax, phrases)
        text_fitting.write_tick_labels(ax, "y", range(len(texts)), texts)
        wide = page - max(map(text_fitting.text_width, texts)) - 4
        used = _columns(ax, phrases, wide, 1 if row < 6.5 else 2)
        most = max(phrase.count for phrase in phrases) or 1
        ax.set_xlim(0, most * (1 + 1.6 / (wide - used)))
        marks.draw_number_axis(ax, 0, most, width_mm=wide - used, integers=True)
        said = ["occurrences"]
        if len(rows) > len(phrases):
            said.append(f"the first {len(phrases)} of {len(rows):,} phrases by C-value")
        if any(phrase.dispersion == phrase.dispersion for phrase in phrases):
            said.append(
                f"even: {' or '.join(row_order.order_of_appearance(table['dispersion_measure'].tolist()))}"
            )
        if any(phrase.cut for phrase in phrases):
            said.append("… the phrase goes on beyond the words allowed")
        panels.write_caption(ax, said, wide - 4)
        _legend(ax, phrases, wide)
        return sheet.finish_figure(ax)


def _bars(ax: Axes, phrases: Sequence[_Phrase]) -> None:
    for y, phrase in enumerate(phrases):
        ax.barh(
            y,
            phrase.count,
            0.44,
            facecolor=PALE,
            edgecolor=DARK,
            linewidth=0.5,
            zorder=2,
        )
        ax.barh(
            y,
            phrase.alone,
            0.44,
            facecolor=DARK,
            edgecolor=DARK,
            linewidth=0.5,
            zorder=2.1,
        )
        face = (
            DARK
            if not phrase.told
            else "#ffffff"
            if not phrase.covered
            else style.shades()(0.3 + 0.7 * phrase.covered)
        )
        ax.scatter(
            [phrase.count], [y], s=24 if phrase.name else 21, marker="D" if phrase.name else "o", facecolor=face,
            edgecolor=style.INK, linewidths=0.7, zorder=3, clip_on=False,
        )  # fmt: skip


def _columns(ax: Axes, phrases: Sequence[_Phrase], wide: float, lines: int) -> float:
    """Write the numbers beside the bars, and the formula that covers a phrase; return how wide they are."""
    at = 4.0
    at = panels.write_column(ax, "all", [f"{phrase.count:,}" for phrase in phrases], at)
    at = panels.write_column(
        ax, "alone", [f"{phrase.alone:,}" for phrase in phrases], at
    )
    at = panels.write_column(
        ax, "docs", [f"{phrase.documents:,}" for phrase in phrases], at
    )
    if any(phrase.dispersion == phrase.dispersion for phrase in phrases):
        even = [
            "–" if math.isnan(phrase.dispersion) else f"{phrase.dispersion:.2f}"
            for phrase in phrases
        ]
        at = panels.write_column(ax, "even", even, at)
    if any(phrase.told for phrase in phrases):
        at = panels.write_column(
            ax,
            "listed",
            [
                "–" if not phrase.covered else f"{phrase.covered:.2f}"
                for phrase in phrases
            ],
            at,
        )
        rest = wide - at - 32.0
        if rest > 16 and any(phrase.family for phrase in phrases):
            texts = [
                text_fitting.fit_text(
                    written_names.words(phrase.family),
                    min(rest, 44.0),
                    size=6,
                    max_lines=lines,
                )
                for phrase in phrases
            ]
            at = panels.write_column(ax, "formula", texts, at, align_left=True)
    return at


def _legend(ax: Axes, phrases: Sequence[_Phrase], wide: float) -> None:
    from matplotlib.patches import Patch

    entries: list[tuple[Artist, str]] = [
        (Patch(facecolor=DARK, edgecolor=DARK, linewidth=0.5), "on its own"),
        (
            Patch(facecolor=PALE, edgecolor=DARK, linewidth=0.5),
            "inside a longer phrase",
        ),
    ]
    told = any(phrase.told for phrase in phrases)
    plain = not told
    for marker, hue, filled, text, here in (
        ("o", DARK, plain, "phrase", any(not phrase.name for phrase in phrases)),
        ("D", DARK, plain, "name or title", any(phrase.name for phrase in phrases)),
        ("o", DARK, True, "share in listed formulas", told),
    ):
        if here:
            entries.append(
                (marks.legend_marker(marker, hue, size=4.2, filled=filled), text)
            )
    marks.draw_legend(
        ax,
        [handle for handle, _ in entries],
        [text for _, text in entries],
        width_mm=wide,
    )
