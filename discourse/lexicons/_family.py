"""A family of phrases, and how one is read from its table."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from discourse import tables
from discourse.errors import LexiconError, PatternError
from discourse.phrases import STATUSES, Phrase
from discourse.validation import is_date, suggest

__all__ = ["Family", "check_keys", "read_family"]

_FAMILY = {
    "label",
    "gloss",
    "zh",
    "used",
    "confidence",
    "canonical",
    "plain",
    "patterns",
    "not",
    "levels",
}
_FACTS = ("label", "gloss", "canonical", "plain", "confidence")  # texts of a family
_USED = {"from", "note"}
_CASES = ("any", "upper", "capital")
_PATTERN = {"id", "p", "status", "years", "strict", "case", "note"}


@dataclass(frozen=True, repr=False)
class Family:
    """A formula in all its wordings: ``lexicon["belt_and_road"]``.

    Attributes
    ----------
    name : str
        Id of the family, unique in its lexicon.
    phrases : tuple of Phrase
        Its wordings; where several fit, the longest wins.
    exclude : tuple of Phrase
        What it is *not*: a hit of one of these cancels an overlapping mention.
    levels : tuple of (str, tuple of Phrase)
        Cues that tell at which level the formula is pitched.
    label : str
        What charts and tables for a reader call it. Where the lexicon gives none: the
        beginning of its gloss, its official wording, or its id in words.
    gloss, canonical, plain : str
        What it means; its official wording; the words a plain string search would look for.
    zh : tuple of str
        The Chinese original.
    used, used_note, confidence : str
        ISO date of first official use (as precise as known), a note on it, and how sure it is.
    """

    name: str
    phrases: tuple[Phrase, ...]
    exclude: tuple[Phrase, ...] = ()
    levels: tuple[tuple[str, tuple[Phrase, ...]], ...] = ()
    label: str = ""
    gloss: str = ""
    canonical: str = ""
    plain: str = ""
    zh: tuple[str, ...] = ()
    used: str = ""
    used_note: str = ""
    confidence: str = ""

    def __repr__(self) -> str:
        count = len(self.phrases)
        parts = [f"<Family {self.name!r}: {count} wording{'' if count == 1 else 's'}"]
        facts = (self.label, self.years, self.zh[0] if self.zh else "")
        known = ("", self.name, tables.name_in_words(self.name))
        parts += [fact for fact in facts if fact not in known]
        return f"{'; '.join(parts)}>"

    @property
    def examples(self) -> tuple[str, ...]:
        """Wordings in plain words, each once: the official one first."""
        plain = [phrase.plain for phrase in self.phrases]
        wordings = [self.canonical, self.plain, *plain]
        return tuple(dict.fromkeys(filter(None, map(str.strip, wordings))))

    @property
    def years(self) -> str:
        """The year of its first official use, as ``2013–``; else the years of its first wording."""
        return f"{self.used[:4]}–" if self.used else self.phrases[0].years

    @functools.cached_property
    def scripts(self) -> frozenset[str]:
        """Scripts its wordings are written in."""
        return frozenset().union(*(phrase.scripts for phrase in self.phrases))


def read_family(
    name: str, content: Any, slots: Mapping[str, str], where: str
) -> Family:
    """Return the family that a table of a lexicon describes.

    Parameters
    ----------
    name : str
    content : mapping
        The table: patterns, and what is known of the formula.
    slots : mapping of str to str
        What ``@name`` stands for in a pattern.
    where : str
        The file and the family, for messages.

    Raises
    ------
    LexiconError
        The table cannot be read.
    """
    if not isinstance(content, Mapping):
        raise LexiconError(
            f"{where} must be a list of patterns or a table; what came is {content!r}."
        )
    check_keys(content, _FAMILY, where)
    phrases = _read_wordings(content.get("patterns"), slots, where)
    levels = content.get("levels", {})
    if not isinstance(levels, Mapping):
        raise LexiconError(
            f'{where}: levels are a table, level = ["cue", ...]; what came is {levels!r}.'
        )
    cues_of_levels = []
    for level, cues in levels.items():
        read = _read_phrases(cues, slots, f"{where}, level {level!r}")
        cues_of_levels.append((level, read))
    facts = _read_facts(content, where)
    facts["plain"] = facts["plain"] or facts["canonical"] or phrases[0].plain
    facts["label"] = (
        facts["label"]
        or _beginning_of_gloss(facts["gloss"])
        or facts["canonical"]
        or tables.name_in_words(name)
    )
    return Family(
        name=name,
        phrases=phrases,
        exclude=_read_phrases(content.get("not", []), slots, f"{where}, not"),
        levels=tuple(cues_of_levels),
        **facts,
    )


def _beginning_of_gloss(gloss: str) -> str:
    """Return the first part of a gloss, without the addition in brackets at its end.

    >>> _beginning_of_gloss("Belt and Road (Initiative); since 2013")
    'Belt and Road'
    """
    first_part = re.split(r"[.;] ", gloss, maxsplit=1)[0]
    return re.sub(r"\s*\([^()]*\)$", "", first_part).strip()


def _read_wordings(
    patterns: Any, slots: Mapping[str, str], where: str
) -> tuple[Phrase, ...]:
    """Return the wordings of a family: one or more, each with an id of its own."""
    if not isinstance(patterns, list | tuple) or not patterns:
        raise LexiconError(
            f"{where}: patterns must be a list of at least one pattern; what came is {patterns!r}."
        )
    phrases = []
    for number, item in enumerate(patterns, 1):
        phrases.append(_read_phrase(item, slots, f"{where}, pattern {number}"))
    ids = [phrase.id for phrase in phrases]
    repeated = [name for name in ids if ids.count(name) > 1]
    if repeated:
        raise LexiconError(
            f"{where}: two patterns have the id {repeated[0]!r}; give each its own."
        )
    return tuple(phrases)


def _read_facts(content: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return what is known of a family besides its patterns, checked to be text."""
    used = content.get("used", {})
    if not isinstance(used, Mapping):
        used = {"from": used}
    check_keys(used, _USED, f"{where}, used")
    original = content.get("zh") or ()
    if not isinstance(original, list | tuple):
        original = (original,)
    facts = {name: content.get(name, "") for name in _FACTS}
    facts["used_note"] = used.get("note", "")
    for item, value in facts.items():
        _check_text(item, value, where)
    for line in original:
        _check_text("zh", line, where)
    facts["zh"] = tuple(original)
    facts["used"] = _read_date(used.get("from", ""), where)
    return facts


