"""Two lists of key words set side by side: which rule makes them differ."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from keyness_corpora import (
    FIVE_TEXTS,
    QUANTEDA,
    THREE_GROUPS,
    corpus_with_columns,
    corpus_with_sides,
)

from discourse import tables
from discourse.contrast import keyness, keyness_profiles
from discourse.corpus import Corpus
from discourse.errors import EmptyCorpusError, OptionError, TableError
from discourse.registries import KEYNESS_PROFILES


def keep_rows(
    table: pd.DataFrame, profile: str, *rows: tuple[str, str]
) -> pd.DataFrame:
    """The rows of some targets and terms, in this order, as if from a profile."""
    places = table.reset_index(drop=True).reset_index()
    places = places.set_index(["target", "term"])["index"]
    return table.iloc[[places[row] for row in rows]].assign(profile=profile)


@pytest.fixture(scope="module")
def ucrel_table() -> pd.DataFrame:
    return keyness(
        corpus_with_sides(THREE_GROUPS), by="side", min_count=1, profile="ucrel"
    )


def test_ranks_run_in_each_comparison_and_the_largest_change_comes_first(
    ucrel_table: pd.DataFrame,
) -> None:
    first = keep_rows(
        ucrel_table,
        "ucrel",
        ("a", "and"),
        ("a", "peace"),
        ("a", "law"),
        ("b", "war"),
        ("b", "and"),
    )
    second = keep_rows(
        ucrel_table,
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
    scores = ucrel_table.set_index(["target", "term"])["score"]
    for _, found in terms.iterrows():
        score = scores[found["target"], found["label"]]
        for which in ("first", "second"):
            there = found[f"rank_{which}"] > 0
            expected = score if there else np.nan
            assert found[f"score_{which}"] == pytest.approx(expected, nan_ok=True)
    assert len(keyness_profiles(first, second, top=2).query("kind == 'term'")) == 2
    assert set(keyness_profiles(first, second, top=0)["kind"]) == {"rule"}


def test_a_row_for_each_rule_in_which_two_profiles_differ() -> None:
    corpus = corpus_with_sides(THREE_GROUPS)
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
    corpus = corpus_with_sides(THREE_GROUPS)
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
    ucrel_table: pd.DataFrame,
) -> None:
    other = ucrel_table.assign(profile="quanteda")
    peace = (other["term"] == "peace") & (other["target"] == "a")
    other.loc[peace, "count_reference"] += 1
    with pytest.raises(TableError, match=r"'peace' occurs \(2, 1\) times in the first"):
        keyness_profiles(ucrel_table, other)
    both = pd.concat([ucrel_table, ucrel_table.assign(profile="quanteda")])
    with pytest.raises(TableError, match="the second table holds the profiles"):
        keyness_profiles(ucrel_table, both)
    with pytest.raises(TableError, match="the first table holds the profiles"):
        keyness_profiles(both, ucrel_table)


def test_the_difference_of_two_profiles_rule_by_rule() -> None:
    corpus = corpus_with_columns(QUANTEDA)
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
    corpus = corpus_with_columns(QUANTEDA)
    one = keyness(corpus, by="doc", min_count=1, profile="ucrel")
    same = keyness_profiles(one, one)
    assert set(same["kind"]) == {"term"}
    assert set(same["reason"]) == {"same place"}
    texts = corpus_with_columns(
        {"x": "peace " * 40 + "and " * 60, "y": "war " * 40 + "and " * 61}
    )
    lists = [keyness(texts, by="doc", profile=name) for name in ("ucrel", "antconc")]
    table = keyness_profiles(*lists).set_index("label")
    assert table.loc["war", "reason"] == "only in the first list"
    assert table.loc["war", "rank_second"] == 0
    assert np.isnan(table.loc["war", "score_second"])


def test_lists_of_other_documents_are_refused(small_corpus: Corpus) -> None:
    one = keyness(small_corpus, by="side", min_count=1)
    other = keyness(
        corpus_with_columns(QUANTEDA), by="doc", min_count=1, profile="ucrel"
    )
    with pytest.raises(TableError, match="compare other groups"):
        keyness_profiles(one, other)
    less = keyness(
        small_corpus.where(doc=["a1", "a2", "b1"]),
        by="side",
        min_count=1,
        profile="ucrel",
    )
    with pytest.raises(TableError, match="the same documents and groups"):
        keyness_profiles(one, less)
    with pytest.raises(TableError, match="a keyness table was expected"):
        keyness_profiles(one, one[["term"]])
    with pytest.raises(TableError, match="one profile was expected"):
        keyness_profiles(one.head(0), one)
    with pytest.raises(OptionError, match="top=-1"):
        keyness_profiles(one, one, top=-1)


def test_a_group_without_words_and_lists_that_do_not_go_together() -> None:
    with pytest.raises(EmptyCorpusError) as error:
        keyness(corpus_with_sides({"x": "peace", "y": ""}), by="side")
    message = "'y' has no document with a word in it; choose another group, or unmask."
    assert str(error.value) == message
    table = keyness(
        corpus_with_sides(FIVE_TEXTS), by="side", min_count=1, profile="ucrel"
    )
    with pytest.raises(TableError) as refused:
        keyness_profiles(table, table.head(0))
    assert str(refused.value) == (
        "the second table holds the profiles []; one key word list of one profile was expected, with at least one "
        "row. Make it with discourse.keyness(..., profile='...')."
    )
    turned = keyness(
        corpus_with_sides(FIVE_TEXTS),
        by="side",
        target="y",
        min_count=1,
        profile="ucrel",
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
