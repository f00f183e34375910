"""Checks of the arguments of a measure: counts, single numbers, tables of four cells.

A table of counts is written ``a, b, c, d`` in this room: `a` occurrences among `c`
words of the target, `b` among `d` words of the reference. Options that are not arrays
are checked by :mod:`discourse.validation`.
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

LONGEST_SHOWN = 40  # characters of a wrong value that a message repeats
LARGEST_AMOUNT = 1e308  # a number beyond it is no float


def check_numbers(name: str, values: ArrayLike, *, infinite: bool = False) -> Floats:
    """Return `values` as float64, or refuse them if they are not numbers.

    NaN passes, because an unknown value stays unknown. Text is refused even if it
    looks like a number ("5"). A masked array is refused because its mask would be
    lost. True and False count as 1 and 0. Infinity passes with `infinite` only.
    """
    _refuse_masks(name, values)
    given = _as_array(name, values)
    if given.dtype.kind not in "biuf":
        wrong = _first_non_number(given)
        raise OptionError(
            f"{name} came as {type(values).__name__}{wrong}; numbers were expected, "
            "and NaN where one is not known."
        )
    with np.errstate(over="ignore"):
        array = given.astype(np.float64)
    if not infinite and np.any(np.isinf(array)):
        raise OptionError(
            f"{name} holds infinity; finite numbers were expected, and NaN where one "
            "is not known."
        )
    return array


def _refuse_masks(name: str, values: ArrayLike) -> None:
    parts = values if isinstance(values, list | tuple) else [values]
    for part in parts:
        if isinstance(part, np.ma.MaskedArray):
            raise OptionError(
                f"{name} came as a masked array, whose mask would be lost; fill it "
                "first, as in x.filled(np.nan)."
            )


def _as_array(name: str, values: ArrayLike) -> NDArray[Any]:
    """Return `values` as an array; Python's own exact numbers become floats."""
    try:
        given: NDArray[Any] = np.asarray(values)
    except (TypeError, ValueError) as fault:
        raise OptionError(
            f"{name} came as {type(values).__name__}; numbers were expected ({fault})."
        ) from fault
    if given.dtype.kind != "O":
        return given
    entries = list(given.flat)
    if not all(isinstance(value, Real | Decimal) for value in entries):
        return given
    numbers = [_to_float(name, value) for value in entries]
    floats = np.array(numbers, dtype=np.float64)
    return floats.reshape(given.shape)


def _to_float(name: str, value: Any) -> float:
    try:
        return float(value)
    except OverflowError as fault:
        raise OptionError(
            f"{name} holds a number beyond 1e308, too large to reckon with; check what "
            "it counts."
        ) from fault


def _first_non_number(values: NDArray[Any]) -> str:
    """Return ``" with 'x'"`` for the first value that is not a number, or ``""``."""
    for value in values.ravel().tolist():
        if not isinstance(value, Real):
            return f" with {repr(value)[:LONGEST_SHOWN]}"
    return ""


def check_counts(name: str, values: ArrayLike, *, integral: bool = False) -> Floats:
    """Return `values` as float64, or refuse them if they cannot be counts.

    Refused are values that are not numbers, negative, infinite or above 2**53
    (:data:`LARGEST`). NaN passes. With `integral` fractions are refused too: a measure
    that draws words needs whole numbers of them.
    """
    array = check_numbers(name, values, infinite=True)
    if np.any(array < 0):
        raise OptionError(
            f"{name} has a negative count, {np.nanmin(array):g}; give how often "
            "something occurred, 0 or more."
        )
    if np.any(array > LARGEST):
        raise OptionError(
            f"{name} has a count of {np.nanmax(array):g}; counts up to 2**53 "
            "(9,007,199,254,740,992) were expected, since above that whole numbers "
            "are no longer exact. Leave out what is not known (NaN)."
        )
    if integral:
        _refuse_fractions(name, array)
    return array


def _refuse_fractions(name: str, array: Floats) -> None:
    is_fraction = array != np.rint(array)
    is_fraction &= ~np.isnan(array)
    if np.any(is_fraction):
        fraction = array[is_fraction].flat[0]
        raise OptionError(
            f"{name} holds {fraction:g}, which is not whole; things that were counted "
            "are expected, not rates."
        )


def broadcast_named(**given: Floats) -> tuple[Floats, ...]:
    """Return checked arrays broadcast to one shape, or refuse shapes that do not fit.

    The message names each array by its keyword.
    """
    try:
        return np.broadcast_arrays(*given.values())
    except ValueError as fault:
        shapes = ", ".join(
            f"{name} of shape {values.shape}" for name, values in given.items()
        )
        raise OptionError(
            f"{shapes} came; they do not go together. Give arrays of one shape, or "
            "single numbers (numpy's broadcasting)."
        ) from fault


def check_amount(
    name: str,
    value: object,
    what: str,
    *,
    minimum: float = 0.0,
    exclusive: bool = False,
) -> float:
    """Return one finite number that is not below `minimum`, or refuse it.

    With `exclusive` the minimum itself is refused too. `what` names the quantity in
    the message.
    """
    is_real = isinstance(value, int | float | np.number)
    is_real &= not isinstance(value, bool | np.complexfloating)
    number = np.nan
    if is_real and abs(value) < LARGEST_AMOUNT:  # type: ignore[arg-type]
        number = float(value)  # type: ignore[arg-type]
    # Both comparisons are False for NaN.
    is_enough = number > minimum if exclusive else number >= minimum
    if not is_enough:
        bound = f"above {minimum:g}" if exclusive else f"of {minimum:g} or more"
        raise OptionError(f"{name}={value!r} came; {what} {bound} was expected.")
    return number


def two_group_counts(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the counts ``a`` of ``c`` and ``b`` of ``d`` broadcast to one shape.

    A part that is larger than its whole is refused.
    """
    target_count, reference_count, target_words, reference_words = broadcast_named(
        a=check_counts("a", a),
        b=check_counts("b", b),
        c=check_counts("c", c),
        d=check_counts("d", d),
    )
    _refuse_parts_above_whole("a of c", target_count, target_words)
    _refuse_parts_above_whole("b of d", reference_count, reference_words)
    return target_count, reference_count, target_words, reference_words


def _refuse_parts_above_whole(names: str, part: Floats, whole: Floats) -> None:
    is_above = np.ravel(part > whole)
    if np.any(is_above):
        first = int(np.flatnonzero(is_above)[0])
        raise OptionError(
            f"{names}: {np.ravel(part)[first]:g} occurrences came among "
            f"{np.ravel(whole)[first]:g} words; a part cannot exceed its whole. Count "
            "each word once, and give the total that the count belongs to."
        )
