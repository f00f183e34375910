"""Weights for documents by terms: TF-IDF in the schemes that are in use, by name.

**Several idfs** that cannot be compared go by one name. Let N be the number of
documents, and df the number of documents that have the term:

* scikit-learn: ``ln((1 + N) / (1 + df)) + 1``; then each document is scaled to length
  1. A word that *every* document has still gets some weight.
* quanteda, Wikipedia, tidytext, gensim: ``log(N / df)`` to the base 10, e or 2. A word
  that every document has gets **no** weight. So two texts that share only such words
  have a similarity of 0.
* "log-idf" of this library: ``ln((N + 1) / (df + 1/2))``. A word that every document has
  gets very little weight, but some.

With five documents an idf has five values at most, and the choice of the idf moves
every number. Print the scheme beside the result, and compare only results of one
scheme. Counts are not divided by the length of a document unless the scheme does so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse import notes
from discourse.counting.background import TermRarity
from discourse.errors import OptionError
from discourse.measures.similarity import idf
from discourse.notes import Note
from discourse.registries import WEIGHTING_SCHEMES
from discourse.settings import FEW_DOCUMENTS_IN_IDF
from discourse.validation import check_option

__all__ = [
    "FUNCTIONS",
    "WITH_BACKGROUND",
    "SchemeFunctions",
    "choose_scheme",
    "note_of_idf",
    "notes_of_idf",
    "row_lengths",
    "scale_rows",
    "weigh",
]

# Schemes that do not use the number of documents that have a term.
WITHOUT_IDF = frozenset({"c-tf-idf", "count", "log-entropy", "present", "share"})
# Schemes whose idf has a value for a term that no document of a background has.
WITH_BACKGROUND = ("log-idf", "sklearn", "sklearn-sublinear")
# Schemes that use how evenly the occurrences of a term are spread over the documents.
WITH_ENTROPY = frozenset({"log-entropy"})
# An entropy below it is rounding error: the term is spread evenly over all documents.
ROUNDING_ERROR = 1e-12

Floats = NDArray[np.float64]
LocalWeight = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True, eq=False)
class _TermStatistics:
    """What the weight of a term can depend on, over all documents.

    Attributes
    ----------
    document_count : int
        Documents with words, N.
    mean_length : float
        Mean number of words of a document.
    df : float64 array, shape (terms,)
        Documents that have each term.
    count : float64 array, shape (terms,)
        Occurrences of each term in all documents.
    entropy : float64 array, shape (terms,)
        How evenly the occurrences of each term are spread over the documents, in nats;
        0 for a term of one document. Zeros for a scheme that does not use it.
    """

    document_count: int
    mean_length: float
    df: Floats
    count: Floats
    entropy: Floats

    def with_rarity(self, rarity: TermRarity) -> _TermStatistics:
        """Return the statistics with N and df of a background."""
        df = rarity.documents.astype(np.float64)
        return replace(self, document_count=rarity.of_documents, df=df)

    def select(self, keep: np.ndarray) -> _TermStatistics:
        """Return the statistics of the terms `keep` (bool) and no others."""
        df = self.df[keep]
        count = self.count[keep]
        entropy = self.entropy[keep]
        return replace(self, df=df, count=count, entropy=entropy)


GlobalWeight = Callable[[_TermStatistics], Floats]


@dataclass(frozen=True, eq=False)
class SchemeFunctions:
    """The two factors of a weight.

    Attributes
    ----------
    local : callable
        From counts, and the total of each count's row, to the factor that belongs to
        the document.
    inverse : callable
        From the statistics of the terms to the factor that belongs to the term.
    """

    local: LocalWeight
    inverse: GlobalWeight


def _raw_count(count: Floats, _total: Floats) -> Floats:
    return count


def _share_of_words(count: Floats, total: Floats) -> Floats:
    return count / total


def _log_count(count: Floats, _total: Floats) -> Floats:
    return 1.0 + np.log(count)


def _log_count_plus_one(count: Floats, _total: Floats) -> Floats:
    logarithm: Floats = np.log1p(count)
    return logarithm


def _presence(count: Floats, _total: Floats) -> Floats:
    return np.ones_like(count)


def _no_idf(terms: _TermStatistics) -> Floats:
    return np.ones_like(terms.df)


def _class_based_idf(terms: _TermStatistics) -> Floats:
    ratio = terms.mean_length / terms.count
    idf_of_classes: Floats = np.log1p(ratio)
    return idf_of_classes


def _one_minus_entropy(terms: _TermStatistics) -> Floats:
    """Return 1 less the entropy of each term, as a share of the largest possible one."""
    if terms.document_count < 2:
        return np.ones_like(terms.entropy)
    largest_entropy = np.log(terms.document_count)
    weight = 1.0 - terms.entropy / largest_entropy
    return np.where(weight > ROUNDING_ERROR, weight, 0.0)


def _idf(
    scheme: Literal["smooth", "unsmoothed", "plain", "log10", "log2", "half"],
) -> GlobalWeight:
    """Return the function that computes this idf from the statistics of terms."""

    def inverse(terms: _TermStatistics) -> Floats:
        document_count = terms.document_count
        return idf(terms.df, document_count, scheme=scheme)

    return inverse


# What computes each scheme of `discourse.registries.WEIGHTING_SCHEMES`.
FUNCTIONS: Mapping[str, SchemeFunctions] = MappingProxyType(
    {
        "sklearn": SchemeFunctions(_raw_count, _idf("smooth")),
        "sklearn-plain": SchemeFunctions(_raw_count, _idf("unsmoothed")),
        "sklearn-sublinear": SchemeFunctions(_log_count, _idf("smooth")),
        "quanteda": SchemeFunctions(_raw_count, _idf("log10")),
        "quanteda-share": SchemeFunctions(_share_of_words, _idf("log10")),
        "tidytext": SchemeFunctions(_share_of_words, _idf("plain")),
        "gensim": SchemeFunctions(_raw_count, _idf("log2")),
        "plain": SchemeFunctions(_raw_count, _idf("plain")),
        "log-idf": SchemeFunctions(_log_count_plus_one, _idf("half")),
        "log-entropy": SchemeFunctions(_log_count_plus_one, _one_minus_entropy),
        "c-tf-idf": SchemeFunctions(_raw_count, _class_based_idf),
        "count": SchemeFunctions(_raw_count, _no_idf),
        "present": SchemeFunctions(_presence, _no_idf),
        "share": SchemeFunctions(_share_of_words, _no_idf),
    }
)


def choose_scheme(
    scheme: str | None, default: str, *, has_background: bool = False
) -> str:
    """Return the scheme that a verb uses, or refuse one that takes no background.

    Parameters
    ----------
    scheme : str or None
        A name of :data:`discourse.registries.WEIGHTING_SCHEMES`. None: the default.
    default : str
        The scheme of the verb, if there is no background. With one it is "log-idf".
    has_background : bool
        Whether a background says how rare terms are.

    Examples
    --------
    >>> choose_scheme(None, "sklearn"), choose_scheme(None, "sklearn", has_background=True)
    ('sklearn', 'log-idf')
    """
    if scheme is None:
        return "log-idf" if has_background else default
    check_option("scheme", scheme, WEIGHTING_SCHEMES)
    if has_background and scheme not in WITH_BACKGROUND:
        raise OptionError(
            f"scheme={scheme!r} takes no background: it has no weight for a term that "
            "no document of the background has, or does not count documents. Expected "
            f"one of {', '.join(WITH_BACKGROUND)}; or leave `background` out."
        )
    return scheme


def weigh(
    matrix: csr_array, scheme: str = "sklearn", *, rarity: TermRarity | None = None
) -> csr_array:
    """Return the weights of counts by a TF-IDF scheme.

    Parameters
    ----------
    matrix : scipy.sparse.csr_array of int64
        Documents (or groups) by terms.
    scheme : str
        A name of :data:`discourse.registries.WEIGHTING_SCHEMES`, which has the sources.
        The weight of a term in a document is:

        =================  ===================================  =====================
        scheme             weight                               as in
        =================  ===================================  =====================
        sklearn            count (ln((1+N) / (1+df)) + 1),      scikit-learn's default
                           documents scaled to length 1
        sklearn-plain      count (ln(N / df) + 1), scaled       smooth_idf=False
        sklearn-sublinear  (1 + ln count)                       sublinear_tf=True
                           (ln((1+N) / (1+df)) + 1), scaled
        quanteda           count log10(N / df)                  dfm_tfidf's default
        quanteda-share     count / words, log10(N / df)         scheme_tf = "prop"
        tidytext           count / words, ln(N / df)            bind_tf_idf
        gensim             count log2(N / df), scaled           TfidfModel's default
        plain              count ln(N / df)                     the textbook
        log-idf            ln(1 + count)                        the default of
                           ln((N + 1) / (df + 1/2))             ``similarity``
        log-entropy        ln(1 + count) (1 - H / ln N), H the  Dumais 1991
                           entropy of the term's documents
        c-tf-idf           count ln(1 + A / f), A mean words a  Grootendorst 2022
                           row, f count in all rows
        count, share       count; count / words                 no idf
        present            1 for a term that occurs             no idf
        =================  ===================================  =====================
    rarity : TermRarity, optional
        N and df of a background (:func:`discourse.counting.background.look_up`), in
        place of those of the matrix. A scheme of :data:`WITH_BACKGROUND` takes them. A
        term in a script that the background lacks has the weight 0.

    Returns
    -------
    scipy.sparse.csr_array of float64
        Same shape. N is the number of rows that have words: an empty document changes
        no weight. (The programs named above count empty documents too. Without empty
        documents the numbers are theirs.)

    Notes
    -----
    Weights are *not* comparable between schemes, nor between corpora: N and df are
    those of the corpus that is given. With a background they are its own, and so are
    the same for every corpus.

    Examples
    --------
    >>> rows = [[3, 0, 1], [2, 0, 0], [3, 0, 0], [4, 0, 0], [3, 2, 0], [3, 0, 2]]
    >>> weigh(csr_array(np.array(rows)), "sklearn").toarray()[0].round(4).tolist()
    [0.8515, 0.0, 0.5243]
    """
    check_option("scheme", scheme, WEIGHTING_SCHEMES)
    if rarity is not None:
        choose_scheme(scheme, scheme, has_background=True)
    entry = WEIGHTING_SCHEMES[scheme]
    functions = FUNCTIONS[scheme]
    row_count, column_count = matrix.shape
    row_of_entry = _row_of_entries(matrix)
    count = matrix.data.astype(np.float64)
    row_total = np.bincount(row_of_entry, weights=count, minlength=row_count)
    statistics = _describe_terms(
        matrix, count, row_total, with_entropy=scheme in WITH_ENTROPY
    )
    # A term that does not occur has no idf. It keeps the weight 0.
    occurs = statistics.df > 0
    if rarity is not None:
        statistics = statistics.with_rarity(rarity)
    global_weight = np.zeros(column_count)
    global_weight[occurs] = functions.inverse(statistics.select(occurs))
    if rarity is not None:
        global_weight[rarity.unweighed] = 0.0
    local_weight = functions.local(count, row_total[row_of_entry])
    weight = local_weight * global_weight[matrix.indices]
    weights = _replace_data(matrix, weight)
    if entry.unit:
        return scale_rows(weights)
    return weights


def _describe_terms(
    matrix: csr_array, count: Floats, row_total: np.ndarray, *, with_entropy: bool
) -> _TermStatistics:
    """Return the statistics of all terms, also of those that do not occur."""
    column_count = matrix.shape[1]
    df = np.bincount(matrix.indices, minlength=column_count)
    total_weight = np.bincount(matrix.indices, weights=count, minlength=column_count)
    total = total_weight.astype(np.float64)
    document_count = int(np.count_nonzero(row_total > 0))
    word_count = float(row_total.sum())
    entropy = np.zeros(column_count)
    if with_entropy:
        entropy = _entropy_of_terms(matrix, count, total)
    return _TermStatistics(
        document_count=document_count,
        mean_length=word_count / max(document_count, 1),
        df=df.astype(np.float64),
        count=total,
        entropy=entropy,
    )


def _entropy_of_terms(matrix: csr_array, count: Floats, total: Floats) -> Floats:
    """Return the entropy of the distribution of each term over the documents, in nats.

    `count` are the stored cells of the matrix, `total` their sum for each term.
    """
    share_of_term = count / total[matrix.indices]
    summand = -share_of_term * np.log(share_of_term)
    entropy = np.bincount(matrix.indices, weights=summand, minlength=len(total))
    return np.asarray(entropy, dtype=np.float64)


def _row_of_entries(matrix: csr_array) -> np.ndarray:
    """Return the row of each count that the matrix stores."""
    row_count = matrix.shape[0]
    rows = np.arange(row_count)
    entries_of_row = np.diff(matrix.indptr)
    row_of_entry: np.ndarray = np.repeat(rows, entries_of_row)
    return row_of_entry


def _replace_data(matrix: csr_array, data: np.ndarray) -> csr_array:
    """Return a matrix with other numbers in the same cells."""
    return csr_array(
        (data, matrix.indices, matrix.indptr),
        shape=matrix.shape,
    )


def row_lengths(matrix: csr_array) -> Floats:
    """Return the Euclidean length of each row.

    The squares are added in the order of the terms.

    >>> row_lengths(csr_array(np.array([[3.0, 4.0], [0.0, 0.0]]))).tolist()
    [5.0, 0.0]
    """
    row = _row_of_entries(matrix)
    sums = np.bincount(
        row,
        weights=matrix.data * matrix.data,
        minlength=matrix.shape[0],
    )
    return np.asarray(np.sqrt(sums))


def scale_rows(matrix: csr_array) -> csr_array:
    """Return `matrix` with each row scaled to Euclidean length 1.

    A row of zeros stays as it is.

    >>> scale_rows(csr_array(np.array([[3.0, 4.0], [0.0, 0.0]]))).toarray().tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    length = row_lengths(matrix)
    # A row of zeros is divided by 1.
    divisor = np.where(length > 0, length, 1.0)
    row = _row_of_entries(matrix)
    scaled_data = matrix.data / divisor[row]
    return _replace_data(matrix, scaled_data)


