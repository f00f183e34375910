"""The words of a page of a PDF file, and where they stand on it."""

from __future__ import annotations

import ctypes
import dataclasses
import functools
import itertools
import math
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["HAN_OR_KANA", "Character", "Word", "read_words"]

HAN_OR_KANA = re.compile("[\u3040-\u30ff\u3400-\u9fff]")

_REPLACEMENT = "\ufffd"  # stands for a sign whose letter the file does not tell

# pdfium writes this for a hyphen at the end of a line.
_HYPHEN_AT_LINE_END = 0x02
_NO_CHARACTERS = frozenset([0, 0xFFFE, 0xFFFF])
_FIRST_PRINTED = 0x20
_HIGH_SURROGATES = range(0xD800, 0xDC00)
_LOW_SURROGATES = range(0xDC00, 0xE000)
_FULL_TURN = 360
_QUARTER_TURN = 90
# The lines of a page run downwards if it has so many pairs of one Han character and the
# next, and more than this share of the pairs stand one below the other.
_MIN_PAIRS_DOWNWARDS = 10
_MIN_SHARE_DOWNWARDS = 0.6
# In degrees. The direction of a line is rounded to a multiple of it: a line that leans by
# less than half of it counts as level.
_ANGLE_STEP = 15
# Distances below are in ems: the size of the type.
_MIN_WORD_GAP = 0.35  # between letters of different words, if no blank stands there
_MIN_NARROW_BLANK = 0.13  # more than the usual gap in a run that is longer than a word
_MIN_LENGTH_OF_RUN = 12  # characters
_MAX_SHIFT = 0.12  # of the base line inside a word
_MIN_DROP = 0.7  # from a letter to the next one below it
_MAX_DROP = 2.0
_MIN_RISE = 0.2  # of a figure that calls a note, above the base line
_MAX_NOTE_SIZE = 0.85  # of such a figure, beside the word before it
_SUPERSCRIPT_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = str.maketrans("0123456789", _SUPERSCRIPT_FIGURES)
_RIGHT_TO_LEFT = frozenset(["R", "AL"])
_MARK = "NSM"  # a sign written on a letter
_FURTHEST = 1e6  # in points: 350 metres
_SMALLEST_SIZE = 0.1  # in points: nobody reads smaller type


