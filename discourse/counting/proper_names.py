"""Proper names and titles among phrases, recognised by capitals inside sentences."""

from __future__ import annotations

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.maximal_repeats import MaximalRepeats, PhraseNesting
from discourse.counting.stop_words import BUNDLED, stop_words
from discourse.counting.suffix_array import SuffixArray
from discourse.text import BREAK

__all__ = ["CAPITALS", "capitalised_tokens", "detect_proper_names"]

# A word of a name with so many letters has a capital, unless it is a function word.
# Shorter words ("des", "der") need none.
MIN_CAPITALISED_LETTERS = 4


CAPITALS: Key[np.ndarray] = Key("capitals")


def capitalised_tokens(corpus: Corpus) -> np.ndarray:
    """Return which tokens begin with a capital letter (bool), made once."""
    return cached(corpus, CAPITALS, lambda: _find_capitals(corpus))


def _find_capitals(corpus: Corpus) -> np.ndarray:
    first_letter = _first_letters(corpus)
    is_capital = np.zeros(int(first_letter.max(initial=0)) + 1, dtype=bool)
    is_capital[first_letter] = True
    for code in is_capital.nonzero()[0].tolist():
        letter = chr(code)
        is_capital[code] = letter.isupper() or letter.istitle()
    return np.asarray(is_capital[first_letter])


def _first_letters(corpus: Corpus) -> np.ndarray:
    """Return the code point of the first letter of each token in the raw text."""
    stream = corpus.stream
    first_letter = np.zeros(len(stream), dtype=np.uint32)
    for number, doc in enumerate(corpus.names):
        low, high = int(stream.bounds[number]), int(stream.bounds[number + 1])
        if low == high:
            continue
        # Only the document's own part: many paragraphs may lie in one raw text.
        offset = stream.start[low:high]
        begin, end = int(offset.min()), int(offset.max()) + 1
        part = corpus.raw[doc][begin:end].encode("utf-32-le")
        code_points = np.frombuffer(part, dtype=np.uint32)
        first_letter[low:high] = code_points[offset - begin]
    return first_letter


def detect_proper_names(
    corpus: Corpus,
    suffix_array: SuffixArray,
    repeats: MaximalRepeats,
    nesting: PhraseNesting,
) -> np.ndarray:
    """Return which phrases are names or titles (bool, shape (phrases,)).

    "of the Communist Party of China (CPC)" is one. Function words are left aside (the
    bundled lists of :mod:`discourse.counting.stop_words`). Every other word of
    :data:`MIN_CAPITALISED_LETTERS` letters or more must have a capital in most of its
    occurrences, and so must at least one word of two letters or more. The first word of
    a sentence is no evidence. In a script without capitals nothing is a name.

    Parameters
    ----------
    corpus : Corpus
    suffix_array : SuffixArray
        Of the corpus.
    repeats : MaximalRepeats
    nesting : PhraseNesting
        Of the repeats.
    """
    stream = corpus.stream
    is_evidence = stream.gap < BREAK
    capital_inside = is_evidence & capitalised_tokens(corpus)
    can_show = _words_that_can_show(stream.vocabulary)
    must_show = can_show & _words_that_must_show(stream.vocabulary)
    consistent = np.ones(len(repeats), dtype=bool)
    shown = np.zeros(len(repeats), dtype=bool)
    ranks = (nesting.longest_at_rank >= 0).nonzero()[0]
    words_at_rank = repeats.size[nesting.longest_at_rank[ranks]]
    for offset in range(int(repeats.size.max(initial=0))):
        long_enough = words_at_rank > offset
        ranks, words_at_rank = ranks[long_enough], words_at_rank[long_enough]
        phrases = (repeats.size > offset).nonzero()[0]
        token = suffix_array.order[ranks] + offset
        low = np.searchsorted(ranks, repeats.low[phrases])
        high = np.searchsorted(ranks, repeats.high[phrases])
        seen = _sum_runs(is_evidence[token], low, high)
        capitals = _sum_runs(capital_inside[token], low, high)
        mostly_capital = 2 * capitals > seen
        word = stream.ids[repeats.first[phrases] + offset]
        consistent[phrases] &= ~must_show[word] | (seen == 0) | mostly_capital
        shown[phrases] |= can_show[word] & mostly_capital
    return consistent & shown


def _sum_runs(values: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the sum of `values` over each half-open run ``low:high``."""
    up_to = np.concatenate([[0], np.cumsum(values)])
    return np.asarray(up_to[high] - up_to[low])


def _words_that_can_show(vocabulary: tuple[str, ...]) -> np.ndarray:
    """Return which words can show, by a capital, that a phrase is a name (bool)."""
    function_words = stop_words(BUNDLED)
    can_show = [len(word) > 1 and word not in function_words for word in vocabulary]
    return np.array(can_show, dtype=bool)


def _words_that_must_show(vocabulary: tuple[str, ...]) -> np.ndarray:
    """Return which words are long enough, in a script with capitals (bool)."""
    must_show = []
    for word in vocabulary:
        has_capitals = word.upper() != word
        must_show.append(len(word) >= MIN_CAPITALISED_LETTERS and has_capitals)
    return np.array(must_show, dtype=bool)
