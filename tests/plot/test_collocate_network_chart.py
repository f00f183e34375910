"""The chart of ``collocate_network``: words near a formula, joined by lines."""

from __future__ import annotations

from chart_reading import chart_markers
from sample_tables import KEY_TERMS, collocate_network_table

from discourse import plot


def test_a_collocate_network_prints_the_mentions_on_its_lines() -> None:
    ax = plot.collocate_network(collocate_network_table(), top=5)
    said = [text.get_text() for text in ax.texts]
    assert {"30", "27", "24", "21", "18"} <= set(said)
    assert "belt and road\n88" in said
    assert set(KEY_TERMS[:5]) <= set(said)
    assert KEY_TERMS[5].replace("_", " ") not in said
    assert "the strongest 5 of 10 dashed lines" in ax.get_xlabel()
    assert [look for *_, look in chart_markers(ax)] == [
        "open",
        "full",
        "full",
        "open",
        "full",
    ]
    assert len([line for line in ax.lines if line.is_dashed()]) == 5


def test_a_collocate_network_writes_the_label_of_its_phrase() -> None:
    made = collocate_network_table().assign(family_label="One Belt, One Road")
    texts = [text.get_text() for text in plot.collocate_network(made).texts]
    assert any(text.startswith("One Belt, One Road\n") for text in texts)
    assert not any("belt and road" in text for text in texts)