@dataclass(slots=True)  # a frozen one takes three times as long to make
class Character:
    """A character and where it stands on the page.

    Attributes
    ----------
    text : str
    left, right, bottom, top : float
        The sides of its box, in points.
    x, base : float
        The point on the base line at which the character begins. In a level line, `x`
        is that of an earlier character as long as the boxes have one bottom and one
        top: it tells lines that run downwards, and nothing else.
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
    is_right_to_left : bool
        Whether it has a letter of a script that runs from right to left.
    """

    characters: list[Character]
    number: int
    is_after_blank: bool
    left: float = field(init=False)
    right: float = field(init=False)
    base: float = field(init=False)
    size: float = field(init=False)
    angle: int = field(init=False)
    is_right_to_left: bool = field(init=False)

    def __post_init__(self) -> None:
        self.left = min([character.left for character in self.characters])
        self.right = max([character.right for character in self.characters])
        first = self.characters[0]
        self.base = first.base
        self.size = max([character.size for character in self.characters])
        self.angle = first.angle
        self.is_right_to_left = False
        for character in self.characters:
            if character.is_right_to_left:
                self.is_right_to_left = True

    @property
    def text(self) -> str:
        """The characters in the order in which pdfium gives them."""
        return "".join([character.text for character in self.characters])


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
    elif _runs_downwards(characters):
        # The first line, on the right, becomes the first one from above.
        characters = _turn(characters, -_QUARTER_TURN)
        for character in characters:
            if character is not None:
                character.angle = 0
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
    bottom = math.nan
    top = math.nan
    size = _SMALLEST_SIZE
    angle = 0
    for index in range(character_count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in _HIGH_SURROGATES:
            high_surrogate = code
            continue
        sign = _sign_of(code, high_surrogate)
        high_surrogate = 0
        if sign.is_blank:
            characters.append(None)
            continue
        if not sign.text:
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        # The next letters of a line have the same height, base line and size.
        is_as_before = angle == 0 and box.bottom == bottom and box.top == top
        if not is_as_before:
            bottom = box.bottom
            top = box.top
            pdfium.FPDFText_GetCharOrigin(text_page, index, x, base)
            pdfium.FPDFText_GetMatrix(text_page, index, matrix)
            nominal_size = pdfium.FPDFText_GetFontSize(text_page, index)
            size = nominal_size * math.hypot(matrix.c, matrix.d)
            size = max(size, _SMALLEST_SIZE)
            angle = _angle_of(matrix.a, matrix.b)
        left = box.left
        right = box.right
        if not abs(left + right + bottom + size) < _FURTHEST:
            # A damaged file may give a letter no place on the page.
            continue
        character = Character(
            sign.text,
            left,
            right,
            bottom,
            top,
            x.value,
            base.value,
            size,
            angle,
            sign.is_right_to_left,
            sign.is_mark,
        )
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
            return _REPLACEMENT
        units = high_surrogate.to_bytes(2, "little") + code.to_bytes(2, "little")
        return units.decode("utf-16-le")
    if code in _NO_CHARACTERS:
        return _REPLACEMENT
    text = chr(code)
    if code < _FIRST_PRINTED and not text.isspace():
        return ""
    return text


@dataclass(frozen=True)
class _Sign:
    """What is known of a character without looking at the page."""

    text: str
    is_blank: bool
    is_right_to_left: bool
    is_mark: bool


@functools.lru_cache(maxsize=10_000)
def _sign_of(code: int, high_surrogate: int) -> _Sign:
    """Return what is known of the character of a code unit."""
    text = _spell(code, high_surrogate)
    direction = unicodedata.bidirectional(text) if text else ""
    return _Sign(
        text=text,
        is_blank=text.isspace(),
        is_right_to_left=direction in _RIGHT_TO_LEFT,
        is_mark=direction == _MARK,
    )


def _angle_of(a: float, b: float) -> int:
    """Return the direction of a line in degrees, from the matrix of its letters."""
    if b == 0 and a >= 0:
        return 0
    degrees = math.degrees(math.atan2(b, a))
    rounded = round(degrees / _ANGLE_STEP) * _ANGLE_STEP
    return rounded % _FULL_TURN


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


def _runs_downwards(characters: Iterable[Character | None]) -> bool:
    """Return whether most Han characters stand below the one before, in lines down."""
    pairs = 0
    pairs_downwards = 0
    before = None
    for character in characters:
        if character is None or HAN_OR_KANA.match(character.text) is None:
            continue
        if before is not None:
            pairs += 1
            size = character.size
            shift = abs(character.x - before.x)
            drop = before.base - character.base
            is_near = _MIN_DROP * size < drop < _MAX_DROP * size
            pairs_downwards += is_near and shift < _MAX_SHIFT * size
        before = character
    is_enough = pairs >= _MIN_PAIRS_DOWNWARDS
    return is_enough and pairs_downwards > _MIN_SHARE_DOWNWARDS * pairs


def _divide_into_words(characters: Iterable[Character | None]) -> list[Word]:
    """Return the words: runs of characters on one line without a gap."""
    words: list[Word] = []
    parts: list[Character] = []
    is_after_blank = True
    for character in characters:
        if character is None:
            _add_run(words, parts, is_after_blank)
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
            _add_run(words, parts, is_after_blank)
            parts = []
            is_after_blank = False
        parts.append(character)
    _add_run(words, parts, is_after_blank)
    return words


def _add_run(
    words: list[Word], characters: list[Character], is_after_blank: bool
) -> None:
    """Add the words of a run of characters to the words of a page, in place.

    pdfium leaves out the blank between words that stand close together. In a long run,
    a gap that is clearly wider than most is one.
    """
    if not characters:
        return
    start = 0
    for end in _find_narrow_blanks(characters):
        words.append(Word(characters[start:end], len(words), is_after_blank))
        is_after_blank = True
        start = end
    words.append(Word(characters[start:], len(words), is_after_blank))


def _find_narrow_blanks(characters: Sequence[Character]) -> list[int]:
    """Return the numbers of the characters before which a narrow blank stands."""
    if len(characters) < _MIN_LENGTH_OF_RUN:
        return []
    gaps = []
    for before, character in itertools.pairwise(characters):
        if character.angle or character.is_right_to_left or character.is_mark:
            return []
        gaps.append(character.left - before.right)
    usual_gap = max(statistics.median_low(gaps), 0.0)
    min_gap = usual_gap + _MIN_NARROW_BLANK * characters[0].size
    word_starts = []
    for number, gap in enumerate(gaps, start=1):
        if gap >= min_gap:
            word_starts.append(number)
    # Where every other letter would be a word, the letters are only spaced.
    return word_starts if 2 * len(word_starts) < len(gaps) else []


def _goes_on(before: Character, character: Character) -> bool:
    """Return whether a character stands in the same word as the one before it."""
    if character.angle != before.angle:
        return False
    if character.angle or character.is_mark:
        # The sides of the boxes of turned lines say nothing about gaps along them.
        return True
    size = character.size
    shift = abs(character.base - before.base)
    if shift > _MAX_SHIFT * size and not before.is_mark:
        return False
    max_gap = _MIN_WORD_GAP * size
    gap_after = character.left - before.right
    gap_before = before.left - character.right
    return gap_after <= max_gap and gap_before <= max_gap


def _calls_note(before: Character, character: Character) -> bool:
    """Return whether a character is a raised figure right after a word."""
    if not character.text.isdecimal() or character.angle:
        return False
    is_small = character.size <= _MAX_NOTE_SIZE * before.size
    is_raised = character.base - before.base >= _MIN_RISE * before.size
    gap = character.left - before.right
    is_near = -before.size < gap <= _MIN_WORD_GAP * before.size
    return is_small and is_raised and is_near
