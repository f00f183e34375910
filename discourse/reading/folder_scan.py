"""The files of a folder: which of them hold texts, and the bytes of one file.

Reading never waits for a pipe or a device, and never leaves the folder.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from discourse.file_reading import UnreadableFileError, read_file
from discourse.reading.file_endings import (
    is_text_name,
    is_unread_table_name,
    strip_text_ending,
)
from discourse.reading.path_patterns import PathPattern
from discourse.reading.read_errors import Fault
from discourse.registries import TEXT_ENDING
from discourse.validation import encodable_name

__all__ = [
    "FolderContents",
    "TextFile",
    "is_lock_name",
    "leads_nowhere",
    "read_bytes",
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
        Where to open it.
    """

    doc: str
    name: str
    path: str


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
    """

    texts: list[TextFile] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)
    lock_files: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add_text(self, name: str, path: str) -> None:
        """Add a regular file with the name of a text."""
        stem = strip_text_ending(encodable_name(name))
        doc = unicodedata.normalize("NFC", stem)
        self.texts.append(TextFile(doc, name, path))

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
        for entry in entries:
            name = prefix + entry.name
            if pattern is not None and not _may_match(pattern, entry, name):
                continue
            if is_lock_name(entry.name):
                contents.lock_files.append(encodable_name(name))
                continue
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                _add_link(contents, entry, name, real_root)
            elif entry.is_dir(follow_symlinks=False) and not is_text_name(name):
                folders.append((entry.path, f"{name}/"))
            else:
                _add_entry(contents, entry, name)
    contents.texts.sort(key=lambda file: (file.doc, file.name))
    contents.faults.sort(key=lambda fault: fault.source)
    contents.tables.sort()
    contents.lock_files.sort()
    for names in contents.others.values():
        names.sort()
    return contents


def _may_match(pattern: PathPattern, entry: os.DirEntry[str], name: str) -> bool:
    """Return whether a file matches a pattern, or something in a folder may."""
    return pattern.leads_to(name) if entry.is_dir() else pattern.matches(name)


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
    if not is_text_name(name):
        contents.add_other(name)
    elif entry.is_file(follow_symlinks=False):
        contents.add_text(name, entry.path)
    elif entry.is_dir(follow_symlinks=False):
        reason = "this is a folder, not a text file."
        remedy = (
            f"Rename the folder, so that it does not end in {TEXT_ENDING}, "
            "and the texts in it are read."
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
