"""Association of three and more words.

Cells: a word list of n words divides the corpus into ``2**n`` cells, on the last axis. The index of a cell, written in
binary with the first word as the highest bit, says which words are present: for two words the cells are neither,
second only, first only, both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from discourse.errors import OptionError
from discourse.measures.argument_checks import (
    broadcast_named,
    check_amount,
    check_counts,
)
from discourse.measures.exact_arithmetic import (
    Floats,
    deviance,
    quotient,
    scalar_or_array,
)

__all__ = [
    "branching_entropy",
    "independence_g2",
    "interaction",
    "ngram_pmi",
    "ngram_t",
    "scp",
]


def _expected(
    f: ArrayLike, parts: ArrayLike, n: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Return f, log2 of its expectation under independence, and the log2 of n."""
    seen, words, total = (
        check_counts("f", f),
        check_counts("parts", parts),
        check_counts("n", n),
    )
    if words.ndim == 0 or words.shape[-1] < 2:
        raise OptionError(
            "parts: the counts of the two or more words were expected on the last axis."
        )
    seen, least, most, total = broadcast_named(
        f=seen, parts=words.min(axis=-1), most=words.max(axis=-1), n=total
    )
    if np.any(seen > least):
        raise OptionError(
            "f exceeds the count of one of its words; count each occurrence once."
        )
    if np.any(most > total):
        raise OptionError(
            "a word came more often than there are words; n is how many there are in all."
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log2(words).sum(axis=-1) - (words.shape[-1] - 1) * np.log2(total)
    return seen, logs, total


def ngram_pmi(f: ArrayLike, parts: ArrayLike, n: ArrayLike) -> Floats:
    """Return mutual information of an n-gram: how much more often it occurs than its words would by chance.

    Parameters
    ----------
    f : array_like
        Count of the n-gram.
    parts : array_like
        Counts of its words (last axis).
    n : array_like
        Words in all; the same for every order.

    Returns
    -------
    ndarray of float
        Bits; -inf for an n-gram never met, NaN where one of its words is absent.

    Notes
    -----
    ``log2(f n^(k-1) / prod f_i)``. Grows with the order: *not* comparable between n-grams of different lengths.

    References
    ----------
    Church & Hanks (1990), extended to k words as in NLTK.

    Examples
    --------
    >>> print(np.round(ngram_pmi(2, [2, 2, 2], 18), 6))
    6.33985
    """
    seen, logs, _ = _expected(f, parts, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return scalar_or_array(
            np.where(np.isfinite(logs), np.log2(seen) - logs, np.nan)
        )


def ngram_t(f: ArrayLike, parts: ArrayLike, n: ArrayLike) -> Floats:
    """Return the t-score of an n-gram against the independence of all its words.

    Parameters
    ----------
    f, parts, n
        As for :func:`ngram_pmi`.

    Returns
    -------
    ndarray of float
        Standard deviations, roughly; -inf for an n-gram never met, NaN where one of its words is absent.

    Notes
    -----
    ``(f - E) / sqrt(f)``, ``E = prod f_i / n^(k-1)``. An ordering, *not* a test.

    References
    ----------
    Manning & Schütze (1999), Foundations of Statistical Natural Language Processing, 5.3.1; for k words as in NLTK.

    Examples
    --------
    >>> print(np.round(ngram_t(2, [2, 2, 2], 18), 6))
    1.396754
    """
    seen, logs, _ = _expected(f, parts, n)
    with np.errstate(over="ignore"):
        expected = np.exp2(logs)
    return scalar_or_array(
        np.where(expected > 0, quotient(seen - expected, np.sqrt(seen)), np.nan)
    )


def _cube(cells: ArrayLike) -> tuple[Floats, int]:
    """Return the cells with one axis of length 2 a word, and the number of words."""
    array = check_counts("cells", cells)
    size = array.shape[-1] if array.ndim else 0
    words = size.bit_length() - 1
    if size < 4 or size != 1 << words:
        raise OptionError(
            f"cells: {size} came on the last axis; 4, 8, 16 ... were expected, 2**n for n words."
        )
    return array.reshape(array.shape[:-1] + (2,) * words), words


def independence_g2(cells: ArrayLike) -> Floats:
    """Return G2 of n words against the independence of all of them.

    Parameters
    ----------
    cells : array_like
        Counts in the ``2**n`` cells (last axis; see the head of this module).

    Returns
    -------
    ndarray of float
        No unit, 0 and up; ``2**n - n - 1`` degrees of freedom for :func:`chi2_tail`.

    Notes
    -----
    ``2 sum O ln(O/E)``. It answers "is anything here associated with anything?": *not* "is this a phrase?", for which
    see :func:`interaction`. With two words it is :func:`g2`.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), 61-74; Bishop, Fienberg & Holland (1975), Discrete
    Multivariate Analysis.

    Examples
    --------
    >>> print(np.round(independence_g2([29114, 111, 2442, 110]), 2))
    270.72
    """
    cube, words = _cube(cells)
    axes = tuple(range(cube.ndim - words, cube.ndim))
    n = cube.sum(axis=axes, keepdims=True)
    expected = n
    for axis in axes:
        others = tuple(other for other in axes if other != axis)
        expected = expected * quotient(cube.sum(axis=others, keepdims=True), n)
    return scalar_or_array(
        np.where(
            n.sum(axis=axes) > 0,
            2.0 * deviance(cube, expected, cube - expected).sum(axis=axes),
            np.nan,
        )
    )


def interaction(cells: ArrayLike, *, smoothing: float = 0.5) -> tuple[Floats, Floats]:
    """Return lambda, the association that all n words share beyond their parts, and its z: ``(lambda, z)``.

    Parameters
    ----------
    cells : array_like
        Counts in the ``2**n`` cells (last axis; see the head of this module).
    smoothing : float
        Added to every cell, above 0; the custom is one half.

    Returns
    -------
    tuple of ndarray
        Lambda in natural log units, 0 = no shared association; z in standard deviations.

    Notes
    -----
    ``lambda = sum (-1)^(n - |b|) ln(n_b + 1/2)`` over the cells b, ``z = lambda / sqrt(sum 1/(n_b + 1/2))``. The cells
    must be counted with deleted words left in place as padding, or neighbours are invented. *Not* where most cells
    are empty: then the half counts speak.

    References
    ----------
    Blaheta & Johnson (2001), ACL Workshop on Collocations, 54-60.

    Examples
    --------
    >>> value, z = interaction([7, 0, 0, 2])
    >>> print(np.round(value, 6), np.round(z, 6))
    4.317488 2.027787
    """
    more = check_amount("smoothing", smoothing, "a number, such as 0.5,", above=True)
    _, words = _cube(cells)
    filled = check_counts("cells", cells) + more
    present = np.array([cell.bit_count() for cell in range(1 << words)])
    sign = np.where((words - present) % 2 == 0, 1.0, -1.0)
    value = (sign * np.log(filled)).sum(axis=-1)
    return scalar_or_array(value), scalar_or_array(
        value / np.sqrt((1.0 / filled).sum(axis=-1))
    )


def scp(f: ArrayLike, heads: ArrayLike, tails: ArrayLike) -> Floats:
    """Return the fair symmetric conditional probability: how much an n-gram is one thing wherever it is cut in two.

    Parameters
    ----------
    f : array_like
        Count of the n-gram.
    heads, tails : array_like
        Counts of the two pieces for each place to cut, first cut first (last axis, n - 1 long); none below `f`.

    Returns
    -------
    ndarray of float
        0 to 1; NaN where a piece was never counted.

    Notes
    -----
    ``f^2 / mean(head * tail)``; the number of words cancels. The glue for :func:`local_maxima`. *Not* with counts
    above a threshold only: the pieces must be counted in full.

    References
    ----------
    Silva & Lopes (1999), Sixth Meeting on the Mathematics of Language, 369-381.

    Examples
    --------
    >>> print(scp(4, [4, 8], [8, 4]))
    0.5
    """
    seen, first, second = (
        check_counts("f", f),
        check_counts("heads", heads),
        check_counts("tails", tails),
    )
    first, second = broadcast_named(heads=first, tails=second)
    if first.ndim == 0 or first.shape[-1] == 0:
        raise OptionError(
            "heads and tails came without places to cut; one count for each was expected (last axis)."
        )
    seen, least = broadcast_named(f=seen, pieces=np.minimum(first, second).min(axis=-1))
    if np.any(seen > least):
        raise OptionError(
            "f exceeds the count of one of its pieces; each piece occurs wherever the n-gram does."
        )
    return scalar_or_array(quotient(seen * seen, (first * second).mean(axis=-1)))


def branching_entropy(
    following: ArrayLike, *, owner: ArrayLike | None = None
) -> Floats:
    """Return the entropy of what comes next (or before): low inside a phrase, high at its edge.

    Parameters
    ----------
    following : array_like
        Counts of each continuation. Without `owner`, on the last axis, zeros where there is none.
    owner : array_like of int, optional
        With it `following` is flat, and this says which phrase (0, 1, ...) each continuation follows.

    Returns
    -------
    ndarray of float
        Bits; 0 where only one thing follows, NaN where nothing does.

    Notes
    -----
    ``-sum p log2 p``. Counts that stop at a sentence must leave its end out or count it as one continuation. *Not*
    for phrases seen a few times: their entropy is at most log2 of their count.

    References
    ----------
    Jin & Tanaka-Ishii (2006), COLING/ACL Poster Sessions, 428-435.

    Examples
    --------
    >>> print(branching_entropy([[2, 2], [4, 0]]), branching_entropy([2, 2, 4], owner=[0, 0, 1]))
    [1. 0.] [1. 0.]
    """
    values = check_counts("following", following)
    if values.ndim == 0:
        raise OptionError(
            "following came as one number; the counts of all continuations were expected (last axis)."
        )
    if owner is None:
        total = values.sum(axis=-1)
        share = quotient(values, total[..., None])
        with np.errstate(divide="ignore", invalid="ignore"):
            bits = np.where(share > 0, -share * np.log2(share), 0.0).sum(axis=-1) + 0.0
        return scalar_or_array(np.where(total > 0, bits, np.nan))
    group = check_counts("owner", owner, integral=True)
    if group.shape != values.shape or values.ndim != 1 or np.isnan(group).any():
        raise OptionError(
            "owner: one whole number, 0 or more, was expected for each entry of a flat `following`."
        )
    group = group.astype(np.int64)
    size = int(group.max(initial=-1)) + 1
    total = np.bincount(group, weights=values, minlength=size)
    share = quotient(values, total[group])
    with np.errstate(divide="ignore", invalid="ignore"):
        bits = np.where(share > 0, -share * np.log2(share), 0.0)
    return np.where(
        total > 0, np.bincount(group, weights=bits, minlength=size) + 0.0, np.nan
    )
