"""JSON Lines, Parquet and DataFrames: every fault by its line or row, and what the columns become."""

from __future__ import annotations

import bz2
import datetime
import gzip
import json
import lzma
import unicodedata
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.corpus.metadata import metadata_as_text
from discourse.corpus.metadata_values import value_as_text
from discourse.errors import EncodingError, MetadataError, ReadError
from discourse.reading import read, table_formats

# JSON Lines -------------------------------------------------------------------------------------------------------------

LINES = {
    '{"id": "x", "id": "y", "text": "a"}': "the key 'id' occurs twice in one object.",
    '{"id": "x", "text": "a", "n": {"k": 1, "k": 2}}': "the key 'k' occurs twice in one object.",
    '{"id": "x", "text": "a", "n": NaN}': "NaN is not a number in JSON.",
    '{"id": "x", "text": "a", "n": -Infinity}': "-Infinity is not a number in JSON.",
    '{"id": "x", "text": "a", "n": 1e999}': "the number 1e999 is too large.",
    '{"id": "x", "text": "\\ud800"}': "column 'text' holds half of a surrogate pair (U+D800)",
    '{"id": "\\udc00", "text": "a"}': "column 'id' holds half of a surrogate pair",
    '{"id": "x", "text": "a", "n": ["\\ud800"]}': "column 'n' holds half of a surrogate pair",
    '{"id": "x", "text": "cut o': "this is not a JSON object: Unterminated string starting at character 21 of 26.",
    '{"id": "x", "text": "a"} x': "this is not a JSON object: Extra data at character 26 of 26.",
    '["x", "a"]': "this is JSON, but not an object.",
    "[" * 100_000: "nested too deeply",
    '{"id": "x", "text": "a", "n": ' + "9" * 5000 + "}": "are too long, to be read",
    '{"id": "x"}': "there is no text in column 'text'.",
    '{"id": "x", "text": null}': "there is no text in column 'text'.",
    '{"id": "x", "text": 1990}': "the value in column 'text' is int, not text.",
    '{"text": "a"}': "there is no id in column 'id'.",
    '{"id": " ", "text": "a"}': "there is no id in column 'id'.",
    '{"id": true, "text": "a"}': "the id in column 'id' is 'true' (bool)",
    '{"id": "GOOD", "text": "a"}': "the id 'GOOD' differs from 'good' on line 1 only in capitals",
}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:40])
def test_a_fault_of_a_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(
        '{"id": "good", "text": "One belt"}\n\n'
        + line
        + '\n{"id": "too", "text": "one road"}',
        encoding="utf-8",
    )
    corpus = read(path, on_error="report")
    rows = corpus.refused.query("line == 3")
    assert rows["source"].tolist() == ["t.jsonl"]
    assert LINES[line] in rows["reason"].iloc[0]
    assert corpus.names[-1] == "too"
    with pytest.raises(ReadError, match=r"^t\.jsonl, line [13]: "):
        read(path)


def test_a_line_that_is_no_utf8_costs_that_line_only(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(
        b'{"id": 1, "text": "a"}\n{"id": 2, "text": "caf\xe9"}\n{"id": 3, "text": "\xe9t\xe9"}\n{"id": 4, "text": "d"}'
    )
    corpus = read(path, on_error="report")
    assert corpus.names == ("1", "4")
    assert corpus.refused[["line", "byte", "error"]].values.tolist() == [
        [2, 45, "EncodingError"],
        [3, 68, "EncodingError"],
    ]
    with pytest.raises(
        EncodingError,
        match=r"^t\.jsonl, line 2, byte 45: .*looks like Windows-1252.*\(1 more among 4 lines: 1 not in UTF-8 \(t\.jsonl, line 3\)\.\)",
    ):
        read(path)
    assert read(path, encoding="cp1252").raw["3"] == "été"


def test_a_json_list_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps([{"id": "a", "text": "x"}], indent=1), encoding="utf-8")
    with pytest.raises(ReadError, match=r"line 1: this is one JSON list of objects"):
        read(path)


