"""Topics whose idf comes from a background: by hand, cached, and what is refused."""

from __future__ import annotations

from math import log
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from planted_topics import PLANTED, planted_corpus
from seed_corpus import mask_debris, read_seeds

from discourse import tables
from discourse.corpus import Corpus
from discourse.counting.background import Background
from discourse.counting.tfidf import weigh
from discourse.errors import OptionError
from discourse.topic_models import (
    topic_fits,
    topic_groups,
    topic_paragraphs,
    topic_quality,
    topics,
)
from discourse.topic_models.factorization import factorize, prepare_input

# Two paragraphs of the same words: one topic explains them to the last digit.
TWINS = Corpus.from_texts({"a": "Sea sea lane.\nSea sea lane."}, paragraphs="line")
PRESS = Background("press", {"sea": 9, "lane": 1, "port": 4}, of_documents=9)


def all_tables(corpus: Corpus, **options: Any) -> dict[str, pd.DataFrame]:
    """Return the table of each kind that topics are in."""
    found = topics(corpus, k=3, **options)
    return {
        "topics": found.terms,
        "topic_documents": found.documents,
        "topic_paragraphs": topic_paragraphs(corpus, k=3, **options),
        "topic_groups": topic_groups(corpus, by="side", k=3, **options),
        "topic_quality": topic_quality(corpus, k=(3, 3), runs=1, **options),
    }


def planted_background(**documents: int) -> Background:
    """Return a background of 100 documents with all planted words but two."""
    documents_by_term = {}
    for words in PLANTED.values():
        documents_by_term |= dict.fromkeys(words.split(), 10)
    del documents_by_term["port"], documents_by_term["truce"]
    return Background("news", documents_by_term | documents, of_documents=100)


def test_weights_are_those_of_the_idf_of_the_background() -> None:
    found = topics(TWINS, k=1, stop=None, background=PRESS)
    # ln(1 + count) ln((N + 1) / (df + 1/2)) of each term in each paragraph.
    sea = log(3) * log(10 / 9.5)
    lane = log(2) * log(10 / 1.5)
    assert found.terms["term"].tolist() == ["lane", "sea"]
    shares = [lane / (lane + sea), sea / (lane + sea)]
    assert found.terms["weight"].tolist() == pytest.approx(shares, rel=1e-6)
    weight = found.documents["weight"].tolist()
    assert weight == pytest.approx([2 * (lane + sea)], rel=1e-6)
    # By the idf of the paragraphs, the more frequent word is the heavier one.
    assert topics(TWINS, k=1, stop=None).terms["term"].tolist() == ["sea", "lane"]


def test_the_fit_is_that_of_the_weighed_counts() -> None:
    background = planted_background(ship=90)
    prepared = prepare_input(
        planted_corpus(), unit="paragraph", stop="en", background=background
    )
    assert prepared.rarity is not None
    matrix = prepared.counts.matrix
    fitted = factorize(matrix, 3, model="nmf", seed=0, rarity=prepared.rarity)
    weights = weigh(matrix, "log-idf", rarity=prepared.rarity).toarray()
    remainder = weights - fitted.weights @ fitted.terms
    assert np.linalg.norm(remainder) < 0.5 * np.linalg.norm(weights)
    ship = prepared.counts.spell().index("ship")
    plain = factorize(matrix, 3, model="nmf", seed=0)
    assert fitted.terms[:, ship].max() < 0.5 * plain.terms[:, ship].max()


def test_every_table_says_which_background_was_used(tmp_path: Path) -> None:
    found = all_tables(planted_corpus(), background=planted_background())
    for kind, table in found.items():
        assert set(table["background"]) == {"news"}, kind
        assert set(table["background_documents"]) == {100}
        # "port", "truce" and "people", which stands in every paragraph.
        assert set(table["background_unknown"]) == {3}
        idf = "idf of the background news, 100 documents"
        assert table["note"].str.contains(idf).all()
        assert table["note"].str.contains("3 of 16 terms not in the background").all()
        path = tables.save(table, tmp_path / f"{kind}.csv")
        pd.testing.assert_frame_equal(tables.load(path, kind=kind), table)


