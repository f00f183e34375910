"""What looked odd when the texts were read, for the texts that are still here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.corpus.raw_texts import RawTexts

__all__ = ["current_suspicions", "duplicate_reason"]

SOURCES_NAMED = 5  # in the reason of a duplicate


def duplicate_reason(others: Sequence[str]) -> str:
    """Return the reason of a duplicate: which other sources have the same text.

    >>> duplicate_reason(["b.txt", "c.txt"])
    'The same text, letter for letter, stands in b.txt, c.txt.'
    """
    left_out = len(others) - SOURCES_NAMED
    more = ""
    if left_out > 0:
        more = f" and {left_out:,} more"
    named = ", ".join(others[:SOURCES_NAMED])
    return f"The same text, letter for letter, stands in {named}{more}."


def current_suspicions(
    suspected: pd.DataFrame, raw_texts: RawTexts, sources: np.ndarray
) -> pd.DataFrame:
    """Return the rows of `suspected` that concern the texts of these documents.

    Rows on what was not read stay. A duplicate stays as long as two of its copies are
    here, and the row then names those that are.

    Parameters
    ----------
    suspected : DataFrame
        Kind "suspected", as the texts were read.
    raw_texts : RawTexts
    sources : int64 array
        Number of the raw text behind each document; -1 for none.
    """
    here = set(sources[sources >= 0].tolist())
    sources_here = {raw_texts.sources[number] for number in here}
    numbers = {source: number for number, source in enumerate(raw_texts.sources)}
    if numbers.keys() <= sources_here:
        return suspected.copy()
    copies_of_text = _copies_of_text(raw_texts, suspected, numbers)
    rows = []
    for row in suspected.to_dict("records"):
        number = numbers.get(row["source"])
        copies = []
        if number is not None and row["kind"] == "duplicate":
            copies = copies_of_text.get(raw_texts.texts[number], [])
        copies_here = [copy for copy in copies if copy in here]
        if len(copies_here) == len(copies) > 1:
            rows.append(row)
        elif len(copies_here) > 1:
            names = [raw_texts.sources[copy] for copy in copies_here]
            changed = {
                "source": names[0],
                "count": len(names),
                "reason": duplicate_reason(names[1:]),
            }
            rows.append(row | changed)
        elif not copies and (number is None or row["source"] in sources_here):
            rows.append(row)
    table = pd.DataFrame(rows, columns=suspected.columns)
    return table.astype(suspected.dtypes).drop_duplicates(ignore_index=True)


def _copies_of_text(
    raw_texts: RawTexts, suspected: pd.DataFrame, numbers: dict[str, int]
) -> dict[str, list[int]]:
    """Return the numbers of the raw texts with the same text (two or more), by text."""
    is_duplicate = suspected["kind"] == "duplicate"
    copies: dict[str, list[int]] = {}
    for source in suspected.loc[is_duplicate, "source"].tolist():
        if source in numbers:
            copies[raw_texts.texts[numbers[source]]] = []
    if not copies:
        return {}
    for number, text in enumerate(raw_texts.texts):
        if text in copies:
            copies[text].append(number)
    return {text: numbers for text, numbers in copies.items() if len(numbers) > 1}
