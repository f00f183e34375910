"""Date lines: the date of a page, or the place and date of the text itself.

When a page was posted is proposed to be masked. Where and when a text was given is
proposed to be marked.
"""

from __future__ import annotations

import re

from discourse.cleaning.text_blocks import (
    Block,
    Proposal,
    has_letter_or_digit,
)

__all__ = ["propose_date_line", "propose_opening_date"]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\.?"
)
_DAY = r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b\.?,? ?)?"
_DATE_FIGURES = r"(?<![\d./-])(?:(?:19|20)\d\d[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}(?:日|(?!\d))|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d))"
_DATE_IN_WORDS = (
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
_DATE = re.compile(f"{_DATE_FIGURES}|{_DATE_IN_WORDS}")
_DATE_IN_FIGURES = re.compile(_DATE_FIGURES)
_DATE_AND_LABEL = re.compile(
    f"{_DATE_FIGURES}|{_DATE_IN_WORDS}|{_AGO}|{_TIME}|{_LABEL}"
)
_LABEL_AT_START = re.compile(_LABEL)
_TIMES_ONLY = re.compile(rf"(?:{_TIME}[\s–—-]*)+")
_AGE_ONLY = re.compile(rf"(?:{_LABEL})?\s*(?:{_AGO})[.]?")
_SMALL_WORDS = re.compile(
    r"\b(?:at|on|by|in|and|the|of|is|hrs|hours|local time|time|am|pm|from|to)\b|[|•·»›/]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
_SEPARATOR = re.compile(r"[|•·»›]| / ")
_CREDIT_WORD = re.compile(
    r"\b(?:author|by|editor|reporter|source|correspondent|来源|作者|编辑)\b\s*[:：]?"
)
_DATE_AT_START = re.compile(
    r"(?i:date|posted|published|updated|time)\s*[:：]?\s*(?:(?:19|20)\d\d-\d\d(?:-\d\d)?)(?:[ T]\d\d:\d\d(?::\d\d)?)?(?=\s+(?:[^a-zа-я\s]|https?:))"
)

_KEPT_AS_PROVENANCE = "provenance, kept in the counts"

MAX_WORDS = 16  # a date line has few words beside the date
MAX_LENGTH = 200  # characters
MAX_OTHER_WORDS = 3  # beside the date and its label
MAX_OTHER_WORDS_WITH_NAME = 9  # a name or source has some words of its own


def propose_date_line(block: Block) -> Proposal | None:
    """Return a proposal of `block` if it is a date line, or None.

    The date of the page is proposed to be masked, the date of the text to be marked.
    """
    key = block.key
    if block.word_count > MAX_WORDS or len(key) > MAX_LENGTH:
        return None
    # A quick test first: every date and hour has a digit.
    if not any(map(str.isdigit, key)):
        return None
    if ":" in key and _TIMES_ONLY.fullmatch(key):
        return block.propose("time", f"the line gives an hour: {_KEPT_AS_PROVENANCE}")
    if _AGE_ONLY.fullmatch(key):
        return block.propose("date", "the line says how long ago the page was posted")
    if not _DATE.search(key):
        return None
    other_word_count = _count_other_words(key)
    proposal = None
    if _is_date_of_page(block):
        proposal = _propose_date_of_page(block, other_word_count)
    if proposal is None and other_word_count <= MAX_OTHER_WORDS:
        reason = f"the line gives a place or date: {_KEPT_AS_PROVENANCE}"
        proposal = block.propose("dateline", reason)
    return proposal


def _propose_date_of_page(block: Block, other_word_count: int) -> Proposal | None:
    """Return a proposal of a line with the date of the page, or None.

    Beside the date, the line may name who wrote the text, or its source. Otherwise it
    may have few other words.
    """
    key = block.key
    has_few_words = other_word_count <= MAX_OTHER_WORDS_WITH_NAME
    may_name = block.ends_like_caption and has_few_words
    if may_name and _CREDIT_WORD.match(key):
        reason = f"the line says who wrote the text, and when: {_KEPT_AS_PROVENANCE}"
        return block.propose("name-and-date", reason)
    names_source = may_name and _CREDIT_WORD.search(key) is not None
    if other_word_count <= MAX_OTHER_WORDS or names_source:
        category = ", and in which category" if other_word_count else ""
        reason = f"the line says when the page was posted{category}"
        return block.propose("date", reason)
    return None


def propose_opening_date(block: Block) -> Proposal | None:
    """Return a proposal of the date of posting at the start of `block`, or None.

    The text of the page follows on the same line.
    """
    match = _DATE_AT_START.match(block.text)
    if match is None:
        return None
    end = block.start + match.end()
    reason = "the line opens with the date the page was posted"
    return Proposal(block.start, end, "opening-date", reason)


def _count_other_words(key: str) -> int:
    """Return how many words a line has beside the date, its label and small words."""
    other_text = _DATE_AND_LABEL.sub(" ", key)
    other_text = _SMALL_WORDS.sub(" ", other_text)
    words = other_text.split()
    return sum(map(has_letter_or_digit, words))


def _is_date_of_page(block: Block) -> bool:
    """Return whether a label, figures or separators show that a site gives the date."""
    if _LABEL_AT_START.match(block.key):
        return True
    if not block.ends_like_caption:
        return False
    date_in_figures = _DATE_IN_FIGURES.search(block.key)
    separator = _SEPARATOR.search(block.key)
    return date_in_figures is not None or separator is not None
