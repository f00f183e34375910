"""Parts of Office files: ZIP archives of XML (Word, Excel, OpenDocument).

A part is unpacked only when it is asked for, and never to disk. A file that unpacks to
too much, asks for a password, is damaged or declares entities is refused.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from discourse.file_reading import grows_too_much
from discourse.text_extraction.archives import ARCHIVE_DAMAGES
from discourse.text_extraction.extracted_text import ExtractionError

if TYPE_CHECKING:
    from lxml import etree

__all__ = [
    "OLE_START",
    "OfficePackage",
    "Relationship",
    "check_package",
    "is_encrypted_container",
    "parse_part",
    "password_error",
]

# With these bytes begin the containers of the Office programs before 2007, and those of
# files with a password.
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# A file is refused if it unpacks to more than this and to more than a hundred times its
# own size: it may be made to fill the memory.
LARGEST_UNPACKED = 1 << 28  # bytes
_CHUNK = 1 << 20  # bytes unpacked at once

_ZIP_START = b"PK\x03\x04"
_EMPTY_ZIP_START = b"PK\x05\x06"
# The stream of an OLE container in which Office keeps an encrypted file.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1  # of a member of a ZIP archive
_XML_MARKS_REFUSED = (b"<!DOCTYPE", b"<!ENTITY")
_PACKAGE_RELATIONSHIPS = "_rels/.rels"

_NEW_COPY = "Get a new copy of the file."


@dataclass(frozen=True)
class Relationship:
    """A link from one part of an Office file to another.

    Attributes
    ----------
    identifier : str
        The name by which the part refers to it.
    kind : str
        The last part of its type: "footnotes", "header", "officeDocument".
    target : str
        The name of the other part in the archive.
    """

    identifier: str
    kind: str
    target: str


@dataclass
class OfficePackage:
    """The parts of one Office file.

    Attributes
    ----------
    archive : zipfile.ZipFile
    packed_size : int
        Bytes of the file.
    unpacked_size : int
        Bytes that were unpacked so far.
    """

    archive: zipfile.ZipFile
    packed_size: int
    unpacked_size: int = 0
    _names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, data: bytes, *, what: str) -> OfficePackage:
        """Open the bytes of an Office file.

        Parameters
        ----------
        data : bytes
            The whole file.
        what : str
            What the file should be, for messages: "Word file (DOCX)".

        Raises
        ------
        ExtractionError
        """
        check_package(data, what=what)
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except ARCHIVE_DAMAGES as fault:
            raise _damage(f"it is a damaged {what} ({fault}).") from fault
        # Programs do not agree on capital letters in the names of parts.
        names: dict[str, str] = {}
        for name in archive.namelist():
            names.setdefault(name.lstrip("/").casefold(), name)
        return cls(archive, len(data), _names=names)

    def has(self, name: str) -> bool:
        """Return whether the file has a part of this name."""
        return name.casefold() in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; ``b""`` if there is none.

        Raises
        ------
        ExtractionError
            The part is damaged or encrypted, or the file unpacks to too much.
        """
        if not self.has(name):
            return b""
        member = self.archive.getinfo(self._names[name.casefold()])
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise password_error()
        chunks = []
        for chunk in self._unpack(member):
            chunks.append(chunk)
            self._count_unpacked(len(chunk))
        return b"".join(chunks)

    def check_all(self) -> None:
        """Raise an error if the file cannot be given to a package that unpacks it.

        Raises
        ------
        ExtractionError
            A part is damaged or declares entities, or the file unpacks to too much.
        """
        for name in self._names:
            content = self.read(name)
            if name.endswith((".xml", ".rels")):
                _refuse_entities(content, name)
        self.unpacked_size = 0  # the parts that are read later are counted anew

    def _unpack(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the bytes of a part, piece by piece."""
        try:
            with self.archive.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except ARCHIVE_DAMAGES as fault:
            name = member.filename
            raise _damage(f"its part {name!r} is damaged ({fault}).") from fault

    def _count_unpacked(self, size: int) -> None:
        """Raise an error if the file has unpacked to too much."""
        self.unpacked_size += size
        if grows_too_much(
            self.unpacked_size, self.packed_size, largest=LARGEST_UNPACKED
        ):
            raise ExtractionError(
                "large",
                "it grows to more than a hundred times its size "
                f"({self.packed_size:,} bytes) when unpacked.",
                "If you trust it, save its text in another format.",
            )

    def parse(self, name: str) -> etree._Element | None:
        """Return the root of a part in XML; None if there is no such part.

        Raises
        ------
        ExtractionError
        """
        markup = self.read(name)
        if not markup:
            return None
        return parse_part(markup, name=name)

    def relationships(self, part: str = "") -> list[Relationship]:
        """Return the links from a part to others inside the file.

        Parameters
        ----------
        part : str
            Name of the part; ``""`` for the file as a whole.
        """
        name = _PACKAGE_RELATIONSHIPS
        folder = ""
        if part:
            folder, base_name = posixpath.split(part)
            name = posixpath.join(folder, "_rels", f"{base_name}.rels")
        root = self.parse(name)
        if root is None:
            return []
        links = []
        for element in root.iterchildren("{*}Relationship"):
            if element.get("TargetMode") != "External":
                links.append(_relationship(element, folder))
        return links


def _relationship(element: Any, folder: str) -> Relationship:
    """Return a link, its target named from the root of the archive."""
    target = unquote(element.get("Target", ""))
    path = posixpath.normpath(posixpath.join("/", folder, target))
    kind = element.get("Type", "").rpartition("/")[2]
    return Relationship(element.get("Id", ""), kind, path.lstrip("/"))


def check_package(data: bytes, *, what: str) -> None:
    """Raise an error if bytes do not begin as a ZIP archive, and say what they are.

    Parameters
    ----------
    data : bytes
        The whole file.
    what : str
        What the file should be, for messages: "Word file (DOCX)".

    Raises
    ------
    ExtractionError

    Examples
    --------
    >>> try:
    ...     check_package(b"%PDF-1.7", what="Word file (DOCX)")
    ... except ExtractionError as fault:
    ...     fault.reason
    'it is no Word file (DOCX), but a PDF file.'
    """
    if data.startswith((_ZIP_START, _EMPTY_ZIP_START)):
        return
    if is_encrypted_container(data):
        raise password_error()
    if data.startswith(OLE_START):
        raise _damage(
            f"it is no {what}, but a file of the Office programs before 2007.",
            "Open it in its program or in LibreOffice, and save it in the new format.",
        )
    if not data.strip(b"\0 \r\n\t"):
        raise _damage(f"it is no {what}: it is empty.")
    if data.lstrip().startswith(b"{\\rtf"):
        raise _damage(
            f"it is no {what}, but an RTF file.",
            "Rename it so that its name ends in .rtf.",
        )
    if data.startswith(b"%PDF-"):
        raise _damage(
            f"it is no {what}, but a PDF file.",
            "Rename it so that its name ends in .pdf.",
        )
    raise _damage(f"it is no {what}, or a damaged one.")


def is_encrypted_container(data: bytes) -> bool:
    """Return whether bytes are the container in which Office keeps an encrypted file."""
    return data.startswith(OLE_START) and _ENCRYPTED_STREAM in data


def password_error() -> ExtractionError:
    """Return the error of an Office file that asks for a password."""
    return ExtractionError(
        "password",
        "it asks for a password.",
        "Open it in its program, save it without a password, and read it again.",
    )


def _damage(reason: str, remedy: str = _NEW_COPY) -> ExtractionError:
    """Return the error for a file that is damaged or of another format."""
    return ExtractionError("damaged", reason, remedy)


def parse_part(markup: bytes, *, name: str) -> etree._Element:
    """Return the root of XML. Nothing is loaded from elsewhere, no entity expanded.

    Parameters
    ----------
    markup : bytes
        The whole part.
    name : str
        Its name, for messages.

    Raises
    ------
    ExtractionError
        It is no well-formed XML, or it declares a document type or entities.
    """
    from lxml import etree

    _refuse_entities(markup, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(markup, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise _damage(f"its part {name!r} is no valid XML ({fault}).") from fault
    # A part in UTF-16 hides the marks from the test above.
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused_markup(name)
    return root


def _refuse_entities(markup: bytes, name: str) -> None:
    """Raise an error for XML that declares a document type or entities."""
    for mark in _XML_MARKS_REFUSED:
        if mark in markup:
            raise _refused_markup(name)


def _refused_markup(name: str) -> ExtractionError:
    """Return the error for XML that declares a document type or entities."""
    return ExtractionError(
        "markup",
        f"its part {name!r} declares a document type or entities, which no Office "
        "program writes.",
        "If you trust it, open it in its program and save it again.",
    )
