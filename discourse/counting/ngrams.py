"""n-grams, frames and skip-grams as numbers: which there are, and where each occurs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb

import numpy as np

from discourse.counting.suffix_array import SuffixArray
from discourse.errors import OptionError
from discourse.spans import expand_ranges
from discourse.text import SLOT

__all__ = ["NgramOccurrences", "contiguous_ngrams", "ngram_frames", "skip_grams"]

MAX_SEQUENCES = 60_000_000  # sequences with skipped words made at once; more would not fit into the memory of a laptop


@dataclass(frozen=True, eq=False)
class NgramOccurrences:
    """Sequences of words of one length.

    Attributes
    ----------
    words : int32 array, shape (grams, size)
        Words of each, as places in the vocabulary, in order.
    ngram, first_token : int64 arrays, shape (occurrences,)
        Which sequence occurs, and its first token.
    filler : int32 array, shape (occurrences,)
        The word in the open slot; empty when there is none.
    """

    words: np.ndarray
    ngram: np.ndarray
    first_token: np.ndarray
    filler: np.ndarray

    def __len__(self) -> int:
        return len(self.words)


_NO_FILLER = np.empty(0, dtype=np.int32)


def _words(ids: np.ndarray, first: np.ndarray, size: int) -> np.ndarray:
    return ids[first[:, None] + np.arange(size)]


def _numbers(
    index: SuffixArray, size: int, least: int
) -> tuple[np.ndarray, np.ndarray]:
    """By token the number of the n-gram that begins there (int32; -1 = none as frequent), and one place of each."""
    low, high = index.ngram_runs(size, least)
    number = np.full(len(index), -1, dtype=np.int32)
    number[index.order[expand_ranges(low, high)]] = np.repeat(
        np.arange(len(low), dtype=np.int32), high - low
    )
    return number, index.order[low].astype(np.int64)


def contiguous_ngrams(
    index: SuffixArray, ids: np.ndarray, size: int, least: int
) -> NgramOccurrences:
    """Return the n-grams of `size` words that occur at least `least` times."""
    number, first = _numbers(index, size, least)
    place = (number >= 0).nonzero()[0]
    return NgramOccurrences(
        _words(ids, first, size), number[place].astype(np.int64), place, _NO_FILLER
    )


def ngram_frames(
    index: SuffixArray, ids: np.ndarray, size: int, least: int
) -> Iterator[NgramOccurrences]:
    """Yield, for each inner place, the n-grams of `size` words with that place open ("the * of the").

    A frame is no more frequent than what stands on each side of its slot, so the rest is left out beforehand.
    """
    for slot in range(1, size - 1):
        left, _ = _numbers(index, slot, least)
        right, first = _numbers(index, size - slot - 1, least)
        place = ((index.words_to_break >= size) & (left >= 0)).nonzero()[0]
        place = place[right[place + slot + 1] >= 0]
        key = (
            left[place].astype(np.int64) * max(len(first), 1) + right[place + slot + 1]
        )
        _, at, number, count = np.unique(
            key, return_index=True, return_inverse=True, return_counts=True
        )
        kept, number = _renumbered(number.reshape(-1), count >= least)
        words = _words(ids, place[at[count >= least]], size)
        words[:, slot] = SLOT
        place = place[kept]
        yield NgramOccurrences(words, number, place, ids[place + slot])


def _renumbered(number: np.ndarray, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which occurrences stay when only the sequences `keep` do (bool), and the new number of each that stays."""
    kept = keep[number]
    return kept, (np.cumsum(keep) - 1)[number[kept]]


def skip_grams(
    index: SuffixArray, ids: np.ndarray, n: tuple[int, int], skip: int, least: int
) -> Iterator[NgramOccurrences]:
    """Yield, for each length of `n`, the sequences of words with up to `skip` words skipped in all.

    Raises
    ------
    OptionError
        There would be too many to hold.

    References
    ----------
    Guthrie, Allison, Liu, Guthrie & Wilks (2006), LREC, 1222-1225.
    """
    _bounded(len(ids), n[1], skip)
    place = np.arange(len(ids), dtype=np.int64)
    last, used = place, np.zeros(len(ids), dtype=np.int64)
    values, number, count = np.unique(ids, return_inverse=True, return_counts=True)
    words, number = values[:, None], number.reshape(-1)
    for size in range(1, n[1] + 1):
        if size > 1:
            step = [
                (
                    (used + extra <= skip) & (index.words_to_break[last] > 1 + extra)
                ).nonzero()[0]
                for extra in range(skip + 1)
            ]
            extra = np.repeat(np.arange(skip + 1), [len(rows) for rows in step])
            rows = np.concatenate(step)
            place, last, used = place[rows], last[rows] + 1 + extra, used[rows] + extra
            width = int(ids.max(initial=0)) + 1
            keys, number, count = np.unique(
                number[rows] * width + ids[last],
                return_inverse=True,
                return_counts=True,
            )
            words, number = (
                np.column_stack(
                    [words[keys // width], (keys % width).astype(np.int32)]
                ),
                number.reshape(-1),
            )
        if size >= n[0]:
            kept, numbers = _renumbered(number, count >= least)
            yield NgramOccurrences(
                words[count >= least], numbers, place[kept], _NO_FILLER
            )
        # One occurrence can go on in several ways, so what is a little too rare now may yet be frequent.
        keep = count * comb(n[1] - size + skip, skip) >= least
        kept, number = _renumbered(number, keep)
        words, place, last, used = words[keep], place[kept], last[kept], used[kept]


def _bounded(tokens: int, longest: int, skip: int) -> None:
    most = tokens * comb(longest - 1 + skip, skip)
    if most > MAX_SEQUENCES:
        raise OptionError(
            f"skip={skip} and n up to {longest} make up to {most:,} sequences of {tokens:,} words, and {MAX_SEQUENCES:,} are as "
            "many as are made at once; take shorter n, a smaller skip, or a part of the corpus (corpus.sample)."
        )
