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
from discourse.text_reuse.exact_matches import WordParts
from discourse.text_reuse.passage_places import Places

__all__ = ["PlaceColumns", "columns_of_places"]

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
    """Return document, offsets, text, contexts and document length of each place."""
    stream = corpus.stream
    last_part = ranges.end - 1
    first_token = parts.token[ranges.start].astype(np.int64)
    last_token = parts.token[last_part].astype(np.int64)
    end_token = last_token + 1
    first_context_token, end_context_token = stream.widen_ranges(
        first_token, end_token, CONTEXT_WORDS
    )
    last_context_token = end_context_token - 1

    documents = stream.document[first_token]
    texts = [corpus.raw[doc] for doc in corpus.names]
    lengths = np.array(list(map(len, texts)), dtype=np.int64)
    starts = stream.start[first_token]
    ends = stream.end[last_token]
    left_starts = stream.start[first_context_token]
    right_ends = stream.end[last_context_token]
    surfaces = cut_texts(texts, documents, starts, ends)
    columns = {
        "doc": take_texts(corpus.names, documents),
        "doc_label": take_texts(corpus.labels, documents),
        "start": starts,
        "end": ends,
        "surface": _text_column(surfaces),
        "left": _text_column(cut_text_column(texts, documents, left_starts, starts)),
        "right": _text_column(cut_text_column(texts, documents, ends, right_ends)),
        "length": lengths[documents],
    }
    return PlaceColumns(columns, surfaces)


def _text_column(texts: Any) -> ExtensionArray:
    """Return texts as an array of the dtype of text columns."""
    return pd.array(texts, dtype=TEXT_DTYPE)
