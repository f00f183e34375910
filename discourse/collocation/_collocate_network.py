"""Collocates as a network: which of them occur together near a phrase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import tables
from discourse.collocation.collocate_scores import (
    Groups,
    count_note,
    score_collocates,
)
from discourse.collocation.windows import (
    Node,
    NodeWindow,
    Window,
    check_options,
    windows_of_nodes,
)
from discourse.corpus import Corpus
from discourse.counting.stop_words import StopWords, stop_words
from discourse.lexicons import as_lexicon
from discourse.measures import log_dice
from discourse.settings import COLLOCATION_WINDOW
from discourse.text import TokenStream
from discourse.validation import check_whole_number, options_by_name

__all__ = ["collocate_network"]


@options_by_name
def collocate_network(
    corpus: Corpus,
    node: Node,
    *,
    window: Window = COLLOCATION_WINDOW,
    min_count: int = 3,
    stop: StopWords = None,
    top: int = 15,
) -> pd.DataFrame:
    """Return the edges of a network of a phrase and its strongest collocates.

    Parameters
    ----------
    corpus, node, window, stop
        As for :func:`collocates`.
    min_count : int
        Leave out edges that are counted from fewer mentions of the node. From 1.
    top : int
        How many collocates of each family, by logDice.

    Returns
    -------
    pandas.DataFrame
        Kind "collocate_network", one row an edge, the strongest first. An edge of kind
        "node" joins the family and a collocate. An edge of kind "between" joins two
        collocates, in the order of their names. `count` is the number of mentions of
        the node that the edge is counted from. `count_term` and `count_other_term` are
        those of its two ends. Notes are as for :func:`collocates`.

    Notes
    -----
    *When to use it.* To see which collocates of a phrase form groups.

    *How to read it.* An edge "between" says that two words occur together *near the
    node*, not in the whole corpus.

    *How it is computed.* `score` is logDice of mentions:
    ``14 + log2(2 f / (f1 + f2))``. For an edge from the node, f is the number of
    mentions that have the term near them, as in :func:`collocates`. For an edge between
    two terms, f is the number of mentions that have both terms in their window, f1
    those with the first term, and f2 those with the second.

    See Also
    --------
    collocates : All collocates, by several measures.

    References
    ----------
    Brezina, McEnery & Wattam (2015), International Journal of Corpus Linguistics 20(2),
    139-173, for the idea.

    Examples
    --------
    >>> texts = {"a": "Green trade and fair trade.", "b": "Trade, green and fair."}
    >>> corpus = Corpus.from_texts(texts)
    >>> table = collocate_network(corpus, "trade", min_count=2, stop="en")
    >>> table[["kind", "term", "other_term", "count"]]
          kind   term other_term  count
    0     node  trade       fair      3
    1     node  trade      green      3
    2  between   fair      green      3
    """
    lexicon = as_lexicon(node)
    unlisted = stop_words(stop)
    check_options(window, min_count)
    top = check_whole_number("top", top)
    groups = Groups.of(corpus, None)
    windows = windows_of_nodes(corpus, lexicon, window)
    edges: list[_Edge] = []
    for family, window_of_family in zip(lexicon.names, windows, strict=True):
        collocates = score_collocates(
            corpus,
            window_of_family,
            groups,
            min_count=1,
            stop_words=unlisted,
            sort="log_dice",
        )
        node_mentions = _NodeMentions.of(
            corpus,
            window_of_family,
            collocates,
            family=family,
            min_count=min_count,
            top=top,
        )
        edges += _edges_from_node(node_mentions)
        edges += _edges_between(node_mentions, int(min_count))
    labels = {"family": lexicon.label_of}
    return tables.from_rows("collocate_network", edges, labels=labels)


@dataclass(frozen=True)
class _Edge:
    """One row of the table."""

    family: str
    kind: str
    term: str
    other_term: str
    count: int
    documents: int
    count_term: int
    count_other_term: int
    score: float
    note: str
    measure: str = "logDice of mentions"


@dataclass(frozen=True, eq=False)
class _NodeMentions:
    """The mentions of one family, and which collocates are near each of them.

    Attributes
    ----------
    family : str
    terms : list of str
        The collocates.
    mentions : list of int
        How many mentions have each collocate near them.
    scores : list of float
        logDice of each collocate and the node.
    document : int array, shape (mentions of the node,)
        Document of each mention of the node.
    near : scipy.sparse.csr_array, shape (mentions of the node, terms)
        1 where the collocate is in the window of the mention.
    """

    family: str
    terms: list[str]
    mentions: list[int]
    scores: list[float]
    document: np.ndarray
    near: csr_array

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        window: NodeWindow,
        collocates: Mapping[str, np.ndarray],
        *,
        family: str,
        min_count: int,
        top: int,
    ) -> _NodeMentions:
        """Return the mentions with the `top` collocates, which are sorted by score."""
        is_frequent = collocates["hits"] >= min_count
        strongest = is_frequent.nonzero()[0][:top]
        terms = collocates["term"][strongest].tolist()
        return cls(
            family=family,
            terms=terms,
            mentions=collocates["hits"][strongest].tolist(),
            scores=collocates["log_dice"][strongest].tolist(),
            document=corpus.stream.document[window.first],
            near=_terms_near_mentions(corpus.stream, window, terms),
        )

    def mentions_near(self, term: int) -> np.ndarray:
        """Return the mentions that have the collocate near them."""
        column = self.near[:, [term]]
        return column.nonzero()[0]

    def count_documents(self, mentions: np.ndarray) -> int:
        documents = self.document[mentions]
        return len(np.unique(documents))


def _terms_near_mentions(
    stream: TokenStream, window: NodeWindow, terms: list[str]
) -> csr_array:
    """Return which terms (columns) are near which mentions (rows), as 1 and 0."""
    types = max(len(stream.vocabulary), 1)
    type_ids = [stream.lookup[term] for term in terms]
    column_of_type = np.full(types, -1, dtype=np.int64)
    column_of_type[type_ids] = np.arange(len(terms))
    type_in_window = stream.ids[window.token]
    column = column_of_type[type_in_window]
    is_listed = column >= 0
    cells = (window.mention[is_listed], column[is_listed])
    one_each = np.ones(is_listed.sum(), np.int64)
    shape = (len(window.first), len(terms))
    near = csr_array((one_each, cells), shape=shape)
    near.sum_duplicates()
    near.data[:] = 1
    return near


def _edges_from_node(node: _NodeMentions) -> list[_Edge]:
    """Return the edges from the node to its collocates, the strongest first."""
    all_mentions = len(node.document)
    edges = []
    for number, term in enumerate(node.terms):
        mentions = node.mentions[number]
        mentions_near_term = node.mentions_near(number)
        documents = node.count_documents(mentions_near_term)
        edge = _Edge(
            family=node.family,
            kind="node",
            term=node.family,
            other_term=term,
            count=mentions,
            documents=documents,
            count_term=all_mentions,
            count_other_term=mentions,
            score=node.scores[number],
            note=count_note(mentions, documents, all_mentions),
        )
        edges.append(edge)
    return edges


def _edges_between(node: _NodeMentions, min_count: int) -> list[_Edge]:
    """Return the edges between collocates, the strongest first."""
    near = node.near
    terms = node.terms
    mentions_near_both = (near.T @ near).toarray()
    is_frequent = mentions_near_both >= min_count
    first, second = is_frequent.nonzero()
    edges = []
    pairs = zip(first.tolist(), second.tolist(), strict=True)
    for term, other_term in pairs:
        # The matrix has each pair of terms twice, and each term with itself.
        if terms[term] < terms[other_term]:
            edge = _edge_between(node, term, other_term)
            edges.append(edge)
    edges.sort(key=_strongest_first)
    return edges


def _edge_between(node: _NodeMentions, term: int, other_term: int) -> _Edge:
    """Return the edge between two collocates, which are given by their numbers."""
    mentions_near_term = node.mentions_near(term)
    mentions_near_other = node.mentions_near(other_term)
    mentions_near_both = np.intersect1d(mentions_near_term, mentions_near_other)
    mentions = len(mentions_near_both)
    documents = node.count_documents(mentions_near_both)
    count_term = node.mentions[term]
    count_other_term = node.mentions[other_term]
    return _Edge(
        family=node.family,
        kind="between",
        term=node.terms[term],
        other_term=node.terms[other_term],
        count=mentions,
        documents=documents,
        count_term=count_term,
        count_other_term=count_other_term,
        score=float(log_dice(mentions, count_term, count_other_term)),
        note=count_note(mentions, documents, len(node.document)),
    )


def _strongest_first(edge: _Edge) -> tuple[float, int, str, str]:
    return -edge.score, -edge.count, edge.term, edge.other_term
