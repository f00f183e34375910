"""The class of the gap before each token."""

from __future__ import annotations

from collections.abc import Sequence

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


def classify_gaps(
    gaps: TokenGaps,
    ends_paragraph: np.ndarray,
    word_ids: np.ndarray,
    vocabulary: Sequence[str],
) -> np.ndarray:
    """Return the class of each gap (uint8).

    The table in :mod:`discourse.text` explains the classes.

    Parameters
    ----------
    gaps : TokenGaps
    ends_paragraph : bool array, shape (tokens,)
        Which gaps end a paragraph. Any other line end is a blank.
    word_ids : int array, shape (tokens,)
        The word of each token, as its index in `vocabulary`.
    vocabulary : sequence of str
        The distinct words.
    """
    # A later rule overrides an earlier one: the strongest class of a gap comes last.
    has_blank = gaps.holds(HAS_SPACE | HAS_NEWLINE)
    classes = np.where(has_blank, BLANK, ADJACENT).astype(np.uint8)
    classes[gaps.holds(HAS_QUOTE)] = QUOTE

    has_hyphen = gaps.holds(HAS_HYPHEN)
    classes[has_hyphen] = HYPHEN
    classes[has_hyphen & has_blank] = SPACED_HYPHEN
    # "--" is how typewriters write a dash, which separates as a comma does.
    classes[has_hyphen & (gaps.hyphens > 1)] = COMMA
    classes[gaps.holds(HAS_OTHER)] = COMMA

    classify_stops(
        classes, gaps, ends_paragraph, word_ids=word_ids, vocabulary=vocabulary
    )
    classes[ends_paragraph] = PARAGRAPH
    return classes
