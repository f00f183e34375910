"""Runs of words that the pages of a site have in the same place.

A run is looked for by its shingles: each four words in a row. Pages that share shingles
of lists are taken as pages of one site. A shingle is *anchored* in so many pages as
have it at nearly the same distance from the first word of the page, or from the last.
The name of a site in its menu is anchored. A formula in the articles is repeated too,
but at another distance in each.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from discourse.text import TokenStream

__all__ = [
    "MAX_SHIFT",
    "MAX_SHIFT_OF_LONG_RUNS",
    "SHINGLE_WORDS",
    "count_anchored",
    "find_sites",
]

SHINGLE_WORDS = 4
MAX_SHIFT = 12  # words by which the place of an anchored shingle may differ
# The same, in a longer run. Lists of more or fewer titles move what is before them.
MAX_SHIFT_OF_LONG_RUNS = 40
PLACE_BITS = 31  # of a number of 64 bits, which hold the place of a shingle
MIN_OVERLAP = 0.3  # of the shingles of the page that has fewer
# Pages that may be of one site are found by sets of least hashes: one set is equal.
BANDS = 24
HASHES_OF_BAND = 2
# Odd numbers that spread the bits of a hash: 2**64 divided by the golden ratio, which is
# the root of x**2 = x + 1, and divided by the root of x**4 = x + 1.
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
SEED_STEP = np.uint64(0xD1B54A32D192ED03)
SHIFT = np.uint64(29)

_Integers = NDArray[np.int64]


def find_sites(
    stream: TokenStream, are_listed: NDArray[np.bool_], min_documents: int
) -> _Integers:
    """Return the number of the site of each document.

    Two documents are of one site if they share a good part of the shingles that begin
    in lists and stand in `min_documents` or more. The number of a site is that of its
    first document.

    Parameters
    ----------
    stream : TokenStream
    are_listed : bool array
        Which words are in lists.
    min_documents : int
    """
    document_count = len(stream.bounds) - 1
    sites = list(range(document_count))
    first_words = _first_words_of_shingles(stream)
    first_words = first_words[are_listed[first_words]]
    hashes = _hash_shingles(stream)[first_words]
    documents = stream.document[first_words].astype(np.int64)
    counts = _count_documents(hashes, documents)
    usual_counts = _usual_counts(counts, documents, min_documents, document_count)
    # Titles of articles are shared too, but by fewer pages than the menu.
    is_typical = counts >= np.maximum(usual_counts[documents] / 2, min_documents)
    hashes = hashes[is_typical]
    documents = documents[is_typical]
    if not len(documents):
        return np.array(sites, dtype=np.int64)
    firsts = np.flatnonzero(np.diff(documents, prepend=-1))
    numbers = documents[firsts].tolist()
    shingles_of_pages = np.split(hashes, firsts[1:])
    shingles = dict(zip(numbers, map(np.unique, shingles_of_pages), strict=True))
    for band in range(BANDS):
        signatures = np.zeros(len(firsts), dtype=np.uint64)
        for row in range(HASHES_OF_BAND):
            seed = band * HASHES_OF_BAND + row
            signatures = _mix(signatures + _least_hashes(hashes, firsts, seed))
        _unite_similar(sites, shingles, signatures.tolist())
    roots = [_root_of(sites, number) for number in range(document_count)]
    return np.array(roots, dtype=np.int64)


def count_anchored(
    stream: TokenStream, sites: _Integers, *, max_shift: int
) -> _Integers:
    """Return how many pages of its site have a word in its place, for each word.

    It is the count of the most frequent shingle that covers the word. A shingle that
    begins at most `max_shift` words earlier or later is in the same place. A page that
    has it there more than once counts once.
    """
    first_words = _first_words_of_shingles(stream)
    documents = stream.document[first_words]
    site_numbers = sites[documents].astype(np.uint64)
    hashes = _mix(_hash_shingles(stream)[first_words] + site_numbers * SEED_STEP)
    _, shingles = np.unique(hashes, return_inverse=True)
    from_start = first_words - stream.bounds[documents]
    to_end = stream.bounds[documents + 1] - first_words
    next_places = _next_in_document(shingles, documents)
    counts_from_start = _count_near(shingles, next_places, from_start, max_shift)
    counts_to_end = _count_near(shingles, next_places, to_end, max_shift)
    counts = np.zeros(len(stream), dtype=np.int64)
    counts[first_words] = np.maximum(counts_from_start, counts_to_end)
    covering_counts = counts.copy()
    for shift in range(1, SHINGLE_WORDS):
        earlier_counts = counts[:-shift]
        np.maximum(covering_counts[shift:], earlier_counts, out=covering_counts[shift:])
    return covering_counts


def _first_words_of_shingles(stream: TokenStream) -> _Integers:
    """Return the words with which a shingle inside one document begins."""
    places = np.arange(len(stream), dtype=np.int64)
    ends = stream.bounds[stream.document.astype(np.int64) + 1]
    return np.flatnonzero(places + SHINGLE_WORDS <= ends)


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return numbers whose bits are spread."""
    products = numbers * MULTIPLIER
    return products ^ (products >> SHIFT)


