"""The index: the places of the stream sorted by the words that follow, so that equal n-grams stand together.

A *suffix* is what a token begins, up to the end of its sentence, its paragraph or a mask, and :data:`discourse.settings.LONGEST_NGRAM` words
at most. The index holds the suffixes in order (a suffix array) and how many words each shares with the one before it
(LCP). All n-grams of one length are then the runs of an array of numbers, and their counts its gaps.

Two ways lead to the same array: the package ``pydivsufsort``, and prefix doubling by counting sorts where that is not
installed. Of equal suffixes the earlier one stands first, so the index of some documents is that of all documents
with the rest left out.

References
----------
Manber & Myers (1993), SIAM Journal on Computing 22(5), 935-948.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached, find_in_larger
from discourse.settings import LONGEST_NGRAM
from discourse.spans import expand_ranges
from discourse.text import BREAK

try:
    from pydivsufsort import divsufsort
except (
    ImportError
):  # no wheel for this machine: by_doubling() gives the same array, some times slower
    divsufsort = None

__all__ = [
    "SUFFIX_ARRAY",
    "SuffixArray",
    "build_suffix_array",
    "sort_by_divsufsort",
    "sort_by_doubling",
    "suffix_array_of",
]

# A selection with less than this share of the words is sorted anew, which is quicker than filtering.
FILTERED_SHARE = 0.1


@dataclass(frozen=True, eq=False)
class SuffixArray:
    """The suffixes of a stream in order.

    Attributes
    ----------
    order : int32 array, shape (tokens,)
        First token of each suffix, in order of their words (of equal ones, in order of place).
    lcp : int32 array, shape (tokens,)
        Words that a suffix has in common with the one before it; 0 for the first.
    words_to_break : int32 array, shape (tokens,)
        By token, not by rank: words from it to the next break, itself included; not more than :data:`discourse.settings.LONGEST_NGRAM`.
    document : int32 array, shape (tokens,)
        By token: its document.
    """

    order: np.ndarray
    lcp: np.ndarray
    words_to_break: np.ndarray
    document: np.ndarray

    def __post_init__(self) -> None:
        for array in (self.order, self.lcp, self.words_to_break):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.order)

    def ngram_runs(self, size: int, least: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """Return the n-grams of `size` words that occur `least` times or more, as half-open runs of ranks.

        Returns
        -------
        low, high : int64 arrays
            In order of the words. The places of an n-gram are ``order[low:high]``.
        """
        low = (self.lcp < size).nonzero()[0]
        count = np.diff(low, append=len(self))
        # A suffix that is shorter than `size` is a run by itself.
        keep = (count >= least) & (
            (count > 1) | (self.words_to_break[self.order[low]] >= size)
        )
        return low[keep], low[keep] + count[keep]

    @functools.cached_property
    def previous_in_document(self) -> np.ndarray:
        """For each rank the last rank before it whose suffix stands in the same document; -1 = none (int32)."""
        document = self.document[self.order]
        ranks = _counting_sort(np.arange(len(self), dtype=np.int32), document)
        before = np.full(len(self), -1, dtype=np.int32)
        same = document[ranks[1:]] == document[ranks[:-1]]
        before[ranks[1:][same]] = ranks[:-1][same]
        return before

    def count_documents(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Return in how many documents the suffixes of each run ``low:high`` stand (int64). No run may be empty."""
        if not len(low):
            return np.zeros(0, dtype=np.int64)
        size = high - low
        first = self.previous_in_document[expand_ranges(low, high)] < np.repeat(
            low, size
        )
        return np.add.reduceat(first, np.cumsum(size) - size, dtype=np.int64)

    def select_documents(self, keep: np.ndarray, document: np.ndarray) -> SuffixArray:
        """Return the index of the tokens `keep` (bool, one a token), which must be whole documents.

        What two suffixes share is the least of what their neighbours between them share.

        Parameters
        ----------
        keep : bool array
        document : int32 array
            Document of each token kept.
        """
        ranks = keep[self.order].nonzero()[0]
        place = np.cumsum(keep, dtype=np.int32) - np.int32(1)
        shared = np.zeros(len(ranks), dtype=np.int32)
        if len(ranks) > 1:
            shared[1:] = np.minimum.reduceat(self.lcp[: ranks[-1] + 1], ranks[:-1] + 1)
        return SuffixArray(
            place[self.order[ranks]], shared, self.words_to_break[keep], document
        )


SUFFIX_ARRAY: Key[SuffixArray] = Key("suffix_array")


def suffix_array_of(corpus: Corpus) -> SuffixArray:
    """Return the index of `corpus`, made once.

    A part of a corpus whose index is there takes its own from that one, unless it is so small that sorting is quicker.
    """
    return cached(corpus, SUFFIX_ARRAY, lambda: _made(corpus))


def _made(corpus: Corpus) -> SuffixArray:
    filtered = _filtered(corpus)
    if filtered is not None:
        return filtered
    stream = corpus.stream
    return build_suffix_array(stream.ids, stream.gap >= BREAK, stream.document)


