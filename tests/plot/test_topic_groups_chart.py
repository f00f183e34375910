"""The chart of ``topic_groups``: shares of topics in groups, with intervals."""

from __future__ import annotations

from chart_reading import chart_markers, drawn_sample, tick_labels
from sample_tables import topic_groups_table

from discourse import plot


def test_topic_groups_have_one_scale_and_open_marks_for_few_documents() -> None:
    ax = drawn_sample("topic_groups")
    panels = ax.figure.axes
    assert len(panels) == 5
    assert len({panel.get_xlim() for panel in panels}) == 1
    assert tick_labels(ax) == ["null (20)", "NA (1)", "nan (22)", "China (23)"]
    assert [
        look for *_, look in sorted(chart_markers(ax), key=lambda mark: mark[1])
    ] == [
        "full",
        "open",
        "full",
        "full",
    ]
    assert (
        len([line for line in ax.lines if len(set(line.get_ydata())) == 1]) == 3
    )  # one group has no interval
    assert (
        "the first 2 of 4 groups"
        in plot.topic_groups(topic_groups_table(), top=2).figure.axes[3].get_xlabel()
    )


def test_topic_groups_write_a_dash_where_a_share_is_missing() -> None:
    table = topic_groups_table()
    of = table["group"] == "NA"
    table.loc[of, ["share", "low", "high"]] = float("nan")
    table.loc[of, "documents"] = 0
    ax = plot.topic_groups(table)
    assert [text.get_position()[1] for text in ax.texts if text.get_text() == "–"] == [
        1
    ]
    foot = ax.figure.axes[3].get_xlabel()
    assert "–: no words in the model" in foot
    assert "open" not in foot, "the only group with a note has no mark"


def test_topic_groups_name_the_background_of_their_idf() -> None:
    made = topic_groups_table().assign(background="press", background_documents=1200)
    foot = plot.topic_groups(made).figure.axes[3].get_xlabel()
    assert "background: press, 1,200 documents" in foot
