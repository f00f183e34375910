"""The front matter of a text: TOML, or a small, plain part of YAML.

YAML is read without a parser of it. Read are scalars, quoted text, lists and texts of several lines. What is more than that,
such as a mapping inside a mapping, stays as the text that stands there.
"""

from __future__ import annotations

import datetime
import re
import textwrap
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["FrontMatterError", "parse_front_matter", "parse_toml_front_matter"]

LIST_SEPARATOR = "; "  # between the items of a list, in one value
_MISSING = frozenset({"", "~", "null", "Null", "NULL"})
# | or >, then how deep the text is indented and what happens to its last line ends.
_BLOCK_MARK = re.compile(r"(?a)[|>][-+\d]{0,2}(?:\s+#.*)?")
_INNER_KEY = re.compile(r"\s+[\w-]+:(?:\s|$)")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_ESCAPE = re.compile(
    r"(?a)\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL
)
_ESCAPED_CHARACTERS = {
    "0": "\0",
    "N": "\x85",
    "_": "\xa0",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}


class FrontMatterError(ValueError):
    """Front matter that cannot be read; the message says which line, and why."""


@dataclass
class _Entry:
    """A key of the front matter, what stands beside it, and the lines under it."""

    key: str
    beside: str
    below: list[str] = field(default_factory=list)

    @property
    def value(self) -> str:
        """What the entry says, as text."""
        if _BLOCK_MARK.fullmatch(self.beside):
            return _block_text(self.below, folded=self.beside.startswith(">"))
        if _COMMENT.sub("", self.beside):
            return _scalar(" ".join([self.beside, *_words_of(self.below)]))
        return _nested_value(self.below)


def parse_front_matter(lines: Sequence[str]) -> dict[str, str]:
    """Return the values by key of the lines between the two marks.

    The items of a list are joined by ``"; "``, and a missing value is ``""``.

    Raises
    ------
    FrontMatterError
        The lines are no mapping of keys to values, or a key occurs twice.

    Examples
    --------
    >>> parse_front_matter(["title: 'A visit'", "tags: [trade, peace]"])
    {'title': 'A visit', 'tags': 'trade; peace'}
    """
    entries: list[_Entry] = []
    if not any(line.startswith("\t") for line in lines):
        # All lines may be indented alike, by blanks.
        lines = textwrap.dedent("\n".join(lines)).split("\n")
    for number, line in enumerate(lines, 1):
        last_entry = entries[-1] if entries else None
        _check_indentation(line, number, last_entry)
        is_inner = line[:1] in (" ", "\t", "-") or not line.strip()
        if is_inner and entries:
            entries[-1].below.append(line)
        elif not line.strip() or line.startswith("#"):
            continue
        else:
            entries.append(_entry_of(line, number))
    values: dict[str, str] = {}
    for entry in entries:
        if entry.key in values:
            raise FrontMatterError(f"the key {entry.key!r} occurs twice")
        values[entry.key] = entry.value
    return values


def _check_indentation(line: str, number: int, entry: _Entry | None) -> None:
    """Raise an error if a line is indented where YAML does not allow it.

    `entry` is the one that the line would belong to.
    """
    if not line[:1].isspace() or not line.strip():
        return
    if entry is not None and _BLOCK_MARK.fullmatch(entry.beside):
        return
    if line.startswith("\t"):
        raise FrontMatterError(f"line {number} of it begins with a tab")
    if entry is None:
        raise FrontMatterError(f"line {number} of it is indented")
    # After "title: A visit", a line "  date: 2023" is no part of the title.
    is_plain = _COMMENT.sub("", entry.beside) and entry.beside[0] not in "\"'[{"
    if is_plain and _INNER_KEY.match(line):
        raise FrontMatterError(f"line {number} of it is indented under a value")


def _entry_of(line: str, number: int) -> _Entry:
    """Return the entry that begins on a line."""
    match = re.match(r"""("[^"]*"|'[^']*'|[^\s"':#\[\]{}][^:]*?)\s*:(?:\s+|$)""", line)
    if match is None:
        raise FrontMatterError(f"line {number} of it has no form 'key: value'")
    key = match.group(1).strip("\"'").strip()
    if not key:
        raise FrontMatterError(f"line {number} of it has no key")
    return _Entry(key, line[match.end() :].strip())


