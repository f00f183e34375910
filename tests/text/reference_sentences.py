"""The slow and obvious rules for sentence ends, against which the fast ones are tested.

One stop at a time, from the docstrings of discourse.text.sentence_boundaries. The lists
of words are those of the library.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from discourse import text
from discourse.text import COMMA, PARAGRAPH, STOP, STOP_LOWER
from discourse.text.abbreviations import WordClass, classify_word

BLANKS = {"blank", "line end"}
QUOTES = {"quote", "apostrophe", "like an apostrophe"}
INVISIBLE = {"nothing", "note call"}
STOPS = {"dot", "stop"}


@dataclass(frozen=True)
class Word:
    """A token as the rules see it: its first, second and last kind, what is known of it."""

    first: str
    second: str
    last: str
    length: int
    known: WordClass

    def is_(self, word_class: WordClass) -> bool:
        return bool(self.known & word_class)


NO_WORD = Word("", "", "", 0, WordClass(0))


@dataclass(frozen=True)
class Gap:
    """The marks between two tokens: all of them, and those that are seen."""

    first: str
    held: tuple[str, ...]

    @property
    def stops(self) -> list[str]:
        return [name for name in self.held if name in STOPS]

    @property
    def has_blank(self) -> bool:
        return bool(BLANKS & set(self.held))

    def holds_only(self, *names: str) -> bool:
        return set(self.held) <= set(names)


def sentence_classes(
    raw: str,
    kind: list[str],
    spans: list[tuple[int, int]],
    classes: list[int],
    ends_paragraph: list[bool],
) -> list[int]:
    """Classes of all gaps; `classes` are those without their stops."""
    plain = [name.removesuffix(" mark") for name in kind] + ["line end"]
    found = list(classes)
    words = []
    for low, high in spans:
        known = WordClass(classify_word(text.word_identity(raw[low:high])))
        words.append(
            Word(plain[low], plain[low + 1], plain[high - 1], high - low, known)
        )
    gaps = []
    for number, (low, _) in enumerate(spans):
        begin = spans[number - 1][1] if number else 0
        held = [name for name in plain[begin:low] if name not in INVISIBLE]
        marks = [
            "comma"
            if is_comma(raw[place])
            else "closing"
            if is_closing(raw[place])
            else plain[place]
            for place in range(begin, low)
            if plain[place] not in INVISIBLE
        ]
        assert len(held) == len(marks)
        first = plain[begin]
        if begin < low and first == "other" and is_closing(raw[begin]):
            first = "closing"
        gaps.append(Gap(first, tuple(marks)))
    after_last = "line end"
    numbers = [
        number
        for number in range(1, len(spans))
        if gaps[number].stops or words[number - 1].last == "dot"
    ]

    def first_after(number: int) -> str:
        """What stands right after a word."""
        return gaps[number + 1].first if number + 1 < len(spans) else after_last

    def word(number: int) -> Word:
        return words[number] if 0 <= number < len(words) else NO_WORD

    def is_grammar(number: int) -> bool:
        is_initial = word(number).is_(WordClass.LETTER) and first_after(number) == "dot"
        is_word = word(number).first == "letter" and word(number).is_(WordClass.GRAMMAR)
        return is_word and not is_initial

    for number in numbers:
        gap, before, after = gaps[number], words[number - 1], words[number]
        begin = spans[number - 1][1]
        lower = after.first == "small letter" and after.second != "letter"
        dots_only = "stop" not in gap.stops
        spaced = dots_only and len(gap.stops) == 3 and gap.first in BLANKS
        starts = is_grammar(number) and not after.is_(WordClass.PRONOUN)
        dot_only = gap.held == ("dot",)
        result = STOP
        if (dots_only and len(gap.stops) > 2 and lower) or (spaced and not starts):
            result = COMMA
        if len(gap.stops) == 1 and lower:
            result = STOP_LOWER
        inside = before.is_(WordClass.LETTER) or after.first == "digit"
        inside |= after.is_(WordClass.LETTER) and not is_grammar(number)
        inside |= before.last == "letter" and not is_grammar(number)
        between_han = before.last == after.first == "single"
        if dot_only and inside and not between_han:
            result = COMMA
        one_dot = dots_only and len(gap.stops) + (before.last == "dot") == 1
        if (
            one_dot
            and not dot_only
            and goes_on(number, gaps, word, is_grammar, first_after)
        ):
            result = classes[number]
        if len(gap.stops) == 1 and comma_after_stop(
            raw, plain, begin, spans[number][0]
        ):
            result = COMMA
        found[number] = result

    def before_capital(number: int) -> bool:
        return word(number + 1).first == "letter"

    for number in numbers:
        after = words[number]
        item = after.is_(WordClass.LETTER) or after.is_(WordClass.ROMAN)
        if (
            found[number] == STOP_LOWER
            and item
            and gaps[number].has_blank
            and first_after(number) in ("closing", "dot")
            and before_capital(number)
        ):
            found[number] = STOP
    for number in numbers:
        gap, before, after = gaps[number], words[number - 1], words[number]
        if (
            after.first == "digit"
            and after.length <= 3
            and gap.holds_only("dot", "stop", *QUOTES)
            and len(gap.stops) == 1
            and not before.is_(WordClass.LETTER | WordClass.BEFORE_NUMBER)
            and (before.last == "small letter" or QUOTES & set(gap.held))
            and before_capital(number)
            and gaps[number + 1].has_blank
            and gaps[number + 1].holds_only(*BLANKS, *QUOTES)
        ):
            found[number] = STOP_LOWER
            found[number + 1] = STOP
    so_far = list(found)
    for number in numbers:
        gap, before = gaps[number], words[number - 1]
        item = before.first == "digit" and before.length <= 3
        item |= before.first == "letter" and before.is_(WordClass.ROMAN)
        item |= before.is_(WordClass.LETTER)
        dotted = gap.first == "dot" and len(gap.stops) == 1 and gap.has_blank
        if item and dotted:
            at_start = ends_paragraph[number - 1] or so_far[number - 1] == STOP
            part = word(number - 2).is_(WordClass.DIVISION | WordClass.BEFORE_NUMBER)
            if number >= 2 and part and so_far[number - 1] < STOP_LOWER:
                at_start |= ends_paragraph[number - 2] or so_far[number - 2] == STOP
            if at_start:
                found[number] = classes[number]
    return [
        PARAGRAPH if ends else result
        for ends, result in zip(ends_paragraph, found, strict=True)
    ]


def goes_on(number, gaps, word, is_grammar, first_after) -> bool:  # type: ignore[no-untyped-def]
    """Whether a dot belongs to an abbreviation in a sentence."""
    gap, earlier, before, after = (
        gaps[number],
        word(number - 2),
        word(number - 1),
        word(number),
    )
    capital = before.first == "letter"
    allowed = capital or not before.is_(WordClass.CAPITAL)
    letter = before.is_(WordClass.LETTER) and capital
    if letter and before.is_(WordClass.PRONOUN):
        letter = (
            earlier.first == "letter"
            and not earlier.is_(WordClass.DIVISION | WordClass.GRAMMAR)
            and set(gaps[number - 1].held) == {"blank"}
        )
    inner = before.is_(WordClass.INNER) and allowed
    inner |= before.is_(WordClass.STATE) and capital and before.last == "small letter"
    inner |= letter and not earlier.is_(WordClass.DIVISION)
    inner |= before.last == "dot"
    person = before.last == "dot" and capital and after.is_(WordClass.PERSON)
    begins = (is_grammar(number) or person) and gap.has_blank
    begins &= gap.holds_only("dot", *BLANKS, *QUOTES)

    answer = before.is_(WordClass.ANSWER)
    single = after.is_(WordClass.LETTER)
    is_word = single and after.is_(WordClass.GRAMMAR) and first_after(number) in BLANKS
    reference = capital and after.is_(WordClass.PRONOUN) and not answer
    numeral = (after.is_(WordClass.ROMAN) or single) and (not is_word or reference)
    shortened = after.is_(WordClass.INNER | WordClass.BEFORE_NUMBER)
    shortened &= first_after(number) == "dot" and not answer
    numbered = after.first == "digit"
    numbered |= after.first == "letter" and (numeral or shortened)
    lower = after.first == "small letter" and after.second != "letter"
    return (
        before.is_(WordClass.GOES_ON)
        or (before.is_(WordClass.TITLE) and allowed)
        or (inner and not begins)
        or (before.is_(WordClass.BEFORE_NUMBER) and numbered)
        or (before.is_(WordClass.BEFORE_DATE) and capital and after.first == "digit")
        or (before.is_(WordClass.BEFORE_LOWER) and lower)
    )


def is_comma(char: str) -> bool:
    return char in ",，、﹐､،٫٬︐︑"


def is_closing(char: str) -> bool:
    return unicodedata.category(char) == "Pe"


def comma_after_stop(raw: str, plain: list[str], low: int, high: int) -> bool:
    """Quotation marks, closing brackets and note calls may stand between the two."""
    stop = next(place for place in range(low, high) if plain[place] in STOPS)
    for place in range(stop + 1, high):
        if plain[place] not in QUOTES | INVISIBLE and not is_closing(raw[place]):
            return is_comma(raw[place])
    return False
