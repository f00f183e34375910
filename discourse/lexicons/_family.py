"""A family of phrases, and how one is read from its table."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from discourse import tables
from discourse.errors import LexiconError, PatternError
from discourse.lexicons.language_codes import read_language_code
from discourse.lexicons.original_wordings import (
    language_of_wording,
    original_texts,
    read_originals,
)
from discourse.phrases import ANCHORS, STATUSES, Phrase
from discourse.registries import CHINESE, COUNTS_AS
from discourse.validation import is_date, show_value, suggest

__all__ = ["PATTERN_KEYS", "Family", "check_keys", "read_family"]

# The items that a table may hold: of a family, of its date of first use, of a pattern.
_FAMILY_KEYS = {
    "label",
    "gloss",
    "original",
    "zh",
    "language",
    "counts_as",
    "used",
    "confidence",
    "canonical",
    "plain",
    "patterns",
    "not",
    "levels",
}
_USED_KEYS = {"from", "note"}
PATTERN_KEYS = {
    "id",
    "p",
    "status",
    "years",
    "strict",
    "case",
    "language",
    "anchor",
    "note",
}
# Those of a pattern under "not", and of a cue of a level. The others say how a wording of
# the formula is counted, which these are not.
_CUE_KEYS = {"id", "p", "case", "note"}
# The items of a family that are text.
_TEXT_KEYS = ("label", "gloss", "canonical", "plain", "confidence")
_CASES = ("any", "upper", "capital")
# Such a wording means the formula only beside a full wording, unless the lexicon says
# otherwise: "common destiny" alone is older than the formula, and means many things.
_ANCHORED_STATUSES = ("clipped", "allusive")


@dataclass(frozen=True, repr=False)
class Family:
    """A formula in all its wordings: ``lexicon["belt_and_road"]``.

    Attributes
    ----------
    name : str
        Id of the family, unique in its lexicon.
    phrases : tuple of Phrase
        Its wordings, then its originals. Where several fit, a full one wins over one
        that has an anchor, then the longest.
    exclude : tuple of Phrase
        What it is *not*: a hit of one of these cancels an overlapping mention.
    levels : tuple of (str, tuple of Phrase)
        For each level, its name and its cues. A level is whom the formula is applied to
        (mankind, a region, two countries ...); a cue is a phrase that shows it.
    label : str
        What charts and tables for a reader call it. If the lexicon gives none, it is
        the beginning of its gloss, else its official wording, else its id in words.
    gloss : str
        What it means.
    canonical : str
        Its official wording.
    plain : str
        The words that a plain string search would look for.
    originals : tuple of Phrase
        Those of its phrases that are wordings in the original language, or in several.
        A text counts once: one that two languages have is in the first of them.
    counts_as : {'formula', 'phrase'}
        'formula': its words are the formula's own, and a mention is one of the formula.
        'phrase': its words are common in the language, and a mention is one of the
        phrase, which may or may not be meant as the formula.
    used : str
        Date of first official use in ISO format, as precise as known.
    used_note : str
        A note on this date.
    confidence : str
        How sure the date is.
    """

    name: str
    phrases: tuple[Phrase, ...]
    exclude: tuple[Phrase, ...] = ()
    levels: tuple[tuple[str, tuple[Phrase, ...]], ...] = ()
    label: str = ""
    gloss: str = ""
    canonical: str = ""
    plain: str = ""
    originals: tuple[Phrase, ...] = ()
    counts_as: str = "formula"
    used: str = ""
    used_note: str = ""
    confidence: str = ""

    def __repr__(self) -> str:
        wording_count = len(self.phrases) - len(self.originals)
        noun = "wording" if wording_count == 1 else "wordings"
        parts = [f"<Family {self.name!r}: {wording_count} {noun}"]
        # A label that repeats the id tells nothing new.
        repeated_texts = ("", self.name, tables.name_in_words(self.name))
        for fact in (self.label, self.years, self.original):
            if fact not in repeated_texts:
                parts.append(fact)
        return f"{'; '.join(parts)}>"

    @property
    def original(self) -> str:
        """Its first original; ``""`` if the lexicon gives none."""
        return self.originals[0].id if self.originals else ""

    @property
    def zh(self) -> tuple[str, ...]:
        """Its Chinese originals."""
        chinese = []
        for phrase in self.originals:
            if phrase.language == CHINESE:
                chinese.append(phrase.id)
        return tuple(chinese)

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of its phrases, each once, in their order; ``""`` = not said."""
        return tuple(dict.fromkeys(phrase.language for phrase in self.phrases))

    @property
    def examples(self) -> tuple[str, ...]:
        """Wordings without signs of the pattern language, each once.

        The official one comes first, if there is one.
        """
        plain_wordings = []
        for phrase in self.phrases:
            if phrase not in self.originals:
                plain_wordings.append(phrase.plain)
        wordings = [self.canonical, self.plain, *plain_wordings]
        stripped_wordings = [wording.strip() for wording in wordings]
        distinct_wordings = dict.fromkeys(stripped_wordings)
        # A pattern with a gap has no plain wording.
        return tuple(wording for wording in distinct_wordings if wording)

    @property
    def years(self) -> str:
        """When it was used officially.

        It is the year of first use, as ``2013–``. If this is not known, it is the years
        of the first wording; ``""`` if these are not known either.
        """
        if not self.used:
            return self.phrases[0].years
        first_year = self.used[:4]
        return f"{first_year}–"

    @functools.cached_property
    def scripts(self) -> frozenset[str]:
        """Scripts that its wordings are written in, such as 'latin'."""
        scripts_by_phrase = [phrase.scripts for phrase in self.phrases]
        return frozenset().union(*scripts_by_phrase)


