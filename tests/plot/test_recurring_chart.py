"""The chart of ``recurring``: phrases that recur, with names and formulas."""

from __future__ import annotations

import pandas as pd
import pytest
from chart_reading import (
    chart_markers,
    chart_texts,
    drawn_sample,
    row_names,
    tick_labels,
)
from sample_tables import recurring_table

from discourse import plot
from discourse.errors import OptionError


def test_recurring_has_counts_of_all_and_alone_and_tells_names_and_formulas() -> None:
    ax = drawn_sample("recurring")
    assert tick_labels(ax)[:3] == ["of the", "central asian countries …", "null"]
    bars = [
        (bar.get_y() + bar.get_height() / 2, bar.get_width())
        for bar in ax.patches
        if abs(bar.get_height() - 0.44) < 1e-9
    ]
    assert bars[:4] == [(0, 70), (0, 35), (1, 62), (1, 20)]
    ends = {y: look for x, y, look in chart_markers(ax) if x == 70 - 8 * y}
    assert [ends[y] for y in range(4)] == ["full", "open", "full", "full"]
    said = chart_texts(ax)
    assert {
        "70",
        "35",
        "0.04",
        "–",
        "belt and road",
        "name or title",
        "inside a longer phrase",
    } <= set(said)
    assert any("goes on beyond" in text for text in said)
    assert (
        "the first 3 of 8 phrases by C-value"
        in plot.recurring(recurring_table(), top=3).get_xlabel()
    )
    bare = chart_texts(plot.recurring(recurring_table(told=False)))
    assert "listed" not in bare
    assert "formula" not in bare


def test_recurring_is_ranked_by_its_c_value_whatever_the_order_of_rows() -> None:
    made = recurring_table()
    assert tick_labels(plot.recurring(made.iloc[::-1])) == tick_labels(
        plot.recurring(made)
    )


def test_recurring_by_rarity_names_the_background_and_breaks_ties_by_cohesion() -> None:
    made = recurring_table().head(4)
    made["rarity"] = [0.5, 3.0, 3.0, 2.0]
    made["cohesion"] = [9.0, 4.0, 6.0, 1.0]
    made["background"] = "press"
    made["background_documents"] = 1200
    ax = plot.recurring(made, sort="rarity", top=3)
    assert tick_labels(ax) == ["null", "central asian countries …", "NA"]
    caption = " ".join(ax.get_xlabel().split())
    assert "the first 3 of 4 phrases by rarity" in caption
    assert "background: press, 1,200 documents" in caption
    assert "press" not in plot.recurring(made, sort="cohesion").get_xlabel()


def test_recurring_by_rarity_is_refused_for_a_table_without_a_background() -> None:
    with pytest.raises(OptionError, match="have no rarity; make it with"):
        plot.recurring(recurring_table(), sort="rarity")


def table_of_groups(names: list[str]) -> pd.DataFrame:
    """The sample, once for each group; in every other one, weak words attract each other."""
    parts = []
    for number, name in enumerate(names):
        part = recurring_table().head(4)
        part["group"] = name
        part["cohesion"] = [1.0, 2.0, 3.0, 4.0]
        if number % 2:
            part["cohesion"] = [400.0, 300.0, 200.0, 100.0]
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def test_recurring_of_groups_draws_a_block_for_each_of_them() -> None:
    table = table_of_groups(["North", ""])
    table["group_label"] = table["group"].map({"North": "The North", "": ""})
    ax = plot.recurring(table, top=6)
    assert row_names(ax) == [
        "The North",
        "NA",
        "null",
        "central asian countries …",
        "(no value)",
        "of the",
        "central asian countries …",
        "null",
    ]
    assert sorted(y for _, y, _ in chart_markers(ax)) == [1, 2, 3, 5, 6, 7]
    counts = [text.xy[1] for text in ax.texts if text.get_text() == "70"]
    assert counts == [5]
    caption = " ".join(ax.get_xlabel().split())
    assert (
        "occurrences in the group; the first phrases of each group by cohesion: 6 of 8 "
        "rows, 4 of 4 phrases" in caption
    )


def test_recurring_of_groups_has_three_phrases_of_each_and_twelve_groups() -> None:
    table = table_of_groups([f"g{number:02}" for number in range(14)])
    ax = plot.recurring(table)
    assert len(tick_labels(ax)) == 3 * 12
    caption = " ".join(ax.get_xlabel().split())
    assert "the first 12 of 14 groups; " in caption
    assert "36 of 56 rows, 4 of 4 phrases" in caption
    assert len(row_names(plot.recurring(table, top=1))) == 2 * 12
    everything = plot.recurring(table, top=100)
    assert len(row_names(everything)) == 5 * 14
    caption = " ".join(everything.get_xlabel().split())
    assert "in the group; the phrases of each group by cohesion" in caption
    assert "rows" not in caption
