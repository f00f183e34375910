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
from discourse.plot.small_multiples import SmallMultiples, Value
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
CLOSE_ROWS = 25  # groups beyond which rows are lower, so that a page holds them
CLOSE_ROW_MM = 3.4
MAX_GROUPS = 60  # in one figure
GAP_MM = 5.0  # between the axis or caption of a panel and the next panel
HEADING_GAP_MM = 4.0  # between the heading of a panel and the next
CAPTION_SIZE = text_fitting.FOOTNOTE_SIZE
# Beyond the ends of a scale: of its range; where all values are equal, of the value;
# where they are 0.
MARGIN_SHARE, EQUAL_MARGIN_SHARE, ZERO_MARGIN = 0.08, 0.05, 0.5


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
    def is_short(self) -> bool:
        """Whether the text is shorter than the measure needs."""
        # Tables of version 0.1.0 do not have the column `too_short`.
        return self.too_short or self.words < self.shortest

    @property
    def value(self) -> Value:
        """The score with its interval; not reliable if the text is too short."""
        return Value(self.score, self.low, self.high, reliable=not self.is_short)


@chart_decorator.chart
def diversity(
    table: pd.DataFrame,
    *,
    top: int = 4,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the lexical diversity of each group: a panel for each measure, with intervals where there are any.

    The number after a group is how many words it has. An open marker is a text that is
    shorter than the measure needs. A dash is a text that is too short to be measured.
    If a measure changes with the length of a text, its panel says so; compare its
    scores only between texts of one length. Each panel has a scale of its own, which
    need not begin at 0.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``diversity``. Of more than 60 groups, the first 60 are drawn.
    top : int
        How many measures, in the order of the table. Its first measures are those that
        change least with the length of a text.
    width : {'single', 'onehalf', 'double'}
        Width of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The first panel.
    """
    check_whole_number("top", top)
    measures = row_order.order_of_appearance(table["measure"].tolist())[:top]
    groups = row_order.order_of_appearance(table["group"].tolist())
    shown = groups[:MAX_GROUPS]
    rows = read_rows(table, _Score)
    scores = {(row.group, row.measure): row for row in rows}
    with style.context():
        if not measures:
            return axes_layout.draw_empty_chart(ax, "no texts to measure", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        names = _row_names(rows, groups, SPACING.label_mm(sheet.width_mm))
        spacing = SPACING
        if len(shown) > CLOSE_ROWS:
            spacing = replace(SPACING, row_mm=CLOSE_ROW_MM)
        multiples = small_multiples.lay_out_rows(
            sheet, names, len(measures), spacing=spacing
        )
        for index, measure in enumerate(measures):
            own = [scores.get((group, measure)) for group in shown]
            _draw_panel(multiples, index, measure, own)
        if len(groups) > MAX_GROUPS:
            remark = f"the first {MAX_GROUPS} of {len(groups):,} groups"
            panel = multiples.lower_left
            caption = f"{panel.get_xlabel()}\n{remark}"
            panel.set_xlabel(caption, size=CAPTION_SIZE, loc="left", parse_math=False)
        return multiples.finish_figure()


def _row_names(
    rows: Sequence[_Score], groups: Sequence[str], name_mm: float
) -> list[str]:
    """Return the names of the groups that are drawn, each with its number of words."""
    words = {row.group: row.words for row in rows}
    short_names = written_names.shorten_ids(groups)
    names: list[str] = []
    for group in groups[:MAX_GROUPS]:
        name = short_names[group] or "all"
        names.append(small_multiples.name_with_count(name, words[group], name_mm))
    return names


def _draw_panel(
    multiples: SmallMultiples,
    index: int,
    measure: str,
    scores: Sequence[_Score | None],
) -> None:
    """Draw one measure on a scale of its own, with its heading and caption."""
    ax = multiples.panels[index]
    panel_mm = multiples.panel_width_mm - GAP_MM
    values = [score.value if score else None for score in scores]
    ends = small_multiples.finite_values(values)
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    margin = (high - low) * MARGIN_SHARE
    margin = margin or abs(high) * EQUAL_MARGIN_SHARE or ZERO_MARGIN
    low, high = low - margin, high + margin
    small_multiples.draw_values(ax, values, dash=" –", dash_at=low)
    ax.set_xlim(low, high)
    marks.draw_number_axis(ax, low, high, width_mm=panel_mm)
    name = DIVERSITY_MEASURES.label(measure, written_names.name_in_words(measure))
    heading_mm = multiples.panel_width_mm - HEADING_GAP_MM
    heading = text_fitting.fit_text(name, heading_mm, size=small_multiples.HEADING_SIZE)
    multiples.write_heading(index, heading)
    panels.write_caption(ax, _caption(measure, scores), panel_mm, size=CAPTION_SIZE)
    multiples.write_labels(index)


def _caption(measure: str, scores: Sequence[_Score | None]) -> list[str]:
    """Return what a reader of the panel must know: window, least length, effect of length, interval."""
    known = [score for score in scores if score]
    windows = [score.window for score in known if score.window]
    caption = [
        f"stretches of {window}" for window in row_order.order_of_appearance(windows)
    ]
    if any(score.is_short for score in known):
        shortest = max(score.shortest for score in known)
        caption.append(f"open: shorter than {shortest:,} words")
    entry = DIVERSITY_MEASURES.get(measure)
    if entry is not None and entry.counted_from == "sizes":
        caption.append("moves with length")
    # The number of texts of an interval differs from group to group, so it is left out.
    intervals = [
        re.sub(r"over [\d,]+ ", "over ", score.interval)
        for score in known
        if math.isfinite(score.low)
    ]
    names = row_order.order_of_appearance(intervals)
    caption.append(" or ".join(names) or "no interval")
    return caption
