"""The suffix array: positions of the stream sorted by the words that follow them.

A *suffix* begins at a token and ends at the next break: the end of its sentence or
paragraph, or a masked stretch. It has at most :data:`discourse.settings.LONGEST_NGRAM`
words. The suffix array holds all suffixes in order of their words, and how many words
each has in common with the one before it (the longest common prefix, LCP). So equal
n-grams lie side by side. The place of a suffix in this order is its *rank*. Each n-gram
is a run of ranks, and the length of the run is how often the n-gram occurs.

Three algorithms give the same array. The compiled kernel of
:mod:`discourse.accelerators` is the fastest one. Where it is not installed there is the
package ``pydivsufsort``, and where that is not installed either, prefix doubling by
counting sorts. Of two equal suffixes the earlier one comes first. So the suffix array
of some documents is that of all documents, with the other suffixes left out.

References
----------
Manber & Myers (1993), SIAM Journal on Computing 22(5), 935-948.
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.sparse import csr_array

from discourse.accelerators import (
    RunContents,
    has_kernels,
    read_runs,
    sort_suffixes,
)
from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached, find_in_larger
from discourse.counting.prefix_sums import prefix_sums, range_starts
from discourse.settings import LONGEST_NGRAM
from discourse.spans import expand_ranges
from discourse.text import BREAK

# Not every machine has a wheel. sort_by_doubling() gives the same array, more slowly.
try:
    from pydivsufsort import divsufsort
except ImportError:
    divsufsort = None

__all__ = [
    "SUFFIX_ARRAY",
    "SuffixArray",
    "SuffixSort",
    "build_suffix_array",
    "fastest_suffix_sort",
    "sort_by_divsufsort",
    "sort_by_doubling",
    "suffix_array_of",
]

SuffixSort = Literal["compiled", "divsufsort", "doubling"]

# A selection with less than this share of the words is sorted by itself. That is
# quicker than to filter the larger array.
MIN_FILTERED_SHARE = 0.1

# If more than one rank in so many is looked for, all runs are numbered.
_MANY = 50

# The lower 32 bits of a number of 64 bits, which hold a position.
_POSITION_BITS = 32
_POSITION_MASK = 0xFFFFFFFF


@dataclass(frozen=True, eq=False)
class SuffixArray:
    """The suffixes of a stream in order of their words.

    Attributes
    ----------
    order : int32 array, shape (tokens,)
        First token of each suffix, in order of the words. Equal suffixes are in order
        of position.
    lcp : uint8 array, shape (tokens,)
        Words that a suffix has in common with the one before it; 0 for the first.
    words_to_break : uint8 array, shape (tokens,)
        By token, not by rank: words from this token to the next break, itself
        included; at most :data:`discourse.settings.LONGEST_NGRAM`.
    document : int32 array, shape (tokens,)
        By token: its document.
    """

    order: np.ndarray
    lcp: np.ndarray
    words_to_break: np.ndarray
    document: np.ndarray

    def __post_init__(self) -> None:
        self.order.flags.writeable = False
        self.lcp.flags.writeable = False
        self.words_to_break.flags.writeable = False

    def __len__(self) -> int:
        return len(self.order)

    def ngram_runs(
        self, size: int, min_count: int = 1
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the n-grams of `size` words as half-open runs of ranks.

        Parameters
        ----------
        size : int
        min_count : int
            Leave out n-grams that occur less often.

        Returns
        -------
        low, high : int64 arrays
            In order of the words. An n-gram occurs at the tokens ``order[low:high]``.
        """
        if min_count > 1:
            return _long_runs(self.lcp >= size, min_count)
        begins_run = self.lcp < size
        low = np.flatnonzero(begins_run)
        count = np.diff(low, append=len(self))
        # A suffix that is shorter than `size` is a run by itself, but no n-gram. In a
        # longer run all suffixes have `size` words in common.
        first_token = self.order[low]
        keep = (count > 1) | (self.words_to_break[first_token] >= size)
        low = low[keep]
        high = low + count[keep]
        return low, high

    @functools.cached_property
    def rank_of_token(self) -> np.ndarray:
        """Return, by token, the rank of the suffix that begins there (int32)."""
        rank = np.empty(len(self), dtype=np.int32)
        rank[self.order] = np.arange(len(self), dtype=np.int32)
        return rank

    @functools.cached_property
    def previous_in_document(self) -> np.ndarray:
        """Return, by rank, the last smaller rank in the same document; -1 = none."""
        all_ranks = np.arange(len(self), dtype=np.int32)
        document = self.document[self.order]
        # The ranks document by document, in each in ascending order.
        ranks = _counting_sort(all_ranks, document)
        document = document[ranks]
        is_same_document = np.diff(document) == 0
        earlier_rank = ranks[:-1]
        later_rank = ranks[1:]
        later_rank = later_rank[is_same_document]
        previous = np.full_like(ranks, -1)
        previous[later_rank] = earlier_rank[is_same_document]
        return previous

    def runs_of_sequences(
        self, first_token: np.ndarray, size: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the runs of ranks of the words that begin at each token.

        Parameters
        ----------
        first_token, size : int arrays, shape (sequences,)
            Where each sequence begins, and how many words it has. It crosses no break.

        Returns
        -------
        low, high : int64 arrays, shape (sequences,)
            Half-open runs.
        """
        low = np.zeros_like(size, dtype=np.int64)
        high = np.zeros_like(size, dtype=np.int64)
        # Numbers of two bytes are sorted without comparing them.
        by_size = np.argsort(size.astype(np.uint16), kind="stable")
        bounds = prefix_sums(np.bincount(size))
        first_by_size = first_token.take(by_size)
        ranks = self.rank_of_token.take(first_by_size)
        # The suffixes that have at least `length` words in common with the one before.
        alike = np.arange(len(self), dtype=np.int32)
        lcp = self.lcp
        for length, (begin, end) in enumerate(itertools.pairwise(bounds.tolist())):
            if begin == end:
                continue
            sequences = by_size[begin:end]
            if _MANY * (end - begin) > len(self):
                runs = _runs_by_number(self.lcp < length, ranks[begin:end])
                low[sequences], high[sequences] = runs
                continue
            # To take what has a number is quicker than to take what a mask lets through.
            still_alike = np.flatnonzero(lcp >= length)
            alike = alike.take(still_alike)
            lcp = lcp.take(still_alike)
            low[sequences], high[sequences] = _runs_around(alike, ranks[begin:end])
        return low, high

    def count_sequences(self, first_token: np.ndarray, size: np.ndarray) -> np.ndarray:
        """Return how often the words that begin at each token occur in order (int64).

        The parameters are those of :meth:`runs_of_sequences`.
        """
        low, high = self.runs_of_sequences(first_token, size)
        return np.asarray(high - low)

    def count_documents(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Return in how many documents each run ``low:high`` occurs (int64).

        No run may be empty.
        """
        return self.read_runs(low, high).documents

    def read_runs(self, low: np.ndarray, high: np.ndarray) -> RunContents:
        """Return the number of documents and the first token of each run.

        No run may be empty.
        """
        if has_kernels():
            return read_runs(self.order, self.document, low, high)
        if not len(low):
            return RunContents(np.zeros(0, np.int64), np.zeros(0, np.int64))
        size = high - low
        ranks = expand_ranges(low, high)
        run_begin = np.repeat(low, size)
        previous = self.previous_in_document[ranks]
        # The first occurrence in its document has no earlier one within the run.
        is_first = previous < run_begin
        starts = range_starts(size)
        first_token = np.minimum.reduceat(self.order[ranks], starts)
        return RunContents(
            documents=np.add.reduceat(is_first, starts, dtype=np.int64),
            first_token=first_token.astype(np.int64),
        )

    def select_documents(self, keep: np.ndarray, document: np.ndarray) -> SuffixArray:
        """Return the suffix array of the tokens `keep`, which must be whole documents.

        How many words two suffixes have in common is the smallest LCP between their
        ranks.

        Parameters
        ----------
        keep : bool array, shape (tokens,)
        document : int32 array
            Document of each token that is kept.
        """
        keep_rank = keep[self.order]
        ranks = np.flatnonzero(keep_rank)
        lcp = np.zeros(len(ranks), dtype=np.uint8)
        if len(ranks) > 1:
            last_rank = ranks[-1]
            lcp_up_to_last = self.lcp[: last_rank + 1]
            # Between two suffixes that are kept lie those behind the first of them.
            behind_first = ranks[:-1] + 1
            lcp[1:] = np.minimum.reduceat(lcp_up_to_last, behind_first)
        tokens = self.order[ranks]
        # A token moves to the left by the tokens before it that are left out.
        tokens_up_to = np.cumsum(keep, dtype=np.int32)
        new_position = tokens_up_to - np.int32(1)
        return SuffixArray(
            order=new_position[tokens],
            lcp=lcp,
            words_to_break=self.words_to_break[keep],
            document=document,
        )


def _long_runs(is_alike: np.ndarray, min_count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the half-open runs of `min_count` ranks or more (int64), 2 at least.

    `is_alike` says of each rank whether it belongs to the run of the rank before it; of
    the first it is False. Short runs are the most, and no list of them is made.
    """
    # Whether so many ranks from this one on belong to the run of the rank before it.
    is_long = is_alike
    length = 1
    wanted_length = min(min_count - 1, len(is_alike) + 1)
    while length < wanted_length:
        step = min(length, wanted_length - length)
        ranks_left = len(is_long) - step
        is_long = is_long[:ranks_left] & is_long[step:]
        length += step
    is_long = np.append(is_long, False)
    changes = np.flatnonzero(is_long[1:] != is_long[:-1])
    # It becomes true at the second rank of a run.
    low = changes[::2]
    high = changes[1::2] + wanted_length
    return low, high


def _runs_by_number(
    begins_run: np.ndarray, ranks: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the half-open runs that some ranks lie in (int64).

    All runs are numbered, which is quicker than to look for each rank if these are many.
    `begins_run` says of each rank of the suffix array whether a run begins there.
    """
    runs_up_to = np.cumsum(begins_run, dtype=np.int32)
    next_run = runs_up_to.take(ranks)
    run = next_run - 1
    first_ranks = np.flatnonzero(begins_run)
    rank_count = len(begins_run)
    bounds = np.append(first_ranks, rank_count)
    low = bounds.take(run)
    high = bounds.take(next_run)
    return low, high


def _runs_around(alike: np.ndarray, ranks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the half-open runs that some ranks lie in.

    Parameters
    ----------
    alike : int32 array
        The ranks that belong to the run of the rank before them, ascending.
    ranks : int32 array, shape (sequences,)

    Returns
    -------
    low, high : int32 arrays, shape (sequences,)
    """
    # Ranks without a gap between them belong to one run. It begins before the first.
    follows_gap = np.ones(len(alike), dtype=bool)
    np.not_equal(alike[1:] - alike[:-1], 1, out=follows_gap[1:])
    first_of_run = np.flatnonzero(follows_gap)
    last_of_run = np.append(first_of_run, len(alike))[1:] - 1
    low_of_run = alike.take(first_of_run) - 1
    high_of_run = alike.take(last_of_run) + 1
    run = np.searchsorted(low_of_run, ranks, side="right") - 1
    # A rank before the first run, or behind the end of one, is a run by itself.
    is_in_run = run >= 0
    is_in_run[is_in_run] = ranks[is_in_run] < high_of_run[run[is_in_run]]
    low = ranks.copy()
    high = ranks + 1
    low[is_in_run] = low_of_run[run[is_in_run]]
    high[is_in_run] = high_of_run[run[is_in_run]]
    return low, high


SUFFIX_ARRAY: Key[SuffixArray] = Key("suffix_array")


def suffix_array_of(corpus: Corpus) -> SuffixArray:
    """Return the suffix array of `corpus`, made once.

    A selection of documents takes its suffix array from that of the larger corpus,
    where there is one. A very small selection is sorted by itself, which is quicker.
    """

    def make() -> SuffixArray:
        return _filter_or_sort(corpus)

    return cached(corpus, SUFFIX_ARRAY, make)


def _filter_or_sort(corpus: Corpus) -> SuffixArray:
    """Return the suffix array of `corpus`, which is not in the cache yet."""
    part_of_larger = _filter_larger(corpus)
    if part_of_larger is not None:
        return part_of_larger
    stream = corpus.stream
    follows_break = stream.gap >= BREAK
    return build_suffix_array(stream.ids, follows_break, stream.document)


def _filter_larger(corpus: Corpus) -> SuffixArray | None:
    """Return the suffix array of `corpus`, taken from that of a larger corpus.

    The result is None if there is no larger corpus, or if sorting is quicker. It is
    None too if the documents are in another order, because equal suffixes would then be
    in another order as well.
    """
    larger_corpus = find_in_larger(corpus, SUFFIX_ARRAY)
    if larger_corpus is None:
        return None
    suffix_array = larger_corpus.value
    documents = larger_corpus.documents
    min_token_count = MIN_FILTERED_SHARE * len(suffix_array)
    is_quicker_to_sort = len(corpus.stream) < min_token_count
    has_other_order = bool(np.any(np.diff(documents) <= 0))
    if is_quicker_to_sort or has_other_order:
        return None
    keep = np.isin(suffix_array.document, documents)
    return suffix_array.select_documents(keep, corpus.stream.document)


def fastest_suffix_sort() -> SuffixSort:
    """Return the fastest algorithm that is installed here."""
    if has_kernels():
        return "compiled"
    return "doubling" if divsufsort is None else "divsufsort"


def build_suffix_array(
    ids: np.ndarray,
    follows_break: np.ndarray,
    document: np.ndarray,
    *,
    algorithm: SuffixSort | None = None,
) -> SuffixArray:
    """Return the suffix array of a stream of words.

    Parameters
    ----------
    ids : int32 array
        Word of each token.
    follows_break : bool array
        Whether there is a break before each token.
    document : int32 array
        Document of each token.
    algorithm : {'compiled', 'divsufsort', 'doubling'}, optional
        How suffixes are sorted, which changes nothing in the result; by default
        :func:`fastest_suffix_sort` chooses.
    """
    if not len(ids):
        return _empty_suffix_array(document)
    algorithm = algorithm or fastest_suffix_sort()
    if algorithm == "compiled":
        suffixes = sort_suffixes(ids, follows_break, LONGEST_NGRAM)
        return SuffixArray(
            suffixes.order, suffixes.lcp, suffixes.words_to_break, document
        )
    words_to_break = _count_words_to_break(follows_break)
    if algorithm == "doubling":
        order = sort_by_doubling(ids, words_to_break)
        lcp = _common_prefixes(ids, words_to_break, order)
    else:
        order = sort_by_divsufsort(ids, follows_break)
        lcp = _common_prefixes(ids, words_to_break, order)
        _sort_equal_suffixes(order, lcp, words_to_break)
    return SuffixArray(order, lcp, words_to_break, document)


def _empty_suffix_array(document: np.ndarray) -> SuffixArray:
    """Return the suffix array of a corpus without words."""
    return SuffixArray(
        order=np.empty(0, dtype=np.int32),
        lcp=np.empty(0, dtype=np.uint8),
        words_to_break=np.empty(0, dtype=np.uint8),
        document=document,
    )


def _count_words_to_break(follows_break: np.ndarray) -> np.ndarray:
    """Return how many words there are from each token to the next break (uint8)."""
    token_count = len(follows_break)
    begins_stretch = follows_break.copy()
    begins_stretch[0] = True  # whatever comes before the first token
    stretch_starts = np.flatnonzero(begins_stretch)
    stretch_ends = np.append(stretch_starts[1:], token_count)
    end_of_token = np.repeat(stretch_ends, stretch_ends - stretch_starts)
    words_to_break = end_of_token - np.arange(token_count)
    words_to_break = np.minimum(words_to_break, LONGEST_NGRAM)
    return np.asarray(words_to_break, dtype=np.uint8)


def sort_by_divsufsort(ids: np.ndarray, follows_break: np.ndarray) -> np.ndarray:
    """Return the suffixes in order (int32), by ``pydivsufsort``.

    Equal suffixes are in no particular order. The last word before a break gets a
    number of its own, just below the number of that word. So the end of a sentence
    comes before any word, no position is added to the stream, and suffixes that begin
    alike still lie side by side.
    """
    is_last = np.append(follows_break[1:], True)
    # Each word has two numbers: one before a break, the next one anywhere else.
    symbols = 2 * ids.astype(np.int64)
    symbols += ~is_last
    max_symbol = symbols.max()
    fits_32_bits = max_symbol < 1 << 32
    symbol_type = np.uint32 if fits_32_bits else np.uint64
    symbols = symbols.astype(symbol_type)
    order = divsufsort(symbols)
    return np.asarray(order, dtype=np.int32)


def sort_by_doubling(ids: np.ndarray, words_to_break: np.ndarray) -> np.ndarray:
    """Return the suffixes in order (int32), by prefix doubling.

    Equal suffixes are in order of position. One counting sort turns the order by the
    first words into the order by twice as many first words. What lies behind a break
    counts as less than any word.
    """
    all_tokens = np.arange(len(ids), dtype=np.int32)
    order = _counting_sort(all_tokens, ids)
    sorted_length = 1
    rank = ids
    next_rank = np.zeros_like(all_tokens)
    while True:
        rank = _rank_by_pair(order, rank, next_rank)
        is_longer = words_to_break > sorted_length
        if sorted_length >= LONGEST_NGRAM or not is_longer.any():
            return order
        longer_suffixes = np.flatnonzero(is_longer)
        next_rank = np.zeros_like(all_tokens)
        next_rank[longer_suffixes] = rank[longer_suffixes + sorted_length]
        # Suffixes in order of the words behind their sorted first words: first those
        # that have no such words, then the others. These are found `sorted_length`
        # words before the suffixes that begin with those words.
        preceding = order[order >= sorted_length] - np.int32(sorted_length)
        preceding = preceding[is_longer[preceding]]
        shorter_suffixes = all_tokens[~is_longer]
        by_next_rank = np.concatenate([shorter_suffixes, preceding])
        order = _counting_sort(by_next_rank, rank[by_next_rank])
        sorted_length *= 2


def _rank_by_pair(
    order: np.ndarray, rank: np.ndarray, next_rank: np.ndarray
) -> np.ndarray:
    """Return the rank of each suffix by a pair of ranks (int32, from 1).

    `order` is the order by these pairs. Suffixes with equal pairs get equal ranks.
    """
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = np.diff(rank[order]) != 0
    is_new[1:] |= np.diff(next_rank[order]) != 0
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.cumsum(is_new, dtype=np.int32)
    return ranks


def _counting_sort(values: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Return `values` in order of their `keys`, whole numbers from 0.

    Values with equal keys keep their order.

    scipy turns rows into columns by a counting sort: about 100 million a second.
    """
    max_key = int(keys.max(initial=0))
    bounds = np.array([0, len(values)])
    row = csr_array(
        (values, keys, bounds),
        shape=(1, max_key + 1),
    )
    by_key = row.tocsc()
    return np.asarray(by_key.data)


def _common_prefixes(
    ids: np.ndarray, words_to_break: np.ndarray, order: np.ndarray
) -> np.ndarray:
    """Return how many words each suffix has in common with the one before it.

    Words are compared one by one, for as long as any pair of neighbours agrees.
    """
    lcp = np.zeros(len(order), dtype=np.uint8)
    first_token = order[:-1]
    second_token = order[1:]
    rank = np.arange(1, len(order), dtype=np.int32)
    # Words are compared up to the break that comes first in either suffix.
    limit = np.minimum(words_to_break[first_token], words_to_break[second_token])
    for common_count in range(LONGEST_NGRAM):
        # The pairs that agree in their first words so far, and both have another word.
        pairs = np.flatnonzero(limit > common_count)
        first_word = ids[first_token[pairs] + common_count]
        second_word = ids[second_token[pairs] + common_count]
        is_same_word = first_word == second_word
        pairs = pairs[is_same_word]
        if not len(pairs):
            break
        first_token = first_token[pairs]
        second_token = second_token[pairs]
        rank = rank[pairs]
        limit = limit[pairs]
        lcp[rank] = common_count + 1
    return lcp


def _sort_equal_suffixes(
    order: np.ndarray, lcp: np.ndarray, words_to_break: np.ndarray
) -> None:
    """Put equal suffixes in order of position. This changes `order` in place."""
    size = words_to_break[order]
    # A suffix equals the one before it if all words of both are common to them. The
    # last entry is False, because no suffix follows the last one.
    equals_previous = np.append(lcp == size, False)
    equals_previous[1:-1] &= lcp[1:] == size[:-1]
    has_equal_neighbour = equals_previous[:-1] | equals_previous[1:]
    ranks = np.flatnonzero(has_equal_neighbour)
    begins_group = ~equals_previous[ranks]
    group = np.cumsum(begins_group, dtype=np.int64)
    # Group and position in one number, so that one sort keeps the groups apart.
    keys = group << _POSITION_BITS
    keys |= order[ranks]
    keys.sort()
    order[ranks] = keys & _POSITION_MASK
