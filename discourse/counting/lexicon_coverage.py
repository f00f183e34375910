"""Which occurrences of phrases mentions of formulas cover."""

from __future__ import annotations

import numpy as np

from discourse.counting.suffix_array import SuffixArray
from discourse.spans import expand_ranges, merge_spans

__all__ = ["measure_lexicon_coverage"]

_BLOCK = 1 << 22  # occurrences looked at together


def measure_lexicon_coverage(
    index: SuffixArray,
    *,
    low: np.ndarray,
    high: np.ndarray,
    size: np.ndarray,
    first: np.ndarray,
    last: np.ndarray,
    family: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the share of the occurrences of each phrase that mentions cover, and the family that covers most.

    A family covers an occurrence that holds one of its mentions whole, or at least half of whose words stand in them.

    Parameters
    ----------
    index : Index
    low, high, size : int64 arrays, shape (phrases,)
        Half-open runs of ranks of the suffix array, and words of each phrase.
    first, last, family : int64 arrays, shape (mentions,)
        Half-open expand_ranges of tokens of the mentions, and the number of the family of
        each. Mentions of one family do not overlap.

    Returns
    -------
    share : float64 array
        From 0 to 1.
    family : int64 array
        Of two that cover as much, the one with the lower number; -1 = none.
    """
    first, last, family = (
        np.asarray(array, dtype=np.int64) for array in (first, last, family)
    )
    phrase, place = _touched(index, low, high, size, merge_spans(first, last))
    covered = np.zeros(len(phrase), dtype=bool)
    most, best = (
        np.zeros(len(low), dtype=np.int64),
        np.full(len(low), -1, dtype=np.int64),
    )
    for number in np.unique(family).tolist():
        of = (family == number).nonzero()[0]
        of = of[np.argsort(first[of], kind="stable")]
        fits = _fits(place, place + size[phrase], first[of], last[of])
        covered |= fits
        count = np.bincount(phrase[fits], minlength=len(low))
        best[count > most] = number
        np.maximum(most, count, out=most)
    return np.bincount(phrase[covered], minlength=len(low)) / (high - low), best


def _touched(
    index: SuffixArray,
    low: np.ndarray,
    high: np.ndarray,
    size: np.ndarray,
    union: tuple[np.ndarray, np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """Occurrences that share a word with any mention: number of the phrase, and first token."""
    phrases, places = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    ends = np.cumsum(high - low)
    cuts = np.searchsorted(
        ends, np.arange(_BLOCK, int(ends[-1]) if len(ends) else 0, _BLOCK)
    )
    for block in np.split(np.arange(len(low)), cuts):
        phrase = np.repeat(block, (high - low)[block])
        place = index.order[expand_ranges(low[block], high[block])].astype(np.int64)
        touched = _words(place, place + size[phrase], *union) > 0
        phrases.append(phrase[touched])
        places.append(place[touched])
    return np.concatenate(phrases), np.concatenate(places)


def _words(
    low: np.ndarray, high: np.ndarray, first: np.ndarray, last: np.ndarray
) -> np.ndarray:
    """How many tokens of each of ``low:high`` stand in the sorted expand_ranges ``first:last``, which do not overlap."""
    before = np.concatenate([[0], np.cumsum(last - first)])
    reach = np.concatenate([[0], last])

    def up_to(token: np.ndarray) -> np.ndarray:
        place = np.searchsorted(first, token)
        return np.asarray(before[place] - np.maximum(reach[place] - token, 0))

    return np.asarray(up_to(high) - up_to(low))


def _fits(
    low: np.ndarray, high: np.ndarray, first: np.ndarray, last: np.ndarray
) -> np.ndarray:
    """Which of ``low:high`` hold one of ``first:last`` whole, or have half of their tokens in them (bool)."""
    following = np.append(last, np.iinfo(np.int64).max)[np.searchsorted(first, low)]
    return np.asarray(
        (following <= high) | (2 * _words(low, high, first, last) >= high - low)
    )
