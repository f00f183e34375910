"""A corpus of one text, and the counts of a table of collocates."""

from __future__ import annotations

import pandas as pd

from discourse.corpus import Corpus

__all__ = ["corpus_of_text", "count_by_term"]


def corpus_of_text(text: str) -> Corpus:
    return Corpus.from_texts({"a": text})


def count_by_term(table: pd.DataFrame) -> dict[str, int]:
    return dict(zip(table["term"], table["count"], strict=True))
