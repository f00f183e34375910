"""Which of the old encodings a file has, by what its bytes read as in each.

Every character beyond ASCII is weighed in its word: an apostrophe between two letters
fits, a Chinese character inside an English word does not. The weights are logarithms of
rough chances, so that much weak evidence adds up, and little evidence stays little:
where two encodings read a file differently and fit it as well, neither is taken.
"""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from discourse.reading import common_characters as common

__all__ = [
    "MIN_COMMON_SHARE",
    "Encoding",
    "can_decode",
    "common_characters_of_all",
    "encodings",
    "fitting_encodings",
    "possible_encodings",
    "share_of_common",
]

MIN_COMMON_SHARE = 0.75  # of characters that fit, below which an encoding does not
_MIN_POSSIBLE_SHARE = 0.5  # of the same, below which an encoding is not even possible
_MAX_HIGH_SHARE = 0.3  # of bytes beyond ASCII, in a text of Latin letters
_EVIDENT = 3.0  # natural logarithm of the odds (20 to 1) from which one is evident
_MIN_ENGLISH_WORDS = 3  # function words from which a text is English
_MAX_CHARACTERS = 2_000  # beyond ASCII that are weighed
_FIRST_BLANK, _LAST_LINE_END, _SPACE = 0x09, 0x0D, 0x20
_MAX_CONTROL_SHARE = 0.1  # of bytes that are control characters, in a text

# Logarithms of chances.
_KNOWN_WORD = 0.0
_FREQUENT = -1.0
_COMMON = -2.0
_RARE = -3.0
_POSSIBLE = -3.5
_IMPROBABLE = -5.0
_UNFIT = -8.0
_OTHER_LANGUAGE = -3.0  # the words around are of another language than the encoding's

_Script = Literal["asian", "latin", "cyrillic", "greek", "semitic"]

_HIGH_BYTES = (range(0xA1, 0xFF),)
_BIG5_TRAIL_BYTES = (range(0x40, 0x7F), *_HIGH_BYTES)


@dataclass(frozen=True)
class Encoding:
    """An encoding that a file may have.

    Attributes
    ----------
    codec : str
        Its name in Python.
    name : str
        The name a scholar knows it by.
    script : str
        The script that it was made for.
    prior : float
        How usual it is: the logarithm of a rough chance.
    common : frozenset of str
        The characters beyond ASCII that are common in texts so encoded.
    frequent : frozenset of str
        Those of them that are frequent.
    words : frozenset of str
        Function words of its languages, for the encodings of Latin letters.
    """

    codec: str
    name: str
    script: _Script
    prior: float
    common: frozenset[str]
    frequent: frozenset[str]
    words: frozenset[str] = field(default_factory=frozenset)


def _double_byte_characters(
    codec: str, lead_bytes: range, trail_bytes: Sequence[range] = _HIGH_BYTES
) -> frozenset[str]:
    """Return the characters of all pairs of a lead byte and a trail byte."""
    characters: set[str] = set()
    for lead in lead_bytes:
        for part in trail_bytes:
            for trail in part:
                characters.update(bytes((lead, trail)).decode(codec, "ignore"))
    return frozenset(characters)


@functools.cache
def encodings() -> tuple[Encoding, ...]:
    """Return the encodings that are tried; on a tie the first is taken.

    The common Han characters are the first levels of the national standards: GB 2312
    (rows 16-55), Big5 (A440-C67E), JIS X 0208 (rows 16-47). For Korean they are the
    syllables of KS X 1001 (rows 16-40).
    """
    return (*_encodings_of_latin(), *_encodings_of_asia(), *_encodings_of_others())


def _encodings_of_latin() -> tuple[Encoding, ...]:
    """Return the encodings of Latin letters, for each alphabet written in them.

    All letters of an encoding together would fit nearly any word. Those of a single
    language do not.
    """
    western = frozenset(common.LATIN + common.SIGNS)
    frequent = frozenset("éèàçñóíáüöä“”‘’–—…")
    words = common.WESTERN_WORDS
    found = [Encoding("cp1252", "Windows-1252", "latin", 0.0, western, frequent, words)]
    for alphabet in common.WESTERN_ALPHABETS:
        letters = _with_capitals(alphabet)
        signs = letters | frozenset(common.SIGNS)
        for codec, name, prior in _WESTERN:
            found.append(Encoding(codec, name, "latin", prior, signs, letters, words))
    words = common.CENTRAL_WORDS
    for alphabet in common.CENTRAL_ALPHABETS:
        letters = _with_capitals(alphabet)
        signs = letters | frozenset(common.SIGNS)
        for codec, name, prior in _CENTRAL:
            found.append(Encoding(codec, name, "latin", prior, signs, letters, words))
    letters = _with_capitals(common.TURKISH)
    signs = letters | frozenset(common.SIGNS)
    words = common.TURKISH_WORDS
    found.append(
        Encoding("cp1254", "Windows-1254", "latin", -2.0, signs, letters, words)
    )
    return tuple(found)


