"""How much of each document is covered by repeated phrases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.suffix_array import SuffixArray, suffix_array_of
from discourse.settings import (
    FEW_WORDS_OF_COVERAGE,
    LONGEST_NGRAM,
)
from discourse.spans import expand_ranges
from discourse.text import MASK
from discourse.validation import check_whole_number, options_by_name

__all__ = ["coverage"]


# ---------------------------------------------------------------------------------------------------------------------
# Coverage


@options_by_name
def coverage(
    corpus: Corpus, *, n: int = 4, min_count: int = 2, min_documents: int = 1
) -> pd.DataFrame:
    """Stretches of each document that consist of recurring phrases: no word counts twice.

    Parameters
    ----------
    corpus : Corpus
    n : int
        Words of the shortest phrase that counts. Two words recur by chance; four seldom do.
    min_count, min_documents : int
        Occurrences of a phrase (2 or more) and documents it occurs in, at least.

    Returns
    -------
    pandas.DataFrame
        Kind "coverage", rows of kind "document" (also of an empty one; share: the part of its words that is covered,
        missing when it has none), "masked", and "covered" (share: the part of the document's words in this stretch).
        `note` says what one phrase is of a document of fewer than 100 words (house practice).

    Notes
    -----
    A word is covered when it stands in a recurring phrase of `n` words, so the stretches are the union of all
    recurring phrases of `n` words or more. A stretch may run over the end of a sentence, never over masked text.

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
    size = check_whole_number(
        "n", n, maximum=LONGEST_NGRAM, hint=": words of the shortest phrase that counts"
    )
    min_count, min_documents = (
        check_whole_number("min_count", min_count, 2),
        check_whole_number("min_documents", min_documents),
    )
    stream, raw = corpus.stream, corpus.raw
    first, last = _stretches(
        corpus, suffix_array_of(corpus), size, min_count, min_documents
    )
    document, inside = stream.document[first], last - first
    words = np.diff(stream.bounds)
    with np.errstate(invalid="ignore"):
        share = np.bincount(document, weights=inside, minlength=len(corpus)) / words
    masks, names = corpus.masks, np.array(corpus.names, dtype=object)
    starts, ends = corpus.extents
    documents = {
        "kind": "document",
        "doc": names,
        "start": starts,
        "end": ends,
        "words": words,
        "share": share,
        "note": [_note_of_short(number, size) for number in words.tolist()],
    }
    masked = {
        "kind": "masked",
        "doc": masks["doc"].to_numpy(dtype=object),
        "start": masks["start"],
        "end": masks["end"],
        "words": np.zeros(len(masks), dtype=np.int64),
        "share": np.zeros(len(masks)),
        "note": "",
    }
    covered = {
        "kind": "covered",
        "doc": names[document],
        "start": stream.start[first],
        "end": stream.end[last - 1],
        "words": inside,
        "share": inside / words[document],
        "note": "",
    }
    parts = [pd.DataFrame(part) for part in (documents, masked, covered)]
    columns = {name: _stacked(parts, name) for name in documents}
    length = [len(raw[doc]) for doc in columns["doc"].tolist()]
    return tables.make("coverage", {**columns, "length": length})


def _stacked(parts: Sequence[pd.DataFrame], name: str) -> np.ndarray:
    return np.concatenate([part[name].to_numpy() for part in parts])


def _note_of_short(words: int, size: int) -> str:
    """What the coverage of a document of few words can and cannot show."""
    if words >= FEW_WORDS_OF_COVERAGE:
        return ""
    if words < size:
        return notes.join([notes.make("shorter_than_phrase", length=size)])
    weighs = notes.make(
        "one_phrase_weighs", length=size, share=size / words, words=words
    )
    return notes.join([weighs])


def _stretches(
    corpus: Corpus, index: SuffixArray, size: int, min_count: int, min_documents: int
) -> tuple[np.ndarray, np.ndarray]:
    """Half-open ranges of tokens that lie in recurring n-grams of `size` words, merged."""
    stream = corpus.stream
    low, high = index.ngram_runs(size, min_count)
    keep = index.count_documents(low, high) >= min_documents
    begins = index.order[expand_ranges(low[keep], high[keep])]
    depth = np.bincount(begins, minlength=len(stream) + 1) - np.bincount(
        begins + size, minlength=len(stream) + 1
    )
    covered = np.cumsum(depth)[:-1] > 0
    edge = stream.gap == MASK
    edge[stream.bounds[:-1][np.diff(stream.bounds) > 0]] = True
    before = np.append(False, covered[:-1])
    after = np.append(covered[1:] & ~edge[1:], False)
    return (covered & (~before | edge)).nonzero()[0], (covered & ~after).nonzero()[
        0
    ] + 1
