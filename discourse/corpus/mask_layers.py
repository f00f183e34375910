"""The layers of spans that decide which tokens there are: masks, bridges and joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus.raw_texts import (
    NO_SPANS,
    TextRanges,
    locate_in_text,
    spans_by_document,
)
from discourse.corpus.span_checks import MASK_ACTIONS, subtract_spans
from discourse.spans import merge_spans

__all__ = [
    "MaskLayers",
    "add_masks",
    "count_masks",
    "lift_masks",
    "masked_parts",
    "masks_among",
    "masks_by_document",
    "tables_of_masks",
]


@dataclass(frozen=True, eq=False)
class MaskLayers:
    """The spans of raw texts that decide which tokens are counted.

    All are tables with the columns source, start, end and label.

    Attributes
    ----------
    masks : DataFrame
        Text that is left out. It is a break.
    bridges : DataFrame
        Text that is left out, and the text before it is read on after it.
    joins : DataFrame
        What divides a word at a line end: the hyphen and the line end after it.
    """

    masks: pd.DataFrame
    bridges: pd.DataFrame
    joins: pd.DataFrame

    @classmethod
    def of(cls, layers: Mapping[str, pd.DataFrame]) -> MaskLayers:
        """Return those of the layers of a corpus (by name) that are meant here."""
        return cls(
            masks=layers.get("mask", NO_SPANS),
            bridges=layers.get("bridge", NO_SPANS),
            joins=layers.get("join", NO_SPANS),
        )

    @property
    def are_empty(self) -> bool:
        """Whether there is no span, so that every token is counted as it is."""
        return self.masks.empty and self.bridges.empty and self.joins.empty

    def without_masks(self) -> MaskLayers:
        """Return the layers without those spans that are breaks."""
        return MaskLayers(NO_SPANS, self.bridges, self.joins)


def masks_by_document(
    layers: Mapping[str, pd.DataFrame], ranges: TextRanges, names: Sequence[str]
) -> pd.DataFrame:
    """Return the masks, bridges and joins of the documents (kind "masks")."""
    parts = []
    for action in MASK_ACTIONS:
        spans = layers.get(action, NO_SPANS)
        document_spans = spans_by_document(spans, ranges, names)
        parts.append(document_spans.assign(action=action))
    masks = pd.concat(parts, ignore_index=True)
    columns = {str(name): values for name, values in masks.items()}
    return tables.make("masks", columns)


def masked_parts(
    masks: pd.DataFrame, ranges: TextRanges, number: int
) -> tuple[tuple[int, int], ...]:
    """Return start and end of each masked part in the text of document `number`.

    Parameters
    ----------
    masks : DataFrame
        The masks of this document: columns start and end, in its raw text.
    ranges : TextRanges
        The ranges of all documents.
    number : int
    """
    if masks.empty:
        return ()
    # The ranges of one document are together.
    first_row, end_row = np.searchsorted(ranges.document, [number, number + 1])
    document_rows = slice(first_row, end_row)
    range_starts = ranges.start[document_rows]
    range_ends = ranges.end[document_rows]
    starts = masks["start"].to_numpy()
    ends = masks["end"].to_numpy()
    mask_starts, mask_ends = merge_spans(starts, ends)
    # A mask may cover all ranges between its first and last. Its end is looked up by
    # its last character, because the end itself may be outside every range.
    text_starts = locate_in_text(mask_starts, range_starts, range_ends)
    last_characters = locate_in_text(mask_ends - 1, range_starts, range_ends)
    text_ends = last_characters + 1
    return tuple(zip(text_starts.tolist(), text_ends.tolist(), strict=True))


def add_masks(
    layers: Mapping[str, pd.DataFrame], spans: pd.DataFrame, actions: np.ndarray
) -> dict[str, pd.DataFrame]:
    """Return the layers of a corpus with more masks, bridges and joins.

    Parameters
    ----------
    layers : mapping of str to DataFrame
        By name; columns source, start, end, label.
    spans : DataFrame
        The same columns.
    actions : array of str
        What is done with each of the spans.
    """
    new_layers = dict(layers)
    for action in MASK_ACTIONS:
        chosen_spans = spans[actions == action]
        if chosen_spans.empty:
            continue
        earlier_spans = layers.get(action, NO_SPANS)
        all_spans = pd.concat([earlier_spans, chosen_spans], ignore_index=True)
        new_layers[action] = all_spans.drop_duplicates(ignore_index=True)
    return new_layers


def lift_masks(
    layers: Mapping[str, pd.DataFrame], spans: pd.DataFrame, actions: np.ndarray
) -> dict[str, pd.DataFrame]:
    """Return the layers of a corpus without some masks, bridges and joins.

    Parameters
    ----------
    layers : mapping of str to DataFrame
        By name; columns source, start, end, label.
    spans : DataFrame
        The same columns.
    actions : array of str
        The layer that each of the spans is taken from.
    """
    new_layers = dict(layers)
    for action in MASK_ACTIONS:
        lifted_spans = spans[actions == action]
        if lifted_spans.empty:
            continue
        remaining_spans = subtract_spans(new_layers.pop(action), lifted_spans)
        if len(remaining_spans):
            new_layers[action] = remaining_spans
    return new_layers


def masks_among(masks: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Return the masks with the same document, start and end as one of `spans`."""
    span_columns = ["doc", "start", "end"]
    listed_spans = spans[span_columns].itertuples(index=False, name=None)
    listed_keys = set(listed_spans)
    masked_spans = masks[span_columns].itertuples(index=False, name=None)
    is_listed = np.array([span in listed_keys for span in masked_spans], dtype=bool)
    return masks[is_listed].reset_index(drop=True)


def count_masks(masks: pd.DataFrame) -> tuple[int, int]:
    """Return how many spans are left out, and how many words are joined."""
    joined_count = int((masks["action"] == "join").sum())
    return len(masks) - joined_count, joined_count


def tables_of_masks(masks: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the masks of documents as the tables that a fingerprint is made of."""
    sorted_masks = masks.sort_values(["doc", "start", "end"])
    are_breaks = sorted_masks["action"] == "mask"
    breaks = sorted_masks[are_breaks].drop(columns="action")
    bridges_and_joins = sorted_masks[~are_breaks]
    # Without any, the digest is that of versions that had breaks only.
    if bridges_and_joins.empty:
        return [breaks]
    return [breaks, bridges_and_joins]
