"""The parser of patterns: from the text of a pattern to its variants.

A *variant* is a sequence of symbols: characters of words, separators, and choices of
words. A *choice* is a set of words of which any stands at this place. Alternatives that
are words make one choice, all others are multiplied out. The pattern "(a|b|c d) e" has
the variants "{a, b} e" and "c d e". So a pattern in which many words may stand at each
of many places has few variants.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from discourse.errors import PatternError
from discourse.phrases.other_notations import MAX_GAP, find_other_notation
from discourse.phrases.pattern_slots import PatternSlots
from discourse.text import character_class, fold
from discourse.validation import show_value, suggest

__all__ = [
    "BLANK_SEPARATOR",
    "LIMIT",
    "MAX_WORDS",
    "PatternParser",
    "Separator",
    "Symbol",
    "Variant",
    "count_choices",
    "pattern_error",
    "slots_named_in",
    "too_many_wordings",
]

# The limits keep the time and memory for one pattern small, whatever the pattern is.
LIMIT = 10_000  # wordings of a pattern; a pattern with more is refused
MAX_LENGTH = 20_000  # characters of a pattern
MAX_SYMBOLS = 1_000_000  # symbols in all variants of a pattern together
MAX_WORDS = 100_000  # words in all wordings of a pattern together
MAX_DEPTH = 50  # groups and slots one within the other
MAX_SHOWN_SLOTS = 20  # names of slots in a message
MAX_SHOWN_LENGTH = 80  # characters of a pattern in a message
_SLOT_PATTERN = re.compile(r"@([a-z0-9_]*)")
# Letters that are read at once. The limit bounds the memory for a very long word.
_PLAIN_LETTERS = re.compile(r"[a-z0-9]{1,50}")
# After a backslash, `@` is a sign as any other.
_ESCAPED_OR_SLOT = re.compile(rf"(?s)\\.|{_SLOT_PATTERN.pattern}")
_GAP_PATTERN = re.compile(r"<([0-9]{1,3})([!,]?)>")
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
        The punctuation; of a gap, the sign that it may not cross: "!" = the end of a
        sentence, "," = a comma, or the end of a sentence.
    max_words : int
        The largest number of words in a gap.
    column : int
        Position in the pattern, from 0.
    """

    kind: Literal["blank", "hyphen", "stray", "gap", "literal"]
    text: str = ""
    max_words: int = 0
    column: int = 0


# A str is a character of a word, or several characters; a set is a choice of words.
Symbol = str | Separator | frozenset[str]
Variant = tuple[Symbol, ...]
BLANK_SEPARATOR = Separator("blank")


