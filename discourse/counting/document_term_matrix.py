"""Documents by terms: how often each document, or group, has each word or n-gram.

Everything is counted on the token stream, whose words are numbers. A term becomes a
string only when it is shown. An n-gram never crosses a break: the end of a sentence or
paragraph, or a masked stretch. A comma is no break.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeGuard, cast

import numpy as np
from scipy.sparse import csr_array, vstack

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.document_words import count_pairs, word_counts_of
from discourse.counting.lemmas import lemmatize
from discourse.counting.prefix_sums import range_starts, sum_ranges
from discourse.counting.stop_words import StopWords, stop_words
from discourse.errors import OptionError
from discourse.settings import LONGEST_NGRAM
from discourse.text import ADJACENT, BREAK, TokenStream, spell_sequences
from discourse.validation import check_whole_number, show_value

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

_LENGTH_TEXT = re.compile(r"(\d{1,3})(?:-(\d{1,3}))? (character|word|lemma)s?")

_CODE_POINTS = 0x110000  # of Unicode
# Up to so many possible keys, a table of all of them is always cheaper than sorting.
_SMALL_TABLE_SIZE = 1 << 16


@dataclass(frozen=True)
class TermSize:
    """How long a term is, in words, characters or lemmas.

    Attributes
    ----------
    shortest, longest : int
        The smallest and the largest number of units.
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
        Counts. The terms of a row are in order, and none is stored twice.
    names : tuple of str
        The rows.
    ngrams : int32 array, shape (terms, longest)
        The words of each term, as numbers of the `vocabulary`, then -1. Terms are
        sorted by these numbers, and so by the code points of their words.
    documents : int64 array, shape (terms,)
        Documents with at least one occurrence of each term. It counts documents even
        where the rows are groups.
    vocabulary : tuple of str
        Words (or characters) sorted by code point.
    unit : {'word', 'character', 'lemma'}
        What a term is made of.
    """

    matrix: csr_array
    names: tuple[str, ...]
    ngrams: np.ndarray
    documents: np.ndarray
    vocabulary: tuple[str, ...]
    unit: TermUnit = "word"

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.names)

    @functools.cached_property
    def row_totals(self) -> np.ndarray:
        """Return the occurrences of all terms in each row (int64)."""
        return _sum_rows(self.matrix)

    def spell(self, which: np.ndarray | None = None) -> list[str]:
        """Return the terms numbered `which` as text; all terms if not given."""
        ngrams = self.ngrams if which is None else self.ngrams[which]
        return spell_sequences(
            ngrams,
            self.vocabulary,
            blanks=self.unit != "character",
        )

    def select_terms(self, keep: np.ndarray) -> DocumentTermMatrix:
        """Return the counts of some terms. `keep` has a bool for each term."""
        if keep.all():
            return self
        terms = np.flatnonzero(keep)
        matrix = self.matrix[:, terms].tocsr()
        matrix.sort_indices()
        return replace(
            self,
            matrix=matrix,
            ngrams=self.ngrams[keep],
            documents=self.documents[keep],
        )

    def drop_stop_words(self, stop: StopWords) -> DocumentTermMatrix:
        """Return the counts without terms that begin or end with a stop word.

        An n-gram keeps the stop words inside it ("community with a shared future"). If
        they were left out beforehand, words would be joined that were never next to
        each other.
        """
        words_to_omit = stop_words(stop)
        is_stop_word = _are_among(self.vocabulary, words_to_omit)
        if not is_stop_word.any() or not len(self.ngrams):
            return self
        lengths = (self.ngrams >= 0).sum(axis=1)
        term_numbers = np.arange(len(lengths))
        first_word = self.ngrams[:, 0]
        last_word = self.ngrams[term_numbers, lengths - 1]
        is_left_out = is_stop_word[first_word]
        is_left_out |= is_stop_word[last_word]
        return self.select_terms(~is_left_out)

    def sum_rows(self, codes: np.ndarray, names: tuple[str, ...]) -> DocumentTermMatrix:
        """Return the sums of the rows with the same number in `codes`.

        Parameters
        ----------
        codes : int array, shape (rows,)
            The number of the sum that each row belongs to.
        names : tuple of str
            Name of each sum. `documents` stays as it is.
        """
        # A matrix with 1 where a row belongs to a sum: multiplied, it adds up the rows.
        rows = np.arange(len(self))
        ones = np.ones(len(self), dtype=np.int64)
        row_to_sum = csr_array(
            (ones, (codes, rows)),
            shape=(len(names), len(self)),
        )
        matrix = (row_to_sum @ self.matrix).tocsr()
        matrix.sort_indices()
        return replace(self, matrix=matrix, names=names)


# The cache holds one matrix of single terms for each unit.
DOCUMENT_TERM_MATRICES: Key[DocumentTermMatrix] = Key("document_term_matrices")


def count_terms(
    corpus: Corpus,
    *,
    n: TermLength = 1,
    by: str | None = "doc",
    stop: StopWords = None,
    min_documents: int = 1,
) -> DocumentTermMatrix:
    """Return how often every document or group has each term.

    Parameters
    ----------
    corpus : Corpus
        Masked tokens are not counted, and no n-gram crosses them.
    n : int, pair of int, or str
        Words in a term: ``1``, ``3``, or all lengths of a pair, ``(1, 3)``. ``"4
        characters"`` takes characters instead: those of the words as they are counted,
        one blank between words, without punctuation. ``"1 lemma"`` takes English
        dictionary forms ("building" with "build"), with the extra ``lemmas``.
    by : str or None
        ``"doc"``, a column of the metadata, or None for all documents together.
    stop : str, iterable of str or None
        Stop words: names of lists (``"en"``, ``"en+zh"``) or words. A term that begins
        or ends with one is left out. With characters, the stop words themselves are
        left out of the text.
    min_documents : int
        Leave out terms that fewer documents have.

    Returns
    -------
    DocumentTermMatrix
        Only terms that occur, sorted.
    """
    size = parse_term_length(n)
    min_documents = check_whole_number(
        "min_documents", min_documents, hint="; 1 keeps every term"
    )
    of_characters = size.unit == "character"
    omitted_words = stop_words(stop) if of_characters else frozenset()
    counts = _counts_of_documents(corpus, size, omitted_words)
    if stop is not None and not of_characters:
        counts = counts.drop_stop_words(stop)
    if min_documents > 1:
        counts = counts.select_terms(counts.documents >= min_documents)
    # The rows are documents already.
    if isinstance(by, str) and by == "doc":
        return counts
    return counts.sum_rows(*corpus.groups(by))


def merge_terms(parts: Sequence[DocumentTermMatrix]) -> DocumentTermMatrix:
    """Return the counts of several parts of a corpus as one.

    Rows of one name are added up, the others follow one another. No document may be in
    two parts. The result does not depend on how the corpus was divided.
    """
    units = {part.unit for part in parts}
    if len(units) != 1:
        raise OptionError(
            "counts of at least one part were expected, all of words or all of "
            "characters."
        )
    vocabulary = _join_vocabularies(parts)
    max_length = max(part.ngrams.shape[1] for part in parts)
    ngrams_of_parts = [_renumber_words(part, vocabulary, max_length) for part in parts]
    # Equal n-grams of several parts get one new number.
    all_ngrams = np.concatenate(ngrams_of_parts)
    ngrams, new_number = np.unique(all_ngrams, axis=0, return_inverse=True)
    part_ends = np.cumsum([len(part.ngrams) for part in parts])
    new_numbers_of_parts = np.split(new_number.reshape(-1), part_ends[:-1])
    document_counts = np.zeros(len(ngrams), dtype=np.int64)
    matrices = []
    names: list[str] = []
    for part, new_numbers in zip(parts, new_numbers_of_parts, strict=True):
        document_counts[new_numbers] += part.documents
        names += part.names
        matrices.append(_renumber_terms(part.matrix, new_numbers, len(ngrams)))
    counts_of_parts = DocumentTermMatrix(
        matrix=vstack(matrices, format="csr"),
        names=tuple(names),
        ngrams=ngrams,
        documents=document_counts,
        vocabulary=vocabulary,
        unit=parts[0].unit,
    )
    # Rows of one name become one row, where the name comes first.
    distinct_names = tuple(dict.fromkeys(names))
    row_of_name = _number_words(distinct_names)
    codes = np.array([row_of_name[name] for name in names], dtype=np.int64)
    return counts_of_parts.sum_rows(codes, distinct_names)


def _join_vocabularies(parts: Sequence[DocumentTermMatrix]) -> tuple[str, ...]:
    """Return the words of all parts, sorted by code point."""
    words: set[str] = set()
    for part in parts:
        words.update(part.vocabulary)
    return tuple(sorted(words))


def _number_words(words: Sequence[str]) -> dict[str, int]:
    """Return the position of each word in `words`."""
    return {word: number for number, word in enumerate(words)}


def _are_among(vocabulary: tuple[str, ...], words: frozenset[str]) -> np.ndarray:
    """Return which words of the vocabulary are among `words` (bool)."""
    is_among = [word in words for word in vocabulary]
    return np.array(is_among, dtype=bool)


def _renumber_terms(
    matrix: csr_array, new_numbers: np.ndarray, column_count: int
) -> csr_array:
    """Return the counts `matrix` with new numbers for its columns.

    The result has `column_count` columns. Those without a new number are empty.
    """
    return csr_array(
        (matrix.data, new_numbers[matrix.indices], matrix.indptr),
        shape=(matrix.shape[0], column_count),
    )


def _renumber_words(
    part: DocumentTermMatrix, vocabulary: tuple[str, ...], max_length: int
) -> np.ndarray:
    """Return the n-grams of `part` with the numbers of a larger vocabulary.

    Each row is filled up to `max_length` words with -1.
    """
    number_of_word = _number_words(vocabulary)
    new_numbers = [number_of_word[word] for word in part.vocabulary]
    # The number -1, no word, takes the last entry, and so stays -1.
    new_numbers.append(-1)
    new_number_of_word = np.array(new_numbers, dtype=np.int32)
    ngrams = new_number_of_word[part.ngrams]
    return _pad(ngrams, max_length)


def parse_term_length(n: TermLength) -> TermSize:
    """Return what makes a term: shortest and longest length, and of what.

    >>> parse_term_length((1, 2))
    TermSize(shortest=1, longest=2, unit='word')
    >>> parse_term_length("4 characters")
    TermSize(shortest=4, longest=4, unit='character')
    """
    size: TermSize | None
    if isinstance(n, str):
        size = _parse_length_text(n)
    elif isinstance(n, tuple):
        size = _size_in_words(*n) if len(n) == 2 else None
    else:
        size = _size_in_words(n, n)
    if size is None or not 1 <= size.shortest <= size.longest <= LONGEST_NGRAM:
        raise OptionError(
            f"n={show_value(n)} is no length of a term; expected a number of words "
            "(3), a pair "
            f"(1, 3) or characters ('4 characters'), from 1 to {LONGEST_NGRAM}."
        )
    return size


def _parse_length_text(length_text: str) -> TermSize | None:
    """Return the length that is meant by "4 characters" or "1-3 words"; else None."""
    match = _LENGTH_TEXT.fullmatch(length_text.strip())
    if match is None:
        return None
    min_length, max_length, unit = match.groups()
    # "4 characters" has one number.
    if max_length is None:
        max_length = min_length
    return TermSize(
        shortest=int(min_length),
        longest=int(max_length),
        # The pattern allows no other unit.
        unit=cast("TermUnit", unit),
    )


def _size_in_words(min_length: object, max_length: object) -> TermSize | None:
    """Return a length in words; None if one of the two is no whole number."""
    if not _is_whole(min_length) or not _is_whole(max_length):
        return None
    return TermSize(int(min_length), int(max_length), "word")


def _is_whole(size: object) -> TypeGuard[int]:
    # Python counts True and False as whole numbers.
    if isinstance(size, bool):
        return False
    return isinstance(size, int | np.integer)


# --------------------------------------------------------------------------------------
# Counting


@dataclass(frozen=True, eq=False)
class _Sequence:
    """What n-grams are made of, end to end: words or characters.

    Attributes
    ----------
    ids : int32 array
        Number of each word or character in the `vocabulary`.
    follows_break : bool array
        Whether there is a break before each of them.
    document : int32 array
        Document of each of them.
    vocabulary : tuple of str
    """

    ids: np.ndarray
    follows_break: np.ndarray
    document: np.ndarray
    vocabulary: tuple[str, ...]


def _counts_of_documents(
    corpus: Corpus, size: TermSize, omitted_words: frozenset[str]
) -> DocumentTermMatrix:
    """Return the counts of each document, from the cache if they are there.

    `omitted_words` are left out of the text before characters are counted.
    """

    def count() -> DocumentTermMatrix:
        return _count(corpus, size, omitted_words)

    if omitted_words or size.longest > 1:
        return count()
    # Single words are cached, because they are few and most verbs begin with them.
    return cached(corpus, DOCUMENT_TERM_MATRICES, count, options=size.unit)


def _count(
    corpus: Corpus, size: TermSize, omitted_words: frozenset[str]
) -> DocumentTermMatrix:
    """Return how often each document has each word, lemma, character or n-gram."""
    if size.unit == "word" and size.longest == 1:
        return _count_single_words(corpus)
    if size.unit == "word":
        sequence = _words(corpus.stream)
    elif size.unit == "lemma":
        sequence = _lemmas(corpus.stream)
    else:
        sequence = _characters(corpus.stream, omitted_words)
    ngram_table = _count_ngrams(sequence, size, len(corpus))
    document_counts = np.bincount(
        ngram_table.matrix.indices, minlength=len(ngram_table.ngrams)
    )
    return DocumentTermMatrix(
        matrix=ngram_table.matrix,
        names=corpus.names,
        ngrams=ngram_table.ngrams,
        documents=document_counts.astype(np.int64),
        vocabulary=sequence.vocabulary,
        unit=size.unit,
    )


def _count_single_words(corpus: Corpus) -> DocumentTermMatrix:
    """Return how often each document has each word that occurs."""
    matrix = word_counts_of(corpus)
    vocabulary = corpus.stream.vocabulary
    document_counts = np.bincount(matrix.indices, minlength=len(vocabulary))
    words = np.arange(len(vocabulary), dtype=np.int32)
    counts = DocumentTermMatrix(
        matrix=matrix,
        names=corpus.names,
        ngrams=words[:, None],
        documents=document_counts.astype(np.int64),
        vocabulary=vocabulary,
    )
    return counts.select_terms(document_counts > 0)


def _words(stream: TokenStream) -> _Sequence:
    """Return the words of the stream."""
    return _Sequence(
        ids=stream.ids,
        follows_break=stream.gap >= BREAK,
        document=stream.document,
        vocabulary=stream.vocabulary,
    )


def _lemmas(stream: TokenStream) -> _Sequence:
    """Return the words of the stream in their dictionary forms."""
    lemmas = lemmatize(stream.vocabulary)
    vocabulary = tuple(sorted(set(lemmas)))
    number_of_lemma = _number_words(vocabulary)
    numbers = [number_of_lemma[lemma] for lemma in lemmas]
    lemma_of_word = np.array(numbers, dtype=np.int32)
    return _Sequence(
        ids=lemma_of_word[stream.ids],
        follows_break=stream.gap >= BREAK,
        document=stream.document,
        vocabulary=vocabulary,
    )


def _characters(stream: TokenStream, omitted_words: frozenset[str]) -> _Sequence:
    """Return the characters of the words that are not omitted.

    A blank comes before each word that has one in the text, or follows punctuation.
    """
    is_omitted = _are_among(stream.vocabulary, omitted_words)
    keep = ~is_omitted[stream.ids]
    ids = stream.ids[keep]
    gap = stream.gap[keep]
    # An omitted word is a break as well.
    tokens = np.flatnonzero(keep)
    follows_omitted = np.diff(tokens, prepend=-1) > 1
    word_follows_break = follows_omitted | (gap >= BREAK)
    has_blank = ~word_follows_break & (gap != ADJACENT)
    spelling = _spell_vocabulary(stream.vocabulary)
    blank_counts = has_blank.astype(np.int64)
    sizes = spelling.sizes[ids] + blank_counts
    starts = range_starts(sizes)
    codes = _spell_tokens(spelling, ids, blank_counts, sizes)
    character_follows_break = np.zeros(len(codes), dtype=bool)
    character_follows_break[starts[word_follows_break]] = True
    code_numbers = _number_keys(codes, _CODE_POINTS)
    characters = [chr(code) for code in code_numbers.keys.tolist()]
    return _Sequence(
        ids=code_numbers.number.astype(np.int32),
        follows_break=character_follows_break,
        document=np.repeat(stream.document[keep], sizes),
        vocabulary=tuple(characters),
    )


@dataclass(frozen=True, eq=False)
class _Spelling:
    """The code points of all words, end to end, with start and size of each word."""

    codes: np.ndarray
    starts: np.ndarray
    sizes: np.ndarray


def _spell_vocabulary(vocabulary: tuple[str, ...]) -> _Spelling:
    """Return the code points of all words of the vocabulary."""
    text = "".join(vocabulary)
    code_bytes = text.encode("utf-32-le")
    sizes = np.array([len(word) for word in vocabulary], dtype=np.int64)
    return _Spelling(
        codes=np.frombuffer(code_bytes, dtype=np.uint32),
        starts=range_starts(sizes),
        sizes=sizes,
    )


def _spell_tokens(
    spelling: _Spelling, ids: np.ndarray, blank_counts: np.ndarray, sizes: np.ndarray
) -> np.ndarray:
    """Return the code points of the words `ids`, end to end (uint32).

    Parameters
    ----------
    spelling : _Spelling
    ids : int32 array, shape (tokens,)
    blank_counts : int64 array, shape (tokens,)
        Blanks before each word, 0 or 1.
    sizes : int64 array, shape (tokens,)
        Characters of each word with its blank.
    """
    codes = np.full(int(sizes.sum()), ord(" "), dtype=np.uint32)
    # Offset of each character in its word; -1 is the blank before the word.
    word_starts = range_starts(sizes) + blank_counts
    offset = np.arange(len(codes))
    offset -= np.repeat(word_starts, sizes)
    # Where the spelling of the vocabulary has each character.
    code_position = np.repeat(spelling.starts[ids], sizes)
    code_position += offset
    in_word = offset >= 0
    codes[in_word] = spelling.codes[code_position[in_word]]
    return codes


@dataclass(frozen=True, eq=False)
class _NgramTable:
    """How often each document has each n-gram.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of int64, shape (documents, ngrams)
    ngrams : int32 array, shape (ngrams, longest)
        The words of each n-gram, then -1, in order of the words.
    """

    matrix: csr_array
    ngrams: np.ndarray


def _count_ngrams(
    sequence: _Sequence, size: TermSize, document_count: int
) -> _NgramTable:
    """Return how often each document has each n-gram."""
    levels = []
    for level in _number_ngrams(sequence, size.longest):
        if level.ngrams.shape[1] >= size.shortest:
            levels.append(level)
    # Empty arrays, so that there is something to join where nothing occurs.
    ngram_parts = [np.empty((0, size.longest), np.int32)]
    number_parts = [np.empty(0, np.int64)]
    document_parts = [np.empty(0, np.int32)]
    ngrams_so_far = 0
    for level in levels:
        first_words = np.flatnonzero(level.begins)
        document_parts.append(sequence.document[first_words])
        number_parts.append(level.number + ngrams_so_far)
        ngram_parts.append(_pad(level.ngrams, size.longest))
        ngrams_so_far += len(level.ngrams)
    ngrams = np.concatenate(ngram_parts)
    number = np.concatenate(number_parts)
    document = np.concatenate(document_parts)
    if len(levels) > 1:
        # So far the numbers go level by level. Terms are numbered in order of words.
        order = np.lexsort(ngrams.T[::-1])
        new_number = np.empty(len(ngrams), dtype=np.int64)
        new_number[order] = np.arange(len(ngrams))
        number = new_number[number]
        ngrams = ngrams[order]
    matrix = count_pairs(document, number, shape=(document_count, len(ngrams)))
    return _NgramTable(matrix, ngrams)


def _pad(ngrams: np.ndarray, max_length: int) -> np.ndarray:
    """Return n-grams of `max_length` columns: the words of each, then -1."""
    ngram_count, length = ngrams.shape
    padded_ngrams = np.full((ngram_count, max_length), -1, dtype=ngrams.dtype)
    padded_ngrams[:, :length] = ngrams
    return padded_ngrams


@dataclass(frozen=True, eq=False)
class _Level:
    """The n-grams of one length.

    Attributes
    ----------
    begins : bool array
        Whether an n-gram begins at each word.
    number : int array, shape (occurrences,)
        The number of the n-gram, for each word at which one begins.
    ngrams : int32 array, shape (ngrams, length)
        The words of each n-gram.
    """

    begins: np.ndarray
    number: np.ndarray
    ngrams: np.ndarray


def _number_ngrams(sequence: _Sequence, max_length: int) -> list[_Level]:
    """Return the n-grams of every length up to `max_length`, one level for each length.

    An n-gram is numbered by two numbers: that of its beginning, one word shorter, and
    that of its last word. Numbers made of ordered numbers are in order. So equal
    n-grams are found by sorting whole numbers, never strings.
    """
    vocabulary_size = max(len(sequence.vocabulary), 1)
    numbered_words = _number_keys(sequence.ids, vocabulary_size)
    level = _Level(
        begins=np.ones(len(sequence.ids), dtype=bool),
        number=numbered_words.number,
        ngrams=numbered_words.keys.astype(np.int32)[:, None],
    )
    levels = [level]
    for length in range(2, max_length + 1):
        level = _append_word(level, sequence, length)
        levels.append(level)
        if not len(level.number):
            break
    return levels


def _append_word(shorter_level: _Level, sequence: _Sequence, length: int) -> _Level:
    """Return the n-grams of `length` words, out of those that are one word shorter."""
    vocabulary_size = max(len(sequence.vocabulary), 1)
    last_words = sequence.ids[length - 1 :]
    has_no_break = ~sequence.follows_break[length - 1 :]
    # One position for each n-gram of `length` words that the sequence has room for.
    position_count = len(last_words)
    begins = shorter_level.begins[:position_count] & has_no_break
    beginning_at_word = np.zeros(len(shorter_level.begins), dtype=np.int64)
    beginning_at_word[shorter_level.begins] = shorter_level.number
    # One number for the beginning of an n-gram and its last word.
    pairs = beginning_at_word[:position_count] * vocabulary_size
    pairs += last_words
    numbered_pairs = _number_keys(
        pairs[begins], len(shorter_level.ngrams) * vocabulary_size
    )
    beginnings = shorter_level.ngrams[numbered_pairs.keys // vocabulary_size]
    last_words_of_ngrams = numbered_pairs.keys % vocabulary_size
    last_words_of_ngrams = last_words_of_ngrams.astype(np.int32)
    return _Level(
        begins=begins,
        number=numbered_pairs.number,
        ngrams=np.column_stack([beginnings, last_words_of_ngrams]),
    )


@dataclass(frozen=True, eq=False)
class _NumberedKeys:
    """Keys as numbers: the distinct keys, ascending, and for each key its number."""

    keys: np.ndarray
    number: np.ndarray


def _number_keys(keys: np.ndarray, key_limit: int) -> _NumberedKeys:
    """Number the distinct `keys`, whole numbers from 0 up to below `key_limit`."""
    # A table with a few entries for each key is quicker than sorting the keys.
    max_table_size = max(4 * len(keys), _SMALL_TABLE_SIZE)
    if key_limit > max_table_size:
        distinct_keys, number = np.unique(keys, return_inverse=True)
        return _NumberedKeys(distinct_keys, number.reshape(-1))
    is_key = np.zeros(key_limit, dtype=bool)
    is_key[keys] = True
    distinct_keys = np.flatnonzero(is_key)
    number_of_key = np.zeros(key_limit, dtype=np.int32)
    number_of_key[distinct_keys] = np.arange(len(distinct_keys), dtype=np.int32)
    return _NumberedKeys(distinct_keys, number_of_key[keys])


def _sum_rows(matrix: csr_array) -> np.ndarray:
    """Return the sum of each row of whole numbers (int64)."""
    row_starts = matrix.indptr[:-1]
    row_ends = matrix.indptr[1:]
    sums = sum_ranges(matrix.data, row_starts, row_ends)
    return np.asarray(sums, dtype=np.int64)