def test_line_ends_inside_json_are_not_those_of_python(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    text = "a\u2028b\x85c\x0bd\u2029"
    path.write_text(
        json.dumps({"id": "a", "text": text}, ensure_ascii=False).replace(
            "\\u000b", "\\u000b"
        )
        + "\r\n",
        encoding="utf-8",
    )
    assert read(path).raw["a"] == text


@pytest.mark.parametrize("ending", [".gz", ".xz", ".bz2"])
def test_a_damaged_archive_is_named(ending: str, tmp_path: Path) -> None:
    pack = {".gz": gzip.compress, ".xz": lzma.compress, ".bz2": bz2.compress}[ending]
    data = pack(b'{"id": "a", "text": "One belt, one road"}\n' * 50)
    path = tmp_path / f"t.jsonl{ending}"
    for damaged in (data[:-10], data[:20], b"", b"no archive", b"\xff" + data[1:]):
        path.write_bytes(damaged)
        with pytest.raises(ReadError, match=rf"^t\.jsonl\{ending}"):
            read(path)


def test_an_archive_that_swells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_formats, "_LARGEST_UNPACKED", 1 << 20)
    path = tmp_path / "t.jsonl.gz"
    path.write_bytes(gzip.compress(b" " * (1 << 23)))
    with pytest.raises(
        ReadError,
        match=r"^t\.jsonl\.gz: it grows to more than a hundred times its size",
    ):
        read(path)


# What the columns of metadata become ------------------------------------------------------------------------------------

COLUMNS: list[tuple[list[object], str, list[object]]] = [
    ([1, 2], "int64", [1, 2]),
    ([1990, None], "Int64", [1990, pd.NA]),
    ([1990.0, None, 2000], "Int64", [1990, pd.NA, 2000]),
    ([True, False], "bool", [True, False]),
    ([True, None], "str", ["True", ""]),
    ([True, 1], "str", ["True", "1"]),
    ([0.5, 1], "float64", [0.5, 1.0]),
    ([0.5, 2**53 + 1], "str", ["0.5", "9007199254740993"]),
    ([2**53 + 1, 1], "int64", [9007199254740993, 1]),
    ([2**64, 1], "str", ["18446744073709551616", "1"]),
    (["x", None], "str", ["x", ""]),
    (["x", 7], "str", ["x", "7"]),
    ([None, None], "str", ["", ""]),
    ([["a", "é"], {"k": 1}], "str", ['["a", "é"]', '{"k": 1}']),
]


@pytest.mark.parametrize(("values", "dtype", "expected"), COLUMNS)
def test_columns_of_json_keep_what_they_are_or_become_text(
    values: list[object], dtype: str, expected: list[object], tmp_path: Path
) -> None:
    rows = [
        {"id": str(number), "text": "x", "value": value}
        for number, value in enumerate(values)
    ]
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    column = read(path).documents["value"]
    assert (str(column.dtype), column.tolist()) == (dtype, expected)


