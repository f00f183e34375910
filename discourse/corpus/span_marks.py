"""Which tokens spans touch, and what text between two tokens they leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.corpus.raw_texts import RawTexts
from discourse.spans import expand_ranges, merge_spans

__all__ = ["SpanMarks", "TextGap", "gaps_between", "mark_tokens"]


@dataclass(frozen=True, eq=False)
class SpanMarks:
    """What a layer of spans says of each token of the raw texts.

    Attributes
    ----------
    start, end : int64 array, shape (spans,)
        The stretches that the layer covers, in the concatenated texts: sorted, apart
        from each other, and wide enough to hold every token that they touch.
    is_touched : bool array, shape (tokens,)
        Whether a stretch covers a token or a part of it.
    is_preceded : bool array, shape (tokens,)
        Whether a stretch ends in the gap before a token.
    """

    start: np.ndarray
    end: np.ndarray
    is_touched: np.ndarray
    is_preceded: np.ndarray

    @property
    def has_spans(self) -> bool:
        """Whether the layer has any span."""
        return len(self.start) > 0


def mark_tokens(raw_texts: RawTexts, spans: pd.DataFrame) -> SpanMarks:
    """Return what `spans` (columns source, start, end) say of each token."""
    token_count = len(raw_texts.stream)
    is_touched = np.zeros(token_count, dtype=bool)
    # A span may lie after the last token: one place more than tokens.
    is_preceded = np.zeros(token_count + 1, dtype=bool)
    text_offsets = raw_texts.offsets[spans["source"].to_numpy()]
    span_starts = text_offsets + spans["start"].to_numpy()
    span_ends = text_offsets + spans["end"].to_numpy()
    start, end = merge_spans(span_starts, span_ends)
    if len(start):
        token_starts = raw_texts.token_starts
        token_ends = raw_texts.token_ends
        first_tokens = np.searchsorted(token_ends, start, side="right")
        end_tokens = np.searchsorted(token_starts, end)
        is_touched[expand_ranges(first_tokens, end_tokens)] = True
        is_preceded[end_tokens] = True
        # A token that is touched is covered as a whole.
        touches = np.flatnonzero(first_tokens < end_tokens)
        starts_of_first = token_starts[first_tokens[touches]]
        ends_of_last = token_ends[end_tokens[touches] - 1]
        start = start.copy()
        end = end.copy()
        start[touches] = np.minimum(start[touches], starts_of_first)
        end[touches] = np.maximum(end[touches], ends_of_last)
        start, end = merge_spans(start, end)
    return SpanMarks(start, end, is_touched, is_preceded[:token_count])


@dataclass(frozen=True)
class TextGap:
    """The text between two tokens of one raw text.

    Attributes
    ----------
    source : int
        The raw text.
    start, end : int
        Half-open span of characters in it.
    parts : tuple of str
        The text before the first of the spans that are left out, between each two of
        them, and after the last one. A part may be empty.
    """

    source: int
    start: int
    end: int
    parts: tuple[str, ...]


def gaps_between(
    raw_texts: RawTexts,
    before: np.ndarray,
    after: np.ndarray,
    left_out_start: np.ndarray,
    left_out_end: np.ndarray,
) -> list[TextGap]:
    """Return the text between each two tokens, divided where spans are left out.

    Parameters
    ----------
    raw_texts : RawTexts
    before, after : int64 arrays, shape (gaps,)
        The token before each gap, and the one after it, in the same raw text.
    left_out_start, left_out_end : int64 arrays, shape (spans,)
        Spans in the concatenated texts: sorted, and apart from each other.
    """
    gap_starts = raw_texts.token_ends[before]
    gap_ends = raw_texts.token_starts[after]
    first_spans = np.searchsorted(left_out_end, gap_starts, side="right").tolist()
    end_spans = np.searchsorted(left_out_start, gap_ends).tolist()
    sources = np.searchsorted(raw_texts.stream.bounds, before, side="right") - 1
    text_offsets = raw_texts.offsets[sources]
    starts = (gap_starts - text_offsets).tolist()
    ends = (gap_ends - text_offsets).tolist()
    gaps = []
    for number, source in enumerate(sources.tolist()):
        span_rows = slice(first_spans[number], end_spans[number])
        parts = _text_outside(
            raw_texts.texts[source],
            starts[number],
            ends[number],
            left_out_start[span_rows] - text_offsets[number],
            left_out_end[span_rows] - text_offsets[number],
        )
        gaps.append(TextGap(source, starts[number], ends[number], parts))
    return gaps


def _text_outside(
    text: str, start: int, end: int, span_starts: np.ndarray, span_ends: np.ndarray
) -> tuple[str, ...]:
    """Return the parts of ``text[start:end]`` that lie in none of some spans."""
    parts = []
    position = start
    spans = zip(span_starts.tolist(), span_ends.tolist(), strict=True)
    for span_start, span_end in spans:
        parts.append(text[position:span_start])
        position = span_end
    parts.append(text[position:end])
    return tuple(parts)
