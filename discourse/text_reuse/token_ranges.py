"""Ranges of tokens to which ranges of word parts belong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.text_reuse.alignment import PartRanges
from discourse.text_reuse.word_parts import WordParts

__all__ = ["TokenRanges", "count_before", "tokens_of"]


@dataclass(frozen=True, eq=False)
class TokenRanges:
    """Half-open ranges of tokens, one for each passage (int64 arrays)."""

    start: np.ndarray
    end: np.ndarray

    def count(self, counts: np.ndarray) -> np.ndarray:
        """Return for how many tokens of each range a flag is true (int32).

        `counts` has, for each token, the count of :func:`count_before`.
        """
        count_to_start = counts[self.start]
        count_to_end = counts[self.end]
        count: np.ndarray = count_to_end - count_to_start
        return count


def count_before(flags: np.ndarray) -> np.ndarray:
    """Return how many flags are true before each token, and before the end (int32)."""
    counts = np.zeros(len(flags) + 1, dtype=np.int32)
    np.cumsum(flags, out=counts[1:])
    return counts


def tokens_of(parts: WordParts, ranges: PartRanges) -> TokenRanges:
    """Return the tokens to which the word parts of each passage belong."""
    last_part = ranges.end - 1
    start = parts.token[ranges.start].astype(np.int64)
    last_token = parts.token[last_part].astype(np.int64)
    end = last_token + 1
    return TokenRanges(start, end)
