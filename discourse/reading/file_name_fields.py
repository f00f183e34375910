"""Metadata in the names of files: a pattern such as ``{country}_{session}_{year}``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from discourse.errors import OptionError
from discourse.reading.file_endings import strip_text_ending
from discourse.validation import show_name, show_value

__all__ = ["NameFields", "NamePattern", "check_name_pattern"]

_EXAMPLE = "names='{country}_{session}_{year}'"
_IGNORED_FIELDS = ("", "*", "_")
_RESERVED_FIELDS = ("doc", "text")
_MAX_PATTERN_LENGTH = 200  # characters
# Ways to divide one name that are tried. A usual name has a few; only one that is made
# to take long has more than this.
_MAX_STEPS = 10_000


@dataclass(frozen=True)
class _Part:
    """A part of a pattern: text that a name must have there, or a field.

    Attributes
    ----------
    text : str
        The text, or the name of the field; ``""`` for a field that is ignored.
    is_field : bool
    """

    text: str
    is_field: bool


@dataclass(frozen=True)
class NameFields:
    """What a name says.

    Attributes
    ----------
    values : dict of str to str
        The values by field.
    other_values : dict of str to str or None
        The values if the name is divided in the next way that is as good; None if one
        way is better than all others.
    """

    values: dict[str, str]
    other_values: dict[str, str] | None


@dataclass(frozen=True)
class NamePattern:
    """A pattern of fields that the names of files have.

    Attributes
    ----------
    pattern : str
        The pattern as it was given.
    """

    pattern: str
    _parts: tuple[_Part, ...]

    @property
    def fields(self) -> list[str]:
        """The names of the fields that become columns, in order."""
        names = [part.text for part in self._parts if part.is_field and part.text]
        return list(dict.fromkeys(names))

    @property
    def example(self) -> str:
        """A name that fits: each field holds its own name."""
        texts = [part.text or "x" for part in self._parts]
        return "".join(texts)

    def match(self, name: str) -> NameFields | None:
        """Return what a name says, or None if it does not fit.

        If a name can be divided in several ways, as many fields as possible are
        numbers: ``United_States_1990`` is the year 1990 of a country. If this does not
        decide, each field is as short as possible, the first one before the others.

        Parameters
        ----------
        name : str
            The name of a file without ``.txt``, after the folders it is in. As many of
            its last parts are looked at as the pattern has.

        Examples
        --------
        >>> pattern = check_name_pattern("{country}_{session}_{year}")
        >>> pattern.match("Session 45 - 1990/CHN_45_1990").values
        {'country': 'CHN', 'session': '45', 'year': '1990'}
        >>> pattern.match("United_States_45_1990").values
        {'country': 'United_States', 'session': '45', 'year': '1990'}
        >>> pattern.match("notes") is None
        True
        """
        part_count = self.part_count
        parts_of_name = unicodedata.normalize("NFC", name).split("/")
        if len(parts_of_name) < part_count:
            return None
        search = _Search(self._parts, "/".join(parts_of_name[-part_count:]))
        division_of_values: dict[tuple[str, ...], dict[str, str]] = {}
        for values in search.divisions(0, 0, {}):
            division_of_values.setdefault(tuple(values.values()), values)
        divisions = list(division_of_values.values())
        if not divisions:
            return None
        most_numbers = max(map(_count_numbers, divisions))
        first, *others = (
            values for values in divisions if _count_numbers(values) == most_numbers
        )
        return NameFields(first, others[0] if others else None)

    @property
    def part_count(self) -> int:
        """How many parts of a path it covers: the name, and folders before it."""
        literals = [part.text for part in self._parts if not part.is_field]
        return "".join(literals).count("/") + 1

    def no_match_error(self, names: Sequence[str]) -> OptionError:
        """Return the error for a pattern that none of the names fits."""
        last_parts = names[0].split("/")[-self.part_count :]
        example = show_name("/".join(last_parts))
        if len(names) == 1:
            problem = f"the name '{example}' does not fit it"
        else:
            problem = f"none of the {len(names):,} names fits it, such as '{example}'"
        proposal = self._proposal_for(names[0])
        remedy = f" names='{proposal}' fits '{example}'." if proposal else ""
        return OptionError(
            f"names='{self.pattern}': {problem}; it fits names such as "
            f"'{self.example}'.{remedy}"
        )

    def _proposal_for(self, name: str) -> str:
        """Return a pattern of the same fields that fits a name, or ``""``.

        It has the separators of the name between the fields.
        """
        last_part = name.rpartition("/")[2]
        pieces = re.split(r"([\s_.,;+~-]+)", last_part)
        fields = self.fields
        if len(pieces) != 2 * len(fields) - 1 or not all(pieces):
            return ""
        for position, field in enumerate(fields):
            pieces[2 * position] = f"{{{field}}}"
        proposal = "".join(pieces)
        return proposal if proposal.isprintable() and "'" not in proposal else ""


def _count_numbers(values: Mapping[str, str]) -> int:
    """Return how many fields of a name are numbers."""
    return sum(value.isdecimal() for value in values.values())


@dataclass
class _Search:
    """The ways in which one name fits the parts of a pattern.

    Attributes
    ----------
    parts : tuple of _Part
    name : str
    step_count : int
        How many ways were tried so far.
    """

    parts: tuple[_Part, ...]
    name: str
    step_count: int = 0

    def divisions(
        self, part_number: int, start: int, values: Mapping[str, str]
    ) -> Iterator[dict[str, str]]:
        """Yield the values of the fields for each way, the shortest values first.

        Parameters
        ----------
        part_number : int
            The first part that is not matched yet.
        start : int
            Where the rest of the name begins.
        values : mapping of str to str
            The values of the fields before.
        """
        if part_number == len(self.parts):
            if start == len(self.name):
                yield dict(values)
            return
        part = self.parts[part_number]
        for end in self._ends_of(part_number, start, values):
            self.step_count += 1
            if self.step_count > _MAX_STEPS:
                return
            new_values = dict(values)
            if part.is_field and part.text:
                new_values[part.text] = self.name[start:end]
            yield from self.divisions(part_number + 1, end, new_values)

    def _ends_of(
        self, part_number: int, start: int, values: Mapping[str, str]
    ) -> Iterator[int]:
        """Yield where a part that begins at `start` may end, the first place first."""
        part = self.parts[part_number]
        # A field that occurs a second time has the same value there.
        expected_text = values.get(part.text) if part.is_field else part.text
        if expected_text is not None:
            if self.name.startswith(expected_text, start):
                yield start + len(expected_text)
            return
        # No value of a field goes over the end of a folder's name.
        limit = self.name.find("/", start)
        limit = len(self.name) if limit < 0 else limit
        if part_number + 1 == len(self.parts):
            if start < limit == len(self.name):
                yield limit
            return
        separator = self.parts[part_number + 1].text
        end = self.name.find(separator, start + 1)
        while 0 <= end <= limit:
            yield end
            end = self.name.find(separator, end + 1)


# --------------------------------------------------------------------------------------
# The pattern


def check_name_pattern(pattern: object) -> NamePattern:
    """Return the pattern of names that was given, or raise an error.

    Examples
    --------
    >>> check_name_pattern("{country}-{year}").fields
    ['country', 'year']
    >>> check_name_pattern("country_year")
    Traceback (most recent call last):
    discourse.errors.OptionError: names='country_year': it has no field in braces. Write \
