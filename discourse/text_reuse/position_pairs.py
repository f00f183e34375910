"""Pairs of positions at which two runs of words begin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["PositionPairs"]


@dataclass(frozen=True, eq=False)
class PositionPairs:
    """Pairs of positions in the corpus, counted in parts (int64 arrays)."""

    first: np.ndarray
    second: np.ndarray

    def take(self, rows: np.ndarray) -> PositionPairs:
        """Return the pairs `rows`."""
        first_positions = self.first[rows]
        second_positions = self.second[rows]
        return PositionPairs(first_positions, second_positions)

    def shift(self, offset: int | np.ndarray) -> PositionPairs:
        """Return the positions so many parts further on both sides."""
        first_positions = self.first + offset
        second_positions = self.second + offset
        return PositionPairs(first_positions, second_positions)

    def in_text_order(self) -> PositionPairs:
        """Return the pairs in order of the first position, then of the second."""
        order = np.lexsort((self.second, self.first))
        return self.take(order)

    def agree(self, values: np.ndarray) -> np.ndarray:
        """Return whether `values` are the same at both positions (bool)."""
        first_values = values[self.first]
        second_values = values[self.second]
        return first_values == second_values

    def either(self, flags: np.ndarray) -> np.ndarray:
        """Return whether a flag is set at one of the two positions (bool)."""
        first_flags = flags[self.first]
        second_flags = flags[self.second]
        return first_flags | second_flags
