"""The collocates of phrases as lists of dots, by a measure of association."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style, tables
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
from discourse.plot.stop_captions import caption_of_stop_words
from discourse.plot.table_rows import read_rows
from discourse.registries import ASSOCIATION_MEASURES
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
HEADING_LINES = 3  # of a phrase and a group, each with up to 40 letters
STEM_POINTS, STEM_DASHES = 0.5, (1, 2)  # a dotted stem: it does not start at 0


@dataclass(frozen=True)
class _Term:
    """A row of the table: a collocate of one phrase in one group of documents."""

    family: str
    group: str
    count_node: int
    term: str
    value: float
    hits: int
    documents: int

    @property
    def has_value(self) -> bool:
        """Whether the measure has a value for this term."""
        return not math.isnan(self.value)

    @property
    def rank(self) -> tuple[float, int, str]:
        """Sort key: the closest first, terms without a value last.

        Ties are ordered by mentions, then by name.
        """
        sort_value = math.inf
        if self.has_value:
            sort_value = -self.value
        return sort_value, -self.hits, self.term

    @property
    def number(self) -> str:
        """The text beside the dot: mentions, and documents."""
        mentions = f"{self.hits:,}"
        documents = f"{self.documents:,}"
        return f"{mentions} in {documents}"


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
    drawn_lists = [terms[:top] for terms in lists[:MAX_PANELS]]
    with style.context():
        if not drawn_lists:
            return axes_layout.draw_empty_chart(ax, "no collocates", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        multiples = _lay_out_panels(sheet, drawn_lists)
        scale = _scale(drawn_lists)
        heading_mm = multiples.panel_width_mm - COUNT_MM
        headings = _headings(table, drawn_lists, heading_mm)
        for index, terms in enumerate(drawn_lists):
            _draw_panel(multiples, index, terms, scale)
            multiples.write_labels(index)
            multiples.write_heading(index, headings[index])
        caption = [
            _caption_of_values(table, measure),
            _caption_of_dots(drawn_lists, list_count=len(lists)),
            caption_of_stop_words(table),
        ]
        caption_mm = multiples.plot_width_mm - GAP_MM
        panels.write_caption(multiples.lower_left, caption, caption_mm)
        return multiples.finish_figure()


def _lay_out_panels(
    sheet: axes_layout.Sheet, lists: Sequence[Sequence[_Term]]
) -> SmallMultiples:
    """Make a panel for each list of collocates."""
    labels = []
    for terms in lists:
        labels.append([term.term for term in terms])
    return small_multiples.lay_out_lists(sheet, labels, spacing=SPACING)


def _caption_of_values(table: pd.DataFrame, measure: str) -> str:
    """Return what the axis shows: the measure, and which words are near a mention."""
    meaning = ASSOCIATION_MEASURES[measure].caption
    windows = row_order.order_of_appearance(table["window"].tolist())
    window = " or ".join(windows[:MAX_WINDOWS])
    if not window:
        return meaning
    return f"{meaning}; near: {window}"


def _caption_of_dots(lists: Sequence[Sequence[_Term]], *, list_count: int) -> str:
    """Return the caption that explains dots and numbers, and says what is not drawn."""
    parts = ["beside a dot: mentions, and documents with them"]
    drawn_terms = chain.from_iterable(lists)
    if any(term.documents == 1 for term in drawn_terms):
        parts.append("open: in one document only")
    if list_count > MAX_PANELS:
        parts.append(f"the first {MAX_PANELS} of {list_count:,} phrases and groups")
    return "; ".join(parts)


def _require_values(table: pd.DataFrame, measure: str) -> None:
    """Raise TableError if the table is older than the measure, so its column is empty."""
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
        key = (term.family, term.group)
        terms = lists.setdefault(key, [])
        terms.append(term)
    for terms in lists.values():
        terms.sort(key=_rank)
    return list(lists.values())


def _rank(term: _Term) -> tuple[float, int, str]:
    """Return the sort key of a term."""
    return term.rank


def _scale(lists: Sequence[Sequence[_Term]]) -> _Scale:
    """Return the range of the values, the same for all lists.

    It need not begin at 0, because these measures have no natural 0.
    """
    values = []
    for term in chain.from_iterable(lists):
        if term.has_value:
            values.append(term.value)
    low = min(values, default=0.0)
    high = max(values, default=1.0)
    margin = (high - low) * MARGIN_SHARE
    if margin == 0:
        margin = MARGIN  # all values are equal; a scale must have a length
    return _Scale(low - margin, high)


def _headings(
    table: pd.DataFrame, lists: Sequence[Sequence[_Term]], width_mm: float
) -> list[str]:
    """Return the heading of each panel: phrase, group, and number of all mentions."""
    family_labels = tables.labels_of(table, "family")
    group_labels = tables.labels_of(table, "group")
    headings = []
    for terms in lists:
        first_term = terms[0]
        name = family_labels[first_term.family]
        if first_term.group:
            name += f" · {group_labels[first_term.group]}"
        fitted_name = text_fitting.fit_text(
            name,
            width_mm,
            size=small_multiples.HEADING_SIZE,
            max_lines=HEADING_LINES,
        )
        headings.append(f"{fitted_name}  ({first_term.count_node:,})")
    return headings


def _draw_panel(
    multiples: SmallMultiples, index: int, terms: Sequence[_Term], scale: _Scale
) -> None:
    """Draw the dots of a phrase and group, with their numbers, and the axis."""
    ax = multiples.panels[index]
    row_count = multiples.longest_list
    small_multiples.open_list_panel(ax, row_count, keep=("bottom",))
    panel_mm = multiples.plot_width_mm - GAP_MM
    widths = [text_fitting.text_width(term.number, size=NUMBER_SIZE) for term in terms]
    numbers_mm = max(widths) + NUMBERS_GAP_MM
    axis_mm = panel_mm - numbers_mm
    scale_length = scale.high - scale.low
    if scale_length == 0:
        scale_length = 1.0  # any length will do: all dots are at one place
    # The panel goes on beyond the axis, since the numbers of the last dot need room.
    panel_length = scale_length * panel_mm / max(axis_mm, MIN_AXIS_MM)
    number_gap = panel_length * NUMBER_GAP_MM / panel_mm
    for row, term in enumerate(terms):
        if not term.has_value:  # the row has its label, and no dot
            continue
        small_multiples.draw_lollipop(
            ax,
            row,
            term.value,
            term.number,
            start=scale.low,
            number_start=term.value + number_gap,
            filled=term.documents > 1,
            stem_width=STEM_POINTS,
            dashes=STEM_DASHES,
        )
    marks.draw_number_axis(ax, scale.low, scale.high, width_mm=axis_mm)
    ax.set_xlim(scale.low, scale.low + panel_length)
