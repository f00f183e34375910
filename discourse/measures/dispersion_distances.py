"""Dispersion of a word along a text, from the distances between its occurrences.

Distances are circular: the last occurrence is followed by the first. If documents are
joined to one text, the *order* of the documents changes the values;
:func:`arf_over_orders` shows by how much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import OptionError
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    nan_unless,
    quotient,
)
from discourse.validation import check_whole_number, random_generator

__all__ = ["ald", "arf", "arf_over_orders", "awt", "check_type_ids"]


def check_type_ids(ids: ArrayLike) -> NDArray[np.int64]:
    """Return the type ids of a text as int64: one axis, whole numbers, 0 or more.

    Equal numbers are the same type.
    """
    if isinstance(ids, np.ma.MaskedArray):
        raise OptionError(
            "ids came as a masked array, whose mask would be lost; leave the masked "
            "words out first."
        )
    try:
        array = np.asarray(ids)
    except ValueError as fault:
        raise OptionError(
            "ids: a flat array of whole numbers was expected, one for each word "
            f"({fault})."
        ) from fault
    is_valid = array.ndim == 1
    if is_valid and array.size:
        is_valid = array.dtype.kind in "iu" and array.min() >= 0
    if not is_valid:
        raise OptionError(
            "ids: a flat array of whole numbers, 0 or more, was expected, one for each "
            "word of the text."
        )
    if array.size and array.max() > np.iinfo(np.int64).max:
        raise OptionError(f"ids run to {array.max()}; number the types from 0.")
    return array.astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Distances:
    """The distances between the occurrences of each type of a text.

    Attributes
    ----------
    type_id : ndarray of int
        One for each occurrence, sorted: its type.
    distance : ndarray of float
        One for each occurrence: words from the occurrence before it.
    count : ndarray of float
        One for each type: its occurrences.
    length : float
        Words of the text.
    """

    type_id: NDArray[np.int64]
    distance: Floats
    count: Floats
    length: np.float64

    def sum_by_type(self, values: Floats) -> Floats:
        """Return the sum of the values of each type's occurrences."""
        type_count = self.count.size
        sums = np.bincount(self.type_id, weights=values, minlength=type_count)
        return as_floats(sums)

    def where_counted(self, values: Floats) -> Floats:
        """Return the values, with NaN for types that do not occur."""
        occurs = self.count > 0
        return nan_unless(occurs, values)


def _distances(ids: ArrayLike, types: int | None) -> _Distances:
    """Return the circular distances between the occurrences of each type."""
    text = check_type_ids(ids)
    largest_id = int(text.max(initial=-1))
    vocabulary_size = largest_id + 1
    if types is not None:
        vocabulary_size = check_whole_number("types", types, 0)
    if text.size and largest_id >= vocabulary_size:
        raise OptionError(
            f"types={types} came, but the ids run to {largest_id}; give the size of the "
            "vocabulary."
        )
    position = np.argsort(text, kind="stable")
    type_id = text[position]
    # Not 0 where an occurrence is the first of its type.
    type_changes = np.diff(type_id, prepend=-1)
    first_index = np.flatnonzero(type_changes)
    next_first_index = np.append(first_index[1:], type_id.size)
    last_index = next_first_index - 1
    # Words since the occurrence before, which is of the same type but for the first.
    distance = np.diff(position, prepend=0)
    if type_id.size:
        # The occurrence before the first one is the last one, around the end of the
        # text.
        first_position = position[first_index]
        last_position = position[last_index]
        distance[first_index] = first_position + text.size - last_position
    count = np.bincount(text, minlength=vocabulary_size)
    return _Distances(
        type_id=type_id,
        distance=distance.astype(np.float64),
        count=count.astype(np.float64),
        length=np.float64(text.size),
    )


def arf(ids: ArrayLike, *, types: int | None = None) -> Floats:
    """Return the average reduced frequency of every type of a text.

    Parameters
    ----------
    ids : array_like
        Type id of each word of one text, in order.
    types : int, optional
        Size of the vocabulary; the largest id + 1 if not given.

    Returns
    -------
    ndarray of float
        One value for each type, in occurrences: about 1 (all close together) to the
        count (even); NaN where the type does not occur.

    Notes
    -----
    Use it as a count in which occurrences that are close together count about as one.
    *Not* across documents that are joined in an arbitrary order: see
    :func:`arf_over_orders`.

    Formula: ``(1/v) sum min(d_i, v)`` with v = length/f and the circular distances d.

    References
    ----------
    Savický & Hlaváčová (2002), Journal of Quantitative Linguistics 9(3), 215-231.

    See Also
    --------
    ald, awt, arf_over_orders

    Examples
    --------
    >>> print(np.round(arf([0, 0, 0, 1, 1, 0, 1, 1]), 3))
    [3. 3.]
    """
    text = _distances(ids, types)
    even_distance = quotient(text.length, text.count)
    even_distance_of_type = even_distance[text.type_id]
    reduced_distance = np.minimum(text.distance, even_distance_of_type)
    total = text.sum_by_type(reduced_distance)
    value = quotient(total, even_distance)
    return text.where_counted(value)


