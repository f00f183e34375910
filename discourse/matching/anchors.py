"""Which mentions count: those in a full wording, and short ones that are beside one.

A short wording such as "common destiny" may mean a formula, or may be older than it. It
is *anchored* where a full wording of its family stands in the same document, or in the
same paragraph, as its pattern says.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.corpus import Corpus
from discourse.corpus.segmentation import undivided_ids
from discourse.lexicons import Lexicon
from discourse.matching.family_phrases import phrase_property
from discourse.matching.mention_arrays import Hits
from discourse.text import PARAGRAPH

__all__ = ["are_anchored"]


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
    if all(phrase.anchor == "none" for each in lexicon for phrase in each.phrases):
        return np.ones(len(hits), dtype=bool)
    anchor = phrase_property(lexicon, hits, "anchor")
    is_full = anchor == "none"
    if is_full.all():
        return is_full
    document = corpus.stream.document[hits.first]
    ids = undivided_ids(corpus.documents)
    texts, _ = pd.factorize(np.array(ids, dtype=object))
    is_in_text = anchor == "document"
    is_in_text &= _stand_beside_full(hits, texts[document], is_full)
    is_in_paragraph = anchor == "paragraph"
    if is_in_paragraph.any():
        paragraph = _paragraphs_of_hits(corpus, hits)
        is_in_paragraph &= _stand_beside_full(hits, paragraph, is_full)
    return np.logical_or.reduce([is_full, is_in_text, is_in_paragraph])


def _paragraphs_of_hits(corpus: Corpus, hits: Hits) -> np.ndarray:
    """Return the number of the paragraph of the raw text that each hit is in (int64).

    A mask ends no paragraph, and a sentence that is a document of its own is still in
    its paragraph.
    """
    raw_stream = corpus.raw_stream
    stream = corpus.stream
    ends_paragraph = raw_stream.gap >= PARAGRAPH
    paragraph = np.cumsum(ends_paragraph)
    # Tokens are found by raw text and offset, as one number.
    text_size = 1 + int(raw_stream.end.max(initial=0))
    raw_places = raw_stream.document.astype(np.int64) * text_size
    raw_places += raw_stream.start
    source = corpus.sources[stream.document[hits.first]]
    places = source * text_size
    places += stream.start[hits.first]
    token = np.searchsorted(raw_places, places, "right") - 1
    return paragraph[token]


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
