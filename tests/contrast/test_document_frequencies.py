"""How many documents have each term."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from discourse import tables
from discourse.contrast import document_frequencies
from discourse.corpus import Corpus
from discourse.errors import OptionError

TEXTS = {"a": "The road. The belt", "b": "a ROAD, a road", "c": "sea", "d": ""}


def test_documents_are_counted_and_not_occurrences() -> None:
    table = document_frequencies(Corpus.from_texts(TEXTS))
    assert list(zip(table["term"], table["documents"], strict=True)) == [
        ("road", 2),
        ("a", 1),
        ("belt", 1),
        ("sea", 1),
        ("the", 1),
    ]
    # The document without words does not count.
    assert table["of_documents"].unique().tolist() == [3]
    assert table["token_unit"].unique().tolist() == ["word"]


def test_terms_of_several_lengths_and_of_enough_documents() -> None:
    corpus = Corpus.from_texts({"a": "the road", "b": "the road. The sea"})
    table = document_frequencies(corpus, n=(1, 2), min_documents=2)
    assert table["term"].tolist() == ["road", "the", "the road"]


def test_masked_text_is_not_counted() -> None:
    corpus = Corpus.from_texts({"a": "belt road", "b": "road"})
    masked = corpus.mask(pd.DataFrame({"doc": ["b"], "start": [0], "end": [4]}))
    table = document_frequencies(masked)
    assert table["documents"].tolist() == [1, 1]
    assert table["of_documents"].tolist() == [1, 1]


def test_the_table_is_saved_and_loaded_by_its_header(tmp_path: Path) -> None:
    table = document_frequencies(Corpus.from_texts(TEXTS))
    path = tmp_path / "frequencies.csv"
    tables.save(table, path)
    loaded = tables.load(path)
    pd.testing.assert_frame_equal(loaded, table)
    assert tables.kind_of(loaded) == "document_frequencies"


def test_nothing_to_count_and_wrong_options() -> None:
    assert document_frequencies(Corpus.from_texts({"a": ""})).empty
    with pytest.raises(OptionError, match="min_documents"):
        document_frequencies(Corpus.from_texts(TEXTS), min_documents=0)
