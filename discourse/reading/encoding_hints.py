"""What bytes look like. This words messages and never decides how a file is read."""

from __future__ import annotations

import codecs
import importlib
import re
from dataclasses import dataclass

from discourse.reading.encoding_evidence import (
    MIN_COMMON_SHARE,
    can_decode,
    common_characters_of_all,
    encodings,
    fitting_encodings,
    possible_encodings,
    share_of_common,
)

__all__ = [
    "ISO_2022",
    "FileType",
    "encoding_name",
    "encoding_without_mark",
    "excerpt_at",
    "holds_surrogates",
    "likely_encodings",
    "recognise_file_type",
    "seven_bit_encoding",
]

_WINDOW = 1 << 15  # bytes looked at, from the line of the fault on
_BYTES_BEYOND_FAULT = 64  # at the end of the window, at least
_MIN_CONFIDENCE = 0.4  # of chardet, below which its answer is not used

# --------------------------------------------------------------------------------------
# Files of other kinds


@dataclass(frozen=True)
class FileType:
    """A kind of file that is not a text.

    Attributes
    ----------
    mark : bytes
        How such a file begins, or what is inside it if it is a zip archive.
    label : str
        What it is, with its article.
    remedy : str
        What to do with it.
    """

    mark: bytes
    label: str
    remedy: str


_SAVE = "Open it with the program it belongs to and save it as plain text in UTF-8."
_NO_TEXT = (
    "There is no text in it: take it out, or put the text recognised in it (OCR) "
    "in its place."
)
_UNPACK = "Unpack it first, and give what was inside."
_EXTRACT = "Extract its text, look it through, and save that as plain text in UTF-8."
_RENAME_PARQUET = "Give it the ending .parquet, and read it by itself."


def _rename_to(ending: str) -> str:
    """Return what to do with a file of a kind that is read by another ending."""
    return f"Give it the ending {ending}, by which it is read."


