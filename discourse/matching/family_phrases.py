"""What is known of the phrase and the family of each hit, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from discourse.counting.prefix_sums import range_starts
from discourse.lexicons import Family, Lexicon
from discourse.matching.mention_arrays import Hits

__all__ = [
    "FamilyLanguage",
    "first_languages",
    "languages_of_families",
    "languages_of_hits",
    "number_phrases",
    "phrase_property",
]


@dataclass(frozen=True)
class FamilyLanguage:
    """The wordings of a family in one language.

    Attributes
    ----------
    family : int
        Number of the family in its lexicon.
    language : str
        Code of the language; ``""`` = the lexicon does not say.
    scripts : frozenset of str
        The scripts of these wordings. Latin letters among those of another script, as
        in "BRI倡议" or "глава VII", are no script of the language.
    """

    family: int
    language: str
    scripts: frozenset[str]


def phrase_property(lexicon: Lexicon, hits: Hits, name: str) -> np.ndarray:
    """Return an attribute of the phrase of each hit.

    Parameters
    ----------
    lexicon : Lexicon
    hits : Hits
    name : str
        The attribute of :class:`~discourse.phrases.Phrase`.

    Returns
    -------
    array, shape (hits,)
        Of bool where the attribute is one, else of object.
    """
    values = []
    for family in lexicon.families:
        for phrase in family.phrases:
            value = getattr(phrase, name)
            values.append(value)
    is_flag = all(isinstance(value, bool) for value in values)
    dtype = bool if is_flag else object
    values_of_phrases = np.array(values, dtype=dtype)
    return values_of_phrases[number_phrases(lexicon, hits)]


class _HasPhrases(Protocol):
    """Arrays of the numbers of families and phrases."""

    @property
    def family(self) -> np.ndarray: ...

    @property
    def phrase(self) -> np.ndarray: ...


def number_phrases(lexicon: Lexicon, hits: _HasPhrases) -> np.ndarray:
    """Return the number of the phrase of each hit (int64).

    The phrases of all families are numbered one after the other.
    """
    phrase_counts = [len(family.phrases) for family in lexicon.families]
    first_phrase = range_starts(np.array(phrase_counts, dtype=np.int64))
    number: np.ndarray = first_phrase[hits.family]
    number += hits.phrase
    return number


def languages_of_families(lexicon: Lexicon) -> list[FamilyLanguage]:
    """Return the languages of each family, family by family, in the order of phrases."""
    entries = []
    for number, family in enumerate(lexicon.families):
        for language in family.languages:
            scripts = _scripts_in_language(family, language)
            entries.append(FamilyLanguage(number, language, scripts))
    return entries


def first_languages(languages: Sequence[FamilyLanguage]) -> np.ndarray:
    """Return the number of the first language of each family (int64).

    `languages` are those of all families, as :func:`languages_of_families` lists them.
    """
    families = [entry.family for entry in languages]
    _, first = np.unique(np.array(families, dtype=np.int64), return_index=True)
    return first


def _scripts_in_language(family: Family, language: str) -> frozenset[str]:
    """Return the scripts of the wordings of a family in one language."""
    scripts: set[str] = set()
    for phrase in family.phrases:
        if phrase.language == language:
            scripts |= phrase.scripts
    other_scripts = scripts - {"latin", "common"}
    return frozenset(other_scripts or scripts)


def languages_of_hits(lexicon: Lexicon, hits: Hits) -> np.ndarray:
    """Return the number of the entry of :func:`languages_of_families` of each hit.

    The result is an int64 array of shape (hits,).
    """
    numbers = []
    first_entry = 0
    for family in lexicon.families:
        for phrase in family.phrases:
            place = family.languages.index(phrase.language)
            numbers.append(first_entry + place)
        first_entry += len(family.languages)
    number_of_phrase = np.array(numbers, dtype=np.int64)
    languages: np.ndarray = number_of_phrase[number_phrases(lexicon, hits)]
    return languages
