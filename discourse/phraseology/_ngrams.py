"""n-grams: every sequence of words, also with words skipped or with one open slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.document_term_matrix import parse_term_length
from discourse.counting.ngrams import (
    NgramOccurrences,
    contiguous_ngrams,
    ngram_frames,
    skip_grams,
)
from discourse.counting.rate_denominators import (
    Denominators,
    count_denominators,
    script_bits_of_terms,
)
from discourse.counting.suffix_array import suffix_array_of
from discourse.errors import OptionError
from discourse.notes import Note
from discourse.settings import FEW_DOCUMENTS_IN_RATE, NGRAM_LENGTHS, PER_WORDS
from discourse.text import spell_sequences
from discourse.validation import check_flag, check_whole_number, options_by_name

__all__ = ["ngrams"]

FILLERS_NAMED = 3  # how many fillers of a slot are named
SHORTEST_FRAME = 3  # words: one on each side of the open slot
NO_WORD = -3  # sorts before every type id and before an open slot


@options_by_name
def ngrams(
    corpus: Corpus,
    *,
    n: int | tuple[int, int] = NGRAM_LENGTHS,
    min_count: int = 2,
    min_documents: int = 1,
    by: str | None = None,
    skip: int = 0,
    slot: bool = False,
    per: int = PER_WORDS,
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
        How many words may be skipped inside a sequence, all together. Each way to choose
        the words is an occurrence.
    slot : bool
        Sequences of three words or more with one open slot inside ("the * of the":
        p-frames).
    per : int
        Words a rate refers to.

    Returns
    -------
    pandas.DataFrame
        Kind "ngrams", one row a sequence and group in which it occurs. In each group the
        most frequent comes first; equal counts are in the order of their words. Columns:
        term, n, skip, group, count, documents (of the group that have it), of_documents (of
        the group in all), words (of the group, in the scripts of the sequence), rate, per,
        fillers, variability, filling, note.

    Raises
    ------
    OptionError
        An option is no whole number in its range, or `slot` does not fit `n` and `skip`.

    See Also
    --------
    recurring : phrases that cannot be made longer, with intervals.
    discourse.plot.ngrams : draws this table.

    Notes
    -----
    Use it to look up how often a word or a sequence of words occurs in each group. A
    frequent sequence is not necessarily characteristic: "of the" stands beside "united
    nations". Compare groups of unlike size by the rate, not by the count.

    ``rate = per * count / words``. The rate has no interval here. For an interval give the
    sequences as phrases to :func:`discourse.frequencies`, or use
    :func:`discourse.recurring`. `note` says so where there are several groups, and where a
    rate is that of one document or of fewer than 10 (house practice). With `skip` one word
    can be in many occurrences.

    ``variability = fillers / count``, the types over the tokens in the slot. Near 0 the slot
    is fixed; near 1 each occurrence has another word. It falls as a frame becomes more
    frequent, so compare frames of similar counts.

    References
    ----------
    Guthrie et al. (2006), LREC, 1222-1225 (skip-grams). Fletcher (2003), Phrases in English;
    Gray & Biber (2013), International Journal of Corpus Linguistics 18(1), 109-135 (frames).

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "The rule of law, the rule of fear.", "b": "The rule of law. The role of law."})
    >>> ngrams(corpus, n=(2, 4))[["term", "n", "count", "documents", "words", "rate"]].head(3)
           term  n  count  documents  words   rate
    0    of law  2      3          2     16  187.5
    1   rule of  2      3          2     16  187.5
    2  the rule  2      3          2     16  187.5
    >>> ngrams(corpus, n=4, slot=True)[["term", "count", "fillers", "variability", "filling"]].head(1)
                term  count  fillers  variability      filling
    0  the * of law      3        2     0.666667  rule · role
    """
    corpus = as_corpus(corpus)
    shortest, longest = _check_lengths(n, skip=skip, slot=slot)
    min_count = check_whole_number("min_count", min_count, 1)
    min_documents = check_whole_number("min_documents", min_documents, 1)
    per = check_whole_number("per", per, hint=", such as 1000")
    codes, groups = corpus.groups(by)
    counts_by_length = []
    occurrences_by_length = _find_occurrences(
        corpus, shortest, longest, min_count=min_count, skip=skip, slot=slot
    )
    for occurrences in occurrences_by_length:
        if not len(occurrences):
            continue
        counts = _count_in_groups(
            corpus, occurrences, codes, len(groups), min_documents
        )
        if len(counts.ngram):
            counts_by_length.append(counts)
    if not counts_by_length:
        return tables.make("ngrams", {})
    return _table(corpus, counts_by_length, by, skip=skip, per=per)


def _check_lengths(
    n: int | tuple[int, int], *, skip: int, slot: bool
) -> tuple[int, int]:
    """Return the least and the largest number of words in a sequence."""
    length = parse_term_length(n)
    if length.unit != "word":
        raise OptionError(
            f"n={n!r}: a number of words (3) or a pair (1, 5) was expected; n-grams are of words here, not of {length.unit}s."
        )
    check_whole_number("skip", skip, 0)
    if not check_flag("slot", slot):
        return length.shortest, length.longest
    if skip or length.longest < SHORTEST_FRAME:
        raise OptionError(
            f"slot=True with n={n!r} and skip={skip}: a frame has three words or more and none of them skipped; write "
            "n=(3, 5), skip=0."
        )
    return max(length.shortest, SHORTEST_FRAME), length.longest


