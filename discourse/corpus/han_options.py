"""How Han text is read: in words or in characters, and in which form of writing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from discourse.errors import OptionError
from discourse.text import (
    check_segmenter,
    check_variants,
    is_han_word,
    simplified_code_points,
    simplify,
    word_identity,
)
from discourse.validation import (
    check_characters,
    check_flag,
    list_of_values,
    show_value,
)

__all__ = ["ChineseWords", "HanOptions", "HasChineseWords", "check_han_options"]


@runtime_checkable
class HasChineseWords(Protocol):
    """What a Lexicon gives to the segmenter; this room cannot import the class."""

    @property
    def chinese_words(self) -> tuple[str, ...]:
        """Its Chinese originals and patterns that are single words."""


ChineseWords = bool | Iterable[str] | HasChineseWords


@dataclass(frozen=True)
class HanOptions:
    """The options of a corpus for Han text.

    Attributes
    ----------
    words : tuple of str or None
        The words that the segmenter must know, in simplified characters, sorted; None if there is no segmenter,
        so that each Han character is counted by itself.
    traditional_as_simplified : bool
        Whether a traditional character and its simplified form are one.
    """

    words: tuple[str, ...] | None = None
    traditional_as_simplified: bool = False

    @property
    def key(self) -> str:
        """The options as text, for the fingerprint; ``""`` if none is used."""
        return "" if self == HanOptions() else repr(self)

    @property
    def variants(self) -> np.ndarray | None:
        """What each character is read as, by code point; None = as itself."""
        return simplified_code_points() if self.traditional_as_simplified else None

    def read_word(self, word: str) -> str:
        """Return a folded word as the tokens of the corpus have it."""
        return simplify(word) if self.traditional_as_simplified else word


def check_han_options(
    chinese_words: ChineseWords, traditional_as_simplified: bool
) -> HanOptions:
    """Return the options, or raise an error for the first that is wrong.

    Raises
    ------
    OptionError
        `chinese_words` is neither True nor False, nor words or a Lexicon; or
        `traditional_as_simplified` is neither True nor False.
    MissingExtraError
        An option needs a package that is not installed.
    """
    words = _check_words(chinese_words)
    if words is not None:
        check_segmenter()
        # The dictionary of the segmenter has simplified characters.
        words = tuple(sorted(set(map(simplify, words))))
    if check_flag("traditional_as_simplified", traditional_as_simplified):
        check_variants()
    return HanOptions(words, traditional_as_simplified)


def _check_words(chinese_words: ChineseWords) -> tuple[str, ...] | None:
    """Return the words for the segmenter, sorted; None if none is wanted."""
    if isinstance(chinese_words, bool):
        return () if chinese_words else None
    is_class = isinstance(chinese_words, type)
    if isinstance(chinese_words, HasChineseWords) and not is_class:
        return tuple(sorted(set(chinese_words.chinese_words)))
    given_words = list_of_values(chinese_words)
    if given_words is None:
        raise OptionError(
            f"chinese_words={show_value(chinese_words)}: expected True, False, a list of words "
            "such as ['一带一路'], or a Lexicon."
        )
    check_characters("chinese_words", given_words)
    words: set[str] = set()
    for word in given_words:
        if not isinstance(word, str) or not is_han_word(word_identity(word)):
            raise OptionError(
                f"chinese_words: {show_value(word)} is no word of two or more Chinese "
                "characters; leave it out, or write it without other signs."
            )
        words.add(word_identity(word))
    return tuple(sorted(words))
