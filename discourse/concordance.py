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
from discourse.counting.counted_units import token_unit
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import find_mentions, tokens_that_hold
from discourse.phrases import Phrase
from discourse.progress import shows_progress
from discourse.spans import cut_texts, is_punctuation
from discourse.text import TokenStream
from discourse.validation import check_option, check_whole_number, options_by_name

__all__ = ["kwic"]

# Line ends with the blanks around them. A match begins only where blanks begin, so a
# long run of blanks without a line end is read once.
_LINE_ENDS = re.compile(r"(?<!\s)\s*[\n\r\v\f\x85\u2028\u2029]\s*")


@options_by_name
@shows_progress
def kwic(
    corpus: Corpus,
    phrase: str | Phrase | Lexicon,
    *,
    width: int = 8,
    sort: Literal["text", "left", "right"] = "text",
    progress: bool = True,
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
        Chinese text is shown in words if the corpus counts it in words.
    sort : {'text', 'left', 'right'}
        'text': in the order of the text. 'left': by the words to the left, the nearest
        first. 'right': by the words to the right, the nearest first.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "kwic", one row for each hit; it may be empty. Columns: doc, doc_label,
        left, surface, right, family, family_label, pattern, start, end. The contexts
        `left` and `right` are raw text, but one blank replaces line ends and the blanks
        around them. `surface` and the offsets are those of the raw text. What a bridge
        leaves out of the counts (:meth:`discourse.Corpus.mask`) stands in all three.

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
    lines_in_text_order = _find_lines(corpus, lexicon, width)
    order = _sort_lines(corpus.in_words.stream, lines_in_text_order, sort)
    lines = lines_in_text_order.take(order)
    columns = _text_columns(corpus, lines)
    family_names = []
    pattern_ids = []
    family_and_phrase = zip(lines.family.tolist(), lines.phrase.tolist(), strict=True)
    for family_number, phrase_number in family_and_phrase:
        family = lexicon.families[family_number]
        family_names.append(family.name)
        pattern_ids.append(family.phrases[phrase_number].id)
    columns["family"] = family_names
    columns["pattern"] = pattern_ids
    labels = {"doc": corpus.label_of, "family": lexicon.label_of}
    unit = token_unit(corpus.in_words)
    return tables.make("kwic", {**columns, "token_unit": unit}, labels=labels)


@dataclass(frozen=True, eq=False)
class _Lines:
    """The lines of a concordance: hits with their contexts, as half-open token ranges.

    Tokens are those of `Corpus.in_words`: a context is counted in words.

    Attributes
    ----------
    start, end : int32 arrays
        Offsets of each hit in the raw text.
    first_token, end_token : int64 arrays
        The tokens that hold each hit.
    context_first, context_end : int64 arrays
        The tokens of each hit together with its contexts on both sides.
    family, phrase : int arrays
        Number of the family in the lexicon, and of the phrase in its family.
    """

    start: np.ndarray
    end: np.ndarray
    first_token: np.ndarray
    end_token: np.ndarray
    context_first: np.ndarray
    context_end: np.ndarray
    family: np.ndarray
    phrase: np.ndarray

    def take(self, line_numbers: np.ndarray) -> _Lines:
        """Return the lines with these numbers, in the order of the numbers."""
        return _Lines(
            start=self.start[line_numbers],
            end=self.end[line_numbers],
            first_token=self.first_token[line_numbers],
            end_token=self.end_token[line_numbers],
            context_first=self.context_first[line_numbers],
            context_end=self.context_end[line_numbers],
            family=self.family[line_numbers],
            phrase=self.phrase[line_numbers],
        )


def _find_lines(corpus: Corpus, lexicon: Lexicon, width: int) -> _Lines:
    """Return the hits with `width` words of context, in the order of the text."""
    characters = corpus.stream
    words = corpus.in_words.stream
    hits = find_mentions(corpus, lexicon)
    # `lexsort` sorts by its last key first: by the first token of the hit.
    text_order = np.lexsort((hits.family, hits.last, hits.first))
    first_character = hits.first[text_order]
    last_character = hits.last[text_order] - 1
    hits_in_words = hits
    if words is not characters:
        hits_in_words = tokens_that_hold(words, characters, hits)
    first_token = hits_in_words.first[text_order]
    end_token = hits_in_words.last[text_order]
    context_first, context_end = words.widen_ranges(first_token, end_token, width)
    return _Lines(
        start=characters.start[first_character],
        end=characters.end[last_character],
        first_token=first_token,
        end_token=end_token,
        context_first=context_first,
        context_end=context_end,
        family=hits.family[text_order],
        phrase=hits.phrase[text_order],
    )


def _text_columns(corpus: Corpus, lines: _Lines) -> dict[str, Any]:
    """Return the columns doc, start, end, left, surface and right, by name."""
    stream = corpus.in_words.stream
    document_of_line = stream.document[lines.first_token]
    documents, text_number = np.unique(document_of_line, return_inverse=True)
    docs = [corpus.names[document] for document in documents.tolist()]
    texts = [corpus.raw[doc] for doc in docs]
    context_starts = stream.start[lines.context_first]
    last_word_ends = stream.end[lines.context_end - 1]
    limits = _context_limits(corpus, document_of_line, last_word_ends)
    context_ends = _extend_over_punctuation(texts, text_number, last_word_ends, limits)
    names = np.array(docs, dtype=object)
    left_contexts = cut_texts(texts, text_number, context_starts, lines.start)
    surfaces = cut_texts(texts, text_number, lines.start, lines.end)
    right_contexts = cut_texts(texts, text_number, lines.end, context_ends)
    columns: dict[str, Any] = {}
    columns["doc"] = names[text_number]
    columns["start"] = lines.start
    columns["end"] = lines.end
    columns["left"] = [_join_lines(text) for text in left_contexts]
    columns["surface"] = surfaces
    columns["right"] = [_join_lines(text) for text in right_contexts]
    return columns


def _join_lines(text: str) -> str:
    """Return the text with one blank for line ends and the blanks around them."""
    # No line end is printable. This is seen sooner than that the pattern fits nowhere.
    if text.isprintable():
        return text
    # Most line ends are single, and have no blanks beside them.
    line = text.replace("\n", " ")
    if line.isprintable() and "  " not in line:
        return line
    return _LINE_ENDS.sub(" ", text)


def _context_limits(
    corpus: Corpus, documents: np.ndarray, last_word_ends: np.ndarray
) -> np.ndarray:
    """Return where each context must end, as an offset into the raw text (int).

    That is the end of its document, or the beginning of the next mask.

    Parameters
    ----------
    corpus : Corpus
    documents : int32 array, shape (lines,)
        The document of each line.
    last_word_ends : int32 array, shape (lines,)
        Where the last word of each context ends.
    """
    _, document_ends = corpus.extents
    limits: np.ndarray = document_ends[documents]
    starts_by_document = _mask_starts(corpus.masks)
    if not starts_by_document:
        return limits
    for line, document in enumerate(documents.tolist()):
        doc = corpus.names[document]
        mask_starts = starts_by_document.get(doc, [])
        next_mask = _first_from(mask_starts, last_word_ends[line])
        if next_mask is None:
            continue
        document_end = limits[line]
        limits[line] = min(document_end, next_mask)
    return limits


def _first_from(starts: list[int], offset: int) -> int | None:
    """Return the first of sorted `starts` that is not before `offset`; None if none."""
    number = bisect.bisect_left(starts, offset)
    if number < len(starts):
        return starts[number]
    return None


def _extend_over_punctuation(
    texts: list[str], numbers: np.ndarray, ends: np.ndarray, limits: np.ndarray
) -> np.ndarray:
    """Return where contexts end with the punctuation behind their last words (int).

    Parameters
    ----------
    texts : list of str
    numbers : int array, shape (lines,)
        The number of the text of each line.
    ends, limits : int arrays, shape (lines,)
        Where the last word of each context ends, and where the context must end.
    """
    context_ends = []
    lines = zip(
        numbers.tolist(),
        ends.tolist(),
        limits.tolist(),
        strict=True,
    )
    for number, end, limit in lines:
        text = texts[number]
        context_end = _end_of_punctuation(text, end, limit)
        context_ends.append(context_end)
    return np.array(context_ends, int)


def _end_of_punctuation(text: str, start: int, limit: int) -> int:
    """Return where the punctuation from `start` on ends, at `limit` at the latest."""
    end = start
    while end < limit and is_punctuation(text[end]):
        end += 1
    return end


def _mask_starts(masks: pd.DataFrame) -> dict[str, list[int]]:
    """Return where each mask begins, in order, for each document with masks."""
    masks = masks.sort_values("start")
    starts_by_document: dict[str, list[int]] = {}
    for doc, start in zip(masks["doc"], masks["start"], strict=True):
        starts = starts_by_document.setdefault(doc, [])
        starts.append(start)
    return starts_by_document


def _sort_lines(stream: TokenStream, lines: _Lines, sort: str) -> np.ndarray:
    """Return the numbers of the lines in the order in which they are shown (int64).

    Lines with equal contexts keep the order of the text.

    Parameters
    ----------
    stream : TokenStream
    lines : _Lines
        In the order of the text.
    sort : {'text', 'left', 'right'}
        What the lines are sorted by: see :func:`kwic`.
    """
    line_count = len(lines.first_token)
    text_order = np.arange(line_count)
    if sort == "text" or not line_count:
        return text_order
    if sort == "left":
        context_lengths = lines.first_token - lines.context_first
    else:
        context_lengths = lines.context_end - lines.end_token
    # `lexsort` sorts by its last key first: the words beside the hit.
    keys = [text_order]
    longest_context = context_lengths.max()
    for distance in reversed(range(longest_context)):
        word_ids = _context_word_ids(stream, lines, sort, distance)
        keys.append(word_ids)
    return np.lexsort(keys)


def _context_word_ids(
    stream: TokenStream, lines: _Lines, sort: str, distance: int
) -> np.ndarray:
    """Return the id of the word at some distance from each hit; -1 = there is none.

    Ids are in the order of the words, so sorting by id sorts by code point. A context
    that is shorter comes first.

    Parameters
    ----------
    stream : TokenStream
    lines : _Lines
    sort : {'left', 'right'}
        The side of the hit.
    distance : int
        Words between the hit and the word: 0 = the word beside the hit.
    """
    if sort == "left":
        tokens = lines.first_token - 1 - distance
        is_in_context = tokens >= lines.context_first
    else:
        tokens = lines.end_token + distance
        is_in_context = tokens < lines.context_end
    # A token outside the stream is outside the context too; any id may stand for it.
    last_token = len(stream) - 1
    tokens_in_stream = np.clip(tokens, 0, last_token)
    word_ids = stream.ids[tokens_in_stream]
    return np.where(is_in_context, word_ids, -1)
