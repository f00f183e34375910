"""What looked odd in the texts when they were read, as far as they are still here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.corpus.raw_texts import Shelf

__all__ = ["noticed", "stands_in"]

SHOWN = 5  # sources named in the reason of a duplicate


def stands_in(others: Sequence[str]) -> str:
    """Return the reason of a duplicate: where else the text stands.

    >>> stands_in(["b.txt", "c.txt"])
    'The same text, letter for letter, stands in b.txt, c.txt.'
    """
    more = f" and {len(others) - SHOWN:,} more" if len(others) > SHOWN else ""
    return f"The same text, letter for letter, stands in {', '.join(others[:SHOWN])}{more}."


def noticed(suspected: pd.DataFrame, shelf: Shelf, here: np.ndarray) -> pd.DataFrame:
    """Return the rows of `suspected` on the texts `here` (numbers), and those on what is no text of the shelf.

    A text that stands twice is said as long as two of its copies are here; the row then names those that are.
    """
    numbers = np.unique(here[here >= 0]).tolist()
    place = {source: number for number, source in enumerate(shelf.sources)}
    there = {shelf.sources[number] for number in numbers}
    if place.keys() <= there:
        return suspected.copy()
    copies = _copies(shelf, suspected, place)
    left = set(numbers)
    rows = []
    for row in suspected.to_dict("records"):
        known = row["source"] in place
        every = (
            copies.get(shelf.texts[place[row["source"]]], [])
            if known and row["kind"] == "duplicate"
            else []
        )
        some = [shelf.sources[number] for number in every if number in left]
        if len(some) > 1:
            changed = {
                "source": some[0],
                "count": len(some),
                "reason": stands_in(some[1:]),
            }
            rows.append(row | changed if len(some) < len(every) else row)
        elif not every and (row["source"] in there or not known):
            rows.append(row)
    return (
        pd.DataFrame(rows, columns=suspected.columns)
        .astype(suspected.dtypes)
        .drop_duplicates(ignore_index=True)
    )


def _copies(
    shelf: Shelf, suspected: pd.DataFrame, place: dict[str, int]
) -> dict[str, list[int]]:
    """Numbers of the texts that stand twice or more, by the text, of those said to be duplicates."""
    said = suspected.loc[suspected["kind"] == "duplicate", "source"].tolist()
    numbers: dict[str, list[int]] = {
        shelf.texts[place[source]]: [] for source in said if source in place
    }
    if numbers:
        for number, text in enumerate(shelf.texts):
            if text in numbers:
                numbers[text].append(number)
    return {text: copies for text, copies in numbers.items() if len(copies) > 1}
