"""Every error a scholar can meet.

Each message says *what came, what was expected and what to do*. It names the file with
the line or byte, the family, or the column that is wrong. To catch all of them, catch
:class:`DiscourseError`::

    DiscourseError (a ValueError)
    ├── ReadError            a file, folder or table could not become a corpus
    │   ├── EncodingError    bytes that are no valid text in the encoding declared
    │   └── MetadataError    a metadata table and the texts do not agree
    ├── EmptyCorpusError     nothing to count: no documents, or no words in them
    ├── ColumnError          a column that does not exist, or has wrong values
    ├── OptionError          a value that an option does not take
    ├── SpanError            a span outside its document, or not in order
    ├── PatternError         a phrase pattern that cannot be read
    │   └── LexiconError     a lexicon that cannot be read
    ├── TableError           a table of another kind than a chart or a verb needs
    ├── FigureError          a notebook or figure that could not be made or verified
    └── MissingExtraError    an optional package is needed that is not installed

There are no error codes: the class tells what went wrong.
"""

from __future__ import annotations

import linecache
import sysconfig
import traceback
from pathlib import Path

__all__ = [
    "ColumnError",
    "DiscourseError",
    "EmptyCorpusError",
    "EncodingError",
    "FigureError",
    "LexiconError",
    "MetadataError",
    "MissingExtraError",
    "OptionError",
    "PatternError",
    "ReadError",
    "SpanError",
    "TableError",
]


# Code in these folders is not the scholar's: this library, Python, installed packages.
_THIS_LIBRARY = str(Path(__file__).parent)
_STANDARD_LIBRARY = sysconfig.get_path("stdlib")
_PACKAGES = sysconfig.get_path("purelib")
_BINARY_PACKAGES = sysconfig.get_path("platlib")
_LIBRARIES = (_THIS_LIBRARY, _STANDARD_LIBRARY, _PACKAGES, _BINARY_PACKAGES)
# Lines of one call that are shown: enough for its options, not for a whole lexicon.
_LINES_SHOWN = 5
_HOW_TO_SEE_ALL = "(To see the whole traceback, run %tb in the next cell.)"


class DiscourseError(ValueError):
    """The base class of every error that this library raises on purpose.

    A notebook shows the scholar's own line and the message, and no more of the
    traceback. ``%tb`` in the next cell shows the whole traceback. A program and a
    terminal show Python's own traceback as always.
    """

    _shown_in_notebook = False

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython shows in place of its own traceback.

        IPython calls this method when an error ends a cell, and again for ``%tb``. The
        second time we show the whole traceback, because ``%tb`` asks for it.
        """
        if self._shown_in_notebook:
            whole = traceback.format_exception(self)
            return "".join(whole).splitlines()
        self._shown_in_notebook = True
        lines = _lines_of_the_scholar(self)
        kind = type(self).__name__
        lines.append(f"{kind}: {self}")
        lines.append(_HOW_TO_SEE_ALL)
        return lines


def _lines_of_the_scholar(error: DiscourseError) -> list[str]:
    """Return the lines of the scholar's cells and files that led to `error`."""
    lines = []
    for frame in traceback.extract_tb(error.__traceback__):
        if not _is_of_a_library(frame.filename):
            lines += _lines_of_call(frame)
    return lines


def _is_of_a_library(filename: str) -> bool:
    path = Path(filename)
    return any(path.is_relative_to(folder) for folder in _LIBRARIES)


def _lines_of_call(frame: traceback.FrameSummary) -> list[str]:
    """Return the lines of the call that `frame` is in, the first with an arrow."""
    first = frame.lineno or 1
    last = frame.end_lineno or first
    last_shown = min(last, first + _LINES_SHOWN - 1)
    lines = []
    for number in range(first, last_shown + 1):
        arrow = "---->" if number == first else "     "
        code = linecache.getline(frame.filename, number)
        lines.append(f"{arrow} {number} {code.rstrip()}")
    return lines


class ReadError(DiscourseError):
    """A file, folder or table could not become a corpus."""


class EncodingError(ReadError):
    """Bytes that are no valid text in the declared encoding (default: strict UTF-8)."""


class MetadataError(ReadError):
    """A metadata table that is damaged, or does not agree with the texts."""


class EmptyCorpusError(DiscourseError):
    """Nothing to count: no documents, or no words in them."""


class ColumnError(DiscourseError):
    """A column that does not exist, or that has another kind of values than needed."""


class OptionError(DiscourseError):
    """A value that an option does not take."""


class SpanError(DiscourseError):
    """A span outside its document, with its end before its start, or of no document."""


class PatternError(DiscourseError):
    """A phrase pattern that cannot be read.

    The message counts columns from 1, as editors do.

    Attributes
    ----------
    position : int or None
        The index in the pattern at which reading stopped. It counts from 0, so the
        character is ``pattern[position]``. None if the error has no single position.
    """

    def __init__(self, message: str, *, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class LexiconError(PatternError):
    """A lexicon that cannot be read.

    The message names the family, the pattern, the column and what is wrong.
    """


class TableError(DiscourseError):
    """A table of another kind than the one a chart or a verb needs."""


class FigureError(DiscourseError):
    """A notebook or a figure that could not be made, or does not verify."""


class MissingExtraError(DiscourseError):
    """An optional package is needed; the message says which extra installs it."""
