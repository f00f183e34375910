"""n-grams: every sequence of words, also with words skipped or with one open slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.counted_units import token_unit
from discourse.counting.document_term_matrix import parse_term_length
from discourse.counting.document_words import word_counts_of
from discourse.counting.ngrams import (
    NgramOccurrences,
    NgramRuns,
    contiguous_ngrams,
    ngram_frames,
    skip_grams,
)
from discourse.counting.rate_denominators import (
    Denominators,
    count_denominators,
    script_bits_of_terms,
)
from discourse.counting.stop_word_choice import (
    NO_STOP_WORDS,
    ChosenStopWords,
    choose_stop_words,
)
from discourse.counting.stop_words import StopWords, are_stop_words
from discourse.counting.suffix_array import suffix_array_of
from discourse.errors import OptionError
from discourse.notes import Note
from discourse.progress import shows_progress
from discourse.settings import (
    FEW_DOCUMENTS_IN_RATE,
    LONGEST_NGRAM,
    NGRAM_LENGTHS,
    PER_WORDS,
)
from discourse.text import spell_columns
from discourse.validation import (
    check_flag,
    check_option,
    check_whole_number,
    options_by_name,
    show_value,
)

__all__ = ["ngrams"]

Sort = Literal["content", "count"]
SORTS = ("content", "count")
MAX_NAMED_FILLERS = 3  # in the column `filling`, the most frequent first
MIN_FRAME_LENGTH = 3  # words: one on each side of the open slot
# The bits of a number by which rows are sorted: rank by words, count, edges.
_COUNT_SHIFT = 31
_COUNT_LIMIT = (1 << 31) - 1
_EDGE_SHIFT = 62
NO_WORD = -3  # sorts before every type id and before an open slot


@options_by_name
@shows_progress
def ngrams(
    corpus: Corpus,
    *,
    n: int | tuple[int, int] = NGRAM_LENGTHS,
    min_count: int = 2,
    min_documents: int = 1,
    by: str | None = None,
    skip: int = 0,
    slot: bool = False,
    sort: Sort = "content",
    stop: StopWords = "auto",
    per: int = PER_WORDS,
    progress: bool = True,
) -> pd.DataFrame:
    """Return every sequence of n words within a sentence, with its counts by group.

    Parameters
    ----------
    corpus : Corpus
        No sequence crosses the end of a sentence or of a paragraph, or masked text. A
        comma does not end a sequence.
    n : int or pair of int
        Words in a sequence: ``3``, or all lengths of ``(1, 5)``; 64 at most.
    min_count, min_documents : int
        Leave out what occurs less often, or in fewer documents, in the whole corpus.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    skip : int
        How many words may be skipped inside a sequence, in total. Each way to choose
        the words is an occurrence.
    slot : bool
        Return sequences of three words or more with one open slot inside ("the * of
        the": p-frames).
    sort : {'content', 'count'}
        'content' puts sequences that begin or end with a function word behind all
        others of their group; frames with a slot are in order of count in any case.
    stop : str, iterable of str or None
        The function words. ``"auto"`` takes the bundled list of each language that the
        corpus is written in; or names of lists (``"en"``), or words. Nothing is left
        out.
    per : int
        Words a rate refers to.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "ngrams", one row for each sequence and each group in which it occurs. In
        each group the most frequent sequence comes first, and those with a function
        word at their edge come last; equal counts are in the order of their words.
        Columns: term, n, skip, group, count, documents (of the group that have it),
        of_documents (of the group in all), words (of the group, in the scripts of the
        sequence), rate, per, function_edge (whether it begins or ends with a function
        word), fillers, variability, filling, stop, note.

    Raises
    ------
    OptionError
        An option is no whole number in its range, or `slot` does not fit `n` and
        `skip`.

    Notes
    -----
    *When to use it.* To look up how often a word or a sequence of words occurs in each
    group.

    *How to read it.* A frequent sequence is not necessarily characteristic. If groups differ in size, compare the rates, not the
    counts. With `skip`, one word can be in many occurrences. `variability` is near 0 if
    the slot is fixed, and near 1 if each occurrence has another word in it. It falls as
    a frame becomes more frequent, so compare frames of similar counts.

    *How it is computed.* ``rate = per * count / words``. ``variability = fillers /
    count``, the types over the tokens in the slot. The rate has no interval here. For
    an interval, give the sequences as phrases to :func:`discourse.frequencies`, or use
    :func:`discourse.recurring`. `note` says so where there are several groups. It also
    warns of the rate of one document, or of fewer than 10 (practice of this library).

    See Also
    --------
    recurring : Phrases that cannot be made longer, with intervals.
    discourse.plot.ngrams : Draws this table.

    References
    ----------
    Guthrie et al. (2006), LREC, 1222-1225 (skip-grams). Fletcher (2003), Phrases in
    English; Gray & Biber (2013), International Journal of Corpus Linguistics 18(1),
    109-135 (frames).

    Examples
    --------
    >>> texts = {
    ...     "a": "The rule of law, the rule of fear.",
    ...     "b": "The rule of law. The role of law.",
    ... }
    >>> corpus = Corpus.from_texts(texts)
    >>> table = ngrams(corpus, n=(2, 4), stop="en")
    >>> table[["term", "n", "count", "documents", "words", "rate"]].head(3)
              term  n  count  documents  words   rate
    0  rule of law  3      2          2     16  125.0
    1       of law  2      3          2     16  187.5
    2      rule of  2      3          2     16  187.5
    >>> frames = ngrams(corpus, n=4, slot=True)
    >>> frames[["term", "count", "fillers", "variability", "filling"]].head(1)
                term  count  fillers  variability      filling
    0  the * of law      3        2     0.666667  rule · role
    """
    corpus = as_corpus(corpus).in_words
    min_length, max_length = _check_lengths(n, skip=skip, slot=slot)
    min_count = check_whole_number("min_count", min_count, 1)
    min_documents = check_whole_number("min_documents", min_documents, 1)
    per = check_whole_number("per", per, hint=", such as 1000")
    check_option("sort", sort, SORTS)
    # Nearly every frame begins or ends with a function word, and is looked at for that.
    chosen = NO_STOP_WORDS if slot else choose_stop_words(corpus, stop)
    groups = _Groups.of(corpus, by)
    counts_by_length = []
    if max_length == 1:
        counts = _count_words(corpus, groups, min_count, min_documents)
        if len(counts.ngram):
            counts_by_length.append(counts)
    else:
        for found in _find_sequences(
            corpus, min_length, max_length, min_count=min_count, skip=skip, slot=slot
        ):
            counts = _count(corpus, found, groups, min_documents)
            if len(counts.ngram):
                counts_by_length.append(counts)
    if not counts_by_length:
        return tables.make("ngrams", {})
    content_first = sort == "content"
    edges = _FunctionEdges.of(
        corpus, counts_by_length, chosen, content_first=content_first
    )
    return _table(corpus, counts_by_length, groups, edges, skip=skip, per=per)


@dataclass(frozen=True, eq=False)
class _Groups:
    """Groups of documents.

    Attributes
    ----------
    codes : int64 array, shape (documents,)
        The group of each document.
    names : sequence of str
        Names of the groups.
    document_counts : int64 array, shape (groups,)
        How many documents each group has.
    are_documents : bool
        Whether each document is a group by itself.
    """

    codes: np.ndarray
    names: Sequence[str]
    document_counts: np.ndarray
    are_documents: bool

    @classmethod
    def of(cls, corpus: Corpus, by: str | None) -> _Groups:
        """Return the groups that a metadata column makes."""
        codes, names = corpus.groups(by)
        return cls(
            codes=codes,
            names=names,
            document_counts=np.bincount(codes, minlength=len(names)),
            are_documents=by == "doc",
        )

    def __len__(self) -> int:
        return len(self.names)


def _check_lengths(
    n: int | tuple[int, int], *, skip: int, slot: bool
) -> tuple[int, int]:
    """Return the smallest and the largest number of words in a sequence."""
    length = parse_term_length(n)
    if length.unit != "word":
        raise OptionError(
            f"n={show_value(n)}: a number of words (3) or a pair (1, 5) was expected; "
            f"n-grams are of words here, not of {length.unit}s."
        )
    check_whole_number("skip", skip, 0)
    if not check_flag("slot", slot):
        return length.shortest, length.longest
    if skip or length.longest < MIN_FRAME_LENGTH:
        raise OptionError(
            f"slot=True with n={show_value(n)} and skip={skip}: a frame has three "
            "words or more "
            "and none of them skipped; write n=(3, 5), skip=0."
        )
    return max(length.shortest, MIN_FRAME_LENGTH), length.longest


def _find_sequences(
    corpus: Corpus,
    min_length: int,
    max_length: int,
    *,
    min_count: int,
    skip: int,
    slot: bool,
) -> Iterator[NgramRuns | NgramOccurrences]:
    """Yield the sequences and where they occur, one length after the other.

    Frames are yielded once for each length and position of the open slot.
    """
    type_ids = corpus.stream.ids
    suffix_array = suffix_array_of(corpus)
    if skip:
        yield from skip_grams(
            suffix_array, type_ids, (min_length, max_length), skip, min_count
        )
        return
    for length in range(min_length, max_length + 1):
        if slot:
            yield from ngram_frames(suffix_array, type_ids, length, min_count)
        else:
            yield contiguous_ngrams(suffix_array, type_ids, length, min_count)


# Counts by group --------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Cells:
    """How often each sequence occurs in each group in which it occurs (int64 arrays).

    Attributes
    ----------
    ngram, group : shape (cells,)
        The sequence, and the group.
    count, documents : shape (cells,)
        Its occurrences in the group, and the documents of the group that have it.
    """

    ngram: np.ndarray
    group: np.ndarray
    count: np.ndarray
    documents: np.ndarray

    @classmethod
    def of(cls, by_document: csr_array, groups: _Groups) -> _Cells:
        """Add up the counts of each sequence (row) in each document (column)."""
        count = _sum_by_group(by_document, groups)
        # Each document counts once for a sequence, however often it has the sequence.
        once = by_document.copy()
        once.data[:] = 1
        document_counts = _sum_by_group(once, groups)
        groups_of_ngram = np.diff(count.indptr)
        ngrams = np.arange(len(groups_of_ngram))
        return cls(
            ngram=np.repeat(ngrams, groups_of_ngram),
            group=count.indices.astype(np.int64),
            count=count.data,
            documents=document_counts.data,
        )

    @classmethod
    def of_one_group(cls, count: np.ndarray, documents: np.ndarray) -> _Cells:
        """Return the counts of sequences of which each has a cell."""
        return cls(
            ngram=np.arange(len(count)),
            group=np.zeros(len(count), dtype=np.int64),
            count=count,
            documents=documents,
        )


@dataclass(frozen=True, eq=False)
class _GroupedCounts:
    """Counts of the sequences of one length.

    Attributes
    ----------
    words : int array, shape (sequences, length)
        The type ids of each sequence.
    ngram, group, count, documents, fillers : int64 arrays, shape (rows,)
        One row for each sequence and each group in which it occurs: the sequence (its
        row of `words`), the group, and the counts of the table.
    filling : list of str
        The most frequent words in the slot, for each row.
    position : int64 array, shape (sequences,), or None
        Numbers in the order of the words, among sequences of all lengths: of two with
        one number the shorter comes first. None if this order is not known.
    """

    words: np.ndarray
    ngram: np.ndarray
    group: np.ndarray
    count: np.ndarray
    documents: np.ndarray
    fillers: np.ndarray
    filling: list[str]
    position: np.ndarray | None = None

    @classmethod
    def without_slot(
        cls, words: np.ndarray, cells: _Cells, position: np.ndarray | None = None
    ) -> _GroupedCounts:
        """Return the counts of sequences without an open slot."""
        fillers = _Fillers.none(len(cells.ngram))
        return cls(
            words=words,
            ngram=cells.ngram,
            group=cells.group,
            count=cells.count,
            documents=cells.documents,
            fillers=fillers.count,
            filling=fillers.most_frequent,
            position=position,
        )


def _count_words(
    corpus: Corpus, groups: _Groups, min_count: int, min_documents: int
) -> _GroupedCounts:
    """Count the words in each group. Words alone need no suffix array."""
    counts = word_counts_of(corpus)
    count = np.asarray(counts.sum(axis=0))
    vocabulary_size = len(count)
    documents = np.bincount(counts.indices, minlength=vocabulary_size)
    is_frequent = count >= min_count
    is_frequent &= documents >= min_documents
    words = np.flatnonzero(is_frequent)
    if len(groups) > 1:
        by_document = counts[:, words].T
        cells = _Cells.of(by_document.tocsr(), groups)
    else:
        count = count[words]
        documents = documents[words]
        cells = _Cells.of_one_group(count, documents)
    column = words.astype(np.int32)
    return _GroupedCounts.without_slot(
        column[:, None],
        cells,
        position=np.arange(len(words)),
    )


def _count(
    corpus: Corpus,
    found: NgramRuns | NgramOccurrences,
    groups: _Groups,
    min_documents: int,
) -> _GroupedCounts:
    """Count the sequences of one length in each group."""
    if isinstance(found, NgramRuns):
        return _count_runs_in_groups(corpus, found, groups, min_documents)
    return _count_in_groups(corpus, found, groups, min_documents)


def _count_runs_in_groups(
    corpus: Corpus, runs: NgramRuns, groups: _Groups, min_documents: int
) -> _GroupedCounts:
    """Count the n-grams of one length in each group."""
    runs = runs.select(runs.documents >= min_documents)
    if len(groups) > 1:
        occurrences = runs.list_occurrences()
        counts = _count_in_groups(corpus, occurrences, groups, min_documents)
        return replace(counts, position=runs.low)
    # All is in one group, and counted already.
    cells = _Cells.of_one_group(runs.count, runs.documents)
    return _GroupedCounts.without_slot(runs.words, cells, position=runs.low)


def _count_in_groups(
    corpus: Corpus,
    occurrences: NgramOccurrences,
    groups: _Groups,
    min_documents: int,
) -> _GroupedCounts:
    """Count the sequences of one length in each group."""
    by_document = _count_by_document(corpus, occurrences)
    documents_of_ngram = np.diff(by_document.indptr)
    is_common = documents_of_ngram >= min_documents
    common_ngrams = np.flatnonzero(is_common)
    cells = _Cells.of(by_document[common_ngrams], groups)
    words = occurrences.words[is_common]
    counts = _GroupedCounts.without_slot(words, cells)
    if not len(occurrences.filler):
        return counts
    # One number for the sequence and the group of a row.
    cell = cells.ngram * len(groups) + cells.group
    fillers = _count_fillers(corpus, occurrences, groups, is_common, cell)
    return replace(
        counts,
        fillers=fillers.count,
        filling=fillers.most_frequent,
    )


def _count_by_document(corpus: Corpus, occurrences: NgramOccurrences) -> csr_array:
    """Return how often each document (column) has each sequence (row)."""
    document = corpus.stream.document[occurrences.first_token]
    one_each = np.ones(len(document), np.int64)
    cells = (occurrences.ngram, document)
    shape = (len(occurrences), len(corpus))
    counts = csr_array((one_each, cells), shape=shape)
    counts.sum_duplicates()
    return counts


def _sum_by_group(by_document: csr_array, groups: _Groups) -> csr_array:
    """Return how often each group (column) has each sequence (row)."""
    document_count = len(groups.codes)
    one_each = np.ones(document_count, np.int64)
    cells = (np.arange(document_count), groups.codes)
    membership = csr_array((one_each, cells), shape=(document_count, len(groups)))
    sums = (by_document @ membership).tocsr()
    sums.sort_indices()
    return sums


@dataclass(frozen=True, eq=False)
class _Fillers:
    """The words that fill the open slot, row by row.

    Attributes
    ----------
    count : int64 array
        How many distinct words fill the slot.
    most_frequent : list of str
        The most frequent of them.
    """

    count: np.ndarray
    most_frequent: list[str]

    @classmethod
    def none(cls, row_count: int) -> _Fillers:
        """Return the fillers of sequences without a slot."""
        count = np.zeros(row_count, dtype=np.int64)
        most_frequent = [""] * row_count
        return cls(count, most_frequent)


def _count_fillers(
    corpus: Corpus,
    occurrences: NgramOccurrences,
    groups: _Groups,
    is_common: np.ndarray,
    cell: np.ndarray,
) -> _Fillers:
    """Return the fillers of each row.

    Parameters
    ----------
    corpus : Corpus
    occurrences : NgramOccurrences
        The occurrences of all sequences of one length.
    groups : _Groups
    is_common : bool array
        Which sequences are in the table.
    cell : int64 array
        One number for the sequence and the group of each row: the sequence, numbered
        among those in the table, times the number of groups, plus the group. Sorted.
    """
    is_in_table = is_common[occurrences.ngram]
    number_in_table = np.cumsum(is_common) - 1
    ngram = number_in_table[occurrences.ngram[is_in_table]]
    document = corpus.stream.document[occurrences.first_token[is_in_table]]
    group = groups.codes[document]
    row = np.searchsorted(cell, ngram * len(groups) + group)
    filler = occurrences.filler[is_in_table]
    return _describe_fillers(corpus, row, filler, len(cell))


def _describe_fillers(
    corpus: Corpus, row: np.ndarray, filler: np.ndarray, row_count: int
) -> _Fillers:
    """Return how many types fill the slot in each row, and the most frequent of them.

    `row` and `filler` are the row and the type id of each occurrence.
    """
    type_count = len(corpus.stream.vocabulary)
    # One number for the row and the word of an occurrence.
    pair = row * type_count + filler
    pairs, count = np.unique(pair, return_counts=True)
    row_of_pair = pairs // type_count
    type_of_pair = pairs % type_count
    filler_counts = np.bincount(row_of_pair, minlength=row_count)
    # Sorted by row; in each row the most frequent type comes first.
    by_count = np.lexsort((type_of_pair, -count, row_of_pair))
    types_by_count = type_of_pair[by_count].tolist()
    most_frequent = []
    start = 0
    for filler_count in filler_counts.tolist():
        end = start + min(filler_count, MAX_NAMED_FILLERS)
        words = _join_words(corpus, types_by_count[start:end])
        most_frequent.append(words)
        start += filler_count
    return _Fillers(filler_counts, most_frequent)


def _join_words(corpus: Corpus, type_ids: Sequence[int]) -> str:
    """Return the words that fill a slot as text."""
    vocabulary = corpus.stream.vocabulary
    words = [vocabulary[type_id] for type_id in type_ids]
    return " · ".join(words)


# Function words at the edges ----------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _FunctionEdges:
    """Which sequences begin or end with a function word.

    Attributes
    ----------
    at_edge : bool array, shape (sequences,)
        Of all lengths, numbered as :func:`_number_ngrams` does.
    chosen : ChosenStopWords
        The function words.
    content_first : bool
        Whether the other sequences come first in the table.
    """

    at_edge: np.ndarray
    chosen: ChosenStopWords
    content_first: bool

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        counts_by_length: list[_GroupedCounts],
        chosen: ChosenStopWords,
        *,
        content_first: bool,
    ) -> _FunctionEdges:
        """Look at the first and the last word of each sequence."""
        is_stop_word = are_stop_words(corpus.stream.vocabulary, chosen.words)
        # An open slot has a negative number. It is never at an edge.
        at_edges = []
        for counts in counts_by_length:
            begins_with_one = is_stop_word[counts.words[:, 0]]
            ends_with_one = is_stop_word[counts.words[:, -1]]
            at_edges.append(begins_with_one | ends_with_one)
        return cls(np.concatenate(at_edges), chosen, content_first)


# The table --------------------------------------------------------------------------


def _table(
    corpus: Corpus,
    counts_by_length: list[_GroupedCounts],
    groups: _Groups,
    edges: _FunctionEdges,
    *,
    skip: int,
    per: int,
) -> pd.DataFrame:
    """Return the counts of all lengths as one table, in order of group and count."""
    order = _order_of_rows(counts_by_length, edges)
    ngram = _number_ngrams(counts_by_length)[order]
    group = _join_arrays(counts_by_length, "group")[order]
    count = _join_arrays(counts_by_length, "count")[order]
    documents = _join_arrays(counts_by_length, "documents")[order]
    fillers = _join_arrays(counts_by_length, "fillers")[order]
    terms, lengths = _terms_and_lengths(corpus, counts_by_length)
    denominators = _denominators(corpus, counts_by_length)
    words_in_groups = denominators.words_in_groups(groups.codes, len(groups))
    words = words_in_groups[group, denominators.kind[ngram]]
    notes_of_groups = notes.add(_notes(groups), *edges.chosen.notes)
    is_in_one_document = documents == 1
    columns = {
        "term": terms.take(pa.array(ngram)),
        "n": lengths[ngram],
        "skip": skip,
        "group": tables.take_texts(groups.names, group),
        "count": count,
        "documents": documents,
        "of_documents": groups.document_counts[group],
        "words": words,
        "rate": per * count / words,
        "per": per,
        "function_edge": edges.at_edge[ngram],
        "stop": edges.chosen.name,
        "fillers": fillers,
        "variability": np.where(fillers > 0, fillers / count, np.nan),
        "filling": _filling(counts_by_length, order),
        "token_unit": token_unit(corpus),
        "note": tables.take_texts(notes_of_groups, 2 * group + is_in_one_document),
    }
    labels = corpus.group_label_of("doc" if groups.are_documents else None)
    return tables.make("ngrams", columns, labels={"group": labels})


def _order_of_rows(
    counts_by_length: list[_GroupedCounts], edges: _FunctionEdges
) -> np.ndarray:
    """Return the order of the rows: by group, edges, then count, then words."""
    ngram = _number_ngrams(counts_by_length)
    group = _join_arrays(counts_by_length, "group")
    count = _join_arrays(counts_by_length, "count")
    rank_of_ngram = _rank_by_words(counts_by_length)
    comes_last = edges.at_edge[ngram] & edges.content_first
    # One number for edges, count and words: it is sorted faster than three.
    key = comes_last * np.int64(1 << _EDGE_SHIFT)
    key += (_COUNT_LIMIT - count) << _COUNT_SHIFT
    key += rank_of_ngram[ngram]
    order = np.argsort(key)
    return order[np.argsort(group[order], kind="stable")]


def _filling(
    counts_by_length: list[_GroupedCounts], order: np.ndarray
) -> str | np.ndarray:
    """Return the most frequent words in the slot of each row, in this order."""
    filling: list[str] = []
    for counts in counts_by_length:
        filling += counts.filling
    if not any(filling):
        return ""
    return np.array(filling, dtype=object)[order]


def _number_ngrams(counts_by_length: list[_GroupedCounts]) -> np.ndarray:
    """Return the number of the sequence of each row, counted over all lengths."""
    numbers = []
    ngrams_so_far = 0
    for counts in counts_by_length:
        numbers.append(counts.ngram + ngrams_so_far)
        ngrams_so_far += len(counts.words)
    return np.concatenate(numbers)


def _terms_and_lengths(
    corpus: Corpus, counts_by_length: list[_GroupedCounts]
) -> tuple[pa.Array, np.ndarray]:
    """Return the spelling of each sequence, and how many words it has (int64)."""
    lengths = []
    for counts in counts_by_length:
        sequence_count, length = counts.words.shape
        length_of_each = np.full(sequence_count, length, dtype=np.int64)
        lengths.append(length_of_each)
    words = [counts.words for counts in counts_by_length]
    terms = spell_columns(words, corpus.stream.vocabulary)
    return pa.concat_arrays(terms), np.concatenate(lengths)


def _join_arrays(counts_by_length: list[_GroupedCounts], name: str) -> np.ndarray:
    """Return one attribute of the counts of all lengths, end to end."""
    arrays = [getattr(counts, name) for counts in counts_by_length]
    return np.concatenate(arrays)


def _denominators(
    corpus: Corpus, counts_by_length: list[_GroupedCounts]
) -> Denominators:
    """Return the words that the rate of each sequence refers to.

    An open slot has no script.
    """
    script_bits = []
    for counts in counts_by_length:
        # The number of an open slot is below -1. It becomes -1, which means no word.
        type_ids = np.maximum(counts.words, -1)
        bits_of_length = script_bits_of_terms(corpus, type_ids)
        script_bits.append(bits_of_length)
    return count_denominators(corpus, np.concatenate(script_bits))


def _notes(groups: _Groups) -> list[str]:
    """Return what the rates of each group cannot show: two notes for each group.

    The first is that of sequences in several documents, the second that of sequences in
    one document.
    """
    texts = []
    for document_count in groups.document_counts.tolist():
        for in_one_document in (False, True):
            note = _note_of_group(
                groups, document_count, in_one_document=in_one_document
            )
            texts.append(note)
    return texts


def _note_of_group(
    groups: _Groups, document_count: int, *, in_one_document: bool
) -> str:
    """Return the note on sequences of a group with `document_count` documents.

    `in_one_document` says whether they occur in only one of the documents.
    """
    remark = None
    if in_one_document and document_count > 1:
        remark = notes.make("in_one_document_only")
    elif not groups.are_documents:
        remark = _remark_on_rate(document_count)
    no_test = None
    # With one group there is nothing to test a rate against.
    if len(groups) > 1:
        no_test = notes.make("rates_are_no_test")
    return notes.join([remark, no_test])


def _remark_on_rate(document_count: int) -> Note | None:
    """Return the remark on the rate of a group of few documents; None if many."""
    if document_count == 1:
        return notes.make("rate_of_one_document")
    if 1 < document_count < FEW_DOCUMENTS_IN_RATE:
        return notes.make("rate_of_few_documents")
    return None


def _rank_by_words(counts_by_length: list[_GroupedCounts]) -> np.ndarray:
    """Return the rank of each sequence in the order of its words.

    A sequence comes before those that it begins, and an open slot before any word.
    """
    positions = [counts.position for counts in counts_by_length]
    known_positions = [each for each in positions if each is not None]
    if len(known_positions) == len(positions):
        lengths = [counts.words.shape[1] for counts in counts_by_length]
        sizes = [len(each) for each in known_positions]
        key = np.concatenate(known_positions) * np.int64(LONGEST_NGRAM + 1)
        key += np.repeat(lengths, sizes)
        # A stable sort merges the lengths, each of which is in order.
        return _invert(np.argsort(key, kind="stable"))
    max_length = max(counts.words.shape[1] for counts in counts_by_length)
    words_by_length = []
    for counts in counts_by_length:
        sequence_count, length = counts.words.shape
        words = np.full((sequence_count, max_length), NO_WORD, counts.words.dtype)
        words[:, :length] = counts.words
        words_by_length.append(words)
    all_words = np.concatenate(words_by_length)
    # `lexsort` sorts by its last key first. So the words are given in reverse.
    return _invert(np.lexsort(all_words.T[::-1]))


def _invert(order: np.ndarray) -> np.ndarray:
    """Return the place of each number in an order (int64)."""
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank
