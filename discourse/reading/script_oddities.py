"""What looks odd in the scripts of texts: mixed words, and two forms of Chinese."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from discourse.corpus.reading_notes import Oddity

__all__ = [
    "HAN_CHARACTERS",
    "LATIN_LETTERS",
    "OTHER_LETTERS",
    "HanForms",
    "find_mixed_words",
    "find_rarer_forms",
    "han_forms_of",
]

# Greek letters that look like Latin ones. Others stand beside Latin letters on purpose,
# as in "μm" and "Δt".
_GREEK_LOOK_ALIKES = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανικρ"
OTHER_LETTERS = f"\u0400-\u052f{_GREEK_LOOK_ALIKES}"
LATIN_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏ"
_MIXED_WORD = re.compile(
    rf"\w*(?:[{LATIN_LETTERS}][{OTHER_LETTERS}]|[{OTHER_LETTERS}][{LATIN_LETTERS}])\w*"
)
_OTHER_LETTER = re.compile(f"[{OTHER_LETTERS}]")

HAN_CHARACTERS = "\u4e00-\u9fff"
_HAN_CODE_POINTS = range(0x4E00, 0xA000)
_HAN_CHARACTER = re.compile(f"[{HAN_CHARACTERS}]")
_KANA = re.compile("[\u3041-\u30ff]")
# Japanese has simplified some characters and kept others; a text with this share of
# kana among its Han characters is taken for Japanese.
_MIN_KANA_SHARE = 0.1
# A few traditional characters in a simplified text are names.
_MIN_SHARE_OF_RARER_FORM = 0.1
_MIN_COUNT_OF_RARER_FORM = 3
_EXAMPLES_SHOWN = 5


def find_mixed_words(text: str) -> list[Oddity]:
    """Return an oddity if words of the text have letters of two scripts.

    A Cyrillic "е" in "Bеlt" looks like the Latin letter, but makes another word.
    """
    mixed_words = []
    for letters_between_blanks in text.split():
        if not letters_between_blanks.isascii():
            mixed_words += _MIXED_WORD.findall(letters_between_blanks)
    if not mixed_words:
        return []
    example = mixed_words[0]
    letters = _OTHER_LETTER.findall(example)
    letter = letters[0]
    reason = (
        f"There are letters of two scripts in one word: in “{example}” the letter "
        f"“{letter}” is U+{ord(letter):04X}. It is not found as the word it looks like."
    )
    remedy = "Look at these words, and put the letters right in the file."
    return [Oddity("letters of two scripts", len(mixed_words), reason, remedy)]


@dataclass(frozen=True)
class HanForms:
    """The characters of a text that only one of the two forms of Chinese has.

    Attributes
    ----------
    traditional, simplified : Counter of str
        How often each character occurs.
    has_traditional_phrase : bool
        Whether two traditional characters are close together. They are then no rare
        character of a name, but a phrase, however long the text is.
    """

    traditional: Counter[str]
    simplified: Counter[str]
    has_traditional_phrase: bool = False

    @property
    def is_traditional(self) -> bool:
        """Whether more of the characters are traditional than simplified."""
        return self.traditional.total() > self.simplified.total()


@functools.cache
def _characters_of_one_form() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that only traditional, and only simplified Chinese has.

    The standard Big5 lists characters of traditional Chinese, and GB 2312 those of
    simplified Chinese. What one of them lacks is of the other form only.
    """
    traditional = set()
    simplified = set()
    for code in _HAN_CODE_POINTS:
        char = chr(code)
        is_in_big5 = _is_encodable(char, "big5")
        is_in_gb2312 = _is_encodable(char, "gb2312")
        if is_in_big5 and not is_in_gb2312:
            traditional.add(char)
        if is_in_gb2312 and not is_in_big5:
            simplified.add(char)
    return frozenset(traditional), frozenset(simplified)


def _is_encodable(char: str, codec: str) -> bool:
    """Return whether an encoding has a character."""
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def han_forms_of(text: str) -> HanForms | None:
    """Return the characters of a text that only one form of Chinese has.

    The result is None if the text has no Han characters, or is Japanese.
    """
    if not _HAN_CHARACTER.search(text):
        return None
    character_counts = Counter(_HAN_CHARACTER.findall(text))
    kana_count = len(_KANA.findall(text))
    if kana_count > _MIN_KANA_SHARE * character_counts.total():
        return None
    only_traditional, only_simplified = _characters_of_one_form()
    traditional = _select(character_counts, only_traditional)
    simplified = _select(character_counts, only_simplified)
    has_phrase = bool(traditional) and _traditional_phrase().search(text) is not None
    return HanForms(traditional, simplified, has_phrase)


@functools.cache
def _traditional_phrase() -> re.Pattern[str]:
    """Return the pattern of two traditional characters with at most two between."""
    only_traditional, _ = _characters_of_one_form()
    characters = "".join(sorted(only_traditional))
    return re.compile(f"[{characters}][\u4e00-\u9fff]{{0,2}}[{characters}]")


def _select(counts: Counter[str], characters: frozenset[str]) -> Counter[str]:
    """Return the counts of some characters."""
    return Counter({char: counts[char] for char in counts if char in characters})


def find_rarer_forms(forms: Sequence[HanForms | None]) -> list[list[Oddity]]:
    """Return, for each text of a corpus, an oddity if its form of Chinese is the rarer.

    Traditional characters are reported in any case, because patterns of Chinese are
    mostly written in simplified ones. Simplified characters are reported in a corpus of
    which most texts are traditional.

    Parameters
    ----------
    forms : sequence of HanForms or None
        What :func:`han_forms_of` gives for each text.
    """
    texts_of_form = Counter(item.is_traditional for item in forms if item is not None)
    is_mostly_traditional = texts_of_form[True] > texts_of_form[False]
    oddities = []
    for item in forms:
        found: list[Oddity] = []
        if item is not None:
            found += _report(
                item.traditional,
                item.simplified,
                "traditional",
                has_phrase=item.has_traditional_phrase,
            )
        if item is not None and is_mostly_traditional:
            found += _report(item.simplified, item.traditional, "simplified")
        oddities.append(found)
    return oddities


def _report(
    counts: Counter[str],
    other_counts: Counter[str],
    form: str,
    *,
    has_phrase: bool = False,
) -> list[Oddity]:
    """Return an oddity for the characters of one form, unless there are few of them."""
    count = counts.total()
    other_count = other_counts.total()
    is_few = count < _MIN_COUNT_OF_RARER_FORM
    is_few |= count < _MIN_SHARE_OF_RARER_FORM * (count + other_count)
    is_excused = count <= other_count and is_few and not has_phrase
    if not count or is_excused:
        return []
    other_form = "simplified" if form == "traditional" else "traditional"
    commonest = sorted(counts, key=lambda char: (-counts[char], char))
    examples = " ".join(commonest[:_EXAMPLES_SHOWN])
    reason = (
        f"The text has {form} characters ({examples}), which a pattern in {other_form} "
        "characters does not find."
    )
    remedy = "Read both forms as one with traditional_as_simplified=True."
    return [Oddity(f"{form} characters", count, reason, remedy)]