# Codec, name and prior; that of one language is a little less likely than any.
_WESTERN = (
    ("cp1252", "Windows-1252", -0.5),
    ("mac_roman", "Mac Roman", -4.5),
    ("cp850", "DOS Latin (CP850)", -5.0),
)
_CENTRAL = (
    ("cp1250", "Windows-1250", -2.0),
    ("iso8859_2", "ISO-8859-2", -3.0),
)


def _with_capitals(alphabet: str) -> frozenset[str]:
    """Return letters with their capitals."""
    return frozenset(alphabet + alphabet.upper())


def _encodings_of_asia() -> tuple[Encoding, ...]:
    """Return the encodings of two bytes a character."""
    signs = frozenset(common.ASIAN_SIGNS)
    kana = frozenset(map(chr, range(0x3041, 0x30FF)))
    han = frozenset(common.FREQUENT_HAN) | signs
    hangul = frozenset(common.FREQUENT_HANGUL) | signs
    syllables = _double_byte_characters("euc_kr", range(0xB0, 0xC9))
    simplified = _double_byte_characters("gb2312", range(0xB0, 0xD8))
    traditional = _double_byte_characters("big5", range(0xA4, 0xC7), _BIG5_TRAIL_BYTES)
    kanji = _double_byte_characters("euc_jp", range(0xB0, 0xD0))
    japanese = (kana | kanji | signs, kana | han)
    return (
        Encoding("cp949", "EUC-KR", "asian", -1.5, syllables | signs, hangul),
        Encoding("gb18030", "GBK", "asian", -0.5, simplified | signs, han),
        Encoding("cp950", "Big5", "asian", -1.5, traditional | signs, han),
        Encoding("cp932", "Shift-JIS", "asian", -1.5, *japanese),
        Encoding("euc_jp", "EUC-JP", "asian", -2.0, *japanese),
    )


def _encodings_of_others() -> tuple[Encoding, ...]:
    """Return the encodings of Cyrillic, Greek, Arabic and Hebrew letters."""
    signs = common.SIGNS
    cyrillic = frozenset(common.CYRILLIC + common.CYRILLIC.upper() + signs)
    frequent_cyrillic = frozenset(common.FREQUENT_CYRILLIC + signs)
    cyrillic_set = (cyrillic, frequent_cyrillic)
    greek = frozenset(common.GREEK + common.GREEK.upper() + signs)
    frequent_greek = frozenset(common.FREQUENT_GREEK + signs)
    arabic = frozenset(common.ARABIC)
    frequent_arabic = frozenset(common.FREQUENT_ARABIC)
    hebrew = frozenset(common.HEBREW + signs)
    return (
        Encoding("cp1251", "Windows-1251", "cyrillic", -0.5, *cyrillic_set),
        Encoding("koi8_r", "KOI8-R", "cyrillic", -2.5, *cyrillic_set),
        Encoding("cp866", "DOS Cyrillic (CP866)", "cyrillic", -3.5, *cyrillic_set),
        Encoding("iso8859_5", "ISO-8859-5", "cyrillic", -4.0, *cyrillic_set),
        Encoding("cp1253", "Windows-1253", "greek", -2.0, greek, frequent_greek),
        Encoding("cp1256", "Windows-1256", "semitic", -2.5, arabic, frequent_arabic),
        Encoding("cp1255", "Windows-1255", "semitic", -3.5, hebrew, hebrew),
    )


@functools.cache
def common_characters_of_all() -> frozenset[str]:
    """Return the common characters of all encodings together."""
    return frozenset().union(*(encoding.common for encoding in encodings()))


def can_decode(data: bytes, codec: str) -> bool:
    """Return whether `data` is valid in `codec` and gives no lone surrogates."""
    try:
        data.decode(codec).encode()
    except UnicodeError:
        return False
    return True


def _decode_window(window: bytes, codec: str) -> str:
    """Return a part of a file as text, which may end inside a character.

    It is ``""`` when the bytes cannot be decoded.
    """
    try:
        return codecs.getincrementaldecoder(codec)().decode(window)
    except UnicodeError:
        return ""


