"""How much of each document is covered by repeated phrases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.counted_units import token_unit
from discourse.counting.suffix_array import suffix_array_of
from discourse.progress import shows_progress
from discourse.settings import FEW_WORDS_OF_COVERAGE, LONGEST_NGRAM
from discourse.text import MASK, TokenStream
from discourse.validation import check_whole_number, options_by_name

__all__ = ["coverage"]


@options_by_name
@shows_progress
def coverage(
    corpus: Corpus,
    *,
    n: int = 4,
    min_count: int = 2,
    min_documents: int = 1,
    by: str | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the stretches of each document that consist of recurring phrases.

    Parameters
    ----------
    corpus : Corpus
    n : int
        Words of the shortest phrase that counts. Two words often recur by chance, four
        words seldom do.
    min_count, min_documents : int
        Smallest number of occurrences of a phrase (2 or more), and of documents in
        which it occurs.
    by : str, optional
        Metadata column whose values make the groups. A phrase counts if it recurs in
        the whole corpus, within a group or not. "doc" is as None: each document has its
        share in any case.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "coverage": kind, group, doc, start, end, words, share, note, length. There
        are three kinds of rows, and with `by` a fourth; the rows of each kind are in
        the order of the groups. A row "document" is a whole document, also an empty one;
        its share is the part of its words that is covered, and is missing if the
        document has no words. A row "covered" is one covered stretch; its share is the
        part of the document's words that lie in it. A row "masked" is a masked stretch.
        A row "group" is all documents of a group taken together, and has no doc; its
        share is the part of all their words that is covered, so long documents weigh
        more.
        `note` says how much one phrase weighs in a document of fewer than 100 words
        (practice of this library).

    Notes
    -----
    *When to use it.* To see how formulaic a document is, and where.

    *How to read it.* No word counts twice, so shares of documents can be compared.

    *How it is computed.* A word is covered when it lies in a recurring phrase of `n`
    words. The stretches are therefore the union of all recurring phrases of `n` words
    or more. A stretch may cross the end of a sentence, but never masked text.

    See Also
    --------
    recurring : The phrases themselves.

    Examples
    --------
    >>> texts = {
    ...     "a": "We build a shared future. So be it.",
    ...     "b": "They build a shared future now.",
    ... }
    >>> corpus = Corpus.from_texts(texts)
    >>> coverage(corpus)[["kind", "doc", "start", "end", "words", "share"]]
           kind doc  start  end  words     share
    0  document   a      0   35      8  0.500000
    1  document   b      0   31      6  0.666667
    2   covered   a      3   24      4  0.500000
    3   covered   b      5   26      4  0.666667
    >>> by_year = coverage(corpus.assign(year=2023), by="year")
    >>> by_year.loc[by_year["kind"] == "group", ["group", "words", "share"]]
      group  words     share
    2  2023     14  0.571429
    """
    corpus = as_corpus(corpus).in_words
    hint = ": words of the shortest phrase that counts"
    n = check_whole_number("n", n, maximum=LONGEST_NGRAM, hint=hint)
    min_count = check_whole_number("min_count", min_count, 2)
    min_documents = check_whole_number("min_documents", min_documents)
    is_covered = _covered_tokens(
        corpus, n=n, min_count=min_count, min_documents=min_documents
    )
    is_by_document = isinstance(by, str) and by == "doc"
    codes, groups = corpus.groups(None if is_by_document else by)
    parts = [_rows_of_documents(corpus, is_covered, n)]
    if by is not None and not is_by_document:
        parts.append(_rows_of_groups(corpus, is_covered, codes, groups))
    parts.append(_rows_of_masks(corpus))
    parts.append(_rows_of_stretches(corpus, is_covered))
    columns: dict[str, Any] = {}
    for name in parts[0]:
        values = [part[name] for part in parts]
        columns[name] = np.concatenate(values)
    # A row "group" has no document, so the number -1. These rows are in order of groups.
    document = pd.Index(corpus.names).get_indexer(columns["doc"])
    is_group = document < 0
    group = codes[document]
    group[is_group] = np.arange(np.count_nonzero(is_group))
    lengths = [*map(len, corpus.raw.values()), 0]
    columns["length"] = np.array(lengths)[document]
    # The rows of each kind stand group by group.
    part_sizes = [len(part["kind"]) for part in parts]
    part_of_row = np.repeat(np.arange(len(parts)), part_sizes)
    # `lexsort` sorts by its last key first, and keeps the order of equal rows.
    row_order = np.lexsort((group, part_of_row))
    columns = {name: values[row_order] for name, values in columns.items()}
    columns["group"] = tables.take_texts(groups, group[row_order])
    columns["token_unit"] = token_unit(corpus)
    return tables.make("coverage", columns, labels={"doc": corpus.label_of})


