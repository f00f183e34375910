"""Key words: hand-worked lists, other people's numbers, symmetry, and what a handful of documents can show."""

from __future__ import annotations

import csv
import importlib
import sys
from math import comb
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from discourse import tables
from discourse.contrast import keyness, keyness_profiles
from discourse.contrast.keyness_conventions import FUNCTIONS
from discourse.corpus import Corpus
from discourse.errors import ColumnError, EmptyCorpusError, OptionError, TableError
from discourse.formulas import frequencies
from discourse.lexicons import Lexicon
from discourse.reading import read
from discourse.registries import KEYNESS_PROFILES


def made(texts: dict[str, str], **columns: list[str]) -> Corpus:
    return Corpus.from_texts(texts, pd.DataFrame({"doc": list(texts), **columns}))


def row(table: pd.DataFrame, term: str) -> pd.Series:
    found = table[table["term"] == term]
    assert len(found) == 1, term
    return found.iloc[0]


QUANTEDA = {"d1": "a a a b b c c c c c c d e f g h h", "d2": "a a b c c d d d d e f h"}
SMALL = {
    "a1": "peace and trade",
    "a2": "peace, peace and peace",
    "b1": "war and war",
    "b2": "trade and war, and trade",
    "b3": "war",
    "b4": "and war and peace and trade",
}
SIDES = ["a", "a", "b", "b", "b", "b"]


@pytest.fixture(scope="module")
def small() -> Corpus:
    return made(SMALL, side=SIDES)


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return read(seeds)


# What is counted ------------------------------------------------------------------------------------------------------


def test_a_list_worked_out_by_hand(small: Corpus) -> None:
    table = keyness(small, by="side", min_count=1)
    assert set(table["term"]) == {"and", "peace", "trade", "war"}
    peace = row(table, "peace")
    assert (peace["target"], peace["reference"]) == ("a", "b"), (
        "of two groups, the first by name is the target"
    )
    assert (peace["count_target"], peace["words_target"]) == (4, 7)
    assert (peace["count_reference"], peace["words_reference"]) == (1, 15)
    assert (peace["documents_target"], peace["of_target"]) == (2, 2)
    assert (peace["documents_reference"], peace["of_reference"]) == (1, 4)
    assert peace["log_ratio"] == pytest.approx(np.log2((4 / 7) / (1 / 15)), abs=1e-9)
    war = row(table, "war")
    assert war["log_ratio"] == pytest.approx(np.log2((0.5 / 7) / (5 / 15)), abs=1e-9)
    assert war["low"] == -np.inf
    assert np.isnan(war["dispersion"]), "a term that is absent is spread over nothing"


def test_p_is_the_larger_share_of_arrangements_as_extreme() -> None:
    corpus = made(SMALL, side=SIDES)
    table = keyness(corpus, by="side", min_count=1)
    words = np.array([3, 4, 3, 5, 1, 6])
    counts = {
        "peace": np.array([1, 3, 0, 0, 0, 1]),
        "war": np.array([0, 0, 2, 1, 1, 1]),
    }

    def gap(x: np.ndarray, y: np.ndarray, axis: int = -1) -> np.ndarray:
        return np.abs(x.sum(axis=axis))

    for term, count in counts.items():
        found = row(table, term)
        assert found["count_target"] + found["count_reference"] == count.sum()
        rates = count / words
        values = (count - count.sum() / words.sum() * words, rates - rates.mean())
        shares = [
            stats.permutation_test(
                (value[:2], value[2:]),
                gap,
                permutation_type="independent",
                alternative="greater",
                vectorized=True,
            ).pvalue
            for value in values
        ]
        assert found["p"] == pytest.approx(max(shares)), term
        assert (
            found["test"]
            == "permutation of documents, by occurrences and by rates, 15 arrangements (all there are)"
        )
    assert row(table, "peace")["floor"] == pytest.approx(1 / 15)


def test_the_length_of_documents_is_no_evidence() -> None:
    """A word in one document has one chance in m of n to be on that side, however short the documents there are."""
    chance = np.random.default_rng(5)
    lengths = [30] * 4 + [300] * 16
    written = {
        f"d{n:02}": " ".join(chance.choice(["and", "of", "law", "sea"], size))
        for n, size in enumerate(lengths)
    }
    written["d01"] += " zebra zebra zebra"
    table = keyness(made(written, side=["x"] * 4 + ["y"] * 16), by="side", target="x")
    zebra = row(table, "zebra")
    assert (zebra["count_target"], zebra["count_reference"]) == (3, 0)
    assert zebra["p"] == pytest.approx(4 / 20)
    assert zebra["floor"] == pytest.approx(4 / 20)
    assert "in 1 document only" in zebra["note"]
    assert not (table["p"] < table["floor"]).any()


