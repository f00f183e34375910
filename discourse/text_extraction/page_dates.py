"""Whether a web page itself says the date that was found in it.

A date in the foot of a page ("Today is ...", "© 2024") is not the date of its article,
and 06/12/2023 is the sixth of December or the twelfth of June.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from discourse.text_extraction.tree_text import TreeText, local_name

__all__ = ["PageDate", "check_page_date"]

_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_NUMBER = re.compile(r"\d+")
_LAST_MONTH = 12
_MAX_TEXT_LENGTH = 200  # characters; a longer element is a paragraph, not a date
_MAX_DATA_LENGTH = 200_000  # characters of the data of a page that are looked at
# An element is about a date if its name, its class or another such attribute has one of
# these in it, as "entry-date", "pubdate", "timestamp" and "published" have.
_DATE_NAME = re.compile(r"date|time|publi|posted|created")
_NOT_OF_THE_ARTICLE = frozenset({"footer", "nav", "aside"})
_DATA_TYPE = "application/ld+json"
_DATE_IN_DATA = re.compile(
    r'"date\w{0,20}"\s{0,5}:\s{0,5}"([^"]{4,60})"', re.IGNORECASE
)
# Languages whose readers take 06/12/2023 for a day in June. The others write the day
# first, or do both.
_MONTH_FIRST = ("en-us", "en-ph", "es-us")

Support = Literal["yes", "month first or day first", "no"]


@dataclass(frozen=True)
class PageDate:
    """The date of a page.

    Attributes
    ----------
    date : str
        ISO 8601; ``""`` if the page does not say it.
    ambiguous_text : str
        The date as it stands on the page, if it can be read in two ways; else ``""``.
    """

    date: str
    ambiguous_text: str = ""


def check_page_date(tree: TreeText, date: str, language: str) -> PageDate:
    """Return the date that was found in a page, if the page says that it is its date.

    It must stand in the head of the page, in the data of the page, in an element
    ``time``, or in an element whose name says that it is a date.

    Parameters
    ----------
    tree : TreeText
        The page.
    date : str
        The date that was found, in ISO 8601.
    language : str
        The language that the page declares, such as ``en-US``.

    Examples
    --------
    >>> from discourse.text_extraction.tree_text import parse_html
    >>> page = parse_html("<p class='date'>17 May 2024</p><footer>Today: 3 June 2024</footer>")
    >>> check_page_date(page, "2024-05-17", "en").date
    '2024-05-17'
    >>> check_page_date(page, "2024-06-03", "en").date
    ''
    """
    ambiguous_text = ""
    for text in _texts_on_dates(tree.root):
        support = _support_of(text, date)
        if support == "yes":
            return PageDate(date)
        if support == "month first or day first" and not ambiguous_text:
            ambiguous_text = text.strip()
    if not ambiguous_text:
        return PageDate("")
    if language.lower() in _MONTH_FIRST:
        return PageDate(_month_first(ambiguous_text, date))
    return PageDate("", ambiguous_text)


def _support_of(text: str, date: str) -> Support:
    """Return whether a text says a date.

    >>> _support_of("Posted 17 May 2024", "2024-05-17"), _support_of("2024", "2024-05-17")
    ('yes', 'no')
    >>> _support_of("06/12/2023", "2023-12-06")
    'month first or day first'
    """
    year, month, day = date.split("-")
    written = (date, f"{year}/{month}/{day}", f"{year}{month}{day}")
    if any(form in text for form in written):
        return "yes"
    match = _numeric_form(text, date)
    if match is not None:
        first = int(match.group(1))
        second = int(match.group(3))
        is_clear = first == second or max(first, second) > _LAST_MONTH
        # Where the month is written first, full stops do not stand between the numbers.
        if is_clear or match.group(2) == ".":
            return "yes"
        return "month first or day first"
    numbers = {int(number) for number in _NUMBER.findall(text)}
    return "yes" if {int(year), int(day)} <= numbers else "no"


def _numeric_form(text: str, date: str) -> re.Match[str] | None:
    """Return where a text has a date in numbers with the year last, or None.

    Month and day may stand in either order.
    """
    year, month, day = date.split("-")
    for match in _NUMERIC_DATE.finditer(text):
        numbers = {int(match.group(1)), int(match.group(3))}
        if match.group(4) == year and numbers == {int(month), int(day)}:
            return match
    return None


def _month_first(text: str, date: str) -> str:
    """Return a date that a text writes with the month before the day, in ISO 8601."""
    match = _numeric_form(text, date)
    if match is None:
        return date
    month = int(match.group(1))
    day = int(match.group(3))
    return f"{match.group(4)}-{month:02}-{day:02}"


def _texts_on_dates(root: Any) -> Iterator[str]:
    """Yield what a page says about its date: attributes, data and short texts."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = local_name(element)
        attributes = element.attrib
        if name == "script":
            if attributes.get("type", "").strip().lower() == _DATA_TYPE:
                data = (element.text or "")[:_MAX_DATA_LENGTH]
                yield from _DATE_IN_DATA.findall(data)
            continue
        names = " ".join(
            attributes.get(key, "")
            for key in ("name", "property", "itemprop", "class", "id", "http-equiv")
        )
        is_about_date = name == "time" or _DATE_NAME.search(names.lower()) is not None
        if not is_about_date or _is_outside_article(element):
            continue
        yield from (attributes.get("content", ""), attributes.get("datetime", ""))
        if name != "meta":
            text = "".join(element.itertext())
            if len(text) <= _MAX_TEXT_LENGTH:
                yield text


def _is_outside_article(element: Any) -> bool:
    """Return whether an element is in the foot or at the side of the page."""
    return any(
        isinstance(parent.tag, str) and local_name(parent) in _NOT_OF_THE_ARTICLE
        for parent in element.iterancestors()
    )
