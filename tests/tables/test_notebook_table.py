"""A table that is the last line of a cell is seen as `show` sees it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse import tables
from discourse.tables import NotebookTable

ROW = {"family": "new_era", "group": "a", "search": "plain string", "count": 9}


@pytest.fixture
def table() -> pd.DataFrame:
    rows = [{**ROW, "count": count} for count in range(30)]
    return tables.from_rows("search_comparison", rows)


def html_of(table: pd.DataFrame) -> str:
    return str(table._repr_html_())  # type: ignore[operator]


def test_a_notebook_shows_a_table_as_show_does(table: pd.DataFrame) -> None:
    assert html_of(table) == dc.show(table)._repr_html_()
    assert "20 of 30 rows" in html_of(table)
    assert repr(table) == repr(pd.DataFrame(table))


def test_what_is_taken_from_a_table_is_shown_so_too(table: pd.DataFrame) -> None:
    for part in (
        table.head(3),
        table.sort_values("count", ascending=False),
        table[table["count"] > 3],
        table.assign(mine="x"),
        table.reset_index(drop=True),
        table.copy(),
        pd.concat([table, table], ignore_index=True),
    ):
        assert type(part) is NotebookTable
        assert html_of(part) == dc.show(part)._repr_html_()


def test_a_table_without_the_columns_of_a_kind_is_shown_by_pandas(
    table: pd.DataFrame,
) -> None:
    for part in (
        table[["family", "count"]],
        table.rename(columns={"search": "how"}),
        pd.concat([table, table], axis=1),
    ):
        assert html_of(part) == pd.DataFrame(part)._repr_html_()  # type: ignore[operator]


def test_pandas_own_switch_is_heard(table: pd.DataFrame) -> None:
    with pd.option_context("display.notebook_repr_html", False):
        assert table._repr_html_() is None  # type: ignore[operator]


def test_nothing_else_differs_from_a_data_frame(
    table: pd.DataFrame, tmp_path: Path
) -> None:
    plain = pd.DataFrame(table)
    assert type(plain) is pd.DataFrame
    pd.testing.assert_frame_equal(table, plain, check_frame_type=False)
    assert table.equals(plain)
    assert table.to_csv() == plain.to_csv()
    assert type(table["count"]) is pd.Series
    assert np.array_equal(table.to_numpy(), plain.to_numpy())
    written = tables.save(table, tmp_path / "table.csv").read_bytes()
    assert tables.save(plain, tmp_path / "table.csv").read_bytes() == written


def test_a_loaded_table_is_shown_so_too(table: pd.DataFrame, tmp_path: Path) -> None:
    path = tables.save(table, tmp_path / "table.csv")
    for kind in (None, "search_comparison"):
        assert html_of(tables.load(path, kind=kind)) == html_of(table)


def test_the_words_beside_a_phrase_are_seen_on_both_sides() -> None:
    before = "a long sentence that goes on and on before the phrase of " * 3
    after = " and on and on behind the phrase as well, until it ends here" * 3
    corpus = dc.Corpus.from_texts({"a": f"{before}mutual win-win cooperation{after}."})
    html = html_of(dc.kwic(corpus, "win-win", width=30))
    assert "mutual</td>" in html  # the end of the left context
    assert ">cooperation and on" in html  # the beginning of the right one
