"""The order in which a reader looks for names: numbers by size, and then words."""

from __future__ import annotations

import decimal
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

__all__ = ["number_of", "order_naturally"]

PLAIN_NUMBER = re.compile(r"[+\-\u2212]?[0-9]+(?:\.[0-9]+)?", re.ASCII)
DIGITS = re.compile(r"(\d+)")


def order_naturally(texts: Iterable[str]) -> list[str]:
    """Return texts in natural order, the same in every language and locale.

    Numbers inside a text are compared by size, so "Session 9" comes before
    "Session 10". Capitals do not matter; of texts that differ in nothing else, the code
    points decide. If every text is a number, they are ordered by size as a whole.

    >>> order_naturally(["Session 10", "Session 9", "session 9"])
    ['Session 9', 'session 9', 'Session 10']
    >>> order_naturally(["1.5", "-2", "1.25"])
    ['-2', '1.25', '1.5']
    """
    listed_texts = list(texts)
    numbers = {text: number_of(text) for text in listed_texts}
    if all(number is not None for number in numbers.values()):
        return sorted(listed_texts, key=lambda text: (numbers[text], text))
    return sorted(listed_texts, key=_natural_key)


def number_of(text: str) -> decimal.Decimal | None:
    """Return the number that a text is; None if it is none.

    The minus sign of print (U+2212) is a minus sign, too.

    >>> number_of("-1.5"), number_of("May 2020") is None
    (Decimal('-1.5'), True)
    """
    if not PLAIN_NUMBER.fullmatch(text):
        return None
    ascii_text = text.replace("\u2212", "-")
    return decimal.Decimal(ascii_text)


def _natural_key(text: str) -> tuple[list[Any], str]:
    """Return what a text is ordered by: its words, and its numbers by size."""
    # Words and digits alternate, so that words are compared with words.
    parts: list[Any] = DIGITS.split(text.casefold())
    for position in range(1, len(parts), 2):
        digits = "".join(str(unicodedata.decimal(sign)) for sign in parts[position])
        significant_digits = digits.lstrip("0")
        # Of two whole numbers, the one with more digits is larger.
        parts[position] = (len(significant_digits), significant_digits)
    return parts, text
