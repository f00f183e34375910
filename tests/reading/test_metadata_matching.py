"""CSV, every fault by its line, and metadata: which row belongs to which text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from discourse.csv_records import UnclosedQuoteError, parse_records
from discourse.errors import DiscourseError, MetadataError, ReadError
from discourse.reading import read
from discourse.reading.csv_metadata import parse_delimited

ODD = [
    "007",
    "NA",
    "null",
    "1e5",
    "nan",
    "None",
    "9007199254740993",
    "1990-02-30",
    "TRUE",
    " x ",
]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with the texts a, b and c."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"text {name}", encoding="utf-8")
    return tmp_path


def about(texts: Path, content: str | bytes, **options: object) -> pd.DataFrame:
    """The documents, once `content` is their metadata."""
    path = texts / "metadata.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(texts, **options).documents  # type: ignore[arg-type]


def refusal(
    texts: Path, content: str | bytes, kind: type[DiscourseError] = MetadataError
) -> str:
    with pytest.raises(kind) as caught:
        about(texts, content)
    assert type(caught.value) is kind
    return str(caught.value)


# CSV ------------------------------------------------------------------------------------------------------------------

CELLS = st.text(alphabet='ab,;\t"\r\n é\x0b\u2028\x1c\0', max_size=6)


@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=6),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_the_csv_module_writes_is_read_as_it_was(
    rows: list[list[str]], end: str
) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [cells for _, cells in parse_records(file.getvalue(), ",")] == rows


@given(text=st.text(alphabet='ab,;"\r\n é', max_size=40))
@example(text='a"b,"c""d"\n,\n')
@example(text='"a\r\n\r\nb",c')
def test_what_the_csv_module_can_read_is_read_alike(text: str) -> None:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    expected, lines, before = [], [], 0
    try:
        for row in reader:
            if row:  # an empty line
                expected.append(row)
                lines.append(before + 1)
            before = reader.line_num
    except csv.Error:
        with pytest.raises(Exception, match=r"\(\d+, \d+, ") as caught:
            list(parse_records(text, ","))
        assert type(caught.value) is UnclosedQuoteError
        return
    found = list(parse_records(text, ","))
    assert [cells for _, cells in found] == expected
    assert [line for line, _ in found] == lines


def test_a_csv_of_quotation_marks_is_read_in_one_pass() -> None:
    text = "doc\n" + '"' + 'x""' * 300_000
    with pytest.raises(
        MetadataError,
        match="line 2: a quotation mark opens a cell on this line and is never closed",
    ):
        parse_delimited(text, "m.csv", ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_spreadsheet_s_csv_is_read(
    texts: Path, delimiter: str, end: str, codec: str
) -> None:
    rows = [["doc", "note"], *([name, f'1; 2, 3\t"{name}"\nx'] for name in "cab")]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    documents = about(texts, file.getvalue().encode(codec))
    assert documents.values.tolist() == sorted(rows[1:])


def test_a_quotation_mark_that_only_one_delimiter_can_read_tells_the_delimiter(
    texts: Path,
) -> None:
    documents = about(texts, 'doc;"a, ""b"""; c\na;1;2\nb;3;4\nc;5;6\n')
    assert documents.columns.tolist() == ["doc", 'a, "b"', "c"]
    assert about(texts, '"doc","x;y"\na,1\nb,2\nc,3\n').columns.tolist() == [
        "doc",
        "x;y",
    ]


def test_every_cell_of_a_csv_is_text(texts: Path) -> None:
    for name in ODD:
        (texts / f"{name}.txt").write_text(name, encoding="utf-8")
    names = [*"abc", *ODD]
    documents = about(
        texts, "doc,value,none\n" + "".join(f"{name},{name},\n" for name in names)
    )
    assert documents["doc"].tolist() == sorted(names)
    assert documents["value"].tolist() == [name.strip() for name in sorted(names)]
    assert documents["none"].tolist() == [""] * len(names)
    assert set(map(str, documents.dtypes)) == {"str"}
    assert not documents.isna().any(axis=None)


def test_blank_lines_and_empty_columns_at_the_right_are_passed_over(
    texts: Path,
) -> None:
    documents = about(texts, "doc,year,,\na,1,,\n\nb,2,,\n,,,\nc,3,,\n")
    assert documents.to_dict("list") == {
        "doc": ["a", "b", "c"],
        "year": ["1", "2", "3"],
    }


