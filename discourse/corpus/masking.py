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
        """Whether each token is the first one of its document (bool; a new array)."""
        documents = self.documents
        token_count = len(documents)
        begins_document = np.ones(token_count, dtype=bool)
        begins_document[1:] = documents[1:] != documents[:-1]
        return begins_document


def select_tokens(
    raw_texts: RawTexts, ranges: TextRanges, masks: pd.DataFrame
) -> TokenSelection:
    """Return the tokens that begin in the `ranges` and that no mask touches.

    A word that the end of a range divides belongs to the range in which it begins, so
    that no word is lost or counted twice.
    """
    starts = raw_texts.token_starts
    ends = raw_texts.token_ends
    # Tokens and ranges are compared by their offsets in the concatenated texts.
    text_offsets = raw_texts.offsets[ranges.source]
    first_tokens = np.searchsorted(starts, text_offsets + ranges.start)
    end_tokens = np.searchsorted(starts, text_offsets + ranges.end)
    tokens = expand_ranges(first_tokens, end_tokens)
    range_of_token = np.repeat(np.arange(len(first_tokens)), end_tokens - first_tokens)
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
    sources = masks["source"].to_numpy()
    text_offsets = raw_texts.offsets[sources]
    starts = text_offsets + masks["start"].to_numpy()
    ends = text_offsets + masks["end"].to_numpy()
    return merge_spans(starts, ends)


def is_after_gap(selection: TokenSelection) -> np.ndarray:
    """Return whether tokens of the text were left out just before each token (bool).

    It is False for the first token of a document.
    """
    tokens = selection.tokens
    follows_directly = np.diff(tokens) == 1
    after_gap = ~selection.is_first
    after_gap[1:] &= ~follows_directly
    return after_gap


def unmasked_stream(
    raw_texts: RawTexts, ranges: TextRanges, masks: pd.DataFrame, document_count: int
) -> TokenStream:
    """Return the token stream of the `ranges` without masked tokens.

    Where tokens are left out, the gap class of the next token is `MASK`, a break.
    """
    stream = raw_texts.stream
    if masks.empty and raw_texts.are_documents(ranges):
        return stream
    selection = select_tokens(raw_texts, ranges, masks)
    tokens = selection.tokens
    gaps = stream.gap[tokens].copy()
    gaps[is_after_gap(selection)] = MASK
    if not masks.empty:
        # A mask that covers no word is also a break: no phrase may cross it.
        mask_starts, mask_ends = _merged_masks(raw_texts, masks)
        ends_before = raw_texts.token_ends[tokens][:-1]
        starts_after = raw_texts.token_starts[tokens][1:]
        holds_mask = overlaps_any(ends_before, starts_after, mask_starts, mask_ends)
        gaps_between = gaps[1:]
        gaps_between[holds_mask] = MASK
    gaps[selection.is_first] = PARAGRAPH
    word_counts = np.bincount(selection.documents, minlength=document_count)
    bounds = np.concatenate([[0], np.cumsum(word_counts)])
    return TokenStream(
        stream.ids[tokens],
        stream.start[tokens],
        stream.end[tokens],
        gaps,
        bounds.astype(np.int64),
        stream.vocabulary,
    )
