"""Who is compared with whom, what is hinted at, and how two lists are set side by side."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from discourse import measures
from discourse.contrast import keyness, keyness_profiles
from discourse.corpus import Corpus
from discourse.errors import EmptyCorpusError, OptionError, TableError
from discourse.registries import KEYNESS_PROFILES

THREE = {
    "a1": "peace peace war and",
    "b1": "war war law and and",
    "c1": "law law peace and and and",
    "b2": "war and",
    "c2": "",
}


def corpus_of(texts: dict[str, str], **columns: list[str]) -> Corpus:
    """Documents whose side is the first letter of their name."""
    sides = [name[0] for name in texts]
    table = pd.DataFrame({"doc": list(texts), "side": sides, **columns})
    return Corpus.from_texts(texts, table)


def comparisons(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Targets and references, in order."""
    names = table[["target", "reference"]].drop_duplicates()
    return list(names.itertuples(index=False, name=None))


# Pairs --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [("a", "all others"), ("b", "all others"), ("c", "all others")]),
        ({"target": "b"}, [("b", "all others")]),
        ({"reference": "b"}, [("a", "b"), ("c", "b")]),
        ({"target": "c", "reference": "a"}, [("c", "a")]),
    ],
)
def test_groups_that_are_compared(
    options: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    corpus = corpus_of(THREE)
    table = keyness(corpus, by="side", min_count=1, **options)  # type: ignore[arg-type]
    assert comparisons(table) == expected
    for target, reference in expected:
        own = table[(table["target"] == target) & (table["reference"] == reference)]
        others = set("abc") - {target} if reference == "all others" else {reference}
        inside = [text for name, text in THREE.items() if name[0] == target]
        outside = [text for name, text in THREE.items() if name[0] in others]
        for column, texts in (("target", inside), ("reference", outside)):
            words = " ".join(texts).split()
            assert set(own[f"words_{column}"]) == {len(words)}
            assert set(own[f"of_{column}"]) == {sum(bool(text) for text in texts)}
            counts = [words.count(term) for term in own["term"]]
            assert own[f"count_{column}"].tolist() == counts


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [("a", "b")]),
        ({"target": "b"}, [("b", "a")]),
        ({"reference": "a"}, [("b", "a")]),
        ({"reference": "b"}, [("a", "b")]),
    ],
)
def test_of_two_groups_each_is_the_reference_of_the_other(
    options: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    corpus = corpus_of(THREE).where(side=["a", "b"])
    table = keyness(corpus, by="side", min_count=1, **options)  # type: ignore[arg-type]
    assert comparisons(table) == expected


def test_a_group_without_words_is_named() -> None:
    texts = {"a1": "peace", "b1": "", "c1": "war"}
    with pytest.raises(EmptyCorpusError, match="'b' has no document with a word"):
        keyness(corpus_of(texts), by="side", target="a", reference="b")
    with pytest.raises(EmptyCorpusError, match="'b' has no document with a word"):
        keyness(corpus_of(texts), by="side", target="b")


def test_of_many_groups_the_first_eight_are_named() -> None:
    texts = {f"{letter}1": "peace" for letter in "abcdefghi"}
    with pytest.raises(OptionError) as told:
        keyness(corpus_of(texts), by="side", target="z")
    assert "expected one of 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', ...." in str(
        told.value
    )
    texts.pop("i1")
    with pytest.raises(OptionError) as told:
        keyness(corpus_of(texts), by="side", target="z")
    assert "'g', 'h'." in str(told.value)


# Hints --------------------------------------------------------------------------------------------------------------

EIGHT = {f"x{n}": "peace and war" for n in range(4)}
EIGHT |= {f"y{n}": "peace and law" for n in range(4)}


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ({"city": "abcdeeff"}, "city"),
        ({"city": "abcdeeff", "land": "aabbccdd"}, "land"),
        ({"land": "aabbccdd", "city": "abcdeeff"}, "land"),
        ({"land": "aabbccdd", "club": "aabbccdd"}, "club"),
        ({"land": "aaaabbcc"}, "land"),
        ({"land": "aaaabbbb"}, ""),
        ({"land": "abcdefgh"}, ""),
        ({"land": "aabbbccc"}, ""),
        ({"land": "aabb ccc"}, ""),
        ({}, ""),
    ],
)
def test_a_column_that_keeps_documents_together_is_hinted_at(
    columns: dict[str, str], named: str
) -> None:
    given = {}
    for name, values in columns.items():
        given[name] = [value.strip() for value in values]
    found = keyness(corpus_of(EIGHT, **given), by="side", min_count=1)["note"]
    assert found.str.contains("all lie on one side").all() == bool(named)
    if named:
        assert found.str.contains(f"documents of one {named} all", regex=False).all()
        assert found.str.endswith(f"give cluster={named!r}").all()


