"""Proper names and titles among phrases, recognised by capitals inside sentences."""

from __future__ import annotations

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.maximal_repeats import MaximalRepeats, PhraseNesting
from discourse.counting.prefix_sums import sum_ranges
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

    def make() -> np.ndarray:
        return _find_capitals(corpus)

    return cached(corpus, CAPITALS, make)


def _find_capitals(corpus: Corpus) -> np.ndarray:
    first_letter = _first_letters(corpus)
    largest_code = int(first_letter.max(initial=0))
    occurs = np.zeros(largest_code + 1, dtype=bool)
    occurs[first_letter] = True
    codes = np.flatnonzero(occurs)
    is_capital = np.zeros_like(occurs)
    for code in codes.tolist():
        letter = chr(code)
        is_capital[code] = letter.isupper() or letter.istitle()
    return np.asarray(is_capital[first_letter])


def _first_letters(corpus: Corpus) -> np.ndarray:
    """Return the code point of the first letter of each token in the raw text."""
    stream = corpus.stream
    first_letter = np.zeros(len(stream), dtype=np.uint32)
    bounds = stream.bounds.tolist()
    for doc, low, high in zip(corpus.names, bounds[:-1], bounds[1:], strict=True):
        if low == high:
            continue
        # Only the document's own part: many paragraphs may lie in one raw text.
        offset = stream.start[low:high]
        begin = int(offset.min())
        end = int(offset.max()) + 1
        text = corpus.raw[doc][begin:end]
        encoded = text.encode("utf-32-le")
        code_points = np.frombuffer(encoded, dtype=np.uint32)
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
    is_consistent = np.ones(len(repeats), dtype=bool)
    is_shown = np.zeros(len(repeats), dtype=bool)
    ranks = np.flatnonzero(nesting.longest_at_rank >= 0)
    longest_phrase = nesting.longest_at_rank[ranks]
    words_at_rank = repeats.size[longest_phrase]
    largest_size = int(repeats.size.max(initial=0))
    for offset in range(largest_size):
        # The word at this offset, in all phrases that are long enough.
        long_enough = words_at_rank > offset
        ranks = ranks[long_enough]
        words_at_rank = words_at_rank[long_enough]
        token = suffix_array.order[ranks] + offset
        phrases = np.flatnonzero(repeats.size > offset)
        low = np.searchsorted(ranks, repeats.low[phrases])
        high = np.searchsorted(ranks, repeats.high[phrases])
        seen = sum_ranges(is_evidence[token], low, high)
        capitals = sum_ranges(capital_inside[token], low, high)
        mostly_capital = 2 * capitals > seen
        first_token = repeats.first_token[phrases]
        word = stream.ids[first_token + offset]
        without_evidence = seen == 0
        may_be_small = ~must_show[word] | without_evidence
        is_consistent[phrases] &= may_be_small | mostly_capital
        is_shown[phrases] |= can_show[word] & mostly_capital
    return is_consistent & is_shown


def _words_that_can_show(vocabulary: tuple[str, ...]) -> np.ndarray:
    """Return which words can show, by a capital, that a phrase is a name (bool)."""
    function_words = stop_words(BUNDLED)
    can_show = []
    for word in vocabulary:
        two_letters = len(word) > 1
        can_show.append(two_letters and word not in function_words)
    return np.array(can_show, dtype=bool)


def _words_that_must_show(vocabulary: tuple[str, ...]) -> np.ndarray:
    """Return which words are long enough, in a script with capitals (bool)."""
    must_show = []
    for word in vocabulary:
        long_enough = len(word) >= MIN_CAPITALISED_LETTERS
        has_capitals = word.upper() != word
        must_show.append(long_enough and has_capitals)
    return np.array(must_show, dtype=bool)