def test_a_key_that_is_not_in_every_object_is_a_missing_value(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(
        '{"text": "x", "a": 1}\n{"b": 0.5, "text": "y"}\n', encoding="utf-8"
    )
    documents = read(path).documents
    assert documents.columns.tolist() == ["doc", "a", "b"]
    assert documents["a"].tolist() == [1, pd.NA]
    assert np.isnan(documents["b"].iloc[0])


def test_columns_of_a_frame(tmp_path: Path) -> None:
    day = datetime.date(2023, 6, 12)
    table = pd.DataFrame(
        {
            "id": [7, 8],
            "text": ["x", "y"],
            "day": [day, None],
            "moment": pd.to_datetime(["2023-06-12", None]),
            "hour": pd.to_datetime(["2023-06-12 09:30", "2023-06-12 00:00"]),
            "part": pd.Categorical(["b", None]),
            "whole": pd.array([1, None], dtype="Int64"),
            "number": np.array([0.5, np.nan]),
            "exact": [Decimal("1.10"), None],
            "mixed": pd.Series([np.float64("nan"), np.int16(3)], dtype=object),
            "array": [np.array([1, 2]), None],
            "odd": [{(1, 2): "x"}, [b"\x00\xff"]],
        }
    )
    documents = read(table).documents
    assert documents["number"].dtype == "float64"
    for name in ("moment", "hour"):
        pd.testing.assert_series_equal(
            documents[name], table[name], check_dtype=False, check_names=False
        )
    written = metadata_as_text(documents)
    assert written.drop(columns="number").to_dict("list") == {
        "doc": ["7", "8"],
        "day": ["2023-06-12", ""],
        "moment": ["2023-06-12", ""],
        "hour": ["2023-06-12", "2023-06-12"],
        "part": ["b", ""],
        "whole": ["1", ""],
        "exact": ["1.1", ""],
        "mixed": ["", "3"],
        "array": ["[1 2]", ""],
        "odd": ["{(1, 2): 'x'}", '["00ff"]'],
    }


def test_columns_of_parquet(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    table = pd.DataFrame(
        {
            "id": ["007", "NA"],
            "text": ["x", "y"],
            "whole": pd.array([2**53 + 1, None], dtype="Int64"),
            "n": [1, 2],
            "b": [True, False],
            "f": [0.5, np.nan],
        }
    )
    table.to_parquet(path)
    documents = read(path).documents
    assert documents["doc"].tolist() == ["007", "NA"]
    assert documents["whole"].tolist() == [9007199254740993, pd.NA]
    assert [str(dtype) for dtype in documents.dtypes] == [
        "str",
        "Int64",
        "int64",
        "bool",
        "float64",
    ]
    table.assign(text=[None, "y"]).to_parquet(path)
    with pytest.raises(
        ReadError, match=r"^t\.parquet, row 1: there is no text in column 'text'"
    ):
        read(path)
    table.assign(text=[b"x", b"y"]).to_parquet(path)
    with pytest.raises(ReadError, match="is bytes, not text"):
        read(path)


def test_a_lone_surrogate_never_enters(tmp_path: Path) -> None:
    for column in ("id", "text", "note"):
        table = pd.DataFrame(
            {"id": ["a", "b"], "text": ["x", "y"], "note": ["", ""]}, dtype=object
        )
        table.loc[1, column] = "\ud800"
        corpus = read(table, on_error="report")
        assert corpus.names == ("a",)
        assert len(corpus.refused) == 1
        assert corpus.refused["source"].tolist() == ["the DataFrame"]
        assert (
            f"column {column!r} holds half of a surrogate pair"
            in corpus.refused["reason"].iloc[0]
        )
    path = tmp_path / "t.jsonl"
    path.write_text('{"text": "x", "\\ud800": "y"}', encoding="utf-8")
    with pytest.raises(
        MetadataError, match=r"^t\.jsonl: the name of column '.ud800' holds half"
    ):
        read(path)


@given(ids=st.lists(st.text(max_size=4), min_size=1, max_size=6))
def test_every_id_is_kept_once_or_refused(ids: list[str]) -> None:
    table = pd.DataFrame(
        {"id": ids, "text": [f"text {number}" for number in range(len(ids))]},
        dtype=object,
    )
    try:
        corpus = read(table, on_error="report")
    except ReadError:
        return
    assert len(set(corpus.names)) == len(corpus.names)
    for number, written in enumerate(ids):
        doc = unicodedata.normalize("NFC", written)
        if doc in corpus.names:
            assert corpus.raw[doc] == f"text {number}"
        else:
            assert number + 1 in set(corpus.refused["line"])


@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "text": st.text(max_size=9),
                "note": st.text(max_size=9) | st.none() | st.integers(),
            }
        ),
        min_size=1,
        max_size=5,
    )
)
def test_json_lines_come_back_letter_for_letter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    corpus = read(path)
    assert list(corpus.raw.values()) == [row["text"] for row in rows]
    notes = corpus.documents["note"].tolist()
    assert [value_as_text(note) for note in notes] == [
        value_as_text(row["note"]) for row in rows
    ]


# Large ones, where they lie beside the repository ---------------------------------------------------------------------


def test_thousands_of_speeches(shared: Path) -> None:
    path = shared / "data" / "ungdc_dev_1990_2024.jsonl.xz"
    if not path.is_file():
        pytest.skip(f"needs {path.name}, which is not in the folder of shared data")
    corpus = read(path)
    assert len(corpus) == 3806
    assert str(corpus.documents["year"].dtype) == "int64"
    assert corpus.refused.empty
    # In the published data, fifteen speeches of 1998 and one of 2007 were once read in a wrong encoding.
    garbled = corpus.suspected.query("kind == 'mojibake'")["source"]
    assert len(garbled) == 16
    assert garbled.str.endswith("_53_1998").sum() == 15
