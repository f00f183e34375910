"""Dates as newspaper databases write them, in English, German, French and Spanish.

Only what is a date and nothing else is read: "December 12, 2011 accord in doubt" is a
headline. Nothing is guessed: "03/04/2021" has no certain month.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from discourse.validation import is_date

__all__ = ["DatedLine", "iso_date_of", "read_dated_line"]

_LONGEST_DATE = 120  # characters; a longer line is text, and is not looked at

# The names of the months in English, German, French and Spanish, and the Italian,
# Portuguese and Dutch ones, which stand in downloads in any of these languages.
_MONTHS = (
    "january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar feber février fevrier févr fevr fév febrero febbraio "
    "fevereiro fev februari",
    "march mar märz maerz marz mär mrz mars marzo março marco maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août aout aoû agosto ago augustus",
    "september sep sept septembre septiembre setiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
)
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue tues wed thu thur thurs fri sat sun",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "mo di mi do fr sa so",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lun mar mer jeu ven sam dim",
    "lunes martes miércoles miercoles jueves viernes sábado sabado domingo",
    "mié mie jue vie sáb sab dom",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)
# Words between the parts of a date, and what stands after the number of a day.
_SMALL_WORDS = (
    "de del d of the den der le el am vom du at um à a las",
    "st nd rd th er re º ª o",
)
# A time of day, with or without seconds, "AM" and a time zone.
_TIME_OF_DAY = re.compile(
    r"[T ,(]*(?<![0-9])[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?|h[0-9]{0,2})"
    r"(?: ?[AaPp]\.?[Mm]\b\.?)?(?: ?Uhr\b| ?h\b)?"
    r"(?: ?\(?(?:Z|(?:[A-Z]{2,5}|(?:[A-Z][a-z]+ ){1,3}Time)(?![a-z])|[+-][0-9]{2}:?[0-9]{2})"
    r"(?: ?[+-][0-9]{1,4})?\)?)?"
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)", re.ASCII)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_HAN_DATE = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?", re.ASCII)
_NUMBERS_ONLY = re.compile(
    r"(\d{1,4}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{2,4})(?!\d)", re.ASCII
)
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[\W_]+")
_PUNCTUATION_IN_DATES = frozenset(" ,./-–—()’'")
_YEAR_DIGITS = 4
_LAST_MONTH = 12


@dataclass(frozen=True)
class DatedLine:
    """A line that begins with a date.

    Attributes
    ----------
    date : str
        In ISO form, as precise as it is written.
    rest : str
        What stands after it on the line, such as the name of an edition.
    """

    date: str
    rest: str


@dataclass(frozen=True)
class _Part:
    """A part of a written date.

    Attributes
    ----------
    kind : {'year', 'month', 'number', 'weekday', 'small', 'punctuation', 'other'}
    value : int
        The number of the month, or the number that is written; else 0.
    start : int
        Where it begins on the line.
    may_be_weekday : bool
        Whether a month may be a day of the week: "mar" is March and Tuesday.
    """

    kind: str
    value: int
    start: int
    may_be_weekday: bool = False


def iso_date_of(text: str) -> str:
    """Return the date that is the whole of a text, in ISO form; ``""`` for other texts.

    The day of the week, the time of day and the time zone may stand beside it. The day
    is the one that is written: it is not moved to another time zone.

    Examples
    --------
    >>> iso_date_of("June 12, 2023 Monday 9:20 AM GMT"), iso_date_of("2 März 2023")
    ('2023-06-12', '2023-03-02')
    >>> iso_date_of("lundi 12 juin 2023"), iso_date_of("12 de junio de 2023")
    ('2023-06-12', '2023-06-12')
    >>> iso_date_of("2023-06-12T00:00:00Z"), iso_date_of("June 2023")
    ('2023-06-12', '2023-06')
    >>> [iso_date_of("Spring 2021"), iso_date_of("03/04/2021")]
    ['', '']
    >>> iso_date_of("December 12, 2011 accord in doubt")
    ''
    """
    dated_line = read_dated_line(text)
    if dated_line is None or dated_line.rest:
        return ""
    return dated_line.date


def read_dated_line(text: str) -> DatedLine | None:
    """Return the date at the beginning of a line and the rest; ``None`` without one.

    Examples
    --------
    >>> read_dated_line("July 1, 2015 Wednesday Met 2 Edition")
    DatedLine(date='2015-07-01', rest='Met 2 Edition')
    >>> read_dated_line("It was signed on June 1, 2020.") is None
    True
    """
    if len(text) > _LONGEST_DATE:
        return None
    line = " ".join(text.split()).strip(" ,;\ufeff")
    return _read_numeric(line) or _read_words(line)


def _read_numeric(line: str) -> DatedLine | None:
    """Return a date that is written in numbers only."""
    match = _ISO_DATE.match(line) or _HAN_DATE.match(line)
    if match is not None:
        date = _iso(match[1], match[2], match[3])
        return _dated_line(date, line[match.end() :])
    match = _COMPACT_DATE.fullmatch(line)
    if match is not None:
        return _dated_line(_iso(match[1], match[2], match[3]), "")
    match = _NUMBERS_ONLY.match(line)
    if match is None:
        return None
    date = _date_of_numbers(match[1], match[3], match[4], separator=match[2])
    return _dated_line(date, line[match.end() :])


def _date_of_numbers(first: str, second: str, third: str, *, separator: str) -> str:
    """Return the date of three numbers; ``""`` if the day or the month is uncertain."""
    if len(first) == _YEAR_DIGITS:
        return _iso(first, second, third)
    if len(third) != _YEAR_DIGITS:
        return ""
    # With points, the day comes first in every language that writes so.
    if separator == "." or int(first) > _LAST_MONTH or first == second:
        return _iso(third, second, first)
    if int(second) > _LAST_MONTH:
        return _iso(third, first, second)
    return ""


def _read_words(line: str) -> DatedLine | None:
    """Return a date whose month is written in letters."""
    time = _TIME_OF_DAY.search(line)
    after_time = ""
    if time is not None:
        after_time = line[time.end() :].strip(" ,;")
        line = line[: time.start()].rstrip(" ,;")
        # Some programs write the year, or the whole date, after the time of day.
        if not line or re.fullmatch(r"\d{4}", after_time):
            line = f"{line} {after_time}".strip()
            after_time = ""
    parts = _without_month_for_weekday(list(_parts_of(line)))
    length = _length_of_date(parts)
    if length == 0:
        return None
    date = _date_of_parts(parts[:length])
    rest = line[parts[length].start :] if length < len(parts) else ""
    return _dated_line(date, f"{rest} {after_time}")


def _parts_of(line: str) -> Iterator[_Part]:
    """Yield the parts of a line, from its beginning."""
    month_numbers = _month_numbers()
    weekdays = _word_set(_WEEKDAYS)
    small_words = _word_set(_SMALL_WORDS)
    for match in _TOKEN.finditer(line):
        token = match.group().casefold()
        start = match.start()
        if token.isdecimal():
            is_year = len(token) == _YEAR_DIGITS
            yield _Part("year" if is_year else "number", int(token), start)
        elif token in month_numbers:
            may_be_weekday = token in weekdays
            yield _Part("month", month_numbers[token], start, may_be_weekday)
        elif token in weekdays:
            yield _Part("weekday", 0, start)
        elif token in small_words:
            yield _Part("small", 0, start)
        elif _PUNCTUATION_IN_DATES.issuperset(token):
            yield _Part("punctuation", 0, start)
        else:
            yield _Part("other", 0, start)


def _without_month_for_weekday(parts: Sequence[_Part]) -> Sequence[_Part]:
    """Return the parts with "mar" as a day of the week if another month is there."""
    months = [part for part in parts if part.kind == "month"]
    if len(months) == 1:
        return parts
    settled = []
    for part in parts:
        if part.may_be_weekday:
            part = replace(part, kind="weekday")
        settled.append(part)
    return settled


def _length_of_date(parts: Sequence[_Part]) -> int:
    """Return how many parts belong to the date at the beginning; 0 if none is there."""
    kinds = set()
    length = 0
    for number, part in enumerate(parts):
        kind = part.kind
        is_second = kind in kinds and kind in {"year", "month", "number"}
        if kind == "other" or is_second:
            break
        kinds.add(kind)
        is_complete = {"year", "month"} <= kinds
        # A day of the week after the date belongs to it; a small word may not.
        if is_complete and kind in {"year", "month", "number", "weekday"}:
            length = number + 1
    remainder = parts[length:]
    is_over = all(part.kind in {"punctuation", "small"} for part in remainder)
    return len(parts) if length and is_over else length


def _date_of_parts(parts: Sequence[_Part]) -> str:
    """Return the ISO date of the parts of a date; ``""`` for what is on no calendar."""
    numbers = {}
    for part in parts:
        numbers[part.kind] = str(part.value)
    if "year" not in numbers or "month" not in numbers:
        return ""
    return _iso(numbers["year"], numbers["month"], numbers.get("number"))


def _iso(year: str, month: str, day: str | None) -> str:
    """Return a date in ISO form; ``""`` for what is on no calendar."""
    date = f"{int(year):04}-{int(month):02}"
    if day is not None:
        date += f"-{int(day):02}"
    return date if is_date(date) else ""


def _dated_line(date: str, rest: str) -> DatedLine | None:
    """Return the date and the rest of its line; ``None`` without a date."""
    if not date:
        return None
    rest = rest.strip(" ,;.")
    first_time = _TIME_OF_DAY.match(rest)
    if first_time is not None:
        rest = rest[first_time.end() :].strip(" ,;")
    is_weekday = rest.casefold().strip("().") in _word_set(_WEEKDAYS)
    return DatedLine(date, "" if is_weekday else rest)


@functools.cache
def _month_numbers() -> Mapping[str, int]:
    """Return the number of each month by its names and abbreviations."""
    numbers = {}
    for number, names in enumerate(_MONTHS, 1):
        for name in names.split():
            numbers[name] = number
    return MappingProxyType(numbers)


@functools.cache
def _word_set(lines: tuple[str, ...]) -> frozenset[str]:
    """Return the words of some lines."""
    return frozenset(" ".join(lines).split())
