"""The chart of ``timeline``: launches, first uses and documents by date."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from chart_reading import chart_texts, drawn_sample, page_bytes, tick_labels
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from sample_tables import SAMPLES

from discourse import plot, style, tables
from discourse.plot import _timeline


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


def grouped_table(groups: dict[str, str], *, launch: str = "2013") -> pd.DataFrame:
    """One formula, used first by each group on the date given; a document a group."""
    documents = [
        {"kind": "document", "label": name, "family": "", "group": name, "doc": name,
         "date": date, "basis": ""}
        for name, date in groups.items()
    ]  # fmt: skip
    launches = [
        {"kind": "launch", "label": "f", "family": "f", "group": "", "doc": "",
         "date": launch, "basis": ""}
    ]  # fmt: skip
    uses = [
        {"kind": "first use" + " before launch" * (date < launch), "label": "f",
         "family": "f", "group": name, "doc": name, "date": date, "basis": ""}
        for name, date in groups.items()
    ]  # fmt: skip
    return tables.from_rows("timeline", documents + launches + uses)


def marks_in_the_row(ax: Axes, colour: str) -> list[tuple[float, float]]:
    """Where the marks of a colour lie in the rows, not above them."""
    places = []
    for marks in ax.collections:
        if to_hex(marks.get_edgecolor()[0]) == colour.lower():
            x, y = marks.get_offsets()[0]
            if y > -0.5:
                places.append((round(float(x), 3), round(float(y), 3)))
    return places


def key_of(ax: Axes) -> list[str]:
    return [entry.get_text() for entry in ax.get_legend().get_texts()]


def test_the_first_use_of_each_group_has_its_colour_and_its_name_in_the_legend() -> (
    None
):
    table = grouped_table({"Laos": "2015-06-01", "China": "2019-06-01"})
    columns = {
        "group": table["group"].where(table["group"] == "", "the " + table["group"])
    }
    ax = plot.timeline(table.assign(group_label=columns["group"]))
    assert key_of(ax)[:3] == [
        "first use: the Laos",
        "first use: the China",
        "launch",
    ]
    # Documents that are groups are in the order of the documents, not of their names.
    laos, china = style.PALETTE[:2]
    assert marks_in_the_row(ax, laos) == [(2015.415, 0.0)]
    assert marks_in_the_row(ax, china) == [(2019.415, 0.0)]
    handles = ax.get_legend().legend_handles
    assert [handle.get_marker() for handle in handles[:2]] == ["o", "s"]
    assert [to_hex(handle.get_color()) for handle in handles[:2]] == [
        laos.lower(),
        china.lower(),
    ]


def test_groups_are_in_the_order_of_the_table() -> None:
    for no_value in ("", "(no value)"):
        table = grouped_table({no_value: "2017", "pre": "2016", "post": "2015"})
        # The groups are no documents.
        table = table.assign(doc=table["doc"].where(table["doc"] != "pre", "other"))
        ax = plot.timeline(table)
        assert key_of(ax)[:3] == [
            "first use: (no value)",
            "first use: pre",
            "first use: post",
        ]


def test_uses_of_one_date_lie_in_lanes_and_a_single_line_joins_each_lane() -> None:
    table = grouped_table({"a": "2015-06", "b": "2015-06", "c": "2019-06"})
    ax = plot.timeline(table)
    (a,), (b,), (c,) = (marks_in_the_row(ax, colour) for colour in style.PALETTE[:3])
    assert a[0] == b[0]
    assert a[1] == -b[1] < 0
    # The third group has room in the first lane.
    assert c[1] == a[1]
    ink = [line for line in ax.lines if line.get_linewidth() == 0.6]
    ends = [(max(line.get_xdata()), line.get_ydata()[0]) for line in ink]
    assert ends == [
        (pytest.approx(c[0], abs=1e-3), pytest.approx(a[1], abs=1e-3)),
        (pytest.approx(b[0], abs=1e-3), pytest.approx(b[1], abs=1e-3)),
    ]
    legend = ax.get_legend().get_window_extent()
    assert legend.y0 >= ax.get_window_extent().y1


def test_an_early_use_of_a_group_keeps_its_colour_and_has_a_red_ring() -> None:
    ax = plot.timeline(grouped_table({"a": "2010-06", "c": "2015-06"}))
    assert "use before the launch" in key_of(ax)
    assert len(marks_in_the_row(ax, style.PALETTE[0])) == 1
    reds = [
        marks
        for marks in ax.collections
        if to_hex(marks.get_edgecolor()[0]) == _timeline.EARLY.lower()
    ]
    # The ring, and the marker of the second group, which has the same hue.
    sizes = [round(float(marks.get_sizes()[0]) ** 0.5, 1) for marks in reds]
    assert sizes == [_timeline.RING_SIZE, _timeline.DIAMOND_SIZE]


def test_groups_beyond_the_eighth_share_a_grey_marker() -> None:
    groups = {f"group {number:02d}": f"20{number + 14}" for number in range(11)}
    ax = plot.timeline(grouped_table(groups))
    key = set(key_of(ax))
    assert key >= {"first use: group 07", "first use: 3 other groups"}
    assert "first use: group 08" not in key
    assert len(marks_in_the_row(ax, _timeline.OTHER_HUE)) == 3


def test_a_chart_without_groups_is_as_before() -> None:
    table = SAMPLES["timeline"]()
    old = table.drop(columns=["group", "group_label"])
    ax = plot.timeline(old)
    assert page_bytes(ax) == page_bytes(plot.timeline(table))
    hues = {to_hex(marks.get_edgecolor()[0]) for marks in ax.collections}
    assert hues == {style.INK, _timeline.EARLY.lower()}
