"""What bytes look like. It words messages and never decides how a file is read."""

from __future__ import annotations

import codecs
import functools
import importlib
import re

__all__ = [
    "encoding",
    "excerpt",
    "holds_surrogates",
    "is_mostly_utf8",
    "label",
    "seven_bit",
    "signature",
    "without_bom",
]

_WINDOW = 1 << 15  # bytes looked at, from the line of the fault on

_ENOUGH = 0.75  # share of common characters below which an encoding does not fit

_SAVE = "Open it with the program it belongs to and save it as plain text in UTF-8."
_TEXTLESS = "There is no text in it: take it out, or put the text recognised in it (OCR) in its place."
_UNPACK = "Unpack it first, and give what was inside."
_EXTRACT = "Extract its text, look it through, and save that as plain text in UTF-8."

# How files of other kinds begin: their published magic numbers.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image", _TEXTLESS),
    (b"\xff\xd8\xff", "a JPEG image", _TEXTLESS),
    (b"GIF87a", "a GIF image", _TEXTLESS),
    (b"GIF89a", "a GIF image", _TEXTLESS),
    (b"II*\x00", "a TIFF image", _TEXTLESS),
    (b"MM\x00*", "a TIFF image", _TEXTLESS),
    (b"%PDF-", "a PDF document", _EXTRACT),
    (b"%!PS-Adobe", "a PostScript document", _EXTRACT),
    (b"AT&TFORM", "a DjVu document", _EXTRACT),
    (b"{\\rtf", "a rich text (RTF) document", _SAVE),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Microsoft Office document (.doc, .xls)",
        _SAVE,
    ),
    (b"\x1f\x8b\x08", "a gzip archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"BZh91AY&SY", "a bzip2 archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"SQLite format 3\x00", "an SQLite database", "Export the table as CSV in UTF-8."),
    (b"\x7fELF", "a program", "Take it out of the folder."),
)

# Inside a zip archive these paths tell what it is.
_ZIPPED: tuple[tuple[bytes, str, str], ...] = (
    (b"word/document.xml", "a Word document (.docx)", _SAVE),
    (
        b"xl/workbook.xml",
        "an Excel workbook (.xlsx)",
        "Save it from Excel as 'CSV UTF-8'.",
    ),
    (b"ppt/presentation.xml", "a PowerPoint file (.pptx)", _SAVE),
    (
        b"mimetypeapplication/vnd.oasis.opendocument",
        "an OpenDocument file (.odt, .ods)",
        _SAVE,
    ),
    (b"mimetypeapplication/epub", "an EPUB book", _SAVE),
)


def signature(data: bytes) -> tuple[str, str] | None:
    """Return what kind of file begins like `data`, and what to do with it; ``None`` for text.

    >>> signature(b"%PDF-1.7")[0]
    'a PDF document'
    """
    for start, what, mend in _SIGNATURES:
        if data.startswith(start):
            return what, mend
    if data.startswith(b"PK\x03\x04"):
        for inside, what, mend in _ZIPPED:
            if inside in data:
                return what, mend
        return "a zip archive", _UNPACK
    if data.startswith(b"PAR1") and data.endswith(b"PAR1"):
        return "a Parquet table", "Give it the ending .parquet, and read it by itself."
    return None


def without_bom(data: bytes) -> str | None:
    """Return the codec of UTF-16 or UTF-32 that lacks its byte order mark, judged by its zero bytes; else ``None``.

    >>> without_bom("speech".encode("utf-16-le"))
    'utf-16-le'
    """
    size = len(data)
    zeros = data.count(0)
    if size < 4 or zeros < 2 or zeros * 20 < size:  # a single one is rather a slip
        return None
    share = [data[start::4].count(0) * 4 / size for start in range(4)]
    if size % 4 == 0 and min(share[2:]) > 0.9 and share[0] < 0.5:
        return "utf-32-le"
    if size % 4 == 0 and min(share[:2]) > 0.9 and share[3] < 0.5:
        return "utf-32-be"
    even, odd = data[::2].count(0), data[1::2].count(0)
    for codec, mine, other in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if size % 2 == 0 and mine > 9 * other and _decodes(data, codec):
            return codec
    return None


_ISO2022 = re.compile(rb"\x1b\$[@B()A-D]|\x1b\([IJ]")
_BASE64 = re.compile(rb"\+[A-Za-z0-9+/]{3,}")


