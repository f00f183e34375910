"""What a list of key words says of itself, word by word: notes, names of tests, refusals."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import tables
from discourse.contrast import keyness, keyness_profiles
from discourse.corpus import Corpus
from discourse.errors import DiscourseError, EmptyCorpusError, OptionError, TableError

TEXTS = {
    "x1": "peace and sea sea",
    "x2": "peace and and sea law",
    "y1": "war and peace war",
    "y2": "war and and",
    "y3": "and law and lamp",
}


def corpus_of(texts: dict[str, str], **columns: list[str]) -> Corpus:
    """Documents whose side is the first letter of their name."""
    sides = [name[0] for name in texts]
    table = pd.DataFrame({"doc": list(texts), "side": sides, **columns})
    return Corpus.from_texts(texts, table)


def told(table: pd.DataFrame, column: str) -> object:
    """What all rows say in a column."""
    values = set(table[column])
    assert len(values) == 1
    return values.pop()


# Notes --------------------------------------------------------------------------------------------------------------


def test_each_row_says_what_it_can_show() -> None:
    table = keyness(corpus_of(TEXTS), by="side", min_count=1).set_index("term")
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
    texts = {name: TEXTS[name] for name in documents}
    table = keyness(corpus_of(texts), by="side", min_count=1).set_index("term")
    assert table.loc["and", "note"] == note


@pytest.mark.parametrize(("each", "few"), [(5, True), (6, False)])
def test_from_six_documents_on_each_side_on_nothing_is_said(
    each: int, few: bool
) -> None:
    texts = {f"x{n}": "and peace" for n in range(each)}
    texts |= {f"y{n}": "and war and peace" for n in range(9)}
    table = keyness(corpus_of(texts), by="side").set_index("term")
    assert table.loc["and", "note"].startswith(f"{each} against 9 documents") == few
    assert (table.loc["and", "note"] == "") != few


def test_clusters_are_called_clusters() -> None:
    corpus = corpus_of(TEXTS, event=["e", "e", "f", "g", "g"])
    table = keyness(corpus, by="side", min_count=1, cluster="event")
    note = "1 against 2 clusters: 3 arrangements, no p below 0.33 is possible"
    assert table.set_index("term").loc["and", "note"] == note
    assert told(table, "test") == "permutation_exact"
    assert told(table, "arrangements") == 3
    interval = "Clopper-Pearson on effective counts 95%, clusters as units"
    assert set(tables.describe_intervals(table)) == {interval}


# Names of what was computed -----------------------------------------------------------------------------------------


def test_ours_names_interval_test_correction_and_dispersion() -> None:
    corpus = corpus_of(TEXTS)
    table = keyness(corpus, by="side", min_count=1, confidence_level=0.9)
    assert told(table, "measure") == "signed_g2"
    interval = "Clopper-Pearson on effective counts 90%, documents as units"
    assert set(tables.describe_intervals(table)) == {interval}
    assert told(table, "test") == "permutation_exact"
    assert told(table, "arrangements") == 10
    assert told(table, "correction") == "westfall_young"
    assert told(table, "terms_compared") == 6
    assert told(table, "dispersion_measure") == "dp_egbert"
    assert told(table, "profile") == "discourse"
    assert set(table["min_count"]) == {1}


def test_drawn_arrangements_are_called_drawn() -> None:
    texts = {f"{'xy'[n % 2]}{n:02}": "peace " * (n % 5) + "and" for n in range(24)}
    table = keyness(corpus_of(texts), by="side")
    assert told(table, "test") == "permutation_sampled"
    assert told(table, "arrangements") == 10_000


@pytest.mark.parametrize(
    ("profile", "test", "correction", "dispersion", "note"),
    [
        (
            "ucrel",
            "chi_squared",
            "none",
            "dp_egbert",
            "p takes words as independent, and in texts they are not: read it as an order, not as a test",
        ),
        (
            "quanteda",
            "chi_squared",
            "none",
            "dp_egbert",
            "p takes words as independent, and in texts they are not: read it as an order, not as a test",
        ),
        (
            "sketchengine",
            "none",
            "none",
            "dp_egbert",
            "no interval and no test: an order of terms, of these documents alone",
        ),
        (
            "gries",
            "none",
            "none",
            "kld_exp",
            "no interval and no test: an order of terms, of these documents alone",
        ),
    ],
)
def test_other_programs_name_theirs(
    profile: str, test: str, correction: str, dispersion: str, note: str
) -> None:
    table = keyness(corpus_of(TEXTS), by="side", profile=profile)
    assert told(table, "test") == test
    assert told(table, "correction") == correction
    assert told(table, "dispersion_measure") == dispersion
    assert told(table, "note") == note
    assert told(table, "interval") == "not_computed"
    assert set(table["min_count"]) == {1}


# Refusals -----------------------------------------------------------------------------------------------------------


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
    corpus = corpus_of(TEXTS, event=["e", "f", "f", "g", "g"], year=["2001"] * 5)
    with pytest.raises(fault) as error:
        keyness(corpus, **{"by": "side", **options})  # type: ignore[arg-type]
    assert str(error.value) == message


def test_a_group_without_words_and_lists_that_do_not_go_together() -> None:
    with pytest.raises(EmptyCorpusError) as error:
        keyness(corpus_of({"x": "peace", "y": ""}), by="side")
    message = "'y' has no document with a word in it; choose another group, or unmask."
    assert str(error.value) == message
    table = keyness(corpus_of(TEXTS), by="side", min_count=1, profile="ucrel")
    with pytest.raises(TableError) as refused:
        keyness_profiles(table, table.head(0))
    assert str(refused.value) == (
        "the second table holds the profiles []; one key word list of one profile was expected, with at least one "
        "row. Make it with discourse.keyness(..., profile='...')."
    )
    turned = keyness(
        corpus_of(TEXTS), by="side", target="y", min_count=1, profile="ucrel"
    )
    with pytest.raises(TableError) as refused:
        keyness_profiles(table, turned)
    assert str(refused.value) == (
        "the two lists compare other groups; two lists of the same target and reference were expected."
    )
    other = table.assign(count_target=table["count_target"] + 1)
    with pytest.raises(TableError) as refused:
        keyness_profiles(table, other)
    assert str(refused.value) == (
        "'and' occurs (3, 5) times in the first list and (4, 5) in the second: two lists of the same documents and "
        "groups were expected."
    )


# Order --------------------------------------------------------------------------------------------------------------


def test_antconc_keeps_what_the_target_uses_more_with_adjusted_p_below_5_percent() -> (
    None
):
    texts = {
        "x": "peace " * 40 + "law " * 20 + "and " * 200,
        "y": "war " * 40 + "law " * 6 + "and " * 214,
    }
    every = keyness(corpus_of(texts), by="side", profile="ucrel").set_index("term")
    kept = keyness(corpus_of(texts), by="side", profile="antconc")
    assert kept["term"].tolist() == ["peace", "law"]
    assert kept["correction"].iloc[0] == "bonferroni"
    assert kept["terms_compared"].iloc[0] == 4
    assert (kept["adjusted"] < 0.05).all()
    assert kept["adjusted"].to_numpy() == pytest.approx(4 * kept["p"].to_numpy())
    assert every.index[0] in ("peace", "war")
    fewer = {"x": "law " * 12 + "and " * 88, "y": "law " * 2 + "and " * 98}
    passed = keyness(corpus_of(fewer), by="side", profile="ucrel").set_index("term")
    assert 0.025 > passed.loc["law", "p"] > 0.001
    kept = keyness(corpus_of(fewer), by="side", profile="antconc")
    assert kept["term"].tolist() == ["law"]


def test_each_profile_has_its_order() -> None:
    corpus = corpus_of(TEXTS)
    for profile in ("ucrel", "quanteda", "sketchengine", "gries"):
        table = keyness(corpus, by="side", profile=profile)
        size = table["score"].abs() if profile == "ucrel" else table["score"]
        keys = list(zip(-size, table["term"], strict=True))
        assert keys == sorted(keys), profile
    shown = keyness(corpus, by="side", profile="sketchengine")
    assert set(shown["term"]) == {"and", "law", "peace", "sea"}
    assert len(keyness(corpus, by="side", profile="gries")) == 6
