"""Runs of words whose wording occurs in several documents.

Runs of one length are named by hashes that compiled code finds, or by doubling. Either
way the words decide which runs have one wording.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators import HashedRuns, find_repeated_runs, has_kernels
from discourse.spans import expand_ranges
from discourse.text_reuse.word_parts import WordParts

__all__ = ["SharedWordings", "differs_from_previous", "find_shared_wordings"]

_NO_NAME = -1  # the name of a run of words that occurs once or meets a wall


@dataclass(frozen=True, eq=False)
class SharedWordings:
    """Runs of one length whose wording several documents have, by wording.

    Attributes
    ----------
    position : int64 array, shape (runs,)
        The first part of each run. Those of one wording stand together, in the order of
        the text.
    bounds : int64 array, shape (wordings + 1,)
        Where the runs of each wording begin and end in `position`. Wordings are in the
        order in which the text has them first.
    length : int
        Number of parts of each run.
    """

    position: np.ndarray
    bounds: np.ndarray
    length: int

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def wording(self) -> np.ndarray:
        """The number of the wording of each run, from 0 (int64)."""
        runs_of_wording = np.diff(self.bounds)
        numbers = np.arange(len(self))
        return np.repeat(numbers, runs_of_wording)


def find_shared_wordings(
    parts: WordParts, *, min_words: int, max_documents: int
) -> SharedWordings:
    """Return the runs of `min_words` parts that 2 to `max_documents` documents have.

    A wording of more documents is a stock phrase. It begins no passage, although it may
    be inside one: a phrase of a thousand documents would give half a million pairs.
    """
    repeats = _find_repeats(parts, min_words)
    document_count = _documents_with_wording(parts, repeats)
    is_shared = document_count > 1
    is_rare = document_count <= max_documents
    begins_match = is_shared & is_rare
    return _in_text_order(repeats.take(begins_match), min_words)


def _in_text_order(repeats: _Repeats, length: int) -> SharedWordings:
    """Return the runs with wordings in the order in which the text has them first."""
    is_new = differs_from_previous(repeats.wording)
    first_rows = is_new.nonzero()[0]
    end_of_runs = np.append(first_rows, len(is_new))
    run_counts = np.diff(end_of_runs)
    first_positions = repeats.position[first_rows]
    order = np.argsort(first_positions)
    starts = first_rows[order]
    run_counts = run_counts[order]
    rows = expand_ranges(starts, starts + run_counts)
    bounds = np.append(0, np.cumsum(run_counts))
    return SharedWordings(repeats.position[rows], bounds, length)


def differs_from_previous(values: np.ndarray) -> np.ndarray:
    """Return whether each value differs from the one before it (bool).

    The first value has none before it and counts as different.
    """
    differs = np.ones(len(values), dtype=bool)
    previous_values = values[:-1]
    differs[1:] = values[1:] != previous_values
    return differs


@dataclass(frozen=True, eq=False)
class _Repeats:
    """Runs of one length that occur twice or more (int64 arrays).

    Attributes
    ----------
    position : int64 array
        The position of the first part of each run.
    wording : int64 array
        The name of the words of each run: a number that runs of the same words share.
    """

    position: np.ndarray
    wording: np.ndarray

    def take(self, rows: np.ndarray) -> _Repeats:
        """Return the runs `rows`."""
        position = self.position[rows]
        wording = self.wording[rows]
        return _Repeats(position, wording)


def _find_repeats(parts: WordParts, length: int) -> _Repeats:
    """Return the runs of `length` parts that occur twice or more.

    They are sorted by wording, then by position. The names of the wordings mean nothing
    but which are equal.
    """
    repeats = None
    if has_kernels():
        runs = find_repeated_runs(parts.codes, parts.wall, length)
        repeats = _name_by_hash(parts, runs, length)
    if repeats is None:
        repeats = _name_by_doubling(parts, length)
    return repeats


def _name_by_hash(parts: WordParts, runs: HashedRuns, length: int) -> _Repeats | None:
    """Return the runs that occur twice or more, named by their hashes.

    The result is None if two different wordings have the same hash.
    """
    by_hash = np.argsort(runs.hash, kind="stable")
    hashes = runs.hash[by_hash]
    position = runs.position[by_hash].astype(np.int64)
    is_new = differs_from_previous(hashes)
    is_repeated = ~is_new
    earlier = position[:-1][is_repeated[1:]]
    later = position[is_repeated]
    for offset in range(length):
        codes = parts.codes[earlier + offset]
        if not np.array_equal(codes, parts.codes[later + offset]):
            return None
    # The first run of a wording is the one before the second.
    is_repeated[:-1] |= is_repeated[1:]
    wording = np.cumsum(is_new)
    return _Repeats(position, wording).take(is_repeated)


def _name_by_doubling(parts: WordParts, length: int) -> _Repeats:
    """Return the runs of `length` parts that occur twice or more, sorted by wording.

    Runs are named by doubling: a run of 2h parts is named by the names of its two
    halves, and a run that occurs once is dropped at every step. The result is exact
    and needs a few sorts only.
    """
    part_count = len(parts.codes)
    # A section is what lies between two walls; its number is the walls up to it.
    section = np.cumsum(parts.wall[:-1])
    # Begin with runs of one part, named by the code of the part.
    runs = _Repeats(np.arange(part_count), parts.codes)
    named_length = 1
    while named_length < length:
        name_at_position = np.full(part_count, _NO_NAME, dtype=np.int64)
        name_at_position[runs.position] = runs.wording
        # In the last step the two halves overlap, if `length` is no power of two.
        step = min(named_length, length - named_length)
        named_length += step
        position = _positions_within_walls(runs.position, named_length, section)
        left_names = name_at_position[position]
        right_names = name_at_position[position + step]
        runs = _name_pairs(position, left_names, right_names)
    by_wording = np.argsort(runs.wording, kind="stable")
    return runs.take(by_wording)


def _positions_within_walls(
    position: np.ndarray, length: int, section: np.ndarray
) -> np.ndarray:
    """Return the positions at which a run of `length` parts meets no wall.

    `section` has, for each part, the number of the section between two walls.
    """
    last_part = position + (length - 1)
    is_in_corpus = last_part < len(section)
    position = position[is_in_corpus]
    last_part = last_part[is_in_corpus]
    first_section = section[position]
    last_section = section[last_part]
    meets_no_wall = first_section == last_section
    return position[meets_no_wall]


def _name_pairs(
    position: np.ndarray, left_names: np.ndarray, right_names: np.ndarray
) -> _Repeats:
    """Return the runs that occur twice or more, named by the names of their halves.

    Both halves of a run that occurs twice occur twice themselves, and have a name.
    """
    has_both_names = np.minimum(left_names, right_names) > _NO_NAME
    position = position[has_both_names]
    left_names = left_names[has_both_names]
    right_names = right_names[has_both_names]
    # One number for the two names. The new names are ranks of these numbers, so that
    # they stay small.
    name_count = right_names.max(initial=0) + 1
    pair_of_names = left_names * name_count + right_names
    _, name, occurrences = np.unique(
        pair_of_names, return_inverse=True, return_counts=True
    )
    runs = _Repeats(position, name)
    is_repeated = occurrences[name] > 1
    return runs.take(is_repeated)


def _documents_with_wording(parts: WordParts, repeats: _Repeats) -> np.ndarray:
    """Return in how many documents the wording of each run occurs (float64)."""
    wording = repeats.wording
    document = parts.document[repeats.position]
    # Only the first run of a wording in a document is counted. Runs are sorted by
    # wording, then by position, so it is where the wording or the document changes.
    is_new_wording = differs_from_previous(wording)
    is_new_document = differs_from_previous(document)
    is_first_in_document = is_new_wording | is_new_document
    documents_by_wording = np.bincount(wording, weights=is_first_in_document)
    return documents_by_wording[wording]
