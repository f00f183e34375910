"""The words and phrases that make two documents similar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
    """Return the words and phrases that two documents share, with their shares.

    Parameters
    ----------
    corpus : Corpus
        All its documents decide how common a term is. Masked text is left out.
    first, second : str
        Ids of two documents.
    top : int
        Rows of each kind, the largest share first; ties by name.
    scheme : str
        How terms are weighed (:func:`discourse.counting.tfidf.weigh`). Take the scheme
        of the similarity that you want to explain.
    stop : str, iterable of str or None
        Stop words. A phrase that begins or ends with one is left out.

    Returns
    -------
    pandas.DataFrame
        Kind "shared_features": doc, other, kind ('word' or 'phrase'), term, rank, count
        (in doc), count_other (in other), documents (of the corpus that have the term),
        share, scheme, note. The shares of words sum to 1 over all shared words: they
        are the parts of the cosine. The shares of phrases sum to 1 over all shared
        phrases.

    Notes
    -----
    *When to use it.* To see why :func:`discourse.similarity` finds two documents
    similar. It is no evidence of copying: common formulas are shared by all who use
    them (see the column `documents`).

    *How to read it.* A large share means that the term contributes much to the score.
    `note` says that an idf is estimated from fewer than 30 documents, and so has few
    levels (house practice), and where a term has the weight 0.

    *How it is computed.* The share of a term is ``w_a w_b / sum of w_a w_b``, where w
    are its weights in the two documents. Phrases are sequences of two to 64 words that
    occur in both documents and do not cross the end of a sentence. If a phrase occurs
    only inside a longer one, in both documents, the longer one takes over its share.

    See Also
    --------
    similarity : Scores of all pairs of documents.
    shared_passages : Passages that documents share, small differences included.

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
    pair = _Pair(_find_document(corpus, first), _find_document(corpus, second))
    first, second = corpus.names[pair.first], corpus.names[pair.second]
    if first == second:
        raise OptionError(
            f"{first!r} was given twice; two different documents were expected."
        )
    stop = freeze_stop_words(stop)
    words = count_terms(corpus, stop=stop)
    word_products = _weight_products(words.matrix, pair, scheme)
    phrases = _count_phrases(corpus, pair, stop)
    phrase_products = _phrase_products(corpus, phrases, pair, scheme)
    columns = _join_columns(
        _feature_columns("word", words, word_products, pair, top=top),
        _feature_columns("phrase", phrases, phrase_products, pair, top=top),
    )
    documents_with_words = np.count_nonzero(np.diff(words.matrix.indptr))
    columns["note"] = _notes(columns["share"], scheme, int(documents_with_words))
    labels = {"doc": first, "other": second, "scheme": scheme}
    return tables.make("shared_features", {**columns, **labels})


@dataclass(frozen=True)
class _Pair:
    """The numbers of the two documents."""

    first: int
    second: int


def _find_document(corpus: Corpus, name: str) -> int:
    doc = find_name(name, corpus.names)
    if doc is None:
        suggestion = suggest_or_list(str(name), corpus.names)
        raise ColumnError(f"no document is called {name!r}.{suggestion}")
    return corpus.names.index(doc)


def _row(matrix: csr_array, number: int) -> np.ndarray:
    """Return one row of a sparse matrix as a dense array."""
    return np.asarray(matrix[[number]].toarray()[0])


def _weight_products(matrix: csr_array, pair: _Pair, scheme: str) -> np.ndarray:
    """Return the product of the two weights of every term (float64)."""
    weights = weigh(matrix, scheme)
    return _row(weights, pair.first) * _row(weights, pair.second)


