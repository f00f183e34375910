"""The ids of documents, and which row of metadata belongs to which text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from discourse.accelerators import SequenceMatches
from discourse.corpus.input_checks import (
    are_ascii,
    are_good_ids,
    comparable_id,
    comparable_ids,
    how_ids_differ,
)
from discourse.errors import MetadataError
from discourse.reading.file_endings import strip_text_ending
from discourse.reading.read_errors import Fault, list_names
from discourse.reading.table_formats import Records, as_text, metadata_series
from discourse.registries import TEXT_ENDING
from discourse.tables import TEXT_DTYPE
from discourse.validation import find_surrogate, show_name, suggest

__all__ = [
    "ID_COLUMNS",
    "MatchedRows",
    "document_ids",
    "document_table",
    "find_id_column",
    "ids_in_table",
    "match_rows",
    "reject_surrogates",
]

ID_COLUMNS = ("doc", "doc_id", "id")

# Comparisons of ids; beyond these, no misspelt id is looked for, because it takes long.
_MAX_COMPARISONS = 50_000
_MAX_LINES_SHOWN = 5  # lines of documents with the same id that a message names
_MAX_VALUE_LENGTH = 40  # characters of a value that a message shows
_TYPES_WITHOUT_CHARACTERS = frozenset((int, float, bool, type(None)))
_OWN_ID = "Give each document an id of its own."


# --------------------------------------------------------------------------------------
# Ids


def find_id_column(records: Records, *, without: str | None = None) -> str | None:
    """Return the column of the ids: ``doc``, else ``doc_id``, else ``id``.

    Capitals do not matter, but a name in small letters has precedence. The column
    `without` is not looked at.
    """
    names = [name for name in records.columns if name != without]
    for id_name in ID_COLUMNS:
        if id_name in names:
            return id_name
        for name in names:
            if name.casefold() == id_name:
                return name
    return None


def _compose(value: object) -> str:
    """Return a value as text in Unicode's composed form (NFC); 1.0 becomes ``1``."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", str(value))


def document_ids(
    records: Records, column: str, *, to_doc: Callable[[object], str] = _compose
) -> list[str | None]:
    """Return the id of each record, or ``None`` where its id is a fault of the table.

    Ids are text in Unicode's composed form (NFC).

    Parameters
    ----------
    records : Records
        Faults are added to it: an id that is missing, that is not text, that occurs
        twice or that is like another.
    column : str
        The column of the ids.
    to_doc : callable
        Turns the value of a cell into the id that is meant.
    """
    values = records.columns[column]
    if to_doc is _compose and _are_unlike_ids(values):
        return list(values)
    docs: list[str | None] = []
    rows_by_key: dict[str, list[int]] = {}
    for row, value in enumerate(values):
        reason = _reason_for_no_id(value, column)
        if reason:
            records.faults.append(records.fault(row, reason, _OWN_ID, "no id"))
            docs.append(None)
            continue
        doc = to_doc(value)
        docs.append(doc)
        rows_by_key.setdefault(comparable_id(doc), []).append(row)
    for rows in rows_by_key.values():
        if len(rows) > 1:
            records.faults += _repeated_id_faults(records, rows, docs)
            for row in rows:
                docs[row] = None
    return docs


def _are_unlike_ids(values: Sequence[Any]) -> bool:
    """Return whether all values are ids as they are, and no two are alike."""
    return are_good_ids(values) and len(set(comparable_ids(values))) == len(values)


