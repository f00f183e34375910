"""The chart of ``topics``: terms of topics, a panel each."""

from __future__ import annotations

import pytest
from chart_reading import chart_texts, tick_labels
from sample_tables import TOPIC_TERMS, topics_table

from discourse import plot


def test_topics_have_a_panel_each_on_a_scale_of_its_own() -> None:
    ax = plot.topics(topics_table(), top=4)
    panels = ax.figure.axes
    assert len(panels) == 5
    assert [len(axes.patches) for axes in panels] == [4] * 5
    for axes in panels:
        assert max(bar.get_width() for bar in axes.patches) == pytest.approx(
            axes.get_xlim()[1] / 1.04
        )
    assert tick_labels(ax) == list(TOPIC_TERMS[1:5])
    assert "2 null, collecting,\ndialogue" in chart_texts(
        ax
    ) or "2 null, collecting, dialogue" in chart_texts(ax)


def test_topics_name_the_background_of_their_idf() -> None:
    made = topics_table().assign(background="press", background_documents=1200)
    said = chart_texts(plot.topics(made))
    assert any("background: press, 1,200 documents" in text for text in said)
    plain = chart_texts(plot.topics(topics_table()))
    assert not any("background" in text for text in plain)
