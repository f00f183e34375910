"""The most frequent sequences of words, in a small panel for each group."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import notes, style, tables
from discourse.plot import (
    axes_layout,
    chart_decorator,
    panels,
    row_order,
    small_multiples,
    text_fitting,
)
from discourse.plot.small_multiples import NUMBER_GAP_MM, NUMBER_SIZE, SmallMultiples
from discourse.plot.stop_captions import caption_of_edges
from discourse.plot.table_rows import read_rows
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ngrams"]

Edges = Literal["content", "any"]
SPACING = small_multiples.Spacing(
    min_panel_mm=56.0,  # a sequence of two words, its dot, and counts with documents
    row_mm=3.9,  # type of 6 points, and half of its height again
    label_share=0.5,
    max_label_mm=52.0,
)
MAX_GROUPS = 24  # in one figure
GAP_MM = 3.0  # between the numbers of a panel and the labels of the next
CAPTION_GAP_MM = 2.0  # between the caption and the right edge
CAPTION_LINES = 3  # to which a line of a caption below several panels may be broken
HEADING_GAP_MM = 3.5  # between a heading and the next panel
NUMBERS_GAP_MM = 2.2  # between a dot and the numbers beside it, and after these
STEM_POINTS = 0.6
FILLING_SHARE = 0.42  # of a panel for the words that fill the slot of a frame
MIN_AXIS_MM = 6.0  # width of the axis at least, however long the numbers are


@dataclass(frozen=True)
class _Gram:
    """A row of the table: a sequence of words in a group, or a frame with its fillers."""

    group: str
    term: str
    count: int
    rate: float
    documents: int
    fillers: int
    filling: str
    note: str
    per: int
    function_edge: bool

    @property
    def has_filling(self) -> bool:
        """Whether there are words that fill the slot of a frame."""
        has_fillers = self.fillers > 0
        return has_fillers and self.filling != ""


@dataclass(frozen=True)
class _Scale:
    """What all panels share.

    Attributes
    ----------
    by_rate : bool
        Whether rates are drawn, and not counts.
    highest : float
        The highest value.
    list_counts : mapping of str to int
        For each sequence, the number of lists that have it.
    is_single_list : bool
        Whether there is one list only.
    """

    by_rate: bool
    highest: float
    list_counts: Mapping[str, int]
    is_single_list: bool

    def value(self, gram: _Gram) -> float:
        """Return the value that the dot shows: the rate or the count."""
        if self.by_rate:
            return gram.rate
        return gram.count

    def is_filled(self, gram: _Gram) -> bool:
        """Return whether the dot is filled.

        With a single list, every dot is. With several, a dot is filled if another list
        has the sequence too.
        """
        list_count = self.list_counts[gram.term]
        return self.is_single_list or list_count > 1


@chart_decorator.chart
def ngrams(
    table: pd.DataFrame,
    *,
    top: int = 15,
    edges: Edges = "content",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the most frequent sequences of each group as dots on one scale.

    Where groups are compared, the scale is that of rates, else of counts. The numbers
    beside a dot are the count and the number of documents. A dot is filled if the
    sequence is also in the drawn list of another group. The words after a frame such as
    "the * of" are those that fill its slot most often.

    A frequent sequence is not necessarily characteristic.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``ngrams``. Of more than 24 groups, the first 24 are drawn;
        choose others by filtering it.
    top : int
        How many sequences of each group: the most frequent, ties by name.
    edges : {'content', 'any'}
        'content' draws no sequence that begins or ends with a function word; 'any'
        draws all.
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
    check_option("edges", edges, ("content", "any"))
    reason_for_none = "no sequence of words occurs often enough"
    if edges == "content":
        is_left_out = table["function_edge"]
        if len(table) and is_left_out.all():
            reason_for_none = _say_all_have_function_edges(table)
        table = table[~is_left_out]
    groups = row_order.order_of_appearance(table["group"].tolist())
    lists = _rank_sequences(table, groups[:MAX_GROUPS], top)
    with style.context():
        if not lists:
            return axes_layout.draw_empty_chart(ax, reason_for_none, width=width)
        terms = [[gram.term for gram in grams] for grams in lists.values()]
        multiples = small_multiples.lay_out_lists(
            axes_layout.Sheet.for_chart(ax, width), terms, spacing=SPACING
        )
        scale = _scale(lists, by_rate=len(groups) > 1)
        labels = tables.labels_of(table, "group")
        for index, (group, grams) in enumerate(lists.items()):
            _draw_panel(multiples, index, grams, scale)
            multiples.write_labels(index)
            if group:
                _write_heading(multiples, index, labels[group])
        caption = [
            _caption_of_dots(lists, group_count=len(groups)),
            _caption_of_omissions(lists, group_count=len(groups)),
            caption_of_edges(table) if edges == "content" else "",
        ]
        sheet = multiples.sheet
        # On axes of the caller, a remark on missing characters may follow the caption,
        # so that has to be the label of the axis.
        if sheet.columns > 1 and sheet.caller_axes is None:
            multiples.write_wide_caption(
                caption, gap_mm=CAPTION_GAP_MM, max_lines=CAPTION_LINES
            )
        else:
            caption_mm = multiples.plot_width_mm - CAPTION_GAP_MM
            panels.write_caption(multiples.lower_left, caption, caption_mm)
        return multiples.finish_figure()


def _say_all_have_function_edges(table: pd.DataFrame) -> str:
    """Return why nothing is drawn where function words are at the edges of all."""
    count = table["term"].nunique()
    if count == 1:
        return (
            "the only sequence begins or ends with a function word;\n"
            "edges='any' draws it"
        )
    return (
        f"all {count:,} sequences begin or end with a function word;\n"
        "edges='any' draws them"
    )


def _write_heading(multiples: SmallMultiples, index: int, label: str) -> None:
    """Write the label of a group over its panel."""
    heading = text_fitting.fit_text(
        label,
        multiples.panel_width_mm - HEADING_GAP_MM,
        size=small_multiples.HEADING_SIZE,
        max_lines=2,
    )
    multiples.write_heading(index, heading)


def _rank_sequences(
    table: pd.DataFrame, groups: Sequence[str], top: int
) -> dict[str, list[_Gram]]:
    """Return the most frequent sequences of each group, ties by name."""
    grams = read_rows(table, _Gram)
    grams.sort(key=_rank)
    lists: dict[str, list[_Gram]] = {group: [] for group in groups}
    for gram in grams:
        grams_of_group = lists.get(gram.group)
        if grams_of_group is not None and len(grams_of_group) < top:
            grams_of_group.append(gram)
    return lists


def _rank(gram: _Gram) -> tuple[int, str]:
    """Return the sort key of a sequence: the most frequent first, ties by name."""
    return -gram.count, gram.term


def _scale(lists: dict[str, list[_Gram]], *, by_rate: bool) -> _Scale:
    """Return what all panels share: rates where groups are compared, else counts."""
    values = []
    for gram in chain.from_iterable(lists.values()):
        value = gram.rate if by_rate else gram.count
        if not math.isnan(value):
            values.append(value)
    highest = max(values, default=1)
    if highest == 0:  # an axis must have a length
        highest = 1
    return _Scale(
        by_rate=by_rate,
        highest=highest,
        list_counts=_count_lists(lists),
        is_single_list=len(lists) == 1,
    )


def _caption_of_dots(lists: Mapping[str, Sequence[_Gram]], *, group_count: int) -> str:
    """Return the caption that explains the dots and the numbers beside them."""
    drawn_grams = list(chain.from_iterable(lists.values()))
    meaning_of_numbers = "occurrences"
    if any(gram.documents > 1 for gram in drawn_grams):
        meaning_of_numbers = "occurrences, and documents"
    parts = [meaning_of_numbers]
    if group_count > 1:
        sizes = row_order.order_of_appearance(f"{gram.per:,}" for gram in drawn_grams)
        per = " or ".join(sizes)
        parts = [f"dot: rate per {per} words", f"beside it: {meaning_of_numbers}"]
    if len(lists) > 1:
        parts.append("filled: also in the list of another group")
    return "; ".join(parts)


def _caption_of_omissions(
    lists: Mapping[str, Sequence[_Gram]], *, group_count: int
) -> str:
    """Return what is not drawn, and the notes of the table; empty if there is neither."""
    parts = []
    if group_count > MAX_GROUPS:
        parts.append(f"the first {MAX_GROUPS} of {group_count:,} groups")
    note_texts = [gram.note for gram in chain.from_iterable(lists.values())]
    parts += notes.summarise(note_texts, "sequences")
    return "; ".join(parts)


def _count_lists(lists: Mapping[str, Sequence[_Gram]]) -> Counter[str]:
    """Return, for each sequence, the number of lists that have it."""
    drawn_grams = chain.from_iterable(lists.values())
    return Counter(gram.term for gram in drawn_grams)


def _draw_panel(
    multiples: SmallMultiples, index: int, grams: Sequence[_Gram], scale: _Scale
) -> None:
    """Draw the dots of a group, with their numbers and what fills the slots of frames."""
    ax = multiples.panels[index]
    row_count = multiples.longest_list
    small_multiples.open_list_panel(ax, row_count, keep=("left",))
    panel_mm = multiples.plot_width_mm - GAP_MM
    count_texts = [_count_text(gram) for gram in grams]
    widths = [text_fitting.text_width(text, size=NUMBER_SIZE) for text in count_texts]
    numbers_mm = max(widths) + NUMBERS_GAP_MM
    filling_mm = panel_mm * FILLING_SHARE
    text_mm = numbers_mm
    if any(gram.has_filling for gram in grams):
        text_mm += filling_mm
    axis_mm = max(panel_mm - text_mm, MIN_AXIS_MM)
    number_gap = scale.highest * NUMBER_GAP_MM / axis_mm
    ax.set_xlim(0, scale.highest * panel_mm / axis_mm)
    for row, gram in enumerate(grams):
        number_text = _number_text(gram, filling_mm + numbers_mm)
        value = scale.value(gram)
        if math.isnan(value):  # no rate, so no dot
            _write_number(ax, row, number_text)
            continue
        small_multiples.draw_lollipop(
            ax,
            row,
            value,
            number_text,
            start=0,
            number_start=value + number_gap,
            filled=scale.is_filled(gram),
            stem_width=STEM_POINTS,
        )


def _write_number(ax: Axes, row: int, number: str) -> None:
    """Write the number of a row that has no dot at the left edge."""
    text_fitting.write_text(
        ax,
        0.0,
        row,
        number,
        size=NUMBER_SIZE,
        va="center_baseline",
        color=style.MUTED,
    )


def _count_text(gram: _Gram) -> str:
    """Return the count and, if they are several, the number of documents."""
    text = f"{gram.count:,}"
    if gram.documents > 1:
        text += f" in {gram.documents:,}"
    return text


def _number_text(gram: _Gram, width_mm: float) -> str:
    """Return the count and, for a frame, the words that fill its slot."""
    count = _count_text(gram)
    if not gram.has_filling:
        return count
    return text_fitting.fit_text(
        f"{count}   {gram.filling}",
        width_mm,
        size=NUMBER_SIZE,
    )