FAULTS = {
    "doc,year,title\na,1,x\nb,2\nc,3,x\n": "metadata.csv, line 3: 2 cells came, 3 were expected (doc, year, title).",
    "doc,year\na,1\nb,2,x,y\nc,3\n": "metadata.csv, line 3: 4 cells came, 2 were expected",
    'doc,year\na,"1\nb,2\nc,3\n': "metadata.csv, line 2: a quotation mark opens a cell on this line and is never closed.",
    'doc,t\na,"x\n\ny"\nb,"2\nc,3\n': "metadata.csv, line 5: a quotation mark opens a cell on this line and is never closed.",
    'doc,t\na,"One, two\nb,"three"\nc,x\n': "opens a cell on line 2 is closed on line 3 in the middle of it, before 'three",
    'doc,t\na,"One" belt\nb,x\nc,x\n': "opens a cell on line 2 is closed on line 2 in the middle of it, before ' belt'",
    "doc,year,year\na,1,2\n": "metadata.csv, line 1: columns 2 and 3 are both called 'year'. Rename or delete one",
    "doc,,x\na,1,2\n": "metadata.csv, line 1: column 2 has no name in the header.",
    "name,year\na,1\n": "metadata.csv: no column is called 'doc' (or 'doc_id', or 'id'); it has name, year. Column 'name' holds",
    "x,year\nq,1\n": "Add a column 'doc' that holds the name of each text without '.txt'.",
    "": "metadata.csv: it is empty. Its first line names the columns",
    "doc,x\na,1\nb,2\nc,3\n,4\n": "metadata.csv, line 5: there is no id in column 'doc'.",
    "doc,x\na,1\nb,2\nc,3\nb,4\n": "metadata.csv, line 3: the id 'b' occurs on line 5 as well.",
    "doc,x\na,1\nb,2\nc,3\nb,4\nb,5\n": "line 3: the id 'b' occurs on lines 5, 6 as well.",
    "doc,x\na,1\nb,2\nc,3\nc.txt,4\n": "metadata.csv, line 4: the id 'c' occurs on line 5 as well.",
    "doc,x\na,1\nb,2\nc,3\nC,4\n": "metadata.csv, line 4: the id 'c' differs from 'C' on line 5 only in capitals or accents.",
    "doc,x\na,1\nb,2\n": "c.txt: metadata.csv has no row for this text (its id is 'c'). Add a row for it",
    "doc,x\na,1\nb,2\nc ,3\n": "Did you mean 'c '? It differs in capitals, accents or blanks.",
    "doc,x\na,1\nb,2\nc,3\nd,4\n": "metadata.csv, line 5: there is no text for this row: no file d.txt is in the folder.",
    "doc,x\nd,1\ne,2\n": "metadata.csv: no id in its column 'doc' ('d', 'e') is the name of a text ('a', 'b', 'c').",
}  # fmt: skip


@pytest.mark.parametrize("content", FAULTS)
def test_a_fault_of_the_metadata_is_named_with_its_line(
    content: str, texts: Path
) -> None:
    assert FAULTS[content] in refusal(texts, content)


def test_report_keeps_the_rows_that_are_sound(texts: Path) -> None:
    documents = about(texts, "doc,x\na,1\nb.txt,2,3\nc,3\nd,4\n", on_error="report")
    assert documents.values.tolist() == [["a", "1"], ["c", "3"]]
    refused = read(texts, on_error="report").refused
    assert refused[["source", "line"]].values.tolist() == [
        ["metadata.csv", 3],
        ["b.txt", 0],
        ["metadata.csv", 5],
    ]
    assert refused["reason"].iloc[1] == "its row in metadata.csv (line 3) was refused."


def test_a_text_that_was_refused_is_not_missed_by_its_row(texts: Path) -> None:
    (texts / "b.txt").write_bytes(b"\xe9")
    (texts / "c.txt").unlink()
    (texts / "c.txt").mkdir()
    about(texts, "doc\na\nb\nc\n", on_error="report")
    assert read(texts, on_error="report").refused["source"].tolist() == [
        "c.txt",
        "b.txt",
    ]


@pytest.mark.parametrize("name", ["doc", "doc_id", "id", "Doc", "ID"])
def test_the_names_of_the_column_of_ids(name: str, texts: Path) -> None:
    assert about(texts, f"x,{name}\n1,a\n2,b\n3,c\n").to_dict("list") == {
        "doc": ["a", "b", "c"],
        "x": ["1", "2", "3"],
    }


def test_doc_goes_before_doc_id_before_id(texts: Path) -> None:
    documents = about(texts, "id,doc_id,doc\n1,x,a\n2,y,b\n3,z,c\n")
    assert documents.columns.tolist() == ["doc", "id", "doc_id"]
    assert documents["doc"].tolist() == ["a", "b", "c"]


def test_metadata_from_elsewhere(texts: Path) -> None:
    rows = [
        {"id": name, "year": year} for name, year in zip("cba", (3, 2, 1), strict=True)
    ]
    (texts / "about.jsonl").write_text(
        "\n".join(map(json.dumps, rows)), encoding="utf-8"
    )
    assert read(texts, metadata="about.jsonl").documents["year"].tolist() == [1, 2, 3]
    assert (
        read(texts, metadata=texts / "about.jsonl").documents["year"].dtype == "int64"
    )
    assert read(texts, metadata=pd.DataFrame(rows)).documents["year"].tolist() == [
        1,
        2,
        3,
    ]
    with pytest.raises(
        MetadataError, match=r"^metadata, row 4: there is no text for this row"
    ):
        read(texts, metadata=pd.DataFrame([*rows, {"id": "d", "year": 4}]))


def test_a_damaged_workbook_as_metadata_is_refused(texts: Path) -> None:
    (texts / "about.xlsx").write_bytes(b"PK\x03\x04..xl/workbook.xml..")
    with pytest.raises(ReadError, match=r"^about.xlsx: "):
        read(texts, metadata="about.xlsx")


def test_a_row_that_was_refused_is_told_where_the_id_is_a_whole_float(
    texts: Path,
) -> None:
    (texts / "1.txt").write_text("One.", encoding="utf-8")
    ids = pd.Series(["a", "b", "c", 1.0, 1.0], dtype="object")
    with pytest.raises(MetadataError) as told:
        read(texts, metadata=pd.DataFrame({"id": ids}))
    assert "without a row of metadata" not in str(told.value)


def test_texts_in_a_csv_may_be_long(tmp_path: Path) -> None:
    long = 'He said "yes", and\r\nagain\n' * 20_000
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "text"], ["a", long], ["b", ""]])
    assert dict(read(path).raw) == {"a": long, "b": ""}


def test_the_encoding_of_a_metadata_table_without_rows_may_be_declared(
    texts: Path,
) -> None:
    (texts / "about.csv").write_text("doc,year\n")
    with pytest.raises(MetadataError, match=r"about\.csv has no row for this text"):
        read(texts, metadata="about.csv", encodings={"about.csv": "cp1252"})