def test_the_floor_is_that_of_a_term_in_so_many_documents() -> None:
    chance = np.random.default_rng(6)
    written = {
        f"d{n:02}": " ".join(chance.choice(["and", "of", "law"], 60)) for n in range(40)
    }
    for number in (0, 1, 30):
        written[f"d{number:02}"] += " zebra"
    table = keyness(made(written, side=["x"] * 20 + ["y"] * 20), by="side")
    assert "10,000 arrangements drawn" in table["test"].iloc[0]
    zebra = row(table, "zebra")
    assert zebra["floor"] == pytest.approx(2 * comb(37, 17) / comb(40, 20)), (
        "all three on one side, either side"
    )
    assert zebra["p"] == 1.0, (
        "two against one is what three documents in two equal halves come to at least"
    )
    assert row(table, "law")["floor"] == pytest.approx(1 / 10_000)


def test_a_half_in_the_place_of_nothing_turns_no_sign() -> None:
    corpus = made({"a": "war " * 3 + "and " * 297, "b": "and " * 30}, side=["a", "b"])
    war = row(keyness(corpus, by="side", target="b", min_count=1), "war")
    assert (war["count_target"], war["count_reference"]) == (0, 3)
    assert war["log_ratio"] == 0, (
        "0.5 of 30 words would outweigh 3 of 300, and say that b has more of what it lacks"
    )
    assert war["score"] < 0


def test_one_document_does_not_show_how_documents_differ() -> None:
    written = {"t": "zebra " * 8 + "and " * 192} | {
        f"r{n}": "and of law " * 60 for n in range(9)
    }
    zebra = row(
        keyness(made(written, side=["x"] + ["y"] * 9), by="side", target="x"), "zebra"
    )
    assert zebra["count_target"] == 8
    assert zebra["low"] < 0 < zebra["high"], "eight times in one text is one find"
    assert zebra["p"] == pytest.approx(0.1)


def test_what_was_written_together_is_pointed_out() -> None:
    written = {f"d{n:02}": "peace and war " * (n + 1) for n in range(14)}
    side, country = (
        ["x"] * 7 + ["y"] * 7,
        ["a", "a", "b", "b", "b", "c", "c", *"ddddeee"],
    )
    corpus = made(
        written, side=side, country=country, year=[str(n % 7) for n in range(14)]
    )
    told = "documents of one country all lie on one side: if they depend on one another, give cluster='country'"
    assert set(keyness(corpus, by="side")["note"]) == {told}
    assert (
        "country" not in keyness(corpus, by="side", cluster="country")["note"].iloc[0]
    )
    assert set(keyness(corpus, by="side", profile="ucrel")["note"]) != {told}
    assert set(keyness(corpus.assign(country=""), by="side")["note"]) == {""}, (
        "years lie on both sides"
    )


def test_counts_add_up_to_the_words(five: Corpus) -> None:
    table = keyness(five, by="medium", min_count=1, profile="ucrel")
    for _, part in table.groupby("target"):
        assert part["count_target"].sum() == part["words_target"].iloc[0]
        assert part["count_reference"].sum() == part["words_reference"].iloc[0]
        assert part["words_target"].iloc[0] + part["words_reference"].iloc[0] == len(
            five.stream
        )
        assert (part["documents_target"] <= part["of_target"]).all()
        assert (part["count_target"] >= part["documents_target"]).all()


def test_formulas_are_counted_as_frequencies_counts_them(five: Corpus) -> None:
    lexicon = Lexicon.read("chinese-diplomacy")
    table = keyness(five, by="side", target="China", of=lexicon, min_count=1).set_index(
        "term"
    )
    counted = frequencies(five, lexicon, by="side").set_index(["family", "group"])
    assert len(table) > 10
    for term in table.index:
        assert table.loc[term, "count_target"] == counted.loc[(term, "China"), "count"]
        assert table.loc[term, "words_target"] == counted.loc[(term, "China"), "words"]
        assert (
            table.loc[term, "documents_target"]
            == counted.loc[(term, "China"), "documents"]
        )


def test_one_phrase_will_do(five: Corpus) -> None:
    assert keyness(five, by="side", of="community", min_count=1)["term"].tolist() == [
        "community"
    ]


def test_n_grams_stop_at_the_end_of_a_sentence() -> None:
    corpus = made(
        {"a": "World peace. Peace now.", "b": "World war. War now."}, side=["x", "y"]
    )
    assert set(keyness(corpus, by="side", of=2, min_count=1)["term"]) == {
        "world peace",
        "peace now",
        "world war",
        "war now",
    }
    assert len(keyness(corpus, by="side", of=(1, 2), min_count=1)) == 8


def test_characters_and_patterns_are_told_apart(five: Corpus) -> None:
    table = keyness(five, by="side", of="2 characters", min_count=50)
    assert set(table["term"].str.len()) == {2}
    assert keyness(five, by="side", of="20th CPC", min_count=1)["term"].tolist() == [
        "20th CPC"
    ]


