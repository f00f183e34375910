"""Labels of topics: phrases of their paragraphs, or their heaviest terms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from seed_corpus import mask_debris, read_seeds

from discourse.corpus import Corpus
from discourse.counting.stop_words import stop_words
from discourse.errors import OptionError
from discourse.topic_models import topic_groups, topic_paragraphs, topics
from discourse.topic_models.factorization import (
    MIN_TERM_WEIGHT,
    FittedTopics,
    TopicFit,
    prepare_input,
)
from discourse.topic_models.fit_quality import exclusivity
from discourse.topic_models.topic_labels import heaviest_terms, label_topics


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return read_seeds(seeds)


def test_labels_are_phrases_that_begin_and_end_with_words_of_substance(
    five: Corpus,
) -> None:
    labels = topics(mask_debris(five), k=4).terms["label"].drop_duplicates().tolist()
    phrases = [phrase for label in labels for phrase in label.split(", ")]
    assert sum(" " in phrase for phrase in phrases) > len(phrases) / 2
    assert not [
        phrase
        for phrase in phrases
        if phrase.split()[0] in ("of", "the") or phrase.split()[-1] in ("of", "the")
    ]


ORDER = "We uphold a rules-based order and the community of common destiny for win win results."


PRESS = {
    "a": "PRESS RELEASE\nMedia contact for the press",
    "b": f"{ORDER}\nThe rules-based order serves peace.",
    "c": f"The community of common destiny is built.\n{ORDER}",
    "d": "Trade and ports need win win deals.\nPorts grow with trade.",
    "e": "Ports and trade for all.\nPeace and order.",
}


MORE = {
    "f": "The press wrote of the rules-based order and of the community of common destiny.",
    "g": "In the press, the community of common destiny and the rules-based order.",
}


@pytest.mark.parametrize(("k", "texts"), [(3, PRESS), (4, PRESS), (3, PRESS | MORE)])
def test_a_label_speaks_of_what_the_topic_is_about(
    k: int, texts: dict[str, str]
) -> None:
    found = topics(Corpus.from_texts(texts, paragraphs="line"), k=k)
    of_press = found.terms[found.terms["term"].eq("press") & found.terms["rank"].eq(1)]
    assert of_press["label"].tolist() == ["press"]
    share = found.documents.set_index(["doc", "topic"])["share"]
    assert share["a", of_press["topic"].iloc[0]] > 0.99, (
        "the only document that holds the topic"
    )
    assert " " in found.terms["label"].iloc[0], (
        "where phrases tell of a topic they name it"
    )


def label_given_topics(
    terms: list[list[float]], weights: list[list[float]], texts: list[str]
) -> list[str]:
    """Labels of topics as given, of the words ash, bay, cod, dew, elm, in paragraphs."""
    base = prepare_input(
        Corpus.from_texts({"doc": "\n".join(texts)}, paragraphs="line"),
        unit="paragraph",
        stop=None,
    )
    assert base.counts.spell() == ["ash", "bay", "cod", "dew", "elm"]
    return label_topics(
        TopicFit(base, FittedTopics(np.array(terms), np.array(weights)))
    )


def test_a_phrase_of_a_label_stands_where_the_topic_is_held_and_has_a_term_of_it() -> (
    None
):
    texts = ["ash bay", "ash bay", "cod dew", "cod dew", "elm", "elm"]
    terms = [[0.5, 0.5, 0.0, 0.0, 0.0], [0.0, 0.0, 0.06, 0.07, 0.87]]
    weights = [[1.0, 0.0]] * 2 + [[0.0, 1.0]] * 4
    assert label_given_topics(terms, weights, texts) == ["ash bay", "elm"], (
        "cod and dew are not what the topic is about"
    )
    terms[1] = [0.0, 0.0, 0.06, 0.1, 0.84]
    assert label_given_topics(terms, weights, texts) == ["ash bay", "cod dew, elm"]
    weights[2] = weights[3] = [0.0, 0.06]
    assert label_given_topics(terms, weights, texts) == ["ash bay", "cod dew, elm"]
    weights[2] = weights[3] = [0.0, 0.04]
    assert label_given_topics(terms, weights, texts) == ["ash bay", "elm, dew"], (
        "a 25th of the heaviest: not held there"
    )


def test_a_topic_that_has_all_the_phrases_is_named_by_them() -> None:
    found = topics(
        Corpus.from_texts({doc: PRESS[doc] for doc in "abc"}, paragraphs="line"), k=2
    ).terms
    labels = found["label"].drop_duplicates().tolist()
    assert labels == [
        "community of common destiny, rules-based order, win win results",
        "press",
    ]


def test_terms_of_next_to_no_weight_are_no_terms_of_a_topic() -> None:
    found = topics(Corpus.from_texts(PRESS, paragraphs="line"), k=4).terms
    assert found.loc[found["label"] == "press", "term"].tolist() == ["press"]
    heaviest = found.groupby("topic")["weight"].transform("max")
    assert (found["weight"] >= MIN_TERM_WEIGHT * heaviest).all()
    slight = np.array(
        [[0.5, 0.5 * MIN_TERM_WEIGHT * 1.01, 0.5 * MIN_TERM_WEIGHT * 0.99, 1e-12, 0.0]]
    )
    base = prepare_input(
        Corpus.from_texts({"1": "a b c d e", "2": "a b c d e"}),
        unit="document",
        stop=None,
    )
    fit = TopicFit(base, FittedTopics(slight, np.ones((2, 1))))
    assert [entry.term for entry in heaviest_terms(fit, 5)[0]] == ["a", "b"]
    # Nor do they enter what is said of a topic's ten heaviest terms.
    assert exclusivity(np.array([[1.0, 1e-9, 0.0], [0.0, 0.5, 0.5]])) == pytest.approx(
        1.0
    )


def test_words_to_omit_are_in_no_label_and_change_nothing_else(five: Corpus) -> None:
    found = topics(five, k=3)
    named = topics(five, k=3, omit=["Political", "Hunan University", "unheard"])
    labels = found.terms["label"].unique().tolist()
    other_labels = named.terms["label"].unique().tolist()
    omitted = {"political", "hunan", "university"}
    assert "political" in " ".join(labels)
    assert "hunan" in " ".join(labels)
    assert not omitted & set(" ".join(other_labels).replace(",", "").split())
    assert all(other_labels)
    for one, other in (
        (found.terms, named.terms),
        (found.documents, named.documents),
    ):
        pd.testing.assert_frame_equal(
            one.drop(columns="label"), other.drop(columns="label")
        )
    for table in (
        topic_paragraphs(five, k=3, omit=["Political", "Hunan University"]),
        topic_groups(five, k=3, by="doc", omit=["Political", "Hunan University"]),
    ):
        assert table["label"].unique().tolist() == other_labels


def test_a_possessive_is_omitted_with_its_word() -> None:
    corpus = Corpus.from_texts({"a": "Xi's port\nXi's port\nXi port\nXi port"})
    assert set(topics(corpus, k=1, omit=["xi"]).terms["label"]) == {"port"}


def test_a_topic_whose_heavy_words_are_omitted_is_named_by_lighter_ones() -> None:
    line = "port port port port port port port port port port port port trade"
    corpus = Corpus.from_texts({"a": f"{line}.\n{line}."})
    terms = topics(corpus, k=1, omit=["port"]).terms
    assert terms["weight"].iloc[1] < 0.1 * terms["weight"].iloc[0]
    assert set(terms["label"]) == {"trade"}


def test_a_topic_all_of_whose_words_are_omitted_says_so() -> None:
    corpus = Corpus.from_texts({"a": "port trade\nport trade"})
    terms = topics(corpus, k=1, omit=["port", "trade"]).terms
    assert set(terms["label"]) == {"(all words omitted)"}


@pytest.mark.parametrize("omit", ["Xinhua", 3, [3]])
def test_words_to_omit_are_a_list(five: Corpus, omit: object) -> None:
    with pytest.raises(OptionError, match="a list of words was expected"):
        topics(five, k=3, omit=omit)  # type: ignore[arg-type]


def test_phrases_of_chinese_words_do_not_repeat_each_other() -> None:
    line = "现在，我代表国务院向大会报告工作。"
    other = "推动经济社会发展，保障人民生活。"
    text = "\n".join([line, other] * 4)
    corpus = Corpus.from_texts({"a": text, "b": text}, chinese_words=True)
    for label in topics(corpus, k=2).terms["label"].unique():
        parts = label.split(", ")
        assert not any(
            one in other for one in parts for other in parts if one is not other
        )


def test_no_label_phrase_has_a_function_word_at_its_edge_even_if_they_are_counted(
    five: Corpus,
) -> None:
    english = stop_words("en")
    for label in topics(five, k=3, stop=None).terms["label"].unique():
        for part in label.split(", "):
            words = part.split()
            if len(words) > 1:
                assert words[0] not in english
                assert words[-1] not in english


@pytest.mark.parametrize("verb", [topics, topic_paragraphs])
@pytest.mark.parametrize(
    ("omit", "message"),
    [
        (["\ud800"], r"omit: '\\ud800' has U\+D800"),
        ({"Xinhua": []}, "omit=a dict of 1: a list of words"),
        (np.array(3), r"omit=array\(3\): a list of words"),
        ([pd.NA], "omit: <NA> is no word"),
        ("x" * 3_000, "omit='x{50,60}…: a list of words"),
    ],
    ids=["surrogate", "dict", "array of one", "missing", "long"],
)
def test_words_to_omit_are_a_list_of_words(
    verb: Callable[..., object], omit: object, message: str
) -> None:
    corpus = Corpus.from_texts({"a": "Peace and trade.", "b": "War and trade."})
    with pytest.raises(OptionError, match=message):
        verb(corpus, k=1, omit=omit)
