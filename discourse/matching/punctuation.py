"""The punctuation between two words, for patterns that name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.spans import LabelledSpan, partition_by_label, spans_between
from discourse.text import character_class, fold, remove_note_calls

__all__ = ["BRIDGES", "have_punctuation"]

BRIDGES: Key[dict[str, list[LabelledSpan]]] = Key("bridges")

# Characters between two words that literal punctuation of a pattern need not name.
_TRANSPARENT_CLASSES = ("blank", "quote", "apostrophe", "nothing")


def have_punctuation(corpus: Corpus, tokens: np.ndarray, literal: str) -> np.ndarray:
    """Return whether the punctuation before each token is `literal` (bool)."""
    token_count = len(tokens)
    is_equal = np.zeros(token_count, dtype=bool)
    if not token_count:
        return is_equal
    bridges = cached(corpus, BRIDGES, lambda: _bridges_by_document(corpus))
    gap_texts = _gap_texts_before(corpus, tokens, bridges)
    # The same few texts, such as ", ", stand between most words.
    is_literal: dict[str, bool] = {}
    for index, gap_text in enumerate(gap_texts):
        if gap_text not in is_literal:
            punctuation = _punctuation_of(gap_text)
            is_literal[gap_text] = punctuation == literal
        is_equal[index] = is_literal[gap_text]
    return is_equal


def _bridges_by_document(corpus: Corpus) -> dict[str, list[LabelledSpan]]:
    """Return the spans that are read over, sorted, by the id of their document."""
    spans_by_document: dict[str, list[LabelledSpan]] = {}
    bridges = corpus.layers.get("bridge")
    if bridges is None:
        return spans_by_document
    for doc, start, end in zip(
        bridges["doc"], bridges["start"], bridges["end"], strict=True
    ):
        span = LabelledSpan(start, end, "bridge")
        spans_by_document.setdefault(doc, []).append(span)
    return {doc: _merge_spans(spans) for doc, spans in spans_by_document.items()}


def _merge_spans(spans: list[LabelledSpan]) -> list[LabelledSpan]:
    """Return spans that hold the same characters, sorted and without overlap."""
    merged_spans: list[LabelledSpan] = []
    for span in sorted(spans, key=lambda span: span.start):
        previous_end = merged_spans[-1].end if merged_spans else span.start
        start = max(span.start, previous_end)
        if start < span.end:
            merged_spans.append(LabelledSpan(start, span.end, span.label))
    return merged_spans


def _gap_texts_before(
    corpus: Corpus, tokens: np.ndarray, bridges: Mapping[str, list[LabelledSpan]]
) -> list[str]:
    """Return the text between each token and the one before it, without bridges."""
    stream = corpus.stream
    documents = stream.document[tokens].tolist()
    gap_starts = stream.end[tokens - 1].tolist()
    gap_ends = stream.start[tokens].tolist()
    gap_texts = []
    # The text of the document that came last: most tokens lie in the same one.
    last_document = -1
    raw_text = ""
    bridges_of_document: list[LabelledSpan] = []
    for document, gap_start, gap_end in zip(
        documents, gap_starts, gap_ends, strict=True
    ):
        if document != last_document:
            last_document = document
            doc = corpus.names[document]
            raw_text = corpus.raw[doc]
            bridges_of_document = bridges.get(doc, [])
        gap_text = raw_text[gap_start:gap_end]
        if bridges_of_document:
            gap_text = _without_bridges(
                raw_text, gap_start, gap_end, bridges_of_document
            )
        gap_texts.append(gap_text)
    return gap_texts


def _without_bridges(
    raw_text: str, start: int, end: int, bridges: Sequence[LabelledSpan]
) -> str:
    """Return ``raw_text[start:end]`` without what lies in bridges.

    Bridges are sorted and do not overlap, so those in the range follow each other.
    """
    bridges_in_range = spans_between(bridges, start, end)
    text = ""
    for part in partition_by_label(bridges_in_range, start, end):
        if not part.label:
            text += raw_text[part.start : part.end]
    return text


def _punctuation_of(gap_text: str) -> str:
    """Return the folded punctuation in the text between two words.

    Blanks, quotation marks and note calls are left out.
    """
    punctuation = ""
    without_calls = remove_note_calls(gap_text)
    for char in fold(without_calls):
        if character_class(char) not in _TRANSPARENT_CLASSES:
            punctuation += char
    return punctuation
