"""How a corpus is shown in a terminal and in a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from discourse.corpus.mask_layers import count_masks
from discourse.corpus.metadata_values import value_as_text
from discourse.validation import count_of, suggest

__all__ = [
    "OFFERED_ATTRIBUTES",
    "corpus_html",
    "counts_in_summary",
    "missing_attribute",
    "shorten",
    "summary_line",
]

MAX_DOCUMENTS_SHOWN = 8  # in the HTML view
MAX_COLUMNS_IN_LINE = 4  # metadata columns named in the line
MAX_COLUMNS_IN_TABLE = 5  # metadata columns of the HTML view
MAX_CELL_LENGTH = 60  # characters of a cell in the HTML view
FIRST_STEPS = (
    "try dc.debris(corpus), dc.kwic(corpus, 'win-win'), "
    "dc.frequencies(corpus, lexicon, by='doc')"
)

# The attributes that completion offers to a scholar. The others also work, but only
# other rooms of the library need them.
OFFERED_ATTRIBUTES = (
    "assign",
    "documents",
    "files",
    "from_texts",
    "labels",
    "layers",
    "log",
    "mask",
    "masks",
    "names",
    "paragraphs",
    "pipe",
    "raw",
    "refused",
    "sample",
    "segment",
    "split",
    "suspected",
    "texts",
    "unite",
    "unmask",
    "where",
)

# Where a scholar finds what she looks for, by the attribute that she tries.
_METADATA = "its metadata is the table corpus.documents"
_TEXTS = "its texts are corpus.texts, and that of one document is corpus['id'].text"
_IDS = "the ids of its documents are corpus.names"
_WORDS = (
    "the number of words of one document is corpus['id'].words, and "
    "dc.ngrams(corpus, n=1) counts all words"
)
ADVICE_FOR_ATTRIBUTES = {
    "columns": _METADATA,
    "data": _METADATA,
    "df": _METADATA,
    "docs": _METADATA,
    "ids": _IDS,
    "index": _IDS,
    "keys": _IDS,
    "meta": _METADATA,
    "metadata": _METADATA,
    "text": _TEXTS,
    "tokens": _WORDS,
    "values": _TEXTS,
    "vocabulary": _WORDS,
    "words": _WORDS,
}


def missing_attribute(name: str, public: Sequence[str]) -> str:
    """Return the message for an attribute that a corpus does not have.

    The message names the attribute that was probably meant.

    >>> missing_attribute("metadata", ["documents", "names"])
    "a Corpus has no 'metadata'; its metadata is the table corpus.documents."
    """
    advice = ADVICE_FOR_ATTRIBUTES.get(name)
    if advice is None:
        suggestion = suggest(name, public)
        return f"a Corpus has no {name!r}.{suggestion}"
    return f"a Corpus has no {name!r}; {advice}."


def counts_in_summary(
    *,
    paragraph_ends: Sequence[str],
    masks: pd.DataFrame,
    refused_count: int,
    suspected_count: int,
) -> dict[str, int]:
    """Return what the line on a corpus counts, by the words of the line."""
    masked_count, joined_count = count_masks(masks)
    wrapped_count = len(paragraph_ends) - paragraph_ends.count("line")
    return {
        "with wrapped lines": wrapped_count,
        "masked": masked_count,
        "joined": joined_count,
        "refused": refused_count,
        "suspected": suspected_count,
    }


def summary_line(
    table: pd.DataFrame, word_count: int, counts: Mapping[str, int]
) -> str:
    """Return one line on what a corpus holds.

    It gives the numbers of documents and words, the first metadata columns, and those
    of `counts` that are not 0.
    """
    documents = count_of(len(table), "document")
    parts = [f"{documents}, {count_of(word_count, 'word')}"]
    columns = [str(name) for name in table.columns if name != "doc"]
    if columns:
        left_out_count = len(columns) - MAX_COLUMNS_IN_LINE
        remainder = f" and {left_out_count} more" if left_out_count > 0 else ""
        parts.append(", ".join(columns[:MAX_COLUMNS_IN_LINE]) + remainder)
    for noun, count in counts.items():
        if count:
            parts.append(f"{count:,} {noun}")
    return "; ".join(parts)


def corpus_html(line: str, table: pd.DataFrame, word_counts: Sequence[int]) -> str:
    """Return the line and a table of the first documents, as HTML.

    Everything is escaped here, at the last step.
    """
    column_names = [name for name in table.columns if name != "doc"][
        :MAX_COLUMNS_IN_TABLE
    ]
    headers = ["doc", "words", *map(str, column_names)]
    head = "".join(f"<th>{escape(header)}</th>" for header in headers)
    rows = []
    for row_number in range(min(len(table), MAX_DOCUMENTS_SHOWN)):
        document = table.iloc[row_number]
        cells = [str(document["doc"]), f"{word_counts[row_number]:,}"]
        cells += [value_as_text(document[name]) for name in column_names]
        row_html = "".join(f"<td>{escape(shorten(cell))}</td>" for cell in cells)
        rows.append(f"<tr>{row_html}</tr>")
    left_out_count = len(table) - MAX_DOCUMENTS_SHOWN
    remainder = f"<p>… and {left_out_count:,} more</p>" if left_out_count > 0 else ""
    return (
        f"<div><p><b>Corpus</b> · {escape(line)}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f"{remainder}<p style='color:#767676'>{escape(FIRST_STEPS)}</p></div>"
    )


def shorten(cell: str) -> str:
    """Return a cell of metadata without its end, if it is long."""
    if len(cell) <= MAX_CELL_LENGTH:
        return cell
    beginning = cell[: MAX_CELL_LENGTH - 1]
    return f"{beginning}…"
