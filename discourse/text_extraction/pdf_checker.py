"""The text of a PDF file as pypdf reads it, to check that of pypdfium2."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from discourse.text_extraction.extracted_text import ExtractionError
from discourse.text_extraction.pdf_comparison import PageDifference, compare_texts
from discourse.text_extraction.pdf_guards import large_file_error, measure_pages
from discourse.text_extraction.pdf_pages import PageText

__all__ = ["Checker", "Comparison", "mark_soft_hyphens"]

# The second reader is slow: at most so many pages of a file are compared, evenly spread
# over it, and no more than so many bytes of drawing orders are read for it.
MAX_PAGES_COMPARED = 100
MAX_BYTES_OF_PAGE_COMPARED = 2_000_000
MAX_BYTES_COMPARED = 20_000_000
_SOFT_HALF = re.compile(r"([^\W\d_]+)\u00ad[ \t]*(?:\n|$)")
_HYPHENATED_HALF = re.compile(r"([^\W\d_]+)-(?=\n)")
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


@dataclass
class Comparison:
    """What the comparison of two readers found.

    Attributes
    ----------
    compared : int
        How many pages were compared.
    pages_of_difference : dict of str to list of int
        The numbers of the pages, from 0, by what differs.
    replaced : list of int
        The pages whose text is that of the second reader.
    soft_halves : set of str
        First halves of words that a soft hyphen divides at a line end.
    has_plain_hyphens : bool
        Whether the second reader found other hyphens at line ends.
    """

    compared: int = 0
    pages_of_difference: dict[PageDifference, list[int]] = field(default_factory=dict)
    replaced: list[int] = field(default_factory=list)
    soft_halves: set[str] = field(default_factory=set)
    has_plain_hyphens: bool = False


class Checker:
    """The second reader, as far as it can open the file.

    Attributes
    ----------
    page_count : int
        0 if it cannot open the file.
    needs_password : bool
    root : mapping or None
        The catalogue of the file.
    xmp : pypdf XmpInformation or None
    """

    def __init__(self) -> None:
        self.page_count = 0
        self.needs_password = False
        self.root: Any = None
        self.xmp: Any = None
        self._pages: list[Any] = []
        self._sizes: list[int] = []
        self._info: Any = None

    @classmethod
    def open(cls, data: bytes) -> Checker:
        """Open a file; one that cannot be opened has no pages.

        Raises
        ------
        ExtractionError
            It unpacks to too much.
        """
        from pypdf import PdfReader, errors

        checker = cls()
        too_large = getattr(errors, "LimitReachedError", MemoryError)
        try:
            reader = PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                checker.needs_password = True
                return checker
            checker._pages = list(reader.pages)
            checker.root = reader.trailer["/Root"].get_object()
            checker._info = reader.metadata
        except (too_large, MemoryError) as fault:
            raise large_file_error() from fault
        except Exception:  # noqa: BLE001  a damaged file raises errors of many classes
            checker._pages = []
            return checker
        checker.xmp = _read_xmp(reader, checker.root)
        checker._sizes = _measure(checker._pages)
        checker.page_count = len(checker._pages)
        return checker

    def document_info(self) -> dict[str, str]:
        """Return title, author and date, as the file has them."""
        info = {}
        for name in ("Title", "Author", "CreationDate"):
            value = self._info.get(f"/{name}") if self._info else None
            if isinstance(value, str):
                info[name] = value
        return info

    def read_pages(self) -> list[PageText]:
        """Return the text of each page, if the first reader cannot open the file."""
        pages = []
        for number in range(self.page_count):
            text = self._extract(number)
            pages.append(PageText(text or "", is_lost=text is None))
        return pages

    def compare(self, pages: Sequence[PageText]) -> Comparison:
        """Compare pages with the text of this reader; the better text is kept."""
        comparison = Comparison()
        if self.page_count != len(pages):
            return comparison
        # Every page of a short file, else every second, third ...
        step = -(-len(pages) // MAX_PAGES_COMPARED)
        bytes_left = MAX_BYTES_COMPARED
        for number in range(0, len(pages), step):
            size = self._sizes[number]
            if size > min(bytes_left, MAX_BYTES_OF_PAGE_COMPARED):
                continue
            bytes_left -= size
            other_text = self._extract(number)
            if other_text is None:
                continue
            comparison.compared += 1
            self._note(comparison, pages[number], other_text, number)
        return comparison

    def _note(
        self, comparison: Comparison, page: PageText, other_text: str, number: int
    ) -> None:
        """Note what two texts of a page have in common, in place."""
        result = compare_texts(page.text, other_text)
        if result.difference:
            numbers = comparison.pages_of_difference.setdefault(result.difference, [])
            numbers.append(number)
        if result.other_is_better:
            page.text = other_text
            comparison.replaced.append(number)
        comparison.soft_halves.update(_SOFT_HALF.findall(other_text))
        if _HYPHENATED_HALF.search(other_text):
            comparison.has_plain_hyphens = True

    def _extract(self, number: int) -> str | None:
        """Return the text of a page; None if it cannot be read."""
        try:
            text = self._pages[number].extract_text()
        except Exception:  # noqa: BLE001  a damaged page raises errors of many classes
            return None
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = _LINE_ENDS.sub("\n", text)
        text = _CONTROL_CHARACTERS.sub("", text)
        lines = [line.rstrip() for line in text.split("\n")]
        return "\n".join(lines).strip("\n")


def _read_xmp(reader: Any, root: Any) -> Any:
    """Return the XMP packet of a file; None if there is none that can be trusted."""
    try:
        packet = root["/Metadata"].get_object().get_data()
        # Entities may grow without bounds, and no packet needs them.
        if b"<!" in packet or b"<\x00!" in packet or b"\x00<\x00!" in packet:
            return None
        return reader.xmp_metadata
    except Exception:  # noqa: BLE001  a damaged packet raises errors of many classes
        return None


def _measure(pages: Sequence[Any]) -> list[int]:
    """Return how many bytes each page draws; 0 for each if that cannot be found out."""
    try:
        return measure_pages(pages)
    except ExtractionError:
        raise
    except RecursionError as fault:
        raise large_file_error() from fault
    except Exception:  # noqa: BLE001  a damaged page raises errors of many classes
        return [0] * len(pages)


def mark_soft_hyphens(text: str, comparison: Comparison) -> str:
    """Return the text of a page with soft hyphens where the file has them.

    The first reader writes every hyphen at a line end as the same sign.
    """
    soft_halves = comparison.soft_halves
    if not soft_halves:
        return text

    def spell(match: re.Match[str]) -> str:
        is_soft = not comparison.has_plain_hyphens or match[1] in soft_halves
        return f"{match[1]}\u00ad" if is_soft else match[0]

    return _HYPHENATED_HALF.sub(spell, text)
