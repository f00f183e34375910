"""Counts and scores of collocates, with their notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from discourse import notes
from discourse.collocation.windows import NodeWindow
from discourse.corpus import Corpus
from discourse.measures import association
from discourse.measures.exact_arithmetic import Floats
from discourse.registries import ASSOCIATION_MEASURES
from discourse.settings import (
    FEW_DOCUMENTS_WITH_COLLOCATE,
    FEW_MENTIONS_BESIDE_COLLOCATE,
    FEW_MENTIONS_OF_NODE,
)

__all__ = ["FUNCTIONS", "Groups", "count_note", "score_collocates"]

_MAX_CELLS = 1 << 26  # groups times words that are counted in one array: 512 MB

# What computes each measure of the registry of association measures.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = association.FUNCTIONS


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of documents: the group of each document, and the names of the groups."""

    codes: np.ndarray
    names: tuple[str, ...]

    @classmethod
    def single(cls, corpus: Corpus) -> Groups:
        """Return all documents as one group without a name."""
        return cls(np.zeros(len(corpus), dtype=np.int64), ("",))


def score_collocates(
    corpus: Corpus,
    window: NodeWindow,
    groups: Groups,
    *,
    family: str,
    min_count: int,
    stop_words: frozenset[str],
    sort: str,
) -> dict[str, np.ndarray]:
    """Return the collocates of one family as columns, group by group.

    Parameters
    ----------
    corpus : Corpus
    window : NodeWindow
        The mentions of the family and the tokens near them.
    groups : Groups
    family : str
        Name of the family.
    min_count : int
        Terms that occur less often in windows are left out.
    stop_words : frozenset of str
        Terms to leave out.
    sort : str
        The column that orders the rows of a group, the largest value first.
    """
    counter = _CellCounter.of(corpus, groups)
    in_window = np.unique(window.token)
    cells, count = np.unique(counter.cell[in_window], return_counts=True)
    keep = (count >= min_count) & ~counter.is_listed(cells, stop_words)
    cells, count = cells[keep], count[keep]
    counts = _Counts(counter, window, in_window, cells)
    columns = {
        "family": np.full(len(cells), family, dtype=object),
        "group": counter.group_names(cells),
        "term": counter.terms(cells),
        "count": count,
        "hits": counts.mentions_near_term(),
        "documents": counts.documents(corpus),
        "count_term": counts.occurrences_outside_node(),
        "count_node": counts.mentions(),
        "window_words": counts.window_words(),
        "words": counts.words(),
    }
    columns |= _score(columns)
    columns["note"] = _notes(columns)
    term_order = np.unique(columns["term"], return_inverse=True)[1].reshape(-1)
    group = counter.groups(cells)
    order = np.lexsort((term_order, -count, -columns[sort], group))
    return {name: values[order] for name, values in columns.items()}


