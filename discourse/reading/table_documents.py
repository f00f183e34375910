"""The documents in the rows of a table, or in memory."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from discourse.accelerators import SequenceMatches
from discourse.corpus import Corpus
from discourse.corpus.reading_notes import BETWEEN_TABLE_AND_ROW
from discourse.errors import ColumnError, OptionError, ReadError
from discourse.reading.diagnostics import SourceOddity, find_cut_cells
from discourse.reading.file_endings import table_format_of
from discourse.reading.folder_scan import FolderContents
from discourse.reading.metadata_matching import (
    ID_COLUMNS,
    MatchedRows,
    document_ids,
    find_id_column,
    match_rows,
    reject_surrogates,
)
from discourse.reading.metadata_tables import (
    columns_of_rows,
    columns_without,
    find_other_rows,
    read_metadata,
    without_other_rows,
)
from discourse.reading.oddity_rules import search_texts
from discourse.reading.read_errors import Fault, list_names, raise_or_list
from discourse.reading.read_options import ReadOptions
from discourse.reading.source_documents import SourceDocuments, build_corpus
from discourse.reading.source_texts import FileFacts, SourceText
from discourse.reading.table_formats import (
    Records,
    records_from_bytes,
    records_from_frame,
)
from discourse.registries import READING_FORMATS
from discourse.validation import encodable_name, show_name, suggest

__all__ = [
    "DATAFRAME_NAME",
    "read_memory",
    "read_table",
]

DATAFRAME_NAME = "the DataFrame"  # its name in messages


def read_table(
    data: pd.DataFrame | bytes | Fault, name: str, options: ReadOptions
) -> Corpus:
    """Return a Corpus of the rows of a table, one document for each row."""
    if options.metadata is not None:
        raise OptionError(
            "metadata= goes with a folder; in a table, the other columns are the "
            "metadata. Leave it out."
        )
    options.refuse_division("a table came, with one text in each row")
    if isinstance(data, Fault):
        raise data.to_error()
    text_column = options.text or "text"
    source = "DataFrame" if isinstance(data, pd.DataFrame) else encodable_name(name)
    records = _records_of_table(data, name, text_column, options)
    _check_text_column(records, text_column)
    total_count = len(records) + len(records.faults)
    if not total_count:
        raise ReadError(f"{show_name(name)} has no rows; expected one document a row.")
    rows = _read_rows(records, text_column, options)
    id_column = find_id_column(rows.records, without=text_column)
    documents = SourceDocuments(
        docs=rows.docs,
        sources=[f"{source}{BETWEEN_TABLE_AND_ROW}{doc}" for doc in rows.docs],
        texts=_texts_of_cells(rows.records.columns[text_column], rows.matches),
        refused=rows.refused,
        place=source,
        file_names=rows.docs,
        columns=columns_without(rows.records, [text_column, id_column]),
        orders=rows.records.orders,
        may_have_heads=False,
        table_file=_facts_of_table(data, name),
        matches=rows.matches,
        oddities=[SourceOddity(source, oddity) for oddity in records.oddities],
    )
    return build_corpus(documents, options)


def read_memory(records: Records, options: ReadOptions) -> Corpus:
    """Return a Corpus of texts in memory, which have the columns ``doc`` and ``text``.

    A table of metadata is matched with their ids, as with the names of files.
    """
    options.refuse_text_column(f"{records.source} holds the texts themselves")
    options.refuse_encodings(f"the texts of {records.source}")
    options.refuse_division("texts in memory came")
    oddities: list[SourceOddity] = []
    metadata = None
    matched_rows = MatchedRows({}, [])
    if options.metadata is not None:
        metadata = read_metadata(Path(), FolderContents(), options)
    if metadata is not None:
        names = {str(doc): str(doc) for doc in records.columns["doc"]}
        all_rows = match_rows(names, metadata)
        oddities = find_other_rows(all_rows, metadata)
        matched_rows = without_other_rows(all_rows)
    rows = _read_rows(
        records,
        "text",
        options,
        metadata=metadata,
        matched_rows=matched_rows,
    )
    documents = SourceDocuments(
        docs=rows.docs,
        sources=rows.docs,
        texts=[SourceText(text) for text in rows.records.columns["text"]],
        refused=rows.refused,
        place=records.source,
        file_names=rows.docs,
        columns=columns_of_rows(rows.docs, metadata, matched_rows),
        oddities=oddities,
        matches=rows.matches,
    )
    return build_corpus(documents, options)


@dataclass(frozen=True)
class _GoodRows:
    """The rows of a table that have an id and a text, and what was refused.

    Attributes
    ----------
    docs : list of str
        Their ids.
    records : Records
        The rows.
    refused : pandas.DataFrame
        Kind "refused".
    matches : SequenceMatches
        What was found in their texts.
    """

    docs: list[str]
    records: Records
    refused: pd.DataFrame
    matches: SequenceMatches


def _read_rows(
    records: Records,
    text_column: str,
    options: ReadOptions,
    *,
    metadata: Records | None = None,
    matched_rows: MatchedRows | None = None,
) -> _GoodRows:
    """Return the good rows of a table; raise or list the faults of the others.

    Parameters
    ----------
    records : Records
    text_column : str
    options : ReadOptions
    metadata : Records, optional
        A table about the texts. Only those that it describes are good.
    matched_rows : MatchedRows, optional
        Which of its rows belongs to which text.
    """
    total_count = len(records) + len(records.faults)
    records = reject_surrogates(_search_column(records, text_column))
    ids = _row_ids(records, text_column)
    good_rows = _rows_with_text(records, text_column, ids)
    if metadata is not None and matched_rows is not None:
        good_rows = [row for row in good_rows if ids[row] in matched_rows.rows]
        records.faults += [*metadata.faults, *matched_rows.faults]
    records.faults.sort(key=lambda fault: fault.line)
    refused_table = raise_or_list(
        records.faults,
        on_error=options.on_error,
        good_count=len(good_rows),
        total_count=total_count,
        noun=records.unit,
    )
    docs = [str(ids[row]) for row in good_rows]
    good_records = records.select(good_rows)
    matches = good_records.matches.get(text_column)
    if matches is None:
        matches = search_texts(good_records.columns[text_column])
    return _GoodRows(docs, good_records, refused_table, matches)


def _search_column(records: Records, column: str) -> Records:
    """Return the records with what was found in a column, if it has nothing but text."""
    values = records.columns.get(column, ())
    if set(map(type, values)) != {str}:
        return records
    return replace(records, matches={column: search_texts(values)})


def _facts_of_table(data: pd.DataFrame | bytes, name: str) -> FileFacts | None:
    """Return what is known of the file of a table; None for a DataFrame."""
    if isinstance(data, pd.DataFrame):
        return None
    entry = READING_FORMATS[table_format_of(name)]
    reader = ""
    if entry.name == "workbook":
        reader = f"python-calamine {importlib.metadata.version('python-calamine')}"
    digest = hashlib.sha256(data).hexdigest()
    return FileFacts(entry.label, reader, len(data), digest)


def _texts_of_cells(cells: Sequence[str], matches: SequenceMatches) -> list[SourceText]:
    """Return the texts of cells, with what looks odd in a cell only."""
    texts = [SourceText(cell) for cell in cells]
    for row, oddity in find_cut_cells(matches.sizes).items():
        texts[row] = SourceText(cells[row], (oddity,))
    return texts


def _records_of_table(
    data: pd.DataFrame | bytes, name: str, text_column: str, options: ReadOptions
) -> Records:
    """Return a DataFrame, or the bytes of a table, as columns of plain values."""
    if isinstance(data, pd.DataFrame):
        options.refuse_encodings("the texts of a DataFrame")
        return records_from_frame(data, name, ID_COLUMNS)
    source = encodable_name(name)
    options.check_file_names([source])
    encoding = options.declared_encoding(source) or options.encoding
    known_columns = (text_column, *ID_COLUMNS)
    return records_from_bytes(
        data, name, declared_encoding=encoding, known_columns=known_columns
    )


def _check_text_column(records: Records, column: str) -> None:
    """Raise an error if a table has no column of texts; it names a likely one."""
    if column in records.columns:
        return
    # A table without any good row has no columns; its rows are faults of their own.
    if not records.columns:
        return
    candidate = _likely_text_column(records, column)
    if candidate:
        remedy = f"Name the column that holds the texts: text={candidate!r}?"
    else:
        remedy = "Name the column that holds the texts with text=."
    columns = list_names(list(records.columns))
    raise ColumnError(
        f"{show_name(records.source)} has no column {column!r}; it has {columns}. "
        f"{remedy}"
    )


def _likely_text_column(records: Records, column: str) -> str:
    """Return the column that may hold the texts, or ``""``.

    It is one with a name like the one asked for, such as "Text", else the one whose
    cells are the longest.
    """
    lengths: dict[str, int] = {}
    for name, values in records.columns.items():
        if name.casefold() not in ID_COLUMNS:
            lengths[name] = sum(
                len(value) for value in values if isinstance(value, str)
            )
    for name in lengths:
        if suggest(column, [name]):
            return name if lengths[name] else ""
    longest_column = max(lengths, key=lambda name: lengths[name], default="")
    # Its length is 0 if no column holds text.
    return longest_column if lengths.get(longest_column) else ""


def _row_ids(records: Records, text_column: str) -> list[str | None]:
    """Return the id of each record; without a column of ids they are numbered."""
    if not len(records):
        return []
    column = find_id_column(records, without=text_column)
    if column is not None:
        return document_ids(records, column)
    # Ids of one width sort in the order of the rows: 01, 02 ... 10.
    width = len(str(len(records)))
    return [str(number).zfill(width) for number in range(1, len(records) + 1)]


def _rows_with_text(
    records: Records, column: str, ids: Sequence[str | None]
) -> list[int]:
    """Return the rows with an id and a text; a row without a text is a fault."""
    # Objects without any key leave a table without columns.
    texts = records.columns.get(column, [None] * len(records))
    if column in records.matches and None not in ids:
        return list(range(len(records)))
    rows = []
    for row, (doc, text) in enumerate(zip(ids, texts, strict=True)):
        if isinstance(text, str):
            if doc is not None:
                rows.append(row)
            continue
        if text is None:
            reason = f"there is no text in column {column!r}."
        else:
            kind = type(text).__name__
            reason = f"the value in column {column!r} is {kind}, not text."
        remedy = "Fill it in, or delete the row."
        fault = records.fault(row, reason, remedy, "no text", ReadError)
        records.faults.append(fault)
    return rows