def test_without_a_background_tables_name_none() -> None:
    for table in all_tables(planted_corpus()).values():
        assert set(table["background"]) == {""}
        assert set(table["background_documents"]) == {0}
        assert not table["note"].str.contains("background").any()


def test_a_background_of_the_same_name_and_other_numbers_gives_another_fit() -> None:
    corpus = planted_corpus()
    first = topics(corpus, k=3, background=planted_background()).terms
    second = topics(corpus, k=3, background=planted_background(ship=90)).terms
    without = topics(corpus, k=3).terms
    again = topics(corpus, k=3, background=planted_background()).terms
    pd.testing.assert_frame_equal(first, again)
    weights = set()
    for table in (first, second, without):
        is_ship = table["term"] == "ship"
        weights.add(table.loc[is_ship, "weight"].max())
    assert len(weights) == 3


def test_a_fit_with_a_background_is_computed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = planted_corpus()
    first = topics(corpus, k=3, background=planted_background())

    def fail(*arguments: object, **options: object) -> None:
        raise AssertionError("the fit was computed again")

    monkeypatch.setattr(topic_fits, "factorize", fail)
    table = topic_paragraphs(corpus, k=3, background=planted_background())
    assert set(table["label"]) == set(first.terms["label"])


def test_the_number_is_chosen_and_judged_with_the_background() -> None:
    corpus = planted_corpus()
    # Of all words, only those of crops are rare.
    documents = {}
    for name, words in PLANTED.items():
        documents |= dict.fromkeys(words.split(), 1 if name == "crops" else 99)
    background = Background("news", documents, of_documents=100)
    judged = topic_quality(corpus, k=(2, 3), background=background)
    plain = topic_quality(corpus, k=(2, 3))
    columns = ["exclusivity", "stability_documents"]
    assert not np.allclose(judged[columns], plain[columns])
    chosen = topic_quality(corpus, background=background)
    number = chosen.loc[chosen["chosen"], "k"].tolist()
    found = topics(corpus, background=background).terms
    assert [found["topic"].max()] == number


def test_names_make_topics_against_a_background_of_another_sort(seeds: Path) -> None:
    five = mask_debris(read_seeds(seeds))
    plain = topic_quality(five, k=(3, 3), runs=1)["coherence"].iloc[0]
    judged = topic_quality(five, k=(3, 3), runs=1, background="un-general-debate")
    assert plain == pytest.approx(0.25, abs=0.005)
    assert judged["coherence"].iloc[0] == pytest.approx(0.17, abs=0.005)
    found = topics(five, k=3, background="un-general-debate").terms
    assert {"jianchao", "qin", "tokayev"} <= set(found["term"])
    assert "jianchao" not in set(topics(five, k=3).terms["term"])


@pytest.mark.parametrize("k", [3, None])
def test_lda_takes_no_background(k: int | None) -> None:
    corpus = planted_corpus()
    options: dict[str, Any] = {"model": "lda", "background": planted_background()}
    refusal = "model='lda' and background= came"
    with pytest.raises(OptionError, match=refusal):
        topics(corpus, k=k, **options)
    with pytest.raises(OptionError, match=refusal):
        topic_paragraphs(corpus, k=k, **options)
    with pytest.raises(OptionError, match=refusal):
        topic_groups(corpus, by="side", k=k, **options)
    with pytest.raises(OptionError, match=refusal):
        topic_quality(corpus, **options)


def test_a_background_that_knows_no_term_is_refused() -> None:
    foreign = Background("foreign", {"kuro": 3}, of_documents=10)
    with pytest.raises(OptionError, match="has none of the 16 terms of 1 word"):
        topics(planted_corpus(), k=3, background=foreign)
