"""Lexicons in CSV files: from rows to plain data in the shape of a TOML lexicon.

A row is a pattern, or a family with several. What is said of the family may stand in any
of its rows, and two rows may not contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from discourse.csv_records import (
    UnclosedQuoteError,
    detect_delimiter,
    parse_records,
    unguard_cell,
)
from discourse.errors import LexiconError
from discourse.lexicons._family import PATTERN_KEYS
from discourse.lexicons.file_formats import read_text
from discourse.lexicons.language_codes import find_language_code, read_language_code
from discourse.lexicons.original_wordings import language_of_wording
from discourse.validation import show_value, suggest

__all__ = ["read_csv"]

# The columns of a pattern, those of its family that hold one text, and those that hold
# several, divided by semicolons.
_PATTERN_COLUMNS = {"pattern", *PATTERN_KEYS} - {"p"}
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
_LIST_COLUMNS = ("patterns", "not", "original", "zh", "levels")
_COLUMNS = {"family", *_PATTERN_COLUMNS, *_FACT_COLUMNS, *_LIST_COLUMNS}
# What other tables of phrases call a column.
_OTHER_NAMES = {
    "chinese": "original",
    "description": "gloss",
    "exclude": "not",
    "formula": "family",
    "lang": "language",
    "meaning": "gloss",
    "name": "family",
    "originals": "original",
    "phrase": "pattern",
    "phrases": "patterns",
    "term": "pattern",
    "terms": "patterns",
    "variant": "pattern",
    "variants": "patterns",
    "wording": "pattern",
    "wordings": "patterns",
}
_NAME_OF_DELIMITER = {",": "a comma", ";": "a semicolon", "\t": "a tab"}

# Chinese keyboards write the signs in full width. A backslash takes a sign its meaning.
_PART = re.compile(r"(?s)(?:\\.|[^;；\\]|\\\Z)++")
_BEFORE_COLON = re.compile(r"(?s)((?:\\.|[^:：\\])*+)[:：](.*)")
_ESCAPED = re.compile(r"\\([;；:：\\])")
_DIVIDES_NO_CUES = re.compile(r"(?s)(?:\\.|[^:：,，、\\])*+[:：,，、]")
# Before a colon, it is a code of a language, known or misspelt.
_LIKE_A_CODE = re.compile(r"[a-z]{2,3}")


class _Fact(NamedTuple):
    """What a cell says of a family, and the line of the cell."""

    text: str
    line: int


class _Original(NamedTuple):
    """An original, its language (``""`` = not said), and its place for messages."""

    text: str
    language: str
    where: str


@dataclass
class _FamilyRows:
    """What the rows of a family have said so far.

    Attributes
    ----------
    first_row : str
        The file and the line of its first row, for messages.
    patterns : list of dict
    exclude : list of str
        The patterns of the column 'not'.
    zh : list of str
    originals : list of _Original
    levels : dict of str to list of str
        The cues of each level.
    facts : dict of str to _Fact
        By column.
    """

    first_row: str
    patterns: list[dict[str, Any]] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    zh: list[str] = field(default_factory=list)
    originals: list[_Original] = field(default_factory=list)
    levels: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, _Fact] = field(default_factory=dict)

    def as_table(self) -> dict[str, Any]:
        """Return the table of the family, as a TOML file would hold it."""
        table: dict[str, Any] = {"patterns": self.patterns, "not": self.exclude}
        used = {}
        for column, fact in self.facts.items():
            if column == "used":
                used["from"] = fact.text
            elif column == "used_note":
                used["note"] = fact.text
            else:
                table[column] = fact.text
        table["used"] = used
        table["original"] = _originals_by_language(self.originals)
        table["zh"] = self.zh
        table["levels"] = self.levels
        return {key: value for key, value in table.items() if value}


def read_csv(path: Path) -> dict[str, Any]:
    """Return the content of a CSV lexicon as plain data, in the shape of a TOML one."""
    content = read_text(path)
    delimiter = detect_delimiter(content, _COLUMNS)
    families: dict[str, _FamilyRows] = {}
    columns: list[str] = []
    try:
        for line, record in parse_records(content, delimiter):
            if columns:
                where = f"{path.name}, line {line}"
                cells = _filled_cells(columns, record, where, delimiter)
                _add_row(families, cells, where, line)
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
    if not families:
        raise LexiconError(
            f"{path.name} has no families: no row below its header has a cell that is "
            "filled; write a row for each family."
        )
    return {"families": _tables_of(families, columns)}


def _tables_of(
    families: dict[str, _FamilyRows], columns: Sequence[str]
) -> dict[str, Any]:
    """Return the table of each family; each must have a pattern."""
    family_tables = {}
    column = "patterns" if "patterns" in columns else "pattern"
    for name, rows in families.items():
        if not rows.patterns:
            raise LexiconError(
                f"{rows.first_row}: family {show_value(name)} needs at least one "
                f"pattern; fill the column {column!r}."
            )
        family_tables[name] = rows.as_table()
    return family_tables


def _filled_cells(
    columns: Sequence[str], record: Sequence[str], where: str, delimiter: str
) -> dict[str, Any]:
    """Return the cells of a record that are not empty, stripped, by column."""
    contents = [unguard_cell(cell).strip() for cell in record]
    # A spreadsheet may write empty cells beyond the last column.
    while len(contents) > len(columns) and not contents[-1]:
        contents.pop()
    if len(contents) != len(columns):
        sign = _NAME_OF_DELIMITER.get(delimiter, repr(delimiter))
        remedy = f"put a cell that holds {sign} in quotation marks"
        if len(contents) < len(columns):
            remedy = f"write {sign} for each empty cell too"
        raise LexiconError(
            f"{where}: {len(contents)} cells came, {len(columns)} were expected; "
            f"{remedy}."
        )
    cells = {}
    for column, content in zip(columns, contents, strict=True):
        if not content:
            continue
        if not column:
            raise LexiconError(
                f"{where}: the cell {show_value(content)} is in a column without a "
                "name; write the name into the header, or empty the cell."
            )
        cells[column] = content
    return cells


def _check_columns(file_name: str, columns: Sequence[str]) -> None:
    """Raise an error if a column is missing, is not known or occurs twice.

    A column without a name is passed over, as long as its cells are empty.
    """
    names = [name for name in columns if name]
    unknown_columns = sorted(set(names) - _COLUMNS)
    repeated_columns = sorted(name for name in set(names) if names.count(name) > 1)
    missing_columns = []
    if "family" not in names:
        missing_columns.append("'family'")
    if not {"pattern", "patterns"} & set(names):
        missing_columns.append("'pattern' or 'patterns'")
    if missing_columns:
        named_columns = ", ".join(names) or "none"
        fault = f"lacks the column {missing_columns[0]} (it has {named_columns})"
    elif unknown_columns:
        fault = f"has a column {unknown_columns[0]!r} that is not known"
    elif repeated_columns:
        fault = f"has the column {repeated_columns[0]!r} twice"
    else:
        return
    # An unknown column may be a missing one that is spelt in another way.
    advice = _advice_for_column(unknown_columns[0]) if unknown_columns else ""
    known_columns = ", ".join(sorted(_COLUMNS))
    raise LexiconError(f"{file_name} {fault}; columns: {known_columns}.{advice}")


def _advice_for_column(name: str) -> str:
    """Return what a column that is not known may be called; ``""`` if nothing is."""
    if name in _OTHER_NAMES:
        return f" Call {name!r} {_OTHER_NAMES[name]!r}."
    return suggest(name, _COLUMNS)


def _add_row(
    families: dict[str, _FamilyRows], cells: dict[str, Any], where: str, line: int
) -> None:
    """Add a row of a CSV file to the family that it names.

    Parameters
    ----------
    families : dict
        What the rows of each family said; changed in place.
    cells : dict
        The cells of the row that are not empty, by column; those of the family are
        taken out.
    where : str
        The file and the line, for messages.
    line : int
    """
    # An empty row divides families; it means nothing.
    if not cells:
        return
    if "family" not in cells:
        raise LexiconError(f"{where}: no family is named; fill the column 'family'.")
    family = families.setdefault(cells.pop("family"), _FamilyRows(where))
    _add_facts(family, cells, where, line)
    family.exclude += _divide(cells.pop("not", ""))
    family.zh += map(_unescape, _divide(cells.pop("zh", "")))
    family.originals += _read_originals(cells.pop("original", ""), where)
    _add_levels(family.levels, cells.pop("levels", ""), where)
    if "strict" in cells:
        cells["strict"] = _read_truth_value(cells["strict"], where)
    patterns = _read_patterns(cells, where)
    for pattern in patterns:
        family.patterns.append({"p": pattern, **cells})


def _read_patterns(cells: dict[str, Any], where: str) -> list[str]:
    """Take the patterns of a row out of its cells, and return them."""
    patterns = _divide(cells.pop("patterns", ""))
    one_pattern = cells.pop("pattern", "")
    if len(_divide(one_pattern)) > 1:
        raise LexiconError(
            f"{where}: pattern={show_value(one_pattern)} has a semicolon; call the "
            r"column 'patterns' if it divides two patterns, or write '\;' for the "
            "character."
        )
    if one_pattern:
        patterns.append(one_pattern)
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
    return patterns


def _add_facts(
    family: _FamilyRows, cells: dict[str, Any], where: str, line: int
) -> None:
    """Move the cells that say something about the whole family to what is known of it.

    Raises
    ------
    LexiconError
        Another row says something else.
    """
    for column in _FACT_COLUMNS:
        if column not in cells:
            continue
        text = cells.pop(column)
        known_fact = family.facts.setdefault(column, _Fact(text, line))
        if known_fact.text != text:
            raise LexiconError(
                f"{where}: {column} is {show_value(text)}, and "
                f"{show_value(known_fact.text)} in line {known_fact.line} of the same "
                "family; write it once, or the same in both rows."
            )


def _divide(cell: str) -> list[str]:
    r"""Return the parts of a cell between semicolons, stripped; empty ones are left out.

    >>> _divide(r"a b; c\; d；;e")
    ['a b', 'c\\; d', 'e']
    """
    return [part for part in map(str.strip, _PART.findall(cell)) if part]


def _unescape(text: str) -> str:
    r"""Return plain text without the backslashes before signs that divide a cell."""
    return _ESCAPED.sub(r"\1", text)


def _read_originals(cell: str, where: str) -> list[_Original]:
    """Return the originals of a cell such as ``共赢; fr: gagnant-gagnant``.

    A language holds up to the next one that is named, except for Han characters.
    """
    originals = []
    language = ""
    for part in _divide(cell):
        text = part
        divided = _BEFORE_COLON.fullmatch(part)
        named_language = ""
        if divided:
            named_language = _language_before_colon(divided[1].strip(), where)
        if divided and named_language:
            language = named_language
            text = divided[2].strip()
        else:
            named_language = language_of_wording(text, language)
        if text:
            originals.append(_Original(_unescape(text), named_language, where))
    return originals


def _language_before_colon(name: str, where: str) -> str:
    """Return the code of a language that is named before a colon; ``""`` = none is."""
    if _LIKE_A_CODE.fullmatch(name):
        return read_language_code(name, f"{where}, original")
    return find_language_code(name)


def _originals_by_language(
    originals: Sequence[_Original],
) -> list[str] | dict[str, list[str]]:
    """Return originals by language, or as a list if the language of none is said.

    Raises
    ------
    LexiconError
        The language of some is said, and that of one is not.
    """
    originals_without_language = []
    texts_by_language: dict[str, list[str]] = {}
    for original in originals:
        if original.language:
            texts = texts_by_language.setdefault(original.language, [])
            texts.append(original.text)
        else:
            originals_without_language.append(original)
    if not originals_without_language:
        return texts_by_language
    if not texts_by_language:
        return [original.text for original in originals]
    first = originals_without_language[0]
    raise LexiconError(
        f"{first.where}: the original {show_value(first.text)} has no language, and "
        f"others of the family have one; write it before a colon, as in 'fr: "
        f"{first.text}'."
    )


def _add_levels(levels: dict[str, list[str]], cell: str, where: str) -> None:
    """Add the levels of a cell such as ``mankind: mankind|humanity; Asia: asia*``."""
    for part in _divide(cell):
        divided = _BEFORE_COLON.fullmatch(part)
        level = _unescape(divided[1].strip()) if divided else ""
        cues = divided[2].strip() if divided else ""
        if not level or not cues or _DIVIDES_NO_CUES.match(cues):
            raise LexiconError(
                f"{where}: levels={part!r}; write LEVEL: CUE|CUE, and a semicolon "
                "between two levels; a backslash before a comma or colon means the "
                "character."
            )
        cues_of_level = levels.setdefault(level, [])
        # The rows of a family may repeat what holds for all of them.
        if cues not in cues_of_level:
            cues_of_level.append(cues)


def _read_truth_value(cell: str, where: str) -> bool:
    """Return the truth value that a cell of the column 'strict' means."""
    if cell.lower() in ("true", "yes", "1"):
        return True
    if cell.lower() in ("false", "no", "0"):
        return False
    raise LexiconError(f"{where}: strict={cell!r}; write true or false.")
