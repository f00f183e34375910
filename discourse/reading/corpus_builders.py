"""The three ways to a Corpus: a folder of texts, one text, a table with a column of texts."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from discourse.corpus import Corpus
from discourse.corpus.input_checks import alike
from discourse.errors import ColumnError, MetadataError, OptionError, ReadError
from discourse.reading import diagnostics
from discourse.reading.decoding import Text, check_codec, decode
from discourse.reading.folder_scan import File, Folder, contents, survey
from discourse.reading.metadata_matching import (
    ID_COLUMNS,
    frame,
    id_column,
    ids,
    matched,
    sound,
)
from discourse.reading.read_errors import Fault, Oddity, OnError, listed, settle
from discourse.reading.table_formats import Records, from_bytes, from_frame
from discourse.text import ParagraphMode
from discourse.validation import encodable_name, show_name, suggest

__all__ = ["Options", "from_folder", "from_table", "from_text"]


@dataclass(frozen=True)
class Options:
    """The options of :func:`discourse.reading.read`, checked."""

    text: str | None
    metadata: str | os.PathLike[str] | pd.DataFrame | None
    encoding: str | None
    encodings: Mapping[str, str]
    paragraphs: ParagraphMode | Mapping[str, ParagraphMode]
    on_error: OnError

    def declared(self, *names: str) -> str | None:
        """The encoding declared for a file, by any of its names."""
        return next(
            (self.encodings[name] for name in names if name in self.encodings), None
        )

    def known_files(self, names: Sequence[str]) -> None:
        """Refuse an encoding that is declared for a file that is not there."""
        odd = sorted(set(self.encodings) - set(names))
        if odd:
            raise OptionError(
                f"encodings names {odd[0]!r}, but no such file is read.{suggest(odd[0], names)}"
            )


# ---------------------------------------------------------------------------------------------------------------------
# A folder


def from_folder(root: Path, options: Options) -> Corpus:
    """Read a folder of texts."""
    if options.text is not None:
        raise OptionError(
            f"text={options.text!r} names a column of a table, but {show_name(root.name)} is a folder; leave it out."
        )
    folder = survey(root)
    if not folder.files:
        raise _no_texts(root, folder)
    faults = list(folder.faults)
    files = _apart(folder.files, faults)
    table = _about(root, folder, options)
    name = table.source if table else "metadata.csv"
    options.known_files(
        [
            name,
            "metadata.csv",
            *(
                part
                for file in folder.files
                for part in (file.doc, encodable_name(file.name))
            ),
        ]
    )
    rows: dict[str, int] = {}
    unmatched: list[Fault] = []
    if table is not None:
        rows, unmatched = _rows(folder, files, table)
    texts, unread = _decoded(files, table, rows, options)
    faults += unread
    if table is not None:
        faults += [*table.faults, *unmatched]
    kept = [
        file
        for file in files
        if file.doc in texts and (table is None or file.doc in rows)
    ]
    total = len(folder.files) + len(folder.faults)
    refused = settle(
        faults, on_error=options.on_error, kept=len(kept), total=total, noun="file"
    )
    found = [(encodable_name(file.name), texts[file.doc]) for file in kept]
    docs = [file.doc for file in kept]
    about = None if table is None else table.only([rows[doc] for doc in docs])
    documents = frame(
        docs, about, without=[id_column(table)] if table is not None else []
    )
    odd = _besides(root, folder, options)
    return _corpus(docs, found, documents, refused, odd, options)


def _no_texts(root: Path, folder: Folder) -> ReadError:
    name = show_name(root.name or str(root))
    if folder.faults:
        return ReadError(
            f"no text in the folder {name} could be read. {folder.faults[0].message}"
        )
    if len(folder.tables) == 1 and folder.tables[0].lower() != "metadata.csv":
        table = show_name(folder.tables[0])
        return ReadError(
            f"the folder {name} holds no .txt file, but a table: did you mean discourse.read('{root.as_posix()}/{table}')?"
        )
    there = [
        f"{count:,} {ending}" for ending, count in sorted(folder.others.items())
    ] + folder.tables
    if not there:
        return ReadError(
            f"the folder {name} holds no .txt file; nothing is in it. Put one .txt file for each document there."
        )
    return ReadError(
        f"the folder {name} holds no .txt file, only {listed(there)}. Save each document as plain text in UTF-8, with the ending .txt."
    )


def _apart(files: Sequence[File], faults: list[Fault]) -> list[File]:
    """Refuse files whose ids are alike: on many computers they would be one file."""
    groups: dict[str, list[File]] = {}
    for file in files:
        groups.setdefault(alike(file.doc), []).append(file)
    for file in files:
        others = [other.name for other in groups[alike(file.doc)] if other is not file]
        if others:
            reason = f"its name is like that of {listed(others)}, but for capitals or accents, so their ids would be confused."
            faults.append(
                Fault(
                    file.name,
                    reason,
                    "Rename one of them.",
                    "alike",
                    error=MetadataError,
                )
            )
    return [file for file in files if len(groups[alike(file.doc)]) == 1]


def _about(root: Path, folder: Folder, options: Options) -> Records | None:
    """The metadata table of a folder, if it has one."""
    given = options.metadata
    if isinstance(given, pd.DataFrame):
        return sound(from_frame(given, "metadata", ID_COLUMNS))
    if given is None:
        inside = [name for name in folder.tables if name.lower() == "metadata.csv"]
        if not inside:
            return None
        path = root / ("metadata.csv" if "metadata.csv" in inside else inside[0])
    else:
        path = Path(os.fsdecode(given)).expanduser()
        path = path if path.exists() or not (root / path).exists() else root / path
    data = contents(path, path.name)
    if isinstance(data, Fault):
        raise data.thrown()
    declared = options.declared(path.name) or _unless_utf8(data, options.encoding)
    return sound(
        from_bytes(data, path.name, declared=declared, known=ID_COLUMNS, role="table")
    )


def _unless_utf8(data: bytes, codec: str | None) -> str | None:
    # The texts' encoding need not be the table's: spreadsheets write UTF-8 whatever the texts are in.
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return codec
    return None


def _rows(
    folder: Folder, files: Sequence[File], table: Records
) -> tuple[dict[str, int], list[Fault]]:
    """The metadata row of each text; what was refused already is not looked for."""
    broken = {
        encodable_name(fault.source)[: -len(".txt")]: fault.source
        for fault in folder.faults
        if fault.source.lower().endswith(".txt")
    }
    names = {file.doc: encodable_name(file.name) for file in folder.files} | broken
    rows, faults = matched(names, table)
    whole = {encodable_name(file.name) for file in files}
    refused = set(names.values()) - whole
    faults = [fault for fault in faults if fault.source not in refused]
    return rows, faults


def _decoded(
    files: Sequence[File],
    table: Records | None,
    rows: Mapping[str, int],
    options: Options,
) -> tuple[dict[str, Text], list[Fault]]:
    codecs = table.columns.get("encoding") if table is not None else None
    texts: dict[str, Text] = {}
    faults: list[Fault] = []
    for file in files:
        name = encodable_name(file.name)
        declared = options.declared(name, file.doc)
        if (
            declared is None
            and codecs is not None
            and file.doc in rows
            and codecs[rows[file.doc]]
        ):
            try:
                declared = check_codec(codecs[rows[file.doc]], "")
            except OptionError as fault:
                assert table is not None  # noqa: S101 - codecs came from it
                faults.append(
                    table.fault(
                        rows[file.doc],
                        f"column 'encoding': {fault}",
                        "Correct it.",
                        "codec",
                    )
                )
                continue
        data = contents(file.path, name)
        found = (
            data
            if isinstance(data, Fault)
            else decode(data, name, declared=declared or options.encoding)
        )
        if isinstance(found, Fault):
            faults.append(found)
        else:
            texts[file.doc] = found
    return texts, faults


def _besides(root: Path, folder: Folder, options: Options) -> list[tuple[str, Oddity]]:
    """What lies in the folder and was not read."""
    name = encodable_name(root.name or str(root))
    used = _name_of(options.metadata)
    found = []
    for ending, count in sorted(folder.others.items()):
        reason = f"Not read: {count:,} file{'' if count == 1 else 's'} with {ending if ending != 'no ending' else 'no ending'}."
        found.append(
            (
                name,
                Oddity(
                    "not read",
                    count,
                    reason,
                    "Only .txt files are read; save texts as .txt in UTF-8.",
                ),
            )
        )
    for table in folder.tables:
        if table.lower() != used.lower():
            mend = f"If it says something about the texts, give it with metadata='{table}'."
            found.append(
                (
                    encodable_name(table),
                    Oddity("not read", 1, "A table that was not read.", mend),
                )
            )
    for file in folder.files:
        if encodable_name(file.name) != file.name:
            reason = "The name of the file is no valid UTF-8; bytes that are none are shown as \\x.. in its id."
            found.append(
                (
                    encodable_name(file.name),
                    Oddity("name", 1, reason, "Rename the file."),
                )
            )
    return found


def _name_of(given: str | os.PathLike[str] | pd.DataFrame | None) -> str:
    if given is None:
        return "metadata.csv"
    return "" if isinstance(given, pd.DataFrame) else Path(os.fsdecode(given)).name


# ---------------------------------------------------------------------------------------------------------------------
# One text, or a table


def from_text(data: bytes | Fault, name: str, options: Options) -> Corpus:
    """Read one text file."""
    if options.text is not None or options.metadata is not None:
        raise OptionError(
            f"text= goes with a table and metadata= with a folder, but {show_name(name)} is one text; leave them out."
        )
    doc = encodable_name(name)[: -len(".txt")]
    options.known_files([encodable_name(name), doc])
    declared = options.declared(encodable_name(name), doc) or options.encoding
    found = (
        data
        if isinstance(data, Fault)
        else decode(data, name, declared=declared, role="alone")
    )
    if isinstance(found, Fault):
        raise found.thrown()
    refused = settle([], on_error=options.on_error, kept=1, total=1, noun="file")
    return _corpus(
        [doc], [(encodable_name(name), found)], frame([doc], None), refused, [], options
    )


def from_table(
    data: pd.DataFrame | bytes | Fault, name: str, options: Options
) -> Corpus:
    """Read a table with one document a row."""
    if options.metadata is not None:
        raise OptionError(
            "metadata= goes with a folder; in a table, the other columns are the metadata. Leave it out."
        )
    column = options.text or "text"
    known = (column, *ID_COLUMNS)
    if isinstance(data, Fault):
        raise data.thrown()
    if isinstance(data, pd.DataFrame):
        if options.encoding is not None or options.encodings:
            raise OptionError(
                "encoding= and encodings= go with files; the texts of a DataFrame are decoded already. Leave them out."
            )
        records = from_frame(data, name, ID_COLUMNS)
    else:
        options.known_files([encodable_name(name)])
        declared = options.declared(encodable_name(name)) or options.encoding
        records = from_bytes(data, name, declared=declared, known=known)
    _check_column(records, column)
    total = len(records) + len(records.faults)
    if not total:
        raise ReadError(f"{show_name(name)} has no rows; expected one document a row.")
    records = sound(records)
    docs, good = _good(records, column)
    records.faults.sort(key=lambda fault: fault.line)
    refused = settle(
        records.faults,
        on_error=options.on_error,
        kept=len(good),
        total=total,
        noun=records.unit,
    )
    records = records.only(good)
    texts = [Text(value) for value in records.columns[column]]
    source = encodable_name(name) if name != "the DataFrame" else "DataFrame"
    found = [(f"{source}: {doc}", text) for doc, text in zip(docs, texts, strict=True)]
    documents = frame(
        docs, records, without=[column, id_column(records, without=column)]
    )
    return _corpus(
        docs, found, documents, refused, [(source, odd) for odd in records.odd], options
    )


def _check_column(records: Records, column: str) -> None:
    if column in records.columns or (
        not records.columns and (records.faults or not len(records))
    ):
        return
    have = list(records.columns)
    held = [name for name in have if name.casefold() not in ID_COLUMNS]
    # A name like the one asked for, such as "Text"; else the column whose cells are the longest.
    lengths = {
        name: sum(
            len(value) for value in records.columns[name] if isinstance(value, str)
        )
        for name in held
    }
    longest = next(
        (name for name in held if suggest(column, [name])),
        max(held, key=lambda name: lengths[name], default=""),
    )
    mend = (
        f"Name the column that holds the texts: text={longest!r}?"
        if lengths.get(longest)
        else "Name the column that holds the texts with text=."
    )
    raise ColumnError(
        f"{show_name(records.source)} has no column {column!r}; it has {listed(have)}. {mend}"
    )


def _good(records: Records, column: str) -> tuple[list[str], list[int]]:
    """Ids and rows of the records that have both an id and a text; the others become faults."""
    if not len(records):
        return [], []
    place = id_column(records, without=column)
    if place is None:
        width = len(str(len(records)))
        names: list[str | None] = [
            str(number).zfill(width) for number in range(1, len(records) + 1)
        ]
    else:
        names = ids(records, place)
    docs, rows = [], []
    for row, (doc, text) in enumerate(zip(names, records.columns[column], strict=True)):
        if not isinstance(text, str):
            what = (
                "there is no text"
                if text is None
                else f"what stands there is no text but {type(text).__name__}"
            )
            reason = f"{what} in column {column!r}."
            records.faults.append(
                records.fault(
                    row, reason, "Fill it in, or delete the row.", "no text", ReadError
                )
            )
        elif doc is not None:
            docs.append(doc)
            rows.append(row)
    return docs, rows


# ---------------------------------------------------------------------------------------------------------------------
# All three


def _corpus(
    docs: Sequence[str],
    found: Sequence[tuple[str, Text]],
    documents: pd.DataFrame,
    refused: pd.DataFrame,
    odd: Sequence[tuple[str, Oddity]],
    options: Options,
) -> Corpus:
    """Put together a Corpus, and list what looks odd in it."""
    modes = options.paragraphs
    if isinstance(modes, Mapping) and len(
        refused
    ):  # a text that was refused may be named
        modes = {doc: modes[doc] for doc in docs if doc in modes}
    suspected = list(odd)
    for source, text in found:
        suspected += [
            (source, one) for one in (*text.odd, *diagnostics.oddities(text.text))
        ]
    for doc, (source, text) in zip(docs, found, strict=True):
        if (modes.get(doc, "auto") if isinstance(modes, Mapping) else modes) == "auto":
            suspected += [(source, one) for one in diagnostics.narrow(text.text)]
    suspected += diagnostics.duplicates([(source, text.text) for source, text in found])
    return Corpus.from_texts(
        {doc: text.text for doc, (_, text) in zip(docs, found, strict=True)},
        documents,
        paragraphs=modes,
        refused=refused,
        suspected=diagnostics.table(suspected),
        sources={doc: source for doc, (source, _) in zip(docs, found, strict=True)},
    )
