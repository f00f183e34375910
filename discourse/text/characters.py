"""Characters: their kinds, how they fold, and the identity and script of a word."""

from __future__ import annotations

import functools
import sys
import unicodedata
from enum import IntEnum
from typing import Literal

import numpy as np

__all__ = [
    "Kind",
    "character_class",
    "codepoints",
    "composed",
    "fold",
    "script_of",
    "tables",
    "word_identity",
]


class Kind(IntEnum):
    """Kinds of characters; from ``WORD`` on they build tokens."""

    OTHER = 0
    SPACE = 1
    NEWLINE = 2
    QUOTE = 3
    APOSTROPHE = 4
    HYPHEN = 5
    DASH = 6
    DOT = 7
    STOP = 8
    COMMA = 9
    CLOSING = 10
    NOTHING = 11
    MARK = 12
    LETTER = 13
    DIGIT = 14
    LOWER = 15
    SINGLE = 16


WORD = Kind.MARK

_QUOTES = '"“”„‟«»‹›‘‚‛「」『』〝〞＂`´'
_APOSTROPHES = "'’＇"
_STOPS = "!?…。！？．｡‽؟।॥"
_COMMAS = ",，、﹐､،"
_NEWLINES = "\n\r\x0b\x0c\x85\u2028\u2029"
_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}


@functools.cache
def tables() -> tuple[np.ndarray, np.ndarray]:
    """Kind (uint8) and fold (uint32) of every code point."""
    size = sys.maxunicode + 1
    kind = np.full(
        size, Kind.SPACE, dtype=np.uint8
    )  # what has no character, or a private one, shows nothing to read
    folded = np.arange(size, dtype=np.uint32)
    for code in [*range(0x20000), *range(0xE0000, 0xE01F0)]:
        char = chr(code)
        kind[code] = _kind(char)
        lower = char.lower()
        if lower != char and len(lower) == 1:
            folded[code] = ord(lower)
    for first, last in (
        (0x3041, 0x30FF),
        (0x31F0, 0x31FF),
        (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF),
        (0xF900, 0xFAFF),
    ):
        letters = (kind[first : last + 1] == Kind.LETTER).nonzero()[0] + first
        kind[letters] = Kind.SINGLE
    kind[0x20000:0x3FFFE] = Kind.SINGLE
    kind[[0x3005, 0x3007]] = Kind.SINGLE
    folded[ord("İ")] = ord("i")
    for chars, plain in (
        (_APOSTROPHES + "‘‛ʼ", "'"),
        ("“”„‟«»＂", '"'),
        ("\u2010\u2011\u2012\u2013\u2014\u2015", "-"),
    ):
        folded[[ord(char) for char in chars]] = ord(plain)
    folded[kind == Kind.SPACE] = ord(" ")
    return kind, folded


def _kind(char: str) -> int:
    for chars, kind in (
        (_NEWLINES, Kind.NEWLINE),
        (_QUOTES, Kind.QUOTE),
        (_APOSTROPHES, Kind.APOSTROPHE),
        (_STOPS, Kind.STOP),
        (_COMMAS, Kind.COMMA),
    ):
        if char in chars:
            return kind
    if char in "-\u2010\u2011":
        return Kind.HYPHEN
    if char in "\u2012\u2013\u2014\u2015\u2212":
        return Kind.DASH
    if char == ".":
        return Kind.DOT
    category = unicodedata.category(char)
    if category == "Ll":
        return Kind.LOWER
    if category == "Pe":
        return Kind.CLOSING
    if category == "Cf" and char != "\u200b":
        return Kind.NOTHING
    return {
        "L": Kind.LETTER,
        "M": Kind.MARK,
        "N": Kind.DIGIT,
        "Z": Kind.SPACE,
        "C": Kind.SPACE,
    }.get(category[0], Kind.OTHER)


def codepoints(text: str) -> np.ndarray:
    """Return the code points of `text` (uint32, shape (characters,))."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def fold(text: str) -> str:
    r"""Return `text` folded one to one by code point: lower case, plain quotes, apostrophes, dashes and blanks.

    The result is as long as the text, so every offset stays valid.

    >>> fold("China’s “Belt—and Road” İ")
    'china\'s "belt-and road" i'
    """
    return tables()[1][codepoints(text)].astype("<u4").tobytes().decode("utf-32-le")


def word_identity(word: str) -> str:
    r"""Return the identity of `word`: folded, composed (NFC), ligatures opened, soft hyphens and joiners dropped.

    >>> word_identity("Cafe\u0301"), word_identity("co\u00adoperation"), word_identity("China’s")
    ('café', 'cooperation', "china's")
    """
    return composed(fold(word))


def composed(folded: str) -> str:
    """Return a folded word composed (NFC), with ligatures opened and what does not show dropped."""
    if folded.isascii():
        return folded
    kind = tables()[0]
    kept = "".join(
        _LIGATURES.get(char, char) for char in folded if kind[ord(char)] != Kind.NOTHING
    )
    # A decomposed "İ" folds to an i and a dot more, which a composed one has not; dropping may leave nothing at all.
    return unicodedata.normalize("NFC", kept.replace("i\u0307", "i")) or folded


Character = Literal[
    "word", "single", "apostrophe", "hyphen", "quote", "blank", "nothing", "other"
]

_CHARACTERS: dict[int, Character] = {
    Kind.SPACE: "blank",
    Kind.NEWLINE: "blank",
    Kind.QUOTE: "quote",
    Kind.APOSTROPHE: "apostrophe",
    Kind.NOTHING: "nothing",
    Kind.HYPHEN: "hyphen",
    Kind.DASH: "hyphen",
}


def character_class(char: str) -> Character:
    r"""Return what the tokeniser takes one character for; "single" is a word by itself, "nothing" is passed over.

    >>> [character_class(char) for char in "a路’-“ \u00ad&"]
    ['word', 'single', 'apostrophe', 'hyphen', 'quote', 'blank', 'nothing', 'other']
    """
    kind = int(tables()[0][ord(char)])
    if kind >= WORD:
        return "single" if kind == Kind.SINGLE else "word"
    return _CHARACTERS.get(kind, "other")


def script_of(word: str) -> str:
    """Return the script of `word`: 'latin', 'han', 'cyrillic', ... or 'common' for digits.

    >>> script_of("road"), script_of("路"), script_of("путь"), script_of("2030")
    ('latin', 'han', 'cyrillic', 'common')
    """
    for char in word:
        if "a" <= char <= "z":
            return "latin"
        if char.isalpha():
            name = (
                unicodedata.name(char, "common")
                .removeprefix("FULLWIDTH ")
                .split()[0]
                .lower()
            )
            return "han" if name in ("cjk", "ideographic") else name
    return "common"
