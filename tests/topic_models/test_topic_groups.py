"""Shares of topics in groups of documents, and their intervals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from planted_topics import planted_corpus
from seed_corpus import read_seeds

from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import ColumnError
from discourse.measures import document_share
from discourse.topic_models import (
    topic_groups,
    topics,
)
from discourse.topic_models._topic_groups import _estimate_shares


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return read_seeds(seeds)


def test_groups_have_the_share_of_their_weight_and_an_interval(tmp_path: Path) -> None:
    corpus = planted_corpus(documents=20)
    table = topic_groups(corpus, by="side", k=3)
    tables.check(table, "topic_groups")
    weights = topics(corpus, k=3).documents.merge(corpus.documents, on="doc")
    of_topic, whole = (
        weights.groupby(["topic", "side"])["weight"].sum(),
        weights.groupby("side")["weight"].sum(),
    )
    for row in table.to_dict("records"):
        share = of_topic[row["topic"], row["group"]] / whole[row["group"]]
        assert row["share"] == pytest.approx(share, abs=1e-9)
        assert 0 <= row["low"] < row["share"] < row["high"] <= 1
        assert row["note"] == ""
        assert row["documents"] == 10
        assert row["interval"] == "clopper_pearson_effective"
        assert row["interval_unit"] == "documents"
        assert row["confidence_level"] == 0.95
    of_ports = table[
        table["label"].str.contains("ship|port|cargo|trade|harbour")
    ].set_index("group")
    assert of_ports.loc["sea", "low"] > of_ports.loc["land", "high"]
    pd.testing.assert_frame_equal(
        tables.load(tables.save(table, tmp_path / "t.csv"), kind="topic_groups"), table
    )
    drawn = topic_groups(corpus, by="side", k=3, rng=np.random.default_rng(0))
    pd.testing.assert_frame_equal(drawn.assign(repeats=True), table)


def test_the_interval_counts_paragraphs_and_takes_documents_as_units() -> None:
    rng = np.random.default_rng(3)
    weight = rng.gamma(0.7, size=(9, 4)) * rng.integers(1, 9, size=(9, 1))
    shares = _estimate_shares(weight, segment_count=80.0, confidence_level=0.95)
    share, low, high = shares.share, shares.low, shares.high
    of = weight.sum(axis=1) * 80 / weight.sum()
    assert of.sum() == pytest.approx(80)
    expected = document_share(weight * 80 / weight.sum(), of)
    assert np.allclose(share, weight.sum(axis=0) / weight.sum(), atol=1e-12)
    assert np.allclose([low, high], expected, atol=1e-5)
    # What every document has alike is known as well as so many paragraphs let it be, and no better.
    alike = _estimate_shares(
        np.tile([0.2, 0.8], (9, 1)), segment_count=80.0, confidence_level=0.95
    )
    wider = _estimate_shares(
        np.tile([0.2, 0.8], (9, 1)), segment_count=20.0, confidence_level=0.95
    )
    assert 0.05 < alike.low[0] < 0.2 < alike.high[0] < 0.4
    assert wider.low[0] < alike.low[0]


@pytest.mark.parametrize("topic", [0, 1])
def test_a_topic_that_is_all_or_nothing_of_a_group_ends_at_0_or_1(topic: int) -> None:
    weight = np.zeros((7, 2))
    weight[:, topic] = np.random.default_rng(1).random(7) / 3
    shares = _estimate_shares(weight, segment_count=30.0, confidence_level=0.95)
    share, low, high = shares.share, shares.low, shares.high
    assert (share[topic], high[topic]) == (1.0, 1.0)
    assert (share[1 - topic], low[1 - topic]) == (0.0, 0.0)
    assert 0 < high[1 - topic] < 0.5
    assert low[topic] == pytest.approx(1 - high[1 - topic])


def test_fewer_than_three_documents_have_no_interval_and_few_a_warning(
    five: Corpus,
) -> None:
    table = topic_groups(five, by="medium", k=2)
    assert table[["low", "high"]].isna().all(axis=None)
    alone, two = (
        table[table["group"] == group] for group in ("automatic rewrite", "human")
    )
    assert set(alone["interval"]) == {"one_document"}
    assert alone["note"].tolist() == ["1 document: illustrative"] * 2
    assert set(two["interval"]) == {"two_texts"}
    assert set(two["note"]) == {"2 documents: illustrative"}
    assert np.allclose(table.groupby("group")["share"].sum(), 1.0)
    with pytest.raises(ColumnError, match="medium"):
        topic_groups(five, by="mediums", k=2)


def test_a_group_without_words_of_the_model_has_a_row_that_says_so(
    tmp_path: Path,
) -> None:
    corpus = planted_corpus(documents=4)
    unheard = " ".join(f"unheard{number}" for number in range(24))
    texts = {
        **{doc: corpus.raw[doc] for doc in corpus.names},
        "empty": "",
        "other": unheard,
        "third": "unseen",
    }
    side = ["sea", "sea", "land", "land", "none", "other", "land"]
    corpus = Corpus.from_texts(
        texts, pd.DataFrame({"doc": list(texts), "side": side}), paragraphs="line"
    )
    table = topic_groups(corpus, by="side", k=2, unit="document")
    tables.check(table, "topic_groups")
    assert table["group"].tolist() == ["land", "none", "other", "sea"] * 2
    assert table["topic"].tolist() == [1] * 4 + [2] * 4
    silent = table[table["group"].isin(["none", "other"])]
    assert silent[["share", "low", "high"]].isna().all(axis=None)
    assert not silent["documents"].any()
    assert set(silent["interval"]) == {"no_share"}
    assert (
        silent["note"].tolist()
        == ["it has no words", "none of its words is in the model"] * 2
    )
    told = table.drop(silent.index)
    assert told["documents"].tolist() == [2] * 4, (
        "a document without words in the model is none of a group's"
    )
    assert set(told["note"]) == {"2 documents: illustrative"}
    assert np.allclose(told.groupby("group")["share"].sum(), 1.0)
    pd.testing.assert_frame_equal(
        tables.load(tables.save(table, tmp_path / "t.csv"), kind="topic_groups"), table
    )
