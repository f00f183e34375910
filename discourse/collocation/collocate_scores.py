"""Counts, scores and notes of collocates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from discourse import notes
from discourse.collocation.windows import NodeWindow
from discourse.corpus import Corpus
from discourse.counting.document_words import word_counts_of
from discourse.measures import association
from discourse.measures.exact_arithmetic import Floats
from discourse.registries import ASSOCIATION_MEASURES
from discourse.settings import (
    FEW_DOCUMENTS_WITH_COLLOCATE,
    FEW_MENTIONS_BESIDE_COLLOCATE,
    FEW_MENTIONS_OF_NODE,
)

__all__ = ["FUNCTIONS", "Groups", "count_note", "score_collocates"]

# Groups times words that are counted in one array, which then has 512 MB at most.
_MAX_CELLS = 1 << 26

# What computes each measure of the registry of association measures.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = association.FUNCTIONS


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of documents: the group of each document, and the names of the groups."""

    codes: np.ndarray
    names: tuple[str, ...]

    @classmethod
    def of(cls, corpus: Corpus, by: str | None) -> Groups:
        """Return the groups that a metadata column makes; None makes one group."""
        codes, names = corpus.groups(by)
        return cls(codes, names)


def score_collocates(
    corpus: Corpus,
    window: NodeWindow,
    groups: Groups,
    *,
    min_count: int,
    stop_words: frozenset[str],
    sort: str,
) -> dict[str, np.ndarray]:
    """Return the collocates of one family as columns of a table, group by group.

    There is one row for each group and term: the group, the term, its counts and
    scores, and a note.

    Parameters
    ----------
    corpus : Corpus
    window : NodeWindow
        The mentions of the family and the tokens near them.
    groups : Groups
    min_count : int
        Terms that occur less often in windows are left out.
    stop_words : frozenset of str
        Terms to leave out.
    sort : str
        The column that orders the rows of a group, the largest value first.
    """
    counter = _CellCounter.of(corpus, groups)
    in_window = window.distinct_tokens()
    cells_in_window = counter.cells_of(in_window)
    cells, count = np.unique(cells_in_window, return_counts=True)
    is_frequent = count >= min_count
    is_stop_word = counter.is_term_among(cells, stop_words)
    is_listed = is_frequent & ~is_stop_word
    cells = cells[is_listed]
    count = count[is_listed]
    columns = {
        "group": counter.group_names(cells),
        "term": counter.terms(cells),
        "count": count,
    }
    columns |= _count_around_node(corpus, window, counter, cells)
    columns |= _score(columns)
    columns["note"] = _notes(columns)
    group = counter.groups(cells)
    order = _order_of_rows(columns, group, sort)
    return {name: values[order] for name, values in columns.items()}


def _order_of_rows(
    columns: Mapping[str, np.ndarray], group: np.ndarray, sort: str
) -> np.ndarray:
    """Return the order of the rows: by group, the column `sort`, count and term."""
    _, term_rank = np.unique(columns["term"], return_inverse=True)
    largest_first = -columns[sort]
    most_frequent_first = -columns["count"]
    # `lexsort` sorts by its last key first.
    return np.lexsort(
        (term_rank.reshape(-1), most_frequent_first, largest_first, group)
    )


