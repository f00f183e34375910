"""The heaviest terms of each group, or of each topic, as bars in small panels of one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from discourse import notes, style
from discourse.plot import (
    axes_layout,
    chart_decorator,
    row_order,
)
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes


from discourse.plot.term_bars import TermBars, draw_term_bars

__all__ = ["distinctive"]
MOST = 24  # groups in one figure
STATES = {"raw": "whole text", "masked": "masked text"}


@chart_decorator.chart
def distinctive(
    table: pd.DataFrame,
    *,
    top: int = 10,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the terms that set each group apart: the whole text beside the text without what is masked.

    A bar is the weight of a term, the number at its end how often it occurs. An open bar and a × mark a term that is
    no longer in the group's list once the masked stretches are left out: it came from the debris, or leant on it.
    With few documents these are distinctive terms, not topics. What the table notes of the terms drawn stands below.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``distinctive``. Of more than 24 groups the first 24 are drawn; choose others by filtering it.
    top : int
        How many terms a group.
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
    table = table.sort_values("rank", kind="stable")
    schemes = row_order.order_of_appearance(table["scheme"].tolist())
    states = row_order.order_of_appearance(table["state"].tolist(), known=tuple(STATES))
    short_names = written_names.short(every)
    panels: list[TermBars] = []
    cells: list[str] = []
    for group in every[:MOST]:
        for scheme in schemes:
            part = table[(table["group"] == group) & (table["scheme"] == scheme)]
            kept = frozenset(part.loc[part["state"] == states[-1], "term"].tolist())
            for state in states:
                own = part[part["state"] == state].head(top)
                cells += own["note"].tolist()
                names = [short_names[group]] if group else []
                names += [scheme] if len(schemes) > 1 else []
                names += [STATES.get(state, state)] if len(states) > 1 else []
                panels.append(
                    TermBars(
                        heading=" · ".join(names),
                        terms=own["term"].tolist(),
                        weights=own["weight"].tolist(),
                        ends=[f"{count:,}" for count in own["count"].tolist()],
                        gone=frozenset(own["term"].tolist()) - kept,
                    )
                )
    scheme = f" ({', '.join(schemes)})" if any(schemes) else ""
    foot = [f"weight{scheme}; at the end of a bar: occurrences"]
    if any(panel.gone for panel in panels):
        foot.append("× open bar: no longer listed once the debris is masked")
    if len(every) > MOST:
        foot.append(f"{MOST} of {len(every)} groups")
    foot += notes.summarise(cells, "terms")
    sheet = axes_layout.Sheet.for_chart(ax, width)
    return draw_term_bars(sheet, panels, foot, together=max(len(states), 1))