def share_of_common(window: bytes, codec: str, characters: frozenset[str]) -> float:
    """Return which share of the characters beyond ASCII is among `characters`.

    It is 0 when the bytes cannot be decoded.
    """
    text = _decode_window(window, codec)
    beyond_ascii = [char for char in text if not char.isascii()]
    if not beyond_ascii:
        return 0.0
    return sum(char in characters for char in beyond_ascii) / len(beyond_ascii)


# --------------------------------------------------------------------------------------
# Which encodings fit


@dataclass(frozen=True)
class _Reading:
    """A part of a file as an encoding reads it.

    Attributes
    ----------
    encoding : Encoding
    text : str
        The text.
    chance : float
        The logarithm of how likely it is.
    share : float
        The share of its characters beyond ASCII that fit their words.
    """

    encoding: Encoding
    text: str
    chance: float
    share: float


def fitting_encodings(data: bytes, window: bytes) -> list[str]:
    """Return the codec that fits a file; several if they fit it as well.

    Parameters
    ----------
    data : bytes
        The whole file; what is returned decodes it.
    window : bytes
        The part that is weighed. It begins with a line.

    Returns
    -------
    list of str
        The best codec first. Others follow if they read the window differently and fit
        it nearly as well, so that the file does not say which of them it has.
    """
    if _is_binary(window):
        return []
    readings = _rank_readings(data, window)
    fitting = [reading for reading in readings if reading.share > MIN_COMMON_SHARE]
    return _best_codecs(fitting)


def possible_encodings(data: bytes, window: bytes) -> list[str]:
    """Return the two codecs that fit a file best, though neither fits it well.

    The list is empty for what does not look like a text.
    """
    if _is_binary(window):
        return []
    high_count = sum(byte >= 0x80 for byte in window)
    is_mostly_ascii = high_count < _MAX_HIGH_SHARE * len(window)
    readings = []
    for reading in _rank_readings(data, window):
        if not _shows_any(reading.text):
            continue
        if is_mostly_ascii or reading.share > _MIN_POSSIBLE_SHARE:
            readings.append(reading)
    texts: list[str] = []
    codec_names: list[str] = []
    for reading in readings:
        if reading.text not in texts:
            texts.append(reading.text)
            codec_names.append(reading.encoding.codec)
    return codec_names[:2] if len(codec_names) > 1 else []


def _shows_any(text: str) -> bool:
    """Return whether any character beyond ASCII is one that can be seen."""
    return any(char.isprintable() and not char.isascii() for char in text)


def _is_binary(window: bytes) -> bool:
    """Return whether so many bytes are control characters that it is no text."""
    control_count = 0
    for byte in window:
        if byte < _FIRST_BLANK or _LAST_LINE_END < byte < _SPACE:
            control_count += 1
    return control_count > _MAX_CONTROL_SHARE * len(window)


def _best_codecs(readings: Sequence[_Reading]) -> list[str]:
    """Return the codec of the best reading, and of others that are as good."""
    codec_names: list[str] = []
    texts: list[str] = []
    for reading in readings:
        is_as_good = reading.chance > readings[0].chance - _EVIDENT
        if is_as_good and reading.text not in texts:
            texts.append(reading.text)
            codec_names.append(reading.encoding.codec)
    return codec_names


def _rank_readings(data: bytes, window: bytes) -> list[_Reading]:
    """Return how each encoding that decodes the file reads it, the likeliest first."""
    readings = []
    language_words = _count_language_words(window)
    is_english = _is_english(window)
    strings_by_codec: dict[str, _Strings] = {}
    for encoding in encodings():
        codec = encoding.codec
        if codec not in strings_by_codec:
            text = _decode_window(window, codec) if can_decode(data, codec) else ""
            strings_by_codec[codec] = _Strings(
                text, _strings_beyond_ascii(text), is_english=is_english
            )
        strings = strings_by_codec[codec]
        chances = _chances(strings, encoding)
        if not chances:
            continue
        fit_count = sum(chance > _UNFIT for chance in chances)
        total = encoding.prior + sum(chances)
        if _is_of_other_language(encoding, language_words):
            total += _OTHER_LANGUAGE
        share = fit_count / len(chances)
        readings.append(_Reading(encoding, strings.text, total, share))
    return sorted(readings, key=lambda reading: -reading.chance)


