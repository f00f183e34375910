"""The layers that readers of files laid over raw texts, for a part of such a text."""

from __future__ import annotations

from collections.abc import Sequence

from discourse.spans import LabelledSpan

__all__ = ["cut_spans"]


def cut_spans(
    spans: Sequence[LabelledSpan], start: int, end: int
) -> list[LabelledSpan]:
    """Return the parts of spans in ``start:end``, in order, counted from `start`.

    Where spans overlap, the one that starts first keeps the place.

    >>> cut_spans([LabelledSpan(2, 9, "note")], 5, 7)
    [LabelledSpan(start=0, end=2, label='note')]
    """
    parts: list[LabelledSpan] = []
    position = start
    for span in sorted(spans, key=_start):
        low = max(span.start, position)
        high = min(span.end, end)
        if low >= high:
            continue
        part = LabelledSpan(
            start=low - start,
            end=high - start,
            label=span.label,
        )
        parts.append(part)
        position = high
    return parts


def _start(span: LabelledSpan) -> int:
    return span.start
