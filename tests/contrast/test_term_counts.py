"""What is counted: words, formulas, sequences and characters, without masked text."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from keyness_corpora import (
    BURSTY_TERMS,
    BURSTY_TEXTS,
    corpus_with_columns,
    counts_of_term,
    document_lengths,
    keyness_by_term,
    row_of_term,
    target_mask,
)

from discourse import measures
from discourse.contrast import keyness
from discourse.corpus import Corpus
from discourse.formulas import frequencies
from discourse.lexicons import Lexicon


def test_counts_add_up_to_the_words(seed_corpus: Corpus) -> None:
    table = keyness(seed_corpus, by="medium", min_count=1, profile="ucrel")
    for _, part in table.groupby("target"):
        assert part["count_target"].sum() == part["words_target"].iloc[0]
        assert part["count_reference"].sum() == part["words_reference"].iloc[0]
        assert part["words_target"].iloc[0] + part["words_reference"].iloc[0] == len(
            seed_corpus.stream
        )
        assert (part["documents_target"] <= part["of_target"]).all()
        assert (part["count_target"] >= part["documents_target"]).all()


def test_formulas_are_counted_as_frequencies_counts_them(seed_corpus: Corpus) -> None:
    lexicon = Lexicon.read("chinese-diplomacy")
    table = keyness(
        seed_corpus, by="side", target="China", of=lexicon, min_count=1
    ).set_index("term")
    counted = frequencies(seed_corpus, lexicon, by="side").set_index(
        ["family", "group"]
    )
    assert len(table) > 10
    for term in table.index:
        assert table.loc[term, "count_target"] == counted.loc[(term, "China"), "count"]
        assert table.loc[term, "words_target"] == counted.loc[(term, "China"), "words"]
        assert (
            table.loc[term, "documents_target"]
            == counted.loc[(term, "China"), "documents"]
        )


def test_one_phrase_will_do(seed_corpus: Corpus) -> None:
    assert keyness(seed_corpus, by="side", of="community", min_count=1)[
        "term"
    ].tolist() == ["community"]


def test_n_grams_stop_at_the_end_of_a_sentence() -> None:
    corpus = corpus_with_columns(
        {"a": "World peace. Peace now.", "b": "World war. War now."}, side=["x", "y"]
    )
    assert set(keyness(corpus, by="side", of=2, min_count=1)["term"]) == {
        "world peace",
        "peace now",
        "world war",
        "war now",
    }
    assert len(keyness(corpus, by="side", of=(1, 2), min_count=1)) == 8


def test_characters_and_patterns_are_told_apart(seed_corpus: Corpus) -> None:
    table = keyness(seed_corpus, by="side", of="2 characters", min_count=50)
    assert set(table["term"].str.len()) == {2}
    assert keyness(seed_corpus, by="side", of="20th CPC", min_count=1)[
        "term"
    ].tolist() == ["20th CPC"]


def test_a_rate_is_among_the_words_of_its_script() -> None:
    corpus = corpus_with_columns(
        {"a": "peace 和平 2023 now", "b": "war 和平 now now"}, side=["x", "y"]
    )
    table = keyness(corpus, by="side", min_count=1)
    assert row_of_term(table, "now")["words_target"] == 3, (
        "two Latin words and a number"
    )
    assert row_of_term(table, "平")["words_target"] == 3, "two Han words and a number"
    assert row_of_term(table, "2023")["words_target"] == 5, "a number: all words"
    peers = keyness(corpus, by="side", min_count=1, profile="ucrel")
    assert set(peers["words_target"]) == {5}


def test_masked_text_is_not_counted() -> None:
    corpus = corpus_with_columns(
        {"a": "peace peace war", "b": "war war peace"}, side=["x", "y"]
    )
    spans = pd.DataFrame({"doc": ["a"], "start": [0], "end": [5], "label": ["debris"]})
    assert (
        row_of_term(keyness(corpus.mask(spans), by="side", min_count=1), "peace")[
            "count_target"
        ]
        == 1
    )


def test_counts_and_dispersion_are_those_of_the_documents() -> None:
    table = keyness_by_term(BURSTY_TEXTS)
    assert sorted(table.index) == list(BURSTY_TERMS)
    words, side = document_lengths(BURSTY_TEXTS), target_mask(BURSTY_TEXTS)
    assert set(table["words_target"]) == {words[side].sum()}
    assert set(table["words_reference"]) == {words[~side].sum()}
    assert set(table["of_target"]) == {3}
    assert set(table["of_reference"]) == {5}
    for term in BURSTY_TERMS:
        count, found = counts_of_term(BURSTY_TEXTS, term), table.loc[term]
        for name, group in (("target", side), ("reference", ~side)):
            assert found[f"count_{name}"] == count[group].sum()
            assert found[f"documents_{name}"] == (count[group] > 0).sum()
        for name, group in (("dispersion", side), ("dispersion_reference", ~side)):
            expected = float(measures.dp_egbert(count[group], words[group]))
            assert found[name] == pytest.approx(expected, nan_ok=True)
        rates = [max(count[g].sum(), 0.5) / words[g].sum() for g in (side, ~side)]
        assert found["log_ratio"] == pytest.approx(np.log2(rates[0] / rates[1]))
