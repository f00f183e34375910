"""What a corpus says about how it was read."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.corpus.metadata_oddities import (
    near_same_labels,
    stack_rows,
    words_for_missing,
)
from discourse.corpus.raw_texts import NO_SPANS, RawTexts
from discourse.corpus.reading_notes import current_suspicions, files_of_documents

__all__ = ["ReadingReport"]


class ReadingReport:
    """The tables of :class:`discourse.corpus.Corpus` on how its texts were read."""

    _raw_texts: RawTexts
    _metadata: pd.DataFrame
    _refused: pd.DataFrame
    _suspected: pd.DataFrame
    _files: pd.DataFrame
    _layers: Mapping[str, pd.DataFrame]

    # The class that has these tables defines what follows.
    if TYPE_CHECKING:

        @functools.cached_property
        def sources(self) -> np.ndarray:
            """The number of the raw text behind each document."""

    @property
    def source_names(self) -> tuple[str, ...]:
        """The file, or the row of a table, behind each document; ``""`` if none is."""
        names = self._raw_texts.sources
        return tuple(
            names[number] if number >= 0 else "" for number in self.sources.tolist()
        )

    def source_spans(self, layer: str) -> pd.DataFrame:
        """Return the spans of a layer over whole raw texts, also outside of documents.

        The columns are source (the number of the raw text), start, end and label. The
        table is empty if there is no such layer.
        """
        return self._layers.get(layer, NO_SPANS).copy()

    @property
    def refused(self) -> pd.DataFrame:
        """What could not be read, and why (kind "refused")."""
        return self._refused.copy()

    @property
    def files(self) -> pd.DataFrame:
        """The files behind these documents, and what was done to each (kind "files").

        One row for each file: its format, what read it, its size and SHA-256, how many
        characters the raw text has and how many of these documents come from it, and
        what the file holds and the text does not. The table is empty if the texts came
        from memory.
        """
        return files_of_documents(self._files, self.source_names)

    @property
    def suspected(self) -> pd.DataFrame:
        """What looks odd in these documents, and what was not read.

        The kind of the table is "suspected". Rows on the metadata are those whose
        source begins with ``metadata:``. They name values that had blanks at their
        ends, and labels of one column that are nearly the same.
        """
        return stack_rows([self._suspicions_kept, self._odd_labels])

    @property
    def _suspicions_kept(self) -> pd.DataFrame:
        """What was found when texts and metadata came, as far as it is still true."""
        sources = self.sources
        raw_texts = self._raw_texts
        return current_suspicions(self._suspected, raw_texts, sources)

    @functools.cached_property
    def _odd_labels(self) -> pd.DataFrame:
        """Labels of these documents that may mean the same, or no value."""
        metadata = self._metadata
        return stack_rows([near_same_labels(metadata), words_for_missing(metadata)])
