"""Characters: their kinds, how they fold, and the identity and script of a word."""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from dataclasses import dataclass
from typing import Literal

import numpy as np

from discourse.accelerators import CharacterKinds, has_kernels, read_kinds
from discourse.text.compatibility_forms import letters_of_ligature, plain_form
from discourse.text.dotted_abbreviations import with_last_dot

__all__ = [
    "FIRST_WORD_KIND",
    "KIND_COUNT",
    "LINE_ENDS",
    "SOFT_HYPHENS",
    "SOFT_LINE_END",
    "CharacterKind",
    "CharacterTables",
    "are_letters",
    "character_class",
    "character_tables",
    "code_points",
    "code_points_of_long",
    "compose",
    "fold",
    "kinds_of_codes",
    "of_kind",
    "script_of",
    "text_of_codes",
    "word_identity",
]


# A soft hyphen before a line end shows that the word goes on in the next line. A PDF
# reader writes U+FFFE for it.
SOFT_HYPHENS = "\u00ad\ufffe"
SOFT_LINE_END = re.compile(
    rf"(?<=[^\W\d_])[{SOFT_HYPHENS}][ \t]*(?:\r\n|\n|\r)[ \t]*(?=[^\W\d_])"
)


class CharacterKind:
    """Kinds of characters; tokens are built from ``MARK`` and the kinds after it.

    They are plain integers: numpy compares an array of bytes with a member of an
    enumeration fifteen times as slowly.
    """

    OTHER = 0
    SPACE = 1
    NEWLINE = 2
    QUOTE = 3
    APOSTROPHE = 4
    LIKE_APOSTROPHE = 5  # between letters an apostrophe, else a quotation mark
    HYPHEN = 6  # joins words: "win-win"
    DASH = 7  # divides words: "know—the"
    DOT = 8
    STOP = 9  # any other mark that ends a sentence
    COMMA = 10
    CLOSING = 11  # closing brackets
    NOTE_CALL = 12  # the number or sign that calls a note: "future³"
    NOTHING = 13  # characters that cannot be seen, such as soft hyphens
    MARK = 14  # accents, and other marks that belong to the character before
    LETTER = 15  # letters that are neither LOWER nor SINGLE
    DIGIT = 16
    LOWER = 17  # lower-case letters
    SINGLE = 18  # Han characters and kana: each is a token by itself


KIND_COUNT = 19


FIRST_WORD_KIND = CharacterKind.MARK
_IS_SIGN = np.ones(KIND_COUNT, dtype=bool)
_IS_SIGN[CharacterKind.SPACE] = False
_IS_SIGN[CharacterKind.LETTER :] = False

# A text as an array of code points: little-endian in memory as in the encoding.
_UTF_32 = "utf-32-le"
_CODE_POINT = np.dtype("<u4")
LONGEST_IN_ARRAY = 1 << 28  # characters; numpy refuses a text of twice as many

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
# Superscript figures and daggers call notes, unless they belong to a unit ("km²").
NOTE_SIGNS = "¹²³⁰⁴⁵⁶⁷⁸⁹⁽⁾†‡"
# What is typed in the place of an apostrophe: quotation marks, accents, primes, and the
# letters that Uzbek and Ukrainian names have.
LIKE_APOSTROPHES = "‘‛`´′ʹʻʼˈ՚ꞌ"

_KIND_OF_CHARACTERS = (
    (LINE_ENDS, CharacterKind.NEWLINE),
    ('"“”„‟«»‹›‚「」『』〝〞', CharacterKind.QUOTE),
    ("'’", CharacterKind.APOSTROPHE),
    (LIKE_APOSTROPHES, CharacterKind.LIKE_APOSTROPHE),
    ("!?…。‽؟।॥", CharacterKind.STOP),
    (",、،٫٬", CharacterKind.COMMA),
    ("-\u2010\u2011", CharacterKind.HYPHEN),
    ("\u2012\u2013\u2014\u2015\u2212", CharacterKind.DASH),
    (".", CharacterKind.DOT),
    (NOTE_SIGNS, CharacterKind.NOTE_CALL),
)
# Characters that show nothing, besides those that Unicode counts as format characters:
# variation selectors, joiners and fillers (its property Default_Ignorable_Code_Point),
# and what a PDF reader writes for a hyphen at a line end.
_INVISIBLE_RANGES = (
    range(0x034F, 0x0350),
    range(0x115F, 0x1161),
    range(0x17B4, 0x17B6),
    range(0x180B, 0x1810),
    range(0x2065, 0x2066),
    range(0x3164, 0x3165),
    range(0xFE00, 0xFE10),
    range(0xFFA0, 0xFFA1),
    range(0xFFF0, 0xFFF9),
    range(0xFFFE, 0xFFFF),
    range(0xE0100, 0xE01F0),
)
_KIND_OF_CATEGORY = {"Ll": CharacterKind.LOWER, "Pe": CharacterKind.CLOSING}
_KIND_OF_MAJOR_CATEGORY = {
    "L": CharacterKind.LETTER,
    "M": CharacterKind.MARK,
    "N": CharacterKind.DIGIT,
    "Z": CharacterKind.SPACE,
    "C": CharacterKind.SPACE,
}

