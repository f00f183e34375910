"""Write files so that a failure leaves what stood there before.

A new file is written beside the old one, under a temporary name in the same folder. It
takes its name in one step, when it is complete. So a full disk, a limit on the size of
files or an interrupt destroys nothing. Files that belong together, such as a picture
and its table, take their names only when all of them are complete.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from discourse.errors import WriteError
from discourse.file_reading import name_bad_character

__all__ = ["NewFiles", "describe_os_error", "make_folder", "new_files", "write_file"]

LONGEST_PATH_SHOWN = 200  # characters of a path in a message: two lines of a terminal
# Why the system did not write, in plain words, and what to do.
_FULL = "Make room, or write to another folder."
_NO_RIGHT = "you have no right to write there"
if os.name == "nt":  # Windows does not tell the two apart
    _NO_RIGHT = "you have no right to write there, or another program has it open"
_CLOSED = "Write to another folder, or ask for the right to write there."
# By the name of the error, since not every system has every number.
_WORDS_OF_ERRORS: dict[str, tuple[str, str]] = {
    "ENOSPC": ("the disk is full", _FULL),
    "EDQUOT": ("your share of the disk is full", _FULL),
    "EFBIG": (
        "a file of this size is not allowed here",
        "Raise the limit on the size of files, or write to another folder.",
    ),
    "EACCES": (_NO_RIGHT, _CLOSED),
    "EPERM": (_NO_RIGHT, _CLOSED),
    "EROFS": ("the disk is read-only", "Write to another folder."),
    "ENAMETOOLONG": ("its name is too long", "Give a shorter name."),
    "ELOOP": ("it is a link that leads to itself", "Give another name."),
    "EBUSY": ("another program uses it", "Close it there, or give another name."),
    "ETXTBSY": ("another program uses it", "Close it there, or give another name."),
}
_OTHER_REMEDY = "Give another file."


@dataclass
class _NewFile:
    """A file on its way to its place.

    Attributes
    ----------
    name : str
        Its path as the caller gave it, for messages.
    target : str
        Where it will stand: behind a link, the file that the link leads to.
    temporary : str
        Where it is written.
    backup : str
        The old file under another name, while several files are put in place; ``""``
        if there is none.
    is_in_place : bool
    """

    name: str
    target: str
    temporary: str
    backup: str = ""
    is_in_place: bool = False

    def keep_old(self) -> None:
        """Give the file that stands at the target a second name, if there is one."""
        if not os.path.lexists(self.target):
            return
        backup = _temporary_path(self.target)
        try:
            os.link(self.target, backup)
        except OSError:  # not every file system has a second name for a file
            self.backup = backup
            shutil.copy2(self.target, backup)
        self.backup = backup

    def put_in_place(self) -> None:
        """Give the new file its name, in one step."""
        Path(self.temporary).replace(self.target)
        self.is_in_place = True

    def take_back(self) -> None:
        """Restore what stood at the target before, as far as the system lets us."""
        with contextlib.suppress(OSError):
            if self.backup:
                Path(self.backup).replace(self.target)
            else:
                Path(self.target).unlink()

    def clean_up(self) -> None:
        """Remove the files with temporary names that are left."""
        for path in (self.temporary, self.backup):
            with contextlib.suppress(OSError):
                if path:
                    Path(path).unlink(missing_ok=True)


class NewFiles:
    """Files that are written beside the old ones and put in place together.

    Made by :func:`new_files`.
    """

    def __init__(self) -> None:
        self._files: list[_NewFile] = []

    @contextlib.contextmanager
    def open(self, path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
        """Open a new file to write bytes to; it is complete at the end of the block.

        Raises
        ------
        WriteError
            The file cannot be written, from the first byte to the last.
        """
        name = _checked_name(path)
        with _write_error_for(name):
            target = _writable_target(name)
            new_file = _NewFile(name, target, _temporary_path(target))
            self._files.append(new_file)
            # The system takes from 666 the rights that the user does not give.
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            handle = os.open(new_file.temporary, flags, 0o666)
            with open(handle, "wb") as file:  # noqa: PTH123 - the descriptor is open already
                _copy_rights(target, handle)
                yield cast("BinaryIO", file)
                file.flush()
                _store_on_disk(handle)

    def write(self, path: str | os.PathLike[str], content: bytes) -> None:
        """Write a whole new file; the errors are those of :meth:`open`."""
        with self.open(path) as file:
            file.write(content)

    def put_in_place(self) -> None:
        """Give all files their names. If one cannot get it, none keeps it.

        Raises
        ------
        WriteError
        """
        try:
            for new_file in self._files:
                with _write_error_for(new_file.name):
                    # One file alone takes its name or does not: nothing to restore.
                    if len(self._files) > 1:
                        new_file.keep_old()
                    new_file.put_in_place()
        except BaseException:  # also an interrupt
            for new_file in reversed(self._files):
                if new_file.is_in_place:
                    new_file.take_back()
            raise

    def clean_up(self) -> None:
        """Remove every file that still has a temporary name."""
        for new_file in self._files:
            new_file.clean_up()


@contextlib.contextmanager
def new_files() -> Iterator[NewFiles]:
    """Give a set of new files, and put them in place at the end of the block.

    If the block ends with an error, nothing is put in place, and no temporary file is
    left.

    Raises
    ------
    WriteError
        A file cannot be written.
    """
    files = NewFiles()
    try:
        yield files
        files.put_in_place()
    finally:
        files.clean_up()


def write_file(path: str | os.PathLike[str], content: bytes) -> Path:
    """Write a file whole or not at all, and return its path.

    Raises
    ------
    WriteError
        The file cannot be written. What stood there before is unchanged.
    """
    with new_files() as files:
        files.write(path, content)
    return Path(path)


def make_folder(path: str | os.PathLike[str]) -> Path:
    """Make a folder, and those that lead to it, if they do not exist.

    Raises
    ------
    WriteError
    """
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as fault:
        raise WriteError(
            f"the folder {_quote_path(str(path))} could not be made "
            f"({describe_os_error(fault, str(path))}); give another."
        ) from fault
    return folder


def describe_os_error(fault: OSError | ValueError, path: str = "") -> str:
    r"""Return why the system did not write, in plain words.

    Parameters
    ----------
    fault : OSError or ValueError
        Python raises a ValueError for a path with a character that no path can have.
    path : str, optional
        The path, in which this character is looked for.

    Examples
    --------
    >>> describe_os_error(OSError(28, "No space left on device"))
    'the disk is full'
    >>> describe_os_error(ValueError("embedded null byte"), "a\0.csv")
    'its path has a character that no path can have (U+0000)'
    """
    if not isinstance(fault, OSError):
        character = name_bad_character(path) or str(fault)
        return f"its path has a character that no path can have ({character})"
    if isinstance(fault, FileExistsError | NotADirectoryError):
        return "a file of this name exists"
    cause = (fault.strerror or type(fault).__name__).lower()
    words, _ = _words_of_error(fault, (cause, ""))
    return words


def _words_of_error(fault: OSError, default: tuple[str, str]) -> tuple[str, str]:
    """Return why the system did not write, and what to do; or `default`."""
    name_of_error = errno.errorcode.get(fault.errno or 0, "")
    return _WORDS_OF_ERRORS.get(name_of_error, default)


@contextlib.contextmanager
def _write_error_for(name: str) -> Iterator[None]:
    """Turn what the system raises while `name` is written into a WriteError."""
    try:
        yield
    except OSError as fault:
        _, remedy = _words_of_error(fault, ("", _OTHER_REMEDY))
        raise WriteError(
            f"{_quote_path(name)} could not be written: {describe_os_error(fault)}. "
            f"{remedy} {_what_stands_there(name)}"
        ) from fault


def _what_stands_there(name: str) -> str:
    """Return a sentence that says whether a file stands at `name`, unchanged."""
    try:
        is_there = os.path.lexists(name)
    except (OSError, ValueError):
        is_there = False
    if is_there:
        return "What stood there before is unchanged."
    return "Nothing was written."


def _quote_path(path: str) -> str:
    """Return a path in quotation marks; a very long one loses its beginning."""
    if len(path) > LONGEST_PATH_SHOWN:
        path = f"…{path[-LONGEST_PATH_SHOWN:]}"
    return repr(path)


def _checked_name(path: object) -> str:
    """Return the path of a file as text, or raise a WriteError if it is none."""
    if not isinstance(path, str | os.PathLike) or not str(path).strip():
        is_short = path is None or isinstance(path, bool)
        shown = repr(path) if is_short else f"a {type(path).__name__}"
        if isinstance(path, str):
            shown = _quote_path(path)
        raise WriteError(
            f"path={shown}: the name of a file was expected, such as 'lexicon.toml'."
        )
    return str(path)


def _writable_target(name: str) -> str:
    """Return where a new file is to stand: at `name`, or where a link there leads.

    Raises
    ------
    WriteError
        There is a folder, a pipe or a device, or a file that is protected from writing,
        or the folder does not exist.
    """
    character = name_bad_character(name)
    if character:
        raise WriteError(
            f"{_quote_path(name)} cannot name a file: it has a character that no path can "
            f"have ({character}). Write it without this character."
        )
    target = os.path.realpath(name)
    folder = Path(target).parent
    try:
        status = Path(target).stat()
    except FileNotFoundError:
        if folder.is_dir():
            return target
        raise WriteError(
            f"there is no folder {_quote_path(str(Path(name).parent))} to write "
            f"{Path(name).name!r} to; make it first."
        ) from None
    if stat.S_ISDIR(status.st_mode):
        example = str(Path(name) / "name.csv")
        raise WriteError(
            f"{_quote_path(name)} is a folder; expected the name of a file, such as "
            f"{_quote_path(example)}."
        )
    if not stat.S_ISREG(status.st_mode):
        raise WriteError(
            f"{_quote_path(name)} is a pipe, socket or device; expected the name of a file. "
            "Write a file, and send it there."
        )
    # A file can be replaced that may not be written to. Who protects it means it.
    if not os.access(target, os.W_OK):
        raise WriteError(
            f"{_quote_path(name)} could not be written: the file is protected from writing. "
            f"Give another name, or lift the protection. {_what_stands_there(name)}"
        )
    return target


def _temporary_path(target: str) -> str:
    """Return a free path beside `target`, which no other program can guess.

    It is short, because a name may be as long as the system allows. It begins with a
    full stop, so that readers of the folder pass over it.
    """
    file_name = f".discourse-{secrets.token_hex(8)}.part"
    return str(Path(target).with_name(file_name))


def _copy_rights(target: str, handle: int) -> None:
    """Give an open file the owner and the rights of the file that it will replace."""
    try:
        status = Path(target).stat()
    except FileNotFoundError:
        return
    # Only the superuser may give a file to another user. Some systems have no owners.
    with contextlib.suppress(OSError, AttributeError):
        os.fchown(handle, status.st_uid, status.st_gid)
    with contextlib.suppress(OSError, AttributeError):
        os.fchmod(handle, stat.S_IMODE(status.st_mode))


def _store_on_disk(handle: int) -> None:
    """Wait until the content of an open file is on the disk.

    A file system that cannot tell is not waited for.
    """
    try:
        os.fsync(handle)
    except OSError as fault:
        if fault.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise
