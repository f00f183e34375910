"""A corpus as a collection of documents: its length, iteration, and one document by its id."""

from __future__ import annotations

import copy
import dataclasses

import pandas as pd
import pytest

from discourse.corpus import Corpus, Document
from discourse.errors import ColumnError, OptionError

TEXTS = {
    "000_17": "The belt & the <road>.\n\nA shared future.",
    "001_0e": "",
    "001_4c": "One more word",
}
TABLE = pd.DataFrame(
    {"doc": list(TEXTS), "country": ["CHN", "", "KAZ"], "year": [2013, 2022, 2022]}
)


@pytest.fixture
def corpus() -> Corpus:
    return Corpus.from_texts(TEXTS, TABLE)


def mask_of(*rows: tuple[str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["doc", "start", "end"])


def test_a_corpus_goes_through_its_documents(corpus: Corpus) -> None:
    documents = list(corpus)
    assert len(corpus) == len(documents) == 3
    assert [document.id for document in documents] == list(TEXTS)
    assert [document.text for document in documents] == list(TEXTS.values())
    assert [document.words for document in documents] == [7, 0, 3]
    assert dict(documents[0].metadata) == {"country": "CHN", "year": 2013}
    assert list(corpus.where(doc=[])) == []


def test_a_document_is_frozen(corpus: Corpus) -> None:
    document = corpus["000_17"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.text = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        document.metadata["country"] = "x"  # type: ignore[index]


def test_an_id_or_the_only_beginning_of_one_is_taken(corpus: Corpus) -> None:
    for given in ("000", "000_17", "0" * 3):
        assert corpus[given].id == "000_17"
        assert given in corpus
        assert corpus.where(doc=given).names == ("000_17",)
    assert corpus.where(doc=["000", "001_4"]).names == ("000_17", "001_4c")
    assert "001" not in corpus
    assert "" not in corpus
    assert 3 not in corpus
    assert None not in corpus


def test_two_ids_that_begin_alike_are_both_named(corpus: Corpus) -> None:
    message = (
        "'001' is the beginning of 2 ids: '001_0e', '001_4c'. "
        "Write as much of one as no other begins with."
    )
    for ask in (lambda: corpus["001"], lambda: corpus.where(doc="001")):
        with pytest.raises(OptionError) as caught:
            ask()
        assert str(caught.value) == message


def test_an_id_that_another_begins_with_is_taken_as_it_is() -> None:
    corpus = Corpus.from_texts({"a": "x", "ab": "y", "1": "z", "12": "z"})
    assert corpus["a"].text == "x"
    assert corpus[1].id == "1"  # type: ignore[index]
    assert corpus.where(doc=1).names == ("1",)
    assert corpus.where(doc="a").names == ("a",)


def test_what_is_no_id_is_refused_with_advice(corpus: Corpus) -> None:
    with pytest.raises(ColumnError, match=r"no document is called 'x'\. There are '0"):
        corpus["x"]
    with pytest.raises(ColumnError, match="no document is called None"):
        corpus[None]  # type: ignore[index]
    with pytest.raises(OptionError, match=r"the id of one document.*corpus\.where"):
        corpus[:2]  # type: ignore[misc]
    with pytest.raises(ColumnError, match=r"no document is called 'x'\. There are '0"):
        corpus.where(doc="x")


def test_a_document_is_in_the_corpus_that_it_is_of(corpus: Corpus) -> None:
    assert all(document in corpus for document in corpus)
    assert corpus["000"] not in corpus.where(country="KAZ")
    assert corpus["000"] not in Corpus.from_texts({"000_17": "other"})


def test_a_document_shows_its_masks_greyed_and_everything_escaped(
    corpus: Corpus,
) -> None:
    spans = mask_of(("000_17", 4, 10), ("000_17", 9, 13), ("000_17", 24, 25))
    document = corpus.mask(spans)["000"]
    assert len(document.masks) == 3
    grey = '<span style="color:#767676;background:#eeeeee">'
    assert document._repr_html_() == (
        "<div><p><b>000_17</b> · 4 words; 3 masked; country: CHN; year: 2013</p>"
        '<div style="white-space:pre-wrap;max-height:32em;overflow:auto">'
        f"The {grey}belt &amp; th</span>e &lt;road&gt;.\n\n{grey}A</span> shared future.</div></div>"
    )
    assert repr(document) == (
        "<Document '000_17': 4 words; 3 masked; country: CHN; year: 2013; "
        "'The belt & the <road>. A shared future.'>"
    )
    assert repr(corpus["001_0"]) == "<Document '001_0e': 0 words; year: 2022; ''>"


def test_a_long_document_shows_its_beginning() -> None:
    corpus = Corpus.from_texts({"a": "word " * 100})
    shown = repr(corpus["a"])
    assert shown.endswith("word…'>")
    assert len(shown) < 100


def test_masks_of_a_segment_are_greyed_where_they_lie_in_it(corpus: Corpus) -> None:
    masked = corpus.mask(mask_of(("000_17", 26, 32)))
    segment = masked.segment("paragraph")["000_17#2"]
    assert segment.text == "A shared future."
    assert ">shared</span> future." in segment._repr_html_()


def test_masks_of_a_document_of_several_stretches_are_greyed_in_each() -> None:
    text = "One two. Three four. Five six."
    corpus = Corpus.from_texts({"a": text})
    voices = pd.DataFrame(
        {"doc": "a", "start": [0, 21], "end": [8, 30], "label": ["x", "x"]}
    )
    whole = corpus.mask(mask_of(("a", 4, 26)))
    document = whole.split(voices)["a#x"]
    assert document.text == "One two.\nFive six."
    grey = '<span style="color:#767676;background:#eeeeee">'
    assert f"One {grey}two.</span>\n{grey}Five </span>six." in document._repr_html_()


def test_completion_offers_what_a_scholar_needs(corpus: Corpus) -> None:
    offered = dir(corpus)
    assert {"where", "documents", "mask", "raw"} <= set(offered)
    hidden = {"extents", "fingerprint", "groups", "lay", "sha256", "sources", "stream"}
    assert not hidden & set(offered)
    assert all(hasattr(corpus, name) for name in {*offered, *hidden})


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("metadata", "its metadata is the table corpus.documents"),
        ("ids", "the ids of its documents are corpus.names"),
        ("wher", "Did you mean 'where'?"),
        ("zzz", "a Corpus has no 'zzz'."),
    ],
)
def test_an_attribute_that_is_not_there_names_the_one_meant(
    corpus: Corpus, name: str, advice: str
) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(corpus, name)
    assert advice in str(caught.value)


def test_a_corpus_can_be_copied(corpus: Corpus) -> None:
    assert [document.id for document in copy.copy(corpus)] == list(TEXTS)
    assert isinstance(copy.deepcopy(corpus)["000"], Document)
