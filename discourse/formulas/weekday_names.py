"""The names of the days of the week, which stand before or after many dates."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

__all__ = ["weekday_number", "weekday_patterns"]

# From Monday to Sunday: English, French, Spanish, Portuguese, Italian, German, Russian,
# with the usual abbreviations.
_NAMES = (
    "monday mon lundi lun lunes segunda seg lunedì montag mo понедельник пн",
    "tuesday tue tues mardi mar martes terça terca ter martedì dienstag di вторник вт",
    "wednesday wed mercredi mer miércoles miercoles mié mie quarta qua mercoledì "
    "mittwoch mi среда ср",
    "thursday thu thur thurs jeudi jeu jueves jue quinta qui giovedì gio donnerstag do "
    "четверг чт",
    "friday fri vendredi ven viernes vie sexta sex venerdì freitag fr пятница пт",
    "saturday sat samedi sam sábado sabado sáb sab sabato samstag sonnabend sa "
    "суббота сб",
    "sunday sun dimanche dim domingo dom domenica sonntag so воскресенье вс",
)
_LEADING = re.compile(r"^[^\W\d_]+[., ]+(?=\w)")
_LEADING_PORTUGUESE = re.compile(r"^\w+-feira[., ]+(?=\w)")
_TRAILING = re.compile(r"[ ,(]+[^\W\d_]+[.)]*$")
# Chinese, Japanese and Korean write them without a blank after the date.
_TRAILING_ASIAN = re.compile(
    r"[ ,，]*[(（]?(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?"
    r"|[월화수목금토일]요일)[)）]?$"
    r"|[ ]*[(（][月火水木金土日월화수목금토일][)）]$"
)


def weekday_patterns(cell: str) -> Iterator[str]:
    """Yield the regular expressions that take the day of the week out of a date.

    >>> (pattern,) = weekday_patterns("Sunday, 3 May 2020")
    >>> re.sub(pattern, "", "Sunday, 3 May 2020")
    '3 May 2020'
    >>> list(weekday_patterns("May 3, 2020"))
    []
    """
    for pattern in (_LEADING, _LEADING_PORTUGUESE, _TRAILING):
        match = pattern.search(cell)
        if match and _is_weekday(match.group()):
            yield pattern.pattern
    if _TRAILING_ASIAN.search(cell):
        yield _TRAILING_ASIAN.pattern


def weekday_number(cell: str) -> int | None:
    """Return the day of the week that stands before a date or after it, from 0.

    >>> weekday_number("Sunday, 3 May 2020"), weekday_number("3 May 2020")
    (6, None)
    """
    for pattern in (_LEADING, _LEADING_PORTUGUESE, _TRAILING):
        match = pattern.search(cell)
        if match:
            number = _numbers().get(_simple_name(match.group()))
            if number is not None:
                return number
    return None


def _is_weekday(word: str) -> bool:
    """Return whether a word names a day of the week."""
    return _simple_name(word) in _numbers()


def _simple_name(word: str) -> str:
    """Return a name in small letters, without the signs around it."""
    return word.casefold().strip(" .,()").removesuffix("-feira")


@functools.cache
def _numbers() -> Mapping[str, int]:
    """Return the number of each day by its names."""
    numbers = {}
    for number, names in enumerate(_NAMES):
        for name in names.split():
            numbers[name] = number
    return MappingProxyType(numbers)
