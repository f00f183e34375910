"""A value of the metadata with what it is compared by: letters, words, country."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from discourse.name_forms import (
    CountryName,
    countries,
    find_country,
    join_words,
    standard_words,
    words_of_name,
)

__all__ = ["ComparedName", "codes_of_like_names", "compare_names", "names_of_countries"]

# A column is one of countries if at least one of two values is a name or code of one.
# Only there are codes such as IT and NO countries.
LEAST_SHARE_OF_COUNTRIES = 0.5
# Initials of fewer letters fit too many names, and longer ones are words.
INITIALS = range(3, 9)
# Words that have no letter in an abbreviation: WHO, FAO, ECOWAS is "of West".
WORDS_WITHOUT_INITIAL = frozenset({"a", "and", "for", "in", "of", "on", "the", "to"})


@dataclass(frozen=True)
class ComparedName:
    """A value, and what it is compared by.

    Attributes
    ----------
    value : str
    documents : int
        How many documents have it.
    position : int
        Its place among the values in the order of the documents.
    words : tuple of str
        Its folded words.
    letters : str
        The letters of its words.
    standard : str
        The letters of its words in reading order, with short forms written out.
    country : CountryName or None
        The name of a country that it is.
    """

    value: str
    documents: int
    position: int
    words: tuple[str, ...]
    letters: str
    standard: str
    country: CountryName | None

    @property
    def code(self) -> str:
        """The code of its country; ``""`` = it is the name of none."""
        return "" if self.country is None else self.country.iso3

    @property
    def has_two_cases(self) -> bool:
        """Whether it is written in capitals and small letters."""
        is_one_case = self.value.isupper() or self.value.islower()
        return not is_one_case

    @property
    def abbreviation(self) -> str:
        """Its letters if it may be the initials of another name, else ``""``.

        The list of countries has their abbreviations, so that PRC is no other thing.
        """
        if self.code:
            return ""
        letters = self.value.replace(".", "")
        if len(letters) not in INITIALS:
            return ""
        if not letters.isalpha() or not letters.isupper():
            return ""
        return letters.casefold()

    @property
    def initials(self) -> str:
        """The first letters of its words if it may be abbreviated by them, else ``""``."""
        if self.code or self.value.isupper():
            return ""
        initials = ""
        for word in self.words:
            if word not in WORDS_WITHOUT_INITIAL:
                initials += word[0]
        return initials if len(initials) in INITIALS else ""


def compare_names(
    values: Sequence[str], documents: Sequence[int]
) -> list[ComparedName]:
    """Return the values that have a letter or digit, with what they are compared by.

    Parameters
    ----------
    values : sequence of str
        In the order of the documents; no two are the same.
    documents : sequence of int
        How many documents have each of them.
    """
    found = [find_country(value, any_case=True) for value in values]
    country_count = sum(country is not None for country in found)
    are_countries = country_count >= LEAST_SHARE_OF_COUNTRIES * len(values)
    names = []
    for position, value in enumerate(values):
        country = found[position]
        if country is not None and not are_countries:
            country = find_country(value)
        name = _compared_name(value, documents[position], position, country)
        if name.letters:
            names.append(name)
    return names


def _compared_name(
    value: str, documents: int, position: int, country: CountryName | None
) -> ComparedName:
    """Return one value with what it is compared by."""
    words = tuple(words_of_name(value))
    return ComparedName(
        value,
        documents,
        position,
        words,
        letters=join_words(words),
        standard=join_words(standard_words(value)),
        country=country,
    )


@functools.cache
def names_of_countries() -> tuple[ComparedName, ...]:
    """Return every name of the list of countries, but no code, as no document has it.

    A slip of spelling in the name of a country is one of a name of this list.
    """
    names = []
    for country in countries().values():
        for country_name in country.names:
            if country_name.sort != "code":
                name = _compared_name(country_name.text, 0, -1, country_name)
                names.append(name)
    return tuple(names)


def codes_of_like_names(letters: str) -> frozenset[str]:
    """Return the codes of the countries whose names differ in few letters or none.

    These are all that differ in one letter, at any place, and some that differ in two.

    >>> sorted(codes_of_like_names("nigera")), sorted(codes_of_like_names("mauritus"))
    (['NER', 'NGA'], ['MUS'])
    """
    codes_by_form = _codes_by_form()
    codes: set[str] = set()
    for form in _forms_without_a_letter(letters):
        codes |= codes_by_form.get(form, set())
    return frozenset(codes)


@functools.cache
def _codes_by_form() -> dict[str, set[str]]:
    """Return the codes of countries by their names, whole and without each letter."""
    codes_by_form: dict[str, set[str]] = {}
    for name in names_of_countries():
        forms = _forms_without_a_letter(name.letters)
        for form in forms:
            codes = codes_by_form.setdefault(form, set())
            codes.add(name.code)
    return codes_by_form


def _forms_without_a_letter(letters: str) -> list[str]:
    """Return a text as it is and without each of its letters."""
    forms = [letters]
    for position in range(len(letters)):
        before = letters[:position]
        after = letters[position + 1 :]
        forms.append(before + after)
    return forms
