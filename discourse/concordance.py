"""Concordance: every hit of a phrase with its context (keyword in context)."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import find_mentions
from discourse.phrases import Phrase
from discourse.text import TokenStream
from discourse.validation import check_option, check_whole_number, options_by_name

__all__ = ["kwic"]


@options_by_name
def kwic(
    corpus: Corpus,
    phrase: str | Phrase | Lexicon,
    *,
    width: int = 8,
    sort: Literal["text", "left", "right"] = "text",
) -> pd.DataFrame:
    """Return every hit of a phrase or lexicon with the words on each side of it.

    Parameters
    ----------
    corpus : Corpus
    phrase : str, Phrase or Lexicon
        "win-win" or "mutual* <2> trust": a blank means *followed by* (see
        :mod:`discourse.phrases`).
    width : int
        Words shown on each side; the context ends at the document and at masked text.
    sort : {'text', 'left', 'right'}
        In the order of the text; by the words to the left, the nearest first; by the
        words to the right.

    Returns
    -------
    pandas.DataFrame
        Kind "kwic": doc, start, end, left, surface, right, family, pattern. The
        contexts are raw text, letter for letter, so that ``left + surface + right`` is
        a part of the document.

    Notes
    -----
    *When to use it.* To read the places behind any count of a phrase.

    *How to read it.* One line is one hit. Sort by the left or right context to see
    which words recur beside the phrase.

    See Also
    --------
    discourse.show : Prints the lines with the hits below one another.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "A win-win deal, then a win -win outcome."})
    >>> kwic(corpus, "win-win", width=2)[["left", "surface", "right"]]
            left   surface           right
    0         A    win-win     deal, then
    1   then a   win -win        outcome.
    """
    corpus = as_corpus(corpus)
    check_option("sort", sort, ("text", "left", "right"))
    width = check_whole_number("width", width, 0, hint=" (words), such as 8")
    lexicon = as_lexicon(phrase)
    hits = find_mentions(corpus, lexicon)
    text_order = np.lexsort((hits.family, hits.last, hits.first))
    first = hits.first[text_order]
    end = hits.last[text_order]
    context_first, context_end = corpus.stream.widen_ranges(first, end, width)
    lines = _Lines(first, end, context_first, context_end)
    order = _sort_lines(corpus.stream, lines, sort)
    columns = _text_columns(corpus, lines.take(order))
    families = hits.family[text_order][order].tolist()
    phrases = hits.phrase[text_order][order].tolist()
    sources = [lexicon.families[family] for family in families]
    columns["family"] = [source.name for source in sources]
    columns["pattern"] = [
        source.phrases[number].id
        for source, number in zip(sources, phrases, strict=True)
    ]
    return tables.make("kwic", columns)


@dataclass(frozen=True, eq=False)
class _Lines:
    """The tokens of the hits and of their contexts, as half-open ranges (int64 arrays).

    Attributes
    ----------
    first, end : int64 arrays
        The tokens of each hit.
    context_first, context_end : int64 arrays
        The tokens of each hit together with its contexts.
    """

    first: np.ndarray
    end: np.ndarray
    context_first: np.ndarray
    context_end: np.ndarray

    def take(self, rows: np.ndarray) -> _Lines:
        """Return the lines `rows`, in that order."""
        return _Lines(
            first=self.first[rows],
            end=self.end[rows],
            context_first=self.context_first[rows],
            context_end=self.context_end[rows],
        )


def _text_columns(corpus: Corpus, lines: _Lines) -> dict[str, list[Any]]:
    """Return document, offsets, text and contexts of each line."""
    stream = corpus.stream
    docs = [corpus.names[number] for number in stream.document[lines.first].tolist()]
    starts = stream.start[lines.first].tolist()
    ends = stream.end[lines.end - 1].tolist()
    context_starts = stream.start[lines.context_first].tolist()
    last_word_ends = stream.end[lines.context_end - 1].tolist()
    limits = _ContextLimits(corpus)
    columns: dict[str, list[Any]] = {"doc": docs, "start": starts, "end": ends}
    columns["left"], columns["surface"], columns["right"] = [], [], []
    for row, doc in enumerate(docs):
        raw = corpus.raw[doc]
        start, end = starts[row], ends[row]
        context_end = limits.end_of_context(raw, doc, last_word_ends[row])
        columns["left"].append(raw[context_starts[row] : start])
        columns["surface"].append(raw[start:end])
        columns["right"].append(raw[end:context_end])
    return columns


class _ContextLimits:
    """Where a context must end: at the end of its document, or where a mask begins."""

    def __init__(self, corpus: Corpus) -> None:
        document_ends = corpus.extents[1].tolist()
        self.document_ends = dict(zip(corpus.names, document_ends, strict=True))
        self.mask_starts: dict[str, list[int]] = {}
        masks = corpus.masks[["doc", "start"]].sort_values("start")
        for doc, start in masks.itertuples(index=False, name=None):
            self.mask_starts.setdefault(doc, []).append(start)

    def end_of_context(self, raw: str, doc: str, last_word_end: int) -> int:
        """Return the end of the punctuation that follows the last word."""
        limit = self.document_ends[doc]
        mask_starts = self.mask_starts.get(doc, [])
        next_mask = bisect.bisect_left(mask_starts, last_word_end)
        if next_mask < len(mask_starts):
            limit = min(limit, mask_starts[next_mask])
        end = last_word_end
        while end < limit and not raw[end].isspace() and not raw[end].isalnum():
            end += 1
        return end


def _sort_lines(stream: TokenStream, lines: _Lines, sort: str) -> np.ndarray:
    """Return the order of the lines; lines with equal contexts keep their order."""
    hits = len(lines.first)
    if sort == "text" or not hits:
        return np.arange(hits)
    if sort == "left":
        longest = int((lines.first - lines.context_first).max())
    else:
        longest = int((lines.context_end - lines.end).max())
    keys = [np.arange(hits)]
    for distance in reversed(range(longest)):
        keys.append(_context_words(stream, lines, sort, distance))
    return np.lexsort(tuple(keys))


def _context_words(
    stream: TokenStream, lines: _Lines, sort: str, distance: int
) -> np.ndarray:
    """Return the id of the word at a distance from each hit; -1 where there is none.

    Ids are in the order of the words, so sorting by id sorts alphabetically.
    """
    if sort == "left":
        token = lines.first - 1 - distance
        in_context = token >= lines.context_first
    else:
        token = lines.end + distance
        in_context = token < lines.context_end
    ids = stream.ids[np.clip(token, 0, len(stream) - 1)]
    return np.where(in_context, ids, -1)
