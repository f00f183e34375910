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

# Every table of phrases has these columns.
_COLUMNS = ("term", "count", "documents")


@options_by_name
def draft_lexicon(table: pd.DataFrame, path: str | Path) -> Path:
    """Write phrases as the draft of a lexicon in TOML, one family for each phrase.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of :func:`recurring` or :func:`discourse.ngrams`, or some of its rows.
    path : str or Path
        The file to write. Its name ends in ``.toml``. An existing file is replaced when
        the new one is complete.

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
    WriteError
        The file cannot be written, or its name has another ending. What stood there
        before is unchanged.

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
    family_by_name: dict[str, Any] = {}
    for surface, term, count, documents in zip(
        surfaces, table["term"], table["count"], table["documents"], strict=True
    ):
        name = term.replace(" ", "_")
        note = f"{count} occurrences in {documents} documents"
        patterns = _patterns_of_phrase(term, surface, note)
        family = {"gloss": "", "patterns": patterns}
        # A table of n-grams has a row of a term for each group. The first row is kept.
        family_by_name.setdefault(name, family)
    lexicon = Lexicon.read({"families": family_by_name})
    return lexicon.write(path)


def _patterns_of_phrase(term: str, surface: str, note: str) -> list[dict[str, str]]:
    """Return the patterns of one family.

    The first pattern is the words. The second one is the first occurrence as it is
    written in the text, if that is another valid pattern.
    """
    patterns = [{"id": "words", "p": term, "note": note}]
    surface_pattern = _pattern_of_surface(surface)
    if surface_pattern not in ("", term):
        patterns.append({"id": "as_written", "p": surface_pattern})
    return patterns


def _check_table(table: pd.DataFrame) -> None:
    """Raise a TableError if `table` is not a table of phrases or has no rows."""
    # What is not a table counts as a table that lacks every column.
    columns = table.columns if isinstance(table, pd.DataFrame) else ()
    missing_columns = [name for name in _COLUMNS if name not in columns]
    if not missing_columns and len(table):
        return
    fault = "has no rows"
    if missing_columns:
        fault = f"lacks {', '.join(missing_columns)}"
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
            # A backslash makes punctuation match itself, as in "b\&r".
            parts.append(f"\\{character}")
        elif kind == "blank":
            parts.append(" ")
        elif kind != "quote":  # patterns pass over quotation marks
            parts.append(character)
    words = "".join(parts).split()
    pattern = " ".join(words)
    try:
        return Phrase(pattern).pattern
    except PatternError:
        return ""