# How files of other kinds begin: their published magic numbers.
_FILE_TYPES = (
    FileType(b"\x89PNG\r\n\x1a\n", "a PNG image", _NO_TEXT),
    FileType(b"\xff\xd8\xff", "a JPEG image", _NO_TEXT),
    FileType(b"GIF87a", "a GIF image", _NO_TEXT),
    FileType(b"GIF89a", "a GIF image", _NO_TEXT),
    FileType(b"II*\x00", "a TIFF image", _NO_TEXT),
    FileType(b"MM\x00*", "a TIFF image", _NO_TEXT),
    FileType(b"%PDF-", "a PDF document", _rename_to(".pdf")),
    FileType(b"%!PS-Adobe", "a PostScript document", _EXTRACT),
    FileType(b"AT&TFORM", "a DjVu document", _EXTRACT),
    FileType(b"{\\rtf", "a rich text (RTF) document", _rename_to(".rtf")),
    FileType(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Microsoft Office document (.doc, .xls)",
        _SAVE,
    ),
    FileType(b"\x1f\x8b\x08", "a gzip archive", _UNPACK),
    FileType(b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    FileType(b"BZh91AY&SY", "a bzip2 archive", _UNPACK),
    FileType(b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    FileType(b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    FileType(b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    FileType(
        b"SQLite format 3\x00",
        "an SQLite database",
        "Export the table as CSV in UTF-8.",
    ),
    FileType(b"\x7fELF", "a program", "Take it out of the folder."),
)

# Inside a zip archive, these paths say what it is.
_ZIP_MARK = b"PK\x03\x04"
_ZIPPED_TYPES = (
    FileType(b"word/document.xml", "a Word document (.docx)", _rename_to(".docx")),
    FileType(b"xl/workbook.xml", "an Excel workbook (.xlsx)", _rename_to(".xlsx")),
    FileType(b"ppt/presentation.xml", "a PowerPoint file (.pptx)", _SAVE),
    FileType(
        b"mimetypeapplication/vnd.oasis.opendocument",
        "an OpenDocument file (.odt, .ods)",
        _SAVE,
    ),
    FileType(b"mimetypeapplication/epub", "an EPUB book", _SAVE),
)
_ZIP = FileType(_ZIP_MARK, "a zip archive", _rename_to(".zip"))
_PARQUET = FileType(b"PAR1", "a Parquet table", _RENAME_PARQUET)
# Of all types. Nearly no text begins with one of them.
_ALL_MARKS = (_ZIP_MARK, _PARQUET.mark, *(file_type.mark for file_type in _FILE_TYPES))


def recognise_file_type(data: bytes) -> FileType | None:
    """Return what kind of file begins like `data`; ``None`` for text.

    >>> recognise_file_type(b"%PDF-1.7").label
    'a PDF document'
    """
    if not data.startswith(_ALL_MARKS):
        return None
    for file_type in _FILE_TYPES:
        if data.startswith(file_type.mark):
            return file_type
    if data.startswith(_ZIP_MARK):
        for file_type in _ZIPPED_TYPES:
            if file_type.mark in data:
                return file_type
        return _ZIP
    if data.startswith(_PARQUET.mark) and data.endswith(_PARQUET.mark):
        return _PARQUET
    return None


# --------------------------------------------------------------------------------------
# Encodings that leave a trace: zero bytes, escapes


_MAX_BYTES_PER_ZERO = 20  # a text with fewer zero bytes is not UTF-16 or UTF-32
_MIN_HIGH_ZEROS = 0.9  # share of the high bytes of UTF-32 that are zero
_MAX_LOW_ZEROS = 0.5  # share of the low bytes of UTF-32 that are zero
_MIN_ZERO_RATIO = 9  # zero bytes in one half of UTF-16 for each one in the other half


def encoding_without_mark(data: bytes) -> str | None:
    """Return the codec of UTF-16 or UTF-32 without a byte order mark, else ``None``.

    It is judged by the zero bytes: where in each unit of two or four bytes they are.

    >>> encoding_without_mark("speech".encode("utf-16-le"))
    'utf-16-le'
    """
    size = len(data)
    zero_count = data.count(0)
    # A single zero byte is more likely a slip of typing.
    if size < 4 or zero_count < 2 or zero_count * _MAX_BYTES_PER_ZERO < size:
        return None
    if size % 4 == 0:
        # Nearly all characters of UTF-32 have two high bytes that are zero.
        zero_share = [data[start::4].count(0) * 4 / size for start in range(4)]
        if min(zero_share[2:]) > _MIN_HIGH_ZEROS and zero_share[0] < _MAX_LOW_ZEROS:
            return "utf-32-le"
        if min(zero_share[:2]) > _MIN_HIGH_ZEROS and zero_share[3] < _MAX_LOW_ZEROS:
            return "utf-32-be"
    if size % 2:
        return None
    # The high byte of a Latin letter is zero in UTF-16; its place shows the order.
    even_count = data[::2].count(0)
    odd_count = data[1::2].count(0)
    if odd_count > _MIN_ZERO_RATIO * even_count and can_decode(data, "utf-16-le"):
        return "utf-16-le"
    if even_count > _MIN_ZERO_RATIO * odd_count and can_decode(data, "utf-16-be"):
        return "utf-16-be"
    return None


ISO_2022 = "iso2022"  # the family, when none of its members in Python fits
_ISO_2022_ESCAPE = re.compile(rb"\x1b\$[@B()A-D]|\x1b\([IJ]")
_BASE64 = re.compile(rb"\+[A-Za-z0-9+/]{3,}")


def seven_bit_encoding(data: bytes) -> str | None:
    """Return the codec of text in seven bits with escapes, else ``None``.

    Such a text is valid ASCII, but its letters encode those of another script.

    >>> seven_bit_encoding("人類".encode("iso2022_jp"))
    'iso2022_jp'
    >>> seven_bit_encoding("人类".encode("hz")), seven_bit_encoding(b"a+b-c ~ d")
    ('hz', None)
    """
    if not data.isascii():
        return None
    if b"\x1b" in data and _ISO_2022_ESCAPE.search(data):
        return _iso_2022_encoding(data)
    if b"~{" in data and b"~}" in data and _reads_well(data, "hz", min_characters=1):
        return "hz"
    if b"+" not in data or not _BASE64.search(data):
        return None
    # Three letters: a sum such as "a+b" decodes to one or two by chance.
    return "utf-7" if _reads_well(data, "utf-7", min_characters=3) else None


def _iso_2022_encoding(data: bytes) -> str:
    """Return the member of ISO-2022 that decodes `data`, or the name of the family."""
    members: tuple[str, ...] = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext")
    if b"\x1b$)C" in data:
        members = ("iso2022_kr",)
    elif b"\x1b$)" in data:
        members = ()  # Python has no codec for the Chinese member
    for codec in members:
        if can_decode(data, codec):
            return codec
    return ISO_2022


def _reads_well(data: bytes, codec: str, *, min_characters: int) -> bool:
    """Return whether `data` decodes to common characters beyond ASCII.

    There must be at least `min_characters` beyond ASCII, and most must be common ones.
    """
    if not can_decode(data, codec):
        return False
    beyond_ascii = [char for char in data.decode(codec) if not char.isascii()]
    common_count = sum(char in common_characters_of_all() for char in beyond_ascii)
    has_enough = len(beyond_ascii) >= min_characters
    return has_enough and common_count > MIN_COMMON_SHARE * len(beyond_ascii)


def holds_surrogates(data: bytes) -> bool:
    """Return whether `data` is UTF-8 except for surrogates, lone or paired (CESU-8)."""
    try:
        return bool(data.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return False


# --------------------------------------------------------------------------------------
# Which of the old encodings?


def likely_encodings(data: bytes, byte: int) -> list[str]:
    r"""Return the codec that fits a file that is not UTF-8.

    Parameters
    ----------
    data : bytes
        The whole file.
    byte : int
        The first byte that is not valid UTF-8.

    Returns
    -------
    list of str
        One codec if it is evident; several, the likeliest first, if the bytes do not
        say which of them it is; none if no encoding is known that decodes them.

    Examples
    --------
    >>> likely_encodings("加快构建人类命运共同体".encode("gbk"), 0)
    ['gb18030']
    >>> likely_encodings(b"China\x92s role in the world", 5)
    ['cp1252']
    """
    window = _window(data, byte)
    if not _has_neighbours(window):
        return possible_encodings(data, window)
    codec_names = fitting_encodings(data, window)
    if codec_names:
        return codec_names
    codec = _utf16_encoding(data) or _detect_with_chardet(data)
    if codec:
        return [codec]
    return possible_encodings(data, window)


_WITH_NEIGHBOUR = re.compile(
    rb"[0-9A-Za-z] ?[\x80-\xff]|[\x80-\xff] ?[0-9A-Za-z]|[\x80-\xff]{2}"
)


def _has_neighbours(window: bytes) -> bool:
    """Return whether any byte beyond ASCII stands beside a letter or a figure.

    A byte that stands alone is no evidence of any encoding.
    """
    return _WITH_NEIGHBOUR.search(window) is not None


def _window(data: bytes, byte: int) -> bytes:
    """Return a part of a file that begins with the line of a byte."""
    start = _line_start(data, byte)
    # The window reaches beyond the invalid byte, even if its line is very long.
    window_size = max(_WINDOW, byte - start + _BYTES_BEYOND_FAULT)
    return data[start : start + window_size]


def _line_start(data: bytes, byte: int) -> int:
    """Return where the line of a byte begins."""
    # `rfind` gives -1 if there is none, so the first line begins at 0.
    last_line_end = max(data.rfind(b"\n", 0, byte), data.rfind(b"\r", 0, byte))
    return last_line_end + 1


def _utf16_encoding(data: bytes) -> str | None:
    """Return the codec of UTF-16 with few Latin letters, and so few zero bytes."""
    if len(data) % 2:
        return None
    window = data[:_WINDOW]
    for codec in ("utf-16-le", "utf-16-be"):
        share = share_of_common(window, codec, common_characters_of_all())
        if share > MIN_COMMON_SHARE and can_decode(data, codec):
            return codec
    return None


def _detect_with_chardet(data: bytes) -> str | None:
    """Return the codec that chardet detects, where chardet is installed."""
    try:
        detect = importlib.import_module("chardet").detect
    except ImportError:
        return None
    detection = detect(data[: 8 * _WINDOW])
    name = detection.get("encoding")
    confidence = detection.get("confidence") or 0
    if not name or confidence < _MIN_CONFIDENCE:
        return None
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    # These two are excluded already: the file is not valid UTF-8.
    is_new_answer = codec not in ("ascii", "utf-8")
    return codec if is_new_answer and can_decode(data, codec) else None


# --------------------------------------------------------------------------------------
# Words for messages

_NAMES_OF_SEVEN_BIT = {
    "iso2022_jp": "ISO-2022-JP",
    "iso2022_kr": "ISO-2022-KR",
    ISO_2022: "ISO-2022",
    "hz": "HZ",
}


def encoding_name(codec: str) -> str:
    """Return the name a scholar knows a codec by.

    >>> encoding_name("gb18030")
    'GBK'
    """
    if codec in _NAMES_OF_SEVEN_BIT:
        return _NAMES_OF_SEVEN_BIT[codec]
    for encoding in encodings():
        if encoding.codec == codec:
            return encoding.name
    name = codec.upper().replace("_", "-")
    if name.startswith(("UTF-16", "UTF-32")):
        return f"{name} without a byte order mark"
    return name


_EXCERPT_BYTES = 120  # enough for the 28 characters in any encoding
_EXCERPT_CHARACTERS = 28
_EXCERPT_CHARACTERS_BEFORE = 12


def excerpt_at(data: bytes, codec: str, byte: int) -> str:
    """Return some words around a byte, as they read in `codec`, on one line.

    The result is ``""`` when the bytes cannot be decoded.
    """
    start = _line_start(data, byte)
    if codec.startswith(("utf-16", "utf-32")):
        start = 0  # in these encodings the bytes of a line end may be part of a letter
    decoder = codecs.getincrementaldecoder(codec)
    try:
        text_before = decoder().decode(data[start:byte])
        text = decoder().decode(data[start : byte + _EXCERPT_BYTES])
    except UnicodeError:
        return ""
    excerpt_start = max(len(text_before) - _EXCERPT_CHARACTERS_BEFORE, 0)
    excerpt = text[excerpt_start:][:_EXCERPT_CHARACTERS]
    printable = "".join(char if char.isprintable() else " " for char in excerpt)
    return " ".join(printable.split())
