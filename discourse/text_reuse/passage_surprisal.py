"""The surprisal of passages: how many bits their matching words have."""

from __future__ import annotations

import numpy as np

from discourse.text_reuse.alignment import Alignments
from discourse.text_reuse.word_parts import WordParts

__all__ = ["bits_before_parts", "surprisal_of"]


def bits_before_parts(parts: WordParts) -> np.ndarray:
    """Return the sum of the bits of all parts before each one, and before the end.

    A part has ``-log2`` of the share of its code among all parts (float64).
    """
    codes = parts.codes
    part_count = len(codes)
    bits_before = np.zeros(part_count + 1)
    if not part_count:
        return bits_before
    occurrences = np.bincount(codes)
    occurrences = np.maximum(occurrences, 1)  # a word may be in no document
    bits_by_code = np.log2(part_count / occurrences)
    bits = bits_by_code.take(codes)
    np.cumsum(bits, out=bits_before[1:])
    return bits_before


def surprisal_of(alignments: Alignments, bits_before: np.ndarray) -> np.ndarray:
    """Return the surprisal of the matching words of each passage, in bits (float64).

    `bits_before` is that of :func:`bits_before_parts`.
    """
    side = alignments.first
    bits_to_start = bits_before[side.start]
    bits_to_end = bits_before[side.end]
    bits_of_side = bits_to_end - bits_to_start
    # The alignment does not record which words match: we take the matching share of
    # the bits.
    word_count = np.maximum(side.words, 1)
    matching_share = alignments.matches / word_count
    matching_share = np.minimum(matching_share, 1.0)
    return bits_of_side * matching_share