def _check_text(item: str, value: Any, where: str) -> None:
    if not isinstance(value, str):
        raise LexiconError(
            f"{where}: {item} is text; what came is {value!r}. Put it in quotation marks."
        )


def _read_phrase(item: Any, slots: Mapping[str, str], where: str) -> Phrase:
    """Return the phrase that an item of a list of patterns describes: text, or a table."""
    if isinstance(item, str):
        item = {"p": item}
    if not isinstance(item, Mapping) or not isinstance(item.get("p"), str):
        raise LexiconError(
            f'{where}: a pattern is text, or a table with p = "..."; what came is {item!r}.'
        )
    check_keys(item, _PATTERN, where)
    status = item.get("status", "standard")
    case = item.get("case", "any")
    strict = item.get("strict", True)
    _check_choice("status", status, STATUSES, where)
    _check_choice("case", case, _CASES, where)
    if not isinstance(strict, bool):
        raise LexiconError(f"{where}: strict is {strict!r}; expected true or false.")
    for name in ("id", "years", "note"):
        _check_text(name, item.get(name, ""), where)
    try:
        return Phrase(
            item["p"],
            item.get("id", ""),
            status,
            item.get("years", ""),
            strict,
            case,
            slots,
        )
    except PatternError as fault:
        raise LexiconError(f"{where}: {fault}", position=fault.position) from None


def _check_choice(name: str, value: Any, options: Sequence[str], where: str) -> None:
    if value not in options:
        advice = suggest(value, options)
        raise LexiconError(
            f"{where}: {name} is {value!r}; expected one of {', '.join(options)}.{advice}"
        )


def _read_phrases(
    items: Any, slots: Mapping[str, str], where: str
) -> tuple[Phrase, ...]:
    """Return the phrases of a list of patterns, which may be empty."""
    if not isinstance(items, list | tuple):
        raise LexiconError(
            f"{where} must be a list of patterns; what came is {items!r}."
        )
    phrases = []
    for number, item in enumerate(items, 1):
        phrases.append(_read_phrase(item, slots, f"{where} {number}"))
    return tuple(phrases)


def check_keys(content: Mapping[str, Any], known: set[str], where: str) -> None:
    """Refuse a table that holds an item which is not known."""
    for item in content:
        if item not in known:
            expected = ", ".join(sorted(known))
            advice = suggest(item, known)
            raise LexiconError(
                f"{where}: {item!r} is not known; expected {expected}.{advice}"
            )


def _read_date(value: Any, where: str) -> str:
    text = str(value)
    if text and not is_date(text):
        raise LexiconError(
            f"{where}: used from {text!r}; expected a year, YYYY-MM or YYYY-MM-DD."
        )
    return text
