"""Numbers as databases write them: "1,001 words", "1 234 mots", "Document 1 of 3"."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "SPACED_NUMBER",
    "ArticleNumber",
    "has_article_number",
    "read_article_number",
    "stated_number",
    "whole_number",
]

# What stands between the thousands of a number. A number has at most four groups of
# figures: a longer one counts nothing.
_BETWEEN_THOUSANDS = ".,'’"
# A whole number, as a part of a regular expression: "1,001".
_NUMBER = rf"(?:\d{{1,3}}(?:[{_BETWEEN_THOUSANDS}]\d{{3}}){{1,3}}|\d{{1,9}})"
# The same, where blanks may stand between the thousands: "1 234".
SPACED_NUMBER = (
    rf"(?<!\d)(?:\d{{1,3}}(?:[ {_BETWEEN_THOUSANDS}]\d{{3}}){{1,3}}|\d{{1,9}})(?!\d)"
)
_SPACED_NUMBER = re.compile(SPACED_NUMBER)
_NO_DIGIT = re.compile(r"\D")
# The number of an article, and of how many it is one: the noun stands behind the
# numbers or before them, in the language of the user.
_OF = r"(?i:of|von|de|sur)"
_NOUN_BEHIND = r"(?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?)"
_NOUN_BEFORE = r"(?:Documento?|DOCUMENTO?|Dokument|DOKUMENT)"
_BEGINNINGS_OF_NOUNS = ("DOCUMENT", "DOKUMENT", "Document", "Dokument")
_NUMBERS_BEFORE_NOUN = re.compile(rf"({_NUMBER}) {_OF} ({_NUMBER}) {_NOUN_BEHIND}")
_NUMBERS_BEHIND_NOUN = re.compile(rf"{_NOUN_BEFORE} ({_NUMBER}) {_OF} ({_NUMBER})")
_ARTICLE_NUMBER = re.compile(
    rf"\d {_OF} {_NUMBER} {_NOUN_BEHIND}|{_NOUN_BEFORE} {_NUMBER} {_OF} \d"
)


@dataclass(frozen=True)
class ArticleNumber:
    """The number of an article in a download.

    Attributes
    ----------
    number : int
    of : int
        How many articles the download has.
    """

    number: int
    of: int


def read_article_number(text: str) -> ArticleNumber | None:
    """Return the number of an article that is a whole text; ``None`` for another text.

    Examples
    --------
    >>> read_article_number("1,200 of 1,300 DOCUMENTS")
    ArticleNumber(number=1200, of=1300)
    >>> read_article_number("Dokument 1 von 3")
    ArticleNumber(number=1, of=3)
    >>> read_article_number("Document 12 of the treaty") is None
    True
    """
    match = _NUMBERS_BEFORE_NOUN.fullmatch(text) or _NUMBERS_BEHIND_NOUN.fullmatch(text)
    if match is None:
        return None
    return ArticleNumber(_value(match[1]), _value(match[2]))


def has_article_number(text: str) -> bool:
    """Return whether the number of an article stands somewhere in a text.

    Examples
    --------
    >>> has_article_number("Terms: (rail). 1 of 3 DOCUMENTS. The River Post")
    True
    """
    # Most texts do not have the noun, which is found much faster.
    has_noun = any(noun in text for noun in _BEGINNINGS_OF_NOUNS)
    return has_noun and _ARTICLE_NUMBER.search(text) is not None


def stated_number(text: str) -> int | None:
    """Return the first number of a text; ``None`` if there is none.

    Examples
    --------
    >>> stated_number("1,234 words"), stated_number("1 234 mots"), stated_number("-")
    (1234, 1234, None)
    """
    match = _SPACED_NUMBER.search(" ".join(text.split()))
    return None if match is None else _value(match.group())


def whole_number(text: str) -> int | None:
    """Return the number that is the whole of a text; ``None`` for another text.

    Examples
    --------
    >>> whole_number("1,001"), whole_number("12 men")
    (1001, None)
    """
    match = _SPACED_NUMBER.fullmatch(" ".join(text.split()))
    return None if match is None else _value(match.group())


def _value(number: str) -> int:
    """Return the value of a number as it is written."""
    digits = _NO_DIGIT.sub("", number)
    return int(digits)
