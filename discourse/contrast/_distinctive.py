"""The terms that distinguish a document, or a group of documents, from the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.document_term_matrix import (
    DocumentTermMatrix,
    TermLength,
    count_terms,
)
from discourse.counting.stop_words import StopWords, freeze_stop_words
from discourse.counting.tfidf import note_of_idf, weigh
from discourse.notes import Note
from discourse.registries import WEIGHTING_SCHEMES
from discourse.validation import check_option, check_whole_number, options_by_name

__all__ = ["State", "distinctive", "distinctive_table"]

State = Literal["masked", "raw", "both"]

# The columns that differ from row to row.
_COLUMNS = ("group", "term", "rank", "weight", "count", "documents", "note")


@options_by_name
def distinctive(
    corpus: Corpus,
    *,
    by: str | None = "doc",
    top: int = 15,
    scheme: str = "sklearn",
    n: TermLength = 1,
    stop: StopWords = None,
    state: State = "masked",
) -> pd.DataFrame:
    """Return the terms with the highest TF-IDF in each document or group.

    Parameters
    ----------
    corpus : Corpus
        Documents; their groups are what is compared.
    by : str or None
        ``"doc"``, or a column of the metadata: then the documents of a group count as
        one text, and N and df count groups. None: all documents together, whose terms
        are merely frequent.
    top : int
        Terms of each group.
    scheme : str
        How a term is weighted: see :func:`discourse.counting.tfidf.weigh`. Name it in
        the caption.
    n : int, pair of int, or str
        Words in a term: 1, 3, (1, 3), or ``"4 characters"``. No term crosses the end of
        a sentence.
    stop : str, iterable of str or None
        Stop words (``"en"``, or a list of words). None by default: nothing is left out
        unasked.
    state : {'masked', 'raw', 'both'}
        Leave masked text out ('masked'), or count it all the same ('raw'). 'both' gives
        both, one after the other, to show the effect of the debris.

    Returns
    -------
    pandas.DataFrame
        Kind "distinctive": group, term, rank, weight, count (in the group), documents
        (of the corpus that have the term), of_documents (of the corpus in all), scheme,
        state, note. Terms of weight 0 are left out. Equal weights are in order of the
        term.

    See Also
    --------
    keyness : A contrast of two groups, with intervals and tests.
    topics : Terms that occur together in paragraphs.

    Notes
    -----
    *When to use it.* For a first look at what each document or group is about.

    *How to read it.* It is a description, not a test: nothing shows how surprising a
    weight is. With five documents an idf has five values at most, so these are
    distinctive terms, *not* topics. Names lead the list. For a contrast of two groups
    with intervals use keyness.

    `note` warns in three cases: fewer than 30 documents (or groups) have words
    (practice of this library); a term of a group is in one document only; the group is
    one document.

    References
    ----------
    Sparck Jones (1972), Journal of Documentation 28(1), 11-21; the schemes name theirs.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "the road, the belt", "b": "the sea"})
    >>> table = distinctive(corpus, scheme="plain")
    >>> table[["group", "term", "rank", "weight", "count", "documents"]]
      group  term  rank    weight  count  documents
    0     a  belt     1  0.693147      1          1
    1     a  road     2  0.693147      1          1
    2     b   sea     1  0.693147      1          1
    """
    corpus = as_corpus(corpus)
    check_option("scheme", scheme, WEIGHTING_SCHEMES)
    check_option("state", state, ("masked", "raw", "both"))
    top = check_whole_number("top", top)
    stop = freeze_stop_words(stop)
    codes, groups = corpus.groups(by)
    group_sizes = np.bincount(codes, minlength=len(groups))
    states = ("raw", "masked") if state == "both" else (state,)
    parts = []
    for name in states:
        counted = corpus
        if name == "raw":
            counted = corpus.unmask()
        counts = count_terms(counted, n=n, by=by, stop=stop)
        table = distinctive_table(
            counts,
            group_sizes,
            scheme=scheme,
            top=top,
            state=name,
            label_of=corpus.group_label_of(by),
        )
        parts.append(table)
    return pd.concat(parts, ignore_index=True)


def distinctive_table(
    counts: DocumentTermMatrix,
    group_sizes: np.ndarray,
    *,
    scheme: str,
    top: int,
    state: str,
    label_of: Mapping[str, str],
) -> pd.DataFrame:
    """Return the table of distinctive terms, wherever they were counted.

    Parameters
    ----------
    counts : DocumentTermMatrix
        Groups by terms.
    group_sizes : int64 array, shape (groups,)
        Documents of each group.
    scheme : str
    top : int
    state : str
        Name of the state of the corpus that was counted.
    label_of : mapping of str to str
        The labels of groups that have one.
    """
    weights = weigh(counts.matrix, scheme)
    notes_of_all = _notes_of_all(counts, group_sizes, scheme)
    of_documents = int(group_sizes.sum())
    parts = []
    for number, group in enumerate(counts.names):
        begin = weights.indptr[number]
        end = weights.indptr[number + 1]
        in_group = slice(begin, end)
        # Weights are compared as the table rounds them, so that ties are ties on every
        # machine.
        weight = tables.round_to_digits(weights.data[in_group])
        term = weights.indices[in_group]
        count = counts.matrix.data[in_group]
        order = np.lexsort((term, -weight))[:top]
        order = order[weight[order] > 0]
        term, weight = term[order], weight[order]
        documents = counts.documents[term]
        group_size = int(group_sizes[number])
        cells = []
        for with_term in documents.tolist():
            note = _note_of_term(with_term, group_size, group_sizes)
            cells.append(notes.join([note, *notes_of_all]))
        parts.append(
            {
                "group": [group] * len(order),
                "term": counts.spell(term),
                "rank": range(1, len(order) + 1),
                "weight": weight.tolist(),
                "count": count[order].tolist(),
                "documents": documents.tolist(),
                "note": cells,
            }
        )
    columns = _join_columns(parts)
    if not columns["term"]:
        return tables.make("distinctive", {})
    constants = {"of_documents": of_documents, "scheme": scheme, "state": state}
    return tables.make(
        "distinctive", {**columns, **constants}, labels={"group": label_of}
    )


def _join_columns(parts: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return the columns of all groups, one group after the other."""
    columns = {}
    for name in _COLUMNS:
        column: list[Any] = []
        for part in parts:
            column += part[name]
        columns[name] = column
    return columns


def _notes_of_all(
    counts: DocumentTermMatrix, group_sizes: np.ndarray, scheme: str
) -> list[Note | None]:
    """Return the notes on every weight of the table."""
    terms_of_row = np.diff(counts.matrix.indptr)
    with_words = int(np.count_nonzero(terms_of_row))
    unit = "group"
    if len(group_sizes) == group_sizes.sum():
        unit = "document"
    coarse_idf = note_of_idf(scheme, with_words, unit=unit)
    no_test = notes.make("weight_is_no_test")
    return [coarse_idf, no_test]


def _note_of_term(
    documents: int, group_size: int, group_sizes: np.ndarray
) -> Note | None:
    """Return a note if the term, or the group, is that of one document.

    None where every group is a document, since none is then taken for more.
    """
    if len(group_sizes) == int(group_sizes.sum()):
        return None
    if group_size == 1:
        return notes.make("group_is_one_document")
    if documents == 1:
        return notes.make("in_one_document_only")
    return None
