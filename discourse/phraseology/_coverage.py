"""How much of each document is covered by repeated phrases."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.suffix_array import suffix_array_of
from discourse.settings import (
    FEW_WORDS_OF_COVERAGE,
    LONGEST_NGRAM,
)
from discourse.spans import expand_ranges
from discourse.text import MASK
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
        Least number of occurrences of a phrase (2 or more), and of documents it occurs in.

    Returns
    -------
    pandas.DataFrame
        Kind "coverage": kind, doc, start, end, words, share, note, length. Rows of kind
        "document" (also of an empty one) have as share the part of its words that is
        covered, missing when it has none. Rows of kind "covered" have the part of the
        document's words in this stretch, and rows of kind "masked" the masked stretches.
        `note` says how much one phrase weighs in a document of fewer than 100 words
        (house practice).

    See Also
    --------
    recurring : the phrases themselves.

    Notes
    -----
    Use it to see how formulaic a document is. No word counts twice, so shares of
    documents can be compared. A word is covered when it lies in a recurring phrase of `n`
    words. The stretches are therefore the union of all recurring phrases of `n` words or
    more. A stretch may cross the end of a sentence, but never masked text.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "We build a shared future. So be it.", "b": "They build a shared future now."})
    >>> coverage(corpus)[["kind", "doc", "start", "end", "words", "share"]]
           kind doc  start  end  words     share
    0  document   a      0   35      8  0.500000
    1  document   b      0   31      6  0.666667
    2   covered   a      3   24      4  0.500000
    3   covered   b      5   26      4  0.666667
    """
    corpus = as_corpus(corpus)
    n = check_whole_number(
        "n", n, maximum=LONGEST_NGRAM, hint=": words of the shortest phrase that counts"
    )
    min_count = check_whole_number("min_count", min_count, 2)
    min_documents = check_whole_number("min_documents", min_documents)
    is_covered = _covered_tokens(
        corpus, n=n, min_count=min_count, min_documents=min_documents
    )
    first, after_last = _stretches(corpus, is_covered)
    parts = [
        _rows_of_documents(corpus, is_covered, n),
        _rows_of_masks(corpus),
        _rows_of_stretches(corpus, first, after_last),
    ]
    columns: dict[str, np.ndarray] = {}
    for name in parts[0]:
        columns[name] = np.concatenate([part[name] for part in parts])
    columns["length"] = _lengths_of_texts(corpus, columns["doc"])
    return tables.make("coverage", columns)


def _lengths_of_texts(corpus: Corpus, docs: np.ndarray) -> np.ndarray:
    """Return how many characters the raw text of each document has."""
    raw = corpus.raw
    return np.array([len(raw[doc]) for doc in docs], dtype=np.int64)


def _covered_tokens(
    corpus: Corpus, *, n: int, min_count: int, min_documents: int
) -> np.ndarray:
    """Return which tokens lie in a recurring n-gram of `n` words (bool)."""
    index = suffix_array_of(corpus)
    tokens = len(corpus.stream)
    low, high = index.ngram_runs(n, min_count)
    is_kept = index.count_documents(low, high) >= min_documents
    starts = index.order[expand_ranges(low[is_kept], high[is_kept])]
    opened = np.bincount(starts, minlength=tokens + 1)
    closed = np.bincount(starts + n, minlength=tokens + 1)
    n_grams_open = np.cumsum(opened - closed)
    return n_grams_open[:-1] > 0


def _stretches(corpus: Corpus, is_covered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the runs of covered tokens: first tokens, and tokens after the last.

    A run ends at a mask and at the end of a document.
    """
    stream = corpus.stream
    starts_anew = stream.gap == MASK
    starts_anew[_first_tokens(corpus)] = True
    continues = is_covered[1:] & is_covered[:-1] & ~starts_anew[1:]
    is_first = is_covered & ~np.append(False, continues)
    is_last = is_covered & ~np.append(continues, False)
    return is_first.nonzero()[0], is_last.nonzero()[0] + 1


def _first_tokens(corpus: Corpus) -> np.ndarray:
    """Return the first token of each document that has words."""
    bounds = corpus.stream.bounds
    has_words = np.diff(bounds) > 0
    return bounds[:-1][has_words]


def _rows_of_documents(
    corpus: Corpus, is_covered: np.ndarray, n: int
) -> dict[str, np.ndarray]:
    """Return the rows of whole documents, with the share that is covered."""
    document = corpus.stream.document[is_covered]
    words = np.diff(corpus.stream.bounds)
    covered = np.bincount(document, minlength=len(corpus))
    with np.errstate(invalid="ignore"):
        share = covered / words
    starts, ends = corpus.extents
    remarks = [_note_of_short(count, n) for count in words.tolist()]
    return {
        "kind": _repeated("document", len(corpus)),
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
        "kind": _repeated("masked", rows),
        "doc": masks["doc"].to_numpy(dtype=object),
        "start": masks["start"].to_numpy(),
        "end": masks["end"].to_numpy(),
        "words": np.zeros(rows, dtype=np.int64),
        "share": np.zeros(rows),
        "note": _repeated("", rows),
    }


def _rows_of_stretches(
    corpus: Corpus, first: np.ndarray, after_last: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the rows of covered stretches."""
    stream = corpus.stream
    rows = len(first)
    document = stream.document[first]
    words = after_last - first
    words_of_document = np.diff(stream.bounds)[document]
    names = np.array(corpus.names, dtype=object)
    return {
        "kind": _repeated("covered", rows),
        "doc": names[document],
        "start": stream.start[first],
        "end": stream.end[after_last - 1],
        "words": words,
        "share": words / words_of_document,
        "note": _repeated("", rows),
    }


def _repeated(text: str, rows: int) -> np.ndarray:
    """Return a column with the same text in all rows."""
    return np.full(rows, text, dtype=object)


def _note_of_short(words: int, n: int) -> str:
    """Return what the coverage of a document of few words can show."""
    if words >= FEW_WORDS_OF_COVERAGE:
        return ""
    if words < n:
        return notes.join([notes.make("shorter_than_phrase", length=n)])
    remark = notes.make("one_phrase_weighs", length=n, share=n / words, words=words)
    return notes.join([remark])
