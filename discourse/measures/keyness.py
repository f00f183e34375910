"""Keyness: is a word more typical of one group of texts than of another.

`a` of `c` words in the target, `b` of `d` words in the reference; arrays broadcast. All
of these measures take counts of *documents* as well:
:func:`discourse.measures.text_dispersion_keyness` counts `a` of `c` documents that have
the word. It is the most reliable protection against a key word that comes from one long
document.

Words within a text are not independent, so every test on word counts finds too much
(Kilgarriff 2005; Lijffijt et al. 2016). Use the values to order words. To claim a
difference, permute documents (:func:`permutation_test`).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from discourse.errors import OptionError
from discourse.measures.argument_checks import (
    broadcast_named,
    check_amount,
    check_counts,
    check_numbers,
    two_group_counts,
)
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
    both_positive,
    determinant,
    deviance,
    last_axis_total,
    log2_quotient,
    nan_unless,
    quotient,
    scalar_or_array,
    scalars_or_arrays,
    take_sign,
)

__all__ = [
    "bic",
    "chi_squared",
    "class_tf_idf",
    "ell",
    "g2",
    "informative_prior",
    "weighted_log_odds",
]

# The given priors may exceed `prior_total` by this share, since sums are rounded.
_ROUNDING = 1e-9


def g2(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    terms: Literal[2, 4] = 4,
    signed: bool = False,
) -> Floats:
    """Return the log-likelihood ratio G2 of a word in two groups.

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference; 0 or more.
    c, d : array_like
        Words in the target and in the reference; at least `a` and `b`.
    terms : {4, 2}
        4 sums all cells of the table (Dunning 1993; the ratio of likelihoods proper). 2
        sums the cells of the word only (Rayson & Garside 2000; the UCREL wizard). The
        value with 2 is never above that with 4; on small corpora they clearly differ.
        Report which one you use.
    signed : bool
        Negative where the reference uses the word more.

    Returns
    -------
    ndarray of float
        No unit; 0 where nothing differs or a group has no words, NaN where there are no
        words at all.

    Notes
    -----
    Use it to order words by the evidence for a difference. With one degree of freedom,
    3.84, 6.63, 10.83 and 15.13 are p = .05, .01, .001 and .0001. It grows with the size
    of the corpus: it measures evidence, not the size of an effect. *Not* to compare
    corpora of different sizes, and not as a p-value for words (see the head of this
    module).

    Formula: ``2 sum O ln(O/E)`` with ``E = row total * column total / all``, summed as
    deviances, so never negative.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), 61-74. Rayson & Garside (2000),
    Workshop on Comparing Corpora.

    See Also
    --------
    chi_squared, bic, discourse.measures.chi2_tail, discourse.measures.log_ratio

    Examples
    --------
    >>> print(np.round(g2(540, 7525, 116000, 5451382), 2))
    535.86
    >>> print(np.round(g2(540, 7525, 116000, 5451382, terms=2), 2))
    534.64
    """
    if terms not in (2, 4):
        raise OptionError(
            f"terms={terms!r} came; 2 (cells of the word only) or 4 (all cells) was "
            "expected."
        )
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    total_words = target_words + reference_words
    word_count = target_count + reference_count
    # Observed less expected count: the same in all cells but for its sign.
    difference = determinant(
        target_count, reference_count, target_words, reference_words
    )
    difference = quotient(difference, total_words)
    target_expected = quotient(target_words * word_count, total_words)
    reference_expected = quotient(reference_words * word_count, total_words)
    value = deviance(target_count, target_expected, difference)
    value = value + deviance(reference_count, reference_expected, -difference)
    if terms == 4:
        other_words = total_words - word_count
        target_others = target_words - target_count
        reference_others = reference_words - reference_count
        target_others_expected = quotient(target_words * other_words, total_words)
        reference_others_expected = quotient(reference_words * other_words, total_words)
        value = value + deviance(target_others, target_others_expected, -difference)
        value = value + deviance(
            reference_others, reference_others_expected, difference
        )
    value = nan_unless(total_words > 0, 2.0 * value)
    if signed:
        value = take_sign(value, difference)
    return scalar_or_array(value)


def chi_squared(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    yates: bool = False,
    signed: bool = False,
) -> Floats:
    """Return Pearson's chi-squared of the table, by default without Yates's correction.

    Parameters
    ----------
    a, b, c, d : array_like
        As for :func:`g2`.
    yates : bool
        Move each cell half a count towards its expectation (never past it). Several
        programs do this by default, scipy and quanteda among them, and therefore order
        words differently.
    signed : bool
        Negative where the reference uses the word more.

    Returns
    -------
    ndarray of float
        No unit, one degree of freedom; 0 where a margin is 0, NaN where there are no
        words.

    Notes
    -----
    Use it to compare with studies that report it. *Not* where an expected count is
    below about 5: use :func:`g2` or :func:`fisher_exact` there.

    Formula: ``N (|ad' - bc'| - N/2 if yates)^2 / product of the four margins``.

    References
    ----------
    Pearson (1900), Philosophical Magazine 50; Yates (1934), Supplement to the JRSS
    1(2).

    See Also
    --------
    g2, discourse.measures.fisher_exact

    Examples
    --------
    >>> print(np.round(chi_squared(6, 2, 17, 12), 4))
    1.2219
    >>> print(np.round(chi_squared(6, 2, 17, 12, yates=True), 4))
    0.4673
    """
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    total_words = target_words + reference_words
    word_count = target_count + reference_count
    other_words = total_words - word_count
    difference = determinant(
        target_count, reference_count, target_words, reference_words
    )
    distance = np.abs(difference)
    if yates:
        distance = np.maximum(distance - total_words / 2.0, 0.0)
    margins = target_words * reference_words * word_count * other_words
    value = quotient(total_words * distance * distance, margins)
    value = np.where(margins == 0, 0.0, value)
    value = nan_unless(total_words > 0, value)
    if signed:
        value = take_sign(value, difference)
    return scalar_or_array(value)


def bic(statistic: ArrayLike, n: ArrayLike, *, df: float = 1.0) -> Floats:
    """Return the Bayes factor BIC of a G2.

    Parameters
    ----------
    statistic : array_like
        G2; a sign is ignored. Say which G2 you give, that of two or of four terms.
    n : array_like
        Words in both groups together.
    df : float
        Degrees of freedom of the G2.

    Returns
    -------
    ndarray of float
        About twice the natural logarithm of the Bayes factor. NaN without words.

    Notes
    -----
    Use it to correct G2 for the size of the corpus. Above 10 the evidence is very
    strong, 6-10 strong, 2-6 positive; below 0 it is evidence for *no* difference. *Not*
    a remedy for words that depend on one another.

    Formula: ``G2 - df ln n``.

    References
    ----------
    Wilson (2013), in Bieswanger & Koll-Stobbe (eds.), New Approaches to the Study of
    Linguistic Variability, 3-11.

    See Also
    --------
    g2

    Examples
    --------
    >>> print(np.round(bic(22.22, 154536), 2))
    10.27
    """
    degrees_of_freedom = check_amount("df", df, "degrees of freedom", exclusive=True)
    value, word_counts = broadcast_named(
        statistic=check_numbers("statistic", statistic), n=check_counts("n", n)
    )
    known_words = nan_unless(word_counts > 0, word_counts)
    log_words = np.log(known_words)
    penalty = degrees_of_freedom * log_words
    value = np.abs(value) - penalty
    return scalar_or_array(value)


def ell(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, terms: Literal[2, 4] = 2
) -> Floats:
    """Return the effect size for log-likelihood (ELL).

    Parameters
    ----------
    a, b, c, d : array_like
        As for :func:`g2`.
    terms : {2, 4}
        The form of G2; the UCREL tables use two.

    Returns
    -------
    ndarray of float
        0 or more. NaN where the smaller expected count is 1 or less, as is usual in
        small corpora.

    Notes
    -----
    Use it to compare with studies that report it. It is meant as a share of the largest
    possible G2, but it is *not* limited to 1: where the smaller expected count is
    little above 1 its logarithm is near 0, and values of 10 occur.

    Formula: ``G2 / (N ln min(E1, E2))``.

    References
    ----------
    Johnston, Berry & Mielke (2006), Perceptual and Motor Skills 103(2), 412-414.

    See Also
    --------
    g2, discourse.measures.log_ratio

    Examples
    --------
    >>> print(f"{ell(540, 7525, 116000, 5451382):.4e}", ell(2, 1, 100, 200))
    1.8741e-05 nan
    """
    statistic = g2(a, b, c, d, terms=terms)
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    total_words = target_words + reference_words
    word_count = target_count + reference_count
    smaller_group = np.minimum(target_words, reference_words)
    product = smaller_group * word_count
    smaller_expected = quotient(product, total_words)
    is_defined = smaller_expected > 1.0
    # Any number above 1 where the logarithm is not used.
    usable_expected = np.where(is_defined, smaller_expected, 2.0)
    log_expected = np.log(usable_expected)
    with np.errstate(all="ignore"):
        largest_statistic = total_words * log_expected
        value = statistic / largest_statistic
    value = nan_unless(is_defined, value)
    return scalar_or_array(value)


def informative_prior(
    background: ArrayLike, *, total: float, unseen: float = 0.5
) -> Floats:
    """Return pseudo-counts for :func:`weighted_log_odds` from a background corpus.

    Parameters
    ----------
    background : array_like
        Count of every word of the vocabulary in the background (last axis).
    total : float
        Sum of the pseudo-counts: the words of imagined text that are added to each
        group. Report it beside the result.
    unseen : float
        Takes the place of a background count of 0, since a prior of 0 says that a word
        is impossible; with 0 it stays so.

    Returns
    -------
    ndarray of float
        Pseudo-counts, in words, in the proportions of the background.

    Notes
    -----
    Use it when a larger corpus shows how frequent words are in general. *Not* from a
    background that contains the compared groups, unless it is far larger.

    Formula: ``total * background / sum(background)``.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Political Analysis 16(4), 372-403.

    See Also
    --------
    weighted_log_odds

    Examples
    --------
    >>> print(informative_prior([60, 30, 10], total=10))
    [6. 3. 1.]
    """
    prior_words = check_amount(
        "total", total, "the words the prior is worth,", exclusive=True
    )
    counts = check_counts("background", background)
    if counts.ndim == 0:
        raise OptionError(
            "background came as one number; the counts of all words were expected (last "
            "axis)."
        )
    replacement = check_amount("unseen", unseen, "a pseudo-count")
    counts = np.where(counts == 0, replacement, counts)
    background_words = last_axis_total(counts)
    value = prior_words * quotient(counts, background_words)
    return scalar_or_array(value)


def weighted_log_odds(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    prior: ArrayLike,
    prior_total: float | None = None,
) -> tuple[Floats, Floats]:
    """Return the weighted log odds ratio with a Dirichlet prior: ``(delta, zeta)``.

    Parameters
    ----------
    a, b : array_like
        Counts of every word of the vocabulary (last axis) in target and reference.
    c, d : array_like
        Words in target and reference.
    prior : array_like
        Pseudo-count of each word: one number for a flat prior, or an array
        (:func:`informative_prior`).
    prior_total : float, optional
        Sum of the pseudo-counts over the *whole* vocabulary, no less than over the
        given words. Without it the sum over the given words is taken, so give it when
        only some words are given.

    Returns
    -------
    tuple of ndarray
        `delta` in natural log units (positive: target), and its z-score `zeta`. NaN
        where a word has neither count nor prior in a group.

    Notes
    -----
    Use zeta to order words: it balances frequent and rare ones. The customary limit is
    1.96. A large prior moves rare words towards 0. *Not* a p-value: words
    within texts depend on one another.

    Formula: ``delta = ln[(a+p)/(c+P-a-p)] - ln[(b+p)/(d+P-b-p)]`` and
    ``zeta = delta / sqrt(1/(a+p) + 1/(b+p))``: equations 16 and 22 of the source, which
    compares two groups; equation 15 compares a group with all groups together.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Political Analysis 16(4), 372-403.

    See Also
    --------
    informative_prior

    Examples
    --------
    >>> delta, zeta = weighted_log_odds([5, 5], [5, 5], 10, 10, prior=0.5)
    >>> print(delta, zeta)
    [0. 0.] [0. 0.]
    """
    target_count, reference_count, target_words, reference_words = two_group_counts(
        a, b, c, d
    )
    pseudo_count = check_counts("prior", prior)
    pseudo_total = _pseudo_total(target_count, pseudo_count, prior_total)
    smoothed_target_count = target_count + pseudo_count
    smoothed_reference_count = reference_count + pseudo_count
    other_pseudo_counts = pseudo_total - pseudo_count
    target_others = target_words - target_count + other_pseudo_counts
    target_others = np.maximum(target_others, 0.0)
    reference_others = reference_words - reference_count + other_pseudo_counts
    reference_others = np.maximum(reference_others, 0.0)
    is_known = both_positive(smoothed_target_count, smoothed_reference_count)
    with np.errstate(all="ignore"):
        log2_odds_ratio = log2_quotient(
            smoothed_target_count,
            reference_others,
            smoothed_reference_count,
            target_others,
        )
        log_odds_ratio = np.log(2.0) * log2_odds_ratio
        delta = nan_unless(is_known, log_odds_ratio)
        variance = 1.0 / smoothed_target_count + 1.0 / smoothed_reference_count
        zeta = delta / np.sqrt(variance)
    return scalars_or_arrays(delta, zeta)


def _pseudo_total(
    counts: Floats, pseudo_count: Floats, prior_total: float | None
) -> Floats:
    """Return `prior_total`, or without it the sum of the pseudo-counts that are given.

    A total that is smaller than this sum is refused.
    """
    _, pseudo_count_of_word = broadcast_named(a=counts, prior=pseudo_count)
    given_total = pseudo_count_of_word.sum(
        axis=-1, keepdims=pseudo_count_of_word.ndim > 0
    )
    if prior_total is None:
        return as_floats(given_total)
    checked_total = check_amount("prior_total", prior_total, "pseudo-counts in all,")
    if np.any(given_total * (1.0 - _ROUNDING) > checked_total):
        raise OptionError(
            f"prior_total={prior_total!r} came, but the priors given add up to "
            f"{given_total.max():g}; give the sum over the whole vocabulary, of which "
            "these are a part."
        )
    return as_floats(checked_total)


def class_tf_idf(table: ArrayLike, *, share: bool = False) -> Floats:
    """Return c-TF-IDF: how characteristic each term is of each group.

    Parameters
    ----------
    table : array_like
        Counts, groups in rows and terms in columns.
    share : bool
        Divide each row by its sum, so that long groups do not outweigh short ones.

    Returns
    -------
    ndarray of float
        Same shape; 0 where a group lacks the term or the term occurs nowhere.

    Notes
    -----
    Use it to list the terms of topics or of many groups. A high value says that the
    term is frequent in the group and rare elsewhere. It is no test. With 2 to 5
    groups small differences between values are *not* to be interpreted.

    Formula: ``tf * ln(1 + A / f)`` with A the mean words per group, f the count of the
    term in all groups.

    References
    ----------
    Grootendorst (2022), arXiv 2203.05794.

    See Also
    --------
    g2, discourse.measures.idf

    Examples
    --------
    >>> print(np.round(class_tf_idf([[2, 0], [1, 1]]), 4))
    [[1.0217 0.    ]
     [0.5108 1.0986]]
    """
    cells = check_counts("table", table)
    if cells.ndim != 2:
        raise OptionError(
            f"a table of {cells.ndim} axes came; groups in rows and terms in columns "
            "were expected."
        )
    mean_words_of_group = cells.sum() / max(cells.shape[0], 1)
    term_count = cells.sum(axis=0)
    inverse_frequency = np.log1p(quotient(mean_words_of_group, term_count))
    term_frequency = cells
    if share:
        term_frequency = quotient(cells, cells.sum(axis=1, keepdims=True))
    with np.errstate(invalid="ignore"):
        value = term_frequency * inverse_frequency
    value = np.where(cells > 0, value, 0.0)
    return scalar_or_array(value)
