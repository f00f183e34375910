"""The words and phrases that two documents share: counting by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from similarity_cases import number_texts, score_square

from discourse import tables
from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import count_terms
from discourse.counting.tfidf import scale_rows, weigh
from discourse.document_similarity import shared_features, similarity
from discourse.errors import ColumnError, OptionError
from discourse.settings import LONGEST_NGRAM
from discourse.text import BREAK


def test_notes_name_the_idf_and_terms_that_weigh_nothing() -> None:
    corpus = number_texts(["we build a road", "we build a house"])
    assert set(shared_features(corpus, "d0", "d1", stop=None)["note"]) == {
        "idf of 2 documents has at most 2 levels"
    }
    assert set(
        shared_features(corpus, "d0", "d1", scheme="count", stop=None)["note"]
    ) == {""}
    nothing = shared_features(corpus, "d0", "d1", scheme="plain", stop=None)
    assert (nothing["share"] == 0).all()
    assert set(nothing["note"]) == {
        "weighs nothing: every document has it; idf of 2 documents has at most 2 levels",
    }


# Reasons --------------------------------------------------------------------------------------------------------------


def test_shares_of_words_are_the_parts_of_the_cosine(five: Corpus) -> None:
    table = shared_features(five, "000", "003", top=10_000, stop=None)
    words = table[table["kind"] == "word"]
    counts = count_terms(five)
    unit = scale_rows(weigh(counts.matrix, "log-idf")).toarray()
    cosine = score_square(similarity(five, stop=None)).loc["000", "003"]
    for term, share in zip(words["term"], words["share"], strict=True):
        column = counts.spell().index(term)
        assert share * cosine == pytest.approx(
            unit[0, column] * unit[3, column], rel=1e-8
        )
    for kind in ("word", "phrase"):
        part = table[table["kind"] == kind]
        assert part["share"].sum() == pytest.approx(1.0, abs=1e-9)
        assert part["rank"].tolist() == list(range(1, len(part) + 1))
        assert (part["share"].to_numpy()[:-1] >= part["share"].to_numpy()[1:]).all()


def count_phrases(corpus: Corpus, doc: int) -> dict[tuple[int, ...], int]:
    stream = corpus.stream
    low, high = stream.bounds[doc : doc + 2].tolist()
    counts: dict[tuple[int, ...], int] = {}
    for start in range(low, high):
        for end in range(start + 2, high + 1):
            if stream.gap[end - 1] >= BREAK:
                break
            gram = tuple(stream.ids[start:end].tolist())
            counts[gram] = counts.get(gram, 0) + 1
    return counts


@given(
    st.lists(
        st.lists(st.sampled_from("abc."), max_size=14).map(" ".join),
        min_size=2,
        max_size=3,
    )
)
def test_phrases_are_the_longest_that_both_have(texts: list[str]) -> None:
    corpus = number_texts(texts)
    one, two = count_phrases(corpus, 0), count_phrases(corpus, 1)
    shared = {gram: (one[gram], two[gram]) for gram in one if gram in two}
    longest = {
        gram
        for gram, counts in shared.items()
        if not any(
            len(other) == len(gram) + 1
            and gram in (other[1:], other[:-1])
            and shared[other] == counts
            for other in shared
        )
    }
    expected = {
        " ".join(corpus.stream.vocabulary[i] for i in gram): shared[gram]
        for gram in longest
    }
    table = shared_features(corpus, "d0", "d1", top=1000, stop=None)
    phrases = table[table["kind"] == "phrase"]
    counts = zip(phrases["term"], phrases["count"], phrases["count_other"], strict=True)
    assert {term: (count, other) for term, count, other in counts} == expected
    assert len(phrases) == len(expected)
    if expected:
        assert phrases["share"].sum() == pytest.approx(1.0, abs=1e-9)


def test_the_longest_shared_phrase_is_whole_and_documents_are_counted(
    five: Corpus,
) -> None:
    table = shared_features(five, "002", "004", top=1000, stop=None).set_index("term")
    long = (
        "future defined by lasting friendship a high degree of mutual trust and sharing"
    )
    assert table.loc[long, ["kind", "count", "count_other", "documents"]].tolist() == [
        "phrase",
        1,
        1,
        2,
    ]
    assert "lasting friendship a high degree" not in table.index
    everyone = shared_features(five, "002", "004", top=1000, stop=None).query(
        "kind == 'word'"
    )
    assert everyone["documents"].max() == 5


@pytest.mark.parametrize("size", [2, 3, LONGEST_NGRAM, LONGEST_NGRAM + 1, 70])
def test_no_shared_phrase_is_longer_than_the_longest(size: int) -> None:
    text = " ".join(f"w{number}" for number in range(size))
    corpus = Corpus.from_texts({"a": f"{text} here", "b": f"{text} there"})
    phrases = shared_features(corpus, "a", "b", top=1000, stop=None).query(
        "kind == 'phrase'"
    )
    lengths = phrases["term"].str.split().str.len()
    assert set(lengths) == {min(size, LONGEST_NGRAM)}
    assert len(phrases) == max(size - LONGEST_NGRAM, 0) + 1


def test_stop_words_are_left_out_of_the_shared_features(five: Corpus) -> None:
    by_count = shared_features(five, "000", "001", top=1, scheme="sklearn", stop=None)
    assert by_count["term"].iloc[0] in ("the", "of", "and")
    terms = shared_features(five, "000", "001", top=50, stop="en")["term"].tolist()
    assert not [
        term
        for term in terms
        if term.split()[0] in ("the", "of") or term.split()[-1] in ("the", "of")
    ]


def test_documents_with_nothing_in_common_share_no_features() -> None:
    table = shared_features(number_texts(["a b", "c d", ""]), "d0", "d1", stop=None)
    tables.check(table, "shared_features")
    assert len(table) == 0
    assert len(shared_features(number_texts(["a b", ""]), "d0", "d1", stop=None)) == 0
    with pytest.raises(ColumnError, match="'d9'"):
        shared_features(number_texts(["a", "b"]), "d0", "d9", stop=None)
    with pytest.raises(OptionError, match="given twice"):
        shared_features(number_texts(["a", "b"]), "d0", "d0", stop=None)
    with pytest.raises(OptionError, match="top=0"):
        shared_features(number_texts(["a", "b"]), "d0", "d1", top=0, stop=None)


def test_an_unknown_id_is_refused_with_the_known_ids() -> None:
    corpus = Corpus.from_texts({"a": "one belt", "b": "one road"})
    with pytest.raises(
        ColumnError,
        match="no document is called 'A'. Did you mean 'a'",  # noqa: RUF043
    ):
        shared_features(corpus, "A", "b", stop=None)
    with pytest.raises(ColumnError, match="There are 'a', 'b'"):
        shared_features(corpus, "a", "nope", stop=None)
    pd.testing.assert_frame_equal(
        shared_features(corpus, "a", "b", top=np.int64(1), stop=None),
        shared_features(corpus, "a", "b", top=1, stop=None),
    )


# Groups ---------------------------------------------------------------------------------------------------------------

SPEECHES = {
    "a": "We build a road. We build a road.",
    "b": "They build a bridge.",
    "c": "We build a road and a bridge.",
    "d": "They rest by the sea.",
}
SPEAKERS = ["China", "China", "Laos", "Peru"]


def spoken_corpus() -> Corpus:
    columns = {"doc": list(SPEECHES), "speaker": SPEAKERS, "year": [1, 1, 2, 2]}
    return Corpus.from_texts(SPEECHES, pd.DataFrame(columns))


def test_counts_of_a_group_are_those_of_its_documents_together() -> None:
    table = shared_features(
        spoken_corpus(), "China", "Laos", by="speaker", scheme="count", stop=None
    )
    assert set(table["doc"]) == {"China"}
    assert set(table["other"]) == {"Laos"}
    assert set(table["doc_label"]) == set(table["other_label"]) == {""}
    columns = ["kind", "term", "count", "count_other", "documents"]
    assert table[columns].to_numpy().tolist() == [
        ["word", "a", 3, 2, 3],
        ["word", "build", 3, 1, 3],
        ["word", "road", 2, 1, 2],
        ["word", "we", 2, 1, 2],
        ["word", "bridge", 1, 1, 2],
        ["phrase", "we build a road", 2, 1, 2],
        # Another document of the group has it too, so no longer phrase takes it over.
        ["phrase", "build a", 3, 1, 3],
        ["phrase", "a bridge", 1, 1, 2],
    ]
    words = table[table["kind"] == "word"]
    products = words["count"] * words["count_other"]
    assert words["share"].tolist() == pytest.approx(products / products.sum())
    tables.check(table, "shared_features")


@given(
    texts=st.lists(
        st.lists(st.sampled_from("abc."), max_size=9).map(" ".join),
        min_size=3,
        max_size=5,
    ),
    sides=st.lists(st.sampled_from("xyz"), min_size=5, max_size=5),
    scheme=st.sampled_from(["log-idf", "log-entropy", "sklearn", "count"]),
)
def test_a_group_is_like_one_document_of_all_its_texts(
    texts: list[str], sides: list[str], scheme: str
) -> None:
    # Each of the two groups has a document at least.
    sides = ["x", "y", *sides[2:]][: len(texts)]
    corpus = number_texts(texts).assign(side=sides)
    texts_by_side: dict[str, list[str]] = {}
    for side, text in sorted(zip(sides, texts, strict=True), key=lambda pair: pair[0]):
        texts_by_side.setdefault(side, []).append(text)
    joined = Corpus.from_texts(
        {side: "\n\n".join(parts) for side, parts in texts_by_side.items()}
    )
    options = {"scheme": scheme, "stop": None, "top": 1000}
    grouped = shared_features(corpus, "x", "y", by="side", **options)
    whole = shared_features(joined, "x", "y", **options)
    columns = ["doc", "other", "kind", "rank", "term", "share", "count", "count_other"]
    pd.testing.assert_frame_equal(grouped[columns], whole[columns])
    counts = count_terms(corpus)
    documents = dict(zip(counts.spell(), counts.documents.tolist(), strict=True))
    words = grouped[grouped["kind"] == "word"]
    assert words["documents"].tolist() == [documents[term] for term in words["term"]]


def test_documents_are_the_groups_unless_another_column_is_named(five: Corpus) -> None:
    ids = five.assign(name=list(five.names))
    by_name = shared_features(ids, "000", "003", by="name", stop="en")
    by_default = shared_features(five, "000", "003", stop="en")
    pd.testing.assert_frame_equal(
        shared_features(five, "000", "003", by="doc", stop="en"), by_default
    )
    # Only the labels of documents and the word for them differ.
    columns = ["doc_label", "other_label", "note"]
    pd.testing.assert_frame_equal(
        by_name.drop(columns=columns), by_default.drop(columns=columns)
    )
    assert set(by_name["note"]) == {"idf of 5 groups has at most 5 levels"}


def test_a_background_says_how_rare_the_terms_of_groups_are() -> None:
    corpus = spoken_corpus()
    background = Corpus.from_texts(
        {str(number): "We build a road." for number in range(40)} | {"x": "A bridge."}
    )
    table = shared_features(
        corpus, "China", "Laos", by="speaker", background=background, stop=None
    )
    words = table[table["kind"] == "word"].set_index("term")
    assert words["rank"]["bridge"] == 1
    assert set(table["background_documents"]) == {41}


def test_stop_words_are_left_out_of_groups() -> None:
    table = shared_features(spoken_corpus(), "China", "Laos", by="speaker")
    assert table["term"].tolist() == ["build", "road", "bridge", "build a road"]
    assert set(table["stop"]) == {"en"}


def test_groups_that_are_not_there_are_refused_with_those_that_are() -> None:
    corpus = spoken_corpus()
    with pytest.raises(
        OptionError,
        match=r"'Cina' is no value of 'speaker'; .* Did you mean 'China'",
    ):
        shared_features(corpus, "Cina", "Laos", by="speaker")
    with pytest.raises(OptionError, match="There are 'China', 'Laos', 'Peru'"):
        shared_features(corpus, "China", "a", by="speaker")
    with pytest.raises(
        OptionError, match="'Laos' was given twice; two different groups"
    ):
        shared_features(corpus, "Laos", "Laos", by="speaker")
    with pytest.raises(ColumnError, match="'speakr' is no column"):
        shared_features(corpus, "China", "Laos", by="speakr")
    with pytest.raises(OptionError, match="by=None makes 1 group of this corpus; two"):
        shared_features(corpus, "China", "Laos", by=None)  # type: ignore[arg-type]
    years = shared_features(corpus, 1, 2, by="year", stop=None)  # type: ignore[arg-type]
    assert set(years["doc"] + years["other"]) == {"12"}
