"""What a value of the metadata is: one meaning however it was stored.

A year may come as ``2019``, as ``2019.0`` (pandas makes floats of a column of whole
numbers with a gap), as ``"2019"`` or as a decimal. A date may come as a date, as a
date-time or as text. This module is the one place that says what they are:

- :func:`normalise_column` is called once, where a corpus gets metadata. It chooses how
  the values of a column are stored.
- :func:`value_as_text` says how a value is written: as the name of a group, in a table,
  in :meth:`Corpus.where`.
- :func:`present_values` says which values a column has, in the order of their type.

The rules
---------
Missing values
    ``None``, ``NaN``, ``NaT``, ``pandas.NA``, text without any visible sign, and the text
    ``(no value)``. They are ``""`` in columns of text. The words "nan" and "NA" are
    text like any other.
Numbers
    Whole numbers are int64, or Int64 if a value is missing. Floats that are all whole,
    below 2^53, are whole numbers. Otherwise the column is float64. A number is written
    as the shortest text that means it: "1.5", and "2" for 2.0, even beside 1.5.
Truth values
    They are bool. If a value is missing, they are the words "True" and "False".
Dates
    A column of date-times keeps its type and its times of day. What is written is the
    ISO date, 2020-01-31, as the date is in the time zone of the value. So all
    date-times of a day are one value. Plain dates become this text.
Ordered categories
    They keep their order, and become the values that these rules make of them.
Anything else is text
    In Unicode's composed form (NFC) and without blanks at its ends. Numbers beside text
    are text, so 2019 and "2019" are one value. If every text of a column is a whole
    number with ".0", as pandas writes a column of years with a gap into a CSV file, the
    ".0" is left out and noticed. One other text, such as the version "2.1" beside
    "2.0", and all stay as they are.

Bytes are no value: :func:`refuse_bytes` says so.
"""

from __future__ import annotations

import datetime
import decimal
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.errors import MetadataError
from discourse.settings import NO_VALUE
from discourse.validation import show_value

__all__ = [
    "WORDS_FOR_MISSING",
    "NormalColumn",
    "clean_text",
    "column_as_text",
    "have_type",
    "list_cells",
    "normalise_column",
    "present_values",
    "refuse_bytes",
    "same_date",
    "same_number",
    "shortest_float",
    "strip_texts",
    "value_as_text",
    "without_outer_blanks",
    "without_point_zero",
]

EXACT_FLOATS = 2**53  # from here on a float may stand for another whole number
INT64_LIMIT = 2**63
HUGE_BITS = 10_000  # of a whole number: about 3,000 decimal digits
# Signs without a shape that Python does not count as blanks: a soft hyphen, the vowel
# separator of Mongolian, marks of direction, zero-width blanks, fillers of Braille and
# Hangul.
INVISIBLE_SIGNS = "\u00ad\u180e\u200b\u200e\u200f\u2060\u2800\u3164\ufeff"
# As pandas writes a float that is whole; no zero stands before other digits.
WHOLE_FLOAT = re.compile(r"(-?(?:0|[1-9][0-9]{0,15}))\.0+", re.ASCII)
# Bytes need an encoding before they are text.
BYTES_TYPES = (bytes, bytearray, memoryview)
WHOLE_NUMBER = re.compile(r"-?[0-9]+", re.ASCII)
# What R, pandas, databases and spreadsheets write where a value is missing. They stay
# text, since "NA" may also be Namibia.
WORDS_FOR_MISSING = frozenset(
    ("NA", "N/A", "n/a", "NaN", "nan", "<NA>", "NaT", "NULL", "null", "None", "#N/A")
)


@dataclass(frozen=True)
class NormalColumn:
    """A column of metadata as a corpus keeps it.

    Attributes
    ----------
    values : pandas.Series
    trimmed : int
        How many values had blanks at their ends, which were left out.
    composed : int
        How many values were brought into Unicode's composed form (NFC).
    shortened : int
        How many values were texts of whole numbers with ".0", which was left out.
    """

    values: pd.Series
    trimmed: int = 0
    composed: int = 0
    shortened: int = 0


# --------------------------------------------------------------------------------------
# One value


