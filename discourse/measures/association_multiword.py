"""How strongly three or more words attract each other.

A list of n words divides the corpus into ``2**n`` cells, which lie on the last axis.
The index of a cell, written in binary with the first word as the highest bit, says
which of the words are present. For two words the cells are: neither, second only, first
only, both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import OptionError
from discourse.measures.argument_checks import (
    broadcast_named,
    check_amount,
    check_counts,
)
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    deviance,
    last_axis_sum,
    nan_unless,
    quotient,
    scalar_or_array,
    scalars_or_arrays,
)

__all__ = [
    "branching_entropy",
    "cohesion_by_cut",
    "independence_g2",
    "interaction",
    "ngram_pmi",
    "ngram_t",
    "phrase_cohesion",
    "scp",
]


@dataclass(frozen=True, eq=False)
class _NgramCounts:
    """The count of an n-gram, and log2 of its count if its words were independent."""

    count: Floats
    log2_expected: Floats


def _ngram_counts(f: ArrayLike, parts: ArrayLike, n: ArrayLike) -> _NgramCounts:
    """Return the checked count of an n-gram, and log2 of its expected count.

    The expected count is that of an n-gram whose words are independent.
    """
    count = check_counts("f", f)
    word_counts = check_counts("parts", parts)
    sample_size = check_counts("n", n)
    if word_counts.ndim == 0 or word_counts.shape[-1] < 2:
        raise OptionError(
            "parts: the counts of the two or more words were expected on the last axis."
        )
    count, smallest_word_count, largest_word_count, sample_size = broadcast_named(
        f=count,
        parts=word_counts.min(axis=-1),
        most=word_counts.max(axis=-1),
        n=sample_size,
    )
    if np.any(count > smallest_word_count):
        raise OptionError(
            "f exceeds the count of one of its words; count each occurrence once."
        )
    if np.any(largest_word_count > sample_size):
        raise OptionError(
            "a word came more often than there are words; n is how many there are in "
            "all."
        )
    ngram_length = word_counts.shape[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        log2_product = last_axis_sum(np.log2(word_counts))
        log2_expected = log2_product - (ngram_length - 1) * np.log2(sample_size)
    return _NgramCounts(count, log2_expected)


def ngram_pmi(f: ArrayLike, parts: ArrayLike, n: ArrayLike) -> Floats:
    """Return the pointwise mutual information of an n-gram.

    Parameters
    ----------
    f : array_like
        Count of the n-gram.
    parts : array_like
        Counts of its words (last axis).
    n : array_like
        Words in the corpus, whatever the length of the n-gram.

    Returns
    -------
    ndarray of float
        Bits; -inf for an n-gram that never occurs, NaN where one of its words is
        absent.

    Notes
    -----
    Use it to order n-grams of one length. A value of 3 says that the n-gram is 8 times
    as frequent as its words would give by chance. It grows with the number of words:
    *not* comparable between n-grams of different lengths.

    Formula: ``log2(f n^(k-1) / prod f_i)`` for k words.

    References
    ----------
    Church & Hanks (1990), extended to k words as in NLTK.

    See Also
    --------
    discourse.measures.mi, ngram_t

    Examples
    --------
    >>> print(np.round(ngram_pmi(2, [2, 2, 2], 18), 6))
    6.33985
    """
    ngram = _ngram_counts(f, parts, n)
    log2_expected = ngram.log2_expected
    with np.errstate(divide="ignore", invalid="ignore"):
        log2_count = np.log2(ngram.count)
        value = log2_count - log2_expected
    all_words_occur = np.isfinite(log2_expected)
    value = nan_unless(all_words_occur, value)
    return scalar_or_array(value)


def ngram_t(f: ArrayLike, parts: ArrayLike, n: ArrayLike) -> Floats:
    """Return the t-score of an n-gram against the independence of all its words.

    Parameters
    ----------
    f, parts, n
        As for :func:`ngram_pmi`.

    Returns
    -------
    ndarray of float
        Standard deviations, roughly; -inf for an n-gram that never occurs, NaN where
        one of its words is absent.

    Notes
    -----
    Use it to order n-grams; it favours frequent ones. *Not* a test.

    Formula: ``(f - E) / sqrt(f)`` with ``E = prod f_i / n^(k-1)`` for k words.

    References
    ----------
    Manning & Schütze (1999), Foundations of Statistical Natural Language Processing,
    5.3.1; for k words as in NLTK.

    See Also
    --------
    discourse.measures.t_score, ngram_pmi

    Examples
    --------
    >>> print(np.round(ngram_t(2, [2, 2, 2], 18), 6))
    1.396754
    """
    ngram = _ngram_counts(f, parts, n)
    count = ngram.count
    with np.errstate(over="ignore"):
        expected_count = np.exp2(ngram.log2_expected)
    difference = count - expected_count
    standard_error = np.sqrt(count)
    value = quotient(difference, standard_error)
    all_words_occur = expected_count > 0
    value = nan_unless(all_words_occur, value)
    return scalar_or_array(value)


def _number_of_words(cells: Floats) -> int:
    """Return n for ``2**n`` cells on the last axis; refuse another number of cells."""
    cell_count = cells.shape[-1] if cells.ndim else 0
    word_count = cell_count.bit_length() - 1
    if cell_count < 4 or cell_count != 1 << word_count:
        raise OptionError(
            f"cells: {cell_count} came on the last axis; 4, 8, 16 ... were expected, 2**n "
            "for n words."
        )
    return word_count


def independence_g2(cells: ArrayLike) -> Floats:
    """Return G2 of n words against the independence of all of them.

    Parameters
    ----------
    cells : array_like
        Counts in the ``2**n`` cells (last axis; see the head of this module).

    Returns
    -------
    ndarray of float
        No unit, 0 or more; ``2**n - n - 1`` degrees of freedom for :func:`chi2_tail`.

    Notes
    -----
    Use it to ask whether any of the words are associated. *Not* to ask whether the
    words form a phrase; :func:`interaction` answers that. With two words it is
    :func:`g2`.

    Formula: ``2 sum O ln(O/E)``.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), 61-74; Bishop, Fienberg & Holland
    (1975), Discrete Multivariate Analysis.

    See Also
    --------
    interaction

    Examples
    --------
    >>> print(np.round(independence_g2([29114, 111, 2442, 110]), 2))
    270.72
    """
    flat_cells = check_counts("cells", cells)
    word_count = _number_of_words(flat_cells)
    # One axis of length 2 for each word.
    word_axes_shape = (2,) * word_count
    leading_shape = flat_cells.shape[:-1]
    cube = flat_cells.reshape(leading_shape + word_axes_shape)
    first_axis = cube.ndim - word_count
    axes = tuple(range(first_axis, cube.ndim))
    total = cube.sum(axis=axes, keepdims=True)
    # The total, multiplied by the share of each word present and absent.
    expected_cells = total
    for axis in axes:
        other_axes = tuple(
            another_axis for another_axis in axes if another_axis != axis
        )
        margin = cube.sum(axis=other_axes, keepdims=True)
        share = quotient(margin, total)
        expected_cells = expected_cells * share
    difference = cube - expected_cells
    cell_deviances = deviance(cube, expected_cells, difference)
    half_value = cell_deviances.sum(axis=axes)
    value = 2.0 * half_value
    has_words = total.sum(axis=axes) > 0
    value = nan_unless(has_words, value)
    return scalar_or_array(value)


def interaction(cells: ArrayLike, *, smoothing: float = 0.5) -> tuple[Floats, Floats]:
    """Return lambda and its z: the association of n words beyond that of their parts.

    Parameters
    ----------
    cells : array_like
        Counts in the ``2**n`` cells (last axis; see the head of this module).
    smoothing : float
        Added to every cell, above 0; the custom is one half.

    Returns
    -------
    tuple of ndarray
        ``(lambda, z)``: lambda in natural log units, 0 for no shared association; z in
        standard deviations.

    Notes
    -----
    Use it to ask whether the words form one phrase. Deleted words must stay in place as
    padding when the cells are counted, otherwise words become neighbours that were not.
    *Not* where most cells are empty: then the smoothing decides the value.

    Formula: ``lambda = sum (-1)^(n - |b|) ln(n_b + 1/2)`` over the cells b, where |b|
    is the number of words present, and ``z = lambda / sqrt(sum 1/(n_b + 1/2))``.

    References
    ----------
    Blaheta & Johnson (2001), ACL Workshop on Collocations, 54-60.

    See Also
    --------
    independence_g2

    Examples
    --------
    >>> value, z = interaction([7, 0, 0, 2])
    >>> print(np.round(value, 6), np.round(z, 6))
    4.317488 2.027787
    """
    pseudo_count = check_amount(
        "smoothing", smoothing, "a number, such as 0.5,", exclusive=True
    )
    flat_cells = check_counts("cells", cells)
    word_count = _number_of_words(flat_cells)
    smoothed_cells = flat_cells + pseudo_count
    # The bits of a cell's index say which words are present.
    present_word_count = np.array([cell.bit_count() for cell in range(1 << word_count)])
    absent_word_count = word_count - present_word_count
    # A cell counts with a minus sign if an odd number of the words is absent.
    is_even = absent_word_count % 2 == 0
    sign = np.where(is_even, 1.0, -1.0)
    log_cells = np.log(smoothed_cells)
    value = last_axis_sum(sign * log_cells)
    inverse_cells = 1.0 / smoothed_cells
    variance = last_axis_sum(inverse_cells)
    standard_error = np.sqrt(variance)
    z_score = value / standard_error
    return scalars_or_arrays(value, z_score)


def scp(f: ArrayLike, heads: ArrayLike, tails: ArrayLike) -> Floats:
    """Return the fair symmetric conditional probability of an n-gram.

    Parameters
    ----------
    f : array_like
        Count of the n-gram.
    heads, tails : array_like
        Counts of the two pieces for each place to cut, first cut first (last axis, n -
        1 long). None may be below `f`.

    Returns
    -------
    ndarray of float
        0 to 1; NaN where a piece was never counted.

    Notes
    -----
    Use it as the cohesion ("glue") for :func:`local_maxima`. A high value says that the
    n-gram holds together wherever it is cut in two. *Not* with counts above a threshold
    only: the pieces must be counted in full.

    Formula: ``f^2 / mean(head * tail)``; the number of words cancels.

    References
    ----------
    Silva & Lopes (1999), Sixth Meeting on the Mathematics of Language, 369-381.

    See Also
    --------
    discourse.measures.local_maxima

    Examples
    --------
    >>> print(scp(4, [4, 8], [8, 4]))
    0.5
    """
    count = check_counts("f", f)
    head_counts, tail_counts = _check_pieces(heads, tails)
    count, smallest_piece = broadcast_named(
        f=count, pieces=np.minimum(head_counts, tail_counts).min(axis=-1)
    )
    if np.any(count > smallest_piece):
        raise OptionError(
            "f exceeds the count of one of its pieces; each piece occurs wherever the "
            "n-gram does."
        )
    mean_product = (head_counts * tail_counts).mean(axis=-1)
    value = quotient(count * count, mean_product)
    return scalar_or_array(value)


def _check_pieces(heads: ArrayLike, tails: ArrayLike) -> tuple[Floats, Floats]:
    """Return the counts of the pieces of every cut, checked; the cuts are last."""
    head_counts, tail_counts = broadcast_named(
        heads=check_counts("heads", heads), tails=check_counts("tails", tails)
    )
    if head_counts.ndim == 0 or head_counts.shape[-1] == 0:
        raise OptionError(
            "heads and tails came without places to cut; one count for each was "
            "expected (last axis)."
        )
    return head_counts, tail_counts


def phrase_cohesion(
    f: ArrayLike, heads: ArrayLike, tails: ArrayLike, n: ArrayLike
) -> Floats:
    """Return how strongly a phrase holds together at its weakest place, for its length.

    Parameters
    ----------
    f : array_like
        Count of the phrase.
    heads, tails : array_like
        Counts of the two pieces for each place to cut, first cut first (last axis, one
        less than the words of the phrase). None may be below `f`.
    n : array_like
        Places at which a text can be cut: one before each word, and one at the end of
        each sentence.

    Returns
    -------
    ndarray of float
        No unit. Negative if the pieces of one cut follow each other less often than
        chance would have it.

    Notes
    -----
    Use it to order phrases of different lengths: a phrase stands high if at no place
    its second piece would follow its first one by chance. *Not* a test: words of a text
    are not independent, and the weakest cut is chosen after the fact.

    Formula: for each cut, the log-likelihood ratio G2 of the two by two table of "the
    head ends here" against "the tail begins here", with a minus sign where
    ``f < head * tail / n``. The least of these values is divided by the number of
    words.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), 61-74 (G2). Silva & Lopes (1999),
    Sixth Meeting on the Mathematics of Language, 369-381 (a phrase cut at each place).
    The minimum over the cuts and the division by the length are this library's. They
    were chosen on texts in which people had marked the terms.

    See Also
    --------
    scp, discourse.measures.c_value

    Examples
    --------
    >>> print(np.round(phrase_cohesion(4, [4, 8], [8, 4], 100), 4))
    7.4995
    """
    count = check_counts("f", f)
    head_counts, tail_counts = _check_pieces(heads, tails)
    count, smallest_piece, place_count = broadcast_named(
        f=count,
        pieces=np.minimum(head_counts, tail_counts).min(axis=-1),
        n=check_counts("n", n),
    )
    if np.any(count > smallest_piece):
        raise OptionError(
            "f exceeds the count of one of its pieces; each piece occurs wherever the "
            "phrase does."
        )
    g2_of_cuts = _signed_g2(
        count[..., None], head_counts, tail_counts, place_count[..., None]
    )
    word_count = head_counts.shape[-1] + 1
    value = g2_of_cuts.min(axis=-1) / word_count
    return scalar_or_array(value)


def cohesion_by_cut(
    f: Floats, head: Floats, tail: Floats, n: float, *, cuts: NDArray[np.int64]
) -> Floats:
    """Return what :func:`phrase_cohesion` does, for phrases of several lengths.

    Parameters
    ----------
    f, head, tail : ndarray of float, shape (cuts of all phrases,)
        For each cut the count of its phrase, and the counts of the two pieces. The cuts
        of a phrase follow each other.
    n : float
        Places at which a text can be cut.
    cuts : ndarray of int, shape (phrases,)
        How many cuts each phrase has: one or more.

    Returns
    -------
    ndarray of float, shape (phrases,)
    """
    g2_of_cuts = _signed_g2(f, head, tail, np.array([n], dtype=np.float64))
    if not len(cuts):
        return np.zeros(0)
    first_cuts = np.cumsum(cuts) - cuts
    weakest = np.minimum.reduceat(g2_of_cuts, first_cuts)
    word_counts = cuts + 1
    return as_floats(weakest / word_counts)


def _signed_g2(both: Floats, head: Floats, tail: Floats, n: Floats) -> Floats:
    """Return G2 of two by two tables, below 0 where the first cell is below its chance.

    `both` is the first cell, `head` and `tail` are its row and its column, `n` is the
    total.
    """
    head_only = head - both
    tail_only = tail - both
    neither = n - head - tail_only
    if np.any(neither < 0):
        raise OptionError(
            "the pieces of a phrase occur at more places than there are; n is the "
            "number of places at which the text can be cut."
        )
    not_head = n - head
    not_tail = n - tail
    # O - E is the same in all four cells but for its sign.
    difference = quotient(both * neither - head_only * tail_only, n)
    half_value = (
        deviance(both, quotient(head * tail, n), difference)
        + deviance(head_only, quotient(head * not_tail, n), -difference)
        + deviance(tail_only, quotient(not_head * tail, n), -difference)
        + deviance(neither, quotient(not_head * not_tail, n), difference)
    )
    sign = np.where(difference < 0, -1.0, 1.0)
    return sign * 2.0 * half_value


def _entropy_terms(share: Floats) -> Floats:
    """Return ``-p log2 p`` of each share, and 0 for a share of 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        log_share = np.log2(share)
        bits = -share * log_share
    is_positive = share > 0
    return np.where(is_positive, bits, 0.0)


