"""What masking changed in a table: the cells that differ, and no other."""

from __future__ import annotations

import functools
import math

import pandas as pd
import pytest

from discourse import tables
from discourse.concordance import kwic
from discourse.corpus import Corpus
from discourse.errors import OptionError, TableError
from discourse.inquiry import changed
from discourse.recurrence import audit, frequencies, layout, mentions, variants


def masked() -> Corpus:
    corpus = Corpus.from_texts(
        {"a": "win-win and peace. Win-win", "b": "win-win", "c": "peace"}
    )
    return corpus.mask(pd.DataFrame({"doc": ["a"], "start": [19], "end": [26]}))


MINE = {"w": ["win-win"], "p": ["peace"]}


def test_only_cells_that_differ_are_told() -> None:
    table = changed(masked(), frequencies, MINE, by="doc")
    assert tables.kind_of(table) == "changed"
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


def test_a_row_that_is_gone_or_new_has_a_missing_value() -> None:
    table = changed(masked(), kwic, "win-win", width=1)
    assert len(table) == 0  # a concordance has no number to compare
    table = changed(masked(), layout, MINE)
    gone = table[table["row"].str.startswith("mention · a · w · 19")]
    assert gone["before"].tolist() == [26]
    assert gone["after"].isna().all()
    assert gone["change"].tolist() == [-26]
    new = table[table["row"].str.startswith("masked")]
    assert new["before"].isna().all()
    assert new["change"].tolist() == [26]


def test_without_masks_nothing_has_changed() -> None:
    for verb in (frequencies, mentions, variants, audit):
        table = changed(masked().unmask(), verb, MINE)  # type: ignore[arg-type]
        assert tuple(table.columns) == tuple(tables.KINDS["changed"])
        assert len(table) == 0


def test_rows_alike_in_all_their_text_are_told_apart() -> None:
    def verb(corpus: Corpus) -> pd.DataFrame:
        size = len(corpus.stream)
        return pd.DataFrame({"doc": ["x", "x"], "count": [1, size]})

    assert changed(masked(), verb)[["row", "before", "after"]].to_numpy().tolist() == [
        ["x (2)", 6, 5]
    ]


def test_a_number_that_was_missing_or_infinite() -> None:
    def verb(corpus: Corpus) -> pd.DataFrame:
        whole = len(corpus.masks) == 0
        rates = [
            math.nan,
            math.nan if whole else 1.0,
            math.inf if whole else 2.0,
            math.inf,
        ]
        return pd.DataFrame({"doc": list("wxyz"), "rate": rates})

    table = changed(masked(), verb).set_index("row")
    assert table.index.tolist() == ["x", "y"]
    assert table.loc["x", "change"] == 1
    assert table.loc["y", "change"] == -math.inf


def test_a_verb_must_give_a_table() -> None:
    def words(corpus: Corpus, *, factor: int = 1) -> int:
        return factor * len(corpus.stream)

    with pytest.raises(TableError, match=r"words\(\) gives something else \(int\)"):
        changed(masked(), words)  # type: ignore[arg-type]
    with pytest.raises(TableError, match="needs a verb that gives a table"):
        changed(masked(), functools.partial(words, factor=2))  # type: ignore[arg-type]


def test_what_is_no_verb_or_lacks_what_it_takes_is_refused_with_what_to_write() -> None:
    with pytest.raises(
        OptionError, match=r"changed\(\) takes a verb, .*; what came is 'frequencies'"
    ):
        changed(masked(), "frequencies")  # type: ignore[arg-type]
    with pytest.raises(
        OptionError, match=r"frequencies\(\) does not take what came .*'lexicon'"
    ):
        changed(masked(), frequencies)
    with pytest.raises(
        OptionError, match=r"frequencies\(\) does not take what came .*'bye'"
    ):
        changed(masked(), frequencies, MINE, bye="doc")
