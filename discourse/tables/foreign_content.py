"""What a file looks like that was given for a table and is none."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from discourse.tables.column_types import Column
from discourse.tables.kinds import KINDS

__all__ = ["describe_foreign_content", "kind_of_first_row"]

_WEB_PAGE = re.compile(r"\s*<(?:!doctype html|html|head|body|\?xml)\b", re.IGNORECASE)
_END_TAG = re.compile(r"</[a-z]+\s*>|<body\b", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"[+-]?\d+")
_TRUTH_VALUES = ("true", "false")


def describe_foreign_content(text: str) -> str:
    """Return what a text is if it is a web page or JSON; ``""`` if it may be a table.

    >>> describe_foreign_content("<html><body>404</body></html>")
    'a web page (HTML), such as a server sends in place of a file it does not have'
    >>> describe_foreign_content('{"family": "bri"}'), describe_foreign_content("a,b")
    ('JSON', '')
    """
    if _WEB_PAGE.match(text) and _END_TAG.search(text):
        return (
            "a web page (HTML), such as a server sends in place of a file it does not "
            "have"
        )
    if text.lstrip()[:1] in ("{", "[") and _is_json(text):
        return "JSON"
    return ""


def _is_json(text: str) -> bool:
    """Return whether a text, or its first line, is an object or a list of objects."""
    first_line = text.lstrip().partition("\n")[0]
    for part in (first_line, text):
        try:
            content = json.loads(part)
        except (ValueError, RecursionError):
            continue
        parts = content if isinstance(content, list) else [content]
        if any(isinstance(part, dict) for part in parts):
            return True
    return False


def kind_of_first_row(cells: Sequence[str]) -> str:
    """Return the kind of table that the first row of a file seems to be a row of.

    The file then lacks its header. ``""`` if the row is a row of no kind: it has
    another number of cells, or a word in place of a number, or no words at all.

    >>> kind_of_first_row(["term", "count"])
    ''
    """
    has_word = any(cell and not _NUMBER.fullmatch(cell) for cell in cells)
    if not has_word:
        return ""
    for kind, columns in KINDS.items():
        declared = list(columns.values())
        if len(declared) == len(cells) and _are_cells_of(cells, declared):
            return kind
    return ""


def _are_cells_of(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Return whether cells can be those of columns, one of which is of numbers."""
    has_number = False
    for cell, column in zip(cells, columns, strict=True):
        if column.dtype == "str":  # any cell can be text, also a number
            continue
        is_number = bool(_NUMBER.fullmatch(cell))
        if column.dtype == "int" and not _WHOLE_NUMBER.fullmatch(cell):
            return False
        if column.dtype == "float" and cell and not is_number:
            return False
        if column.dtype == "bool" and cell.lower() not in _TRUTH_VALUES:
            return False
        has_number |= is_number
    return has_number
