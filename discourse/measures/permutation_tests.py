"""Permutation of documents: how large a difference random groups of documents have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import OptionError
from discourse.measures.bootstrap import Statistic, evaluate_statistic
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    nan_unless,
    scalar_or_array,
)
from discourse.measures.multiple_testing import (
    count_exceedances,
    extremity,
    step_down,
)
from discourse.settings import PERMUTATIONS
from discourse.validation import check_whole_number, random_generator

__all__ = ["Permutation", "permutation_test"]

_CELLS = 1 << 21  # labels, or statistics, in memory at the same time
# Relative difference that sums of the same numbers in another order may have.
_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Permutation:
    """The result of :func:`permutation_test`, in arrays of the statistic's shape.

    Attributes
    ----------
    statistic : ndarray
        The observed value.
    p : ndarray
        Share of the arrangements that are at least as extreme; never below `floor`.
    floor : ndarray
        The smallest p that this word could have; 1 says that nothing can be shown.
    adjusted : ndarray
        p for all words together (Westfall and Young's step-down max-T); never below p.
    randomised : ndarray
        p with ties broken at random, so that it is uniform when nothing differs. Use it
        to check tests, not in reports.
    arrangements : int
        Number of arrangements, the observed one included.
    exact : bool
        Whether these are all possible arrangements.
    """

    statistic: Floats
    p: Floats
    floor: Floats
    adjusted: Floats
    randomised: Floats
    arrangements: int
    exact: bool


class _Tally:
    """Counts over the arrangements, so that these need not be in memory at once.

    Attributes
    ----------
    observed : ndarray of float
        How extreme the observed statistic of each word is.
    tolerance : ndarray of float
        Difference below which two statistics count as tied.
    order : ndarray of int
        The words from the most extreme down.
    at_least, above : ndarray of float
        Arrangements that are at least as extreme as the observed one, and more extreme.
    joint : ndarray of float
        Arrangements in which this word or a less extreme one exceeds the observed
        value.
    undefined : ndarray of float
        Arrangements in which the statistic is NaN.
    largest, at_largest : ndarray of float
        The most extreme value of all arrangements, and how many arrangements have it.
    rows : int
        Arrangements counted.
    """

    def __init__(self, observed: Floats) -> None:
        self.observed = observed
        self.order = np.argsort(-np.nan_to_num(observed, nan=-np.inf), kind="stable")
        size = observed.size
        self.tolerance = np.zeros(size)
        self.at_least = np.zeros(size)
        self.above = np.zeros(size)
        self.joint = np.zeros(size)
        self.undefined = np.zeros(size)
        self.largest = np.full(size, -np.inf)
        self.at_largest = np.zeros(size)
        self.rows = 0

    def add(self, drawn: Floats) -> None:
        """Count the statistics of some arrangements (rows)."""
        is_undefined = np.isnan(drawn)
        if not self.rows:
            # Equal arrangements may differ in the last digit of their sums.
            scale = np.maximum(_scale(self.observed[None, :]), _scale(drawn))
            self.tolerance = _ROUNDING * scale
        with np.errstate(invalid="ignore"):
            lower_bound = self.observed - self.tolerance
            upper_bound = self.observed + self.tolerance
            # An arrangement where the statistic is undefined counts against the
            # finding.
            is_at_least = is_undefined | (drawn >= lower_bound)
            is_above = is_undefined | (drawn > upper_bound)
            self.joint += count_exceedances(drawn, lower_bound, self.order)
        self.at_least += is_at_least.sum(axis=0)
        self.above += is_above.sum(axis=0)
        self._add_largest(np.where(is_undefined, -np.inf, drawn))
        self.undefined += is_undefined.sum(axis=0)
        self.rows += drawn.shape[0]

    def _add_largest(self, defined: Floats) -> None:
        largest = defined.max(axis=0)
        with np.errstate(invalid="ignore"):
            is_new = largest > self.largest + self.tolerance
            self.at_largest = np.where(is_new, 0.0, self.at_largest)
            self.largest = np.maximum(largest, self.largest)
            is_largest = defined >= self.largest - self.tolerance
        self.at_largest += is_largest.sum(axis=0)


def _scale(drawn: Floats) -> Floats:
    """Return the largest finite absolute value of each column, or 0."""
    is_finite = np.isfinite(drawn)
    magnitude = np.abs(drawn)
    finite = np.where(is_finite, magnitude, 0.0)
    largest = finite.max(axis=0)
    return as_floats(largest)


@dataclass(frozen=True, eq=False)
class _Clusters:
    """The cluster of each document, and which clusters are in the target."""

    codes: NDArray[np.intp]
    in_target: NDArray[np.bool_]


def _divide_clusters(target: ArrayLike, clusters: ArrayLike | None) -> _Clusters:
    """Return the clusters and their groups; a cluster in both groups is refused."""
    side = np.asarray(target)
    if side.ndim != 1 or side.dtype != np.bool_ or side.size == 0:
        raise OptionError(
            "target: one True or False a document was expected, True for the documents "
            "of the target."
        )
    labels = np.arange(side.size) if clusters is None else np.asarray(clusters)
    if labels.shape != side.shape:
        raise OptionError(
            f"clusters of shape {labels.shape} came for {side.size} documents; one "
            "label each is needed."
        )
    names, codes = np.unique(labels, return_inverse=True)
    target_share = np.bincount(codes, weights=side) / np.bincount(codes)
    is_split = (target_share > 0) & (target_share < 1)
    if np.any(is_split):
        split_name = names[int(np.flatnonzero(is_split)[0])]
        raise OptionError(
            f"cluster {str(split_name)!r} has documents on both sides; a cluster is "
            "moved as one, so it cannot."
        )
    return _Clusters(codes, target_share > 0)


def _all_arrangements(units: int, in_target: int, rows: int) -> Iterator[Floats]:
    """Yield every choice of `in_target` units as labels, some rows at a time."""
    choices = combinations(range(units), in_target)
    while chunk := list(islice(choices, rows)):
        size = len(chunk)
        row = np.arange(size)[:, None]
        chosen = np.array(chunk, dtype=np.int64)
        chosen = chosen.reshape(size, in_target)
        labels = np.zeros((size, units))
        labels[row, chosen] = 1.0
        yield labels


def _random_arrangements(
    in_target: NDArray[np.bool_],
    permutations: int,
    random: np.random.Generator,
    rows: int,
) -> Iterator[Floats]:
    """Yield the observed labels, then random orders of them, some rows at a time."""
    observed = in_target.astype(np.float64)
    units = observed.size
    yield observed[None, :]
    for start in range(0, permutations, rows):
        size = min(rows, permutations - start)
        copies = np.broadcast_to(observed, (size, units))
        arrangements = random.permuted(copies, axis=1)
        yield arrangements


def permutation_test(
    statistic: Statistic,
    target: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
    permutations: int = PERMUTATIONS,
    rng: int | np.random.Generator = 0,
) -> Permutation:
    """Return how often random groups of documents differ as much as the observed ones.

    Parameters
    ----------
    statistic : callable
        Function of labels of shape (arrangements, documents), 1.0 where a document is
        in the target and 0.0 where not, that returns values (arrangements, ...). For a
        two-sided test its sign must give the direction, and 0 no difference.
    target : array_like of bool
        One for each document.
    clusters : array_like, optional
        A label for each document: those of one label change sides together.
    alternative : {"two-sided", "greater", "less"}
        Which values are extreme: far from 0, large or small.
    permutations : int
        When there are no more arrangements than this, each is taken once and p is
        exact. Otherwise this many are drawn.
    rng : int or numpy.random.Generator
        Source of random numbers; the same number gives the same p.

    Returns
    -------
    Permutation
        p, the smallest p possible, and p for all words together.

    Notes
    -----
    Use it to test a difference between two groups of documents; it asks whether the
    groups could be a random division. Read p together with `floor`: with few documents
    no p can be small. *Not* where the target's documents were written to differ in
    length or date as well. *Not* for words that were chosen after a look at the
    difference: choose them by frequency first.

    Formula: ``p = #{T* >= T} / arrangements``, the observed one included, which is
    ``(1 + #)/(1 + B)`` when B are drawn. An arrangement in which the statistic is NaN
    counts as extreme.

    References
    ----------
    Fisher (1935), The Design of Experiments, 21; Phipson & Smyth (2010), Statistical
    Applications in Genetics and Molecular Biology 9(1), 39; Westfall & Young (1993) for
    `adjusted`.

    See Also
    --------
    discourse.measures.smallest_p, discourse.measures.westfall_young

    Examples
    --------
    >>> rate = np.array([5.0, 6.0, 1.0, 2.0, 1.5])
    >>> difference = lambda side: (side @ rate) / 2 - ((1 - side) @ rate) / 3
    >>> result = permutation_test(difference, [True, True, False, False, False])
    >>> print(result.p, result.floor, result.arrangements, result.exact)
    0.1 0.1 10 True
    """
    permutations = check_whole_number("permutations", permutations)
    divided = _divide_clusters(target, clusters)
    codes = divided.codes
    in_target = divided.in_target
    target_labels = in_target.astype(np.float64)
    observed_labels = target_labels[None, codes]
    observed = evaluate_statistic(statistic, observed_labels)[0]
    observed_extremity = extremity(observed.ravel(), alternative)
    cells_in_row = max(codes.size, observed_extremity.size, 1)
    rows = max(1, _CELLS // cells_in_row)
    units = in_target.size
    target_units = int(in_target.sum())
    is_exact = comb(units, target_units) <= permutations
    random = random_generator(rng)
    if is_exact:
        arrangements = _all_arrangements(units, target_units, rows)
    else:
        arrangements = _random_arrangements(in_target, permutations, random, rows)
    tally = _Tally(observed_extremity)
    for labels in arrangements:
        document_labels = labels[:, codes]
        values = evaluate_statistic(statistic, document_labels)
        values = values.reshape(len(labels), -1)
        tally.add(extremity(values, alternative))
    return _permutation_result(tally, observed, is_exact=is_exact, random=random)


def _permutation_result(
    tally: _Tally, observed: Floats, *, is_exact: bool, random: np.random.Generator
) -> Permutation:
    """Return the p-values that the counts over all arrangements give."""
    rows = float(tally.rows)
    p = tally.at_least / rows
    floor = np.full(p.shape, 1.0 / rows)
    if is_exact:
        least_possible = tally.at_largest + tally.undefined
        floor = least_possible / rows
    ties = tally.at_least - tally.above
    counted_ties = random.random(p.shape) * ties
    randomised = (tally.above + counted_ties) / rows
    joint_share = tally.joint / rows
    adjusted = step_down(tally.observed, joint_share, tally.order)
    adjusted = np.maximum(adjusted, p)
    is_defined = ~np.isnan(tally.observed)

    def in_shape(values: Floats) -> Floats:
        known = nan_unless(is_defined, values)
        value = known.reshape(observed.shape)
        return scalar_or_array(value)

    return Permutation(
        statistic=scalar_or_array(observed),
        p=in_shape(p),
        floor=in_shape(np.minimum(floor, p)),
        adjusted=in_shape(adjusted),
        randomised=in_shape(randomised),
        arrangements=tally.rows,
        exact=is_exact,
    )
