"""No cell of text in a saved table is a formula, and loading gives the table back."""

from __future__ import annotations

import csv
import itertools
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discourse import tables
from discourse.csv_records import guard_cell, unguard_cell
from discourse.errors import OptionError

FORMULA_START = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# Cells from the field, and others of their kind.
CELLS = [
    "=1+1",
    "+49 30",
    "-5",
    "- and so on",
    "@x",
    "\tcell",
    "\rcell",
    "\r\n=x",
    "\ncell",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\xa0-",
    "\u3000＝",
    "\ufeff=1",
    "\u200b@x",
    "\x00=1",
    "'=1",
    "''=1",
    "'''\t",
    "' -x",
    "'",
    "''",
    "'tis",
    "'' x",
    "",
    "a=b",
    "win-win",
    "“=1”",
    '"=1"',
    "=" * 40_000,
]
# Letters that matter here are drawn often.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("'=+-@＝＋－＠\t\r\n ,;\"a\ufeff\xa0\0"),
        st.characters(codec="utf-8"),
    ),
    max_size=8,
)


def text_column(cells: list[str]) -> pd.Series:
    return pd.Series(cells, dtype=tables.TEXT_DTYPE)


def cells_of(path: Path) -> list[list[str]]:
    csv.field_size_limit(1_000_000)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_guarded_only_if_it_must_be_and_one_to_one(cell: str) -> None:
    guarded = guard_cell(cell)
    assert not FORMULA_START.match(guarded)
    assert guarded in (cell, f"'{cell}")
    assert unguard_cell(guarded) == cell
    # A cell of a file that was saved without the guard.
    if FORMULA_START.match(cell):
        assert unguard_cell(cell) == cell


@pytest.mark.parametrize("kind", sorted(tables.KINDS))
def test_in_a_table_of_every_kind_only_numbers_begin_with_a_sign(
    kind: str, tmp_path: Path
) -> None:
    columns: dict[str, object] = {}
    for name, column in tables.KINDS[kind].items():
        values = {
            "str": CELLS,
            "int": list(range(-1, len(CELLS) - 1)),
            "float": [-0.5 * number for number in range(len(CELLS))],
            "bool": [number % 2 == 0 for number in range(len(CELLS))],
        }
        columns[name] = values[column.dtype]
    table = tables.make(kind, columns)
    path = tables.save(table, tmp_path / "a.csv")
    header, *rows = cells_of(path)
    for row in rows:
        for name, cell in zip(header, row, strict=True):
            if tables.COLUMNS[name].dtype == "str":
                assert not FORMULA_START.match(cell)
            else:
                assert not cell.startswith("'")
    pd.testing.assert_frame_equal(tables.load(path, kind=kind), table)
    bare = tables.save(table, tmp_path / "bare.csv", spreadsheet_safe=False)
    for number, cell in enumerate(CELLS):
        for name, written in zip(header, cells_of(bare)[number + 1], strict=True):
            if tables.COLUMNS[name].dtype == "str":
                assert written == cell
    loaded = tables.load(bare, kind=kind, spreadsheet_safe=False)
    pd.testing.assert_frame_equal(loaded, table)


@settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS), max_size=4),
    names=st.lists(
        TEXTS.filter(lambda name: name not in tables.COLUMNS),
        min_size=2,
        max_size=2,
        unique=True,
    ),
    is_safe=st.booleans(),
)
def test_any_text_is_saved_and_loaded_again(
    rows: list[tuple[str, str]], names: list[str], is_safe: bool, tmp_path: Path
) -> None:
    table = pd.DataFrame(
        {
            name: text_column([row[position] for row in rows])
            for position, name in enumerate(names)
        }
    )
    path = tables.save(table, tmp_path / "a.csv", spreadsheet_safe=is_safe)
    loaded = tables.load(path, spreadsheet_safe=is_safe)
    pd.testing.assert_frame_equal(loaded, table, check_frame_type=False)
    if is_safe:
        for cell in itertools.chain(*cells_of(path)):
            assert not FORMULA_START.match(cell.lstrip("\ufeff"))
    # What is loaded is saved with the same bytes.
    again = tables.save(loaded, tmp_path / "b.csv", spreadsheet_safe=is_safe)
    assert again.read_bytes() == path.read_bytes()


def test_names_of_columns_are_guarded_too(tmp_path: Path) -> None:
    names = ["=cmd", "-1", "@mine", "a,b", "c;d", "e\rf", "'+"]
    table = pd.DataFrame({name: text_column(["x"]) for name in names})
    path = tables.save(table, tmp_path / "a.csv")
    header = cells_of(path)[0]
    assert header == ["'=cmd", "'-1", "'@mine", "a,b", "c;d", "e\rf", "''+"]
    assert list(tables.load(path).columns) == names


def test_numbers_are_never_guarded(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {
            "log_ratio": [-1.5, float("-inf"), float("nan")],
            "mine": [-1, -2, -3],
            "mixed": pd.Series([-1, "-2", None], dtype="object"),
            "count": pd.Series(
                ["-1", "+2", "3"], dtype="object"
            ),  # declared as a number
            "gaps": pd.Series([-1, None, 3], dtype="Int64"),
            "flags": pd.Series([True, None, False], dtype="boolean"),
        }
    )
    path = tables.save(table, tmp_path / "a.csv")
    assert cells_of(path)[1:] == [
        ["-1.5", "-1", "-1", "-1", "-1", "true"],
        ["-inf", "-2", "'-2", "+2", "", ""],
        ["", "-3", "", "3", "3", "false"],
    ]
    assert tables.load(path)["count"].tolist() == [-1, 2, 3]


def test_a_file_saved_without_the_guard_loads_as_before(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('"note","mine"\n"=1","\'tis"\n"-","@x"\n')
    table = tables.load(tmp_path / "a.csv")
    assert table["note"].tolist() == ["=1", "-"]
    assert table["mine"].tolist() == ["'tis", "@x"]


@pytest.mark.parametrize("value", [None, "no", 2])
def test_the_option_is_true_or_false(value: object, tmp_path: Path) -> None:
    table = pd.DataFrame({"a": ["x"]})
    path = tables.save(table, tmp_path / "a.csv")
    with pytest.raises(OptionError, match="spreadsheet_safe="):
        tables.save(table, path, spreadsheet_safe=value)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="spreadsheet_safe="):
        tables.load(path, spreadsheet_safe=value)  # type: ignore[arg-type]
    assert tables.load(path).equals(table.astype(tables.TEXT_DTYPE))
