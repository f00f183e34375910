"""The paragraphs in which a topic is strongest."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from planted_topics import PLANTED, planted_corpus
from seed_corpus import read_seeds

from discourse import tables
from discourse.corpus import Corpus
from discourse.topic_models import (
    topic_paragraphs,
    topics,
)


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return read_seeds(seeds)


def test_paragraphs_are_quoted_letter_for_letter(five: Corpus, tmp_path: Path) -> None:
    table = topic_paragraphs(five, k=4, top=3)
    tables.check(table, "topic_paragraphs")
    for row in table.to_dict("records"):
        assert five.raw[row["doc"]][row["start"] : row["end"]] == row["surface"]
    assert table.groupby("topic")["rank"].agg(list).tolist() == [[1, 2, 3]] * 4
    assert (table.groupby("topic")["weight"].diff().dropna() <= 0).all()
    labels = (
        topics(five, k=4)
        .terms[["topic", "label"]]
        .drop_duplicates()
        .to_numpy()
        .tolist()
    )
    assert table[["topic", "label"]].drop_duplicates().to_numpy().tolist() == labels
    pd.testing.assert_frame_equal(
        tables.load(tables.save(table, tmp_path / "t.csv"), kind="topic_paragraphs"),
        table,
    )


def test_paragraphs_of_a_planted_topic_speak_of_it() -> None:
    corpus = planted_corpus()
    table = topic_paragraphs(corpus, k=3, top=4)
    for _, own in table.groupby("topic"):
        spoken = {
            word for text in own["surface"] for word in text.rstrip(".").split()
        } - {"of", "the", "people", "and", "by", "them"}
        assert spoken in [set(words.split()) for words in PLANTED.values()]
    assert (table["share"] > 0.9).all()