def _filtered(corpus: Corpus) -> SuffixArray | None:
    """The index out of that of the corpus this one is a selection of; None if it has to be sorted."""
    larger = find_in_larger(corpus, SUFFIX_ARRAY)
    if larger is None:
        return None
    index, documents = larger.value, larger.documents
    if len(corpus.stream) < FILTERED_SHARE * len(index):
        return None
    in_order = bool((np.diff(documents) > 0).all())
    if not in_order:  # equal suffixes would stand in another order too
        return None
    keep = np.isin(index.document, documents)
    return index.select_documents(keep, corpus.stream.document)


def build_suffix_array(
    ids: np.ndarray,
    broken: np.ndarray,
    document: np.ndarray,
    *,
    doubling: bool = divsufsort is None,
) -> SuffixArray:
    """Sort the suffixes of a stream.

    Parameters
    ----------
    ids : int32 array
        Word of each token.
    broken : bool array
        Whether a break stands before each token.
    document : int32 array
        Document of each token.
    doubling : bool
        Sort by :func:`by_doubling` also where ``pydivsufsort`` is installed.
    """
    if not len(ids):
        none = np.empty(0, dtype=np.int32)
        return SuffixArray(none, none.copy(), none.copy(), document)
    room = _room(broken)
    order = sort_by_doubling(ids, room) if doubling else sort_by_divsufsort(ids, broken)
    shared = _shared(ids, room, order)
    if not doubling:
        _settle(order, shared, room)
    return SuffixArray(order, shared, room, document)


def _room(broken: np.ndarray) -> np.ndarray:
    begins = broken.nonzero()[0]
    begins = begins if len(begins) and begins[0] == 0 else np.concatenate([[0], begins])
    ends = np.append(begins[1:], len(broken))
    room = np.repeat(ends, ends - begins) - np.arange(len(broken))
    return np.asarray(np.minimum(room, LONGEST_NGRAM).astype(np.int32))


def sort_by_divsufsort(ids: np.ndarray, broken: np.ndarray) -> np.ndarray:
    """Return the suffixes in order (int32), equal ones in no order: by ``pydivsufsort``.

    The last word of a sentence is given a number of its own, just below that word's: so a sentence's end comes before
    any word, no place is added to the stream, and suffixes that begin alike still stand together.
    """
    last = np.append(broken[1:], True)
    symbols = 2 * ids.astype(np.int64) + ~last
    found = divsufsort(
        symbols.astype(np.uint32 if symbols.max() < 1 << 32 else np.uint64)
    )
    return np.asarray(found, dtype=np.int32)


def sort_by_doubling(ids: np.ndarray, room: np.ndarray) -> np.ndarray:
    """Return the suffixes in order (int32), equal ones in order of place: by prefix doubling.

    From the order by the first h words that by the first 2h comes by one counting sort; what lies behind a break
    counts as less than any word.
    """
    size, h = len(ids), 1
    order = _counting_sort(np.arange(size, dtype=np.int32), ids)
    rank, second = ids, np.zeros(size, dtype=np.int32)
    while True:
        fresh = np.ones(size, dtype=bool)
        fresh[1:] = (np.diff(rank[order]) != 0) | (np.diff(second[order]) != 0)
        rank = np.empty(size, dtype=np.int32)
        rank[order] = np.cumsum(fresh, dtype=np.int32)
        longer = room > h
        if h >= LONGEST_NGRAM or not longer.any():
            return order
        second = np.zeros(size, dtype=np.int32)
        second[longer] = rank[longer.nonzero()[0] + h]
        behind = order[order >= h] - np.int32(
            h
        )  # in order of the words behind the first h
        by_second = np.concatenate(
            [(~longer).nonzero()[0].astype(np.int32), behind[longer[behind]]]
        )
        order = _counting_sort(by_second, rank[by_second])
        h *= 2


def _counting_sort(values: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Return `values` in order of `keys` (int32, from 0), of equal keys as they stood.

    Rows turned into columns by scipy: a counting sort, about 100 million a second.
    """
    size = len(values)
    row = csr_array(
        (values, keys, np.array([0, size])), shape=(1, int(keys.max(initial=0)) + 1)
    )
    return np.asarray(row.tocsc().data)


def _shared(ids: np.ndarray, room: np.ndarray, order: np.ndarray) -> np.ndarray:
    """How many words each suffix has in common with the one before it: word by word, as long as any pair agrees."""
    shared = np.zeros(len(order), dtype=np.int32)
    a, b = order[:-1], order[1:]
    rank, limit = np.arange(1, len(order), dtype=np.int32), np.minimum(room[a], room[b])
    for size in range(LONGEST_NGRAM):
        alike = (limit > size).nonzero()[0]
        alike = alike[ids[a[alike] + size] == ids[b[alike] + size]]
        if not len(alike):
            break
        a, b, rank, limit = a[alike], b[alike], rank[alike], limit[alike]
        shared[rank] = size + 1
    return shared


def _settle(order: np.ndarray, shared: np.ndarray, room: np.ndarray) -> None:
    """Put equal suffixes in order of place (in `order` itself)."""
    equal = np.append(shared == room[order], False)
    equal[1:-1] &= shared[1:] == room[order[:-1]]
    ranks = (equal[:-1] | equal[1:]).nonzero()[0]
    group = np.cumsum(~equal[ranks], dtype=np.int64)
    order[ranks] = np.sort(group << 32 | order[ranks]) & 0xFFFFFFFF
