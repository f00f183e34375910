"""Where the tokens of a text are, and how each is spelt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from discourse.accelerators import (
    SEPARATOR,
    CharacterRole,
    NumberedSpellings,
    SpeltTokens,
    find_tokens,
    has_kernels,
    number_spellings,
)
from discourse.text.characters import (
    FIRST_WORD_KIND,
    KIND_COUNT,
    CharacterKind,
    are_letters,
    code_points,
    compose,
    text_of_codes,
)
from discourse.text.token_gaps import GAP_BITS, find_gap_contents, gap_begins

__all__ = [
    "TokenSpans",
    "UsedSpellings",
    "compose_spellings",
    "encode_spellings",
    "ends_of_spellings",
    "find_spelt_tokens",
    "find_token_spans",
    "have_odd_characters",
    "lengths_of_spellings",
    "number_distinct",
    "split_spellings",
    "used_spellings",
    "write_spellings",
]

_END_OF_ASCII = 128
_END_OF_LATIN_1 = 256  # the first code point that needs more than one byte


def _roles_of_kinds() -> np.ndarray:
    """Return what each kind of character does in tokens (uint8)."""
    roles = np.zeros(KIND_COUNT, dtype=np.uint8)
    roles[FIRST_WORD_KIND:] = CharacterRole.PART
    roles[CharacterKind.SINGLE] = CharacterRole.PART | CharacterRole.SINGLE
    all_kinds = np.arange(KIND_COUNT)
    roles[are_letters(all_kinds)] = CharacterRole.PART | CharacterRole.LETTER
    roles[CharacterKind.APOSTROPHE] = CharacterRole.JOINS_PARTS
    roles[CharacterKind.HYPHEN] = CharacterRole.JOINS_PARTS
    roles[CharacterKind.LIKE_APOSTROPHE] = CharacterRole.JOINS_LETTERS
    roles[CharacterKind.NOTHING] = CharacterRole.HIDDEN
    return roles


_ROLES = _roles_of_kinds()


def find_spelt_tokens(
    kinds: np.ndarray,
    codes: np.ndarray,
    word_marks: np.ndarray,
    *,
    folds: np.ndarray,
    known: np.ndarray,
) -> SpeltTokens:
    """Return the tokens of a chunk, by the compiled kernel where there is one.

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
    known : uint32 array
        Distinct spellings that get the first numbers, as :func:`write_spellings` gives
        them.
    """
    if has_kernels():
        return find_tokens(
            kinds,
            codes,
            word_marks,
            folds=folds,
            roles=_ROLES,
            gap_bits=GAP_BITS,
            known=known,
        )
    spans = find_token_spans(kinds, word_marks)
    folded_codes = folds[codes[spans.characters]]
    token_ends = np.cumsum(spans.lengths)
    spelled = np.insert(folded_codes, token_ends, ord(SEPARATOR))
    numbered = encode_spellings(np.concatenate([known, spelled]))
    known_count = len(ends_of_spellings(known))
    spelling_ids = numbered.numbers[known_count:]
    token_counts = np.bincount(spelling_ids, minlength=known_count)
    start = spans.start.astype(np.int32)
    end = spans.end.astype(np.int32)
    gap_begin = gap_begins(end)
    return SpeltTokens(
        start=start,
        end=end,
        gap_begin=gap_begin,
        spelling_ids=spelling_ids,
        spelled=numbered.distinct,
        is_known_used=token_counts[:known_count] > 0,
        gaps=find_gap_contents(kinds, gap_begin, start),
    )


@dataclass(frozen=True, eq=False)
class UsedSpellings:
    """The spellings that tokens have.

    Attributes
    ----------
    is_used : bool array, shape (spellings,)
        Which of all spellings they are.
    spelled : uint32 array
        These spellings, each with a separator behind it.
    """

    is_used: np.ndarray
    spelled: np.ndarray


def used_spellings(tokens: SpeltTokens) -> UsedSpellings:
    """Return the spellings without the known ones that no token has."""
    lengths = lengths_of_spellings(tokens.spelled)
    is_used = np.ones(len(lengths), dtype=bool)
    known_count = len(tokens.is_known_used)
    is_used[:known_count] = tokens.is_known_used
    # The known spellings are the first ones.
    end_of_known = int(lengths[:known_count].sum())
    is_kept = np.repeat(tokens.is_known_used, lengths[:known_count])
    known = tokens.spelled[:end_of_known]
    spelled = np.concatenate([known[is_kept], tokens.spelled[end_of_known:]])
    return UsedSpellings(is_used, spelled)


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


def find_token_spans(kinds: np.ndarray, word_marks: np.ndarray) -> TokenSpans:
    """Return where the tokens of a chunk are.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
        Kind of each character; a mark has the kind of its base.
    word_marks : int array
        Positions of the marks that belong to a word.
    """
    is_word_mark = np.zeros(len(kinds), dtype=bool)
    is_word_mark[word_marks] = True
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


def write_spellings(spellings: Iterable[str]) -> np.ndarray:
    """Return the characters of spellings, each with a separator behind it (uint32)."""
    return code_points("".join(f"{spelling}{SEPARATOR}" for spelling in spellings))


def split_spellings(spelled: np.ndarray) -> list[str]:
    """Return the spellings that :func:`write_spellings` would write so."""
    spellings = text_of_codes(spelled).split(SEPARATOR)
    # A separator stands behind the last one too.
    spellings.pop()
    return spellings


def ends_of_spellings(spelled: np.ndarray) -> np.ndarray:
    """Return the position of the separator behind each spelling (int64)."""
    return np.flatnonzero(spelled == ord(SEPARATOR))


def lengths_of_spellings(spelled: np.ndarray) -> np.ndarray:
    """Return how many characters each spelling has, with its separator (int64)."""
    return np.diff(ends_of_spellings(spelled), prepend=-1)


def have_odd_characters(spelled: np.ndarray, signs: str) -> np.ndarray:
    """Return which spellings are not of ASCII alone, or hold one of some signs (bool).

    Parameters
    ----------
    spelled : uint32 array
        As :func:`write_spellings` gives them.
    signs : str
    """
    is_odd = spelled >= _END_OF_ASCII
    for sign in signs:
        is_odd |= spelled == ord(sign)
    ends = ends_of_spellings(spelled)
    have_odd = np.zeros(len(ends), dtype=bool)
    spellings = np.searchsorted(ends, np.flatnonzero(is_odd))
    have_odd[spellings] = True
    return have_odd


def compose_spellings(spelled: np.ndarray) -> list[str]:
    """Return the identity of each spelling, as :func:`compose` gives it.

    Most are plain words, which are their own identity.

    Parameters
    ----------
    spelled : uint32 array
        Folded spellings, as :func:`write_spellings` gives them.
    """
    words = split_spellings(spelled)
    have_odd = have_odd_characters(spelled, ".")
    for number in np.flatnonzero(have_odd).tolist():
        words[number] = compose(words[number])
    return words


def number_distinct(written: np.ndarray) -> NumberedSpellings:
    """Return the numbers of spellings, by the compiled kernel where there is one.

    Parameters
    ----------
    written : uint32 array
        Folded code points of all spellings, each with a separator behind it.
    """
    if has_kernels():
        return number_spellings(written)
    return encode_spellings(written)


def encode_spellings(written: np.ndarray) -> NumberedSpellings:
    """Return the numbers of spellings.

    The bytes of the spellings themselves are compared, no hash, so the result is exact.

    Parameters
    ----------
    written : uint32 array
        Folded code points of all spellings, each with a separator behind it.
    """
    if not len(written):
        return NumberedSpellings(np.empty(0, np.int32), written)
    # One byte a character, where that is enough, is faster than four.
    is_latin_1 = int(written.max()) < _END_OF_LATIN_1
    characters = written.astype(np.uint8) if is_latin_1 else written
    last_characters = ends_of_spellings(written)
    offsets = np.zeros(len(last_characters) + 1, dtype=np.int64)
    offsets[1:] = (last_characters + 1) * characters.itemsize
    # The None in the first place means: no spelling is missing.
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(characters)]
    tokens = pa.Array.from_buffers(pa.large_binary(), len(last_characters), buffers)
    encoding = tokens.dictionary_encode()
    _, _, distinct_buffer = encoding.dictionary.buffers()
    distinct = np.frombuffer(distinct_buffer, characters.dtype)
    return NumberedSpellings(encoding.indices.to_numpy(), distinct.astype(np.uint32))
