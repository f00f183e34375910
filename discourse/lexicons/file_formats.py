"""Lexicons as files: their text, TOML to plain data, and plain data to TOML.

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

from discourse.errors import LexiconError, WriteError
from discourse.file_reading import UnreadableFileError, name_bad_character, read_file
from discourse.registries import BUNDLED_LEXICONS
from discourse.validation import show_name, show_value

__all__ = [
    "bundled_lexicons",
    "check_toml_path",
    "check_top",
    "parse_toml",
    "read_text",
    "toml_key",
    "toml_value",
]

TOML_ENDING = ".toml"
LARGEST_LEXICON = 50_000_000  # bytes; the largest dictionaries of phrases have fewer
MAX_LINE_LENGTH = 100  # a longer list is written with one item on each line
_TOP_KEYS = {"families", "language", "slots", "title", "version"}


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
        form = f"[families.{key}]"
        if name == "a dict":
            form = f"{{'families': {{{key!r}: [...]}}}}"
        raise LexiconError(
            f"{name}: {key!r} is not known at the top; write {form} for a family."
        )


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
