"""The columns of every table: what each holds, and which a kind of table has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from discourse.registries import ASSOCIATION_MEASURES

__all__ = ["COLUMNS", "KINDS", "Column"]


@dataclass(frozen=True)
class Column:
    """What a column holds: its dtype, its unit (``""`` = none) and what it means."""

    dtype: Literal["str", "int", "float", "bool"]
    unit: str
    meaning: str


def _column(
    dtype: Literal["str", "int", "float", "bool"], meaning: str, unit: str = ""
) -> Column:
    return Column(dtype, unit, meaning)


COLUMNS: dict[str, Column] = {
    # where a thing is
    "doc": _column("str", "id of the document"),
    "other": _column("str", "id of the second document of a pair"),
    "group": _column(
        "str", "value of the column named by `by`; '' when the corpus was not divided"
    ),
    "start": _column("int", "first character in the raw text, from 0", "characters"),
    "end": _column(
        "int",
        "character after the last, so that raw[start:end] == surface",
        "characters",
    ),
    "surface": _column("str", "the raw text of the span, letter for letter"),
    "left": _column("str", "raw text before the span"),
    "right": _column("str", "raw text after the span"),
    "length": _column("int", "length of the raw document", "characters"),
    "source": _column("str", "file, or row of a table, that a document came from"),
    "line": _column("int", "line in the file, from 1; 0 = does not apply", "lines"),
    "byte": _column("int", "byte in the file, from 0; -1 = does not apply", "bytes"),
    # what a thing is
    "kind": _column("str", "what the row is"),
    "label": _column("str", "words to show for the row"),
    "rule": _column("str", "the rule that proposed the span"),
    "reason": _column("str", "why, in words"),
    "action": _column(
        "str",
        "'mask' (left out of counts) or 'mark' (only shown); in the log also 'unmask'",
    ),
    "step": _column("int", "number of the decision in the log, from 1"),
    "error": _column("str", "class of the error"),
    "mend": _column("str", "what to do about it"),
    # formulas
    "family": _column("str", "family of the lexicon"),
    "pattern": _column("str", "id of the pattern that matched"),
    "status": _column(
        "str", "standard, variant, garbled, clipped, collective or allusive"
    ),
    "strict": _column("bool", "whether the mention enters a strict count"),
    "level": _column(
        "str",
        "level at which the formula is pitched; 'unspecified' = no cue; '' = family has none",
    ),
    "cue": _column("str", "raw text of the cue that gave the level; '' = none"),
    "cue_start": _column("int", "first character of the cue; -1 = none", "characters"),
    "cue_end": _column("int", "character after the cue; -1 = none", "characters"),
    "years": _column("str", "years of official use of the wording"),
    "wording": _column("str", "the pattern as written"),
    "gloss": _column("str", "what the formula means"),
    "zh": _column("str", "the Chinese original"),
    "used": _column("str", "ISO date of first official use, as precise as known"),
    "confidence": _column("str", "how sure the date is"),
    "facet": _column("str", "what the mentions are divided by: status or level"),
    "value": _column("str", "value of the facet"),
    "search": _column(
        "str", "how it was counted: plain string, careful unmasked, careful masked"
    ),
    # counts and rates
    "count": _column("int", "how often", "occurrences"),
    "count_strict": _column("int", "how often, strict mentions only", "occurrences"),
    "counting": _column("str", "what rate, low and high rest on: inclusive or strict"),
    "words": _column(
        "int",
        "unmasked tokens: of the pattern's script where there is one, else of the passage or stretch",
        "tokens",
    ),
    "rate": _column("float", "count per `per` words", "per `per` words"),
    "per": _column("int", "words a rate refers to", "tokens"),
    "low": _column("float", "lower end of the interval"),
    "high": _column("float", "upper end of the interval"),
    "interval": _column("str", "name of the interval"),
    "documents": _column("int", "documents with at least one", "documents"),
    "of_documents": _column(
        "int", "documents in all that `documents` is counted among", "documents"
    ),
    "standard": _column(
        "float",
        "share of mentions in standard wording; missing when there is none",
        "0-1",
    ),
    "share": _column("float", "share of the whole", "0-1"),
    # terms, likeness, topics
    "term": _column("str", "word or n-gram, folded"),
    "rank": _column("int", "place in its group, from 1"),
    "weight": _column("float", "weight under the scheme named"),
    "scheme": _column("str", "weighting scheme"),
    "state": _column("str", "'raw' (no masks) or 'masked'"),
    "score": _column("float", "value of the measure named"),
    "measure": _column("str", "name of the measure"),
    "count_other": _column("int", "how often in the second document", "occurrences"),
    "rank_low": _column("int", "lower end of the interval of the rank"),
    "rank_high": _column("int", "upper end of the interval of the rank"),
    "first": _column(
        "float", "share of the resamples in which the row comes first", "0-1"
    ),
    "topic": _column("int", "number of the topic, from 1"),
    "k": _column("int", "how many topics"),
    "coherence": _column(
        "float", "mean NPMI of the ten heaviest terms of a topic", "-1 to 1"
    ),
    "exclusivity": _column(
        "float",
        "mean share of those terms' weight that falls on the topic itself",
        "0-1",
    ),
    "stability": _column(
        "float", "mean agreement of those terms with fits from random starts", "0-1"
    ),
    "stability_documents": _column(
        "float",
        "the same with fits that leave documents out; missing = no such fit",
        "0-1",
    ),
    "runs": _column("int", "fits of each kind that it was compared with"),
    "model": _column("str", "how topics were found: nmf or lda"),
    "note": _column("str", "what this number can and cannot show; '' = nothing to add"),
    # time
    "date": _column(
        "str", "ISO date, as precise as known: YYYY, YYYY-MM or YYYY-MM-DD"
    ),
    "basis": _column("str", "how the date is known"),
    # passages
    "passage": _column("int", "number of the family of passages, from 1"),
    "other_start": _column(
        "int",
        "first character in the raw text of the other document, from 0",
        "characters",
    ),
    "other_end": _column(
        "int", "character after the last in the other document", "characters"
    ),
    "other_surface": _column("str", "the raw text of the span in the other document"),
    "other_left": _column("str", "raw text before the span in the other document"),
    "other_right": _column("str", "raw text after the span in the other document"),
    "other_length": _column("int", "length of the other raw document", "characters"),
    "run": _column(
        "int",
        "longest run of words that agree exactly, hyphened words taken apart",
        "words",
    ),
    "identity": _column("float", "matching words / words of the longer side", "0-1"),
    "surprisal": _column(
        "float",
        "sum over the matching words of -log2 of their share of the corpus",
        "bits",
    ),
    "differences": _column("str", "words that differ, one side → the other; '' = none"),
    # phrases nobody listed beforehand
    "n": _column("int", "words in the term, an open slot included", "words"),
    "skip": _column(
        "int", "words that may be skipped inside the term, all together", "words"
    ),
    "fillers": _column(
        "int", "different words in the open slot '*'; 0 = no slot", "words"
    ),
    "variability": _column(
        "float", "fillers by occurrences of the slot; missing = no slot", "0-1"
    ),
    "filling": _column(
        "str", "the most frequent fillers of the slot, at most three; '' = no slot"
    ),
    "alone": _column(
        "int", "occurrences that lie in no longer phrase of the list", "occurrences"
    ),
    "c_value": _column(
        "float",
        "C-value: occurrences on its own, weighted by length",
        "weighted occurrences",
    ),
    "cut": _column(
        "bool",
        "whether the phrase goes on with the same word wherever it occurs, beyond the words allowed",
    ),
    "name": _column(
        "bool", "whether capital letters inside sentences make it a name or title"
    ),
    "covered": _column(
        "float",
        "share of the occurrences that a family covers; missing = no lexicon given",
        "0-1",
    ),
    # contrast
    "target": _column("str", "value of the column named by `by` that is looked at"),
    "reference": _column(
        "str", "value it is compared with; 'all others' = every other document"
    ),
    "log_ratio": _column(
        "float", "log2 of the target's rate over the reference's", "doublings"
    ),
    "p": _column(
        "float",
        "share of the chance arrangements as extreme, or tail of the score; missing = no test",
        "0-1",
    ),
    "floor": _column(
        "float",
        "smallest p attainable; 1e-300 = a tail without a bound; missing = no test",
        "0-1",
    ),
    "adjusted": _column(
        "float", "p for all terms of the comparison together; missing = no test", "0-1"
    ),
    "test": _column("str", "name of the test"),
    "correction": _column("str", "how `adjusted` is got from p"),
    "dispersion": _column(
        "float",
        "how evenly over the documents (the target's), by the measure named; missing = absent, or one document",
        "0-1",
    ),
    "dispersion_reference": _column(
        "float", "the same over the reference's documents", "0-1"
    ),
    "dispersion_measure": _column(
        "str", "name of the measure of dispersion, and what even is"
    ),
    "documents_target": _column(
        "int", "documents of the target with at least one", "documents"
    ),
    "of_target": _column("int", "documents of the target in all", "documents"),
    "documents_reference": _column(
        "int", "documents of the reference with at least one", "documents"
    ),
    "of_reference": _column("int", "documents of the reference in all", "documents"),
    "count_target": _column("int", "how often in the target", "occurrences"),
    "count_reference": _column("int", "how often in the reference", "occurrences"),
    "words_target": _column(
        "int", "words of the target that the rate refers to", "tokens"
    ),
    "words_reference": _column(
        "int", "words of the reference that the rate refers to", "tokens"
    ),
    "profile": _column(
        "str",
        "whose convention: discourse, antconc, gries, quanteda, sketchengine or ucrel",
    ),
    "min_count": _column(
        "int",
        "terms that occur less often in both groups together are left out",
        "occurrences",
    ),
    "profile_other": _column("str", "the convention of the second list"),
    "rule_first": _column("str", "the rule in the first list"),
    "rule_second": _column("str", "the rule in the second list"),
    "rank_first": _column("int", "place in the first list, from 1; 0 = not in it"),
    "rank_second": _column("int", "place in the second list, from 1; 0 = not in it"),
    "score_first": _column("float", "score in the first list; missing = not in it"),
    "score_second": _column("float", "score in the second list; missing = not in it"),
    # collocation
    "window": _column(
        "str", "how far from the node, or how long a stretch, words are looked at"
    ),
    "hits": _column(
        "int", "mentions of the node with the term in their window", "mentions"
    ),
    "count_node": _column("int", "mentions of the node", "mentions"),
    "count_term": _column(
        "int",
        "how often the term stands outside the node; of an edge: mentions with it",
        "occurrences",
    ),
    "count_other_term": _column(
        "int", "mentions of the node with the other term in their window", "mentions"
    ),
    "other_term": _column("str", "the second term of an edge"),
    "window_words": _column(
        "int", "words in windows, each counted once, without the node's own", "tokens"
    ),
    "expected": _column(
        "float",
        "count if the term stood near the node as often as elsewhere",
        "occurrences",
    ),
    **{
        measure.name: _column("float", measure.meaning, measure.unit)
        for measure in ASSOCIATION_MEASURES.values()
    },
    # dispersion
    "least": _column(
        "float",
        "score of the least even arrangement: all occurrences in the smallest document",
    ),
    "most": _column(
        "float", "score of the most even arrangement that whole occurrences allow"
    ),
    # richness
    "types": _column("int", "different words", "types"),
    "shortest": _column("int", "words a text should have for the measure", "tokens"),
    # what changed between two tables
    "row": _column("str", "the text columns of the row, joined by ' · '"),
    "column": _column("str", "name of the numeric column"),
    "before": _column("float", "value without masks; missing = no such row"),
    "after": _column("float", "value with masks; missing = no such row"),
    "change": _column("float", "after - before, a missing row counting as 0"),
}

KINDS: dict[str, tuple[str, ...]] = {
    "debris": ("doc", "start", "end", "surface", "kind", "rule", "reason", "action"),
    "log": ("step", "action", "doc", "start", "end", "surface", "kind", "rule", "reason"),
    "refused": ("source", "line", "byte", "error", "reason", "mend"),
    "suspected": ("source", "kind", "count", "reason", "mend"),
    "spans": ("doc", "start", "end", "label"),
    "mentions": (
        "doc", "start", "end", "surface", "family", "pattern", "status", "strict",
        "level", "cue", "cue_start", "cue_end", "years",
    ),
    "frequencies": (
        "family", "group", "count", "count_strict", "counting", "words", "rate", "per", "low", "high", "interval",
        "documents", "of_documents", "dispersion", "dispersion_measure", "standard", "note",
    ),
    "kwic": ("doc", "start", "end", "left", "surface", "right", "family", "pattern"),
    "variants": (
        "family", "facet", "value", "group", "count", "share", "low", "high", "interval", "documents", "of_documents", "note",
    ),
    "layout": ("kind", "doc", "label", "start", "end", "length"),
    "audit": ("family", "group", "search", "count"),
    "lexicon": (
        "family", "pattern", "wording", "status", "strict", "years", "gloss", "zh", "used", "confidence",
    ),
    "timeline": ("kind", "label", "family", "doc", "date", "basis"),
    "similarity": ("doc", "other", "score", "measure", "scheme", "note"),
    "alike": ("doc", "other", "kind", "term", "rank", "count", "count_other", "documents", "share", "scheme", "note"),
    "similarity_order": (
        "doc", "other", "score", "low", "high", "rank", "rank_low", "rank_high", "first",
        "interval", "measure", "scheme", "note",
    ),
    "distinctive": (
        "group", "term", "rank", "weight", "count", "documents", "of_documents", "scheme", "state", "note",
    ),
    "topics": ("topic", "label", "term", "rank", "weight", "note"),
    "topic_paragraphs": ("topic", "label", "rank", "doc", "start", "end", "surface", "weight", "share", "note"),
    "topic_groups": ("topic", "label", "group", "share", "low", "high", "interval", "documents", "note"),
    "topic_quality": ("k", "coherence", "exclusivity", "stability", "stability_documents", "runs", "model", "note"),
    "topic_documents": ("topic", "label", "doc", "weight", "share", "note"),
    "shared_passages": (
        "passage", "doc", "start", "end", "surface", "left", "right",
        "other", "other_start", "other_end", "other_surface", "other_left", "other_right",
        "words", "run", "identity", "surprisal", "kind", "differences", "documents", "length", "other_length", "note",
    ),
    "passage_families": ("passage", "doc", "start", "end", "surface", "documents", "note"),
    "ngrams": (
        "term", "n", "skip", "group", "count", "documents", "of_documents", "words", "rate", "per",
        "fillers", "variability", "filling", "note",
    ),
    "recurring": (
        "term", "n", "count", "alone", "c_value", "documents", "of_documents", "words", "rate", "per", "low", "high",
        "interval", "dispersion", "dispersion_measure", "cut", "name", "covered", "family",
        "doc", "start", "end", "surface", "note",
    ),
    "coverage": ("kind", "doc", "start", "end", "words", "share", "length", "note"),
    "keyness": (
        "term", "target", "reference", "log_ratio", "low", "high", "interval", "p", "floor", "adjusted", "correction",
        "test", "score", "measure", "dispersion", "dispersion_reference", "dispersion_measure",
        "documents_target", "of_target", "documents_reference", "of_reference",
        "count_target", "words_target", "count_reference", "words_reference", "profile", "min_count", "note",
    ),
    "keyness_profiles": (
        "kind", "label", "reason", "profile", "profile_other", "rule_first", "rule_second", "target", "reference",
        "rank_first", "rank_second", "score_first", "score_second",
    ),
    "collocates": (
        "family", "group", "term", "count", "hits", "documents", *ASSOCIATION_MEASURES,
        "expected", "count_term", "count_node", "window_words", "words", "window", "note",
    ),
    "collocate_network": (
        "family", "kind", "term", "other_term", "count", "documents", "score", "measure",
        "count_term", "count_other_term", "note",
    ),
    "diversity": (
        "group", "measure", "score", "low", "high", "interval", "words", "types", "documents", "of_documents",
        "shortest", "window", "note",
    ),
    "dispersion": (
        "kind", "term", "group", "doc", "count", "words", "rate", "per", "measure", "score", "low", "high", "interval",
        "least", "most", "documents", "of_documents", "note",
    ),
    "changed": ("row", "column", "before", "after", "change"),
}  # fmt: skip