def test_a_rate_is_among_the_words_of_its_script() -> None:
    corpus = made(
        {"a": "peace 和平 2023 now", "b": "war 和平 now now"}, side=["x", "y"]
    )
    table = keyness(corpus, by="side", min_count=1)
    assert row(table, "now")["words_target"] == 3, "two Latin words and a number"
    assert row(table, "平")["words_target"] == 3, "two Han words and a number"
    assert row(table, "2023")["words_target"] == 5, "a number: all words"
    peers = keyness(corpus, by="side", min_count=1, profile="ucrel")
    assert set(peers["words_target"]) == {5}


def test_masked_text_is_not_counted() -> None:
    corpus = made({"a": "peace peace war", "b": "war war peace"}, side=["x", "y"])
    spans = pd.DataFrame({"doc": ["a"], "start": [0], "end": [5], "label": ["debris"]})
    assert (
        row(keyness(corpus.mask(spans), by="side", min_count=1), "peace")[
            "count_target"
        ]
        == 1
    )


def test_every_group_is_compared_with_all_the_others(five: Corpus) -> None:
    table = keyness(five, by="medium")
    assert table["target"].drop_duplicates().tolist() == [
        "automatic rewrite",
        "human",
        "machine translation",
    ]
    assert set(table["reference"]) == {"all others"}
    against = keyness(five, by="medium", reference="human")
    assert against["target"].drop_duplicates().tolist() == [
        "automatic rewrite",
        "machine translation",
    ]
    alone = keyness(five, by="medium", target="human")
    pd.testing.assert_frame_equal(
        alone, table[table["target"] == "human"].reset_index(drop=True)
    )


def test_documents_without_words_take_no_part() -> None:
    corpus = made(
        {"a": "peace peace", "b": "peace war", "c": "", "d": "war"},
        side=["x", "x", "y", "y"],
    )
    assert set(keyness(corpus, by="side", min_count=1)["of_reference"]) == {1}


# Order, symmetry, bytes -----------------------------------------------------------------------------------------------

word = st.sampled_from(["peace", "war", "trade", "law", "and"])
texts = st.lists(
    st.lists(word, min_size=1, max_size=12).map(" ".join), min_size=4, max_size=9
)


@given(texts, st.integers(1, 3))
def test_the_two_groups_exchanged_give_the_mirror_image(
    written: list[str], cut: int
) -> None:
    names = {f"d{number}": text for number, text in enumerate(written)}
    corpus = made(names, side=["x"] * cut + ["y"] * (len(written) - cut))
    one = keyness(corpus, by="side", target="x", min_count=1).set_index("term")
    other = (
        keyness(corpus, by="side", target="y", min_count=1)
        .set_index("term")
        .loc[one.index]
    )
    for column in ("log_ratio", "score"):
        assert (one[column] == -other[column]).all()
    assert (one["low"] == -other["high"]).all()
    assert (one["high"] == -other["low"]).all()
    for column in (
        "p",
        "floor",
        "adjusted",
        "interval",
        "test",
        "correction",
        "measure",
    ):
        assert (one[column] == other[column]).all(), column
    for here, there in (("target", "reference"), ("reference", "target")):
        for column in ("count", "words", "documents", "of"):
            assert (one[f"{column}_{here}"] == other[f"{column}_{there}"]).all()
    assert one["dispersion"].equals(other["dispersion_reference"])


@given(texts)
def test_the_log_ratio_and_the_score_agree_on_the_side(written: list[str]) -> None:
    names = {f"d{number}": text for number, text in enumerate(written)}
    table = keyness(
        made(names, side=["x"] + ["y"] * (len(written) - 1)), by="side", min_count=1
    )
    assert (np.sign(table["log_ratio"]) * np.sign(table["score"].round(9)) >= 0).all()


def test_drawn_arrangements_are_mirrored_too() -> None:
    chance = np.random.default_rng(0)
    written = {
        f"d{n}": " ".join(chance.choice(["peace", "war", "law", "and"], 20))
        for n in range(30)
    }
    corpus = made(written, side=["x"] * 12 + ["y"] * 18)
    one, other = (
        keyness(corpus, by="side", target=name).set_index("term") for name in "xy"
    )
    assert "10,000 arrangements drawn" in one["test"].iloc[0]
    assert (one["p"] == other.loc[one.index, "p"]).all()
    assert (one["adjusted"] == other.loc[one.index, "adjusted"]).all()


