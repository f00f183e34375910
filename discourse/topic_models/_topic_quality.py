"""How many topics, and whether they hold: coherence, exclusivity and stability against k."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.stop_words import BUNDLED, StopWords
from discourse.errors import OptionError
from discourse.measures.topic_coherence import confirmation
from discourse.settings import TOPIC_TOP_TERMS
from discourse.topic_models.factorization import (
    SLIGHT,
    STEPS,
    Ground,
    Model,
    Topical,
    Unit,
    factorised,
    ground,
    seed,
)
from discourse.validation import (
    check_option,
    check_whole_number,
    options_by_name,
    random_generator,
)

__all__ = ["agreement", "coherence", "exclusivity", "topic_quality"]

Floats = NDArray[np.float64]


@options_by_name
def topic_quality(
    corpus: Corpus,
    *,
    k: tuple[int, int] = (2, 10),
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: StopWords = BUNDLED,
    runs: int = 10,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    """Numbers of topics beside each other: how well the topics cohere, differ, and come back.

    Parameters
    ----------
    corpus, unit, model, stop, rng
        As for :func:`topics`.
    k : pair of int
        Least and largest number of topics; what the corpus cannot bear is left out, and the note says so.
    runs : int
        Fits from random starts, and fits with documents left out (each document in turn where there are no more than
        this; else as many random parts of the documents).

    Returns
    -------
    pandas.DataFrame
        Kind "topic_quality", one row a number of topics: k, coherence, exclusivity, stability (over random starts),
        stability_documents (with documents left out), runs, model, note.

    Notes
    -----
    Each is a mean over topics and looks at their ten heaviest terms (fewer where fewer have a
    ten-thousandth of the weight of the first).

    coherence
        Mean NPMI of all pairs of the terms in the paragraphs, -1 to 1: do they keep company?
    exclusivity
        Mean share of a term's weight that falls on this topic and no other; 1/k = all topics have it alike.
    stability, stability_documents
        Mean Jaccard index of the terms of each topic and of its partner in another fit, partners chosen for the
        highest sum; 1 = every fit finds the same terms. Below about .5 a topic is an accident of the fit.

    No column is to be maximised alone, and none says that a topic means something. With few documents, leaving one out
    shows which topic is just that document.

    References
    ----------
    Aletras & Stevenson (2013), IWCS, 13-22 (NPMI). Greene, O'Callaghan & Cunningham (2014), ECML PKDD, 498-513
    (stability).
    """
    corpus = as_corpus(corpus)
    check_option("model", model, STEPS)
    k = _pair(k)
    runs = check_whole_number("runs", runs)
    base = ground(corpus, unit=unit, stop=stop)
    most = min(
        int((np.diff(base.counts.matrix.indptr) > 0).sum()), base.counts.matrix.shape[1]
    )
    if k[0] > most:
        raise OptionError(
            f"k={k!r}: the corpus has {most:,} {unit}s with words and bears no more topics than that."
        )
    limit = notes.make("most_topics", most=most) if k[1] > most else None
    note = notes.join([limit])
    first = seed(rng)
    chance = random_generator(first)
    seeds = [int(value) for value in chance.integers(2**32, size=runs)]
    parts = list(_left_out(len(corpus), runs, chance))
    rows = []
    for size in range(k[0], min(k[1], most) + 1):
        found = factorised(base.counts.matrix, size, model, first)
        again = [
            factorised(base.counts.matrix, size, model, number, "random")
            for number in seeds
        ]
        rest = [
            part
            for gone in parts
            if (part := _without(base, gone, size, model, first)) is not None
        ]
        rows.append(
            {
                "k": size,
                "coherence": coherence(base.counts.matrix, found.terms),
                "exclusivity": exclusivity(found.terms),
                "stability": _mean(found, again),
                "stability_documents": _mean(found, rest),
                "runs": runs,
                "model": model,
                "note": note,
            }
        )
    return tables.from_rows("topic_quality", rows)


def _pair(k: object) -> tuple[int, int]:
    pair = (
        tuple(check_whole_number(f"k[{place}]", size) for place, size in enumerate(k))
        if isinstance(k, tuple)
        else ()
    )
    if len(pair) != 2 or pair[0] > pair[1]:
        raise OptionError(
            f"k={k!r}: a pair of whole numbers was expected, the least and the largest, such as (2, 10)."
        )
    return pair[0], pair[1]


def _left_out(
    documents: int, runs: int, chance: np.random.Generator
) -> Iterator[np.ndarray]:
    """Documents to leave out, one set after the other."""
    if documents <= runs:
        yield from np.arange(documents)[:, None]
    else:
        yield from np.array_split(chance.permutation(documents), max(runs, 2))[:runs]


def _without(
    base: Ground, gone: np.ndarray, k: int, model: Model, number: int
) -> Topical | None:
    """The topics of the other documents; None where they cannot bear `k`."""
    kept = ~np.isin(base.parent, gone)
    counts = base.counts.matrix[kept.nonzero()[0]]
    counts.sort_indices()
    if k > min(int((np.diff(counts.indptr) > 0).sum()), len(np.unique(counts.indices))):
        return None
    return factorised(counts, k, model, number)


def _mean(found: Topical, others: list[Topical]) -> float:
    """Mean agreement of a fit with others; missing where there are none."""
    values = [agreement(found.terms, other.terms) for other in others]
    return sum(values) / len(values) if values else float("nan")


def _tops(terms: Floats) -> list[NDArray[np.int64]]:
    """The ten heaviest terms of each topic, equal ones in order; fewer where fewer have a weight to speak of."""
    tops = []
    for row in terms:
        heavy = np.argsort(-row, kind="stable")[: TOPIC_TOP_TERMS + 50]
        rounded = np.array([float(f"{value:.9g}") for value in row[heavy].tolist()])
        order = np.lexsort((heavy, -rounded))[:TOPIC_TOP_TERMS]
        some = (rounded > 0) & (rounded >= SLIGHT * rounded.max(initial=0.0))
        tops.append(np.asarray(heavy[order][some[order]], dtype=np.int64))
    return tops


def coherence(counts: csr_array, terms: Floats) -> float:
    """Mean NPMI of the pairs of each topic's ten heaviest terms, over the segments (rows of `counts`)."""
    there = csr_array(
        (np.ones(len(counts.indices)), counts.indices, counts.indptr),
        shape=counts.shape,
    )
    size = int((np.diff(counts.indptr) > 0).sum())
    values = []
    for top in _tops(terms):
        own = there[:, top]
        both = (own.T @ own).toarray()
        alone, pairs = both.diagonal(), np.triu_indices(len(top), 1)
        value = confirmation(both[pairs], alone[pairs[0]], alone[pairs[1]], size)
        values.append(float(np.mean(value)) if len(value) else 0.0)
    return sum(values) / len(values)


def exclusivity(terms: Floats) -> float:
    """Mean share of the weight of a topic's ten heaviest terms that falls on the topic itself.

    >>> exclusivity(np.array([[0.5, 0.5, 0.0], [0.0, 0.5, 0.5]]))
    0.75
    """
    whole = np.cumsum(terms, axis=0)[-1]
    tops = _tops(terms)
    values = [
        float(np.mean(terms[topic, top] / whole[top]))
        for topic, top in enumerate(tops)
        if len(top)
    ]
    return sum(values) / len(values)


def agreement(one: Floats, two: Floats) -> float:
    """Mean Jaccard index of the ten heaviest terms of topics matched for the highest sum.

    >>> agreement(np.eye(12)[:2], np.eye(12)[:2])
    1.0
    """
    from scipy.optimize import linear_sum_assignment

    first, second = (
        [set(top.tolist()) for top in _tops(terms)] for terms in (one, two)
    )
    jaccard = np.array(
        [[len(a & b) / max(len(a | b), 1) for b in second] for a in first]
    )
    rows, columns = linear_sum_assignment(-jaccard)
    return float(np.mean(jaccard[rows, columns]))
