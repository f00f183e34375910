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
from discourse.measures.argument_checks import counts, together
from discourse.measures.exact_arithmetic import (
    LARGEST,
    Floats,
    bare,
    determinant,
    deviance,
    log2_quotient,
    quotient,
)
from discourse.measures.keyness import g2

__all__ = [
    "FUNCTIONS",
    "contingency",
    "mi",
    "npmi",
    "pair",
    "simple_ll",
    "t_score",
    "z_score",
]


def pair(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike = LARGEST
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the four counts broadcast to one shape; refuse what no corpus can hold."""
    w, x, y, z = together(
        f=counts("f", f), f1=counts("f1", f1), f2=counts("f2", f2), n=counts("n", n)
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
    w, x, y, z = pair(f, f1, f2, n)
    return bare(w), bare(np.minimum(y - w, z - x)), bare(x), bare(z - x)


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
    w, x, y, z = pair(f, f1, f2, n)
    with np.errstate(all="ignore"):
        value = log2_quotient(w, z, x, y) + (
            (power - 1.0) * np.log2(w) if power > 1 else 0.0
        )
    return bare(np.where((x > 0) & (y > 0), value, np.nan))


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
    w, x, y, z = pair(f, f1, f2, n)
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
    return bare(np.where((x > 0) & (y > 0) & ((w < z) | (w == 0)), value, np.nan))


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
    w, x, y, z = pair(f, f1, f2, n)
    return bare(quotient(quotient(determinant(w, x, y, z), z), np.sqrt(w)))


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
    w, x, y, z = pair(f, f1, f2, n)
    return bare(
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
    w, x, y, z = pair(f, f1, f2, n)
    delta = quotient(determinant(w, x, y, z), z)
    value = np.where(z > 0, 2.0 * deviance(w, quotient(x * y, z), delta), np.nan)
    return bare(np.copysign(value, delta) + 0.0 if signed else value)


def _signed_simple_ll(
    f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
) -> Floats:
    return simple_ll(f, f1, f2, n, signed=True)


def _signed_g2(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    return g2(*contingency(f, f1, f2, n), signed=True)


# What computes the measures of this file that a table of collocates has as columns, by their names in
# `discourse.registries.ASSOCIATION_MEASURES`: of (f, f1, f2, n).
FUNCTIONS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {
        "g2": _signed_g2,
        "mi": mi,
        "npmi": npmi,
        "simple_ll": _signed_simple_ll,
        "t_score": t_score,
        "z_score": z_score,
    }
)
