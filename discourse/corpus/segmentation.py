"""Documents divided: into paragraphs, sentences, windows, or by a layer of spans."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from discourse.corpus.masking import chosen, jumps
from discourse.corpus.raw_texts import NO_SPANS, Pieces, Shelf
from discourse.errors import MetadataError, SpanError
from discourse.spans import (
    LabelledSpan,
    extend_over_opening_marks,
    extend_past_closing_marks,
    partition_by_label,
)
from discourse.text import PARAGRAPH, STOP

__all__ = ["Unit", "parted", "segments", "stretches"]

Unit = Literal["paragraph", "sentence", "window"]


def segments(
    shelf: Shelf, pieces: Pieces, masks: pd.DataFrame, unit: Unit, size: int
) -> tuple[Pieces, np.ndarray]:
    """Return the pieces of the segments and the document each lies in.

    Paragraphs and sentences are those of the raw text, masked or not; a window holds `size` words that are not masked.
    """
    root = shelf.tokenised[0]
    tokens, piece = chosen(shelf, pieces, masks if unit == "window" else NO_SPANS)
    document = pieces.document[piece]
    jumped, first = jumps(tokens, document)
    if unit == "window":
        place = np.arange(len(tokens))
        first |= (place - np.maximum.accumulate(np.where(first, place, 0))) % size == 0
    else:
        first |= jumped | (
            root.gap[tokens] >= (PARAGRAPH if unit == "paragraph" else STOP)
        )
    # A window may run over several pieces of a document that was split; it is made of as many.
    begins = (first | (np.diff(piece, prepend=-1) != 0)).nonzero()[0]
    last = np.append(begins[1:], len(tokens))[: len(begins)] - 1
    source = pieces.source[piece[begins]]
    start, end = (
        root.start[tokens[begins]].astype(np.int64),
        root.end[tokens[last]].astype(np.int64),
    )
    if unit != "window":
        end = extend_past_closing_marks(shelf.texts, source, end)
        start = extend_over_opening_marks(shelf.texts, source, start, end)
    return Pieces(np.cumsum(first)[begins] - 1, source, start, end), document[first]


def stretches(
    pieces: Pieces, spans: pd.DataFrame
) -> tuple[Pieces, np.ndarray, list[str]]:
    """Return pieces that put all text of a document with one label together, the document and the label of each."""
    given: dict[int, list[LabelledSpan]] = {}
    for source, start, end, label in spans.itertuples(index=False, name=None):
        given.setdefault(source, []).append(LabelledSpan(start, end, label))
    rows: list[tuple[int, str, int, int, int]] = []
    for parts_of_text in given.values():
        _apart(parts_of_text)
    columns = np.column_stack(
        [pieces.document, pieces.source, pieces.start, pieces.end]
    )
    for number, source, start, end in columns.tolist():
        parts = partition_by_label(given.get(source, []), start, end) or [
            LabelledSpan(start, end, "")
        ]
        rows += [(number, label, source, low, high) for low, high, label in parts]
    pairs = sorted(
        dict.fromkeys((number, label) for number, label, *_ in rows),
        key=lambda pair: pair[0],
    )
    order = {pair: place for place, pair in enumerate(pairs)}
    rows.sort(key=lambda row: order[row[0], row[1]])
    numbers = np.array(
        [(order[n, label], *rest) for n, label, *rest in rows], dtype=np.int64
    ).reshape(-1, 4)
    parent = np.array([number for number, _ in pairs], dtype=np.int64)
    return Pieces(*numbers.T), parent, [label for _, label in pairs]


def _apart(spans: Sequence[tuple[int, int, str]]) -> None:
    """Refuse spans of one text that overlap under different labels: no word can be in two of the documents."""
    reach, held = 0, ""
    for start, end, label in sorted(spans):
        if start < reach and label != held:
            raise SpanError(
                f"the span {start}-{end} ({label!r}) begins before the one labelled {held!r} ends, at {reach}; text can "
                "lie in one part only: cut one of them short, or give both one label."
            )
        if end > reach:
            reach, held = end, label


def parted(
    table: pd.DataFrame, parent: np.ndarray, names: Sequence[str] | None, unit: str
) -> pd.DataFrame:
    """Return the metadata of segments: that of their parent, with parent, unit and position (and label) added.

    What the parent has in a column of such a name is kept under ``outer_`` and that name.

    Raises
    ------
    MetadataError
        Two segments would have one id.
    """
    parts = table.iloc[parent].reset_index(drop=True)
    parents = parts["doc"].tolist()
    position = (np.arange(len(parent)) - np.searchsorted(parent, parent) + 1).tolist()
    ids = [
        f"{doc}#{name}" for doc, name in zip(parents, names or position, strict=True)
    ]
    if len(set(ids)) < len(ids):
        seen: set[str] = set()
        twice = next(name for name in ids if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise MetadataError(
            f"two segments would be called {twice!r}; give documents ids without '#'."
        )
    added = {
        "parent": pd.Series(parents, dtype="str"),
        "unit": pd.Series([unit] * len(parts), dtype="str"),
        "position": pd.Series(position, dtype="int64"),
    }
    if names is not None:
        added["label"] = pd.Series(list(names), dtype="str")
    return _kept(parts, added).assign(doc=pd.Series(ids, dtype="str"), **added)


def _kept(table: pd.DataFrame, added: Collection[str]) -> pd.DataFrame:
    """Make room for columns: one of the same name gets ``outer_`` before it, and so does one that it would cover."""
    called: dict[str, str] = {}
    for name in added:
        held = name
        while held in table.columns and held not in called:
            called[held] = f"outer_{held}"
            held = called[held]
    return table.rename(columns=called)
