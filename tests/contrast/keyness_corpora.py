"""Small corpora for the tests of key words, and how their rows are read."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from discourse.contrast import keyness
from discourse.corpus import Corpus


def corpus_with_columns(texts: dict[str, str], **columns: list[str]) -> Corpus:
    return Corpus.from_texts(texts, pd.DataFrame({"doc": list(texts), **columns}))


def row_of_term(table: pd.DataFrame, term: str) -> pd.Series:
    found = table[table["term"] == term]
    assert len(found) == 1, term
    return found.iloc[0]


QUANTEDA = {"d1": "a a a b b c c c c c c d e f g h h", "d2": "a a b c c d d d d e f h"}


SMALL = {
    "a1": "peace and trade",
    "a2": "peace, peace and peace",
    "b1": "war and war",
    "b2": "trade and war, and trade",
    "b3": "war",
    "b4": "and war and peace and trade",
}


SIDES = ["a", "a", "b", "b", "b", "b"]


word = st.sampled_from(["peace", "war", "trade", "law", "and"])


text_lists = st.lists(
    st.lists(word, min_size=1, max_size=12).map(" ".join), min_size=4, max_size=9
)


THREE_GROUPS = {
    "a1": "peace peace war and",
    "b1": "war war law and and",
    "c1": "law law peace and and and",
    "b2": "war and",
    "c2": "",
}


def corpus_with_sides(texts: dict[str, str], **columns: list[str]) -> Corpus:
    """Documents whose side is the first letter of their name."""
    sides = [name[0] for name in texts]
    table = pd.DataFrame({"doc": list(texts), "side": sides, **columns})
    return Corpus.from_texts(texts, table)


# Sides by the first letter of a document. "peace" comes in bursts, "law" is even, "trade"
# keeps to the reference and "sea" to the target; "zebra" stands in one document.
BURSTY_TEXTS = {
    "x1": "peace " * 9 + "law sea " * 3 + "and " * 25,
    "x2": "law " * 4 + "sea and and and " * 6 + "and " * 23,
    "x3": "peace law law sea " + "and " * 14,
    "y1": "trade law law peace " + "and " * 30,
    "y2": "law law trade trade " * 2 + "and " * 70,
    "y3": "law " + "and " * 20,
    "y4": "peace law law trade " + "and " * 36,
    "y5": "law zebra zebra zebra " + "and " * 24,
}


BURSTY_TERMS = ("and", "law", "peace", "sea", "trade", "zebra")


def keyness_by_term(texts: dict[str, str], **options: object) -> pd.DataFrame:
    """The key words of the documents in x, by term."""
    sides = pd.DataFrame({"doc": list(texts), "side": [name[0] for name in texts]})
    corpus = Corpus.from_texts(texts, sides)
    table = keyness(corpus, by="side", target="x", min_count=1, **options)  # type: ignore[arg-type]
    return table.set_index("term")


def counts_of_term(texts: dict[str, str], term: str) -> np.ndarray:
    """How often each document has a term."""
    return np.array([text.split().count(term) for text in texts.values()], dtype=float)


def document_lengths(texts: dict[str, str]) -> np.ndarray:
    """Words of each document."""
    return np.array([len(text.split()) for text in texts.values()], dtype=float)


def target_mask(texts: dict[str, str]) -> np.ndarray:
    """Which documents are the target's."""
    return np.array([name[0] == "x" for name in texts])


FIVE_TEXTS = {
    "x1": "peace and sea sea",
    "x2": "peace and and sea law",
    "y1": "war and peace war",
    "y2": "war and and",
    "y3": "and law and lamp",
}


def only_value(table: pd.DataFrame, column: str) -> object:
    """What all rows say in a column."""
    values = set(table[column])
    assert len(values) == 1
    return values.pop()
