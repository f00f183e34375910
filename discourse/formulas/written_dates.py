"""Dates as people write them, and the line of code that turns a column into ISO dates.

The whole column is looked at: one cell with a day above 12 says where the day stands in
all of them. Precision is never invented ("May 2020" is a month), and where the column
does not say which number is the day, nothing is guessed.
"""

from __future__ import annotations

import calendar
import datetime
import keyword
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

import pandas as pd

from discourse.formulas.month_names import ENGLISH_MONTHS, month_number
from discourse.formulas.weekday_names import weekday_number, weekday_patterns
from discourse.validation import is_date

__all__ = [
    "advise_on_dates",
    "columns_of_dates",
    "columns_of_written_dates",
    "iso_date",
]

_MAX_CELLS_WRITTEN_OUT = 8  # in a line of code that names each cell with its date
_MAX_FORMS_SHOWN = 4  # of the dates in one column

# --------------------------------------------------------------------------------------
# Dates with a time of day

_ISO_DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
    r"(?:Z|[+-]\d{2}(?::?\d{2})?)?",
    re.ASCII,
)


_WHOLE_FLOAT = re.compile(r"(\d{4})\.0+", re.ASCII)


def iso_date(text: str) -> str | None:
    """Return an ISO date, or that of an ISO date-time; ``None`` for other text.

    The date is the one that is written: it is not moved to another time zone. A year
    may be written as a whole float, as programs do where a column of years has gaps.

    >>> iso_date("2020-05"), iso_date("2020-05-03T08:00:00+08:00")
    ('2020-05', '2020-05-03')
    >>> iso_date("May 2020") is None
    True
    """
    if is_date(text):
        return text
    year = _WHOLE_FLOAT.fullmatch(text)
    if year is not None and is_date(year.group(1)):
        return year.group(1)
    match = _ISO_DATE_TIME.fullmatch(text)
    if match is None:
        return None
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:  # there is no such hour
        return None
    date = match.group(1)
    return date if is_date(date) else None


# --------------------------------------------------------------------------------------
# One cell

# A number, a word, or the signs between them. A stop belongs to the word before it.
_TOKEN = re.compile(r"\d+|[^\W\d_]+\.?|[\W_]+")
_SIGNS = frozenset(" \u00a0,./-–_()'’")
_WORDS_OF_DATES = frozenset(
    [
        "年",
        "月",
        "日",
        "号",
        "년",
        "월",
        "일",
        "de",
        "del",
        "of",
        "the",
        "den",
        "le",
        "el",
        "г",
        "г.",
        "года",
    ]
)
_ENDINGS_OF_ORDINALS = frozenset(["st", "nd", "rd", "th", "er", "re", "º", "ª"])
_TIME_OF_DAY = re.compile(r"[T ,]+(?:at )?\d{1,2}:\d{2}.*", re.ASCII)
# Programs write "Sun May 3 10:00:00 +0000 2020", with the year at the end.
_TIME_BEFORE_YEAR = re.compile(
    r" \d{1,2}:\d{2}(?::\d{2})?(?: (?:[A-Z]{3,4}|[+-]\d{4}))?(?= \d{4}$)", re.ASCII
)
_DASHES = frozenset("-–—−")

_DayOrMonth = Literal["day", "month"]
# What the fields of a date mean, by their order: a year, a month in letters, a number.
_FIELDS: Mapping[tuple[str, ...], tuple[str, ...]] = MappingProxyType(
    {
        ("year",): ("%Y",),
        ("year", "number"): ("%Y", "%m"),
        ("number", "year"): ("%m", "%Y"),
        ("month", "year"): ("%B", "%Y"),
        ("year", "month"): ("%Y", "%B"),
        ("year", "number", "number"): ("%Y", "%m", "%d"),
        ("month", "number", "year"): ("%B", "%d", "%Y"),
        ("number", "month", "year"): ("%d", "%B", "%Y"),
        ("year", "month", "number"): ("%Y", "%B", "%d"),
    }
)
_TWO_NUMBERS = ("number", "number", "year")
_DIRECTIVES_OF_TWO_NUMBERS: Mapping[_DayOrMonth, tuple[str, ...]] = MappingProxyType(
    {"day": ("%d", "%m", "%Y"), "month": ("%m", "%d", "%Y")}
)


