"""What a tired scholar gives a chart: tables edited by hand, stacked, read otherwise, or of another kind; no axes."""

from __future__ import annotations

import functools
import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from chart_reading import (
    chart_texts,
    draw_chart,
    drawn_sample,
    page_bytes,
    visible_texts,
)
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sample_tables import DOCS, SAMPLES

from discourse import plot, style, tables
from discourse.errors import OptionError, TableError
from discourse.plot import _timeline, text_fitting
from discourse.tables import COLUMNS, KINDS, table_checks

CHARTS = pytest.mark.parametrize("kind", sorted(SAMPLES))


def sample(kind: str) -> pd.DataFrame:
    return SAMPLES[kind]().reset_index(drop=True)


def columns(kind: str, *dtypes: str) -> list[str]:
    return [name for name in KINDS[kind] if COLUMNS[name].dtype in dtypes]


def with_cell(
    table: pd.DataFrame, name: str, value: object, row: int = 1
) -> pd.DataFrame:
    """The table with one cell edited, as a loop over rows, or a slip, leaves it."""
    cells = table[name].astype(object).tolist()
    cells[row] = value
    return table.assign(**{name: pd.Series(cells, index=table.index, dtype=object)})


def test_every_chart_is_tried() -> None:
    assert sorted(SAMPLES) == plot.__all__


# ------------------------------------------------------------------ cells
@CHARTS
def test_a_number_that_is_text_is_refused_with_column_row_and_value(kind: str) -> None:
    table = sample(kind)
    for name in columns(kind, "int", "float"):
        with pytest.raises(
            TableError,
            match=rf"column '{name}', row 1, stands '12'; a .*number.*discourse\.load",
        ):
            draw_chart(kind, with_cell(table, name, "12"))
    for name in columns(kind, "bool"):
        with pytest.raises(
            TableError, match=f"column '{name}', row 1, stands 'yes'; True or False"
        ):
            draw_chart(kind, with_cell(table, name, "yes"))


@CHARTS
@pytest.mark.parametrize("value", [["a"], 7, 2021.0, b"x", True])
def test_a_text_that_is_none_is_refused(kind: str, value: object) -> None:
    table = sample(kind)
    for name in columns(kind, "str"):
        with pytest.raises(
            TableError, match=rf"column '{name}', row 1, stands .*; text was expected"
        ):
            draw_chart(kind, with_cell(table, name, value))


@CHARTS
@pytest.mark.parametrize(
    "value",
    [1e300, float("inf"), 10**400, -(10**13)],
    ids=["1e300", "inf", "int", "below"],
)
def test_a_number_beyond_all_counting_is_refused(kind: str, value: float) -> None:
    table = sample(kind)
    for name in columns(kind, "int", "float"):
        # An interval may have no end.
        may_be_infinite = name in table_checks.ENDS_OF_INTERVALS
        # A text that has no word twice has an infinite Dugast U.
        may_be_infinite |= name == table_checks.INFINITE_COLUMNS.get(kind)
        if not may_be_infinite or abs(value) <= 1e300:
            with pytest.raises(TableError, match=rf"column '{name}', row 1, stands"):
                draw_chart(kind, with_cell(table, name, value))


@CHARTS
def test_a_count_that_is_missing_broken_or_below_zero_is_refused(kind: str) -> None:
    table = sample(kind)
    for name in columns(kind, "int"):
        below = -2 if name in table_checks.MINUS_ONE_IS_NONE else -1
        for value in (np.nan, None, 1.5, below, True):
            with pytest.raises(
                TableError, match=rf"column '{name}', row 1, stands .*; a whole number"
            ):
                draw_chart(kind, with_cell(table, name, value))


def optional_text_column(kind: str) -> str:
    """A column of text that may be empty in a row."""
    for name in ("label", "note", "surface", "window", "interval"):
        if name in KINDS[kind]:
            return name
    return columns(kind, "str")[-1]


def sample_with_empty_text(kind: str) -> pd.DataFrame:
    """The sample with one empty text, and without words that pandas reads as missing.

    ``read_csv`` loses words such as "null", whatever a chart does.
    """
    table = sample(kind).replace({"null": "void", "NA": "north", "nan": "none"})
    return with_cell(table, optional_text_column(kind), "")


@functools.cache
def page_with_empty_text(kind: str) -> bytes:
    """The page of that sample, drawn once for the tests that compare another with it."""
    return page_bytes(draw_chart(kind, sample_with_empty_text(kind)))


@CHARTS
def test_missing_text_is_no_text_and_whole_floats_are_whole(kind: str) -> None:
    table = sample_with_empty_text(kind)
    whole_floats = dict.fromkeys(columns(kind, "int"), "float64")
    edited = with_cell(table, optional_text_column(kind), None).astype(whole_floats)
    before = edited.copy()
    assert page_bytes(draw_chart(kind, edited)) == page_with_empty_text(kind)
    pd.testing.assert_frame_equal(edited, before)


