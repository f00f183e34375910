"""How rich a vocabulary is: the type-token ratio and measures derived from it.

All are computed from the numbers of types and tokens, and most fall as a text grows. So
compare texts of one length, or use the windows of ``mattr`` and ``mtld``.
:data:`discourse.settings.DIVERSITY_MIN_WORDS` says how many words each measure needs;
below that number the value says nothing about the text.
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
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    nan_unless,
    quotient,
    scalar_or_array,
)

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


def _type_and_token_counts(
    types: ArrayLike, tokens: ArrayLike
) -> tuple[Floats, Floats]:
    """Return both counts, checked; NaN where there are no words."""
    type_count, token_count = broadcast_named(
        types=check_counts("types", types), tokens=check_counts("tokens", tokens)
    )
    if np.any(type_count > token_count):
        raise OptionError(
            "more types than tokens came; types are the different words, tokens all of "
            "them."
        )
    has_words = token_count > 0
    return nan_unless(has_words, type_count), nan_unless(has_words, token_count)


def _log_of_base(base: float) -> float:
    """Return the natural logarithm of a checked base, which must be above 1."""
    checked_base = check_amount(
        "base", base, "the base of a logarithm", minimum=1.0, exclusive=True
    )
    return float(np.log(checked_base))


def _double_log(count: Floats) -> Floats:
    """Return the logarithm of the logarithm of a count."""
    with np.errstate(all="ignore"):
        log_count = np.log(count)
        double_log = np.log(log_count)
    return as_floats(double_log)


def ttr(types: ArrayLike, tokens: ArrayLike) -> Floats:
    """Return the type-token ratio.

    Parameters
    ----------
    types, tokens : array_like
        Number of different words, and of all words.

    Returns
    -------
    ndarray of float
        0 to 1; NaN for an empty text.

    Notes
    -----
    Use it for texts of exactly one length. A high value is a rich vocabulary. It always
    falls with length: *not* between texts of different lengths.

    Formula: ``V/N`` for V types and N tokens.

    References
    ----------
    Johnson (1944), Psychological Monographs 56(2).

    See Also
    --------
    discourse.measures.mattr, discourse.measures.hdd

    Examples
    --------
    >>> print(ttr(104, 180).round(4))
    0.5778
    """
    type_count, token_count = _type_and_token_counts(types, tokens)
    value = type_count / token_count
    return scalar_or_array(value)


def root_ttr(types: ArrayLike, tokens: ArrayLike) -> Floats:
    """Return Guiraud's root type-token ratio.

    Parameters
    ----------
    types, tokens : array_like
        Number of different words, and of all words.

    Returns
    -------
    ndarray of float
        0 to sqrt(tokens); NaN for an empty text.

    Notes
    -----
    Use it to compare with studies that report it. It rises, then falls with length:
    *not* between texts of different lengths.

    Formula: ``V/sqrt(N)`` for V types and N tokens.

    References
    ----------
    Guiraud (1954), Les caractères statistiques du vocabulaire.

    See Also
    --------
    corrected_ttr, ttr

    Examples
    --------
    >>> print(root_ttr(104, 180).round(4))
    7.7517
    """
    type_count, token_count = _type_and_token_counts(types, tokens)
    root_tokens = np.sqrt(token_count)
    value = type_count / root_tokens
    return scalar_or_array(value)


def corrected_ttr(types: ArrayLike, tokens: ArrayLike) -> Floats:
    """Return Carroll's corrected type-token ratio.

    It is the root type-token ratio divided by the square root of two.

    Parameters
    ----------
    types, tokens : array_like
        Number of different words, and of all words.

    Returns
    -------
    ndarray of float
        0 to sqrt(tokens/2); NaN for an empty text.

    Notes
    -----
    Use it to compare with studies that report it. *Not* between texts of different
    lengths.

    Formula: ``V/sqrt(2N)`` for V types and N tokens.

    References
    ----------
    Carroll (1964), Language and Thought.

    See Also
    --------
    root_ttr

    Examples
    --------
    >>> print(corrected_ttr(8, 10).round(4))
    1.7889
    """
    root_ratio = root_ttr(types, tokens)
    value = root_ratio / np.sqrt(2.0)
    return scalar_or_array(value)


def herdan_c(types: ArrayLike, tokens: ArrayLike) -> Floats:
    """Return Herdan's C, the ratio of the logarithms of types and tokens.

    Parameters
    ----------
    types, tokens : array_like
        Number of different words, and of all words.

    Returns
    -------
    ndarray of float
        0 to 1, for any base of the logarithm; NaN below two words.

    Notes
    -----
    Use it for texts of similar length. It depends less on length than TTR, but is *not*
    independent of it.

    Formula: ``ln V / ln N`` for V types and N tokens.

    References
    ----------
    Herdan (1960), Type-Token Mathematics.

    See Also
    --------
    maas, summer_s

    Examples
    --------
    >>> print(herdan_c(8, 10).round(5))
    0.90309
    """
    type_count, token_count = _type_and_token_counts(types, tokens)
    with np.errstate(all="ignore"):
        log_types = np.log(type_count)
        log_tokens = np.log(token_count)
    value = quotient(log_types, log_tokens)
    return scalar_or_array(value)


def summer_s(types: ArrayLike, tokens: ArrayLike) -> Floats:
    """Return Summer's S, the ratio of the double logarithms of types and tokens.

    Parameters
    ----------
    types, tokens : array_like
        Number of different words, and of all words.

    Returns
    -------
    ndarray of float
        At most 1, with natural logarithms (the base matters); NaN where a logarithm is
        of 0 or less.

    Notes
    -----
    Use it to compare with studies that report it. *Not* for texts of a few words.

    Formula: ``ln ln V / ln ln N`` for V types and N tokens.

    References
    ----------
    Summer (1966), as given in the manuals of quanteda and koRpus.

    See Also
    --------
    herdan_c

    Examples
    --------
    >>> print(summer_s(8, 10).round(4))
    0.8778
    """
    type_count, token_count = _type_and_token_counts(types, tokens)
    log_log_types = _double_log(type_count)
    log_log_tokens = _double_log(token_count)
    value = quotient(log_log_types, log_log_tokens)
    is_finite = np.isfinite(value)
    value = nan_unless(is_finite, value)
    return scalar_or_array(value)


def dugast_u(types: ArrayLike, tokens: ArrayLike, *, base: float = np.e) -> Floats:
    """Return Dugast's U: the squared log of tokens, divided by a logarithm.

    The divisor is the logarithm of tokens per type.

    Parameters
    ----------
    types, tokens : array_like
        Number of different words, and of all words.
    base : float
        Base of the logarithm; the value changes with it.

    Returns
    -------
    ndarray of float
        0 or more; infinite where no word is repeated, NaN for an empty text.

    Notes
    -----
    Use it to compare with studies that report it; it is 1 divided by :func:`maas`.
    *Not* for texts that hardly repeat a word.

    Formula: ``(log N)^2 / (log N - log V)`` for V types and N tokens.

    References
    ----------
    Dugast (1978), as given by Tweedie & Baayen (1998), Computers and the Humanities 32,
    323-352.

    See Also
    --------
    maas

    Examples
    --------
    >>> print(dugast_u(8, 10).round(4))
    23.76
    """
    type_count, token_count = _type_and_token_counts(types, tokens)
    with np.errstate(all="ignore"):
        log_tokens = np.log(token_count)
        squared_log = log_tokens**2
        tokens_per_type = token_count / type_count
        log_tokens_per_type = np.log(tokens_per_type)
        value = quotient(squared_log, log_tokens_per_type)
        value = value / _log_of_base(base)
    return scalar_or_array(value)


def maas(types: ArrayLike, tokens: ArrayLike, *, base: float = 10.0) -> Floats:
    """Return Maas's index (a squared). A *small* value is a rich vocabulary.

    Parameters
    ----------
    types, tokens : array_like
        Number of different words, and of all words.
    base : float
        Base of the logarithm. 10 is usual; some programs take e, and the values differ
        by a factor of 2.3.

    Returns
    -------
    ndarray of float
        0 (no word repeated) or more; NaN below two words.

    Notes
    -----
    Use it if you need a ratio of types and tokens: of these it depends least on length,
    but is *not* independent of it.

    Formula: ``(log N - log V) / (log N)^2`` for V types and N tokens.

    References
    ----------
    Maas (1972), Zeitschrift für Literaturwissenschaft und Linguistik 2(8), 73-96.

    See Also
    --------
    dugast_u, herdan_c

    Examples
    --------
    >>> print(maas(104, 180).round(5), maas(8, 10, base=np.e).round(5))
    0.04684 0.04209
    """
    type_count, token_count = _type_and_token_counts(types, tokens)
    with np.errstate(all="ignore"):
        tokens_per_type = token_count / type_count
        log_tokens_per_type = np.log(tokens_per_type)
        log_tokens = np.log(token_count)
        squared_log = log_tokens**2
        value = quotient(log_tokens_per_type, squared_log)
        value = value * _log_of_base(base)
    return scalar_or_array(value)


# The function of each measure that is a row of a table of diversity and takes the
# numbers of types and tokens, by its name in `discourse.registries.DIVERSITY_MEASURES`.
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
