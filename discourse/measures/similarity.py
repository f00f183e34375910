"""How alike two texts are, from counts: overlaps of sets and bags, idf, cosine, Burrows's Delta, Jensen-Shannon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from discourse.errors import OptionError
from discourse.measures.argument_checks import (
    broadcast_named,
    check_counts,
    check_numbers,
)
from discourse.measures.exact_arithmetic import Floats, quotient, scalar_or_array
from discourse.validation import check_option

__all__ = [
    "FUNCTIONS",
    "bag_overlap",
    "burrows_delta",
    "containment",
    "cosine",
    "idf",
    "jaccard",
    "jensen_shannon",
    "set_cosine",
    "set_dice",
]


def _sets(
    shared: ArrayLike, first: ArrayLike, second: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    named = zip(("shared", "first", "second"), (shared, first, second), strict=True)
    s, x, y = broadcast_named(
        **{name: check_counts(name, values) for name, values in named}
    )
    if np.any(s > np.minimum(x, y)):
        raise OptionError(
            "more things are shared than one side has; `first` and `second` are the sizes of the sets."
        )
    return s, x, y


def _bags(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    first, second = broadcast_named(x=check_counts("x", x), y=check_counts("y", y))
    if first.ndim == 0:
        raise OptionError(
            "x and y came as single numbers; the counts of all terms were expected (last axis)."
        )
    return first, second


def jaccard(shared: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    """Return Jaccard's index: what two sets share, of all they have.

    Parameters
    ----------
    shared, first, second : array_like
        How many things are in both, in the first and in the second.

    Returns
    -------
    ndarray of float
        0 to 1; NaN for two empty sets.

    Notes
    -----
    ``|A and B| / |A or B|``. At most the ratio of the sizes: *not* for a short text against a long one, where
    :func:`containment` speaks.

    References
    ----------
    Jaccard (1912), New Phytologist 11(2), 37-50.

    Examples
    --------
    >>> print(jaccard(4, 4, 8))
    0.5
    """
    s, x, y = _sets(shared, first, second)
    return scalar_or_array(quotient(s, x + y - s))


def set_dice(shared: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    """Return Dice's coefficient of two sets: what they share, of their mean size.

    Parameters
    ----------
    shared, first, second
        As for :func:`jaccard`.

    Returns
    -------
    ndarray of float
        0 to 1; NaN for two empty sets.

    Notes
    -----
    ``2 |A and B| / (|A| + |B|)``; orders pairs as Jaccard does. *Not* for sizes far apart.

    References
    ----------
    Dice (1945), Ecology 26(3), 297-302.

    Examples
    --------
    >>> print(set_dice(3, 4, 4))
    0.75
    """
    s, x, y = _sets(shared, first, second)
    return scalar_or_array(quotient(2.0 * s, x + y))


def set_cosine(shared: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    """Return the cosine of two sets (Ochiai): what they share, of the geometric mean of their sizes.

    Parameters
    ----------
    shared, first, second
        As for :func:`jaccard`.

    Returns
    -------
    ndarray of float
        0 to 1; NaN where a set is empty.

    Notes
    -----
    ``|A and B| / sqrt(|A| |B|)``. *Not* for sizes far apart.

    References
    ----------
    Ochiai (1957), Bulletin of the Japanese Society of Scientific Fisheries 22(9), 526-530.

    Examples
    --------
    >>> print(set_cosine(4, 4, 8).round(4))
    0.7071
    """
    s, x, y = _sets(shared, first, second)
    return scalar_or_array(quotient(s, np.sqrt(x * y)))


def containment(
    shared: ArrayLike, first: ArrayLike, second: ArrayLike
) -> tuple[Floats, Floats]:
    """Return containment both ways: the share of the first found in the second, and of the second in the first.

    Parameters
    ----------
    shared, first, second
        As for :func:`jaccard`; sizes of bags (with repetitions) will do as well.

    Returns
    -------
    tuple of ndarray
        0 to 1; NaN for an empty side. Two numbers, *not* one similarity.

    Notes
    -----
    ``|A and B| / |A|`` and ``|A and B| / |B|``.

    References
    ----------
    Broder (1997), Compression and Complexity of Sequences, 21-29.

    Examples
    --------
    >>> first, second = containment(2, 4, 3)
    >>> print(first, second.round(4))
    0.5 0.6667
    """
    s, x, y = _sets(shared, first, second)
    return scalar_or_array(quotient(s, x)), scalar_or_array(quotient(s, y))


def bag_overlap(
    x: ArrayLike, y: ArrayLike, *, of: Literal["union", "sum"] = "union"
) -> Floats:
    """Return the overlap of two bags of words, repetitions counted.

    Parameters
    ----------
    x, y : array_like
        Counts of every term (last axis).
    of : {"union", "sum"}
        "union" divides by the larger count of each term (Ruzicka; 0 to 1), "sum" by both (as some programs do; *at
        most 0.5*).

    Returns
    -------
    ndarray of float
        0 to 1, or to 0.5; NaN for two empty bags.

    Notes
    -----
    ``sum min(x, y) / sum max(x, y)``. *Not* for texts of very different lengths, unless rates are given for counts.

    References
    ----------
    Ruzicka (1958), as given by Deza & Deza, Encyclopedia of Distances, 17.1.

    Examples
    --------
    >>> print(bag_overlap([3, 1, 0], [2, 2, 1]), bag_overlap([3, 1, 0], [2, 2, 1], of="sum").round(4))
    0.5 0.3333
    """
    kind = check_option("of", of, ("union", "sum"))
    first, second = _bags(x, y)
    whole = np.maximum(first, second) if kind == "union" else first + second
    return scalar_or_array(
        quotient(np.minimum(first, second).sum(axis=-1), whole.sum(axis=-1))
    )


def idf(
    documents: ArrayLike,
    of_documents: ArrayLike,
    *,
    scheme: Literal["smooth", "unsmoothed", "plain", "log10", "log2"] = "smooth",
) -> Floats:
    """Return the inverse document frequency, under a scheme that must be named: they are incompatible.

    Parameters
    ----------
    documents : array_like
        Documents that have the term.
    of_documents : array_like
        Documents in all.
    scheme : {"smooth", "unsmoothed", "plain", "log10", "log2"}
        With n documents, df of them with the term: "smooth" ``ln((1+n)/(1+df)) + 1`` and "unsmoothed"
        ``ln(n/df) + 1`` (scikit-learn), "plain" ``ln(n/df)`` (tidytext), "log10" (quanteda), "log2" (gensim).

    Returns
    -------
    ndarray of float
        A term of all documents has 1 in the first two and 0 in the others; in no document: infinite, or finite with
        "smooth".

    Notes
    -----
    *Not* informative with few documents: with 5 it has 5 levels.

    References
    ----------
    Spärck Jones (1972), Journal of Documentation 28(1), 11-21; the user guides of the programs named.

    Examples
    --------
    >>> print(idf([6, 1], 6).round(4), idf([6, 1], 6, scheme="plain").round(4))
    [1.     2.2528] [0.     1.7918]
    """
    kind = check_option(
        "scheme", scheme, ("smooth", "unsmoothed", "plain", "log10", "log2")
    )
    df, n = broadcast_named(
        documents=check_counts("documents", documents),
        of_documents=check_counts("of_documents", of_documents),
    )
    if np.any(df > n):
        raise OptionError(
            "a term is in more documents than there are; `of_documents` is how many there are in all."
        )
    if kind == "smooth":
        return scalar_or_array(np.log((1.0 + n) / (1.0 + df)) + 1.0)
    with np.errstate(divide="ignore"):
        logs = {"log10": np.log10, "log2": np.log2}.get(kind, np.log)(quotient(n, df))
    return scalar_or_array(logs + (1.0 if kind == "unsmoothed" else 0.0))


def cosine(rows: ArrayLike) -> Floats:
    """Return the cosines between all rows: exactly 1 with itself, exactly symmetric, the same bytes every time.

    Parameters
    ----------
    rows : array_like
        One text a row: weights of its terms.

    Returns
    -------
    ndarray of float
        Square, -1 to 1 (0 to 1 for weights of 0 and more); NaN in the rows and columns of an empty text.

    Notes
    -----
    ``x.y / (|x| |y|)``. Computed without BLAS, whose last digits change with the machine and whose diagonal is
    not quite 1; *not* for thousands of texts at once.

    References
    ----------
    Salton & McGill (1983), Introduction to Modern Information Retrieval, 120-123.

    Examples
    --------
    >>> print(cosine([[1, 0], [1, 1]]).round(4))
    [[1.     0.7071]
     [0.7071 1.    ]]
    """
    table = check_numbers("rows", rows)
    if table.ndim != 2:
        raise OptionError(
            f"rows of shape {table.shape} came; one text a row was expected."
        )
    # The largest weight of a row is taken out first, so that no square overflows.
    table = quotient(table, np.abs(table).max(axis=1, keepdims=True, initial=0.0))
    length = np.sqrt((table * table).sum(axis=1))
    unit = quotient(table, length[:, None])
    value = np.array([(unit * row).sum(axis=1) for row in unit]).reshape(
        len(unit), len(unit)
    )
    value = np.asarray(np.clip(value, -1.0, 1.0), dtype=np.float64)
    np.fill_diagonal(value, np.where(length > 0, 1.0, np.nan))
    return value


def burrows_delta(first: ArrayLike, second: ArrayLike) -> Floats:
    """Return Burrows's Delta: the mean difference of two texts' standardised rates.

    Parameters
    ----------
    first, second : array_like
        z-scores of the rates of the commonest words (last axis). Sample or population standard deviation changes
        the value: name it.

    Returns
    -------
    ndarray of float
        Standard deviations; small is alike.

    Notes
    -----
    ``mean |z1 - z2|``. *Not* for texts under some 1,500 to 5,000 words.

    References
    ----------
    Burrows (2002), Literary and Linguistic Computing 17(3), 267-287.

    Examples
    --------
    >>> print(burrows_delta([0.5, -1], [1.5, 1]))
    1.5
    """
    x, y = broadcast_named(
        first=check_numbers("first", first), second=check_numbers("second", second)
    )
    if x.ndim == 0 or x.shape[-1] == 0:
        raise OptionError(
            "first and second came without words; one z-score a word was expected (last axis)."
        )
    return scalar_or_array(np.abs(x - y).mean(axis=-1))


def jensen_shannon(x: ArrayLike, y: ArrayLike) -> Floats:
    """Return the Jensen-Shannon divergence of two texts' word distributions.

    Parameters
    ----------
    x, y : array_like
        Counts of every term (last axis); each is made to sum to 1.

    Returns
    -------
    ndarray of float
        Bits, 0 (alike) to 1 (nothing shared); NaN for an empty text.

    Notes
    -----
    ``KL(p|m)/2 + KL(q|m)/2`` with m their mean. Rare words push it up: *not* between texts of different lengths.

    References
    ----------
    Lin (1991), IEEE Transactions on Information Theory 37(1), 145-151.

    Examples
    --------
    >>> print(jensen_shannon([1, 1, 0], [0, 1, 1]))
    0.5
    """
    first, second = _bags(x, y)
    p = quotient(first, first.sum(axis=-1, keepdims=True))
    q = quotient(second, second.sum(axis=-1, keepdims=True))
    middle = (p + q) / 2.0
    bits = (special.rel_entr(p, middle) + special.rel_entr(q, middle)).sum(axis=-1) / (
        2.0 * np.log(2.0)
    )
    return scalar_or_array(np.clip(bits, 0.0, 1.0))


def _share_of_first(shared: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    return containment(shared, first, second)[0]


# What computes the measures of this file that `similarity` offers for sets of terms, and for terms with repetitions, by
# their names in `discourse.registries.SIMILARITY_MEASURES`: of what is shared, and what each of two documents has.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {
        "bag-dice": set_dice,
        # Of bags this is the sum of the smaller counts over the sum of the larger ones.
        "bag-jaccard": jaccard,
        "containment": _share_of_first,
        "dice": set_dice,
        "jaccard": jaccard,
        "set-cosine": set_cosine,
    }
)
