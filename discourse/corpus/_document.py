"""One document of a corpus, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from discourse.corpus.mask_layers import masked_parts
from discourse.corpus.metadata import row_of_values
from discourse.corpus.metadata_values import value_as_text
from discourse.corpus.raw_texts import TextRanges
from discourse.corpus.representation import shorten
from discourse.validation import count_of

__all__ = ["Document", "iterate_documents"]

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
        The value of each metadata column; ``""`` where a text is missing, and None
        where any other value is.
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

    @property
    def unmasked_text(self) -> str:
        """The text without its masked parts; blanks at its ends are left out.

        Offsets do not apply to it. It is for reading, and for programs that take plain
        text.
        """
        parts = []
        end_of_last_mask = 0
        for start, end in self._masked_parts:
            parts.append(self.text[end_of_last_mask:start])
            end_of_last_mask = end
        parts.append(self.text[end_of_last_mask:])
        return "".join(parts).strip()

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
            cell = value_as_text(value)
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


def iterate_documents(
    metadata: pd.DataFrame,
    *,
    texts: Sequence[str],
    word_counts: Sequence[int],
    masks: pd.DataFrame,
    ranges: TextRanges,
) -> Iterator[Document]:
    """Yield the documents of a corpus, in their order.

    Parameters
    ----------
    metadata : DataFrame
        One row for each document.
    texts, word_counts : sequence
        Text and number of words of each document.
    masks : DataFrame
        The masks of all documents (kind "masks").
    ranges : TextRanges
        The parts of the raw texts that the documents are.
    """
    metadata_rows = metadata.to_dict("records")
    rows_by_doc = masks.groupby("doc").indices
    for number, doc in enumerate(metadata["doc"].tolist()):
        mask_rows = rows_by_doc.get(doc, [])
        document_masks = masks.iloc[mask_rows].reset_index(drop=True)
        yield Document(
            id=doc,
            text=texts[number],
            metadata=row_of_values(metadata_rows[number]),
            words=word_counts[number],
            masks=document_masks,
            _masked_parts=masked_parts(document_masks, ranges, number),
        )
