"""What two texts have in common, word by word, and the gaps in which they differ.

Runs of words that both texts have are found first. A run that stands once in each text
is an *anchor*: it says which place of one text belongs to which place of the other.
Between two anchors that lie equally far apart in both texts, words are compared one by
one. So a text in which every tenth word was changed has nine tenths in common.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.text_reuse.shingles import hash_shingles

__all__ = ["Gap", "Overlap", "compare_texts", "has_own_passages"]

# So many words in a row that the other text does not have are a passage. A copy lacks
# passages, but has few of its own: at most this share of its words. The first words may
# be a headline, and do not count. Of 600 texts in which a tenth of the words was
# changed, left out or added, none had a share of 0.1.
_WORDS_OF_PASSAGE = 5
_MOST_IN_OWN_PASSAGES = 0.1
_WORDS_OF_HEADLINE = 15


@dataclass(frozen=True)
class Gap:
    """A place in which two texts differ: half-open ranges of words, maybe empty.

    Attributes
    ----------
    start, end : int
        Words of the shorter text.
    other_start, other_end : int
        Words of the longer text.
    """

    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, eq=False)
class Overlap:
    """What two texts have in common.

    Attributes
    ----------
    is_found : bool array, shape (words of the shorter text,)
        Whether each word of the shorter text is found in the longer.
    anchors, other_anchors : int64 array
        Where each anchor begins in the shorter and in the longer text.
    anchor_length : int
        Words of an anchor.
    """

    is_found: np.ndarray
    anchors: np.ndarray
    other_anchors: np.ndarray
    anchor_length: int

    @property
    def share(self) -> float:
        """Share of the words of the shorter text that are found in the longer."""
        word_count = len(self.is_found)
        found_count = int(self.is_found.sum())
        return found_count / max(word_count, 1)

    def list_gaps(self) -> list[Gap]:
        """Return the gaps between anchors that follow one another in both texts.

        Anchors that touch or overlap have no gap between them.
        """
        gap_starts = self.anchors[:-1] + self.anchor_length
        other_gap_starts = self.other_anchors[:-1] + self.anchor_length
        gap_ends = self.anchors[1:]
        other_gap_ends = self.other_anchors[1:]
        words = gap_ends - gap_starts
        other_words = other_gap_ends - other_gap_starts
        # A passage that was moved makes the anchors go back.
        fewer_words = np.minimum(words, other_words)
        more_words = np.maximum(words, other_words)
        goes_on = fewer_words >= 0
        has_words = more_words > 0
        gaps = []
        is_gap = goes_on & has_words
        for row in is_gap.nonzero()[0].tolist():
            gap = Gap(
                start=int(gap_starts[row]),
                end=int(gap_ends[row]),
                other_start=int(other_gap_starts[row]),
                other_end=int(other_gap_ends[row]),
            )
            gaps.append(gap)
        return gaps


def compare_texts(shorter: np.ndarray, longer: np.ndarray, run_length: int) -> Overlap:
    """Return which words of the shorter text are found in the longer.

    Parameters
    ----------
    shorter, longer : int array
        The words of both texts, as numbers.
    run_length : int
        Words in a row that must agree.

    Examples
    --------
    One word of ten is another:

    >>> shorter = np.array([1, 2, 3, 4, 5, 99, 7, 8, 9, 10])
    >>> compare_texts(shorter, np.arange(1, 11), 3).share
    0.9
    """
    runs = hash_shingles(shorter, run_length)
    other_runs = hash_shingles(longer, run_length)
    order = np.argsort(other_runs, kind="stable")
    sorted_runs = other_runs[order]
    first_row = np.searchsorted(sorted_runs, runs, side="left")
    end_row = np.searchsorted(sorted_runs, runs, side="right")
    occurrences = end_row - first_row
    positions = occurrences.nonzero()[0]
    rows = first_row[positions]
    other_positions = order[rows]
    # A hash may stand for two runs by chance: the words decide.
    is_equal = np.ones(len(positions), dtype=bool)
    for offset in range(run_length):
        words = shorter[positions + offset]
        other_words = longer[other_positions + offset]
        is_equal &= words == other_words
    positions = positions[is_equal]
    other_positions = other_positions[is_equal]

    is_found = _cover(positions, run_length, len(shorter))
    stands_once = _are_single(runs)
    stands_once &= occurrences == 1
    stands_once = stands_once[positions]
    anchors = positions[stands_once]
    other_anchors = other_positions[stands_once]
    if len(anchors):
        is_found |= _agree_between_anchors(shorter, longer, anchors, other_anchors)
    return Overlap(is_found, anchors, other_anchors, run_length)


def has_own_passages(overlap: Overlap) -> bool:
    """Return whether the first text compared has many words in passages of its own.

    Its first words may be a headline, and do not count.

    Examples
    --------
    The second half of a text is not in the other:

    >>> text = np.arange(100)
    >>> has_own_passages(compare_texts(text, text[:50], 3))
    True
    >>> has_own_passages(compare_texts(text[:50], text, 3))
    False
    """
    is_own = ~overlap.is_found
    is_own[:_WORDS_OF_HEADLINE] = False
    # Where runs of such words begin and end.
    changes = np.diff(is_own.astype(np.int8), prepend=0, append=0)
    starts = (changes == 1).nonzero()[0]
    ends = (changes == -1).nonzero()[0]
    lengths = ends - starts
    is_passage = lengths >= _WORDS_OF_PASSAGE
    own_words = int(lengths[is_passage].sum())
    return own_words > _MOST_IN_OWN_PASSAGES * len(is_own)


def _cover(positions: np.ndarray, length: int, word_count: int) -> np.ndarray:
    """Return which words lie in a run of `length` words at one of the positions."""
    is_covered = np.zeros(word_count, dtype=bool)
    for offset in range(length):
        is_covered[positions + offset] = True
    return is_covered


def _are_single(values: np.ndarray) -> np.ndarray:
    """Return whether each value occurs once (bool)."""
    _, number, occurrences = np.unique(values, return_inverse=True, return_counts=True)
    is_single: np.ndarray = occurrences[number] == 1
    return is_single


def _agree_between_anchors(
    shorter: np.ndarray,
    longer: np.ndarray,
    anchors: np.ndarray,
    other_anchors: np.ndarray,
) -> np.ndarray:
    """Return which words agree at the places that the anchors around them say.

    The anchors before and after a word must say the same place. Before the first anchor
    and after the last one, one anchor is enough.
    """
    distance = other_anchors - anchors
    words = np.arange(len(shorter))
    last_row = len(anchors) - 1
    row_before = np.searchsorted(anchors, words, side="right") - 1
    row_after = np.searchsorted(anchors, words, side="left")
    row_before = np.maximum(row_before, 0)
    row_after = np.minimum(row_after, last_row)
    distance_before = distance[row_before]
    distance_after = distance[row_after]
    place = words + distance_before
    is_place = distance_before == distance_after
    is_place &= place >= 0
    is_place &= place < len(longer)
    agrees = np.zeros(len(shorter), dtype=bool)
    placed_words = words[is_place]
    places = place[is_place]
    agrees[placed_words] = shorter[placed_words] == longer[places]
    return agrees
