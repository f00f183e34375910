"""The chart of ``similarity``: documents by documents, with their tree."""

from __future__ import annotations

import numpy as np
import pytest
from chart_reading import chart_texts, tick_labels
from sample_tables import DOCS, similarity_table

from discourse import plot, tables
from discourse.errors import OptionError


def test_similarity_is_ordered_by_its_tree_and_written_out() -> None:
    ax = plot.similarity(similarity_table())
    assert (
        tick_labels(ax) == tick_labels(ax, "x") == ["001", "000", "003", "002", "004"]
    )
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert at[2, 1] == at[1, 2] == "0.36"  # the nearest two stand side by side
    assert (0, 0) not in at  # a document is not compared with itself
    assert len(at) == 20
    tree = ax.figure.axes[1]
    assert len(tree.lines) == 4
    assert min(max(line.get_xdata()) for line in tree.lines) == pytest.approx(1 - 0.36)
    assert any(
        text.startswith("cosine, tf-idf\nidf of 5 documents")
        for text in chart_texts(ax)
    )


def test_similarity_of_one_two_and_too_many_documents() -> None:
    assert plot.similarity(similarity_table(docs=DOCS[:2])).figure.axes[1].lines
    cells = {
        "doc": ["a"],
        "other": ["a"],
        "score": [1.0],
        "measure": ["m"],
        "scheme": [""],
        "note": "x",
    }
    one = tables.make("similarity", cells)
    assert tick_labels(plot.similarity(one)) == ["a"]
    many = similarity_table(docs=tuple(f"d{at}" for at in range(31)))
    drawn = plot.similarity(many)
    assert not drawn.texts  # too many values to read: shades and a key instead
    assert drawn.child_axes
    with pytest.raises(OptionError, match=r"401 documents came.*filter the table"):
        plot.similarity(
            many.reindex(np.zeros(401, dtype=int)).assign(
                doc=[f"d{at}" for at in range(401)], other="d0"
            )
        )


def test_a_score_that_differs_both_ways_is_drawn_both_ways() -> None:
    table = tables.make(
        "similarity",
        {
            "doc": ["a", "b"],
            "other": ["b", "a"],
            "score": [0.25, 1.0],
            "measure": "containment",
            "scheme": "present",
            "note": "",
        },
    )
    shown = [text.get_text() for text in plot.similarity(table).texts]
    assert shown.count("0.25") == 1
    assert shown.count("1.00") == 1
