"""Which languages a corpus is written in, recognised by its function words.

Each document is looked at by itself. It is in the language whose list of stop words
covers most of its words. Related languages share function words: the Spanish list
covers a third of a Portuguese text. So a second list counts only by the words that the
first one lacks.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.counting.document_words import word_counts_of
from discourse.counting.stop_words import stop_words
from discourse.registries import CHINESE, STOP_LISTS
from discourse.settings import (
    LEAST_SHARE_OF_KANA,
    LEAST_SHARE_OF_LANGUAGE,
    MIN_WORDS_OF_STOP_LIST,
    WORDS_OF_WHOLE_CORPUS,
)

__all__ = ["CorpusLanguages", "find_languages", "languages_of_documents"]

_KANA = frozenset({"hiragana", "katakana"})
_FIRST_DOCUMENTS = 100  # that are looked at before all


@dataclass(frozen=True, eq=False)
class CorpusLanguages:
    """The languages of a corpus that have a list of stop words.

    Attributes
    ----------
    names : tuple of str
        The lists of the languages of which the corpus has enough, sorted.
    too_few : tuple of str
        The lists of further languages that documents are in, of which the corpus has
        not enough, sorted.
    without_list : bool array, shape (documents,)
        Which documents have words, and are in no language with a list. If there is any,
        a document of fewer than 20 words is not counted here: it cannot tell.
    """

    names: tuple[str, ...]
    too_few: tuple[str, ...]
    without_list: np.ndarray


def find_languages(corpus: Corpus) -> CorpusLanguages:
    """Return the languages that a corpus is written in, of those with a list.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    CorpusLanguages

    Notes
    -----
    *How it is computed.* A document is in the language whose list covers the largest
    share of its words, if that is as much as the entry of the list in
    :data:`discourse.registries.STOP_LISTS` asks for. In short documents the shares in
    the whole corpus count as well, as if each document had 20 words more. A second
    language needs a tenth of the words of the document, without the words that are in
    the first list, too. The corpus has the languages of the documents that together
    have a tenth of its words, and three different words of the list.

    *When not to use it.* A language without a list may share so many function words
    with a related one that it is taken for it: Catalan for Spanish, Bulgarian for
    Russian.

    Examples
    --------
    >>> texts = {"a": "We are on the road to the sea.", "b": "Мы не были на этой дороге."}
    >>> find_languages(Corpus.from_texts(texts)).names
    ('en', 'ru')
    """
    evidence = _Evidence.of_corpus(corpus)
    is_in_language = _languages_of_documents(evidence)
    is_found = is_in_language.any(axis=0)
    is_chosen = is_found & _are_large_enough(evidence, is_in_language)
    is_too_few = is_found & ~is_chosen
    names = evidence.names_of(is_chosen)
    too_few = evidence.names_of(is_too_few)
    has_language = is_in_language.any(axis=1)
    without_list = (evidence.sizes > 0) & ~has_language
    if names:
        # A headline may have no function word, in whatever language.
        without_list &= evidence.sizes >= WORDS_OF_WHOLE_CORPUS
    return CorpusLanguages(names, too_few, without_list)


def languages_of_documents(corpus: Corpus) -> dict[str, np.ndarray]:
    """Return for each language with a list whether each document is in it.

    Returns
    -------
    dict of str to bool array, shape (documents,)
        By the name of the list, such as "en".

    Examples
    --------
    >>> texts = {"a": "We are on the road to the sea.", "b": "Мы не были на этой дороге."}
    >>> languages_of_documents(Corpus.from_texts(texts))["ru"].tolist()
    [False, True]
    """
    evidence = _Evidence.of_corpus(corpus)
    is_in_language = _languages_of_documents(evidence)
    return dict(zip(evidence.names, is_in_language.T, strict=True))


@dataclass(frozen=True, eq=False)
class _Evidence:
    """The words of each document, and the lists that they are in.

    Words that are in the same lists are of one *class*: nothing tells them apart here.

    Attributes
    ----------
    names : tuple of str
        The lists, sorted.
    matrix : csr_array, shape (documents, classes)
        How often each document has words of each class, but for words of no list.
    sizes : int64 array, shape (documents,)
        Words of each document.
    is_in_list : bool array, shape (classes, lists)
    is_possible : bool array, shape (documents, lists)
        Whether the document may be in the language of the list at all.
    least_shares : float array, shape (lists,)
        The share of a document's words that each list must cover.
    counts : csr_array, shape (documents, vocabulary)
        How often each document has each word.
    class_of_word : int64 array, shape (vocabulary,)
    """

    names: tuple[str, ...]
    matrix: csr_array
    sizes: np.ndarray
    is_in_list: np.ndarray
    is_possible: np.ndarray
    least_shares: np.ndarray
    counts: csr_array
    class_of_word: np.ndarray

    @classmethod
    def of_corpus(cls, corpus: Corpus) -> _Evidence:
        """Return the evidence of the words of a corpus."""
        stream = corpus.stream
        names = tuple(sorted(STOP_LISTS))
        list_bits = _find_list_bits(stream.vocabulary, names)
        kana_bit = 1 << len(names)
        is_kana = stream.word_scripts.are_in(_KANA)
        list_bits[is_kana] |= kana_bit
        bits_of_classes, class_of_word = _find_classes(list_bits)
        counts = word_counts_of(corpus)
        matrix = _count_classes(counts, list_bits, class_of_word)
        bits_of_lists = 1 << np.arange(len(names))
        shared_bits = bits_of_classes[:, np.newaxis] & bits_of_lists
        is_in_list = shared_bits > 0
        sizes = np.diff(stream.bounds)
        is_kana_class = bits_of_classes & kana_bit > 0
        kana_of_class = is_kana_class.astype(np.int64)
        kana_counts = matrix @ kana_of_class
        # Japanese is written with Han characters, too; its kana tell it from Chinese.
        is_possible = np.ones((len(sizes), len(names)), dtype=bool)
        is_japanese = kana_counts > LEAST_SHARE_OF_KANA * sizes
        is_possible[is_japanese, names.index(CHINESE)] = False
        least_shares = [STOP_LISTS[name].least_share for name in names]
        return cls(
            names=names,
            matrix=matrix,
            sizes=sizes,
            is_in_list=is_in_list,
            is_possible=is_possible,
            least_shares=np.array(least_shares),
            counts=counts,
            class_of_word=class_of_word,
        )

    def names_of(self, which: np.ndarray) -> tuple[str, ...]:
        """Return the names of some lists. `which` has a bool for each list."""
        return tuple(self.names[number] for number in np.flatnonzero(which))

    def count_covered(self, documents: np.ndarray, which: np.ndarray) -> np.ndarray:
        """Return how many words of the documents each list covers.

        Parameters
        ----------
        documents : int array
            Numbers of documents.
        which : bool array, shape (classes,)
            The classes of words that are looked at.

        Returns
        -------
        int64 array, shape (documents, lists)
        """
        is_counted = self.is_in_list & which[:, np.newaxis]
        covered = self.matrix[documents] @ is_counted.astype(np.int64)
        return np.asarray(covered) * self.is_possible[documents]


@dataclass(frozen=True, eq=False)
class _Group:
    """Documents that are in the same languages, as far as they are known.

    Attributes
    ----------
    lists : tuple of int
        Numbers of the lists of these languages.
    documents : int array
        Numbers of the documents.
    """

    lists: tuple[int, ...]
    documents: np.ndarray


def _languages_of_documents(evidence: _Evidence) -> np.ndarray:
    """Return which documents are in which languages (bool, documents by lists)."""
    is_in_language = np.zeros_like(evidence.is_possible)
    documents_with_words = np.flatnonzero(evidence.sizes)
    all_documents = _Group((), documents_with_words)
    waiting = [all_documents]
    # All documents with the same languages are searched for one more, until none is
    # found.
    while waiting:
        group = waiting.pop()
        for larger in _add_a_language(evidence, group):
            added_list = larger.lists[-1]
            is_in_language[larger.documents, added_list] = True
            waiting.append(larger)
    # A single word of a list tells of no language.
    is_in_language &= _have_enough_words(evidence, is_in_language)
    return is_in_language


def _add_a_language(evidence: _Evidence, group: _Group) -> list[_Group]:
    """Return the documents of a group that are in one more language, by language."""
    if group.lists:
        least_shares = np.full(len(evidence.names), LEAST_SHARE_OF_LANGUAGE)
    else:
        least_shares = evidence.least_shares
    lists_known = list(group.lists)
    is_known_class = np.asarray(evidence.is_in_list[:, lists_known].any(axis=1))
    best_list, is_enough = _best_lists(
        evidence, group.documents, ~is_known_class, least_shares
    )
    larger_groups = []
    for number in np.unique(best_list[is_enough]).tolist():
        is_member = is_enough & (best_list == number)
        larger = _Group((*group.lists, number), group.documents[is_member])
        larger_groups.append(larger)
    return larger_groups


def _best_lists(
    evidence: _Evidence,
    documents: np.ndarray,
    which: np.ndarray,
    least_shares: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the list that covers most of each document, and whether it is enough.

    Parameters
    ----------
    evidence : _Evidence
    documents : int array
        Numbers of documents that have words.
    which : bool array, shape (classes,)
        The classes of words that are looked at.
    least_shares : float array, shape (lists,)

    Returns
    -------
    best_list : int array, shape (documents,)
    is_enough : bool array, shape (documents,)
    """
    covered = evidence.count_covered(documents, which)
    sizes = evidence.sizes[documents]
    shares_of_all = covered.sum(axis=0) / max(sizes.sum(), 1)
    # One word may decide about a short document: the others of its kind help.
    smoothed = covered + WORDS_OF_WHOLE_CORPUS * shares_of_all
    best_list = smoothed.argmax(axis=1)
    rows = np.arange(len(documents))
    share = covered[rows, best_list] / sizes
    return best_list, share >= least_shares[best_list]


