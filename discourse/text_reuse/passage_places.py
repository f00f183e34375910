"""The places of passages: a stretch of a document that passages share, met once.

A stretch that a hundred documents share stands in nearly five thousand passages, which
are pairs. Whatever depends on the place alone, such as its text, is found once for each
place, so that it costs no more than there are places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.text_reuse.alignment import Alignments, PartRanges

__all__ = ["NO_PLACE", "Places", "find_places"]

NO_PLACE = -1


@dataclass(frozen=True, eq=False)
class Places:
    """The different places of passages.

    Attributes
    ----------
    ranges : PartRanges
        Where each place starts and ends, in the order of the text.
    first, second : int64 arrays, shape (passages,)
        The number of the place on the first and on the second side of each passage.
    """

    ranges: PartRanges
    first: np.ndarray
    second: np.ndarray

    def __len__(self) -> int:
        return len(self.ranges.start)

    def find_around(self, position: np.ndarray, length: int) -> np.ndarray:
        """Return for each run of words the place around it that ends last (int64).

        It is :data:`NO_PLACE` if there is none.

        Parameters
        ----------
        position : int64 array, shape (runs,)
            The first part of each run.
        length : int
            Number of parts of each run.
        """
        place_count = len(self)
        if not place_count:
            return np.full(len(position), NO_PLACE)
        # Of all places up to one, the one that ends last.
        last_end = np.maximum.accumulate(self.ranges.end)
        ends_last = self.ranges.end == last_end
        last_place = np.where(ends_last, np.arange(place_count), 0)
        last_place = np.maximum.accumulate(last_place)
        begun = np.searchsorted(self.ranges.start, position, side="right")
        place = last_place[np.maximum(begun - 1, 0)]
        is_around = self.ranges.end[place] >= position + length
        is_around &= begun > 0
        return np.where(is_around, place, NO_PLACE)


def find_places(alignments: Alignments) -> Places:
    """Return the places of both sides of all passages."""
    # The first sides of all passages, then their second sides.
    start = np.concatenate([alignments.start, alignments.other_start])
    end = np.concatenate([alignments.end, alignments.other_end])
    # One number for the start and the end, in the order of both.
    base = end.max(initial=0) + 1
    range_number = start * base + end
    place, range_numbers = pd.factorize(range_number)
    order = np.argsort(range_numbers)
    sorted_numbers = range_numbers[order]
    sorted_start = sorted_numbers // base
    sorted_end = sorted_numbers % base
    ranges = PartRanges(sorted_start, sorted_end)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    place = rank[place]
    first, second = np.split(place, 2)
    return Places(ranges, first, second)
