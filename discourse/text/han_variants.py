"""Traditional and simplified forms of Han characters, read as one.

The table is that of OpenCC (package ``opencc``, extra ``zh``), character by character,
where one character stands for one. So every offset stays valid. It knows no words: 乾
is read as 干 in 乾隆 too, and 著 stays as it is.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
from itertools import chain

import numpy as np

from discourse.errors import MissingExtraError

__all__ = ["check_variants", "simplified_code_points", "simplify"]

# The blocks of Han characters that have traditional forms: the first extension, the
# common characters, the compatibility forms, and the extensions of plane 2.
_BLOCKS = (
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x2FA20),
)
# How OpenCC calls its table from traditional to simplified characters.
_CONFIGURATION = "t2s"


def check_variants() -> None:
    """Raise an error if the table of variants is not installed.

    Raises
    ------
    MissingExtraError
        The package opencc is not installed.
    """
    if importlib.util.find_spec("opencc") is None:
        raise MissingExtraError(
            "traditional_as_simplified needs the package opencc; install it with: pip "
            "install 'discourse-analysis[zh]'"
        )


@functools.cache
def _simplified_forms() -> dict[int, int]:
    """Return the simplified form of each traditional character, as code points."""
    from opencc import OpenCC

    characters = [chr(code) for code in chain(*_BLOCKS)]
    # Each is on a line of its own, so that no two are read as a word.
    text = OpenCC(_CONFIGURATION).convert("\n".join(characters))
    forms: dict[int, int] = {}
    for character, form in zip(characters, text.split("\n"), strict=True):
        if form != character and len(form) == 1:
            forms[ord(character)] = ord(form)
    # The form of a character may itself have one: 薴 becomes 苧, and that 苎.
    for code, form_code in forms.items():
        forms[code] = forms.get(form_code, form_code)
    return forms


@functools.cache
def simplified_code_points() -> np.ndarray:
    """Return what each code point is read as (uint32, indexed by code point).

    It is the code point itself, unless it is that of a traditional character.

    Raises
    ------
    MissingExtraError
        The package opencc is not installed.
    """
    check_variants()
    code_points = np.arange(sys.maxunicode + 1, dtype="<u4")
    forms = _simplified_forms()
    code_points[list(forms)] = list(forms.values())
    code_points.flags.writeable = False
    return code_points


def simplify(word: str) -> str:
    """Return a word with simplified characters in place of traditional ones.

    >>> simplify("人類命運共同體"), simplify("belt")
    ('人类命运共同体', 'belt')
    """
    if word.isascii():
        return word
    check_variants()
    forms = _simplified_forms()
    return word.translate(forms)