class PatternParser:
    """A parser of one pattern; :meth:`read` gives its variants.

    There is a method for each part of the language. It reads its part from the current
    position and moves the position behind it. Alternatives are multiplied out as they
    are read.

    Parameters
    ----------
    pattern : str
    slots : PatternSlots
        A slot that is read is kept there, so that none is read twice.
    enclosing : tuple of str
        What this pattern lies within, outermost first: the name of a slot, or ``""``
        for a group.
    """

    def __init__(
        self,
        pattern: str,
        slots: PatternSlots,
        *,
        enclosing: tuple[str, ...] = (),
    ) -> None:
        self.pattern = pattern
        self.slots: Mapping[str, str] = slots.by_folded_name
        self.pattern_slots = slots
        self.enclosing = enclosing
        self.position = 0
        # No variant has more wordings than all choices of words together.
        self.most_choices = 1
        try:
            # One to one, so that columns stay those of the pattern as written.
            self.text = fold(pattern)
        except UnicodeEncodeError as fault:
            raise PatternError(
                f"{show_value(pattern)}: no text holds a lone surrogate.",
                position=fault.start,
            ) from None

    def error(self, message: str, position: int | None = None) -> PatternError:
        """Return the error with `message`, and with its slot, pattern and column.

        `position` is where the fault is; None = the current position.
        """
        if position is None:
            position = self.position
        slot_prefix = ""
        # The innermost slot, which comes last, is the one with the fault.
        for name in self.enclosing:
            if name:
                slot_prefix = f"slot {show_value(name)}, "
        return pattern_error(self.pattern, position, message, slot_prefix)

    def next_character(self) -> str:
        """Return the character at the current position; ``""`` at the end."""
        return self.text[self.position : self.position + 1]

    def skip(self, char: str) -> bool:
        """Skip a character if it comes next, and return whether it did."""
        if self.next_character() != char:
            return False
        self.position += 1
        return True

    def read(self) -> list[Variant]:
        """Read the whole pattern, and return its variants; there is at least one."""
        if not self.text.strip():
            raise self.error(
                "an empty pattern would match nothing; give at least one word.", 0
            )
        if len(self.text) > MAX_LENGTH:
            raise too_many_wordings(self.pattern, MAX_LENGTH)
        other_notation = find_other_notation(self.pattern)
        if other_notation is not None:
            raise self.error(other_notation.message, other_notation.position)
        variants = self.read_alternatives()
        if self.next_character():
            raise self.error(f"this ')' closes no group; {self._how_to_write(')')}.")
        return self.join_words(variants)

    def _how_to_write(self, sign: str) -> str:
        """Return how to write the sign that comes next, if the character is meant.

        A pattern begins and ends with a word, so a sign at its edge can only go.
        """
        words_before = any(map(str.isalnum, self.text[: self.position]))
        words_after = any(map(str.isalnum, self.text[self.position + 1 :]))
        if words_before and words_after:
            return f"write '\\{sign}' for the character itself"
        return "leave it out at the edge of a pattern"

    def read_alternatives(self) -> list[Variant]:
        """Read ``a|b|c``, up to the end or a ``)``; return the distinct variants."""
        variants = list(self.read_sequence())
        while self.skip("|"):
            variants += self.read_sequence()
            if len(variants) > LIMIT:
                raise too_many_wordings(self.pattern, self.position)
        self.check_count(variants)
        return _distinct_variants(variants)

    def check_count(self, variants: list[Variant]) -> None:
        """Raise an error if the variants stand for too many wordings."""
        if len(variants) * self.most_choices <= LIMIT:
            return
        if sum(map(count_choices, variants)) > LIMIT:
            raise too_many_wordings(self.pattern, self.position)

    def join_words(self, variants: list[Variant]) -> list[Variant]:
        """Return variants in which those that are words, or choices, are one choice.

        Words with a blank before or behind them make a choice of their own.
        """
        if len(variants) < 2:
            return variants
        # By the blanks around a word; a variant that is no word stands by itself.
        joined: dict[Variant, set[str]] = {}
        for variant in variants:
            before, core, behind = _divide_from_blanks(variant)
            words = _words_of(core)
            key = (*before, "", *behind) if words else variant
            joined.setdefault(key, set()).update(words)
        for choice in joined.values():
            self.most_choices *= max(len(choice), 1)
        return [_fill(variant, words) for variant, words in joined.items()]

    def read_sequence(self) -> list[Variant]:
        """Read parts that follow each other; return the variants of the sequence."""
        variants: list[Variant] = [()]
        # Symbols that all variants have next are gathered and appended together, which
        # is faster than to append each by itself.
        shared_symbols: list[Symbol] = []
        while self.next_character() not in ("", "|", ")"):
            part_variants = self.read_part()
            if len(part_variants) == 1:
                shared_symbols += part_variants[0]
                continue
            variants = self.append_to_each(variants, [tuple(shared_symbols)])
            variants = self.append_to_each(variants, part_variants)
            shared_symbols = []
        return self.append_to_each(variants, [tuple(shared_symbols)])

    def append_to_each(
        self, variants: list[Variant], endings: list[Variant]
    ) -> list[Variant]:
        """Return each of `variants` followed by each of `endings`."""
        if len(variants) == 1 and not variants[0]:
            return endings
        variant_count = len(variants) * len(endings)
        # Each variant occurs once with each ending, and each ending with each variant.
        symbol_count = len(endings) * sum(map(len, variants))
        symbol_count += len(variants) * sum(map(len, endings))
        if variant_count > LIMIT or symbol_count > MAX_SYMBOLS:
            raise too_many_wordings(self.pattern, self.position)
        longer = [variant + ending for variant in variants for ending in endings]
        self.check_count(longer)
        return longer

    def read_part(self) -> list[Variant]:
        """Read a group, a slot, a gap, letters, or one sign; return its variants."""
        letters = _PLAIN_LETTERS.match(self.text, self.position)
        if letters is not None:
            self.position = letters.end()
            return [(letters[0],)]
        char = self.next_character()
        if char == "(":
            return self.read_group()
        if char == "@":
            return self.read_slot()
        if char == "<":
            return [(self.read_gap(),)]
        if char == "?":
            raise self.error(
                "'?' follows a group, as in '(n)?' for an optional n; "
                f"{self._how_to_write('?')}."
            )
        if char != "\\":
            return self.read_character(is_escaped=False)
        self.position += 1
        if not self.next_character():
            raise self.error(
                "a backslash at the end takes the meaning from nothing; leave it out."
            )
        return self.read_character(is_escaped=True)

    def read_character(self, *, is_escaped: bool) -> list[Variant]:
        """Read one character of a word, or between words; return its one variant.

        `is_escaped` tells whether a backslash comes before it, so that it has no
        special meaning.
        """
        column = self.position
        char = self.next_character()
        self.position += 1
        self._refuse_regular_expression(char, column, is_escaped=is_escaped)
        symbol: Symbol | None
        if char == "*" and not is_escaped:
            symbol = char
        elif char in _SEPARATOR_OF_SIGN and not is_escaped:
            symbol = Separator(_SEPARATOR_OF_SIGN[char], column=column)
        else:
            symbol = _plain_symbol(char, column)
        return [()] if symbol is None else [(symbol,)]

    def _refuse_regular_expression(
        self, char: str, column: int, *, is_escaped: bool
    ) -> None:
        """Raise an error for ``.*``, ``.+``, and a backslash before a letter."""
        if is_escaped:
            is_regular_expression = character_class(char) == "word"
        else:
            is_regular_expression = char == "." and self.next_character() in ("*", "+")
        if is_regular_expression:
            raise self.error(
                "this looks like a regular expression; write 'win <3> win' for words "
                "between, 'win*' for any ending, '(a|b)' for alternatives.",
                column,
            )

    def read_group(self) -> list[Variant]:
        """Read ``(a|b)`` or ``(a|b)?``; return the variants of the group."""
        opening_position = self.position
        self.position += 1
        enclosing_this_group = self.enclosing
        self.enclosing = (*enclosing_this_group, "")
        if len(self.enclosing) > MAX_DEPTH:
            raise self.error(_TOO_DEEP)
        variants = self.read_alternatives()
        self.enclosing = enclosing_this_group
        if not self.skip(")"):
            raise self.error(
                "the group opened here is not closed; write ')'.", opening_position
            )
        variants = self.join_words(variants)
        if self.skip("?"):
            nothing: Variant = ()
            variants = _distinct_variants([*variants, nothing])
        return variants

    def read_slot(self) -> list[Variant]:
        """Read ``@name``, and return the variants of the slot."""
        match = _SLOT_PATTERN.match(self.text, self.position)
        name = match[1] if match else ""
        if name not in self.slots:
            slot_names = ", ".join(sorted(self.slots)[:MAX_SHOWN_SLOTS]) or "none"
            advice = suggest(name, self.slots)
            if name and not self.slots:
                advice = (
                    f" Write {show_value(name)} for the word; '\\@' is the character."
                )
            raise self.error(
                f"no slot is called {show_value(name)}; slots: {slot_names}.{advice}"
            )
        if name in self.enclosing:
            raise self.error(
                f"the slot {show_value(name)} stands for itself; take it out of "
                f"{show_value(self.slots[name])}."
            )
        if len(self.enclosing) >= MAX_DEPTH:
            raise self.error(_TOO_DEEP)
        self.position += len("@") + len(name)
        variants_by_name = self.pattern_slots.variants_by_name
        if name not in variants_by_name:
            parser = PatternParser(
                self.slots[name],
                self.pattern_slots,
                enclosing=(*self.enclosing, name),
            )
            variants_by_name[name] = parser.read()
        variants = variants_by_name[name]
        self.most_choices *= max(map(count_choices, variants))
        return variants

    def read_gap(self) -> Separator:
        """Read ``<n>``, ``<n!>`` or ``<n,>``, and return the gap."""
        match = _GAP_PATTERN.match(self.text, self.position)
        max_words = int(match[1]) if match else 0
        if match is None or not 1 <= max_words <= MAX_GAP:
            raise self.error(
                f"a gap is '<n>', '<n!>' or '<n,>' with n from 1 to {MAX_GAP}; "
                f"{self._how_to_write('<')}."
            )
        column = self.position
        self.position = match.end()
        return Separator("gap", match[2], max_words, column)


