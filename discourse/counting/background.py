"""A background: in how many documents outside the corpus each term is.

Few documents cannot tell which of their terms are rare: among five, an idf has five
values at most. A background has counted many more.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import (
    DocumentTermMatrix,
    TermLength,
    count_terms,
)
from discourse.errors import OptionError, TableError
from discourse.notes import Note
from discourse.registries import BACKGROUND_LISTS
from discourse.tables import describe_type
from discourse.text import word_identity
from discourse.validation import count_of, show_value, suggest_or_list

__all__ = [
    "Background",
    "BackgroundSource",
    "TermRarity",
    "bound_by_words",
    "look_up",
    "look_up_words",
    "read_background",
]

_COLUMNS = ("term", "documents", "of_documents")
_NUMBERS = (int, float, np.integer, np.floating)
# Up to here each whole number has a float of its own: what is weighed are floats.
_MOST_DOCUMENTS = 2**53
_HOW_TO_MAKE = "discourse.document_frequencies(corpus) makes such a table."


@dataclass(frozen=True, eq=False)
class Background:
    """How many documents of another collection have each term.

    Attributes
    ----------
    name : str
        What tables and charts call it.
    documents_by_term : mapping of str to int
        Documents that have each term. Terms are folded, as tables show them.
    of_documents : int
        Documents in all.

    Raises
    ------
    OptionError
        There are no terms or no documents, a number is negative, or a term is in more
        documents than there are.

    Examples
    --------
    >>> background = Background("press", {"belt": 2, "road": 40}, of_documents=100)
    >>> background
    Background('press': 2 terms of 100 documents)
    """

    name: str
    documents_by_term: Mapping[str, int] = field(repr=False)
    of_documents: int

    def __post_init__(self) -> None:
        if not self.documents_by_term:
            raise OptionError(
                f"the background {self.name!r} has no terms; expected at least one. "
                f"{_HOW_TO_MAKE}"
            )
        if self.of_documents < 1:
            raise OptionError(
                f"the background {self.name!r} has of_documents="
                f"{show_value(self.of_documents)}; expected how many documents there "
                "are in all, 1 or more."
            )
        if self.of_documents > _MOST_DOCUMENTS:
            raise OptionError(
                f"the background {self.name!r} has of_documents="
                f"{show_value(self.of_documents)}; expected how many documents there "
                "are in all, up to 2**53."
            )
        for term, documents in self.documents_by_term.items():
            if documents < 0:
                raise OptionError(
                    f"the background {self.name!r} has {documents} documents for "
                    f"{term!r}; expected a number from 0 to {self.of_documents:,}."
                )
            if documents > self.of_documents:
                raise OptionError(
                    f"the background {self.name!r} has {documents:,} documents for "
                    f"{term!r}, more than its {self.of_documents:,} documents in all; "
                    "`of_documents` is how many there are, with the term or without it."
                )

    @property
    def digest(self) -> str:
        """A hash of all that it says, by which results are cached."""
        entries = sorted(self.documents_by_term.items())
        contents = repr((self.name, self.of_documents, entries))
        encoded = contents.encode("utf-8", "surrogatepass")
        return hashlib.sha256(encoded).hexdigest()

    def __repr__(self) -> str:
        terms = count_of(len(self.documents_by_term), "term")
        documents = count_of(self.of_documents, "document")
        return f"Background({self.name!r}: {terms} of {documents})"


# What the option `background` of a verb takes.
BackgroundSource = Background | Corpus | pd.DataFrame | str | Path


@dataclass(frozen=True, eq=False)
class TermRarity:
    """What a background knows of the terms of a corpus, in their order.

    Attributes
    ----------
    name : str
        The background.
    documents : int64 array, shape (terms,)
        Documents of the background that have each term; 0 = unknown to it.
    of_documents : int
        Documents of the background in all.
    are_words : bool
        Whether the terms are the words of phrases, and not terms of a table.
    """

    name: str
    documents: np.ndarray
    of_documents: int
    are_words: bool = False

    @property
    def unknown(self) -> int:
        """How many of the terms no document of the background has."""
        return int(np.count_nonzero(self.documents == 0))

    @property
    def columns(self) -> dict[str, str | int]:
        """The columns of a table that say which background was used."""
        return {
            "background": self.name,
            "background_documents": self.of_documents,
            "background_unknown": self.unknown,
        }

    @property
    def note(self) -> Note | None:
        """A note that some terms are unknown; None if all are known."""
        if not self.unknown:
            return None
        number = len(self.documents)
        if self.are_words:
            return notes.make(
                "background_unknown_words",
                unknown=self.unknown,
                words=number,
            )
        return notes.make("background_unknown", unknown=self.unknown, terms=number)


# --------------------------------------------------------------------------------------
# Reading


def read_background(background: BackgroundSource, *, n: TermLength = 1) -> Background:
    """Return a background, wherever it comes from.

    Parameters
    ----------
    background : Background, Corpus, DataFrame, str or Path
        - A Corpus: its terms of the length `n` are counted, without masked text.
        - A DataFrame with the columns term, documents and of_documents, such as
          :func:`discourse.document_frequencies` gives. Other columns are not used.
        - A CSV file with these columns.
        - The name of a bundled list of :data:`discourse.registries.BACKGROUND_LISTS`,
          such as ``"un-general-debate"``.
    n : int, pair of int, or str
        Words in a term, for a Corpus. All else has the terms that it has.

    Returns
    -------
    Background
        Its terms are folded, as words are when they are counted.

    Raises
    ------
    OptionError
        There is no such list or file, or the numbers cannot be right.
    TableError
        A column is missing, or a cell has a wrong value.

    Notes
    -----
    Take a background of the same language and sort of text. What is everyday language
    there is then not distinctive here. A list may leave rare terms out: such a term is
    taken for one that no document has.

    Examples
    --------
    >>> table = pd.DataFrame({"term": ["Belt", "road"], "documents": [2, 40]})
    >>> read_background(table.assign(of_documents=100)).documents_by_term
    {'belt': 2, 'road': 40}
    >>> read_background("un-general-debate")
    Background('un-general-debate': 24,311 terms of 3,806 documents)
    >>> read_background("general-debate")
    Traceback (most recent call last):
    discourse.errors.OptionError: background='general-debate' is no bundled list, and no \
