"""The Phrase: a pattern over words, and what is known of the wording it means."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from discourse.errors import OptionError, PatternError
from discourse.phrases.pattern_compiler import (
    CompiledPattern,
    WordSequence,
    compile_pattern,
    compile_plain_words,
    expand_gaps,
)
from discourse.phrases.pattern_parser import PatternParser
from discourse.phrases.pattern_slots import PatternSlots
from discourse.text import script_of
from discourse.validation import check_characters, check_flag, check_option, show_value

__all__ = ["ANCHORS", "STATUSES", "Phrase"]

STATUSES = ("standard", "variant", "garbled", "clipped", "collective", "allusive")
# Where a full wording must stand, for a wording to count.
ANCHORS = ("none", "document", "paragraph")


@dataclass(frozen=True)
class Phrase:
    """A pattern over words, and what is known of the wording it means.

    Parameters
    ----------
    pattern : str
        See the table at the head of :mod:`discourse.phrases`.
    id : str
        Name of the pattern in its family; the pattern itself when not given.
    status : {'standard', 'variant', 'garbled', 'clipped', 'collective', 'allusive'}
        How the wording differs from the official one.
    years : str
        Years of official use, in words.
    strict : bool
        Whether its mentions are part of a strict count.
    case : {'any', 'upper', 'capital'}
        'upper': every letter is a capital ("BRI"). 'capital': every word of five
        letters or more begins with a capital (every word, if none is so long).
    language : str
        Code of the language that the wording is in, such as 'fr'; ``""`` = not said.
    anchor : {'none', 'document', 'paragraph'}
        Where a full wording of the formula must stand for this one to count: anywhere
        in the same document, or in the same paragraph. 'none': it counts everywhere,
        and is itself a full wording. For a phrase without a family it has no effect.
    slots : mapping of str to str
        What ``@name`` means.

    Attributes
    ----------
    sequences : tuple of WordSequence
        What the pattern means, with its slots filled in: places with the words that fit
        at each, and what may come between two places. Most patterns have one. Two
        phrases with one pattern but different words in their slots are not equal.
    shapes : tuple of CompiledPattern
        The same with the number of words in each gap fixed: one for each choice.

    Raises
    ------
    PatternError
        The pattern cannot be read; the message and ``position`` say where.
    OptionError
        Another parameter has a value that it does not take.

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
    language: str = ""
    anchor: Literal["none", "document", "paragraph"] = "none"
    slots: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    sequences: tuple[WordSequence, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.pattern, str):
            raise PatternError(
                f"a pattern is text; what came is {show_value(self.pattern)}."
            )
        check_option("status", self.status, STATUSES)
        check_option("case", self.case, ("any", "upper", "capital"))
        check_option("anchor", self.anchor, ANCHORS)
        check_flag("strict", self.strict)
        for name in ("id", "years", "language"):
            value = getattr(self, name)
            if not isinstance(value, str):
                raise OptionError(f"{name}={show_value(value)}: text was expected.")
            check_characters(name, [value])
        slots = self.slots
        if not isinstance(slots, PatternSlots):
            slots = PatternSlots(slots)
        # A frozen dataclass sets its own fields in this way only.
        if not self.id:
            object.__setattr__(self, "id", self.pattern)
        # Parsed now, so that an error is raised before the phrase is used.
        sequences = compile_plain_words(self.pattern)
        if sequences is None:
            variants = PatternParser(self.pattern, slots).read()
            sequences = compile_pattern(self.pattern, variants)
        object.__setattr__(self, "sequences", sequences)

    @functools.cached_property
    def shapes(self) -> tuple[CompiledPattern, ...]:
        """The sequences with the number of words in each gap fixed."""
        return expand_gaps(self.sequences)

    @functools.cached_property
    def plain(self) -> str:
        """The shortest wording, as a plain string search would look for it.

        ``""`` if the pattern has a gap, because then no string finds its wordings. Of
        equally short wordings, the one with fewer words is taken, then the first in
        alphabetical order.
        """
        ranked_wordings = []
        for sequence in self.sequences:
            if sequence.has_gaps:
                return ""
            wording = sequence.plain.replace("*", "")
            rank = (len(wording), len(sequence.words), wording)
            ranked_wordings.append(rank)
        _, _, shortest_wording = min(ranked_wordings)
        return shortest_wording

    @functools.cached_property
    def scripts(self) -> frozenset[str]:
        """Scripts of its words, such as 'latin'; 'common' if it has digits only."""
        scripts: set[str] = set()
        for sequence in self.sequences:
            for words in sequence.words:
                scripts.update(map(script_of, words))
        # Digits are written in texts of every script.
        scripts.discard("common")
        if not scripts:
            return frozenset({"common"})
        return frozenset(scripts)
