"""Collocates: groups, stop words, families, order of rows, messages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from collocate_counts import corpus_of_text

from discourse import tables
from discourse.collocation import collocates
from discourse.collocation._collocates import SORT_COLUMNS
from discourse.concordance import kwic
from discourse.corpus import Corpus
from discourse.errors import ColumnError, OptionError, PatternError
from discourse.lexicons import Lexicon
from discourse.reading import read


def test_groups_are_counted_separately() -> None:
    texts = {"x1": "peace and trade", "x2": "peace and law", "y1": "peace or war"}
    corpus = Corpus.from_texts(
        texts, pd.DataFrame({"doc": list(texts), "side": ["x", "x", "y"]})
    )
    table = collocates(corpus, "peace", by="side", min_count=1, stop=None)
    assert table["group"].tolist() == ["x"] * 3 + ["y"] * 2
    both = table[(table["group"] == "x") & (table["term"] == "and")].iloc[0]
    assert (both["count"], both["documents"], both["words"], both["count_node"]) == (
        2,
        2,
        4,
        2,
    )
    for name in ("x", "y"):
        alone = collocates(
            corpus.where(side=name), "peace", min_count=1, stop=None
        ).drop(columns="group")
        pd.testing.assert_frame_equal(
            alone,
            table[table["group"] == name].drop(columns="group").reset_index(drop=True),
        )


def test_stop_words_are_not_listed_but_take_up_positions() -> None:
    corpus = corpus_of_text("the end of the war brings peace to all of the nations")
    every = collocates(corpus, "peace", window=3, min_count=1, stop=None)
    some = collocates(corpus, "peace", window=3, min_count=1, stop="en")
    assert set(some["term"]) == {"war", "brings"}
    merged = every[every["term"].isin(["war", "brings"])].reset_index(drop=True)
    lists = pd.Series("en", index=merged.index, dtype=tables.TEXT_DTYPE)
    pd.testing.assert_frame_equal(some, merged.assign(stop=lists))
    by_default = collocates(corpus, "peace", window=3, min_count=1)
    pd.testing.assert_frame_equal(by_default, some)


def test_each_family_of_a_lexicon_has_its_own_collocates(seeds: Path) -> None:
    corpus = read(seeds)
    table = collocates(
        corpus, Lexicon.read("chinese-diplomacy"), min_count=2, stop=None
    )
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
    table = collocates(corpus, "cooperation", min_count=1, window="sentence", stop=None)
    assert table["count_node"].iloc[0] == len(kwic(corpus, "cooperation"))


@pytest.mark.parametrize("sort", SORT_COLUMNS)
def test_rows_are_sorted_by_the_column_of_sort(seeds: Path, sort: str) -> None:
    table = collocates(read(seeds), "china", min_count=2, sort=sort, stop=None)
    assert (table[sort].diff().dropna() <= 0).all()
    ties = table.groupby([sort, "count"], sort=False)["term"].apply(list)
    assert all(terms == sorted(terms) for terms in ties)


def test_no_mention_is_a_table_without_rows() -> None:
    for corpus in (
        corpus_of_text("war and law"),
        corpus_of_text(""),
        Corpus.from_texts({}),
    ):
        for window in (3, "sentence"):
            table = collocates(corpus, "peace", window=window, stop=None)  # type: ignore[arg-type]
            assert tuple(table.columns) == tuple(tables.KINDS["collocates"])
            assert len(table) == 0
    assert (
        len(collocates(corpus_of_text("peace"), "peace", min_count=1, stop=None)) == 0
    )


def test_the_same_bytes_twice_and_from_a_file(seeds: Path, tmp_path: Path) -> None:
    table = collocates(read(seeds), "cooperation", stop=None)
    again = collocates(read(seeds), "cooperation", stop=None)
    first = tables.save(table, tmp_path / "0.csv")
    second = tables.save(again, tmp_path / "1.csv")
    assert first.read_bytes() == second.read_bytes()
    loaded = tables.load(first, kind="collocates")
    pd.testing.assert_frame_equal(loaded, table)


def test_a_message_about_a_wrong_option_says_what_was_expected() -> None:
    corpus = corpus_of_text("peace and war")
    for options, message in (
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
        with pytest.raises(OptionError) as raised:
            collocates(corpus, "peace", **options)  # type: ignore[arg-type]
        assert message in str(raised.value)
    with pytest.raises(ColumnError, match="'side' is no column"):
        collocates(corpus, "peace", by="side", stop=None)
    with pytest.raises(PatternError):
        collocates(corpus, "(peace", stop=None)
