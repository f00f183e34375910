"""What computes the score of each convention of key word lists, and in which aspects two conventions may differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from discourse.contrast.group_counts import Floats
from discourse.measures import chi_squared, g2, kld_keyness, simple_maths

__all__ = ["ASPECTS", "FUNCTIONS", "Score"]

# Occurrences in the target and in the reference, words in the target and in the reference, to the score.
Score = Callable[[Floats, Floats, Floats, Floats], Floats]

# In the order in which they are compared.
ASPECTS = (
    "measure", "formula", "zeros", "sign", "effect", "interval", "test", "correction", "dispersion", "order",
    "threshold", "words", "source",
)  # fmt: skip


def _two_terms(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    return np.atleast_1d(g2(a, b, c, d, terms=2, signed=True))


def _four_terms(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    return np.atleast_1d(g2(a, b, c, d, terms=4, signed=True))


def _yates_where_small(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Chi-squared with Yates's correction where an expected count is below 5 and the difference leaves room for it."""
    n = c + d
    word, rest = a + b, n - a - b
    least = np.minimum(word, rest) * np.minimum(c, d) / n
    room = np.abs(a * (d - b) - b * (c - a)) >= n / 2.0
    value = np.where(
        room & (least < 5.0),
        chi_squared(a, b, c, d, yates=True, signed=True),
        chi_squared(a, b, c, d, signed=True),
    )
    # A word exactly as expected has the sign of a shortfall there, and a value of 0.
    return np.asarray(value + 0.0, dtype=np.float64)


def _simple_maths(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    return np.atleast_1d(simple_maths(a, b, c, d, k=1.0))


def _divergence(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    return np.atleast_1d(kld_keyness(a, b, c, d, signed=True))


# What computes the score of each convention of `discourse.registries.KEYNESS_PROFILES`.
FUNCTIONS: Mapping[str, Score] = MappingProxyType(
    {
        "discourse": _four_terms,
        "ucrel": _two_terms,
        "antconc": _four_terms,
        "quanteda": _yates_where_small,
        "sketchengine": _simple_maths,
        "gries": _divergence,
    }
)
