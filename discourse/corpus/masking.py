"""Which tokens masks, bridges and joins leave, and the gap before each of them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from discourse.corpus.bridged_gaps import bridged_gap_classes
from discourse.corpus.divided_words import JoinedWords, join_divided_words
from discourse.corpus.mask_layers import MaskLayers
from discourse.corpus.raw_texts import RawTexts, TextRanges
from discourse.corpus.span_marks import SpanMarks, mark_tokens
from discourse.spans import expand_ranges
from discourse.text import MASK, PARAGRAPH, TokenStream

__all__ = [
    "TokenSelection",
    "select_tokens",
    "unmasked_stream",
]


@dataclass(frozen=True, eq=False)
class _TokenMarks:
    """What the layers say of each token of the raw texts.

    Attributes
    ----------
    masked, bridged : SpanMarks
        Which tokens a mask or a bridge touches or precedes.
    joined_words : JoinedWords
    """

    masked: SpanMarks
    bridged: SpanMarks
    joined_words: JoinedWords

    @classmethod
    def of(cls, raw_texts: RawTexts, layers: MaskLayers) -> _TokenMarks:
        """Return the marks that the layers make."""
        masked = mark_tokens(raw_texts, layers.masks)
        bridged = mark_tokens(raw_texts, layers.bridges)
        joined_words = join_divided_words(raw_texts, layers.joins, masked, bridged)
        return cls(masked, bridged, joined_words)

    @property
    def may_read_on(self) -> bool:
        """Whether a text can be read on where tokens were left out."""
        return self.bridged.has_spans or self.joined_words.exist

    @functools.cached_property
    def is_left_out(self) -> np.ndarray:
        """Whether each token is no counted one (bool; a new array).

        The second half of a divided word is a part of the token of its first half.
        """
        is_left_out: np.ndarray = self.masked.is_touched | self.bridged.is_touched
        is_left_out[self.joined_words.later_parts] = True
        return is_left_out

    @functools.cached_property
    def break_counts(self) -> np.ndarray:
        """How many breaks lie before each token and in it (int64).

        A break is here a token that no bridge covers, and a mask.
        """
        is_break = ~self.bridged.is_touched
        is_break |= self.masked.is_touched
        return np.cumsum(is_break)

    @functools.cached_property
    def mask_counts(self) -> np.ndarray:
        """How many tokens up to each one have a mask just before them (int64)."""
        return np.cumsum(self.masked.is_preceded)

    @functools.cached_property
    def bridge_counts(self) -> np.ndarray:
        """How many tokens up to each one are bridged or follow a bridge (int64)."""
        is_bridged = self.bridged.is_touched | self.bridged.is_preceded
        return np.cumsum(is_bridged)


@dataclass(frozen=True, eq=False)
class TokenSelection:
    """Tokens of the raw texts, in the order of the documents.

    Attributes
    ----------
    tokens : int64 array
        Their numbers in the stream of all raw texts. For a divided word it is the
        number of its first part.
    last_tokens : int64 array
        The number of the last part of a divided word, and of any other token itself.
    ranges : int64 array
        The range (row of a :class:`TextRanges`) that each token lies in.
    documents : int64 array
        The document of each token.
    gaps : uint8 array
        The gap class before each token.
    joined_words : JoinedWords
        The divided words of the raw texts.
    """

    tokens: np.ndarray
    last_tokens: np.ndarray
    ranges: np.ndarray
    documents: np.ndarray
    gaps: np.ndarray
    joined_words: JoinedWords

    @property
    def is_first(self) -> np.ndarray:
        """Whether each token is the first one of its document (bool; a new array)."""
        return _are_first(self.documents)


def _are_first(documents: np.ndarray) -> np.ndarray:
    """Return whether each token is the first one of its document (bool)."""
    token_count = len(documents)
    begins_document = np.ones(token_count, dtype=bool)
    begins_document[1:] = documents[1:] != documents[:-1]
    return begins_document


def select_tokens(
    raw_texts: RawTexts, ranges: TextRanges, layers: MaskLayers
) -> TokenSelection:
    """Return the tokens that begin in the `ranges` and that the layers do not leave out.

    A word that the end of a range divides belongs to the range in which it begins, so
    that no word is lost or counted twice.
    """
    starts = raw_texts.token_starts
    # Tokens and ranges are compared by their offsets in the concatenated texts.
    text_offsets = raw_texts.offsets[ranges.source]
    first_tokens = np.searchsorted(starts, text_offsets + ranges.start)
    end_tokens = np.searchsorted(starts, text_offsets + ranges.end)
    tokens = expand_ranges(first_tokens, end_tokens)
    range_of_token = np.repeat(np.arange(len(first_tokens)), end_tokens - first_tokens)
    marks = _TokenMarks.of(raw_texts, layers)
    if not layers.are_empty:
        is_counted = ~marks.is_left_out[tokens]
        tokens = tokens[is_counted]
        range_of_token = range_of_token[is_counted]
    documents = ranges.document[range_of_token]
    last_tokens = marks.joined_words.last_parts_of(tokens)
    return TokenSelection(
        tokens,
        last_tokens,
        range_of_token,
        documents,
        _gap_classes(raw_texts, marks, tokens, last_tokens, documents),
        marks.joined_words,
    )


def _gap_classes(
    raw_texts: RawTexts,
    marks: _TokenMarks,
    tokens: np.ndarray,
    last_tokens: np.ndarray,
    documents: np.ndarray,
) -> np.ndarray:
    """Return the gap class before each of the selected tokens (uint8).

    Where tokens were left out it is `MASK`, a break. It is also one where a mask covers
    no word. Over a bridge it is the class of the text without the bridged stretch.
    """
    gaps: np.ndarray = raw_texts.stream.gap[tokens]
    is_first = _are_first(documents)
    is_after_break = np.zeros(len(tokens), dtype=bool)
    tokens_before = last_tokens[:-1]
    is_after_break[1:] = tokens[1:] - tokens_before != 1
    is_after_break |= marks.masked.is_preceded[tokens]
    if marks.may_read_on:
        may_be_bridged = is_after_break | marks.bridged.is_preceded[tokens]
        may_be_bridged &= ~is_first
        candidates = np.flatnonzero(may_be_bridged)
        before = last_tokens[candidates - 1]
        after = tokens[candidates]
        reads_on = _reads_on(marks, before, after)
        bridged = candidates[reads_on]
        is_after_break[bridged] = False
        gaps[bridged] = bridged_gap_classes(
            raw_texts, marks.bridged, before[reads_on], after[reads_on]
        )
    gaps[is_after_break] = MASK
    gaps[is_first] = PARAGRAPH
    return gaps


def _reads_on(marks: _TokenMarks, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return whether only bridges lie between each two tokens (bool).

    Each pair of tokens is neighbours among the selected ones.
    """
    last_between = after - 1
    breaks_between = marks.break_counts[last_between] - marks.break_counts[before]
    masks_between = marks.mask_counts[after] - marks.mask_counts[before]
    bridges_between = marks.bridge_counts[after] - marks.bridge_counts[before]
    reads_on: np.ndarray = (breaks_between == 0) & (masks_between == 0)
    reads_on &= (bridges_between > 0) & (before < after)
    return reads_on


def unmasked_stream(
    raw_texts: RawTexts, ranges: TextRanges, layers: MaskLayers, document_count: int
) -> TokenStream:
    """Return the token stream of the `ranges` without the tokens that are left out.

    The vocabulary depends on the raw texts and the layers, not on the ranges, so that
    an id means the same word in every part of a corpus.
    """
    stream = raw_texts.stream
    if layers.are_empty and raw_texts.are_documents(ranges):
        return stream
    selection = select_tokens(raw_texts, ranges, layers)
    tokens = selection.tokens
    ids = stream.ids[tokens]
    vocabulary = stream.vocabulary
    if selection.joined_words.exist:
        ids = selection.joined_words.ids_of(tokens, ids)
        vocabulary = selection.joined_words.vocabulary
    word_counts = np.bincount(selection.documents, minlength=document_count)
    bounds = np.concatenate([[0], np.cumsum(word_counts)])
    return TokenStream(
        ids,
        stream.start[tokens],
        stream.end[selection.last_tokens],
        selection.gaps,
        bounds.astype(np.int64),
        vocabulary,
    )
