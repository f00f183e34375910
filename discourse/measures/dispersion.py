"""How evenly a word is spread over the parts of a corpus.

`v` holds the word's counts in the parts (last axis; leading axes are words), `sizes` the words of each part. Parts
without words are left out. A word that never occurs has no dispersion: NaN (its :func:`dispersion_range` range is 0).

With few parts every measure has few attainable values: with five documents about five plateaus. Give the interval
over documents, or :func:`dp_bounds`, beside it. Scales differ: 1 is even for D, D2, S, DA and D_P, but 0 is even for
DP, DPnorm and KLD. And no measure compares corpora cut into different numbers of parts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from discourse.errors import OptionError
from discourse.measures.argument_checks import broadcast_named, check_counts
from discourse.measures.exact_arithmetic import Floats, quotient, scalar_or_array

__all__ = [
    "carroll_d2",
    "check_part_sizes",
    "clip_to_unit",
    "da",
    "dispersion_range",
    "juilland_d",
    "juilland_u",
    "lyne_d3",
    "part_counts",
    "rosengren_s",
]  # fmt: skip


def check_part_sizes(seen: Floats, total: Floats) -> None:
    """Refuse a part that holds more occurrences than words: counts and sizes in the same order of parts."""
    bad = seen > total
    if np.any(bad):
        k = int(np.flatnonzero(np.ravel(bad))[0])
        count, size = np.ravel(seen)[k], np.ravel(total)[k]
        if size == 0:
            raise OptionError(
                "a part of size 0 holds the word; give the words of each part, in the order of v."
            )
        raise OptionError(
            f"a part of {size:g} words came with {count:g} occurrences; sizes are the words of the parts (not their "
            "shares), in the order of v."
        )


def part_counts(v: ArrayLike, sizes: ArrayLike | None) -> tuple[Floats, Floats]:
    """Return counts and sizes of one shape, checked."""
    seen = check_counts("v", v)
    if seen.ndim == 0 or seen.shape[-1] == 0:
        raise OptionError(
            "v came without parts; the counts of a word in each part were expected (last axis)."
        )
    total = np.ones(seen.shape[-1]) if sizes is None else check_counts("sizes", sizes)
    if total.ndim == 0 or total.shape[-1] != seen.shape[-1]:
        raise OptionError(
            f"v has {seen.shape[-1]} parts and sizes has shape {total.shape}; one size a part is needed."
        )
    seen, total = broadcast_named(v=seen, sizes=total)
    if sizes is not None:
        check_part_sizes(seen, total)
    return seen, total


def _rates(v: ArrayLike, sizes: ArrayLike | None) -> tuple[Floats, Floats, Floats]:
    """Return rates in the parts (0 in empty ones), which parts have words, and how many have."""
    seen, total = part_counts(v, sizes)
    there = total != 0  # a part of unknown size is a part
    rates = np.where(there, quotient(seen, np.where(there, total, 1.0)), 0.0)
    return rates, there.astype(np.float64), there.sum(axis=-1).astype(np.float64)


def clip_to_unit(values: Floats) -> Floats:
    """Clip what rounding carried past 0 or 1."""
    return scalar_or_array(np.clip(values, 0.0, 1.0) + 0.0)


def dispersion_range(v: ArrayLike) -> Floats:
    """Return the range: in how many parts the word occurs at all.

    Parameters
    ----------
    v : array_like
        Counts in the parts (last axis).

    Returns
    -------
    ndarray of float
        Parts, 0 to their number; NaN where a count is.

    Notes
    -----
    ``#{v_i > 0}``. Grows with the size of the parts: *not* comparable between corpora cut otherwise.

    References
    ----------
    Keniston (1920), Hispania 3(2), 85-96.

    Examples
    --------
    >>> print(dispersion_range([[1, 0, 2], [0, 0, 0]]))
    [2. 0.]
    """
    seen, _ = part_counts(v, None)
    return scalar_or_array(np.where(np.isnan(seen), np.nan, seen > 0).sum(axis=-1))


def juilland_d(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return Juilland's D: 1 less the relative scatter of the rates.

    Parameters
    ----------
    v : array_like
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        0 (one part) to 1 (even); NaN for a word that never occurs, or with fewer than two parts.

    Notes
    -----
    ``1 - (sd(p)/mean(p)) / sqrt(k - 1)`` on the rates p, with the *population* standard deviation: with the sample
    one, or on raw counts, the value is another. Nears 1 as parts are made many: *not* with hundreds of parts
    (Biber et al. 2016, International Journal of Corpus Linguistics 21(4)).

    References
    ----------
    Juilland & Chang-Rodriguez (1964), Frequency Dictionary of Spanish Words, lii-liii.

    Examples
    --------
    >>> print(np.round(juilland_d([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.78515
    """
    rates, there, k = _rates(v, sizes)
    mean = quotient(rates.sum(axis=-1), k)
    gaps = (rates - mean[..., None]) * there
    scatter = np.sqrt(quotient((gaps * gaps).sum(axis=-1), k))
    with np.errstate(invalid="ignore", divide="ignore"):
        return clip_to_unit(
            1.0 - quotient(scatter, mean) / np.where(k > 1, np.sqrt(k - 1.0), np.nan)
        )


