"""The class of a gap that holds a bridge: a stretch that the text is read on over.

It is the class that the gap would have if the bridged stretch were not there. Blanks
and line ends where a bridge begins or ends count as one blank: a page break ends no
paragraph. One rule is added: where the sentence ends, a paragraph that ends before or
after the bridge ends too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.corpus.raw_texts import RawTexts
from discourse.corpus.span_marks import SpanMarks, gaps_between
from discourse.text import BLANK, PARAGRAPH, STOP, ParagraphMode, tokenise

__all__ = ["bridged_gap_classes"]


@dataclass(frozen=True)
class _BridgedText:
    """Two words and the text between them, without what is bridged.

    Attributes
    ----------
    word_before, word_after : str
    parts : tuple of str
        The text between the words, divided where bridges were, without the blanks
        beside them.
    has_blank : bool
        Whether there were blanks or line ends beside a bridge.
    paragraph_mode : {'line', 'blank'}
        What ends a paragraph in this text.
    """

    word_before: str
    word_after: str
    parts: tuple[str, ...]
    has_blank: bool
    paragraph_mode: ParagraphMode

    def read(self, separator: str) -> str:
        """Return the text with a separator in place of each bridge."""
        return self._text_before(separator) + self.word_after

    def start_of_word_after(self, separator: str) -> int:
        """Return where the second word begins in the text that :meth:`read` gives."""
        return len(self._text_before(separator))

    def _text_before(self, separator: str) -> str:
        return self.word_before + separator.join(self.parts)


def bridged_gap_classes(
    raw_texts: RawTexts, bridged: SpanMarks, before: np.ndarray, after: np.ndarray
) -> np.ndarray:
    """Return the classes of gaps that hold bridges (uint8, shape (gaps,)).

    Parameters
    ----------
    raw_texts : RawTexts
    bridged : SpanMarks
        What is bridged.
    before, after : int64 arrays, shape (gaps,)
        The tokens before and after each gap. They are of one text, at least one bridge
        lies between them, and every token between them is bridged.
    """
    if not len(before):
        return np.empty(0, dtype=np.uint8)
    texts = _bridged_texts(raw_texts, bridged, before, after)
    separators = [" " if text.has_blank else "" for text in texts]
    classes = _read_classes(texts, separators)
    # Two words that nothing divides would be read as one.
    merged = np.flatnonzero(classes < 0)
    if len(merged):
        merged_texts = [texts[number] for number in merged.tolist()]
        blanks = [" "] * len(merged)
        classes_with_blank = _read_classes(merged_texts, blanks)
        classes[merged] = np.where(classes_with_blank < 0, BLANK, classes_with_blank)
    raw_gaps = raw_texts.stream.gap
    ends_paragraph = raw_gaps[before + 1] == PARAGRAPH
    ends_paragraph |= raw_gaps[after] == PARAGRAPH
    ends_paragraph &= classes >= STOP
    classes[ends_paragraph] = PARAGRAPH
    return classes.astype(np.uint8)


def _bridged_texts(
    raw_texts: RawTexts, bridged: SpanMarks, before: np.ndarray, after: np.ndarray
) -> list[_BridgedText]:
    """Return the text around each gap without what is bridged."""
    stream = raw_texts.stream
    word_starts = stream.start[before].tolist()
    word_ends = stream.end[after].tolist()
    gaps = gaps_between(raw_texts, before, after, bridged.start, bridged.end)
    texts = []
    for gap, word_start, word_end in zip(gaps, word_starts, word_ends, strict=True):
        text = raw_texts.texts[gap.source]
        parts = _trim_beside_bridges(gap.parts)
        bridged_text = _BridgedText(
            word_before=text[word_start : gap.start],
            word_after=text[gap.end : word_end],
            parts=parts,
            has_blank=parts != gap.parts,
            paragraph_mode=raw_texts.paragraph_ends[gap.source],
        )
        texts.append(bridged_text)
    return texts


def _trim_beside_bridges(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of a text without the blanks at the bridges between them."""
    first_part, *middle_parts, last_part = parts
    trimmed_parts = [first_part.rstrip()]
    for part in middle_parts:
        trimmed_parts.append(part.strip())
    trimmed_parts.append(last_part.lstrip())
    return tuple(trimmed_parts)


def _read_classes(texts: list[_BridgedText], separators: list[str]) -> np.ndarray:
    """Return the class of the gap before the second word of each text (int16).

    It is -1 if the second word is read as one with the first.
    """
    texts_to_read = []
    modes = []
    word_starts = []
    for text, separator in zip(texts, separators, strict=True):
        texts_to_read.append(text.read(separator))
        modes.append(text.paragraph_mode)
        word_starts.append(text.start_of_word_after(separator))
    stream, _ = tokenise(texts_to_read, modes)
    is_second_word = stream.start == np.array(word_starts)[stream.document]
    classes = np.full(len(texts), -1, dtype=np.int16)
    classes[stream.document[is_second_word]] = stream.gap[is_second_word]
    return classes