def _covered_tokens(
    corpus: Corpus, *, n: int, min_count: int, min_documents: int
) -> np.ndarray:
    """Return which tokens lie in a recurring n-gram of `n` words (bool)."""
    suffix_array = suffix_array_of(corpus)
    token_count = len(corpus.stream)
    low, high = suffix_array.ngram_runs(n, min_count)
    document_counts = suffix_array.count_documents(low, high)
    is_recurring = document_counts >= min_documents
    # The runs are apart and in order: 1 where one begins, -1 behind its last rank.
    steps = np.zeros(token_count + 1, dtype=np.int8)
    steps[low[is_recurring]] += 1
    steps[high[is_recurring]] -= 1
    in_run = np.cumsum(steps[:-1], dtype=np.int8).view(bool)
    begins_ngram = np.zeros(token_count, dtype=bool)
    begins_ngram[suffix_array.order[in_run]] = True
    return _extend_forward(begins_ngram, n)


def _extend_forward(is_marked: np.ndarray, size: int) -> np.ndarray:
    """Return which places are among the `size` that begin at a marked one (bool).

    >>> _extend_forward(np.array([False, True, False, False, False]), 3)
    array([False,  True,  True,  True, False])
    """
    extended = is_marked.copy()
    length = 1
    while length < size:
        # What is extended to `length` places reaches twice as far after one more step.
        step = min(length, size - length)
        extended[step:] |= extended[:-step]
        length += step
    return extended


def _rows_of_documents(
    corpus: Corpus, is_covered: np.ndarray, n: int
) -> dict[str, np.ndarray]:
    """Return the rows of whole documents, with the share that is covered."""
    document_count = len(corpus)
    starts, ends = corpus.extents
    word_counts = np.diff(corpus.stream.bounds)
    document_of_covered = corpus.stream.document[is_covered]
    covered_counts = np.bincount(document_of_covered, minlength=document_count)
    # The share of a document without words is 0 / 0: it is missing.
    with np.errstate(invalid="ignore"):
        share = covered_counts / word_counts
    remarks = [_short_document_note(count, n) for count in word_counts.tolist()]
    return {
        "kind": np.full(document_count, "document", dtype=object),
        "doc": np.array(corpus.names, dtype=object),
        "start": np.asarray(starts),
        "end": np.asarray(ends),
        "words": word_counts,
        "share": share,
        "note": np.array(remarks, dtype=object),
    }


def _rows_of_groups(
    corpus: Corpus, is_covered: np.ndarray, codes: np.ndarray, groups: Sequence[str]
) -> dict[str, np.ndarray]:
    """Return the rows of groups, with the share of their words that is covered."""
    group_count = len(groups)
    group_of_token = codes[corpus.stream.document]
    word_counts = np.bincount(group_of_token, minlength=group_count)
    covered_counts = np.bincount(group_of_token[is_covered], minlength=group_count)
    # The share of a group without words is 0 / 0: it is missing.
    with np.errstate(invalid="ignore"):
        share = covered_counts / word_counts
    no_place = np.zeros(group_count, dtype=np.int64)
    document_counts = np.bincount(codes, minlength=group_count)
    remarks = [_small_group_note(count) for count in document_counts.tolist()]
    return {
        "kind": np.full(group_count, "group", dtype=object),
        "doc": np.full(group_count, "", dtype=object),
        "start": no_place,
        "end": no_place,
        "words": word_counts,
        "share": share,
        "note": np.array(remarks, dtype=object),
    }


