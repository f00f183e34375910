"""Recognise the downloads of newspaper databases that are web pages or XML."""

from __future__ import annotations

from discourse.newspaper_databases.articles import Download
from discourse.newspaper_databases.europresse_markup import find_europresse_page
from discourse.newspaper_databases.factiva_markup import (
    find_factiva_page,
    find_factiva_xml,
)
from discourse.newspaper_databases.lexisnexis_markup import find_lexisnexis_page
from discourse.text_extraction.tree_text import TreeText

__all__ = ["find_download_in_tree"]

_FINDERS = (
    find_factiva_xml,
    find_factiva_page,
    find_europresse_page,
    find_lexisnexis_page,
)


def find_download_in_tree(tree: TreeText) -> Download | None:
    """Return the download of a database that a page or an XML file is.

    It is known by what is in the markup: names of elements, classes and labels that
    only this database writes.

    Parameters
    ----------
    tree : TreeText
        The text of the file, with its elements.

    Returns
    -------
    Download or None
        ``None`` if the file is no download of a known database.

    Examples
    --------
    >>> from discourse.text_extraction.tree_text import parse_html
    >>> page = parse_html("<article><p>Factiva is a database.</p></article>")
    >>> find_download_in_tree(page) is None
    True
    """
    for find_download in _FINDERS:
        download = find_download(tree)
        if download is not None:
            return download
    return None
