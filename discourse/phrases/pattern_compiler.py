"""From symbols to words at fixed places: a hyphen joins or divides, a gap holds 0 to n words."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from discourse.phrases.pattern_parser import (
    LIMIT,
    NEXT,
    Separator,
    Symbol,
    Variant,
    fault_at,
    too_many,
)
from discourse.text import (
    ADJACENT,
    BLANK,
    HYPHEN,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP_LOWER,
    character_class,
    word_identity,
)

__all__ = ["CompiledPattern", "compile_pattern", "wordings"]

# Which gap classes may be followed over, as bits.
_FOLLOWED = 1 << ADJACENT | 1 << BLANK | 1 << QUOTE
_HYPHENED = _FOLLOWED | 1 << HYPHEN | 1 << SPACED_HYPHEN
_STRAY = 1 << STOP_LOWER
_WITHIN = (1 << PARAGRAPH) - 1
_SENTENCE = (1 << STOP_LOWER) - 1

_SPACED = (",", ";", ":")  # punctuation after which a blank is written

_Wording = tuple[tuple[str | None, ...], tuple[int, ...], tuple[str, ...]]


@dataclass(frozen=True)
class CompiledPattern:
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

    @property
    def plain(self) -> str:
        """The shortest words of each place, as they would be written one after the other."""
        text = ""
        for words, allowed, mark in zip(
            self.words, (0, *self.allowed), ("", *self.literals), strict=True
        ):
            word = min(words or {""}, key=lambda word: (len(word), word))
            close = not allowed or (
                character_class(text[-1:] or word[:1] or " ")
                == character_class(word[:1] or " ")
                == "single"
            )
            between = ". " if allowed == _STRAY else "" if close else " "
            text += (f"{mark} " if mark in _SPACED else mark or between) + word
        return text


def compile_pattern(
    pattern: str, variants: Iterable[Variant]
) -> tuple[CompiledPattern, ...]:
    """Return the shapes that the `variants` of a pattern have, sorted.

    Raises
    ------
    PatternError
        A variant does not begin and end with a word, or there are more wordings than :data:`LIMIT`.
    """
    count = 0
    found: dict[
        tuple[tuple[int, ...], tuple[str, ...], tuple[bool, ...]],
        set[tuple[str | None, ...]],
    ] = {}
    for variant in variants:
        forms = wordings(pattern, variant)
        count += len(forms)
        if count > LIMIT:
            raise too_many(pattern)
        for words, allowed, literals in forms:
            shape = (allowed, literals, tuple(word is None for word in words))
            found.setdefault(shape, set()).add(words)
    shapes = []
    for (allowed, literals, _), alike in sorted(found.items()):
        shapes += [
            CompiledPattern(words, allowed, literals) for words in _merged(alike)
        ]
    return tuple(shapes)


def wordings(pattern: str, variant: Variant) -> list[_Wording]:
    """The sequences of words one variant stands for: a hyphen joins or divides, a gap holds 0 to n words."""
    words, betweens = _assembled(pattern, variant)
    forms: list[_Wording] = [((words[0],), (), ())]
    for word, signs in zip(words[1:], betweens, strict=True):
        forms = [
            form for before in forms for form in _followed(pattern, before, word, signs)
        ]
        if len(forms) > LIMIT:
            raise too_many(pattern)
    return forms


def _assembled(
    pattern: str, variant: Variant
) -> tuple[list[str], list[list[Separator]]]:
    words: list[str] = []
    betweens: list[list[Separator]] = []
    signs: list[Separator] = []
    for symbol in _runs(variant):
        if isinstance(symbol, Separator):
            signs.append(symbol)
        elif symbol.strip("'"):  # what is left is a quotation mark
            words.append(symbol)
            betweens.append(signs)
            signs = []
    bare = [_identity(word) for word in words]
    edges = [
        sign
        for sign in (betweens[0] if betweens else []) + signs
        if sign.what != "blank"
    ]
    if not bare or edges or "" in bare:
        what = (
            "a pattern begins and ends with a word, in every wording it stands for; take the sign at its edge away, or "
            "make it optional together with a word."
        )
        if not any(map(str.isalnum, pattern)):
            what = "signs and emoji are no words, and only words are looked for; write letters, digits or Han characters."
        raise fault_at(pattern, edges[0].column if edges else 0, what)
    return bare, betweens[1:]


@functools.lru_cache(maxsize=4096)
def _identity(word: str) -> str:
    return word_identity(word.strip("'"))


def _runs(variant: Variant) -> list[Symbol]:
    """Put the characters of each word together; a Han character, with the marks on it, is a word by itself."""
    runs: list[Symbol] = []
    for symbol in variant:
        last = runs[-1] if runs else NEXT
        if isinstance(symbol, Separator) or isinstance(last, Separator):
            runs.append(symbol)
        elif symbol == "*" or unicodedata.category(symbol).startswith("M"):
            runs[-1] = last + symbol
        elif "single" in (character_class(symbol), character_class(last[0])):
            runs.append(symbol)
        else:
            runs[-1] = last + symbol
    return runs


def _followed(
    pattern: str, before: _Wording, word: str, signs: list[Separator]
) -> list[_Wording]:
    """Every way in which `word` may follow, over the `signs` between."""
    words, allowed, literals = before
    by: dict[str, list[Separator]] = {}
    for sign in signs:
        by.setdefault(sign.what, []).append(sign)
    alone = len(by.get("gap", ())) > 1 or len(by.get("stray", ())) > 1
    if alone or (
        ("gap" in by or "stray" in by) and ("literal" in by or "hyphen" in by)
    ):
        what = "a gap or a '~' stands between blanks, or beside one another; put a word between it and the next sign."
        raise fault_at(pattern, (by.get("gap") or by["stray"])[0].column, what)
    if "gap" in by:
        return _over(before, word, signs)
    if "literal" in by:
        mark = "".join(
            sign.text if sign.what == "literal" else "-"
            for sign in signs
            if sign.what in ("literal", "hyphen")
        )
        return [((*words, word), (*allowed, _WITHIN), (*literals, mark))]
    if "stray" in by:
        return [((*words, word), (*allowed, _STRAY), (*literals, ""))]
    if "hyphen" not in by:
        return [((*words, word), (*allowed, _FOLLOWED), (*literals, ""))]
    divided = ((*words, word), (*allowed, _HYPHENED), (*literals, ""))
    joined = ((*words[:-1], f"{words[-1]}-{word}"), allowed, literals)
    return [divided, joined]


def _over(before: _Wording, word: str, signs: list[Separator]) -> list[_Wording]:
    """`word` after 0 to n others; a stray stop stands on the side of the gap where it is written."""
    words, allowed, literals = before
    kinds = [sign.what for sign in signs]
    gap = signs[kinds.index("gap")]
    forms: list[_Wording] = []
    for count in range(gap.words + 1):
        over = [_SENTENCE if gap.text else _WITHIN] * (count + 1)
        if "stray" in kinds:
            over[-1 if kinds.index("stray") > kinds.index("gap") else 0] = _STRAY
        forms.append(
            (
                (*words, *[None] * count, word),
                (*allowed, *over),
                (*literals, *[""] * (count + 1)),
            )
        )
    return forms


def _merged(
    wordings: set[tuple[str | None, ...]],
) -> list[tuple[frozenset[str] | None, ...]]:
    """Put wordings that differ in one place only into one shape, place by place, as long as that helps."""
    shapes = {
        tuple(None if word is None else frozenset([word]) for word in wording)
        for wording in wordings
    }
    size = 1
    while size != len(shapes):
        size = len(shapes)
        for place in range(len(next(iter(shapes)))):
            by: dict[tuple[frozenset[str] | None, ...], set[str]] = {}
            for shape in shapes:
                by.setdefault((*shape[:place], *shape[place + 1 :]), set()).update(
                    shape[place] or ()
                )
            shapes = {
                (*rest[:place], frozenset(words) if words else None, *rest[place:])
                for rest, words in by.items()
            }
    return sorted(
        shapes, key=lambda shape: [sorted(words) if words else [] for words in shape]
    )
