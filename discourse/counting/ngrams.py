"""n-grams, frames and skip-grams as numbers: which there are, and where each occurs.

A *frame* is an n-gram with one inner word left open. A *skip-gram* is a sequence of
words between which other words may be skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb

import numpy as np

from discourse.counting.suffix_array import SuffixArray
from discourse.errors import OptionError
from discourse.spans import expand_ranges
from discourse.text import SLOT

__all__ = [
    "NgramOccurrences",
    "NgramRuns",
    "contiguous_ngrams",
    "ngram_frames",
    "skip_grams",
]

# Sequences with skipped words that are made at once. More would not fit into the
# memory of a laptop.
MAX_SEQUENCES = 60_000_000


@dataclass(frozen=True, eq=False)
class NgramOccurrences:
    """Sequences of words of one length, and where each occurs.

    Attributes
    ----------
    words : int32 array, shape (ngrams, size)
        Words of each sequence, as numbers of the vocabulary, in order.
    ngram, first_token : int64 arrays, shape (occurrences,)
        Which sequence occurs, and the token at which it begins.
    filler : int32 array, shape (occurrences,)
        The word in the open slot; an empty array if the sequences have no slot.
    """

    words: np.ndarray
    ngram: np.ndarray
    first_token: np.ndarray
    filler: np.ndarray

    def __len__(self) -> int:
        """Return the number of distinct sequences."""
        return len(self.words)


_NO_FILLER = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, eq=False)
class _NgramNumbers:
    """The frequent n-grams of one length, numbered in order of their words.

    Attributes
    ----------
    at_token : int32 array, shape (tokens,)
        The n-gram that begins at each token; -1 = none that is frequent enough.
    example : int64 array, shape (ngrams,)
        A token at which each n-gram begins.
    """

    at_token: np.ndarray
    example: np.ndarray


def _number_ngrams(
    suffix_array: SuffixArray, size: int, min_count: int
) -> _NgramNumbers:
    """Return the n-grams of `size` words that occur at least `min_count` times."""
    low, high = suffix_array.ngram_runs(size, min_count)
    ngrams = np.arange(len(low), dtype=np.int32)
    ngram_of_occurrence = np.repeat(ngrams, high - low)
    ranks = expand_ranges(low, high)
    tokens = suffix_array.order[ranks]
    at_token = np.full(len(suffix_array), -1, dtype=np.int32)
    at_token[tokens] = ngram_of_occurrence
    example = suffix_array.order[low]
    return _NgramNumbers(at_token, example.astype(np.int64))


def _words_from(ids: np.ndarray, first_token: np.ndarray, size: int) -> np.ndarray:
    """Return the `size` words from each token on (int32, shape (tokens, size))."""
    steps = np.arange(size)
    tokens = first_token[:, None] + steps
    words: np.ndarray = ids[tokens]
    return words


@dataclass(frozen=True, eq=False)
class NgramRuns:
    """n-grams of one length as runs of tokens that begin alike, in order of words.

    Attributes
    ----------
    words : int32 array, shape (ngrams, size)
        Words of each n-gram, as numbers of the vocabulary.
    low, high : int64 arrays, shape (ngrams,)
        Each n-gram begins at the tokens ``order[low:high]``.
    documents : int64 array, shape (ngrams,)
        Documents that have each n-gram.
    order : int32 array, shape (tokens,)
    """

    words: np.ndarray
    low: np.ndarray
    high: np.ndarray
    documents: np.ndarray
    order: np.ndarray

    def __len__(self) -> int:
        """Return the number of n-grams."""
        return len(self.low)

    @property
    def count(self) -> np.ndarray:
        """Occurrences of each n-gram (int64)."""
        return np.asarray(self.high - self.low)

    def select(self, keep: np.ndarray) -> NgramRuns:
        """Return the n-grams that `keep` (bool) keeps."""
        return NgramRuns(
            words=self.words[keep],
            low=self.low[keep],
            high=self.high[keep],
            documents=self.documents[keep],
            order=self.order,
        )

    def list_occurrences(self) -> NgramOccurrences:
        """Return where each n-gram occurs, one n-gram after the other."""
        ngrams = np.arange(len(self), dtype=np.int64)
        ranks = expand_ranges(self.low, self.high)
        return NgramOccurrences(
            words=self.words,
            ngram=np.repeat(ngrams, self.count),
            first_token=self.order[ranks].astype(np.int64),
            filler=_NO_FILLER,
        )


def contiguous_ngrams(
    suffix_array: SuffixArray, ids: np.ndarray, size: int, min_count: int
) -> NgramRuns:
    """Return the n-grams of `size` words that occur at least `min_count` times."""
    low, high = suffix_array.ngram_runs(size, min_count)
    example = suffix_array.order[low].astype(np.int64)
    return NgramRuns(
        words=_words_from(ids, example, size),
        low=low,
        high=high,
        documents=suffix_array.count_documents(low, high),
        order=suffix_array.order,
    )


def ngram_frames(
    suffix_array: SuffixArray, ids: np.ndarray, size: int, min_count: int
) -> Iterator[NgramOccurrences]:
    """Yield the frames of `size` words: n-grams with one inner word left open.

    "the * of the" is a frame. There is one result for each position of the open slot.
    """
    last_inner_word = size - 2
    for slot in range(1, last_inner_word + 1):
        yield _frames_with_slot(suffix_array, ids, size, min_count, slot)


def _frames_with_slot(
    suffix_array: SuffixArray, ids: np.ndarray, size: int, min_count: int, slot: int
) -> NgramOccurrences:
    """Return the frames whose open slot is at `slot`.

    A frame is no more frequent than the words on each side of its slot. So what is rare
    on one side is left out beforehand.
    """
    left_ngrams = _number_ngrams(suffix_array, slot, min_count)
    right_ngrams = _number_ngrams(suffix_array, size - slot - 1, min_count)
    has_left_part = left_ngrams.at_token >= 0
    is_long_enough = suffix_array.words_to_break >= size
    first_token = np.flatnonzero(has_left_part & is_long_enough)
    right_part = right_ngrams.at_token[first_token + slot + 1]
    has_right_part = right_part >= 0
    first_token = first_token[has_right_part]
    right_part = right_part[has_right_part]
    left_part = left_ngrams.at_token[first_token]
    # One number for the words on both sides of the slot.
    right_count = max(len(right_ngrams.example), 1)
    pair = left_part.astype(np.int64) * right_count
    pair += right_part
    _, example, frame, count = np.unique(
        pair,
        return_index=True,
        return_inverse=True,
        return_counts=True,
    )
    is_frequent = count >= min_count
    frequent_frames = _renumber(frame.reshape(-1), is_frequent)
    example_token = first_token[example[is_frequent]]
    words = _words_from(ids, example_token, size)
    words[:, slot] = SLOT
    first_token = first_token[frequent_frames.is_kept]
    return NgramOccurrences(
        words=words,
        ngram=frequent_frames.ngram,
        first_token=first_token,
        filler=ids[first_token + slot],
    )


@dataclass(frozen=True, eq=False)
class _Renumbered:
    """Occurrences after some n-grams were left out.

    Attributes
    ----------
    is_kept : bool array
        Which of the earlier occurrences are left.
    ngram : int64 array
        For each of them, the new number of its n-gram.
    """

    is_kept: np.ndarray
    ngram: np.ndarray


def _renumber(ngram: np.ndarray, keep: np.ndarray) -> _Renumbered:
    """Leave out the occurrences of n-grams that `keep` (bool) leaves out."""
    is_kept = keep[ngram]
    old_number = ngram[is_kept]
    new_numbers = np.cumsum(keep) - 1
    new_number = new_numbers[old_number]
    return _Renumbered(is_kept, new_number)


@dataclass(frozen=True, eq=False)
class _SkipGrams:
    """Sequences of one length with skipped words.

    Attributes
    ----------
    words : int32 array, shape (sequences, size)
        Words of each sequence, as numbers of the vocabulary.
    count : int64 array, shape (sequences,)
        Occurrences of each sequence.
    ngram, first_token, last_token, skipped : int64 arrays, shape (occurrences,)
        Which sequence occurs, its first and its last token, and how many words are
        skipped between them.
    """

    words: np.ndarray
    count: np.ndarray
    ngram: np.ndarray
    first_token: np.ndarray
    last_token: np.ndarray
    skipped: np.ndarray

    def select(self, keep: np.ndarray) -> _SkipGrams:
        """Return the sequences that `keep` (bool) keeps, and their occurrences."""
        remaining = _renumber(self.ngram, keep)
        return _SkipGrams(
            words=self.words[keep],
            count=self.count[keep],
            ngram=remaining.ngram,
            first_token=self.first_token[remaining.is_kept],
            last_token=self.last_token[remaining.is_kept],
            skipped=self.skipped[remaining.is_kept],
        )


def skip_grams(
    suffix_array: SuffixArray,
    ids: np.ndarray,
    n: tuple[int, int],
    skip: int,
    min_count: int,
) -> Iterator[NgramOccurrences]:
    """Yield the sequences with up to `skip` skipped words, one length after the other.

    Only those that occur at least `min_count` times are yielded. `n` is the smallest
    and the largest number of words in a sequence.

    Raises
    ------
    OptionError
        There would be more sequences than memory holds.

    References
    ----------
    Guthrie, Allison, Liu, Guthrie & Wilks (2006), LREC, 1222-1225.
    """
    min_size, max_size = n
    _check_size(len(ids), max_size, skip)
    sequences = _single_words(ids)
    for size in range(1, max_size + 1):
        if size > 1:
            sequences = _append_word(sequences, suffix_array, ids, skip)
        if size >= min_size:
            frequent_sequences = sequences.select(sequences.count >= min_count)
            yield NgramOccurrences(
                words=frequent_sequences.words,
                ngram=frequent_sequences.ngram,
                first_token=frequent_sequences.first_token,
                filler=_NO_FILLER,
            )
        # One occurrence can go on to the largest size in several ways, `way_count` at
        # most: the ways to place the skipped words among the words. So a sequence that
        # is a little too rare now may have a longer one that is frequent.
        way_count = comb(max_size - size + skip, skip)
        sequences = sequences.select(sequences.count * way_count >= min_count)


def _single_words(ids: np.ndarray) -> _SkipGrams:
    """Return the sequences of one word, from which the longer ones are made."""
    words, ngram, count = np.unique(ids, return_inverse=True, return_counts=True)
    tokens = np.arange(len(ids), dtype=np.int64)
    return _SkipGrams(
        words=words[:, None],
        count=count,
        ngram=ngram.reshape(-1),
        first_token=tokens,
        last_token=tokens,
        skipped=np.zeros(len(ids), dtype=np.int64),
    )


def _append_word(
    sequences: _SkipGrams, suffix_array: SuffixArray, ids: np.ndarray, skip: int
) -> _SkipGrams:
    """Return the sequences that are one word longer, with up to `skip` skipped words.

    Skipped words do not cross a break.
    """
    continuations = _find_continuations(sequences, suffix_array, skip)
    occurrence = continuations.occurrence
    last_token = continuations.new_token
    # One number for the shorter sequence and the new word.
    vocabulary_size = int(ids.max(initial=0)) + 1
    pair = sequences.ngram[occurrence] * vocabulary_size
    pair += ids[last_token]
    pairs, ngram, count = np.unique(pair, return_inverse=True, return_counts=True)
    words_before = sequences.words[pairs // vocabulary_size]
    new_word = pairs % vocabulary_size
    new_word = new_word.astype(np.int32)
    skipped = sequences.skipped[occurrence]
    return _SkipGrams(
        words=np.column_stack([words_before, new_word]),
        count=count,
        ngram=ngram.reshape(-1),
        first_token=sequences.first_token[occurrence],
        last_token=last_token,
        skipped=skipped + continuations.newly_skipped,
    )


@dataclass(frozen=True, eq=False)
class _Continuations:
    """The ways in which sequences go on by one word (int64 arrays).

    Attributes
    ----------
    occurrence : shape (continuations,)
        The occurrence of the shorter sequence.
    newly_skipped : shape (continuations,)
        Words that are skipped between its last word and the new one.
    new_token : shape (continuations,)
        Token of the new word.
    """

    occurrence: np.ndarray
    newly_skipped: np.ndarray
    new_token: np.ndarray


def _find_continuations(
    sequences: _SkipGrams, suffix_array: SuffixArray, skip: int
) -> _Continuations:
    """Return all ways to go on by one word, with up to `skip` skipped words in total.

    Those that skip no further word come first, then those that skip one, and so on.
    """
    words_to_break = suffix_array.words_to_break[sequences.last_token]
    occurrence_parts = []
    for newly_skipped in range(skip + 1):
        may_skip = sequences.skipped <= skip - newly_skipped
        has_no_break_between = words_to_break > newly_skipped + 1
        can_go_on = may_skip & has_no_break_between
        occurrence_parts.append(np.flatnonzero(can_go_on))
    part_sizes = [len(part) for part in occurrence_parts]
    newly_skipped_words = np.repeat(np.arange(skip + 1), part_sizes)
    occurrence = np.concatenate(occurrence_parts)
    last_token = sequences.last_token[occurrence]
    return _Continuations(
        occurrence=occurrence,
        newly_skipped=newly_skipped_words,
        new_token=last_token + newly_skipped_words + 1,
    )


def _check_size(token_count: int, max_size: int, skip: int) -> None:
    """Raise an OptionError if the sequences would not fit into memory."""
    # Each token begins a sequence for each way to place the skipped words.
    sequence_count = token_count * comb(max_size - 1 + skip, skip)
    if sequence_count > MAX_SEQUENCES:
        raise OptionError(
            f"skip={skip} and n up to {max_size} make up to {sequence_count:,} "
            f"sequences of {token_count:,} words; at most {MAX_SEQUENCES:,} can be "
            "made at once. Take shorter n, a smaller skip, or a part of the corpus "
            "(corpus.sample)."
        )
