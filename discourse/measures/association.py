"""How strongly two words attract each other.

The two words occur together `f` times and `f1` and `f2` times each, among `n` words (or
windows) in all. Arrays broadcast. Three choices change every value, so report them:
what `n` counts, whether `f1` is multiplied by the span, and whether windows cross
sentences. In overlapping windows count each position once, otherwise `f` can exceed
`f1`.

The measures shared with :mod:`discourse.measures.keyness` take the table that
:func:`contingency` returns: ``g2(*contingency(f, f1, f2, n))``. The same holds for
``chi_squared``, ``odds_ratio``, ``log_ratio``, ``conservative_log_ratio`` and
``fisher_exact``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from discourse.errors import OptionError
from discourse.measures.argument_checks import broadcast_named, check_counts
from discourse.measures.exact_arithmetic import (
    LARGEST,
    LOG_2,
    Floats,
    both_positive,
    determinant,
    deviance,
    log2_quotient,
    nan_unless,
    quotient,
    scalar_or_array,
    scalars_or_arrays,
    take_sign,
)
from discourse.measures.keyness import g2

__all__ = [
    "FUNCTIONS",
    "contingency",
    "delta_p",
    "dice",
    "liddell",
    "log_dice",
    "mi",
    "minimum_sensitivity",
    "npmi",
    "pair_counts",
    "phi_squared",
    "simple_ll",
    "t_score",
    "z_score",
]

# Relative error that fractions may have in their last digit.
ROUNDING = 1e-15
# logDice of two words that only occur together (Rychlý 2008).
LOG_DICE_MAXIMUM = 14.0


def pair_counts(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike = LARGEST
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return `f`, `f1`, `f2` and `n` broadcast to one shape, or refuse impossible ones.

    A measure without `n` takes the largest count possible, which refuses nothing.
    """
    joint_frequency, first_frequency, second_frequency, sample_size = broadcast_named(
        f=check_counts("f", f),
        f1=check_counts("f1", f1),
        f2=check_counts("f2", f2),
        n=check_counts("n", n),
    )
    # Whole numbers up to 2**53 are compared without rounding. Fractions may differ in
    # their last digit.
    has_fraction = (joint_frequency + first_frequency + second_frequency) % 1.0 != 0
    tolerance = np.where(has_fraction, ROUNDING * first_frequency, 0.0)
    smaller_frequency = np.minimum(first_frequency, second_frequency)
    first_alone = first_frequency - joint_frequency
    not_second = sample_size - second_frequency
    is_impossible = joint_frequency > smaller_frequency
    is_impossible |= first_alone > not_second + tolerance
    if np.any(is_impossible):
        index = int(np.flatnonzero(np.ravel(is_impossible))[0])
        raise OptionError(
            f"f={np.ravel(joint_frequency)[index]:g}, "
            f"f1={np.ravel(first_frequency)[index]:g}, "
            f"f2={np.ravel(second_frequency)[index]:g}, "
            f"n={np.ravel(sample_size)[index]:g} cannot be one corpus: f may not "
            "exceed f1 or f2, nor f1 + f2 - f exceed n. Count each position inside "
            "any window once."
        )
    return joint_frequency, first_frequency, second_frequency, sample_size


def _difference_from_expected(
    joint_frequency: Floats,
    first_frequency: Floats,
    second_frequency: Floats,
    sample_size: Floats,
) -> Floats:
    """Return ``f - E``, the frequency together less the one expected by chance."""
    difference = determinant(
        joint_frequency, first_frequency, second_frequency, sample_size
    )
    return quotient(difference, sample_size)


