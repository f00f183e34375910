"""What every measure stands on: counts that are checked, differences that are exact, deviances that are never negative.

A table of counts is written ``a, b, c, d`` in this room: `a` occurrences among `c` words of the target, `b` among
`d` words of the reference. Its four cells are ``a``, ``b``, ``c - a`` and ``d - b``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from discourse.errors import OptionError

__all__ = [
    "Floats", "bare", "counts", "crossed", "determinant", "deviance", "generator", "level_tail", "quotient", "share_of",
]  # fmt: skip

Floats = NDArray[np.float64]

_SPLIT = 134217729.0  # 2**27 + 1: cuts a double into two halves whose products are exact (Veltkamp)
_SERIES = [1.0 / (2 * j + 1) for j in range(9, 0, -1)]


def bare(values: Floats) -> Floats:
    """Return `values` as an array, or as a plain number when they are one number."""
    return np.asarray(values, dtype=np.float64)[()]


def counts(name: str, values: ArrayLike) -> Floats:
    """Return `values` as float64; refuse text and negative numbers. NaN passes: what is unknown stays unknown.

    Whole numbers are exact up to 2**53, nine million billion.
    """
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise OptionError(f"{name} came as {type(values).__name__}; numbers were expected ({fault}).") from fault
    if array.size and np.any(array < 0):
        raise OptionError(
            f"{name} has a negative count, {array.min():g}; give how often something occurred, 0 or more."
        )
    return array


def crossed(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the table ``a`` of ``c``, ``b`` of ``d`` broadcast to one shape; refuse a part larger than its whole."""
    named = zip("abcd", (a, b, c, d), strict=True)
    w, x, y, z = np.broadcast_arrays(*(counts(name, values) for name, values in named))
    for part, whole, names in ((w, y, "a of c"), (x, z, "b of d")):
        if np.any(part > whole):
            k = int(np.flatnonzero(np.ravel(part > whole))[0])
            raise OptionError(
                f"{names}: {np.ravel(part)[k]:g} occurrences came among {np.ravel(whole)[k]:g} words; a part cannot "
                "exceed its whole. Count each word once, and give the total that the count belongs to."
            )
    return w, x, y, z


def _product(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return ``x * y`` as a rounded value and its exact remainder (Dekker 1971)."""
    value = x * y
    x_high = _SPLIT * x - (_SPLIT * x - x)
    y_high = _SPLIT * y - (_SPLIT * y - y)
    x_low, y_low = x - x_high, y - y_high
    return value, ((x_high * y_high - value) + x_high * y_low + x_low * y_high) + x_low * y_low


def determinant(w: Floats, x: Floats, y: Floats, z: Floats) -> Floats:
    """Return ``w*z - x*y`` to the last digit: int64 products overflow, and plain floats cancel.

    >>> determinant(*(np.float64(k) for k in (2**40 + 1, 2**40, 2**40, 2**40 - 1)))
    np.float64(-1.0)
    """
    left, left_rest = _product(w, z)
    right, right_rest = _product(x, y)
    # `+ 0.0` turns a negative zero into zero.
    return (left - right) + (left_rest - right_rest) + 0.0


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


def share_of(above: Floats, below: Floats) -> Floats:
    """Return ``above / below``, and 0 where `below` is 0."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def level_tail(level: float) -> float:
    """Return the share left out on each side of an interval of `level`."""
    if not 0.0 < level < 1.0:
        raise OptionError(f"level={level!r} came; a share between 0 and 1 was expected, such as 0.95.")
    return (1.0 - level) / 2.0


def generator(rng: int | np.random.Generator) -> np.random.Generator:
    """Return the generator given, or one started from the whole number given: never one started from the clock."""
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, bool) or not isinstance(rng, int | np.integer) or rng < 0:
        raise OptionError(f"rng={rng!r} came; a whole number of 0 or more, or a numpy Generator, was expected.")
    return np.random.default_rng(int(rng))
