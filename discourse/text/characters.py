"""Characters: their kinds, how they fold, and the identity and script of a word."""

from __future__ import annotations

import functools
import sys
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import numpy as np

__all__ = [
    "FIRST_WORD_KIND",
    "CharacterKind",
    "CharacterTables",
    "character_class",
    "character_tables",
    "code_points",
    "compose",
    "fold",
    "script_of",
    "word_identity",
]


class CharacterKind(IntEnum):
    """Kinds of characters; tokens are built from ``MARK`` and the kinds after it."""

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


FIRST_WORD_KIND = CharacterKind.MARK

# A text as an array of code points: little-endian in memory as in the encoding.
_UTF_32 = "utf-32-le"
_CODE_POINT = np.dtype("<u4")

_KIND_OF_CHARACTERS = (
    ("\n\r\x0b\x0c\x85\u2028\u2029", CharacterKind.NEWLINE),
    ('"“”„‟«»‹›‘‚‛「」『』〝〞＂`´', CharacterKind.QUOTE),
    ("'’＇", CharacterKind.APOSTROPHE),
    ("!?…。！？．｡‽؟।॥", CharacterKind.STOP),
    (",，、﹐､،", CharacterKind.COMMA),
    ("-\u2010\u2011", CharacterKind.HYPHEN),
    ("\u2012\u2013\u2014\u2015\u2212", CharacterKind.DASH),
    (".", CharacterKind.DOT),
)
_ZERO_WIDTH_SPACE = "\u200b"  # Unicode counts it as a format character; it divides
_KIND_OF_CATEGORY = {"Ll": CharacterKind.LOWER, "Pe": CharacterKind.CLOSING}
_KIND_OF_MAJOR_CATEGORY = {
    "L": CharacterKind.LETTER,
    "M": CharacterKind.MARK,
    "N": CharacterKind.DIGIT,
    "Z": CharacterKind.SPACE,
    "C": CharacterKind.SPACE,
}

# Code points that are looked up one by one: beyond them stand only Han characters
# (planes 2 and 3), private characters, and points without a character.
_DESCRIBED_RANGES = (range(0x20000), range(0xE0000, 0xE01F0))
# Blocks of kana and of Han characters; their letters are tokens by themselves.
_SINGLE_BLOCKS = (
    slice(0x3041, 0x3100),
    slice(0x31F0, 0x3200),
    slice(0x3400, 0x4DC0),
    slice(0x4E00, 0xA000),
    slice(0xF900, 0xFB00),
)
_RARE_HAN = slice(0x20000, 0x3FFFE)  # planes 2 and 3, assigned or not
_ITERATION_MARK_AND_ZERO = [0x3005, 0x3007]

_FOLDED_PUNCTUATION = (
    ("'’＇‘‛ʼ", "'"),
    ("“”„‟«»＂", '"'),
    ("\u2010\u2011\u2012\u2013\u2014\u2015", "-"),
)
_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}


@dataclass(frozen=True, eq=False)
class CharacterTables:
    """What is known of every code point, as arrays indexed by it.

    Attributes
    ----------
    kinds : uint8 array
        Its :class:`CharacterKind`.
    folds : uint32 array
        The code point that it folds to.
    """

    kinds: np.ndarray
    folds: np.ndarray


@functools.cache
def character_tables() -> CharacterTables:
    """Return the kind and the fold of every code point."""
    size = sys.maxunicode + 1
    # A private character, or a code point without one, shows nothing: it is a blank.
    kinds = np.full(size, CharacterKind.SPACE, dtype=np.uint8)
    folds = np.arange(size, dtype=_CODE_POINT)
    for described in _DESCRIBED_RANGES:
        for code in described:
            char = chr(code)
            kinds[code] = _find_kind(char)
            lower = char.lower()
            if len(lower) == 1:
                folds[code] = ord(lower)
    _mark_single_characters(kinds)
    folds[ord("İ")] = ord("i")
    for chars, plain in _FOLDED_PUNCTUATION:
        for char in chars:
            folds[ord(char)] = ord(plain)
    is_blank = kinds == CharacterKind.SPACE
    folds[is_blank] = ord(" ")
    return CharacterTables(kinds, folds)


