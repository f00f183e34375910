"""What a PDF file says about itself: title, author, date, language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

__all__ = ["read_metadata"]

_DATE = re.compile(r"(?:D:)?\s*(\d{4})(?:-?(\d{2}))?(?:-?(\d{2}))?")
_FIRST_YEAR = 1990  # PDF files are not older
_LAST_YEAR = 2100
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_FILE_NAME = re.compile(
    r"\S*\.(?:docx?|rtf|odt|pdf|indd|qxd|tex|dvi|wpd|pages|pptx?|xlsx?|html?|txt|tmp|p65|pm\d)",
    re.IGNORECASE,
)
_WRITTEN_BY_PROGRAM = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|word document|powerpoint)\s*[-–—:]?.*"
    r"|(?:untitled|no ?title|title|document|layout|template|presentation|slide)[\s_-]*\d*"
    r"|(?:unbenannt|ohne titel|sans titre|sin título|无标题|untitled\S*).*"
    r"|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:admin(?:istrator)?|user|owner|unknown|anonymous|author|default|root|pc|hp|dell"
    r"|lenovo|windows.user|microsoft.*|administrateur|utilisateur|benutzer|usuario"
    r"|微软用户|用户|[\W\d_]*)",
    re.IGNORECASE,
)
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd\ufeff]+")
_MAX_LENGTH = 300  # characters of a title


def read_metadata(
    document_info: Mapping[str, str], root: Mapping[str, Any] | None, xmp: Any = None
) -> dict[str, str]:
    """Return the title, author, date and language of a file, as far as they make sense.

    A title that a program wrote, such as "Microsoft Word - x.doc" or "untitled", is
    none.

    Parameters
    ----------
    document_info : mapping of str to str
        Title, Author and CreationDate, as the file has them.
    root : mapping or None
        The catalogue of the file.
    xmp : pypdf XmpInformation or None
        What stands in here is taken where `document_info` says nothing.

    Examples
    --------
    >>> info = {"Title": "White Paper", "CreationDate": "D:20190927101500+08'00'"}
    >>> read_metadata(info, {"/Lang": "en-GB"})
    {'title': 'White Paper', 'date': '2019-09-27', 'language': 'en-GB'}
    >>> read_metadata({"Title": "Microsoft Word - x.doc", "Author": "admin"}, None)
    {}
    """
    metadata = {
        "title": _clean_title(document_info.get("Title", "")),
        "author": _clean_author(document_info.get("Author", "")),
        "date": _clean_date(document_info.get("CreationDate", "")),
        "language": "",
    }
    if root is not None:
        metadata["language"] = _clean_language(root.get("/Lang"))
    if xmp is not None:
        _add_xmp(metadata, xmp)
    return {name: value for name, value in metadata.items() if value}


def _add_xmp(metadata: dict[str, str], xmp: Any) -> None:
    """Add what the XMP packet of a file says to what is known, in place."""
    titles = getattr(xmp, "dc_title", None) or {}
    authors = getattr(xmp, "dc_creator", None) or []
    languages = getattr(xmp, "dc_language", None) or []
    created = getattr(xmp, "xmp_create_date", None)
    if isinstance(titles, dict) and titles and not metadata["title"]:
        title = titles.get("x-default") or next(iter(titles.values()))
        metadata["title"] = _clean_title(title)
    if authors and not metadata["author"]:
        names = [_clean_author(author) for author in authors]
        metadata["author"] = "; ".join([name for name in names if name])
    if isinstance(created, datetime.datetime) and not metadata["date"]:
        metadata["date"] = _clean_date(created.date().isoformat())
    if languages and not metadata["language"]:
        metadata["language"] = _clean_language(languages[0])


def _clean_title(value: object) -> str:
    """Return a title, or ``""`` if it is none."""
    title = _clean(value)
    is_name = _FILE_NAME.fullmatch(title) or _WRITTEN_BY_PROGRAM.fullmatch(title)
    return "" if is_name else title


def _clean_author(value: object) -> str:
    """Return the name of an author, or ``""`` if it is the name of an account."""
    author = _clean(value)
    return "" if _NO_AUTHOR.fullmatch(author) else author


def _clean(value: object) -> str:
    """Return a text of the file on one line; ``""`` for one of absurd length."""
    if not isinstance(value, str):
        return ""
    visible = _CONTROL_CHARACTERS.sub(" ", value)
    text = " ".join(visible.split())
    text = text.encode("utf-8", errors="replace").decode("utf-8")
    return text if len(text) <= _MAX_LENGTH else ""


def _clean_date(value: object) -> str:
    """Return a date in ISO 8601, as exact as it is known, or ``""``.

    >>> [_clean_date(date) for date in ("D:20190927101500Z", "D:2019", "D:20191345")]
    ['2019-09-27', '2019', '2019']
    """
    match = _DATE.match(value) if isinstance(value, str) else None
    if match is None:
        return ""
    year = int(match[1])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return ""
    try:
        date = datetime.date(year, int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return match[1]
    parts = date.isoformat().split("-")
    known = 1 + (match[2] is not None) + (match[3] is not None)
    return "-".join(parts[:known])


def _clean_language(value: object) -> str:
    """Return the code of a language, or ``""`` if it is none.

    >>> _clean_language("EN-us"), _clean_language("Deutsch (DE)")
    ('en-US', '')
    """
    code = _clean(value)
    if _LANGUAGE.fullmatch(code) is None:
        return ""
    language, *subtags = code.split("-")
    spelt = [language.lower()]
    for subtag in subtags:
        # A region has two letters and is written in capitals.
        spelt.append(subtag.upper() if len(subtag) == len("GB") else subtag)
    return "-".join(spelt)
