"""The heaviest terms of each group as bars in small panels of one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from discourse import notes, style, tables
from discourse.plot import axes_layout, chart_decorator, row_order
from discourse.plot.stop_captions import caption_of_background, caption_of_stop_words
from discourse.plot.term_bars import TermBars, draw_term_bars
from discourse.registries import WEIGHTING_SCHEMES
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["distinctive"]

MAX_GROUPS = 24  # in one figure
STATES = {"raw": "whole text", "masked": "masked text"}  # as a heading names them


@chart_decorator.chart
def distinctive(
    table: pd.DataFrame,
    *,
    top: int = 10,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the most distinctive terms of each group: of the whole text, and of the text without masked parts.

    A bar is the weight of a term; the number at its end is its count. An open bar and
    a × mark a term that is no longer in the list of the group when masked parts are
    left out. Such a term, or its weight, came from debris: page headers, menus and the
    like. With few documents, these are distinctive terms and not topics. The notes of
    the table on the drawn terms are below.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``distinctive``. Of more than 24 groups, the first 24 are drawn;
        choose others by filtering it.
    top : int
        How many terms of each group.
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
    groups = row_order.order_of_appearance(table["group"].tolist())
    table = table.sort_values("rank", kind="stable")
    schemes = row_order.order_of_appearance(table["scheme"].tolist())
    states = row_order.order_of_appearance(table["state"].tolist(), known=tuple(STATES))
    labels = tables.labels_of(table, "group")
    panels: list[TermBars] = []
    table_notes: list[str] = []
    for group in groups[:MAX_GROUPS]:
        for scheme in schemes:
            is_of_group = (table["group"] == group) & (table["scheme"] == scheme)
            group_lists = table[is_of_group]
            # A term that is not in the last list, that of the masked text, is marked.
            last_list = group_lists[group_lists["state"] == states[-1]]
            last_terms = frozenset(last_list["term"].tolist())
            for state in states:
                terms = group_lists[group_lists["state"] == state].head(top)
                table_notes += terms["note"].tolist()
                heading = _heading(
                    labels[group],
                    scheme=scheme if len(schemes) > 1 else "",
                    state=state if len(states) > 1 else "",
                )
                panels.append(_term_bars(terms, heading, last_terms))
    remarks = notes.summarise(table_notes, "terms")
    caption = [
        _caption_of_bars(panels, schemes, caption_of_background(table)),
        _caption_of_omissions(len(groups), caption_of_stop_words(table), remarks),
    ]
    sheet = axes_layout.Sheet.for_chart(ax, width)
    return draw_term_bars(sheet, panels, caption, side_by_side=max(len(states), 1))


def _heading(label: str, *, scheme: str, state: str) -> str:
    """Return the heading of a panel: the group and, where there are several, scheme and state."""
    state_in_words = STATES.get(state, state)
    parts = filter(None, [label, scheme, state_in_words])
    return " · ".join(parts)


def _term_bars(
    terms: pd.DataFrame, heading: str, last_terms: frozenset[str]
) -> TermBars:
    """Return a panel of terms; those that are not in `last_terms` are marked."""
    names = terms["term"].tolist()
    return TermBars(
        heading=heading,
        terms=names,
        weights=terms["weight"].tolist(),
        ends=[f"{count:,}" for count in terms["count"].tolist()],
        gone=frozenset(names) - last_terms,
    )


def _caption_of_bars(
    panels: Sequence[TermBars], schemes: Sequence[str], background: str
) -> str:
    """Return the caption that explains the lengths, numbers and marks of the bars."""
    weight = "weight"
    names = [WEIGHTING_SCHEMES.label(scheme, scheme) for scheme in schemes if scheme]
    if names:
        weight += f" ({', '.join(names)})"
    parts = [f"{weight}; at the end of a bar: occurrences"]
    if background:
        parts.append(background)
    if any(panel.gone for panel in panels):
        parts.append("× open bar: no longer listed once the debris is masked")
    return "; ".join(parts)


def _caption_of_omissions(
    group_count: int, stop_words: str, remarks: Sequence[str]
) -> str:
    """Return what is not drawn, and the notes of the table; empty if there is neither."""
    parts = []
    if group_count > MAX_GROUPS:
        parts.append(f"the first {MAX_GROUPS} of {group_count} groups")
    if stop_words:
        parts.append(stop_words)
    parts += remarks
    return "; ".join(parts)
