"""Tables that no verb made: odd names of columns and odd cells, shown and drawn."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

import discourse
from discourse import plot, tables
from discourse.errors import TableError


def object_column(*cells: Any) -> pd.Series:
    """Return cells as they are."""
    column = pd.Series([None] * len(cells), dtype=object)
    for row, cell in enumerate(cells):
        column.iat[row] = cell
    return column


@pytest.mark.parametrize(
    ("columns", "headers"),
    [
        ([0, 1], ("0", "1")),
        ([2.5, True], ("2.5", "True")),
        ([None, "b"], ("", "b")),
        ([pd.NA, float("inf")], ("", "inf")),
        ([b"a", "b\ud800"], ("b'a'", "b\\ud800")),
        ([("a", "one"), ("a", "two")], ("a one", "a two")),
        ([("doc", ""), ("count", "sum")], ("document", "count sum")),
        ([("a", 1, None), ("a", 2, "x")], ("a 1", "a 2 x")),
    ],
)
def test_names_of_columns_of_any_type_are_shown(
    columns: list[Any], headers: tuple[str, ...]
) -> None:
    table = pd.DataFrame([["x", 3]])
    if isinstance(columns[0], tuple):
        table.columns = pd.MultiIndex.from_tuples(columns)
    else:
        table.columns = pd.Index(columns, dtype=object)
    shown = tables.show(table)
    assert shown.headers == headers
    assert shown.cells == (("x", "3"),)


@pytest.mark.parametrize("columns", [["a", "a"], [1, "1"], [("a", "b"), ("a", "b")]])
def test_a_repeated_column_is_refused_by_name(columns: list[Any]) -> None:
    table = pd.DataFrame([["x", 3]])
    table.columns = pd.Index(columns)
    with pytest.raises(TableError, match=r"has the column '(a|1|a b)' twice"):
        tables.show(table)


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        (object_column("x", pd.NA, None, pd.NaT, np.nan), ["x", "", "", "", ""]),
        (pd.Series(["x", pd.NA], dtype="string"), ["x", ""]),
        (pd.Series(["x", None], dtype="category"), ["x", ""]),
        (pd.Series([1200, None], dtype="Int64"), ["1,200", "–"]),
        (pd.Series([0.5, None], dtype="Float64"), ["0.500", "–"]),
        (pd.Series([True, None], dtype="boolean"), ["yes", ""]),
        (pd.Series(["2020-01", None], dtype="period[M]"), ["2020-01", ""]),
        (
            object_column([1, 2], {"a": 1}, np.arange(2)),
            ["[1, 2]", "{'a': 1}", "[0 1]"],
        ),
        (
            object_column(b"\xff", "a\ud800", "\udc80"),
            ["b'\\xff'", "a\\ud800", "\\x80"],
        ),
        (object_column(10**5000, "x"), ["(thousands of digits)", "x"]),
        (object_column(Decimal("sNaN"), 1 + 2j), ["sNaN", "(1+2j)"]),
    ],
)
def test_cells_of_any_type_are_shown(column: pd.Series, cells: list[str]) -> None:
    table = pd.DataFrame({"mine": range(len(column)), "yours": column})
    shown = tables.show(table)
    assert [row[-1] for row in shown.cells] == cells


@pytest.mark.parametrize("name", ["note", "stop", "per", "interval", "background"])
@pytest.mark.parametrize("cell", [None, pd.NA, np.nan, [1], 10**400, "\ud800"])
def test_settings_and_notes_may_be_missing_or_odd(name: str, cell: object) -> None:
    for cells in ([cell, cell], ["x", cell]):
        table = pd.DataFrame({"mine": ["a", "b"], name: object_column(*cells)})
        shown = tables.show(table)
        assert [row[0] for row in shown.cells] == ["a", "b"]
        assert "nan" not in repr(shown).lower()


@pytest.mark.parametrize("name", ["doc", "group", "family", "term", "measure", "test"])
@pytest.mark.parametrize("cell", [None, pd.NA, np.nan, pd.NaT, 7, "\ud800", [1]])
def test_an_id_or_code_may_be_missing_or_odd(name: str, cell: object) -> None:
    table = pd.DataFrame({"mine": ["a", "b"], name: object_column("x", cell)})
    expected = {"7": "7", "[1]": "[1]", "'\\ud800'": "\\ud800"}.get(repr(cell), "")
    shown = tables.show(table)
    assert shown.cells == (("a", "x"), ("b", expected))


def test_ids_that_pandas_keeps_as_floats_are_shown() -> None:
    table = pd.DataFrame({"doc": [1, 2], "other": [None, 3], "doc_label": [np.nan] * 2})
    assert tables.show(table).cells == (("1", ""), ("2", "3.0"))


def test_a_measurement_is_shown_also_where_its_measure_is_missing() -> None:
    table = pd.DataFrame({"measure": object_column("x", None, pd.NA), "n": [1, 2, 3.0]})
    assert [row[1] for row in tables.show(table).cells] == ["1.000", "2.00", "3.00"]


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (0.95, "Wald 95%"),
        ("95 %", "Wald, 95 %"),
        (None, "Wald"),
        (95, "Wald, 95"),
        (10**400, f"Wald, {10**400}"[:99] + "…"),
    ],
)
def test_a_level_of_confidence_that_is_none_is_written_as_it_is(
    level: object, words: str
) -> None:
    columns = {
        "mine": ["a"],
        "interval": ["Wald"],
        "interval_unit": [""],
        "confidence_level": object_column(level),
    }
    words = words if level != 0.95 else "Wald"  # a name that no registry has
    assert tables.show(pd.DataFrame(columns)).cells == (("a", words),)


@pytest.mark.parametrize("size", [1200, "many", None, pd.NA])
def test_the_size_of_a_background_may_be_no_number(size: object) -> None:
    columns = {
        "background": ["press", ""],
        "background_documents": object_column(size, 3),
        "background_unknown": [1, 2],
    }
    first_row, second_row = tables.show(pd.DataFrame(columns)).cells
    words = {"1200": ", 1,200 documents", "'many'": ", many"}
    assert first_row == ("press" + words.get(repr(size), ""),)
    assert second_row == ("",)


@pytest.mark.parametrize("verb", ["frequencies", "ngrams", "keyness", "similarity"])
def test_a_chart_refuses_several_levels_of_names(verb: str) -> None:
    header = list(tables.KINDS[verb])
    table = pd.DataFrame([[1] * len(header)])
    for second_level in ("", "sum"):
        table.columns = pd.MultiIndex.from_product([header, [second_level]])
        with pytest.raises(TableError, match="several levels of names of columns"):
            getattr(plot, verb)(table)
        with pytest.raises(TableError, match="several levels of names of columns"):
            discourse.plot.frequencies(table)
