"""Kinds of shared passages: formula, name, verbatim, paraphrase."""

from __future__ import annotations

import numpy as np

from discourse.corpus import Corpus
from discourse.counting.proper_names import first_letters
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.spans import expand_ranges
from discourse.text_reuse.alignment import Alignments
from discourse.text_reuse.token_ranges import count_before, tokens_of
from discourse.text_reuse.word_parts import WordParts

__all__ = [
    "FORMULA",
    "KINDS_OF_PASSAGES",
    "MIN_SHARE_OF_KIND",
    "NAME",
    "PARAPHRASE",
    "VERBATIM",
    "kinds_of_passages",
]

KINDS_OF_PASSAGES = ("verbatim", "paraphrase", "name", "formula")
# The number of each kind.
VERBATIM, PARAPHRASE, NAME, FORMULA = range(4)
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
    """Return the kind of each passage, as its number in `KINDS_OF_PASSAGES` (int64).

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
    kinds = np.where(has_no_differences, VERBATIM, PARAPHRASE)
    is_capitalised = _capitalised_on_both_sides(corpus, parts, alignments)
    kinds[is_capitalised & has_no_differences] = NAME
    if lexicon is not None:
        is_formula = _are_formulas(corpus, parts, alignments, lexicon)
        kinds[is_formula] = FORMULA
    return kinds


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
    long_before = count_before(is_long)
    capitalised_before = count_before(is_capitalised)
    for side in (alignments.first, alignments.second):
        tokens = tokens_of(parts, side)
        long_word_count = tokens.count(long_before)
        capitalised_word_count = tokens.count(capitalised_before)
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
    occurs = np.zeros(int(letters.max(initial=0)) + 1, dtype=bool)
    occurs[letters] = True
    is_capital = np.zeros_like(occurs)
    for code in occurs.nonzero()[0].tolist():
        letter = chr(code)
        is_capital[code] = letter.isupper()
    return is_capital[letters]


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
    tokens = tokens_of(parts, first_side)
    word_count = tokens.end - tokens.start
    formula_word_count = tokens.count(count_before(is_in_formula))
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
