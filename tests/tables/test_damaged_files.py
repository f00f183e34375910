"""What load cannot read is named by file, row and column, and nothing else is raised."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discourse import tables
from discourse.errors import TableError

HEADER = "family,group,search,count\n"
ROW = '"win_win","","plain",3\n'


def cell_of_count(cell: str) -> str:
    return f'{HEADER}{ROW}"x","","plain",{cell}\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            cell_of_count("9" * 400),
            r"a\.csv, row 3, column 'count': '9+… is larger than",
        ),
        (cell_of_count("9" * 5_000), r"row 3, column 'count': '9+… is larger than"),
        (
            cell_of_count("-" + "9" * 400),
            r"row 3, column 'count': '-9+… is larger than",
        ),
        (
            cell_of_count("9223372036854775808"),
            r"row 3, column 'count'.*is larger than",
        ),
        (cell_of_count("1e400"), r"'1e400' is no whole number"),
        (cell_of_count("1_000"), r"'1_000' is no whole number"),
        (cell_of_count("x" * 500), r"'x+… is no whole number"),
        (cell_of_count(""), r"'' is no whole number"),
        ("doc,score\na,1e400\n", r"row 2, column 'score': '1e400' is larger than"),
        ("doc,score\na,-1e9999\n", r"'-1e9999' is larger than"),
        ("doc,score\na,1_0.5\n", r"'1_0.5' is no number"),
        ("doc,score\na,0x10\n", r"'0x10' is no number"),
        ("family,family\na,b\n", r"has the column 'family' twice"),
        ("'=a,=a\nb,c\n", r"has the column '=a' twice"),
        (HEADER + ROW + HEADER + ROW, r"a\.csv, row 3: the header stands there again"),
        ("doc,start,end,label\n" * 2, r"row 2: the header stands there again"),
        ("\0\x01\x02\n" + HEADER + ROW, r"row 2: 4 cells came, 1 were expected"),
        (b"\xff\xfe\x00" + HEADER.encode(), r"looks like UTF-16"),
        (b"\xfe\xff" + HEADER.encode("utf-16-be"), r"looks like UTF-16"),
        (HEADER.encode("utf-16-le"), r"looks like UTF-16"),
        (HEADER.encode() + b'"caf\xe9","","plain",3\n', r"byte 30 \(0xE9, line 2\)"),
        (b"\x89PNG\r\n\x1a\n\0\0", r"a\.csv is no table|cells"),
        (HEADER + '"x","', r"a quotation mark is opened on line 2 and never closed"),
        ("", r"a\.csv is empty"),
        ("\n\n", r"a\.csv is empty"),
        (b"\xef\xbb\xbf", r"a\.csv is empty"),
    ],
)
def test_a_damaged_file_is_named_with_the_place(
    content: str | bytes, message: str, tmp_path: Path
) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(TableError, match=message) as caught:
        tables.load(tmp_path / "a.csv")
    assert len(str(caught.value)) < 500


def test_a_byte_order_mark_and_infinite_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfdoc,low,high\na,-inf,inf\nb,,nan\n")
    table = tables.load(path)
    assert list(table.columns) == ["doc", "low", "high"]
    assert table["low"].tolist()[0] == float("-inf")
    pd.testing.assert_frame_equal(tables.load(tables.save(table, path)), table)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of Unix")
def test_a_pipe_or_a_device_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    (tmp_path / "folder.csv").mkdir()
    for name, reason in {
        "pipe.csv": "it is a pipe, socket or device",
        "zero.csv": "it is a pipe, socket or device",
        "folder.csv": "it is a folder",
        "none.csv": "no such file",
        "a\0b.csv": r"\(U\+0000\)",
        "a\ud800b.csv": r"\(U\+D800\)",
    }.items():
        with pytest.raises(TableError, match=f"could not be opened: .*{reason}"):
            tables.load(tmp_path / name)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.DataFrame(), "has no columns"),
        (pd.DataFrame([["a", "b"]], columns=["x", "x"]), "has the column 'x' twice"),
        (pd.DataFrame([["a", "b"]], columns=[1, "1"]), "has the column '1' twice"),
        (
            pd.DataFrame({"x": ["a", "b\ud800"]}, dtype="object"),
            r"column 'x', row 1 has U\+D800",
        ),
        (
            pd.DataFrame([["a"]], columns=pd.Index(["x\udfff"], dtype="object")),
            r"column 'x\\udfff' has U\+DFFF",
        ),
    ],
)
def test_what_could_not_be_loaded_again_is_not_saved(
    table: pd.DataFrame, message: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(TableError, match=message):
        tables.save(table, tmp_path / "a.csv")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_a_large_table_is_written_in_parts_with_the_same_bytes(tmp_path: Path) -> None:
    count = 25_000
    table = pd.DataFrame(
        {"count": range(count), "doc": [f"d{n}" for n in range(count)]}
    )
    lines = [f'{number},"d{number}"' for number in range(count)]
    path = tables.save(table, tmp_path / "a.csv")
    assert path.read_text() == "\n".join(["count,doc", *lines]) + "\n"


@settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    start=st.sampled_from(["", HEADER, HEADER + ROW, "doc,score,p\n", "a;b;count\n"]),
    rest=st.one_of(
        st.binary(max_size=60),
        st.text(st.characters(codec="utf-8"), max_size=40).map(str.encode),
    ),
)
def test_any_bytes_are_a_table_or_an_error_of_this_library(
    start: str, rest: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(start.encode() + rest)
    try:
        table = tables.load(path)
    except TableError:
        return
    saved = tables.save(table, path)
    pd.testing.assert_frame_equal(tables.load(saved), table)


def test_a_column_that_was_made_the_index_is_not_lost(tmp_path: Path) -> None:
    table = pd.DataFrame({"group": ["a"], "value": ["b"]}).set_index("group")
    with pytest.raises(TableError, match=r"'group' as its index.*reset_index"):
        tables.save(table, tmp_path / "x.csv")
    tables.save(table.reset_index(), tmp_path / "x.csv")
