"""The chart of ``topic_quality``: measures of topic models by the number of topics."""

from __future__ import annotations

import math

from chart_reading import chart_markers, drawn_sample
from matplotlib.text import Text
from sample_tables import topic_quality_table

from discourse import plot


def test_topic_quality_leaves_a_gap_where_a_value_is_missing() -> None:
    ax = drawn_sample("topic_quality")
    panels = ax.figure.axes
    assert len(panels) == 3
    lines = [line for line in panels[2].lines if len(line.get_xdata()) == 7]
    assert list(lines[2].get_ydata()) == [0.5] * 7, "the least stability of a choice"
    assert [math.isnan(value) for value in lines[1].get_ydata()] == [
        False,
        False,
        True,
        False,
        False,
        False,
        False,
    ]
    assert len(chart_markers(panels[2])) == 13
    assert list(panels[1].lines[-1].get_ydata()) == [
        1 / k for k in range(2, 9)
    ]  # all topics alike
    assert (
        len(plot.topic_quality(topic_quality_table(), width="single").figure.axes) == 3
    )


def test_topic_quality_marks_the_chosen_number_in_every_panel() -> None:
    ax = drawn_sample("topic_quality")
    for panel in ax.figure.axes:
        upright = [line for line in panel.lines if list(line.get_xdata()) == [3, 3]]
        assert len(upright) == 1
    captions = " ".join(text.get_text() for text in ax.figure.findobj(Text))
    assert "grey line: k = 3, the number chosen" in captions.replace("\n", " ")


def test_topic_quality_of_a_table_without_a_choice_has_no_line_for_it() -> None:
    table = topic_quality_table().drop(columns=["chosen", "stability_least"])
    ax = plot.topic_quality(table)
    lengths = [len(line.get_xdata()) for line in ax.figure.axes[2].lines]
    assert 2 not in lengths
    assert lengths.count(7) == 2
