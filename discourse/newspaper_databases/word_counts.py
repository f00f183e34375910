"""How many words an article has: as its database says, and as counted."""

from __future__ import annotations

import re

__all__ = [
    "NUMBER",
    "WORD_UNITS",
    "count_words",
    "number_of_figures",
    "stated_word_count",
]

# A whole number, with or without signs between its thousands, as a part of a regular
# expression: "1,001".
NUMBER = r"(?:\d{1,3}(?:[.,'’]\d{3})+|\d{1,6})"
# What a number of words is followed by, as a part of a regular expression.
WORD_UNITS = (
    "words|word|wörter|worte|wort|woerter|mots|mot|palabras|palabra|parole|parola|"
    "palavras|woorden|woord|ord|слов|characters|zeichen|字|词"
)
_STATED = re.compile(
    rf"(\d{{1,3}}(?:[ .,'’]\d{{3}})+|\d{{1,9}}) ?(?:{WORD_UNITS})\.?", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,3}(?:[ .,'’]\d{3})+|\d{1,9}")
_NO_DIGIT = re.compile(r"\D")
# Words of these scripts stand without blanks between them: every sign is counted.
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
    match = _STATED.fullmatch(text)
    if match is not None:
        digits = _NO_DIGIT.sub("", match[1])
        return int(digits)
    if is_labelled and _NUMBER.fullmatch(text):
        digits = _NO_DIGIT.sub("", text)
        return int(digits)
    return None


def number_of_figures(text: str) -> int:
    """Return the whole number that is written in a text.

    Examples
    --------
    >>> number_of_figures("1,001"), number_of_figures("12")
    (1001, 12)
    """
    digits = _NO_DIGIT.sub("", text)
    return int(digits)


def count_words(text: str) -> int:
    """Return how many words a text has, as databases count: what blanks divide.

    Examples
    --------
    >>> count_words("It was signed on June 1, 2020.")
    7
    """
    without_signs, sign_count = _UNSPACED.subn(" ", text)
    words = without_signs.split()
    return sign_count + len(words)
