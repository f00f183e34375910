"""Bars of the terms of topics, one panel for each topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import axes_layout, chart_decorator
from discourse.plot.stop_captions import caption_of_background
from discourse.plot.term_bars import TermBars, draw_term_bars
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["topics"]


@chart_decorator.chart
def topics(
    table: pd.DataFrame,
    *,
    top: int = 8,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the terms with the largest weight in each topic as bars.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``topics``: the terms of ``discourse.topics(...)``.
    top : int
        How many terms for each topic.
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
    topic_quality : Draw how good the topics are for each number of topics.

    Notes
    -----
    *When to use it*: to see what the topics of a model are about.

    *How to read it*: each panel is a topic, with a scale of its own. Compare bars
    within a panel only. A topic is a list of words that occur in the same texts; its
    heading is made of these words and is not a name that somebody gave it.
    """
    check_whole_number("top", top)
    panels = []
    topic_numbers = set(table["topic"].tolist())
    for topic in sorted(topic_numbers):
        rows = table[table["topic"] == topic]
        rows = rows.sort_values("rank", kind="stable")
        rows = rows.head(top)
        panel = _bars_of_topic(topic, rows)
        panels.append(panel)
    foot = ["weight of the term in the topic; each topic on its own scale"]
    background = caption_of_background(table)
    if background:
        foot.append(background)
    sheet = axes_layout.Sheet.for_chart(ax, width)
    return draw_term_bars(sheet, panels, foot)


def _bars_of_topic(topic: int, rows: pd.DataFrame) -> TermBars:
    """Return the bars of one topic, in the order of `rows`, with its heading."""
    label, *_ = rows["label"].tolist()
    label_in_words = written_names.name_in_words(label)
    return TermBars(
        heading=f"{topic}  {label_in_words}".strip(),
        terms=rows["term"].tolist(),
        weights=rows["weight"].tolist(),
        ends=[""] * len(rows),
        gone=frozenset(),
    )
