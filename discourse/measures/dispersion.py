"""Dispersion: how evenly a word is spread over the parts of a corpus.

`v` holds the word's counts in the parts (last axis; leading axes are words), `sizes`
the words of each part. Parts without words are left out. A word that never occurs has
no dispersion: its value is NaN, and its :func:`dispersion_range` is 0.

For very many words in very many parts `v` may be a sparse array of scipy (words,
parts), where the function says so. Then only the parts that have the word are looked
at, and the values are the same to the last digit.

With few parts every measure has few possible values: with five documents about five
levels. Report the interval over documents, or :func:`dp_bounds`, beside the value. The
scales differ: 1 is even for D, D2, S, DA and D_P, but 0 is even for DP, DPnorm and KLD.
No measure can compare corpora that are divided into different numbers of parts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special
from scipy.sparse import csr_array, issparse

from discourse.errors import OptionError
from discourse.measures.argument_checks import broadcast_named, check_counts
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    last_axis_sum,
    nan_unless,
    quotient,
    scalar_or_array,
)

__all__ = [
    "OccupiedParts",
    "PartCounts",
    "carroll_d2",
    "check_part_sizes",
    "clip_to_unit",
    "da",
    "dispersion_range",
    "juilland_d",
    "juilland_u",
    "lyne_d3",
    "occupied_parts",
    "part_counts",
    "rosengren_s",
]


def check_part_sizes(counts: Floats, sizes: Floats) -> None:
    """Refuse a part with more occurrences than words.

    Such a part says that counts and sizes are not in the same order.
    """
    is_above = np.ravel(counts > sizes)
    if not np.any(is_above):
        return
    index = int(np.flatnonzero(is_above)[0])
    count = np.ravel(counts)[index]
    size = np.ravel(sizes)[index]
    if size == 0:
        raise OptionError(
            "a part of size 0 holds the word; give the words of each part, in the order "
            "of v."
        )
    raise OptionError(
        f"a part of {size:g} words came with {count:g} occurrences; sizes are the words "
        "of the parts (not their shares), in the order of v."
    )


def part_counts(v: ArrayLike, sizes: ArrayLike | None) -> tuple[Floats, Floats]:
    """Return checked counts and sizes of one shape; without sizes each part has 1."""
    counts = check_counts("v", v)
    if counts.ndim == 0 or counts.shape[-1] == 0:
        raise OptionError(
            "v came without parts; the counts of a word in each part were expected "
            "(last axis)."
        )
    part_count = counts.shape[-1]
    part_sizes = np.ones(part_count) if sizes is None else check_counts("sizes", sizes)
    if part_sizes.ndim == 0 or part_sizes.shape[-1] != part_count:
        raise OptionError(
            f"v has {part_count} parts and sizes has shape {part_sizes.shape}; one size for "
            "each part is needed."
        )
    counts, part_sizes = broadcast_named(v=counts, sizes=part_sizes)
    if sizes is not None:
        check_part_sizes(counts, part_sizes)
    return counts, part_sizes


@dataclass(frozen=True, eq=False)
class OccupiedParts:
    """Each pair of a word and a part that has it.

    Most words are in few of the parts, so most measures look at these pairs only.

    Attributes
    ----------
    row, part : ndarray of int
        One for each pair, in order of both: the numbers of the word and of the part.
    count, size : ndarray of float
        One for each pair: the word's occurrences in the part, and the words of the
        part.
    part_sizes : ndarray of float
        Words of the parts (last axis), a row for each word.
    shape : tuple of int
        Shape of the values to be returned.
    """

    row: NDArray[np.intp]
    part: NDArray[np.intp]
    count: Floats
    size: Floats
    part_sizes: Floats
    shape: tuple[int, ...]

    @property
    def size_rows(self) -> Floats:
        """The sizes of the parts, in one row if they are the same for every word."""
        # Then numpy repeats one row, which a stride of 0 shows.
        is_one_row = self.part_sizes.strides[0] == 0
        return self.part_sizes[:1] if is_one_row else self.part_sizes

    @cached_property
    def parts_with_word(self) -> NDArray[np.intp]:
        """How many parts have each word."""
        return np.bincount(self.row, minlength=len(self.part_sizes))

    @cached_property
    def _index(self) -> NDArray[np.intp]:
        """The index of each pair in a flat array of all words and parts."""
        return self.row * self.part_sizes.shape[1] + self.part

    def fill(self, values: Floats, *, absent: ArrayLike = 0.0) -> Floats:
        """Return the values of all words and parts, which are `absent` elsewhere.

        An array `absent` of all words and parts may itself be filled, and returned.
        """
        full_values = as_floats(absent)
        is_full = full_values.shape == self.part_sizes.shape
        if not is_full or not full_values.flags.c_contiguous:
            full_values = np.empty(self.part_sizes.shape)
            full_values[...] = absent
        full_values.reshape(-1)[self._index] = values
        return full_values

    def sum_by_word(self, values: Floats, *, absent: ArrayLike = 0.0) -> Floats:
        """Return the sum for each word over all parts, also those without the word.

        Terms are added as in an array of all parts, so that the last digit of a sum
        does not depend on whether `v` was sparse. `absent` is as for :meth:`fill`.
        """
        full_values = self.fill(values, absent=absent)
        return as_floats(last_axis_sum(full_values))

    def unit_values(self, values: Floats) -> Floats:
        """Return values from 0 to 1 in the shape to be returned."""
        shaped_values = values.reshape(self.shape)
        return clip_to_unit(shaped_values)


def occupied_parts(v: PartCounts, sizes: ArrayLike | None) -> OccupiedParts:
    """Return the pairs of checked counts, sparse or with parts on the last axis.

    What this function returned may be given as `v`, with the same sizes: counts of
    which many measures are taken are checked once.
    """
    if isinstance(v, OccupiedParts):
        return v
    if issparse(v):
        return _parts_of_sparse(csr_array(v), sizes)
    counts, part_sizes = part_counts(v, sizes)
    flat_counts = counts.reshape(-1, counts.shape[-1])
    part_sizes = part_sizes.reshape(flat_counts.shape)
    row, part = (flat_counts != 0).nonzero()
    return OccupiedParts(
        row=row,
        part=part,
        count=flat_counts[row, part],
        size=part_sizes[row, part],
        part_sizes=part_sizes,
        shape=counts.shape[:-1],
    )


def _parts_of_sparse(table: Any, sizes: ArrayLike | None) -> OccupiedParts:
    """Return the pairs of a sparse array, its counts checked."""
    word_count, part_count = table.shape
    part_sizes = np.ones(part_count) if sizes is None else check_counts("sizes", sizes)
    if part_sizes.shape != (part_count,) or not part_count:
        raise OptionError(
            f"v has {part_count} parts and sizes has shape {part_sizes.shape}; one size for "
            "each part is needed."
        )
    if not table.has_canonical_format:
        table = table.copy()  # what the caller gave stays as it is
        table.sum_duplicates()
    count = check_counts("v", table.data)
    size = part_sizes[table.indices]
    if sizes is not None:
        check_part_sizes(count, size)
    row = np.repeat(np.arange(word_count), np.diff(table.indptr))
    occurs = count != 0
    return OccupiedParts(
        row=row[occurs],
        part=table.indices[occurs],
        count=count[occurs],
        size=size[occurs],
        part_sizes=np.broadcast_to(part_sizes, (word_count, part_count)),
        shape=(word_count,),
    )


PartCounts: TypeAlias = ArrayLike | csr_array | OccupiedParts


@dataclass(frozen=True, eq=False)
class _PartRates:
    """The rates of words in the parts that have them; in other parts they are 0.

    Attributes
    ----------
    parts : OccupiedParts
    rates : ndarray of float
        One for each pair: occurrences per word.
    total : ndarray of float
        The sum of the rates of each word; NaN if the size of a part is unknown.
    has_words : ndarray of bool
        Which parts have words; one row if it is the same for every word.
    part_count : ndarray of float
        How many parts have words, for each word.
    """

    parts: OccupiedParts
    rates: Floats
    total: Floats
    has_words: NDArray[np.bool_]
    part_count: Floats


def _part_rates(v: PartCounts, sizes: ArrayLike | None) -> _PartRates:
    """Return the rates of words in the parts, from checked counts and sizes."""
    parts = occupied_parts(v, sizes)
    is_in_words = parts.size != 0
    if not is_in_words.all():  # the count is unknown (NaN) where there are no words
        parts = replace(
            parts,
            row=parts.row[is_in_words],
            part=parts.part[is_in_words],
            count=parts.count[is_in_words],
            size=parts.size[is_in_words],
        )
    rates = quotient(parts.count, parts.size)
    is_unknown = np.isnan(parts.size_rows)
    has_words = parts.size_rows != 0  # a part of unknown size (NaN) is a part
    part_count = last_axis_sum(has_words).astype(np.float64)
    return _PartRates(
        parts=parts,
        rates=rates,
        total=parts.sum_by_word(rates, absent=np.where(is_unknown, np.nan, 0.0)),
        has_words=has_words,
        part_count=np.broadcast_to(part_count, len(parts.part_sizes)),
    )


def clip_to_unit(values: Floats) -> Floats:
    """Return values limited to 0 and 1, as a plain number when they are one number.

    A value beyond these limits is the result of rounding.
    """
    unit_values = np.clip(values, 0.0, 1.0)
    # `+ 0.0` turns a negative zero into zero.
    unit_values = unit_values + 0.0
    return scalar_or_array(unit_values)


def dispersion_range(v: ArrayLike) -> Floats:
    """Return the range: the number of parts in which the word occurs.

    Parameters
    ----------
    v : array_like
        Counts in the parts (last axis).

    Returns
    -------
    ndarray of float
        0 to the number of parts; NaN where a count is NaN.

    Notes
    -----
    Use it as the simplest account of dispersion, beside another measure. It grows with
    the size of the parts: *not* comparable between corpora that are divided otherwise.

    Formula: ``#{v_i > 0}``.

    References
    ----------
    Keniston (1920), Hispania 3(2), 85-96.

    See Also
    --------
    juilland_d, discourse.measures.dp

    Examples
    --------
    >>> print(dispersion_range([[1, 0, 2], [0, 0, 0]]))
    [2. 0.]
    """
    counts, _ = part_counts(v, None)
    occurs = counts > 0
    is_known = ~np.isnan(counts)
    parts_with_word = nan_unless(is_known, occurs)
    value = last_axis_sum(parts_with_word)
    return scalar_or_array(value)


def juilland_d(v: PartCounts, sizes: ArrayLike | None = None) -> Floats:
    """Return Juilland's D: 1 less the relative variation of the rates.

    Parameters
    ----------
    v : array_like or scipy.sparse array
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        0 (one part) to 1 (even); NaN for a word that never occurs, or with fewer than
        two parts.

    Notes
    -----
    Use it to compare with studies that report it. It approaches 1 when there are many
    parts: *not* with hundreds of parts (Biber et al. 2016, International Journal of
    Corpus Linguistics 21(4)).

    Formula: ``1 - (sd(p)/mean(p)) / sqrt(k - 1)`` with the rates p and the *population*
    standard deviation. The sample standard deviation, or raw counts, give another
    value.

    References
    ----------
    Juilland & Chang-Rodriguez (1964), Frequency Dictionary of Spanish Words, lii-liii.

    See Also
    --------
    juilland_u, carroll_d2, da

    Examples
    --------
    >>> print(np.round(juilland_d([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.78515
    """
    part_rates = _part_rates(v, sizes)
    parts = part_rates.parts
    part_count = part_rates.part_count
    mean = quotient(part_rates.total, part_count)
    deviations = part_rates.rates - mean[parts.row]
    # A part without the word has the rate 0. One without words does not count.
    absent_squares = (mean * mean)[:, None] * part_rates.has_words
    sum_of_squares = parts.sum_by_word(deviations * deviations, absent=absent_squares)
    variance = quotient(sum_of_squares, part_count)
    standard_deviation = np.sqrt(variance)
    variation = quotient(standard_deviation, mean)
    with np.errstate(invalid="ignore", divide="ignore"):
        largest_variation = np.sqrt(part_count - 1.0)
        largest_variation = nan_unless(part_count > 1, largest_variation)
        value = 1.0 - variation / largest_variation
    return parts.unit_values(value)


def juilland_u(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return Juilland's usage coefficient: the count multiplied by Juilland's D.

    Parameters
    ----------
    v, sizes
        As for :func:`juilland_d`.

    Returns
    -------
    ndarray of float
        Occurrences, at most the count; NaN where D is NaN.

    Notes
    -----
    Use it to order words by frequency and dispersion at once. *Not* a count: it cannot
    be checked against the text.

    Formula: ``U = D f``.

    References
    ----------
    Juilland & Chang-Rodriguez (1964), Frequency Dictionary of Spanish Words.

    See Also
    --------
    juilland_d, discourse.measures.arf

    Examples
    --------
    >>> print(np.round(juilland_u([0, 4, 3, 2, 1]), 2))
    6.46
    """
    dispersion = juilland_d(v, sizes)
    total = last_axis_sum(check_counts("v", v))
    value = dispersion * total
    return scalar_or_array(value)


def carroll_d2(v: PartCounts, sizes: ArrayLike | None = None) -> Floats:
    """Return Carroll's D2: the entropy of the rates as a share of the largest possible.

    Parameters
    ----------
    v : array_like or scipy.sparse array
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        0 (one part) to 1 (even); NaN for a word that never occurs, or with fewer than
        two parts.

    Notes
    -----
    Use it to compare with studies that report it. *Not* for parts of a few words, whose
    rates are mostly noise.

    Formula: ``-sum r ln r / ln k`` with r the rates divided by their sum (raw counts
    give another value).

    References
    ----------
    Carroll (1970), Computer Studies in the Humanities and Verbal Behavior 3(2), 61-65.

    See Also
    --------
    juilland_d, discourse.measures.kld

    Examples
    --------
    >>> print(np.round(carroll_d2([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.937921
    """
    part_rates = _part_rates(v, sizes)
    parts = part_rates.parts
    total = part_rates.total
    share = quotient(part_rates.rates, total[parts.row])
    with np.errstate(all="ignore"):
        entropy = parts.sum_by_word(special.entr(share))
        largest_entropy = np.log(part_rates.part_count)
        has_several_parts = part_rates.part_count > 1
        largest_entropy = nan_unless(has_several_parts, largest_entropy)
        value = entropy / largest_entropy
        value = nan_unless(total > 0, value)
    return parts.unit_values(value)


def rosengren_s(v: PartCounts, sizes: ArrayLike | None = None) -> Floats:
    """Return Rosengren's S: how closely the counts follow the sizes of the parts.

    Parameters
    ----------
    v : array_like or scipy.sparse array
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        Size share of the smallest part (all occurrences there) to 1 (even); NaN for a
        word that never occurs.

    Notes
    -----
    Use it for parts of different sizes. *Not* on a scale from 0, as its lowest value
    shows.

    Formula: ``(sum sqrt(s_i v_i))^2 / f`` with s the size shares.

    References
    ----------
    Rosengren (1971), Études de linguistique appliquée 1, 103-127.

    See Also
    --------
    discourse.measures.dp

    Examples
    --------
    >>> print(np.round(rosengren_s([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.949816
    """
    parts = occupied_parts(v, sizes)
    roots = np.sqrt(parts.count * parts.size)
    root_sum = parts.sum_by_word(roots)
    squared_sum = root_sum * root_sum
    all_occurrences = parts.sum_by_word(parts.count)
    all_words = last_axis_sum(parts.size_rows)
    largest_squared_sum = all_occurrences * all_words
    value = quotient(squared_sum, largest_squared_sum)
    return parts.unit_values(value)


def da(v: PartCounts, sizes: ArrayLike | None = None) -> Floats:
    """Return DA: 1 less the mean difference between two parts' rates.

    The difference is divided by twice the mean rate.

    Parameters
    ----------
    v : array_like or scipy.sparse array
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        0 (one part) to 1 (even); NaN for a word that never occurs, or with fewer than
        two parts.

    Notes
    -----
    Use it for parts of similar size. Large and small parts have the same weight: *not*
    for parts of very different sizes.

    Formula: ``1 - mean|p_i - p_j| / (2 mean p)`` over pairs. It is computed from the
    sorted rates, so in k log k steps.

    References
    ----------
    Burch, Egbert & Biber (2017), Journal of Research Design and Statistics in
    Linguistics 3(2), 189-216.

    See Also
    --------
    juilland_d, discourse.measures.dp_egbert

    Examples
    --------
    >>> print(da([0, 0, 1, 2, 5]))
    0.25
    """
    part_rates = _part_rates(v, sizes)
    parts = part_rates.parts
    part_count = part_rates.part_count
    order = np.lexsort((part_rates.rates, parts.row))
    sorted_rates = part_rates.rates[order]
    # The parts without the word come first, with a rate of 0.
    parts_before = part_count - parts.parts_with_word
    pairs_before = np.cumsum(parts.parts_with_word) - parts.parts_with_word
    rank = np.arange(len(order)) + (parts_before - pairs_before)[parts.row]
    # How many parts have a smaller rate, less how many have a larger one.
    weight = 2.0 * rank - part_count[parts.row] + 1.0
    by_rank = replace(parts, part=rank.astype(np.intp))
    differences = by_rank.sum_by_word(weight * sorted_rates)
    # There are k(k-1)/2 pairs, and twice the mean rate is 2 sum/k.
    largest_differences = (part_count - 1.0) * part_rates.total
    value = 1.0 - quotient(differences, largest_differences)
    return parts.unit_values(value)


def lyne_d3(v: ArrayLike) -> Floats:
    """Return Lyne's D3, for parts of equal size.

    It is 1 less chi-squared divided by four times the count.

    Parameters
    ----------
    v : array_like
        Counts in equal parts (last axis).

    Returns
    -------
    ndarray of float
        At most 1 (even). *Below 0* where the word occurs in few of many parts, so it is
        not a share. NaN for a word that never occurs.

    Notes
    -----
    Use it to compare with studies that report it. *Not* for documents, whose sizes
    differ.

    Formula: ``1 - chi2 / (4 f)``.

    References
    ----------
    Lyne (1985), The Vocabulary of French Business Correspondence.

    See Also
    --------
    juilland_d

    Examples
    --------
    >>> print(np.round(lyne_d3([1, 2, 3, 4, 5]), 3))
    0.944
    """
    counts, _ = part_counts(v, None)
    total = last_axis_sum(counts)
    part_count = counts.shape[-1]
    mean = total / part_count
    deviations = counts - mean[..., None]
    squares = deviations * deviations
    sum_of_squares = last_axis_sum(squares)
    chi_squared = quotient(sum_of_squares, mean)
    largest_chi_squared = 4.0 * total
    value = 1.0 - quotient(chi_squared, largest_chi_squared)
    return scalar_or_array(value)
