"""Weights for documents by terms: TF-IDF in the schemes that are in use, by name.

**Three incompatible idfs** go by one name. With N documents of which df have the term:

* scikit-learn: ``ln((1 + N) / (1 + df)) + 1``, then each document is scaled to length 1. A word that *every* document
  has still weighs something.
* quanteda, Wikipedia, tidytext, gensim: ``log(N / df)`` to the base 10, e or 2. A word that every document has weighs
  **nothing**, so two texts that share only such words are as unlike as can be.

With five documents an idf has five values at most, and the choice of one moves every number: print the scheme beside
the result, and compare only results of one scheme. Counts are not weighted by the length of a document unless the
scheme says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse import notes
from discourse.measures.similarity import idf
from discourse.notes import Note
from discourse.registries import WEIGHTING_SCHEMES
from discourse.settings import FEW_DOCUMENTS_IN_IDF
from discourse.validation import check_option

__all__ = [
    "FUNCTIONS",
    "SchemeFunctions",
    "note_of_idf",
    "row_lengths",
    "scale_rows",
    "weigh",
]

# Schemes that do not ask how many documents have a term.
WITHOUT_IDF = frozenset({"c-tf-idf", "count", "present", "share"})

Floats = NDArray[np.float64]
Local = Callable[[Floats, Floats], Floats]
Inverse = Callable[[int, Floats, Floats, float], Floats]


@dataclass(frozen=True, eq=False)
class SchemeFunctions:
    """The two parts of a weight.

    Attributes
    ----------
    local : callable
        Counts and the total of each count's row to the part that belongs to the document.
    inverse : callable
        N, df, occurrences of each term in all, and mean length of a document to the part that belongs to the term.
    """

    local: Local
    inverse: Inverse


def _count(count: Floats, _total: Floats) -> Floats:
    return count


def _share(count: Floats, total: Floats) -> Floats:
    return count / total


def _damped(count: Floats, _total: Floats) -> Floats:
    return 1.0 + np.log(count)


def _present(count: Floats, _total: Floats) -> Floats:
    return np.ones_like(count)


def _one(_n: int, df: Floats, _f: Floats, _mean: float) -> Floats:
    return np.ones_like(df)


def _classes(_n: int, _df: Floats, f: Floats, mean: float) -> Floats:
    return np.asarray(np.log1p(mean / f), dtype=np.float64)


def _idf(scheme: Literal["smooth", "unsmoothed", "plain", "log10", "log2"]) -> Inverse:
    def inverse(n: int, df: Floats, _f: Floats, _mean: float) -> Floats:
        return idf(df, n, scheme=scheme)

    return inverse


# What computes each scheme of `discourse.registries.WEIGHTING_SCHEMES`.
FUNCTIONS: Mapping[str, SchemeFunctions] = MappingProxyType(
    {
        "sklearn": SchemeFunctions(_count, _idf("smooth")),
        "sklearn-plain": SchemeFunctions(_count, _idf("unsmoothed")),
        "sklearn-sublinear": SchemeFunctions(_damped, _idf("smooth")),
        "quanteda": SchemeFunctions(_count, _idf("log10")),
        "quanteda-share": SchemeFunctions(_share, _idf("log10")),
        "tidytext": SchemeFunctions(_share, _idf("plain")),
        "gensim": SchemeFunctions(_count, _idf("log2")),
        "plain": SchemeFunctions(_count, _idf("plain")),
        "c-tf-idf": SchemeFunctions(_count, _classes),
        "count": SchemeFunctions(_count, _one),
        "present": SchemeFunctions(_present, _one),
        "share": SchemeFunctions(_share, _one),
    }
)


def weigh(matrix: csr_array, scheme: str = "sklearn") -> csr_array:
    """Weigh counts.

    Parameters
    ----------
    matrix : scipy.sparse.csr_array of int64
        Documents (or groups) by terms.
    scheme : str
        A name of :data:`discourse.registries.WEIGHTING_SCHEMES`, which has the sources:

        ==================  ==============================================================  =====================
        scheme              weight of a term in a document                                  as in
        ==================  ==============================================================  =====================
        sklearn             count (ln((1+N) / (1+df)) + 1), documents scaled to length 1    scikit-learn's default
        sklearn-plain       count (ln(N / df) + 1), scaled                                  smooth_idf=False
        sklearn-sublinear   (1 + ln count) (ln((1+N) / (1+df)) + 1), scaled                 sublinear_tf=True
        quanteda            count log10(N / df)                                             dfm_tfidf's default
        quanteda-share      count / words, log10(N / df)                                    scheme_tf = "prop"
        tidytext            count / words, ln(N / df)                                       bind_tf_idf
        gensim              count log2(N / df), scaled                                      TfidfModel's default
        plain               count ln(N / df)                                                the textbook
        c-tf-idf            count ln(1 + A / f), A mean words a row, f count in all rows    Grootendorst 2022
        count, share        count; count / words                                            no idf
        present             1 for a term that is there                                      no idf
        ==================  ==============================================================  =====================

    Returns
    -------
    scipy.sparse.csr_array of float64
        Same shape. N counts the rows that have words: an empty document changes no weight. (The programs named count
        it; without empty documents the numbers are theirs.)

    Notes
    -----
    *Not* comparable between schemes, nor between corpora: N and df are those of the corpus given.

    Examples
    --------
    >>> counts = csr_array(np.array([[3, 0, 1], [2, 0, 0], [3, 0, 0], [4, 0, 0], [3, 2, 0], [3, 0, 2]]))
    >>> weigh(counts, "sklearn").toarray()[0].round(4).tolist()
    [0.8515, 0.0, 0.5243]
    """
    entry = WEIGHTING_SCHEMES[check_option("scheme", scheme, WEIGHTING_SCHEMES)]
    chosen = FUNCTIONS[scheme]
    rows, columns = matrix.shape
    row = np.repeat(np.arange(rows), np.diff(matrix.indptr))
    count = matrix.data.astype(np.float64)
    total = np.bincount(row, weights=count, minlength=rows)
    df = np.bincount(matrix.indices, minlength=columns).astype(np.float64)
    f = np.bincount(matrix.indices, weights=count, minlength=columns).astype(np.float64)
    full = int((total > 0).sum())
    used = df > 0
    inverse = np.zeros(columns)
    inverse[used] = chosen.inverse(
        full, df[used], f[used], float(total.sum()) / max(full, 1)
    )
    weight = chosen.local(count, total[row]) * inverse[matrix.indices]
    weighed = csr_array((weight, matrix.indices, matrix.indptr), shape=matrix.shape)
    return scale_rows(weighed) if entry.unit else weighed


def row_lengths(matrix: csr_array) -> Floats:
    """Euclidean length of each row, its squares added in the order of the terms.

    >>> row_lengths(csr_array(np.array([[3.0, 4.0], [0.0, 0.0]]))).tolist()
    [5.0, 0.0]
    """
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.asarray(
        np.sqrt(
            np.bincount(
                row, weights=matrix.data * matrix.data, minlength=matrix.shape[0]
            )
        )
    )


def scale_rows(matrix: csr_array) -> csr_array:
    """`matrix` with each row that is not all zero scaled to Euclidean length 1.

    >>> scale_rows(csr_array(np.array([[3.0, 4.0], [0.0, 0.0]]))).toarray().tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    size = row_lengths(matrix)
    size = np.repeat(np.where(size > 0, size, 1.0), np.diff(matrix.indptr))
    return csr_array(
        (matrix.data / size, matrix.indices, matrix.indptr), shape=matrix.shape
    )


def note_of_idf(scheme: str, documents: int, *, unit: str = "document") -> Note | None:
    """Say how coarse the idf of a scheme is with so many documents; None with enough.

    A term can be in 1, 2 ... N of N documents, so an idf has at most N values.

    Parameters
    ----------
    scheme : str
        A name of :data:`discourse.registries.WEIGHTING_SCHEMES`.
    documents : int
        Documents with words.
    unit : str
        What is counted as a document, in the singular.

    Returns
    -------
    Note or None
        None also where the scheme has no idf.

    Examples
    --------
    >>> str(note_of_idf("sklearn", 5))
    'idf of 5 documents has at most 5 levels'
    """
    if scheme in WITHOUT_IDF or documents >= FEW_DOCUMENTS_IN_IDF or not documents:
        return None
    if documents == 1:
        return notes.make("idf_of_one", unit=unit)
    return notes.make("idf_of_few", documents=documents, unit=unit)
