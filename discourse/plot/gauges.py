"""How rich the vocabulary of each group is, by several measures."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import charting, drawing, lettering, margins
from discourse.registries import DIVERSITY_MEASURES
from discourse.validation import whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["diversity"]

ROW = 4.4  # millimetres
NARROW = 40.0  # the least width of a panel, in millimetres
MOST = 60  # groups in one figure
HUE = "#2f5f8a"


@dataclass(frozen=True)
class _Value:
    score: float
    low: float
    high: float
    words: int
    shortest: int
    window: str
    interval: str
    note: str

    @property
    def short(self) -> bool:
        """Whether the text is shorter than the measure wants."""
        return self.words < self.shortest or "meant for" in self.note


@charting.chart
def diversity(
    table: pd.DataFrame,
    *,
    top: int = 4,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw how rich the vocabulary of each group is: a panel a measure, with intervals where there are any.

    The number after a group is that of its words. An open mark is a text shorter than the measure wants; a dash is one
    too short to be measured at all. Measures that move with the length of a text say so under their panel: compare
    them only between texts of one length. Each panel has a scale of its own, which need not begin at 0.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``diversity``. Of more than 60 groups the first 60 are drawn.
    top : int
        How many measures, in the order of the table; the steady ones stand first in it.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The first panel.
    """
    whole("top", top)
    measures = drawing.first_seen(table["measure"].tolist())[:top]
    every = drawing.first_seen(table["group"].tolist())
    groups = every[:MOST]
    names = (
        "group",
        "measure",
        "score",
        "low",
        "high",
        "words",
        "shortest",
        "window",
        "interval",
        "note",
    )
    rows = zip(*(table[name].tolist() for name in names), strict=True)
    values = {(group, measure): _Value(*cells) for group, measure, *cells in rows}
    with style.context():
        if not measures:
            return drawing.blank(ax, "no texts to measure", width=width)
        page = drawing.page(ax, width)
        brief, words = (
            style.short(every),
            {group: value.words for (group, _), value in values.items()},
        )
        texts = [
            _label(brief[group] or "all", words[group], min(0.28 * page, 40.0))
            for group in groups
        ]
        names_wide = max(map(lettering.measure, texts)) + 2.0
        across = max(1, min(int((page - names_wide) // NARROW), len(measures)))
        down, wide = -(-len(measures) // across), (page - names_wide) / across
        given, tall = (
            ax,
            lettering.row_height(texts, ROW if len(groups) <= 25 else 3.4)
            * len(groups),
        )
        ax = drawing.begin(ax, width=width, height=tall, rows=down)
        panels = margins.spread(
            ax, len(measures), across, share="y", spaces=(0.05, 0.05)
        )
        for at, (panel, measure) in enumerate(zip(panels, measures, strict=True)):
            own = [values.get((group, measure)) for group in groups]
            _panel(panel, own, wide - 5.0)
            heading = lettering.fit(
                DIVERSITY_MEASURES.label(measure, style.words(measure)),
                wide - 4.0,
                size=7,
            )
            margins.above(panel, heading)
            margins.below(panel, _said(own), wide - 5.0, size=5.5)
            if at % across == 0:
                lettering.labels(panel, "y", range(len(texts)), texts)
        rest = f"the first {MOST} of {len(every):,} groups" if len(every) > MOST else ""
        if rest:
            last = panels[(down - 1) * across]
            last.set_xlabel(
                f"{last.get_xlabel()}\n{rest}", size=5.5, loc="left", parse_math=False
            )
        return drawing.settle(ax, given, tall, rows=down)


def _label(name: str, words: int, room: float) -> str:
    end = f" ({words:,})"
    return lettering.fit(name, room - lettering.measure(end), lines=2) + end


def _panel(ax: Axes, own: Sequence[_Value | None], room: float) -> None:
    margins.frame(ax, len(own))
    ends = [
        end for v in own if v for end in (v.score, v.low, v.high) if math.isfinite(end)
    ]
    low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
    pad = (high - low) * 0.08 or abs(high) * 0.05 or 0.5
    low, high = low - pad, high + pad
    for y, value in enumerate(own):
        if value is None or not math.isfinite(value.score):
            lettering.write(
                ax, low, y, " –", size=6, va="center_baseline", color=style.MUTED
            )
        else:
            margins.whiskers(
                ax,
                y,
                (value.score, value.low, value.high),
                ("o", HUE),
                filled=not value.short,
            )
    ax.set_xlim(low, high)
    drawing.ruler(ax, low, high, room=room)


def _said(own: Sequence[_Value | None]) -> list[str]:
    """Return what must be known to read a panel: the window, the length wanted, whether it moves with length."""
    there = [value for value in own if value]
    said = [
        f"stretches of {window}"
        for window in drawing.first_seen(v.window for v in there if v.window)
    ]
    if any(value.short for value in there):
        said.append(
            f"open: shorter than {max(value.shortest for value in there):,} words"
        )
    if any("moves with length" in value.note for value in there):
        said.append("moves with length")
    # Over how many texts an interval goes differs from group to group.
    names = (
        re.sub(r"over [\d,]+ ", "over ", v.interval)
        for v in there
        if math.isfinite(v.low)
    )
    said.append(" or ".join(drawing.first_seen(names)) or "no interval")
    return said
