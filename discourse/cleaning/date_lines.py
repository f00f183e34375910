"""Date lines: when a page was posted (furniture), or where and when a text was given (provenance)."""

from __future__ import annotations

import re

from discourse.cleaning.text_blocks import Block, Proposal

__all__ = ["date_line", "opening_date"]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\.?"
)
_DAY = r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b\.?,? ?)?"
_FIGURES = r"(?<![\d./-])(?:(?:19|20)\d\d[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}(?:日|(?!\d))|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d))"
_WRITTEN = (
    rf"{_DAY}(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -](?:17|18|19|20)\d\d\b"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:17|18|19|20)\d\d\b|{_MONTH},? (?:19|20)\d\d\b)"
)
_TIME = (
    r"(?<!\d)\d{1,2}[:.]\d\d(?::\d\d)?(?!\d)(?: ?[ap]\.?m\b\.?)?(?: ?\(?(?:gmt|utc|est|edt|bst|cet|cest|msk|pst|pdt|beijing time)\b"
    r"(?:[+-]\d{1,2})?(?: msk)?\)?)?"
)
_AGO = r"\d+ (?:second|minute|min|hour|day|week|month|year)s? ago"
_LABEL = (
    r"(?:(?:date|posted|published|updated|last updated|last modified|last edited|modified|first published|created|release date"
    r"|released|uploaded|added|publication date|date published|publish date|pub date|pubdate|posted date|time|发布时间|发表时间|更新时间"
    r"|时间|日期|дата|опубликовано|обновлено|добавлено)(?: on| at| in)?\b\s*[:：-]?)"
)
_ANY_DATE = re.compile(f"{_FIGURES}|{_WRITTEN}")
_IN_FIGURES = re.compile(_FIGURES)
_ALL = re.compile(f"{_FIGURES}|{_WRITTEN}|{_AGO}|{_TIME}|{_LABEL}")
_LABELLED = re.compile(_LABEL)
_JUST_TIME = re.compile(rf"(?:{_TIME}[\s–—-]*)+")
_JUST_AGO = re.compile(rf"(?:{_LABEL})?\s*(?:{_AGO})[.]?")
_SMALL = re.compile(
    r"\b(?:at|on|by|in|and|the|of|is|hrs|hours|local time|time|am|pm|from|to)\b|[|•·»›/]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
_RULED = re.compile(r"[|•·»›]| / ")
_NAMES = re.compile(
    r"\b(?:author|by|editor|reporter|source|correspondent|来源|作者|编辑)\b\s*[:：]?"
)
_OPENING = re.compile(
    r"(?i:date|posted|published|updated|time)\s*[:：]?\s*(?:(?:19|20)\d\d-\d\d(?:-\d\d)?)(?:[ T]\d\d:\d\d(?::\d\d)?)?(?=\s+(?:[^a-zа-я\s]|https?:))"
)

_WORDS = 16  # a date line says little beside the date
_LENGTH = 200  # characters
_BESIDE = 3
_KEPT = "provenance, kept in the counts"


def date_line(block: Block) -> Proposal | None:
    """Propose `block` when it is a date line: of the page, to mask; of the text itself, to mark."""
    key = block.key
    if block.words > _WORDS or len(key) > _LENGTH or not any(map(str.isdigit, key)):
        return None
    if _JUST_TIME.fullmatch(key) and ":" in key:
        return block.propose("time", f"the line gives an hour: {_KEPT}")
    if _JUST_AGO.fullmatch(key):
        return block.propose("date", "the line says how long ago the page was posted")
    if not _ANY_DATE.search(key):
        return None
    rest = sum(
        any(map(str.isalnum, word))
        for word in _SMALL.sub(" ", _ALL.sub(" ", key)).split()
    )
    labelled = _LABELLED.match(key) is not None
    told = labelled or (block.bare and (_IN_FIGURES.search(key) or _RULED.search(key)))
    if block.bare and told and rest <= 3 * _BESIDE and _NAMES.match(key):
        return block.propose(
            "name-and-date",
            f"the line says who wrote the text, and when: {_KEPT}",
        )
    if told and (
        rest <= _BESIDE or (block.bare and rest <= 3 * _BESIDE and _NAMES.search(key))
    ):
        beside = ", and in which category" if rest else ""
        return block.propose("date", f"the line says when the page was posted{beside}")
    if rest <= _BESIDE:
        return block.propose("dateline", f"the line gives a place or date: {_KEPT}")
    return None


def opening_date(block: Block) -> Proposal | None:
    """Propose the date of posting with which a page opens, when the text follows on the same line."""
    match = _OPENING.match(block.text)
    if match is None:
        return None
    end = block.start + match.end()
    return Proposal(
        block.start,
        end,
        "opening-date",
        "the line opens with the date the page was posted",
    )
