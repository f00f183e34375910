"""The chart of ``variants``: shares of the wordings and levels of a formula."""

from __future__ import annotations

from chart_reading import chart_texts, tick_labels
from matplotlib.colors import to_hex
from sample_tables import variants_table

from discourse import plot


def test_variants_are_shares_with_counts_hatched_and_summed() -> None:
    ax = plot.variants(variants_table(facets=("status",)))
    assert tick_labels(ax) == ["000", "001", "002", "003", "004"]
    bars = {
        (round(bar.get_y() + bar.get_height() / 2), to_hex(bar.get_facecolor())): bar
        for bar in ax.patches
    }
    assert bars[0, "#0072b2"].get_width() == 0.5
    assert bars[2, "#0072b2"].get_width() == 1.0
    hatches = {bar.get_hatch() for bar in bars.values()}
    assert (
        len(hatches) == len({hue for _, hue in bars}) == 5
    )  # each hue has its own hatch
    assert [text.get_text() for text in ax.texts if text.get_position()[0] > 1] == [
        "4",
        "5",
        "2",
        "3",
        "3",
    ]
    assert [entry.get_text() for entry in ax.get_legend().get_texts()].count(
        "garbled"
    ) == 1
    assert "community shared future" in chart_texts(ax)


def test_levels_keep_the_order_of_the_ladder_and_grow_lighter() -> None:
    ax = plot.variants(variants_table(facets=("level",)), width="double")
    order = dict(
        zip(
            (t.get_text() for t in ax.get_legend().get_texts()),
            ax.get_legend().get_patches(),
            strict=True,
        )
    )
    light = [
        sum(order[level].get_facecolor()[:3])
        for level in ("mankind", "Asia", "China-Central Asia", "bilateral")
    ]
    assert light == sorted(light)
    assert to_hex(order["unspecified"].get_facecolor()) == "#ffffff"


def test_variants_leave_out_formulas_without_a_mention_and_say_so_of_groups() -> None:
    table = variants_table(("community_shared_future", "other"), ("status",))
    table.loc[table["family"] == "other", "count"] = 0
    assert "other" not in chart_texts(plot.variants(table))
    assert (
        chart_texts(plot.variants(variants_table(("a", "b"), ("status",)))).count(
            "no mentions"
        )
        == 1
    )  # "b" has none in 003


def test_a_language_that_is_not_said_is_named_so_in_the_legend() -> None:
    table = variants_table(facets=("level",))
    levels = table["value"].unique()
    codes = ["zh", "fr", "en", "es", "ru", "de", "it"][: len(levels) - 1]
    language_of = dict(zip(levels, [*codes, ""], strict=True))
    values = table["value"].map(language_of)
    ax = plot.variants(table.assign(facet="language", value=values))
    texts = [text.get_text() for text in ax.get_legend().get_texts()]
    assert "not said" in texts
    assert {"Chinese", "French", "English"} <= set(texts)
    assert "none" not in texts
