"""How evenly a word is spread along a text, from the distances between its occurrences.

Distances run round: the last occurrence is followed by the first. Joining documents makes one text of them, and then
the *order* of the documents changes the values; :func:`arf_over_orders` shows by how much.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import OptionError
from discourse.measures.exact_arithmetic import Floats, quotient
from discourse.validation import check_whole_number, random_generator

__all__ = ["ald", "arf", "arf_over_orders", "awt", "check_type_ids"]


def check_type_ids(ids: ArrayLike) -> NDArray[np.int64]:
    """Return the type ids of a text as int64, checked: one axis, whole, 0 or more; equal numbers are the same type."""
    if isinstance(ids, np.ma.MaskedArray):
        raise OptionError(
            "ids came as a masked array, whose mask would be lost; leave the masked words out first."
        )
    try:
        array = np.asarray(ids)
    except ValueError as fault:
        raise OptionError(
            f"ids: a flat array of whole numbers was expected, one for each word ({fault})."
        ) from fault
    if (
        array.ndim != 1
        or (array.size and array.dtype.kind not in "iu")
        or (array.size and array.min() < 0)
    ):
        raise OptionError(
            "ids: a flat array of whole numbers, 0 or more, was expected, one for each word of the text."
        )
    if array.size and array.max() > np.iinfo(np.int64).max:
        raise OptionError(f"ids run to {array.max()}; number the types from 0.")
    return array.astype(np.int64)


def _gaps(
    ids: NDArray[np.int64], types: int | None
) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Return for each occurrence its type and the distance from the one before, and the count of each type."""
    size = (
        int(ids.max(initial=-1)) + 1
        if types is None
        else check_whole_number("types", types, 0)
    )
    if ids.size and ids.max() >= size:
        raise OptionError(
            f"types={types} came, but the ids run to {ids.max()}; give the size of the vocabulary."
        )
    f = np.bincount(ids, minlength=size).astype(np.float64)
    order = np.argsort(ids, kind="stable")
    owner = ids[order]
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    last = np.append(first[1:], owner.size) - 1
    gaps = np.diff(order, prepend=0)
    if owner.size:
        gaps[first] = order[first] + ids.size - order[last]
    return owner, gaps.astype(np.float64), f


def arf(ids: ArrayLike, *, types: int | None = None) -> Floats:
    """Return the average reduced frequency of every type of a text: its count, with clumps counted as about one.

    Parameters
    ----------
    ids : array_like
        Type id of each word of one text, in order.
    types : int, optional
        Size of the vocabulary; the largest id + 1 if not given.

    Returns
    -------
    ndarray of float
        One value a type, in occurrences: about 1 (one clump) to the count (even); NaN where the type does not occur.

    Notes
    -----
    ``(1/v) sum min(d_i, v)``, v = length/f, d the distances taken round. *Not* across documents set end to end in an
    arbitrary order: see :func:`arf_over_orders`.

    References
    ----------
    Savický & Hlaváčová (2002), Journal of Quantitative Linguistics 9(3), 215-231.

    Examples
    --------
    >>> print(np.round(arf([0, 0, 0, 1, 1, 0, 1, 1]), 3))
    [3. 3.]
    """
    text = check_type_ids(ids)
    owner, gaps, f = _gaps(text, types)
    even = quotient(np.float64(text.size), f)
    reduced = np.bincount(
        owner, weights=np.minimum(gaps, even[owner]), minlength=f.size
    )
    return np.where(f > 0, quotient(reduced, even), np.nan)


def ald(ids: ArrayLike, *, types: int | None = None) -> Floats:
    """Return the average logarithmic distance of every type: the log of the distance a word of the text sees.

    Parameters
    ----------
    ids, types
        As for :func:`arf`.

    Returns
    -------
    ndarray of float
        Decimal logarithm of words, one value a type; NaN where the type does not occur. ``length * 10**-ald`` is the
        frequency adjusted by it. *Not* across documents in an arbitrary order.

    Notes
    -----
    ``sum d log10 d / length``.

    References
    ----------
    Savický & Hlaváčová (2002), Journal of Quantitative Linguistics 9(3), 215-231.

    Examples
    --------
    >>> print(np.round(ald([0, 1, 0, 1]), 3))
    [0.301 0.301]
    """
    text = check_type_ids(ids)
    owner, gaps, f = _gaps(text, types)
    value = np.bincount(owner, weights=gaps * np.log10(gaps), minlength=f.size)
    return np.where(f > 0, quotient(value, np.float64(text.size)), np.nan)


def awt(ids: ArrayLike, *, types: int | None = None) -> Floats:
    """Return the average waiting time of every type: words read from a random place until it comes.

    Parameters
    ----------
    ids, types
        As for :func:`arf`.

    Returns
    -------
    ndarray of float
        Words, one value a type; NaN where the type does not occur. *Not* across documents in an arbitrary order.

    Notes
    -----
    ``(1 + sum d^2 / length) / 2``.

    References
    ----------
    Savický & Hlaváčová (2002), Journal of Quantitative Linguistics 9(3), 215-231.

    Examples
    --------
    >>> print(awt([0, 1, 0, 1]))
    [1.5 1.5]
    """
    text = check_type_ids(ids)
    owner, gaps, f = _gaps(text, types)
    value = np.bincount(owner, weights=gaps * gaps, minlength=f.size)
    return np.where(f > 0, 0.5 * (1.0 + quotient(value, np.float64(text.size))), np.nan)


def arf_over_orders(
    ids: ArrayLike,
    bounds: ArrayLike,
    *,
    orders: int = 100,
    rng: int | np.random.Generator = 0,
) -> tuple[Floats, Floats, Floats]:
    """Return ARF over orders of the documents: ``(mean, least, greatest)`` for every type.

    Parameters
    ----------
    ids : array_like
        Type ids of all documents end to end.
    bounds : array_like
        Document i is ``ids[bounds[i]:bounds[i + 1]]``.
    orders : int
        How many random orders; 1 or more.
    rng : int or numpy.random.Generator
        Where chance comes from; the same number gives the same orders.

    Returns
    -------
    tuple of ndarray
        In occurrences. *Not* an interval for ARF: it shows only what the arbitrary order does to it.

    Notes
    -----
    Mean of :func:`arf` over random orders, each order with the same chance.

    References
    ----------
    Savický & Hlaváčová (2002), for ARF; the orders are this library's guard.

    Examples
    --------
    >>> mean, least, greatest = arf_over_orders([0, 1, 1, 0, 1, 1], [0, 3, 6], orders=4)
    >>> print(mean.round(2), least.round(2), greatest.round(2))
    [2.   3.33] [2.   3.33] [2.   3.33]
    """
    text, edge = check_type_ids(ids), check_type_ids(bounds)
    if (
        edge.size < 2
        or edge[0] != 0
        or edge[-1] != text.size
        or np.any(np.diff(edge) < 0)
    ):
        raise OptionError(
            "bounds: rising numbers from 0 to the length of ids were expected, one more than documents."
        )
    orders = check_whole_number("orders", orders)
    chance = random_generator(rng)
    types = int(text.max(initial=-1)) + 1
    total, low, high = np.zeros(types), np.full(types, np.inf), np.full(types, -np.inf)
    for _ in range(orders):
        parts = [text[edge[i] : edge[i + 1]] for i in chance.permutation(edge.size - 1)]
        value = arf(np.concatenate(parts), types=types)
        total, low, high = (
            total + value,
            np.minimum(low, value),
            np.maximum(high, value),
        )
    return total / orders, low, high
