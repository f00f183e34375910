"""How many words an article has: as its database says, and as counted."""

from __future__ import annotations

import re

from discourse.newspaper_databases.stated_numbers import (
    SPACED_NUMBER,
    stated_number,
    whole_number,
)

__all__ = ["WORD_UNITS", "count_words", "stated_word_count"]

# What a number of words is followed by, as a part of a regular expression.
WORD_UNITS = (
    "words|word|wörter|worte|wort|woerter|mots|mot|palabras|palabra|parole|parola|"
    "palavras|woorden|woord|ord|слов|characters|zeichen|字|词"
)
_STATED = re.compile(rf"{SPACED_NUMBER} ?(?:{WORD_UNITS})\.?", re.IGNORECASE)
# Words of these scripts stand without blanks between them: every character is counted.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def stated_word_count(text: str, *, is_labelled: bool = False) -> int | None:
    """Return the number of words that a text states; ``None`` for another text.

    Parameters
    ----------
    text : str
    is_labelled : bool
        Whether a label says that it is a number of words. Then it may be a number
        alone.

    Examples
    --------
    >>> stated_word_count("1,234 words"), stated_word_count("12 Wörter")
    (1234, 12)
    >>> stated_word_count("900 kilometres") is None
    True
    """
    text = " ".join(text.split())
    if _STATED.fullmatch(text):
        return stated_number(text)
    return whole_number(text) if is_labelled else None


def count_words(text: str) -> int:
    """Return how many words a text has, as databases count: what blanks divide.

    Examples
    --------
    >>> count_words("It was signed on June 1, 2020.")
    7
    """
    spaced_text, character_count = _UNSPACED.subn(" ", text)
    spaced_words = spaced_text.split()
    return character_count + len(spaced_words)
