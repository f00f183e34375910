"""Words that a line end divides, read as one."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from discourse.corpus.raw_texts import RawTexts
from discourse.corpus.span_marks import SpanMarks, gaps_between
from discourse.spans import merge_spans, overlaps_any
from discourse.text import LINE_ENDS, word_identity

__all__ = ["JoinedWords", "join_divided_words"]

_LINE_END = re.compile(f"[{LINE_ENDS}]")
_NO_TOKENS = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class JoinedWords:
    """The divided words of the raw texts.

    Attributes
    ----------
    first_parts, last_parts : int64 arrays, shape (words,)
        The tokens of the raw texts that hold the beginning and the end of each word, in
        order.
    later_parts : int64 array
        Every token that holds a part of a word but the first one.
    ids : int32 array, shape (words,)
        The type of each word, in `vocabulary`.
    vocabulary : tuple of str
        All words, those that joins make among them, sorted by code point.
    new_ids : int32 array
        The id in `vocabulary` of each word of the vocabulary of the raw texts.
    """

    first_parts: np.ndarray = field(default_factory=_NO_TOKENS.copy)
    last_parts: np.ndarray = field(default_factory=_NO_TOKENS.copy)
    later_parts: np.ndarray = field(default_factory=_NO_TOKENS.copy)
    ids: np.ndarray = field(default_factory=_NO_TOKENS.copy)
    vocabulary: tuple[str, ...] = ()
    new_ids: np.ndarray = field(default_factory=_NO_TOKENS.copy)

    @property
    def exist(self) -> bool:
        """Whether any word is joined."""
        return len(self.first_parts) > 0

    def last_parts_of(self, tokens: np.ndarray) -> np.ndarray:
        """Return the token with the last part of each word (int64).

        It is the token itself, but for a divided word.
        """
        if not self.exist:
            return tokens
        word_numbers, is_divided = self._find(tokens)
        last_parts = tokens.copy()
        last_parts[is_divided] = self.last_parts[word_numbers[is_divided]]
        return last_parts

    def ids_of(self, tokens: np.ndarray, raw_ids: np.ndarray) -> np.ndarray:
        """Return the id of each token in `vocabulary` (int32).

        Parameters
        ----------
        tokens : int64 array
        raw_ids : int32 array
            Their ids in the vocabulary of the raw texts.
        """
        word_numbers, is_divided = self._find(tokens)
        ids = self.new_ids[raw_ids]
        ids[is_divided] = self.ids[word_numbers[is_divided]]
        return ids

    def _find(self, tokens: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the divided word that may begin with each token, and if it does."""
        last_word = len(self.first_parts) - 1
        word_numbers = np.searchsorted(self.first_parts, tokens)
        word_numbers = np.minimum(word_numbers, last_word)
        is_divided: np.ndarray = self.first_parts[word_numbers] == tokens
        return word_numbers, is_divided


def join_divided_words(
    raw_texts: RawTexts, joins: pd.DataFrame, masked: SpanMarks, bridged: SpanMarks
) -> JoinedWords:
    """Return the words that joins make of tokens.

    A join makes one word of the token that ends where it begins and of the next token
    that is counted. Between these two there is nothing but the join, blanks, and what
    is bridged, and the second one is the first word of its line.

    Parameters
    ----------
    raw_texts : RawTexts
    joins : DataFrame
        Columns source, start and end.
    masked, bridged : SpanMarks
        What masks and bridges say of the tokens.
    """
    if joins.empty:
        return JoinedWords()
    next_parts = _find_halves(raw_texts, joins, masked, bridged)
    parts_of_words = _chain_parts(next_parts)
    words = []
    later_parts = []
    for parts in parts_of_words:
        words.append(_spell(raw_texts, parts))
        later_parts += parts[1:]
    if not words:
        return JoinedWords()
    old_vocabulary = raw_texts.stream.vocabulary
    unknown_words = sorted(set(words).difference(raw_texts.stream.lookup))
    vocabulary = old_vocabulary
    if unknown_words:
        vocabulary = tuple(sorted([*old_vocabulary, *unknown_words]))
    ids = [bisect.bisect_left(vocabulary, word) for word in words]
    return JoinedWords(
        first_parts=np.array([parts[0] for parts in parts_of_words]),
        last_parts=np.array([parts[-1] for parts in parts_of_words]),
        later_parts=np.array(later_parts),
        ids=np.array(ids, dtype=np.int32),
        vocabulary=vocabulary,
        new_ids=_shift_ids(old_vocabulary, unknown_words),
    )


