"""A table set for reading, in a notebook, a terminal or a paper."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from discourse import notes
from discourse.errors import TableError
from discourse.tables.construction import kind_of
from discourse.tables.rendering import Shown
from discourse.tables.table_checks import came
from discourse.tables.written_names import plain, short, words
from discourse.validation import check_whole_number

__all__ = ["show"]

SETTINGS = ("counting", "per", "interval", "measure", "scheme", "facet", "note")
# By kind of table: columns for its chart. To a reader the notes say the same in words.
FOR_CHARTS = {
    "diversity": ("too_short",),
    "similarity_order": ("paragraphs", "other_paragraphs"),
}
_HEADERS = {
    "doc": "document", "other": "other document", "per": "per words", "low": "from", "high": "to", "count_strict": "strict",
    "documents": "in documents", "of_documents": "of documents", "standard": "in standard wording",
}  # fmt: skip


def show(table: pd.DataFrame, *, top: int | None = 20) -> Shown:
    """Set a table for reading; the table itself stays as it is.

    Ids of documents are shortened as far as they stay unique, text columns with nothing in them are left out, the
    contexts of a concordance close up to the words found, so that these stand under each other. Settings that are the
    same in every row, such as the name of the interval, are said once, under the table; so is what every note says.

    Parameters
    ----------
    table : DataFrame
        Any table.
    top : int or None
        How many rows, from the first; ``None`` for all.
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"show takes a table, a pandas DataFrame; what came is {came(table)}."
        )
    common, table = _common(table), _without(table)
    seen = table if top is None else table.iloc[: check_whole_number("top", top, 0)]
    found = {"left", "surface", "right"} <= set(table.columns)
    headers, sides, columns = [], [], []
    left_out = {*common, *FOR_CHARTS.get(kind_of(table), ())}
    for name in (name for name in table.columns if name not in left_out):
        numeric = table[name].dtype.kind in "iuf"
        pair = {"doc": "other", "other": "doc"}.get(str(name), "")
        beside = seen[pair].astype("str").tolist() if pair in seen.columns else []
        cells = (
            _numbers(seen[name]) if numeric else _texts(seen[name], str(name), beside)
        )
        if numeric or not len(seen) or any(cells):
            headers.append(_HEADERS.get(str(name), words(str(name))))
            sides.append("right" if numeric or (found and name == "left") else "left")
            columns.append(cells)
    rows = tuple(zip(*columns, strict=True)) if columns else ()
    note = (
        [f"{len(seen):,} of {len(table):,} rows"]
        if len(seen) < len(table)
        else []
        if len(table)
        else ["no rows"]
    )
    return Shown(
        tuple(headers), tuple(sides), rows, "; ".join(note + list(common.values()))
    )


def _common(table: pd.DataFrame) -> dict[str, str]:
    """Return the settings that are the same in every row, worded for the line under the table."""
    found = {}
    for name in (name for name in SETTINGS if name in table.columns and len(table) > 1):
        values = set(table[name].tolist())
        if name == "note":
            # Where rows have notes of their own too, the column stays: none has the name "".
            key = name if len(values) == 1 else ""
            if of_all := notes.find_common(map(plain, table[name].tolist())):
                found[key] = notes.to_text(of_all)
        elif len(values) == 1 and values != {""}:
            value = values.pop()
            text = f"{value:,}" if isinstance(value, int) else plain(value)
            found[name] = f"{_HEADERS.get(name, words(name))}: {text}"
    return found


def _without(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with what all its notes say left out of each."""
    if "note" not in table.columns or len(table) < 2:
        return table
    cells = [plain(cell) for cell in table["note"].tolist()]
    if not (of_all := notes.find_common(cells)):
        return table
    return table.assign(note=[notes.leave_out(cell, of_all) for cell in cells])


def _texts(column: pd.Series, name: str, beside: Sequence[str] = ()) -> list[str]:
    """Cells as text; ids are shortened together with those `beside` them, in the other column of a pair."""
    if column.dtype.kind == "b":
        return ["yes" if value else "no" for value in column.tolist()]
    values = [
        "" if value is None or value != value else str(value)
        for value in column.tolist()
    ]
    if name in ("doc", "other", "group"):
        brief = short([*values, *beside])
        return [brief[value] for value in values]
    values = [plain(value) for value in values]
    if name == "note":
        values = [notes.to_text(notes.split(value)) for value in values]
    if name == "left":
        return [
            value if len(value) <= 60 else "…" + value[-59:].lstrip()
            for value in values
        ]
    most = 60 if name == "right" else 100
    return [
        value if len(value) <= most else value[: most - 1].rstrip() + "…"
        for value in values
    ]


def _numbers(column: pd.Series) -> Sequence[str]:
    values = column.tolist()
    if column.dtype.kind in "iu":
        return [f"{value:,}" for value in values]
    largest = max((abs(value) for value in values if value == value), default=0.0)
    digits = 3 if largest <= 1 else 2 if largest < 100 else 1
    least = 10.0**-digits
    return [
        "–"
        if v != v
        else f"<{least}"
        if 0 < v < least / 2
        else f"{v:,.{digits}f}".replace("-", "−")
        for v in values
    ]
