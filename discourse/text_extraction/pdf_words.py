"""The words of a page of a PDF file, and where they stand on it."""

from __future__ import annotations

import ctypes
import dataclasses
import functools
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["REPLACEMENT", "Character", "Word", "read_words"]

REPLACEMENT = "\ufffd"  # stands for a sign whose letter the file does not tell

# pdfium writes this for a hyphen at the end of a line.
_HYPHEN_AT_LINE_END = 0x02
_NO_CHARACTERS = frozenset([0, 0xFFFE, 0xFFFF])
_FIRST_PRINTED = 0x20
_HIGH_SURROGATES = range(0xD800, 0xDC00)
_LOW_SURROGATES = range(0xDC00, 0xE000)
_FULL_TURN = 360
# The text may lean this far and still counts as level, in degrees.
_ANGLE_STEP = 15
# Distances below are in ems: the size of the type.
_MIN_WORD_GAP = 0.35  # between letters of different words, if no blank stands there
_MAX_SHIFT = 0.12  # of the base line inside a word
_MIN_RISE = 0.2  # of a figure that calls a note, above the base line
_MAX_NOTE_SIZE = 0.85  # of such a figure, beside the word before it
_SUPERSCRIPT_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = str.maketrans("0123456789", _SUPERSCRIPT_FIGURES)
_RIGHT_TO_LEFT = frozenset(["R", "AL"])
_MARK = "NSM"  # a sign written on a letter
_FURTHEST = 1e6  # in points: 350 metres
_SMALLEST_SIZE = 0.1  # in points: nobody reads smaller type


@dataclass(frozen=True, slots=True)
class Character:
    """A character and where it stands on the page.

    Attributes
    ----------
    text : str
    left, right, bottom, top : float
        The sides of its box, in points.
    x, base : float
        Where the pen stands on the base line of the text when it is written.
    size : float
        The size of the type in points.
    angle : int
        The direction of its line in degrees, from 0 to 359.
    is_right_to_left : bool
        Whether it is a letter of Arabic, Hebrew or another such script.
    is_mark : bool
        Whether it is written on a letter, as an accent or a vowel sign is.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    x: float
    base: float
    size: float
    angle: int
    is_right_to_left: bool
    is_mark: bool

    @property
    def middle(self) -> float:
        """The middle between the left and the right side."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Word:
    """Characters between two blanks, and where they stand on the page.

    Attributes
    ----------
    characters : list of Character
        In the order in which pdfium gives them.
    number : int
        Place among the words of the page, as pdfium gives them.
    is_after_blank : bool
        Whether a blank or a line end stands before it there.
    left, right, base, size : float
        The sides, the base line and the size of the type, in points.
    angle : int
        The direction of its line in degrees; 0 for most lines of the page.
    """

    characters: list[Character]
    number: int
    is_after_blank: bool
    left: float = field(init=False)
    right: float = field(init=False)
    base: float = field(init=False)
    size: float = field(init=False)
    angle: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = min([character.left for character in self.characters])
        self.right = max([character.right for character in self.characters])
        first = self.characters[0]
        self.base = first.base
        self.size = max([character.size for character in self.characters])
        self.angle = first.angle

    @property
    def text(self) -> str:
        """The characters in the order in which pdfium gives them."""
        return "".join([character.text for character in self.characters])

    @property
    def is_right_to_left(self) -> bool:
        """Whether it has a letter of a script that runs from right to left."""
        return any(character.is_right_to_left for character in self.characters)


def read_words(text_page: Any, character_count: int) -> list[Word]:
    """Return the words of a page, in the order in which pdfium gives them.

    The page is turned so that most of its lines run from left to right.

    Parameters
    ----------
    text_page : pypdfium2 text page
    character_count : int
        How many characters it has.
    """
    characters = _read_characters(text_page, character_count)
    angles = Counter([char.angle for char in characters if char is not None])
    if not angles:
        return []
    page_angle = angles.most_common(1)[0][0]
    if page_angle:
        characters = _turn(characters, page_angle)
    return _divide_into_words(characters)


def _read_characters(text_page: Any, character_count: int) -> list[Character | None]:
    """Return the characters of a page; None stands for a blank or a line end."""
    import pypdfium2.raw as pdfium

    characters: list[Character | None] = []
    box = pdfium.FS_RECTF()
    matrix = pdfium.FS_MATRIX()
    x = ctypes.c_double()
    base = ctypes.c_double()
    high_surrogate = 0
    for index in range(character_count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in _HIGH_SURROGATES:
            high_surrogate = code
            continue
        text = _spell(code, high_surrogate)
        high_surrogate = 0
        if text.isspace():
            characters.append(None)
            continue
        if not text:
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, base)
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        nominal_size = pdfium.FPDFText_GetFontSize(text_page, index)
        size = nominal_size * math.hypot(matrix.c, matrix.d)
        direction = _direction_of(text)
        character = Character(
            text=text,
            left=box.left,
            right=box.right,
            bottom=box.bottom,
            top=box.top,
            x=x.value,
            base=base.value,
            size=max(size, _SMALLEST_SIZE),
            angle=_angle_of(matrix.a, matrix.b),
            is_right_to_left=direction in _RIGHT_TO_LEFT,
            is_mark=direction == _MARK,
        )
        if _is_finite(character):
            characters.append(character)
    return characters


