"""Checks of what a measure is given: counts, single numbers, tables of four cells.

A table of counts is written ``a, b, c, d`` in this room: `a` occurrences among `c` words of the target, `b` among
`d` words of the reference. Options that are no arrays are checked by :mod:`discourse.validation`.
"""

from __future__ import annotations

from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import OptionError
from discourse.measures.exact_arithmetic import LARGEST, Floats

__all__ = [
    "broadcast_named",
    "check_amount",
    "check_counts",
    "check_numbers",
    "two_group_counts",
]


def check_numbers(name: str, values: ArrayLike, *, infinite: bool = False) -> Floats:
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


def check_counts(name: str, values: ArrayLike, *, integral: bool = False) -> Floats:
    """Return `values` as float64; refuse what is no number, negative, infinite or above 2**53 (:data:`LARGEST`).

    NaN passes. With `integral` fractions are refused too: a measure that draws words needs whole ones.
    """
    array = check_numbers(name, values, infinite=True)
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


def broadcast_named(**given: Floats) -> tuple[Floats, ...]:
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


def check_amount(
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


def two_group_counts(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the table ``a`` of ``c``, ``b`` of ``d`` broadcast to one shape; refuse a part larger than its whole."""
    w, x, y, z = broadcast_named(
        a=check_counts("a", a),
        b=check_counts("b", b),
        c=check_counts("c", c),
        d=check_counts("d", d),
    )
    for part, total, names in ((w, y, "a of c"), (x, z, "b of d")):
        if np.any(part > total):
            k = int(np.flatnonzero(np.ravel(part > total))[0])
            raise OptionError(
                f"{names}: {np.ravel(part)[k]:g} occurrences came among {np.ravel(total)[k]:g} words; a part cannot "
                "exceed its whole. Count each word once, and give the total that the count belongs to."
            )
    return w, x, y, z
