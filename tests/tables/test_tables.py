"""The columns of every table: declared once, made to their dtypes, saved and loaded without a change."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import tables
from discourse.errors import TableError
from discourse.tables import COLUMNS, KINDS

HOSTILE = ["", " ", "null", "NA", "nan", "NaN", "None", "true", "1", "1e5", "007", "\r", "\n", "\r\n", '"', '""', ",", "'",
           "=1+1", "@x", "\x00", "\ufeff", "\u2028", "\x85", "命运共同体", "💐", "<script>", "a,b\n\"c\"", "\\", "#", ";"]  # fmt: skip
words = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8"), max_size=8)
)
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "str": words,
    "int": st.integers(-(2**63), 2**63 - 1),
    "float": st.one_of(
        st.floats(),
        st.sampled_from(
            [math.nan, math.inf, -math.inf, -0.0, 5e-324, 0.1 + 0.2, 1 / 3, 1e300]
        ),
    ),
    "bool": st.booleans(),
}


def drawn(draw: Any, kind: str) -> pd.DataFrame:
    cells = {name: CELLS[column.dtype] for name, column in KINDS[kind].items()}
    rows = draw(st.lists(st.fixed_dictionaries(cells), max_size=4))
    return tables.from_rows(kind, rows)


# ---------------------------------------------------------------------------------------------------------------------
# What is declared


def test_every_column_of_every_kind_is_declared_and_every_declared_one_used() -> None:
    used = {name for names in KINDS.values() for name in names}
    assert used <= set(COLUMNS)
    assert set(COLUMNS) <= used, sorted(set(COLUMNS) - used)
    for kind, names in KINDS.items():
        assert len(set(names)) == len(names), kind
        assert tables.describe(kind).count("\n") == len(names) - 1
    assert all(column.meaning for column in COLUMNS.values())


def test_a_header_is_unique_to_its_kind() -> None:
    headers = [frozenset(declared.required) for declared in KINDS.values()]
    assert len(set(headers)) == len(headers)
    for kind in KINDS:
        assert tables.kind_of(tables.make(kind, {})) == kind


def test_describe_says_dtype_unit_role_and_meaning() -> None:
    assert (
        tables.describe("spans").splitlines()[1]
        == "start (int, characters, key): first character in the raw text, from 0"
    )


# ---------------------------------------------------------------------------------------------------------------------
# Making


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_without_rows_has_all_its_columns_with_their_dtypes(kind: str) -> None:
    table = tables.make(kind, {})
    assert tuple(table.columns) == tuple(KINDS[kind])
    assert len(table) == 0
    dtypes = {"str": "str", "int": "int64", "float": "float64", "bool": "bool"}
    for name in KINDS[kind]:
        assert str(table[name].dtype) == dtypes[COLUMNS[name].dtype], name
    assert table.equals(
        tables.make(kind, {name: [] for name in reversed(list(KINDS[kind]))})
    )


def test_a_text_column_may_come_from_arrow() -> None:
    words = ["peace", "", "和平"]
    others = {"group": "", "search": words, "count": 2}
    expected = tables.make("search_comparison", {"family": words, **others})
    for array in (pa.array(words), pa.array(words, type=pa.large_string())):
        found = tables.make("search_comparison", {"family": array, **others})
        pd.testing.assert_frame_equal(found, expected)
        assert found.to_csv() == expected.to_csv()


def test_scalars_fill_a_column_and_a_series_loses_its_index() -> None:
    table = tables.make(
        "search_comparison",
        {
            "family": pd.Series(["a", "b"], index=[7, 3]),
            "group": "",
            "search": "plain",
            "count": np.int64(2),
        },
    )
    assert table.to_dict("list") == {
        "family": ["a", "b"],
        "family_label": ["", ""],
        "group": ["", ""],
        "group_label": ["", ""],
        "search": ["plain"] * 2,
        "count": [2, 2],
        "counts_as": ["", ""],
    }
    assert table.index.tolist() == [0, 1]
    assert (
        len(
            tables.make(
                "search_comparison",
                {"family": "a", "group": "", "search": "", "count": 1},
            )
        )
        == 1
    )


class Row(NamedTuple):
    search: str
    family: str
    count: int
    group: str = ""


@dataclasses.dataclass
class Record:
    group: str
    count: int
    search: str
    family: str


def test_rows_are_made_by_name_in_whatever_order_their_cells_stand() -> None:
    by_name = {"count": 2, "search": "plain", "family": "a", "group": ""}
    rows = [by_name, Row("plain", "a", 2), Record("", 2, "plain", "a")]
    table = tables.from_rows("search_comparison", rows)
    assert tuple(table.columns) == tuple(KINDS["search_comparison"])
    labels = {"family_label": "", "group_label": "", "counts_as": ""}
    assert table.to_dict("records") == [{**by_name, **labels}] * 3
    pd.testing.assert_frame_equal(
        tables.from_rows("search_comparison", iter([])),
        tables.make("search_comparison", {}),
    )


def test_rows_by_position_or_of_other_columns_are_refused() -> None:
    row = {"doc": "a", "start": 0, "end": 1, "label": ""}
    with pytest.raises(TableError, match=r"has its cells by name, .* came is \('a',"):
        tables.from_rows("spans", [row, ("a", 0, 1, "")])
    with pytest.raises(TableError, match=r"row 1 .* at odds: labl"):
        tables.from_rows("spans", [row, {"labl": "", **row}, row])
    with pytest.raises(TableError, match="at odds: mine"):
        tables.from_rows("spans", [{**row, "mine": 1}])


def test_text_holds_no_missing_value() -> None:
    table = tables.make(
        "spans",
        {"doc": ["a", "b"], "start": [0, 1], "end": [1, 2], "label": [None, np.nan]},
    )
    assert table["label"].tolist() == ["", ""]


def filled(kind: str, **columns: object) -> pd.DataFrame:
    """A table of `kind` with these columns, and in every other 0 or nothing."""
    nothing = {"str": "", "int": 0, "float": 0.0, "bool": False}
    return tables.make(
        kind, {name: nothing[COLUMNS[name].dtype] for name in KINDS[kind]} | columns
    )


def test_floats_keep_eleven_digits_and_no_negative_zero() -> None:
    values = [1 / 3, 0.1 + 0.2, -0.0, 123456789.123456789, 1e-320, math.nan, math.inf]
    made = filled("topics", weight=values)["weight"].tolist()
    assert made[:4] == [0.33333333333, 0.3, 0.0, 123456789.12]
    assert math.copysign(1, made[2]) == 1
    assert math.isnan(made[5])
    assert made[6] == math.inf


def test_faults_in_making_are_named() -> None:
    with pytest.raises(TableError, match="at odds: label, labl"):
        tables.make("spans", {"doc": [], "start": [], "end": [], "labl": []})
    with pytest.raises(TableError, match="different lengths"):
        tables.make("spans", {"doc": ["a", "b"], "start": [0], "end": [1], "label": ""})
    with pytest.raises(ValueError, match="float"):
        tables.make("spans", {"doc": ["a"], "start": [0.5], "end": [1], "label": ""})


# ---------------------------------------------------------------------------------------------------------------------
# Saving and loading


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8)
@given(data=st.data())
def test_a_table_saved_and_loaded_is_the_same(
    kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    table = drawn(data.draw, kind)
    path = tmp_path_factory.getbasetemp() / "table.csv"
    before = table.copy()
    assert tables.save(table, path) == path
    assert table.equals(before)
    again = tables.load(path, kind=kind)
    pd.testing.assert_frame_equal(again, table, check_exact=True)
    saved = path.read_bytes()
    assert tables.save(again, path).read_bytes() == saved
    assert tables.kind_of(again) == kind


@settings(max_examples=200)
@given(st.lists(CELLS["float"], max_size=5), st.lists(words, max_size=5))
def test_any_column_saved_and_loaded_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, floats: list[float], text: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "column.csv"
    for name, values in (
        ("rate", floats),
        ("doc", text),
        ('a column, of "mine"', text),
    ):
        table = pd.DataFrame(
            {
                name: pd.Series(
                    values, dtype="float64" if name == "rate" else tables.TEXT_DTYPE
                )
            }
        )
        pd.testing.assert_frame_equal(
            tables.load(tables.save(table, path)), table, check_exact=True
        )


def test_the_bytes_of_a_file(tmp_path: Path) -> None:
    cells: dict[str, list[object]] = {
        "family": ["命运", '=1+"1"'],
        "group": ["a\r\nb", ""],
        "count": [3, 0],
        "share": [0.3, math.nan],
    }
    order = ["family", "value", "group", "count", "share"]
    path = tables.save(
        filled("variants", value="null", **cells)[order], tmp_path / "t.csv"
    )
    lines = [
        "family,value,group,count,share",
        '"命运","null","a\r\nb",3,0.3',
        # The apostrophe keeps a spreadsheet from running a formula.
        '"\'=1+""1""","null","",0,',
    ]
    assert path.read_bytes().decode() == "\n".join(lines) + "\n"


