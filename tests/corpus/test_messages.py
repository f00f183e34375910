"""What a corpus says, word by word, when it refuses what it was given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from four_documents import TABLE, TEXTS

from discourse.corpus import Corpus, as_corpus, join
from discourse.errors import (
    ColumnError,
    DiscourseError,
    EncodingError,
    MetadataError,
    OptionError,
    SpanError,
)

NEEDS = "documents must be a table (pandas.DataFrame) with a column 'doc' that holds the ids of the texts, in order; "


def spans(*rows: tuple[Any, ...], **more: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["doc", "start", "end"]).assign(**more)


def refused(call: Callable[[], object]) -> tuple[type[Exception], str]:
    with pytest.raises(DiscourseError) as caught:
        call()
    return caught.type, str(caught.value)


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (
            lambda: Corpus.from_texts(["a"]),
            OptionError,
            "texts=['a']: expected a mapping of ids to texts. Write from_texts(dict(zip(ids, texts))), or from_texts(dict(enumerate(texts, 1))) to number them.",
        ),
        (
            lambda: Corpus.from_texts("text"),
            OptionError,
            "texts='text': expected a mapping of ids to texts. Write from_texts({'speech': text}); files are read with discourse.read(path).",
        ),
        (
            lambda: Corpus.from_texts(pd.Series(["One"])),
            OptionError,
            "texts=a Series of 1: expected a mapping of ids to texts. Write from_texts(series.to_dict()).",
        ),
        (
            lambda: Corpus.from_texts(pd.DataFrame({"t": ["x"]})),
            OptionError,
            "texts=a DataFrame of 1: expected a mapping of ids to texts. Give the table to discourse.read(table, text='t').",
        ),
        (
            lambda: Corpus.from_texts(5),
            OptionError,
            "texts=5: expected a mapping of ids to texts. Write from_texts({'a': 'First text.', 'b': 'Second text.'}).",
        ),
        (
            lambda: Corpus.from_texts({"a": None}),
            OptionError,
            "what came as the text of 'a' is None: expected a str. Write '' where there is none.",
        ),
        (
            lambda: Corpus.from_texts({"a": b"x"}),
            OptionError,
            "what came as the text of 'a' is b'x': expected a str. Decode it: data.decode('utf-8').",
        ),
        (
            lambda: Corpus.from_texts({1: "a", "1": "b"}),
            MetadataError,
            "two texts have the id '1', once it is text; give each its own.",
        ),
        (
            lambda: Corpus.from_texts({"a": "x", "A": "y"}),
            MetadataError,
            "the ids 'a' and 'A' differ only in capitals or accents, and would be confused; rename one.",
        ),
        (
            lambda: Corpus.from_texts({"x": "a\udc80"}),
            EncodingError,
            "x: character 1 is a lone surrogate (U+DC80), which no file can hold; decode the text again, or replace the character.",
        ),
        (
            lambda: Corpus.from_texts(TEXTS, pd.DataFrame({"id": [1]})),
            MetadataError,
            NEEDS + "it has the columns id.",
        ),
        (
            lambda: Corpus.from_texts(TEXTS, pd.DataFrame()),
            MetadataError,
            NEEDS + "it has the columns none.",
        ),
        (
            lambda: Corpus.from_texts(TEXTS, {"doc": 1}),
            MetadataError,
            NEEDS + "what came is a dict of 1. Write documents=pandas.DataFrame(...).",
        ),
        (
            lambda: Corpus.from_texts(TEXTS, TABLE.rename(columns={"year": "size"})),
            MetadataError,
            "documents has the column 'size' twice; rename one of them.",
        ),
        (
            lambda: Corpus.from_texts(TEXTS, TABLE[:2]),
            MetadataError,
            NEEDS + "it has 2 rows for 4 texts. 'c' has none.",
        ),
        (
            lambda: Corpus.from_texts(TEXTS, pd.DataFrame({"doc": list("abcde")})),
            MetadataError,
            NEEDS + "it has 5 rows for 4 texts. 'e' is no text.",
        ),
        (
            lambda: Corpus.from_texts(TEXTS, pd.DataFrame({"doc": list("aabcd")})),
            MetadataError,
            NEEDS + "it has 5 rows for 4 texts.",
        ),
        (
            lambda: Corpus.from_texts(TEXTS, TABLE[::-1]),
            MetadataError,
            NEEDS
            + "row 0 has 'd', but the text there is 'a'. The ids are the same but in another order: write documents=table.set_index('doc').loc[list(texts)].reset_index().",
        ),
        (
            lambda: Corpus.from_texts(TEXTS, pd.DataFrame({"doc": list("abce")})),
            MetadataError,
            NEEDS
            + "row 3 has 'e', but the text there is 'd'. No row has the id 'd'; expected one row for each text.",
        ),
        (
            lambda: Corpus.from_texts(TEXTS, paragraphs={"A": "line"}),
            OptionError,
            "paragraphs names 'A', but no document is called that. Did you mean 'a'?",
        ),
        (
            lambda: as_corpus("seeds"),
            OptionError,
            "the first argument is a Corpus; what came is 'seeds'. Make one with discourse.read(path).",
        ),
        (
            lambda: as_corpus("s" * 100),
            OptionError,
            "the first argument is a Corpus; what came is 'ssssssssssssssssssssssssssssssssssssssssssssssssssssssssss…. Make one with discourse.read(path).",
        ),
        (
            lambda: as_corpus(3),
            OptionError,
            "the first argument is a Corpus; what came is a int. Make one with discourse.read(path).",
        ),
        (
            lambda: Corpus.from_texts({"x": "a\nb", "x#1": "c"}).split(
                spans(("x", 0, 1), ("x#1", 0, 1), label=["1#1", "1"])
            ),
            MetadataError,
            "two segments would be called 'x#1#1'; give documents ids without '#'.",
        ),
    ],
)
def test_what_is_said_of_texts_and_metadata(
    call: Callable[[], object], error: type[Exception], said: str
) -> None:
    assert refused(call) == (error, said)


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (
            lambda c: c.where(contry="China"),
            ColumnError,
            "'contry' is no column of the metadata; expected one name, as text, of doc, country, year, size. Did you mean 'country'?",
        ),
        (
            lambda c: c.groups(["country", "size"]),
            ColumnError,
            "['country', 'size'] are several columns of the metadata; expected the name of one. Make one of them: corpus.assign(both=lambda documents: documents['country'].astype('string') + ' ' + documents['size'].astype('string')), then use 'both'.",
        ),
        (
            lambda c: c.groups(["country"]),
            ColumnError,
            "['country'] is no column of the metadata; expected one name, as text, of doc, country, year, size. Did you mean 'country'?",
        ),
        (
            lambda c: c.groups(TABLE["country"]),
            ColumnError,
            "a Series of 4 is no column of the metadata; expected one name, as text, of doc, country, year, size.",
        ),
        (
            lambda c: c.where(lambda t: t["yaer"]),
            ColumnError,
            "'yaer' is no column of the metadata; expected one name, as text, of doc, country, year, size. Did you mean 'year'?",
        ),
        (
            lambda c: c.where(pd.Series([True, False])),
            OptionError,
            "where() needs true or false for each document (4); what came has shape (2,) and dtype bool. Write a function of corpus.documents, such as corpus.where(lambda documents: documents['size'] == 1).",
        ),
        (
            lambda c: c.where(c.documents["size"]),
            OptionError,
            "where() needs true or false for each document (4); what came has shape (4,) and dtype int64. Write a function of corpus.documents, such as corpus.where(lambda documents: documents['size'] == 1).",
        ),
        (
            lambda c: c.where(pd.Series([True] * 4, index=list("wxyz"))),
            OptionError,
            "where() got a Series whose index is not that of corpus.documents; make it from corpus.documents, or give a function: corpus.where(lambda documents: documents['size'] == 1).",
        ),
        (
            lambda c: c.assign(doc="x"),
            MetadataError,
            "the column 'doc' holds the ids of the documents and cannot be replaced; choose another name.",
        ),
        (
            lambda c: c.assign(rank=[1, 2]),
            MetadataError,
            "'rank' has 2 values; one for each of 4 documents was expected.",
        ),
        (
            lambda c: c.assign(rank={1, 2}),
            MetadataError,
            "'rank' came as a set, which has no order; give a list, or a dict by id of document.",
        ),
        (
            lambda c: c.assign(rank=pd.Series([1, 2])),
            MetadataError,
            "'rank' came as a Series whose index is neither that of corpus.documents nor the ids of the documents; give its values as a list, series.tolist(), if they are in the order of the documents.",
        ),
        (
            lambda c: c.assign(rank={"a": 1}),
            MetadataError,
            "'rank' came by id of document, but has no value for 'b' (3 in all); write '' where nothing is known.",
        ),
        (
            lambda c: c.assign(rank={"a": 1, "b": 2, "c": 3, "D": 4}),
            MetadataError,
            "'rank' came by id of document, but has no value for 'd'; write '' where nothing is known. Did you mean 'D'?",
        ),
        (
            lambda c: c.split("voice"),
            OptionError,
            "no layer is called 'voice'. This corpus has no layers: give a table, or add one by lay().",
        ),
        (
            lambda c: c.lay("voice", spans(("a", 0, 3), label=["x"])).split("voices"),
            OptionError,
            "no layer is called 'voices'. Did you mean 'voice'?",
        ),
        (
            lambda c: c.split(spans(("a", 0, 3), label=["x"]), by="speaker"),
            ColumnError,
            "split() divides by the column 'speaker', but the table has only doc, start, end, label; name with by= the one that holds the labels, or add it.",
        ),
        (
            lambda c: c.split(spans(("a", 0, 8), ("a", 4, 12), label=["x", "y"])),
            SpanError,
            "the span 4-12 ('y') begins before the one labelled 'x' ends, at 8; text can lie in one part only: cut one of them short, or give both one label.",
        ),
        (
            lambda c: c.mask(None),
            SpanError,
            "a table with doc, start and end was expected, as discourse.debris makes one; what came is a NoneType.",
        ),
        (
            lambda c: c.mask(pd.DataFrame()),
            SpanError,
            "a table with doc, start and end was expected, as discourse.debris makes one; what came has no columns.",
        ),
        (
            lambda c: c.mask(pd.DataFrame({"doc": ["a"]})),
            SpanError,
            "a table with doc, start and end was expected, as discourse.debris makes one; what came has doc.",
        ),
        (
            lambda c: c.mask(spans(("z", 0, 1))),
            SpanError,
            "row 0: no document is called 'z'. There are 'a', 'b', 'c', 'd'.",
        ),
        (
            lambda c: c.mask(spans(("a", 0.5, 1))),
            SpanError,
            "row 0: 0.5 is no place in 'a'; start and end are whole numbers.",
        ),
        (
            lambda c: c.mask(spans(("a", 0, 3), ("a", 5, 3))),
            SpanError,
            "row 1: start=5, end=3 is no stretch of 'a', which has 74 characters; expected 0 <= start < end <= 74.",
        ),
        (
            lambda c: c.mask(spans(("a", 0, 3000))),
            SpanError,
            "row 0: start=0, end=3000 is no stretch of 'a', which has 74 characters; expected 0 <= start < end <= 74.",
        ),
        (
            lambda c: c.segment("paragraph").mask(spans(("a#2", 0, 3))),
            SpanError,
            "row 0: start=0, end=3 is no stretch of 'a#2', which is characters 48 to 74 of its raw text; expected 48 <= start < end <= 74.",
        ),
        (
            lambda c: c.mask(spans(("a", 0, 3), surface=["Then"])),
            SpanError,
            "row 0: 'a' holds 'The' at 0-3, not the surface 'Then'; correct start and end, or drop the column surface.",
        ),
        (
            lambda c: c.mask(spans(("a", 0, 3), action=["hide"])),
            SpanError,
            "row 0: action='hide': expected 'mask', 'bridge', 'join' or 'mark' in every row of the column 'action'.",
        ),
        (
            lambda c: c.pipe(3),
            OptionError,
            "pipe() takes a function, such as corpus.pipe(dc.kwic, 'win-win'); what came is 3.",
        ),
        (
            lambda c: c.raw["A"],
            ColumnError,
            "no document is called 'A'. Did you mean 'a'?",
        ),
        (
            lambda c: join(c, 3),
            OptionError,
            "join() takes two corpora; what came is int. Make one with discourse.read.",
        ),
        (
            lambda c: join(c, c),
            MetadataError,
            "document 'a' is in both corpora (4 in all); give them different ids.",
        ),
        (
            lambda c: join(c, Corpus.from_texts({"z": ""}), names=("a", "a")),
            OptionError,
            "names=('a', 'a'): expected two different names, as in names=('early', 'late').",
        ),
    ],
)
def test_what_is_said_of_what_a_method_was_given(
    call: Callable[[Corpus], object], error: type[Exception], said: str
) -> None:
    corpus = Corpus.from_texts(TEXTS, TABLE)
    assert refused(lambda: call(corpus)) == (error, said)


def test_what_is_long_is_shown_by_its_beginning() -> None:
    for size, shown in ((58, repr("x" * 58)), (59, f"'{'x' * 58}…")):
        error, said = refused(lambda size=size: Corpus.from_texts("x" * size))  # type: ignore[arg-type, misc]
        assert error is OptionError
        assert said.startswith(f"texts={shown}: expected a mapping of ids to texts.")
    corpus = Corpus.from_texts({"a": "x" * 70})
    for size in (60, 61):
        cell = "y" * size
        error, said = refused(
            lambda cell=cell: corpus.mask(spans(("a", 0, 70), surface=[cell]))
        )  # type: ignore[misc]
        assert error is SpanError
        assert said == (
            f"row 0: 'a' holds {'x' * 60!r} at 0-70, not the surface {'y' * 60!r}; "
            "correct start and end, or drop the column surface."
        )


def test_an_error_in_the_function_that_was_given_is_passed_on() -> None:
    corpus = Corpus.from_texts(TEXTS, TABLE)

    def faulty(fault: Exception) -> Callable[[pd.DataFrame], object]:
        def function(documents: pd.DataFrame) -> object:
            raise fault

        return function

    # There is such a column, so the fault is another.
    with pytest.raises(KeyError, match="year"):
        corpus.where(faulty(KeyError("year")))
    with pytest.raises(ZeroDivisionError):
        corpus.where(faulty(ZeroDivisionError()))
    error, said = refused(lambda: corpus.where(faulty(KeyError())))
    assert error is ColumnError
    assert said.startswith("'' is no column of the metadata")
    error, said = refused(lambda: corpus.assign(x=faulty(TypeError("odd"))))
    assert error is OptionError
    assert "could not be applied to the metadata (odd); text compares" in said


def test_what_a_function_does_to_the_metadata_stays_with_it() -> None:
    corpus = Corpus.from_texts(TEXTS, TABLE)

    def changing(documents: pd.DataFrame) -> pd.Series:
        documents["country"] = "changed"
        return documents["size"] > 2

    assert corpus.where(changing).documents["country"].tolist() == ["China", ""]
    assert corpus.assign(large=changing).documents["country"][0] == "China"


def test_metadata_goes_by_the_order_of_its_rows_and_not_by_its_index() -> None:
    odd = TABLE.set_index(pd.Index([7, 7, 0, 1]))
    corpus = Corpus.from_texts(TEXTS, odd)
    assert corpus.fingerprint == Corpus.from_texts(TEXTS, TABLE).fingerprint
    assert corpus.documents.index.tolist() == [0, 1, 2, 3]
    assert corpus.where(country="China").documents.index.tolist() == [0, 1]


@pytest.mark.parametrize("doc", [1.5, None, ("a",)])
def test_an_id_in_the_metadata_is_text_or_a_whole_number(doc: Any) -> None:
    table = pd.DataFrame({"doc": pd.Series([doc], dtype="object")})
    error, said = refused(lambda: Corpus.from_texts({str(doc): "One"}, table))
    assert error is MetadataError
    assert said.startswith(f"{NEEDS}row 0 has {doc!r}, but the text there is ")
