"""The raw texts, tokenised once, and the stretches of them that make up documents."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.errors import ColumnError, EncodingError
from discourse.text import ParagraphMode, TokenStream, tokenise
from discourse.validation import suggest_or_list

__all__ = [
    "NO_SPANS",
    "Pieces",
    "Raw",
    "Shelf",
    "cut_out",
    "fingerprinted",
    "named",
    "texts",
    "well_formed",
]

NO_SPANS = pd.DataFrame(
    {
        "source": pd.Series(dtype="int64"),
        "start": pd.Series(dtype="int64"),
        "end": pd.Series(dtype="int64"),
        "label": pd.Series(dtype="str"),
    }
)


class Raw(Mapping[str, str]):
    """The raw text behind each document: a read-only mapping."""

    def __init__(self, names: Sequence[str], texts: Sequence[str]) -> None:
        self._texts = dict(zip(names, texts, strict=True))

    def __getitem__(self, doc: str) -> str:
        try:
            return self._texts[doc]
        except KeyError:
            raise ColumnError(
                f"no document is called {doc!r}.{suggest_or_list(str(doc), self._texts)}"
            ) from None

    def __contains__(self, doc: object) -> bool:
        return doc in self._texts

    def get(self, doc: str, default: Any = None) -> Any:
        """The raw text behind a document, or `default`."""
        return self._texts.get(doc, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@dataclass(frozen=True, eq=False)
class Shelf:
    """The raw texts that every Corpus made from one reading shares, tokenised once."""

    texts: tuple[str, ...]
    asked: tuple[ParagraphMode, ...]
    sources: tuple[str, ...]  # what each text was read from, as `suspected` names it

    @functools.cached_property
    def tokenised(self) -> tuple[TokenStream, tuple[ParagraphMode, ...]]:
        """Stream of all texts, and what ends a paragraph in each."""
        return tokenise(self.texts, self.asked)

    @functools.cached_property
    def base(self) -> np.ndarray:
        """Where each text begins when all stand end to end, a character apart (int64)."""
        return np.concatenate(
            [[0], np.cumsum([len(text) + 1 for text in self.texts])]
        ).astype(np.int64)

    @functools.cached_property
    def places(self) -> tuple[np.ndarray, np.ndarray]:
        """Start and end of every token when all texts stand end to end (int64)."""
        stream = self.tokenised[0]
        base = np.repeat(self.base[:-1], np.diff(stream.bounds))
        return stream.start + base, stream.end + base

    def holds_just(self, pieces: Pieces) -> bool:
        """Whether the documents are all these texts, whole and in order."""
        count = np.arange(len(self.texts))
        whole = [pieces.document, pieces.source], [count, count]
        if not all(np.array_equal(a, b) for a, b in zip(*whole, strict=True)):
            return False
        return not pieces.start.any() and np.array_equal(
            pieces.end, np.diff(self.base) - 1
        )

    @functools.cached_property
    def sha256(self) -> tuple[str, ...]:
        """SHA-256 of each text as UTF-8."""
        return tuple(hashlib.sha256(text.encode()).hexdigest() for text in self.texts)


@dataclass(frozen=True, eq=False)
class Pieces:
    """Stretches of raw text that make up the documents: int64 arrays, a document's pieces together and in order."""

    document: np.ndarray
    source: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def of(self, keep: np.ndarray) -> Pieces:
        """The pieces of the documents `keep` (positions), numbered anew."""
        order = np.full(int(self.document.max(initial=-1)) + 1, -1, dtype=np.int64)
        order[keep] = np.arange(len(keep))
        number = order[self.document]
        rows = (number >= 0).nonzero()[0]
        rows = rows[np.argsort(number[rows], kind="stable")]
        return Pieces(number[rows], self.source[rows], self.start[rows], self.end[rows])

    @functools.cached_property
    def extents(self) -> tuple[np.ndarray, np.ndarray]:
        """First and last character (half-open) of each document in its raw text (int64)."""
        size = int(self.document.max(initial=-1)) + 1
        start = np.full(size, np.iinfo(np.int64).max)
        end = np.zeros(size, dtype=np.int64)
        np.minimum.at(start, self.document, self.start)
        np.maximum.at(end, self.document, self.end)
        return start, end


def fingerprinted(
    shelf: Shelf, pieces: Pieces, sources: np.ndarray, tables: Sequence[pd.DataFrame]
) -> str:
    """One SHA-256 of the texts behind documents, whose ids stand in the first of the `tables`, and of how they are cut.

    `sources` is the text behind each document.
    """
    digest = hashlib.sha256()
    numbers = sources.tolist()
    for name, number in zip(tables[0]["doc"].tolist(), numbers, strict=True):
        digest.update(f"{name}\0{shelf.sha256[number]}\n".encode())
    for array in (pieces.document, pieces.source, pieces.start, pieces.end):
        digest.update(array.astype("<i8").tobytes())
    digest.update(" ".join(shelf.tokenised[1][number] for number in numbers).encode())
    for table in tables:
        digest.update(
            table.astype("str").to_csv(index=False, lineterminator="\n").encode()
        )
    return digest.hexdigest()


def cut_out(shelf: Shelf, pieces: Pieces, documents: int) -> tuple[str, ...]:
    """The text of each document itself: of a segment its own part of the raw text, stretches divided by lines."""
    parts: list[list[str]] = [[] for _ in range(documents)]
    columns = (pieces.document, pieces.source, pieces.start, pieces.end)
    for document, source, start, end in np.column_stack(columns).tolist():
        parts[document].append(shelf.texts[source][start:end])
    return tuple("\n".join(part) for part in parts)


def named(spans: pd.DataFrame, pieces: Pieces, names: Sequence[str]) -> pd.DataFrame:
    """Give spans of raw texts the ids of the documents they lie in, cut to them (kind "spans")."""
    rows: list[dict[str, object]] = []
    by_source: dict[int, list[tuple[int, int, str]]] = {}
    for source, start, end, label in spans.itertuples(index=False, name=None):
        by_source.setdefault(source, []).append((start, end, label))
    near = (
        np.isin(pieces.source, list(by_source)).nonzero()[0].tolist()
        if by_source
        else []
    )
    for number in near:
        low, high = int(pieces.start[number]), int(pieces.end[number])
        doc = names[int(pieces.document[number])]
        for start, end, label in by_source[int(pieces.source[number])]:
            first, last = max(start, low), min(end, high)
            if first < last:
                rows.append({"doc": doc, "start": first, "end": last, "label": label})
    return tables.from_rows("spans", rows)


def well_formed(name: str, text: str) -> None:
    """Refuse a text with a lone surrogate, which would fail far away, when it is written."""
    try:
        text.encode()
    except UnicodeEncodeError as fault:
        raise EncodingError(
            f"{name}: character {fault.start} is a lone surrogate (U+{ord(text[fault.start]):04X}), which no file can "
            "hold; decode the text anew, or replace it."
        ) from None


def texts(column: pd.Series) -> pd.Series:
    """Return metadata as text, ``""`` where a value is missing."""
    missing = column.isna().tolist()
    return pd.Series(
        [
            "" if gone else str(value)
            for value, gone in zip(column.tolist(), missing, strict=True)
        ],
        dtype="str",
        index=column.index,
    )
