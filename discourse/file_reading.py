"""Read the bytes of a regular file, and refuse at once what is none.

A named pipe would hold up a program for ever, and a device such as ``/dev/zero`` would
fill its memory. Both are recognised before a byte is read, also behind a link.
"""

from __future__ import annotations

import os
import stat
from io import FileIO
from pathlib import Path
from typing import Literal

from discourse.errors import ReadError

__all__ = ["UnreadableFileError", "grows_too_much", "name_bad_character", "read_file"]

FaultKind = Literal["folder", "special", "closed", "large", "memory"]

# Without O_NONBLOCK, opening a named pipe waits for ever. The other flags do not exist
# on some systems.
_OPEN_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)


_NEXT_BYTES = 1 << 16  # read at once from a file that has more than was expected
# Texts and their markup are rarely packed to a fiftieth of their size.
_LARGEST_GROWTH = 100


class UnreadableFileError(ReadError):
    """A path at which there is no regular file that can be read.

    Attributes
    ----------
    kind : {'folder', 'special', 'closed', 'large', 'memory'}
        A folder; a pipe, socket or device; a file that the system does not open; a file
        that is too large; or one for which there is no memory.
    reason : str
        Why it cannot be read, as it stands after a colon or in brackets.
    remedy : str
        What to do, as a sentence.
    size : int
        Of a file that is too large, how many bytes it has; else 0.
    """

    def __init__(
        self, kind: FaultKind, reason: str, remedy: str, *, size: int = 0
    ) -> None:
        super().__init__(f"{reason}. {remedy}")
        self.kind = kind
        self.reason = reason
        self.remedy = remedy
        self.size = size


def read_file(path: str | Path, *, largest: int | None = None) -> bytes:
    """Return the bytes of a regular file.

    Parameters
    ----------
    path : str or Path
        A link is followed.
    largest : int, optional
        The largest size in bytes. None = no limit.

    Raises
    ------
    UnreadableFileError
        There is no file, it is no regular file, it is too large, or the system does not
        open it. The message does not name the file: the caller knows what it is called.
    """
    try:
        handle = os.open(path, _OPEN_FLAGS)
        with open(handle, "rb", buffering=0) as file:  # noqa: PTH123 - the descriptor is what is checked
            status = os.fstat(handle)
            if stat.S_ISDIR(status.st_mode):
                raise _folder_error()
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableFileError(
                    "special",
                    "it is a pipe, socket or device, not a file",
                    "Give the path of a file.",
                )
            if largest is not None and status.st_size > largest:
                raise _size_error(status.st_size, largest)
            return _read_at_most(file, largest, status.st_size)
    except UnreadableFileError:
        raise
    except MemoryError:
        raise UnreadableFileError(
            "memory",
            "there is not enough memory to read it as a whole",
            "Divide it.",
        ) from None
    except IsADirectoryError:
        raise _folder_error() from None
    except OSError as fault:
        # Unlike the methods of Path, these two raise no error for an odd path.
        is_link = os.path.islink(path)  # noqa: PTH114
        if is_link and not os.path.exists(path):  # noqa: PTH110
            raise UnreadableFileError(
                "closed",
                "it is a link that leads nowhere, or to itself",
                "Give the path of the file itself.",
            ) from fault
        raise UnreadableFileError(
            "closed",
            (fault.strerror or type(fault).__name__).lower(),
            "Check that it is there and that you may read it.",
        ) from fault
    except ValueError as fault:  # the path has a character that no path can have
        character = name_bad_character(os.fspath(path)) or str(fault)
        raise UnreadableFileError(
            "closed",
            f"its path has a character that no path can have ({character})",
            "Write the path without it.",
        ) from fault


def _read_at_most(file: FileIO, largest: int | None, expected: int) -> bytes:
    """Return the content of a file that may grow while it is read.

    The file has `expected` bytes, as the system says; of a special file it says 0.
    """
    parts = []
    size = 0
    # One byte more than is there, or is allowed, shows that there are too many.
    wanted = expected + 1
    # A special file of the system that has nothing to give returns None.
    while part := file.read(wanted):
        parts.append(part)
        size += len(part)
        if largest is not None and size > largest:
            raise _size_error(size, largest)
        wanted = (
            _NEXT_BYTES if largest is None else min(_NEXT_BYTES, largest + 1 - size)
        )
    return b"".join(parts)


def _folder_error() -> UnreadableFileError:
    """Return the error for the path of a folder."""
    return UnreadableFileError(
        "folder", "it is a folder, not a file", "Give the path of a file."
    )


def _size_error(size: int, largest: int) -> UnreadableFileError:
    """Return the error for a file that is larger than is allowed."""
    return UnreadableFileError(
        "large",
        f"it has {size:,} bytes, more than {largest:,}",
        "Divide it.",
        size=size,
    )


def name_bad_character(path: str | bytes) -> str:
    r"""Return the first character that no path can have, as ``U+0000``; ``""`` = none.

    These are the zero character, and a lone surrogate (half of a character) that does
    not stand for a byte of a name.

    >>> name_bad_character("a\0.csv"), name_bad_character("a\ud800.csv")
    ('U+0000', 'U+D800')
    >>> name_bad_character("a.csv")
    ''
    """
    for character in os.fsdecode(path):
        if character == "\0":
            return "U+0000"
        try:
            os.fsencode(character)
        except UnicodeEncodeError:
            return f"U+{ord(character):04X}"
    return ""


def grows_too_much(unpacked_size: int, packed_size: int, *, largest: int) -> bool:
    """Return whether what is unpacked may be made to fill the memory.

    Parameters
    ----------
    unpacked_size, packed_size : int
        Bytes.
    largest : int
        What has fewer bytes is never too much, however small it was.

    Examples
    --------
    >>> grows_too_much(10_000, 50, largest=1_000)
    True
    >>> grows_too_much(1_000, 5, largest=1_000), grows_too_much(10_000, 200, largest=50)
    (False, False)
    """
    return unpacked_size > largest and unpacked_size > _LARGEST_GROWTH * packed_size
