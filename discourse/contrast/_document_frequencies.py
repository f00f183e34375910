"""How many documents have each term: the background of another corpus."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.counted_units import unit_of_terms
from discourse.counting.document_term_matrix import TermLength, count_terms
from discourse.progress import shows_progress
from discourse.validation import options_by_name

__all__ = ["document_frequencies"]


@options_by_name
@shows_progress
def document_frequencies(
    corpus: Corpus,
    *,
    n: TermLength = 1,
    min_documents: int = 1,
    progress: bool = True,
) -> pd.DataFrame:
    """Return how many documents have each term.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted.
    n : int, pair of int, or str
        Words in a term: 1, 3, (1, 3), or ``"4 characters"``. No term crosses the end of
        a sentence.
    min_documents : int
        Leave out terms that fewer documents have.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "document_frequencies": term, documents (that have it), of_documents (that
        have any word), token_unit. The commonest term first, ties by name.

    See Also
    --------
    distinctive, similarity, keyness : They take the table as `background`.

    Notes
    -----
    *When to use it.* To keep what a large collection knows of rare and common terms,
    and use it as the background of a small one: save the table once, and give its path.

    *When not to use it.* For comparing collections: documents differ in length, and a
    long one has more terms. Use keyness. With `min_documents` above 1 the terms that
    are left out will be taken for terms of no document.

    References
    ----------
    Sparck Jones (1972), Journal of Documentation 28(1), 11-21.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "the road, the belt", "b": "the sea"})
    >>> document_frequencies(corpus)[["term", "documents", "of_documents"]]
       term  documents  of_documents
    0   the          2             2
    1  belt          1             2
    2  road          1             2
    3   sea          1             2
    """
    corpus = as_corpus(corpus).in_words
    counts = count_terms(corpus, n=n, min_documents=min_documents)
    words_by_document = np.diff(corpus.stream.bounds)
    # Terms are sorted by code point already.
    most_documents_first = np.argsort(-counts.documents, kind="stable")
    columns = {
        "term": counts.spell(most_documents_first),
        "documents": counts.documents[most_documents_first],
        "of_documents": int(np.count_nonzero(words_by_document)),
        "token_unit": unit_of_terms(corpus, n),
    }
    return tables.make("document_frequencies", columns)
