"""A list of key words: hand-worked rows, order, symmetry, notes and refusals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyness_corpora import (
    FIVE_TEXTS,
    SIDES,
    SMALL,
    corpus_with_columns,
    corpus_with_sides,
    only_value,
    row_of_term,
    text_lists,
)

from discourse import tables
from discourse.contrast import keyness
from discourse.corpus import Corpus
from discourse.errors import DiscourseError, OptionError
from discourse.registries import KEYNESS_PROFILES


def test_a_list_worked_out_by_hand(small_corpus: Corpus) -> None:
    table = keyness(small_corpus, by="side", min_count=1)
    assert set(table["term"]) == {"and", "peace", "trade", "war"}
    peace = row_of_term(table, "peace")
    assert (peace["target"], peace["reference"]) == ("a", "b"), (
        "of two groups, the first by name is the target"
    )
    assert (peace["count_target"], peace["words_target"]) == (4, 7)
    assert (peace["count_reference"], peace["words_reference"]) == (1, 15)
    assert (peace["documents_target"], peace["of_target"]) == (2, 2)
    assert (peace["documents_reference"], peace["of_reference"]) == (1, 4)
    assert peace["log_ratio"] == pytest.approx(np.log2((4 / 7) / (1 / 15)), abs=1e-9)
    war = row_of_term(table, "war")
    assert war["log_ratio"] == pytest.approx(np.log2((0.5 / 7) / (5 / 15)), abs=1e-9)
    assert war["low"] == -np.inf
    assert np.isnan(war["dispersion"]), "a term that is absent is spread over nothing"


@given(text_lists, st.integers(1, 3))
def test_the_two_groups_exchanged_give_the_mirror_image(
    written: list[str], cut: int
) -> None:
    names = {f"d{number}": text for number, text in enumerate(written)}
    corpus = corpus_with_columns(names, side=["x"] * cut + ["y"] * (len(written) - cut))
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


@given(text_lists)
def test_the_log_ratio_and_the_score_agree_on_the_side(written: list[str]) -> None:
    names = {f"d{number}": text for number, text in enumerate(written)}
    table = keyness(
        corpus_with_columns(names, side=["x"] + ["y"] * (len(written) - 1)),
        by="side",
        min_count=1,
    )
    assert (np.sign(table["log_ratio"]) * np.sign(table["score"].round(9)) >= 0).all()


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
    table = keyness(corpus_with_columns(names, side=["x"] * 8 + ["y"] * 8), by="side")
    assert table["term"].iloc[0] == "peace"
    assert table["term"].iloc[-1] == "war"
    nearest = np.where(
        table["low"] > 0, table["low"], np.where(table["high"] < 0, table["high"], 0.0)
    )
    assert (np.diff(nearest) <= 0).all()
    ties = table[nearest == 0]
    assert (np.diff(ties["score"]) <= 0).all()
    assert len(ties) > 1


def test_the_same_call_gives_the_same_bytes(
    seed_corpus: Corpus, tmp_path: Path
) -> None:
    files = [
        tables.save(
            keyness(seed_corpus, by="medium"), tmp_path / f"{n}.csv"
        ).read_bytes()
        for n in range(2)
    ]
    assert files[0] == files[1]
    table = keyness(seed_corpus, by="medium")
    back = tables.load(tmp_path / "0.csv", kind="keyness")
    pd.testing.assert_frame_equal(table, back)
    assert np.isinf(back["high"]).any(), "an open interval survives the file"
    assert tables.kind_of(table) == "keyness"


def test_the_order_of_documents_does_not_matter_where_all_arrangements_are_listed() -> (
    None
):
    turned = dict(reversed(SMALL.items()))
    one = keyness(corpus_with_columns(SMALL, side=SIDES), by="side", min_count=1)
    other = keyness(
        corpus_with_columns(turned, side=SIDES[::-1]), by="side", min_count=1
    )
    pd.testing.assert_frame_equal(one, other)


def test_the_note_says_what_so_few_documents_can_show(seed_corpus: Corpus) -> None:
    note = keyness(seed_corpus, by="medium", target="human")["note"]
    assert note.str.contains(
        "2 against 3 documents: 10 arrangements, no p below 0.1 is possible",
        regex=False,
    ).all()
    even = corpus_with_columns(
        {**SMALL, "a3": "peace", "a4": "law"}, side=[*SIDES, "a", "a"]
    )
    assert (
        "4 against 4 documents: 70 arrangements, no p below 0.029"
        in keyness(even, by="side")["note"].iloc[0]
    )
    two = keyness(
        corpus_with_columns({"x": "peace war", "y": "war war"}, side=["x", "y"]),
        by="side",
        min_count=1,
    )
    assert two["note"].str.contains("nothing is known of how documents differ").all()
    assert set(two["interval"]) == {"clopper_pearson"}
    assert set(two["interval_unit"]) == {"words"}
    assert (two["p"] == 1).all()
    many = {f"d{n}": "peace and war" for n in range(14)}
    assert (
        keyness(corpus_with_columns(many, side=["x"] * 7 + ["y"] * 7), by="side")[
            "note"
        ]
        .eq("")
        .all()
    )


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
    corpus = corpus_with_columns(
        SMALL, side=SIDES, mixed=["m1", "m2", "m1", "m3", "m4", "m5"]
    )
    with pytest.raises(OptionError) as told:
        keyness(corpus, by="side", **options)  # type: ignore[arg-type]
    assert says in str(told.value)


def test_nothing_frequent_enough_is_a_table_without_rows(small_corpus: Corpus) -> None:
    for profile in KEYNESS_PROFILES:
        table = keyness(small_corpus, by="side", min_count=100, profile=profile)
        assert len(table) == 0
        assert tuple(table.columns) == tuple(tables.KINDS["keyness"])
    assert len(keyness(small_corpus, by="side", of=6, min_count=1)) == 1, (
        "of six words there is one sequence"
    )
    assert len(keyness(small_corpus, by="side", of=40, min_count=1)) == 0


def test_each_row_says_what_it_can_show() -> None:
    table = keyness(corpus_with_sides(FIVE_TEXTS), by="side", min_count=1).set_index(
        "term"
    )
    few = "2 against 3 documents: 10 arrangements, no p below 0.1 is possible"
    absent = "0.5 stands for 0 in log_ratio, the interval is open"
    assert table["note"].to_dict() == {
        "and": few,
        "law": few,
        "peace": few,
        "sea": f"absent from the reference: {absent}; {few}",
        "war": f"absent from the target: {absent}; {few}",
        "lamp": f"in 1 document only; absent from the target: {absent}; {few}",
    }


@pytest.mark.parametrize(
    ("documents", "note"),
    [
        (
            ["x1", "y1"],
            "1 against 1 documents: 2 arrangements, no p below 1 is possible, and "
            "nothing is known of how documents differ within a group",
        ),
        (
            ["x1", "y1", "y2"],
            "1 against 2 documents: 3 arrangements, no p below 0.33 is possible",
        ),
        (
            ["x1", "x2", "y1", "y2"],
            "2 against 2 documents: 6 arrangements, no p below 0.33 is possible",
        ),
    ],
)
def test_few_documents_and_what_they_can_show(documents: list[str], note: str) -> None:
    texts = {name: FIVE_TEXTS[name] for name in documents}
    table = keyness(corpus_with_sides(texts), by="side", min_count=1).set_index("term")
    assert table.loc["and", "note"] == note


@pytest.mark.parametrize(("each", "few"), [(5, True), (6, False)])
def test_from_six_documents_on_each_side_on_nothing_is_said(
    each: int, few: bool
) -> None:
    texts = {f"x{n}": "and peace" for n in range(each)}
    texts |= {f"y{n}": "and war and peace" for n in range(9)}
    table = keyness(corpus_with_sides(texts), by="side").set_index("term")
    assert table.loc["and", "note"].startswith(f"{each} against 9 documents") == few
    assert (table.loc["and", "note"] == "") != few


def test_clusters_are_called_clusters() -> None:
    corpus = corpus_with_sides(FIVE_TEXTS, event=["e", "e", "f", "g", "g"])
    table = keyness(corpus, by="side", min_count=1, cluster="event")
    note = "1 against 2 clusters: 3 arrangements, no p below 0.33 is possible"
    assert table.set_index("term").loc["and", "note"] == note
    assert only_value(table, "test") == "permutation_exact"
    assert only_value(table, "arrangements") == 3
    interval = "Clopper-Pearson on effective counts 95%, clusters as units"
    assert set(tables.describe_intervals(table)) == {interval}


def test_ours_names_interval_test_correction_and_dispersion() -> None:
    corpus = corpus_with_sides(FIVE_TEXTS)
    table = keyness(corpus, by="side", min_count=1, confidence_level=0.9)
    assert only_value(table, "measure") == "signed_g2"
    interval = "Clopper-Pearson on effective counts 90%, documents as units"
    assert set(tables.describe_intervals(table)) == {interval}
    assert only_value(table, "test") == "permutation_exact"
    assert only_value(table, "arrangements") == 10
    assert only_value(table, "correction") == "westfall_young"
    assert only_value(table, "terms_compared") == 6
    assert only_value(table, "dispersion_measure") == "dp_egbert"
    assert only_value(table, "profile") == "discourse"
    assert set(table["min_count"]) == {1}


def test_drawn_arrangements_are_called_drawn() -> None:
    texts = {f"{'xy'[n % 2]}{n:02}": "peace " * (n % 5) + "and" for n in range(24)}
    table = keyness(corpus_with_sides(texts), by="side")
    assert only_value(table, "test") == "permutation_sampled"
    assert only_value(table, "arrangements") == 10_000


@pytest.mark.parametrize(
    ("options", "fault", "message"),
    [
        (
            {"target": "x", "reference": "x"},
            OptionError,
            "target and reference are both 'x'; two groups are compared.",
        ),
        (
            {"target": "z"},
            OptionError,
            "target='z' is no value of 'side'; expected one of 'x', 'y'.",
        ),
        (
            {"of": None},
            OptionError,
            "of=None came; words in a term (1, or (1, 3) for several lengths), a Lexicon or a Phrase was expected.",
        ),
        (
            {"of": True},
            OptionError,
            "of=True came; words in a term (1, or (1, 3) for several lengths), a Lexicon or a Phrase was expected.",
        ),
        (
            {"cluster": "event"},
            OptionError,
            "cluster='event': 'f' has documents on both sides; a cluster is permuted as one, so it must lie on one "
            "side. Choose another column, or leave those documents out.",
        ),
        (
            {"min_count": 0},
            OptionError,
            "min_count=0: a whole number from 1 was expected; 1 keeps every term.",
        ),
        (
            {"by": "year"},
            OptionError,
            "by='year' makes 1 group of these documents; two or more are needed to compare. Choose another column, "
            "or join a second corpus.",
        ),
    ],
)
def test_a_refusal_says_what_came_and_what_to_do(
    options: dict[str, object], fault: type[DiscourseError], message: str
) -> None:
    corpus = corpus_with_sides(
        FIVE_TEXTS, event=["e", "f", "f", "g", "g"], year=["2001"] * 5
    )
    with pytest.raises(fault) as error:
        keyness(corpus, **{"by": "side", **options})  # type: ignore[arg-type]
    assert str(error.value) == message


def test_a_note_speaks_of_no_value_that_the_row_lacks() -> None:
    """A group may have no word in the script of a formula: nothing can be compared."""
    corpus = Corpus.from_texts(
        {"a": "one two three one", "b": "一带一路 命运", "c": "一带一路"},
        documents=pd.DataFrame({"doc": ["a", "b", "c"], "g": ["p", "q", "q"]}),
    )
    formulas = {"one": ["one"], "road": ["一带一路"]}
    table = keyness(corpus, by="g", of=formulas, min_count=1).set_index("term")
    assert table["log_ratio"].isna().all()
    assert not table["note"].str.contains("log_ratio|interval is open").any()
    said = "no words in the script of the formula in the {}: the two cannot be compared"
    assert said.format("reference") in table["note"]["one"]
    assert said.format("target") in table["note"]["road"]
