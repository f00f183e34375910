"""The text of one file of any format, with all that the file says about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from discourse.corpus.reading_notes import Oddity
from discourse.errors import MissingExtraError
from discourse.newspaper_databases import (
    Download,
    find_download,
    find_download_in_tree,
)
from discourse.newspaper_databases.language_names import english_name_of_language
from discourse.newspaper_databases.xml_mending import mend_factiva_xml
from discourse.reading.decoding import Role, decode, is_utf8
from discourse.reading.file_endings import document_format_of
from discourse.reading.read_errors import Fault
from discourse.reading.text_division import Division
from discourse.registries import READING_FORMATS
from discourse.registries.formats import ReadingFormat
from discourse.spans import LabelledSpan
from discourse.text import ParagraphMode, tokenise
from discourse.text_extraction import ExtractedText, ExtractionError
from discourse.text_extraction.markup_encoding import declared_encoding
from discourse.text_extraction.pdf_text import read_pdf
from discourse.text_extraction.rtf_text import read_rtf
from discourse.text_extraction.tei_text import read_xml
from discourse.text_extraction.tree_text import (
    TreeText,
    parse_html,
    parse_xml,
)
from discourse.text_extraction.web_pages import read_web_page
from discourse.text_extraction.word_text import read_word
from discourse.validation import encodable_name, find_surrogate

__all__ = ["FileFacts", "SourceText", "read_source"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class FileFacts:
    """What is known of a file besides its text, for ``corpus.files``.

    Attributes
    ----------
    format : str
        Label of the format.
    reader : str
        The package that read it, with its version; ``""`` for plain text.
    size : int
        How many bytes it has.
    sha256 : str
        SHA-256 of its bytes.
    losses : tuple of str
        What it holds and the text does not.
    """

    format: str
    reader: str
    size: int
    sha256: str
    losses: tuple[str, ...] = ()


class SourceText(NamedTuple):
    """A text, and what its source says about it.

    Attributes
    ----------
    text : str
        The raw text.
    oddities : tuple of Oddity
        What was odd about the source.
    file : FileFacts or None
        The file it comes from; None for a cell of a table, or a text in memory.
    metadata : mapping of str to str
        What the file says: title, author, date, language.
    layers : mapping of str to tuple of LabelledSpan
        Spans over the text, by the name of the layer.
    download : Download or None
        The texts that it is divided into.
    may_have_head : bool
        Whether the text may begin with a head.
    paragraphs : {'auto', 'line', 'blank', 'double'}
        What ends a paragraph, if the format says so.
    is_from_markup : bool
        Whether tags and entities were read, as those of web pages and XML files are.
    """

    text: str
    oddities: tuple[Oddity, ...] = ()
    file: FileFacts | None = None
    metadata: Mapping[str, str] = MappingProxyType({})
    layers: Mapping[str, tuple[LabelledSpan, ...]] = MappingProxyType({})
    download: Download | None = None
    may_have_head: bool = True
    paragraphs: ParagraphMode = "auto"
    is_from_markup: bool = False


@dataclass(frozen=True)
class _Source:
    """The bytes of a file, and how to decode them.

    Attributes
    ----------
    data : bytes
    name : str
    format : ReadingFormat
        Its format, by the ending of its name.
    encoding : str or None
        The encoding declared for it.
    role : {'text', 'alone'}
        Whether it is one of several files, for messages.
    division : Division
        How it is divided into texts.
    """

    data: bytes
    name: str
    format: ReadingFormat
    encoding: str | None
    role: Role
    division: Division


def read_source(
    data: bytes,
    name: str,
    *,
    encoding: str | None,
    division: Division,
    role: Role = "text",
) -> SourceText | Fault:
    """Return the text of a file, or the fault that keeps it from being read.

    Parameters
    ----------
    data : bytes
    name : str
        Its name. The ending says which format it has.
    encoding : str or None
        The encoding declared for it. Without it, plain text is UTF-8, and a web page
        that is not UTF-8 has the encoding that it declares itself. Other formats say
        what their encoding is, and it is not used.
    division : Division
        How it is divided into texts.
    role : {'text', 'alone'}
        Whether it is one of several files, for messages.
    """
    file_format = READING_FORMATS[document_format_of(name)]
    source = _Source(data, name, file_format, encoding, role, division)
    try:
        text = _READERS[file_format.name](source)
    except ExtractionError as error:
        return Fault(encodable_name(name), error.reason, error.remedy, error.kind)
    except MissingExtraError as error:
        reason, _, remedy = str(error).partition(": ")
        return Fault(
            encodable_name(name),
            f"{reason}.",
            f"Install it: {remedy}",
            "extra",
            error=MissingExtraError,
        )
    if isinstance(text, Fault):
        return text
    return _without_surrogates(text)


def _facts_of(source: _Source, reader: str, losses: tuple[str, ...]) -> FileFacts:
    """Return what is known of a file besides its text."""
    digest = hashlib.sha256(source.data).hexdigest()
    return FileFacts(source.format.label, reader, len(source.data), digest, losses)


def _source_text_of(
    source: _Source, extracted: ExtractedText, download: Download | None
) -> SourceText:
    """Return the text that a reader took out of a file."""
    oddities = extracted.oddities
    metadata = extracted.metadata
    paragraphs: ParagraphMode = "auto"
    if download is not None:
        oddities = (*oddities, *download.oddities)
        paragraphs = _paragraphs_of_bodies(extracted.text, download)
        # What a database says of its file is no metadata of an article.
        if download.database:
            metadata = {}
    if "language" in metadata:
        language = _language_of(metadata["language"])
        metadata = {**metadata, "language": language}
    return SourceText(
        text=extracted.text,
        oddities=oddities,
        file=_facts_of(source, extracted.reader, extracted.losses),
        metadata=metadata,
        layers=extracted.layers,
        download=download,
        may_have_head=download is None,
        paragraphs=paragraphs,
    )


def _paragraphs_of_bodies(text: str, download: Download) -> ParagraphMode:
    """Return what ends a paragraph in the articles, as their own lines show it.

    In a file of short articles most lines are those of the database, which say nothing
    about how the lines of the articles end.
    """
    parts: list[str] = []
    for article in download.articles:
        parts += article.body_parts(text)
    bodies = _SURROGATE.sub(_REPLACEMENT, "\n\n".join(parts))
    _, modes = tokenise([bodies], ["auto"])
    return modes[0]


def _language_of(code: str) -> str:
    """Return the English name of a language, as the articles of databases have it.

    >>> _language_of("en-GB"), _language_of("x-none")
    ('English', 'x-none')
    """
    language = code.partition("-")[0]
    name = english_name_of_language(language)
    return code if name == language else name


def _read_plain_text(source: _Source) -> SourceText | Fault:
    decoded = decode(
        source.data, source.name, declared_encoding=source.encoding, role=source.role
    )
    if isinstance(decoded, Fault):
        return decoded
    extracted = ExtractedText(decoded.text, oddities=decoded.oddities)
    return _source_text_of(source, extracted, _find_download(source, extracted))


def _find_download(source: _Source, extracted: ExtractedText) -> Download | None:
    """Return the texts of a file of many: as was said, or of a newspaper database."""
    if source.division.is_given:
        return source.division.divide(extracted.text)
    if not source.division.finds_databases:
        return None
    ending = source.format.endings[0]
    return find_download(extracted.text, file_kind=ending.removeprefix("."))


def _read_html(source: _Source) -> SourceText | Fault:
    encoding = source.encoding
    # A page that is valid UTF-8 was converted, whatever its declaration still says.
    if encoding is None and not is_utf8(source.data):
        encoding = declared_encoding(source.data)
    decoded = decode(
        source.data, source.name, declared_encoding=encoding, role=source.role
    )
    if isinstance(decoded, Fault):
        return decoded
    tree = parse_html(decoded.text)
    page = _read_tree(source, tree, lambda: read_web_page(tree, decoded.text))
    return page._replace(oddities=(*decoded.oddities, *page.oddities))


def _read_xml(source: _Source) -> SourceText:
    tree = _parse_xml(source.data)
    return _read_tree(source, tree, lambda: read_xml(tree))


def _parse_xml(data: bytes) -> TreeText:
    """Return the text and the markup of an XML file.

    A download of Factiva that is cut off is mended; any other file must be well-formed.
    """
    try:
        return parse_xml(data)
    except ExtractionError:
        if not is_utf8(data):
            raise
        mended = mend_factiva_xml(data.decode("utf-8-sig"))
        if mended is None:
            raise
        return parse_xml(mended)


def _read_tree(
    source: _Source, tree: TreeText, read_document: Callable[[], ExtractedText]
) -> SourceText:
    """Return the text of a file with markup: a download of a database, or a document.

    Parameters
    ----------
    source : _Source
    tree : TreeText
        The text and the markup of the file.
    read_document : callable
        What reads it if it is no download.
    """
    division = source.division
    download = None
    if division.finds_databases and not division.is_given:
        download = find_download_in_tree(tree)
    is_document = download is None
    extracted = read_document() if is_document else ExtractedText(tree.text)
    if division.is_given:
        download = division.divide(extracted.text)
    # The markup says what is metadata, so the text has no head.
    text = _source_text_of(source, extracted, download)
    return text._replace(may_have_head=False, is_from_markup=True)


def _with_file_date(extracted: ExtractedText) -> ExtractedText:
    """Return a text whose date is called that of the file.

    Programs write into a file when it was made, and not when its text was written.
    """
    metadata = {
        "file_date" if name == "date" else name: value
        for name, value in extracted.metadata.items()
    }
    return replace(extracted, metadata=metadata)


def _read_pdf(source: _Source) -> SourceText:
    extracted = _with_file_date(read_pdf(source.data))
    text = _source_text_of(source, extracted, _find_download(source, extracted))
    # Each line of a page is one line, and the reader leaves a blank line or an indent
    # where the page does.
    return text._replace(paragraphs="blank")


def _read_by(
    reader: Callable[[bytes], ExtractedText],
) -> Callable[[_Source], SourceText]:
    """Return a reader of files that hold no markup to look into."""

    def read(source: _Source) -> SourceText:
        extracted = _with_file_date(reader(source.data))
        return _source_text_of(source, extracted, _find_download(source, extracted))

    return read


# What reads each format of `discourse.registries.READING_FORMATS` that holds a document.
_READERS: Mapping[str, Callable[[_Source], SourceText | Fault]] = MappingProxyType(
    {
        "html": _read_html,
        "pdf": _read_pdf,
        "rtf": _read_by(read_rtf),
        "text": _read_plain_text,
        "word": _read_by(read_word),
        "xml": _read_xml,
    }
)


def _without_surrogates(text: SourceText) -> SourceText:
    """Return a text in which half characters, which no file can hold, are replaced."""
    if find_surrogate(text.text) < 0:
        return text
    count = len(_SURROGATE.findall(text.text))
    reason = "Half characters, which no file can hold, were read as U+FFFD."
    remedy = "Look at the places in the file."
    oddity = Oddity("surrogate", count, reason, remedy)
    return text._replace(
        text=_SURROGATE.sub(_REPLACEMENT, text.text),
        oddities=(*text.oddities, oddity),
    )