@dataclass(frozen=True, eq=False)
class _CellCounter:
    """Counts by cell; a cell is one term in one group.

    The number of a cell is its group times the number of types, plus its type.

    Attributes
    ----------
    corpus : Corpus
    codes : int64 array, shape (documents,)
        The group of each document.
    type_count : int
        Size of the vocabulary.
    vocabulary : tuple of str
        The words.
    names : tuple of str
        The names of the groups.
    """

    corpus: Corpus
    codes: np.ndarray
    type_count: int
    vocabulary: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, corpus: Corpus, groups: Groups) -> _CellCounter:
        """Return the counter of the words of a corpus in these groups."""
        vocabulary = corpus.stream.vocabulary
        return cls(
            corpus=corpus,
            codes=groups.codes.astype(np.int64),
            type_count=max(len(vocabulary), 1),
            vocabulary=vocabulary,
            names=groups.names,
        )

    def groups_of(self, tokens: np.ndarray) -> np.ndarray:
        """Return the group of each of these tokens (int64)."""
        stream = self.corpus.stream
        documents = stream.document.take(tokens)
        return self.codes.take(documents)

    def cells_of(self, tokens: np.ndarray) -> np.ndarray:
        """Return the cell of each of these tokens (int64)."""
        groups = self.groups_of(tokens)
        first_cells = groups * self.type_count
        stream = self.corpus.stream
        type_ids = stream.ids.take(tokens)
        return first_cells + type_ids

    def groups(self, cells: np.ndarray) -> np.ndarray:
        """Return the group of each cell (int64)."""
        return cells // self.type_count

    def group_names(self, cells: np.ndarray) -> np.ndarray:
        """Return the name of the group of each cell (object array)."""
        names = np.array(self.names, dtype=object)
        groups = self.groups(cells)
        return names[groups]

    def terms(self, cells: np.ndarray) -> np.ndarray:
        """Return the term of each cell (object array)."""
        if not len(cells):
            return np.empty(0, dtype=object)
        vocabulary = np.array(self.vocabulary, dtype=object)
        type_ids = cells % self.type_count
        return vocabulary[type_ids]

    def is_term_among(self, cells: np.ndarray, words: frozenset[str]) -> np.ndarray:
        """Return whether the term of each cell is one of the words (bool)."""
        if not words:
            return np.zeros(len(cells), dtype=bool)
        type_ids = cells % self.type_count
        is_among = []
        for type_id in type_ids.tolist():
            term = self.vocabulary[type_id]
            is_among.append(term in words)
        return np.array(is_among, dtype=bool)

    def count(
        self, values: np.ndarray, cells: np.ndarray, weights: np.ndarray | None = None
    ) -> np.ndarray:
        """Return how often each of the sorted `cells` occurs in `values` (int64).

        A value counts as often as its weight says.
        """
        cell_count = len(self.names) * self.type_count
        if cell_count <= _MAX_CELLS:
            counts = np.bincount(values, weights, minlength=cell_count)
            counts = counts[cells]
            return counts.astype(np.int64)
        if not len(cells):
            return np.empty(0, dtype=np.int64)
        # An array of all cells would be too large. Each value is looked up in `cells`.
        last_position = len(cells) - 1
        position = np.searchsorted(cells, values)
        existing_position = np.minimum(position, last_position)
        is_among_cells = cells[existing_position] == values
        position = position[is_among_cells]
        if weights is not None:
            weights = weights[is_among_cells]
        counts = np.bincount(position, weights, minlength=len(cells))
        return counts.astype(np.int64)

    def count_everywhere(self, cells: np.ndarray) -> np.ndarray:
        """Return how often each of the sorted `cells` occurs in the corpus.

        It is counted from the words of each document, which are far fewer than tokens.
        """
        word_counts = word_counts_of(self.corpus)
        bounds = word_counts.indptr
        types_of_document = np.diff(bounds)
        groups = np.repeat(self.codes, types_of_document)
        first_cells = groups * self.type_count
        type_ids = word_counts.indices
        all_cells = first_cells + type_ids
        return self.count(all_cells, cells, word_counts.data)

    def count_words(self, cells: np.ndarray) -> np.ndarray:
        """Return how many words the group of each cell has."""
        stream = self.corpus.stream
        words_of_document = np.diff(stream.bounds)
        group_count = len(self.names)
        counts = np.bincount(self.codes, words_of_document, minlength=group_count)
        counts = counts.astype(np.int64)
        group_of_cell = self.groups(cells)
        return counts[group_of_cell]

    def count_distinct(
        self, values: np.ndarray, numbers: np.ndarray, cells: np.ndarray
    ) -> np.ndarray:
        """Return with how many distinct numbers each of the sorted `cells` occurs.

        The cells `values` and the `numbers`, of mentions or documents, come in pairs.
        """
        cell_count = len(self.names) * self.type_count
        number_count = int(numbers.max(initial=0)) + 1
        if cell_count * number_count > np.iinfo(np.int64).max:
            pairs = np.column_stack([values, numbers])
            distinct_pairs = np.unique(pairs, axis=0)
            return self.count(distinct_pairs[:, 0], cells)
        # A pair as one number, which is many times as fast to sort.
        keys = values * number_count + numbers
        keys.sort()
        is_new = np.ones(len(keys), dtype=bool)
        np.not_equal(keys[1:], keys[:-1], out=is_new[1:])
        return self.count(keys[is_new] // number_count, cells)

    def count_in_groups(self, group: np.ndarray, cells: np.ndarray) -> np.ndarray:
        """Return how often the group of each cell occurs in `group`."""
        counts = np.bincount(group, minlength=len(self.names))
        group_of_cell = self.groups(cells)
        return counts[group_of_cell]


def _count_around_node(
    corpus: Corpus, window: NodeWindow, counter: _CellCounter, cells: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the counts of the cells, near the node and in their groups, as columns."""
    # A token that lies in several windows counts once.
    in_window = window.distinct_tokens()
    in_node = np.flatnonzero(window.in_node)
    stream = corpus.stream
    document_in_window = stream.document.take(in_window)
    cells_of_pairs = counter.cells_of(window.token)
    cells_in_window = counter.cells_of(in_window)
    # Few tokens are in the node. So these are taken off the counts of all.
    cells_in_node = counter.cells_of(in_node)
    count_term = counter.count_everywhere(cells)
    count_term -= counter.count(cells_in_node, cells)
    groups_of_mentions = counter.groups_of(window.first_token)
    groups_in_window = counter.groups_of(in_window)
    groups_in_node = counter.groups_of(in_node)
    words = counter.count_words(cells)
    words -= counter.count_in_groups(groups_in_node, cells)
    return {
        "hits": counter.count_distinct(cells_of_pairs, window.mention, cells),
        "documents": counter.count_distinct(cells_in_window, document_in_window, cells),
        "count_term": count_term,
        "count_node": counter.count_in_groups(groups_of_mentions, cells),
        "window_words": counter.count_in_groups(groups_in_window, cells),
        "words": words,
    }


def _score(columns: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the expected count and the measures of each row."""
    counts_of_words = (
        columns["count"],
        columns["window_words"],
        columns["count_term"],
        columns["words"],
    )
    counts_of_mentions = (
        _mentions_near_term(columns),
        columns["count_node"],
        columns["count_term"],
    )
    product = columns["window_words"] * columns["count_term"]
    scores = {"expected": product / columns["words"]}
    for name, measure in ASSOCIATION_MEASURES.items():
        if measure.counted_in == "mentions":
            values = FUNCTIONS[name](*counts_of_mentions)
        else:
            values = FUNCTIONS[name](*counts_of_words)
        scores[name] = np.atleast_1d(values)
    return scores


def _mentions_near_term(columns: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return how many mentions have the term near them, at most the term's count.

    One occurrence of a term can be near several mentions.
    """
    return np.minimum(columns["hits"], columns["count"])


def _notes(columns: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the note of each row (object array)."""
    near_counts = _mentions_near_term(columns)
    texts = []
    for near_count, document_count, node_count in zip(
        near_counts.tolist(),
        columns["documents"].tolist(),
        columns["count_node"].tolist(),
        strict=True,
    ):
        note = count_note(near_count, document_count, node_count)
        texts.append(note)
    return np.array(texts, dtype=object)


def count_note(near_count: int, document_count: int, node_count: int) -> str:
    """Return a warning about few mentions or documents; ``""`` if there are enough.

    Parameters
    ----------
    near_count : int
        Mentions of the node that have the term near them.
    document_count : int
        Documents with such a mention.
    node_count : int
        All mentions of the node.
    """
    remarks = []
    if near_count < FEW_MENTIONS_BESIDE_COLLOCATE:
        remarks.append(notes.make("few_beside", mentions=near_count))
    if document_count == 1:
        remarks.append(notes.make("in_one_document"))
    elif document_count < FEW_DOCUMENTS_WITH_COLLOCATE:
        remarks.append(notes.make("in_few_documents", documents=document_count))
    if node_count < FEW_MENTIONS_OF_NODE:
        remarks.append(notes.make("few_mentions_of_node", mentions=node_count))
    return notes.join(remarks)
