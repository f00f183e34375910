"""Coverage of documents by recurring phrases, against counting by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_corpora import corpora, occurrences, sentences

from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import ColumnError, OptionError
from discourse.phraseology import coverage, recurring
from discourse.text import MASK


def covered_by_hand(
    corpus: Corpus, n: int, min_count: int, min_documents: int
) -> set[int]:
    """Return the tokens that lie in a recurring phrase of `n` words."""
    stretches = sentences(corpus)
    lengths = [len(words) for _, words in stretches]
    first_tokens = np.cumsum([0, *lengths]).tolist()
    covered: set[int] = set()
    for places in occurrences(corpus, n, n).values():
        documents = {stretches[sentence][0] for sentence, _ in places}
        if len(places) < min_count or len(documents) < min_documents:
            continue
        for sentence, word in places:
            first = first_tokens[sentence] + word
            covered.update(range(first, first + n))
    return covered


@given(corpora, st.integers(1, 3), st.integers(2, 3), st.integers(1, 2))
def test_coverage_is_the_union_of_what_recurs(
    corpus: Corpus, n: int, min_count: int, min_documents: int
) -> None:
    table = coverage(corpus, n=n, min_count=min_count, min_documents=min_documents)
    stream = corpus.stream
    covered = covered_by_hand(corpus, n, min_count, min_documents)
    stretches = table[table["kind"] == "covered"]
    tokens = set()
    for row in stretches.itertuples():
        number = corpus.names.index(row.doc)
        low, high = stream.bounds[number : number + 2].tolist()
        inside = [
            t
            for t in range(low, high)
            if row.start <= stream.start[t] and stream.end[t] <= row.end
        ]
        assert len(inside) == row.words
        assert not tokens & set(inside)
        assert stream.start[inside[0]] == row.start
        assert stream.end[inside[-1]] == row.end
        assert not any(stream.gap[t] == MASK for t in inside[1:])
        tokens |= set(inside)
    assert tokens == covered
    whole = table[table["kind"] == "document"]
    assert whole["doc"].tolist() == list(corpus.names)
    assert whole["words"].tolist() == np.diff(stream.bounds).tolist()
    assert whole["length"].tolist() == [len(text) for text in corpus.raw.values()]
    for row in whole.itertuples():
        own = stretches[stretches["doc"] == row.doc]
        assert (
            row.share == pytest.approx(own["words"].sum() / row.words)
            if row.words
            else np.isnan(row.share)
        )
        np.testing.assert_allclose(own["share"], own["words"] / row.words, rtol=1e-10)
    assert (table["kind"] == "masked").sum() == len(corpus.masks)


@given(corpora)
def test_all_recurring_phrases_lie_in_covered_stretches(corpus: Corpus) -> None:
    stretches = coverage(corpus, n=2)
    stretches = stretches[stretches["kind"] == "covered"]
    for row in recurring(corpus).itertuples():
        own = stretches[stretches["doc"] == row.doc]
        assert ((own["start"] <= row.start) & (row.end <= own["end"])).any()


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": "one"}, {"a": "one two", "b": "three"}]
)
def test_nothing_recurs_in_next_to_nothing(texts: dict[str, str]) -> None:
    table = coverage(Corpus.from_texts(texts))
    assert table["kind"].tolist() == ["document"] * len(texts)
    assert tuple(table.columns) == tuple(tables.KINDS["coverage"])


def test_the_table_is_of_its_kind_and_comes_back_from_a_file(tmp_path: Path) -> None:
    texts = {
        "a": "null and nan, so null\nand nan",
        "null": "",
        "c": "null and nan 和平 和平",
    }
    table = coverage(Corpus.from_texts(texts), n=2)
    assert tables.kind_of(table) == "coverage"
    tables.save(table, tmp_path / "table.csv")
    loaded = tables.load(tmp_path / "table.csv", kind="coverage")
    pd.testing.assert_frame_equal(loaded, table)


def test_options_that_make_no_sense_are_refused() -> None:
    corpus = Corpus.from_texts({"a": "one"})
    with pytest.raises(OptionError, match="n="):
        coverage(corpus, n=0)
    with pytest.raises(OptionError, match="min_count=1"):
        coverage(corpus, min_count=1)
    with pytest.raises(
        OptionError, match=r"^n=\(1, 3\): a whole number from 1 to 64 was expected"
    ):
        coverage(corpus, n=(1, 3))  # type: ignore[arg-type]


def test_the_note_of_a_short_document_says_how_much_one_phrase_weighs() -> None:
    texts = {
        "a": "we build a shared future " * 20,
        "b": "we build a shared future",
        "c": "we build",
        "d": "",
    }
    table = coverage(Corpus.from_texts(texts))
    notes = table[table["kind"] == "document"].set_index("doc")["note"]
    assert notes.to_dict() == {
        "a": "",
        "b": "one phrase of 4 is 80% of its 5 words",
        "c": "fewer words than the 4 of a phrase",
        "d": "fewer words than the 4 of a phrase",
    }
    assert set(table[table["kind"] == "covered"]["note"]) == {""}


def test_a_group_has_the_share_of_all_its_words() -> None:
    texts = {
        "a": "we build a shared future now and then",
        "b": "they build a shared future",
        "c": "",
        "d": "peace",
    }
    corpus = Corpus.from_texts(texts).assign(land=["x", "y", "x", "y"])
    table = coverage(corpus, by="land")
    groups = table[table["kind"] == "group"].set_index("group")
    assert groups["words"].to_dict() == {"x": 8, "y": 6}
    assert groups["share"].to_dict() == pytest.approx({"x": 4 / 8, "y": 4 / 6})
    assert groups["doc"].tolist() == ["", ""]
    # A phrase need not recur in one group, and documents are as without groups.
    assert table["kind"].value_counts().to_dict() == {
        "document": 4,
        "covered": 2,
        "group": 2,
    }
    of_documents = table[table["kind"] != "group"]
    assert of_documents.set_index("doc").loc["b", "group"].tolist() == ["y", "y"]
    plain = coverage(corpus)
    pd.testing.assert_frame_equal(
        of_documents.drop(columns="group")
        .sort_values(["kind", "doc", "start"])
        .reset_index(drop=True),
        plain.drop(columns="group")
        .sort_values(["kind", "doc", "start"])
        .reset_index(drop=True),
    )
    # The rows of each kind are group by group, and by document in a group.
    documents = table[table["kind"] == "document"]
    assert documents["doc"].tolist() == ["a", "c", "b", "d"]
    assert documents["group"].tolist() == ["x", "x", "y", "y"]


def test_without_groups_the_group_is_empty() -> None:
    corpus = Corpus.from_texts({"a": "one two", "b": "one two"})
    for by in (None, "doc"):
        table = coverage(corpus, by=by, n=2)
        assert set(table["group"]) == {""}
        assert "group" not in set(table["kind"])


def test_a_group_without_words_and_a_group_of_one_document() -> None:
    corpus = Corpus.from_texts({"a": "", "b": "one two one two", "c": "one two"})
    corpus = corpus.assign(land=["x", "y", "y"])
    groups = (
        coverage(corpus, by="land", n=2).query("kind == 'group'").set_index("group")
    )
    assert np.isnan(groups.loc["x", "share"])
    assert groups["note"].to_dict() == {"x": "the group is one document", "y": ""}


def test_groups_are_of_a_column_that_is_there(tmp_path: Path) -> None:
    corpus = Corpus.from_texts({"a": "one two", "b": "one two"})
    with pytest.raises(ColumnError, match="land"):
        coverage(corpus, by="land")
    table = coverage(corpus.assign(land=["null", ""]), by="land", n=2)
    tables.save(table, tmp_path / "table.csv")
    loaded = tables.load(tmp_path / "table.csv", kind="coverage")
    pd.testing.assert_frame_equal(loaded, table)
