"""Kinds of shared passages: formula, name, verbatim, paraphrase."""

from __future__ import annotations

import numpy as np

from discourse.corpus import Corpus
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.spans import merge_spans
from discourse.text_reuse.alignment import Alignments
from discourse.text_reuse.exact_matches import Parts

__all__ = ["ALIKE", "kinds_of_passages"]
ALIKE = 0.5  # share of its words that makes a passage a formula, or a name


def kinds_of_passages(
    corpus: Corpus,
    found: Parts,
    aligned: Alignments,
    identity: np.ndarray,
    lexicon: Lexicon | None,
) -> list[str]:
    """Return the kind of each passage: formula, name, verbatim or paraphrase."""
    kinds = np.where(identity == 1, "verbatim", "paraphrase").astype(object)
    capital, long_ = _capitals(corpus)
    whole = np.ones(len(kinds), dtype=bool)
    for first, last in (
        (aligned.start, aligned.end),
        (aligned.other_start, aligned.other_end),
    ):
        low, high = found.token[first], found.token[last - 1] + 1
        words = long_[high] - long_[low]
        whole &= (capital[high] - capital[low] >= ALIKE * words) & (words > 0)
    kinds[whole & (identity == 1)] = "name"
    if lexicon is not None:
        hits = find_mentions(corpus, lexicon)
        covered = np.zeros(len(corpus.stream) + 1, dtype=np.int64)
        low, high = merge_spans(hits.first, hits.last)
        np.add.at(covered, low, 1)
        np.add.at(covered, high, -1)
        total = np.concatenate([[0], np.cumsum(np.cumsum(covered[:-1]))])
        low, high = found.token[aligned.start], found.token[aligned.end - 1] + 1
        kinds[total[high] - total[low] >= ALIKE * (high - low)] = "formula"
    return list(kinds)


def _capitals(corpus: Corpus) -> tuple[np.ndarray, np.ndarray]:
    """Running counts over the tokens: words of four letters or more that are capitalised, and all of four or more."""
    stream = corpus.stream
    long_ = (stream.end - stream.start) >= 4
    capital = np.zeros(len(stream), dtype=bool)
    for number, name in enumerate(corpus.names):
        raw = corpus.raw[name]
        low, high = int(stream.bounds[number]), int(stream.bounds[number + 1])
        capital[low:high] = [
            raw[at].isupper() for at in stream.start[low:high].tolist()
        ]

    def running(flags: np.ndarray) -> np.ndarray:
        return np.concatenate([[0], np.cumsum(flags)])

    return running(capital & long_), running(long_)
