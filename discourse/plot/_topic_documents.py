"""How the documents divide among the topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse import style
from discourse.plot import axes_layout, chart_decorator, marks, row_order, text_fitting
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["topic_documents"]


@chart_decorator.chart
def topic_documents(
    table: pd.DataFrame,
    *,
    top: int = 40,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each topic in each document: the darker, the larger; each row adds up to 1.

    A dash stands for a share that is missing: none of the document's words is in the model.

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
    """
    check_whole_number("top", top)
    every = row_order.order_of_appearance(table["doc"].tolist())
    labels = dict(
        sorted(zip(table["topic"].tolist(), table["label"].tolist(), strict=True))
    )
    docs = {doc: row for row, doc in enumerate(every[:top])}
    places = {topic: column for column, topic in enumerate(labels)}
    body = np.full((len(docs), len(labels)), np.nan)
    for doc, topic, share in zip(
        table["doc"].tolist(),
        table["topic"].tolist(),
        table["share"].tolist(),
        strict=True,
    ):
        if doc in docs:
            body[docs[doc], places[topic]] = share
    with style.context():
        if not docs:
            return axes_layout.draw_empty_chart(ax, "no documents", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm
        names = [
            text_fitting.fit_text(written_names.short(every)[doc], 26, max_lines=2)
            for doc in docs
        ]
        room = max(map(text_fitting.text_width, names), default=0) + 4
        column = (page - room) / max(len(labels), 1)
        tall = text_fitting.row_height_mm(names, 6.0 if len(docs) <= 25 else 4.0)
        sheet = sheet.with_height(tall * len(docs))
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax)
        if marks.draw_matrix(ax, body.tolist(), 1.0, tile=(column, tall)):
            for y, x in np.argwhere(np.isnan(body)).tolist():
                text_fitting.write_text(
                    ax,
                    x,
                    y,
                    "–",
                    ha="center",
                    va="center_baseline",
                    size=6,
                    color=style.MUTED,
                )
        text_fitting.write_tick_labels(ax, "y", range(len(docs)), names)
        texts = [
            f"{topic}  {written_names.words(label)}".strip()
            for topic, label in labels.items()
        ]
        text_fitting.write_column_names(ax, texts, column=column)
        rest = (
            f"; {len(docs)} of {len(every)} documents" if len(every) > len(docs) else ""
        )
        none = "; –: no words in the model" if np.isnan(body).any() else ""
        text_fitting.write_footnote(
            ax, f"share of the document, rows add up to 1{none}{rest}"
        )
        return sheet.finish_figure(ax)
