"""`read`: from files, tables and folders to a Corpus."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.corpus.han_options import ChineseWords, HanOptions, check_han_options
from discourse.errors import OptionError, ReadError
from discourse.progress import shows_progress
from discourse.reading.decoding import check_codec
from discourse.reading.file_endings import (
    is_archive_name,
    is_table_name,
    is_text_name,
    usual_endings,
)
from discourse.reading.file_name_fields import check_name_pattern
from discourse.reading.folder_scan import is_lock_name, leads_nowhere, read_bytes
from discourse.reading.path_lists import (
    is_text_file,
    no_text_in_selection_error,
    select_by_pattern,
    select_paths,
)
from discourse.reading.path_patterns import PathPattern, split_pattern
from discourse.reading.read_errors import Fault, OnError, list_names
from discourse.reading.read_options import ReadOptions
from discourse.reading.table_documents import DATAFRAME_NAME, read_memory, read_table
from discourse.reading.table_lists import read_tables
from discourse.reading.text_division import check_division
from discourse.reading.text_documents import (
    read_archive,
    read_folder,
    read_selection,
    read_text,
)
from discourse.reading.texts_in_memory import (
    check_list,
    is_list_like,
    records_of_list,
    records_of_mapping,
)
from discourse.text import ParagraphMode
from discourse.validation import (
    check_flag,
    check_option,
    options_by_name,
    show_name,
    show_value,
    suggest,
)

__all__ = ["read"]

_MAX_SCHEME_LENGTH = 10  # "https://" is among the first ten characters of an address
_MAX_FILES_SHOWN = 6  # of a folder in which the path is not found


@options_by_name
@shows_progress
def read(
    path: (
        str
        | os.PathLike[str]
        | pd.DataFrame
        | pd.Series
        | Mapping[Any, str]
        | Iterable[str | os.PathLike[str]]
    ),
    *,
    text: str | None = None,
    metadata: str | os.PathLike[str] | pd.DataFrame | None = None,
    encoding: str | None = None,
    encodings: Mapping[str, str] | None = None,
    paragraphs: ParagraphMode | Mapping[str, ParagraphMode] = "auto",
    chinese_words: ChineseWords = False,
    traditional_as_simplified: bool = False,
    names: str | None = None,
    heads: bool = True,
    split: bool | str = True,
    fields: str | None = None,
    on_error: OnError = "raise",
    progress: bool = True,
) -> Corpus:
    """Return a Corpus of the texts in a folder, a file or a table, with their metadata.

    Parameters
    ----------
    path : str, Path, list, dict, pandas.DataFrame or pandas.Series
        One of:

        - a folder of texts: plain text (``.txt``), web pages (``.html``), PDF with text
          (``.pdf``), Word (``.docx``), Rich Text Format (``.rtf``) and XML (``.xml``,
          such as TEI and ParlaMint), in any mixture. Each file is one document, but for
          downloads of newspaper databases (see `split`). The id of a document is the
          name of its file without the ending, which stays if two files differ in it
          only. Texts in folders inside it are read too, and their ids begin with the
          name of that folder: ``china/2019``. The metadata column ``folder`` then holds
          the folders of each text. Hidden files are ignored. Other files are not read,
          and ``corpus.suspected`` lists them.
        - an archive (``.zip``) of such files. It is never unpacked to a disk. A folder
          may have archives in it, too.
        - a single file of such a format.
        - a table with one document in each row: ``.csv`` or ``.tsv`` (comma, semicolon
          or tab), ``.jsonl`` (one JSON object in each line), ``.parquet``, a workbook
          (``.xlsx``, ``.xls``, ``.ods``), or a DataFrame. A file may be compressed as
          ``.gz``, ``.xz`` or ``.bz2``. Ids are in a column ``doc``, ``doc_id`` or
          ``id``; without such a column, rows are numbered from 1.
        - a pattern such as ``"texts/*.txt"`` or ``"texts/**/speech_*.txt"``: ``*`` is
          any part of a name, ``**`` any number of folders. The id of a document is the
          name of its file alone, with the folders before it only where two files have
          the same name.
        - a list of paths of texts or folders, in the order of the list. Ids are as with
          a pattern.
        - a list of tables, or a pattern that only tables match. The metadata column
          ``table`` says which table a document is from, whose name also stands before
          the id if two tables have the same one.
        - texts in memory: a dict of texts by id, a Series (its index has the ids), or a
          list of texts, which are numbered from 1. What has the ending of a file, or is
          the name of one that is there, is a path.
    text : str, optional
        The column of a table that holds the texts; ``text`` if not given.
    metadata : str, Path or pandas.DataFrame, optional
        For texts in files or in memory: the table about them, with one row each and ids
        in a column ``doc``, ``doc_id`` or ``id`` (an id may have the ending of the
        file). If not given, it is ``metadata.csv`` in the folder, or else
        ``metadata.xlsx`` or ``metadata.ods``, if that exists. With a list or a
        pattern of paths, this is the folder that all files are in, and the table may
        have rows about other texts as well.
    encoding : str, optional
        The encoding of all files of text, if it is not UTF-8. A byte order mark has
        precedence over it, and a metadata table that is valid UTF-8 is read as UTF-8.
        Without it, a web page that is not valid UTF-8 has the encoding that it declares
        itself. An XML file always has the encoding that it declares, else UTF-8.
    encodings : mapping of str to str, optional
        The encoding of single files, by name or id. It has precedence over `encoding`.
        A metadata column ``encoding`` does the same.
    paragraphs : {'auto', 'line', 'blank', 'double'} or mapping, optional
        What ends a paragraph, for all documents or by id: see
        :meth:`discourse.corpus.Corpus.from_texts`.
    chinese_words : bool, iterable of str or Lexicon, optional
        Count Chinese text in words: see :meth:`discourse.corpus.Corpus.from_texts`. It
        needs the extra ``zh``.
    traditional_as_simplified : bool
        Read a traditional character and its simplified form as one: see there.
    names : str, optional
        The pattern of the names of the files, such as
        ``"{country}_{session}_{year}"``. Each field in braces becomes a metadata column
        of text, and ``{}`` is a field that is left out. The ending ``.txt`` is no part
        of it. A pattern with a slash, such as ``"{country}/{year}"``, also covers the
        folders that a text is in, and those above `path` if no text is in as many. For
        a table or for texts in memory, the names are the ids.
    heads : bool
        Read the head of a text as metadata: lines of the form ``Title: A visit`` before
        a blank line, or YAML or TOML front matter. False leaves them in the text.
    split : bool or str
        How a file of many texts is divided. True divides downloads of newspaper
        databases (Nexis Uni, LexisNexis, Factiva, ProQuest, Europresse) into their
        articles, and leaves every other file whole. False leaves all files whole. A
        line, such as ``"Document * of *"``, divides every file where a line has this
        form, with ``*`` for any characters; capitals and outer blanks do not count.
        Look at :func:`preview_split` first.
    fields : str, optional
        The form of the lines of metadata with which each text begins, such as
        ``"Key: value"`` or ``"Key = value"``. Without it, they are recognised (see
        `heads`).
    on_error : {'raise', 'report'}
        'raise' raises an error for the first fault. 'report' keeps the good documents
        and lists the faults in ``corpus.refused``. A table that is damaged as a whole
        always raises an error, and so does any input of which no document is left.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    Corpus
        The documents of a folder or pattern in the order of their ids (by code point),
        those of a table or list in the order in which they came. Empty documents stay.
        Ids are text in Unicode's composed form (NFC): ``007`` stays ``007``. Metadata
        from CSV is text. In other tables, columns of whole numbers, numbers or truth
        values keep their type, and every other column is text, in which ``""`` means
        that nothing is known. First come the columns of the table, then those of the
        names, ``folder``, those of the heads, and those of the files.

    Raises
    ------
    ReadError
        There is no such file or folder, nothing matches a pattern, or a file cannot be
        read. A list has paths and texts in it.
    EncodingError
        A file is not valid UTF-8, or not valid in the encoding declared.
    MetadataError
        A text has no row or a row has no text; an id is missing, occurs twice or
        differs from another only in capitals, accents or blanks at its ends; a row has
        the wrong length; a quotation mark is never closed.
    ColumnError
        A table has no column of that name for the texts.
    OptionError
        An option has a value that it does not take.
    MissingExtraError
        A format needs the extra ``read``, or `chinese_words` or
        `traditional_as_simplified` the extra ``zh``, and it is not installed.

    See Also
    --------
    discourse.corpus.Corpus.from_texts : Make a Corpus of texts in memory.

    Notes
    -----
    Use it to begin every study whose texts are in files. Then look at two tables before
    you count: ``corpus.suspected`` lists what was read but looks odd, and
    ``corpus.refused`` lists what could not be read.

    Encodings are never guessed. The message about a file that is not UTF-8 says what
    its bytes look like, and you declare the encoding with `encoding` or `encodings`.

    **Metadata in names.** Where a name can be divided in several ways
    (``a_b_c`` by ``{x}_{y}``), as many fields as possible are numbers. If this does not
    decide, the first fields are as short as possible, and ``corpus.suspected`` names
    it. A text whose name does not fit is kept, its columns are empty, and it is named
    there too.

    **Metadata in heads.** The keys become columns, in small letters and with ``_`` for
    blanks. The lines are masked, which ``corpus.log`` says; the raw text and all
    offsets stay as they are. Lines are a head only if their keys show it: at least one
    is a usual one, such as title, date, source or country (in English, French, Spanish,
    Russian, Chinese, Arabic and some more languages), and no line reads like a turn of
    a dialogue. Items of a list are joined by ``"; "``. The cells of a table have no
    heads.

    **Metadata in files.** What a web page or an XML file says of itself becomes the
    columns ``title``, ``author``, ``date`` and ``language``. Of a PDF, Word or RTF file
    the date is in the column ``file_date``: it is the day on which the file was made,
    and not that of the text.

    **Where two places differ**, the table has precedence over the name, the name over
    the head, and the head over the file itself. ``corpus.suspected`` names the texts.

    **Files that are no plain text.** The text is taken out once, and is the raw text
    with which all offsets agree. ``corpus.files`` has one row for each file: what read
    it, its SHA-256, and what it holds and the text does not, such as pictures. Parts of
    the text are layers of spans, in ``corpus.layers``: ``page`` (of a PDF file),
    ``table``, ``footnote``, ``speaker`` and ``note`` (of a TEI file: who speaks, and
    remarks that nobody says, such as applause), and ``page frame`` (what a web page has
    around its article). :func:`discourse.debris` proposes to leave out notes and
    frames, and marks footnotes.

    **Downloads of newspaper databases** are recognised by what is in them. Each article
    is a document with the id ``file#1``, ``file#2`` and so on, and the columns
    ``title``, ``source``, ``date`` (ISO 8601), ``byline``, ``section``, ``language``,
    ``identifier``, ``words_stated`` (how many words the database counted) and ``file``.
    The lines of the database are masked, which ``corpus.log`` says with a reason.
    Offsets are those of the file.

    Links are followed only to files inside the folder. Pipes and devices are never
    read.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame(
    ...     {"id": ["a", "b"], "year": [2022, 2023], "text": ["One belt,", "one road."]}
    ... )
    >>> read(rows)
    <Corpus: 2 documents, 4 words; year>
    >>> read(rows.rename(columns={"text": "speech"}))
    Traceback (most recent call last):
    discourse.errors.ColumnError: the DataFrame has no column 'text'; it has id, year, speech. ...
    >>> read({"CHN_1990": "One belt, one road."}, names="{country}_{year}").documents
            doc country  year
    0  CHN_1990     CHN  1990
    """
    han_options = check_han_options(chinese_words, traditional_as_simplified)
    options = _check_options(
        text=text,
        metadata=metadata,
        encoding=encoding,
        encodings=encodings,
        paragraphs=paragraphs,
        han_options=han_options,
        names=names,
        heads=heads,
        split=split,
        fields=fields,
        on_error=on_error,
    )
    if isinstance(path, pd.DataFrame):
        return read_table(path, DATAFRAME_NAME, options)
    if isinstance(path, (Mapping, pd.Series)):
        return read_memory(records_of_mapping(path), options)
    if is_list_like(path):
        given = check_list(path)  # type: ignore[arg-type]
        if not given.are_paths:
            return read_memory(records_of_list(given.items), options)
        path = given.items[0]
        if len(given.items) > 1 and all(map(is_table_name, given.items)):
            return read_tables([_find_table(item) for item in given.items], options)
        # One folder, table or missing file is read as without the list around it.
        if len(given.items) > 1 or is_text_file(path):
            return read_selection(select_paths(given.items), options)
    return _read_path(path, options)


def _read_path(path: object, options: ReadOptions) -> Corpus:
    """Return a Corpus of one folder or file, or of the files that fit a pattern."""
    existing = _find_path(path)
    if isinstance(existing, PathPattern):
        return _read_pattern(existing, os.fsdecode(path), options)  # type: ignore[arg-type]
    if existing.is_dir():
        return read_folder(existing, options)
    name = existing.name
    if is_table_name(name):
        return read_table(read_bytes(existing, name), name, options)
    if is_archive_name(name):
        data = read_bytes(existing, name)
        if isinstance(data, Fault):
            raise data.to_error()
        return read_archive(data, existing, options)
    if is_text_name(name):
        data = read_bytes(existing, name)
        return read_text(data, name, options, folder=existing.parent)
    raise ReadError(
        f"{show_name(name)} is not a file of a kind that can be read: "
        f"expected {usual_endings()}, or a folder of texts; tables, but no texts, may be "
        "packed as .gz, .xz or .bz2. Save it as one of these."
    )


def _find_table(name: str) -> Path:
    """Return the path of a table in a list, or raise an error."""
    path = _find_path(name)
    if isinstance(path, PathPattern):
        raise ReadError(
            f"{show_name(name)} is a pattern in a list of tables; give the pattern for "
            "itself, or the tables one by one."
        )
    return path


def _read_pattern(pattern: PathPattern, given: str, options: ReadOptions) -> Corpus:
    """Return a Corpus of the files that fit a pattern: texts, or tables."""
    selection = select_by_pattern(pattern, given)
    contents = selection.contents
    if contents.texts or contents.faults:
        return read_selection(selection, options)
    tables = [selection.root / name for name in contents.tables]
    if len(tables) == 1:
        return _read_path(tables[0], options)
    if tables and all(is_table_name(table.name) for table in tables):
        return read_tables(tables, options)
    raise no_text_in_selection_error(selection, given)


def _check_options(
    *,
    text: str | None,
    metadata: str | os.PathLike[str] | pd.DataFrame | None,
    encoding: str | None,
    encodings: Mapping[str, str] | None,
    paragraphs: ParagraphMode | Mapping[str, ParagraphMode],
    han_options: HanOptions,
    names: str | None,
    heads: bool,
    split: bool | str,
    fields: str | None,
    on_error: OnError,
) -> ReadOptions:
    """Return the options of `read`, or raise an error for the first that is wrong."""
    check_option("on_error", on_error, ("raise", "report"))
    modes = paragraphs.values() if isinstance(paragraphs, Mapping) else [paragraphs]
    for mode in modes:
        check_option("paragraphs", mode, ("auto", "line", "blank", "double"))
    if text is not None and not isinstance(text, str):
        raise OptionError(
            f"text={show_value(text)}: expected the name of a column, such as text='body'."
        )
    types_of_tables = (str, os.PathLike, pd.DataFrame)
    if metadata is not None and not isinstance(metadata, types_of_tables):
        raise OptionError(
            f"metadata={show_value(metadata)}: expected the path of a table, "
            "or a pandas DataFrame."
        )
    if metadata is not None and not isinstance(metadata, pd.DataFrame):
        _check_path_characters(os.fsdecode(metadata))
    if encoding is not None:
        check_codec(encoding, "encoding=")
    if encodings is not None and not isinstance(encodings, Mapping):
        raise OptionError(
            f"encodings={show_value(encodings)}: expected a dict, such as "
            "{'speech.txt': 'cp1252'}. For all files, use encoding=."
        )
    encoding_by_name = dict(encodings or {})
    for name, codec in encoding_by_name.items():
        check_codec(codec, f"encodings[{name!r}]: ")
    reads_heads = check_flag("heads", heads)
    return ReadOptions(
        text=text,
        metadata=metadata,
        encoding=encoding,
        encodings=encoding_by_name,
        paragraphs=paragraphs,
        han=han_options,
        on_error=on_error,
        names=None if names is None else check_name_pattern(names),
        heads=reads_heads,
        division=check_division(split, fields, heads=reads_heads),
    )


def _find_path(value: object) -> Path | PathPattern:
    """Return the path of an existing file or folder, or a pattern of paths.

    If there is neither, an error is raised.
    """
    if not isinstance(value, (str, os.PathLike)) or not os.fspath(value):
        raise ReadError(
            "read() takes the path of a folder or file, a list of paths, or a pandas "
            f"DataFrame; what came is {show_value(value)} "
            f"({type(value).__name__}). Texts in memory come as a dict by id: "
            "discourse.read({'a': 'First text.'})."
        )
    name = os.fsdecode(value)
    _check_path_characters(name)
    if "://" in name[:_MAX_SCHEME_LENGTH]:
        raise ReadError(
            f"{show_name(name)} is an address on the internet, and nothing is "
            "downloaded: save it, and give the path of the file."
        )
    path = Path(name)
    # Without a user of this name, "~name" is the name of a file.
    with contextlib.suppress(RuntimeError):
        path = path.expanduser()
    if is_lock_name(path.name):
        raise ReadError(
            f"{show_name(path.name)} is a file that a program keeps for itself while "
            "another is open, and not a text; give the path of the other."
        )
    try:
        exists = path.exists()
    except (OSError, ValueError) as error:
        # The text of the error itself has the whole path in it.
        cause = getattr(error, "strerror", None) or type(error).__name__
        raise ReadError(
            f"{show_value(name)} could not be checked ({cause}); check the path."
        ) from error
    if exists:
        return path
    if leads_nowhere(path):
        raise _broken_link_error(path)
    pattern = split_pattern(path)
    if pattern is not None:
        return pattern
    raise _missing_path_error(path)


def _check_path_characters(name: str) -> None:
    """Raise an error for a path with a zero character, which no system takes."""
    if "\0" in name:
        raise ReadError(
            f"the path '{show_name(name)}' holds the character U+0000 (\\x00), which no "
            "path can hold; check how it was made."
        )


def _broken_link_error(path: Path) -> ReadError:
    """Return the error of a link that leads nowhere."""
    target = show_name(str(path.readlink()))
    return ReadError(
        f"{show_name(path.name)} is a link that leads nowhere, or to itself: it points "
        f"to '{target}'. Give the path of the file itself."
    )


def _missing_path_error(path: Path) -> ReadError:
    """Return the error of a path that does not exist, with the first missing part."""
    absolute = path.absolute()
    # The nearest folder above the path that exists.
    parent = Path()
    for candidate in absolute.parents:
        if candidate.is_dir():
            parent = candidate
            break
    missing_part = absolute.relative_to(parent).parts[0]
    if leads_nowhere(parent / missing_part):
        raise _broken_link_error(parent / missing_part)
    try:
        entries = [entry.name for entry in parent.iterdir()]
    except OSError:
        entries = []
    names = sorted(name for name in entries if not name.startswith("."))
    hint = suggest(missing_part, names)
    if not hint and names:
        hint = f" There is {list_names(names, limit=_MAX_FILES_SHOWN)}."
    elif not hint:
        hint = " Nothing is in that folder."
    advice = ""
    if len(path.name.split()) > 1 and not is_text_name(path.name):
        advice = (
            " If it is the text itself, give it an id: discourse.read({'a': text})."
        )
    return ReadError(
        f"there is no file or folder '{show_name(missing_part)}' in "
        f"{show_name(str(parent))}.{hint} A path is looked up from the folder that the "
        f"notebook or script runs in.{advice}"
    )
