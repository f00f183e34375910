"""How many words a rate refers to: those in the scripts of the term.

A formula in Latin letters cannot occur among Chinese words. So its rate refers to the
words in its own script. Digits belong to every script. So the words of the parts of a
text add up to the words of the text, however it is divided.

Han text is counted in characters here, also where words of it are compared
(:attr:`Corpus.in_words`). So rates do not depend on the segmenter.

Counts and their denominators come from one call: :func:`count_terms_and_words` for
words and n-grams, :func:`discourse.matching.count_families_and_words` for formulas.

The scripts of a term are written as *script bits*: one number, with a bit for each
script.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.document_term_matrix import (
    DocumentTermMatrix,
    TermLength,
    count_terms,
)
from discourse.counting.document_words import word_counts_of
from discourse.counting.stop_words import StopWords
from discourse.text import COMMON_SCRIPT, WordScripts

__all__ = [
    "ABSENT_SCRIPT",
    "ALL_SCRIPTS",
    "Denominators",
    "TermCounts",
    "count_denominators",
    "count_terms_and_words",
    "script_bits_of_names",
    "script_bits_of_terms",
]

# The script bits of a term whose rate refers to all words.
ALL_SCRIPTS = 0
# The script bits of a term in a script that the corpus does not have. Its rate refers
# to the digits only. These belong to every script, so that words add up when corpora
# are joined.
ABSENT_SCRIPT = -1

# A number of 64 bits holds so many scripts. Words in a further one count as digits do.
MAX_SCRIPTS = 62


@dataclass(frozen=True, eq=False)
class Denominators:
    """The words that the rates of terms refer to.

    Terms in the same scripts are of one *kind*: their rates refer to the same words.

    Attributes
    ----------
    words : int64 array, shape (documents, kinds)
        Words of each document in the scripts of each kind of term.
    kind : int64 array, shape (terms,)
        The column of `words` that the rate of a term refers to.
    """

    words: np.ndarray
    kind: np.ndarray

    def words_in_groups(self, codes: np.ndarray, group_count: int) -> np.ndarray:
        """Return how many words each group has for each kind of term.

        Parameters
        ----------
        codes : int64 array, shape (documents,)
            The group of each document.
        group_count : int

        Returns
        -------
        int64 array, shape (groups, kinds)
        """
        kind_count = self.words.shape[1]
        sums = np.zeros((group_count, kind_count), dtype=np.int64)
        np.add.at(sums, codes, self.words)
        return sums


@dataclass(frozen=True, eq=False)
class TermCounts(Denominators):
    """How often each document has each term, and the words that the rates refer to.

    Attributes
    ----------
    words : int64 array, shape (documents, kinds)
        Words of each document in the scripts of each kind of term.
    kind : int64 array, shape (terms,)
        The column of `words` that the rate of a term refers to.
    matrix : scipy.sparse.csr_array of int64, shape (documents, terms)
        How often each document has each term.
    source : DocumentTermMatrix or tuple of str
        Where the terms can be spelt from.
    """

    matrix: csr_array
    source: DocumentTermMatrix | tuple[str, ...]

    def spell(self, which: np.ndarray) -> list[str]:
        """Return the terms numbered `which`, as they are shown."""
        if isinstance(self.source, DocumentTermMatrix):
            return self.source.spell(which)
        terms = []
        for number in which.tolist():
            terms.append(self.source[number])
        return terms


def _bits_of_scripts(corpus: Corpus) -> dict[str, int]:
    """Return a bit for each script of the corpus, by its name; digits have none."""
    scripts = set(corpus.in_characters.stream.word_scripts.names)
    scripts.discard(COMMON_SCRIPT)
    names = sorted(scripts)[:MAX_SCRIPTS]
    bits = {}
    for number, name in enumerate(names):
        bits[name] = 1 << number
    return bits


BITS_OF_WORDS: Key[np.ndarray] = Key("bits_of_words")


def _bits_of_words(corpus: Corpus) -> np.ndarray:
    """Return the bit of each word's script; 0 for digits (int64)."""
    return cached(corpus, BITS_OF_WORDS, lambda: _find_bits_of_words(corpus))


def _find_bits_of_words(corpus: Corpus) -> np.ndarray:
    """Find the script of each word of the vocabulary."""
    scripts = corpus.stream.word_scripts
    array = _bits_of_names(corpus, scripts)[scripts.number]
    array.flags.writeable = False
    return array


def _bits_of_names(corpus: Corpus, scripts: WordScripts) -> np.ndarray:
    """Return the bit of each script; 0 for digits (int64, shape (scripts,))."""
    bits = _bits_of_scripts(corpus)
    return np.array([bits.get(name, 0) for name in scripts.names], dtype=np.int64)


WORDS_BY_SCRIPT: Key[np.ndarray] = Key("words_by_script")


