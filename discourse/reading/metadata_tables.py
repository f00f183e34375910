"""The table of metadata beside the texts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.corpus.reading_notes import Oddity
from discourse.reading.diagnostics import SourceOddity
from discourse.reading.folder_scan import FolderContents, read_bytes
from discourse.reading.metadata_matching import (
    ID_COLUMNS,
    MatchedRows,
    find_id_column,
    reject_surrogates,
)
from discourse.reading.path_patterns import path_exists
from discourse.reading.read_errors import Fault, list_names
from discourse.reading.read_options import METADATA_NAME, ReadOptions
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
    path = _find_metadata(root, contents, options.metadata)
    if path is None:
        return None
    data = read_bytes(path, path.name)
    if isinstance(data, Fault):
        raise data.to_error()
    encoding = options.declared_encoding(path.name)
    if encoding is None and not _is_utf8(data):
        # Spreadsheets often write UTF-8 although the texts have another encoding. So
        # the encoding of all files applies to the table only if the table is not UTF-8.
        encoding = options.encoding
    records = records_from_bytes(
        data,
        path.name,
        declared_encoding=encoding,
        known_columns=ID_COLUMNS,
        role="table",
    )
    return reject_surrogates(records)


def _find_metadata(
    root: Path, contents: FolderContents, metadata_path: str | os.PathLike[str] | None
) -> Path | None:
    """Return the path of the metadata table: as given, or that in the folder."""
    if metadata_path is not None:
        path = Path(os.fsdecode(metadata_path)).expanduser()
        path_in_folder = root / path
        if path_exists(path_in_folder) and not path_exists(path):
            return path_in_folder
        return path
    names = [name for name in contents.tables if name.lower() == METADATA_NAME]
    if not names:
        return None
    # The name in small letters has precedence over others, such as Metadata.csv.
    name = METADATA_NAME if METADATA_NAME in names else names[0]
    return root / name


def _is_utf8(data: bytes) -> bool:
    """Return whether bytes are valid UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def columns_of_rows(
    docs: Sequence[str], metadata: Records | None, matched_rows: MatchedRows
) -> dict[str, list[Any]]:
    """Return the columns of a metadata table, without the ids, for the texts `docs`."""
    if metadata is None:
        return {}
    rows = [matched_rows.rows[doc] for doc in docs]
    id_column = find_id_column(metadata)
    return columns_without(metadata.select(rows), [id_column])


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
