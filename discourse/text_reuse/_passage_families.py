"""Shared passages grouped into families: one text in several documents."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.progress import shows_progress
from discourse.text_reuse.passage_search import (
    MAX_DOCUMENTS,
    MIN_SURPRISAL,
    MIN_WORDS,
    check_passage_options,
    search_passages,
)
from discourse.text_reuse.passage_stretches import columns_of_families
from discourse.validation import options_by_name, show_value

__all__ = ["passage_families"]

_DEFAULTS = {
    "min_words": MIN_WORDS,
    "min_surprisal": MIN_SURPRISAL,
    "max_documents": MAX_DOCUMENTS,
    "lexicon": None,
}

# From a column of the second side of a pair to the same column of the first side.
_COLUMNS_OF_SIDE = {
    "other": "doc",
    "other_start": "start",
    "other_end": "end",
    "other_surface": "surface",
}


@options_by_name
@shows_progress
def passage_families(
    source: Corpus | pd.DataFrame,
    *,
    min_words: int = MIN_WORDS,
    min_surprisal: float = MIN_SURPRISAL,
    max_documents: int = MAX_DOCUMENTS,
    lexicon: Lexicon | Mapping[str, Any] | str | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the places where each shared text occurs, one row for each place.

    Parameters
    ----------
    source : Corpus or pandas.DataFrame
        A corpus; or a table of :func:`shared_passages`, or a part of it, of which only
        the passages are looked at. A corpus of many documents needs far less time and
        memory than its table of pairs.
    min_words, min_surprisal, max_documents, lexicon
        Which passages of a corpus are found: see :func:`shared_passages`. The passages
        of a table are already chosen.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "passage_families": passage (number of the family), doc, start, end,
        surface, documents (that hold a passage of the family), note (what the notes of
        all pairs of this document in the family have in common). The family in the most
        documents is first. Within a family, rows are ordered by document (in the order
        of the corpus, or of the ids in a table) and position. Stretches of a document
        that overlap are joined into one. The table has no rows if there are no
        passages.

    Raises
    ------
    OptionError
        `source` is neither a corpus nor a table, or an option is given with a table.
    TableError
        The table is of another kind.

    Notes
    -----
    *When to use it.* To see where one text occurs in many documents, instead of reading
    all their pairs.

    *How to read it.* A family is a group of passages that grew from one wording or
    overlap one another: as a rule, one text with small variations. If a family has
    very many documents, they may share no single wording, only passages that overlap.
    `note` marks such a family.

    *How it is computed.* For a corpus, each place is compared only with the nearest
    ones: of the places with the same `min_words` words, those that also have the most
    of the following words in common. These passages make the families, and a place is
    as long as the longer of its passages. Other pairs of the family may differ in where
    they end, so that a table of all pairs can have longer places. A family has the same
    number in both tables.

    See Also
    --------
    shared_passages : The pairs of passages, with their differences.
    """
    if isinstance(source, pd.DataFrame):
        _check_no_options(
            min_words=min_words,
            min_surprisal=min_surprisal,
            max_documents=max_documents,
            lexicon=lexicon,
        )
        return _families_of_table(source)
    corpus = as_corpus(source)
    options = check_passage_options(
        min_words=min_words,
        min_surprisal=min_surprisal,
        max_documents=max_documents,
        lexicon=lexicon,
    )
    search = search_passages(corpus, options)
    return tables.make("passage_families", columns_of_families(search))


def _check_no_options(**options: object) -> None:
    """Raise an OptionError if an option is given that a table has no use for."""
    for name, value in options.items():
        if not _is_default(name, value):
            raise OptionError(
                f"{name} is {show_value(value)}, which chooses the passages of a corpus. "
                "Those of a table are already chosen: give it to "
                "discourse.shared_passages, or give the corpus here instead of the table."
            )


def _is_default(name: str, value: object) -> bool:
    """Return whether `value` is the default of an option."""
    default = _DEFAULTS[name]
    # Some values cannot be compared.
    is_number = isinstance(value, (int, float))
    return value is default or (is_number and value == default)


