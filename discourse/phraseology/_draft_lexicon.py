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

_COLUMNS = ("term", "count", "documents")  # a table of phrases has them all


@options_by_name
def draft_lexicon(table: pd.DataFrame, path: str | Path) -> Path:
    """Write phrases as the draft of a lexicon in TOML, one family a phrase.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of :func:`recurring` or :func:`discourse.ngrams`, or some of its rows.
    path : str or Path
        The file to write. An existing file is replaced.

    Returns
    -------
    Path
        The file that was written. Each family has the words of its phrase as a pattern.
        If there is punctuation between the words, it also has the first occurrence in
        its own spelling as a second pattern. A note says how often the phrase occurs.

    Raises
    ------
    TableError
        `table` is not a table of phrases, or it has no rows.

    Notes
    -----
    *When to use it.* To make a lexicon from phrases that recur in the corpus.

    *How to go on.* Edit the file: remove phrases, join variants in one family, write
    glosses. Then read it with ``Lexicon.read``.

    See Also
    --------
    recurring : Finds such phrases.
    """
    _check_table(table)
    if "surface" in table.columns:
        surfaces = table["surface"].tolist()
    else:
        surfaces = [""] * len(table)
    families: dict[str, Any] = {}
    for surface, term, count, documents in zip(
        surfaces, table["term"], table["count"], table["documents"], strict=True
    ):
        name = term.replace(" ", "_")
        note = f"{count} occurrences in {documents} documents"
        patterns = _patterns_of_phrase(term, surface, note)
        family = {"gloss": "", "patterns": patterns}
        families.setdefault(name, family)
    lexicon = Lexicon.read({"families": families})
    return lexicon.write(path)


def _patterns_of_phrase(term: str, surface: str, note: str) -> list[dict[str, str]]:
    """Return the patterns of one family: the words, and the first occurrence."""
    patterns = [{"id": "words", "p": term, "note": note}]
    written = _pattern_of_surface(surface)
    if written not in ("", term):
        patterns.append({"id": "as_written", "p": written})
    return patterns


def _check_table(table: pd.DataFrame) -> None:
    """Raise a TableError if `table` is not a table of phrases or has no rows."""
    columns = table.columns if isinstance(table, pd.DataFrame) else ()
    missing = [name for name in _COLUMNS if name not in columns]
    if missing:
        fault = f"lacks {', '.join(missing)}"
    elif not len(table):
        fault = "has no rows"
    else:
        return
    raise TableError(
        f"a table of phrases was expected, but the one that came {fault}; "
        "make one with discourse.recurring(...)."
    )


def _pattern_of_surface(surface: str) -> str:
    """Return the raw text of a phrase as a pattern.

    Punctuation matches itself. The result is ``""`` if the text is not a valid pattern.
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
    words = "".join(parts).split()
    pattern = " ".join(words)
    try:
        return Phrase(pattern).pattern
    except PatternError:
        return ""
