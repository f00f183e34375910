"""Shingles: runs of a few words, by which texts are found that may be copies.

A shingle is a run of words of fixed length; the shingles of a text overlap. Texts that
have many shingles in common are *candidates*. Whether they are copies is decided on
their words, in ``text_overlap``. So a hash that stands for two shingles by chance costs
time, and changes no result.

Of long texts only the shingles with every eighth hash are kept. Broder (1997), "On the
resemblance and containment of documents", has the method.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from discourse.spans import expand_ranges

__all__ = ["ShingleIndex", "hash_shingles", "index_shingles"]

# Two odd constants of splitmix64 (Steele, Lea & Flood 2014). They never change, so that
# the same texts give the same candidates.
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(30)

# Words from which a text is long, and which share of its shingles is kept: 1 of 8 of
# 500 are still 60.
_WORDS_OF_LONG_TEXT = 500
_SAMPLING = np.uint64(8)
# Share of the shingles of the shorter text that a candidate has. Of two texts that each
# differ from a third in a tenth of their words, a third of all shingles of five words
# are the same; this is a third of that again.
_MIN_SHARE_OF_SHINGLES = 0.12
# Texts looked at for one text. The rarest shingles go first, and at least so many are
# looked up.
_MOST_OCCURRENCES = 50_000
_MIN_SHINGLES_LOOKED_UP = 16


def hash_shingles(words: np.ndarray, length: int) -> np.ndarray:
    """Return the hash of the run of `length` words at each position (uint64).

    There are none at the last positions, where fewer words follow.

    >>> hashes = hash_shingles(np.array([1, 2, 3, 1, 2]), 2)
    >>> bool(hashes[0] == hashes[3]), len(hashes)
    (True, 4)
    """
    shingle_count = max(len(words) - length + 1, 0)
    hashes = np.zeros(shingle_count, dtype=np.uint64)
    # A word that has the number 0 must count too.
    word_numbers = words.astype(np.uint64) + np.uint64(1)
    for offset in range(length):
        words_at_offset = word_numbers[offset : offset + shingle_count]
        hashes = hashes * _MULTIPLIER + words_at_offset
    # The lower bits, by which shingles are sampled, get a part of the upper ones.
    upper_bits = hashes >> _SHIFT
    hashes = hashes ^ upper_bits
    hashes = hashes * _MIXER
    upper_bits = hashes >> _SHIFT
    return hashes ^ upper_bits


@dataclass(frozen=True, eq=False)
class _NumberLists:
    """A list of numbers for each of several things, end to end (int64 arrays).

    Attributes
    ----------
    values : int64 array
    bounds : int64 array, shape (things + 1,)
        The list of thing ``i`` is ``values[bounds[i]:bounds[i + 1]]``.
    """

    values: np.ndarray
    bounds: np.ndarray

    @classmethod
    def by_thing(
        cls, things: np.ndarray, values: np.ndarray, thing_count: int
    ) -> _NumberLists:
        """Return the values of each thing, in their order. `things` counts from 0."""
        by_thing = np.argsort(things, kind="stable")
        value_counts = np.bincount(things, minlength=thing_count)
        end = np.cumsum(value_counts)
        bounds = np.insert(end, 0, 0)
        return cls(values[by_thing], bounds)

    def sizes(self, things: np.ndarray) -> np.ndarray:
        """Return how many values each of the things has."""
        start = self.bounds[things]
        next_things = things + 1
        end = self.bounds[next_things]
        return end - start

    def values_of(self, things: np.ndarray) -> np.ndarray:
        """Return the values of all these things."""
        start = self.bounds[things]
        next_things = things + 1
        end = self.bounds[next_things]
        positions = expand_ranges(start, end)
        return self.values[positions]


@dataclass(frozen=True, eq=False)
class ShingleIndex:
    """Which texts have which shingles. Shingles of one text only are left out.

    Attributes
    ----------
    word_counts : int64 array, shape (texts,)
        Words of each text.
    sampling : float array, shape (texts,)
        Share of its shingles that were kept.
    """

    word_counts: np.ndarray
    sampling: np.ndarray
    _shingles_of_text: _NumberLists
    _texts_of_shingle: _NumberLists

    def find_candidates(
        self, text: int, is_open: np.ndarray, *, min_length: float
    ) -> np.ndarray:
        """Return the texts that may be copies of `text`, the likeliest first (int64).

        Parameters
        ----------
        text : int
        is_open : bool array, shape (texts,)
            Which texts are looked for.
        min_length : float
            Length of the shorter text as a share of the longer, at least.
        """
        this_text = np.array([text])
        shingles = self._shingles_of_text.values_of(this_text)
        rarest_shingles = self._choose_rarest(shingles)
        texts_met = self._texts_of_shingle.values_of(rarest_shingles)
        is_sought = is_open[texts_met]
        is_sought &= texts_met != text
        # The time must not depend on the number of all texts.
        candidates, shared = np.unique(texts_met[is_sought], return_counts=True)

        own_words = self.word_counts[text]
        other_words = self.word_counts[candidates]
        words_of_shorter = np.minimum(own_words, other_words)
        words_of_longer = np.maximum(own_words, other_words)
        own_sampling = self.sampling[text]
        other_sampling = self.sampling[candidates]
        sampling = np.minimum(own_sampling, other_sampling)
        looked_up = len(rarest_shingles) / max(len(shingles), 1)
        # As many shared shingles as there would be if the texts were the same.
        most_shared = words_of_shorter * sampling * looked_up
        share = shared / most_shared
        is_alike = share >= _MIN_SHARE_OF_SHINGLES
        is_long_enough = words_of_shorter >= min_length * words_of_longer
        is_candidate = is_alike & is_long_enough
        candidates = candidates[is_candidate]
        share = share[is_candidate]
        highest_share_first = np.argsort(-share, kind="stable")
        return candidates[highest_share_first]

    def _choose_rarest(self, shingles: np.ndarray) -> np.ndarray:
        """Return those of the shingles that not too many texts have, rarest first."""
        text_counts = self._texts_of_shingle.sizes(shingles)
        rarest_first = np.argsort(text_counts, kind="stable")
        shingles = shingles[rarest_first]
        sorted_counts = text_counts[rarest_first]
        occurrences = np.cumsum(sorted_counts)
        within_limit = np.searchsorted(occurrences, _MOST_OCCURRENCES)
        chosen_count = max(int(within_limit), _MIN_SHINGLES_LOOKED_UP)
        return shingles[:chosen_count]


def index_shingles(
    texts: Sequence[np.ndarray], shingle_lengths: Sequence[int]
) -> ShingleIndex:
    """Return the index of texts by their shingles.

    Parameters
    ----------
    texts : sequence of int array
        The words of each text, as numbers.
    shingle_lengths : sequence of int
        Words of the shingles of each text.
    """
    hashes_by_text = []
    word_counts = []
    for words, length in zip(texts, shingle_lengths, strict=True):
        hashes = hash_shingles(words, length)
        if len(words) >= _WORDS_OF_LONG_TEXT:
            is_chosen = hashes % _SAMPLING == 0
            hashes = hashes[is_chosen]
        distinct_hashes = np.unique(hashes)
        hashes_by_text.append(distinct_hashes)
        word_counts.append(len(words))
    text_numbers = np.arange(len(texts))
    hash_counts = np.array(list(map(len, hashes_by_text)), dtype=np.int64)
    text = np.repeat(text_numbers, hash_counts)
    # An empty array comes first, since arrays can be joined only if there is one.
    no_hashes = np.zeros(0, dtype=np.uint64)
    all_hashes = np.concatenate([no_hashes, *hashes_by_text])
    _, shingle, text_count = np.unique(
        all_hashes, return_inverse=True, return_counts=True
    )
    text_count_of_each = text_count[shingle]
    is_shared = text_count_of_each > 1
    text = text[is_shared]
    shared_shingle = shingle[is_shared]
    _, shingle_number = np.unique(shared_shingle, return_inverse=True)

    all_word_counts = np.array(word_counts, dtype=np.int64)
    is_long = all_word_counts >= _WORDS_OF_LONG_TEXT
    sampling = np.where(is_long, 1 / int(_SAMPLING), 1.0)
    shingle_count = int(shingle_number.max(initial=-1)) + 1
    shingles_of_text = _NumberLists.by_thing(text, shingle_number, len(texts))
    texts_of_shingle = _NumberLists.by_thing(shingle_number, text, shingle_count)
    return ShingleIndex(all_word_counts, sampling, shingles_of_text, texts_of_shingle)