def read_family(
    name: str,
    content: Any,
    slots: Mapping[str, str],
    where: str,
    *,
    language: str = "",
) -> Family:
    """Return the family that a table of a lexicon describes.

    Parameters
    ----------
    name : str
        Id of the family.
    content : mapping
        The table: the patterns, and what is known of the formula.
    slots : mapping of str to str
        What ``@name`` stands for in a pattern.
    where : str
        The file and the family, for messages.
    language : str
        The language of the lexicon, which its patterns have if they name none.

    Raises
    ------
    LexiconError
        The table cannot be read.
    """
    if not isinstance(content, Mapping):
        raise LexiconError(
            f"{where} must be a list of patterns or a table; what came is "
            f"{show_value(content)}."
        )
    check_keys(content, _FAMILY_KEYS, where)
    if content.get("language", "") != "":
        language = read_language_code(content["language"], where)
    wordings = _read_wordings(content.get("patterns"), slots, where, language)
    originals = read_originals(original_texts(content, where), wordings, where)
    levels = content.get("levels", {})
    if not isinstance(levels, Mapping):
        raise LexiconError(
            f'{where}: levels are a table, level = ["cue", ...]; what came is '
            f"{show_value(levels)}."
        )
    cues_by_level = []
    for level, patterns in levels.items():
        cues = _read_phrases(patterns, slots, f"{where}, level {show_value(level)}")
        cues_by_level.append((level, cues))
    facts = _read_facts(content, where)
    gloss_beginning = _beginning_of_gloss(facts["gloss"])
    name_in_words = tables.name_in_words(name)
    canonical = facts["canonical"]
    # What the lexicon does not give is taken from the next best source.
    facts["plain"] = _first_text(facts["plain"], canonical, wordings[0].plain)
    facts["label"] = _first_text(
        facts["label"], gloss_beginning, canonical, name_in_words
    )
    return Family(
        name=name,
        phrases=wordings + originals,
        originals=originals,
        exclude=_read_phrases(content.get("not", []), slots, f"{where}, not"),
        levels=tuple(cues_by_level),
        **facts,
    )