def _reason_for_no_id(value: Any, column: str) -> str:
    """Return why a value is no id, or ``""`` if it is one."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return f"there is no id in column {column!r}."
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return ""
    shown_value = as_text(value)[:_MAX_VALUE_LENGTH]
    type_name = type(value).__name__
    return (
        f"the id in column {column!r} is {shown_value!r} ({type_name}), not text or a "
        "whole number."
    )


def _repeated_id_faults(
    records: Records, rows: Sequence[int], docs: Sequence[str | None]
) -> list[Fault]:
    """Return one fault for each of the `rows`, whose ids are the same or alike."""
    faults = []
    all_same = len({docs[row] for row in rows}) == 1
    # One more than a message shows, because a row does not name itself.
    first_rows = rows[: _MAX_LINES_SHOWN + 1]
    for row in rows:
        other_rows = [other_row for other_row in first_rows if other_row != row]
        other_rows = other_rows[:_MAX_LINES_SHOWN]
        where = _describe_lines(records, other_rows, len(rows) - 1)
        shown_id = show_name(str(docs[row]))
        if all_same:
            reason = f"the id '{shown_id}' occurs on {where} as well."
        else:
            similar_id = docs[other_rows[0]]
            for other_row in other_rows:
                if docs[other_row] != docs[row]:
                    similar_id = docs[other_row]
                    break
            difference = how_ids_differ(str(docs[row]), str(similar_id))
            reason = (
                f"the id '{shown_id}' differs from '{show_name(str(similar_id))}' on "
                f"{where} only in {difference}."
            )
        faults.append(records.fault(row, reason, _OWN_ID, "twice"))
    return faults


def _describe_lines(records: Records, rows: Sequence[int], total_count: int) -> str:
    """Return the lines of some `rows` out of `total_count`, for a message."""
    numbers = ", ".join(str(records.lines[row]) for row in rows)
    unnamed_count = total_count - len(rows)
    remainder = f" and {unnamed_count:,} more" if unnamed_count else ""
    plural = "" if total_count == 1 else "s"
    return f"{records.unit}{plural} {numbers}{remainder}"


# --------------------------------------------------------------------------------------
# Rows of metadata


@dataclass(frozen=True)
class MatchedRows:
    """Which row of a metadata table belongs to which text.

    Attributes
    ----------
    rows : dict of str to int
        The row by the id of the text.
    faults : list of Fault
        Texts without a row, and rows without a text.
    """

    rows: dict[str, int]
    faults: list[Fault]


def match_rows(
    file_names: Mapping[str, str],
    records: Records,
    *,
    other_ids: Mapping[str, str] = MappingProxyType({}),
    optional: Collection[str] = (),
) -> MatchedRows:
    """Return the row of each text in a metadata table.

    Parameters
    ----------
    file_names : mapping of str to str
        The name of the file by the id, for every text of the folder, also for texts
        that could not be read.
    records : Records
        The metadata; faults of rows are added to it.
    other_ids : mapping of str to str
        What the table may have in place of an id, with the id that it means.
    optional : collection of str
        The ids of texts that need no row.

    Raises
    ------
    MetadataError
        No column holds ids, or no id is that of a text.
    """
    column = find_id_column(records)
    if column is None:
        raise _no_id_column_fault(file_names, records).to_error()

    id_of_name = _ids_by_last_part(file_names)

    def to_doc(cell: object) -> str:
        """Return the id that is meant: with the ending of its file or without."""
        doc = _compose(cell)
        if doc in file_names:
            return doc
        stem = strip_text_ending(doc)
        if stem in file_names:
            return stem
        return other_ids.get(stem) or id_of_name.get(stem, doc)

    faults_before = len(records.faults)
    docs = document_ids(records, column, to_doc=to_doc)
    new_faults = records.faults[faults_before:]
    refused_lines = _refused_lines(records, column, new_faults, to_doc)
    rows: dict[str, int] = {}
    rows_without_text: dict[str, int] = {}
    for row, doc in enumerate(docs):
        if doc is not None and doc in file_names:
            rows[doc] = row
        elif doc is not None:
            rows_without_text[doc] = row
    texts_without_row = [
        doc for doc in file_names if doc not in rows and doc not in optional
    ]
    no_match = not rows and not refused_lines
    if no_match and rows_without_text and texts_without_row:
        fault = _no_match_fault(texts_without_row, rows_without_text, records, column)
        raise fault.to_error()
    by_spelling = len(texts_without_row) * len(rows_without_text) < _MAX_COMPARISONS
    # The ids that may be meant by a text without a row, or by a row without a text.
    ids_of_rows = _SimilarIds(list(rows_without_text), by_spelling=by_spelling)
    ids_of_texts = _SimilarIds(texts_without_row, by_spelling=by_spelling)
    faults = []
    for doc in sorted(texts_without_row):
        if doc in refused_lines:
            fault = _refused_row_fault(file_names[doc], refused_lines[doc], records)
        else:
            fault = _no_row_fault(doc, file_names[doc], records, ids_of_rows)
        faults.append(fault)
    for doc, row in rows_without_text.items():
        faults.append(_no_text_fault(doc, row, records, ids_of_texts))
    return MatchedRows(rows, faults)


def ids_in_table(records: Records) -> set[str]:
    """Return the ids of a metadata table, as they stand there."""
    column = find_id_column(records)
    if column is None:
        return set()
    return {_compose(value) for value in records.columns[column]}


def _ids_by_last_part(docs: Iterable[str]) -> dict[str, str]:
    """Return the id of each text by its name without folders, if only one has it."""
    docs_of_name: dict[str, list[str]] = {}
    for doc in docs:
        docs_of_name.setdefault(doc.rpartition("/")[2], []).append(doc)
    return {name: docs[0] for name, docs in docs_of_name.items() if len(docs) == 1}


def _refused_lines(
    records: Records,
    column: str,
    id_faults: Sequence[Fault],
    to_doc: Callable[[object], str],
) -> dict[str, int]:
    """Return the line of each row that was refused, by its id.

    The text of such a row is left out because the row is refused, and not because it
    has none.

    Parameters
    ----------
    records : Records
        The metadata.
    column : str
        The column of the ids.
    id_faults : sequence of Fault
        The faults of rows whose ids are missing or occur twice.
    to_doc : callable
        Turns the value of a cell into the id that is meant.
    """
    refused_lines: dict[str, int] = {}
    position = list(records.columns).index(column)
    for ragged_row in records.ragged:
        if position < len(ragged_row.cells):
            doc = to_doc(ragged_row.cells[position])
            refused_lines[doc] = ragged_row.fault.line
    row_of_line = {line: row for row, line in enumerate(records.lines)}
    for fault in id_faults:
        value = records.columns[column][row_of_line[fault.line]]
        if not _reason_for_no_id(value, column):
            refused_lines.setdefault(to_doc(value), fault.line)
    return refused_lines


def _no_id_column_fault(file_names: Mapping[str, str], records: Records) -> Fault:
    """Return the fault that no column of the metadata table has a name for ids."""
    known_names = {*file_names, *file_names.values()}
    remedy = (
        f"Add a column 'doc' that holds the name of each text without '{TEXT_ENDING}'."
    )
    for name, values in records.columns.items():
        if not known_names.isdisjoint(map(str, values)):
            remedy = f"Column {name!r} holds names of the texts: call it 'doc'."
            break
    columns = list_names(list(records.columns))
    reason = f"no column is called 'doc' (or 'doc_id', or 'id'); it has {columns}."
    return Fault(records.source, reason, remedy, "no column", error=MetadataError)


def _no_match_fault(
    texts_without_row: Sequence[str],
    rows_without_text: Mapping[str, int],
    records: Records,
    column: str,
) -> Fault:
    """Return the fault that no id in the metadata table is the name of a text."""
    in_table = list_names([f"'{doc}'" for doc in rows_without_text], limit=3)
    in_folder = list_names([f"'{doc}'" for doc in texts_without_row], limit=3)
    reason = (
        f"no id in its column {column!r} ({in_table}) is the name of a text "
        f"({in_folder})."
    )
    remedy = (
        f"An id is the name of the file without '{TEXT_ENDING}', after the name of "
        "its folder if it is in one: 'china/2019'."
    )
    return Fault(records.source, reason, remedy, "no matching ids", error=MetadataError)


def _refused_row_fault(file_name: str, line: int, records: Records) -> Fault:
    """Return the fault of a text whose row of metadata was refused.

    Its kind is empty, because it only follows from the fault of the row.
    """
    reason = f"its row in {records.source} ({records.unit} {line}) was refused."
    return Fault(file_name, reason, "Correct the row.", "", error=MetadataError)


def _no_row_fault(
    doc: str, file_name: str, records: Records, ids_of_rows: _SimilarIds
) -> Fault:
    """Return the fault of a text without a row of metadata."""
    shown_id = show_name(doc)
    reason = f"{records.source} has no row for this text (its id is '{shown_id}')."
    hint = ids_of_rows.suggest(doc)
    remedy = f"Add a row for it, or leave the text out.{hint}"
    return Fault(file_name, reason, remedy, "no row", error=MetadataError)


def _no_text_fault(
    doc: str, row: int, records: Records, ids_of_texts: _SimilarIds
) -> Fault:
    """Return the fault of a row of metadata without a text."""
    file_name = f"{show_name(doc)}{TEXT_ENDING}"
    reason = f"there is no text for this row: no file {file_name} is in the folder."
    hint = ids_of_texts.suggest(doc)
    remedy = f"Add the file, or delete the row.{hint}"
    return records.fault(row, reason, remedy, "no text")


class _SimilarIds:
    """Ids, one of which may be meant by an id that does not match.

    Parameters
    ----------
    docs : sequence of str
        The ids that may be meant.
    by_spelling : bool
        Whether a misspelt id is looked for. An id that differs only in capitals,
        accents or blanks is found in any case.
    """

    def __init__(self, docs: Sequence[str], *, by_spelling: bool) -> None:
        self.docs = docs
        self.by_spelling = by_spelling
        self.doc_of_key = {_simplify(doc): doc for doc in docs}

    def suggest(self, doc: str) -> str:
        """Return a question after the id that was meant, or ``""``."""
        similar_doc = self.doc_of_key.get(_simplify(doc))
        if similar_doc is not None:
            return (
                f" Did you mean '{show_name(similar_doc)}'? "
                "It differs in capitals, accents or blanks."
            )
        return suggest(doc, self.docs) if self.by_spelling else ""


def _simplify(doc: str) -> str:
    """Return an id without its ending, capitals, accents and blanks."""
    return "".join(strip_text_ending(comparable_id(doc)).split())


# --------------------------------------------------------------------------------------
# Tables of documents


def reject_surrogates(records: Records) -> Records:
    """Return the records without those that hold half of a surrogate pair.

    Each of these becomes a fault of the table.
    """
    bad_rows: set[int] = set()  # a row is one fault, even if two of its cells are bad
    for name, values in records.columns.items():
        if find_surrogate(name) >= 0:
            raise _surrogate_in_name_fault(name, records).to_error()
        for row in _rows_to_check(values, records.matches.get(name)):
            text = _text_to_check(values[row])
            position = find_surrogate(text)
            if position >= 0 and row not in bad_rows:
                bad_rows.add(row)
                code_point = f"U+{ord(text[position]):04X}"
                reason = (
                    f"column {name!r} holds half of a surrogate pair ({code_point}), "
                    "which is not a character."
                )
                remedy = "Write the row again from its source."
                fault = records.fault(row, reason, remedy, "surrogate")
                records.faults.append(fault)
    if not bad_rows:
        return records
    return records.select([row for row in range(len(records)) if row not in bad_rows])


def _rows_to_check(
    values: Sequence[Any], matches: SequenceMatches | None
) -> Sequence[int]:
    """Return the rows of a column whose values may hold a surrogate.

    `matches` is what was found if its texts were searched.
    """
    if matches is not None:
        rows: list[int] = np.flatnonzero(matches.have_surrogates).tolist()
        return rows
    types = set(map(type, values))
    if types <= _TYPES_WITHOUT_CHARACTERS or are_ascii(values):
        return []
    return range(len(values))


def _text_to_check(value: Any) -> str:
    """Return what may hold a surrogate in a value; a number holds none."""
    if isinstance(value, str):
        return value
    return "" if isinstance(value, (int, float)) else as_text(value)


def _surrogate_in_name_fault(name: str, records: Records) -> Fault:
    """Return the fault of a column whose name holds half of a surrogate pair."""
    reason = (
        f"the name of column '{show_name(name)}' holds half of a surrogate pair, "
        "which is not a character."
    )
    remedy = "Rename the column."
    return Fault(records.source, reason, remedy, "header", error=MetadataError)


def document_table(
    docs: Sequence[str],
    columns: Mapping[str, Sequence[Any]],
    orders: Mapping[str, Sequence[Any]],
) -> pd.DataFrame:
    """Return the table of documents: ``doc``, then the columns of the metadata.

    Parameters
    ----------
    docs : sequence of str
        The ids.
    columns : mapping of str to sequence
        The values of each column, in the order of `docs`.
    orders : mapping of str to sequence
        The order of the values, for each column of ordered categories.
    """
    series = {"doc": pd.Series(list(docs), dtype=TEXT_DTYPE)}
    for name, values in columns.items():
        series[name] = metadata_series(values, orders.get(name, ()))
    return pd.DataFrame(series)
