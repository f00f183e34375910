"""The Corpus: frozen, divisible, maskable; what is counted adds up however it is divided."""

from __future__ import annotations

import html
import itertools
import math
import re
from collections import Counter
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from four_documents import TABLE, TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse import tables
from discourse.corpus import Corpus, join
from discourse.corpus.cache import Key, cached
from discourse.corpus.reading_notes import duplicate_reason
from discourse.counting.document_term_matrix import count_terms
from discourse.errors import (
    ColumnError,
    EncodingError,
    MetadataError,
    OptionError,
    SpanError,
)
from discourse.text import BLANK, COMMA, MASK, PARAGRAPH


def corpus_of(**options: Any) -> Corpus:
    return Corpus.from_texts(TEXTS, TABLE, **options)


def words(corpus: Corpus) -> dict[str, list[str]]:
    stream = corpus.stream
    each = itertools.pairwise(stream.bounds.tolist())
    return {
        doc: [stream.vocabulary[number] for number in stream.ids[low:high]]
        for doc, (low, high) in zip(corpus.names, each, strict=True)
    }


def counts(corpus: Corpus) -> Counter[str]:
    return Counter(word for some in words(corpus).values() for word in some)


def spans(*rows: tuple[Any, ...], **more: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["doc", "start", "end"]).assign(**more)


def sound(corpus: Corpus) -> None:
    """What holds of every corpus, however it was made."""
    stream, names = corpus.stream, corpus.names
    assert len(set(names)) == len(names) == len(corpus) == len(corpus.documents)
    assert corpus.documents["doc"].tolist() == list(names)
    assert len(stream.bounds) == len(corpus) + 1
    assert stream.bounds[0] == 0
    assert stream.bounds[-1] == len(stream)
    starts, ends = corpus.extents
    masks = corpus.masks
    masked = [(row.doc, row.start, row.end) for row in masks.itertuples()]
    for number, doc in enumerate(names):
        low, high = stream.bounds[number : number + 2].tolist()
        raw, at = corpus.raw[doc], starts[number]
        assert 0 <= starts[number] <= ends[number] <= len(raw)
        for token in range(low, high):
            start, end = stream.start[token], stream.end[token]
            assert at <= start < end <= ends[number]
            assert not any(
                doc == name and a < end and start < b for name, a, b in masked
            )
            if token > low and any(
                doc == name and a < start and at < b for name, a, b in masked
            ):
                assert stream.gap[token] == MASK
            at = end
        if high > low:
            assert stream.gap[low] == PARAGRAPH
    for doc, start, end in masked:
        assert starts[names.index(doc)] <= start < end <= ends[names.index(doc)]
    log = corpus.log
    for row in log.itertuples():
        assert isinstance(row.surface, str)
    named = [corpus.documents, log, corpus.refused, corpus.suspected]
    for table in (*named, masks, *corpus.layers.values()):
        assert table.index.tolist() == list(range(len(table)))


# ---------------------------------------------------------------------------------------------------------------------
# Making


def test_a_corpus_from_texts() -> None:
    corpus = corpus_of()
    sound(corpus)
    assert corpus.names == ("a", "b", "c", "d")
    assert dict(corpus.raw) == TEXTS
    assert words(corpus)["b"] == []
    assert words(corpus)["c"] == ["one"]
    assert corpus.paragraphs == dict.fromkeys("abcd", "line")
    assert [array.tolist() for array in corpus.extents] == [
        [0, 0, 0, 0],
        [len(text) for text in TEXTS.values()],
    ]


def test_no_documents_and_documents_without_words() -> None:
    for texts in ({}, {"x": ""}, {"x": " \n", "y": "—"}):
        corpus = Corpus.from_texts(texts)
        sound(corpus)
        assert len(corpus.stream) == 0
        assert f"{len(texts)} document" in repr(corpus)
        assert corpus._repr_html_().startswith("<div>")
        for unit in ("paragraph", "sentence", "window"):
            sound(corpus.segment(unit))  # type: ignore[arg-type]
            assert len(corpus.segment(unit)) == 0  # type: ignore[arg-type]
        sound(corpus.split(spans(label=[])))
        sound(corpus.where(doc=[]))
        sound(corpus.sample(0))
        sound(corpus.mask(spans()).unmask())
        assert corpus.groups("doc")[1] == tuple(texts)
        assert len(corpus.fingerprint) == 64


def test_a_document_of_one_word_is_counted_alone() -> None:
    corpus = Corpus.from_texts({"x": "a", "y": "a"})
    assert corpus.stream.gap.tolist() == [PARAGRAPH, PARAGRAPH]
    assert corpus.segment("sentence").names == ("x#1", "y#1")
    assert len(corpus.mask(spans(("x", 0, 1))).stream) == 1


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pd.DataFrame({"doc": ["a", "b"]}), "it has 2 rows for 4 texts. 'c' has none."),
        (
            pd.DataFrame({"doc": ["a", "b", "c", "d", "e"]}),
            "it has 5 rows for 4 texts. 'e' is no text.",
        ),
        (
            pd.DataFrame({"doc": ["d", "c", "b", "a"]}),
            "row 0 has 'd', but the text there is 'a'. The ids are the same",
        ),
        (
            pd.DataFrame({"doc": ["a", "b", "c", "e"]}),
            "No row has the id 'd'; expected one row for each text",
        ),
        (pd.DataFrame({"id": ["a", "b", "c", "d"]}), "it has the columns id"),
        (
            pd.DataFrame({"doc": ["a", "b", "c", "c"]}),
            "row 3 has 'c', but the text there is 'd'",
        ),
        (
            {"doc": list("abcd")},
            "what came is a dict of 1. Write documents=pandas.DataFrame",
        ),
        ("metadata.csv", "what came is 'metadata.csv'"),
        (
            TABLE.rename(columns={"year": "size"}),
            "documents has the column 'size' twice",
        ),
    ],
)
def test_metadata_that_is_of_other_documents_is_refused(table: Any, said: str) -> None:
    with pytest.raises(MetadataError, match=r"^documents ") as caught:
        Corpus.from_texts(TEXTS, table)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("texts", "came", "advice"),
    [
        (
            ["One belt", "one road"],
            "texts=['One belt', 'one road']",
            "dict(zip(ids, texts))",
        ),
        (("One belt",), "texts=('One belt',)", "dict(enumerate(texts, 1))"),
        (
            "One belt, one road",
            "texts='One belt, one road'",
            "from_texts({'speech': text})",
        ),
        (b"One belt", "texts=b'One belt'", "from_texts({'a': 'First text.'"),
        (5, "texts=5", "from_texts({'a': 'First text.'"),
        (None, "texts=None", "from_texts({'a': 'First text.'"),
        (
            pd.Series(["One belt"], index=["a"]),
            "texts=a Series of 1",
            "from_texts(series.to_dict())",
        ),
        (
            pd.DataFrame({"text": ["One belt"]}),
            "texts=a DataFrame of 1",
            "discourse.read(table",
        ),
        (
            {"a": "One", "b": None},
            "the text of 'b' is None",
            "Write '' where there is none",
        ),
        (
            {"a": "One", "b": np.nan},
            "the text of 'b' is nan",
            "Write '' where there is none",
        ),
        ({"a": 2013}, "the text of 'a' is 2013", "expected a str"),
        ({"a": b"One belt"}, "the text of 'a' is b'One belt'", "data.decode('utf-8')"),
        (
            {"a": ["One", "belt"]},
            "the text of 'a' is ['One', 'belt']",
            "expected a str",
        ),
        ("x" * 200, "texts='xxxx", "x…: expected a mapping of ids to texts"),
    ],
)
def test_what_is_no_mapping_of_texts_is_refused_with_what_to_write(
    texts: Any, came: str, advice: str
) -> None:
    with pytest.raises(OptionError) as caught:
        Corpus.from_texts(texts)
    assert came in str(caught.value)
    assert advice in str(caught.value)
    assert len(str(caught.value)) < 250