# --------------------------------------------------------------------------------------
# Values


def _words_of(lines: Sequence[str]) -> list[str]:
    """Return the lines that are not blank, without the blanks around them."""
    return [line.strip() for line in lines if line.strip()]


def _scalar(text: str) -> str:
    """Return a value on one line: plain, quoted or a list in brackets."""
    text = text.strip()
    if text.startswith(('"', "'")):
        return _unquote(text)
    text = _COMMENT.sub("", text).strip()
    if text.startswith("[") and text.endswith("]"):
        return LIST_SEPARATOR.join(_items_in_brackets(text[1:-1]))
    return "" if text in _MISSING else text


def _unquote(text: str) -> str:
    """Return quoted text without its quotation marks; other text as it stands."""
    if text.startswith("'"):
        match = re.match(r"'((?:[^']|'')*)'\s*(?:#.*)?$", text, re.DOTALL)
        return match.group(1).replace("''", "'") if match else text
    match = re.match(r'"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$', text, re.DOTALL)
    return _ESCAPE.sub(_character_of, match.group(1)) if match else text


def _character_of(match: re.Match[str]) -> str:
    """Return the character that an escape in double quotation marks stands for."""
    *numbers, sign = match.groups()
    if sign is not None:
        return _ESCAPED_CHARACTERS.get(sign, sign)
    code_point = int(next(filter(None, numbers)), base=16)
    is_character = code_point <= 0x10FFFF and not 0xD800 <= code_point <= 0xDFFF
    return chr(code_point) if is_character else match.group()


def _items_in_brackets(text: str) -> list[str]:
    """Return the items of a list such as ``a, "b, c"``."""
    items = re.findall(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+)\s*""", text)
    values = [_scalar(item) for item in items]
    return [value for value in values if value]


def _nested_value(lines: Sequence[str]) -> str:
    """Return the value of a key that has lines under it: a list, or other text.

    A mapping inside the mapping stays as its lines, in one line of text.
    """
    inner_lines = textwrap.dedent("\n".join(lines)).splitlines()
    items: list[list[str]] = []
    for line in inner_lines:
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if re.match(r"-(?:\s|$)", line) or not items:
            items.append([])
        item_text = _scalar(re.sub(r"^-(?:\s+|$)", "", text))
        items[-1].append(item_text)
    values = [", ".join(filter(None, item)) for item in items]
    return LIST_SEPARATOR.join(filter(None, values))


def _block_text(lines: Sequence[str], *, folded: bool) -> str:
    """Return a text of several lines; a folded one has blanks for its line ends."""
    text = textwrap.dedent("\n".join(lines)).strip()
    if not folded:
        return text
    # A blank line between two parts stays as a line end.
    parts = re.split(r"\n[ \t]*\n\s*", text)
    return "\n".join(" ".join(part.split("\n")) for part in parts)


# --------------------------------------------------------------------------------------
# TOML


def parse_toml_front_matter(lines: Sequence[str]) -> dict[str, str]:
    """Return the values by key of TOML lines, as text.

    The items of a list are joined by ``"; "``; so are those of a table, with their
    keys.

    Raises
    ------
    FrontMatterError
        The lines are no TOML.

    Examples
    --------
    >>> parse_toml_front_matter(["title = 'A visit'", "date = 2023-06-12"])
    {'title': 'A visit', 'date': '2023-06-12'}
    """
    try:
        values = tomllib.loads("\n".join(lines))
        return {key: _toml_text(value) for key, value in values.items()}
    except tomllib.TOMLDecodeError as error:
        raise FrontMatterError(f"it is not valid TOML ({error})") from None
    except (ValueError, RecursionError):  # a huge number, or very many brackets
        raise FrontMatterError("it holds a value that cannot be read") from None


def _toml_text(value: object) -> str:
    """Return a value of TOML as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, list):
        return LIST_SEPARATOR.join(filter(None, map(_toml_text, value)))
    if isinstance(value, dict):
        items = [f"{key}: {_toml_text(item)}" for key, item in value.items()]
        return LIST_SEPARATOR.join(items)
    return str(value)
