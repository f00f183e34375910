"""Bytes to text: strict UTF-8, what a byte order mark says, or the encoding declared. Nothing is guessed."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Literal

from discourse.errors import EncodingError, OptionError
from discourse.reading import encoding_hints
from discourse.reading.read_errors import Fault, Oddity
from discourse.validation import encodable_name

__all__ = ["Role", "Text", "check_codec", "decode", "lines", "surrogate"]

# The longer marks first: UTF-32's begins like UTF-16's.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MARK = "\ufeff"
Role = Literal["text", "table", "alone"]
# What else can be done about an encoding, beside declaring it in the call.
_ELSE: dict[Role, str] = {
    "text": " (for all files: encoding='{codec}'), or give metadata.csv a column 'encoding'",
    "table": ", or save it as 'CSV UTF-8'",
    "alone": ", or save it as UTF-8",
}
_NOT_OF_FILES = frozenset(
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


@dataclass(frozen=True)
class Text:
    """A text as it was decoded, and what was odd about its bytes."""

    text: str
    odd: tuple[Oddity, ...] = ()


def check_codec(name: object, where: str) -> str:
    """Return `name` when it is an encoding of text files, else raise an :class:`OptionError`."""
    try:
        if (
            isinstance(name, str)
            and name.lower().replace("-", "_") not in _NOT_OF_FILES
        ):
            b"a".decode(name)
            return name
    except UnicodeError:
        return str(name)  # a real encoding in which one byte is no text, such as UTF-16
    except (LookupError, ValueError):
        pass
    raise OptionError(
        f"{where}{name!r} is no encoding of text files; expected one such as 'utf-8', 'cp1252', 'gb18030', 'big5' or "
        "'utf-16-le'."
    )


def decode(
    data: bytes, source: str, *, declared: str | None = None, role: Role = "text"
) -> Text | Fault:
    """Return the text of a file, without its byte order mark and otherwise letter for letter, or why there is none.

    Parameters
    ----------
    data : bytes
        The whole file.
    source : str
        Its name, for the message.
    declared : str, optional
        The encoding it is said to have; a byte order mark is believed before it.
    role : {'text', 'table', 'alone'}
        A text of a folder, the table beside the texts, or the one file that is read. Only the wording of the mend
        depends on it.
    """
    foreign = encoding_hints.signature(data)
    if foreign:
        what, mend = foreign
        return Fault(
            source,
            f"this is {what}, not a text file.",
            mend,
            "foreign",
            error=EncodingError,
        )
    mark, codec = next(
        ((mark, codec) for mark, codec in _MARKS if data.startswith(mark)),
        (b"", declared or "utf-8"),
    )
    body = data[len(mark) :]
    if not mark and codecs.lookup(codec).name in ("utf-16", "utf-32"):
        return _unmarked(source, codecs.lookup(codec).name, role)
    try:
        text = body.decode(codec)
    except UnicodeError as fault:
        return _undecodable(
            _Place(data, source, codec, len(mark), role),
            fault,
            declared=bool(declared) and not mark,
        )
    at = surrogate(text)
    if at >= 0:
        reason = f"character {at} decodes to half of a surrogate pair (U+{ord(text[at]):04X}), which is no character."
        return Fault(
            source,
            reason,
            "Convert the file to UTF-8 anew from where it came.",
            "surrogate",
            error=EncodingError,
        )
    if not mark and not declared:
        fault_ = _telltale(data, source, role)
        if fault_:
            return fault_
    if not mark and text.startswith(_MARK):
        text = text[
            1:
        ]  # the mark of GB 18030, or of UTF-16 whose byte order was declared
    return Text(text, tuple(_odd(body, mark, codec, declared)))


def surrogate(text: str) -> int:
    """Return the place of the first lone surrogate, or -1."""
    try:
        text.encode()
    except UnicodeEncodeError as fault:
        return fault.start
    return -1


def lines(text: str) -> int:
    r"""Return how many lines end in `text`: at ``\n``, ``\r\n`` or ``\r``, and nowhere else."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


@dataclass(frozen=True)
class _Place:
    data: bytes
    source: str
    codec: str
    mark: int  # length of the byte order mark
    role: Role

    def fault(self, reason: str, mend: str, kind: str, at: int) -> Fault:
        if at < 0:
            return Fault(self.source, reason, mend, kind, error=EncodingError)
        wide = codecs.lookup(self.codec).name.startswith(("utf-16", "utf-32"))
        codec = (
            self.codec if wide else "latin-1"
        )  # only to count line ends, which are single bytes elsewhere
        before = self.data[self.mark : at].decode(codec, "ignore")
        return Fault(
            self.source, reason, mend, kind, lines(before) + 1, at, EncodingError
        )


def _read_with(source: str, codec: str, role: Role) -> str:
    if role == "alone":
        return f"discourse.read(…, encoding={codec!r})"
    return f"discourse.read(…, encodings={{{encodable_name(source)!r}: {codec!r}}})"


def _unmarked(source: str, codec: str, role: Role) -> Fault:
    mend = f"Declare the order: {_read_with(source, f'{codec}-le', role)}, or '{codec}-be'."
    reason = f"{codec} was declared, but the file has no byte order mark to say which byte comes first."
    return Fault(source, reason, mend, "order", error=EncodingError)


