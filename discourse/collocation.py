"""Collocation: the words that keep a phrase company.

**What is counted, once for all measures.** A *window* is the `window` words before a mention of the node and as many
after it, cut off at the end of the sentence or paragraph and at masked text; or the sentence it stands in. A word of
the stream that lies in several windows is counted once. Words of the node itself are counted nowhere, and take up
their places in a window. Then, for a term, ``O`` (`count`) of its ``f2`` (`count_term`) occurrences lie among the ``f1``
(`window_words`) words in windows, of ``N`` (`words`) words in all; ``E = f1 f2 / N`` (`expected`).

Most measures (MI, NPMI, t, z, G2, Delta P ...) are of this table. logDice, by its authors' convention, is of mentions:
``14 + log2(2 f / (H + f2))`` with ``H`` (`count_node`) mentions of the node and f of them (`hits`) beside the term, at
most `count`; so are Dice and minimum sensitivity. :data:`discourse.registries.ASSOCIATION_MEASURES` says of each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.corpus import Corpus
from discourse.counting.stops import Stop, stop_words
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import find
from discourse.measures import association, directions, log_dice
from discourse.measures.arithmetic import Floats
from discourse.phrases import Phrase
from discourse.registries import ASSOCIATION_MEASURES
from discourse.settings import (
    COLLOCATION_WINDOW,
    FEW_DOCUMENTS_WITH_COLLOCATE,
    FEW_MENTIONS_BESIDE_COLLOCATE,
    FEW_MENTIONS_OF_NODE,
)
from discourse.text import BREAK, STOP_LOWER, Stream
from discourse.validation import one_of, whole

__all__ = ["collocate_network", "collocates"]

Node = Lexicon | Phrase | Mapping[str, Any] | str
Window = int | Literal["sentence"]
_CELLS = 1 << 26  # groups by words that are counted in one table

# What computes each measure of the registry of association measures.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {**association.FUNCTIONS, **directions.FUNCTIONS}
)
SORTS = ("count", *sorted(ASSOCIATION_MEASURES))


def collocates(
    corpus: Corpus,
    node: Node,
    *,
    by: str | None = None,
    window: Window = COLLOCATION_WINDOW,
    min_count: int = 3,
    stop: Stop = None,
    sort: str = "log_dice",
) -> pd.DataFrame:
    """The words that stand near a phrase more often than elsewhere, by several measures side by side.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted, and no window runs over it.
    node : Lexicon, Phrase, dict or str
        What the company is kept with; each family of a lexicon by itself.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    window : int or 'sentence'
        Words on each side of a mention that count, never beyond the end of a sentence; or the whole sentence.
    min_count : int
        Leave out terms that stand in windows less often, in a group. From 1.
    stop : str, iterable of str or None
        Words not to list: names of lists ("en") or words. They take up their places in windows all the same.
    sort : str
        What orders the rows of a family and group, largest first; ties by count, then by term: "count", or a measure by
        its name, such as "log_dice", "mi", "npmi", "t_score", "g2", "delta_p". All are listed, each with its limits and
        source, in :data:`discourse.registries.ASSOCIATION_MEASURES`.

    Returns
    -------
    pandas.DataFrame
        Kind "collocates", one row a family, group and term: counts, expected count, the measures, and a note where
        a row rests on few mentions (of the node fewer than 20, beside the term fewer than 5) or few documents.

    Notes
    -----
    The head of this module says what is counted; it is in the columns too, so that every measure can be computed
    again. A count of 3 in a corpus of 4,000 words is three places to look at, not a law: read them with
    :func:`discourse.kwic`. G2 takes words as independent; it is an order by evidence, *not* a test.

    References
    ----------
    Evert (2009), in Lüdeling & Kytö (eds.), Corpus Linguistics: An International Handbook 2, 1212-1248 (surface
    co-occurrence). Rychlý (2008), RASLAN, 6-9. Gries (2013), International Journal of Corpus Linguistics 18(1).

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Work for peace. We want peace now. The work goes on, work for us."})
    >>> table = collocates(corpus, "peace", window=2, min_count=1)
    >>> table[["term", "count", "count_term", "window_words", "words"]].head(3)
       term  count  count_term  window_words  words
    0   now      1           1             5     12
    1  want      1           1             5     12
    2    we      1           1             5     12
    """
    lexicon = as_lexicon(node)
    one_of("sort", sort, SORTS)
    out = stop_words(stop)
    _checked(window, min_count)
    codes, groups = corpus.groups(by)
    parts = [
        _rows(corpus, company, (codes, groups), (min_count, out, sort), name)
        for name, company in zip(
            lexicon.names, _companies(corpus, lexicon, window), strict=True
        )
    ]
    parts = [part for part in parts if len(part["term"])]
    if not parts:
        return tables.make("collocates", {})
    columns = {
        name: np.concatenate([part[name] for part in parts]) for name in parts[0]
    }
    return tables.make("collocates", {**columns, "window": _window_named(window)})


def collocate_network(
    corpus: Corpus,
    node: Node,
    *,
    window: Window = COLLOCATION_WINDOW,
    min_count: int = 3,
    stop: Stop = None,
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
    _checked(window, min_count)
    top = whole("top", top)
    one = (np.zeros(len(corpus), dtype=np.int64), ("",))
    edges: list[tuple[Any, ...]] = []
    for name, company in zip(
        lexicon.names, _companies(corpus, lexicon, window), strict=True
    ):
        near = _rows(corpus, company, one, (1, out, "log_dice"), name)
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


def _checked(window: Window, min_count: int) -> None:
    if not isinstance(window, str) or window != "sentence":
        whole("window", window, tip=" (words on each side), or 'sentence'")
    whole("min_count", min_count, tip="; 1 keeps every term")


def _window_named(window: Window) -> str:
    return (
        "sentence"
        if window == "sentence"
        else f"{window} words on each side, within the sentence"
    )


# ---------------------------------------------------------------------------------------------------------------------
# Windows


@dataclass(frozen=True, eq=False)
class _Company:
    """The mentions of one family, and what stands near them.

    `first`: first token of each mention; `mine`: whether each token of the stream belongs to a mention (bool); `hit`
    and `place`: a mention, and a token in its window that is no node's; every pair once.
    """

    first: np.ndarray
    mine: np.ndarray
    hit: np.ndarray
    place: np.ndarray


def _companies(corpus: Corpus, lexicon: Lexicon, window: Window) -> list[_Company]:
    hits = find(corpus, lexicon)
    found = []
    for family in range(len(lexicon)):
        these = hits.family == family
        first, last = hits.first[these], hits.last[these]
        edges = np.zeros(len(corpus.stream) + 1, dtype=np.int64)
        np.add.at(edges, first, 1)
        np.add.at(edges, last, -1)
        mine = np.cumsum(edges[:-1]) > 0
        hit, place = (
            _sentences(corpus.stream, first, last)
            if window == "sentence"
            else _spans(corpus.stream, first, last, int(window))
        )
        free = ~mine[place]
        found.append(_Company(first, mine, hit[free], place[free]))
    return found


def _spans(
    stream: Stream, first: np.ndarray, last: np.ndarray, window: int
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of mention and token for windows of words; a break of the text ends a window."""
    stretch = np.cumsum(stream.gap >= BREAK)
    number = np.arange(len(first))
    hit, place = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for step in range(1, window + 1):
        before = len(hit)
        for there, end in ((first - step, first), (last - 1 + step, last - 1)):
            inside = (there >= 0) & (there < len(stretch))
            inside[inside] = stretch[there[inside]] == stretch[end[inside]]
            hit.append(number[inside])
            place.append(there[inside])
        if not any(
            map(len, hit[before:])
        ):  # every window has come to the end of its sentence
            break
    return np.concatenate(hit), np.concatenate(place)


