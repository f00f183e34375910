"""The scripts of a lexicon in which no document is written, as rows of `lexicon_check`."""

from __future__ import annotations

from collections.abc import Iterator

from discourse.corpus import Corpus
from discourse.formulas.pattern_findings import Row, empty_row
from discourse.lexicons import Lexicon
from discourse.matching import are_written_in
from discourse.validation import count_of

__all__ = ["find_unwritten_scripts", "rows_of_scripts"]


def find_unwritten_scripts(corpus: Corpus, lexicon: Lexicon) -> list[frozenset[str]]:
    """Return the sets of scripts of patterns in which no document is written, sorted."""
    sets: set[frozenset[str]] = set()
    for family in lexicon.families:
        for phrase in family.phrases:
            sets.add(phrase.scripts)
    sorted_sets = sorted(sets, key=sorted)
    is_written = are_written_in(corpus, sorted_sets)
    unwritten = []
    for column, scripts in enumerate(sorted_sets):
        if not is_written[:, column].any():
            unwritten.append(scripts)
    return unwritten


def rows_of_scripts(lexicon: Lexicon, unwritten: list[frozenset[str]]) -> Iterator[Row]:
    """Return a row for each set of scripts in which no document is written."""
    for scripts in unwritten:
        pattern_count = 0
        for family in lexicon.families:
            for phrase in family.phrases:
                pattern_count += phrase.scripts == scripts
        name = ", ".join(sorted(scripts))
        row = empty_row("", name, "", "script_not_written")
        patterns = count_of(pattern_count, "pattern")
        verb = "is" if pattern_count == 1 else "are"
        row["note"] = (
            f"No document is written in this script, and {patterns} of the lexicon "
            f"{verb}."
        )
        yield row
