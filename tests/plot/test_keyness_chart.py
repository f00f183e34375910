"""The chart of ``keyness``: terms of two groups as lollipops, volcano and scatter."""

from __future__ import annotations

import math

import pytest
from chart_reading import chart_markers, chart_texts, drawn_sample, tick_labels
from sample_tables import KEY_TERMS, keyness_table

from discourse import plot


def test_keyness_lollipops_rank_both_sides_by_the_nearest_end() -> None:
    ax = plot.keyness(keyness_table(), top=3)
    assert tick_labels(ax)[:3] == ["null", "NA", "nan"]
    assert tick_labels(ax)[3:] == ["security", "tax", "win-win"]
    looks = {y: look for x, y, look in chart_markers(ax)}
    assert looks[0] == "full"
    said = chart_texts(ax)
    assert {"12 : 0", "28 : 5", "3 : 0", "human : all others", "p", ".001"} <= set(said)
    assert any("smallest p attainable: .001" in text for text in said)
    whole = drawn_sample("keyness")
    looks = {
        tick_labels(whole)[int(y)]: look
        for x, y, look in chart_markers(whole)
        if x != whole.get_xlim()[1]
    }
    assert (looks["belt"], looks["road"]) == (
        "full",
        "open",
    )  # the interval of "road" holds 0
    arrows = [x for x, y, _ in chart_markers(ax) if x == ax.get_xlim()[1]]
    assert arrows  # an interval without an end
    many = plot.keyness(keyness_table((("a", "b"), ("b", "a"), ("c", "a"))), top=2)
    assert len([panel for panel in many.figure.axes if panel.lines]) == 3
    assert "p" not in chart_texts(plot.keyness(keyness_table(p=False)))


def test_keyness_as_a_volcano_has_a_line_at_the_smallest_p() -> None:
    ax = drawn_sample("keyness", form="volcano")
    level = [
        line
        for line in ax.lines
        if len(set(line.get_ydata())) == 1 and len(line.get_xdata()) == 2
    ]
    assert any(line.get_ydata()[0] == pytest.approx(3.0) for line in level)
    assert {"1", "0.1", "0.01", "0.001"} <= set(tick_labels(ax))
    named = {text.get_text() for text in ax.texts}
    assert {"null", "NA", "road", "$x^2$"} <= named
    assert "no test in this table, so no p" in chart_texts(
        plot.keyness(keyness_table(p=False), form="volcano")
    )
    two = plot.keyness(keyness_table((("a", "b"), ("b", "a"))), form="volcano")
    assert "one of 2 comparisons" in two.get_xlabel().replace("\n", " ")


def test_keyness_as_a_scatter_gives_zero_a_place_of_its_own() -> None:
    ax = plot.keyness(keyness_table(), form="scatter", top=2)
    assert tick_labels(ax)[0] == tick_labels(ax, "x")[0] == "0"
    points = ax.collections[0].get_offsets()
    assert len(points) == len(KEY_TERMS)
    zero = ax.get_xticks()[0]
    assert points[0][0] == zero < points[1][0]
    assert points[1][1] == pytest.approx(math.log10(28.0))
    assert len([text for text in ax.texts if text.get_text() in KEY_TERMS]) == 4


@pytest.mark.parametrize("form", ["lollipop", "volcano", "scatter"])
def test_keyness_writes_the_labels_of_formulas(form: str) -> None:
    made = keyness_table()
    is_labelled = made["term"] == "null"
    made["family_label"] = ["Shared future" if own else "" for own in is_labelled]
    ax = plot.keyness(made, form=form)
    written = [*chart_texts(ax), *tick_labels(ax)]
    assert "Shared future" in written
    assert "NA" in written
    assert "null" not in written


def test_keyness_writes_the_name_of_its_interval_in_words() -> None:
    made = keyness_table().assign(
        interval="clopper_pearson_effective",
        interval_unit="documents",
        confidence_level=0.95,
    )
    caption = plot.keyness(made).get_xlabel().replace("\n", " ")
    words = "Clopper-Pearson on effective counts 95%, documents as units"
    assert f"thin line: interval ({words})" in caption