def _first_text(*texts: str) -> str:
    """Return the first of the texts that is not empty; ``""`` if all are."""
    for text in texts:
        if text:
            return text
    return ""


def _beginning_of_gloss(gloss: str) -> str:
    """Return the first part of a gloss, without the addition in brackets at its end.

    >>> _beginning_of_gloss("Belt and Road (Initiative); since 2013")
    'Belt and Road'
    """
    first_part = re.split(r"[.;] ", gloss, maxsplit=1)[0]
    return re.sub(r"\s*\([^()]*\)$", "", first_part).strip()


def _read_wordings(
    patterns: Any, slots: Mapping[str, str], where: str, language: str
) -> tuple[Phrase, ...]:
    """Return the wordings of a family: one or more, no two with the same id.

    `language` is that of patterns that name none.
    """
    if not isinstance(patterns, list | tuple) or not patterns:
        raise LexiconError(
            f"{where}: patterns must be a list of at least one pattern; what came is "
            f"{show_value(patterns)}."
        )
    phrases = []
    for number, item in enumerate(patterns, 1):
        place = f"{where}, pattern {number}"
        phrase = _read_phrase(item, slots, place, language=language)
        phrases.append(phrase)
    phrases = _keep_countable(phrases, patterns, where)
    ids = [phrase.id for phrase in phrases]
    repeated_ids = [name for name, count in Counter(ids).items() if count > 1]
    if repeated_ids:
        raise LexiconError(
            f"{where}: two patterns have the id {show_value(repeated_ids[0])}; give each its own."
        )
    return tuple(phrases)


def _keep_countable(
    phrases: Sequence[Phrase], items: Sequence[Any], where: str
) -> list[Phrase]:
    """Return the wordings of a family, of which some must count on their own.

    Parameters
    ----------
    phrases : sequence of Phrase
    items : sequence
        What each was read from.
    where : str
        The file and the family, for messages.

    Raises
    ------
    LexiconError
        The lexicon anchors a wording, and there is no full wording to find it by.
    """
    if any(phrase.anchor == "none" for phrase in phrases):
        return list(phrases)
    for phrase, item in zip(phrases, items, strict=True):
        if isinstance(item, Mapping) and "anchor" in item:
            raise LexiconError(
                f"{where}: the pattern {show_value(phrase.id)} counts only beside a "
                "full wording, and the family has none; add one, or write "
                'anchor = "none".'
            )
    # A family of short wordings only: as none of them is full, each counts.
    return [dataclasses.replace(phrase, anchor="none") for phrase in phrases]