# Code points that are looked up one by one in Unicode's data. Outside these ranges
# there are only Han characters (planes 2 and 3), private characters, and code points
# without a character.
_RANGES_TO_LOOK_UP = (range(0x20000), range(0xE0000, 0xE01F0))
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

_FOLDED_CHARACTERS = (
    ("'’" + LIKE_APOSTROPHES, "'"),
    ("“”„‟«»", '"'),
    ("\u2010\u2011\u2012\u2013\u2014\u2015", "-"),
    ("ς", "σ"),  # the sigma at the end of a word
    ("ẛ", "ṡ"),  # as the long s without a dot is folded
    ("İ", "i"),  # Python's lower case of it has two code points
)


@dataclass(frozen=True, eq=False)
class CharacterTables:
    """The kind and the fold of every code point, as arrays indexed by code point.

    Attributes
    ----------
    kinds : uint8 array
        The :class:`CharacterKind` of each code point.
    folds : uint32 array
        The code point that each one folds to: its lower case, or its plain form.
    """

    kinds: np.ndarray
    folds: np.ndarray


@functools.cache
def character_tables() -> CharacterTables:
    """Return the kind and the fold of every code point; computed once."""
    code_count = sys.maxunicode + 1
    # A private character, or a code point without one, shows nothing: it is a blank.
    kinds = np.full(code_count, CharacterKind.SPACE, dtype=np.uint8)
    plain_codes = np.arange(code_count, dtype=_CODE_POINT)
    folds = np.arange(code_count, dtype=_CODE_POINT)
    for code_range in _RANGES_TO_LOOK_UP:
        for code in code_range:
            # A fold is one code point, so that offsets stay valid.
            plain_char = plain_form(chr(code))
            plain_codes[code] = ord(plain_char)
            kinds[code] = _kind_of_character(plain_char)
            lower = plain_char.lower()
            folds[code] = ord(lower) if len(lower) == 1 else ord(plain_char)
    _mark_single_characters(kinds)
    # A half-width kana is as much a token by itself as the plain one.
    kinds = kinds[plain_codes]
    for invisible_range in _INVISIBLE_RANGES:
        kinds[invisible_range] = CharacterKind.NOTHING
    for chars, folded_char in _FOLDED_CHARACTERS:
        for char in chars:
            folds[plain_codes == ord(char)] = ord(folded_char)
    is_blank = kinds == CharacterKind.SPACE
    folds[is_blank] = ord(" ")
    return CharacterTables(kinds, folds)


def are_letters(kinds: np.ndarray) -> np.ndarray:
    """Return whether each character is a letter of an alphabet (bool), by its kind."""
    is_letter: np.ndarray = kinds == CharacterKind.LOWER
    is_letter |= kinds == CharacterKind.LETTER
    return is_letter


def _mark_single_characters(kinds: np.ndarray) -> None:
    """Give the kind ``SINGLE`` to kana and Han characters, in place."""
    for block in _SINGLE_BLOCKS:
        block_kinds = kinds[block]
        is_letter = block_kinds == CharacterKind.LETTER
        block_kinds[is_letter] = CharacterKind.SINGLE
    kinds[_RARE_HAN] = CharacterKind.SINGLE
    kinds[_ITERATION_MARK_AND_ZERO] = CharacterKind.SINGLE


def _kind_of_character(char: str) -> int:
    """Return the kind of a character.

    The lists of this module decide first, then the general category that Unicode gives
    the character ("Ll" is a lower-case letter).
    """
    for chars, kind in _KIND_OF_CHARACTERS:
        if char in chars:
            return kind
    category = unicodedata.category(char)
    if category == "Cf":  # a format character
        return CharacterKind.NOTHING
    if category in _KIND_OF_CATEGORY:
        return _KIND_OF_CATEGORY[category]
    major_category = category[0]
    return _KIND_OF_MAJOR_CATEGORY.get(major_category, CharacterKind.OTHER)


def code_points(text: str) -> np.ndarray:
    """Return the code points of `text` (uint32, shape (characters,)).

    Raises
    ------
    UnicodeEncodeError
        The text has a lone surrogate, which is half of a character.
    """
    utf_32_bytes = text.encode(_UTF_32)
    return np.frombuffer(utf_32_bytes, _CODE_POINT)


