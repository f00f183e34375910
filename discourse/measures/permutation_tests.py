"""Permutation of documents: what the difference would be had the documents been divided by chance."""

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
from discourse.measures.exact_arithmetic import Floats, scalar_or_array
from discourse.measures.multiple_testing import count_exceedances, extremity, step_down
from discourse.settings import PERMUTATIONS
from discourse.validation import check_whole_number, random_generator

__all__ = ["Permutation", "permutation_test"]

_CELLS = 1 << 21  # labels, or statistics, held at once


@dataclass(frozen=True, eq=False)
class Permutation:
    """The result of :func:`permutation_test`; each array has the shape of the statistic.

    Attributes
    ----------
    statistic : ndarray
        As observed.
    p : ndarray
        Share of the arrangements at least as extreme; never below `floor`.
    floor : ndarray
        The smallest p this word could have had; 1 says that nothing could be shown.
    adjusted : ndarray
        p for all words together (Westfall and Young's step-down max-T); never below p.
    randomised : ndarray
        p with ties broken by lot, so that it is uniform when nothing differs. For checking tests, not for reports.
    arrangements : int
        How many were looked at, the one observed included.
    exact : bool
        Whether these are all there are.
    """

    statistic: Floats
    p: Floats
    floor: Floats
    adjusted: Floats
    randomised: Floats
    arrangements: int
    exact: bool


class _Tally:
    """Counts kept while the arrangements go by, so that they need not be held at once."""

    def __init__(self, seen: Floats) -> None:
        self.seen, self.slack = seen, np.zeros(seen.size)
        self.order = np.argsort(-np.nan_to_num(seen, nan=-np.inf), kind="stable")
        self.least = np.zeros(seen.size)
        self.above = np.zeros(seen.size)
        self.joint = np.zeros(seen.size)
        self.undefined = np.zeros(seen.size)
        self.top = np.full(seen.size, -np.inf)
        self.at_top = np.zeros(seen.size)
        self.rows = 0

    def add(self, drawn: Floats) -> None:
        undefined = np.isnan(drawn)
        if not self.rows:
            # Arrangements that are equal in truth may differ in the last digit of their sums.
            self.slack = 1e-12 * np.maximum(_scale(self.seen[None, :]), _scale(drawn))
        with np.errstate(invalid="ignore"):
            # Where the statistic is undefined the arrangement counts against the finding.
            self.least += (undefined | (drawn >= self.seen - self.slack)).sum(axis=0)
            self.above += (undefined | (drawn > self.seen + self.slack)).sum(axis=0)
            self.joint += count_exceedances(drawn, self.seen - self.slack, self.order)
            known = np.where(undefined, -np.inf, drawn)
            top = known.max(axis=0)
            self.at_top = np.where(top > self.top + self.slack, 0.0, self.at_top)
            self.top = np.maximum(top, self.top)
            self.at_top += (known >= self.top - self.slack).sum(axis=0)
        self.undefined += undefined.sum(axis=0)
        self.rows += drawn.shape[0]


