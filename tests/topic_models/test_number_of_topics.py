"""The number of topics that is taken if none is given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from planted_topics import planted_corpus
from seed_corpus import mask_debris, read_seeds

from discourse.corpus import Corpus
from discourse.settings import TOPIC_STABILITY
from discourse.topic_models import (
    number_of_topics,
    topic_groups,
    topic_paragraphs,
    topic_quality,
    topics,
)
from discourse.topic_models.number_of_topics import (
    QualityOfNumber,
    Trials,
    choose_by_quality,
)

UNSTABLE = TOPIC_STABILITY - 0.01


def quality(
    k: int,
    coherence: float,
    *,
    stability: float = 1.0,
    stability_documents: float = TOPIC_STABILITY,
) -> QualityOfNumber:
    return QualityOfNumber(k, coherence, 1.0, stability, stability_documents)


def test_the_most_coherent_of_the_stable_numbers_is_chosen() -> None:
    chosen = choose_by_quality(
        [
            quality(2, 0.1),
            quality(3, 0.2),
            quality(4, 0.2),
            quality(5, 0.9, stability=UNSTABLE),
            quality(6, 0.9, stability_documents=UNSTABLE),
            quality(7, 0.9, stability_documents=float("nan")),
        ]
    )
    assert chosen.k == 3, "of equally coherent numbers the smallest"
    assert not chosen.remarks


def test_two_topics_are_chosen_only_if_no_larger_number_is_stable() -> None:
    unstable = quality(3, 0.9, stability=UNSTABLE)
    assert choose_by_quality([quality(2, 0.9), unstable, quality(4, 0.2)]).k == 4
    assert choose_by_quality([quality(2, 0.1), unstable]).k == 2
    assert choose_by_quality([quality(1, 0.1), quality(2, 0.9), unstable]).k == 2


@pytest.mark.parametrize(("numbers", "k"), [((2, 3, 4), 3), ((4, 5), 4), ((1, 2), 2)])
def test_if_none_is_stable_there_are_three_and_it_is_said(
    numbers: tuple[int, ...], k: int
) -> None:
    qualities = [quality(number, 0.5, stability=UNSTABLE) for number in numbers]
    chosen = choose_by_quality(qualities)
    assert chosen.k == k
    assert [remark.key for remark in chosen.remarks] == ["no_stable_number"]


def test_all_verbs_choose_the_planted_number() -> None:
    corpus = planted_corpus()
    table = topic_quality(corpus)
    assert table.loc[table["chosen"], "k"].tolist() == [3]
    assert set(table["stability_least"]) == {TOPIC_STABILITY}
    found = topics(corpus)
    given = topics(corpus, k=3)
    pd.testing.assert_frame_equal(
        found.terms.drop(columns="note"), given.terms.drop(columns="note")
    )
    assert (
        "the most coherent of 2 to 10 topics that are stable"
        in (found.documents["note"].iloc[0])
    )
    for other in (topic_paragraphs(corpus), topic_groups(corpus, by="side")):
        assert (
            other["label"].unique().tolist() == found.terms["label"].unique().tolist()
        )


def test_the_seeds_have_three_topics_as_an_overview(seeds: Path) -> None:
    corpus = mask_debris(read_seeds(seeds))
    table = topic_quality(corpus)
    assert table.loc[table["chosen"], "k"].tolist() == [3]
    said = "no number from 2 to 10 is stable (from 0.75), so 3 topics are an overview"
    assert said in table["note"].iloc[0]
    assert said in topics(corpus).terms["note"].iloc[0]
    assert said in topic_groups(corpus, by="doc")["note"].iloc[0]


def test_too_little_text_gives_what_is_possible() -> None:
    found = topics(Corpus.from_texts({"a": "port", "b": "port"})).terms
    assert found["topic"].tolist() == [1]
    assert "no more than 1 topics are possible" in found["note"].iloc[0]


def test_a_choice_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = planted_corpus()
    topics(corpus)

    def fail(*arguments: object, **options: object) -> None:
        raise AssertionError("fitted again")

    monkeypatch.setattr(number_of_topics, "factorize", fail)
    topics(corpus, top=3)
    topic_groups(corpus, by="side")
    assert topic_quality(corpus)["chosen"].any()
    with pytest.raises(AssertionError, match="fitted again"):
        topics(corpus, rng=1)


def test_many_paragraphs_are_judged_by_some_of_the_documents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(number_of_topics, "TOPIC_TRIAL_UNITS", 30)
    corpus = planted_corpus(documents=6, paragraphs=8)
    trials = Trials.prepare(
        corpus, unit="paragraph", model="nmf", stop="en", run_count=5, seed=0
    )
    assert trials.counts.shape[0] == 24
    assert np.unique(trials.parent).tolist() == [0, 1, 2]
    table = topic_quality(corpus)
    assert "judged by 3 documents drawn at random (24 paragraphs)" in table["note"][0]
    other = Trials.prepare(
        corpus, unit="paragraph", model="nmf", stop="en", run_count=5, seed=1
    )
    assert trials.counts.toarray().tolist() != other.counts.toarray().tolist()