def _small_group_note(document_count: int) -> str:
    """Return a note if a group is a single document; else ``""``."""
    if document_count > 1:
        return ""
    return notes.join([notes.make("group_is_one_document")])


def _rows_of_masks(corpus: Corpus) -> dict[str, np.ndarray]:
    """Return the rows of masked stretches."""
    masks = corpus.masks
    # A join leaves nothing out: it makes one word of two halves.
    masks = masks[masks["action"] != "join"]
    mask_count = len(masks)
    return {
        "kind": np.full(mask_count, "masked", dtype=object),
        "doc": masks["doc"].to_numpy(dtype=object),
        "start": masks["start"].to_numpy(),
        "end": masks["end"].to_numpy(),
        "words": np.zeros(mask_count, dtype=np.int64),
        "share": np.zeros(mask_count),
        "note": np.full(mask_count, "", dtype=object),
    }


def _rows_of_stretches(corpus: Corpus, is_covered: np.ndarray) -> dict[str, np.ndarray]:
    """Return the rows of covered stretches."""
    stream = corpus.stream
    first_token, last_token = _covered_stretches(stream, is_covered)
    stretch_count = len(first_token)
    document = stream.document[first_token]
    words_in_stretch = last_token - first_token + 1
    words_in_documents = np.diff(stream.bounds)
    names = np.array(corpus.names, dtype=object)
    return {
        "kind": np.full(stretch_count, "covered", dtype=object),
        "doc": names[document],
        "start": stream.start[first_token],
        "end": stream.end[last_token],
        "words": words_in_stretch,
        "share": words_in_stretch / words_in_documents[document],
        "note": np.full(stretch_count, "", dtype=object),
    }


def _covered_stretches(
    stream: TokenStream, is_covered: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions of the first and last token of each covered stretch.

    A stretch is a sequence of covered tokens. It ends at a mask and at the end of a
    document.
    """
    must_start_stretch = stream.gap == MASK
    must_start_stretch[_first_tokens(stream)] = True
    # Of two neighbouring tokens: whether they lie in one stretch.
    are_covered = is_covered[:-1] & is_covered[1:]
    are_joined = are_covered & ~must_start_stretch[1:]
    is_joined_to_previous = np.zeros_like(is_covered)
    is_joined_to_previous[1:] = are_joined
    is_joined_to_next = np.zeros_like(is_covered)
    is_joined_to_next[:-1] = are_joined
    first_token = np.flatnonzero(is_covered & ~is_joined_to_previous)
    last_token = np.flatnonzero(is_covered & ~is_joined_to_next)
    return first_token, last_token


def _first_tokens(stream: TokenStream) -> np.ndarray:
    """Return the position of the first token of each document that has words."""
    bounds = stream.bounds
    has_words = np.diff(bounds) > 0
    document_starts = bounds[:-1]
    return document_starts[has_words]


def _short_document_note(word_count: int, n: int) -> str:
    """Return a note if a document is too short for a reliable share; else ``""``."""
    if word_count >= FEW_WORDS_OF_COVERAGE:
        return ""
    if word_count < n:
        remark = notes.make("shorter_than_phrase", length=n)
    else:
        # The part of the document that a single phrase of `n` words covers.
        share = n / word_count
        remark = notes.make(
            "one_phrase_weighs", length=n, share=share, words=word_count
        )
    return notes.join([remark])