@given(texts)
def test_the_interval_is_never_missing_and_holds_the_estimate(
    written: list[str],
) -> None:
    names = {f"d{number}": text for number, text in enumerate(written)}
    for cut in (1, 2):
        table = keyness(
            made(names, side=["x"] * cut + ["y"] * (len(written) - cut)),
            by="side",
            min_count=1,
        )
        assert (
            table[["low", "high", "p", "floor", "adjusted", "score"]]
            .notna()
            .all(axis=None)
        )
        assert (
            (table["low"] <= table["log_ratio"]) & (table["log_ratio"] <= table["high"])
        ).all()
        assert (table.loc[table["count_target"] == 0, "low"] == -np.inf).all()
        assert (table.loc[table["count_reference"] == 0, "high"] == np.inf).all()
        assert (
            (table["floor"] > 0)
            & (table["floor"] <= table["p"])
            & (table["p"] <= table["adjusted"])
        ).all()


def test_rows_stand_by_the_end_nearest_to_zero_then_score_then_term() -> None:
    chance = np.random.default_rng(3)
    rates = {"x": [0.5, 0.2, 0.1, 0.1, 0.1], "y": [0.1, 0.2, 0.5, 0.1, 0.1]}
    names = {
        f"{side}{n}": " ".join(
            chance.choice(["peace", "and", "war", "law", "sea"], 200, p=rates[side])
        )
        for side in "xy"
        for n in range(8)
    }
    table = keyness(made(names, side=["x"] * 8 + ["y"] * 8), by="side")
    assert table["term"].iloc[0] == "peace"
    assert table["term"].iloc[-1] == "war"
    nearest = np.where(
        table["low"] > 0, table["low"], np.where(table["high"] < 0, table["high"], 0.0)
    )
    assert (np.diff(nearest) <= 0).all()
    ties = table[nearest == 0]
    assert (np.diff(ties["score"]) <= 0).all()
    assert len(ties) > 1


def test_the_same_call_gives_the_same_bytes(five: Corpus, tmp_path: Path) -> None:
    files = [
        tables.save(keyness(five, by="medium"), tmp_path / f"{n}.csv").read_bytes()
        for n in range(2)
    ]
    assert files[0] == files[1]
    table = keyness(five, by="medium")
    back = tables.load(tmp_path / "0.csv", kind="keyness")
    pd.testing.assert_frame_equal(table, back)
    assert np.isinf(back["high"]).any(), "an open interval survives the file"
    assert tables.kind_of(table) == "keyness"


def test_the_order_of_documents_does_not_matter_where_all_arrangements_are_listed() -> (
    None
):
    turned = dict(reversed(SMALL.items()))
    one = keyness(made(SMALL, side=SIDES), by="side", min_count=1)
    other = keyness(made(turned, side=SIDES[::-1]), by="side", min_count=1)
    pd.testing.assert_frame_equal(one, other)


# Few documents, clusters ----------------------------------------------------------------------------------------------


def test_no_p_without_its_floor_on_the_five_documents(five: Corpus) -> None:
    for by in ("doc", "medium", "side", "genre"):
        for profile in KEYNESS_PROFILES:
            table = keyness(five, by=by, profile=profile, min_count=2)
            assert (table["p"].isna() == table["floor"].isna()).all()
            assert (table["p"].isna() == table["adjusted"].isna()).all()
        ours = keyness(five, by=by)
        assert (ours["p"] >= ours["floor"]).all()
        assert (ours["floor"] >= 0.1).all(), "five documents: never below 1 in 10"
        assert ours["note"].str.contains(r"no p below 0\.[12] is possible").all()


def test_the_note_says_what_so_few_documents_can_show(five: Corpus) -> None:
    note = keyness(five, by="medium", target="human")["note"]
    assert note.str.contains(
        "2 against 3 documents: 10 arrangements, no p below 0.1 is possible",
        regex=False,
    ).all()
    even = made({**SMALL, "a3": "peace", "a4": "law"}, side=[*SIDES, "a", "a"])
    assert (
        "4 against 4 documents: 70 arrangements, no p below 0.029"
        in keyness(even, by="side")["note"].iloc[0]
    )
    two = keyness(
        made({"x": "peace war", "y": "war war"}, side=["x", "y"]),
        by="side",
        min_count=1,
    )
    assert two["note"].str.contains("nothing is known of how documents differ").all()
    assert set(two["interval"]) == {"Clopper-Pearson on words 95%, as if independent"}
    assert (two["p"] == 1).all()
    many = {f"d{n}": "peace and war" for n in range(14)}
    assert (
        keyness(made(many, side=["x"] * 7 + ["y"] * 7), by="side")["note"].eq("").all()
    )


def test_a_term_at_one_rate_everywhere_is_no_key_word() -> None:
    many = {f"d{n}": "peace and war " * (n + 1) for n in range(8)}
    table = keyness(made(many, side=["x", "y"] * 4), by="side")
    assert (table["p"] == 1).all()
    assert (table["floor"] == 1).all()
    assert (table["log_ratio"] == 0).all()


