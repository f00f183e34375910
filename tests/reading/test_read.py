"""The ways to a Corpus, the options, and the messages a tired scholar meets."""

from __future__ import annotations

import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from discourse import tables
from discourse.errors import (
    ColumnError,
    DiscourseError,
    EncodingError,
    MetadataError,
    OptionError,
    ReadError,
)
from discourse.reading import read

ROWS = {
    "007": "One belt,\r\none road.",
    "NA": " ",
    "null": "加快构建人类命运共同体",
    "1e5": "naïve café — “x”\n",
    "b": "",
}
YEARS = [2019, 2020, 2021, 2022, 2023]


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write_file(name: str, content: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_folder(**texts: str | bytes) -> str:
    for name, text in texts.items():
        write_file(f"texts/{name}.txt", text)
    return "texts"


def example_frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": list(ROWS),
            "year": YEARS,
            "text": list(ROWS.values()),
            "side": ["a", "", "NA", "null", "1e5"],
        }
    )


def error_message(kind: type[DiscourseError], *args: object, **options: object) -> str:
    """The message of the error that reading must end in."""
    with pytest.raises(kind) as caught:
        read(*args, **options)  # type: ignore[arg-type]
    assert type(caught.value) is kind
    return str(caught.value)


# Ways in --------------------------------------------------------------------------------------------------------------


def test_the_seeds(seeds: Path) -> None:
    corpus = read(seeds)
    files = sorted(seeds.glob("*.txt"))
    assert corpus.names == tuple(path.stem for path in files)
    for path in files:
        assert corpus.raw[path.stem] == path.read_bytes().decode()
    assert corpus.documents["doc"].tolist() == list(corpus.names)
    assert corpus.documents["medium"].iloc[2] == "human"
    assert corpus.refused.empty
    assert corpus.suspected.empty


def test_a_folder_without_metadata_keeps_letters_and_line_ends() -> None:
    path = write_folder(**ROWS)
    corpus = read(path)
    assert dict(corpus.raw) == ROWS
    assert list(corpus.names) == sorted(ROWS)
    assert list(corpus.documents.columns) == ["doc"]


def test_folders_inside_a_folder_give_ids_with_the_folder() -> None:
    write_file("texts/china/2019.txt", "a")
    write_file("texts/a.txt", "b")
    write_file("texts/china/deep/x.TXT", "c")
    write_file("texts/.hidden/x.txt", "never")
    write_file("texts/china/._2019.txt", b"\x00\x05\x16\x07")
    write_file(
        "texts/metadata.csv", "doc,side\nchina/2019,x\na,y\nchina/deep/x.TXT,z\n"
    )
    corpus = read("texts")
    assert corpus.names == ("a", "china/2019", "china/deep/x")
    assert corpus.documents["side"].tolist() == ["y", "x", "z"]


def example_json_lines() -> bytes:
    rows = example_frame().to_dict("records")
    return "\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def make_input(way: str) -> object:
    table = example_frame()
    if way == "frame":
        return table
    if way == "indexed frame":
        return table.set_index("id")
    if way == "folder":
        write_folder(**ROWS)
        table.drop(columns="text").sample(frac=1, random_state=1).to_csv(
            "texts/metadata.csv", index=False
        )
        return Path("texts")
    if way == "folder and frame":
        write_folder(**ROWS)
        return Path("texts")
    if way == "parquet":
        table.to_parquet("t.parquet")
        return Path("t.parquet")
    if way.endswith("csv"):
        return write_file(
            "t.csv",
            table.to_csv(
                index=False, sep={"csv": ",", ";csv": ";", "\tcsv": "\t"}[way]
            ),
        )
    packers = {"jsonl": bytes, "jsonl.gz": gzip.compress, "jsonl.xz": lzma.compress}
    return write_file(f"t.{way}", packers[way](example_json_lines()))


