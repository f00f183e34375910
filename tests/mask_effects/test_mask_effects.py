"""The table of what masks change has the cells that differ, and no other."""

from __future__ import annotations

import functools
import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from discourse import tables
from discourse.concordance import kwic
from discourse.corpus import Corpus
from discourse.errors import OptionError, TableError
from discourse.formulas import (
    frequencies,
    mentions,
    positions,
    search_comparison,
    variants,
)
from discourse.mask_effects import mask_changes
from discourse.tables import COLUMNS, KINDS, Column, Role

SAVED = Path(__file__).parents[1] / "tables" / "saved_by_0_1_0"


def masked_corpus() -> Corpus:
    corpus = Corpus.from_texts(
        {"a": "win-win and peace. Win-win", "b": "win-win", "c": "peace"}
    )
    return corpus.mask(pd.DataFrame({"doc": ["a"], "start": [19], "end": [26]}))


FORMULAS = {"w": ["win-win"], "p": ["peace"]}


def test_only_cells_that_differ_are_listed() -> None:
    table = mask_changes(masked_corpus(), frequencies, FORMULAS, by="doc")
    assert tables.kind_of(table) == "mask_changes"
    cells = table.set_index(["row", "column"])
    assert {row.split(" · ")[1] for row in table["row"]} == {"a"}
    row = next(row for row in table["row"] if row.startswith("w · a"))
    assert cells.loc[(row, "count"), ["before", "after", "change"]].tolist() == [
        2,
        1,
        -1,
    ]
    assert cells.loc[(row, "words"), "change"] == -1
    peace = [column for row, column in cells.index if row.startswith("p · a")]
    assert "count" not in peace
    assert {"words", "rate"} <= set(peace)
    assert (table["before"] != table["after"]).all()


def test_a_row_of_one_table_only_has_a_missing_value() -> None:
    table = mask_changes(masked_corpus(), kwic, "win-win", width=1)
    assert len(table) == 0  # a concordance has no number to compare
    table = mask_changes(masked_corpus(), positions, FORMULAS)
    gone = table[table["row"].str.startswith("mention · a · w · 19")]
    assert gone["before"].tolist() == [26]
    assert gone["after"].isna().all()
    assert gone["change"].tolist() == [-26]
    new = table[table["row"].str.startswith("masked")]
    assert new["before"].isna().all()
    assert new["change"].tolist() == [26]


def test_without_masks_nothing_has_changed() -> None:
    for verb in (frequencies, mentions, variants, search_comparison):
        table = mask_changes(masked_corpus().unmask(), verb, FORMULAS)  # type: ignore[arg-type]
        assert tuple(table.columns) == tuple(tables.KINDS["mask_changes"])
        assert len(table) == 0


def test_rows_with_the_same_keys_are_numbered() -> None:
    def verb(corpus: Corpus) -> pd.DataFrame:
        size = len(corpus.stream)
        return pd.DataFrame({"doc": ["x", "x"], "count": [1, size]})

    assert mask_changes(masked_corpus(), verb)[
        ["row", "before", "after"]
    ].to_numpy().tolist() == [["x (2)", 6, 5]]


def test_missing_and_infinite_numbers_are_compared() -> None:
    def verb(corpus: Corpus) -> pd.DataFrame:
        whole = len(corpus.masks) == 0
        rates = [
            math.nan,
            math.nan if whole else 1.0,
            math.inf if whole else 2.0,
            math.inf,
        ]
        return pd.DataFrame({"doc": list("wxyz"), "rate": rates})

    table = mask_changes(masked_corpus(), verb).set_index("row")
    assert table.index.tolist() == ["x", "y"]
    assert table.loc["x", "change"] == 1
    assert table.loc["y", "change"] == -math.inf


def test_a_row_is_named_by_its_keys_and_by_no_other_text() -> None:
    def verb(corpus: Corpus) -> pd.DataFrame:
        state = "whole" if len(corpus.masks) == 0 else "masked"
        table = tables.load(SAVED / "keyness.csv", kind="keyness").head(3)
        texts = {"correction": f"over {state}", "test": state, "note": state}
        score = [1.0, 2.0, 3.0] if state == "whole" else [1.0, 2.0, 4.0]
        return table.assign(score=score, **texts)

    table = mask_changes(masked_corpus(), verb)
    term = tables.load(SAVED / "keyness.csv")["term"].iloc[2]
    assert table.to_dict("records") == [
        {
            "row": f"{term} · China · Central Asia · discourse",
            "column": "score",
            "before": 3,
            "after": 4,
            "change": 1,
        }
    ]


@pytest.mark.parametrize("role", ["label", "note", "value"])
def test_a_new_column_changes_the_output_only_if_it_is_a_value(
    role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    def verb(corpus: Corpus) -> pd.DataFrame:
        row = {"family": "w", "group": "", "search": "plain", "count": 7}
        return tables.from_rows("search_comparison", [row])

    def later_verb(corpus: Corpus) -> pd.DataFrame:
        return verb(corpus).assign(added=len(corpus.stream))

    before = mask_changes(masked_corpus(), verb)
    assert len(before) == 0
    added = Column("int", unit="", meaning="made up", role=role, optional=True)
    columns = {**KINDS["search_comparison"], "added": added}
    monkeypatch.setitem(COLUMNS, "added", added)
    monkeypatch.setitem(
        KINDS, "search_comparison", replace(KINDS["search_comparison"], columns=columns)
    )
    table = mask_changes(masked_corpus(), later_verb)
    assert table["column"].tolist() == (["added"] if role == "value" else [])


def test_an_optional_value_that_one_table_lacks_is_not_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    added = Column("int", unit="", meaning="made up", role="value", optional=True)
    monkeypatch.setitem(COLUMNS, "added", added)

    def verb(corpus: Corpus) -> pd.DataFrame:
        table = pd.DataFrame({"doc": ["x"], "count": [len(corpus.stream)]})
        return table if len(corpus.masks) else table.assign(added=1)

    assert mask_changes(masked_corpus(), verb)["column"].tolist() == ["count"]


def test_a_verb_must_give_a_table() -> None:
    def words(corpus: Corpus, *, factor: int = 1) -> int:
        return factor * len(corpus.stream)

    with pytest.raises(TableError, match=r"words\(\) gives something else \(int\)"):
        mask_changes(masked_corpus(), words)  # type: ignore[arg-type]
    with pytest.raises(TableError, match="needs a verb that gives a table"):
        mask_changes(masked_corpus(), functools.partial(words, factor=2))  # type: ignore[arg-type]


def test_the_message_on_a_call_that_cannot_work_tells_what_to_write() -> None:
    with pytest.raises(
        OptionError,
        match=r"mask_changes\(\) takes a verb, .*; what came is 'frequencies'",
    ):
        mask_changes(masked_corpus(), "frequencies")  # type: ignore[arg-type]
    with pytest.raises(
        OptionError, match=r"frequencies\(\) does not take what came .*'lexicon'"
    ):
        mask_changes(masked_corpus(), frequencies)
    with pytest.raises(
        OptionError, match=r"frequencies\(\) does not take what came .*'bye'"
    ):
        mask_changes(masked_corpus(), frequencies, FORMULAS, bye="doc")
