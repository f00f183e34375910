"""What looks odd in the metadata: blanks at the ends of values, and similar labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from discourse import tables
from discourse.corpus.metadata_values import (
    WORDS_FOR_MISSING,
    NormalColumn,
    strip_texts,
)
from discourse.name_forms import join_words, words_of_name
from discourse.settings import NO_VALUE

__all__ = [
    "is_about_metadata",
    "near_same_labels",
    "row_of_ids_with_blanks",
    "rows_of_changed_values",
    "stack_rows",
    "without_rows_of_columns",
    "words_for_missing",
]

BLANKS = "blanks"
COMPOSED = "composed letters"
WHOLE_FLOATS = "whole numbers"
NEAR_SAME = "near-same labels"
MISSING = "missing values"
SOURCE = "metadata: "  # then the name of the column
# These columns identify a document or its origin, and are no labels of groups.
COLUMNS_OF_IDS = ("doc", "parent")
MAX_LABEL_LENGTH = 100  # characters; a longer text is no label
MAX_LABELS = 2000  # distinct values; a column of more, such as titles, makes no groups
MAX_SETS_NAMED = 4  # sets of similar labels in one reason


def rows_of_changed_values(columns: Mapping[str, NormalColumn]) -> pd.DataFrame:
    """Return what was changed in the values of some columns (kind "suspected")."""
    rows: list[dict[str, object]] = []
    for name, column in columns.items():
        if column.trimmed:
            reason = (
                f"Values of the column {name!r} had blanks at their ends, which were "
                "left out."
            )
            remedy = "Nothing need be done, unless these blanks mean something."
            rows.append(_row(name, BLANKS, column.trimmed, reason, remedy))
        if column.composed:
            reason = (
                f"Values of the column {name!r} were brought into the composed form of "
                "Unicode (NFC), so that what looks alike is alike."
            )
            remedy = "Nothing need be done."
            rows.append(_row(name, COMPOSED, column.composed, reason, remedy))
        if column.shortened:
            reason = (
                f"Values of the column {name!r} are whole numbers with '.0', as pandas "
                "writes whole numbers beside a gap; the '.0' was left out."
            )
            remedy = (
                "Nothing need be done, unless they are no numbers, such as versions: "
                "then write them with a letter, as in 'v1.0'."
            )
            rows.append(_row(name, WHOLE_FLOATS, column.shortened, reason, remedy))
    return tables.from_rows("suspected", rows)


def row_of_ids_with_blanks(ids: Sequence[str]) -> pd.DataFrame:
    """Return which ids have blanks at their ends, if any have (kind "suspected")."""
    pairs = zip(ids, strip_texts(ids), strict=True)
    odd_ids = [doc for doc, stripped_doc in pairs if doc != stripped_doc]
    if not odd_ids:
        return tables.make("suspected", {})
    reason = (
        f"Ids of documents have blanks at their ends, such as {odd_ids[0]!r}; they are "
        "kept as they came."
    )
    remedy = "Rename the files, or correct the ids in the table."
    row = _row("doc", BLANKS, len(odd_ids), reason, remedy)
    return tables.from_rows("suspected", [row])


def without_rows_of_columns(
    table: pd.DataFrame, columns: Iterable[str]
) -> pd.DataFrame:
    """Return a table of kind "suspected" without the rows on these columns."""
    if not len(table):
        return table.reset_index(drop=True)
    sources = [SOURCE + name for name in columns]
    is_about_columns = table["source"].isin(sources)
    other_rows = table[~is_about_columns]
    return other_rows.reset_index(drop=True)


def stack_rows(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return tables of kind "suspected" as one, always a new one."""
    filled_parts = [part for part in parts if len(part)]
    if len(filled_parts) < 2:
        # One table keeps its types as they are.
        first_part = parts[0]
        for part in filled_parts:
            first_part = part
        return first_part.copy()
    return pd.concat(filled_parts, ignore_index=True)


def is_about_metadata(table: pd.DataFrame) -> pd.Series:
    """Return which rows of a table of kind "suspected" are about the metadata (bool)."""
    sources = table["source"]
    is_metadata = sources.str.startswith(SOURCE)
    return is_metadata.astype("bool")


