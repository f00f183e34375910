"""Formulas of a lexicon: every mention, in which wording, and where it was first used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import find_levels, find_mentions
from discourse.phrases import Phrase
from discourse.validation import options_by_name

__all__ = ["Formulas", "mentions"]

Formulas = Lexicon | Phrase | Mapping[str, Any] | str


@options_by_name
def mentions(corpus: Corpus, lexicon: Formulas) -> pd.DataFrame:
    """Every mention of every formula: the ledger to which each count can be traced.

    Parameters
    ----------
    corpus : Corpus
        Masked text holds no mention.
    lexicon : Lexicon, Phrase, dict or str
        Families of phrases, or one phrase.

    Returns
    -------
    pandas.DataFrame
        Kind "mentions", one row a mention, in order of document, place and family: doc, start, end, surface, family,
        pattern, status, strict, level, cue, cue_start, cue_end, years. ``raw[doc][start:end] == surface``.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "The “Belt and Road” initiative. A seat belt and road safety."})
    >>> lexicon = Lexicon.read("chinese-diplomacy")
    >>> mentions(corpus, lexicon)[["doc", "start", "end", "surface", "family"]]
      doc  start  end                     surface         family
    0   a      5   30  Belt and Road” initiative  belt_and_road
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    hits = find_mentions(corpus, lexicon)
    stream, names, raw = corpus.stream, corpus.names, corpus.raw
    level, cues = find_levels(corpus, lexicon, hits)
    document = stream.document[hits.first]
    start, end = stream.start[hits.first], stream.end[hits.last - 1]
    cue_start, cue_end = np.full((2, len(hits)), -1, dtype=np.int64)
    cued = cues[:, 0] >= 0
    cue_start[cued], cue_end[cued] = (
        stream.start[cues[cued, 0]],
        stream.end[cues[cued, 1] - 1],
    )
    docs = [names[number] for number in document.tolist()]
    phrases = [
        lexicon.families[a].phrases[b]
        for a, b in zip(hits.family.tolist(), hits.phrase.tolist(), strict=True)
    ]
    table = tables.make(
        "mentions",
        {
            "doc": docs,
            "start": start,
            "end": end,
            "surface": [
                raw[doc][a:b]
                for doc, a, b in zip(docs, start.tolist(), end.tolist(), strict=True)
            ],
            "family": [lexicon.names[number] for number in hits.family.tolist()],
            "pattern": [phrase.id for phrase in phrases],
            "status": [phrase.status for phrase in phrases],
            "strict": [phrase.strict for phrase in phrases],
            "level": level,
            "cue": [
                raw[doc][a:b] if a >= 0 else ""
                for doc, a, b in zip(
                    docs, cue_start.tolist(), cue_end.tolist(), strict=True
                )
            ],
            "cue_start": cue_start,
            "cue_end": cue_end,
            "years": [phrase.years for phrase in phrases],
        },
    )
    return table.iloc[np.lexsort((hits.family, end, start, document))].reset_index(
        drop=True
    )