def value_as_text(value: object) -> str:
    r"""Return how a value of the metadata is written; ``""`` if it is missing.

    >>> [value_as_text(value) for value in (2019, 2019.0, 1.5, True, None)]
    ['2019', '2019', '1.5', 'True', '']
    >>> value_as_text(pd.Timestamp("2020-01-31 10:00")), value_as_text("  Viet Nam\xa0")
    ('2020-01-31', 'Viet Nam')
    """
    plain_value = _plain_value(value)
    if plain_value is None:
        return ""
    if isinstance(plain_value, str):
        return clean_text(plain_value)
    if isinstance(plain_value, bool):
        return str(plain_value)
    if isinstance(plain_value, float):
        return _float_as_text(plain_value)
    if isinstance(plain_value, decimal.Decimal):
        return _decimal_as_text(plain_value)
    if isinstance(plain_value, datetime.datetime):
        return plain_value.date().isoformat()
    if isinstance(plain_value, datetime.date):
        return plain_value.isoformat()
    is_huge = isinstance(plain_value, int) and plain_value.bit_length() > HUGE_BITS
    # Python refuses to write so many decimal digits.
    return hex(plain_value) if is_huge else clean_text(str(plain_value))


def _plain_value(value: Any) -> Any:
    """Return a value as plain Python; None for a missing one."""
    if isinstance(value, str):  # by far the most frequent
        return value
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else pd.Timestamp(value)
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, np.floating):
        value = shortest_float(value)
    elif isinstance(value, np.generic):
        value = value.item()
    is_nan = False
    if isinstance(value, float):
        is_nan = math.isnan(value)
    elif isinstance(value, decimal.Decimal):
        is_nan = value.is_nan()
    return None if is_nan else value


def shortest_float(number: np.floating) -> float:
    """Return the float of 64 bits that is written as `number` is at its own precision.

    A float of 32 bits is written as short as it is: 1.1 and not 1.10000002384.

    >>> shortest_float(np.float32(1.1))
    1.1
    """
    return float(str(number))


def _float_as_text(number: float) -> str:
    """Return a float as the shortest text that means it, without ".0"."""
    fits_integer = abs(number) < INT64_LIMIT
    if fits_integer and number.is_integer():
        whole_number = int(number)
        return str(whole_number)
    return repr(number)


def _decimal_as_text(number: decimal.Decimal) -> str:
    """Return a decimal as a float is written, or as it is if no float is equal to it."""
    fits_integer = abs(number) < INT64_LIMIT
    if fits_integer and _is_whole(number):
        whole_number = int(number)
        return str(whole_number)
    if _is_exact_float(number):
        return repr(float(number))
    return str(number)


def clean_text(text: str) -> str:
    """Return text in Unicode's composed form, without blanks at its ends.

    Text that stands for a missing value becomes ``""``.

    >>> clean_text("Cote d'Ivoire "), clean_text("(no value)")
    ("Cote d'Ivoire", '')
    """
    stripped_text = without_outer_blanks(text)
    if stripped_text == NO_VALUE:
        return ""
    return unicodedata.normalize("NFC", stripped_text)


def without_outer_blanks(text: str) -> str:
    """Return text without blanks and signs without a shape at its ends.

    >>> without_outer_blanks("\u3000China\u200b ")
    'China'
    """
    stripped_text = text.strip()
    if stripped_text.isascii():
        return stripped_text
    # Blanks and other signs may alternate.
    shorter_text = stripped_text.strip(INVISIBLE_SIGNS).strip()
    while shorter_text != stripped_text:
        stripped_text = shorter_text
        shorter_text = stripped_text.strip(INVISIBLE_SIGNS).strip()
    return stripped_text


def strip_texts(texts: Sequence[str]) -> list[str]:
    """Return texts as :func:`without_outer_blanks` does.

    >>> strip_texts(["China ", "\u3000中国"])
    ['China', '中国']
    """
    if all(map(str.isascii, texts)):
        return list(map(str.strip, texts))
    return [without_outer_blanks(text) for text in texts]


def same_number(text: str) -> str:
    """Return how the number that `text` means is written; ``""`` if it means none.

    >>> same_number("2020.0"), same_number("+1.50"), same_number("May")
    ('2020', '1.5', '')
    """
    number = tables.number_of(text)
    return "" if number is None else _decimal_as_text(number)


def without_point_zero(text: str) -> str:
    """Return the whole number that a text with ".0" means; ``""`` if it is no such text.

    >>> without_point_zero("2019.0"), without_point_zero("2019.5")
    ('2019', '')
    """
    match = WHOLE_FLOAT.fullmatch(text)
    if match is None:
        return ""
    digits = match[1]
    return "0" if digits == "-0" else digits