def _check_continuations(following: ArrayLike) -> Floats:
    """Return the counts of continuations as an array, or refuse a single number."""
    values = check_counts("following", following)
    if values.ndim == 0:
        raise OptionError(
            "following came as one number; the counts of all continuations were "
            "expected (last axis)."
        )
    return values


def branching_entropy(
    following: ArrayLike, *, owner: ArrayLike | None = None
) -> Floats:
    """Return the entropy of the words that follow (or precede) a phrase.

    Parameters
    ----------
    following : array_like
        Counts of each continuation. Without `owner` they lie on the last axis, with
        zeros where there is none.
    owner : array_like of int, optional
        With it `following` is flat, and `owner` gives for each continuation the number
        of its phrase (0, 1, ...).

    Returns
    -------
    ndarray of float
        Bits; 0 where only one word follows, NaN where none does.

    Notes
    -----
    Use it to find where phrases end: the entropy is low inside a phrase and high at its
    edge. Counts that stop at a sentence must leave its end out, or count it as one
    continuation. *Not* for phrases that occur a few times: their entropy is at most
    log2 of their count.

    Formula: ``-sum p log2 p``.

    References
    ----------
    Jin & Tanaka-Ishii (2006), COLING/ACL Poster Sessions, 428-435.

    See Also
    --------
    scp

    Examples
    --------
    >>> print(branching_entropy([[2, 2], [4, 0]]))
    [1. 0.]
    >>> print(branching_entropy([2, 2, 4], owner=[0, 0, 1]))
    [1. 0.]
    """
    values = _check_continuations(following)
    if owner is not None:
        return _entropy_by_owner(values, _owner_numbers(owner, values))
    total = last_axis_sum(values)
    share = quotient(values, total[..., None])
    entropy_terms = _entropy_terms(share)
    # `+ 0.0` turns a negative zero into zero.
    bits = last_axis_sum(entropy_terms) + 0.0
    value = nan_unless(total > 0, bits)
    return scalar_or_array(value)


def _owner_numbers(owner: ArrayLike, values: Floats) -> NDArray[np.int64]:
    """Return the number of each continuation's phrase, or refuse other shapes."""
    numbers = check_counts("owner", owner, integral=True)
    if numbers.shape != values.shape or values.ndim != 1 or np.isnan(numbers).any():
        raise OptionError(
            "owner: one whole number, 0 or more, was expected for each entry of a flat "
            "`following`."
        )
    return numbers.astype(np.int64)


def _entropy_by_owner(counts: Floats, owner: NDArray[np.int64]) -> Floats:
    """Return the entropy of each phrase's continuations, NaN where it has none."""
    phrase_count = int(owner.max(initial=-1)) + 1
    total = np.bincount(owner, weights=counts, minlength=phrase_count)
    total_of_phrase = total[owner]
    share = quotient(counts, total_of_phrase)
    entropy_terms = _entropy_terms(share)
    bits = np.bincount(owner, weights=entropy_terms, minlength=phrase_count)
    occurs = total > 0
    # `+ 0.0` turns a negative zero into zero.
    return nan_unless(occurs, bits + 0.0)
