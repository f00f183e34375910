"""What looked odd when the texts were read, for the texts that are still here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.corpus.raw_texts import RawTexts

__all__ = [
    "BETWEEN_TABLE_AND_ROW",
    "Oddity",
    "current_suspicions",
    "duplicate_reason",
    "files_of_documents",
]

BETWEEN_TABLE_AND_ROW = ": "  # in the name of a source: "speeches.csv: 12"
MAX_SOURCES_NAMED = 5  # in the reason of a duplicate


@dataclass(frozen=True)
class Oddity:
    """What looks odd: one row of ``corpus.suspected`` without its source."""

    kind: str
    count: int
    reason: str
    remedy: str


def duplicate_reason(others: Sequence[str]) -> str:
    """Return the reason of a duplicate: which other sources have the same text.

    >>> duplicate_reason(["b.txt", "c.txt"])
    'The same text, letter for letter, stands in b.txt, c.txt.'
    """
    left_out = len(others) - MAX_SOURCES_NAMED
    remainder = ""
    if left_out > 0:
        remainder = f" and {left_out:,} more"
    named_sources = ", ".join(others[:MAX_SOURCES_NAMED])
    return f"The same text, letter for letter, stands in {named_sources}{remainder}."


def files_of_documents(files: pd.DataFrame, sources: Sequence[str]) -> pd.DataFrame:
    """Return the files that some documents come from (kind "files").

    Parameters
    ----------
    files : DataFrame
        Kind "files", as the files were read.
    sources : sequence of str
        The name of the source of each document. The column ``documents`` of the result
        counts them.
    """
    count_of_source = Counter(sources)
    # A row of a table is named after it: "speeches.csv: 12".
    tables_of_rows = [source.partition(BETWEEN_TABLE_AND_ROW)[0] for source in sources]
    count_of_table = Counter(tables_of_rows)
    counts = files["source"].map(
        lambda source: count_of_source.get(source, 0) or count_of_table.get(source, 0)
    )
    are_here = counts > 0
    with_counts = files.assign(documents=counts.astype("int64"))
    return with_counts[are_here].reset_index(drop=True)


def current_suspicions(
    suspected_table: pd.DataFrame, raw_texts: RawTexts, sources: np.ndarray
) -> pd.DataFrame:
    """Return the rows of `suspected_table` that concern the texts of these documents.

    Rows on what was not read stay. A duplicate stays as long as two of its copies are
    here, and the row then names those that are.

    Parameters
    ----------
    suspected_table : DataFrame
        Kind "suspected", as the texts were read.
    raw_texts : RawTexts
    sources : int64 array
        Number of the raw text behind each document; -1 for none.
    """
    numbers_here = set(sources[sources >= 0].tolist())
    sources_here = {raw_texts.sources[number] for number in numbers_here}
    number_of_source = {
        source: number for number, source in enumerate(raw_texts.sources)
    }
    if number_of_source.keys() <= sources_here:
        return suspected_table.copy()
    copies_of_text = _copies_of_text(raw_texts, suspected_table, number_of_source)
    rows = []
    for row in suspected_table.to_dict("records"):
        number = number_of_source.get(row["source"])
        copies = []
        if number is not None and row["kind"] == "duplicate":
            copies = copies_of_text.get(raw_texts.texts[number], [])
        if copies:
            copies_here = [copy for copy in copies if copy in numbers_here]
            if len(copies_here) == len(copies):
                rows.append(row)
            elif len(copies_here) > 1:
                names = [raw_texts.sources[copy] for copy in copies_here]
                rows.append(row | _cells_of_duplicate(names))
        # A source without a text was not read, and its row stays.
        elif number is None or row["source"] in sources_here:
            rows.append(row)
    table = pd.DataFrame(rows, columns=suspected_table.columns)
    # The rows of several copies of one text may have become the same.
    return table.astype(suspected_table.dtypes).drop_duplicates(ignore_index=True)


def _cells_of_duplicate(names: Sequence[str]) -> dict[Hashable, object]:
    """Return the cells of a duplicate that depend on which copies are here."""
    return {
        "source": names[0],
        "count": len(names),
        "reason": duplicate_reason(names[1:]),
    }


def _copies_of_text(
    raw_texts: RawTexts, suspected_table: pd.DataFrame, number_of_source: dict[str, int]
) -> dict[str, list[int]]:
    """Return the numbers of the copies of each duplicated text, by the text.

    A text is duplicated if `suspected_table` lists it and two or more raw texts have
    it.
    """
    is_duplicate = suspected_table["kind"] == "duplicate"
    copies: dict[str, list[int]] = {}
    for source in suspected_table.loc[is_duplicate, "source"].tolist():
        if source in number_of_source:
            copies[raw_texts.texts[number_of_source[source]]] = []
    if not copies:
        return {}
    for number, text in enumerate(raw_texts.texts):
        if text in copies:
            copies[text].append(number)
    return {text: numbers for text, numbers in copies.items() if len(numbers) > 1}
