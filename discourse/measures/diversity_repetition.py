"""How much a text repeats itself, from the counts of its types: Yule's K, Simpson's D, Herdan's Vm, HD-D."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts
from discourse.measures.exact_arithmetic import Floats, quotient, scalar_or_array
from discourse.settings import HDD_SAMPLE
from discourse.validation import check_whole_number

__all__ = ["FUNCTIONS", "hdd", "herdan_vm", "simpson_d", "yule_k"]


def _spectrum(values: ArrayLike) -> Floats:
    f = check_counts("counts_of_types", values, integral=True)
    if f.ndim == 0:
        raise OptionError(
            "counts_of_types came as one number; the count of each type was expected (last axis)."
        )
    return f


def yule_k(counts_of_types: ArrayLike) -> Floats:
    """Return Yule's K: how much a text repeats itself. Large is poor.

    Parameters
    ----------
    counts_of_types : array_like
        Count of each type (last axis); zeros do no harm.

    Returns
    -------
    ndarray of float
        0 (no word repeated) to 10,000; NaN for an empty text.

    Notes
    -----
    ``10^4 (sum f^2 - N) / N^2``. Nearly free of length, but it speaks of the commonest words: *not* of rare ones. The
    published 113.09 of one textbook table cannot be had from that table, which gives 112.77.

    References
    ----------
    Yule (1944), The Statistical Study of Literary Vocabulary.

    Examples
    --------
    >>> print(yule_k([3, 1, 1, 1, 1, 1, 1, 1]))
    600.0
    """
    f = _spectrum(counts_of_types)
    n = f.sum(axis=-1)
    return scalar_or_array(
        1e4 * quotient((f * np.maximum(f - 1.0, 0.0)).sum(axis=-1), n * n)
    )


def simpson_d(counts_of_types: ArrayLike) -> Floats:
    """Return Simpson's D: the chance that two words drawn from the text are the same. Large is poor.

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
    ``sum f (f - 1) / (N (N - 1))``. Says what K says, *not* more.

    References
    ----------
    Simpson (1949), Nature 163, 688.

    Examples
    --------
    >>> print(simpson_d([3, 1, 1, 1, 1, 1, 1, 1]).round(5))
    0.06667
    """
    f = _spectrum(counts_of_types)
    n = f.sum(axis=-1)
    return scalar_or_array(
        quotient((f * np.maximum(f - 1.0, 0.0)).sum(axis=-1), n * (n - 1.0))
    )


def herdan_vm(counts_of_types: ArrayLike) -> Floats:
    """Return Herdan's Vm: the relative scatter of the counts of the types.

    Parameters
    ----------
    counts_of_types : array_like
        Count of each type (last axis); zeros are no types.

    Returns
    -------
    ndarray of float
        0 (all types alike) to 1; NaN for an empty text.

    Notes
    -----
    ``sqrt(sum f^2 / N^2 - 1/V)``. *Not* for short texts, where it measures V alone.

    References
    ----------
    Herdan (1955), as given by Tweedie & Baayen (1998), Computers and the Humanities 32, 323-352.

    Examples
    --------
    >>> print(herdan_vm([3, 1, 1, 1, 1, 1, 1, 1]).round(5))
    0.18708
    """
    f = _spectrum(counts_of_types)
    n = f.sum(axis=-1)
    v = (f > 0).sum(axis=-1).astype(np.float64)
    return scalar_or_array(
        np.sqrt(
            np.maximum(
                quotient((f * f).sum(axis=-1), n * n) - quotient(np.float64(1.0), v),
                0.0,
            )
        )
    )


def hdd(counts_of_types: ArrayLike, *, sample: int = HDD_SAMPLE) -> Floats:
    """Return HD-D: the type-token ratio expected of `sample` words drawn from the text.

    Parameters
    ----------
    counts_of_types : array_like
        Count of each type (last axis).
    sample : int
        Words drawn, 1 or more.

    Returns
    -------
    ndarray of float
        0 to 1 (other programs give 0 to `sample`: divide); NaN for texts shorter than the sample.

    Notes
    -----
    ``sum over types (1 - C(N-f, s)/C(N, s)) / s``. Blind to the order of words: *not* a measure of local repetition.

    References
    ----------
    McCarthy & Jarvis (2007), Language Testing 24(4), 459-488; (2010), Behavior Research Methods 42(2), 381-392.

    Examples
    --------
    >>> print(hdd([3, 1, 1, 1, 1, 1, 1, 1], sample=5).round(5))
    0.88333
    """
    sample = check_whole_number("sample", sample, hint=" (words drawn)")
    f = _spectrum(counts_of_types)
    n = f.sum(axis=-1, keepdims=True)
    missed = np.ones_like(f)
    for j in range(sample):
        # A product of 42 shares keeps every digit; a difference of log-gammas loses them in long texts.
        missed = missed * np.clip(quotient(n - f - j, n - j), 0.0, 1.0)
    value = np.where(f > 0, 1.0 - missed, 0.0).sum(axis=-1) / sample
    return scalar_or_array(np.where(n[..., 0] >= sample, value, np.nan))


# What computes the measures of this file that a table of diversity takes from the counts of each type, by their names
# in `discourse.registries.DIVERSITY_MEASURES`.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {"herdan_vm": herdan_vm, "simpson_d": simpson_d, "yule_k": yule_k}
)
