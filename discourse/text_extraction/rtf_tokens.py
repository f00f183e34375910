r"""RTF as control words, brackets and bytes of text, and the code pages of its fonts.

The names of destinations, the code pages of fonts and the special characters are those
of striprtf. Its function ``rtf_to_text`` is not used: it drops footnotes and text
boxes, reads hidden text, puts ``|`` between cells and addresses behind links, breaks
characters of two bytes apart where the second is a plain letter, leaves halves of
characters beyond U+FFFF, and does not say what it left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["CodePages", "Token", "codec_of_page", "is_raw_utf8", "tokenise_rtf"]

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<bracket>[{}])"
    r"|(?P<text>[^\\{}\r\n\0]+)"
    r"|[\r\n\0]+"  # line ends of the file mean nothing
    r"|\\",
    re.DOTALL,
)
TokenKind = Literal["word", "symbol", "bracket", "text"]

DEFAULT_CODEC = "cp1252"
_CODEC_OF_WORD = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_CODEC_OF_PAGE = {
    0: DEFAULT_CODEC,
    10000: "mac_roman",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
    10081: "mac_turkish",
    20866: "koi8_r",
    21866: "koi8_u",
    28591: "latin_1",
    28592: "iso8859_2",
    28595: "iso8859_5",
    54936: "gb18030",
    65001: "utf_8",
}
# Character sets of fonts that name no script: of Windows in the West, and the default.
_ANSI_CHARSET = 0
_DEFAULT_CHARSET = 1
_SYMBOL_CHARSET = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of RTF.

    Attributes
    ----------
    kind : {'word', 'symbol', 'bracket', 'text'}
    value : str
        The control word, the symbol or the bracket; of text, one character a byte.
    number : int or None
        The number of a control word.
    is_escaped : bool
        Whether text was written as an escape, so that it is one byte.
    """

    kind: TokenKind
    value: str
    number: int | None = None
    is_escaped: bool = False


def tokenise_rtf(markup: str) -> Iterator[Token]:
    r"""Yield the pieces of RTF, one character a byte. Binary data are passed over.

    >>> [token.value for token in tokenise_rtf(r"{\b Peace\'21}")]
    ['{', 'b', 'Peace', '!', '}']
    """
    position = 0
    while match := _TOKEN.match(markup, position):
        position = match.end()
        kind = match.lastgroup
        if kind in ("number", "word"):
            number_text = match["number"]
            number = None if number_text is None else int(number_text)
            word = match["word"]
            if word == "bin":
                position += max(number or 0, 0)
            else:
                yield Token("word", word, number)
        elif kind == "byte":
            byte = chr(int(match["byte"], 16))
            yield Token("text", byte, is_escaped=True)
        elif kind == "symbol":
            yield Token("symbol", match["symbol"])
        elif kind == "bracket":
            yield Token("bracket", match["bracket"])
        elif kind == "text":
            yield Token("text", match["text"])


def is_raw_utf8(data: bytes) -> bool:
    r"""Return whether RTF has characters in UTF-8 that are not escaped.

    No program should write them, and some do. By chance, bytes of another encoding are
    next to never UTF-8.

    >>> is_raw_utf8("café".encode()), is_raw_utf8("café".encode("latin-1"))
    (True, False)
    """
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@dataclass
class CodePages:
    r"""The code pages that an RTF file declares.

    Attributes
    ----------
    default : str
        The codec of the file as a whole.
    charset_codecs : dict of int to str
        The codec of each character set of fonts, as striprtf has them.
    charsets : dict of int to int
        The character set of each font.
    font_codecs : dict of int to str
        The codec of each font that declares a code page.
    undecoded_bytes : int
    """

    charset_codecs: dict[int, str]
    default: str = DEFAULT_CODEC
    charsets: dict[int, int] = field(default_factory=dict)
    font_codecs: dict[int, str] = field(default_factory=dict)
    undecoded_bytes: int = 0

    def declare(self, word: str, number: int | None) -> None:
        r"""Note the code page of the file: ``\mac`` or ``\ansicpg1251``."""
        if word in _CODEC_OF_WORD:
            self.default = _CODEC_OF_WORD[word]
        elif number is not None:
            self.default = codec_of_page(number) or DEFAULT_CODEC

    def declare_font(self, font: int, word: str, number: int) -> None:
        r"""Note the character set or the code page of a font: ``\fcharset204``."""
        if word == "fcharset":
            self.charsets[font] = number
        else:
            codec = codec_of_page(number)
            if codec:
                self.font_codecs[font] = codec

    def codec_of_font(self, font: int | None) -> str:
        """Return the codec in which text of a font is written."""
        if font is None:
            return self.default
        if font in self.font_codecs:
            return self.font_codecs[font]
        charset = self.charsets.get(font, _DEFAULT_CHARSET)
        if charset in (_DEFAULT_CHARSET, _SYMBOL_CHARSET):
            return self.default
        if charset == _ANSI_CHARSET and not self._fonts_name_scripts():
            # A program that gives this set to all fonts does not mean it.
            return self.default
        codec = self.charset_codecs.get(charset, "")
        return codec if _is_codec(codec) else self.default

    def _fonts_name_scripts(self) -> bool:
        """Return whether any font has the character set of a script."""
        without_script = {_ANSI_CHARSET, _DEFAULT_CHARSET, _SYMBOL_CHARSET}
        return not without_script.issuperset(self.charsets.values())

    def decode(self, characters: str, font: int | None) -> str:
        """Return text, given one character a byte. What fits no code page is U+FFFD."""
        if characters.isascii():
            return characters
        data = characters.encode("latin-1")
        text = data.decode(self.codec_of_font(font), errors="replace")
        self.undecoded_bytes += text.count("\N{REPLACEMENT CHARACTER}")
        return text


def codec_of_page(number: int) -> str:
    """Return Python's codec for a code page of Windows; ``""`` if it has none.

    >>> codec_of_page(1251), codec_of_page(65001), codec_of_page(7)
    ('cp1251', 'utf_8', '')
    """
    codec = _CODEC_OF_PAGE.get(number, f"cp{number}")
    return codec if _is_codec(codec) else ""


def _is_codec(codec: str) -> bool:
    """Return whether Python has a codec of this name."""
    try:
        codecs.lookup(codec)
    except (LookupError, ValueError):
        return False
    return True