def code_points_of_long(text: str) -> np.ndarray:
    """Return the code points of a long text without lone surrogates, much faster."""
    length = len(text)
    if not 0 < length <= LONGEST_IN_ARRAY:
        return code_points(text)
    # An array of text holds its code points. They are copied, not encoded one by one.
    array_of_text = np.array([text], dtype="<U")
    return array_of_text.view(_CODE_POINT)


def text_of_codes(codes: np.ndarray) -> str:
    """Return the text whose code points are given; the reverse of `code_points`."""
    utf_32_bytes: bytes = codes.tobytes()
    return utf_32_bytes.decode(_UTF_32)


def kinds_of_codes(codes: np.ndarray) -> CharacterKinds:
    """Return the :class:`CharacterKind` of each code point, and where signs stand.

    A sign is what is neither a letter, a digit nor a blank. Rules for signs need not
    look at each character of a text.
    """
    kind_of_code = character_tables().kinds
    if has_kernels():
        return read_kinds(codes, kind_of_code=kind_of_code, is_sign=_IS_SIGN)
    kinds: np.ndarray = kind_of_code[codes]
    signs = np.flatnonzero(_IS_SIGN[kinds])
    return CharacterKinds(kinds, signs.astype(np.int32))


def of_kind(kind: int, kinds: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """Return the positions of the signs of one kind (int32).

    Parameters
    ----------
    kind : int
        A :class:`CharacterKind` of signs.
    kinds : uint8 array, shape (characters,)
        Kind of each character.
    signs : int32 array
        Positions of all signs of the text.
    """
    return signs.take(np.flatnonzero(kinds.take(signs) == kind))


def fold(text: str) -> str:
    r"""Return `text` in lower case, with plain quotes, apostrophes, dashes and blanks.

    Each code point is folded to one code point. The result is as long as the text, so
    every offset stays valid.

    >>> fold("China’s “Belt—and Road” İ")
    'china\'s "belt-and road" i'
    """
    if text.isascii() and text.isprintable():
        return text.lower().replace("`", "'")
    codes = code_points(text)
    return text_of_codes(character_tables().folds[codes])


def word_identity(word: str) -> str:
    r"""Return the form by which two spellings are recognised as the same word.

    The word is folded (:func:`fold`) and composed: a letter and its accent become one
    character (Unicode's form NFC). A ligature is written as its letters. Soft hyphens
    and joiners, which cannot be seen, are dropped.

    >>> [word_identity(word) for word in ("Cafe\u0301", "co\u00adoperation", "China’s")]
    ['café', 'cooperation', "china's"]
    """
    return compose(fold(SOFT_LINE_END.sub("", word)))


def compose(folded_word: str) -> str:
    """Return the identity of a word that is folded already.

    It is the second step of :func:`word_identity`.
    """
    if folded_word.isascii():
        return with_last_dot(folded_word) if "." in folded_word else folded_word
    kinds = character_tables().kinds
    visible_word = ""
    for char in folded_word:
        if kinds[ord(char)] != CharacterKind.NOTHING:
            visible_word += letters_of_ligature(char)
    # A decomposed "İ" folds to an i with a dot above, a composed one to an i alone.
    visible_word = visible_word.replace("i\u0307", "i")
    # A word of invisible characters only keeps them: no word may be empty.
    if not visible_word:
        return folded_word
    composed_word = unicodedata.normalize("NFC", visible_word)
    return with_last_dot(composed_word)


CharacterClass = Literal[
    "word", "single", "apostrophe", "hyphen", "quote", "blank", "nothing", "other"
]

_CLASS_OF_KIND: dict[int, CharacterClass] = {
    CharacterKind.SPACE: "blank",
    CharacterKind.NEWLINE: "blank",
    CharacterKind.QUOTE: "quote",
    CharacterKind.APOSTROPHE: "apostrophe",
    CharacterKind.LIKE_APOSTROPHE: "apostrophe",
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
    """Return the script of `word`: 'latin', 'han', 'cyrillic', ... or 'common'.

    The first letter decides. A word without a letter, such as a number, is 'common'.
    >>> script_of("road"), script_of("路"), script_of("путь"), script_of("2030")
    ('latin', 'han', 'cyrillic', 'common')
    """
    for char in word:
        if "a" <= char <= "z":
            # The most frequent case, which needs no look-up.
            return "latin"
        if char.isalpha():
            # The name of a letter in Unicode begins with the name of its script.
            name = unicodedata.name(char, "common").removeprefix("FULLWIDTH ")
            script = name.split()[0].lower()
            return "han" if script in ("cjk", "ideographic") else script
    return "common"
