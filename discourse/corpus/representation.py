"""What a corpus says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

__all__ = ["as_html", "in_a_line", "many"]

SHOWN = 8  # documents in the HTML view
WIDEST = 60  # characters of a cell in the HTML view


def many(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> many(1, "word"), many(1200, "word")
    ('1 word', '1,200 words')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def in_a_line(table: pd.DataFrame, words: int, told: Sequence[tuple[int, str]]) -> str:
    """Documents, words, the first metadata columns, and what else is worth a word when there is any of it."""
    parts = [f"{many(len(table), 'document')}, {many(words, 'word')}"]
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
            + "".join(f"<td>{escape(_short(cell))}</td>" for cell in cells)
            + "</tr>"
        )
    more = f"<p>… and {len(table) - SHOWN:,} more</p>" if len(table) > SHOWN else ""
    advice = "try dc.debris(corpus), dc.kwic(corpus, 'win-win'), dc.frequencies(corpus, lexicon, by='doc')"
    return (
        f"<div><p><b>Corpus</b> · {escape(line)}</p><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>{more}<p style='color:#767676'>{escape(advice)}</p></div>"
    )


def _short(cell: str) -> str:
    return cell if len(cell) <= WIDEST else cell[: WIDEST - 1] + "…"
