"""Lists and patterns of paths, and texts in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import discourse
from discourse.corpus import Corpus
from discourse.errors import (
    ColumnError,
    DiscourseError,
    EncodingError,
    MetadataError,
    OptionError,
    ReadError,
)
from discourse.reading import read


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write_files(*names: str, content: str | bytes = "One belt.") -> None:
    for number, name in enumerate(names):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else f"{content} {number}".encode()
        path.write_bytes(data)


def error_message(kind: type[DiscourseError], path: Any, **options: Any) -> str:
    with pytest.raises(kind) as caught:
        read(path, **options)
    assert type(caught.value) is kind
    return str(caught.value)


def unread_files(corpus: Corpus) -> list[str]:
    table = corpus.suspected
    return table.loc[table["kind"] == "not read", "reason"].tolist()


# Lists of paths ------------------------------------------------------------------------


def test_a_list_of_paths_is_read_in_its_order() -> None:
    write_files("b.txt", "a.txt")
    for paths in (
        ["b.txt", "a.txt"],
        ("b.txt", Path("a.txt")),
        np.array(["b.txt", "a.txt"]),
        pd.Index(["b.txt", "a.txt"]),
        {"b.txt": 1, "a.txt": 2}.keys(),
        [Path("b.txt").absolute(), "./a.txt"],
    ):
        corpus = read(paths)  # type: ignore[arg-type]
        assert corpus.names == ("b", "a")
        assert corpus.texts == ("One belt. 0", "One belt. 1")
        assert list(corpus.documents.columns) == ["doc"]
        assert corpus.suspected.empty


def test_what_has_no_order_is_sorted() -> None:
    write_files("texts/b.txt", "texts/c.txt", "texts/a.txt")
    assert read(Path("texts").glob("*.txt")).names == ("a", "b", "c")
    assert read({"texts/b.txt", "texts/a.txt"}).names == ("a", "b")


def test_a_table_of_metadata_among_the_files_is_that() -> None:
    write_files("texts/b.txt", "texts/a.txt", "other/c.txt")
    Path("texts/metadata.csv").write_text("doc,side\na,x\nb,y\n")
    corpus = read(Path("texts").iterdir())
    assert corpus.documents["side"].tolist() == ["x", "y"]
    paths = ["texts/metadata.csv", "texts/a.txt", "other/c.txt"]
    assert "is a table among texts" in error_message(ReadError, paths)


def test_names_that_are_no_utf_8_are_paths() -> None:
    names = [b"caf\xe9.txt", b"b.txt"]
    for name in names:
        try:
            Path(os.fsdecode(name)).write_bytes(b"One belt.")
        except OSError:  # pragma: no cover - systems that refuse such names
            pytest.skip("this system takes names in UTF-8 only")
    assert read([os.fsdecode(name) for name in names]).names == ("caf\\xe9", "b")


def test_a_word_beside_paths_is_a_path() -> None:
    write_files("texts/a.txt")
    assert "Did you mean 'texts'?" in error_message(ReadError, ["textz", "texts"])


def test_a_list_of_one_path_is_that_path() -> None:
    write_files("texts/a.txt", "texts/b.txt")
    assert read(["texts"]).names == read("texts").names == ("a", "b")
    assert read(["texts/a.txt"]).names == ("a",)
    table = pd.DataFrame({"doc": ["a"], "side": ["x"]})
    for path in (["texts/a.txt"], "texts/a*.txt"):
        assert read(path, metadata=table).documents["side"].tolist() == ["x"]
    assert read(["texts/*.txt"]).names == ("a", "b")


def test_ids_are_as_short_as_they_can_be() -> None:
    write_files("x/china/2019.txt", "x/india/2019.txt", "y/china/2020.txt")
    corpus = read(["x/india/2019.txt", "x/china/2019.txt", "y/china/2020.txt"])
    assert corpus.names == ("india/2019", "china/2019", "2020")
    assert corpus.documents["folder"].tolist() == ["x/india", "x/china", "y/china"]
    write_files("z/china/2019.txt")
    paths = ["x/china/2019.txt", "z/china/2019.txt"]
    assert read(paths).names == ("x/china/2019", "z/china/2019")


def test_names_that_are_confused_are_lengthened_too() -> None:
    write_files("x/A.txt", "y/a.txt")
    assert read(["x/A.txt", "y/a.txt"]).names == ("x/A", "y/a")


def test_folders_and_patterns_may_be_in_a_list() -> None:
    write_files("x/a.txt", "x/deep/b.txt", "y/c.txt", "y/d.txt", "y/e.md", "z.txt")
    corpus = read(["z.txt", "x", "y/[cd].txt"])
    assert corpus.names == ("z", "a", "b", "c", "d")
    assert corpus.documents["folder"].tolist() == ["", "x", "x/deep", "y", "y"]
    corpus = read(["x", "y"])
    assert corpus.names == ("a", "b", "c", "d")
    assert unread_files(corpus) == ["Not read: 1 file with .md: y/e.md."]


def test_what_two_paths_of_a_list_lead_to_is_named_once() -> None:
    write_files("x/a.txt", "x/b.txt", "x/n.md", "x/t.csv", "x/~$a.txt")
    write_files("x/page.html", "x/page_files/f.html", content="<p>One belt.</p>")
    corpus = read(["x/[abt~]*", "x/[npt~]*"])
    assert corpus.names == ("a", "b", "page")
    assert unread_files(corpus) == [
        "Not read: 1 file with .md: n.md.",
        "Not read: folders with the pictures and scripts of saved web pages: "
        "page_files.",
        "Not read: what a program keeps for itself, such as the lock of an open file: "
        "~$a.txt.",
        "A table that was not read.",
    ]


def test_a_missing_file_is_refused_by_name() -> None:
    write_files("texts/a.txt", "texts/b.txt")
    paths = ["texts/a.txt", "texts/bb.txt", "texts/b.txt"]
    message = error_message(ReadError, paths)
    assert message.startswith("texts/bb.txt: there is no such file.")
    assert "Did you mean 'b.txt'?" in message
    assert "on_error='report'" in message
    corpus = read(paths, on_error="report")
    assert corpus.names == ("a", "b")
    assert corpus.refused["source"].tolist() == ["texts/bb.txt"]
    assert "no such file" in error_message(
        ReadError, ["x.txt", "y.txt"], on_error="report"
    )


def test_a_file_given_twice_is_refused() -> None:
    write_files("a.txt", "b.txt")
    assert "given twice" in error_message(ReadError, ["a.txt", "b.txt", "./a.txt"])
    assert "given twice" in error_message(ReadError, ["a.txt", "*.txt"])
    corpus = read(["a.txt", "b.txt", "a.txt"], on_error="report")
    assert corpus.names == ("a", "b")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.odt", "it is not a file of a kind"),
        ("", "it is empty"),
        ("a\0.txt", "U+0000"),
        ("~$b.txt", "keeps this file for itself"),
        ("https://mfa.example/a.txt", "there is no such file"),
        ("x" * 300 + ".txt", "no such file|could not be checked"),
        ("link.txt", "link that leads nowhere"),
        ("pipe.txt", "pipe, socket or device"),
        ("zero.txt", "pipe, socket or device"),
        ("\udce9.txt", "there is no such file"),
    ],
)
def test_what_is_no_text_is_refused_by_name(name: str, words: str) -> None:
    write_files("b.txt", "c.txt", "a.odt", "~$b.txt")
    if name == "link.txt":
        Path(name).symlink_to("nowhere")
    if name == "pipe.txt":
        os.mkfifo(name)
    if name == "zero.txt":
        Path(name).symlink_to("/dev/zero")
    paths = [Path("b.txt"), Path("c.txt"), Path(name) if name else ""]
    if "\0" in name or not name:
        paths = ["b.txt", "c.txt", name]  # type: ignore[list-item]
        if not name:
            message = error_message(ReadError, paths)
            assert "looks like a text" in message
            return
        message = error_message(ReadError, [Path(str(path)) for path in paths])
    else:
        message = error_message(ReadError, paths)
    assert any(word in message for word in words.split("|")), message
    corpus = read([Path(str(path)) for path in paths], on_error="report")
    assert corpus.names == ("b", "c")
    assert len(corpus.refused) == 1


def test_options_apply_to_lists_and_patterns() -> None:
    for name in ("CHN_1990", "KAZ_1991"):
        write_files(f"texts/{name}.txt", content=b"caf\xe9, one road")
    write_files("texts/IND_1992.txt", content="Title: A visit\n\nOne road")
    Path("about.csv").write_text(
        "doc,medium\nCHN_1990,human\nKAZ_1991.txt,human\nIND_1992,machine\nX,y\n"
    )
    paths = [f"texts/{name}.txt" for name in ("KAZ_1991", "CHN_1990", "IND_1992")]
    for path in (paths, "texts/*.txt"):
        corpus = read(
            path,
            metadata="about.csv",
            names="{country}_{year}",
            encodings={"CHN_1990.txt": "latin-1", "KAZ_1991": "cp1252"},
        )
        assert "café, one road" in corpus.texts
        rows = corpus.documents.set_index("doc")
        assert list(rows.columns) == ["medium", "country", "year", "title"]
        assert rows.loc["IND_1992"].tolist() == ["machine", "IND", "1992", "A visit"]
        assert rows.loc["KAZ_1991"].tolist() == ["human", "KAZ", "1991", ""]
        assert unread_files(corpus) == ["Not read: 1 row about other texts (line 5)."]
    assert read(paths[:2], encoding="cp1252").raw["KAZ_1991"] == "café, one road"
    assert "is not valid UTF-8" in error_message(EncodingError, paths)
    assert "text='body'" in error_message(OptionError, paths, text="body")


def test_a_table_beside_the_texts_is_found() -> None:
    write_files("texts/china/a.txt", "texts/india/b.txt", "texts/india/c.txt")
    Path("texts/metadata.csv").write_text(
        "doc,side\nchina/a,x\nindia/b,y\nindia/c.txt,z\n"
    )
    expected = {"china/a": "x", "india/b": "y", "india/c": "z"}
    assert read("texts").documents.set_index("doc")["side"].to_dict() == expected
    for path in ("texts/**/*.txt", ["texts/china/a.txt", "texts/india"]):
        corpus = read(path)
        assert corpus.documents[["doc", "side"]].values.tolist() == [
            ["a", "x"],
            ["b", "y"],
            ["c", "z"],
        ]
    assert unread_files(read(["texts/china/a.txt", "texts/india/b.txt"])) == [
        "Not read: 1 row about other texts (line 4)."
    ]
    Path("texts/metadata.csv").write_text("doc,side\na,x\n")
    assert "has no row for this text" in error_message(MetadataError, "texts/**/*.txt")


# Patterns ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("texts/*.txt", ("a", "b1", "b2")),
        ("./texts/b?.txt", ("b1", "b2")),
        ("texts/b[13].txt", ("b1",)),
        ("texts/**/*.txt", ("a", "b1", "b2", "c", "d")),
        ("**/c.txt", ("c",)),
        ("texts/*/*.txt", ("c",)),
        ("texts/china/**", ("c", "d")),
        ("texts/*", ("a", "b1", "b2", "c", "d")),
        ("texts/**/**/**/**/**/d.txt", ("d",)),
        ("t*/a.txt", ("a",)),
        ("texts/../t*/a.txt", ("a",)),
    ],
)
def test_a_pattern_reads_what_matches(pattern: str, names: tuple[str, ...]) -> None:
    write_files("texts/a.txt", "texts/b1.txt", "texts/b2.txt", "texts/.hidden.txt")
    write_files("texts/china/c.txt", "texts/china/early/d.txt", "other/x.txt")
    assert read(pattern).names == names
    assert read(Path(pattern).absolute()).names == names


def test_a_pattern_reads_as_its_folder_does() -> None:
    write_files("texts/b.txt", "texts/a.txt", "texts/a.odt")
    Path("texts/metadata.csv").write_text("doc,side\na,x\nb,y\n")
    folder = read("texts")
    corpus = read("texts/*.txt")
    assert corpus.documents.equals(folder.documents)
    assert dict(corpus.raw) == dict(folder.raw)
    assert corpus.suspected.empty
    assert read("texts/*").suspected.equals(folder.suspected)


def test_brackets_in_the_name_of_a_folder_are_no_pattern() -> None:
    write_files("Session [45]/a.txt", "Session [45]/b.txt")
    assert read("Session [45]/*.txt").names == ("a", "b")
    assert read("Session [45]/a.txt").names == ("a",)


@pytest.mark.parametrize(
    "pattern", ["texts/*.text", "texts/b*.txt", "nowhere/*.txt", "empty/*", "**/b.txt"]
)
def test_a_pattern_without_a_match_is_named(pattern: str) -> None:
    write_files("texts/a.txt", "texts/c.txt")
    Path("empty").mkdir()
    for path in (pattern, [pattern, "texts/a.txt"]):
        message = error_message(ReadError, path)
        assert f"no file matches the pattern '{pattern}'" in message
        expected = {
            "nowhere": "no folder nowhere",
            "empty": "Nothing is in",
            "**": "there is empty, texts",
        }
        words = expected.get(pattern.partition("/")[0], "there is a.txt, c.txt")
        assert words in message


def test_a_pattern_that_matches_no_text_says_what_it_matches() -> None:
    write_files("texts/a.odt", "texts/b.odt", "texts/c.txt")
    message = error_message(ReadError, "texts/*.odt")
    assert "no text matches the pattern 'texts/*.odt', only a.odt, b" in message


def test_a_pattern_may_match_one_table() -> None:
    write_files("a.csv", "b.csv", content=b"doc,text\nx,One belt.\n")
    corpus = read("a*.csv")
    assert corpus.names == ("x",)
    assert list(corpus.documents.columns) == ["doc"]
    write_files("c.txt")
    assert "metadata=" in error_message(ReadError, ["a.csv", "c.txt"])


def test_several_tables_are_one_corpus() -> None:
    Path("y_2019.csv").write_text("doc,text,n\nx,One belt.,007\ny,One road.,\n")
    Path("y_2020.jsonl").write_text('{"id": "z", "text": "One belt.", "m": 3}\n')
    for path in ("y_*", ["y_2019.csv", "y_2020.jsonl"]):
        corpus = read(path, names="y_{year}/{}")
        assert corpus.names == ("x", "y", "z")
        assert corpus.texts == ("One belt.", "One road.", "One belt.")
        rows = corpus.documents.astype("str")
        assert rows["n"].tolist()[0] == "007"
        assert rows["m"].tolist()[2] == "3"
        assert rows["year"].tolist() == ["2019", "2019", "2020"]
        assert rows["table"].tolist() == ["y_2019", "y_2019", "y_2020"]
        (row,) = corpus.suspected.to_dict("records")
        assert (row["kind"], row["source"]) == ("duplicate", "y_2019.csv: x")
        assert "y_2020.jsonl: z" in row["reason"]


def test_tables_with_the_same_ids_have_their_names_before_them() -> None:
    for folder in ("p", "q"):
        Path(folder).mkdir()
        Path(f"{folder}/t.csv").write_text("text\nOne.\nTwo.\n")
    corpus = read(["q/t.csv", "p/t.csv"], encodings={"q/t.csv": "cp1252"})
    assert corpus.names == ("q/t/1", "q/t/2", "p/t/1", "p/t/2")
    assert corpus.documents["table"].tolist() == ["q/t", "q/t", "p/t", "p/t"]
    assert "folder" not in corpus.documents.columns
    modes = {"q/t/1": "blank"}
    assert read("*/t.csv", paragraphs=modes).paragraphs["q/t/1"] == "blank"


def test_labels_that_are_nearly_the_same_are_named_once() -> None:
    for name, countries in {"a": ("China ", "CHINA"), "b": ("china", "Chile")}.items():
        rows = [f"{name}{i},Text {name}{i}.,{c}" for i, c in enumerate(countries)]
        Path(f"{name}.csv").write_text("\n".join(["doc,text,country", *rows]) + "\n")
    suspected = read("[ab].csv").suspected
    assert suspected[["source", "kind"]].values.tolist() == [
        ["a.csv", "blanks"],
        ["metadata: country", "near-same labels"],
    ]


def test_faults_of_several_tables() -> None:
    Path("a.csv").write_text("doc,text\nx,One.\nx,Two.\ny,Three.\n")
    Path("b.csv").write_text("doc,body\nz,One.\n")
    Path("c.csv").write_text("doc,text\nz,One.\n")
    assert "b.csv has no column 'text'" in error_message(
        ColumnError, ["c.csv", "b.csv"]
    )
    assert "occurs on line" in error_message(MetadataError, ["a.csv", "c.csv"])
    corpus = read(["a.csv", "c.csv"], on_error="report")
    assert corpus.names == ("y", "z")
    assert corpus.refused["line"].tolist() == [2, 3]
    assert "there is no file" in error_message(ReadError, ["a.csv", "d.csv"])
    assert "metadata= goes" in error_message(
        OptionError, ["a.csv", "c.csv"], metadata="b.csv"
    )
    assert "no such file is read" in error_message(
        OptionError, ["a.csv", "c.csv"], encodings={"e.csv": "cp1252"}
    )


def test_a_pattern_never_leaves_its_folder_or_waits(tmp_path: Path) -> None:
    write_files("texts/a.txt", "outside/secret.txt")
    Path("texts/loop").symlink_to("../texts")
    Path("texts/s.txt").symlink_to("../outside/secret.txt")
    os.mkfifo("texts/p.txt")
    corpus = read("texts/**/*.txt", on_error="report")
    assert corpus.names == ("a",)
    assert corpus.refused["source"].tolist() == ["loop", "p.txt", "s.txt"]
    assert read("texts/a*").names == ("a",)
    Path("texts/self.txt").symlink_to("self.txt")
    corpus = read("texts/*.txt", on_error="report")
    assert corpus.refused["source"].tolist() == ["p.txt", "s.txt", "self.txt"]


# Texts in memory -----------------------------------------------------------------------


def test_a_dict_of_texts() -> None:
    corpus = read({"a": "One.", 2: "Two belts.", "c": ""})
    assert corpus.names == ("a", "2", "c")
    assert corpus.raw["2"] == "Two belts."
    assert corpus.suspected[["source", "kind"]].values.tolist() == [["c", "empty"]]


def test_a_list_of_texts_is_numbered() -> None:
    assert read(["One.", "Two belts."]).names == ("1", "2")
    corpus = read([f"This is text {number}." for number in range(11)])
    assert corpus.names[0] == "01"
    assert corpus.names[-1] == "11"

    def texts() -> Iterator[str]:
        yield "Two belts."
        yield "One belt\nand a road and/or a way."

    assert read(texts()).texts == ("Two belts.", "One belt\nand a road and/or a way.")
    assert read({"b": "Two.", "a": "One."}.values()).texts == ("Two.", "One.")


def test_a_series_of_texts_has_its_ids_in_the_index() -> None:
    assert read(pd.Series({"b": "One.", "a": "Two."})).names == ("b", "a")
    assert read(pd.Series(["One.", "Two."], index=[3, 7])).names == ("3", "7")
    with pytest.raises(MetadataError, match="occurs on row"):
        read(pd.Series(["One.", "Two."], index=["a", "a"]))


def test_options_apply_to_texts_in_memory() -> None:
    texts = {"CHN_1990": "Title: A visit\n\nOne belt.", "KAZ_1991": "One road."}
    table = pd.DataFrame({"doc": ["KAZ_1991", "CHN_1990", "X"], "n": [2, 1, 3]})
    corpus = read(texts, names="{country}_{year}", metadata=table)
    assert corpus.documents.to_dict("list") == {
        "doc": ["CHN_1990", "KAZ_1991"],
        "n": [1, 2],
        "country": ["CHN", "KAZ"],
        "year": ["1990", "1991"],
        "title": ["A visit", ""],
    }
    assert corpus["CHN_1990"].words == 2
    assert unread_files(corpus) == ["Not read: 1 row about other texts (row 3)."]
    assert read(texts, heads=False)["CHN_1990"].words == 5
    assert read(texts, paragraphs={"KAZ_1991": "blank"}).paragraphs["KAZ_1991"]
    with pytest.raises(MetadataError, match="has no row for this text"):
        read(texts, metadata=table.iloc[:1])
    kept = read(texts, metadata=table.iloc[:1], on_error="report")
    assert kept.names == ("KAZ_1991",)
    for options in ({"encoding": "cp1252"}, {"encodings": {"a": "cp1252"}}):
        assert "decoded already" in error_message(OptionError, texts, **options)
    assert "the texts themselves" in error_message(OptionError, texts, text="body")


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ([], ReadError, "the list is empty"),
        ({}, ReadError, "the dict is empty"),
        (["a\udc80.txt"], ReadError, "there is no file"),
        ("a\ud800/*.txt", ReadError, "no file matches"),
        (["a.txt", "One belt, one road."], ReadError, "looks like a text"),
        (["One belt, one road.", "here.txt"], ReadError, "is a path"),
        (["One.", 3], ReadError, "its item 2 is 3 (int)"),
        (["One.", None], ReadError, "its item 2 is None"),
        (["One.", b"Two."], ReadError, "data.decode('utf-8')"),
        ([{"doc": "a", "text": "One."}], ReadError, "pandas.DataFrame(rows)"),
        ({"One belt.", "Two."}, ReadError, "has no order"),
        ({"a": "One.", "b": None}, ReadError, "no text in column 'text'"),
        ({"a": 3}, ReadError, "is int, not text"),
        ({"a": "One.", "A": "Two."}, MetadataError, "only in capitals"),
        ({1.5: "One."}, MetadataError, "not text or a whole number"),
        ({"": "One."}, MetadataError, "no id"),
        ({"a": "here.txt"}, ReadError, "discourse.read(list(paths.values()))"),
        ({"a": Path("here.txt")}, ReadError, "is the name of a file"),
        (pd.Series(["here.txt"]), ReadError, "discourse.read(paths.tolist())"),
        ({"a": "x\ud800"}, MetadataError, "surrogate"),
        (["x y \ud800"], MetadataError, "surrogate"),
        ({"a\udc80": "x"}, MetadataError, "surrogate"),
        ("One belt, one road.", ReadError, "discourse.read({'a': text})"),
        (5, ReadError, "discourse.read({'a': 'First text.'})"),
        (b"a.txt", ReadError, "takes the path"),
        (Corpus.from_texts({"a": "x"}), ReadError, "takes the path"),
    ],
)
def test_a_mistake_is_answered(
    value: object, kind: type[DiscourseError], words: str
) -> None:
    write_files("here.txt")
    assert words in error_message(kind, value)


def proposed_call(message: str) -> str:
    """The call of `read` that a message proposes."""
    return "discourse.read(" + message.rpartition("discourse.read(")[2].rstrip(".")


@pytest.mark.parametrize(
    ("value", "variable", "names"),
    [
        ({"x": "here.txt"}, "paths", ("here",)),
        (pd.Series(["here.txt"]), "paths", ("here",)),
        ([{"doc": "a", "text": "One."}], "rows", ("a",)),
        (["here.txt", "One belt, one road."], "", ("a",)),
        ("One belt, one road.", "text", ("a",)),
        (5, "", ("a",)),
        ({}, "", ("a",)),
    ],
)
def test_the_call_that_a_message_proposes_works(
    value: Any, variable: str, names: tuple[str, ...]
) -> None:
    write_files("here.txt")
    call = proposed_call(error_message(ReadError, value))
    scope = {"discourse": discourse, "pandas": pd, variable: value}
    assert eval(call, scope).names == names


def test_an_open_file_is_no_list() -> None:
    write_files("a.txt")
    with Path("a.txt").open() as file:
        assert "takes the path" in error_message(ReadError, file)


def test_faults_in_memory_are_listed() -> None:
    corpus = read({"a": "One.", "b": None, "c": "x\ud800"}, on_error="report")
    assert corpus.names == ("a",)
    assert corpus.refused["line"].tolist() == [2, 3]


@pytest.mark.parametrize(
    ("path", "options"),
    [
        (np.array(3), {}),
        (10**5000, {}),
        ({"a": "x"}, {"metadata": "x" * 3000}),
        ({"a": "x"}, {"encoding": 10**5000}),
    ],
    ids=["array", "huge number", "long path", "huge encoding"],
)
def test_what_is_no_path_and_no_option_is_refused(path: object, options: dict) -> None:
    with pytest.raises(DiscourseError):
        read(path, **options)