@dataclass(frozen=True)
class _WrittenDate:
    """A cell divided into the fields of a date and what stands between them.

    Attributes
    ----------
    kinds : tuple of str
        The kind of each field: 'year', 'month' or 'number'.
    values : tuple of int
        The number of each field.
    literals : tuple of str
        What stands before each field, and after the last.
    rewriting : dict of str to str
        What must be rewritten before pandas reads the cell: regular expressions, with
        what they become.
    weekday : int, optional
        The day of the week, from 0 for Monday, where the cell names it.
    """

    kinds: tuple[str, ...]
    values: tuple[int, ...]
    literals: tuple[str, ...]
    rewriting: Mapping[str, str] = field(default_factory=dict)
    weekday: int | None = None

    @property
    def is_of_two_numbers(self) -> bool:
        """Whether a day and a month are both written as numbers, before the year."""
        return self.kinds == _TWO_NUMBERS

    def directives(self, first: _DayOrMonth) -> tuple[str, ...]:
        """What each field means; `first` says it of two numbers before a year."""
        if self.is_of_two_numbers:
            return _DIRECTIVES_OF_TWO_NUMBERS[first]
        return _FIELDS[self.kinds]

    def format(self, first: _DayOrMonth) -> str:
        """The format by which pandas reads the cell."""
        pieces = [self.literals[0]]
        directives = self.directives(first)
        for directive, literal in zip(directives, self.literals[1:], strict=True):
            pieces += [directive, literal]
        return "".join(pieces)

    def iso(self, first: _DayOrMonth) -> str | None:
        """The date in ISO form, as precise as it is written; None = on no calendar."""
        directives = self.directives(first)
        value_of = dict(zip(directives, self.values, strict=True))
        date = f"{value_of['%Y']:04}"
        month = value_of.get("%m", value_of.get("%B"))
        if month is not None:
            date += f"-{month:02}"
        if "%d" in value_of:
            date += f"-{value_of['%d']:02}"
        return date if is_date(date) else None


def _read_written_date(cell: str) -> _WrittenDate | None:
    """Return the fields of a date as it is written; ``None`` for what is no date."""
    fields = _divide(cell)
    if fields is None or fields.kinds not in {*_FIELDS, _TWO_NUMBERS}:
        return None
    # "-0500" is a year before the common era, "2020-" the beginning of a period.
    is_dated = _DASHES.isdisjoint(fields.literals[0] + fields.literals[-1])
    return fields if is_dated else None


def _divide(cell: str) -> _WrittenDate | None:
    """Return the fields of a cell, whether or not they make a date.

    It is ``None`` for a cell with words that belong in no date.
    """
    rewriting: dict[str, str] = {}
    rest = cell
    for time in (_TIME_BEFORE_YEAR, _TIME_OF_DAY):
        without_time = time.sub("", rest)
        if without_time != rest:
            rewriting[time.pattern] = ""
            rest = without_time
    fields = _divide_date(rest)
    # "mar 3 2020" is in March, "mar 3 mars 2020" is a Tuesday.
    is_date_already = fields is not None and fields.kinds in {*_FIELDS, _TWO_NUMBERS}
    if fields is not None and is_date_already and rest[-1] not in ")）":
        return replace(fields, rewriting={**rewriting, **fields.rewriting})
    for pattern in weekday_patterns(rest):
        without_weekday = _divide_date(re.sub(pattern, "", rest))
        if without_weekday is not None:
            fields = replace(without_weekday, weekday=weekday_number(rest))
            rewriting[pattern] = ""
            break
    if fields is None:
        return None
    return replace(fields, rewriting={**rewriting, **fields.rewriting})


