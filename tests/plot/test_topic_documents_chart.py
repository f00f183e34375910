"""The chart of ``topic_documents``: shares of topics in documents."""

from __future__ import annotations

import itertools

from chart_reading import tick_labels
from sample_tables import DOCS, topic_documents_table

from discourse import plot


def test_topic_documents_write_the_shares() -> None:
    table = topic_documents_table()
    ax = plot.topic_documents(table)
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    for share, (y, x) in zip(
        table["share"], itertools.product(range(5), range(5)), strict=True
    ):
        assert at[x, y] == f"{share:.2f}"
    assert tick_labels(ax) == ["000", "001", "002", "003", "004"]
    assert plot.topic_documents(table, top=2).get_xlabel().endswith("2 of 5 documents")


def test_topic_documents_write_a_dash_where_a_share_is_missing() -> None:
    table = topic_documents_table()
    assert "–" not in plot.topic_documents(table).get_xlabel()
    table.loc[table["doc"] == DOCS[2], "share"] = float("nan")
    ax = plot.topic_documents(table)
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert [[at[x, y] == "–" for x in range(5)] for y in range(5)] == [
        [y == 2] * 5 for y in range(5)
    ]
    assert "–: no words in the model" in ax.get_xlabel()
