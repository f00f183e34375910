"""Ranked dots with intervals: how certain the order of pairs of documents is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style, tables
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    row_order,
    text_fitting,
)
from discourse.plot.stop_captions import caption_of_stop_words
from discourse.plot.table_rows import read_rows
from discourse.registries import SIMILARITY_MEASURES
from discourse.settings import FEW_PARAGRAPHS_RESAMPLED
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["similarity_order"]

ROW_MM = 4.6
CLOSE_ROWS = 40  # pairs beyond which rows are lower, so that a page holds them
CLOSE_ROW_MM = 3.6
WIDE_LABEL_MM = 40.0  # on less, the name of a document may have two lines
PAIR_GAP_MM = 1.2  # between two pairs, where each has two lines or more
DASH = " –"  # between the names of a pair
MOST_LISTED = 2  # documents that a caption names; of more it gives the number
LABEL_SHARE = 0.28  # of the page that the names of a pair may take
MARGINS_MM = 12.0  # beside the labels and between the two panels
PANEL_GAP = 0.08  # between the panels, as a part of one
CAPTION_GAP_MM = 6.0  # between a caption and the next panel
HUE = "#2f5f8a"
NOT_KNOWN = -1  # in a table that was saved before the column was added
# What the columns of numbers beside each panel take; the axis has the rest of its
# width.
SCORE_COLUMN_MM, RANK_COLUMNS_MM = 10.0, 24.0
SCORE_START_MM, RANK_START_MM = 1.5, 3.5  # where these columns begin, after the panel
# The axis of scores goes beyond the first and last value by a share of their distance,
# and by this much if all scores are equal.
SCORE_MARGIN, LEAST_SCORE_MARGIN = 0.06, 0.01
RANK_MARGIN = 0.04  # the same for ranks, as a share of the last rank
RANK_NUMBERS = 4  # intervals between the numbers of the axis of ranks
ROUNDS_TO_ZERO = 0.005  # a smaller share would be written 0.00


@dataclass(frozen=True)
class _Pair:
    doc: str
    other: str
    score: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int
    first: float
    paragraphs: int
    other_paragraphs: int

    @property
    def documents_with_few_paragraphs(self) -> list[str]:
        """The documents with few paragraphs, or with an unknown number of them.

        The list may be empty. A number that is not known is -1, so it counts as few.
        """
        documents = []
        if self.paragraphs < FEW_PARAGRAPHS_RESAMPLED:
            documents.append(self.doc)
        if self.other_paragraphs < FEW_PARAGRAPHS_RESAMPLED:
            documents.append(self.other)
        return documents

    @property
    def is_certain(self) -> bool:
        """Whether both documents have enough paragraphs to be resampled."""
        return not self.documents_with_few_paragraphs

    @property
    def rank_text(self) -> str:
        """The rank with its interval."""
        interval = f"{self.rank_low}–{self.rank_high}"
        return f"{self.rank} ({interval})"

    @property
    def first_text(self) -> str:
        """The share of resamples in which the pair is the first."""
        if self.first == 0:
            return "0"
        # A share that is not 0 must not look like 0.
        return f"{self.first:.2f}" if self.first >= ROUNDS_TO_ZERO else "<.01"


@chart_decorator.chart
def similarity_order(
    table: pd.DataFrame,
    *,
    top: int = 30,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the score and the rank of each pair of documents, with their intervals.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``similarity_order``; the first measure and scheme in it are
        drawn.
    top : int
        How many pairs, the most similar first.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw; its place is divided into two panels. A new figure if not given.

    Returns
    -------
    Axes
        The panel of scores.

    See Also
    --------
    similarity : Draw the scores of all pairs as a matrix.

    Notes
    -----
    *When to use it*: before you write that two documents are the most similar.

    *How to read it*: the intervals come from resampling the paragraphs of each
    document. If the bars of two ranks overlap, other paragraphs of the same documents
    could have reversed their order. Read the ranks rather than the scores: a resampled
    text repeats some paragraphs and lacks others, so a score may be above its own
    interval. An open mark is a pair in which a document has few paragraphs. The last
    column is the share of resamples in which the pair is the most similar of all.
    """
    check_whole_number("top", top)
    table = table[_is_first_setting(table)]
    all_pairs = read_rows(table, _Pair)
    all_pairs.sort(key=lambda pair: (pair.rank, pair.doc, pair.other))
    pairs = all_pairs[:top]
    with style.context():
        if not pairs:
            return axes_layout.draw_empty_chart(
                ax, "no pairs of documents to compare", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        doc_labels = tables.labels_of(table, "doc", "other")
        labels = _label_pairs(pairs, doc_labels, LABEL_SHARE * sheet.width_mm)
        min_row_mm = ROW_MM if len(pairs) <= CLOSE_ROWS else CLOSE_ROW_MM
        row_mm = text_fitting.row_height_mm(labels, min_row_mm)
        if row_mm > min_row_mm:
            # The labels have two lines or more: a gap shows where a pair ends.
            row_mm += PAIR_GAP_MM
        sheet = sheet.with_height(row_mm * (len(pairs) + 1))
        panel_rows = axes_layout.divide_axes(
            sheet.make_axes(),
            columns=2,
            widths=(0.5, 0.5),
            share="y",
            column_gap=PANEL_GAP,
        )
        score_ax, rank_ax = panel_rows[0]
        label_mm = max(map(text_fitting.text_width, labels))
        panel_mm = (sheet.width_mm - label_mm - MARGINS_MM) / 2
        caption_mm = panel_mm - CAPTION_GAP_MM
        _draw_scores(score_ax, pairs, panel_mm)
        measure, scheme = table[["measure", "scheme"]].iloc[0]
        interval, *_ = tables.describe_intervals(table)
        score_caption = [_name_score(measure, scheme), f"line: {interval}"]
        score_caption.append(caption_of_stop_words(table))
        background, *_ = tables.describe_backgrounds(table)
        if background:
            score_caption.insert(1, f"background: {background}")
        if len(all_pairs) > len(pairs):
            score_caption.append(f"{len(pairs)} of {len(all_pairs):,} pairs")
        panels.write_caption(score_ax, score_caption, caption_mm)
        _draw_ranks(rank_ax, pairs, panel_mm, pair_count=len(all_pairs))
        text_fitting.write_tick_labels(score_ax, "y", range(len(labels)), labels)
        rank_caption = [
            "rank; 1 = the most similar pair",
            _explain_open_marks(pairs, doc_labels),
        ]
        panels.write_caption(rank_ax, rank_caption, caption_mm)
        return sheet.finish_figure(score_ax)


def _is_first_setting(table: pd.DataFrame) -> pd.Series:
    """Return for each row whether it has the measure and scheme of the first row."""
    measures = table["measure"].tolist()
    schemes = table["scheme"].tolist()
    settings = list(zip(measures, schemes, strict=True))
    is_first = []
    for setting in settings:
        is_first.append(setting == settings[0])
    # Of a table without rows, a list would select no columns.
    return pd.Series(is_first, index=table.index, dtype=bool)


def _name_score(measure: str, scheme: str) -> str:
    """Return the names of a measure and its weighting scheme, as a caption."""
    name = SIMILARITY_MEASURES.label(measure, written_names.name_in_words(measure))
    if not scheme:
        return f"score: {name}"
    scheme_name = written_names.name_in_words(scheme)
    return f"score: {name}, {scheme_name}"


def _label_pairs(
    pairs: Sequence[_Pair], doc_labels: Mapping[str, str], width_mm: float
) -> list[str]:
    """Return the label of each pair: the names of its two documents.

    A label is at most `width_mm` wide.

    Where two names do not fit on one line, each document begins a line.
    """
    documents = row_order.order_of_appearance(
        [doc for pair in pairs for doc in (pair.doc, pair.other)]
    )
    fitted_names = text_fitting.fit_names(
        [doc_labels[doc] for doc in documents],
        width_mm - text_fitting.text_width(DASH),
        max_lines=1 if width_mm > WIDE_LABEL_MM else 2,
    )
    name_of = dict(zip(documents, fitted_names, strict=True))
    labels = []
    for pair in pairs:
        name = name_of[pair.doc]
        other_name = name_of[pair.other]
        label = f"{name}{DASH} {other_name}"
        if "\n" in label or text_fitting.text_width(label) > width_mm:
            label = f"{name}{DASH}\n{other_name}"
        labels.append(label)
    return labels


def _explain_open_marks(pairs: Sequence[_Pair], doc_labels: Mapping[str, str]) -> str:
    """Return what an open mark means; ``""`` if no mark is open."""
    documents: list[str] = []
    for pair in pairs:
        if NOT_KNOWN in (pair.paragraphs, pair.other_paragraphs):
            return "open mark: the number of paragraphs is not known"
        documents += pair.documents_with_few_paragraphs
    if not documents:
        return ""
    names = row_order.order_of_appearance(doc_labels[doc] for doc in documents)
    documents_text = ", ".join(names)
    if len(names) > MOST_LISTED:
        documents_text = f"{len(names)} documents"
    return f"open mark: few paragraphs in {documents_text}"


def _draw_scores(ax: Axes, pairs: Sequence[_Pair], width_mm: float) -> None:
    """Draw the score of each pair with its interval, and write it beside the panel."""
    panels.open_row_panel(ax, len(pairs), head=1.0)
    finite_values: list[float] = []
    for row, pair in enumerate(pairs):
        score_and_interval = (pair.score, pair.low, pair.high)
        finite_values += [value for value in score_and_interval if math.isfinite(value)]
        panels.draw_interval(
            ax, row, score_and_interval, marker="o", colour=HUE, filled=pair.is_certain
        )
    scores = [f"{pair.score:.2f}" for pair in pairs]
    panels.write_column(ax, "score", scores, SCORE_START_MM)
    # 1 and 0 stand in for the ends where no pair has a score. Scores lie between them.
    low = min([*finite_values, 1.0])
    high = max([*finite_values, 0.0])
    share_of_range = (high - low) * SCORE_MARGIN
    margin = max(share_of_range, LEAST_SCORE_MARGIN)
    low -= margin
    high += margin
    ax.set_xlim(low, high)
    axis_mm = width_mm - SCORE_COLUMN_MM
    marks.draw_number_axis(ax, low, high, width_mm=axis_mm)


def _draw_ranks(
    ax: Axes, pairs: Sequence[_Pair], width_mm: float, *, pair_count: int
) -> None:
    """Draw the rank of each pair with its interval, and write both beside the panel.

    `pair_count` is the number of all pairs, also of those that are not drawn.
    """
    panels.open_row_panel(ax, len(pairs), head=1.0)
    for row, pair in enumerate(pairs):
        rank_and_interval = (pair.rank, pair.rank_low, pair.rank_high)
        panels.draw_interval(
            ax, row, rank_and_interval, marker="s", colour=HUE, filled=pair.is_certain
        )
    ranks = [pair.rank_text for pair in pairs]
    shares = [pair.first_text for pair in pairs]
    share_start_mm = panels.write_column(ax, "rank", ranks, RANK_START_MM)
    panels.write_column(ax, "first", shares, share_start_mm)
    largest_end = max(pair.rank_high for pair in pairs)
    last_rank = max(pair_count, largest_end)
    margin = last_rank * RANK_MARGIN
    ax.set_xlim(1 - margin, last_rank + margin)
    axis_mm = width_mm - RANK_COLUMNS_MM
    marks.draw_number_axis(ax, 1, last_rank, width_mm=axis_mm, integers=True)
    # Ranks begin at 1, so round numbers would not name the first.
    step = math.ceil((last_rank - 1) / RANK_NUMBERS)
    ticks = range(1, last_rank + 1, max(step, 1))
    tick_texts = [f"{tick:,}" for tick in ticks]
    ax.xaxis.set_ticks(list(ticks), labels=tick_texts)
