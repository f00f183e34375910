"""How rich the vocabulary of each group is, by several measures."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    row_order,
    small_multiples,
    text_fitting,
)
from discourse.plot.small_multiples import Value
from discourse.plot.table_rows import read_rows
from discourse.registries import DIVERSITY_MEASURES
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["diversity"]

SPACING = small_multiples.Spacing(
    min_panel_mm=40.0,  # an axis with three numbers, and a line under it
    row_mm=4.4,  # type of 6.5 points, and nearly as much again
    label_share=0.28,
    max_label_mm=40.0,
    column_gap=0.05,
    row_gap=0.05,
)
CLOSE_ROWS = 25  # groups beyond which rows stand closer, so that a page holds them
CLOSE_ROW_MM = 3.4
MOST = 60  # groups in one figure
GAP_MM = 5.0  # between what is written of a panel and the next panel
HEADING_GAP_MM = 4.0


@dataclass(frozen=True)
class _Score:
    group: str
    measure: str
    score: float
    low: float
    high: float
    words: int
    shortest: int
    window: str
    interval: str
    too_short: bool

    @property
    def short(self) -> bool:
        """Whether the text is shorter than the measure wants."""
        # Tables of version 0.1.0 do not have the column `too_short`.
        return self.too_short or self.words < self.shortest

    @property
    def value(self) -> Value:
        """What is drawn; not to be relied on where the text is short."""
        return Value(self.score, self.low, self.high, reliable=not self.short)


@chart_decorator.chart
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
    check_whole_number("top", top)
    measures = row_order.order_of_appearance(table["measure"].tolist())[:top]
    every = row_order.order_of_appearance(table["group"].tolist())
    groups = every[:MOST]
    rows = read_rows(table, _Score)
    scores = {(row.group, row.measure): row for row in rows}
    words = {row.group: row.words for row in rows}
    with style.context():
        if not measures:
            return axes_layout.draw_empty_chart(ax, "no texts to measure", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        short_names = written_names.short(every)
        room = SPACING.label_mm(sheet.width_mm)
        names = [
            small_multiples.name_with_count(
                short_names[group] or "all", words[group], room
            )
            for group in groups
        ]
        close = len(groups) > CLOSE_ROWS
        spacing = replace(SPACING, row_mm=CLOSE_ROW_MM) if close else SPACING
        multiples = small_multiples.lay_out_rows(
            sheet, names, len(measures), spacing=spacing
        )
        for index, measure in enumerate(measures):
            own = [scores.get((group, measure)) for group in groups]
            panel, room = multiples.panels[index], multiples.panel_width_mm - GAP_MM
            _draw_panel(panel, own, room)
            name = DIVERSITY_MEASURES.label(measure, written_names.words(measure))
            heading_mm = multiples.panel_width_mm - HEADING_GAP_MM
            heading = text_fitting.fit_text(name, heading_mm, size=7)
            multiples.write_heading(index, heading)
            panels.write_caption(panel, _foot(measure, own), room, size=5.5)
            multiples.write_labels(index)
        if len(every) > MOST:
            rest = f"the first {MOST} of {len(every):,} groups"
            last = multiples.lower_left
            foot = f"{last.get_xlabel()}\n{rest}"
            last.set_xlabel(foot, size=5.5, loc="left", parse_math=False)
        return multiples.finish_figure()


def _draw_panel(ax: Axes, scores: Sequence[_Score | None], room: float) -> None:
    """Draw one measure on a scale of its own, with some room at either end."""
    values = [score.value if score else None for score in scores]
    ends = small_multiples.finite_values(values)
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    pad = (high - low) * 0.08 or abs(high) * 0.05 or 0.5
    low, high = low - pad, high + pad
    small_multiples.draw_values(ax, values, dash=" –", dash_at=low)
    ax.set_xlim(low, high)
    marks.draw_number_axis(ax, low, high, width_mm=room)


def _foot(measure: str, scores: Sequence[_Score | None]) -> list[str]:
    """Return what must be known to read a panel: the window, the length wanted, whether it moves with length."""
    known = [score for score in scores if score]
    windows = row_order.order_of_appearance(
        score.window for score in known if score.window
    )
    foot = [f"stretches of {window}" for window in windows]
    if any(score.short for score in known):
        longest = max(score.shortest for score in known)
        foot.append(f"open: shorter than {longest:,} words")
    entry = DIVERSITY_MEASURES.get(measure)
    if entry is not None and entry.counted_from == "sizes":
        foot.append("moves with length")
    with_interval = [score for score in known if math.isfinite(score.low)]
    # Over how many texts an interval goes differs from group to group.
    names = row_order.order_of_appearance(
        re.sub(r"over [\d,]+ ", "over ", score.interval) for score in with_interval
    )
    foot.append(" or ".join(names) or "no interval")
    return foot
