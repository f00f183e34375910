"""The score of each convention of key word lists, and the aspects of a convention."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from discourse.contrast.group_counts import Floats
from discourse.measures import chi_squared, g2, kld_keyness, simple_maths

__all__ = ["ASPECTS", "FUNCTIONS", "Score"]

# A function that returns scores from a, b, c and d of the measures of keyness: the
# occurrences in the target and in the reference, and the words in both.
Score = Callable[[Floats, Floats, Floats, Floats], Floats]

# In the order in which they are compared.
ASPECTS = (
    "measure",
    "formula",
    "zeros",
    "sign",
    "effect",
    "interval",
    "test",
    "correction",
    "dispersion",
    "order",
    "threshold",
    "words",
    "source",
)

# quanteda corrects chi-squared where an expected count is below this.
YATES_BELOW = 5.0


def _two_term_g2(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return signed G2, summed over the two cells of the term."""
    score = g2(a, b, c, d, terms=2, signed=True)
    return np.atleast_1d(score)


def _four_term_g2(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return signed G2, summed over all four cells of the table."""
    score = g2(a, b, c, d, terms=4, signed=True)
    return np.atleast_1d(score)


def _chi_squared_as_quanteda(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return signed chi-squared, with Yates's correction where counts are small.

    The correction applies where an expected count is below 5 and the difference is
    large enough to be corrected.
    """
    word_count = c + d
    term_count = a + b
    other_words = word_count - a - b
    smallest_expected = (
        np.minimum(term_count, other_words) * np.minimum(c, d) / word_count
    )
    # |ad - bc|, from which Yates's correction takes half the number of words.
    difference = np.abs(a * (d - b) - b * (c - a))
    is_corrected = (difference >= word_count / 2.0) & (smallest_expected < YATES_BELOW)
    with_yates = chi_squared(a, b, c, d, yates=True, signed=True)
    without_yates = chi_squared(a, b, c, d, signed=True)
    value = np.where(is_corrected, with_yates, without_yates)
    # A word exactly as expected has a value of -0 there; adding 0 makes it 0.
    return np.asarray(value + 0.0, dtype=np.float64)


def _simple_maths(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return the ratio of the rates per million words, 1 added to each."""
    score = simple_maths(a, b, c, d, k=1.0)
    return np.atleast_1d(score)


def _kullback_leibler(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return the signed divergence of the term's shares from the groups' sizes."""
    score = kld_keyness(a, b, c, d, signed=True)
    return np.atleast_1d(score)


# What computes the score of each convention of `registries.KEYNESS_PROFILES`.
FUNCTIONS: Mapping[str, Score] = MappingProxyType(
    {
        "discourse": _four_term_g2,
        "ucrel": _two_term_g2,
        "antconc": _four_term_g2,
        "quanteda": _chi_squared_as_quanteda,
        "sketchengine": _simple_maths,
        "gries": _kullback_leibler,
    }
)
