"""The chart of ``topic_quality``: measures of topic models by the number of topics."""

from __future__ import annotations

import math

import pytest
from chart_reading import chart_markers, drawn_sample
from sample_tables import topic_quality_table

from discourse import plot

pytestmark = pytest.mark.filterwarnings("error")


def test_topic_quality_leaves_a_gap_where_a_value_is_missing() -> None:
    ax = drawn_sample("topic_quality")
    panels = ax.figure.axes
    assert len(panels) == 3
    lines = [line for line in panels[2].lines if len(line.get_xdata()) == 7]
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