def seven_bit(data: bytes) -> str | None:
    """Return the codec of text written in seven bits with escapes (valid ASCII, yet no plain text); else ``None``.

    >>> seven_bit("人類".encode("iso2022_jp")), seven_bit("人类".encode("hz")), seven_bit(b"a+b-c ~ d")
    ('iso2022_jp', 'hz', None)
    """
    if not data.isascii():
        return None
    if b"\x1b" in data and _ISO2022.search(data):
        known: tuple[str, ...] = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext")
        if b"\x1b$)" in data:
            known = (
                ("iso2022_kr",) if b"\x1b$)C" in data else ()
            )  # for the Chinese one there is no codec
        return next((codec for codec in known if _decodes(data, codec)), "iso2022")
    if b"~{" in data and b"~}" in data and _reads(data, "hz", 1):
        return "hz"
    if b"+" in data and _BASE64.search(data) and _reads(data, "utf-7", 3):
        return "utf-7"
    return None


def _reads(data: bytes, codec: str, least: int) -> bool:
    """Say whether it decodes to at least so many characters beyond ASCII, most of them common ones."""
    if not _decodes(data, codec):
        return False
    beyond = [char for char in data.decode(codec) if not char.isascii()]
    return len(beyond) >= least and sum(
        char in _letters() for char in beyond
    ) > _ENOUGH * len(beyond)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec).encode()
    except UnicodeError:
        return False
    return True


_ESCAPED, _BEYOND = re.compile("[\udc80-\udcff]"), re.compile("[^\\x00-\\x7f]")