def contingency(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the contingency table ``(a, b, c, d)`` of a pair of words.

    Near the first word, `a` of `c` words are the second word; elsewhere `b` of `d` are.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Frequency together, frequency of each word, and words in all.

    Returns
    -------
    tuple of ndarray
        Counts of occurrences, in the form that the measures of keyness take.

    Notes
    -----
    Use it to apply a measure of keyness to a pair of words. *Not* for windows counted
    match by match, where a word near two matches is counted twice.

    Formula: ``a = f``, ``b = f2 - f``, ``c = f1``, ``d = n - f1``.

    References
    ----------
    Evert (2005), The Statistics of Word Cooccurrences, Stuttgart.

    See Also
    --------
    discourse.measures.g2, discourse.measures.fisher_exact

    Examples
    --------
    >>> from discourse.measures.keyness import g2
    >>> print(np.round(g2(*contingency(1, 15334, 2, 191998)), 4))
    2.4488
    """
    joint_frequency, first_frequency, second_frequency, sample_size = pair_counts(
        f, f1, f2, n
    )
    second_alone = second_frequency - joint_frequency
    elsewhere = sample_size - first_frequency
    return (
        scalar_or_array(joint_frequency),
        # With fractions, rounding can leave a little more than there is elsewhere.
        scalar_or_array(np.minimum(second_alone, elsewhere)),
        scalar_or_array(first_frequency),
        scalar_or_array(elsewhere),
    )


def mi(
    f: ArrayLike,
    f1: ArrayLike,
    f2: ArrayLike,
    n: ArrayLike,
    *,
    power: Literal[1, 2, 3] = 1,
) -> Floats:
    """Return pointwise mutual information: MI, MI2 or MI3.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Frequency together, frequency of each word, and words in all.
    power : {1, 2, 3}
        Exponent of `f`: 1 is MI, 2 is MI2, 3 is MI3.

    Returns
    -------
    ndarray of float
        Bits (logarithm to base *2*; some programs use base 10). -inf for pairs that
        never occur together, NaN where a word is absent.

    Notes
    -----
    Use it to find exclusive pairs; MI2 and MI3 favour frequent pairs more. A value of
    3 says that the pair is 8 times as frequent as by chance. MI is largest for words
    that occur once: *not* without a minimum count.

    Formula: ``log2(f^power / E)`` with ``E = f1 f2 / n``.

    References
    ----------
    Church & Hanks (1990), Computational Linguistics 16(1), 22-29; Daille (1994),
    thesis, Paris 7.

    See Also
    --------
    npmi, log_dice

    Examples
    --------
    >>> print(np.round(mi(8, 1105, 44, 15_000_000), 1))
    11.3
    """
    if power not in (1, 2, 3):
        raise OptionError(
            f"power={power!r} came; 1 (MI), 2 (MI2) or 3 (MI3) was expected."
        )
    joint_frequency, first_frequency, second_frequency, sample_size = pair_counts(
        f, f1, f2, n
    )
    value = log2_quotient(
        joint_frequency, sample_size, first_frequency, second_frequency
    )
    if power > 1:
        with np.errstate(all="ignore"):
            value = value + (power - 1.0) * np.log2(joint_frequency)
    both_occur = both_positive(first_frequency, second_frequency)
    value = nan_unless(both_occur, value)
    return scalar_or_array(value)


def npmi(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return normalised pointwise mutual information.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Frequency together, frequency of each word, and words in all.

    Returns
    -------
    ndarray of float
        -1 (never together) to 1 (only together); 0 is chance. NaN where a word is
        absent, or where both words are everywhere.

    Notes
    -----
    Use it in place of :func:`mi` when values must have fixed limits. Two words that
    occur only once have the value 1 if they occur together: *not* without a minimum
    count.

    Formula: ``ln(f/E) / -ln(f/n)``.

    References
    ----------
    Bouma (2009), Proceedings of GSCL, 31-40.

    See Also
    --------
    mi

    Examples
    --------
    >>> print(npmi([0, 1, 10], 10, 10, 100))
    [-1.  0.  1.]
    """
    joint_frequency, first_frequency, second_frequency, sample_size = pair_counts(
        f, f1, f2, n
    )
    with np.errstate(all="ignore"):
        # Exact products, so that independence gives exactly 0.
        mutual_information = log2_quotient(
            joint_frequency, sample_size, first_frequency, second_frequency
        )
        # -log2(f/n), from the share that `f` lacks of `n` where `f` is near `n`.
        missing_frequency = sample_size - joint_frequency
        missing_share = missing_frequency / sample_size
        is_near_one = missing_share < 0.5
        small_missing_share = np.minimum(missing_share, 0.5)
        information_near_one = -np.log1p(-small_missing_share) / LOG_2
        inverse_share = sample_size / joint_frequency
        information_far_from_one = np.log2(inverse_share)
        information = np.where(
            is_near_one, information_near_one, information_far_from_one
        )
        value = mutual_information / information
    occurs_together = joint_frequency > 0
    value = np.where(occurs_together, value, -1.0)
    # `+ 0.0` turns a negative zero into zero.
    value = np.clip(value, -1.0, 1.0) + 0.0
    is_known = both_positive(first_frequency, second_frequency)
    is_known &= (joint_frequency < sample_size) | (joint_frequency == 0)
    value = nan_unless(is_known, value)
    return scalar_or_array(value)


def t_score(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return the t-score of a pair of words.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Frequency together, frequency of each word, and words in all.

    Returns
    -------
    ndarray of float
        Standard deviations, roughly; at most sqrt(f). -inf for pairs that never occur
        together, NaN where a word is absent.

    Notes
    -----
    Use it to order pairs by how certain the attraction is. It favours frequent pairs.
    *Not* a t-test: do not read a p-value from it.

    Formula: ``(f - E) / sqrt(f)``.

    References
    ----------
    Church et al. (1991), in Zernik (ed.), Lexical Acquisition, 115-164.

    See Also
    --------
    z_score, simple_ll

    Examples
    --------
    >>> print(np.round(t_score(8, 15828, 4675, 14307668), 6))
    0.999932
    """
    joint_frequency, first_frequency, second_frequency, sample_size = pair_counts(
        f, f1, f2, n
    )
    difference = _difference_from_expected(
        joint_frequency, first_frequency, second_frequency, sample_size
    )
    standard_error = np.sqrt(joint_frequency)
    value = quotient(difference, standard_error)
    return scalar_or_array(value)


def z_score(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return the z-score of a pair of words.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Frequency together, frequency of each word, and words in all.

    Returns
    -------
    ndarray of float
        Standard deviations of the frequency expected by chance; NaN where a word is
        absent.

    Notes
    -----
    Use it to order pairs of frequent words. The score is inflated where E is far below
    1: *not* for rare words.

    Formula: ``(f - E) / sqrt(E)``.

    References
    ----------
    Berry-Rogghe (1973), in Aitken, Bailey & Hamilton-Smith (eds.), The Computer and
    Literary Studies, 103-112.

    See Also
    --------
    t_score, simple_ll

    Examples
    --------
    >>> print(np.round(z_score(1, 15334, 2, 191998), 6))
    2.102442
    """
    joint_frequency, first_frequency, second_frequency, sample_size = pair_counts(
        f, f1, f2, n
    )
    difference = _difference_from_expected(
        joint_frequency, first_frequency, second_frequency, sample_size
    )
    expected_frequency = quotient(first_frequency * second_frequency, sample_size)
    standard_deviation = np.sqrt(expected_frequency)
    value = quotient(difference, standard_deviation)
    return scalar_or_array(value)


def simple_ll(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike, *, signed: bool = False
) -> Floats:
    """Return simple log-likelihood: the part of G2 that the pair itself contributes.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Frequency together, frequency of each word, and words in all.
    signed : bool
        Negative where the pair is rarer than by chance.

    Returns
    -------
    ndarray of float
        No unit, 0 or more; NaN where nothing was counted.

    Notes
    -----
    Use it as an order of evidence that is quick to compute. It is near G2 for rare
    words. *Not* G2: do not read a p-value from it.

    Formula: ``2 (f ln(f/E) - (f - E))``.

    References
    ----------
    Evert (2009), in Lüdeling & Kytö (eds.), Corpus Linguistics: An International
    Handbook 2, 1212-1248.

    See Also
    --------
    contingency, discourse.measures.g2

    Examples
    --------
    >>> print(np.round(simple_ll(1, 15334, 2, 191998), 6))
    1.987992
    """
    joint_frequency, first_frequency, second_frequency, sample_size = pair_counts(
        f, f1, f2, n
    )
    difference = _difference_from_expected(
        joint_frequency, first_frequency, second_frequency, sample_size
    )
    expected_frequency = quotient(first_frequency * second_frequency, sample_size)
    value = 2.0 * deviance(joint_frequency, expected_frequency, difference)
    value = nan_unless(sample_size > 0, value)
    if signed:
        value = take_sign(value, difference)
    return scalar_or_array(value)


def dice(f: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """Return the Dice coefficient: the share of both words' occurrences together.

    Parameters
    ----------
    f, f1, f2 : array_like
        Frequency together, and frequency of each word.

    Returns
    -------
    ndarray of float
        0 to 1; NaN where both words are absent.

    Notes
    -----
    Use it to compare corpora of different sizes. 1 says that the words only occur
    together. It has no model of chance, so two words that occur on every line score
    high: *not* for function words.

    Formula: ``2 f / (f1 + f2)``.

    References
    ----------
    Smadja, McKeown & Hatzivassiloglou (1996), Computational Linguistics 22(1), 1-38.

    See Also
    --------
    log_dice

    Examples
    --------
    >>> print(np.round(dice(130, 3121, 143), 2))
    0.08
    """
    joint_frequency, first_frequency, second_frequency, _ = pair_counts(f, f1, f2)
    occurrences_together = 2.0 * joint_frequency
    total = first_frequency + second_frequency
    value = quotient(occurrences_together, total)
    return scalar_or_array(value)


def log_dice(f: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """Return logDice: 14 plus log2 of the Dice coefficient.

    Parameters
    ----------
    f, f1, f2 : array_like
        Frequency together, and frequency of each word.

    Returns
    -------
    ndarray of float
        At most 14 (only together). One point less is half the Dice coefficient. -inf
        for pairs that never occur together.

    Notes
    -----
    Use it to compare corpora: it does not depend on their size. *Not* a measure of
    evidence.

    Formula: ``14 + log2(2 f / (f1 + f2))``.

    References
    ----------
    Rychlý (2008), Proceedings of RASLAN, 6-9.

    See Also
    --------
    dice

    Examples
    --------
    >>> print(np.round(log_dice([1, 5], [15334, 5], [2, 5]), 6))
    [ 1.095365 14.      ]
    """
    coefficient = dice(f, f1, f2)
    with np.errstate(divide="ignore"):
        log2_coefficient = np.log2(coefficient)
    value = LOG_DICE_MAXIMUM + log2_coefficient
    return scalar_or_array(value)


def delta_p(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> tuple[Floats, Floats]:
    """Return Delta P in both directions: ``(forward, backward)``.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Frequency together, frequency of each word, and words in all.

    Returns
    -------
    tuple of ndarray
        Forward is P(second | first) - P(second | not first); backward is the reverse.
        Both from -1 to 1. NaN where the word that is given is absent or everywhere.

    Notes
    -----
    Use it to see which of two words predicts the other. A forward value of 0.3 says
    that the first word raises the probability of the second by 30 points. *Not* one
    number: "of course" attracts in one direction only. Show both.

    Formula: ``(f n - f1 f2) / (f1 (n - f1))`` forward, with f2 below for backward.

    References
    ----------
    Gries (2013), International Journal of Corpus Linguistics 18(1), 137-165.

    See Also
    --------
    phi_squared, liddell

    Examples
    --------
    >>> forward, backward = delta_p(5610, 174548, 7867, 10409868)
    >>> print(np.round(forward, 3), np.round(backward, 3))
    0.032 0.697
    """
    joint_frequency, first_frequency, second_frequency, sample_size = pair_counts(
        f, f1, f2, n
    )
    difference = determinant(
        joint_frequency, first_frequency, second_frequency, sample_size
    )
    without_first = sample_size - first_frequency
    without_second = sample_size - second_frequency
    forward = quotient(difference, first_frequency * without_first)
    backward = quotient(difference, second_frequency * without_second)
    return scalars_or_arrays(forward, backward)


def minimum_sensitivity(f: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """Return the smaller of the two conditional probabilities of the words.

    Parameters
    ----------
    f, f1, f2 : array_like
        Frequency together, and frequency of each word.

    Returns
    -------
    ndarray of float
        0 to 1; NaN where a word is absent.

    Notes
    -----
    Use it to find pairs in which each word needs the other. It has no model of chance:
    *not* for function words.

    Formula: ``min(f/f1, f/f2)``.

    References
    ----------
    Pedersen & Bruce (1996), What to Infer from a Description, SMU technical report
    96-CSE-04.

    See Also
    --------
    delta_p, dice

    Examples
    --------
    >>> print(minimum_sensitivity(10, 100, 20))
    0.1
    """
    joint_frequency, first_frequency, second_frequency, _ = pair_counts(f, f1, f2)
    share_of_first = quotient(joint_frequency, first_frequency)
    share_of_second = quotient(joint_frequency, second_frequency)
    value = np.minimum(share_of_first, share_of_second)
    return scalar_or_array(value)


def liddell(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return Liddell's difference of proportions.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Frequency together, frequency of each word, and words in all.

    Returns
    -------
    ndarray of float
        -1 to 1; NaN where the second word is absent or everywhere.

    Notes
    -----
    Use it to read how much the presence of the second word raises the probability of
    the first. It is Delta P backward under another name. *Not* symmetric.

    Formula: ``(O11 O22 - O12 O21) / (C1 C2)``.

    References
    ----------
    Liddell (1976), The Statistician 25(4), 295-304.

    See Also
    --------
    delta_p

    Examples
    --------
    >>> print(np.round(liddell(1, 15334, 2, 191998), 6))
    0.420139
    """
    # Liddell's difference is Delta P of the first word, given the second.
    return _delta_p_backward(f, f1, f2, n)


def phi_squared(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return phi squared: chi-squared divided by the number of words.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Frequency together, frequency of each word, and words in all.

    Returns
    -------
    ndarray of float
        0 (independent) to 1 (only together); NaN where a word is absent or everywhere.

    Notes
    -----
    Use it as a symmetric effect size of association. It does not show the direction:
    *not* to be read as attraction without the sign of :func:`t_score`.

    Formula: ``(O11 O22 - O12 O21)^2 / (R1 R2 C1 C2)``.

    References
    ----------
    Church & Gale (1991), Seventh Annual Conference of the UW Centre for the New OED and
    Text Research, 40-62.

    See Also
    --------
    delta_p

    Examples
    --------
    >>> print(np.round(phi_squared(31950, 43954, 36743, 897077), 2))
    0.62
    """
    forward, backward = delta_p(f, f1, f2, n)
    product = forward * backward
    value = np.clip(product, 0.0, 1.0)
    return scalar_or_array(value)


def _signed_simple_ll(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> Floats:
    """Return simple log-likelihood, negative where the pair is rarer than by chance."""
    return simple_ll(f, f1, f2, n, signed=True)


def _signed_g2(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return G2 of the pair, negative where it is rarer than by chance."""
    table = contingency(f, f1, f2, n)
    return g2(*table, signed=True)


def _delta_p_forward(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> Floats:
    """Return Delta P of the second word, given the first."""
    forward, _ = delta_p(f, f1, f2, n)
    return forward


def _delta_p_backward(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> Floats:
    """Return Delta P of the first word, given the second."""
    _, backward = delta_p(f, f1, f2, n)
    return backward


# The function of each measure that is a column of a table of collocates, by its name in
# `discourse.registries.ASSOCIATION_MEASURES`. The arguments are (f, f1, f2, n), or
# (f, f1, f2) for a measure that is counted in mentions.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {
        "delta_p": _delta_p_forward,
        "delta_p_back": _delta_p_backward,
        "dice": dice,
        "g2": _signed_g2,
        "log_dice": log_dice,
        "mi": mi,
        "minimum_sensitivity": minimum_sensitivity,
        "npmi": npmi,
        "phi_squared": phi_squared,
        "simple_ll": _signed_simple_ll,
        "t_score": t_score,
        "z_score": z_score,
    }
)
