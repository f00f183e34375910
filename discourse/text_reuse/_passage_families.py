"""Shared passages grouped into families."""

from __future__ import annotations

import pandas as pd

from discourse import notes, tables

__all__ = ["passage_families"]


def passage_families(table: pd.DataFrame) -> pd.DataFrame:
    """Turn pairs into families: one row for each place in which a text stands that others share.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of :func:`shared_passages`, or a part of it.

    Returns
    -------
    pandas.DataFrame
        Kind "passage_families": passage, doc, start, end, surface, documents (that hold one of the family), in order of
        the family, the most widespread first, then document and place; note, what is said of every pair that put the
        text into the table. Overlapping stretches of a document are one.
    """
    table = tables.check(table, "shared_passages", "discourse.shared_passages(corpus)")
    places: dict[tuple[int, str], list[tuple[int, int, str]]] = {}
    told: dict[tuple[int, str], list[str]] = {}
    for side in ("", "other_"):
        names = [
            "passage",
            side.rstrip("_") or "doc",
            f"{side}start",
            f"{side}end",
            f"{side}surface",
        ]
        for passage, doc, start, end, surface, note in table[
            [*names, "note"]
        ].itertuples(index=False, name=None):
            places.setdefault((passage, doc), []).append((start, end, surface))
            told.setdefault((passage, doc), []).append(note)
    spread: dict[int, int] = {}
    for passage, _ in places:
        spread[passage] = spread.get(passage, 0) + 1
    rows = []
    for (passage, doc), found in sorted(
        places.items(), key=lambda item: (-spread[item[0][0]], *item[0])
    ):
        note = notes.join(notes.find_common(told[passage, doc]))
        for start, end, surface in _joined(found):
            rows.append(
                {
                    "passage": passage,
                    "doc": doc,
                    "start": start,
                    "end": end,
                    "surface": surface,
                    "documents": spread[passage],
                    "note": note,
                }
            )
    return tables.from_rows("passage_families", rows)


def _joined(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Overlapping stretches of one document as one, with the surface put together from theirs."""
    result: list[tuple[int, int, str]] = []
    for start, end, surface in sorted(set(found)):
        if result and start < result[-1][1]:
            low, high, text = result[-1]
            if end > high:
                result[-1] = (low, end, text + surface[high - start :])
        else:
            result.append((start, end, surface))
    return result
