r"""Phrases and lexicons: a small pattern language over words, compiled to slots.

============================  =========================================================================================
in a pattern                  means
============================  =========================================================================================
``shared future``             a blank: *followed by*; quotation marks between the words do not count
``word*``                     any ending; a ``*`` may stand anywhere in a word, and alone it is any one word
``(a|b)``                     one of them, also inside a word (``neighbo(u)?r``) and at top level (``a|b``)
``(x)?``                      x or nothing
``<4>``                       up to 4 words between, as few as will do, never over the end of a paragraph
``<4!>``                      the same, and never over the end of a sentence
``win-win``                   ``-`` is a hyphen, a hyphen with blanks beside it, or a blank
``@slot``                     a named set of alternatives, which may use others
``community~fate``            ``~`` is one stray stop, refused before a capital letter
``amity, sincerity``, ``b&r`` other punctuation stands for itself (blanks beside it do not matter)
``\\(``                        a backslash takes the meaning from the next character
============================  =========================================================================================

A pattern begins and ends with a word. Case, curly quotation marks, kinds of apostrophe and dash make no difference.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from discourse.errors import PatternError, suggest
from discourse.text import (
    ADJACENT,
    BLANK,
    HYPHEN,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP_LOWER,
    character,
    fold,
    key,
    script,
)

__all__ = ["LIMIT", "Phrase", "Slots"]

LIMIT = 10_000  # wordings a pattern may stand for; one that stands for more is refused

# Which gap classes may be followed over, as bits.
_FOLLOWED = 1 << ADJACENT | 1 << BLANK | 1 << QUOTE
_HYPHENED = _FOLLOWED | 1 << HYPHEN | 1 << SPACED_HYPHEN
_STRAY = 1 << STOP_LOWER
_WITHIN = (1 << PARAGRAPH) - 1
_SENTENCE = (1 << STOP_LOWER) - 1


@dataclass(frozen=True)
class Slots:
    """One shape of a phrase: words at fixed places.

    Attributes
    ----------
    words : tuple of frozenset of str, or None
        For each place the words that fit (``*`` = any characters); None = any word, which counts as a gap.
    allowed : tuple of int
        For each place but the first, the gap classes that may stand before it, as bits.
    literals : tuple of str
        For each place but the first, the punctuation that must stand before it; ``""`` = not tested.
    """

    words: tuple[frozenset[str] | None, ...]
    allowed: tuple[int, ...]
    literals: tuple[str, ...]

    @property
    def gaps(self) -> int:
        """Words between that belong to no slot."""
        return sum(words is None for words in self.words)


@dataclass(frozen=True)
class Phrase:
    """A pattern over words, and what is known of the wording it stands for.

    Parameters
    ----------
    pattern : str
        See the table at the head of :mod:`discourse.phrases`.
    id : str
        Name of the pattern in its family; the pattern itself when not given.
    status : {'standard', 'variant', 'garbled', 'clipped', 'collective', 'allusive'}
        How the wording stands to the official one.
    years : str
        Years of official use, in words.
    strict : bool
        Whether its mentions enter a strict count.
    case : {'any', 'upper', 'capital'}
        'upper': every letter a capital ("BRI"); 'capital': every word of five letters or more begins with one.
    slots : mapping of str to str
        What ``@name`` stands for.

    Raises
    ------
    PatternError
        The pattern cannot be read; the message and ``position`` say where.

    Examples
    --------
    >>> [sorted(words) for words in Phrase("good-neighbo(u)?r*").shapes[0].words]
    [['good-neighbor*', 'good-neighbour*']]
    >>> Phrase("community of (destiny")
    Traceback (most recent call last):
    discourse.errors.PatternError: 'community of (destiny', column 13: the group opened here is not closed; write ')'.
    """

    pattern: str
    id: str = ""
    status: str = "standard"
    years: str = ""
    strict: bool = True
    case: Literal["any", "upper", "capital"] = "any"
    slots: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.pattern, str):
            raise PatternError(f"a pattern is text; what came is {self.pattern!r}.")
        if not self.id:
            object.__setattr__(self, "id", self.pattern)
        _ = self.shapes  # a fault shows when the phrase is made, not when it is used

    @functools.cached_property
    def shapes(self) -> tuple[Slots, ...]:
        """The shapes the pattern stands for."""
        reader = _Reader(self.pattern, self.slots, (self.pattern,))
        variants = reader.read()
        found: dict[tuple[tuple[int, ...], tuple[str, ...], tuple[bool, ...]], set[tuple[str | None, ...]]] = {}
        for variant in variants:
            for words, allowed, literals in _wordings(self.pattern, variant):
                shape = (allowed, literals, tuple(word is None for word in words))
                found.setdefault(shape, set()).add(words)
        shapes = []
        for (allowed, literals, _), wordings in sorted(found.items()):
            shapes += [Slots(words, allowed, literals) for words in _merged(wordings)]
        return tuple(shapes)

    @functools.cached_property
    def plain(self) -> str:
        """The shortest wording without a gap, as a plain string search would look for it; ``""`` when there is none."""
        whole = [shape.words for shape in self.shapes if not shape.gaps]
        texts = [" ".join(min(words) for words in shape if words) for shape in whole]
        return min((text.replace("*", "") for text in texts), key=lambda text: (len(text), text), default="")

    @functools.cached_property
    def scripts(self) -> frozenset[str]:
        """Scripts its words are written in."""
        words = {word for shape in self.shapes for slot in shape.words if slot for word in slot}
        return frozenset(script(word) for word in words) - {"common"} or frozenset({"common"})


# ---------------------------------------------------------------------------------------------------------------------
# Reading a pattern: to a list of wordings, each a sequence of symbols


@dataclass(frozen=True)
class _Sign:
    """A symbol between words: blank, hyphen, stray stop, gap, or literal punctuation."""

    what: Literal["blank", "hyphen", "stray", "gap", "literal"]
    text: str = ""
    words: int = 0
    column: int = 0


_Symbol = str | _Sign  # a str is a run of characters of a word
_Variant = tuple[_Symbol, ...]
_BLANK = _Sign("blank")


class _Reader:
    """Reads one pattern by recursive descent; alternatives are multiplied out as they are read."""

    def __init__(self, pattern: str, slots: Mapping[str, str], chain: tuple[str, ...]) -> None:
        self.pattern, self.slots, self.chain, self.at = pattern, slots, chain, 0
        # Folded one to one, so that columns stay those of the pattern as written.
        self.text = fold(pattern)

    def fault(self, what: str, column: int | None = None) -> PatternError:
        at = self.at if column is None else column
        return PatternError(f"{self.pattern!r}, column {at}: {what}", position=at)

    def read(self) -> list[_Variant]:
        if not self.text.strip():
            raise self.fault("an empty pattern would match nothing; give at least one word.", 0)
        found = self.alternatives()
        if self.at < len(self.text):
            raise self.fault("this ')' closes no group; write '\\)' for the character itself.")
        return found

    def alternatives(self) -> list[_Variant]:
        found = self.sequence()
        while self.at < len(self.text) and self.text[self.at] == "|":
            self.at += 1
            found = found + self.sequence()
        return list(dict.fromkeys(found))

    def sequence(self) -> list[_Variant]:
        found: list[_Variant] = [()]
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            part = self.part()
            if len(found) * len(part) > LIMIT:
                raise self.fault(f"the pattern stands for more than {LIMIT:,} wordings; split it into several.")
            found = [left + right for left in found for right in part]
        return found

    def part(self) -> list[_Variant]:
        char = self.text[self.at]
        if char == "(":
            return self.group()
        if char == "@":
            return self.slot()
        if char == "<":
            return [(self.gap(),)]
        if char == "?":
            raise self.fault("'?' follows a group: write '(n)?' for an optional n, or '\\?' for the character.")
        if char == "\\":
            self.at += 1
            if self.at == len(self.text):
                raise self.fault("a backslash at the end takes the meaning from nothing; leave it out or double it.")
            return self.plain(self.text[self.at], escaped=True)
        return self.plain(char, escaped=False)

    def plain(self, char: str, *, escaped: bool) -> list[_Variant]:
        column, self.at = self.at, self.at + 1
        if escaped:
            return [(_Sign("literal", char, column=column),)]
        if char in "~-":
            return [(_Sign("stray" if char == "~" else "hyphen", column=column),)]
        what = character(char)
        if char == "*" or what in ("word", "single", "apostrophe"):
            return [(char,)]
        if what in ("quote", "nothing"):  # quotation marks are transparent in the text, so in a pattern too
            return [()]
        return [(_BLANK if what == "blank" else _Sign("literal", char, column=column),)]

    def group(self) -> list[_Variant]:
        opened = self.at
        self.at += 1
        found = self.alternatives()
        if self.at == len(self.text):
            raise self.fault("the group opened here is not closed; write ')'.", opened)
        self.at += 1
        if self.at < len(self.text) and self.text[self.at] == "?":
            self.at += 1
            found = list(dict.fromkeys([*found, ()]))
        return found

    def slot(self) -> list[_Variant]:
        name = re.compile(r"@([a-z0-9_]*)").match(self.text, self.at)
        word = name[1] if name else ""
        if word not in self.slots:
            have = ", ".join(sorted(self.slots)) or "none"
            raise self.fault(f"no slot is called {word!r}; slots: {have}.{suggest(word, self.slots)}")
        if word in self.chain:
            raise self.fault(f"the slot {word!r} stands for itself; take it out of {self.slots[word]!r}.")
        self.at += 1 + len(word)
        return _Reader(self.slots[word], self.slots, (*self.chain, word)).read()

    def gap(self) -> _Sign:
        sign = re.compile(r"<(\d{1,3})(!?)>").match(self.text, self.at)
        if sign is None or not 1 <= int(sign[1]) <= 20:
            raise self.fault("a gap is '<n>' or '<n!>' with n from 1 to 20; write '\\<' for the character.")
        column, self.at = self.at, sign.end()
        return _Sign("gap", sign[2], int(sign[1]), column)


# ---------------------------------------------------------------------------------------------------------------------
# From symbols to words at fixed places

_Wording = tuple[tuple[str | None, ...], tuple[int, ...], tuple[str, ...]]


def _wordings(pattern: str, variant: _Variant) -> list[_Wording]:
    """The sequences of words one variant stands for: a hyphen joins or divides, a gap holds 0 to n words."""
    words, betweens = _assembled(pattern, variant)
    forms: list[_Wording] = [((words[0],), (), ())]
    for word, signs in zip(words[1:], betweens, strict=True):
        forms = [form for before in forms for form in _followed(pattern, before, word, signs)]
        if len(forms) > LIMIT:
            raise PatternError(f"{pattern!r} stands for more than {LIMIT:,} wordings; split it into several.")
    return forms


def _assembled(pattern: str, variant: _Variant) -> tuple[list[str], list[list[_Sign]]]:
    words: list[str] = []
    betweens: list[list[_Sign]] = []
    signs: list[_Sign] = []
    open_ = False  # does the next character go on with the last word?
    for symbol in variant:
        if isinstance(symbol, _Sign):
            signs.append(symbol)
            open_ = False
        elif open_ and not (character(symbol) == "single" or (character(words[-1][-1]) == "single" and symbol != "*")):
            words[-1] += symbol
        else:
            words.append(symbol)
            betweens.append(signs)
            signs, open_ = [], True
    bare = [key(word.strip("'")) for word in words]
    edges = [sign for sign in (betweens[0] if betweens else []) + signs if sign.what != "blank"]
    if not bare or edges or "" in bare:
        column = edges[0].column if edges else 0
        raise PatternError(
            f"{pattern!r}, column {column}: a pattern begins and ends with a word, in every wording it stands for; "
            "take the sign at its edge away, or make it optional together with a word.",
            position=column,
        )
    return bare, betweens[1:]


def _followed(pattern: str, before: _Wording, word: str, signs: list[_Sign]) -> list[_Wording]:
    """Every way in which `word` may follow, over the `signs` between."""
    words, allowed, literals = before
    by: dict[str, list[_Sign]] = {}
    for sign in signs:
        by.setdefault(sign.what, []).append(sign)
    if "gap" in by:
        if len(by["gap"]) > 1 or "literal" in by or "hyphen" in by:
            column = by["gap"][0].column
            what = "a gap stands between blanks, or beside one '~'; put a word between it and the next sign."
            raise PatternError(f"{pattern!r}, column {column}: {what}", position=column)
        sign = by["gap"][0]
        over = _SENTENCE if sign.text else _WITHIN
        last = _STRAY if "stray" in by else over
        return [
            ((*words, *[None] * n, word), (*allowed, *[over] * n, last), (*literals, *[""] * (n + 1)))
            for n in range(sign.words + 1)
        ]
    if "literal" in by:
        mark = "".join(
            sign.text if sign.what == "literal" else "-" for sign in signs if sign.what in ("literal", "hyphen")
        )
        return [((*words, word), (*allowed, _WITHIN), (*literals, mark))]
    if "stray" in by:
        return [((*words, word), (*allowed, _STRAY), (*literals, ""))]
    if "hyphen" not in by:
        return [((*words, word), (*allowed, _FOLLOWED), (*literals, ""))]
    divided = ((*words, word), (*allowed, _HYPHENED), (*literals, ""))
    joined = ((*words[:-1], f"{words[-1]}-{word}"), allowed, literals)
    return [divided, joined]


def _merged(wordings: set[tuple[str | None, ...]]) -> list[tuple[frozenset[str] | None, ...]]:
    """Put wordings that differ in one place only into one shape, place by place, as long as that helps."""
    shapes = {tuple(None if word is None else frozenset([word]) for word in wording) for wording in wordings}
    size = -1
    while size != len(shapes):
        size = len(shapes)
        for place in range(len(next(iter(shapes)))):
            by: dict[tuple[frozenset[str] | None, ...], set[str]] = {}
            for shape in shapes:
                by.setdefault((*shape[:place], *shape[place + 1 :]), set()).update(shape[place] or ())
            shapes = {(*rest[:place], frozenset(words) if words else None, *rest[place:]) for rest, words in by.items()}
    return sorted(shapes, key=lambda shape: [sorted(words) if words else [] for words in shape])