def _are_large_enough(evidence: _Evidence, is_in_language: np.ndarray) -> np.ndarray:
    """Return of which languages the corpus has a tenth (bool, shape (lists,))."""
    least_size = LEAST_SHARE_OF_LANGUAGE * evidence.sizes.sum()
    sizes_of_languages = evidence.sizes @ is_in_language.astype(np.int64)
    return np.asarray(sizes_of_languages >= least_size)


def _have_enough_words(evidence: _Evidence, is_in_language: np.ndarray) -> np.ndarray:
    """Return of which lists their documents have three words (bool, shape (lists,))."""
    is_enough = np.zeros(len(evidence.names), dtype=bool)
    for column in np.flatnonzero(is_in_language.any(axis=0)).tolist():
        is_document = is_in_language[:, column]
        is_in_list = evidence.is_in_list[:, column][evidence.class_of_word]
        is_enough[column] = _have_words(evidence.counts, is_document, is_in_list)
    return is_enough


def _have_words(
    counts: csr_array, is_document: np.ndarray, is_word: np.ndarray
) -> bool:
    """Return whether some documents have enough different ones of some words.

    Most often the first few of the documents have.
    """
    all_documents = np.flatnonzero(is_document)
    for documents in (all_documents[:_FIRST_DOCUMENTS], all_documents):
        occurs = np.zeros(len(is_word), dtype=bool)
        occurs[counts[documents].indices] = True
        word_count = np.count_nonzero(occurs & is_word)
        if word_count >= MIN_WORDS_OF_STOP_LIST:
            return True
    return False


