"""Half characters, missing cells and wrong types in what a corpus is given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import (
    ColumnError,
    DiscourseError,
    MetadataError,
    OptionError,
    SpanError,
    TableError,
)

HALF = "\ud800"
TEXTS = {"a": "One belt.", "b": "One road."}


@pytest.fixture
def corpus() -> Corpus:
    speakers = pd.DataFrame({"doc": ["a", "b"], "speaker": ["A", "B"]})
    return Corpus.from_texts(TEXTS, speakers)


def spans(**columns: object) -> pd.DataFrame:
    """Return a table of one span, with cells kept as they are."""
    cells = {"doc": "a", "start": 0, "end": 3, **columns}
    return pd.DataFrame(
        {name: pd.Series([cell], dtype=object) for name, cell in cells.items()}
    )


@pytest.mark.parametrize(
    "names",
    [
        {"A": HALF},
        {"A": f"a{HALF}b"},
        pd.DataFrame({"value": ["A"], "proposed": [HALF]}, dtype=object),
        pd.DataFrame({"value": ["A"], "proposed": ["\udfffx"]}, dtype=object),
    ],
)
def test_a_new_name_with_half_a_character_is_refused(
    corpus: Corpus, names: Any
) -> None:
    with pytest.raises(MetadataError, match=r"U\+D(800|FFF), half of a character"):
        corpus.unite(names, column="speaker")


@pytest.mark.parametrize("name", ["rule", "reason"])
def test_a_reason_for_a_name_with_half_a_character_is_refused(
    corpus: Corpus, name: str
) -> None:
    table = pd.DataFrame(
        {"value": ["A"], "proposed": ["B"], name: [HALF]}, dtype=object
    )
    with pytest.raises(DiscourseError, match=rf"'{name}'.*U\+D800"):
        corpus.unite(table, column="speaker")


@pytest.mark.parametrize("value", [HALF, "x"])
def test_a_value_that_is_nowhere_is_named(corpus: Corpus, value: str) -> None:
    with pytest.raises(MetadataError, match="is nowhere in the column 'speaker'"):
        corpus.unite({value: "B"}, column="speaker")
    with pytest.raises(ColumnError):
        corpus.unite({"A": "B"}, column=value)


@pytest.mark.parametrize("documents", [np.inf, 1.5, np.nan, None, pd.NA, "1", 1.0, 1])
def test_an_odd_number_of_documents_counts_as_not_stated(
    corpus: Corpus, documents: object
) -> None:
    table = pd.DataFrame({"value": ["A"], "proposed": ["B"], "documents": [documents]})
    assert len(corpus.unite(table, column="speaker").where(speaker="B")) == 2


def test_a_table_of_names_has_each_column_once(corpus: Corpus) -> None:
    table = pd.DataFrame([["A", "B", "C"]], columns=["value", "proposed", "proposed"])
    with pytest.raises(OptionError, match="has the column 'proposed' twice"):
        corpus.unite(table, column="speaker")


# Names that were united before ------------------------------------------------------


@pytest.mark.parametrize("as_table", [True, False])
def test_to_unite_twice_says_that_it_was_done(corpus: Corpus, as_table: bool) -> None:
    names: Any = {"A": "B"}
    if as_table:
        names = pd.DataFrame({"value": ["A"], "proposed": ["B"], "documents": [1]})
    united = corpus.unite(names, column="speaker")
    with pytest.raises(MetadataError, match=r"'A' was united already: .* became 'B'"):
        united.unite(names, column="speaker")


def test_the_last_name_is_told_and_taken_as_the_value(corpus: Corpus) -> None:
    united = corpus.unite({"A": "C"}, column="speaker")
    united = united.unite({"C": "D"}, column="speaker")
    with pytest.raises(MetadataError, match=r"'A' was united already: .* became 'C'"):
        united.unite({"A": "E"}, column="speaker")
    with pytest.raises(MetadataError, match=r"'C' was united already: .* became 'D'"):
        united.unite({"C": "E"}, column="speaker")
    assert united.unite({"D": "E"}, column="speaker").documents["speaker"].tolist() == [
        "E",
        "B",
    ]


def test_another_column_or_a_new_document_with_the_name_is_no_repetition(
    corpus: Corpus,
) -> None:
    united = corpus.unite({"A": "B"}, column="speaker")
    other = united.assign(country=["A", "A"])
    assert other.unite({"A": "C"}, column="country").documents["country"].tolist() == [
        "C",
        "C",
    ]
    again = united.assign(speaker=["A", "B"]).unite({"A": "B"}, column="speaker")
    assert again.documents["speaker"].tolist() == ["B", "B"]


# Spans ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reason", "rule", "kind", "label", "action"])
def test_a_span_with_half_a_character_is_refused(corpus: Corpus, name: str) -> None:
    with pytest.raises(SpanError, match=rf"column '{name}': .*U\+D800"):
        corpus.mask(spans(**{name: HALF}))


@pytest.mark.parametrize("name", ["reason", "rule", "kind", "label"])
@pytest.mark.parametrize("cell", [None, pd.NA, np.nan, b"\xff", 5, [1]])
def test_a_remark_on_a_span_may_be_missing_or_odd(
    corpus: Corpus, name: str, cell: object
) -> None:
    masked = corpus.mask(spans(**{name: cell}))
    words = {"5": "5", "[1]": "[1]", "b'\\xff'": "b'\\xff'"}.get(repr(cell), "")
    column = "kind" if name == "label" else name
    assert masked.log[column].tolist() == [words]
    assert masked["a"].words == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"doc": [1]},
        {"doc": pd.NA},
        {"doc": HALF},
        {"surface": pd.NA},
        {"surface": 5},
        {"surface": HALF},
        {"action": pd.NA},
        {"action": [1]},
        {"start": 10**400},
        {"end": np.inf},
        {"end": np.nan},
        {"end": pd.NA},
        {"end": 2.5},
        {"end": True},
    ],
)
def test_a_span_with_a_cell_that_cannot_be_used_is_refused_by_its_row(
    corpus: Corpus, cells: dict[str, object]
) -> None:
    for method in (corpus.mask, corpus.split):
        if method == corpus.split and "action" in cells:
            continue
        with pytest.raises(SpanError, match="row 0"):
            method(spans(label="x", **cells))


def test_a_table_of_spans_has_each_column_once(corpus: Corpus) -> None:
    table = pd.concat([spans(), spans()[["start"]]], axis="columns")
    with pytest.raises(SpanError, match="has the column 'start' twice"):
        corpus.mask(table)


@pytest.mark.parametrize(
    "name", [HALF, f"voices{HALF}", "", "  ", None, 5, b"a", ["a"]]
)
def test_a_layer_has_a_name_that_can_be_written(corpus: Corpus, name: Any) -> None:
    with pytest.raises(OptionError, match="the name of a layer"):
        corpus.lay(name, spans(label="x"))


# What reading found -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        (5, "sources=5: expected a mapping"),
        ("x", "sources='x': expected a mapping"),
        (["a"], r"sources=\['a'\]: expected a mapping"),
        ({"a": HALF}, r"sources: .*U\+D800"),
        ({"a": None}, "source of 'a' is None; expected its name"),
        ({"a": 5}, "source of 'a' is 5"),
        ({"c": "c.txt"}, "sources names 'c', but no document"),
        ({5: "c.txt"}, "sources names 5, but no document"),
    ],
)
def test_sources_are_names_by_id(sources: Any, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        Corpus.from_texts(TEXTS, sources=sources)


@pytest.mark.parametrize("name", ["refused", "suspected"])
@pytest.mark.parametrize(
    "table", ["x", 5, {"a": "x"}, [1], pd.DataFrame(), pd.DataFrame({"source": ["a"]})]
)
def test_what_reading_found_is_a_table_of_its_kind(name: str, table: Any) -> None:
    with pytest.raises(TableError, match=f"a {name} table was expected"):
        Corpus.from_texts(TEXTS, **{name: table})


@pytest.mark.parametrize("name", ["refused", "suspected"])
def test_what_reading_found_has_no_half_characters(name: str) -> None:
    good = tables.make(name, {}).reindex([0])
    table = good.assign(reason=pd.Series([HALF], dtype=object))
    with pytest.raises(TableError, match=rf"{name}=, column 'reason': .*U\+D800"):
        Corpus.from_texts(TEXTS, **{name: table})


def test_sources_and_tables_that_are_right_are_kept() -> None:
    table = tables.from_rows(
        "suspected",
        [{"source": "a.txt", "kind": "x", "count": 1, "reason": "r", "mend": ""}],
    )
    corpus = Corpus.from_texts(TEXTS, suspected=table, sources={"a": "a.txt"})
    assert corpus.suspected["source"].tolist() == ["a.txt"]
    assert corpus.where(doc="b").suspected.empty
