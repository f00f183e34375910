"""Abbreviations with a dot after each part, such as "U.S." and "Ph.D."."""

from __future__ import annotations

import re

__all__ = ["LISTED_ABBREVIATION", "with_last_dot"]

# Abbreviations with a part of two letters or more, folded and without the last dot.
# Those of single letters ("u.s") are recognised by their form.
LISTED_ABBREVIATION = re.compile(
    r"ph\.d|(?:m|b|d)\.sc|sc\.d|(?:d|m|b)\.phil|ll\.[bdm]|litt?\.d|ed\.d|th\.d|psy\.d"
    r"|(?:m|b)\.(?:ed|eng)"
)
_SINGLE_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def with_last_dot(folded_word: str) -> str:
    """Return a dotted abbreviation with its last dot, and any other word as it is.

    Some texts leave the last dot out. Both spellings are one word.

    >>> [with_last_dot(word) for word in ("u.s.", "u.s", "ph.d", "1.5", "un.org")]
    ['u.s.', 'u.s.', 'ph.d.', '1.5', 'un.org']
    """
    is_without_last_dot = (
        _SINGLE_LETTERS.fullmatch(folded_word) is not None
        or LISTED_ABBREVIATION.fullmatch(folded_word) is not None
    )
    return f"{folded_word}." if is_without_last_dot else folded_word