# Two lists side by side ---------------------------------------------------------------------------------------------


def listed(table: pd.DataFrame, profile: str, *rows: tuple[str, str]) -> pd.DataFrame:
    """The rows of some targets and terms, in this order, as if from a profile."""
    places = table.reset_index(drop=True).reset_index()
    places = places.set_index(["target", "term"])["index"]
    return table.iloc[[places[row] for row in rows]].assign(profile=profile)


@pytest.fixture(scope="module")
def everything() -> pd.DataFrame:
    return keyness(corpus_of(THREE), by="side", min_count=1, profile="ucrel")


def test_ranks_run_in_each_comparison_and_the_largest_change_comes_first(
    everything: pd.DataFrame,
) -> None:
    first = listed(
        everything,
        "ucrel",
        ("a", "and"),
        ("a", "peace"),
        ("a", "law"),
        ("b", "war"),
        ("b", "and"),
    )
    second = listed(
        everything,
        "quanteda",
        ("a", "law"),
        ("b", "law"),
        ("a", "and"),
        ("b", "war"),
        ("a", "peace"),
        ("a", "war"),
    )
    table = keyness_profiles(first, second)
    terms = table[table["kind"] == "term"]
    columns = ["target", "label", "rank_first", "rank_second", "reason"]
    # A term that a list lacks stands after the end of the longest comparison: place 4 in
    # the first list, place 5 in the second.
    assert terms[columns].to_numpy().tolist() == [
        ["b", "and", 2, 0, "only in the first list"],
        ["b", "law", 0, 1, "only in the second list"],
        ["a", "law", 3, 1, "2 up"],
        ["a", "and", 1, 2, "1 down"],
        ["a", "peace", 2, 3, "1 down"],
        ["b", "war", 1, 2, "1 down"],
        ["a", "war", 0, 4, "only in the second list"],
    ]
    assert set(terms["reference"]) == {"all others"}
    scores = everything.set_index(["target", "term"])["score"]
    for _, found in terms.iterrows():
        score = scores[found["target"], found["label"]]
        for which in ("first", "second"):
            there = found[f"rank_{which}"] > 0
            expected = score if there else np.nan
            assert found[f"score_{which}"] == pytest.approx(expected, nan_ok=True)
    assert len(keyness_profiles(first, second, top=2).query("kind == 'term'")) == 2
    assert set(keyness_profiles(first, second, top=0)["kind"]) == {"rule"}


def test_a_row_for_each_rule_in_which_two_profiles_differ() -> None:
    corpus = corpus_of(THREE)
    for one, other in pairwise([*KEYNESS_PROFILES, "discourse"]):
        lists = [
            keyness(corpus, by="side", min_count=1, profile=name)
            for name in (one, other)
        ]
        if not len(lists[0]) or not len(lists[1]):
            continue
        table = keyness_profiles(*lists)
        rules = table[table["kind"] == "rule"].set_index("label")
        assert all(hasattr(KEYNESS_PROFILES[one], str(name)) for name in rules.index)
        for name, found in rules.iterrows():
            assert found["rule_first"] == getattr(KEYNESS_PROFILES[one], str(name))
            assert found["rule_second"] == getattr(KEYNESS_PROFILES[other], str(name))
            assert found["rule_first"] != found["rule_second"]
            assert found["rank_first"] == found["rank_second"] == 0
            assert np.isnan(found["score_first"])
            assert np.isnan(found["score_second"])
            assert found["target"] == found["reference"] == ""
            assert found["reason"]
        assert set(table["profile"]) == {one}
        assert set(table["profile_other"]) == {other}


