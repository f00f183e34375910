"""Every mention of the formulas of a lexicon, with its place and wording."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Formulas, Lexicon, as_lexicon
from discourse.matching import find_levels, find_mentions, number_phrases
from discourse.progress import shows_progress
from discourse.spans import cut_texts
from discourse.validation import check_flag, options_by_name

__all__ = ["mentions"]

NO_CUE = -1  # the offset of a cue where there is none
# The columns that say something of the phrase that matched, and of its family.
_TEXTS_OF_PHRASES = (
    "family",
    "family_label",
    "counts_as",
    "pattern",
    "status",
    "language",
    "years",
)


@options_by_name
@shows_progress
def mentions(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    unanchored: bool = False,
    progress: bool = True,
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
    progress : bool
        Show a bar if the call takes longer than two seconds.

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
    >>> from discourse.lexicons import Lexicon
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
    hits = hits.take(hits.order_of_places())
    document = corpus.stream.document[hits.first]
    start = corpus.stream.start[hits.first]
    end = corpus.stream.end[hits.last - 1]
    levels = find_levels(corpus, lexicon, hits)
    cue_start, cue_end = _offsets_of_cues(corpus, levels.cues)
    texts = [corpus.raw[doc] for doc in corpus.names]
    phrases = [phrase for family in lexicon.families for phrase in family.phrases]
    phrase_number = number_phrases(lexicon, hits)
    is_strict = np.array([phrase.strict for phrase in phrases], dtype=bool)
    names_of_documents = {"doc": corpus.names, "doc_label": corpus.labels}
    return tables.make(
        "mentions",
        {
            **tables.take_columns(names_of_documents, document),
            **tables.take_columns(_texts_of_phrases(lexicon), phrase_number),
            "start": start,
            "end": end,
            "surface": tables.cut_text_column(texts, document, start, end),
            "strict": is_strict[phrase_number],
            "level": tables.take_texts(levels.names, levels.number),
            "cue": _texts_of_cues(texts, document, cue_start, cue_end),
            "cue_start": cue_start,
            "cue_end": cue_end,
            "anchored": hits.is_anchored,
        },
    )


def _texts_of_phrases(lexicon: Lexicon) -> dict[str, list[str]]:
    """Return what the table says of each phrase of all families, by column."""
    texts: dict[str, list[str]] = {name: [] for name in _TEXTS_OF_PHRASES}
    for family, label in zip(lexicon.families, lexicon.labels, strict=True):
        for phrase in family.phrases:
            texts["family"].append(family.name)
            texts["family_label"].append(label)
            texts["counts_as"].append(family.counts_as)
            texts["pattern"].append(phrase.id)
            texts["status"].append(phrase.status)
            texts["language"].append(phrase.language)
            texts["years"].append(phrase.years)
    return texts


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


def _texts_of_cues(
    texts: Sequence[str], document: np.ndarray, start: np.ndarray, end: np.ndarray
) -> tables.TextColumn:
    """Return the raw text of the cue of each mention; ``""`` where there is none."""
    has_cue = np.flatnonzero(start != NO_CUE)
    cues = cut_texts(texts, document[has_cue], start[has_cue], end[has_cue])
    # Most mentions have none.
    number_of_cue = np.zeros(len(start), dtype=np.int64)
    number_of_cue[has_cue] = np.arange(1, len(cues) + 1)
    return tables.take_texts(["", *cues], number_of_cue)