def _find_list_bits(vocabulary: tuple[str, ...], names: tuple[str, ...]) -> np.ndarray:
    """Return a bit for each list that a word is in (int64, shape (vocabulary,))."""
    list_bits = np.zeros(len(vocabulary), dtype=np.int64)
    words_of_lists = frozenset().union(*map(stop_words, names))
    # Few words of the vocabulary are in a list. Each is looked up, since it is sorted.
    words = words_of_lists.intersection(vocabulary)
    for column, name in enumerate(names):
        for word in words & stop_words(name):
            list_bits[bisect_left(vocabulary, word)] |= 1 << column
    return list_bits


def _find_classes(list_bits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the different bits of words, ascending, and the class of each word.

    Most words are in no list: only those with a bit are sorted.
    """
    words = np.flatnonzero(list_bits)
    bits_of_classes, classes = np.unique(list_bits[words], return_inverse=True)
    class_of_word = np.zeros(len(list_bits), dtype=np.int64)
    if len(words) < len(list_bits):
        bits_of_classes = np.append(0, bits_of_classes)
        classes = classes + 1
    class_of_word[words] = classes
    return bits_of_classes, class_of_word


def _count_classes(
    counts: csr_array, list_bits: np.ndarray, class_of_word: np.ndarray
) -> csr_array:
    """Return how often each document (row) has words of each class (column).

    Words without any bit are not counted: nothing is asked about them.
    """
    words = np.flatnonzero(list_bits)
    ones = np.ones(len(words), dtype=np.int64)
    cells = (words, class_of_word[words])
    class_count = int(class_of_word.max(initial=-1)) + 1
    shape = (len(class_of_word), class_count)
    class_of_each = csr_array((ones, cells), shape=shape)
    return csr_array(counts @ class_of_each)