def _words_by_script(corpus: Corpus) -> np.ndarray:
    """Return how many words of each script each document has, made once.

    An int64 array, shape (documents, scripts); the scripts are those of the vocabulary.
    """
    return cached(corpus, WORDS_BY_SCRIPT, lambda: _count_words_by_script(corpus))


def _count_words_by_script(corpus: Corpus) -> np.ndarray:
    """Count the words of each script in each document."""
    scripts = corpus.stream.word_scripts
    script_numbers = np.arange(len(scripts.names))
    is_in_script = scripts.number[:, np.newaxis] == script_numbers
    words = np.asarray(word_counts_of(corpus) @ is_in_script.astype(np.int64))
    words.flags.writeable = False
    return words


def script_bits_of_names(
    corpus: Corpus, scripts: Iterable[frozenset[str]]
) -> np.ndarray:
    """Return the script bits of each set of names of scripts (int64)."""
    bits = _bits_of_scripts(corpus)
    scripts_of_corpus = {*bits, "common"}
    script_bits = []
    for names in scripts:
        if names & scripts_of_corpus:
            script_bits.append(sum(bits.get(name, 0) for name in names))
        else:
            script_bits.append(ABSENT_SCRIPT)
    return np.array(script_bits, dtype=np.int64)


def script_bits_of_terms(corpus: Corpus, ngrams: np.ndarray) -> np.ndarray:
    """Return the script bits of each row of word ids (-1 = no word) (int64)."""
    bits_of_words = _bits_of_words(corpus)
    # The number -1, no word, takes the last entry: no script.
    bits = np.append(bits_of_words, 0)
    script_bits = np.bitwise_or.reduce(bits[ngrams], axis=1)
    return np.asarray(script_bits, dtype=np.int64)


def _are_counted_scripts(bits_of_scripts: np.ndarray, script_bits: int) -> np.ndarray:
    """Return to the words of which scripts the rate of a term refers (bool).

    `script_bits` are those of the term, and `bits_of_scripts` has one bit for each
    script, 0 for what belongs to every script.
    """
    if script_bits == ALL_SCRIPTS:
        return np.ones(len(bits_of_scripts), dtype=bool)
    is_in_every_script = bits_of_scripts == 0
    if script_bits == ABSENT_SCRIPT:
        return is_in_every_script
    common_bits = bits_of_scripts & script_bits
    is_in_a_script = common_bits > 0
    return is_in_every_script | is_in_a_script


def count_denominators(corpus: Corpus, script_bits: np.ndarray) -> Denominators:
    """Return how many words of each document the rate of each term refers to.

    `script_bits` has one number for each term.
    """
    characters = corpus.in_characters
    bits_of_scripts = _bits_of_names(characters, characters.stream.word_scripts)
    words_by_script = _words_by_script(characters)
    bits_of_kinds, kind = np.unique(script_bits, return_inverse=True)
    kind_count = max(len(bits_of_kinds), 1)
    words = np.zeros((len(corpus), kind_count), dtype=np.int64)
    for column, bits in enumerate(bits_of_kinds.tolist()):
        is_counted = _are_counted_scripts(bits_of_scripts, bits)
        words[:, column] = words_by_script[:, is_counted].sum(axis=1)
    return Denominators(words, kind.reshape(-1))


def count_terms_and_words(
    corpus: Corpus,
    n: TermLength,
    *,
    stop: StopWords = None,
    by_script: bool = True,
) -> TermCounts:
    """Count words or n-grams in every document, and the words that rates refer to.

    Parameters
    ----------
    corpus : Corpus
    n : int, pair of int, or str
        As :func:`discourse.counting.document_term_matrix.count_terms` takes it.
    stop : str, iterable of str or None
        Terms to leave out, as that function takes them. Rates refer to all words, those
        that are left out as well.
    by_script : bool
        Whether a rate refers to the words in the script of the term, or always to all
        words. The rate of digits alone, and of characters, refers to all words in any
        case.

    Examples
    --------
    >>> texts = {"a": "peace 和平", "b": "peace and peace"}
    >>> counts = count_terms_and_words(Corpus.from_texts(texts), 1)
    >>> counts.spell(np.arange(2)), counts.matrix[:, :2].toarray().tolist()
    (['and', 'peace'], [[0, 1], [1, 2]])
    >>> counts.words[:, counts.kind[1]].tolist()
    [1, 3]
    """
    counts = count_terms(corpus, n=n, stop=stop)
    if by_script and counts.unit != "character":
        script_bits = script_bits_of_terms(corpus, counts.ngrams)
    else:
        script_bits = np.full(len(counts.ngrams), ALL_SCRIPTS)
    denominators = count_denominators(corpus, script_bits)
    return TermCounts(
        words=denominators.words,
        kind=denominators.kind,
        matrix=counts.matrix,
        source=counts,
    )
