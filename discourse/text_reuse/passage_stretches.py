"""Where families of passages are: stretches of documents, without any pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from discourse.text_reuse.passage_notes import find_notes, texts_of_notes
from discourse.text_reuse.passage_places import Places
from discourse.text_reuse.passage_search import PassageSearch
from discourse.text_reuse.passage_texts import columns_of_tokens
from discourse.text_reuse.shared_wordings import differs_from_previous
from discourse.text_reuse.token_ranges import TokenRanges, tokens_of

__all__ = ["columns_of_families"]


def columns_of_families(search: PassageSearch) -> dict[str, Any]:
    """Return the columns of a table of families, one row for each stretch.

    A stretch is where the places of a family in a document overlap. The family in the
    most documents is first; within a family the stretches are in the order of the text.
    """
    members = _list_members(search)
    stretches = _join_overlapping(search, members)
    documents = search.families.documents[stretches.family]
    most_documents_first = np.argsort(-documents, kind="stable")
    stretches = stretches.take(most_documents_first)
    texts = columns_of_tokens(search.corpus, stretches.tokens)
    has_note = _find_common_notes(search, members)
    notes_of_stretch = {
        key: has_this_note[stretches.member] for key, has_this_note in has_note.items()
    }
    return texts.columns | {
        "passage": stretches.family + 1,  # families are numbered from 1 in the table
        "documents": search.families.documents[stretches.family],
        "note": texts_of_notes(notes_of_stretch),
    }


@dataclass(frozen=True, eq=False)
class _Members:
    """The places by family, document and position. A member is a family in a document.

    Attributes
    ----------
    place : int64 array, shape (places,)
        The places in that order.
    member : int64 array, shape (places,)
        Number of the member of each of them, from 0.
    """

    place: np.ndarray
    member: np.ndarray


def _list_members(search: PassageSearch) -> _Members:
    """Return the places by family, document and position."""
    family = search.families.of_place
    # Places are in the order of the text, which the sort keeps within a family.
    place = np.argsort(family, kind="stable")
    first_part = search.places.ranges.start[place]
    document = search.parts.document[first_part]
    is_new_family = differs_from_previous(family[place])
    is_new = is_new_family | differs_from_previous(document)
    return _Members(place, np.cumsum(is_new) - 1)


@dataclass(frozen=True, eq=False)
class _Stretches:
    """Stretches of documents, and the family and the member of each (int64 arrays)."""

    tokens: TokenRanges
    family: np.ndarray
    member: np.ndarray

    def take(self, rows: np.ndarray) -> _Stretches:
        """Return the stretches `rows`, in that order."""
        tokens = TokenRanges(self.tokens.start[rows], self.tokens.end[rows])
        return _Stretches(tokens, self.family[rows], self.member[rows])


def _join_overlapping(search: PassageSearch, members: _Members) -> _Stretches:
    """Return the stretches of all members; places that overlap are joined."""
    tokens = tokens_of(search.parts, search.places.ranges)
    start = tokens.start[members.place]
    end = tokens.end[members.place]
    # With the tokens of all earlier members added, ends grow from one to the next.
    token_count = len(search.corpus.stream)
    tokens_before = members.member * token_count
    furthest_end = np.maximum.accumulate(end + tokens_before) - tokens_before
    is_first = differs_from_previous(members.member)
    is_first[1:] |= start[1:] >= furthest_end[:-1]
    first_rows = is_first.nonzero()[0]
    last_rows = np.append(first_rows[1:], len(is_first))[: len(first_rows)] - 1
    return _Stretches(
        tokens=TokenRanges(start[first_rows], furthest_end[last_rows]),
        family=search.families.of_place[members.place[first_rows]],
        member=members.member[first_rows],
    )


def _find_common_notes(
    search: PassageSearch, members: _Members
) -> Mapping[str, np.ndarray]:
    """Return for each note whether all passages of a member have it (bool arrays)."""
    passages = search.find_nearest()
    kind = search.find_kinds(passages)
    max_documents = search.options.max_documents
    has_note = find_notes(passages, kind, max_documents)
    member_of_place = np.empty_like(members.member)
    member_of_place[members.place] = members.member
    places = search.places
    member_of_side = _member_of_side(places, member_of_place)
    passage_count = np.bincount(member_of_side)
    has_common_note = {}
    for key, has_this_note in has_note.items():
        has_note_of_side = np.tile(has_this_note, 2)
        note_count = np.bincount(member_of_side, weights=has_note_of_side)
        has_common_note[key] = note_count == passage_count
    return has_common_note


def _member_of_side(places: Places, member_of_place: np.ndarray) -> np.ndarray:
    """Return the member of the first sides of all passages, then of their second."""
    place_of_side = np.concatenate([places.first, places.second])
    member: np.ndarray = member_of_place[place_of_side]
    return member
