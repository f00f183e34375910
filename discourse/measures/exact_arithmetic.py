"""What every measure stands on: differences that are exact, deviances that are never negative.

A table of counts is written ``a, b, c, d`` in this room: `a` occurrences among `c` words of the target, `b` among
`d` words of the reference. Its four cells are ``a``, ``b``, ``c - a`` and ``d - b``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

__all__ = [
    "LARGEST",
    "Floats",
    "determinant",
    "deviance",
    "log2_quotient",
    "quotient",
    "quotient_or_zero",
    "scalar_or_array",
]  # fmt: skip

Floats = NDArray[np.float64]

LARGEST = (
    2.0**53
)  # the largest count: above it not every whole number is a float, and products of four overflow

_SPLIT = 134217729.0  # 2**27 + 1: cuts a double into two halves whose products are exact (Veltkamp)
_SERIES = [1.0 / (2 * j + 1) for j in range(9, 0, -1)]


def scalar_or_array(values: Floats) -> Floats:
    """Return `values` as an array, or as a plain number when they are one number."""
    return np.asarray(values, dtype=np.float64)[()]


def _product(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return ``x * y`` as a rounded value and its exact remainder (Dekker 1971)."""
    value = x * y
    x_high = _SPLIT * x - (_SPLIT * x - x)
    y_high = _SPLIT * y - (_SPLIT * y - y)
    x_low, y_low = x - x_high, y - y_high
    return value, (
        (x_high * y_high - value) + x_high * y_low + x_low * y_high
    ) + x_low * y_low


def determinant(w: Floats, x: Floats, y: Floats, z: Floats) -> Floats:
    """Return ``w*z - x*y`` to the last digit: int64 products overflow, and plain floats cancel.

    >>> determinant(*(np.float64(k) for k in (2**40 + 1, 2**40, 2**40, 2**40 - 1)))
    np.float64(-1.0)
    """
    left, left_rest = _product(w, z)
    right, right_rest = _product(x, y)
    # `+ 0.0` turns a negative zero into zero.
    return (left - right) + (left_rest - right_rest) + 0.0


def log2_quotient(w: Floats, z: Floats, x: Floats, y: Floats) -> Floats:
    """Return ``log2(w z / (x y))``, exact also where the two products are nearly equal; infinite where one is 0.

    >>> print(log2_quotient(*(np.float64(k) for k in (2**40 + 1, 2**40 - 1, 2**40, 2**40))) * 2.0**80 * np.log(2.0))
    -1.0
    """
    with np.errstate(all="ignore"):
        below = x * y
        share = determinant(w, x, y, z) / below
        near = np.log1p(np.where(np.abs(share) < 0.5, share, 0.0)) / np.log(2.0)
        return np.where(np.abs(share) < 0.5, near, np.log2(w * z / below))


def deviance(observed: Floats, expected: Floats, difference: Floats) -> Floats:
    """Return ``O ln(O/E) - (O - E)``, one cell's part of G2 (halved), with full precision where O is near E.

    `difference` is O - E, computed apart because subtracting loses it. The value is 0 or more by construction: written
    as ``O ln(O/E)`` alone, cells of large counts cancel to a sum below zero. Near equality the logarithm is its
    series in ``v = (O - E)/(O + E)``, as in Loader's (2000) binomial deviance.
    """
    with np.errstate(all="ignore"):
        total = observed + expected
        v = np.where(total > 0, difference / total, 0.0)
        square = v * v
        series = np.zeros_like(square)
        for coefficient in _SERIES:
            series = (series + coefficient) * square
        near = difference * v + 2.0 * observed * v * series
        far = special.xlogy(observed, observed / expected) - difference
        value = np.where(np.abs(v) < 0.1, near, far)
    return np.asarray(np.maximum(value, 0.0), dtype=np.float64)


def quotient(above: ArrayLike, below: ArrayLike) -> Floats:
    """Return ``above / below``: infinite where only `below` is 0, NaN where both are, and no warning."""
    with np.errstate(all="ignore"):
        return np.asarray(np.true_divide(above, below), dtype=np.float64)


def quotient_or_zero(above: Floats, below: Floats) -> Floats:
    """Return ``above / below``, and 0 where `below` is 0."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
