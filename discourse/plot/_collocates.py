"""The collocates of phrases as lists of dots, by a measure of association."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
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
MAX_PANELS = 24  # in one figure
GAP_MM = 3.0  # between the numbers of a panel and the labels of the next
COUNT_MM = 18.0  # that the number of mentions takes in a heading
NUMBERS_GAP_MM = 2.6  # between a dot and the numbers beside it, and after these
MIN_AXIS_MM = 8.0  # width of the axis at least, however long the numbers are
MARGIN_SHARE, MARGIN = 0.08, 0.5  # under the lowest value: of the range, or if it is 0
MAX_WINDOWS = 2  # named in the caption
STEM_POINTS, STEM_DASHES = 0.5, (1, 2)  # a dotted stem: it does not start at 0


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
        """The closest first, terms without a value last; ties by mentions, then by name."""
        distance = -self.value if self.value == self.value else float("inf")
        return distance, -self.hits, self.term


@dataclass(frozen=True)
class _Scale:
    """The range of the axis across, the same in all panels."""

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

    The numbers beside a dot are the mentions with the term near them, and in how many
    documents they are. A dot is open if the collocate is in one document only. The
    number in a heading counts all mentions of the phrase.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``collocates``. Of more than 24 phrases and groups, the first 24
        are drawn.
    top : int
        How many collocates of each phrase and group, ties by name.
    measure : str
        The column that is drawn and orders the collocates: the name of a measure, such
        as "log_dice", "mi", "npmi", "t_score", "g2", "delta_p". All are listed in
        :data:`discourse.registries.ASSOCIATION_MEASURES`.
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
    check_option("measure", measure, ASSOCIATION_MEASURES)
    _require_values(table, measure)
    lists = _rank_collocates(table, measure)
    shown = [terms[:top] for terms in lists[:MAX_PANELS]]
    with style.context():
        if not shown:
            return axes_layout.draw_empty_chart(ax, "no collocates", width=width)
        labels = [[term.term for term in terms] for terms in shown]
        multiples = small_multiples.lay_out_lists(
            axes_layout.Sheet.for_chart(ax, width), labels, spacing=SPACING
        )
        scale = _scale(shown)
        short_names = written_names.shorten_ids(terms[0].group for terms in lists)
        for index, terms in enumerate(shown):
            _draw_panel(multiples, index, terms, scale)
            multiples.write_labels(index)
            heading_mm = multiples.panel_width_mm - COUNT_MM
            group = short_names[terms[0].group]
            heading = _heading(terms[0], group, heading_mm)
            multiples.write_heading(index, heading)
        windows = row_order.order_of_appearance(table["window"].tolist())
        caption = [ASSOCIATION_MEASURES[measure].caption, *windows[:MAX_WINDOWS]]
        drawn = chain.from_iterable(shown)
        if any(term.documents == 1 for term in drawn):
            caption.append("open: in one document only")
        if len(lists) > MAX_PANELS:
            caption.append(
                f"the first {MAX_PANELS} of {len(lists):,} phrases and groups"
            )
        caption_mm = multiples.plot_width_mm - GAP_MM
        panels.write_caption(multiples.lower_left, caption, caption_mm)
        return multiples.finish_figure()


def _require_values(table: pd.DataFrame, measure: str) -> None:
    """Refuse a table that an older version saved, before the measure was added."""
    added_later = ASSOCIATION_MEASURES[measure].optional
    if added_later and len(table) and table[measure].isna().all():
        raise TableError(
            f"this collocates table has no value in the column {measure!r}, as one that "
            "was saved by an older version. Make one with discourse.collocates(...), or "
            "draw another measure."
        )


def _rank_collocates(table: pd.DataFrame, measure: str) -> list[list[_Term]]:
    """Return the collocates of each phrase and group, the closest first."""
    lists: dict[tuple[str, str], list[_Term]] = {}
    for term in read_rows(table, _Term, columns={"value": measure}):
        lists.setdefault((term.family, term.group), []).append(term)
    return [sorted(terms, key=lambda term: term.rank) for terms in lists.values()]


def _scale(lists: Sequence[Sequence[_Term]]) -> _Scale:
    """Return the range of the values. It need not begin at 0, as these measures have no natural 0."""
    values = [term.value for term in chain.from_iterable(lists)]
    known = [value for value in values if value == value]
    low, high = min(known, default=0.0), max(known, default=1.0)
    margin = (high - low) * MARGIN_SHARE or MARGIN
    return _Scale(low - margin, high)


def _heading(term: _Term, group: str, width_mm: float) -> str:
    """Return the phrase, the group, and the number of all mentions."""
    names = [written_names.name_in_words(term.family), group]
    text = text_fitting.fit_text(
        " · ".join(filter(None, names)),
        width_mm,
        size=small_multiples.HEADING_SIZE,
        max_lines=2,
    )
    return f"{text}  ({term.count_node:,})"


def _draw_panel(
    multiples: SmallMultiples, index: int, terms: Sequence[_Term], scale: _Scale
) -> None:
    """Draw the dots of a phrase and group, with their numbers, and the axis."""
    ax = multiples.panels[index]
    rows = max(map(len, multiples.labels))
    small_multiples.open_list_panel(ax, rows, keep=("bottom",))
    panel_mm = multiples.plot_width_mm - GAP_MM
    numbers = [f"{term.hits:,} in {term.documents:,}" for term in terms]
    widths = [text_fitting.text_width(text, size=NUMBER_SIZE) for text in numbers]
    axis_mm = panel_mm - (max(widths) + NUMBERS_GAP_MM)
    length = (scale.high - scale.low) or 1.0
    # The panel goes on beyond the axis, since the numbers of the last dot need room.
    right = scale.low + length * panel_mm / max(axis_mm, MIN_AXIS_MM)
    number_gap = (right - scale.low) * NUMBER_GAP_MM / panel_mm
    for row, (term, number) in enumerate(zip(terms, numbers, strict=True)):
        if term.value != term.value:
            continue
        small_multiples.draw_lollipop(
            ax,
            row,
            term.value,
            number,
            start=scale.low,
            number_at=term.value + number_gap,
            filled=term.documents > 1,
            stem_width=STEM_POINTS,
            dashes=STEM_DASHES,
        )
    marks.draw_number_axis(ax, scale.low, scale.high, width_mm=axis_mm)
    ax.set_xlim(scale.low, right)