def _find_occurrences(
    corpus: Corpus,
    shortest: int,
    longest: int,
    *,
    min_count: int,
    skip: int,
    slot: bool,
) -> Iterator[NgramOccurrences]:
    """Yield the occurrences of sequences, length by length."""
    index = suffix_array_of(corpus)
    type_ids = corpus.stream.ids
    if skip:
        yield from skip_grams(index, type_ids, (shortest, longest), skip, min_count)
        return
    for length in range(shortest, longest + 1):
        if slot:
            yield from ngram_frames(index, type_ids, length, min_count)
        else:
            yield contiguous_ngrams(index, type_ids, length, min_count)


# Counts by group --------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _GroupedCounts:
    """Counts of the sequences of one length.

    Attributes
    ----------
    words : int array, shape (sequences, length)
        The type ids of each sequence.
    ngram, group, count, documents, fillers : int64 arrays, shape (rows,)
        One row a sequence and group in which it occurs.
    filling : list of str
        The most frequent words in the slot, for each row.
    """

    words: np.ndarray
    ngram: np.ndarray
    group: np.ndarray
    count: np.ndarray
    documents: np.ndarray
    fillers: np.ndarray
    filling: list[str]


def _count_in_groups(
    corpus: Corpus,
    occurrences: NgramOccurrences,
    codes: np.ndarray,
    groups: int,
    min_documents: int,
) -> _GroupedCounts:
    """Count the sequences of one length in each group."""
    document = corpus.stream.document[occurrences.first_token]
    one_each = np.ones(len(document), np.int64)
    by_document = csr_array(
        (one_each, (occurrences.ngram, document)),
        shape=(len(occurrences), len(corpus)),
    )
    by_document.sum_duplicates()
    is_kept = np.diff(by_document.indptr) >= min_documents
    by_document = by_document[is_kept.nonzero()[0]]
    count = _sum_by_group(by_document, codes, groups)
    by_document.data[:] = 1
    documents = _sum_by_group(by_document, codes, groups)
    groups_of_ngram = np.diff(count.indptr)
    ngram = np.repeat(np.arange(len(groups_of_ngram)), groups_of_ngram)
    group = count.indices.astype(np.int64)
    fillers = np.zeros(len(ngram), dtype=np.int64)
    filling = [""] * len(ngram)
    if len(occurrences.filler):
        has_row = is_kept[occurrences.ngram]
        new_number = np.cumsum(is_kept) - 1
        ngram_of_filler = new_number[occurrences.ngram[has_row]]
        group_of_filler = codes[document[has_row]]
        cell_of_row = ngram * groups + group
        cell_of_filler = ngram_of_filler * groups + group_of_filler
        row = np.searchsorted(cell_of_row, cell_of_filler)
        filler = occurrences.filler[has_row]
        fillers, filling = _describe_fillers(corpus, row, filler, len(ngram))
    return _GroupedCounts(
        words=occurrences.words[is_kept],
        ngram=ngram,
        group=group,
        count=count.data,
        documents=documents.data,
        fillers=fillers,
        filling=filling,
    )


def _sum_by_group(by_document: csr_array, codes: np.ndarray, groups: int) -> csr_array:
    """Return the sums of the columns (documents) of each group."""
    documents = len(codes)
    one_each = np.ones(documents, np.int64)
    cells = (np.arange(documents), codes)
    membership = csr_array((one_each, cells), shape=(documents, groups))
    sums = (by_document @ membership).tocsr()
    sums.sort_indices()
    return sums


def _describe_fillers(
    corpus: Corpus, row: np.ndarray, filler: np.ndarray, rows: int
) -> tuple[np.ndarray, list[str]]:
    """Return how many types fill the slot in each row, and the most frequent of them."""
    types = len(corpus.stream.vocabulary)
    pairs, count = np.unique(row * types + filler, return_counts=True)
    row_of_pair = pairs // types
    type_of_pair = pairs % types
    fillers = np.bincount(row_of_pair, minlength=rows)
    # Sorted by row; in each row the most frequent type comes first.
    by_count = np.lexsort((type_of_pair, -count, row_of_pair))
    types_by_count = type_of_pair[by_count].tolist()
    filling = []
    first = 0
    for number in fillers.tolist():
        named = types_by_count[first : first + min(number, FILLERS_NAMED)]
        filling.append(_written_fillers(corpus, named))
        first += number
    return fillers, filling


def _written_fillers(corpus: Corpus, type_ids: Sequence[int]) -> str:
    """Return the words that fill a slot as text."""
    vocabulary = corpus.stream.vocabulary
    return " · ".join(vocabulary[type_id] for type_id in type_ids)


# The table --------------------------------------------------------------------------


