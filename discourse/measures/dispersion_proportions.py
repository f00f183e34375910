"""Dispersion measures that compare a word's shares of the parts with the parts' sizes.

They are DP and related measures. `v` and `sizes` are as in
:mod:`discourse.measures.dispersion`. For very many words in very many parts `v` may be
a sparse array of scipy (words, parts): then only the parts that have the word are
looked at, and the values are the same to the last digit.

All terms of the sums are 0 or more and come from exact differences. So a word that is
exactly even, or in one part only, has exactly the value for it, and no digits are lost
near either end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts
from discourse.measures.dispersion import (
    OccupiedParts,
    PartCounts,
    occupied_parts,
)
from discourse.measures.exact_arithmetic import (
    LOG_2,
    Floats,
    as_floats,
    determinant,
    deviance,
    last_axis_sum,
    nan_unless,
    quotient,
    scalar_or_array,
    scalars_or_arrays,
)
from discourse.validation import check_option

__all__ = [
    "dispersion_by_kind",
    "dp",
    "dp_bounds",
    "dp_egbert",
    "dp_norm",
    "kld",
    "most_even_counts",
]

# Added before rounding down: a share that is whole but for rounding stays whole.
_ROUNDING = 1e-9


def dp(v: PartCounts, sizes: ArrayLike | None = None) -> Floats:
    """Return Gries's DP, the deviation of proportions.

    Parameters
    ----------
    v : array_like or scipy.sparse array
        Counts in the parts (last axis), none above the words of its part.
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        0 (even) to 1 less the size share of the smallest part; NaN for a word that
        never occurs.

    Notes
    -----
    Use it for parts of any sizes. It is the share of the occurrences that would have to
    be in other parts to make the word even. A rare word cannot be even: *not* without
    :func:`dp_bounds` where f is not much above the number of parts.

    Formula: ``1/2 sum |t_i - s_i|`` with the word's shares t and the size shares s,
    which is the sum of ``s_i - t_i`` over the parts that have less than their share.

    References
    ----------
    Gries (2008), International Journal of Corpus Linguistics 13(4), 403-437.

    See Also
    --------
    dp_norm, dp_egbert, dp_bounds

    Examples
    --------
    >>> print(np.round(dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.18
    """
    totals = _word_totals(v, sizes)
    missing_words = totals.missing_words()
    value = quotient(missing_words, totals.all_words)
    return totals.parts.unit_values(value)


def dp_norm(v: PartCounts, sizes: ArrayLike | None = None) -> Floats:
    """Return DPnorm: DP as a share of its largest possible value.

    Parameters
    ----------
    v, sizes
        As for :func:`dp`.

    Returns
    -------
    ndarray of float
        0 (even) to 1 (all in the smallest part); NaN with one part, or for a word that
        never occurs.

    Notes
    -----
    Use it in place of :func:`dp` when values must reach 1. *Not* to be mixed with
    :func:`dp_egbert`, where 1 is even.

    Formula: ``DP / (1 - min s)`` with the size shares s.

    References
    ----------
    Lijffijt & Gries (2012), International Journal of Corpus Linguistics 17(1), 147-149.

    See Also
    --------
    dp, dp_egbert

    Examples
    --------
    >>> print(np.round(dp_norm([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.219512
    """
    totals = _word_totals(v, sizes)
    missing_words = totals.missing_words()
    value = totals.share_without(totals.smallest_size, missing_words)
    return totals.parts.unit_values(value)


def dp_egbert(v: PartCounts, sizes: ArrayLike | None = None) -> Floats:
    """Return D_P: 1 less DP, divided for the smallest part *that has the word*.

    Parameters
    ----------
    v, sizes
        As for :func:`dp`.

    Returns
    -------
    ndarray of float
        0 to 1 (even); NaN with one part, or for a word that never occurs.

    Notes
    -----
    Use it where 1 should be even. Some programs report 1 - DP under this name. For a
    word in one part only the value is 0 whichever part it is: the measure does *not*
    distinguish these words.

    Formula: ``1 - DP / (1 - min{s_i : v_i > 0})`` with the size shares s.

    References
    ----------
    Egbert, Burch & Biber (2020), International Journal of Corpus Linguistics 25(1),
    89-115.

    See Also
    --------
    dp, dp_norm

    Examples
    --------
    >>> print(np.round(dp_egbert([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.780488
    """
    totals = _word_totals(v, sizes)
    smallest_size = totals.smallest_occupied()
    missing_words = totals.missing_words()
    deviation = totals.share_without(smallest_size, missing_words)
    filled_words = totals.filled_words(smallest_size)
    evenness = totals.share_without(smallest_size, filled_words)
    # Near 0 the value is computed directly, since 1 - deviation would lose digits.
    is_uneven = deviation > 0.5
    complement = 1.0 - deviation
    value = np.where(is_uneven, evenness, complement)
    return totals.parts.unit_values(value)


def dispersion_by_kind(
    v: NDArray[Any] | csr_array,
    sizes: ArrayLike,
    kind: NDArray[np.integer] | None = None,
    *,
    measure: Callable[[Any, Floats], Floats] = dp_egbert,
) -> Floats:
    """Return the dispersion of many words that may be counted among different words.

    Parameters
    ----------
    v : array or scipy.sparse array, shape (words, parts)
        Counts in the parts.
    sizes : array_like, shape (parts,) or (parts, kinds)
        Words of the parts: all of them, or a column for each kind of word, such as the
        words in one script.
    kind : int array, shape (words,), optional
        The column of `sizes` that a word belongs to; the first for all if not given.
    measure : callable
        A measure of dispersion of ``(v, sizes)``.

    Returns
    -------
    ndarray of float
        One value for each word. NaN where fewer than two parts have words of its kind,
        since one part is neither even nor uneven, and for a word that never occurs.

    See Also
    --------
    dp_egbert

    Examples
    --------
    >>> v = np.array([[1, 2, 3, 4, 5], [0, 0, 0, 0, 7]])
    >>> sizes = np.array([[9, 0], [10, 0], [10, 0], [10, 0], [11, 50]])
    >>> print(np.round(dispersion_by_kind(v, sizes, np.array([0, 1])), 6))
    [0.780488      nan]
    """
    sizes_by_kind = as_floats(sizes)
    if sizes_by_kind.ndim == 1:
        sizes_by_kind = sizes_by_kind[:, None]
    word_count = v.shape[0]
    kind_of_word = np.zeros(word_count, dtype=np.int64) if kind is None else kind
    values = np.full(word_count, np.nan)
    for column in np.unique(kind_of_word).tolist():
        part_sizes = sizes_by_kind[:, column]
        has_words = part_sizes > 0
        if has_words.sum() > 1:
            rows = np.flatnonzero(kind_of_word == column)
            values[rows] = measure(v[rows], part_sizes)
    return values


@dataclass(frozen=True, eq=False)
class _WordTotals:
    """The pairs of a word and a part that has it, and quantities of each word.

    Attributes
    ----------
    parts : OccupiedParts
        The pairs.
    count_of_word : ndarray of float
        One for each word: its occurrences in all parts; NaN where it has none, or one
        count is NaN.
    all_words, smallest_size, largest_size, words_without_largest : ndarray of float
        One for each word: the words of all parts, of the smallest part, of the largest
        part, and of all parts but the largest.
    """

    parts: OccupiedParts
    count_of_word: Floats
    all_words: Floats
    smallest_size: Floats
    largest_size: Floats
    words_without_largest: Floats

    def sum_of_pairs(self, values: Floats) -> Floats:
        """Return the sum for each word over the parts that have it, in their order."""
        word_count = self.count_of_word.size
        sums = np.bincount(self.parts.row, values, minlength=word_count)
        return as_floats(sums)

    def missing_words(self) -> Floats:
        """Return DP multiplied by the words of all parts.

        It is a sum over the parts: the words by which a part is larger than its share
        of the occurrences. A part that has at least its share adds 0.
        """
        count_of_word = self.count_of_word[self.parts.row]
        all_words = self.all_words[self.parts.row]
        difference = determinant(
            self.parts.size, self.parts.count, all_words, count_of_word
        )
        difference = np.maximum(difference, 0.0)
        lacking_words = quotient(difference, count_of_word)
        occupied_words = self.sum_of_pairs(self.parts.size)
        empty_words = self.all_words - occupied_words
        missing_words = self.sum_of_pairs(lacking_words) + empty_words
        # An unknown count (NaN) must stay NaN, hence the 0 times the count.
        return missing_words + 0.0 * self.count_of_word

    def filled_words(self, smallest_size: Floats) -> Floats:
        """Return the words of all parts but the smallest, less :meth:`missing_words`.

        `smallest_size` are the words of the smallest part that has the word. The result
        is a sum of terms that are not negative, so it loses no digits. The part with
        the highest rate is never larger than its share of the occurrences. Its term is
        the number of words by which it is larger than the smallest part. The term of
        another part is its size or its share in words, whichever is smaller.
        """
        count_of_word = self.count_of_word[self.parts.row]
        all_words = self.all_words[self.parts.row]
        full_words = quotient(self.parts.count * all_words, count_of_word)
        fullest_pair = self._fullest_part()
        filled_part_words = np.minimum(self.parts.size, full_words)
        filled_part_words[fullest_pair[self.parts.row]] = 0.0
        excess_words = np.zeros_like(self.count_of_word)
        if self.parts.size.size:
            excess_words = self.parts.size[fullest_pair] - smallest_size
        total = self.sum_of_pairs(filled_part_words)
        return as_floats(total + excess_words)

    def _fullest_part(self) -> NDArray[np.intp]:
        """Return for each word its first pair with the highest rate, as an index.

        0 for a word that has no pair.
        """
        word_count = self.count_of_word.size
        rate = quotient(self.parts.count, self.parts.size)
        highest_rate = np.zeros(word_count)
        with np.errstate(invalid="ignore"):
            np.maximum.at(highest_rate, self.parts.row, rate)
        is_highest = rate == highest_rate[self.parts.row]
        # From the last pair to the first, so that the first one stays.
        pairs = np.flatnonzero(is_highest)
        pairs = pairs[::-1]
        fullest_pair: NDArray[np.intp] = np.zeros(word_count, dtype=np.intp)
        fullest_pair[self.parts.row[pairs]] = pairs
        return fullest_pair

    def smallest_occupied(self) -> Floats:
        """Return the words of the smallest part that has the word."""
        smallest_size = np.full_like(self.count_of_word, np.inf)
        with np.errstate(invalid="ignore"):
            np.minimum.at(smallest_size, self.parts.row, self.parts.size)
        return smallest_size

    def share_without(self, part_size: Floats, words: Floats) -> Floats:
        """Return `words` as a share of all parts but one, which has `part_size` words.

        NaN where the other parts have no words.
        """
        # Where the part is the largest one, a subtraction would lose digits.
        is_smaller = part_size < self.largest_size
        other_words = self.all_words - part_size
        other_words = np.where(is_smaller, other_words, self.words_without_largest)
        has_words = other_words > 0
        other_words = nan_unless(has_words, other_words)
        return quotient(words, other_words)


def _word_totals(v: PartCounts, sizes: ArrayLike | None) -> _WordTotals:
    """Return the pairs, with the totals of each word that the measures need."""
    parts = occupied_parts(v, sizes)
    size_rows = parts.size_rows
    word_count = len(parts.part_sizes)
    count_of_word = np.bincount(parts.row, parts.count, minlength=word_count)
    all_words = last_axis_sum(size_rows)
    above_zero = np.where(size_rows == 0, np.inf, size_rows)
    smallest_size = above_zero.min(axis=-1)
    sorted_sizes = np.sort(size_rows, axis=-1)
    largest_size = sorted_sizes[:, -1]
    words_without_largest = last_axis_sum(sorted_sizes[:, :-1])
    return _WordTotals(
        parts=parts,
        count_of_word=nan_unless(count_of_word > 0, count_of_word),
        all_words=np.broadcast_to(all_words, word_count),
        smallest_size=np.broadcast_to(smallest_size, word_count),
        largest_size=np.broadcast_to(largest_size, word_count),
        words_without_largest=np.broadcast_to(words_without_largest, word_count),
    )


def dp_bounds(f: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    """Return the lowest and the highest DP that a word of count `f` can have.

    Parameters
    ----------
    f : array_like
        Count of the word, whole and above 0.
    sizes : array_like
        Words of the parts, one axis.

    Returns
    -------
    tuple of ndarray
        ``(low, high)`` of the shape of `f`; NaN where `f` is 0.

    Notes
    -----
    Use it to read the DP of a rare word: a value at the lower bound is as even as the
    count allows. *Not* an interval: the bounds do not depend on chance. Gries (2022)
    rescales a value between such bounds.

    Method: the lowest has the shares of `f` rounded down, and the rest at the largest
    remainders. The highest has all occurrences in the smallest part, as if they always
    fitted into it.

    References
    ----------
    Gries (2022), Journal of Second Language Studies 5(2), 171-205.

    See Also
    --------
    dp

    Examples
    --------
    >>> low, high = dp_bounds([1, 2, 5], [10, 10, 10, 10, 10])
    >>> print(np.round(low, 2), np.round(high, 2))
    [0.8 0.6 0. ] [0.8 0.8 0.8]
    """
    f = check_counts("f", f, integral=True)
    part_sizes = check_counts("sizes", sizes)
    most_even, _ = most_even_counts(f, part_sizes)
    all_words = part_sizes.sum()
    if np.any(f > all_words):
        raise OptionError(
            f"f of {np.nanmax(f):g} came for {all_words:g} words; a word cannot occur "
            "more often than that."
        )
    # DP is highest for a word that is only in the smallest part.
    sizes_above_zero = np.where(part_sizes > 0, part_sizes, np.inf)
    smallest_part = sizes_above_zero.argmin()
    part = np.arange(part_sizes.size)
    is_smallest = part == smallest_part
    least_even = np.minimum(is_smallest, part_sizes)
    high = dp(least_even, part_sizes)
    high = nan_unless(f > 0, high)
    low = dp(most_even, part_sizes)
    return scalars_or_arrays(low, high)


def most_even_counts(f: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    """Return the most even counts of `f` occurrences, and the size shares of the parts.

    Shares of `f` are rounded down, and the rest goes to the largest remainders. Of
    equal remainders that of the larger part comes first, so that the order of the parts
    does not matter. No arrangement has a lower DP.

    >>> print(most_even_counts(7, [10, 10, 20])[0])
    [2. 2. 3.]
    """
    part_sizes = check_counts("sizes", sizes)
    if part_sizes.ndim != 1 or not part_sizes.sum() > 0:
        raise OptionError(
            "sizes came without words or with several axes; one size for each "
            "part was expected."
        )
    size_share = part_sizes / part_sizes.sum()
    f = check_counts("f", f, integral=True)
    ideal_counts = f[..., None] * size_share
    rounded_counts = np.floor(ideal_counts + _ROUNDING)
    rounded_total = last_axis_sum(rounded_counts)
    remaining_count = np.rint(f - rounded_total)
    size_key = np.broadcast_to(-size_share, ideal_counts.shape)
    remainder_key = rounded_counts - ideal_counts
    # The last key is the first criterion.
    order = np.lexsort((size_key, remainder_key), axis=-1)
    rank = np.argsort(order, axis=-1, kind="stable")
    gets_one_more = rank < remaining_count[..., None]
    most_even = rounded_counts + gets_one_more
    return most_even, size_share


def kld(
    v: PartCounts,
    sizes: ArrayLike | None = None,
    *,
    scale: Literal["bits", "exp", "two", "ratio"] = "bits",
) -> Floats:
    """Return the Kullback-Leibler divergence of a word's shares from the size shares.

    Parameters
    ----------
    v : array_like or scipy.sparse array
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.
    scale : {"bits", "exp", "two", "ratio"}
        "bits" is the divergence K; "exp" is ``1 - e^-K`` (Gries 2021), "two"
        ``1 - 2^-K``, "ratio" ``K/(1 + K)`` (Gries 2024). The three normalisations give
        different numbers: report which one you use.

    Returns
    -------
    ndarray of float
        Bits, 0 (even) or more, or 0 to 1 when scaled; NaN for a word that never occurs.

    Notes
    -----
    Use it for words of similar counts in parts of any sizes. *Not* comparable between
    words of very different counts: rare words have high values.

    Formula: ``sum t_i log2(t_i / s_i)`` with the word's shares t and the size shares s,
    summed as deviances, so never negative.

    References
    ----------
    Gries (2020), in Paquot & Gries (eds.), A Practical Handbook of Corpus Linguistics,
    99-118; Gries (2024), Frequency, Dispersion, Association, and Keyness.

    See Also
    --------
    dp, discourse.measures.kld_keyness

    Examples
    --------
    >>> print(np.round(kld([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.136972
    """
    chosen_scale = check_option("scale", scale, ("bits", "exp", "two", "ratio"))
    totals = _word_totals(v, sizes)
    count_of_word = totals.count_of_word[totals.parts.row]
    all_words = totals.all_words[totals.parts.row]
    expected_counts = quotient(totals.parts.size * count_of_word, all_words)
    difference = determinant(
        totals.parts.count, totals.parts.size, count_of_word, all_words
    )
    difference = quotient(difference, all_words)
    cell_deviances = deviance(totals.parts.count, expected_counts, difference)
    word_deviances = totals.sum_of_pairs(cell_deviances)
    occupied_words = totals.sum_of_pairs(totals.parts.size)
    empty_words = totals.all_words - occupied_words
    empty_share = quotient(empty_words, totals.all_words)
    nats = quotient(word_deviances, totals.count_of_word) + empty_share
    nats = np.maximum(nats, 0.0)
    bits = nats / LOG_2
    bits = bits.reshape(totals.parts.shape)
    value = bits
    if chosen_scale == "exp":
        value = -np.expm1(-bits)
    if chosen_scale == "two":
        value = -np.expm1(-bits * LOG_2)
    if chosen_scale == "ratio":
        value = bits / (1.0 + bits)
    return scalar_or_array(value)
