"""Files that are named one by one, or by a pattern: which texts they are, and their ids."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from discourse.corpus.input_checks import comparable_id
from discourse.errors import ReadError
from discourse.reading.file_endings import (
    document_endings,
    is_archive_name,
    is_table_name,
    is_text_name,
)
from discourse.reading.folder_scan import (
    FolderContents,
    TextFile,
    ids_of_names,
    is_lock_name,
    leads_nowhere,
    scan_folder,
)
from discourse.reading.path_patterns import PathPattern, split_pattern
from discourse.reading.read_errors import Fault, list_names
from discourse.reading.read_options import is_metadata_name
from discourse.validation import encodable_name, show_name, suggest

__all__ = [
    "FileSelection",
    "is_text_file",
    "no_text_in_selection_error",
    "select_by_pattern",
    "select_paths",
    "shortest_ids",
]

_MAX_FILES_SHOWN = 6  # of a folder in which nothing matches


@dataclass(frozen=True)
class FileSelection:
    """The files of a folder or an archive, or those chosen among them.

    Attributes
    ----------
    root : Path
        The folder or the archive that all of them are in.
    contents : FolderContents
        What they are; names begin in `root`.
    other_ids : mapping of str to str, optional
        For files that were chosen, the id of each text by its name in `root`, which a
        table of metadata may have in place of the id.
    """

    root: Path
    contents: FolderContents
    other_ids: Mapping[str, str] | None = None


# --------------------------------------------------------------------------------------
# A pattern


def select_by_pattern(pattern: PathPattern, shown_pattern: str) -> FileSelection:
    """Return the files that match a pattern, sorted by id.

    A table ``metadata.csv`` in the folder that the pattern begins with is among them.

    Parameters
    ----------
    pattern : PathPattern
    shown_pattern : str
        The pattern as it was given, for messages.

    Raises
    ------
    ReadError
        Nothing matches.
    """
    contents = _scan_pattern(pattern, shown_pattern)
    selection = _with_short_ids(pattern.folder, contents)
    selection.contents.texts.sort(key=lambda file: (file.doc, file.name))
    if contents.texts:
        _add_metadata_table(selection)
    return selection


def no_text_in_selection_error(
    selection: FileSelection, shown_pattern: str
) -> ReadError:
    """Return the error of a pattern that no text matches, but other files."""
    contents = selection.contents
    if contents.tables:
        return _tables_error(contents.tables, len(contents.tables))
    names = [*contents.lock_files]
    for others in contents.others.values():
        names += others
    return ReadError(
        f"no text matches the pattern '{show_name(shown_pattern)}', only "
        f"{list_names(sorted(names))}. A text is a file with one of the endings "
        f"{document_endings()}."
    )


def _scan_pattern(pattern: PathPattern, shown_pattern: str) -> FolderContents:
    """Return what matches a pattern, or raise an error that says what is there."""
    if not pattern.folder.is_dir():
        raise _no_match_error(pattern, shown_pattern)
    contents = scan_folder(pattern.folder, pattern)
    has_match = contents.texts or contents.tables or contents.others
    if not (has_match or contents.faults or contents.lock_files):
        raise _no_match_error(pattern, shown_pattern)
    return contents


def _no_match_error(pattern: PathPattern, shown_pattern: str) -> ReadError:
    """Return the error of a pattern that nothing matches."""
    folder_name = show_name(str(pattern.folder))
    try:
        entries = sorted(entry.name for entry in pattern.folder.iterdir())
    except (OSError, ValueError):  # such as a character that no path can hold
        there = f"There is no folder {folder_name}."
    else:
        names = [name for name in entries if not name.startswith(".")]
        there = f"Nothing is in the folder {folder_name}."
        if names:
            first_names = list_names(names, limit=_MAX_FILES_SHOWN)
            there = f"In the folder {folder_name} there is {first_names}."
    return ReadError(
        f"no file matches the pattern '{show_name(shown_pattern)}'. {there} "
        "A pattern is looked up from the folder that the notebook or script runs in."
    )


def _add_metadata_table(selection: FileSelection) -> None:
    """Add the table of metadata beside the texts, if there is one."""
    tables = selection.contents.tables
    if any(is_metadata_name(name) for name in tables):
        return
    with contextlib.suppress(OSError):
        names = [entry.name for entry in selection.root.iterdir()]
        tables += [name for name in names if is_metadata_name(name)]
    tables.sort()


# --------------------------------------------------------------------------------------
# A list of paths


@dataclass
class _GivenPaths:
    """What a list of paths leads to, by absolute paths.

    Attributes
    ----------
    texts : dict of str to TextFile
        Each text, by its absolute path.
    folders : list of str
        The folders that texts are in.
    contents : list of (str, FolderContents)
        Folders that were scanned, with their paths.
    tables : list of str
        Tables among the paths.
    metadata_tables : list of str
        Those of the name that a table about the texts has.
    faults : list of Fault
        Paths that are no texts.
    """

    texts: dict[str, TextFile] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    contents: list[tuple[str, FolderContents]] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    metadata_tables: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Add what a path leads to: a text, a folder of texts, or a fault."""
        fault = _fault_of_path(name)
        if fault is not None:
            self.faults.append(fault)
            return
        path = _expand(name)
        pattern = split_pattern(path)
        absolute_path = os.path.abspath(path)  # noqa: PTH100 - links stay as they are
        if pattern is not None:
            folder = os.path.abspath(pattern.folder)  # noqa: PTH100
            self.add_contents(folder, _scan_pattern(pattern, name))
        elif path.is_dir():
            self.add_contents(absolute_path, scan_folder(path))
        elif is_archive_name(path.name):
            contents = FolderContents()
            contents.add_archive(path.name, str(path))
            self.add_contents(os.path.dirname(absolute_path), contents)  # noqa: PTH120
        elif is_text_name(path.name):
            self.add_text(absolute_path, TextFile("", "", absolute_path), name)
        elif is_metadata_name(path.name):
            self.metadata_tables.append(absolute_path)
        elif is_table_name(path.name):
            self.tables.append(name)
        else:
            reason = "it is not a file of a kind that can be read as a text."
            remedy = f"Save it with one of the endings {document_endings()}."
            self.faults.append(Fault(encodable_name(name), reason, remedy, "foreign"))

    def add_text(self, path: str, file: TextFile, name: str) -> None:
        """Add a text, unless it is there already."""
        if path in self.texts:
            reason = "this file was given twice."
            fault = Fault(encodable_name(name), reason, "Give it once.", "twice")
            self.faults.append(fault)
            return
        self.texts[path] = file
        self.folders.append(os.path.dirname(path))  # noqa: PTH120

    def add_contents(self, folder: str, contents: FolderContents) -> None:
        """Add the texts of a folder."""
        self.folders.append(folder)
        self.contents.append((folder, contents))
        for file in contents.texts:
            path = os.path.join(folder, *file.name.split("/"))  # noqa: PTH118
            self.add_text(path, file, path)