def _families_of_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return the families of a table of pairs."""
    table = tables.check(table, "shared_passages", "discourse.shared_passages(corpus)")
    if not len(table):
        return tables.make("passage_families", {})
    sides = _sides(table)
    # A member is a family in one document.
    keys_of_member = sides.groupby(["passage", "doc"])
    sides["member"] = keys_of_member.ngroup()
    members = keys_of_member.size().reset_index()
    stretches = _join_overlapping(sides)
    member = stretches["member"].to_numpy()
    documents = members.groupby("passage")["doc"].transform("size")
    notes_of_members = _notes_of_members(sides)
    columns = {
        "passage": members["passage"].take(member),
        "doc": members["doc"].take(member),
        "start": stretches["start"],
        "end": stretches["end"],
        "surface": stretches["surface"],
        "documents": documents.take(member),
        "note": tables.take_texts(notes_of_members, member),
    }
    labels = {"doc": _labels_of_documents(table)}
    families = tables.make("passage_families", columns, labels=labels)
    # A stable sort keeps the order of equal ones: families of as many documents stay in
    # the order of their numbers.
    return families.sort_values(
        "documents", ascending=False, kind="stable", ignore_index=True
    )


def _labels_of_documents(table: pd.DataFrame) -> dict[str, str]:
    """Return the label of each document on either side of a pair."""
    label_of: dict[str, str] = {}
    for doc_column in ("doc", "other"):
        label_column = f"{doc_column}_label"
        documents = table[[doc_column, label_column]].drop_duplicates(keep="last")
        docs = documents[doc_column].tolist()
        labels = documents[label_column].tolist()
        label_of.update(zip(docs, labels, strict=True))
    return label_of


def _sides(table: pd.DataFrame) -> pd.DataFrame:
    """Return the different sides of pairs, one row each, the first sides first.

    A place that a hundred documents share is a side of a hundred pairs, but one row.
    """
    first_columns = ["passage", *_COLUMNS_OF_SIDE.values(), "note"]
    second_columns = ["passage", *_COLUMNS_OF_SIDE, "note"]
    first_sides = table[first_columns]
    second_sides = table[second_columns]
    second_sides = second_sides.rename(columns=_COLUMNS_OF_SIDE)
    sides = pd.concat([first_sides, second_sides], ignore_index=True)
    return sides.drop_duplicates()


def _join_overlapping(sides: pd.DataFrame) -> pd.DataFrame:
    """Return the stretches of each member in order; those that overlap are joined.

    Both tables have the columns member, start, end and surface.
    """
    places = _sort_places(sides)
    ends_of_member = places.groupby("member")["end"]
    furthest_end = ends_of_member.cummax()
    end_before = furthest_end.shift(fill_value=0)
    is_other_member = places["member"].diff() != 0
    is_apart = places["start"] >= end_before
    is_first = is_other_member | is_apart
    stretch = is_first.cumsum() - 1

    stretches = places[is_first].reset_index(drop=True)
    ends_of_stretch = places["end"].groupby(stretch)
    stretches["end"] = ends_of_stretch.max()
    # A place that reaches further adds its text behind the overlap to the stretch.
    reaches_further = places["end"] > end_before
    is_joined = reaches_further & ~is_first
    overlap = end_before - places["start"]
    joined_surfaces = places["surface"][is_joined]
    joined_places = zip(
        stretch[is_joined].tolist(),
        joined_surfaces.tolist(),
        overlap[is_joined].tolist(),
        strict=True,
    )
    surfaces = stretches["surface"].tolist()
    for number, surface, overlap_of_place in joined_places:
        surfaces[number] += surface[overlap_of_place:]
    return stretches.assign(surface=surfaces)


def _sort_places(sides: pd.DataFrame) -> pd.DataFrame:
    """Return the different places of the sides, by member, start, end and text."""
    place_columns = ["member", "start", "end"]
    places = sides[[*place_columns, "surface"]]
    places = places.drop_duplicates()
    # One place has one text, except in a table that was edited.
    has_same_place = places.duplicated(place_columns)
    if has_same_place.any():
        place_columns.append("surface")
    return places.sort_values(place_columns, ignore_index=True)


def _notes_of_members(sides: pd.DataFrame) -> list[str]:
    """Return for each member what the notes on its sides have in common."""
    notes_of_sides = sides[["member", "note"]]
    notes_of_sides = notes_of_sides.drop_duplicates()
    # A stable sort keeps the order in which the notes of a member are met.
    notes_of_sides = notes_of_sides.sort_values("member", kind="stable")
    cells = notes_of_sides["note"].tolist()
    note_counts = np.bincount(notes_of_sides["member"])
    ends = np.cumsum(note_counts).tolist()
    joined_notes = []
    start = 0
    for end in ends:
        cells_of_member = tuple(cells[start:end])
        joined_notes.append(_join_common_notes(cells_of_member))
        start = end
    return joined_notes


@functools.lru_cache(maxsize=4096)
def _join_common_notes(cells: tuple[str, ...]) -> str:
    """Return what all the notes have in common, as one note."""
    common_notes = notes.find_common(cells)
    return notes.join(common_notes)
