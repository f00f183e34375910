"""How strongly two words attract each other.

`f` times together, `f1` and `f2` times each, `n` words (or windows) in all; arrays broadcast. What `n` counts, whether
`f1` is multiplied by the span and whether windows cross sentences are choices that change every value: state them. In
overlapping windows count each position once, or `f` outgrows `f1`.

The measures shared with :mod:`discourse.measures.keyness` take the same table: ``g2(*contingency(f, f1, f2, n))``, and
so for ``chi_squared``, ``odds_ratio``, ``log_ratio``, ``conservative_log_ratio`` and ``fisher_exact``.
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
    Floats,
    determinant,
    deviance,
    log2_quotient,
    quotient,
    scalar_or_array,
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


def pair_counts(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike = LARGEST
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the four counts broadcast to one shape; refuse what no corpus can hold."""
    w, x, y, z = broadcast_named(
        f=check_counts("f", f),
        f1=check_counts("f1", f1),
        f2=check_counts("f2", f2),
        n=check_counts("n", n),
    )
    # Whole numbers up to 2**53 are compared without rounding; fractions may be off by their last digit.
    fractions = (w + x + y) % 1.0 != 0
    bad = (w > np.minimum(x, y)) | (
        x - w > (z - y) + np.where(fractions, 1e-15 * x, 0.0)
    )
    if np.any(bad):
        k = int(np.flatnonzero(np.ravel(bad))[0])
        f_, f1_, f2_, n_ = (float(np.ravel(values)[k]) for values in (w, x, y, z))
        raise OptionError(
            f"f={f_:g}, f1={f1_:g}, f2={f2_:g}, n={n_:g} cannot be one corpus: f may not exceed f1 or f2, nor "
            "f1 + f2 - f exceed n. Count each position inside any window once."
        )
    return w, x, y, z


