"""The chart of ``similarity_order``: the order of pairs, with intervals of score and rank."""

from __future__ import annotations

from chart_reading import chart_markers, chart_texts, drawn_sample, tick_labels
from sample_tables import similarity_order_table

from discourse import plot


def test_similarity_order_has_both_intervals_and_marks_few_paragraphs() -> None:
    ax = drawn_sample("similarity_order")
    right = ax.figure.axes[1]
    assert tick_labels(ax)[0] == "000 – 001"
    line = next(line for line in right.lines if list(line.get_ydata()) == [2, 2])
    assert list(line.get_xdata()) == [1, 6]
    looks = {y: look for _, y, look in chart_markers(ax)}
    few = [row for row, name in enumerate(tick_labels(ax)) if name.endswith("nan")]
    assert [row for row, look in looks.items() if look == "open"] == few
    said = chart_texts(ax)
    assert {"3 (1–6)", "0.50", "<.01", "0"} <= set(said)
    assert any("open mark: few paragraphs in nan" in text for text in said)
    assert right.get_xlim()[0] < 1


def test_similarity_order_of_0_1_0_says_that_paragraphs_are_not_known() -> None:
    lacking = ["paragraphs", "other_paragraphs"]
    ax = plot.similarity_order(similarity_order_table().drop(columns=lacking))
    assert {look for *_, look in chart_markers(ax)} == {"open"}
    said = " ".join(chart_texts(ax)).replace("\n", " ")
    assert "open mark: the number of paragraphs is not known" in said
    without_any = similarity_order_table().assign(paragraphs=0)
    said = " ".join(chart_texts(plot.similarity_order(without_any)))
    assert "open mark: few paragraphs" in said, "no paragraph is a number that is known"
