"""Mend an XML file of Factiva that was cut off, so that it can be read."""

from __future__ import annotations

import re

__all__ = ["mend_factiva_xml"]

_SIGNS = ("<PPSResponse", "<ppsArticleResponse", "<ppsarticleResultSet")
_HEAD_LENGTH = 4000  # characters in which a file of Factiva shows its first element
_TAG = re.compile("<([^<>]+)>")
# What a cut leaves at the end: a part of a tag, or of the name of a character.
_PART_AT_END = re.compile(r"(?:<[^<>]*|&#?\w{0,10})$")


def mend_factiva_xml(markup: str) -> str | None:
    """Return a file that was cut off with its open elements closed.

    ``&nbsp;``, which Factiva writes and XML does not know, becomes a no-break space.

    Parameters
    ----------
    markup : str
        The whole file, which is no well-formed XML.

    Returns
    -------
    str or None
        ``None`` if the file is not of Factiva, or wrong in another way.

    Examples
    --------
    >>> mend_factiva_xml("<PPSResponse><article><p>The rail li")
    '<PPSResponse><article><p>The rail li</p></article></PPSResponse>'
    >>> mend_factiva_xml("<page><p>The rail li") is None
    True
    """
    head = markup[:_HEAD_LENGTH]
    if not any(sign in head for sign in _SIGNS):
        return None
    markup = markup.replace("&nbsp;", "\u00a0")
    markup = _PART_AT_END.sub("", markup)
    open_names: list[str] = []
    for match in _TAG.finditer(markup):
        tag = match[1]
        is_element = tag[0] not in "?!" and not tag.endswith("/")
        if tag.startswith("/"):
            name = tag[1:].strip()
            if not open_names or open_names.pop() != name:
                return None
        elif is_element:
            names = tag.split(maxsplit=1)
            open_names += names[:1]
    open_names.reverse()
    ends = [f"</{name}>" for name in open_names]
    return markup + "".join(ends)
