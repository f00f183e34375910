"""The schema: roles, key columns, optional columns with a default, old names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from matplotlib import pyplot
from test_saved_tables import SAVED_KINDS, saved_table

from discourse import plot, tables
from discourse.errors import TableError
from discourse.tables import COLUMNS, KINDS, Column, Kind, table_checks

ROLES = ("key", "value", "label", "note")
CERTAINTY = Column(
    "str",
    unit="",
    meaning="how sure the hit is",
    role="label",
    optional=True,
    default="sure",
    old_names=("sureness",),
)


def with_columns(kind: Kind, after: str, **added: Column) -> Kind:
    """The kind with these columns behind the one called `after`."""
    columns: dict[str, Column] = {}
    for name, column in kind.items():
        columns[name] = column
        if name == after:
            columns.update(added)
    return replace(kind, columns=columns)


@pytest.fixture
def later_kwic(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """The kind "kwic" of a later version, with a column more; undone after the test."""
    later = with_columns(KINDS["kwic"], "surface", certainty=CERTAINTY)
    later = replace(later, old_names=("concordance",))
    monkeypatch.setitem(COLUMNS, "certainty", CERTAINTY)
    monkeypatch.setitem(KINDS, "kwic", later)
    return later


@pytest.fixture
def later_audit(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """The kind "search_comparison" of a later version: one column added, one renamed."""
    weight = Column("float", "", "weight of the row", "value", optional=True)
    count = replace(KINDS["search_comparison"]["count"], old_names=("hits_found",))
    later = with_columns(KINDS["search_comparison"], "family", made_up=weight)
    later = replace(later, columns={**later.columns, "count": count})
    monkeypatch.setitem(COLUMNS, "made_up", weight)
    monkeypatch.setitem(KINDS, "search_comparison", later)
    return later


# ---------------------------------------------------------------------------------------
# Roles and keys


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_has_a_role_and_every_kind_keys(kind: str) -> None:
    declared = KINDS[kind]
    assert {column.role for column in declared.values()} <= set(ROLES)
    assert declared.with_role("key")
    assert declared.unique
    assert set(declared.unique) <= set(declared)
    for name in declared.with_role("value"):
        assert declared[name].dtype in ("int", "float"), name
    for name, column in declared.items():
        facts = replace(COLUMNS[name], role=column.role, optional=column.optional)
        assert column == facts, name


@pytest.mark.parametrize("name", COLUMNS)
def test_a_default_is_of_the_dtype_of_its_column(name: str) -> None:
    column = COLUMNS[name]
    made = table_checks.READ_CELL[column.dtype](column.filling)
    assert made is not None
    assert column.optional or column.default is None
    assert not set(column.old_names) & set(COLUMNS)


@SAVED_KINDS
def test_no_two_rows_of_a_saved_table_have_the_same_keys(kind: str) -> None:
    table = saved_table(kind)
    keys = list(KINDS[kind].with_role("key"))
    assert not table.duplicated(subset=keys).any()


@SAVED_KINDS
def test_text_of_a_saved_table_is_never_missing(kind: str) -> None:
    table = saved_table(kind)
    for name, column in KINDS[kind].items():
        assert column.dtype != "str" or not table[name].isna().any(), name


@SAVED_KINDS
def test_a_row_that_stands_twice_is_refused_in_every_kind(kind: str) -> None:
    table = saved_table(kind)
    stacked = pd.concat([table, table], ignore_index=True)
    with pytest.raises(TableError, match=f"this {kind} table has .* twice"):
        tables.check(stacked, kind)


def test_a_key_elsewhere_is_a_label_where_it_does_not_identify_the_row() -> None:
    assert KINDS["kwic"]["doc"].role == "key"
    assert KINDS["recurring"]["doc"].role == "label"
    assert KINDS["positions"]["label"].role == "key"
    assert KINDS["topics"]["label"].role == "label"


def test_describe_says_which_column_is_optional(later_kwic: Kind) -> None:
    lines = tables.describe("kwic").splitlines()
    assert "certainty (str, label, optional): how sure the hit is" in lines


# ---------------------------------------------------------------------------------------
# Optional columns


def test_a_file_saved_before_a_column_was_added_loads_with_its_default(
    later_kwic: Kind,
) -> None:
    table = saved_table("kwic")
    assert set(table.columns) == set(later_kwic)
    assert table["certainty"].tolist() == ["sure"] * len(table)
    assert str(table["certainty"].dtype) == "str"
    assert tables.kind_of(table) == "kwic"
    without = tables.check(table.drop(columns="certainty"), "kwic")
    pd.testing.assert_frame_equal(without, table)


def test_a_file_of_a_kind_that_is_not_named_is_filled_in_too(
    later_kwic: Kind,
) -> None:
    path = Path(__file__).parent / "saved_by_0_1_0" / "kwic.csv"
    assert set(tables.load(path).columns) == set(later_kwic)


def test_a_chart_draws_a_table_without_an_optional_column(later_audit: Kind) -> None:
    table = saved_table("search_comparison")
    assert table["made_up"].isna().all()
    in_memory = table.drop(columns="made_up").set_index(
        pd.RangeIndex(5, 5 + len(table))
    )
    before = in_memory.copy()
    plot.search_comparison(in_memory)
    pyplot.close("all")
    pd.testing.assert_frame_equal(in_memory, before)
    checked = tables.check(in_memory, "search_comparison")
    assert list(checked.columns) == list(later_audit)
    assert checked.index.tolist() == in_memory.index.tolist()


def test_a_verb_need_not_know_an_optional_column(later_kwic: Kind) -> None:
    cells = {name: [] for name in later_kwic if name != "certainty"}
    assert tuple(tables.make("kwic", cells).columns) == tuple(later_kwic)
    empty = tables.make("kwic", {})
    assert tuple(empty.columns) == tuple(later_kwic)


def test_an_optional_column_stands_behind_the_one_declared_before_it(
    later_kwic: Kind,
) -> None:
    table = saved_table("kwic").drop(columns="certainty")
    turned = table[[*reversed(table.columns)]].assign(mine=1)
    names = list(tables.check(turned, "kwic").columns)
    assert names.index("certainty") == names.index("surface") + 1
    assert names[-1] == "mine"


def test_a_required_column_is_not_filled_in(later_kwic: Kind) -> None:
    with pytest.raises(TableError, match="lacks right"):
        tables.check(saved_table("kwic").drop(columns="right"), "kwic")


# ---------------------------------------------------------------------------------------
# Old names


def test_a_file_under_the_old_name_of_a_column_loads_under_the_new_one(
    later_audit: Kind, tmp_path: Path
) -> None:
    table = saved_table("search_comparison").drop(columns="made_up")
    path = tables.save(
        table.rename(columns={"count": "hits_found"}), tmp_path / "t.csv"
    )
    for loaded in (tables.load(path, kind="search_comparison"), tables.load(path)):
        assert tuple(loaded.columns) == tuple(later_audit)
        pd.testing.assert_series_equal(loaded["count"], table["count"])
    in_memory = table.rename(columns={"count": "hits_found"})
    assert tables.kind_of(in_memory) == "search_comparison"
    assert (
        tables.check(in_memory, "search_comparison")["count"].tolist()
        == table["count"].tolist()
    )


def test_a_column_of_her_own_keeps_its_name_beside_the_new_one(
    later_audit: Kind, tmp_path: Path
) -> None:
    table = saved_table("search_comparison")
    table["hits_found"] = pd.Series("mine", index=table.index, dtype=tables.TEXT_DTYPE)
    loaded = tables.load(tables.save(table, tmp_path / "t.csv"))
    pd.testing.assert_frame_equal(loaded, table)
    alone = pd.DataFrame({"hits_found": pd.Series(["1"], dtype=tables.TEXT_DTYPE)})
    pd.testing.assert_frame_equal(
        tables.load(tables.save(alone, tmp_path / "t.csv")), alone
    )


def test_a_kind_is_loaded_by_its_old_name(later_kwic: Kind) -> None:
    path = Path(__file__).parent / "saved_by_0_1_0" / "kwic.csv"
    pd.testing.assert_frame_equal(
        tables.load(path, kind="concordance"), tables.load(path, kind="kwic")
    )
    with pytest.raises(TableError, match="kind='concordances' is no kind of table"):
        tables.load(path, kind="concordances")
