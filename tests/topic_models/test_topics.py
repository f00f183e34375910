"""Topics: planted ones are found, tables are the same bytes, and what cannot be fitted is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from planted_topics import PLANTED, planted_corpus
from seed_corpus import DEBRIS, mask_debris, read_seeds

from discourse import notes, tables
from discourse.corpus import Corpus
from discourse.errors import EmptyCorpusError, OptionError
from discourse.topic_models import (
    Topics,
    topic_paragraphs,
    topics,
)
from discourse.topic_models.factorization import (
    prepare_input,
)
from discourse.topic_models.topic_shares import reasons_without_shares


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return read_seeds(seeds)


@pytest.mark.parametrize("model", ["nmf", "lda"])
def test_planted_topics_are_found(model: str) -> None:
    found = topics(planted_corpus(), k=3, model=model, top=5)  # type: ignore[arg-type]
    assert isinstance(found, Topics)
    terms = {frozenset(part["term"]) for _, part in found.terms.groupby("topic")}
    assert terms == {frozenset(words.split()) for words in PLANTED.values()}
    assert found.terms["topic"].drop_duplicates().tolist() == [1, 2, 3]


def test_tables_hold_what_they_say(five: Corpus, tmp_path: Path) -> None:
    found = topics(five, k=4, top=7)
    assert found.terms.groupby("topic").size().tolist() == [7, 7, 7, 2], (
        "a topic of debris has two terms"
    )
    for _, own in found.terms.groupby("topic"):
        assert own["rank"].tolist() == list(range(1, len(own) + 1))
        assert own["weight"].is_monotonic_decreasing
        assert (own["weight"] > 0).all()
        assert own["weight"].sum() < 1 + 1e-9
        assert own["label"].nunique() == 1
        assert own["label"].iloc[0]
    documents = found.documents
    assert documents["doc"].tolist() == [doc for doc in five.names for _ in range(4)]
    assert np.allclose(documents.groupby("doc")["share"].sum(), 1.0, atol=1e-9)
    by_topic = documents.groupby("topic")["weight"].sum()
    assert by_topic.is_monotonic_decreasing, "the weightiest topic first"
    for table, kind in ((found.terms, "topics"), (documents, "topic_documents")):
        pd.testing.assert_frame_equal(
            tables.load(tables.save(table, tmp_path / "t.csv"), kind=kind), table
        )


def test_the_note_says_what_was_done_and_what_it_cannot_show(five: Corpus) -> None:
    note = topics(five, k=3).documents["note"].iloc[0]
    assert "nmf on 93 paragraphs of 5 documents, " in note
    assert "another k or start gives other topics: see topic_quality" in note
    for table in (topics(five, k=3).terms, topic_paragraphs(five, k=3)):
        assert set(table["note"]) == {note}
    assert (
        "nmf on 5 documents, "
        in topics(five, k=3, unit="document").terms["note"].iloc[0]
    )
    assert "without stop words (en)" in note
    assert set(topics(five, k=3).terms["stop"]) == {"en"}
    assert "5 documents: topics describe these paragraphs, not a population" in note
    assert "stop words kept" in topics(five, k=3, stop=None).documents["note"].iloc[0]
    assert "(1 word given)" in topics(five, k=3, stop=["the"]).documents["note"].iloc[0]
    many = (
        topics(planted_corpus(documents=50, paragraphs=2), k=3)
        .documents["note"]
        .iloc[0]
    )
    assert "population" not in many


def test_debris_makes_a_topic_of_its_own_until_it_is_masked(five: Corpus) -> None:
    raw = topics(five, k=3).terms["term"].tolist()
    masked = topics(mask_debris(five), k=3).terms["term"].tolist()
    assert "imgspider" in raw
    assert not set(DEBRIS) & set(masked)


def as_bytes(found: Topics, folder: Path) -> bytes:
    return b"".join(
        tables.save(table, folder / "t.csv").read_bytes()
        for table in (found.terms, found.documents)
    )


@pytest.mark.parametrize("model", ["nmf", "lda"])
def test_topics_are_the_same_bytes_on_any_number_of_threads(
    seeds: Path, model: str, tmp_path: Path
) -> None:
    from threadpoolctl import threadpool_limits

    texts = {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted(seeds.glob("*.txt"))
    }
    found = []
    for threads in (1, 2):
        with threadpool_limits(limits=threads):
            made = topics(Corpus.from_texts(texts), k=4, unit="sentence", model=model)  # type: ignore[arg-type]
            found.append(as_bytes(made, tmp_path))
    assert found[0] == found[1]


def test_a_seed_is_a_number_or_a_generator(five: Corpus, tmp_path: Path) -> None:
    one = as_bytes(topics(five, k=3, model="lda", rng=1), tmp_path)
    assert one == as_bytes(topics(five, k=3, model="lda", rng=1), tmp_path)
    assert one != as_bytes(topics(five, k=3, model="lda", rng=2), tmp_path)
    made = (
        topics(five, k=3, model="lda", rng=np.random.default_rng(3)) for _ in range(2)
    )
    first, second = (as_bytes(found, tmp_path) for found in made)
    assert first == second
    assert topics(five, k=3, rng=1).terms["repeats"].all()
    drawn = topics(five, k=3, rng=np.random.default_rng(3))
    assert not drawn.documents["repeats"].any(), "the next call draws other numbers"
    for odd in (-1, True, 1.5, "0"):
        with pytest.raises(OptionError, match="rng="):
            topics(five, k=3, rng=odd)  # type: ignore[arg-type]


def test_a_document_without_words_has_no_share() -> None:
    corpus = planted_corpus(documents=4)
    texts = {
        **{doc: corpus.raw[doc] for doc in corpus.names},
        "empty": "",
        "other": "unheard unseen",
    }
    found = topics(Corpus.from_texts(texts, paragraphs="line"), k=2).documents
    silent = found["doc"].isin(["empty", "other"])
    assert silent.sum() == 4
    assert (found["weight"] > 0).tolist() == (found["share"] > 0).tolist()
    assert not found.loc[silent, "weight"].any()
    assert found["share"].isna().tolist() == silent.tolist()
    (note,) = set(found.loc[~silent, "note"])
    assert set(found.loc[found["doc"] == "empty", "note"]) == {
        f"it has no words; {note}"
    }
    assert set(found.loc[found["doc"] == "other", "note"]) == {
        f"none of its words is in the model; {note}"
    }


def test_a_document_whose_words_no_topic_tells_of_says_so() -> None:
    base = prepare_input(planted_corpus(documents=2), unit="paragraph", stop="en")
    reasons = reasons_without_shares(base, np.array([[0.0], [0.5]]), np.arange(2), 2)
    assert [notes.join([reason]) for reason in reasons] == [
        "none of the topics is in it",
        "",
    ]


@pytest.mark.parametrize("unit", ["document", "paragraph", "sentence", "window"])
def test_any_unit_will_do(unit: str) -> None:
    found = topics(planted_corpus(), k=2, unit=unit)  # type: ignore[arg-type]
    assert f"{unit}s" in found.documents["note"].iloc[0]
    assert found.documents["doc"].nunique() == 6


def test_the_number_of_topics_is_refused_in_right_words_for_one_term() -> None:
    corpus = Corpus.from_texts({"a": "port one\nport two"})
    message = (
        "k=2 topics were asked for; 1, the only number that is possible, was expected, "
        "since there are 2 paragraphs with words, and 1 term occurs in two of them"
    )
    with pytest.raises(OptionError, match=message):
        topics(corpus, k=2)


def test_more_topics_than_paragraphs_are_refused(five: Corpus) -> None:
    with pytest.raises(OptionError, match=r"k=94 .* from 1 to 89"):
        topics(five, k=94)
    for odd in (0, -1, True, 2.5, "3"):
        with pytest.raises(OptionError, match="k="):
            topics(five, k=odd)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match=r"k=6 .* 1 to 5"):
        topics(five, k=6, unit="document")
    for options, said in (
        ({"model": "lsa"}, "'lda', 'nmf'"),
        ({"unit": "page"}, "'window'"),
        ({"top": 0}, "top=0"),
    ):
        with pytest.raises(OptionError, match=said):
            topics(five, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": "One word."}, {"a": "the the", "b": "of the"}]
)
def test_nothing_to_find_topics_in_is_said(texts: dict[str, str]) -> None:
    with pytest.raises(EmptyCorpusError, match="no word occurs in two paragraphs"):
        topics(Corpus.from_texts(texts), k=1, stop="en")
    with pytest.raises(EmptyCorpusError, match="no word occurs in two paragraphs"):
        topics(Corpus.from_texts(texts), stop="en")


def test_whether_topics_repeat_is_shown_in_words() -> None:
    shown = str(tables.show(topics(planted_corpus(), k=3).terms))
    assert "repeats: yes" in shown
