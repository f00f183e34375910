"""Keyness otherwise: of documents in the place of words, and as the divergence of a word's shares from the sizes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, issparse

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts, two_group_counts
from discourse.measures.exact_arithmetic import Floats, quotient, scalar_or_array
from discourse.measures.keyness import g2

__all__ = ["kld_keyness", "text_dispersion_keyness"]

Contrast = Callable[[ArrayLike, ArrayLike, ArrayLike, ArrayLike], Any]


def text_dispersion_keyness(
    target: ArrayLike | csr_array,
    reference: ArrayLike | csr_array,
    *,
    measure: Contrast = g2,
) -> Any:
    """Return keyness by the documents that have a word, in the place of its occurrences.

    Parameters
    ----------
    target, reference : array_like or scipy.sparse array
        Counts of each word in the documents of the group (last axis; leading axes are words, the same in both). True
        and False will do as well. Leave documents without words out.
    measure : callable
        Any measure of ``a, b, c, d``: :func:`g2` if not given, :func:`log_ratio`, :func:`fisher_exact` ...; for the
        direction ``lambda *table: g2(*table, signed=True)``.

    Returns
    -------
    ndarray of float, or what `measure` returns
        In the unit of the measure, one value a word; NaN where a count is.

    Notes
    -----
    The measure is taken of ``a`` of ``c`` documents of the target that have the word, and ``b`` of ``d`` of the
    reference. How often a document repeats a word counts for nothing: the surest cure for a key word that one text made.
    Documents are independent sooner than words, so a p-value of it means more. *Not* with a handful of documents, whose
    scores are a few steps (5 against 5: G2 is 13.9 at most); *not* where documents differ much in length, since a long
    one has more words of every kind; and *not* for common words, which all documents have.

    References
    ----------
    Egbert & Biber (2019), "Incorporating text dispersion into keyword analyses", Corpora 14(1), 77-104.

    Examples
    --------
    Two words, each five times in the target: one in all its documents, one in a single document.

    >>> target, reference = [[1, 2, 1, 1], [0, 5, 0, 0]], [[0, 0, 1, 0], [0, 0, 0, 0]]
    >>> print(np.round(text_dispersion_keyness(target, reference), 2))
    [6.09 1.53]
    """
    (a, c), (b, d) = _having("target", target), _having("reference", reference)
    return measure(a, b, c, d)


def _having(name: str, values: ArrayLike | csr_array) -> tuple[Floats, Floats]:
    """Return in how many documents each word is, and how many documents there are."""
    if issparse(values):
        table = csr_array(values, copy=True)
        table.sum_duplicates()
        here = check_counts(name, table.data)
        row = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
        having = np.bincount(
            row, np.where(np.isnan(here), np.nan, here > 0), minlength=table.shape[0]
        )
        return np.asarray(having, dtype=np.float64), np.asarray(float(table.shape[1]))
    seen = check_counts(name, values)
    if seen.ndim == 0:
        raise OptionError(
            f"{name} came as one number; the counts in all documents were expected (last axis)."
        )
    having = np.where(np.isnan(seen), np.nan, seen > 0).sum(axis=-1)
    return np.asarray(having, dtype=np.float64), np.asarray(float(seen.shape[-1]))


def kld_keyness(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, signed: bool = False
) -> Floats:
    """Return the divergence of a word's shares in target and reference from the shares of all words: KLD keyness.

    Parameters
    ----------
    a, b, c, d : array_like
        Occurrences `a` among `c` words of the target, `b` among `d` of the reference.
    signed : bool
        Negative where the reference uses the word more.

    Returns
    -------
    ndarray of float
        Bits, 0 (the same rate in both) and up: at most ``log2((c + d)/c)`` for a word of the target alone, and
        ``log2((c + d)/d)`` for one of the reference alone. NaN where a word is in neither group, or a group has no words.

    Notes
    -----
    ``t log2(t/s) + u log2(u/(1 - s))`` with ``t = a/(a + b)`` and ``u = b/(a + b)`` the shares of the word, ``s = c/(c +
    d)`` the target's share of all words. It is the two-term :func:`g2` over ``2 ln 2 (a + b)``: evidence an occurrence,
    so an effect size, free of the count. *Not* on its own: any word seen once, in the smaller group, has the largest
    value there is. Its author gives it beside frequency and dispersion, as three numbers and not one.

    References
    ----------
    Gries (2021), Research in Corpus Linguistics 9(2), 1-33; Gries (2024), Frequency, Dispersion, Association, and
    Keyness.

    Examples
    --------
    >>> print(np.round(kld_keyness([10, 10, 0], [10, 0, 10], 1000, 3000, signed=True), 4))
    [ 0.2075  2.     -0.415 ]
    """
    a, b, c, d = two_group_counts(a, b, c, d)
    value = quotient(
        g2(a, b, c, d, terms=2, signed=signed), 2.0 * np.log(2.0) * (a + b)
    )
    return scalar_or_array(np.where((c > 0) & (d > 0), value, np.nan))