def test_a_cluster_is_dealt_out_and_varies_as_one_document() -> None:
    names = {
        f"{n}": text
        for n, text in enumerate(
            ["peace war", "peace", "war law", "law law", "war", "peace law war"]
        )
    }
    side, event = ["x", "x", "x", "y", "y", "y"], ["e1", "e1", "e2", "e3", "e4", "e4"]
    grouped = keyness(
        made(names, side=side, event=event), by="side", min_count=1, cluster="event"
    )
    merged = {
        "e1": "peace war\npeace",
        "e2": "war law",
        "e3": "law law",
        "e4": "war\npeace law war",
    }
    whole = keyness(made(merged, side=["x", "x", "y", "y"]), by="side", min_count=1)
    for column in (
        "term",
        "log_ratio",
        "low",
        "high",
        "p",
        "floor",
        "adjusted",
        "score",
        "count_target",
    ):
        assert grouped[column].tolist() == whole[column].tolist(), column
    assert set(grouped["of_target"]) == {3}, "documents are counted as documents"
    assert (
        grouped["test"]
        .iloc[0]
        .startswith(
            "permutation of clusters, by occurrences and by rates, 6 arrangements"
        )
    )
    assert grouped["note"].str.contains("2 against 2 clusters").all()
    assert set(grouped["interval"]) == {
        "Clopper-Pearson on effective counts 95%, clusters as units"
    }


def test_more_variation_between_documents_makes_a_wider_interval() -> None:
    calm = {f"d{n}": "peace " * 5 + "and " * 45 for n in range(20)}
    wild = {
        f"d{n}": ("peace " * 10 if n % 2 else "") + "and " * (40 if n % 2 else 50)
        for n in range(20)
    }
    side = ["x"] * 10 + ["y"] * 10
    ends = [
        row(keyness(made(texts, side=side), by="side"), "peace")
        for texts in (calm, wild)
    ]
    widths = [end["high"] - end["low"] for end in ends]
    assert widths[1] > 1.5 * widths[0]


# Other programs -------------------------------------------------------------------------------------------------------


def test_quanteda_as_its_own_tests_have_it() -> None:
    corpus = made(QUANTEDA)
    table = keyness(corpus, by="doc", min_count=1, profile="quanteda")
    assert row(table, "c")["score"] == pytest.approx(0.467298, abs=1e-6), (
        "an expected count below 5: Yates"
    )
    # "d": |ad' - bc'| = |1*8 - 4*16| = 56, above N/2; 29 (56 - 14.5)^2 / (17 * 12 * 5 * 24), negative
    assert row(table, "d")["score"] == pytest.approx(
        -29 * 41.5**2 / (17 * 12 * 5 * 24), abs=1e-9
    )
    # "a": |3*10 - 2*14| = 2, below N/2 = 14.5: no correction at all
    assert row(table, "a")["score"] == pytest.approx(
        29 * 2**2 / (17 * 12 * 5 * 24), abs=1e-9
    )
    order = [
        (-score, term)
        for score, term in zip(table["score"], table["term"], strict=True)
    ]
    assert order == sorted(order)
    big = made({"x": "b " * 70 + "a " * 30, "y": "a " * 70 + "b " * 20})
    found = row(keyness(big, by="doc", profile="quanteda"), "b")["score"]
    assert found == pytest.approx(
        stats.chi2_contingency([[70, 20], [30, 70]], correction=False)[0]
    ), "none below 5"


def test_ucrel_and_antconc_are_two_and_four_terms() -> None:
    corpus = made(QUANTEDA)
    four = keyness(corpus, by="doc", min_count=1)
    assert row(four, "c")["score"] == pytest.approx(1.274238, abs=1e-6)
    assert row(four, "d")["score"] == pytest.approx(-3.779441, abs=1e-6)
    assert row(four, "g")["score"] == pytest.approx(1.093291, abs=1e-6)
    two = keyness(corpus, by="doc", min_count=1, profile="ucrel")
    expected = 2 * (6 * np.log(6 / (17 * 8 / 29)) + 2 * np.log(2 / (12 * 8 / 29)))
    assert row(two, "c")["score"] == pytest.approx(expected)
    assert two["score"].abs().is_monotonic_decreasing
    assert row(two, "d")["p"] == pytest.approx(
        special.chdtrc(1, abs(row(two, "d")["score"]))
    )
    assert set(two["correction"]) == {"none"}


def test_a_published_four_term_value() -> None:
    # "faith" in Brown D against the rest of Brown: the supplement of Gries, "Not just frequency" (2024).
    found = FUNCTIONS["antconc"](
        *(np.array([float(n)]) for n in (43, 68, 43 + 34547, 68 + 978821))
    )
    assert found[0] == pytest.approx(147.0412, abs=5e-5)


