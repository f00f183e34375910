"""The Phrase."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from discourse.errors import OptionError, PatternError
from discourse.phrases.pattern_compiler import CompiledPattern, compile_pattern
from discourse.phrases.pattern_parser import PatternParser
from discourse.text import fold, script_of
from discourse.validation import check_flag, check_option

__all__ = ["STATUSES", "Phrase"]

STATUSES = ("standard", "variant", "garbled", "clipped", "collective", "allusive")


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
        'upper': every letter a capital ("BRI"); 'capital': every word of five letters or more begins with one (every
        word, when none is so long).
    slots : mapping of str to str
        What ``@name`` stands for.

    Attributes
    ----------
    shapes : tuple of CompiledPattern
        What the pattern stands for, its slots filled in. Two phrases that stand for different words are not equal,
        though they be written alike.

    Raises
    ------
    PatternError
        The pattern cannot be read; the message and ``position`` say where.
    OptionError
        One of the others has a value it does not take.

    Examples
    --------
    >>> [sorted(words) for words in Phrase("good-neighbo(u)?r*").shapes[0].words]
    [['good-neighbor*', 'good-neighbour*']]
    >>> Phrase("community of (destiny")
    Traceback (most recent call last):
    discourse.errors.PatternError: 'community of (destiny', column 14: the group opened here is not closed; write ')'.
    """

    pattern: str
    id: str = ""
    status: str = "standard"
    years: str = ""
    strict: bool = True
    case: Literal["any", "upper", "capital"] = "any"
    slots: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    shapes: tuple[CompiledPattern, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.pattern, str):
            raise PatternError(f"a pattern is text; what came is {self.pattern!r}.")
        check_option("status", self.status, STATUSES)
        check_option("case", self.case, ("any", "upper", "capital"))
        check_flag("strict", self.strict)
        for name, value in (("id", self.id), ("years", self.years)):
            if not isinstance(value, str):
                raise OptionError(f"{name}={value!r}: text was expected.")
        if not isinstance(self.slots, Mapping) or not all(
            isinstance(s, str) for pair in self.slots.items() for s in pair
        ):
            raise OptionError(
                f"slots={self.slots!r}: a dict of patterns was expected, such as {{'grade': '(full|close)'}}."
            )
        if not self.id:
            object.__setattr__(self, "id", self.pattern)
        slots = {fold(name): pattern for name, pattern in self.slots.items()}
        # Read at once: a fault shows when the phrase is made, not when it is used.
        shapes = compile_pattern(
            self.pattern, PatternParser(self.pattern, slots, {}, ()).read()
        )
        object.__setattr__(self, "shapes", shapes)

    @functools.cached_property
    def plain(self) -> str:
        """The shortest wording without a gap, as a plain string search would look for it; ``""`` when there is none."""
        whole = [] if any(shape.gaps for shape in self.shapes) else self.shapes
        texts = [(shape.plain.replace("*", ""), len(shape.words)) for shape in whole]
        return min(
            texts, key=lambda text: (len(text[0]), text[1], text[0]), default=("", 0)
        )[0]

    @functools.cached_property
    def scripts(self) -> frozenset[str]:
        """Scripts its words are written in."""
        words = {
            word
            for shape in self.shapes
            for slot in shape.words
            if slot
            for word in slot
        }
        return frozenset(script_of(word) for word in words) - {"common"} or frozenset(
            {"common"}
        )
