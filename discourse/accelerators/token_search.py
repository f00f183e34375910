"""The tokens of a text and what stands between them, by the compiled kernels.

One pass over the characters finds where tokens start and end, looks up the spelling of
each in a table of hashes, and reads what stands between two tokens. Where two hashes
agree the characters themselves are compared, so the result is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag, auto

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use

__all__ = [
    "SEPARATOR",
    "CharacterKinds",
    "CharacterRole",
    "GapBits",
    "GapContents",
    "NumberedSpellings",
    "SpeltTokens",
    "find_tokens",
    "number_spellings",
    "read_kinds",
]

# Stands behind each spelling: a line end, which no token holds. It needs one byte.
SEPARATOR = "\n"
_COMPARED_AT_ONCE = 8


class CharacterRole(IntFlag):
    """What a kind of character does in tokens; the source in C has the same bits."""

    PART = auto()  # builds words
    SINGLE = auto()  # is a token by itself
    LETTER = auto()  # is a letter of an alphabet
    JOINS_PARTS = auto()  # joins two parts that are no singles
    JOINS_LETTERS = auto()  # joins two letters
    HIDDEN = auto()  # is skipped


@dataclass(frozen=True, eq=False)
class CharacterKinds:
    """The kinds of the characters of a text.

    Attributes
    ----------
    kinds : uint8 array, shape (characters,)
        The kind of each character.
    signs : int32 array
        The positions of the characters whose kind is that of a sign. They are few.
    """

    kinds: np.ndarray
    signs: np.ndarray


@dataclass(frozen=True, eq=False)
class GapBits:
    """What is looked for in gaps.

    Attributes
    ----------
    of_kind : uint8 array, indexed by kind
        The bits of each kind of character.
    line_end, hyphen : int
        The bits whose characters are counted, too.
    """

    of_kind: np.ndarray
    line_end: int
    hyphen: int


@dataclass(frozen=True, eq=False)
class GapContents:
    """What the gaps of a text hold.

    Attributes
    ----------
    bits : uint8 array, shape (gaps,)
        The bits of all characters of the gap, or-ed.
    line_gaps : int32 array
        Which gaps have the bit of line ends.
    line_ends : int32 array, shape (gaps with line ends,)
        How many characters of these gaps have it.
    dash_gaps : int32 array
        The gaps of which more than one character has the bit of hyphens.
    """

    bits: np.ndarray
    line_gaps: np.ndarray
    line_ends: np.ndarray
    dash_gaps: np.ndarray


@dataclass(frozen=True, eq=False)
class SpeltTokens:
    """The tokens of a text.

    Attributes
    ----------
    start, end : int32 arrays, shape (tokens,)
        Half-open range of characters of each token.
    gap_begin : int32 array, shape (tokens,)
        Where the gap before each token begins: at the end of the token before.
    spelling_ids : int32 array, shape (tokens,)
        Number of each token's spelling.
    spelled : uint32 array
        The folded characters of the distinct spellings, each with a separator behind
        it: first the known ones, and then the others, in the order of first occurrence.
    is_known_used : bool array, shape (known spellings,)
        Which known spellings a token has.
    gaps : GapContents
        What stands before each token.
    """

    start: np.ndarray
    end: np.ndarray
    gap_begin: np.ndarray
    spelling_ids: np.ndarray
    spelled: np.ndarray
    is_known_used: np.ndarray
    gaps: GapContents


@dataclass(frozen=True, eq=False)
class NumberedSpellings:
    """Spellings, by their numbers among the distinct ones.

    Attributes
    ----------
    numbers : int32 array, shape (spellings,)
        Number of each spelling.
    distinct : uint32 array
        The distinct spellings, each with a separator behind it, in the order of first
        occurrence.
    """

    numbers: np.ndarray
    distinct: np.ndarray


def find_tokens(
    kinds: np.ndarray,
    codes: np.ndarray,
    word_marks: np.ndarray,
    *,
    folds: np.ndarray,
    roles: np.ndarray,
    gap_bits: GapBits,
    known: np.ndarray,
) -> SpeltTokens:
    """Return the tokens of a text.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
        Kind of each character; a mark has the kind of its base.
    codes : uint32 array, shape (characters,)
        Code points.
    word_marks : int32 array
        Positions of the marks that belong to a word, in order.
    folds : uint32 array, indexed by code point
        What each character is read as.
    roles : uint8 array, indexed by kind
        The :class:`CharacterRole` of each kind.
    gap_bits : GapBits
        What is looked for between tokens.
    known : uint32 array
        Distinct spellings that get the first numbers, each with a separator behind it.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    # Each character may be a token. Memory that is not written to is not taken up.
    start = np.empty(len(kinds), dtype=np.int32)
    # The first gap begins with the text, and any other one where a token ends.
    gap_begin = np.empty(len(kinds) + 1, dtype=np.int32)
    gap_begin[0] = 0
    end = gap_begin[1:]
    spelling_ids = np.empty_like(start)
    bits = np.empty(len(kinds), dtype=np.uint8)
    line_gaps = np.empty_like(start)
    line_ends = np.empty_like(start)
    dash_gaps = np.empty_like(start)
    # Each token may have a spelling of its own.
    spelled = _empty_spellings(len(known) + 2 * len(kinds))
    is_known_used = np.empty(_count_spellings(known), dtype=bool)
    text_arrays = [kinds, codes, word_marks]
    tables = [folds, roles, gap_bits.of_kind]
    token_arrays = [start, end, spelling_ids]
    gap_arrays = [bits, line_gaps, line_ends, dash_gaps]
    token_count, spelled_count, line_gap_count, dash_gap_count = kernels.find_tokens(
        *text_arrays,
        *tables,
        *token_arrays,
        *gap_arrays,
        spelled,
        known,
        is_known_used,
        ord(SEPARATOR),
        gap_bits.line_end,
        gap_bits.hyphen,
    )
    gaps = GapContents(
        bits=bits[:token_count],
        line_gaps=_copy_first(line_gaps, line_gap_count),
        line_ends=_copy_first(line_ends, line_gap_count),
        dash_gaps=_copy_first(dash_gaps, dash_gap_count),
    )
    return SpeltTokens(
        start=start[:token_count],
        end=end[:token_count],
        gap_begin=gap_begin[:token_count],
        spelling_ids=spelling_ids[:token_count],
        spelled=_copy_first(spelled, spelled_count),
        is_known_used=is_known_used,
        gaps=gaps,
    )


