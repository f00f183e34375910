"""The three ways to a Corpus: from a folder of texts, from one text, from a table."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.corpus.input_checks import comparable_id, how_ids_differ
from discourse.errors import ColumnError, MetadataError, OptionError, ReadError
from discourse.reading.decoding import DecodedText, check_codec, decode
from discourse.reading.diagnostics import (
    SourceOddity,
    find_cut_cell,
    find_duplicates,
    find_narrow_lines,
    find_oddities,
    suspected_table,
)
from discourse.reading.document_metadata import (
    DocumentMetadata,
    add_folders,
    add_heads,
    add_name_fields,
)
from discourse.reading.file_endings import is_text_name, strip_text_ending
from discourse.reading.folder_scan import (
    FolderContents,
    TextFile,
    read_bytes,
    scan_folder,
)
from discourse.reading.metadata_matching import (
    ID_COLUMNS,
    MatchedRows,
    document_ids,
    document_table,
    find_id_column,
    match_rows,
    reject_surrogates,
)
from discourse.reading.path_lists import FileSelection
from discourse.reading.read_errors import (
    Fault,
    Oddity,
    list_names,
    raise_or_list,
)
from discourse.reading.read_options import METADATA_NAME, ReadOptions
from discourse.reading.script_oddities import find_rarer_forms, han_forms_of
from discourse.reading.table_formats import (
    Records,
    records_from_bytes,
    records_from_frame,
)
from discourse.registries import TEXT_ENDING
from discourse.validation import count_of, encodable_name, show_name, suggest

__all__ = [
    "DATAFRAME_NAME",
    "read_folder",
    "read_memory",
    "read_selection",
    "read_table",
    "read_text",
]

DATAFRAME_NAME = "the DataFrame"  # its name in messages
_MAX_FILES_NAMED = 10  # of one ending, that were not read


@dataclass
class _Documents:
    """What becomes a Corpus: documents, in their order, and what was found on the way.

    Attributes
    ----------
    docs : list of str
        The ids.
    sources : list of str
        The file, or the row of a table, that each comes from.
    texts : list of DecodedText
        The text of each.
    refused : pandas.DataFrame
        What could not be read, as a table of kind "refused".
    place : str
        The folder, file or table that all come from.
    file_names : list of str
        The name of the file of each, after the folders it is in; for what is no file,
        the id.
    root : str
        The path of the folder that all files are in; ``""`` for what is no file.
    columns : dict of str to list
        The metadata in a table, by column.
    orders : mapping of str to list
        The order of the values, for each column of ordered categories.
    may_have_heads : bool
        Whether a text may begin with a head. A cell of a table does not.
    oddities : list of SourceOddity
        What looks odd and is not in the texts themselves.
    """

    docs: list[str]
    sources: list[str]
    texts: list[DecodedText]
    refused: pd.DataFrame
    place: str
    file_names: list[str]
    root: str = ""
    columns: dict[str, list[Any]] = field(default_factory=dict)
    orders: Mapping[str, list[Any]] = field(default_factory=dict)
    may_have_heads: bool = True
    oddities: list[SourceOddity] = field(default_factory=list)


# --------------------------------------------------------------------------------------
# A folder


def read_folder(root: Path, options: ReadOptions) -> Corpus:
    """Return a Corpus of the texts of a folder, with their metadata."""
    options.refuse_text_column(f"{show_name(root.name)} is a folder")
    contents = scan_folder(root)
    if not contents.texts:
        raise _no_text_error(root, contents)
    return _read_files(_Files(root, contents), options)


def read_selection(selection: FileSelection, options: ReadOptions) -> Corpus:
    """Return a Corpus of files that were chosen by a list or a pattern of paths.

    Rows of metadata that describe other texts are left out, and said.
    """
    options.refuse_text_column("a list or a pattern of text files came")
    contents = selection.contents
    if not contents.texts:
        if contents.faults:
            raise contents.faults[0].to_error()
        raise _no_text_error(selection.root, contents)
    return _read_files(_Files(selection.root, contents, selection.other_ids), options)


@dataclass(frozen=True)
class _Files:
    """The files of a folder, or those chosen among them.

    Attributes
    ----------
    root : Path
        The folder.
    contents : FolderContents
        The files.
    other_ids : mapping of str to str, optional
        For files that were chosen, the id of each by its name in the folder.
    """

    root: Path
    contents: FolderContents
    other_ids: Mapping[str, str] | None = None


def _read_files(chosen: _Files, options: ReadOptions) -> Corpus:
    """Return a Corpus of text files, with their metadata."""
    root = chosen.root
    contents = chosen.contents
    clashes = _name_clash_faults(contents.texts)
    clashing_names = {fault.source for fault in clashes}
    files = [file for file in contents.texts if file.name not in clashing_names]
    metadata = _read_metadata(root, contents, options)
    _check_encoding_names(contents, metadata, options)
    matched_rows = _match_metadata(chosen, files, metadata)
    oddities = _find_unread(root, contents, options)
    if metadata is not None and chosen.other_ids is not None:
        oddities += _find_other_rows(matched_rows, metadata)
        matched_rows = _without_other_rows(matched_rows)
    faults = [*contents.faults, *clashes]
    texts: dict[str, DecodedText] = {}
    for file in files:
        decoded_text = _decode_text_file(file, metadata, matched_rows.rows, options)
        if isinstance(decoded_text, Fault):
            faults.append(decoded_text)
        else:
            texts[file.doc] = decoded_text
    good_files = [file for file in files if file.doc in texts]
    if metadata is not None:
        faults += [*metadata.faults, *matched_rows.faults]
        good_files = [file for file in good_files if file.doc in matched_rows.rows]
    refused_table = raise_or_list(
        faults,
        on_error=options.on_error,
        good_count=len(good_files),
        total_count=len(contents.texts) + len(contents.faults),
        noun="file",
    )
    docs = [file.doc for file in good_files]
    sources = [encodable_name(file.name) for file in good_files]
    documents = _Documents(
        docs=docs,
        sources=sources,
        texts=[texts[doc] for doc in docs],
        refused=refused_table,
        place=encodable_name(root.name or str(root)),
        file_names=sources,
        root=_path_with_slashes(root),
        columns=_columns_of_rows(docs, metadata, matched_rows),
        orders={} if metadata is None else metadata.orders,
        oddities=oddities,
    )
    return _build_corpus(documents, options)


def _path_with_slashes(folder: Path) -> str:
    """Return the whole path of a folder, as text that any file can hold."""
    return encodable_name(folder.absolute().as_posix())


def _columns_of_rows(
    docs: Sequence[str], metadata: Records | None, matched_rows: MatchedRows
) -> dict[str, list[Any]]:
    """Return the columns of a metadata table, without the ids, for the texts `docs`."""
    if metadata is None:
        return {}
    rows = [matched_rows.rows[doc] for doc in docs]
    id_column = find_id_column(metadata)
    return _columns_without(metadata.select(rows), [id_column])


def _columns_without(
    records: Records, names: Sequence[str | None]
) -> dict[str, list[Any]]:
    """Return the columns of a table without those of ids or texts."""
    columns = dict(records.columns)
    for name in names:
        if name is not None:
            columns.pop(name, None)
    return columns


def _no_text_error(root: Path, contents: FolderContents) -> ReadError:
    """Return the error of a folder without a text, which says what is there."""
    name = show_name(root.name or str(root))
    if contents.faults:
        cause = contents.faults[0].message
        return ReadError(f"no text in the folder {name} could be read. {cause}")
    no_texts = f"the folder {name} holds no {TEXT_ENDING} file"
    if len(contents.tables) == 1 and contents.tables[0].lower() != METADATA_NAME:
        call = f"discourse.read('{root.as_posix()}/{show_name(contents.tables[0])}')"
        return ReadError(f"{no_texts}, but a table: did you mean {call}?")
    found_items = []
    for _, names in sorted(contents.others.items()):
        found_items += names
    found_items += contents.tables
    found_items += contents.lock_files
    if not found_items:
        return ReadError(
            f"{no_texts}; nothing is in it. "
            f"Put one {TEXT_ENDING} file for each document there."
        )
    return ReadError(
        f"{no_texts}, only {list_names(found_items)}. Save each document as plain text "
        f"in UTF-8, with the ending {TEXT_ENDING}."
    )


def _name_clash_faults(files: Sequence[TextFile]) -> list[Fault]:
    """Return a fault for each file whose id is like that of another.

    On many computers two such files would be one.
    """
    groups: dict[str, list[TextFile]] = {}
    for file in files:
        groups.setdefault(comparable_id(file.doc), []).append(file)
    faults = []
    for file in files:
        group = groups[comparable_id(file.doc)]
        if len(group) == 1:
            continue
        other_names = [member.name for member in group if member is not file]
        others = list_names(other_names)
        differences = {
            how_ids_differ(file.doc, member.doc)
            for member in group
            if member is not file
        }
        reason = (
            f"its name differs from that of {others} only in "
            f"{' or '.join(sorted(differences))}, so their ids would be confused."
        )
        remedy = "Rename one of them."
        fault = Fault(file.name, reason, remedy, "similar names", error=MetadataError)
        faults.append(fault)
    return faults


def _read_metadata(
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
        if path_in_folder.exists() and not path.exists():
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


def _check_encoding_names(
    contents: FolderContents, metadata: Records | None, options: ReadOptions
) -> None:
    """Raise an error if an encoding is declared for a file that is not there."""
    names = [METADATA_NAME]
    if metadata is not None:
        names.append(metadata.source)
    for file in contents.texts:
        names += [file.doc, encodable_name(file.name)]
    options.check_file_names(names)


def _file_names(contents: FolderContents) -> dict[str, str]:
    """Return the name of each text by its id, also of those that cannot be opened."""
    names = {file.doc: encodable_name(file.name) for file in contents.texts}
    for fault in contents.faults:
        if is_text_name(fault.source):
            names[strip_text_ending(encodable_name(fault.source))] = fault.source
    return names


def _match_metadata(
    chosen: _Files, files: Sequence[TextFile], metadata: Records | None
) -> MatchedRows:
    """Return the metadata row of each text.

    A text that is refused already (it is not among `files`) has no second fault.
    """
    if metadata is None:
        return MatchedRows({}, [])
    names = _file_names(chosen.contents)
    matched_rows = match_rows(names, metadata, other_ids=chosen.other_ids or {})
    readable_names = {encodable_name(file.name) for file in files}
    refused_names = set(names.values()) - readable_names
    faults = [
        fault for fault in matched_rows.faults if fault.source not in refused_names
    ]
    return MatchedRows(matched_rows.rows, faults)


def _find_other_rows(
    matched_rows: MatchedRows, metadata: Records
) -> list[SourceOddity]:
    """Return rows of metadata that describe texts that are not read."""
    lines = [str(fault.line) for fault in matched_rows.faults if _is_other_row(fault)]
    if not lines:
        return []
    rows = count_of(len(lines), "row")
    reason = (
        f"Not read: {rows} about other texts ({metadata.unit} "
        f"{list_names(lines, limit=_MAX_FILES_NAMED)})."
    )
    remedy = "If the texts are meant too, add them to what is read."
    oddity = Oddity("not read", len(lines), reason, remedy)
    return [SourceOddity(encodable_name(metadata.source), oddity)]


def _without_other_rows(matched_rows: MatchedRows) -> MatchedRows:
    """Return the rows without the faults of those that describe other texts."""
    faults = [fault for fault in matched_rows.faults if not _is_other_row(fault)]
    return MatchedRows(matched_rows.rows, faults)


def _is_other_row(fault: Fault) -> bool:
    """Return whether a fault is that of a row without a text."""
    return fault.kind == "no text"


def _decode_text_file(
    file: TextFile,
    metadata: Records | None,
    rows: Mapping[str, int],
    options: ReadOptions,
) -> DecodedText | Fault:
    """Return the text of a file, or the fault that keeps it from being read.

    Its encoding is the one declared for this file, else that of the metadata column
    ``encoding``, else the one declared for all files.
    """
    name = encodable_name(file.name)
    encoding = options.declared_encoding(name, file.doc)
    if encoding is None and metadata is not None and file.doc in rows:
        encoding_of_row = _encoding_in_metadata(metadata, rows[file.doc])
        if isinstance(encoding_of_row, Fault):
            return encoding_of_row
        encoding = encoding_of_row
    if encoding is None:
        encoding = options.encoding
    data = read_bytes(file.path, name)
    if isinstance(data, Fault):
        return data
    return decode(data, name, declared_encoding=encoding)


def _encoding_in_metadata(metadata: Records, row: int) -> str | Fault | None:
    """Return the encoding in a row of the metadata; None if the row gives none.

    If it gives what is no encoding, the result is a fault.
    """
    if "encoding" not in metadata.columns:
        return None
    encoding = metadata.columns["encoding"][row]
    if not encoding:
        return None
    try:
        return check_codec(encoding, message_start="")
    except OptionError as error:
        reason = f"column 'encoding': {error}"
        return metadata.fault(row, reason, "Correct it.", "no encoding")


def _find_unread(
    root: Path, contents: FolderContents, options: ReadOptions
) -> list[SourceOddity]:
    """Return files of the folder that were not read, and odd names of files."""
    folder_name = encodable_name(root.name or str(root))
    oddities = []
    for ending, names in sorted(contents.others.items()):
        listed_names = list_names(names, limit=_MAX_FILES_NAMED)
        reason = (
            f"Not read: {count_of(len(names), 'file')} with {ending}: {listed_names}."
        )
        remedy = (
            f"Only {TEXT_ENDING} files are read; save texts as {TEXT_ENDING} in UTF-8."
        )
        oddity = Oddity("not read", len(names), reason, remedy)
        oddities.append(SourceOddity(folder_name, oddity))
    lock_files = contents.lock_files
    if lock_files:
        listed_names = list_names(lock_files, limit=_MAX_FILES_NAMED)
        reason = (
            "Not read: what a program keeps for itself, such as the lock of an open "
            f"file: {listed_names}."
        )
        remedy = "Close the file in its program; then save it and read again."
        oddity = Oddity("not read", len(lock_files), reason, remedy)
        oddities.append(SourceOddity(folder_name, oddity))
    for table in contents.tables:
        if table.lower() == options.metadata_name.lower():
            continue
        remedy = f"If it describes the texts, give it with metadata='{table}'."
        oddity = Oddity("not read", 1, "A table that was not read.", remedy)
        oddities.append(SourceOddity(encodable_name(table), oddity))
    for file in contents.texts:
        name = encodable_name(file.name)
        if name == file.name:
            continue
        reason = (
            "The name of the file is not valid UTF-8; its invalid bytes are shown as "
            "\\x.. in the id."
        )
        oddity = Oddity("name", 1, reason, "Rename the file.")
        oddities.append(SourceOddity(name, oddity))
    return oddities


# --------------------------------------------------------------------------------------
# One text


def read_text(
    data: bytes | Fault, name: str, options: ReadOptions, *, folder: Path
) -> Corpus:
    """Return a Corpus of one document, from the bytes of a text file in a folder."""
    if options.text is not None or options.metadata is not None:
        raise OptionError(
            f"text= goes with a table and metadata= with a folder, but "
            f"{show_name(name)} is one text; leave them out."
        )
    source = encodable_name(name)
    doc = strip_text_ending(source)
    options.check_file_names([source, doc])
    if isinstance(data, Fault):
        raise data.to_error()
    encoding = options.declared_encoding(source, doc) or options.encoding
    decoded_text = decode(data, name, declared_encoding=encoding, role="alone")
    if isinstance(decoded_text, Fault):
        raise decoded_text.to_error()
    nothing_refused = raise_or_list(
        [], on_error=options.on_error, good_count=1, total_count=1, noun="file"
    )
    documents = _Documents(
        docs=[doc],
        sources=[source],
        texts=[decoded_text],
        refused=nothing_refused,
        place=source,
        file_names=[source],
        root=_path_with_slashes(folder),
    )
    return _build_corpus(documents, options)


# --------------------------------------------------------------------------------------
# A table


def read_table(
    data: pd.DataFrame | bytes | Fault, name: str, options: ReadOptions
) -> Corpus:
    """Return a Corpus of the rows of a table, one document for each row."""
    if options.metadata is not None:
        raise OptionError(
            "metadata= goes with a folder; in a table, the other columns are the "
            "metadata. Leave it out."
        )
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
    documents = _Documents(
        docs=rows.docs,
        sources=[f"{source}: {doc}" for doc in rows.docs],
        texts=[_text_of_cell(cell) for cell in rows.records.columns[text_column]],
        refused=rows.refused,
        place=source,
        file_names=rows.docs,
        columns=_columns_without(rows.records, [text_column, id_column]),
        orders=rows.records.orders,
        may_have_heads=False,
        oddities=[SourceOddity(source, oddity) for oddity in records.oddities],
    )
    return _build_corpus(documents, options)


def read_memory(records: Records, options: ReadOptions) -> Corpus:
    """Return a Corpus of texts in memory, which have the columns ``doc`` and ``text``.

    A table of metadata is matched with their ids, as with the names of files.
    """
    options.refuse_text_column(f"{records.source} holds the texts themselves")
    options.refuse_encodings(f"the texts of {records.source}")
    oddities: list[SourceOddity] = []
    metadata = None
    matched_rows = MatchedRows({}, [])
    if options.metadata is not None:
        metadata = _read_metadata(Path(), FolderContents(), options)
    if metadata is not None:
        names = {str(doc): str(doc) for doc in records.columns["doc"]}
        all_rows = match_rows(names, metadata)
        oddities = _find_other_rows(all_rows, metadata)
        matched_rows = _without_other_rows(all_rows)
    rows = _read_rows(
        records,
        "text",
        options,
        metadata=metadata,
        matched_rows=matched_rows,
    )
    documents = _Documents(
        docs=rows.docs,
        sources=rows.docs,
        texts=[DecodedText(text, ()) for text in rows.records.columns["text"]],
        refused=rows.refused,
        place=records.source,
        file_names=rows.docs,
        columns=_columns_of_rows(rows.docs, metadata, matched_rows),
        oddities=oddities,
    )
    return _build_corpus(documents, options)


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
    """

    docs: list[str]
    records: Records
    refused: pd.DataFrame


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
    records = reject_surrogates(records)
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
    return _GoodRows(docs, records.select(good_rows), refused_table)


def _text_of_cell(cell: str) -> DecodedText:
    """Return the text of a cell, with what looks odd in a cell only."""
    oddities = find_cut_cell(cell)
    return DecodedText(cell, tuple(oddities))


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
    rows = []
    # Objects without any key leave a table without columns.
    texts = records.columns.get(column, [None] * len(records))
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


# --------------------------------------------------------------------------------------
# All three


def _build_corpus(documents: _Documents, options: ReadOptions) -> Corpus:
    """Return a Corpus of documents, with a list of what looks odd in them."""
    modes = options.paragraphs
    if isinstance(modes, Mapping) and len(documents.refused):
        # A text that was refused may be named there.
        modes = {doc: modes[doc] for doc in documents.docs if doc in modes}
    texts = [decoded_text.text for decoded_text in documents.texts]
    metadata = _find_metadata_of(documents, texts, options)
    oddities = [
        *documents.oddities,
        *_find_oddities_of_texts(documents, metadata.bodies_of(texts), options),
        *find_duplicates(documents.sources, texts),
        *metadata.oddities,
    ]
    han_words = options.han.words
    corpus = Corpus.from_texts(
        dict(zip(documents.docs, texts, strict=True)),
        document_table(documents.docs, metadata.columns, documents.orders),
        paragraphs=modes,
        chinese_words=False if han_words is None else han_words,
        traditional_as_simplified=options.han.traditional_as_simplified,
        refused=documents.refused,
        suspected=suspected_table(oddities),
        sources=dict(zip(documents.docs, documents.sources, strict=True)),
    )
    return corpus.mask(metadata.mask_spans()) if metadata.heads else corpus


