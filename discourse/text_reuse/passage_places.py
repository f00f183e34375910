"""The places of passages: a stretch of a document that passages share, met once.

A stretch that a hundred documents share stands in nearly five thousand passages, which
are pairs. Whatever depends on the place alone, such as its text, is found once for each
place, so that it costs no more than there are places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.spans import expand_ranges
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

    def find_overlapping(self, ranges: PartRanges) -> np.ndarray:
        """Return the first place that overlaps each range by half (int64).

        That is by half of the shorter of the two or more. The result is
        :data:`NO_PLACE` where there is none.
        """
        start = self.ranges.start
        end = self.ranges.end
        # A place that overlaps ends behind the start of the range, and begins before
        # its end.
        last_end = np.maximum.accumulate(end)
        low = np.searchsorted(last_end, ranges.start, side="right")
        high = np.searchsorted(start, ranges.end)
        high = np.maximum(low, high)
        row = np.repeat(np.arange(len(low)), high - low)
        place = expand_ranges(low, high)
        overlap_start = np.maximum(start[place], ranges.start[row])
        overlap_end = np.minimum(end[place], ranges.end[row])
        overlap = overlap_end - overlap_start
        words = ranges.words[row]
        shorter = np.minimum(words, self.ranges.words[place])
        is_found = 2 * overlap >= shorter
        # The first of several places is written last.
        rows_found = row[is_found][::-1]
        found = np.full(len(low), NO_PLACE)
        found[rows_found] = place[is_found][::-1]
        return found


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
