"""The chart of ``passage_families``: passages by documents, as a matrix and as a network."""

from __future__ import annotations

import pytest
from chart_reading import chart_markers, tick_labels
from sample_tables import passage_families_table

from discourse import plot
from discourse.errors import OptionError


def test_passage_families_as_matrix_and_as_network() -> None:
    made = passage_families_table()
    ax = plot.passage_families(made)
    assert tick_labels(ax, "x") == ["000", "001", "NA", "nan", "null"]
    dots = {(x, y) for x, y, _ in chart_markers(ax)}
    held = made.drop_duplicates(["passage", "doc"])
    assert len(dots) == len(held)
    assert "2" in [text.get_text() for text in ax.texts]  # twice in one document
    web = plot.passage_families(made, form="network")
    both = held.merge(held, on="passage")
    both = both[both["doc_x"] < both["doc_y"]].groupby(["doc_x", "doc_y"]).size()
    numbers = [text.get_text() for text in web.texts]
    parts = held.groupby("doc").size()
    written = sorted(
        int(text)
        for text in numbers
        if text.isdigit() and text != "000" and text != "001"
    )
    assert written == sorted([*both.tolist(), *parts.tolist()])
    assert (
        "the 3 strongest of"
        in plot.passage_families(made, form="network", top=3).get_xlabel()
    )
    with pytest.raises(OptionError, match="expected one of 'matrix', 'network'"):
        plot.passage_families(made, form="web")  # type: ignore[arg-type]
