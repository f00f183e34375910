"""The names of the months in the languages of the texts, and their abbreviations."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ENGLISH_MONTHS", "month_number"]

ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# For each month, its names: English, French, Spanish, Portuguese, Italian, German, and
# Russian in the two cases in which dates have them; then the usual abbreviations.
_NAMES = (
    "january janvier enero janeiro gennaio januar jänner январь января "
    "jan janv ene gen янв",
    "february février fevrier febrero fevereiro febbraio februar февраль февраля "
    "feb fév févr fev febr фев февр",
    "march mars marzo março marco märz maerz март марта mar mär мар",
    "april avril abril aprile апрель апреля apr avr abr апр",
    "may mai mayo maio maggio май мая mag",
    "june juin junio junho giugno juni июнь июня jun giu июн",
    "july juillet julio julho luglio juli июль июля jul juil lug июл",
    "august août aout agosto август августа aug ago авг",
    "september septembre septiembre setiembre setembro settembre сентябрь сентября "
    "sep sept set сен сент",
    "october octobre octubre outubro ottobre oktober октябрь октября "
    "oct out ott okt окт",
    "november novembre noviembre novembro ноябрь ноября nov ноя нояб",
    "december décembre decembre diciembre dezembro dicembre dezember декабрь декабря "
    "dec déc dic dez дек",
)


@functools.cache
def _numbers() -> Mapping[str, int]:
    """Return the number of the month by its name, in small letters."""
    numbers = {}
    for number, names in enumerate(_NAMES, 1):
        for name in names.split():
            numbers[name] = number
    return MappingProxyType(numbers)


def month_number(word: str) -> int | None:
    """Return the number of the month that a word names; ``None`` for another word.

    >>> month_number("May"), month_number("févr."), month_number("мая")
    (5, 2, 5)
    >>> month_number("today") is None
    True
    """
    return _numbers().get(word.casefold().removesuffix("."))
