"""Collocates of several nodes, as a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import tables
from discourse.collocation.collocate_scores import collocate_rows, note_of_counts
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
from discourse.settings import (
    COLLOCATION_WINDOW,
)
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
    """A phrase, its strongest collocates, and which of these stand together beside it: the edges of a network.

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
        Kind "collocate_network", one row an edge. Kind "node": from the family to a collocate; "between": from one
        collocate to another, in order of their names. `count` is the number of mentions of the node that the edge
        rests on, `count_term` and `count_other_term` those of its two ends. Strongest edges first; notes as there.

    Notes
    -----
    `score` is logDice of mentions: ``14 + log2(2 f / (f1 + f2))``. For an edge from the node, f is how many mentions
    have the term beside them, as in :func:`collocates`; between two terms, f is the mentions with both in their window,
    f1 and f2 those with either. So "between" says who comes together *beside the node*, not in the corpus at large.

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
    out = stop_words(stop)
    check_options(window, min_count)
    top = check_whole_number("top", top)
    one = (np.zeros(len(corpus), dtype=np.int64), ("",))
    edges: list[tuple[Any, ...]] = []
    for name, company in zip(
        lexicon.names, windows_of_nodes(corpus, lexicon, window), strict=True
    ):
        near = collocate_rows(corpus, company, one, (1, out, "log_dice"), name)
        keep = (near["hits"] >= min_count).nonzero()[0][:top]
        near = {column: values[keep] for column, values in near.items()}
        edges += _edges(corpus, company, near, name, int(min_count))
    names = (
        "family", "kind", "term", "other_term", "count", "documents", "count_term", "count_other_term", "score", "note",
    )  # fmt: skip
    columns = zip(*edges, strict=True) if edges else [()] * len(names)
    cells: dict[str, Any] = {
        name: list(column) for name, column in zip(names, columns, strict=True)
    }
    return tables.make(
        "collocate_network", {**cells, "measure": ["logDice of mentions"] * len(edges)}
    )


def _edges(
    corpus: Corpus,
    company: NodeWindow,
    near: Mapping[str, np.ndarray],
    family: str,
    least: int,
) -> list[tuple[Any, ...]]:
    """Edges of one family: from the node, the strongest first; then between its collocates."""
    stream, terms = corpus.stream, near["term"].tolist()
    number = np.full(max(len(stream.vocabulary), 1), -1, dtype=np.int64)
    number[[stream.lookup[term] for term in terms]] = np.arange(len(terms))
    kept = number[stream.ids[company.place]] >= 0
    cells = (company.hit[kept], number[stream.ids[company.place[kept]]])
    beside = csr_array(
        (np.ones(len(cells[0]), np.int64), cells),
        shape=(len(company.first), len(terms)),
    )
    beside.sum_duplicates()
    beside.data[:] = 1
    document, mentions = stream.document[company.first], len(company.first)
    own = near["hits"].tolist()
    edges: list[tuple[Any, ...]] = []
    for place, term in enumerate(terms):
        where = len(np.unique(document[beside[:, [place]].nonzero()[0]]))
        score, told = (
            float(near["log_dice"][place]),
            note_of_counts(own[place], where, mentions),
        )
        edges.append(
            (
                family,
                "node",
                family,
                term,
                own[place],
                where,
                mentions,
                own[place],
                score,
                told,
            )
        )
    both = (beside.T @ beside).toarray()
    between: list[tuple[Any, ...]] = []
    for one in range(len(terms)):
        for other in range(len(terms)):
            if terms[one] < terms[other] and both[one, other] >= least:
                rows = np.intersect1d(
                    beside[:, [one]].nonzero()[0], beside[:, [other]].nonzero()[0]
                )
                found, where = int(both[one, other]), len(np.unique(document[rows]))
                score, told = (
                    float(log_dice(found, own[one], own[other])),
                    note_of_counts(found, where, mentions),
                )
                ends = (family, "between", terms[one], terms[other])
                between.append((*ends, found, where, own[one], own[other], score, told))
    between.sort(key=lambda edge: (-edge[8], -edge[4], edge[2], edge[3]))
    return edges + between
