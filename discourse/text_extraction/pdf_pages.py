"""The pages of a PDF file as pypdfium2 reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from discourse.text_extraction.pdf_guards import large_file_error
from discourse.text_extraction.pdf_lines import lines_of_page
from discourse.text_extraction.pdf_words import read_words

__all__ = ["PageText", "label_pages", "read_pages"]

MAX_PAGE_CHARACTERS = 1_000_000
_MAX_FORM_DEPTH = 5  # of pictures inside forms inside forms


@dataclass
class PageText:
    """The text of one page, as the first reader gives it.

    Attributes
    ----------
    text : str
        Its lines end in line feeds; without a form feed.
    pictures, notes, fields : int
        How many pictures, notes with text and filled fields of forms it has.
    is_lost : bool
        Whether the page could not be read.
    """

    text: str
    pictures: int = 0
    notes: int = 0
    fields: int = 0
    is_lost: bool = False


def read_pages(document: Any) -> list[PageText]:
    """Return the text of each page."""
    pages = []
    for number in range(len(document)):
        pages.append(_read_page(document, number))
    return pages


def _read_page(document: Any, number: int) -> PageText:
    """Return the text of a page, and what else is counted on it."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return PageText("", is_lost=True)
    try:
        text_page = page.get_textpage()
        character_count = text_page.count_chars()
        if character_count > MAX_PAGE_CHARACTERS:
            raise large_file_error()
        words = read_words(text_page, character_count)
        text_page.close()
        lines = lines_of_page(words)
        page_text = PageText("\n".join(lines))
        page_text.pictures = _count_pictures(page)
        _count_annotations(page, page_text)
    except pypdfium2.PdfiumError:
        return PageText("", is_lost=True)
    finally:
        page.close()
    return page_text


def _count_pictures(page: Any) -> int:
    """Return the number of pictures on a page, those in forms among them."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page)
    pictures = 0
    for number in range(count):
        thing = pdfium.FPDFPage_GetObject(page, number)
        pictures += _count_pictures_in(thing, depth=0)
    return pictures


def _count_pictures_in(thing: Any, depth: int) -> int:
    """Return 1 for a picture, and for a form the number of pictures in it."""
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        return 1
    if kind != pdfium.FPDF_PAGEOBJ_FORM or depth == _MAX_FORM_DEPTH:
        return 0
    pictures = 0
    for number in range(pdfium.FPDFFormObj_CountObjects(thing)):
        inner = pdfium.FPDFFormObj_GetObject(thing, number)
        pictures += _count_pictures_in(inner, depth + 1)
    return pictures


def _count_annotations(page: Any, page_text: PageText) -> None:
    """Count the notes with text and the filled fields of a page, in place."""
    import pypdfium2.raw as pdfium

    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            page_text.fields += _has_text(annotation, b"V")
        elif kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP):
            page_text.notes += _has_text(annotation, b"Contents")
        pdfium.FPDFPage_CloseAnnot(annotation)


def _has_text(annotation: Any, key: bytes) -> bool:
    """Return whether an annotation has a text under a key."""
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    # An empty text has two bytes: the zero at its end.
    return bool(length > len("\0".encode("utf-16-le")))


def label_pages(document: Any, page_count: int) -> list[str]:
    """Return the label of each page if the file declares one, else its number."""
    labels = []
    for number in range(page_count):
        label = document.get_page_label(number).strip()
        labels.append(label or str(number + 1))
    return labels
