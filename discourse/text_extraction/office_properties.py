"""What an Office file says about itself: title, author, date, language."""

from __future__ import annotations

import datetime
import re

from discourse.text_extraction.office_packages import OfficePackage

__all__ = ["described_properties", "iso_date_of", "read_core_properties"]

# Names that programs enter by themselves, in small letters. They name no author.
_NO_AUTHORS = frozenset(
    [
        "admin",
        "administrator",
        "apache poi",
        "author",
        "autor",
        "auteur",
        "benutzer",
        "docx4j",
        "microsoft office user",
        "office user",
        "openpyxl",
        "owner",
        "pc",
        "python-docx",
        "un-named",
        "unknown",
        "user",
        "usuario",
        "utilisateur",
        "windows user",
        "xlsxwriter",
    ]
)
# Titles that programs enter by themselves.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:office )?word\s*-.*"
    r"|(?:word |microsoft word )?(?:document|dokument|documento)\s?\d*(?:\.docx?|\.rtf)?"
    r"|untitled\s?\d*|unbenannt\s?\d*|sans titre\s?\d*|title|powerpoint presentation"
    r"|[^\s]{1,64}\.(?:docx?|rtf|odt|dotx?|dotm))",
    re.IGNORECASE,
)
# The date in the template of python-docx, and the year in which Word was first sold:
# an earlier one is the zero of a clock.
_TEMPLATE_DATES = frozenset(["2013-12-23T23:15:00Z"])
_FIRST_YEAR = 1983
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_core_properties(package: OfficePackage) -> dict[str, str]:
    """Return title, author, date and language, as far as an Office file says them.

    What programs enter by themselves is left out, such as the author "python-docx".

    Parameters
    ----------
    package : OfficePackage

    Returns
    -------
    dict of str to str

    Raises
    ------
    ExtractionError
        The part that holds them is damaged.
    """
    root = None
    for link in package.relationships():
        if link.kind == "core-properties":
            root = package.parse(link.target)
    if root is None:
        return {}
    fields: dict[str, str] = {}
    for element in root:
        if isinstance(element.tag, str):
            local_name = element.tag.rpartition("}")[2]
            fields[local_name] = element.text or ""
    return described_properties(
        title=fields.get("title", ""),
        author=fields.get("creator", ""),
        date=fields.get("created", ""),
        language=fields.get("language", ""),
    )


def described_properties(
    *, title: str = "", author: str = "", date: str = "", language: str = ""
) -> dict[str, str]:
    """Return those properties that say something.

    >>> described_properties(title="Document1", author=" Ana  Petrov ")
    {'author': 'Ana Petrov'}
    """
    title = " ".join(title.split())
    author = " ".join(author.split())
    if _NO_TITLE.fullmatch(title):
        title = ""
    if author.casefold() in _NO_AUTHORS:
        author = ""
    properties = {
        "title": title,
        "author": author,
        "date": iso_date_of(date),
        "language": language.strip(),
    }
    return {name: value for name, value in properties.items() if value}


def iso_date_of(moment: str) -> str:
    """Return the date of a moment in ISO 8601; ``""`` if it is none, or a default.

    >>> iso_date_of("2023-06-12T09:20:00Z"), iso_date_of("1601-01-01T00:00:00Z")
    ('2023-06-12', '')
    """
    moment = moment.strip()
    match = _ISO_DATE.match(moment)
    if match is None or moment in _TEMPLATE_DATES:
        return ""
    try:
        date = datetime.date.fromisoformat(match[0])
    except ValueError:
        return ""
    if date.year < _FIRST_YEAR:
        return ""
    return date.isoformat()
