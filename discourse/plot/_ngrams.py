"""Sequences of words by how often they occur, one small panel a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import notes, style
from discourse.plot import (
    axes_layout,
    chart_decorator,
    panels,
    row_order,
    small_multiples,
    text_fitting,
)
from discourse.plot.small_multiples import NUMBER_GAP_MM, NUMBER_SIZE, SmallMultiples
from discourse.plot.table_rows import read_rows
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ngrams"]

SPACING = small_multiples.Spacing(
    min_panel_mm=56.0,  # a sequence of two words, its dot, and counts with documents
    row_mm=3.9,  # type of 6 points, and half of its height again
    label_share=0.5,
    max_label_mm=52.0,
)
MOST = 24  # groups in one figure
GAP_MM = 3.0  # between the numbers of a panel and the labels of the next
FOOT_GAP_MM = 2.0  # between the foot, under the first panel, and the next panel
FILLING_SHARE = 0.42  # of a panel that the words in the slot of a frame may take
LEAST_AXIS_MM = 6.0  # what the dots have at least, however long the numbers


@dataclass(frozen=True)
class _Gram:
    group: str
    term: str
    count: int
    rate: float
    documents: int
    fillers: int
    filling: str
    note: str
    per: int


@dataclass(frozen=True)
class _Scale:
    """What all panels have in common: what is drawn, up to what, and what is filled."""

    by_rate: bool
    most: float
    lists_with: Mapping[str, int]  # in how many lists a sequence stands
    one_list: bool


@chart_decorator.chart
def ngrams(
    table: pd.DataFrame,
    *,
    top: int = 15,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the most frequent sequences of each group as dots on one scale: that of their rates where groups are compared.

    The number beside a dot is the count, and after it in how many documents. A filled dot is a sequence that is among
    those drawn of another group too, an open one stands in this group's list alone. The words after a frame such as
    "the * of" are what fills its slot most often. Frequent is not telling: "of the" leads most lists.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``ngrams``. Of more than 24 groups the first 24 are drawn; choose others by filtering it.
    top : int
        How many sequences a group: the most frequent, ties by name.
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
    lists = _lists(table, every[:MOST], top)
    with style.context():
        if not lists:
            return axes_layout.draw_empty_chart(
                ax, "no sequence of words occurs often enough", width=width
            )
        terms = [[gram.term for gram in grams] for grams in lists.values()]
        multiples = small_multiples.lay_out_lists(
            axes_layout.Sheet.for_chart(ax, width), terms, spacing=SPACING
        )
        scale = _scale(lists, by_rate=len(every) > 1)
        short_names = written_names.short(every)
        heading_mm = multiples.panel_width_mm - 3.5
        for index, (group, grams) in enumerate(lists.items()):
            _draw_panel(multiples, index, grams, scale)
            multiples.write_labels(index)
            if group:
                heading = text_fitting.fit_text(
                    short_names[group], heading_mm, size=7, max_lines=2
                )
                multiples.write_heading(index, heading)
        foot = _foot(lists, len(every))
        panels.write_caption(
            multiples.lower_left, foot, multiples.plot_width_mm - FOOT_GAP_MM
        )
        return multiples.finish_figure()


def _lists(
    table: pd.DataFrame, groups: Sequence[str], top: int
) -> dict[str, list[_Gram]]:
    """Return the most frequent sequences of each group, ties by name."""
    every = read_rows(table, _Gram)
    every.sort(key=lambda gram: (-gram.count, gram.term))
    lists: dict[str, list[_Gram]] = {group: [] for group in groups}
    for gram in every:
        if gram.group in lists and len(lists[gram.group]) < top:
            lists[gram.group].append(gram)
    return lists


def _scale(lists: dict[str, list[_Gram]], *, by_rate: bool) -> _Scale:
    """Return the scale of all panels: rates where groups are compared, else counts."""
    shown = [gram for grams in lists.values() for gram in grams]
    values = [gram.rate if by_rate else gram.count for gram in shown]
    known = [value for value in values if value == value]
    return _Scale(
        by_rate=by_rate,
        most=max(known, default=1) or 1,
        lists_with=_count_lists(lists),
        one_list=len(lists) == 1,
    )


def _foot(lists: dict[str, list[_Gram]], groups: int) -> list[str]:
    """Return how the panels are read, what is not drawn, and what the table notes."""
    shown = [gram for grams in lists.values() for gram in grams]
    spread = any(gram.documents > 1 for gram in shown)
    beside = "occurrences, and documents" if spread else "occurrences"
    foot = []
    if groups > 1:
        per = row_order.order_of_appearance(f"{gram.per:,}" for gram in shown)
        foot.append(f"dot: rate per {' or '.join(per)} words")
        beside = f"beside it: {beside}"
    foot.append(beside)
    if len(lists) > 1:
        foot.append("filled: also in the list of another group")
    if groups > MOST:
        foot.append(f"the first {MOST} of {groups:,} groups")
    return foot + notes.summarise([gram.note for gram in shown], "sequences")


def _count_lists(lists: dict[str, list[_Gram]]) -> dict[str, int]:
    """Return in how many of the lists each sequence stands."""
    counts: dict[str, int] = {}
    for grams in lists.values():
        for gram in grams:
            counts[gram.term] = counts.get(gram.term, 0) + 1
    return counts


def _draw_panel(
    multiples: SmallMultiples, index: int, grams: Sequence[_Gram], scale: _Scale
) -> None:
    ax = multiples.panels[index]
    rows = max(map(len, multiples.labels))
    small_multiples.open_list_panel(ax, rows, keep=("left",))
    room = multiples.plot_width_mm - GAP_MM
    counts = [_count_text(gram) for gram in grams]
    widths = [text_fitting.text_width(text, size=NUMBER_SIZE) for text in counts]
    numbers_mm = max(widths) + 2.2
    filling_mm = room * FILLING_SHARE
    any_filling = any(gram.filling and gram.fillers for gram in grams)
    taken_mm = numbers_mm + (filling_mm if any_filling else 0.0)
    numbers = [
        _number_text(gram, count, filling_mm + numbers_mm)
        for gram, count in zip(grams, counts, strict=True)
    ]
    axis_mm = max(room - taken_mm, LEAST_AXIS_MM)
    ax.set_xlim(0, scale.most * room / axis_mm)
    for row, (gram, number) in enumerate(zip(grams, numbers, strict=True)):
        value = gram.rate if scale.by_rate else gram.count
        if value != value:  # no rate, so no dot
            _write_number(ax, row, number)
            continue
        small_multiples.draw_lollipop(
            ax,
            row,
            value,
            number,
            start=0,
            number_at=value + scale.most * NUMBER_GAP_MM / axis_mm,
            filled=scale.one_list or scale.lists_with[gram.term] > 1,
            stem_width=0.6,
        )


def _write_number(ax: Axes, row: int, number: str) -> None:
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
    among = f" in {gram.documents:,}" if gram.documents > 1 else ""
    return f"{gram.count:,}{among}"


def _number_text(gram: _Gram, count: str, room: float) -> str:
    """Return the count, and after it what fills the slot of a frame."""
    if not gram.fillers or not gram.filling:
        return count
    return text_fitting.fit_text(f"{count}   {gram.filling}", room, size=NUMBER_SIZE)