def select_paths(names: Sequence[str]) -> FileSelection:
    """Return the texts that a list of paths leads to, in the order of the list.

    Parameters
    ----------
    names : sequence of str
        Paths of texts, of folders of texts, and patterns.

    Raises
    ------
    ReadError
        There is a table among them, or a pattern that nothing matches.
    """
    given = _GivenPaths()
    for name in names:
        given.add(name)
    if given.tables:
        raise _tables_error(given.tables, len(names))
    try:
        root = os.path.commonpath(given.folders) if given.folders else os.curdir
    except ValueError:  # two drives of Windows have no folder in common
        root = ""
    for table in given.metadata_tables:
        # That of the folder of all texts is found there; any other is not meant.
        if os.path.dirname(table) != root:  # noqa: PTH120
            raise _tables_error([table], len(names))
    contents = FolderContents(faults=list(given.faults))
    for path, file in given.texts.items():
        name = _name_in(root, path)
        # In the list, what leads to a file stands before the name of its archive, too.
        folders = name.removesuffix(file.name)
        id_name = f"{folders}{file.id_name}" if file.archive is not None else name
        contents.texts.append(replace(file, name=name, id_name=id_name))
    for folder, part in given.contents:
        _add_part(contents, part, _name_in(root, folder))
    selection = _with_short_ids(Path(root), contents)
    if root:
        _add_metadata_table(selection)
    return selection


def is_text_file(name: str) -> bool:
    """Return whether a path leads to a file that should hold a text."""
    if not is_text_name(name) or _fault_of_path(name) is not None:
        return False
    return _expand(name).is_file()


