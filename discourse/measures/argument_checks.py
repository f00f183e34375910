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
    raw_array = _as_array(name, values)
    if raw_array.dtype.kind not in "biuf":
        wrong = _first_non_number(raw_array)
        raise OptionError(
            f"{name} came as {type(values).__name__}{wrong}; numbers were expected, "
            "and NaN where one is not known."
        )
    with np.errstate(over="ignore"):
        array = raw_array.astype(np.float64)
    if not infinite and np.any(np.isinf(array)):
        raise OptionError(
            f"{name} holds infinity; finite numbers were expected, and NaN where one "
            "is not known."
        )
    return array


def _refuse_masks(name: str, values: ArrayLike) -> None:
    """Refuse a masked array, also one inside a list: its mask would be lost."""
    parts = values if isinstance(values, list | tuple) else [values]
    for part in parts:
        if isinstance(part, np.ma.MaskedArray):
            raise OptionError(
                f"{name} came as a masked array, whose mask would be lost; fill it "
                "first, as in x.filled(np.nan)."
            )


def _as_array(name: str, values: ArrayLike) -> NDArray[Any]:
    """Return `values` as an array of any type.

    Fractions and decimals of Python (an array of objects) become floats.
    """
    try:
        raw_array: NDArray[Any] = np.asarray(values)
    except (TypeError, ValueError) as fault:
        raise OptionError(
            f"{name} came as {type(values).__name__}; numbers were expected ({fault})."
        ) from fault
    if raw_array.dtype.kind != "O":
        return raw_array
    entries = list(raw_array.flat)
    if not all(isinstance(value, Real | Decimal) for value in entries):
        return raw_array
    numbers = [_to_float(name, value) for value in entries]
    floats = np.array(numbers, dtype=np.float64)
    return floats.reshape(raw_array.shape)


def _to_float(name: str, value: Any) -> float:
    """Return one number as a float, or refuse one that is too large for a float."""
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
    """Refuse counts that are not whole numbers; NaN passes."""
    is_fraction = array != np.rint(array)
    is_fraction &= ~np.isnan(array)
    if np.any(is_fraction):
        fraction = array[is_fraction].flat[0]
        raise OptionError(
            f"{name} holds {fraction:g}, which is not whole; things that were counted "
            "are expected, not rates."
        )


def broadcast_named(**named_arrays: Floats) -> tuple[Floats, ...]:
    """Return the arrays broadcast to one shape, or refuse shapes that do not fit.

    The message names each array by its keyword.
    """
    try:
        return np.broadcast_arrays(*named_arrays.values())
    except ValueError as fault:
        shapes = ", ".join(
            f"{name} of shape {values.shape}" for name, values in named_arrays.items()
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
    """Return `value` as a float, or refuse it if it is below `minimum` or not finite.

    With `exclusive` the minimum itself is refused too. `what` names the quantity in
    the message.
    """
    is_real = isinstance(value, int | float | np.number)
    is_real &= not isinstance(value, bool | np.complexfloating)
    amount = np.nan
    if is_real and abs(value) < LARGEST_AMOUNT:  # type: ignore[arg-type]
        amount = float(value)  # type: ignore[arg-type]
    # Both comparisons are False for NaN.
    is_enough = amount > minimum if exclusive else amount >= minimum
    if not is_enough:
        expected_range = (
            f"above {minimum:g}" if exclusive else f"of {minimum:g} or more"
        )
        raise OptionError(
            f"{name}={value!r} came; {what} {expected_range} was expected."
        )
    return amount


def two_group_counts(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the four counts of a table, checked and broadcast to one shape.

    `a` must not exceed `c`, nor `b` exceed `d`: a part larger than its whole is
    refused.
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


def _refuse_parts_above_whole(
    description: str, part_counts: Floats, whole_counts: Floats
) -> None:
    """Refuse counts above their totals; `description` names both in the message."""
    is_above = np.ravel(part_counts > whole_counts)
    if np.any(is_above):
        index = int(np.flatnonzero(is_above)[0])
        raise OptionError(
            f"{description}: {np.ravel(part_counts)[index]:g} occurrences came among "
            f"{np.ravel(whole_counts)[index]:g} words; a part cannot exceed its whole. Count "
            "each word once, and give the total that the count belongs to."
        )