WAYS = (
    "frame",
    "indexed frame",
    "folder",
    "folder and frame",
    "parquet",
    "csv",
    ";csv",
    "\tcsv",
    "jsonl",
    "jsonl.gz",
    "jsonl.xz",
)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_in_reads_the_same(way: str) -> None:
    source = make_input(way)
    about = example_frame().drop(columns="text") if way == "folder and frame" else None
    corpus = read(source, metadata=about)  # type: ignore[arg-type]
    assert dict(corpus.raw) == ROWS
    order = sorted(ROWS) if way.startswith("folder") else list(ROWS)
    assert list(corpus.names) == order
    side = dict(zip(ROWS, ["a", "", "NA", "null", "1e5"], strict=True))
    year = dict(zip(ROWS, YEARS, strict=True))
    as_text = way == "folder" or way.endswith("csv")
    expected = pd.DataFrame(
        {
            "doc": pd.Series(order, dtype=tables.TEXT_DTYPE),
            "year": pd.Series(
                [str(year[d]) if as_text else year[d] for d in order],
                dtype=tables.TEXT_DTYPE if as_text else "int64",
            ),
            "side": pd.Series([side[d] for d in order], dtype=tables.TEXT_DTYPE),
        }
    )
    pd.testing.assert_frame_equal(corpus.documents, expected)
    assert not corpus.documents.isna().any(axis=None)


def test_one_text_file() -> None:
    corpus = read(write_file("speech 1.txt", "\ufeffOne belt."))
    assert dict(corpus.raw) == {"speech 1": "One belt."}


def test_rows_without_ids_are_numbered_so_that_they_sort() -> None:
    corpus = read(pd.DataFrame({"text": ["x"] * 11}))
    assert corpus.names[0] == "01"
    assert list(corpus.names) == sorted(corpus.names)


def test_the_column_of_texts_may_bear_any_name_even_that_of_an_id() -> None:
    corpus = read(
        pd.DataFrame({"doc": ["One belt"], "id": ["a"], "text": ["other"]}), text="doc"
    )
    assert dict(corpus.raw) == {"a": "One belt"}
    assert corpus.documents.to_dict("records") == [{"doc": "a", "text": "other"}]


def test_reading_changes_nothing_and_gives_the_same_twice() -> None:
    table = example_frame()
    before = table.copy(deep=True)
    one, two = read(table), read(table)
    pd.testing.assert_frame_equal(table, before)
    assert one.fingerprint == two.fingerprint


def test_paragraphs_are_handed_on() -> None:
    write_folder(a="x\ny\n", b="x\ny\n")
    corpus = read("texts", paragraphs={"a": "blank", "b": "line"})
    assert corpus.paragraphs == {"a": "blank", "b": "line"}
    assert "no document is called that. Did you mean 'b'?" in error_message(
        OptionError, "texts", paragraphs={"bb": "line"}
    )


# The five mistakes, and others ----------------------------------------------------------------------------------------


def test_mistake_1_a_misspelt_path() -> None:
    write_folder(a="x")
    message = error_message(ReadError, "text")
    assert message.startswith("there is no file or folder 'text' in ")
    assert "Did you mean 'texts'?" in message
    assert "Did you mean 'texts'?" in error_message(ReadError, "txts/deeper/still.csv")


def test_mistake_2_one_gbk_file_in_a_folder() -> None:
    path = write_folder(
        a="One belt", b="加快构建人类命运共同体".encode("gbk"), c="one road"
    )
    assert error_message(EncodingError, path) == (
        "b.txt, line 1, byte 0: the byte 0xBC is not valid UTF-8. The file looks like GBK (“加快构建人类命运共同体”). If these "
        "words are right, use discourse.read(…, encodings={'b.txt': 'gb18030'}) (for all files: encoding='gb18030'), or give "
        "metadata.csv a column 'encoding'. Or keep the 2 good files with on_error='report'; corpus.refused lists the rest."
    )
    assert (
        read(path, encodings={"b.txt": "gb18030"}).raw["b"] == "加快构建人类命运共同体"
    )
    assert read(path, encodings={"b": "gbk"}).raw["b"] == "加快构建人类命运共同体"
    corpus = read(path, on_error="report")
    assert corpus.names == ("a", "c")
    assert tables.check(corpus.refused, "refused")[
        ["source", "line", "byte", "error"]
    ].values.tolist() == [["b.txt", 1, 0, "EncodingError"]]


def test_mistake_3_an_id_twice_in_the_metadata() -> None:
    path = write_folder(a="x", b="y")
    write_file("texts/metadata.csv", "doc,year\na,2020\nb,2021\na,2022\n")
    message = error_message(MetadataError, path)
    assert message.startswith(
        "metadata.csv, line 2: the id 'a' occurs on line 4 as well. Give each document an id of its own."
    )
    assert "Or keep the 1 good file" in message
    corpus = read(path, on_error="report")
    assert corpus.names == ("b",)
    assert corpus.refused[["source", "line"]].values.tolist() == [
        ["metadata.csv", 2],
        ["metadata.csv", 4],
        ["a.txt", 0],
    ]