def _mark_single_characters(kinds: np.ndarray) -> None:
    """Give the kind ``SINGLE`` to kana and Han characters, in place."""
    for block in _SINGLE_BLOCKS:
        block_kinds = kinds[block]
        is_letter = block_kinds == CharacterKind.LETTER
        block_kinds[is_letter] = CharacterKind.SINGLE
    kinds[_RARE_HAN] = CharacterKind.SINGLE
    kinds[_ITERATION_MARK_AND_ZERO] = CharacterKind.SINGLE


def _find_kind(char: str) -> int:
    for chars, kind in _KIND_OF_CHARACTERS:
        if char in chars:
            return kind
    category = unicodedata.category(char)
    if category in _KIND_OF_CATEGORY:
        return _KIND_OF_CATEGORY[category]
    if category == "Cf" and char != _ZERO_WIDTH_SPACE:
        return CharacterKind.NOTHING
    return _KIND_OF_MAJOR_CATEGORY.get(category[0], CharacterKind.OTHER)


def code_points(text: str) -> np.ndarray:
    """Return the code points of `text` (uint32, shape (characters,))."""
    encoded = text.encode(_UTF_32)
    return np.frombuffer(encoded, _CODE_POINT)


def fold(text: str) -> str:
    r"""Return `text` in lower case, with plain quotes, apostrophes, dashes and blanks.

    Each code point is folded to one code point. The result is as long as the text, so
    every offset stays valid.

    >>> fold("China’s “Belt—and Road” İ")
    'china\'s "belt-and road" i'
    """
    codes = code_points(text)
    folded = character_tables().folds[codes]
    encoded: bytes = folded.tobytes()
    return encoded.decode(_UTF_32)


def word_identity(word: str) -> str:
    r"""Return the form by which two spellings are recognised as the same word.

    The word is folded and composed (NFC). Ligatures are opened. Soft hyphens and
    joiners, which cannot be seen, are dropped.

    >>> word_identity("Cafe\u0301"), word_identity("co\u00adoperation"), word_identity("China’s")
    ('café', 'cooperation', "china's")
    """
    return compose(fold(word))


def compose(folded: str) -> str:
    """Return a folded word in composed form (NFC).

    Ligatures are opened, and characters that cannot be seen are dropped.
    """
    if folded.isascii():
        return folded
    kinds = character_tables().kinds
    visible = ""
    for char in folded:
        if kinds[ord(char)] != CharacterKind.NOTHING:
            visible += _LIGATURES.get(char, char)
    # A decomposed "İ" folds to an i with a dot above, a composed one to an i alone.
    visible = visible.replace("i\u0307", "i")
    # A word of invisible characters only keeps them: no word may be empty.
    return unicodedata.normalize("NFC", visible) or folded


CharacterClass = Literal[
    "word", "single", "apostrophe", "hyphen", "quote", "blank", "nothing", "other"
]

_CLASS_OF_KIND: dict[int, CharacterClass] = {
    CharacterKind.SPACE: "blank",
    CharacterKind.NEWLINE: "blank",
    CharacterKind.QUOTE: "quote",
    CharacterKind.APOSTROPHE: "apostrophe",
    CharacterKind.NOTHING: "nothing",
    CharacterKind.HYPHEN: "hyphen",
    CharacterKind.DASH: "hyphen",
}


def character_class(char: str) -> CharacterClass:
    r"""Return how the tokeniser treats one character.

    "single" is a word by itself. "nothing" is skipped, because it cannot be seen.

    >>> [character_class(char) for char in "a路’-“ \u00ad&"]
    ['word', 'single', 'apostrophe', 'hyphen', 'quote', 'blank', 'nothing', 'other']
    """
    kind = int(character_tables().kinds[ord(char)])
    if kind == CharacterKind.SINGLE:
        return "single"
    if kind >= FIRST_WORD_KIND:
        return "word"
    return _CLASS_OF_KIND.get(kind, "other")


def script_of(word: str) -> str:
    """Return the script of `word`: 'latin', 'han', 'cyrillic', ... or 'common' for digits.

    >>> script_of("road"), script_of("路"), script_of("путь"), script_of("2030")
    ('latin', 'han', 'cyrillic', 'common')
    """
    for char in word:
        if "a" <= char <= "z":
            return "latin"
        if char.isalpha():
            # The name of a letter in Unicode begins with the name of its script.
            name = unicodedata.name(char, "common").removeprefix("FULLWIDTH ")
            script = name.split()[0].lower()
            return "han" if script in ("cjk", "ideographic") else script
    return "common"
