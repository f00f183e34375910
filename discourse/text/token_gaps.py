"""The text before each token: which marks it holds, and how many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators import GapBits, GapContents, SpeltTokens
from discourse.text.characters import KIND_COUNT, CharacterKind

__all__ = [
    "GAP_BITS",
    "HAS_COMMA",
    "HAS_DOT",
    "HAS_HYPHEN",
    "HAS_NEWLINE",
    "HAS_OTHER",
    "HAS_QUOTE",
    "HAS_SPACE",
    "HAS_STOP",
    "TokenGaps",
    "find_gap_contents",
    "find_gaps",
    "gap_begins",
]

# What a gap holds, as bits that are or-ed together.
(
    HAS_SPACE,
    HAS_QUOTE,
    HAS_HYPHEN,
    HAS_OTHER,
    HAS_DOT,
    HAS_STOP,
    HAS_NEWLINE,
    HAS_COMMA,
) = (1 << bit for bit in range(8))
# The bits of each kind of character. Characters that build tokens, those that cannot be
# seen, and those that call a note have no bit.
_BITS_OF_KIND = np.zeros(KIND_COUNT, dtype=np.uint8)
for _kind, _bits in (
    (CharacterKind.OTHER, HAS_OTHER),
    (CharacterKind.SPACE, HAS_SPACE),
    (CharacterKind.NEWLINE, HAS_NEWLINE),
    (CharacterKind.QUOTE, HAS_QUOTE),
    (CharacterKind.APOSTROPHE, HAS_QUOTE),
    (CharacterKind.LIKE_APOSTROPHE, HAS_QUOTE),
    (CharacterKind.HYPHEN, HAS_HYPHEN),
    (CharacterKind.DASH, HAS_HYPHEN),
    (CharacterKind.DOT, HAS_DOT),
    (CharacterKind.STOP, HAS_STOP),
    (CharacterKind.COMMA, HAS_OTHER | HAS_COMMA),
    (CharacterKind.CLOSING, HAS_OTHER),
):
    _BITS_OF_KIND[_kind] = _bits
GAP_BITS = GapBits(_BITS_OF_KIND, line_end=HAS_NEWLINE, hyphen=HAS_HYPHEN)


@dataclass(frozen=True, eq=False)
class TokenGaps:
    """The gap before each token of a chunk of texts.

    Attributes
    ----------
    kinds : uint8 array, shape (characters,)
        Kind of each character of the chunk.
    word_marks : int array
        Positions of the accents, and of other marks, that belong to a word.
    newline_positions : int array
        Positions of the line ends of the chunk. The first is -1, as if a line ended
        before the chunk.
    stop_positions : int32 array
        Positions of the stops of the chunk.
    begin, end : int32 arrays, shape (tokens,)
        Half-open range of characters of each gap. The gap ends where its token starts.
    document_ends : int64 array, shape (documents,)
        The token after the last one of each document.
    is_first : bool array, shape (tokens,)
        Whether the token is the first of its document.
    bits : uint8 array, shape (tokens,)
        What the gap holds, as the bits ``HAS_...``.
    line_gaps : int32 array
        Which gaps hold line ends.
    line_ends : int32 array, shape (gaps with line ends,)
        How many line ends each of these gaps holds.
    dash_gaps : int32 array
        The gaps that hold more than one hyphen or dash.
    """

    kinds: np.ndarray
    word_marks: np.ndarray
    newline_positions: np.ndarray
    stop_positions: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    document_ends: np.ndarray
    is_first: np.ndarray
    bits: np.ndarray
    line_gaps: np.ndarray
    line_ends: np.ndarray
    dash_gaps: np.ndarray

    def holds(self, bits: int) -> np.ndarray:
        """Return whether each gap holds any of `bits` (bool, shape (tokens,))."""
        shared_bits = self.bits & bits
        holds_any: np.ndarray = shared_bits > 0
        return holds_any

    def kinds_before(self, indices: np.ndarray) -> np.ndarray:
        """Return the kind of the last character before some gaps (uint8).

        The first gap has no character before it; the first of the chunk stands in.
        """
        positions = self.begin.take(indices) - 1
        return self.kinds.take(np.maximum(positions, 0))

    def kinds_after(self, indices: np.ndarray) -> np.ndarray:
        """Return the kind of the first character after some gaps (uint8)."""
        return self.kinds.take(self.end.take(indices))

    def documents_of(self, indices: np.ndarray) -> np.ndarray:
        """Return the document of some gaps (int64)."""
        return np.searchsorted(self.document_ends, indices, side="right")

    def count(self, is_counted: np.ndarray) -> np.ndarray:
        """Return how many of some characters each gap holds (int32, shape (tokens,)).

        Parameters
        ----------
        is_counted : bool array, shape (characters,)
            Which characters of the chunk are counted.
        """
        positions = np.flatnonzero(is_counted)
        return _count_in_gaps(positions, self.begin, self.end)


def find_gaps(
    kinds: np.ndarray,
    word_marks: np.ndarray,
    newlines: np.ndarray,
    stops: np.ndarray,
    tokens: SpeltTokens,
    document_ends: np.ndarray,
) -> TokenGaps:
    """Return the gaps before the tokens of a chunk.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
        Kind of each character of the chunk.
    word_marks : int array
        Positions of the accents, and of other marks, that belong to a word.
    newlines : int array
        Positions of the line ends of the chunk, also of those inside a token.
    stops : int32 array
        Positions of the stops of the chunk.
    tokens : SpeltTokens
        The tokens, and what the gaps before them hold.
    document_ends : int array, shape (documents,)
        The token after the last one of each document.
    """
    is_first = np.zeros(len(tokens.start), dtype=bool)
    is_first[:1] = True
    next_first = document_ends[document_ends < len(is_first)]
    is_first[next_first] = True
    return TokenGaps(
        kinds=kinds,
        word_marks=word_marks,
        newline_positions=np.append(np.int32(-1), newlines),
        stop_positions=stops,
        begin=tokens.gap_begin,
        end=tokens.start,
        document_ends=document_ends,
        is_first=is_first,
        bits=tokens.gaps.bits,
        line_gaps=tokens.gaps.line_gaps,
        line_ends=tokens.gaps.line_ends,
        dash_gaps=tokens.gaps.dash_gaps,
    )


def gap_begins(token_ends: np.ndarray) -> np.ndarray:
    """Return where the gap before each token begins: at the end of the token before."""
    begins = np.zeros_like(token_ends)
    begins[1:] = token_ends[:-1]
    return begins


def find_gap_contents(
    kinds: np.ndarray, begin: np.ndarray, end: np.ndarray
) -> GapContents:
    """Return what each gap holds.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
        Kind of each character of the chunk.
    begin, end : int32 arrays, shape (tokens,)
        Half-open range of characters of each gap.
    """
    is_newline = kinds == CharacterKind.NEWLINE
    is_hyphen = kinds == CharacterKind.HYPHEN
    is_hyphen |= kinds == CharacterKind.DASH
    newlines = np.flatnonzero(is_newline)
    hyphens = np.flatnonzero(is_hyphen)
    newline_counts = _count_in_gaps(newlines, begin, end)
    line_gaps = np.flatnonzero(newline_counts)
    hyphen_counts = _count_in_gaps(hyphens, begin, end)
    dash_gaps = np.flatnonzero(hyphen_counts > 1)
    return GapContents(
        bits=_join_bits(_BITS_OF_KIND[kinds], begin, end),
        line_gaps=line_gaps.astype(np.int32),
        line_ends=newline_counts[line_gaps],
        dash_gaps=dash_gaps.astype(np.int32),
    )


def _count_in_gaps(
    positions: np.ndarray, begin: np.ndarray, end: np.ndarray
) -> np.ndarray:
    """Return how many of some characters each gap holds (int32, shape (tokens,)).

    Parameters
    ----------
    positions : int array
        Positions of the characters, in order. Those outside gaps are not counted.
    begin, end : int arrays, shape (tokens,)
        Half-open range of characters of each gap.
    """
    # The first gap that ends after a character is the only one that may hold it. After
    # the last token there is none.
    gap_of_character = np.searchsorted(end, positions, side="right")
    is_before_last = gap_of_character < len(end)
    candidates = gap_of_character[is_before_last]
    is_in_gap = begin[candidates] <= positions[is_before_last]
    counts = np.bincount(candidates[is_in_gap], minlength=len(end))
    return counts.astype(np.int32)


def _join_bits(bits: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return the bits of the characters of each gap, or-ed; 0 for an empty gap.

    Parameters
    ----------
    bits : uint8 array, shape (characters,)
    begin, end : int arrays, shape (tokens,)
        Half-open range of characters of each gap.
    """
    if not len(begin):
        return bits[:0]
    # Between the boundaries there are gaps and tokens in turn: gap, token, gap, ...
    gap_bounds = np.column_stack([begin, end])
    boundaries = gap_bounds.ravel()
    bits_of_gaps_and_tokens = np.bitwise_or.reduceat(bits, boundaries)
    bits_of_gaps = bits_of_gaps_and_tokens[::2]
    # For an empty gap reduceat gives the value of the next character.
    is_empty = begin == end
    bits_of_gaps[is_empty] = 0
    return bits_of_gaps