def test_mistake_4_a_row_without_a_text_and_a_text_without_a_row() -> None:
    path = write_folder(a="x", speech_b="y")
    write_file(
        "texts/metadata.csv", "doc,year\na,2020\nspeech_bb,2021\nSpeech_A,2022\n"
    )
    message = error_message(MetadataError, path)
    assert message.startswith(
        "speech_b.txt: metadata.csv has no row for this text (its id is 'speech_b')."
    )
    assert "Did you mean 'speech_bb'?" in message
    faults_of_rows = "2 without a text (metadata.csv, lines 3, 4)"
    assert f"(2 more among 2 files: {faults_of_rows}.)" in message
    corpus = read(path, on_error="report")
    assert corpus.names == ("a",)
    rows = corpus.refused.set_index("source")
    assert rows["line"].tolist() == [0, 3, 4]
    assert "Did you mean 'speech_b'?" in rows["mend"].iloc[1]


def test_mistake_5_the_texts_stand_in_another_column() -> None:
    write_file("t.csv", 'id,title,body\na,x,"One belt, one road"\n')
    assert error_message(ColumnError, "t.csv") == (
        "t.csv has no column 'text'; it has id, title, body. Name the column that holds the texts: text='body'?"
    )
    assert read("t.csv", text="body").raw["a"] == "One belt, one road"
    for rows, meant in (
        ({"id": ["a-very-long-name-of-a-document"], "body": ["x"]}, "body"),
        ({"Doc_ID": ["a-very-long-name-of-a-document"], "body": ["x"]}, "body"),
        ({"Text": ["x"], "summary": ["a long summary of it"]}, "Text"),
    ):
        with pytest.raises(ColumnError, match=f"text='{meant}'"):
            read(pd.DataFrame(rows))
    with pytest.raises(
        ColumnError, match="Name the column that holds the texts with text="
    ):
        read(pd.DataFrame({"id": ["a"], "year": [2013]}))


@pytest.mark.parametrize("given_", [3, {"a": 1}, ["metadata.csv"]])
def test_metadata_is_a_path_or_a_table(given_: object) -> None:
    write_file("a.txt", "One belt")
    with pytest.raises(
        OptionError,
        match=r"^metadata=.*: expected the path of a table, or a pandas DataFrame",
    ):
        read(".", metadata=given_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "options", "kind", "words"),
    [
        ("texts/*.text", {}, ReadError, "no file matches the pattern 'texts/*.text'"),
        ("https://example.org/a.txt", {}, ReadError, "nothing is downloaded"),
        ("", {}, ReadError, "takes the path of a folder or file"),
        (["a.txt"], {}, ReadError, "there is no file or folder 'a.txt'"),
        (None, {}, ReadError, "NoneType"),
        ("a\0b", {}, ReadError, "holds the character U+0000"),
        ("x" * 300, {}, ReadError, "could not be checked|there is no file"),
        ("texts", {"on_error": "ignore"}, OptionError, "expected one of 'raise', 'report'"),
        ("texts", {"paragraphs": "lines"}, OptionError, "Did you mean 'line'?"),
        ("texts", {"encoding": "utf8000"}, OptionError, "encoding='utf8000' is not an encoding of text files"),
        ("texts", {"encoding": "rot13"}, OptionError, "not an encoding of text files"),
        ("texts", {"encoding": "unicode_escape"}, OptionError, "not an encoding of text files"),
        ("texts", {"encoding": 7}, OptionError, "not an encoding of text files"),
        ("texts", {"encodings": "cp1252"}, OptionError, "use encoding="),
        ("texts", {"encodings": {"a": "x-y"}}, OptionError, "'x-y' is not an encoding"),
        ("texts", {"encodings": {"aa.txt": "cp1252"}}, OptionError, "Did you mean 'a.txt'?"),
        ("texts", {"text": "body"}, OptionError, "'texts' is a folder|texts is a folder"),
        ("texts", {"metadata": "nowhere.csv"}, ReadError, "nowhere.csv: it could not be read"),
        ("texts/a.txt", {"metadata": "m.csv"}, OptionError, "a.txt is one text"),
        ("texts/a.odt", {}, ReadError, "a.odt is not a file of a kind that can be read"),
        ("t.csv", {"metadata": "m.csv"}, OptionError, "metadata= goes with a folder"),
        ("t.csv", {"text": 3}, OptionError, "expected the name of a column"),
        (pd.DataFrame({"text": ["x"]}), {"encoding": "cp1252"}, OptionError, "decoded already"),
        (pd.DataFrame({"text": []}), {}, ReadError, "has no rows"),
        (pd.DataFrame([["a", "b"]], columns=["text", "text"]), {}, MetadataError, "2 columns are called 'text'"),
        (pd.DataFrame([["a"]], columns=[["x"], ["text"]]), {}, ReadError, "several levels"),
        (pd.DataFrame({"text": [None, "x"]}), {}, ReadError, "the DataFrame, row 1: there is no text in column 'text'"),
        (pd.DataFrame({"text": [1, 2]}), {}, ReadError, "is int, not text"),
        (pd.DataFrame({"text": ["x"], "id": [7.5]}), {}, MetadataError, "not text or a whole number"),
    ],
)  # fmt: skip
def test_a_mistake_is_answered(
    path: object, options: dict[str, object], kind: type[DiscourseError], words: str
) -> None:
    write_folder(a="x")
    write_file("texts/a.odt", "x")
    write_file("t.csv", "text\nx\n")
    message = error_message(kind, path, **options)
    assert any(word in message for word in words.split("|")), message
    assert message.rstrip(")").endswith((".", "?"))


