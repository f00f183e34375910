"""Divide documents into paragraphs, sentences or windows, or by a layer of spans."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from discourse.corpus.masking import is_after_gap, select_tokens
from discourse.corpus.raw_texts import NO_SPANS, RawTexts, TextRanges
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
    raw_texts: RawTexts, ranges: TextRanges, masks: pd.DataFrame, unit: Unit, size: int
) -> Segments:
    """Return the paragraphs, sentences or windows of the documents.

    Paragraphs and sentences are those of the raw text, masked or not. A window holds
    `size` words that are not masked.
    """
    stream = raw_texts.stream
    masks_that_count = masks if unit == "window" else NO_SPANS
    selection = select_tokens(raw_texts, ranges, masks_that_count)
    tokens = selection.tokens
    is_first = selection.is_first
    if unit == "window":
        position = np.arange(len(tokens))
        first_of_document = np.maximum.accumulate(np.where(is_first, position, 0))
        is_first |= (position - first_of_document) % size == 0
    else:
        smallest_break = PARAGRAPH if unit == "paragraph" else STOP
        is_first |= is_after_gap(selection)
        is_first |= stream.gap[tokens] >= smallest_break
    # A window may cover several ranges of a document that was split. It then consists
    # of as many ranges itself.
    is_new_range = np.diff(selection.ranges, prepend=-1) != 0
    begins = (is_first | is_new_range).nonzero()[0]
    last = np.append(begins[1:], len(tokens))[: len(begins)] - 1
    source = ranges.source[selection.ranges[begins]]
    start = stream.start[tokens[begins]].astype(np.int64)
    end = stream.end[tokens[last]].astype(np.int64)
    if unit != "window":
        end = extend_past_closing_marks(raw_texts.texts, source, end)
        start = extend_over_opening_marks(raw_texts.texts, source, start, end)
    segment = np.cumsum(is_first)[begins] - 1
    parent = selection.documents[is_first]
    return Segments(TextRanges(segment, source, start, end), parent)


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
    documents_and_labels = dict.fromkeys((part.document, part.label) for part in parts)
    # In order of the documents; the labels of one in the order in which they begin.
    in_order = sorted(documents_and_labels, key=lambda pair: pair[0])
    numbers = {pair: number for number, pair in enumerate(in_order)}
    parts.sort(key=lambda part: numbers[part.document, part.label])
    segment = [numbers[part.document, part.label] for part in parts]
    split_ranges = TextRanges(
        np.array(segment, dtype=np.int64),
        np.array([part.source for part in parts], dtype=np.int64),
        np.array([part.start for part in parts], dtype=np.int64),
        np.array([part.end for part in parts], dtype=np.int64),
    )
    parent = np.array([document for document, _ in in_order], dtype=np.int64)
    return Segments(split_ranges, parent, [label for _, label in in_order])


def _labelled_ranges(ranges: TextRanges, spans: pd.DataFrame) -> list[_LabelledRange]:
    """Divide the ranges of all documents where labelled spans begin and end."""
    spans_of_source: dict[int, list[LabelledSpan]] = {}
    for source, start, end, label in spans.itertuples(index=False, name=None):
        spans_of_source.setdefault(source, []).append(LabelledSpan(start, end, label))
    for spans_of_text in spans_of_source.values():
        _refuse_overlaps(spans_of_text)
    columns = [ranges.document, ranges.source, ranges.start, ranges.end]
    parts = []
    for document, source, start, end in np.column_stack(columns).tolist():
        labelled = partition_by_label(spans_of_source.get(source, []), start, end)
        for part_start, part_end, label in labelled or [LabelledSpan(start, end, "")]:
            part = _LabelledRange(document, label, source, part_start, part_end)
            parts.append(part)
    return parts


def _refuse_overlaps(spans: Sequence[LabelledSpan]) -> None:
    """Refuse spans of one text that overlap and have different labels.

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
    parts = table.iloc[parent].reset_index(drop=True)
    parents = parts["doc"].tolist()
    first_of_parent = np.searchsorted(parent, parent)
    position = (np.arange(len(parent)) - first_of_parent + 1).tolist()
    ends = segments.labels or position
    ids = [f"{doc}#{end}" for doc, end in zip(parents, ends, strict=True)]
    _refuse_repeated_ids(ids)
    added = {
        "parent": pd.Series(parents, dtype="str"),
        "unit": pd.Series([unit] * len(parts), dtype="str"),
        "position": pd.Series(position, dtype="int64"),
    }
    if segments.labels is not None:
        added["label"] = pd.Series(segments.labels, dtype="str")
    renamed = _keep_as_outer(parts, added)
    return renamed.assign(doc=pd.Series(ids, dtype="str"), **added)


def _refuse_repeated_ids(ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for doc in ids:
        if doc in seen:
            raise MetadataError(
                f"two segments would be called {doc!r}; give documents ids without '#'."
            )
        seen.add(doc)


def _keep_as_outer(table: pd.DataFrame, added: Collection[str]) -> pd.DataFrame:
    """Put ``outer_`` before the name of columns that one of `added` would replace.

    If the new name is taken too, that column is renamed in the same way.
    """
    new_names: dict[str, str] = {}
    for name in added:
        taken = name
        while taken in table.columns and taken not in new_names:
            outer = f"outer_{taken}"
            new_names[taken] = outer
            taken = outer
    return table.rename(columns=new_names)
