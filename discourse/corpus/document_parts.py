"""Documents that are parts of texts, such as the articles of one download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.corpus.input_checks import check_ids
from discourse.corpus.raw_texts import TextRanges
from discourse.corpus.span_checks import is_offset
from discourse.errors import OptionError, SpanError
from discourse.validation import show_value, suggest_or_list

__all__ = ["DocumentParts", "check_parts"]

_PART_COLUMNS = ("doc", "text", "start", "end")
_LARGEST_OFFSET = np.iinfo(np.int64).max  # a larger one cannot be compared


@dataclass(frozen=True, eq=False)
class DocumentParts:
    """Documents, and the part of a text that each of them is.

    Attributes
    ----------
    names : list of str
        The ids of the documents, in their order.
    ranges : TextRanges
        One range for each document.
    """

    names: list[str]
    ranges: TextRanges


def check_parts(parts: object, text_of_id: Mapping[str, str]) -> DocumentParts:
    """Return the documents that `parts` makes of texts; without it, each text is one.

    Parameters
    ----------
    parts : DataFrame or None
        Columns doc, text (the id of the text), start and end.
    text_of_id : mapping of str to str
        The texts, by id.

    Raises
    ------
    OptionError
        What came is no such table, or it names a text that is not there.
    MetadataError
        An id is missing, or two are easily confused.
    SpanError
        An offset is no whole number, or a part lies outside its text.
    """
    text_ids = list(text_of_id)
    texts = list(text_of_id.values())
    if parts is None:
        return DocumentParts(text_ids, TextRanges.of_whole_texts(texts))
    expectation = f"parts= takes a table with the columns {', '.join(_PART_COLUMNS)}"
    if not isinstance(parts, pd.DataFrame):
        raise OptionError(f"{expectation}; what came is {show_value(parts)}.")
    missing = [name for name in _PART_COLUMNS if name not in parts.columns]
    if missing:
        raise OptionError(f"{expectation}; it has no column {missing[0]!r}.")
    names = check_ids(parts["doc"].tolist())
    number_of_text = {text_id: number for number, text_id in enumerate(text_ids)}
    text_numbers = []
    for text_id in parts["text"].tolist():
        if not isinstance(text_id, str) or text_id not in number_of_text:
            advice = suggest_or_list(str(text_id), text_ids)
            raise OptionError(
                f"parts= names the text {show_value(text_id)}, but no text is called "
                f"that.{advice}"
            )
        text_numbers.append(number_of_text[text_id])
    sources = np.array(text_numbers, dtype=np.int64)
    starts = _offsets_in(parts, "start")
    ends = _offsets_in(parts, "end")
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    lies_outside = (starts < 0) | (starts > ends) | (ends > lengths[sources])
    if lies_outside.any():
        row = int(np.flatnonzero(lies_outside)[0])
        raise SpanError(
            f"parts=, row {row}: {starts[row]}-{ends[row]} is no part of the text "
            f"{text_ids[sources[row]]!r}, which has {lengths[sources[row]]:,} characters."
        )
    numbers = np.arange(len(names), dtype=np.int64)
    return DocumentParts(names, TextRanges(numbers, sources, starts, ends))


def _offsets_in(parts: pd.DataFrame, column: str) -> np.ndarray:
    """Return the offsets in a column (int64), or raise an error for what is none."""
    offsets = []
    for row, value in enumerate(parts[column].tolist()):
        if not is_offset(value) or abs(value) > _LARGEST_OFFSET:
            raise SpanError(
                f"parts=, row {row}: {column}={show_value(value)} is no place in a text; "
                "start and end are whole numbers."
            )
        offsets.append(int(value))
    return np.array(offsets, dtype=np.int64)
