"""A pattern parsed: to the list of its variants, each a sequence of symbols."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from discourse.errors import PatternError
from discourse.text import character_class, fold
from discourse.validation import suggest

__all__ = [
    "BLANK_SEPARATOR",
    "LIMIT",
    "PatternParser",
    "Separator",
    "Symbol",
    "Variant",
    "pattern_error",
    "too_many_wordings",
]

LIMIT = 10_000  # wordings of a pattern; a pattern with more is refused
MAX_LENGTH = 20_000  # characters of a pattern
MAX_SYMBOLS = 1_000_000  # symbols in all variants of a pattern together
MAX_DEPTH = 50  # groups and slots one within the other
MAX_GAP = 20  # words in a gap
MAX_SHOWN_LENGTH = 80  # characters of a pattern in a message
_SLOT_PATTERN = re.compile(r"@([a-z0-9_]*)")
_GAP_PATTERN = re.compile(r"<(\d{1,3})(!?)>")
_TOO_DEEP = (
    f"more than {MAX_DEPTH} groups and slots lie within each other; write the pattern "
    "flatter."
)


@dataclass(frozen=True)
class Separator:
    """A symbol between words.

    Attributes
    ----------
    kind : {'blank', 'hyphen', 'stray', 'gap', 'literal'}
        'stray' is a stray stop, 'literal' is punctuation that stands for itself.
    text : str
        The punctuation; of a gap, "!" if it may not cross the end of a sentence.
    words : int
        The largest number of words in a gap.
    column : int
        Position in the pattern, from 0.
    """

    kind: Literal["blank", "hyphen", "stray", "gap", "literal"]
    text: str = ""
    words: int = 0
    column: int = 0


Symbol = str | Separator  # a str is a character of a word, or several
Variant = tuple[Symbol, ...]
BLANK_SEPARATOR = Separator("blank")


class PatternParser:
    """Parse one pattern by recursive descent.

    Alternatives are multiplied out as they are read.

    Parameters
    ----------
    pattern : str
    slots : mapping of str to str
        The pattern of each slot, by its folded name.
    parsed_slots : dict
        Variants of the slots read before; the slots read now are added.
    enclosing : tuple of str
        The slots, and the groups (as ``""``), that this pattern lies within.
    """

    def __init__(
        self,
        pattern: str,
        slots: Mapping[str, str],
        *,
        parsed_slots: dict[str, list[Variant]] | None = None,
        enclosing: tuple[str, ...] = (),
    ) -> None:
        self.pattern = pattern
        self.slots = slots
        self.parsed_slots = {} if parsed_slots is None else parsed_slots
        self.enclosing = enclosing
        self.position = 0
        try:
            # One to one, so that columns stay those of the pattern as written.
            self.text = fold(pattern)
        except UnicodeEncodeError as fault:
            raise PatternError(
                f"{pattern!r}: no text holds a lone surrogate.", position=fault.start
            ) from None

    def error(self, message: str, position: int | None = None) -> PatternError:
        """Return the error with `message`, and with its slot, pattern and column."""
        if position is None:
            position = self.position
        within = ""
        for name in self.enclosing:
            if name:
                within = f"slot {name!r}, "
        return pattern_error(self.pattern, position, message, within)

    def next_character(self) -> str:
        """Return the character at the position; ``""`` at the end."""
        return self.text[self.position : self.position + 1]

    def skip(self, char: str) -> bool:
        """Skip a character if it comes next, and return whether it did."""
        if self.next_character() != char:
            return False
        self.position += 1
        return True

    def read(self) -> list[Variant]:
        """Read the whole pattern."""
        if not self.text.strip():
            raise self.error(
                "an empty pattern would match nothing; give at least one word.", 0
            )
        if len(self.text) > MAX_LENGTH:
            raise too_many_wordings(self.pattern, MAX_LENGTH)
        variants = self.read_alternatives()
        if self.next_character():
            raise self.error(
                "this ')' closes no group; write '\\)' for the character itself."
            )
        return variants

    def read_alternatives(self) -> list[Variant]:
        """Read ``a|b|c``, up to the end or a ``)``."""
        variants = self.read_sequence()
        while self.skip("|"):
            variants = variants + self.read_sequence()
            if len(variants) > LIMIT:
                raise too_many_wordings(self.pattern, self.position)
        return list(dict.fromkeys(variants))

    def read_sequence(self) -> list[Variant]:
        """Read parts that follow each other."""
        variants: list[Variant] = [()]
        # Symbols that all variants share are appended together.
        shared: list[Symbol] = []
        while self.next_character() not in ("", "|", ")"):
            part = self.read_part()
            if len(part) == 1:
                shared += part[0]
                continue
            variants = self.append_to_each(variants, [tuple(shared)])
            variants = self.append_to_each(variants, part)
            shared = []
        return self.append_to_each(variants, [tuple(shared)])

    def append_to_each(
        self, variants: list[Variant], endings: list[Variant]
    ) -> list[Variant]:
        """Return each of `variants` followed by each of `endings`."""
        count = len(variants) * len(endings)
        symbols = len(endings) * sum(map(len, variants))
        symbols += len(variants) * sum(map(len, endings))
        if count > LIMIT or symbols > MAX_SYMBOLS:
            raise too_many_wordings(self.pattern, self.position)
        return [variant + ending for variant in variants for ending in endings]

    def read_part(self) -> list[Variant]:
        """Read a group, a slot, a gap, or one character."""
        char = self.next_character()
        if char == "(":
            return self.read_group()
        if char == "@":
            return self.read_slot()
        if char == "<":
            return [(self.read_gap(),)]
        if char == "?":
            raise self.error(
                "'?' follows a group: write '(n)?' for an optional n, or '\\?' for the "
                "character."
            )
        if char != "\\":
            return self.read_character(is_escaped=False)
        self.position += 1
        if not self.next_character():
            raise self.error(
                "a backslash at the end takes the meaning from nothing; leave it out or "
                "double it."
            )
        return self.read_character(is_escaped=True)

    def read_character(self, *, is_escaped: bool) -> list[Variant]:
        """Read one character of a word, or between words."""
        column = self.position
        char = self.next_character()
        self.position += 1
        kind = character_class(char)
        if is_escaped:
            is_foreign = kind == "word"
        else:
            is_foreign = char == "." and self.next_character() in ("*", "+")
        if is_foreign:
            raise self.error(
                "this looks like a regular expression; write 'win <3> win' for words "
                "between, 'win*' for any ending, '(a|b)' for alternatives.",
                column,
            )
        if not is_escaped:
            if char == "*":
                return [(char,)]
            if char == "~":
                return [(Separator("stray", column=column),)]
            if char == "-":
                return [(Separator("hyphen", column=column),)]
        if kind in ("word", "single", "apostrophe"):
            return [(char,)]
        if kind in ("quote", "nothing"):
            # Quotation marks are transparent in a text, so in a pattern too.
            return [()]
        if kind == "blank":
            return [(BLANK_SEPARATOR,)]
        return [(Separator("literal", char, column=column),)]

    def read_group(self) -> list[Variant]:
        """Read ``(a|b)`` or ``(a|b)?``."""
        opening = self.position
        self.position += 1
        outside = self.enclosing
        self.enclosing = (*outside, "")
        if len(self.enclosing) > MAX_DEPTH:
            raise self.error(_TOO_DEEP)
        variants = self.read_alternatives()
        self.enclosing = outside
        if not self.skip(")"):
            raise self.error("the group opened here is not closed; write ')'.", opening)
        if self.skip("?"):
            variants = list(dict.fromkeys([*variants, ()]))
        return variants

    def read_slot(self) -> list[Variant]:
        """Read ``@name``."""
        match = _SLOT_PATTERN.match(self.text, self.position)
        name = match[1] if match else ""
        if name not in self.slots:
            known = ", ".join(sorted(self.slots)) or "none"
            raise self.error(
                f"no slot is called {name!r}; slots: {known}."
                f"{suggest(name, self.slots)}"
            )
        if name in self.enclosing:
            raise self.error(
                f"the slot {name!r} stands for itself; take it out of "
                f"{self.slots[name]!r}."
            )
        if len(self.enclosing) >= MAX_DEPTH:
            raise self.error(_TOO_DEEP)
        self.position += len("@") + len(name)
        if name not in self.parsed_slots:
            parser = PatternParser(
                self.slots[name],
                self.slots,
                parsed_slots=self.parsed_slots,
                enclosing=(*self.enclosing, name),
            )
            self.parsed_slots[name] = parser.read()
        return self.parsed_slots[name]

    def read_gap(self) -> Separator:
        """Read ``<n>`` or ``<n!>``."""
        match = _GAP_PATTERN.match(self.text, self.position)
        words = int(match[1]) if match else 0
        if match is None or not 1 <= words <= MAX_GAP:
            raise self.error(
                f"a gap is '<n>' or '<n!>' with n from 1 to {MAX_GAP}; write '\\<' for "
                "the character."
            )
        column = self.position
        self.position = match.end()
        return Separator("gap", match[2], words, column)


def pattern_error(
    pattern: str, position: int, message: str, within: str = ""
) -> PatternError:
    """Return the error for a position in a pattern.

    In the message, columns count from 1, as lines do. `within` says in which slot the
    pattern is.

    >>> str(pattern_error("a (b", 2, "..."))
    "'a (b', column 3: ..."
    """
    shown = pattern
    if len(pattern) > MAX_SHOWN_LENGTH:
        shown = pattern[: MAX_SHOWN_LENGTH - 1] + "…"
    return PatternError(
        f"{within}{shown!r}, column {position + 1}: {message}", position=position
    )


def too_many_wordings(pattern: str, position: int = 0) -> PatternError:
    """Return the error for a pattern with too many or too long wordings."""
    message = (
        f"it stands for more than {LIMIT:,} wordings, or for very long ones; split it "
        "into several."
    )
    return pattern_error(pattern, position, message)
