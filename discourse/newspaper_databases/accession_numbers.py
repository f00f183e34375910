"""The numbers that Factiva gives to articles: "Document RIVP000020230612ej6c00001"."""

from __future__ import annotations

import re

__all__ = ["accession_number"]

# The code of the source, the date, and figures; old articles have small letters only.
_CODE = r"[A-Za-z][A-Za-z0-9]{3,11}(?:19|20)[0-9]{6}[A-Za-z0-9]{5,12}"
_CODE_ALONE = re.compile(_CODE)
# "Document", in the language of the user.
_CODE_BEHIND_WORD = re.compile(rf"[^\W\d_]{{2,12}} (?P<code>{_CODE})")


def accession_number(text: str, *, may_be_alone: bool = False) -> str | None:
    """Return the code of an article that fills a text; ``None`` for another text.

    Parameters
    ----------
    text : str
    may_be_alone : bool
        Whether the code counts without the word "Document" before it. A label or an
        element must say then what it is.

    Examples
    --------
    >>> accession_number("Dokument KUBL000020230302ej3200009")
    'KUBL000020230302ej3200009'
    >>> accession_number("文件 RIVP000020230302ej3200009")
    'RIVP000020230302ej3200009'
    >>> accession_number("Document 12 of the treaty") is None
    True
    >>> accession_number("RIVP000020230302ej3200009", may_be_alone=True)
    'RIVP000020230302ej3200009'
    """
    match = _CODE_BEHIND_WORD.fullmatch(text)
    if match is not None:
        return match["code"]
    is_code = may_be_alone and _CODE_ALONE.fullmatch(text) is not None
    return text if is_code else None
