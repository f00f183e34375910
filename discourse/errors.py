"""Every error a scholar can meet.

Each message says *what came, what was expected and what to do*, and names the file, line or byte,
the family or the column at fault. Catch :class:`DiscourseError` to catch them all::

    DiscourseError (a ValueError)
    ├── ReadError            a file, folder or table could not become a corpus
    │   ├── EncodingError    bytes that are no valid text in the encoding declared
    │   └── MetadataError    a metadata table and the texts do not agree
    ├── EmptyCorpusError     nothing to count: no documents, or no words in them
    ├── ColumnError          a column that is not there, or not of the kind needed
    ├── OptionError          a value an option does not take
    ├── SpanError            a span that lies outside its document, or is not in order
    ├── PatternError         a phrase pattern that cannot be read
    │   └── LexiconError     a lexicon that cannot be read
    ├── TableError           a table given to a chart, or loaded, that is of another kind
    ├── FigureError          a notebook or figure that could not be made or verified
    └── MissingExtraError    an optional package is needed that is not installed

There are no error codes; the class is the code.
"""

from __future__ import annotations

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


class DiscourseError(ValueError):
    """The root of every error this library raises on purpose."""


class ReadError(DiscourseError):
    """A file, folder or table could not become a corpus."""


class EncodingError(ReadError):
    """Bytes that are no valid text in the encoding declared (strict UTF-8 unless told)."""


class MetadataError(ReadError):
    """A metadata table that is damaged, or does not agree with the texts."""


class EmptyCorpusError(DiscourseError):
    """Nothing to count: no documents, or no words in them."""


class ColumnError(DiscourseError):
    """A column that is not there, or that is not of the kind needed."""


class OptionError(DiscourseError):
    """A value that an option does not take."""


class SpanError(DiscourseError):
    """A span that lies outside its document, is not in order, or names no document."""


class PatternError(DiscourseError):
    """A phrase pattern that cannot be read; its message counts columns from 1, as editors do.

    Attributes
    ----------
    position : int or None
        Where in the pattern reading stopped: an index, so it counts from 0 (``pattern[position]``); ``None`` when no
        one place is at fault.
    """

    def __init__(self, message: str, *, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class LexiconError(PatternError):
    """A lexicon that cannot be read: names the family, the pattern, the column and the fault."""


class TableError(DiscourseError):
    """A table of another kind than the one a chart or a verb needs."""


class FigureError(DiscourseError):
    """A notebook or a figure that could not be made, or does not verify."""


class MissingExtraError(DiscourseError):
    """An optional package is needed; the message says which extra installs it."""