def test_a_cell_longer_than_any_passage(tmp_path: Path) -> None:
    table = tables.make(
        "spans", {"doc": "a" * 300_000, "start": 0, "end": 1, "label": 'x"' * 100_000}
    )
    pd.testing.assert_frame_equal(
        tables.load(tables.save(table, tmp_path / "t.csv"), kind="spans"), table
    )


def test_a_file_a_spreadsheet_wrote_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(
        '\ufeffdoc,start,end,label,mine\r\nx,1,2,null,\r\n"y",3,4,,z\r\n'.encode()
    )
    table = tables.load(path, kind="spans")
    assert table["label"].tolist() == ["null", ""]
    assert table["mine"].tolist() == ["", "z"]
    assert table["start"].tolist() == [1, 3]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "t.csv is empty"),
        (b"doc,start,end,label\nx,1,2\n", "row 2: 3 cells came, 4 were expected"),
        (b"doc,start,end,label\nx,1.5,2,\n", "column 'start'"),
        (b"doc,start,end,label\nx,,2,\n", "column 'start'"),
        (b"rate\nhigh\n", "column 'rate'"),
        (b"strict\nmaybe\n", "column 'strict'"),
        (b"doc,doc\nx,y\n", "'doc' twice"),
        (b"doc\ncaf\xe9\n", "UTF-8"),
        (b'doc\n"x\n', "no table in UTF-8 CSV"),
        (b'doc\n"x"y\n', "no table in UTF-8 CSV"),
        (b'doc,start\n"x,1\n', "a quotation mark is opened on line 2 and never closed"),
        (
            b'doc,start\n"x"y",1\n',
            "opened on line 2, and closed on line 2 in the middle of it",
        ),
        (b"doc;start\nx;one\n", "column 'start': 'one' is no whole number"),
        (b"doc;rate\nx;0,5\n", "'0,5' is no number (a decimal comma; write a point)"),
        (
            b"doc,start,end\nx,1,2,3\n",
            "4 cells came, 3 were expected; a cell that holds a comma",
        ),
        (
            b"doc\nx\ncaf\xe9\n",
            "byte 9 (0xE9, line 3) is not valid UTF-8. The file looks like Windows-1252",
        ),
        ("doc,start\nx,1\n".encode("utf-16"), "looks like UTF-16"),
        ("doc,start\nx,1\n".encode("utf-16-le"), "looks like UTF-16"),
        (b"PK\x03\x04\x14", "a workbook or a zip archive"),
    ],
)
def test_a_damaged_file_is_refused_in_words(
    content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(TableError) as caught:
        tables.load(path)
    assert said in str(caught.value)
    assert "t.csv" in str(caught.value)


@pytest.mark.parametrize("by", [";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_spreadsheet_that_parts_cells_otherwise_is_read(
    by: str, mark: str, quoted: bool, tmp_path: Path
) -> None:
    table = tables.make(
        "search_comparison",
        {
            "family": ["null", "a b"],
            "group": "",
            "search": "plain string",
            "count": [2, 3],
        },
    )
    text = (
        tables.save(table, tmp_path / "t.csv")
        .read_text(encoding="utf-8")
        .replace(",", by)
    )
    text = text if quoted else text.replace('"', "")
    (tmp_path / "t.csv").write_text(mark + text, encoding="utf-8")
    pd.testing.assert_frame_equal(
        tables.load(tmp_path / "t.csv", kind="search_comparison"),
        table,
        check_exact=True,
    )


def test_one_column_of_her_own_may_have_a_semicolon_in_its_name(tmp_path: Path) -> None:
    table = pd.DataFrame({"first; second": pd.Series(["a;b"], dtype=tables.TEXT_DTYPE)})
    pd.testing.assert_frame_equal(
        tables.load(tables.save(table, tmp_path / "t.csv")), table
    )


@pytest.mark.parametrize("path", [None, 3, ["t.csv"], pd.DataFrame()])
def test_what_is_no_path_is_not_loaded(path: object) -> None:
    with pytest.raises(
        TableError,
        match=r"load takes the path of a saved table; what came is (None|an? )",
    ):
        tables.load(path)  # type: ignore[arg-type]
    with pytest.raises(TableError, match="could not be opened"):
        tables.load("a\x00b.csv")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"nowhere\.csv could not be opened"):
        tables.load(tmp_path / "nowhere.csv")
    with pytest.raises(TableError, match="could not be opened"):
        tables.load(tmp_path)


# ---------------------------------------------------------------------------------------------------------------------
# Telling kinds apart


def test_a_table_of_another_kind_is_refused_with_the_call_that_makes_one(
    tmp_path: Path,
) -> None:
    spans = tables.make("spans", {})
    with pytest.raises(
        TableError,
        match=r"a kwic table was expected.*lacks left.*looks like a spans table.*discourse\.kwic\(\.\.\.\)",
    ):
        tables.check(spans, "kwic")
    with pytest.raises(TableError, match=r"discourse\.topics\(corpus\)\.terms"):
        tables.check(spans, "topics", "discourse.topics(corpus).terms")
    with pytest.raises(TableError, match="what came is a list"):
        tables.check(["a"], "spans")
    with pytest.raises(TableError, match="what came is an int"):
        tables.check(5, "spans")
    with pytest.raises(TableError, match="it has a, b"):
        tables.check(pd.DataFrame({"a": [], "b": []}), "spans")
    with pytest.raises(TableError, match="Did you mean 'spans'"):
        tables.load(tables.save(spans, tmp_path / "t.csv"), kind="span")
    with pytest.raises(TableError, match="a kwic table was expected"):
        tables.load(tmp_path / "t.csv", kind="kwic")


def test_columns_may_stand_in_any_order_and_others_beside_them() -> None:
    table = tables.make("spans", {})[["label", "end", "start", "doc"]].assign(mine=1)
    assert tables.check(table, "spans") is table
    assert tables.kind_of(table) == "spans"
    assert tables.kind_of(pd.DataFrame({"a": []})) == ""


def test_rounding_is_that_of_the_printed_number() -> None:
    chance = np.random.default_rng(0)
    values = np.concatenate(
        [
            10.0 ** chance.uniform(-30, 30, 4000) * chance.choice([-1, 1], 4000),
            chance.integers(0, 10**12, 4000)
            / 10.0 ** chance.integers(0, 14, 4000),  # many ties
            [
                0.0,
                -0.0,
                np.nan,
                np.inf,
                -np.inf,
                5e-324,
                1.7e308,
                0.1,
                10.0,
                99_999_999_999.5,
                1e22,
                1e23,
            ],
        ]
    )
    printed = np.array([float(f"{value:.11g}") + 0.0 for value in values.tolist()])
    assert tables.round_to_digits(values).tobytes() == printed.tobytes()


# ---------------------------------------------------------------------------------------------------------------------
# What stands in the cells


def test_a_table_that_is_well_made_comes_back_itself_and_one_to_mend_as_a_copy() -> (
    None
):
    table = tables.make(
        "spans", {"doc": ["a", "b"], "start": [0, 1], "end": [1, 2], "label": ["", "x"]}
    )
    assert tables.check(table, "spans") is table
    edited = table.astype(
        {"start": "float64", "doc": "category", "end": "Int64"}
    ).assign(label=[None, "x"])
    before = edited.copy()
    pd.testing.assert_frame_equal(tables.check(edited, "spans"), table)
    pd.testing.assert_frame_equal(edited, before)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (
            "start",
            "1",
            r"column 'start', row 'b', stands '1'; a whole number was expected\. Mend.*discourse\.load",
        ),
        ("start", math.nan, "stands nan; a whole number"),
        ("start", 0.5, r"stands 0\.5; a whole number"),
        ("start", -1, "stands -1; a whole number from 0 up"),
        (
            "start",
            10**13,
            "stands 10000000000000; a finite number of at most twelve digits",
        ),
        (
            "start",
            3,
            r"column 'end', row 'b', stands 2; a whole number from 3 up, since start is that",
        ),
        ("label", 7, "stands 7; text was expected"),
        ("label", ["x" * 100], "stands .{59}…; text was expected"),
    ],
)
def test_a_cell_at_fault_is_named(name: str, value: object, said: str) -> None:
    table = tables.make(
        "spans", {"doc": ["a", "b"], "start": [0, 1], "end": [1, 2], "label": ["", "x"]}
    )
    table.index = pd.Index(["a", "b"])
    cells = table[name].astype(object)
    cells.iloc[1] = value
    with pytest.raises(
        TableError, match=f"this spans table cannot be used: .*{said}|{said}"
    ):
        tables.check(table.assign(**{name: cells}), "spans")


def test_the_type_of_an_argument_is_described_with_its_tables() -> None:
    topics = dataclasses.make_dataclass("Topics", ["terms", "documents", "k"])(
        pd.DataFrame(), pd.DataFrame(), 3
    )
    assert (
        tables.describe_type(topics)
        == "a Topics, whose tables are .terms and .documents: give one of them"
    )
    assert (
        tables.describe_type(None),
        tables.describe_type(3),
        tables.describe_type(math),
    ) == (
        "None",
        "an int",
        "a module",
    )
