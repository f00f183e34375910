"""Collocates as a network: which of them occur together near a phrase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import notes, tables
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
from discourse.corpus import Corpus, as_corpus
from discourse.counting.counted_units import token_unit
from discourse.counting.stop_word_choice import choose_stop_words
from discourse.counting.stop_words import StopWords
from discourse.lexicons import as_lexicon
from discourse.measures import log_dice
from discourse.progress import shows_progress
from discourse.settings import COLLOCATION_WINDOW
from discourse.text import TokenStream
from discourse.validation import check_whole_number, options_by_name

__all__ = ["collocate_network"]


@options_by_name
@shows_progress
def collocate_network(
    corpus: Corpus,
    node: Node,
    *,
    window: Window = COLLOCATION_WINDOW,
    min_count: int = 3,
    stop: StopWords = "auto",
    top: int = 15,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the edges of a network of a phrase and its strongest collocates.

    Parameters
    ----------
    corpus, node, window, stop
        As for :func:`collocates`.
    min_count : int
        Leave out edges that are counted from fewer mentions of the node; 1 or more.
    top : int
        How many collocates of each family, by logDice.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "collocate_network", one row for each edge, the strongest first. An edge of
        kind "node" joins the family and a collocate. An edge of kind "between" joins
        two collocates, in the order of their names. `count` is the number of mentions
        of the node that the edge is counted from. `count_term` and `count_other_term`
        are those of its two ends. Notes are as for :func:`collocates`.

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
    corpus = as_corpus(corpus).in_words
    lexicon = as_lexicon(node)
    chosen = choose_stop_words(corpus, stop)
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
            min_count=1,  # edges are left out by their mentions, not by words
            stop_words=chosen.words,
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
    settings = {"token_unit": token_unit(corpus), "stop": chosen.name}
    rows = [{**asdict(edge), **settings} for edge in edges]
    cells = notes.add([edge.note for edge in edges], *chosen.notes)
    for row, cell in zip(rows, cells, strict=True):
        row["note"] = cell
    return tables.from_rows("collocate_network", rows, labels=labels)


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
    mention_counts : list of int
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
    mention_counts: list[int]
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
        """Return the mentions and the `top` strongest collocates.

        `collocates` has the columns of :func:`score_collocates`, sorted by logDice.
        """
        is_frequent = collocates["hits"] >= min_count
        strongest = is_frequent.nonzero()[0][:top]
        terms = collocates["term"][strongest].tolist()
        return cls(
            family=family,
            terms=terms,
            mention_counts=collocates["hits"][strongest].tolist(),
            scores=collocates["log_dice"][strongest].tolist(),
            document=corpus.stream.document[window.first_token],
            near=_terms_near_mentions(corpus.stream, window, terms),
        )

    def mentions_near(self, term: int) -> np.ndarray:
        """Return the numbers of the mentions that have collocate number `term` near."""
        column = self.near[:, [term]]
        return column.nonzero()[0]

    def count_documents(self, mentions: np.ndarray) -> int:
        """Return in how many documents the mentions with these numbers are."""
        documents = self.document[mentions]
        return len(np.unique(documents))


def _terms_near_mentions(
    stream: TokenStream, window: NodeWindow, terms: list[str]
) -> csr_array:
    """Return which terms (columns) are near which mentions (rows), as 1 and 0."""
    type_count = max(len(stream.vocabulary), 1)
    type_ids = [stream.lookup[term] for term in terms]
    # The column of each word of the vocabulary; -1 = the word is not among the terms.
    column_of_type = np.full(type_count, -1, dtype=np.int64)
    column_of_type[type_ids] = np.arange(len(terms))
    type_in_window = stream.ids[window.token]
    column = column_of_type[type_in_window]
    is_listed = column >= 0
    cells = (window.mention[is_listed], column[is_listed])
    one_each = np.ones(is_listed.sum(), np.int64)
    shape = (len(window.first_token), len(terms))
    near = csr_array((one_each, cells), shape=shape)
    near.sum_duplicates()
    near.data[:] = 1  # however often the term occurs in one window
    return near


def _edges_from_node(node: _NodeMentions) -> list[_Edge]:
    """Return the edges from the node to its collocates, the strongest first."""
    node_count = len(node.document)
    edges = []
    for term_number, term in enumerate(node.terms):
        mention_count = node.mention_counts[term_number]
        mentions_near_term = node.mentions_near(term_number)
        document_count = node.count_documents(mentions_near_term)
        edge = _Edge(
            family=node.family,
            kind="node",
            term=node.family,
            other_term=term,
            count=mention_count,
            documents=document_count,
            count_term=node_count,
            count_other_term=mention_count,
            score=node.scores[term_number],
            note=count_note(mention_count, document_count, node_count),
        )
        edges.append(edge)
    return edges


def _edges_between(node: _NodeMentions, min_count: int) -> list[_Edge]:
    """Return the edges between collocates, the strongest first."""
    near = node.near
    terms = node.terms
    counts_near_both = (near.T @ near).toarray()
    is_frequent = counts_near_both >= min_count
    term_numbers, other_term_numbers = is_frequent.nonzero()
    edges = []
    pairs = zip(term_numbers.tolist(), other_term_numbers.tolist(), strict=True)
    for term_number, other_term_number in pairs:
        # The matrix has each pair of terms twice, and each term with itself.
        if terms[term_number] < terms[other_term_number]:
            edge = _edge_between(node, term_number, other_term_number)
            edges.append(edge)
    edges.sort(key=_strongest_first)
    return edges


def _edge_between(
    node: _NodeMentions, term_number: int, other_term_number: int
) -> _Edge:
    """Return the edge between the collocates with these two numbers."""
    mentions_near_term = node.mentions_near(term_number)
    mentions_near_other = node.mentions_near(other_term_number)
    mentions_near_both = np.intersect1d(mentions_near_term, mentions_near_other)
    mention_count = len(mentions_near_both)
    document_count = node.count_documents(mentions_near_both)
    count_term = node.mention_counts[term_number]
    count_other_term = node.mention_counts[other_term_number]
    return _Edge(
        family=node.family,
        kind="between",
        term=node.terms[term_number],
        other_term=node.terms[other_term_number],
        count=mention_count,
        documents=document_count,
        count_term=count_term,
        count_other_term=count_other_term,
        score=float(log_dice(mention_count, count_term, count_other_term)),
        note=count_note(mention_count, document_count, len(node.document)),
    )


def _strongest_first(edge: _Edge) -> tuple[float, int, str, str]:
    """Return the sort key of an edge: score and count descending, then the terms."""
    return -edge.score, -edge.count, edge.term, edge.other_term
