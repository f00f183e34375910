"""Which languages a corpus is written in, recognised by its function words.

Each document is looked at by itself. It is in the language whose list of stop words
covers most of its words. Related languages share function words: the Spanish list
covers a third of a Portuguese text. So a second list counts only by the words that the
first one lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import count_terms
from discourse.counting.stop_words import stop_words
from discourse.registries import CHINESE, STOP_LISTS
from discourse.settings import (
    LEAST_SHARE_OF_KANA,
    LEAST_SHARE_OF_LANGUAGE,
    MIN_WORDS_OF_STOP_LIST,
    WORDS_OF_WHOLE_CORPUS,
)
from discourse.text import script_of

__all__ = ["CorpusLanguages", "find_languages", "languages_of_documents"]

_KANA = ("hiragana", "katakana")


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

    Attributes
    ----------
    names : tuple of str
        The lists, sorted.
    matrix : csr_array, shape (documents, words)
        How often each document has each word.
    sizes : int64 array, shape (documents,)
        Words of each document.
    is_in_list : bool array, shape (words, lists)
    is_possible : bool array, shape (documents, lists)
        Whether the document may be in the language of the list at all.
    least_shares : float array, shape (lists,)
        The share of a document's words that each list must cover.
    """

    names: tuple[str, ...]
    matrix: csr_array
    sizes: np.ndarray
    is_in_list: np.ndarray
    is_possible: np.ndarray
    least_shares: np.ndarray

    @classmethod
    def of_corpus(cls, corpus: Corpus) -> _Evidence:
        """Return the evidence of the words of a corpus."""
        counts = count_terms(corpus)
        words = [counts.vocabulary[word] for word in counts.ngrams[:, 0]]
        return cls.of_words(counts.matrix, words)

    @classmethod
    def of_words(cls, matrix: csr_array, words: Sequence[str]) -> _Evidence:
        """Return the evidence of the counts `matrix`, whose columns are `words`."""
        names = tuple(sorted(STOP_LISTS))
        is_in_list = np.zeros((len(words), len(names)), dtype=bool)
        # The lists are much shorter than the vocabulary.
        number_of_word = {word: number for number, word in enumerate(words)}
        for column, name in enumerate(names):
            listed_words = stop_words(name) & number_of_word.keys()
            numbers = [number_of_word[word] for word in listed_words]
            is_in_list[numbers, column] = True
        sizes = np.asarray(matrix.sum(axis=1)).ravel()
        is_kana = np.zeros(len(words), dtype=bool)
        for number, word in enumerate(words):
            # Most words of most corpora need no look at their characters.
            if not word.isascii():
                is_kana[number] = script_of(word) in _KANA
        kana_counts = matrix @ is_kana.astype(np.int64)
        # Japanese is written with Han characters, too; its kana tell it from Chinese.
        is_possible = np.ones((len(sizes), len(names)), dtype=bool)
        is_japanese = kana_counts > LEAST_SHARE_OF_KANA * sizes
        is_possible[is_japanese, names.index(CHINESE)] = False
        least_shares = [STOP_LISTS[name].least_share for name in names]
        return cls(
            names, matrix, sizes, is_in_list, is_possible, np.array(least_shares)
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
        which : bool array, shape (words,)
            The words that are looked at.

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
    is_known_word = np.asarray(evidence.is_in_list[:, lists_known].any(axis=1))
    best_list, is_enough = _best_lists(
        evidence, group.documents, ~is_known_word, least_shares
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
    which : bool array, shape (words,)
        The words that are looked at.
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
    for column in range(len(evidence.names)):
        documents = np.flatnonzero(is_in_language[:, column])
        occurrences = np.asarray(evidence.matrix[documents].sum(axis=0)).ravel()
        occurs_in_list = (occurrences > 0) & evidence.is_in_list[:, column]
        is_enough[column] = occurs_in_list.sum() >= MIN_WORDS_OF_STOP_LIST
    return is_enough
