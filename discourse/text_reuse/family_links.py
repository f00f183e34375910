"""Families of passages: places that overlap, and those that share a passage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from discourse.accelerators import has_kernels, link_ranges
from discourse.text_reuse.alignment import PartRanges
from discourse.text_reuse.passage_places import Places

__all__ = ["Families", "find_families"]

_NO_FAMILY = -1
# A passage is of a pair of documents.
_DOCUMENTS_OF_PASSAGE = 2


@dataclass(frozen=True, eq=False)
class Families:
    """The families of passages.

    Attributes
    ----------
    of_place : int64 array, shape (places,)
        Number of the family of each place. Families are numbered from 0 in the order of
        the text.
    of_wording : int64 array, shape (wordings,)
        The same for the passages that grow from each wording. A wording from which no
        passage grew has a family of its own, behind all families with places.
    documents : int64 array, shape (families,)
        How many documents hold a passage of each family; at least 2.
    """

    of_place: np.ndarray
    of_wording: np.ndarray
    documents: np.ndarray

    @property
    def has_place(self) -> np.ndarray:
        """Whether each family has places (bool, shape (families,))."""
        number_with_places = self.of_place.max(initial=_NO_FAMILY) + 1
        return np.arange(len(self.documents)) < number_with_places


def find_families(
    places: Places, wording: np.ndarray, *, document: np.ndarray, wording_count: int
) -> Families:
    """Return the families of passages.

    Two passages belong to one family if they grew from one wording, or if they overlap
    in a document by half of the shorter one or more.

    Parameters
    ----------
    places : Places
    wording : int array, shape (passages,)
        The number of the wording that each passage grew from. Numbers are in the order
        of the text.
    document : int array, shape (places,)
        The document of each place.
    wording_count : int
        Number of wordings.
    """
    place_count = len(places)
    first_place = _group_overlapping(places.ranges)
    place = np.arange(place_count)
    is_linked = first_place != place
    linked_places = is_linked.nonzero()[0]
    # The nodes are the places, then the wordings. Both places of a passage belong to
    # the family of its wording, and so do those that overlap.
    wording_node = place_count + wording
    one = np.concatenate([places.first, places.second, linked_places])
    other = np.concatenate([wording_node, wording_node, first_place[is_linked]])
    node_count = place_count + wording_count
    first_node = _join(one, other, node_count)

    # Every place has a wording. So the families are those of the wordings, in order of
    # their first nodes, which are places in the order of the text.
    first_node_of_wording = first_node[place_count:]
    first_node_of_family, of_wording = np.unique(
        first_node_of_wording, return_inverse=True
    )
    first_node_of_place = first_node[:place_count]
    family = np.searchsorted(first_node_of_family, first_node_of_place)
    family_count = len(first_node_of_family)
    documents = _count_documents(family, document, family_count)
    documents = np.maximum(documents, _DOCUMENTS_OF_PASSAGE)
    return Families(family, of_wording, documents)


def _group_overlapping(ranges: PartRanges) -> np.ndarray:
    """Return the first range of the group of each range (int64).

    Two ranges that overlap by half of the shorter one or more are in one group.

    Parameters
    ----------
    ranges : PartRanges
        In the order of the text, and all different.
    """
    if has_kernels():
        return link_ranges(ranges.start, ranges.end)
    ends = ranges.end.tolist()
    words = ranges.words.tolist()
    one: list[int] = []
    other: list[int] = []
    open_rows: list[int] = []  # ranges that begin earlier and have not ended
    for row, start in enumerate(ranges.start.tolist()):
        row_end = ends[row]
        row_words = words[row]
        open_rows = [open_row for open_row in open_rows if ends[open_row] > start]
        for open_row in open_rows:
            overlap_end = min(row_end, ends[open_row])
            overlap = overlap_end - start
            open_words = words[open_row]
            shorter_length = min(row_words, open_words)
            if 2 * overlap >= shorter_length:
                one.append(row)
                other.append(open_row)
        open_rows.append(row)
    rows = np.array(one, dtype=np.int64)
    other_rows = np.array(other, dtype=np.int64)
    row_count = len(words)
    return _join(rows, other_rows, row_count)


def _join(one: np.ndarray, other: np.ndarray, node_count: int) -> np.ndarray:
    """Return the first of all nodes to which each node is linked (int64).

    `one` and `other` are the two nodes of each link.
    """
    if not node_count:
        return np.zeros(0, dtype=np.int64)
    is_linked = np.ones(len(one), dtype=bool)
    cells = (one, other)
    shape = (node_count, node_count)
    graph = coo_array((is_linked, cells), shape=shape)
    _, component = connected_components(graph, directed=False)
    _, first_node = np.unique(component, return_index=True)
    first_node_of_each: np.ndarray = first_node[component]
    return first_node_of_each


def _count_documents(
    family: np.ndarray, document: np.ndarray, family_count: int
) -> np.ndarray:
    """Return how many documents hold a place of each family (int64).

    `family` and `document` have an entry for each place.
    """
    last_document = int(document.max(initial=0))
    document_count = last_document + 1
    # One number for the family and the document of a place.
    pairs = family * document_count
    pairs += document
    distinct_pairs = np.unique(pairs)
    family_of_pair = distinct_pairs // document_count
    return np.bincount(family_of_pair, minlength=family_count)
