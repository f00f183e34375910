"""The words that keep a phrase company, by how closely they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.errors import TableError
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    row_order,
    small_multiples,
    text_fitting,
)
from discourse.plot.small_multiples import NUMBER_GAP_MM, NUMBER_SIZE, SmallMultiples
from discourse.plot.table_rows import read_rows
from discourse.registries import ASSOCIATION_MEASURES
from discourse.tables import written_names
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["collocates"]

SPACING = small_multiples.Spacing(
    min_panel_mm=56.0,  # a term, its dot, and counts with documents
    row_mm=3.9,  # type of 6 points, and half of its height again
    label_share=0.45,
    max_label_mm=44.0,
)
MOST = 24  # panels in one figure
GAP_MM = 3.0  # between the numbers of a panel and the labels of the next
COUNT_MM = 18.0  # that the number of mentions takes in a heading
LEAST_AXIS_MM = 8.0  # what the dots have at least, however long the numbers


@dataclass(frozen=True)
class _Term:
    family: str
    group: str
    count_node: int
    term: str
    value: float
    hits: int
    documents: int

    @property
    def rank(self) -> tuple[float, int, str]:
        """The closest first, those without a value last; ties by mentions, then by name."""
        closeness = -self.value if self.value == self.value else float("inf")
        return closeness, -self.hits, self.term


@dataclass(frozen=True)
class _Scale:
    """The axis across, the same in all panels."""

    low: float
    high: float


@chart_decorator.chart
def collocates(
    table: pd.DataFrame,
    *,
    top: int = 15,
    measure: str = "log_dice",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the collocates of each phrase and group as dots, the closest first, on one scale.

    Beside a dot: the mentions that have the term near them, and in how many documents. An open dot is a collocate in
    one document only. In the heading, after the phrase, the mentions of it in all.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``collocates``. Of more than 24 phrases and groups the first 24 are drawn.
    top : int
        How many collocates of each, ties by name.
    measure : str
        The column that is drawn and ranks them: a measure by its name, such as "log_dice", "mi", "npmi", "t_score", "g2",
        "delta_p". All are listed in :data:`discourse.registries.ASSOCIATION_MEASURES`.
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
    check_option("measure", measure, ASSOCIATION_MEASURES)
    _require_values(table, measure)
    lists = _lists(table, measure)
    shown = [terms[:top] for terms in lists[:MOST]]
    with style.context():
        if not shown:
            return axes_layout.draw_empty_chart(ax, "no collocates", width=width)
        labels = [[term.term for term in terms] for terms in shown]
        multiples = small_multiples.lay_out_lists(
            axes_layout.Sheet.for_chart(ax, width), labels, spacing=SPACING
        )
        scale = _scale(shown)
        short_names = written_names.short(terms[0].group for terms in lists)
        for index, terms in enumerate(shown):
            _draw_panel(multiples, index, terms, scale)
            multiples.write_labels(index)
            room = multiples.panel_width_mm - COUNT_MM
            group = short_names[terms[0].group]
            multiples.write_heading(index, _heading(terms[0], group, room))
        caption = ASSOCIATION_MEASURES[measure].caption
        foot = [caption, *row_order.order_of_appearance(table["window"].tolist())[:2]]
        if any(term.documents == 1 for terms in shown for term in terms):
            foot.append("open: in one document only")
        if len(lists) > MOST:
            foot.append(f"the first {MOST} of {len(lists):,} phrases and groups")
        panels.write_caption(
            multiples.lower_left, foot, multiples.plot_width_mm - GAP_MM
        )
        return multiples.finish_figure()


def _require_values(table: pd.DataFrame, measure: str) -> None:
    """Refuse a table that was saved before the measure was added."""
    added_later = ASSOCIATION_MEASURES[measure].optional
    if added_later and len(table) and table[measure].isna().all():
        raise TableError(
            f"this collocates table has no value in the column {measure!r}, as one that "
            "was saved by an older version. Make one with discourse.collocates(...), or "
            "draw another measure."
        )


def _lists(table: pd.DataFrame, measure: str) -> list[list[_Term]]:
    """Return the collocates of each phrase and group, the closest first."""
    lists: dict[tuple[str, str], list[_Term]] = {}
    for term in read_rows(table, _Term, columns={"value": measure}):
        lists.setdefault((term.family, term.group), []).append(term)
    return [sorted(terms, key=lambda term: term.rank) for terms in lists.values()]


def _scale(lists: Sequence[Sequence[_Term]]) -> _Scale:
    """Return the axis across: no measure of these has a 0 that a dot must be seen from."""
    values = [term.value for terms in lists for term in terms]
    known = [value for value in values if value == value]
    low, high = min(known, default=0.0), max(known, default=1.0)
    pad = (high - low) * 0.08 or 0.5
    return _Scale(low - pad, high)


def _heading(term: _Term, group: str, room: float) -> str:
    """Return the phrase and the group, and the mentions that there are in all."""
    names = [name for name in (written_names.words(term.family), group) if name]
    text = text_fitting.fit_text(" · ".join(names), room, size=7, max_lines=2)
    return f"{text}  ({term.count_node:,})"


def _draw_panel(
    multiples: SmallMultiples, index: int, terms: Sequence[_Term], scale: _Scale
) -> None:
    ax = multiples.panels[index]
    rows = max(map(len, multiples.labels))
    small_multiples.open_list_panel(ax, rows, keep=("bottom",))
    room = multiples.plot_width_mm - GAP_MM
    numbers = [f"{term.hits:,} in {term.documents:,}" for term in terms]
    widths = [text_fitting.text_width(text, size=NUMBER_SIZE) for text in numbers]
    numbers_mm = max(widths) + 2.6
    length = (scale.high - scale.low) or 1.0
    right = scale.low + length * room / max(room - numbers_mm, LEAST_AXIS_MM)
    for row, (term, number) in enumerate(zip(terms, numbers, strict=True)):
        if term.value != term.value:
            continue
        small_multiples.draw_lollipop(
            ax,
            row,
            term.value,
            number,
            start=scale.low,
            number_at=term.value + (right - scale.low) * NUMBER_GAP_MM / room,
            filled=term.documents > 1,
            stem_width=0.5,
            dashes=(1, 2),
        )
    marks.draw_number_axis(ax, scale.low, scale.high, width_mm=room - numbers_mm)
    ax.set_xlim(scale.low, right)