def _find_halves(
    raw_texts: RawTexts, joins: pd.DataFrame, masked: SpanMarks, bridged: SpanMarks
) -> dict[int, int]:
    """Return the token that each divided token goes on with, in order."""
    text_offsets = raw_texts.offsets[joins["source"].to_numpy()]
    join_starts = text_offsets + joins["start"].to_numpy()
    join_ends = text_offsets + joins["end"].to_numpy()
    first_halves = _tokens_ending_at(raw_texts, np.unique(join_starts))
    is_left_out = masked.is_touched | bridged.is_touched
    first_halves = first_halves[~is_left_out[first_halves]]
    counted_tokens = np.flatnonzero(~is_left_out)
    next_counted = np.searchsorted(counted_tokens, first_halves, side="right")
    # After the last counted token there is no second half.
    has_second_half = next_counted < len(counted_tokens)
    first_halves = first_halves[has_second_half]
    second_halves = counted_tokens[next_counted[has_second_half]]
    may_be_joined = _are_in_one_text(raw_texts, first_halves, second_halves)
    may_be_joined &= ~_have_mask_between(raw_texts, first_halves, second_halves, masked)
    first_halves = first_halves[may_be_joined]
    second_halves = second_halves[may_be_joined]

    left_out_starts = np.concatenate([join_starts, bridged.start])
    left_out_ends = np.concatenate([join_ends, bridged.end])
    start, end = merge_spans(left_out_starts, left_out_ends)
    gaps = gaps_between(raw_texts, first_halves, second_halves, start, end)
    next_parts: dict[int, int] = {}
    for gap, first_half, second_half in zip(
        gaps, first_halves.tolist(), second_halves.tolist(), strict=True
    ):
        text_left = "".join(gap.parts)
        text = raw_texts.texts[gap.source]
        lines = _LINE_END.split(text[gap.start : gap.end])
        # The second half is the first word of its line.
        if not text_left.strip() and not lines[-1].strip():
            next_parts[first_half] = second_half
    return next_parts


def _tokens_ending_at(raw_texts: RawTexts, offsets: np.ndarray) -> np.ndarray:
    """Return the tokens that end at one of some offsets (int64, in order)."""
    ends = raw_texts.token_ends
    tokens = np.searchsorted(ends, offsets)
    is_in_stream = tokens < len(ends)
    tokens = tokens[is_in_stream]
    ends_there = ends[tokens] == offsets[is_in_stream]
    return tokens[ends_there]


def _have_mask_between(
    raw_texts: RawTexts, before: np.ndarray, after: np.ndarray, masked: SpanMarks
) -> np.ndarray:
    """Return whether a mask lies between each two tokens (bool)."""
    gap_starts = raw_texts.token_ends[before]
    gap_ends = raw_texts.token_starts[after]
    return overlaps_any(gap_starts, gap_ends, masked.start, masked.end)


def _are_in_one_text(
    raw_texts: RawTexts, first_tokens: np.ndarray, second_tokens: np.ndarray
) -> np.ndarray:
    """Return whether each two tokens are of the same raw text (bool)."""
    bounds = raw_texts.stream.bounds
    first_texts = np.searchsorted(bounds, first_tokens, side="right")
    second_texts = np.searchsorted(bounds, second_tokens, side="right")
    are_in_one_text: np.ndarray = first_texts == second_texts
    return are_in_one_text


def _chain_parts(next_parts: Mapping[int, int]) -> list[list[int]]:
    """Return the tokens of each divided word; a word may have more than two parts.

    >>> _chain_parts({3: 4, 4: 7, 9: 10})
    [[3, 4, 7], [9, 10]]
    """
    words: list[list[int]] = []
    for part, next_part in next_parts.items():
        if words and words[-1][-1] == part:
            words[-1].append(next_part)
        else:
            words.append([part, next_part])
    return words


def _spell(raw_texts: RawTexts, parts: list[int]) -> str:
    """Return the identity of the word that some tokens of one text are parts of."""
    stream = raw_texts.stream
    source = int(np.searchsorted(stream.bounds, parts[0], side="right")) - 1
    text = raw_texts.texts[source]
    letters = ""
    for part in parts:
        letters += text[stream.start[part] : stream.end[part]]
    return word_identity(letters)


def _shift_ids(vocabulary: tuple[str, ...], new_words: list[str]) -> np.ndarray:
    """Return the id of each word of a vocabulary once new words are sorted in (int32).

    >>> _shift_ids(("b", "d"), ["a", "c", "e"])
    array([1, 3], dtype=int32)
    """
    places = [bisect.bisect_left(vocabulary, word) for word in new_words]
    old_ids = np.arange(len(vocabulary))
    # A word moves by the number of new words that come before it.
    new_words_before = np.searchsorted(places, old_ids, side="right")
    new_ids = old_ids + new_words_before
    return new_ids.astype(np.int32)
