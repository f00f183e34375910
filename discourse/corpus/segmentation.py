"""Divide documents into paragraphs, sentences or windows, or by a layer of spans."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus.mask_layers import MaskLayers
from discourse.corpus.masking import TokenSelection, select_tokens
from discourse.corpus.metadata_values import normalise_column
from discourse.corpus.raw_texts import RawTexts, SpanLayer, TextRanges
from discourse.errors import MetadataError, SpanError
from discourse.spans import (
    LabelledSpan,
    extend_over_opening_marks,
    extend_past_closing_marks,
    partition_by_label,
)
from discourse.text import PARAGRAPH, STOP

__all__ = [
    "Segments",
    "Unit",
    "segment_documents",
    "segment_metadata",
    "split_documents",
    "undivided_ids",
]

Unit = Literal["paragraph", "sentence", "window"]


@dataclass(frozen=True, eq=False)
class Segments:
    """Parts of documents, which become documents.

    Attributes
    ----------
    ranges : TextRanges
    parent : int64 array
        The document that each segment is a part of.
    labels : list of str or None
        The label of each segment; None if documents are not divided by labels.
    """

    ranges: TextRanges
    parent: np.ndarray
    labels: list[str] | None = None


def segment_documents(
    raw_texts: RawTexts, ranges: TextRanges, layers: MaskLayers, unit: Unit, size: int
) -> Segments:
    """Return the paragraphs, sentences or windows of the documents.

    Paragraphs and sentences are those of the raw text, masked or not, but one that goes
    on over a bridge is one segment. A window holds `size` words that are counted.
    """
    layers_that_count = layers if unit == "window" else layers.without_masks()
    selection = select_tokens(raw_texts, ranges, layers_that_count)
    if unit == "window":
        starts_segment = _starts_window(selection, size)
    else:
        smallest_break = PARAGRAPH if unit == "paragraph" else STOP
        starts_segment = selection.gaps >= smallest_break
    segment_ranges = _ranges_of_segments(raw_texts, ranges, selection, starts_segment)
    if unit != "window":
        segment_ranges = _include_marks(raw_texts, segment_ranges)
    return Segments(segment_ranges, selection.documents[starts_segment])


def _starts_window(selection: TokenSelection, size: int) -> np.ndarray:
    """Return whether a window of `size` words starts with each token (bool)."""
    position = np.arange(len(selection.tokens))
    document_starts = np.where(selection.is_first, position, 0)
    first_of_document = np.maximum.accumulate(document_starts)
    position_in_document = position - first_of_document
    return position_in_document % size == 0


def _ranges_of_segments(
    raw_texts: RawTexts,
    ranges: TextRanges,
    selection: TokenSelection,
    starts_segment: np.ndarray,
) -> TextRanges:
    """Return the ranges of raw text from the first to the last word of each segment.

    Parameters
    ----------
    raw_texts : RawTexts
    ranges : TextRanges
        The ranges of the documents.
    selection : TokenSelection
        The words that are divided into segments.
    starts_segment : bool array
        Whether a segment starts with each of these words.
    """
    stream = raw_texts.stream
    tokens = selection.tokens
    # A document that was split has several ranges. So may a window in it.
    is_new_range = np.diff(selection.ranges, prepend=-1) != 0
    first_words = np.flatnonzero(starts_segment | is_new_range)
    # Each range ends just before the first word of the next one.
    next_first_words = np.append(first_words, len(tokens))[1:]
    last_words = next_first_words - 1
    # How many segments have started up to a word is the number of its segment, from 1.
    segment = np.cumsum(starts_segment)[first_words] - 1
    return TextRanges(
        segment,
        ranges.source[selection.ranges[first_words]],
        stream.start[tokens[first_words]].astype(np.int64),
        stream.end[selection.last_tokens[last_words]].astype(np.int64),
    )


def _include_marks(raw_texts: RawTexts, ranges: TextRanges) -> TextRanges:
    """Return ranges extended over the punctuation before and after their words."""
    texts = raw_texts.texts
    end = extend_past_closing_marks(texts, ranges.source, ranges.end)
    start = extend_over_opening_marks(texts, ranges.source, ranges.start, end)
    return TextRanges(ranges.document, ranges.source, start, end)


@dataclass(frozen=True)
class _LabelledRange:
    """A part of one range of a document, with its label."""

    document: int
    label: str
    source: int
    start: int
    end: int


def split_documents(ranges: TextRanges, spans: pd.DataFrame) -> Segments:
    """Return segments that hold all text of a document with one label.

    Parameters
    ----------
    ranges : TextRanges
    spans : DataFrame
        Columns source, start, end, label. Text that none covers has the label ``""``.
    """
    parts = _labelled_ranges(ranges, spans)
    document_and_label_pairs = dict.fromkeys(
        (part.document, part.label) for part in parts
    )
    # In order of the documents; the labels of one in the order in which they begin.
    segments_in_order = sorted(document_and_label_pairs, key=lambda pair: pair[0])
    segment_number = {pair: number for number, pair in enumerate(segments_in_order)}
    parts.sort(key=lambda part: segment_number[part.document, part.label])
    segment = [segment_number[part.document, part.label] for part in parts]
    split_ranges = TextRanges(
        np.array(segment, dtype=np.int64),
        np.array([part.source for part in parts], dtype=np.int64),
        np.array([part.start for part in parts], dtype=np.int64),
        np.array([part.end for part in parts], dtype=np.int64),
    )
    parent = np.array([document for document, _ in segments_in_order], dtype=np.int64)
    return Segments(split_ranges, parent, [label for _, label in segments_in_order])


def _labelled_ranges(ranges: TextRanges, spans: pd.DataFrame) -> list[_LabelledRange]:
    """Return the ranges of all documents, divided where spans begin and end."""
    spans_of_source: dict[int, list[LabelledSpan]] = {}
    for source, start, end, label in spans.itertuples(index=False, name=None):
        spans_of_source.setdefault(source, []).append(LabelledSpan(start, end, label))
    for spans_of_text in spans_of_source.values():
        _refuse_overlaps(spans_of_text)
    layer = SpanLayer(spans)
    columns = [ranges.document, ranges.source, ranges.start, ranges.end]
    parts = []
    for document, source, start, end in np.column_stack(columns).tolist():
        spans_of_range = layer.between(source, start, end)
        labelled_parts = partition_by_label(spans_of_range, start, end)
        if not labelled_parts:
            # An empty range has no part, but its document must not be lost.
            labelled_parts = [LabelledSpan(start, end, "")]
        for part_start, part_end, label in labelled_parts:
            part = _LabelledRange(document, label, source, part_start, part_end)
            parts.append(part)
    return parts


def _refuse_overlaps(spans: Sequence[LabelledSpan]) -> None:
    """Raise an error if spans of one text overlap and have different labels.

    Otherwise a word would be in two documents.
    """
    furthest_end = 0
    label_of_furthest = ""
    for start, end, label in sorted(spans):
        if start < furthest_end and label != label_of_furthest:
            raise SpanError(
                f"the span {start}-{end} ({label!r}) begins before the one labelled "
                f"{label_of_furthest!r} ends, at {furthest_end}; text can lie in one "
                "part only: cut one of them short, or give both one label."
            )
        if end > furthest_end:
            furthest_end = end
            label_of_furthest = label


def segment_metadata(
    table: pd.DataFrame, segments: Segments, unit: str
) -> pd.DataFrame:
    """Return the metadata of segments: that of their parent, and more columns.

    These columns are parent, unit and position, and label if there are labels. If the
    parent already has a column of such a name, it is renamed: ``outer_`` is put before
    the name.

    Raises
    ------
    MetadataError
        Two segments would have the same id.
    """
    parent = segments.parent
    parent_rows = table.iloc[parent].reset_index(drop=True)
    parents = parent_rows["doc"].tolist()
    first_of_parent = np.searchsorted(parent, parent)
    position = (np.arange(len(parent)) - first_of_parent + 1).tolist()
    id_endings = position if segments.labels is None else segments.labels
    ids = [f"{doc}#{ending}" for doc, ending in zip(parents, id_endings, strict=True)]
    _refuse_repeated_ids(ids)
    new_columns = {
        "parent": pd.Series(parents, dtype=tables.TEXT_DTYPE),
        "unit": pd.Series([unit] * len(parent_rows), dtype=tables.TEXT_DTYPE),
        "position": pd.Series(position, dtype="int64"),
    }
    if segments.labels is not None:
        labels = pd.Series(segments.labels, dtype=tables.TEXT_DTYPE)
        new_columns["label"] = normalise_column(labels).values
    metadata_of_parents = _rename_as_outer(parent_rows, new_columns)
    return metadata_of_parents.assign(
        doc=pd.Series(ids, dtype=tables.TEXT_DTYPE), **new_columns
    )


def undivided_ids(table: pd.DataFrame) -> tuple[str, ...]:
    """Return for each document the id of the text that it is a part of, at last.

    Parameters
    ----------
    table : DataFrame
        The metadata. A column ``parent`` that is no parent, as one of the scholar's
        own, does not matter.

    Examples
    --------
    >>> columns = {"doc": ["a#1#2", "b"], "parent": ["a#1", "x"], "outer_parent": ["a", ""]}
    >>> undivided_ids(pd.DataFrame(columns))
    ('a', 'b')
    """
    ids = table["doc"].tolist()
    column = "parent"
    while column in table.columns:
        parents = table[column].astype(str).tolist()
        for index, parent in enumerate(parents):
            if ids[index].startswith(f"{parent}#"):
                ids[index] = parent
        column = f"outer_{column}"
    return tuple(ids)


def _refuse_repeated_ids(ids: Sequence[str]) -> None:
    """Raise an error if two segments have the same id."""
    if len(set(ids)) == len(ids):
        return
    earlier_ids: set[str] = set()
    for doc in ids:
        if doc in earlier_ids:
            raise MetadataError(
                f"two segments would be called {doc!r}; give documents ids without '#'."
            )
        earlier_ids.add(doc)


def _rename_as_outer(table: pd.DataFrame, new_columns: Collection[str]) -> pd.DataFrame:
    """Return the metadata with ``outer_`` before the names that `new_columns` have.

    If a column has the name with ``outer_`` already, it is renamed in the same way.
    """
    new_names: dict[str, str] = {}
    for name in new_columns:
        replaced_name = name
        while replaced_name in table.columns and replaced_name not in new_names:
            outer = f"outer_{replaced_name}"
            new_names[replaced_name] = outer
            replaced_name = outer
    return table.rename(columns=new_names)