def _find_oddities_of_texts(
    documents: _Documents, bodies: Sequence[str], options: ReadOptions
) -> list[SourceOddity]:
    """Return what looks odd in the texts; `bodies` are they without their heads."""
    oddities = []
    sources = documents.sources
    for source, decoded_text, body in zip(
        sources, documents.texts, bodies, strict=True
    ):
        found = find_oddities(decoded_text.text, body)
        for oddity in (*decoded_text.oddities, *found):
            oddities.append(SourceOddity(source, oddity))
    for doc, source, body in zip(documents.docs, sources, bodies, strict=True):
        if options.paragraph_mode(doc) == "auto":
            for oddity in find_narrow_lines(body):
                oddities.append(SourceOddity(source, oddity))
    # Where both forms of Chinese are read as one, a pattern finds either.
    if not options.han.traditional_as_simplified:
        forms = find_rarer_forms([han_forms_of(body) for body in bodies])
        for source, found in zip(sources, forms, strict=True):
            oddities += [SourceOddity(source, oddity) for oddity in found]
    return oddities


def _find_metadata_of(
    documents: _Documents, texts: Sequence[str], options: ReadOptions
) -> DocumentMetadata:
    """Return the metadata of documents from every place where it stands."""
    metadata = DocumentMetadata(
        documents.docs, documents.sources, documents.place, documents.columns
    )
    if options.names is not None:
        stems = [strip_text_ending(name) for name in documents.file_names]
        metadata = add_name_fields(metadata, stems, options.names, root=documents.root)
    if documents.root:
        metadata = add_folders(metadata, documents.file_names)
    if documents.may_have_heads and options.heads:
        metadata = add_heads(metadata, texts)
    return metadata