def _divide_date(text: str) -> _WrittenDate | None:
    """Return the fields of a date without a time of day and a day of the week."""
    if re.fullmatch(r"\d{8}", text, re.ASCII):
        return _WrittenDate(
            ("year", "number", "number"),
            (int(text[:4]), int(text[4:6]), int(text[6:])),
            ("", "", "", ""),
        )
    rewriting: dict[str, str] = {}
    kinds: list[str] = []
    values: list[int] = []
    literals = [""]
    for token in _TOKEN.findall(text):
        kind = _kind_of_token(token, after_number=kinds[-1:] == ["number"])
        if kind == "ending":
            rewriting[rf"(?<=\d){token}\b"] = ""
        elif kind == "literal":
            literals[-1] += token
        elif kind:
            kinds.append(kind)
            values.append(month_number(token) or int(token))
            literals.append("")
            if kind == "month":
                rewriting.update(_rewriting_of_month(token))
        else:
            return None
    return _WrittenDate(tuple(kinds), tuple(values), tuple(literals), rewriting)


def _kind_of_token(token: str, *, after_number: bool) -> str:
    """Return what a part of a date is; ``""`` if it does not belong in one."""
    if token.isdigit():
        if not token.isascii():
            return ""
        kinds_by_length = {1: "number", 2: "number", 4: "year"}
        return kinds_by_length.get(len(token), "")
    word = token.casefold()
    if after_number and word in _ENDINGS_OF_ORDINALS:
        return "ending"
    if word in _WORDS_OF_DATES or _SIGNS.issuperset(token):
        return "literal"
    return "month" if month_number(token) else ""


def _rewriting_of_month(word: str) -> dict[str, str]:
    """Return how the name of a month becomes the English one; {} if it is that."""
    english = ENGLISH_MONTHS[(month_number(word) or 1) - 1]
    if word.casefold() == english.casefold():
        return {}
    word_end = "" if word.endswith(".") else r"\b"
    return {rf"\b{re.escape(word)}{word_end}": english}


# --------------------------------------------------------------------------------------
# A whole column


@dataclass(frozen=True)
class _Recipe:
    """A line of code that makes ISO dates of a column, and what it gives."""

    code: str
    dates: pd.Series


def advise_on_dates(column: pd.Series, name: str) -> str:
    """Return how to turn a column into ISO dates, as sentences with a line of code.

    Parameters
    ----------
    column : pandas.Series
        The metadata column, in which some cell is no ISO date.
    name : str
        Its name.

    Returns
    -------
    str
        It begins with a space, so that it can end a message. A line that it proposes
        was run on this column. It is ``""`` if there is nothing to say.
    """
    cells = _distinct_cells(column)
    if _are_serial_numbers(cells):
        return _advice_on_serial_numbers(column, name)
    written = {}
    for cell in cells:
        date = _read_written_date(cell)
        if date is None and iso_date(cell) is None:
            return _advice_on_cell(cell, len(cells))
        if date is not None:
            written[cell] = date
    orders = _possible_orders(written)
    if not orders:
        return _advice_on_wrong_date(written)
    lines = []
    for first in orders:
        recipe = _recipe_of_format(column, name, written, first)
        if recipe is None:
            recipe = _recipe_of_cells(column, name, written, first)
        if recipe is None:
            return _advice_on_many_forms(written)
        lines.append(_assignment(name, recipe.code))
    if len(lines) == 1:
        return f" Try {lines[0]}."
    example = _ambiguous_cell(written)
    return (
        f" In {example!r} either number may be the day, and no cell of the column says "
        f"which. If the day comes first, try {lines[0]}; if the month comes first, try "
        f"{lines[1]}."
    )


def _distinct_cells(column: pd.Series) -> list[str]:
    """Return the values of a column as text, each once, without missing ones."""
    cells: dict[str, None] = {}
    for value in column[column.notna()].tolist():
        is_whole_float = isinstance(value, float) and value.is_integer()
        text = f"{value:.0f}" if is_whole_float else str(value)
        if text:
            cells[text] = None
    return list(cells)


def _possible_orders(written: Mapping[str, _WrittenDate]) -> list[_DayOrMonth]:
    """Return what the first of two numbers may be, so that every cell is a date.

    One answer is enough if both give the same dates. With stops between the numbers
    the day comes first everywhere.
    """
    orders: list[_DayOrMonth] = []
    results: list[list[str | None]] = []
    both: tuple[_DayOrMonth, ...] = ("day", "month")
    for first in both:
        dates = [date.iso(first) for date in written.values()]
        if None not in dates and dates not in results:
            orders.append(first)
            results.append(dates)
    two_numbers = [date for date in written.values() if date.is_of_two_numbers]
    has_stops = all(date.literals[1:3] == (".", ".") for date in two_numbers)
    if has_stops:
        return orders[:1]
    confirmed_orders = [
        first
        for first in orders
        if all(_is_on_its_weekday(date, first) for date in written.values())
    ]
    return confirmed_orders or orders