a pattern such as names='{country}_{session}_{year}'.
    """
    if not isinstance(pattern, str):
        raise OptionError(
            f"names={show_value(pattern)}: expected text with fields in braces. "
            f"Write a pattern such as {_EXAMPLE}."
        )
    if len(pattern) > _MAX_PATTERN_LENGTH:
        raise _pattern_error(pattern, f"it has over {_MAX_PATTERN_LENGTH} characters")
    if not pattern.isprintable():
        character = next(char for char in pattern if not char.isprintable())
        code = f"U+{ord(character):04X}"
        cause = f"it has a character that cannot be printed ({code})"
        raise _pattern_error(pattern, cause)
    composed_pattern = unicodedata.normalize("NFC", pattern.replace("\\", "/"))
    text = strip_text_ending(composed_pattern.strip().removeprefix("./"))
    pieces = re.split(r"\{([^{}]*)\}", text)
    # Literal text and fields take turns.
    parts: list[_Part] = []
    for position, piece in enumerate(pieces):
        if position % 2:
            parts.append(_Part(_field_name(piece, pattern), is_field=True))
            continue
        if "{" in piece or "}" in piece:
            raise _pattern_error(pattern, "a brace is not closed, or not opened")
        is_between = 0 < position < len(pieces) - 1
        if not piece and is_between:
            problem = "two fields stand side by side, so nothing says where one ends"
            raise _pattern_error(pattern, problem)
        if piece:
            parts.append(_Part(piece, is_field=False))
    name_pattern = NamePattern(pattern, tuple(parts))
    _check_fields(name_pattern.fields, pattern)
    return name_pattern


def _field_name(piece: str, pattern: str) -> str:
    """Return the name of a field; ``""`` if it is ignored."""
    name = piece.strip()
    if name in _IGNORED_FIELDS:
        return ""
    if "/" in name:
        raise _pattern_error(pattern, f"the field '{show_name(name)}' holds a slash")
    if ":" in name or "!" in name:
        problem = f"a field has a name only, but '{show_name(name)}' says more"
        raise _pattern_error(pattern, problem)
    if name.casefold() in _RESERVED_FIELDS:
        problem = f"'{name}' is no field, since the corpus has a column of that name"
        raise _pattern_error(pattern, problem)
    return name


def _check_fields(fields: Sequence[str], pattern: str) -> None:
    """Raise an error if there is no field, or two differ only in capitals."""
    if not fields:
        raise _pattern_error(pattern, "it has no field in braces")
    if len({field.casefold() for field in fields}) < len(fields):
        raise _pattern_error(pattern, "two fields differ only in capitals")


def _pattern_error(pattern: str, problem: str) -> OptionError:
    """Return the error for a pattern that is none, with a right one."""
    shown_pattern = show_name(pattern[:_MAX_PATTERN_LENGTH])
    return OptionError(
        f"names='{shown_pattern}': {problem}. Write a pattern such as {_EXAMPLE}."
    )
