"""The class of the gap before each token."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.text.paragraph_boundaries import paragraph_ends
from discourse.text.sentence_boundaries import stop_classes
from discourse.text.token_gaps import (
    HAS_DOT,
    HAS_HYPHEN,
    HAS_NEWLINE,
    HAS_OTHER,
    HAS_QUOTE,
    HAS_SPACE,
    HAS_STOP,
    Gaps,
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

__all__ = ["classes"]


def classes(
    gaps: Gaps, modes: np.ndarray, local: np.ndarray, types: Sequence[str]
) -> np.ndarray:
    """Return the class of each gap (uint8)."""
    bits = gaps.bits
    blank = (bits & (HAS_SPACE | HAS_NEWLINE)) > 0
    gap = np.where(blank, BLANK, ADJACENT).astype(np.uint8)
    gap[(bits & HAS_QUOTE) > 0] = QUOTE
    hyphen = (bits & HAS_HYPHEN) > 0
    gap[hyphen] = np.where(blank[hyphen], SPACED_HYPHEN, HYPHEN)
    gap[hyphen & (gaps.hyphens > 1)] = COMMA  # "--" is a typist's dash
    gap[(bits & HAS_OTHER) > 0] = COMMA
    stopped = ((bits & (HAS_DOT | HAS_STOP)) > 0).nonzero()[0]
    if len(stopped):
        gap[stopped] = stop_classes(gaps, stopped, local, types, gap[stopped])
    gap[paragraph_ends(gaps, modes)] = PARAGRAPH
    return gap
