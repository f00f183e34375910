"""The chart of ``shared_passages``: passages that two documents share."""

from __future__ import annotations

from chart_reading import chart_texts
from sample_tables import shared_passages_table

from discourse import plot


def test_shared_passages_join_the_places_and_print_the_longest() -> None:
    ax = plot.shared_passages(shared_passages_table(), top=3)
    said = chart_texts(ax)
    assert {
        "000",
        "001",
        "10,789 characters",
        "5,061 characters",
        "1",
        "2",
        "3",
    } <= set(said)
    assert "4" not in said
    assert sum("heads of state" in text for text in said) == 3
    assert any(text.startswith("≠ shared → common") for text in said)
    assert any("one of 2 pairs" in text for text in said)
    kinds = [entry.get_text() for entry in ax.get_legend().get_texts()]
    assert kinds == ["verbatim", "paraphrase", "formula", "name", "null"]
    curves = [
        patch
        for patch in ax.patches
        if hasattr(patch, "get_path") and type(patch).__name__ == "PathPatch"
    ]
    assert len(curves) == 9
    dashes = {str(patch.get_linestyle()) for patch in curves}
    assert len(dashes) >= 4  # solid, dashed, dotted, dots and dashes: read in grey
    none = plot.shared_passages(shared_passages_table(), top=0)
    assert not any("heads of state" in text for text in chart_texts(none))