def near_same_labels(metadata: pd.DataFrame) -> pd.DataFrame:
    """Return labels of one column that may mean the same (kind "suspected").

    They differ only in capitals, accents, blanks or punctuation. Such labels stay
    apart; the reason names them and says how to make one of them.
    """
    rows = []
    for name in metadata.columns:
        column = metadata[name]
        is_ordered = isinstance(column.dtype, pd.CategoricalDtype)
        is_text = column.dtype.kind == "O" and not is_ordered
        if not is_text or name in COLUMNS_OF_IDS:
            continue
        label_sets = _similar_labels(column.tolist())
        if label_sets:
            rows.append(_row_of_similar_labels(str(name), label_sets))
    return tables.from_rows("suspected", rows)


def words_for_missing(metadata: pd.DataFrame) -> pd.DataFrame:
    """Return words that programs write for a missing value (kind "suspected").

    They stay labels of a group, since they may be meant; the reason names them and says
    how to make missing values of them.
    """
    rows = []
    for name in metadata.columns:
        column = metadata[name]
        if column.dtype.kind != "O" or name in COLUMNS_OF_IDS:
            continue
        counts = Counter(cell for cell in column.tolist() if cell in WORDS_FOR_MISSING)
        if counts:
            rows.append(_row_of_words_for_missing(str(name), counts))
    return tables.from_rows("suspected", rows)


def _row_of_words_for_missing(name: str, counts: Counter[str]) -> dict[str, object]:
    """Return the row on the words for a missing value in one column."""
    words = sorted(counts)
    reason = (
        f"Values of the column {name!r} are {', '.join(map(repr, words))}, as programs "
        "write where a value is missing. They are a group of their own."
    )
    new_names = dict.fromkeys(words, NO_VALUE)
    remedy = f"If nothing is known there: corpus.unite({new_names!r}, column={name!r})."
    return _row(name, MISSING, counts.total(), reason, remedy)


def _similar_labels(cells: Sequence[str]) -> list[list[str]]:
    """Return the sets of similar labels; the most frequent label of a set is first."""
    counts = Counter(cells)
    if len(counts) > MAX_LABELS:
        return []
    labels_of_key: dict[str, list[str]] = {}
    for label, _ in counts.most_common():
        if len(label) <= MAX_LABEL_LENGTH:
            letters = join_words(words_of_name(label))
            labels_of_key.setdefault(letters, []).append(label)
    # Labels that are nothing but punctuation have nothing in common.
    labels_of_key.pop("", None)
    return [labels for labels in labels_of_key.values() if len(labels) > 1]


def _row_of_similar_labels(
    name: str, label_sets: Sequence[Sequence[str]]
) -> dict[str, object]:
    """Return the row on the similar labels of one column."""
    named_sets = label_sets[:MAX_SETS_NAMED]
    written_sets = [" and ".join(map(repr, labels)) for labels in named_sets]
    left_out_count = len(label_sets) - len(named_sets)
    remainder = f", and {left_out_count:,} more such sets" if left_out_count else ""
    reason = (
        f"Labels of the column {name!r} differ only in capitals, accents, blanks or "
        f"punctuation: {', '.join(written_sets)}{remainder}. Each is a group of its "
        "own."
    )
    new_names: dict[str, str] = {}
    for most_frequent, *others in named_sets:
        new_names |= dict.fromkeys(others, most_frequent)
    remedy = (
        f"If they mean the same: corpus.unite({new_names!r}, column={name!r}). "
        f"discourse.near_names(corpus, {name!r}) proposes more."
    )
    count = sum(len(labels) for labels in label_sets)
    return _row(name, NEAR_SAME, count, reason, remedy)


def _row(
    column: str, kind: str, count: int, reason: str, remedy: str
) -> dict[str, object]:
    """Return one row on a column of the metadata."""
    return {
        "source": SOURCE + column,
        "kind": kind,
        "count": count,
        "reason": reason,
        "mend": remedy,
    }