def _undecodable(place: _Place, fault: UnicodeError, *, declared: bool) -> Fault:
    start = fault.start if isinstance(fault, UnicodeDecodeError) else -1
    at = start + place.mark if start >= 0 else -1
    shown_byte = (
        f"the byte 0x{place.data[at]:02X}"
        if 0 <= at < len(place.data)
        else "what stands there"
    )
    if declared or place.mark:
        whose = (
            "the encoding declared"
            if declared
            else "the encoding its byte order mark declares"
        )
        reason = f"{shown_byte} is not valid in {place.codec}, {whose}."
        return place.fault(
            reason, _otherwise(place, max(at, 0), declared), "declared", at
        )
    looks, codec = _looks(place.data, fault, at)
    mend = (
        "Look at the place in an editor, or fetch the file anew, and save it as UTF-8."
    )
    if codec:
        other = _ELSE[place.role].format(codec=codec)
        mend = f"If that reads right, use {_read_with(place.source, codec, place.role)}{other}."
    return place.fault(
        f"{shown_byte} is not valid UTF-8. {looks}", mend, "encoding", at
    )


def _otherwise(place: _Place, at: int, declared: bool) -> str:
    if not declared:
        return "The file is damaged or was cut off; fetch it anew."
    try:
        place.data.decode("utf-8")
    except UnicodeDecodeError as fault:
        codec = encoding_hints.without_bom(place.data) or encoding_hints.encoding(
            place.data, fault.start
        )
        if codec and codec != place.codec:
            return f"It looks like {encoding_hints.label(codec)}: try {_read_with(place.source, codec, place.role)}."
        return f"Look at the file from byte {at} on: it has another encoding, several, or is damaged."
    return "It is valid UTF-8: do not declare another encoding for it."


def _looks(data: bytes, fault: UnicodeError, at: int) -> tuple[str, str | None]:
    """One sentence on what the bytes look like, and the codec that would read them."""
    codec = encoding_hints.without_bom(data)
    if codec:
        words = encoding_hints.excerpt(data, codec, 0)
        return f"The file looks like {encoding_hints.label(codec)} (“{words}”).", codec
    if data.count(0) * 20 > len(data):
        return "It is full of zero bytes, so this is no text file.", None
    cut = (
        isinstance(fault, UnicodeDecodeError)
        and fault.reason == "unexpected end of data"
    )
    if (
        cut and not data[:at].isascii()
    ):  # else its last letter may be the only one beyond ASCII
        return (
            "The file ends in the middle of a character, as if it had been cut off.",
            None,
        )
    if encoding_hints.holds_surrogates(data):
        return (
            "It holds halves of surrogate pairs, which a faulty conversion from UTF-16 leaves.",
            None,
        )
    bad = encoding_hints.is_mostly_utf8(data)
    if bad:
        count = f"{bad:,} byte{' is' if bad == 1 else 's are'} not"
        return (
            f"Most of the file is UTF-8, but {count}: it is damaged, or joined from two encodings.",
            None,
        )
    codec = encoding_hints.encoding(data, at)
    if codec:
        return (
            f"The file looks like {encoding_hints.label(codec)} (“{encoding_hints.excerpt(data, codec, at)}”).",
            codec,
        )
    return "It does not look like any of the usual encodings either.", None


def _telltale(data: bytes, source: str, role: Role) -> Fault | None:
    """Bytes that pass for UTF-8 but are something else."""
    codec = encoding_hints.without_bom(data)
    what = f"it looks like {encoding_hints.label(codec)}" if codec else ""
    if codec is None:
        codec = encoding_hints.seven_bit(data)
        what = (
            f"it looks like {encoding_hints.label(codec)}, which writes other scripts in ASCII"
            if codec
            else ""
        )
    if codec == "iso2022":
        return Fault(
            source,
            f"{what}.",
            "Convert the file to UTF-8.",
            "seven-bit",
            error=EncodingError,
        )
    if codec:
        words = encoding_hints.excerpt(data, codec, 0)
        mend = f"Use {_read_with(source, codec, role)}, or 'utf-8' there to take it as it stands."
        return Fault(
            source, f"{what} (“{words}”).", mend, "seven-bit", error=EncodingError
        )
    zeros = data.count(0)
    place = _Place(data, source, "utf-8", 0, role)
    if zeros == 1 and len(data) < 20:
        reason = "the byte that stands there is zero (the character NUL), which no text holds."
        return place.fault(
            reason,
            "Delete it in an editor, or fetch the file anew.",
            "zeros",
            data.find(0),
        )
    if zeros * 20 > len(data):
        reason = (
            f"{zeros:,} of its {len(data):,} bytes are zero, so this is no text file."
        )
        return place.fault(
            reason,
            "Take it out of the folder, or export its text.",
            "zeros",
            data.find(0),
        )
    return None


def _odd(body: bytes, mark: bytes, codec: str, declared: str | None) -> list[Oddity]:
    if not declared:
        return []
    said = codecs.lookup(declared).name
    if mark and said not in (codec, f"{codec}-sig", codec[: len("utf-16")]):
        reason = f"{declared} was declared, but its byte order mark says {codec.upper()}, and so it was read."
        return [Oddity("encoding", 1, reason, "Do not declare an encoding for it.")]
    if not mark and said not in ("ascii", "utf-8", "utf-8-sig") and not body.isascii():
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            return []
        reason = (
            f"It was read as {declared}, as declared, but it is valid UTF-8 as well."
        )
        return [
            Oddity(
                "encoding",
                1,
                reason,
                "Look at it; most likely it is UTF-8, and nothing should be declared.",
            )
        ]
    return []
