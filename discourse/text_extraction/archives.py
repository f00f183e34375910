r"""ZIP archives: what is in them, and the bytes of one member.

Nothing is written to a disk. What an archive says about itself may be wrong or be made
to harm: names that lead out of a folder, sizes that are not true, a few kilobytes that
unpack to many gigabytes. Each member that cannot be read is refused by its name, and
the others are read.

Examples
--------
>>> import io, zipfile
>>> file = io.BytesIO()
>>> with zipfile.ZipFile(file, "w") as writer:
...     writer.writestr("speeches/one.txt", "Peace and development.")
...     writer.writestr("../outside.txt", "No.")
>>> archive = open_archive(file.getvalue())
>>> [member.name for member in archive.members]
['speeches/one.txt']
>>> archive.refused[0].reason
'its name leads out of the archive.'
>>> read_member(archive, "speeches/one.txt")
b'Peace and development.'
"""

from __future__ import annotations

import io
import lzma
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from discourse.file_reading import grows_too_much
from discourse.registries import ARCHIVE_ENDINGS
from discourse.text_extraction.extracted_text import ExtractionError
from discourse.validation import encodable_name

__all__ = [
    "ARCHIVE_DAMAGES",
    "Archive",
    "ArchiveMember",
    "RefusedMember",
    "open_archive",
    "read_member",
]

# What unpacks to more than this and to more than a hundred times its own size is refused:
# it may be made to fill the memory. Texts are packed to a fifth of their size, rarely to
# a twentieth. So many bytes are some three million words, which are read in any case.
_LARGEST_UNPACKED = 1 << 24  # bytes
_MOST_MEMBERS = 100_000  # a folder of so many texts would be read as a table
_CHUNK = 1 << 20  # bytes unpacked at once

# Parts of the format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
_MEMBER_SIGNATURE = b"PK\x01\x02"  # begins each member in the list of members
_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800
_UNICODE_NAME_FIELD = 0x7075  # Info-ZIP: the name in UTF-8, beside one in another code
_UNIX_SYSTEMS = (3, 19)  # only these keep the kind of a file in `external_attr`
_KNOWN_METHODS = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
    zipfile.ZIP_BZIP2,
    zipfile.ZIP_LZMA,
)
_FOLDER_OF_MACOS = "__MACOSX"
# What zipfile, and what it unpacks with, may raise for a damaged archive.
ARCHIVE_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class ArchiveMember:
    """A file in an archive.

    Attributes
    ----------
    name : str
        Its name with the folders that lead to it, divided by slashes.
    size : int
        How many bytes it has when unpacked, as the archive says.
    """

    name: str
    size: int


@dataclass(frozen=True)
class RefusedMember:
    """A file in an archive that is not read.

    Attributes
    ----------
    name : str
        Its name, as it stands in the archive.
    reason : str
        Why, as a sentence that begins with a small letter.
    remedy : str
        What to do, as a sentence.
    """

    name: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Archive:
    """What a ZIP archive holds.

    Attributes
    ----------
    members : tuple of ArchiveMember
        The files that can be read, sorted by name.
    refused : tuple of RefusedMember
        The files that are not read, sorted by name.
    left_out : tuple of str
        Hidden files, and what macOS keeps for itself, sorted.
    """

    members: tuple[ArchiveMember, ...]
    refused: tuple[RefusedMember, ...]
    left_out: tuple[str, ...]
    _entries: Mapping[str, zipfile.ZipInfo] = field(repr=False, compare=False)
    _file: zipfile.ZipFile = field(repr=False, compare=False)


@dataclass(frozen=True)
class _Entry:
    """An entry of the list of members, with the name under which it is read."""

    name: str
    info: zipfile.ZipInfo


# --------------------------------------------------------------------------------------
# The list of members


