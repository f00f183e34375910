"""The elements of a Word document: their names, and what is done with each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

__all__ = [
    "CHARACTERS",
    "LEFT_OUT",
    "PROPERTIES",
    "attribute_of",
    "child_of",
    "is_switched_on",
    "name_of",
]

# The namespaces of which an element is read, each with its usual prefix. Word has two
# sets of them: of its own, and of the ISO standard ("strict").
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "urn:schemas-microsoft-com:vml": "v",
}

# Elements that are characters of the text.
CHARACTERS = {
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "w:ptab": "\t",
    "w:softHyphen": "\N{SOFT HYPHEN}",
    "w:tab": "\t",
}

# How a thing is formatted: nothing in it is text.
PROPERTIES = frozenset(
    [
        "w:customXmlPr",
        "w:pPr",
        "w:rPr",
        "w:rubyPr",
        "w:sdtEndPr",
        "w:sdtPr",
        "w:sectPr",
        "w:smartTagPr",
        "w:tblGrid",
        "w:tblPr",
        "w:tblPrEx",
        "w:tcPr",
        "w:trPr",
    ]
)

# What is left out of the text, with the word for it.
LEFT_OUT = {
    "w:altChunk": "embedded file",
    "w:del": "tracked deletion",
    "w:moveFrom": "tracked deletion",
    "w:rt": "phonetic reading",
    "w:subDoc": "embedded file",
    "w:sym": "font symbol",
    "a:blip": "picture",
    "v:imagedata": "picture",
}

_SWITCHED_OFF = frozenset(["0", "false", "off", "none"])


def name_of(element: etree._Element) -> str:
    """Return the name of an element with its usual prefix; ``""`` for any other.

    >>> from lxml import etree
    >>> strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    >>> name_of(etree.Element(f"{{{strict}}}tab"))
    'w:tab'
    """
    tag = element.tag
    if not isinstance(tag, str):  # a comment, or an entity that was not expanded
        return ""
    return _name_of_tag(tag)


@lru_cache(maxsize=1024)
def _name_of_tag(tag: str) -> str:
    """Return the name of an element, given as ``{namespace}name``."""
    namespace, _, local_name = tag[1:].partition("}")
    prefix = _PREFIXES.get(namespace)
    if prefix is None:
        return ""
    return f"{prefix}:{local_name}"


def attribute_of(element: etree._Element, local_name: str) -> str:
    """Return an attribute of an element, of any namespace; ``""`` if it has none.

    >>> from lxml import etree
    >>> attribute_of(etree.fromstring('<a xmlns:w="x" w:val="0"/>'), "val")
    '0'
    """
    for name, value in element.items():
        if name.rpartition("}")[2] == local_name:
            return str(value)
    return ""


def child_of(element: etree._Element, *names: str) -> etree._Element | None:
    """Return what is found by going down by these names; None if one is missing."""
    current = element
    for name in names:
        for child in current:
            if name_of(child) == name:
                current = child
                break
        else:
            return None
    return current


def is_switched_on(element: etree._Element, *names: str) -> bool:
    """Return whether a property is there and not switched off."""
    switch = child_of(element, *names)
    if switch is None:
        return False
    return attribute_of(switch, "val") not in _SWITCHED_OFF
