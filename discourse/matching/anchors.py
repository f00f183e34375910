"""Which mentions count: those in a full wording, and short ones that are beside one.

A short wording such as "common destiny" may mean a formula, or may be older than it. It
is *anchored* where a full wording of its family stands in the same document, or in the
same paragraph, as its pattern says.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.corpus import Corpus
from discourse.lexicons import Lexicon
from discourse.matching.family_phrases import phrase_property
from discourse.matching.mention_arrays import Hits
from discourse.text import PARAGRAPH

__all__ = ["are_anchored"]

# Columns that the parts of a text have after it was divided.
_PART_COLUMNS = {"parent", "unit", "position"}


def are_anchored(corpus: Corpus, lexicon: Lexicon, hits: Hits) -> np.ndarray:
    """Return for each hit whether it counts: it is full, or a full one is beside it.

    Parameters
    ----------
    corpus : Corpus
        Its tokens are those that the hits number.
    lexicon : Lexicon
    hits : Hits

    Returns
    -------
    bool array, shape (hits,)
    """
    anchor = phrase_property(lexicon, hits, "anchor")
    is_full = anchor == "none"
    if is_full.all():
        return is_full
    stream = corpus.stream
    texts = _texts_of_documents(corpus)
    document = stream.document[hits.first]
    text_of_hit = texts[document]
    ends_paragraph = stream.gap >= PARAGRAPH
    paragraph = np.cumsum(ends_paragraph)
    paragraph_of_hit = paragraph[hits.first]
    is_in_text = anchor == "document"
    is_in_text &= _stand_beside_full(hits, text_of_hit, is_full)
    is_in_paragraph = anchor == "paragraph"
    is_in_paragraph &= _stand_beside_full(hits, paragraph_of_hit, is_full)
    return np.logical_or.reduce([is_full, is_in_text, is_in_paragraph])


def _stand_beside_full(
    hits: Hits, place: np.ndarray, is_full: np.ndarray
) -> np.ndarray:
    """Return which hits have a full wording of their family at the same place (bool).

    `place` is the number of the text, or of the paragraph, of each hit.
    """
    place_count = place.max(initial=0) + 1
    place_of_family = hits.family * place_count
    place_of_family += place
    places_of_full = place_of_family[is_full]
    return np.isin(place_of_family, places_of_full)


def _texts_of_documents(corpus: Corpus) -> np.ndarray:
    """Return for each document the number of the text that it is a part of (int64).

    The paragraphs of a text, or the words of one voice in it, are documents of their
    own after :meth:`Corpus.segment` and :meth:`Corpus.split`. A full wording in one of
    them then anchors a short one in another, so that counts add up.
    """
    documents = corpus.documents
    ids = documents["doc"].tolist()
    if not set(documents.columns) >= _PART_COLUMNS:
        return np.arange(len(ids))
    parents = documents["parent"].astype(str)
    texts = []
    for doc, parent in zip(ids, parents.tolist(), strict=True):
        # A column of the metadata may have the same name.
        is_part = doc.startswith(f"{parent}#")
        texts.append(parent if is_part else doc)
    numbers, _ = pd.factorize(np.array(texts, dtype=object))
    return numbers
