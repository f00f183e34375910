"""Scores of collocates, as rows of a table, with their notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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

__all__ = ["FUNCTIONS", "collocate_rows", "note_of_counts"]
_CELLS = 1 << 26  # groups by words that are counted in one table

# What computes each measure of the registry of association measures.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = association.FUNCTIONS


# ---------------------------------------------------------------------------------------------------------------------
# Rows


def collocate_rows(
    corpus: Corpus,
    company: NodeWindow,
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
    note = np.array([note_of_counts(*row) for row in seen], dtype=object)
    return {
        **{name: np.atleast_1d(value) for name, value in measured.items()},
        "note": note,
    }


def note_of_counts(times: int, documents: int, mentions: int) -> str:
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
