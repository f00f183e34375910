"""How strongly two words attract each other: shares of their occurrences, with no model of chance, or with a direction.

`f`, `f1`, `f2` and `n` as in :mod:`discourse.measures.association`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from discourse.measures.association import pair
from discourse.measures.exact_arithmetic import Floats, bare, determinant, quotient

__all__ = [
    "FUNCTIONS",
    "delta_p",
    "dice",
    "liddell",
    "log_dice",
    "minimum_sensitivity",
    "phi_squared",
]


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
    w, x, y, _ = pair(f, f1, f2)
    return bare(quotient(2.0 * w, x + y))


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
        return bare(14.0 + np.log2(dice(f, f1, f2)))


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
    w, x, y, z = pair(f, f1, f2, n)
    difference = determinant(w, x, y, z)
    return bare(quotient(difference, x * (z - x))), bare(
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
    w, x, y, _ = pair(f, f1, f2)
    return bare(np.minimum(quotient(w, x), quotient(w, y)))


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
    return bare(np.clip(forward * backward, 0.0, 1.0))


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
        "log_dice": log_dice,
        "minimum_sensitivity": minimum_sensitivity,
        "phi_squared": phi_squared,
    }
)
