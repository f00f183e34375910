"""Kinds of shared passages: formula, name, verbatim, paraphrase."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.spans import expand_ranges
from discourse.text_reuse.alignment import Alignments, PartRanges
from discourse.text_reuse.exact_matches import WordParts

__all__ = ["MIN_SHARE_OF_KIND", "kinds_of_passages"]

# Share of its words that makes a passage a formula, or a name: house practice.
MIN_SHARE_OF_KIND = 0.5
_LETTERS_OF_LONG_WORD = 4  # shorter words of a name are often lower-case ("of", "and")


def kinds_of_passages(
    corpus: Corpus,
    parts: WordParts,
    aligned: Alignments,
    identity: np.ndarray,
    lexicon: Lexicon | None,
) -> np.ndarray:
    """Return the kind of each passage: formula, name, verbatim or paraphrase (object)."""
    has_no_differences = identity == 1
    kinds = np.where(has_no_differences, "verbatim", "paraphrase")
    kinds = kinds.astype(object)
    is_capitalised = _capitalised_on_both_sides(corpus, parts, aligned)
    kinds[is_capitalised & has_no_differences] = "name"
    if lexicon is not None:
        is_formula = _are_formulas(corpus, parts, aligned, lexicon)
        kinds[is_formula] = "formula"
    return kinds


@dataclass(frozen=True, eq=False)
class _TokenRanges:
    """Half-open ranges of tokens, one for each passage (int64 arrays)."""

    start: np.ndarray
    end: np.ndarray

    def count(self, flags: np.ndarray) -> np.ndarray:
        """Return in how many tokens of each range a flag is set (int64)."""
        running_count = np.cumsum(flags)
        running_count = np.insert(running_count, 0, 0)
        count_before = running_count[self.start]
        count_with_range = running_count[self.end]
        return count_with_range - count_before


def _tokens_of(parts: WordParts, ranges: PartRanges) -> _TokenRanges:
    token = parts.token
    last_part = ranges.end - 1
    start = token[ranges.start]
    last_token = token[last_part]
    end = last_token + 1
    return _TokenRanges(start, end)


# ---------------------------------------------------------------------------------------
# Names


def _capitalised_on_both_sides(
    corpus: Corpus, parts: WordParts, aligned: Alignments
) -> np.ndarray:
    """Return whether half of the long words of both sides are capitalised (bool)."""
    is_long = _are_long_words(corpus)
    is_capitalised = is_long & _are_capitalised(corpus)
    size = len(aligned.start)
    mostly_capitalised = np.ones(size, dtype=bool)
    for side in (aligned.first, aligned.second):
        tokens = _tokens_of(parts, side)
        long_words = tokens.count(is_long)
        capitalised_words = tokens.count(is_capitalised)
        min_words = MIN_SHARE_OF_KIND * long_words
        enough = capitalised_words >= min_words
        mostly_capitalised &= enough
        mostly_capitalised &= long_words > 0
    return mostly_capitalised


def _are_long_words(corpus: Corpus) -> np.ndarray:
    stream = corpus.stream
    letters = stream.end - stream.start
    return letters >= _LETTERS_OF_LONG_WORD


def _are_capitalised(corpus: Corpus) -> np.ndarray:
    """Return whether each token of the stream begins with a capital letter (bool)."""
    stream = corpus.stream
    is_capitalised = np.zeros(len(stream), dtype=bool)
    ranges = itertools.pairwise(stream.bounds.tolist())
    for name, (first, end) in zip(corpus.names, ranges, strict=True):
        raw = corpus.raw[name]
        starts = stream.start[first:end].tolist()
        is_capital = [raw[start].isupper() for start in starts]
        is_capitalised[first:end] = is_capital
    return is_capitalised


# ---------------------------------------------------------------------------------------
# Formulas


def _are_formulas(
    corpus: Corpus, parts: WordParts, aligned: Alignments, lexicon: Lexicon
) -> np.ndarray:
    """Return whether half of the words of each passage are in formulas (bool)."""
    in_formula = _are_in_formulas(corpus, lexicon)
    first_side = aligned.first
    tokens = _tokens_of(parts, first_side)
    words = tokens.end - tokens.start
    words_in_formulas = tokens.count(in_formula)
    min_words = MIN_SHARE_OF_KIND * words
    return words_in_formulas >= min_words


def _are_in_formulas(corpus: Corpus, lexicon: Lexicon) -> np.ndarray:
    """Return whether each token of the stream is in a mention of a formula (bool)."""
    mentions = find_mentions(corpus, lexicon)
    tokens = expand_ranges(mentions.first, mentions.last)
    size = len(corpus.stream)
    in_formula = np.zeros(size, dtype=bool)
    in_formula[tokens] = True
    return in_formula
