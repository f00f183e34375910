"""What stands before each token, and which class of gap it makes."""

from __future__ import annotations

import functools

import numpy as np

from discourse.text.characters import Kind

__all__ = [
    "HAS_COMMA",
    "HAS_DOT",
    "HAS_HYPHEN",
    "HAS_NEWLINE",
    "HAS_OTHER",
    "HAS_QUOTE",
    "HAS_SPACE",
    "HAS_STOP",
    "Gaps",
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
_BITS = np.zeros(
    len(Kind), dtype=np.uint8
)  # what builds tokens, or shows nothing, has none
for _kind, _bit in (
    (Kind.OTHER, HAS_OTHER),
    (Kind.SPACE, HAS_SPACE),
    (Kind.NEWLINE, HAS_NEWLINE),
    (Kind.QUOTE, HAS_QUOTE),
    (Kind.APOSTROPHE, HAS_QUOTE),
    (Kind.HYPHEN, HAS_HYPHEN),
    (Kind.DASH, HAS_HYPHEN),
    (Kind.DOT, HAS_DOT),
    (Kind.STOP, HAS_STOP),
    (Kind.COMMA, HAS_OTHER | HAS_COMMA),
    (Kind.CLOSING, HAS_OTHER),
):
    _BITS[_kind] = _bit


class Gaps:
    """What stands before each token of a chunk."""

    def __init__(
        self, kind: np.ndarray, start: np.ndarray, end: np.ndarray, document: np.ndarray
    ) -> None:
        self.start, self.end, self.document, self.kind = start, end, document, kind
        self.begin = np.zeros(len(start), dtype=np.int64)
        self.begin[1:] = end[:-1]
        self.first = np.ones(len(start), dtype=bool)
        self.first[1:] = document[1:] != document[:-1]
        self.bits = self._over(np.bitwise_or, _BITS[kind])
        self.newline = kind == Kind.NEWLINE

    def _over(self, function: np.ufunc, values: np.ndarray) -> np.ndarray:
        if not len(self.start):
            return np.empty(0, dtype=values.dtype)
        pairs = np.column_stack([self.begin, self.start]).ravel()
        # An empty gap gives reduceat its token's first character, whose value must not count.
        return np.where(
            self.begin < self.start, function.reduceat(values, pairs)[::2], 0
        ).astype(values.dtype)

    @functools.cached_property
    def lines(self) -> np.ndarray:
        """Line ends in each gap (int32)."""
        return self._over(np.add, self.newline.astype(np.int32))

    @functools.cached_property
    def stops(self) -> np.ndarray:
        """Stops in each gap (int32)."""
        return self._over(
            np.add,
            ((self.kind == Kind.DOT) | (self.kind == Kind.STOP)).astype(np.int32),
        )

    @functools.cached_property
    def hyphens(self) -> np.ndarray:
        """Hyphens and dashes in each gap (int32)."""
        return self._over(
            np.add,
            ((self.kind == Kind.HYPHEN) | (self.kind == Kind.DASH)).astype(np.int32),
        )

    @functools.cached_property
    def opens(self) -> np.ndarray:
        """Kind of the first character of each token (uint8)."""
        return self.kind[self.start]

    @functools.cached_property
    def closes(self) -> np.ndarray:
        """Kind of the last character before each gap (uint8)."""
        return self.kind[np.maximum(self.begin - 1, 0)]