@CHARTS
def test_a_table_read_with_pandas_is_drawn_the_same_or_sent_to_load(
    kind: str, tmp_path: Path
) -> None:
    table = sample_with_empty_text(kind)
    read = pd.read_csv(tables.save(table, tmp_path / "t.csv"))
    assert page_bytes(draw_chart(kind, read)) == page_with_empty_text(kind)
    years = table.assign(**dict.fromkeys(columns(kind, "str")[:1], "2021"))
    with pytest.raises(
        TableError, match=r"stands 2021; text was expected.*discourse\.load"
    ):
        draw_chart(kind, pd.read_csv(tables.save(years, tmp_path / "t.csv")))


@CHARTS
def test_numbers_that_are_missing_are_drawn(kind: str) -> None:
    nothing = dict.fromkeys(columns(kind, "float"), np.nan)
    draw_chart(kind, sample(kind).assign(**nothing)).get_figure(
        root=True
    ).draw_without_rendering()


@pytest.mark.parametrize(
    "kind", sorted(kind for kind in SAMPLES if "low" in KINDS[kind])
)
def test_intervals_without_an_end_are_drawn(kind: str) -> None:
    draw_chart(kind, sample(kind).assign(low=-np.inf, high=np.inf)).get_figure(
        root=True
    ).draw_without_rendering()


def test_ends_of_spans_stand_after_their_beginnings() -> None:
    with pytest.raises(
        TableError,
        match=r"column 'end', row 1, stands .*whole number from 1000000000 up, since start",
    ):
        plot.coverage(with_cell(sample("coverage"), "start", 10**9))


def test_a_p_is_from_0_to_1() -> None:
    with pytest.raises(
        TableError, match=r"column 'p', row 1, stands -0\.5; a number from 0 to 1"
    ):
        plot.keyness(with_cell(sample("keyness"), "p", -0.5))


# ------------------------------------------------------------------ tables
@CHARTS
def test_two_tables_stacked_are_refused(kind: str) -> None:
    table = sample(kind)
    with pytest.raises(
        TableError, match=rf"this {kind} table has .* twice.*discourse\.join"
    ):
        draw_chart(kind, pd.concat([table, table]))


def test_a_table_of_another_kind_with_all_the_columns_is_refused() -> None:
    with pytest.raises(
        TableError, match=r"is a shared_passages table.*discourse\.passage_families"
    ):
        plot.passage_families(sample("shared_passages"))


@CHARTS
def test_a_table_that_lacks_a_column_was_saved_by_an_older_version(kind: str) -> None:
    with pytest.raises(
        TableError, match=r"a \w+ table was expected, but the table given lacks"
    ):
        draw_chart(kind, sample(kind).drop(columns=KINDS[kind].required[-1]))
    if kind == "frequencies":
        with pytest.raises(
            TableError,
            match=r"saved by an older version, or edited: make one with discourse\.freq",
        ):
            draw_chart(kind, sample(kind).drop(columns="dispersion"))


@CHARTS
def test_a_column_that_stands_twice_is_refused(kind: str) -> None:
    table = sample(kind)
    with pytest.raises(TableError, match="has each column once"):
        draw_chart(kind, pd.concat([table, table], axis=1))


# ------------------------------------------------------------------ axes
@CHARTS
def test_what_is_no_axes_is_refused(kind: str) -> None:
    removed = Figure().subplots()
    removed.remove()
    cases: list[tuple[object, str]] = [
        ("ax", "what came is a str"), (3, "what came is an int"), (pyplot, "what came is a module"),
        (Figure(), r"a Figure: write ax=figure\.subplots\(\)"), (Figure().subplots(2), r"such as axes\.flat\[0\]"),
        (removed, "taken out of their figure"), (Figure().add_subplot(projection="polar"), "polar axes"),
    ]  # fmt: skip
    for ax, message in cases:
        with pytest.raises(OptionError, match=message):
            draw_chart(kind, sample(kind), ax=ax)


def test_a_chart_names_charts_and_nothing_else() -> None:
    assert dir(plot) == plot.__all__
    with pytest.raises(AttributeError, match="Did you mean 'frequencies'"):
        plot.frequency  # type: ignore[attr-defined]  # noqa: B018