def _spell(code: int, high_surrogate: int) -> str:
    """Return the character of a code unit, ``""`` for a sign that is not printed.

    Parameters
    ----------
    code : int
    high_surrogate : int
        The unit before it, if that is the first half of a character; else 0.

    Examples
    --------
    >>> [_spell(0x41, 0), _spell(0x02, 0), _spell(0xDE00, 0xD83D), _spell(0, 0)]
    ['A', '-', '😀', '\ufffd']
    """
    if code == _HYPHEN_AT_LINE_END:
        return "-"
    if code in _LOW_SURROGATES:
        if not high_surrogate:
            return REPLACEMENT
        units = high_surrogate.to_bytes(2, "little") + code.to_bytes(2, "little")
        return units.decode("utf-16-le")
    if code in _NO_CHARACTERS:
        return REPLACEMENT
    text = chr(code)
    if code < _FIRST_PRINTED and not text.isspace():
        return ""
    return text


@functools.lru_cache(maxsize=4096)
def _direction_of(text: str) -> str:
    """Return the class of a character in Unicode's bidirectional algorithm."""
    return unicodedata.bidirectional(text)


def _angle_of(a: float, b: float) -> int:
    """Return the direction of a line in degrees, from the matrix of its letters."""
    if b == 0 and a >= 0:
        return 0
    degrees = math.degrees(math.atan2(b, a))
    rounded = round(degrees / _ANGLE_STEP) * _ANGLE_STEP
    return rounded % _FULL_TURN


def _is_finite(character: Character) -> bool:
    """Return whether a character has a place; a damaged file may give it none."""
    total = character.left + character.right + character.base + character.size
    return abs(total) < _FURTHEST


def _turn(characters: Iterable[Character | None], angle: int) -> list[Character | None]:
    """Return the characters of a page after it is turned back by an angle."""
    radians = math.radians(-angle)
    cosine = math.cos(radians)
    sine = math.sin(radians)
    turned: list[Character | None] = []
    for character in characters:
        if character is None:
            turned.append(None)
            continue
        xs = []
        ys = []
        for x in (character.left, character.right):
            for y in (character.bottom, character.top):
                xs.append(x * cosine - y * sine)
                ys.append(x * sine + y * cosine)
        turned_character = dataclasses.replace(
            character,
            left=min(xs),
            right=max(xs),
            bottom=min(ys),
            top=max(ys),
            x=character.x * cosine - character.base * sine,
            base=character.x * sine + character.base * cosine,
            angle=(character.angle - angle) % _FULL_TURN,
        )
        turned.append(turned_character)
    return turned


def _divide_into_words(characters: Iterable[Character | None]) -> list[Word]:
    """Return the words: runs of characters on one line without a gap."""
    words: list[Word] = []
    parts: list[Character] = []
    is_after_blank = True
    for character in characters:
        if character is None:
            if parts:
                words.append(Word(parts, len(words), is_after_blank))
            parts = []
            is_after_blank = True
            continue
        if parts and _calls_note(parts[-1], character):
            character = dataclasses.replace(
                character,
                text=character.text.translate(_SUPERSCRIPTS),
                base=parts[-1].base,
                size=parts[-1].size,
            )
        elif parts and not _goes_on(parts[-1], character):
            words.append(Word(parts, len(words), is_after_blank))
            parts = []
            is_after_blank = False
        parts.append(character)
    if parts:
        words.append(Word(parts, len(words), is_after_blank))
    return words


def _goes_on(before: Character, character: Character) -> bool:
    """Return whether a character stands in the same word as the one before it."""
    size = max(before.size, character.size)
    if character.angle != before.angle:
        return False
    if character.angle:
        # The sides of these boxes say nothing about gaps along the line.
        return True
    has_mark = character.is_mark or before.is_mark
    if abs(character.base - before.base) > _MAX_SHIFT * size and not has_mark:
        return False
    gap = max(character.left - before.right, before.left - character.right)
    return gap <= _MIN_WORD_GAP * size or character.is_mark


def _calls_note(before: Character, character: Character) -> bool:
    """Return whether a character is a raised figure right after a word."""
    if not character.text.isdecimal() or character.angle:
        return False
    is_small = character.size <= _MAX_NOTE_SIZE * before.size
    is_raised = character.base - before.base >= _MIN_RISE * before.size
    gap = character.left - before.right
    is_near = -before.size < gap <= _MIN_WORD_GAP * before.size
    return is_small and is_raised and is_near
