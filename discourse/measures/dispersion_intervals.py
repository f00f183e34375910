"""Intervals of measures of dispersion: the jackknife over documents.

The value of a measure of dispersion depends on the number of parts. So its interval is
for the mean score of *as many* documents drawn from the same source, never for the
score of a larger whole. A bootstrap says little here: a document that is drawn twice
makes two parts that agree.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special
from scipy.sparse import issparse

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts
from discourse.measures.dispersion import (
    OccupiedParts,
    PartCounts,
    carroll_d2,
    da,
    juilland_d,
    occupied_parts,
    rosengren_s,
)
from discourse.measures.dispersion_proportions import dp, dp_egbert, dp_norm, kld
from discourse.measures.exact_arithmetic import (
    LOG_2,
    Floats,
    as_floats,
    nan_unless,
    quotient,
)
from discourse.registries import DISPERSION_MEASURES
from discourse.settings import CONFIDENCE_LEVEL
from discourse.validation import check_option, tail_share

__all__ = [
    "DISPERSIONS",
    "EVEN",
    "dispersion_interval",
    "intervals_of_scores",
    "leave_one_out_scores",
]

# The function of each measure that has an interval, by its name in
# `discourse.registries.DISPERSION_MEASURES`.
DISPERSIONS: Mapping[str, Callable[[PartCounts, ArrayLike], Floats]] = MappingProxyType(
    {
        "dp_egbert": dp_egbert,
        "dp_norm": dp_norm,
        "dp": dp,
        "juilland_d": juilland_d,
        "carroll_d2": carroll_d2,
        "rosengren_s": rosengren_s,
        "da": da,
        "kld": kld,
    }
)
# The value of a word whose counts follow the sizes exactly.
EVEN: Mapping[str, float] = MappingProxyType(
    {
        name: measure.even
        for name, measure in DISPERSION_MEASURES.items()
        if measure.even is not None
    }
)

_ROUNDING = 1e-12  # a value nearer to even than this is even but for rounding
_MIN_DOCUMENTS = 3  # with fewer, the scores without one document show no variation


def dispersion_interval(
    measure: str,
    v: PartCounts,
    sizes: ArrayLike,
    *,
    confidence_level: float = CONFIDENCE_LEVEL,
) -> tuple[Floats, Floats]:
    """Return the interval of a measure of dispersion with documents as units.

    Parameters
    ----------
    measure : str
        One of :data:`DISPERSIONS`.
    v : array_like or scipy.sparse array
        Counts in the documents (last axis; leading axes are words).
    sizes : array_like
        Words of the documents, one axis, each above 0.
    confidence_level : float
        Share of such intervals that are to contain the mean score of as many documents,
        between 0 and 1.

    Returns
    -------
    tuple of ndarray
        ``(low, high)`` in the unit of the measure, within the values possible in these
        documents. NaN with fewer than three documents. NaN also where the word is in
        one document only, or perfectly even: then nothing says how documents differ.

    Notes
    -----
    Use it for documents that are a sample. Read it as the scores that other samples of
    as many documents would have. *Not* for the score of the whole that the documents
    come from. *Not* where documents come from few authors or events: with 20 speeches
    from each of 10 countries it contained the mean score 81 to 87 times in 100 for
    words of more than 50 per million.

    Formula: ``y`` is the score on a scale from even (0) to all occurrences in the
    smallest document (1). The jackknife gives the standard error of ``sqrt(y)`` from
    its values with each document left out. The interval is on the scale ``logit(y)``
    (delta method), with a t quantile for the number of documents less 1, and its ends
    are transformed back.

    Calibration: chosen by trial on speeches of the UN General Debate, 3 to 500 drawn
    with replacement. Of 95 % intervals, 92 to 100 in 100 contained the mean score of as
    many speeches, in every measure and frequency band, and for formulas. They did so
    least often (92 to 93) for Rosengren's S of words of more than 1,250 per million in
    5 to 20 speeches. For these words the bootstrap (percentile or BCa) contained it 67
    to 84 times from 5 speeches and 80 to 92 from 10. For words in few of the documents
    the intervals are wide, and contain the score more often than their level says.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, 11; Tukey (1958),
    Annals of Mathematical Statistics 29(2), 614.

    See Also
    --------
    discourse.measures.dp, discourse.measures.document_interval

    Examples
    --------
    >>> low, high = dispersion_interval("dp", [1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    >>> print(np.round(low, 2), np.round(high, 2))
    0.06 0.41
    """
    check_option("measure", measure, DISPERSIONS)
    parts, document_sizes = _parts_and_sizes(v, sizes)
    scores = np.full(parts.shape, np.nan)
    if len(document_sizes) >= _MIN_DOCUMENTS:
        scores = DISPERSIONS[measure](parts, document_sizes)
    intervals = intervals_of_scores(
        {measure: scores}, parts, document_sizes, confidence_level=confidence_level
    )
    return intervals[measure]


def intervals_of_scores(
    scores: Mapping[str, Floats],
    v: PartCounts,
    sizes: ArrayLike,
    *,
    confidence_level: float = CONFIDENCE_LEVEL,
) -> dict[str, tuple[Floats, Floats]]:
    """Return the intervals of several measures, whose scores are known.

    Parameters
    ----------
    scores : mapping of str to ndarray
        The scores in all documents, by the name of the measure.
    v, sizes, confidence_level
        As for :func:`dispersion_interval`.

    Returns
    -------
    dict of str to tuple of ndarray
        ``(low, high)`` by the name of the measure.

    See Also
    --------
    dispersion_interval

    Examples
    --------
    >>> scores = {"dp": dp([1, 2, 3], [9, 10, 11]), "da": da([1, 2, 3], [9, 10, 11])}
    >>> list(intervals_of_scores(scores, [1, 2, 3], [9, 10, 11]))
    ['dp', 'da']
    """
    tail = tail_share(confidence_level)
    parts, document_sizes = _parts_and_sizes(v, sizes)
    document_count = len(document_sizes)
    intervals: dict[str, tuple[Floats, Floats]] = {}
    if document_count < _MIN_DOCUMENTS:
        for measure in scores:
            unknown_end = np.full(parts.shape, np.nan)
            intervals[measure] = (unknown_end[()], unknown_end.copy()[()])
        return intervals
    t_quantile = special.stdtrit(document_count - 1.0, 1.0 - tail)
    documents = _Documents(parts, document_sizes)
    for measure, observed_scores in scores.items():
        intervals[measure] = _jackknife_interval(
            measure, observed_scores, documents, t_quantile=t_quantile
        )
    return intervals


def _jackknife_interval(
    measure: str, observed_scores: Floats, documents: _Documents, *, t_quantile: float
) -> tuple[Floats, Floats]:
    """Return the interval of the scores of one measure."""
    even_score = EVEN[measure]
    largest_deviation = _largest_deviation(measure, documents.sizes)
    # `y` of the Notes.
    deviation_share = np.abs(observed_scores - even_score) / largest_deviation

    def root_of_share(scores: Floats) -> Floats:
        """Return the square root of `y` of some scores."""
        share = scores - even_score
        np.abs(share, out=share)
        share /= largest_deviation
        is_even = share < _ROUNDING
        if is_even.any():
            share[is_even] = 0.0
        return np.sqrt(share, out=share)

    scores = documents.leave_one_out_scores(measure)
    root_error = _jackknife_error(scores.map(root_of_share), documents)
    low, high = _interval_of_share(
        deviation_share,
        t_quantile * root_error.reshape(deviation_share.shape),
        even_score=even_score,
    )
    # A perfectly even word has no interval. Nor has a word in one document: it has no
    # score without that document, so its error is NaN.
    varies = deviation_share > _ROUNDING
    minimum = even_score * (1.0 - largest_deviation)
    low = minimum + largest_deviation * low
    high = minimum + largest_deviation * high
    low = nan_unless(varies, low)
    high = nan_unless(varies, high)
    return low[()], high[()]


def _interval_of_share(
    deviation_share: Floats, root_half_width: Floats, *, even_score: float
) -> tuple[Floats, Floats]:
    """Return ``(low, high)`` on a scale from the lowest score (0) to the highest (1).

    Parameters
    ----------
    deviation_share : ndarray of float
        How far the score is from even, as a share of the largest deviation.
    root_half_width : ndarray of float
        Half the width of the interval of the square root of this share.
    even_score : float
        The score of an even word, 0 or 1.
    """
    # A small value must not come from a subtraction. So the end is a share of the way
    # from even where even is 0, and of the way to even where even is 1.
    sign = 1.0 - 2.0 * even_score
    with np.errstate(invalid="ignore", divide="ignore"):
        logit = special.logit(deviation_share)
        # Derivative of logit(y) by sqrt(y): 2 / (sqrt(y) (1 - y)).
        divisor = np.sqrt(deviation_share) * (1.0 - deviation_share)
        half_width = 2.0 * root_half_width / divisor
        nearer_logit = logit - half_width
        farther_logit = logit + half_width
        nearer_to_even = special.expit(nearer_logit * sign)
        farther_from_even = special.expit(farther_logit * sign)
    if even_score == 0:
        return nearer_to_even, farther_from_even
    return farther_from_even, nearer_to_even


def _jackknife_error(values: _LeftOut, documents: _Documents) -> Floats:
    """Return the jackknife's standard error of values with each document left out."""
    document_count = len(documents.sizes)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = documents.sum(values.present, values.absent) / document_count
        present_deviations = values.present - mean[documents.parts.row]
        absent_deviations = values.absent - mean[:, None]
        sum_of_squares = documents.sum(present_deviations**2, absent_deviations**2)
        variance = (document_count - 1.0) / document_count * sum_of_squares
        error = np.sqrt(variance)
    return as_floats(error)


def leave_one_out_scores(measure: str, v: PartCounts, sizes: ArrayLike) -> Floats:
    """Return a measure of dispersion with each document left out in turn.

    Parameters
    ----------
    measure : str
        One of :data:`DISPERSIONS`.
    v, sizes
        As for :func:`dispersion_interval`; three documents or more.

    Returns
    -------
    ndarray of float
        Of the shape of `v`: the score of all documents but this one. NaN where the word
        is in no other document.

    Notes
    -----
    It is computed from sums over all documents less one term, so in k or k log k steps
    for k documents, not in their square.

    See Also
    --------
    dispersion_interval

    Examples
    --------
    >>> scores = leave_one_out_scores("dp", [1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    >>> print(np.round(scores, 3))
    [0.131 0.167 0.225 0.202 0.187]
    """
    parts, document_sizes = _parts_and_sizes(v, sizes)
    if len(document_sizes) < _MIN_DOCUMENTS:
        raise OptionError(
            f"{len(document_sizes)} documents came; of fewer than three none can be left out."
        )
    check_option("measure", measure, DISPERSIONS)
    documents = _Documents(parts, document_sizes)
    scores = documents.leave_one_out_scores(measure)
    full_scores = documents.parts.fill(scores.present, absent=scores.absent)
    return full_scores.reshape(*parts.shape, len(document_sizes))


@dataclass(frozen=True, eq=False)
class _LeftOut:
    """What is left of each word without each document in turn.

    Most words are in few documents. Without one of the others there is often only one
    value, whichever it is.

    Attributes
    ----------
    present : ndarray of float
        One for each pair of a word and a document that has it.
    absent : ndarray of float, shape (words, documents) or (words, 1)
        For documents without the word; one column if all have the same value.
    """

    present: Floats
    absent: Floats

    def map(self, function: Callable[[Floats], Floats]) -> _LeftOut:
        """Return what a function of single numbers makes of all values."""
        return _LeftOut(present=function(self.present), absent=function(self.absent))


class _Places(Protocol):
    """The documents that have each word, or those that lack it."""

    def own(self, values: Floats) -> Floats:
        """Return values of the pairs of a word and a document that has it, else 0."""

    def of_word(self, values: Floats) -> Floats:
        """Return values of the words."""

    def of_document(self, values: Floats) -> Floats:
        """Return values of the documents."""

    def pick(self, values: _LeftOut) -> Floats:
        """Return the values of these documents."""


@dataclass(frozen=True, eq=False)
class _Present:
    """The documents that have each word: arrays of one value for each pair."""

    parts: OccupiedParts

    def own(self, values: Floats) -> Floats:
        return values

    def of_word(self, values: Floats) -> Floats:
        return as_floats(values[self.parts.row])

    def of_document(self, values: Floats) -> Floats:
        return as_floats(values[self.parts.part])

    def pick(self, values: _LeftOut) -> Floats:
        return values.present


class _Absent:
    """The documents that lack each word: arrays of words and documents."""

    def own(self, values: Floats) -> Floats:
        return np.zeros_like(values, shape=(1, 1))

    def of_word(self, values: Floats) -> Floats:
        return values[:, None]

    def of_document(self, values: Floats) -> Floats:
        return values[None, :]

    def pick(self, values: _LeftOut) -> Floats:
        return values.absent


@dataclass(frozen=True, eq=False)
class _Documents:
    """The counts of words in documents, and what several measures ask of them.

    Attributes
    ----------
    parts : OccupiedParts
        The documents that have each word.
    sizes : ndarray of float
        Words of the documents.
    """

    parts: OccupiedParts
    sizes: Floats

    @cached_property
    def sizes_of_others(self) -> Floats:
        """The words of all other documents."""
        return as_floats(self.sizes.sum() - self.sizes)

    @cached_property
    def count_of_word(self) -> Floats:
        """Occurrences of each word."""
        return self.sum(self.parts.count)

    @cached_property
    def rate(self) -> Floats:
        """The rate of each pair of a word and a document that has it."""
        return self.parts.count / self.parts.size

    @cached_property
    def rate_of_word(self) -> Floats:
        """The sum of the rates of each word."""
        return self.sum(self.rate)

    @cached_property
    def pairs_by_rate(self) -> list[NDArray[np.intp]]:
        """The pairs of each word, from the lowest rate to the highest."""
        order = np.lexsort((self.rate, self.parts.row))
        ends = np.cumsum(self.parts.parts_with_word).tolist()
        return [order[start:end] for start, end in pairwise([0, *ends])]

    @cached_property
    def dp(self) -> _LeftOut:
        """DP with each document left out. Three measures are made of it."""
        return _dp(self)

    def sum(self, present: Floats, absent: ArrayLike = 0.0) -> Floats:
        """Return the sum of the values of each word over all documents."""
        return self.parts.sum_by_word(present, absent=absent)

    def at_all_places(self, score: Callable[[_Places], Floats]) -> _LeftOut:
        """Return the scores of documents with the word, and of those without it."""
        return _LeftOut(present=score(_Present(self.parts)), absent=score(_Absent()))

    def leave_one_out_scores(self, measure: str) -> _LeftOut:
        """Return the scores of a measure with each document left out in turn.

        A word that is in no other document has no score.
        """
        with np.errstate(all="ignore"):
            scores = _LEAVE_ONE_OUT[measure](self)
        is_elsewhere = self.count_of_word[self.parts.row] > self.parts.count
        occurs = self.count_of_word > 0
        absent = scores.absent
        if not occurs.all():
            absent = nan_unless(occurs[:, None], absent)
        return _LeftOut(nan_unless(is_elsewhere, scores.present), absent)


def _parts_and_sizes(v: PartCounts, sizes: ArrayLike) -> tuple[OccupiedParts, Floats]:
    """Return the checked counts, and the sizes: one above 0 for each document."""
    if isinstance(v, OccupiedParts):
        return v, check_counts("sizes", sizes)
    counts: Any = v if issparse(v) else check_counts("v", v)
    document_sizes = check_counts("sizes", sizes)
    is_one_size_each = (
        document_sizes.ndim == 1 and counts.shape[-1:] == document_sizes.shape
    )
    if not is_one_size_each or not np.all(document_sizes > 0):
        raise OptionError(
            f"v of shape {counts.shape} and sizes of {document_sizes.shape} came; one size above "
            "0 for each document is needed. Leave documents without words out."
        )
    return occupied_parts(counts, document_sizes), document_sizes


def _largest_deviation(measure: str, document_sizes: Floats) -> float:
    """Return the distance from even of a word that is only in the smallest document."""
    smallest_share = float(document_sizes.min() / document_sizes.sum())
    # The unscaled measures reach further from even the smaller that document is.
    if measure == "kld":
        return float(-np.log2(smallest_share))
    if measure in ("dp", "rosengren_s"):
        return 1.0 - smallest_share
    return 1.0


# Each function below returns a measure with each document left out in turn.


def _dp(documents: _Documents) -> _LeftOut:
    """Return DP: ``1/2 sum |v_j - c s_j| / f``, with f and c of the other documents.

    `f` is the count of the word in the other documents and `c` its rate there.
    """
    signed_counts, signed_sizes = _signed_sums(documents)

    def score(places: _Places) -> Floats:
        count = places.own(documents.parts.count)
        f = places.of_word(documents.count_of_word) - count
        c = f / places.of_document(documents.sizes_of_others)
        signed_count = places.pick(signed_counts)
        signed_size = places.pick(signed_sizes)
        deviations = signed_count - c * signed_size
        own_deviation = np.abs(count - c * places.of_document(documents.sizes))
        deviations_of_others = deviations - own_deviation
        value = 0.5 * deviations_of_others / f
        return np.maximum(value, 0.0)

    return documents.at_all_places(score)


def _signed_sums(documents: _Documents) -> tuple[_LeftOut, _LeftOut]:
    """Return the sums of counts and of sizes over all documents.

    Documents with a rate up to `c`, the rate of the word in the documents that are not
    left out, have a minus sign, and the others a plus sign. In order of their rates the
    former come first, and those without the word are the first of all. So cumulative
    sums give each sum without a loop over documents.
    """
    parts = documents.parts
    present_count, present_size = np.empty((2, len(parts.row)))
    absent_count, absent_size = np.empty((2, *parts.part_sizes.shape))
    count_of_word = documents.count_of_word
    other_count = count_of_word[parts.row] - parts.count
    present_c = other_count / documents.sizes_of_others[parts.part]
    lowest_c = count_of_word / documents.sizes_of_others.max()
    highest_c = count_of_word / documents.sizes_of_others.min()
    range_of_c = np.stack([lowest_c, highest_c], axis=1)
    all_words = documents.sizes.sum()
    start = 0
    for word, pairs in enumerate(documents.pairs_by_rate):
        here = slice(start, start + len(pairs))
        start += len(pairs)
        rates = documents.rate[pairs]
        count_sums = _sums_from_start(parts.count[pairs])
        size_sums = _sums_from_start(parts.size[pairs])
        size_sums += all_words - size_sums[-1]
        signed_counts = count_of_word[word] - 2.0 * count_sums
        signed_sizes = all_words - 2.0 * size_sums
        documents_below = rates.searchsorted(present_c[here], side="right")
        present_count[here] = signed_counts[documents_below]
        present_size[here] = signed_sizes[documents_below]
        documents_below = rates.searchsorted(range_of_c[word], side="right")
        # Mostly no rate is between the lowest and the highest `c`.
        if documents_below[0] < documents_below[1]:
            c = count_of_word[word] / documents.sizes_of_others
            documents_below = rates.searchsorted(c, side="right")
        else:
            documents_below = documents_below[:1]
        absent_count[word] = signed_counts[documents_below]
        absent_size[word] = signed_sizes[documents_below]
    return (
        _LeftOut(present=present_count, absent=absent_count),
        _LeftOut(present=present_size, absent=absent_size),
    )


def _sums_from_start(values: Floats) -> Floats:
    """Return the sums of the first 0, 1, 2 ... values."""
    sums = np.zeros(len(values) + 1)
    np.cumsum(values, out=sums[1:])
    return sums


def _dp_norm(documents: _Documents) -> _LeftOut:
    """Return DPnorm: DP divided by the largest that the other documents allow."""
    smallest, second_smallest = np.sort(documents.sizes)[:2]
    is_smallest = np.arange(len(documents.sizes)) == documents.sizes.argmin()
    smallest_other_size = np.where(is_smallest, second_smallest, smallest)
    largest_dp = 1.0 - smallest_other_size / documents.sizes_of_others

    def score(places: _Places) -> Floats:
        return places.pick(documents.dp) / places.of_document(largest_dp)

    return documents.at_all_places(score)


def _dp_egbert(documents: _Documents) -> _LeftOut:
    """Return D_P; only documents that have the word can be the smallest one."""
    smallest_other_sizes = _smallest_other_sizes(documents.parts)

    def score(places: _Places) -> Floats:
        smallest_size = places.pick(smallest_other_sizes)
        smallest_share = smallest_size / places.of_document(documents.sizes_of_others)
        largest_dp = 1.0 - smallest_share
        relative_deviation = places.pick(documents.dp) / largest_dp
        return 1.0 - relative_deviation

    return documents.at_all_places(score)


def _smallest_other_sizes(parts: OccupiedParts) -> _LeftOut:
    """Return the words of the smallest other document that has each word.

    Infinite if there is none.
    """
    is_in_one = parts.parts_with_word > 0
    is_in_two = parts.parts_with_word > 1
    order = np.lexsort((parts.size, parts.row))
    first_pairs = np.cumsum(parts.parts_with_word) - parts.parts_with_word
    smallest = np.full(len(first_pairs), np.inf)
    smallest[is_in_one] = parts.size[order[first_pairs[is_in_one]]]
    second_smallest = np.full(len(first_pairs), np.inf)
    second_smallest[is_in_two] = parts.size[order[first_pairs[is_in_two] + 1]]
    present = smallest[parts.row]
    # Without the smallest document itself, the second smallest takes its place.
    present[order[first_pairs[is_in_one]]] = second_smallest[is_in_one]
    return _LeftOut(present=present, absent=smallest[:, None])


def _juilland_d(documents: _Documents) -> _LeftOut:
    """Return Juilland's D; its mean and variance come from sums less one term."""
    document_count = len(documents.sizes)
    other_count = document_count - 1.0
    means = documents.rate_of_word / document_count
    deviations = documents.rate - means[documents.parts.row]
    # The rate in a document without the word is 0.
    absent_squares = means * means
    totals = documents.sum(deviations * deviations, absent_squares[:, None])

    def score(places: _Places) -> Floats:
        mean = places.of_word(means)
        total = places.of_word(totals)
        deviation = places.own(documents.rate) - mean
        square = deviation * deviation
        mean_square = (total - square) / other_count
        variance = mean_square - square / other_count**2
        # Where the others have one rate the terms cancel; what is left is rounding.
        rounding = _ROUNDING * total / other_count
        variance = np.where(variance > rounding, variance, 0.0)
        standard_deviation: Floats = np.sqrt(variance)
        mean_of_others = mean - deviation / other_count
        variation = standard_deviation / mean_of_others
        largest_variation = math.sqrt(other_count - 1.0)
        return 1.0 - variation / largest_variation

    return documents.at_all_places(score)


def _carroll_d2(documents: _Documents) -> _LeftOut:
    """Return Carroll's D2, its entropy scaled to the rates of the other documents."""
    other_count = len(documents.sizes) - 1.0
    shares = documents.rate / documents.rate_of_word[documents.parts.row]
    totals = documents.sum(special.entr(shares))

    def score(places: _Places) -> Floats:
        share = places.own(shares)
        share_of_others = 1.0 - share
        entropy_term: Floats = special.entr(share)
        entropy_of_others = (places.of_word(totals) - entropy_term) / share_of_others
        entropy: Floats = np.log1p(-share) + entropy_of_others
        return entropy / math.log(other_count)

    return documents.at_all_places(score)


def _rosengren_s(documents: _Documents) -> _LeftOut:
    """Return Rosengren's S, its three sums taken over the other documents."""
    parts = documents.parts
    roots = np.sqrt(parts.count * parts.size)
    totals = documents.sum(roots)

    def score(places: _Places) -> Floats:
        root_sum = places.of_word(totals) - places.own(roots)
        occurrences = places.of_word(documents.count_of_word) - places.own(parts.count)
        words = places.of_document(documents.sizes_of_others)
        largest_squared_sum = occurrences * words
        return root_sum**2 / largest_squared_sum

    return documents.at_all_places(score)


def _da(documents: _Documents) -> _LeftOut:
    """Return DA of the other documents, for each document that is left out in turn.

    DA adds up the differences between the rates of all pairs of documents. These sums
    come from the sorted rates and their cumulative sums.
    """
    document_count = len(documents.sizes)
    present = np.empty(len(documents.rate))
    absent = np.zeros((len(documents.count_of_word), 1))
    for word, pairs in enumerate(documents.pairs_by_rate):
        rates = documents.rate[pairs]
        rate_sums = np.cumsum(rates)
        total = rate_sums[-1] if len(rate_sums) else 0.0
        # Documents without the word come first, with a rate of 0.
        first_rank = document_count - len(rate_sums)
        rank = np.arange(first_rank, document_count)
        # Differences from all others: those before are smaller, those after larger.
        weight = 2.0 * rank + 2.0 - document_count
        present[pairs] = weight * rates + total - 2.0 * rate_sums
        absent[word] = total
    differences = _LeftOut(present=present, absent=absent)
    all_differences = 0.5 * documents.sum(present, absent)

    def score(places: _Places) -> Floats:
        differences_of_others = places.of_word(all_differences) - places.pick(
            differences
        )
        rates_of_others = places.of_word(documents.rate_of_word) - places.own(
            documents.rate
        )
        largest_differences = (document_count - 2.0) * rates_of_others
        return 1.0 - differences_of_others / largest_differences

    return documents.at_all_places(score)


def _kld(documents: _Documents) -> _LeftOut:
    """Return the divergence in bits; its shares are scaled to the other documents."""
    parts = documents.parts
    word_shares = quotient(parts.count, documents.count_of_word[parts.row])
    size_shares = documents.sizes / documents.sizes.sum()
    divergence_terms: Floats = special.rel_entr(word_shares, size_shares[parts.part])
    totals = documents.sum(divergence_terms)
    log_shares_of_others = np.log1p(-size_shares)

    def score(places: _Places) -> Floats:
        word_share = places.own(word_shares)
        terms_of_others = places.of_word(totals) - places.own(divergence_terms)
        nats = terms_of_others / (1.0 - word_share)
        nats = nats - np.log1p(-word_share)
        nats = nats + places.of_document(log_shares_of_others)
        bits: Floats = nats / LOG_2
        return np.maximum(bits, 0.0)

    return documents.at_all_places(score)


_LEAVE_ONE_OUT: Mapping[str, Callable[[_Documents], _LeftOut]] = MappingProxyType(
    {
        "dp_egbert": _dp_egbert,
        "dp_norm": _dp_norm,
        "dp": lambda documents: documents.dp,
        "juilland_d": _juilland_d,
        "carroll_d2": _carroll_d2,
        "rosengren_s": _rosengren_s,
        "da": _da,
        "kld": _kld,
    }
)
