"""How much of each topic is in each group of documents."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
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
    small_multiples,
    text_fitting,
)
from discourse.plot.small_multiples import Value
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
    label_share=0.26,
    max_label_mm=40.0,
)
MOST = 40  # topics in one figure
GAP_MM = 4.0  # between the axis of a panel, or the foot, and the next panel
HEADING_GAP_MM = 3.0
LEAST_SCALE = 0.05  # a share up to which the axis goes at least


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
        return Value(self.share, self.low, self.high, reliable=not self.few)

    @property
    def few(self) -> bool:
        """Whether the share rests on so few documents that it only illustrates."""
        return self.documents < FEW_DOCUMENTS_OF_TOPIC_SHARE


@chart_decorator.chart
def topic_groups(
    table: pd.DataFrame,
    *,
    top: int = 20,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each topic in each group, with its interval: a small panel a topic, on one scale.

    The number after the name of a group is that of its documents. An open mark is a group of few documents, whose
    interval is a picture and no more; a mark without a line has no interval; a dash stands for a group none of whose
    words is in the model. The topics are taken as given: the
    uncertainty of the fit is not drawn.

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
    """
    check_whole_number("top", top)
    every = row_order.order_of_appearance(table["group"].tolist())
    groups = every[:top]
    rows = read_rows(table, _Share)
    labels = {row.topic: row.label for row in rows}
    shares = {(row.topic, row.group): row for row in rows}
    topics = sorted(labels)[:MOST]
    with style.context():
        if not topics:
            return axes_layout.draw_empty_chart(ax, "no topics", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        documents = _count_documents(shares.values())
        short_names = written_names.short(every)
        room = SPACING.label_mm(sheet.width_mm)
        names = [
            small_multiples.name_with_count(
                short_names[group] or "all", documents[group], room
            )
            for group in groups
        ]
        multiples = small_multiples.lay_out_rows(
            sheet, names, len(topics), spacing=SPACING
        )
        ends = small_multiples.finite_values([row.value for row in shares.values()])
        scale = max([*ends, LEAST_SCALE]) * 1.04
        heading_mm = multiples.panel_width_mm - HEADING_GAP_MM
        for index, topic in enumerate(topics):
            own = [shares.get((topic, group)) for group in groups]
            values = [share.value if share else None for share in own]
            panel = multiples.panels[index]
            small_multiples.draw_values(panel, values, dash="–", dash_at=0)
            panel.set_xlim(0, scale)
            marks.draw_number_axis(
                panel, 0, scale, width_mm=multiples.panel_width_mm - GAP_MM
            )
            name = f"{topic}  {written_names.words(labels[topic])}".strip()
            heading = text_fitting.fit_text(name, heading_mm, size=6.5, max_lines=2)
            multiples.write_heading(index, heading, size=6.5)
            multiples.write_labels(index)
        foot = _foot(rows)
        if len(every) > len(groups):
            foot.append(f"the first {len(groups)} of {len(every):,} groups")
        if len(labels) > MOST:
            foot.append(f"the first {MOST} of {len(labels):,} topics")
        panels.write_caption(
            multiples.lower_left, foot, multiples.panel_width_mm - GAP_MM
        )
        return multiples.finish_figure()


def _count_documents(shares: Iterable[_Share]) -> dict[str, int]:
    """Return how many documents each group has."""
    documents: dict[str, int] = {}
    for share in shares:
        known = documents.get(share.group, 0)
        documents[share.group] = max(known, share.documents)
    return documents


def _foot(rows: Sequence[_Share]) -> list[str]:
    """Return what the axis is, and what the marks of this table mean."""
    known = [row for row in rows if row.share == row.share]
    with_interval = [row for row in rows if row.interval and math.isfinite(row.low)]
    names = row_order.order_of_appearance(row.interval for row in with_interval)
    interval = f", with interval: {' or '.join(names)}" if names else "; no intervals"
    foot = [f"share of the topic{interval}"]
    if any(row.few for row in known):
        foot.append("open: few documents, illustrative")
    if len(known) < len(rows):
        foot.append("–: no words in the model")
    return foot
