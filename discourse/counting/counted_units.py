"""What a verb counts, as a code for the column `token_unit` of its table."""

from __future__ import annotations

from bisect import bisect_left

from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import TermLength, parse_term_length
from discourse.text import UNSPACED_SCRIPTS, script_of

__all__ = ["token_unit", "unit_of_terms"]

# Before this code point there are no characters of scripts without blanks. The vocabulary is
# sorted by code point, so a text without them is known by its last words.
_FIRST_UNSPACED = "\u2e80"


def token_unit(corpus: Corpus) -> str:
    """Return what the tokens of a corpus are: a name of ``TOKEN_UNITS``.

    Parameters
    ----------
    corpus : Corpus
        The corpus that the verb counts in: ``corpus.in_words`` if it counts words.

    Examples
    --------
    >>> token_unit(Corpus.from_texts({"a": "peace"}))
    'word'
    >>> token_unit(Corpus.from_texts({"a": "peace, 和平"}))
    'han_character'
    """
    vocabulary = corpus.stream.vocabulary
    first = bisect_left(vocabulary, _FIRST_UNSPACED)
    scripts = set(map(script_of, vocabulary[first:]))
    if scripts.isdisjoint(UNSPACED_SCRIPTS):
        return "word"
    return "han_character" if corpus.in_characters is corpus else "han_word"


def unit_of_terms(corpus: Corpus, n: TermLength) -> str:
    """Return what terms of the length `n` are made of: a name of ``TOKEN_UNITS``.

    Parameters
    ----------
    corpus : Corpus
        As :func:`token_unit` takes it.
    n : int, pair of int, or str
        As :func:`discourse.counting.document_term_matrix.count_terms` takes it.

    Examples
    --------
    >>> unit_of_terms(Corpus.from_texts({"a": "peace"}), "4 characters")
    'character'
    """
    unit = parse_term_length(n).unit
    return token_unit(corpus) if unit == "word" else unit
