"""Is a word more typical of one group than of another: the tests.

`a` of `c` words in the target, `b` of `d` in the reference; arrays broadcast. All of these take *document* counts as
gladly as word counts: :func:`discourse.measures.text_dispersion_keyness` counts `a` of `c` documents that have the word,
the surest cure for a key word that one long document made.

Words within a text are not independent, so every test on word counts finds too much (Kilgarriff 2005; Lijffijt et al.
2016). Read these as orderings; for a claim, permute documents (:func:`permutation_test`).
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
    determinant,
    deviance,
    log2_quotient,
    quotient,
    scalar_or_array,
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


def g2(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    terms: Literal[2, 4] = 4,
    signed: bool = False,
) -> Floats:
    """Return the log-likelihood ratio G2: how surprising the difference would be, were there none.

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference; 0 or more.
    c, d : array_like
        Words in the target and in the reference; at least `a` and `b`.
    terms : {4, 2}
        4 sums all cells of the table (Dunning 1993; the ratio of likelihoods proper). 2 sums the cells of the word
        only (Rayson & Garside 2000; the UCREL wizard). Two is never above four; on small corpora they visibly
        differ. Name the one used.
    signed : bool
        Negative where the reference uses the word more.

    Returns
    -------
    ndarray of float
        No unit; 0 where nothing differs or a group has no words, NaN where there are no words at all. With one
        degree of freedom, 3.84, 6.63, 10.83 and 15.13 are p = .05, .01, .001 and .0001.

    Notes
    -----
    ``2 sum O ln(O/E)`` with ``E = row total * column total / all``; summed as deviances, so never negative.
    It grows with the size of the corpus: it is evidence, not the size of an effect. *Not* for comparing corpora of
    different sizes, and not as a p-value for tokens (see the head of this module).

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), 61-74. Rayson & Garside (2000), Workshop on Comparing Corpora.

    Examples
    --------
    >>> print(np.round(g2(540, 7525, 116000, 5451382), 2), np.round(g2(540, 7525, 116000, 5451382, terms=2), 2))
    535.86 534.64
    """
    if terms not in (2, 4):
        raise OptionError(
            f"terms={terms!r} came; 2 (cells of the word only) or 4 (all cells) was expected."
        )
    a, b, c, d = two_group_counts(a, b, c, d)
    n, word = c + d, a + b
    rest = n - word
    delta = quotient(determinant(a, b, c, d), n)
    value = deviance(a, quotient(c * word, n), delta) + deviance(
        b, quotient(d * word, n), -delta
    )
    if terms == 4:
        value = (
            value
            + deviance(c - a, quotient(c * rest, n), -delta)
            + deviance(d - b, quotient(d * rest, n), delta)
        )
    value = np.where(n > 0, 2.0 * value, np.nan)
    return scalar_or_array(np.copysign(value, delta) + 0.0 if signed else value)


def chi_squared(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    yates: bool = False,
    signed: bool = False,
) -> Floats:
    """Return Pearson's chi-squared of the table, without Yates's correction unless it is asked for.

    Parameters
    ----------
    a, b, c, d : array_like
        As for :func:`g2`.
    yates : bool
        Move each cell half a count towards its expectation (never past it). Several programs do this unasked,
        scipy and quanteda among them, and so rank words otherwise.
    signed : bool
        Negative where the reference uses the word more.

    Returns
    -------
    ndarray of float
        No unit, one degree of freedom; 0 where a margin is 0, NaN where there are no words.

    Notes
    -----
    ``N (|ad' - bc'| - N/2 if yates)^2 / product of the four margins``. *Not* where an expected count is below about
    5: use :func:`g2` or :func:`fisher_exact`.

    References
    ----------
    Pearson (1900), Philosophical Magazine 50; Yates (1934), Supplement to the JRSS 1(2).

    Examples
    --------
    >>> print(np.round(chi_squared(6, 2, 17, 12), 4), np.round(chi_squared(6, 2, 17, 12, yates=True), 4))
    1.2219 0.4673
    """
    a, b, c, d = two_group_counts(a, b, c, d)
    n, word = c + d, a + b
    difference = determinant(a, b, c, d)
    gap = np.maximum(np.abs(difference) - n / 2.0, 0.0) if yates else np.abs(difference)
    margins = c * d * word * (n - word)
    value = np.where(margins == 0, 0.0, quotient(n * gap * gap, margins))
    value = np.where(n > 0, value, np.nan)
    return scalar_or_array(np.copysign(value, difference) + 0.0 if signed else value)


def bic(statistic: ArrayLike, n: ArrayLike, *, df: float = 1.0) -> Floats:
    """Return the Bayes factor BIC of a G2: evidence for a difference, corrected for the size of the corpus.

    Parameters
    ----------
    statistic : array_like
        G2; a sign is ignored. The factor inherits whichever form, two or four terms, is given.
    n : array_like
        Words in both groups together.
    df : float
        Degrees of freedom of the G2.

    Returns
    -------
    ndarray of float
        About twice the natural logarithm of the Bayes factor: above 10 very strong, 6-10 strong, 2-6 positive, below
        0 evidence for *no* difference. NaN without words.

    Notes
    -----
    ``G2 - df ln n``. *Not* a cure for words that depend on one another.

    References
    ----------
    Wilson (2013), in Bieswanger & Koll-Stobbe (eds.), New Approaches to the Study of Linguistic Variability, 3-11.

    Examples
    --------
    >>> print(np.round(bic(22.22, 154536), 2))
    10.27
    """
    freedom = check_amount("df", df, "degrees of freedom", above=True)
    value, words = broadcast_named(
        statistic=check_numbers("statistic", statistic), n=check_counts("n", n)
    )
    return scalar_or_array(
        np.abs(value) - freedom * np.log(np.where(words > 0, words, np.nan))
    )


def ell(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, terms: Literal[2, 4] = 2
) -> Floats:
    """Return the effect size for log-likelihood: G2 against the words there are and the smaller expected count.

    Parameters
    ----------
    a, b, c, d : array_like
        As for :func:`g2`.
    terms : {2, 4}
        The form of G2; the UCREL tables use two.

    Returns
    -------
    ndarray of float
        0 and up. It is meant as a share of the largest G2 there could be, but it is *not* bounded by 1: where the smaller
        expected count is little above 1 its logarithm is near 0, and values of 10 occur. NaN where that count is 1 or
        less, as is usual in small corpora.

    Notes
    -----
    ``G2 / (N ln min(E1, E2))``.

    References
    ----------
    Johnston, Berry & Mielke (2006), Perceptual and Motor Skills 103(2), 412-414.

    Examples
    --------
    >>> print(f"{ell(540, 7525, 116000, 5451382):.4e}", ell(2, 1, 100, 200))
    1.8741e-05 nan
    """
    value = g2(a, b, c, d, terms=terms)
    a, b, c, d = two_group_counts(a, b, c, d)
    n = c + d
    least = quotient(np.minimum(c, d) * (a + b), n)
    with np.errstate(all="ignore"):
        return scalar_or_array(
            np.where(
                least > 1.0,
                value / (n * np.log(np.where(least > 1.0, least, 2.0))),
                np.nan,
            )
        )


def informative_prior(
    background: ArrayLike, *, total: float, unseen: float = 0.5
) -> Floats:
    """Return pseudo-counts for :func:`weighted_log_odds` in the proportions of a background corpus.

    Parameters
    ----------
    background : array_like
        Count of every word of the vocabulary in the background (last axis).
    total : float
        What the pseudo-counts sum to: the words of imagined text laid under each group. Print it beside the result.
    unseen : float
        Stands in for a background count of 0, since a prior of 0 calls a word impossible; 0 keeps it so.

    Returns
    -------
    ndarray of float
        Pseudo-counts, in words.

    Notes
    -----
    ``total * background / sum(background)``. *Not* from a background that contains the groups compared, unless it is
    far larger.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Political Analysis 16(4), 372-403.

    Examples
    --------
    >>> print(informative_prior([60, 30, 10], total=10))
    [6. 3. 1.]
    """
    words = check_amount("total", total, "the words the prior is worth,", above=True)
    seen = check_counts("background", background)
    if seen.ndim == 0:
        raise OptionError(
            "background came as one number; the counts of all words were expected (last axis)."
        )
    seen = np.where(seen == 0, check_amount("unseen", unseen, "a pseudo-count"), seen)
    return scalar_or_array(words * quotient(seen, seen.sum(axis=-1, keepdims=True)))


def weighted_log_odds(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    prior: ArrayLike,
    prior_total: float | None = None,
) -> tuple[Floats, Floats]:
    """Return the weighted log odds ratio under a Dirichlet prior and its z: ``(delta, zeta)``.

    Parameters
    ----------
    a, b : array_like
        Counts of every word of the vocabulary (last axis) in target and reference.
    c, d : array_like
        Words in target and reference.
    prior : array_like
        Pseudo-count of each word: one number for a flat prior, or an array (:func:`informative_prior`).
    prior_total : float, optional
        Sum of the pseudo-counts over the *whole* vocabulary, no less than over the words given. Without it the sum
        over the words given, so give it when only some words are.

    Returns
    -------
    tuple of ndarray
        `delta` in natural log units (positive: target), `zeta` in standard deviations; beyond 1.96 is the custom.
        NaN where a word has neither count nor prior in a group.

    Notes
    -----
    ``delta = ln[(a+p)/(c+P-a-p)] - ln[(b+p)/(d+P-b-p)]``, ``zeta = delta / sqrt(1/(a+p) + 1/(b+p))``: equations 16
    and 22 of the source, which contrasts two groups; equation 15 contrasts a group with all pooled. A large prior
    pulls rare words to 0. *Not* a p-value: words within texts depend on one another.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Political Analysis 16(4), 372-403.

    Examples
    --------
    >>> delta, zeta = weighted_log_odds([5, 5], [5, 5], 10, 10, prior=0.5)
    >>> print(delta, zeta)
    [0. 0.] [0. 0.]
    """
    a, b, c, d = two_group_counts(a, b, c, d)
    alpha = check_counts("prior", prior)
    _, full = broadcast_named(a=a, prior=alpha)
    own = full.sum(axis=-1, keepdims=full.ndim > 0)
    total = (
        own
        if prior_total is None
        else np.float64(
            check_amount("prior_total", prior_total, "pseudo-counts in all,")
        )
    )
    if np.any(own * (1.0 - 1e-9) > total):
        raise OptionError(
            f"prior_total={prior_total!r} came, but the priors given add up to {own.max():g}; give the sum over the whole "
            "vocabulary, of which these are a part."
        )
    x, y = a + alpha, b + alpha
    others = (
        np.maximum(c - a + (total - alpha), 0.0),
        np.maximum(d - b + (total - alpha), 0.0),
    )
    with np.errstate(all="ignore"):
        delta = np.where(
            (x > 0) & (y > 0),
            np.log(2.0) * log2_quotient(x, others[1], y, others[0]),
            np.nan,
        )
        return scalar_or_array(delta), scalar_or_array(
            delta / np.sqrt(1.0 / x + 1.0 / y)
        )


def class_tf_idf(table: ArrayLike, *, share: bool = False) -> Floats:
    """Return c-TF-IDF: how telling each term is of each group among groups.

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
    ``tf * ln(1 + A / f)`` with A the mean words a group and f the count of the term in all groups. No test; *not*
    to be read finely with 2 to 5 groups.

    References
    ----------
    Grootendorst (2022), arXiv 2203.05794.

    Examples
    --------
    >>> print(np.round(class_tf_idf([[2, 0], [1, 1]]), 4))
    [[1.0217 0.    ]
     [0.5108 1.0986]]
    """
    cells = check_counts("table", table)
    if cells.ndim != 2:
        raise OptionError(
            f"a table of {cells.ndim} axes came; groups in rows and terms in columns were expected."
        )
    mean = cells.sum() / max(cells.shape[0], 1)
    inverse = np.log1p(quotient(mean, cells.sum(axis=0)))
    weight = quotient(cells, cells.sum(axis=1, keepdims=True)) if share else cells
    with np.errstate(invalid="ignore"):
        return scalar_or_array(np.where(cells > 0, weight * inverse, 0.0))
