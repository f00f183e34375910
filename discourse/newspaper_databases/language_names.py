"""The names of languages, as databases write them: names in several languages, codes.

The table is ``discourse/data/language_names.csv``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType

from discourse.csv_records import bundled_rows

__all__ = ["english_name_of_language", "is_language"]

_BETWEEN_NAMES = "|"  # in a cell of the table
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,40}[)\]]")  # "English (US)"
_BETWEEN_LANGUAGES = re.compile(r"[;,/|]")


def english_name_of_language(text: str) -> str:
    """Return the English name of a language; the text itself if no table has it.

    Some databases write a language twice, in two languages. Several languages stay
    several, divided by "; ".

    Examples
    --------
    >>> [english_name_of_language(text) for text in ("ENGLISH", "EN", "Deutsch", "中文")]
    ['English', 'English', 'German', 'Chinese']
    >>> english_name_of_language("German; DEUTSCH")
    'German'
    >>> english_name_of_language("Quenya")
    'Quenya'
    """
    text = " ".join(text.split()).strip(" .")
    return "; ".join(_names_in(text)) or text


def is_language(text: str) -> bool:
    """Return whether a text names known languages, one or several, and nothing else.

    Examples
    --------
    >>> is_language("Deutsch"), is_language("English; EN"), is_language("Body language")
    (True, True, False)
    """
    return bool(_names_in(text))


def _names_in(text: str) -> list[str]:
    """Return the English names of the languages in a text; none for another text."""
    english_names = _names()
    without_brackets = _IN_BRACKETS.sub("", text)
    for key in (_key(text), _key(without_brackets)):
        if key in english_names:
            return [english_names[key]]
    names: list[str] = []
    for part in _BETWEEN_LANGUAGES.split(text):
        name = english_names.get(_key(part))
        if name is None:
            return []
        if name not in names:
            names.append(name)
    return names


def _key(text: str) -> str:
    """Return what a name is looked up by: small letters, without punctuation around it."""
    with_hyphens = text.casefold().replace("_", "-")
    words = with_hyphens.split()
    return " ".join(words).strip(" .()[]")


@functools.cache
def _names() -> Mapping[str, str]:
    """Return the English name of each language by its names and codes."""
    english_names: dict[str, str] = {}
    for row in bundled_rows("language_names.csv"):
        english_name = row["name"]
        for cell in row.values():
            for name in cell.split(_BETWEEN_NAMES):
                english_names.setdefault(_key(name), english_name)
    return MappingProxyType(english_names)