def test_any_mapping_of_texts_is_taken() -> None:
    corpus = Corpus.from_texts(MappingProxyType({"a": "One belt", "b": ""}))
    assert (corpus.names, dict(corpus.raw)) == (("a", "b"), {"a": "One belt", "b": ""})
    assert Corpus.from_texts(corpus.raw).fingerprint == corpus.fingerprint
    assert Corpus.from_texts(dict(enumerate(["One belt", "one road"], 1))).names == (
        "1",
        "2",
    )
    assert Corpus.from_texts(pd.Series(["One belt"], index=["a"]).to_dict()).names == (
        "a",
    )


def test_a_lone_surrogate_is_refused_by_name() -> None:
    with pytest.raises(
        EncodingError, match=r"y: character 1 is a lone surrogate \(U\+DC80\)"
    ):
        Corpus.from_texts({"x": "fine", "y": "a\udc80"})


def test_the_end_of_a_paragraph_can_be_set() -> None:
    raw = {"x": "one\ntwo", "y": "one\ntwo"}
    corpus = Corpus.from_texts(raw, paragraphs={"y": "blank"})
    assert corpus.paragraphs == {"x": "line", "y": "blank"}
    assert corpus.segment("paragraph").names == ("x#1", "x#2", "y#1")
    with pytest.raises(OptionError, match="Did you mean 'blank'"):
        Corpus.from_texts(raw, paragraphs="blanks")  # type: ignore[arg-type]
    with pytest.raises(
        OptionError,
        match=r"paragraphs names 'Y', but no document is called that. Did you mean 'y'",
    ):
        Corpus.from_texts(raw, paragraphs={"Y": "blank"})


def test_ids_that_are_numbers_become_text() -> None:
    corpus = Corpus.from_texts({1: "a", 2: "b"}, pd.DataFrame({"doc": [1, 2]}))  # type: ignore[dict-item]
    assert corpus.names == tuple(corpus.documents["doc"]) == ("1", "2")


def test_ids_that_become_one_are_refused() -> None:
    with pytest.raises(MetadataError, match="'1'"):
        Corpus.from_texts({1: "a", "1": "b"})  # type: ignore[dict-item]
    for one, other in (("a", "A"), ("Café", "Cafe\u0301")):
        with pytest.raises(
            MetadataError,
            match=f"'{one}' and '{other}' differ only in capitals or accents",
        ):
            Corpus.from_texts({one: "x", other: "y"})


@pytest.mark.parametrize("doc", [None, "", "  ", math.nan, True, 1.5, ("a", 1)])
def test_an_id_is_text_or_a_whole_number(doc: Any) -> None:
    with pytest.raises(
        MetadataError,
        match=r"a text came with the id .*; expected text or a whole number",
    ):
        Corpus.from_texts({doc: "x"})


# ---------------------------------------------------------------------------------------------------------------------
# Frozen


