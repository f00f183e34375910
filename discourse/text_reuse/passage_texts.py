"""The columns of a table that say where passages are and what their texts are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from discourse.corpus import Corpus
from discourse.spans import cut_texts
from discourse.tables import TEXT_DTYPE, cut_text_column, take_texts
from discourse.text_reuse.alignment import PartRanges
from discourse.text_reuse.passage_places import Places
from discourse.text_reuse.token_ranges import TokenRanges, tokens_of
from discourse.text_reuse.word_parts import WordParts

__all__ = ["PlaceColumns", "columns_of_places", "columns_of_tokens"]

CONTEXT_WORDS = 8  # words of context shown on each side


@dataclass(frozen=True, eq=False)
class PlaceColumns:
    """Columns with an entry for each place, by name; and the texts of the places."""

    columns: dict[str, Any]
    surfaces: Sequence[str]

    def of_sides(self, places: Places) -> dict[str, Any]:
        """Return the columns of both sides of each passage.

        The names of the second side's begin with "other".
        """
        columns = {}
        for name, values in self.columns.items():
            columns[name] = values.take(places.first)
            columns[f"other_{name}"] = values.take(places.second)
        # The second document is called "other" in every table of pairs.
        columns["other"] = columns.pop("other_doc")
        columns["other_label"] = columns.pop("other_doc_label")
        return columns


def columns_of_places(
    corpus: Corpus, parts: WordParts, ranges: PartRanges
) -> PlaceColumns:
    """Return the columns of :func:`columns_of_tokens`, the contexts and `length`.

    `length` is that of the raw document.
    """
    stream = corpus.stream
    tokens = tokens_of(parts, ranges)
    first_context_token, end_context_token = stream.widen_ranges(
        tokens.start, tokens.end, CONTEXT_WORDS
    )
    last_context_token = end_context_token - 1
    left_starts = stream.start[first_context_token]
    right_ends = stream.end[last_context_token]

    place_columns = columns_of_tokens(corpus, tokens)
    columns = place_columns.columns
    documents = stream.document[tokens.start]
    texts = _texts_of(corpus)
    lengths = np.array(list(map(len, texts)), dtype=np.int64)
    left = cut_text_column(texts, documents, left_starts, columns["start"])
    right = cut_text_column(texts, documents, columns["end"], right_ends)
    columns |= {
        "left": _text_column(left),
        "right": _text_column(right),
        "length": lengths[documents],
    }
    return PlaceColumns(columns, place_columns.surfaces)


def columns_of_tokens(corpus: Corpus, tokens: TokenRanges) -> PlaceColumns:
    """Return document, offsets and text of each range of tokens."""
    stream = corpus.stream
    last_token = tokens.end - 1
    documents = stream.document[tokens.start]
    starts = stream.start[tokens.start]
    ends = stream.end[last_token]
    surfaces = cut_texts(_texts_of(corpus), documents, starts, ends)
    columns = {
        "doc": take_texts(corpus.names, documents),
        "doc_label": take_texts(corpus.labels, documents),
        "start": starts,
        "end": ends,
        "surface": _text_column(surfaces),
    }
    return PlaceColumns(columns, surfaces)


def _texts_of(corpus: Corpus) -> list[str]:
    """Return the raw texts of all documents."""
    return [corpus.raw[doc] for doc in corpus.names]


def _text_column(texts: Any) -> ExtensionArray:
    """Return texts as an array of the dtype of text columns."""
    return pd.array(texts, dtype=TEXT_DTYPE)