def contingency(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the table ``(a, b, c, d)`` of a pair: near the first word, `a` of `c` are the second; elsewhere `b` of `d`.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Times together, times each, and all.

    Returns
    -------
    tuple of ndarray
        In occurrences, for the measures of keyness.

    Notes
    -----
    ``a = f``, ``b = f2 - f``, ``c = f1``, ``d = n - f1``. *Not* for windows counted match by match, where a word near
    two matches is counted twice.

    References
    ----------
    Evert (2005), The Statistics of Word Cooccurrences, Stuttgart.

    Examples
    --------
    >>> from discourse.measures.keyness import g2
    >>> print(np.round(g2(*contingency(1, 15334, 2, 191998)), 4))
    2.4488
    """
    w, x, y, z = pair_counts(f, f1, f2, n)
    return (
        scalar_or_array(w),
        scalar_or_array(np.minimum(y - w, z - x)),
        scalar_or_array(x),
        scalar_or_array(z - x),
    )


def mi(
    f: ArrayLike,
    f1: ArrayLike,
    f2: ArrayLike,
    n: ArrayLike,
    *,
    power: Literal[1, 2, 3] = 1,
) -> Floats:
    """Return mutual information (pointwise): MI, or MI2 and MI3, which favour frequent pairs more.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Times together, times each, and all.
    power : {1, 2, 3}
        Exponent of f: 1 is MI, 2 is MI2, 3 is MI3.

    Returns
    -------
    ndarray of float
        Bits (logarithm to base *2*; some programs store base 10); -inf for pairs never met, NaN where a word is
        absent.

    Notes
    -----
    ``log2(f^power / E)``, ``E = f1 f2 / n``. MI is largest for words seen once: *not* without a minimum count.

    References
    ----------
    Church & Hanks (1990), Computational Linguistics 16(1), 22-29; Daille (1994), thesis, Paris 7.

    Examples
    --------
    >>> print(np.round(mi(8, 1105, 44, 15_000_000), 1))
    11.3
    """
    if power not in (1, 2, 3):
        raise OptionError(
            f"power={power!r} came; 1 (MI), 2 (MI2) or 3 (MI3) was expected."
        )
    w, x, y, z = pair_counts(f, f1, f2, n)
    with np.errstate(all="ignore"):
        value = log2_quotient(w, z, x, y) + (
            (power - 1.0) * np.log2(w) if power > 1 else 0.0
        )
    return scalar_or_array(np.where((x > 0) & (y > 0), value, np.nan))


def npmi(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return normalised mutual information: -1 never together, 0 as by chance, 1 only together.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Times together, times each, and all.

    Returns
    -------
    ndarray of float
        -1 to 1; NaN where a word is absent, or where both are everywhere.

    Notes
    -----
    ``ln(f/E) / -ln(f/n)``. Two words seen once, together, have 1: *not* without a minimum count.

    References
    ----------
    Bouma (2009), Proceedings of GSCL, 31-40.

    Examples
    --------
    >>> print(npmi([0, 1, 10], 10, 10, 100))
    [-1.  0.  1.]
    """
    w, x, y, z = pair_counts(f, f1, f2, n)
    with np.errstate(all="ignore"):
        # Above, of exact products, so that independence gives 0 and not a speck beside it; below, of what f lacks of n.
        missing = (z - w) / z
        below = np.where(
            missing < 0.5,
            -np.log1p(-np.minimum(missing, 0.5)) / np.log(2.0),
            np.log2(z / w),
        )
        value = log2_quotient(w, z, x, y) / below
    value = np.clip(np.where(w > 0, value, -1.0), -1.0, 1.0) + 0.0
    return scalar_or_array(
        np.where((x > 0) & (y > 0) & ((w < z) | (w == 0)), value, np.nan)
    )


def t_score(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return the t-score: how surely the pair is met more often than by chance.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Times together, times each, and all.

    Returns
    -------
    ndarray of float
        Standard deviations, roughly; at most sqrt(f); -inf for pairs never met, NaN where a word is absent.

    Notes
    -----
    ``(f - E) / sqrt(f)``. An ordering that favours frequent pairs, *not* a t-test.

    References
    ----------
    Church et al. (1991), in Zernik (ed.), Lexical Acquisition, 115-164.

    Examples
    --------
    >>> print(np.round(t_score(8, 15828, 4675, 14307668), 6))
    0.999932
    """
    w, x, y, z = pair_counts(f, f1, f2, n)
    return scalar_or_array(quotient(quotient(determinant(w, x, y, z), z), np.sqrt(w)))


def z_score(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return the z-score: the surplus over chance in standard deviations of chance.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Times together, times each, and all.

    Returns
    -------
    ndarray of float
        Standard deviations; NaN where a word is absent.

    Notes
    -----
    ``(f - E) / sqrt(E)``. Inflated where E is far below 1: *not* for rare words.

    References
    ----------
    Berry-Rogghe (1973), in Aitken, Bailey & Hamilton-Smith (eds.), The Computer and Literary Studies, 103-112.

    Examples
    --------
    >>> print(np.round(z_score(1, 15334, 2, 191998), 6))
    2.102442
    """
    w, x, y, z = pair_counts(f, f1, f2, n)
    return scalar_or_array(
        quotient(quotient(determinant(w, x, y, z), z), np.sqrt(quotient(x * y, z)))
    )


def simple_ll(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike, *, signed: bool = False
) -> Floats:
    """Return simple log-likelihood: the part of G2 that the pair itself makes.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Times together, times each, and all.
    signed : bool
        Negative where the pair is rarer than by chance.

    Returns
    -------
    ndarray of float
        No unit, 0 and up; NaN where nothing was counted.

    Notes
    -----
    ``2 (f ln(f/E) - (f - E))``. Near G2 for rare words; *not* G2, and not to be read off its p-values.

    References
    ----------
    Evert (2009), in Lüdeling & Kytö (eds.), Corpus Linguistics: An International Handbook 2, 1212-1248.

    Examples
    --------
    >>> print(np.round(simple_ll(1, 15334, 2, 191998), 6))
    1.987992
    """
    w, x, y, z = pair_counts(f, f1, f2, n)
    delta = quotient(determinant(w, x, y, z), z)
    value = np.where(z > 0, 2.0 * deviance(w, quotient(x * y, z), delta), np.nan)
    return scalar_or_array(np.copysign(value, delta) + 0.0 if signed else value)


def dice(f: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """Return the Dice coefficient: the share of both words' occurrences that are together.

    Parameters
    ----------
    f, f1, f2 : array_like
        Times together, and times each.

    Returns
    -------
    ndarray of float
        0 to 1; NaN where both words are absent.

    Notes
    -----
    ``2 f / (f1 + f2)``. It knows nothing of chance: two words on every line score high. *Not* for function words.

    References
    ----------
    Smadja, McKeown & Hatzivassiloglou (1996), Computational Linguistics 22(1), 1-38.

    Examples
    --------
    >>> print(np.round(dice(130, 3121, 143), 2))
    0.08
    """
    w, x, y, _ = pair_counts(f, f1, f2)
    return scalar_or_array(quotient(2.0 * w, x + y))


def log_dice(f: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """Return logDice: 14 plus log2 of Dice.

    Parameters
    ----------
    f, f1, f2 : array_like
        Times together, and times each.

    Returns
    -------
    ndarray of float
        At most 14 (only together); one point less is half as often; -inf for pairs never met.

    Notes
    -----
    ``14 + log2(2 f / (f1 + f2))``. Does not depend on the size of the corpus, so it compares corpora; *not* evidence.

    References
    ----------
    Rychlý (2008), Proceedings of RASLAN, 6-9.

    Examples
    --------
    >>> print(np.round(log_dice([1, 5], [15334, 5], [2, 5]), 6))
    [ 1.095365 14.      ]
    """
    with np.errstate(divide="ignore"):
        return scalar_or_array(14.0 + np.log2(dice(f, f1, f2)))


def delta_p(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> tuple[Floats, Floats]:
    """Return Delta P both ways: how much the first word raises the chance of the second, and the second of the first.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Times together, times each, and all.

    Returns
    -------
    tuple of ndarray
        ``(forward, backward)``: P(second | first) - P(second | not first), and the reverse; -1 to 1. NaN where the
        cue is absent or everywhere.

    Notes
    -----
    *Not* one number: "of course" attracts one way only. Show both.

    References
    ----------
    Gries (2013), International Journal of Corpus Linguistics 18(1), 137-165.

    Examples
    --------
    >>> forward, backward = delta_p(5610, 174548, 7867, 10409868)
    >>> print(np.round(forward, 3), np.round(backward, 3))
    0.032 0.697
    """
    w, x, y, z = pair_counts(f, f1, f2, n)
    difference = determinant(w, x, y, z)
    return scalar_or_array(quotient(difference, x * (z - x))), scalar_or_array(
        quotient(difference, y * (z - y))
    )


def minimum_sensitivity(f: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """Return the smaller of the two conditional probabilities of one word given the other.

    Parameters
    ----------
    f, f1, f2 : array_like
        Times together, and times each.

    Returns
    -------
    ndarray of float
        0 to 1; NaN where a word is absent.

    Notes
    -----
    ``min(f/f1, f/f2)``. Knows nothing of chance: *not* for function words.

    References
    ----------
    Pedersen & Bruce (1996), What to Infer from a Description, SMU technical report 96-CSE-04.

    Examples
    --------
    >>> print(minimum_sensitivity(10, 100, 20))
    0.1
    """
    w, x, y, _ = pair_counts(f, f1, f2)
    return scalar_or_array(np.minimum(quotient(w, x), quotient(w, y)))


def liddell(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return Liddell's difference of proportions: the share of the second word's occurrences the first accounts for.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Times together, times each, and all.

    Returns
    -------
    ndarray of float
        -1 to 1; NaN where the second word is absent or everywhere.

    Notes
    -----
    ``(O11 O22 - O12 O21) / (C1 C2)``: Delta P backward under another name. *Not* symmetric.

    References
    ----------
    Liddell (1976), The Statistician 25(4), 295-304.

    Examples
    --------
    >>> print(np.round(liddell(1, 15334, 2, 191998), 6))
    0.420139
    """
    return delta_p(f, f1, f2, n)[1]


def phi_squared(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Return phi squared: chi-squared over the number of words.

    Parameters
    ----------
    f, f1, f2, n : array_like
        Times together, times each, and all.

    Returns
    -------
    ndarray of float
        0 (independent) to 1 (only together); NaN where a word is absent or everywhere.

    Notes
    -----
    ``(O11 O22 - O12 O21)^2 / (R1 R2 C1 C2)``. Blind to the direction: *not* to be read as attraction without a look
    at the sign of :func:`t_score`.

    References
    ----------
    Church & Gale (1991), Seventh Annual Conference of the UW Centre for the New OED and Text Research, 40-62.

    Examples
    --------
    >>> print(np.round(phi_squared(31950, 43954, 36743, 897077), 2))
    0.62
    """
    forward, backward = delta_p(f, f1, f2, n)
    return scalar_or_array(np.clip(forward * backward, 0.0, 1.0))


def _signed_simple_ll(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> Floats:
    return simple_ll(f, f1, f2, n, signed=True)


def _signed_g2(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    return g2(*contingency(f, f1, f2, n), signed=True)


def _delta_p_forward(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> Floats:
    return delta_p(f, f1, f2, n)[0]


def _delta_p_backward(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> Floats:
    return delta_p(f, f1, f2, n)[1]


# What computes the measures of this file that a table of collocates has as columns, by their names in
# `discourse.registries.ASSOCIATION_MEASURES`: of (f, f1, f2, n), or of (f, f1, f2) those counted in mentions.
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
