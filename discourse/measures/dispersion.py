"""Dispersion: how evenly a word is spread over the parts of a corpus.

`v` holds the word's counts in the parts (last axis; leading axes are words), `sizes`
the words of each part. Parts without words are left out. A word that never occurs has
no dispersion: its value is NaN, and its :func:`dispersion_range` is 0.

With few parts every measure has few possible values: with five documents about five
levels. Report the interval over documents, or :func:`dp_bounds`, beside the value. The
scales differ: 1 is even for D, D2, S, DA and D_P, but 0 is even for DP, DPnorm and KLD.
No measure can compare corpora that are divided into different numbers of parts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from discourse.errors import OptionError
from discourse.measures.argument_checks import broadcast_named, check_counts
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    last_axis_sum,
    last_axis_total,
    nan_unless,
    quotient,
    scalar_or_array,
)

__all__ = [
    "carroll_d2",
    "check_part_sizes",
    "clip_to_unit",
    "da",
    "dispersion_range",
    "juilland_d",
    "juilland_u",
    "lyne_d3",
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
class _PartRates:
    """The rates of words in the parts, 0 in parts without words.

    Attributes
    ----------
    rates : ndarray of float
        Occurrences per word, parts on the last axis.
    part_weights : ndarray of float
        1 for a part that has words, 0 for one that has none.
    part_count : ndarray of float
        How many parts have words.
    """

    rates: Floats
    part_weights: Floats
    part_count: Floats

    def total(self) -> Floats:
        """Return the sum of the rates over the parts."""
        return as_floats(last_axis_sum(self.rates))


def _part_rates(v: ArrayLike, sizes: ArrayLike | None) -> _PartRates:
    """Return the rates of words in the parts, from checked counts and sizes."""
    counts, words = part_counts(v, sizes)
    has_words = words != 0  # a part of unknown size (NaN) is a part
    rates = quotient(counts, np.where(has_words, words, 1.0))
    return _PartRates(
        rates=np.where(has_words, rates, 0.0),
        part_weights=has_words.astype(np.float64),
        part_count=last_axis_sum(has_words).astype(np.float64),
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


def juilland_d(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return Juilland's D: 1 less the relative variation of the rates.

    Parameters
    ----------
    v : array_like
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
    part_count = part_rates.part_count
    mean = quotient(part_rates.total(), part_count)
    mean_of_word = mean[..., None]
    deviations = part_rates.rates - mean_of_word
    # The weight of a part without words is 0, so that it does not count.
    weighted_deviations = deviations * part_rates.part_weights
    squares = weighted_deviations * weighted_deviations
    sum_of_squares = last_axis_sum(squares)
    variance = quotient(sum_of_squares, part_count)
    standard_deviation = np.sqrt(variance)
    variation = quotient(standard_deviation, mean)
    with np.errstate(invalid="ignore", divide="ignore"):
        largest_variation = np.sqrt(part_count - 1.0)
        largest_variation = nan_unless(part_count > 1, largest_variation)
        value = 1.0 - variation / largest_variation
    return clip_to_unit(value)


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


def carroll_d2(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return Carroll's D2: the entropy of the rates as a share of the largest possible.

    Parameters
    ----------
    v : array_like
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
    total = last_axis_total(part_rates.rates)
    share = quotient(part_rates.rates, total)
    with np.errstate(all="ignore"):
        entropy_terms = special.entr(share)
        entropy = last_axis_sum(entropy_terms)
        largest_entropy = np.log(part_rates.part_count)
        has_several_parts = part_rates.part_count > 1
        largest_entropy = nan_unless(has_several_parts, largest_entropy)
        value = entropy / largest_entropy
    return clip_to_unit(value)


def rosengren_s(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return Rosengren's S: how closely the counts follow the sizes of the parts.

    Parameters
    ----------
    v : array_like
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
    counts, part_sizes = part_counts(v, sizes)
    roots = np.sqrt(counts * part_sizes)
    root_sum = last_axis_sum(roots)
    squared_sum = root_sum * root_sum
    all_occurrences = last_axis_sum(counts)
    all_words = last_axis_sum(part_sizes)
    largest_squared_sum = all_occurrences * all_words
    value = quotient(squared_sum, largest_squared_sum)
    return clip_to_unit(value)


def da(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return DA: 1 less the mean difference between two parts' rates.

    The difference is divided by twice the mean rate.

    Parameters
    ----------
    v : array_like
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
    part_count = part_rates.part_count
    # Parts without words come last and have no weight.
    has_words = part_rates.part_weights > 0
    rates_to_sort = np.where(has_words, part_rates.rates, np.inf)
    sorted_rates = np.sort(rates_to_sort, axis=-1)
    is_finite = np.isfinite(sorted_rates)
    finite_rates = np.where(is_finite, sorted_rates, 0.0)
    rank = np.arange(sorted_rates.shape[-1])
    # How many parts have a smaller rate, less how many have a larger one.
    weight = 2.0 * rank - part_count[..., None] + 1.0
    weighted_rates = weight * finite_rates
    weighted_rates = np.where(is_finite, weighted_rates, 0.0)
    differences = last_axis_sum(weighted_rates)
    # There are k(k-1)/2 pairs, and twice the mean rate is 2 sum/k.
    largest_differences = (part_count - 1.0) * part_rates.total()
    value = 1.0 - quotient(differences, largest_differences)
    return clip_to_unit(value)


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
