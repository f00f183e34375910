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
        Kind "shared_features": doc, doc_label, other, other_label, kind ('word' or
        'phrase'), rank, term, share, count (in doc), count_other (in other), documents
        (of the corpus that have the term), scheme, note. The shares of words sum to 1
        over all shared words: they are the parts of the cosine. The shares of phrases
        sum to 1 over all shared phrases.

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
    pair = _find_pair(corpus, first, second)
    stop = freeze_stop_words(stop)
    words = count_terms(corpus, stop=stop)
    word_products = _weight_products(words.matrix, pair, scheme)
    phrases = _count_phrases(corpus, pair, stop)
    phrase_products = _phrase_products(corpus, phrases, pair, scheme)

    columns = _join_columns(
        _feature_columns("word", words, word_products, pair, top=top),
        _feature_columns("phrase", phrases, phrase_products, pair, top=top),
    )
    columns["doc"] = corpus.names[pair.first]
    columns["other"] = corpus.names[pair.second]
    columns["scheme"] = scheme
    terms_of_document = np.diff(words.matrix.indptr)
    documents_with_words = int(np.count_nonzero(terms_of_document))
    columns["note"] = _notes(columns["share"], scheme, documents_with_words)
    return tables.make("shared_features", columns, labels={"doc": corpus.label_of})


@dataclass(frozen=True)
class _Pair:
    """The numbers of the two documents."""

    first: int
    second: int

    def dense_rows(self, matrix: csr_array) -> list[np.ndarray]:
        """Return the two rows of a sparse matrix as dense arrays."""
        numbers = [self.first, self.second]
        rows = matrix[numbers]
        dense_rows = rows.toarray()
        return list(dense_rows)


def _find_document(corpus: Corpus, name: str) -> int:
    names = corpus.names
    document = find_name(name, names, corpus.labels)
    if document is None:
        suggestion = suggest_or_list(str(name), names)
        raise ColumnError(f"no document is called {name!r}.{suggestion}")
    return names.index(document)


def _find_pair(corpus: Corpus, first: str, second: str) -> _Pair:
    """Return the numbers of two documents, or refuse names that are not two."""
    pair = _Pair(
        first=_find_document(corpus, first),
        second=_find_document(corpus, second),
    )
    if pair.first == pair.second:
        name = corpus.names[pair.first]
        raise OptionError(
            f"{name!r} was given twice; two different documents were expected."
        )
    return pair


def _weight_products(matrix: csr_array, pair: _Pair, scheme: str) -> np.ndarray:
    """Return the product of the two weights of every term (float64)."""
    weights = weigh(matrix, scheme)
    first_weights, second_weights = pair.dense_rows(weights)
    products: np.ndarray = first_weights * second_weights
    return products


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
    first_counts, second_counts = pair.dense_rows(counts.matrix)
    in_both = (first_counts > 0) & (second_counts > 0)
    is_shared = in_both & (products >= 0)
    shared = np.flatnonzero(is_shared)
    share = _shares(products[shared])
    spelled = np.array(counts.spell(shared), dtype=object)
    alphabetical_rank = _ranks(spelled)
    descending_share = -tables.round_to_digits(share)
    order = np.lexsort((alphabetical_rank, descending_share))
    order = order[:top]
    terms_by_share = shared[order]
    rows = len(order)
    return {
        "kind": np.full(rows, kind, dtype=object),
        "term": spelled[order],
        "rank": np.arange(1, rows + 1),
        "count": first_counts[terms_by_share],
        "count_other": second_counts[terms_by_share],
        "documents": counts.documents[terms_by_share],
        "share": share[order],
    }


def _shares(products: np.ndarray) -> np.ndarray:
    """Return each product divided by their sum; 0 if the sum is 0 (float64)."""
    if not len(products):
        return np.zeros(0)
    running_total = np.cumsum(products)
    total = running_total[-1]
    if total <= 0:
        return np.zeros_like(products)
    shares: np.ndarray = products / total
    return shares


def _ranks(terms: np.ndarray) -> np.ndarray:
    """Return the rank of each term in the order of code points (int64)."""
    size = len(terms)
    positions = np.arange(size)
    order = np.argsort(terms, kind="stable")
    ranks = np.empty_like(positions)
    ranks[order] = positions
    return ranks


def _join_columns(
    words: dict[str, np.ndarray], phrases: dict[str, np.ndarray]
) -> dict[str, Any]:
    joined = {}
    for name, of_words in words.items():
        of_phrases = phrases[name]
        joined[name] = np.concatenate([of_words, of_phrases])
    return joined


def _notes(shares: np.ndarray, scheme: str, documents: int) -> list[str]:
    """Return the note of each row."""
    few_levels = note_of_idf(scheme, documents)
    weighs_nothing = notes.make("weighs_nothing")
    usual = notes.join([few_levels])
    without_weight = notes.join([weighs_nothing, few_levels])
    cells = []
    for share in shares.tolist():
        cell = usual if share else without_weight
        cells.append(cell)
    return cells


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

    @property
    def length(self) -> int:
        """Words of a phrase."""
        words_of_phrase = self.words.shape[1]
        return int(words_of_phrase)

    def padded_words(self, length: int) -> np.ndarray:
        """Return the words of each phrase, filled with -1 up to `length` columns."""
        words = self.words
        missing_words = length - self.length
        on_rows = (0, 0)
        on_columns = (0, missing_words)
        padding = (on_rows, on_columns)
        return np.pad(words, padding, constant_values=-1)


