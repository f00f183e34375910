"""n-grams: every sequence of words, also with words skipped or with one slot left open."""

from __future__ import annotations

from collections.abc import Iterator
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
from discourse.settings import FEW_DOCUMENTS_IN_RATE, NGRAM_LENGTHS, PER_WORDS
from discourse.text import spell_sequences
from discourse.validation import check_flag, check_whole_number, options_by_name

__all__ = ["ngrams"]

SHOWN = 3  # fillers of a slot that are named


# More than seven parameters: which sequences (n, skip, slot), how often (min_count, min_documents) and how their counts
# are set beside each other (by, per) are asked for by themselves.
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
    """Every sequence of n words within a sentence, how often it occurs and in how many documents.

    Parameters
    ----------
    corpus : Corpus
        No sequence runs over the end of a sentence or a paragraph, or over masked text; a comma does not end one.
    n : int or pair of int
        Words in a sequence: ``3``, or all lengths of ``(1, 5)``; 64 at most.
    min_count, min_documents : int
        Leave out what occurs less often, or in fewer documents, in the whole corpus.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    skip : int
        Words that may be skipped inside a sequence, all together. Each way to pick the words is an occurrence.
    slot : bool
        Sequences of three words and more with one inner place open instead ("the * of the": p-frames).
    per : int
        Words a rate refers to.

    Returns
    -------
    pandas.DataFrame
        Kind "ngrams", one row a sequence and group in which it occurs, the most frequent first in each group, equal
        counts in order of their words: term, n, skip, group, count, documents (of the group that have it), of_documents
        (of the group in all), words (of the group, in the scripts of the sequence), rate, per, fillers, variability,
        filling, note.

    Notes
    -----
    ``variability = fillers / count``, types over tokens in the slot: near 0 the slot is fixed, near 1 each occurrence
    fills it anew. It falls as a frame becomes more frequent, so compare frames of like counts.

    ``rate = per * count / words``: compare groups of unlike size by it, not by the count. It has no interval here: for
    that give the sequences as phrases to :func:`discourse.frequencies`, or take :func:`discourse.recurring`. `note`
    says so where there are several groups, and where a rate is that of one document, or of fewer than 10 (house
    practice). With `skip` one word can be in many occurrences.

    Not a test that a sequence is more than chance. "of the" and "united nations" stand here side by side; see
    :func:`discourse.recurring` for the phrases that cannot be made longer.

    References
    ----------
    Guthrie et al. (2006), LREC, 1222-1225 (skip-grams). Fletcher (2003), Phrases in English; Gray & Biber (2013),
    International Journal of Corpus Linguistics 18(1), 109-135 (frames).

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
    low, high = _checked(n, min_count, min_documents, skip, slot)
    per = check_whole_number("per", per, hint=", such as 1000")
    codes, groups = corpus.groups(by)
    tallies = [
        _tallied(grams, corpus, codes, len(groups), min_documents)
        for grams in _found(corpus, low, high, min_count, skip, slot)
        if len(grams)
    ]
    tallies = [tally for tally in tallies if len(tally.gram)]
    if not tallies:
        return tables.make("ngrams", {})
    return _table(corpus, tallies, by, {"skip": skip, "per": per})


def _checked(
    n: int | tuple[int, int], min_count: int, min_documents: int, skip: int, slot: bool
) -> tuple[int, int]:
    length = parse_term_length(n)
    low, high, unit = length.shortest, length.longest, length.unit
    if unit != "word":
        raise OptionError(
            f"n={n!r}: a number of words (3) or a pair (1, 5) was expected; n-grams are of words here, not of {unit}s."
        )
    for name, value, least in (
        ("min_count", min_count, 1),
        ("min_documents", min_documents, 1),
        ("skip", skip, 0),
    ):
        check_whole_number(name, value, least)
    if check_flag("slot", slot) and (skip or high < 3):
        raise OptionError(
            f"slot=True with n={n!r} and skip={skip}: a frame has three words or more and none of them skipped; write "
            "n=(3, 5), skip=0."
        )
    return max(low, 3) if slot else low, high


def _found(
    corpus: Corpus, low: int, high: int, least: int, skip: int, slot: bool
) -> Iterator[NgramOccurrences]:
    index, ids = suffix_array_of(corpus), corpus.stream.ids
    if skip:
        yield from skip_grams(index, ids, (low, high), skip, least)
        return
    for size in range(low, high + 1):
        if slot:
            yield from ngram_frames(index, ids, size, least)
        else:
            yield contiguous_ngrams(index, ids, size, least)


# ---------------------------------------------------------------------------------------------------------------------
# Counting by group


@dataclass(frozen=True, eq=False)
class _Tally:
    """Counts of sequences of one length: one row a sequence and group."""

    words: np.ndarray
    gram: np.ndarray
    group: np.ndarray
    count: np.ndarray
    documents: np.ndarray
    fillers: np.ndarray
    filling: list[str]


def _tallied(
    grams: NgramOccurrences, corpus: Corpus, codes: np.ndarray, groups: int, least: int
) -> _Tally:
    cells = (grams.ngram, corpus.stream.document[grams.first_token])
    matrix = csr_array(
        (np.ones(len(grams.ngram), np.int64), cells), shape=(len(grams), len(corpus))
    )
    matrix.sum_duplicates()
    keep = np.diff(matrix.indptr) >= least
    matrix = matrix[keep.nonzero()[0]]
    column = csr_array(
        (np.ones(len(corpus), np.int64), (np.arange(len(corpus)), codes)),
        shape=(len(corpus), groups),
    )
    count = (matrix @ column).tocsr()
    matrix.data[:] = 1
    documents = (matrix @ column).tocsr()
    for table in (count, documents):
        table.sort_indices()
    gram = np.repeat(np.arange(matrix.shape[0]), np.diff(count.indptr))
    group = count.indices.astype(np.int64)
    fillers, filling = np.zeros(len(gram), dtype=np.int64), [""] * len(gram)
    if len(grams.filler):
        kept = keep[grams.ngram]
        number = (np.cumsum(keep) - 1)[grams.ngram[kept]] * groups + codes[
            cells[1][kept]
        ]
        rows = np.searchsorted(gram * groups + group, number)
        fillers, filling = _filled(rows, grams.filler[kept], len(gram), corpus)
    return _Tally(
        grams.words[keep], gram, group, count.data, documents.data, fillers, filling
    )


def _filled(
    rows: np.ndarray, filler: np.ndarray, size: int, corpus: Corpus
) -> tuple[np.ndarray, list[str]]:
    """How many words fill the slot in each row, and the most frequent of them."""
    vocabulary = corpus.stream.vocabulary
    pairs, count = np.unique(rows * len(vocabulary) + filler, return_counts=True)
    row, word = pairs // len(vocabulary), pairs % len(vocabulary)
    fillers = np.bincount(row, minlength=size)
    order = np.lexsort(
        (word, -count, row)
    )  # each row keeps its stretch, the most frequent word first in it
    start = np.cumsum(fillers) - fillers
    best = [np.minimum(start + place, len(order) - 1) for place in range(SHOWN)]
    shown = np.stack(
        [
            np.where(fillers > place, word[order[best[place]]], -1)
            for place in range(SHOWN)
        ],
        axis=1,
    )
    return fillers, [
        " · ".join(vocabulary[number] for number in numbers if number >= 0)
        for numbers in shown.tolist()
    ]


def _table(
    corpus: Corpus, tallies: list[_Tally], by: str | None, fixed: dict[str, int]
) -> pd.DataFrame:
    base = np.cumsum([0, *(len(tally.words) for tally in tallies)])
    gram = np.concatenate(
        [tally.gram + at for tally, at in zip(tallies, base[:-1], strict=True)]
    )
    group, count, documents, fillers = (
        np.concatenate([getattr(tally, name) for tally in tallies])
        for name in ("group", "count", "documents", "fillers")
    )
    vocabulary = corpus.stream.vocabulary
    terms = np.array(
        [
            term
            for tally in tallies
            for term in spell_sequences(tally.words, vocabulary)
        ],
        dtype=object,
    )
    size = np.repeat([tally.words.shape[1] for tally in tallies], np.diff(base))
    filling = np.array(
        [text for tally in tallies for text in tally.filling], dtype=object
    )
    order = np.lexsort((_alphabetical(tallies)[gram], -count, group))
    gram, group, count, documents, fillers = (
        cells[order] for cells in (gram, group, count, documents, fillers)
    )
    codes, names = corpus.groups(by)
    sizes = np.bincount(codes, minlength=len(names))
    among = _denominators(corpus, tallies)
    words = among.words_in_groups(codes, len(names))[group, among.kind[gram]]
    return tables.make(
        "ngrams",
        {
            "term": terms[gram],
            "n": size[gram],
            "group": np.array(names, dtype=object)[group],
            "count": count,
            "documents": documents,
            "of_documents": sizes[group],
            "words": words,
            "rate": fixed["per"] * count / words,
            "fillers": fillers,
            "variability": np.where(fillers > 0, fillers / count, np.nan),
            "filling": filling[order],
            "note": _notes(sizes, group, documents == 1, alone=by == "doc"),
            **fixed,
        },
    )


def _denominators(corpus: Corpus, tallies: list[_Tally]) -> Denominators:
    """The words that each sequence is among; an open slot has no script."""
    marks = [
        script_bits_of_terms(corpus, np.maximum(tally.words, -1)) for tally in tallies
    ]
    return count_denominators(corpus, np.concatenate(marks))


def _notes(
    sizes: np.ndarray, group: np.ndarray, once: np.ndarray, *, alone: bool
) -> np.ndarray:
    """What each row can and cannot show, from the documents of each group; `alone`: groups are documents."""
    told = []
    for term_in_one_document in (False, True):
        for documents in sizes.tolist():
            about_size = None
            if term_in_one_document and documents > 1:
                about_size = notes.make("in_one_document_only")
            elif documents == 1 and not alone:
                about_size = notes.make("rate_of_one_document")
            elif 1 < documents < FEW_DOCUMENTS_IN_RATE and not alone:
                about_size = notes.make("rate_of_few_documents")
            no_test = notes.make("rates_are_no_test") if len(sizes) > 1 else None
            told.append(notes.join([about_size, no_test]))
    return np.asarray(np.array(told, dtype=object)[group + len(sizes) * once])


def _alphabetical(tallies: list[_Tally]) -> np.ndarray:
    """Place of each sequence in order of its words: the beginning of another before it, an open slot first."""
    longest = max(tally.words.shape[1] for tally in tallies)
    padded = np.concatenate(
        [
            np.pad(
                tally.words,
                ((0, 0), (0, longest - tally.words.shape[1])),
                constant_values=-3,
            )
            for tally in tallies
        ]
    )
    place = np.empty(len(padded), dtype=np.int64)
    place[np.lexsort(padded.T[::-1])] = np.arange(len(padded))
    return place
