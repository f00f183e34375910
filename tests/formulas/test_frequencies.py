"""Counts and rates of formulas, by hand and against scipy."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hand_corpora import HAND_LEXICON, hand_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import ColumnError, OptionError, PatternError
from discourse.formulas import frequencies, mentions, variants
from discourse.lexicons import Lexicon
from discourse.phrases import Phrase

texts_of_words = st.lists(
    st.sampled_from(
        ["win", "win-win", "win -", "all", "赢", ". ", "\n\n", "2030", "“", ","]
    ),
    max_size=20,
).map(" ".join)


def test_the_words_of_each_document(seed_corpus: Corpus, lexicon: Lexicon) -> None:
    table = frequencies(seed_corpus, lexicon.only("gdi"), by="doc")
    assert table["words"].tolist() == [
        1535,
        1002,  # "5,000" is one word
        777,  # and so is "China.org.cn"
        319,
        947,
    ]  # without the 60 Han characters of 001
    assert len(seed_corpus.where(doc="001").stream) == 1062


def test_frequencies_by_group_with_zeros() -> None:
    table = frequencies(hand_corpus(), HAND_LEXICON, by="side")
    assert tables.kind_of(table) == "frequencies"
    rows = table.set_index(["family", "group"])
    assert rows["count"].tolist() == [4 + 1, 0, 0, 2, 0, 0, 0, 0, 0]
    assert rows.loc["w", "count_strict"].tolist() == [4, 0, 0]
    assert rows.loc["w", "words"].tolist() == [9 + 2, 2, 0]
    assert rows.loc["h", "words"].tolist() == [6 + 1, 0, 0]
    assert rows["of_documents"].tolist() == [2, 1, 1] * 3
    assert rows.loc["w", "documents"].tolist() == [2, 0, 0]
    assert rows.loc[("w", "x"), "standard"] == pytest.approx(3 / 5)
    assert math.isnan(rows.loc[("w", "y"), "standard"])
    for column in ("rate", "low", "high"):
        assert math.isnan(rows.loc[("w", "z"), column])
        assert math.isnan(rows.loc[("h", "y"), column])
    assert rows.loc[("w", "x"), "rate"] == pytest.approx(1000 * 5 / 11)


def test_strict_counts_leave_allusions_out_of_rate_documents_and_standard() -> None:
    row = frequencies(
        hand_corpus().where(doc="a"), HAND_LEXICON, counting="strict"
    ).iloc[0]
    assert (row["count"], row["count_strict"], row["counting"]) == (3, 2, "strict")
    assert row["rate"] == pytest.approx(1000 * 2 / 9)
    assert row["standard"] == 1
    only = Corpus.from_texts({"x": "common destiny"})
    short = {"p": "common destiny", "status": "clipped", "strict": False}
    lexicon = {"w": ["win-win", {**short, "anchor": "none"}]}
    strict = frequencies(only, lexicon, counting="strict")
    assert strict["documents"].tolist() == [0]
    assert frequencies(only, lexicon)["documents"].tolist() == [1]


def test_a_masked_word_is_no_exposure() -> None:
    corpus = hand_corpus().mask(pd.DataFrame({"doc": ["d"], "start": [0], "end": [7]}))
    row = (
        frequencies(corpus, HAND_LEXICON, by="doc")
        .set_index(["family", "group"])
        .loc[("w", "d")]
    )
    assert (row["count"], row["words"]) == (1, 1)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
@pytest.mark.parametrize("per", [1, 1000, 1_000_000])
def test_intervals_against_scipy(
    seed_corpus: Corpus, lexicon: Lexicon, level: float, per: int
) -> None:
    table = frequencies(seed_corpus, lexicon, by="doc", per=per, confidence_level=level)
    assert (table["count"] == 0).sum() > 50
    k, n, tail = table["count"], table["words"], (1 - level) / 2
    low = np.where(k > 0, stats.chi2.ppf(tail, 2 * k) / 2, 0) / n * per
    high = stats.chi2.ppf(1 - tail, 2 * k + 2) / 2 / n * per
    np.testing.assert_allclose(table["low"], low, rtol=1e-9)
    np.testing.assert_allclose(table["high"], high, rtol=1e-9)
    np.testing.assert_allclose(table["rate"], k / n * per, rtol=1e-9)
    assert set(table["per"]) == {per}
    zero = table[table["count"] == 0]
    np.testing.assert_allclose(
        zero["high"], -per * np.log(tail) / zero["words"], rtol=1e-9
    )


@pytest.mark.parametrize(
    ("level", "name"), [(0.95, "95%"), (0.999, "99.9%"), (0.5, "50%")]
)
def test_the_interval_is_named_with_its_level(level: float, name: str) -> None:
    def named(**options: str) -> set[str]:
        found = frequencies(hand_corpus(), "win-win", confidence_level=level, **options)  # type: ignore[arg-type]
        return set(tables.describe_intervals(found))

    whole, single, words = named(), named(by="doc"), named(interval="words")
    assert whole == {f"Garwood on effective counts {name}, documents as units"}
    assert single == words == {f"Garwood (exact Poisson) {name}, words as units"}


def test_few_documents_are_noted() -> None:
    notes = frequencies(hand_corpus(), {"w": ["win-win"]}, by="side")["note"].tolist()
    assert [note.split(":")[0] for note in notes] == [
        "2 documents",
        "1 document",
        "no words in the script of the phrase",
    ]
    many = Corpus.from_texts({str(number): "a" for number in range(10)})
    assert frequencies(many, "a")["note"].tolist() == [""]


@pytest.mark.parametrize(
    "options",
    [
        {"per": 0},
        {"per": -1},
        {"confidence_level": 0},
        {"confidence_level": 1},
        {"confidence_level": 95},
        {"per": 10**30},
        {"counting": "both"},
        {"confidence_level": math.nan},
    ],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        frequencies(hand_corpus(), HAND_LEXICON, **options)  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="Did you mean 'side'"):
        frequencies(hand_corpus(), HAND_LEXICON, by="sid")


def test_one_phrase_is_a_lexicon_of_one() -> None:
    for given_ in ("win-win", Phrase("win-win"), {"win-win": ["win-win"]}):
        table = frequencies(hand_corpus(), given_)
        assert table[["family", "count"]].to_numpy().tolist() == [["win-win", 3]]
    with pytest.raises(PatternError, match="not closed"):
        mentions(hand_corpus(), "win (win")


def test_no_documents_no_words_no_families() -> None:
    for corpus in (
        Corpus.from_texts({}),
        Corpus.from_texts({"x": ""}),
        hand_corpus().where(doc=[]),
    ):
        assert len(mentions(corpus, HAND_LEXICON)) == 0
        table = frequencies(corpus, HAND_LEXICON)
        assert table["count"].tolist() == [0, 0, 0]
        assert table["rate"].isna().all()
        assert variants(corpus, HAND_LEXICON, by=None)["count"].tolist() == [
            0,
            0,
            0,
            0,
            0,
        ]
        assert len(frequencies(corpus, HAND_LEXICON, by="doc")) == 3 * len(corpus)
    none = Lexicon.read(HAND_LEXICON).only()
    assert (
        len(mentions(hand_corpus(), none))
        == len(frequencies(hand_corpus(), none))
        == len(variants(hand_corpus(), none))
        == 0
    )


@settings(max_examples=60)
@given(st.lists(texts_of_words, min_size=1, max_size=4))
def test_counts_of_single_words_add_over_documents_and_segments(
    texts: list[str],
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    mine = {"win": ["win"], "han": ["赢"], "either": ["win*"]}
    whole = frequencies(corpus, mine)
    for part in (
        corpus,
        corpus.segment("paragraph"),
        corpus.segment("sentence"),
        corpus.segment("window", size=3),
    ):
        parts = (
            frequencies(part, mine, by="doc")
            .groupby("family", sort=False)[["count", "words"]]
            .sum()
        )
        if len(part):
            assert parts["count"].tolist() == whole["count"].tolist()
            assert parts["words"].tolist() == whole["words"].tolist()
    assert whole["count"].tolist()[1] == sum(text.count("赢") for text in texts)
