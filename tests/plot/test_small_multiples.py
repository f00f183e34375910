"""A page is divided into panels as their width allows, and each panel has its labels and its heading."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest
from matplotlib.figure import Figure

from discourse import style
from discourse.plot import axes_layout, small_multiples
from discourse.plot.table_rows import read_rows

SPACING = small_multiples.Spacing(
    min_panel_mm=50.0, row_mm=4.0, label_share=0.5, max_label_mm=30.0
)


@pytest.mark.parametrize(
    ("number", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (3, 3, 1), (7, 3, 3)]
)
def test_as_many_panels_stand_side_by_side_as_are_broad_enough(
    number: int, columns: int, rows: int
) -> None:
    sheet = axes_layout.Sheet("double", width_mm=160.0).divide(
        number, min_width_mm=50.0
    )
    assert (sheet.columns, sheet.rows) == (columns, rows)
    assert sheet.panel_width_mm == pytest.approx(160.0 / columns)
    assert sheet.lower_left == (rows - 1) * columns


def test_panels_that_are_compared_stay_together_however_narrow_the_page() -> None:
    narrow = axes_layout.Sheet("single", width_mm=60.0)
    assert narrow.divide(4, min_width_mm=50.0, side_by_side=2).columns == 2
    assert narrow.divide(1, min_width_mm=50.0, side_by_side=2).columns == 1
    broad = axes_layout.Sheet("double", width_mm=260.0)
    assert broad.divide(8, min_width_mm=50.0, side_by_side=2).columns == 4


def test_labels_on_the_left_take_their_room_from_all_panels() -> None:
    sheet = axes_layout.Sheet("double", width_mm=160.0)
    divided = sheet.divide(9, min_width_mm=50.0, labels_mm=20.0)
    assert divided.columns == 2
    assert divided.panel_width_mm == pytest.approx(70.0)


def test_a_new_figure_settles_at_the_height_of_its_panels() -> None:
    with style.context():
        sheet = axes_layout.Sheet.for_chart(None, "single").with_height(40.0)
        ax = sheet.finish_figure(sheet.make_axes())
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    height = ax.get_position().height * figure.get_figheight() * 25.4
    assert height == pytest.approx(40.0, abs=0.5)


def test_a_figure_that_is_given_keeps_its_size_and_its_place_is_measured() -> None:
    figure = Figure(figsize=(10, 4), layout="constrained")
    given = figure.subplots(1, 2)[0]
    sheet = axes_layout.Sheet.for_chart(given, "single").with_height(300.0)
    assert sheet.width_mm == pytest.approx(127.0)
    assert sheet.finish_figure(sheet.make_axes()) is given
    assert tuple(figure.get_size_inches()) == (10, 4)


def test_each_list_has_its_own_labels_and_all_panels_the_height_of_the_longest() -> (
    None
):
    lists = [["peace", "war"], ["one", "two", "three", "four"], ["alone"]]
    with style.context():
        page = axes_layout.Sheet.for_chart(None, "double")
        made = small_multiples.lay_out_lists(page, lists, spacing=SPACING)
        for index in range(3):
            made.write_labels(index)
            made.write_heading(index, f"heading {index}")
        made.finish_figure()
    assert made.sheet.columns == 3
    assert made.sheet.height_mm == pytest.approx(4 * SPACING.row_mm)
    assert [list(labels) for labels in made.labels] == lists
    for panel, labels in zip(made.panels, lists, strict=True):
        assert [tick.get_text() for tick in panel.get_yticklabels()] == labels
    headings = [panel.texts[-1].get_text() for panel in made.panels]
    assert headings == ["heading 0", "heading 1", "heading 2"]


def test_rows_that_all_panels_have_are_named_once_a_line_of_panels() -> None:
    names = ["China", "Europe"]
    spacing = small_multiples.Spacing(60.0, 4.0, 0.3, 40.0)
    with style.context():
        page = axes_layout.Sheet.for_chart(None, "double")
        made = small_multiples.lay_out_rows(page, names, 5, spacing=spacing)
        for index, panel in enumerate(made.panels):
            small_multiples.draw_values(panel, [None, None], dash="–", dash_at=0)
            made.write_labels(index)
    assert made.sheet.columns == 2
    named = [panel.yaxis.get_tick_params()["labelleft"] for panel in made.panels]
    assert named == [True, False, True, False, True]


def test_a_value_that_is_missing_is_a_dash_and_one_that_is_unsure_an_open_mark() -> (
    None
):
    sure = small_multiples.Value(0.4, 0.3, 0.5, reliable=True)
    unsure = small_multiples.Value(0.6, float("nan"), float("nan"), reliable=False)
    missing = small_multiples.Value(float("nan"), 0.1, 0.9, reliable=True)
    values = [sure, unsure, missing, None]
    ax = Figure().subplots()
    small_multiples.draw_values(ax, values, dash="–", dash_at=0.0)
    assert [text.get_position()[1] for text in ax.texts] == [2, 3]
    fills = [tuple(mark.get_facecolor()[0][:3]) for mark in ax.collections]
    assert len(fills) == 2
    assert fills[0] != (1.0, 1.0, 1.0)
    assert fills[1] == (1.0, 1.0, 1.0)
    assert len(ax.lines) == 1
    assert small_multiples.finite_values(values) == [0.4, 0.3, 0.5, 0.6, 0.1, 0.9]


@dataclass(frozen=True)
class _Term:
    term: str
    score: float


def test_rows_are_read_by_the_names_of_columns_in_any_order() -> None:
    table = pd.DataFrame({"mi": [2.5, 1.0], "score": [9.0, 8.0], "term": ["a", "b"]})
    assert read_rows(table, _Term) == [_Term("a", 9.0), _Term("b", 8.0)]
    by_mi = read_rows(table, _Term, columns={"score": "mi"})
    assert by_mi == [_Term("a", 2.5), _Term("b", 1.0)]
