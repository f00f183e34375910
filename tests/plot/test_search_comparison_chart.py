"""The chart of ``search_comparison``: what different searches find."""

from __future__ import annotations

from chart_reading import tick_labels
from sample_tables import DOCS, SEARCHES, search_comparison_table

from discourse import plot


def test_search_comparison_joins_the_counts_and_writes_both_ends() -> None:
    ax = plot.search_comparison(search_comparison_table())
    assert tick_labels(ax)[:2] == ["community shared future", "mutual trust"]
    assert list(ax.lines[0].get_xdata()) == [7, 17]
    ends = {(text.xy[1], text.get_text()) for text in ax.texts}
    assert {(0, "7"), (0, "17"), (1, "11")} <= ends
    assert (
        len([end for row, end in ends if row == 1]) == 1
    )  # three equal counts, one number
    assert [entry.get_text() for entry in ax.get_legend().get_texts()] == list(SEARCHES)


def test_search_comparison_has_a_panel_for_each_of_a_few_groups_and_adds_up_many() -> (
    None
):
    table = search_comparison_table(DOCS)
    table.loc[table["group"] == DOCS[0], "count"] = 1
    panels = plot.search_comparison(table).figure.axes
    assert len(panels) == 5
    assert len({panel.get_xlim() for panel in panels}) == 1  # one scale, to compare
    many = plot.search_comparison(
        search_comparison_table(tuple(f"g{at}" for at in range(7)))
    )
    assert len(many.figure.axes) == 1
    assert list(many.lines[0].get_xdata()) == [49, 119]
