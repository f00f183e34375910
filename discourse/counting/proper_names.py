"""Proper names and titles among phrases, recognised by capitals inside sentences."""

from __future__ import annotations

import operator

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.maximal_repeats import MaximalRepeats, PhraseNesting
from discourse.counting.prefix_sums import sum_ranges
from discourse.counting.stop_words import BUNDLED, are_stop_words, stop_words
from discourse.counting.suffix_array import SuffixArray
from discourse.text import BREAK

__all__ = ["CAPITALS", "capitalised_tokens", "detect_proper_names", "first_letters"]

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
    """Return which tokens begin with a capital letter (bool).

    Each letter that occurs is looked at once, however many tokens begin with it.
    """
    first_letter = first_letters(corpus)
    occurs = np.bincount(first_letter) > 0
    is_capital = np.zeros_like(occurs)
    for code in np.flatnonzero(occurs).tolist():
        letter = chr(code)
        is_capital[code] = letter.isupper() or letter.istitle()
    return is_capital.take(first_letter)


def first_letters(corpus: Corpus) -> np.ndarray:
    """Return the code point of the first letter of each token in the raw text."""
    stream = corpus.stream
    first_letter = np.zeros(len(stream), dtype=np.uint32)
    bounds = stream.bounds.tolist()
    for doc, first_token, end_token in zip(
        corpus.names, bounds[:-1], bounds[1:], strict=True
    ):
        if first_token == end_token:
            continue  # a document without words
        # Only the document's own part: many paragraphs may lie in one raw text.
        offsets = stream.start[first_token:end_token]
        text_start = int(offsets.min())
        text_end = int(offsets.max()) + 1
        text = corpus.raw[doc][text_start:text_end]
        code_bytes = text.encode("utf-32-le")
        code_points = np.frombuffer(code_bytes, dtype=np.uint32)
        first_letter[first_token:end_token] = code_points.take(offsets - text_start)
    return first_letter


def detect_proper_names(
    corpus: Corpus,
    suffix_array: SuffixArray,
    repeats: MaximalRepeats,
    nesting: PhraseNesting,
) -> np.ndarray:
    """Return which phrases are names or titles (bool, shape (phrases,)).

    "of the Communist Party of China (CPC)" is one. Function words do not matter (the
    bundled lists of :mod:`discourse.counting.stop_words`). Every other word of
    :data:`MIN_CAPITALISED_LETTERS` letters or more must have a capital in most of its
    occurrences. At least one word of two letters or more must have one as well. The
    first word of a sentence is not counted, because it always has a capital. In a
    script without capitals nothing is a name.

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
    is_capital_inside = is_evidence & capitalised_tokens(corpus)
    can_show_name = _words_that_can_show_names(stream.vocabulary)
    must_have_capital = can_show_name & _words_with_capitals(stream.vocabulary)
    # A name needs two things: no word that speaks against it, and one that shows it.
    is_consistent = np.ones(len(repeats), dtype=bool)
    has_shown_name = np.zeros(len(repeats), dtype=bool)
    # By rank: how many words the longest phrase has that begins there.
    ranks = np.flatnonzero(nesting.longest_at_rank >= 0).astype(np.int32)
    longest_phrase = nesting.longest_at_rank.take(ranks)
    size_at_rank = repeats.size.astype(np.int32).take(longest_phrase)
    first_token = suffix_array.order.take(ranks)
    # Of the type of the ranks, which would be converted at each search otherwise.
    low_rank = repeats.low.astype(np.int32)
    high_rank = repeats.high.astype(np.int32)
    max_size = int(repeats.size.max(initial=0))
    for offset in range(max_size):
        # The word at this offset, in all phrases that are long enough.
        long_enough = np.flatnonzero(size_at_rank > offset)
        ranks = ranks.take(long_enough)
        size_at_rank = size_at_rank.take(long_enough)
        first_token = first_token.take(long_enough)
        token = first_token + offset
        phrases = np.flatnonzero(repeats.size > offset)
        # The ranks that are left of a phrase are neighbours still: a range of `token`.
        low = np.searchsorted(ranks, low_rank[phrases])
        high = np.searchsorted(ranks, high_rank[phrases])
        evidence_counts = sum_ranges(is_evidence.take(token), low, high)
        capital_counts = sum_ranges(is_capital_inside.take(token), low, high)
        is_mostly_capital = 2 * capital_counts > evidence_counts
        word = stream.ids[repeats.first_token[phrases] + offset]
        has_no_evidence = evidence_counts == 0
        needs_no_capital = ~must_have_capital[word] | has_no_evidence
        is_consistent[phrases] &= needs_no_capital | is_mostly_capital
        has_shown_name[phrases] |= can_show_name[word] & is_mostly_capital
    return is_consistent & has_shown_name


def _words_that_can_show_names(vocabulary: tuple[str, ...]) -> np.ndarray:
    """Return which words can show, by a capital, that a phrase is a name (bool)."""
    is_function_word = are_stop_words(vocabulary, stop_words(BUNDLED))
    return (_word_sizes(vocabulary) > 1) & ~is_function_word


def _word_sizes(vocabulary: tuple[str, ...]) -> np.ndarray:
    """Return how many characters each word has (int64)."""
    return np.fromiter(map(len, vocabulary), dtype=np.int64, count=len(vocabulary))


def _words_with_capitals(vocabulary: tuple[str, ...]) -> np.ndarray:
    """Return which words, if part of a name, begin with a capital (bool).

    These are the words that are long enough, in a script that has capitals.
    """
    capitals = map(str.upper, vocabulary)
    differs = map(operator.ne, capitals, vocabulary)
    has_capitals = np.fromiter(differs, dtype=bool, count=len(vocabulary))
    is_long_enough = _word_sizes(vocabulary) >= MIN_CAPITALISED_LETTERS
    return has_capitals & is_long_enough
