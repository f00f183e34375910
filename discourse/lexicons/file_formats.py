"""Lexicons as files: TOML and CSV to plain data, and plain data to TOML.

Plain data are dicts, lists, text, numbers and truth values, as a TOML file holds them.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from discourse.csv_records import (
    UnclosedQuoteError,
    detect_delimiter,
    parse_records,
    unguard_cell,
)
from discourse.errors import LexiconError, WriteError
from discourse.file_reading import UnreadableFileError, name_bad_character, read_file
from discourse.registries import BUNDLED_LEXICONS
from discourse.validation import show_name, show_value, suggest

__all__ = [
    "bundled_lexicons",
    "check_toml_path",
    "check_top",
    "parse_toml",
    "read_csv",
    "read_text",
    "toml_key",
    "toml_value",
]

TOML_ENDING = ".toml"
LARGEST_LEXICON = 50_000_000  # bytes; the largest dictionaries of phrases have fewer
MAX_LINE_LENGTH = 100  # a longer list is written with one item on each line
_TOP_KEYS = {"families", "language", "slots", "title", "version"}
# Columns of a CSV lexicon: those of a pattern, those of its family that hold one text,
# and those that hold several, divided by semicolons.
_PATTERN_COLUMNS = (
    "pattern",
    "id",
    "status",
    "years",
    "strict",
    "case",
    "language",
    "anchor",
    "note",
)
_FACT_COLUMNS = (
    "label",
    "gloss",
    "canonical",
    "plain",
    "confidence",
    "counts_as",
    "used",
    "used_note",
)
_LIST_COLUMNS = ("not", "original", "zh")
_COLUMNS = {
    "family",
    "levels",
    "patterns",
    *_PATTERN_COLUMNS,
    *_FACT_COLUMNS,
    *_LIST_COLUMNS,
}


def bundled_lexicons() -> dict[str, Any]:
    """Return the file of each lexicon that comes with the library, by name."""
    folder = resources.files("discourse") / "data"
    return {name: folder / f"{name}.toml" for name in BUNDLED_LEXICONS}


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file.

    A byte order mark at its beginning is left out.
    """
    try:
        return read_file(path, largest=LARGEST_LEXICON).decode("utf-8-sig")
    except UnreadableFileError as fault:
        raise LexiconError(
            f"{show_name(str(path))} could not be opened: {fault.reason}; give the path "
            "of a .toml or .csv file."
        ) from None
    except UnicodeDecodeError as fault:
        raise LexiconError(
            f"{path.name}, byte {fault.start}: no valid UTF-8; save the file as UTF-8."
        ) from None


def parse_toml(name: str, text: str) -> dict[str, Any]:
    """Return the content of a TOML lexicon as plain data.

    `name` is the name of the file, for messages.
    """
    try:
        content = tomllib.loads(text)
    except RecursionError:
        raise LexiconError(
            f"{name}: brackets are nested too deeply to be read; a family is a table "
            "[families.name] with lists of patterns, and needs no deeper brackets."
        ) from None
    except ValueError as fault:  # no TOML, or a number of thousands of digits
        raise LexiconError(
            f"{name} is no TOML: {fault}; a family is a table [families.name]."
        ) from None
    check_top(content, name)
    return content


def check_top(content: Mapping[str, Any], name: str) -> None:
    """Raise an error if a lexicon has a key at its top that is not known.

    `name` is the name of the lexicon, for the message.
    """
    unknown_keys = []
    for key in content.keys() - _TOP_KEYS:
        unknown_keys.append(key if isinstance(key, str) else show_value(key))
    unknown_keys.sort()
    if unknown_keys:
        key = unknown_keys[0]
        raise LexiconError(
            f"{name}: {key!r} is not known at the top; write [families.{key}] for a "
            "family."
        )


def read_csv(path: Path) -> dict[str, Any]:
    """Return the content of a CSV lexicon as plain data, in the shape of a TOML one."""
    content = read_text(path)
    delimiter = detect_delimiter(content, _COLUMNS)
    families: dict[str, Any] = {}
    columns: list[str] = []
    try:
        for line, record in parse_records(content, delimiter):
            if columns:
                where = f"{path.name}, line {line}"
                cells = _filled_cells(columns, record, where)
                _add_row(families, cells, where)
            else:
                # The first record is the header.
                columns = [name.strip().lower() for name in record]
                _check_columns(path.name, columns)
    except UnclosedQuoteError as fault:
        raise LexiconError(
            f"{path.name}, line {fault.opening_line}: a quotation mark opens here and "
            "is not closed."
        ) from None
    if not columns:
        # An empty file lacks every column; this raises the error that names one.
        _check_columns(path.name, columns)
    return {"families": families}


def _filled_cells(
    columns: Sequence[str], record: Sequence[str], where: str
) -> dict[str, Any]:
    """Return the cells of a record that are not empty, stripped, by column."""
    if len(record) != len(columns):
        remedy = "put a cell that holds a comma in quotation marks"
        raise LexiconError(
            f"{where}: {len(record)} cells came, {len(columns)} were expected; "
            f"{remedy}."
        )
    cells = {}
    for column, cell in zip(columns, record, strict=True):
        content = unguard_cell(cell).strip()
        if content:
            cells[column] = content
    return cells