def ald(ids: ArrayLike, *, types: int | None = None) -> Floats:
    """Return the average logarithmic distance of every type of a text.

    Parameters
    ----------
    ids, types
        As for :func:`arf`.

    Returns
    -------
    ndarray of float
        Decimal logarithm of words, one value for each type; NaN where the type does not
        occur.

    Notes
    -----
    Use it to compare types of one text: a small value says frequent and even.
    ``length * 10**-ald`` is the frequency that it adjusts. *Not* across documents in an
    arbitrary order.

    Formula: ``sum d log10 d / length`` with the circular distances d.

    References
    ----------
    Savický & Hlaváčová (2002), Journal of Quantitative Linguistics 9(3), 215-231.

    See Also
    --------
    arf, awt

    Examples
    --------
    >>> print(np.round(ald([0, 1, 0, 1]), 3))
    [0.301 0.301]
    """
    text = _distances(ids, types)
    distance = text.distance
    log_distance = np.log10(distance)
    terms = distance * log_distance
    total = text.sum_by_type(terms)
    value = quotient(total, text.length)
    return text.where_counted(value)


def awt(ids: ArrayLike, *, types: int | None = None) -> Floats:
    """Return the average waiting time of every type of a text.

    Parameters
    ----------
    ids, types
        As for :func:`arf`.

    Returns
    -------
    ndarray of float
        Words, one value for each type; NaN where the type does not occur.

    Notes
    -----
    Use it to say how many words a reader who starts at a random place reads until the
    type comes. *Not* across documents in an arbitrary order.

    Formula: ``(1 + sum d^2 / length) / 2`` with the circular distances d.

    References
    ----------
    Savický & Hlaváčová (2002), Journal of Quantitative Linguistics 9(3), 215-231.

    See Also
    --------
    arf, ald

    Examples
    --------
    >>> print(awt([0, 1, 0, 1]))
    [1.5 1.5]
    """
    text = _distances(ids, types)
    distance = text.distance
    squares = distance * distance
    sum_of_squares = text.sum_by_type(squares)
    mean_square = quotient(sum_of_squares, text.length)
    value = 0.5 * (1.0 + mean_square)
    return text.where_counted(value)


def arf_over_orders(
    ids: ArrayLike,
    bounds: ArrayLike,
    *,
    orders: int = 100,
    rng: int | np.random.Generator = 0,
) -> tuple[Floats, Floats, Floats]:
    """Return ARF over random orders of the documents: ``(mean, lowest, highest)``.

    Parameters
    ----------
    ids : array_like
        Type ids of all documents end to end.
    bounds : array_like
        Document i is ``ids[bounds[i]:bounds[i + 1]]``.
    orders : int
        Number of random orders; 1 or more.
    rng : int or numpy.random.Generator
        Source of random numbers; the same number gives the same orders.

    Returns
    -------
    tuple of ndarray
        In occurrences, one value for each type.

    Notes
    -----
    Use it for several documents, whose order is arbitrary. *Not* an interval for ARF:
    it shows only the effect of the order.

    Formula: the mean of :func:`arf` over random orders, each with the same probability.

    References
    ----------
    Savický & Hlaváčová (2002), for ARF; the orders are an addition of this library.

    See Also
    --------
    arf

    Examples
    --------
    >>> text = [0, 1, 1, 0, 1, 1]
    >>> mean, lowest, highest = arf_over_orders(text, [0, 3, 6], orders=4)
    >>> print(mean.round(2), lowest.round(2), highest.round(2))
    [2.   3.33] [2.   3.33] [2.   3.33]
    """
    text = check_type_ids(ids)
    edges = check_type_ids(bounds)
    is_valid = edges.size >= 2
    is_valid = is_valid and edges[0] == 0 and edges[-1] == text.size
    if not is_valid or np.any(np.diff(edges) < 0):
        raise OptionError(
            "bounds: rising numbers from 0 to the length of ids were expected, one more "
            "than documents."
        )
    orders = check_whole_number("orders", orders)
    random = random_generator(rng)
    type_count = int(text.max(initial=-1)) + 1
    inner_edges = edges[1:-1]
    documents = np.split(text, inner_edges)
    total = np.zeros(type_count)
    lowest = np.full(type_count, np.inf)
    highest = np.full(type_count, -np.inf)
    for _ in range(orders):
        order = random.permutation(len(documents))
        joined_text = np.concatenate(
            [documents[document_number] for document_number in order]
        )
        value = arf(joined_text, types=type_count)
        total = total + value
        lowest = np.minimum(lowest, value)
        highest = np.maximum(highest, value)
    mean = total / orders
    return mean, lowest, highest
