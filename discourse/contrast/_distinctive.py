"""The terms that set a document, or a group of documents, apart."""

from __future__ import annotations

from typing import Literal

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
    """The terms with the highest TF-IDF in each document or group.

    Parameters
    ----------
    corpus : Corpus
        Documents; their groups are what is compared.
    by : str or None
        ``"doc"``, or a column of the metadata: then the documents of a group count as one text, and N and df count
        groups. None: all documents together, whose terms are merely frequent.
    top : int
        Terms of each group.
    scheme : str
        How a term is weighed: see :func:`discourse.counting.tfidf.weigh`. Name it in the caption.
    n : int, pair of int, or str
        Words in a term: 1, 3, (1, 3), or ``"4 characters"``. No term runs over the end of a sentence.
    stop : str, iterable of str or None
        Stop words (``"en"``, or a list of words). None by default: nothing is left out unasked.
    state : {'masked', 'raw', 'both'}
        Leave masked text out ('masked'), count it all the same ('raw'), or give both, one after the other, to show
        what the debris did.

    Returns
    -------
    pandas.DataFrame
        Kind "distinctive": group, term, rank, weight, count (in the group), documents (of the corpus that have the
        term), of_documents (of the corpus in all), scheme, state, note. Terms of weight 0 are left out; equal weights stand in order of the term.

    Notes
    -----
    A description, not a test: nothing says how surprising a weight is. With five documents an idf has five values at
    most, so these are distinctive terms, *not* topics; names lead the list. For a contrast of two groups with
    intervals use keyness. `note` says so where fewer than 30 documents (or groups) have words (house practice), and
    where a term of a group is in one document only, or the group is one document.

    References
    ----------
    Sparck Jones (1972), Journal of Documentation 28(1), 11-21; the schemes name theirs.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "the road, the belt", "b": "the sea"})
    >>> distinctive(corpus, scheme="plain")[["group", "term", "rank", "weight", "count", "documents"]]
      group  term  rank    weight  count  documents
    0     a  belt     1  0.693147      1          1
    1     a  road     2  0.693147      1          1
    2     b   sea     1  0.693147      1          1
    """
    corpus = as_corpus(corpus)
    check_option("scheme", scheme, WEIGHTING_SCHEMES)
    check_option("state", state, ("masked", "raw", "both"))
    top = check_whole_number("top", top)
    states = ("raw", "masked") if state == "both" else (state,)
    parts, stop = [], freeze_stop_words(stop)
    for name in states:
        seen = corpus.unmask() if name == "raw" else corpus
        sizes = np.bincount(corpus.groups(by)[0], minlength=len(corpus.groups(by)[1]))
        parts.append(
            distinctive_table(
                count_terms(seen, n=n, by=by, stop=stop),
                sizes,
                scheme=scheme,
                top=top,
                state=name,
            )
        )
    return pd.concat(parts, ignore_index=True)


def distinctive_table(
    counts: DocumentTermMatrix, sizes: np.ndarray, *, scheme: str, top: int, state: str
) -> pd.DataFrame:
    """The table from the counts, wherever they were counted; `sizes`: documents of each group, `state`: a name."""
    weights = weigh(counts.matrix, scheme)
    always = _always(counts, sizes, scheme)
    rows: list[tuple[str, str, int, float, int, int, str]] = []
    for number, group in enumerate(counts.names):
        part = slice(weights.indptr[number], weights.indptr[number + 1])
        # Weights are compared as the table rounds them, so that ties are ties on every machine.
        weight = tables.rounded(weights.data[part])
        column, count = weights.indices[part], counts.matrix.data[part]
        order = np.lexsort((column, -weight))[:top]
        order = order[weight[order] > 0]
        terms = counts.spell(column[order])
        for rank, (place, term) in enumerate(
            zip(order.tolist(), terms, strict=True), 1
        ):
            documents = int(counts.documents[column[place]])
            about_term = _note(
                documents, int(sizes[number]), len(sizes), int(sizes.sum())
            )
            note = notes.join([about_term, *always])
            rows.append(
                (
                    group,
                    term,
                    rank,
                    float(weight[place]),
                    int(count[place]),
                    documents,
                    note,
                )
            )
    if not rows:
        return tables.make("distinctive", {})
    names = ("group", "term", "rank", "weight", "count", "documents", "note")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    fixed = {"of_documents": int(sizes.sum()), "scheme": scheme, "state": state}
    return tables.make("distinctive", {**columns, **fixed})


def _always(
    counts: DocumentTermMatrix, sizes: np.ndarray, scheme: str
) -> list[Note | None]:
    """What is to be said of every weight."""
    used = int((np.diff(counts.matrix.indptr) > 0).sum())
    unit = "document" if len(sizes) == sizes.sum() else "group"
    return [note_of_idf(scheme, used, unit=unit), notes.make("weight_is_no_test")]


def _note(documents: int, size: int, groups: int, of_documents: int) -> Note | None:
    """What is to be said of a term in so many documents, in a group of `size`: whether it is one document's."""
    if groups == of_documents:
        return None  # a group is a document, and is not taken for more
    if size == 1:
        return notes.make("group_is_one_document")
    if documents == 1:
        return notes.make("in_one_document_only")
    return None
