"""How rich the vocabulary of each group is, by several measures."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style, tables
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
    min_panel_mm=34.0,  # an axis with three numbers, and a line under it
    row_mm=4.4,  # type of 6.5 points, and nearly as much again
    label_share=0.28,
    max_label_mm=30.0,
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
    """A row of the table: the score of one group by one measure."""

    group: str
    measure: str
    score: float
    low: float
    high: float
    words: int
    shortest: int
    window: str
    too_short: bool

    @property
    def is_short(self) -> bool:
        """Whether the text is shorter than the measure needs."""
        # Tables of version 0.1.0 do not have the column `too_short`.
        has_few_words = self.words < self.shortest
        return self.too_short or has_few_words

    @property
    def value(self) -> Value:
        """The score with its interval; not reliable if the text is too short."""
        return Value(
            value=self.score,
            low=self.low,
            high=self.high,
            reliable=not self.is_short,
        )


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
    shorter than the measure needs. A dash is a text that is too short to be measured,
    or whose score is infinite; the panel then says so.
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
    drawn_groups = groups[:MAX_GROUPS]
    rows = read_rows(table, _Score)
    scores = {(row.group, row.measure): row for row in rows}
    with style.context():
        if not measures:
            return axes_layout.draw_empty_chart(ax, "no texts to measure", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        name_mm = SPACING.label_mm(sheet.width_mm)
        names = _row_names(table, drawn_groups, name_mm)
        spacing = SPACING
        if len(drawn_groups) > CLOSE_ROWS:
            spacing = replace(SPACING, row_mm=CLOSE_ROW_MM)
        multiples = small_multiples.lay_out_rows(
            sheet, names, len(measures), spacing=spacing
        )
        for index, measure in enumerate(measures):
            measure_scores = [scores.get((group, measure)) for group in drawn_groups]
            _draw_panel(multiples, index, measure, measure_scores)
            multiples.write_labels(index)
            caption = [
                _caption_of_scores(measure, measure_scores),
                _caption_of_intervals(table[table["measure"] == measure]),
            ]
            panels.write_caption(
                multiples.panels[index],
                caption,
                multiples.panel_width_mm - GAP_MM,
                size=CAPTION_SIZE,
            )
        if len(groups) > MAX_GROUPS:
            _write_omissions(multiples.lower_left, len(groups))
        return multiples.finish_figure()


def _row_names(table: pd.DataFrame, groups: Sequence[str], name_mm: float) -> list[str]:
    """Return the labels of the groups, each with its number of words."""
    word_counts = dict(
        zip(table["group"].tolist(), table["words"].tolist(), strict=True)
    )
    labels = tables.labels_of(table, "group")
    names: list[str] = []
    for group in groups:
        label = labels[group] or "all"
        name = small_multiples.name_with_count(label, word_counts[group], name_mm)
        names.append(name)
    return names


def _write_omissions(panel: Axes, group_count: int) -> None:
    """Write below a caption that not all groups are drawn."""
    caption = panel.get_xlabel()
    remark = f"the first {MAX_GROUPS} of {group_count:,} groups"
    panel.set_xlabel(
        f"{caption}\n{remark}",
        size=CAPTION_SIZE,
        loc="left",
        parse_math=False,
    )


def _draw_panel(
    multiples: SmallMultiples,
    index: int,
    measure: str,
    scores: Sequence[_Score | None],
) -> None:
    """Draw one measure on a scale of its own, with its heading."""
    ax = multiples.panels[index]
    values = [score.value if score else None for score in scores]
    low, high = _scale_of(values)
    small_multiples.draw_values(ax, values, dash=" –", dash_at=low)
    ax.set_xlim(low, high)
    axis_mm = multiples.panel_width_mm - GAP_MM
    marks.draw_number_axis(ax, low, high, width_mm=axis_mm)
    name = DIVERSITY_MEASURES.label(measure, written_names.name_in_words(measure))
    heading = text_fitting.fit_text(
        name,
        multiples.panel_width_mm - HEADING_GAP_MM,
        size=small_multiples.HEADING_SIZE,
    )
    multiples.write_heading(index, heading)


def _scale_of(values: Sequence[Value | None]) -> tuple[float, float]:
    """Return the ends of the scale that holds all values and their intervals."""
    finite_values = small_multiples.finite_values(values)
    low = min(finite_values, default=0.0)
    high = max(finite_values, default=1.0)
    margin = (high - low) * MARGIN_SHARE
    # A scale must have a length, even if all values are equal, or all are 0.
    if margin == 0:
        margin = abs(high) * EQUAL_MARGIN_SHARE
    if margin == 0:
        margin = ZERO_MARGIN
    return low - margin, high + margin


def _caption_of_scores(measure: str, scores: Sequence[_Score | None]) -> str:
    """Return what a score depends on: the window and the length of the text."""
    group_scores = [score for score in scores if score]
    windows = [score.window for score in group_scores if score.window]
    parts = []
    for window in row_order.order_of_appearance(windows):
        parts.append(f"stretches of {window}")
    entry = DIVERSITY_MEASURES.get(measure)
    if entry is not None and entry.counted_from == "sizes":
        parts.append("changes with the length of a text")
    if any(math.isinf(score.score) for score in group_scores):
        parts.append("dash: infinite, since no word occurs twice")
    if any(score.is_short for score in group_scores):
        min_words = max(score.shortest for score in group_scores)
        parts.append(f"open: shorter than {min_words:,} words")
    return "; ".join(parts)


def _caption_of_intervals(rows: pd.DataFrame) -> str:
    """Return the caption that names the intervals of a measure."""
    names = []
    for name in panels.name_intervals(rows):
        # A table of version 0.1.0 has the number of texts in the name. It differs from
        # group to group, so it is left out.
        names.append(re.sub(r"over [\d,]+ ", "over ", name))
    distinct_names = row_order.order_of_appearance(names)
    return panels.caption_of_intervals(distinct_names)
