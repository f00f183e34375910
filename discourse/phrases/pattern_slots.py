"""The named parts of patterns, and what was read of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from discourse.errors import OptionError
from discourse.text import fold
from discourse.validation import check_characters, show_value

__all__ = ["PatternSlots"]


class PatternSlots(Mapping[str, str]):
    """The pattern of each slot by its name, checked.

    The phrases of a lexicon share one, so that each slot is read once.

    Parameters
    ----------
    patterns : mapping of str to str
        What ``@name`` stands for.

    Attributes
    ----------
    by_folded_name : dict of str to str
        The same by the names as a folded pattern has them.
    variants_by_name : dict
        The variants of each slot that a parser has read, by its folded name.

    Raises
    ------
    OptionError
        `patterns` is no dict of text to text.
    """

    def __init__(self, patterns: Mapping[str, str]) -> None:
        _check_patterns(patterns)
        self._patterns = dict(patterns)
        self.by_folded_name: dict[str, str] = {}
        for name, pattern in self._patterns.items():
            self.by_folded_name[fold(name)] = pattern
        self.variants_by_name: dict[str, list[Any]] = {}

    def __getitem__(self, name: str) -> str:
        return self._patterns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def __repr__(self) -> str:
        return repr(self._patterns)


def _check_patterns(patterns: object) -> None:
    """Raise an error unless `patterns` is a dict of text to text."""
    if isinstance(patterns, Mapping):
        texts = [*patterns.keys(), *patterns.values()]
        if all(isinstance(text, str) for text in texts):
            check_characters("slots", texts)
            return
    raise OptionError(
        f"slots={show_value(patterns)}: a dict of patterns was expected, such as "
        "{'grade': '(full|close)'}."
    )
