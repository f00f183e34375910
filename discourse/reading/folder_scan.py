"""The files of a folder: which of them hold texts, and the bytes of one file.

Reading never waits for a pipe or a device, and never leaves the folder.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from discourse.corpus.input_checks import comparable_id
from discourse.file_reading import UnreadableFileError, read_file
from discourse.reading.file_endings import (
    is_archive_name,
    is_text_name,
    is_unread_table_name,
    strip_archive_ending,
    strip_text_ending,
)
from discourse.reading.path_patterns import PathPattern
from discourse.reading.read_errors import Fault
from discourse.text_extraction import (
    Archive,
    ExtractionError,
    open_archive,
    read_member,
)
from discourse.validation import encodable_name

__all__ = [
    "FolderContents",
    "TextFile",
    "ids_of_names",
    "is_lock_name",
    "leads_nowhere",
    "read_bytes",
    "read_bytes_of_member",
    "scan_archive",
    "scan_folder",
]

_LARGEST_TEXT = (1 << 31) - 1  # bytes; offsets into a text are 32-bit
_LARGEST_TABLE = (
    1 << 32
)  # bytes; a table is read as a whole, and needs several times this


@dataclass(frozen=True)
class TextFile:
    """A file that should hold a text.

    Attributes
    ----------
    doc : str
        The id of its document.
    name : str
        Its name in the folder, with the folders inside that lead to it.
    path : str
        Where to open it; in an archive, its name there.
    archive : Archive or None
        The archive that it is in.
    id_name : str
        The name from which its id is made: of a file in an archive, with the name of
        the archive as that of a folder.
    """

    doc: str
    name: str
    path: str
    archive: Archive | None = None
    id_name: str = ""

    def read(self) -> bytes | Fault:
        """Return its bytes, or the fault that keeps it from being read."""
        name = encodable_name(self.name)
        if self.archive is None:
            return read_bytes(self.path, name)
        return read_bytes_of_member(self.archive, self.path, name)


@dataclass
class FolderContents:
    """What a folder holds.

    Attributes
    ----------
    texts : list of TextFile
        The .txt files, sorted by id.
    tables : list of str
        Names of tables beside them (.csv, .tsv, .jsonl ...).
    others : dict of str to list of str
        The names of other files, by ending.
    lock_files : list of str
        Files that a program or a system keeps for itself, such as ``~$notes.txt``.
    faults : list of Fault
        What has the name of a text but is none, and folders that could not be entered.
    page_folders : list of str
        Folders with the pictures and scripts of a web page that a browser saved.
    archive : Archive or None
        The archive that all of this is in, if it is no folder.
    prefix : str
        In an archive, the folder that all of its files are in, with a slash.
    """

    texts: list[TextFile] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)
    lock_files: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    page_folders: list[str] = field(default_factory=list)
    archive: Archive | None = None
    prefix: str = ""

    def add_text(self, name: str, path: str, archive: Archive | None = None) -> None:
        """Add a regular file with the name of a text; its id is found at the end."""
        self.texts.append(TextFile("", name, path, archive, id_name=name))

    def add_archive(self, name: str, path: str) -> None:
        """Add the files of an archive, under its name without the ending."""
        data = read_bytes(path, name)
        if isinstance(data, Fault):
            self.faults.append(data)
            return
        try:
            archive = open_archive(data)
        except ExtractionError as error:
            self.faults.append(Fault(name, error.reason, error.remedy, error.kind))
            return
        _add_members(self, archive, name)

    def add_other(self, name: str) -> None:
        """Add a file that is no text: a table by its name, any other by its ending."""
        last_part = name.rpartition("/")[2].lower()
        if is_unread_table_name(last_part):
            self.tables.append(name)
            return
        ending = "no ending"
        if "." in last_part:
            ending = encodable_name(last_part[last_part.rindex(".") :])
        self.others.setdefault(ending, []).append(encodable_name(name))


def scan_folder(root: Path, pattern: PathPattern | None = None) -> FolderContents:
    """Return what `root` and the folders inside it hold, without opening a file.

    Hidden files and folders are left out; so are files that a program keeps for itself
    (:func:`is_lock_name`), and these are listed.

    Parameters
    ----------
    root : Path
    pattern : PathPattern, optional
        What does not match it is left out.
    """
    contents = FolderContents()
    real_root = os.path.realpath(root)
    # Path of each folder to look into, and what the names of its files begin with.
    folders = [(os.fspath(root), "")]
    while folders:
        path, prefix = folders.pop()
        try:
            with os.scandir(path) as iterator:
                entries = sorted(iterator, key=lambda entry: entry.name)
        except OSError as error:
            name = prefix.rstrip("/") or path
            contents.faults.append(_unreadable_fault(name, error))
            continue
        names_here = {entry.name for entry in entries}
        for entry in entries:
            name = prefix + entry.name
            if pattern is not None and not _may_match(pattern, entry, name):
                continue
            if is_lock_name(entry.name):
                contents.lock_files.append(encodable_name(name))
                continue
            if entry.name.startswith("."):
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.is_symlink():
                _add_link(contents, entry, name, real_root)
            elif is_folder and _belongs_to_page(entry.name, names_here):
                contents.page_folders.append(encodable_name(name))
            elif is_folder and not is_text_name(name):
                folders.append((entry.path, f"{name}/"))
            else:
                _add_entry(contents, entry, name)
    _sort(contents)
    return contents


_PAGE_ENDINGS = (".html", ".htm", ".xhtml")
# Browsers save what a page shows in a folder beside it: "x_files" for x.html; other
# endings are those of the translated programs.
_PAGE_FOLDER = re.compile(r"(.+)(?:_files|\.files|-Dateien|_archivos|_fichiers)")


def _belongs_to_page(name: str, names_here: Collection[str]) -> bool:
    """Return whether a folder holds what a saved web page beside it shows.

    >>> _belongs_to_page("visit_files", {"visit_files", "visit.html"})
    True
    """
    match = _PAGE_FOLDER.fullmatch(name)
    if match is None:
        return False
    return any(match.group(1) + ending in names_here for ending in _PAGE_ENDINGS)


def scan_archive(data: bytes, name: str) -> FolderContents:
    """Return what an archive holds, as :func:`scan_folder` does for a folder.

    If all of its files are in one folder, this folder is what is read.

    Parameters
    ----------
    data : bytes
    name : str
        Its name, for messages.

    Raises
    ------
    ReadError
        It is no archive, or damaged as a whole.
    """
    try:
        archive = open_archive(data)
    except ExtractionError as error:
        raise Fault(name, error.reason, error.remedy, error.kind).to_error() from error
    first_parts = {member.name.partition("/")[0] for member in archive.members}
    are_in_one = len(first_parts) == 1 and all(
        "/" in member.name for member in archive.members
    )
    folder = f"{first_parts.pop()}/" if are_in_one else ""
    contents = FolderContents(archive=archive, prefix=folder)
    _add_members(contents, archive)
    _sort(contents)
    return contents


def _add_members(
    contents: FolderContents, archive: Archive, archive_name: str = ""
) -> None:
    """Add the files of an archive to the contents of a folder.

    Parameters
    ----------
    contents : FolderContents
    archive : Archive
    archive_name : str
        The name of the archive in the folder; ``""`` if it takes the place of one.
    """
    prefix = f"{archive_name}/" if archive_name else ""
    id_prefix = f"{strip_archive_ending(archive_name)}/" if archive_name else ""
    page_folders = _page_folders_in(archive)
    for folder in sorted(page_folders):
        name = prefix + folder.removeprefix(contents.prefix)
        contents.page_folders.append(encodable_name(name))
    for member in archive.members:
        if not page_folders.isdisjoint(_folders_of(member.name)):
            continue
        name_inside = member.name.removeprefix(contents.prefix)
        name = prefix + name_inside
        last_part = name_inside.rpartition("/")[2]
        if is_lock_name(last_part):
            contents.lock_files.append(name)
        elif is_text_name(name_inside):
            contents.texts.append(
                TextFile(
                    doc="",
                    name=name,
                    path=member.name,
                    archive=archive,
                    id_name=id_prefix + name_inside,
                )
            )
        else:
            contents.add_other(name)
    for refused in archive.refused:
        name = prefix + refused.name
        fault = Fault(encodable_name(name), refused.reason, refused.remedy, "member")
        contents.faults.append(fault)


def _page_folders_in(archive: Archive) -> set[str]:
    """Return the folders of an archive with what saved web pages beside them show."""
    names_in_folder: dict[str, set[str]] = {}
    for member in archive.members:
        for path in (*_folders_of(member.name), member.name):
            folder, _, name = path.rpartition("/")
            names_in_folder.setdefault(folder, set()).add(name)
    page_folders = set()
    for member in archive.members:
        for path in _folders_of(member.name):
            folder, _, name = path.rpartition("/")
            if _belongs_to_page(name, names_in_folder[folder]):
                page_folders.add(path)
                break  # what is inside it belongs to it
    return page_folders


def _folders_of(name: str) -> list[str]:
    """Return the folders that a file in an archive is in, from the outermost.

    >>> _folders_of("un/2019/a.txt")
    ['un', 'un/2019']
    """
    folders = []
    place = name.find("/")
    while place >= 0:
        folders.append(name[:place])
        place = name.find("/", place + 1)
    return folders


def _sort(contents: FolderContents) -> None:
    """Sort what a folder holds, with the ids of the texts among all of them."""
    ids = ids_of_names([file.id_name for file in contents.texts])
    for number, doc in enumerate(ids):
        contents.texts[number] = replace(contents.texts[number], doc=doc)
    contents.texts.sort(key=lambda file: (file.doc, file.name))
    contents.faults.sort(key=lambda fault: fault.source)
    contents.tables.sort()
    contents.lock_files.sort()
    contents.page_folders.sort()
    for names in contents.others.values():
        names.sort()


def ids_of_names(names: Sequence[str]) -> list[str]:
    """Return the id of each text: the name of its file without the ending.

    The ending stays where two names differ in it only.

    >>> ids_of_names(["visit.html", "visit.pdf", "speech.txt"])
    ['visit.html', 'visit.pdf', 'speech']
    """
    whole_names = []
    stems = []
    for name in names:
        whole_name = unicodedata.normalize("NFC", encodable_name(name))
        whole_names.append(whole_name)
        stems.append(strip_text_ending(whole_name))
    numbers_of_stem: dict[str, list[int]] = {}
    for number, stem in enumerate(stems):
        numbers_of_stem.setdefault(comparable_id(stem), []).append(number)
    ids = list(stems)
    for numbers in numbers_of_stem.values():
        if len(numbers) == 1:
            continue
        comparable_names = {comparable_id(whole_names[number]) for number in numbers}
        if len(comparable_names) == len(numbers):
            for number in numbers:
                ids[number] = whole_names[number]
    return ids


def read_bytes_of_member(archive: Archive, member: str, name: str) -> bytes | Fault:
    """Return the bytes of a file in an archive, or the fault of what is damaged.

    Parameters
    ----------
    archive : Archive
    member : str
        The name of the file there.
    name : str
        Its name for the message.
    """
    try:
        return read_member(archive, member)
    except ExtractionError as error:
        return Fault(name, error.reason, error.remedy, error.kind)


def _may_match(pattern: PathPattern, entry: os.DirEntry[str], name: str) -> bool:
    """Return whether a file matches a pattern, or something in a folder may."""
    is_folder = False
    with contextlib.suppress(OSError):  # a link that leads to itself
        is_folder = entry.is_dir()
    return pattern.leads_to(name) if is_folder else pattern.matches(name)


# Word and its kin write "~$x" while x is open, LibreOffice ".~lock.x#"; macOS writes
# "._x" beside a file on a disk of another system; Windows keeps pictures in "Thumbs.db".
_LOCK_NAME = re.compile(
    r"~\$.+|\.~lock\..+#|~wrl\d+\.tmp|\._.+|thumbs\.db|desktop\.ini", re.IGNORECASE
)


def is_lock_name(name: str) -> bool:
    """Return whether a program or a system keeps a file of this name for itself.

    >>> is_lock_name("~$notes.txt"), is_lock_name("notes.txt")
    (True, False)
    """
    return _LOCK_NAME.fullmatch(name) is not None


def _add_entry(contents: FolderContents, entry: os.DirEntry[str], name: str) -> None:
    """Add to `contents` what is no link: a text, a table, another file, or a fault."""
    if is_archive_name(name) and entry.is_file(follow_symlinks=False):
        contents.add_archive(name, entry.path)
    elif not is_text_name(name):
        contents.add_other(name)
    elif entry.is_file(follow_symlinks=False):
        contents.add_text(name, entry.path)
    elif entry.is_dir(follow_symlinks=False):
        reason = "this is a folder, not a text file."
        remedy = (
            "Rename the folder, so that its name does not end like that of a text, and "
            "the texts in it are read."
        )
        contents.faults.append(Fault(name, reason, remedy, "no file"))
    else:
        contents.faults.append(_special_file_fault(name))


def _add_link(
    contents: FolderContents, entry: os.DirEntry[str], name: str, real_root: str
) -> None:
    """Add to `contents` what a symbolic link leads to, if that is in the folder.

    A text that it leads to elsewhere, or nowhere, is a fault.
    """
    try:
        mode = entry.stat(follow_symlinks=True).st_mode
    except OSError:
        if is_text_name(name):
            reason = "this is a link that leads nowhere, or to itself."
            contents.faults.append(_link_fault(name, reason))
        else:
            contents.add_other(name)
        return
    if stat.S_ISDIR(mode):
        # A link may lead to a folder that contains the link itself. Following it would
        # never end.
        reason = "this is a link to a folder, and links to folders are not followed."
        remedy = "Put the folder itself there, or read the folder it leads to."
        contents.faults.append(Fault(name, reason, remedy, "link"))
        return
    if not is_text_name(name):
        contents.add_other(name)
        return
    target = os.path.realpath(entry.path)
    if not target.startswith(real_root.rstrip(os.sep) + os.sep):
        reason = "this is a link to a file outside the folder, and is not followed."
        contents.faults.append(_link_fault(name, reason))
    elif stat.S_ISREG(mode):
        contents.add_text(name, target)
    else:
        contents.faults.append(_special_file_fault(name))


def leads_nowhere(path: str | Path) -> bool:
    """Return whether a path is a link to what does not exist, or to itself."""
    try:
        return os.path.islink(path) and not os.path.exists(path)  # noqa: PTH110, PTH114
    except ValueError:  # a zero character
        return False


def _link_fault(name: str, reason: str) -> Fault:
    """Return the fault of a link that is not followed."""
    return Fault(name, reason, "Put the file itself in its place.", "link")


def _special_file_fault(name: str) -> Fault:
    """Return the fault of a pipe, socket or device with the name of a text."""
    reason = "this is a pipe, socket or device, not a text file."
    return Fault(name, reason, "Take it out of the folder.", "no file")


def _unreadable_fault(name: str, error: OSError) -> Fault:
    """Return the fault of a file or folder that the system does not open."""
    cause = (error.strerror or type(error).__name__).lower()
    reason = f"it could not be read ({cause})."
    remedy = "Check that it is there and that you may read it."
    return Fault(encodable_name(name), reason, remedy, "closed")


def read_bytes(path: str | Path, name: str) -> bytes | Fault:
    """Return the bytes of a regular file, or the fault of what is none.

    Named pipes and devices do not hold it up.

    Parameters
    ----------
    path : str or Path
        Where the file is.
    name : str
        Its name, for the message.
    """
    largest = _LARGEST_TEXT if is_text_name(name) else _LARGEST_TABLE
    try:
        return read_file(path, largest=largest)
    except UnreadableFileError as error:
        return _fault_of_file(path, name, error)


def _fault_of_file(path: str | Path, name: str, error: UnreadableFileError) -> Fault:
    """Return the fault of a path at which no regular file can be read."""
    if error.kind == "special":
        return _special_file_fault(name)
    if error.kind == "folder":
        reason = "this is a folder, not a file."
        return Fault(name, reason, error.remedy, "no file")
    if error.kind == "large":
        size = "2 GiB" if is_text_name(name) else "4 GiB"
        reason = f"it has {error.size:,} bytes, more than {size}."
        return Fault(name, reason, error.remedy, "large")
    if error.kind == "memory":
        return Fault(name, f"{error.reason}.", error.remedy, "large")
    if leads_nowhere(path):
        reason = "this is a link that leads nowhere, or to itself."
        return _link_fault(name, reason)
    reason = f"it could not be read ({error.reason})."
    return Fault(encodable_name(name), reason, error.remedy, "closed")
