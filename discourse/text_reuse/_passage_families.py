"""Shared passages grouped into families: one text in several documents."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from discourse import notes, tables
from discourse.validation import options_by_name

__all__ = ["passage_families"]

# From a column of the second side of a pair to the same column of the first side.
_COLUMNS_OF_SIDE = {
    "other": "doc",
    "other_start": "start",
    "other_end": "end",
    "other_surface": "surface",
}


@options_by_name
def passage_families(table: pd.DataFrame) -> pd.DataFrame:
    """Return the places where each shared text occurs, one row for each place.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of :func:`shared_passages`, or a part of it.

    Returns
    -------
    pandas.DataFrame
        Kind "passage_families": passage (number of the family), doc, start, end,
        surface, documents (that hold a passage of the family), note (what the notes of
        all pairs of this document in the family have in common). The family in the most
        documents is first. Within a family, rows are ordered by document and position.
        Stretches of a document that overlap are joined into one. The table has no rows
        if `table` has none.

    Notes
    -----
    *When to use it.* To see where one text occurs in many documents, instead of reading
    all their pairs.

    *How to read it.* A family is a group of passages that overlap one another: as a
    rule, one text with small variations. If a family has
    very many documents, they may share no single wording, only passages that overlap.
    `note` marks such a family.

    See Also
    --------
    shared_passages : The pairs of passages, with their differences.
    """
    table = tables.check(table, "shared_passages", "discourse.shared_passages(corpus)")
    texts = _collect_texts(table)
    documents_by_family = Counter(member.passage for member in texts)
    # Sorting keeps the order of equal ones: families of as many documents stay in the
    # order of their numbers.
    members = sorted(texts)
    members.sort(key=lambda member: documents_by_family[member.passage], reverse=True)

    rows: list[dict[str, object]] = []
    for member in members:
        text = texts[member]
        note = _join_common_notes(tuple(text.notes))
        for stretch in _join_overlapping(text.stretches):
            row = {
                "passage": member.passage,
                "doc": member.doc,
                "start": stretch.start,
                "end": stretch.end,
                "surface": stretch.surface,
                "documents": documents_by_family[member.passage],
                "note": note,
            }
            rows.append(row)
    labels = {"doc": _labels_of_documents(table)}
    return tables.from_rows("passage_families", rows, labels=labels)


@functools.lru_cache(maxsize=4096)
def _join_common_notes(cells: tuple[str, ...]) -> str:
    """Return what all the notes have in common, as one note."""
    common_notes = notes.find_common(cells)
    return notes.join(common_notes)


def _labels_of_documents(table: pd.DataFrame) -> dict[str, str]:
    """Return the label of each document on either side of a pair."""
    label_of: dict[str, str] = {}
    for doc_column in ("doc", "other"):
        label_column = f"{doc_column}_label"
        documents = table[[doc_column, label_column]].drop_duplicates(keep="last")
        docs = documents[doc_column].tolist()
        labels = documents[label_column].tolist()
        label_of.update(zip(docs, labels, strict=True))
    return label_of


class _Member(NamedTuple):
    """A family of passages in one document.

    Members are sorted by family, then by document.
    """

    passage: int
    doc: str


class _Stretch(NamedTuple):
    """A half-open range of characters of a document, and its text."""

    start: int
    end: int
    surface: str


@dataclass(frozen=True)
class _TextOfMember:
    """The stretches of a document that belong to one family, and the notes on them.

    The notes are the keys of a dict, in the order in which they were met.
    """

    stretches: list[_Stretch] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)


def _collect_texts(table: pd.DataFrame) -> dict[_Member, _TextOfMember]:
    """Return the texts of both sides of all pairs, by family and document."""
    texts: dict[_Member, _TextOfMember] = {}
    sides = _sides(table)
    columns = [sides[name].tolist() for name in sides.columns]
    rows = zip(*columns, strict=True)
    for passage, doc, start, end, surface, note in rows:
        member = _Member(passage, doc)
        stretch = _Stretch(start, end, surface)
        text = texts.setdefault(member, _TextOfMember())
        text.stretches.append(stretch)
        text.notes[note] = None  # a set that keeps the order
    return texts


def _sides(table: pd.DataFrame) -> pd.DataFrame:
    """Return the different sides of pairs, one row each, the first sides first.

    A place that a hundred documents share is a side of a hundred pairs, but one row.
    """
    first_columns = ["passage", *_COLUMNS_OF_SIDE.values(), "note"]
    second_columns = ["passage", *_COLUMNS_OF_SIDE, "note"]
    first_sides = table[first_columns]
    second_sides = table[second_columns]
    second_sides = second_sides.rename(columns=_COLUMNS_OF_SIDE)
    sides = pd.concat([first_sides, second_sides], ignore_index=True)
    return sides.drop_duplicates()


def _join_overlapping(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Yield the stretches in order; those that overlap are joined into one."""
    current: _Stretch | None = None
    for stretch in sorted(set(stretches)):
        if current is None:
            current = stretch
        elif stretch.start >= current.end:
            yield current
            current = stretch
        elif stretch.end > current.end:
            overlap = current.end - stretch.start
            surface = current.surface + stretch.surface[overlap:]
            current = _Stretch(current.start, stretch.end, surface)
    if current is not None:
        yield current
