"""Drafted lexicons: every phrase of the table is found again, punctuation included."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from random_corpora import corpora

from discourse.corpus import Corpus
from discourse.errors import TableError, WriteError
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.phraseology import draft_lexicon, recurring


def test_a_draft_is_a_lexicon_that_finds_what_recurred(
    seeds: Path, tmp_path: Path
) -> None:
    texts = {}
    for path in sorted(seeds.glob("*.txt")):
        texts[path.name] = path.read_text(encoding="utf-8")
    corpus = Corpus.from_texts(texts)
    table = recurring(corpus, n=(3, 64), min_count=3, min_documents=2).head(60)
    path = draft_lexicon(table, tmp_path / "draft.toml")
    lexicon = Lexicon.read(path)
    assert len(lexicon) == len(table)
    hits = find_mentions(corpus, lexicon)
    mentions = np.bincount(hits.family, minlength=len(lexicon))
    assert (mentions > 0).all()
    assert b"\r" not in path.read_bytes()
    same = draft_lexicon(table, tmp_path / "again.toml").read_bytes()
    assert same == path.read_bytes()


def test_a_draft_keeps_the_punctuation_of_the_first_occurrence(tmp_path: Path) -> None:
    text = "Party of China (CPC) and “Belt and Road”, peace, security & law - now. " * 2
    table = recurring(Corpus.from_texts({"a": text}), edges="any")
    lexicon = Lexicon.read(draft_lexicon(table, tmp_path / "draft.toml"))
    assert [family.name for family in lexicon.families] == [
        term.replace(" ", "_") for term in table["term"]
    ]
    corpus = Corpus.from_texts({"a": text})
    assert len(find_mentions(corpus, lexicon)) == 2


@given(corpora)
def test_every_table_can_be_drafted(
    tmp_path_factory: pytest.TempPathFactory, corpus: Corpus
) -> None:
    table = recurring(corpus, n=(1, 64), edges="any")
    path = tmp_path_factory.mktemp("draft") / "draft.toml"
    if len(table):
        lexicon = Lexicon.read(draft_lexicon(table, path))
        hits = find_mentions(corpus, lexicon)
        assert len(set(hits.family.tolist())) == len(table)


def test_a_table_without_phrases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no rows"):
        draft_lexicon(recurring(Corpus.from_texts({"a": ""})), tmp_path / "draft.toml")
    with pytest.raises(TableError, match="lacks term"):
        draft_lexicon(
            pd.DataFrame({"count": [1], "documents": [1]}), tmp_path / "draft.toml"
        )
    with pytest.raises(TableError, match="lacks term, count, documents"):
        draft_lexicon(None, tmp_path / "draft.toml")  # type: ignore[arg-type]
    table = recurring(Corpus.from_texts({"a": "one belt one belt"}))
    with pytest.raises(WriteError, match="is a folder"):
        draft_lexicon(table, tmp_path)
