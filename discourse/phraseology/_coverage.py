"""How much of each document is covered by repeated phrases."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.suffix_array import suffix_array_of
from discourse.settings import FEW_WORDS_OF_COVERAGE, LONGEST_NGRAM
from discourse.spans import expand_ranges
from discourse.text import MASK, TokenStream
from discourse.validation import check_whole_number, options_by_name

__all__ = ["coverage"]


@options_by_name
def coverage(
    corpus: Corpus, *, n: int = 4, min_count: int = 2, min_documents: int = 1
) -> pd.DataFrame:
    """Return the stretches of each document that consist of recurring phrases.

    Parameters
    ----------
    corpus : Corpus
    n : int
        Words of the shortest phrase that counts. Two words often recur by chance, four
        words seldom do.
    min_count, min_documents : int
        Least number of occurrences of a phrase (2 or more), and of documents it occurs
        in.

    Returns
    -------
    pandas.DataFrame
        Kind "coverage": kind, doc, start, end, words, share, note, length. There are
        three kinds of rows. A row "document" is a whole document, also an empty one;
        its share is the part of its words that is covered, and is missing if the
        document has no words. A row "covered" is one covered stretch; its share is the
        part of the document's words that lie in it. A row "masked" is a masked stretch.
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
    """
    corpus = as_corpus(corpus)
    hint = ": words of the shortest phrase that counts"
    n = check_whole_number("n", n, maximum=LONGEST_NGRAM, hint=hint)
    min_count = check_whole_number("min_count", min_count, 2)
    min_documents = check_whole_number("min_documents", min_documents)
    is_covered = _covered_tokens(
        corpus, n=n, min_count=min_count, min_documents=min_documents
    )
    parts = [
        _rows_of_documents(corpus, is_covered, n),
        _rows_of_masks(corpus),
        _rows_of_stretches(corpus, is_covered),
    ]
    columns: dict[str, np.ndarray] = {}
    for name in parts[0]:
        values = [part[name] for part in parts]
        columns[name] = np.concatenate(values)
    columns["length"] = _lengths_of_texts(corpus, columns["doc"])
    return tables.make("coverage", columns, labels={"doc": corpus.label_of})


def _lengths_of_texts(corpus: Corpus, docs: np.ndarray) -> np.ndarray:
    """Return how many characters the raw text of each document has."""
    raw = corpus.raw
    lengths = [len(raw[doc]) for doc in docs]
    return np.array(lengths, dtype=np.int64)


def _covered_tokens(
    corpus: Corpus, *, n: int, min_count: int, min_documents: int
) -> np.ndarray:
    """Return which tokens lie in a recurring n-gram of `n` words (bool)."""
    index = suffix_array_of(corpus)
    tokens = len(corpus.stream)
    low, high = index.ngram_runs(n, min_count)
    documents = index.count_documents(low, high)
    is_kept = documents >= min_documents
    suffixes = expand_ranges(low[is_kept], high[is_kept])
    starts = index.order[suffixes]
    opened = np.bincount(starts, minlength=tokens + 1)
    closed = np.bincount(starts + n, minlength=tokens + 1)
    open_ngrams = np.cumsum(opened - closed)
    return open_ngrams[:tokens] > 0


def _rows_of_documents(
    corpus: Corpus, is_covered: np.ndarray, n: int
) -> dict[str, np.ndarray]:
    """Return the rows of whole documents, with the share that is covered."""
    rows = len(corpus)
    starts, ends = corpus.extents
    words = np.diff(corpus.stream.bounds)
    document_of_covered = corpus.stream.document[is_covered]
    covered_words = np.bincount(document_of_covered, minlength=rows)
    with np.errstate(invalid="ignore"):
        share = covered_words / words
    remarks = [_note_of_short(count, n) for count in words.tolist()]
    return {
        "kind": np.full(rows, "document", dtype=object),
        "doc": np.array(corpus.names, dtype=object),
        "start": np.asarray(starts),
        "end": np.asarray(ends),
        "words": words,
        "share": share,
        "note": np.array(remarks, dtype=object),
    }


def _rows_of_masks(corpus: Corpus) -> dict[str, np.ndarray]:
    """Return the rows of masked stretches."""
    masks = corpus.masks
    rows = len(masks)
    return {
        "kind": np.full(rows, "masked", dtype=object),
        "doc": masks["doc"].to_numpy(dtype=object),
        "start": masks["start"].to_numpy(),
        "end": masks["end"].to_numpy(),
        "words": np.zeros(rows, dtype=np.int64),
        "share": np.zeros(rows),
        "note": np.full(rows, "", dtype=object),
    }


def _rows_of_stretches(corpus: Corpus, is_covered: np.ndarray) -> dict[str, np.ndarray]:
    """Return the rows of covered stretches."""
    stream = corpus.stream
    first, last = _stretches(stream, is_covered)
    rows = len(first)
    document = stream.document[first]
    words = last - first + 1
    words_of_documents = np.diff(stream.bounds)
    names = np.array(corpus.names, dtype=object)
    return {
        "kind": np.full(rows, "covered", dtype=object),
        "doc": names[document],
        "start": stream.start[first],
        "end": stream.end[last],
        "words": words,
        "share": words / words_of_documents[document],
        "note": np.full(rows, "", dtype=object),
    }


def _stretches(
    stream: TokenStream, is_covered: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last token of each run of covered tokens.

    A run ends at a mask and at the end of a document.
    """
    starts_anew = stream.gap == MASK
    starts_anew[_first_tokens(stream)] = True
    is_follower = is_covered[1:] & is_covered[:-1]
    is_follower &= ~starts_anew[1:]
    is_first = is_covered.copy()
    is_first[1:] &= ~is_follower
    is_last = is_covered.copy()
    is_last[:-1] &= ~is_follower
    return is_first.nonzero()[0], is_last.nonzero()[0]


def _first_tokens(stream: TokenStream) -> np.ndarray:
    """Return the first token of each document that has words."""
    bounds = stream.bounds
    has_words = np.diff(bounds) > 0
    return bounds[:-1][has_words]


def _note_of_short(words: int, n: int) -> str:
    """Return what the coverage of a document of few words can show."""
    if words >= FEW_WORDS_OF_COVERAGE:
        return ""
    if words < n:
        remark = notes.make("shorter_than_phrase", length=n)
    else:
        share = n / words
        remark = notes.make("one_phrase_weighs", length=n, share=share, words=words)
    return notes.join([remark])
