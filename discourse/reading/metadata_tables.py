"""The table of metadata beside the texts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.corpus.reading_notes import Oddity
from discourse.reading.decoding import is_utf8
from discourse.reading.diagnostics import SourceOddity
from discourse.reading.folder_scan import (
    FolderContents,
    read_bytes,
    read_bytes_of_member,
)
from discourse.reading.metadata_matching import (
    ID_COLUMNS,
    MatchedRows,
    find_id_column,
    reject_surrogates,
)
from discourse.reading.path_patterns import path_exists
from discourse.reading.read_errors import Fault, list_names
from discourse.reading.read_options import METADATA_NAMES, ReadOptions
from discourse.reading.table_formats import (
    Records,
    records_from_bytes,
    records_from_frame,
)
from discourse.validation import count_of, encodable_name

__all__ = [
    "columns_of_rows",
    "columns_without",
    "find_other_rows",
    "read_metadata",
    "without_other_rows",
]

_MAX_ROWS_NAMED = 10  # that are about other texts


def read_metadata(
    root: Path, contents: FolderContents, options: ReadOptions
) -> Records | None:
    """Return the metadata table of a folder, if it has one."""
    if isinstance(options.metadata, pd.DataFrame):
        records = records_from_frame(options.metadata, "metadata", ID_COLUMNS)
        return reject_surrogates(records)
    if options.metadata is not None:
        path = _given_path(root, options.metadata)
        name = path.name
        data = read_bytes(path, name)
    else:
        name = _find_metadata_name(contents)
        if not name:
            return None
        data = _read_beside_texts(root, contents, name)
    if isinstance(data, Fault):
        raise data.to_error()
    encoding = options.declared_encoding(name)
    if encoding is None and not is_utf8(data):
        # Spreadsheets often write UTF-8 although the texts have another encoding. So
        # the encoding of all files applies to the table only if the table is not UTF-8.
        encoding = options.encoding
    records = records_from_bytes(
        data,
        name,
        declared_encoding=encoding,
        known_columns=ID_COLUMNS,
        role="table",
    )
    return reject_surrogates(records)


def _given_path(root: Path, metadata_path: str | os.PathLike[str]) -> Path:
    """Return the path of the metadata table as it was given, or that in the folder."""
    path = Path(os.fsdecode(metadata_path)).expanduser()
    path_in_folder = root / path
    if path_exists(path_in_folder) and not path_exists(path):
        return path_in_folder
    return path


def _find_metadata_name(contents: FolderContents) -> str:
    """Return the name of the metadata table among the files of a folder, or ``""``."""
    for metadata_name in METADATA_NAMES:
        names = [name for name in contents.tables if name.lower() == metadata_name]
        if names:
            # The name in small letters has precedence over others: Metadata.csv.
            return metadata_name if metadata_name in names else names[0]
    return ""


def _read_beside_texts(
    root: Path, contents: FolderContents, name: str
) -> bytes | Fault:
    """Return the bytes of a table in the folder, or the archive, of the texts."""
    if contents.archive is None:
        return read_bytes(root / name, name)
    return read_bytes_of_member(contents.archive, contents.prefix + name, name)


def columns_of_rows(
    docs: Sequence[str], metadata: Records | None, matched_rows: MatchedRows
) -> dict[str, list[Any]]:
    """Return the columns of a metadata table, without the ids, for the texts `docs`.

    A text without a row has None in each.
    """
    if metadata is None:
        return {}
    rows = [matched_rows.rows.get(doc) for doc in docs]
    columns = {}
    for name, values in columns_without(metadata, [find_id_column(metadata)]).items():
        columns[name] = [None if row is None else values[row] for row in rows]
    return columns


def columns_without(
    records: Records, names: Sequence[str | None]
) -> dict[str, list[Any]]:
    """Return the columns of a table without those of ids or texts."""
    columns = dict(records.columns)
    for name in names:
        if name is not None:
            columns.pop(name, None)
    return columns


def find_other_rows(matched_rows: MatchedRows, metadata: Records) -> list[SourceOddity]:
    """Return rows of metadata that describe texts that are not read."""
    lines = [str(fault.line) for fault in matched_rows.faults if _is_other_row(fault)]
    if not lines:
        return []
    rows = count_of(len(lines), "row")
    reason = (
        f"Not read: {rows} about other texts ({metadata.unit} "
        f"{list_names(lines, limit=_MAX_ROWS_NAMED)})."
    )
    remedy = "If the texts are meant too, add them to what is read."
    oddity = Oddity("not read", len(lines), reason, remedy)
    return [SourceOddity(encodable_name(metadata.source), oddity)]


def without_other_rows(matched_rows: MatchedRows) -> MatchedRows:
    """Return the rows without the faults of those that describe other texts."""
    faults = [fault for fault in matched_rows.faults if not _is_other_row(fault)]
    return MatchedRows(matched_rows.rows, faults)


def _is_other_row(fault: Fault) -> bool:
    """Return whether a fault is that of a row without a text."""
    return fault.kind == "no text"
