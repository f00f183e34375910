"""The chart of ``ngrams``: the most frequent sequences of each group."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from chart_reading import chart_markers, chart_texts, drawn_sample, tick_labels
from sample_tables import ngrams_table

from discourse import plot


def test_ngrams_tell_what_is_in_one_list_only() -> None:
    ax = drawn_sample("ngrams")
    first, second = ax.figure.axes
    assert tick_labels(first) == [
        "of the",
        "belt and road",
        "nan",
        "and the",
        "only in 0",
    ]
    assert [look for *_, look in chart_markers(first)] == ["full"] * 4 + ["open"]
    assert first.get_xlim() == second.get_xlim()
    assert {"25 in 3", "21 in 2", "17"} <= {text.get_text() for text in first.texts}
    one = plot.ngrams(ngrams_table(("",)), top=2)
    assert [look for *_, look in chart_markers(one)] == ["full"] * 2
    frames = [
        text.get_text() for text in plot.ngrams(ngrams_table(("",), slot=True)).texts
    ]
    assert frames[0].startswith("25 in 3 house · people")


def test_ngrams_of_groups_are_drawn_by_rate() -> None:
    made = ngrams_table(("null", "NA")).assign(
        rate=lambda own: own["count"] * np.where(own["group"] == "NA", 9.0, 1.0)
    )
    drawn = plot.ngrams(made)
    panels = [panel for panel in drawn.figure.axes if panel.collections]
    places = [
        [float(dot.get_offsets()[0][0]) for dot in panel.collections]
        for panel in panels
    ]
    assert [max(own) for own in places] == [25.0, 9 * 24.0]
    assert any("dot: rate per 1,000 words" in text for text in chart_texts(drawn))
    alone = plot.ngrams(ngrams_table(("",)).assign(rate=7.0))
    assert "rate per" not in alone.get_xlabel()
    assert max(float(dot.get_offsets()[0][0]) for dot in alone.collections) == 25.0


def test_ngrams_write_the_labels_of_groups_as_headings() -> None:
    made = ngrams_table(("g0", "g1")).assign(group_label="")
    made.loc[made["group"] == "g0", "group_label"] = "Party papers"
    texts = chart_texts(plot.ngrams(made))
    assert {"Party papers", "g1"} <= set(texts)
    assert "g0" not in texts


def test_ngrams_with_function_words_at_their_edges_are_drawn_on_request() -> None:
    table = ngrams_table(("",)).assign(stop="en")
    table["function_edge"] = table["term"].isin(["of the", "and the"])
    drawn = plot.ngrams(table)
    assert tick_labels(drawn) == ["belt and road", "nan", "only in 0"]
    assert "function word (en)" in drawn.get_xlabel()
    everything = plot.ngrams(table, edges="any")
    assert tick_labels(everything)[0] == "of the"
    assert "function word" not in everything.get_xlabel()


def test_ngrams_say_if_function_words_are_at_the_edges_of_all() -> None:
    table = ngrams_table(("g0", "g1")).assign(function_edge=True)
    (sentence,) = chart_texts(plot.ngrams(table))
    count = table["term"].nunique()
    assert sentence.split("\n") == [
        f"all {count} sequences begin or end with a function word;",
        "edges='any' draws them",
    ]
    one = table.head(1)
    assert chart_texts(plot.ngrams(one)) == [
        "the only sequence begins or ends with a function word;\nedges='any' draws it"
    ]
    assert "edges" not in chart_texts(plot.ngrams(table.head(0)))[0]


def test_the_caption_of_several_lists_of_ngrams_is_as_wide_as_the_page() -> None:
    table = ngrams_table(("g0", "g1", "g2"))
    caption = next(text for text in plot.ngrams(table).texts if "dot:" in str(text))
    lines = caption.get_text().split("\n")
    assert lines[0].endswith("filled: also in the list of another group")
    assert lines[1].startswith("rates are no test; ")
    # On axes of the caller it stays below the first list.
    figure, own_axes = plt.subplots()
    plot.ngrams(table, ax=own_axes)
    labels = [panel.get_xlabel() for panel in figure.axes]
    assert any("dot: rate" in label for label in labels)
    plt.close(figure)
