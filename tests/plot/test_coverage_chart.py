"""The chart of ``coverage``: the stretches a lexicon or phrases cover."""

from __future__ import annotations

import numpy as np
import pytest
from chart_reading import chart_texts, drawn_sample, row_names, tick_labels
from matplotlib.colors import to_hex
from sample_tables import NAN, coverage_table

from discourse import plot
from discourse.corpus import Corpus
from discourse.errors import OptionError
from discourse.phraseology import coverage
from discourse.plot import _coverage


def test_coverage_draws_stretches_and_prints_the_share() -> None:
    ax = drawn_sample("coverage")
    dark = [
        group
        for group in ax.collections
        if to_hex(group.get_facecolor()[0]) == "#2f5f8a"
    ]
    assert [len(group.get_paths()) for group in dark] == [3] * 5
    assert np.unique(dark[0].get_paths()[1].vertices[:, 0]) == pytest.approx(
        [0.14, 0.166]
    )
    assert {"0.40", "0.35", "1,400", "left out of the counts"} <= set(chart_texts(ax))
    true = drawn_sample("coverage", scale="true")
    width = [
        patch.get_width()
        for patch in true.patches
        if to_hex(patch.get_facecolor()) == "#f3f3f1"
    ]
    assert width[:2] == pytest.approx([1.0, 0.85])
    assert (
        "the first 2 of 5 documents"
        in plot.coverage(coverage_table(), top=2).get_xlabel()
    )
    empty = coverage_table().assign(share=NAN)
    assert "–" in chart_texts(plot.coverage(empty))
    with pytest.raises(OptionError, match="expected one of 'equal', 'true'"):
        plot.coverage(coverage_table(), scale="log")  # type: ignore[arg-type]


def test_coverage_writes_the_labels_of_documents() -> None:
    made = coverage_table()
    first = made["doc"] == made["doc"].iloc[0]
    made["doc_label"] = np.where(first, "Opening address", "")
    names = tick_labels(plot.coverage(made))
    assert names[:2] == ["Opening address", "001"]


def test_coverage_puts_documents_below_their_groups() -> None:
    texts = {name: f"{name} build a shared future" for name in ("a", "b", "c")}
    corpus = Corpus.from_texts(texts).assign(land=["South", "North", "South"])
    table = coverage(corpus, by="land")
    ax = plot.coverage(table)
    assert row_names(ax) == ["North", "b", "South", "a", "c"]
    words = [text for text in chart_texts(ax) if text in ("5", "10")]
    assert words == ["5", "5", "10", "5", "5"]
    one = plot.coverage(table, top=1)
    assert row_names(one) == ["North", "b", "South"]
    assert "1 of 3 documents, the first of each group" in one.get_xlabel()


def test_coverage_draws_every_group_and_shares_out_the_documents() -> None:
    lands = ["many"] * 9 + ["few"] * 2 + ["one"]
    texts = {f"d{number:02d}": "we build a shared future" for number in range(12)}
    corpus = Corpus.from_texts(texts).assign(land=lands)
    table = coverage(corpus, by="land")
    names = row_names(plot.coverage(table, top=6))
    assert names == ["few", "d09", "d10", "many", "d00", "d01", "d02", "one", "d11"]
    assert plot.coverage(table).get_xlabel() == ""
    # A group without a drawn document keeps its share.
    assert row_names(plot.coverage(table, top=1)) == ["few", "d09", "many", "one"]


def test_coverage_says_how_many_groups_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_coverage, "MAX_GROUPS", 2)
    texts = {name: f"{name} build a shared future" for name in ("a", "b", "c")}
    corpus = Corpus.from_texts(texts).assign(land=["x", "y", "z"])
    ax = plot.coverage(coverage(corpus, by="land"))
    assert row_names(ax) == ["x", "a", "y", "b"]
    remark = ax.get_xlabel()
    assert "the first 2 of 3 groups; 2 of 3 documents" in remark.replace("\n", " ")


def test_coverage_writes_the_long_name_of_a_group_on_one_line() -> None:
    land = "The Greens and allies of a very long name"
    texts = {name: f"{name} build a shared future" for name in ("a", "b")}
    corpus = Corpus.from_texts(texts).assign(land=[land, ""])
    ax = plot.coverage(coverage(corpus, by="land"), width="single")
    assert row_names(ax) == ["(no value)", "b", land, "a"]
