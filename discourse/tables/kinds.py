"""The kinds of tables: the columns of each, in order, and what identifies a row.

A kind is declared once, in :data:`KINDS`; its columns are declared in ``columns``. To
rename a kind, give the new one ``old_names``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from discourse.registries import ASSOCIATION_MEASURES
from discourse.tables.column_types import Column, Kind
from discourse.tables.columns import COLUMNS

__all__ = ["KINDS"]


def _kind(
    *names: str,
    keys: Sequence[str],
    unique: tuple[str, ...] = (),
    unique_among: str = "",
    optional: Sequence[str] = (),
    old_names: tuple[str, ...] = (),
) -> Kind:
    """Declare a kind from the names of its columns, in order.

    Parameters
    ----------
    *names : str
        The columns, in the order in which a table has them.
    keys : sequence of str
        The columns that identify a row. Any other column has the role that it has in
        :data:`COLUMNS`. If it has the role of a key there, it is a label here.
    unique : tuple of str
        Columns whose cells together no two rows share; `keys` if not given.
    unique_among : str
        The rows for which this holds: those with this value of the column `kind`;
        ``""`` = all rows.
    optional : sequence of str
        Columns that a table of this kind may lack, although other kinds require them.
    old_names : tuple of str
        What the kind was called by earlier versions.
    """
    columns: dict[str, Column] = {}
    for name in names:
        column = COLUMNS[name]
        if name in keys:
            column = replace(column, role="key")
        elif column.role == "key":
            column = replace(column, role="label")
        if name in optional:
            column = replace(column, optional=True)
        columns[name] = column
    return Kind(columns, unique or tuple(keys), unique_among, old_names)


KINDS: dict[str, Kind] = {
    "debris": _kind(
        "doc", "start", "end", "surface", "kind", "rule", "reason", "action",
        keys=("doc", "start", "end"),
    ),
    "log": _kind(
        "step", "action", "doc", "start", "end", "surface", "column", "value",
        "proposed", "documents", "kind", "rule", "reason",
        keys=("step", "action", "doc", "start", "end", "column", "value"),
        optional=("column", "value", "proposed", "documents"),
    ),
    "duplicates": _kind(
        "copy_group", "doc", "doc_label", "start", "end", "words", "documents", "kept",
        "kept_doc", "kind", "share", "rule", "date", "source", "reason", "action",
        keys=("copy_group", "doc"),
        unique=("doc",),
    ),
    "near_names": _kind(
        "column", "value", "documents", "proposed", "documents_proposed", "rule",
        "reason", "similarity",
        keys=("column", "value"),
    ),
    "refused": _kind(
        "source", "line", "byte", "error", "reason", "mend",
        keys=("source", "line", "byte"),
    ),
    "suspected": _kind(
        "source", "kind", "count", "reason", "mend",
        keys=("source", "kind"),
    ),
    "files": _kind(
        "source", "format", "database", "reader", "bytes", "sha256", "characters",
        "documents", "losses",
        keys=("source",),
    ),
    "preview_split": _kind(
        "doc", "source", "line", "start", "end", "words", "fields", "beginning",
        keys=("doc",),
    ),
    "spans": _kind(
        "doc", "start", "end", "label",
        keys=("doc", "start", "end", "label"),
    ),
    "masks": _kind(
        "doc", "start", "end", "label", "action",
        keys=("doc", "start", "end", "label", "action"),
    ),
    "mentions": _kind(
        "doc", "doc_label", "family", "family_label", "surface", "status", "strict",
        "level", "cue", "language", "counts_as", "anchored", "pattern", "years", "start",
        "end", "cue_start", "cue_end",
        keys=("doc", "start", "end", "family", "pattern"),
    ),
    "frequencies": _kind(
        "family", "family_label", "language", "group", "group_label", "count", "rate",
        "low", "high", "documents", "of_documents", "count_strict", "count_unanchored",
        "standard", "counts_as", "words", "dispersion", "counting", "per", "interval",
        "interval_unit", "confidence_level", "dispersion_measure", "note",
        keys=("family", "language", "group", "counting", "dispersion_measure"),
        unique=("family", "language", "group", "counting"),
    ),
    "kwic": _kind(
        "doc", "doc_label", "left", "surface", "right", "family", "family_label",
        "pattern", "start", "end", "token_unit",
        keys=("doc", "start", "end", "family", "pattern"),
    ),
    "variants": _kind(
        "family", "family_label", "facet", "value", "group", "group_label", "count",
        "share", "low", "high", "documents", "of_documents", "counts_as", "interval",
        "interval_unit", "confidence_level", "note",
        keys=("family", "facet", "value", "group"),
    ),
    "positions": _kind(
        "kind", "doc", "doc_label", "label", "family_label", "start", "end", "length",
        keys=("kind", "doc", "label", "start", "end"),
        unique=("doc",),
        unique_among="document",
        old_names=("layout",),
    ),
    "search_comparison": _kind(
        "family", "family_label", "group", "group_label", "search", "count", "counts_as",
        keys=("family", "group", "search"),
        old_names=("audit",),
    ),
    "lexicon": _kind(
        "family", "family_label", "wording", "language", "status", "strict", "anchor",
        "years", "gloss", "original", "counts_as", "used", "confidence", "pattern",
        keys=("family", "pattern"),
    ),
    "lexicon_check": _kind(
        "family", "family_label", "pattern", "wording", "finding", "surface", "count",
        "documents", "differs_in", "other_family", "other_pattern", "doc", "doc_label",
        "start", "end", "note",
        keys=(
            "family", "pattern", "finding", "differs_in", "surface", "other_family",
            "other_pattern",
        ),
    ),
    "timeline": _kind(
        "kind", "label", "family", "family_label", "group", "group_label", "doc",
        "doc_label", "date", "basis", "counts_as",
        keys=("kind", "family", "group", "doc"),
        unique=("doc",),
        unique_among="document",
        optional=("group",),
    ),
    "similarity": _kind(
        "doc", "doc_label", "other", "other_label", "score", "measure", "scheme",
        "background", "background_documents", "background_unknown", "token_unit",
        "stop", "note",
        keys=("doc", "other", "measure", "scheme"),
    ),
    "shared_features": _kind(
        "doc", "doc_label", "other", "other_label", "kind", "rank", "term", "share",
        "count", "count_other", "documents", "scheme", "background",
        "background_documents", "background_unknown", "token_unit", "stop", "note",
        keys=("doc", "other", "kind", "term", "scheme"),
        old_names=("alike",),
    ),
    "similarity_order": _kind(
        "doc", "doc_label", "other", "other_label", "rank", "rank_low", "rank_high",
        "first", "score", "low", "high", "measure", "scheme", "background",
        "background_documents", "background_unknown", "paragraphs", "other_paragraphs",
        "interval", "interval_unit", "confidence_level",
        "resamples", "token_unit", "stop", "note",
        keys=("doc", "other", "measure", "scheme"),
        optional=("paragraphs", "other_paragraphs"),
    ),
    "distinctive": _kind(
        "group", "group_label", "rank", "term", "weight", "count", "documents",
        "of_documents", "state", "scheme", "background", "background_documents",
        "background_unknown", "token_unit", "stop", "note",
        keys=("group", "term", "scheme", "state"),
    ),
    "document_frequencies": _kind(
        "term", "documents", "of_documents", "token_unit",
        keys=("term",),
    ),
    "topics": _kind(
        "topic", "label", "rank", "term", "weight", "repeats", "background",
        "background_documents", "background_unknown", "token_unit", "stop", "note",
        keys=("topic", "term"),
    ),
    "topic_paragraphs": _kind(
        "topic", "label", "rank", "doc", "doc_label", "surface", "weight", "share",
        "start", "end", "repeats", "background", "background_documents",
        "background_unknown", "token_unit", "stop", "note",
        keys=("topic", "doc", "start", "end"),
    ),
    "topic_groups": _kind(
        "topic", "label", "group", "group_label", "share", "low", "high", "documents",
        "interval", "interval_unit", "confidence_level", "repeats", "background",
        "background_documents", "background_unknown", "token_unit", "stop", "note",
        keys=("topic", "group"),
    ),
    "topic_quality": _kind(
        "k", "coherence", "exclusivity", "stability", "stability_documents", "chosen",
        "stability_least", "runs", "model", "background", "background_documents",
        "background_unknown", "token_unit", "stop", "note",
        keys=("k", "model"),
    ),
    "topic_documents": _kind(
        "topic", "label", "doc", "doc_label", "share", "weight", "repeats",
        "background", "background_documents", "background_unknown", "token_unit",
        "stop", "note",
        keys=("topic", "doc"),
    ),
    "shared_passages": _kind(
        "passage", "kind", "doc", "doc_label", "other", "other_label", "surface",
        "other_surface", "words", "run", "identity", "surprisal", "documents",
        "differences", "left", "right", "other_left", "other_right", "start", "end",
        "other_start", "other_end", "length", "other_length", "note",
        keys=("doc", "start", "end", "other", "other_start", "other_end"),
    ),
    "passage_families": _kind(
        "passage", "doc", "doc_label", "surface", "documents", "start", "end", "note",
        keys=("passage", "doc", "start", "end"),
    ),
    "ngrams": _kind(
        "term", "n", "group", "group_label", "count", "rate", "documents",
        "of_documents", "words", "function_edge", "fillers", "variability", "filling",
        "skip", "per",
        "token_unit", "stop", "note",
        keys=("term", "group"),
        unique=("term", "n", "skip", "group"),
    ),
    "recurring": _kind(
        "term", "group", "group_label", "n", "count", "rate", "low", "high",
        "documents",
        "of_documents", "alone", "cohesion", "rarity", "c_value", "name", "cut",
        "family", "family_label", "covered", "dispersion", "words", "surface", "doc", "start",
        "end", "per", "interval",
        "interval_unit", "confidence_level", "dispersion_measure", "background",
        "background_documents", "background_unknown", "token_unit", "edges", "stop",
        "note",
        keys=("term", "group"),
        optional=("group",),
    ),
    "coverage": _kind(
        "kind", "group", "doc", "doc_label", "words", "share", "start", "end",
        "length", "token_unit", "note",
        keys=("kind", "group", "doc", "start", "end"),
        unique=("doc",),
        unique_among="document",
        optional=("group",),
    ),
    "keyness": _kind(
        "term", "family_label", "target", "reference", "log_ratio", "low", "high", "p",
        "adjusted", "floor", "score", "count_target", "count_reference",
        "documents_target", "of_target", "documents_reference", "of_reference",
        "dispersion", "dispersion_reference", "words_target", "words_reference",
        "measure", "profile", "background", "background_documents",
        "background_unknown", "min_count", "interval", "interval_unit",
        "confidence_level", "test", "arrangements", "correction", "terms_compared",
        "dispersion_measure", "token_unit",
        "stop", "note",
        keys=("term", "target", "reference", "profile"),
    ),
    "keyness_profiles": _kind(
        "kind", "label", "reason", "profile", "profile_other", "rule_first",
        "rule_second", "target", "reference", "rank_first", "rank_second",
        "score_first", "score_second",
        keys=("kind", "label", "profile", "profile_other", "target", "reference"),
    ),
    "collocates": _kind(
        "family", "family_label", "group", "group_label", "term", "count", "hits",
        "documents", *ASSOCIATION_MEASURES, "expected", "count_term", "count_node",
        "window_words", "words", "window", "token_unit", "stop", "note",
        keys=("family", "group", "term", "window"),
    ),
    "collocate_network": _kind(
        "family", "family_label", "kind", "term", "other_term", "count", "documents",
        "score", "count_term", "count_other_term", "measure", "token_unit",
        "stop", "note",
        keys=("family", "kind", "term", "other_term"),
    ),
    "diversity": _kind(
        "group", "group_label", "measure", "score", "low", "high", "words", "types",
        "documents", "of_documents", "window", "shortest", "too_short", "interval",
        "interval_unit", "units", "confidence_level", "note",
        keys=("group", "measure", "window"),
        optional=("too_short",),
    ),
    "dispersion": _kind(
        "kind", "term", "family_label", "group", "group_label", "doc", "doc_label",
        "measure", "score", "low", "high", "least", "most", "count", "rate",
        "documents", "of_documents", "words", "per", "interval", "interval_unit",
        "confidence_level", "note",
        keys=("kind", "term", "group", "doc", "measure"),
    ),
    "mask_changes": _kind(
        "row", "column", "before", "after", "change",
        keys=("row", "column"),
        old_names=("changed",),
    ),
}  # fmt: skip
