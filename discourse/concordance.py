"""Concordance: every hit of a phrase with its context (keyword in context)."""

from __future__ import annotations

import bisect
import re
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

# Line ends with the blanks around them. A match begins only where blanks begin, so a
# long run of blanks without a line end is read once.
_LINE_ENDS = re.compile(r"(?<!\s)\s*[\n\r\v\f\x85\u2028\u2029]\s*")


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
        contexts `left` and `right` are raw text, but one blank replaces line ends and
        the blanks around them. `surface` and the offsets are those of the raw text.

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
    lines = _find_lines(corpus, lexicon, width)
    order = _sort_lines(corpus.stream, lines, sort)
    lines = lines.take(order)
    columns = _text_columns(corpus, lines)
    families = []
    patterns = []
    for number, phrase_number in zip(
        lines.family.tolist(), lines.phrase.tolist(), strict=True
    ):
        family = lexicon.families[number]
        families.append(family.name)
        patterns.append(family.phrases[phrase_number].id)
    columns["family"] = families
    columns["pattern"] = patterns
    labels = {"doc": corpus.label_of, "family": lexicon.label_of}
    return tables.make("kwic", columns, labels=labels)


@dataclass(frozen=True, eq=False)
class _Lines:
    """The lines of a concordance: hits with their contexts, as half-open token ranges.

    Attributes
    ----------
    first, end : int64 arrays
        The tokens of each hit.
    context_first, context_end : int64 arrays
        The tokens of each hit together with its contexts.
    family, phrase : int arrays
        Number of the family in the lexicon, and of the phrase in its family.
    """

    first: np.ndarray
    end: np.ndarray
    context_first: np.ndarray
    context_end: np.ndarray
    family: np.ndarray
    phrase: np.ndarray

    def take(self, rows: np.ndarray) -> _Lines:
        """Return the lines `rows`, in that order."""
        return _Lines(
            first=self.first[rows],
            end=self.end[rows],
            context_first=self.context_first[rows],
            context_end=self.context_end[rows],
            family=self.family[rows],
            phrase=self.phrase[rows],
        )


def _find_lines(corpus: Corpus, lexicon: Lexicon, width: int) -> _Lines:
    """Return the hits with `width` words of context, in the order of the text."""
    hits = find_mentions(corpus, lexicon)
    text_order = np.lexsort((hits.family, hits.last, hits.first))
    first = hits.first[text_order]
    end = hits.last[text_order]
    context_first, context_end = corpus.stream.widen_ranges(first, end, width)
    return _Lines(
        first=first,
        end=end,
        context_first=context_first,
        context_end=context_end,
        family=hits.family[text_order],
        phrase=hits.phrase[text_order],
    )


def _text_columns(corpus: Corpus, lines: _Lines) -> dict[str, list[Any]]:
    """Return document, offsets, text and contexts of each line."""
    stream = corpus.stream
    documents = stream.document[lines.first]
    starts = stream.start[lines.first].tolist()
    ends = stream.end[lines.end - 1].tolist()
    context_starts = stream.start[lines.context_first].tolist()
    context_word_ends = stream.end[lines.context_end - 1].tolist()
    limits = _ContextLimits.of(corpus)
    docs = []
    left = []
    surfaces = []
    right = []
    for row, document in enumerate(documents.tolist()):
        doc = corpus.names[document]
        text = corpus.raw[doc]
        start = starts[row]
        end = ends[row]
        context_start = context_starts[row]
        context_end = limits.end_of_context(text, doc, context_word_ends[row])
        text_before = text[context_start:start]
        text_after = text[end:context_end]
        docs.append(doc)
        left.append(_join_lines(text_before))
        surfaces.append(text[start:end])
        right.append(_join_lines(text_after))
    return {
        "doc": docs,
        "start": starts,
        "end": ends,
        "left": left,
        "surface": surfaces,
        "right": right,
    }


def _join_lines(text: str) -> str:
    """Return the text with one blank for line ends and the blanks around them."""
    return _LINE_ENDS.sub(" ", text)


@dataclass(frozen=True, eq=False)
class _ContextLimits:
    """Where a context must end: at the end of its document, or where a mask begins.

    Attributes
    ----------
    document_ends : dict of str to int
    mask_starts : dict of str to list of int
        For each document with masked text, where each mask begins, in order.
    """

    document_ends: dict[str, int]
    mask_starts: dict[str, list[int]]

    @classmethod
    def of(cls, corpus: Corpus) -> _ContextLimits:
        """Return the limits of the documents of a corpus."""
        ends = corpus.extents[1].tolist()
        document_ends = dict(zip(corpus.names, ends, strict=True))
        return cls(document_ends, _mask_starts(corpus.masks))

    def end_of_context(self, text: str, doc: str, last_word_end: int) -> int:
        """Return the end of the punctuation that follows the last word."""
        limit = self._limit(doc, last_word_end)
        end = last_word_end
        while end < limit and _is_punctuation(text[end]):
            end += 1
        return end

    def _limit(self, doc: str, last_word_end: int) -> int:
        """Return where the document ends, or the next mask in it begins."""
        document_end = self.document_ends[doc]
        mask_starts = self.mask_starts.get(doc, [])
        next_mask = bisect.bisect_left(mask_starts, last_word_end)
        if next_mask == len(mask_starts):
            return document_end
        return min(document_end, mask_starts[next_mask])


def _mask_starts(masks: pd.DataFrame) -> dict[str, list[int]]:
    """Return where each mask begins, in order, for each document with masks."""
    masks = masks.sort_values("start")
    starts_by_document: dict[str, list[int]] = {}
    for doc, start in zip(masks["doc"], masks["start"], strict=True):
        starts = starts_by_document.setdefault(doc, [])
        starts.append(start)
    return starts_by_document


def _is_punctuation(character: str) -> bool:
    is_blank = character.isspace()
    is_word = character.isalnum()
    return not is_blank and not is_word


def _sort_lines(stream: TokenStream, lines: _Lines, sort: str) -> np.ndarray:
    """Return the order of the lines; lines with equal contexts keep their order."""
    rows = np.arange(len(lines.first))
    if sort == "text" or not len(rows):
        return rows
    if sort == "left":
        words_of_context = lines.first - lines.context_first
    else:
        words_of_context = lines.context_end - lines.end
    # `lexsort` sorts by its last key first: the words beside the hit.
    keys = [rows]
    for distance in reversed(range(words_of_context.max())):
        words = _context_words(stream, lines, sort, distance)
        keys.append(words)
    return np.lexsort(keys)


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
    last = len(stream) - 1
    nearest = np.clip(token, 0, last)
    ids = stream.ids[nearest]
    return np.where(in_context, ids, -1)
