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
    ├── WriteError           a path at which no file could be written
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
    "WriteError",
]


# Code in these folders is not the scholar's own.
_THIS_LIBRARY = str(Path(__file__).parent)
_STANDARD_LIBRARY = sysconfig.get_path("stdlib")
_PACKAGES = sysconfig.get_path("purelib")
_BINARY_PACKAGES = sysconfig.get_path("platlib")
_LIBRARIES = (_THIS_LIBRARY, _STANDARD_LIBRARY, _PACKAGES, _BINARY_PACKAGES)
# At most so many lines of one call are shown: its options, but not a whole lexicon.
_MAX_LINES_OF_CALL = 5
_HOW_TO_SEE_ALL = "(To see the whole traceback, run %tb in the next cell.)"


class DiscourseError(ValueError):
    """The base class of every error that this library raises on purpose.

    A notebook shows the scholar's own line and the message, and no more of the
    traceback. ``%tb`` in the next cell shows the whole traceback. A program and a
    terminal show Python's own traceback as always.
    """

    _is_shown_already = False  # whether a notebook has shown the error once

    def __str__(self) -> str:
        """Return the message, which any terminal and file can hold.

        A name that is quoted in it may have a lone surrogate; its escape is shown.
        """
        message = super().__str__()
        return message.encode(errors="backslashreplace").decode()

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython shows in place of its own traceback.

        IPython calls this method when an error ends a cell, and again for ``%tb``. The
        second time we show the whole traceback, because ``%tb`` asks for it.
        """
        if self._is_shown_already:
            whole_traceback = "".join(traceback.format_exception(self))
            return whole_traceback.splitlines()
        self._is_shown_already = True
        lines = _lines_of_the_scholar(self)
        lines.append(f"{type(self).__name__}: {self}")
        lines.append(_HOW_TO_SEE_ALL)
        return lines


def _lines_of_the_scholar(error: DiscourseError) -> list[str]:
    """Return the lines of the scholar's cells and files that led to `error`.

    The list is empty if the error has no traceback.
    """
    lines = []
    for frame in traceback.extract_tb(error.__traceback__):
        if not _is_in_a_library(frame.filename):
            lines += _lines_of_call(frame)
    return lines


def _is_in_a_library(filename: str) -> bool:
    """Return whether a file belongs to this library, to Python or to a package."""
    path = Path(filename)
    return any(path.is_relative_to(folder) for folder in _LIBRARIES)


def _lines_of_call(frame: traceback.FrameSummary) -> list[str]:
    """Return the lines of the call that `frame` is in, the first with an arrow."""
    # Python may not know the lines, as in code made at run time.
    first_line = 1 if frame.lineno is None else frame.lineno
    last_line = first_line if frame.end_lineno is None else frame.end_lineno
    last_line_shown = min(last_line, first_line + _MAX_LINES_OF_CALL - 1)
    lines = []
    for number in range(first_line, last_line_shown + 1):
        arrow = "---->" if number == first_line else "     "
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


class WriteError(DiscourseError):
    """A path at which no file could be written.

    What stood there before is unchanged.
    """


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