def _is_on_its_weekday(date: _WrittenDate, first: _DayOrMonth) -> bool:
    """Return whether a date is on the day of the week that is written beside it."""
    iso = date.iso(first)
    if date.weekday is None or iso is None or len(iso) < len("YYYY-MM-DD"):
        return True
    return datetime.date.fromisoformat(iso).weekday() == date.weekday


def _ambiguous_cell(written: Mapping[str, _WrittenDate]) -> str:
    """Return the first cell that is another date if the month comes first."""
    for cell, date in written.items():
        if date.iso("day") != date.iso("month"):
            return cell
    return ""


def _recipe_of_format(
    column: pd.Series,
    name: str,
    written: Mapping[str, _WrittenDate],
    first: _DayOrMonth,
) -> _Recipe | None:
    """Return the line for a column in which all dates are written in one form."""
    formats = {date.format(first) for date in written.values()}
    is_of_one_form = len(formats) == 1 and len(written) == len(_distinct_cells(column))
    if not is_of_one_form:
        return None
    date_format = formats.pop()
    rewriting: dict[str, str] = {}
    for date in written.values():
        rewriting.update(date.rewriting)
    # The shortest line comes first: months may be written in English as they are.
    attempts: list[tuple[str, dict[str, str]]] = [(date_format, {})]
    if "%B" in date_format:
        attempts.append((date_format.replace("%B", "%b"), {}))
    attempts.append((date_format, rewriting))
    expected = {cell: date.iso(first) for cell, date in written.items()}
    output_format = _output_format(date_format)
    for attempted_format, attempted_rewriting in attempts:
        recipe = _try_format(
            column,
            name,
            date_format=attempted_format,
            rewriting=attempted_rewriting,
            output_format=output_format,
        )
        if recipe is not None and _gives(recipe, column, expected):
            return recipe
    return None


def _output_format(date_format: str) -> str:
    """Return the ISO form that is as precise as `date_format`."""
    if "%d" in date_format:
        return "%Y-%m-%d"
    return "%Y" if date_format.count("%") == 1 else "%Y-%m"


def _try_format(
    column: pd.Series,
    name: str,
    *,
    date_format: str,
    rewriting: Mapping[str, str],
    output_format: str,
) -> _Recipe | None:
    """Return the line that reads a column by a format; ``None`` if it does not fit."""
    code = f"documents[{name!r}]"
    cells = column
    if pd.api.types.is_numeric_dtype(column):
        code += ".astype('Int64').astype('string')"
        rewriting = {}
    if rewriting:
        code += f".replace({dict(rewriting)!r}, regex=True)"
        cells = column.replace(dict(rewriting), regex=True)
    try:
        if pd.api.types.is_numeric_dtype(column):
            cells = column.astype("Int64").astype("string")
        dates = pd.to_datetime(cells, format=date_format).dt.strftime(output_format)
    except (ValueError, TypeError, AttributeError):
        return None
    return _Recipe(
        f"pandas.to_datetime({code}, format={date_format!r})"
        f".dt.strftime({output_format!r})",
        dates,
    )


def _recipe_of_cells(
    column: pd.Series,
    name: str,
    written: Mapping[str, _WrittenDate],
    first: _DayOrMonth,
) -> _Recipe | None:
    """Return the line that names each cell with its date, if the cells are few."""
    is_text = all(isinstance(value, str) for value in column[column.notna()].tolist())
    dates = {}
    for cell, date in written.items():
        if iso_date(cell) is None:
            dates[cell] = date.iso(first)
    if not is_text or len(dates) > _MAX_CELLS_WRITTEN_OUT:
        return None
    code = f"documents[{name!r}].replace({dates!r})"
    return _Recipe(code, column.replace(dates))