def _fault_of_path(name: str) -> Fault | None:
    """Return why a path cannot be one of a list, or None."""
    shown_name = encodable_name(name)
    if not name:
        return Fault("''", "it is empty.", "Give the path of a file.", "no file")
    if "\0" in name:
        reason = "it holds the character U+0000, which no path can hold."
        return Fault(shown_name, reason, "Check how it was made.", "no file")
    path = _expand(name)
    if is_lock_name(path.name):
        reason = "a program keeps this file for itself while another is open."
        return Fault(shown_name, reason, "Give the path of the other.", "no file")
    try:
        exists = path.exists()
    except OSError as error:
        reason = f"it could not be checked ({error})."
        return Fault(shown_name, reason, "Check the path.", "closed")
    if exists or split_pattern(path) is not None:
        return None
    if leads_nowhere(path):
        reason = "this is a link that leads nowhere, or to itself."
        return Fault(shown_name, reason, "Give the path of the file itself.", "link")
    remedy = "Check the path; it is looked up from the folder that the script runs in."
    with contextlib.suppress(OSError, ValueError):
        siblings = [entry.name for entry in path.parent.iterdir()]
        remedy += suggest(path.name, siblings)
    return Fault(shown_name, "there is no such file.", remedy, "no file")


def _expand(name: str) -> Path:
    """Return a path with the home folder of ``~`` in it."""
    path = Path(name)
    # Without a user of this name, "~name" is the name of a file.
    with contextlib.suppress(RuntimeError):
        path = path.expanduser()
    return path


def _tables_error(tables: Sequence[str], path_count: int) -> ReadError:
    """Return the error of a list or pattern with tables in it."""
    first_table = show_name(tables[0])
    if len(tables) < path_count:
        return ReadError(
            f"{first_table} is a table among texts. If it describes the texts, give it "
            "with metadata=; else read it for itself."
        )
    return ReadError(
        f"{list_names(list(tables))} are no tables that are read together. Read each, "
        f"as in discourse.read('{first_table}'), and put the corpora together with "
        "discourse.join."
    )


def _name_in(root: str, path: str) -> str:
    """Return a path as a name in a folder, with slashes."""
    name = os.path.relpath(path, root) if root else path
    return "" if name == os.curdir else name.replace(os.sep, "/")


def _add_part(contents: FolderContents, part: FolderContents, folder: str) -> None:
    """Add what was not read in a folder of the list, under its name there."""
    prefix = f"{folder}/" if folder else ""
    _add_new_names(contents.tables, part.tables, prefix)
    _add_new_names(contents.lock_files, part.lock_files, prefix)
    _add_new_names(contents.page_folders, part.page_folders, prefix)
    for ending, names in part.others.items():
        _add_new_names(contents.others.setdefault(ending, []), names, prefix)
    for fault in part.faults:
        fault_in_root = replace(fault, source=prefix + fault.source)
        if fault_in_root not in contents.faults:
            contents.faults.append(fault_in_root)


def _add_new_names(known_names: list[str], names: Sequence[str], prefix: str) -> None:
    """Add names with a prefix to a list; one that several paths lead to stands once."""
    names_so_far = set(known_names)
    for name in names:
        name_in_root = prefix + name
        if name_in_root not in names_so_far:
            names_so_far.add(name_in_root)
            known_names.append(name_in_root)


# --------------------------------------------------------------------------------------
# Ids


def _with_short_ids(root: Path, contents: FolderContents) -> FileSelection:
    """Return a selection in which the id of a text is the name of its file alone.

    Where two files have the same name, as many folders come before it as are needed.
    """
    names = ids_of_names([file.id_name for file in contents.texts])
    docs = shortest_ids(names)
    pairs = zip(contents.texts, docs, strict=True)
    texts = [replace(file, doc=doc) for file, doc in pairs]
    other_ids = dict(zip(names, docs, strict=True))
    return FileSelection(root, replace(contents, texts=texts), other_ids)


def shortest_ids(names: Sequence[str]) -> list[str]:
    """Return the shortest endings of names by which they can be distinguished.

    >>> shortest_ids(["china/2019", "india/2019", "india/2020"])
    ['china/2019', 'india/2019', '2020']
    """
    part_counts = [1] * len(names)
    while True:
        groups: dict[str, list[int]] = {}
        docs = []
        for number, name in enumerate(names):
            doc = "/".join(name.split("/")[-part_counts[number] :])
            docs.append(doc)
            groups.setdefault(comparable_id(doc), []).append(number)
        longer = [
            number
            for group in groups.values()
            for number in group
            if len(group) > 1 and part_counts[number] < len(names[number].split("/"))
        ]
        if not longer:
            return docs
        for number in longer:
            part_counts[number] += 1