def test_a_path_may_lie_in_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(a="x")
    monkeypatch.setenv("HOME", str(Path.cwd()))
    monkeypatch.setenv("USERPROFILE", str(Path.cwd()))
    assert read("~/texts").names == ("a",)


def test_a_folder_without_texts_says_what_is_there() -> None:
    write_file("e/x.odt", "x")
    write_file("e/y.ODT", "x")
    write_file("e/notes", "x")
    message = error_message(ReadError, "e")
    assert "only x.odt, y.ODT, notes" in message
    Path("empty").mkdir()
    assert "nothing is in it. Put one file" in error_message(ReadError, "empty")
    write_file("t/speeches.csv", "text\nx\n")
    assert "did you mean discourse.read('t/speeches.csv')?" in error_message(
        ReadError, "t"
    )


def test_what_was_not_read_is_said() -> None:
    write_folder(a="x")
    write_file("texts/b.odt", "x")
    write_file("texts/about.csv", "doc\na\n")
    write_file("texts/.DS_Store", "x")
    suspected = read("texts").suspected
    assert suspected[["source", "kind", "count"]].values.tolist() == [
        ["texts", "not read", 1],
        ["about.csv", "not read", 1],
    ]
    assert "metadata='about.csv'" in suspected["mend"].iloc[1]
    assert read("texts", metadata="about.csv").suspected["source"].tolist() == ["texts"]


def test_what_looks_odd_is_said_of_the_texts_that_were_kept() -> None:
    write_folder(a="<p>x</p>", b="x", c="x", d="<p>y</p>")
    write_file("texts/e.odt", "x")
    corpus = read("texts")
    assert corpus.suspected["source"].tolist() == ["texts", "a.txt", "d.txt", "b.txt"]
    assert corpus.where(doc=["a", "c"]).suspected["source"].tolist() == [
        "texts",
        "a.txt",
    ]
    table = pd.DataFrame({"id": ["a", "b"], "text": ["<p>x</p>", "<p>y</p>"]})
    assert read(table).where(doc="b").suspected["source"].tolist() == ["DataFrame: b"]
    write_file("x.txt", "<p>x</p>")
    assert read("x.txt").where(doc=[]).suspected.empty


def test_nothing_left_always_raises() -> None:
    write_folder(a=b"\xff\xfe\xfd", b=b"\x89PNG\r\n\x1a\n")
    assert error_message(EncodingError, "texts", on_error="report").endswith(
        "No file is left to read."
    )
    write_file("t.jsonl", "{\n}\n")
    assert error_message(ReadError, "t.jsonl", on_error="report").endswith(
        "No line is left to read."
    )


# Whatever the bytes ---------------------------------------------------------------------------------------------------

ENDINGS = ("txt", "csv", "tsv", "jsonl", "jsonl.gz", "jsonl.xz", "csv.bz2", "parquet")


@given(data=st.binary(max_size=300), ending=st.sampled_from(ENDINGS))
@example(data=b"text\n" + b'"' * 7, ending="csv")
@example(data=b'{"text": ' + b"[" * 100_000, ending="jsonl")
@example(data=b'{"text": "x", "n": ' + b"9" * 5000 + b"}", ending="jsonl")
@example(data=b'{"text": "\\ud800", "\\udfff": 1}', ending="jsonl")
@example(data=b"PAR1" + b"\0" * 40 + b"PAR1", ending="parquet")
def test_any_bytes_are_a_document_or_an_error_that_names_the_file(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str
) -> None:
    check_read_or_refused(tmp_path_factory.getbasetemp() / f"any.{ending}", data)


