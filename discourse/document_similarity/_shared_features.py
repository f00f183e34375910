"""What two documents share: the words and phrases behind their likeness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.document_term_matrix import DocumentTermMatrix, count_terms
from discourse.counting.stop_words import StopWords, freeze_stop_words, stop_words
from discourse.counting.tfidf import note_of_idf, weigh
from discourse.errors import ColumnError, OptionError
from discourse.settings import LONGEST_NGRAM
from discourse.text import BREAK
from discourse.validation import (
    check_whole_number,
    find_name,
    options_by_name,
    suggest_or_list,
)

__all__ = ["shared_features"]


@options_by_name
def shared_features(
    corpus: Corpus,
    first: str,
    second: str,
    *,
    top: int = 20,
    scheme: str = "sklearn",
    stop: StopWords = None,
) -> pd.DataFrame:
    """Which words and phrases make two documents alike, each with its share in that.

    Parameters
    ----------
    corpus : Corpus
        The documents that tell how common a term is; masked text takes no part.
    first, second : str
        Ids of two documents.
    top : int
        Rows of each kind, the largest share first; ties by name.
    scheme : str
        How terms are weighed (:func:`discourse.counting.tfidf.weigh`): the scheme of the similarity to explain.
    stop : str, iterable of str or None
        Stop words; a phrase that begins or ends with one is left out.

    Returns
    -------
    pandas.DataFrame
        Kind "shared_features": doc, other, kind ('word' or 'phrase'), term, rank, count (in doc), count_other (in other),
        documents (of the corpus that have it), share, scheme, note. Shares of words sum to 1 over all shared words:
        they are the parts of the cosine. Shares of phrases sum to 1 over all shared phrases.

    Notes
    -----
    The share of a term is ``w_a w_b / sum of w_a w_b``, w being its weights in the two documents. Phrases are strings of
    two words and more, up to 64, that stand in both and never run over the end of a sentence; a phrase that only ever
    occurs inside a longer one, in both documents, is told by the longer one, which takes over its share. `note` says
    that an idf is from fewer than 30 documents, and so has few levels (house practice), and where a term weighs nothing.

    *Not* evidence of copying: common formulas are shared by all who use them (see the column documents).

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> texts = {"a": "We build a shared future.", "b": "They build a shared road.", "c": "We rest."}
    >>> shared_features(Corpus.from_texts(texts), "a", "b")[["kind", "term", "count", "count_other", "share"]]
         kind            term  count  count_other     share
    0    word               a      1            1  0.333333
    1    word           build      1            1  0.333333
    2    word          shared      1            1  0.333333
    3  phrase  build a shared      1            1  1.000000
    """
    corpus = as_corpus(corpus)
    top = check_whole_number("top", top)
    pair = (_place(corpus, first), _place(corpus, second))
    first, second = corpus.names[pair[0]], corpus.names[pair[1]]
    if first == second:
        raise OptionError(
            f"{first!r} was given twice; two different documents were expected."
        )
    stop = freeze_stop_words(stop)
    words = count_terms(corpus, stop=stop)
    parts = [
        _rows("word", words, _products(words.matrix, pair, scheme), pair),
        _phrases(corpus, pair, scheme, stop),
    ]
    rows = [row for part in parts for row in part[:top]]
    if not rows:
        return tables.make("shared_features", {})
    names = ("kind", "term", "rank", "count", "count_other", "documents", "share")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    coarse = note_of_idf(scheme, int((np.diff(words.matrix.indptr) > 0).sum()))
    nothing = notes.make("weighs_nothing")
    weighing = notes.join([coarse])
    weighing_nothing = notes.join([nothing, coarse])
    note = [weighing if share else weighing_nothing for share in columns["share"]]
    return tables.make(
        "shared_features",
        {"doc": first, "other": second, "scheme": scheme, "note": note, **columns},
    )


_Row = tuple[str, str, int, int, int, int, float]


def _place(corpus: Corpus, name: str) -> int:
    doc = find_name(name, corpus.names)
    if doc is None:
        raise ColumnError(
            f"no document is called {name!r}.{suggest_or_list(str(name), corpus.names)}"
        )
    return corpus.names.index(doc)


def _products(matrix: csr_array, pair: tuple[int, int], scheme: str) -> np.ndarray:
    """Product of the two weights of every term (float64)."""
    weights = weigh(matrix, scheme)
    one, two = (weights[[row]].toarray()[0] for row in pair)
    return np.asarray(one * two)


def _rows(
    kind: str, counts: DocumentTermMatrix, product: np.ndarray, pair: tuple[int, int]
) -> list[_Row]:
    """Rows of the table for every term that both have, in order."""
    one, two = (counts.matrix[[row]].toarray()[0] for row in pair)
    shared = ((one > 0) & (two > 0)).nonzero()[0]
    whole = float(np.cumsum(product[shared])[-1]) if len(shared) else 0.0
    share = product[shared] / whole if whole > 0 else np.zeros(len(shared))
    terms = counts.spell(shared)
    shown = tables.rounded(share).tolist()
    order = sorted(range(len(shared)), key=lambda i: (-shown[i], terms[i]))
    return [
        (
            kind,
            terms[i],
            rank,
            int(one[j]),
            int(two[j]),
            int(counts.documents[j]),
            float(share[i]),
        )
        for rank, (i, j) in enumerate(((i, shared[i]) for i in order), 1)
    ]


# ---------------------------------------------------------------------------------------------------------------------
# Phrases


@dataclass(frozen=True, eq=False)
class _Found:
    """Shared phrases of one length: where each stands (document, number), and the words of each number."""

    document: np.ndarray
    number: np.ndarray
    grams: np.ndarray


def _phrases(
    corpus: Corpus, pair: tuple[int, int], scheme: str, stop: StopWords
) -> list[_Row]:
    found = _shared(corpus, pair)
    width = max((level.grams.shape[1] for level in found), default=1)
    padded = [
        np.pad(
            level.grams, ((0, 0), (0, width - level.grams.shape[1])), constant_values=-1
        )
        for level in found
    ]
    grams = np.concatenate([np.empty((0, width), np.int32), *padded])
    base = np.cumsum([0, *(len(level.grams) for level in found)])
    places = [
        (level.document, level.number + first)
        for level, first in zip(found, base[:-1], strict=True)
    ]
    row = np.concatenate([np.empty(0, np.int64), *(document for document, _ in places)])
    column = np.concatenate([np.empty(0, np.int64), *(number for _, number in places)])
    shape = (len(corpus), len(grams))
    matrix = csr_array((np.ones(len(row), np.int64), (row, column)), shape=shape)
    documents = np.bincount(matrix.indices, minlength=len(grams)).astype(np.int64)
    counts = DocumentTermMatrix(
        matrix, corpus.names, grams, documents, corpus.stream.vocabulary
    )
    if stop is not None and stop_words(stop):
        counts = counts.drop_stop_words(stop)
    product = _handed_on(counts, _phrase_products(corpus, counts, pair, scheme), pair)
    told = product >= 0
    return _rows("phrase", counts.select_terms(told), product[told], pair)


def _shared(corpus: Corpus, pair: tuple[int, int]) -> list[_Found]:
    """Phrases of two words and more that both documents have, wherever in the corpus they stand.

    A phrase can be in both only if it is without its first word, and without its last: so few places are left to
    look at after the first steps.
    """
    stream = corpus.stream
    ids, broken, document = (
        stream.ids.astype(np.int64),
        stream.gap >= BREAK,
        stream.document.astype(np.int64),
    )
    size = max(len(stream.vocabulary), 1)
    alive = _both(ids, document, size, pair)[ids]
    number = ids
    grams = np.arange(size, dtype=np.int32)[:, None]
    levels: list[_Found] = []
    for length in range(2, min(LONGEST_NGRAM, len(ids)) + 1):
        at = (alive[:-1] & alive[1:] & ~broken[length - 1 :]).nonzero()[0]
        used, found = np.unique(
            number[at] * size + ids[at + length - 1], return_inverse=True
        )
        both = _both(found, document[at], len(used), pair)
        kept = both[found]
        at, found = at[kept], (np.cumsum(both) - 1)[found[kept]]
        if not len(at):
            break
        used = used[both]
        grams = np.column_stack([grams[used // size], (used % size).astype(np.int32)])
        levels.append(_Found(document[at], found, grams))
        alive, number = (
            np.zeros(len(ids) - length + 1, dtype=bool),
            np.zeros(len(ids), dtype=np.int64),
        )
        alive[at], number[at] = True, found
    return levels


def _both(
    number: np.ndarray, document: np.ndarray, size: int, pair: tuple[int, int]
) -> np.ndarray:
    """Which numbers below `size` stand in both documents of the pair (bool)."""
    return np.asarray(
        np.logical_and(
            *(np.bincount(number[document == one], minlength=size) > 0 for one in pair)
        )
    )


def _phrase_products(
    corpus: Corpus, counts: DocumentTermMatrix, pair: tuple[int, int], scheme: str
) -> np.ndarray:
    # A column that every document with words has keeps N right; scaling a document does not change shares.
    full = (np.diff(corpus.stream.bounds) > 0).astype(np.int64)
    whole = hstack([counts.matrix, csr_array(full[:, None])], format="csr")
    return _products(whole, pair, scheme)[:-1]


def _handed_on(
    counts: DocumentTermMatrix, product: np.ndarray, pair: tuple[int, int]
) -> np.ndarray:
    """Give the product of a phrase to a longer one with the same two counts that holds it; what gave it away has -1."""
    one, two = (counts.matrix[[row]].toarray()[0].tolist() for row in pair)
    phrases = [tuple(i for i in gram if i >= 0) for gram in counts.ngrams.tolist()]
    known = {phrase: number for number, phrase in enumerate(phrases)}
    value = product.copy()
    order = sorted(known, key=lambda phrase: (len(phrase), phrase))
    longer: dict[int, int] = {}
    for phrase in order:
        for part in (phrase[:-1], phrase[1:]):
            number, inside = known[phrase], known.get(part, -1)
            if inside >= 0 and (one[inside], two[inside]) == (one[number], two[number]):
                longer.setdefault(inside, number)
    for phrase in order:
        number = known[phrase]
        if number in longer:
            value[longer[number]] += value[number]
            value[number] = -1.0
    return value
