"""From a folder of texts, or from one text, to a Corpus."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from discourse.corpus import Corpus
from discourse.corpus.input_checks import comparable_id, how_ids_differ
from discourse.corpus.reading_notes import Oddity
from discourse.errors import MetadataError, OptionError, ReadError
from discourse.progress import track_progress
from discourse.reading.decoding import check_codec, is_utf8
from discourse.reading.diagnostics import SourceOddity
from discourse.reading.divided_documents import ids_of_articles
from discourse.reading.file_endings import (
    document_endings,
    is_text_name,
    strip_text_ending,
)
from discourse.reading.folder_scan import (
    FolderContents,
    TextFile,
    scan_archive,
    scan_folder,
)
from discourse.reading.metadata_matching import (
    MatchedRows,
    ids_in_table,
    match_rows,
)
from discourse.reading.metadata_tables import (
    columns_of_rows,
    find_other_rows,
    read_metadata,
    without_other_rows,
)
from discourse.reading.path_lists import FileSelection
from discourse.reading.read_errors import Fault, list_names, raise_or_list
from discourse.reading.read_options import (
    METADATA_NAMES,
    ReadOptions,
    is_metadata_name,
)
from discourse.reading.source_documents import SourceDocuments, build_corpus
from discourse.reading.source_texts import SourceText, read_source
from discourse.reading.table_formats import Records
from discourse.validation import count_of, encodable_name, show_name

__all__ = [
    "read_archive",
    "read_folder",
    "read_selection",
    "read_text",
]

_MAX_FILES_NAMED = 10  # of one ending, that were not read

# --------------------------------------------------------------------------------------
# A folder


def read_folder(root: Path, options: ReadOptions) -> Corpus:
    """Return a Corpus of the texts of a folder, with their metadata."""
    options.refuse_text_column(f"{show_name(root.name)} is a folder")
    contents = scan_folder(root)
    if not contents.texts:
        raise _no_text_error(root, contents)
    return _read_files(FileSelection(root, contents), options)


def read_archive(data: bytes, path: Path, options: ReadOptions) -> Corpus:
    """Return a Corpus of the texts in an archive, with their metadata."""
    name = encodable_name(path.name)
    options.refuse_text_column(f"{show_name(name)} is an archive")
    contents = scan_archive(data, name)
    if not contents.texts:
        raise _no_text_error(path, contents)
    return _read_files(FileSelection(path, contents), options)


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
    return _read_files(selection, options)


def _read_files(chosen: FileSelection, options: ReadOptions) -> Corpus:
    """Return a Corpus of text files, with their metadata."""
    root = chosen.root
    contents = chosen.contents
    clashes = _name_clash_faults(contents.texts)
    clashing_names = {fault.source for fault in clashes}
    files = [file for file in contents.texts if file.name not in clashing_names]
    metadata = read_metadata(root, contents, options)
    _check_encoding_names(contents, metadata, options)
    encodings = _encodings_in_metadata(chosen, metadata)
    faults = [*contents.faults, *clashes]
    texts: dict[str, SourceText] = {}
    tracked_files = track_progress(
        files, "Reading files", total=len(files), unit="files"
    )
    for file in tracked_files:
        source_text = _read_file(file, encodings, options)
        if isinstance(source_text, Fault):
            faults.append(source_text)
        else:
            texts[file.doc] = source_text
    article_clashes = _article_clash_faults(files, texts)
    faults += article_clashes
    for fault in article_clashes:
        texts.pop(fault.doc)
    good_files = [file for file in files if file.doc in texts]
    matched_rows = _match_metadata(chosen, good_files, texts, metadata)
    oddities = _find_unread(root, contents, metadata)
    if metadata is not None:
        name = encodable_name(metadata.source)
        oddities += [SourceOddity(name, oddity) for oddity in metadata.oddities]
    if metadata is not None and chosen.other_ids is not None:
        oddities += find_other_rows(matched_rows, metadata)
        matched_rows = without_other_rows(matched_rows)
    if metadata is not None:
        faults += [*metadata.faults, *matched_rows.faults]
        described = _described_files(texts, matched_rows)
        good_files = [file for file in good_files if file.doc in described]
    refused_table = raise_or_list(
        faults,
        on_error=options.on_error,
        good_count=len(good_files),
        total_count=len(contents.texts) + len(contents.faults),
        noun="file",
    )
    docs = [file.doc for file in good_files]
    sources = [encodable_name(file.name) for file in good_files]
    documents = SourceDocuments(
        docs=docs,
        sources=sources,
        texts=[texts[doc] for doc in docs],
        refused=refused_table,
        place=encodable_name(root.name or str(root)),
        file_names=[encodable_name(file.id_name) for file in good_files],
        root=_path_with_slashes(root),
        columns=columns_of_rows(docs, metadata, matched_rows),
        columns_of_articles=_columns_of_articles(
            good_files, texts, metadata, matched_rows
        ),
        orders={} if metadata is None else metadata.orders,
        oddities=oddities,
    )
    return build_corpus(documents, options)


def _path_with_slashes(folder: Path) -> str:
    """Return the whole path of a folder, as text that any file can hold."""
    return encodable_name(folder.absolute().as_posix())


def _no_text_error(root: Path, contents: FolderContents) -> ReadError:
    """Return the error of a folder without a text, which says what is there."""
    name = show_name(root.name or str(root))
    if contents.faults:
        cause = contents.faults[0].message
        what = "folder" if contents.archive is None else "archive"
        return ReadError(f"no text in the {what} {name} could be read. {cause}")
    what = "folder" if contents.archive is None else "archive"
    no_texts = f"the {what} {name} holds no text ({document_endings()})"
    is_other_table = len(contents.tables) == 1 and not is_metadata_name(
        contents.tables[0]
    )
    if is_other_table and contents.archive is None:
        call = f"discourse.read('{root.as_posix()}/{show_name(contents.tables[0])}')"
        return ReadError(f"{no_texts}, but a table: did you mean {call}?")
    found_items = []
    for _, names in sorted(contents.others.items()):
        found_items += names
    found_items += contents.tables
    found_items += contents.lock_files
    if not found_items:
        return ReadError(
            f"{no_texts}; nothing is in it. Put one file for each document there."
        )
    return ReadError(
        f"{no_texts}, only {list_names(found_items)}. Save each document with one of "
        "these endings."
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
        if any(member.doc == file.doc for member in group if member is not file):
            reason = f"its id would be that of {others}."
            remedy = "Rename one of them."
            fault = Fault(
                file.name, reason, remedy, "similar names", error=MetadataError
            )
            faults.append(fault)
            continue
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


def _check_encoding_names(
    contents: FolderContents, metadata: Records | None, options: ReadOptions
) -> None:
    """Raise an error if an encoding is declared for a file that is not there."""
    names = [*METADATA_NAMES]
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
    chosen: FileSelection,
    files: Sequence[TextFile],
    texts: Mapping[str, SourceText],
    metadata: Records | None,
) -> MatchedRows:
    """Return the metadata row of each text, and of each article that has one.

    A text that is refused already (it is not among `files`) has no second fault.
    """
    if metadata is None:
        return MatchedRows({}, [])
    names = _file_names(chosen.contents)
    readable_names = {encodable_name(file.name) for file in files}
    refused_names = set(names.values()) - readable_names
    ids_of_rows = ids_in_table(metadata)
    optional = set()
    for file in files:
        ids = set(ids_of_articles(file.doc, texts[file.doc])) - {file.doc}
        for article_id in ids:
            names[article_id] = encodable_name(file.name)
        optional |= ids
        # Rows for the articles make one for the file needless.
        if ids & ids_of_rows:
            optional.add(file.doc)
    matched_rows = match_rows(
        names, metadata, other_ids=chosen.other_ids or {}, optional=optional
    )
    faults = [
        fault for fault in matched_rows.faults if fault.source not in refused_names
    ]
    return MatchedRows(matched_rows.rows, faults)


def _described_files(
    texts: Mapping[str, SourceText], matched_rows: MatchedRows
) -> set[str]:
    """Return the ids of the files that have a row of metadata, or an article of them."""
    described = set()
    for doc, source_text in texts.items():
        ids = {doc, *ids_of_articles(doc, source_text)}
        if not ids.isdisjoint(matched_rows.rows):
            described.add(doc)
    return described


def _columns_of_articles(
    files: Sequence[TextFile],
    texts: Mapping[str, SourceText],
    metadata: Records | None,
    matched_rows: MatchedRows,
) -> dict[str, dict[str, Any]]:
    """Return the values of the metadata table by the id of each article with a row."""
    docs = []
    for file in files:
        ids = ids_of_articles(file.doc, texts[file.doc])
        docs += [doc for doc in ids if doc != file.doc and doc in matched_rows.rows]
    columns = columns_of_rows(docs, metadata, matched_rows)
    values_of_articles: dict[str, dict[str, Any]] = {}
    for position, doc in enumerate(docs):
        values_of_articles[doc] = {
            name: values[position] for name, values in columns.items()
        }
    return values_of_articles


@dataclass(frozen=True)
class _ArticleClash(Fault):
    """The fault of a file whose id is that of an article.

    Attributes
    ----------
    doc : str
        The id.
    """

    doc: str = ""


def _article_clash_faults(
    files: Sequence[TextFile], texts: Mapping[str, SourceText]
) -> list[_ArticleClash]:
    """Return a fault for each file whose id is that of an article of another file."""
    file_of_article: dict[str, str] = {}
    for file in files:
        if file.doc in texts:
            for doc in ids_of_articles(file.doc, texts[file.doc]):
                if doc != file.doc:
                    file_of_article[comparable_id(doc)] = file.name
    faults = []
    for file in files:
        other_name = file_of_article.get(comparable_id(file.doc))
        if other_name is not None and file.doc in texts:
            reason = (
                f"its id '{show_name(file.doc)}' is that of an article of {other_name}."
            )
            fault = _ArticleClash(
                file.name,
                reason,
                "Rename the file.",
                "similar names",
                error=MetadataError,
                doc=file.doc,
            )
            faults.append(fault)
    return faults


def _encodings_in_metadata(
    chosen: FileSelection, metadata: Records | None
) -> dict[str, str | Fault]:
    """Return the encoding that a row of metadata gives a text, by the id of the text.

    If it gives what is no encoding, the value is a fault.
    """
    if metadata is None or "encoding" not in metadata.columns:
        return {}
    # Which rows and texts are without each other is told later, when it is known which
    # texts are articles of a file.
    records = replace(metadata, faults=[])
    try:
        names = _file_names(chosen.contents)
        rows = match_rows(names, records, other_ids=chosen.other_ids or {}).rows
    except MetadataError:
        return {}
    encodings = {}
    for doc, row in rows.items():
        encoding = _encoding_in_metadata(metadata, row)
        if encoding is not None:
            encodings[doc] = encoding
    return encodings


def _read_file(
    file: TextFile, encodings: Mapping[str, str | Fault], options: ReadOptions
) -> SourceText | Fault:
    """Return the text of a file, or the fault that keeps it from being read.

    Its encoding is the one declared for this file, else that of the metadata column
    ``encoding`` (`encodings`), else the one declared for all files.
    """
    name = encodable_name(file.name)
    encoding = options.declared_encoding(name, file.doc)
    if encoding is None:
        encoding_of_row = encodings.get(file.doc)
        if isinstance(encoding_of_row, Fault):
            return encoding_of_row
        encoding = encoding_of_row
    if encoding is None:
        encoding = options.encoding
    data = file.read()
    if isinstance(data, Fault):
        return data
    return read_source(data, name, encoding=encoding, division=options.division)


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
    root: Path, contents: FolderContents, metadata: Records | None
) -> list[SourceOddity]:
    """Return files of the folder that were not read, and odd names of files."""
    folder_name = encodable_name(root.name or str(root))
    oddities = []
    for ending, names in sorted(contents.others.items()):
        oddity = _oddity_of_unread(
            names,
            f"{count_of(len(names), 'file')} with {ending}",
            f"If they are texts, save them as one of {document_endings()}.",
        )
        oddities.append(SourceOddity(folder_name, oddity))
    if contents.page_folders:
        oddity = _oddity_of_unread(
            contents.page_folders,
            "folders with the pictures and scripts of saved web pages",
            "If texts are in one, rename the folder.",
        )
        oddities.append(SourceOddity(folder_name, oddity))
    if contents.lock_files:
        oddity = _oddity_of_unread(
            contents.lock_files,
            "what a program keeps for itself, such as the lock of an open file",
            "Close the file in its program; then save it and read again.",
        )
        oddities.append(SourceOddity(folder_name, oddity))
    for table in contents.tables:
        if metadata is not None and table.lower() == metadata.source.lower():
            continue
        remedy = f"If it describes the texts, give it with metadata='{table}'."
        oddity = Oddity("not read", 1, "A table that was not read.", remedy)
        oddities.append(SourceOddity(encodable_name(table), oddity))
    for file in contents.texts:
        name = encodable_name(file.name)
        if name == file.name or is_utf8(os.fsencode(file.name)):
            continue
        reason = (
            "The name of the file is not valid UTF-8; its invalid bytes are shown as "
            "\\x.. in the id."
        )
        oddity = Oddity("name", 1, reason, "Rename the file.")
        oddities.append(SourceOddity(name, oddity))
    return oddities


def _oddity_of_unread(names: Sequence[str], what: str, remedy: str) -> Oddity:
    """Return the oddity of files or folders that were not read; `what` they are."""
    listed_names = list_names(names, limit=_MAX_FILES_NAMED)
    return Oddity("not read", len(names), f"Not read: {what}: {listed_names}.", remedy)


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
    source_text = read_source(
        data, name, encoding=encoding, division=options.division, role="alone"
    )
    if isinstance(source_text, Fault):
        raise source_text.to_error()
    nothing_refused = raise_or_list(
        [], on_error=options.on_error, good_count=1, total_count=1, noun="file"
    )
    documents = SourceDocuments(
        docs=[doc],
        sources=[source],
        texts=[source_text],
        refused=nothing_refused,
        place=source,
        file_names=[source],
        root=_path_with_slashes(folder),
    )
    return build_corpus(documents, options)
