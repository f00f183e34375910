"""The commonest words of a corpus, for a language without a list of stop words.

A function word is in every document, and in every part of it. A word of substance may
be as frequent, but it comes where its subject is.
"""

from __future__ import annotations

import numpy as np

from discourse.corpus import Corpus
from discourse.counting.proper_names import capitalised_tokens
from discourse.settings import (
    COMMONEST_LEAST_SHARE_OF_DOCUMENTS,
    COMMONEST_LEAST_SHARE_OF_STRETCHES,
    COMMONEST_MIN_DOCUMENTS,
    COMMONEST_STRETCH,
)
from discourse.text import BREAK, TokenStream, script_of

__all__ = ["find_commonest_words"]


def find_commonest_words(corpus: Corpus, which: np.ndarray) -> list[str]:
    """Return the words that are in nearly all documents, and all over them.

    Parameters
    ----------
    corpus : Corpus
    which : bool array, shape (documents,)
        The documents that are looked at.

    Returns
    -------
    list of str
        The most frequent first. There are none if fewer than ten documents have words:
        in a few documents, their subject is as common as function words.

    Notes
    -----
    *How it is computed.* A word must be in nine of ten documents, and in half of all
    stretches of 100 words. Names, which have a capital in most places inside sentences,
    are no function words, nor are single Han characters, which are parts of words.

    *When not to use it.* If all documents have one subject, its words are found, too.
    """
    stream = corpus.stream
    token_count = np.diff(stream.bounds)
    document_count = int(np.count_nonzero(token_count[which]))
    if document_count < COMMONEST_MIN_DOCUMENTS:
        return []
    is_counted = which[stream.document]
    stretch = _number_stretches(stream)[is_counted]
    words = stream.ids[is_counted]
    documents = stream.document[is_counted]
    word_count = len(stream.vocabulary)
    # A word in half of all stretches occurs once in 200 words or more.
    stretches_with_word = _count_places(words, stretch, word_count)
    documents_with_word = _count_places(words, documents, word_count)
    least_stretches = COMMONEST_LEAST_SHARE_OF_STRETCHES * len(np.unique(stretch))
    least_documents = COMMONEST_LEAST_SHARE_OF_DOCUMENTS * document_count
    is_common = stretches_with_word >= least_stretches
    is_common &= documents_with_word >= least_documents
    is_common &= ~_are_names(corpus, is_counted)
    counts = np.bincount(words, minlength=word_count)
    common_words = np.flatnonzero(is_common)
    by_count = common_words[np.argsort(-counts[common_words], kind="stable")]
    spelt = [stream.vocabulary[word] for word in by_count]
    return [word for word in spelt if script_of(word) not in ("han", "common")]


def _number_stretches(stream: TokenStream) -> np.ndarray:
    """Return the number of the stretch of 100 words that each token lies in (int64)."""
    document_sizes = np.diff(stream.bounds)
    stretches_of_document = -(-document_sizes // COMMONEST_STRETCH)
    first_stretch = np.cumsum(stretches_of_document) - stretches_of_document
    document_start = stream.bounds[:-1][stream.document]
    place = np.arange(len(stream)) - document_start
    return np.asarray(first_stretch[stream.document] + place // COMMONEST_STRETCH)


def _count_places(words: np.ndarray, places: np.ndarray, word_count: int) -> np.ndarray:
    """Return in how many places each word occurs (int64, shape (word_count,)).

    `words` and `places` have the word and the place of each token.
    """
    place_count = int(places.max(initial=0)) + 1
    pairs = words.astype(np.int64) * place_count + places
    words_of_pairs = np.unique(pairs) // place_count
    return np.bincount(words_of_pairs, minlength=word_count)


def _are_names(corpus: Corpus, is_counted: np.ndarray) -> np.ndarray:
    """Return which words have a capital in most places inside sentences (bool)."""
    stream = corpus.stream
    is_inside = is_counted & (stream.gap < BREAK)
    is_capital = is_inside & capitalised_tokens(corpus)
    word_count = len(stream.vocabulary)
    inside = np.bincount(stream.ids[is_inside], minlength=word_count)
    capitals = np.bincount(stream.ids[is_capital], minlength=word_count)
    return 2 * capitals > inside
