"""Families of passages: places that overlap, and those that share a passage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from discourse.accelerators import has_kernels, link_ranges
from discourse.text_reuse.alignment import PartRanges
from discourse.text_reuse.passage_places import Places

__all__ = ["Families", "find_families"]

_NO_LINK = -1


@dataclass(frozen=True, eq=False)
class Families:
    """The family of each passage.

    Attributes
    ----------
    family : int64 array, shape (passages,)
        Number of the family of each passage, from 0, in the order of the passages.
    documents : int64 array, shape (passages,)
        How many documents hold a passage of that family.
    """

    family: np.ndarray
    documents: np.ndarray

    def take(self, rows: np.ndarray) -> Families:
        """Return the families of the passages `rows`."""
        family = self.family[rows]
        documents = self.documents[rows]
        return Families(family, documents)


def find_families(places: Places, document: np.ndarray) -> Families:
    """Return the families of the passages.

    Two passages belong to one family if they overlap in a document by half of the
    shorter one or more.

    Parameters
    ----------
    places : Places
    document : int array, shape (places,)
        The document of each place.
    """
    linked = _link_overlapping(places.ranges)
    has_link = linked != _NO_LINK
    linked_places = has_link.nonzero()[0]
    # Both places of a passage belong to its family, and so do those that overlap.
    one = np.concatenate([places.first, linked_places])
    other = np.concatenate([places.second, linked[has_link]])
    first_place = _join(one, other, len(places))

    first_place_of_passage = first_place[places.first]
    family, first_place_of_family = pd.factorize(first_place_of_passage)
    family_of_first_place = np.empty_like(first_place)
    family_numbers = np.arange(len(first_place_of_family))
    family_of_first_place[first_place_of_family] = family_numbers
    family_of_place = family_of_first_place[first_place]
    documents_of_family = _count_documents(family_of_place, document)
    return Families(family, documents_of_family[family])


def _link_overlapping(ranges: PartRanges) -> np.ndarray:
    """Return an earlier range that each one overlaps by half of the shorter (int64).

    It is -1 for a range without one. Not every such pair is returned: the links connect
    all ranges of one family, which is all that the families need.

    Parameters
    ----------
    ranges : PartRanges
        In the order of the text, and all different.
    """
    if has_kernels():
        return link_ranges(ranges.start, ranges.end)
    ends = ranges.end.tolist()
    words = ranges.words.tolist()
    linked = np.full(len(words), _NO_LINK)
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
                linked[row] = open_row
                break  # one link joins the row to the whole family of the other
        open_rows.append(row)
    return linked


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


def _count_documents(family: np.ndarray, document: np.ndarray) -> np.ndarray:
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
    return np.bincount(family_of_pair)
