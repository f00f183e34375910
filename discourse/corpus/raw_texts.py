"""Raw texts, tokenised once, and the ranges of them that make up documents."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus.han_options import HanOptions
from discourse.errors import ColumnError, EncodingError
from discourse.spans import LabelledSpan
from discourse.text import ParagraphMode, TokenStream, tokenise
from discourse.validation import find_surrogate, suggest_or_list

__all__ = [
    "NO_SPANS",
    "RawTextByDocument",
    "RawTexts",
    "SpanLayer",
    "TextRanges",
    "check_encodable",
    "fingerprint_of",
    "locate_in_text",
    "spans_by_document",
    "spans_by_source",
    "texts_of_documents",
]

# An empty layer of spans.
NO_SPANS = pd.DataFrame(
    {
        "source": pd.Series(dtype="int64"),
        "start": pd.Series(dtype="int64"),
        "end": pd.Series(dtype="int64"),
        "label": pd.Series(dtype=tables.TEXT_DTYPE),
    }
)


class RawTextByDocument(Mapping[str, str]):
    """The raw text behind each document: a read-only mapping."""

    def __init__(self, names: Sequence[str], texts: Sequence[str]) -> None:
        self._texts = dict(zip(names, texts, strict=True))

    @classmethod
    def of(
        cls, raw_texts: RawTexts, names: Sequence[str], sources: np.ndarray
    ) -> RawTextByDocument:
        """Return the raw text of each document, by the number of its source.

        A document without a source, of the number -1, has an empty text.
        """
        texts = []
        for number in sources.tolist():
            texts.append(raw_texts.texts[number] if number >= 0 else "")
        return cls(names, texts)

    def __getitem__(self, doc: str) -> str:
        try:
            return self._texts[doc]
        except KeyError:
            advice = suggest_or_list(str(doc), self._texts)
            raise ColumnError(f"no document is called {doc!r}.{advice}") from None

    def __contains__(self, doc: object) -> bool:
        return doc in self._texts

    def get(self, doc: str, default: Any = None) -> Any:
        """Return the raw text behind a document, or `default`."""
        return self._texts.get(doc, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@dataclass(frozen=True, eq=False)
class RawTexts:
    """The raw texts that every Corpus made from one reading shares, tokenised once.

    Attributes
    ----------
    texts : tuple of str
    paragraph_modes : tuple of {'auto', 'line', 'blank', 'double'}
        The option that says what ends a paragraph, by text.
    sources : tuple of str
        The source of each text, by the name that it has in `suspected`.
    han : HanOptions
        How Han text is read.
    """

    texts: tuple[str, ...]
    paragraph_modes: tuple[ParagraphMode, ...]
    sources: tuple[str, ...]
    han: HanOptions

    @functools.cached_property
    def _stream_and_paragraph_ends(
        self,
    ) -> tuple[TokenStream, tuple[ParagraphMode, ...]]:
        """The token stream of all texts, and what ends a paragraph in each text."""
        return tokenise(self.texts, self.paragraph_modes, variants=self.han.variants)

    @property
    def stream(self) -> TokenStream:
        """The tokens of all texts, masked or not."""
        return self._stream_and_paragraph_ends[0]

    @property
    def paragraph_ends(self) -> tuple[ParagraphMode, ...]:
        """What ends a paragraph in each text: 'line', 'blank' or 'double'."""
        return self._stream_and_paragraph_ends[1]

    @functools.cached_property
    def offsets(self) -> np.ndarray:
        """The offset of each text if all are concatenated (int64).

        One character lies between two texts.
        """
        lengths = [len(text) + 1 for text in self.texts]
        ends = np.cumsum(lengths)
        offsets = np.concatenate([[0], ends])
        return offsets.astype(np.int64)

    @functools.cached_property
    def _text_offset_of_tokens(self) -> np.ndarray:
        """The offset of the text that each token is in (int64)."""
        words_by_text = np.diff(self.stream.bounds)
        begins = self.offsets[:-1]
        return np.repeat(begins, words_by_text)

    @functools.cached_property
    def token_starts(self) -> np.ndarray:
        """The start of every token in the concatenated texts (int64)."""
        starts_in_text = self.stream.start
        return starts_in_text + self._text_offset_of_tokens

    @functools.cached_property
    def token_ends(self) -> np.ndarray:
        """The end of every token in the concatenated texts (int64)."""
        ends_in_text = self.stream.end
        return ends_in_text + self._text_offset_of_tokens

    def are_documents(self, ranges: TextRanges) -> bool:
        """Whether the documents are exactly these texts, whole and in order."""
        numbers = np.arange(len(self.texts))
        lengths = np.diff(self.offsets) - 1
        return (
            np.array_equal(ranges.document, numbers)
            and np.array_equal(ranges.source, numbers)
            and not ranges.start.any()
            and np.array_equal(ranges.end, lengths)
        )

    @functools.cached_property
    def sha256(self) -> tuple[str, ...]:
        """SHA-256 of each text as UTF-8."""
        digests = []
        for text in self.texts:
            digest = hashlib.sha256(text.encode())
            digests.append(digest.hexdigest())
        return tuple(digests)


@dataclass(frozen=True, eq=False)
class TextRanges:
    """Ranges of raw text that make up the documents.

    The ranges of one document are together and in order.

    Attributes
    ----------
    document, source : int64 array, shape (ranges,)
        The document that the range belongs to, and the raw text that it lies in.
    start, end : int64 array, shape (ranges,)
        First character and the one after the last, in the raw text.
    """

    document: np.ndarray
    source: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @functools.cached_property
    def _document_count(self) -> int:
        """How many documents there are, up to the last one that has a range."""
        last_number = self.document.max(initial=-1)
        return int(last_number) + 1

    @classmethod
    def of_whole_texts(cls, texts: Sequence[str]) -> TextRanges:
        """Return the ranges of documents that are whole texts: from 0 to the length."""
        numbers = np.arange(len(texts), dtype=np.int64)
        lengths = [len(text) for text in texts]
        ends = np.array(lengths, dtype=np.int64)
        return cls(numbers, numbers, np.zeros_like(numbers), ends)

    def select_documents(self, numbers: np.ndarray) -> TextRanges:
        """Return the ranges of some documents, numbered from 0 in the order given."""
        # -1 marks the documents that are left out.
        new_numbers = np.full(self._document_count, -1, dtype=np.int64)
        new_numbers[numbers] = np.arange(len(numbers))
        document = new_numbers[self.document]
        rows = (document >= 0).nonzero()[0]
        # A stable sort keeps the ranges of one document in order.
        rows = rows[np.argsort(document[rows], kind="stable")]
        return TextRanges(
            document[rows], self.source[rows], self.start[rows], self.end[rows]
        )

    @functools.cached_property
    def extents(self) -> tuple[np.ndarray, np.ndarray]:
        """Start and end (half-open) of each document in its raw text (int64)."""
        document_count = self._document_count
        # Every start is smaller than this one, so the first range replaces it.
        past_every_text = np.iinfo(np.int64).max
        start = np.full(document_count, past_every_text)
        end = np.zeros(document_count, dtype=np.int64)
        np.minimum.at(start, self.document, self.start)
        np.maximum.at(end, self.document, self.end)
        return start, end


def fingerprint_of(
    raw_texts: RawTexts,
    ranges: TextRanges,
    sources: np.ndarray,
    counted_tables: Sequence[pd.DataFrame],
) -> str:
    """Return one SHA-256 of the texts behind documents and of their division.

    Parameters
    ----------
    raw_texts, ranges : RawTexts, TextRanges
    sources : int64 array
        Number of the raw text behind each document.
    counted_tables : sequence of DataFrame
        The metadata, whose column ``doc`` holds the ids, and other tables that can
        change a count.
    """
    digest = hashlib.sha256()
    text_numbers = sources.tolist()
    for name, number in zip(
        counted_tables[0]["doc"].tolist(), text_numbers, strict=True
    ):
        line = f"{name}\0{raw_texts.sha256[number]}\n"
        digest.update(line.encode())
    for array in (ranges.document, ranges.source, ranges.start, ranges.end):
        digest.update(array.astype("<i8").tobytes())
    paragraph_ends = [raw_texts.paragraph_ends[number] for number in text_numbers]
    digest.update(" ".join(paragraph_ends).encode())
    digest.update(raw_texts.han.key.encode())
    for table in counted_tables:
        # As CSV, so that the digest does not depend on how pandas stores the values.
        content = table.astype(tables.TEXT_DTYPE).to_csv(
            index=False, lineterminator="\n"
        )
        digest.update(content.encode())
    return digest.hexdigest()


def locate_in_text(
    offsets: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """Return offsets into a raw text as offsets into the text of a document.

    The text of a document is made of the ranges ``starts[i]:ends[i]`` of its raw
    text, joined by line ends. Each offset lies in one of them.

    >>> locate_in_text(np.array([5, 12]), np.array([4, 10]), np.array([8, 14]))
    array([1, 7])
    """
    lengths_with_line_end = ends - starts + 1
    range_starts_in_text = np.cumsum(lengths_with_line_end) - lengths_with_line_end
    range_numbers = np.searchsorted(starts, offsets, side="right") - 1
    return range_starts_in_text[range_numbers] + offsets - starts[range_numbers]


def texts_of_documents(
    raw_texts: RawTexts, ranges: TextRanges, document_count: int
) -> tuple[str, ...]:
    """Return the text of each document: its ranges of raw text, joined by line ends."""
    parts_by_document: list[list[str]] = [[] for _ in range(document_count)]
    columns = (ranges.document, ranges.source, ranges.start, ranges.end)
    for document, source, start, end in np.column_stack(columns).tolist():
        text = raw_texts.texts[source]
        parts_of_document = parts_by_document[document]
        parts_of_document.append(text[start:end])
    texts = ["\n".join(parts) for parts in parts_by_document]
    return tuple(texts)


def spans_by_document(
    spans: pd.DataFrame, ranges: TextRanges, names: Sequence[str]
) -> pd.DataFrame:
    """Return spans of raw texts as spans of the documents (kind "spans").

    If a document contains a part of a span only, the span is cut to this part.

    Parameters
    ----------
    spans : DataFrame
        Columns source, start, end, label.
    ranges : TextRanges
    names : sequence of str
        Ids of the documents.
    """
    rows: list[dict[str, object]] = []
    layer = SpanLayer(spans)
    ranges_with_spans = np.isin(ranges.source, layer.sources).nonzero()[0]
    for number in ranges_with_spans.tolist():
        range_start = int(ranges.start[number])
        range_end = int(ranges.end[number])
        doc = names[int(ranges.document[number])]
        source = int(ranges.source[number])
        for span in layer.between(source, range_start, range_end):
            start = max(span.start, range_start)
            end = min(span.end, range_end)
            rows.append({"doc": doc, "start": start, "end": end, "label": span.label})
    return tables.from_rows("spans", rows)


@dataclass(frozen=True)
class _SpansOfText:
    """The spans over one text, and where to look for those that touch a range.

    Attributes
    ----------
    starts, furthest_ends : int64 array
        In the order of the starts: where each span starts, and the furthest end of the
        spans up to it.
    ends : int64 array
    labels : list of str
    places : int64 array
        The place of each span in the layer.
    """

    starts: np.ndarray
    furthest_ends: np.ndarray
    ends: np.ndarray
    labels: list[str]
    places: np.ndarray


class SpanLayer:
    """Spans over raw texts, to be asked which of them touch a range of a text.

    Parameters
    ----------
    spans : DataFrame
        Columns source, start, end, label.
    """

    def __init__(self, spans: pd.DataFrame) -> None:
        sources = spans["source"].to_numpy(dtype=np.int64)
        starts = spans["start"].to_numpy(dtype=np.int64)
        ends = spans["end"].to_numpy(dtype=np.int64)
        labels = spans["label"].tolist()
        by_source_and_start = np.lexsort((starts, sources))
        self.sources, first_of_source = np.unique(
            sources[by_source_and_start], return_index=True
        )
        self._spans_of_text: dict[int, _SpansOfText] = {}
        places_of_sources = np.split(by_source_and_start, first_of_source[1:])
        for source, places in zip(
            self.sources.tolist(), places_of_sources, strict=False
        ):
            self._spans_of_text[source] = _SpansOfText(
                starts=starts[places],
                furthest_ends=np.maximum.accumulate(ends[places]),
                ends=ends[places],
                labels=[labels[place] for place in places.tolist()],
                places=places,
            )

    def between(self, source: int, start: int, end: int) -> list[LabelledSpan]:
        """Return the spans that share a character with a range, as the layer has them.

        Parameters
        ----------
        source : int
            Number of the raw text.
        start, end : int
            The range.
        """
        spans = self._spans_of_text.get(source)
        if spans is None:
            return []
        first = int(np.searchsorted(spans.furthest_ends, start, side="right"))
        last = int(np.searchsorted(spans.starts, end, side="left"))
        chosen = first + np.flatnonzero(spans.ends[first:last] > start)
        chosen = chosen[np.argsort(spans.places[chosen])]
        return [
            LabelledSpan(
                int(spans.starts[number]),
                int(spans.ends[number]),
                spans.labels[number],
            )
            for number in chosen.tolist()
        ]


def spans_by_source(
    spans: pd.DataFrame, names: Sequence[str], sources: np.ndarray
) -> pd.DataFrame:
    """Return spans of documents as spans of the raw texts behind them.

    Parameters
    ----------
    spans : DataFrame
        It has the column doc.
    names : sequence of str
        Ids of the documents.
    sources : int64 array
        Number of the raw text behind each document.
    """
    source_of = dict(zip(names, sources.tolist(), strict=True))
    numbers = [source_of[doc] for doc in spans["doc"].tolist()]
    # The new column takes the place of the ids, so that the order of columns stays.
    with_sources = spans.assign(doc=pd.Series(numbers, dtype="int64"))
    return with_sources.rename(columns={"doc": "source"})


def check_encodable(name: str, text: str) -> None:
    """Raise an error for a text with a lone surrogate, which no file can store."""
    position = find_surrogate(text)
    if position >= 0:
        code_point = ord(text[position])
        raise EncodingError(
            f"{name}: character {position} is a lone surrogate "
            f"(U+{code_point:04X}), which no file can hold; decode the text again, or "
            "replace the character."
        )
