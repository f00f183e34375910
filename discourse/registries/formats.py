"""Formats of files from which `read` makes a corpus, and the endings of their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from discourse.registries.registry import Registry

__all__ = [
    "ARCHIVE_ENDINGS",
    "COMPRESSED_ENDINGS",
    "DOCUMENT_ENDINGS",
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
        The reader in :mod:`discourse.reading` has this name.
    label : str
        What such a file is.
    endings : tuple of str
        The endings of file names, in small letters; the usual ending first.
    holds : {'a document', 'a document a row', 'files'}
        Whether the file is one text, a table with a text in each row, or an archive of
        files. A table may be compressed, as .gz, .xz or .bz2.
    source : str
        Where the format is described.
    """

    name: str
    label: str
    endings: tuple[str, ...]
    holds: Literal["a document", "a document a row", "files"]
    source: str


TEXT_ENDING = ".txt"  # without it, the name of a file is the id of its document
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
        name="html",
        label="web page",
        endings=(".html", ".htm", ".xhtml"),
        holds="a document",
        source="WHATWG HTML",
    ),
    ReadingFormat(
        name="pdf",
        label="PDF with text",
        endings=(".pdf",),
        holds="a document",
        source="ISO 32000-2 (2020)",
    ),
    ReadingFormat(
        name="word",
        label="Word document",
        endings=(".docx", ".docm"),
        holds="a document",
        source="ISO/IEC 29500 (2016), WordprocessingML",
    ),
    ReadingFormat(
        name="rtf",
        label="Rich Text Format",
        endings=(".rtf",),
        holds="a document",
        source="Rich Text Format specification 1.9.1 (2008)",
    ),
    ReadingFormat(
        name="xml",
        label="XML, such as TEI and ParlaMint",
        endings=(".xml", ".tei"),
        holds="a document",
        source="TEI P5; Parla-CLARIN and ParlaMint",
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
    ReadingFormat(
        name="workbook",
        label="workbook of a spreadsheet program",
        endings=(".xlsx", ".xls", ".ods", ".xlsm"),
        holds="a document a row",
        source="ISO/IEC 29500 (2016), SpreadsheetML; ISO/IEC 26300 (2015)",
    ),
    ReadingFormat(
        name="zip",
        label="archive of any of these files",
        endings=(".zip",),
        holds="files",
        source="ISO/IEC 21320-1 (2015)",
    ),
)

DOCUMENT_ENDINGS = tuple(
    ending
    for entry in READING_FORMATS.values()
    if entry.holds == "a document"
    for ending in entry.endings
)

TABLE_ENDINGS = tuple(
    ending
    for entry in READING_FORMATS.values()
    if entry.holds == "a document a row"
    for ending in entry.endings
)

ARCHIVE_ENDINGS = tuple(
    ending
    for entry in READING_FORMATS.values()
    if entry.holds == "files"
    for ending in entry.endings
)

# Tables in a folder of texts are not read, but named in a message. These are the endings
# besides `TABLE_ENDINGS`: of compressed tables.
UNREAD_TABLE_ENDINGS = (".jsonl.gz", ".jsonl.xz")
