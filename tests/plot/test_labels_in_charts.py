"""Charts write labels in place of the ids of documents, groups and formulas."""

from __future__ import annotations

import pandas as pd
import pytest
from chart_reading import chart_texts, draw_chart
from sample_tables import SAMPLES


def _with_labels(table: pd.DataFrame, column: str, label_column: str) -> pd.DataFrame:
    """The table with a label, "Ä 1", "Ä 2" ..., for each id of a column."""
    ids = list(dict.fromkeys(table[column]))
    labels = {name: f"Ä {number}" for number, name in enumerate(ids, 1)}
    labels[""] = ""
    return table.assign(**{label_column: table[column].map(labels)})


# By kind: columns of ids, each with the column of its labels. The first id is drawn.
CASES = [
    ("passage_families", "doc", "doc_label"),
    ("positions", "doc", "doc_label"),
    ("positions", "label", "family_label"),
    ("recurring", "family", "family_label"),
    ("search_comparison", "family", "family_label"),
    ("shared_passages", "doc", "doc_label"),
    ("shared_passages", "other", "other_label"),
    ("similarity", "doc", "doc_label"),
    ("similarity_order", "doc", "doc_label"),
    ("timeline", "doc", "doc_label"),
    ("timeline", "family", "family_label"),
    ("topic_documents", "doc", "doc_label"),
    ("topic_groups", "group", "group_label"),
    ("variants", "family", "family_label"),
    ("variants", "group", "group_label"),
]


@pytest.mark.parametrize(("kind", "column", "label_column"), CASES)
def test_a_chart_writes_labels_in_place_of_ids(
    kind: str, column: str, label_column: str
) -> None:
    plain = SAMPLES[kind]()
    labelled = _with_labels(plain, column, label_column)
    without = "\n".join(chart_texts(draw_chart(kind, plain, width="double")))
    texts = "\n".join(chart_texts(draw_chart(kind, labelled, width="double")))
    assert "Ä" not in without
    assert texts.count("Ä") > 0


def test_labels_that_differ_at_their_ends_stay_different() -> None:
    table = SAMPLES["topic_documents"]()
    ids = list(dict.fromkeys(table["doc"]))
    beginning = "Address to the general debate of the General Assembly "
    labels = {name: f"{beginning}{number}" for number, name in enumerate(ids)}
    labelled = table.assign(doc_label=table["doc"].map(labels))
    ax = draw_chart("topic_documents", labelled, width="single")
    names = [text.get_text() for text in ax.get_yticklabels()]
    assert len(set(names)) == len(ids)
    assert all("…" in name for name in names)
