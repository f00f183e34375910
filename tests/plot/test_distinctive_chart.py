"""The chart of ``distinctive``: terms of groups by weight, with what came from debris."""

from __future__ import annotations

import pytest
from chart_reading import chart_texts, tick_labels
from matplotlib.colors import to_hex
from sample_tables import MASKED_TERMS, TOPIC_TERMS, distinctive_table

from discourse import plot


def test_distinctive_marks_what_came_from_the_debris() -> None:
    ax = plot.distinctive(distinctive_table(), top=8)
    assert [name for name in tick_labels(ax) if name.startswith("×")] == [
        "× imgspider",
        "× collecting",
        "× university",
    ]
    hollow = [to_hex(bar.get_facecolor()) == "#ffffff" for bar in ax.patches]
    assert hollow == [term in MASKED_TERMS for term in TOPIC_TERMS[:8]]
    assert [text.get_text() for text in ax.texts[:8]] == [
        "13",
        "12",
        "11",
        "10",
        "9",
        "8",
        "7",
        "6",
    ]
    headings = chart_texts(ax)
    assert "000 · whole text" in headings
    assert "004 · masked text" in headings
    masked = ax.figure.axes[1]
    assert not any(name.startswith("×") for name in tick_labels(masked))
    assert masked.get_xlim() == ax.get_xlim()  # one scale


def test_distinctive_of_one_state_and_of_many_groups() -> None:
    ax = plot.distinctive(
        distinctive_table(("raw",), tuple(f"g{at:02}" for at in range(26))), top=3
    )
    panels = [axes for axes in ax.figure.axes if axes.patches]
    assert len(panels) == 24
    assert any("24 of 26 groups" in text for text in chart_texts(ax))
    assert not any(
        name.startswith("×") for axes in panels for name in tick_labels(axes)
    )


def test_distinctive_names_groups_by_their_labels() -> None:
    made = distinctive_table()
    first = made["group"] == made["group"].iloc[0]
    made["group_label"] = ["Opening address" if own else "" for own in first]
    texts = chart_texts(plot.distinctive(made, top=3))
    assert "Opening address · whole text" in [text.replace("\n", " ") for text in texts]
    assert not any(text.startswith("000") for text in texts)


def test_the_foot_names_the_background_and_what_it_lacks() -> None:
    note = "1 of 4 terms not in the background: taken as in none of its documents"
    table = distinctive_table().assign(
        background="press", background_documents=1200, background_unknown=1, note=note
    )
    texts = " ".join(chart_texts(plot.distinctive(table))).replace("\n", " ")
    assert "background: press, 1,200 documents" in texts
    assert "1 of 4 terms not in the background" in texts
    without = " ".join(chart_texts(plot.distinctive(distinctive_table())))
    assert "background" not in without


@pytest.mark.parametrize("width", ["single", "double"])
def test_the_foot_is_as_wide_as_the_page_and_makes_no_column_wider(width: str) -> None:
    ax = plot.distinctive(distinctive_table(), width=width)
    foot = next(
        text
        for panel in ax.figure.axes
        for text in panel.texts
        if text.get_text().startswith("weight")
    )
    page = ax.figure.bbox
    extent = foot.get_window_extent()
    assert extent.width > 0.55 * page.width
    assert page.x0 <= extent.x0
    assert extent.x1 <= page.x1
    assert page.y0 <= extent.y0
    widths = [panel.get_position().width for panel in ax.figure.axes]
    assert max(widths) == pytest.approx(min(widths))
    assert extent.y1 < foot.axes.bbox.y0
    if width == "double":
        assert foot.get_text().count("\n") == 1