@given(
    at=st.integers(0, 10_000),
    bit=st.integers(0, 7),
    cut=st.booleans(),
    ending=st.sampled_from(ENDINGS[3:]),
)
def test_damaged_files_are_a_document_or_an_error_that_names_the_file(
    tmp_path_factory: pytest.TempPathFactory, at: int, bit: int, cut: bool, ending: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"damaged.{ending}"
    if ending == "parquet":
        example_frame().to_parquet(path)
    else:
        pack = {
            "jsonl": bytes,
            "jsonl.gz": gzip.compress,
            "jsonl.xz": lzma.compress,
            "csv.bz2": bytes,
        }[ending]
        path.write_bytes(pack(example_json_lines()))
    data = bytearray(path.read_bytes())
    at %= len(data)
    data[at] ^= 1 << bit
    check_read_or_refused(path, bytes(data[:at] if cut else data))


def check_read_or_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    for on_error in ("raise", "report"):
        try:
            corpus = read(path, on_error=on_error)  # type: ignore[arg-type]
        except DiscourseError as error:
            message = str(error)
        else:
            message = path.name
            assert repr(corpus)
            "".join(corpus.raw.values()).encode()
        assert path.name in message


# ---------------------------------------------------------------------------------------------------------------------
# Lines that look wrapped, words that look divided

NARROW = """We gather at a time
when the order of the
world is being tested
by those who would put
their own gain before
the peace of all, and
who would have us go
back to an older age."""


def suspicions(tmp_path: Path, text: str, **options: Any) -> list[tuple[str, int]]:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    table = read(tmp_path / "a.txt", **options).suspected
    return list(zip(table["kind"].tolist(), table["count"].tolist(), strict=True))


def test_a_text_of_one_long_line_is_suspected(tmp_path: Path) -> None:
    sentence = "The ministers met for two hours on the first day. "
    assert suspicions(tmp_path, sentence * 100) == [("one line", 1)]
    assert suspicions(tmp_path, "A title\n" + sentence * 100) == [("one line", 1)]
    assert suspicions(tmp_path, (sentence * 20 + "\n") * 5) == []
    assert suspicions(tmp_path, sentence * 20) == []


def test_narrow_columns_are_suspected(tmp_path: Path) -> None:
    assert suspicions(tmp_path, NARROW) == [("narrow lines", 7)]
    assert suspicions(tmp_path, NARROW.replace("\n", "\r\n")) == [("narrow lines", 7)]
    for mode in ("line", "blank"):
        assert suspicions(tmp_path, NARROW, paragraphs=mode) == []
        assert suspicions(tmp_path, NARROW, paragraphs={"a": mode}) == []
    assert "paragraphs='blank'" in read(tmp_path / "a.txt").suspected["mend"].item()
    assert len(read(tmp_path / "a.txt", paragraphs="blank").segment("paragraph")) == 1


@pytest.mark.parametrize(
    "text",
    [
        NARROW.title(),  # verse, headings
        NARROW.replace("\n", ".\n"),
        "\n".join(
            ["a short line", "a line that goes on for more than three times that"] * 8
        ),
        "peace\nand\ntrust\nfor\nall\nof\nus\nhere",
        " ".join(NARROW.split()),
    ],
)
def test_what_is_not_wrapped_is_not_suspected(text: str, tmp_path: Path) -> None:
    assert suspicions(tmp_path, text) == []


def test_divided_words_are_suspected_and_compounds_are_not(tmp_path: Path) -> None:
    broken = (
        "They spoke of the or-\nder of the na-\n tions and of co\u00ad\r\noperation."
    )
    assert suspicions(tmp_path, broken) == [("divided words", 3)]
    assert "(“or-/der”)" in read(tmp_path / "a.txt").suspected["reason"].item()
    lines = ["They said that peace is kept by those who keep their word to all."] * 200
    assert (
        suspicions(tmp_path, "\n".join([*lines, "a zero-\nsum view, a win-\nwin view"]))
        == []
    )
    assert (
        suspicions(tmp_path, "Peace -\nand trust -\nand Sino-\nCentral and 2013-\n2022")
        == []
    )
