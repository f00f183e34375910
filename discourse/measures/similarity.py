"""How similar two texts are, from the counts of their words.

Overlaps of sets and of bags of words, idf, the cosine, Burrows's Delta and the
Jensen-Shannon divergence.
"""

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
from discourse.measures.exact_arithmetic import (
    LOG_2,
    Floats,
    last_axis_sum,
    last_axis_total,
    nan_unless,
    quotient,
    scalar_or_array,
    scalars_or_arrays,
)
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


def _set_sizes(
    shared: ArrayLike, first: ArrayLike, second: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Return the three sizes broadcast to one shape, or refuse impossible ones.

    They are the sizes of what both sets share, of the first set and of the second set.
    """
    shared_size, first_size, second_size = broadcast_named(
        shared=check_counts("shared", shared),
        first=check_counts("first", first),
        second=check_counts("second", second),
    )
    if np.any(shared_size > np.minimum(first_size, second_size)):
        raise OptionError(
            "more things are shared than one side has; `first` and `second` are the "
            "sizes of the sets."
        )
    return shared_size, first_size, second_size


def _bags(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Return the counts of two bags of words, terms on the last axis."""
    x_counts, y_counts = broadcast_named(x=check_counts("x", x), y=check_counts("y", y))
    if x_counts.ndim == 0:
        raise OptionError(
            "x and y came as single numbers; the counts of all terms were expected "
            "(last axis)."
        )
    return x_counts, y_counts


def jaccard(shared: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    """Return Jaccard's index: the share of all elements that both sets have.

    Parameters
    ----------
    shared, first, second : array_like
        Number of elements in both sets, in the first and in the second.

    Returns
    -------
    ndarray of float
        0 to 1; NaN for two empty sets.

    Notes
    -----
    Use it for texts of similar length. It is at most the ratio of the sizes: *not* for
    a short text against a long one, where :func:`containment` is suitable.

    Formula: ``|A and B| / |A or B|``.

    References
    ----------
    Jaccard (1912), New Phytologist 11(2), 37-50.

    See Also
    --------
    set_dice, containment

    Examples
    --------
    >>> print(jaccard(4, 4, 8))
    0.5
    """
    shared_size, first_size, second_size = _set_sizes(shared, first, second)
    sum_of_sizes = first_size + second_size
    union = sum_of_sizes - shared_size
    value = quotient(shared_size, union)
    return scalar_or_array(value)


def set_dice(shared: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    """Return Dice's coefficient: the shared elements as a share of the mean set size.

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
    Use it like :func:`jaccard`; it orders pairs in the same way. *Not* for sizes that
    differ much.

    Formula: ``2 |A and B| / (|A| + |B|)``.

    References
    ----------
    Dice (1945), Ecology 26(3), 297-302.

    See Also
    --------
    jaccard, containment

    Examples
    --------
    >>> print(set_dice(3, 4, 4))
    0.75
    """
    shared_size, first_size, second_size = _set_sizes(shared, first, second)
    shared_in_both = 2.0 * shared_size
    total = first_size + second_size
    value = quotient(shared_in_both, total)
    return scalar_or_array(value)


def set_cosine(shared: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    """Return the cosine of two sets (Ochiai).

    It is the number of shared elements divided by the geometric mean of the sizes.

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
    Use it to compare with cosines of counts. *Not* for sizes that differ much.

    Formula: ``|A and B| / sqrt(|A| |B|)``.

    References
    ----------
    Ochiai (1957), Bulletin of the Japanese Society of Scientific Fisheries 22(9),
    526-530.

    See Also
    --------
    cosine, set_dice

    Examples
    --------
    >>> print(set_cosine(4, 4, 8).round(4))
    0.7071
    """
    shared_size, first_size, second_size = _set_sizes(shared, first, second)
    product = first_size * second_size
    geometric_mean = np.sqrt(product)
    value = quotient(shared_size, geometric_mean)
    return scalar_or_array(value)


def containment(
    shared: ArrayLike, first: ArrayLike, second: ArrayLike
) -> tuple[Floats, Floats]:
    """Return containment in both directions.

    The first value is the share of the first set that is in the second. The second
    value is the share of the second set that is in the first.

    Parameters
    ----------
    shared, first, second
        As for :func:`jaccard`; sizes of bags (with repetitions) are also accepted.

    Returns
    -------
    tuple of ndarray
        0 to 1; NaN for an empty set.

    Notes
    -----
    Use it for a short text against a long one: a high value for the short text says
    that the long text contains its words. Two numbers, *not* one similarity.

    Formula: ``|A and B| / |A|`` and ``|A and B| / |B|``.

    References
    ----------
    Broder (1997), Compression and Complexity of Sequences, 21-29.

    See Also
    --------
    jaccard

    Examples
    --------
    >>> first, second = containment(2, 4, 3)
    >>> print(first, second.round(4))
    0.5 0.6667
    """
    shared_size, first_size, second_size = _set_sizes(shared, first, second)
    share_of_first = quotient(shared_size, first_size)
    share_of_second = quotient(shared_size, second_size)
    return scalars_or_arrays(share_of_first, share_of_second)


def bag_overlap(
    x: ArrayLike, y: ArrayLike, *, of: Literal["union", "sum"] = "union"
) -> Floats:
    """Return the overlap of two bags of words, repetitions counted.

    Parameters
    ----------
    x, y : array_like
        Counts of every term (last axis).
    of : {"union", "sum"}
        "union" divides by the larger count of each term (Ruzicka; 0 to 1), "sum" by the
        sum of both counts (as some programs do; *at most 0.5*).

    Returns
    -------
    ndarray of float
        0 to 1, or to 0.5; NaN for two empty bags.

    Notes
    -----
    Use it for texts of similar length in which repetitions matter. *Not* for texts of
    very different lengths, unless rates are given in place of counts.

    Formula: ``sum min(x, y) / sum max(x, y)``.

    References
    ----------
    Ruzicka (1958), as given by Deza & Deza, Encyclopedia of Distances, 17.1.

    See Also
    --------
    jaccard

    Examples
    --------
    >>> print(bag_overlap([3, 1, 0], [2, 2, 1]))
    0.5
    >>> print(bag_overlap([3, 1, 0], [2, 2, 1], of="sum").round(4))
    0.3333
    """
    divisor = check_option("of", of, ("union", "sum"))
    x_counts, y_counts = _bags(x, y)
    smaller_counts = np.minimum(x_counts, y_counts)
    larger_counts = np.maximum(x_counts, y_counts)
    shared_count = last_axis_sum(smaller_counts)
    if divisor == "union":
        all_count = last_axis_sum(larger_counts)
    else:
        all_count = last_axis_sum(x_counts + y_counts)
    value = quotient(shared_count, all_count)
    return scalar_or_array(value)


def _document_counts(
    documents: ArrayLike, of_documents: ArrayLike
) -> tuple[Floats, Floats]:
    """Return both counts of documents, checked and of one shape."""
    with_term, all_documents = broadcast_named(
        documents=check_counts("documents", documents),
        of_documents=check_counts("of_documents", of_documents),
    )
    if np.any(with_term > all_documents):
        raise OptionError(
            "a term is in more documents than there are; `of_documents` is how many "
            "there are in all."
        )
    return with_term, all_documents


def idf(
    documents: ArrayLike,
    of_documents: ArrayLike,
    *,
    scheme: Literal[
        "smooth", "unsmoothed", "plain", "log10", "log2", "half"
    ] = "smooth",
) -> Floats:
    """Return the inverse document frequency under a named scheme.

    Parameters
    ----------
    documents : array_like
        Documents that have the term.
    of_documents : array_like
        Documents in all.
    scheme : {"smooth", "unsmoothed", "plain", "log10", "log2", "half"}
        With n documents, df of them with the term: "smooth" is ``ln((1+n)/(1+df)) + 1``
        and "unsmoothed" ``ln(n/df) + 1`` (scikit-learn), "plain" ``ln(n/df)``
        (tidytext), "log10" (quanteda), "log2" (gensim), "half"
        ``ln((n+1)/(df+1/2))`` (this library). Their values cannot be compared.

    Returns
    -------
    ndarray of float
        A term of all documents has 1 in the first two schemes, a value just above 0 by
        "half" and 0 in the others. A term of no document is infinite, or finite with
        "smooth" and "half".

    Notes
    -----
    Use it as the weight of a term: a rare term has a high value. *Not* informative with
    few documents: with 5 documents it has 5 levels.

    References
    ----------
    Spärck Jones (1972), Journal of Documentation 28(1), 11-21; the user guides of the
    programs named.

    See Also
    --------
    discourse.measures.class_tf_idf

    Examples
    --------
    >>> print(idf([6, 1], 6).round(4))
    [1.     2.2528]
    >>> print(idf([6, 1], 6, scheme="plain").round(4))
    [0.     1.7918]
    """
    schemes = ("smooth", "unsmoothed", "plain", "log10", "log2", "half")
    chosen_scheme = check_option("scheme", scheme, schemes)
    with_term, all_documents = _document_counts(documents, of_documents)
    if chosen_scheme == "smooth":
        ratio = (1.0 + all_documents) / (1.0 + with_term)
        value = np.log(ratio) + 1.0
        return scalar_or_array(value)
    if chosen_scheme == "half":
        ratio = (1.0 + all_documents) / (0.5 + with_term)
        value = np.log(ratio)
        return scalar_or_array(value)
    logarithms = {"log10": np.log10, "log2": np.log2}
    logarithm = logarithms.get(chosen_scheme, np.log)
    ratio = quotient(all_documents, with_term)
    with np.errstate(divide="ignore"):
        value = logarithm(ratio)
    if chosen_scheme == "unsmoothed":
        value = value + 1.0
    return scalar_or_array(value)


def cosine(rows: ArrayLike) -> Floats:
    """Return the cosines between all rows.

    Parameters
    ----------
    rows : array_like
        One row for each text: the weights of its terms.

    Returns
    -------
    ndarray of float
        Square, -1 to 1 (0 to 1 for weights of 0 or more), exactly symmetric and exactly
        1 on the diagonal; NaN in the rows and columns of an empty text.

    Notes
    -----
    Use it for texts of any length; 1 says that the weights are proportional. It is
    computed without BLAS, whose last digits depend on the machine and whose diagonal is
    not quite 1. So it is *not* for thousands of texts at once.

    Formula: ``x.y / (|x| |y|)``.

    References
    ----------
    Salton & McGill (1983), Introduction to Modern Information Retrieval, 120-123.

    See Also
    --------
    set_cosine, jensen_shannon

    Examples
    --------
    >>> print(cosine([[1, 0], [1, 1]]).round(4))
    [[1.     0.7071]
     [0.7071 1.    ]]
    """
    table = check_numbers("rows", rows)
    if table.ndim != 2:
        raise OptionError(
            f"rows of shape {table.shape} came; one row for each text was expected."
        )
    # Each row is divided by its largest weight first, so that no square overflows.
    weights = np.abs(table)
    largest_weight = weights.max(axis=1, keepdims=True, initial=0.0)
    table = quotient(table, largest_weight)
    squares = table * table
    row_length = np.sqrt(squares.sum(axis=1))
    unit_rows = quotient(table, row_length[:, None])
    text_count = len(unit_rows)
    cosines = np.empty((text_count, text_count))
    # Row by row: a product of matrices may differ in its last digit from one machine to
    # the next.
    for text_number, row in enumerate(unit_rows):
        products = unit_rows * row
        cosines[text_number] = products.sum(axis=1)
    cosines = np.clip(cosines, -1.0, 1.0)
    own_cosine = nan_unless(row_length > 0, 1.0)
    np.fill_diagonal(cosines, own_cosine)
    return cosines


def burrows_delta(first: ArrayLike, second: ArrayLike) -> Floats:
    """Return Burrows's Delta: the mean difference of two texts' standardised rates.

    Parameters
    ----------
    first, second : array_like
        z-scores of the rates of the most frequent words (last axis). Say whether you
        used the sample or the population standard deviation: it changes the value.

    Returns
    -------
    ndarray of float
        Standard deviations, 0 or more.

    Notes
    -----
    Use it to compare authors; a small value says that two texts are similar. *Not* for
    texts under some 1,500 to 5,000 words.

    Formula: ``mean |z1 - z2|``.

    References
    ----------
    Burrows (2002), Literary and Linguistic Computing 17(3), 267-287.

    See Also
    --------
    cosine

    Examples
    --------
    >>> print(burrows_delta([0.5, -1], [1.5, 1]))
    1.5
    """
    first_scores, second_scores = broadcast_named(
        first=check_numbers("first", first), second=check_numbers("second", second)
    )
    if first_scores.ndim == 0 or first_scores.shape[-1] == 0:
        raise OptionError(
            "first and second came without words; one z-score for each word was "
            "expected (last axis)."
        )
    differences = first_scores - second_scores
    distances = np.abs(differences)
    value = distances.mean(axis=-1)
    return scalar_or_array(value)


def jensen_shannon(x: ArrayLike, y: ArrayLike) -> Floats:
    """Return the Jensen-Shannon divergence of two texts' word distributions.

    Parameters
    ----------
    x, y : array_like
        Counts of every term (last axis); they are divided by their sum.

    Returns
    -------
    ndarray of float
        Bits, 0 (the same distribution) to 1 (nothing shared); NaN for an empty text.

    Notes
    -----
    Use it for long texts of similar length. Rare words raise it: *not* between texts of
    different lengths.

    Formula: ``KL(p|m)/2 + KL(q|m)/2`` with m the mean of the distributions p and q.

    References
    ----------
    Lin (1991), IEEE Transactions on Information Theory 37(1), 145-151.

    See Also
    --------
    cosine, bag_overlap

    Examples
    --------
    >>> print(jensen_shannon([1, 1, 0], [0, 1, 1]))
    0.5
    """
    x_counts, y_counts = _bags(x, y)
    x_total = last_axis_total(x_counts)
    y_total = last_axis_total(y_counts)
    x_share = quotient(x_counts, x_total)
    y_share = quotient(y_counts, y_total)
    mean_share = (x_share + y_share) / 2.0
    divergence_terms = special.rel_entr(x_share, mean_share) + special.rel_entr(
        y_share, mean_share
    )
    doubled_nats = last_axis_sum(divergence_terms)
    bits = doubled_nats / (2.0 * LOG_2)
    value = np.clip(bits, 0.0, 1.0)
    return scalar_or_array(value)


def _containment_of_first(
    shared: ArrayLike, first: ArrayLike, second: ArrayLike
) -> Floats:
    """Return the share of the first set that is in the second."""
    share_of_first, _ = containment(shared, first, second)
    return share_of_first


# The function of each measure that `similarity` offers for sets of terms, or for bags
# (terms with repetitions), by its name in `discourse.registries.SIMILARITY_MEASURES`.
# The arguments are what two documents share, and the sizes of the first and the second.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {
        "bag-dice": set_dice,
        # Of bags this is the sum of the smaller counts over the sum of the larger ones.
        "bag-jaccard": jaccard,
        "containment": _containment_of_first,
        "dice": set_dice,
        "jaccard": jaccard,
        "set-cosine": set_cosine,
    }
)
