"""Word files for tests, put together from XML."""

from __future__ import annotations

import io
import zipfile

__all__ = ["paragraph", "word_file"]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"'
)


def paragraph(text: str) -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _root(tag: str, content: str, *, word: str = WORD) -> str:
    return f'<{tag} xmlns:w="{word}" {NAMESPACES}>{content}</{tag}>'


def word_file(
    body: str,
    *,
    parts: dict[str, str] | None = None,
    properties: str = "",
    word: str = WORD,
) -> bytes:
    """Return a DOCX file.

    Parameters
    ----------
    body : str
        What stands in the element body, in XML.
    parts : dict of str to str
        Other parts: what the root of each holds, by the kind of the part.
    properties : str
        What the core properties hold.
    word : str
        The namespace of Word.
    """
    links = []
    document = _root("w:document", f"<w:body>{body}</w:body>", word=word)
    members = {"word/document.xml": document}
    for kind, content in (parts or {}).items():
        members[f"word/{kind}.xml"] = _root(f"w:{kind}", content, word=word)
        link = f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        links.append(link)
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    members["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="1" Type="{OFFICE}/officeDocument" '
        'Target="/word/document.xml"/>'
        f'<Relationship Id="2" Type="{core}" Target="docProps/core.xml"/>'
        "</Relationships>"
    )
    members["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}'
        "</Relationships>"
    )
    members["docProps/core.xml"] = _root("coreProperties", properties)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()