def _sentences(
    stream: Stream, first: np.ndarray, last: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of mention and token for the sentences that a mention touches."""
    begins = (stream.gap > STOP_LOWER).nonzero()[0]
    start = (
        begins[np.searchsorted(begins, first, side="right") - 1]
        if len(first)
        else first
    )
    ends = np.append(begins, len(stream))
    end = ends[np.searchsorted(ends, last - 1, side="right")]
    size = end - start
    hit = np.repeat(np.arange(len(first)), size)
    offset = np.arange(len(hit)) - np.repeat(np.cumsum(size) - size, size)
    return hit, np.repeat(start, size) + offset


# ---------------------------------------------------------------------------------------------------------------------
# Rows


def _rows(
    corpus: Corpus,
    company: _Company,
    divided: tuple[np.ndarray, tuple[str, ...]],
    asked: tuple[int, frozenset[str], str],
    family: str,
) -> dict[str, np.ndarray]:
    """The collocates of one family, group by group; a cell is a group and a type."""
    stream, (codes, groups), (least, out, sort) = corpus.stream, divided, asked
    types = max(len(stream.vocabulary), 1)
    group = codes[stream.document]
    cell = group * types + stream.ids

    near = np.unique(company.place)
    cells, count = np.unique(cell[near], return_counts=True)
    keep = count >= least
    if out:
        keep &= np.array(
            [
                stream.vocabulary[number] not in out
                for number in (cells % types).tolist()
            ],
            dtype=bool,
        )
    cells, count = cells[keep], count[keep]

    def wanted(values: np.ndarray) -> np.ndarray:
        if len(groups) * types <= _CELLS:
            return np.asarray(np.bincount(values, minlength=len(groups) * types)[cells])
        if not len(cells):
            return np.empty(0, dtype=np.int64)
        place = np.searchsorted(cells, values)
        place = place[cells[np.minimum(place, len(cells) - 1)] == values]
        return np.asarray(np.bincount(place, minlength=len(cells)))

    pairs = np.unique(np.column_stack([cell[company.place], company.hit]), axis=0)[:, 0]
    texts = np.unique(np.column_stack([cell[near], stream.document[near]]), axis=0)[
        :, 0
    ]
    of = cells // types
    size = [
        np.bincount(group[which], minlength=len(groups))[of]
        for which in (near, (~company.mine).nonzero()[0])
    ]
    values: dict[str, np.ndarray] = {
        "family": np.full(len(cells), family, dtype=object),
        "group": np.array(groups, dtype=object)[of],
        "term": np.array(stream.vocabulary, dtype=object)[cells % types]
        if len(cells)
        else np.empty(0, dtype=object),
        "count": count,
        "hits": wanted(pairs),
        "documents": wanted(texts),
        "count_term": wanted(cell[~company.mine]),
        "count_node": np.bincount(group[company.first], minlength=len(groups))[of],
        "window_words": size[0],
        "words": size[1],
    }
    values |= _measured(values)
    places = np.argsort(np.argsort(values["term"], kind="stable"), kind="stable")
    order = np.lexsort((places, -count, -values[sort], of))
    return {name: column[order] for name, column in values.items()}


def _measured(values: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    beside = np.minimum(values["hits"], values["count"])
    of_words = [
        values[name] for name in ("count", "window_words", "count_term", "words")
    ]
    of_mentions = [beside, values["count_node"], values["count_term"]]
    measured = {
        "expected": values["window_words"] * values["count_term"] / values["words"]
    }
    for name, measure in ASSOCIATION_MEASURES.items():
        counts = of_mentions if measure.counted_in == "mentions" else of_words
        measured[name] = FUNCTIONS[name](*counts)
    seen = zip(
        beside.tolist(),
        values["documents"].tolist(),
        values["count_node"].tolist(),
        strict=True,
    )
    note = np.array([_note(*row) for row in seen], dtype=object)
    return {
        **{name: np.atleast_1d(value) for name, value in measured.items()},
        "note": note,
    }


def _note(times: int, documents: int, mentions: int) -> str:
    """What a row cannot show that rests on so few mentions or documents."""
    told = []
    if times < FEW_MENTIONS_BESIDE_COLLOCATE:
        told.append(notes.make("few_beside", mentions=times))
    if documents == 1:
        told.append(notes.make("in_one_document"))
    elif documents < FEW_DOCUMENTS_WITH_COLLOCATE:
        told.append(notes.make("in_few_documents", documents=documents))
    if mentions < FEW_MENTIONS_OF_NODE:
        told.append(notes.make("few_mentions_of_node", mentions=mentions))
    return notes.join(told)


def _edges(
    corpus: Corpus,
    company: _Company,
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
        score, told = float(near["log_dice"][place]), _note(own[place], where, mentions)
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
                    _note(found, where, mentions),
                )
                ends = (family, "between", terms[one], terms[other])
                between.append((*ends, found, where, own[one], own[other], score, told))
    between.sort(key=lambda edge: (-edge[8], -edge[4], edge[2], edge[3]))
    return edges + between