def _gives(
    recipe: _Recipe, column: pd.Series, expected: Mapping[str, str | None]
) -> bool:
    """Return whether a line gives the dates that were expected of it."""
    pairs = zip(column.tolist(), recipe.dates.tolist(), strict=True)
    for value, date in pairs:
        cells = _distinct_cells(pd.Series([value], dtype="object"))
        if cells and expected.get(cells[0]) != date:
            return False
    return True


def _assignment(name: str, code: str) -> str:
    """Return the call that replaces a column of the metadata."""
    if name.isidentifier() and not keyword.iskeyword(name):
        return f"corpus.assign({name}=lambda documents: {code})"
    return f"corpus.assign(**{{{name!r}: lambda documents: {code}}})"


# --------------------------------------------------------------------------------------
# Columns that need more than a format

_SERIAL_NUMBER = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050  # 1927-05-18 and 2099-12-31
_DAY_ZERO = "1899-12-30"  # of Excel and LibreOffice, for dates after February 1900


def _are_serial_numbers(cells: Sequence[str]) -> bool:
    """Return whether all cells look like the days of a spreadsheet, such as 44317."""
    for cell in cells:
        if not _SERIAL_NUMBER.fullmatch(cell):
            return False
        if not _FIRST_SERIAL <= float(cell) <= _LAST_SERIAL:
            return False
    return bool(cells)


def _advice_on_serial_numbers(column: pd.Series, name: str) -> str:
    """Return how to turn the days of a spreadsheet into ISO dates."""
    code = f"documents[{name!r}]"
    numbers = column
    if not pd.api.types.is_numeric_dtype(column):
        code = f"pandas.to_numeric({code})"
        numbers = pd.to_numeric(column)
    try:
        pd.to_datetime(numbers, unit="D", origin=_DAY_ZERO).dt.strftime("%Y-%m-%d")
    except (ValueError, TypeError, AttributeError):
        return ""
    code = (
        f"pandas.to_datetime({code}, unit='D', origin={_DAY_ZERO!r})"
        ".dt.strftime('%Y-%m-%d')"
    )
    return (
        " It looks like the serial number of a spreadsheet, which counts the days from "
        f"{_DAY_ZERO}. Try {_assignment(name, code)}."
    )


def _advice_on_cell(cell: str, count: int) -> str:
    """Return which cell keeps the column from being turned into ISO dates, and why.

    `count` is the number of different cells in the column.
    """
    cause = _cause_against(cell)
    if cause:
        return f" {cell!r} {cause}."
    if count == 1:
        return ""
    return (
        f" Among its {count:,} different values, {cell!r} is one that no form of date "
        "fits: correct it, or leave it empty."
    )


_BEFORE_COMMON_ERA = re.compile(
    r"^\s*[-–—−]\s*\d+"
    r"|\d\s*(?:BCE?|B\. ?C\.(?: ?E\.)?|av\. ?J|v\. ?(?:Chr|u\. ?Z)|a\. ?C\.|до н)"
    r"|^(?:公元前|紀元前|前)\d",
    re.IGNORECASE,
)
# What has a year of two digits, or none, by the kinds of its fields.
_WITH_SHORT_YEAR = frozenset(
    [
        ("number", "number", "number"),
        ("number", "month", "number"),
        ("month", "number", "number"),
    ]
)


def _cause_against(cell: str) -> str:
    """Return why a cell is no date, as the predicate of a sentence; ``""`` if unknown.

    >>> _cause_against("2020-02-30")
    'is on no calendar: the days of February 2020 go from 1 to 29'
    """
    if _BEFORE_COMMON_ERA.search(cell):
        return (
            "is a year before the common era, which ISO dates of four digits do not "
            "have: leave it empty"
        )
    date = _divide(cell)
    if date is None:
        return ""
    if date.kinds in _WITH_SHORT_YEAR:
        return (
            "has a year of two digits, and nothing says of which century: write it with "
            "four digits"
        )
    if date.kinds == ("month", "number"):
        return (
            "has a number that may be a day or a year of two digits: write the year "
            "with four digits"
        )
    if date.kinds == ("number", "month"):
        return "has no year: add it"
    is_readable = _read_written_date(cell) is not None
    return f"is on no calendar: {_cause_of_impossible(date)}" if is_readable else ""


