"""Small texts that share passages, for the tests of text reuse."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.text_reuse.alignment import Alignments, align
from discourse.text_reuse.exact_matches import ExactMatches, pair_all_runs
from discourse.text_reuse.shared_wordings import find_shared_wordings
from discourse.text_reuse.word_parts import WordParts, word_parts_of

MIN_WORDS = 3  # words in a row that begin a passage of these short texts

# Pieces of a few words, so that texts share long runs with small differences.
PIECES = st.sampled_from(
    ["a b c d e f", "g h i-j", "c d", "x", "y", "z", "k l m n", "f g", "d-e", ". "]
)
TEXTS = st.lists(st.lists(PIECES, max_size=14).map(" ".join), min_size=2, max_size=4)

COLUMNS_OF_SIDE = ["doc", "start", "end", "surface", "left", "right"]


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Texts that share much, some with a masked stretch."""
    texts = {f"d{number}": text for number, text in enumerate(draw(TEXTS))}
    corpus = Corpus.from_texts(texts)
    spans = []
    for name, text in texts.items():
        if text and draw(st.integers(0, 3)) == 0:
            start = draw(st.integers(0, len(text) - 1))
            spans.append({"doc": name, "start": start, "end": start + 1})
    return corpus.mask(pd.DataFrame(spans)) if spans else corpus


def align_corpus(
    corpus: Corpus, *, min_words: int, max_documents: int = 100
) -> Alignments:
    """Return the alignments of all documents of a corpus."""
    parts = word_parts_of(corpus)
    matches = all_matches(parts, min_words=min_words, max_documents=max_documents)
    return align(parts, matches)


def all_matches(
    parts: WordParts, *, min_words: int, max_documents: int = 100
) -> ExactMatches:
    """Return the exact matches of all pairs of documents."""
    wordings = find_shared_wordings(
        parts, min_words=min_words, max_documents=max_documents
    )
    last_document = parts.document.max(initial=0)
    is_asked = np.ones(last_document + 1, dtype=bool)
    return pair_all_runs(parts, wordings, is_asked)


def rows_of(aligned: Alignments) -> list[list[int]]:
    """Return one list for each alignment: both ranges, matching words, longest run."""
    names = ("start", "end", "other_start", "other_end", "matches", "run")
    columns = [getattr(aligned, name) for name in names]
    rows: list[list[int]] = np.column_stack(columns).tolist()
    return rows


def sides(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each side of each passage; the first sides come first."""
    shared = table[["passage", "note"]]
    first = table[COLUMNS_OF_SIDE]
    other_columns = ["other", *(f"other_{name}" for name in COLUMNS_OF_SIDE[1:])]
    second = table[other_columns].set_axis(COLUMNS_OF_SIDE, axis="columns")
    both = [shared.join(first), shared.join(second)]
    return pd.concat(both, ignore_index=True)
