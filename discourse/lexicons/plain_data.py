"""Plain data of a lexicon: no deeper than a lexicon needs, and of characters only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from discourse.errors import LexiconError
from discourse.validation import check_characters, show_value

__all__ = ["check_plain_data"]

# families, one family, its patterns, one pattern and its items are five levels.
DEEPEST_LEVEL = 20
# They are no blanks either. They come from damaged files, cannot be seen, and stand in no
# text that is searched.
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def check_plain_data(plain_data: Mapping[str, Any], source: str) -> None:
    """Refuse plain data that no file of a lexicon could hold.

    They are looked through step by step and not by recursion, because brackets in
    thousands of levels, or a dict that contains itself, would end that with an error.

    Parameters
    ----------
    plain_data : mapping
        What a file or a dict describes.
    source : str
        The name of the lexicon, for messages.

    Raises
    ------
    LexiconError
        Lists and tables are nested too deeply, or a text has a lone surrogate or a
        control character.
    """
    # Each with the number of its level, and where it stands, for the message.
    values_to_check: list[tuple[Any, int, str]] = [(plain_data, 0, source)]
    while values_to_check:
        value, level, place = values_to_check.pop()
        if isinstance(value, str):
            _check_text(place, value)
        elif isinstance(value, Mapping | list | tuple):
            if level == DEEPEST_LEVEL:
                raise LexiconError(
                    f"{source}: brackets are nested too deeply, more than "
                    f"{DEEPEST_LEVEL} levels; a family is a table with lists of "
                    "patterns, and needs no deeper brackets."
                )
            for name, item in _items(value):
                if isinstance(name, str):
                    _check_text(place, name)
                place_of_item = place
                if place == source and name != "families":
                    place_of_item = f"{source}: family {show_value(name)}"
                values_to_check.append((item, level + 1, place_of_item))


def _check_text(place: str, text: str) -> None:
    """Refuse a text with a lone surrogate or a control character."""
    check_characters(place, [text], LexiconError)
    control_character = _CONTROL_CHARACTER.search(text)
    if control_character:
        code_point = f"U+{ord(control_character.group()):04X}"
        raise LexiconError(
            f"{place}: {show_value(text)} has {code_point}, a control character, which "
            "cannot be seen and is part of no word; delete it."
        )


def _items(value: Mapping[Any, Any] | list[Any] | tuple[Any, ...]) -> list[Any]:
    """Return the pairs of a table, or those of a list with None in place of a name."""
    if isinstance(value, Mapping):
        return list(value.items())
    return [(None, item) for item in value]
