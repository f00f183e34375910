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
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts
from discourse.measures.dispersion import (
    carroll_d2,
    check_part_sizes,
    da,
    juilland_d,
    rosengren_s,
)
from discourse.measures.dispersion_proportions import dp, dp_egbert, dp_norm, kld
from discourse.measures.exact_arithmetic import (
    LOG_2,
    Floats,
    as_floats,
    last_axis_sum,
    last_axis_total,
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
DISPERSIONS: Mapping[str, Callable[[ArrayLike, ArrayLike], Floats]] = MappingProxyType(
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
    v: ArrayLike,
    sizes: ArrayLike,
    *,
    confidence_level: float = CONFIDENCE_LEVEL,
) -> tuple[Floats, Floats]:
    """Return the interval of a measure of dispersion with documents as units.

    Parameters
    ----------
    measure : str
        One of :data:`DISPERSIONS`.
    v : array_like
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
    counts, document_sizes = _document_counts(v, sizes)
    scores = np.full(counts.shape[:-1], np.nan)
    if len(document_sizes) >= _MIN_DOCUMENTS:
        scores = DISPERSIONS[measure](counts, document_sizes)
    intervals = intervals_of_scores(
        {measure: scores}, counts, document_sizes, confidence_level=confidence_level
    )
    return intervals[measure]


def intervals_of_scores(
    scores: Mapping[str, Floats],
    v: ArrayLike,
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
    counts, document_sizes = _document_counts(v, sizes)
    document_count = len(document_sizes)
    intervals: dict[str, tuple[Floats, Floats]] = {}
    if document_count < _MIN_DOCUMENTS:
        for measure in scores:
            unknown_end = np.full(counts.shape[:-1], np.nan)
            intervals[measure] = (unknown_end[()], unknown_end.copy()[()])
        return intervals
    t_quantile = special.stdtrit(document_count - 1.0, 1.0 - tail)
    documents = _Documents(counts, document_sizes)
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
    scores = documents.leave_one_out_scores(measure)
    jackknife = np.abs(scores - even_score) / largest_deviation
    jackknife = np.where(jackknife < _ROUNDING, 0.0, jackknife)
    root_scores = np.sqrt(jackknife)
    root_error = _jackknife_error(root_scores)
    low, high = _interval_of_share(
        deviation_share, t_quantile * root_error, even_score=even_score
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


def _jackknife_error(values: Floats) -> Floats:
    """Return the jackknife's standard error of values with each document left out."""
    document_count = values.shape[-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = values.mean(axis=-1, keepdims=True)
        deviations = values - mean
        sum_of_squares = last_axis_sum(deviations**2)
        variance = (document_count - 1.0) / document_count * sum_of_squares
        error = np.sqrt(variance)
    return as_floats(error)


def leave_one_out_scores(measure: str, v: ArrayLike, sizes: ArrayLike) -> Floats:
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
    counts, document_sizes = _document_counts(v, sizes)
    if len(document_sizes) < _MIN_DOCUMENTS:
        raise OptionError(
            f"{len(document_sizes)} documents came; of fewer than three none can be left out."
        )
    check_option("measure", measure, DISPERSIONS)
    return _Documents(counts, document_sizes).leave_one_out_scores(measure)


@dataclass(frozen=True, eq=False)
class _Documents:
    """The counts of words in documents, and what several measures ask of them.

    Attributes
    ----------
    counts : ndarray of float
        Counts in the documents (last axis).
    sizes : ndarray of float
        Words of the documents.
    """

    counts: Floats
    sizes: Floats

    def leave_one_out_scores(self, measure: str) -> Floats:
        """Return the scores of a measure with each document left out in turn."""
        with np.errstate(all="ignore"):
            if measure in _OF_DP:
                scores = _OF_DP[measure](self._dp, self.counts, self.sizes)
            elif measure == "da":
                scores = self._of_rates(_da)
            else:
                scores = _LEAVE_ONE_OUT[measure](self.counts, self.sizes)
            return nan_unless(self._is_elsewhere, scores)

    @cached_property
    def _dp(self) -> Floats:
        """DP with each document left out. Three measures are made of it."""
        return self._of_rates(_dp)

    def _of_rates(
        self, function: Callable[[Floats, Floats, list[_RatesOfWord]], Floats]
    ) -> Floats:
        """Return what a function makes of the counts, with one row for each word."""
        scores = function(self._rows, self.sizes, self._rates_of_words)
        return scores.reshape(self.counts.shape)

    @property
    def _rows(self) -> Floats:
        """The counts with one row for each word."""
        return self.counts.reshape(-1, len(self.sizes))

    @cached_property
    def _rates_of_words(self) -> list[_RatesOfWord]:
        """The documents that have each word, by rate."""
        return _sort_by_rate(self._rows, self.sizes)

    @cached_property
    def _is_elsewhere(self) -> np.ndarray:
        """Whether a word is in another document too."""
        return np.asarray(_total(self.counts) > self.counts)


def _document_counts(v: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    """Return the checked counts, and the sizes: one above 0 for each document."""
    counts = check_counts("v", v)
    document_sizes = check_counts("sizes", sizes)
    is_one_size_each = (
        document_sizes.ndim == 1 and counts.shape[-1:] == document_sizes.shape
    )
    if not is_one_size_each or not np.all(document_sizes > 0):
        raise OptionError(
            f"v of shape {counts.shape} and sizes of {document_sizes.shape} came; one size above "
            "0 for each document is needed. Leave documents without words out."
        )
    size_of_cell = np.broadcast_to(document_sizes, counts.shape)
    check_part_sizes(counts, size_of_cell)
    return counts, document_sizes


def _largest_deviation(measure: str, document_sizes: Floats) -> float:
    """Return the distance from even of a word that is only in the smallest document."""
    smallest_share = float(document_sizes.min() / document_sizes.sum())
    # The unscaled measures reach further from even the smaller that document is.
    if measure == "kld":
        return float(-np.log2(smallest_share))
    if measure in ("dp", "rosengren_s"):
        return 1.0 - smallest_share
    return 1.0


# Below, `v` are the counts of words in the documents (last axis), and `sizes` the words
# of the documents. Each function returns a measure with each document left out in turn.


def _total(values: Floats) -> Floats:
    """Return the sum over the documents, with the last axis kept."""
    total: Floats = last_axis_total(values)
    return total


def _total_of_others(values: Floats) -> Floats:
    """Return for each document the sum over all others."""
    return _total(values) - values


@dataclass(frozen=True, eq=False)
class _RatesOfWord:
    """The documents that have a word, in order of its rate in them.

    Attributes
    ----------
    document : ndarray of int
        The numbers of the documents.
    count, size, rate : ndarray of float
        Occurrences of the word, words of the document, and occurrences per word.
    """

    document: NDArray[np.intp]
    count: Floats
    size: Floats
    rate: Floats


def _sort_by_rate(v: Floats, sizes: Floats) -> list[_RatesOfWord]:
    """Return the documents that have each word (row of `v`).

    Most words are in few documents, and only these need to be sorted.
    """
    word, document = v.nonzero()
    count = v[word, document]
    size = sizes[document]
    rate = count / size
    # `lexsort` sorts by its last key first, and keeps the order of equal rates.
    order = np.lexsort((rate, word))
    documents_with_word = np.bincount(word, minlength=len(v))
    ends = np.cumsum(documents_with_word).tolist()
    rates_of_words = []
    start = 0
    for end in ends:
        cells = order[start:end]
        rates_of_word = _RatesOfWord(
            document=document[cells],
            count=count[cells],
            size=size[cells],
            rate=rate[cells],
        )
        rates_of_words.append(rates_of_word)
        start = end
    return rates_of_words


def _dp(v: Floats, sizes: Floats, rates_of_words: list[_RatesOfWord]) -> Floats:
    """Return DP: ``1/2 sum |v_j - c s_j| / f``, with f and c of the other documents.

    `f` is the count of the word in the other documents and `c` its rate there. In order
    of their rates, documents with a rate of at most `c` come first. Those without the
    word are the first of all. So the cumulative sums of counts and sizes give each sum
    without a loop over documents.
    """
    f = _total_of_others(v)
    c = f / _total_of_others(sizes)
    count_below = np.empty_like(v)
    size_below = np.empty_like(v)
    all_words = sizes.sum()
    for word, rates in enumerate(rates_of_words):
        count_sums = _sums_from_start(rates.count)
        size_sums = _sums_from_start(rates.size)
        words_without = all_words - size_sums[-1]
        documents_below = np.searchsorted(rates.rate, c[word], side="right")
        count_below[word] = count_sums.take(documents_below)
        size_below[word] = size_sums.take(documents_below) + words_without
    # Documents up to the rate c count with a minus sign, the others with a plus sign.
    signed_count = _total(v) - 2.0 * count_below
    signed_size = all_words - 2.0 * size_below
    deviations = signed_count - c * signed_size
    own_deviation = np.abs(v - c * sizes)
    deviations_of_others = deviations - own_deviation
    value = 0.5 * deviations_of_others / f
    return np.maximum(value, 0.0)


def _sums_from_start(values: Floats) -> Floats:
    """Return the sums of the first 0, 1, 2 ... values."""
    sums = np.zeros(len(values) + 1)
    np.cumsum(values, out=sums[1:])
    return sums


def _smallest_share(sizes: Floats, is_candidate: np.ndarray) -> Floats:
    """Return the size share of the smallest candidate among the other documents."""
    candidates = np.where(is_candidate, sizes, np.inf)
    # Without the smallest candidate itself, the second smallest takes its place.
    smallest_index = candidates.argmin(axis=-1)[..., None]
    smallest_size = np.take_along_axis(candidates, smallest_index, axis=-1)
    np.put_along_axis(candidates, smallest_index, np.inf, axis=-1)
    second_smallest_size = candidates.min(axis=-1, keepdims=True)
    index = np.arange(len(sizes))
    is_smallest = index == smallest_index
    smallest_other_size = np.where(is_smallest, second_smallest_size, smallest_size)
    return smallest_other_size / _total_of_others(sizes)


def _dp_norm(dp_of_others: Floats, v: Floats, sizes: Floats) -> Floats:
    """Return DPnorm: DP divided by the largest that the other documents allow."""
    is_candidate = np.ones_like(v, dtype=bool)
    smallest_share = _smallest_share(sizes, is_candidate)
    largest_dp = 1.0 - smallest_share
    return dp_of_others / largest_dp


def _dp_egbert(dp_of_others: Floats, v: Floats, sizes: Floats) -> Floats:
    """Return D_P; only documents that have the word can be the smallest one."""
    is_candidate = v > 0
    smallest_share = _smallest_share(sizes, is_candidate)
    largest_dp = 1.0 - smallest_share
    relative_deviation = dp_of_others / largest_dp
    return 1.0 - relative_deviation


def _juilland_d(v: Floats, sizes: Floats) -> Floats:
    """Return Juilland's D; its mean and variance come from sums less one term."""
    document_count = len(sizes)
    other_count = document_count - 1.0
    rates = v / sizes
    mean = _total(rates) / document_count
    deviations = rates - mean
    squares = deviations * deviations
    mean_square = _total_of_others(squares) / other_count
    variance = mean_square - squares / other_count**2
    # Where the others have one rate the terms cancel; what is left is rounding.
    rounding = _ROUNDING * _total(squares) / other_count
    variance = np.where(variance > rounding, variance, 0.0)
    standard_deviation: Floats = np.sqrt(variance)
    mean_of_others = mean - deviations / other_count
    variation = standard_deviation / mean_of_others
    largest_variation = math.sqrt(other_count - 1.0)
    return 1.0 - variation / largest_variation


def _carroll_d2(v: Floats, sizes: Floats) -> Floats:
    """Return Carroll's D2, its entropy scaled to the rates of the other documents."""
    rates = v / sizes
    share = rates / _total(rates)
    share_of_others = 1.0 - share
    entropy_terms: Floats = special.entr(share)
    entropy_of_others = _total_of_others(entropy_terms) / share_of_others
    entropy: Floats = np.log1p(-share) + entropy_of_others
    other_count = len(sizes) - 1.0
    return entropy / math.log(other_count)


def _rosengren_s(v: Floats, sizes: Floats) -> Floats:
    """Return Rosengren's S, its three sums taken over the other documents."""
    roots = np.sqrt(v * sizes)
    root_sum = _total_of_others(roots)
    occurrences = _total_of_others(v)
    words = _total_of_others(sizes)
    largest_squared_sum = occurrences * words
    return root_sum**2 / largest_squared_sum


def _da(v: Floats, sizes: Floats, rates_of_words: list[_RatesOfWord]) -> Floats:
    """Return DA of the other documents, for each document that is left out in turn.

    DA adds up the differences between the rates of all pairs of documents. These sums
    come from the sorted rates and their cumulative sums.
    """
    document_count = len(sizes)
    differences = np.empty_like(v)
    for word, rates in enumerate(rates_of_words):
        rate_sums = np.cumsum(rates.rate)
        total = rate_sums[-1] if len(rate_sums) else 0.0
        # Documents without the word come first, with a rate of 0.
        first_rank = document_count - len(rate_sums)
        rank = np.arange(first_rank, document_count)
        # Differences from all others: those before are smaller, those after larger.
        weight = 2.0 * rank + 2.0 - document_count
        differences[word] = total
        differences[word, rates.document] = (
            weight * rates.rate + total - 2.0 * rate_sums
        )
    differences_of_others = 0.5 * _total(differences) - differences
    largest_differences = (document_count - 2.0) * _total_of_others(v / sizes)
    return 1.0 - differences_of_others / largest_differences


def _kld(v: Floats, sizes: Floats) -> Floats:
    """Return the divergence in bits; its shares are scaled to the other documents."""
    word_share = quotient(v, _total(v))
    size_share = sizes / _total(sizes)
    size_share_of_cell = np.broadcast_to(size_share, word_share.shape)
    divergence_terms: Floats = special.rel_entr(word_share, size_share_of_cell)
    nats = _total_of_others(divergence_terms) / (1.0 - word_share)
    nats = nats - np.log1p(-word_share)
    nats = nats + np.log1p(-size_share)
    bits: Floats = nats / LOG_2
    return np.maximum(bits, 0.0)


# Made of DP, of the counts and of the sizes.
_OF_DP: Mapping[str, Callable[[Floats, Floats, Floats], Floats]] = MappingProxyType(
    {
        "dp_egbert": _dp_egbert,
        "dp_norm": _dp_norm,
        "dp": lambda dp_of_others, _counts, _sizes: dp_of_others,
    }
)
_LEAVE_ONE_OUT: Mapping[str, Callable[[Floats, Floats], Floats]] = MappingProxyType(
    {
        "juilland_d": _juilland_d,
        "carroll_d2": _carroll_d2,
        "rosengren_s": _rosengren_s,
        "kld": _kld,
    }
)
