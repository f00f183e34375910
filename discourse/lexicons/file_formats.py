"""Lexicons as files: TOML and CSV to plain data, and plain data to TOML."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from discourse.csv_records import UnclosedQuoteError, detect_delimiter, parse_records
from discourse.errors import LexiconError, OptionError
from discourse.registries import BUNDLED_LEXICONS
from discourse.validation import suggest

__all__ = [
    "bundled_lexicons",
    "check_top",
    "parse_toml",
    "read_csv",
    "read_text",
    "toml_key",
    "toml_value",
    "write_file",
]

LONGEST_LINE = 100  # characters of a list that is written on one line
_TOP = {"families", "slots", "title", "version"}
_COLUMNS = {
    "family",
    "pattern",
    "id",
    "status",
    "years",
    "strict",
    "case",
    "note",
    "label",
    "gloss",
    "not",
}


def bundled_lexicons() -> dict[str, Any]:
    """Return the lexicons that come with the library, by name, as files."""
    folder = resources.files("discourse") / "data"
    return {name: folder / f"{name}.toml" for name in BUNDLED_LEXICONS}


def read_text(path: Path) -> str:
    """Return what stands in a file of UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise LexiconError(
            f"{path} could not be opened ({fault.strerror}); give the path of a .toml or .csv file."
        ) from None
    except UnicodeDecodeError as fault:
        raise LexiconError(
            f"{path.name}, byte {fault.start}: no valid UTF-8; save the file as UTF-8."
        ) from None


def write_file(path: str | os.PathLike[str], content: str) -> Path:
    """Write `content` to a file of UTF-8, and return its path."""
    if not isinstance(path, str | os.PathLike) or not str(path).strip():
        raise OptionError(
            f"path={path!r}: the name of a file was expected, such as 'lexicon.toml'."
        )
    file = Path(path)
    try:
        file.write_text(content, encoding="utf-8", newline="\n")
    except FileNotFoundError:
        raise OptionError(
            f"there is no folder {str(file.parent)!r} to write {file.name!r} to; make it first."
        ) from None
    except IsADirectoryError:
        example = str(file / "lexicon.toml")
        raise OptionError(
            f"{str(path)!r} is a folder; expected the name of a file, such as {example!r}."
        ) from None
    except (OSError, ValueError) as fault:
        raise OptionError(
            f"{str(path)!r} could not be written ({fault}); give another file."
        ) from None
    return file


def parse_toml(name: str, text: str) -> dict[str, Any]:
    """Return the content of a TOML lexicon as plain data."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise LexiconError(
            f"{name} is no TOML: {fault}; a family is a table [families.name]."
        ) from None
    check_top(content, name)
    return content


def check_top(content: Mapping[str, Any], name: str) -> None:
    """Refuse a lexicon that holds something else than families and slots."""
    odd = sorted(set(content) - _TOP)
    if odd:
        raise LexiconError(
            f"{name}: {odd[0]!r} is not known at the top; write [families.{odd[0]}] for a family."
        )


def read_csv(path: Path) -> dict[str, Any]:
    """Return the content of a CSV lexicon as plain data, in the shape of a TOML one."""
    families: dict[str, Any] = {}
    columns: list[str] = []
    try:
        content = read_text(path)
        for line, row in parse_records(content, detect_delimiter(content, _COLUMNS)):
            where = f"{path.name}, line {line}"
            if not columns:
                columns = [name.strip().lower() for name in row]
                _check_columns(path.name, columns)
                continue
            if len(row) != len(columns):
                remedy = "put a cell that holds a comma in quotation marks"
                raise LexiconError(
                    f"{where}: {len(row)} cells came, {len(columns)} were expected; {remedy}."
                )
            cells = {}
            for name, cell in zip(columns, row, strict=True):
                if cell.strip():
                    cells[name] = cell.strip()
            _add_row(families, cells, where)
    except UnclosedQuoteError as fault:
        raise LexiconError(
            f"{path.name}, line {fault.opening_line}: a quotation mark opens here and is not closed."
        ) from None
    if not columns:
        _check_columns(path.name, columns)
    return {"families": families}


def _check_columns(file: str, columns: Sequence[str]) -> None:
    """Refuse columns that are missing, not known or there twice."""
    missing = sorted({"family", "pattern"} - set(columns))
    unknown = sorted(set(columns) - _COLUMNS)
    repeated = sorted(name for name in set(columns) if columns.count(name) > 1)
    if missing:
        there = ", ".join(filter(None, columns)) or "none"
        fault = f"lacks the column {missing[0]!r} (it has {there})"
    elif unknown:
        fault = f"has a column {unknown[0]!r} that is not known"
    elif repeated:
        fault = f"has the column {repeated[0]!r} twice"
    else:
        return
    advice = suggest(unknown[0], _COLUMNS) if unknown else ""
    known = ", ".join(sorted(_COLUMNS))
    raise LexiconError(f"{file} {fault}; columns: {known}.{advice}")


def _add_row(families: dict[str, Any], cells: dict[str, Any], where: str) -> None:
    """Add a row of a CSV file, its filled `cells` by column, to the family it names."""
    if not cells:
        return
    if "family" not in cells:
        raise LexiconError(f"{where}: no family is named; fill the column 'family'.")
    family = families.setdefault(cells.pop("family"), {"patterns": [], "not": []})
    for fact in ("label", "gloss"):
        if fact in cells:
            family[fact] = cells.pop(fact)
    if "not" in cells:
        family["not"].append(cells.pop("not"))
    if "strict" in cells:
        cells["strict"] = _read_truth_value(cells["strict"], where)
    if "pattern" in cells:
        cells["p"] = cells.pop("pattern")
        family["patterns"].append(cells)
    elif cells:
        filled = ", ".join(sorted(cells))
        raise LexiconError(
            f"{where}: {filled} without a pattern; fill the column 'pattern'."
        )


def _read_truth_value(cell: str, where: str) -> bool:
    if cell.lower() in ("true", "yes", "1"):
        return True
    if cell.lower() in ("false", "no", "0"):
        return False
    raise LexiconError(f"{where}: strict={cell!r}; write true or false.")


def toml_key(name: str) -> str:
    """Return a TOML key, in quotation marks where it needs them."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml_value(name)


def toml_value(value: Any) -> str:
    """Return a value as TOML."""
    if isinstance(value, str):
        # A JSON string is a TOML basic string, but for DEL.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        pairs = [
            f"{toml_key(name)} = {toml_value(item)}" for name, item in value.items()
        ]
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, Sequence):
        items = [toml_value(item) for item in value]
        on_one_line = ", ".join(items)
        if len(on_one_line) < LONGEST_LINE:
            return f"[{on_one_line}]"
        on_several = ",\n  ".join(items)
        return f"[\n  {on_several},\n]"
    return str(value)
