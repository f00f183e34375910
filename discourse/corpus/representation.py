"""What a corpus says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

from discourse.validation import suggest

__all__ = ["as_html", "count_of", "in_a_line", "missing_attribute", "shorten"]

SHOWN = 8  # documents in the HTML view
WIDEST = 60  # characters of a cell in the HTML view

# What scholars ask a corpus for, by the name that they give it.
_METADATA = "its metadata is the table corpus.documents"
_TEXTS = "its texts are corpus.texts, and that of one document is corpus['id'].text"
_IDS = "the ids of its documents are corpus.names"
_WORDS = "the number of words of one document is corpus['id'].words, and dc.ngrams(corpus, n=1) counts all words"
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


def count_of(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> count_of(1, "word"), count_of(1200, "word")
    ('1 word', '1,200 words')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def missing_attribute(name: str, public: Sequence[str]) -> str:
    """Return the message for an attribute that a corpus does not have; it names the one meant.

    >>> missing_attribute("metadata", ["documents", "names"])
    "a Corpus has no 'metadata'; its metadata is the table corpus.documents."
    """
    advice = ADVICE_FOR_ATTRIBUTES.get(name)
    if advice is None:
        return f"a Corpus has no {name!r}.{suggest(name, public)}"
    return f"a Corpus has no {name!r}; {advice}."


def in_a_line(table: pd.DataFrame, words: int, told: Sequence[tuple[int, str]]) -> str:
    """Documents, words, the first metadata columns, and what else is worth a word when there is any of it."""
    parts = [f"{count_of(len(table), 'document')}, {count_of(words, 'word')}"]
    columns = [str(name) for name in table.columns if name != "doc"]
    if columns:
        parts.append(
            ", ".join(columns[:4])
            + (f" and {len(columns) - 4} more" if len(columns) > 4 else "")
        )
    return "; ".join([*parts, *(f"{count:,} {what}" for count, what in told if count)])


def as_html(line: str, table: pd.DataFrame, words: Sequence[int]) -> str:
    """The line, and a table of the first documents; everything is escaped here, at the last step."""
    columns = [name for name in table.columns if name != "doc"][:5]
    head = "".join(
        f"<th>{escape(str(name))}</th>" for name in ["doc", "words", *columns]
    )
    rows = []
    for number in range(min(len(table), SHOWN)):
        row = table.iloc[number]
        cells = [
            str(row["doc"]),
            f"{words[number]:,}",
            *(str(row[name]) for name in columns),
        ]
        rows.append(
            "<tr>"
            + "".join(f"<td>{escape(shorten(cell))}</td>" for cell in cells)
            + "</tr>"
        )
    more = f"<p>… and {len(table) - SHOWN:,} more</p>" if len(table) > SHOWN else ""
    advice = "try dc.debris(corpus), dc.kwic(corpus, 'win-win'), dc.frequencies(corpus, lexicon, by='doc')"
    return (
        f"<div><p><b>Corpus</b> · {escape(line)}</p><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>{more}<p style='color:#767676'>{escape(advice)}</p></div>"
    )


def shorten(cell: str) -> str:
    """Return a cell of metadata, its end left out where it is long."""
    return cell if len(cell) <= WIDEST else cell[: WIDEST - 1] + "…"
