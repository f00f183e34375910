"""A lexicon drafted from repeated phrases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from discourse.errors import PatternError, TableError
from discourse.lexicons import Lexicon
from discourse.phrases import Phrase
from discourse.text import character_class
from discourse.validation import options_by_name

__all__ = ["draft_lexicon"]


@options_by_name
def draft_lexicon(table: pd.DataFrame, path: str | Path) -> Path:
    """Write phrases as the draft of a lexicon in TOML, one family a phrase.

    Edit the file, then read it with ``Lexicon.read``.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of :func:`recurring` or :func:`discourse.ngrams`, or some rows of one.
    path : str or Path
        The file to write. A file that is there is replaced.

    Returns
    -------
    Path
        The file written. Each family has the words of its phrase as a pattern. Where
        punctuation stands between the words, it also has the first occurrence as it was
        written. A note says how often the phrase occurs.

    Raises
    ------
    TableError
        What came is no table of phrases, or has no rows.
    """
    _check_table(table)
    if "surface" in table.columns:
        surfaces = table["surface"].tolist()
    else:
        surfaces = [""] * len(table)
    families: dict[str, Any] = {}
    columns = (table[name].tolist() for name in ("term", "count", "documents"))
    for surface, term, count, documents in zip(surfaces, *columns, strict=True):
        note = f"{count} occurrences in {documents} documents"
        patterns = _patterns_of_phrase(term, surface, note)
        name = term.replace(" ", "_")
        families.setdefault(name, {"gloss": "", "patterns": patterns})
    return Lexicon.read({"families": families}).write(path)


def _patterns_of_phrase(term: str, surface: str, note: str) -> list[dict[str, str]]:
    """Return the patterns of one family: the words, and the first occurrence as written."""
    patterns = [{"id": "words", "p": term, "note": note}]
    written = _pattern_of_surface(surface)
    if written not in ("", term):
        patterns.append({"id": "as_written", "p": written})
    return patterns


def _check_table(table: object) -> None:
    """Raise a TableError where what came is no table of phrases."""
    present = table.columns if isinstance(table, pd.DataFrame) else ()
    missing = [name for name in ("term", "count", "documents") if name not in present]
    if missing:
        fault = f"lacks {', '.join(missing)}"
    elif isinstance(table, pd.DataFrame) and not len(table):
        fault = "has no rows"
    else:
        return
    raise TableError(
        f"a table of phrases was expected, but the one that came {fault}; make one with discourse.recurring(...)."
    )


def _pattern_of_surface(surface: str) -> str:
    """Return the raw text of a phrase as a pattern in which punctuation stands for itself.

    ``""`` where it can be no pattern.
    """
    parts = []
    for character in surface.lower():
        kind = character_class(character)
        if kind == "other":
            parts.append(f"\\{character}")
        elif kind == "blank":
            parts.append(" ")
        elif kind != "quote":
            parts.append(character)
    pattern = " ".join("".join(parts).split())
    try:
        return Phrase(pattern).pattern
    except PatternError:
        return ""
