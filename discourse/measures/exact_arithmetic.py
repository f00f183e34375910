"""Arithmetic that the measures share: exact differences, deviances, quotients.

A table of counts is written ``a, b, c, d`` in this room: `a` occurrences among `c`
words of the target, `b` among `d` words of the reference. Its four cells are ``a``,
``b``, ``c - a`` and ``d - b``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

__all__ = [
    "LARGEST",
    "LOG_2",
    "Floats",
    "as_floats",
    "both_positive",
    "determinant",
    "deviance",
    "last_axis_sum",
    "last_axis_total",
    "log2_quotient",
    "nan_unless",
    "quotient",
    "quotient_or_zero",
    "scalar_or_array",
    "scalars_or_arrays",
    "take_sign",
]

Floats = NDArray[np.float64]

# The largest count. Above it not every whole number is a float, and a product of four
# counts overflows.
LARGEST = 2.0**53

# A natural logarithm divided by it is a logarithm of base 2.
LOG_2 = np.log(2.0)

# 2**27 + 1 cuts a double into two halves whose products are exact (Veltkamp).
_SPLITTER = 134217729.0

# Coefficients 1/19, 1/17, ... 1/3 of the series of the logarithm near 1.
_SERIES = [1.0 / (2 * j + 1) for j in range(9, 0, -1)]
# Below this relative difference the series is used in place of the logarithm.
_NEAR_EQUAL = 0.1


def scalar_or_array(values: Floats) -> Floats:
    """Return `values` as an array, or as a plain number when they are one number."""
    array = as_floats(values)
    return array[()]


def scalars_or_arrays(
    first_result: Floats, second_result: Floats
) -> tuple[Floats, Floats]:
    """Return two results, such as low and high, each by :func:`scalar_or_array`."""
    first_value = scalar_or_array(first_result)
    second_value = scalar_or_array(second_result)
    return first_value, second_value


def as_floats(values: ArrayLike) -> Floats:
    """Return `values` as an array of float64."""
    return np.asarray(values, dtype=np.float64)


def last_axis_sum(values: NDArray[Any]) -> Any:
    """Return the sums over the last axis, such as the parts of each word."""
    return values.sum(axis=-1)


def last_axis_total(values: NDArray[Any]) -> Any:
    """Return the sums over the last axis, which is kept with the length 1."""
    return values.sum(axis=-1, keepdims=True)


def both_positive(first_values: Floats, second_values: Floats) -> NDArray[np.bool_]:
    """Return where both numbers are above 0, so that neither is NaN."""
    first_is_positive = first_values > 0
    second_is_positive = second_values > 0
    return first_is_positive & second_is_positive


def take_sign(values: Floats, difference: Floats) -> Floats:
    """Return `values` with the sign of `difference`, and 0 without a sign."""
    signed_values = np.copysign(values, difference)
    # `+ 0.0` turns a negative zero into zero.
    return signed_values + 0.0


def nan_unless(is_known: NDArray[np.bool_], values: ArrayLike) -> Floats:
    """Return `values`, with NaN where `is_known` is False."""
    known_values = np.where(is_known, values, np.nan)
    return as_floats(known_values)


def _halves(x: Floats) -> tuple[Floats, Floats]:
    """Return two numbers of half the digits that add up to `x` (Veltkamp)."""
    multiple = _SPLITTER * x
    high = multiple - (multiple - x)
    low = x - high
    return high, low


def _product(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the rounded product ``x * y``, and what its rounding left out, exactly.

    The method is that of Dekker (1971).
    """
    value = x * y
    x_high, x_low = _halves(x)
    y_high, y_low = _halves(y)
    # The four products of halves are exact; they are added from the largest down.
    high_product = x_high * y_high
    remainder = high_product - value
    cross_product = x_high * y_low
    remainder = remainder + cross_product
    cross_product = x_low * y_high
    remainder = remainder + cross_product
    low_product = x_low * y_low
    remainder = remainder + low_product
    return value, remainder


def determinant(w: Floats, x: Floats, y: Floats, z: Floats) -> Floats:
    """Return ``w*z - x*y`` exact to the last digit.

    Products of whole numbers in int64 overflow, and a plain difference of floats loses
    its digits.

    >>> determinant(*(np.float64(k) for k in (2**40 + 1, 2**40, 2**40, 2**40 - 1)))
    np.float64(-1.0)
    """
    first_product, first_remainder = _product(w, z)
    second_product, second_remainder = _product(x, y)
    remainder = first_remainder - second_remainder
    difference = first_product - second_product
    difference = difference + remainder
    # `+ 0.0` turns a negative zero into zero.
    return difference + 0.0


def log2_quotient(w: Floats, z: Floats, x: Floats, y: Floats) -> Floats:
    """Return ``log2(w z / (x y))``, exact also where both products are nearly equal.

    The result is infinite where one product is 0. In the example, the quotient is
    1 - 2**-80.

    >>> counts = (np.float64(k) for k in (2**40 + 1, 2**40 - 1, 2**40, 2**40))
    >>> print(log2_quotient(*counts) * 2.0**80 * np.log(2.0))
    -1.0
    """
    with np.errstate(all="ignore"):
        denominator = x * y
        # How far the quotient is from 1, without cancellation.
        difference = determinant(w, x, y, z)
        excess = difference / denominator
        is_near_one = np.abs(excess) < 0.5
        near_excess = np.where(is_near_one, excess, 0.0)
        value_near_one = np.log1p(near_excess) / LOG_2
        ratio = w * z / denominator
        value_far_from_one = np.log2(ratio)
        return np.where(is_near_one, value_near_one, value_far_from_one)


def deviance(
    observed_count: Floats, expected_count: Floats, difference: Floats
) -> Floats:
    """Return ``O ln(O/E) - (O - E)``: half the part of G2 that one cell contributes.

    `difference` is O - E. The caller computes it, because a subtraction here would
    lose digits. The value is never below 0. Written as ``O ln(O/E)`` alone, cells with
    large counts cancel to a sum below 0. Where O is near E the logarithm is replaced
    by its series in ``v = (O - E)/(O + E)``, as in Loader's (2000) binomial deviance.
    """
    with np.errstate(all="ignore"):
        total = observed_count + expected_count
        relative_difference = difference / total
        v = np.where(total > 0, relative_difference, 0.0)
        square = v * v
        series = np.zeros_like(square)
        for coefficient in _SERIES:
            series = (series + coefficient) * square
        first_term = difference * v
        further_terms = 2.0 * observed_count * v * series
        value_near_equal = first_term + further_terms
        ratio = observed_count / expected_count
        value_far_from_equal = special.xlogy(observed_count, ratio) - difference
        is_near = np.abs(v) < _NEAR_EQUAL
        value = np.where(is_near, value_near_equal, value_far_from_equal)
    value = np.maximum(value, 0.0)
    return as_floats(value)


def quotient(numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """Return ``above / below`` without a warning.

    The result is infinite where only `denominator` is 0, and NaN where both are 0.
    """
    with np.errstate(all="ignore"):
        value = np.true_divide(numerator, denominator)
    return as_floats(value)


def quotient_or_zero(numerator: Floats, denominator: Floats) -> Floats:
    """Return ``above / below``, and 0 where `denominator` is 0."""
    zeros = np.zeros_like(numerator)
    return np.divide(numerator, denominator, out=zeros, where=denominator > 0)
