"""A background: in how many documents outside the corpus each term is.

Few documents cannot tell which of their terms are rare: among five, an idf has five
values at most. A background has counted many more.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus
from discourse.counting.counted_units import unit_of_terms
from discourse.counting.document_term_matrix import (
    DocumentTermMatrix,
    TermLength,
    count_terms,
)
from discourse.errors import OptionError, TableError
from discourse.file_reading import name_bad_character
from discourse.notes import Note
from discourse.registries import BACKGROUND_LISTS, TOKEN_UNITS
from discourse.settings import LEAST_SHARE_OF_BACKGROUND, LEAST_SHARE_OF_SCRIPT
from discourse.tables import describe_type
from discourse.text import script_of, word_identity
from discourse.validation import (
    check_characters,
    count_of,
    show_name,
    show_value,
    suggest_or_list,
)

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
_UNIT_OF_BUNDLED_LISTS = "word"
_NO_SCRIPT = "common"  # of a word without letters
# Chinese text in words has, among so many different ones, some of two characters.
_HAN_WORDS_THAT_ARE_MANY = 10
_EXPECTED = (
    "expected one that counts such terms, in the same language. "
    "discourse.document_frequencies(corpus, n=...) makes one."
)
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
    token_unit : str
        What its terms are made of: a name of :data:`discourse.registries.TOKEN_UNITS`;
        ``""`` = not known.

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
    token_unit: str = field(default="", repr=False)

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
        contents = repr((self.name, self.of_documents, self.token_unit, entries))
        encoded = contents.encode("utf-8", "surrogatepass")
        return hashlib.sha256(encoded).hexdigest()

    @functools.cached_property
    def scripts(self) -> frozenset[str]:
        """The scripts that its words are written in; a few foreign words are none."""
        words: set[str] = set()
        for term in self.documents_by_term:
            words.update(term.split())
        words_of_script = Counter(map(script_of, words))
        del words_of_script[_NO_SCRIPT]
        least = LEAST_SHARE_OF_SCRIPT * words_of_script.total()
        scripts = [name for name, number in words_of_script.items() if number >= least]
        return frozenset(scripts)

    def __repr__(self) -> str:
        terms = count_of(len(self.documents_by_term), "term")
        documents = count_of(self.of_documents, "document")
        return f"Background({self.name!r}: {terms} of {documents})"


# What the option `background` of a verb takes.
BackgroundSource = Background | Corpus | pd.DataFrame | str | Path


def _no_terms() -> np.ndarray:
    """Return the numbers of no terms."""
    return np.zeros(0, dtype=np.int64)


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
    unweighed : int64 array
        Which terms are in a script that the background lacks, as numbers. It says
        nothing of them, so their weight is 0, as if all its documents had them.
    """

    name: str
    documents: np.ndarray
    of_documents: int
    are_words: bool = False
    unweighed: np.ndarray = field(default_factory=_no_terms)

    @property
    def unknown(self) -> int:
        """How many of the terms weighed no document of the background has."""
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
        number = len(self.documents) - len(self.unweighed)
        if self.are_words:
            return notes.make(
                "background_unknown_words",
                unknown=self.unknown,
                words=number,
            )
        return notes.make("background_unknown", unknown=self.unknown, terms=number)

    @property
    def script_note(self) -> Note | None:
        """A note that some terms are in a script the background lacks, or None."""
        number = len(self.unweighed)
        if not number:
            return None
        if self.are_words:
            return notes.make("background_lacks_script_of_words", words=number)
        return notes.make("background_lacks_script", terms=number)

    @property
    def remarks(self) -> list[Note]:
        """The notes on what the background lacks."""
        return [note for note in (self.note, self.script_note) if note is not None]

    def select(self, keep: np.ndarray) -> TermRarity:
        """Return what is known of some terms. `keep` has a bool for each term."""
        is_unweighed = np.zeros(len(self.documents), dtype=bool)
        is_unweighed[self.unweighed] = True
        return replace(
            self,
            documents=self.documents[keep],
            unweighed=np.flatnonzero(is_unweighed[keep]),
        )


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
    unit = unit_of_terms(corpus, n)
    return Background("corpus", documents_by_term, of_documents, token_unit=unit)


@functools.cache
def _read_bundled(name: str) -> Background:
    """Return a bundled list. Its file is read once."""
    folder = resources.files("discourse") / "data" / "background"
    with resources.as_file(folder / f"{name}.csv") as path:
        background = _read_table(tables.load(path), name)
    # Their files have no column that says so.
    return replace(background, token_unit=_UNIT_OF_BUNDLED_LISTS)