file has this name. Did you mean 'un-general-debate'?
    """
    if isinstance(background, Background):
        return background
    if isinstance(background, Corpus):
        return _count_background(background, n)
    if isinstance(background, pd.DataFrame):
        return _read_table(background, "table")
    if isinstance(background, str) and background in BACKGROUND_LISTS:
        return _read_bundled(background)
    if isinstance(background, str | Path):
        return _read_file(background)
    raise OptionError(
        f"background: {describe_type(background)} came; expected a Corpus, a table "
        f"with the columns {', '.join(_COLUMNS)}, the path of such a CSV file, or the "
        f"name of a bundled list.{suggest_or_list('', BACKGROUND_LISTS)}"
    )


def _count_background(corpus: Corpus, n: TermLength) -> Background:
    """Return the background that the documents of a corpus are."""
    corpus = corpus.in_words
    counts = count_terms(corpus, n=n)
    documents = counts.documents.tolist()
    documents_by_term = dict(zip(counts.spell(), documents, strict=True))
    words_by_document = np.diff(corpus.stream.bounds)
    # As in any idf of this library, a document without words does not count.
    of_documents = int(np.count_nonzero(words_by_document))
    return Background("corpus", documents_by_term, of_documents)


@functools.cache
def _read_bundled(name: str) -> Background:
    """Return a bundled list. Its file is read once."""
    folder = resources.files("discourse") / "data" / "background"
    with resources.as_file(folder / f"{name}.csv") as path:
        return _read_table(tables.load(path), name)


def _read_file(path: str | Path) -> Background:
    """Return the background that is in a CSV file."""
    file = Path(path)
    if not file.is_file():
        suggestion = suggest_or_list(str(path), BACKGROUND_LISTS)
        raise OptionError(
            f"background={str(path)!r} is no bundled list, and no file has this name."
            f"{suggestion}"
        )
    return _read_table(tables.load(file), file.name)


def _read_table(table: pd.DataFrame, name: str) -> Background:
    """Return the background that is in a table."""
    for column in _COLUMNS:
        if column not in table.columns:
            raise TableError(
                f"the background {name!r} has no column {column!r}; expected "
                f"{', '.join(_COLUMNS)}, and its columns are "
                f"{', '.join(map(str, table.columns))}. {_HOW_TO_MAKE}"
            )
        if list(table.columns).count(column) > 1:
            raise TableError(
                f"the background {name!r} has the column {column!r} twice; expected "
                f"{', '.join(_COLUMNS)}, each once. Drop or rename the others."
            )
    terms = _read_terms(table, name)
    documents = _read_whole_numbers(table["documents"].tolist(), name, "documents")
    totals = _read_whole_numbers(table["of_documents"].tolist(), name, "of_documents")
    distinct_totals = sorted(set(totals))
    if len(distinct_totals) > 1:
        raise TableError(
            f"the background {name!r} has {len(distinct_totals)} different values of "
            f"of_documents, such as {distinct_totals[0]:,} and {distinct_totals[-1]:,}; "
            "expected the same in all rows: how many documents there are in all."
        )
    documents_by_term: dict[str, int] = {}
    for term, document_count in zip(terms, documents, strict=True):
        if term in documents_by_term:
            raise TableError(
                f"the background {name!r} has the term {term!r} twice; expected one "
                "row for each term, small and capital letters being one."
            )
        documents_by_term[term] = document_count
    of_documents = distinct_totals[0] if distinct_totals else 0
    return Background(name, documents_by_term, of_documents)


def _read_terms(table: pd.DataFrame, name: str) -> list[str]:
    """Return the terms of a table, each folded as it is when it is counted."""
    cells = table["term"].tolist()
    units = set(table.get("token_unit", []))
    if units == {"character"}:
        # A term of characters may begin with a blank. Only a verb counts such terms,
        # and they are folded.
        return list(map(str, cells))
    terms = []
    for row, cell in enumerate(cells, 1):
        words = cell.split() if isinstance(cell, str) else []
        if not words:
            raise TableError(
                f"the background {name!r}, row {row}: {show_value(cell)} is no term; "
                "expected words. (pandas reads 'null' and 'NA' as missing: give "
                "keep_default_na=False to read_csv, or give the path of the file.)"
            )
        terms.append(" ".join(map(word_identity, words)))
    return terms


def _read_whole_numbers(cells: Sequence[Any], name: str, column: str) -> list[int]:
    """Return the cells of a column as whole numbers."""
    whole_numbers = []
    for row, cell in enumerate(cells, 1):
        if not _is_whole_number(cell):
            raise TableError(
                f"the background {name!r}, row {row}, column {column!r}: "
                f"{show_value(cell)} is no number of documents; expected a whole "
                "number, up to 2**53."
            )
        whole_numbers.append(int(cell))
    return whole_numbers


def _is_whole_number(cell: Any) -> bool:
    """Return whether a cell is a whole number that a float can hold."""
    if isinstance(cell, bool) or not isinstance(cell, _NUMBERS):
        return False
    # NaN and what is too large for a float fail here, before they are rounded.
    if not abs(cell) <= _MOST_DOCUMENTS:
        return False
    return float(cell).is_integer()


# --------------------------------------------------------------------------------------
# Looking up


def look_up(counts: DocumentTermMatrix, background: Background) -> TermRarity:
    """Return in how many documents of a background each term of a corpus is.

    Parameters
    ----------
    counts : DocumentTermMatrix
        The terms of the corpus.
    background : Background

    Returns
    -------
    TermRarity

    Raises
    ------
    OptionError
        The background knows none of the terms of some length. It then says nothing of
        them: it may be of another language, or of single words only.

    Examples
    --------
    >>> background = Background("press", {"belt": 2, "road": 40}, of_documents=100)
    >>> corpus = Corpus.from_texts({"a": "the belt"})
    >>> look_up(count_terms(corpus), background).documents.tolist()
    [2, 0]
    """
    documents_by_term = background.documents_by_term
    found = [documents_by_term.get(term, 0) for term in counts.spell()]
    documents = np.array(found, dtype=np.int64)
    lengths = (counts.ngrams >= 0).sum(axis=1)
    for length in np.unique(lengths).tolist():
        is_of_length = lengths == length
        if documents[is_of_length].any():
            continue
        term_count = int(is_of_length.sum())
        term_length = count_of(length, counts.unit)
        raise _knows_none(
            background, f"{count_of(term_count, 'term')} of {term_length}"
        )
    return TermRarity(background.name, documents, background.of_documents)


def look_up_words(words: Sequence[str], background: Background) -> TermRarity:
    """Return in how many documents of a background each word of some phrases is.

    Parameters
    ----------
    words : sequence of str
        Different words, folded.
    background : Background
        It knows single words.

    Returns
    -------
    TermRarity

    Raises
    ------
    OptionError
        The background knows none of the words.

    Examples
    --------
    >>> background = Background("press", {"belt": 2, "road": 40}, of_documents=100)
    >>> look_up_words(["belt", "sea"], background).documents.tolist()
    [2, 0]
    """
    documents_by_term = background.documents_by_term
    found = [documents_by_term.get(word, 0) for word in words]
    documents = np.array(found, dtype=np.int64)
    if len(documents) and not documents.any():
        raise _knows_none(background, count_of(len(documents), "word"))
    return TermRarity(
        background.name,
        documents,
        background.of_documents,
        are_words=True,
    )


def _knows_none(background: Background, terms: str) -> OptionError:
    """Return the error that a background has none of the terms, given in words."""
    return OptionError(
        f"the background {background.name!r} has none of the {terms}, so it cannot say "
        "how rare they are; expected one that counts such terms, in the same language. "
        "discourse.document_frequencies(corpus, n=...) makes one."
    )


def bound_by_words(counts: DocumentTermMatrix, background: Background) -> TermRarity:
    """Return in how many documents of a background each phrase can be, at most.

    A phrase is in no more documents than its rarest word. So a background of single
    words gives phrases an idf too: the smallest that they can have.

    Parameters
    ----------
    counts : DocumentTermMatrix
        The phrases of the corpus, made of words.
    background : Background
        It knows single words.

    Returns
    -------
    TermRarity

    Examples
    --------
    >>> background = Background("press", {"belt": 2, "the": 90}, of_documents=100)
    >>> corpus = Corpus.from_texts({"a": "the belt, the sea"})
    >>> counts = count_terms(corpus, n=2)
    >>> counts.spell(), bound_by_words(counts, background).documents.tolist()
    (['belt the', 'the belt', 'the sea'], [2, 2, 0])
    """
    documents_by_term = background.documents_by_term
    of_words = [documents_by_term.get(word, 0) for word in counts.vocabulary]
    # The number -1, no word, takes the last entry, which bounds nothing.
    of_words.append(background.of_documents)
    documents_of_word = np.array(of_words, dtype=np.int64)
    documents_of_words = documents_of_word[counts.ngrams]
    documents = documents_of_words.min(axis=1, initial=background.of_documents)
    return TermRarity(background.name, documents, background.of_documents)
