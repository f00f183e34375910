"""The encoding that a web page or an XML file declares for itself."""

from __future__ import annotations

import codecs
import re

__all__ = ["declared_encoding"]

# Browsers look at the first 1,024 bytes; many old pages declare it a little later.
_BYTES_LOOKED_AT = 4096

# Browsers read a page that declares the encoding on the left in the one on the right,
# which holds more characters: https://encoding.spec.whatwg.org
_WIDER_CODECS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    # In UTF-16, each letter of the declaration would have two bytes, and it would not
    # have been found. Browsers read such a page in UTF-8.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
# Names of the web that Python does not know.
_NAMES_OF_THE_WEB = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-x-big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-cp1254": "cp1254",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "windows-949": "cp949",
    "dos-874": "cp874",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "logical": "iso8859-8",
    "unicode": "utf-8",
    "utf8": "utf-8",
    "x-user-defined": "cp1252",
}
# Codecs of Python that no web page is in.
_NO_ENCODINGS_OF_PAGES = re.compile(
    "utf-7|utf-32.*|idna|punycode|.*escape|mbcs|oem|undefined|utf-8-sig|cp65001"
)

_COMMENT_OR_META = re.compile(rb"<!--.*?-->|<meta[\s/]([^>]*)", re.S | re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.I)
_XML_DECLARATION = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]+)"
)


def declared_encoding(data: bytes) -> str | None:
    r"""Return the codec of the encoding that a web page or an XML file declares.

    It is looked for as browsers do: in ``<meta charset="...">``, in ``<meta
    http-equiv="Content-Type" content="...">`` and in ``<?xml encoding="..."?>``, but not
    in comments. Names are understood as browsers understand them: a page that declares
    ISO-8859-1 is in Windows-1252.

    Parameters
    ----------
    data : bytes
        The file, or its first 4,096 bytes.

    Returns
    -------
    str or None
        The name of a codec of Python; None if nothing is declared, or a name that is
        not known.

    Examples
    --------
    >>> declared_encoding(b'<html><meta charset="gb2312">')
    'gb18030'
    >>> declared_encoding(b"<p>no declaration</p>") is None
    True
    """
    head = data[:_BYTES_LOOKED_AT]
    for match in _COMMENT_OR_META.finditer(_without_open_comment(head)):
        attributes = match[1]
        if attributes is None:
            continue
        charset = _CHARSET.search(attributes)
        if charset is not None:
            codec = _codec_of(charset[1])
            if codec is not None:
                return codec
    declaration = _XML_DECLARATION.match(head)
    if declaration is not None:
        return _codec_of(declaration[1])
    return None


def _without_open_comment(head: bytes) -> bytes:
    """Return a text without the comment that is not closed in it."""
    last_comment = head.rfind(b"<!--")
    if last_comment < 0 or b"-->" in head[last_comment:]:
        return head
    return head[:last_comment]


def _codec_of(name_in_file: bytes) -> str | None:
    """Return the codec by which browsers read what has this name, or None."""
    name = name_in_file.decode("ascii", "replace").strip().lower()
    if name in _NAMES_OF_THE_WEB:
        return _NAMES_OF_THE_WEB[name]
    try:
        # Text and back, so that codecs such as "hex" are refused.
        codec = codecs.lookup(name).name
        "a".encode(codec)
    except (LookupError, UnicodeError, ValueError):
        return None
    if _NO_ENCODINGS_OF_PAGES.fullmatch(codec):
        return None
    return _WIDER_CODECS.get(codec, codec)
