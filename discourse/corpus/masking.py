"""Which tokens a mask removes, and the break that it leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.corpus.raw_texts import RawTexts, TextRanges
from discourse.spans import expand_ranges, merge_spans, overlaps_any
from discourse.text import MASK, PARAGRAPH, TokenStream

__all__ = ["TokenSelection", "is_after_gap", "select_tokens", "unmasked_stream"]


@dataclass(frozen=True, eq=False)
class TokenSelection:
    """Tokens of the raw texts, in the order of the documents.

    Attributes
    ----------
    tokens : int64 array
        Their numbers in the stream of all raw texts.
    ranges : int64 array
        The range (row of a :class:`TextRanges`) that each token lies in.
    documents : int64 array
        The document of each token.
    """

    tokens: np.ndarray
    ranges: np.ndarray
    documents: np.ndarray

    @property
    def is_first(self) -> np.ndarray:
        """Whether a document begins with the token (bool)."""
        documents = self.documents
        tokens = len(documents)
        first = np.ones(tokens, dtype=bool)
        first[1:] = documents[1:] != documents[:-1]
        return first


def select_tokens(
    raw_texts: RawTexts, ranges: TextRanges, masks: pd.DataFrame
) -> TokenSelection:
    """Return the tokens that begin in the `ranges` and that no mask touches.

    A word that the end of a range divides belongs to the range in which it begins, so
    that no word is lost or counted twice.
    """
    starts, ends = raw_texts.token_starts, raw_texts.token_ends
    offsets = raw_texts.offsets[ranges.source]
    first = np.searchsorted(starts, offsets + ranges.start)
    last = np.searchsorted(starts, offsets + ranges.end)
    tokens = expand_ranges(first, last)
    range_of_token = np.repeat(np.arange(len(first)), last - first)
    if not masks.empty:
        mask_starts, mask_ends = _merged_masks(raw_texts, masks)
        is_masked = overlaps_any(starts[tokens], ends[tokens], mask_starts, mask_ends)
        tokens = tokens[~is_masked]
        range_of_token = range_of_token[~is_masked]
    return TokenSelection(tokens, range_of_token, ranges.document[range_of_token])


def _merged_masks(
    raw_texts: RawTexts, masks: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray]:
    """Return start and end of the masked parts of the concatenated texts."""
    source = masks["source"].to_numpy()
    offsets = raw_texts.offsets[source]
    start = masks["start"].to_numpy()
    end = masks["end"].to_numpy()
    starts = offsets + start
    ends = offsets + end
    return merge_spans(starts, ends)


def is_after_gap(selection: TokenSelection) -> np.ndarray:
    """Return whether the tokens just before each token were left out (bool)."""
    tokens = selection.tokens
    follows_directly = np.diff(tokens) == 1
    after_gap = ~selection.is_first
    after_gap[1:] &= ~follows_directly
    return after_gap


def unmasked_stream(
    raw_texts: RawTexts, ranges: TextRanges, masks: pd.DataFrame, documents: int
) -> TokenStream:
    """Return the token stream of the `ranges` without masked tokens."""
    stream = raw_texts.stream
    if masks.empty and raw_texts.are_documents(ranges):
        return stream
    selection = select_tokens(raw_texts, ranges, masks)
    tokens = selection.tokens
    gap = stream.gap[tokens].copy()
    gap[is_after_gap(selection)] = MASK
    if not masks.empty:
        # A mask that covers no word is also a break: no phrase may cross it.
        mask_starts, mask_ends = _merged_masks(raw_texts, masks)
        ends_before = raw_texts.token_ends[tokens][:-1]
        starts_after = raw_texts.token_starts[tokens][1:]
        gap[1:][overlaps_any(ends_before, starts_after, mask_starts, mask_ends)] = MASK
    gap[selection.is_first] = PARAGRAPH
    words_by_document = np.bincount(selection.documents, minlength=documents)
    bounds = np.concatenate([[0], np.cumsum(words_by_document)])
    return TokenStream(
        stream.ids[tokens],
        stream.start[tokens],
        stream.end[tokens],
        gap,
        bounds.astype(np.int64),
        stream.vocabulary,
    )
