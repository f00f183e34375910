"""Bar charts of the terms of topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import axes_layout, chart_decorator
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes


from discourse.plot.term_bars import TermBars, draw_term_bars

__all__ = ["topics"]


@chart_decorator.chart
def topics(
    table: pd.DataFrame,
    *,
    top: int = 8,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the heaviest terms of each topic. A topic is what these words have in common, not a name somebody gave it.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``topics``: the terms of ``discourse.topics(...)``.
    top : int
        How many terms a topic.
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
    panels = []
    for topic in sorted(set(table["topic"].tolist())):
        own = table[table["topic"] == topic]
        own = own.sort_values("rank", kind="stable").head(top)
        label = written_names.words(own["label"].tolist()[0])
        panels.append(
            TermBars(
                heading=f"{topic}  {label}".strip(),
                terms=own["term"].tolist(),
                weights=own["weight"].tolist(),
                ends=[""] * len(own),
                gone=frozenset(),
            )
        )
    foot = ["weight of the term in the topic; each topic on its own scale"]
    return draw_term_bars(axes_layout.Sheet.for_chart(ax, width), panels, foot)