def _empty_spellings(size: int) -> np.ndarray:
    """Return an array for `size` characters of spellings, and some behind them.

    Spellings are compared eight characters at once, also where fewer are left.
    """
    return np.empty(size + _COMPARED_AT_ONCE, dtype=np.uint32)


def _copy_first(array: np.ndarray, count: int) -> np.ndarray:
    """Return the first values, as an array that does not keep the memory for more."""
    first_values = array[:count]
    return first_values.copy()


def number_spellings(written: np.ndarray) -> NumberedSpellings:
    """Return the number of each spelling among the distinct ones.

    Parameters
    ----------
    written : uint32 array
        Code points of all spellings, each with a separator behind it.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    numbers = np.empty(_count_spellings(written), dtype=np.int32)
    spelled = _empty_spellings(len(written))
    size = kernels.number_spellings(written, numbers, spelled, ord(SEPARATOR))
    return NumberedSpellings(numbers, _copy_first(spelled, size))


def _count_spellings(written: np.ndarray) -> int:
    """Return how many spellings are written with a separator behind each."""
    return int(np.count_nonzero(written == ord(SEPARATOR)))


def read_kinds(
    codes: np.ndarray, *, kind_of_code: np.ndarray, is_sign: np.ndarray
) -> CharacterKinds:
    """Return the kind of each character.

    Parameters
    ----------
    codes : uint32 array, shape (characters,)
        Code points.
    kind_of_code : uint8 array, indexed by code point
    is_sign : bool array, indexed by kind
        Which kinds are those of signs.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    kinds = np.empty(len(codes), dtype=np.uint8)
    signs = np.empty(len(codes), dtype=np.int32)
    sign_count = kernels.read_kinds(codes, kind_of_code, is_sign, kinds, signs)
    return CharacterKinds(kinds, _copy_first(signs, sign_count))
