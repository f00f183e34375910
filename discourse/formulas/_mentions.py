"""Every mention of the formulas of a lexicon, with its place and wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import Hits, find_levels, find_mentions
from discourse.phrases import Phrase
from discourse.validation import options_by_name

__all__ = ["Formulas", "mentions"]

Formulas = Lexicon | Phrase | Mapping[str, Any] | str
NO_CUE = -1


@options_by_name
def mentions(corpus: Corpus, lexicon: Formulas) -> pd.DataFrame:
    """Return every mention of every formula, with its place in the raw text.

    Parameters
    ----------
    corpus : Corpus
        Masked text has no mention.
    lexicon : Lexicon, Phrase, dict or str
        Families of phrases, or one phrase.

    Returns
    -------
    pandas.DataFrame
        Kind "mentions", one row a mention, in the order of document, place and family:
        doc, start, end, surface, family, pattern, status, strict, level, cue, cue_start,
        cue_end, years. ``raw[doc][start:end] == surface``.

    See Also
    --------
    frequencies : how often each formula occurs.
    variants : in which wordings it occurs.

    Notes
    -----
    Use this table to check a count: each count of the other verbs is a number of its
    rows. Families may overlap, so one place of a text can have several rows.

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
    levels, cues = find_levels(corpus, lexicon, hits)
    stream = corpus.stream
    document = stream.document[hits.first]
    docs = [corpus.names[number] for number in document.tolist()]
    start = stream.start[hits.first]
    end = stream.end[hits.last - 1]
    cue_start, cue_end = _offsets_of_cues(corpus, cues)
    phrases = _phrases_of_hits(lexicon, hits)
    table = tables.make(
        "mentions",
        {
            "doc": docs,
            "start": start,
            "end": end,
            "surface": _surfaces(corpus, docs, start, end),
            "family": [lexicon.names[number] for number in hits.family.tolist()],
            "pattern": [phrase.id for phrase in phrases],
            "status": [phrase.status for phrase in phrases],
            "strict": [phrase.strict for phrase in phrases],
            "level": levels,
            "cue": _surfaces(corpus, docs, cue_start, cue_end),
            "cue_start": cue_start,
            "cue_end": cue_end,
            "years": [phrase.years for phrase in phrases],
        },
    )
    by_place = np.lexsort((hits.family, end, start, document))
    return table.iloc[by_place].reset_index(drop=True)


def _phrases_of_hits(lexicon: Lexicon, hits: Hits) -> list[Phrase]:
    """Return the phrase that matched at each hit."""
    phrases = []
    for family, phrase in zip(hits.family.tolist(), hits.phrase.tolist(), strict=True):
        phrases.append(lexicon.families[family].phrases[phrase])
    return phrases


def _offsets_of_cues(corpus: Corpus, cues: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the cue of each mention starts and ends; -1 where there is no cue."""
    start = np.full(len(cues), NO_CUE, dtype=np.int64)
    end = start.copy()
    has_cue = cues[:, 0] >= 0
    first_token = cues[has_cue, 0]
    last_token = cues[has_cue, 1] - 1
    start[has_cue] = corpus.stream.start[first_token]
    end[has_cue] = corpus.stream.end[last_token]
    return start, end


def _surfaces(
    corpus: Corpus, docs: Sequence[str], start: np.ndarray, end: np.ndarray
) -> list[str]:
    """Return the raw text of each span; ``""`` where there is no span."""
    raw = corpus.raw
    surfaces = []
    for doc, low, high in zip(docs, start.tolist(), end.tolist(), strict=True):
        surfaces.append("" if low == NO_CUE else raw[doc][low:high])
    return surfaces
