"""Collocates: windows worked out by hand and by brute force, measures against NLTK, networks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import measures, tables
from discourse.collocation import collocate_network, collocates
from discourse.collocation._collocates import SORTS
from discourse.concordance import kwic
from discourse.corpus import Corpus
from discourse.errors import ColumnError, OptionError, PatternError
from discourse.lexicons import Lexicon
from discourse.reading import read
from discourse.registries import ASSOCIATION_MEASURES


def one(text: str) -> Corpus:
    return Corpus.from_texts({"a": text})


def counted(table: pd.DataFrame) -> dict[str, int]:
    return dict(zip(table["term"], table["count"], strict=True))


# Windows --------------------------------------------------------------------------------------------------------------


def test_a_window_worked_out_by_hand() -> None:
    table = collocates(
        one("We build lasting peace and trade among all nations of the world."),
        "peace",
        window=2,
        min_count=1,
    )
    assert counted(table) == {"build": 1, "lasting": 1, "and": 1, "trade": 1}
    assert set(table["window_words"]) == {4}
    assert set(table["words"]) == {11}, "twelve words less the node"
    assert set(table["count_node"]) == {1}
    assert set(table["window"]) == {"2 words on each side, within the sentence"}


def test_a_word_in_two_windows_is_counted_once() -> None:
    table = collocates(one("peace brings peace"), "peace", window=3, min_count=1)
    found = table.iloc[0]
    assert (found["term"], found["count"], found["hits"], found["window_words"]) == (
        "brings",
        1,
        2,
        1,
    )
    assert found["count_term"] == 1
    assert found["words"] == 1
    assert found["log_dice"] == pytest.approx(14 + np.log2(2 * 1 / (2 + 1))), (
        "never more mentions than occurrences"
    )


def test_words_of_the_node_are_counted_nowhere_but_take_their_places() -> None:
    corpus = one("a shared future for the shared past")
    table = collocates(corpus, "shared future", window=2, min_count=1)
    assert counted(table) == {"a": 1, "for": 1, "the": 1}
    shared = (
        collocates(corpus, "shared future", window=4, min_count=1)
        .set_index("term")
        .loc["shared"]
    )
    assert (shared["count"], shared["count_term"], shared["words"]) == (1, 1, 5), (
        "the other 'shared' is no node"
    )
    twice = collocates(one("peace peace war law"), "peace", window=2, min_count=1)
    assert counted(twice) == {"war": 1, "law": 1}
    assert dict(zip(twice["term"], twice["hits"], strict=True)) == {"war": 2, "law": 1}


def test_no_window_runs_over_the_end_of_a_sentence_a_paragraph_or_a_mask() -> None:
    text = "War is over. Peace, at last\n\nTrade follows"
    assert set(counted(collocates(one(text), "peace", min_count=1))) == {"at", "last"}
    corpus = one("long live peace with law")
    spans = pd.DataFrame({"doc": ["a"], "start": [5], "end": [9], "label": ["debris"]})
    assert set(counted(collocates(corpus.mask(spans), "peace", min_count=1))) == {
        "with",
        "law",
    }
    assert (
        set(
            counted(
                collocates(
                    Corpus.from_texts({"a": "war", "b": "peace", "c": "law"}),
                    "peace",
                    min_count=1,
                )
            )
        )
        == set()
    )


def test_the_window_can_be_the_sentence() -> None:
    text = "War and want are over, and peace has come to all of us now. Trade follows. Peace it is."
    table = collocates(one(text), "peace", window="sentence", min_count=1)
    assert counted(table)["war"] == 1
    assert "follows" not in counted(table)
    assert counted(table)["and"] == 2
    assert set(table["window"]) == {"sentence"}
    assert table["window_words"].iloc[0] == 13 + 2


def test_groups_are_counted_apart() -> None:
    texts = {"x1": "peace and trade", "x2": "peace and law", "y1": "peace or war"}
    corpus = Corpus.from_texts(
        texts, pd.DataFrame({"doc": list(texts), "side": ["x", "x", "y"]})
    )
    table = collocates(corpus, "peace", by="side", min_count=1)
    assert table["group"].tolist() == ["x"] * 3 + ["y"] * 2
    both = table[(table["group"] == "x") & (table["term"] == "and")].iloc[0]
    assert (both["count"], both["documents"], both["words"], both["count_node"]) == (
        2,
        2,
        4,
        2,
    )
    for name in ("x", "y"):
        alone = collocates(corpus.where(side=name), "peace", min_count=1).drop(
            columns="group"
        )
        pd.testing.assert_frame_equal(
            alone,
            table[table["group"] == name].drop(columns="group").reset_index(drop=True),
        )


def test_stop_words_are_not_listed_but_take_up_their_places() -> None:
    corpus = one("the end of the war brings peace to all of the nations")
    every = collocates(corpus, "peace", window=3, min_count=1)
    some = collocates(corpus, "peace", window=3, min_count=1, stop="en")
    assert set(some["term"]) == {"war", "brings"}
    merged = every[every["term"].isin(["war", "brings"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(some, merged)


def test_each_family_of_a_lexicon_keeps_its_own_company(seeds: Path) -> None:
    corpus = read(seeds)
    table = collocates(corpus, Lexicon.read("chinese-diplomacy"), min_count=2)
    assert table["family"].nunique() > 5
    family = table["family"].iloc[0]
    order = [
        name
        for name in Lexicon.read("chinese-diplomacy").names
        if name in set(table["family"])
    ]
    assert table["family"].drop_duplicates().tolist() == order
    assert (table.loc[table["family"] == family, "count_node"] > 0).all()


def test_counts_agree_with_the_concordance(seeds: Path) -> None:
    corpus = read(seeds)
    table = collocates(corpus, "cooperation", min_count=1, window="sentence")
    assert table["count_node"].iloc[0] == len(kwic(corpus, "cooperation"))


words = st.lists(
    st.sampled_from(["peace", "war", "law", "and", "."]), min_size=1, max_size=40
)


@given(st.lists(words, min_size=1, max_size=3), st.integers(1, 4))
def test_counts_are_those_of_a_plain_count(
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
    near: set[tuple[int, int]] = set()
    stream: list[tuple[str, int]] = []
    for text in texts.values():
        for sentence in text.split("."):
            start = len(stream)
            tokens = [token.lower() for token in sentence.split()]
            stream += [(token, start) for token in tokens]
    for place, (token, start) in enumerate(stream):
        for other in range(place - window, place + window + 1):
            inside = 0 <= other < len(stream) and stream[other][1] == start
            if token == "peace" and inside and stream[other][0] != "peace":
                near.add((other, 0))
    expected: dict[str, int] = {}
    for other, _ in near:
        expected[stream[other][0]] = expected.get(stream[other][0], 0) + 1
    table = collocates(corpus, "peace", window=window, min_count=1)
    assert counted(table) == expected
    if len(table):
        assert table["count"].sum() == table["window_words"].iloc[0]
        assert table["expected"].sum() <= table["window_words"].iloc[0] + 1e-9
        assert (table["count"] <= table["count_term"]).all()
        assert (table["hits"] <= table["count_node"]).all()
        assert (table["log_dice"] <= 14).all()


# Measures -------------------------------------------------------------------------------------------------------------


def test_measures_are_those_of_nltk_on_the_same_table(seeds: Path) -> None:
    from nltk.metrics import BigramAssocMeasures as Nltk

    table = collocates(read(seeds), "cooperation", min_count=2)
    assert len(table) > 10
    for _, found in table.iterrows():
        margins = (int(found["count_term"]), int(found["window_words"]))
        observed, size = int(found["count"]), int(found["words"])
        assert found["mi"] == pytest.approx(Nltk.pmi(observed, margins, size))
        assert found["t_score"] == pytest.approx(
            Nltk.student_t(observed, margins, size), abs=1e-6
        )
        assert abs(found["g2"]) == pytest.approx(
            Nltk.likelihood_ratio(observed, margins, size), abs=1e-6
        )
        assert found["phi_squared"] == pytest.approx(
            Nltk.phi_sq(observed, margins, size)
        )
        assert found["expected"] == pytest.approx(margins[0] * margins[1] / size)
        assert np.sign(found["g2"]) == np.sign(observed - found["expected"])
        rest = (margins[1] - observed, margins[0] - observed)
        forward = observed / margins[1] - rest[1] / (size - margins[1])
        back = observed / margins[0] - rest[0] / (size - margins[0])
        assert found["delta_p"] == pytest.approx(forward)
        assert found["delta_p_back"] == pytest.approx(back)


# "trade" has 4 mentions with one word beside each, so 4 words of 32 lie in windows. "free"
# stands there twice and 6 times elsewhere, so that 4 * 8 / 32 = 1 was to be expected; and
# "fair" stands there once and nowhere else.
ROUND = "Free trade. Free trade. Fair trade. Old trade. "
ROUND += "Free law is. " * 6 + "Law is law. " * 3 + "Is."

# G2 of "free" is twice the sum of O ln(O / E) over its four cells: 2 of 1, 2 of 3, 6 of 7
# and 22 of 21.
WORKED_OUT = {
    "expected": {"free": 1.0, "fair": 1 / 8},
    "log_dice": {"free": 14 + np.log2(4 / 12), "fair": 14 + np.log2(2 / 5)},
    "mi": {"free": 1.0, "fair": 3.0},
    "npmi": {"free": 1 / 4, "fair": 3 / 5},
    "t_score": {"free": 1 / np.sqrt(2), "fair": 7 / 8},
    "g2": {"free": 1.347801, "fair": 4.401210},
    "delta_p": {"free": 2 / 4 - 6 / 28, "fair": 1 / 4},
    "delta_p_back": {"free": 2 / 8 - 2 / 24, "fair": 1 - 3 / 31},
    "z_score": {"free": 1.0, "fair": 7 / 8 / np.sqrt(1 / 8)},
    "simple_ll": {"free": 2 * (2 * np.log(2) - 1), "fair": 2 * (np.log(8) - 7 / 8)},
    "phi_squared": {"free": 2 / 7 / 6, "fair": 28 / 31 / 4},
    "dice": {"free": 2 * 2 / (4 + 8), "fair": 2 * 1 / (4 + 1)},
    "minimum_sensitivity": {"free": 2 / 8, "fair": 1 / 4},
}


@pytest.mark.parametrize("name", ["expected", *ASSOCIATION_MEASURES])
def test_each_measure_has_the_value_worked_out_by_hand(name: str) -> None:
    assert name in WORKED_OUT, (
        "a measure that is added needs numbers worked out by hand"
    )
    table = collocates(one(ROUND), "trade", min_count=1).set_index("term")
    assert table.loc["free", "count_term"] == 8
    assert set(table["window_words"]) == {4}
    assert set(table["words"]) == {32}
    for term, value in WORKED_OUT[name].items():
        assert table.loc[term, name] == pytest.approx(value, abs=1e-6)


def test_each_measure_is_the_function_of_its_name(seeds: Path) -> None:
    table = collocates(read(seeds), "cooperation", min_count=1, by="doc")
    words = [table[name] for name in ("count", "window_words", "count_term", "words")]
    beside = np.minimum(table["hits"], table["count"])
    assert (table["hits"] != table["count"]).any()
    forward, backward = measures.delta_p(*words)
    expected = {
        "log_dice": measures.log_dice(beside, table["count_node"], table["count_term"]),
        "mi": measures.mi(*words),
        "npmi": measures.npmi(*words),
        "t_score": measures.t_score(*words),
        "g2": measures.g2(*measures.contingency(*words), signed=True),
        "delta_p": forward,
        "delta_p_back": backward,
        "z_score": measures.z_score(*words),
        "simple_ll": measures.simple_ll(*words, signed=True),
        "phi_squared": measures.phi_squared(*words),
        "dice": measures.dice(beside, table["count_node"], table["count_term"]),
        "minimum_sensitivity": measures.minimum_sensitivity(
            beside, table["count_node"], table["count_term"]
        ),
    }
    assert set(expected) == set(ASSOCIATION_MEASURES)
    assert (table["delta_p_back"] == tables.rounded(measures.liddell(*words))).all()
    for name, values in expected.items():
        np.testing.assert_allclose(table[name], values, rtol=1e-9, err_msg=name)


def test_log_dice_is_of_mentions_and_has_its_fourteen() -> None:
    table = collocates(
        one("green trade. Green trade. Green trade"), "trade", min_count=1
    )
    assert table.iloc[0]["log_dice"] == 14
    text = "Free trade. Fair trade. Free trade. Free and fair. Fair is free."
    found = collocates(one(text), "trade", min_count=1).set_index("term")["log_dice"]
    assert found["free"] == pytest.approx(14 + np.log2(2 * 2 / (3 + 4)))
    assert found["fair"] == pytest.approx(14 + np.log2(2 * 1 / (3 + 3)))


def test_a_note_says_what_a_row_rests_on_and_nothing_where_that_is_enough() -> None:
    texts = {f"d{n}": "Free trade. " * 4 for n in range(5)}
    texts["d0"] += "Fair trade. " * 4
    texts["d1"] += "Open trade. " * 5
    for verb, ends in ((collocates, "term"), (collocate_network, "other_term")):
        table = verb(Corpus.from_texts(texts), "trade", min_count=1)
        notes = dict(zip(table[ends], table["note"], strict=True))
        assert notes == {
            "free": "",
            "open": "in 1 document only",
            "fair": "beside 4 mentions: a measure of so few is fragile; in 1 document only",
        }
    rare = collocates(one("Free trade. " * 19), "trade", min_count=1)
    assert rare["note"].tolist() == [
        "in 1 document only; the phrase has 19 mentions here: read them"
    ]
    assert collocates(one("Free trade. " * 20), "trade", min_count=1)[
        "note"
    ].tolist() == ["in 1 document only"]
    two = collocates(
        Corpus.from_texts({"a": "Free trade. " * 15, "b": "Free trade. " * 15}),
        "trade",
        min_count=1,
    )
    assert two["note"].tolist() == ["in 2 documents"]


def test_notes_are_of_the_group_not_of_the_corpus() -> None:
    texts = {f"d{n}": "Free trade. " * 5 for n in range(6)}
    corpus = Corpus.from_texts(
        texts, pd.DataFrame({"doc": list(texts), "side": ["x"] * 5 + ["y"]})
    )
    table = collocates(corpus, "trade", by="side", min_count=1)
    assert dict(zip(table["group"], table["note"], strict=True)) == {
        "x": "",
        "y": "in 1 document only; the phrase has 5 mentions here: read them",
    }


@pytest.mark.parametrize("sort", SORTS)
def test_rows_stand_in_the_order_asked_for(seeds: Path, sort: str) -> None:
    table = collocates(read(seeds), "china", min_count=2, sort=sort)
    assert (table[sort].diff().dropna() <= 0).all()
    ties = table.groupby([sort, "count"], sort=False)["term"].apply(list)
    assert all(terms == sorted(terms) for terms in ties)


# Networks -------------------------------------------------------------------------------------------------------------


def test_a_network_worked_out_by_hand() -> None:
    text = "Fair free trade. Fair free trade. Fair trade. Old trade."
    table = collocate_network(one(text), "trade", min_count=1, window=2)
    edges = {
        (kind, a, b): n
        for kind, a, b, n in table[["kind", "term", "other_term", "count"]].itertuples(
            index=False
        )
    }
    assert edges == {
        ("node", "trade", "fair"): 3,
        ("node", "trade", "free"): 2,
        ("node", "trade", "old"): 1,
        ("between", "fair", "free"): 2,
    }
    between = table[table["kind"] == "between"].iloc[0]
    assert (between["count_term"], between["count_other_term"]) == (3, 2)
    assert between["score"] == pytest.approx(14 + np.log2(2 * 2 / (3 + 2)))
    node = table[table["other_term"] == "free"].iloc[0]
    assert (node["count_term"], node["count_other_term"]) == (4, 2)
    said = "beside 3 mentions: a measure of so few is fragile; in 1 document only; the phrase has 4 mentions here: read them"
    assert table["note"].iloc[0] == said
    assert len(collocate_network(one(text), "trade", min_count=1, top=1)) == 1


def test_edges_from_the_node_are_those_of_the_list(seeds: Path) -> None:
    corpus = read(seeds)
    listed = collocates(corpus, "community", min_count=1, stop="en+zh")
    listed = listed[listed["hits"] >= 3].head(15)
    table = collocate_network(corpus, "community", min_count=3, stop="en+zh")
    own = table[table["kind"] == "node"]
    assert own["other_term"].tolist() == listed["term"].tolist()
    assert own["score"].tolist() == listed["log_dice"].tolist()
    assert own["count"].tolist() == listed["hits"].tolist()
    between = table[table["kind"] == "between"]
    assert len(between) > 3
    assert (between["term"] < between["other_term"]).all()
    assert (between["count"] >= 3).all()
    assert (
        between["count"] <= between[["count_term", "count_other_term"]].min(axis=1)
    ).all()
    assert between["score"].is_monotonic_decreasing
    assert tables.kind_of(table) == "collocate_network"


# Edges ----------------------------------------------------------------------------------------------------------------


def test_no_mention_is_a_table_without_rows() -> None:
    for corpus in (one("war and law"), one(""), Corpus.from_texts({})):
        for window in (3, "sentence"):
            table = collocates(corpus, "peace", window=window)  # type: ignore[arg-type]
            assert tuple(table.columns) == tuple(tables.KINDS["collocates"])
            assert len(table) == 0
        assert tuple(collocate_network(corpus, "peace").columns) == tuple(
            tables.KINDS["collocate_network"]
        )
    assert len(collocates(one("peace"), "peace", min_count=1)) == 0


def test_the_same_bytes_twice_and_from_a_file(seeds: Path, tmp_path: Path) -> None:
    for name, verb in (
        ("collocates", collocates),
        ("collocate_network", collocate_network),
    ):
        files = [
            tables.save(verb(read(seeds), "cooperation"), tmp_path / f"{n}.csv")
            for n in range(2)
        ]
        assert files[0].read_bytes() == files[1].read_bytes()
        pd.testing.assert_frame_equal(
            tables.load(files[0], kind=name), verb(read(seeds), "cooperation")
        )


def test_a_wrong_option_is_met_with_what_would_be_right() -> None:
    corpus = one("peace and war")
    for options, says in (
        (
            {"window": 0},
            "window=0: a whole number from 1 was expected (words on each side), or 'sentence'.",
        ),
        ({"window": "paragraph"}, "or 'sentence'."),
        ({"window": 10**30}, "a whole number from 1 to 1,000,000,000"),
        ({"window": True}, "window=True"),
        ({"min_count": 0}, "min_count=0"),
        ({"sort": "logdice"}, "Did you mean 'log_dice'"),
        ({"stop": "english"}, "names no list"),
    ):
        with pytest.raises(OptionError) as told:
            collocates(corpus, "peace", **options)  # type: ignore[arg-type]
        assert says in str(told.value)
    with pytest.raises(OptionError, match="top=0"):
        collocate_network(corpus, "peace", top=0)
    with pytest.raises(ColumnError, match="'side' is no column"):
        collocates(corpus, "peace", by="side")
    with pytest.raises(PatternError):
        collocates(corpus, "(peace")


def test_a_window_wider_than_any_sentence_is_the_sentence() -> None:
    corpus = Corpus.from_texts(
        {"a": "peace and war and trade. peace, then trade", "b": "trade and peace."}
    )
    wide, wider = (
        collocates(corpus, "peace", window=window, min_count=1)
        for window in (20, 10**9)
    )
    pd.testing.assert_frame_equal(
        wide.drop(columns="window"), wider.drop(columns="window")
    )
    pd.testing.assert_frame_equal(
        collocates(corpus, "peace", window=np.int64(3), min_count=np.int64(1)),
        collocates(corpus, "peace", window=3, min_count=1),
    )
