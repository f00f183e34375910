"""The metadata of documents, from every place where it stands.

It may be in a table beside the texts, in the names of their files, in the names of the
folders they are in, and in the heads of the texts. A value of the table has precedence
over one of the name, and this over one of the head. Where two places differ, that is
noticed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from discourse.corpus.metadata_values import same_number, value_as_text
from discourse.corpus.reading_notes import Oddity
from discourse.reading.diagnostics import SourceOddity
from discourse.reading.file_name_fields import NamePattern
from discourse.reading.read_errors import list_names
from discourse.reading.table_formats import as_text
from discourse.reading.text_heads import TextHead, find_head
from discourse.validation import show_name, show_value

__all__ = [
    "DocumentMetadata",
    "add_column",
    "add_file_metadata",
    "add_folders",
    "add_heads",
    "add_name_fields",
]

FOLDER_COLUMN = "folder"
_MAX_NAMES = 10  # that one row of `suspected` names


@dataclass(frozen=True)
class DocumentMetadata:
    """What is known of the documents, and what was noticed about it.

    Attributes
    ----------
    docs : sequence of str
        The ids.
    sources : sequence of str
        The file, or the row of a table, that each document comes from.
    place : str
        The folder or table that all of them come from.
    columns : dict of str to list
        The values by column, in the order of the documents.
    oddities : tuple of SourceOddity
        Names that do not fit, and values that differ.
    heads : dict of str to TextHead
        The heads of texts, by id.
    """

    docs: Sequence[str]
    sources: Sequence[str]
    place: str
    columns: dict[str, list[Any]]
    oddities: tuple[SourceOddity, ...] = ()
    heads: dict[str, TextHead] = field(default_factory=dict)

    def with_oddity(
        self, rows: Sequence[int], kind: str, reason: str, remedy: str
    ) -> DocumentMetadata:
        """Return the same with an oddity of the documents in `rows`.

        Its source is the document if there is one row, and else the place of all.
        """
        source = self.sources[rows[0]] if len(rows) == 1 else self.place
        oddity = SourceOddity(source, Oddity(kind, len(rows), reason, remedy))
        return replace(self, oddities=(*self.oddities, oddity))

    def name_sources(self, rows: Sequence[int]) -> str:
        """Return the first sources of the documents in `rows`, for a message."""
        return list_names([self.sources[row] for row in rows], limit=_MAX_NAMES)

    def bodies_of(self, texts: Sequence[str]) -> list[str]:
        """Return the texts without their heads, which are masked."""
        if not self.heads:
            return list(texts)
        bodies = []
        for doc, text in zip(self.docs, texts, strict=True):
            head = self.heads.get(doc)
            body = text if head is None else text[: head.start] + text[head.end :]
            bodies.append(body)
        return bodies


# --------------------------------------------------------------------------------------
# Columns that are added


def _column_like(columns: dict[str, list[Any]], name: str) -> str | None:
    """Return the column of this name, whatever its capitals, or None."""
    folded_name = name.casefold()
    for column in columns:
        if column.casefold() == folded_name:
            return column
    return None


def add_column(
    metadata: DocumentMetadata, name: str, values: Sequence[Any], origin: str
) -> DocumentMetadata:
    """Return the metadata with the values of one more place.

    If the column exists, its own values have precedence, and the new ones fill gaps.

    Parameters
    ----------
    metadata : DocumentMetadata
    name : str
        The column.
    values : sequence
        One for each document; ``""`` or None where the place says nothing.
    origin : str
        What the place is called in a message, such as "the head".
    """
    existing_name = _column_like(metadata.columns, name)
    if existing_name is None:
        return replace(metadata, columns={**metadata.columns, name: list(values)})
    merged_values = list(metadata.columns[existing_name])
    differing_rows = []
    for row, value in enumerate(values):
        existing_text = value_as_text(merged_values[row])
        if not existing_text and value:
            merged_values[row] = value
        elif value and not _mean_the_same(value_as_text(value), existing_text):
            differing_rows.append(row)
    if merged_values != metadata.columns[existing_name]:
        columns = {**metadata.columns, existing_name: merged_values}
        merged = replace(metadata, columns=columns)
    else:
        merged = metadata
    if not differing_rows:
        return merged
    first_row = differing_rows[0]
    example = (
        f"{show_value(as_text(merged_values[first_row]))} came before "
        f"{show_value(as_text(values[first_row]))} of {origin}"
    )
    reason = (
        f"Column '{show_name(existing_name)}': {origin} says something else in "
        f"{merged.name_sources(differing_rows)} ({example})."
    )
    remedy = "The first value was kept; correct the one that is wrong."
    return merged.with_oddity(differing_rows, "metadata", reason, remedy)


def _mean_the_same(text: str, other_text: str) -> bool:
    """Return whether two values are the same text, or the same number."""
    if text == other_text:
        return True
    number = same_number(text)
    return bool(number) and number == same_number(other_text)


def add_folders(metadata: DocumentMetadata, names: Sequence[str]) -> DocumentMetadata:
    """Return the metadata with the column ``folder``, if any text is in a folder.

    Parameters
    ----------
    metadata : DocumentMetadata
        If it has a column of that name, it is returned as it is.
    names : sequence of str
        The name of each file, after the folders it is in.
    """
    composed_names = [unicodedata.normalize("NFC", name) for name in names]
    folders = [name.rpartition("/")[0] for name in composed_names]
    if not any(folders) or _column_like(metadata.columns, FOLDER_COLUMN) is not None:
        return metadata
    return replace(metadata, columns={**metadata.columns, FOLDER_COLUMN: folders})


def add_name_fields(
    metadata: DocumentMetadata,
    names: Sequence[str],
    pattern: NamePattern,
    *,
    root: str = "",
) -> DocumentMetadata:
    """Return the metadata with the fields of the names, as columns of text.

    Parameters
    ----------
    metadata : DocumentMetadata
    names : sequence of str
        The name of each text without its ending, after the folders it is in.
    pattern : NamePattern
    root : str
        The path of the folder that all files are in. If the pattern covers more folders
        than are in any name, the last ones of this path stand before the names.

    Raises
    ------
    OptionError
        No name fits the pattern.
    """
    most_parts = max((name.count("/") + 1 for name in names), default=0)
    if root and most_parts < pattern.part_count:
        names = [f"{root}/{name}" for name in names]
    columns: dict[str, list[str]] = {name: [] for name in pattern.fields}
    rows_without_fit = []
    ambiguous_rows = []
    ambiguity = ""
    for row, name in enumerate(names):
        fields = pattern.match(name)
        if fields is None:
            rows_without_fit.append(row)
        elif fields.other_values is not None:
            ambiguous_rows.append(row)
            ambiguity = ambiguity or _describe_ways(fields.values, fields.other_values)
        for column, values in columns.items():
            values.append("" if fields is None else fields.values[column].strip())
    if names and len(rows_without_fit) == len(names):
        raise pattern.no_match_error(names)
    for column, values in columns.items():
        metadata = add_column(metadata, column, values, "the name of the file")
    if rows_without_fit:
        reason = (
            f"The name does not fit names='{pattern.pattern}', so its columns are "
            f"empty: {metadata.name_sources(rows_without_fit)}."
        )
        remedy = f"Rename the file to the form '{pattern.example}', or leave it so."
        metadata = metadata.with_oddity(rows_without_fit, "name", reason, remedy)
    if ambiguous_rows:
        reason = (
            f"The name fits names='{pattern.pattern}' in several ways: "
            f"{metadata.name_sources(ambiguous_rows)} ({ambiguity}). The first fields "
            "were read as short as possible."
        )
        remedy = "Look at the columns; rename the file, or give a table of metadata."
        metadata = metadata.with_oddity(ambiguous_rows, "name", reason, remedy)
    return metadata


def _describe_ways(values: dict[str, str], other_values: dict[str, str]) -> str:
    """Return the first field that differs between two ways to divide a name."""
    for field_name, value in values.items():
        other_value = other_values[field_name]
        if other_value != value:
            return f"{field_name} {show_value(value)} or {show_value(other_value)}"
    return ""


def add_heads(metadata: DocumentMetadata, texts: Sequence[str]) -> DocumentMetadata:
    """Return the metadata with what the heads of the texts say.

    Parameters
    ----------
    metadata : DocumentMetadata
    texts : sequence of str
        The raw text of each document.
    """
    heads: dict[str, TextHead] = {}
    oddities: list[SourceOddity] = []
    documents = zip(metadata.docs, metadata.sources, texts, strict=True)
    for doc, source, text in documents:
        head = find_head(text)
        if isinstance(head, TextHead):
            heads[doc] = head
        elif head is not None:
            oddities.append(SourceOddity(source, head))
    metadata = replace(metadata, oddities=(*metadata.oddities, *oddities), heads=heads)
    columns = dict.fromkeys(name for head in heads.values() for name in head.columns)
    for column in columns:
        values = []
        for doc in metadata.docs:
            head_columns = heads[doc].columns if doc in heads else {}
            values.append(head_columns.get(column, ""))
        metadata = add_column(metadata, column, values, "the head of the text")
    return metadata


def add_file_metadata(
    metadata: DocumentMetadata, values_of_files: Sequence[Mapping[str, str]]
) -> DocumentMetadata:
    """Return the metadata with what the files say about themselves.

    Parameters
    ----------
    metadata : DocumentMetadata
    values_of_files : sequence of mapping
        For each document the values that its file gives, by column.
    """
    columns = dict.fromkeys(name for values in values_of_files for name in values)
    for column in columns:
        values = [values.get(column, "") for values in values_of_files]
        metadata = add_column(metadata, column, values, "the file itself")
    return metadata
