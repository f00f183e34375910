"""Texts to tokens: where they start and end, and which word each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from discourse.text.characters import WORD, Kind, codepoints, composed, tables
from discourse.text.gap_classes import classes
from discourse.text.paragraph_boundaries import wrapped
from discourse.text.token_gaps import Gaps
from discourse.text.token_stream import ParagraphMode, TokenStream

__all__ = ["tokenise"]

CHUNK = 1 << 20  # characters tokenised at a time: the working arrays stay in cache


def tokenise(
    texts: Sequence[str], paragraphs: Sequence[ParagraphMode]
) -> tuple[TokenStream, tuple[ParagraphMode, ...]]:
    """Return the token stream of `texts`, and how the paragraphs of each were told apart.

    Parameters
    ----------
    texts : sequence of str
        Raw texts, without lone surrogates.
    paragraphs : sequence of {'auto', 'line', 'blank'}
        For each text: does every line end a paragraph, or only a blank line? 'auto' decides by the look of the
        lines: where they are wrapped (alike in length, most ending mid-sentence) a line end is a blank.

    Returns
    -------
    stream : TokenStream
    decided : tuple of {'line', 'blank'}
        The choice made for each text.
    """
    parts: list[_Chunk] = []
    words: dict[str, int] = {}
    begin = 0
    while begin < len(texts):
        stop, size = begin, 0
        while stop < len(texts) and (size == 0 or size + len(texts[stop]) <= CHUNK):
            size += len(texts[stop]) + 1
            stop += 1
        parts.append(_chunk(texts[begin:stop], paragraphs[begin:stop], words))
        begin = stop
    vocabulary = tuple(sorted(words))
    place = np.empty(len(words), dtype=np.int32)
    place[[words[word] for word in vocabulary]] = np.arange(len(words), dtype=np.int32)
    ids = place[np.concatenate([part.ids for part in parts] or [np.empty(0, np.int32)])]
    sizes = np.concatenate([part.sizes for part in parts] or [np.empty(0, np.int64)])
    stream = TokenStream(
        ids=ids,
        start=np.concatenate([part.start for part in parts] or [np.empty(0, np.int32)]),
        end=np.concatenate([part.end for part in parts] or [np.empty(0, np.int32)]),
        gap=np.concatenate([part.gap for part in parts] or [np.empty(0, np.uint8)]),
        bounds=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        vocabulary=vocabulary,
    )
    return stream, tuple(mode for part in parts for mode in part.modes)


@dataclass(frozen=True, eq=False)
class _Chunk:
    ids: np.ndarray
    start: np.ndarray
    end: np.ndarray
    gap: np.ndarray
    sizes: np.ndarray
    modes: tuple[ParagraphMode, ...]


def _chunk(
    texts: Sequence[str], paragraphs: Sequence[ParagraphMode], words: dict[str, int]
) -> _Chunk:
    kinds, folds = tables()
    # The separator keeps the last word of one document from the first of the next.
    codes = codepoints("\u2029".join(texts) + "\u2029")
    kind = kinds[codes]
    kind[1:][(codes[1:] == 10) & (codes[:-1] == 13)] = (
        Kind.SPACE
    )  # CR LF is one line end
    marks = _settled(kind)
    spelled, lengths, start, end = _spans(kind, marks)
    local, spellings = _types(folds[codes[spelled]], lengths)
    types = [composed(word) for word in spellings]
    known = np.array(
        [words.setdefault(word, len(words)) for word in types], dtype=np.int32
    )
    starts = np.zeros(len(texts), dtype=np.int64)
    starts[1:] = np.cumsum([len(text) + 1 for text in texts[:-1]])
    document = np.searchsorted(starts, start, side="right") - 1
    gaps = Gaps(kind, start, end, document)
    modes = wrapped(gaps, starts, paragraphs)
    gap = classes(gaps, modes, local, types)
    offset = starts[document]
    return _Chunk(
        ids=known[local] if len(types) else np.empty(0, np.int32),
        start=(start - offset).astype(np.int32),
        end=(end - offset).astype(np.int32),
        gap=gap,
        sizes=np.bincount(document, minlength=len(texts)),
        modes=tuple("blank" if mode else "line" for mode in modes.tolist()),
    )


def _settled(kind: np.ndarray) -> np.ndarray:
    """Give each mark, in place, the kind of what it stands on; return which characters are marks in a word (bool).

    A mark that stands on no letter (the variation selector of an emoji, the stroke of "≠") is no part of a word.
    """
    marks = kind == Kind.MARK
    if marks.any():
        through = marks | (kind == Kind.NOTHING)
        base = np.maximum.accumulate(np.where(through, 0, np.arange(len(kind))))
        under = np.where(through[base], Kind.OTHER, kind[base])[marks]
        kind[marks] = np.where(under >= WORD, under, Kind.OTHER)
        marks &= kind >= WORD
    return marks


def _spans(
    kind: np.ndarray, marks: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Places of the characters that spell tokens, how many each token has, and where tokens start and end."""
    seen = (kind != Kind.NOTHING).nonzero()[0]
    if len(seen) < len(
        kind
    ):  # soft hyphens and their like are passed over, however many
        kind, marks = kind[seen], marks[seen]
    word, single = kind >= WORD, kind == Kind.SINGLE
    joins = (kind == Kind.APOSTROPHE) | (kind == Kind.HYPHEN)
    running = word & ~single
    joins[0] = joins[-1] = False
    joins[1:-1] &= running[:-2] & running[2:]
    inside = word | joins
    starts = inside & ~marks
    starts[1:] &= ~inside[:-1] | single[1:] | single[:-1]
    ends = inside.copy()
    ends[:-1] &= ~inside[1:] | starts[1:]
    first, last = starts.nonzero()[0], ends.nonzero()[0]
    return seen[inside], last + 1 - first, seen[first], seen[last] + 1


def _types(folded: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Number the distinct words: exact, by dictionary-encoding their folded characters as bytes."""
    if not len(lengths):
        return np.empty(0, np.int32), []
    narrow = int(folded.max()) < 256
    data = folded.astype(np.uint8 if narrow else "<u4")
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths * data.itemsize, out=offsets[1:])
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    encoded = pa.Array.from_buffers(
        pa.large_binary(), len(lengths), buffers
    ).dictionary_encode()
    codec = "latin-1" if narrow else "utf-32-le"
    return encoded.indices.to_numpy(), [
        word.decode(codec) for word in encoded.dictionary.to_pylist()
    ]
