"""The tokens of a text and what stands between them, by the compiled kernels.

One pass over the characters finds where tokens start and end, and looks up the spelling
of each in a table of hashes. Where two hashes agree the characters themselves are
compared, so the result is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag, auto

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use

__all__ = ["CharacterRole", "GapContents", "SpeltTokens", "find_tokens", "read_gaps"]

# A line end, which no token holds.
_SEPARATOR = "\u2029"


class CharacterRole(IntFlag):
    """What a kind of character does in tokens; the source in C has the same bits."""

    PART = auto()  # builds words
    SINGLE = auto()  # is a token by itself
    LETTER = auto()  # is a letter of an alphabet
    JOINS_PARTS = auto()  # joins two parts that are no singles
    JOINS_LETTERS = auto()  # joins two letters
    HIDDEN = auto()  # is skipped


@dataclass(frozen=True, eq=False)
class SpeltTokens:
    """The tokens of a text.

    Attributes
    ----------
    start, end : int64 arrays, shape (tokens,)
        Half-open range of characters of each token.
    spelling_ids : int32 array, shape (tokens,)
        Index of each token's spelling in `spellings`.
    spellings : list of str
        The distinct folded spellings, in the order of first occurrence.
    """

    start: np.ndarray
    end: np.ndarray
    spelling_ids: np.ndarray
    spellings: list[str]


@dataclass(frozen=True, eq=False)
class GapContents:
    """What the gaps of a text hold.

    Attributes
    ----------
    bits : uint8 array, shape (gaps,)
        The bits of all characters of the gap, or-ed.
    line_ends, hyphens : int32 arrays, shape (gaps,)
        How many characters have the bit of line ends, and that of hyphens.
    """

    bits: np.ndarray
    line_ends: np.ndarray
    hyphens: np.ndarray


def find_tokens(
    kinds: np.ndarray,
    is_word_mark: np.ndarray,
    codes: np.ndarray,
    *,
    folds: np.ndarray,
    roles: np.ndarray,
) -> SpeltTokens:
    """Return the tokens of a text.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
        Kind of each character; a mark has the kind of its base.
    is_word_mark : bool array, shape (characters,)
        Which characters are marks that belong to a word.
    codes : uint32 array, shape (characters,)
        Code points.
    folds : uint32 array, indexed by code point
        What each character is read as.
    roles : uint8 array, indexed by kind
        The :class:`CharacterRole` of each kind.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    # A text may have as many tokens as characters, and each a spelling of its own.
    size = len(kinds)
    start = np.empty(size, dtype=np.int64)
    end = np.empty_like(start)
    spelling_ids = np.empty(size, dtype=np.int32)
    spelled = np.empty(2 * size, dtype="<u4")
    token_count, spelled_count = kernels.find_tokens(
        kinds,
        is_word_mark,
        codes,
        folds,
        roles,
        start,
        end,
        spelling_ids,
        spelled,
        ord(_SEPARATOR),
    )
    # A separator stands behind the last spelling too.
    spelled_bytes = _copy_first(spelled, spelled_count).tobytes()
    all_spellings = spelled_bytes.decode("utf-32-le")
    spellings = all_spellings.split(_SEPARATOR)
    spellings.pop()
    return SpeltTokens(
        start=_copy_first(start, token_count),
        end=_copy_first(end, token_count),
        spelling_ids=_copy_first(spelling_ids, token_count),
        spellings=spellings,
    )


def _copy_first(array: np.ndarray, count: int) -> np.ndarray:
    """Return the first values, as an array that does not keep the room for more."""
    first_values = array[:count]
    return first_values.copy()


def read_gaps(
    kinds: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
    *,
    bits_of_kind: np.ndarray,
    bit_of_line_end: int,
    bit_of_hyphen: int,
) -> GapContents:
    """Return what the gaps of a text hold.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
        Kind of each character.
    begin, end : int64 arrays, shape (gaps,)
        Half-open range of characters of each gap.
    bits_of_kind : uint8 array, indexed by kind
        The bits of each kind.
    bit_of_line_end, bit_of_hyphen : int
        The bits that are counted.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    gap_count = len(begin)
    bits = np.empty(gap_count, dtype=np.uint8)
    line_ends = np.empty(gap_count, dtype=np.int32)
    hyphens = np.empty_like(line_ends)
    kernels.read_gaps(
        kinds,
        begin,
        end,
        bits_of_kind,
        bits,
        line_ends,
        hyphens,
        bit_of_line_end,
        bit_of_hyphen,
    )
    return GapContents(bits, line_ends, hyphens)