@dataclass(frozen=True, eq=False)
class _CellCounter:
    """Counts by cell; a cell is one term in one group.

    Attributes
    ----------
    cell : int64 array, shape (tokens,)
        The cell of each token: its group times the number of types, plus its type.
    group : int64 array, shape (tokens,)
        The group of each token.
    types : int
        Size of the vocabulary.
    vocabulary, names : tuple of str
        The words, and the names of the groups.
    """

    cell: np.ndarray
    group: np.ndarray
    types: int
    vocabulary: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, corpus: Corpus, groups: Groups) -> _CellCounter:
        stream = corpus.stream
        types = max(len(stream.vocabulary), 1)
        group = groups.codes[stream.document]
        return cls(
            cell=group * types + stream.ids,
            group=group,
            types=types,
            vocabulary=stream.vocabulary,
            names=groups.names,
        )

    def groups(self, cells: np.ndarray) -> np.ndarray:
        return np.asarray(cells // self.types)

    def group_names(self, cells: np.ndarray) -> np.ndarray:
        names = np.array(self.names, dtype=object)
        return np.asarray(names[self.groups(cells)])

    def terms(self, cells: np.ndarray) -> np.ndarray:
        """Return the term of each cell (object array)."""
        if not len(cells):
            return np.empty(0, dtype=object)
        vocabulary = np.array(self.vocabulary, dtype=object)
        return np.asarray(vocabulary[cells % self.types])

    def is_listed(self, cells: np.ndarray, words: frozenset[str]) -> np.ndarray:
        """Whether the term of each cell is among the words (bool)."""
        if not words:
            return np.zeros(len(cells), dtype=bool)
        listed = [
            self.vocabulary[term] in words for term in (cells % self.types).tolist()
        ]
        return np.array(listed, dtype=bool)

    def count(self, values: np.ndarray, cells: np.ndarray) -> np.ndarray:
        """Return how often each of the sorted `cells` occurs in `values`."""
        all_cells = len(self.names) * self.types
        if all_cells <= _MAX_CELLS:
            counts = np.bincount(values, minlength=all_cells)
            return np.asarray(counts[cells])
        if not len(cells):
            return np.empty(0, dtype=np.int64)
        position = np.searchsorted(cells, values)
        nearest = np.minimum(position, len(cells) - 1)
        is_wanted = cells[nearest] == values
        counts = np.bincount(position[is_wanted], minlength=len(cells))
        return np.asarray(counts)

    def count_in_groups(self, group: np.ndarray, cells: np.ndarray) -> np.ndarray:
        """Return how often the group of each cell occurs."""
        counts = np.bincount(group, minlength=len(self.names))
        return np.asarray(counts[self.groups(cells)])


@dataclass(frozen=True, eq=False)
class _Counts:
    """The counts of the cells of one family.

    Attributes
    ----------
    counter : _CellCounter
    window : NodeWindow
    in_window : int64 array
        The tokens that lie in a window, each once.
    cells : int64 array
        The cells to count, sorted.
    """

    counter: _CellCounter
    window: NodeWindow
    in_window: np.ndarray
    cells: np.ndarray

    def mentions_near_term(self) -> np.ndarray:
        """Return how many mentions have the term in their window."""
        cell = self.counter.cell[self.window.token]
        return self._count_distinct(cell, self.window.mention)

    def documents(self, corpus: Corpus) -> np.ndarray:
        """Return how many documents have the term in a window."""
        cell = self.counter.cell[self.in_window]
        return self._count_distinct(cell, corpus.stream.document[self.in_window])

    def _count_distinct(self, cell: np.ndarray, number: np.ndarray) -> np.ndarray:
        """Return how many different numbers each cell occurs with."""
        pairs = np.column_stack([cell, number])
        distinct = np.unique(pairs, axis=0)
        return self.counter.count(distinct[:, 0], self.cells)

    def occurrences_outside_node(self) -> np.ndarray:
        """Return how often the term occurs, without the words of the node."""
        cell = self.counter.cell[~self.window.in_node]
        return self.counter.count(cell, self.cells)

    def mentions(self) -> np.ndarray:
        """Return how many mentions of the node the group has."""
        group = self.counter.group[self.window.first]
        return self.counter.count_in_groups(group, self.cells)

    def window_words(self) -> np.ndarray:
        """Return how many words of the group lie in windows."""
        group = self.counter.group[self.in_window]
        return self.counter.count_in_groups(group, self.cells)

    def words(self) -> np.ndarray:
        """Return how many words the group has, without the words of the node."""
        group = self.counter.group[~self.window.in_node]
        return self.counter.count_in_groups(group, self.cells)


def _score(columns: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the expected count and the measures of each row."""
    mentions_near_term = np.minimum(columns["hits"], columns["count"])
    count_of_words = [
        columns[name] for name in ("count", "window_words", "count_term", "words")
    ]
    count_of_mentions = [
        mentions_near_term,
        columns["count_node"],
        columns["count_term"],
    ]
    product = columns["window_words"] * columns["count_term"]
    scores = {"expected": product / columns["words"]}
    for name, measure in ASSOCIATION_MEASURES.items():
        if measure.counted_in == "mentions":
            values = FUNCTIONS[name](*count_of_mentions)
        else:
            values = FUNCTIONS[name](*count_of_words)
        scores[name] = np.atleast_1d(values)
    return scores


def _notes(columns: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the note of each row."""
    rows = zip(
        np.minimum(columns["hits"], columns["count"]).tolist(),
        columns["documents"].tolist(),
        columns["count_node"].tolist(),
        strict=True,
    )
    return np.array([count_note(*counts) for counts in rows], dtype=object)


def count_note(mentions_near: int, documents: int, mentions: int) -> str:
    """Return what a row that rests on so few mentions or documents cannot show.

    Parameters
    ----------
    mentions_near : int
        Mentions of the node that have the term near them.
    documents : int
        Documents in which they are.
    mentions : int
        All mentions of the node.
    """
    remarks = []
    if mentions_near < FEW_MENTIONS_BESIDE_COLLOCATE:
        remarks.append(notes.make("few_beside", mentions=mentions_near))
    if documents == 1:
        remarks.append(notes.make("in_one_document"))
    elif documents < FEW_DOCUMENTS_WITH_COLLOCATE:
        remarks.append(notes.make("in_few_documents", documents=documents))
    if mentions < FEW_MENTIONS_OF_NODE:
        remarks.append(notes.make("few_mentions_of_node", mentions=mentions))
    return notes.join(remarks)
