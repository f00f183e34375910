"""Guards against PDF files that unpack to too much, and against stray log lines."""

from __future__ import annotations

import contextlib
import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from discourse.text_extraction.extracted_text import ExtractionError

__all__ = ["hold_log_back", "large_file_error", "measure_pages"]

# Bytes that a page may draw, all that it draws several times counted as often. A page
# of text has some ten thousand, a map some million.
MAX_PAGE_BYTES = 100_000_000
MAX_FILE_BYTES = 1_000_000_000
_DRAWN_OBJECT = re.compile(rb"/([^\s/\[\]<>(){}%]{1,200})\s+Do\b")
_HASH_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@contextlib.contextmanager
def hold_log_back() -> Iterator[list[str]]:
    """Hold back what pypdf logs, and warnings; give the messages as a list.

    Afterwards, logging is as it was before.
    """
    messages: list[str] = []

    class _Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    collector = _Collector()
    loggers = [logging.getLogger("pypdf"), logging.getLogger("pypdfium2")]
    propagated = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield messages
    finally:
        for logger, propagate in zip(loggers, propagated, strict=True):
            logger.removeHandler(collector)
            logger.propagate = propagate


def large_file_error() -> ExtractionError:
    """Return the error of a file that unpacks to too much."""
    return ExtractionError(
        "large",
        "it is small on the disk and unpacks to far more than pages of text have.",
        "Look at who made it. Print it to a new PDF file if it is to be trusted.",
    )


def measure_pages(pages: Sequence[Any]) -> list[int]:
    """Return how many bytes each page draws.

    Parameters
    ----------
    pages : sequence of pypdf pages

    Raises
    ------
    ExtractionError
        A page, or all of them, draw more than any page of text.
    """
    measure = _PageMeasure()
    sizes = []
    size_so_far = 0
    for page in pages:
        size = measure.size_of_page(page)
        sizes.append(size)
        size_so_far += size
        if size > MAX_PAGE_BYTES or size_so_far > MAX_FILE_BYTES:
            raise large_file_error()
    return sizes


class _PageMeasure:
    """Measures pages; what several of them draw is unpacked once."""

    def __init__(self) -> None:
        self._sizes: dict[int, int] = {}
        self._open_forms: set[int] = set()
        # An object that is kept does not give its id to another one.
        self._measured: list[object] = []

    def size_of_page(self, page: Any) -> int:
        """Return the bytes of a page, with the forms and fonts that it uses."""
        contents = _resolve(page.get("/Contents"))
        streams = [contents]
        if isinstance(contents, list):
            streams = [_resolve(part) for part in contents]
        data = b"\n".join([_unpack(stream) for stream in streams])
        return self._size_of(data, _resolve(page.get("/Resources")))

    def _size_of(self, data: bytes, resources: Any) -> int:
        """Return the bytes of drawing orders, with the forms that they draw."""
        size = len(data)
        if not isinstance(resources, dict):
            return size
        forms = _resolve(resources.get("/XObject"))
        if isinstance(forms, dict):
            drawn = Counter(_DRAWN_OBJECT.findall(data))
            for name, count in drawn.items():
                form = forms.get(_spell_name(name))
                size += count * self._size_of_form(form)
        fonts = _resolve(resources.get("/Font"))
        if isinstance(fonts, dict):
            for font in fonts.values():
                self._unpack_font(_resolve(font))
        return size

    def _size_of_form(self, reference: Any) -> int:
        """Return the bytes of a form and of the forms in it; 0 for a picture."""
        form = _resolve(reference)
        if not isinstance(form, dict) or form.get("/Subtype") != "/Form":
            return 0
        key = id(form)
        if key in self._open_forms:
            # A form that draws itself, at once or through others, has no end.
            raise large_file_error()
        if key not in self._sizes:
            self._open_forms.add(key)
            self._measured.append(form)
            resources = _resolve(form.get("/Resources"))
            self._sizes[key] = self._size_of(_unpack(form), resources)
            self._open_forms.remove(key)
        return self._sizes[key]

    def _unpack_font(self, font: Any) -> None:
        """Unpack the tables of a font once, which raises an error if they are large."""
        if not isinstance(font, dict) or id(font) in self._sizes:
            return
        self._sizes[id(font)] = 0
        self._measured.append(font)
        _unpack(_resolve(font.get("/ToUnicode")))
        descriptors = [_resolve(font.get("/FontDescriptor"))]
        descendants = _resolve(font.get("/DescendantFonts"))
        if isinstance(descendants, list):
            for descendant in descendants:
                inner_font = _resolve(descendant)
                if isinstance(inner_font, dict):
                    descriptors.append(_resolve(inner_font.get("/FontDescriptor")))
        for descriptor in descriptors:
            if isinstance(descriptor, dict):
                for name in _FONT_FILES:
                    _unpack(_resolve(descriptor.get(name)))


def _spell_name(name: bytes) -> str:
    """Return a name as pypdf spells it.

    >>> _spell_name(b"Form#31")
    '/Form1'
    """
    plain = _HASH_ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()), name)
    return "/" + plain.decode("utf-8", errors="replace")


def _resolve(thing: Any) -> Any:
    """Return what a reference of a PDF file points to."""
    get_object = getattr(thing, "get_object", None)
    return thing if get_object is None else get_object()


def _unpack(stream: Any) -> bytes:
    """Return the data of a stream; empty if it is none or is damaged.

    Raises
    ------
    ExtractionError
        It unpacks to more than pypdf's own limit.
    """
    from pypdf import errors

    get_data = getattr(stream, "get_data", None)
    if get_data is None:
        return b""
    too_large = getattr(errors, "LimitReachedError", MemoryError)
    try:
        return bytes(get_data())
    except (too_large, MemoryError) as fault:
        raise large_file_error() from fault
    except Exception:  # noqa: BLE001  a damaged stream raises errors of many classes
        return b""