# What stands between words by a sign of its own, if no backslash comes before it.
_SEPARATOR_OF_SIGN: dict[str, Literal["stray", "hyphen"]] = {
    "~": "stray",
    "-": "hyphen",
}


def _plain_symbol(char: str, column: int) -> Symbol | None:
    """Return the symbol for a character without a special meaning; None = no symbol."""
    kind = character_class(char)
    if kind in ("word", "single", "apostrophe"):
        return char
    if kind in ("quote", "nothing"):
        # Quotation marks are transparent in a text, so in a pattern too.
        return None
    if kind == "blank":
        return BLANK_SEPARATOR
    return Separator("literal", char, column=column)


def count_choices(variant: Variant) -> int:
    """Return for how many wordings the choices of a variant stand."""
    sizes = [len(symbol) for symbol in variant if isinstance(symbol, frozenset)]
    return math.prod(sizes)


def _divide_from_blanks(variant: Variant) -> tuple[Variant, Variant, Variant]:
    """Return the blank before a variant, the variant, and the blank behind it."""
    has_blank_before = variant[:1] == (BLANK_SEPARATOR,)
    has_blank_behind = len(variant) > 1 and variant[-1] == BLANK_SEPARATOR
    start = int(has_blank_before)
    end = len(variant) - int(has_blank_behind)
    return variant[:start], variant[start:end], variant[end:]


