"""The columns of every table: what each holds, and which role it has.

A column is declared once, in :data:`COLUMNS`; ``kinds`` declares which tables have it.
To add a column to a kind that was saved before, declare it with ``optional=True`` and
the default that a table without it stands for. To rename a column, give the new one
``old_names``.
"""

from __future__ import annotations

from discourse.registries import (
    ASSOCIATION_MEASURES,
    COUNTS_AS,
    KEYNESS_PROFILES,
    LEXICON_FINDINGS,
    NEAR_MISS_CHANGES,
    TOKEN_UNITS,
)
from discourse.tables.column_types import Column, Dtype, Role

__all__ = ["COLUMNS"]


def _column(
    role: Role,
    dtype: Dtype,
    meaning: str,
    unit: str = "",
    *,
    optional: bool = False,
    default: str | int | float | bool | None = None,
    old_names: tuple[str, ...] = (),
) -> Column:
    """Return a column. The role is the first argument, so that no declaration omits it."""
    return Column(
        dtype,
        unit,
        meaning,
        role,
        optional=optional,
        default=default,
        old_names=old_names,
    )


COLUMNS: dict[str, Column] = {
    # where a thing is
    "doc": _column("key", "str", "id of the document"),
    "other": _column("key", "str", "id of the second document of a pair"),
    "group": _column(
        "key",
        "str",
        "value of the column named by `by`, '(no value)' where there is none; '' when the "
        "corpus was not divided",
    ),
    "doc_label": _column(
        "label", "str", "what charts call the document; '' = its id", optional=True
    ),
    "other_label": _column(
        "label",
        "str",
        "what charts call the second document; '' = its id",
        optional=True,
    ),
    "group_label": _column(
        "label",
        "str",
        "what charts call the group, where it is one document; '' = the group itself",
        optional=True,
    ),
    "start": _column(
        "key", "int", "first character in the raw text, from 0", "characters"
    ),
    "end": _column(
        "key",
        "int",
        "character after the last, so that raw[start:end] == surface",
        "characters",
    ),
    "surface": _column("label", "str", "the raw text of the span, letter for letter"),
    "left": _column(
        "label",
        "str",
        "raw text before the span; in kwic, one blank replaces line ends and the blanks "
        "around them",
    ),
    "right": _column(
        "label",
        "str",
        "raw text after the span; in kwic, one blank replaces line ends and the blanks "
        "around them",
    ),
    "length": _column("value", "int", "length of the raw document", "characters"),
    "source": _column(
        "key",
        "str",
        "file, or row of a table, that a document came from; in duplicates what the "
        "metadata call its source",
    ),
    "format": _column("label", "str", "format of the file"),
    "database": _column(
        "label", "str", "newspaper database that gave the file out; '' = none"
    ),
    "reader": _column(
        "label", "str", "package that read the file, with its version; '' = none"
    ),
    "bytes": _column("value", "int", "size of the file", "bytes"),
    "sha256": _column("label", "str", "SHA-256 of the bytes of the file"),
    "characters": _column(
        "value", "int", "length of the raw text taken from the file", "characters"
    ),
    "losses": _column(
        "note", "str", "what the file holds and the raw text does not; '' = nothing"
    ),
    "fields": _column("label", "str", "metadata of the text, as key: value"),
    "beginning": _column("label", "str", "first words of the text"),
    "line": _column(
        "key", "int", "line in the file, from 1; 0 = does not apply", "lines"
    ),
    "byte": _column(
        "key", "int", "byte in the file, from 0; -1 = does not apply", "bytes"
    ),
    # what a thing is
    "kind": _column("key", "str", "what the row is"),
    "label": _column("label", "str", "words to show for the row"),
    "rule": _column("label", "str", "the rule that proposed the row"),
    "reason": _column("label", "str", "why, in words"),
    "action": _column(
        "label",
        "str",
        "'mask' (left out of counts, a break), 'bridge' (left out, read on over it), "
        "'join' (a divided word, read as one) or 'mark' (only shown); in the log also "
        "'unmask' and 'unite' (two names of one group made one)",
    ),
    "step": _column("key", "int", "number of the decision in the log, from 1"),
    "error": _column("label", "str", "class of the error"),
    "mend": _column("label", "str", "what to do about it"),
    # formulas
    "family": _column("key", "str", "family of the lexicon"),
    "family_label": _column(
        "label", "str", "what charts call the family; '' = its id", optional=True
    ),
    "pattern": _column("key", "str", "id of the pattern that matched"),
    "status": _column(
        "label", "str", "standard, variant, garbled, clipped, collective or allusive"
    ),
    "strict": _column("label", "bool", "whether the mention enters a strict count"),
    "level": _column(
        "label",
        "str",
        "level at which the formula is pitched; 'unspecified' = no cue; '' = family has none",
    ),
    "cue": _column(
        "label", "str", "raw text of the cue that gave the level; '' = none"
    ),
    "cue_start": _column(
        "value", "int", "first character of the cue; -1 = none", "characters"
    ),
    "cue_end": _column(
        "value", "int", "character after the cue; -1 = none", "characters"
    ),
    "years": _column("label", "str", "years of official use of the wording"),
    "wording": _column("label", "str", "the pattern as written"),
    "gloss": _column("label", "str", "what the formula means"),
    "original": _column(
        "label", "str", "the formula in its original language", old_names=("zh",)
    ),
    "language": _column(
        "label",
        "str",
        "language of the wording, as a code such as 'zh'; '' = the lexicon does not say",
        optional=True,
    ),
    "anchor": _column(
        "label",
        "str",
        "where a full wording must stand for this one to count: document, paragraph, or none",
        optional=True,
        default="none",
    ),
    "anchored": _column(
        "label",
        "bool",
        "whether the mention counts: its wording is full, or a full one stands near it",
        optional=True,
        default=True,
    ),
    "counts_as": _column(
        "label",
        "str",
        "; ".join(f"{name} = {code.label}" for name, code in COUNTS_AS.items())
        + "; '' = not said",
        optional=True,
    ),
    "used": _column(
        "label", "str", "ISO date of first official use, as precise as known"
    ),
    "confidence": _column("label", "str", "how sure the date is"),
    "facet": _column(
        "key", "str", "what the mentions are divided by: status, level or language"
    ),
    "value": _column("key", "str", "value of the facet, or of a metadata column"),
    "finding": _column("key", "str", f"what was found: {', '.join(LEXICON_FINDINGS)}"),
    "differs_in": _column(
        "key",
        "str",
        f"in what a near miss differs: {', '.join(NEAR_MISS_CHANGES)}; '' = no near miss",
    ),
    "other_family": _column(
        "key", "str", "the second family that claims the mention; '' = none"
    ),
    "other_pattern": _column(
        "key",
        "str",
        "id of the pattern that wins, or of the `not` that cancels; '' = none",
    ),
    "search": _column(
        "key",
        "str",
        "how it was counted: plain string, careful unmasked, careful masked",
    ),
    # counts and rates
    "count": _column("value", "int", "how often", "occurrences"),
    "count_strict": _column(
        "value", "int", "how often, strict mentions only", "occurrences"
    ),
    "count_unanchored": _column(
        "value",
        "int",
        "how often in short wordings without a full one nearby; not part of count",
        "occurrences",
        optional=True,
    ),
    "counting": _column(
        "key", "str", "what rate, low and high rest on: inclusive or strict"
    ),
    "words": _column(
        "value",
        "int",
        "unmasked tokens: of the pattern's script where there is one (of Han text always "
        "characters), and of documents in its language where it has several; else of the "
        "passage or stretch",
        "tokens",
    ),
    "rate": _column("value", "float", "count per `per` words", "per `per` words"),
    "per": _column("note", "int", "words a rate refers to", "tokens"),
    "low": _column("value", "float", "lower end of the interval"),
    "high": _column("value", "float", "upper end of the interval"),
    "interval": _column(
        "note", "str", "method of the interval, or why there is none, as a code"
    ),
    "interval_unit": _column(
        "note",
        "str",
        "what the interval takes as independent, such as documents; '' = not known",
        optional=True,
    ),
    "confidence_level": _column(
        "note",
        "float",
        "confidence level of the interval; missing = no interval, or not known",
        "0-1",
        optional=True,
    ),
    "units": _column(
        "note",
        "int",
        "how many such units the interval rests on; 0 = none, or not known",
        optional=True,
    ),
    "resamples": _column(
        "note",
        "int",
        "how many resamples the interval rests on; 0 = not known",
        optional=True,
    ),
    "documents": _column(
        "value", "int", "documents with at least one, or with the value", "documents"
    ),
    "of_documents": _column(
        "value",
        "int",
        "documents in all that `documents` is counted among",
        "documents",
    ),
    "standard": _column(
        "value",
        "float",
        "share of mentions in standard wording; missing when there is none",
        "0-1",
    ),
    "share": _column("value", "float", "share of the whole", "0-1"),
    # terms, likeness, topics
    "token_unit": _column(
        "note",
        "str",
        f"what the verb counts: {', '.join(TOKEN_UNITS)}; '' = not known",
        optional=True,
    ),
    "stop": _column(
        "note",
        "str",
        "lists of stop words left out, or how many words were given; '' = none",
        optional=True,
    ),
    "edges": _column(
        "note",
        "str",
        "'content' = no phrase that begins or ends with a function word is listed; "
        "'any' = all are",
        optional=True,
        default="any",
    ),
    "function_edge": _column(
        "label",
        "bool",
        "whether the sequence begins or ends with a function word",
        optional=True,
        default=False,
    ),
    "cohesion": _column(
        "value",
        "float",
        "G2 of the weakest cut of the phrase, over its words; missing for one word",
        optional=True,
    ),
    "rarity": _column(
        "value",
        "float",
        "idf of the rarest word of the phrase in the background; missing without one",
        optional=True,
    ),
    "term": _column("key", "str", "word or n-gram, folded"),
    "rank": _column("value", "int", "place in its group, from 1"),
    "weight": _column("value", "float", "weight under the scheme named"),
    "scheme": _column("key", "str", "weighting scheme"),
    "background": _column(
        "note",
        "str",
        "documents outside the corpus that say how rare a term is; '' = none",
        optional=True,
    ),
    "background_documents": _column(
        "note",
        "int",
        "documents of the background; 0 = there is none",
        "documents",
        optional=True,
    ),
    "background_unknown": _column(
        "note",
        "int",
        "how many of the terms, or words of phrases, no document of the background has",
        "terms",
        optional=True,
    ),
    "state": _column("key", "str", "'raw' (no masks) or 'masked'"),
    "score": _column("value", "float", "value of the measure named"),
    "measure": _column("key", "str", "name of the measure"),
    "count_other": _column(
        "value", "int", "how often in the second document", "occurrences"
    ),
    "rank_low": _column("value", "int", "lower end of the interval of the rank"),
    "rank_high": _column("value", "int", "upper end of the interval of the rank"),
    "first": _column(
        "value", "float", "share of the resamples in which the row comes first", "0-1"
    ),
    "paragraphs": _column(
        "note",
        "int",
        "paragraphs of the document; -1 = not known",
        optional=True,
        default=-1,
    ),
    "other_paragraphs": _column(
        "note",
        "int",
        "paragraphs of the second document; -1 = not known",
        optional=True,
        default=-1,
    ),
    "topic": _column("key", "int", "number of the topic, from 1"),
    "k": _column("key", "int", "how many topics"),
    "coherence": _column(
        "value", "float", "mean NPMI of the ten heaviest terms of a topic", "-1 to 1"
    ),
    "exclusivity": _column(
        "value",
        "float",
        "mean share of those terms' weight that falls on the topic itself",
        "0-1",
    ),
    "stability": _column(
        "value",
        "float",
        "mean agreement of those terms with fits from random starts",
        "0-1",
    ),
    "stability_documents": _column(
        "value",
        "float",
        "the same with fits that leave documents out; missing = no such fit",
        "0-1",
    ),
    "chosen": _column(
        "note",
        "bool",
        "whether topics takes this number if it is given none",
        optional=True,
        default=False,
    ),
    "stability_least": _column(
        "note",
        "float",
        "least stability, of both kinds, of a number that may be chosen",
        "0-1",
        optional=True,
    ),
    "runs": _column("note", "int", "fits of each kind that it was compared with"),
    "model": _column("key", "str", "how topics were found: nmf or lda"),
    "repeats": _column(
        "note",
        "bool",
        "whether the same call gives the same topics again; false = not known",
        optional=True,
        default=False,
    ),
    "note": _column(
        "note", "str", "what this number can and cannot show; '' = nothing to add"
    ),
    # time
    "date": _column(
        "label", "str", "ISO date, as precise as known: YYYY, YYYY-MM or YYYY-MM-DD"
    ),
    "basis": _column("label", "str", "how the date is known"),
    # copies of texts
    "copy_group": _column(
        "key", "int", "number of the group of same or nearly same texts, from 1"
    ),
    "kept": _column(
        "label", "bool", "whether this document of its group would be kept"
    ),
    "kept_doc": _column(
        "label", "str", "id of the document of the group that would be kept"
    ),
    # passages
    "passage": _column("key", "int", "number of the family of passages, from 1"),
    "other_start": _column(
        "key",
        "int",
        "first character in the raw text of the other document, from 0",
        "characters",
    ),
    "other_end": _column(
        "key", "int", "character after the last in the other document", "characters"
    ),
    "other_surface": _column(
        "label", "str", "the raw text of the span in the other document"
    ),
    "other_left": _column(
        "label", "str", "raw text before the span in the other document"
    ),
    "other_right": _column(
        "label", "str", "raw text after the span in the other document"
    ),
    "other_length": _column(
        "value", "int", "length of the other raw document", "characters"
    ),
    "run": _column(
        "value",
        "int",
        "longest run of words that agree exactly, hyphened words taken apart",
        "words",
    ),
    "identity": _column(
        "value", "float", "matching words / words of the longer side", "0-1"
    ),
    "surprisal": _column(
        "value",
        "float",
        "sum over the matching words of -log2 of their share of the corpus",
        "bits",
    ),
    "differences": _column(
        "label", "str", "words that differ, one side → the other; '' = none"
    ),
    # phrases nobody listed beforehand
    "n": _column("key", "int", "words in the term, an open slot included", "words"),
    "skip": _column(
        "key", "int", "words that may be skipped inside the term, all together", "words"
    ),
    "fillers": _column(
        "value", "int", "different words in the open slot '*'; 0 = no slot", "words"
    ),
    "variability": _column(
        "value", "float", "fillers by occurrences of the slot; missing = no slot", "0-1"
    ),
    "filling": _column(
        "label",
        "str",
        "the most frequent fillers of the slot, at most three; '' = no slot",
    ),
    "alone": _column(
        "value",
        "int",
        "occurrences that lie in no longer phrase of the list",
        "occurrences",
    ),
    "c_value": _column(
        "value",
        "float",
        "C-value: occurrences on its own, weighted by length",
        "weighted occurrences",
    ),
    "cut": _column(
        "label",
        "bool",
        "whether the phrase goes on with the same word wherever it occurs, beyond the words allowed",
    ),
    "name": _column(
        "label",
        "bool",
        "whether capital letters inside sentences make it a name or title",
    ),
    "covered": _column(
        "value",
        "float",
        "share of the occurrences that a family covers; missing = no lexicon given",
        "0-1",
    ),
    # contrast
    "target": _column(
        "key", "str", "value of the column named by `by` that is looked at"
    ),
    "reference": _column(
        "key", "str", "value it is compared with; 'all others' = every other document"
    ),
    "log_ratio": _column(
        "value", "float", "log2 of the target's rate over the reference's", "doublings"
    ),
    "p": _column(
        "value",
        "float",
        "share of the chance arrangements as extreme, or tail of the score; missing = no test",
        "0-1",
    ),
    "floor": _column(
        "value",
        "float",
        "smallest p attainable; 1e-300 = a tail without a bound; missing = no test",
        "0-1",
    ),
    "adjusted": _column(
        "value",
        "float",
        "p for all terms of the comparison together; missing = no test",
        "0-1",
    ),
    "test": _column("note", "str", "the test that gives p, as a code"),
    "arrangements": _column(
        "note",
        "int",
        "how many arrangements of the documents the test compared; 0 = no such test, or not known",
        optional=True,
    ),
    "correction": _column("note", "str", "how `adjusted` is got from p, as a code"),
    "terms_compared": _column(
        "note",
        "int",
        "how many terms `adjusted` allows for; 0 = not adjusted, or not known",
        optional=True,
    ),
    "dispersion": _column(
        "value",
        "float",
        "how evenly over the documents (the target's), by the measure named; missing = absent, or one document",
        "0-1",
    ),
    "dispersion_reference": _column(
        "value", "float", "the same over the reference's documents", "0-1"
    ),
    "dispersion_measure": _column(
        "note", "str", "the measure of dispersion, as a code"
    ),
    "documents_target": _column(
        "value", "int", "documents of the target with at least one", "documents"
    ),
    "of_target": _column("value", "int", "documents of the target in all", "documents"),
    "documents_reference": _column(
        "value", "int", "documents of the reference with at least one", "documents"
    ),
    "of_reference": _column(
        "value", "int", "documents of the reference in all", "documents"
    ),
    "count_target": _column("value", "int", "how often in the target", "occurrences"),
    "count_reference": _column(
        "value", "int", "how often in the reference", "occurrences"
    ),
    "words_target": _column(
        "value", "int", "words of the target that the rate refers to", "tokens"
    ),
    "words_reference": _column(
        "value", "int", "words of the reference that the rate refers to", "tokens"
    ),
    "profile": _column(
        "key",
        "str",
        f"whose convention: {', '.join(KEYNESS_PROFILES)}",
    ),
    "min_count": _column(
        "note",
        "int",
        "terms that occur less often in both groups together are left out",
        "occurrences",
    ),
    "profile_other": _column("key", "str", "the convention of the second list"),
    "rule_first": _column("label", "str", "the rule in the first list"),
    "rule_second": _column("label", "str", "the rule in the second list"),
    "rank_first": _column(
        "value", "int", "place in the first list, from 1; 0 = not in it"
    ),
    "rank_second": _column(
        "value", "int", "place in the second list, from 1; 0 = not in it"
    ),
    "score_first": _column(
        "value", "float", "score in the first list; missing = not in it"
    ),
    "score_second": _column(
        "value", "float", "score in the second list; missing = not in it"
    ),
    # collocation
    "window": _column(
        "key",
        "str",
        "how far from the node, or how long a stretch, words are looked at",
    ),
    "hits": _column(
        "value", "int", "mentions of the node with the term in their window", "mentions"
    ),
    "count_node": _column("value", "int", "mentions of the node", "mentions"),
    "count_term": _column(
        "value",
        "int",
        "how often the term stands outside the node; of an edge: mentions with it",
        "occurrences",
    ),
    "count_other_term": _column(
        "value",
        "int",
        "mentions of the node with the other term in their window",
        "mentions",
    ),
    "other_term": _column("key", "str", "the second term of an edge"),
    "window_words": _column(
        "value",
        "int",
        "words in windows, each counted once, without the node's own",
        "tokens",
    ),
    "expected": _column(
        "value",
        "float",
        "count if the term stood near the node as often as elsewhere",
        "occurrences",
    ),
    **{
        measure.name: _column(
            "value", "float", measure.meaning, measure.unit, optional=measure.optional
        )
        for measure in ASSOCIATION_MEASURES.values()
    },
    # dispersion
    "least": _column(
        "value",
        "float",
        "score of the least even arrangement: all occurrences in the smallest document",
    ),
    "most": _column(
        "value",
        "float",
        "score of the most even arrangement that whole occurrences allow",
    ),
    # richness
    "types": _column("value", "int", "different words", "types"),
    "shortest": _column(
        "note", "int", "words a text should have for the measure", "tokens"
    ),
    "too_short": _column("note", "bool", "whether no text has as many words as that"),
    # names of one group
    "proposed": _column(
        "label", "str", "the name proposed for the value; in the log, its new name"
    ),
    "documents_proposed": _column(
        "value", "int", "documents that have the proposed name already", "documents"
    ),
    "similarity": _column(
        "value",
        "float",
        "share of the letters of both names that stand in both, in the same order",
        "0-1",
    ),
    # what changed between two tables
    "row": _column("key", "str", "the key columns of the row, joined by ' · '"),
    "column": _column("key", "str", "name of the column compared, or of the metadata"),
    "before": _column("value", "float", "value without masks; missing = no such row"),
    "after": _column("value", "float", "value with masks; missing = no such row"),
    "change": _column("value", "float", "after - before, a missing row counting as 0"),
}
