"""Where the tokens of a text are, and how each is spelt."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from discourse.accelerators import (
    CharacterRole,
    SpeltTokens,
    find_tokens,
    has_kernels,
)
from discourse.text.characters import FIRST_WORD_KIND, CharacterKind, are_letters

__all__ = ["TokenSpans", "encode_spellings", "find_spelt_tokens", "find_token_spans"]

_END_OF_LATIN_1 = 256  # the first code point that needs more than one byte


def _roles_of_kinds() -> np.ndarray:
    """Return what each kind of character does in tokens (uint8)."""
    roles = np.zeros(len(CharacterKind), dtype=np.uint8)
    roles[FIRST_WORD_KIND:] = CharacterRole.PART
    roles[CharacterKind.SINGLE] = CharacterRole.PART | CharacterRole.SINGLE
    all_kinds = np.arange(len(CharacterKind))
    roles[are_letters(all_kinds)] = CharacterRole.PART | CharacterRole.LETTER
    roles[CharacterKind.APOSTROPHE] = CharacterRole.JOINS_PARTS
    roles[CharacterKind.HYPHEN] = CharacterRole.JOINS_PARTS
    roles[CharacterKind.LIKE_APOSTROPHE] = CharacterRole.JOINS_LETTERS
    roles[CharacterKind.NOTHING] = CharacterRole.HIDDEN
    return roles


_ROLES = _roles_of_kinds()


def find_spelt_tokens(
    kinds: np.ndarray, is_word_mark: np.ndarray, codes: np.ndarray, folds: np.ndarray
) -> SpeltTokens:
    """Return the tokens of a chunk, by the compiled kernel where there is one.

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
    """
    if has_kernels():
        return find_tokens(kinds, is_word_mark, codes, folds=folds, roles=_ROLES)
    spans = find_token_spans(kinds, is_word_mark)
    folded_codes = folds[codes[spans.characters]]
    spelling_ids, spellings = encode_spellings(folded_codes, spans.lengths)
    return SpeltTokens(spans.start, spans.end, spelling_ids, spellings)


class TokenSpans(NamedTuple):
    """Which characters of a chunk its tokens consist of.

    Attributes
    ----------
    start, end : int arrays, shape (tokens,)
        Half-open range of characters of each token.
    characters : int array
        Positions of the characters that spell the tokens, one token after the other.
        Characters that cannot be seen are left out.
    lengths : int array, shape (tokens,)
        How many of these characters each token has.
    """

    start: np.ndarray
    end: np.ndarray
    characters: np.ndarray
    lengths: np.ndarray


def find_token_spans(kinds: np.ndarray, is_word_mark: np.ndarray) -> TokenSpans:
    """Return where the tokens of a chunk are.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
        Kind of each character; a mark has the kind of its base.
    is_word_mark : bool array, shape (characters,)
        Which characters are marks that belong to a word.
    """
    # Soft hyphens and the like are skipped, however many there are.
    visible = np.flatnonzero(kinds != CharacterKind.NOTHING)
    if len(visible) < len(kinds):
        kinds = kinds[visible]
        is_word_mark = is_word_mark[visible]
    is_word_part = kinds >= FIRST_WORD_KIND
    is_single = kinds == CharacterKind.SINGLE
    # An apostrophe or a hyphen joins two letters or digits, and nothing else.
    is_joinable = is_word_part & ~is_single
    joins = kinds == CharacterKind.APOSTROPHE
    joins |= kinds == CharacterKind.HYPHEN
    joins[0] = False
    joins[-1] = False
    joins[1:-1] &= is_joinable[:-2]
    joins[1:-1] &= is_joinable[2:]
    # What looks like an apostrophe joins letters only: "5′ 30″" is a measure.
    like_apostrophes = np.flatnonzero(kinds == CharacterKind.LIKE_APOSTROPHE)
    joins_letters = are_letters(kinds[like_apostrophes - 1])
    joins_letters &= are_letters(kinds[like_apostrophes + 1])
    joins[like_apostrophes[joins_letters]] = True

    is_in_token = is_word_part | joins
    # A token begins at a single, and after a single or a character outside tokens. A
    # mark begins no token: it belongs to the one of its base.
    ends_token_before = ~is_in_token | is_single
    begins_token = is_in_token & ~is_word_mark
    begins_token[1:] &= ends_token_before[:-1] | is_single[1:]
    # A token ends where the next character is outside tokens or begins another one.
    ends_token = is_in_token.copy()
    ends_token[:-1] &= ~is_in_token[1:] | begins_token[1:]
    first_character = np.flatnonzero(begins_token)
    last_character = np.flatnonzero(ends_token)
    return TokenSpans(
        start=visible[first_character],
        end=visible[last_character] + 1,
        characters=visible[is_in_token],
        lengths=last_character + 1 - first_character,
    )


def encode_spellings(
    folded_codes: np.ndarray, lengths: np.ndarray
) -> tuple[np.ndarray, list[str]]:
    """Return the number of each token's spelling, and the distinct spellings.

    The bytes of the spellings themselves are compared, no hash, so the result is exact.

    Parameters
    ----------
    folded_codes : uint32 array
        Folded code points of all tokens, one token after the other.
    lengths : int array, shape (tokens,)
        Number of code points of each token.

    Returns
    -------
    numbers : int32 array, shape (tokens,)
        Index of each token's spelling in `spellings`.
    spellings : list of str
        The distinct spellings, in the order of first occurrence.
    """
    if not len(lengths):
        return np.empty(0, np.int32), []
    # One byte a character, where that is enough, is faster than four.
    is_latin_1 = int(folded_codes.max()) < _END_OF_LATIN_1
    characters = folded_codes.astype(np.uint8 if is_latin_1 else "<u4")
    codec = "latin-1" if is_latin_1 else "utf-32-le"
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths * characters.itemsize, out=offsets[1:])
    # The None in the first place means: no token is missing.
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(characters)]
    tokens = pa.Array.from_buffers(pa.large_binary(), len(lengths), buffers)
    encoding = tokens.dictionary_encode()
    spellings = [word.decode(codec) for word in encoding.dictionary.to_pylist()]
    return encoding.indices.to_numpy(), spellings