def holds_surrogates(data: bytes) -> bool:
    """Return whether it is UTF-8 but for lone surrogates, or pairs of them as in CESU-8."""
    try:
        return bool(data.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return False


def is_mostly_utf8(data: bytes) -> int:
    """Return how many bytes are at fault in what is otherwise UTF-8; 0 when it is not mostly UTF-8."""
    text = data.decode(
        "utf-8", "surrogateescape"
    )  # each byte at fault becomes one lone surrogate, here only counted
    bad = len(_ESCAPED.findall(text))
    good = len(_BEYOND.findall(text)) - bad
    return bad if good > 3 * bad else 0


# ---------------------------------------------------------------------------------------------------------------------
# Which of the old encodings?

_PUNCTUATION = "“”‘’–—…•«»°§€£№\u00a0"
_LATIN = "àâäáãåæçèéêëìíîïñòóôöõøùúûüœßÀÉÈÇÖÜÄÅÑØ"
_CENTRAL = "áäâăčćçďđéěëęíîłľńňóôöőřśšşťţúůüűýźžżąßŁŚŠŽŻŹČĆŘÓÖÜÁÉ"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўјљњћџђ"
_ASIAN = "、。，．・：；？！（）「」『』《》〈〉【】〔〕“”‘’—…·～\u3000"


def _square(codec: str, lead: range, trail: tuple[range, ...]) -> frozenset[str]:
    """The characters at the double bytes `lead` x `trail`."""
    pairs = (
        bytes((first, second)) for first in lead for part in trail for second in part
    )
    return frozenset("".join(pair.decode(codec, "ignore") for pair in pairs))


@functools.cache
def _candidates() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Codec, name, and the characters that are common in texts so encoded; on a tie the first is taken.

    The common Han characters are the first levels of the national standards: GB 2312 (rows 16-55), Big5
    (A440-C67E), JIS X 0208 (rows 16-47); for Korean the syllables of KS X 1001 (rows 16-40).
    """
    high = (range(0xA1, 0xFF),)
    kana = frozenset(map(chr, range(0x3041, 0x30FF)))
    kanji = _square("euc_jp", range(0xB0, 0xD0), high)
    asian = frozenset(_ASIAN)
    western = frozenset(_LATIN + _PUNCTUATION)
    central = frozenset(_CENTRAL + _PUNCTUATION)
    cyrillic = frozenset(_CYRILLIC + _PUNCTUATION)
    return (
        ("cp949", "EUC-KR", _square("euc_kr", range(0xB0, 0xC9), high) | asian),
        ("gb18030", "GBK", _square("gb2312", range(0xB0, 0xD8), high) | asian),
        (
            "cp950",
            "Big5",
            _square("big5", range(0xA4, 0xC7), (range(0x40, 0x7F), *high)) | asian,
        ),
        ("cp932", "Shift-JIS", kana | kanji | asian),
        ("euc_jp", "EUC-JP", kana | kanji | asian),
        ("cp1252", "Windows-1252", western),
        ("cp1251", "Windows-1251", cyrillic),
        ("koi8_r", "KOI8-R", cyrillic),
        ("cp866", "DOS Cyrillic (CP866)", cyrillic),
        ("iso8859_5", "ISO-8859-5", cyrillic),
        ("mac_roman", "Mac Roman", western),
        ("cp1250", "Windows-1250", central),
        ("iso8859_2", "ISO-8859-2", central),
        ("cp1254", "Windows-1254", frozenset("çğıöşüâîİŞÇĞÖÜ" + _PUNCTUATION)),
        (
            "cp1253",
            "Windows-1253",
            frozenset("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋ" + _PUNCTUATION),
        ),
        (
            "cp1256",
            "Windows-1256",
            frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء،؛؟"),
        ),
        (
            "cp1255",
            "Windows-1255",
            frozenset("אבגדהוזחטיךכלםמןנסעףפץצקרשת" + _PUNCTUATION),
        ),
        ("cp850", "DOS Latin (CP850)", western),
    )


@functools.cache
def _letters() -> frozenset[str]:
    return frozenset().union(*(common for _, _, common in _candidates()))


def encoding(data: bytes, at: int) -> str | None:
    """Return the codec that fits `data`, which is no UTF-8 at byte `at`, or ``None`` when none fits well.

    >>> encoding("加快构建人类命运共同体".encode("gbk"), 0), encoding("le café d’été".encode("cp1252"), 6)
    ('gb18030', 'cp1252')
    """
    start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
    window = data[start : start + max(_WINDOW, at - start + 64)]
    best, found = _ENOUGH, None
    for codec, _, common in _candidates():
        score = _score(window, codec, common)
        if score > best and _decodes(data, codec):
            best, found = score, codec
        if best == 1.0:
            return found
    return found or _wide(data) or _detected(data)


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 that holds hardly any Latin letter, and so hardly any zero byte."""
    for codec in ("utf-16-le", "utf-16-be"):
        if (
            len(data) % 2 == 0
            and _score(data[:_WINDOW], codec, _letters()) > _ENOUGH
            and _decodes(data, codec)
        ):
            return codec
    return None


def _score(window: bytes, codec: str, common: frozenset[str]) -> float:
    """Share of the characters beyond ASCII that are common ones; 0 when the bytes cannot be decoded."""
    try:
        # The window may end inside a character, so the decoder is not told that it ends.
        text = codecs.getincrementaldecoder(codec)().decode(window)
    except UnicodeError:
        return 0.0
    beyond = [char for char in text if not char.isascii()]
    return sum(char in common for char in beyond) / len(beyond) if beyond else 0.0


def _detected(data: bytes) -> str | None:
    """Ask chardet, where it is installed."""
    try:
        detect = importlib.import_module("chardet").detect
    except ImportError:
        return None
    found = detect(data[: 8 * _WINDOW])
    name = found.get("encoding")
    if not name or (found.get("confidence") or 0) < 0.4:
        return None
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    return codec if codec not in ("ascii", "utf-8") and _decodes(data, codec) else None


def label(codec: str) -> str:
    """Return the name a scholar knows a codec by.

    >>> label("gb18030")
    'GBK'
    """
    seven = {
        "iso2022_jp": "ISO-2022-JP",
        "iso2022_kr": "ISO-2022-KR",
        "iso2022": "ISO-2022",
        "hz": "HZ",
    }
    known = {code: name for code, name, _ in _candidates()} | seven
    name = known.get(codec, codec.upper().replace("_", "-"))
    return (
        f"{name} without a byte order mark"
        if name.startswith(("UTF-16", "UTF-32"))
        else name
    )


def excerpt(data: bytes, codec: str, at: int) -> str:
    """Return some words around byte `at`, as they read in `codec`, on one line; ``''`` when they do not."""
    start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
    wide = codec.startswith(("utf-16", "utf-32"))
    if wide:
        start = 0
    try:
        before = codecs.getincrementaldecoder(codec)().decode(data[start:at])
        text = codecs.getincrementaldecoder(codec)().decode(data[start : at + 120])
    except UnicodeError:
        return ""
    text = text[max(len(before) - 12, 0) :][:28]
    return " ".join(
        "".join(char if char.isprintable() else " " for char in text).split()
    )
