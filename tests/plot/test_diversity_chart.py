"""The chart of ``diversity``: measures of lexical diversity, a panel each."""

from __future__ import annotations

import numpy as np
from chart_reading import chart_markers, drawn_sample, tick_labels
from sample_tables import diversity_table

import discourse as dc
from discourse import plot
from discourse.corpus import Corpus


def test_diversity_has_a_panel_a_measure_and_marks_short_texts() -> None:
    ax = drawn_sample("diversity")
    panels = ax.figure.axes
    assert len(panels) == 4
    assert [
        look for *_, look in sorted(chart_markers(ax), key=lambda mark: mark[1])
    ] == ["full"] * 4 + ["open"]
    assert tick_labels(ax)[0] == "000 (900)"
    assert len(chart_markers(panels[2])) == 4  # one text is too short to be measured
    assert " –" in [text.get_text() for text in panels[2].texts]
    assert "open: shorter than 100 words" in ax.get_xlabel().replace("\n", " ")
    assert "t, over documents" in ax.get_xlabel()
    last = plot.diversity(diversity_table(), top=5).figure.axes[4]
    assert "changes with the length of a text" in last.get_xlabel().replace("\n", " ")


def test_a_group_of_short_texts_is_open_however_many_words_it_has() -> None:
    made = diversity_table()
    made["too_short"] = made["group"] == "NA"
    made["words"] = 900
    looks = [
        look
        for *_, look in sorted(chart_markers(plot.diversity(made)), key=lambda m: m[1])
    ]
    assert looks == ["full", "full", "full", "open", "full"]


def test_diversity_names_groups_by_their_labels_and_intervals_in_words() -> None:
    made = diversity_table().assign(
        interval="batch_means", interval_unit="blocks", confidence_level=0.95
    )
    first = made["group"] == made["group"].iloc[0]
    made["group_label"] = ["Opening address" if own else "" for own in first]
    ax = plot.diversity(made)
    names = [name.replace("\n", " ") for name in tick_labels(ax)]
    assert names[0] == "Opening address (900)"
    caption = ax.get_xlabel().replace("\n", " ")
    assert (
        "line: interval (batch means, t, logit scale 95%, blocks as units)" in caption
    )


def test_an_infinite_score_is_a_dash_and_the_panel_says_so() -> None:
    """A text that has no word twice has an infinite Dugast U."""
    texts = {"a": "one two three four five", "b": "one one two two", "c": ""}
    table = dc.diversity(Corpus.from_texts(texts), by="doc")
    is_infinite = np.isinf(table["score"])
    assert table.loc[is_infinite, "measure"].tolist() == ["dugast_u"]
    chart = plot.diversity(table, top=20)
    captions = [panel.get_xlabel() for panel in chart.figure.axes]
    said = [text for text in captions if "dash: infinite" in text.replace("\n", " ")]
    assert len(said) == 1
