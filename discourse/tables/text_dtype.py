"""The dtype of text columns, the same in every version of pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionArray

from discourse.spans import cut_texts, expand_ranges

__all__ = ["TEXT_DTYPE", "TextColumn", "cut_text_column", "take_columns", "take_texts"]

# Text whose missing value is NaN. pandas 3 calls this dtype "str" and gives it to text
# by itself. pandas 2.3 has it too, but there the name "str" stands for Python objects.
TEXT_DTYPE = pd.StringDtype(na_value=np.nan)

TextColumn = ExtensionArray | np.ndarray

_SPANS_AT_ONCE = 1 << 14  # so that what belongs to them stays near the processor
# To encode texts and look for spans in them takes less time than to cut each span by
# itself, where there are fewer characters for each span.
_MAX_CHARACTERS_OF_SPAN = 150
# What a character of a span costs: so many times one that is encoded.
_COST_OF_SPAN_CHARACTER = 3
_LAST_CONTINUATION = -65  # bytes of UTF-8 up to here, with a sign, begin no character


def take_texts(values: Sequence[str], numbers: np.ndarray) -> TextColumn:
    """Return the text of each number, as a column of text.

    There are many rows and few values, so each value is made a cell once. Where all
    values are one text, no number is looked at.

    >>> list(take_texts(["the", "belt"], np.array([1, 0, 1])))
    ['belt', 'the', 'belt']
    """
    try:
        if len(set(values)) == 1:
            text = pa.scalar(values[0], type=pa.large_string())
            return pd.array(pa.repeat(text, len(numbers)), dtype=TEXT_DTYPE)
        cells: ExtensionArray = pd.array(list(values), dtype=TEXT_DTYPE)
    except UnicodeEncodeError:
        # Half of a character, which `make` refuses with the name of the column.
        return np.array(values, dtype=object)[numbers]
    return cells.take(numbers)


def take_columns(
    values_by_name: Mapping[str, Sequence[str]], numbers: np.ndarray
) -> dict[str, TextColumn]:
    """Return the texts of each number as columns of text, by name.

    Columns with the same texts are one: a label is most often the id itself.

    >>> columns = take_columns({"doc": ["a"], "doc_label": ["a"]}, np.array([0, 0]))
    >>> columns["doc"] is columns["doc_label"]
    True
    """
    columns: dict[str, TextColumn] = {}
    column_by_values: dict[tuple[str, ...], TextColumn] = {}
    for name, values in values_by_name.items():
        key = tuple(values)
        if key not in column_by_values:
            column_by_values[key] = take_texts(values, numbers)
        columns[name] = column_by_values[key]
    return columns


def cut_text_column(
    texts: Sequence[str], numbers: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> pa.Array:
    """Return what :func:`discourse.spans.cut_texts` does, as a column of text.

    >>> texts = ["peace", "war"]
    >>> number, start, end = np.array([1, 0]), np.array([0, 2]), np.array([2, 5])
    >>> cut_text_column(texts, number, start, end).to_pylist()
    ['wa', 'ace']
    """
    if (np.diff(numbers) < 0).any():
        # In the order of the texts, the spans of a part are in few of them.
        order = np.argsort(numbers, kind="stable")
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        column = cut_text_column(texts, numbers[order], starts[order], ends[order])
        return column.take(pa.array(place))
    columns = [pa.array([], type=pa.large_string())]
    for begin in range(0, len(numbers), _SPANS_AT_ONCE):
        part = slice(begin, begin + _SPANS_AT_ONCE)
        columns.append(_cut_part(texts, numbers[part], starts[part], ends[part]))
    return pa.concat_arrays(columns)


def _cut_part(
    texts: Sequence[str], numbers: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> pa.Array:
    """Return the text of some spans."""
    used = np.flatnonzero(np.bincount(numbers))
    used_texts = [texts[number] for number in used.tolist()]
    lengths = np.array(list(map(len, used_texts)))
    cost = lengths.sum() + _COST_OF_SPAN_CHARACTER * (ends - starts).sum()
    if cost > _MAX_CHARACTERS_OF_SPAN * len(numbers):
        cut = cut_texts(texts, numbers, starts, ends)
        return pa.array(cut, type=pa.large_string())
    encoded = np.frombuffer(b"".join(map(str.encode, used_texts)), dtype=np.int8)
    # Where each text begins among those that are used.
    offset_of_text = np.zeros(used[-1] + 1, dtype=np.int64)
    offset_of_text[used] = np.cumsum(lengths) - lengths
    shift = offset_of_text.take(numbers)
    continuations = np.flatnonzero(encoded <= _LAST_CONTINUATION)
    # The character behind which each of these bytes lies, counted from 1.
    characters = continuations - np.arange(len(continuations))
    first = starts + shift
    first_byte = first + np.searchsorted(characters, first, side="right")
    end = ends + shift
    end_byte = end + np.searchsorted(characters, end, side="right")
    offsets = np.append(0, np.cumsum(end_byte - first_byte))
    cut_bytes = encoded.take(expand_ranges(first_byte, end_byte))
    buffers = [pa.py_buffer(offsets), pa.py_buffer(cut_bytes)]
    return pa.LargeStringArray.from_buffers(len(numbers), *buffers)