def test_antconc_keeps_what_passes_bonferroni_and_is_used_more() -> None:
    texts = {"x": "peace " * 40 + "and " * 60, "y": "war " * 40 + "and " * 61}
    table = keyness(made(texts), by="doc", profile="antconc")
    assert table["term"].tolist() == ["peace"]
    assert table["adjusted"].iloc[0] == pytest.approx(3 * table["p"].iloc[0])
    assert table["correction"].iloc[0] == "Bonferroni over 3 terms"


def test_sketch_engine_adds_one_per_million() -> None:
    table = keyness(made(QUANTEDA), by="doc", min_count=1, profile="sketchengine")
    assert row(table, "g")["score"] == pytest.approx(1e6 / 17 + 1, abs=1e-4)
    assert row(table, "a")["score"] == pytest.approx((3e6 / 17 + 1) / (2e6 / 12 + 1))
    assert table["p"].isna().all()
    assert set(table["test"]) == {"none"}
    assert (table["count_target"] > 0).all()
    assert table["score"].is_monotonic_decreasing


def test_gries_has_a_tuple_of_frequency_dispersion_and_divergence() -> None:
    target = [
        "a b b b b a x x z",
        "i a c d f g h h h x",
        "x a c b f g i i z x",
        "x a c e e g i x x x z",
    ]
    reference = [
        "a b c c c a h y x x a b",
        "d e f f f e y x",
        "a b d e g i i y",
        "x x a b d e g x x x x x",
    ]
    names = {f"t{n}": text for n, text in enumerate(target)} | {
        f"r{n}": text for n, text in enumerate(reference)
    }
    table = keyness(
        made(names, side=["t"] * 4 + ["r"] * 4),
        by="side",
        target="t",
        min_count=1,
        profile="gries",
    )
    b = row(table, "b")
    shares, sizes = np.array([5, 4]) / 9, np.array([40, 40]) / 80
    assert b["score"] == pytest.approx((shares * np.log2(shares / sizes)).sum())
    parts, words = np.array([4, 0, 1, 0]) / 5, np.array([9, 10, 10, 11]) / 40
    seen = parts > 0
    kld = (parts[seen] * np.log2(parts[seen] / words[seen])).sum()
    assert b["dispersion"] == pytest.approx(1 - np.exp(-kld))
    assert set(table["dispersion_measure"]) == {"1 - e^-KLD, 0 = even"}
    y = row(table, "y")
    assert y["score"] == pytest.approx(-1.0), (
        "all in one of two groups of one size: one bit, against the target"
    )


@given(texts)
def test_g2_is_what_scipy_makes_of_the_table(written: list[str]) -> None:
    names = {f"d{number}": text for number, text in enumerate(written)}
    table = keyness(
        made(names, side=["x"] * 2 + ["y"] * (len(written) - 2)), by="side", min_count=1
    )
    for _, found in table.iterrows():
        a, b, c, d = (
            int(found[f"{what}_{side}"])
            for what in ("count", "words")
            for side in ("target", "reference")
        )
        cells = np.array([[a, b], [c - a, d - b]])
        if (cells.sum(axis=1) == 0).any():
            continue
        oracle = stats.chi2_contingency(
            cells, correction=False, lambda_="log-likelihood"
        )[0]
        assert abs(found["score"]) == pytest.approx(oracle, abs=1e-8)


def test_every_profile_names_what_it_does(small: Corpus) -> None:
    for name, rules in KEYNESS_PROFILES.items():
        table = keyness(small, by="side", min_count=1, profile=name)
        assert set(table["measure"]) <= {rules.measure}
        assert set(table["profile"]) <= {name}
        assert (
            table[["interval", "test", "correction", "dispersion_measure"]] != ""
        ).all(axis=None)
        assert rules.source


# Why two lists differ -------------------------------------------------------------------------------------------------


def test_the_difference_of_two_profiles_rule_by_rule() -> None:
    corpus = made(QUANTEDA)
    lists = [
        keyness(corpus, by="doc", min_count=1, profile=name)
        for name in ("quanteda", "discourse")
    ]
    table = keyness_profiles(*lists, top=3)
    rules = table[table["kind"] == "rule"].set_index("label")
    assert {"measure", "formula", "test", "correction", "order", "interval"} <= set(
        rules.index
    )
    assert rules.loc["measure", "rule_first"].startswith("chi-squared, Yates")
    assert rules.loc["measure", "rule_second"] == "G2, four terms, signed"
    terms = table[table["kind"] == "term"]
    assert len(terms) == 3
    ranks = [
        {term: place for place, term in enumerate(one["term"], 1)} for one in lists
    ]
    for _, found in terms.iterrows():
        assert found["rank_first"] == ranks[0][found["label"]]
        assert found["rank_second"] == ranks[1][found["label"]]
    changes = (terms["rank_first"] - terms["rank_second"]).abs().tolist()
    most = sorted(
        (abs(ranks[0][term] - ranks[1][term]) for term in ranks[0]), reverse=True
    )[:3]
    assert changes == most
    assert tables.kind_of(table) == "keyness_profiles"


