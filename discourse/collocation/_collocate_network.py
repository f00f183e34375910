"""Collocates as a network: which of them occur together near a phrase."""

from __future__ import annotations

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
        Leave out edges that rest on fewer mentions of the node. From 1.
    top : int
        How many collocates of each family, by logDice.

    Returns
    -------
    pandas.DataFrame
        Kind "collocate_network", one row an edge, the strongest first. An edge of kind
        "node" joins the family and a collocate; one of kind "between" joins two
        collocates, in the order of their names. `count` is the number of mentions of
        the node that the edge rests on; `count_term` and `count_other_term` are those
        of its two ends. Notes are as for :func:`collocates`.

    Notes
    -----
    *When to use it.* To see which collocates of a phrase form groups.

    *How to read it.* An edge "between" says that two words occur together *near the
    node*, not in the whole corpus.

    *How it is computed.* `score` is logDice of mentions:
    ``14 + log2(2 f / (f1 + f2))``. For an edge from the node, f is the number of
    mentions that have the term near them, as in :func:`collocates`. Between two terms,
    f is the number of mentions with both in their window, f1 and f2 the numbers of
    those with either.

    See Also
    --------
    collocates : All collocates, by several measures.

    References
    ----------
    Brezina, McEnery & Wattam (2015), International Journal of Corpus Linguistics 20(2), 139-173, for the idea.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Green trade and fair trade.", "b": "Trade, green and fair."})
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
    groups = Groups.single(corpus)
    windows = windows_of_nodes(corpus, lexicon, window)
    edges: list[_Edge] = []
    for family, window_of_family in zip(lexicon.names, windows, strict=True):
        collocates = score_collocates(
            corpus,
            window_of_family,
            groups,
            family=family,
            min_count=1,
            stop_words=unlisted,
            sort="log_dice",
        )
        strongest = (collocates["hits"] >= min_count).nonzero()[0][:top]
        node_mentions = _NodeMentions.of(
            corpus,
            window_of_family,
            family=family,
            terms=collocates["term"][strongest].tolist(),
            mentions=collocates["hits"][strongest].tolist(),
        )
        edges += _edges_from_node(
            node_mentions, collocates["log_dice"][strongest].tolist()
        )
        edges += _edges_between(node_mentions, int(min_count))
    return tables.from_rows("collocate_network", edges)


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
    document : int array, shape (mentions of the node,)
        Document of each mention of the node.
    near : scipy.sparse.csr_array, shape (mentions of the node, terms)
        1 where the collocate is in the window of the mention.
    """

    family: str
    terms: list[str]
    mentions: list[int]
    document: np.ndarray
    near: csr_array

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        window: NodeWindow,
        *,
        family: str,
        terms: list[str],
        mentions: list[int],
    ) -> _NodeMentions:
        """Find the collocates `terms` in the windows."""
        stream = corpus.stream
        number_of_type = np.full(max(len(stream.vocabulary), 1), -1, dtype=np.int64)
        types = [stream.lookup[term] for term in terms]
        number_of_type[types] = np.arange(len(terms))
        term = number_of_type[stream.ids[window.token]]
        is_collocate = term >= 0
        positions = (window.mention[is_collocate], term[is_collocate])
        ones = np.ones(len(positions[0]), np.int64)
        near = csr_array((ones, positions), shape=(len(window.first), len(terms)))
        near.sum_duplicates()
        near.data[:] = 1
        return cls(
            family=family,
            terms=terms,
            mentions=mentions,
            document=stream.document[window.first],
            near=near,
        )

    def mentions_near(self, term: int) -> np.ndarray:
        """Return the mentions that have the collocate near them."""
        return np.asarray(self.near[:, [term]].nonzero()[0])

    def count_documents(self, mentions: np.ndarray) -> int:
        return len(np.unique(self.document[mentions]))


def _edges_from_node(node: _NodeMentions, scores: list[float]) -> list[_Edge]:
    """Return the edges from the node to its collocates, the strongest first."""
    all_mentions = len(node.document)
    edges = []
    for number, term in enumerate(node.terms):
        mentions = node.mentions[number]
        documents = node.count_documents(node.mentions_near(number))
        edge = _Edge(
            family=node.family,
            kind="node",
            term=node.family,
            other_term=term,
            count=mentions,
            documents=documents,
            count_term=all_mentions,
            count_other_term=mentions,
            score=scores[number],
            note=count_note(mentions, documents, all_mentions),
        )
        edges.append(edge)
    return edges


def _edges_between(node: _NodeMentions, min_count: int) -> list[_Edge]:
    """Return the edges between collocates, the strongest first."""
    together = (node.near.T @ node.near).toarray()
    first, second = (together >= min_count).nonzero()
    edges = []
    for term, other_term in zip(first.tolist(), second.tolist(), strict=True):
        if node.terms[term] < node.terms[other_term]:
            mentions = int(together[term, other_term])
            edges.append(_edge_between(node, term, other_term, mentions))
    edges.sort(key=_strongest_first)
    return edges


def _edge_between(
    node: _NodeMentions, term: int, other_term: int, mentions: int
) -> _Edge:
    near_both = np.intersect1d(node.mentions_near(term), node.mentions_near(other_term))
    documents = node.count_documents(near_both)
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