def _cause_of_impossible(date: _WrittenDate) -> str:
    """Return why a date is on no calendar, as a sentence without its end."""
    months = []
    orders: tuple[_DayOrMonth, ...] = ("day", "month")
    for first in orders:
        value_of = dict(zip(date.directives(first), date.values, strict=True))
        year = value_of["%Y"]
        if year < datetime.MINYEAR:
            return f"there is no year {year}"
        month = value_of.get("%m", value_of.get("%B", 0))
        if 1 <= month <= len(ENGLISH_MONTHS):
            last_day = calendar.monthrange(year, month)[1]
            name = ENGLISH_MONTHS[month - 1]
            return f"the days of {name} {year} go from 1 to {last_day}"
        if month not in months:
            months.append(month)
    if len(months) == 1:
        return f"there is no month {months[0]}"
    return f"neither {months[0]} nor {months[1]} is a month"


def _advice_on_wrong_date(written: Mapping[str, _WrittenDate]) -> str:
    """Return which cells do not go together, or which is on no calendar."""
    day_first = []
    month_first = []
    for cell, date in written.items():
        if date.iso("day") is None and date.iso("month") is None:
            return _advice_on_cell(cell, len(written))
        if date.iso("day") is None:
            month_first.append(cell)
        if date.iso("month") is None:
            day_first.append(cell)
    return (
        f" The day comes first in {day_first[0]!r}, but the month in "
        f"{month_first[0]!r}; write all dates in one form."
    )


def _advice_on_many_forms(written: Mapping[str, _WrittenDate]) -> str:
    """Return that the dates of a column are written in several forms, with examples."""
    example_of_form: dict[str, str] = {}
    for cell, date in written.items():
        example_of_form.setdefault(date.format("day"), cell)
    examples = list(example_of_form.values())[:_MAX_FORMS_SHOWN]
    return (
        " The dates of the column are written in several forms "
        f"({', '.join(map(repr, examples))}); write them in one."
    )


# --------------------------------------------------------------------------------------
# Which columns hold dates

_FIRST_LIKELY_YEAR, _LAST_LIKELY_YEAR = 1000, 2100


def columns_of_dates(documents: pd.DataFrame) -> list[str]:
    """Return the metadata columns in which every known value is an ISO date or a year.

    Those with months or days come before those with years alone.

    >>> documents = pd.DataFrame({"doc": ["a"], "year": [2019], "held": ["2019-05-03"]})
    >>> columns_of_dates(documents)
    ['held', 'year']
    """
    longest_dates = {}
    for name in documents.columns:
        dates = [iso_date(cell) for cell in _distinct_cells(documents[name])]
        if name != "doc" and dates and all(map(_is_likely_date, dates)):
            longest_dates[str(name)] = max(len(date or "") for date in dates)
    return sorted(longest_dates, key=lambda name: -longest_dates[name])


def columns_of_written_dates(documents: pd.DataFrame) -> list[str]:
    """Return the columns in which every known value is a date, in whatever form.

    Those of ISO dates only are left out: :func:`columns_of_dates` gives them.

    >>> documents = pd.DataFrame({"doc": ["a"], "日期": ["2023年6月12日"]})
    >>> columns_of_written_dates(documents)
    ['日期']
    """
    names = []
    for name in documents.columns:
        cells = _distinct_cells(documents[name])
        forms = [_read_written_date(cell) for cell in cells if iso_date(cell) is None]
        if name == "doc" or not forms:
            continue
        dates = [None if form is None else form.iso("day") for form in forms]
        others = [None if form is None else form.iso("month") for form in forms]
        either = [date or other for date, other in zip(dates, others, strict=True)]
        if all(map(_is_likely_date, either)):
            names.append(str(name))
    return names


def _is_likely_date(date: str | None) -> bool:
    """Return whether a date is known, and its year is not a number of another kind."""
    if date is None:
        return False
    return _FIRST_LIKELY_YEAR <= int(date[:4]) <= _LAST_LIKELY_YEAR