def same_date(text: str) -> str:
    """Return the ISO date that `text` means; ``""`` if it means none.

    >>> same_date("2020-01-31T10:00:00"), same_date("20200131"), same_date("January")
    ('2020-01-31', '2020-01-31', '')
    """
    try:
        return datetime.datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return ""


def have_type(
    values: Iterable[object], types: type[object] | tuple[type[object], ...]
) -> bool:
    """Return whether any of the values is of one of some types.

    >>> have_type(["the", 3], int), have_type(["the", 3], (bytes, list))
    (True, False)
    """
    # Many values have few types, and all are named without a loop in Python.
    return any(
        issubclass(type_of_value, types) for type_of_value in set(map(type, values))
    )


def refuse_bytes(place: str, values: Iterable[object]) -> None:
    """Raise a MetadataError if one of the values is bytes.

    Parameters
    ----------
    place : str
        Where the values stand, as the beginning of the message.
    values : iterable of object

    Examples
    --------
    >>> refuse_bytes("documents, column 'year'", [2019, "2020"])
    """
    values = list(values)
    if not have_type(values, BYTES_TYPES):
        return
    for value in values:
        if isinstance(value, BYTES_TYPES):
            raise MetadataError(
                f"{place}: what came is {show_value(value)}, which is bytes and no "
                "text; decode them first, as in value.decode('utf-8'), or leave them "
                "out."
            )


# --------------------------------------------------------------------------------------
# A column, as a corpus keeps it


def normalise_column(column: pd.Series) -> NormalColumn:
    """Return a column of metadata as a corpus keeps it.

    The rules are those of this module. What is normal already does not change.

    >>> normalise_column(pd.Series([2019.0, None])).values.tolist()
    [2019, <NA>]
    >>> normalise_column(pd.Series(["China", "China ", None])).values.tolist()
    ['China', 'China', '']
    """
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        if dtype.ordered:
            return _normalise_categories(column)
        return _normalise_values(column)
    is_numpy = isinstance(dtype, np.dtype)
    is_date_time = dtype.kind == "M" and isinstance(
        dtype, np.dtype | pd.DatetimeTZDtype
    )
    # These have neither gaps nor anything to convert; the others are read one by one.
    is_normal = is_date_time or (is_numpy and dtype in ("int64", "bool"))
    if is_normal:
        return NormalColumn(column)
    if isinstance(dtype, pd.StringDtype):
        return _normalise_texts(column.tolist(), column.index)
    return _normalise_values(column)


def _normalise_values(column: pd.Series) -> NormalColumn:
    """Return a column of the type that holds all its values."""
    cells_as_they_came = list_cells(column)
    types = set(map(type, cells_as_they_came))
    if types == {str}:
        return _normalise_texts(cells_as_they_came, column.index)
    if types == {int}:
        numbers = _numbers(cells_as_they_came, column.index)
        if numbers is not None:
            return NormalColumn(numbers)
    values = [_plain_value(value) for value in cells_as_they_came]
    known_values = [value for value in values if _is_known(value)]
    if all(isinstance(value, str) for value in known_values):
        return _normalise_texts(values, column.index)
    if _are_all(known_values, bool):
        has_gaps = len(known_values) < len(values)
        if not has_gaps:
            return NormalColumn(pd.Series(values, dtype="bool", index=column.index))
        return _normalise_texts(values, column.index)
    # Text that means a missing value may stand among numbers and dates.
    cells = [value if _is_known(value) else None for value in values]
    numbers = _numbers(cells, column.index)
    if numbers is not None:
        return NormalColumn(numbers)
    if _are_all(known_values, datetime.datetime):
        date_times = _date_times(cells, column.index)
        if date_times is not None:
            return NormalColumn(date_times)
    return _normalise_texts(values, column.index)


def list_cells(column: pd.Series) -> list[Any]:
    """Return the values of a column as a list, floats as short as they are written.

    As a plain list, floats of 16 or 32 bits would have the digits of 64 bits.

    >>> list_cells(pd.Series([0.1, None], dtype="Float32"))
    [0.1, None]
    """
    precision = _float_precision(column.dtype)
    if precision is None:
        return column.tolist()
    cells: list[float | None] = []
    for value, is_missing in zip(column.tolist(), column.isna(), strict=True):
        number = None if is_missing else shortest_float(precision(value))
        cells.append(number)
    return cells


