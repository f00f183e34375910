"""The options of reading, once they are checked."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from discourse.corpus.han_options import HanOptions
from discourse.errors import OptionError
from discourse.reading.file_name_fields import NamePattern
from discourse.reading.read_errors import OnError
from discourse.reading.text_division import Division
from discourse.text import ParagraphMode
from discourse.validation import suggest

__all__ = ["METADATA_NAME", "METADATA_NAMES", "ReadOptions", "is_metadata_name"]

METADATA_NAME = "metadata.csv"  # of the table beside the texts of a folder
# The table may also be a workbook. If there are several, the first of these is read.
METADATA_NAMES = (METADATA_NAME, "metadata.xlsx", "metadata.ods", "metadata.xls")


def is_metadata_name(name: str) -> bool:
    """Return whether a table of this name is about the texts beside it.

    >>> is_metadata_name("Metadata.XLSX"), is_metadata_name("speakers.csv")
    (True, False)
    """
    return name.lower() in METADATA_NAMES


@dataclass(frozen=True)
class ReadOptions:
    """The options of :func:`discourse.reading.read`, checked."""

    text: str | None
    metadata: str | os.PathLike[str] | pd.DataFrame | None
    encoding: str | None
    encodings: Mapping[str, str]
    paragraphs: ParagraphMode | Mapping[str, ParagraphMode]
    han: HanOptions
    on_error: OnError
    names: NamePattern | None
    heads: bool
    division: Division

    def declared_encoding(self, *names: str) -> str | None:
        """Return the encoding declared for a single file, by any of its names."""
        for name in names:
            if name in self.encodings:
                return self.encodings[name]
        return None

    def check_file_names(self, names: Sequence[str]) -> None:
        """Raise an error if an encoding is declared for a file that is not there."""
        unknown = sorted(set(self.encodings) - set(names))
        if unknown:
            hint = suggest(unknown[0], names)
            raise OptionError(
                f"encodings names {unknown[0]!r}, but no such file is read.{hint}"
            )

    def refuse_text_column(self, what_came: str) -> None:
        """Raise an error if a column of texts was named for what is no table."""
        if self.text is not None:
            raise OptionError(
                f"text={self.text!r} names a column of a table, but {what_came}; leave "
                "it out."
            )

    def refuse_division(self, what_came: str) -> None:
        """Raise an error if it was said how files are divided for what is no file."""
        if self.division.is_given:
            raise OptionError(
                f"split= and fields= go with files, but {what_came}. Save the text as a "
                "file, or divide it first."
            )

    def refuse_encodings(self, what_came: str) -> None:
        """Raise an error if an encoding was declared for what is no file."""
        if self.encoding is not None or self.encodings:
            raise OptionError(
                f"encoding= and encodings= go with files; {what_came} are decoded "
                "already. Leave them out."
            )

    def paragraph_mode(self, doc: str) -> ParagraphMode:
        """Return what ends a paragraph in one document."""
        if isinstance(self.paragraphs, Mapping):
            return self.paragraphs.get(doc, "auto")
        return self.paragraphs
