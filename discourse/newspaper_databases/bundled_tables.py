"""The tables of labels and of names that come with the library."""

from __future__ import annotations

from importlib import resources

from discourse.csv_records import parse_records

__all__ = ["bundled_rows"]


def bundled_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of ``discourse/data``, by the names of its columns.

    Examples
    --------
    >>> bundled_rows("newspaper_labels.csv")[0]["database"]
    'Nexis'
    """
    file = resources.files("discourse") / "data" / name
    text = file.read_text(encoding="utf-8")
    records = parse_records(text, ",")
    _, header = next(records)
    rows = []
    for _, cells in records:
        row = dict(zip(header, cells, strict=True))
        rows.append(row)
    return rows
