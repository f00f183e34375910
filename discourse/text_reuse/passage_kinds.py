"""Kinds of shared passages: formula, name, verbatim, paraphrase."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.counting.proper_names import first_letters
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.spans import expand_ranges
from discourse.text_reuse.alignment import Alignments, PartRanges
from discourse.text_reuse.exact_matches import WordParts

__all__ = ["MIN_SHARE_OF_KIND", "kinds_of_passages"]

# Share of its words that makes a passage a formula, or a name: house practice.
MIN_SHARE_OF_KIND = 0.5
# Shorter words of a name are often lower-case ("of", "and"), so they are not counted.
_LETTERS_OF_LONG_WORD = 4


def kinds_of_passages(
    corpus: Corpus,
    parts: WordParts,
    alignments: Alignments,
    identity: np.ndarray,
    lexicon: Lexicon | None,
) -> np.ndarray:
    """Return the kind of each passage: formula, name, verbatim or paraphrase (object).

    If several kinds apply, a formula goes before a name, and a name before verbatim.

    Parameters
    ----------
    corpus, parts, alignments
        The corpus, the parts of its words, and the passages.
    identity : float array, shape (passages,)
        Share of the words that match.
    lexicon : Lexicon or None
        The formulas; without them no passage is a formula.
    """
    has_no_differences = identity == 1
    kinds = np.where(has_no_differences, "verbatim", "paraphrase")
    kinds = kinds.astype(object)
    is_capitalised = _capitalised_on_both_sides(corpus, parts, alignments)
    kinds[is_capitalised & has_no_differences] = "name"
    if lexicon is not None:
        is_formula = _are_formulas(corpus, parts, alignments, lexicon)
        kinds[is_formula] = "formula"
    return kinds


@dataclass(frozen=True, eq=False)
class _TokenRanges:
    """Half-open ranges of tokens, one for each passage (int64 arrays)."""

    start: np.ndarray
    end: np.ndarray

    def count(self, flags: np.ndarray) -> np.ndarray:
        """Return for how many tokens of each range the flag is true (int64).

        `flags` (bool) has a flag for each token of the stream.
        """
        running_count = np.cumsum(flags)
        # With a 0 in front, entry i is the count before token i.
        count_before = np.insert(running_count, 0, 0)
        count_to_start = count_before[self.start]
        count_to_end = count_before[self.end]
        count: np.ndarray = count_to_end - count_to_start
        return count


def _tokens_of(parts: WordParts, ranges: PartRanges) -> _TokenRanges:
    """Return the tokens to which the word parts of each passage belong."""
    token = parts.token
    last_part = ranges.end - 1
    start = token[ranges.start]
    last_token = token[last_part]
    end = last_token + 1
    return _TokenRanges(start, end)


# ---------------------------------------------------------------------------------------
# Names


def _capitalised_on_both_sides(
    corpus: Corpus, parts: WordParts, alignments: Alignments
) -> np.ndarray:
    """Return whether each passage is mostly capitalised, on both sides (bool).

    At least half of the long words of a side must be capitalised, and it must have one.
    """
    is_long = _are_long_words(corpus)
    is_capitalised = is_long & _are_capitalised(corpus)
    passage_count = len(alignments.start)
    is_mostly_capitalised = np.ones(passage_count, dtype=bool)
    for side in (alignments.first, alignments.second):
        tokens = _tokens_of(parts, side)
        long_word_count = tokens.count(is_long)
        capitalised_word_count = tokens.count(is_capitalised)
        min_word_count = MIN_SHARE_OF_KIND * long_word_count
        has_enough_capitals = capitalised_word_count >= min_word_count
        is_mostly_capitalised &= has_enough_capitals
        is_mostly_capitalised &= long_word_count > 0
    return is_mostly_capitalised


def _are_long_words(corpus: Corpus) -> np.ndarray:
    """Return whether each token of the stream has four characters or more (bool)."""
    stream = corpus.stream
    length = stream.end - stream.start
    return length >= _LETTERS_OF_LONG_WORD


def _are_capitalised(corpus: Corpus) -> np.ndarray:
    """Return whether each token of the stream begins with a capital letter (bool)."""
    # Each letter is looked at once, however many tokens begin with it.
    letters = first_letters(corpus)
    codes, letter_of_token = np.unique(letters, return_inverse=True)
    is_capital = np.zeros(len(codes), dtype=bool)
    for number, code in enumerate(codes.tolist()):
        letter = chr(code)
        is_capital[number] = letter.isupper()
    return is_capital[letter_of_token]


# ---------------------------------------------------------------------------------------
# Formulas


def _are_formulas(
    corpus: Corpus, parts: WordParts, alignments: Alignments, lexicon: Lexicon
) -> np.ndarray:
    """Return whether at least half of the words of each passage are in formulas (bool).

    Only the first side is looked at: the second has nearly the same words.
    """
    is_in_formula = _are_in_formulas(corpus, lexicon)
    first_side = alignments.first
    tokens = _tokens_of(parts, first_side)
    word_count = tokens.end - tokens.start
    formula_word_count = tokens.count(is_in_formula)
    min_word_count = MIN_SHARE_OF_KIND * word_count
    return formula_word_count >= min_word_count


def _are_in_formulas(corpus: Corpus, lexicon: Lexicon) -> np.ndarray:
    """Return whether each token of the stream is in a mention of a formula (bool)."""
    mentions = find_mentions(corpus, lexicon)
    tokens = expand_ranges(mentions.first, mentions.last)
    token_count = len(corpus.stream)
    is_in_formula = np.zeros(token_count, dtype=bool)
    is_in_formula[tokens] = True
    return is_in_formula
