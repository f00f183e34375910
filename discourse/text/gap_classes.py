"""The class of the gap before each token."""

from __future__ import annotations

import numpy as np

from discourse.text.sentence_boundaries import classify_stops
from discourse.text.token_gaps import (
    HAS_HYPHEN,
    HAS_NEWLINE,
    HAS_OTHER,
    HAS_QUOTE,
    HAS_SPACE,
    TokenGaps,
)
from discourse.text.token_stream import (
    ADJACENT,
    BLANK,
    COMMA,
    HYPHEN,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
)

__all__ = ["classify_gaps"]


def _classes_of_bits() -> bytes:
    """Return the class of a gap for each value of its bits, if there were no stop."""
    classes = bytearray()
    for bits in range(256):
        has_blank = bool(bits & (HAS_SPACE | HAS_NEWLINE))
        if bits & HAS_OTHER:
            classes.append(COMMA)
        elif bits & HAS_HYPHEN:
            classes.append(SPACED_HYPHEN if has_blank else HYPHEN)
        elif bits & HAS_QUOTE:
            classes.append(QUOTE)
        else:
            classes.append(BLANK if has_blank else ADJACENT)
    return bytes(classes)


_CLASS_OF_BITS = _classes_of_bits()


def classify_gaps(
    gaps: TokenGaps,
    ends_paragraph: np.ndarray,
    spelling_ids: np.ndarray,
    spelled: np.ndarray,
) -> np.ndarray:
    """Return the class of each gap (uint8).

    The table in :mod:`discourse.text` explains the classes.

    Parameters
    ----------
    gaps : TokenGaps
    ends_paragraph : bool array, shape (tokens,)
        Which gaps end a paragraph. Any other line end is a blank.
    spelling_ids : int32 array, shape (tokens,)
        Number of each token's spelling.
    spelled : uint32 array
        The distinct spellings, the listed ones first.
    """
    class_bytes = bytearray(gaps.bits).translate(_CLASS_OF_BITS)
    classes = np.frombuffer(class_bytes, dtype=np.uint8)
    # "--" is how typewriters write a dash, which separates as a comma does.
    classes[gaps.dash_gaps] = COMMA
    classify_stops(
        classes, gaps, ends_paragraph, spelling_ids=spelling_ids, spelled=spelled
    )
    classes[np.flatnonzero(ends_paragraph)] = PARAGRAPH
    return classes
