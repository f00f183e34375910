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

__all__ = ["ROUNDING_OF_SUMS", "Permutation", "draw_arrangements", "permutation_test"]

_CELLS = 1 << 21  # labels, or statistics, in memory at the same time
# Relative difference that sums of the same numbers in another order may have.
ROUNDING_OF_SUMS = 1e-12


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
    observed_extremity : ndarray of float
        How extreme the observed statistic of each word is.
    tolerance : ndarray of float
        Difference below which two statistics count as tied.
    order : ndarray of int
        The words from the most extreme down.
    count_at_least, count_above : ndarray of float
        How many arrangements are at least as extreme as the observed one, and how many
        are more extreme.
    joint_count : ndarray of float
        How many arrangements have a value, of this word or of a less extreme one, that
        is at least the observed value of this word.
    count_undefined : ndarray of float
        How many arrangements have a statistic of NaN.
    largest, count_at_largest : ndarray of float
        The most extreme value of all arrangements, and how many arrangements have it.
    arrangement_count : int
        How many arrangements were counted so far.
    """

    def __init__(self, observed_extremity: Floats) -> None:
        self.observed_extremity = observed_extremity
        # NaN comes last.
        self.order = np.argsort(
            -np.nan_to_num(observed_extremity, nan=-np.inf), kind="stable"
        )
        word_count = observed_extremity.size
        self.tolerance = np.zeros(word_count)
        self.count_at_least = np.zeros(word_count)
        self.count_above = np.zeros(word_count)
        self.joint_count = np.zeros(word_count)
        self.count_undefined = np.zeros(word_count)
        self.largest = np.full(word_count, -np.inf)
        self.count_at_largest = np.zeros(word_count)
        self.arrangement_count = 0

    def add(self, extremities: Floats) -> None:
        """Count the statistics of some arrangements (rows)."""
        is_undefined = np.isnan(extremities)
        is_first_chunk = self.arrangement_count == 0
        if is_first_chunk:
            # Equal arrangements may differ in the last digit of their sums.
            scale = np.maximum(
                _scale(self.observed_extremity[None, :]), _scale(extremities)
            )
            self.tolerance = ROUNDING_OF_SUMS * scale
        with np.errstate(invalid="ignore"):
            lower_bound = self.observed_extremity - self.tolerance
            upper_bound = self.observed_extremity + self.tolerance
            # An arrangement where the statistic is undefined counts against the
            # finding.
            is_at_least = is_undefined | (extremities >= lower_bound)
            is_above = is_undefined | (extremities > upper_bound)
            self.joint_count += count_exceedances(extremities, lower_bound, self.order)
        self.count_at_least += is_at_least.sum(axis=0)
        self.count_above += is_above.sum(axis=0)
        self._add_largest(np.where(is_undefined, -np.inf, extremities))
        self.count_undefined += is_undefined.sum(axis=0)
        self.arrangement_count += extremities.shape[0]

    def _add_largest(self, defined_extremities: Floats) -> None:
        """Update the most extreme value of each word, and how often it came.

        A value that is tied with it but for rounding counts as the same value.
        """
        largest_of_rows = defined_extremities.max(axis=0)
        with np.errstate(invalid="ignore"):
            is_new = largest_of_rows > self.largest + self.tolerance
            self.count_at_largest = np.where(is_new, 0.0, self.count_at_largest)
            self.largest = np.maximum(largest_of_rows, self.largest)
            is_largest = defined_extremities >= self.largest - self.tolerance
        self.count_at_largest += is_largest.sum(axis=0)


def _scale(values: Floats) -> Floats:
    """Return the largest finite absolute value of each column, or 0."""
    is_finite = np.isfinite(values)
    magnitude = np.abs(values)
    finite_magnitude = np.where(is_finite, magnitude, 0.0)
    largest_magnitude = finite_magnitude.max(axis=0)
    return as_floats(largest_magnitude)


@dataclass(frozen=True, eq=False)
class _Clusters:
    """The clusters of the documents, and the group of each cluster.

    Attributes
    ----------
    codes : int array, shape (documents,)
        The number of each document's cluster, counted from 0.
    in_target : bool array, shape (clusters,)
        Which clusters are in the target.
    """

    codes: NDArray[np.intp]
    in_target: NDArray[np.bool_]


def _divide_clusters(target: ArrayLike, clusters: ArrayLike | None) -> _Clusters:
    """Return the clusters and their groups; a cluster in both groups is refused."""
    is_target = np.asarray(target)
    if is_target.ndim != 1 or is_target.dtype != np.bool_ or is_target.size == 0:
        raise OptionError(
            "target: one True or False for each document was expected, True for the documents "
            "of the target."
        )
    labels = np.arange(is_target.size) if clusters is None else np.asarray(clusters)
    if labels.shape != is_target.shape:
        raise OptionError(
            f"clusters of shape {labels.shape} came for {is_target.size} documents; one "
            "label each is needed."
        )
    names, codes = np.unique(labels, return_inverse=True)
    target_share = np.bincount(codes, weights=is_target) / np.bincount(codes)
    is_split = (target_share > 0) & (target_share < 1)
    if np.any(is_split):
        split_name = names[int(np.flatnonzero(is_split)[0])]
        raise OptionError(
            f"cluster {str(split_name)!r} has documents on both sides; a cluster is "
            "moved as one, so it cannot."
        )
    return _Clusters(codes, target_share > 0)


def _all_arrangements(
    unit_count: int, target_count: int, chunk_rows: int
) -> Iterator[Floats]:
    """Yield every choice of `target_count` units for the target, some rows at a time.

    A label is 1.0 for a unit in the target and 0.0 for one that is not.
    """
    choices = combinations(range(unit_count), target_count)
    while chunk := list(islice(choices, chunk_rows)):
        row_count = len(chunk)
        row = np.arange(row_count)[:, None]
        chosen_units = np.array(chunk, dtype=np.int64)
        chosen_units = chosen_units.reshape(row_count, target_count)
        labels = np.zeros((row_count, unit_count))
        labels[row, chosen_units] = 1.0
        yield labels


def _random_arrangements(
    in_target: NDArray[np.bool_],
    permutation_count: int,
    generator: np.random.Generator,
    chunk_rows: int,
) -> Iterator[Floats]:
    """Yield the observed labels, then random orders of them, some rows at a time."""
    yield in_target.astype(np.float64)[None, :]
    yield from draw_arrangements(in_target, permutation_count, generator, chunk_rows)


def draw_arrangements(
    in_target: NDArray[np.bool_],
    permutation_count: int,
    generator: np.random.Generator,
    chunk_rows: int,
) -> Iterator[Floats]:
    """Yield random orders of the labels, some rows at a time.

    The number of rows at a time does not change the orders.
    """
    observed_labels = in_target.astype(np.float64)
    unit_count = observed_labels.size
    for start in range(0, permutation_count, chunk_rows):
        row_count = min(chunk_rows, permutation_count - start)
        copies = np.broadcast_to(observed_labels, (row_count, unit_count))
        arrangements = generator.permuted(copies, axis=1)
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
    unit_groups = _divide_clusters(target, clusters)
    codes = unit_groups.codes
    in_target = unit_groups.in_target
    target_labels = in_target.astype(np.float64)
    observed_labels = target_labels[None, codes]
    observed_statistic = evaluate_statistic(statistic, observed_labels)[0]
    observed_extremity = extremity(observed_statistic.ravel(), alternative)
    row_length = max(codes.size, observed_extremity.size, 1)
    chunk_rows = max(1, _CELLS // row_length)
    unit_count = in_target.size
    target_count = int(in_target.sum())
    is_exact = comb(unit_count, target_count) <= permutations
    generator = random_generator(rng)
    if is_exact:
        arrangements = _all_arrangements(unit_count, target_count, chunk_rows)
    else:
        arrangements = _random_arrangements(
            in_target, permutations, generator, chunk_rows
        )
    tally = _Tally(observed_extremity)
    for labels in arrangements:
        document_labels = labels[:, codes]
        values = evaluate_statistic(statistic, document_labels)
        values = values.reshape(len(labels), -1)
        tally.add(extremity(values, alternative))
    return _permutation_result(
        tally, observed_statistic, is_exact=is_exact, generator=generator
    )


def _permutation_result(
    tally: _Tally,
    observed_statistic: Floats,
    *,
    is_exact: bool,
    generator: np.random.Generator,
) -> Permutation:
    """Return the p-values that the counts over all arrangements give."""
    arrangement_count = float(tally.arrangement_count)
    p_value = tally.count_at_least / arrangement_count
    # Of random arrangements only the observed one is sure to be as extreme.
    floor = np.full(p_value.shape, 1.0 / arrangement_count)
    if is_exact:
        # An undefined statistic always counts against the finding.
        largest_count = tally.count_at_largest + tally.count_undefined
        floor = largest_count / arrangement_count
    ties = tally.count_at_least - tally.count_above
    ties_counted = generator.random(p_value.shape) * ties
    randomised_p = (tally.count_above + ties_counted) / arrangement_count
    joint_share = tally.joint_count / arrangement_count
    adjusted_p = step_down(tally.observed_extremity, joint_share, tally.order)
    adjusted_p = np.maximum(adjusted_p, p_value)
    is_defined = ~np.isnan(tally.observed_extremity)

    def as_result(values: Floats) -> Floats:
        """Return values in the statistic's shape, NaN where it is undefined."""
        values_or_nan = nan_unless(is_defined, values)
        value = values_or_nan.reshape(observed_statistic.shape)
        return scalar_or_array(value)

    return Permutation(
        statistic=scalar_or_array(observed_statistic),
        p=as_result(p_value),
        floor=as_result(np.minimum(floor, p_value)),
        adjusted=as_result(adjusted_p),
        randomised=as_result(randomised_p),
        arrangements=tally.arrangement_count,
        exact=is_exact,
    )