def _feature_columns(
    kind: str,
    counts: DocumentTermMatrix,
    products: np.ndarray,
    pair: _Pair,
    *,
    top: int,
) -> dict[str, np.ndarray]:
    """Return the columns of the terms that both documents have, in order.

    `products` is -1 for a phrase whose share a longer phrase has taken over.
    """
    first_counts = _row(counts.matrix, pair.first)
    second_counts = _row(counts.matrix, pair.second)
    in_both = (first_counts > 0) & (second_counts > 0)
    shared = (in_both & (products >= 0)).nonzero()[0]
    share = np.zeros(len(shared))
    total = np.cumsum(products[shared])[-1] if len(shared) else 0.0
    if total > 0:
        share = products[shared] / total
    spelled = np.array(counts.spell(shared), dtype=object)
    alphabetical_rank = _ranks(spelled)
    order = np.lexsort((alphabetical_rank, -tables.rounded(share)))[:top]
    terms_by_share = shared[order]
    return {
        "kind": np.full(len(order), kind, dtype=object),
        "term": spelled[order],
        "rank": np.arange(1, len(order) + 1),
        "count": first_counts[terms_by_share],
        "count_other": second_counts[terms_by_share],
        "documents": counts.documents[terms_by_share],
        "share": share[order],
    }


def _ranks(terms: np.ndarray) -> np.ndarray:
    """Return the rank of each term in the order of code points (int64)."""
    ranks = np.empty(len(terms), dtype=np.int64)
    ranks[np.argsort(terms, kind="stable")] = np.arange(len(terms))
    return ranks


def _join_columns(
    words: dict[str, np.ndarray], phrases: dict[str, np.ndarray]
) -> dict[str, Any]:
    return {name: np.concatenate([words[name], phrases[name]]) for name in words}


def _notes(shares: np.ndarray, scheme: str, documents: int) -> list[str]:
    """Return the note of each row."""
    few_levels = note_of_idf(scheme, documents)
    weighs_nothing = notes.make("weighs_nothing")
    usual = notes.join([few_levels])
    of_no_weight = notes.join([weighs_nothing, few_levels])
    return [usual if share else of_no_weight for share in shares.tolist()]


# ---------------------------------------------------------------------------------------
# Phrases


@dataclass(frozen=True, eq=False)
class _SharedPhrases:
    """Shared phrases of one length.

    Attributes
    ----------
    document : int64 array, shape (occurrences,)
        Document of each occurrence in the corpus.
    phrase : int64 array, shape (occurrences,)
        Number of the phrase of each occurrence.
    words : int32 array, shape (phrases, length)
        The words of each phrase.
    """

    document: np.ndarray
    phrase: np.ndarray
    words: np.ndarray


def _count_phrases(corpus: Corpus, pair: _Pair, stop: StopWords) -> DocumentTermMatrix:
    """Return how often each document has the phrases that the pair shares."""
    levels = _find_shared_phrases(corpus, pair)
    longest = max((level.words.shape[1] for level in levels), default=1)
    ngrams = [np.empty((0, longest), np.int32)]
    documents = [np.empty(0, np.int64)]
    columns = [np.empty(0, np.int64)]
    phrases = 0
    for level in levels:
        missing_words = longest - level.words.shape[1]
        padding = ((0, 0), (0, missing_words))
        ngrams.append(np.pad(level.words, padding, constant_values=-1))
        documents.append(level.document)
        columns.append(phrases + level.phrase)
        phrases += len(level.words)
    positions = (np.concatenate(documents), np.concatenate(columns))
    ones = np.ones(len(positions[0]), np.int64)
    matrix = csr_array((ones, positions), shape=(len(corpus), phrases))
    counts = DocumentTermMatrix(
        matrix,
        corpus.names,
        np.concatenate(ngrams),
        np.bincount(matrix.indices, minlength=phrases).astype(np.int64),
        corpus.stream.vocabulary,
    )
    if stop is not None and stop_words(stop):
        return counts.drop_stop_words(stop)
    return counts


