"""`preview_split`: the texts that a file of many texts would be divided into."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping

import pandas as pd

from discourse import tables
from discourse.corpus.metadata_values import value_as_text
from discourse.progress import shows_progress
from discourse.reading._read import read
from discourse.validation import options_by_name

__all__ = ["preview_split"]

_MAX_BEGINNING_LENGTH = 60  # characters of the text that are shown
_MAX_FIELD_LENGTH = 40  # characters of a value that are shown
# The two characters of a line end of Windows are one line end, wherever counting begins.
_LINE_END = re.compile(r"\r|(?<!\r)\n")


@options_by_name
@shows_progress
def preview_split(
    path: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    split: bool | str = True,
    fields: str | None = None,
    encoding: str | None = None,
    encodings: Mapping[str, str] | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    r"""Return the texts into which :func:`discourse.read` would divide files.

    Parameters
    ----------
    path : str, Path or list
        A file, a folder, an archive, a pattern or a list of paths, as in `read`.
    split : bool or str
        The line at which each text begins, with ``*`` for any characters:
        ``"Document * of *"``. True finds the articles of newspaper databases, False
        divides nothing.
    fields : str, optional
        The form of the lines of metadata with which a text begins: ``"Key: value"``.
    encoding : str, optional
    encodings : mapping of str to str, optional
        As in `read`.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "preview_split", one row for each text, in the order of `read`: doc,
        source (the file), line (at which the text begins, from 1), start, end
        (characters of the raw text of the file), words (that are not masked), fields
        (the metadata, as ``key: value``), beginning (the first words).

    Raises
    ------
    ReadError
        Nothing can be read.
    OptionError
        `split` matches every line, or `fields` is not the form of a line.

    See Also
    --------
    discourse.read : Read the files.

    Notes
    -----
    **When to use it.** Before you read a file of many texts with `split`: look whether
    there are as many rows as there should be texts, and whether a short or long one was
    cut at the wrong line. Files that cannot be read are left out; `read` names them.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> text = "TEXT 1\nTitle: A visit\n\nOne belt.\nTEXT 2\nOne road.\n"
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "speeches.txt")
    ...     _ = path.write_text(text, encoding="utf-8")
    ...     preview_split(path, split="TEXT *")[["doc", "line", "fields", "beginning"]]
              doc  line          fields  beginning
    0  speeches#1     1  title: A visit  One belt.
    1  speeches#2     5                  One road.
    """
    corpus = read(
        path,
        split=split,
        fields=fields,
        encoding=encoding,
        encodings=encodings,
        on_error="report",
    )
    sources = corpus.source_names
    starts, ends = corpus.extents
    counts = _LineCounts()
    rows: list[dict[str, object]] = []
    for number, document in enumerate(corpus):
        start = int(starts[number])
        raw = corpus.raw[document.id]
        row = {
            "doc": document.id,
            "source": sources[number],
            "line": counts.line_at(sources[number], raw, start),
            "start": start,
            "end": int(ends[number]),
            "words": document.words,
            "fields": _show_fields(document.metadata),
            "beginning": _beginning_of(document.unmasked_text),
        }
        rows.append(row)
    return tables.from_rows("preview_split", rows)


class _LineCounts:
    """The lines of a text, counted up to one place after another."""

    def __init__(self) -> None:
        self.source = ""
        self.place = 0
        self.line = 1

    def line_at(self, source: str, raw: str, place: int) -> int:
        """Return the number of the line, from 1, that holds a place of a text."""
        if source != self.source or place < self.place:
            self.source = source
            self.place = 0
            self.line = 1
        for _ in _LINE_END.finditer(raw, self.place, place):
            self.line += 1
        self.place = place
        return self.line


def _show_fields(metadata: Mapping[str, object]) -> str:
    """Return the metadata of a document that have a value, in one line."""
    shown = []
    for name, value in metadata.items():
        cell = " ".join(value_as_text(value).split())
        if len(cell) > _MAX_FIELD_LENGTH:
            cell = f"{cell[: _MAX_FIELD_LENGTH - 1]}…"
        if cell and name != "file":
            shown.append(f"{name}: {cell}")
    return "; ".join(shown)


def _beginning_of(text: str) -> str:
    """Return the first words of a text, in one line."""
    words = " ".join(text[: 2 * _MAX_BEGINNING_LENGTH].split())
    if len(words) > _MAX_BEGINNING_LENGTH:
        return f"{words[: _MAX_BEGINNING_LENGTH - 1].rstrip()}…"
    return words
