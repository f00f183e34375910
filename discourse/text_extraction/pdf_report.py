"""What is said of a PDF file: what is damaged, what differs, what is left out."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Sequence

from discourse.corpus.reading_notes import Oddity
from discourse.text_extraction.extracted_text import (
    ExtractionError,
    describe_left_out,
)
from discourse.text_extraction.pdf_checker import Checker, Comparison
from discourse.text_extraction.pdf_comparison import PageDifference, count_unknown_signs
from discourse.text_extraction.pdf_pages import PageText
from discourse.validation import count_of

__all__ = [
    "damaged_error",
    "describe_comparison",
    "describe_damage",
    "describe_losses",
    "describe_pages",
    "name_readers",
    "refuse_without_text",
]

_MAX_PAGES_NAMED = 8
_OPTICAL_RECOGNITION = (
    "Recognise its letters with a program for optical character recognition, "
    "such as ocrmypdf, and read the file that it writes."
)


def damaged_error() -> ExtractionError:
    """Return the error of a file that no reader can open."""
    return ExtractionError(
        "damaged",
        "the PDF file is damaged: neither of two readers finds its text.",
        "Was it cut off? Download it again, or print it to a new PDF file.",
    )


def refuse_without_text(pages: Sequence[PageText], *, is_damaged: bool) -> None:
    """Raise an error if no page has text."""
    if any(page.text.strip() for page in pages):
        return
    count = count_of(len(pages), "page")
    if any(page.pictures for page in pages):
        raise ExtractionError(
            "no text",
            f"it is a scan: {count} with pictures and no text.",
            _OPTICAL_RECOGNITION,
        )
    if is_damaged or all(page.is_lost for page in pages):
        raise damaged_error()
    raise ExtractionError(
        "no text",
        f"it has no text in {count}: nothing, or letters that are drawn as pictures.",
        "If you see letters in it: " + _lower_first(_OPTICAL_RECOGNITION),
    )


def _lower_first(sentence: str) -> str:
    """Return a sentence that begins with a small letter."""
    return sentence[0].lower() + sentence[1:]


def _name_pages(numbers: Sequence[int]) -> str:
    """Return the pages of some numbers, which count from 0.

    >>> _name_pages([0, 2, 5])
    'pages 1, 3, 6'
    """
    first_pages = ", ".join([str(number + 1) for number in numbers[:_MAX_PAGES_NAMED]])
    left_out = len(numbers) - _MAX_PAGES_NAMED
    remainder = f" and {left_out:,} more" if left_out > 0 else ""
    plural = "" if len(numbers) == 1 else "s"
    return f"page{plural} {first_pages}{remainder}"


def describe_damage(
    pages: Sequence[PageText], *, is_damaged: bool, checker: Checker, is_read: bool
) -> list[Oddity]:
    """Return what is damaged in a file that could be read."""
    remedy = "Compare the text with the file, or download the file again."
    oddities = []
    if not is_read:
        reason = (
            "The file is damaged: pypdfium2 cannot open it. "
            "It was read with pypdf, which does not put columns in order."
        )
        oddities.append(Oddity("damaged", len(pages), reason, remedy))
    elif checker.page_count == 0:
        reason = "pypdf cannot open the file, so the text of pypdfium2 was not checked."
        oddities.append(Oddity("unchecked", len(pages), reason, remedy))
    elif checker.page_count != len(pages):
        reason = (
            f"The file is damaged: pypdfium2 finds {count_of(len(pages), 'page')}, "
            f"pypdf {checker.page_count:,}."
        )
        oddities.append(Oddity("damaged", len(pages), reason, remedy))
    elif is_damaged:
        reason = "The file is damaged, and its list of objects had to be made again."
        oddities.append(Oddity("damaged", 1, reason, remedy))
    lost = [number for number, page in enumerate(pages) if page.is_lost]
    if lost:
        reason = f"The file is damaged: {_name_pages(lost)} could not be read."
        oddities.append(Oddity("damaged", len(lost), reason, remedy))
    return oddities


_REASONS_OF_DIFFERENCE: dict[PageDifference, str] = {
    "letters": "pypdfium2 and pypdf do not read the same letters on",
    "words": "pypdfium2 and pypdf divide the words differently on",
    "order": "pypdfium2 and pypdf put the letters of words in opposite order on",
}


def describe_comparison(comparison: Comparison) -> list[Oddity]:
    """Return where two readers differ, and which text was taken."""
    oddities = []
    remedy = "Compare these pages of the text with the file."
    for difference, reason in _REASONS_OF_DIFFERENCE.items():
        numbers = comparison.pages_of_difference.get(difference, [])
        if not numbers:
            continue
        replaced = [number for number in numbers if number in comparison.replaced]
        taken = "The text of pypdfium2 was taken."
        if len(replaced) == len(numbers):
            taken = "The text of pypdf, which looks better, was taken."
        elif replaced:
            taken = (
                "The text of pypdfium2 was taken, "
                f"and that of pypdf on {_name_pages(replaced)}."
            )
        sentence = f"{reason} {_name_pages(numbers)}. {taken}"
        oddities.append(Oddity("readers differ", len(numbers), sentence, remedy))
    return oddities


def describe_pages(pages: Sequence[PageText]) -> list[Oddity]:
    """Return which pages hold pictures only, or signs whose letters are not known."""
    oddities = []
    pictures_only = []
    unknown_count = 0
    unknown_pages = []
    for number, page in enumerate(pages):
        if page.pictures and not page.text.strip():
            pictures_only.append(number)
        unknown_on_page = count_unknown_signs(page.text)
        if unknown_on_page:
            unknown_count += unknown_on_page
            unknown_pages.append(number)
    if pictures_only:
        verb = "holds" if len(pictures_only) == 1 else "hold"
        subject = _name_pages(pictures_only)
        reason = f"{subject[0].upper()}{subject[1:]} {verb} pictures and no text."
        oddity = Oddity("no text", len(pictures_only), reason, _OPTICAL_RECOGNITION)
        oddities.append(oddity)
    if unknown_count:
        reason = (
            f"The file does not say which letters {count_of(unknown_count, 'sign')} "
            f"stand for, on {_name_pages(unknown_pages)}."
        )
        remedy = "If they are letters: " + _lower_first(_OPTICAL_RECOGNITION)
        oddities.append(Oddity("unknown signs", unknown_count, reason, remedy))
    return oddities


def describe_losses(pages: Sequence[PageText], attachments: int) -> list[str]:
    """Return what the file holds and the text does not."""
    counts = {
        "picture": sum([page.pictures for page in pages]),
        "note with text": sum([page.notes for page in pages]),
        "filled form field": sum([page.fields for page in pages]),
        "attached file": attachments,
    }
    return describe_left_out(counts)


def name_readers(comparison: Comparison, page_count: int, *, is_read: bool) -> str:
    """Return the packages that read the file, with their versions.

    Parameters
    ----------
    comparison : Comparison
    page_count : int
    is_read : bool
        Whether pypdfium2 could open the file.
    """
    first = f"pypdfium2 {importlib.metadata.version('pypdfium2')}"
    second = f"pypdf {importlib.metadata.version('pypdf')}"
    if not is_read:
        return f"{second} ({first} cannot open it)"
    share = ""
    if comparison.compared < page_count:
        share = f", {comparison.compared:,} of {count_of(page_count, 'page')}"
    return f"{first} (checked with {second}{share})"
