"""The token stream, and the classes of the gaps in it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

import numpy as np

from discourse.text.characters import script_of

(
    ADJACENT,
    BLANK,
    QUOTE,
    HYPHEN,
    SPACED_HYPHEN,
    COMMA,
    STOP_LOWER,
    STOP,
    PARAGRAPH,
    MASK,
) = range(10)
# A gap of this class or above ends an n-gram, a repeat or a shared passage.
BREAK = STOP_LOWER

__all__ = [
    "ADJACENT",
    "BLANK",
    "BREAK",
    "COMMA",
    "HYPHEN",
    "MASK",
    "PARAGRAPH",
    "QUOTE",
    "SPACED_HYPHEN",
    "STOP",
    "STOP_LOWER",
    "ParagraphMode",
    "TokenStream",
]

ParagraphMode = Literal["auto", "line", "blank"]


@dataclass(frozen=True, eq=False)
class TokenStream:
    """The tokens of all documents end to end.

    Attributes
    ----------
    ids : int32 array, shape (tokens,)
        Type of each token: its index in `vocabulary`.
    start, end : int32 arrays, shape (tokens,)
        Half-open character offsets into the raw text of the document's source.
    gap : uint8 array, shape (tokens,)
        Gap class before each token; ``PARAGRAPH`` before the first of a document.
    bounds : int64 array, shape (documents + 1,)
        The tokens of document ``i`` are ``bounds[i]:bounds[i + 1]``.
    vocabulary : tuple of str
        Folded words sorted by code point. In a part of a corpus some may be unused.
    """

    ids: np.ndarray
    start: np.ndarray
    end: np.ndarray
    gap: np.ndarray
    bounds: np.ndarray
    vocabulary: tuple[str, ...]

    def __post_init__(self) -> None:
        arrays = [self.ids, self.start, self.end, self.gap, self.bounds]
        for array in arrays:
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.ids)

    @functools.cached_property
    def document(self) -> np.ndarray:
        """Document of each token (int32, shape (tokens,))."""
        sizes = np.diff(self.bounds)
        documents = len(sizes)
        numbers = np.arange(documents, dtype=np.int32)
        document = np.repeat(numbers, sizes)
        document.flags.writeable = False
        return document

    @functools.cached_property
    def lookup(self) -> dict[str, int]:
        """Id of each word of the vocabulary."""
        return {word: number for number, word in enumerate(self.vocabulary)}

    @functools.cached_property
    def scripts(self) -> np.ndarray:
        """Script of each word of the vocabulary (str, shape (vocabulary,))."""
        names = [script_of(word) for word in self.vocabulary]
        scripts = np.array(names, dtype=str)
        scripts.flags.writeable = False
        return scripts

    def widen_ranges(
        self, first: np.ndarray, last: np.ndarray, width: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return half-open ranges of tokens with `width` more tokens on each side.

        A range is widened neither over a mask nor out of its document.

        Parameters
        ----------
        first, last : int arrays, shape (ranges,)
            The ranges ``first:last``.
        width : int
        """
        if not len(first):
            return first, last
        masked = np.flatnonzero(self.gap == MASK)
        limits = np.union1d(self.bounds, masked)
        next_limit = np.searchsorted(limits, first, side="right")
        lower_limit = limits[next_limit - 1]
        next_limit = np.minimum(next_limit, len(limits) - 1)
        upper_limit = limits[next_limit]
        low = np.maximum(first - width, lower_limit)
        high = np.minimum(last + width, upper_limit)
        return low, np.maximum(high, last)
