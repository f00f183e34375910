"""Matrix of documents and topics, shaded by the share of each topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse import style, tables
from discourse.plot import axes_layout, chart_decorator, marks, row_order, text_fitting
from discourse.plot.table_rows import read_rows
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["topic_documents"]

# The name of a document may take this share of the page, and no more than this width.
NAME_SHARE, MOST_NAME_MM = 0.3, 50.0
NAME_GAP_MM = 4.0  # between the names and the matrix
ROW_MM = 6.0
# Beyond so many documents rows are lower, so that a page holds them.
CLOSE_FROM, CLOSE_ROW_MM = 25, 4.0


@dataclass(frozen=True)
class _Cell:
    doc: str
    topic: int
    share: float


@chart_decorator.chart
def topic_documents(
    table: pd.DataFrame,
    *,
    top: int = 40,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each topic in each document as a shaded matrix.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``topic_documents``: the documents of ``discourse.topics(...)``.
    top : int
        How many documents, in the order of the table.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The matrix.

    See Also
    --------
    topics : Draw the terms of each topic.
    topic_groups : Draw the share of each topic in groups of documents.

    Notes
    -----
    *When to use it*: to see which documents a topic belongs to.

    *How to read it*: the darker a cell, the larger the share. The shares of a row add
    up to 1. A dash is a missing share: none of the document's words is in the model.
    """
    check_whole_number("top", top)
    all_documents = row_order.order_of_appearance(table["doc"].tolist())
    documents = all_documents[:top]
    labels = _label_topics(table)
    shares = _matrix_of_shares(table, documents, list(labels))
    with style.context():
        if not documents:
            return axes_layout.draw_empty_chart(ax, "no documents", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        doc_labels = tables.labels_of(table, "doc")
        max_name_mm = min(NAME_SHARE * sheet.width_mm, MOST_NAME_MM)
        names = text_fitting.fit_names(
            [doc_labels[doc] for doc in documents], max_name_mm, max_lines=2
        )
        names_mm = max(map(text_fitting.text_width, names)) + NAME_GAP_MM
        column_mm = (sheet.width_mm - names_mm) / max(len(labels), 1)
        min_row_mm = ROW_MM if len(documents) <= CLOSE_FROM else CLOSE_ROW_MM
        row_mm = text_fitting.row_height_mm(names, min_row_mm)
        sheet = sheet.with_height(row_mm * len(documents))
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax)
        tile_mm = (column_mm, row_mm)
        has_numbers = marks.draw_matrix(ax, shares.tolist(), 1.0, tile=tile_mm)
        if has_numbers:
            _write_dashes(ax, shares)
        text_fitting.write_tick_labels(ax, "y", range(len(documents)), names)
        headers = _name_topics(labels)
        text_fitting.write_column_names(ax, headers, column=column_mm)
        note = "share of the document; the shares of a row add up to 1"
        if np.isnan(shares).any():
            note += "; –: no words in the model"
        if len(all_documents) > len(documents):
            note += f"; {len(documents)} of {len(all_documents)} documents"
        matrix_mm = column_mm * len(labels)
        fitted_note = text_fitting.fit_text(
            note, matrix_mm, size=text_fitting.FOOTNOTE_SIZE, max_lines=2
        )
        text_fitting.write_footnote(ax, fitted_note)
        return sheet.finish_figure(ax)


def _name_topics(labels: Mapping[int, str]) -> list[str]:
    """Return the number and the label of each topic, as one text."""
    names = []
    for topic, label in labels.items():
        words = written_names.name_in_words(label)
        name = f"{topic}  {words}"
        names.append(name.strip())
    return names


def _label_topics(table: pd.DataFrame) -> Mapping[int, str]:
    """Return the label of each topic, in the order of their numbers."""
    topics = table["topic"].tolist()
    labels = table["label"].tolist()
    pairs = zip(topics, labels, strict=True)
    return dict(sorted(pairs))


def _matrix_of_shares(
    table: pd.DataFrame, documents: Sequence[str], topics: Sequence[int]
) -> np.ndarray:
    """Return the shares: a row for each document, and a column for each topic.

    A missing share is NaN.
    """
    row_of = {doc: row for row, doc in enumerate(documents)}
    column_of = {topic: column for column, topic in enumerate(topics)}
    row_count = len(documents)
    column_count = len(topics)
    shares = np.full((row_count, column_count), np.nan)
    for cell in read_rows(table, _Cell):
        row = row_of.get(cell.doc)
        column = column_of[cell.topic]
        # Documents that are not drawn have no row.
        if row is not None:
            shares[row, column] = cell.share
    return shares


def _write_dashes(ax: Axes, shares: np.ndarray) -> None:
    """Write a dash in each cell whose share is missing."""
    for row, column in np.argwhere(np.isnan(shares)).tolist():
        text_fitting.write_text(
            ax,
            column,
            row,
            "–",
            ha="center",
            va="center_baseline",
            size=6,
            color=style.MUTED,
        )
