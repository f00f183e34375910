"""The findings about one family of a lexicon, as rows of `lexicon_check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.formulas.family_conflicts import Conflicts
from discourse.formulas.wordings import Wording, group_wordings
from discourse.lexicons import Family
from discourse.matching import (
    FamilyPlaces,
    Hits,
    NearMisses,
    missing_words,
    overlap_any,
)
from discourse.phrases import Phrase
from discourse.registries import NEAR_MISS_CHANGES
from discourse.validation import count_of

__all__ = ["CheckedFamily", "Row", "empty_row", "rows_of_family"]

Row = dict[str, object]

MOST_NAMED_WORDS = 3  # missing words that a note names
# Why near misses of a pattern are not complete, and what to do.
NOTES_ON_UNSEARCHED = {
    "many_wordings": (
        "It has so many wordings that not all of its near misses were looked for; "
        "divide it into several patterns."
    ),
    "costly": (
        "Not all of its near misses were looked for, because that would cost too much; "
        "write fewer stars or smaller gaps."
    ),
}


@dataclass(frozen=True, eq=False)
class CheckedFamily:
    """A family with all that is known of it in a corpus.

    Attributes
    ----------
    corpus : Corpus
        Each Han character is a token.
    family : Family
    places : FamilyPlaces
        Where its phrases fit.
    hits : Hits
        Its mentions, and the short wordings that do not count.
    near_misses : NearMisses
    conflicts : mapping of int to list of Conflicts
        For the number of a phrase, the other families that claim its mentions.
    unwritten : frozenset of str
        Languages in which no document is written.
    """

    corpus: Corpus
    family: Family
    places: FamilyPlaces
    hits: Hits
    near_misses: NearMisses
    conflicts: Mapping[int, list[Conflicts]]
    unwritten: frozenset[str]

    def rows_of(self, phrase_number: int, *, anchored: bool) -> np.ndarray:
        """Return the hits of one phrase that count, or those that do not."""
        is_of_phrase = self.hits.phrase == phrase_number
        is_chosen = self.hits.is_anchored == anchored
        is_chosen &= is_of_phrase
        chosen = self.hits.select(is_chosen)
        return chosen.rows

    @property
    def distinct_exclusions(self) -> list[int]:
        """The numbers of the exclusions, without those that are listed once more."""
        number_of_id: dict[str, int] = {}
        for number, exclusion in enumerate(self.family.exclude):
            number_of_id.setdefault(exclusion.id, number)
        return list(number_of_id.values())

    def wordings_of(self, rows: np.ndarray) -> list[Wording]:
        """Return the wordings of some places, the most frequent first."""
        return group_wordings(self.corpus, rows[:, 0], rows[:, 1])


def empty_row(family: str, phrase_id: str, pattern: str, finding: str) -> Row:
    """Return the row of a finding without an example."""
    return {
        "family": family,
        "pattern": phrase_id,
        "wording": pattern,
        "finding": finding,
        "surface": "",
        "count": 0,
        "documents": 0,
        "differs_in": "",
        "other_family": "",
        "other_pattern": "",
        "doc": "",
        "start": 0,
        "end": 0,
        "note": "",
    }


def _row_with_example(
    checked: CheckedFamily, phrase: Phrase, finding: str, rows: np.ndarray
) -> Row:
    """Return the row of a finding at some places, with the commonest as its example."""
    wordings = checked.wordings_of(rows)
    return _row_of_wordings(checked.family, phrase, finding, wordings)


def _row_of_wordings(
    family: Family, phrase: Phrase, finding: str, wordings: Sequence[Wording]
) -> Row:
    """Return the row of a finding in some wordings, the commonest one first."""
    count = 0
    documents: set[int] = set()
    for wording in wordings:
        count += wording.count
        documents |= wording.documents
    row = empty_row(family.name, phrase.id, phrase.pattern, finding)
    row["count"] = count
    row["documents"] = len(documents)
    commonest = wordings[0]
    return row | _example(commonest)


def _example(wording: Wording) -> Row:
    """Return the cells that show a wording."""
    return {
        "surface": wording.surface,
        "doc": wording.doc,
        "start": wording.start,
        "end": wording.end,
    }


def rows_of_family(checked: CheckedFamily, top: int) -> Iterator[Row]:
    """Return the rows of a family, in the order of its patterns.

    `top` is the number of near misses of each pattern.
    """
    family = checked.family
    if not checked.hits.is_anchored.any():
        row = empty_row(family.name, "", "", "family_never_found")
        row["note"] = "Its only pattern has no mention."
        if len(family.phrases) > 1:
            row["note"] = f"None of its {len(family.phrases):,} patterns has a mention."
        yield row
    for phrase_number, phrase in enumerate(family.phrases):
        yield from _rows_of_pattern(checked, phrase_number, phrase)
        yield from _rows_of_near_misses(checked, phrase_number, phrase, top)
    yield from _rows_of_unused_exclusions(checked)


def _rows_of_pattern(
    checked: CheckedFamily, phrase_number: int, phrase: Phrase
) -> Iterator[Row]:
    """Return what is found of one pattern."""
    mentions = checked.rows_of(phrase_number, anchored=True)
    unanchored = checked.rows_of(phrase_number, anchored=False)
    places = checked.places.phrases[phrase_number]
    is_expected = phrase.language not in checked.unwritten
    if len(mentions):
        yield _row_of_mentions(checked, phrase, mentions)
    elif not len(places) and is_expected:
        yield _row_of_no_place(checked, phrase_number, phrase)
    elif not len(unanchored):
        yield from _rows_of_beaten_places(checked, phrase, places)
    if len(unanchored):
        yield _row_of_unanchored(checked, phrase, unanchored)
    reason = checked.near_misses.unsearched.get(phrase_number)
    if reason is not None:
        yield _row_of_unsearched(checked, phrase, NOTES_ON_UNSEARCHED[reason])
    for exclusion_number in checked.distinct_exclusions:
        yield from _rows_of_cancelled(checked, phrase, places, exclusion_number)
    for conflicts in checked.conflicts.get(phrase_number, []):
        yield _row_of_conflict(checked, phrase, conflicts)


def _row_of_mentions(
    checked: CheckedFamily, phrase: Phrase, mentions: np.ndarray
) -> Row:
    """Return the row of a pattern that has mentions."""
    wordings = checked.wordings_of(mentions)
    row = _row_of_wordings(checked.family, phrase, "found", wordings)
    if len(wordings) > 1:
        commonest = wordings[0]
        row["note"] = (
            f'In {len(wordings):,} wordings; most often "{commonest.line}", '
            f"{_times(commonest.count)}."
        )
        if commonest.count == 1:
            row["note"] = f"In {len(wordings):,} wordings, each once."
    return row


def _row_of_no_place(checked: CheckedFamily, phrase_number: int, phrase: Phrase) -> Row:
    """Return the row of a pattern that fits nowhere, with the reason."""
    row = empty_row(
        checked.family.name,
        phrase.id,
        phrase.pattern,
        "never_found",
    )
    in_other_case = checked.near_misses.places_of(phrase_number, "case")
    missing = missing_words(checked.corpus, phrase)
    if missing:
        named_words = [f'"{word}"' for word in missing[:MOST_NAMED_WORDS]]
        words = _enumerate(named_words)
        row["note"] = f"The corpus does not have {words}."
        if len(phrase.sequences) > 1:
            row["note"] = (
                f"Each of its wordings has a word that the corpus lacks, such as {words}."
            )
    elif len(in_other_case):
        row["note"] = "It occurs in other capital letters only."
    else:
        row["note"] = "The corpus has its words, but not together."
    return row


def _rows_of_beaten_places(
    checked: CheckedFamily, phrase: Phrase, places: np.ndarray
) -> Iterator[Row]:
    """Return the row of a pattern that fits where others of its family are taken.

    There is none if an exclusion cancels all its places.
    """
    hits = checked.hits.rows
    is_beaten = overlap_any(places, hits)
    if not is_beaten.any():
        return
    beaten = places[is_beaten]
    winners: Counter[int] = Counter()
    is_winning = overlap_any(hits, beaten)
    winners.update(hits[is_winning][:, 2].tolist())
    # Of equally frequent ones, the one that is listed first.
    winner_number = min(winners, key=lambda number: (-winners[number], number))
    winner = checked.family.phrases[winner_number]
    row = _row_with_example(checked, phrase, "another_pattern_wins", beaten)
    row["other_pattern"] = winner.id
    row["note"] = (
        f"It fits {_times(len(beaten))}, and each time another pattern of the "
        f'family is taken, most often "{winner.id}".'
    )
    if len(beaten) == 1:
        row["note"] = f'It fits once, and there "{winner.id}" is taken.'
    yield row


def _row_of_unanchored(checked: CheckedFamily, phrase: Phrase, rows: np.ndarray) -> Row:
    """Return the row of a short wording where no full wording is beside it."""
    row = _row_with_example(checked, phrase, "unanchored", rows)
    row["note"] = (
        f"Not counted {_times(len(rows))}, because no full wording of the formula "
        f"stands in the same {phrase.anchor}."
    )
    return row


def _rows_of_cancelled(
    checked: CheckedFamily, phrase: Phrase, places: np.ndarray, exclusion_number: int
) -> Iterator[Row]:
    """Return the row of a pattern of which an exclusion cancels places."""
    exclusion = checked.family.exclude[exclusion_number]
    exclusion_places = checked.places.exclusions[exclusion_number]
    is_cancelled = overlap_any(places, exclusion_places)
    if not is_cancelled.any():
        return
    cancelled = places[is_cancelled]
    row = _row_with_example(checked, phrase, "cancelled", cancelled)
    row["other_pattern"] = exclusion.id
    where = f"{len(cancelled):,} of the {len(places):,} places"
    if len(cancelled) == len(places):
        where = "the only place" if len(places) == 1 else "every place"
    row["note"] = f'The `not` "{exclusion.pattern}" cancels {where} where it fits.'
    yield row


def _row_of_conflict(
    checked: CheckedFamily, phrase: Phrase, conflicts: Conflicts
) -> Row:
    """Return the row of mentions that another family claims too."""
    rows = np.array(conflicts.rows, dtype=np.int64)
    row = _row_with_example(checked, phrase, "claimed_by_two_families", rows)
    row["other_family"] = conflicts.other_family
    other_rows = np.array(conflicts.other_rows, dtype=np.int64)
    other_wording = checked.wordings_of(other_rows)[0]
    row["note"] = (
        f'The family "{conflicts.other_label}" counts the place too, as '
        f'"{other_wording.line}".'
    )
    return row


def _rows_of_near_misses(
    checked: CheckedFamily, phrase_number: int, phrase: Phrase, top: int
) -> list[Row]:
    """Return the rows of the most frequent near misses of one pattern."""
    ranked: list[tuple[int, str, Wording]] = []
    for change in NEAR_MISS_CHANGES:
        places = checked.near_misses.places_of(phrase_number, change)
        wordings = group_wordings(
            checked.corpus,
            places[:, 0],
            places[:, 1],
            ignore_case=change != "case",
        )
        for wording in wordings:
            ranked.append((-wording.count, change, wording))
    # The sort is stable: equal ones stay in the order of their changes and wordings.
    ranked.sort(key=lambda item: item[0])
    rows = []
    for _, change, wording in ranked[:top]:
        row = _row_of_wordings(checked.family, phrase, "near_miss", [wording])
        row["differs_in"] = change
        row["note"] = (
            f'Did you mean "{wording.line}" also? It occurs {_times(wording.count)}.'
        )
        rows.append(row)
    return rows


def _row_of_unsearched(checked: CheckedFamily, phrase: Phrase, note: str) -> Row:
    """Return the row that says that near misses of a pattern are not complete."""
    row = empty_row(
        checked.family.name, phrase.id, phrase.pattern, "near_misses_left_out"
    )
    row["note"] = note
    return row


def _enumerate(names: Sequence[str]) -> str:
    """Return names as a list in a sentence.

    >>> _enumerate(["one"]), _enumerate(["one", "two", "three"])
    ('one', 'one, two and three')
    """
    first_names = ", ".join(names[:-1])
    return f"{first_names} and {names[-1]}" if first_names else names[-1]


def _times(count: int) -> str:
    """Return how often something occurs, in words.

    >>> _times(1), _times(1200)
    ('once', '1,200 times')
    """
    return "once" if count == 1 else count_of(count, "time")


def _rows_of_unused_exclusions(checked: CheckedFamily) -> Iterator[Row]:
    """Return the rows of exclusions that cancel nothing."""
    family = checked.family
    places = np.concatenate(checked.places.phrases)
    for number in checked.distinct_exclusions:
        exclusion = family.exclude[number]
        rows = checked.places.exclusions[number]
        if overlap_any(places, rows).any():
            continue
        row = empty_row(
            family.name,
            exclusion.id,
            exclusion.pattern,
            "unused_not",
        )
        row["note"] = "It occurs nowhere, so that it cancels nothing."
        if len(rows):
            row = _row_with_example(checked, exclusion, "unused_not", rows)
            row["note"] = "It occurs, but never where a pattern of the family fits."
        yield row
