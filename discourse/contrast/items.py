"""What is compared: words, n-grams or families of formulas, counted in every document, with the words they are among."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.counting.terms import Counts, Length, count_terms
from discourse.errors import OptionError
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import find
from discourse.phrases import Phrase

__all__ = ["Items", "Terms", "items"]

_LENGTH = r"\d+(-\d+)? (character|word)s?"  # anything else in words is a pattern, or names a lexicon

Terms = Length | Lexicon | Phrase | Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Items:
    """Documents by terms.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of int64, shape (documents, terms)
        How often each document has each term.
    words : int64 array, shape (documents, kinds)
        Words of each document in the scripts of each kind of term.
    kind : int64 array, shape (terms,)
        The column of `words` that the rate of a term refers to.
    source : Counts or tuple of str
        Where the terms can be spelt from.
    """

    matrix: csr_array
    words: np.ndarray
    kind: np.ndarray
    source: Counts | tuple[str, ...]

    def spell(self, which: np.ndarray) -> list[str]:
        """The terms numbered `which`, as they are shown."""
        if isinstance(self.source, Counts):
            return self.source.spell(which)
        return [self.source[number] for number in which.tolist()]


def items(corpus: Corpus, of: Terms, *, scripts: bool = True) -> Items:
    """Count `of` in every document.

    Parameters
    ----------
    corpus : Corpus
    of : int, pair of int, Lexicon, Phrase, dict or str
        Words in a term, all lengths of a pair; or formulas.
    scripts : bool
        Whether a rate is among the words in the script of the term (a term of digits alone: all words), or, as other
        programs have it, always among all words.
    """
    if isinstance(of, bool) or not isinstance(of, int | np.integer | tuple | str | Lexicon | Phrase | Mapping):
        raise OptionError(
            f"of={of!r} came; words in a term (1, or (1, 3) for several lengths), a Lexicon or a Phrase was expected."
        )
    if isinstance(of, int | np.integer | tuple) or (isinstance(of, str) and re.fullmatch(_LENGTH, of.strip())):
        counts = count_terms(corpus, n=of if isinstance(of, tuple | str) else int(of))
        marks = _marks(corpus, counts) if scripts else np.zeros(len(counts.grams), dtype=np.int64)
        return Items(counts.matrix, *_exposed(corpus, marks), counts)
    lexicon = as_lexicon(of)
    hits = find(corpus, lexicon)
    cells = (np.ones(len(hits), dtype=np.int64), (corpus.stream.document[hits.first], hits.family))
    matrix = csr_array(cells, shape=(len(corpus), len(lexicon)))
    matrix.sum_duplicates()
    known, _ = _bits(corpus)
    marks = np.array(
        [sum(known.get(name, 0) for name in family.scripts) for family in lexicon.families], dtype=np.int64
    )
    absent = np.array([not family.scripts & {*known, "common"} for family in lexicon.families], dtype=bool)
    # A formula in a script the corpus does not have is among no words: it has no rate.
    return Items(matrix, *_exposed(corpus, np.where(absent, -1, marks) if scripts else marks * 0), lexicon.names)


def _bits(corpus: Corpus) -> tuple[dict[str, int], np.ndarray]:
    """A bit for each script (at most 62 can be told apart), and the bit of each word; 0 for digits."""
    names = sorted(set(corpus.stream.scripts.tolist()) - {"common"})[:62]
    place = {name: 1 << number for number, name in enumerate(names)}
    return place, np.array([place.get(name, 0) for name in corpus.stream.scripts.tolist()], dtype=np.int64)


def _marks(corpus: Corpus, counts: Counts) -> np.ndarray:
    """For each term the scripts of its words as bits; 0 where all are digits, and for characters."""
    if counts.unit == "character":
        return np.zeros(len(counts.grams), dtype=np.int64)
    bits = np.append(_bits(corpus)[1], 0)
    return np.asarray(np.bitwise_or.reduce(bits[counts.grams], axis=1), dtype=np.int64)


def _exposed(corpus: Corpus, marks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Words of each document for each kind of mark, and the kind of each term."""
    stream, size = corpus.stream, len(corpus)
    bits = _bits(corpus)[1]
    kinds, kind = np.unique(marks, return_inverse=True)
    words = np.zeros((size, max(len(kinds), 1)), dtype=np.int64)
    for column, mark in enumerate(kinds.tolist()):
        if mark >= 0:
            fits = ((bits & mark) > 0) | (bits == 0) if mark else np.ones(len(bits), dtype=bool)
            words[:, column] = np.bincount(stream.document[fits[stream.ids]], minlength=size)
    return words, kind.reshape(-1)
