"""Networks of collocates, worked out by hand and against the list of collocates."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from collocate_counts import corpus_of_text

from discourse import tables
from discourse.collocation import collocate_network, collocates
from discourse.corpus import Corpus
from discourse.errors import OptionError
from discourse.reading import read


def test_a_network_worked_out_by_hand() -> None:
    text = "Fair free trade. Fair free trade. Fair trade. Old trade."
    table = collocate_network(
        corpus_of_text(text), "trade", min_count=1, window=2, stop=None
    )
    edges = table.set_index(["kind", "term", "other_term"])["count"].to_dict()
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
    assert table["note"].iloc[0] == (
        "beside 3 mentions: a measure of so few is fragile; in 1 document only; "
        "the phrase has 4 mentions here: read them"
    )
    assert (
        len(
            collocate_network(
                corpus_of_text(text), "trade", min_count=1, top=1, stop=None
            )
        )
        == 1
    )


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


def test_no_mention_is_a_table_without_rows() -> None:
    for corpus in (
        corpus_of_text("war and law"),
        corpus_of_text(""),
        Corpus.from_texts({}),
    ):
        table = collocate_network(corpus, "peace", stop=None)
        assert tuple(table.columns) == tuple(tables.KINDS["collocate_network"])
        assert len(table) == 0


def test_top_is_a_number_from_one() -> None:
    with pytest.raises(OptionError, match="top=0"):
        collocate_network(corpus_of_text("peace and war"), "peace", top=0, stop=None)


def test_the_same_bytes_twice_and_from_a_file(seeds: Path, tmp_path: Path) -> None:
    table = collocate_network(read(seeds), "cooperation", stop=None)
    again = collocate_network(read(seeds), "cooperation", stop=None)
    first = tables.save(table, tmp_path / "0.csv")
    second = tables.save(again, tmp_path / "1.csv")
    assert first.read_bytes() == second.read_bytes()
    loaded = tables.load(first, kind="collocate_network")
    pd.testing.assert_frame_equal(loaded, table)