def test_nothing_of_a_corpus_can_be_changed() -> None:
    table = TABLE.copy()
    corpus = Corpus.from_texts(TEXTS, table).mask(spans(("a", 0, 3), label=["x"]))
    before = corpus.fingerprint, corpus.documents, corpus.log
    table.loc[0, "country"] = "changed"
    documents = corpus.documents
    documents.loc[0, "country"] = "changed"
    documents["country"] = "changed"
    for name in ("log", "masks", "refused", "suspected"):
        held = getattr(corpus, name)
        held["doc"] = "changed"
        held["new"] = 1
    layer = corpus.layers["mask"]
    layer["start"] = 1
    assert corpus.masks.to_dict("list") == {
        "doc": ["a"],
        "start": [0],
        "end": [3],
        "label": ["x"],
        "action": ["mask"],
    }
    assert corpus.layers["mask"]["start"].tolist() == [0]
    with pytest.raises(TypeError):
        corpus.raw["a"] = "changed"  # type: ignore[index]
    with pytest.raises(TypeError):
        corpus.layers["new"] = TABLE  # type: ignore[index]
    with pytest.raises(AttributeError):
        corpus.names = ()  # type: ignore[misc]
    for array in (
        corpus.stream.ids,
        corpus.stream.gap,
        corpus.stream.start,
        corpus.stream.end,
        corpus.stream.bounds,
        corpus.stream.document,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    assert corpus.fingerprint == before[0]
    pd.testing.assert_frame_equal(corpus.documents, before[1])
    pd.testing.assert_frame_equal(corpus.log, before[2])


def test_what_is_given_is_not_changed() -> None:
    corpus, given_ = corpus_of(), spans(("a", 4, 8), label=["x"])
    held, same = given_.copy(), corpus.fingerprint
    corpus.mask(given_).segment("paragraph").where(country="China").unmask()
    corpus.split(given_)
    corpus.lay("voice", given_)
    pd.testing.assert_frame_equal(given_, held)
    assert corpus.fingerprint == same
    assert len(corpus.masks) == 0


# ---------------------------------------------------------------------------------------------------------------------
# where, sample, groups


def test_where_by_metadata() -> None:
    corpus = corpus_of()
    assert corpus.where(country="China").names == ("a", "c")
    assert corpus.where(country="China", year="2022").names == ("c",)
    assert corpus.where(year=["2013", "2023"]).names == ("a", "d")
    assert corpus.where(year=2022).names == ("b", "c")
    assert corpus.where(size=[1, 4]).names == ("a", "d")
    assert corpus.where(country="").names == ("d",)
    assert corpus.where(doc="d").names == ("d",)
    assert corpus.where(doc=[]).names == ()
    assert corpus.where().names == corpus.names
    assert words(corpus.where(doc=["d", "a"])) == {
        name: words(corpus)[name] for name in ("a", "d")
    }
    sound(corpus.where(country="China"))
    sound(corpus.where(lambda documents: documents["country"] == "nowhere"))


def test_where_by_a_series_a_function_or_a_list() -> None:
    corpus = corpus_of()
    documents = corpus.documents
    assert corpus.where(documents["size"] > 2).names == ("c", "d")
    assert corpus.where(lambda table: table["country"].str.startswith("L")).names == (
        "b",
    )
    assert corpus.where([True, False, False, True]).names == ("a", "d")  # type: ignore[arg-type]
    assert corpus.where(documents["size"] > 2, year="2023").names == ("d",)


def test_where_follows_the_index_of_a_series() -> None:
    corpus = corpus_of()
    backwards = corpus.documents.sort_values("size", ascending=False)
    assert corpus.where(backwards["size"] > 2).names == ("c", "d")


def test_where_says_what_is_wrong() -> None:
    corpus = corpus_of()
    with pytest.raises(
        ColumnError,
        match=r"'contry' is no column of the metadata.*Did you mean 'country'",
    ):
        corpus.where(contry="China")
    with pytest.raises(
        OptionError, match=r"true or false for each document \(4\).*shape \(2,\)"
    ):
        corpus.where(pd.Series([True, False]))
    with pytest.raises(OptionError, match="dtype"):
        corpus.where(corpus.documents["size"])
    with pytest.raises(OptionError):
        corpus.where("country == 'China'")  # type: ignore[arg-type]


def test_a_sample_is_the_same_each_time_and_keeps_the_order() -> None:
    corpus = Corpus.from_texts(
        {f"{number:03}": "a" * (number + 1) for number in range(50)}
    )
    one = corpus.sample(10)
    assert one.names == corpus.sample(10).names == tuple(sorted(one.names))
    assert one.names != corpus.sample(10, rng=1).names
    assert (
        corpus.sample(10, rng=np.random.default_rng(7)).names
        == corpus.sample(10, rng=7).names
    )
    assert corpus.sample(50).names == corpus.names
    sound(one)
    for n in (-1, 51):
        with pytest.raises(OptionError, match="from 0 to 50"):
            corpus.sample(n)


def test_groups() -> None:
    corpus = corpus_of()
    for by, codes, names in (
        (None, [0, 0, 0, 0], ("",)),
        ("doc", [0, 1, 2, 3], ("a", "b", "c", "d")),
        ("country", [1, 2, 1, 0], ("(no value)", "China", "Laos")),
        ("size", [0, 1, 2, 3], ("1", "2", "3", "4")),
    ):
        found, called = corpus.groups(by)
        assert (found.tolist(), called, found.dtype) == (codes, names, np.int64)
    with pytest.raises(ColumnError, match="Did you mean 'country'"):
        corpus.groups("county")


@pytest.mark.parametrize(
    ("by", "came", "mend"),
    [
        (
            3,
            "3 is no column",
            "expected one name, as text, of doc, country, year, size.",
        ),
        (["country"], "['country'] is no column", "Did you mean 'country'?"),
        (
            ["country", "size"],
            "['country', 'size'] are several columns",
            "corpus.assign(both=lambda documents: ",
        ),
        (("doc", "year"), "('doc', 'year') are several columns", "then use 'both'."),
        (["country", "yaer"], "['country', 'yaer'] is no column", "expected one name"),
        ([["country"], 1], "a list of 2 is no column", "expected one name"),
        (TABLE["country"], "a Series of 4 is no column", "expected one name"),
        (np.array(["doc"]), "a ndarray of 1 is no column", "expected one name"),
        (True, "True is no column", "expected one name"),
    ],
)
def test_groups_are_divided_by_one_column(by: Any, came: str, mend: str) -> None:
    for call in (corpus_of().groups, lambda by: count_terms(corpus_of(), by=by)):
        with pytest.raises(ColumnError) as caught:
            call(by)
        assert str(caught.value).startswith(came)
        assert mend in str(caught.value)


def test_the_advice_on_several_columns_can_be_followed() -> None:
    corpus = corpus_of()
    with pytest.raises(ColumnError) as caught:
        corpus.groups(["country", "size"])  # type: ignore[arg-type]
    assert (
        "documents['country'].astype('string') + ' ' "
        "+ documents['size'].astype('string')" in str(caught.value)
    )
    both = corpus.assign(
        both=lambda documents: (
            documents["country"].astype("string")
            + " "
            + documents["size"].astype("string")
        )
    )
    assert both.groups("both")[1] == ("4", "China 1", "China 3", "Laos 2")


def test_a_column_called_by_a_number_goes_by_its_name_as_text() -> None:
    corpus = Corpus.from_texts(TEXTS, TABLE.rename(columns={"year": 3}))
    assert corpus.groups("3")[1] == ("2013", "2022", "2023")
    with pytest.raises(
        ColumnError,
        match=r"3 is no column .* as text, of doc, country, 3, size.*Did you mean '3'",
    ):
        corpus.groups(3)  # type: ignore[arg-type]


def test_a_missing_value_is_no_text() -> None:
    corpus = Corpus.from_texts(TEXTS, TABLE.assign(country=["China", None, np.nan, ""]))
    assert corpus.groups("country")[1] == ("(no value)", "China")
    assert corpus.where(country="").names == ("b", "c", "d")
    assert "nan" not in corpus._repr_html_().lower()


# ---------------------------------------------------------------------------------------------------------------------
# What looks odd


def odd_of(*rows: tuple[str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["source", "kind", "count"])
    cells = {name: table[name] for name in table.columns}
    return tables.make(
        "suspected", {**cells, "reason": "It looks odd.", "mend": "Look at it."}
    )


ODD = odd_of(
    ("texts", "not read", 2),
    ("a.txt", "html", 3),
    ("d.txt", "html", 1),
    ("b.txt", "empty", 0),
)
FILES = {name: f"{name}.txt" for name in TEXTS}


def said(corpus: Corpus) -> list[str]:
    assert list(corpus.suspected.columns) == list(tables.KINDS["suspected"])
    return corpus.suspected["source"].tolist()


def test_what_looks_odd_follows_the_texts_that_are_here() -> None:
    corpus = corpus_of(suspected=ODD, sources=FILES)
    pd.testing.assert_frame_equal(corpus.suspected, ODD)
    assert said(corpus.where(doc=["a", "c"])) == ["texts", "a.txt"]
    assert said(corpus.where(doc="c")) == ["texts"]
    assert said(corpus.where(doc=[])) == ["texts"]
    assert said(corpus.where(doc=["b", "d"]).where(doc="d")) == ["texts", "d.txt"]
    for rng in range(4):
        part = corpus.sample(2, rng=rng)
        assert said(part) == [
            "texts",
            *(f"{doc}.txt" for doc in "adb" if doc in part.names),
        ]
    assert said(corpus.segment("sentence").where(parent="d")) == ["texts", "d.txt"]
    assert said(
        corpus.segment("sentence").where(doc="a#1").segment("window", size=2)
    ) == ["texts", "a.txt"]
    assert said(
        corpus.split(spans(("a", 0, 3), label=["x"])).where(parent=["a", "b"])
    ) == ["texts", "a.txt", "b.txt"]
    assert said(corpus.mask(spans(("a", 0, 3))).assign(x="y").unmask()) == said(corpus)
    assert "4 suspected" in repr(corpus)
    assert "2 suspected" in repr(corpus.where(doc="a"))
    assert "suspected" not in repr(
        corpus_of(suspected=ODD[1:], sources=FILES).where(doc="c")
    )


def test_what_was_not_read_stays_refused_whatever_is_chosen() -> None:
    refused = tables.make(
        "refused",
        {"source": "x", "line": 0, "byte": 0, "error": "E", "reason": "r", "mend": "m"},
    )
    part = corpus_of(refused=refused, suspected=ODD, sources=FILES).where(doc="c")
    assert part.refused["source"].tolist() == ["x"]
    assert said(part) == ["texts"]


def test_without_sources_a_row_goes_by_the_id_of_its_document() -> None:
    corpus = corpus_of(suspected=odd_of(("a", "html", 3), ("d", "html", 1)))
    assert said(corpus.where(doc="d")) == ["d"]


def test_what_looks_odd_in_two_corpora_follows_both() -> None:
    one = corpus_of(suspected=ODD, sources=FILES)
    two = Corpus.from_texts(
        {"x": "x", "y": "y"},
        suspected=odd_of(("x.txt", "html", 1)),
        sources={"x": "x.txt"},
    )
    both = join(one.where(doc=["a", "b"]), two)
    assert said(both) == ["texts", "a.txt", "b.txt", "x.txt"]
    assert said(both.where(doc=["b", "y"])) == ["texts", "b.txt"]
    assert said(join(two.where(doc="y"), one.where(doc="c"))) == ["texts"]


def test_a_text_that_stands_twice_is_said_as_long_as_it_does() -> None:
    texts = dict(
        zip("abcdef", ["same", "same", "other", "same", "two", "two"], strict=True)
    )
    columns = {
        "source": ["a.txt", "e.txt"],
        "kind": "duplicate",
        "count": [3, 2],
        "reason": [duplicate_reason(["b.txt", "d.txt"]), duplicate_reason(["f.txt"])],
        "mend": "Keep one.",
    }
    odd = tables.make("suspected", columns)
    corpus = Corpus.from_texts(
        texts, suspected=odd, sources={name: f"{name}.txt" for name in texts}
    )
    pd.testing.assert_frame_equal(corpus.suspected, odd)
    assert said(corpus.where(doc=["a", "c", "f"])) == []
    assert corpus.where(doc=["b", "c", "d"]).suspected.values.tolist() == [
        [
            "b.txt",
            "duplicate",
            2,
            "The same text, letter for letter, stands in d.txt.",
            "Keep one.",
        ]
    ]
    assert corpus.where(doc=list("abde")).suspected.equals(odd.head(1))
    assert len(corpus.segment("paragraph").where(parent=["e", "f"]).suspected) == 1
    assert corpus.where(doc="c").suspected.dtypes.equals(odd.dtypes)


# ---------------------------------------------------------------------------------------------------------------------
# segment and split


def test_segments_know_their_parent() -> None:
    parts = corpus_of().segment("paragraph")
    sound(parts)
    assert parts.names == ("a#1", "a#2", "c#1", "d#1", "d#2")
    documents = parts.documents
    assert documents["parent"].tolist() == ["a", "a", "c", "d", "d"]
    assert documents["position"].tolist() == [1, 2, 1, 1, 2]
    assert documents["country"].tolist() == ["China", "China", "China", "", ""]
    assert set(documents["unit"]) == {"paragraph"}
    cut = {
        doc: parts.raw[doc][start:end]
        for doc, start, end in zip(
            parts.names, *(a.tolist() for a in parts.extents), strict=True
        )
    }
    assert cut["a#1"] == "The Belt and Road. A shared future for mankind."
    assert cut["d#1"] == "Mr. Xi spoke. “We agree,” he said."


def test_sentences_windows_and_segments_of_segments() -> None:
    corpus = corpus_of()
    assert words(corpus.segment("sentence"))["a#2"] == [
        "a",
        "shared",
        "future",
        "for",
        "mankind",
    ]
    assert corpus.segment("sentence").where(parent="d").names == ("d#1", "d#2", "d#3")
    windows = corpus.segment("window", size=4)
    assert [len(some) for some in words(windows).values()] == [4, 4, 4, 1, 1, 4, 4, 2]
    assert windows.segment("window", size=3).names[:3] == ("a#1#1", "a#1#2", "a#2#1")
    assert corpus.segment("paragraph").segment("sentence").where(
        parent="a#1"
    ).names == ("a#1#1", "a#1#2")
    sound(windows.segment("window", size=3))
    with pytest.raises(OptionError, match="Did you mean 'paragraph'"):
        corpus.segment("paragraphs")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="at least one word"):
        corpus.segment("window", size=0)


def test_split_by_a_table_and_by_a_layer() -> None:
    corpus = corpus_of()
    table = spans(
        ("a", 0, 18),
        ("a", 19, 46),
        ("a", 48, 60),
        ("d", 0, 12),
        label=["x", "y", "x", "y"],
    )
    parted = corpus.split(table)
    sound(parted)
    assert parted.names == ("a#x", "a#", "a#y", "b#", "c#", "d#y", "d#")
    assert words(parted)["a#x"] == ["the", "belt", "and", "road", "mutual", "trust"]
    assert parted.documents["label"].tolist() == ["x", "", "y", "", "", "y", ""]
    assert parted.documents["parent"].tolist() == ["a", "a", "a", "b", "c", "d", "d"]
    assert parted.stream.gap.tolist()[4] == MASK
    assert words(corpus.lay("voice", table).split("voice")) == words(parted)
    assert set(
        corpus.split(
            table.rename(columns={"label": "speaker"}), by="speaker"
        ).documents["unit"]
    ) == {"speaker"}
    assert corpus.lay("voice", table).layers["voice"]["label"].tolist() == [
        "x",
        "y",
        "x",
        "y",
    ]
    with pytest.raises(
        OptionError, match=r"no layer is called 'voices'.*Did you mean 'voice'"
    ):
        corpus.lay("voice", table).split("voices")


def test_segments_that_would_share_a_name_are_refused() -> None:
    corpus = Corpus.from_texts({"x": "a\nb", "x#1": "c"})
    with pytest.raises(MetadataError, match="'x#1#1'"):
        corpus.split(spans(("x", 0, 1), ("x#1", 0, 1), label=["1#1", "1"]))


def test_windows_of_a_split_document_hold_its_own_words_only() -> None:
    corpus = Corpus.from_texts({"x": "one two three four five six"})
    parted = corpus.split(spans(("x", 0, 3), ("x", 14, 18), label=["s", "s"]))
    windows = parted.where(label="s").segment("window", size=10)
    assert (
        counts(windows) == counts(parted.where(label="s")) == Counter(["one", "four"])
    )


def test_a_word_cut_by_a_span_is_not_lost() -> None:
    corpus = Corpus.from_texts({"x": "one two three"})
    parted = corpus.split(spans(("x", 0, 5), label=["s"]))
    assert counts(parted) == counts(corpus)


cut = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 25), st.sampled_from("st")), max_size=5
)
TEXT = st.lists(
    st.sampled_from(
        [
            "peace ",
            "trust, ",
            "Road. ",
            "路",
            "U.S. ",
            "win-win ",
            "\n",
            "\n\n",
            "“so” ",
            "— ",
            "e\u0301 ",
            "💐",
            "!",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=40)
@given(
    st.lists(TEXT, min_size=1, max_size=3),
    st.sampled_from(["line", "blank"]),
    cut,
    cut,
    st.integers(1, 5),
)
def test_counts_add_up_however_a_corpus_is_divided(
    texts: list[str], mode: str, layer: list[Any], masks: list[Any], size: int
) -> None:
    corpus = Corpus.from_texts(
        {f"d{n}": text for n, text in enumerate(texts)}, paragraphs=mode
    )  # type: ignore[arg-type]

    def table(some: list[Any], *, whole: bool) -> pd.DataFrame:
        rows = []
        for number, (start, length, label) in enumerate(some):
            doc = f"d{number % len(texts)}"
            low, high = (
                min(start, len(corpus.raw[doc])),
                min(start + length, len(corpus.raw[doc])),
            )
            place = corpus.names.index(doc)
            inside = range(*corpus.stream.bounds[place : place + 2].tolist())
            for token in (
                inside if whole else []
            ):  # spans that end at words, as voices and quotations do
                a, b = int(corpus.stream.start[token]), int(corpus.stream.end[token])
                low, high = (a if a < low < b else low), (b if a < high < b else high)
            # Of spans that overlap under two labels split() takes none.
            clashes = [
                other
                for other, start, end, its in rows
                if other == doc and its != label and start < high and low < end
            ]
            if low < high and not (whole and clashes):
                rows.append((doc, low, high, label))
        return pd.DataFrame(rows, columns=["doc", "start", "end", "label"])

    masked = corpus.mask(table(masks, whole=False).rename(columns={"label": "kind"}))
    spoken = table(layer, whole=True)
    for part in (corpus, masked):
        sound(part)
        divided = [
            part.segment("paragraph"),
            part.segment("sentence"),
            part.segment("window", size=size),
            part.split(spoken),
        ]
        divided.append(divided[0].segment("sentence"))
        divided.append(divided[3].segment("paragraph"))
        divided.append(divided[1].segment("window", size=size))
        whole = counts(part)
        for parts in divided:
            sound(parts)
            assert counts(parts) == whole
        halves = [
            part.where(lambda t: np.arange(len(t)) % 2 == 0),
            part.where(lambda t: np.arange(len(t)) % 2 == 1),
        ]
        assert counts(halves[0]) + counts(halves[1]) == whole
        assert counts(part.segment("paragraph").unmask()) == counts(corpus)
    assert counts(masked.unmask()) == counts(corpus)
    assert masked.unmask().stream.gap.tolist() == corpus.stream.gap.tolist()


# ---------------------------------------------------------------------------------------------------------------------
# Masks


def test_masked_words_are_out_of_the_stream_and_the_next_has_a_mask_before_it() -> None:
    corpus = corpus_of()
    masked = corpus.mask(spans(("a", 4, 8), ("d", 0, 3), kind=["furniture", "title"]))
    assert words(masked)["a"][:3] == ["the", "and", "road"]
    assert masked.stream.gap.tolist()[:2] == [PARAGRAPH, MASK]
    assert masked.masks.to_dict("list") == {
        "doc": ["a", "d"],
        "start": [4, 0],
        "end": [8, 3],
        "label": ["furniture", "title"],
        "action": ["mask", "mask"],
    }
    assert tables.check(masked.masks, "masks") is not None
    assert masked.raw["a"] == TEXTS["a"]
    sound(masked)


def test_a_word_touched_by_a_mask_is_masked() -> None:
    assert words(corpus_of().mask(spans(("a", 5, 6))))["a"][:3] == [
        "the",
        "and",
        "road",
    ]
    assert words(corpus_of().mask(spans(("a", 3, 4))))["a"][:3] == [
        "the",
        "belt",
        "and",
    ]


@pytest.mark.parametrize(
    ("raw", "start", "end", "gaps"),
    [
        ("One.\n***\nTwo", 5, 8, [PARAGRAPH, MASK]),
        ("Shared. future", 6, 7, [PARAGRAPH, MASK]),
        ("Shared “future”", 7, 8, [PARAGRAPH, MASK]),
        ("Shared future", 6, 7, [PARAGRAPH, MASK]),
        ("*** Shared future.", 0, 4, [PARAGRAPH, BLANK]),
        ("Shared future. ***", 13, 18, [PARAGRAPH, BLANK]),
        ("Shared *** future, then", 0, 6, [PARAGRAPH, COMMA]),
        ("Shared *** future, then", 7, 10, [PARAGRAPH, MASK, COMMA]),
        ("Shared *** future, then", 7, 16, [PARAGRAPH, MASK]),
    ],
)
def test_a_mask_that_covers_no_word_is_a_break_between_words(
    raw: str, start: int, end: int, gaps: list[int]
) -> None:
    corpus = Corpus.from_texts(
        {"before": "Then.", "x": raw, "after": "They left"}, paragraphs="line"
    )
    masked = corpus.mask(spans(("x", start, end)))
    sound(masked)
    low, high = masked.stream.bounds[1:3].tolist()
    assert masked.stream.gap[low:high].tolist() == gaps
    assert masked.stream.gap[high:].tolist() == [PARAGRAPH, BLANK]
    assert masked.unmask().stream.gap.tolist() == corpus.stream.gap.tolist()


def test_nothing_masked_is_in_a_hit_or_its_context() -> None:
    corpus = Corpus.from_texts({"x": "A community ** with a “shared future” for all."})
    masked = corpus.mask(spans(("x", 12, 14), ("x", 36, 37)))
    assert dc.kwic(corpus, "shared future")[["left", "right"]].values.tolist() == [
        ["A community ** with a “", "” for all."]
    ]
    assert dc.kwic(masked, "shared future")[["left", "right"]].values.tolist() == [
        ["with a “", ""]
    ]
    assert dc.mentions(masked, "future for all").empty
    assert len(dc.mentions(corpus, "future for all")) == 1


def test_only_rows_to_mask_are_masked_and_all_are_logged() -> None:
    corpus = corpus_of().mask(
        spans(
            ("a", 0, 3),
            ("a", 4, 8),
            action=["mark", "mask"],
            kind=["k", "l"],
            rule=["r", "s"],
            reason=["w", "v"],
        )
    )
    assert words(corpus)["a"][:2] == ["the", "and"]
    log = corpus.log
    assert log["action"].tolist() == ["mark", "mask"]
    assert log[["step", "surface", "kind", "rule", "reason"]].to_numpy().tolist() == [
        [1, "The", "k", "r", "w"],
        [1, "Belt", "l", "s", "v"],
    ]
    tables.check(log, "log")
    with pytest.raises(SpanError, match="action='hide': expected 'mask', 'bridge'"):
        corpus.mask(spans(("a", 0, 3), action=["hide"]))


def test_a_table_edited_by_hand_is_taken() -> None:
    proposal = spans(
        ("a", 0, 3),
        ("a", 4, 8),
        ("d", 0, 2),
        surface=["The", "Belt", "Mr"],
        kind=["x", None, np.nan],
    )
    edited = proposal[proposal["surface"] != "Belt"].sort_values(
        "start", ascending=False
    )
    corpus = corpus_of().mask(edited)
    assert len(corpus.masks) == 2
    assert corpus.masks["label"].tolist() == ["x", ""]
    as_floats = proposal.assign(
        start=proposal["start"].astype("float64"), end=proposal["end"].astype("float64")
    )
    assert words(corpus_of().mask(as_floats)) == words(corpus_of().mask(proposal))


@pytest.mark.parametrize(
    ("rows", "more", "said"),
    [
        ([("z", 0, 1)], {}, "row 0: no document is called 'z'"),
        ([("a", 0, 3), ("aa", 0, 1)], {}, "row 1: no document is called 'aa'"),
        ([(None, 0, 1)], {}, "row 0: no document"),
        ([("a", -1, 1)], {}, "row 0: start=-1"),
        ([("a", 3, 3)], {}, "row 0: start=3, end=3"),
        ([("a", 5, 3)], {}, "row 0: start=5, end=3"),
        ([("a", 0, 10_000)], {}, "which has 74 characters"),
        ([("b", 0, 1)], {}, "which has 0 characters"),
        ([("a", 0.5, 3)], {}, "row 0: 0.5 is no place"),
        ([("a", 0, np.nan)], {}, "row 0: nan is no place"),
        ([("a", 0, np.inf)], {}, "row 0: inf is no place"),
        ([("a", "0", "3")], {}, "row 0: '0' is no place"),
        ([("a", None, 3)], {}, "row 0"),
        (
            [("a", 0, 3)],
            {"surface": ["Then"]},
            "row 0: 'a' holds 'The' at 0-3, not the surface 'Then'",
        ),
    ],
)
def test_a_span_that_is_none_is_refused_by_its_row(
    rows: list[Any], more: dict[str, Any], said: str
) -> None:
    for method in ("mask", "unmask", "split"):
        corpus = corpus_of().mask(spans(("a", 0, 3)))
        with pytest.raises(SpanError) as caught:
            getattr(corpus, method)(spans(*rows, **more))
        assert said in str(caught.value)


@pytest.mark.parametrize(
    "given_",
    [
        None,
        5,
        [("a", 0, 3)],
        pd.DataFrame({"doc": ["a"]}),
        {"doc": ["a"], "start": [0], "end": [3]},
    ],
)
def test_what_is_no_table_of_spans_is_refused(given_: Any) -> None:
    with pytest.raises(SpanError, match="doc, start and end"):
        corpus_of().mask(given_)


def test_a_span_outside_a_segment_is_refused() -> None:
    parts = corpus_of().segment("paragraph")
    assert len(parts.mask(spans(("a#2", 48, 54))).masks) == 1
    with pytest.raises(SpanError, match="row 0"):
        parts.mask(spans(("a#2", 0, 3)))


def test_unmask_all_or_some() -> None:
    corpus = corpus_of()
    masked = corpus.mask(spans(("a", 0, 3), ("a", 4, 8), kind=["x", "y"])).mask(
        spans(("c", 0, 3))
    )
    assert masked.unmask().stream.ids.tolist() == corpus.stream.ids.tolist()
    some = masked.unmask(masked.masks[masked.masks["label"] == "x"])
    assert words(some)["a"][:3] == ["the", "and", "road"]
    assert len(some.masks) == 2
    assert corpus.unmask() is corpus
    assert len(masked.where(doc="a").unmask().masks) == 0
    assert len(masked.where(doc="d").unmask().masks) == 0
    assert masked.log["step"].tolist() == [1, 1, 2]
    assert masked.unmask().log[
        ["step", "action", "doc", "surface"]
    ].to_numpy().tolist()[3:] == [
        [3, "unmask", "a", "The"],
        [3, "unmask", "a", "Belt"],
        [3, "unmask", "c", "One"],
    ]


def test_masks_of_segments_are_cut_to_them() -> None:
    corpus = corpus_of().mask(spans(("a", 40, 53)))
    parts = corpus.segment("paragraph")
    assert parts.masks.to_dict("list")["end"] == [47, 53]
    assert counts(parts.unmask()) == counts(corpus_of())
    one = parts.unmask(parts.masks.iloc[:1])
    assert words(one)["a#1"][-1] == "mankind"
    assert words(one)["a#2"][0] == "trust"


def test_masks_given_back_keep_their_label() -> None:
    masked = corpus_of().mask(spans(("a", 0, 3), kind=["title"]))
    assert corpus_of().mask(masked.masks).masks["label"].tolist() == ["title"]


def test_masking_twice_is_masking_once() -> None:
    once = corpus_of().mask(spans(("a", 0, 8)))
    twice = once.mask(spans(("a", 0, 8)))
    overlap = once.mask(spans(("a", 4, 12)))
    assert len(twice.masks) == 1
    assert twice.log["step"].tolist() == [1, 2]
    assert words(overlap)["a"][:2] == ["road", "a"]
    assert words(overlap.unmask())["a"] == words(corpus_of())["a"]


# ---------------------------------------------------------------------------------------------------------------------
# Fingerprint


def test_the_fingerprint_changes_when_a_count_can() -> None:
    corpus = corpus_of()
    others = {
        "text": Corpus.from_texts({**TEXTS, "c": "Ones"}, TABLE),
        "name": Corpus.from_texts(
            dict(zip("abce", TEXTS.values(), strict=True)),
            TABLE.assign(doc=list("abce")),
        ),
        "metadata": Corpus.from_texts(TEXTS, TABLE.assign(country="China")),
        "column": Corpus.from_texts(TEXTS, TABLE.rename(columns={"year": "date"})),
        "fewer": corpus.where(doc=["a", "b", "c"]),
        "mask": corpus.mask(spans(("a", 0, 3))),
        "other mask": corpus.mask(spans(("a", 0, 8))),
        "paragraphs": corpus.segment("paragraph"),
        "sentences": corpus.segment("sentence"),
        "windows": corpus.segment("window", size=3),
        "split": corpus.split(spans(("a", 0, 8), label=["x"])),
        "split elsewhere": corpus.split(spans(("a", 0, 3), label=["x"])),
        "lines": Corpus.from_texts(TEXTS, TABLE, paragraphs="blank"),
    }
    prints = {name: other.fingerprint for name, other in others.items()} | {
        "": corpus.fingerprint
    }
    twice = [
        name for name, value in prints.items() if list(prints.values()).count(value) > 1
    ]
    assert not twice


def test_the_fingerprint_stays_when_no_count_can_change() -> None:
    corpus = corpus_of()
    same = corpus.fingerprint
    refused = tables.make(
        "refused",
        {"source": "x", "line": 0, "byte": 0, "error": "E", "reason": "r", "mend": "m"},
    )
    assert corpus_of(refused=refused).fingerprint == same
    assert corpus.mask(spans(("a", 0, 3), action=["mark"])).fingerprint == same
    assert corpus.mask(spans(("a", 0, 3))).unmask().fingerprint == same
    assert corpus.lay("voice", spans(("a", 0, 3), label=["x"])).fingerprint == same
    assert corpus.where().fingerprint == corpus.sample(4).fingerprint == same
    assert len(corpus.stream) > 0
    cached(corpus, Key("capitals"), lambda: "anything")
    assert corpus.fingerprint == same
    rows = [("a", 0, 3), ("d", 0, 2)]
    assert (
        corpus.mask(spans(*rows)).fingerprint
        == corpus.mask(spans(*rows[::-1])).fingerprint
    )
    assert (
        Corpus.from_texts(TEXTS, TABLE, paragraphs="line").fingerprint == same
    )  # what 'auto' decided


# ---------------------------------------------------------------------------------------------------------------------
# join


def test_joined_corpora_keep_what_they_were() -> None:
    one = (
        corpus_of()
        .mask(spans(("a", 0, 3)))
        .lay("voice", spans(("a", 4, 8), label=["x"]))
    )
    two = Corpus.from_texts(
        {"x": "One road\none belt", "y": ""}, paragraphs="blank"
    ).mask(spans(("x", 0, 3), kind=["k"]))
    both = join(one, two, names=("early", "late"))
    sound(both)
    assert both.names == ("a", "b", "c", "d", "x", "y")
    assert both.documents["corpus"].tolist() == ["early"] * 4 + ["late"] * 2
    assert both.documents["country"].tolist()[3:] == ["", "", ""]
    assert words(both) == words(one) | words(two)
    assert both.paragraphs == one.paragraphs | two.paragraphs
    assert both.masks["doc"].tolist() == ["a", "x"]
    assert both.layers["voice"]["doc"].tolist() == ["a"]
    assert len(both.log) == 2
    assert counts(both.where(corpus="late")) == counts(two)
    with pytest.raises(MetadataError, match="document 'x' is in both"):
        join(both, two)


def test_a_joined_corpus_can_be_joined_again_and_segmented_ones_too() -> None:
    one, two, three = (
        Corpus.from_texts({name: "a b\nc"}).segment("paragraph") for name in "xyz"
    )
    both = join(one, two)
    sound(join(both, three))
    assert words(join(both, three)) == words(one) | words(two) | words(three)


def test_joining_again_does_not_forget_which_corpus_a_document_came_from() -> None:
    one, two, three = (Corpus.from_texts({name: "a"}) for name in "xyz")
    again = join(join(one, two, names=("one", "two")), three, names=("both", "three"))
    held = again.documents.set_index("doc").astype("str").agg(" ".join, axis=1)
    assert "one" in held["x"]
    assert "two" in held["y"]


def test_numbers_that_one_corpus_lacks_do_not_change_in_the_other() -> None:
    both = join(corpus_of(), Corpus.from_texts({"x": "a"}))
    assert both.where(size=1).names == ("a",)
    assert "1" in both.groups("size")[1]


# ---------------------------------------------------------------------------------------------------------------------
# What is shown


def test_a_corpus_tells_what_it_is() -> None:
    corpus = corpus_of().mask(spans(("a", 0, 3)))
    assert (
        repr(corpus) == "<Corpus: 4 documents, 23 words; country, year, size; 1 masked>"
    )
    assert repr(Corpus.from_texts({"x": "a"})) == "<Corpus: 1 document, 1 word>"


def test_hostile_text_does_not_leave_its_cell() -> None:
    bad = "<script>alert('x')</script>&\"<img src=x onerror=y>"
    table = pd.DataFrame({"doc": [bad], bad: [bad * 3], "b\nc": ["</td></table>"]})
    shown = Corpus.from_texts({bad: bad}, table)._repr_html_()
    tags = set(re.findall(r"</?([a-z0-9]+)", shown))
    assert tags <= {"div", "p", "b", "table", "thead", "tbody", "tr", "th", "td"}
    assert bad not in shown
    assert html.escape(bad) in shown


def test_raw_says_which_document_is_meant() -> None:
    corpus = Corpus.from_texts({"speech": "a"})
    with pytest.raises(ColumnError, match="Did you mean 'speech'"):
        corpus.raw["speach"]
    assert "speach" not in corpus.raw
    assert corpus.raw.get("speach") is None
    assert len(corpus.raw) == 1


def test_pipe_gives_what_the_function_gives() -> None:
    assert corpus_of().pipe(lambda corpus, n, *, m: (len(corpus), n, m), 2, m=3) == (
        4,
        2,
        3,
    )


def test_hashes_of_the_raw_texts() -> None:
    sha = corpus_of().sha256
    assert list(sha) == ["a", "b", "c", "d"]
    assert (
        sha["b"] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


def test_columns_can_be_added() -> None:
    corpus = corpus_of()
    more = corpus.assign(
        decade=lambda documents: documents["year"].str[:3] + "0s",
        read=True,
        rank=[4, 3, 2, 1],
    )
    assert more.groups("decade")[1] == ("2010s", "2020s")
    assert more.documents["rank"].tolist() == [4, 3, 2, 1]
    assert "decade" not in corpus.documents.columns
    with pytest.raises(MetadataError, match="'rank' has 2 values"):
        corpus.assign(rank=[1, 2])
    with pytest.raises(MetadataError, match="'doc'"):
        corpus.assign(doc="x")
    with pytest.raises(ColumnError, match="Did you mean 'year'"):
        corpus.assign(decade=lambda documents: documents["yaer"])
    with pytest.raises(OptionError, match="text compares with text"):
        corpus.where(lambda documents: documents["year"] > 2022)


@pytest.mark.parametrize(
    "given_",
    [
        {"d": 4, "c": 3, "b": 2, "a": 1, "another": 0},
        pd.Series({"d": 4, "c": 3, "b": 2, "a": 1}),
        pd.Series([4, 3, 2, 1], index=[3, 2, 1, 0]),
        [1, 2, 3, 4],
        lambda documents: {doc: "abcd".index(doc) + 1 for doc in documents["doc"]},
    ],
)
def test_columns_added_by_id_go_to_their_documents(given_: Any) -> None:
    assert corpus_of().assign(rank=given_).documents["rank"].tolist() == [1, 2, 3, 4]
    part = {"a": 1, "b": 2, "c": 3, "d": 4}
    assert corpus_of().where(doc=["b", "d"]).assign(rank=part).documents[
        "rank"
    ].tolist() == [2, 4]


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"a": 1, "b": 2, "D": 4}, "no value for 'c' (2 in all); write ''"),
        (
            {"a": 1, "b": 2, "c": 3, "D": 4},
            "no value for 'd'; write '' where nothing is known. Did you mean 'D'?",
        ),
        (pd.Series({"a": 1, "b": 2, "c": 3}), "no value for 'd'"),
        (pd.Series([1, 2]), "'rank' came as a Series whose index is neither"),
        (pd.Series([1, 2, 3, 4], index=[5, 6, 7, 8]), "series.tolist()"),
        (pd.Series([1, 2, 3, 4], index=[0, 0, 1, 2]), "series.tolist()"),
        ({1, 2, 3, 4}, "a set, which has no order"),
        (frozenset({1, 2, 3, 4}), "a set, which has no order"),
    ],
)
def test_columns_whose_documents_cannot_be_told_are_refused(
    given_: Any, said: str
) -> None:
    with pytest.raises(MetadataError, match=re.escape(said)):
        corpus_of().assign(rank=given_)