def _read_facts(content: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return what is known of a family besides its patterns, checked to be text.

    The keys are names of attributes of :class:`Family`. ``""`` stands for what the
    lexicon does not give.
    """
    first_use = content.get("used", {})
    # ``used = 2013`` is short for ``used = { from = 2013 }``.
    if not isinstance(first_use, Mapping):
        first_use = {"from": first_use}
    check_keys(first_use, _USED_KEYS, f"{where}, used")
    facts = {key: content.get(key, "") for key in _TEXT_KEYS}
    facts["used_note"] = first_use.get("note", "")
    for key, value in facts.items():
        _check_text(key, value, where)
    facts["counts_as"] = content.get("counts_as", "formula")
    _check_choice("counts_as", facts["counts_as"], tuple(COUNTS_AS), where)
    facts["used"] = _read_date(first_use.get("from", ""), where)
    return facts


def _check_text(key: str, value: Any, where: str) -> None:
    """Refuse a value that is not text; `key` is its name in the table."""
    if not isinstance(value, str):
        raise LexiconError(
            f"{where}: {key} is text; what came is {show_value(value)}. Put it in "
            "quotation marks."
        )


def _read_phrase(
    item: Any, slots: Mapping[str, str], where: str, *, language: str = ""
) -> Phrase:
    """Return the phrase that one item of a list of patterns describes.

    The item is the pattern itself, or a table with the pattern as ``p`` and what is
    known of it. `slots` are the named parts of patterns, `where` is the file and the
    family, for messages, and `language` is that of a pattern that names none.
    """
    if isinstance(item, str):
        item = {"p": item}
    if not isinstance(item, Mapping) or not isinstance(item.get("p"), str):
        raise LexiconError(
            f'{where}: a pattern is text, or a table with p = "..."; what came is '
            f"{show_value(item)}."
        )
    check_keys(item, PATTERN_KEYS, where)
    status = item.get("status", "standard")
    case = item.get("case", "any")
    is_short = status in _ANCHORED_STATUSES
    anchor = item.get("anchor", "document" if is_short else "none")
    strict = item.get("strict", True)
    _check_choice("status", status, STATUSES, where)
    _check_choice("case", case, _CASES, where)
    _check_choice("anchor", anchor, ANCHORS, where)
    if not isinstance(strict, bool):
        raise LexiconError(
            f"{where}: strict is {show_value(strict)}; expected true or false."
        )
    for key in ("id", "years", "note"):
        _check_text(key, item.get(key, ""), where)
    if item.get("language", "") != "":
        language_of_pattern = read_language_code(item["language"], where)
    else:
        language_of_pattern = language_of_wording(item["p"], language)
    try:
        return Phrase(
            pattern=item["p"],
            id=item.get("id", ""),
            status=status,
            years=item.get("years", ""),
            strict=strict,
            case=case,
            language=language_of_pattern,
            anchor=anchor,
            slots=slots,
        )
    except PatternError as fault:
        raise LexiconError(f"{where}: {fault}", position=fault.position) from None


def _check_choice(key: str, value: Any, options: Sequence[str], where: str) -> None:
    """Refuse a value that is none of the options; `key` is its name in the table."""
    if value not in options:
        expected_options = ", ".join(options)
        advice = suggest(value, options)
        raise LexiconError(
            f"{where}: {key} is {show_value(value)}; expected one of "
            f"{expected_options}.{advice}"
        )


def _read_phrases(
    items: Any, slots: Mapping[str, str], where: str
) -> tuple[Phrase, ...]:
    """Return the patterns under "not", or the cues of a level; none for an empty list.

    Raises
    ------
    LexiconError
        One cannot be read, or says what has no effect here.
    """
    if not isinstance(items, list | tuple):
        raise LexiconError(
            f"{where} must be a list of patterns; what came is {show_value(items)}."
        )
    phrases = []
    for number, item in enumerate(items, 1):
        place = f"{where} {number}"
        keys = set(item) if isinstance(item, Mapping) else set()
        keys_without_effect = sorted(keys & (PATTERN_KEYS - _CUE_KEYS))
        if keys_without_effect:
            raise LexiconError(
                f"{place}: {keys_without_effect[0]!r} is said of a wording that is "
                "counted, and has no effect here; leave it out."
            )
        phrases.append(_read_phrase(item, slots, place))
    return tuple(phrases)


def check_keys(content: Mapping[str, Any], known_keys: set[str], where: str) -> None:
    """Raise an error if a table has a key that is not known."""
    for key in content:
        if key not in known_keys:
            expected_keys = ", ".join(sorted(known_keys))
            advice = suggest(key, known_keys)
            raise LexiconError(
                f"{where}: {show_value(key)} is not known; expected {expected_keys}."
                f"{advice}"
            )


def _read_date(value: Any, where: str) -> str:
    """Return a date as text; ``""`` if there is none.

    In TOML a year may be written as a number, and a day as a date.
    """
    is_text_or_date = isinstance(value, str | datetime.date)
    date_text = str(value) if is_text_or_date else show_value(value)
    if date_text and not is_date(date_text):
        value_shown = show_value(date_text) if is_text_or_date else date_text
        raise LexiconError(
            f"{where}: used from {value_shown}; expected a year, YYYY-MM or "
            "YYYY-MM-DD. Leave it out if it is not known."
        )
    return date_text