def _find_shared_phrases(corpus: Corpus, pair: _Pair) -> list[_SharedPhrases]:
    """Return the phrases of two words and more that both documents have, by length.

    Their occurrences in all documents of the corpus are returned. Both documents can
    share a phrase only if they share it without its first word and without its last.
    So few positions remain after the first steps.
    """
    stream = corpus.stream
    ids = stream.ids.astype(np.int64)
    document = stream.document.astype(np.int64)
    is_break = stream.gap >= BREAK
    vocabulary_size = max(len(stream.vocabulary), 1)
    # Begin with phrases of one word: whether one begins at each token, and its number.
    begins = _in_both(ids, document, vocabulary_size, pair)[ids]
    number = ids
    words = np.arange(vocabulary_size, dtype=np.int32)[:, None]
    levels: list[_SharedPhrases] = []
    for length in range(2, min(LONGEST_NGRAM, len(ids)) + 1):
        parts_are_shared = begins[:-1] & begins[1:]
        position = (parts_are_shared & ~is_break[length - 1 :]).nonzero()[0]
        last_word = ids[position + length - 1]
        code = number[position] * vocabulary_size + last_word
        codes, phrase = np.unique(code, return_inverse=True)
        is_shared = _in_both(phrase, document[position], len(codes), pair)
        keep = is_shared[phrase]
        position = position[keep]
        if not len(position):
            break
        new_number = np.cumsum(is_shared) - 1
        phrase = new_number[phrase[keep]]
        first_words, last_words = np.divmod(codes[is_shared], vocabulary_size)
        words = np.column_stack([words[first_words], last_words.astype(np.int32)])
        levels.append(_SharedPhrases(document[position], phrase, words))

        positions = len(ids) - length + 1
        begins = np.zeros(positions, dtype=bool)
        begins[position] = True
        number = np.zeros(positions, dtype=np.int64)
        number[position] = phrase
    return levels


def _in_both(
    number: np.ndarray, document: np.ndarray, size: int, pair: _Pair
) -> np.ndarray:
    """Whether each number below `size` occurs in both documents of the pair (bool)."""
    first = np.bincount(number[document == pair.first], minlength=size)
    second = np.bincount(number[document == pair.second], minlength=size)
    return np.asarray((first > 0) & (second > 0))


def _phrase_products(
    corpus: Corpus, counts: DocumentTermMatrix, pair: _Pair, scheme: str
) -> np.ndarray:
    """Return the product of the weights of each phrase, taken over by longer phrases."""
    # We add a column that every document with words has: it keeps the number of
    # documents right. Scaling a document does not change shares.
    has_words = (np.diff(corpus.stream.bounds) > 0).astype(np.int64)
    column = csr_array(has_words[:, None])
    matrix = hstack([counts.matrix, column], format="csr")
    products = _weight_products(matrix, pair, scheme)[:-1]
    return _pass_to_longer_phrases(counts, products, pair)


def _pass_to_longer_phrases(
    counts: DocumentTermMatrix, products: np.ndarray, pair: _Pair
) -> np.ndarray:
    """Add the product of a phrase to a longer one that holds it, with the same counts.

    The product of the shorter phrase becomes -1.
    """
    first_counts = _row(counts.matrix, pair.first).tolist()
    second_counts = _row(counts.matrix, pair.second).tolist()
    numbers = _numbers_of_phrases(counts)
    shortest_first = sorted(numbers, key=lambda words: (len(words), words))
    longer: dict[int, int] = {}
    for words in shortest_first:
        number = numbers[words]
        for part in (words[:-1], words[1:]):
            inside = numbers.get(part)
            if inside is None or inside in longer:
                continue
            same_first = first_counts[inside] == first_counts[number]
            same_second = second_counts[inside] == second_counts[number]
            if same_first and same_second:
                longer[inside] = number
    result = products.copy()
    for words in shortest_first:
        number = numbers[words]
        if number in longer:
            result[longer[number]] += result[number]
            result[number] = -1.0
    return result


def _numbers_of_phrases(counts: DocumentTermMatrix) -> dict[tuple[int, ...], int]:
    """Map the words of each phrase to its number."""
    numbers = {}
    for number, ngram in enumerate(counts.ngrams.tolist()):
        words = tuple(word for word in ngram if word >= 0)
        numbers[words] = number
    return numbers