def _divided(
    target: ArrayLike, clusters: ArrayLike | None
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the cluster of each document, and which clusters are in the target."""
    side = np.asarray(target)
    if side.ndim != 1 or side.dtype != np.bool_ or side.size == 0:
        raise OptionError(
            "target: one True or False a document was expected, True for the documents of the target."
        )
    labels = np.arange(side.size) if clusters is None else np.asarray(clusters)
    if labels.shape != side.shape:
        raise OptionError(
            f"clusters of shape {labels.shape} came for {side.size} documents; one label each is needed."
        )
    names, codes = np.unique(labels, return_inverse=True)
    inside = np.bincount(codes, weights=side) / np.bincount(codes)
    if np.any((inside > 0) & (inside < 1)):
        split = names[int(np.flatnonzero((inside > 0) & (inside < 1))[0])]
        raise OptionError(
            f"cluster {str(split)!r} has documents on both sides; a cluster is moved as one, so it cannot."
        )
    return codes, inside > 0


def _listed(units: int, chosen: int, rows: int) -> Iterator[Floats]:
    every = combinations(range(units), chosen)
    while chunk := list(islice(every, rows)):
        labels = np.zeros((len(chunk), units))
        labels[
            np.arange(len(chunk))[:, None],
            np.array(chunk, dtype=np.int64).reshape(len(chunk), chosen),
        ] = 1.0
        yield labels


def _drawn(
    side: NDArray[np.bool_], permutations: int, chance: np.random.Generator, rows: int
) -> Iterator[Floats]:
    yield side[None, :].astype(np.float64)
    for start in range(0, permutations, rows):
        size = min(rows, permutations - start)
        yield chance.permuted(
            np.broadcast_to(side.astype(np.float64), (size, side.size)), axis=1
        )


def permutation_test(
    statistic: Statistic,
    target: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
    permutations: int = PERMUTATIONS,
    rng: int | np.random.Generator = 0,
) -> Permutation:
    """Return how often documents divided by chance would differ as much: p with its floor.

    Parameters
    ----------
    statistic : callable
        Labels of shape (arrangements, documents), 1.0 where a document is in the target and 0.0 where not, to values
        (arrangements, ...). Two-sided, its sign must say the direction and 0 no difference.
    target : array_like of bool
        One a document.
    clusters : array_like, optional
        A label for each document: those of one label change sides together.
    alternative : {"two-sided", "greater", "less"}
        Which values are extreme: far from 0, large or small.
    permutations : int
        When all arrangements are no more than this, each is taken once and p is exact; else so many are drawn.
    rng : int or numpy.random.Generator
        Where chance comes from; the same number gives the same p.

    Returns
    -------
    Permutation

    Notes
    -----
    ``p = #{T* >= T} / arrangements``, the one observed among them: ``(1 + #)/(1 + B)`` when B are drawn. An
    arrangement in which the statistic is NaN counts as extreme. It asks whether the documents could have been dealt
    out so: *not* a test where the target's documents were written to differ in length or date as well, and *not*
    before words are chosen by frequency.

    References
    ----------
    Fisher (1935), The Design of Experiments, 21; Phipson & Smyth (2010), Statistical Applications in Genetics and
    Molecular Biology 9(1), 39; Westfall & Young (1993) for `adjusted`.

    Examples
    --------
    >>> rate = np.array([5.0, 6.0, 1.0, 2.0, 1.5])
    >>> gap = lambda side: (side @ rate) / 2 - ((1 - side) @ rate) / 3
    >>> found = permutation_test(gap, [True, True, False, False, False])
    >>> print(found.p, found.floor, found.arrangements, found.exact)
    0.1 0.1 10 True
    """
    permutations = check_whole_number("permutations", permutations)
    codes, side = _divided(target, clusters)
    observed = evaluate_statistic(statistic, side[None, codes].astype(np.float64))[0]
    seen = extremity(observed.ravel(), alternative)
    rows = max(1, _CELLS // max(codes.size, seen.size, 1))
    units, chosen = side.size, int(side.sum())
    exact = comb(units, chosen) <= permutations
    chance = random_generator(rng)
    chunks = (
        _listed(units, chosen, rows)
        if exact
        else _drawn(side, permutations, chance, rows)
    )
    tally = _Tally(seen)
    for labels in chunks:
        tally.add(
            extremity(
                evaluate_statistic(statistic, labels[:, codes]).reshape(
                    labels.shape[0], -1
                ),
                alternative,
            )
        )
    return _result(tally, observed, exact, chance)


def _scale(drawn: Floats) -> Floats:
    finite = np.where(np.isfinite(drawn), np.abs(drawn), 0.0)
    return np.asarray(finite.max(axis=0), dtype=np.float64)


def _result(
    tally: _Tally, observed: Floats, exact: bool, chance: np.random.Generator
) -> Permutation:
    rows, unknown = float(tally.rows), np.isnan(tally.seen)
    p = tally.least / rows
    lowest = (
        (tally.at_top + tally.undefined) / rows
        if exact
        else np.full(p.shape, 1.0 / rows)
    )
    ties = tally.least - tally.above
    lot = (tally.above + chance.random(p.shape) * ties) / rows
    adjusted = np.maximum(step_down(tally.seen, tally.joint / rows, tally.order), p)

    def shaped(values: Floats) -> Floats:
        return scalar_or_array(
            np.where(unknown, np.nan, values).reshape(observed.shape)
        )

    return Permutation(
        statistic=scalar_or_array(observed),
        p=shaped(p),
        floor=shaped(np.minimum(lowest, p)),
        adjusted=shaped(adjusted),
        randomised=shaped(lot),
        arrangements=tally.rows,
        exact=exact,
    )
