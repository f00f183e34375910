"""How much a text repeats itself, from the counts of its types.

Yule's K, Simpson's D, Herdan's Vm and HD-D.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    last_axis_sum,
    last_axis_total,
    nan_unless,
    quotient,
    scalar_or_array,
)
from discourse.settings import HDD_SAMPLE
from discourse.validation import check_whole_number

__all__ = ["FUNCTIONS", "hdd", "herdan_vm", "simpson_d", "yule_k"]

# Shares of draws that are computed at once: an array that stays near the processor.
_SHARES_AT_ONCE = 1 << 14


def _check_counts_of_types(counts_of_types: ArrayLike) -> Floats:
    """Return the counts of the types as an array, or refuse a single number."""
    type_counts = check_counts("counts_of_types", counts_of_types, integral=True)
    if type_counts.ndim == 0:
        raise OptionError(
            "counts_of_types came as one number; the count of each type was expected "
            "(last axis)."
        )
    return type_counts


def _repetitions(type_counts: Floats) -> Floats:
    """Return ``sum f (f - 1)``: the number of ordered pairs of words of one type."""
    others_of_type = np.maximum(type_counts - 1.0, 0.0)
    pairs = type_counts * others_of_type
    total = last_axis_sum(pairs)
    return as_floats(total)


def yule_k(counts_of_types: ArrayLike) -> Floats:
    """Return Yule's K. A large value is much repetition.

    Parameters
    ----------
    counts_of_types : array_like
        Count of each type (last axis); zeros have no effect.

    Returns
    -------
    ndarray of float
        0 (no word repeated) to 10,000; NaN for an empty text.

    Notes
    -----
    Use it for texts of different lengths: it hardly depends on length. It describes the
    most frequent words, *not* the rare ones. The published value 113.09 of one textbook
    table cannot be computed from that table, which gives 112.77.

    Formula: ``10^4 (sum f^2 - N) / N^2`` for N tokens and the counts f of the types.

    References
    ----------
    Yule (1944), The Statistical Study of Literary Vocabulary.

    See Also
    --------
    simpson_d, herdan_vm

    Examples
    --------
    >>> print(yule_k([3, 1, 1, 1, 1, 1, 1, 1]))
    600.0
    """
    type_counts = _check_counts_of_types(counts_of_types)
    token_count = last_axis_sum(type_counts)
    pair_count = token_count * token_count
    repetitions = _repetitions(type_counts)
    value = 1e4 * quotient(repetitions, pair_count)
    return scalar_or_array(value)


def simpson_d(counts_of_types: ArrayLike) -> Floats:
    """Return Simpson's D: the probability that two drawn words are the same.

    Parameters
    ----------
    counts_of_types : array_like
        Count of each type (last axis).

    Returns
    -------
    ndarray of float
        0 to 1; NaN below two words.

    Notes
    -----
    Use it in place of K when a probability is easier to read. A large value is much
    repetition. It contains what K contains, *not* more.

    Formula: ``sum f (f - 1) / (N (N - 1))`` for N tokens and the counts f of the types.

    References
    ----------
    Simpson (1949), Nature 163, 688.

    See Also
    --------
    yule_k

    Examples
    --------
    >>> print(simpson_d([3, 1, 1, 1, 1, 1, 1, 1]).round(5))
    0.06667
    """
    type_counts = _check_counts_of_types(counts_of_types)
    token_count = last_axis_sum(type_counts)
    pair_count = token_count * (token_count - 1.0)
    value = quotient(_repetitions(type_counts), pair_count)
    return scalar_or_array(value)


def herdan_vm(counts_of_types: ArrayLike) -> Floats:
    """Return Herdan's Vm: the relative variation of the counts of the types.

    Parameters
    ----------
    counts_of_types : array_like
        Count of each type (last axis); zeros are no types.

    Returns
    -------
    ndarray of float
        0 (all types have the same count) to 1; NaN for an empty text.

    Notes
    -----
    Use it to compare with studies that report it. *Not* for short texts, where it
    measures the number of types alone.

    Formula: ``sqrt(sum f^2 / N^2 - 1/V)`` for V types with counts f, and N tokens.

    References
    ----------
    Herdan (1955), as given by Tweedie & Baayen (1998), Computers and the Humanities 32,
    323-352.

    See Also
    --------
    yule_k

    Examples
    --------
    >>> print(herdan_vm([3, 1, 1, 1, 1, 1, 1, 1]).round(5))
    0.18708
    """
    type_counts = _check_counts_of_types(counts_of_types)
    token_count = last_axis_sum(type_counts)
    type_count = last_axis_sum(type_counts > 0)
    sum_of_squares = last_axis_sum(type_counts * type_counts)
    squared_shares = quotient(sum_of_squares, token_count * token_count)
    even_share = quotient(1.0, type_count)
    difference = squared_shares - even_share
    difference = np.maximum(difference, 0.0)
    value = np.sqrt(difference)
    return scalar_or_array(value)


def hdd(counts_of_types: ArrayLike, *, sample: int = HDD_SAMPLE) -> Floats:
    """Return HD-D: the expected type-token ratio of `sample` words drawn from the text.

    Parameters
    ----------
    counts_of_types : array_like
        Count of each type (last axis).
    sample : int
        Words drawn, 1 or more.

    Returns
    -------
    ndarray of float
        0 to 1 (other programs give 0 to `sample`: divide by it); NaN for texts shorter
        than the sample.

    Notes
    -----
    Use it for texts of different lengths. A high value is a rich vocabulary. It ignores
    the order of the words: *not* a measure of local repetition.

    Formula: ``sum over types (1 - C(N-f, s)/C(N, s)) / s`` for N tokens, the counts f
    of the types and a sample of s.

    References
    ----------
    McCarthy & Jarvis (2007), Language Testing 24(4), 459-488; (2010), Behavior Research
    Methods 42(2), 381-392.

    See Also
    --------
    discourse.measures.mattr, discourse.measures.mtld

    Examples
    --------
    >>> print(hdd([3, 1, 1, 1, 1, 1, 1, 1], sample=5).round(5))
    0.88333
    """
    sample = check_whole_number("sample", sample, hint=" (words drawn)")
    type_counts = _check_counts_of_types(counts_of_types)
    token_count = last_axis_total(type_counts)
    presence_probability = np.zeros_like(type_counts)
    if type_counts.ndim == 1:
        # Few types differ in their counts, and types of count 0 are never drawn.
        is_there = type_counts != 0
        distinct_counts, number = np.unique(type_counts[is_there], return_inverse=True)
        probability = _presence_probability(distinct_counts, token_count, sample)
        presence_probability[is_there] = probability[number]
    else:
        presence_probability = _presence_probability(type_counts, token_count, sample)
    expected_types = last_axis_sum(presence_probability)
    value = expected_types / sample
    is_long_enough = token_count[..., 0] >= sample
    value = nan_unless(is_long_enough, value)
    return scalar_or_array(value)


def _presence_probability(
    type_counts: Floats, token_count: Floats, sample: int
) -> Floats:
    """Return how probable it is that one of the drawn words is of the type."""
    other_tokens = token_count - type_counts
    with np.errstate(all="ignore"):
        absence_probability = _absence_probability(other_tokens, token_count, sample)
    presence_probability = 1.0 - absence_probability
    return np.where(type_counts > 0, presence_probability, 0.0)


def _absence_probability(
    other_tokens: Floats, token_count: Floats, sample: int
) -> Floats:
    """Return how probable it is that no drawn word is of the type.

    Parameters
    ----------
    other_tokens : float array
        Words of other types; types are on the last axis.
    token_count : float array
        All words.
    sample : int
        Words drawn.
    """
    # A product of 42 shares keeps every digit; a difference of log-gammas loses digits
    # in long texts.
    probability = np.ones_like(other_tokens)
    draws_at_once = max(1, _SHARES_AT_ONCE // max(1, other_tokens.size))
    for first_draw in range(0, sample, draws_at_once):
        end_draw = min(first_draw + draws_at_once, sample)
        drawn_count = np.arange(first_draw, end_draw)
        # The draws are a new first axis.
        drawn_count = drawn_count.reshape(-1, *[1] * other_tokens.ndim)
        other_tokens_left = other_tokens - drawn_count
        tokens_left = token_count - drawn_count
        share_of_others = other_tokens_left / tokens_left
        share_of_others = np.minimum(np.maximum(share_of_others, 0.0), 1.0)
        share_of_others[0] *= probability
        # The product is taken in the order of the draws.
        probability = np.multiply.accumulate(share_of_others, axis=0)[-1]
    return probability


# The function of each measure that a table of diversity computes from the counts of the
# types, by its name in `discourse.registries.DIVERSITY_MEASURES`.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {"herdan_vm": herdan_vm, "simpson_d": simpson_d, "yule_k": yule_k}
)
