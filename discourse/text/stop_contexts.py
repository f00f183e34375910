"""What stands around each stop: the words, their letters, the marks of the gap."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from discourse.text.abbreviations import WordClass, classify_spellings
from discourse.text.characters import CharacterKind
from discourse.text.token_gaps import (
    HAS_DOT,
    HAS_NEWLINE,
    HAS_SPACE,
    HAS_STOP,
    TokenGaps,
)

__all__ = [
    "DOTS_OF_ELLIPSIS",
    "HAS_BLANK",
    "StopContexts",
    "look_around_stops",
]

HAS_BLANK = HAS_SPACE | HAS_NEWLINE
# The dots of an ellipsis; a fourth one is the stop of the sentence.
DOTS_OF_ELLIPSIS = 3


@dataclass(frozen=True, eq=False)
class StopContexts:
    """The gaps at which a sentence may end, and what stands around them.

    All arrays but those of `gaps` have the shape (stops,). The word "before" is the one
    before the gap, the word "after" the one after it, the "earlier" word the one before
    the word before. Kinds are those of :class:`CharacterKind`.

    Attributes
    ----------
    gaps : TokenGaps
        All gaps of the chunk.
    indices : int array
        Which of them may end a sentence.
    bits : uint8 array
        What the gap holds, as the bits ``HAS_...``.
    token_before : int array
        Index of the token before the gap.
    next_gap : int array
        Index of the gap after the word after; of the last gap if there is none.
    is_last : bool array
        Whether the word after is the last one of its document.
    word_earlier, word_before, word_after : uint16 arrays
        The :class:`WordClass` of the words. There is no earlier word if the word before
        is the first of its document.
    length_before, length_after : int arrays
        How many characters the words have.
    kind_before, kind_after : uint8 arrays
        Kind of the last character before the gap, and of the first one after it.
    first_kind : uint8 array
        Kind of the first character of the gap.
    first_kind_of_next_gap : uint8 array
        Kind of the first character after the word after; ``NEWLINE`` if it is the last.
    first_kind_of_word_before, second_kind_of_word_after : uint8 arrays
        Kind of these characters of the words.
    """

    gaps: TokenGaps
    indices: np.ndarray
    bits: np.ndarray
    token_before: np.ndarray
    next_gap: np.ndarray
    is_last: np.ndarray
    word_earlier: np.ndarray
    word_before: np.ndarray
    word_after: np.ndarray
    length_before: np.ndarray
    length_after: np.ndarray
    kind_before: np.ndarray
    kind_after: np.ndarray
    first_kind: np.ndarray
    first_kind_of_next_gap: np.ndarray
    first_kind_of_word_before: np.ndarray
    second_kind_of_word_after: np.ndarray

    @functools.cached_property
    def first_stop(self) -> np.ndarray:
        """Index, among all stops, of the first stop that is not before the gap."""
        gap_begins = self.gaps.begin.take(self.indices)
        return np.searchsorted(self.gaps.stop_positions, gap_begins)

    @functools.cached_property
    def stop_counts(self) -> np.ndarray:
        """How many stops the gap holds; 0 if the dot belongs to the word before."""
        gap_ends = self.gaps.end.take(self.indices)
        end_stop = np.searchsorted(self.gaps.stop_positions, gap_ends)
        counts: np.ndarray = end_stop - self.first_stop
        return counts

    @functools.cached_property
    def is_after_dot(self) -> np.ndarray:
        """Whether the word before ends with a dot of its own, as "U.S." does (bool)."""
        is_after: np.ndarray = self.kind_before == CharacterKind.DOT
        return is_after

    @functools.cached_property
    def is_one_dot(self) -> np.ndarray:
        """Whether the only stop is a dot, of the gap or of the word before (bool)."""
        dot_counts = self.stop_counts + self.is_after_dot
        is_one: np.ndarray = self.has_dots_only & (dot_counts == 1)
        return is_one

    @functools.cached_property
    def is_dot_only(self) -> np.ndarray:
        """Whether the gap is one dot, without even a blank (bool)."""
        is_only: np.ndarray = self.bits == HAS_DOT
        is_only &= self.has_one_stop
        return is_only

    @functools.cached_property
    def has_dots_only(self) -> np.ndarray:
        """Whether all stops of the gap are dots (bool)."""
        other_stops = self.bits & HAS_STOP
        return other_stops == 0

    @functools.cached_property
    def is_spaced_ellipsis(self) -> np.ndarray:
        """Whether the gap holds three dots, and a blank before them (bool)."""
        is_ellipsis = self.has_dots_only & (self.stop_counts == DOTS_OF_ELLIPSIS)
        is_after_blank = self.first_kind == CharacterKind.SPACE
        is_after_blank |= self.first_kind == CharacterKind.NEWLINE
        return is_ellipsis & is_after_blank

    @functools.cached_property
    def is_before_lower(self) -> np.ndarray:
        """Whether a word in lower case follows, other than "iPhone" (bool)."""
        is_lower = self.kind_after == CharacterKind.LOWER
        is_name = self.second_kind_of_word_after == CharacterKind.LETTER
        is_before: np.ndarray = is_lower & ~is_name
        return is_before

    @functools.cached_property
    def is_before_capital(self) -> np.ndarray:
        """Whether the word after begins with a capital letter (bool)."""
        is_capital: np.ndarray = self.kind_after == CharacterKind.LETTER
        return is_capital

    @functools.cached_property
    def is_before_digit(self) -> np.ndarray:
        """Whether the word after begins with a digit (bool)."""
        is_digit: np.ndarray = self.kind_after == CharacterKind.DIGIT
        return is_digit

    @functools.cached_property
    def is_after_capitalised(self) -> np.ndarray:
        """Whether the word before begins with a capital letter (bool)."""
        is_capital: np.ndarray = self.first_kind_of_word_before == CharacterKind.LETTER
        return is_capital

    @functools.cached_property
    def has_blank(self) -> np.ndarray:
        """Whether the gap holds a blank or a line end (bool)."""
        blanks = self.bits & HAS_BLANK
        return blanks > 0

    @functools.cached_property
    def has_one_stop(self) -> np.ndarray:
        """Whether the gap holds one stop, of any kind (bool)."""
        has_one: np.ndarray = self.stop_counts == 1
        return has_one

    @functools.cached_property
    def is_before_dotted_word(self) -> np.ndarray:
        """Whether a dot follows the word after (bool)."""
        is_before: np.ndarray = self.first_kind_of_next_gap == CharacterKind.DOT
        return is_before

    @functools.cached_property
    def is_before_grammar(self) -> np.ndarray:
        """Whether a word of grammar with a capital letter follows: "The" (bool)."""
        # "A" and "I" are initials if a dot follows.
        is_initial = self.is_after(WordClass.LETTER)
        is_initial &= self.is_before_dotted_word
        is_word = self.is_after(WordClass.GRAMMAR)
        is_word &= self.is_before_capital
        return is_word & ~is_initial

    def holds_only(self, bits: int) -> np.ndarray:
        """Return whether the gap holds nothing but what `bits` stand for (bool)."""
        all_bits = self.bits | bits
        return all_bits == bits

    def is_earlier(self, word_class: WordClass) -> np.ndarray:
        """Return whether the earlier word is of any of these classes (bool)."""
        return _are_of_class(self.word_earlier, word_class)

    def is_before(self, word_class: WordClass) -> np.ndarray:
        """Return whether the word before is of any of these classes (bool)."""
        return _are_of_class(self.word_before, word_class)

    def is_after(self, word_class: WordClass) -> np.ndarray:
        """Return whether the word after is of any of these classes (bool)."""
        return _are_of_class(self.word_after, word_class)


def _are_of_class(words: np.ndarray, word_class: WordClass) -> np.ndarray:
    """Return whether each word is of any of these classes (bool)."""
    class_bits = np.uint16(word_class)
    shared_classes = words & class_bits
    return shared_classes > 0


def look_around_stops(
    gaps: TokenGaps, spelling_ids: np.ndarray, spelled: np.ndarray
) -> StopContexts:
    """Return the gaps at which a sentence may end, and what stands around them.

    They hold a stop, or follow a word with a dot at its end ("U.S.").

    Parameters
    ----------
    gaps : TokenGaps
    spelling_ids : int32 array, shape (tokens,)
        Number of each token's spelling.
    spelled : uint32 array
        The distinct spellings, the listed ones first.
    """
    may_end = gaps.holds(HAS_DOT | HAS_STOP)
    # Before the first gap stands the last character of the chunk, which is no dot.
    may_end |= gaps.kinds.take(gaps.begin - 1) == CharacterKind.DOT
    # Before the first word of a document, the word before is one of another document.
    may_end &= ~gaps.is_first
    indices = np.flatnonzero(may_end)
    token_before = indices - 1
    last_gap = len(gaps.begin) - 1
    next_gap = np.minimum(indices + 1, last_gap)
    is_last = indices == last_gap
    is_last |= gaps.is_first[next_gap]

    token_earlier = np.maximum(indices - 2, 0)
    spelling_earlier = spelling_ids[token_earlier]
    spelling_before = spelling_ids[token_before]
    spelling_after = spelling_ids[indices]
    class_of_spelling = classify_spellings(
        spelled, [spelling_earlier, spelling_before, spelling_after]
    )
    word_earlier = class_of_spelling.take(spelling_earlier)
    word_earlier[gaps.is_first[token_before]] = WordClass.NONE

    begin = gaps.begin[indices]
    end = gaps.end[indices]
    start_before = gaps.end[token_before]
    end_after = gaps.begin[next_gap]
    first_kind_of_next_gap = gaps.kinds.take(end_after)
    first_kind_of_next_gap[is_last] = CharacterKind.NEWLINE
    return StopContexts(
        gaps=gaps,
        indices=indices,
        bits=gaps.bits[indices],
        token_before=token_before,
        next_gap=next_gap,
        is_last=is_last,
        word_earlier=word_earlier,
        word_before=class_of_spelling.take(spelling_before),
        word_after=class_of_spelling.take(spelling_after),
        length_before=begin - start_before,
        length_after=end_after - end,
        kind_before=gaps.kinds_before(indices),
        kind_after=gaps.kinds_after(indices),
        first_kind=gaps.kinds.take(begin),
        first_kind_of_next_gap=first_kind_of_next_gap,
        first_kind_of_word_before=gaps.kinds.take(start_before),
        second_kind_of_word_after=_second_kinds(gaps, end),
    )


def _second_kinds(gaps: TokenGaps, begin: np.ndarray) -> np.ndarray:
    """Return the kind of the second letter of the words that begin at `begin`.

    The accents of the first letter, where they are signs of their own, are passed over.
    """
    # After the last word of a chunk a line end stands.
    position = begin + 1
    word_marks = gaps.word_marks
    is_mark = np.isin(position, word_marks)
    while is_mark.any():
        position = position + is_mark
        is_mark = np.isin(position, word_marks)
    return gaps.kinds.take(position)
