"""Similarity against a background: other documents say how rare a term is."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from discourse import plot, tables
from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import count_terms
from discourse.document_similarity import (
    shared_features,
    similarity,
    similarity_order,
)
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.reading import read

SPEECHES = "un-general-debate"
TEXTS = {
    "a": "the belt and the road\nthe sea",
    "b": "the belt and the sky\nthe road",
    "c": "the sea and the moon\na moon",
}
PRESS = pd.DataFrame(
    {
        "term": ["the", "and", "a", "belt", "road", "sea"],
        "documents": [100, 98, 95, 2, 30, 40],
        "of_documents": 100,
    }
)
NOTE = "2 of 8 terms not in the background: taken as in none of its documents"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.from_texts(TEXTS)


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return read(seeds)


def weights_by_hand(corpus: Corpus) -> np.ndarray:
    """ln(1 + count) ln((N + 1) / (df + 1/2)), N and df of the press."""
    counts = count_terms(corpus)
    documents = dict(zip(PRESS["term"], PRESS["documents"], strict=True))
    df = np.array([documents.get(term, 0) for term in counts.spell()])
    return np.asarray(np.log1p(counts.matrix.toarray()) * np.log(101 / (df + 0.5)))


def cosines_by_hand(corpus: Corpus) -> np.ndarray:
    rows = weights_by_hand(corpus)
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows @ rows.T)


def test_the_cosine_weighs_by_the_background(corpus: Corpus) -> None:
    table = similarity(corpus, background=PRESS, stop=None)
    scores = table["score"].to_numpy().reshape(3, 3)
    assert np.allclose(scores, cosines_by_hand(corpus), rtol=0, atol=1e-10)
    assert set(table["scheme"]) == {"log-idf"}
    assert set(table["background"]) == {"table"}
    assert set(table["background_documents"]) == {100}
    assert set(table["background_unknown"]) == {2}
    other = table[table["doc"] != table["other"]]
    assert all(cell.endswith(NOTE) for cell in other["note"])
    nearest = similarity(corpus, background=PRESS, top=1, stop=None)
    best = np.sort(cosines_by_hand(corpus), axis=1)[:, -2]
    assert np.allclose(nearest["score"], best, rtol=0, atol=1e-10)


def test_the_score_of_a_pair_does_not_depend_on_the_other_documents(
    corpus: Corpus,
) -> None:
    pair = Corpus.from_texts({name: TEXTS[name] for name in "ab"})
    of_pair = similarity(pair, background=PRESS, stop=None)["score"][1]
    assert similarity(corpus, background=PRESS, stop=None)["score"][1] == of_pair
    assert (
        similarity(corpus, stop=None)["score"][1]
        != similarity(pair, stop=None)["score"][1]
    )


def test_the_order_of_pairs_has_the_scores_of_similarity(corpus: Corpus) -> None:
    order = similarity_order(corpus, background=PRESS, resamples=19, stop=None)
    scores = cosines_by_hand(corpus)
    for row in order.itertuples(index=False):
        expected = scores["abc".index(row.doc), "abc".index(row.other)]
        assert row.score == pytest.approx(expected, abs=1e-10)
    assert set(order["background"]) == {"table"}
    assert set(order["background_unknown"]) == {2}


def test_shares_of_words_are_the_parts_of_that_cosine(corpus: Corpus) -> None:
    table = shared_features(corpus, "a", "b", background=PRESS, stop=None)
    words = table[table["kind"] == "word"].set_index("term")["share"]
    weights = weights_by_hand(corpus)
    products = weights[0] * weights[1]
    expected = dict(
        zip(count_terms(corpus).spell(), products / products.sum(), strict=True)
    )
    assert set(words.index) == {"and", "belt", "road", "the"}
    for term, share in words.items():
        assert share == pytest.approx(expected[str(term)], abs=1e-10)
    # Both have the rare word and the common one once; a, b and c all have "the".
    assert words.index[0] == "belt"
    assert set(table["background_unknown"]) == {2}
    assert set(table["note"]) == {NOTE}


def test_a_phrase_is_as_rare_as_its_rarest_word() -> None:
    corpus = Corpus.from_texts({"a": "the belt. and the", "b": "the belt. and the"})
    table = shared_features(corpus, "a", "b", background=PRESS, stop=None)
    phrases = table[table["kind"] == "phrase"].set_index("term")["share"]
    weight_of_belt = np.log(101 / 2.5) ** 2
    weight_of_and = np.log(101 / 98.5) ** 2
    total = weight_of_belt + weight_of_and
    assert phrases["the belt"] == pytest.approx(weight_of_belt / total, abs=1e-10)
    assert phrases["and the"] == pytest.approx(weight_of_and / total, abs=1e-10)


def test_what_is_in_a_script_that_the_background_lacks_is_not_shared() -> None:
    texts = {"a": "the belt, пояс и путь", "b": "the belt. пояс и путь, the road"}
    corpus = Corpus.from_texts(texts)
    table = shared_features(corpus, "a", "b", background=PRESS, stop=None)
    assert set(table["term"]) == {"the", "belt", "the belt"}
    assert "3 terms in a script the background lacks: not weighed" in table["note"][0]
    scores = similarity(corpus, background=PRESS, stop=None)
    without = Corpus.from_texts({"a": "the belt", "b": "the belt. the road"})
    expected = similarity(without, background=PRESS, stop=None)["score"]
    assert scores["score"].tolist() == pytest.approx(expected.tolist(), abs=1e-10)


def test_without_a_background_there_is_none_in_the_tables(corpus: Corpus) -> None:
    made = [
        similarity(corpus, stop=None),
        similarity_order(corpus, resamples=19, stop=None),
        shared_features(corpus, "a", "b", stop=None),
    ]
    for table in made:
        assert set(table["background"]) == {""}
        assert set(table["background_documents"]) == {0}
        assert "background" not in tables.show(table).note
        assert not any("background" in name for name in tables.show(table).headers)


def test_only_the_cosine_uses_a_background(corpus: Corpus) -> None:
    with pytest.raises(OptionError, match="used by measure='cosine' only"):
        similarity(corpus, measure="jaccard", background=PRESS)
    with pytest.raises(OptionError, match="used by measure='cosine' only"):
        similarity_order(
            corpus, measure=Lexicon.read({"b": ["belt"]}), background=PRESS, stop=None
        )
    table = similarity(
        corpus, measure=["cosine", "jaccard"], background=PRESS, stop=None
    )
    of_measure = table.groupby("measure")["background"].unique()
    assert of_measure["cosine"].tolist() == ["table"]
    assert of_measure["jaccard"].tolist() == [""]
    assert table[table["measure"] == "jaccard"]["note"].str.contains("back").sum() == 0


@pytest.mark.parametrize("scheme", ["tidytext", "log-entropy"])
def test_a_scheme_without_such_an_idf_takes_no_background(
    corpus: Corpus, scheme: str
) -> None:
    for call in (similarity, similarity_order):
        with pytest.raises(OptionError, match="takes no background"):
            call(corpus, scheme=scheme, background=PRESS)
    with pytest.raises(OptionError, match="takes no background"):
        shared_features(corpus, "a", "b", scheme=scheme, background=PRESS, stop=None)


def test_charts_and_show_name_the_background(five: Corpus) -> None:
    named = f"background: {SPEECHES}, 3,806 documents"
    square = similarity(five, background=SPEECHES, stop=None)
    order = similarity_order(five, background=SPEECHES, resamples=19, stop=None)
    features = shared_features(five, *five.names[:2], background=SPEECHES, stop=None)
    for table in (square, order, features):
        assert named in tables.show(table).note
    for ax in (plot.similarity(square), plot.similarity_order(order)):
        texts = [axes.get_xlabel() for axes in ax.figure.axes]
        written = " ".join(itertools.chain.from_iterable(map(str.split, texts)))
        assert named in written


def test_common_words_decide_little_against_the_speeches(five: Corpus) -> None:
    first, second, *_ = five.names
    alone = shared_features(five, first, second, top=1000, stop=None)
    against = shared_features(
        five, first, second, top=1000, background=SPEECHES, stop=None
    )
    words = {}
    for name, table in (("alone", alone), ("against", against)):
        words[name] = table[table["kind"] == "word"].set_index("term")["share"]
    assert words["against"]["the"] < words["alone"]["the"] / 10