def test_a_list_is_like_itself_and_a_missing_term_is_told() -> None:
    corpus = made(QUANTEDA)
    one = keyness(corpus, by="doc", min_count=1, profile="ucrel")
    same = keyness_profiles(one, one)
    assert set(same["kind"]) == {"term"}
    assert set(same["reason"]) == {"same place"}
    texts = made({"x": "peace " * 40 + "and " * 60, "y": "war " * 40 + "and " * 61})
    lists = [keyness(texts, by="doc", profile=name) for name in ("ucrel", "antconc")]
    table = keyness_profiles(*lists).set_index("label")
    assert table.loc["war", "reason"] == "only in the first list"
    assert table.loc["war", "rank_second"] == 0
    assert np.isnan(table.loc["war", "score_second"])


def test_lists_of_other_documents_are_refused(small: Corpus) -> None:
    one = keyness(small, by="side", min_count=1)
    other = keyness(made(QUANTEDA), by="doc", min_count=1, profile="ucrel")
    with pytest.raises(TableError, match="compare other groups"):
        keyness_profiles(one, other)
    less = keyness(
        small.where(doc=["a1", "a2", "b1"]), by="side", min_count=1, profile="ucrel"
    )
    with pytest.raises(TableError, match="the same documents and groups"):
        keyness_profiles(one, less)
    with pytest.raises(TableError, match="a keyness table was expected"):
        keyness_profiles(one, one[["term"]])
    with pytest.raises(TableError, match="one profile was expected"):
        keyness_profiles(one.head(0), one)
    with pytest.raises(OptionError, match="top=-1"):
        keyness_profiles(one, one, top=-1)


# Wrong input is refused ----


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"target": "c"}, "target='c' is no value of 'side'; expected one of 'a', 'b'"),
        ({"reference": "bb"}, "reference='bb' is no value of 'side'"),
        ({"target": "a", "reference": "a"}, "target and reference are both 'a'"),
        ({"profile": "antcon"}, "Did you mean 'antconc'"),
        ({"min_count": 0}, "min_count=0"),
        ({"min_count": True}, "min_count=True"),
        ({"of": 0}, "n=0 is no length"),
        ({"of": None}, "of=None came"),
        ({"rng": -1}, "rng=-1"),
        ({"cluster": "mixed"}, "cluster='mixed': 'm1' has documents on both sides"),
    ],
)
def test_a_wrong_option_is_met_with_what_would_be_right(
    options: dict[str, object], says: str
) -> None:
    corpus = made(SMALL, side=SIDES, mixed=["m1", "m2", "m1", "m3", "m4", "m5"])
    with pytest.raises(OptionError) as told:
        keyness(corpus, by="side", **options)  # type: ignore[arg-type]
    assert says in str(told.value)


def test_columns_and_groups_that_cannot_be_compared(small: Corpus) -> None:
    with pytest.raises(ColumnError, match="'sid' is no column"):
        keyness(small, by="sid")
    with pytest.raises(OptionError, match="makes 1 group"):
        keyness(small.where(side="a"), by="side")
    with pytest.raises(EmptyCorpusError, match="'y' has no document with a word"):
        keyness(made({"a": "peace", "b": ""}, side=["x", "y"]), by="side")


def test_nothing_frequent_enough_is_a_table_without_rows(small: Corpus) -> None:
    for profile in KEYNESS_PROFILES:
        table = keyness(small, by="side", min_count=100, profile=profile)
        assert len(table) == 0
        assert tuple(table.columns) == tuple(tables.KINDS["keyness"])
    assert len(keyness(small, by="side", of=6, min_count=1)) == 1, (
        "of six words there is one sequence"
    )
    assert len(keyness(small, by="side", of=40, min_count=1)) == 0


# Calibration ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def calibration(root: Path) -> ModuleType:
    where = root / "tests" / "benchmarks" / "calibration.py"
    sys.path.insert(0, str(where.parent))  # the script imports the files beside it
    try:
        return importlib.import_module("calibration")
    finally:
        sys.path.remove(str(where.parent))


@pytest.fixture(scope="module")
def invented(calibration: ModuleType) -> object:
    """Documents whose words come in bursts: counts of a gamma-Poisson, in countries that have their own rates."""
    chance = np.random.default_rng(8)
    documents, terms = 400, 30
    words = chance.integers(500, 1500, documents).astype(float)
    country = np.arange(documents) % 40
    own = chance.gamma(3.0, 0.4, (40, terms))[country]
    counts = chance.poisson(
        0.004 * words[:, None] * own * chance.gamma(2.0, 0.5, (documents, terms))
    )
    band = np.arange(terms) % 2
    return calibration.Speeches(
        counts.astype(float),
        words,
        band,
        country,
        2000 + np.arange(documents) % 10,
        ("first", "second"),
    )


