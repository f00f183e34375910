"""The slots of a lexicon that no mention uses, as rows of `lexicon_check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from discourse.corpus import Corpus
from discourse.errors import PatternError
from discourse.formulas.pattern_findings import Row, empty_row
from discourse.lexicons import Lexicon
from discourse.matching import Hits, find_levels, find_occurrences, overlap_any
from discourse.phrases import Phrase, slots_named_in
from discourse.text import fold

__all__ = ["rows_of_slots"]


def rows_of_slots(corpus: Corpus, lexicon: Lexicon, hits: Hits) -> Iterator[Row]:
    """Return the rows of slots that stand in no mention and in no cue of one.

    `corpus` has each Han character as a token, and `hits` are the mentions in it.
    """
    slots = lexicon.content.get("slots", {})
    if not slots:
        return
    patterns = list(_patterns_of(lexicon))
    cues = find_levels(corpus, lexicon, hits).cues
    used_places = np.concatenate([hits.rows[:, :2], cues[cues[:, 0] >= 0]])
    # `overlap_any` takes rows of three columns.
    used_rows = np.column_stack([used_places, used_places[:, 0]])
    folded_slots = {fold(name): pattern for name, pattern in slots.items()}
    named = _named_slots(patterns, folded_slots)
    for name, pattern in slots.items():
        row = empty_row("", f"@{name}", pattern, "unused_slot")
        if fold(name) not in named:
            row["note"] = "No pattern names this slot."
            yield row
        elif not _is_used(corpus, Phrase(f"@{name}", slots=slots), used_rows):
            row["note"] = "No mention, and no cue of a level, has a word of this slot."
            yield row


def _patterns_of(lexicon: Lexicon) -> Iterator[str]:
    """Return all patterns of a lexicon: wordings, exclusions and cues."""
    for family in lexicon.families:
        phrases = [*family.phrases, *family.exclude]
        for _, cues in family.levels:
            phrases += cues
        for phrase in phrases:
            yield phrase.pattern


def _named_slots(patterns: Iterable[str], slots: dict[str, str]) -> set[str]:
    """Return the slots that patterns name, also those inside slots."""
    named: set[str] = set()
    unread = list(patterns)
    while unread:
        pattern = unread.pop()
        new_names = slots_named_in(fold(pattern)) - named
        named |= new_names
        unread += [slots[name] for name in sorted(new_names) if name in slots]
    return named


def _is_used(corpus: Corpus, phrase: Phrase, used_rows: np.ndarray) -> bool:
    """Return whether a phrase stands in one of the places, or may."""
    try:
        rows = find_occurrences(corpus, phrase, choice="shortest")
    except PatternError:
        # A slot of very common words costs too much, and is used most likely.
        return True
    return bool(overlap_any(rows, used_rows).any())