# ------------------------------------------------------------------ saving
@CHARTS
def test_a_chart_is_saved_with_the_table_it_was_drawn_from_alone(
    kind: str, tmp_path: Path
) -> None:
    table = sample(kind)
    chart = drawn_sample(kind, "single")
    other = "search_comparison" if kind != "search_comparison" else "topics"
    for wrong in (sample(other), table.iloc[:-1], pd.DataFrame({"count": [1]})):
        with pytest.raises(TableError, match=f"is not the {kind} table that was drawn"):
            style.save(chart, "x", table=wrong, folder=tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_same_table_in_another_order_or_loaded_is_the_one_that_was_drawn(
    tmp_path: Path,
) -> None:
    table = sample("frequencies")
    chart = plot.frequencies(table)
    style.save(chart, "x", table=table[::-1].assign(mine=1), folder=tmp_path)
    style.save(
        chart,
        "y",
        table=tables.load(tables.save(table, tmp_path / "t.csv")),
        folder=tmp_path,
    )
    both = Figure(figsize=(8, 4))
    one, two = both.subplots(1, 2)
    plot.frequencies(table, ax=one)
    plot.search_comparison(sample("search_comparison"), ax=two)
    style.save(both, "both", table=sample("search_comparison"), folder=tmp_path)
    with pytest.raises(
        TableError, match="is not the frequencies or search_comparison table"
    ):
        style.save(both, "both", table=sample("topics"), folder=tmp_path)


# ------------------------------------------------------------------ letters
@CHARTS
def test_letters_that_no_font_has_are_boxes_and_the_chart_says_which(kind: str) -> None:
    names = ("null", DOCS[0], "cosine", "belt_and_road", "plain string")
    swap = {name: f"㐀㐁㐂{nth}" for nth, name in enumerate(names)}
    table = sample(kind).replace(swap)
    table = table.assign(
        **{
            name: "한국"
            for name in ("term",)
            if name in table.columns and kind == "recurring"
        }
    )
    table = table.iloc[:1] if kind == "recurring" else table
    for ax in (None, Figure(figsize=(8, 6), layout="constrained").subplots()):
        made = draw_chart(kind, table, ax=ax)
        said = " ".join(" ".join(chart_texts(made)).split())
        if text_fitting.EMPTY_BOX in said:
            assert "□: no font here has U+" in said
            assert "(Han" in said or "(Hangul" in said
        else:
            assert "no font" not in said
    if kind in (
        "frequencies",
        "recurring",
        "similarity",
        "distinctive",
        "diversity",
        "coverage",
    ):
        assert text_fitting.EMPTY_BOX in said


def test_the_line_on_missing_letters_stands_on_the_page() -> None:
    korean = "국제관계협력발전"
    table = sample("distinctive").replace(
        {"dialogue": korean, "university": "ไทย", "null": "हिन्दी"}
    )
    chart = plot.distinctive(table, width="single")
    figure = chart.get_figure(root=True)
    (foot,) = [text for text in visible_texts(figure) if "no font" in text.get_text()]
    box, page = foot.get_window_extent(), figure.bbox
    assert min(box.x0, box.y0, page.x1 - box.x1, page.y1 - box.y1) >= 0
    said = foot.get_text().replace("\n", " ")
    assert "U+" in said
    assert "others (" in said
    page_bytes(chart, "pdf")  # and no warning


@CHARTS
def test_texts_without_end_are_cut_before_they_are_measured(kind: str) -> None:
    first = columns(kind, "str")[-1]
    for text in ("x" * 3000, "\u0301" * 1_000_000):
        draw_chart(kind, with_cell(sample(kind), first, text, row=0)).get_figure(
            root=True
        ).draw_without_rendering()


def test_marks_without_width_are_few_on_a_letter() -> None:
    assert text_fitting.fit_text("e" + "\u0301" * 100_000, 30.0) == "e" + "\u0301" * 4
    assert text_fitting.fit_text("é ü n\u0303", 30.0) == "é ü n\u0303"


# ------------------------------------------------------------------ single charts
@pytest.mark.parametrize(
    "date", ["9999-12-31", "9999-12", "9999", "0001-01-01", "2024-02-29"]
)
def test_a_date_at_the_end_of_the_calendar_is_drawn(date: str) -> None:
    plot.timeline(with_cell(sample("timeline"), "date", date))
    assert _timeline._period_of("9999-12-31") == (9999 + 364 / 365, 10000.0)
    assert _timeline._period_of("2024-02") == (2024 + 31 / 366, 2024 + 60 / 366)


def test_keyness_says_where_there_is_nothing_and_who_has_no_name() -> None:
    table = sample("keyness").assign(log_ratio=np.nan, target="")
    said = chart_texts(plot.keyness(table))
    assert any("no term has a log ratio" in text for text in said)
    assert any(text.startswith("(no value) : all others") for text in said)


def test_recurring_with_nothing_counted_is_drawn() -> None:
    plot.recurring(sample("recurring").assign(count=0, alone=0))


def test_a_chart_can_be_pickled() -> None:
    chart = plot.search_comparison(sample("search_comparison"))
    again = pickle.loads(pickle.dumps(chart))
    assert isinstance(again, Axes)
    assert page_bytes(again, "png") == page_bytes(chart, "png")
