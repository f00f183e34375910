"""The token stream, and the classes of the gaps in it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

import numpy as np

from discourse.text.word_scripts import WordScripts, find_word_scripts

# The gap classes, explained in the table of :mod:`discourse.text`.
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

# What ends a paragraph: "line" = every line end, "blank" = only a blank line, "double" =
# only more than one blank line, since one stands between any two lines (double-spaced
# text), "auto" = whichever of the three the lines of the text suggest.
ParagraphMode = Literal["auto", "line", "blank", "double"]


@dataclass(frozen=True, eq=False)
class TokenStream:
    """The tokens of all documents, one document after the other, as arrays.

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
        document_sizes = np.diff(self.bounds)
        document_numbers = np.arange(len(document_sizes), dtype=np.int32)
        document = np.repeat(document_numbers, document_sizes)
        document.flags.writeable = False
        return document

    @functools.cached_property
    def lookup(self) -> dict[str, int]:
        """Id of each word of the vocabulary."""
        return {word: word_id for word_id, word in enumerate(self.vocabulary)}

    @functools.cached_property
    def word_scripts(self) -> WordScripts:
        """Script of each word of the vocabulary, as a number."""
        return find_word_scripts(self.vocabulary)

    @functools.cached_property
    def scripts(self) -> np.ndarray:
        """Script of each word of the vocabulary (str, shape (vocabulary,))."""
        word_scripts = self.word_scripts
        names = np.array(word_scripts.names, dtype=str)
        scripts = names[word_scripts.number]
        scripts.flags.writeable = False
        return scripts

    def widen_ranges(
        self, first_token: np.ndarray, end_token: np.ndarray, width: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return ranges of tokens that are wider by `width` tokens on each side.

        A range is widened neither over a mask nor out of its document.

        Parameters
        ----------
        first_token, end_token : int arrays, shape (ranges,)
            The half-open ranges ``first_token:end_token``.
        width : int
            How many tokens are added on each side, if there are as many.

        Returns
        -------
        first_token, end_token : int arrays, shape (ranges,)
            The wider ranges, half-open too.
        """
        if not len(first_token):
            return first_token, end_token
        tokens_after_mask = np.flatnonzero(self.gap == MASK)
        limits = np.union1d(self.bounds, tokens_after_mask)
        next_limit = np.searchsorted(limits, first_token, side="right")
        lower_limit = limits[next_limit - 1]
        # A range at the end of the stream has no limit after it but the last one.
        next_limit = np.minimum(next_limit, len(limits) - 1)
        upper_limit = limits[next_limit]
        wider_first = np.maximum(first_token - width, lower_limit)
        wider_end = np.minimum(end_token + width, upper_limit)
        # A range that itself goes on over a mask keeps its own end.
        wider_end = np.maximum(wider_end, end_token)
        return wider_first, wider_end
