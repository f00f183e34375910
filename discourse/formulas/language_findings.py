"""The languages of a lexicon that no document is in, as rows of `lexicon_check`."""

from __future__ import annotations

from collections.abc import Iterator

from discourse.corpus import Corpus
from discourse.formulas.pattern_findings import Row, empty_row
from discourse.lexicons import Lexicon
from discourse.matching import Hits, are_written_in, languages_of_families
from discourse.registries import language_label
from discourse.validation import count_of

__all__ = ["find_unwritten_languages", "rows_of_languages"]


def find_unwritten_languages(corpus: Corpus, lexicon: Lexicon) -> frozenset[str]:
    """Return the languages of patterns in which no document is written.

    Patterns whose language the lexicon does not say are in none of them.
    """
    entries = languages_of_families(lexicon)
    is_written = are_written_in(corpus, entries)
    written = {""}
    for column, entry in enumerate(entries):
        is_in_language = is_written[:, column]
        if is_in_language.any():
            written.add(entry.language)
    all_languages = {entry.language for entry in entries}
    return frozenset(all_languages - written)


def rows_of_languages(
    lexicon: Lexicon, unwritten: frozenset[str], mentions: Hits
) -> Iterator[Row]:
    """Return a row for each language in which no document is written.

    A pattern may have mentions even so, in a document of another language.
    """
    pairs = zip(mentions.family.tolist(), mentions.phrase.tolist(), strict=True)
    mentioned = set(pairs)
    for language in sorted(unwritten):
        pattern_count = 0
        mentioned_count = 0
        for family_number, family in enumerate(lexicon.families):
            for phrase_number, phrase in enumerate(family.phrases):
                if phrase.language == language:
                    pattern_count += 1
                    mentioned_count += (family_number, phrase_number) in mentioned
        row = empty_row("", language, "", "language_not_written")
        patterns = count_of(pattern_count, "pattern")
        verb = "is" if pattern_count == 1 else "are"
        row["note"] = (
            f"No document is in {language_label(language)}, and {patterns} of the "
            f"lexicon {verb}."
        )
        if mentioned_count:
            mentioned_verb = "has" if mentioned_count == 1 else "have"
            row["note"] = (
                f"No document is in {language_label(language)}. Of the {patterns} in "
                f"it, {mentioned_count:,} {mentioned_verb} mentions in documents of "
                "another language."
            )
        yield row
