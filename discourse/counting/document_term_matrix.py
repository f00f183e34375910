"""Documents by terms: how often each document, or group of documents, has each word or n-gram.

Everything is counted on the token stream, whose words are numbers; a term becomes a string only when it is shown. An
n-gram never runs over a break (the end of a sentence or paragraph, a masked stretch); a comma does not break it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.sparse import csr_array, vstack

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.lemmas import lemmatize
from discourse.counting.stop_words import StopWords, stop_words
from discourse.errors import OptionError
from discourse.settings import LONGEST_NGRAM
from discourse.text import ADJACENT, BREAK, TokenStream, spell_sequences
from discourse.validation import check_whole_number

__all__ = [
    "DOCUMENT_TERM_MATRICES",
    "DocumentTermMatrix",
    "TermLength",
    "TermSize",
    "count_terms",
    "merge_terms",
    "parse_term_length",
]

TermLength = int | tuple[int, int] | str
TermUnit = Literal["word", "character", "lemma"]


@dataclass(frozen=True)
class TermSize:
    """How long a term is, in words, characters or lemmas.

    Attributes
    ----------
    shortest, longest : int
    unit : {'word', 'character', 'lemma'}
    """

    shortest: int
    longest: int
    unit: TermUnit


@dataclass(frozen=True, eq=False)
class DocumentTermMatrix:
    """How often each row (a document or a group) has each term.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of int64, shape (rows, terms)
        Counts; the terms of a row stand in order and none is stored twice.
    names : tuple of str
        The rows.
    ngrams : int32 array, shape (terms, longest)
        The words of each term as places in `vocabulary`, then -1. Rows are sorted, so terms stand in the order of
        their words, and of their code points.
    documents : int64 array, shape (terms,)
        Documents with at least one; where rows are documents, those rows.
    vocabulary : tuple of str
        Words (or characters) sorted by code point.
    unit : {'word', 'character'}
        What a term is made of.
    """

    matrix: csr_array
    names: tuple[str, ...]
    ngrams: np.ndarray
    documents: np.ndarray
    vocabulary: tuple[str, ...]
    unit: TermUnit = "word"

    def __len__(self) -> int:
        return len(self.names)

    @functools.cached_property
    def row_totals(self) -> np.ndarray:
        """Terms in each row, all occurrences together (int64)."""
        return _sums(self.matrix)

    def spell(self, which: np.ndarray | None = None) -> list[str]:
        """The terms numbered `which` as they are shown (all if not given)."""
        grams = self.ngrams if which is None else self.ngrams[which]
        return spell_sequences(grams, self.vocabulary, blanks=self.unit != "character")

    def select_terms(self, keep: np.ndarray) -> DocumentTermMatrix:
        """These counts with the terms `keep` (bool, one a term) and no others."""
        if keep.all():
            return self
        matrix = self.matrix[:, keep.nonzero()[0]].tocsr()
        matrix.sort_indices()
        return replace(
            self,
            matrix=matrix,
            ngrams=self.ngrams[keep],
            documents=self.documents[keep],
        )

    def drop_stop_words(self, stop: StopWords) -> DocumentTermMatrix:
        """These counts without every term that begins or ends with a stop word.

        An n-gram keeps the stop words inside it ("community with a shared future"): taking them out beforehand would
        join words that never stood together.
        """
        words = stop_words(stop)
        listed = np.array([word in words for word in self.vocabulary], dtype=bool)
        if not listed.any() or not len(self.ngrams):
            return self
        last = (self.ngrams >= 0).sum(axis=1) - 1
        return self.select_terms(
            ~(
                listed[self.ngrams[:, 0]]
                | listed[self.ngrams[np.arange(len(last)), last]]
            )
        )

    def sum_rows(self, codes: np.ndarray, names: tuple[str, ...]) -> DocumentTermMatrix:
        """Add up the rows that have the same number in `codes`; `documents` stays as it is."""
        size = len(self)
        sums = csr_array(
            (np.ones(size, np.int64), (codes, np.arange(size))),
            shape=(len(names), size),
        )
        matrix = (sums @ self.matrix).tocsr()
        matrix.sort_indices()
        return replace(self, matrix=matrix, names=names)


# By unit.
DOCUMENT_TERM_MATRICES: Key[DocumentTermMatrix] = Key("document_term_matrices")


def count_terms(
    corpus: Corpus,
    *,
    n: TermLength = 1,
    by: str | None = "doc",
    stop: StopWords = None,
    min_documents: int = 1,
) -> DocumentTermMatrix:
    """Count the terms of every document or group.

    Parameters
    ----------
    corpus : Corpus
        Masked tokens are not counted, and no n-gram runs over them.
    n : int, pair of int, or str
        Words in a term: ``1``, ``3``, or all lengths of a pair, ``(1, 3)``. ``"4 characters"`` takes characters
        instead: those of the words as they are counted, one blank between words, punctuation left out. ``"1 lemma"``
        takes English dictionary forms ("building" with "build"), with the extra ``lemmas``.
    by : str or None
        ``"doc"``, a column of the metadata, or None for all together.
    stop : str, iterable of str or None
        Stop words: names of lists (``"en"``, ``"en+zh"``) or words. A term that begins or ends with one is left out;
        with characters, the stop words themselves are left out of the text.
    min_documents : int
        Leave out terms that fewer documents have.

    Returns
    -------
    Counts
        Only terms that occur; sorted.
    """
    size = parse_term_length(n)
    low, high, unit = size.shortest, size.longest, size.unit
    min_documents = check_whole_number(
        "min_documents", min_documents, hint="; 1 keeps every term"
    )
    out = stop_words(stop) if unit == "character" else frozenset()
    counts = _counted(corpus, low, high, unit, out)
    if stop is not None and unit != "character":
        counts = counts.drop_stop_words(stop)
    if min_documents > 1:
        counts = counts.select_terms(counts.documents >= min_documents)
    return (
        counts
        if isinstance(by, str) and by == "doc"
        else counts.sum_rows(*corpus.groups(by))
    )


def merge_terms(parts: Sequence[DocumentTermMatrix]) -> DocumentTermMatrix:
    """Put counts of parts of a corpus together: rows of one name are added up, the others stand in order.

    No document may lie in two parts. The result does not depend on how the corpus was divided.
    """
    if not parts or len({part.unit for part in parts}) > 1:
        raise OptionError(
            "counts of at least one part were expected, all of words or all of characters."
        )
    vocabulary = tuple(sorted(set().union(*(part.vocabulary for part in parts))))
    place = {word: number for number, word in enumerate(vocabulary)}
    width = max(part.ngrams.shape[1] for part in parts)
    moved = []
    for part in parts:
        there = np.array(
            [*(place[word] for word in part.vocabulary), -1], dtype=np.int32
        )
        grams = np.full((len(part.ngrams), width), -1, dtype=np.int32)
        grams[:, : part.ngrams.shape[1]] = there[part.ngrams]
        moved.append(grams)
    grams, number = np.unique(np.concatenate(moved), axis=0, return_inverse=True)
    cuts = np.split(
        number.reshape(-1), np.cumsum([len(part.ngrams) for part in parts])[:-1]
    )
    documents = np.zeros(len(grams), dtype=np.int64)
    rows = []
    for part, columns in zip(parts, cuts, strict=True):
        documents[columns] += part.documents
        matrix = part.matrix
        rows.append(
            csr_array(
                (matrix.data, columns[matrix.indices], matrix.indptr),
                (len(part), len(grams)),
            )
        )
    names = [name for part in parts for name in part.names]
    once = {name: row for row, name in enumerate(dict.fromkeys(names))}
    whole = DocumentTermMatrix(
        vstack(rows, format="csr"),
        tuple(names),
        grams,
        documents,
        vocabulary,
        parts[0].unit,
    )
    return whole.sum_rows(
        np.array([once[name] for name in names], dtype=np.int64), tuple(once)
    )


def parse_term_length(n: TermLength) -> TermSize:
    """Read what makes a term: shortest, longest, and of what.

    >>> parse_term_length((1, 2))
    TermSize(shortest=1, longest=2, unit='word')
    >>> parse_term_length("4 characters")
    TermSize(shortest=4, longest=4, unit='character')
    """
    units: dict[str, TermUnit] = {
        "character": "character",
        "word": "word",
        "lemma": "lemma",
    }
    pair: tuple[object, ...] = ()
    unit: TermUnit = "word"
    if isinstance(n, str):
        found = re.fullmatch(
            r"(\d{1,3})(?:-(\d{1,3}))? (character|word|lemma)s?", n.strip()
        )
        if found:
            unit = units[found[3]]
            pair = (int(found[1]), int(found[2] or found[1]))
    else:
        pair = n if isinstance(n, tuple) else (n, n)
    whole = [
        int(size)
        for size in pair
        if isinstance(size, int | np.integer) and not isinstance(size, bool)
    ]
    if (
        len(pair) != 2
        or len(whole) != 2
        or not 1 <= whole[0] <= whole[1] <= LONGEST_NGRAM
    ):
        raise OptionError(
            f"n={n!r} is no length of a term; expected a number of words (3), a pair (1, 3) or characters "
            f"('4 characters'), from 1 to {LONGEST_NGRAM}."
        )
    return TermSize(whole[0], whole[1], unit)


# ---------------------------------------------------------------------------------------------------------------------
# Counting


@dataclass(frozen=True, eq=False)
class _Line:
    """What n-grams are made of, end to end: words or characters, where they break, whose they are."""

    ids: np.ndarray
    broken: np.ndarray
    document: np.ndarray
    vocabulary: tuple[str, ...]


def _counted(
    corpus: Corpus, low: int, high: int, unit: TermUnit, out: frozenset[str]
) -> DocumentTermMatrix:
    if out or (low, high) != (1, 1):
        return _count(corpus, low, high, unit, out)
    # Single words are kept, since they are few and most verbs begin with them.
    return cached(
        corpus,
        DOCUMENT_TERM_MATRICES,
        lambda: _count(corpus, low, high, unit, out),
        options=unit,
    )


def _count(
    corpus: Corpus, low: int, high: int, unit: TermUnit, out: frozenset[str]
) -> DocumentTermMatrix:
    stream = corpus.stream
    if unit == "word":
        line = _Line(
            stream.ids, stream.gap >= BREAK, stream.document, stream.vocabulary
        )
    elif unit == "lemma":
        forms = lemmatize(stream.vocabulary)
        names = tuple(sorted(set(forms)))
        place = {form: number for number, form in enumerate(names)}
        number = np.array([place[form] for form in forms], dtype=np.int32)
        line = _Line(number[stream.ids], stream.gap >= BREAK, stream.document, names)
    else:
        line = _characters(stream, out)
    matrix, grams = _table(line, low, high, len(corpus))
    documents = np.bincount(matrix.indices, minlength=len(grams)).astype(np.int64)
    return DocumentTermMatrix(
        matrix, corpus.names, grams, documents, line.vocabulary, unit
    )


def _characters(stream: TokenStream, out: frozenset[str]) -> _Line:
    """The characters of the words, a blank before each word that has one or follows punctuation."""
    used = [word not in out for word in stream.vocabulary]
    keep = np.array(used, dtype=bool)[stream.ids]
    ids, gap, document = stream.ids[keep], stream.gap[keep], stream.document[keep]
    broken = gap >= BREAK
    broken |= (
        np.diff(keep.nonzero()[0], prepend=-1) > 1
    )  # a stop word that was left out
    letters = [
        np.frombuffer(word.encode("utf-32-le"), dtype=np.uint32)
        for word in stream.vocabulary
    ]
    sizes = np.array([len(part) for part in letters], dtype=np.int64)
    begins = np.cumsum(sizes) - sizes
    flat = np.concatenate([np.empty(0, np.uint32), *letters])
    blank = ((gap != ADJACENT) & ~broken).astype(np.int64)
    size = sizes[ids] + blank
    first = np.cumsum(size) - size
    codes = np.full(int(size.sum()), ord(" "), dtype=np.uint32)
    inside = np.arange(len(codes)) - np.repeat(first + blank, size)
    real = inside >= 0
    codes[real] = flat[(np.repeat(begins[ids], size) + inside)[real]]
    breaks = np.zeros(len(codes), dtype=bool)
    breaks[first[broken]] = True
    alphabet, number = _numbered(codes, 0x110000)
    return _Line(
        number.astype(np.int32),
        breaks,
        np.repeat(document, size),
        tuple(map(chr, alphabet.tolist())),
    )


def _table(line: _Line, low: int, high: int, rows: int) -> tuple[csr_array, np.ndarray]:
    """Documents by n-grams of `low` to `high` parts, and the parts of each n-gram."""
    found = [level for level in _levels(line, high) if level.grams.shape[1] >= low]
    padded = [
        np.pad(
            level.grams, ((0, 0), (0, high - level.grams.shape[1])), constant_values=-1
        )
        for level in found
    ]
    grams = np.concatenate([np.empty((0, high), np.int32), *padded])
    document = np.concatenate(
        [
            np.empty(0, np.int32),
            *(line.document[: len(level.whole)][level.whole] for level in found),
        ]
    )
    if len(found) == 1:
        return _sparse(document, found[0].number, (rows, len(grams))), grams
    order = np.lexsort(grams.T[::-1])
    place = np.empty(len(grams), dtype=np.int64)
    place[order] = np.arange(len(grams))
    base = np.cumsum([0, *(len(level.grams) for level in found)])
    column = [
        place[level.number + first]
        for level, first in zip(found, base[:-1], strict=True)
    ]
    return _sparse(
        document, np.concatenate([np.empty(0, np.int64), *column]), (rows, len(grams))
    ), grams[order]


@dataclass(frozen=True, eq=False)
class _Level:
    """The n-grams of one length: where one begins (bool), the number of each, and the parts of each number."""

    whole: np.ndarray
    number: np.ndarray
    grams: np.ndarray


def _levels(line: _Line, high: int) -> list[_Level]:
    """N-grams of every length up to `high`.

    An n-gram is numbered by the number of its beginning, one part shorter, and its last part; numbers made of ordered
    numbers are in order, so equal n-grams meet by sorting whole numbers, never strings.
    """
    size = max(len(line.vocabulary), 1)
    used, number = _numbered(line.ids, size)
    level = _Level(
        np.ones(len(line.ids), dtype=bool), number, used.astype(np.int32)[:, None]
    )
    levels = [level]
    for length in range(2, high + 1):
        whole = (
            level.whole[: max(len(line.ids) - length + 1, 0)]
            & ~line.broken[length - 1 :]
        )
        begun = np.zeros(len(level.whole), dtype=np.int64)
        begun[level.whole] = level.number
        keys = (begun[: len(whole)] * size + line.ids[length - 1 :])[whole]
        used, number = _numbered(keys, len(level.grams) * size)
        grams = np.column_stack(
            [level.grams[used // size], (used % size).astype(np.int32)]
        )
        level = _Level(whole, number, grams)
        levels.append(level)
        if not len(number):
            break
    return levels


def _numbered(keys: np.ndarray, bound: int) -> tuple[np.ndarray, np.ndarray]:
    """The distinct keys, ascending, and the place of each key among them."""
    if bound <= max(
        4 * len(keys), 1 << 16
    ):  # a table of all keys is cheaper than sorting them
        seen = np.zeros(bound, dtype=bool)
        seen[keys] = True
        used = seen.nonzero()[0]
        place = np.zeros(bound, dtype=np.int32)
        place[used] = np.arange(len(used), dtype=np.int32)
        return used, place[keys]
    used, number = np.unique(keys, return_inverse=True)
    return used, number.reshape(-1)


def _sparse(row: np.ndarray, column: np.ndarray, shape: tuple[int, int]) -> csr_array:
    """Count pairs of row and column: two counting sorts, then equal neighbours added up."""
    small = max(*shape, len(row)) < np.iinfo(np.int32).max
    kind = np.int32 if small else np.int64
    if np.any(row[1:] < row[:-1]):
        order = np.argsort(row, kind="stable")
        row, column = row[order], column[order]
    starts = np.concatenate(
        [[0], np.cumsum(np.bincount(row, minlength=shape[0]))]
    ).astype(kind)
    matrix = csr_array(
        (np.ones(len(row), np.int32), column.astype(kind), starts), shape=shape
    )
    matrix = (
        matrix.tocsc().tocsr()
    )  # sorts the terms of a row, without comparing any two
    matrix.sum_duplicates()
    return matrix.astype(np.int64)


def _sums(matrix: csr_array) -> np.ndarray:
    """Sum of each row of whole numbers (int64)."""
    total = np.concatenate([[0], np.cumsum(matrix.data)])
    return np.asarray(
        total[matrix.indptr[1:]] - total[matrix.indptr[:-1]], dtype=np.int64
    )
