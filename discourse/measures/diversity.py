"""How rich a vocabulary is: the type-token ratio and its kin, from the numbers of types and tokens.

Most of these fall as a text grows. Compare texts cut to one length, or use the windows of ``mattr`` and ``mtld``;
:data:`discourse.settings.DIVERSITY_MIN_WORDS` says how many words each measure is meant for, and below it the value is arithmetic, not a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from discourse.errors import OptionError
from discourse.measures.argument_checks import (
    broadcast_named,
    check_amount,
    check_counts,
)
from discourse.measures.exact_arithmetic import Floats, quotient, scalar_or_array

__all__ = [
    "FUNCTIONS",
    "corrected_ttr",
    "dugast_u",
    "herdan_c",
    "maas",
    "root_ttr",
    "summer_s",
    "ttr",
]


def _types(types: ArrayLike, tokens: ArrayLike) -> tuple[Floats, Floats]:
    """Return both counts, checked; NaN where there are no words."""
    v, n = broadcast_named(
        types=check_counts("types", types), tokens=check_counts("tokens", tokens)
    )
    if np.any(v > n):
        raise OptionError(
            "more types than tokens came; types are the different words, tokens all of them."
        )
    return np.where(n > 0, v, np.nan), np.where(n > 0, n, np.nan)


def _log(base: float) -> float:
    return float(
        np.log(
            check_amount("base", base, "the base of a logarithm", least=1.0, above=True)
        )
    )


def ttr(types: ArrayLike, tokens: ArrayLike) -> Floats:
    """Return the type-token ratio.

    Parameters
    ----------
    types, tokens : array_like
        Different words, and all words.

    Returns
    -------
    ndarray of float
        0 to 1; NaN for an empty text.

    Notes
    -----
    ``V/N``. Falls with length, always: *not* between texts of different lengths.

    References
    ----------
    Johnson (1944), Psychological Monographs 56(2).

    Examples
    --------
    >>> print(ttr(104, 180).round(4))
    0.5778
    """
    v, n = _types(types, tokens)
    return scalar_or_array(v / n)


def root_ttr(types: ArrayLike, tokens: ArrayLike) -> Floats:
    """Return Guiraud's root type-token ratio.

    Parameters
    ----------
    types, tokens : array_like
        Different words, and all words.

    Returns
    -------
    ndarray of float
        0 to sqrt(tokens); NaN for an empty text.

    Notes
    -----
    ``V/sqrt(N)``. Rises, then falls with length: *not* between texts of different lengths.

    References
    ----------
    Guiraud (1954), Les caractères statistiques du vocabulaire.

    Examples
    --------
    >>> print(root_ttr(104, 180).round(4))
    7.7517
    """
    v, n = _types(types, tokens)
    return scalar_or_array(v / np.sqrt(n))


def corrected_ttr(types: ArrayLike, tokens: ArrayLike) -> Floats:
    """Return Carroll's corrected type-token ratio: the root ratio over the square root of two.

    Parameters
    ----------
    types, tokens : array_like
        Different words, and all words.

    Returns
    -------
    ndarray of float
        0 to sqrt(tokens/2); NaN for an empty text.

    Notes
    -----
    ``V/sqrt(2N)``. *Not* between texts of different lengths.

    References
    ----------
    Carroll (1964), Language and Thought.

    Examples
    --------
    >>> print(corrected_ttr(8, 10).round(4))
    1.7889
    """
    return scalar_or_array(root_ttr(types, tokens) / np.sqrt(2.0))


def herdan_c(types: ArrayLike, tokens: ArrayLike) -> Floats:
    """Return Herdan's C, the ratio of the logarithms of types and tokens.

    Parameters
    ----------
    types, tokens : array_like
        Different words, and all words.

    Returns
    -------
    ndarray of float
        0 to 1, any base of logarithm; NaN below two words.

    Notes
    -----
    ``ln V / ln N``. Less bound to length than TTR, *not* free of it.

    References
    ----------
    Herdan (1960), Type-Token Mathematics.

    Examples
    --------
    >>> print(herdan_c(8, 10).round(5))
    0.90309
    """
    v, n = _types(types, tokens)
    with np.errstate(all="ignore"):
        return scalar_or_array(quotient(np.log(v), np.log(n)))


def summer_s(types: ArrayLike, tokens: ArrayLike) -> Floats:
    """Return Summer's S, the ratio of the double logarithms of types and tokens.

    Parameters
    ----------
    types, tokens : array_like
        Different words, and all words.

    Returns
    -------
    ndarray of float
        At most 1, natural logarithms (the base matters); NaN where a logarithm is of 0 or less.

    Notes
    -----
    ``ln ln V / ln ln N``. *Not* for texts of a few words.

    References
    ----------
    Summer (1966), as given in the manuals of quanteda and koRpus.

    Examples
    --------
    >>> print(summer_s(8, 10).round(4))
    0.8778
    """
    v, n = _types(types, tokens)
    with np.errstate(all="ignore"):
        value = quotient(np.log(np.log(v)), np.log(np.log(n)))
    return scalar_or_array(np.where(np.isfinite(value), value, np.nan))


def dugast_u(types: ArrayLike, tokens: ArrayLike, *, base: float = np.e) -> Floats:
    """Return Dugast's U: the square of the log of tokens over the log of tokens a type.

    Parameters
    ----------
    types, tokens : array_like
        Different words, and all words.
    base : float
        Of the logarithm; the value changes with it.

    Returns
    -------
    ndarray of float
        0 and up; infinite where no word is repeated, NaN for an empty text.

    Notes
    -----
    ``(log N)^2 / (log N - log V)``: one over :func:`maas`. *Not* for texts that hardly repeat a word.

    References
    ----------
    Dugast (1978), as given by Tweedie & Baayen (1998), Computers and the Humanities 32, 323-352.

    Examples
    --------
    >>> print(dugast_u(8, 10).round(4))
    23.76
    """
    v, n = _types(types, tokens)
    with np.errstate(all="ignore"):
        return scalar_or_array(quotient(np.log(n) ** 2, np.log(n / v)) / _log(base))


def maas(types: ArrayLike, tokens: ArrayLike, *, base: float = 10.0) -> Floats:
    """Return Maas's index (a squared): *small* is rich.

    Parameters
    ----------
    types, tokens : array_like
        Different words, and all words.
    base : float
        Of the logarithm; 10 is usual, some programs take e, and the values differ by 2.3.

    Returns
    -------
    ndarray of float
        0 (no word repeated) and up; NaN below two words.

    Notes
    -----
    ``(log N - log V) / (log N)^2``. The steadiest of the ratios with length, *not* independent of it.

    References
    ----------
    Maas (1972), Zeitschrift für Literaturwissenschaft und Linguistik 2(8), 73-96.

    Examples
    --------
    >>> print(maas(104, 180).round(5), maas(8, 10, base=np.e).round(5))
    0.04684 0.04209
    """
    v, n = _types(types, tokens)
    with np.errstate(all="ignore"):
        return scalar_or_array(quotient(np.log(n / v), np.log(n) ** 2) * _log(base))


# What computes the measures of this file that a table of diversity has as rows, by their names in
# `discourse.registries.DIVERSITY_MEASURES`: of the number of types and of tokens.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {
        "corrected_ttr": corrected_ttr,
        "dugast_u": dugast_u,
        "herdan_c": herdan_c,
        "maas": maas,
        "root_ttr": root_ttr,
        "summer_s": summer_s,
        "ttr": ttr,
    }
)