def _hash_shingles(stream: TokenStream) -> NDArray[np.uint64]:
    """Return a hash of the four words that begin at each word."""
    words = stream.ids.astype(np.uint64) + np.uint64(1)
    hashes = np.zeros(len(words), dtype=np.uint64)
    for shift in range(SHINGLE_WORDS):
        shifted_words = np.zeros_like(words)
        shifted_words[: len(words) - shift] = words[shift:]
        hashes = _mix(hashes + shifted_words)
    return hashes


def _count_documents(hashes: NDArray[np.uint64], documents: _Integers) -> _Integers:
    """Return how many documents have the shingle, for each place of a shingle."""
    _, shingles = np.unique(hashes, return_inverse=True)
    pairs = np.unique((shingles.astype(np.int64) << PLACE_BITS) + documents)
    counts = np.bincount(pairs >> PLACE_BITS)
    return counts[shingles]


def _usual_counts(
    counts: _Integers, documents: _Integers, min_documents: int, document_count: int
) -> _Integers:
    """Return for each document in how many documents its shared shingles stand.

    It is their third quartile; 0 for a document without shared shingles.
    """
    is_shared = counts >= min_documents
    counts = counts[is_shared]
    documents = documents[is_shared]
    counts = counts[np.lexsort((counts, documents))]
    ends = np.searchsorted(documents, np.arange(document_count), side="right")
    starts = np.searchsorted(documents, np.arange(document_count), side="left")
    ranks = starts + 3 * (ends - starts - 1) // 4
    usual_counts = np.zeros(document_count, dtype=np.int64)
    has_shared = ends > starts
    usual_counts[has_shared] = counts[ranks[has_shared]]
    return usual_counts


def _next_in_document(
    shingles: NDArray[np.intp], documents: NDArray[np.int32]
) -> NDArray[np.intp]:
    """Return where the same shingle stands next in its document, for each; -1 = nowhere.

    The shingles are in the order of the text.
    """
    order = np.argsort(shingles, kind="stable")
    next_in_order = order[1:]
    is_repeated = shingles[order[:-1]] == shingles[next_in_order]
    is_repeated &= documents[order[:-1]] == documents[next_in_order]
    next_places = np.full(len(shingles), -1, dtype=np.intp)
    next_places[order[:-1][is_repeated]] = next_in_order[is_repeated]
    return next_places


def _count_near(
    shingles: NDArray[np.intp],
    next_places: NDArray[np.intp],
    distances: _Integers,
    max_shift: int,
) -> _Integers:
    """Return how many documents have the shingle at nearly the same distance, for each.

    Equal shingles are counted. Where a document has one again, it is counted twice by
    all that are near to both, and once is taken off.
    """
    keys = (shingles.astype(np.int64) << PLACE_BITS) + distances + max_shift
    order = np.argsort(keys, kind="stable")
    sorted_keys = keys[order]
    firsts = np.searchsorted(sorted_keys, sorted_keys - max_shift, side="left")
    ends = np.searchsorted(sorted_keys, sorted_keys + max_shift, side="right")
    is_repeated = next_places >= 0
    earlier_keys = keys[is_repeated]
    later_keys = keys[next_places[is_repeated]]
    lowest_keys = np.maximum(earlier_keys, later_keys) - max_shift
    highest_keys = np.minimum(earlier_keys, later_keys) + max_shift
    is_near_both = lowest_keys <= highest_keys
    lowest_keys = np.sort(lowest_keys[is_near_both])
    highest_keys = np.sort(highest_keys[is_near_both])
    begun_counts = np.searchsorted(lowest_keys, sorted_keys, side="right")
    ended_counts = np.searchsorted(highest_keys, sorted_keys, side="left")
    counts = np.empty(len(keys), dtype=np.int64)
    counts[order] = ends - firsts - (begun_counts - ended_counts)
    return counts


def _least_hashes(
    hashes: NDArray[np.uint64], firsts: _Integers, seed: int
) -> NDArray[np.uint64]:
    """Return the least hash of each document under one order of all hashes."""
    with np.errstate(over="ignore"):
        seed_number = np.uint64(seed + 1) * SEED_STEP
    least_hashes: NDArray[np.uint64] = np.minimum.reduceat(
        _mix(hashes ^ seed_number), firsts
    )
    return least_hashes


def _unite_similar(
    sites: list[int], shingles: Mapping[int, NDArray[np.uint64]], signatures: list[int]
) -> None:
    """Put documents with equal signatures and many equal shingles into one site.

    It changes `sites`. `shingles` and `signatures` are of the same documents.
    """
    first_with: dict[int, int] = {}
    for number, signature in zip(shingles, signatures, strict=True):
        first_number = first_with.setdefault(signature, number)
        first_root = _root_of(sites, first_number)
        root = _root_of(sites, number)
        if first_root == root:
            continue
        if _overlap(shingles[first_number], shingles[number]) >= MIN_OVERLAP:
            sites[max(first_root, root)] = min(first_root, root)


def _overlap(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> float:
    """Return the share of shingles of the smaller set that the other one has."""
    common_shingles = np.intersect1d(first, second, assume_unique=True)
    return len(common_shingles) / min(len(first), len(second))


def _root_of(sites: list[int], number: int) -> int:
    """Return the number of the site of a document, and shorten the way to it."""
    while sites[number] != number:
        sites[number] = sites[sites[number]]
        number = sites[number]
    return number