def juilland_u(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return Juilland's usage coefficient: the count, marked down where the word is unevenly spread.

    Parameters
    ----------
    v, sizes
        As for :func:`juilland_d`.

    Returns
    -------
    ndarray of float
        Occurrences, at most the count; NaN where D is.

    Notes
    -----
    ``U = D f``. *Not* a count: it cannot be audited against the text.

    References
    ----------
    Juilland & Chang-Rodriguez (1964), Frequency Dictionary of Spanish Words.

    Examples
    --------
    >>> print(np.round(juilland_u([0, 4, 3, 2, 1]), 2))
    6.46
    """
    return scalar_or_array(juilland_d(v, sizes) * check_counts("v", v).sum(axis=-1))


def carroll_d2(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return Carroll's D2: the entropy of the rates, as a share of the largest possible.

    Parameters
    ----------
    v : array_like
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        0 (one part) to 1 (even); NaN for a word that never occurs, or with fewer than two parts.

    Notes
    -----
    ``-sum r ln r / ln k`` with r the rates made to sum to 1 (raw counts give another value). *Not* for parts of a
    few words, whose rates are mostly noise.

    References
    ----------
    Carroll (1970), Computer Studies in the Humanities and Verbal Behavior 3(2), 61-65.

    Examples
    --------
    >>> print(np.round(carroll_d2([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.937921
    """
    rates, _, k = _rates(v, sizes)
    share = quotient(rates, rates.sum(axis=-1, keepdims=True))
    with np.errstate(all="ignore"):
        return clip_to_unit(
            special.entr(share).sum(axis=-1) / np.where(k > 1, np.log(k), np.nan)
        )


def rosengren_s(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return Rosengren's S: how near the counts come to following the sizes.

    Parameters
    ----------
    v : array_like
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        Size share of the smallest part (all there) to 1 (even); NaN for a word that never occurs.

    Notes
    -----
    ``(sum sqrt(s_i v_i))^2 / f`` with s the size shares. *Not* on a scale from 0, as its lowest value shows.

    References
    ----------
    Rosengren (1971), Études de linguistique appliquée 1, 103-127.

    Examples
    --------
    >>> print(np.round(rosengren_s([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 6))
    0.949816
    """
    seen, total = part_counts(v, sizes)
    root = np.sqrt(seen * total).sum(axis=-1)
    return clip_to_unit(quotient(root * root, seen.sum(axis=-1) * total.sum(axis=-1)))


def da(v: ArrayLike, sizes: ArrayLike | None = None) -> Floats:
    """Return DA: 1 less the mean difference between two parts' rates, against twice the mean rate.

    Parameters
    ----------
    v : array_like
        Counts in the parts (last axis).
    sizes : array_like, optional
        Words of the parts; equal if not given.

    Returns
    -------
    ndarray of float
        0 (one part) to 1 (even); NaN for a word that never occurs, or with fewer than two parts.

    Notes
    -----
    ``1 - mean|p_i - p_j| / (2 mean p)`` over pairs, from the sorted rates, so in k log k steps. Large and small parts
    weigh alike: *not* for parts of very different sizes.

    References
    ----------
    Burch, Egbert & Biber (2017), Journal of Research Design and Statistics in Linguistics 3(2), 189-216.

    Examples
    --------
    >>> print(da([0, 0, 1, 2, 5]))
    0.25
    """
    rates, there, k = _rates(v, sizes)
    ordered = np.sort(np.where(there > 0, rates, np.inf), axis=-1)
    place = np.arange(rates.shape[-1])
    weight = 2.0 * place - k[..., None] + 1.0
    gaps = np.where(
        np.isfinite(ordered), weight * np.where(np.isfinite(ordered), ordered, 0.0), 0.0
    ).sum(axis=-1)
    # Pairs: k(k-1)/2; twice the mean: 2 sum/k.
    return clip_to_unit(1.0 - quotient(gaps, (k - 1.0) * rates.sum(axis=-1)))


def lyne_d3(v: ArrayLike) -> Floats:
    """Return Lyne's D3, for parts of equal size: 1 less chi-squared over four times the count.

    Parameters
    ----------
    v : array_like
        Counts in equal parts (last axis).

    Returns
    -------
    ndarray of float
        At most 1 (even); *below 0* where the word keeps to few of many parts, so not a share; NaN for a word that
        never occurs.

    Notes
    -----
    ``1 - chi2 / (4 f)``. *Not* for documents, whose sizes differ.

    References
    ----------
    Lyne (1985), The Vocabulary of French Business Correspondence.

    Examples
    --------
    >>> print(np.round(lyne_d3([1, 2, 3, 4, 5]), 3))
    0.944
    """
    seen, _ = part_counts(v, None)
    f = seen.sum(axis=-1)
    mean = f / seen.shape[-1]
    gaps = seen - mean[..., None]
    return scalar_or_array(
        1.0 - quotient(quotient((gaps * gaps).sum(axis=-1), mean), 4.0 * f)
    )