def test_terms_left_out_beforehand_are_a_rule_of_their_own() -> None:
    corpus = corpus_of(THREE)
    lists = [
        keyness(corpus, by="side", min_count=count, profile="ucrel") for count in (1, 3)
    ]
    table = keyness_profiles(*lists).set_index("label")
    rules = table[table["kind"] == "rule"]
    assert rules.index.tolist() == ["min_count"]
    assert rules.loc["min_count", "rule_first"] == "occurrences from 1"
    assert rules.loc["min_count", "rule_second"] == "occurrences from 3"
    assert "left out beforehand" in rules.loc["min_count", "reason"]


def test_a_list_with_other_counts_is_refused_with_the_term(
    everything: pd.DataFrame,
) -> None:
    other = everything.assign(profile="quanteda")
    peace = (other["term"] == "peace") & (other["target"] == "a")
    other.loc[peace, "count_reference"] += 1
    with pytest.raises(TableError, match=r"'peace' occurs \(2, 1\) times in the first"):
        keyness_profiles(everything, other)
    both = pd.concat([everything, everything.assign(profile="quanteda")])
    with pytest.raises(TableError, match="the second table holds the profiles"):
        keyness_profiles(everything, both)
    with pytest.raises(TableError, match="the first table holds the profiles"):
        keyness_profiles(both, everything)


# Scores of other programs -------------------------------------------------------------------------------------------


def test_scores_are_those_of_the_measures() -> None:
    corpus = corpus_of(THREE)

    def table_of(profile: str) -> tuple[pd.DataFrame, list[pd.Series]]:
        table = keyness(corpus, by="side", min_count=1, profile=profile)
        sides = ("target", "reference")
        names = [f"{what}_{side}" for what in ("count", "words") for side in sides]
        return table, [table[name] for name in names]

    table, cells = table_of("discourse")
    expected = measures.g2(*cells, terms=4, signed=True)
    np.testing.assert_allclose(table["score"], expected, rtol=1e-9)
    table, cells = table_of("ucrel")
    expected = measures.g2(*cells, terms=2, signed=True)
    np.testing.assert_allclose(table["score"], expected, rtol=1e-9)
    np.testing.assert_allclose(table["p"], measures.chi2_tail(expected), rtol=1e-9)
    assert (table["adjusted"] == table["p"]).all()
    assert set(table["floor"]) == {measures.SMALLEST_REPORTED_P}
    table, cells = table_of("sketchengine")
    np.testing.assert_allclose(
        table["score"], measures.simple_maths(*cells, k=1), rtol=1e-9
    )
    table, cells = table_of("gries")
    expected = measures.kld_keyness(*cells, signed=True)
    np.testing.assert_allclose(table["score"], expected, rtol=1e-9, atol=1e-12)


def test_other_programs_have_no_interval_and_say_what_p_is_worth() -> None:
    corpus = corpus_of(THREE)
    for profile, rules in KEYNESS_PROFILES.items():
        table = keyness(corpus, by="side", min_count=1, profile=profile)
        if profile == "discourse" or not len(table):
            continue
        assert table[["low", "high"]].isna().all(axis=None)
        assert set(table["interval"]) == {"not_computed"}
        tail = rules.tail == "chi2"
        note = "p takes words as independent" if tail else "no interval and no test"
        assert table["note"].str.startswith(note).all()
        assert table["p"].notna().all() == tail


def test_a_document_is_named_by_the_only_beginning_of_its_id() -> None:
    texts = {"000_17": "One belt. " * 9, "001_0e": "One road. " * 9}
    corpus = Corpus.from_texts(texts)
    table = keyness(corpus, by="doc", target="000")
    assert set(table["target"]) == {"000_17"}
    with pytest.raises(OptionError, match="beginning of 2 ids: '000_17', '001_0e'"):
        keyness(corpus, by="doc", target="00")
    named = corpus.assign(x={"000_17": "abc", "001_0e": "b"})
    with pytest.raises(OptionError, match="is no value of 'x'"):
        keyness(named, by="x", target="ab")
