"""What every measure stands on: counts that are checked, differences that are exact, deviances that are never negative.

A table of counts is written ``a, b, c, d`` in this room: `a` occurrences among `c` words of the target, `b` among
`d` words of the reference. Its four cells are ``a``, ``b``, ``c - a`` and ``d - b``.
"""

from __future__ import annotations

from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from discourse.errors import OptionError

__all__ = [
    "LARGEST", "Floats", "amount", "bare", "counts", "crossed", "determinant", "deviance",
    "log2_quotient", "numbers", "quotient", "share_of", "together", "whole",
]  # fmt: skip

Floats = NDArray[np.float64]

LARGEST = (
    2.0**53
)  # the largest count: above it not every whole number is a float, and products of four overflow

_SPLIT = 134217729.0  # 2**27 + 1: cuts a double into two halves whose products are exact (Veltkamp)
_SERIES = [1.0 / (2 * j + 1) for j in range(9, 0, -1)]


def bare(values: Floats) -> Floats:
    """Return `values` as an array, or as a plain number when they are one number."""
    return np.asarray(values, dtype=np.float64)[()]


def numbers(name: str, values: ArrayLike, *, infinite: bool = False) -> Floats:
    """Return `values` as float64; refuse what is no number. NaN passes: what is unknown stays unknown.

    Text is refused also where it looks like a number ("5"), and a masked array too, since its mask would be lost.
    True and False count as 1 and 0. Infinity passes with `infinite` only.
    """
    parts = values if isinstance(values, list | tuple) else [values]
    if any(isinstance(part, np.ma.MaskedArray) for part in parts):
        raise OptionError(
            f"{name} came as a masked array, whose mask would be lost; fill it first, as in x.filled(np.nan)."
        )
    try:
        given: NDArray[Any] = np.asarray(values)
    except (TypeError, ValueError) as fault:
        raise OptionError(
            f"{name} came as {type(values).__name__}; numbers were expected ({fault})."
        ) from fault
    if given.dtype.kind == "O" and all(
        isinstance(value, Real | Decimal) for value in given.flat
    ):
        given = np.array(
            [_double(name, value) for value in given.flat], dtype=np.float64
        ).reshape(given.shape)
    if given.dtype.kind not in "biuf":
        shown = next(
            (
                repr(value)
                for value in given.ravel().tolist()
                if not isinstance(value, Real)
            ),
            "",
        )[:40]
        raise OptionError(
            f"{name} came as {type(values).__name__}{f' with {shown}' if shown else ''}; numbers were expected, and NaN "
            "where one is not known."
        )
    with np.errstate(over="ignore"):
        array = given.astype(np.float64)
    if not infinite and np.any(np.isinf(array)):
        raise OptionError(
            f"{name} holds infinity; finite numbers were expected, and NaN where one is not known."
        )
    return array


def _double(name: str, value: Any) -> float:
    try:
        return float(value)
    except OverflowError as fault:
        raise OptionError(
            f"{name} holds a number beyond 1e308, too large to reckon with; check what it counts."
        ) from fault


def counts(name: str, values: ArrayLike, *, integral: bool = False) -> Floats:
    """Return `values` as float64; refuse what is no number, negative, infinite or above 2**53 (:data:`LARGEST`).

    NaN passes. With `integral` fractions are refused too: a measure that draws words needs whole ones.
    """
    array = numbers(name, values, infinite=True)
    if np.any(array < 0):
        least = np.nanmin(array)
        raise OptionError(
            f"{name} has a negative count, {least:g}; give how often something occurred, 0 or more."
        )
    if np.any(array > LARGEST):
        most = np.nanmax(array)
        raise OptionError(
            f"{name} has a count of {most:g}; counts up to 2**53 (9,007,199,254,740,992) were expected, since above that "
            "whole numbers are no longer exact. Leave out what is not known (NaN)."
        )
    if integral and np.any(array != np.rint(array), where=~np.isnan(array)):
        odd = array[(array != np.rint(array)) & ~np.isnan(array)].flat[0]
        raise OptionError(
            f"{name} holds {odd:g}, which is not whole; things that were counted are expected, not rates."
        )
    return array


def together(**given: Floats) -> tuple[Floats, ...]:
    """Return checked arrays broadcast to one shape; refuse shapes that do not go together, by name."""
    try:
        return np.broadcast_arrays(*given.values())
    except ValueError as fault:
        shapes = ", ".join(
            f"{name} of shape {values.shape}" for name, values in given.items()
        )
        raise OptionError(
            f"{shapes} came; they do not go together. Give arrays of one shape, or single numbers (numpy's broadcasting)."
        ) from fault


def whole(
    name: str, value: object, *, least: int = 1, what: str = "a whole number"
) -> int:
    """Return `value` as an int; refuse what is not a whole number of at least `least`."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int | np.integer)
        or value < least
    ):
        raise OptionError(
            f"{name}={value!r} came; {what} of {least} or more was expected."
        )
    return int(value)


def amount(
    name: str, value: object, what: str, *, least: float = 0.0, above: bool = False
) -> float:
    """Return one finite number of at least (or `above`) `least`; `what` says in words what it is."""
    fits = isinstance(value, int | float | np.number) and not isinstance(
        value, bool | np.complexfloating
    )
    number = float(value) if fits and abs(value) < 1e308 else np.nan  # type: ignore[arg-type]
    if not (number > least if above else number >= least):
        bound = f"above {least:g}" if above else f"of {least:g} or more"
        raise OptionError(f"{name}={value!r} came; {what} {bound} was expected.")
    return number


def crossed(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the table ``a`` of ``c``, ``b`` of ``d`` broadcast to one shape; refuse a part larger than its whole."""
    w, x, y, z = together(
        a=counts("a", a), b=counts("b", b), c=counts("c", c), d=counts("d", d)
    )
    for part, total, names in ((w, y, "a of c"), (x, z, "b of d")):
        if np.any(part > total):
            k = int(np.flatnonzero(np.ravel(part > total))[0])
            raise OptionError(
                f"{names}: {np.ravel(part)[k]:g} occurrences came among {np.ravel(total)[k]:g} words; a part cannot "
                "exceed its whole. Count each word once, and give the total that the count belongs to."
            )
    return w, x, y, z


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


def share_of(above: Floats, below: Floats) -> Floats:
    """Return ``above / below``, and 0 where `below` is 0."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
