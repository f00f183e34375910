"""A pattern read: to the list of its wordings, each a sequence of symbols."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from discourse.errors import PatternError
from discourse.text import character_class, fold
from discourse.validation import suggest

__all__ = [
    "LIMIT",
    "NEXT",
    "PatternParser",
    "Separator",
    "Symbol",
    "Variant",
    "fault_at",
    "too_many",
]

LIMIT = 10_000  # wordings a pattern may stand for; one that stands for more is refused
LENGTH = 20_000  # characters of a pattern
SIZE = 1_000_000  # characters in all wordings of a pattern together
DEPTH = 50  # groups and slots one within the other
_TOO_DEEP = f"more than {DEPTH} groups and slots lie within each other; write the pattern flatter."


@dataclass(frozen=True)
class Separator:
    """A symbol between words: blank, hyphen, stray stop, gap, or literal punctuation."""

    what: Literal["blank", "hyphen", "stray", "gap", "literal"]
    text: str = ""
    words: int = 0
    column: int = 0


Symbol = str | Separator  # a str is a run of characters of a word
Variant = tuple[Symbol, ...]
NEXT = Separator("blank")


class PatternParser:
    """Reads one pattern by recursive descent; alternatives are multiplied out as they are read.

    `known` holds the slots read before; `chain` the slots, and the groups (as ""), that this one lies within.
    """

    def __init__(
        self,
        pattern: str,
        slots: Mapping[str, str],
        known: dict[str, list[Variant]],
        chain: tuple[str, ...],
    ) -> None:
        self.pattern, self.slots, self.known, self.chain, self.at = (
            pattern,
            slots,
            known,
            chain,
            0,
        )
        try:
            self.text = fold(
                pattern
            )  # one to one, so that columns stay those of the pattern as written
        except UnicodeEncodeError as fault:
            raise PatternError(
                f"{pattern!r}: no text holds a lone surrogate.", position=fault.start
            ) from None

    def fault(self, what: str, position: int | None = None) -> PatternError:
        """Return the error that says `what`, and in which slot, pattern and column."""
        within = next((f"slot {name!r}, " for name in reversed(self.chain) if name), "")
        return fault_at(
            self.pattern, self.at if position is None else position, what, within
        )

    def read(self) -> list[Variant]:
        """Read the whole pattern."""
        if not self.text.strip():
            raise self.fault(
                "an empty pattern would match nothing; give at least one word.", 0
            )
        if len(self.text) > LENGTH:
            raise too_many(self.pattern, LENGTH)
        found = self.alternatives()
        if self.at < len(self.text):
            raise self.fault(
                "this ')' closes no group; write '\\)' for the character itself."
            )
        return found

    def alternatives(self) -> list[Variant]:
        """Read ``a|b|c``, up to the end or a ``)``."""
        found = self.sequence()
        while self.at < len(self.text) and self.text[self.at] == "|":
            self.at += 1
            found = found + self.sequence()
            if len(found) > LIMIT:
                raise too_many(self.pattern, self.at)
        return list(dict.fromkeys(found))

    def sequence(self) -> list[Variant]:
        """Read parts that follow each other."""
        found: list[Variant] = [()]
        run: list[Symbol] = []  # symbols that all variants share are put on together
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            part = self.part()
            if len(part) == 1:
                run += part[0]
            else:
                found, run = self.times(self.times(found, [tuple(run)]), part), []
        return self.times(found, [tuple(run)])

    def times(self, found: list[Variant], part: list[Variant]) -> list[Variant]:
        """Put every one of `part` after every one of `found`."""
        size = len(part) * sum(map(len, found)) + len(found) * sum(map(len, part))
        if len(found) * len(part) > LIMIT or size > SIZE:
            raise too_many(self.pattern, self.at)
        return [left + right for left in found for right in part]

    def part(self) -> list[Variant]:
        """Read a group, a slot, a gap, or one character."""
        char = self.text[self.at]
        if char == "(":
            return self.group()
        if char == "@":
            return self.slot()
        if char == "<":
            return [(self.gap(),)]
        if char == "?":
            raise self.fault(
                "'?' follows a group: write '(n)?' for an optional n, or '\\?' for the character."
            )
        if char == "\\":
            self.at += 1
            if self.at == len(self.text):
                raise self.fault(
                    "a backslash at the end takes the meaning from nothing; leave it out or double it."
                )
            return self.plain(self.text[self.at], escaped=True)
        return self.plain(char, escaped=False)

    def plain(self, char: str, *, escaped: bool) -> list[Variant]:
        """Read one character that stands for itself, or for what may stand between words."""
        column, self.at = self.at, self.at + 1
        after = self.text[self.at : self.at + 1]
        if (escaped and character_class(char) == "word") or (
            char == "." and not escaped and after in ("*", "+")
        ):
            raise self.fault(
                "this looks like a regular expression; write 'win <3> win' for words between, 'win*' for any ending, "
                "'(a|b)' for alternatives.",
                column,
            )
        if char in "~-" and not escaped:
            return [(Separator("stray" if char == "~" else "hyphen", column=column),)]
        what = character_class(char)
        if (char == "*" and not escaped) or what in ("word", "single", "apostrophe"):
            return [(char,)]
        if what in (
            "quote",
            "nothing",
        ):  # quotation marks are transparent in the text, so in a pattern too
            return [()]
        return [
            (NEXT if what == "blank" else Separator("literal", char, column=column),)
        ]

    def group(self) -> list[Variant]:
        """Read ``(a|b)`` or ``(a|b)?``."""
        opened = self.at
        self.at += 1
        self.chain = (*self.chain, "")
        if len(self.chain) > DEPTH:
            raise self.fault(_TOO_DEEP)
        found = self.alternatives()
        self.chain = self.chain[:-1]
        if self.at == len(self.text):
            raise self.fault("the group opened here is not closed; write ')'.", opened)
        self.at += 1
        if self.at < len(self.text) and self.text[self.at] == "?":
            self.at += 1
            found = list(dict.fromkeys([*found, ()]))
        return found

    def slot(self) -> list[Variant]:
        """Read ``@name``."""
        name = re.compile(r"@([a-z0-9_]*)").match(self.text, self.at)
        word = name[1] if name else ""
        if word not in self.slots:
            have = ", ".join(sorted(self.slots)) or "none"
            raise self.fault(
                f"no slot is called {word!r}; slots: {have}.{suggest(word, self.slots)}"
            )
        if word in self.chain:
            raise self.fault(
                f"the slot {word!r} stands for itself; take it out of {self.slots[word]!r}."
            )
        if len(self.chain) >= DEPTH:
            raise self.fault(_TOO_DEEP)
        self.at += 1 + len(word)
        if word not in self.known:
            self.known[word] = PatternParser(
                self.slots[word], self.slots, self.known, (*self.chain, word)
            ).read()
        return self.known[word]

    def gap(self) -> Separator:
        """Read ``<n>`` or ``<n!>``."""
        sign = re.compile(r"<(\d{1,3})(!?)>").match(self.text, self.at)
        if sign is None or not 1 <= int(sign[1]) <= 20:
            raise self.fault(
                "a gap is '<n>' or '<n!>' with n from 1 to 20; write '\\<' for the character."
            )
        column, self.at = self.at, sign.end()
        return Separator("gap", sign[2], int(sign[1]), column)


def fault_at(pattern: str, position: int, what: str, within: str = "") -> PatternError:
    """Return the error that says `what` of a place in a pattern; for a reader, columns count from 1, like lines.

    >>> str(fault_at("a (b", 2, "..."))
    "'a (b', column 3: ..."
    """
    shown = repr(pattern if len(pattern) <= 80 else f"{pattern[:79]}…")
    return PatternError(
        f"{within}{shown}, column {position + 1}: {what}", position=position
    )


def too_many(pattern: str, position: int = 0) -> PatternError:
    """Return the error for a pattern that stands for too much."""
    what = f"it stands for more than {LIMIT:,} wordings, or for very long ones; split it into several."
    return fault_at(pattern, position, what)
