"""Formats of files that `read` makes a corpus of, and how the names of files end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from discourse.registries.registry import Registry

__all__ = [
    "COMPRESSED_ENDINGS",
    "READING_FORMATS",
    "TABLE_ENDINGS",
    "TEXT_ENDING",
    "UNREAD_TABLE_ENDINGS",
    "ReadingFormat",
]


@dataclass(frozen=True)
class ReadingFormat:
    """One format.

    Attributes
    ----------
    name : str
        The reader of :mod:`discourse.reading` goes by this name.
    label : str
        What such a file is.
    endings : tuple of str
        How its name ends, in small letters; the usual ending first.
    holds : {'a document', 'a document a row'}
        One text, or a table of texts. A table may be compressed, as .gz, .xz or .bz2.
    source : str
        Where the format is described.
    """

    name: str
    label: str
    endings: tuple[str, ...]
    holds: Literal["a document", "a document a row"]
    source: str


TEXT_ENDING = ".txt"  # the id of a document is the name of its file without it
COMPRESSED_ENDINGS = (".gz", ".xz", ".bz2")

READING_FORMATS = Registry(
    "formats of files",
    ReadingFormat(
        name="text",
        label="plain text",
        endings=(TEXT_ENDING,),
        holds="a document",
        source="The Unicode Standard; another encoding is read where it is declared",
    ),
    ReadingFormat(
        name="csv",
        label="table with commas or semicolons",
        endings=(".csv",),
        holds="a document a row",
        source="RFC 4180 (2005), and what spreadsheets save",
    ),
    ReadingFormat(
        name="tsv",
        label="table with tabs",
        endings=(".tsv",),
        holds="a document a row",
        source="IANA media type text/tab-separated-values (1993)",
    ),
    ReadingFormat(
        name="jsonl",
        label="one JSON object a line",
        endings=(".jsonl", ".ndjson"),
        holds="a document a row",
        source="RFC 8259 (2017) for the objects; JSON Lines",
    ),
    ReadingFormat(
        name="parquet",
        label="Parquet table",
        endings=(".parquet",),
        holds="a document a row",
        source="Apache Parquet",
    ),
)

TABLE_ENDINGS = tuple(
    ending
    for entry in READING_FORMATS.values()
    if entry.holds == "a document a row"
    for ending in entry.endings
)

# Tables that `read` names when it meets them in a folder of texts, besides
# `TABLE_ENDINGS`: compressed ones, and workbooks, which it does not read.
UNREAD_TABLE_ENDINGS = (".jsonl.gz", ".jsonl.xz", ".xlsx", ".xls")