def open_archive(data: bytes) -> Archive:
    """Return what a ZIP archive holds, without unpacking any of it.

    Parameters
    ----------
    data : bytes
        The whole archive.

    Raises
    ------
    ExtractionError
        The file is no ZIP archive or a damaged one, has too many members, or unpacks to
        an enormous size.
    """
    if data.count(_MEMBER_SIGNATURE) > _MOST_MEMBERS:
        raise ExtractionError(
            "large",
            f"it holds more than {_MOST_MEMBERS:,} files.",
            "Divide it, or put the texts into a table.",
        )
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except ARCHIVE_DAMAGES as error:
        raise ExtractionError(
            "damaged",
            f"it is not a valid ZIP archive ({_first_line(error)}).",
            "Get a new copy; it is damaged, was cut off, or is no ZIP archive.",
        ) from error
    infos = [info for info in file.infolist() if not info.is_dir()]
    unpacked_size = sum(info.file_size for info in infos)
    if grows_too_much(unpacked_size, len(data), largest=_LARGEST_UNPACKED):
        raise ExtractionError(
            "large",
            f"it has {len(data):,} bytes and says that it unpacks to "
            f"{unpacked_size:,}, more than a hundred times as many.",
            "If you trust it, unpack it yourself.",
        )
    return _archive_of_entries(file, infos)


def _archive_of_entries(
    file: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo]
) -> Archive:
    """Return an archive with each entry judged."""
    entries: dict[str, zipfile.ZipInfo] = {}
    refused: list[RefusedMember] = []
    left_out: list[str] = []
    twice: set[str] = set()
    for info in infos:
        name = _name_of_entry(info)
        parts = name.split("/")
        if _is_left_out(parts):
            left_out.append(encodable_name(name))
            continue
        refusal = _refusal_of_name(name) or _refusal_of_entry(name, info)
        if refusal is not None:
            refused.append(refusal)
            continue
        clean_name = _clean_name(parts)
        earlier = entries.get(clean_name)
        if earlier is None:
            entries[clean_name] = info
        elif not _have_same_bytes(earlier, info):
            twice.add(clean_name)
    for name in twice:
        del entries[name]
        refused.append(_refusal_of_double(name))
    members = [ArchiveMember(name, info.file_size) for name, info in entries.items()]
    return Archive(
        members=tuple(sorted(members, key=lambda member: member.name)),
        refused=tuple(sorted(refused, key=lambda member: member.name)),
        left_out=tuple(sorted(left_out)),
        _entries=entries,
        _file=file,
    )


def _name_of_entry(info: zipfile.ZipInfo) -> str:
    """Return the name of an entry, with slashes.

    An archive should say that its names are in UTF-8. Where it does not say so, the
    module zipfile reads them as code page 437; macOS and others write UTF-8 all the
    same. The programs of Windows once wrote backslashes.
    """
    # zipfile cuts a name off at a zero character; `orig_filename` is whole.
    name = info.orig_filename
    if not info.flag_bits & _UTF8_FLAG:
        unicode_name = _name_in_extra_field(info.extra)
        name = unicode_name or _as_utf8(name)
    return name.replace("\\", "/")


def _as_utf8(name: str) -> str:
    """Return a name that was read as code page 437 as UTF-8, if it is valid UTF-8.

    >>> _as_utf8("R├⌐sum├⌐.txt"), _as_utf8("Résumé.txt")
    ('Résumé.txt', 'Résumé.txt')
    """
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _name_in_extra_field(extra: bytes) -> str:
    """Return the name in UTF-8 that Info-ZIP keeps beside another; else ""."""
    position = 0
    head_length = 4  # the number of the field, and its length
    version_and_checksum = 5  # bytes before the name
    while position + head_length <= len(extra):
        number, length = struct.unpack_from("<HH", extra, position)
        start = position + head_length
        position = start + length
        if number == _UNICODE_NAME_FIELD:
            name = extra[start + version_and_checksum : position]
            try:
                return name.decode("utf-8")
            except UnicodeError:
                return ""
    return ""


def _is_left_out(parts: Sequence[str]) -> bool:
    """Return whether a file is hidden, or kept by macOS for itself.

    >>> _is_left_out([".git", "config"]), _is_left_out(["a", "b.txt"])
    (True, False)
    >>> _is_left_out([".", "b.txt"]), _is_left_out(["..", "b.txt"])
    (False, False)
    """
    if _FOLDER_OF_MACOS in parts:
        return True
    return any(part.startswith(".") and part not in (".", "..") for part in parts)


def _clean_name(parts: Sequence[str]) -> str:
    """Return a name without empty parts and ".", in composed characters.

    >>> _clean_name([".", "a", "", "b.txt"])
    'a/b.txt'
    """
    kept = [part for part in parts if part not in ("", ".")]
    return unicodedata.normalize("NFC", "/".join(kept))