def _table(
    corpus: Corpus,
    counts_by_length: list[_GroupedCounts],
    by: str | None,
    *,
    skip: int,
    per: int,
) -> pd.DataFrame:
    """Return the counts of all lengths as one table, in order of group and count."""
    ngram = _numbered_ngrams(counts_by_length)
    terms, lengths = _terms_and_lengths(corpus, counts_by_length)
    filling: list[str] = []
    for counts in counts_by_length:
        filling += counts.filling
    group = _joined(counts_by_length, "group")
    count = _joined(counts_by_length, "count")
    rank_of_words = _rank_by_words(counts_by_length)
    order = np.lexsort((rank_of_words[ngram], -count, group))
    ngram = ngram[order]
    group = group[order]
    count = count[order]
    documents = _joined(counts_by_length, "documents")[order]
    fillers = _joined(counts_by_length, "fillers")[order]
    codes, names = corpus.groups(by)
    documents_of_group = np.bincount(codes, minlength=len(names))
    denominators = _denominators(corpus, counts_by_length)
    words_in_groups = denominators.words_in_groups(codes, len(names))
    words = words_in_groups[group, denominators.kind[ngram]]
    variability = np.where(fillers > 0, fillers / count, np.nan)
    note = _notes(
        documents_of_group,
        group,
        in_one_document=documents == 1,
        groups_are_documents=by == "doc",
    )
    return tables.make(
        "ngrams",
        {
            "term": terms[ngram],
            "n": lengths[ngram],
            "skip": skip,
            "group": np.array(names, dtype=object)[group],
            "count": count,
            "documents": documents,
            "of_documents": documents_of_group[group],
            "words": words,
            "rate": per * count / words,
            "per": per,
            "fillers": fillers,
            "variability": variability,
            "filling": np.array(filling, dtype=object)[order],
            "note": note,
        },
    )


def _numbered_ngrams(counts_by_length: list[_GroupedCounts]) -> np.ndarray:
    """Return the number of the sequence of each row, counted over all lengths."""
    numbered = []
    first = 0
    for counts in counts_by_length:
        numbered.append(counts.ngram + first)
        first += len(counts.words)
    return np.concatenate(numbered)


def _terms_and_lengths(
    corpus: Corpus, counts_by_length: list[_GroupedCounts]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the spelling of each sequence and how many words it has."""
    vocabulary = corpus.stream.vocabulary
    terms: list[str] = []
    lengths: list[int] = []
    for counts in counts_by_length:
        sequences, length = counts.words.shape
        terms += spell_sequences(counts.words, vocabulary)
        lengths += [length] * sequences
    return np.array(terms, dtype=object), np.array(lengths, dtype=np.int64)


def _joined(counts_by_length: list[_GroupedCounts], name: str) -> np.ndarray:
    """Return one attribute of the counts of all lengths, end to end."""
    return np.concatenate([getattr(counts, name) for counts in counts_by_length])


def _denominators(
    corpus: Corpus, counts_by_length: list[_GroupedCounts]
) -> Denominators:
    """Return the words that the rate of each sequence refers to.

    An open slot has no script.
    """
    script_bits = []
    for counts in counts_by_length:
        type_ids = np.maximum(counts.words, -1)
        script_bits.append(script_bits_of_terms(corpus, type_ids))
    return count_denominators(corpus, np.concatenate(script_bits))


def _notes(
    documents_of_group: np.ndarray,
    group: np.ndarray,
    *,
    in_one_document: np.ndarray,
    groups_are_documents: bool,
) -> np.ndarray:
    """Return what each row can show, given the number of documents of its group."""
    groups = len(documents_of_group)
    no_test = notes.make("rates_are_no_test") if groups > 1 else None
    texts = []
    for is_in_one_document in (False, True):
        for documents in documents_of_group.tolist():
            if is_in_one_document and documents > 1:
                remark = notes.make("in_one_document_only")
            elif groups_are_documents:
                remark = None
            else:
                remark = _remark_on_rate(documents)
            texts.append(notes.join([remark, no_test]))
    note_of_case = np.array(texts, dtype=object)
    return np.asarray(note_of_case[group + groups * in_one_document])


def _remark_on_rate(documents: int) -> Note | None:
    """Return the remark on the rate of a group of few documents."""
    if documents == 1:
        return notes.make("rate_of_one_document")
    if 1 < documents < FEW_DOCUMENTS_IN_RATE:
        return notes.make("rate_of_few_documents")
    return None


def _rank_by_words(counts_by_length: list[_GroupedCounts]) -> np.ndarray:
    """Return the rank of each sequence in the order of its words.

    A sequence comes before those that it begins, and an open slot before any word.
    """
    longest = max(counts.words.shape[1] for counts in counts_by_length)
    padded = []
    for counts in counts_by_length:
        missing = longest - counts.words.shape[1]
        padding = ((0, 0), (0, missing))
        padded.append(np.pad(counts.words, padding, constant_values=NO_WORD))
    words = np.concatenate(padded)
    rank = np.empty(len(words), dtype=np.int64)
    rank[np.lexsort(words.T[::-1])] = np.arange(len(words))
    return rank
