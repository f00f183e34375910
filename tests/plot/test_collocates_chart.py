"""The chart of ``collocates``: words near a formula, ranked by a measure."""

from __future__ import annotations

import numpy as np
import pytest
from chart_reading import chart_markers, chart_texts, drawn_sample, tick_labels
from sample_tables import KEY_TERMS, collocates_table

from discourse import plot
from discourse.errors import OptionError


def test_collocates_are_ranked_by_the_measure_asked_for() -> None:
    ax = drawn_sample("collocates")
    assert tick_labels(ax)[:3] == list(KEY_TERMS[:3])
    assert [look for *_, look in chart_markers(ax)] == [
        "open",
        "full",
        "full",
        "open",
        "full",
        "full",
        "open",
    ]
    assert "24 in 1" in [text.get_text() for text in ax.texts]
    turned = collocates_table().assign(mi=np.arange(14.0))
    assert tick_labels(plot.collocates(turned, measure="mi"))[0] == KEY_TERMS[6]
    with pytest.raises(OptionError, match="Did you mean 'log_dice'"):
        plot.collocates(collocates_table(), measure="logdice")


def test_the_heading_of_a_list_has_the_labels_of_phrase_and_group() -> None:
    made = collocates_table().assign(family_label="One Belt, One Road")
    first = made["group"].iloc[0]
    made["group_label"] = np.where(made["group"] == first, "Party papers", "")
    texts = [text.replace("\n", " ") for text in chart_texts(plot.collocates(made))]
    headings = [
        text for text in texts if "One Belt, One Road · Party papers  (" in text
    ]
    assert len(headings) == 1
    assert not any("belt and road" in text for text in texts)
