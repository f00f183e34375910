"""Codes of languages: from what a scholar writes to the code that tables hold.

Documents are compared with wordings by these codes. So "FR", "fr-CA" and "French" must
all become "fr".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from discourse.csv_records import bundled_rows
from discourse.errors import LexiconError
from discourse.registries import LANGUAGES
from discourse.validation import show_value, suggest

__all__ = ["find_language_code", "read_language_code"]

_BETWEEN_NAMES = "|"  # in a cell of the table of names
# A code, and what may follow it: a script, a country.
_TAG = re.compile(r"([a-z]{2,3})(?:-[a-z0-9]{1,8})*")
_THREE_LETTERS = 3


def find_language_code(text: str) -> str:
    """Return the code of a language that a code or a name means; ``""`` if none does.

    A name may be in English, German, French, Spanish or the language itself. A script
    or a country after a code is left out.

    Examples
    --------
    >>> [find_language_code(text) for text in ("fr", "FR", "pt_BR", "français", "eng")]
    ['fr', 'fr', 'pt', 'fr', 'en']
    >>> find_language_code("klingon")
    ''
    """
    key = _key(text)
    codes = _codes()
    if key in codes:
        return codes[key]
    tag = _TAG.fullmatch(key)
    return codes.get(tag[1], "") if tag else ""


def read_language_code(value: Any, where: str) -> str:
    """Return the code that the language of a lexicon, a family or a wording means.

    Parameters
    ----------
    value : str
        A code or a name that :func:`find_language_code` knows, or another code of three
        letters: of most languages ISO 639 has no shorter one.
    where : str
        The place, for messages.

    Raises
    ------
    LexiconError
        The value is neither.

    Examples
    --------
    >>> read_language_code("zh-Hans", "a dict"), read_language_code("grc", "a dict")
    ('zh', 'grc')
    >>> read_language_code("jp", "a dict")
    Traceback (most recent call last):
    discourse.errors.LexiconError: a dict: language is 'jp'; expected a code of ISO 639 such as "en", "fr" or "zh", or the name of a language.
    """
    if isinstance(value, str):
        code = find_language_code(value)
        tag = _TAG.fullmatch(_key(value))
        if not code and tag and len(tag[1]) == _THREE_LETTERS:
            code = tag[1]
        if code:
            return code
    names = [entry.label for entry in LANGUAGES.values()]
    advice = suggest(value, names) if isinstance(value, str) else ""
    raise LexiconError(
        f"{where}: language is {show_value(value)}; expected a code of ISO 639 such as "
        f'"en", "fr" or "zh", or the name of a language.{advice}'
    )


def _key(text: str) -> str:
    """Return what a language is looked up by: small letters, with hyphens and blanks."""
    words = text.casefold().replace("_", "-").split()
    return " ".join(words)


@functools.cache
def _codes() -> Mapping[str, str]:
    """Return the code of each language by its names and codes."""
    codes: dict[str, str] = {}
    for row in bundled_rows("language_names.csv"):
        for cell in row.values():
            for name in cell.split(_BETWEEN_NAMES):
                codes.setdefault(_key(name), row["code"])
    for code, entry in LANGUAGES.items():
        codes.setdefault(code, code)
        codes.setdefault(_key(entry.label), code)
    return MappingProxyType(codes)
