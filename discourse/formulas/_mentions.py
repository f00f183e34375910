"""Every mention of the formulas of a lexicon, with its place and wording."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Formulas, Lexicon, as_lexicon
from discourse.matching import Hits, find_levels, find_mentions
from discourse.phrases import Phrase
from discourse.validation import check_flag, options_by_name

__all__ = ["mentions"]

NO_CUE = -1  # the offset of a cue where there is none


@options_by_name
def mentions(
    corpus: Corpus, lexicon: Formulas, *, unanchored: bool = False
) -> pd.DataFrame:
    """Return every mention of every formula, with its place in the raw text.

    Parameters
    ----------
    corpus : Corpus
        Masked text has no mention.
    lexicon : Lexicon, Phrase, dict or str
        Families of phrases, or one phrase.
    unanchored : bool
        Whether to list also short wordings, such as "common destiny", that no full
        wording of the formula stands beside. They are not counted by any verb, and the
        column `anchored` says False. The pattern says where the full wording must be:
        in the same document or in the same paragraph.

    Returns
    -------
    pandas.DataFrame
        Kind "mentions", one row for each mention, in the order of document, place and
        family: doc, start, end, surface, family, pattern, status, strict, level, cue,
        cue_start, cue_end, language, counts_as, anchored, years.
        ``raw[doc][start:end] == surface``.

    See Also
    --------
    frequencies : how often each formula occurs.
    variants : in which wordings it occurs.

    Notes
    -----
    Use this table to check a count: each count of the other verbs is a number of its
    rows. Families may overlap, so one place of a text can have several rows.

    Where `counts_as` is "phrase", the words of the family are common in the language,
    as "mutual benefit" is. Such a mention need not be meant as the formula.

    After :meth:`Corpus.segment` or :meth:`Corpus.split`, the parts of one text count as
    one document for short wordings.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> text = "The “Belt and Road” initiative. A seat belt and road safety."
    >>> corpus = Corpus.from_texts({"a": text})
    >>> lexicon = Lexicon.read("chinese-diplomacy")
    >>> mentions(corpus, lexicon)[["doc", "start", "end", "surface", "family"]]
      doc  start  end                     surface         family
    0   a      5   30  Belt and Road” initiative  belt_and_road
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    check_flag("unanchored", unanchored)
    hits = find_mentions(corpus, lexicon, unanchored=unanchored)
    levels, cues = find_levels(corpus, lexicon, hits)
    stream = corpus.stream
    document = stream.document[hits.first]
    docs = _names_of_documents(corpus, document)
    start = stream.start[hits.first]
    end = stream.end[hits.last - 1]
    cue_start, cue_end = _offsets_of_cues(corpus, cues)
    phrases = _phrases_of_hits(lexicon, hits)
    surfaces = _texts_of_spans(corpus, docs, start, end)
    surfaces_of_cues = _texts_of_spans(corpus, docs, cue_start, cue_end)
    families = _families_of_hits(lexicon, hits)
    table = tables.make(
        "mentions",
        {
            "doc": docs,
            "start": start,
            "end": end,
            "surface": surfaces,
            "family": families,
            "pattern": [phrase.id for phrase in phrases],
            "status": [phrase.status for phrase in phrases],
            "strict": [phrase.strict for phrase in phrases],
            "level": levels,
            "cue": surfaces_of_cues,
            "cue_start": cue_start,
            "cue_end": cue_end,
            "language": [phrase.language for phrase in phrases],
            "counts_as": _counts_as_of_hits(lexicon, hits),
            "anchored": hits.is_anchored,
            "years": [phrase.years for phrase in phrases],
        },
        labels={"doc": corpus.label_of, "family": lexicon.label_of},
    )
    # `lexsort` sorts by its last key first.
    row_order = np.lexsort((hits.family, end, start, document))
    return table.iloc[row_order].reset_index(drop=True)


def _names_of_documents(corpus: Corpus, document: np.ndarray) -> list[str]:
    """Return the id of each document, given by its number."""
    return [corpus.names[number] for number in document.tolist()]


def _families_of_hits(lexicon: Lexicon, hits: Hits) -> list[str]:
    """Return the name of the family that matched at each hit."""
    names = lexicon.names
    return [names[number] for number in hits.family.tolist()]


def _counts_as_of_hits(lexicon: Lexicon, hits: Hits) -> list[str]:
    """Return what each mention counts as: the formula, or a common phrase."""
    families = lexicon.families
    return [families[number].counts_as for number in hits.family.tolist()]


def _phrases_of_hits(lexicon: Lexicon, hits: Hits) -> list[Phrase]:
    """Return the phrase that matched at each hit."""
    phrases = []
    number_pairs = zip(hits.family.tolist(), hits.phrase.tolist(), strict=True)
    for family_number, phrase_number in number_pairs:
        family = lexicon.families[family_number]
        phrases.append(family.phrases[phrase_number])
    return phrases


def _offsets_of_cues(corpus: Corpus, cues: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the cue of each mention starts and ends; -1 where there is no cue.

    `cues` has the half-open range of tokens of each cue (shape (mentions, 2)). The
    offsets are in characters of the raw text.
    """
    stream = corpus.stream
    start = np.full(len(cues), NO_CUE, dtype=np.int64)
    end = start.copy()
    first_token, end_token = cues.T
    has_cue = first_token >= 0
    last_token = end_token - 1
    start[has_cue] = stream.start[first_token[has_cue]]
    end[has_cue] = stream.end[last_token[has_cue]]
    return start, end


def _texts_of_spans(
    corpus: Corpus, docs: Sequence[str], start: np.ndarray, end: np.ndarray
) -> list[str]:
    """Return the raw text of each span; ``""`` where there is no span."""
    raw = corpus.raw
    texts = []
    spans = zip(docs, start.tolist(), end.tolist(), strict=True)
    for doc, span_start, span_end in spans:
        text = ""
        if span_start != NO_CUE:
            text = raw[doc][span_start:span_end]
        texts.append(text)
    return texts
