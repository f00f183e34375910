"""Entries of a form: texts that differ in what is filled in are no copies.

The notice of a year and that of the next year are one form. Nearly all their words are
the same, and what differs is what they are about: years, figures, names. In a copy of a
text, as a newspaper prints it, other words differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.text_reuse.text_overlap import Overlap

__all__ = ["ComparedText", "FormReader"]

_YEAR = re.compile("(?:18|19|20)[0-9]{2}")
# Different words of the longest entry.
_MOST_WORDS_OF_ENTRY = 12
# What stands near the beginning or the end is the date or the author of the copy: words
# on each side, at most a tenth of the text.
_WORDS_OF_EDGE = 30
# In a long text a year may be changed by chance. So one gap of so many must be a year.
_GAPS_FOR_ONE_YEAR = 20
# Entries that make a form: half of all gaps, and at least so many. In a short text fewer
# are enough and names count too, so that nearly all gaps must be entries.
_MIN_ENTRIES = 3
_MIN_SHARE_OF_ENTRIES = 0.5
_WORDS_OF_SHORT_TEXT = 100
_MIN_ENTRIES_OF_SHORT_TEXT = 2
_MIN_SHARE_OF_ENTRIES_OF_SHORT_TEXT = 0.8


@dataclass(frozen=True, eq=False)
class ComparedText:
    """A text of the token stream.

    Attributes
    ----------
    document : int
        Number of the document.
    words : int32 array
        The type of each token.
    """

    document: int
    words: np.ndarray


@dataclass(frozen=True)
class _Entries:
    """How many of the gaps between two texts are entries of each kind."""

    years: int
    figures: int
    names: int
    gaps: int


class FormReader:
    """Finds out whether two texts of a corpus are one form with other entries."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        vocabulary = corpus.stream.vocabulary
        # The types that are figures, and those that are years.
        self._figures = _types_with_digit(vocabulary)
        self._years = {
            number for number in self._figures if _YEAR.fullmatch(vocabulary[number])
        }

    def differ_in_entries(
        self, shorter: ComparedText, longer: ComparedText, overlap: Overlap
    ) -> bool:
        """Return whether two texts differ in what is filled in, and in little else."""
        entries = self._count_entries(shorter, longer, overlap)
        if entries.years and _GAPS_FOR_ONE_YEAR * entries.years >= entries.gaps:
            return True
        entry_count = entries.figures
        min_count = _MIN_ENTRIES
        min_share = _MIN_SHARE_OF_ENTRIES
        if len(shorter.words) < _WORDS_OF_SHORT_TEXT:
            entry_count += entries.names
            min_count = _MIN_ENTRIES_OF_SHORT_TEXT
            min_share = _MIN_SHARE_OF_ENTRIES_OF_SHORT_TEXT
        is_most = entry_count >= min_share * entries.gaps
        return is_most and entry_count >= min_count

    def _count_entries(
        self, shorter: ComparedText, longer: ComparedText, overlap: Overlap
    ) -> _Entries:
        """Return the number of entries of each kind, outside the edges."""
        word_count = len(shorter.words)
        edge = min(_WORDS_OF_EDGE, word_count // 10)
        years = figures = names = gap_count = 0
        for gap in overlap.list_gaps():
            if gap.start < edge or gap.end > word_count - edge:
                continue
            words = shorter.words[gap.start : gap.end]
            other_words = longer.words[gap.other_start : gap.other_end]
            types = set(words.tolist())
            other_types = set(other_words.tolist())
            own_words = types - other_types
            new_words = other_types - types
            # Words that stand several times are no anchors, so that both may be empty.
            gap_count += bool(own_words or new_words)
            if max(len(own_words), len(new_words)) > _MOST_WORDS_OF_ENTRY:
                continue
            if _both_have(self._years, own_words, new_words):
                years += 1
            elif _both_have(self._figures, own_words, new_words):
                figures += 1
            elif self._are_names(shorter, gap.start, gap.end, own_words):
                other_range = (gap.other_start, gap.other_end)
                names += self._are_names(longer, *other_range, new_words)
        return _Entries(years, figures, names, gap_count)

    def _are_names(
        self, text: ComparedText, start: int, end: int, types: set[int]
    ) -> bool:
        """Return whether one of these words of a range begins with a capital letter."""
        stream = self._corpus.stream
        raw = self._corpus.raw[self._corpus.names[text.document]]
        first_token = int(stream.bounds[text.document])
        for position in range(start, end):
            token = first_token + position
            first_letter = raw[stream.start[token]]
            is_changed = int(text.words[position]) in types
            if is_changed and first_letter.isupper():
                return True
        return False


def _types_with_digit(vocabulary: Iterable[str]) -> set[int]:
    """Return the numbers of the words that have a digit."""
    numbers = set()
    for number, word in enumerate(vocabulary):
        if word.isalpha():
            continue  # most words, found out without a look at each character
        if any(character.isdigit() for character in word):
            numbers.add(number)
    return numbers


def _both_have(types: set[int], first: set[int], second: set[int]) -> bool:
    """Return whether both sets have one of the types."""
    return not types.isdisjoint(first) and not types.isdisjoint(second)