def _float_precision(dtype: Any) -> type[np.floating] | None:
    """Return the type of the floats of a column if they have fewer than 64 bits."""
    if getattr(dtype, "kind", "") != "f":
        return None
    # The types of pandas and Arrow name the number of bits, as those of numpy do.
    bits = getattr(dtype, "itemsize", 8) * 8
    if bits == 16:
        return np.float16
    return np.float32 if bits == 32 else None


def _is_known(value: object) -> bool:
    """Return whether a plain value is not missing."""
    if isinstance(value, str):
        return bool(clean_text(value))
    return value is not None


def _are_all(values: Sequence[Any], kind: type) -> bool:
    """Return whether all values are of one kind, and there is one."""
    if not values:
        return False
    return all(isinstance(value, kind) for value in values)


def _normalise_texts(values: Sequence[Any], index: pd.Index) -> NormalColumn:
    """Return a column of text, and how many of its texts were changed."""
    texts = _values_as_text(values)
    trimmed = 0
    composed = 0
    for value, text in zip(values, texts, strict=True):
        if value is text:
            continue
        # Other values, such as arrays, cannot be compared with text.
        is_text = isinstance(value, str)
        if not is_text or value == text:
            continue
        stripped_value = without_outer_blanks(value)
        trimmed += stripped_value != value
        # "(no value)" becomes "" without being composed.
        composed += text not in ("", stripped_value)
    short_texts = _shorten_whole_floats(values, texts)
    shortened = 0
    for text, short_text in zip(texts, short_texts, strict=True):
        shortened += text != short_text
    column = pd.Series(short_texts, dtype=tables.TEXT_DTYPE, index=index)
    return NormalColumn(column, trimmed, composed, shortened)


def _values_as_text(values: Sequence[Any]) -> list[str]:
    """Return how each value of a column is written."""
    if set(map(type, values)) != {str}:
        return [value_as_text(value) for value in values]
    # Many documents have the same few values.
    text_of_value = {value: clean_text(value) for value in set(values)}
    return [text_of_value[value] for value in values]


def _shorten_whole_floats(values: Sequence[Any], texts: Sequence[str]) -> Sequence[str]:
    """Return the texts without ".0" if all values are whole numbers.

    Words that programs write for a missing value may stand beside them, and stay.
    `texts` are the values as text.
    """
    short_texts = []
    for value, text in zip(values, texts, strict=True):
        short_text = text
        if text:
            short_text = _shorten(value, text)
            if not short_text:
                return texts
        short_texts.append(short_text)
    return short_texts


def _shorten(value: object, text: str) -> str:
    """Return the whole number that a value is; ``""`` if the column must stay as it is."""
    whole_number = without_point_zero(text)
    if whole_number and isinstance(value, str):
        return whole_number
    if text in WORDS_FOR_MISSING:
        return text
    is_whole = WHOLE_NUMBER.fullmatch(text) and not isinstance(value, bool)
    return text if is_whole else ""


def _numbers(values: Sequence[Any], index: pd.Index) -> pd.Series | None:
    """Return a column of numbers; None if not all values can be numbers of one type."""
    known_values = [value for value in values if value is not None]
    if not known_values or not all(map(_is_number, known_values)):
        return None
    has_gaps = len(known_values) < len(values)
    if all(map(_is_whole, known_values)):
        whole_numbers = [None if value is None else int(value) for value in values]
        return _whole_numbers(whole_numbers, index, has_gaps=has_gaps)
    if not all(map(_is_exact_float, known_values)):
        return None
    floats = [math.nan if value is None else float(value) for value in values]
    return pd.Series(floats, dtype="float64", index=index)


def _whole_numbers(
    values: Sequence[int | None], index: pd.Index, *, has_gaps: bool
) -> pd.Series | None:
    """Return a column of whole numbers; None if one of them is too large."""
    known_values = [value for value in values if value is not None]
    if not -INT64_LIMIT <= min(known_values) <= max(known_values) < INT64_LIMIT:
        return None
    dtype = "Int64" if has_gaps else "int64"
    return pd.Series(values, dtype=dtype, index=index)


