"""From files, tables and folders to a Corpus: strict about encodings and ids, and silent about nothing.

What cannot be read is refused by file, line and byte, with what to do about it; what was read but looks odd is
listed in ``corpus.suspected``. The bytes of a file become its raw text letter for letter, line ends included; only a
byte order mark at the very start is left out.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import OptionError, ReadError
from discourse.reading.corpus_builders import (
    Options,
    from_folder,
    from_table,
    from_text,
)
from discourse.reading.decoding import check_codec
from discourse.reading.folder_scan import contents
from discourse.reading.read_errors import OnError, listed
from discourse.reading.table_formats import FORMATS, PACKED
from discourse.registries import READING_FORMATS
from discourse.text import ParagraphMode
from discourse.validation import check_option, options_by_name, show_name, suggest

__all__ = ["read"]


@options_by_name
def read(
    path: str | os.PathLike[str] | pd.DataFrame,
    *,
    text: str | None = None,
    metadata: str | os.PathLike[str] | pd.DataFrame | None = None,
    encoding: str | None = None,
    encodings: Mapping[str, str] | None = None,
    paragraphs: ParagraphMode | Mapping[str, ParagraphMode] = "auto",
    on_error: OnError = "raise",
) -> Corpus:
    """Read texts, with what is known about them, as a Corpus.

    Parameters
    ----------
    path : str, Path or pandas.DataFrame
        One of:

        - a folder of ``.txt`` files, one document each. The id of a document is the name of its file without
          ``.txt``; texts in folders inside it are read too, and their ids begin with the folder: ``china/2019``.
          Hidden files are passed over, and so is every other file (``corpus.suspected`` says which).
        - a single ``.txt`` file: one document;
        - a table with one document a row: ``.csv`` or ``.tsv`` (comma, semicolon or tab), ``.jsonl`` (one JSON object
          a line), ``.parquet``; packed as ``.gz``, ``.xz`` or ``.bz2`` if you like; or a DataFrame. Ids stand in a
          column ``doc``, ``doc_id`` or ``id``; without one, rows are numbered from 1.
    text : str, optional
        The column of a table that holds the texts; ``text`` if not given.
    metadata : str, Path or pandas.DataFrame, optional
        For a folder: the table about its texts, one row each, ids in a column ``doc``, ``doc_id`` or ``id`` (a name
        with ``.txt`` will do). If not given, ``metadata.csv`` in the folder, when there is one.
    encoding : str, optional
        The encoding of all files, where it is not UTF-8. A byte order mark is believed before it, and a metadata
        table that is valid UTF-8 is read as such.
    encodings : mapping of str to str, optional
        The encoding of single files, by name or id; stronger than `encoding`. A metadata column ``encoding`` does
        the same.
    paragraphs : {'auto', 'line', 'blank'} or mapping, optional
        What ends a paragraph, for all or by id: see :meth:`discourse.corpus.Corpus.from_texts`.
    on_error : {'raise', 'report'}
        Whether the first fault ends the reading, or the good documents are kept and the others listed in
        ``corpus.refused``. A table that is damaged as a whole, or of which nothing is left, always raises.

    Returns
    -------
    Corpus
        Documents of a folder stand in order of their ids (by code point), rows of a table in their own order.
        Empty documents stay. Ids are text in Unicode's composed form (NFC): ``007`` stays ``007``. Metadata from CSV
        is text; from other tables, whole numbers, numbers and truth values stay what they are, and every other
        column is text in which ``""`` says that nothing is known.

    Raises
    ------
    ReadError
        Nothing is there, or it is nothing that can be read.
    EncodingError
        A file is no valid UTF-8 (or not valid in the encoding declared). No encoding is ever guessed: what the
        bytes look like is only said in the message.
    MetadataError
        A row without a text or a text without a row; ids that are missing, stand twice or differ only in capitals or
        accents; rows of the wrong length; a quotation mark never closed.
    ColumnError
        A table has no column of that name for the texts.
    OptionError
        An option has a value it does not take.

    Notes
    -----
    Links are followed only to files inside the folder; pipes and devices are never read.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"id": ["a", "b"], "year": [2022, 2023], "text": ["One belt,", "one road."]})
    >>> read(rows)
    <Corpus: 2 documents, 4 words; year>
    >>> read(rows.rename(columns={"text": "speech"}))
    Traceback (most recent call last):
    discourse.errors.ColumnError: the DataFrame has no column 'text'; it has id, year, speech. ...
    """
    options = _options(text, metadata, encoding, encodings, paragraphs, on_error)
    if isinstance(path, pd.DataFrame):
        return from_table(path, "the DataFrame", options)
    place = _place(path)
    if place.is_dir():
        return from_folder(place, options)
    name = place.name.lower()
    for ending in PACKED:
        name = name.removesuffix(ending)
    if name.endswith(FORMATS):
        return from_table(contents(place, place.name), place.name, options)
    if place.name.lower().endswith(".txt"):
        return from_text(contents(place, place.name), place.name, options)
    raise ReadError(
        f"{show_name(place.name)} is no file of a kind that can be read: expected {_endings()} (packed as "
        ".gz, .xz or .bz2 if you like), or a folder of .txt files. Save it as one of these, in UTF-8."
    )


def _endings() -> str:
    """Return the usual ending of each format, for a message."""
    *most, last = [entry.endings[0] for entry in READING_FORMATS.values()]
    return f"{', '.join(most)} or {last}"


def _options(
    text: str | None,
    metadata: str | os.PathLike[str] | pd.DataFrame | None,
    encoding: str | None,
    encodings: Mapping[str, str] | None,
    paragraphs: ParagraphMode | Mapping[str, ParagraphMode],
    on_error: OnError,
) -> Options:
    check_option("on_error", on_error, ("raise", "report"))
    for mode in (
        paragraphs.values() if isinstance(paragraphs, Mapping) else (paragraphs,)
    ):
        check_option("paragraphs", mode, ("auto", "line", "blank"))
    if text is not None and not isinstance(text, str):
        raise OptionError(
            f"text={text!r}: expected the name of a column, such as text='body'."
        )
    if metadata is not None and not isinstance(
        metadata, str | os.PathLike | pd.DataFrame
    ):
        raise OptionError(
            f"metadata={metadata!r}: expected the path of a table, or a pandas DataFrame."
        )
    if encoding is not None:
        check_codec(encoding, "encoding=")
    if encodings is not None and not isinstance(encodings, Mapping):
        raise OptionError(
            f"encodings={encodings!r}: expected a dict, such as {{'speech.txt': 'cp1252'}}. For all files, use encoding=."
        )
    for name, codec in (encodings or {}).items():
        check_codec(codec, f"encodings[{name!r}]: ")
    return Options(
        text, metadata, encoding, dict(encodings or {}), paragraphs, on_error
    )


def _place(path: object) -> Path:
    """The path, if something is there."""
    if not isinstance(path, (str, os.PathLike)) or not os.fspath(path):
        raise ReadError(
            f"read() takes the path of a folder or file, or a pandas DataFrame; what came is {str(path)[:60]!r} "
            f"({type(path).__name__}). For texts in memory use Corpus.from_texts({{'a': 'First text.'}})."
        )
    given = os.fsdecode(path)
    if "://" in given[:10]:
        raise ReadError(
            f"{show_name(given)} is an address on the net, and nothing is fetched from there: save it, and give the path of the file."
        )
    place = Path(given).expanduser()
    try:
        if place.exists():
            return place
    except (OSError, ValueError) as fault:
        raise ReadError(
            f"{show_name(given)} could not be looked at ({fault}); check the path."
        ) from fault
    if any(sign in place.name for sign in "*?["):
        raise ReadError(
            f"{show_name(given)} is no file or folder; give the folder itself, and each .txt file in it is read."
        )
    parent = next(
        parent for parent in (*place.absolute().parents, Path()) if parent.is_dir()
    )
    missing = place.absolute().relative_to(parent).parts[0]
    try:
        inside = sorted(
            entry.name for entry in parent.iterdir() if not entry.name.startswith(".")
        )
    except OSError:
        inside = []
    there = (
        f" There is {listed(inside, most=6)}."
        if inside
        else " Nothing is in that folder."
    )
    raise ReadError(
        f"there is no file or folder '{show_name(missing)}' in {show_name(str(parent))}.{suggest(missing, inside) or there} "
        "A path is looked up from the folder that the notebook or script runs in."
    )
