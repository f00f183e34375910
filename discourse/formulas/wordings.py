"""Wordings: places of a corpus that are written alike, put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.text import fold

__all__ = ["Wording", "group_wordings"]


@dataclass
class Wording:
    """Places that are written alike, but for blanks, line ends and, if so asked, case.

    Attributes
    ----------
    count : int
        How many places there are.
    documents : set of int
        The numbers of the documents that have one.
    doc, start, end, surface
        The first of these places: document, offsets in the raw text, and the text.
    """

    count: int
    documents: set[int]
    doc: str
    start: int
    end: int
    surface: str

    @property
    def line(self) -> str:
        """The surface on one line."""
        return _one_line(self.surface)


def group_wordings(
    corpus: Corpus,
    first_token: np.ndarray,
    end_token: np.ndarray,
    *,
    ignore_case: bool = True,
) -> list[Wording]:
    """Return the wordings of some places, the most frequent first.

    Of equally frequent ones, the one that occurs in more documents comes first, then
    the one that begins further left.

    Parameters
    ----------
    corpus : Corpus
    first_token, end_token : int64 arrays, shape (places,)
        Half-open ranges of tokens, sorted.
    ignore_case : bool
        Whether capitals and small letters, and kinds of quotation marks, are one.
    """
    wordings: dict[str, Wording] = {}
    # The same few texts occur at most places, and each is folded once.
    key_of_text: dict[str, str] = {}
    for document, place in _places(corpus, first_token, end_token):
        key = key_of_text.get(place.surface)
        if key is None:
            key = _one_line(fold(place.surface) if ignore_case else place.surface)
            key_of_text[place.surface] = key
        wording = wordings.setdefault(key, place)
        wording.count += 1
        wording.documents.add(document)
    # The sort is stable, so equal ones stay in the order of their places.
    return sorted(wordings.values(), key=_rank)


def _places(
    corpus: Corpus, first_token: np.ndarray, end_token: np.ndarray
) -> Iterator[tuple[int, Wording]]:
    """Return the number of the document of each place, and a wording of no place yet."""
    stream = corpus.stream
    documents = stream.document[first_token].tolist()
    starts = stream.start[first_token].tolist()
    ends = stream.end[end_token - 1].tolist()
    for document, start, end in zip(documents, starts, ends, strict=True):
        doc = corpus.names[document]
        surface = corpus.raw[doc][start:end]
        yield document, Wording(0, set(), doc, start, end, surface)


def _one_line(text: str) -> str:
    r"""Return the text with one blank in place of line ends and the blanks beside them.

    >>> _one_line("shared  \n future")
    'shared future'
    """
    return " ".join(text.split())


def _rank(wording: Wording) -> tuple[int, int]:
    """Return the sort key of a wording: its count, then its documents, falling."""
    return -wording.count, -len(wording.documents)
