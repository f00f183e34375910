"""Dots with intervals: the share of each topic in groups of documents."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from discourse.plot.small_multiples import Value
from discourse.plot.stop_captions import caption_of_background
from discourse.plot.table_rows import read_rows
from discourse.settings import FEW_DOCUMENTS_OF_TOPIC_SHARE
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["topic_groups"]

SPACING = small_multiples.Spacing(
    min_panel_mm=46.0,  # an axis with three numbers, and a heading of two lines
    row_mm=4.0,  # type of 6.5 points, and three quarters as much again
    label_share=0.3,
    max_label_mm=42.0,
)
MOST_TOPICS = 40  # in one figure
GAP_MM = 4.0  # between the axis of a panel, or the foot, and the next panel
HEADING_SIZE = 6.5  # points
HEADING_GAP_MM = 3.0
LEAST_SCALE = 0.05  # the axis goes at least up to this share
SCALE_MARGIN = 1.04  # the axis goes a little beyond the largest value


@dataclass(frozen=True)
class _Share:
    topic: int
    label: str
    group: str
    share: float
    low: float
    high: float
    documents: int
    interval: str

    @property
    def value(self) -> Value:
        """What is drawn; not to be relied on where the group has few documents."""
        is_reliable = not self.has_few_documents
        return Value(self.share, self.low, self.high, reliable=is_reliable)

    @property
    def has_few_documents(self) -> bool:
        """Whether the group has so few documents that the share only illustrates."""
        return self.documents < FEW_DOCUMENTS_OF_TOPIC_SHARE


@chart_decorator.chart
def topic_groups(
    table: pd.DataFrame,
    *,
    top: int = 20,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each topic in each group, with its interval.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``topic_groups``. Of more than 40 topics the first 40 are drawn.
    top : int
        How many groups, in the order of the table.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The first panel.

    See Also
    --------
    topic_documents : Draw the share of each topic in each document.

    Notes
    -----
    *When to use it*: to compare groups of documents by their topics.

    *How to read it*: each panel is a topic, and all panels have one scale. The number
    after the name of a group is the number of its documents. An open mark is a group of
    few documents: its interval only illustrates. A mark without a line has no interval.
    A dash is a group none of whose words is in the model. The topics are taken as
    given: the uncertainty of the fit is not drawn.
    """
    check_whole_number("top", top)
    described_table = table.assign(interval=tables.describe_intervals(table))
    rows = read_rows(described_table, _Share)
    labels = {row.topic: row.label for row in rows}
    topics = sorted(labels)[:MOST_TOPICS]
    all_groups = row_order.order_of_appearance(table["group"].tolist())
    groups = all_groups[:top]
    foot_lines = _explain_marks(rows)
    if len(all_groups) > len(groups):
        foot_lines.append(f"the first {len(groups)} of {len(all_groups):,} groups")
    if len(labels) > MOST_TOPICS:
        foot_lines.append(f"the first {MOST_TOPICS} of {len(labels):,} topics")
    background = caption_of_background(table)
    if background:
        foot_lines.append(background)
    with style.context():
        if not topics:
            return axes_layout.draw_empty_chart(ax, "no topics", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        group_labels = tables.labels_of(table, "group")
        names = _name_groups(sheet, groups, group_labels, rows)
        multiples = small_multiples.lay_out_rows(
            sheet, names, len(topics), spacing=SPACING
        )
        _draw_panels(multiples, topics, labels, groups, rows)
        # No other panel has text beside the foot, so it may go on below them.
        foot_mm = sheet.width_mm - multiples.sheet.labels_mm - GAP_MM
        panels.write_caption(multiples.lower_left, foot_lines, foot_mm)
        return multiples.finish_figure()


def _name_groups(
    sheet: axes_layout.Sheet,
    groups: Sequence[str],
    group_labels: Mapping[str, str],
    rows: Sequence[_Share],
) -> list[str]:
    """Return the names of the groups, each with the number of its documents."""
    document_counts = _count_documents(rows)
    label_mm = SPACING.label_mm(sheet.width_mm)
    names = []
    for group in groups:
        # Without a division there is one group, whose label is empty.
        label = group_labels[group] or "all"
        name = small_multiples.name_with_count(label, document_counts[group], label_mm)
        names.append(name)
    return names


def _count_documents(rows: Sequence[_Share]) -> dict[str, int]:
    """Return how many documents each group has."""
    document_counts: dict[str, int] = {}
    for row in rows:
        group = row.group
        count_before = document_counts.get(group, 0)
        document_counts[group] = max(count_before, row.documents)
    return document_counts


def _draw_panels(
    multiples: small_multiples.SmallMultiples,
    topics: Sequence[int],
    labels: Mapping[int, str],
    groups: Sequence[str],
    rows: Sequence[_Share],
) -> None:
    """Draw a panel for each topic, all on one scale."""
    values = {(row.topic, row.group): row.value for row in rows}
    finite_values = small_multiples.finite_values(list(values.values()))
    axis_end = max([*finite_values, LEAST_SCALE]) * SCALE_MARGIN
    axis_mm = multiples.panel_width_mm - GAP_MM
    heading_mm = multiples.panel_width_mm - HEADING_GAP_MM
    for index, topic in enumerate(topics):
        panel = multiples.panels[index]
        group_values = [values.get((topic, group)) for group in groups]
        small_multiples.draw_values(panel, group_values, dash="–", dash_at=0)
        panel.set_xlim(0, axis_end)
        marks.draw_number_axis(panel, 0, axis_end, width_mm=axis_mm)
        label = written_names.name_in_words(labels[topic])
        name = f"{topic}  {label}".strip()
        heading = text_fitting.fit_text(
            name, heading_mm, size=HEADING_SIZE, max_lines=2
        )
        multiples.write_heading(index, heading, size=HEADING_SIZE)
        multiples.write_labels(index)


def _explain_marks(rows: Sequence[_Share]) -> list[str]:
    """Return the lines of the foot: what the axis is, and what the marks mean."""
    rows_with_share = [row for row in rows if not math.isnan(row.share)]
    intervals = []
    for row in rows:
        if row.interval and math.isfinite(row.low):
            intervals.append(row.interval)
    lines = ["share of the topic; no intervals"]
    if intervals:
        names = row_order.order_of_appearance(intervals)
        interval_names = " or ".join(names)
        lines = [f"share of the topic; line: interval ({interval_names})"]
    if any(row.has_few_documents for row in rows_with_share):
        lines.append("open mark: few documents, so the share is only an example")
    if len(rows_with_share) < len(rows):
        lines.append("–: no words in the model")
    return lines