def _is_number(value: object) -> bool:
    """Return whether a plain value is a number. Truth values are none."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float | decimal.Decimal)


def _is_whole(number: float | decimal.Decimal) -> bool:
    """Return whether a number is whole, and is known to the last digit."""
    if isinstance(number, int):
        return True
    if isinstance(number, float):
        is_exact = abs(number) < EXACT_FLOATS
        return is_exact and number.is_integer()
    if not number.is_finite():
        return False
    return number == number.to_integral_value()


def _is_exact_float(number: float | decimal.Decimal) -> bool:
    """Return whether a float means the same number, to the last digit written."""
    if isinstance(number, float):
        return True
    if isinstance(number, int):
        return abs(number) <= EXACT_FLOATS
    return decimal.Decimal(repr(float(number))) == number


def _date_times(values: Sequence[Any], index: pd.Index) -> pd.Series | None:
    """Return a column of date-times; None if pandas has no type for all of them."""
    try:
        date_times = pd.to_datetime(pd.Series(values, dtype="object", index=index))
    except (ValueError, TypeError, OverflowError):
        # Time zones differ, or a year lies outside the range of the type.
        return None
    return date_times if date_times.dtype.kind == "M" else None


def _normalise_categories(column: pd.Series) -> NormalColumn:
    """Return a column of ordered categories, each of them normal.

    Categories that become the same are one. It stands where the first of them stood.
    """
    old_categories = pd.Series(list(column.cat.categories), dtype="object")
    # Cells are counted, not categories.
    texts = _normalise_texts(column.astype("object").tolist(), column.index)
    normal_column = _normalise_values(old_categories)
    if not normal_column.shortened:
        # A category that no document has tells that these are no whole numbers.
        texts = replace(texts, shortened=0)
    normal_categories = normal_column.values
    new_categories: dict[Any, int] = {}
    code_of_category = np.full(len(old_categories) + 1, -1, dtype=np.int64)
    for position, category in enumerate(normal_categories.tolist()):
        if value_as_text(category):
            code = new_categories.setdefault(category, len(new_categories))
            code_of_category[position] = code
    # The last entry is for code -1, which is that of a missing value.
    codes = code_of_category[column.cat.codes.to_numpy()]
    dtype = pd.CategoricalDtype(list(new_categories), ordered=True)
    values = pd.Categorical.from_codes(codes, dtype=dtype)
    return replace(texts, values=pd.Series(values, index=column.index))


# --------------------------------------------------------------------------------------
# A column as text, and the order of its values


def column_as_text(column: pd.Series) -> pd.Series:
    """Return a column of metadata as text, ``""`` where a value is missing.

    >>> column_as_text(pd.Series([2019.0, None])).tolist()
    ['2019', '']
    """
    cells = list_cells(column)
    is_whole = column.dtype == "int64"
    texts = list(map(str, cells)) if is_whole else _values_as_text(cells)
    return pd.Series(texts, dtype=tables.TEXT_DTYPE, index=column.index)


def present_values(column: pd.Series) -> tuple[str, ...]:
    """Return the values of a column as text, each once, in the order of their type.

    Numbers are ordered by size, dates by time, ordered categories as they are, False
    before True, and text naturally (see :func:`discourse.tables.order_naturally`). A missing value,
    ``""``, is the first.

    >>> present_values(pd.Series([10, 9, None])), present_values(pd.Series(["b", "a"]))
    (('', '9', '10'), ('a', 'b'))
    """
    texts = column_as_text(column).tolist()
    cells = column.tolist()
    value_of_text = dict(zip(texts, cells, strict=True))
    has_gaps = "" in value_of_text
    value_of_text.pop("", None)
    values = _order_by_type(value_of_text, column)
    if has_gaps:
        values.insert(0, "")
    return tuple(values)


def _order_by_type(value_of_text: dict[str, Any], column: pd.Series) -> list[str]:
    """Return the texts of known values in the order of the type of their column."""
    if isinstance(column.dtype, pd.CategoricalDtype) and column.dtype.ordered:
        categories = [value_as_text(value) for value in column.cat.categories]
        return [text for text in categories if text in value_of_text]
    if column.dtype.kind in "iuf":
        return sorted(value_of_text, key=value_of_text.__getitem__)
    # The texts of dates and truth values have the order of the values.
    if column.dtype.kind in "Mb":
        return sorted(value_of_text)
    return tables.order_naturally(value_of_text)
