"""The labels that databases write before what they say of an article.

The table is ``discourse/data/newspaper_labels.csv``, in English, German, French and
Spanish. A label is looked up by its letters only: "LOAD-DATE", "Load-Date" and "Load
date" are one label.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType

from discourse.csv_records import bundled_rows
from discourse.newspaper_databases.articles import ARTICLE_COLUMNS

__all__ = ["byline_of", "column_of_label", "label_field"]

# "By Ana Petrov". "Von Hagen, Jan" is a name that begins so, and stays.
_BEFORE_NAME = re.compile(r"(?:by|von|par|por)[:\s] ?(?![^\s,]+, \S+\Z)", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W_]+")
# What stands for the name of an author where there is none.
_NO_AUTHOR = (
    "anonymous | anonym | anonyme | anonymer autor | anonymus | anónimo | "
    "anonimo | author unknown | auteur anonyme | auteur inconnu | "
    "autor desconocido | autor unbekannt | desconocido | inconnu | keine angabe | "
    "kein autor | n/a | n.n. | no author | no aplica | no byline | none | "
    "not available | not given | o. a. | o.a. | ohne autor | sans auteur | "
    "sin autor | sin firma | unbekannt | unknown"
)


@functools.lru_cache(maxsize=4096)
def label_field(label: str, database: str) -> str | None:
    """Return what the label of a database says; ``None`` if the table has no such one.

    Parameters
    ----------
    label : str
        With or without its colon.
    database : {'Nexis', 'ProQuest', 'Factiva', 'Europresse'}
        "Nexis" has those of LexisNexis, too.

    Returns
    -------
    str or None
        One of the columns of an article, such as "byline"; "body", "end", "copyright",
        "classification" or "cover" for what is a mark or no part of an article; or the
        name of another column.

    Examples
    --------
    >>> label_field("LOAD-DATE:", "Nexis"), label_field("Länge", "Nexis")
    ('load_date', 'words_stated')
    >>> label_field("Xyzzy", "Nexis") is None
    True
    """
    letters = _letters(label)
    return _fields().get((database, letters))


def column_of_label(label: str) -> str:
    """Return the name of the column in which an unknown label is kept.

    It may not take the place of a column that every article has.

    Examples
    --------
    >>> column_of_label("Company / Organization:"), column_of_label("Source")
    ('company_organization', 'source_stated')
    """
    small_letters = label.casefold()
    words = _NO_LETTERS.split(small_letters)
    column = "_".join(filter(None, words))
    return f"{column}_stated" if column in ARTICLE_COLUMNS else column


def byline_of(text: str) -> str:
    """Return who wrote an article, without a "by" before the name.

    It is ``""`` if the text says that nobody is named.

    Examples
    --------
    >>> byline_of(" Ana Petrov "), byline_of("Anonymous"), byline_of("Anónimo.")
    ('Ana Petrov', '', '')
    >>> byline_of("By Ana Petrov in Eastville"), byline_of("Von Hagen, Jan")
    ('Ana Petrov in Eastville', 'Von Hagen, Jan')
    """
    name = " ".join(text.split())
    before_name = _BEFORE_NAME.match(name)
    if before_name is not None and name[before_name.end() :][:1].isupper():
        name = name[before_name.end() :]
    bare_name = name.casefold().strip(" ;,-[]()")
    nobody = _names_of_nobody()
    if bare_name in nobody or bare_name.rstrip(".") in nobody:
        return ""
    return name


def _letters(label: str) -> str:
    """Return the letters and figures of a label, in small letters."""
    return _NO_LETTERS.sub("", label.casefold())


@functools.cache
def _names_of_nobody() -> frozenset[str]:
    """Return what stands for the name of an author where there is none."""
    names = _NO_AUTHOR.split(" | ")
    return frozenset(["", *names])


@functools.cache
def _fields() -> Mapping[tuple[str, str], str]:
    """Return what each label says, by its database and its letters.

    Of two languages that use one label for two things, the first in the table counts.
    """
    fields: dict[tuple[str, str], str] = {}
    for row in bundled_rows("newspaper_labels.csv"):
        database = row["database"]
        letters = _letters(row["label"])
        fields.setdefault((database, letters), row["field"])
    return MappingProxyType(fields)
