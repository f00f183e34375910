"""Where in their documents the mentions are."""

from __future__ import annotations

import pandas as pd

from discourse import tables
from discourse.corpus import Corpus
from discourse.formulas import positions, search_comparison
from discourse.lexicons import Lexicon


def test_a_layout_has_documents_masks_and_mentions() -> None:
    corpus = Corpus.from_texts({"a": "A win-win deal.\nWin-win", "b": "", "c": "none"})
    masked = corpus.mask(
        pd.DataFrame(
            {
                "doc": ["a", "c"],
                "start": [16, 0],
                "end": [23, 2],
                "kind": ["title", "x"],
            }
        )
    )
    table = positions(masked, {"w": ["win-win"]})
    assert tables.kind_of(table) == "positions"
    columns = ["kind", "doc", "label", "start", "end", "length"]
    assert table[columns].to_numpy().tolist() == [
        ["document", "a", "a", 0, 23, 23],
        ["document", "b", "b", 0, 0, 0],
        ["document", "c", "c", 0, 4, 4],
        ["masked", "a", "title", 16, 23, 23],
        ["masked", "c", "x", 0, 2, 4],
        ["mention", "a", "w", 2, 9, 23],
    ]


def test_the_layout_of_segments_stays_in_the_raw_text() -> None:
    corpus = Corpus.from_texts({"a": "A win-win deal.\nWin-win"}).segment("paragraph")
    table = positions(corpus, {"w": ["win-win"]})
    assert table[["doc", "start", "end", "length"]].to_numpy().tolist() == [
        ["a#1", 0, 15, 23], ["a#2", 16, 23, 23], ["a#1", 2, 9, 23], ["a#2", 16, 23, 23],
    ]  # fmt: skip


def test_only_a_mention_has_the_label_of_its_family() -> None:
    families = {"peace": {"label": "Peace", "patterns": ["peace"]}}
    lexicon = Lexicon.read({"families": families})
    corpus = Corpus.from_texts({"peace": "No peace.", "war": "", "b": "peace, peace"})
    corpus = corpus.mask(pd.DataFrame({"doc": ["b"], "start": [5], "end": [6]}))
    table = positions(corpus, lexicon)
    columns = ["kind", "doc", "label", "family_label", "length"]
    assert table[columns].to_numpy().tolist() == [
        ["document", "peace", "peace", "", 9],
        ["document", "war", "war", "", 0],
        ["document", "b", "b", "", 12],
        ["masked", "b", "", "", 12],
        ["mention", "peace", "peace", "Peace", 9],
        ["mention", "b", "peace", "Peace", 12],
        ["mention", "b", "peace", "Peace", 12],
    ]


def test_nothing_gives_tables_without_rows() -> None:
    empty = Corpus.from_texts({})
    assert len(positions(empty, {"w": ["win"]})) == 0
    assert search_comparison(empty, {"w": ["win"]})["count"].tolist() == [0, 0, 0]
    assert len(search_comparison(empty, {"w": ["win"]}, by="doc")) == 0
    none = Lexicon.read({"w": ["win"]}).only()
    assert len(search_comparison(Corpus.from_texts({"x": "win"}), none)) == 0
    assert positions(Corpus.from_texts({"x": "win"}), none)["kind"].tolist() == [
        "document"
    ]