def _fill(variant: Variant, words: set[str]) -> Variant:
    """Return a variant with a choice of words where it has no characters."""
    if not words:
        return variant
    choice = frozenset(words)
    return tuple([choice if symbol == "" else symbol for symbol in variant])


def _words_of(variant: Variant) -> frozenset[str]:
    """Return the words of a variant that is one word or one choice, else no words."""
    if len(variant) == 1 and isinstance(variant[0], frozenset):
        return variant[0]
    word = ""
    for symbol in variant:
        if not isinstance(symbol, str) or not _is_within_word(symbol):
            return frozenset()
        word += symbol
    # An apostrophe by itself is a quotation mark, and a star may end a Han character.
    if not word.strip("'") or (word != "*" and word.startswith("*")):
        return frozenset()
    return frozenset([word])


@functools.lru_cache(maxsize=4096)
def _is_within_word(symbol: str) -> bool:
    """Return whether characters neither begin nor end a word by themselves."""
    if symbol.isascii():
        return symbol.isalnum() or symbol in ("*", "'")
    # A mark may belong to a character that is a word by itself.
    is_mark = unicodedata.category(symbol[0]).startswith("M")
    return character_class(symbol[0]) == "word" and not is_mark


def _distinct_variants(variants: list[Variant]) -> list[Variant]:
    """Return each variant once, in the order of first occurrence."""
    return list(dict.fromkeys(variants))


def pattern_error(
    pattern: str, position: int, message: str, slot_prefix: str = ""
) -> PatternError:
    """Return the error for a position in a pattern.

    In the message, columns count from 1, as lines do. `slot_prefix` begins the message:
    it names the slot whose pattern this is.

    >>> str(pattern_error("a (b", 2, "..."))
    "'a (b', column 3: ..."
    """
    excerpt = pattern
    if len(pattern) > MAX_SHOWN_LENGTH:
        excerpt = pattern[: MAX_SHOWN_LENGTH - 1] + "…"
    return PatternError(
        f"{slot_prefix}{excerpt!r}, column {position + 1}: {message}", position=position
    )


def too_many_wordings(pattern: str, position: int = 0) -> PatternError:
    """Return the error for a pattern with too many wordings, or with too long ones."""
    message = (
        f"it stands for more than {LIMIT:,} wordings, or for very long ones; split it "
        "into several."
    )
    return pattern_error(pattern, position, message)


def slots_named_in(pattern: str) -> set[str]:
    r"""Return the names of slots in a folded pattern, without those inside slots.

    >>> sorted(slots_named_in(r"@rank partnership with (@land|the \@home)"))
    ['land', 'rank']
    """
    names = set()
    for match in _ESCAPED_OR_SLOT.finditer(pattern):
        if match[1]:
            names.add(match[1])
    return names
