"""Bootstrap over documents, or over clusters of them: an interval for what has no better one.

For a rate, a share or a measure of dispersion take :func:`document_interval`, :func:`document_share` or
:func:`dispersion_interval`, which hold the truth as often as they say; the bootstrap of few documents does not.

A statistic is a function of *weights*: it gets an array of shape (resamples, documents) that says how often each
document was drawn, and returns one value, or one row of values, a resample. A rate is
``lambda w: (w @ count) / (w @ words)``; :func:`pooled_rate` writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations_with_replacement
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_amount, check_counts, check_numbers
from discourse.measures.exact_arithmetic import Floats, quotient, scalar_or_array
from discourse.settings import BOOTSTRAP_RESAMPLES, CONFIDENCE_LEVEL
from discourse.validation import (
    check_option,
    check_whole_number,
    random_generator,
    tail_share,
)

__all__ = ["Statistic", "bootstrap_interval", "evaluate_statistic", "pooled_rate"]

Statistic = Callable[[Floats], ArrayLike]

_CELLS = 1 << 21  # weights held at once


def pooled_rate(count: ArrayLike, words: ArrayLike, *, per: float = 1.0) -> Statistic:
    """Return the statistic "occurrences in all over words in all", for :func:`bootstrap_interval`.

    Parameters
    ----------
    count : array_like
        Occurrences in each document (first axis); further axes are phrases.
    words : array_like
        Words of each document.
    per : float
        Words the rate refers to.

    Returns
    -------
    callable
        Weights (resamples, documents) to rates; NaN where no word was drawn.

    Notes
    -----
    ``per * sum(w count) / sum(w words)``. *Not* the mean of the documents' own rates, in which a short document
    weighs as much as a long one.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap.

    Examples
    --------
    >>> rate = pooled_rate([1, 3], [100, 100], per=1000)
    >>> print(rate(np.array([[1.0, 1.0], [2.0, 0.0]])))
    [20. 10.]
    """
    above, below = check_counts("count", count), check_counts("words", words)
    if below.ndim != 1 or above.shape[:1] != below.shape:
        raise OptionError(
            f"count of shape {above.shape} and words of {below.shape} came; one row a document is needed."
        )

    size = check_amount("per", per, "the words a rate refers to,", above=True)

    def rate(weights: Floats) -> Floats:
        if weights.shape[-1:] != below.shape:
            raise OptionError(
                f"weights for {weights.shape[-1]} documents came to a rate of {below.size}; resample or permute as many "
                "documents as it was made of."
            )
        total = weights @ below
        return size * quotient(
            weights @ above, total.reshape(total.shape + (1,) * (above.ndim - 1))
        )

    return rate


def evaluate_statistic(statistic: Statistic, rows: Floats) -> Floats:
    """Return the statistic of each row of weights or labels, without warnings; refuse a result of another length."""
    if not callable(statistic):
        raise OptionError(
            f"a statistic came as {type(statistic).__name__}; a function of weights was expected, as in "
            "lambda w: (w @ count) / (w @ words)."
        )
    with np.errstate(all="ignore"):
        values = check_numbers(
            "the result of the statistic", statistic(rows), infinite=True
        )
    if values.shape[:1] != rows.shape[:1]:
        raise OptionError(
            f"the statistic returned shape {values.shape} for {rows.shape[0]} rows of weights; one row of values for each "
            "was expected, as in lambda w: (w @ count) / (w @ words)."
        )
    return values


def _clusters(
    documents: int, clusters: ArrayLike | None
) -> tuple[NDArray[np.intp], int]:
    """Return the cluster of each document as a number, and how many clusters there are."""
    documents = check_whole_number(
        "documents", documents, hint=": how many were resampled"
    )
    if clusters is None:
        return np.arange(documents), documents
    labels = np.asarray(clusters)
    if labels.shape != (documents,):
        raise OptionError(
            f"clusters of shape {labels.shape} came; one label for each of {documents} documents is needed."
        )
    names, codes = np.unique(labels, return_inverse=True)
    return codes, names.size


def _multisets(units: int) -> tuple[Floats, Floats]:
    """Return every way to draw `units` from as many with replacement, and its probability."""
    rows = np.array(
        list(combinations_with_replacement(range(units), units)), dtype=np.int64
    )
    weights = np.zeros((len(rows), units))
    np.add.at(weights, (np.arange(len(rows))[:, None], rows), 1.0)
    log = (
        special.gammaln(units + 1.0)
        - special.gammaln(weights + 1.0).sum(axis=1)
        - units * np.log(units)
    )
    return weights, np.asarray(np.exp(log), dtype=np.float64)


def _draws(
    units: int, resamples: int, chance: np.random.Generator, rows: int
) -> Iterator[Floats]:
    for start in range(0, resamples, rows):
        size = min(rows, resamples - start)
        drawn = (
            chance.integers(0, units, size=(size, units))
            + np.arange(size)[:, None] * units
        )
        yield (
            np.bincount(drawn.ravel(), minlength=size * units)
            .reshape(size, units)
            .astype(np.float64)
        )


def _values(statistic: Statistic, weights: Floats, codes: NDArray[np.intp]) -> Floats:
    """Return the statistic of each row of cluster weights, the further axes flattened."""
    return evaluate_statistic(statistic, weights[:, codes]).reshape(
        weights.shape[0], -1
    )


def _quantile(values: Floats, chance: Floats, at: Floats) -> Floats:
    """Return for each column the smallest value with at least `at` of the probability at or below it."""
    order = np.argsort(values, axis=0, kind="stable")
    ranked = np.take_along_axis(values, order, axis=0)
    # A resample in which the statistic is undefined says nothing, and takes no part.
    mass = np.where(np.isnan(ranked), 0.0, chance[order])
    cumulated = np.cumsum(mass, axis=0)
    below = cumulated < at * cumulated[-1] * (1.0 - 1e-12)
    place = np.minimum(
        below.sum(axis=0), np.maximum((~np.isnan(ranked)).sum(axis=0) - 1, 0)
    )
    return np.asarray(
        np.take_along_axis(ranked, place[None, :], axis=0)[0], dtype=np.float64
    )


def bootstrap_interval(
    statistic: Statistic,
    documents: int,
    *,
    clusters: ArrayLike | None = None,
    method: Literal["bca", "percentile"] = "bca",
    confidence_level: float = CONFIDENCE_LEVEL,
    resamples: int = BOOTSTRAP_RESAMPLES,
    rng: int | np.random.Generator = 0,
) -> tuple[Floats, Floats]:
    """Return a bootstrap interval of any statistic of documents: ``(low, high)``.

    Parameters
    ----------
    statistic : callable
        Weights of shape (resamples, documents), how often each document was drawn, to values (resamples, ...).
    documents : int
        How many there are.
    clusters : array_like, optional
        A label for each document: those of one event, or one source, are drawn together. Without it each document
        is its own cluster.
    method : {"bca", "percentile"}
        "bca" corrects the percentiles for bias and skewness (Efron 1987).
    confidence_level : float
        Between 0 and 1.
    resamples : int
        How many are drawn. When all the multisets of clusters are no more than this (126 for 5, 6,435 for 8), each is
        taken once with its probability, and chance plays no part.
    rng : int or numpy.random.Generator
        Where chance comes from; the same number gives the same interval.

    Returns
    -------
    tuple of ndarray
        In the unit of the statistic, of its shape; NaN with one cluster, or where the statistic is undefined.

    Notes
    -----
    Ends are values of the resampled statistic, never between two. Resamples where it is NaN are left out. All values
    are held at once: for many thousand phrases, go by parts.

    *Not* for rates, least of all of what is rare: of words met 2 to 10 times per million, "95 %" intervals held the rate
    4 times in 100 with 5 speeches and 33 with 50; of formulas 16 and 62 times; of words of more than 1,250 per million 83
    and 93 times (speeches of the UN General Debate, ``tests/benchmarks/calibration.py``). What no drawn document has, no
    resample has. :func:`document_interval` held them 92 to 100 times. Documents from one event are fewer than they seem:
    give `clusters`.

    References
    ----------
    Efron (1987), Journal of the American Statistical Association 82, 171-185; Davison & Hinkley (1997), Bootstrap
    Methods and their Application, 3.8 (clusters) and 5.3.

    Examples
    --------
    >>> low, high = bootstrap_interval(pooled_rate([2, 0, 1, 4, 3], [100] * 5, per=100), 5)
    >>> print(low, high)
    0.8 3.2
    """
    kind = check_option("method", method, ("bca", "percentile"))
    tail = tail_share(confidence_level)
    resamples = check_whole_number("resamples", resamples)
    codes, units = _clusters(documents, clusters)
    observed = evaluate_statistic(statistic, np.ones((1, documents)))
    shape = observed.shape[1:]
    if units < 2:
        return scalar_or_array(np.full(shape, np.nan)), scalar_or_array(
            np.full(shape, np.nan)
        )
    rows = max(1, _CELLS // max(documents, units))
    if special.binom(2 * units - 1, units) <= resamples:
        every, chance = _multisets(units)
        chunks: Iterator[Floats] = (
            every[i : i + rows] for i in range(0, len(every), rows)
        )
    else:
        chunks, chance = (
            _draws(units, resamples, random_generator(rng), rows),
            np.full(resamples, 1.0 / resamples),
        )
    values = np.concatenate([_values(statistic, chunk, codes) for chunk in chunks])
    low, high = np.full(values.shape[1], tail), np.full(values.shape[1], 1.0 - tail)
    if kind == "bca":
        left_out = (1.0 - np.eye(units)[i : i + rows] for i in range(0, units, rows))
        jackknife = np.concatenate(
            [_values(statistic, weights, codes) for weights in left_out]
        )
        low, high = _corrected(values, chance, observed.ravel(), jackknife, tail)
    found = (_quantile(values, chance, at) for at in (low, high))
    below, above = (
        np.where(np.isnan(observed.ravel()), np.nan, end).reshape(shape)
        for end in found
    )
    return scalar_or_array(below), scalar_or_array(above)


def _corrected(
    values: Floats, chance: Floats, observed: Floats, jackknife: Floats, tail: float
) -> tuple[Floats, Floats]:
    """Return the shares of the bootstrap distribution at which the BCa interval ends."""
    near = 1e-12 * np.abs(observed)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        tied = np.abs(values - observed) <= near
        mass = np.where(np.isnan(values), 0.0, chance[:, None])
        share = ((values < observed) & ~tied).astype(np.float64) + 0.5 * tied
        below = (mass * share).sum(axis=0) / mass.sum(axis=0)
        gaps = (
            np.nanmean(jackknife, axis=0) - jackknife
            if np.isfinite(jackknife).any()
            else np.zeros_like(jackknife)
        )
        gaps = np.where(np.isfinite(gaps), gaps, 0.0)
        spread = (gaps**2).sum(axis=0) ** 1.5
        acceleration = np.where(
            spread > 0,
            (gaps**3).sum(axis=0) / (6.0 * np.where(spread > 0, spread, 1.0)),
            0.0,
        )
        # A share of exactly 0 or 1 would send the correction to infinity; half a resample stands for it.
        least = 0.5 * chance.min()
        bias = special.ndtri(np.clip(below, least, 1.0 - least))
        z = special.ndtri(tail)
        ends = [
            special.ndtr(bias + (bias + q) / (1.0 - acceleration * (bias + q)))
            for q in (z, -z)
        ]
    return np.nan_to_num(ends[0], nan=tail), np.nan_to_num(ends[1], nan=1.0 - tail)
