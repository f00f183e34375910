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
from discourse.spans import merged, overlapping, ranges
from discourse.text import MASK, PARAGRAPH, Paragraphs, Stream, tokenise
from discourse.validation import near

__all__ = [
    "NO_SPANS",
    "Pieces",
    "Raw",
    "Shelf",
    "chosen",
    "cut_out",
    "fingerprinted",
    "jumps",
    "named",
    "streamed",
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
                f"no document is called {doc!r}.{near(str(doc), self._texts)}"
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
    asked: tuple[Paragraphs, ...]
    sources: tuple[str, ...]  # what each text was read from, as `suspected` names it

    @functools.cached_property
    def tokenised(self) -> tuple[Stream, tuple[Paragraphs, ...]]:
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
    tokens, piece = ranges(low, high), np.repeat(np.arange(len(low)), high - low)
    if masks.empty:
        return tokens, piece
    kept = ~overlapping(start[tokens], end[tokens], *_masked(shelf, masks))
    return tokens[kept], piece[kept]


def _masked(shelf: Shelf, masks: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Start and end of what is masked when all texts stand end to end."""
    base = shelf.base[masks["source"].to_numpy()]
    return merged(base + masks["start"].to_numpy(), base + masks["end"].to_numpy())


def jumps(tokens: np.ndarray, document: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where tokens were left out before a token, and where a document begins (bool)."""
    first = np.ones(len(tokens), dtype=bool)
    first[1:] = document[1:] != document[:-1]
    jumped = ~first
    jumped[1:] &= tokens[1:] != tokens[:-1] + 1
    return jumped, first


def streamed(
    shelf: Shelf, pieces: Pieces, masks: pd.DataFrame, documents: int
) -> Stream:
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
        gap[1:][overlapping(end[:-1], start[1:], *_masked(shelf, masks))] = MASK
    gap[first] = PARAGRAPH
    bounds = np.concatenate(
        [[0], np.cumsum(np.bincount(document, minlength=documents))]
    ).astype(np.int64)
    return Stream(
        root.ids[tokens],
        root.start[tokens],
        root.end[tokens],
        gap,
        bounds,
        root.vocabulary,
    )


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
