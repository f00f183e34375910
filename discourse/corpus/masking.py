"""Which tokens a mask removes, and the break that it leaves."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.corpus.raw_texts import Pieces, Shelf
from discourse.spans import expand_ranges, merge_spans, overlaps_any
from discourse.text import MASK, PARAGRAPH, TokenStream

__all__ = ["chosen", "jumps", "streamed"]


def chosen(
    shelf: Shelf, pieces: Pieces, masks: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray]:
    """Tokens of the shelf that begin in the `pieces` and that no mask touches, and the piece of each (int64).

    A word that the end of a piece cuts belongs to the piece in which it begins, so none is lost or counted twice.
    """
    start, end = shelf.places
    base = shelf.base[pieces.source]
    low, high = (
        np.searchsorted(start, base + pieces.start),
        np.searchsorted(start, base + pieces.end),
    )
    tokens, piece = expand_ranges(low, high), np.repeat(np.arange(len(low)), high - low)
    if masks.empty:
        return tokens, piece
    kept = ~overlaps_any(start[tokens], end[tokens], *_masked(shelf, masks))
    return tokens[kept], piece[kept]


def _masked(shelf: Shelf, masks: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Start and end of what is masked when all texts stand end to end."""
    base = shelf.base[masks["source"].to_numpy()]
    return merge_spans(base + masks["start"].to_numpy(), base + masks["end"].to_numpy())


def jumps(tokens: np.ndarray, document: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where tokens were left out before a token, and where a document begins (bool)."""
    first = np.ones(len(tokens), dtype=bool)
    first[1:] = document[1:] != document[:-1]
    jumped = ~first
    jumped[1:] &= tokens[1:] != tokens[:-1] + 1
    return jumped, first


def streamed(
    shelf: Shelf, pieces: Pieces, masks: pd.DataFrame, documents: int
) -> TokenStream:
    """The token stream of the `pieces` without what is masked."""
    root = shelf.tokenised[0]
    if masks.empty and shelf.holds_just(pieces):
        return root
    tokens, piece = chosen(shelf, pieces, masks)
    document = pieces.document[piece]
    gap = root.gap[tokens].copy()
    jumped, first = jumps(tokens, document)
    gap[jumped] = MASK
    if not masks.empty:
        # A mask that covers no word is a break too: what follows it never stands in one phrase with what was before.
        start, end = (place[tokens] for place in shelf.places)
        gap[1:][overlaps_any(end[:-1], start[1:], *_masked(shelf, masks))] = MASK
    gap[first] = PARAGRAPH
    bounds = np.concatenate(
        [[0], np.cumsum(np.bincount(document, minlength=documents))]
    ).astype(np.int64)
    return TokenStream(
        root.ids[tokens],
        root.start[tokens],
        root.end[tokens],
        gap,
        bounds,
        root.vocabulary,
    )
