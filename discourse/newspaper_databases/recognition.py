"""Which database a file comes from, by what is in it and never by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from discourse.newspaper_databases.article_parts import FoundArticles
from discourse.newspaper_databases.articles import Download
from discourse.newspaper_databases.download_lines import DownloadLine, lines_of
from discourse.newspaper_databases.download_oddities import find_oddities
from discourse.newspaper_databases.factiva_tags import read_tagged_factiva_lines
from discourse.newspaper_databases.factiva_text import read_factiva_lines
from discourse.newspaper_databases.nexis_text import read_lexisnexis_lines
from discourse.newspaper_databases.nexis_uni import read_nexis_uni_lines
from discourse.newspaper_databases.proquest_text import read_proquest_lines
from discourse.newspaper_databases.stated_numbers import has_article_number
from discourse.newspaper_databases.word_counts import WORD_UNITS

__all__ = ["find_download"]


@dataclass(frozen=True)
class _Format:
    """A database, and what reads its lines.

    Attributes
    ----------
    database : str
    read_lines : callable
        Gives None for the lines of another file.
    has_sign : callable
        Whether the text of a file has what must stand in it for its lines to be looked
        at: most files are no downloads, and are passed over fast.
    """

    database: str
    read_lines: Callable[[Sequence[DownloadLine]], FoundArticles | None]
    has_sign: Callable[[str], bool]


# The number of words, at the end of a line.
# All digits of Unicode are in these ranges, which are looked through several times as
# fast.
_MAY_BE_DIGIT = r"[0-9\u0660-\u1fff\ua600-\udfff\uf000-\U0010ffff]"
_NUMBER_OF_WORDS = re.compile(
    rf"{_MAY_BE_DIGIT}(?<=\d)[ \u00a0](?i:{WORD_UNITS})\.?\s*$", re.MULTILINE
)
_RULE = "_" * 20


def _has_rule(text: str) -> bool:
    """Return whether a text has the line that ProQuest draws between articles."""
    return _RULE in text


def _has_number_of_words(text: str) -> bool:
    """Return whether a line of a text ends in a number of words."""
    return _NUMBER_OF_WORDS.search(text) is not None


# In the order in which they are tried.
_FORMATS = (
    _Format("ProQuest", read_proquest_lines, _has_rule),
    _Format("LexisNexis", read_lexisnexis_lines, has_article_number),
    _Format("Nexis Uni", read_nexis_uni_lines, _has_number_of_words),
    _Format("Factiva", read_tagged_factiva_lines, _has_number_of_words),
    _Format("Factiva", read_factiva_lines, _has_number_of_words),
)
_SIGNS = tuple(dict.fromkeys(form.has_sign for form in _FORMATS))


def find_download(text: str, *, file_kind: str) -> Download | None:
    r"""Return the articles of a download of a newspaper database, from its text.

    Parameters
    ----------
    text : str
        The text of the file; of a Word or RTF file, the text taken from it.
    file_kind : str
        What the file is, for the name of the format: "TXT", "DOCX", "RTF".

    Returns
    -------
    Download or None
        None for a text that comes from no database that is known.

    Examples
    --------
    >>> text = "1 of 1 DOCUMENTS\n\nInland Daily\n\nJune 12, 2023 Monday\n\nA title"
    >>> text += "\n\nLENGTH: 3 words\n\nThe three words.\n\nLANGUAGE: ENGLISH\n"
    >>> download = find_download(text, file_kind="TXT")
    >>> download.database, download.articles[0].metadata["title"]
    ('LexisNexis (TXT)', 'A title')
    >>> find_download("Document 12 of the treaty says who pays.", file_kind="TXT")
    """
    # Several formats have the same sign, which is looked for once.
    has_sign = {sign: sign(text) for sign in _SIGNS}
    formats = [form for form in _FORMATS if has_sign[form.has_sign]]
    if not formats:
        return None
    lines = lines_of(text)
    for form in formats:
        found = form.read_lines(lines)
        if found is not None:
            name = f"{form.database} ({file_kind.upper()})"
            return _download_of(found, text, name)
    return None


def _download_of(found: FoundArticles, text: str, database: str) -> Download:
    """Return the download of the articles that were found, with what looks odd."""
    articles = [parts.article() for parts in found.articles]
    unknown_labels: list[str] = []
    for parts in found.articles:
        unknown_labels += parts.unknown_labels
    oddities = find_oddities(
        text,
        articles,
        are_cut=[parts.is_cut for parts in found.articles],
        stated_articles=found.stated,
        identifiers=found.identifiers,
        unknown_labels=unknown_labels,
    )
    return Download(database, tuple(articles), tuple(oddities))
