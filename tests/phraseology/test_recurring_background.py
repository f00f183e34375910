"""Rarity of recurring phrases: by hand, its order, and what is refused."""

from __future__ import annotations

from math import log
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from random_corpora import corpora

from discourse import notes
from discourse.contrast import document_frequencies
from discourse.corpus import Corpus
from discourse.counting.background import Background, read_background
from discourse.errors import OptionError
from discourse.phraseology import recurring

TEXT = (
    "Years ago the belt road came. Mutual trust is a belt road. "
    "Mutual trust. It came years ago. The sea lane was years ago. Sea lane. Years ago."
)
CORPUS = Corpus.from_texts({"a": TEXT, "b": "Belt road. Mutual trust."})
PRESS = Background(
    "press",
    {"years": 90, "ago": 80, "mutual": 40, "trust": 30, "belt": 2, "road": 60},
    of_documents=100,
)


def ranked(**options: Any) -> pd.DataFrame:
    return recurring(CORPUS, stop="en", **options)


def test_rarity_is_the_idf_of_the_rarest_word() -> None:
    table = ranked(background=PRESS, sort="rarity")
    expected = {
        "sea lane": log(101 / 0.5),
        "belt road": log(101 / 2.5),
        "mutual trust": log(101 / 30.5),
        "years ago": log(101 / 80.5),
    }
    assert table["term"].tolist() == list(expected)
    assert table["rarity"].tolist() == pytest.approx(list(expected.values()))


def test_the_order_without_sort_is_by_cohesion_still() -> None:
    table = ranked(background=PRESS)
    assert table["term"].tolist() == ranked()["term"].tolist()
    assert table["term"].iloc[0] == "years ago"
    same = table.columns.drop(
        ["rarity", "background", "background_documents", "background_unknown", "note"]
    )
    pd.testing.assert_frame_equal(table[same], ranked()[same])


def test_a_table_says_which_background_it_rests_on_and_what_that_lacks() -> None:
    table = ranked(background=PRESS)
    assert set(table["background"]) == {"press"}
    assert set(table["background_documents"]) == {100}
    # "sea" and "lane", of the words of four phrases of two words.
    assert set(table["background_unknown"]) == {2}
    said = {str(note) for note in notes.split(table["note"].iloc[0])}
    assert (
        "2 of the 8 words of these phrases not in the background: taken as in none of "
        "its documents"
    ) in said


def test_a_background_that_knows_all_words_leaves_no_note() -> None:
    table = ranked(background=CORPUS)
    assert set(table["background_unknown"]) == {0}
    assert not table["note"].str.contains("background").any()


def test_without_a_background_rarity_is_missing() -> None:
    table = ranked()
    assert table["rarity"].isna().all()
    assert set(table["background"]) == {""}
    assert set(table["background_documents"]) == {0}


def test_equally_rare_phrases_are_in_order_of_cohesion() -> None:
    # "red hat" occurs more often, but "red" stands before other words too.
    text = "Red fox. Red fox. Red hat. Red hat. Red hat. Red cup. Red pen. Big sky. Big sky."
    corpus = Corpus.from_texts({"a": text})
    even = Background("even", dict.fromkeys(["red", "fox", "hat", "big", "sky"], 5), 10)
    table = recurring(corpus, stop=None, background=even, sort="rarity")
    assert table["rarity"].nunique() == 1
    assert table["cohesion"].tolist() == sorted(table["cohesion"], reverse=True)
    assert table["term"].iloc[0] == "big sky"
    assert table["count"].iloc[0] < table["count"].max()


@given(corpora)
def test_rarity_is_that_of_single_words_in_all_groups_and_lengths(
    corpus: Corpus,
) -> None:
    assume(len(corpus.stream))
    background = read_background(document_frequencies(corpus))
    table = recurring(
        corpus, by="side", n=(1, 64), edges="any", background=background, sort="rarity"
    )
    for row in table.itertuples():
        df = min(background.documents_by_term[word] for word in row.term.split())
        expected = log((background.of_documents + 1) / (df + 0.5))
        assert row.rarity == pytest.approx(expected)
    for _, own in table.groupby("group"):
        rarity = own["rarity"].tolist()
        assert rarity == sorted(rarity, reverse=True)


def test_only_the_words_of_listed_phrases_are_looked_up() -> None:
    table = ranked(background=PRESS, lexicon={"sea": ["sea lane"]}, known=False)
    assert "sea lane" not in set(table["term"])
    assert set(table["background_unknown"]) == {0}


def test_no_phrase_gives_an_empty_table() -> None:
    table = recurring(Corpus.from_texts({"a": "One two three."}), background=PRESS)
    assert table.empty
    assert "rarity" in table.columns


def test_sort_by_rarity_needs_a_background() -> None:
    with pytest.raises(OptionError, match="sort='rarity' came without a background"):
        ranked(sort="rarity")


def test_a_background_that_knows_no_word_is_refused() -> None:
    foreign = Background("foreign", {"kuro": 3}, of_documents=10)
    with pytest.raises(OptionError, match="has none of the 8 words"):
        ranked(background=foreign)


def test_years_ago_goes_last_against_the_general_debate() -> None:
    table = ranked(background="un-general-debate", sort="rarity")
    assert table["term"].iloc[-1] == "years ago"
    assert ranked()["term"].iloc[0] == "years ago"
