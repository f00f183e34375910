"""How many words a rate is among: those in the scripts of what is counted.

A formula in Latin letters has no chance to occur among Chinese words, so its rate is among the words in its own script;
digits belong to every script, so that words add up over any division of a text.

Counts and their denominators come from one call: :func:`count_terms_and_words` for words and n-grams,
:func:`discourse.matching.count_families_and_words` for formulas.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import (
    DocumentTermMatrix,
    TermLength,
    count_terms,
)

__all__ = [
    "ALL_SCRIPTS",
    "Denominators",
    "TermCounts",
    "count_denominators",
    "count_terms_and_words",
    "script_bits_of_names",
    "script_bits_of_terms",
]

ALL_SCRIPTS = 0  # the mark of what is counted among all words
# ... and of what is in a script that the corpus does not have: among its figures only,
# which belong to every script, so that words add up when corpora are joined.
ABSENT = -1


@dataclass(frozen=True, eq=False)
class Denominators:
    """The words that the rates of terms are among.

    Attributes
    ----------
    words : int64 array, shape (documents, kinds)
        Words of each document in the scripts of each kind of term.
    kind : int64 array, shape (terms,)
        The column of `words` that the rate of a term refers to.
    """

    words: np.ndarray
    kind: np.ndarray

    def words_in_groups(self, codes: np.ndarray, groups: int) -> np.ndarray:
        """Words of each of the `groups` for each kind of term (int64, groups by kinds).

        Parameters
        ----------
        codes : int64 array, shape (documents,)
            The group of each document.
        groups : int
        """
        sums = np.zeros((groups, self.words.shape[1]), dtype=np.int64)
        np.add.at(sums, codes, self.words)
        return sums


@dataclass(frozen=True, eq=False)
class TermCounts(Denominators):
    """How often each document has each term, with the words that the rates of the terms are among.

    Attributes
    ----------
    words : int64 array, shape (documents, kinds)
        Words of each document in the scripts of each kind of term.
    kind : int64 array, shape (terms,)
        The column of `words` that the rate of a term refers to.
    matrix : scipy.sparse.csr_array of int64, shape (documents, terms)
        How often each document has each term.
    source : Counts or tuple of str
        Where the terms can be spelt from.
    """

    matrix: csr_array
    source: DocumentTermMatrix | tuple[str, ...]

    def spell(self, which: np.ndarray) -> list[str]:
        """The terms numbered `which`, as they are shown."""
        if isinstance(self.source, DocumentTermMatrix):
            return self.source.spell(which)
        return [self.source[number] for number in which.tolist()]


def _bits(corpus: Corpus) -> tuple[dict[str, int], np.ndarray]:
    """A bit for each script (at most 62 can be told apart), and the bit of each word; 0 for digits."""
    scripts = corpus.stream.scripts.tolist()
    names = sorted(set(scripts) - {"common"})[:62]
    place = {name: 1 << number for number, name in enumerate(names)}
    return place, np.array([place.get(name, 0) for name in scripts], dtype=np.int64)


def script_bits_of_names(
    corpus: Corpus, scripts: Iterable[frozenset[str]]
) -> np.ndarray:
    """Return the mark of each set of scripts: its bits (int64)."""
    known, _ = _bits(corpus)
    marks = [
        sum(known.get(name, 0) for name in names)
        if names & {*known, "common"}
        else ABSENT
        for names in scripts
    ]
    return np.array(marks, dtype=np.int64)


def script_bits_of_terms(corpus: Corpus, grams: np.ndarray) -> np.ndarray:
    """Return the mark of each row of word ids (-1 = no word): the scripts of its words as bits (int64)."""
    bits = np.append(_bits(corpus)[1], 0)
    return np.asarray(np.bitwise_or.reduce(bits[grams], axis=1), dtype=np.int64)


def _words_of_mark(bits: np.ndarray, mark: int) -> np.ndarray:
    """Return which words terms with this `mark` are among (bool)."""
    if mark == ALL_SCRIPTS:
        return np.ones(len(bits), dtype=bool)
    in_every_script = bits == 0
    if mark == ABSENT:
        return in_every_script
    return in_every_script | ((bits & mark) > 0)


def count_denominators(corpus: Corpus, marks: np.ndarray) -> Denominators:
    """Return the words of each document that terms with these `marks` are among."""
    stream, size = corpus.stream, len(corpus)
    bits = _bits(corpus)[1]
    kinds, kind = np.unique(marks, return_inverse=True)
    words = np.zeros((size, max(len(kinds), 1)), dtype=np.int64)
    for column, mark in enumerate(kinds.tolist()):
        counted = _words_of_mark(bits, mark)[stream.ids]
        words[:, column] = np.bincount(stream.document[counted], minlength=size)
    return Denominators(words, kind.reshape(-1))


def count_terms_and_words(
    corpus: Corpus, n: TermLength, *, by_script: bool = True
) -> TermCounts:
    """Count words or n-grams in every document, and the words that their rates are among.

    Parameters
    ----------
    corpus : Corpus
    n : int, pair of int, or str
        As :func:`discourse.counting.document_term_matrix.count_terms` takes it.
    by_script : bool
        Whether a rate is among the words in the script of the term (of digits alone, and of characters: all words),
        or always among all words.

    Examples
    --------
    >>> found = count_terms_and_words(Corpus.from_texts({"a": "peace 和平", "b": "peace and peace"}), 1)
    >>> found.spell(np.arange(2)), found.matrix[:, :2].toarray().tolist()
    (['and', 'peace'], [[0, 1], [1, 2]])
    >>> found.words[:, found.kind[1]].tolist()
    [1, 3]
    """
    counts = count_terms(corpus, n=n)
    if by_script and counts.unit != "character":
        marks = script_bits_of_terms(corpus, counts.ngrams)
    else:
        marks = np.full(len(counts.ngrams), ALL_SCRIPTS)
    among = count_denominators(corpus, marks)
    return TermCounts(
        words=among.words, kind=among.kind, matrix=counts.matrix, source=counts
    )
