"""How evenly a word is spread over the parts of a corpus: DP and its kin, which compare two sets of shares.

`v` and `sizes` as in :mod:`discourse.measures.dispersion`: the share of the word in each part against the share of all
words in it. For very many words in very many parts `v` may be a sparse array of scipy (words, parts): only the parts
that have the word are looked at, and the values are the same to the last digit.

The sums are of terms that are all 0 or more, with exact differences: what is exactly even, or exactly all in one part,
comes out as exactly that, and nothing cancels near either end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, issparse

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts
from discourse.measures.dispersion import check_part_sizes, clip_to_unit, part_counts
from discourse.measures.exact_arithmetic import (
    Floats,
    determinant,
    deviance,
    quotient,
    scalar_or_array,
)
from discourse.validation import check_option

__all__ = [
    "dispersion_by_kind",
    "dp",
    "dp_bounds",
    "dp_egbert",
    "dp_norm",
    "kld",
    "most_even_counts",
]


def dp(v: ArrayLike | csr_array, sizes: ArrayLike | None = None) -> Floats:
    """Return Gries's DP, the deviation of proportions: the share of occurrences out of place. Small is even.

    Parameters
    ----------
    v : array_like or scipy.sparse array
        Counts in the parts (last axis), none above the words of its part.
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        0 (even) to 1 less the size share of the smallest part; NaN for a word that never occurs.

    Notes
    -----
    ``1/2 sum |t_i - s_i|``, which is the sum of ``s_i - t_i`` over the parts that have less than their share. A rare word cannot be even: *not* without :func:`dp_bounds` where f is not much above k.

    References
    ----------
    Gries (2008), International Journal of Corpus Linguistics 13(4), 403-437.

    Examples
    --------
    >>> print(np.round(dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.18
    """
    cells = _entries(v, sizes)
    return cells.shaped(quotient(cells.missing(), cells.whole))


def dp_norm(v: ArrayLike | csr_array, sizes: ArrayLike | None = None) -> Floats:
    """Return DPnorm: DP as a share of its largest value. Small is even.

    Parameters
    ----------
    v, sizes
        As for :func:`dp`.

    Returns
    -------
    ndarray of float
        0 (even) to 1 (all in the smallest part); NaN with one part, or for a word that never occurs.

    Notes
    -----
    ``DP / (1 - min s)``. *Not* to be mixed with :func:`dp_egbert`, which runs the other way.

    References
    ----------
    Lijffijt & Gries (2012), International Journal of Corpus Linguistics 17(1), 147-149.

    Examples
    --------
    >>> print(np.round(dp_norm([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.219512
    """
    cells = _entries(v, sizes)
    return cells.shaped(cells.over(cells.missing(), cells.smallest))


def dp_egbert(v: ArrayLike | csr_array, sizes: ArrayLike | None = None) -> Floats:
    """Return D_P: DP turned round, 1 is even, measured against the smallest part *that has the word*.

    Parameters
    ----------
    v, sizes
        As for :func:`dp`.

    Returns
    -------
    ndarray of float
        0 to 1 (even); NaN with one part, or for a word that never occurs.

    Notes
    -----
    ``1 - DP / (1 - min{s_i : v_i > 0})``. Some programs print 1 - DP under this name. *Not* a scale of its own for
    a word in one part only: that part sets its own yardstick, and the value is 0 whichever part it is.

    References
    ----------
    Egbert, Burch & Biber (2020), International Journal of Corpus Linguistics 25(1), 89-115.

    Examples
    --------
    >>> print(np.round(dp_egbert([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.780488
    """
    cells = _entries(v, sizes)
    least = cells.least()
    away = cells.over(cells.missing(), least)
    return cells.shaped(
        np.where(away > 0.5, cells.over(cells.kept(least), least), 1.0 - away)
    )


def dispersion_by_kind(
    v: NDArray[Any] | csr_array,
    sizes: ArrayLike,
    kind: NDArray[np.integer] | None = None,
    *,
    measure: Callable[[Any, Floats], Floats] = dp_egbert,
) -> Floats:
    """Return the dispersion of each of many words, of which some may be counted among other words than the rest.

    Parameters
    ----------
    v : array or scipy.sparse array, shape (words, parts)
        Counts in the parts.
    sizes : array_like, shape (parts,) or (parts, kinds)
        Words of the parts: all of them, or a column for each kind of word, such as those in its script.
    kind : int array, shape (words,), optional
        The column of `sizes` that a word belongs to; the first for all if not given.
    measure : callable
        A measure of dispersion of ``(v, sizes)``.

    Returns
    -------
    ndarray of float
        One value a word; NaN where fewer than two parts have any words of its kind, since one part is neither even
        nor uneven, and for a word that never occurs.

    Examples
    --------
    >>> v = np.array([[1, 2, 3, 4, 5], [0, 0, 0, 0, 7]])
    >>> sizes = np.array([[9, 0], [10, 0], [10, 0], [10, 0], [11, 50]])
    >>> print(np.round(dispersion_by_kind(v, sizes, np.array([0, 1])), 6))
    [0.780488      nan]
    """
    columns = np.asarray(sizes, dtype=np.float64)
    if columns.ndim == 1:
        columns = columns[:, None]
    kinds = np.zeros(v.shape[0], dtype=np.int64) if kind is None else kind
    values = np.full(v.shape[0], np.nan)
    for column in np.unique(kinds).tolist():
        parts_with_words = int((columns[:, column] > 0).sum())
        if parts_with_words > 1:
            rows = (kinds == column).nonzero()[0]
            values[rows] = measure(v[rows], columns[:, column])
    return values


@dataclass(frozen=True, eq=False)
class _Entries:
    """Each pair of a word and a part that has it, in order of the words, and what holds of each word.

    Attributes
    ----------
    row : ndarray of int
        Number of the word.
    seen, size : ndarray of float
        Its occurrences in the part, and the words of the part.
    f, whole, smallest, largest, others : ndarray of float
        One a word: occurrences in all (NaN where it has none, or one is unknown); words of all parts; of the smallest
        part; of the largest; and of all parts but the largest.
    shape : tuple of int
        Of the values to be returned.
    """

    row: NDArray[np.intp]
    seen: Floats
    size: Floats
    f: Floats
    whole: Floats
    smallest: Floats
    largest: Floats
    others: Floats
    shape: tuple[int, ...]

    def summed(self, values: Floats) -> Floats:
        """Sums over the parts that have the word, in their order."""
        return np.asarray(
            np.bincount(self.row, values, minlength=self.f.size), dtype=np.float64
        )

    def missing(self) -> Floats:
        """Words of the parts that the word would have to fill to be even: DP times the words of all parts."""
        f, whole = self.f[self.row], self.whole[self.row]
        less = np.maximum(determinant(self.size, self.seen, whole, f), 0.0)
        return (
            self.summed(quotient(less, f))
            + (self.whole - self.summed(self.size))
            + 0.0 * self.f
        )

    def kept(self, least: Floats) -> Floats:
        """What :meth:`missing` leaves of the words of all parts but the smallest that has the word; nothing cancels.

        One part has at least its share, so that it is full, and no smaller than the smallest: it is counted by what it
        has more. The others count by what of them is full.
        """
        even = quotient(self.seen * self.whole[self.row], self.f[self.row])
        ratio, best = quotient(self.seen, self.size), np.zeros(self.f.size)
        with np.errstate(invalid="ignore"):
            np.maximum.at(best, self.row, ratio)
        fullest = np.flatnonzero(ratio == best[self.row])[::-1]
        one: NDArray[np.intp] = np.zeros(self.f.size, dtype=np.intp)
        one[self.row[fullest]] = fullest
        filled = np.minimum(self.size, even)
        filled[one[self.row]] = 0.0
        beyond = self.size[one] - least if self.size.size else np.zeros(self.f.size)
        return np.asarray(self.summed(filled) + beyond, dtype=np.float64)

    def least(self) -> Floats:
        """Words of the smallest part that has the word."""
        found = np.full(self.f.size, np.inf)
        with np.errstate(invalid="ignore"):
            np.minimum.at(found, self.row, self.size)
        return found

    def over(self, words: Floats, part: Floats) -> Floats:
        """`words` over those of all parts but one of the size `part`; NaN where that is none."""
        room = np.where(part < self.largest, self.whole - part, self.others)
        return quotient(words, np.where(room > 0, room, np.nan))

    def shaped(self, values: Floats) -> Floats:
        """Values from 0 to 1 in the shape asked for."""
        return clip_to_unit(values.reshape(self.shape))


def _entries(v: ArrayLike | csr_array, sizes: ArrayLike | None) -> _Entries:
    """Return the checked counts as entries: of a sparse array, or of an array with parts on the last axis."""
    if issparse(v):
        return _sparse_entries(csr_array(v), sizes)
    seen, total = part_counts(v, sizes)
    flat = seen.reshape(-1, seen.shape[-1])
    row, part = (flat != 0).nonzero()
    return _found(
        row, part, flat[row, part], total.reshape(flat.shape), seen.shape[:-1]
    )


def _sparse_entries(table: Any, sizes: ArrayLike | None) -> _Entries:
    words, size = table.shape
    total = np.ones(size) if sizes is None else check_counts("sizes", sizes)
    if total.shape != (size,) or not size:
        raise OptionError(
            f"v has {size} parts and sizes has shape {total.shape}; one size a part is needed."
        )
    if not table.has_canonical_format:
        table = table.copy()  # what the caller gave stays as it is
        table.sum_duplicates()
    seen, part = check_counts("v", table.data), table.indices
    if sizes is not None:
        check_part_sizes(seen, total[part])
    row = np.repeat(np.arange(words), np.diff(table.indptr))
    there = seen != 0
    return _found(
        row[there],
        part[there],
        seen[there],
        np.broadcast_to(total, (words, size)),
        (words,),
    )


def _found(
    row: NDArray[np.intp],
    part: NDArray[np.intp],
    seen: Floats,
    total: Floats,
    shape: tuple[int, ...],
) -> _Entries:
    words = len(total)
    f = np.bincount(row, seen, minlength=words)
    # Sizes are mostly the same for every word; then one row of them stands for all.
    own = total[:1] if total.strides[0] == 0 else total
    ordered = np.sort(own, axis=-1)
    facts = (
        own.sum(axis=-1),
        np.where(own == 0, np.inf, own).min(axis=-1),
        ordered[:, -1],
        ordered[:, :-1].sum(axis=-1),
    )
    whole, smallest, largest, others = (
        np.broadcast_to(fact, (words,)) for fact in facts
    )
    return _Entries(
        row, seen, total[row, part], np.where(f > 0, f, np.nan), whole, smallest, largest, others, shape
    )  # fmt: skip


def dp_bounds(f: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    """Return the least and the greatest DP that a word of count `f` can have in parts of these sizes.

    Parameters
    ----------
    f : array_like
        Count of the word, whole and above 0.
    sizes : array_like
        Words of the parts, one axis.

    Returns
    -------
    tuple of ndarray
        ``(low, high)`` of the shape of `f`; NaN where `f` is 0. *Not* an interval: no chance is in it.

    Notes
    -----
    Least: shares of `f` rounded down, the rest to the largest remainders. Greatest: all in the smallest part. A part
    is taken to have room for the word. Gries (2022) rescales a value between such bounds.

    References
    ----------
    Gries (2022), Journal of Second Language Studies 5(2), 171-205.

    Examples
    --------
    >>> low, high = dp_bounds([1, 2, 5], [10, 10, 10, 10, 10])
    >>> print(np.round(low, 2), np.round(high, 2))
    [0.8 0.6 0. ] [0.8 0.8 0.8]
    """
    f, words = check_counts("f", f, integral=True), check_counts("sizes", sizes)
    best, _ = most_even_counts(f, words)
    if np.any(f > words.sum()):
        raise OptionError(
            f"f of {np.nanmax(f):g} came for {words.sum():g} words; a word cannot occur more often than that."
        )
    smallest = np.arange(words.size) == np.where(words > 0, words, np.inf).argmin()
    high = dp(np.minimum(smallest, words), words)
    return scalar_or_array(dp(best, words)), scalar_or_array(
        np.where(f > 0, high, np.nan)
    )


def most_even_counts(f: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    """Return the most even arrangement of `f` occurrences in parts of these sizes, and the shares of the sizes.

    Shares of `f` are rounded down, and the rest goes to the largest remainders; of equal remainders the larger part's
    comes first, so that the order of the parts does not matter. No arrangement has a lower DP.

    >>> print(most_even_counts(7, [10, 10, 20])[0])
    [2. 2. 3.]
    """
    total = check_counts("sizes", sizes)
    if total.ndim != 1 or not total.sum() > 0:
        raise OptionError(
            "sizes came without words or with several axes; one size a part was expected."
        )
    size = total / total.sum()
    f = check_counts("f", f, integral=True)
    ideal = f[..., None] * size
    # A share that is whole but for rounding must not be rounded down.
    floor = np.floor(ideal + 1e-9)
    left = np.rint(f - floor.sum(axis=-1))
    order = np.lexsort((np.broadcast_to(-size, ideal.shape), floor - ideal), axis=-1)
    rank = np.argsort(order, axis=-1, kind="stable")
    return floor + (rank < left[..., None]), size


def kld(
    v: ArrayLike | csr_array,
    sizes: ArrayLike | None = None,
    *,
    scale: Literal["bits", "exp", "two", "ratio"] = "bits",
) -> Floats:
    """Return the Kullback-Leibler divergence of the word's shares from the size shares. Small is even.

    Parameters
    ----------
    v : array_like
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.
    scale : {"bits", "exp", "two", "ratio"}
        "bits" is the divergence K; "exp" is ``1 - e^-K`` (Gries 2021), "two" ``1 - 2^-K``, "ratio" ``K/(1 + K)``
        (Gries 2024). The three normalisations give different numbers: name the one used.

    Returns
    -------
    ndarray of float
        Bits, 0 and up, or 0 to 1 when scaled; NaN for a word that never occurs.

    Notes
    -----
    ``sum t_i log2(t_i / s_i)``, summed as deviances, so never negative. *Not* comparable between words of very different counts: rare words score high.

    References
    ----------
    Gries (2020), in Paquot & Gries (eds.), A Practical Handbook of Corpus Linguistics, 99-118; Gries (2024),
    Frequency, Dispersion, Association, and Keyness.

    Examples
    --------
    >>> print(np.round(kld([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.136972
    """
    kind = check_option("scale", scale, ("bits", "exp", "two", "ratio"))
    cells = _entries(v, sizes)
    f, whole = cells.f[cells.row], cells.whole[cells.row]
    expected = quotient(cells.size * f, whole)
    nats = cells.summed(
        deviance(
            cells.seen,
            expected,
            quotient(determinant(cells.seen, cells.size, f, whole), whole),
        )
    )
    absent = quotient(cells.whole - cells.summed(cells.size), cells.whole)
    bits = (np.maximum(quotient(nats, cells.f) + absent, 0.0) / np.log(2.0)).reshape(
        cells.shape
    )
    if kind == "exp":
        return scalar_or_array(-np.expm1(-bits))
    if kind == "two":
        return scalar_or_array(-np.expm1(-bits * np.log(2.0)))
    return scalar_or_array(bits / (1.0 + bits) if kind == "ratio" else bits)
