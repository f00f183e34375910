"""One document of a corpus, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

import numpy as np
import pandas as pd

from discourse.corpus.representation import shorten
from discourse.validation import count_of

__all__ = ["Document", "locate_in_text"]

MAX_BEGINNING_LENGTH = 60  # characters of the text in a repr: most of a terminal's line
MAX_METADATA_SHOWN = 5  # as many columns as the view of a corpus shows
MAX_VIEW_HEIGHT = "32em"  # about a screen of a laptop; a longer text scrolls


@dataclass(frozen=True, eq=False, repr=False)
class Document:
    """One document of a corpus (frozen): ``corpus["004"]``.

    A notebook shows its text, with masked parts in grey.

    Attributes
    ----------
    id : str
        Its id, unique in the corpus.
    text : str
        The text of the document. A segment has its own part of the raw text only.
    metadata : mapping of str to object
        The value of each metadata column.
    words : int
        Number of words that are not masked.
    masks : pandas.DataFrame
        Its masked spans (kind "masks"). The offsets count characters of
        ``corpus.raw[document.id]``.

    See Also
    --------
    discourse.Corpus.documents : The metadata of all documents as a table.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "One belt.", "b": "One road, we say."})
    >>> corpus["b"]
    <Document 'b': 4 words; 'One road, we say.'>
    >>> [(document.id, document.words) for document in corpus]
    [('a', 2), ('b', 4)]
    """

    id: str
    text: str
    metadata: Mapping[str, object]
    words: int
    masks: pd.DataFrame
    # Start and end of each masked part, in `text`.
    _masked_parts: tuple[tuple[int, int], ...] = field(default=())

    def __repr__(self) -> str:
        parts = [f"<Document {self.id!r}: {count_of(self.words, 'word')}"]
        if self._masked_count:
            parts.append(f"{self._masked_count:,} masked")
        parts += self._first_metadata()
        # Cut at twice the length first, because runs of blanks become one blank.
        beginning = " ".join(self.text[: 2 * MAX_BEGINNING_LENGTH].split())
        if len(beginning) > MAX_BEGINNING_LENGTH:
            beginning = beginning[: MAX_BEGINNING_LENGTH - 1].rstrip() + "…"
        parts.append(f"{beginning!r}>")
        return "; ".join(parts)

    @property
    def _masked_count(self) -> int:
        """How many spans are left out. A join leaves nothing out."""
        is_left_out = self.masks["action"] != "join"
        return int(is_left_out.sum())

    def _first_metadata(self) -> list[str]:
        """Return the first metadata that have a value, as ``name: value``."""
        described_values = []
        for name, value in self.metadata.items():
            cell = str(value)
            if cell:
                described_values.append(f"{name}: {shorten(cell)}")
        return described_values[:MAX_METADATA_SHOWN]

    def _repr_html_(self) -> str:
        facts = [count_of(self.words, "word")]
        if self._masked_count:
            facts.append(f"{self._masked_count:,} masked")
        facts += self._first_metadata()
        head = f"<p><b>{escape(self.id)}</b> · {escape('; '.join(facts))}</p>"
        style = f"white-space:pre-wrap;max-height:{MAX_VIEW_HEIGHT};overflow:auto"
        text_parts = "".join(self._html_parts())
        return f'<div>{head}<div style="{style}">{text_parts}</div></div>'

    def _html_parts(self) -> Iterator[str]:
        """Yield the parts of the text in order, escaped; masked parts are grey."""
        end_of_last_mask = 0
        for start, end in self._masked_parts:
            yield escape(self.text[end_of_last_mask:start])
            masked_text = escape(self.text[start:end])
            yield f'<span style="color:#767676;background:#eeeeee">{masked_text}</span>'
            end_of_last_mask = end
        yield escape(self.text[end_of_last_mask:])


def locate_in_text(
    offsets: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """Return offsets into a raw text as offsets into the text of a document.

    The text of a document is made of the ranges ``starts[i]:ends[i]`` of its raw
    text, joined by line ends. Each offset lies in one of them.

    >>> locate_in_text(np.array([5, 12]), np.array([4, 10]), np.array([8, 14]))
    array([1, 7])
    """
    lengths_with_line_end = ends - starts + 1
    range_starts_in_text = np.cumsum(lengths_with_line_end) - lengths_with_line_end
    range_numbers = np.searchsorted(starts, offsets, side="right") - 1
    return range_starts_in_text[range_numbers] + offsets - starts[range_numbers]
