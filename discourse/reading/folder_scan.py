"""The files of a folder: which hold texts, which do not, and the bytes of one. Never hangs, never leaves the folder."""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from discourse.reading.read_errors import Fault
from discourse.reading.table_formats import FORMATS
from discourse.validation import encodable_name

__all__ = ["File", "Folder", "contents", "survey"]

# Without O_NONBLOCK, opening a named pipe waits for ever; the others are missing on some systems.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)
_LARGEST = (1 << 31) - 1  # offsets into a text are 32-bit


@dataclass(frozen=True)
class File:
    """A file that should hold a text: its document's id, its name in the folder, and where to open it."""

    doc: str
    name: str
    path: str


@dataclass
class Folder:
    """What a folder holds.

    Attributes
    ----------
    files : list of File
        The .txt files, sorted by id.
    tables : list of str
        Names of tables beside them (.csv, .tsv, .jsonl ...).
    others : dict of str to int
        How many other files there are, by ending.
    faults : list of Fault
        What bears the name of a text but is none, and folders that could not be entered.
    """

    files: list[File] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


# How names of files end that are tables: those that can be read, and workbooks.
_TABLES = (*FORMATS, ".jsonl.gz", ".jsonl.xz", ".xlsx", ".xls")


def survey(root: Path) -> Folder:
    """Return what `root` and the folders inside it hold; hidden files and folders are passed over."""
    found = Folder()
    home = os.path.realpath(root)
    todo = [(os.fspath(root), "")]
    while todo:
        path, prefix = todo.pop()
        try:
            with os.scandir(path) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as fault:
            found.faults.append(_closed(prefix.rstrip("/") or path, fault))
            continue
        for entry in inside:
            if entry.name.startswith("."):
                continue
            name = prefix + entry.name
            if entry.is_symlink():
                _link(entry, name, home, found)
            elif entry.is_dir(follow_symlinks=False) and not _is_text(name):
                todo.append((entry.path, f"{name}/"))
            else:
                _plain(entry, name, found)
    found.files.sort(key=lambda file: (file.doc, file.name))
    found.faults.sort(key=lambda fault: fault.source)
    found.tables.sort()
    return found


def _is_text(name: str) -> bool:
    return name.lower().endswith(".txt")


def _plain(entry: os.DirEntry[str], name: str, found: Folder) -> None:
    if not _is_text(name):
        _other(name, found)
    elif entry.is_file(follow_symlinks=False):
        found.files.append(_file(name, entry.path))
    elif entry.is_dir(follow_symlinks=False):
        mend = "Rename the folder, so that it does not end in .txt, and the texts in it are read."
        found.faults.append(
            Fault(name, "this is a folder, not a text file.", mend, "no file")
        )
    else:
        found.faults.append(_special(name))


def _link(entry: os.DirEntry[str], name: str, home: str, found: Folder) -> None:
    target = os.path.realpath(entry.path)
    outside = not target.startswith(home.rstrip(os.sep) + os.sep)
    mend = "Put the file itself in the folder."
    try:
        kind = entry.stat(follow_symlinks=True).st_mode
    except OSError:
        if _is_text(name):
            found.faults.append(
                Fault(
                    name,
                    "this is a link that leads nowhere, or to itself.",
                    mend,
                    "link",
                )
            )
        else:
            _other(name, found)
        return
    if stat.S_ISDIR(kind):
        # A folder reached by a link may hold the folder it stands in: following it might never end.
        mend = "Put the folder itself there, or read the folder it leads to."
        found.faults.append(
            Fault(
                name,
                "this is a link to a folder, and links to folders are not followed.",
                mend,
                "link",
            )
        )
    elif not _is_text(name):
        _other(name, found)
    elif outside:
        found.faults.append(
            Fault(
                name,
                "this is a link to a file outside the folder, and is not followed.",
                mend,
                "link",
            )
        )
    elif stat.S_ISREG(kind):
        found.files.append(_file(name, target))
    else:
        found.faults.append(_special(name))


def _special(name: str) -> Fault:
    return Fault(
        name,
        "this is a pipe, socket or device, not a text file.",
        "Take it out of the folder.",
        "no file",
    )


def _other(name: str, found: Folder) -> None:
    last = name.rpartition("/")[2].lower()
    if last.endswith(_TABLES):
        found.tables.append(name)
    else:
        ending = last[last.rindex(".") :] if "." in last else "no ending"
        found.others[encodable_name(ending)] = (
            found.others.get(encodable_name(ending), 0) + 1
        )


def _file(name: str, path: str) -> File:
    return File(
        unicodedata.normalize("NFC", encodable_name(name)[: -len(".txt")]), name, path
    )


def _closed(name: str, fault: OSError) -> Fault:
    why = (fault.strerror or type(fault).__name__).lower()
    return Fault(
        encodable_name(name),
        f"it could not be read ({why}).",
        "Check that it is there and that you may read it.",
        "closed",
    )


def contents(path: str | Path, name: str) -> bytes | Fault:
    """Return the bytes of a regular file; of anything else, why not. Named pipes and devices do not hold it up."""
    try:
        handle = os.open(path, _FLAGS)
        with open(handle, "rb", closefd=True) as file:  # noqa: PTH123 - the descriptor is what was checked
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                return _special(name)
            if _is_text(name) and status.st_size > _LARGEST:
                return Fault(
                    name,
                    f"it has {status.st_size:,} bytes, more than 2 GiB.",
                    "Divide it.",
                    "large",
                )
            return file.read()
    except IsADirectoryError:
        return Fault(
            name, "this is a folder, not a file.", "Give the path of a file.", "no file"
        )
    except (OSError, ValueError) as fault:
        return _closed(
            name, fault if isinstance(fault, OSError) else OSError(0, str(fault))
        )