def test_what_a_document_has_under_the_names_of_segments_is_kept() -> None:
    mine = corpus_of().assign(position="minister", parent="p", unit="u", label="l")
    documents = mine.segment("sentence").documents
    assert set(documents["outer_position"]) == {"minister"}
    assert documents[
        ["outer_parent", "outer_unit", "label"]
    ].drop_duplicates().to_numpy().tolist() == [["p", "u", "l"]]
    assert documents["position"].tolist()[:3] == [1, 2, 3]
    documents = mine.split(spans(("a", 0, 18), label=["x"])).documents
    assert documents[["label", "outer_label"]].to_numpy().tolist()[:2] == [
        ["x", "l"],
        ["", "l"],
    ]
    twice = (
        corpus_of()
        .segment("paragraph")
        .segment("sentence")
        .segment("window", size=3)
        .documents
    )
    row = twice[twice["doc"] == "a#2#1#1"].iloc[0]
    assert row[["parent", "outer_parent", "outer_outer_parent"]].tolist() == [
        "a#2#1",
        "a#2",
        "a",
    ]
    assert row[["unit", "outer_unit", "outer_outer_unit"]].tolist() == [
        "window",
        "sentence",
        "paragraph",
    ]
    assert row[["position", "outer_position", "outer_outer_position"]].tolist() == [
        1,
        1,
        2,
    ]


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (
            lambda c: c.split(spans(("a", 0, 3), label=["x"]), by="speaker"),
            ColumnError,
            "the column 'speaker'",
        ),
        (
            lambda c: c.split(spans(("a", 0, 3), labl=["x"])),
            ColumnError,
            "Did you mean 'labl'?",
        ),
        (
            lambda c: c.split(spans(("a", 0, 8), ("a", 4, 12), label=["x", "y"])),
            SpanError,
            "4-12 ('y') begins before",
        ),
        (
            lambda c: c.split(
                spans(("a", 0, 9), ("a", 1, 3), ("a", 4, 6), label=["x", "x", "y"])
            ),
            SpanError,
            "4-6 ('y')",
        ),
        (lambda c: c.split("voices"), OptionError, "This corpus has no layers"),
        (lambda c: c.mask(pd.DataFrame()), SpanError, "what came has no columns"),
        (lambda c: c.mask(None), SpanError, "what came is a NoneType"),
        (
            lambda c: c.segment("window", size=2.5),
            OptionError,
            "size=2.5: a whole number from 1",
        ),
        (
            lambda c: c.segment("window", size=math.nan),
            OptionError,
            "size=nan: a whole number from 1",
        ),
        (lambda c: c.segment("window", size="3"), OptionError, "Write size=3."),
        (
            lambda c: c.sample("2"),
            OptionError,
            "n='2': a whole number from 0 to 4 was expected",
        ),
        (lambda c: c.sample(5), OptionError, "n=5: a whole number from 0 to 4"),
        (lambda c: c.sample(2, rng=None), OptionError, "rng=None"),
        (lambda c: c.sample(2, rng="x"), OptionError, "rng='x'"),
        (lambda c: c.pipe(3), OptionError, "pipe() takes a function"),
        (
            lambda c: join(c, Corpus.from_texts({"z": ""}), names=("a", "a")),
            OptionError,
            "two different names",
        ),
        (
            lambda c: join(c, Corpus.from_texts({"z": ""}), names=("a", " ")),
            OptionError,
            "two different names",
        ),
        (
            lambda c: join(c, Corpus.from_texts({"z": ""}), names=None),
            OptionError,
            "names=None",
        ),
        (lambda c: c.raw["A"], ColumnError, "Did you mean 'a'?"),
        (lambda c: c.raw["nope"], ColumnError, "There are 'a', 'b', 'c', 'd'."),
    ],
)
def test_what_a_method_does_not_take_is_refused_with_what_it_takes(
    make: Any, error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        make(corpus_of())
    assert said in str(caught.value)


def test_numbers_that_numpy_counted_are_numbers() -> None:
    corpus = corpus_of()
    assert (
        corpus.sample(np.int64(2), rng=np.int64(1)).names
        == corpus.sample(2, rng=1).names
    )
    assert (
        corpus.segment("window", size=np.int32(4)).names
        == corpus.segment("window", size=4).names
    )


def test_spans_of_one_label_may_overlap() -> None:
    corpus = corpus_of()
    parted = corpus.split(spans(("a", 0, 8), ("a", 4, 18), label=["x", "x"]))
    assert words(parted)["a#x"] == ["the", "belt", "and", "road"]


@pytest.mark.parametrize(
    "name",
    [
        "search_comparison",
        "coverage",
        "debris",
        "distinctive",
        "frequencies",
        "kwic",
        "lexicon_check",
        "positions",
        "mentions",
        "ngrams",
        "recurring",
        "shared_passages",
        "similarity",
        "timeline",
        "topics",
        "variants",
    ],
)
def test_a_verb_given_no_corpus_says_what_to_do(name: str) -> None:
    verb = getattr(dc, name)
    more = (
        ["win-win"]
        if name
        in (
            "search_comparison",
            "frequencies",
            "kwic",
            "lexicon_check",
            "positions",
            "mentions",
            "timeline",
            "variants",
        )
        else []
    )
    with pytest.raises(
        OptionError,
        match=r"the first argument is a Corpus; what came is 'seeds'.*discourse.read",
    ):
        verb("seeds", *more)
