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
    "bare",
    "bundled",
    "from_csv",
    "from_toml",
    "known_at_top",
    "put",
    "text",
    "toml",
]

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
    "gloss",
    "not",
}


def bundled() -> dict[str, Any]:
    """Return the lexicons that come with the library, by name, as files."""
    folder = resources.files("discourse") / "data"
    return {name: folder / f"{name}.toml" for name in BUNDLED_LEXICONS}


def text(path: Path) -> str:
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


def put(path: str | os.PathLike[str], content: str) -> Path:
    """Write `content` to a file of UTF-8, and return its path."""
    if not isinstance(path, str | os.PathLike) or not str(path).strip():
        raise OptionError(
            f"path={path!r}: the name of a file was expected, such as 'lexicon.toml'."
        )
    place = Path(path)
    try:
        place.write_text(content, encoding="utf-8", newline="\n")
    except FileNotFoundError:
        raise OptionError(
            f"there is no folder {str(place.parent)!r} to write {place.name!r} to; make it first."
        ) from None
    except IsADirectoryError:
        example = str(place / "lexicon.toml")
        raise OptionError(
            f"{str(path)!r} is a folder; expected the name of a file, such as {example!r}."
        ) from None
    except (OSError, ValueError) as fault:
        raise OptionError(
            f"{str(path)!r} could not be written ({fault}); give another file."
        ) from None
    return place


def from_toml(name: str, text: str) -> dict[str, Any]:
    """Return the content of a TOML lexicon as plain data."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise LexiconError(
            f"{name} is no TOML: {fault}; a family is a table [families.name]."
        ) from None
    known_at_top(content, name)
    return content


def known_at_top(content: Mapping[str, Any], name: str) -> None:
    """Refuse a lexicon that holds something else than families and slots."""
    odd = sorted(set(content) - _TOP)
    if odd:
        raise LexiconError(
            f"{name}: {odd[0]!r} is not known at the top; write [families.{odd[0]}] for a family."
        )


def from_csv(path: Path) -> dict[str, Any]:
    """Return the content of a CSV lexicon as plain data, in the shape of a TOML one."""
    families: dict[str, Any] = {}
    have: list[str] = []
    try:
        content = text(path)
        for line, row in parse_records(content, detect_delimiter(content, _COLUMNS)):
            where = f"{path.name}, line {line}"
            if not have:
                have = [column.strip().lower() for column in row]
                _check_columns(path.name, have)
                continue
            if len(row) != len(have):
                what = "put a cell that holds a comma in quotation marks"
                raise LexiconError(
                    f"{where}: {len(row)} cells came, {len(have)} were expected; {what}."
                )
            _add_row(
                families,
                {
                    name: cell.strip()
                    for name, cell in zip(have, row, strict=True)
                    if cell.strip()
                },
                where,
            )
    except UnclosedQuoteError as fault:
        raise LexiconError(
            f"{path.name}, line {fault.opened}: a quotation mark opens here and is not closed."
        ) from None
    if not have:
        _check_columns(path.name, have)
    return {"families": families}


def _check_columns(name: str, have: Sequence[str]) -> None:
    missing = sorted({"family", "pattern"} - set(have))
    odd = sorted(set(have) - _COLUMNS)
    twice = sorted(column for column in set(have) if have.count(column) > 1)
    if missing or odd or twice:
        what = (
            f"lacks the column {missing[0]!r} (it has {', '.join(filter(None, have)) or 'none'})" if missing
            else f"has a column {odd[0]!r} that is not known" if odd
            else f"has the column {twice[0]!r} twice"
        )  # fmt: skip
        near = suggest((odd or [""])[0], _COLUMNS)
        raise LexiconError(
            f"{name} {what}; columns: {', '.join(sorted(_COLUMNS))}.{near}"
        )


def _add_row(families: dict[str, Any], cells: dict[str, Any], where: str) -> None:
    if not cells:
        return
    if "family" not in cells:
        raise LexiconError(f"{where}: no family is named; fill the column 'family'.")
    family = families.setdefault(cells.pop("family"), {"patterns": [], "not": []})
    if "gloss" in cells:
        family["gloss"] = cells.pop("gloss")
    family["not"] += [cells.pop("not")] if "not" in cells else []
    if "strict" in cells:
        if cells["strict"].lower() not in ("true", "false", "yes", "no", "1", "0"):
            raise LexiconError(
                f"{where}: strict={cells['strict']!r}; write true or false."
            )
        cells["strict"] = cells["strict"].lower() in ("true", "yes", "1")
    if "pattern" in cells:
        cells["p"] = cells.pop("pattern")
        family["patterns"].append(cells)
    elif cells:
        raise LexiconError(
            f"{where}: {', '.join(sorted(cells))} without a pattern; fill the column 'pattern'."
        )


def bare(name: str) -> str:
    """Return a TOML key, in quotation marks where it needs them."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml(name)


def toml(value: Any) -> str:
    """Return a value as TOML."""
    if isinstance(value, str):
        # A JSON string is a TOML basic string, but for DEL.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return (
            "{ "
            + ", ".join(f"{bare(name)} = {toml(item)}" for name, item in value.items())
            + " }"
        )
    if isinstance(value, Sequence):
        inner = [toml(item) for item in value]
        short = len(", ".join(inner)) < 100
        return (
            f"[{', '.join(inner)}]" if short else "[\n  " + ",\n  ".join(inner) + ",\n]"
        )
    return str(value)
