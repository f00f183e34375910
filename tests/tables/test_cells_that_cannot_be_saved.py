"""What :func:`discourse.load` would refuse is refused when a table is saved."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import discourse
from discourse import tables
from discourse.errors import TableError

NGRAMS = {"term": ["belt", "road", "sea"], "count": [3, 2, 1], "n": 1, "group": ""}


def ngram_table(**columns: list[Any]) -> pd.DataFrame:
    """Return a table of kind "ngrams" with three rows and these columns of objects."""
    cells: dict[str, object] = {}
    for name, column in tables.KINDS["ngrams"].items():
        filling = {"str": "", "int": 1, "float": 0.5, "bool": False}[column.dtype]
        cells[name] = NGRAMS.get(name, filling)
    table = tables.make("ngrams", cells)
    return table.assign(
        **{name: pd.Series(column, dtype=object) for name, column in columns.items()}
    )


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("count", None, "stands no value; a whole number was expected"),
        ("count", pd.NA, "stands no value; a whole number"),
        ("count", np.nan, "stands no value; a whole number"),
        ("count", 1.5, "stands 1.5; a whole number"),
        ("count", np.inf, "stands inf; a whole number"),
        ("count", 10**400, "stands 10000.*…; a whole number"),
        ("count", "", "stands ''; a whole number"),
        ("count", [1], r"stands \[1\]; a whole number"),
        ("documents", "x", "stands 'x'; a whole number"),
        ("documents", 2**63, "stands 9223372036854775808; a whole number"),
        ("documents", True, "stands True; a whole number"),
        ("rate", "1,5", "stands '1,5'; a number was expected"),
        ("rate", 1 + 2j, r"stands \(1\+2j\); a number"),
        (
            "rate",
            Fraction(10**5000, 7),
            "stands .*; a number of fewer digits was expected",
        ),
        ("term", None, "stands no value; text was expected"),
        ("term", np.nan, "stands no value; text was expected"),
        ("group", pd.NA, "stands no value; text was expected, and '' where"),
    ],
)
def test_a_cell_that_load_refuses_is_not_saved(
    column: str, cell: object, words: str, tmp_path: Path
) -> None:
    good_cells = {"term": ["a", "b"], "group": ["", ""]}.get(column, [1, 2])
    table = ngram_table(**{column: [*good_cells, cell]})
    assert tables.kind_of(table) == "ngrams"
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(TableError, match=f"column '{column}', row 2, {words}"):
        tables.save(table, path)
    with pytest.raises(TableError, match=f"column '{column}', row 2, {words}"):
        discourse.save(table, "a", folder=tmp_path)
    assert path.read_text() == "old"


@pytest.mark.parametrize("dtype", ["float64", "Int64", "Float64", "object", "string"])
@pytest.mark.parametrize("name", ["count", "documents", "words"])
def test_a_missing_whole_number_is_not_saved_in_any_dtype(
    name: str, dtype: str, tmp_path: Path
) -> None:
    column = pd.Series([1, None], dtype="object").astype(dtype)
    table = pd.DataFrame({"mine": ["a", "b"], name: column})
    with pytest.raises(TableError, match=f"'{name}', row 1, stands no value"):
        tables.save(table, tmp_path / "a.csv")


@pytest.mark.parametrize("dtype", ["boolean", "object"])
def test_a_missing_truth_value_is_not_saved(dtype: str, tmp_path: Path) -> None:
    name = next(
        name for name, column in tables.COLUMNS.items() if column.dtype == "bool"
    )
    table = pd.DataFrame(
        {"mine": ["a", "b"], name: pd.Series([True, None], dtype=dtype)}
    )
    with pytest.raises(TableError, match="row 1, stands no value; a true or false"):
        tables.save(table, tmp_path / "a.csv")
    path = tables.save(table.iloc[:1], tmp_path / "a.csv")
    assert tables.load(path)[name].tolist() == [True]


def test_the_row_is_right_also_far_down(tmp_path: Path) -> None:
    cells = [*range(25_000), "x", 3]
    table = pd.DataFrame({"count": pd.Series(cells, dtype=object)})
    with pytest.raises(TableError, match="column 'count', row 25000, stands 'x'"):
        tables.save(table, tmp_path / "a.csv")


@pytest.mark.parametrize("dtype", ["float64", "float32", "Float64", "object"])
def test_whole_numbers_kept_as_floats_are_saved_as_whole_numbers(
    dtype: str, tmp_path: Path
) -> None:
    table = ngram_table().assign(count=pd.Series([3.0, 2.0, 1.0], dtype=dtype))
    loaded = tables.load(tables.save(table, tmp_path / "a.csv"), kind="ngrams")
    assert loaded["count"].tolist() == [3, 2, 1]
    assert loaded["count"].dtype == "int64"


@pytest.mark.parametrize("cell", [None, pd.NA, np.nan, "", "nan"])
def test_a_missing_measurement_is_saved_and_loaded(
    cell: object, tmp_path: Path
) -> None:
    table = ngram_table(rate=[0.5, -1.5, cell])
    loaded = tables.load(tables.save(table, tmp_path / "a.csv"))
    assert loaded["rate"].tolist()[:2] == [0.5, -1.5]
    assert np.isnan(loaded["rate"].tolist()[2])


def test_missing_text_that_identifies_nothing_is_saved_as_empty(tmp_path: Path) -> None:
    table = ngram_table(note=["x", None, pd.NA])
    loaded = tables.load(tables.save(table, tmp_path / "a.csv"))
    assert loaded["note"].tolist() == ["x", "", ""]
    plain = pd.DataFrame({"mine": ["a", None]})
    assert tables.load(tables.save(plain, tmp_path / "b.csv"))["mine"].tolist() == [
        "a",
        "",
    ]


@pytest.mark.parametrize("column", ["mine", "note", "count", "rate"])
def test_a_number_that_python_does_not_write_is_refused(
    column: str, tmp_path: Path
) -> None:
    table = pd.DataFrame({column: pd.Series([1, 10**5000], dtype=object)})
    with pytest.raises(TableError, match=f"column '{column}', row 1, .*fewer digits"):
        tables.save(table, tmp_path / "a.csv")