def _have_same_bytes(one: zipfile.ZipInfo, other: zipfile.ZipInfo) -> bool:
    """Return whether two entries say that they hold the same bytes."""
    return (one.file_size, one.CRC) == (other.file_size, other.CRC)


# --------------------------------------------------------------------------------------
# Refusals


def _refusal_of_name(name: str) -> RefusedMember | None:
    """Return the refusal of a name that no file of an archive should have, or None."""
    parts = name.split("/")
    is_absolute = name.startswith("/") or parts[0].endswith(":")
    if is_absolute or ".." in parts:
        reason = "its name leads out of the archive."
    elif "\0" in name:
        reason = "its name holds a zero character."
    elif not _clean_name(parts):
        reason = "it has no name."
    else:
        return None
    remedy = "If you trust it, unpack it yourself and rename it."
    return RefusedMember(encodable_name(name.replace("\0", "�")), reason, remedy)


def _refusal_of_entry(name: str, info: zipfile.ZipInfo) -> RefusedMember | None:
    """Return the refusal of an entry that holds no file that can be read, or None."""
    shown_name = encodable_name(name)
    kind = info.external_attr >> 16 if info.create_system in _UNIX_SYSTEMS else 0
    if stat.S_ISLNK(kind):
        reason = "this is a link, and links in an archive are not followed."
        return RefusedMember(shown_name, reason, "Put the file itself in its place.")
    if stat.S_IFMT(kind) and not stat.S_ISREG(kind):
        reason = "this is a pipe, socket or device, not a file."
        return RefusedMember(shown_name, reason, "Take it out of the archive.")
    if info.flag_bits & _ENCRYPTED_FLAG:
        reason = "it asks for a password."
        return RefusedMember(shown_name, reason, "Unpack it with its password.")
    if info.compress_type not in _KNOWN_METHODS:
        reason = f"it is packed by method {info.compress_type}, which is not known."
        return RefusedMember(shown_name, reason, "Unpack it, and read the folder.")
    if shown_name.lower().endswith(ARCHIVE_ENDINGS):
        reason = "this is an archive inside an archive, and it is not opened."
        return RefusedMember(shown_name, reason, "Unpack it, and read the folder.")
    if grows_too_much(info.file_size, info.compress_size, largest=_LARGEST_UNPACKED):
        reason = (
            f"it has {info.compress_size:,} bytes and unpacks to {info.file_size:,}, "
            "more than a hundred times as many."
        )
        remedy = "If you trust it, unpack it yourself."
        return RefusedMember(shown_name, reason, remedy)
    return None


def _refusal_of_double(name: str) -> RefusedMember:
    """Return the refusal of a name that several different files of an archive have."""
    return RefusedMember(
        encodable_name(name),
        "several files of the archive have this name, and they differ.",
        "Unpack it, and keep the right one.",
    )


# --------------------------------------------------------------------------------------
# One member


def read_member(archive: Archive, name: str) -> bytes:
    """Return the bytes of one member of an archive.

    Its size and its checksum are compared with what the archive says of them.

    Parameters
    ----------
    archive : Archive
    name : str
        The name of one of its `members`.

    Raises
    ------
    ExtractionError
        The archive has no such member, or it is damaged.
    """
    info = archive._entries.get(name)
    if info is None:
        raise ExtractionError(
            "damaged",
            f"the archive has no file {encodable_name(name)!r} that can be read.",
            "Take a name from its list of members.",
        )
    try:
        data = _unpack(archive._file, info)
    except ARCHIVE_DAMAGES as error:
        raise _damage(name, _first_line(error)) from error
    if len(data) != info.file_size:
        sizes = f"it has {len(data):,} bytes instead of {info.file_size:,}"
        raise _damage(name, sizes)
    return data


def _unpack(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of an entry; never more than one chunk above its stated size."""
    parts: list[bytes] = []
    size = 0
    with file.open(info) as stream:
        while part := stream.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > info.file_size:
                raise zipfile.BadZipFile("it is larger than the archive says")
    return b"".join(parts)


def _damage(name: str, cause: str) -> ExtractionError:
    """Return the error for a member that cannot be unpacked."""
    return ExtractionError(
        "damaged",
        f"{encodable_name(name)!r} in the archive is damaged ({cause}).",
        "Get a new copy of the archive.",
    )


def _first_line(error: BaseException) -> str:
    """Return what an error says, on one line."""
    lines = encodable_name(str(error)).splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
