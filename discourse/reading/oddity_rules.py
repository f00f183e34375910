"""Which rules look at which texts, so that each character is looked at about once.

A rule that looks for something odd says which characters a text must have before there
can be anything to find. All texts are searched for these characters in one pass. The
rule itself, which counts and explains, reads only the texts that have them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from discourse.accelerators import SequenceMatches, SequenceSearch
from discourse.corpus.reading_notes import Oddity
from discourse.reading.diagnostics import (
    CONTROL_CHARACTERS,
    LINE_END_HYPHENS,
    MAX_NARROW_LENGTH,
    SHAPELESS_SIGNS,
    TRAIL_BYTES,
    UNSEGMENTED_RANGES,
    find_byte_order_marks,
    find_control_characters,
    find_divided_words,
    find_emptiness,
    find_long_line,
    find_lost_letters,
    find_markup,
    find_mojibake,
    find_narrow_lines,
    find_seven_bit_escapes,
    find_shown_markup,
    find_signs_inside_words,
    find_unsegmented,
    find_zeros,
)
from discourse.reading.script_oddities import (
    HAN_CHARACTERS,
    LATIN_LETTERS,
    OTHER_LETTERS,
    HanForms,
    find_mixed_words,
    han_forms_of,
)

__all__ = ["OddityRules", "search_texts"]


@dataclass(frozen=True)
class _Rule:
    """A rule that looks for something odd in a text.

    Attributes
    ----------
    find : callable
        It returns what is odd in a text.
    needs : tuple of tuple of str
        Sequences of sets of characters. A text in which none of them occurs has
        nothing that the rule can find. Without any, the rule looks at every text.
    reads_head : bool
        Whether the rule looks at the whole text, or at the text without its head,
        which is metadata. Letters that were damaged are looked for everywhere. What is
        counted wrongly is looked for in the body only.
    takes_line_ends : bool
        Whether `find` takes the number of line ends, which is known, as well.
    """

    find: Callable[..., list[Oddity]]
    needs: tuple[tuple[str, ...], ...]
    reads_head: bool = False
    takes_line_ends: bool = False


_ASCII_LETTERS = "A-Za-z"
_BASE_64 = f"{_ASCII_LETTERS}0-9/"
_MAY_BE_LETTERS = f"{_ASCII_LETTERS}\x80-\uffff"
_MAY_BE_SMALL = "a-z\x80-\uffff"
_UNSEGMENTED = "".join(
    f"{chr(first)}-{chr(last)}" for first, last in UNSEGMENTED_RANGES
)
_TAG_STARTS = ("<", f"{_ASCII_LETTERS}/!")

_MARKUP = _Rule(find_markup, (_TAG_STARTS, ("&", f"{_ASCII_LETTERS}#")))
# Tags and entities of a file with markup were read, so those in it are what it shows.
_SHOWN_MARKUP = _Rule(find_shown_markup, (_TAG_STARTS,))

# In the order in which they are reported.
_RULES = (
    _Rule(find_emptiness, ()),
    _Rule(find_zeros, (("\0",),), reads_head=True),
    _MARKUP,
    _SHOWN_MARKUP,
    _Rule(
        find_seven_bit_escapes,
        (("\x1b", "$", "@B"), ("~", "{"), ("+", _BASE_64, _BASE_64, _BASE_64)),
        reads_head=True,
    ),
    _Rule(find_long_line, ()),
    # There may be more than one blank; the rule itself looks what comes behind them.
    _Rule(
        find_divided_words,
        (
            (_MAY_BE_SMALL, LINE_END_HYPHENS, "\n\r"),
            (_MAY_BE_SMALL, LINE_END_HYPHENS, " \t", " \t\n\r"),
        ),
        takes_line_ends=True,
    ),
    _Rule(
        find_signs_inside_words,
        ((_MAY_BE_LETTERS, SHAPELESS_SIGNS, _MAY_BE_LETTERS),),
        reads_head=True,
    ),
    _Rule(find_lost_letters, (("\ufffd",),), reads_head=True),
    _Rule(
        find_mojibake,
        (
            ("Ã", TRAIL_BYTES),
            ("Â", "\xa0-\xbf"),
            ("â", "€\x80", TRAIL_BYTES),
            ("ï", "¿»", "½¿"),
            ("ÐÑ", TRAIL_BYTES, "ÐÑ"),
            ("à-ï", TRAIL_BYTES, TRAIL_BYTES, "à-ï"),
            ("¡", "ª\xad®¯°±"),
            ("¡-þ",) * 6,
            ("锟", "斤"),
            ("鈥銆锛鐨",),
        ),
        reads_head=True,
    ),
    _Rule(find_byte_order_marks, (("\ufeff",),), reads_head=True),
    _Rule(find_control_characters, ((CONTROL_CHARACTERS,),), reads_head=True),
    _Rule(find_unsegmented, ((_UNSEGMENTED,),)),
    _Rule(
        find_mixed_words,
        ((LATIN_LETTERS, OTHER_LETTERS), (OTHER_LETTERS, LATIN_LETTERS)),
    ),
)
_HAN = (HAN_CHARACTERS,)
_LINE_ENDS = "\n\r"


@functools.cache
def _search() -> SequenceSearch:
    """Return the search for all that the rules need."""
    sequences: list[tuple[str, ...]] = [_HAN]
    for rule in _RULES:
        sequences += rule.needs
    return SequenceSearch(sequences, counted=_LINE_ENDS)


def search_texts(texts: Sequence[str]) -> SequenceMatches:
    """Return which texts have what the rules need, or a lone surrogate."""
    return _search().find(texts)


class OddityRules:
    """The rules, and which of them have something to look at in some texts.

    Parameters
    ----------
    texts : sequence of str
        The whole texts.
    bodies : sequence of str
        The texts without their heads; the same object where a text has no head.
    matches : SequenceMatches, optional
        What :func:`search_texts` found in the texts.
    """

    def __init__(
        self,
        texts: Sequence[str],
        bodies: Sequence[str],
        *,
        matches: SequenceMatches | None = None,
    ) -> None:
        self._texts = texts
        self._bodies = bodies
        if matches is None:
            matches = search_texts(texts)
        self._places = matches.places
        self._places_of_bodies = matches.places.copy()
        self._line_ends = matches.counted.copy()
        pairs = enumerate(zip(texts, bodies, strict=True))
        with_head = [number for number, (text, body) in pairs if text is not body]
        matches_of_bodies = search_texts([bodies[number] for number in with_head])
        self._places_of_bodies[with_head] = matches_of_bodies.places
        self._line_ends[with_head] = matches_of_bodies.counted

    def find_oddities(self, are_from_markup: Sequence[bool]) -> list[list[Oddity]]:
        """Return what looks odd in each text, in the order of the rules.

        Parameters
        ----------
        are_from_markup : sequence of bool
            Whether each text was taken out of a web page or an XML file: its tags and
            entities were read, so those in it are what the page shows.
        """
        shows_markup = np.array(are_from_markup, dtype=bool)
        oddities: list[list[Oddity]] = [[] for _ in self._texts]
        for rule in _RULES:
            is_concerned = self._may_find(rule)
            if rule is _MARKUP:
                is_concerned &= ~shows_markup
            if rule is _SHOWN_MARKUP:
                is_concerned &= shows_markup
            texts = self._texts if rule.reads_head else self._bodies
            for number in np.flatnonzero(is_concerned).tolist():
                if rule.takes_line_ends:
                    line_ends = int(self._line_ends[number])
                    found = rule.find(texts[number], line_end_count=line_ends)
                else:
                    found = rule.find(texts[number])
                oddities[number] += found
        return oddities

    def _may_find(self, rule: _Rule) -> np.ndarray:
        """Return in which texts a rule may find something."""
        if not rule.needs:
            return np.ones(len(self._texts), dtype=bool)
        places = self._places if rule.reads_head else self._places_of_bodies
        return _search().has_any(places, rule.needs)

    def find_narrow_lines(self) -> list[list[Oddity]]:
        """Return, for each text, an oddity if its lines look wrapped in a column."""
        lengths = np.array([len(body) for body in self._bodies], dtype=np.int64)
        are_short = lengths <= MAX_NARROW_LENGTH * (self._line_ends + 1)
        oddities: list[list[Oddity]] = [[] for _ in self._bodies]
        for number in np.flatnonzero(are_short).tolist():
            oddities[number] = find_narrow_lines(self._bodies[number])
        return oddities

    def count_han_forms(self) -> list[HanForms | None]:
        """Return the characters of each text that only one form of Chinese has."""
        has_han = _search().has_any(self._places_of_bodies, [_HAN])
        forms: list[HanForms | None] = [None] * len(self._bodies)
        for number in np.flatnonzero(has_han).tolist():
            forms[number] = han_forms_of(self._bodies[number])
        return forms
