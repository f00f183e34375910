"""Spans of tokens that overlap: which do, and which of them are kept."""

from __future__ import annotations

import numpy as np

__all__ = [
    "are_covered",
    "are_kept",
    "keep_without_overlap",
    "merge_ranges",
    "overlap_any",
]


def overlap_any(rows: np.ndarray, other_rows: np.ndarray) -> np.ndarray:
    """Return whether each of `rows` shares a token with one of `other_rows` (bool)."""
    if not len(other_rows):
        return np.zeros(len(rows), dtype=bool)
    first_token, end_token, _ = rows.T
    other_first, other_end, _ = other_rows.T
    order = np.argsort(other_first, kind="stable")
    sorted_first = other_first[order]
    furthest_end = np.maximum.accumulate(other_end[order])
    # The last of the other rows that begins before the row ends; -1 = there is none.
    last_candidate = np.searchsorted(sorted_first, end_token) - 1
    overlaps: np.ndarray = furthest_end[last_candidate] > first_token
    overlaps &= last_candidate >= 0
    return overlaps


def are_covered(rows: np.ndarray, other_rows: np.ndarray) -> np.ndarray:
    """Return whether each of `rows` lies inside one of `other_rows` (bool)."""
    row_count = len(rows)
    if not len(other_rows):
        return np.zeros(row_count, dtype=bool)
    first_token, end_token, _ = rows.T
    other_first, other_end, _ = other_rows.T
    order = np.argsort(other_first, kind="stable")
    sorted_end = other_end[order]
    furthest_end = np.maximum.accumulate(sorted_end)
    # The last of the other rows that begins no later than the row; -1 = there is none.
    sorted_first = other_first[order]
    candidates_before = np.searchsorted(sorted_first, first_token, "right")
    last_candidate = candidates_before - 1
    covers: np.ndarray = furthest_end[last_candidate] >= end_token
    covers &= last_candidate >= 0
    return covers


def keep_without_overlap(rows: np.ndarray) -> np.ndarray:
    """Return the rows that overlap no better row, sorted by first token.

    Parameters
    ----------
    rows : int64 array, shape (hits, 3)
        The best row comes first. The first two columns are first token and end token.
    """
    first_token, end_token, _ = rows.T
    is_kept = are_kept(first_token, end_token)
    kept_rows = rows[is_kept]
    kept_first = first_token[is_kept]
    order = np.argsort(kept_first, kind="stable")
    return kept_rows[order]


def are_kept(first_token: np.ndarray, end_token: np.ndarray) -> np.ndarray:
    """Return which spans are kept, if no two kept spans may overlap (bool).

    The spans are looked at in their order, the best one first. A span is kept unless it
    overlaps one that was kept before. The time is in proportion to the spans and the
    tokens in them, because each token is marked as taken once.
    """
    is_kept = np.ones(len(first_token), dtype=bool)
    if not len(first_token):
        return is_kept
    # Only spans of one cluster can overlap; most clusters hold a single span.
    clusters = _cluster_spans(first_token, end_token)
    cluster_sizes = np.bincount(clusters)
    has_neighbours = cluster_sizes[clusters] > 1
    crowded_spans = np.flatnonzero(has_neighbours)
    if not len(crowded_spans):
        return is_kept
    shifts = _shifts_to_cells(first_token, end_token, clusters)
    first_cells = (first_token + shifts).tolist()
    end_cells = (end_token + shifts).tolist()
    cell_count = max(end_cells)
    is_taken = bytearray(cell_count)
    for index in crowded_spans.tolist():
        first_cell = first_cells[index]
        end_cell = end_cells[index]
        taken_cell = is_taken.find(1, first_cell, end_cell)
        if taken_cell >= 0:
            is_kept[index] = False
        else:
            length = end_cell - first_cell
            is_taken[first_cell:end_cell] = b"\x01" * length
    return is_kept


def _shifts_to_cells(
    first_token: np.ndarray, end_token: np.ndarray, clusters: np.ndarray
) -> np.ndarray:
    """Return what to add to the tokens of each span to number the tokens in clusters.

    The tokens of all clusters are numbered from 0 on without the tokens between them,
    so that an array of them is no longer than the spans need.
    """
    cluster_count = int(clusters.max()) + 1
    largest_integer = np.iinfo(np.int64).max
    cluster_first = np.full(cluster_count, largest_integer)
    np.minimum.at(cluster_first, clusters, first_token)
    cluster_end = np.zeros(cluster_count, dtype=np.int64)
    np.maximum.at(cluster_end, clusters, end_token)
    lengths = cluster_end - cluster_first
    first_cell = np.cumsum(lengths) - lengths
    shift_by_cluster = first_cell - cluster_first
    shifts: np.ndarray = shift_by_cluster[clusters]
    return shifts


def _cluster_spans(first_token: np.ndarray, end_token: np.ndarray) -> np.ndarray:
    """Return the number of each span's cluster (int64, shape (spans,)).

    Spans of different clusters do not overlap.
    """
    order = np.argsort(first_token, kind="stable")
    sorted_first = first_token[order]
    furthest_end = np.maximum.accumulate(end_token[order])
    # A cluster begins with a span that lies after the end of all spans before it.
    begins_cluster = np.zeros(len(first_token), dtype=bool)
    begins_cluster[1:] = sorted_first[1:] >= furthest_end[:-1]
    clusters = np.empty(len(first_token), dtype=np.int64)
    clusters[order] = np.cumsum(begins_cluster)
    return clusters


def merge_ranges(
    first_token: np.ndarray, end_token: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return ranges that hold the same tokens, sorted and apart from each other.

    >>> merge_ranges(np.array([8, 1, 2]), np.array([9, 4, 5]))
    (array([1, 8]), array([5, 9]))
    """
    order = np.argsort(first_token, kind="stable")
    sorted_first = first_token[order]
    furthest_end = np.maximum.accumulate(end_token[order])
    begins_range = np.ones(len(order), dtype=bool)
    begins_range[1:] = sorted_first[1:] > furthest_end[:-1]
    ends_range = np.ones(len(order), dtype=bool)
    ends_range[:-1] = begins_range[1:]
    return sorted_first[begins_range], furthest_end[ends_range]
