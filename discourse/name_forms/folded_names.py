"""A name without what spellings of it differ in: capitals, accents, blanks, points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["fold_name", "join_words", "standard_words", "words_of_name"]

_APOSTROPHES = "'`´‘’‛ʹʻʼʽ′＇"
# Letters with a stroke and ligatures, which Unicode does not divide into two signs.
_LETTERS_IN_PARTS = {
    "æ": "ae",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "œ": "oe",
    "ŧ": "t",
    "þ": "th",
}
_WITHOUT_APOSTROPHES = str.maketrans(dict.fromkeys(_APOSTROPHES, ""))
_WITHOUT_STROKES = str.maketrans(_LETTERS_IN_PARTS)
# The accents of Latin, Greek and Cyrillic letters, and the vowel signs of Arabic and
# Hebrew, which most texts leave out. Vowel signs of other scripts are letters, and so
# are the signs that make й and ў of и and у.
_ACCENTS = re.compile(
    "(?<![ИиУу])[\u0300-\u036f]|[\u0591-\u05bd\u05bf\u05c1\u05c2]"
    "|[\u0640\u064b-\u0652\u0670]"
)
# Signs that say something: "10 %", "C#", "C++" are not 10 and C.
_MEANINGFUL_SIGNS = frozenset("#%@")
_DECIMAL_SIGNS = frozenset(".,")
_SIGNS_OF_NUMBERS = frozenset("-‐‑–.")  # before a digit: -1, .5
_MARKS = frozenset("-‐‑–*")  # after it: the mark A- is not A
_LONGEST_MARK = 3  # letters: BBB-; after a longer name they mean nothing
# What has another meaning if it is written without the blank: "4 5" is not 45.
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")

# Short forms that stand for one word in every name, and spellings of one word.
_STANDARD_WORDS = {
    "acad": "academy",
    "assn": "association",
    "assoc": "association",
    "centre": "center",
    "centres": "centers",
    "cttee": "committee",
    "defence": "defense",
    "dept": "department",
    "foundn": "foundation",
    "ft": "fort",
    "govt": "government",
    "inst": "institute",
    "intl": "international",
    "isl": "island",
    "labour": "labor",
    "mgmt": "management",
    "mt": "mount",
    "natl": "national",
    "programme": "program",
    "programmes": "programs",
    "saint": "st",
    "soc": "society",
    "univ": "university",
}
_ARTICLE = "the"
_BRITISH_ENDING = re.compile(r"isation(s?)$")
_LETTERS_BEFORE_ENDING = 4  # "organisation", but not "isation" itself


def fold_name(name: str) -> str:
    """Return the words of a name in small letters, without accents and punctuation.

    An apostrophe is left out. Any other punctuation becomes a blank, but for the signs
    ``# % @`` and for what is part of a number (-1.5) or of a short mark (A-). ``&``
    becomes "and".

    Examples
    --------
    >>> fold_name("Côte d'Ivoire"), fold_name("GUINEA-BISSAU "), fold_name("R&D")
    ('cote divoire', 'guinea bissau', 'r and d')
    >>> fold_name("Session 1.5")
    'session 1.5'
    """
    with_words = name.replace("&", " and ").replace("＆", " and ")
    without_apostrophes = with_words.translate(_WITHOUT_APOSTROPHES)
    in_parts = unicodedata.normalize("NFKD", without_apostrophes)
    without_accents = _ACCENTS.sub("", in_parts)
    small_letters = without_accents.casefold().translate(_WITHOUT_STROKES)
    composed = unicodedata.normalize("NFC", small_letters)
    if composed.isascii() and composed.replace(" ", "").isalnum():
        return " ".join(composed.split())
    signs = []
    for position, sign in enumerate(composed):
        signs.append(_fold_sign(composed, position, sign))
    return " ".join("".join(signs).split())


def _fold_sign(text: str, position: int, sign: str) -> str:
    """Return what one character of a name becomes: itself, a blank or nothing."""
    if sign.isalnum() or sign in _MEANINGFUL_SIGNS:
        return sign
    category = unicodedata.category(sign)
    if category == "Cf":  # invisible, such as a soft hyphen
        return ""
    if _has_meaning_here(text, position, sign):
        return sign
    is_punctuation = category[0] in "PZC"
    return " " if is_punctuation else sign


def _has_meaning_here(text: str, position: int, sign: str) -> bool:
    """Return whether a sign is part of a number such as -1.5, or of a mark such as A-."""
    before = text[:position][-1:]
    after = text[position + 1 :][:1]
    if sign in _DECIMAL_SIGNS and before.isdigit() and after.isdigit():
        return True
    if sign in _SIGNS_OF_NUMBERS and after.isdigit() and not before.strip():
        return True
    is_last = not after and before.isalnum()
    return sign in _MARKS and is_last and position <= _LONGEST_MARK


def words_of_name(name: str) -> list[str]:
    """Return the folded words of a name.

    >>> words_of_name("Xinhua News Agency")
    ['xinhua', 'news', 'agency']
    """
    return fold_name(name).split()


def join_words(words: Sequence[str]) -> str:
    """Return words without the blanks between them, but for a blank between digits.

    >>> join_words(["viet", "nam"]), join_words(["session", "4", "5"])
    ('vietnam', 'session4 5')
    """
    joined = " ".join(words)
    if not any(map(str.isdigit, joined)):
        return joined.replace(" ", "")
    blank_between_digits = "\n"  # no folded name has it
    marked = _BETWEEN_DIGITS.sub(blank_between_digits, joined)
    without_blanks = marked.replace(" ", "")
    return without_blanks.replace(blank_between_digits, " ")


def standard_words(name: str) -> list[str]:
    """Return the words of a name in reading order, with short forms written out.

    What stands after the only comma is read first. The article "the" is left out, and
    two spellings of one word, such as Centre and Center, are one. A name that is only
    an article stays.

    Examples
    --------
    >>> standard_words("Iran, Islamic Republic of")
    ['islamic', 'republic', 'of', 'iran']
    >>> standard_words("The Dept. of State")
    ['department', 'of', 'state']
    """
    words = [_standard_word(word) for word in words_of_name(_in_reading_order(name))]
    without_articles = [word for word in words if word != _ARTICLE]
    return without_articles or words


def _in_reading_order(name: str) -> str:
    """Return "Y X" for the name "X, Y", and any other name as it is."""
    if name.count(",") != 1:
        return name
    before, _, after = name.partition(",")
    ends_in_digit = before[-1:].isdigit()
    begins_with_digit = after[:1].isdigit()
    if ends_in_digit and begins_with_digit:  # "1,000" is a number
        return name
    return f"{after} {before}"


def _standard_word(word: str) -> str:
    """Return the spelling that stands for all spellings of a word."""
    if word in _STANDARD_WORDS:
        return _STANDARD_WORDS[word]
    if len(word) > len("isation") + _LETTERS_BEFORE_ENDING - 1:
        return _BRITISH_ENDING.sub(r"ization\1", word)
    return word
