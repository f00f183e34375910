"""Bytes to text: strict UTF-8, what a byte order mark says, or the encoding declared.

No encoding is guessed. A codec is an encoding by the name that Python has for it.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from discourse.corpus.reading_notes import Oddity
from discourse.csv_records import count_line_ends
from discourse.errors import EncodingError, OptionError
from discourse.reading import encoding_hints
from discourse.reading.damaged_utf8 import find_stray_bytes
from discourse.reading.read_errors import Fault
from discourse.validation import encodable_name, find_surrogate, show_value

__all__ = [
    "DecodedText",
    "Role",
    "check_codec",
    "decode",
    "is_utf8",
]

# The longer marks come first: the mark of UTF-32 begins like that of UTF-16.
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BYTE_ORDER_CHARACTER = "\ufeff"
Role = Literal["text", "table", "alone"]
# What else can be done about an encoding, besides declaring it in the call.
_OTHER_REMEDIES: dict[Role, str] = {
    "text": " (for all files: encoding='{codec}'), or give metadata.csv a column 'encoding'",
    "table": ", or save it as 'CSV UTF-8'",
    "alone": ", or save it as UTF-8",
}
# Codecs of Python in which no text file is written, or that depend on the computer.
_CODECS_NOT_OF_FILES = frozenset(
    {
        "idna",
        "mbcs",
        "oem",
        "punycode",
        "raw_unicode_escape",
        "undefined",
        "unicode_escape",
    }
)
_TINY_SIZE = 20  # bytes; in a smaller file a single zero byte is a slip of typing
_LAST_ASCII = 0x7F
_MAX_FEW_BYTES = 3  # beyond ASCII, that are no evidence if no encoding fits them
_CUT_OFF = "unexpected end of data"  # Python's reason of a character without its end
_MIN_BYTES_PER_ZERO = 20  # a file with more zero bytes is not a text file


@dataclass(frozen=True)
class DecodedText:
    """A text as it was decoded, and what was odd about its bytes."""

    text: str
    oddities: tuple[Oddity, ...] = ()


def check_codec(name: object, message_start: str) -> str:
    """Return `name` if it is an encoding of text files.

    Parameters
    ----------
    name : object
        What was given as an encoding.
    message_start : str
        What the message of an error begins with, such as ``"encoding="``.

    Raises
    ------
    OptionError
        It is not an encoding, or not one of text files.
    """
    if isinstance(name, str):
        normalized_name = name.lower().replace("-", "_")
        if normalized_name not in _CODECS_NOT_OF_FILES and _is_codec(name):
            return name
    raise OptionError(
        f"{message_start}{show_value(name)} is not an encoding of text files; expected one such "
        "as 'utf-8', 'cp1252', 'gb18030', 'big5' or 'utf-16-le'."
    )


def _is_codec(name: str) -> bool:
    """Return whether Python knows this codec, and it decodes bytes to text."""
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: half of a character in the name
        return False
    try:
        b"a".decode(name)
    except UnicodeError:
        return True  # a single byte is not valid in it, such as in UTF-16
    except (LookupError, ValueError):  # it decodes to something else than text
        return False
    return True


# --------------------------------------------------------------------------------------
# Decoding one file


@dataclass(frozen=True)
class _EncodedFile:
    """The bytes of a file, and how they are to be decoded."""

    data: bytes
    source: str
    role: Role
    codec: str
    byte_order_mark: bytes  # b"" where there is none
    declared_encoding: str | None  # what the scholar gave

    @property
    def body(self) -> bytes:
        """The bytes after the byte order mark."""
        return self.data[len(self.byte_order_mark) :]

    def fault(self, reason: str, remedy: str, kind: str) -> Fault:
        """A fault of the file as a whole."""
        return Fault(self.source, reason, remedy, kind, error=EncodingError)

    def fault_at(self, byte: int, reason: str, remedy: str, kind: str) -> Fault:
        """A fault at one byte, with its line; one of the whole file if `byte` is -1."""
        if byte < 0:
            return self.fault(reason, remedy, kind)
        # Line ends are single bytes in every encoding except UTF-16 and UTF-32.
        codec_name = codecs.lookup(self.codec).name
        has_wide_units = codec_name.startswith(("utf-16", "utf-32"))
        # Latin-1 decodes any bytes, and line ends as such.
        codec = self.codec if has_wide_units else "latin-1"
        bytes_before = self.data[len(self.byte_order_mark) : byte]
        text_before = bytes_before.decode(codec, "ignore")
        line = count_line_ends(text_before) + 1
        error = EncodingError
        return Fault(self.source, reason, remedy, kind, line, byte, error)

    def call_with(self, codec: str) -> str:
        """The call of `read` that declares `codec` for this file."""
        if self.role == "alone":
            return f"discourse.read(…, encoding={codec!r})"
        name = encodable_name(self.source)
        return f"discourse.read(…, encodings={{{name!r}: {codec!r}}})"


def decode(
    data: bytes,
    source: str,
    *,
    declared_encoding: str | None = None,
    role: Role = "text",
) -> DecodedText | Fault:
    """Return the text of a file, or the fault that keeps it from being read.

    The text is the file letter for letter, without its byte order mark.

    Parameters
    ----------
    data : bytes
        The whole file.
    source : str
        Its name, for the message.
    declared_encoding : str, optional
        The encoding that was declared for it. A byte order mark has precedence.
    role : {'text', 'table', 'alone'}
        A text of a folder, the table beside the texts, or the one file that is read.
        Only the wording of the remedy depends on it.
    """
    file_type = encoding_hints.recognise_file_type(data)
    if file_type:
        reason = f"this is {file_type.label}, not a text file."
        return Fault(source, reason, file_type.remedy, "foreign", error=EncodingError)
    byte_order_mark = b""
    codec = declared_encoding or "utf-8"
    for mark, codec_of_mark in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            byte_order_mark = mark
            codec = codec_of_mark
            break
    file = _EncodedFile(data, source, role, codec, byte_order_mark, declared_encoding)
    return _decode_file(file)


def _decode_file(file: _EncodedFile) -> DecodedText | Fault:
    """Return the text of a file whose codec is settled, or the fault of the file."""
    canonical_name = codecs.lookup(file.codec).name
    if not file.byte_order_mark and canonical_name in ("utf-16", "utf-32"):
        return _byte_order_fault(file, canonical_name)
    try:
        text = file.body.decode(file.codec)
    except UnicodeError as error:
        return _undecodable_fault(file, error)
    # UTF-8 has none.
    position = -1 if canonical_name == "utf-8" else find_surrogate(text)
    if position >= 0:
        code_point = f"U+{ord(text[position]):04X}"
        reason = (
            f"character {position} decodes to half of a surrogate pair ({code_point}), "
            "which is not a character."
        )
        remedy = "Convert the original file to UTF-8 again."
        return file.fault(reason, remedy, "surrogate")
    if not file.byte_order_mark and not file.declared_encoding:
        fault = _disguise_fault(file)
        if fault:
            return fault
    if not file.byte_order_mark:
        # The mark of GB 18030, or of UTF-16 whose byte order was declared.
        text = text.removeprefix(_BYTE_ORDER_CHARACTER)
    return DecodedText(text, tuple(_find_encoding_oddities(file)))


# --------------------------------------------------------------------------------------
# Why a file cannot be decoded


def _byte_order_fault(file: _EncodedFile, codec: str) -> Fault:
    """Return the fault of UTF-16 or UTF-32 whose byte order nothing says."""
    reason = (
        f"{codec} was declared, but the file has no byte order mark "
        "to say which byte comes first."
    )
    call = file.call_with(f"{codec}-le")
    return file.fault(reason, f"Declare the order: {call}, or '{codec}-be'.", "order")


def _undecodable_fault(file: _EncodedFile, error: UnicodeError) -> Fault:
    """Return the fault of a file that is not valid in the encoding it should have."""
    byte = -1  # not every codec says which byte is at fault
    if isinstance(error, UnicodeDecodeError):
        byte = error.start + len(file.byte_order_mark)
    if 0 <= byte < len(file.data):
        invalid_part = f"the byte 0x{file.data[byte]:02X}"
    else:
        invalid_part = "a part of it"
    if file.byte_order_mark:
        authority = "the encoding its byte order mark declares"
        reason = f"{invalid_part} is not valid in {file.codec}, {authority}."
        remedy = "The file is damaged or was cut off; get a new copy."
        is_cut = getattr(error, "reason", "") == _CUT_OFF
        is_utf8 = codecs.lookup(file.codec).name == "utf-8"
        stray_bytes = find_stray_bytes(file.data) if is_utf8 and not is_cut else None
        if stray_bytes is not None:
            reason += f" {stray_bytes.describe()}"
            remedy = stray_bytes.remedy()
        return file.fault_at(byte, reason, remedy, "declared")
    if file.declared_encoding:
        reason = f"{invalid_part} is not valid in {file.codec}, the encoding declared."
        remedy = _remedy_for_declared(file, max(byte, 0))
        return file.fault_at(byte, reason, remedy, "declared")
    appearance = _describe_bytes(file.data, error, byte)
    reason = f"{invalid_part} is not valid UTF-8. {appearance.sentence}"
    remedy = appearance.remedy or _remedy_for_codecs(file, appearance.codecs)
    return file.fault_at(byte, reason, remedy, "encoding")


def _remedy_for_codecs(file: _EncodedFile, codec_names: Sequence[str]) -> str:
    """Return how to read a file that is no UTF-8, by the codecs that may fit it."""
    if not codec_names:
        return (
            "Look at the place in an editor, or get a new copy, and save it as UTF-8."
        )
    calls = [file.call_with(codec) for codec in codec_names]
    if len(calls) > 1:
        return (
            f"If the first words are right, use {calls[0]}; if the others, use "
            f"{calls[1]}; or save it as UTF-8."
        )
    other_remedies = _OTHER_REMEDIES[file.role].format(codec=codec_names[0])
    return f"If these words are right, use {calls[0]}{other_remedies}."


def _remedy_for_declared(file: _EncodedFile, byte: int) -> str:
    """Return what to do about a declared encoding that does not fit."""
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError as error:
        if find_stray_bytes(file.data) is not None:
            return (
                "Most of the file is UTF-8: declare no other encoding, and mend the "
                "bytes that are not."
            )
        codec = encoding_hints.encoding_without_mark(file.data)
        likely_codecs = [codec] if codec else []
        if not codec:
            likely_codecs = encoding_hints.likely_encodings(file.data, error.start)
        if len(likely_codecs) == 1 and likely_codecs[0] != file.codec:
            name = encoding_hints.encoding_name(likely_codecs[0])
            return f"It looks like {name}: try {file.call_with(likely_codecs[0])}."
        return (
            f"Look at the file from byte {byte} on: it has another encoding "
            "or several, or it is damaged."
        )
    return "It is valid UTF-8: do not declare another encoding for it."


@dataclass(frozen=True)
class _Appearance:
    """What bytes look like, in a sentence, and what to do.

    The remedy is ``""`` where it follows from the codecs that would read them.
    """

    sentence: str
    codecs: tuple[str, ...] = ()
    remedy: str = ""


def _describe_bytes(data: bytes, error: UnicodeError, byte: int) -> _Appearance:
    """Return what a file that is not UTF-8 looks like.

    Parameters
    ----------
    data : bytes
        The whole file.
    error : UnicodeError
        The error of decoding it as UTF-8.
    byte : int
        The first byte that is not valid.
    """
    codec = encoding_hints.encoding_without_mark(data)
    if codec:
        return _appearance_of(data, codec, 0)
    if data.count(0) * _MIN_BYTES_PER_ZERO > len(data):
        return _Appearance("It is full of zero bytes, so this is not a text file.")
    # In a file that is ASCII before, its last letter may be the only one beyond ASCII.
    is_cut = (
        isinstance(error, UnicodeDecodeError)
        and error.reason == _CUT_OFF
        and not data[:byte].isascii()
    )
    if is_cut:
        return _Appearance(
            "The file ends in the middle of a character, as if it had been cut off."
        )
    if encoding_hints.holds_surrogates(data):
        return _Appearance(
            "It holds halves of surrogate pairs, "
            "which a faulty conversion from UTF-16 leaves."
        )
    stray_bytes = find_stray_bytes(data)
    if stray_bytes is not None:
        return _Appearance(stray_bytes.describe(), remedy=stray_bytes.remedy())
    codec_names = encoding_hints.likely_encodings(data, byte)
    if len(codec_names) == 1:
        return _appearance_of(data, codec_names[0], byte)
    if codec_names:
        return _ambiguous_appearance(data, codec_names[:2], byte)
    if sum(value > _LAST_ASCII for value in data) <= _MAX_FEW_BYTES:
        return _Appearance("So few bytes do not say which encoding the file has.")
    return _Appearance("It does not look like any of the usual encodings either.")


def _appearance_of(data: bytes, codec: str, byte: int) -> _Appearance:
    """Return that bytes look like a codec, with an excerpt as they read in it."""
    name_and_excerpt = _name_with_excerpt(data, codec, byte)
    return _Appearance(f"The file looks like {name_and_excerpt}.", (codec,))


def _ambiguous_appearance(
    data: bytes, codec_names: Sequence[str], byte: int
) -> _Appearance:
    """Return that bytes may have either of two encodings, as they read in each."""
    either = [_name_with_excerpt(data, codec, byte) for codec in codec_names]
    sentence = (
        f"Its bytes do not say which encoding it has; it may be {' or '.join(either)}."
    )
    return _Appearance(sentence, tuple(codec_names))


def _name_with_excerpt(data: bytes, codec: str, byte: int) -> str:
    """Return the name of an encoding, with some words as they read in it."""
    name = encoding_hints.encoding_name(codec)
    return f"{name} (“{encoding_hints.excerpt_at(data, codec, byte)}”)"


def _disguise_fault(file: _EncodedFile) -> Fault | None:
    """Return the fault of bytes that are valid UTF-8 but seem to be something else.

    The result is None if nothing speaks against UTF-8.
    """
    data = file.data
    codec = encoding_hints.encoding_without_mark(data)
    if codec:
        appearance = f"it looks like {encoding_hints.encoding_name(codec)}"
        return _disguised_encoding_fault(file, codec, appearance)
    codec = encoding_hints.seven_bit_encoding(data)
    if codec:
        name = encoding_hints.encoding_name(codec)
        appearance = f"it looks like {name}, which writes other scripts in ASCII"
        return _disguised_encoding_fault(file, codec, appearance)
    zero_count = data.count(0)
    if zero_count == 1 and len(data) < _TINY_SIZE:
        reason = (
            "this byte is zero (the character NUL), which does not belong in a text."
        )
        remedy = "Delete it in an editor, or get a new copy of the file."
        return file.fault_at(data.find(0), reason, remedy, "zeros")
    if zero_count * _MIN_BYTES_PER_ZERO > len(data):
        reason = (
            f"{zero_count:,} of its {len(data):,} bytes are zero, so this is not a "
            "text file."
        )
        remedy = "Take it out of the folder, or export its text."
        return file.fault_at(data.find(0), reason, remedy, "zeros")
    return None


def _disguised_encoding_fault(file: _EncodedFile, codec: str, appearance: str) -> Fault:
    """Return the fault of a file that is valid UTF-8 but was written in `codec`."""
    if codec == encoding_hints.ISO_2022:
        remedy = "Convert the file to UTF-8."
        return file.fault(f"{appearance}.", remedy, "seven-bit")
    excerpt = encoding_hints.excerpt_at(file.data, codec, 0)
    call = file.call_with(codec)
    remedy = f"Use {call}, or 'utf-8' there to read it as it is."
    return file.fault(f"{appearance} (“{excerpt}”).", remedy, "seven-bit")


def _find_encoding_oddities(file: _EncodedFile) -> list[Oddity]:
    """Return what is odd about the encoding that was declared for a file.

    The list is empty if nothing was declared, or if it agrees with the bytes.
    """
    if not file.declared_encoding:
        return []
    declared_name = codecs.lookup(file.declared_encoding).name
    if file.byte_order_mark:
        return _find_contradiction(file, declared_name)
    if declared_name in ("ascii", "utf-8", "utf-8-sig") or file.body.isascii():
        return []
    try:
        file.body.decode("utf-8")
    except UnicodeDecodeError:
        return []
    reason = (
        f"It was read as {file.declared_encoding}, as declared, but it is valid UTF-8 "
        "as well."
    )
    remedy = "Look at it; most likely it is UTF-8, and nothing should be declared."
    return [Oddity("encoding", 1, reason, remedy)]


def _find_contradiction(file: _EncodedFile, declared_name: str) -> list[Oddity]:
    """Return an oddity if the byte order mark contradicts the declared encoding."""
    # "utf-16" agrees with the mark of "utf-16-le", and "utf-8-sig" with that of
    # "utf-8".
    without_byte_order = file.codec[: len("utf-16")]
    agreeing_names = (file.codec, f"{file.codec}-sig", without_byte_order)
    if declared_name in agreeing_names:
        return []
    reason = (
        f"{file.declared_encoding} was declared, but its byte order mark says "
        f"{file.codec.upper()}, which was used."
    )
    return [Oddity("encoding", 1, reason, "Do not declare an encoding for it.")]


def is_utf8(data: bytes) -> bool:
    """Return whether bytes are valid UTF-8; so are bytes of ASCII only."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