def _check_columns(file_name: str, columns: Sequence[str]) -> None:
    """Raise an error if a column is missing, is not known or occurs twice."""
    missing_columns = sorted({"family"} - set(columns))
    if not {"pattern", "patterns"} & set(columns):
        missing_columns.append("pattern")
    unknown_columns = sorted(set(columns) - _COLUMNS)
    repeated_columns = sorted(name for name in set(columns) if columns.count(name) > 1)
    if missing_columns:
        named_columns = ", ".join(filter(None, columns)) or "none"
        fault = f"lacks the column {missing_columns[0]!r} (it has {named_columns})"
    elif unknown_columns:
        fault = f"has a column {unknown_columns[0]!r} that is not known"
    elif repeated_columns:
        fault = f"has the column {repeated_columns[0]!r} twice"
    else:
        return
    # An unknown column may be a missing one that is spelt in another way.
    advice = suggest(unknown_columns[0], _COLUMNS) if unknown_columns else ""
    known_columns = ", ".join(sorted(_COLUMNS))
    raise LexiconError(f"{file_name} {fault}; columns: {known_columns}.{advice}")


def _add_row(families: dict[str, Any], cells: dict[str, Any], where: str) -> None:
    """Add a row of a CSV file to the family that it names.

    Parameters
    ----------
    families : dict
        The table of each family; changed in place.
    cells : dict
        The cells of the row that are not empty, by column.
    where : str
        The file and the line, for messages.
    """
    # An empty row divides families; it means nothing.
    if not cells:
        return
    if "family" not in cells:
        raise LexiconError(f"{where}: no family is named; fill the column 'family'.")
    family = families.setdefault(cells.pop("family"), {"patterns": [], "not": []})
    _add_facts(family, cells)
    for column in _LIST_COLUMNS:
        items = _divide(cells.pop(column, ""), ";")
        if items:
            family.setdefault(column, []).extend(items)
    if "levels" in cells:
        levels = family.setdefault("levels", {})
        _add_levels(levels, cells.pop("levels"), where)
    if "strict" in cells:
        cells["strict"] = _read_truth_value(cells["strict"], where)
    patterns = _divide(cells.pop("patterns", ""), ";")
    if "pattern" in cells:
        patterns.append(cells.pop("pattern"))
    if "id" in cells and len(patterns) > 1:
        raise LexiconError(
            f"{where}: id={cells['id']!r} names one pattern, and {len(patterns)} came; "
            "leave 'id' empty, or write a row for each pattern."
        )
    if cells and not patterns:
        filled_columns = ", ".join(sorted(cells))
        raise LexiconError(
            f"{where}: {filled_columns} without a pattern; fill the column 'pattern'."
        )
    for pattern in patterns:
        family["patterns"].append({"p": pattern, **cells})


def _add_facts(family: dict[str, Any], cells: dict[str, Any]) -> None:
    """Move the cells that say something about the whole family into its table."""
    for column in _FACT_COLUMNS:
        if column not in cells:
            continue
        if column in ("used", "used_note"):
            key = "from" if column == "used" else "note"
            family.setdefault("used", {})[key] = cells.pop(column)
        else:
            family[column] = cells.pop(column)


def _divide(cell: str, sign: str) -> list[str]:
    """Return the parts of a cell between the signs, stripped; empty ones are left out."""
    return [part for part in map(str.strip, cell.split(sign)) if part]


def _add_levels(levels: dict[str, list[str]], cell: str, where: str) -> None:
    """Add the levels of a cell such as ``mankind: mankind|humanity; Asia: asia*``."""
    for part in _divide(cell, ";"):
        level, colon, cue = map(str.strip, part.partition(":"))
        if not level or not colon or not cue:
            raise LexiconError(
                f"{where}: levels={part!r}; write LEVEL: CUE|CUE, and a semicolon "
                "between two levels."
            )
        levels.setdefault(level, []).append(cue)


def _read_truth_value(cell: str, where: str) -> bool:
    """Return the truth value that a cell of the column 'strict' means."""
    if cell.lower() in ("true", "yes", "1"):
        return True
    if cell.lower() in ("false", "no", "0"):
        return False
    raise LexiconError(f"{where}: strict={cell!r}; write true or false.")


def check_toml_path(path: object) -> None:
    """Raise a WriteError if the name of a file to write does not end in ``.toml``.

    What names no file, such as a folder, is left to the function that writes.
    """
    if not isinstance(path, str | os.PathLike):
        return
    target = Path(path)
    names_no_file = (
        not target.name.strip()
        or name_bad_character(str(target))
        or os.path.isdir(target)  # noqa: PTH112
    )
    if names_no_file or target.suffix.lower() == TOML_ENDING:
        return
    proposed_path = target.with_name(f"{target.stem}{TOML_ENDING}")
    raise WriteError(
        f"'{show_name(str(path))}' does not end in '{TOML_ENDING}', and a lexicon is "
        f"written as TOML, which could not be read from a file of that name. Write "
        f"'{show_name(str(proposed_path))}'."
    )


def toml_key(name: str) -> str:
    """Return a TOML key, in quotation marks where it needs them."""
    is_bare_key = re.fullmatch(r"[A-Za-z0-9_-]+", name) is not None
    return name if is_bare_key else toml_value(name)


def toml_value(value: Any) -> str:
    """Return a value of plain data as TOML."""
    if isinstance(value, str):
        # A JSON string is a TOML string, except that TOML does not allow the character
        # DEL (U+007F) in it.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        pairs = []
        for name, item in value.items():
            pairs.append(f"{toml_key(name)} = {toml_value(item)}")
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, Sequence):
        items = [toml_value(item) for item in value]
        items_on_one_line = ", ".join(items)
        if len(items_on_one_line) < MAX_LINE_LENGTH:
            return f"[{items_on_one_line}]"
        items_on_lines = ",\n  ".join(items)
        return f"[\n  {items_on_lines},\n]"
    return str(value)
