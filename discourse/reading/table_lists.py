"""Several tables, read as one corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.corpus.input_checks import comparable_id
from discourse.corpus.metadata_oddities import MISSING, NEAR_SAME, is_about_metadata
from discourse.corpus.reading_notes import BETWEEN_TABLE_AND_ROW
from discourse.reading.diagnostics import (
    SourceOddity,
    find_duplicates,
    suspected_table,
)
from discourse.reading.document_metadata import DocumentMetadata, add_name_fields
from discourse.reading.file_endings import strip_table_ending
from discourse.reading.folder_scan import read_bytes
from discourse.reading.metadata_matching import document_table
from discourse.reading.path_lists import shortest_ids
from discourse.reading.read_options import ReadOptions
from discourse.reading.table_documents import read_table
from discourse.validation import encodable_name

__all__ = ["read_tables"]

TABLE_COLUMN = "table"  # the metadata column that says which table a document is from
_PLACE = "the tables"
_KINDS_OF_ALL = (
    "duplicate",
    NEAR_SAME,
    MISSING,
)  # oddities that are found in all together


@dataclass(frozen=True)
class _TablePart:
    """The corpus of one of the tables.

    Attributes
    ----------
    name : str
        The name of the file, with as many folders as tell it from the others.
    stem : str
        The name without its ending.
    corpus : Corpus
    """

    name: str
    stem: str
    corpus: Corpus

    @property
    def sources(self) -> list[str]:
        """How `suspected` names the rows."""
        return [f"{self.name}{BETWEEN_TABLE_AND_ROW}{doc}" for doc in self.corpus.names]

    def values_of(self, column: str) -> list[Any]:
        """Return the values of a metadata column; None where nothing is known."""
        documents = self.corpus.documents
        if column not in documents.columns:
            return [None] * len(documents)
        values = documents[column].astype("object")
        are_missing = values.isna().tolist()
        pairs = zip(values.tolist(), are_missing, strict=True)
        return [None if is_missing else value for value, is_missing in pairs]


def read_tables(paths: Sequence[Path], options: ReadOptions) -> Corpus:
    """Return a Corpus of the rows of several tables, in the order of the tables.

    The metadata column ``table`` says which table a document is from. If two tables
    have the same id, the name of its table stands before each id.

    Parameters
    ----------
    paths : sequence of Path
        The tables, which all have a column of texts.
    options : ReadOptions
    """
    parts = _read_parts(paths, options)
    docs = _ids_of(parts)
    texts = [text for part in parts for text in part.corpus.texts]
    sources = [source for part in parts for source in part.sources]
    metadata = DocumentMetadata(docs, sources, _PLACE, _columns_of(parts))
    if options.names is not None:
        names = [f"{part.stem}/{doc}" for part in parts for doc in part.corpus.names]
        metadata = add_name_fields(metadata, names, options.names)
    suspected = _suspected_of(parts, sources, texts, metadata.oddities)
    modes = options.paragraphs
    if isinstance(modes, Mapping):
        # A text that was refused may be named there.
        refused_count = sum(len(part.corpus.refused) for part in parts)
        if refused_count:
            modes = {doc: modes[doc] for doc in docs if doc in modes}
    words = options.han.words
    return Corpus.from_texts(
        dict(zip(docs, texts, strict=True)),
        document_table(docs, metadata.columns, {}),
        paragraphs=modes,
        chinese_words=False if words is None else words,
        traditional_as_simplified=options.han.traditional_as_simplified,
        refused=pd.concat([part.corpus.refused for part in parts], ignore_index=True),
        suspected=suspected,
        files=pd.concat([part.corpus.files for part in parts], ignore_index=True),
        sources=dict(zip(docs, sources, strict=True)),
    )


def _read_parts(paths: Sequence[Path], options: ReadOptions) -> list[_TablePart]:
    """Return the corpus of each table."""
    whole_names = [encodable_name(path.absolute().as_posix()) for path in paths]
    names = shortest_ids(whole_names)
    options.check_file_names([*names, *(path.name for path in paths)])
    parts = []
    for path, name in zip(paths, names, strict=True):
        encoding = options.declared_encoding(name, path.name)
        part_options = replace(
            options,
            encoding=encoding or options.encoding,
            encodings={},
            paragraphs="auto"
            if isinstance(options.paragraphs, Mapping)
            else options.paragraphs,
            names=None,
        )
        corpus = read_table(read_bytes(path, name), name, part_options)
        parts.append(_TablePart(name, strip_table_ending(name), corpus))
    return parts


def _ids_of(parts: Sequence[_TablePart]) -> list[str]:
    """Return the ids of all documents, no two alike."""
    ids = [doc for part in parts for doc in part.corpus.names]
    if len(set(map(comparable_id, ids))) == len(ids):
        return ids
    return [f"{part.stem}/{doc}" for part in parts for doc in part.corpus.names]


def _columns_of(parts: Sequence[_TablePart]) -> dict[str, list[Any]]:
    """Return the metadata of all documents, and which table each is from."""
    names = dict.fromkeys(
        str(name) for part in parts for name in part.corpus.documents.columns
    )
    names.pop("doc")
    columns: dict[str, list[Any]] = {}
    for name in names:
        columns[name] = [value for part in parts for value in part.values_of(name)]
    if TABLE_COLUMN not in {name.casefold() for name in columns}:
        stems: list[Any] = []
        for part in parts:
            stems += [part.stem] * len(part.corpus)
        columns[TABLE_COLUMN] = stems
    return columns


def _suspected_of(
    parts: Sequence[_TablePart],
    sources: Sequence[str],
    texts: Sequence[str],
    oddities: Sequence[SourceOddity],
) -> pd.DataFrame:
    """Return what looks odd in all tables; duplicates are looked for in all together."""
    tables = []
    for part in parts:
        suspected = part.corpus.suspected
        rows = suspected[~suspected["kind"].isin(_KINDS_OF_ALL)]
        # What was changed in a column is said of its table.
        is_metadata = is_about_metadata(rows)
        tables.append(rows.assign(source=rows["source"].mask(is_metadata, part.name)))
    found = [*find_duplicates(sources, texts), *oddities]
    tables.append(suspected_table(found))
    return pd.concat(tables, ignore_index=True)
