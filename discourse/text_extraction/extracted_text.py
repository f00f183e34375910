"""What a reader of files returns, and the error it raises if it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from discourse.corpus.reading_notes import Oddity
from discourse.errors import ReadError
from discourse.spans import LabelledSpan
from discourse.validation import count_of

__all__ = [
    "FOOTNOTE_LAYER",
    "FRAME_LAYER",
    "NOTE_LAYER",
    "PAGE_LAYER",
    "SPEAKER_LAYER",
    "TABLE_LAYER",
    "ExtractedText",
    "ExtractionError",
    "describe_left_out",
    "line_of_cells",
    "pictures_only_error",
]

# Names of the layers of spans that readers lay over a text.
FRAME_LAYER = "page frame"  # what a web page has around its article; the label: why
PAGE_LAYER = "page"  # pages of a PDF file; the label: the number of the page
FOOTNOTE_LAYER = "footnote"  # the label: the number of the note
# What nobody says: stage directions, incidents, remarks of those who wrote it down, and
# the names of speakers before their speeches. The label: what it is.
NOTE_LAYER = "note"
TABLE_LAYER = "table"  # tables of a document; the label: the number of the table
SPEAKER_LAYER = "speaker"  # who is speaking, as the file says

# The word for several things of a kind, if it is not the word for one with an "s".
_PLURALS = MappingProxyType(
    {
        "note with text": "notes with text",
        "picture or recording": "pictures or recordings",
    }
)

ExtractionFault = Literal["damaged", "password", "no text", "large", "markup"]


class ExtractionError(ReadError):
    """A file of a known format from which no text can be taken.

    Attributes
    ----------
    kind : {'damaged', 'password', 'no text', 'large', 'markup'}
        The file is damaged or of another format than its name says; it asks for a
        password; it holds pictures of text only; it unpacks to too much; its markup
        holds what is refused, such as entities.
    reason : str
        Why it cannot be read, as a sentence that begins with a small letter and can
        stand after "report.pdf: ".
    remedy : str
        What to do, as a sentence.
    """

    def __init__(self, kind: ExtractionFault, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.kind = kind
        self.reason = reason
        self.remedy = remedy


def pictures_only_error() -> ExtractionError:
    """Return the error of a document that holds pictures of text only."""
    return ExtractionError(
        "no text",
        "it holds pictures and no text.",
        "Read the pictures with a program that recognises text (OCR).",
    )


@dataclass(frozen=True)
class ExtractedText:
    r"""The text of one file, and what the file says about itself.

    Attributes
    ----------
    text : str
        The raw text: all spans are spans of it. Lines end in ``\n``; a page of a PDF
        file ends in a form feed.
    metadata : mapping of str to str
        What the file says: ``title``, ``author``, ``date`` (ISO 8601), ``language``.
        Only what is known is in it.
    layers : mapping of str to tuple of LabelledSpan
        Spans over the text, by the name of the layer.
    oddities : tuple of Oddity
        What looks odd, for ``corpus.suspected``.
    losses : tuple of str
        What the file holds and the text does not, each as a short sentence, for
        ``corpus.files``: "2 pictures were left out."
    reader : str
        The package that read the file, with its version: ``"pypdf 5.1.0"``.
    """

    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    layers: Mapping[str, tuple[LabelledSpan, ...]] = field(default_factory=dict)
    oddities: tuple[Oddity, ...] = ()
    losses: tuple[str, ...] = ()
    reader: str = ""


def describe_left_out(
    counts: Mapping[str, int], *, numbered_paragraphs: int = 0
) -> list[str]:
    """Return what a file holds and its text does not, a sentence for each kind of thing.

    Parameters
    ----------
    counts : mapping of str to int
        How many things of each kind were left out, by the word for one.
    numbered_paragraphs : int
        How many paragraphs have a number or a bullet, which was left out.

    Examples
    --------
    >>> describe_left_out({"comment": 1, "note with text": 2, "picture": 0})
    ['1 comment was left out.', '2 notes with text were left out.']
    """
    sentences = []
    for noun, count in counts.items():
        if count:
            things = count_of(count, noun, plural=_PLURALS.get(noun, ""))
            verb = "was" if count == 1 else "were"
            sentences.append(f"{things} {verb} left out.")
    if numbered_paragraphs:
        paragraphs = count_of(numbered_paragraphs, "paragraph")
        sentences.append(f"The numbers or bullets of {paragraphs} are not in the text.")
    return sentences


def line_of_cells(cells: Iterable[str]) -> str:
    r"""Return a row of a table as a line of text, its cells apart by tabs.

    After a cell of several lines, a tab would join the last of them to the next cell,
    so the next cell has a line of its own.

    >>> line_of_cells(["a", "b", "c"]), line_of_cells(["a", "b\nc", "d"])
    ('a\tb\tc\n', 'a\tb\nc\nd\n')
    """
    pieces = []
    separator = ""
    for cell in cells:
        pieces.append(separator + cell)
        separator = "\n" if "\n" in cell else "\t"
    return "".join(pieces) + "\n"
