"""The chart of ``timeline``: launches, first uses and documents by date."""

from __future__ import annotations

import numpy as np
import pytest
from chart_reading import chart_texts, drawn_sample, tick_labels
from matplotlib.colors import to_hex

from discourse import plot, tables
from discourse.plot import _timeline

pytestmark = pytest.mark.filterwarnings("error")


def test_timeline_rows_launches_uses_and_dates() -> None:
    ax = drawn_sample("timeline")
    assert tick_labels(ax) == [
        "community shared future", "null", "belt and road", "global development initiative",
        "global security initiative", "global civilisation initiative", "NA",
    ]  # fmt: skip
    assert {"000, 003", "001", "002", "004"} <= set(chart_texts(ax))
    assert ax.get_xlabel() == "without a date: nan"
    key = [entry.get_text() for entry in ax.get_legend().get_texts()]
    assert key == [
        "launch",
        "first use in the documents",
        "use before the launch",
        "document",
        "date inferred",
    ]
    red = [
        group
        for group in ax.collections
        if to_hex(group.get_edgecolor()[0]) == _timeline.EARLY.lower()
    ]
    assert [group.get_offsets()[0][1] for group in red] == [
        6
    ]  # the row of the formula used before its launch
    hollow = [to_hex(group.get_facecolor()[0]) == "#ffffff" for group in ax.collections]
    assert (
        hollow.count(False) == 2
    )  # only document 004, and the use in it, have a date that is stated


@pytest.mark.parametrize(
    ("date", "reach"),
    [
        ("2012", (2012.0, 2013.0)),
        ("2012-12", (2012 + 335 / 366, 2013.0)),
        ("2013-01-01", (2013.0, 2013 + 1 / 365)),
        ("2012-12-31", (2012 + 365 / 366, 2013.0)),
        ("2013-02-30", None),
        ("2013-13", None),
        ("about 2013", None),
        ("", None),
    ],
)
def test_dates_reach_as_far_as_they_are_known(
    date: str, reach: tuple[float, float] | None
) -> None:
    period = _timeline._period_of(date)
    assert period == (None if reach is None else pytest.approx(reach))


def test_a_month_or_a_year_is_drawn_as_a_bar_and_months_are_named_on_a_short_axis() -> (
    None
):
    columns = {
        "kind": "document",
        "label": "x",
        "family": "",
        "doc": ["a", "b", "c"],
        "basis": "stated",
    }
    table = tables.make(
        "timeline", {**columns, "date": ["2022-03", "2022-05-07", "2022"]}
    )
    ax = plot.timeline(table)
    bars = [line for line in ax.lines if line.get_linewidth() == 1.0]
    assert [round(float(np.ptp(bar.get_xdata())) * 365) for bar in bars] == [31, 365]
    assert set(tick_labels(ax, "x")) >= {"Mar 2022", "May 2022"}
