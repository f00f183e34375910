"""Windows worked out by hand and by plain counting."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from collocate_counts import corpus_of_text, count_by_term
from hypothesis import given
from hypothesis import strategies as st

from discourse.collocation import collocates
from discourse.corpus import Corpus


def test_a_window_worked_out_by_hand() -> None:
    table = collocates(
        corpus_of_text(
            "We build lasting peace and trade among all nations of the world."
        ),
        "peace",
        window=2,
        min_count=1,
        stop=None,
    )
    assert count_by_term(table) == {"build": 1, "lasting": 1, "and": 1, "trade": 1}
    assert set(table["window_words"]) == {4}
    assert set(table["words"]) == {11}, "twelve words less the node"
    assert set(table["count_node"]) == {1}
    assert set(table["window"]) == {"2 words on each side, within the sentence"}


def test_a_word_in_two_windows_is_counted_once() -> None:
    table = collocates(
        corpus_of_text("peace brings peace"), "peace", window=3, min_count=1, stop=None
    )
    row = table.iloc[0]
    assert row["term"] == "brings"
    assert row["count"] == 1
    assert row["hits"] == 2
    assert row["window_words"] == 1
    assert row["count_term"] == 1
    assert row["words"] == 1
    assert row["log_dice"] == pytest.approx(14 + np.log2(2 * 1 / (2 + 1))), (
        "never more mentions than occurrences"
    )


def test_words_of_the_node_are_not_counted_but_take_up_positions() -> None:
    corpus = corpus_of_text("a shared future for the shared past")
    table = collocates(corpus, "shared future", window=2, min_count=1, stop=None)
    assert count_by_term(table) == {"a": 1, "for": 1, "the": 1}
    shared = (
        collocates(corpus, "shared future", window=4, min_count=1, stop=None)
        .set_index("term")
        .loc["shared"]
    )
    assert (shared["count"], shared["count_term"], shared["words"]) == (1, 1, 5), (
        "the other 'shared' is no node"
    )
    twice = collocates(
        corpus_of_text("peace peace war law"), "peace", window=2, min_count=1, stop=None
    )
    assert count_by_term(twice) == {"war": 1, "law": 1}
    assert dict(zip(twice["term"], twice["hits"], strict=True)) == {"war": 2, "law": 1}


def test_no_window_runs_over_the_end_of_a_sentence_a_paragraph_or_a_mask() -> None:
    text = "War is over. Peace, at last\n\nTrade follows"
    assert set(
        count_by_term(collocates(corpus_of_text(text), "peace", min_count=1, stop=None))
    ) == {"at", "last"}
    corpus = corpus_of_text("long live peace with law")
    spans = pd.DataFrame({"doc": ["a"], "start": [5], "end": [9], "label": ["debris"]})
    assert set(
        count_by_term(collocates(corpus.mask(spans), "peace", min_count=1, stop=None))
    ) == {
        "with",
        "law",
    }
    documents = Corpus.from_texts({"a": "war", "b": "peace", "c": "law"})
    assert len(collocates(documents, "peace", min_count=1, stop=None)) == 0


def test_the_window_can_be_the_sentence() -> None:
    text = "War and want are over, and peace has come to all of us now. Trade follows. Peace it is."
    table = collocates(
        corpus_of_text(text), "peace", window="sentence", min_count=1, stop=None
    )
    assert count_by_term(table)["war"] == 1
    assert "follows" not in count_by_term(table)
    assert count_by_term(table)["and"] == 2
    assert set(table["window"]) == {"sentence"}
    assert table["window_words"].iloc[0] == 13 + 2


words = st.lists(
    st.sampled_from(["peace", "war", "law", "and", "."]), min_size=1, max_size=40
)


@given(st.lists(words, min_size=1, max_size=3), st.integers(1, 4))
def test_counts_are_those_of_plain_counting(
    documents: list[list[str]], window: int
) -> None:
    texts = {
        str(n): " ".join(tokens).replace(" .", ".") + "."
        for n, tokens in enumerate(documents)
    }
    texts = {
        name: text.replace(".", ". Next") for name, text in texts.items()
    }  # a capital after each stop: a new sentence; "X." would be an initial
    corpus = Corpus.from_texts(texts)
    words_and_sentences: list[tuple[str, int]] = []
    for text in texts.values():
        for sentence in text.split("."):
            number = len(words_and_sentences)  # unlike that of any other sentence
            for token in sentence.split():
                words_and_sentences.append((token.lower(), number))
    near: set[int] = set()
    for position, (word, number) in enumerate(words_and_sentences):
        if word != "peace":
            continue
        for other in range(position - window, position + window + 1):
            if not 0 <= other < len(words_and_sentences):
                continue
            other_word, other_number = words_and_sentences[other]
            if other_number == number and other_word != "peace":
                near.add(other)
    expected = Counter(words_and_sentences[position][0] for position in near)
    table = collocates(corpus, "peace", window=window, min_count=1, stop=None)
    assert count_by_term(table) == expected
    if len(table):
        assert table["count"].sum() == table["window_words"].iloc[0]
        assert table["expected"].sum() <= table["window_words"].iloc[0] + 1e-9
        assert (table["count"] <= table["count_term"]).all()
        assert (table["hits"] <= table["count_node"]).all()
        assert (table["log_dice"] <= 14).all()


def test_a_window_wider_than_any_sentence_is_the_sentence() -> None:
    corpus = Corpus.from_texts(
        {"a": "peace and war and trade. peace, then trade", "b": "trade and peace."}
    )
    wide, wider = (
        collocates(corpus, "peace", window=window, min_count=1, stop=None)
        for window in (20, 10**9)
    )
    pd.testing.assert_frame_equal(
        wide.drop(columns="window"), wider.drop(columns="window")
    )
    pd.testing.assert_frame_equal(
        collocates(
            corpus, "peace", window=np.int64(3), min_count=np.int64(1), stop=None
        ),
        collocates(corpus, "peace", window=3, min_count=1, stop=None),
    )
