"""Shared passages grouped into families: one text in several documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pandas as pd

from discourse import notes, tables
from discourse.validation import options_by_name

__all__ = ["passage_families"]


@options_by_name
def passage_families(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row for every place where a shared text occurs, by family.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of :func:`shared_passages`, or a part of it.

    Returns
    -------
    pandas.DataFrame
        Kind "passage_families": passage, doc, start, end, surface, documents (that hold
        a passage of the family), note (what the notes of all pairs of this document in
        the family have in common). The most widespread family is first; within a family
        rows are in the order of document and position. Stretches of a document that
        overlap are joined into one.

    Notes
    -----
    *When to use it.* To see where one text occurs in many documents, instead of reading
    all their pairs.

    *How to read it.* One family is one text with small variations. A family of very
    many documents may be held together by passages that overlap, not by one wording:
    see `note`.

    See Also
    --------
    shared_passages : The pairs of passages, with their differences.
    """
    table = tables.check(table, "shared_passages", "discourse.shared_passages(corpus)")
    texts = _collect_texts(table)
    documents = Counter(passage for passage, _ in texts)

    def widest_first(key: tuple[int, str]) -> tuple[int, int, str]:
        passage, doc = key
        return -documents[passage], passage, doc

    rows: list[dict[str, object]] = []
    for passage, doc in sorted(texts, key=widest_first):
        text = texts[passage, doc]
        shared = {
            "passage": passage,
            "doc": doc,
            "documents": documents[passage],
            "note": notes.join(notes.find_common(text.notes)),
        }
        for stretch in _join_overlapping(text.stretches):
            rows.append({**shared, **stretch.columns})
    return tables.from_rows("passage_families", rows)


@dataclass(frozen=True, order=True)
class _Stretch:
    """A half-open stretch of a document and its text."""

    start: int
    end: int
    surface: str

    @property
    def columns(self) -> dict[str, object]:
        return {"start": self.start, "end": self.end, "surface": self.surface}


@dataclass(frozen=True)
class _FamilyInDocument:
    """The stretches of one document that belong to one family, and their notes."""

    stretches: list[_Stretch] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _collect_texts(table: pd.DataFrame) -> dict[tuple[int, str], _FamilyInDocument]:
    """Return the texts of both sides of all pairs, by family and document."""
    texts: dict[tuple[int, str], _FamilyInDocument] = {}
    for doc, prefix in (("doc", ""), ("other", "other_")):
        offsets = [f"{prefix}start", f"{prefix}end", f"{prefix}surface"]
        columns = table[["passage", doc, "note", *offsets]]
        for passage, name, note, *stretch in columns.itertuples(index=False, name=None):
            text = texts.setdefault((passage, name), _FamilyInDocument())
            text.stretches.append(_Stretch(*stretch))
            text.notes.append(note)
    return texts


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
            rest = stretch.surface[current.end - stretch.start :]
            current = _Stretch(current.start, stretch.end, current.surface + rest)
    if current is not None:
        yield current