def shares(calibration: ModuleType, data: object, found: object) -> dict[str, float]:
    table = list(calibration.rows("part", data, found))
    names = {str(line[1]) for line in table}
    return {
        name: float(np.mean([float(line[5]) for line in table if line[1] == name]))
        for name in names
    }


def test_the_test_finds_5_percent_where_nothing_differs(
    calibration: ModuleType, invented: object
) -> None:
    found = shares(
        calibration, invented, calibration.split_documents(invented, (20,), 60)
    )
    assert found["permutation of documents"] == pytest.approx(0.05, abs=0.015)
    assert found["permutation of documents, randomised p"] == pytest.approx(
        0.05, abs=0.015
    )
    assert found["G2, words"] > 0.3, (
        "words come in bursts, and a test on words takes them for evidence"
    )


def test_whole_countries_need_whole_countries_dealt_out(
    calibration: ModuleType, invented: object
) -> None:
    found = shares(
        calibration, invented, calibration.split_countries(invented, (8,), 60)
    )
    assert found["permutation of countries"] == pytest.approx(0.05, abs=0.02)
    assert found["permutation of documents"] > 0.2


def test_the_interval_holds_the_truth_as_often_as_it_says(
    calibration: ModuleType, invented: object
) -> None:
    found = shares(calibration, invented, calibration.cover_rates(invented, (10,), 60))
    assert found["Garwood, effective counts"] > 0.93
    assert found["Garwood, words"] < 0.8
    ratio = shares(
        calibration,
        invented,
        calibration.cover_ratios(invented, ((10, 10),), 60, periods=True),
    )
    assert ratio["Clopper-Pearson, effective counts"] > 0.93
    assert ratio["Clopper-Pearson, words"] < 0.8


def test_the_committed_calibration_keeps_its_promises(root: Path) -> None:
    with (root / "tests" / "benchmarks" / "calibration.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        table = list(csv.DictReader(file))
    split = [line for line in table if line["part"] == "false finds, documents split"]
    assert {line["target"] for line in split} == {"5", "10", "20", "50", "500"}
    dealt = [
        line
        for line in table
        if line["part"].startswith(
            ("false finds", "coverage, rate", "coverage, log ratio")
        )
    ]
    assert min(int(line["splits"]) for line in dealt) >= 1000
    for line in table:
        if line["method"] in ("permutation of documents", "permutation of countries"):
            # Where few long documents stand against many short ones, and where whole countries are taken for documents,
            # the test is known to find too much, and the docstring says how much.
            hard = line["part"].startswith("false finds, countries") and line[
                "method"
            ].endswith("documents")
            hard |= (
                line["part"] == "false finds, reference cut to a quarter"
                and line["reference"] == "50"
            )
            assert float(line["share"]) <= (0.5 if hard else 0.06), line
    for line in split:
        if line["method"].endswith("randomised p") and int(line["target"]) >= 20:
            assert 0.04 <= float(line["share"]) <= 0.06, line
    for line in table:
        if "effective counts" in line["method"]:
            # 92 % for words of 50 to 250 per million and 50 documents: some stand in one speech in a hundred.
            least = 0.91 if line["part"] == "coverage, rate" else 0.94
            assert float(line["share"]) >= least - 2 * float(line["error"]), line
        if (
            line["part"] == "coverage, dispersion"
            and line["method"].endswith("logit scale")
            and line["band"] != "2-10"
        ):
            # Few cells of words of 2 to 10 per million have an interval at all.
            assert float(line["share"]) >= 0.90 - 2 * float(line["error"]), line
        if line["part"].startswith("coverage, diversity") and (
            "unequal" in line["method"] or "batch" in line["method"]
        ):
            assert float(line["share"]) >= 0.92 - 2 * float(line["error"]), line
    frequent = [
        line
        for line in split
        if line["method"] == "G2, words" and line["band"] == "over 1250"
    ]
    assert all(float(line["share"]) > 0.2 for line in frequent), (
        "what the tests on words do"
    )


def test_a_group_may_be_named_by_its_number() -> None:
    corpus = made({"a": "peace peace", "b": "war war", "c": "war trade"}).assign(
        year=[2021, 2022, 2023]
    )
    pd.testing.assert_frame_equal(
        keyness(corpus, by="year", target=2021, reference=2022, min_count=1),  # type: ignore[arg-type]
        keyness(
            corpus, by="year", target="2021", reference="2022", min_count=np.int64(1)
        ),
    )
    with pytest.raises(OptionError, match="target=2020 is no value of 'year'"):
        keyness(corpus, by="year", target=2020)  # type: ignore[arg-type]
    with pytest.raises(
        OptionError,
        match=r"min_count=2\.5: a whole number from 1 was expected; 1 keeps every term",
    ):
        keyness(corpus, by="year", target="2021", min_count=2.5)  # type: ignore[arg-type]