def _count_phrases(corpus: Corpus, pair: _Pair, stop: StopWords) -> DocumentTermMatrix:
    """Return how often each document has the phrases that the pair shares."""
    levels = _find_shared_phrases(corpus, pair)
    longest = 1
    for level in levels:
        longest = max(longest, level.length)
    ngrams = [np.empty((0, longest), np.int32)]
    documents = [np.empty(0, np.int64)]
    columns = [np.empty(0, np.int64)]
    phrases = 0
    for level in levels:
        ngrams.append(level.padded_words(longest))
        documents.append(level.document)
        columns.append(phrases + level.phrase)
        phrases += len(level.words)
    row = np.concatenate(documents)
    column = np.concatenate(columns)
    ones = np.ones(len(row), np.int64)
    shape = (len(corpus), phrases)
    matrix = csr_array((ones, (row, column)), shape=shape)
    documents_with_phrase = np.bincount(matrix.indices, minlength=phrases)
    counts = DocumentTermMatrix(
        matrix,
        corpus.names,
        np.concatenate(ngrams),
        documents_with_phrase.astype(np.int64),
        corpus.stream.vocabulary,
    )
    if stop is None or not stop_words(stop):
        return counts
    return counts.drop_stop_words(stop)


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
    word_is_shared = _in_both(ids, document, vocabulary_size, pair)
    begins = word_is_shared[ids]
    number = ids
    words = np.arange(vocabulary_size, dtype=np.int32)
    words = words[:, None]
    levels: list[_SharedPhrases] = []
    longest = min(LONGEST_NGRAM, len(ids))
    for length in range(2, longest + 1):
        offset = length - 1  # from the first word of a phrase to its last
        parts_are_shared = begins[:-1] & begins[1:]
        can_begin = parts_are_shared & ~is_break[offset:]
        position = np.flatnonzero(can_begin)
        last_word = ids[position + offset]
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
        last_column = last_words.astype(np.int32)
        words = np.column_stack([words[first_words], last_column])
        levels.append(_SharedPhrases(document[position], phrase, words))

        positions = len(ids) - offset
        begins = np.zeros(positions, dtype=bool)
        begins[position] = True
        number = np.zeros(positions, dtype=np.int64)
        number[position] = phrase
    return levels


def _in_both(
    number: np.ndarray, document: np.ndarray, size: int, pair: _Pair
) -> np.ndarray:
    """Whether each number below `size` occurs in both documents of the pair (bool)."""
    in_first = number[document == pair.first]
    in_second = number[document == pair.second]
    first_counts = np.bincount(in_first, minlength=size)
    second_counts = np.bincount(in_second, minlength=size)
    return np.minimum(first_counts, second_counts) > 0


def _phrase_products(
    corpus: Corpus, counts: DocumentTermMatrix, pair: _Pair, scheme: str
) -> np.ndarray:
    """Return the product of the weights of each phrase, taken over by longer phrases."""
    # We add a column that every document with words has: it keeps the number of
    # documents right. Scaling a document does not change shares.
    words_of_document = np.diff(corpus.stream.bounds)
    has_words = words_of_document > 0
    column = has_words.astype(np.int64)[:, None]
    matrix = hstack([counts.matrix, csr_array(column)], format="csr")
    products = _weight_products(matrix, pair, scheme)
    products_of_phrases = products[:-1]
    return _pass_to_longer_phrases(counts, products_of_phrases, pair)


def _pass_to_longer_phrases(
    counts: DocumentTermMatrix, products: np.ndarray, pair: _Pair
) -> np.ndarray:
    """Add the product of a phrase to a longer one that holds it, with the same counts.

    The product of the shorter phrase becomes -1.
    """
    numbers = _numbers_of_phrases(counts)
    longer_phrase = _find_longer_phrases(counts, numbers, pair)
    result = products.copy()
    for number in numbers.values():
        if number in longer_phrase:
            longer = longer_phrase[number]
            result[longer] += result[number]
            result[number] = -1.0
    return result


def _find_longer_phrases(
    counts: DocumentTermMatrix, numbers: dict[tuple[int, ...], int], pair: _Pair
) -> dict[int, int]:
    """Map a phrase to one longer by a word that holds it and has the same counts.

    If there are several, it is the first in the order of `numbers`.
    """
    rows = pair.dense_rows(counts.matrix)
    counts_in_pair = np.column_stack(rows).tolist()
    longer: dict[int, int] = {}
    for words, number in numbers.items():
        for part in (words[:-1], words[1:]):
            inside = numbers.get(part)
            if inside is None or inside in longer:
                continue
            if counts_in_pair[inside] == counts_in_pair[number]:
                longer[inside] = number
    return longer


def _numbers_of_phrases(counts: DocumentTermMatrix) -> dict[tuple[int, ...], int]:
    """Map the words of each phrase to its number, the shortest phrases first."""
    numbers = {}
    for number, ngram in enumerate(counts.ngrams.tolist()):
        words = tuple(word for word in ngram if word >= 0)
        numbers[words] = number
    shortest_first = sorted(numbers, key=_length_and_words)
    return {words: numbers[words] for words in shortest_first}


def _length_and_words(words: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return len(words), words
