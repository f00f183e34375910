"""Words written down again, one after the other: what the tests of several rooms compare with."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["spelt", "unspaced"]


def spelt(gram: Sequence[str]) -> str:
    """Words one after the other: a blank before each, but between two words of Han or kana."""
    written = ""
    for number, word in enumerate(gram):
        close = number == 0 or (unspaced(gram[number - 1]) and unspaced(word))
        written += word if close else f" {word}"
    return written


def unspaced(word: str) -> bool:
    return unicodedata.name(word[0]).split()[0] in (
        "CJK",
        "IDEOGRAPHIC",
        "HIRAGANA",
        "KATAKANA",
    )