@dataclass(frozen=True)
class _Strings:
    """A text, and where its words and signs beyond ASCII begin and end.

    `is_english` says that the words around are English, which has no accents.
    """

    text: str
    spans: Sequence[tuple[int, int]]
    is_english: bool


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def _strings_beyond_ascii(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each word with a letter beyond ASCII, or sign."""
    spans: list[tuple[int, int]] = []
    last_end = 0
    character_count = 0
    for match in _BEYOND_ASCII.finditer(text):
        start, end = match.span()
        if start < last_end:
            continue
        if text[start].isalpha():
            while start > last_end and text[start - 1].isalpha():
                start -= 1
            while end < len(text) and text[end].isalpha():
                end += 1
        spans.append((start, end))
        last_end = end
        character_count += end - start
        if character_count >= _MAX_CHARACTERS:
            break
    return spans


_ASCII_WORD = re.compile(rb"(?<![A-Za-z\x80-\xff])[A-Za-z]+(?![A-Za-z\x80-\xff])")


def _count_language_words(window: bytes) -> dict[frozenset[str], int]:
    """Return how many function words of each group of languages a text has."""
    words = [word.decode().lower() for word in _ASCII_WORD.findall(window)]
    word_lists = (common.WESTERN_WORDS, common.CENTRAL_WORDS, common.TURKISH_WORDS)
    return {
        word_list: sum(word in word_list for word in words) for word_list in word_lists
    }


def _is_english(window: bytes) -> bool:
    """Return whether the words of a text in ASCII are English."""
    words = [word.decode().lower() for word in _ASCII_WORD.findall(window)]
    english_count = sum(word in common.ENGLISH_WORDS for word in words)
    other_words = common.WESTERN_WORDS - common.ENGLISH_WORDS
    other_count = sum(word in other_words for word in words)
    return english_count >= _MIN_ENGLISH_WORDS and english_count > 2 * other_count


def _is_of_other_language(
    encoding: Encoding, counts: dict[frozenset[str], int]
) -> bool:
    """Return whether the words around are of another language than the encoding's."""
    if not encoding.words:
        return False
    own_count = counts[encoding.words]
    return max(counts.values()) > own_count + 1


# --------------------------------------------------------------------------------------
# How a character fits its word

_ASCII_LETTER = re.compile(r"[A-Za-z]")
_CONTRACTION = re.compile(r"(?:s|t|d|m|re|ve|ll)(?![^\W\d_])")
_SINGLE_LETTERS = frozenset("àéèóòùíáÀÉÈÓÁÍ")
_SINGLE_CYRILLIC = frozenset("аеиоуяквсзіїєАЕИОУЯКВСЗІЇЄ")
_VOWELS = {
    "latin": frozenset("aeiouyæœøıAEIOUYÆŒØİ"),
    "cyrillic": frozenset("аеёиоуыэюяіїєАЕЁИОУЫЭЮЯІЇЄ"),
    "greek": frozenset("αεηιουωΑΕΗΙΟΥΩάέήίόύώϊϋΐΰ"),
}
_MIN_LENGTH_WITH_VOWEL = 3  # letters of a word that must have a vowel
_NEVER_FIRST = frozenset("ьъыЬЪЫ")  # in a Russian word
_ONLY_LAST = frozenset("ةىךםןףץ")  # in an Arabic or Hebrew word
_NEVER_LAST = frozenset("כמנצ")  # in a Hebrew word, where they have another form


def _chances(strings: _Strings, encoding: Encoding) -> list[float]:
    """Return the logarithm of the chance of each character beyond ASCII."""
    chances: list[float] = []
    text = strings.text
    is_latin_text = _ASCII_LETTER.search(text) is not None
    for start, end in strings.spans:
        surface = text[start:end]
        if len(surface) == 1 and surface.isalpha() and encoding.script != "asian":
            chances.append(
                _chance_of_single_letter(surface, encoding, is_latin_text=is_latin_text)
            )
        elif surface[0].isalpha():
            chances += _chances_of_word(
                surface, encoding, is_english=strings.is_english
            )
        else:
            before = text[start - 1 : start]
            chances.append(_chance_of_sign(surface, before, text, end, encoding))
    return chances


def _chance_of_single_letter(
    letter: str, encoding: Encoding, *, is_latin_text: bool
) -> float:
    """Return the logarithm of the chance of a word of one letter beyond ASCII.

    In a text of Latin letters it is most likely one of them, else hardly.
    """
    if encoding.script == "latin":
        if letter not in _SINGLE_LETTERS or letter not in encoding.common:
            return _UNFIT
        return _FREQUENT if is_latin_text else _POSSIBLE
    if encoding.script == "cyrillic" and letter in _SINGLE_CYRILLIC:
        return _UNFIT if is_latin_text else _COMMON
    return _UNFIT


def _chances_of_word(word: str, encoding: Encoding, *, is_english: bool) -> list[float]:
    """Return the logarithm of the chance of each letter beyond ASCII in a word."""
    letters = [char for char in word if not char.isascii()]
    if not _fits_word(word, letters, encoding):
        return [_UNFIT] * len(letters)
    if encoding.script == "latin" and word.casefold() in common.WORDS_WITH_ACCENTS:
        return [_KNOWN_WORD] * len(letters)
    if (
        encoding.script == "latin"
        and is_english
        and encoding.common.issuperset(letters)
    ):
        return [_IMPROBABLE] * len(letters)
    # A word in capitals is less usual than one in small letters.
    penalty = _FREQUENT if word.isupper() else 0.0
    return [_chance_of_letter(char, encoding) + penalty for char in letters]


def _chance_of_letter(char: str, encoding: Encoding) -> float:
    """Return the logarithm of the chance of a letter that fits its word."""
    if char in encoding.frequent or char.lower() in encoding.frequent:
        return _FREQUENT
    if char in encoding.common:
        return _POSSIBLE if encoding.script == "asian" else _RARE
    return _UNFIT


def _fits_word(word: str, letters: Sequence[str], encoding: Encoding) -> bool:
    """Return whether letters beyond ASCII may stand in a word as they do."""
    has_ascii = len(letters) < len(word)
    if encoding.script == "asian":
        # A single character inside a word of Latin letters is a misread sign.
        return not (has_ascii and len(letters) == 1)
    if encoding.script == "latin":
        is_usual = has_ascii and _has_usual_capitals(word)
        return is_usual and _has_vowel(word, encoding.script)
    if has_ascii:
        return False
    if encoding.script == "semitic":
        return _ONLY_LAST.isdisjoint(word[:-1]) and word[-1] not in _NEVER_LAST
    is_usual = _has_usual_capitals(word) and word[0] not in _NEVER_FIRST
    return is_usual and _has_vowel(word, encoding.script)


def _has_usual_capitals(word: str) -> bool:
    """Return whether a word is in small letters or in capitals, or begins with one."""
    rest = word[1:]
    return rest.islower() or word.isupper()


def _has_vowel(word: str, script: str) -> bool:
    """Return whether a word has a vowel, or is too short to need one."""
    if len(word) < _MIN_LENGTH_WITH_VOWEL:
        return True
    base_letters = unicodedata.normalize("NFD", word)
    return not _VOWELS[script].isdisjoint(base_letters)


_OPENING = frozenset("“‘«¿¡")
_CLOSING = frozenset("”»")
_DASHES = frozenset("–—")
_MONEY = frozenset("€£§°")  # beside a number


def _chance_of_sign(
    sign: str, before: str, text: str, end: int, encoding: Encoding
) -> float:
    """Return the logarithm of the chance of a sign beyond ASCII at its place.

    Parameters
    ----------
    sign : str
    before : str
        The character before it; ``""`` at the beginning.
    text : str
        The text.
    end : int
        Where the sign ends in it.
    encoding : Encoding
    """
    if sign not in encoding.common:
        return _UNFIT
    after = text[end : end + 1]
    if encoding.script == "asian":
        return _FREQUENT
    if sign == "’":
        if before.isalpha() and _CONTRACTION.match(text, end):
            return _FREQUENT / 2
        return _FREQUENT if before.isalpha() or after.isalpha() else _COMMON
    is_inside_word = before.isalpha() and after.isalpha()
    if sign in _DASHES:
        return _FREQUENT if before.isspace() == after.isspace() else _COMMON
    if sign in ("…", "·"):
        return _COMMON
    # Scanned texts have signs in place of letters and of other signs.
    misplaced = _IMPROBABLE if encoding.script == "latin" else _UNFIT
    if sign == "•":
        return _COMMON if before.isalnum() else _FREQUENT
    if sign in _MONEY:
        around = text[max(end - 3, 0) : end + 2]
        if any(map(str.isdigit, around)):
            return _COMMON
        return misplaced
    if is_inside_word:
        return _UNFIT
    if sign == "\u00a0":
        return _UNFIT if after.isspace() else _COMMON
    if sign in _OPENING:
        return misplaced if before.isalpha() else _FREQUENT
    if sign in _CLOSING:
        return misplaced if after.isalpha() else _FREQUENT
    return _RARE
