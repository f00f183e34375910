"""What the ending of a file's name says about the file.

The endings themselves are in :mod:`discourse.registries`.
"""

from __future__ import annotations

from collections.abc import Iterable

from discourse.registries import (
    ARCHIVE_ENDINGS,
    COMPRESSED_ENDINGS,
    DOCUMENT_ENDINGS,
    READING_FORMATS,
    TABLE_ENDINGS,
    UNREAD_TABLE_ENDINGS,
)

__all__ = [
    "compression_of",
    "document_endings",
    "document_format_of",
    "is_archive_name",
    "is_table_name",
    "is_text_name",
    "is_unread_table_name",
    "strip_archive_ending",
    "strip_compression",
    "strip_table_ending",
    "strip_text_ending",
    "table_format_of",
    "usual_endings",
]

_ENDINGS_OF_DOCUMENTS = {
    entry.name: entry.endings
    for entry in READING_FORMATS.values()
    if entry.holds == "a document"
}


def is_text_name(name: str) -> bool:
    """Return whether a file of this name should hold a text, in any format.

    >>> is_text_name("speech.txt"), is_text_name("speech.PDF"), is_text_name("a.csv")
    (True, True, False)
    """
    return name.lower().endswith(DOCUMENT_ENDINGS)


def is_archive_name(name: str) -> bool:
    """Return whether a file of this name is an archive of files."""
    return name.lower().endswith(ARCHIVE_ENDINGS)


def document_format_of(name: str) -> str:
    """Return the format of a text by the name of its file.

    >>> document_format_of("speech.HTM"), document_format_of("speech.txt")
    ('html', 'text')
    """
    small_name = name.lower()
    for format_name, endings in _ENDINGS_OF_DOCUMENTS.items():
        if small_name.endswith(endings):
            return format_name
    return "text"


def is_table_name(name: str) -> bool:
    """Return whether `read` takes a file of this name as a table, compressed or not."""
    return strip_compression(name).endswith(TABLE_ENDINGS)


def is_unread_table_name(name: str) -> bool:
    """Return whether a file in a folder of texts is a table, by its name."""
    return name.lower().endswith((*TABLE_ENDINGS, *UNREAD_TABLE_ENDINGS))


def strip_text_ending(name: str) -> str:
    """Return the name of a text without its ending, and any other name as it is.

    >>> strip_text_ending("speech.TXT"), strip_text_ending("speech")
    ('speech', 'speech')
    """
    small_name = name.lower()
    for ending in DOCUMENT_ENDINGS:
        if small_name.endswith(ending):
            return name[: -len(ending)]
    return name


def strip_archive_ending(name: str) -> str:
    """Return the name of an archive without its ending, and any other name as it is.

    >>> strip_archive_ending("speeches.zip")
    'speeches'
    """
    for ending in ARCHIVE_ENDINGS:
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


def compression_of(name: str) -> str | None:
    """Return the ending that says how a file is compressed, or ``None``.

    >>> compression_of("speeches.csv.GZ")
    '.gz'
    """
    for ending in COMPRESSED_ENDINGS:
        if name.lower().endswith(ending):
            return ending
    return None


def strip_compression(name: str) -> str:
    """Return a name in small letters, without the endings of compressed files.

    >>> strip_compression("Speeches.csv.gz")
    'speeches.csv'
    """
    name = name.lower()
    for ending in COMPRESSED_ENDINGS:
        name = name.removesuffix(ending)
    return name


def strip_table_ending(name: str) -> str:
    """Return the name of a table without its endings.

    >>> strip_table_ending("un/Speeches_2019.csv.gz")
    'un/Speeches_2019'
    """
    stem = name[: len(strip_compression(name))]
    for ending in TABLE_ENDINGS:
        if stem.lower().endswith(ending):
            return stem[: -len(ending)]
    return stem


def table_format_of(name: str) -> str:
    """Return the format of a table by its name; an unknown ending counts as CSV.

    >>> table_format_of("speeches.ndjson.gz"), table_format_of("speeches.dat")
    ('jsonl', 'csv')
    """
    name = strip_compression(name)
    for entry in READING_FORMATS.values():
        if entry.holds == "a document a row" and name.endswith(entry.endings):
            return entry.name
    return "csv"


def document_endings() -> str:
    """Return the usual ending of each format that holds a text, for a message.

    >>> document_endings()
    '.txt, .html, .pdf, .docx, .rtf or .xml'
    """
    return _list_endings(
        entry.endings[0]
        for entry in READING_FORMATS.values()
        if entry.holds == "a document"
    )


def usual_endings() -> str:
    """Return the usual ending of each format, for a message.

    >>> usual_endings()
    '.txt, .html, .pdf, .docx, .rtf, .xml, .csv, .tsv, .jsonl, .parquet, .xlsx or .zip'
    """
    return _list_endings(entry.endings[0] for entry in READING_FORMATS.values())


def _list_endings(endings: Iterable[str]) -> str:
    """Return endings of names with commas between them, and "or" before the last."""
    *others, last = endings
    return f"{', '.join(others)} or {last}"
