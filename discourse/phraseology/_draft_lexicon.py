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


# ---------------------------------------------------------------------------------------------------------------------
# From candidates to a lexicon


@options_by_name
def draft_lexicon(table: pd.DataFrame, path: str | Path) -> Path:
    """Write phrases as the draft of a lexicon in TOML, one family a phrase, to be edited and read again.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of :func:`recurring` or :func:`discourse.ngrams`, or some rows of one.
    path : str or Path
        The file; one that is there is replaced.

    Returns
    -------
    Path
        The file written. Besides the words alone a family has the first occurrence as it was written, where
        punctuation stands between them; a note tells how often the phrase was found.
    """
    have = table.columns if isinstance(table, pd.DataFrame) else ()
    lacking = [name for name in ("term", "count", "documents") if name not in have]
    if lacking or not len(table):
        what = f"lacks {', '.join(lacking)}" if lacking else "has no rows"
        raise TableError(
            f"a table of phrases was expected, but the one that came {what}; make one with discourse.recurring(...)."
        )
    surfaces = (
        table["surface"].tolist() if "surface" in table.columns else [""] * len(table)
    )
    families: dict[str, Any] = {}
    for term, surface, count, documents in zip(
        table["term"], surfaces, table["count"], table["documents"], strict=True
    ):
        patterns = [
            {
                "id": "words",
                "p": term,
                "note": f"{count} occurrences in {documents} documents",
            }
        ]
        written = _as_written(surface)
        if written not in ("", term):
            patterns.append({"id": "as_written", "p": written})
        families.setdefault(term.replace(" ", "_"), {"gloss": "", "patterns": patterns})
    return Lexicon.read({"families": families}).write(path)


def _as_written(surface: str) -> str:
    """The raw text of a phrase as a pattern, when it can be one: punctuation stands for itself."""
    parts = []
    for char in surface.lower():
        what = character_class(char)
        parts.append(
            f"\\{char}"
            if what == "other"
            else " "
            if what == "blank"
            else ""
            if what == "quote"
            else char
        )
    pattern = " ".join("".join(parts).split())
    try:
        return Phrase(pattern).pattern
    except PatternError:
        return ""
