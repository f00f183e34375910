"""The text of PDF files that have text: read with pypdfium2, checked with pypdf."""

from __future__ import annotations

import re
import threading
from typing import Any

from discourse.optional_packages import check_extra
from discourse.spans import LabelledSpan
from discourse.text_extraction.extracted_text import (
    PAGE_LAYER,
    ExtractedText,
    ExtractionError,
)
from discourse.text_extraction.pdf_checker import (
    Checker,
    Comparison,
    mark_soft_hyphens,
)
from discourse.text_extraction.pdf_guards import hold_log_back, large_file_error
from discourse.text_extraction.pdf_metadata import read_metadata
from discourse.text_extraction.pdf_pages import label_pages, read_pages
from discourse.text_extraction.pdf_report import (
    damaged_error,
    describe_comparison,
    describe_damage,
    describe_losses,
    describe_pages,
    name_readers,
    refuse_without_text,
)

__all__ = ["read_pdf"]

_HEADER = b"%PDF-"
_MAX_HEADER_OFFSET = 1024  # bytes before the header, as most readers allow
MAX_PAGES = 50_000
# What pypdf says of a file whose table of contents it had to make again.
_DAMAGE = re.compile(r"xref|EOF marker|trailer|wrong pointing", re.IGNORECASE)
# The catalogue of a file without compressed objects.
_CATALOGUE = re.compile(
    rb"(\d{1,10})\s+(\d{1,5})\s+obj\s*<<[^>]{0,200}/Type\s*/Catalog\b"
)
# pdfium's reader is not safe in several threads at once.
_LOCK = threading.Lock()


def read_pdf(data: bytes) -> ExtractedText:
    r"""Return the text of a PDF file, page by page and column by column.

    The file is read with pypdfium2, and the lines are put in order by where the words
    stand on the page. The text of pypdf is compared with it. A page is taken from pypdf
    if that is clearly better, and pages that differ are named. Lines end as they do on
    the page, with a blank line between paragraphs that stand apart. A word that is
    divided at a line end keeps its hyphen. Raised figures after a word, which call
    notes, are written as ``¹``. Each page ends in a form feed.

    Parameters
    ----------
    data : bytes
        Content of the file.

    Raises
    ------
    ExtractionError
        The file holds pictures only, needs a password, is damaged or no PDF file, or
        unpacks to too much.
    MissingExtraError
        pypdf or pypdfium2 is not installed.

    Examples
    --------
    >>> from pathlib import Path
    >>> extracted = read_pdf(Path("report.pdf").read_bytes())  # doctest: +SKIP
    >>> extracted.text.count("\f")  # doctest: +SKIP
    12
    """
    check_extra("PDF files", "pypdf", "pypdfium2")
    if _HEADER not in data[:_MAX_HEADER_OFFSET]:
        raise ExtractionError(
            "damaged",
            "it is no PDF file, though it is named so: it does not begin with %PDF.",
            "Open it in a browser, see what it is, and give it the right ending.",
        )
    with _LOCK, hold_log_back() as log:
        try:
            return _read(data, log)
        except RecursionError as fault:
            raise large_file_error() from fault


def _read(data: bytes, log: list[str]) -> ExtractedText:
    """Return the text of a PDF file; what pypdf logs is in `log`."""
    whole_data = _add_trailer(data)
    checker = Checker.open(whole_data)
    document = _open_with_pdfium(whole_data, checker)
    is_damaged = whole_data is not data
    is_damaged |= any(_DAMAGE.search(message) for message in log)
    if document is None:
        pages = checker.read_pages()
        labels = [str(number + 1) for number in range(len(pages))]
        document_info = checker.document_info()
        attachments = 0
    else:
        try:
            pages = read_pages(document)
            labels = label_pages(document, len(pages))
            document_info = document.get_metadata_dict()
            attachments = document.count_attachments()
        finally:
            document.close()
    refuse_without_text(pages, is_damaged=is_damaged)

    comparison = Comparison()
    if document is not None:
        comparison = checker.compare(pages)
    parts = []
    spans = []
    start = 0
    for page, label in zip(pages, labels, strict=True):
        text = mark_soft_hyphens(page.text, comparison)
        part = f"{text}\n\f" if text else "\f"
        end = start + len(part)
        parts.append(part)
        spans.append(LabelledSpan(start, end, label))
        start = end
    text = "".join(parts)
    metadata = read_metadata(document_info, checker.root, checker.xmp)
    oddities = describe_damage(
        pages, is_damaged=is_damaged, checker=checker, is_read=document is not None
    )
    oddities += describe_comparison(comparison)
    oddities += describe_pages(pages)
    return ExtractedText(
        text=text,
        metadata=metadata,
        layers={PAGE_LAYER: tuple(spans)},
        oddities=tuple(oddities),
        losses=tuple(describe_losses(pages, attachments)),
        reader=name_readers(comparison, len(pages), is_read=document is not None),
    )


def _add_trailer(data: bytes) -> bytes:
    """Return a file whose end was cut off with a new end, any other as it is.

    The end tells where the catalogue is, which lists the pages.
    """
    if b"startxref" in data:
        return data
    catalogue = None
    for catalogue in _CATALOGUE.finditer(data):  # noqa: B007  the last one holds
        pass
    if catalogue is None:
        return data
    reference = b"%b %b R" % (catalogue[1], catalogue[2])
    return (
        data + b"\ntrailer\n<< /Size 1 /Root %b >>\nstartxref\n0\n%%%%EOF\n" % reference
    )


def _open_with_pdfium(data: bytes, checker: Checker) -> Any:
    """Return the document, or None if only the other reader can open it.

    Raises
    ------
    ExtractionError
        It needs a password, or neither reader can open it.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        page_count = len(document)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower() or checker.needs_password:
            raise ExtractionError(
                "password",
                "it can be opened with a password only.",
                "Open it with its password in a program that shows PDF files, "
                "and print it to a new file without one.",
            ) from fault
        if checker.page_count == 0:
            raise damaged_error() from fault
        return None
    if page_count > MAX_PAGES:
        document.close()
        raise large_file_error()
    if page_count == 0 and checker.page_count == 0:
        document.close()
        raise damaged_error()
    return document
