"""The chart of ``positions``: where in each document the mentions are."""

from __future__ import annotations

import pytest
from chart_reading import drawn_sample, tick_labels
from matplotlib.colors import to_hex
from sample_tables import positions_table

from discourse import plot, tables
from discourse.errors import OptionError


def test_positions_have_strokes_where_the_mentions_are() -> None:
    ax = drawn_sample("positions")
    assert tick_labels(ax) == ["000", "001", "002", "003", "004"]
    strokes = [
        path.vertices[0, 0]
        for group in ax.collections
        for path in group.get_paths()
        if len(path.vertices) == 2
    ]
    assert min(abs(x - (266 + 13) / 10720) for x in strokes) < 1e-9
    grey = [patch for patch in ax.patches if to_hex(patch.get_facecolor()) == "#c9c9c6"]
    assert [(patch.get_x(), patch.get_width()) for patch in grey] == [
        pytest.approx((9800 / 10720, 920 / 10720)),
        pytest.approx((0, 230 / 6630)),
    ]
    assert [text.get_text() for text in ax.texts] == ["12", "9", "8", "5", "9"]
    key = [entry.get_text() for entry in ax.get_legend().get_texts()]
    assert sorted(key) == sorted(
        ["community shared future", "mutual trust", "belt and road", "new era", "null", "NA", "1 other formula",
         "left out of the counts", "a speaker’s words"]
    )  # fmt: skip
    assert tick_labels(ax, "x") == ["beginning", "middle", "end of the document"]


def test_positions_to_scale_and_of_parts_of_a_text() -> None:
    ax = drawn_sample("positions", scale="true")
    assert tick_labels(ax, "x")[0] == "0"
    assert (
        max(
            patch.get_width()
            for patch in ax.patches
            if patch.get_y() > 2.5 and patch.get_y() < 3
        )
        == 2090 / 10720
    )
    columns = {
        "kind": ["document", "mention"],
        "doc": "p1",
        "label": ["", "f"],
        "start": [100, 140],
        "end": [200, 160],
        "length": 1000,
    }
    part = tables.make("positions", columns)
    stroke = plot.positions(part).collections[0].get_paths()[0].vertices[0, 0]
    assert stroke == pytest.approx(0.5)
    with pytest.raises(OptionError, match="expected one of 'equal', 'true'"):
        plot.positions(positions_table(), scale="log")  # type: ignore[arg-type]