def _read_file(path: str | Path) -> Background:
    """Return the background that is in a CSV file."""
    file = Path(path)
    # What is no file, such as a pipe or a path that cannot be, is named by `load`.
    is_path = os.path.lexists(file) or bool(name_bad_character(str(path)))
    if not is_path:
        suggestion = suggest_or_list(str(path), BACKGROUND_LISTS)
        raise OptionError(
            f"background='{show_name(str(path))}' is no bundled list, and no file has "
            "this name."
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
            raise _comes_twice(name, column)
    unit = _read_unit(table, name)
    terms = _read_terms(table, name, unit)
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
    return Background(name, documents_by_term, of_documents, token_unit=unit)


def _read_unit(table: pd.DataFrame, name: str) -> str:
    """Return what the terms of a table are made of; "" = not known."""
    if "token_unit" not in table.columns:
        return ""
    cells = table["token_unit"]
    if isinstance(cells, pd.DataFrame):
        raise _comes_twice(name, "token_unit")
    unit = ""
    for row, cell in enumerate(cells.tolist(), 1):
        is_missing = pd.api.types.is_scalar(cell) and pd.isna(cell)
        cell_unit = "" if is_missing else cell
        if not isinstance(cell_unit, str) or cell_unit not in ("", *TOKEN_UNITS):
            raise TableError(
                f"the background {name!r}, row {row}, column 'token_unit': "
                f"{show_value(cell)} is no unit; expected one of "
                f"{', '.join(TOKEN_UNITS)}, or '' = not known."
            )
        if row > 1 and cell_unit != unit:
            raise TableError(
                f"the background {name!r} has terms of two units, token_unit={unit!r} "
                f"and {cell_unit!r}; expected one. Make a table of each."
            )
        unit = cell_unit
    return unit


def _comes_twice(name: str, column: str) -> TableError:
    """Return the error that a background has two columns of one name."""
    return TableError(
        f"the background {name!r} has the column {column!r} twice; expected each "
        "column once. Drop or rename the others."
    )


def _read_terms(table: pd.DataFrame, name: str, unit: str) -> list[str]:
    """Return the terms of a table, each folded as it is when it is counted."""
    cells = table["term"].tolist()
    check_characters(f"the background {name!r}, column 'term'", cells, TableError)
    if unit == "character":
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
    is_number = isinstance(cell, _NUMBERS) and not isinstance(cell, bool)
    # NaN and what is too large for a float fail here, before they are rounded.
    if not is_number or not abs(cell) <= _MOST_DOCUMENTS:
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
        The background counts something else than `counts`, such as dictionary forms in
        place of words. Or it knows none of the terms of some length, or hardly any of
        the words. It then says nothing of them: it may be of another language, or of
        single words only.

    Notes
    -----
    A term in a script that the background lacks is not weighed. Words without a letter,
    such as numbers, are in no script: they are weighed, but do not count as known when
    it is asked whether the background has the language.

    Examples
    --------
    >>> background = Background("press", {"belt": 2, "road": 40}, of_documents=100)
    >>> corpus = Corpus.from_texts({"a": "the belt"})
    >>> look_up(count_terms(corpus), background).documents.tolist()
    [2, 0]
    """
    documents_by_term = background.documents_by_term
    _check_unit(background, counts.unit, counts.vocabulary)
    found = [documents_by_term.get(term, 0) for term in counts.spell()]
    documents = np.array(found, dtype=np.int64)
    scripts = _scripts_of(counts.vocabulary)
    is_unweighed = _has_other_script(counts.ngrams, scripts, background)
    documents[is_unweighed] = 0
    lengths = (counts.ngrams >= 0).sum(axis=1)
    if counts.unit != "character":
        is_word = lengths == 1
        scripts_of_words = scripts[counts.ngrams[is_word, :1].ravel()]
        _check_knows_words(background, documents[is_word], scripts_of_words)
    for length in np.unique(lengths).tolist():
        is_of_length = lengths == length
        if documents[is_of_length].any():
            continue
        term_count = int(is_of_length.sum())
        term_length = count_of(length, counts.unit)
        raise _knows_none(
            background, f"{count_of(term_count, 'term')} of {term_length}"
        )
    return _make_rarity(background, documents, is_unweighed)


def _make_rarity(
    background: Background,
    documents: np.ndarray,
    is_unweighed: np.ndarray,
    *,
    are_words: bool = False,
) -> TermRarity:
    """Return the rarity of terms, some of which (bools) are not to be weighed."""
    documents[is_unweighed] = background.of_documents
    return TermRarity(
        background.name,
        documents,
        background.of_documents,
        are_words=are_words,
        unweighed=np.flatnonzero(is_unweighed),
    )


def _scripts_of(words: Sequence[str]) -> np.ndarray:
    """Return the script of each word (object array of str)."""
    scripts = [script_of(word) for word in words]
    return np.array(scripts, dtype=object)


def _has_other_script(
    ngrams: np.ndarray, scripts: np.ndarray, background: Background
) -> np.ndarray:
    """Return which terms have a word in a script that the background lacks (bool).

    `scripts` has the script of each word of the vocabulary.
    """
    known_scripts = [_NO_SCRIPT, *background.scripts]
    # The number -1, no word, takes the last entry.
    is_other_script = np.append(~np.isin(scripts.astype(str), known_scripts), False)
    return np.asarray(is_other_script[ngrams].any(axis=1))


def _check_unit(background: Background, unit: str, words: Sequence[str]) -> None:
    """Refuse a background that counts something else than the corpus is counted in.

    `unit` is that of a table of counts: word, character or lemma. What is counted as
    Chinese words is seen from the `words` themselves.
    """
    known_unit = background.token_unit
    if not known_unit:
        return
    units_that_agree: tuple[str, ...] = (unit,)
    if unit == "word":
        units_that_agree = ("word", "han_word", "han_character")
    came = f"{unit}s"
    is_other_unit = known_unit not in units_that_agree
    if unit == "word" and known_unit.startswith("han_"):
        han_lengths = [len(word) for word in words if script_of(word) == "han"]
        has_long_words = max(han_lengths, default=0) > 1
        if known_unit == "han_character" and has_long_words:
            is_other_unit = True
            came = TOKEN_UNITS.label("han_word", "")
        # So many Chinese words, and all of one character: they are characters.
        are_characters = len(han_lengths) >= _HAN_WORDS_THAT_ARE_MANY
        if known_unit == "han_word" and are_characters and not has_long_words:
            is_other_unit = True
            came = TOKEN_UNITS.label("han_character", "")
    if is_other_unit:
        raise OptionError(
            f"the background {background.name!r} counts "
            f"{TOKEN_UNITS.label(known_unit, known_unit)} (token_unit={known_unit!r}), "
            f"and here are counted {came}; expected the same in both. "
            "discourse.document_frequencies(corpus, n=...) makes such a background."
        )


def _check_knows_words(
    background: Background, documents: np.ndarray, scripts: np.ndarray
) -> None:
    """Refuse a background that knows hardly any of the words, given by their scripts.

    Words without a letter do not count: all languages share numbers.
    """
    has_letters = scripts != _NO_SCRIPT
    word_count = int(np.count_nonzero(has_letters))
    if not word_count:
        return
    is_known_script = np.isin(scripts.astype(str), list(background.scripts))
    weighed_count = int(np.count_nonzero(has_letters & is_known_script))
    known_count = int(np.count_nonzero(has_letters & (documents > 0)))
    if not known_count:
        raise _knows_none(background, f"{count_of(word_count, 'term')} of 1 word")
    if weighed_count < LEAST_SHARE_OF_BACKGROUND * word_count:
        other_count = word_count - weighed_count
        raise OptionError(
            f"{other_count:,} of {count_of(word_count, 'word')} with letters are in a "
            f"script that the background {background.name!r} lacks, so it cannot say "
            f"how rare they are; {_EXPECTED}"
        )
    if known_count < LEAST_SHARE_OF_BACKGROUND * weighed_count:
        raise OptionError(
            f"the background {background.name!r} has only {known_count:,} of "
            f"{count_of(weighed_count, 'word')} with letters, so it cannot say how rare "
            f"they are; {_EXPECTED}"
        )


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
    _check_unit(background, "word", words)
    found = [documents_by_term.get(word, 0) for word in words]
    documents = np.array(found, dtype=np.int64)
    if len(documents) and not documents.any():
        raise _knows_none(background, count_of(len(documents), "word"))
    scripts = _scripts_of(words)
    word_numbers = np.arange(len(words))[:, None]
    is_unweighed = _has_other_script(word_numbers, scripts, background)
    documents[is_unweighed] = 0
    _check_knows_words(background, documents, scripts)
    return _make_rarity(background, documents, is_unweighed, are_words=True)


def _knows_none(background: Background, terms: str) -> OptionError:
    """Return the error that a background has none of the terms, given in words."""
    return OptionError(
        f"the background {background.name!r} has none of the {terms}, so it cannot say "
        f"how rare they are; {_EXPECTED}"
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
    scripts = _scripts_of(counts.vocabulary)
    is_unweighed = _has_other_script(counts.ngrams, scripts, background)
    return _make_rarity(background, documents, is_unweighed)