def note_of_idf(scheme: str, documents: int, *, unit: str = "document") -> Note | None:
    """Return a note on how coarse an idf is with so few documents, or None.

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
        None with enough documents, and where the scheme has no idf.

    Examples
    --------
    >>> str(note_of_idf("sklearn", 5))
    'idf of 5 documents has at most 5 levels'
    """
    has_enough = documents >= FEW_DOCUMENTS_IN_IDF
    has_none = documents == 0
    if scheme in WITHOUT_IDF or has_enough or has_none:
        return None
    if documents == 1:
        return notes.make("idf_of_one", unit=unit)
    return notes.make("idf_of_few", documents=documents, unit=unit)


def notes_of_idf(
    scheme: str,
    documents: int,
    *,
    unit: str = "document",
    rarity: TermRarity | None = None,
) -> list[Note | None]:
    """Return the notes on an idf: how coarse it is, and what a background lacks.

    Parameters
    ----------
    scheme, documents, unit
        As :func:`note_of_idf` takes them.
    rarity : TermRarity, optional
        What a background knows of the terms. Its documents then decide how coarse the
        idf is.

    Examples
    --------
    >>> list(map(str, notes_of_idf("log-idf", 5)))
    ['idf of 5 documents has at most 5 levels']
    """
    if rarity is None:
        return [note_of_idf(scheme, documents, unit=unit)]
    return [note_of_idf(scheme, rarity.of_documents), *rarity.remarks]
